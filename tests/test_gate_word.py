"""laporan.docx as an office needs it: Word's own styles, fields and sections, in Word's order."""

import io
import re
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree
from matplotlib import image

from lkip_helpers.render.docx.convert import render_docx
from lkip_helpers.render.docx.table import BANDS
from tests.conftest import Report
from tests.read_forms import LAYOUT, NS, W, compact, docx_text, list_tabel, open_docx
from tests.test_report_pages import CHAPTER, list_low_pages

EMU = 914_400  # an inch
MINIMUM_DOTS = 200  # dots per inch of a picture as it is printed
GAMBAR = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
# ISO/IEC 29500-1, annex A: the children of these elements are sequences. Word calls a file that
# breaks one of them damaged. Names that the report does not use may be missing here; a name that
# it uses and that is not listed fails the test.
_SIDE = "top left bottom right"
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr pBdr shd tabs "
    "suppressAutoHyphens wordWrap spacing ind contextualSpacing jc textAlignment outlineLvl rPr "
    "sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike noProof vanish webHidden color "
    "spacing w kern position sz szCs highlight u bdr shd vertAlign rtl cs lang",
    "tblPr": "tblStyle tblpPr tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection "
    "tcFitText vAlign",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
    "pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg docGrid",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden "
    "unhideWhenUsed qFormat locked rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "tblBorders": f"{_SIDE} insideH insideV",
    "tcBorders": f"{_SIDE} insideH insideV",
    "tblCellMar": _SIDE,
    "pBdr": f"{_SIDE} between bar",
    "settings": "view zoom embedTrueTypeFonts embedSystemFonts saveSubsetFonts mirrorMargins "
    "hideSpellingErrors hideGrammaticalErrors proofState attachedTemplate linkStyles "
    "stylePaneFormatFilter stylePaneSortMethod documentType trackRevisions doNotTrackMoves "
    "doNotTrackFormatting documentProtection defaultTabStop autoHyphenation hyphenationZone "
    "evenAndOddHeaders drawingGridHorizontalSpacing drawingGridVerticalSpacing "
    "displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery characterSpacingControl "
    "savePreviewPicture updateFields hdrShapeDefaults footnotePr endnotePr compat docVars rsids "
    "mathPr themeFontLang clrSchemeMapping shapeDefaults decimalSymbol listSeparator",
}


ONCE = {
    "p": "pPr",
    "r": "rPr",
    "tr": "trPr",
    "tc": "tcPr",
}  # the first child, and once


def order_violations(root: etree._Element) -> list[str]:
    """The elements whose children do not stand in the order of ORDER."""
    wrong = []
    for name, names in ORDER.items():
        order = names.split()
        for element in root.iter(f"{W}{name}"):
            children = [etree.QName(child).localname for child in element]
            unknown = set(children) - set(order)
            positions = [order.index(child) for child in children if child in order]
            if unknown or positions != sorted(positions):
                wrong.append(f"{name}: {' '.join(children)}")
    for name, first in ONCE.items():
        if root.xpath(f"//w:{name}/w:{first}[preceding-sibling::*]", namespaces=NS):
            wrong.append(f"{name}: {first} tidak di depan")
    return sorted(set(wrong))


@pytest.fixture(scope="session")
def docx(report: Report) -> bytes:
    return (report.folder / "laporan.docx").read_bytes()


@pytest.fixture(scope="session")
def body(docx: bytes) -> etree._Element:
    return open_docx(docx)


def search(body: etree._Element, path: str) -> list:
    return body.xpath(path, namespaces=NS | GAMBAR)


def list_commands(body: etree._Element) -> list[str]:
    """The commands of the fields, in reading order."""
    return [(p.text or "").strip() for p in body.iter(f"{W}instrText")]


@pytest.mark.parametrize("part", ["document", "styles", "settings", "footer1"])
def test_every_part_has_the_order_that_word_demands(docx: bytes, part: str) -> None:
    """Otherwise Word offers to repair the file."""
    assert order_violations(open_docx(docx, f"word/{part}.xml")) == []


def test_a_wrong_order_is_found() -> None:
    """This gate can fail."""
    wrong = etree.fromstring(f'<w:pPr xmlns:w="{NS["w"]}"><w:jc/><w:keepNext/></w:pPr>')
    assert order_violations(wrong) == ["pPr: jc keepNext"]


