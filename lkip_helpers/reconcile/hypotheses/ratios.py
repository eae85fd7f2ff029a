"""Slips of one formula: another denominator, a ratio upside down, what is left, a sign, a unit."""

from collections.abc import Iterator

from lkip_helpers.reconcile.hypotheses.cause import Cause, Context
from lkip_helpers.reconcile.hypotheses.equation import equate
from lkip_helpers.reconcile.hypotheses.operands import (
    WHOLE,
    PrintedOperands,
    is_total,
    list_ratio_lines,
    match_ratio,
)
from lkip_helpers.reconcile.interval import Interval
from lkip_helpers.reconcile.match import Pair
from lkip_helpers.report.format import format_number, format_short
from lkip_helpers.report.named_rows import tidy_up
from lkip_helpers.rules.expression import Operand

FEWEST_SHARED = 3
NAME_LENGTH = 8  # letters; texts no longer ("Nilai") name no row
SHARP = 3  # significant digits that do not meet by accident


def find_other_target(group: list[Pair], k: Context) -> Iterator[tuple[Pair, Cause]]:
    """Percentages whose numerator is printed: which denominator gives what was printed."""
    implied = [(p, *result) for p in group if (result := _implied(p, k))]
    shared = _shared_whole([interval for _, interval, _ in implied])
    for p, interval, numerator in implied:
        candidate = [(name, value, 0.85, 1) for name, value in _other_target(p, k)]
        if shared:
            candidate.append((f"sama bagi {len(implied)} angka", shared, 0.9, len(implied)))
        for name, value, evidence, witnesses in candidate:
            divided = format_short(value, 6)
            within = interval.lower <= value <= interval.upper
            compute = within and equate(f"{numerator.said} / {divided} × 100", p.said)
            if compute:
                description = f"{compute}: dihitung terhadap {divided} ({name})"
                yield p, Cause("target lain", description, evidence, witnesses)


def find_shared_target(p: Pair, k: Context) -> Iterator[Cause]:
    """Σ numerators / Σ denominators, where percentages beside it share a wrong denominator."""
    for lines in list_ratio_lines(p, k) if p.kind == "persen" else ():
        implied = [result for q in lines if (result := _implied(q, k))]
        shared = _shared_whole([s for s, _ in implied])
        if not shared or len(implied) < len(lines):
            continue
        content = " + ".join(q.said for _, q in implied)
        divided = f"{len(lines)} × {format_short(shared)}"
        if compute := equate(f"({content}) / ({divided}) × 100", p.said):
            description = f"{compute}: setiap angka dihitung terhadap {format_short(shared)}"
            yield Cause("target lain", description, 0.92, len(lines))


def _implied(p: Pair, k: Context) -> tuple[Interval, Pair] | None:
    """The denominators that would give the printed percentage, and the printed numerator."""
    ratio = match_ratio(p) if p.class_ == "beda" and p.number else None
    operand = PrintedOperands(p, k)
    upper = operand.evaluate(ratio[0]) if ratio else None
    lower, ends = p.printed.interval
    if upper is None or lower <= 0:
        return None
    return Interval(upper.lower * 100 / ends, upper.upper * 100 / lower), operand.used[0]


def _shared_whole(interval: list[Interval]) -> float | None:
    """The one whole number inside every interval, where several figures leave only one."""
    if len(interval) < FEWEST_SHARED:
        return None
    lower, upper = max(s.lower for s in interval), min(s.upper for s in interval)
    whole = [n for n in range(int(lower), int(upper) + 2) if lower <= n <= upper]
    return float(whole[0]) if len(whole) == 1 else None


def _other_target(p: Pair, k: Context) -> Iterator[tuple[str, float]]:
    """Other targets of the same row, of other years and of other tables; denominators of others."""
    own = p.tabel.rows[p.location.sequence] if p.in_body else {}
    name = {tidy_up(v) for v in own.values() if isinstance(v, str) and len(v) > NAME_LENGTH}
    for tabel in k.result.values():
        for b in tabel.rows:
            if not name & {tidy_up(v) for v in b.values() if isinstance(v, str)}:
                continue
            for column, content in b.items():
                target = column.startswith("target") or column.isdigit()
                if target and isinstance(content, int | float) and content != own.get("target"):
                    yield f"{tabel.column[column].title} pada {tabel.title}", float(content)
    match match_ratio(p):
        case _, Operand(kind="sel", name=base) if p.printed.digits >= SHARP:
            beside = (q for q in k.printed_rows(p, base) if q.location != p.location)
            yield from ((q.name, q.number) for q in beside if q.number)


def find_inverted(p: Pair, k: Context) -> Iterator[Cause]:
    """Numerator and denominator exchanged."""
    ratio, operand = match_ratio(p), PrintedOperands(p, k)
    if not ratio or not operand.evaluate(ratio[0]) or not operand.evaluate(ratio[1]):
        return
    if len(operand.used) == len("ab"):
        a, b = (q.said for q in operand.used)
        if compute := equate(f"{b} / {a} × 100", p.said):
            description = f"pembilang dan pembagi tertukar: {compute}"
            yield Cause("rasio terbalik", description, 0.93 if _is_sharp(p) else 0.85)


def find_rest(p: Pair, _: Context) -> Iterator[Cause]:
    """What is left of 100 %, or of another figure of the row, where the figure itself is due."""
    correct = format_number(p.computed_number, p.printed.decimals)
    if p.kind == "persen" and (compute := equate(f"100 − {correct}", p.said)):
        description = f"sisa dari 100, bukan angkanya sendiri: {compute}"
        trivial = p.computed_number in (0, 100)  # the one is the other's rest everywhere
        evidence = 0.9 if _is_sharp(p) else 0.8
        yield Cause("pelengkap 100", description, 0.5 if trivial else evidence)
    for column, c in p.tabel.column.items() if _is_sharp(p) and p.kind in WHOLE else ():
        whole = p.tabel.value(p.location, column)
        if c.kind != p.kind or column == p.column or not isinstance(whole, int | float):
            continue
        if compute := equate(f"{format_number(whole, 0)} − {correct}", p.said):
            description = f"sisa dari {c.title}, bukan angkanya sendiri: {compute}"
            yield Cause("sisa", description, 0.9)


def find_sign(p: Pair, _: Context) -> Iterator[Cause]:
    """The right figure with the other sign."""
    if p.number and p.printed.fitting(-p.computed_number):
        correct = format_number(p.computed_number, p.printed.decimals)
        yield Cause("tanda terbalik", f"hitungan {correct}, tercetak {p.said}", 0.95)


def find_off_by_one(p: Pair, k: Context) -> Iterator[Cause]:
    """A total that is one unit beside the sum of the parts printed above it."""
    if not is_total(p) or p.printed.decimals or abs(p.difference) != 1:
        return
    operand = PrintedOperands(p, k)
    total = operand.evaluate(p.tree)
    if total and all(q.class_ == "sama" for q in operand.used):
        total_printed = format_number(sum(q.number for q in operand.used)).removesuffix(",00")
        description = f"{len(operand.used)} bagian yang tercetak berjumlah {total_printed}"
        evidence = 0.82 if p.kind in WHOLE else 0.7
        yield Cause("jumlah meleset satu", f"{description}, tercetak {p.said}", evidence)


def _is_sharp(p: Pair) -> bool:
    return p.printed.digits >= SHARP
