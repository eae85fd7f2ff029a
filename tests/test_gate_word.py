"""laporan.docx as an office needs it: styles, fields and sections that Word knows, in its order."""

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
from tests.conftest import Report
from tests.read_forms import LAYOUT, NS, W, compact, docx_text, list_tabel, open_docx
from tests.test_report_pages import CHAPTER, list_low_pages

EMU = 914_400  # an inch
MINIMUM_DOTS = 200  # dots an inch of a picture as it is printed
GAMBAR = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
# ISO/IEC 29500-1, annex A: the children of these elements are sequences. Word calls a file that
# breaks one of them damaged. Names the report does not use may be missing here; one that is not
# listed fails the test.
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


ONCE = {"p": "pPr", "r": "rPr", "tr": "trPr", "tc": "tcPr"}  # first of all, and once


def order_violations(root_node: etree._Element) -> list[str]:
    """Every element whose children do not stand in the order of ORDER."""
    wrong = []
    for name, standard_form in ORDER.items():
        sequence = standard_form.split()
        for unsur in root_node.iter(f"{W}{name}"):
            children = [etree.QName(a).localname for a in unsur]
            foreign = set(children) - set(sequence)
            place = [sequence.index(a) for a in children if a in sequence]
            if foreign or place != sorted(place):
                wrong.append(f"{name}: {' '.join(children)}")
    for name, header in ONCE.items():
        if root_node.xpath(f"//w:{name}/w:{header}[preceding-sibling::*]", namespaces=NS):
            wrong.append(f"{name}: {header} tidak di depan")
    return sorted(set(wrong))


@pytest.fixture(scope="session")
def docx(report: Report) -> bytes:
    return (report.folder / "laporan.docx").read_bytes()


@pytest.fixture(scope="session")
def body(docx: bytes) -> etree._Element:
    return open_docx(docx)


def search(body: etree._Element, job_run: str) -> list:
    return body.xpath(job_run, namespaces=NS | GAMBAR)


def command(body: etree._Element) -> list[str]:
    """The commands of the fields, in reading order."""
    return [(p.text or "").strip() for p in body.iter(f"{W}instrText")]


@pytest.mark.parametrize("part", ["document", "styles", "settings", "footer1"])
def test_every_part_has_the_order_that_word_demands(docx: bytes, part: str) -> None:
    """Otherwise Word offers to repair the file."""
    assert order_violations(open_docx(docx, f"word/{part}.xml")) == []


def test_a_wrong_order_is_found() -> None:
    """The gate itself."""
    wrong = etree.fromstring(f'<w:pPr xmlns:w="{NS["w"]}"><w:jc/><w:keepNext/></w:pPr>')
    assert order_violations(wrong) == ["pPr: jc keepNext"]


def test_headings_are_word_headings_that_skip_no_level(body: etree._Element) -> None:
    """Those that the contents leave out have a style with the same outline level."""
    style = search(body, "//w:pStyle/@w:val")
    level = [int(c[1]) for g in style if (c := re.match(r"Heading(\d)", g))]
    assert len(level) > 80
    assert all(b - a <= 1 for a, b in pairwise([0, *level]))


def test_every_style_in_use_is_defined(docx: bytes, body: etree._Element) -> None:
    """Word would fall back to Normal without a word."""
    exists = set(open_docx(docx, "word/styles.xml").xpath("//w:style/@w:styleId", namespaces=NS))
    kind = "//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val"
    assert set(search(body, kind)) <= exists


def test_every_caption_is_counted_by_a_field(report: Report, body: etree._Element) -> None:
    """SEQ, so that Word lists tables and figures by itself; the number printed is ours."""
    paragraph = search(
        body, "//w:p[w:pPr/w:pStyle[@w:val='TableCaption' or @w:val='ImageCaption']]"
    )
    assert len(paragraph) == len(report.printed)
    for p in paragraph:
        kind, ordinal = docx_text(p).split()[:2]
        assert command(p) == [rf"SEQ {kind} \* ARABIC \r {ordinal.split('.')[1]}"]


def test_contents_and_lists_are_fields_filled_beforehand(
    report: Report, body: etree._Element
) -> None:
    """Readers that do not update fields see the entries, too."""
    entries = [p for p in command(body) if p.startswith("TOC")]
    assert entries == [r'TOC \o "1-3" \h \z', r'TOC \h \z \c "Tabel"', r'TOC \h \z \c "Gambar"']
    listed = search(body, "//w:p[w:pPr/w:pStyle/@w:val='TableofFigures']")
    assert {compact(docx_text(p)) for p in listed} == {
        compact(f"{t['jenis'].capitalize()} {t['nomor']} {t['judul']}") for t in report.printed
    }
    item = {compact(docx_text(p)) for p in search(body, "//w:p[w:hyperlink]")}
    assert {"KataPengantar", "IkhtisarEksekutif"} <= item


