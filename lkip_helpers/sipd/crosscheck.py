"""The export checked against itself: totals, subtotals, percentages, differences and parts."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from lkip_helpers.intake.workbook import address
from lkip_helpers.schema.numbers import NotNumber, parse_number, swap_marks
from lkip_helpers.sipd.amounts import ByRow, Rupiah, add, phrase, read_rupiah, round_amount
from lkip_helpers.sipd.budget_table import BudgetRow, ExportTable
from lkip_helpers.sipd.codes import PARENTS, Level, find_office
from lkip_helpers.sipd.roles import MONEY, NUMBERS, PARTS, Role, mentions

WORDS: dict[Role, str] = {role: role.replace("_", " ") for role in MONEY}
PHRASES: dict[Role, str] = WORDS | {"pagu_sebelum": "pagu sebelum perubahan"}


@dataclass
class Tally:
    """The amounts of an export as read, by column and row; checked: how many sums agreed."""

    table: ExportTable
    by_column: dict[int, ByRow] = field(default_factory=dict)
    checked: int = 0

    @cached_property
    def printed(self) -> dict[Role, ByRow]:
        """Each amount by row, its parts summed where it has no column of its own."""
        printed: dict[Role, ByRow] = {}
        for role in MONEY:
            if columns := [self.by_column[c] for c in self.table.head.find_money(role)]:
                numbers = dict.fromkeys(n for amounts in columns for n in amounts)
                printed[role] = {n: add(a.get(n) for a in columns) for n in numbers}
        return printed

    @cached_property
    def money(self) -> dict[Role, ByRow]:
        """The same with the rows of accounts and documents summed into their sub kegiatan."""
        summed = [(r.number, r.parts) for r in self.table.sub if r.parts]
        return {
            role: amounts | {n: add(map(amounts.get, parts)) for n, parts in summed}
            for role, amounts in self.printed.items()
        }

    def cells(self, role: Role, number: int) -> str:
        """Addresses of the cells of an amount: one, or those of its parts."""
        return "+".join(address(number, c) for c in self.table.head.find_money(role))

    def tolerance(self, *columns: int) -> Decimal:
        """How far one printed amount may be from its exact value, where digits were cut off."""
        multipliers = (c.multiplier for c in self.table.head.columns if c.number in columns)
        multiplier = max(multipliers, default=1)
        sen = any(isinstance(v, Decimal) for c in columns for v in self.by_column[c].values())
        return Decimal(multiplier) / 2 if sen or multiplier > 1 else Decimal(0)

    def total(self, role: Role) -> int:
        """The sum of an amount over all sub kegiatan, as it will be written."""
        return sum(round_amount(self.money[role].get(r.number) or 0) for r in self.table.sub)

    def compare(
        self, name: str, cells: str, printed: Rupiah, allowed: Sequence[Rupiah], limit: Rupiah,
        **met: Any,
    ) -> bool:  # fmt: skip
        """Whether an amount is one of those allowed; else add a finding that shows the first."""
        agrees = any(-limit <= printed - value <= limit for value in allowed)
        if not agrees:
            met |= {"seharusnya": phrase(allowed[0]), "tertulis": phrase(printed)}
            self.table.add(name, cells, printed, **met)
        return agrees


def read_numbers(table: ExportTable) -> Tally:
    """Amounts by column and row, of budget and total rows; unreadable ones are findings."""
    tally = Tally(table)
    numbers = sorted({*table.numbers, *table.totals} - table.labels)
    for column in [c for c in table.head.columns if c.role in NUMBERS]:
        cells = {n: table.value(n, column.number) for n in numbers}
        tally.by_column[column.number], wrong = read_rupiah(cells, column.multiplier or 1)
        for number, error in wrong.items():
            table.findings.add_error(error, address(number, column.number), cells[number])
    return tally


def check_calculation(tally: Tally) -> None:
    """Add a finding for each number of the export that its own rows contradict."""
    table = tally.table
    for role, amounts in tally.money.items() if table.sub else ():
        for row in [r for r in table.sub if (amounts.get(r.number) or 0) < 0]:
            amount, words = amounts[row.number], {"angka": PHRASES[role], "nama": row.name}
            cells = tally.cells(role, row.number)
            tally.table.add("angka_negatif", cells, amount, tertulis=phrase(amount), **words)
        tolerance = tally.tolerance(*tally.table.head.find_money(role))
        _check_tree(tally, role, tolerance)
        _check_total(tally, role, tolerance)
    check_rows(tally)
    for whole, part in ((role, part) for role in tally.printed for part in PARTS[role]):
        _check_parts(tally, whole, part)


def check_rows(tally: Tally) -> None:
    """Add a finding for each percentage and difference that the amounts beside it contradict."""
    limit = tally.tolerance(*tally.by_column) * 3
    for number in sorted({*tally.table.numbers, *tally.table.totals}):
        amounts = [tally.printed.get(role, {}).get(number) for role in MONEY]
        _check_percent(tally.table, number, *amounts[1:])
        _check_difference(tally, number, amounts, limit)


def _check_tree(tally: Tally, role: Role, tolerance: Decimal) -> None:
    """Check that each amount is the sum of the rows directly below it.

    A row without an amount counts as those below it.
    """
    rows, children, amounts = tally.table.budget, tally.table.list_children(), tally.money[role]
    filled: ByRow = {}
    for row in reversed(rows):
        own, below = amounts.get(row.number), children[row.number]
        filled[row.number] = add(filled[r.number] for r in below) if own is None else own
    for i, row in enumerate(rows):
        amount, below = amounts.get(row.number), children[row.number]
        groups, limit = [below], tolerance * (len(below) + 1)
        if row.depth < Level.PROGRAM and (programmes := _list_programmes(rows, i)):
            groups, limit = programmes, tolerance * (len(rows) + 1)
        totals = [sum(filled[r.number] or 0 for r in group) for group in groups]
        has_amounts = any(filled[r.number] is not None for r in groups[0])
        cells = tally.cells(role, row.number)
        words: dict[str, Any] = {"angka": PHRASES[role], "nama": row.name}
        later = rows[i + 1 :] if row.depth in PARENTS else ()
        end = next((r for r in later if r.is_sub or r.depth <= row.depth), row)
        if amount is None:
            if row.is_sub and totals[0]:
                tally.table.add("kosong_berinci", cells, jumlah=phrase(totals[0]), **words)
        elif amount and row.depth in PARENTS and not end.is_sub:
            tally.table.add("tanpa_sub", cells, amount, tertulis=phrase(amount), **words)
        elif groups[0] and (has_amounts or row.depth < Level.SUB):
            words["banyak"] = len(groups[0])
            agrees = tally.compare("beda_bawahan", cells, amount, totals, limit, **words)
            tally.checked += agrees and has_amounts


def _list_programmes(rows: Sequence[BudgetRow], start: int) -> list[list[BudgetRow]]:
    """Groups of programmes below an urusan or unit: its own; of an office, with its sub units'."""
    row, programmes, others = rows[start], list[BudgetRow](), list[int]()
    for other in rows[start + 1 :]:
        same_level = other.depth == row.depth and not (row.code and other.code == row.code)
        same_office = find_office(row.code) and find_office(other.code) == find_office(row.code)
        if other.depth < row.depth or (same_level and not same_office):
            break
        if same_level:
            others.append(len(programmes))
        if other.depth == Level.PROGRAM:
            programmes.append(other)
    own = programmes[: others[0]] if others else programmes
    return [group for group in (own, programmes) if group]


