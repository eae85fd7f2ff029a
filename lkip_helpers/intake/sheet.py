"""Find the table on a sheet: header, columns, rows that count and rows that do not."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from lkip_helpers.intake.finding import Finding, Level
from lkip_helpers.intake.workbook import Sheet, WorkbookFile, address
from lkip_helpers.schema import Schema

_TOTAL = re.compile(
    r"((sub ?)?(jumlah|total)|grand total|rata-?rata)(\s*/\s*rata-?rata)?"
    r"(\s+(keseluruhan|seluruh(nya)?|umum|belanja|anggaran))?\s*:?",
    re.IGNORECASE,
)
_COLUMN_NUMBER = re.compile(r"(\d+)(\.0)?(\s*=.*)?")
_ORDINALS = {"no", "no.", "nomor", "nomor urut"}
TOTAL_ROW = "baris jumlah"
NOT_READ = "tidak dikenal dan tidak dibaca"
HEADER_SEARCH = 40
NEAR = 5


@dataclass
class SheetRows:
    """What was found on one sheet.

    column: column number of each field; width: column number of each further header (WIDTH).
    rows: raw values by field, with the Excel row; dropped: rows left out, each with its reason.
    total: those among them that are totals, with their values.
    """

    schema: type[Schema]
    column: dict[str, int] = field(default_factory=dict)
    width: dict[str | int, int] = field(default_factory=dict)
    rows: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    dropped: list[tuple[int, str]] = field(default_factory=list)
    total: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    as_read: int = 0

    def add(
        self, message: str, advice: str, cells: str = "", value: Any = None, level: Level = "salah"
    ) -> None:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        text = "" if value is None else str(value)
        k = self.schema
        self.findings.append(Finding(k.FILE, k.SHEET, cells, text, level, message, advice))


def tidy_up(text: Any) -> str:
    """A header for comparing: case, spaces and line breaks folded."""
    if isinstance(text, float) and text.is_integer():
        text = int(text)
    return "" if text is None else " ".join(str(text).casefold().split())


def column_titles(schema: type[Schema]) -> dict[str, str]:
    """Header of each column that has one of its own, by field."""
    return {name: str(f.title) for name, f in schema.model_fields.items() if name != schema.WIDTH}


def read_sheet(workbook: WorkbookFile, schema: type[Schema]) -> SheetRows:
    """The table of `schema` in `workbook`; faults of form are in its `findings`."""
    result = SheetRows(schema)
    name = _find_name(workbook, schema, result)
    if name is None:
        return result
    sheet = workbook.read_sheet(name)
    result.as_read = len(sheet.content)
    if schema.VERTICAL:
        _read_vertical(sheet, result)
    else:
        _read_flat(sheet, result)
    used = _used_addresses(result)
    for cells in used & set(workbook.find_empty_formulas(name)):
        result.add(
            f"rumus di {cells} belum punya hasil tersimpan", "buka di Excel lalu simpan", cells
        )
    for cells, error in workbook.find_errors(name).items():
        if cells in used:
            result.add(f"berisi galat Excel {error}", "perbaiki rumusnya lalu simpan", cells, error)
    for ordinal in sorted(workbook.find_hidden_rows(name) & {n for n, _ in result.rows}):
        advice = "tampilkan barisnya dan periksa"
        result.add("baris tersembunyi ikut dibaca", advice, f"A{ordinal}", level="peringatan")
    _open_percent(workbook, name, result)
    return result


def _used_addresses(result: SheetRows) -> set[str]:
    """Cells the report is made from; what stands beside the table is nobody's fault."""
    if result.schema.VERTICAL:
        return {address(n, 2) for n in result.column.values()}
    column = [*result.column.values(), *result.width.values()]
    return {address(n, k) for n, _ in result.rows for k in column}


def _find_name(workbook: WorkbookFile, schema: type[Schema], result: SheetRows) -> str | None:
    exists = {tidy_up(n): n for n in workbook.sheet_list}
    if name := exists.get(tidy_up(schema.SHEET)):
        return name
    if schema.SHEET_REQUIRED:
        similar = difflib.get_close_matches(tidy_up(schema.SHEET), exists, 1)
        advice = (
            f"apakah maksudnya “{exists[similar[0]]}”? Ganti namanya"
            if similar
            else "tambahkan lembarnya"
        )
        result.add(f"lembar {schema.SHEET} tidak ada", advice)
    return None


