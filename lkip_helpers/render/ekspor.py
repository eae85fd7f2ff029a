"""The report's forms as ordinary nbconvert exporters: `--to lkip-html`, `lkip-pdf`, `lkip-docx`.

A single executed chapter is joined first, with the numbers it has in the last report; a joined
document is taken as it is.
"""

import re
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from traitlets import default

from lkip_helpers.display.templat import read_gaya
from lkip_helpers.render.cetak import render_pdf
from lkip_helpers.render.naskah import join_sendiri
from lkip_helpers.render.penomoran import read_penomoran
from lkip_helpers.render.word import render_docx

DI_SINI = Path(__file__).parent
BATAS = "<!--batas-->"
_TABEL = re.compile(r'<div class="(lkip-tabel[^"]*)" id="([^"]+)">(\s*<table>\s*<caption)>')
_BERNAMA = (
    r'<div class="\1" id="\2" role="group" aria-labelledby="\2-judul" tabindex="0">'
    r'\3 id="\2-judul">'
)
_GAMBAR = re.compile(r'<figure id="([^"]+)">')
Hasil = tuple[Any, ResourcesDict]


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
        hasil["gaya"] = read_gaya() + (DI_SINI / "templates/lkip/gaya.css").read_text("utf-8")
        return hasil

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kw: Any) -> Hasil:
        if not nb.metadata.get("lkip", {}).get("naskah"):
            asal = (resources or {}).get("metadata", {})
            lapor = read_penomoran(nb, asal.get("path", ""))
            nb = join_sendiri(asal.get("name", "1"), nb, lapor)
        return self._render(nb, resources, **kw)

    def _render(self, nb: NotebookNode, resources: Any, **kw: Any) -> Hasil:
        teks, resources = super().from_notebook_node(nb, resources, **kw)
        return re.sub(r"\n{3,}", "\n\n", teks), resources


class LkipHtml(_Lkip):
    """One self-contained HTML file."""

    export_from_notebook = "LKIP HTML"

    def _render(self, nb: NotebookNode, resources: Any, **kw: Any) -> Hasil:
        """Tables and charts may be wider than a narrow screen: the keyboard scrolls them, too."""
        teks, resources = super()._render(nb, resources, **kw)
        teks = _GAMBAR.sub(r'<figure id="\1" tabindex="0">', _TABEL.sub(_BERNAMA, teks))
        return teks, resources


class _Isi(_Lkip):
    """The body alone, for pandoc: front matter, BATAS, chapters."""

    templat = "isi.html.j2"


class _LewatPandoc(_Lkip):
    """A form that pandoc makes from the body."""

    akhiran = ""

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return self.akhiran

    def _render(self, nb: NotebookNode, resources: Any, **kw: Any) -> Hasil:
        isi, resources = _Isi(config=self.config).from_notebook_node(nb, resources, **kw)
        resources["output_extension"] = self.akhiran
        depan, utama = isi.split(BATAS)
        return self.ubah(depan, utama, nb.metadata["lkip"]), resources

    def ubah(self, depan: str, isi: str, keterangan: dict[str, Any]) -> bytes:
        raise NotImplementedError


class LkipPdf(_LewatPandoc):
    """PDF/A-2a and PDF/UA-1, by Typst."""

    export_from_notebook = "LKIP PDF"
    output_mimetype = "application/pdf"
    akhiran = ".pdf"

    def ubah(self, depan: str, isi: str, keterangan: dict[str, Any]) -> bytes:
        return render_pdf(depan, isi, keterangan)


class LkipDocx(_LewatPandoc):
    """A Word file an office can go on editing."""

    export_from_notebook = "LKIP Word"
    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    akhiran = ".docx"

    def ubah(self, depan: str, isi: str, keterangan: dict[str, Any]) -> bytes:
        return render_docx(depan, isi, keterangan)
