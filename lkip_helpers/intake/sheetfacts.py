"""What a sheet's XML says of its cells that their values do not: errors, formulas, formats, hiding.

Row by row over the bytes; only a row with a cell out of the ordinary is parsed, and kept.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from xml.parsers.expat import ExpatError, ParserCreate

from lxml import etree
from openpyxl.utils import column_index_from_string, get_column_letter

from lkip_helpers.intake.cell_styles import YES, Style
from lkip_helpers.intake.container import CORRUPT, LIMITS, UnreadableWorkbook, parse_xml

Rect = tuple[int, int, int, int]
Location = tuple[int, int]  # row and column of a cell, from 1
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_RANGE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})(?::([A-Z]{1,3})([1-9][0-9]{0,6}))?")
_ATTRIBUTE = re.compile(r'(\w+)\s*=\s*["\']([^"\']*)')
_FILLED = re.compile(rb'<c r="([A-Z]{1,3}\d+)"[^>/]*>(?!<v\s*/>|<v></v>|</c>)')
_ODD = re.compile(  # a cell with a formula, an error, or written in another way
    rb'<(?:f\b|c(?! r="[A-Z]{1,3}[1-9]\d{0,6}"(?: s="\d+")?(?: t="(?:s|n|str|b|inlineStr)")?/?>))'
)
_STYLED = rb'<c r="([A-Z]+)\d+" s="(%b)"[^>/]*>\s*(?:<v[^>]*>([^<]+)|<is>)'
ROW, COLUMNS = 1_048_576, 16_384
THIN = 1.0  # a row lower than a point, a column narrower than a digit: nobody sees what is in it


@dataclass
class SheetFacts:
    """What is out of the ordinary on a sheet.

    errors: error of Excel in a cell; unsaved: formulas without a saved result; formats, looks: of
    each filled cell whose style is out of the ordinary. hidden_rows, hidden_columns: what nobody
    sees. state: of the sheet itself. zeros: whether a zero is shown. last: last filled row and
    column.
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


def read_facts(
    file: Path, sheet: str, content: bytes, styles: dict[str, Style], state: str
) -> SheetFacts:
    """The facts of one worksheet. Raises UnreadableWorkbook."""
    reader = _Reader(file, sheet, styles, SheetFacts(state=state))
    try:
        head, rows, tail = _take_apart(content)
        root = parse_xml(head + tail)
        for node in root.iter("{*}col", "{*}mergeCell", "{*}sheetFormatPr", "{*}sheetView"):
            reader.other(node.tag.rpartition("}")[2], node)
        reader.read(b"".join(re.findall(rb"<\w[^>]*>", head)[:1]), rows)
    except UnreadableWorkbook:
        raise
    except (etree.XMLSyntaxError, ExpatError, ValueError) as error:
        raise UnreadableWorkbook(file, *CORRUPT, sheet) from error
    return reader.facts


def _take_apart(content: bytes) -> tuple[bytes, list[bytes], bytes]:
    """What stands before the rows of a sheet, each row without its "<row", and what follows.

    A part of unusual make (comments, entities, another encoding) is first written anew.
    """
    if b"<!" in content or b"<?" in content[2:] or b"sheetData" not in content:
        content = etree.tostring(parse_xml(content))
    else:
        ParserCreate().Parse(content, True)  # it is whole
    if prefix := re.search(rb"<(\w+:)sheetData\b", content):
        content = content.replace(b"<" + prefix[1], b"<").replace(b"</" + prefix[1], b"</")
    before, end, tail = content.rpartition(b"</sheetData>")
    head, *rows = re.split(rb"<row(?=[\s/>])", before)
    return head, rows, end + tail


