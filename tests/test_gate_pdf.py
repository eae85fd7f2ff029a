"""laporan.pdf does not only claim A-2a and UA-1: its structure, fonts and tags bear it out."""

import io
import re
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from lxml import html
from pypdfium2 import raw

from lkip_helpers.errors import LkipError
from lkip_helpers.render.pdf import typeset
from lkip_helpers.render.pdf.compiler import learn_places
from lkip_helpers.render.pdf.typeset import PDF_STANDARD, render_pdf
from tests.conftest import Report
from tests.read_forms import marked_content, pdf_text, walk_structure

MARKS = "BMC BDC EMC"
PAINTS = "Tj TJ ' \" f F f* B B* b b* S s sh Do BI ID EI"
PAINTING = {*PAINTS.split(), "INLINE IMAGE"}  # as pikepdf names BI … EI
POINT = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)

MARK = "KONSEP\r\n"  # the watermark, behind the text of each page
CHAPTER = re.compile(MARK + r"(Bab [IV]+ |Lampiran)[^·\n]*\n")
FOOT = 60.0  # points from the lower edge, above the page number
METADATA: dict[str, Any] = {"sampul": {}, "isi": [], "tabel": [], "gambar": []}


@pytest.fixture(scope="session")
def pdf(report: Report) -> pikepdf.Pdf:
    return pikepdf.open(report.folder / "laporan.pdf")


