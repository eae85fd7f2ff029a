"""What pandoc leaves undone in the Word file: footers, tables that fit, counted captions."""

import io
import re
import zipfile
from collections.abc import Callable

from lxml import etree

RUANG_NAMA = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{RUANG_NAMA}}}"
NS = {"w": RUANG_NAMA}
_SEBARIS = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline"
PENDEK = 8  # rows a table may have to be kept on one page
_NOMOR = re.compile(r"(Tabel|Gambar) (\w+)\.(\d+)$")
_KEPALA_GRUP = '<w:bottom w:val="single" w:sz="4" w:space="0" w:color="C9D1D9"/>'
_KEPALA = '<w:bottom w:val="single" w:sz="6" w:space="0" w:color="123F6D"/>'
_JUMLAH = '<w:top w:val="single" w:sz="6" w:space="0" w:color="123F6D"/>'
_SAMAR = '<w:shd w:val="clear" w:color="auto" w:fill="F1F4F7"/>'


def finish_docx(docx: bytes) -> bytes:
    """The Word file pandoc wrote, completed; entries keep their order and dates."""
    ubah = {"word/document.xml": _dokumen, "word/settings.xml": _setelan}
    hasil = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as lama, zipfile.ZipFile(hasil, "w") as baru:
        for butir in lama.infolist():
            isi = lama.read(butir)
            if butir.filename in ubah:
                isi = olah_xml(isi, ubah[butir.filename])
            baru.writestr(butir, isi, zipfile.ZIP_DEFLATED)
    return hasil.getvalue()


def olah_xml(xml: bytes, ubah: Callable[[etree._Element], None]) -> bytes:
    """The XML after `ubah` has worked on its root."""
    akar = etree.fromstring(xml)
    ubah(akar)
    return bytes(etree.tostring(akar, xml_declaration=True, encoding="UTF-8", standalone=True))


def unsur(xml: str) -> etree._Element:
    """An element whose names use the prefix w."""
    return etree.fromstring(f'<w:x xmlns:w="{RUANG_NAMA}">{xml}</w:x>')[0]


def _dokumen(akar: etree._Element) -> None:
    for bagian in (_seksi, _tabel, _nomor, _gambar):
        bagian(akar)


def _setelan(akar: etree._Element) -> None:
    """Word fills in the page numbers of the contents when it opens the file."""
    bahasa = akar.find(f"{W}themeFontLang")
    if bahasa is not None:
        bahasa.set(f"{W}val", "id-ID")
    akar.find(f"{W}rsids").addprevious(unsur('<w:updateFields w:val="true"/>'))


def _seksi(akar: etree._Element) -> None:
    """Every section has the footer of the last one; chapters count their pages from 1."""
    semua = list(akar.iter(f"{W}sectPr"))
    for seksi in semua[:-1]:
        for kaki in reversed(semua[-1].findall(f"{W}footerReference")):
            seksi.insert(0, etree.fromstring(etree.tostring(kaki)))
        _naikkan(seksi)
    romawi = [s.find(f"{W}pgNumType") is not None for s in semua]
    utama = romawi.index(True) + 1 if True in romawi else 0
    margin = semua[utama].find(f"{W}pgMar")
    margin.addnext(unsur('<w:pgNumType w:fmt="decimal" w:start="1"/>'))


def _naikkan(seksi: etree._Element) -> None:
    """Move a break from an empty paragraph of its own into the paragraph before it.

    Not into one that ends a field: LibreOffice would read the footer as a part of that field.
    """
    sendiri = seksi.getparent().getparent()
    lalu = sendiri.getprevious()
    while lalu is not None and lalu.tag in {f"{W}bookmarkStart", f"{W}bookmarkEnd"}:
        lalu = lalu.getprevious()
    if lalu is None or lalu.tag != f"{W}p" or lalu.find(f"{W}pPr/{W}sectPr") is not None:
        return
    if lalu.find(f".//{W}fldChar") is not None:
        return
    if lalu.find(f"{W}pPr") is None:
        lalu.insert(0, etree.Element(f"{W}pPr"))
    lalu.find(f"{W}pPr").append(seksi)
    sendiri.getparent().remove(sendiri)


def _lebar_teks(seksi: etree._Element) -> int:
    ukuran, tepi = seksi.find(f"{W}pgSz"), seksi.find(f"{W}pgMar")
    kiri, kanan = (int(tepi.get(f"{W}{sisi}")) for sisi in ("left", "right"))
    return int(ukuran.get(f"{W}w")) - kiri - kanan