@dataclass
class _Reader:
    """Where the pass stands: the row, and the last cell of it."""

    file: Path
    sheet: str
    styles: dict[str, Style]
    facts: SheetFacts
    rows: int = 0
    column: int = 0
    hidden_default: bool = False
    _ends: dict[bytes, int | None] = field(default_factory=dict)

    def refuse(self, message: str, cells: str = "", advice: str = CORRUPT[1]) -> UnreadableWorkbook:
        return UnreadableWorkbook(self.file, message, advice, self.sheet, cells)

    def read(self, opening: bytes, rows: list[bytes]) -> None:
        """Every row; opening: the first tag of the part, with what its prefixes mean."""
        styled = re.compile(_STYLED % ("|".join(self.styles) or "-").encode())
        for row in rows:
            attributes, _, cells = row.partition(b">")
            self.row(dict(_ATTRIBUTE.findall(attributes.decode())))
            if cells.count(b"<c") > 3 * COLUMNS:  # with what stands in each
                raise self.refuse(f"baris {self.rows} berisi terlalu banyak sel", f"A{self.rows}")
            if not _ODD.search(cells) and (end := self._tell_end(cells)) is not None:
                self._extend(self.rows if end else 0, end)
                for letters, style, value in styled.findall(cells):
                    column = column_index_from_string(letters.decode())
                    self._note_style((self.rows, column), style.decode(), value.decode())
                continue
            for cell in parse_xml(b"%b<row%b</worksheet>" % (opening, row))[0]:
                if len(cell) or cell.get("r") is None:  # blanks say nothing
                    self.cell(cell)

    def _tell_end(self, cells: bytes) -> int | None:
        """Column of the last filled cell of an ordinary row; None where they are not in order."""
        every = b",".join([*_FILLED.findall(cells), b""]).replace(b"%d," % self.rows, b",")
        if every not in self._ends:
            letters = every.decode().strip(",").split(",") if len(every) > 1 else []
            columns = [0, *(column_index_from_string(n) if n.isalpha() else 0 for n in letters)]
            ordered = all(a < b for a, b in pairwise([*columns, COLUMNS + 1]))
            self._ends[every] = columns[-1] if ordered else None
        return self._ends[every]

    def row(self, said: dict[str, str]) -> None:
        ordinal = int(said.get("r") or self.rows + 1)
        if not self.rows < ordinal <= ROW:
            raise self.refuse(f"nomor baris {ordinal} tidak urut atau tidak sah")
        self.rows, self.column = ordinal, 0
        height = said.get("ht")
        low = self.hidden_default if height is None else float(height) < THIN
        if low or said.get("hidden") in YES:
            self.facts.hidden_rows.add(ordinal)

    def cell(self, node: etree._Element) -> None:
        address = node.get("r")
        fitting = _CELL.fullmatch(address or f"A{self.rows}")
        if fitting is None:
            raise self.refuse(f"alamat sel “{address[:20]}” tidak sah")
        rows, column = int(fitting[2]), column_index_from_string(fitting[1])
        column = column if address else self.column + 1
        if rows != self.rows or not self.column < column <= COLUMNS:
            raise self.refuse("urutan selnya tidak sah", f"{get_column_letter(column)}{rows}")
        self.column = column
        children = {a.tag.rpartition("}")[2]: a for a in node}
        formula, value = "f" in children, children.get("v")
        kind = node.get("t", "n")
        content = None if value is None else value.text
        if formula and not content and (value is None or kind != "str"):
            self.facts.unsaved.add((rows, column))
        if kind == "e":
            self.facts.errors[rows, column] = content or "#?"
        if content or formula or "is" in children:
            self._extend(rows, column)
            self._note_style((rows, column), node.get("s", "0"), content or "")

    def _note_style(self, at: Location, style: str, content: str) -> None:
        own = self.styles.get(style, Style())
        if own.code and not (own.rounds and content.isdecimal()):
            self.facts.formats[at] = own.code
        if own.look:
            self.facts.looks[at] = own.look

    def _extend(self, rows: int, column: int) -> None:
        """The rectangle from A1; one cell far out makes it larger than any reader can bear."""
        b, k = self.facts.last
        if rows <= b and column <= k:
            return
        self.facts.last = (max(b, rows), max(k, column))
        if self.facts.last[0] * self.facts.last[1] > LIMITS.rectangle:
            cells = f"{get_column_letter(column)}{rows}"
            message = f"sel {cells} berisi sesuatu jauh di luar tabel"
            raise self.refuse(message, cells, "hapus isi sel itu, lalu simpan")

    def other(self, name: str, node: etree._Element) -> None:
        if name == "mergeCell":
            self._merge(node.get("ref", ""))
        elif name == "sheetFormatPr":
            self.hidden_default = node.get("zeroHeight") in YES
        elif name == "sheetView":
            self.facts.zeros = node.get("showZeros", "1") in YES
        elif name == "col":
            width = node.get("width")
            if node.get("hidden") in YES or (width is not None and float(width) < THIN):
                initial, end = int(node.get("min", 0)), int(node.get("max", 0))
                hidden = self.facts.hidden_columns
                if not hidden.isdisjoint((initial, end)):
                    raise self.refuse("kolom-kolomnya bertumpang tindih")
                hidden.update(range(initial, min(end, COLUMNS) + 1))

    def _merge(self, ref: str) -> None:
        fitting = _RANGE.fullmatch(ref)
        if fitting is None:
            raise self.refuse(f"sel gabungan “{ref[:30]}” tidak sah")
        k1, k2 = (column_index_from_string(fitting[n] or fitting[1]) for n in (1, 3))
        b1, b2 = int(fitting[2]), int(fitting[4] or fitting[2])
        wide = (b2 - b1 + 1) * (k2 - k1 + 1) > LIMITS.merge or b2 > ROW or k2 > COLUMNS
        if wide or len(self.facts.merges) >= LIMITS.merges:
            message = "sel gabungannya terlalu luas atau terlalu banyak"
            raise self.refuse(message, ref, "pisahkan sel gabungan itu, lalu simpan")
        self.facts.merges.append((b1, k1, b2, k2))