def test_headings_are_word_headings_that_skip_no_level(body: etree._Element) -> None:
    """Those that the contents leave out have another style of the same outline level."""
    styles = search(body, "//w:pStyle/@w:val")
    levels = [int(m[1]) for style in styles if (m := re.match(r"Heading(\d)", style))]
    assert len(levels) > 80
    assert all(b - a <= 1 for a, b in pairwise([0, *levels]))


def test_every_style_in_use_is_defined(docx: bytes, body: etree._Element) -> None:
    """Word would silently fall back to Normal."""
    defined = search(open_docx(docx, "word/styles.xml"), "//w:style/@w:styleId")
    used = search(body, "//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val")
    assert set(used) <= set(defined)


def test_every_caption_is_counted_by_a_field(report: Report, body: etree._Element) -> None:
    """SEQ, so that Word itself can list tables and figures; the printed number is ours."""
    style = "w:pStyle[@w:val='TableCaption' or @w:val='ImageCaption']"
    captions = search(body, f"//w:p[w:pPr/{style}]")
    assert len(captions) == len(report.printed)
    for caption in captions:
        kind, number = docx_text(caption).split()[:2]
        assert list_commands(caption) == [rf"SEQ {kind} \* ARABIC \r {number.split('.')[1]}"]


def test_contents_and_lists_are_fields_filled_beforehand(
    report: Report, body: etree._Element
) -> None:
    """Programs that do not update fields show the entries too."""
    fields = [text for text in list_commands(body) if text.startswith("TOC")]
    assert fields == [r'TOC \o "1-3" \h \z', r'TOC \h \z \c "Tabel"', r'TOC \h \z \c "Gambar"']
    listed = search(body, "//w:p[w:pPr/w:pStyle/@w:val='TableofFigures']")
    assert {compact(docx_text(p)) for p in listed} == {
        compact(f"{t['jenis'].capitalize()} {t['nomor']} {t['judul']}") for t in report.printed
    }
    linked = {compact(docx_text(p)) for p in search(body, "//w:p[w:hyperlink]")}
    assert {"KataPengantar", "IkhtisarEksekutif"} <= linked


def test_every_link_and_page_reference_leads_to_a_bookmark(body: etree._Element) -> None:
    """No dead end after editing."""
    bookmarks = set(search(body, "//w:bookmarkStart/@w:name"))
    targets = set(search(body, "//w:hyperlink/@w:anchor"))
    targets |= {text.split()[1] for text in list_commands(body) if text.startswith("PAGEREF")}
    assert len(targets) > 80
    assert targets <= bookmarks


def test_every_field_is_closed(body: etree._Element) -> None:
    """Begin, separate and end follow each other, nested fields included."""
    opened: list[str] = []
    for kind in search(body, "//w:fldChar/@w:fldCharType"):
        if kind == "begin":
            opened.append(kind)
        else:
            assert opened.pop() == {"separate": "begin", "end": "separate"}[kind]
            opened += [kind] if kind == "separate" else []
    assert opened == []


def test_a_wide_table_is_on_landscape_pages() -> None:
    """Only its section, with the heading that leads to it; other text is on upright pages."""
    tabel = (
        '<div class="lkip-tabel lanskap" id="uji"><table><caption>Tabel 1.1 Uji</caption>'
        '<thead><tr><th scope="col">A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>'
        '<div class="sumber">Sumber: uji.</div></div>'
    )
    metadata = {"sampul": {}, "isi": [], "tabel": [], "gambar": []}
    text = f"<p>Depan.</p><h2>Kepala</h2><p>Pengantar.</p>{tabel}<p>Belakang.</p>"
    body = open_docx(render_docx("", f"<h1>Bab</h1>{text}", metadata))
    table = next(body.iter(f"{W}tbl"))
    sizes = search(table, "following::w:pgSz")
    assert sizes[0].get(f"{W}orient") == "landscape"
    assert int(sizes[0].get(f"{W}w")) > int(sizes[0].get(f"{W}h"))
    assert search(table, "preceding::w:pgSz")[-1].get(f"{W}orient") is None
    assert sizes[-1].get(f"{W}orient") is None
    (section,) = search(body, "//w:p[contains(., 'Depan.')]/following-sibling::w:p[1]//w:sectPr")
    assert search(section, "following::w:t[1]/text()") == ["Kepala"]
    assert docx_text(body).count("Kepala") == docx_text(body).count("Pengantar.") == 1


