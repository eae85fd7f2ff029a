"""What can be checked across sheets while some cells are still at fault.

A row keeps its cells that are right; one without its key is left out. A sheet whose columns are
not there cannot be read by a rule, which then waits for it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from typing import Annotated, Any, NoReturn, TypeVar

import pandas as pd
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticUndefined

from lkip_helpers.errors import LkipError
from lkip_helpers.intake.sheet import SheetRows
from lkip_helpers.schema.base import Schema

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
