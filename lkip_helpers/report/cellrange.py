"""Input cells as a reader names them: `skm.xlsx › Jawaban › H5:P54`."""

from collections.abc import Iterable
from functools import lru_cache

from openpyxl.utils import get_column_letter, range_boundaries

from lkip_helpers.compute.lineage import CellRange

LAST_COLUMN = 16_384
Rect = tuple[int, int, int, int]


def is_one_cell(span: str) -> bool:
    """Whether it is one cell, not several."""
    return bool(span) and not set(span) & set(":;")


def merge_references(reference: Iterable[CellRange]) -> tuple[str, ...]:
    """One text a sheet, its ranges joined where they touch."""
    sheet: dict[tuple[str, str], list[str]] = {}
    for r in reference:
        own = sheet.setdefault((r.file, r.sheet), [])
        own += r.span.split(";") if r.span else []
    return tuple(
        " › ".join(filter(None, [*key, merge_ranges(entries)])) for key, entries in sheet.items()
    )


def merge_ranges(span: Iterable[str]) -> str:
    """Ranges joined to rectangles: first down each column, then across."""
    down = _join(map(_rect, span))
    return "; ".join(map(_write, sorted(map(_reverse, _join(map(_reverse, down))))))


@lru_cache(20_000)
def _rect(span: str) -> Rect:
    """Left, top, right, bottom; whole rows (`3:5`) go from the first column to the last."""
    k1, b1, k2, b2 = range_boundaries(span)
    return k1 or 1, b1, k2 or LAST_COLUMN, b2


def _join(rect: Iterable[Rect]) -> list[Rect]:
    """Rectangles of the same columns that touch or overlap as one."""
    result: list[Rect] = []
    for k1, b1, k2, b2 in sorted(set(rect), key=lambda p: (p[0], p[2], p[1])):
        if result and (result[-1][0], result[-1][2]) == (k1, k2) and b1 <= result[-1][3] + 1:
            result[-1] = (k1, result[-1][1], k2, max(b2, result[-1][3]))
        else:
            result.append((k1, b1, k2, b2))
    return result


def _reverse(rect: Rect) -> Rect:
    """Rows and columns exchanged."""
    k1, b1, k2, b2 = rect
    return b1, k1, b2, k2


def _write(rect: Rect) -> str:
    k1, b1, k2, b2 = rect
    if k2 == LAST_COLUMN:
        return f"{b1}:{b2}"
    initial, end = f"{get_column_letter(k1)}{b1}", f"{get_column_letter(k2)}{b2}"
    return initial if initial == end else f"{initial}:{end}"