def test_every_link_and_page_reference_leads_to_a_bookmark(body: etree._Element) -> None:
    """No dead end after editing."""
    exists = set(search(body, "//w:bookmarkStart/@w:name"))
    tujuan = set(search(body, "//w:hyperlink/@w:anchor"))
    tujuan |= {p.split()[1] for p in command(body) if p.startswith("PAGEREF")}
    assert len(tujuan) > 80
    assert tujuan <= exists


def test_every_field_is_closed(body: etree._Element) -> None:
    """Begin, separate and end are in balance at every point."""
    open_items: list[str] = []
    for sign in search(body, "//w:fldChar/@w:fldCharType"):
        if sign == "begin":
            open_items.append(sign)
        else:
            assert open_items.pop() == {"separate": "begin", "end": "separate"}[sign]
            open_items += [sign] if sign == "separate" else []
    assert open_items == []


def test_a_wide_table_lies_on_pages_turned_aside() -> None:
    """Its section alone, with the heading that leads to it; other text stands upright."""
    tabel = (
        '<div class="lkip-tabel lanskap" id="uji"><table><caption>Tabel 1.1 Uji</caption>'
        '<thead><tr><th scope="col">A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>'
        '<div class="sumber">Sumber: uji.</div></div>'
    )
    remark = {"sampul": {}, "isi": [], "tabel": [], "gambar": []}
    content = f"<p>Depan.</p><h2>Kepala</h2><p>Pengantar.</p>{tabel}<p>Belakang.</p>"
    docx = render_docx("", f"<h1>Bab</h1>{content}", remark)
    body = open_docx(docx, "word/document.xml")
    measure = search(next(body.iter(f"{W}tbl")), "following::w:pgSz")
    assert measure[0].get(f"{W}orient") == "landscape"
    assert int(measure[0].get(f"{W}w")) > int(measure[0].get(f"{W}h"))
    assert search(next(body.iter(f"{W}tbl")), "preceding::w:pgSz")[-1].get(f"{W}orient") is None
    assert measure[-1].get(f"{W}orient") is None
    (section,) = search(body, "//w:p[contains(., 'Depan.')]/following-sibling::w:p[1]//w:sectPr")
    assert search(section, "following::w:t[1]/text()") == ["Kepala"]
    assert docx_text(body).count("Kepala") == docx_text(body).count("Pengantar.") == 1


def test_heads_that_stand_upright_have_the_height_word_does_not_measure() -> None:
    """18 letters of 5.5 points and one more to spare; the seal keeps the paragraph before it."""
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


def test_lists_links_and_cells_that_span_are_words_own() -> None:
    """A list from 3 with dots below it, an address outside, a cell over two rows and columns."""
    docx = render_docx(
        "",
        '<ol start="3"><li>Satu<ul><li>Anak</li></ul></li></ol><p><a href="https://x.id">x</a></p>'
        '<table><tr><td rowspan="2" colspan="2">a</td><td>b</td></tr><tr><td>c</td></tr></table>',
        {},
    )
    body, numbers = open_docx(docx), open_docx(docx, "word/numbering.xml")
    assert search(body, "//w:numPr/w:ilvl/@w:val") == ["0", "1"]
    ordered, dotted = search(body, "//w:numPr/w:numId/@w:val")
    begin = "//w:num[@w:numId=$n]/w:lvlOverride[1]/w:startOverride/@w:val"
    assert numbers.xpath(begin, n=ordered, namespaces=NS) == ["3"]
    assert numbers.xpath(begin, n=dotted, namespaces=NS) == []
    (link,) = search(body, "//w:hyperlink/@r:id")
    links = {r.get("Id"): r.get("Target") for r in open_docx(docx, "word/_rels/document.xml.rels")}
    assert links[link] == "https://x.id"
    assert [len(r) for r in search(body, "//w:tr/w:tc/w:tcPr[w:vMerge and w:gridSpan]")] == [2, 2]


