"""Rows checked against their contract, and what is kept of a row with cells at fault.

Such a row keeps its valid cells; one without its key is left out.
"""

import re
from collections.abc import Collection, Mapping
from functools import cache
from operator import itemgetter
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError

from lkip_helpers.intake.sheetrows import SheetRows
from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.cells import fold_text

_MESSAGES = {
    "greater_than": ("{n} harus lebih dari {gt:g}", "periksa angkanya ({arti})"),
    "greater_than_equal": ("{n} tidak boleh kurang dari {ge:g}", "periksa angkanya ({arti})"),
    "less_than_equal": ("{n} tidak boleh lebih dari {le:g}", "periksa angkanya ({arti})"),
}
CONCEALED = "isinya"  # instead of a value that may be a person's
ValidRows = list[tuple[int, Schema]]  # each with its Excel row
_QUOTED = re.compile("(teks )?“.*”", re.DOTALL)


def validate(table: SheetRows, *, partly: bool = False) -> ValidRows:
    """Rows that fulfil the contract; faults are added to `table.findings`.

    partly: those others too that have a valid key, with their faulty cells empty.
    """
    valid: ValidRows = []
    salvaged: ValidRows = []
    for row, record in table.rows:
        try:
            valid.append((row, table.schema.model_validate(record)))
        except ValidationError as error:
            details = error.errors()
            for detail in details:
                _add_fault(table, row, detail)
            faulty = {detail["loc"] for detail in details}
            if partly and (kept := _salvage_row(table.schema, record, faulty)):
                salvaged.append((row, kept))
    _check_key(table, valid)
    return sorted([*valid, *salvaged], key=itemgetter(0))


def _add_fault(table: SheetRows, row: int, error: Mapping[str, Any]) -> None:
    """Add the finding of one error of pydantic, in Indonesian."""
    name, key = str(error["loc"][0]), next(iter(error["loc"][1:]), None)
    cell = table.locate(row, name, key)
    if error["type"] == "missing" or cell in table.faulty_cells:  # has a finding already
        return
    kind, quotable = table.schema.KINDS[name], table.is_quotable(error["input"], key)
    title = kind.title if key is None else key
    value = error["input"] if quotable else None
    if error["type"] == "belum" or not fold_text(error["input"]):
        advice = phrase_entry(table.schema, name)
        table.add_finding("belum_diisi", cell, value, kolom=title, cara=advice)
        return
    words: dict[str, Any] = {"pesan": "isinya tidak dapat dibaca", "saran": "periksa isinya"}
    words |= {**error.get("ctx", {}), "n": value if quotable else CONCEALED, "arti": kind.meaning}
    texts = _MESSAGES.get(error["type"], ("{pesan}", "{saran}"))
    message, advice = (text.format(**words) for text in texts)
    if not quotable:
        message = _QUOTED.sub(CONCEALED, message)
    table.add_finding("isi_keliru", cell, value, kolom=title, sebab=message, cara=advice)


def phrase_entry(schema: type[Schema], name: str) -> str:
    """What to put into a field, with its meaning, unit and an example; for a count also none."""
    kind = schema.KINDS[name]
    counts = (kind.form, kind.lower, kind.lower_excluded, kind.dash_allowed)
    none = "tulis 0 bila tidak ada" if counts == ("bulat", 0, False, False) else ""
    meaning = "; ".join(filter(None, (kind.meaning, kind.satuan, none)))
    return f"isi, misalnya {kind.example} ({meaning})"


def _check_key(table: SheetRows, valid: ValidRows) -> None:
    """Add a finding on each row whose key an earlier row has; it names both cells."""
    key = table.schema.KEY
    seen: dict[tuple[str, ...], int] = {}
    for row, record in valid if key else []:
        values = tuple(str(getattr(record, k)).casefold() for k in key)
        if (first := seen.setdefault(values, row)) != row:
            parts = (getattr(record, name) for name in key)
            text = " / ".join(str(v) for v in parts if v is not None)
            there, here = (table.locate(n, key[-1]) for n in (first, row))
            table.add_finding("sudah_ada", here, text, isi=text, sel=there)


def _salvage_row(
    schema: type[Schema], record: Mapping[str, Any], faulty: Collection[tuple[Any, ...]]
) -> Schema | None:
    """What is right of a row; None without its key. faulty: field, or field and wide header."""
    values: dict[str, Any] = {}
    for name, adapter in _adapters(schema).items():
        if name not in record or (name,) in faulty:
            field = schema.model_fields[name]
            values[name] = None if field.is_required() else field.get_default()
            continue
        cell = record[name]
        if name == schema.WIDE_FIELD:
            cell = {key: value for key, value in cell.items() if (name, key) not in faulty}
        values[name] = adapter.validate_python(cell)
    lost = all(values[k] is None for k in schema.KEY)
    return None if schema.KEY and lost else schema.model_construct(**values)


@cache
def _adapters(schema: type[Schema]) -> dict[str, TypeAdapter[Any]]:
    """A validator for each field by itself."""
    types: Any = {n: Annotated[f.annotation, f] for n, f in schema.model_fields.items()}
    return {name: TypeAdapter(t) for name, t in types.items()}
