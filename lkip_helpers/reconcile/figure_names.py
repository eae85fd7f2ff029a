"""The names under which published figures are typed: every number, letter and predicate."""

from collections.abc import Iterable, Iterator

from lkip_helpers.report.named_rows import MEASURE, Row, UnknownName
from lkip_helpers.report.record import Record

ANSWERS = "skm-tabulasi"  # the annex of answers: the tables made of it are typed, not the answers
PREDIKAT = ("mutu", "kinerja", "predikat", "kategori")


def list_entries(tabel: Iterable[Record]) -> list[dict[str, str | None]]:
    """label, baris and kolom of each figure, as terbit.xlsx names them; without its value.

    The annex of answers is left out, and a row that no name tells apart from another.
    """
    return [
        {"label": t.label, "baris": name, "kolom": column}
        for t in tabel
        if t.label != ANSWERS
        for row, name in _list_rows(t)
        for column in _list_columns(t, row)
    ]


def _list_rows(t: Record) -> Iterator[tuple[Row, str | None]]:
    for row in (*range(len(t.rows)), *t.footer_row):
        name = "" if len(t.rows) == 1 and row == 0 else t.phrase(row)
        try:
            if t.find_row(name) == row:
                yield row, name or None
        except UnknownName:
            continue


def _list_columns(t: Record, row: Row) -> Iterator[str]:
    """Its figures and predicates that hold something there, by their titles where enough."""
    measured = False
    for key, column in t.column.items():
        measured |= column.kind in MEASURE  # a text before the first measure names the row
        entry_values = column.kind in MEASURE or (measured and key in PREDIKAT)
        if entry_values and t.value(row, key) not in (None, ""):
            title = column.title
            same = [k for k, v in t.column.items() if title in (v.title, k)]
            yield title if same == [key] else key
