"""Capaian over another target."""

from collections.abc import Iterator

from lkip_helpers.reconcile.hypotheses.derived import PrintedOperands
from lkip_helpers.reconcile.hypotheses.equation import equate
from lkip_helpers.reconcile.hypotheses.hypothesis import Cause, Context, phrase_printed
from lkip_helpers.reconcile.hypotheses.parts import list_percent_lines
from lkip_helpers.reconcile.interval import Interval, Uncomputable
from lkip_helpers.reconcile.match import Pair
from lkip_helpers.report.format import format_short
from lkip_helpers.report.named_rows import Location, tidy_up
from lkip_helpers.report.record import Record
from lkip_helpers.rules.expression import Operand, Operation, parse_formula

FEWEST_SHARED = 3
NAME_LENGTH = 8  # letters; texts no longer ("Nilai") name no row


def find_other_target(group: list[Pair], k: Context) -> Iterator[tuple[Pair, Cause]]:
    """Percentages whose numerator is printed: which denominator gives what was printed."""
    implied = {
        p.ordinal: (p, s, q) for p in group if (result := _implied(p, k)) for s, q in [result]
    }
    shared = _shared_whole([s for _, s, _ in implied.values()])
    for p, interval, numerator in implied.values():
        candidate = [(name, value, 0.85, 1) for name, value in _other_target(p, k)]
        if shared:
            candidate.append((f"sama bagi {len(implied)} angka", shared, 0.9, len(implied)))
        for name, value, evidence, witnesses in candidate:
            if interval.lower <= value <= interval.upper and (
                description := _description(p, numerator, value, name)
            ):
                yield p, Cause("target lain", description, evidence, witnesses)


def find_shared_target(p: Pair, k: Context) -> Iterator[Cause]:
    """Σ numerators / Σ denominators, where percentages beside it share a wrong denominator."""
    if not p.has_number or p.class_ != "beda" or p.tabel.column[p.column].kind != "persen":
        return
    for lines in list_percent_lines(p, k):
        implied = [result for q in lines if (result := _implied(q, k))]
        shared = _shared_whole([s for s, _ in implied])
        if not shared or len(implied) < len(lines):
            continue
        content = " + ".join(phrase_printed(q.printed) for _, q in implied)
        divided = f"{len(lines)} × {format_short(shared)}"
        if compute := equate(f"({content}) / ({divided}) × 100", phrase_printed(p.printed)):
            description = f"{compute}: setiap angka dihitung terhadap {format_short(shared)}"
            yield Cause("target lain", description, 0.92, len(lines))


def _description(p: Pair, numerator: Pair, target: float, name: str) -> str:
    """The arithmetic over the other target; "" where it is not true as printed."""
    divided = format_short(target, 6)
    compute = equate(
        f"{phrase_printed(numerator.printed)} / {divided} × 100", phrase_printed(p.printed)
    )
    return compute and f"{compute}: dihitung terhadap {divided} ({name})"


def _implied(p: Pair, k: Context) -> tuple[Interval, Pair] | None:
    """The denominators that would give the printed percentage, and the printed numerator."""
    formula = p.tabel.formula(p.location, p.column)
    if not formula or p.class_ != "beda" or not p.printed.value:
        return None
    match parse_formula(formula):
        case Operation("×", (Operation("/", (Operand() as numerator, _)), 100)):
            operand = PrintedOperands(p, k, [])
            try:
                upper = operand(numerator)
            except Uncomputable:
                return None
            lower, ends = p.printed.interval
            if lower <= 0:
                return None
            return Interval(upper.lower * 100 / ends, upper.upper * 100 / lower), operand.used[0]
        case _:
            return None


def _shared_whole(interval: list[Interval]) -> float | None:
    """The one whole number inside every interval, where several figures leave only one."""
    if len(interval) < FEWEST_SHARED:
        return None
    lower, upper = max(s.lower for s in interval), min(s.upper for s in interval)
    whole = [n for n in range(int(lower), int(upper) + 2) if lower <= n <= upper]
    return float(whole[0]) if len(whole) == 1 else None


def _other_target(p: Pair, k: Context) -> Iterator[tuple[str, float]]:
    """Other targets of the same row: of other years and of other tables."""
    name = {
        tidy_up(v)
        for v in _rows(p.tabel, p.location).values()
        if isinstance(v, str) and len(v) > NAME_LENGTH
    }
    for tabel in k.result.values():
        for i, b in enumerate(tabel.rows):
            if not name & {tidy_up(v) for v in b.values() if isinstance(v, str)}:
                continue
            for column, content in b.items():
                target = column.startswith("target") or column.isdigit()
                if (
                    target
                    and isinstance(content, int | float)
                    and not _is_itself(p, tabel, i, column)
                ):
                    yield f"{tabel.column[column].title} pada {tabel.title}", float(content)


def _rows(t: Record, location: Location) -> dict[str, object]:
    return dict(t.rows[location.sequence]) if location.part == "baris" else {}


def _is_itself(p: Pair, tabel: Record, sequence: int, column: str) -> bool:
    itself = p.tabel.value(p.location, "target") if "target" in p.tabel.column else None
    return tabel.rows[sequence][column] == itself
