"""The tables of the report as each of its forms holds them, cell by cell.

A table is known by its caption. White space is left out: a form breaks lines where it likes.
"""

import io
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path

import pikepdf
import pypdfium2
from lxml import etree, html
from pypdfium2 import raw

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = {"w": W[1:-1]}
LAYOUT = "TataLetak"  # Word style of tables that only put things side by side, without lines
JOIN = "\x02"  # PDFium writes this for a hyphen at a line's end; tables are not hyphenated
Rows = list[list[str]]
Tabel = dict[str, Rows]


def compact(text: str) -> str:
    return "".join(text.split())


def diff_tabel(left: Tabel, right: Tabel) -> list[str]:
    """Every cell in which two forms differ; a table that only one has differs as a whole."""
    diff = [f"{title}: hanya di satu bentuk" for title in left.keys() ^ right.keys()]
    for title in left.keys() & right.keys():
        rows = zip_longest(left[title], right[title], fillvalue=[])
        for number, pair in enumerate(rows, 1):
            cells = zip_longest(*pair, fillvalue="(tidak ada)")
            diff += [f"{title}: baris {number}: {a!r} ≠ {b!r}" for a, b in cells if a != b]
    return diff


def tabel_html(file: Path) -> tuple[Tabel, Tabel]:
    """The tables of the report, and those folded under figures and sentences, for the screen."""
    tree = html.document_fromstring(file.read_text("utf-8"))
    screen = tree.xpath("//details[@class='data-gambar']//table")
    report = [tabel for tabel in tree.xpath("//main//table") if tabel not in screen]
    return _html_rows(report), _html_rows(screen)


def _html_rows(tables: list[html.HtmlElement]) -> Tabel:
    return {
        compact(tabel.find("caption").text_content()): [
            [compact(cell.text_content()) for cell in row.xpath("./th | ./td")]
            for row in tabel.iter("tr")
        ]
        for tabel in tables
    }


def parts_html(file: Path) -> list[Rows]:
    """What stands side by side without being a table: key figures, and the seal with its code."""
    tree = html.document_fromstring(file.read_text("utf-8"))
    beside = tree.xpath("//main//div[@class='angka-pokok' or @class='segel']")
    return [[[compact(part.text_content()) for part in box]] for box in beside]


def open_docx(docx: bytes, part: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return etree.fromstring(archive.read(part))


def docx_text(element: etree._Element) -> str:
    """The text that a reader sees: w:t, not the commands of fields."""
    return "".join(t.text or "" for t in element.iter(f"{W}t"))


def list_tabel(body: etree._Element, *, layout: bool = False) -> list[etree._Element]:
    """The tables of a Word file that hold data, or those that only lay out their parts."""
    style = "w:tblPr/w:tblStyle/@w:val"
    tabel = body.iter(f"{W}tbl")
    return [t for t in tabel if (t.xpath(style, namespaces=NS) == [LAYOUT]) == layout]


def tabel_docx(docx: bytes) -> Tabel:
    """The tables by their caption, the paragraph before each."""
    return {
        compact(docx_text(tabel.xpath("preceding-sibling::w:p[1]", namespaces=NS)[0])): (
            _docx_rows(tabel)
        )
        for tabel in list_tabel(open_docx(docx))
    }


def parts_docx(docx: bytes) -> list[Rows]:
    """What is laid out in Word as a table without being one."""
    beside = list_tabel(open_docx(docx), layout=True)
    return [_docx_rows(t) for t in beside if t.find(f".//{W}tbl") is None]


def _docx_rows(tabel: etree._Element) -> Rows:
    """Cells that only continue the one above them are left out, as HTML and PDF leave them out."""

    def is_continuation(cell: etree._Element) -> bool:
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        return merge is not None and merge.get(f"{W}val") != "restart"

    return [
        [compact(docx_text(cell)) for cell in row.iterfind(f"{W}tc") if not is_continuation(cell)]
        for row in tabel.iterfind(f"{W}tr")
    ]


def walk_structure(element: pikepdf.Object, kind: str = "") -> Iterator[pikepdf.Dictionary]:
    """Structure elements below one, in reading order; only those of a kind if it is given."""
    for child in _children(element):
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            if kind in {"", str(child.S)[1:]}:
                yield child
            yield from walk_structure(child, kind)


def _children(element: pikepdf.Object) -> list[pikepdf.Object]:
    children = element.get("/K")
    if children is None:
        return []
    return list(children) if isinstance(children, pikepdf.Array) else [children]


def marked_content(element: pikepdf.Object, page: pikepdf.Object = None) -> Iterator[tuple]:
    """(page, number) of every piece of marked content below a structure element."""
    page = element.get("/Pg", page)
    for child in _children(element):
        if isinstance(child, int):
            yield page.objgen, child
        elif "/S" in child:
            yield from marked_content(child, page)
        elif "/MCID" in child:
            yield child.get("/Pg", page).objgen, int(child.MCID)


def pdf_text(file: Path, pdf: pikepdf.Pdf) -> Callable[[pikepdf.Object], str]:
    """A function that gives the text of a structure element."""
    pieces: dict[tuple, str] = defaultdict(str)
    document = pypdfium2.PdfDocument(file)
    for page, origin in zip(document, pdf.pages, strict=True):
        text = page.get_textpage()
        for piece in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=text):
            number = raw.FPDFPageObj_GetMarkedContentID(piece.raw)
            pieces[origin.obj.objgen, number] += piece.extract().replace(JOIN, "-")
    return lambda element: compact("".join(pieces[k] for k in marked_content(element)))


def tabel_pdf(file: Path) -> Tabel:
    """The tables, read from the structure tree as a screen reader does.

    Where a table continues on a page, the first row of its head says so; where the table begins,
    that row is one empty cell.
    """

    def read_rows(tabel: pikepdf.Object) -> Rows:
        rows = [
            [text(cell) for cell in walk_structure(row) if cell.S in {"/TH", "/TD"}]
            for row in walk_structure(tabel, "TR")
        ]
        return rows[1:] if rows[0] == [""] else rows

    with pikepdf.open(file) as pdf:
        text = pdf_text(file, pdf)
        tabel = walk_structure(pdf.Root.StructTreeRoot, "Table")
        return {text(next(walk_structure(t, "Caption"))): read_rows(t) for t in tabel}
