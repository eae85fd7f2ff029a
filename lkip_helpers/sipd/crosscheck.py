"""The export checked against itself: totals, subtotals, percentages, differences and parts."""

import re
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, partial
from typing import Any

from lkip_helpers.intake.workbook import address
from lkip_helpers.schema.numbers import NotNumber, parse_number, swap_marks
from lkip_helpers.sipd.amounts import ByRow, Rupiah, add, phrase, read_rupiah, round_amount
from lkip_helpers.sipd.budget_table import Budget, BudgetRow, ExportTable
from lkip_helpers.sipd.roles import MONEY, NUMBERS, PARTS, Role, mentions
from lkip_helpers.sipd.tree import check_tree

WORDS: dict[Role, str] = {role: role.replace("_", " ") for role in MONEY}
PHRASES: dict[Role, str] = WORDS | {"pagu_sebelum": "pagu sebelum perubahan"}
FEW = 3  # rows; fewer may be alike by chance


@dataclass
class Tally:
    """The amounts of an export as read, by column and row; checked: how many sums agreed."""

    table: ExportTable
    budget: Budget
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
        summed = [(r.number, r.parts) for r in self.budget.sub if r.parts]
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
        return sum(round_amount(self.money[role].get(r.number) or 0) for r in self.budget.sub)

    def compare(
        self, name: str, cells: str, printed: Rupiah, allowed: Sequence[Rupiah], limit: Rupiah,
        shown: Rupiah | None = None, **met: Any,
    ) -> bool:  # fmt: skip
        """Whether an amount is one of those allowed; else add a finding that shows a right one."""
        agrees = any(-limit <= printed - value <= limit for value in allowed)
        if not agrees:
            met["seharusnya"] = phrase(allowed[0] if shown is None else shown)
            self.table.add(name, cells, printed, **met, tertulis=phrase(printed))
        return agrees


def read_numbers(table: ExportTable, budget: Budget) -> Tally:
    """Amounts by column and row, of budget and total rows; unreadable ones are findings."""
    tally = Tally(table, budget)
    numbers = sorted({*budget.numbers, *budget.totals} - budget.labels)
    for column in [c for c in table.head.columns if c.role in NUMBERS]:
        cells = {n: table.value(n, column.number) for n in numbers}
        tally.by_column[column.number], wrong = read_rupiah(cells, column.multiplier or 1)
        for number, error in wrong.items():
            table.findings.add_error(error, address(number, column.number), cells[number])
    return tally


def check_calculation(tally: Tally) -> None:
    """Add a finding for each number of the export that its own rows contradict."""
    table, budget = tally.table, tally.budget
    for role in tally.money if budget.sub else ():
        tolerance = tally.tolerance(*table.head.find_money(role))
        amounts, cells = tally.money[role], partial(tally.cells, role)
        for row in [r for r in budget.sub if (amounts.get(r.number) or 0) < 0]:
            amount, words = amounts[row.number], {"angka": PHRASES[role], "nama": row.name}
            table.add("angka_negatif", cells(row.number), amount, tertulis=phrase(amount), **words)
        tally.checked += check_tree(table, budget.rows, PHRASES[role], cells, amounts, tolerance)
        _check_total(tally, role, tolerance)
    check_rows(tally)
    for whole, part in ((role, part) for role in tally.printed for part in PARTS[role]):
        columns = table.head.find_parts(part)
        if columns and columns != table.head.find_money(whole):
            _check_parts(tally, whole, columns, timed=part.startswith("kala"))


def check_rows(tally: Tally) -> None:
    """Add a finding for each percentage and difference that the amounts beside it contradict."""
    limit = tally.tolerance(*tally.by_column) * 3
    for number in sorted({*tally.budget.numbers, *tally.budget.totals}):
        amounts = {role: a.get(number) for role, a in tally.printed.items()}
        _check_percent(tally.table, number, amounts)
        _check_difference(tally, number, amounts, limit)


def _check_total(tally: Tally, role: Role, tolerance: Decimal) -> None:
    """Check that a total is the sum of all sub kegiatan, or of those above it from some start."""
    budget, amounts = tally.budget, tally.money[role]
    sub = {r.number: amounts.get(r.number) or 0 for r in budget.sub}
    total, limit = sum(sub.values()), tolerance * (len(sub) + 1)
    for number in budget.totals:
        printed = amounts.get(number)
        if printed is None or mentions("bukan_belanja", tally.table.label(number)):
            continue
        starts, cells = sorted(_list_starts(budget, number)), tally.cells(role, number)
        sums = [sum(v for n, v in sub.items() if start <= n < number) for start in starts]
        allowed, shown = [total, *sums], sums[0] or total
        met = {"angka": PHRASES[role]}
        tally.checked += tally.compare("beda_jumlah", cells, printed, allowed, limit, shown, **met)


def _list_starts(budget: Budget, total: int) -> set[int]:
    """Where a total may begin: the top, the last total, the last unit, programme or kegiatan."""
    above = [(r.number, (r.unit, r.program, r.kegiatan)) for r in budget.sub if r.number < total]
    starts = {0, *[n for n in budget.totals if n < total][-1:]}
    for depth in range(1, 4) if above else ():
        starts.add(next(n for n, labels in above if labels[:depth] == above[-1][1][:depth]))
    return starts


