"""What a sheet's XML says of its cells that their values do not: errors, formulas, formats, hiding.

One pass over the part, streamed; kept is only what is out of the ordinary.
"""

import io
import re
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils import column_index_from_string, get_column_letter

from lkip_helpers.intake.container import CORRUPT, LIMITS, SAFE_XML, UnreadableWorkbook, parse_xml

Rect = tuple[int, int, int, int]
Location = tuple[int, int]  # row and column of a cell, from 1
ORDINARY = re.compile(r"General|@|0(\.0+)?|#,##0(\.0+)?", re.IGNORECASE)  # shows a number as it is
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_RANGE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})(?::([A-Z]{1,3})([1-9][0-9]{0,6}))?")
_YA = {"1", "true"}
ROW, COLUMNS = 1_048_576, 16_384
THIN = 1.0  # a row lower than a point, a column narrower than a digit: nobody sees what is in it


@dataclass
class SheetFacts:
    """What is out of the ordinary on a sheet.

    errors: error of Excel in a cell; unsaved: formulas without a saved result; formats: code of
    each filled cell whose number format is none of BIASA. hidden: rows and columns nobody sees.
    state: of the sheet itself. zeros: whether a zero is shown. last: last filled row and column.
    """

    errors: dict[Location, str] = field(default_factory=dict)
    unsaved: set[Location] = field(default_factory=set)
    formats: dict[Location, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Rect] = field(default_factory=list)
    state: str = "visible"
    zeros: bool = True
    last: Location = (0, 0)


def read_formats(styles: bytes) -> dict[str, str]:
    """Number format of each style that is none of BIASA, by its index as the cells write it."""
    if not styles:
        return {}
    tree = parse_xml(styles)
    itself = {n.get("numFmtId"): n.get("formatCode", "") for n in tree.iter("{*}numFmt")}
    standard_form = {str(n): code for n, code in BUILTIN_FORMATS.items()}
    result = {}
    for index, xf in enumerate(tree.findall("{*}cellXfs/{*}xf")):
        ordinal = xf.get("numFmtId", "0")
        code = itself.get(ordinal, standard_form.get(ordinal, "General"))
        if not ORDINARY.fullmatch(code):
            result[str(index)] = code
    return result


def read_facts(
    file: Path, sheet: str, content: bytes, formats: dict[str, str], state: str
) -> SheetFacts:
    """The facts of one worksheet. Raises BukuTakTerbaca."""
    reader = _Reader(file, sheet, formats, SheetFacts(state=state))
    sign = [f"{{*}}{n}" for n in ("row", "col", "mergeCell", "sheetFormatPr", "sheetView")]
    try:
        stream = etree.iterparse(io.BytesIO(content), tag=sign, **SAFE_XML)
        for _, unsur in stream:
            name = unsur.tag.rpartition("}")[2]
            if name == "row":
                reader.row(unsur)
            else:
                reader.other(name, unsur)
            unsur.clear()
            while unsur.getprevious() is not None:
                del unsur.getparent()[0]
    except UnreadableWorkbook:
        raise
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableWorkbook(file, *CORRUPT, sheet) from error
    return reader.facts


