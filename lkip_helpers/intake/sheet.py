"""Read a sheet: rows that count, rows that do not and why, and every fault of form."""

import difflib
import re
from collections.abc import Sequence
from functools import partial
from typing import Any

from pydantic import ValidationError

from lkip_helpers.intake.cellcheck import check_cells, is_number, unfold_percent
from lkip_helpers.intake.sheetcolumns import SEQUENCE_NUMBERS, find_header, map_columns, required
from lkip_helpers.intake.sheetfacts import SheetFacts
from lkip_helpers.intake.sheetrows import SheetRows, cell_of, column_titles, tidy_up
from lkip_helpers.intake.workbook import Sheet, WorkbookFile, address
from lkip_helpers.schema import BY_PLACE
from lkip_helpers.schema.base import Schema

__all__ = ["TOTAL_ROW", "SheetRows", "cell_of", "column_titles", "read_sheet", "tidy_up"]

_TOTAL = re.compile(
    r"((sub ?)?(jumlah|total)|grand total|rata-?rata)(\s*/\s*rata-?rata)?"
    r"(\s+(keseluruhan|seluruh(nya)?|umum|belanja|anggaran))?\s*:?",
    re.IGNORECASE,
)
_COLUMN_NUMBER = re.compile(r"(\d{1,3})(\.0)?(\s*=.*)?", re.DOTALL)
ABOVE, COUNTED, TOTAL_ROW = "judul di atas tabel", "nomor kolom", "baris jumlah"
VALUE_HEADS = {"nilai", "isi", "isian"}  # over the values of a sheet that lists fields downwards


def read_sheet(workbook: WorkbookFile, schema: type[Schema]) -> SheetRows:
    """The table of `schema` in `workbook`; faults of form are in its `findings`."""
    result = SheetRows(schema)
    if (name := _find_name(workbook, schema, result)) is None:
        return result
    sheet, facts = workbook.read_sheet(name), workbook.facts(name)
    result.as_read = len(sheet.content)
    if schema.VERTICAL:
        _read_vertical(sheet, result)
    else:
        _read_flat(sheet, facts, result, _list_heads(workbook, schema))
    check_cells(sheet, facts, result)
    if result.header:
        _check_discarded(sheet, result)
    _open_percent(facts, result)
    return result


def _find_name(workbook: WorkbookFile, schema: type[Schema], result: SheetRows) -> str | None:
    """The sheet of a contract, or the first where two have its name, which is said elsewhere."""
    exists = {tidy_up(n): n for n in reversed(workbook.sheet_list)}
    name = exists.get(tidy_up(schema.SHEET))
    if name is None and schema.SHEET_REQUIRED:
        similar = difflib.get_close_matches(tidy_up(schema.SHEET), exists, 1)
        meant = [f"apakah maksudnya “{exists[n]}”? Ganti namanya" for n in similar]
        result.say("lembar_tiada", lembar=schema.SHEET, cara=(*meant, "tambahkan lembarnya")[0])
    return name


def _read_vertical(sheet: Sheet, result: SheetRows) -> None:
    """One record: label in the first filled column, value in the next."""
    titles, must = column_titles(result.schema), list(required(result.schema))
    label = {tidy_up(title): name for name, title in titles.items()}
    record: dict[str, Any] = {}
    for ordinal, content in enumerate(sheet.content, 1):
        name, value = label.get(tidy_up(sheet.value(ordinal, 1))), sheet.value(ordinal, 2)
        if name is None:
            result.dropped.append((ordinal, "baris kosong" if _empty(content) else "bukan isian"))
            if tidy_up(value) and (result.column or tidy_up(value) not in VALUE_HEADS):
                similar = difflib.get_close_matches(tidy_up(content[0])[:200], label, 1)
                meant = [f"apakah maksudnya “{titles[label[n]]}”?" for n in similar]
                advice = (*meant, "hapus, atau periksa ejaan namanya")[0]
                result.say("isian_asing", address(ordinal, 1), cara=advice)
        elif name in result.column:
            result.say("isian_ganda", address(ordinal, 1), isian=content[0])
        else:
            if tidy_up(value) or name in must:
                record[name] = value
            result.column[name] = ordinal
    for name in must:
        if name not in record:
            result.say("isian_tiada", isian=titles[name])
    result.rows.append((1, record))


