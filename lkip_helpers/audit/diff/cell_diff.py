"""The cells of two versions of a table: what is printed in each, and by how much it differs."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from lkip_helpers.audit.diff.texts import Couple, Period
from lkip_helpers.report import format as fmt
from lkip_helpers.report.columns import Column
from lkip_helpers.report.named_rows import tidy_up
from lkip_helpers.report.record import Record

_REFERENCE = re.compile(r"(?:Tabel|Gambar) [A-Z\d]+\.\d+")
CellClass = Literal["angka", "isian", "tersembunyi"]
UNITS = {"persen": "{}\u00a0%", "rupiah": "Rp{}"}
FINEST = 9  # decimals at which a difference is noise of the arithmetic


@dataclass(frozen=True)
class CellDiff:
    """A cell that changed, as printed.

    golongan: a number; a text; or a number that is printed as before, yet differs beneath.
    selisih: new minus old, "" where one of them is no number.
    """

    baris: str
    kolom: str
    golongan: CellClass
    lama: str
    baru: str
    selisih: str = ""


def print_value(value: Any, column: Column) -> str:
    """`value` as a sentence would print it: with its unit, and a text as it is."""
    if isinstance(value, str):
        return value
    unit = "{}" if fmt.is_empty(value) else UNITS.get(column.kind, "{}")
    return unit.format(column.format(value))


def _write_difference(difference: float, column: Column) -> str:
    """New minus old with its sign; percentages in percentage points.

    As many decimals as the column has, and more where those would say that nothing changed.
    """
    decimals = column.places
    while decimals < FINEST and fmt.format_number(difference, decimals).strip("−0,") == "":
        decimals += 1
    unit = "{}\u00a0poin persen" if column.kind == "persen" else UNITS.get(column.kind, "{}")
    text = unit.format(fmt.format_number(abs(difference), decimals))
    return f"{'+' if difference > 0 else '−'}{text}"


def compare_cell(row: str, old: Any, new: Any, column: Column, period: Period) -> CellDiff | None:
    """The change of a cell; None where there is none."""
    text = (print_value(old, column), print_value(new, column))
    numbers = [isinstance(v, int | float) and not fmt.is_empty(v) for v in (old, new)]
    cell_class: CellClass = "angka" if any(numbers) and column.numeric else "isian"
    if period.equivalent(tidy_up(text[0]), tidy_up(text[1])):
        near = 10.0**-FINEST
        if not all(numbers) or math.isclose(old, new, rel_tol=near, abs_tol=near):
            return None
        cell_class = "tersembunyi"
    title = fmt.merge_title(column.grouping, column.title)
    difference = _write_difference(new - old, column) if all(numbers) and column.numeric else ""
    return CellDiff(row, title, cell_class, *text, difference)


def list_cells(
    old: Record, new: Record, couples: list[Couple], period: Period,
    numbers: Sequence[Mapping[str, str]],
) -> Iterator[CellDiff]:  # fmt: skip
    """Cells that differ in the columns of both tables, for each couple of rows.

    numbers: labels of the tables of each report by printed number, for a reference is the same
    where it names the same table, whatever that one's number is now.
    """
    for i, j in couples:
        for column in (c for key, c in new.column.items() if key in old.column):
            pair = (old.rows[i].get(column.key), new.rows[j].get(column.key))
            named = {_name_tables(v, known) for v, known in zip(pair, numbers, strict=True)}
            same = column.kind == "rujukan" and len(named) == 1
            if not same and (cell := compare_cell(new.phrase(j), *pair, column, period)):
                yield cell


def _name_tables(value: Any, labels: Mapping[str, str]) -> str:
    """References with labels in place of numbers."""
    return _REFERENCE.sub(lambda m: labels.get(m[0], m[0]), str(value or ""))


def list_footer_cells(old: Record, new: Record, period: Period) -> Iterator[CellDiff]:
    """Cells of footer rows that differ, matched by title; one that came or went counts whole."""
    for title in dict.fromkeys([*new.footer_row, *old.footer_row]):
        record = new if title in new.footer_row else old
        for key in record.column:
            one, two = (t.value(title, key) if title in t.footer_row else None for t in (old, new))
            if cell := compare_cell(title, one, two, record.column_at(title, key), period):
                yield cell