def _tabel(akar: etree._Element) -> None:
    for tabel in akar.iter(f"{W}tbl"):
        _rentangkan(tabel, _lebar_teks(tabel.xpath("following::w:sectPr[1]", namespaces=NS)[0]))
        baris = tabel.findall(f"{W}tr")
        for tr in baris:
            _tata_baris(tr, terakhir=tr.getnext() is None or not _kepala(tr.getnext()))
        isi = [tr for tr in baris if not _kepala(tr)]
        for tr in baris if len(baris) <= PENDEK else [isi[0], *isi[-2:]]:
            for gaya in tr.iterfind(f".//{W}pPr/{W}pStyle"):
                gaya.addnext(etree.Element(f"{W}keepNext"))


def _rentangkan(tabel: etree._Element, lebar: int) -> None:
    """Columns in the given proportion over the whole width of the text of their section."""
    kolom = tabel.findall(f"{W}tblGrid/{W}gridCol")
    jumlah = sum(int(k.get(f"{W}w")) for k in kolom)
    for k in kolom:
        k.set(f"{W}w", str(round(int(k.get(f"{W}w")) * lebar / jumlah)))
    ukuran = tabel.find(f"{W}tblPr/{W}tblW")
    ukuran.set(f"{W}type", "dxa")
    ukuran.set(f"{W}w", str(lebar))


def _kepala(tr: etree._Element) -> bool:
    return tr.find(f"{W}trPr/{W}tblHeader") is not None


def _tata_baris(tr: etree._Element, *, terakhir: bool) -> None:
    """No row breaks across pages; head and total rows are shaded and ruled.

    An empty cell is as low as a full one, the last row stays with the source below it.
    """
    for kosong in tr.iterfind(f"{W}tc/{W}p"):
        if kosong.find(f"{W}pPr/{W}pStyle") is None:
            kosong[:] = [unsur('<w:pPr><w:pStyle w:val="SelTabel"/></w:pPr>')]
    if tr.find(f"{W}trPr") is None:
        tr.insert(0, etree.Element(f"{W}trPr"))
    tr.find(f"{W}trPr").insert(0, etree.Element(f"{W}cantSplit"))
    if _kepala(tr):
        garis = _KEPALA if terakhir else _KEPALA_GRUP
        rata = '<w:vAlign w:val="bottom"/>'
    elif tr.find(f".//{W}pStyle[@{W}val='JumlahTabel']") is not None:
        garis, rata = _JUMLAH, ""
    else:
        return
    for sel in tr.iterfind(f"{W}tc"):
        hias = f"<w:tcBorders>{garis}</w:tcBorders>{_SAMAR}{rata}"
        sel.find(f"{W}tcPr").extend(unsur(f"<w:x>{hias}</w:x>"))


def _nomor(akar: etree._Element) -> None:
    """The number in a caption becomes a field, so that Word can list tables and figures.

    The switch "r" of the field sets the number that is printed, whatever stands before it.
    """
    gaya = "w:pStyle[@w:val='TableCaption' or @w:val='ImageCaption']"
    for run in akar.xpath(f"//w:p[w:pPr/{gaya}]/w:r[1]", namespaces=NS):
        teks = run.find(f"{W}t")
        if teks is None or not (cocok := _NOMOR.match(teks.text or "")):
            continue
        kata, bab, urut = cocok.groups()
        teks.text = f"{kata} {bab}."
        for isi in reversed(_medan(rf"SEQ {kata} \* ARABIC \r {urut}", urut)):
            run.addnext(isi)


def _gambar(akar: etree._Element) -> None:
    """LibreOffice would put room beside a picture of which nothing is said, and push it out."""
    for gambar in akar.iter(_SEBARIS):
        for sisi in "TBLR":
            gambar.set(f"dist{sisi}", "0")


def _medan(perintah: str, hasil: str) -> list[etree._Element]:
    def tanda(jenis: str) -> str:
        return f'<w:fldChar w:fldCharType="{jenis}"/>'

    isi = (
        tanda("begin"),
        f'<w:instrText xml:space="preserve"> {perintah} </w:instrText>',
        tanda("separate"),
        f"<w:t>{hasil}</w:t>",
        tanda("end"),
    )
    return [unsur(f"<w:r>{i}</w:r>") for i in isi]
