"""What an import finds and says: faults by their cells, what became what, what was left out.

The words of the findings stand in rules/impor.toml, filled with what was met.
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

MENTIONED = 12  # cells or rows named for one reason
ImportKind = Literal["sipd", "forms"]
Part = Literal["kepala", "jawaban"]


flag = partial(finding.make_finding, "impor")


@dataclass
class Findings:
    """The findings on one sheet, in the order they are met."""

    file: str
    sheet: str = ""
    every: list[Finding] = field(default_factory=list)

    def add(self, name: str, cells: str = "", value: Any = "", **met: Any) -> None:
        self.every.append(flag(name, self.file, self.sheet, cells, value, **met))

    def add_many(self, name: str, cells: Sequence[str], **met: Any) -> None:
        """One fault with the cells it is in, the first of them named."""
        excess = f" ({len(cells)} sel)" if len(cells) > MENTIONED else ""
        self.add(name, ", ".join(cells[:MENTIONED]), **met, banyak=excess)

    def add_error(self, error: LkipError, cells: str, value: Any = "") -> None:
        """What an error says, which carries its cure."""
        told = Finding(self.file, self.sheet, cells, str(value), "salah", str(error), error.advice)
        self.every.append(told)


@dataclass(frozen=True)
class Match:
    """One head (or answer) of the export: what it became, or why it was left out.

    cells: its cell; text: as it stands there; became: what it is in the workbook, "" where left
    out.
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
    """A match that is asked for, not guessed: its text, its cell and the answers there are.

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
        meaning = self.meaning or ("",) * len(self.choices)
        return [f"{p} ({a})" if a else p for p, a in zip(self.choices, meaning, strict=True)]


@dataclass(frozen=True)
class Report:
    """How one export was read.

    as_read: rows of the sheet; used: rows that became a row of the workbook; dropped: every other
    row with its reason, so that as_read = used + len(dropped). understood: the layout, the columns
    of each amount, what was summed and checked, in words.
    """

    file: str
    sheet: str = ""
    match: tuple[Match, ...] = ()
    as_read: int = 0
    used: int = 0
    dropped: tuple[tuple[int, str], ...] = ()
    findings: tuple[Finding, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    understood: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether nothing may be written: a fault, or a match still to be answered."""
        return bool(self.doubts) or any(t.is_blocking for t in self.findings)

    def list_rows(self) -> Iterator[str]:
        """The report as lines, in Indonesian."""
        location = f"{self.file} › {self.sheet}" if self.sheet else self.file
        yield f"Dibaca: {location}"
        yield from self.understood
        if self.match:
            yield "Padanan kolom:"
            yield from (f"  {p}" for p in self.match)
        yield f"Baris: {self.as_read} dibaca = {self.used} dipakai + {len(self.dropped)} lainnya"
        numbers = defaultdict(list)
        for number, reason in self.dropped:
            numbers[reason].append(str(number))
        yield from (f"  {len(n)} {reason}: baris {phrase_few(n)}" for reason, n in numbers.items())
        yield from (f"{t.tingkat}: {t}" for t in self.findings)


@dataclass(frozen=True)
class ImportResult:
    """What an export holds for each sheet of the workbooks, and the report of its reading."""

    report: Report
    content: Mapping[type[Schema], SheetContent] = field(default_factory=dict)


def phrase_few(name: Sequence[str]) -> str:
    """The first few of a list, and a mark where there are more."""
    return ", ".join([*name[:MENTIONED], *["…"] * (len(name) > MENTIONED)])
