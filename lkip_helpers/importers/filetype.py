"""An export as sheets of cells, by what the file really is, whatever it is called."""

import contextlib
import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from lxml import etree, html

from lkip_helpers.importers.findings import Findings
from lkip_helpers.intake import container
from lkip_helpers.intake.apart import read_apart, read_sheets
from lkip_helpers.intake.container import LIMITS, MB, OLE, UnreadableWorkbook, too_large
from lkip_helpers.intake.sheetfacts import COLUMNS
from lkip_helpers.intake.workbook import Rect, Sheet, WorkbookFile, address, check_texts

Kind = Literal["xlsx", "ods", "xls", "html", "xml", "teks"]
SEPARATOR = ",;\t|"
HEADER_SEARCH = 15  # rows
LOCKED = "berkas dikunci kata sandi"
SAVE_AGAIN = "buka di Excel atau LibreOffice dan simpan ulang sebagai .xlsx"
NO_TABLE = (", bukan tabel", "ambil ekspor Excel atau CSV-nya")
NO_FORMAT = ("", SAVE_AGAIN)
NOT_READ: tuple[tuple[str, bytes, bytes, tuple[str, str]], ...] = (  # how it begins, what is in it
    ("PDF", rb"%PDF", b"", NO_TABLE), ("gambar", rb"\x89PNG|\xff\xd8\xff", b"", NO_TABLE),
    ("kosong", rb"\s*\Z", b"", NO_TABLE), ("JSON", rb"\s*[{\[]\s*[\"{\[]", b"", NO_TABLE),
    ("arsip RAR atau 7z", rb"Rar!|7z\xbc\xaf", b"", NO_TABLE),
    ("dokumen Word", rb"PK", b"word/document.xml", NO_TABLE),
    ("dokumen Word lama", re.escape(OLE), "WordDocument".encode("utf-16-le"), NO_TABLE),
    ("presentasi", rb"PK", b"ppt/presentation.xml", NO_TABLE),
    ("buku kerja Excel biner (.xlsb)", rb"PK", b"xl/workbook.bin", NO_FORMAT),
    ("tabel SYLK", rb"ID;P", b"", NO_FORMAT), ("tabel DIF", rb"TABLE\r?\n0,1", b"", NO_FORMAT),
    ("halaman web terarsip (MHTML)", rb"MIME-Version:", b"", NO_FORMAT),
    ("buku kerja OpenDocument datar (.fods)", rb"<\?xml", b"<office:document ", NO_FORMAT),
)  # fmt: skip
_HTML = re.compile(rb"<(!doctype html|html|table|head|meta|body|style)\b", re.IGNORECASE)
_AS_TEXT = re.compile(r'^="([^"]*)"$')  # how a cell of a CSV is kept from becoming a number
_BINER = re.compile(r"[\0-\x08]")
_SHEET_XML = "{urn:schemas-microsoft-com:office:spreadsheet}"
SNIFF_BYTES = 4096


def tell_kind(file: Path, raw_bytes: bytes) -> Kind:
    """What a file is by its bytes. Raises UnreadableWorkbook for what holds no table we read."""
    for name, begins, holds, (what, advice) in NOT_READ:
        if re.match(begins, raw_bytes) and holds in raw_bytes:
            raise UnreadableWorkbook(file, f"isinya {name}{what}", advice)
    if raw_bytes.startswith(b"PK"):
        if b"opendocument.spreadsheet" in raw_bytes[:200]:
            return "ods"
        if b"xl/" not in raw_bytes:
            raise UnreadableWorkbook(file, f"isinya arsip ZIP{NO_TABLE[0]}", NO_TABLE[1])
        return "xlsx"
    if raw_bytes.startswith(OLE):
        return "xls"
    initial = raw_bytes[:SNIFF_BYTES].replace(b"\0", b"")
    if b"office:spreadsheet" in initial and b"<Workbook" in initial:
        return "xml"
    return "html" if _HTML.search(initial) else "teks"


def read_old_excel(file: Path, raw_bytes: bytes) -> list[Sheet]:
    """An .xls or .ods workbook. Raises UnreadableWorkbook."""
    if b"E\0n\0c\0r\0y\0p\0t\0" in raw_bytes or b"manifest:encryption-data" in raw_bytes:
        advice = "buka di Excel, hapus kata sandinya, simpan"
        raise UnreadableWorkbook(file, LOCKED, advice)
    try:
        if raw_bytes.startswith(b"PK"):
            container.check_sizes(file, zipfile.ZipFile(io.BytesIO(raw_bytes)))
        return [Sheet(*cells) for cells in read_apart(read_sheets, raw_bytes)]
    except (ValueError, zipfile.BadZipFile) as error:
        locked = "password" in str(error).casefold()
        cause = LOCKED if locked else "berkas rusak, terlalu besar, atau bukan buku kerja"
        raise UnreadableWorkbook(file, cause, SAVE_AGAIN) from error