def _empty(content: Sequence[Any]) -> bool:
    return not any(tidy_up(v) for v in content)


def _list_heads(workbook: WorkbookFile, schema: type[Schema]) -> list[str]:
    """What the wide heads of a contract may be, by the sheet that names them."""
    if not schema.HEADS:
        return []
    sheet, title = schema.HEADS
    parent = read_sheet(workbook, BY_PLACE[schema.FILE, sheet])
    (name,) = (n for n, j in column_titles(parent.schema).items() if j == title)
    return [" ".join(str(v).split()) for _, r in parent.rows if tidy_up(v := r.get(name))]


def _read_flat(sheet: Sheet, facts: SheetFacts, result: SheetRows, heads: Sequence[str]) -> None:
    if (header := find_header(sheet, result)) is None:
        return
    result.header = header
    filled = not all(map(_empty, sheet.content[header:]))
    map_columns(sheet.content[header - 1], header, result, heads if filled else ())
    column = result.mapped
    unreadable = {b for b, k in facts.errors.keys() | facts.unsaved if k in column and b > header}
    content = _merged_content(sheet, header, result)
    content += [[None] * len(content[0]) for _ in range(len(content), max(unreadable, default=0))]
    sheet.content.extend([None] * len(b) for b in content[len(sheet.content) :])
    for ordinal, rows in enumerate(content, 1):
        reason = _drop_reason(ordinal, sheet.content, header)
        if reason and not (reason == "baris kosong" and ordinal in unreadable):
            result.dropped.append((ordinal, reason))
            if reason == TOTAL_ROW:
                result.total.append((ordinal, _take(rows, result)))
        else:
            result.rows.append((ordinal, _take(rows, result)))


def _merged_content(sheet: Sheet, header: int, result: SheetRows) -> list[list[Any]]:
    """Rows with texts of merged cells filled down, only where the cell truly lies in the range."""
    content = [list(b) for b in sheet.content]
    column = result.mapped
    for b1, k1, b2, _ in sheet.merge:
        if b1 <= header or b2 == b1 or b1 > len(content) or k1 not in column:
            continue
        upper = content[b1 - 1][k1 - 1]
        if isinstance(upper, str) and not result.is_number(column[k1]):
            for b in range(b1 + 1, min(b2, len(content)) + 1):
                content[b - 1][k1 - 1] = upper
    return content


def _drop_reason(ordinal: int, every: Sequence[Sequence[Any]], header: int) -> str:
    """Why this row is no data; "" where it is."""
    content = every[ordinal - 1]
    if _empty(content):
        return "baris kosong"
    if ordinal < header:
        return ABOVE
    if ordinal == header:
        return "kepala tabel"
    if [tidy_up(v) for v in content] == [tidy_up(v) for v in every[header - 1]]:
        return "kepala tabel diulang"
    if ordinal == header + 1 and _column_numbers(content, every[header - 1]):
        return COUNTED
    first = next(v for v in content if tidy_up(v))
    return TOTAL_ROW if isinstance(first, str) and _TOTAL.fullmatch(first.strip()) else ""


def _column_numbers(content: Sequence[Any], header: Sequence[Any]) -> bool:
    """Whether the row counts its columns from the first: 1, 2, 3 … perhaps "= (5/4) × 100"."""
    titled = [
        bool(tidy_up(v))
        for v, j in zip(content, header, strict=True)
        if tidy_up(j) and tidy_up(j) not in SEQUENCE_NUMBERS
    ]
    fitting = [_COLUMN_NUMBER.fullmatch(str(v).strip()) for v in content if tidy_up(v)]
    ordinal = [int(c[1]) for c in fitting if c]
    sequence = len(ordinal) == len(fitting) > 1 and ordinal == list(range(1, len(ordinal) + 1))
    return sequence and titled == sorted(titled, reverse=True)