def _check_percent(table: ExportTable, number: int, amounts: dict[Role, Rupiah | None]) -> None:
    pagu, realisasi = amounts.get("pagu"), amounts.get("realisasi")
    for column in table.head.find("persen"):
        printed = table.value(number, column)
        if not pagu or realisasi is None or printed is None:
            continue
        exact = float(realisasi / Decimal(pagu) * 100)
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
    if abs(number - exact) <= limit + 1e-9:
        return True
    return "%" not in str(printed) and abs(number * 100 - exact) <= limit * 100 + 1e-9


def _check_difference(
    tally: Tally, number: int, amounts: dict[Role, Rupiah | None], limit: Decimal
) -> None:
    """Check bertambah/(berkurang), of pagu or of realisasi (as LRA print it), and what remains."""
    before, pagu, realisasi = (amounts.get(role) or 0 for role in MONEY)
    head = tally.table.head
    spent = [realisasi - pagu, pagu - realisasi] if head.find_money("realisasi") else []
    added = [pagu - before] if head.find_money("pagu_sebelum") else []
    allowed = {"selisih": [*added, *spent], "sisa": [*spent[::-1], *added, *(-v for v in added)]}
    names = {"selisih": "bertambah/(berkurang)", "sisa": "sisa"}
    for column in [c for c in head.columns if allowed.get(c.role)]:
        if (printed := tally.by_column[column.number].get(number)) is not None:
            cell, right = address(number, column.number), allowed[column.role]
            tally.compare("beda_selisih", cell, printed, right, limit, nama=names[column.role])


def _check_parts(tally: Tally, whole: Role, columns: list[int], *, timed: bool) -> None:
    """Check that kinds of belanja, or months of a year, add up to the amount beside them."""
    limit = tally.tolerance(*columns, *tally.table.head.find_money(whole)) * (len(columns) + 1)
    part = "bagian waktunya" if timed else "jenis belanjanya"
    words: dict[str, Any] = {"angka": PHRASES[whole], "bagian": part}
    name = "beda_bagian_pagu" if timed and whole == "pagu" else "beda_bagian"
    for number, printed in tally.printed[whole].items():
        total = add(tally.by_column[c].get(number) for c in columns)
        is_part = len(columns) == 1 and (total or 0) <= (printed or 0)  # one need not be the whole
        if total is not None and printed is not None and not is_part:
            tally.compare(name, tally.cells(whole, number), printed, [total], limit, **words)


def check_parts(tally: Tally) -> None:
    """Add findings on rows of a sub kegiatan that stand twice, are no parts of it or are empty.

    Rows that no account or other detail tells apart may be stages, months or sums until then.
    """
    table, head = tally.table, tally.table.head
    several = [r for r in tally.budget.sub if len(r.parts) > 1]
    columns = [c for c in head.columns if c.reason != "nomor urut"]
    texts = [c for c in columns if c.number not in table.number_columns]
    details = [c.number for c in texts if c.role == "rincian" or c.mentions("barang")]
    groups = [g for r in several for g in _group_alike(tally, r.parts, details)]
    documents = any(mentions("dokumen", c.text) for c in columns)
    name = "dokumen_ganda" if documents else "baris_ganda"
    others = [c.number for c in texts if not mentions("jumlah_barang", c.text)]
    for group in groups:
        alike = _group_alike(tally, group, [c.number for c in columns])
        for first, number in ((g[0], n) for g in alike for n in g[1:]):
            table.add(name, table.cell(number), baris=first)
        if not documents and _group_alike(tally, group, others) != [group]:
            table.add("rincian_sama", table.cell(group[1]), baris=group[0])
    for role, printed in tally.printed.items():
        _check_repeated(tally, role, several)
        empty = [n for r in several for n in r.parts if printed.get(n) is None]
        if empty := [n for n in empty if not table.texts(n, head.find_money(role))]:
            cells = tally.cells(role, empty[0])
            table.add("bagian_kosong", cells, banyak=len(empty), angka=PHRASES[role])


def _group_alike(tally: Tally, numbers: Sequence[int], columns: Sequence[int]) -> list[list[int]]:
    """The rows that some columns do not tell apart, by groups of two and more."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number in numbers:
        groups[tuple(tally.table.text(number, c) for c in columns)].append(number)
    return [g for g in groups.values() if len(g) > 1]


def _check_repeated(tally: Tally, role: Role, several: list[BudgetRow]) -> None:
    """Add a finding where an amount is the same on all rows of each sub kegiatan, as sums are.

    A pagu may be divided evenly where one share alone cannot hold what was spent. A realisasi alone
    may be of equal payments.
    """
    amounts, realisasi = tally.printed[role], tally.printed.get("realisasi", {})
    rows = [r for r in several if any(amounts.get(n) for n in r.parts)]
    own = [[amounts.get(n) or 0 for n in r.parts] for r in rows]
    alike = all(len({*parts}) == 1 for parts in own)
    if role == "pagu_sebelum" or not alike or sum(map(len, own)) < FEW:
        return
    repeated = len(rows) > 1 and "pagu" in tally.printed
    if role == "pagu":
        spent = [[realisasi.get(n) or 0 for n in r.parts] for r in rows]
        pairs = zip(own, spent, strict=True)
        fits = all(sum(parts) <= pagu[0] or len({*parts}) == 1 for pagu, parts in pairs)
        of_sub = any(mentions("sub", c.text) for c in tally.table.head.columns if c.role == "pagu")
        repeated = of_sub or (fits and any(map(any, spent))) or (repeated and not realisasi)
    if repeated:
        words = {"angka": PHRASES[role], "nama": rows[0].name, "banyak": len(rows[0].parts)}
        tally.table.add("angka_berulang", tally.cells(role, rows[0].number), **words)