def _read_vertical(sheet: Sheet, result: SheetRows) -> None:
    """One record: label in the first filled column, value in the next."""
    label = {tidy_up(j): name for name, j in column_titles(result.schema).items()}
    record: dict[str, Any] = {}
    for ordinal, content in enumerate(sheet.content, 1):
        key = label.get(tidy_up(content[0] if content else None))
        if key is None:
            result.dropped.append((ordinal, "baris kosong" if _empty(content) else "bukan isian"))
        elif key in record:
            result.add(
                f"isian {content[0]} ditulis dua kali", "hapus salah satunya", address(ordinal, 1)
            )
        else:
            record[key] = content[1] if len(content) > 1 else None
            result.column[key] = ordinal
    for key in _required(result.schema):
        if key not in record:
            title = column_titles(result.schema)[key]
            result.add(f"isian {title} tidak ada", "tambahkan barisnya")
    result.rows.append((1, record))


def _required(schema: type[Schema]) -> Iterator[str]:
    return (n for n, f in schema.model_fields.items() if f.is_required() and n != schema.WIDTH)


def _empty(content: Sequence[Any]) -> bool:
    return not any(tidy_up(v) for v in content)


def _read_flat(sheet: Sheet, result: SheetRows) -> None:
    header = _find_header(sheet, result)
    if header is None:
        return
    _map_columns(sheet.content[header - 1], header, result)
    content = _merged_content(sheet, header)
    for ordinal, rows in enumerate(content, 1):
        reason = _drop_reason(ordinal, sheet.content, header)
        if reason:
            result.dropped.append((ordinal, reason))
            if reason == TOTAL_ROW:
                result.total.append((ordinal, _take(rows, result)))
        else:
            result.rows.append((ordinal, _take(rows, result)))


def _find_header(sheet: Sheet, result: SheetRows) -> int | None:
    """Row number of the header: the row with most of the contract's titles.

    A title above the table may read like the only column ("MISI"): among equals close together
    the last counts. Further off it is the header repeated on a new page.
    """
    title = {tidy_up(j) for j in column_titles(result.schema).values()}
    fitting = {
        n: len(title & {tidy_up(v) for v in content})
        for n, content in enumerate(sheet.content[:HEADER_SEARCH], 1)
    }
    most = max(fitting.values(), default=0)
    if most >= min(2, len(list(_required(result.schema)))):
        first = min(n for n, c in fitting.items() if c == most)
        return max(n for n, c in fitting.items() if c == most and n <= first + NEAR)
    result.add(
        "baris kepala tabel tidak ditemukan",
        f"tulis judul kolom: {', '.join(column_titles(result.schema).values())}",
    )
    return None


def _map_columns(header: Sequence[Any], ordinal: int, result: SheetRows) -> None:
    """Fill `column` and `width`; say which columns are missing, doubled or unknown."""
    wording = column_titles(result.schema)
    title = {tidy_up(j): name for name, j in wording.items()}
    remainder: dict[str, int] = {}
    for k, text in enumerate(header, 1):
        tidy = tidy_up(text)
        if not tidy or (tidy in _ORDINALS and tidy not in title):
            continue
        if tidy in remainder or title.get(tidy, "") in result.column:
            result.add(
                f"judul kolom “{text}” ada dua", "ganti salah satunya", address(ordinal, k), text
            )
        elif tidy in title:
            result.column[title[tidy]] = k
        else:
            remainder[tidy] = k
    unknown = _map_width(header, remainder, result) if result.schema.WIDTH else list(remainder)
    for name in _required(result.schema):
        if name not in result.column:
            similar = difflib.get_close_matches(tidy_up(wording[name]), remainder, 1)
            advice = (
                f"apakah maksudnya kolom “{header[remainder[similar[0]] - 1]}”?"
                if similar
                else "tambahkan kolomnya"
            )
            result.add(f"kolom {wording[name]} tidak ada", advice, address(ordinal, 1))
    for tidy in unknown:
        k = remainder[tidy]
        result.add(
            f"kolom “{header[k - 1]}” {NOT_READ}",
            "hapus, atau periksa ejaan judulnya", address(ordinal, k), header[k - 1], "peringatan",
        )  # fmt: skip


