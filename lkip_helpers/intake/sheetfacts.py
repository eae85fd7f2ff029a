"""What the XML of a workbook says of its cells beside values.

That is errors, formulas, hidden parts, and styles out of the ordinary: formats, unreadable text.
"""

import io
import operator
import re
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries

from lkip_helpers.intake.container import CORRUPT, LIMITS, SAFE_XML, parse_xml, refuse_corrupt
from lkip_helpers.intake.finding import UnreadableFile

Rect = tuple[int, int, int, int]  # first row, first column, last row, last column, from 1
Location = tuple[int, int]  # row and column of a cell, from 1
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_RANGE = re.compile(rf"{_CELL.pattern}(?::{_CELL.pattern})?")
_TAGS = [f"{{*}}{name}" for name in ("row", "col", "mergeCell", "sheetFormatPr", "sheetView")]
ROWS, COLUMNS = 1_048_576, 16_384  # of a sheet of Excel
THIN = 1.0  # a row lower than a point or a column narrower than a digit counts as hidden
YES = {"1", "true"}
ORDINARY = re.compile(r"General|@|0\.00+|#,##0\.00+", re.IGNORECASE)  # shows a number as it is
ROUNDING = re.compile(r"(0|#,##0)(\.0)?")  # shows a whole number as it is
SMALLEST_LETTERS = 4.0  # points
PLAIN_COLOURS = {"0": "FFFFFF", "1": "000000"}  # of a theme: page and text
_INDEXED = {"0": "1", "8": "1", "1": "0", "9": "0"}  # black and white: palette to theme
_SIX_DIGITS = re.compile("[0-9A-F]{6}")
BRIGHTNESS = (0.2126, 0.7152, 0.0722)  # how bright red, green and blue are, by WCAG
LEAST_CONTRAST = 1.3  # of white on the lightest fill of a cell for data
STRUCK, UNSEEN, TINY = "dicoret", "sewarna", "terlalu_kecil"  # findings of rules/periksa.toml


@dataclass(frozen=True)
class Style:
    """What is out of the ordinary in a cell's style.

    code: its number format; "" for one that shows any number as it is. rounds: whether it shows a
    whole number as it is. look: the finding on why its text is not seen or not meant.
    """

    code: str = ""
    rounds: bool = False
    look: str = ""


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
    """The facts of one worksheet, read row by row. Raises UnreadableFile."""
    reader = _Reader(file, sheet, styles, SheetFacts(state=state))
    with refuse_corrupt(file, sheet):
        for _, node in etree.iterparse(io.BytesIO(xml), tag=_TAGS, **SAFE_XML):
            reader.read(_local(node), node)
            node.clear()
    return reader.facts


def _local(node: etree._Element) -> str:
    """The name of a tag without its namespace."""
    return str(node.tag).rpartition("}")[2]


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

    def refuse(self, message: str, cell: str = "", advice: str = CORRUPT[1]) -> UnreadableFile:
        return UnreadableFile(self.file, message, advice, self.sheet, cell)

    def read(self, name: str, node: etree._Element) -> None:
        """Read a row with its cells, or a setting of the sheet."""
        if name == "row" and _local(node.getparent()) == "sheetData":  # no anchor of a control
            self.start_row(node)
            for cell in node:
                if len(cell) or cell.get("r") is None:  # not a blank cell
                    self.read_cell(cell)
        elif name == "mergeCell":
            self.merge(node.get("ref", ""))
        elif name == "sheetFormatPr":
            self.hidden_default = node.get("zeroHeight") in YES
        elif name == "sheetView":
            self.facts.zeros = node.get("showZeros", "1") in YES
        elif name == "col":
            self.hide_columns(node)

    def start_row(self, node: etree._Element) -> None:
        number = int(node.get("r") or self.row + 1)
        if not self.row < number <= ROWS:
            raise self.refuse(f"nomor baris {number} tidak urut atau tidak sah")
        if len(node) > COLUMNS:
            raise self.refuse(f"baris {number} berisi terlalu banyak sel", f"A{number}")
        self.row, self.column = number, 0
        height = node.get("ht")
        low = self.hidden_default if height is None else float(height) < THIN
        if low or node.get("hidden") in YES:
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
        children = {child.tag.rpartition("}")[2]: child.text for child in node}
        formula, text, kind = "f" in children, children.get("v"), node.get("t", "n")
        if formula and not text and ("v" not in children or kind != "str"):
            self.facts.unsaved.add((row, column))
        if kind == "e":
            self.facts.errors[row, column] = text or "#?"
        if text or formula or "is" in children:
            last_row, last_column = self.facts.last
            if row > last_row or column > last_column:
                self._extend_last(row, column)
            if unusual := self.styles.get(node.get("s", "0")):
                if unusual.code and not (unusual.rounds and (text or "").isdecimal()):
                    self.facts.formats[row, column] = unusual.code
                if unusual.look:
                    self.facts.looks[row, column] = unusual.look

    def _extend_last(self, row: int, column: int) -> None:
        """Note a filled cell; refuse one so far out that the rectangle from A1 is too large."""
        last_row, last_column = self.facts.last
        self.facts.last = last_row, last_column = max(last_row, row), max(last_column, column)
        if last_row * last_column > LIMITS.rectangle:
            cell = address(row, column)
            message = f"sel {cell} berisi sesuatu jauh di luar tabel"
            raise self.refuse(message, cell, "hapus isi sel itu, lalu simpan")

    def hide_columns(self, node: etree._Element) -> None:
        width = node.get("width")
        if node.get("hidden") in YES or (width is not None and float(width) < THIN):
            first, last = int(node.get("min", 0)), int(node.get("max", 0))
            hidden = self.facts.hidden_columns
            if not hidden.isdisjoint((first, last)):
                raise self.refuse("kolom-kolomnya bertumpang tindih")
            hidden.update(range(first, min(last, COLUMNS) + 1))

    def merge(self, ref: str) -> None:
        if not _RANGE.fullmatch(ref):
            raise self.refuse(f"sel gabungan “{ref[:30]}” tidak sah")
        left, top, right, bottom = range_boundaries(ref)
        size = (bottom - top + 1) * (right - left + 1)
        outside = size > LIMITS.merge or bottom > ROWS or right > COLUMNS
        if outside or len(self.facts.merges) >= LIMITS.merges:
            message = "sel gabungannya terlalu luas atau terlalu banyak"
            raise self.refuse(message, ref, "pisahkan sel gabungan itu, lalu simpan")
        self.facts.merges.append((top, left, bottom, right))


