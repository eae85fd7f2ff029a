"""What changed of a table or figure."""

from dataclasses import dataclass, field
from typing import Literal

from lkip_helpers.audit.diff.cell import CellDiff
from lkip_helpers.report.record import Record

Alteration = Literal["ditambahkan", "dihapus", "berubah", "tidak lagi disajikan", "kini disajikan"]


@dataclass(frozen=True)
class TabelDiff:
    """What changed of a table or figure. traits: its words as (name, old, new)."""

    record: Record
    what: Alteration
    traits: list[tuple[str, str, str]] = field(default_factory=list)
    new_columns: list[str] = field(default_factory=list)
    missing_columns: list[str] = field(default_factory=list)
    new_rows: list[str] = field(default_factory=list)
    missing_rows: list[str] = field(default_factory=list)
    order: bool = False
    cells: list[CellDiff] = field(default_factory=list)

    @property
    def arrangement(self) -> bool:
        """Whether columns or rows came, went or changed their order."""
        alter = (self.new_columns, self.missing_columns, self.new_rows, self.missing_rows)
        return any(alter) or self.order

    @property
    def seen(self) -> bool:
        """Whether a reader sees a difference."""
        visible = any(s.golongan != "tersembunyi" for s in self.cells)
        return self.what != "berubah" or bool(self.traits) or self.arrangement or visible

    @property
    def differs(self) -> bool:
        """Whether anything differs, seen or not."""
        return self.seen or bool(self.cells)
