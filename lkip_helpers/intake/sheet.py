"""Read a sheet: the rows that are data, those that are not and why, and every fault of form."""

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from lkip_helpers.intake.cellcheck import check_cells, is_number, unfold_percent
from lkip_helpers.intake.sheetcolumns import find_header, map_columns, numbers_columns
from lkip_helpers.intake.sheetfacts import SheetFacts
from lkip_helpers.intake.sheetrows import BLANK_ROW, TOTAL_ROW, SheetRows, iter_cells, suggest
from lkip_helpers.intake.workbook import Sheet, WorkbookFile, address
from lkip_helpers.rules import load_pattern
from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.cells import fold_text, is_filled, tidy_text
from lkip_helpers.schema.sheets import BY_PLACE, READ
from lkip_helpers.workspace import PUBLISHED

_TOTAL, _REMARK = load_pattern("baris", "jumlah"), load_pattern("baris", "catatan")
ABOVE, REMARK = "judul di atas tabel", "catatan di bawah tabel"
COLUMN_NUMBERS = "nomor kolom"
ASK = "apakah maksudnya “{}”?"
VALUE_HEADS = {"nilai", "isi", "isian"}  # over the values of a sheet that lists fields downwards


def read_sheet(workbook: WorkbookFile, schema: type[Schema]) -> SheetRows:
    """The rows of the sheet of `schema` in `workbook`; its `findings` hold every fault of form."""
    table = SheetRows(schema)
    if (name := _find_name(workbook, schema, table)) is None:
        return table
    sheet, facts = workbook.read_sheet(name), workbook.facts(name)
    table.row_count = len(sheet.rows)
    if schema.VERTICAL:
        _read_vertical(sheet, facts, table)
    else:
        _read_flat(sheet, facts, table, _list_heads(workbook, schema))
    check_cells(sheet, facts, table)
    if table.header:
        _check_dropped(sheet, table)
        _check_untitled(sheet, table)
    return table


def _find_name(workbook: WorkbookFile, schema: type[Schema], table: SheetRows) -> str | None:
    """Name of the sheet of a contract; the first where two have it (check_sheets reports those)."""
    names = {fold_text(n): n for n in reversed(workbook.sheet_names)}
    name = names.get(fold_text(schema.SHEET))
    if name is None and schema.SHEET_REQUIRED:
        known = {fold_text(s.SHEET) for s in READ}
        others = [n for folded, n in names.items() if folded not in known]
        cure = suggest(schema.SHEET, others, f"{ASK} Ganti namanya", "tambahkan lembarnya")
        table.add_finding("lembar_tiada", lembar=schema.SHEET, cara=cure)
    return name


def _read_vertical(sheet: Sheet, facts: SheetFacts, table: SheetRows) -> None:
    """Read one record: labels in the first column, values in the second."""
    titles, required_fields = table.schema.list_titles(), table.schema.list_required()
    fields = {fold_text(title): name for name, title in titles.items()}
    present = {fold_text(cells[0]) for cells in sheet.rows if cells}
    record: dict[str, Any] = {}
    for row, cells in enumerate(sheet.rows, 1):
        name, value = fields.get(fold_text(sheet.value(row, 1))), sheet.value(row, 2)
        if name is None:
            table.dropped.append((row, BLANK_ROW if _is_blank(cells) else "bukan isian"))
            if fold_text(value) and (table.positions or fold_text(value) not in VALUE_HEADS):
                default = "hapus, atau periksa ejaan namanya"
                lacking = [title for title in titles.values() if fold_text(title) not in present]
                cure = suggest(fold_text(cells[0])[:200], lacking, ASK, default)
                table.add_finding("isian_asing", address(row, 1), cara=cure)
        elif name in table.positions:
            table.add_finding("isian_ganda", address(row, 1), isian=cells[0])
        else:
            if is_filled(value) or name in required_fields:
                record[name] = unfold_percent(facts, (row, 2), value)
            table.positions[name] = row
    for name in required_fields:
        if name not in record:
            table.add_finding("isian_tiada", isian=titles[name])
    table.rows.append((1, record))


