"""Read an export as sheets of cells, by what the file holds and not by its name."""

import csv
import io
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from lxml import etree, html

from lkip_helpers.importers.findings import Findings
from lkip_helpers.intake import container
from lkip_helpers.intake.apart import read_in_process, read_sheets
from lkip_helpers.intake.cellcheck import is_number
from lkip_helpers.intake.container import LIMITS, MB, OLE, too_large
from lkip_helpers.intake.finding import UnreadableFile
from lkip_helpers.intake.numberformat import show_number
from lkip_helpers.intake.sheetfacts import COLUMNS
from lkip_helpers.intake.workbook import Rect, Sheet, WorkbookFile, address, check_texts
from lkip_helpers.rules import load_rules

Reader = Callable[[Path, bytes], list[Sheet]]
SEPARATORS = ",;\t|"
HEADER_SEARCH = 30  # rows from the top in which a header is looked for
SAVE_AGAIN = "buka di Excel atau LibreOffice dan simpan ulang sebagai .xlsx"
_HTML = re.compile(rb"<(!doctype html|html|table|head|meta|body|style)\b", re.IGNORECASE)
_AS_TEXT = re.compile(r'^="([^"]*)"$')  # how a cell of a CSV is kept from becoming a number
_BINARY = re.compile(r"[\0-\x08]")
_SHEET_XML = "{urn:schemas-microsoft-com:office:spreadsheet}"
SNIFF_BYTES = 4096


def find_reader(file: Path, data: bytes) -> Reader | None:
    """The reader of a file by its bytes; None for .xlsx. Raises UnreadableFile where none is."""
    for kind in load_rules("berkas")["ditolak"]:
        start, inside = (kind.get(key, "").encode("latin-1") for key in ("awal", "isi"))
        if re.match(start, data) and re.search(inside, data):
            what = kind["nama"] if "saran" in kind else f"{kind['nama']}, bukan tabel"
            advice = kind.get("saran", "ambil ekspor Excel atau CSV-nya")
            raise UnreadableFile(file, f"isinya {what}", advice)
    if data.startswith(b"PK"):
        return read_xls_or_ods if b"opendocument.spreadsheet" in data[:200] else None
    if data.startswith(OLE):
        return read_xls_or_ods
    start = data[:SNIFF_BYTES].replace(b"\0", b"")
    if b"office:spreadsheet" in start and b"<Workbook" in start:
        return read_xml
    return read_html if _HTML.search(start) else read_text


def read_xls_or_ods(file: Path, data: bytes) -> list[Sheet]:
    """An .xls or .ods workbook. Raises UnreadableFile."""
    if container.ENCRYPTED in data or b"manifest:encryption-data" in data:
        raise UnreadableFile(file, *container.LOCKED)
    try:
        if data.startswith(b"PK"):
            container.check_sizes(file, zipfile.ZipFile(io.BytesIO(data)))
        return [Sheet(*cells) for cells in read_in_process(read_sheets, data)]
    except (ValueError, zipfile.BadZipFile) as error:
        locked = "password" in str(error).casefold()
        broken = "berkas rusak, terlalu besar, atau bukan buku kerja"
        cause = container.LOCKED[0] if locked else broken
        raise UnreadableFile(file, cause, SAVE_AGAIN) from error


