"""The kinds of rows in a budget export: rows of the budget, totals, and rows that do not count.

A row that is none of these is a finding, or a note where it stands below the table.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lkip_helpers.errors import InvalidArgument
from lkip_helpers.importers.findings import Findings
from lkip_helpers.intake.sheetcolumns import read_column_numbers
from lkip_helpers.intake.sheetrows import BLANK_ROW, TOTAL_ROW
from lkip_helpers.intake.workbook import Sheet, address
from lkip_helpers.schema.cells import fold_text, tidy_text
from lkip_helpers.schema.numbers import EMPTY
from lkip_helpers.sipd.amounts import AMOUNT_START
from lkip_helpers.sipd.codes import Level, find_unit_name, is_sub_unit
from lkip_helpers.sipd.head import Head
from lkip_helpers.sipd.roles import CODES, MONEY, NAME, NUMBERS, Role, is_exactly, pattern

OWNER_ROLES: tuple[Role, ...] = ("unit", "subunit", "tahun")
NOTE, FOOTER, NO_ROW = "catatan di bawah tabel", "kaki halaman", "bukan baris anggaran"


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
class ExportTable:
    """One sheet with its head, the rows that were read of it and the findings on it.

    `number` is always that of a row, from 1. budget: the rows of the budget in order. dropped: why
    other rows are left out. inherited: rows with a label from above. labels: rows that name a level
    above a table of accounts, and hold no amount.
    """

    sheet: Sheet
    head: Head
    findings: Findings
    budget: list[BudgetRow] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    dropped: dict[int, str] = field(default_factory=dict)
    unknown: list[int] = field(default_factory=list)
    inherited: list[int] = field(default_factory=list)
    labels: set[int] = field(default_factory=set)

    @property
    def sub(self) -> list[BudgetRow]:
        return [r for r in self.budget if r.is_sub]

    @property
    def numbers(self) -> set[int]:
        """Numbers of the rows of the budget and of those summed into them."""
        return {n for r in self.budget for n in (r.number, *r.parts)}

    @property
    def gaps(self) -> set[int]:
        """Numbers of the blank rows and totals."""
        return {*self.totals, *(n for n, reason in self.dropped.items() if reason == BLANK_ROW)}

    def ended(self, number: int) -> bool:
        """Whether a gap stands between the last row of the budget and this one."""
        last = max(self.numbers, default=number)
        return any(last < n < number for n in self.gaps)

    def list_children(self) -> dict[int, list[BudgetRow]]:
        """The rows directly below each, by its number."""
        children: dict[int, list[BudgetRow]] = {r.number: [] for r in self.budget}
        parents: list[BudgetRow] = []
        for row in self.budget:
            parents = [p for p in parents if p.depth < row.depth]
            if parents:
                children[parents[-1].number].append(row)
            parents.append(row)
        return children

    @property
    def summed(self) -> list[int]:
        """Numbers of the rows that hold the amounts of the sub kegiatan."""
        return [n for r in self.sub for n in r.summed]

    def add(self, name: str, cells: str = "", value: Any = "", **met: Any) -> None:
        self.findings.add(name, cells, value, **met)

    def refuse(self, number: int, error: InvalidArgument) -> None:
        """Add the finding on a row whose code is spoiled; below the table it may be a note."""
        if self.ended(number) and not self.has_number(number):
            self.unknown.append(number)
        else:
            self.findings.add_error(error, self.cell(number), self.label(number))

    def value(self, number: int, column: int) -> Any:
        return self.sheet.value(number, column)

    def text(self, number: int, column: int) -> str:
        """A cell as text, its line breaks and blanks folded."""
        return tidy_text(self.value(number, column))

    def texts(self, number: int, columns: Sequence[int]) -> list[str]:
        """The filled cells of a row among some columns."""
        return [*filter(None, (self.text(number, c) for c in columns))]

    def cell(self, number: int) -> str:
        """Address of the first filled cell of a row; "" for row 0, the name of the sheet."""
        row = enumerate(self.sheet.rows[number - 1], 1)
        return address(number, next((c for c, v in row if fold_text(v)), 1)) if number else ""

    def head_cells(self, columns: Sequence[int]) -> str:
        """Addresses of the heads of some columns."""
        return ", ".join(address(self.head.last, c) for c in columns)

    def find_unit(self, number: int) -> str:
        """The sub unit that a row names in a column of units; "" for the office itself."""
        columns = self.head.find("subunit") or self.head.find("unit")
        return next(filter(None, (find_unit_name(self.unit(number, c)) for c in columns)), "")

    def unit(self, number: int, column: int) -> str:
        """The unit a cell names; below the head Kelurahan the cells omit that word."""
        text = self.text(number, column)
        head = next(c.heads[-1] for c in self.head.columns if c.number == column)
        if (folded := fold_text(text)) in EMPTY:
            return ""
        complete = is_sub_unit(text) or "kec" in folded or not is_exactly("kelurahan", head)
        return text if complete else f"{head} {text}"

    def outputs(self, number: int) -> list[str]:
        """The outputs of a sub kegiatan that a row names."""
        return self.texts(number, self.head.find("output"))

    @property
    def number_columns(self) -> list[int]:
        return self.head.find(*NUMBERS, "persen")

    @property
    def money_columns(self) -> list[int]:
        """The columns of the amounts that are imported."""
        return [c for role in MONEY for c in self.head.find_money(role)]

    def has_number(self, number: int) -> bool:
        """Whether a row has a number, or a dash for none, in a column of amounts."""
        texts = (fold_text(self.value(number, c)) for c in self.number_columns)
        amounts = (t and (t in EMPTY or AMOUNT_START.match(t)) for t in texts)
        return number not in self.labels and any(amounts)

    def has_digit(self, number: int, column: int) -> bool:
        return bool(re.search(r"\d", fold_text(self.value(number, column))))

    def label_texts(self, number: int) -> list[str]:
        """The texts of a row in its names and left of its amounts, without its unit and year."""
        return self.texts(number, self._label_columns)

    @cached_property
    def _label_columns(self) -> list[int]:
        width = len(self.sheet.rows[0]) if self.sheet.rows else 0
        end, owner = min(self.number_columns, default=width + 1), self.head.find(*OWNER_ROLES)
        named = self.head.find(*CODES, *NAME)
        return [c for c in range(1, width + 1) if (c < end or c in named) and c not in owner]

    def label(self, number: int) -> str:
        """The same as one short text."""
        return " ".join(self.label_texts(number))[:80]

    def is_total(self, number: int) -> bool:
        """Whether a row is a total: that word, perhaps after a count, and amounts or no more."""
        texts = [t for t in self.label_texts(number) if not t.isdecimal()]
        if not (texts and pattern("jumlah").match(_unspaced(texts[0]))):
            return False
        return self.has_number(number) or (len(texts) == 1 and is_sure_total(texts[0]))

    def list_rows(self) -> Iterator[int]:
        """Numbers of the rows that may count; the others are totals, or dropped with a reason."""
        title = [fold_row(r) for r in self.sheet.rows[: self.head.first - 1]]
        head = [fold_row(r) for r in self.sheet.rows[self.head.first - 1 : self.head.last]]
        for number, row in enumerate(self.sheet.rows, 1):
            texts = fold_row(row)
            reasons = (
                (not texts, BLANK_ROW),
                (number < self.head.first, "judul di atas tabel"),
                (number <= self.head.last, "kepala tabel"),
                (texts in head, "kepala tabel diulang"),
                (read_column_numbers(row), "nomor kolom"),
                (all(is_exactly("kaki", t) for t in texts), FOOTER),
                (texts in title and not self.has_number(number), "judul diulang"),
            )
            if reason := next((reason for applies, reason in reasons if applies), ""):
                self.dropped[number] = reason
            elif self.is_total(number):
                self.totals.append(number)
            else:
                yield number

    def settle_unknown_rows(self) -> None:
        """Make rows of unknown kind notes where they stand below the table, and findings within it.

        The table goes on below the last row of the budget while rows with amounts follow without
        a gap. Where there is no sub kegiatan at all, that is the finding.
        """
        rows = [r for r in self.budget if r.depth >= Level.PROGRAM]
        last = max((n for r in rows for n in (r.number, *r.parts)), default=0)
        limit = min((n for n in self.gaps if n > last), default=len(self.sheet.rows) + 1)
        notes = []
        for number in self.unknown:
            if self.sub and (number < last or (number < limit and self.has_number(number))):
                self.add("baris_asing", self.cell(number), self.label(number))
            else:
                notes.append(number)
        below_notes = [n for n in self.totals if notes and n > notes[0]]
        self.totals = [n for n in self.totals if n not in below_notes]
        reason = NOTE if self.sub else NO_ROW
        self.dropped |= dict.fromkeys((*notes, *below_notes), reason)
        self.dropped |= dict.fromkeys(self.totals, TOTAL_ROW)


def is_sure_total(text: str) -> bool:
    """Whether a text can be nothing but the label of a total."""
    return is_exactly("jumlah_pasti", _unspaced(text))


def _unspaced(text: str) -> str:
    """JUMLAH of J U M L A H."""
    return re.sub(r"\b(\w) (?=\w\b)", r"\1", text)


def strip_label(name: str) -> str:
    """A name without "Program :" before it."""
    label = pattern("label").match(name)
    return name[label.end() :] if label else name


def fold_row(row: Sequence[Any]) -> list[str]:
    """The filled cells of a row for comparing."""
    return [*filter(None, map(fold_text, row))]
