"""laporan.pdf: A-2a and UA-1 are not only said; structure, fonts and marks bear it out."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from lkip_helpers.render.cetak import STANDAR_PDF, PdfDitolak, render_pdf
from tests.baca_bentuk import isi_bertanda, teks_pdf, telusur
from tests.conftest import Laporan

MELUKIS = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "EI"}
TITIK = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)

KETERANGAN: dict[str, Any] = {"sampul": {}, "isi": [], "tabel": [], "gambar": []}


@pytest.fixture(scope="session")
def pdf(laporan: Laporan) -> pikepdf.Pdf:
    return pikepdf.open(laporan.folder / "laporan.pdf")


@pytest.fixture(scope="session")
def akar(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.Root.StructTreeRoot


def lukisan(halaman: pikepdf.Page) -> tuple[list[str], set[int]]:
    """Painting operators outside every mark, and the numbers of the marked content of a page."""
    tanda: list[str] = []
    lepas, nomor = [], set()
    for operan, operator in pikepdf.parse_content_stream(halaman):
        nama = str(operator)
        if nama in {"BDC", "BMC"}:
            tanda.append(str(operan[0]))
            if nama == "BDC" and "/MCID" in operan[1]:
                nomor.add(int(operan[1].MCID))
        elif nama == "EMC":
            tanda.pop()
        elif nama in MELUKIS and not tanda:
            lepas.append(nama)
    return lepas, nomor


def sifat(sel: pikepdf.Object, kunci: str) -> str | None:
    """An attribute of a structure element."""
    daftar = sel.get("/A", [])
    daftar = daftar if isinstance(daftar, pikepdf.Array) else [daftar]
    return next((str(a[kunci]) for a in daftar if kunci in a), None)


def cetak(baris: list[str]) -> list[str]:
    """Text of each page of a table with these rows."""
    tabel = (
        '<div class="lkip-tabel" id="uji"><table><caption>Tabel 1.1 Uji</caption>'
        '<colgroup><col style="width:50%"><col style="width:50%"></colgroup>'
        '<thead><tr><th scope="col">Program</th><th scope="col">Nomor</th></tr></thead>'
        f"<tbody>{''.join(f'<tr>{b}</tr>' for b in baris)}</tbody></table>"
        '<div class="sumber">Sumber: uji.</div></div>'
    )
    halaman = pypdfium2.PdfDocument(render_pdf("", tabel, KETERANGAN))
    return [h.get_textpage().get_text_bounded() for h in halaman]


def test_the_exporter_asks_for_both_standards() -> None:
    """Typst refuses what breaks them: here, a picture without alternative text."""
    assert STANDAR_PDF == ["a-2a", "ua-1"]
    with pytest.raises(PdfDitolak, match="alt"):
        render_pdf("", f'<p><img src="data:image/png;base64,{TITIK}"></p>', KETERANGAN)


def test_language_title_and_marks_stand_in_the_catalogue(pdf: pikepdf.Pdf) -> None:
    """A reader announces the title and speaks Indonesian."""
    assert str(pdf.Root.Lang) == "id-ID"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert pdf.Root.MarkInfo.Marked
    assert not pdf.Root.MarkInfo.get("/Suspects", False)
    assert "/JavaScript" not in pdf.Root.get("/Names", {})
    assert not pdf.is_encrypted


def test_everything_painted_is_tagged_or_an_artifact(
    pdf: pikepdf.Pdf, akar: pikepdf.Object
) -> None:
    """And every piece of tagged content is reached from the structure tree."""
    tercapai = set(isi_bertanda(akar, pdf.pages[0].obj))
    for nomor, halaman in enumerate(pdf.pages, 1):
        lepas, tanda = lukisan(halaman)
        assert lepas == [], nomor
        assert {(halaman.obj.objgen, t) for t in tanda} <= tercapai, nomor


def test_untagged_paint_is_found(laporan: Laporan) -> None:
    """The gate itself: one rectangle too many."""
    with pikepdf.open(laporan.folder / "laporan.pdf") as pdf:
        pdf.pages[3].contents_add(b"0 0 9 9 re f")
        assert [lukisan(h)[0] for h in pdf.pages if lukisan(h)[0]] == [["f"]]


def test_headings_are_tagged_and_skip_no_level(akar: pikepdf.Object) -> None:
    """From H1 on."""
    jenis = [str(u.S) for u in telusur(akar)]
    tingkat = [int(j[2]) for j in jenis if re.fullmatch(r"/H[1-6]", j)]
    assert len(tingkat) > 80
    assert all(b - a <= 1 for a, b in pairwise([0, *tingkat]))


def test_every_figure_has_alternative_text(laporan: Laporan, akar: pikepdf.Object) -> None:
    """As many as the report has charts."""
    gambar = [str(u.get("/Alt", "")) for u in telusur(akar, "Figure")]
    assert len(gambar) == sum(t["jenis"] == "gambar" for t in laporan.tabel.values())
    assert all(len(alt) > 20 for alt in gambar)


def test_every_table_has_heads_with_scope_and_cells_that_name_them(akar: pikepdf.Object) -> None:
    """Rows only inside THead, TBody, TFoot; a caption before them."""
    tabel = list(telusur(akar, "Table"))
    assert len(tabel) > 40
    for t in tabel:
        bagian = [str(u.S) for u in t.K]
        assert set(bagian) <= {"/Caption", "/THead", "/TBody", "/TFoot"}
        assert bagian[:2] == ["/Caption", "/THead"]
        kepala = list(telusur(t, "TH"))
        assert kepala
        assert all(sifat(th, "/Scope") for th in kepala)
        assert all(sifat(td, "/Headers") for td in telusur(t, "TD"))


def test_no_last_row_and_no_source_stand_alone_on_a_page() -> None:
    """Wherever the page ends: some of these tables just fit, others just do not."""
    banyak = set()
    for jumlah in range(40, 52):
        halaman = cetak([f"<td>Program</td><td>Baris {n}.</td>" for n in range(jumlah)])
        banyak.add(len(halaman))
        for teks in ("Sumber: uji.", f"Baris {jumlah - 1}.", f"Baris {jumlah - 2}."):
            assert teks in halaman[-1], (jumlah, teks)
    assert banyak == {1, 2}


def test_the_head_names_again_a_merged_cell_that_goes_on_overleaf() -> None:
    """Only where it does: B begins on the second page and is not continued there."""
    baris = ['<th scope="row" rowspan="60">Program A</th><td>0</td>']
    baris += [f"<td>{n}</td>" for n in range(1, 60)]
    baris += ['<th scope="row" rowspan="2">Program B</th><td>60</td>', "<td>61</td>"]
    pertama, kedua = cetak(baris)
    assert "lanjutan" not in pertama
    assert "(lanjutan) Program A" in kedua
    assert kedua.count("lanjutan") == 1


def test_every_link_says_where_it_leads(pdf: pikepdf.Pdf) -> None:
    """Annotations have their words and a place in the structure; pages are tabbed in its order."""
    tautan = [(h, a) for h in pdf.pages for a in h.get("/Annots", [])]
    assert len(tautan) > 100
    assert all(
        a.Subtype == "/Link" and a.get("/Contents") and "/StructParent" in a for _, a in tautan
    )
    assert {str(h.get("/Tabs")) for h, _ in tautan} == {"/S"}


def test_fonts_are_embedded_and_map_to_unicode(pdf: pikepdf.Pdf) -> None:
    """So that text is found, copied and read aloud."""
    fon = {f.objgen: f for h in pdf.pages for f in h.Resources.get("/Font", {}).values()}
    assert fon
    for f in fon.values():
        assert "/ToUnicode" in f, f.BaseFont
        rincian = f.DescendantFonts[0].FontDescriptor
        assert {"/FontFile2", "/FontFile3"} & set(rincian.keys()), f.BaseFont


def test_bookmarks_lead_to_the_chapters(laporan: Laporan, pdf: pikepdf.Pdf) -> None:
    """The same titles as the headings of the first level."""
    with pdf.open_outline() as garis_besar:
        judul = [b.title for b in garis_besar.root]
    for bab in ("Kata Pengantar", "Ikhtisar Eksekutif", "Pendahuluan", "Penutup", "Lampiran"):
        assert any(bab in j for j in judul), bab


def test_colours_belong_to_an_output_intent(pdf: pikepdf.Pdf) -> None:
    """PDF/A: how red is red."""
    niat = pdf.Root.OutputIntents[0]
    assert niat.S == "/GTS_PDFA1"
    assert "/DestOutputProfile" in niat


def test_the_text_of_the_structure_is_the_text_of_the_page(
    laporan: Laporan, pdf: pikepdf.Pdf, akar: pikepdf.Object
) -> None:
    """Read in the order of its tags, the report tells its chapters in order."""
    teks = teks_pdf(Path(laporan.folder / "laporan.pdf"), pdf)
    judul = [teks(u) for u in telusur(akar, "H1")]
    urut = [next(i for i, j in enumerate(judul) if b in j) for b in ("BabI", "BabII", "BabIII")]
    assert judul[0] == "KataPengantar"
    assert urut == sorted(urut)
