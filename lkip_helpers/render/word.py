"""The Word file: the same HTML through pandoc, with styles of ours and charts as sharp pictures."""

import base64
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

import pypandoc
import typst
from lxml import etree

from lkip_helpers.render.cetak import tanggal_dokumen

DI_SINI = Path(__file__).parent / "docx"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
KERAPATAN = 300  # dots an inch of the charts
_SVG = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")
_HALAMAN = (
    '<w:sectPr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1300" w:right="1250" w:bottom="1200" '
    'w:left="1250" w:header="600" w:footer="500" w:gutter="0"/></w:sectPr>'
)


def render_docx(depan: str, isi: str, keterangan: dict[str, Any]) -> bytes:
    """Word file from the HTML of front matter and body.

    keterangan: metadata of the joined document. Its date stands in the file's properties instead
    of the clock's, so that the same input gives the same bytes.
    """
    saat = int(tanggal_dokumen(keterangan.get("sampul") or {}).timestamp())
    with tempfile.TemporaryDirectory() as sementara, _waktu(saat):
        folder = Path(sementara)
        (folder / "acuan.docx").write_bytes(build_acuan())
        pypandoc.convert_text(
            _SVG.sub(lambda m: _png(m[1]), depan + isi),
            "docx",
            format="html",
            outputfile=str(folder / "laporan.docx"),
            extra_args=[
                f"--reference-doc={folder / 'acuan.docx'}",
                f"--lua-filter={DI_SINI / 'saring.lua'}",
                "--toc",
                "--toc-depth=3",
                *_metadata(keterangan.get("sampul") or {}),
            ],
        )
        return (folder / "laporan.docx").read_bytes()


def _metadata(sampul: dict[str, Any]) -> list[str]:
    isi = {"lang": "id-ID", "toc-title": "Daftar Isi"}
    if sampul:
        isi |= {
            "title": f"Laporan Kinerja Kecamatan {sampul['kecamatan']}",
            "subtitle": f"{sampul['kota']}, Tahun {sampul['tahun']}",
        }
    return [f"--metadata={k}={v}" for k, v in isi.items()]


@lru_cache
def build_acuan() -> bytes:
    """Pandoc's reference document with our styles and an A4 page in place of its own."""
    perintah = [pypandoc.get_pandoc_path(), "--print-default-data-file=reference.docx"]
    asal = subprocess.run(perintah, capture_output=True, check=True).stdout  # noqa: S603 pandoc's own
    with zipfile.ZipFile(io.BytesIO(asal)) as lama:
        berkas = {n: lama.read(n) for n in lama.namelist()}
    berkas["word/styles.xml"] = _gabung_gaya(berkas["word/styles.xml"])
    berkas["word/document.xml"] = _a4(berkas["word/document.xml"])
    hasil = io.BytesIO()
    with zipfile.ZipFile(hasil, "w", zipfile.ZIP_DEFLATED) as baru:
        for nama, isi in berkas.items():
            baru.writestr(zipfile.ZipInfo(nama), isi)
    return hasil.getvalue()


def _gabung_gaya(xml: bytes) -> bytes:
    """Styles of ours replace those of the same id; the others stay."""
    akar = etree.fromstring(xml)
    for gaya in etree.parse(DI_SINI / "gaya.xml").getroot().iterfind(f"{W}style"):
        nama = gaya.get(f"{W}styleId")
        for lama in akar.xpath("*[@w:styleId=$n]", n=nama, namespaces={"w": W[1:-1]}):
            akar.remove(lama)
        akar.append(gaya)
    return bytes(etree.tostring(akar, xml_declaration=True, encoding="UTF-8", standalone=True))


def _a4(xml: bytes) -> bytes:
    akar = etree.fromstring(xml)
    lama = akar.find(f".//{W}body/{W}sectPr")
    lama.getparent().replace(lama, etree.fromstring(_HALAMAN))
    return bytes(etree.tostring(akar, xml_declaration=True, encoding="UTF-8", standalone=True))


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
