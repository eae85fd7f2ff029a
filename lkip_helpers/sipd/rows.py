"""Rows of a budget export, told apart: what stands in the budget, totals, and what does not count.

A row that is none of these is a finding, or a note where it stands below the table.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.finding import Level as Berat
from lkip_helpers.intake.sheet import tidy_up
from lkip_helpers.intake.workbook import Sheet, address
from lkip_helpers.schema.numbers import EMPTY
from lkip_helpers.sipd.codes import InvalidCode, Level, tidy_text
from lkip_helpers.sipd.headers import is_column_numbers
from lkip_helpers.sipd.layout_columns import Header
from lkip_helpers.sipd.patterns import is_whole, pattern
from lkip_helpers.sipd.roles import NUMBERS

NOTE = "catatan di bawah tabel"
TOTAL = "baris jumlah"


@dataclass
class Node:
    """One row of the budget at its depth; a sub kegiatan knows its kegiatan and program.

    unit: the sub unit (kelurahan) it belongs to, "" for the office itself. rinci: the rows that
    are summed into it, where it is not one row.
    """

    rows: int
    depth: int
    code: str
    name: str
    program: str = ""
    program_code: str = ""
    kegiatan: str = ""
    output: list[str] = field(default_factory=list)
    unit: str = ""
    detailed: list[int] = field(default_factory=list)

    @property
    def is_sub(self) -> bool:
        return self.depth == Level.SUB


@dataclass
class Arrangement:
    """simpul in order; total: total rows; pulled: rows whose kegiatan was taken from above."""

    node: list[Node] = field(default_factory=list)
    total: list[int] = field(default_factory=list)
    dropped: list[tuple[int, str]] = field(default_factory=list)
    foreign: list[int] = field(default_factory=list)
    pulled: list[int] = field(default_factory=list)

    @property
    def sub(self) -> list[Node]:
        return [s for s in self.node if s.is_sub]


@dataclass
class Reader:
    """One sheet with its head, and the findings on it."""

    file: str
    sheet: Sheet
    header: Header
    findings: list[Finding] = field(default_factory=list)

    def add(
        self, cells: str, message: str, advice: str, value: Any = "", severity: Berat = "salah"
    ) -> None:
        text = "" if value is None else str(value)
        self.findings.append(
            Finding(self.file, self.sheet.name, cells, text, severity, message, advice)
        )

    def use(self, header: Header) -> None:
        """Go on with a head whose doubtful columns are told."""
        self.header = header
        self.__dict__.pop("kolom_angka", None)

    def content(self, rows: int, column: int) -> Any:
        one = self.sheet.content[rows - 1]
        return one[column - 1] if column <= len(one) else None

    def text(self, rows: int, column: int) -> str:
        """A cell with its line breaks and blanks folded."""
        return tidy_text(self.content(rows, column))

    def cells(self, rows: int, column: int | None = None) -> str:
        """Address; without a column, that of the first filled cell of the row."""
        content = self.sheet.content[rows - 1]
        first = next((k for k, v in enumerate(content, 1) if tidy_up(v)), 1)
        return address(rows, column or first)

    def outputs(self, rows: int) -> list[str]:
        """What a row says its sub kegiatan gives."""
        return [t for k in self.header.ordinal("output") if (t := self.text(rows, k))]

    def refuse(self, rows: int, error: InvalidCode) -> None:
        """A row whose code is spoiled."""
        self.add(self.cells(rows), str(error), error.advice, " ".join(self.edge(rows))[:80])

    @cached_property
    def number_columns(self) -> list[int]:
        return self.header.ordinal(*NUMBERS, "persen")

    def has_number(self, rows: int) -> bool:
        """Whether a row has a number, or a dash for none, in a column of amounts."""
        return any(
            self.integer(rows, k) or (tidy_up(self.content(rows, k)) or "?") in EMPTY
            for k in self.number_columns
        )

    def integer(self, rows: int, column: int) -> bool:
        """Whether a cell has a digit."""
        return bool(re.search(r"\d", tidy_up(self.content(rows, column))))

    def edge(self, rows: int) -> list[str]:
        """The texts of a row left of its amounts."""
        limit = min(self.number_columns, default=len(self.sheet.content[rows - 1]) + 1)
        return [t for k in range(1, limit) if (t := self.text(rows, k))]

    def is_total(self, rows: int) -> bool:
        """Whether a row is a total: it begins with the word, and has amounts or says no more."""
        limit = min(self.number_columns, default=len(self.sheet.content[rows - 1]) + 1)
        initial = next((t for k in range(1, limit) if (t := self.text(rows, k))), "")
        if not pattern("jumlah").match(_unspaced(initial)):
            return False
        edge = self.edge(rows)
        return self.has_number(rows) or (len(edge) == 1 and is_sure_total(edge[0]))

    def list_rows(self, arrangement: Arrangement) -> Iterator[int]:
        """Rows that may count; the others are put aside with their reason."""
        content = self.sheet.content
        header = [_tidy(b) for b in content[self.header.initial - 1 : self.header.end]]
        title = [_tidy(b) for b in content[: self.header.initial - 1]]
        known = {b[0] for b in (*header, *title) if b}
        for ordinal, rows in enumerate(content, 1):
            initial = next((r for v in rows if (r := tidy_up(v))), "")
            tidy = _tidy(rows) if initial in known or is_whole("kaki", initial) else []
            if not initial:
                reason = "baris kosong"
            elif ordinal <= self.header.end:
                reason = "judul di atas tabel" if ordinal < self.header.initial else "kepala tabel"
            elif tidy and tidy in header:
                reason = "kepala tabel diulang"
            elif is_column_numbers(rows):
                reason = "nomor kolom"
            elif len(tidy) == 1 and is_whole("kaki", initial):
                reason = "kaki halaman"
            elif tidy in title and tidy and not self.has_number(ordinal):
                reason = "judul diulang"
            else:
                yield ordinal
                continue
            arrangement.dropped.append((ordinal, reason))


def is_sure_total(text: str) -> bool:
    """Whether a text can be nothing but the label of a total."""
    return is_whole("jumlah_pasti", _unspaced(text))


def _unspaced(text: str) -> str:
    """J U M L A H as it would be written without its letters set apart."""
    return re.sub(r"\b(\w) (?=\w\b)", r"\1", text)


def without_label(name: str) -> str:
    """A name without "Program :" before it."""
    label = pattern("label").match(name)
    return name[label.end() :] if label else name


def _tidy(rows: Sequence[Any]) -> list[str]:
    return [r for v in rows if (r := tidy_up(v))]


def set_aside_foreign(read: Reader, arrangement: Arrangement) -> None:
    """Rows of no known kind: notes below the table, findings within it.

    Below it, an amount right under the last row of the budget is no note yet.
    """
    last = max(
        (n for s in arrangement.node if s.depth >= Level.PROGRAM for n in (s.rows, *s.detailed)),
        default=0,
    )
    empty = {n for n, a in arrangement.dropped if a == "baris kosong"} | set(arrangement.total)
    limit = min((n for n in empty if n > last), default=len(read.sheet.content) + 1)
    note_start = 0
    for ordinal in arrangement.foreign:
        if ordinal < last or (ordinal < limit and read.has_number(ordinal)):
            read.add(
                read.cells(ordinal), "baris ini bukan program, kegiatan, sub kegiatan, rincian, "
                "atau jumlah yang dikenal", "lengkapi kode dan namanya, atau hapus barisnya",
                " ".join(read.edge(ordinal))[:80],
            )  # fmt: skip
        else:
            arrangement.dropped.append((ordinal, NOTE))
            note_start = note_start or ordinal
    for ordinal in [n for n in arrangement.total if note_start and n > note_start]:
        arrangement.total.remove(ordinal)
        arrangement.dropped.append((ordinal, NOTE))
    arrangement.dropped += [(n, TOTAL) for n in arrangement.total]
