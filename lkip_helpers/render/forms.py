"""A joined document in each of its forms: the page, the PDF, the Word file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import markupsafe
from nbformat import NotebookNode

from lkip_helpers.render.document import make_cell, make_item, write_html
from lkip_helpers.render.docx.convert import render_docx
from lkip_helpers.render.html.page import POLICY, finish_page
from lkip_helpers.render.pdf.typeset import render_pdf
from lkip_helpers.report.markup import read_style
from lkip_helpers.report.origin import Lineage, OriginNotes
from lkip_helpers.report.record import read_records

TEMPLATES = Path(__file__).parent / "html" / "templates"
STYLES = ("huruf.css", "gaya.css", "asal.css", "pratinjau.css", "beda.css")
SCRIPTS = ("laporan.js", "tabel.js", "asal.js", "pratinjau.js")
ON_PAPER = {"pdf": render_pdf, "docx": render_docx}
Body = tuple[str, str]  # HTML of what stands before the chapters, and of the chapters


def export_form(
    form: str, document: NotebookNode, body: Body | None = None, lineage: Lineage | None = None
) -> bytes:
    """A joined document as html, pdf or docx. body, lineage: where they are made already."""
    if form == "html":
        return write_page(document, lineage).encode()
    return ON_PAPER[form](*(body or write_body(document)), document.metadata.lkip)


def write_page(document: NotebookNode, lineage: Lineage | None = None) -> str:
    """One self-contained HTML file that admits nothing from elsewhere.

    Its numbers have notes on where they are from.
    """
    notes = OriginNotes(lineage or Lineage(read_records(document.metadata.lkip.paket)))
    cells = [
        NotebookNode(c, source=notes.annotate(c.source)) if c.cell_type != "markdown" else c
        for c in document.cells
    ]
    files = ([TEMPLATES / name for name in names] for names in (STYLES, SCRIPTS))
    style, script = ("".join(file.read_text("utf-8") for file in parts) for parts in files)
    parts = {"gaya": read_style() + style, "skrip": script, "kebijakan": POLICY}
    return finish_page(_fill("index.html.j2", document, cells, **parts))


def write_body(document: NotebookNode) -> Body:
    """The body alone, for paper: without <details>, which only a screen can open."""
    cells = [cell for cell in document.cells if not cell.metadata.get("lipat")]
    parts = (_fill(name, document, cells) for name in ("depan.j2", "isi.j2"))
    front, chapters = (re.sub(r"(?s)<details\b.*?</details>\n?", "", part) for part in parts)
    return front, chapters


def _fill(name: str, document: NotebookNode, cells: Sequence[NotebookNode], **parts: str) -> str:
    """A template filled from these cells and the metadata of the document."""
    template = _environment().get_template(name)
    text = template.render(lkip=document.metadata.lkip, cells=cells, **parts)
    return re.sub(r"\n{3,}", "\n\n", text).lstrip("\n")


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True)
    environment.filters["markah"] = lambda text: markupsafe.Markup(write_html(text))  # noqa: S704 it escapes
    return environment


@dataclass(frozen=True)
class Segment:
    """A stretch of the page under one heading. content: HTML that holds the heading, id and all."""

    anchor: str
    title: str
    content: str


def render_page(title: str, segments: Sequence[Segment]) -> str:
    """A page of its own in the report's look; each segment is an entry of its contents."""
    cells = [make_cell(segment.content, html=True) for segment in segments]
    contents = [make_item("", segment.title, segment.anchor, 2) for segment in segments]
    nothing: dict[str, Any] = {"sampul": {}, "tabel": [], "gambar": [], "absen": {}, "paket": []}
    lkip = NotebookNode(judul=title, isi=contents, **nothing)
    return write_page(NotebookNode(cells=cells, metadata=NotebookNode(lkip=lkip)))
