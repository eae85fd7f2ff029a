"""A table or figure of a report as it is compared, and what changed of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from lkip_helpers.audit.diff.cell import CellDiff
from lkip_helpers.audit.diff.sentences import Part
from lkip_helpers.audit.reconcile.results import Location, ResultTabel, build_results

Alteration = Literal["ditambahkan", "dihapus", "berubah", "tidak lagi disajikan", "kini disajikan"]


@dataclass(frozen=True)
class Record:
    """A table or figure of a report, or the place of one that is left out (jenis "absen").

    payload: its payload; of its words only those that its report already had. part: number and
    title of each heading above it.
    """

    label: str
    kind: str
    title: str
    payload: Mapping[str, Any]
    part: Part = ()

    @property
    def absent(self) -> bool:
        return self.kind == "absen"

    @property
    def ordinal(self) -> str:
        """`Tabel 3.4`; "" for what is left out."""
        return "" if self.absent else f"{self.kind.capitalize()} {self.payload['nomor']}"

    @property
    def wording(self) -> str:
        """Number and caption."""
        return f"{self.ordinal} {self.title}".strip()

    @cached_property
    def result(self) -> ResultTabel:
        return build_results([self.payload])[self.label]

    def phrase(self, sequence: int) -> str:
        """How a row is called."""
        return self.result.phrase(Location("baris", sequence)) or f"baris ke-{sequence + 1}"


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

    @property
    def reason(self) -> str:
        """Why it is left out; "" where it is not."""
        return str(self.record.payload["alasan"]) if self.record.absent else ""