@pytest.fixture(scope="session")
def structure(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.Root.StructTreeRoot


def paintings(page: pikepdf.Page) -> tuple[list[str], set[int]]:
    """Painting operators outside all marked content of a page, and the numbers of that content."""
    open_marks: list[str] = []
    loose, numbers = [], set()
    for operands, operator in pikepdf.parse_content_stream(page, f"{MARKS} {PAINTS}"):
        name = str(operator)
        if name in {"BDC", "BMC"}:
            open_marks.append(str(operands[0]))
            if name == "BDC" and "/MCID" in operands[1]:
                numbers.add(int(operands[1].MCID))
        elif name == "EMC":
            open_marks.pop()
        elif name in PAINTING and not open_marks:
            loose.append(name)
    return loose, numbers


def read_attribute(element: pikepdf.Object, key: str) -> str | None:
    """An attribute of a structure element."""
    owners = element.get("/A", [])
    owners = owners if isinstance(owners, pikepdf.Array) else [owners]
    return next((str(a[key]) for a in owners if key in a), None)


def page_texts(pdf: bytes | Path) -> list[str]:
    return [p.get_textpage().get_text_bounded() for p in pypdfium2.PdfDocument(pdf)]


def printed(rows: list[str], before: str = "", dense: str = "") -> list[str]:
    """Text of each page on which a table with these rows is printed; a row of one cell is a band.

    before: HTML before the table. dense: instead of rows, the body of a long list of numbers.
    """
    band = " class=pita data-tingkat=0"
    body = "".join(f"<tr{band * ('colspan' in row)}>{row}</tr>" for row in rows)
    tabel = (
        f'<div class="lkip-tabel{" rapat" * bool(dense)}" id="uji"><table>'
        '<caption><span class="nomor">Tabel 1.1</span> Uji</caption>'
        '<colgroup><col style="width:50%"><col style="width:50%"></colgroup>'
        '<thead><tr><th scope="col">Program</th><th scope="col">Nomor</th></tr></thead>'
        f"{dense or f'<tbody>{body}</tbody>'}</table>"
        '<div class="sumber">Sumber: uji.</div></div>'
    )
    return page_texts(render_pdf("", before + tabel, METADATA))


def test_the_exporter_asks_for_both_standards() -> None:
    """Typst refuses what breaks them: here, a picture without alternative text."""
    assert PDF_STANDARD == ["a-2a", "ua-1"]
    with pytest.raises(LkipError, match="alt"):
        render_pdf("", f'<p><img src="data:image/png;base64,{POINT}"></p>', METADATA)


def test_language_title_and_tagging_are_declared_in_the_catalogue(pdf: pikepdf.Pdf) -> None:
    """A screen reader announces the title and speaks Indonesian."""
    assert str(pdf.Root.Lang) == "id-ID"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert pdf.Root.MarkInfo.Marked
    assert not pdf.Root.MarkInfo.get("/Suspects", False)
    assert "/JavaScript" not in pdf.Root.get("/Names", {})
    assert not pdf.is_encrypted


KINDS = """Document Part Sect Div BlockQuote Caption TOC TOCI Index NonStruct P H1 H2 H3 H4 H5 H6 L
LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference Link Figure Formula Code"""


def test_the_metadata_claim_both_standards_and_name_the_document(pdf: pikepdf.Pdf) -> None:
    """ISO 14289-1 clause 5 and 7.1: pdfuaid, and the title that the window shows."""
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert "Paal Merah" in str(metadata["dc:title"])


def test_tags_are_of_the_standard_and_of_one_language(structure: pikepdf.Object) -> None:
    """Matterhorn 02, 09 and 11: known types, list items with their bodies, no second language."""
    kinds = {str(e.S) for e in walk_structure(structure)} - {*structure.RoleMap.keys()}
    assert kinds <= {f"/{kind}" for kind in KINDS.split()}
    items = list(walk_structure(structure, "LI"))
    assert items
    assert all("/LBody" in [str(k.S) for k in li.K] for li in items)
    assert {str(e.Lang) for e in walk_structure(structure) if "/Lang" in e} <= {"id-ID"}


def test_everything_painted_is_tagged_or_an_artifact(
    pdf: pikepdf.Pdf, structure: pikepdf.Object
) -> None:
    """And every piece of tagged content can be reached from the structure tree."""
    reached = set(marked_content(structure, pdf.pages[0].obj))
    for number, page in enumerate(pdf.pages, 1):
        loose, marked = paintings(page)
        assert loose == [], number
        assert {(page.obj.objgen, n) for n in marked} <= reached, number


def test_untagged_paint_is_found(report: Report) -> None:
    """This gate can fail: one rectangle and one picture too many are found."""
    with pikepdf.open(report.folder / "laporan.pdf") as pdf:
        page = pdf.pages[3]
        page.contents_add(b"0 0 9 9 re f BI /W 1 /H 1 /BPC 8 /CS /G ID x EI")
        assert paintings(page)[0] == ["f", "INLINE IMAGE"]


def test_headings_are_tagged_and_skip_no_level(structure: pikepdf.Object) -> None:
    """From H1 on."""
    kinds = [str(e.S) for e in walk_structure(structure)]
    levels = [int(kind[2]) for kind in kinds if re.fullmatch(r"/H[1-6]", kind)]
    assert len(levels) > 80
    assert all(b - a <= 1 for a, b in pairwise([0, *levels]))


def test_every_figure_has_alternative_text(report: Report, structure: pikepdf.Object) -> None:
    """One for each chart of the report, and one for the QR code at its end."""
    texts = [str(e.get("/Alt", "")) for e in walk_structure(structure, "Figure")]
    assert len(texts) == 1 + sum(t["jenis"] == "gambar" for t in report.tabel.values())
    assert all(len(alt) > 20 for alt in texts)


def test_every_table_has_heads_with_scope_and_cells_that_name_them(
    structure: pikepdf.Object,
) -> None:
    """Rows only inside THead, TBody, TFoot; a caption before them."""
    tabel = list(walk_structure(structure, "Table"))
    assert len(tabel) > 40
    for t in tabel:
        parts = [str(e.S) for e in t.K]
        assert set(parts) <= {"/Caption", "/THead", "/TBody", "/TFoot"}
        assert parts[:2] == ["/Caption", "/THead"]
        heads = list(walk_structure(t, "TH"))
        assert heads
        assert all(read_attribute(th, "/Scope") for th in heads)
        assert all(read_attribute(td, "/Headers") for td in walk_structure(t, "TD"))


def test_every_row_header_of_the_html_is_one_in_the_pdf(
    report: Report, pdf: pikepdf.Pdf, structure: pikepdf.Object
) -> None:
    """First in its row, with scope and an ID that the index has; the cells after it name it."""
    tree = html.document_fromstring((report.folder / "laporan.html").read_bytes())
    shown = tree.xpath("//main//table[not(ancestor::details)]")
    rows = [[*tr.K] for tr in walk_structure(structure, "TR")]
    headed = [r for r in rows if read_attribute(r[0], "/Scope") == "/Row"]
    assert len(headed) == sum(len(t.xpath(".//th[@scope='row']")) for t in shown) > 300
    index = pikepdf.NameTree(structure.IDTree)
    for first, *others in headed:
        assert first.S == "/TH"
        assert index[str(first.ID)] == first
        assert all(str(first.ID) in read_attribute(td, "/Headers") for td in others)
    assert [*index] == sorted(index)
    assert pdf.check_pdf_syntax() == []


def test_no_cell_has_more_than_five_lines(
    report: Report, pdf: pikepdf.Pdf, structure: pikepdf.Object
) -> None:
    """Counted by the baselines of its text; the longest of the report has 160 letters."""
    lines: dict[tuple, set[int]] = defaultdict(set)
    pages = pypdfium2.PdfDocument(report.folder / "laporan.pdf")
    for page, origin in zip(pages, pdf.pages, strict=True):
        for text in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            number = raw.FPDFPageObj_GetMarkedContentID(text.raw)
            lines[origin.objgen, number].add(round(text.get_matrix().f))
    cells = [*walk_structure(structure, "TD"), *walk_structure(structure, "TH")]
    heights = [len(set().union(*(lines[m] for m in marked_content(c)))) for c in cells]
    assert max(heights) == 5


def test_no_last_row_and_no_source_stand_alone_on_a_page() -> None:
    """Wherever the page ends: some of these tables just fit, others just do not."""
    page_counts = set()
    for total in range(57, 66):
        pages = printed([f"<td>Program</td><td>Baris {n}.</td>" for n in range(total)])
        page_counts.add(len(pages))
        for text in ("Sumber: uji.", f"Baris {total - 1}.", f"Baris {total - 2}."):
            assert text in pages[-1], (total, text)
    assert page_counts == {1, 2}


def test_a_long_list_of_numbers_stands_in_two_columns() -> None:
    """90 answers fit on one page; the second column begins with the name again, the sum ends it."""
    rows = "".join(f"<tr><th scope=row>{n}</th><td class=angka>4</td></tr>" for n in range(90))
    (page,) = printed([], dense=f"<tbody>{rows}</tbody><tfoot><tr><td>360</td></tr></tfoot>")
    assert page.count("Tabel 1.1 (lanjutan)") == 1
    first, second = page.split("lanjutan")
    assert re.search(r"\b40 ?4", first)
    assert re.search(r"\b50 ?4.*360", second, re.DOTALL)


def test_a_table_repeats_its_name_and_its_band_on_the_next_page() -> None:
    """Only what continues: B begins on the second page."""
    band = '<th scope="colgroup" colspan="2">Program {}</th>'
    rows = [band.format("A"), *(f"<th>{n}</th><td>0</td>" for n in range(63))]
    rows += [band.format("B"), "<th>63</th><td>0</td>", "<th>64</th><td>0</td>"]
    first, second = printed(rows)
    assert "lanjutan" not in first
    assert "Program B" not in first
    assert "Tabel 1.1 (lanjutan)" in second
    assert "Program A" in second


def test_tables_that_move_ahead_are_settled_from_the_front() -> None:
    """In each chapter the first misplaced table is right about itself; those after it only guess.

    Layout 1: `rkt` wants to move ahead, so what `iku` says is not certain. Layout 2: `iku` had
    better stay. Layout 3: `rkt` is not asked again, so that no table moves back and forth forever.
    """

    def places(rkt: str | None, iku: str | None, lain: str | None) -> list[dict[str, Any]]:
        found = {"pk": (1, None), "rkt": (1, rkt), "iku": (1, iku), "lain": (2, lain)}
        return [{"ke": to, "bab": bab, "mau": mau} for to, (bab, mau) in found.items()]

    known: dict[str, Any] = {}
    settled: set[str] = set()
    assert learn_places(places("muka", "muka", "muka"), known, settled)
    assert {to: place["mau"] for to, place in known.items()} == {
        "pk": None, "rkt": "muka", "iku": "muka", "lain": "muka"
    }  # fmt: skip
    assert settled == {"pk", "rkt", "lain"}
    assert learn_places(places("muka", None, "muka"), known, settled)
    assert known["iku"]["mau"] is None
    assert not learn_places(places(None, None, "muka"), known, settled)
    assert known["rkt"]["mau"] == "muka"


def test_a_typesetter_that_dies_makes_no_pdf(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whatever killed it (memory, a fault of its own): one sentence, and the report goes on."""
    script = tmp_path / "mati.py"
    script.write_text("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n")
    monkeypatch.setattr(typeset, "COMPILER", script)
    with pytest.raises(LkipError, match="berhenti di tengah"):
        render_pdf("", "<p>Isi.</p>", METADATA)


def test_a_sign_that_the_font_lacks_is_named_with_its_cure() -> None:
    """In words of a clerk, who looks for it in the workbooks."""
    with pytest.raises(LkipError, match=r"memuat “漢”, .* ganti di berkas Excel"):
        render_pdf("", "<p>Visi 漢 kecamatan.</p>", METADATA)


def test_a_table_that_fits_on_a_page_is_not_cut() -> None:
    """After half a page of text none of 25 rows stays behind, and the number is not repeated."""
    text = "<p>Kalimat.</p>" * 25
    rows = [f"<th>Baris {n}.</th><td>0</td>" for n in range(25)]
    first, second = printed(rows, text)
    assert "Baris" not in first
    assert all(f"Baris {n}." in second for n in range(25))
    assert "lanjutan" not in second


def test_the_seal_is_not_alone_on_the_last_page() -> None:
    """Wherever the page ends, the last sentence stands with it."""
    seal = '<div class="segel"><p>QR</p><div><p>Kode segel.</p></div></div>'
    for lines in range(38, 48):
        text = "<p>Kalimat.</p>" * lines + "<p>Yang terakhir.</p>" + seal
        last = page_texts(render_pdf("", text, METADATA))[-1]
        assert "Yang terakhir." in last, lines
        assert "Kode segel." in last


def test_pages_are_filled(report: Report) -> None:
    """At least two fifths of each page, except the last of a chapter."""
    pages = list(pypdfium2.PdfDocument(report.folder / "laporan.pdf"))
    texts = [page.get_textpage() for page in pages]
    begins = [i for i, t in enumerate(texts) if CHAPTER.match(t.get_text_bounded())]
    assert len(begins) > 4
    for i in sorted({*range(begins[0], len(pages) - 1)} - {b - 1 for b in begins}):
        letters = range(len(MARK), texts[i].count_chars())
        bottoms = [texts[i].get_charbox(n)[1] for n in letters]
        height = pages[i].get_height()
        assert 1 - min(y for y in bottoms if y > FOOT) / height > 0.4, i + 1


def test_every_link_says_where_it_leads(pdf: pikepdf.Pdf) -> None:
    """Annotations have text and a place in the structure; the Tab key follows its order."""
    links = [(page, a) for page in pdf.pages for a in page.get("/Annots", [])]
    assert len(links) > 100
    assert all(
        a.Subtype == "/Link" and a.get("/Contents") and "/StructParent" in a for _, a in links
    )
    assert {str(page.get("/Tabs")) for page, _ in links} == {"/S"}


def test_fonts_are_embedded_and_map_to_unicode(pdf: pikepdf.Pdf) -> None:
    """So that text is found, copied and read aloud."""
    fonts = {f.objgen: f for p in pdf.pages for _, f in p.Resources.get("/Font", {}).items()}
    assert fonts
    for font in fonts.values():
        assert "/ToUnicode" in font, font.BaseFont
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert {"/FontFile2", "/FontFile3"} & set(descriptor.keys()), font.BaseFont


def test_bookmarks_lead_to_the_chapters(report: Report, pdf: pikepdf.Pdf) -> None:
    """The titles of the first-level headings, and of the contents and lists."""
    with pdf.open_outline() as outline:
        titles = [bookmark.title for bookmark in outline.root]
    for chapter in (
        "Kata Pengantar",
        "Daftar Isi",
        "Daftar Tabel",
        "Daftar Gambar",
        "Pendahuluan",
        "Penutup",
        "Lampiran",
    ):
        assert any(chapter in title for title in titles), chapter


def test_colours_belong_to_an_output_intent(pdf: pikepdf.Pdf) -> None:
    """PDF/A: a profile defines how red is red."""
    intent = pdf.Root.OutputIntents[0]
    assert intent.S == "/GTS_PDFA1"
    assert "/DestOutputProfile" in intent


def test_the_text_of_the_structure_is_the_text_of_the_page(
    report: Report, pdf: pikepdf.Pdf, structure: pikepdf.Object
) -> None:
    """Read in the order of its tags, the report has its chapters in order."""
    text = pdf_text(report.folder / "laporan.pdf", pdf)
    titles = [text(e) for e in walk_structure(structure, "H1")]
    chapters = ("BabI", "BabII", "BabIII")
    positions = [next(i for i, title in enumerate(titles) if c in title) for c in chapters]
    assert titles[0] == "KataPengantar"
    assert positions == sorted(positions)


def test_a_hyphen_before_a_digit_stays_one() -> None:
    """-1 in a text gets no minus sign; a span of years and a true minus stay as they are."""
    pdf = render_pdf("", "<p>Kolom -1 dan (-2), 2019-2023, −3.</p>", METADATA)
    text = "".join(page_texts(pdf)).replace("\ufffe", "-")
    assert "Kolom -1 dan (-2), 2019-2023, −3." in text


def test_an_alternative_text_keeps_every_word() -> None:
    """Also those that Typst would read as a heading or a list: a sign alone, a year at the end."""
    alt = "Naik + turun - tetap / sama = 2021."
    source = f'<p><img alt="{alt}" src="data:image/png;base64,{POINT}"></p>'
    document = pikepdf.open(io.BytesIO(render_pdf("", source, METADATA)))
    objects = (o for o in document.objects if isinstance(o, pikepdf.Dictionary))
    assert [str(o["/Alt"]) for o in objects if "/Alt" in o] == [alt]