def read_html(file: Path, raw_bytes: bytes) -> list[Sheet]:
    """The tables of a page, one below the other as a browser shows them."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    page = html.fromstring(decode(file, raw_bytes).encode("utf-8"), parser=parser)
    rows: list[list[Any]] = []
    merged: list[Rect] = []
    for table in page.iter("table"):
        if next(table.iterancestors("table"), None) is None:
            _add_table(file, table, rows, merged)
    if not rows:
        raise UnreadableWorkbook(file, "halaman web tanpa tabel", "unduh lagi sebagai .xlsx")
    return [Sheet(file.stem, _level(file, rows), merged)]


def _add_table(file: Path, table: Any, rows: list[list[Any]], merged: list[Rect]) -> None:
    """Rows of a table below those there are; a cell over several keeps its place in each."""
    taken: set[tuple[int, int]] = set()
    for tr in (t for t in table.iter("tr") if next(t.iterancestors("table")) is table):
        b, k = len(rows), 0
        rows.append([])
        for cell in (x for x in tr if x.tag in ("td", "th")):
            while (b, k) in taken:
                k += 1
            height, width = (
                max(1, int(re.sub(r"\D", "", cell.get(n, "1")) or 1))
                for n in ("rowspan", "colspan")
            )
            if len(taken) + height * width > LIMITS.cells:
                raise too_large(file, f"tabelnya berisi {height * width} sel", LIMITS.cells, "sel")
            taken |= {(b + i, k + j) for i in range(height) for j in range(width)}
            rows[b] += [None] * (k + 1 - len(rows[b]))
            rows[b][k] = " ".join(cell.text_content().split()) or None
            if height > 1 or width > 1:
                merged.append((b + 1, k + 1, b + height, k + width))
            k += width


def read_xml(file: Path, raw_bytes: bytes) -> list[Sheet]:
    """A workbook saved as "XML Spreadsheet 2003"."""
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    try:
        root = etree.fromstring(raw_bytes, parser)
        return [_read_xml_sheet(file, sheet) for sheet in root.iter(f"{_SHEET_XML}Worksheet")]
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableWorkbook(file, "berkas XML rusak", SAVE_AGAIN) from error


def _read_xml_sheet(file: Path, sheet: etree._Element) -> Sheet:
    """Raises ValueError for numbers that are none and places that no sheet has."""
    x, rows, cells = _SHEET_XML, list[list[Any]](), 0
    for row in sheet.iter(f"{x}Row"):
        last = _place(row, "Index", len(rows) + 1, LIMITS.rows)
        rows += [[] for _ in range(last - len(rows))]
        for cell in row.iter(f"{x}Cell"):
            column = _place(cell, "Index", len(rows[-1]) + 1, COLUMNS)
            rows[-1] += [None] * (column - len(rows[-1]))
            data = cell.find(f"{x}Data")
            text = "" if data is None else "".join(data.itertext())
            number = data is not None and data.get(f"{x}Type") == "Number"
            rows[-1][column - 1] = float(text) if number else text or None
            rows[-1] += [None] * (_place(cell, "MergeAcross", 0, COLUMNS))
        if (cells := cells + len(rows[-1])) > LIMITS.rectangle:
            raise too_large(file, "lembarnya terlalu luas", LIMITS.rectangle, "sel")
    return Sheet(sheet.get(f"{x}Name", ""), _level(file, rows), [])


def _place(node: etree._Element, name: str, default: int, most: int) -> int:
    """A number of rows or columns. Raises ValueError."""
    number = int(node.get(f"{_SHEET_XML}{name}", default))
    if not min(1, default) <= number <= most:
        raise ValueError(name)
    return number


def read_words(file: Path, raw_bytes: bytes) -> list[Sheet]:
    """A text file with separators: cells are text, or None where empty."""
    text = decode(file, raw_bytes)
    count = max(map(text.count, SEPARATOR))
    for what, n, limit in (("sel", count, LIMITS.cells), ("baris", text.count("\n"), LIMITS.rows)):
        if n > limit:
            raise too_large(file, f"berisi {n} {what}", limit, what)
    content = _level(file, _parse(text))
    if content and (len(content[0]) > 1 or not file.suffix.lower().startswith(".xls")):
        return [Sheet(file.stem, content, [])]
    raise _unreadable(file)


def decode(file: Path, raw_bytes: bytes) -> str:
    """Bytes as text: UTF-16 by its mark or by its zeros, else UTF-8, else as Windows writes it."""
    for encoding in _list_codecs(raw_bytes):
        with contextlib.suppress(UnicodeDecodeError):
            if not _BINER.search(text := raw_bytes.decode(encoding)):
                return text
    raise _unreadable(file)


def _unreadable(file: Path) -> UnreadableWorkbook:
    if file.suffix.lower().startswith(".xls"):
        return UnreadableWorkbook(file, *container.CORRUPT)
    advice = "unduh lagi sebagai .csv atau .xlsx"
    return UnreadableWorkbook(file, "isi berkas tidak terbaca", advice)


def _list_codecs(raw_bytes: bytes) -> list[str]:
    if raw_bytes[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return ["utf-16"]
    even, odd = (raw_bytes[i:SNIFF_BYTES:2].count(0) for i in (0, 1))
    if max(even, odd) > len(raw_bytes[:SNIFF_BYTES]) // 8:
        return ["utf-16-le" if odd > even else "utf-16-be"]
    return ["utf-8-sig", "cp1252"]


def _parse(text: str) -> list[list[Any]]:
    """The rows, [] where there are none."""
    text = text.split("\n", 1)[-1] if text.startswith("sep=") else text
    candidate = [b for p in SEPARATOR if any(b := _split(text, p))]
    rows = max(candidate, key=_evenness, default=[])
    return [[_AS_TEXT.sub(r"\1", v) if v.strip() else None for v in b] for b in rows]


def _level(file: Path, content: list[list[Any]]) -> list[list[Any]]:
    """The rows, all of one length."""
    width = max(map(len, content), default=0)
    if width * len(content) > LIMITS.rectangle:
        raise too_large(file, "tabelnya terlalu luas", LIMITS.rectangle, "sel")
    return [b + [None] * (width - len(b)) for b in content]


def _split(text: str, separator: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:  # quoted for another separator
        return []


def _evenness(rows: list[list[str]]) -> tuple[int, int]:
    """How well a separator fits: most rows of one width, wider than a cell; then the wider.

    Lines of a title above the table have no separator and count for none.
    """
    width = Counter(len(b) for b in rows if len(b) > 1)
    return max(zip(width.values(), width, strict=True), default=(0, 0))


READ: dict[Kind, Callable[[Path, bytes], list[Sheet]]] = {
    "ods": read_old_excel, "xls": read_old_excel, "html": read_html, "xml": read_xml,
    "teks": read_words,
}  # fmt: skip


@dataclass(frozen=True)
class Export:
    """Every sheet of a file; workbook: what else is known of its cells, of an .xlsx alone."""

    sheets: list[Sheet]
    workbook: WorkbookFile | None = None

    def list_others(self, sheet: Sheet) -> Iterator[str]:
        """One line that names the other sheets that hold anything."""
        if others := [x.name for x in self.sheets if x.name != sheet.name and x.content]:
            yield f"lembar lain tidak dibawa: {', '.join(others)}"

    def check_cells(
        self, findings: Findings, numbers: Iterable[int], columns: Iterable[int],
        unsolved: str, hidden: str, shown: Collection[int],
    ) -> None:  # fmt: skip
        """Cells of these rows and columns that hold no result, and rows of `shown` that are hidden.

        unsolved, hidden: the findings that say so.
        """
        if self.workbook is None:
            return
        facts, rows, own = self.workbook.facts(findings.sheet), set(numbers), set(columns)
        causes = dict.fromkeys(facts.unsaved, "rumus belum punya hasil tersimpan")
        causes |= dict.fromkeys(facts.errors, "berisi galat Excel")
        for n, k in sorted(causes):
            if n in rows and k in own:
                findings.add(unsolved, address(n, k), sebab=causes[n, k])
        for n in sorted(facts.hidden_rows & set(shown)):
            findings.add(hidden, f"A{n}")


def opened(file: Path) -> Export:
    """What it holds says how it is read, not its name. Raises UnreadableWorkbook."""
    if not file.is_file():
        similar = container.list_similar(file)
        advice = f"apakah maksudnya {similar}?" if similar else "periksa nama dan foldernya"
        raise UnreadableWorkbook(file, "berkas tidak ada", advice)
    raw_bytes = container.read_regular(file)
    if read := READ.get(kind := tell_kind(file, raw_bytes)):
        if kind != "ods" and len(raw_bytes) > LIMITS.part:
            raise too_large(file, f"isinya {len(raw_bytes) // MB} MB", LIMITS.part // MB, "MB")
        if kind in ("html", "xml") and (n := raw_bytes.count(b"<")) > 4 * LIMITS.cells:
            raise too_large(file, f"berisi {n} tanda", 4 * LIMITS.cells, "tanda")
        sheets = read(file, raw_bytes)
        for one in sheets:
            check_texts(file, one)
            if (n := len(one.content)) > LIMITS.rows:
                raise too_large(file, f"berisi {n} baris", LIMITS.rows, "baris", one.name)
        return Export(sheets)
    workbook = WorkbookFile(file, raw_bytes)
    return Export([workbook.read_sheet(n) for n in workbook.sheet_list], workbook)
