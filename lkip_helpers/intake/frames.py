"""Validated rows as the typed frame of their sheet, and what stands in for one not readable."""

import json
import math
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from typing import Any, NoReturn, TypeVar

import pandas as pd
from openpyxl.utils import get_column_letter

from lkip_helpers.errors import LkipError
from lkip_helpers.intake.once import FrozenDict
from lkip_helpers.intake.partial import ValidRows
from lkip_helpers.intake.sheetrows import SheetRows, iter_cells
from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.cells import JOINED, TRAITS, Quantity, list_rare

_DTYPE = {"bulat": "Int64", "desimal": "float64", "ukuran": "float64", "tanda": "bool"}
T = TypeVar("T")


def build_frame(table: SheetRows, valid: ValidRows) -> pd.DataFrame:
    """Typed frame of the rows: index = Excel row, columns = fields; wide fields long or wide.

    attrs["sumber"] holds berkas, lembar and the column letter of each field; attrs["tertulis"]
    what is no plain number, (row, field, cell) → Quantity; attrs["kepala"] the row of the header;
    attrs["salah"] the cells at fault, if any, which are empty here.
    """
    schema, letters = table.schema, column_letters(table)
    frame = _fill_frame(schema, valid) if valid else _make_empty(schema).copy()
    if schema.WIDE_FIELD:
        frame = _expand_wide(frame, table)
    frame.attrs["sumber"] = FrozenDict(berkas=schema.FILE, lembar=schema.SHEET, kolom=letters)
    frame.attrs["kepala"] = table.header
    if faulty := frozenset(f.sel for f in table.findings if f.tingkat == "salah"):
        frame.attrs["salah"] = faulty
    measured = valid if any(kind.form == "ukuran" for kind in schema.KINDS.values()) else ()
    cells = ((row, *cell) for row, record in measured for cell in iter_cells(dict(record)))
    frame.attrs["tertulis"] = FrozenDict(  # check_written says where they may stand
        ((row, name, table.locate(row, name, key)), value)
        for row, name, key, value in cells
        if isinstance(value, Quantity)
    )
    return frame


def write_frame(frame: pd.DataFrame) -> str:
    """The frame as JSON, without its attrs; parse_frame reads it back."""
    values = frame.astype(object).where(frame.notna(), None).to_dict("list")
    kinds = frame.dtypes.astype(str).to_dict()
    saved = {"baris": frame.index.tolist(), "jenis": kinds, "isi": values}
    return json.dumps(saved, ensure_ascii=False) + "\n"


def parse_frame(text: str) -> pd.DataFrame:
    """The frame that write_frame wrote; its texts are of the dtype `str`."""
    saved = json.loads(text)
    index = pd.Index(saved["baris"], name="baris", dtype="int64")
    kinds = {name: None if kind == "object" else kind for name, kind in saved["jenis"].items()}
    return pd.DataFrame({n: pd.Series(v, index, kinds[n]) for n, v in saved["isi"].items()}, index)


def join_rare(frame: pd.DataFrame) -> None:
    """Replace rare characteristics of respondents, in place, since one may be a person's name.

    Words of a known list are kept. The report joins such small groups in any case.
    """
    for trait in TRAITS:
        frame.loc[list_rare(trait, frame[trait].dropna().to_dict()), trait] = JOINED


def _list_written(name: str, values: Sequence[Any], index: pd.Index) -> "dict[str, pd.Series[Any]]":
    """`<name>_atas`, ends of ranges, and `<name>_kata`, words of what is unknown, if any."""
    written = [v if isinstance(v, Quantity) else Quantity(0) for v in values]
    columns: dict[str, pd.Series[Any]] = {}
    if any(v.upper is not None for v in written):
        columns[f"{name}_atas"] = pd.Series([v.upper for v in written], index, "float64")
    if any(map(math.isnan, written)):
        words = [v.written if math.isnan(v) else None for v in written]
        columns[f"{name}_kata"] = pd.Series(words, index)
    return columns


def column_letters(table: SheetRows) -> dict[str, str]:
    """Column letter of each field and of each wide header."""
    columns = {**table.positions, **{str(k): v for k, v in table.wide_columns.items()}}
    return {name: get_column_letter(column) for name, column in columns.items()}


@cache
def _make_empty(schema: type[Schema]) -> pd.DataFrame:
    """The frame of a sheet without rows: most sheets are optional."""
    return _fill_frame(schema, [])


def _type_column(form: str, values: Sequence[Any], index: pd.Index) -> "pd.Series[Any]":
    """A column of this form of Kind; an empty cell among texts is NaN."""
    if dtype := _DTYPE.get(form):
        return pd.Series(values, index, dtype)
    return pd.Series([math.nan if v is None else v for v in values], index, "object")


def _fill_frame(schema: type[Schema], valid: ValidRows) -> pd.DataFrame:
    """Typed frame of the rows, its wide field as it is."""
    index = pd.Index([row for row, _ in valid], name="baris", dtype="int64")
    columns: dict[str, pd.Series[Any]] = {}
    for name, kind in schema.KINDS.items():
        values = [getattr(record, name) for _, record in valid]
        form = kind.form if name != schema.WIDE_FIELD else ""
        columns[name] = _type_column(form, values, index)
        if form == "ukuran":
            columns |= _list_written(name, values, index)
    return pd.DataFrame(columns, index)


def _expand_wide(frame: pd.DataFrame, table: SheetRows) -> pd.DataFrame:
    """The frame with a column for each wide header or, with WIDE_KEY, a row for each."""
    schema, wide, heads = table.schema, table.schema.WIDE_FIELD, list(table.wide_columns)
    form, cells = schema.KINDS[wide].form, frame.pop(wide)
    if not schema.WIDE_KEY:
        columns = {h: _type_column(form, [c.get(h) for c in cells], frame.index) for h in heads}
        return frame.join(pd.DataFrame(columns, frame.index))
    long = frame.take([n for n in range(len(frame)) for _ in heads])
    key = "bulat" if schema.WIDE_KEY == "tahun" else ""
    values = [row.get(head) for row in cells for head in heads]
    long[schema.WIDE_KEY] = _type_column(key, heads * len(frame), long.index)
    long[wide] = _type_column(form, values, long.index)
    return long.assign(**_list_written(wide, values, long.index))


class SheetUnreadable(LkipError):
    """A rule asks for a sheet that has a finding of its own: it lacks its table or a column."""


class UnreadableFrame:
    """Stands in for the frame of such a sheet; any use of it raises SheetUnreadable."""

    def _refuse(self, *_: Any) -> NoReturn:
        raise SheetUnreadable

    __getattr__ = __getitem__ = __len__ = _refuse

    def __reduce__(self) -> tuple[Any, ...]:
        """All are equal, for the fingerprint of intake/once.py."""
        return UnreadableFrame, ()


def is_unreadable(table: SheetRows) -> bool:
    """Whether the sheet lacks its table, or a column that a row must have."""
    expected = table.schema.SHEET_REQUIRED or bool(table.positions)
    return expected and not table.positions.keys() >= {*table.schema.list_required()}


def list_until_unreadable(found: Iterator[T]) -> list[T]:
    """What a rule finds, up to where it needs a sheet that cannot be read."""
    result: list[T] = []
    with suppress(SheetUnreadable):
        result.extend(found)
    return result
