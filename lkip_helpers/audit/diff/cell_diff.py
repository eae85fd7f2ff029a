"""The cells of two versions of a table: what is printed in each, and by how much it differs."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from lkip_helpers.audit.diff.row_match import Couples
from lkip_helpers.audit.diff.texts import Period
from lkip_helpers.report.columns import Column
from lkip_helpers.report.format import (
    EMPTY,
    format_number,
    format_percent,
    format_points,
    format_rupiah,
    is_empty,
    merge_title,
)
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


def printed(value: Any, column: Column) -> str:
    """`value` as a sentence would print it: with its unit, and a text as it is."""
    kind = column.kind
    if is_empty(value) or (kind == "ya" and not value):
        return EMPTY
    if kind == "ya":
        return "✓"
    return str(value) if isinstance(value, str) else _write(value, kind, _decimals(column))


def _decimals(column: Column) -> int:
    return 0 if column.kind in WHOLE else column.decimals


def _write(value: Any, kind: str, decimals: int) -> str:
    match kind:
        case "persen":
            return format_percent(value, decimals)
        case "rupiah" if decimals == 0:
            return format_rupiah(value)
        case "angka" | "bilangan" | "rupiah":
            return format_number(value, decimals)
    return str(value)


def write_difference(old: Any, new: Any, column: Column) -> str:
    """New minus old with its sign; percentages in percentage points.

    As many decimals as the column has, and more where those would say that nothing changed.
    """
    if not (_has_number(old) and _has_number(new)) or column.kind not in NUMERIC:
        return ""
    diff, decimals = new - old, _decimals(column)
    while decimals < FINEST and format_number(diff, decimals).strip("−0,") == "":
        decimals += 1
    percent = column.kind == "persen"
    write = (
        format_points(abs(diff), decimals) if percent else _write(abs(diff), column.kind, decimals)
    )
    return f"{'+' if diff > 0 else '−'}{write}"


def _has_number(value: Any) -> bool:
    return isinstance(value, int | float) and not is_empty(value)


def compare_cell(rows: str, old: Any, new: Any, column: Column, period: Period) -> CellDiff | None:
    """The change of a cell; None where there is none."""
    title = merge_title(column.grouping, column.title)
    text = (printed(old, column), printed(new, column))
    has_number = _has_number(old) or _has_number(new)
    cell_class: CellClass = "angka" if has_number and column.kind in NUMERIC else "isian"
    if period.equivalent(tidy_up(text[0]), tidy_up(text[1])):
        if not (_has_number(old) and _has_number(new)) or _near(old, new):
            return None
        cell_class = "tersembunyi"
    return CellDiff(rows, title, cell_class, *text, write_difference(old, new, column))


def _near(old: float, new: float) -> bool:
    return math.isclose(old, new, rel_tol=10.0**-FINEST, abs_tol=10.0**-FINEST)


def list_cells(
    old: Record, new: Record, couple: Couples, period: Period, labels: Sequence[Mapping[str, str]]
) -> Iterator[CellDiff]:
    """Cells that differ in the columns of both tables, for each pair of rows.

    labels: of the tables of each report by printed number, for a reference is the same where it
    names the same table, whatever that one's number is now.
    """
    shared = [column for key, column in new.column.items() if key in old.column]
    for i, j in couple:
        for column in shared:
            two = (old.rows[i].get(column.key), new.rows[j].get(column.key))
            named = [_name_tables(v, k) for v, k in zip(two, labels, strict=True)]
            if column.kind == "rujukan" and named[0] == named[1]:
                continue
            if cells := compare_cell(new.phrase_row(j), *two, column, period):
                yield cells


def _name_tables(value: Any, labels: Mapping[str, str]) -> str:
    """References with labels in place of numbers."""
    return _REFERENCE.sub(lambda m: labels.get(m[0], m[0]), str(value or ""))


def list_footer_cells(old: Record, new: Record, period: Period) -> Iterator[CellDiff]:
    """Cells of footer rows that differ, matched by title; one that came or went counts whole."""
    a, b = _footer(old), _footer(new)
    for title in dict.fromkeys([*b, *a]):
        form, column = (b[title][1], new) if title in b else (a[title][1], old)
        two = [k[title][0] if title in k else {} for k in (a, b)]
        for k in column.columns:
            value = [content.get(k.key) for content in two]
            if cells := compare_cell(title, value[0], value[1], replace(k, **form), period):
                yield cells


def _footer(record: Record) -> dict[str, tuple[Row, Row]]:
    """Values and forms of the footer rows by title; a title that comes again gets a number."""
    result: dict[str, tuple[Row, Row]] = {}
    form = [*record.footer_form, *({} for _ in record.footer)]
    for content, one in zip(record.footer, form, strict=False):
        title, repeat = str(content["judul"]), 2
        while title in result:
            title, repeat = f"{content['judul']} ({repeat})", repeat + 1
        result[title] = (content, {k: v for k, v in Column.rename(one).items() if v is not None})
    return result
