"""What was found on one sheet: its columns, its rows, and the cells that are at fault."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lkip_helpers.intake.finding import Finding, make_finding
from lkip_helpers.intake.sheetfacts import Location
from lkip_helpers.intake.workbook import address
from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.cells import drop_zero, fold_text, is_personal

BLANK_ROW, TOTAL_ROW = "baris kosong", "baris jumlah"  # reasons to drop a row


@dataclass
class SheetRows:
    """What was found on one sheet.

    positions: column number of each field (of a sheet that lists fields downwards, its row);
    wide_columns: that of each further header (WIDE_FIELD). rows: raw values by field, by Excel row;
    dropped: rows left out, each with its reason; totals: those among them that are totals, with
    their values; means: those that are means by their label. faulty_cells: addresses that have a
    finding already and need no other. row_count: rows of the sheet, read or dropped. header: row of
    the header, 0 without one.
    """

    schema: type[Schema]
    positions: dict[str, int] = field(default_factory=dict)
    wide_columns: dict[str | int, int] = field(default_factory=dict)
    rows: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    dropped: list[tuple[int, str]] = field(default_factory=list)
    totals: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    means: set[int] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    faulty_cells: set[str] = field(default_factory=set)
    row_count: int = 0
    header: int = 0

    def make_finding(self, name: str, cells: str = "", value: Any = None, **words: Any) -> Finding:
        """A finding of rules/periksa.toml on this sheet; a person's words are not quoted."""
        value, schema = drop_zero(value), self.schema
        shown = "" if schema.PEOPLE and is_personal(value) else value
        return make_finding("periksa", name, schema.FILE, schema.SHEET, cells, shown, **words)

    def add_finding(self, name: str, cells: str = "", value: Any = None, **words: Any) -> None:
        """Add such a finding; words: what its message and advice are filled with."""
        self.findings.append(self.make_finding(name, cells, value, **words))

    def add_fault(self, at: Location, name: str, value: Any = None, **words: Any) -> None:
        """Add a finding on a cell that cannot be read as what it shows, only one a cell."""
        if (cell := address(*at)) not in self.faulty_cells:
            self.faulty_cells.add(cell)
            self.add_finding(name, cell, value, **words)

    def is_quotable(self, value: Any, key: Any = None) -> bool:
        """Whether a finding may quote a value: nothing that may be a person's text.

        key: header of the wide column it stands in; below a text header nothing is quoted.
        """
        if self.schema.PEOPLE and is_personal(value):
            return False
        return not isinstance(value, str) or not (self.schema.PEOPLE or isinstance(key, str))

    @property
    def fields(self) -> dict[int, str]:
        """Field of each column that is read."""
        wide = dict.fromkeys(self.wide_columns.values(), self.schema.WIDE_FIELD)
        return {c: name for name, c in self.positions.items()} | wide

    def locate(self, row: int, name: str, key: Any = None) -> str:
        """Address of a value: its row, and the column of the field or of the wide header."""
        if self.schema.VERTICAL:
            return f"B{self.positions[name]}" if name in self.positions else ""
        is_wide = name == self.schema.WIDE_FIELD
        column = self.wide_columns.get(key) if is_wide else self.positions.get(name)
        return address(row, column) if column else ""

    def is_number(self, name: str) -> bool:
        """Whether a field holds what is counted: numbers or ticks."""
        return self.schema.KINDS[name].form in {"bulat", "desimal", "ukuran", "tanda"}


def suggest(text: Any, known: Iterable[Any], question: str, default: str) -> str:
    """`question` filled with the one of `known` that is most like `text`; else `default`."""
    folded = {fold_text(k): k for k in known}
    near = difflib.get_close_matches(fold_text(text), folded, 1)
    return question.format(folded[near[0]]) if near else default


def iter_cells(record: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Field, wide header (None outside the wide field) and value of each cell of a row."""
    for name, value in record.items():
        cells = value.items() if isinstance(value, dict) else [(None, value)]
        yield from ((name, key, v) for key, v in cells)