def _check_total(tally: Tally, role: Role, tolerance: Decimal) -> None:
    """Check that a total is the sum of all sub kegiatan, or of those above it from some start."""
    table, amounts = tally.table, tally.money[role]
    sub = {r.number: amounts.get(r.number) or 0 for r in table.sub}
    total, limit = sum(sub.values()), tolerance * (len(sub) + 1)
    for number in table.totals:
        printed = amounts.get(number)
        if printed is None or mentions("bukan_belanja", tally.table.label(number)):
            continue
        starts, cells = sorted(_list_starts(table, number)), tally.cells(role, number)
        sums = [sum(v for n, v in sub.items() if start <= n < number) for start in starts]
        allowed, angka = [sums[0] or total, total, *sums], PHRASES[role]
        tally.checked += tally.compare("beda_jumlah", cells, printed, allowed, limit, angka=angka)


def _list_starts(table: ExportTable, total: int) -> set[int]:
    """Where a total may begin: the top, the last total, the last unit, programme or kegiatan."""
    above = [(r.number, (r.unit, r.program, r.kegiatan)) for r in table.sub if r.number < total]
    starts = {0, *[n for n in table.totals if n < total][-1:]}
    for depth in range(1, 4) if above else ():
        starts.add(next(n for n, labels in above if labels[:depth] == above[-1][1][:depth]))
    return starts


