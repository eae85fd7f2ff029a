"""The head of a budget export: its rows, and what each of its columns is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from lkip_helpers.intake.sheet import tidy_up
from lkip_helpers.intake.workbook import Sheet
from lkip_helpers.schema.numbers import NotNumber, parse_number
from lkip_helpers.sipd import roles
from lkip_helpers.sipd.codes import is_similar, tidy_text
from lkip_helpers.sipd.head import ExportColumn, Head, is_column_numbers
from lkip_helpers.sipd.roles import Role, has

SEARCHED = 80  # rows in which a head may begin
TALLEST = 4  # rows
LONGEST, SHORT = 130, 30  # letters of a head, and of one that names a period
_NAMED = (*roles.NAME, *roles.CODES)
_PIECES = re.compile(r"[\dXx]+(\s?\.\s?[\dXx]+)*\.?")


def find_head(sheet: Sheet, tahun: int) -> Head | None:
    """The first rows that name a programme and an amount; None where there are none."""
    weak: Head | None = None
    for n in range(1, min(len(sheet.content), SEARCHED) + 1):
        if head := _head_at(sheet, n, tahun):
            if any(head.money(p) for p in roles.MONEY):
                return head
            if weak is None and head.columns("lain", "kala_tanpa", "kala", "kala_realisasi"):
                weak = head
    return weak


def _head_at(sheet: Sheet, first: int, tahun: int) -> Head | None:
    filled = [v for v in sheet.content[first - 1] if tidy_up(v)]
    if len(filled) < 2 or not all(map(_possible, filled)):
        return None
    last = _find_last(sheet, first)
    joined = _join_heads(sheet, first, last).items()
    columns = [ExportColumn(k, heads, *roles.tell_role(heads, tahun)) for k, heads in joined]
    if any(k.role in roles.NAME for k in columns):
        columns = list(_recognize_codes(columns, sheet, last))
    if any(k.role in roles.NAME for k in columns):
        return Head(first, last, tuple(_settle(columns)))
    return None


def _possible(value: Any) -> bool:
    """Whether a cell can be a head: a short text (or a year) that is no code and no entry."""
    if not isinstance(value, str):
        return isinstance(value, int | float) and 1900 < value < 2101
    text = value.strip()
    return len(text) <= LONGEST and not is_similar(text) and not text.startswith(":")


def _find_last(sheet: Sheet, first: int) -> int:
    """Last row of the head: as deep as its merged cells, and rows of known words below."""
    merged = (b2 for b1, _, b2, _ in sheet.merge if b1 == first and b2 < first + TALLEST)
    last = max([first, *merged])
    heads = enumerate(sheet.content[first - 1])
    names = [k for k, v in heads if tidy_up(v) and roles.tell_role((str(v),), 0)[0] in _NAMED]
    for n in range(last + 1, min(len(sheet.content), first + TALLEST - 1) + 1):
        counted = n == last + 2 and is_column_numbers(sheet.content[last])
        if (n == last + 1 or counted) and _is_child(sheet.content[n - 1], names):
            last = n
    return last


def _is_child(row: Sequence[Any], names: Sequence[int]) -> bool:
    """Whether a row goes on the head: nothing but words of heads, and no column numbers.

    names: places of codes and names from 0; a row of texts that has none there is no budget row.
    """
    filled = [v for v in row if tidy_up(v)]
    if not filled or is_column_numbers(row) or not all(map(_possible, filled)):
        return False
    if any(_is_number(v) for v in filled if isinstance(v, str)):
        return False
    if names and len(filled) > 1 and not any(tidy_up(row[k]) for k in names if k < len(row)):
        return True
    words = [roles.tidy_header(str(v)) for v in filled]
    known = (t for t in words if len(t) > SHORT or not roles.tell_period([t]))
    return all(roles.is_whole("kepala_anak", t) for t in known)


def _is_number(value: str) -> bool:
    """Whether a text is an amount: neither a year nor "Rp 000", which counts thousands."""
    if roles.tell_multiplier((value,)) != 1:
        return False
    try:
        return parse_number(value) is not None and not re.fullmatch(r"(19|20)\d\d", value.strip())
    except NotNumber:
        return False


def _join_heads(sheet: Sheet, first: int, last: int) -> dict[int, tuple[str, ...]]:
    """The heads above one another of each column; a group spreads over the columns below it."""
    merges = [m for m in sheet.merge if first <= m[0] <= last]
    merged = {(b, k): sheet.content[b1 - 1][k1 - 1]
              for b1, k1, b2, k2 in merges
              for b in range(b1, b2 + 1) for k in range(k1, k2 + 1)}  # fmt: skip
    spreads = not any(k2 > k1 for _, k1, _, k2 in merges)
    width = max(len(row) for row in sheet.content[first - 1 : last])
    result: dict[int, tuple[str, ...]] = {}
    left: dict[int, Any] = {}
    for k in range(1, width + 1):
        heads: list[str] = []
        for b in range(first, last + 1):
            if is_column_numbers(sheet.content[b - 1]):
                continue
            value = merged.get((b, k), sheet.value(b, k))
            lower = any(tidy_up(sheet.value(n, k)) for n in range(b + 1, last + 1))
            if tidy_up(value):  # a group begins, and those below it end
                left = {n: v for n, v in left.items() if n < b} | {b: value if lower else None}
            elif lower and spreads:
                value = left.get(b)
            if (text := tidy_text(value)) and text not in heads:
                heads.append(text)
        result[k] = tuple(heads)
    for k in [k for k, heads in result.items() if not heads and _only_rp(sheet, k - 1, last)]:
        result[k] = result[k - 1]
    start = next(k for k, heads in result.items() if heads)
    return {k: heads for k, heads in result.items() if k >= start}


def _only_rp(sheet: Sheet, column: int, last: int) -> bool:
    """Whether a column holds nothing but "Rp", the amounts standing right of it."""
    content = {tidy_up(sheet.value(n, column)) for n in range(last + 1, len(sheet.content) + 1)}
    return bool(column) and {t.strip(" .") for t in content} - {""} == {"rp"}


def _recognize_codes(
    columns: Sequence[ExportColumn], sheet: Sheet, last: int
) -> Iterator[ExportColumn]:
    """Columns that hold parts of a code although their head does not say code.

    Those without a head right of a code, and those called Program, Kegiatan … that hold digits.
    Texts without a head right of the names are names, set in by level.
    """
    code = name = False
    vertical = list(zip_longest(*sheet.content[last:]))
    for k in columns:
        cells = vertical[k.number - 1] if k.number <= len(vertical) else ()
        content = [v for v in cells if v is not None and str(v).strip()]
        words = roles.tidy_header(k.heads[-1]) if k.heads else ""
        level = has("tingkat", words) and "kode" not in words and k.role not in roles.NUMBERS
        if k.role == "nomor" and any(is_similar(tidy_text(v)) for v in content):
            code = True
            yield replace(k, role="kode", reason="")
        elif k.role in roles.NUMBERS and content and not any(map(_maybe_number, content)):
            yield replace(k, role="lain", reason="bukan angka")
        elif k.heads and not (level and k.role != "tahun" and _are_pieces(content)):
            code, name = k.role in roles.CODES, k.role == "uraian"
            yield k
        elif level or (code and _are_pieces(content)):
            code = True
            yield replace(k, role="kode", reason="")
        elif name and content and not any(_is_number(tidy_text(v)) for v in content):
            yield replace(k, role="uraian", reason="")
        elif content:
            yield replace(k, role="lain", reason=roles.UNTITLED_REASON)


def _are_pieces(content: Sequence[Any]) -> bool:
    """Whether every filled cell of a column is part of a code."""
    return bool(content) and all(_PIECES.fullmatch(tidy_text(v)) for v in content)


def _maybe_number(value: Any) -> bool:
    """Whether a cell is an amount, a dash for none, or an error in the place of one."""
    amount = not isinstance(value, str) or re.match(r"\W*((rp|idr)\W*)?(\d|$)", value.casefold())
    return bool(amount)


def _settle(columns: list[ExportColumn]) -> Iterator[ExportColumn]:
    """The columns with the role each has beside the others."""
    there = {k.role for k in columns}
    pagu = [k for k in columns if k.role == "pagu"]
    changed = [k for k in pagu if roles.is_change(k.heads)]
    former = pagu if (len(pagu), len(changed), "pagu_sebelum" in there) == (2, 1, False) else []
    for k in columns:
        before = k in former and k not in changed
        role, reason = _settle_role(k, there)
        yield replace(k, role="pagu_sebelum" if before else role, reason="" if before else reason)


def _settle_role(k: ExportColumn, there: set[Role]) -> tuple[Role, str]:
    """Weak words mean the pagu only without better ones; codes beside one uraian are one code.

    Beside names in columns of their own, a code without a level tells rows apart or means nothing.
    """
    columnar, detail = there.issuperset(roles.NAME[1:]), roles.is_detail(k.heads)
    weak, disbursed, coded = k.role == "pagu_lemah", k.role == "cair", k.role in roles.CODES
    spent = not there.isdisjoint(("realisasi", *roles.PARTS["realisasi"]))
    other_year = k.reason == roles.TAHUN_REASON
    apart = k.role == "uraian" or (k.role == "kode" and bool(k.heads) and detail)
    rules: tuple[tuple[bool, Role, str], ...] = (
        (weak and "pagu" in there, "lain", "ada kolom pagu" if spent else roles.FOREIGN_REASON),
        (weak, "pagu", roles.WEAK_REASON),
        (disbursed and spent, "lain", "ada kolom realisasi"),
        (disbursed, "realisasi", roles.DISBURSED_REASON),
        (columnar and apart, "rincian", ""),
        (coded and columnar and has("kode_bukan_ours", k.text), "lain", roles.OTHER_REASON),
        (coded and not columnar, "kode", ""),
        (k.role == "nomor", "lain", "nomor urut"),
        (columnar and detail and k.role == "lain" and not other_year, "rincian", ""),
    )
    return next(((role, reason) for fits, role, reason in rules if fits), (k.role, k.reason))
