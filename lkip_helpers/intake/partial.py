"""Rows held against their contract, and what of them serves while some cells are at fault.

A row keeps its cells that are right; one without its key is left out. A sheet whose columns are
not there cannot be read by a rule, which then waits for it.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from typing import Annotated, Any, NoReturn, TypeVar

import pandas as pd
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticUndefined

from lkip_helpers.errors import LkipError
from lkip_helpers.intake.sheet import SheetRows, cell_of, column_titles, tidy_up
from lkip_helpers.schema.base import Schema

_MESSAGES = {
    "greater_than": ("{n} harus lebih dari {gt:g}", "periksa angkanya"),
    "greater_than_equal": ("{n} tidak boleh kurang dari {ge:g}", "periksa angkanya"),
    "less_than_equal": ("{n} tidak boleh lebih dari {le:g}", "periksa angkanya"),
    "literal_error": ("“{n}” tidak dikenal", "pilih salah satu: {expected}"),
    "finite_number": ("{n} bukan angka", "ganti dengan angka"),
}
CONCEALED = "isinya"  # in the place of what may be somebody's
_QUOTED = re.compile("(teks )?“.*”", re.DOTALL)


def validate(parsed: SheetRows) -> list[tuple[int, Schema]]:
    """Rows that fulfil the contract, with their Excel row; faults go to `parsed.findings`."""
    valid: list[tuple[int, Schema]] = []
    for ordinal, record in parsed.rows:
        try:
            valid.append((ordinal, parsed.schema.model_validate(record)))
        except ValidationError as error:
            for one in error.errors(include_url=False):
                _add(parsed, ordinal, one)
    _check_key(parsed, valid)
    return valid


def _add(parsed: SheetRows, ordinal: int, error: Mapping[str, Any]) -> None:
    name, key = str(error["loc"][0]), next(iter(error["loc"][1:]), None)
    cell = cell_of(parsed, ordinal, name, key)
    if error["type"] == "missing" or cell in parsed.defects:  # a finding already
        return
    title = column_titles(parsed.schema)[name] if key is None else key
    quotable = parsed.is_quotable(name, error["input"], key)
    value = error["input"] if quotable else None
    if error["type"] == "belum" or not tidy_up(error["input"]):
        advice = phrase_entry(parsed.schema, name)
        parsed.say("belum_diisi", cell, value, kolom=title, cara=advice)
        return
    said = {"pesan": "isinya tidak dapat dibaca", "saran": "periksa isinya", **error.get("ctx", {})}
    said["n"] = error["input"] if quotable else CONCEALED
    said["expected"] = str(said.get("expected", "")).replace(" or ", " atau ").replace("'", "")
    message, advice = (
        text.format(**said) for text in _MESSAGES.get(error["type"], ("{pesan}", "{saran}"))
    )
    if not quotable:
        message = _QUOTED.sub(CONCEALED, message)
    parsed.say("isi_keliru", cell, value, kolom=title, sebab=message, cara=advice)


def phrase_entry(schema: type[Schema], name: str) -> str:
    """What to put into a field, with its unit and an example."""
    f = schema.model_fields[name]
    further: Any = f.json_schema_extra
    meaning = "; ".join(filter(None, (str(f.description), further["satuan"])))
    return f"isi, misalnya {(f.examples or ['…'])[0]} ({meaning})"


def _check_key(parsed: SheetRows, valid: list[tuple[int, Schema]]) -> None:
    """Rows that must be unique together; both cells are named."""
    key = parsed.schema.KEY
    seen: dict[tuple[str, ...], int] = {}
    for ordinal, row in valid if key else []:
        content = tuple(str(getattr(row, k)).casefold() for k in key)
        if (first := seen.setdefault(content, ordinal)) != ordinal:
            text = " / ".join(str(v) for k in key if (v := getattr(row, k)) is not None)
            there, here = (cell_of(parsed, n, key[-1]) for n in (first, ordinal))
            parsed.say("sudah_ada", here, text, isi=text, sel=there)


_T = TypeVar("_T")


class SheetUnreadable(LkipError):
    """A rule asks for a sheet that has a finding of its own: it lacks its table or a column."""


class UnreadableFrame:
    """Stands in for the frame of such a sheet."""

    def _refuse(self, *_: Any) -> NoReturn:
        raise SheetUnreadable

    __getattr__ = __getitem__ = __len__ = _refuse

    def __reduce__(self) -> tuple[Any, ...]:
        """Only its absence is to be told apart (intake/once.py)."""
        return UnreadableFrame, ()


def list_until_unreadable(found: Iterator[_T]) -> list[_T]:
    """What a rule finds; it ends where it would need a sheet that cannot be read."""
    result: list[_T] = []
    with suppress(SheetUnreadable):
        result.extend(found)
    return result


def is_unreadable(parsed: SheetRows) -> bool:
    """Whether the sheet lacks its table, or a column a row cannot do without."""
    k = parsed.schema
    required = {n for n, f in k.model_fields.items() if f.is_required() and n != k.WIDTH}
    missing = k.SHEET_REQUIRED or bool(parsed.column)
    return missing and not required <= set(parsed.column)


def salvage(parsed: SheetRows, valid: list[tuple[int, Schema]]) -> list[tuple[int, Schema]]:
    """The valid rows, and of the others those whose key is right, their faulty cells empty."""
    known = {n for n, _ in valid}
    saved = [(n, _salvage(parsed.schema, r)) for n, r in parsed.rows if n not in known]
    return sorted([*valid, *((n, r) for n, r in saved if r is not None)], key=lambda b: b[0])


def _salvage(schema: type[Schema], record: Mapping[str, Any]) -> Schema | None:
    values: dict[str, Any] = {}
    for name, adapter in _adapters(schema).items():
        try:
            values[name] = adapter.validate_python(record[name])
        except (ValidationError, KeyError) as error:
            default = schema.model_fields[name].get_default()
            values[name] = _without_faulty(adapter, record.get(name), error, default)
    lost = all(values[k] is None for k in schema.KEY)
    return None if schema.KEY and lost else schema.model_construct(**values)


def _without_faulty(adapter: TypeAdapter[Any], value: Any, error: Exception, default: Any) -> Any:
    """Of a wide field its cells that are right; of any other its default."""
    if not isinstance(value, dict) or not isinstance(error, ValidationError):
        return None if default is PydanticUndefined else default
    faulty = {e["loc"][0] for e in error.errors(include_url=False)}
    return adapter.validate_python({k: v for k, v in value.items() if k not in faulty})


@cache
def _adapters(schema: type[Schema]) -> dict[str, TypeAdapter[Any]]:
    """What reads each field by itself."""
    kinds: Any = {n: Annotated[f.annotation, f] for n, f in schema.model_fields.items()}
    return {name: TypeAdapter(kind) for name, kind in kinds.items()}


def guard(
    frames: Mapping[str, pd.DataFrame], names: Iterable[str], unreadable: Collection[str]
) -> dict[str, Any]:
    """The frames of these names; those that cannot be read or are not there refuse to be asked."""
    readable = {n: f for n, f in frames.items() if n not in unreadable}
    return {n: readable.get(n, UnreadableFrame()) for n in names}
