"""The Word file: the same HTML through pandoc, with styles of ours and charts as sharp pictures."""

import base64
import hashlib
import io
import os
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
import markupsafe
import pypandoc
import typst
from lxml import etree

from lkip_helpers.render.cetak import tanggal_dokumen
from lkip_helpers.render.word_susun import NS, W, finish_docx, olah_xml, unsur

DI_SINI = Path(__file__).parent / "docx"
KERAPATAN = 300  # dots an inch of the charts
_SVG = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")
_TEGAK = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1300" w:right="1250" w:bottom="1200" '
    'w:left="1250" w:header="600" w:footer="500" w:gutter="0"/>'
)
_JENIS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KAKI = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"


def render_docx(depan: str, isi: str, keterangan: dict[str, Any]) -> bytes:
    """Word file from the HTML of front matter and body.

    keterangan: metadata of the joined document. Its date stands in the file's properties instead
    of the clock's, so that the same input gives the same bytes.
    """
    sampul = keterangan.get("sampul") or {}
    saat = int(tanggal_dokumen(sampul).timestamp())
    with tempfile.TemporaryDirectory() as sementara, _waktu(saat):
        folder = Path(sementara)
        (folder / "acuan.docx").write_bytes(build_acuan(_kaki(keterangan)))
        pypandoc.convert_text(
            _SVG.sub(lambda m: _png(m[1]), _rangkai(depan, isi, keterangan, folder)),
            "docx",
            format="html-auto_identifiers",
            outputfile=str(folder / "laporan.docx"),
            extra_args=[
                f"--reference-doc={folder / 'acuan.docx'}",
                f"--template={_templat(folder)}",
                f"--lua-filter={DI_SINI / 'saring.lua'}",
                *_metadata(sampul),
            ],
        )
        return finish_docx((folder / "laporan.docx").read_bytes())


def _metadata(sampul: dict[str, Any]) -> list[str]:
    isi = {"lang": "id-ID"}
    if sampul:
        isi["title"] = (
            f"Laporan Kinerja Kecamatan {sampul['kecamatan']}, {sampul['kota']}, "
            f"Tahun {sampul['tahun']}"
        )
    return [f"--metadata={k}={v}" for k, v in isi.items()]


def _kaki(keterangan: dict[str, Any]) -> str:
    """What stands before the page number at the foot of every page but the cover."""
    s = keterangan.get("sampul")
    bagian = ["KONSEP"] if keterangan.get("konsep") else []
    bagian += [f"LKIP {s['tahun']}", f"Kecamatan {s['kecamatan']}"] if s else []
    return "".join(f"{b} · " for b in bagian)


def _templat(folder: Path) -> Path:
    """Pandoc's own page without title block and contents; the cover and the lists are ours."""
    perintah = [pypandoc.get_pandoc_path(), "--print-default-template=openxml"]
    asal = subprocess.run(perintah, capture_output=True, check=True, text=True).stdout  # noqa: S603
    awal, akhir = asal.index("<w:body>") + len("<w:body>"), asal.index("$sectpr$")
    berkas = folder / "isi.openxml"
    berkas.write_text(f"{asal[:awal]}\n$body$\n{asal[akhir:]}", "utf-8")
    return berkas


def _rangkai(depan: str, isi: str, keterangan: dict[str, Any], folder: Path) -> str:
    """Front matter and body with cover and contents lists, in the order of the printed report."""
    bagian = [depan, isi]
    if keterangan.get("sampul"):
        bagian = [_sisipan("sampul", keterangan, folder), depan]
        bagian += [_sisipan("daftar", keterangan, folder), isi]
    return "\n".join(bagian)


def _sisipan(nama: str, keterangan: dict[str, Any], folder: Path) -> str:
    """HTML that stands for OpenXML rendered from a template; the filter puts it in."""
    templat = _lingkungan().get_template(f"{nama}.xml.j2")
    berkas = folder / f"{nama}.xml"
    berkas.write_text(templat.render(keterangan, s=keterangan["sampul"]), "utf-8")
    return f'<div class="sisipan" data-berkas="{berkas}"></div>'


