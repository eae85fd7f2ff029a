"""Figures made of other printed figures: inherited faults, rounded operands, ranks."""

import math
from collections.abc import Iterator

from lkip_helpers.reconcile.hypotheses.cause import Attempt, Cause, Context, prove
from lkip_helpers.reconcile.hypotheses.equation import UNROUNDED, equate
from lkip_helpers.reconcile.hypotheses.operands import PrintedOperands, sum_column
from lkip_helpers.reconcile.interval import Interval
from lkip_helpers.reconcile.match import Pair
from lkip_helpers.report.format import format_short
from lkip_helpers.report.record import Record

MOST_STATED = 12
FEWEST_ROWS = 3  # rows that a fixed ratio, or a ranking, must hold in


def find_derived(p: Pair, k: Context) -> Iterator[Cause]:
    """The declared formula over the figures printed beside it gives what was printed."""
    if not p.formula:
        yield from _proportional(p, k)
        return
    operands = PrintedOperands(p, k)
    result = operands.evaluate(p.tree)
    if result and result.contains(Interval(*p.printed.interval)):
        yield from _carried(p, operands, result)


def _carried(p: Pair, operands: PrintedOperands, result: Interval) -> Iterator[Cause]:
    """Inherited: from wrong operands, or from right ones that were rounded before."""
    wrong = [q for q in operands.used if q.verdict != "sama"]
    equation, count = equate(operands.write(), p.said, result), len(operands.used)
    if not equation or (not wrong and p.printed.fits(p.computed_number)):
        return  # nothing true to say, or the right figure with fewer decimals than its column
    exact = UNROUNDED not in equation
    if count > MOST_STATED:
        bounds = "" if exact else equation[equation.index(f", {UNROUNDED}") :]
        equation = f"{count} angka yang tercetak menghasilkan {p.said}{bounds}"
    if wrong:
        names = ", ".join(dict.fromkeys(q.name for q in wrong[:3]))
        told = "" if equation == f"{p.said} = {p.said}" else f": {equation}"
        description = f"mengikuti angka cetak lain yang berbeda ({names}){told}"
        yield Cause("terbawa", description, 0.9 if exact else 0.8, len(wrong) + 1)
    elif exact:
        mean = "rata-rata " if "rata_rata" in p.formula else ""
        description = f"{mean}dihitung dari angka yang sudah dibulatkan: {equation}"
        yield Cause("pembulatan dini", description, 0.95, count)
    elif sum_column(p):
        description = f"jumlah {count} bagian yang dibulatkan sesudah dijumlahkan: {equation}"
        yield Cause("pembulatan bagian", description, 0.5)
    else:
        yield Cause("pembulatan", f"sesuai dengan angka cetak di sampingnya: {equation}", 0.5)


def _proportional(p: Pair, k: Context) -> Iterator[Cause]:
    """A column that is a fixed multiple of another in the computed table, also in print."""
    columns = list(p.tabel.column)
    for other, q in k.same_row(p).items() if p.in_body else ():
        factor = _find_ratio(p.tabel, p.column, other) if other != p.column else None
        if factor is None:
            continue
        if q.verdict == "sama":
            description = f"{q.name} di sebelahnya benar ({q.said}), hanya angka ini salah"
            yield Cause("salah ketik", description, 0.55)
        # A figure is derived from left to right.
        elif columns.index(other) < columns.index(p.column) and p.printed.fits(q.number * factor):
            divided = factor < 1 and math.isclose(1 / factor, round(1 / factor))
            manner = f"/ {format_short(1 / factor)}" if divided else f"× {format_short(factor, 4)}"
            words = f"mengikuti {q.name} yang berbeda: {{}}"
            yield from prove(p, [Attempt("terbawa", f"{q.said} {manner}", words, 0.9, 2)])


def _find_ratio(t: Record, column: str, base: str) -> float | None:
    """The one factor between two columns of a computed table; None where there is none."""
    own, other = t.column_values(column), t.column_values(base)
    if len(own) != len(other) or len(own) < FEWEST_ROWS:
        return None
    ratios = {round(a / b, 9) for a, b in zip(own, other, strict=True) if b}
    return ratios.pop() if len(ratios) == 1 else None


def find_order(p: Pair, k: Context) -> Iterator[Cause]:
    """The place of a row among the printed figures of the column that is ranked."""
    for column, q in k.same_row(p).items() if p.in_body else ():
        if column == p.column or not _is_rank(p.tabel, p.column, column):
            continue
        other = [r.number for r in k.printed_rows(p, column) if r.printed.value is not None]
        highest, lowest = sum(n > q.number for n in other) + 1, sum(n >= q.number for n in other)
        if len(other) == len(p.tabel.rows) and highest <= p.number <= lowest:
            description = f"urutan ke-{p.said} menurut {q.name} yang tercetak ({q.said})"
            yield Cause("terbawa", description, 0.9)


def _is_rank(t: Record, column: str, base: str) -> bool:
    """Whether `column` ranks `base` in the computed table, highest first, ties sharing a place."""
    numbers, ranks = t.column_values(base), t.column_values(column)
    if len(numbers) != len(ranks) or len(ranks) < FEWEST_ROWS:
        return False
    return ranks == [1 + sum(other > n + 1e-9 for other in numbers) for n in numbers]
