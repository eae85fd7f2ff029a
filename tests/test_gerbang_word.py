"""laporan.docx as an office needs it: styles, fields and sections that Word knows, in its order."""

import io
import re
import zipfile
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree
from matplotlib import image

from tests.baca_bentuk import NS, W, buka_docx, rapat, teks_docx
from tests.conftest import Laporan, soffice

EMU = 914_400  # an inch
TITIK_MINIMUM = 200  # dots an inch of a picture as it is printed
GAMBAR = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
# ISO/IEC 29500-1, annex A: the children of these elements are sequences. Word calls a file that
# breaks one of them damaged. Names the report does not use may be missing here; one that is not
# listed fails the test.
_SISI = "top left bottom right"
URUTAN = {
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
    "tblBorders": f"{_SISI} insideH insideV",
    "tcBorders": f"{_SISI} insideH insideV",
    "tblCellMar": _SISI,
    "pBdr": f"{_SISI} between bar",
    "settings": "view zoom embedTrueTypeFonts embedSystemFonts saveSubsetFonts mirrorMargins "
    "hideSpellingErrors hideGrammaticalErrors proofState attachedTemplate linkStyles "
    "stylePaneFormatFilter stylePaneSortMethod documentType trackRevisions doNotTrackMoves "
    "doNotTrackFormatting documentProtection defaultTabStop autoHyphenation hyphenationZone "
    "evenAndOddHeaders drawingGridHorizontalSpacing drawingGridVerticalSpacing "
    "displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery characterSpacingControl "
    "savePreviewPicture updateFields hdrShapeDefaults footnotePr endnotePr compat docVars rsids "
    "mathPr themeFontLang clrSchemeMapping shapeDefaults decimalSymbol listSeparator",
}


SEKALI = {"p": "pPr", "r": "rPr", "tr": "trPr", "tc": "tcPr"}  # first of all, and once


def langgar_urutan(akar: etree._Element) -> list[str]:
    """Every element whose children do not stand in the order of URUTAN."""
    salah = []
    for nama, baku in URUTAN.items():
        urut = baku.split()
        for unsur in akar.iter(f"{W}{nama}"):
            anak = [etree.QName(a).localname for a in unsur]
            asing = set(anak) - set(urut)
            tempat = [urut.index(a) for a in anak if a in urut]
            if asing or tempat != sorted(tempat):
                salah.append(f"{nama}: {' '.join(anak)}")
    for nama, kepala in SEKALI.items():
        if akar.xpath(f"//w:{nama}/w:{kepala}[preceding-sibling::*]", namespaces=NS):
            salah.append(f"{nama}: {kepala} tidak di depan")
    return sorted(set(salah))


@pytest.fixture(scope="session")
def docx(laporan: Laporan) -> bytes:
    return (laporan.folder / "laporan.docx").read_bytes()


@pytest.fixture(scope="session")
def badan(docx: bytes) -> etree._Element:
    return buka_docx(docx)


def cari(badan: etree._Element, jalan: str) -> list:
    return badan.xpath(jalan, namespaces=NS | GAMBAR)


def perintah(badan: etree._Element) -> list[str]:
    """The commands of the fields, in reading order."""
    return [(p.text or "").strip() for p in badan.iter(f"{W}instrText")]


@pytest.mark.parametrize("bagian", ["document", "styles", "settings", "footer1", "footnotes"])
def test_every_part_has_the_order_that_word_demands(docx: bytes, bagian: str) -> None:
    """Otherwise Word offers to repair the file."""
    assert langgar_urutan(buka_docx(docx, f"word/{bagian}.xml")) == []


def test_a_wrong_order_is_found() -> None:
    """The gate itself."""
    salah = etree.fromstring(f'<w:pPr xmlns:w="{NS["w"]}"><w:jc/><w:keepNext/></w:pPr>')
    assert langgar_urutan(salah) == ["pPr: jc keepNext"]


def test_headings_are_word_headings_that_skip_no_level(badan: etree._Element) -> None:
    """Those that the contents leave out have a style with the same outline level."""
    gaya = cari(badan, "//w:pStyle/@w:val")
    tingkat = [int(c[1]) for g in gaya if (c := re.match(r"Heading(\d)", g))]
    assert len(tingkat) > 80
    assert all(b - a <= 1 for a, b in pairwise([0, *tingkat]))


