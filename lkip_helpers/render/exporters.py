"""The report's forms as ordinary nbconvert exporters: `--to lkip-html`, `lkip-pdf`, `lkip-docx`.

A single executed chapter is joined first, with the numbers it has in the last report; a joined
document is taken as it is.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from jinja2 import pass_context
from nbconvert.exporters import HTMLExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbconvert.preprocessors import ExecutePreprocessor
from nbformat import NotebookNode
from traitlets import List, Unicode

from lkip_helpers.render.counting import Item, write_html
from lkip_helpers.render.document import join_alone
from lkip_helpers.render.docx.convert import render_docx
from lkip_helpers.render.html.page import POLICY, finish_page
from lkip_helpers.render.numbering import read_numbering
from lkip_helpers.render.pdf.typeset import render_pdf
from lkip_helpers.report.markup import read_style
from lkip_helpers.report.origin import Lineage, OriginNotes
from lkip_helpers.report.record import read_records

TEMPLATE = Path(__file__).parent / "html" / "templates" / "lkip"
STYLES = ("huruf.css", "gaya.css", "asal.css", "pratinjau.css", "beda.css")
SCRIPTS = ("laporan.js", "tabel.js", "asal.js", "pratinjau.js")
LIMIT = "<!--batas-->"
BODY, LINEAGE = "badan", "silsilah"  # what is made already, among the resources
_DETAILS = re.compile(r"<details\b.*?</details>\n?", re.DOTALL)
Exported = tuple[Any, ResourcesDict]


def read_template(name: str) -> str:
    """A part of the page as it stands."""
    return (TEMPLATE / name).read_text("utf-8")


class _Lkip(HTMLExporter):
    """Base of all forms: execute where `--execute` asks for it, join if needed, render."""

    exclude_anchor_links = True
    optimistic_validation = True  # once, not after each preprocessor
    template_name = Unicode("lkip")
    template_file = Unicode("index.html.j2")
    extra_template_basedirs = List([str(TEMPLATE.parent)])

    @pass_context
    def markdown2html(self, context: Any, source: str) -> str:
        """As HTMLExporter does, with one parser for all cells; joined cells carry no pictures."""
        if self.embed_images:
            return str(super().markdown2html(context, source))
        return write_html(source)

    def _init_resources(self, resources: Any) -> ResourcesDict:
        prepared = super()._init_resources(resources)
        prepared["batas"], prepared["kebijakan"] = LIMIT, POLICY
        prepared["gaya"] = read_style() + "".join(map(read_template, STYLES))
        prepared["skrip"] = "".join(map(read_template, SCRIPTS))
        return prepared

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kw: Any) -> Exported:
        if not nb.metadata.get("lkip", {}).get("naskah"):
            runners = [p for p in self._preprocessors if isinstance(p, ExecutePreprocessor)]
            for runner in runners:
                self._preprocessors.remove(runner)
                nb, _ = runner(nb, resources or {})
            metadata = (resources or {}).get("metadata", {})
            numbering = read_numbering(nb, metadata.get("path", ""))
            nb = join_alone(metadata.get("name", "1"), nb, numbering)
        return self._render(nb, resources, **kw)

    def _render(self, nb: NotebookNode, resources: Any, **kw: Any) -> Exported:
        # HTMLExporter's own would parse the whole page again, only to add what our templates write
        # already (alt texts of pictures) or what is not there (tab stops of its own cells).
        # It copies all it is given: the records of tables and figures stay behind.
        own = NotebookNode(nb.metadata["lkip"], paket=bool(nb.metadata["lkip"]["paket"]))
        light = NotebookNode(nb, metadata=NotebookNode(nb.metadata, lkip=own))
        text, resources = super(HTMLExporter, self).from_notebook_node(light, resources, **kw)
        return re.sub(r"\n{3,}", "\n\n", text), resources


class LkipHtml(_Lkip):
    """One self-contained HTML file."""

    export_from_notebook = "LKIP HTML"

    def _render(self, nb: NotebookNode, resources: Any, **kw: Any) -> Exported:
        """Numbers with a note on where they are from; a page that admits nothing from elsewhere."""
        made = (resources or {}).pop(LINEAGE, None)  # nbconvert would copy it
        notes = OriginNotes(made or Lineage(read_records(nb.metadata["lkip"]["paket"])))
        cells = [
            NotebookNode(c, source=notes.annotate(c.source)) if c.cell_type != "markdown" else c
            for c in nb.cells
        ]
        text, resources = super()._render(NotebookNode(nb, cells=cells), resources, **kw)
        return finish_page(text), resources


class LkipHtmlCode(LkipHtml):
    """The same file with the code of each cell, folded in above what it gives."""

    export_from_notebook = "LKIP HTML Kode"

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kw: Any) -> Exported:
        lkip = {**nb.metadata.get("lkip", {}), "kode": "lipat"}
        metadata = NotebookNode({**nb.metadata, "lkip": NotebookNode(lkip)})
        return super().from_notebook_node(NotebookNode(nb, metadata=metadata), resources, **kw)


class _BodyOnly(_Lkip):
    """The body alone, for paper: front matter, LIMIT, chapters."""

    template_file = Unicode("isi.html.j2")

    def _render(self, nb: NotebookNode, resources: Any, **kw: Any) -> Exported:
        """Leave out <details>, which only a screen can open."""
        printed = [c for c in nb.cells if not c.metadata.get("lipat")]
        text, resources = super()._render(NotebookNode(nb, cells=printed), resources, **kw)
        return _DETAILS.sub("", text), resources


def render_body(document: NotebookNode) -> str:
    """The body of a joined document, from which PDF and Word are made."""
    return str(_BodyOnly().from_notebook_node(document)[0])


class _OnPaper(_Lkip):
    """A form made from the body, which resources may bring so that it is rendered only once."""

    write: Callable[[str, str, dict[str, Any]], bytes]

    def _render(self, nb: NotebookNode, resources: Any, **kw: Any) -> Exported:
        page = (resources or {}).get(BODY) or render_body(nb)
        resources = self._init_resources(resources)
        resources["output_extension"] = self.file_extension
        front, body = page.split(LIMIT)
        return self.write(front, body, nb.metadata["lkip"]), resources


class LkipPdf(_OnPaper):
    """PDF/A-2a and PDF/UA-1, by Typst."""

    export_from_notebook = "LKIP PDF"
    output_mimetype = "application/pdf"
    file_extension = Unicode(".pdf")
    write = staticmethod(render_pdf)


class LkipDocx(_OnPaper):
    """A Word file an office can go on editing."""

    export_from_notebook = "LKIP Word"
    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    file_extension = Unicode(".docx")
    write = staticmethod(render_docx)


@dataclass(frozen=True)
class Segment:
    """A stretch of the page under one heading. content: HTML that holds the heading, id and all."""

    anchor: str
    title: str
    content: str


def render_page(title: str, segments: Sequence[Segment]) -> str:
    """A page of its own in the report's look; each segment is an entry of its contents."""
    document = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_raw_cell(segment.content, id=segment.anchor) for segment in segments]
    )
    nothing: dict[str, Any] = {"sampul": {}, "tabel": [], "gambar": [], "absen": {}, "paket": []}
    contents = [vars(Item("", segment.title, segment.anchor, 2)) for segment in segments]
    document.metadata["lkip"] = {"naskah": True, "judul": title, "isi": contents, **nothing}
    page, _ = LkipHtml().from_notebook_node(document)
    return str(page)
