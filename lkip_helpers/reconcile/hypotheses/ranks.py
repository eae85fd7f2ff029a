"""Ranks that follow from the figures printed beside them."""

from collections.abc import Iterator

from lkip_helpers.reconcile.hypotheses.hypothesis import Cause, Context, phrase_printed
from lkip_helpers.reconcile.match import Pair
from lkip_helpers.report.record import Record

FEWEST_ROWS = 3


def find_order(p: Pair, k: Context) -> Iterator[Cause]:
    """The place of a row among the printed figures of the column that is ranked."""
    if not p.has_number or p.class_ != "beda" or p.location.part != "baris":
        return
    for column in p.tabel.column:
        q = k.find(p, p.location, column)
        if q is None or column == p.column or not _is_rank(p.tabel, p.column, column):
            continue
        other = [r.printed.value for r in k.printed_rows(p, column) if r.printed.value is not None]
        if len(other) == len(p.tabel.rows) and q.printed.value is not None:
            upper = sum(n > q.printed.value for n in other) + 1
            lower = sum(n >= q.printed.value for n in other)
            if upper <= float(p.printed.value or 0) <= lower:
                description = (
                    f"urutan ke-{phrase_printed(p.printed)} menurut {q.name} yang tercetak"
                )
                yield Cause("terbawa", f"{description} ({phrase_printed(q.printed)})", 0.9)


def _is_rank(t: Record, column: str, base: str) -> bool:
    """Whether `column` ranks `base` in the computed table, highest first, ties sharing a place."""
    number, sequence = t.column_values(base), t.column_values(column)
    if len(number) != len(sequence) or len(sequence) < FEWEST_ROWS:
        return False
    return sequence == [1 + sum(other > a + 1e-9 for other in number) for a in number]