def test_every_style_in_use_is_defined(docx: bytes, badan: etree._Element) -> None:
    """Word would fall back to Normal without a word."""
    ada = set(buka_docx(docx, "word/styles.xml").xpath("//w:style/@w:styleId", namespaces=NS))
    jenis = "//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val"
    assert set(cari(badan, jenis)) <= ada


def test_every_caption_is_counted_by_a_field(laporan: Laporan, badan: etree._Element) -> None:
    """SEQ, so that Word lists tables and figures by itself; the number printed is ours."""
    paragraf = cari(badan, "//w:p[w:pPr/w:pStyle[@w:val='TableCaption' or @w:val='ImageCaption']]")
    assert len(paragraf) == sum(t["jenis"] in {"tabel", "gambar"} for t in laporan.tabel.values())
    for p in paragraf:
        jenis, nomor = teks_docx(p).split()[:2]
        assert perintah(p) == [rf"SEQ {jenis} \* ARABIC \r {nomor.split('.')[1]}"]


def test_contents_and_lists_are_fields_filled_beforehand(
    laporan: Laporan, badan: etree._Element
) -> None:
    """Readers that do not update fields see the entries, too."""
    daftar = [p for p in perintah(badan) if p.startswith("TOC")]
    assert daftar == [r'TOC \o "1-3" \h \z', r'TOC \h \z \c "Tabel"', r'TOC \h \z \c "Gambar"']
    butir = {rapat(teks_docx(p)) for p in cari(badan, "//w:p[w:hyperlink]")}
    for t in laporan.tabel.values():
        assert rapat(f"{t['jenis'].capitalize()} {t['nomor']} {t['judul']}") in butir
    assert {"KataPengantar", "IkhtisarEksekutif"} <= butir


def test_every_link_and_page_reference_leads_to_a_bookmark(badan: etree._Element) -> None:
    """No dead end after editing."""
    ada = set(cari(badan, "//w:bookmarkStart/@w:name"))
    tujuan = set(cari(badan, "//w:hyperlink/@w:anchor"))
    tujuan |= {p.split()[1] for p in perintah(badan) if p.startswith("PAGEREF")}
    assert len(tujuan) > 80
    assert tujuan <= ada


def test_every_field_is_closed(badan: etree._Element) -> None:
    """Begin, separate and end are in balance at every point."""
    terbuka: list[str] = []
    for tanda in cari(badan, "//w:fldChar/@w:fldCharType"):
        if tanda == "begin":
            terbuka.append(tanda)
        else:
            assert terbuka.pop() == {"separate": "begin", "end": "separate"}[tanda]
            terbuka += [tanda] if tanda == "separate" else []
    assert terbuka == []


def test_the_widest_table_lies_on_pages_turned_aside(
    laporan: Laporan, badan: etree._Element
) -> None:
    """Its section alone; text before and after stands upright."""
    nomor = laporan.tabel["program-anggaran-output"]["nomor"]
    tabel = cari(badan, f"//w:tbl[starts-with(w:tblPr/w:tblCaption/@w:val, 'Tabel {nomor} ')]")[0]
    ukuran = cari(tabel, "following::w:pgSz")
    assert ukuran[0].get(f"{W}orient") == "landscape"
    assert int(ukuran[0].get(f"{W}w")) > int(ukuran[0].get(f"{W}h"))
    assert cari(tabel, "preceding::w:pgSz")[-1].get(f"{W}orient") is None
    assert ukuran[-1].get(f"{W}orient") is None