def _check_percent(table: ExportTable, number: int, pagu: Any, realisasi: Any) -> None:
    for column in table.head.find("persen") if pagu and realisasi is not None else ():
        printed, exact = table.value(number, column), float(realisasi / Decimal(pagu) * 100)
        if not agrees_percent(printed, exact):
            percent = swap_marks(f"{exact:.2f}")
            words = {"pagu": phrase(pagu), "realisasi": phrase(realisasi), "persen": percent}
            table.add("beda_persen", address(number, column), printed, tertulis=printed, **words)


def agrees_percent(printed: Any, exact: float) -> bool:
    """Whether a percentage as printed is `exact`, within one unit of its last digit.

    Without its sign it may be a share, which Excel shows as one. An empty cell agrees with any.
    """
    for text in (printed, re.sub(r"[.](?=\d+\s*%?\s*$)", ",", str(printed))):
        with suppress(NotNumber):
            number = parse_number(text)
            break
    else:
        return False
    if number is None:
        return True
    decimals = len(re.sub(r"\D", "", str(printed).replace(".", ",").partition(",")[2]))
    limit = max(10.0**-decimals, 1e-6)
    is_share = "%" not in str(printed) and abs(number * 100 - exact) <= limit * 100 + 1e-9
    return is_share or abs(number - exact) <= limit + 1e-9


def _check_difference(
    tally: Tally, number: int, amounts: Sequence[Rupiah | None], limit: Decimal
) -> None:
    """Check bertambah/(berkurang), of pagu or of realisasi (as LRA print it), and what remains."""
    before, pagu, realisasi = (amount or 0 for amount in amounts)
    head = tally.table.head
    spent = [realisasi - pagu, pagu - realisasi] if head.find_money("realisasi") else []
    added = [pagu - before] if head.find_money("pagu_sebelum") else []
    allowed = {"selisih": [*added, *spent], "sisa": [*spent[::-1], *added, *(-v for v in added)]}
    names = {"selisih": "bertambah/(berkurang)", "sisa": "sisa"}
    for column in [c for c in head.columns if allowed.get(c.role)]:
        if (printed := tally.by_column[column.number].get(number)) is not None:
            cell, right = address(number, column.number), allowed[column.role]
            tally.compare("beda_selisih", cell, printed, right, limit, nama=names[column.role])


def _check_parts(tally: Tally, whole: Role, part: Role) -> None:
    """Check that kinds of belanja, or months of a year, add up to the amount beside them."""
    head, timed = tally.table.head, part.startswith("kala")
    columns, own = head.find_parts(part), head.find_money(whole)
    limit = tally.tolerance(*columns, *own) * (len(columns) + 1)
    word = "bagian waktunya" if timed else "jenis belanjanya"
    words: dict[str, Any] = {"angka": PHRASES[whole], "bagian": word}
    name = "beda_bagian_pagu" if timed and whole == "pagu" else "beda_bagian"
    for number, printed in tally.printed[whole].items() if columns != own else ():
        total = add(tally.by_column[c].get(number) for c in columns)
        is_part = len(columns) == 1 and (total or 0) <= (printed or 0)  # one need not be the whole
        if total is not None and printed is not None and not is_part:
            tally.compare(name, tally.cells(whole, number), printed, [total], limit, **words)
