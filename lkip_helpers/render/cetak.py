"""The PDF: the same HTML through pandoc to Typst, PDF/A-2a and PDF/UA-1."""

import json
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import font_source_sans_pro
import pypandoc
import typst

DI_SINI = Path(__file__).parent / "typst"
STANDAR_PDF: Any = ["a-2a", "ua-1"]
_KAKI = re.compile(r"table\.hline\(\),\s*table\.footer\(")  # a footer of ours rules its sums itself


class PdfDitolak(Exception):
    """Typst found something that PDF/A-2a or PDF/UA-1 does not allow."""


def render_pdf(depan: str, isi: str, keterangan: dict[str, Any]) -> bytes:
    """PDF from the HTML of front matter and body; raises PdfDitolak where a standard is not met.

    keterangan: metadata of the joined document (sampul, isi, tabel, gambar).
    """
    with tempfile.TemporaryDirectory() as sementara:
        folder = Path(sementara)
        (folder / "depan.typ").write_text(_typst(depan, folder), "utf-8")
        (folder / "isi.typ").write_text(_typst(isi, folder), "utf-8")
        for sumber in DI_SINI.glob("*.typ"):
            (folder / sumber.name).write_bytes(sumber.read_bytes())
        try:
            return _compile(folder / "laporan.typ", keterangan | {"depan": bool(depan.strip())})
        except typst.TypstError as galat:
            raise PdfDitolak(f"PDF ditolak: {galat.message}") from galat


def _compile(utama: Path, keterangan: dict[str, Any]) -> bytes:
    """Typst's PDF of the document whose main file is `utama`."""
    hasil: bytes = typst.compile(
        utama,
        root=utama.parent,
        font_paths=[Path(font_source_sans_pro.__file__).parent / "files"],
        ignore_system_fonts=True,
        sys_inputs={"keterangan": json.dumps(keterangan)},
        pdf_standards=STANDAR_PDF,
        timestamp=tanggal_dokumen(keterangan.get("sampul", {})),
    )
    return hasil


def tanggal_dokumen(sampul: dict[str, Any]) -> datetime:
    """Date of the document: the day it was signed, never the clock (same input, same bytes)."""
    if iso := sampul.get("tanggal_iso"):
        return datetime.fromisoformat(iso).replace(tzinfo=UTC)
    return datetime(sampul.get("tahun", 1999) + 1, 1, 1, tzinfo=UTC)


def _typst(html: str, folder: Path) -> str:
    """Typst source of an HTML fragment; its images are written into `folder`."""
    if not html.strip():
        return ""
    badan = pypandoc.convert_text(
        html,
        "typst",
        format="html-auto_identifiers",
        extra_args=[
            "--wrap=none",
            f"--lua-filter={DI_SINI / 'saring.lua'}",
            f"--extract-media={folder}",
        ],
    )
    return '#import "gaya.typ": *\n' + _KAKI.sub("table.footer(", badan)