def read_html(file: Path, data: bytes) -> list[Sheet]:
    """The tables of a page as one sheet, one below the other."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    page = html.fromstring(decode(file, data).encode("utf-8"), parser=parser)
    rows: list[list[Any]] = []
    merged: list[Rect] = []
    for table in page.iter("table"):
        if next(table.iterancestors("table"), None) is None:
            _add_table(file, table, rows, merged)
    if not rows:
        raise UnreadableFile(file, "halaman web tanpa tabel", "unduh lagi sebagai .xlsx")
    return [Sheet(file.stem, _pad(file, rows), merged)]


def _add_table(file: Path, table: Any, rows: list[list[Any]], merged: list[Rect]) -> None:
    """Add the rows of a table to `rows`, and its cells that span several to `merged`."""
    taken: set[tuple[int, int]] = set()
    for tr in (t for t in table.iter("tr") if next(t.iterancestors("table")) is table):
        row, column = len(rows), 0
        rows.append([])
        for cell in (c for c in tr if c.tag in ("td", "th")):
            while (row, column) in taken:
                column += 1
            spans = (re.sub(r"\D", "", cell.get(n, "1")) for n in ("rowspan", "colspan"))
            height, width = (max(1, int(span or 1)) for span in spans)
            if len(taken) + height * width > LIMITS.cells:
                what = f"tabelnya berisi {container.phrase_count(height * width, 'sel')}"
                raise too_large(file, what, LIMITS.cells, "sel")
            taken |= {(row + dr, column + dc) for dr in range(height) for dc in range(width)}
            rows[row] += [None] * (column + 1 - len(rows[row]))
            rows[row][column] = " ".join(cell.text_content().split()) or None
            if height > 1 or width > 1:
                merged.append((row + 1, column + 1, row + height, column + width))
            column += width


def read_xml(file: Path, data: bytes) -> list[Sheet]:
    """A workbook saved as "XML Spreadsheet 2003"."""
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    try:
        root = etree.fromstring(data, parser)
        return [_read_xml_sheet(file, sheet) for sheet in root.iter(f"{_SHEET_XML}Worksheet")]
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(file, "berkas XML rusak", SAVE_AGAIN) from error


def _read_xml_sheet(file: Path, sheet: etree._Element) -> Sheet:
    """One worksheet. Raises ValueError for invalid numbers and for positions beyond any sheet."""
    rows, count = list[list[Any]](), 0
    for row in sheet.iter(f"{_SHEET_XML}Row"):
        index = _read_position(row, "Index", len(rows) + 1, LIMITS.rows)
        rows += [[] for _ in range(index - len(rows))]
        for cell in row.iter(f"{_SHEET_XML}Cell"):
            column = _read_position(cell, "Index", len(rows[-1]) + 1, COLUMNS)
            rows[-1] += [None] * (column - len(rows[-1]))
            data = cell.find(f"{_SHEET_XML}Data")
            text = "" if data is None else "".join(data.itertext())
            numeric = data is not None and data.get(f"{_SHEET_XML}Type") == "Number"
            rows[-1][column - 1] = float(text) if numeric else text or None
            rows[-1] += [None] * (_read_position(cell, "MergeAcross", 0, COLUMNS))
        if (count := count + len(rows[-1])) > LIMITS.rectangle:
            raise too_large(file, "lembarnya terlalu luas", LIMITS.rectangle, "sel")
    return Sheet(sheet.get(f"{_SHEET_XML}Name", ""), _pad(file, rows), [])


def _read_position(node: etree._Element, name: str, default: int, limit: int) -> int:
    """An attribute that is a row or column number, or a number of columns. Raises ValueError."""
    number = int(node.get(f"{_SHEET_XML}{name}", default))
    if not min(1, default) <= number <= limit:
        raise ValueError(name)
    return number


def read_text(file: Path, data: bytes) -> list[Sheet]:
    """A text file with separators: its cells are text, or None where empty."""
    text = decode(file, data)
    container.check_count(file, max(map(text.count, SEPARATORS)), LIMITS.cells, "sel")
    container.check_count(file, text.count("\n"), LIMITS.rows, "baris")
    rows = _pad(file, _parse(text))
    if rows and (len(rows[0]) > 1 or not file.suffix.lower().startswith(".xls")):
        return [Sheet(file.stem, rows, [])]
    raise _unreadable(file)


def decode(file: Path, data: bytes) -> str:
    """Bytes as text: UTF-16 by its byte order mark or its zeros, else UTF-8, else cp1252."""
    codecs, (even, odd) = ["utf-8-sig", "cp1252"], (data[i:SNIFF_BYTES:2].count(0) for i in (0, 1))
    if max(even, odd) > len(data[:SNIFF_BYTES]) // 8:
        codecs = ["utf-16-le" if odd > even else "utf-16-be"]
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        codecs = ["utf-16"]
    for encoding in codecs:
        with suppress(UnicodeDecodeError):
            if not _BINARY.search(text := data.decode(encoding)):
                return text
    raise _unreadable(file)


def _unreadable(file: Path) -> UnreadableFile:
    if file.suffix.lower().startswith(".xls"):
        return UnreadableFile(file, *container.CORRUPT)
    advice = "unduh lagi sebagai .csv atau .xlsx"
    return UnreadableFile(file, "isi berkas tidak terbaca", advice)


def _parse(text: str) -> list[list[Any]]:
    """The rows by the separator that fits best; [] without any."""
    text = text.split("\n", 1)[-1] if text.startswith("sep=") else text
    candidates = []
    for separator in SEPARATORS:
        with suppress(csv.Error):  # quoted for another separator
            lines = io.StringIO(text, newline="")
            candidates.append(list(csv.reader(lines, delimiter=separator, strict=True)))
    rows = max(filter(any, candidates), key=_score_split, default=[])
    return [[_AS_TEXT.sub(r"\1", v) if v.strip() else None for v in cells] for cells in rows]


def _pad(file: Path, rows: list[list[Any]]) -> list[list[Any]]:
    """The rows, all padded to one length."""
    width = max(map(len, rows), default=0)
    if width * len(rows) > LIMITS.rectangle:
        raise too_large(file, "tabelnya terlalu luas", LIMITS.rectangle, "sel")
    return [cells + [None] * (width - len(cells)) for cells in rows]


def _score_split(rows: list[list[str]]) -> tuple[int, int]:
    """How well a separator fits: the most rows of one width above one cell, then that width.

    Title lines above the table hold no separator and do not count.
    """
    widths = Counter(len(cells) for cells in rows if len(cells) > 1)
    return max(zip(widths.values(), widths, strict=True), default=(0, 0))


@dataclass(frozen=True)
class Export:
    """Every sheet of a file; workbook: of an .xlsx alone, for formulas, errors and hidden rows."""

    sheets: list[Sheet]
    workbook: WorkbookFile | None = None

    def phrase_name(self, sheet: Sheet) -> str:
        """The name of a sheet, which is said to be hidden where it is."""
        hidden = self.workbook and self.workbook.facts(sheet.name).state != "visible"
        return f"{sheet.name} (tersembunyi)" if hidden else sheet.name

    def phrase_others(self, sheet: Sheet) -> Iterator[str]:
        """A line that names the other sheets that are not empty, if there are any."""
        if others := [s.name for s in self.sheets if s.name != sheet.name and s.rows]:
            yield f"lembar lain tidak dibawa: {', '.join(others)}"

    def check_cells(
        self, findings: Findings, numbers: Collection[int], columns: Collection[int],
        shown_rows: Collection[int],
    ) -> None:  # fmt: skip
        """Add findings on these rows and columns: cells without a result, formats that mislead.

        What is hidden of these columns, and of the rows that must be shown, is said.
        """
        if self.workbook is None:
            return
        facts, cells = self.workbook.facts(findings.sheet), set(product(numbers, columns))
        causes = dict.fromkeys(facts.unsaved, ("tanpa_hasil", "rumus belum punya hasil tersimpan"))
        causes |= dict.fromkeys(facts.errors, ("tanpa_hasil", "berisi galat Excel"))
        sheet = next(s for s in self.sheets if s.name == findings.sheet)
        for at in facts.formats.keys() & cells - causes.keys():
            if is_number(value := sheet.value(*at)) and value:
                shown = show_number(value, facts.formats[at])
                if shown.problems and not shown.doubtful:
                    causes[at] = "format_menyesatkan", shown.problems
        met = defaultdict[tuple[str, str], list[str]](list)
        for at in sorted(causes.keys() & cells):
            met[causes[at]].append(address(*at))
        for (name, cause), places in met.items():
            findings.add_many(name, places, sebab=cause)
        hidden_rows = [f"A{row}" for row in sorted(facts.hidden_rows & set(shown_rows))]
        hidden_columns = [address(1, c) for c in sorted(facts.hidden_columns & set(columns))]
        findings.add_many("tersembunyi", hidden_rows, jenis="baris")
        findings.add_many("tersembunyi", hidden_columns, jenis="kolom")


def open_export(file: Path) -> Export:
    """Read a file of any known kind. Raises UnreadableFile."""
    data = container.read_regular(file)
    if reader := find_reader(file, data):
        if not data.startswith(b"PK") and len(data) > LIMITS.part:
            raise too_large(file, f"isinya {len(data) // MB} MB", LIMITS.part // MB, "MB")
        if reader in (read_html, read_xml):
            container.check_count(file, data.count(b"<"), 4 * LIMITS.cells, "tanda")
        sheets = reader(file, data)
        for sheet in sheets:
            check_texts(file, sheet)
            container.check_count(file, len(sheet.rows), LIMITS.rows, "baris", sheet.name)
        return Export(sheets)
    workbook = WorkbookFile(file, data)
    return Export([workbook.read_sheet(n) for n in workbook.sheet_names], workbook)