def _lingkungan() -> jinja2.Environment:
    lingkungan = jinja2.Environment(
        loader=jinja2.FileSystemLoader(DI_SINI), autoescape=True, undefined=jinja2.StrictUndefined
    )
    lingkungan.globals["tegak"] = markupsafe.Markup(_TEGAK)  # noqa: S704 a constant of ours
    lingkungan.filters["markah"] = _markah
    return lingkungan


def _markah(anchor: str) -> str:
    """Pandoc's name of the bookmark of an anchor: Word allows 40 characters."""
    if anchor[:1].isalpha() and len(anchor) <= 40:
        return anchor
    return "X" + hashlib.sha1(anchor.encode(), usedforsecurity=False).hexdigest()[1:]


@lru_cache
def build_acuan(kaki: str = "") -> bytes:
    """Pandoc's reference document with our styles, an A4 page and a footer in place of its own."""
    perintah = [pypandoc.get_pandoc_path(), "--print-default-data-file=reference.docx"]
    asal = subprocess.run(perintah, capture_output=True, check=True).stdout  # noqa: S603 pandoc's own
    with zipfile.ZipFile(io.BytesIO(asal)) as lama:
        berkas = {n: lama.read(n) for n in lama.namelist()}
    ubah = {
        "word/styles.xml": _gabung_gaya,
        "word/document.xml": _a4,
        "word/_rels/document.xml.rels": _kenalkan_kaki,
        "[Content_Types].xml": _daftarkan_kaki,
    }
    berkas |= {nama: olah_xml(berkas[nama], cara) for nama, cara in ubah.items()}
    templat = _lingkungan().get_template("kaki.xml.j2")
    berkas["word/footer1.xml"] = templat.render(kaki=kaki).encode()
    hasil = io.BytesIO()
    with zipfile.ZipFile(hasil, "w", zipfile.ZIP_DEFLATED) as baru:
        for nama, isi in berkas.items():
            baru.writestr(zipfile.ZipInfo(nama), isi)
    return hasil.getvalue()


def _gabung_gaya(akar: etree._Element) -> None:
    """Styles of ours replace those of the same id; the others stay."""
    for gaya in etree.parse(DI_SINI / "gaya.xml").getroot().iterfind(f"{W}style"):
        nama = gaya.get(f"{W}styleId")
        for lama in akar.xpath("*[@w:styleId=$n]", n=nama, namespaces=NS):
            akar.remove(lama)
        akar.append(gaya)


def _a4(akar: etree._Element) -> None:
    lama = akar.find(f".//{W}body/{W}sectPr")
    baru = unsur(f"<w:sectPr>{_TEGAK}</w:sectPr>")
    kaki = etree.SubElement(baru, f"{W}footerReference", {f"{W}type": "default"})
    kaki.set(f"{{{_JENIS}}}id", "rIdKaki")
    baru.insert(0, kaki)
    lama.getparent().replace(lama, baru)


def _kenalkan_kaki(akar: etree._Element) -> None:
    kaki = {"Type": f"{_JENIS}/footer", "Id": "rIdKaki", "Target": "footer1.xml"}
    etree.SubElement(akar, akar[0].tag, kaki)


def _daftarkan_kaki(akar: etree._Element) -> None:
    jenis = {"PartName": "/word/footer1.xml", "ContentType": _KAKI}
    etree.SubElement(akar, akar[0].tag.replace("Default", "Override"), jenis)


def _png(svg_base64: str) -> str:
    """A chart as a data URI of a picture; Word draws it alike everywhere."""
    with tempfile.TemporaryDirectory() as sementara:
        folder = Path(sementara)
        (folder / "g.svg").write_bytes(base64.b64decode(svg_base64))
        (folder / "g.typ").write_text(
            '#set page(width: 16cm, height: auto, margin: 0pt)\n#image("g.svg", width: 100%)'
        )
        png = typst.compile(folder / "g.typ", format="png", ppi=KERAPATAN)
    return "data:image/png;base64," + base64.b64encode(png).decode()


@contextmanager
def _waktu(saat: int) -> Iterator[None]:
    """Pandoc takes the time of the file's properties from this variable."""
    lama = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(saat)
    try:
        yield
    finally:
        if lama is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = lama