def read_styles(styles: bytes) -> dict[str, Style]:
    """The styles that are out of the ordinary, by their index as the cells write it."""
    if not styles:
        return {}
    tree = parse_xml(styles)
    custom = {n.get("numFmtId"): n.get("formatCode", "") for n in tree.iter("{*}numFmt")}
    standard = {str(n): code for n, code in BUILTIN_FORMATS.items()}
    fonts, fills = tree.findall("{*}fonts/{*}font"), tree.findall("{*}fills/{*}fill")
    unusual = {}
    for index, xf in enumerate(tree.findall("{*}cellXfs/{*}xf")):
        number = xf.get("numFmtId", "0")
        code = custom.get(number, standard.get(number, "General"))
        places = (fonts, int(xf.get("fontId", 0))), (fills, int(xf.get("fillId", 0)))
        font, fill = (next(iter(entries[place:]), None) for entries, place in places)
        shown = "" if ORDINARY.fullmatch(code) else code
        style = Style(shown, ROUNDING.fullmatch(code) is not None, _find_look(font, fill))
        if style != Style():
            unusual[str(index)] = style
    return unusual


def _find_look(font: etree._Element | None, fill: etree._Element | None) -> str:
    """The finding on text of this font on this fill that is not seen or struck out; "" if none."""
    if font is None:
        return ""
    strike, size = font.find("{*}strike"), font.find("{*}sz")
    if strike is not None and strike.get("val", "1") in YES:
        return STRUCK
    if size is not None and float(size.get("val", SMALLEST_LETTERS)) < SMALLEST_LETTERS:
        return TINY
    ground, ink = _read_background(fill), _read_colour(font.find("{*}color"))
    return UNSEEN if ground and _compute_contrast(ink, ground) < LEAST_CONTRAST else ""


def _compute_contrast(colour: str, background: str) -> float:
    """Contrast ratio of two colours by WCAG 2.1: 1 to 21; of named colours one or the other."""
    if not (_SIX_DIGITS.fullmatch(colour) and _SIX_DIGITS.fullmatch(background)):
        return 1.0 if colour == background else 21.0
    shades = []
    for shade in (colour, background):
        parts = (value / 255 for value in bytes.fromhex(shade))
        linear = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        shades.append(sum(map(operator.mul, BRIGHTNESS, linear)) + 0.05)
    return max(shades) / min(shades)


def _read_background(fill: etree._Element | None) -> str:
    """The background colour; "" for a pattern or gradient."""
    pattern = None if fill is None else fill.find("{*}patternFill")
    kind = "" if pattern is None else pattern.get("patternType", "none")
    if pattern is not None and kind == "solid":
        return _read_colour(pattern.find("{*}fgColor"))
    return PLAIN_COLOURS["0"] if kind == "none" else ""


def _read_colour(node: etree._Element | None) -> str:
    """A colour as six hex digits, or as its name in theme or palette; "" without one."""
    if node is None or node.get("auto") in YES:
        return ""
    if code := node.get("rgb"):
        return str(code[-6:]).upper()
    index, tint = node.get("theme", ""), float(node.get("tint", 0))
    if not index:
        index = _INDEXED.get(node.get("indexed", ""), f"indexed {node.get('indexed')}")
    if index not in PLAIN_COLOURS:
        return f"{index} {tint}"
    grey = int(PLAIN_COLOURS[index][:2], 16)
    grey = round(grey * (1 + tint) if tint < 0 else grey + (255 - grey) * tint)
    return 3 * f"{grey:02X}"
