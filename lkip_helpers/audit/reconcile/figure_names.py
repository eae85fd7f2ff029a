"""The names under which published figures are typed: every number of the computed tables."""

from collections.abc import Iterable, Iterator

from lkip_helpers.audit.reconcile.results import (
    MEASURE,
    Location,
    ResultTabel,
    UnknownName,
)


def list_entries(tabel: Iterable[ResultTabel]) -> list[dict[str, str | None]]:
    """label, baris and kolom of each number, as terbit.xlsx names them; without its value.

    A row that no name tells apart from another is left out.
    """
    return [
        {"label": t.label, "baris": name, "kolom": column}
        for t in tabel
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
    """Its measures that hold something there, by their titles where these are enough."""
    for key, column in t.column.items():
        if column["jenis"] in MEASURE and t.value(location, key) not in (None, ""):
            title = str(column["judul"])
            same = [k for k, v in t.column.items() if v["judul"] == title or k == title]
            yield title if same == [key] else key