def _is_blank(cells: Sequence[Any]) -> bool:
    return not any(map(is_filled, cells))


def _list_heads(workbook: WorkbookFile, schema: type[Schema]) -> list[str]:
    """The headers that wide columns of a contract may have, from the sheet that lists them."""
    if not schema.HEADS:
        return []
    sheet, title = schema.HEADS
    parent = read_sheet(workbook, BY_PLACE[schema.FILE, sheet])
    (name,) = (n for n, t in parent.schema.list_titles().items() if t == title)
    return [head for _, r in parent.rows if (head := tidy_text(r.get(name)))]


def _read_flat(sheet: Sheet, facts: SheetFacts, table: SheetRows, heads: Sequence[str]) -> None:
    """Read a table of one row a record; heads: what headers of wide columns may be."""
    if (header := find_header(sheet, table)) is None:
        return
    table.header = header
    filled = not all(map(_is_blank, sheet.rows[header:]))
    map_columns(sheet.rows[header - 1], header, table, heads if filled else ())
    fields = table.fields
    faulty = {r for r, c in facts.errors.keys() | facts.unsaved if c in fields and r > header}
    rows = _list_values(sheet, facts, table)
    rows += [[None] * len(rows[0]) for _ in range(len(rows), max(faulty, default=0))]
    sheet.rows.extend([None] * len(cells) for cells in rows[len(sheet.rows) :])
    for row, cells in enumerate(rows, 1):
        reason = _find_drop_reason(row, sheet.rows, table)
        if reason and not (reason == BLANK_ROW and row in faulty):
            table.dropped.append((row, reason))
            if reason == TOTAL_ROW:
                table.totals.append((row, _take_record(cells, table)))
                label = _find_label(sheet.rows[row - 1], table)
                if "rata" in fold_text(sheet.value(row, label)):
                    table.means.add(row)
        else:
            table.rows.append((row, _take_record(cells, table)))


def _list_values(sheet: Sheet, facts: SheetFacts, table: SheetRows) -> list[list[Any]]:
    """The rows as they are read: a percentage as the number that is shown.

    The text of a merged range is filled down its first column.
    """
    rows, fields, header = [list(cells) for cells in sheet.rows], table.fields, table.header
    for row, column in facts.formats:
        if sheet.value(row, column) is not None:
            shown = unfold_percent(facts, (row, column), sheet.value(row, column))
            rows[row - 1][column - 1] = shown
    for top, left, bottom, _ in sheet.merges:
        if top <= header or bottom == top or top > len(rows) or left not in fields:
            continue
        text = rows[top - 1][left - 1]
        if isinstance(text, str) and not table.is_number(fields[left]):
            for cells in rows[top:bottom]:
                cells[left - 1] = text
    return rows


def _find_drop_reason(row: int, rows: Sequence[Sequence[Any]], table: SheetRows) -> str:
    """Why this row is not data; "" if it is."""
    header = table.header
    cells, titles = rows[row - 1], rows[header - 1]
    if _is_blank(cells):
        return BLANK_ROW
    if row <= header:
        return ABOVE if row < header else "kepala tabel"
    if all(fold_text(v) == fold_text(t) for v, t in zip(cells, titles, strict=True)):
        return "kepala tabel diulang"
    if row == header + 1 and numbers_columns(cells, titles):
        return COLUMN_NUMBERS
    filled = [*filter(is_filled, cells)]
    apart = len(table.positions) > 1 or _is_blank(rows[row - 2])
    remark = len(filled) == 1 and apart and _REMARK.match(str(filled[0]))
    return REMARK if remark else TOTAL_ROW if _find_label(cells, table) else ""