def _take(rows: Sequence[Any], result: SheetRows) -> dict[str, Any]:
    value: dict[str, Any] = {name: rows[k - 1] for name, k in result.column.items()}
    if result.schema.WIDTH:
        value[result.schema.WIDTH] = {key: rows[k - 1] for key, k in result.width.items()}
    return value


def _check_discarded(sheet: Sheet, result: SheetRows) -> None:
    """Rows left out that may be data, and numbers that stand beside the table."""
    last = max((n for n, _ in result.rows), default=0)
    for ordinal, reason in result.dropped:
        content = sheet.content[ordinal - 1]
        record = _take(content, result)
        first = next((k for k, v in enumerate(content, 1) if tidy_up(v)), 1)
        single = len(result.schema.model_fields) == 1 and ordinal == result.header - 1
        doubtful = {
            "di_atas_kepala": reason == ABOVE and (single or _is_data(record, result)),
            "nomor_kolom": reason == COUNTED and _doubtful_number(ordinal, record, sheet, result),
            "berlabel_jumlah": reason == TOTAL_ROW
            and _doubtful_total(record, result, ordinal < last),
        }
        for name in (name for name, doubted in doubtful.items() if doubted):
            result.say(name, address(ordinal, first), label=content[first - 1])
    _check_untitled(sheet, result)


def _doubtful_number(ordinal: int, record: dict[str, Any], sheet: Sheet, result: SheetRows) -> bool:
    """Whether numbers of columns may be data: they pass as such, or the next row is number 2."""
    further = sheet.content[ordinal] if ordinal < len(sheet.content) else []
    second = next((v for v in further if tidy_up(v)), None)
    return tidy_up(second) == "2" or (not _has_teks(record, result) and _is_data(record, result))


def _is_data(record: dict[str, Any], result: SheetRows) -> bool:
    """Whether a row would pass as data: with more than one required value, all as they must be."""
    content = [n for n, v in record.items() if not isinstance(v, dict) and tidy_up(v)]
    width = [v for r in record.values() if isinstance(r, dict) for v in r.values() if tidy_up(v)]
    if len(content) + len(width) < 2:
        return False
    try:
        result.schema.model_validate(record)
    except ValidationError:
        return False
    return True


def _has_teks(record: dict[str, Any], result: SheetRows) -> bool:
    """Whether a field of words is filled."""
    single = ((n, v) for n, v in record.items() if not isinstance(v, dict))
    return any(tidy_up(v) and not result.is_number(n) for n, v in single)


def _doubtful_total(record: dict[str, Any], result: SheetRows, between: bool) -> bool:
    """Whether a total may be data.

    With other words, on a sheet that has nothing to sum, or among rows where a number must stand.
    """
    content = {n: v for n, v in record.items() if not isinstance(v, dict) and tidy_up(v)}
    texts = {n: v for n, v in content.items() if isinstance(v, str)}
    label = next((n for n, v in texts.items() if _TOTAL.fullmatch(v.strip())), "")
    words = [n for n in content if n != label and not result.is_number(n)]
    if not any(map(result.is_number, result.mapped.values())) or words:
        return True
    return between and bool(label) and result.is_number(label)


def _check_untitled(sheet: Sheet, result: SheetRows) -> None:
    """A number in a data row under no header is read by nobody."""
    for k, head in enumerate(sheet.content[result.header - 1], 1):
        beside = (n for n, _ in result.rows if is_number(sheet.value(n, k)))
        if not tidy_up(head) and (row := next(beside, None)):
            result.say("kolom_tanpa_judul", address(row, k))


def _open_percent(facts: SheetFacts, result: SheetRows) -> None:
    """Percentages as they are shown, in every cell that is read."""
    shown = partial(unfold_percent, facts)
    for ordinal, record in result.rows if facts.formats else ():
        for name, value in record.items():
            if isinstance(value, dict):
                record[name] = {k: shown((ordinal, result.width[k]), v) for k, v in value.items()}
            elif column := result.column.get(name):
                at = (column, 2) if result.schema.VERTICAL else (ordinal, column)
                record[name] = shown(at, value)