@dataclass
class _Reader:
    """Where the pass stands: the row, and the last cell of it."""

    file: Path
    sheet: str
    formats: dict[str, str]
    facts: SheetFacts
    rows: int = 0
    column: int = 0
    hidden_default: bool = False
    _letters: dict[str, int] = field(default_factory=dict)

    def refuse(self, message: str, cells: str = "") -> UnreadableWorkbook:
        return UnreadableWorkbook(self.file, message, CORRUPT[1], self.sheet, cells)

    def row(self, unsur: etree._Element) -> None:
        ordinal = int(unsur.get("r") or self.rows + 1)
        if not self.rows < ordinal <= ROW:
            raise self.refuse(f"nomor baris {ordinal} tidak urut atau tidak sah")
        self.rows, self.column = ordinal, 0
        height = unsur.get("ht")
        if (
            unsur.get("hidden") in _YA
            or (height is not None and float(height) < THIN)
            or (height is None and self.hidden_default)
        ):
            self.facts.hidden_rows.add(ordinal)
        for cells in unsur:
            if (len(cells) or cells.get("r") is None) and cells.tag.endswith(
                "c"
            ):  # blanks say nothing
                self.cell(cells)

    def cell(self, unsur: etree._Element) -> None:
        rows, column = self._location(unsur.get("r"))
        if rows != self.rows or not self.column < column <= COLUMNS:
            raise self.refuse("urutan selnya tidak sah", f"{get_column_letter(column)}{rows}")
        self.column = column
        children = {a.tag.rpartition("}")[2]: a for a in unsur}
        formula, value = "f" in children, children.get("v")
        kind = unsur.get("t", "n")
        content = None if value is None else value.text
        if formula and not content and (value is None or kind != "str"):
            self.facts.unsaved.add((rows, column))
        if kind == "e":
            self.facts.errors[rows, column] = content or "#?"
        if content or formula or "is" in children:
            self._extend(rows, column)
            code = self.formats.get(unsur.get("s", "0"))
            if code is not None:
                self.facts.formats[rows, column] = code

    def _location(self, address: str | None) -> Location:
        if address is None:
            return self.rows, self.column + 1
        fitting = _CELL.fullmatch(address)
        if fitting is None:
            raise self.refuse(f"alamat sel “{address[:20]}” tidak sah")
        letter = fitting[1]
        if letter not in self._letters:
            self._letters[letter] = column_index_from_string(letter)
        return int(fitting[2]), self._letters[letter]

    def _extend(self, rows: int, column: int) -> None:
        """The rectangle from A1; one cell far out makes it larger than any reader can bear."""
        b, k = self.facts.last
        if rows <= b and column <= k:
            return
        self.facts.last = (max(b, rows), max(k, column))
        if self.facts.last[0] * self.facts.last[1] > LIMITS.rectangle:
            cells = f"{get_column_letter(column)}{rows}"
            raise UnreadableWorkbook(
                self.file, f"sel {cells} berisi sesuatu jauh di luar tabel",
                "hapus isi sel itu, lalu simpan", self.sheet, cells,
            )  # fmt: skip

    def other(self, name: str, unsur: etree._Element) -> None:
        if name == "mergeCell":
            self._merge(unsur.get("ref", ""))
        elif name == "sheetFormatPr":
            self.hidden_default = unsur.get("zeroHeight") in _YA
        elif name == "sheetView":
            self.facts.zeros = unsur.get("showZeros", "1") in _YA
        elif name == "col":
            width = unsur.get("width")
            if unsur.get("hidden") in _YA or (width is not None and float(width) < THIN):
                initial, end = int(unsur.get("min", 0)), int(unsur.get("max", 0))
                self.facts.hidden_columns.update(range(initial, min(end, COLUMNS) + 1))

    def _merge(self, ref: str) -> None:
        fitting = _RANGE.fullmatch(ref)
        if fitting is None:
            raise self.refuse(f"sel gabungan “{ref[:30]}” tidak sah")
        k1, k2 = (column_index_from_string(fitting[n] or fitting[1]) for n in (1, 3))
        b1, b2 = int(fitting[2]), int(fitting[4] or fitting[2])
        if (
            len(self.facts.merges) >= LIMITS.merges
            or (b2 - b1 + 1) * (k2 - k1 + 1) > LIMITS.merge
            or b2 > ROW
            or k2 > COLUMNS
        ):
            raise UnreadableWorkbook(
                self.file, "sel gabungannya terlalu luas atau terlalu banyak",
                "pisahkan sel gabungan itu, lalu simpan", self.sheet, ref,
            )  # fmt: skip
        self.facts.merges.append((b1, k1, b2, k2))
