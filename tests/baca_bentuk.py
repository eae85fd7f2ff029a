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
SAMBUNG = "\x02"  # PDFium's sign for a hyphen at the end of a line; tables are not hyphenated
Isi = list[list[str]]
Tabel = dict[str, Isi]


def rapat(teks: str) -> str:
    return "".join(teks.split())


def beda_tabel(kiri: Tabel, kanan: Tabel) -> list[str]:
    """Every cell in which two forms differ; a table that only one has differs as a whole."""
    beda = [f"{judul}: hanya di satu bentuk" for judul in kiri.keys() ^ kanan.keys()]
    for judul in kiri.keys() & kanan.keys():
        baris = zip_longest(kiri[judul], kanan[judul], fillvalue=[])
        for nomor, pasangan in enumerate(baris, 1):
            sel = zip_longest(*pasangan, fillvalue="(tidak ada)")
            beda += [f"{judul}: baris {nomor}: {a!r} ≠ {b!r}" for a, b in sel if a != b]
    return beda


def tabel_html(berkas: Path) -> tuple[Tabel, Tabel]:
    """The tables of the report, and those under its figures, which are for the screen alone."""
    pohon = html.document_fromstring(berkas.read_text("utf-8"))
    layar = pohon.xpath("//details[@class='data-gambar']//table")
    laporan = [tabel for tabel in pohon.xpath("//main//table") if tabel not in layar]
    return _isi_html(laporan), _isi_html(layar)


def _isi_html(daftar: list[html.HtmlElement]) -> Tabel:
    return {
        rapat(tabel.find("caption").text_content()): [
            [rapat(sel.text_content()) for sel in baris.xpath("./th | ./td")]
            for baris in tabel.iter("tr")
        ]
        for tabel in daftar
    }


def buka_docx(docx: bytes, bagian: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(docx)) as arsip:
        return etree.fromstring(arsip.read(bagian))


def teks_docx(unsur: etree._Element) -> str:
    """Text a reader sees: w:t, not the commands of fields."""
    return "".join(t.text or "" for t in unsur.iter(f"{W}t"))


def tabel_docx(docx: bytes) -> Tabel:
    """Cells that only continue one above them are left out, as HTML and PDF leave them out."""

    def lanjutan(sel: etree._Element) -> bool:
        gabung = sel.find(f"{W}tcPr/{W}vMerge")
        return gabung is not None and gabung.get(f"{W}val") != "restart"

    hasil = {}
    for tabel in buka_docx(docx).iter(f"{W}tbl"):
        judul = tabel.xpath("preceding-sibling::w:p[1]", namespaces=NS)[0]
        hasil[rapat(teks_docx(judul))] = [
            [rapat(teks_docx(sel)) for sel in baris.iterfind(f"{W}tc") if not lanjutan(sel)]
            for baris in tabel.iterfind(f"{W}tr")
        ]
    return hasil


def telusur(unsur: pikepdf.Object, jenis: str = "") -> Iterator[pikepdf.Dictionary]:
    """Structure elements below `unsur`, in reading order; only those of one kind if it is given."""
    for anak in _anak(unsur):
        if isinstance(anak, pikepdf.Dictionary) and "/S" in anak:
            if jenis in {"", str(anak.S)[1:]}:
                yield anak
            yield from telusur(anak, jenis)


def _anak(unsur: pikepdf.Object) -> list[pikepdf.Object]:
    anak = unsur.get("/K")
    if anak is None:
        return []
    return list(anak) if isinstance(anak, pikepdf.Array) else [anak]


def isi_bertanda(unsur: pikepdf.Object, halaman: pikepdf.Object = None) -> Iterator[tuple]:
    """(page, number) of every piece of marked content below a structure element."""
    halaman = unsur.get("/Pg", halaman)
    for anak in _anak(unsur):
        if isinstance(anak, int):
            yield halaman.objgen, anak
        elif "/S" in anak:
            yield from isi_bertanda(anak, halaman)
        elif "/MCID" in anak:
            yield anak.get("/Pg", halaman).objgen, int(anak.MCID)


def teks_pdf(berkas: Path, pdf: pikepdf.Pdf) -> Callable[[pikepdf.Object], str]:
    """What tells the text of a structure element."""
    potongan: dict[tuple, str] = defaultdict(str)
    dokumen = pypdfium2.PdfDocument(berkas)
    for halaman, asal in zip(dokumen, pdf.pages, strict=True):
        teks = halaman.get_textpage()
        for benda in halaman.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=teks):
            nomor = raw.FPDFPageObj_GetMarkedContentID(benda.raw)
            potongan[asal.obj.objgen, nomor] += benda.extract().replace(SAMBUNG, "-")
    return lambda unsur: rapat("".join(potongan[k] for k in isi_bertanda(unsur)))


def tabel_pdf(berkas: Path) -> Tabel:
    """Read from the structure tree, as a screen reader does."""
    with pikepdf.open(berkas) as pdf:
        teks = teks_pdf(berkas, pdf)
        return {
            teks(next(telusur(tabel, "Caption"))): [
                [teks(sel) for sel in telusur(baris) if sel.S in {"/TH", "/TD"}]
                for baris in telusur(tabel, "TR")
            ]
            for tabel in telusur(pdf.Root.StructTreeRoot, "Table")
        }