def _find_label(cells: Sequence[Any], table: SheetRows) -> int:
    """The column with the label of a total, first or in the key of the row; 0 without one.

    The key of a published figure names the row of a table, which may be a total.
    """
    key = table.schema.KEY if table.schema.FILE != PUBLISHED else ()
    first = next((c for c, v in enumerate(cells, 1) if is_filled(v)), 0)
    columns = [first, *filter(None, map(table.positions.get, key))]
    texts = ((c, cells[c - 1]) for c in columns if c)
    labels = (c for c, v in texts if isinstance(v, str) and _TOTAL.fullmatch(v.strip()))
    return next(labels, 0)


def _take_record(cells: Sequence[Any], table: SheetRows) -> dict[str, Any]:
    record: dict[str, Any] = {name: cells[c - 1] for name, c in table.positions.items()}
    if table.schema.WIDE_FIELD:
        record[table.schema.WIDE_FIELD] = {k: cells[c - 1] for k, c in table.wide_columns.items()}
    return record


def _check_dropped(sheet: Sheet, table: SheetRows) -> None:
    """Add a doubt for each dropped row that may be data."""
    last = max((r for r, _ in table.rows), default=0)
    for row, reason in table.dropped:
        cells = sheet.rows[row - 1]
        record = _take_record(cells, table)
        first = next((c for c, v in enumerate(cells, 1) if is_filled(v)), 1)
        first = (reason == TOTAL_ROW and _find_label(cells, table)) or first
        single = len(table.schema.model_fields) == 1 and row == table.header - 1
        doubts = {
            "di_atas_kepala": reason == ABOVE and (single or _is_data(record, table)),
            "nomor_kolom": reason == COLUMN_NUMBERS and _doubt_numbers(row, record, sheet, table),
            "berlabel_jumlah": reason == TOTAL_ROW and _doubt_total(record, table, row < last),
        }
        for name in (name for name, doubtful in doubts.items() if doubtful):
            table.add_finding(name, address(row, first), label=cells[first - 1])


def _doubt_numbers(row: int, record: dict[str, Any], sheet: Sheet, table: SheetRows) -> bool:
    """Whether column numbers may be data: they pass as such, or the next row is number 2."""
    below = sheet.rows[row] if row < len(sheet.rows) else []
    if next(filter(None, map(fold_text, below)), "") == "2":
        return True
    return all(map(table.is_number, _filled_fields(record))) and _is_data(record, table)


def _filled_fields(record: dict[str, Any]) -> dict[str, Any]:
    """The filled cells of a row, without its wide columns."""
    return {n: v for n, v in record.items() if not isinstance(v, dict) and is_filled(v)}


def _is_data(record: dict[str, Any], table: SheetRows) -> bool:
    """Whether a row would pass as data: two cells or more filled, and valid by the contract."""
    if sum(is_filled(v) for *_, v in iter_cells(record)) < 2:
        return False
    try:
        table.schema.model_validate(record)
    except ValidationError:
        return False
    return True


def _doubt_total(record: dict[str, Any], table: SheetRows, between: bool) -> bool:
    """Whether a row that looks like a total may be data.

    It may where it holds other words, on a sheet without numbers to sum, or, between other rows,
    where its label stands in a column of numbers.
    """
    filled = _filled_fields(record)
    texts = {n: v for n, v in filled.items() if isinstance(v, str)}
    label = next((n for n, v in texts.items() if _TOTAL.fullmatch(v.strip())), "")
    words = [n for n in filled if n != label and not table.is_number(n)]
    if not any(map(table.is_number, table.fields.values())) or words:
        return True
    return between and bool(label) and table.is_number(label)


def _check_untitled(sheet: Sheet, table: SheetRows) -> None:
    """Add a finding for each column without a header that holds a number in a data row."""
    for column, title in enumerate(sheet.rows[table.header - 1], 1):
        rows = (r for r, _ in table.rows if is_number(sheet.value(r, column)))
        if not is_filled(title) and (row := next(rows, None)):
            table.add_finding("kolom_tanpa_judul", address(row, column))
