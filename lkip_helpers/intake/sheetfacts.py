"""What a sheet's XML says of its cells beside values: errors, formulas, formats, hidden parts.

The bytes are scanned row by row; only a row with a cell out of the ordinary is parsed as XML.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from xml.parsers.expat import ParserCreate

from lxml import etree
from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries

from lkip_helpers.intake.cell_styles import YES, Style
from lkip_helpers.intake.container import CORRUPT, LIMITS, parse_xml, refuse_corrupt
from lkip_helpers.intake.finding import UnreadableFile

Rect = tuple[int, int, int, int]  # first row, first column, last row, last column, from 1
Location = tuple[int, int]  # row and column of a cell, from 1
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_RANGE = re.compile(rf"{_CELL.pattern}(?::{_CELL.pattern})?")
_ATTRIBUTE = re.compile(r'(\w+)\s*=\s*["\']([^"\']*)')
_FILLED = re.compile(rb'<c r="([A-Z]{1,3}\d+)"[^>/]*>(?!<v\s*/>|<v></v>|</c>)')
_ODD = re.compile(  # a cell with a formula, an error, or written in another way
    rb'<(?:f\b|c(?! r="[A-Z]{1,3}[1-9]\d{0,6}"(?: s="\d+")?(?: t="(?:s|n|str|b|inlineStr)")?/?>))'
)
_STYLED = rb'<c r="([A-Z]+)\d+" s="(%b)"[^>/]*>\s*(?:<v[^>]*>([^<]+)|<is>)'
ROWS, COLUMNS = 1_048_576, 16_384  # of a sheet of Excel
THIN = 1.0  # a row lower than a point or a column narrower than a digit counts as hidden


@dataclass
class SheetFacts:
    """What is out of the ordinary on a sheet.

    errors: error of Excel by cell; unsaved: formulas without a saved result; formats, looks: number
    format, and finding on the look, of filled cells of an unusual style. state: of the sheet
    itself (visible, hidden). zeros: whether a zero is shown. last: last filled row and column.
    """

    errors: dict[Location, str] = field(default_factory=dict)
    unsaved: set[Location] = field(default_factory=set)
    formats: dict[Location, str] = field(default_factory=dict)
    looks: dict[Location, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Rect] = field(default_factory=list)
    state: str = "visible"
    zeros: bool = True
    last: Location = (0, 0)


def address(row: int, column: int) -> str:
    """Address of a cell; row and column from 1."""
    return f"{get_column_letter(column)}{row}"


def read_facts(
    file: Path, sheet: str, styles: dict[str, Style], xml: bytes, state: str
) -> SheetFacts:
    """The facts of one worksheet. Raises UnreadableFile."""
    reader = _Reader(file, sheet, styles, SheetFacts(state=state))
    with refuse_corrupt(file, sheet):
        head, rows, tail = _split_rows(xml)
        root = parse_xml(head + tail)
        for node in root.iter("{*}col", "{*}mergeCell", "{*}sheetFormatPr", "{*}sheetView"):
            reader.read_setting(node.tag.rpartition("}")[2], node)
        reader.read(b"".join(re.findall(rb"<\w[^>]*>", head)[:1]), rows)
    return reader.facts


def _split_rows(xml: bytes) -> tuple[bytes, list[bytes], bytes]:
    """What stands before the rows of a sheet, each row without its "<row", and what follows.

    XML with comments, entities or another encoding is first serialized anew.
    """
    if b"<!" in xml or b"<?" in xml[2:] or b"sheetData" not in xml:
        xml = etree.tostring(parse_xml(xml))
    else:
        ParserCreate().Parse(xml, True)  # raises where it is not well-formed
    if prefix := re.search(rb"<(\w+:)sheetData\b", xml):
        xml = xml.replace(b"<" + prefix[1], b"<").replace(b"</" + prefix[1], b"</")
    before, closing, tail = xml.rpartition(b"</sheetData>")
    head, *rows = re.split(rb"<row(?=[\s/>])", before)
    return head, rows, closing + tail


@dataclass
class _Reader:
    """Collects the facts of a sheet; row, column: the last ones that were read."""

    file: Path
    sheet: str
    styles: dict[str, Style]
    facts: SheetFacts
    row: int = 0
    column: int = 0
    hidden_default: bool = False
    _last_columns: dict[bytes, int | None] = field(default_factory=dict)

    def refuse(self, message: str, cell: str = "", advice: str = CORRUPT[1]) -> UnreadableFile:
        return UnreadableFile(self.file, message, advice, self.sheet, cell)

    def read(self, opening: bytes, rows: list[bytes]) -> None:
        """Read every row; opening: the root tag, which declares the namespace prefixes."""
        styled = re.compile(_STYLED % ("|".join(self.styles) or "-").encode())
        for row in rows:
            attributes, _, cells = row.partition(b">")
            self.start_row(dict(_ATTRIBUTE.findall(attributes.decode())))
            if cells.count(b"<c") > 3 * COLUMNS:  # "<c" begins other tags as well
                raise self.refuse(f"baris {self.row} berisi terlalu banyak sel", f"A{self.row}")
            if not _ODD.search(cells) and (end := self._find_last_column(cells)) is not None:
                self._extend_last(self.row if end else 0, end)
                for letters, style, value in styled.findall(cells):
                    column = column_index_from_string(letters.decode())
                    self._note_style((self.row, column), style.decode(), value.decode())
                continue
            for cell in parse_xml(b"%b<row%b</worksheet>" % (opening, row))[0]:
                if len(cell) or cell.get("r") is None:  # not a blank cell
                    self.read_cell(cell)

    def _find_last_column(self, cells: bytes) -> int | None:
        """Column of the last filled cell of a row; None where its cells are not in order."""
        key = b",".join([*_FILLED.findall(cells), b""]).replace(b"%d," % self.row, b",")
        if key not in self._last_columns:
            letters = key.decode().strip(",").split(",") if len(key) > 1 else []
            columns = [0, *(column_index_from_string(n) if n.isalpha() else 0 for n in letters)]
            ordered = all(a < b for a, b in pairwise([*columns, COLUMNS + 1]))
            self._last_columns[key] = columns[-1] if ordered else None
        return self._last_columns[key]

    def start_row(self, attributes: dict[str, str]) -> None:
        number = int(attributes.get("r") or self.row + 1)
        if not self.row < number <= ROWS:
            raise self.refuse(f"nomor baris {number} tidak urut atau tidak sah")
        self.row, self.column = number, 0
        height = attributes.get("ht")
        low = self.hidden_default if height is None else float(height) < THIN
        if low or attributes.get("hidden") in YES:
            self.facts.hidden_rows.add(number)

    def read_cell(self, node: etree._Element) -> None:
        reference = node.get("r")
        match = _CELL.fullmatch(reference or f"A{self.row}")
        if match is None:
            raise self.refuse(f"alamat sel “{reference[:20]}” tidak sah")
        row, column = int(match[2]), column_index_from_string(match[1])
        column = column if reference else self.column + 1
        if row != self.row or not self.column < column <= COLUMNS:
            raise self.refuse("urutan selnya tidak sah", address(row, column))
        self.column = column
        children = {child.tag.rpartition("}")[2]: child for child in node}
        formula, value = "f" in children, children.get("v")
        kind = node.get("t", "n")
        text = None if value is None else value.text
        if formula and not text and (value is None or kind != "str"):
            self.facts.unsaved.add((row, column))
        if kind == "e":
            self.facts.errors[row, column] = text or "#?"
        if text or formula or "is" in children:
            self._extend_last(row, column)
            self._note_style((row, column), node.get("s", "0"), text or "")

    def _note_style(self, at: Location, style: str, text: str) -> None:
        unusual = self.styles.get(style, Style())
        if unusual.code and not (unusual.rounds and text.isdecimal()):
            self.facts.formats[at] = unusual.code
        if unusual.look:
            self.facts.looks[at] = unusual.look

    def _extend_last(self, row: int, column: int) -> None:
        """Note a filled cell; refuse one so far out that the rectangle from A1 is too large."""
        last_row, last_column = self.facts.last
        self.facts.last = last_row, last_column = max(last_row, row), max(last_column, column)
        if last_row * last_column > LIMITS.rectangle:
            cell = address(row, column)
            message = f"sel {cell} berisi sesuatu jauh di luar tabel"
            raise self.refuse(message, cell, "hapus isi sel itu, lalu simpan")

    def read_setting(self, name: str, node: etree._Element) -> None:
        if name == "mergeCell":
            self._merge(node.get("ref", ""))
        elif name == "sheetFormatPr":
            self.hidden_default = node.get("zeroHeight") in YES
        elif name == "sheetView":
            self.facts.zeros = node.get("showZeros", "1") in YES
        elif name == "col":
            width = node.get("width")
            if node.get("hidden") in YES or (width is not None and float(width) < THIN):
                first, last = int(node.get("min", 0)), int(node.get("max", 0))
                hidden = self.facts.hidden_columns
                if not hidden.isdisjoint((first, last)):
                    raise self.refuse("kolom-kolomnya bertumpang tindih")
                hidden.update(range(first, min(last, COLUMNS) + 1))

    def _merge(self, ref: str) -> None:
        if not _RANGE.fullmatch(ref):
            raise self.refuse(f"sel gabungan “{ref[:30]}” tidak sah")
        left, top, right, bottom = range_boundaries(ref)
        size = (bottom - top + 1) * (right - left + 1)
        outside = size > LIMITS.merge or bottom > ROWS or right > COLUMNS
        if outside or len(self.facts.merges) >= LIMITS.merges:
            message = "sel gabungannya terlalu luas atau terlalu banyak"
            raise self.refuse(message, ref, "pisahkan sel gabungan itu, lalu simpan")
        self.facts.merges.append((top, left, bottom, right))
