"""The names under which published figures are typed: every number, letter and predicate."""

from collections.abc import Iterable, Iterator

from lkip_helpers.audit.reconcile.results import (
    MEASURE,
    Location,
    ResultTabel,
    UnknownName,
)

ANSWERS = "skm-tabulasi"  # the annex of answers: the tables made of it are typed, not the answers
PREDIKAT = ("mutu", "kinerja", "predikat", "kategori")


def list_entries(tabel: Iterable[ResultTabel]) -> list[dict[str, str | None]]:
    """label, baris and kolom of each figure, as terbit.xlsx names them; without its value.

    The annex of answers is left out, and a row that no name tells apart from another.
    """
    return [
        {"label": t.label, "baris": name, "kolom": column}
        for t in tabel
        if t.label != ANSWERS
        for location, name in _list_rows(t)
        for column in _list_columns(t, location)
    ]


def _list_rows(t: ResultTabel) -> Iterator[tuple[Location, str | None]]:
    body = [Location("baris", i) for i in range(len(t.rows))]
    for location in (*body, *(Location("kaki", i) for i in range(len(t.footer)))):
        name = "" if body == [location] else t.phrase(location)
        try:
            if t.find_row(name) == location:
                yield location, name or None
        except UnknownName:
            continue


def _list_columns(t: ResultTabel, location: Location) -> Iterator[str]:
    """Its figures and predicates that hold something there, by their titles where enough."""
    bernilai = False
    for key, column in t.column.items():
        bernilai |= column["jenis"] in MEASURE  # a text before the first measure names the row
        entry_values = column["jenis"] in MEASURE or (bernilai and key in PREDIKAT)
        if entry_values and t.value(location, key) not in (None, ""):
            title = str(column["judul"])
            same = [k for k, v in t.column.items() if v["judul"] == title or k == title]
            yield title if same == [key] else key
