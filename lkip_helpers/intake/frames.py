"""Validated rows as the typed frame of their sheet."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from lkip_helpers.intake.once import Shared
from lkip_helpers.intake.sheet import SheetRows, cell_of
from lkip_helpers.intake.workbook import address
from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.cells import JOINED, TRAITS, Quantity, list_rare

_DTYPE: dict[type, Any] = {int: "Int64", float: "float64", bool: "bool"}


def build_frame(parsed: SheetRows, valid: list[tuple[int, Schema]]) -> pd.DataFrame:
    """Typed frame of the rows: index = Excel row, columns = fields; wide fields long or wide.

    attrs["sumber"] holds berkas, lembar and the column letter of each field; attrs["tertulis"]
    what was written as more than a number, (row, field, cell) → Quantity; attrs["kepala"] the row
    of the heads; attrs["salah"] the cells at fault, if any, which are empty here.
    """
    k = parsed.schema
    frame = pd.DataFrame(
        [b.model_dump(warnings=False) for _, b in valid],
        columns=list(k.model_fields),
        index=pd.Index([n for n, _ in valid], name="baris", dtype="int64"),
    )
    for name, f in k.model_fields.items():
        if name != k.WIDTH:
            _add_upper(frame, name, [getattr(b, name) for _, b in valid])
            frame[name] = frame[name].astype(_dtype(f.annotation))
    if k.WIDTH:
        frame = _open_width(frame, parsed)
    frame.attrs["sumber"] = Shared(berkas=k.FILE, lembar=k.SHEET, kolom=column_letters(parsed))
    frame.attrs["kepala"] = parsed.header
    if faulty := frozenset(t.sel for t in parsed.findings if t.tingkat == "salah"):
        frame.attrs["salah"] = faulty
    frame.attrs["tertulis"] = Shared(_list_written(parsed, valid))
    return frame


def write_frame(frame: pd.DataFrame) -> str:
    """The frame as JSON, a column a line, without its attrs; parse_frame reads it back."""
    parts: list[dict[str, Any]] = [{"baris": frame.index.tolist()}]
    for name, values in frame.items():
        content = [
            v if known else None for v, known in zip(values.tolist(), values.notna(), strict=True)
        ]
        parts.append({"kolom": name, "jenis": str(values.dtype), "isi": content})
    lines = ",\n".join(json.dumps(part, ensure_ascii=False) for part in parts)
    return f"[\n{lines}\n]\n"


def parse_frame(text: str) -> pd.DataFrame:
    """The frame that write_frame wrote; its texts are of the dtype `str`."""
    rows, *columns = json.loads(text)
    index = pd.Index(rows["baris"], name="baris", dtype="int64")
    kinds = {c["kolom"]: None if c["jenis"] == "object" else c["jenis"] for c in columns}
    values = {c["kolom"]: pd.Series(c["isi"], index, kinds[c["kolom"]]) for c in columns}
    return pd.DataFrame(values, index)


def join_rare(frame: pd.DataFrame) -> None:
    """A characteristic that few people share may be a name: only words of a list are kept of it.

    The report joins such groups in any case.
    """
    for trait in TRAITS:
        frame.loc[list_rare(trait, frame[trait].dropna().to_dict()), trait] = JOINED


def _list_written(
    parsed: SheetRows, valid: list[tuple[int, Schema]]
) -> Iterator[tuple[tuple[int, str, str], Quantity]]:
    """Ranges and predicates: a rule between sheets says where they may stand."""
    for ordinal, rows in valid:
        for name in parsed.schema.model_fields:
            content = getattr(rows, name)
            for key, value in content.items() if isinstance(content, dict) else ((None, content),):
                if isinstance(value, Quantity):
                    yield (ordinal, name, cell_of(parsed, ordinal, name, key)), value


def _add_upper(frame: pd.DataFrame, name: str, content: Iterable[Any]) -> None:
    """A column `<name>_atas` with the upper ends of ranges, where there are any."""
    upper = [v.upper if isinstance(v, Quantity) else None for v in content]
    if any(a is not None for a in upper):
        frame[f"{name}_atas"] = pd.array(upper, dtype="Float64").astype("float64")


def column_letters(parsed: SheetRows) -> dict[str, str]:
    """Column letter of each field and of each wide header."""
    every = {**parsed.column, **{str(k): v for k, v in parsed.width.items()}}
    return {name: address(1, ordinal)[:-1] for name, ordinal in every.items()}


def _dtype(annotation: Any) -> Any:
    kind = {annotation, *getattr(annotation, "__args__", ())}
    return next((d for t, d in _DTYPE.items() if t in kind), "object")


def _open_width(frame: pd.DataFrame, parsed: SheetRows) -> pd.DataFrame:
    k, width = parsed.schema, str(parsed.schema.WIDTH)
    annotation: Any = k.model_fields[width].annotation
    kind = _dtype(annotation.__args__[1])
    content = pd.DataFrame(frame[width].to_list(), index=frame.index, columns=list(parsed.width))
    area = frame.drop(columns=width).join(content.astype(kind))
    if not k.WIDTH_KEY:
        return area
    fixed = [n for n in k.model_fields if n != width]
    length = area.melt(fixed, list(parsed.width), k.WIDTH_KEY, width, ignore_index=False)
    genuine = [b.get(key) for key in parsed.width for b in frame[width]]  # in the order of melt
    _add_upper(length, width, genuine)
    key = "Int64" if annotation.__args__[0] is int else "object"
    return length.astype({width: kind, k.WIDTH_KEY: key}).sort_index(kind="stable")
