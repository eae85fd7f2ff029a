"""The report's forms as ordinary nbconvert exporters: `--to lkip-html`, `lkip-pdf`, `lkip-docx`.

A chapter is executed where `--execute` asks for it, then joined, with the numbers it has in the
last report.
"""

from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import Unicode

from lkip_helpers.render.document import join_alone
from lkip_helpers.render.fingerprint import NUMBERING, read_build
from lkip_helpers.render.forms import export_form
from lkip_helpers.render.parameters import read_parameters
from lkip_helpers.workspace import Workspace, WorkspaceNotFound, chapter_name, find_root

FAILED = "papermill-error-cell-tag"  # of cells that papermill adds; its own filter imports IPython


def read_numbering(nb: NotebookNode, folder: str) -> dict[str, Any]:
    """The counting of the last report of the unit and year that `nb` was run for; {} without one.

    awal: its state where each chapter begins. nomor, absen: by label, the number of each table and
    figure and why others are left out. konsep: it is a draft. folder: of the notebook; its
    workspace has the report. An output may note other parameters, those that it was run with.
    """
    parameters = read_parameters(nb) | read_parameters(nb, "injected-parameters")
    for output in (o for c in nb.cells if c.cell_type == "code" for o in c.outputs):
        parameters |= output.get("metadata", {}).get("lkip", {}).get("parameter", {})
    try:
        root = find_root(Path(folder) if folder else None)
        build = read_build(Workspace.of(parameters["unit"], parameters["tahun"], root).outputs)
        return {**build[NUMBERING], "konsep": build["parameter"]["konsep"]}
    except (KeyError, WorkspaceNotFound):  # no parameters, no report
        return {}


class _Lkip(Exporter):
    """Base of all forms."""

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kw: Any) -> Any:
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        nb.cells = [c for c in nb.cells if FAILED not in c.metadata.get("tags", ())]
        name, folder = (resources["metadata"].get(k, "") for k in ("name", "path"))
        if isinstance(self, LkipHtmlCode):
            nb.metadata["lkip"] = {**nb.metadata.get("lkip", {}), "kode": "lipat"}
        name = chapter_name(Path(folder, f"{name}.ipynb").absolute())
        document = join_alone(name, nb, read_numbering(nb, folder))
        content = export_form(self.file_extension[1:], document)
        return (content.decode() if isinstance(self, LkipHtml) else content), resources


class LkipHtml(_Lkip):
    """One self-contained HTML file."""

    export_from_notebook = "LKIP HTML"
    output_mimetype = "text/html"
    file_extension = Unicode(".html")


class LkipHtmlCode(LkipHtml):
    """The same file with the code of each cell, folded in above what it gives."""

    export_from_notebook = "LKIP HTML Kode"


class LkipPdf(_Lkip):
    """PDF/A-2a and PDF/UA-1, by Typst."""

    export_from_notebook = "LKIP PDF"
    output_mimetype = "application/pdf"
    file_extension = Unicode(".pdf")


class LkipDocx(_Lkip):
    """A Word file an office can go on editing."""

    export_from_notebook = "LKIP Word"
    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    file_extension = Unicode(".docx")
