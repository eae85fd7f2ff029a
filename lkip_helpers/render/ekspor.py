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
from lkip_helpers.render.asal import Catatan
from lkip_helpers.render.cetak import render_pdf
from lkip_helpers.render.halaman import KEBIJAKAN, finish_halaman
from lkip_helpers.render.naskah import join_sendiri
from lkip_helpers.render.penomoran import read_penomoran
from lkip_helpers.render.word import render_docx

TEMPLAT = Path(__file__).parent / "templates" / "lkip"
BATAS = "<!--batas-->"
_DETAILS = re.compile(r"<details\b.*?</details>\n?", re.DOTALL)
Hasil = tuple[Any, ResourcesDict]


def read_templat(nama: str) -> str:
    """A part of the page as it stands."""
    return (TEMPLAT / nama).read_text("utf-8")


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
        return [str(TEMPLAT.parent)]

    def _init_resources(self, resources: Any) -> ResourcesDict:
        hasil = super()._init_resources(resources)
        hasil["batas"], hasil["kebijakan"] = BATAS, KEBIJAKAN
        hasil["gaya"] = read_gaya() + read_templat("gaya.css") + read_templat("asal.css")
        hasil["skrip"] = (
            read_templat("laporan.js") + read_templat("tabel.js") + read_templat("asal.js")
        )
        return hasil

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kw: Any) -> Hasil:
        if not nb.metadata.get("lkip", {}).get("naskah"):
            asal = (resources or {}).get("metadata", {})
            lapor = read_penomoran(nb, asal.get("path", ""))
            nb = join_sendiri(asal.get("name", "1"), nb, lapor)
        return self._render(nb, resources, **kw)

    def _render(self, nb: NotebookNode, resources: Any, **kw: Any) -> Hasil:
        # Past HTMLExporter's own, which reads the whole page again to give what our templates write
        # already: pictures their alt text, and its own cells, of which there are none, a tab stop.
        teks, resources = super(HTMLExporter, self).from_notebook_node(nb, resources, **kw)
        return re.sub(r"\n{3,}", "\n\n", teks), resources


class LkipHtml(_Lkip):
    """One self-contained HTML file."""

    export_from_notebook = "LKIP HTML"

    def _render(self, nb: NotebookNode, resources: Any, **kw: Any) -> Hasil:
        """Numbers that tell where they are from, in a page that admits nothing from elsewhere."""
        teks, resources = super()._render(_beri_asal(nb), resources, **kw)
        return finish_halaman(teks), resources


def _beri_asal(nb: NotebookNode) -> NotebookNode:
    """The joined document with a note behind each number of its tables."""
    catatan = Catatan(nb.metadata["lkip"]["paket"])
    benda = (
        NotebookNode(c, source=catatan.annotate(c.source)) if c.metadata.get("benda") else c
        for c in nb.cells
    )
    return NotebookNode(nb, cells=list(benda))


class _Isi(_Lkip):
    """The body alone, for pandoc: front matter, BATAS, chapters."""

    templat = "isi.html.j2"

    def _render(self, nb: NotebookNode, resources: Any, **kw: Any) -> Hasil:
        """Paper cannot be opened: what stands in <details> is for the screen alone."""
        teks, resources = super()._render(nb, resources, **kw)
        return _DETAILS.sub("", teks), resources


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
