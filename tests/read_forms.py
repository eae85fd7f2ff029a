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
LAYOUT = "TataLetak"  # Word's style of what only stands side by side, without lines
JOIN = "\x02"  # PDFium's sign for a hyphen at the end of a line; tables are not hyphenated
Content = list[list[str]]
Tabel = dict[str, Content]


def compact(text: str) -> str:
    return "".join(text.split())


def diff_tabel(left: Tabel, right: Tabel) -> list[str]:
    """Every cell in which two forms differ; a table that only one has differs as a whole."""
    diff = [f"{title}: hanya di satu bentuk" for title in left.keys() ^ right.keys()]
    for title in left.keys() & right.keys():
        rows = zip_longest(left[title], right[title], fillvalue=[])
        for ordinal, pair in enumerate(rows, 1):
            cells = zip_longest(*pair, fillvalue="(tidak ada)")
            diff += [f"{title}: baris {ordinal}: {a!r} ≠ {b!r}" for a, b in cells if a != b]
    return diff


def tabel_html(file: Path) -> tuple[Tabel, Tabel]:
    """The tables of the report, and those folded under figures and sentences, for the screen."""
    tree = html.document_fromstring(file.read_text("utf-8"))
    screen = tree.xpath("//details[@class='data-gambar']//table")
    report = [tabel for tabel in tree.xpath("//main//table") if tabel not in screen]
    return _html_content(report), _html_content(screen)


def _html_content(entries: list[html.HtmlElement]) -> Tabel:
    return {
        compact(tabel.find("caption").text_content()): [
            [compact(cells.text_content()) for cells in rows.xpath("./th | ./td")]
            for rows in tabel.iter("tr")
        ]
        for tabel in entries
    }


def parts_html(file: Path) -> list[Content]:
    """What stands side by side without being a table: each of the key figures, code and seal."""
    tree = html.document_fromstring(file.read_text("utf-8"))
    beside = tree.xpath("//main//div[@class='angka-pokok' or @class='segel']")
    return [[[compact(part.text_content()) for part in box]] for box in beside]


def open_docx(docx: bytes, part: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return etree.fromstring(archive.read(part))


def docx_text(unsur: etree._Element) -> str:
    """Text a reader sees: w:t, not the commands of fields."""
    return "".join(t.text or "" for t in unsur.iter(f"{W}t"))


def list_tabel(body: etree._Element, *, layout: bool = False) -> list[etree._Element]:
    """The tables of a Word file that hold data, or those that only lay out."""
    style = "w:tblPr/w:tblStyle/@w:val"
    tabel = body.iter(f"{W}tbl")
    return [t for t in tabel if (t.xpath(style, namespaces=NS) == [LAYOUT]) == layout]


def tabel_docx(docx: bytes) -> Tabel:
    """By the paragraph before each, its caption."""
    return {
        compact(docx_text(tabel.xpath("preceding-sibling::w:p[1]", namespaces=NS)[0])): (
            _docx_content(tabel)
        )
        for tabel in list_tabel(open_docx(docx))
    }


def parts_docx(docx: bytes) -> list[Content]:
    """What Word lays out in tables without being one."""
    beside = list_tabel(open_docx(docx), layout=True)
    return [_docx_content(t) for t in beside if t.find(f".//{W}tbl") is None]


def _docx_content(tabel: etree._Element) -> Content:
    """Cells that only continue one above them are left out, as HTML and PDF leave them out."""

    def continuation(cells: etree._Element) -> bool:
        merge = cells.find(f"{W}tcPr/{W}vMerge")
        return merge is not None and merge.get(f"{W}val") != "restart"

    return [
        [compact(docx_text(cells)) for cells in rows.iterfind(f"{W}tc") if not continuation(cells)]
        for rows in tabel.iterfind(f"{W}tr")
    ]


def trace(unsur: pikepdf.Object, kind: str = "") -> Iterator[pikepdf.Dictionary]:
    """Structure elements below `unsur`, in reading order; only those of one kind if it is given."""
    for children in _children(unsur):
        if isinstance(children, pikepdf.Dictionary) and "/S" in children:
            if kind in {"", str(children.S)[1:]}:
                yield children
            yield from trace(children, kind)


def _children(unsur: pikepdf.Object) -> list[pikepdf.Object]:
    children = unsur.get("/K")
    if children is None:
        return []
    return list(children) if isinstance(children, pikepdf.Array) else [children]


def marked_content(unsur: pikepdf.Object, page: pikepdf.Object = None) -> Iterator[tuple]:
    """(page, number) of every piece of marked content below a structure element."""
    page = unsur.get("/Pg", page)
    for children in _children(unsur):
        if isinstance(children, int):
            yield page.objgen, children
        elif "/S" in children:
            yield from marked_content(children, page)
        elif "/MCID" in children:
            yield children.get("/Pg", page).objgen, int(children.MCID)


def pdf_text(file: Path, pdf: pikepdf.Pdf) -> Callable[[pikepdf.Object], str]:
    """What tells the text of a structure element."""
    pieces: dict[tuple, str] = defaultdict(str)
    document = pypdfium2.PdfDocument(file)
    for page, origin in zip(document, pdf.pages, strict=True):
        text = page.get_textpage()
        for record in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=text):
            ordinal = raw.FPDFPageObj_GetMarkedContentID(record.raw)
            pieces[origin.obj.objgen, ordinal] += record.extract().replace(JOIN, "-")
    return lambda unsur: compact("".join(pieces[k] for k in marked_content(unsur)))


def tabel_pdf(file: Path) -> Tabel:
    """Read from the structure tree, as a screen reader does.

    Where a table may go on overleaf, the first row of its head says so there, and is one empty
    cell where the table begins.
    """

    def content(tabel: pikepdf.Object) -> Content:
        rows = [
            [text(cells) for cells in trace(row) if cells.S in {"/TH", "/TD"}]
            for row in trace(tabel, "TR")
        ]
        return rows[1:] if rows[0] == [""] else rows

    with pikepdf.open(file) as pdf:
        text = pdf_text(file, pdf)
        tabel = trace(pdf.Root.StructTreeRoot, "Table")
        return {text(next(trace(t, "Caption"))): content(t) for t in tabel}
