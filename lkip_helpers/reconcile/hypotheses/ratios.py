"""Errors in one formula: another denominator, an inverted ratio, the rest, one unit off."""

from collections.abc import Iterator

from lkip_helpers.reconcile.hypotheses.cause import SHARP, Attempt, Cause, Context, prove
from lkip_helpers.reconcile.hypotheses.copies import NAME_LENGTH
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
from lkip_helpers.report.named_rows import fold_name
from lkip_helpers.rules.expression import Operand

FEWEST_SHARED = 3
OTHER = "target lain"


def find_other_target(group: list[Pair], context: Context) -> Iterator[tuple[Pair, Cause]]:
    """Percentages whose numerator is printed, and the denominator that gives them as printed."""
    implied = [(p, *result) for p in group if (result := _implied(p, context))]
    shared = _shared_whole([interval for _, interval, _ in implied])
    for p, interval, numerator in implied:
        possible = [(name, value, 0.85, 1) for name, value in _other_targets(p, context)]
        if shared:
            possible.append((f"sama bagi {len(implied)} angka", shared, 0.9, len(implied)))
        attempts = [
            Attempt(OTHER, f"{numerator.wording} / {divisor} × 100",
                    f"{{}}: dihitung terhadap {divisor} ({name})", evidence, witnesses)
            for name, value, evidence, witnesses in possible
            if interval.lower <= value <= interval.upper
            for divisor in [format_short(value, 6)]
        ]  # fmt: skip
        yield from ((p, cause) for cause in prove(p, attempts))


def find_shared_target(p: Pair, context: Context) -> Iterator[Cause]:
    """Σ numerators / Σ denominators, where percentages beside it share a wrong denominator."""
    for lines in list_ratio_lines(p, context) if p.kind == "persen" else ():
        implied = [result for q in lines if (result := _implied(q, context))]
        shared = _shared_whole([interval for interval, _ in implied])
        if shared and len(implied) == len(lines):
            total, divisor = " + ".join(q.wording for _, q in implied), format_short(shared)
            arithmetic = f"({total}) / ({len(lines)} × {divisor}) × 100"
            words = f"{{}}: setiap angka dihitung terhadap {divisor}"
            yield from prove(p, [Attempt(OTHER, arithmetic, words, 0.92, len(lines))])


def _implied(p: Pair, context: Context) -> tuple[Interval, Pair] | None:
    """The denominators that would give the printed percentage, and the printed numerator."""
    ratio = match_ratio(p) if p.verdict == "beda" and p.number else None
    operands = PrintedOperands(p, context)
    numerator = operands.evaluate(ratio[0]) if ratio else None
    low, high = p.printed.interval
    if numerator is None or low <= 0:
        return None
    return Interval(numerator.lower * 100 / high, numerator.upper * 100 / low), operands.used[0]


def _shared_whole(intervals: list[Interval]) -> float | None:
    """The one whole number inside every interval, where several figures leave only one."""
    if len(intervals) < FEWEST_SHARED:
        return None
    lower, upper = max(i.lower for i in intervals), min(i.upper for i in intervals)
    whole = [n for n in range(int(lower), int(upper) + 2) if lower <= n <= upper]
    return float(whole[0]) if len(whole) == 1 else None


def _other_targets(p: Pair, context: Context) -> Iterator[tuple[str, float]]:
    """Targets of the same row in other columns and tables, and denominators of other rows."""
    names = {name for name in p.row_texts if len(name) > NAME_LENGTH}
    own = p.tabel.value(p.row, "target") if p.in_body else None
    for tabel in context.tables.values():
        for row in tabel.rows:
            if not names & {fold_name(v) for v in row.values() if isinstance(v, str)}:
                continue
            for column, value in row.items():
                target = column.startswith("target") or column.isdigit()
                if target and isinstance(value, int | float) and value != own:
                    yield f"{tabel.by_key[column].title} pada {tabel.title}", float(value)
    match match_ratio(p):
        case _, Operand(kind="sel", name=base) if p.printed.digits >= SHARP:
            beside = (q for q in context.printed_rows(p, base) if q.row != p.row)
            yield from ((q.name, q.number) for q in beside if q.number)


def find_inverted(p: Pair, context: Context) -> Iterator[Cause]:
    """Numerator and denominator swapped."""
    ratio, operands = match_ratio(p), PrintedOperands(p, context)
    if ratio and all(operands.evaluate(part) for part in ratio) and len(operands.used) == len("ab"):
        a, b = (q.wording for q in operands.used)
        words, evidence = "pembilang dan pembagi tertukar: {}", 0.93 if _is_sharp(p) else 0.85
        yield from prove(p, [Attempt("rasio terbalik", f"{b} / {a} × 100", words, evidence)])


def find_rest(p: Pair, _: Context) -> Iterator[Cause]:
    """The rest of 100 %, or of another figure of the row, in place of the figure itself."""
    right = format_number(p.computed_number, p.printed.decimals)
    attempts = []
    if p.kind == "persen":
        trivial = p.computed_number in (0, 100)  # each is the rest of the other
        evidence = 0.5 if trivial else 0.9 if _is_sharp(p) else 0.8
        words = "sisa dari 100, bukan angkanya sendiri: {}"
        attempts.append(Attempt("pelengkap 100", f"100 − {right}", words, evidence))
    for column, c in p.tabel.by_key.items() if _is_sharp(p) and p.kind in WHOLE - {"ya"} else ():
        whole = p.tabel.value(p.row, column)
        if c.kind == p.kind and column != p.column and isinstance(whole, int | float):
            words = f"sisa dari {c.title}, bukan angkanya sendiri: {{}}"
            attempts.append(Attempt("sisa", f"{format_number(whole, 0)} − {right}", words, 0.9))
    yield from prove(p, attempts)


def find_off_by_one(p: Pair, context: Context) -> Iterator[Cause]:
    """A total that is one unit off the sum of the parts printed above it."""
    if not is_total(p) or p.printed.decimals or abs(p.difference) != 1:
        return
    operands = PrintedOperands(p, context)
    if operands.evaluate(p.tree) and all(q.verdict == "sama" for q in operands.used):
        total = format_number(sum(q.number for q in operands.used)).removesuffix(",00")
        description = f"{len(operands.used)} bagian yang tercetak berjumlah {total}"
        evidence = 0.82 if p.kind in WHOLE else 0.7
        yield Cause("jumlah meleset satu", f"{description}, tercetak {p.wording}", evidence)


def _is_sharp(p: Pair) -> bool:
    return p.printed.digits >= SHARP
