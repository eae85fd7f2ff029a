"""Where a computed value comes from: the cells behind it, carried in a frame's attrs.

A frame from intake knows its own cells (index = Excel row, attrs["sumber"] = file, sheet and column
letters). Where rows are grouped, counted or joined, compute notes in attrs["asal"] what each value
was made from, keyed by column and index label, so that the note survives filters and sorting: a
CellRange where one function over the cells gives the value again, a Derivation where it takes words
to say how. attrs["nilai"] keeps the values as they were: what a notebook changes, or moves to
another label, as reset_index does after sorting, has no known origin any more.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import pandas as pd

from lkip_helpers.intake.cellcheck import find_runs
from lkip_helpers.intake.once import FrozenDict, keep_values

Function = Literal["", "jumlah", "rerata", "banyak", "cacah", "ya", "skor", "rerata_skor"]
Columns = Mapping[str, str] | Sequence[str]
_FORMULAS = {
    "dibaca": "banyaknya baris lembar ini",
    "dipakai": "banyaknya baris yang dipakai sebagai data",
    "dibuang": "banyaknya baris yang dibuang dengan alasan",
}


class CellRange(NamedTuple):
    """Cells of one sheet, and the function that is applied to them.

    span: ranges joined by ";"; "" means the whole sheet. function: cacah counts the cells that hold
    `criterion`; ya those that hold a yes or a tick; skor is the sum of counts, the first times one,
    the second times two, and so on; rerata_skor is that sum divided by all the counts.
    """

    file: str
    sheet: str
    span: str
    function: Function = ""
    criterion: int | None = None


class Derivation(NamedTuple):
    """How a value is made: the formula in words, its cells, and the key of its rule (cite_rule)."""

    formula: str
    cells: tuple[CellRange, ...]
    rule: str = ""


Note = CellRange | Derivation


def find_cells(frame: pd.DataFrame, column: str, function: Function = "") -> CellRange | None:
    """The cells of `column` in all rows of a frame from intake, under `function`; else None."""
    source = frame.attrs.get("sumber", {})
    letter = source.get("kolom", {}).get(column)
    if letter is None or frame.index.name != "baris" or frame.empty or _list_changed(frame, column):
        return None
    runs = ((f"{letter}{first}", f"{letter}{last}") for first, last in find_runs(frame.index))
    span = ";".join(first if first == last else f"{first}:{last}" for first, last in runs)
    return CellRange(source["berkas"], source["lembar"], span, function)


def list_cells(
    frame: pd.DataFrame, *columns: str, index: Iterable[Hashable] | None = None
) -> tuple[CellRange, ...]:
    """Every cell behind these columns, in all rows or those of `index`, once each (iter_notes)."""
    labels = list(frame.index if index is None else index)
    return _collect_cells(note for c in columns for note in iter_notes(frame, c, labels))


def list_row_cells(frame: pd.DataFrame, *columns: str) -> dict[Any, tuple[CellRange, ...]]:
    """list_cells of each row by itself, by index label; what has changed is looked for once."""
    notes = zip(*(iter_notes(frame, c, frame.index) for c in columns), strict=True)
    return dict(zip(frame.index, map(_collect_cells, notes), strict=True))


def _collect_cells(notes: Iterable[Note | None]) -> tuple[CellRange, ...]:
    """Every cell that notes name, once each."""
    result: list[CellRange] = []
    for note in notes:
        if isinstance(note, Derivation):
            result += note.cells
        elif note:
            result.append(CellRange(*note))
    return tuple(dict.fromkeys(result))


def list_notes(frame: pd.DataFrame, column: str) -> Mapping[Any, Note]:
    """The notes on the values of a column, by index label."""
    notes: Mapping[Any, Note] = frame.attrs.get("asal", {}).get(column, {})
    return notes


def iter_notes(frame: pd.DataFrame, column: str, index: Iterable[Any]) -> Iterator[Note | None]:
    """The note on each of these values; without one its cell, in a frame from intake; else None."""
    known, source = list_notes(frame, column), frame.attrs.get("sumber", {})
    letter = source.get("kolom", {}).get(column) if frame.index.name == "baris" else None
    changed = _list_changed(frame, column)
    for i in index:
        cell = CellRange(source["berkas"], source["lembar"], f"{letter}{i}") if letter else None
        yield None if i in changed else known.get(i) or cell


def _list_changed(frame: pd.DataFrame, column: str) -> set[Any]:
    """Labels at which a value is another than the one whose origin is known."""
    kept = frame.attrs.get("nilai", {}).get(column)
    if not kept or column not in frame:
        return set()
    then, now = kept.frame[column], frame[column]
    if then.index.is_unique and now.equals(then.reindex(now.index)):
        return set()
    known = dict(zip(then.index, then.to_numpy(object, na_value=None), strict=True))
    values = zip(now.index, now.to_numpy(object, na_value=None), strict=True)
    return {label for label, value in values if value != known.get(label, value)}


def note_origin(
    frame: pd.DataFrame, column: str, notes: Mapping[Any, Note | None] | Note
) -> pd.DataFrame:
    """Note where values of `column` come from, by index label or one for all; returns `frame`."""
    by_label = notes if isinstance(notes, Mapping) else dict.fromkeys(frame.index, notes)
    kept = FrozenDict({i: note for i, note in by_label.items() if note is not None})
    frame.attrs["asal"] = FrozenDict({**frame.attrs.get("asal", {}), column: kept})
    values = keep_values(frame, column) if column in frame else {column: None}
    frame.attrs["nilai"] = FrozenDict({**frame.attrs.get("nilai", {}), **values})
    return frame


def _pair_names(columns: Columns) -> Iterable[tuple[str, str]]:
    return columns.items() if isinstance(columns, Mapping) else zip(columns, columns, strict=True)


def copy_origin(
    frame: pd.DataFrame,
    source: pd.DataFrame,
    columns: Columns,
    index: Mapping[Any, Any] | None = None,
) -> pd.DataFrame:
    """Copy, in place, the notes on values that were taken over unchanged; returns `frame`.

    columns: name in `frame` → name in `source`, or the names where they are the same. index: label
    in `frame` → label in `source`; the same on both sides where it is not given.
    """
    pairs = {i: i for i in frame.index} if index is None else index
    for new, old in _pair_names(columns):
        notes = iter_notes(source, old, pairs.values())
        note_origin(frame, new, dict(zip(pairs, notes, strict=True)))
    return frame


def merge_cells(ranges: Sequence[CellRange], function: Function) -> CellRange | None:
    """Ranges of one sheet as one, under `function`; None where there are none or several sheets.

    A sum of counts of yes (ya) is itself such a count.
    """
    sheets = {(r.file, r.sheet) for r in ranges}
    if len(sheets) != 1:
        return None
    counts_yes = function == "jumlah" and all(r.function == "ya" for r in ranges)
    span = ";".join(r.span for r in ranges)
    return CellRange(*sheets.pop(), span, "ya" if counts_yes else function)


def match_rows(frame: pd.DataFrame, source: pd.DataFrame, on: Sequence[str]) -> dict[Any, Any]:
    """Label in `frame` → label in `source` of the row with the same values of `on`, if any."""
    sides = (frame, source)
    keys, known = (side[list(on)].itertuples(index=False, name=None) for side in sides)
    labels = dict(zip(known, source.index, strict=True))
    return {i: labels[key] for i, key in zip(frame.index, keys, strict=True) if key in labels}


def join_columns(
    frame: pd.DataFrame, source: pd.DataFrame, columns: Columns, on: Sequence[str]
) -> pd.DataFrame:
    """A left join of columns of `source` on `on`, unique there, that keeps the notes on them.

    columns: name in the result → name in `source`, or the names where they are the same. A row
    without a counterpart gets NaN. The index loses its name: it means rows of neither sheet.
    """
    index = match_rows(frame, source, on)
    rows = [index.get(i) for i in frame.index]
    pairs = _pair_names(columns)
    values = {new: source[old].reindex(rows).set_axis(frame.index) for new, old in pairs}
    return copy_origin(frame.assign(**values).rename_axis(None), source, columns, index)


def sum_groups(
    frame: pd.DataFrame, keys: Sequence[str], columns: Sequence[str], min_count: int = 0
) -> pd.DataFrame:
    """Sums of `columns` per group of `keys`, in order of appearance, with the cells of each."""
    groups = frame.groupby(list(keys), sort=False, dropna=False)
    result = groups[list(columns)].sum(min_count=min_count).reset_index()
    members = [rows for _, rows in groups]
    for column in columns:
        cells = (
            find_cells(rows, column, "jumlah")
            or merge_cells(list_cells(frame, column, index=rows.index), "jumlah")
            for rows in members
        )
        note_origin(result, column, dict(zip(result.index, cells, strict=True)))
    return result


def cite_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """`rows` with each count (dibaca, dipakai, dibuang) traced to its sheet (berkas, lembar)."""
    result = rows.copy()
    sheets = zip(rows.index, rows["berkas"], rows["lembar"], strict=True)
    cells = {i: (CellRange(file, sheet, ""),) for i, file, sheet in sheets}
    for column, formula in _FORMULAS.items():
        note_origin(result, column, {i: Derivation(formula, c) for i, c in cells.items()})
    return result


def count_dropped(dropped: pd.DataFrame) -> pd.DataFrame:
    """Dropped rows counted by reason and workbook: alasan, berkas, jumlah.

    dropped: alasan, berkas, lembar and baris (row number) of each.
    """
    groups = dropped.groupby(["alasan", "berkas"], sort=True)
    result = groups.size().reset_index(name="jumlah")
    derivations = [Derivation("banyaknya baris ini", _find_rows(rows)) for _, rows in groups]
    return note_origin(result, "jumlah", dict(enumerate(derivations)))


def _find_rows(dropped: pd.DataFrame) -> tuple[CellRange, ...]:
    """The dropped rows as ranges of whole rows, one CellRange per sheet."""
    sheets = dropped.groupby(["berkas", "lembar"], sort=False)["baris"]
    spans = ((at, ";".join(f"{a}:{b}" for a, b in find_runs(rows))) for at, rows in sheets)
    return tuple(CellRange(str(file), str(sheet), span) for (file, sheet), span in spans)
