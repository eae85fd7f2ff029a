"""Rows of a budget export, told apart: what stands in the budget, totals, and what does not count.

A row that is none of these is a finding, or a note where it stands below the table.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lkip_helpers.importers.findings import Findings
from lkip_helpers.intake.sheet import tidy_up
from lkip_helpers.intake.workbook import Sheet, address
from lkip_helpers.schema.numbers import EMPTY
from lkip_helpers.sipd.codes import InvalidCode, Level, is_sub_unit, tidy_text
from lkip_helpers.sipd.head import Head, is_column_numbers
from lkip_helpers.sipd.roles import MONEY, NUMBERS, Role, is_exactly, pattern

WHOSE: tuple[Role, ...] = ("unit", "subunit", "tahun")
NOTE, TOTAL, BLANK = "catatan di bawah tabel", "baris jumlah", "baris kosong"


@dataclass
class BudgetRow:
    """One row of the budget at its depth; a sub kegiatan knows its kegiatan and program.

    unit: the sub unit (kelurahan) it belongs to, "" for the office itself. parts: the rows that
    are summed into it, where it is not one row.
    """

    number: int
    depth: int
    code: str
    name: str
    program: str = ""
    program_code: str = ""
    kegiatan: str = ""
    output: list[str] = field(default_factory=list)
    unit: str = ""
    parts: list[int] = field(default_factory=list)

    @property
    def is_sub(self) -> bool:
        return self.depth == Level.SUB

    @property
    def summed(self) -> list[int]:
        """The rows that hold its amounts."""
        return self.parts or [self.number]


@dataclass
class Budget:
    """The rows in their order, and what else stands in the sheet; pulled: rows without labels."""

    rows: list[BudgetRow] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    dropped: list[tuple[int, str]] = field(default_factory=list)
    foreign: list[int] = field(default_factory=list)
    pulled: list[int] = field(default_factory=list)

    @property
    def sub(self) -> list[BudgetRow]:
        return [r for r in self.rows if r.is_sub]

    @property
    def numbers(self) -> set[int]:
        """Of the rows of the budget and of those summed into them."""
        return {n for r in self.rows for n in (r.number, *r.parts)}

    @property
    def summed(self) -> list[int]:
        """The rows that hold the amounts of the sub kegiatan."""
        return [n for r in self.sub for n in r.summed]


@dataclass
class ExportTable:
    """One sheet with its head, and the findings on it."""

    sheet: Sheet
    head: Head
    findings: Findings

    def add(self, name: str, cells: str = "", value: Any = "", **met: Any) -> None:
        self.findings.add(name, cells, value, **met)

    def refuse(self, number: int, error: InvalidCode) -> None:
        """A row whose code is spoiled."""
        self.findings.add_error(error, self.cell(number), self.label(number))

    def value(self, number: int, column: int) -> Any:
        return self.sheet.value(number, column)

    def text(self, number: int, column: int) -> str:
        """A cell with its line breaks and blanks folded."""
        return tidy_text(self.value(number, column))

    def texts(self, number: int, columns: Sequence[int]) -> list[str]:
        """The filled cells of a row among some columns."""
        return [t for c in columns if (t := self.text(number, c))]

    def cell(self, number: int) -> str:
        """Address of the first filled cell of a row."""
        row = self.sheet.content[number - 1]
        return address(number, next((c for c, v in enumerate(row, 1) if tidy_up(v)), 1))

    def heads(self, columns: Sequence[int]) -> str:
        """Addresses of the heads of some columns."""
        return ", ".join(address(self.head.last, c) for c in columns)

    def unit(self, number: int, column: int) -> str:
        """The unit a cell names; below the head Kelurahan its cells do without that word."""
        text = self.text(number, column)
        kind = next(c.heads[-1] for c in self.head.columns if c.number == column)
        bare = (
            is_exactly("kelurahan", kind) and not is_sub_unit(text) and "kec" not in tidy_up(text)
        )
        named = f"{kind} {text}" if bare else text
        return "" if tidy_up(text) in EMPTY else named

    def outputs(self, number: int) -> list[str]:
        """What a row says its sub kegiatan gives."""
        return self.texts(number, self.head.find("output"))

    @property
    def number_columns(self) -> list[int]:
        return self.head.find(*NUMBERS, "persen")

    @property
    def money_columns(self) -> list[int]:
        """The columns of the amounts that are brought."""
        return [c for role in MONEY for c in self.head.find_money(role)]

    def has_number(self, number: int) -> bool:
        """Whether a row has a number, or a dash for none, in a column of amounts."""
        return any(
            self.has_digit(number, c) or (tidy_up(self.value(number, c)) or "?") in EMPTY
            for c in self.number_columns
        )

    def has_digit(self, number: int, column: int) -> bool:
        return bool(re.search(r"\d", tidy_up(self.value(number, column))))

    def edge(self, number: int) -> list[str]:
        """The texts of a row left of its amounts."""
        return self.texts(number, self._edge_columns)

    @cached_property
    def _edge_columns(self) -> list[int]:
        """The columns left of the amounts that do not say whose and of which year a row is."""
        width = len(self.sheet.content[0]) if self.sheet.content else 0
        end, other = min(self.number_columns, default=width + 1), self.head.find(*WHOSE)
        return [c for c in range(1, end) if c not in other]

    def label(self, number: int) -> str:
        """The same as one short text."""
        return " ".join(self.edge(number))[:80]

    def is_total(self, number: int) -> bool:
        """Whether a row is a total: it begins with the word, and has amounts or says no more."""
        initial = next(filter(None, (self.text(number, c) for c in self._edge_columns)), "")
        if not pattern("jumlah").match(_unspaced(initial)):
            return False
        return self.has_number(number) or (len(self.edge(number)) == 1 and is_sure_total(initial))

    def list_rows(self, budget: Budget) -> Iterator[int]:
        """Rows that may count; the others are put aside with their reason."""
        content = self.sheet.content
        title = [_tidy(r) for r in content[: self.head.first - 1]]
        head = [_tidy(r) for r in content[self.head.first - 1 : self.head.last]]
        known = {r[0] for r in (*head, *title) if r}
        for number, row in enumerate(content, 1):
            initial = next((t for v in row if (t := tidy_up(v))), "")
            tidy = _tidy(row) if initial in known or is_exactly("kaki", initial) else []
            reasons = (
                (not initial, BLANK),
                (number < self.head.first, "judul di atas tabel"),
                (number <= self.head.last, "kepala tabel"),
                (tidy and tidy in head, "kepala tabel diulang"),
                (is_column_numbers(row), "nomor kolom"),
                (len(tidy) == 1 and is_exactly("kaki", initial), "kaki halaman"),
                (tidy and tidy in title and not self.has_number(number), "judul diulang"),
            )
            if reason := next((text for fits, text in reasons if fits), ""):
                budget.dropped.append((number, reason))
            else:
                yield number


def is_sure_total(text: str) -> bool:
    """Whether a text can be nothing but the label of a total."""
    return is_exactly("jumlah_pasti", _unspaced(text))


def _unspaced(text: str) -> str:
    """J U M L A H as it would be written without its letters set apart."""
    return re.sub(r"\b(\w) (?=\w\b)", r"\1", text)


def without_label(name: str) -> str:
    """A name without "Program :" before it."""
    label = pattern("label").match(name)
    return name[label.end() :] if label else name


def _tidy(row: Sequence[Any]) -> list[str]:
    return [t for v in row if (t := tidy_up(v))]


def set_aside_foreign(table: ExportTable, budget: Budget) -> None:
    """Rows of no known kind: notes below the table, findings within it.

    Below it, an amount right under the last row of the budget is no note yet.
    """
    rows = [r for r in budget.rows if r.depth >= Level.PROGRAM]
    last = max((n for r in rows for n in (r.number, *r.parts)), default=0)
    gaps = {n for n, reason in budget.dropped if reason == BLANK} | set(budget.totals)
    limit = min((n for n in gaps if n > last), default=len(table.sheet.content) + 1)
    notes = []
    for number in budget.foreign:
        if number < last or (number < limit and table.has_number(number)):
            table.add("baris_asing", table.cell(number), table.label(number))
        else:
            notes.append(number)
    late = [n for n in budget.totals if notes and n > notes[0]]
    budget.totals = [n for n in budget.totals if n not in late]
    budget.dropped += [*((n, NOTE) for n in (*notes, *late)), *((n, TOTAL) for n in budget.totals)]
