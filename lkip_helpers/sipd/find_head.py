"""The head of a budget export: its rows, and what each of its columns is."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from lkip_helpers.intake.sheetcolumns import read_column_numbers
from lkip_helpers.intake.workbook import Sheet
from lkip_helpers.schema.cells import fold_text, tidy_text
from lkip_helpers.schema.numbers import NotNumber, parse_number
from lkip_helpers.sipd import roles
from lkip_helpers.sipd.amounts import AMOUNT_START
from lkip_helpers.sipd.codes import Level, looks_like_code, parse_code
from lkip_helpers.sipd.head import LARGE, Columns, ExportColumn, Head
from lkip_helpers.sipd.roles import Role, mentions

TALLEST = 4  # rows
LONGEST, SHORT = 130, 30  # characters of a head, and of one that names a period
_RP = re.compile(r"\W*(rp|idr)?\W*", re.IGNORECASE)
_LABEL_ROLES = (*roles.NAME, *roles.CODES)
_CODE_PART = re.compile(r"[\dXx]+(\s?\.\s?[\dXx]+)*\.?")


def find_head(sheet: Sheet, tahun: int) -> Head | None:
    """The first rows that name a programme and an amount, else those that may; None without any.

    Its columns are what the title above them and their contents say, too.
    """
    weak: Head | None = None
    for row in range(1, min(len(sheet.rows), 80) + 1):  # rows in which a head may begin
        if head := _head_at(sheet, row, tahun):
            if any(head.find_money(role) for role in roles.MONEY):
                return _apply_title(sheet, head)
            if weak is None and head.find("lain", "kala_tanpa", "kala", "kala_realisasi"):
                weak = head
    return weak and _apply_title(sheet, weak)


def _apply_title(sheet: Sheet, head: Head) -> Head:
    """The head as its title says: months are those of a cash plan, or of realisasi.

    A column called only Jumlah is no pagu below a title that mentions realisasi.
    """
    title = " ".join(fold_text(v) for row in sheet.rows[: head.first - 1] for v in row)
    columns = _drop_empty(head.columns)
    about_realisasi = "realisasi" in title
    months: Role = "kala_realisasi" if about_realisasi else "kala_tanpa"
    months = "kala" if mentions("rencana_kas", title) else months
    spent = (c.reason for c in columns if c.role.endswith("realisasi"))
    named = any(reason != roles.DISBURSED_REASON for reason in spent)
    whole = Head(0, 0, tuple(columns)).find_parts("kala_tanpa")  # whose sum the column may be
    weak: tuple[Role, str] = ("pagu", "")
    if about_realisasi and not named:
        weak = ("realisasi", "") if whole else ("lain", roles.UNKNOWN_REASON)
    columns = [c.become(months) if c.role == "kala_tanpa" else c for c in columns]
    columns = [c.become(*weak) if c.reason == roles.WEAK_REASON else c for c in columns]
    return replace(head, columns=tuple(columns))


def _drop_empty(columns: Iterable[ExportColumn]) -> Columns:
    """The columns without empty ones, or of Rp only, whose amount another column claims too.

    Counts beside rupiah are left out as well: they are the realisasi of an indicator.
    """
    times = Counter(c.role for c in columns if c.role in (*roles.MONEY, *roles.CHECKED))
    claims = [c for c in columns if times[c.role] > 1]
    large = {c.role for c in claims if c.role in roles.MONEY and c.largest >= LARGE}
    became: dict[int, ExportColumn] = {}
    for column in claims:
        values = column.cells.values()
        texts = [*map(fold_text, values)]
        numbers = column.largest or any(isinstance(v, float) and v for v in values)
        counts = numbers or any(roles.is_exactly("satuan_kerja", t) for t in texts)
        if {t.strip(".:") for t in texts} <= {"rp"}:
            became[column.number] = column.become("lain", "kolom kosong")
        elif column.role in large and counts and column.largest < LARGE:
            became[column.number] = column.become("lain", "berisi hitungan, bukan rupiah")
        if column.number in became and "serap" in column.text.casefold():
            became[column.number] = column.become("persen", column.reason)
    return [became.get(c.number, c) for c in columns]


def _head_at(sheet: Sheet, first: int, tahun: int) -> Head | None:
    filled = [v for v in sheet.rows[first - 1] if fold_text(v)]
    if len(filled) < 2 or read_column_numbers(filled) or not all(map(_can_be_head, filled)):
        return None
    last = _find_last(sheet, first)
    joined = _join_heads(sheet, first, last).items()
    columns = [ExportColumn(c, heads, *roles.find_role(heads, tahun)) for c, heads in joined]
    labels = [c for c in columns if c.role in _LABEL_ROLES]
    if any(len(c.heads) > 1 and mentions("judul", c.heads[0]) for c in labels):
        return None  # a title of several cells right above the head
    if any(c.role in roles.NAME for c in columns):
        columns = list(_recognize_codes(columns, sheet, last, tahun))
    named = any(c.role in roles.NAME for c in columns)
    return Head(first, last, tuple(_settle(columns))) if named else None


def _can_be_head(value: Any) -> bool:
    """Whether a cell can be a head: a short text (or a year) that is no code and no entry."""
    if not isinstance(value, str):
        return isinstance(value, int | float) and 1900 < value < 2101
    text = value.strip()
    return len(text) <= LONGEST and not looks_like_code(text) and not text.startswith(":")


def _find_last(sheet: Sheet, first: int) -> int:
    """Last row of the head: as deep as its merged cells, and rows of known words below."""
    bottoms = (bottom for top, _, bottom, _ in sheet.merges if top == first)
    last = max([first, *(n for n in bottoms if n < first + TALLEST)])
    heads = enumerate(sheet.rows[first - 1])
    found = ((c, roles.find_role((str(v),), 0)[0]) for c, v in heads if fold_text(v))
    labels = [c for c, role in found if role in _LABEL_ROLES]
    for row in range(last + 1, min(len(sheet.rows), first + TALLEST - 1) + 1):
        below_numbers = row == last + 2 and read_column_numbers(sheet.rows[last])
        if (row == last + 1 or below_numbers) and _is_sub_head(sheet.rows[row - 1], labels):
            last = row
    return last


def _is_sub_head(row: Sequence[Any], labels: Sequence[int]) -> bool:
    """Whether a row continues the head: nothing but words of heads, and no column numbers.

    labels: indices of columns of codes and names; a row that leaves them blank is no budget row.
    """
    filled = [v for v in row if fold_text(v)]
    if not filled or read_column_numbers(row) or not all(map(_can_be_head, filled)):
        return False
    if any(_is_number(v) for v in filled if isinstance(v, str)):
        return False
    if labels and len(filled) > 1 and not any(fold_text(row[c]) for c in labels if c < len(row)):
        return True
    headers = [roles.normalize_header(str(v)) for v in filled]
    others = (h for h in headers if len(h) > SHORT or not roles.find_period([h]))
    return all(roles.is_exactly("kepala_anak", h) for h in others)


def _is_word(value: Any) -> bool:
    """Whether a cell is neither an amount nor a dash for none, nor an error instead."""
    return isinstance(value, str) and not (AMOUNT_START.match(value) or _RP.fullmatch(value))


def _is_number(value: str) -> bool:
    """Whether a text is an amount: neither a year nor "Rp 000", which counts thousands."""
    if roles.find_multiplier((value,)) != 1:
        return False
    try:
        return parse_number(value) is not None and not re.fullmatch(r"(19|20)\d\d", value.strip())
    except NotNumber:
        return False


def _join_heads(sheet: Sheet, first: int, last: int) -> dict[int, tuple[str, ...]]:
    """The stacked heads of each column; a group head spreads over the columns below it."""
    merges = [m for m in sheet.merges if first <= m[0] <= last]
    merged = {(r, c): sheet.value(top, left)
              for top, left, bottom, right in merges
              for r in range(top, bottom + 1) for c in range(left, right + 1)}  # fmt: skip
    spreads = not any(right > left for _, left, _, right in merges)
    width = max(len(row) for row in sheet.rows[first - 1 : last])
    joined: dict[int, tuple[str, ...]] = {}
    groups: dict[int, Any] = {}  # the group head in force in each row
    for column in range(1, width + 1):
        heads: list[str] = []
        for row in range(first, last + 1):
            if read_column_numbers(sheet.rows[row - 1]):
                continue
            value = merged.get((row, column), sheet.value(row, column))
            has_sub_head = any(fold_text(sheet.value(n, column)) for n in range(row + 1, last + 1))
            if fold_text(value):  # a group begins, and those below it end
                groups = {n: v for n, v in groups.items() if n < row}
                groups[row] = value if has_sub_head else None
            elif has_sub_head and spreads:
                value = groups.get(row)
            if (text := tidy_text(value)) and text not in heads:
                heads.append(text)
        joined[column] = tuple(heads)
    below = range(last + 1, len(sheet.rows) + 1)
    for column in [c for c, own in joined.items() if not own and c > 1]:  # right of one of Rp only
        texts = {fold_text(sheet.value(n, column - 1)) for n in below}
        if {t.strip(" .") for t in texts} - {""} == {"rp"}:
            joined[column] = joined[column - 1]
    start = next(c for c, heads in joined.items() if heads)
    return {c: heads for c, heads in joined.items() if c >= start}


def _recognize_codes(
    columns: Sequence[ExportColumn], sheet: Sheet, last: int, tahun: int
) -> Iterator[ExportColumn]:
    """The columns, each with the role that its cells and the column left of it show it to have.

    Parts of a code are columns without a head right of a code, and columns called Program,
    Kegiatan … that hold digits. Texts without a head right of the names are names, indented by
    level. Columns of amounts without a number, and filled ones without a head, are left out.
    """
    after_code = after_name = False
    body = _list_body(columns, sheet, last)
    for bare in columns:
        cells = ((n, sheet.value(n, bare.number)) for n in body)
        column = replace(bare, cells={n: v for n, v in cells if fold_text(v)})
        if column.role in ("unit", "subunit") and column.holds_money():  # amounts of a unit
            amount = roles.find_role((*column.heads[:-1], "Jumlah"), tahun)
            large = column.holds_money(LARGE)
            column = column.become(*(amount if large else ("lain", roles.OTHER_REASON)))
        filled = column.cells.values()
        header = roles.normalize_header(column.heads[-1]) if column.heads else ""
        coded = bool(filled) and all(_CODE_PART.fullmatch(tidy_text(v)) for v in filled)
        is_number = column.role in roles.NUMBERS
        names_level = mentions("tingkat", header) and "kode" not in header and not is_number
        if column.role == "nomor" and any(looks_like_code(tidy_text(v)) for v in filled):
            after_code = True
            yield column.become("kode")
        elif is_number and filled and all(map(_is_word, filled)):
            yield column.become("lain", "bukan angka")
        elif column.heads and not (names_level and column.role != "tahun" and coded):
            after_code, after_name = column.role in roles.CODES, column.role == "uraian"
            yield column
        elif names_level or (after_code and coded):
            after_code = True
            yield column.become("kode")
        elif after_name and filled and not any(_is_number(tidy_text(v)) for v in filled):
            yield column.become("uraian")
        elif filled:
            yield column.become("lain", roles.UNTITLED_REASON)


def _list_body(columns: Sequence[ExportColumn], sheet: Sheet, last: int) -> list[int]:
    """Numbers of the rows below the head, without column numbers and what follows the last code."""
    below = range(last + 1, len(sheet.rows) + 1)
    body = [n for n in below if not read_column_numbers(sheet.rows[n - 1])]
    codes = [c.number for c in columns if c.role in roles.CODES]
    coded = [n for n in body for c in codes if _CODE_PART.fullmatch(tidy_text(sheet.value(n, c)))]
    end = max(coded, default=len(sheet.rows))
    return [n for n in body if n <= end]


def _settle(columns: list[ExportColumn]) -> Iterator[ExportColumn]:
    """The columns with their final roles; of two pagu, one of a change, the other is the former."""
    present = {c.role for c in columns}
    pagu = [c for c in columns if c.role == "pagu"]
    changed = [c for c in pagu if c.mentions("perubahan")]  # of APBD-P
    has_former = (len(pagu), len(changed), "pagu_sebelum" in present) == (2, 1, False)
    for column in columns:
        is_former = has_former and column in pagu and column not in changed
        yield column.become(*(("pagu_sebelum",) if is_former else _settle_role(column, present)))


def _settle_role(column: ExportColumn, present: set[Role]) -> tuple[Role, str]:
    """Weak words mean the pagu only without surer ones; codes beside one uraian are one code.

    Beside names in their own columns, a code without a level distinguishes rows or has no role.
    """
    role, apart = column.role, present.issuperset(roles.NAME[1:])
    spent = not present.isdisjoint(("realisasi", *roles.PARTS["realisasi"], "kala_tanpa"))
    unsure = "ada kolom pagu" if spent else roles.UNKNOWN_REASON
    settled: dict[Role, tuple[Role, str]] = {
        "pagu_lemah": ("lain", unsure) if "pagu" in present else ("pagu", roles.WEAK_REASON),
        "cair": ("lain", "ada kolom realisasi") if spent else ("realisasi", roles.DISBURSED_REASON),
        "nomor": ("lain", "nomor urut"),
    }
    if role in roles.CODES and not apart:
        return "kode", ""
    if apart and (role == "uraian" or _names_detail(column)):
        return "rincian", ""
    if role in roles.CODES and mentions("kode_bukan_ours", column.text):
        return "lain", roles.OTHER_REASON
    return settled.get(role, (role, column.reason))


def _names_detail(column: ExportColumn) -> bool:
    """Whether a column has accounts or documents: codes that are not all of a sub kegiatan."""
    if not column.mentions("rincian"):
        return False
    if column.role != "kode":
        return column.role == "lain" and column.reason != roles.TAHUN_REASON
    codes = map(parse_code, map(tidy_text, column.cells.values()))
    return not all(code and code.depth == Level.SUB for code in codes)  # whatever its head says
