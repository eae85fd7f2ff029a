"""The cells of two versions of a table: what is printed in each, and by how much it differs."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from lkip_helpers.audit.diff.texts import Couple, Period
from lkip_helpers.report import format as fmt
from lkip_helpers.report.columns import Column
from lkip_helpers.report.named_rows import tidy_up
from lkip_helpers.report.record import Record

_REFERENCE = re.compile(r"(?:Tabel|Gambar) [A-Z\d]+\.\d+")
Row = Mapping[str, Any]
CellClass = Literal["angka", "isian", "tersembunyi"]
WHOLE = ("bilangan", "rupiah")
NUMERIC = ("angka", "persen", *WHOLE)
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
    if fmt.is_empty(value) or (column.kind == "ya" and not value):
        return fmt.EMPTY
    if column.kind == "ya":
        return "✓"
    return str(value) if isinstance(value, str) else _write(value, column.kind, _decimals(column))


def _decimals(column: Column) -> int:
    return 0 if column.kind in WHOLE else column.decimals


def _write(value: Any, kind: str, decimals: int) -> str:
    match kind:
        case "persen":
            return fmt.format_percent(value, decimals)
        case "rupiah" if decimals == 0:
            return fmt.format_rupiah(value)
        case "angka" | "bilangan" | "rupiah":
            return fmt.format_number(value, decimals)
    return str(value)


def _write_difference(difference: float, column: Column) -> str:
    """New minus old with its sign; percentages in percentage points.

    As many decimals as the column has, and more where those would say that nothing changed.
    """
    decimals = _decimals(column)
    while decimals < FINEST and fmt.format_number(difference, decimals).strip("−0,") == "":
        decimals += 1
    amount, points = abs(difference), column.kind == "persen"
    text = fmt.format_points(amount, decimals) if points else _write(amount, column.kind, decimals)
    return f"{'+' if difference > 0 else '−'}{text}"


def compare_cell(row: str, old: Any, new: Any, column: Column, period: Period) -> CellDiff | None:
    """The change of a cell; None where there is none."""
    text = (print_value(old, column), print_value(new, column))
    numbers = [isinstance(v, int | float) and not fmt.is_empty(v) for v in (old, new)]
    numeric = column.kind in NUMERIC
    cell_class: CellClass = "angka" if any(numbers) and numeric else "isian"
    if period.equivalent(tidy_up(text[0]), tidy_up(text[1])):
        near = 10.0**-FINEST
        if not all(numbers) or math.isclose(old, new, rel_tol=near, abs_tol=near):
            return None
        cell_class = "tersembunyi"
    title = fmt.merge_title(column.grouping, column.title)
    difference = _write_difference(new - old, column) if all(numbers) and numeric else ""
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
    a, b = _name_footer(old), _name_footer(new)
    for title in dict.fromkeys([*b, *a]):
        form, record = (b[title][1], new) if title in b else (a[title][1], old)
        one, two = (side[title][0] if title in side else {} for side in (a, b))
        for k in record.columns:
            column = replace(k, **form)
            if cell := compare_cell(title, one.get(k.key), two.get(k.key), column, period):
                yield cell


def _name_footer(record: Record) -> dict[str, tuple[Row, Row]]:
    """Values and forms of the footer rows by title; a title that comes again gets a number."""
    result: dict[str, tuple[Row, Row]] = {}
    forms = [*record.footer_form, *({} for _ in record.footer)]
    for content, form in zip(record.footer, forms, strict=False):
        title, repeat = str(content["judul"]), 2
        while title in result:
            title, repeat = f"{content['judul']} ({repeat})", repeat + 1
        result[title] = (content, {k: v for k, v in Column.rename(form).items() if v is not None})
    return result
