"""What pandoc leaves undone in the Word file: footers, tables that fit, counted captions."""

import io
import re
import zipfile
from collections.abc import Callable

from lxml import etree

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"
NS = {"w": NAMESPACE}
_INLINE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline"
SHORT_TABEL = 8  # rows a table may have to be kept on one page
_ORDINAL = re.compile(r"(Tabel|Gambar) (\w+)\.(\d+)$")
_GROUP_HEADER = '<w:bottom w:val="single" w:sz="4" w:space="0" w:color="C9D1D9"/>'
_HEADER = '<w:bottom w:val="single" w:sz="6" w:space="0" w:color="123F6D"/>'
_TOTAL = '<w:top w:val="single" w:sz="6" w:space="0" w:color="123F6D"/>'
_FAINT = '<w:shd w:val="clear" w:color="auto" w:fill="F1F4F7"/>'


def finish_docx(docx: bytes) -> bytes:
    """The Word file pandoc wrote, completed; entries keep their order and dates."""
    alter = {"word/document.xml": _document, "word/settings.xml": _settings}
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(result, "w") as new:
        for item in old.infolist():
            content = old.read(item)
            if item.filename in alter:
                content = process_xml(content, alter[item.filename])
            new.writestr(item, content, zipfile.ZIP_DEFLATED)
    return result.getvalue()


def process_xml(xml: bytes, alter: Callable[[etree._Element], None]) -> bytes:
    """The XML after `alter` has worked on its root."""
    root_node = etree.fromstring(xml)
    alter(root_node)
    return bytes(etree.tostring(root_node, xml_declaration=True, encoding="UTF-8", standalone=True))


def unsur(xml: str) -> etree._Element:
    """An element whose names use the prefix w."""
    return etree.fromstring(f'<w:x xmlns:w="{NAMESPACE}">{xml}</w:x>')[0]


def _document(root_node: etree._Element) -> None:
    for part in (_sections, _tabel, _caption_number, _gambar, _signature):
        part(root_node)


def _settings(root_node: etree._Element) -> None:
    """Word fills in the page numbers of the contents when it opens the file."""
    language = root_node.find(f"{W}themeFontLang")
    if language is not None:
        language.set(f"{W}val", "id-ID")
    root_node.find(f"{W}rsids").addprevious(unsur('<w:updateFields w:val="true"/>'))


def _sections(root_node: etree._Element) -> None:
    """Every section has the footer of the last one; chapters count their pages from 1."""
    every = list(root_node.iter(f"{W}sectPr"))
    for section in every[:-1]:
        for footer in reversed(every[-1].findall(f"{W}footerReference")):
            section.insert(0, etree.fromstring(etree.tostring(footer)))
        _lift(section)
    roman = [s.find(f"{W}pgNumType") is not None for s in every]
    primary = roman.index(True) + 1 if True in roman else 0
    margin = every[primary].find(f"{W}pgMar")
    margin.addnext(unsur('<w:pgNumType w:fmt="decimal" w:start="1"/>'))


def _lift(section: etree._Element) -> None:
    """Move a break from an empty paragraph of its own into the paragraph before it.

    Not into one that ends a field: LibreOffice would read the footer as a part of that field.
    """
    itself = section.getparent().getparent()
    previous = itself.getprevious()
    while previous is not None and previous.tag in {f"{W}bookmarkStart", f"{W}bookmarkEnd"}:
        previous = previous.getprevious()
    if (
        previous is None
        or previous.tag != f"{W}p"
        or previous.find(f"{W}pPr/{W}sectPr") is not None
    ):
        return
    if previous.find(f".//{W}fldChar") is not None:
        return
    if previous.find(f"{W}pPr") is None:
        previous.insert(0, etree.Element(f"{W}pPr"))
    previous.find(f"{W}pPr").append(section)
    itself.getparent().remove(itself)


def _signature(root_node: etree._Element) -> None:
    """A signature has the paragraph before it on its page: it never stands there alone."""
    path = "//w:p[w:pPr/w:pStyle/@w:val='TandaTangan']/preceding-sibling::w:p[1]/w:pPr"
    for traits in root_node.xpath(path, namespaces=NS):
        if traits.find(f"{W}keepNext") is None:
            style = traits.find(f"{W}pStyle")
            traits.insert(0 if style is None else 1, etree.Element(f"{W}keepNext"))


