"""laporan.pdf: A-2a and UA-1 are not only said; structure, fonts and marks bear it out."""

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

from lkip_helpers.render.pdf import typeset
from lkip_helpers.render.pdf.compiler import learn_places
from lkip_helpers.render.pdf.typeset import PDF_STANDARD, PdfRefused, render_pdf
from tests.conftest import Report
from tests.read_forms import marked_content, pdf_text, trace

PAINTING = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "EI"}
POINT = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)

MARK = "KONSEP\r\n"  # lies behind the text of each page
CHAPTER = re.compile(MARK + r"(Bab [IV]+ |Lampiran)[^·\n]*\n")
FOOT = 60.0  # points from the lower edge, where the number of the page stands
REMARK: dict[str, Any] = {"sampul": {}, "isi": [], "tabel": [], "gambar": []}


@pytest.fixture(scope="session")
def pdf(report: Report) -> pikepdf.Pdf:
    return pikepdf.open(report.folder / "laporan.pdf")


@pytest.fixture(scope="session")
def root_node(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.Root.StructTreeRoot


def paintings(page: pikepdf.Page) -> tuple[list[str], set[int]]:
    """Painting operators outside every mark, and the numbers of the marked content of a page."""
    sign: list[str] = []
    loose, ordinal = [], set()
    for operand, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in {"BDC", "BMC"}:
            sign.append(str(operand[0]))
            if name == "BDC" and "/MCID" in operand[1]:
                ordinal.add(int(operand[1].MCID))
        elif name == "EMC":
            sign.pop()
        elif name in PAINTING and not sign:
            loose.append(name)
    return loose, ordinal


def traits(cells: pikepdf.Object, key: str) -> str | None:
    """An attribute of a structure element."""
    entries = cells.get("/A", [])
    entries = entries if isinstance(entries, pikepdf.Array) else [entries]
    return next((str(a[key]) for a in entries if key in a), None)


def printed(rows: list[str], before: str = "", dense: str = "") -> list[str]:
    """Text of each page of a table with these rows; those of one cell are bands.

    dense: the body of a long list of numbers instead.
    """
    body = "".join(f"<tr{' class=pita data-tingkat=0' * ('colspan' in b)}>{b}</tr>" for b in rows)
    tabel = (
        f'<div class="lkip-tabel{" rapat" * bool(dense)}" id="uji"><table>'
        '<caption><span class="nomor">Tabel 1.1</span> Uji</caption>'
        '<colgroup><col style="width:50%"><col style="width:50%"></colgroup>'
        '<thead><tr><th scope="col">Program</th><th scope="col">Nomor</th></tr></thead>'
        f"{dense or f'<tbody>{body}</tbody>'}</table>"
        '<div class="sumber">Sumber: uji.</div></div>'
    )
    page = pypdfium2.PdfDocument(render_pdf("", before + tabel, REMARK))
    return [h.get_textpage().get_text_bounded() for h in page]


def test_the_exporter_asks_for_both_standards() -> None:
    """Typst refuses what breaks them: here, a picture without alternative text."""
    assert PDF_STANDARD == ["a-2a", "ua-1"]
    with pytest.raises(PdfRefused, match="alt"):
        render_pdf("", f'<p><img src="data:image/png;base64,{POINT}"></p>', REMARK)


def test_language_title_and_marks_stand_in_the_catalogue(pdf: pikepdf.Pdf) -> None:
    """A reader announces the title and speaks Indonesian."""
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


def test_tags_are_of_the_standard_and_speak_one_language(root_node: pikepdf.Object) -> None:
    """Matterhorn 02, 09 and 11: known types, list items with their bodies, no second language."""
    kinds = {str(u.S) for u in trace(root_node)} - {*root_node.RoleMap.keys()}
    assert kinds <= {f"/{kind}" for kind in KINDS.split()}
    items = list(trace(root_node, "LI"))
    assert items
    assert all("/LBody" in [str(k.S) for k in li.K] for li in items)
    assert {str(u.Lang) for u in trace(root_node) if "/Lang" in u} <= {"id-ID"}


def test_everything_painted_is_tagged_or_an_artifact(
    pdf: pikepdf.Pdf, root_node: pikepdf.Object
) -> None:
    """And every piece of tagged content is reached from the structure tree."""
    reached = set(marked_content(root_node, pdf.pages[0].obj))
    for ordinal, page in enumerate(pdf.pages, 1):
        loose, sign = paintings(page)
        assert loose == [], ordinal
        assert {(page.obj.objgen, t) for t in sign} <= reached, ordinal


def test_untagged_paint_is_found(report: Report) -> None:
    """The gate itself: one rectangle too many."""
    with pikepdf.open(report.folder / "laporan.pdf") as pdf:
        pdf.pages[3].contents_add(b"0 0 9 9 re f")
        assert [paintings(h)[0] for h in pdf.pages if paintings(h)[0]] == [["f"]]


def test_headings_are_tagged_and_skip_no_level(root_node: pikepdf.Object) -> None:
    """From H1 on."""
    kind = [str(u.S) for u in trace(root_node)]
    level = [int(j[2]) for j in kind if re.fullmatch(r"/H[1-6]", j)]
    assert len(level) > 80
    assert all(b - a <= 1 for a, b in pairwise([0, *level]))


def test_every_figure_has_alternative_text(report: Report, root_node: pikepdf.Object) -> None:
    """As many as the report has charts, and the QR code at its end."""
    gambar = [str(u.get("/Alt", "")) for u in trace(root_node, "Figure")]
    assert len(gambar) == 1 + sum(t["jenis"] == "gambar" for t in report.tabel.values())
    assert all(len(alt) > 20 for alt in gambar)


def test_every_table_has_heads_with_scope_and_cells_that_name_them(
    root_node: pikepdf.Object,
) -> None:
    """Rows only inside THead, TBody, TFoot; a caption before them."""
    tabel = list(trace(root_node, "Table"))
    assert len(tabel) > 40
    for t in tabel:
        part = [str(u.S) for u in t.K]
        assert set(part) <= {"/Caption", "/THead", "/TBody", "/TFoot"}
        assert part[:2] == ["/Caption", "/THead"]
        header = list(trace(t, "TH"))
        assert header
        assert all(traits(th, "/Scope") for th in header)
        assert all(traits(td, "/Headers") for td in trace(t, "TD"))


def test_every_row_header_of_the_html_is_one_in_the_pdf(
    report: Report, pdf: pikepdf.Pdf, root_node: pikepdf.Object
) -> None:
    """First in its row, with scope and a name that the index has; the cells after it name it."""
    tree = html.document_fromstring((report.folder / "laporan.html").read_bytes())
    shown = tree.xpath("//main//table[not(ancestor::details)]")
    rows = [[*tr.K] for tr in trace(root_node, "TR")]
    headed = [r for r in rows if traits(r[0], "/Scope") == "/Row"]
    assert len(headed) == sum(len(t.xpath(".//th[@scope='row']")) for t in shown) > 300
    index = pikepdf.NameTree(root_node.IDTree)
    for first, *others in headed:
        assert first.S == "/TH"
        assert index[str(first.ID)] == first
        assert all(str(first.ID) in traits(td, "/Headers") for td in others)
    assert [*index] == sorted(index)
    assert pdf.check_pdf_syntax() == []


def test_no_cell_has_more_than_five_lines(
    report: Report, pdf: pikepdf.Pdf, root_node: pikepdf.Object
) -> None:
    """Counted by the baselines of its text; the longest of the report has 160 letters."""
    lines: dict[tuple, set[int]] = defaultdict(set)
    pages = pypdfium2.PdfDocument(report.folder / "laporan.pdf")
    for page, origin in zip(pages, pdf.pages, strict=True):
        for text in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            ordinal = raw.FPDFPageObj_GetMarkedContentID(text.raw)
            lines[origin.objgen, ordinal].add(round(text.get_matrix().f))
    cells = [*trace(root_node, "TD"), *trace(root_node, "TH")]
    tall = [len(set().union(*(lines[m] for m in marked_content(c)))) for c in cells]
    assert max(tall) == 5


def test_no_last_row_and_no_source_stand_alone_on_a_page() -> None:
    """Wherever the page ends: some of these tables just fit, others just do not."""
    count = set()
    for total in range(48, 66):
        page = printed([f"<td>Program</td><td>Baris {n}.</td>" for n in range(total)])
        count.add(len(page))
        for text in ("Sumber: uji.", f"Baris {total - 1}.", f"Baris {total - 2}."):
            assert text in page[-1], (total, text)
    assert count == {1, 2}


def test_a_long_list_of_numbers_stands_in_two_columns() -> None:
    """90 answers: one page, the second column begins with the name again; sums end it."""
    rows = "".join(f"<tr><th scope=row>{n}</th><td class=angka>4</td></tr>" for n in range(90))
    (page,) = printed([], dense=f"<tbody>{rows}</tbody><tfoot><tr><td>360</td></tr></tfoot>")
    assert page.count("Tabel 1.1 (lanjutan)") == 1
    first, second = page.split("lanjutan")
    assert re.search(r"\b40 ?4", first)
    assert re.search(r"\b50 ?4.*360", second, re.DOTALL)


def test_a_table_names_itself_and_its_bands_again_overleaf() -> None:
    """Only where it goes on: B begins on the second page."""
    band = '<th scope="colgroup" colspan="2">Program {}</th>'
    rows = [band.format("A"), *(f"<th>{n}</th><td>0</td>" for n in range(63))]
    rows += [band.format("B"), "<th>63</th><td>0</td>", "<th>64</th><td>0</td>"]
    first, second = printed(rows)
    assert "lanjutan" not in first
    assert "Program B" not in first
    assert "Tabel 1.1 (lanjutan)" in second
    assert "Program A" in second


def test_what_goes_ahead_is_settled_from_the_front() -> None:
    """The first that stands wrong is right about itself; those after it guess, each chapter alone.

    Layout 1: `rkt` wants to go ahead, so what `iku` says stands on sand. Layout 2: `iku` had better
    stay. Layout 3: had `rkt` doubts again, it would not be asked: a circle has no second round.
    """

    def tell(rkt: str | None, iku: str | None, lain: str | None) -> list[dict[str, Any]]:
        found = {"pk": (1, None), "rkt": (1, rkt), "iku": (1, iku), "lain": (2, lain)}
        return [{"ke": k, "bab": bab, "mau": mau} for k, (bab, mau) in found.items()]

    known: dict[str, Any] = {}
    settled: set[str] = set()
    assert learn_places(tell("muka", "muka", "muka"), known, settled)
    assert {k: t["mau"] for k, t in known.items()} == {
        "pk": None, "rkt": "muka", "iku": "muka", "lain": "muka"
    }  # fmt: skip
    assert settled == {"pk", "rkt", "lain"}
    assert learn_places(tell("muka", None, "muka"), known, settled)
    assert known["iku"]["mau"] is None
    assert not learn_places(tell(None, None, "muka"), known, settled)
    assert known["rkt"]["mau"] == "muka"


def test_a_typesetter_that_dies_refuses_the_pdf(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whatever killed it (memory, a fault of its own): one sentence, and the report goes on."""
    dies = tmp_path / "mati.py"
    dies.write_text("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n")
    monkeypatch.setattr(typeset, "COMPILER", dies)
    with pytest.raises(PdfRefused, match="berhenti di tengah"):
        render_pdf("", "<p>Isi.</p>", REMARK)


def test_a_table_that_fits_on_a_page_is_not_cut() -> None:
    """Behind half a page of text: of 25 rows none stays behind, and its number is not repeated."""
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
        pages = pypdfium2.PdfDocument(render_pdf("", text, REMARK))
        last = pages[len(pages) - 1].get_textpage().get_text_bounded()
        assert "Yang terakhir." in last, lines
        assert "Kode segel." in last


def test_pages_are_filled(report: Report) -> None:
    """At least two fifths of each page but the last of a chapter."""
    page = list(pypdfium2.PdfDocument(report.folder / "laporan.pdf"))
    text = [h.get_textpage() for h in page]
    begins = [i for i, t in enumerate(text) if CHAPTER.match(t.get_text_bounded())]
    assert len(begins) > 4
    for i in sorted({*range(begins[0], len(page) - 1)} - {b - 1 for b in begins}):
        letters = range(len(MARK), text[i].count_chars())
        bottom = [text[i].get_charbox(n)[1] for n in letters]
        height = page[i].get_height()
        assert 1 - min(y for y in bottom if y > FOOT) / height > 0.4, i + 1


def test_every_link_says_where_it_leads(pdf: pikepdf.Pdf) -> None:
    """Annotations have their words and a place in the structure; pages are tabbed in its order."""
    link = [(h, a) for h in pdf.pages for a in h.get("/Annots", [])]
    assert len(link) > 100
    assert all(
        a.Subtype == "/Link" and a.get("/Contents") and "/StructParent" in a for _, a in link
    )
    assert {str(h.get("/Tabs")) for h, _ in link} == {"/S"}


def test_fonts_are_embedded_and_map_to_unicode(pdf: pikepdf.Pdf) -> None:
    """So that text is found, copied and read aloud."""
    font = {f.objgen: f for h in pdf.pages for _, f in h.Resources.get("/Font", {}).items()}
    assert font
    for f in font.values():
        assert "/ToUnicode" in f, f.BaseFont
        detail = f.DescendantFonts[0].FontDescriptor
        assert {"/FontFile2", "/FontFile3"} & set(detail.keys()), f.BaseFont


def test_bookmarks_lead_to_the_chapters(report: Report, pdf: pikepdf.Pdf) -> None:
    """The same titles as the headings of the first level, and the contents and lists."""
    with pdf.open_outline() as outline:
        title = [b.title for b in outline.root]
    for chapter in (
        "Kata Pengantar",
        "Daftar Isi",
        "Daftar Tabel",
        "Daftar Gambar",
        "Pendahuluan",
        "Penutup",
        "Lampiran",
    ):
        assert any(chapter in j for j in title), chapter


def test_colours_belong_to_an_output_intent(pdf: pikepdf.Pdf) -> None:
    """PDF/A: how red is red."""
    intent = pdf.Root.OutputIntents[0]
    assert intent.S == "/GTS_PDFA1"
    assert "/DestOutputProfile" in intent


def test_the_text_of_the_structure_is_the_text_of_the_page(
    report: Report, pdf: pikepdf.Pdf, root_node: pikepdf.Object
) -> None:
    """Read in the order of its tags, the report tells its chapters in order."""
    text = pdf_text(Path(report.folder / "laporan.pdf"), pdf)
    title = [text(u) for u in trace(root_node, "H1")]
    sequence = [next(i for i, j in enumerate(title) if b in j) for b in ("BabI", "BabII", "BabIII")]
    assert title[0] == "KataPengantar"
    assert sequence == sorted(sequence)


def test_a_hyphen_before_a_digit_stays_one() -> None:
    """-1 in a text is no minus sign; a span of years and a true minus stay as they are."""
    page = pypdfium2.PdfDocument(render_pdf("", "<p>Kolom -1 dan (-2), 2019-2023, −3.</p>", REMARK))
    text = "".join(h.get_textpage().get_text_bounded() for h in page).replace("\ufffe", "-")
    assert "Kolom -1 dan (-2), 2019-2023, −3." in text


def test_an_alternative_text_keeps_every_word() -> None:
    """Words that Typst would read as a heading or a list: a sign alone, a year at the end."""
    alt = "Naik + turun - tetap / sama = 2021."
    source = f'<p><img alt="{alt}" src="data:image/png;base64,{POINT}"></p>'
    content = pikepdf.open(io.BytesIO(render_pdf("", source, REMARK)))
    record = (o for o in content.objects if isinstance(o, pikepdf.Dictionary))
    assert [str(o["/Alt"]) for o in record if "/Alt" in o] == [alt]
