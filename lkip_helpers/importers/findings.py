"""What an import reports: faults by their cells, what became what, what was left out.

The texts of the findings stand in rules/impor.toml.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal

from lkip_helpers.errors import LkipError
from lkip_helpers.intake import finding
from lkip_helpers.intake.finding import Finding
from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.cells import phrase_header
from lkip_helpers.workbooks.carryover import SheetContent

MENTIONED = 12  # cells, rows or names listed in one line
ImportKind = Literal["sipd", "forms"]
Part = Literal["kepala", "jawaban"]
flag = partial(finding.make_finding, "impor")


@dataclass
class Findings:
    """The findings on one sheet, in the order they are met."""

    file: str
    sheet: str = ""
    every: list[Finding] = field(default_factory=list)

    def add(self, name: str, cells: str = "", value: Any = "", **words: Any) -> None:
        self.every.append(flag(name, self.file, self.sheet, cells, value, **words))

    def add_many(self, name: str, cells: Sequence[str], **words: Any) -> None:
        """Add one fault of several cells, if there are any; the first of them are named."""
        count = f" ({len(cells)} sel)" if len(cells) > MENTIONED else ""
        if cells:
            self.add(name, ", ".join(cells[:MENTIONED]), **words, banyak=count)

    def add_error(self, error: LkipError, cells: str, value: Any = "") -> None:
        """Add an error, which carries its cure, as a finding."""
        fault = Finding(self.file, self.sheet, cells, str(value), "salah", str(error), error.advice)
        self.every.append(fault)


@dataclass(frozen=True)
class Match:
    """One head or answer of the export: what it became, or why it was left out.

    cells: its address; text: as it stands there; became: what it is in the workbook, "" if dropped.
    """

    cells: str
    text: str
    became: str = ""
    reason: str = ""

    def __str__(self) -> str:
        place = f"{self.cells} “{phrase_header(self.text)}”".lstrip()
        note = f" ({self.reason})" if self.reason else ""
        return f"{place} → {self.became or 'tidak dibawa'}{note}"


@dataclass(frozen=True)
class Doubt:
    """A match that the office must decide: its text, its cell and the possible answers.

    meaning: what each answer would give, where that can be said. note: what else helps to answer.
    """

    kind: ImportKind
    part: Part
    text: str
    cells: str
    choices: tuple[str, ...]
    meaning: tuple[str, ...] = ()
    note: str = ""

    def __str__(self) -> str:
        return f"{self.cells} “{self.text}” dapat berarti {' atau '.join(self.list_choices())}"

    def list_choices(self) -> list[str]:
        """The answers, each with what it would give."""
        meanings = self.meaning or ("",) * len(self.choices)
        return [f"{c} ({m})" if m else c for c, m in zip(self.choices, meanings, strict=True)]


@dataclass(frozen=True)
class Report:
    """How one export was read.

    as_read: rows of the sheet; used: rows that became a row of the workbook; dropped: every other
    row with its reason, so that as_read = used + len(dropped). understood: lines on the layout, the
    columns of each amount, and what was summed and checked.
    """

    file: str
    sheet: str = ""
    matches: tuple[Match, ...] = ()
    as_read: int = 0
    used: int = 0
    dropped: tuple[tuple[int, str], ...] = ()
    findings: tuple[Finding, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    understood: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether nothing may be written: there is a fault, or a match still to be decided."""
        return bool(self.doubts) or any(f.is_blocking for f in self.findings)

    def list_rows(self) -> Iterator[str]:
        """The report as lines, in Indonesian."""
        yield f"Dibaca: {' › '.join(filter(None, (self.file, self.sheet)))}"
        yield from self.understood
        if self.matches:
            yield "Padanan kolom:"
            yield from (f"  {m}" for m in self.matches)
        yield f"Baris: {self.as_read} dibaca = {self.used} dipakai + {len(self.dropped)} lainnya"
        rows = defaultdict(list)
        for row, reason in self.dropped:
            rows[reason].append(str(row))
        yield from (f"  {len(r)} {reason}: baris {phrase_few(r)}" for reason, r in rows.items())
        yield from (f"{f.tingkat}: {f}" for f in self.findings)


@dataclass(frozen=True)
class ImportResult:
    """What an export holds for each sheet of the workbooks, and the report on reading it."""

    report: Report
    content: Mapping[type[Schema], SheetContent] = field(default_factory=dict)


def phrase_few(names: Sequence[str], separator: str = ", ") -> str:
    """The first few of a list, and an ellipsis where there are more."""
    return separator.join([*names[:MENTIONED], *["…"] * (len(names) > MENTIONED)])
