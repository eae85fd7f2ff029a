"""What was found on one sheet: its columns, its rows, and the cells that are at fault."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from lkip_helpers.intake.finding import Finding, tell
from lkip_helpers.intake.sheetfacts import Location
from lkip_helpers.intake.workbook import address
from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.cells import is_personal
from lkip_helpers.schema.kinds import YES_NO, read_kind


@dataclass
class SheetRows:
    """What was found on one sheet.

    column: column number of each field (of a sheet that lists fields downwards, its row); width:
    column number of each further header (WIDTH). rows: raw values by field, with the Excel row;
    dropped: rows left out, each with its reason; total: those among them that are totals, with
    their values. defects: cells already said to be at fault, which need not be said again.
    """

    schema: type[Schema]
    column: dict[str, int] = field(default_factory=dict)
    width: dict[str | int, int] = field(default_factory=dict)
    rows: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    dropped: list[tuple[int, str]] = field(default_factory=list)
    total: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    defects: set[str] = field(default_factory=set)
    as_read: int = 0
    header: int = 0

    def tell(self, name: str, cells: str = "", value: Any = None, **met: Any) -> Finding:
        """A finding of rules/periksa.toml on this sheet; what a person wrote is not quoted."""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        k, text = self.schema, "" if self.schema.PEOPLE and is_personal(value) else value
        return tell("periksa", name, k.FILE, k.SHEET, cells, text, **met)

    def say(self, name: str, cells: str = "", value: Any = None, **met: Any) -> None:
        """Add such a finding; met: what stands in its words."""
        self.findings.append(self.tell(name, cells, value, **met))

    def fault(self, location: Location, name: str, value: Any = None, **met: Any) -> None:
        """A cell that cannot be read as what it shows; each is said once."""
        if (cells := address(*location)) not in self.defects:
            self.defects.add(cells)
            self.say(name, cells, value, **met)

    def is_quotable(self, name: str, value: Any, key: Any = None) -> bool:
        """Whether a finding may tell the value of a field: not what a person, or nobody, wrote."""
        if self.schema.PEOPLE and is_personal(value):
            return False
        return not isinstance(value, str) or not (self.schema.PEOPLE or isinstance(key, str))

    @property
    def mapped(self) -> dict[int, str]:
        """Field of each column that is read."""
        width = dict.fromkeys(self.width.values(), str(self.schema.WIDTH))
        return {k: n for n, k in self.column.items()} | width

    def is_number(self, name: str) -> bool:
        """Whether a field holds what is counted: numbers or ticks."""
        return form(self.schema, name) in {"bulat", "desimal", "ukuran", "tanda"}


@lru_cache
def form(schema: type[Schema], name: str) -> str:
    """The kind of what a field holds; a yes or no is a tick."""
    kind = read_kind(schema, name)
    return "tanda" if kind.choices == YES_NO else kind.form


def tidy_up(text: Any) -> str:
    """A header for comparing: case, spaces and line breaks folded."""
    if isinstance(text, float) and text.is_integer():
        text = int(text)
    return "" if text is None else " ".join(str(text).casefold().split())


def column_titles(schema: type[Schema]) -> dict[str, str]:
    """Header of each column that has one of its own, by field."""
    return {name: str(f.title) for name, f in schema.model_fields.items() if name != schema.WIDTH}


def cell_of(result: SheetRows, ordinal: int, name: str, key: Any = None) -> str:
    """Address of a value: its row, and the column of the field or of the wide header."""
    if result.schema.VERTICAL:
        return f"B{result.column[name]}" if name in result.column else ""
    column = result.width.get(key) if name == result.schema.WIDTH else result.column.get(name)
    return address(ordinal, column) if column else ""
