"""What stands in for the frame of a sheet that cannot be read, so that rules wait for it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any, NoReturn, TypeVar

import pandas as pd

from lkip_helpers.errors import LkipError
from lkip_helpers.intake.sheetrows import SheetRows

T = TypeVar("T")


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


def replace_unreadable(
    frames: Mapping[str, pd.DataFrame], names: Iterable[str], unreadable: Collection[str]
) -> dict[str, Any]:
    """The frames of these names; an UnreadableFrame for those that are unreadable or missing."""
    readable = {n: f for n, f in frames.items() if n not in unreadable}
    return {n: readable.get(n, UnreadableFrame()) for n in names}


def list_until_unreadable(found: Iterator[T]) -> list[T]:
    """What a rule finds, up to where it needs a sheet that cannot be read."""
    result: list[T] = []
    with suppress(SheetUnreadable):
        result.extend(found)
    return result
