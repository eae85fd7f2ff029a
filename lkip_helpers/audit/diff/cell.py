"""One cell in two reports: what is printed in each, and by how much it differs."""

import math
from dataclasses import dataclass
from typing import Any, Literal

from lkip_helpers.audit.diff.equivalence import Period
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
