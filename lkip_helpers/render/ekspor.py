"""The report's forms as ordinary nbconvert exporters: `--to lkip-html`, `--to lkip-pdf`.

A single executed chapter is joined (numbered) first; a joined document is taken as it is.
"""

import json
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import font_source_sans_pro
import pypandoc
import typst
from nbconvert.exporters import HTMLExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from traitlets import default

from lkip_helpers.render.naskah import join_naskah, order_bab

DI_SINI = Path(__file__).parent
STANDAR_PDF: Any = ["a-2a", "ua-1"]
BATAS = "<!--batas-->"
Hasil = tuple[Any, ResourcesDict]


class PdfDitolak(Exception):
    """Typst found something that PDF/A-2a or PDF/UA-1 does not allow."""


class _Lkip(HTMLExporter):
    """Common part: join if needed, render the joined document with a template of ours."""

    exclude_anchor_links = True
    templat = "index.html.j2"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "lkip"

    @default("template_file")
    def _template_file_default(self) -> str:
        return self.templat

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self) -> list[str]:
        return [str(DI_SINI / "templates")]

    def _init_resources(self, resources: Any) -> ResourcesDict:
        hasil = super()._init_resources(resources)
        hasil["batas"] = BATAS
        hasil["gaya"] = (DI_SINI / "templates" / "lkip" / "gaya.css").read_text("utf-8")
        return hasil

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kw: Any) -> Hasil:
        if not nb.metadata.get("lkip", {}).get("naskah"):
            nama = (resources or {}).get("metadata", {}).get("name", "1")
            nb = join_naskah(order_bab([(nama, nb)]))
        return self._render(nb, resources, **kw)

    def _render(self, nb: NotebookNode, resources: Any, **kw: Any) -> Hasil:
        teks, resources = super().from_notebook_node(nb, resources, **kw)
        return re.sub(r"\n{3,}", "\n\n", teks), resources


class LkipHtml(_Lkip):
    """One self-contained HTML file."""

    export_from_notebook = "LKIP HTML"


class _Isi(_Lkip):
    """The body alone, for pandoc: front matter, BATAS, chapters."""

    templat = "isi.html.j2"


class LkipPdf(_Lkip):
    """PDF/A-2a and PDF/UA-1: the same HTML through pandoc to Typst."""

    export_from_notebook = "LKIP PDF"
    output_mimetype = "application/pdf"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    def _render(self, nb: NotebookNode, resources: Any, **kw: Any) -> Hasil:
        isi, resources = _Isi(config=self.config).from_notebook_node(nb, resources, **kw)
        resources["output_extension"] = ".pdf"
        return render_pdf(isi, nb.metadata["lkip"]), resources


def render_pdf(isi: str, keterangan: dict[str, Any]) -> bytes:
    """PDF from the document's HTML body; raises PdfDitolak where a standard is not met.

    keterangan: metadata of the joined document (sampul, isi, tabel, gambar).
    """
    with tempfile.TemporaryDirectory() as sementara:
        folder = Path(sementara)
        depan, utama = isi.split(BATAS)
        (folder / "depan.typ").write_text(_typst(depan, folder), "utf-8")
        (folder / "isi.typ").write_text(_typst(utama, folder), "utf-8")
        for sumber in (DI_SINI / "typst").glob("*.typ"):
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
        timestamp=_tanggal(keterangan.get("sampul", {})),
    )
    return hasil


def _tanggal(sampul: dict[str, Any]) -> datetime:
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
        format="html",
        extra_args=[
            "--wrap=none",
            f"--lua-filter={DI_SINI / 'typst' / 'saring.lua'}",
            f"--extract-media={folder}",
        ],
    )
    return '#import "gaya.typ": *\n' + badan
