"""Where a computed value comes from: the cells behind it, carried in a frame's attrs.

A frame from intake knows its cells by itself (index = Excel row, attrs["sumber"] = column letters).
Where rows are grouped, counted or joined, compute notes for each result the cells it was made of,
keyed by column and by the result's index, so that the note survives filters and sorting: a
CellRange where one function over the cells gives the value again, a Derivation where it takes words
to say how (attrs["asal"]).
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import pandas as pd

from lkip_helpers.intake.cellcheck import find_runs
from lkip_helpers.intake.once import FrozenDict

Function = Literal["", "jumlah", "rerata", "banyak", "cacah", "ya", "skor", "rerata_skor"]


class CellRange(NamedTuple):
    """Cells of one sheet and what is done with them; criterion: the value that `cacah` counts.

    ya: how many of them hold a yes or a tick. skor: the sum of counts, the first times one, the
    second times two, and so on; rerata_skor: that divided by all of them.
    span: ranges joined by ";"; "" means the whole sheet.
    """

    file: str
    sheet: str
    span: str
    function: Function = ""
    criterion: int | None = None


class Derivation(NamedTuple):
    """What a value is made of: in words how, the cells, and the key of its rule (cite_rule)."""

    manner: str
    reference: tuple[CellRange, ...]
    rule: str = ""


Note = CellRange | Derivation


def refer(
    frame: pd.DataFrame, column: str, function: Function = "", criterion: int | None = None
) -> CellRange | None:
    """The cells of `column` in all rows of `frame`; None where the frame does not know them."""
    source = frame.attrs.get("sumber", {})
    letter = source.get("kolom", {}).get(column)
    if letter is None or frame.index.name != "baris" or frame.empty:
        return None
    span = ";".join(
        f"{letter}{a}" if a == b else f"{letter}{a}:{letter}{b}" for a, b in find_runs(frame.index)
    )
    return CellRange(source["berkas"], source["lembar"], span, function, criterion)


def collect(
    frame: pd.DataFrame, *column: str, index: Iterable[Hashable] | None = None
) -> tuple[CellRange, ...]:
    """Every cell behind these columns in all rows, or those of `index`: noted, or of intake."""
    every = list(frame.index if index is None else index)
    result: list[CellRange] = []
    for note in (note for k in column for note in iter_notes(frame, k, every)):
        if isinstance(note, Derivation):
            result += note.reference
        elif note:
            result.append(CellRange(*note))
    return tuple(dict.fromkeys(result))


def list_notes(frame: pd.DataFrame, column: str) -> Mapping[Any, Note]:
    """What is noted of the values of a column, by index."""
    notes: Mapping[Any, Note] = frame.attrs.get("asal", {}).get(column, {})
    return notes


def iter_notes(frame: pd.DataFrame, column: str, index: Iterable[Any]) -> Iterator[Note | None]:
    """What is noted of these values, or the cell of each in a frame from intake."""
    known, source = list_notes(frame, column), frame.attrs.get("sumber", {})
    letter = source.get("kolom", {}).get(column) if frame.index.name == "baris" else None
    for i in index:
        cell = CellRange(source["berkas"], source["lembar"], f"{letter}{i}") if letter else None
        yield known.get(i) or cell


def note_origin(
    result: pd.DataFrame, column: str, notes: Mapping[Any, Note | None] | Note
) -> pd.DataFrame:
    """Note what the values of `column` are made of, by index, or one for all; returns `result`."""
    given = notes if isinstance(notes, Mapping) else dict.fromkeys(result.index, notes)
    own = FrozenDict({i: note for i, note in given.items() if note is not None})
    result.attrs["asal"] = FrozenDict({**result.attrs.get("asal", {}), column: own})
    return result


def move_origin(
    result: pd.DataFrame,
    from_: pd.DataFrame,
    column: Mapping[str, str],
    index: Mapping[Any, Any] | None = None,
) -> pd.DataFrame:
    """Take over what is known of values that only moved; returns `result`.

    column: name in `result` → name in `from_`. index: index in `result` → index in `from_`; the
    same on both sides where it is not given.
    """
    pair = {i: i for i in result.index} if index is None else index
    for new, old in column.items():
        notes = iter_notes(from_, old, pair.values())
        note_origin(result, new, dict(zip(pair, notes, strict=True)))
    return result


def merge_origin(reference: Sequence[CellRange], function: Function) -> CellRange | None:
    """Cells of one sheet under one function; None where there are none or several sheets.

    A sum of counts of yes is such a count.
    """
    sheet = {(r.file, r.sheet) for r in reference}
    if len(sheet) != 1:
        return None
    every_yes = function == "jumlah" and all(r.function == "ya" for r in reference)
    span = ";".join(r.span for r in reference)
    return CellRange(*sheet.pop(), span, "ya" if every_yes else function)


def find_rows(result: pd.DataFrame, from_: pd.DataFrame, on: Sequence[str]) -> dict[Any, Any]:
    """Index in `result` → index in `from_` of the row with the same values of `on`, where it is."""
    own, other = (frame[list(on)].itertuples(index=False, name=None) for frame in (result, from_))
    rows = dict(zip(other, from_.index, strict=True))
    return {i: rows[k] for i, k in zip(result.index, own, strict=True) if k in rows}


def join_columns(
    result: pd.DataFrame, from_: pd.DataFrame, column: Mapping[str, str], on: Sequence[str]
) -> pd.DataFrame:
    """`result` with columns of `from_`, in which `on` tells the rows apart, and what they are of.

    column: name in `result` → name in `from_`. A row without a counterpart stays, with NaN. The
    result is of two sheets, so that its index names the rows of neither.
    """
    index = find_rows(result, from_, on)
    rows = [index.get(i) for i in result.index]
    values = {new: from_[old].reindex(rows).set_axis(result.index) for new, old in column.items()}
    return move_origin(result.assign(**values).rename_axis(None), from_, column, index)


def sum_groups(
    frame: pd.DataFrame, group: Sequence[str], column: Sequence[str], min_count: int = 0
) -> pd.DataFrame:
    """Sums of columns a group, in order of appearance, and for each the cells it sums."""
    grouping = frame.groupby(list(group), sort=False, dropna=False)
    result = grouping[list(column)].sum(min_count=min_count).reset_index()
    members = [own for _, own in grouping]
    for k in column:
        cells = (
            refer(own, k, "jumlah") or merge_origin(collect(frame, k, index=own.index), "jumlah")
            for own in members
        )
        note_origin(result, k, dict(zip(result.index, cells, strict=True)))
    return result


_MANNER = {
    "dibaca": "banyaknya baris lembar ini",
    "dipakai": "banyaknya baris yang dipakai sebagai data",
    "dibuang": "banyaknya baris yang dibuang dengan alasan",
}


def cite_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Note of each count (dibaca, dipakai, dibuang) the sheet it counts. rows: berkas, lembar."""
    result = rows.copy()
    cells = {i: CellRange(b, s, "") for i, b, s in rows[["berkas", "lembar"]].itertuples(name=None)}
    for column, manner in _MANNER.items():
        note_origin(result, column, {i: Derivation(manner, (r,)) for i, r in cells.items()})
    return result


def count_dropped(dropped: pd.DataFrame) -> pd.DataFrame:
    """Rows left out by reason and workbook: alasan, berkas, jumlah. dropped: lembar, baris too."""
    grouping = dropped.groupby(["alasan", "berkas"], sort=True)
    result = grouping.size().reset_index(name="jumlah")
    ingredients = [Derivation("banyaknya baris ini", _rows(own)) for _, own in grouping]
    return note_origin(result, "jumlah", dict(enumerate(ingredients)))


def _rows(own: pd.DataFrame) -> tuple[CellRange, ...]:
    """Whole rows, sheet by sheet."""
    return tuple(
        CellRange(str(file), str(sheet), ";".join(f"{a}:{b}" for a, b in find_runs(rows)))
        for (file, sheet), rows in own.groupby(["berkas", "lembar"], sort=False)["baris"]
    )