def _text_width(section: etree._Element) -> int:
    measure, edge = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    left, right = (int(edge.get(f"{W}{side}")) for side in ("left", "right"))
    return int(measure.get(f"{W}w")) - left - right


def _tabel(root_node: etree._Element) -> None:
    for tabel in root_node.iter(f"{W}tbl"):
        _stretch(tabel, _text_width(tabel.xpath("following::w:sectPr[1]", namespaces=NS)[0]))
        rows = tabel.findall(f"{W}tr")
        for tr in rows:
            _lay_out_row(tr, last=tr.getnext() is None or not _header(tr.getnext()))
        content = [tr for tr in rows if not _header(tr)]
        for tr in rows if len(rows) <= SHORT_TABEL else [content[0], *content[-2:]]:
            for style in tr.iterfind(f".//{W}pPr/{W}pStyle"):
                style.addnext(etree.Element(f"{W}keepNext"))


def _stretch(tabel: etree._Element, width: int) -> None:
    """Columns in the given proportion over the whole width of the text of their section."""
    column = tabel.findall(f"{W}tblGrid/{W}gridCol")
    total = sum(int(k.get(f"{W}w")) for k in column)
    for k in column:
        k.set(f"{W}w", str(round(int(k.get(f"{W}w")) * width / total)))
    measure = tabel.find(f"{W}tblPr/{W}tblW")
    measure.set(f"{W}type", "dxa")
    measure.set(f"{W}w", str(width))


def _header(tr: etree._Element) -> bool:
    return tr.find(f"{W}trPr/{W}tblHeader") is not None


def _lay_out_row(tr: etree._Element, *, last: bool) -> None:
    """No row breaks across pages; head and total rows are shaded and ruled.

    An empty cell is as low as a full one, the last row stays with the source below it.
    """
    for empty in tr.iterfind(f"{W}tc/{W}p"):
        if empty.find(f"{W}pPr/{W}pStyle") is None:
            empty[:] = [unsur('<w:pPr><w:pStyle w:val="SelTabel"/></w:pPr>')]
    if tr.find(f"{W}trPr") is None:
        tr.insert(0, etree.Element(f"{W}trPr"))
    tr.find(f"{W}trPr").insert(0, etree.Element(f"{W}cantSplit"))
    if _header(tr):
        lines = _HEADER if last else _GROUP_HEADER
        alignment = '<w:vAlign w:val="bottom"/>'
    elif tr.find(f".//{W}pStyle[@{W}val='JumlahTabel']") is not None:
        lines, alignment = _TOTAL, ""
    elif tr.find(f".//{W}pStyle[@{W}val='PitaTabel']") is not None:
        lines, alignment = "", ""
    else:
        return
    for cells in tr.iterfind(f"{W}tc"):
        decoration = f"<w:tcBorders>{lines}</w:tcBorders>{_FAINT}{alignment}"
        cells.find(f"{W}tcPr").extend(unsur(f"<w:x>{decoration}</w:x>"))


def _caption_number(root_node: etree._Element) -> None:
    """The number in a caption becomes a field, so that Word can list tables and figures.

    The switch "r" of the field sets the number that is printed, whatever stands before it.
    """
    style = "w:pStyle[@w:val='TableCaption' or @w:val='ImageCaption']"
    for run in root_node.xpath(f"//w:p[w:pPr/{style}]/w:r[1]", namespaces=NS):
        text = run.find(f"{W}t")
        if text is None or not (fitting := _ORDINAL.match(text.text or "")):
            continue
        words, chapter, sequence = fitting.groups()
        text.text = f"{words} {chapter}."
        for content in reversed(_field(rf"SEQ {words} \* ARABIC \r {sequence}", sequence)):
            run.addnext(content)


def _gambar(root_node: etree._Element) -> None:
    """LibreOffice would put room beside a picture of which nothing is said, and push it out."""
    for gambar in root_node.iter(_INLINE):
        for side in "TBLR":
            gambar.set(f"dist{side}", "0")


def _field(command: str, result: str) -> list[etree._Element]:
    def sign(kind: str) -> str:
        return f'<w:fldChar w:fldCharType="{kind}"/>'

    content = (
        sign("begin"),
        f'<w:instrText xml:space="preserve"> {command} </w:instrText>',
        sign("separate"),
        f"<w:t>{result}</w:t>",
        sign("end"),
    )
    return [unsur(f"<w:r>{i}</w:r>") for i in content]