def test_head_rows_come_again_and_no_row_breaks(badan: etree._Element) -> None:
    """On every page of a table; its first rows stay together, its last ones with its source."""
    for tabel in badan.iter(f"{W}tbl"):
        baris = tabel.findall(f"{W}tr")
        assert baris[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert all(b.find(f"{W}trPr/{W}cantSplit") is not None for b in baris)
        isi = [b for b in baris if b.find(f"{W}trPr/{W}tblHeader") is None]
        bersama = [p for b in (isi[0], *isi[-2:]) for p in b.iter(f"{W}pPr")]
        assert all(p.find(f"{W}keepNext") is not None for p in bersama)
        assert cari(tabel, "preceding-sibling::w:p[1]/w:pPr/w:pStyle/@w:val") == ["TableCaption"]


def test_every_row_fills_the_grid_of_its_table(badan: etree._Element) -> None:
    """And every cell ends with a paragraph in a style of a table."""
    gaya_sel = {"SelTabel", "KepalaTabel", "JumlahTabel"}
    for tabel in badan.iter(f"{W}tbl"):
        kolom = len(tabel.findall(f"{W}tblGrid/{W}gridCol"))
        for baris in tabel.iterfind(f"{W}tr"):
            rentang = cari(baris, "w:tc/w:tcPr/w:gridSpan/@w:val")
            assert len(baris.findall(f"{W}tc")) - len(rentang) + sum(map(int, rentang)) == kolom
        assert set(cari(tabel, ".//w:tc//w:pStyle/@w:val")) <= gaya_sel
        assert all(sel[-1].tag == f"{W}p" for sel in tabel.iter(f"{W}tc"))


def test_charts_are_sharp_and_have_alternative_text(docx: bytes, badan: etree._Element) -> None:
    """At the size they are printed; none wider than the text, with the room beside it."""
    sumber = {r.get("Id"): r.get("Target") for r in buka_docx(docx, "word/_rels/document.xml.rels")}
    arsip = zipfile.ZipFile(io.BytesIO(docx))
    gambar = cari(badan, "//wp:inline")
    assert len(gambar) > 5
    for g in gambar:
        inci = int(cari(g, "wp:extent/@cx")[0]) / EMU
        berkas = sumber[cari(g, ".//a:blip/@r:embed")[0]]
        lebar = image.imread(io.BytesIO(arsip.read(f"word/{berkas}"))).shape[1]
        assert inci < 6.6
        assert {g.get(f"dist{sisi}") for sisi in "TBLR"} == {"0"}
        assert lebar / inci >= TITIK_MINIMUM
        assert len(cari(g, "wp:docPr/@descr")[0]) > 20


def test_the_cover_has_no_footer_and_the_rest_counts_its_pages(
    docx: bytes, badan: etree._Element
) -> None:
    """Roman before the chapters, from 1 in the chapters."""
    assert cari(badan, "//w:pStyle/@w:val")[:4] == ["Lambang", "JenisLaporan", "Title", "Subtitle"]
    seksi = list(badan.iter(f"{W}sectPr"))
    assert all(s.find(f"{W}footerReference") is not None for s in seksi)
    assert [s.find(f"{W}titlePg") is not None for s in seksi] == [True] + [False] * len(seksi[1:])
    hitung = [dict(n.attrib) for s in seksi if (n := s.find(f"{W}pgNumType")) is not None]
    assert [n[f"{W}fmt"] for n in hitung] == ["lowerRoman", "decimal"]
    assert {n[f"{W}start"] for n in hitung} == {"1"}
    kaki = buka_docx(docx, "word/footer1.xml")
    assert perintah(kaki) == ["PAGE"]
    assert teks_docx(kaki).startswith("KONSEP · LKIP 2021 · Kecamatan Paal Merah")


def test_libreoffice_opens_it_and_prints_no_empty_page(laporan: Laporan, tmp_path: Path) -> None:
    """Every page but the cover has its number: i, ii, … and 1, 2, …"""
    hasil = soffice("pdf", laporan.folder / "laporan.docx", tmp_path)
    teks = [h.get_textpage().get_text_bounded() for h in pypdfium2.PdfDocument(hasil)]
    assert len(teks) > 40
    assert all(len(t) > 90 for t in teks)
    kaki = [re.search(r"Kecamatan Paal Merah · (\w+)\s*$", t, re.MULTILINE) for t in teks]
    nomor = [k[1] for k in kaki if k]
    depan = nomor.index("1")
    assert kaki[0] is None
    assert nomor[:depan] == ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii"][:depan]
    assert nomor[depan:] == [str(n) for n in range(1, len(teks) - depan)]