def test_rotated_heads_have_the_height_that_word_does_not_measure() -> None:
    """18 letters of 5.5 points and one to spare. The seal stays with the paragraph before it."""
    tabel = (
        '<div class="lkip-tabel"><table><thead><tr><th class="teks">Unsur</th>'
        '<th class="ya tegak">Kelurahan Contoh 1</th></tr></thead>'
        "<tbody><tr><th>Air</th><td>✓</td></tr></tbody></table></div>"
        '<p>Akhir.</p><div class="segel"><p>QR</p><div><p>Kode</p></div></div>'
    )
    body = open_docx(render_docx("", f"<h1>Bab</h1>{tabel}", {}))
    (height,) = search(body, "//w:trHeight/@w:val")
    assert int(height) == 19 * 110
    (upright,) = search(body, "//w:tc[w:tcPr/w:textDirection[@w:val='btLr']]")
    assert docx_text(upright) == "Kelurahan Contoh 1"
    assert search(body, "//w:p[contains(., 'Akhir.')]/w:pPr/w:keepNext")
    assert order_violations(body) == []


def test_lists_links_and_merged_cells_are_those_of_word() -> None:
    """A list from 3 with bullets below it, an outside address, a cell over two rows and columns."""
    docx = render_docx(
        "",
        '<ol start="3"><li>Satu<ul><li>Anak</li></ul></li></ol><p><a href="https://x.id">x</a></p>'
        '<table><tr><td rowspan="2" colspan="2">a</td><td>b</td></tr><tr><td>c</td></tr></table>',
        {},
    )
    body, numbers = open_docx(docx), open_docx(docx, "word/numbering.xml")
    assert search(body, "//w:numPr/w:ilvl/@w:val") == ["0", "1"]
    ordered, dotted = search(body, "//w:numPr/w:numId/@w:val")
    start = "//w:num[@w:numId=$n]/w:lvlOverride[1]/w:startOverride/@w:val"
    assert numbers.xpath(start, n=ordered, namespaces=NS) == ["3"]
    assert numbers.xpath(start, n=dotted, namespaces=NS) == []
    (link,) = search(body, "//w:hyperlink/@r:id")
    links = {r.get("Id"): r.get("Target") for r in open_docx(docx, "word/_rels/document.xml.rels")}
    assert links[link] == "https://x.id"
    assert [len(r) for r in search(body, "//w:tr/w:tc/w:tcPr[w:vMerge and w:gridSpan]")] == [2, 2]


def test_head_rows_are_repeated_and_no_row_breaks(body: etree._Element) -> None:
    """On every page of a table; its first rows stay together, its last ones with its source."""
    for tabel in list_tabel(body):
        rows = tabel.findall(f"{W}tr")
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        data = [row for row in rows if row.find(f"{W}trPr/{W}tblHeader") is None]
        kept = [p for row in (data[0], *data[-2:]) for p in row.iter(f"{W}pPr")]
        assert all(p.find(f"{W}keepNext") is not None for p in kept)
        assert search(tabel, "preceding-sibling::w:p[1]/w:pPr/w:pStyle/@w:val") == ["TableCaption"]


def test_every_row_fills_the_grid_of_its_table(body: etree._Element) -> None:
    """And each cell ends with a paragraph; in data tables these have the styles of cells."""
    cell_styles = {"SelTabel", "KepalaTabel", "JumlahTabel", *BANDS.values()}
    data = list_tabel(body)
    for tabel in body.iter(f"{W}tbl"):
        columns = len(tabel.findall(f"{W}tblGrid/{W}gridCol"))
        for row in tabel.iterfind(f"{W}tr"):
            spans = search(row, "w:tc/w:tcPr/w:gridSpan/@w:val")
            assert len(row.findall(f"{W}tc")) - len(spans) + sum(map(int, spans)) == columns
        assert all(cell[-1].tag == f"{W}p" for cell in tabel.iter(f"{W}tc"))
        assert tabel not in data or set(search(tabel, ".//w:pStyle/@w:val")) <= cell_styles


