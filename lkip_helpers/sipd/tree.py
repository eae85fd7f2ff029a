"""Rows above one another: each amount is the sum of the rows directly below it."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from lkip_helpers.sipd.amounts import ByRow, add, phrase
from lkip_helpers.sipd.budget_table import BudgetRow, ExportTable
from lkip_helpers.sipd.codes import Level, find_office

Children = dict[int, list[BudgetRow]]


def list_children(rows: Sequence[BudgetRow]) -> Children:
    """The rows directly below each, by its row number."""
    children: Children = {r.number: [] for r in rows}
    parents: list[BudgetRow] = []
    for row in rows:
        while parents and parents[-1].depth >= row.depth:
            parents.pop()
        if parents:
            children[parents[-1].number].append(row)
        parents.append(row)
    return children


def sum_belanja(table: ExportTable, rows: Sequence[BudgetRow]) -> None:
    """Sum the highest accounts of each sub kegiatan into it, where none has an amount itself."""
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
    amounts: ByRow, tolerance: Decimal,
) -> int:  # fmt: skip
    """Add a finding for each amount that the rows below do not add up to; the number that do.

    A row without an amount counts as those below it. name: what the amount is called; cells: gives
    the addresses in a row; tolerance: how far one printed amount may be off.
    """
    children, agreed = list_children(rows), 0
    filled_amounts = _fill_amounts(rows, children, amounts)
    for i, row in enumerate(rows):
        amount, below = amounts.get(row.number), children[row.number]
        groups, limit = [below], tolerance * (len(below) + 1)
        if row.depth < Level.PROGRAM and (programmes := list(_list_programmes(rows, i))):
            groups, limit = programmes, tolerance * (len(rows) + 1)
        filled = any(filled_amounts[r.number] is not None for r in groups[0])
        totals = [sum(filled_amounts[r.number] or 0 for r in group) for group in groups]
        wrong = ""
        if amount and Level.PROGRAM <= row.depth < Level.SUB and not _has_sub(row, children):
            wrong = "tanpa_sub"
        elif amount is None:
            wrong = "kosong_berinci" if row.is_sub and totals[0] else ""
        elif groups[0] and not any(-limit <= amount - t <= limit for t in totals):
            wrong = "beda_bawahan"
        if wrong and (filled or row.depth < Level.SUB):
            table.add(
                wrong, cells(row.number), amount, angka=name, nama=row.name,
                tertulis=phrase(amount), banyak=len(groups[0]), jumlah=phrase(totals[0]),
            )  # fmt: skip
        elif not wrong and amount is not None and filled:
            agreed += 1
    return agreed


def _fill_amounts(rows: Sequence[BudgetRow], children: Children, amounts: ByRow) -> ByRow:
    """The amount of each row, or that of those below it where it has none."""
    filled: ByRow = {}
    for row in reversed(rows):
        own = amounts.get(row.number)
        below = add(filled[r.number] for r in children[row.number])
        filled[row.number] = below if own is None else own
    return filled


def _list_programmes(rows: Sequence[BudgetRow], start: int) -> Iterator[list[BudgetRow]]:
    """Groups of programmes below an urusan or unit: its own; of an office, with its sub units'."""
    row = rows[start]
    own: list[BudgetRow] | None = None
    with_sub_units: list[BudgetRow] = []
    for other in rows[start + 1 :]:
        same_level = other.depth == row.depth and not (row.code and other.code == row.code)
        same_office = find_office(row.code) and find_office(other.code) == find_office(row.code)
        if other.depth < row.depth or (same_level and not same_office):
            break
        if same_level and own is None:
            own = with_sub_units[:]
        if other.depth == Level.PROGRAM:
            with_sub_units.append(other)
    groups = (with_sub_units,) if own in (None, with_sub_units) else (own, with_sub_units)
    yield from filter(None, groups)


def _has_sub(row: BudgetRow, children: Children) -> bool:
    return any(r.is_sub or _has_sub(r, children) for r in children[row.number])
