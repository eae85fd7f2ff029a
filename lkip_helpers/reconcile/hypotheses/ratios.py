"""Errors in one formula: another denominator, an inverted ratio, the rest, one unit off."""

import math
from collections.abc import Iterator

from lkip_helpers.reconcile.hypotheses import operands
from lkip_helpers.reconcile.hypotheses.cause import Cause, Context, prove
from lkip_helpers.reconcile.hypotheses.copies import list_names
from lkip_helpers.reconcile.interval import Interval
from lkip_helpers.reconcile.match import Pair
from lkip_helpers.report.format import format_number, format_short
from lkip_helpers.rules.expression import Operand

FEWEST_SHARED = 3
OTHER = "target lain"


def find_other_target(group: list[Pair], context: Context) -> Iterator[tuple[Pair, Cause]]:
    """Percentages whose numerator is printed, and the denominator that gives them as printed."""
    implied = [(pair, *result) for pair in group if (result := _implied(pair, context))]
    shared = _shared_whole([interval for _, interval, _ in implied])
    for pair, interval, numerator in implied:
        possible = [(name, value, 0.85, 1) for name, value in _other_targets(pair, context)]
        if shared:
            possible.append((f"sama bagi {len(implied)} angka", shared, 0.9, len(implied)))
        for name, value, evidence, witnesses in possible:
            if interval.lower <= value <= interval.upper:
                divisor = format_short(value, 6)
                words = f"{{}}: dihitung terhadap {divisor} ({name})"
                cause = Cause(OTHER, words, evidence, witnesses)
                arithmetic = f"{numerator.wording} / {divisor} × 100"
                yield from ((pair, proven) for proven in prove(pair, arithmetic, cause))


def find_shared_target(pair: Pair, context: Context) -> Iterator[Cause]:
    """Σ numerators / Σ denominators, where percentages beside it share a wrong denominator."""
    for line in operands.list_ratio_lines(pair, context) if pair.kind == "persen" else ():
        implied = [result for ratio in line if (result := _implied(ratio, context))]
        shared = _shared_whole([interval for interval, _ in implied])
        if shared and len(implied) == len(line):
            total = " + ".join(numerator.wording for _, numerator in implied)
            divisor = format_short(shared)
            arithmetic = f"({total}) / ({len(line)} × {divisor}) × 100"
            words = f"{{}}: setiap angka dihitung terhadap {divisor}"
            yield from prove(pair, arithmetic, Cause(OTHER, words, 0.92, len(line)))


def _implied(pair: Pair, context: Context) -> tuple[Interval, Pair] | None:
    """The denominators that would give the printed percentage, and the printed numerator."""
    ratio = operands.match_ratio(pair) if pair.verdict == "beda" and pair.number else None
    printed = operands.PrintedOperands(pair, context)
    numerator = printed.evaluate(ratio[0]) if ratio else None
    low, high = pair.printed.interval
    if numerator is None or low <= 0:
        return None
    return Interval(numerator.lower * 100 / high, numerator.upper * 100 / low), printed.used[0]


def _shared_whole(intervals: list[Interval]) -> float | None:
    """The one whole number inside every interval, where several figures leave only one."""
    if len(intervals) < FEWEST_SHARED:
        return None
    lower, upper = max(i.lower for i in intervals), min(i.upper for i in intervals)
    whole = [n for n in range(int(lower), int(upper) + 2) if lower <= n <= upper]
    return float(whole[0]) if len(whole) == 1 else None


def _other_targets(pair: Pair, context: Context) -> Iterator[tuple[str, float]]:
    """Targets of the same row in other columns and tables, and denominators of other rows."""
    names = list_names(pair.tabel, pair.row) if pair.in_body else set()
    own = pair.tabel.value(pair.row, "target") if pair.in_body else None
    for tabel in context.tables.values():
        named = [row for i, row in enumerate(tabel.rows) if names & list_names(tabel, i)]
        for row in named:
            for column, value in row.items():
                target = column.startswith("target") or column.isdigit()
                if target and isinstance(value, int | float) and value != own:
                    yield f"{tabel.by_key[column].title} pada {tabel.title}", float(value)
    match operands.match_ratio(pair):
        case _, Operand(kind="sel", name=base) if pair.printed.is_sharp:
            beside = (row for row in context.printed_rows(pair, base) if row.row != pair.row)
            yield from ((row.name, row.number) for row in beside if row.number)


def find_inverted(pair: Pair, context: Context) -> Iterator[Cause]:
    """Numerator and denominator swapped."""
    ratio, printed = operands.match_ratio(pair) or (), operands.PrintedOperands(pair, context)
    if all(printed.evaluate(part) for part in ratio) and len(printed.used) == 2:
        numerator, denominator = (operand.wording for operand in printed.used)
        evidence = 0.93 if pair.printed.is_sharp else 0.85
        cause = Cause("rasio terbalik", "pembilang dan pembagi tertukar: {}", evidence)
        yield from prove(pair, f"{denominator} / {numerator} × 100", cause)


def find_rest(pair: Pair, _: Context) -> Iterator[Cause]:
    """The rest of 100 %, or of another figure of the row, in place of the figure itself."""
    printed, right = pair.printed, format_number(pair.computed_number, pair.printed.decimals)
    if pair.kind == "persen":
        trivial = pair.computed_number in (0, 100)  # each is the rest of the other
        evidence = 0.5 if trivial else 0.9 if printed.is_sharp else 0.8
        words = "sisa dari 100, bukan angkanya sendiri: {}"
        yield from prove(pair, f"100 − {right}", Cause("pelengkap 100", words, evidence))
    is_distinct = printed.is_sharp and pair.kind in operands.WHOLE - {"ya"}
    for column in pair.tabel.columns if is_distinct else ():
        whole = pair.tabel.read_number(pair.row, column.key)
        if column.kind == pair.kind and column.key != pair.column and not math.isnan(whole):
            cause = Cause("sisa", f"sisa dari {column.title}, bukan angkanya sendiri: {{}}", 0.9)
            yield from prove(pair, f"{format_number(whole, 0)} − {right}", cause)


def find_off_by_one(pair: Pair, context: Context) -> Iterator[Cause]:
    """A total that is one unit off the sum of the parts printed above it."""
    if not operands.sum_column(pair) or pair.printed.decimals or abs(pair.difference) != 1:
        return
    printed = operands.PrintedOperands(pair, context)
    if printed.evaluate(pair.tree) and all(part.verdict == "sama" for part in printed.used):
        total = format_number(sum(part.number for part in printed.used)).removesuffix(",00")
        description = f"{len(printed.used)} bagian yang tercetak berjumlah {total}"
        evidence = 0.82 if pair.kind in operands.WHOLE else 0.7
        yield Cause("jumlah meleset satu", f"{description}, tercetak {pair.wording}", evidence)