def _map_width(header: Sequence[Any], remainder: dict[str, int], result: SheetRows) -> list[str]:
    """Headers that become keys of the WIDTH field: years, or any text; returns what is neither."""
    wide = result.schema.model_fields[str(result.schema.WIDTH)]
    yearly = str(wide.annotation).startswith("dict[int")
    unknown = []
    for tidy, k in remainder.items():
        if not yearly:
            result.width[" ".join(str(header[k - 1]).split())] = k
        elif tahun := re.fullmatch(r"(?:target )?((?:19|20)\d\d)", tidy):
            result.width[int(tahun[1])] = k
        else:
            unknown.append(tidy)
    return unknown


def _merged_content(sheet: Sheet, header: int) -> list[list[Any]]:
    """Rows with merged cells filled down, only where the cell truly lies in a merged range."""
    content = [list(b) for b in sheet.content]
    for b1, k1, b2, _ in sheet.merge:
        if b1 <= header or b2 == b1:
            continue
        for b in range(b1 + 1, min(b2, len(content)) + 1):
            content[b - 1][k1 - 1] = content[b1 - 1][k1 - 1]
    return content


def _drop_reason(ordinal: int, every: Sequence[Sequence[Any]], header: int) -> str:
    """Why this row is no data; "" where it is."""
    content = every[ordinal - 1]
    if _empty(content):
        return "baris kosong"
    if ordinal < header:
        return "judul di atas tabel"
    if ordinal == header:
        return "kepala tabel"
    if [tidy_up(v) for v in content] == [tidy_up(v) for v in every[header - 1]]:
        return "kepala tabel diulang"
    if ordinal == header + 1 and _column_numbers(content):
        return "nomor kolom"
    first = next(v for v in content if tidy_up(v))
    return TOTAL_ROW if isinstance(first, str) and _TOTAL.fullmatch(first.strip()) else ""


def _column_numbers(content: Sequence[Any]) -> bool:
    """Whether the row counts its columns: 1, 2, 3 … perhaps with "= (5/4) × 100"."""
    fitting = [_COLUMN_NUMBER.fullmatch(str(v).strip()) for v in content if tidy_up(v)]
    ordinal = [int(c[1]) for c in fitting if c]
    return len(ordinal) == len(fitting) > 1 and ordinal == list(range(1, len(ordinal) + 1))


def _take(rows: Sequence[Any], result: SheetRows) -> dict[str, Any]:
    value: dict[str, Any] = {name: rows[k - 1] for name, k in result.column.items()}
    if result.schema.WIDTH:
        value[result.schema.WIDTH] = {key: rows[k - 1] for key, k in result.width.items()}
    return value


def cell_of(result: SheetRows, ordinal: int, name: str, key: Any = None) -> str:
    """Address of a value: its row, and the column of the field or of the wide header."""
    if result.schema.VERTICAL:
        return f"B{result.column[name]}" if name in result.column else ""
    column = result.width.get(key) if name == result.schema.WIDTH else result.column.get(name)
    return address(ordinal, column) if column else ""


def _open_percent(workbook: WorkbookFile, name: str, result: SheetRows) -> None:
    """A cell Excel shows as 82 % holds 0.82; the report's percentages are 82."""

    def opened(value: Any, cells: str) -> Any:
        small = isinstance(value, float) and 0 < abs(value) <= 10
        percent = small and cells and workbook.is_percent(name, cells)
        return round(value * 100, 10) if percent else value

    for ordinal, record in result.rows:
        for key, value in record.items():
            if isinstance(value, dict):
                record[key] = {
                    k: opened(v, cell_of(result, ordinal, key, k)) for k, v in value.items()
                }
            else:
                record[key] = opened(value, cell_of(result, ordinal, key))