def test_head_rows_come_again_and_no_row_breaks(body: etree._Element) -> None:
    """On every page of a table; its first rows stay together, its last ones with its source."""
    for tabel in list_tabel(body):
        rows = tabel.findall(f"{W}tr")
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert all(b.find(f"{W}trPr/{W}cantSplit") is not None for b in rows)
        content = [b for b in rows if b.find(f"{W}trPr/{W}tblHeader") is None]
        shared = [p for b in (content[0], *content[-2:]) for p in b.iter(f"{W}pPr")]
        assert all(p.find(f"{W}keepNext") is not None for p in shared)
        assert search(tabel, "preceding-sibling::w:p[1]/w:pPr/w:pStyle/@w:val") == ["TableCaption"]


def test_every_row_fills_the_grid_of_its_table(body: etree._Element) -> None:
    """And every cell ends with a paragraph; those of data in a style of a table."""
    cell_styles = {"SelTabel", "KepalaTabel", "PitaTabel", "PitaTabelDalam", "JumlahTabel"}
    data = list_tabel(body)
    for tabel in body.iter(f"{W}tbl"):
        column = len(tabel.findall(f"{W}tblGrid/{W}gridCol"))
        for rows in tabel.iterfind(f"{W}tr"):
            span = search(rows, "w:tc/w:tcPr/w:gridSpan/@w:val")
            assert len(rows.findall(f"{W}tc")) - len(span) + sum(map(int, span)) == column
        assert all(cells[-1].tag == f"{W}p" for cells in tabel.iter(f"{W}tc"))
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
    """At the size they are printed; none wider than the text, with the room beside it."""
    source = {r.get("Id"): r.get("Target") for r in open_docx(docx, "word/_rels/document.xml.rels")}
    archive = zipfile.ZipFile(io.BytesIO(docx))
    gambar = search(body, "//wp:inline")
    assert len(gambar) > 5
    for g in gambar:
        inches = int(search(g, "wp:extent/@cx")[0]) / EMU
        file = source[search(g, ".//a:blip/@r:embed")[0]]
        width = image.imread(io.BytesIO(archive.read(f"word/{file}"))).shape[1]
        assert inches < 6.6
        assert {g.get(f"dist{side}") for side in "TBLR"} == {"0"}
        assert width / inches >= MINIMUM_DOTS
        assert len(search(g, "wp:docPr/@descr")[0]) > 20


def test_the_cover_has_no_footer_and_the_rest_counts_its_pages(
    docx: bytes, body: etree._Element
) -> None:
    """Roman before the chapters, from 1 in the chapters."""
    assert search(body, "//w:pStyle/@w:val")[:4] == [
        "JenisLaporan",
        "Title",
        "Subtitle",
        "TahunSampul",
    ]
    seksi = list(body.iter(f"{W}sectPr"))
    assert all(s.find(f"{W}footerReference") is not None for s in seksi)
    assert [s.find(f"{W}titlePg") is not None for s in seksi] == [True] + [False] * len(seksi[1:])
    compute = [dict(n.attrib) for s in seksi if (n := s.find(f"{W}pgNumType")) is not None]
    assert [n[f"{W}fmt"] for n in compute] == ["lowerRoman", "decimal"]
    assert {n[f"{W}start"] for n in compute} == {"1"}
    footer = open_docx(docx, "word/footer1.xml")
    assert command(footer) == ["PAGE"]
    assert docx_text(footer).startswith("KONSEP · LKIP 2021 · Kecamatan Paal Merah")


def test_libreoffice_opens_it_and_prints_no_empty_page(
    report: Report, soffice: Callable[[str, Path], Path]
) -> None:
    """Every page but the cover has its number: i, ii, … and 1, 2, …

    None is nearly empty but the last of a chapter.
    """
    result = soffice("pdf", report.folder / "laporan.docx")
    text = [h.get_textpage().get_text_bounded() for h in pypdfium2.PdfDocument(result)]
    assert len(text) > 40
    assert all(len(t) > 90 for t in text[1:])
    assert len(text[0]) > 60
    after = [text[n] for n in list_low_pages(result) if n < len(text)]
    assert [t[:90] for t in after if not CHAPTER.match(t.replace("\u2002", " "))] == []
    footer = [re.search(r"Kecamatan Paal Merah · (\w+)\s*$", t, re.MULTILINE) for t in text]
    ordinal = [k[1] for k in footer if k]
    front = ordinal.index("1")
    assert footer[0] is None
    assert ordinal[:front] == ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii"][:front]
    assert ordinal[front:] == [str(n) for n in range(1, len(text) - front)]
