"""The head of a budget export: its rows, and what each of its columns is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest
from typing import Any

from lkip_helpers.intake.sheet import tidy_up
from lkip_helpers.intake.workbook import Sheet
from lkip_helpers.schema.numbers import NotNumber, parse_number
from lkip_helpers.sipd.codes import is_similar, tidy_text
from lkip_helpers.sipd.layout_columns import ExportColumn, Header
from lkip_helpers.sipd.patterns import has, is_whole
from lkip_helpers.sipd.roles import (
    CODES,
    DISBURSED_REASON,
    MONEY,
    NAME,
    NUMBERS,
    OTHER_REASON,
    TAHUN_REASON,
    WEAK_REASON,
    Role,
    is_change,
    is_detail,
    tell_period,
    tell_role,
    tidy_header,
)

SEARCH = 80
HEIGHT = 4
LENGTH = 90
SHORT_TABEL = 30
_ORDINAL = re.compile(r"\(?(\d+)\)?(\.0)?(\s*=.*)?")
_CUT = re.compile(r"[\dXx]+(\s?\.\s?[\dXx]+)*\.?")


def find_header(sheet: Sheet, tahun: int) -> Header | None:
    """The first rows that name a programme and an amount; None where there are none."""
    weak: Header | None = None
    for n in range(1, min(len(sheet.content), SEARCH) + 1):
        if header := _header_at(sheet, n, tahun):
            if any(header.money(p) for p in MONEY):
                return header
            if weak is None and header.ordinal("lain", "kala_tanpa", "kala", "kala_realisasi"):
                weak = header
    return weak


def _header_at(sheet: Sheet, initial: int, tahun: int) -> Header | None:
    content = sheet.content[initial - 1]
    filled_in = [v for v in content if tidy_up(v)]
    if len(filled_in) < 2 or not all(map(_possible, filled_in)):
        return None
    end = _end(sheet, initial)
    trail = _head_paths(sheet, initial, end)
    column = [ExportColumn(k, j, *tell_role(j, tahun)) for k, j in trail.items()]
    if not any(k.role in NAME for k in column):
        return None
    column = list(_recognize_codes(column, sheet, end))
    if not any(k.role in NAME for k in column):
        return None
    return Header(initial, end, tuple(_make_uniform(column)))


def _possible(value: Any) -> bool:
    """Whether a cell can be a head: a short text (or a year) that is no code and no entry."""
    if not isinstance(value, str):
        return isinstance(value, int | float) and 1900 < value < 2101
    text = value.strip()
    return len(text) <= LENGTH and not is_similar(text) and not text.startswith(":")


def _end(sheet: Sheet, initial: int) -> int:
    """Last row of the head: as deep as its merged cells, and rows of known words below."""
    end = max(
        [initial, *(b2 for b1, _, b2, _ in sheet.merge if b1 == initial and b2 < initial + HEIGHT)]
    )
    while end < min(len(sheet.content), initial + HEIGHT - 1) and _is_child(sheet, end + 1):
        end += 1
    return end


def _is_child(sheet: Sheet, ordinal: int) -> bool:
    """Whether a row goes on the head: words only, most of them those of heads, none a name of ours.

    A cell below a head that stands alone and is no group is the first row of data.
    """
    content = sheet.content[ordinal - 1]
    filled_in = [(k, v) for k, v in enumerate(content, 1) if tidy_up(v)]
    if not filled_in or is_column_numbers(content) or not all(_possible(v) for _, v in filled_in):
        return False
    if any(_number(v) for _, v in filled_in if isinstance(v, str)):
        return False
    return all(_child_words(tidy_header(str(v))) for _, v in filled_in)


def _number(value: str) -> bool:
    try:
        return parse_number(value) is not None and not re.fullmatch(r"(19|20)\d\d", value.strip())
    except NotNumber:
        return False


def _child_words(tidy: str) -> bool:
    """Words that stand in the second row of a head."""
    period = len(tidy) <= SHORT_TABEL and tell_period([tidy])
    return bool(period) or is_whole("kepala_anak", tidy)


def _head_paths(sheet: Sheet, initial: int, end: int) -> dict[int, tuple[str, ...]]:
    """The heads above one another of each column; a group spreads over the columns below it."""
    rect = {(b, k): sheet.content[b1 - 1][k1 - 1]
             for b1, k1, b2, k2 in sheet.merge if initial <= b1 <= end
             for b in range(b1, b2 + 1) for k in range(k1, k2 + 1)}  # fmt: skip
    width = max(len(b) for b in sheet.content[initial - 1 : end])
    horizontal = any(k2 > k1 for b1, k1, _, k2 in sheet.merge if initial <= b1 <= end)
    result: dict[int, tuple[str, ...]] = {}
    left: dict[int, Any] = {}
    for k in range(1, width + 1):
        text: list[str] = []
        for b in range(initial, end + 1):
            content = rect.get((b, k), _take(sheet, b, k))
            lower = any(tidy_up(_take(sheet, n, k)) for n in range(b + 1, end + 1))
            if not tidy_up(content) and lower and not horizontal:
                content = left.get(b)
            elif tidy_up(content):
                left[b] = content if lower else None
            tidy = tidy_text(content)
            if tidy and tidy not in text:
                text.append(tidy)
        result[k] = tuple(text)
    for k in [k for k, j in result.items() if not j and _only_rp(sheet, k - 1, end)]:
        result[k] = result[k - 1]
    first = next(k for k, j in result.items() if j)
    return {k: j for k, j in result.items() if k >= first}


def _only_rp(sheet: Sheet, column: int, end: int) -> bool:
    """Whether a column holds nothing but "Rp", the amounts standing right of it."""
    content = {tidy_up(_take(sheet, n, column)) for n in range(end + 1, len(sheet.content) + 1)}
    return bool(column) and {t.strip(" .") for t in content} - {""} == {"rp"}


def _take(sheet: Sheet, rows: int, column: int) -> Any:
    content = sheet.content[rows - 1] if rows <= len(sheet.content) else []
    return content[column - 1] if column <= len(content) else None


def _recognize_codes(column: list[ExportColumn], sheet: Sheet, end: int) -> Iterator[ExportColumn]:
    """Columns that hold parts of a code although their head does not say code.

    Those without a head right of a code, and those called Program, Kegiatan … that hold digits.
    Texts without a head right of the names are names, set in by level.
    """
    code = name = False
    vertical = list(zip_longest(*sheet.content[end:]))
    for k in column:
        every = vertical[k.ordinal - 1] if k.ordinal <= len(vertical) else ()
        content = [v for v in every if v is not None and str(v).strip()]
        words = tidy_header(k.trail[-1]) if k.trail else ""
        level = has("tingkat", words) and "kode" not in words and k.role not in NUMBERS
        if k.role == "nomor" and any(is_similar(tidy_text(v)) for v in content):
            code = True
            yield replace(k, role="kode", reason="")
        elif k.role in NUMBERS and content and not any(map(_maybe_number, content)):
            yield replace(k, role="lain", reason="bukan angka")
        elif k.trail and not (level and k.role != "tahun" and _are_pieces(content)):
            code, name = k.role in CODES, k.role == "uraian"
            yield k
        elif level or (code and _are_pieces(content)):
            code = True
            yield replace(k, role="kode", reason="")
        elif name and content and not any(_number(tidy_text(v)) for v in content):
            yield replace(k, role="uraian", reason="")
        elif content:
            yield replace(k, role="lain", reason="kolom tanpa judul")


def _are_pieces(content: Sequence[Any]) -> bool:
    """Whether every filled cell of a column is part of a code."""
    return bool(content) and all(_CUT.fullmatch(tidy_text(v)) for v in content)


def _maybe_number(value: Any) -> bool:
    """Whether a cell is an amount, a dash for none, or an error in the place of one."""
    amount = not isinstance(value, str) or re.match(r"\W*((rp|idr)\W*)?(\d|$)", value.casefold())
    return bool(amount)


def _make_uniform(column: list[ExportColumn]) -> list[ExportColumn]:
    """The columns with the role each has beside the others."""
    pagu = [k for k in column if k.role == "pagu"]
    changed = [k for k in pagu if is_change(k.trail)]
    exists = {k.role for k in column}
    original = pagu if (len(pagu), len(changed), "pagu_sebelum" in exists) == (2, 1, False) else []
    result = []
    for k in column:
        before: Role | None = "pagu_sebelum" if k in original and k not in changed else None
        role, reason = (before, "") if before else _settle_role(k, exists)
        result.append(replace(k, role=role, reason=reason))
    return result


def _settle_role(k: ExportColumn, exists: set[Role]) -> tuple[Role, str]:
    """Weak words mean the pagu only without better ones; codes beside one uraian are one code.

    Beside names in columns of their own, a code without a level tells rows apart or means nothing.
    """
    columnar, detail = exists.issuperset(NAME[1:]), is_detail(k.trail)
    weak, disbursed, coded = k.role == "pagu_lemah", k.role == "cair", k.role in CODES
    apart = k.role == "uraian" or (k.role == "kode" and bool(k.trail) and detail)
    rules: tuple[tuple[bool, Role, str], ...] = (
        (weak and "pagu" in exists, "lain", "ada kolom pagu"), (weak, "pagu", WEAK_REASON),
        (disbursed and "realisasi" in exists, "lain", "ada kolom realisasi"),
        (disbursed, "realisasi", DISBURSED_REASON), (columnar and apart, "rincian", ""),
        (coded and columnar and has("kode_bukan_ours", k.text), "lain", OTHER_REASON),
        (coded and not columnar, "kode", ""), (k.role == "nomor", "lain", "nomor urut"),
        (columnar and k.role == "lain" and detail and k.reason != TAHUN_REASON, "rincian", ""),
    )  # fmt: skip
    return next(((role, reason) for fits, role, reason in rules if fits), (k.role, k.reason))


def is_column_numbers(content: Sequence[Any]) -> bool:
    """Whether a row counts the columns: 1, 2, 3 … 6 = (5/4) × 100, perhaps in parentheses."""
    first = next((t for v in content if (t := tidy_text(v))), "")
    if not first.startswith(("1", "(1")):
        return False
    fitting = [_ORDINAL.fullmatch(t) for v in content if (t := tidy_text(v))]
    ordinal = [int(m[1]) for m in fitting if m]
    risen = all(a < b for a, b in pairwise(ordinal))
    return len(ordinal) == len(fitting) > 1 and ordinal[0] == 1 and risen