def test_what_is_only_laid_out_has_no_lines_and_no_heads() -> None:
    """Its style is not the default one of tables, which draws lines; its row stays whole."""
    parts = "<div>1</div><div><strong>2</strong></div>"
    docx = render_docx("", f'<div class="angka-pokok">{parts}</div>', {})
    (tabel,) = list_tabel(open_docx(docx), layout=True)
    assert len(search(tabel, "w:tr[w:trPr/w:cantSplit]/w:tc")) == 2
    assert search(tabel, ".//w:tblHeader | .//w:tblBorders | .//w:tcBorders") == []
    (style,) = search(open_docx(docx, "word/styles.xml"), f"//w:style[@w:styleId='{LAYOUT}']")
    assert search(style, "@w:default | w:basedOn | .//w:tblBorders | .//w:tcBorders") == []


def test_charts_are_sharp_and_have_alternative_text(docx: bytes, body: etree._Element) -> None:
    """Sharp at their printed size; none is wider than the text, or has a distance around it."""
    source = {r.get("Id"): r.get("Target") for r in open_docx(docx, "word/_rels/document.xml.rels")}
    archive = zipfile.ZipFile(io.BytesIO(docx))
    charts = search(body, "//wp:inline")
    assert len(charts) > 5
    for chart in charts:
        inches = int(search(chart, "wp:extent/@cx")[0]) / EMU
        file = source[search(chart, ".//a:blip/@r:embed")[0]]
        width = image.imread(io.BytesIO(archive.read(f"word/{file}"))).shape[1]
        assert inches < 6.6
        assert {chart.get(f"dist{side}") for side in "TBLR"} == {"0"}
        assert width / inches >= MINIMUM_DOTS
        assert len(search(chart, "wp:docPr/@descr")[0]) > 20


def test_the_cover_has_no_footer_and_the_rest_counts_its_pages(
    docx: bytes, body: etree._Element
) -> None:
    """In Roman numbers before the chapters, from 1 in the chapters."""
    assert search(body, "//w:pStyle/@w:val")[:4] == [
        "JenisLaporan",
        "Title",
        "Subtitle",
        "TahunSampul",
    ]
    sections = list(body.iter(f"{W}sectPr"))
    assert all(s.find(f"{W}footerReference") is not None for s in sections)
    titled = [s.find(f"{W}titlePg") is not None for s in sections]
    assert titled == [True] + [False] * len(sections[1:])
    numbering = [dict(n.attrib) for s in sections if (n := s.find(f"{W}pgNumType")) is not None]
    assert [n[f"{W}fmt"] for n in numbering] == ["lowerRoman", "decimal"]
    assert {n[f"{W}start"] for n in numbering} == {"1"}
    footer = open_docx(docx, "word/footer1.xml")
    assert list_commands(footer) == ["PAGE"]
    assert docx_text(footer).startswith("KONSEP · LKIP 2021 · Kecamatan Paal Merah")


def test_libreoffice_opens_it_and_prints_no_empty_page(
    report: Report, soffice: Callable[[str, Path], Path]
) -> None:
    """Each page but the cover has its number: i, ii, … and 1, 2, …

    None is nearly empty, except the last of a chapter.
    """
    pdf = soffice("pdf", report.folder / "laporan.docx")
    texts = [p.get_textpage().get_text_bounded() for p in pypdfium2.PdfDocument(pdf)]
    assert len(texts) > 40
    assert all(len(t) > 90 for t in texts[1:])
    assert len(texts[0]) > 60
    after = [texts[n] for n in list_low_pages(pdf) if n < len(texts)]
    assert [t[:90] for t in after if not CHAPTER.match(t.replace("\u2002", " "))] == []
    footers = [re.search(r"Kecamatan Paal Merah · (\w+)\s*$", t, re.MULTILINE) for t in texts]
    numbers = [footer[1] for footer in footers if footer]
    front = numbers.index("1")
    assert footers[0] is None
    assert numbers[:front] == ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii"][:front]
    assert numbers[front:] == [str(n) for n in range(1, len(texts) - front)]
