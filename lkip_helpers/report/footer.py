"""Printed cells of a table, and the rows at its foot: sums, means, and values of other tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from lkip_helpers.report.columns import Column, Kind
from lkip_helpers.report.format import is_empty


@dataclass(frozen=True)
class Footer:
    """A footer row: its title and, by column, a formula (text) or a value that comes from a frame.

    kind, decimals: how its values are written where that differs from their columns, e.g. a
    percentage under counts or a count under marks.
    formula: by column, the formula of a value that stands in another table (`dari(…)`).
    origin: by column, what a value is made of, as compute noted it.
    rule: by column, the key of the rule.
    """

    title: str
    content: Mapping[str, Any]
    kind: Kind | None = None
    decimals: int | None = None
    formula: Mapping[str, str] = field(default_factory=dict)
    origin: Mapping[str, Any] = field(default_factory=dict)
    rule: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Cell:
    """A printed cell: text, and whether it heads its row.

    number: the row of a number (from 0, or the title of a footer row); None where there is none.
    spare: room behind a number for digits that others in its column have, so that commas align.
    """

    text: str
    column: Column
    header: bool = False
    number: int | str | None = None
    spare: int = 0


@dataclass(frozen=True)
class FooterRow:
    """A printed footer row: its title, how many columns that spans, and the cells after it."""

    title: str
    width: int
    cells: list[Cell]


def write_footer(column: Column, footer: Footer, value: Mapping[str, Any], places: int) -> Cell:
    """A cell of a footer row. places: the most digits behind a comma in its column."""
    content, own = value.get(column.key), alter_column(column, footer)
    text = own.format(content) if column.key in value else ""
    counted = column.numeric or footer.kind
    if not counted or isinstance(content, str) or is_empty(content):
        return Cell(text, column)
    return Cell(text, column, number=footer.title, spare=places - own.places)


def alter_column(column: Column, footer: Footer) -> Column:
    """How the values of a footer row are written in this column."""
    column = replace(column, kind=footer.kind) if footer.kind else column
    return column if footer.decimals is None else replace(column, decimals=footer.decimals)
