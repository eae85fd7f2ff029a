"""Rows above one another: each amount is that of the rows directly below it."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from lkip_helpers.sipd.amounts import ByRow, absolute, phrase
from lkip_helpers.sipd.budget_table import BudgetRow, ExportTable
from lkip_helpers.sipd.codes import Level, find_office

Children = dict[int, list[BudgetRow]]


def list_children(rows: Sequence[BudgetRow]) -> Children:
    """The rows directly below each, by its row number."""
    result: Children = {r.number: [] for r in rows}
    above: list[BudgetRow] = []
    for row in rows:
        while above and above[-1].depth >= row.depth:
            above.pop()
        if above:
            result[above[-1].number].append(row)
        above.append(row)
    return result


def gather_belanja(table: ExportTable, rows: Sequence[BudgetRow]) -> None:
    """Where no sub kegiatan has an amount but accounts have, each is the sum of its highest."""
    sub = [r for r in rows if r.is_sub]
    if any(r.parts or table.has_number(r.number) for r in sub):
        return
    children = list_children(rows)

    def list_highest(row: BudgetRow) -> list[int]:
        if table.has_number(row.number):
            return [row.number]
        return [n for child in children[row.number] for n in list_highest(child)]

    for row in sub:
        row.parts = list_highest(row)


def check_tree(
    table: ExportTable, rows: Sequence[BudgetRow], name: str, cells: Callable[[int], str],
    amounts: ByRow, slack: Decimal,
) -> int:  # fmt: skip
    """Add a finding for each amount that the rows below it do not add up to; how many do.

    A row without an amount counts as those below it. slack: what one printed amount may be off.
    """
    children, fitting = list_children(rows), 0
    worth = _fill_up(rows, children, amounts)
    for i, row in enumerate(rows):
        amount, below = amounts.get(row.number), children[row.number]
        groups, limit = [below], slack * (len(below) + 1)
        if row.depth < Level.PROGRAM and (programmes := list(_list_programmes(rows, i))):
            groups, limit = programmes, slack * (len(rows) + 1)
        filled = any(worth[r.number] is not None for r in groups[0])
        totals = [sum(worth[r.number] or 0 for r in group) for group in groups]
        wrong = ""
        if amount and Level.PROGRAM <= row.depth < Level.SUB and not _has_sub(row, children):
            wrong = "tanpa_sub"
        elif amount is None:
            wrong = "kosong_berinci" if row.is_sub and totals[0] else ""
        elif groups[0] and all(absolute(amount - t) > limit for t in totals):
            wrong = "beda_bawahan"
        if wrong and (filled or row.depth < Level.SUB):
            table.add(
                wrong, cells(row.number), amount, angka=name, nama=row.name,
                tertulis=phrase(amount), banyak=len(groups[0]), jumlah=phrase(totals[0]),
            )  # fmt: skip
        elif not wrong and amount is not None and filled:
            fitting += 1
    return fitting


def _fill_up(rows: Sequence[BudgetRow], children: Children, amounts: ByRow) -> ByRow:
    """The amount of each row, or that of those below it where it has none."""
    result: ByRow = {}
    for row in reversed(rows):
        own = amounts.get(row.number)
        below = [v for r in children[row.number] if (v := result[r.number]) is not None]
        result[row.number] = own if own is not None else sum(below) if below else None
    return result


def _list_programmes(rows: Sequence[BudgetRow], start: int) -> Iterator[list[BudgetRow]]:
    """The programmes below an urusan or unit: its own, and, of an office, its sub units' too."""
    row = rows[start]
    own: list[BudgetRow] | None = None
    with_lower: list[BudgetRow] = []
    for other in rows[start + 1 :]:
        same_level = other.depth == row.depth and other.code != row.code
        lower = bool(find_office(row.code)) and find_office(other.code) == find_office(row.code)
        if other.depth < row.depth or (same_level and not lower):
            break
        if same_level and own is None:
            own = with_lower[:]
        if other.depth == Level.PROGRAM:
            with_lower.append(other)
    groups = (with_lower,) if own in (None, with_lower) else (own, with_lower)
    yield from filter(None, groups)


def _has_sub(row: BudgetRow, children: Children) -> bool:
    return any(r.is_sub or _has_sub(r, children) for r in children[row.number])
