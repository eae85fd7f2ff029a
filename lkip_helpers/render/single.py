"""One notebook by itself, a chapter or an analyst's own: in any form, with or without its code."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.reader import NotJSONError

from lkip_helpers.render.build import build_tabel
from lkip_helpers.render.document import join_alone
from lkip_helpers.render.execution import ChapterFailed, run_chapters
from lkip_helpers.render.exporters import read_numbering
from lkip_helpers.render.forms import export_form
from lkip_helpers.render.swap import content_fingerprint, new_report
from lkip_helpers.workspace import TABEL, Workspace, chapter_name


def run_single(workspace: Workspace, file: Path, parameters: dict[str, Any]) -> NotebookNode:
    """The executed notebook. Raises ChapterFailed, of a file that is no notebook too."""
    given = {"tahun": workspace.tahun, "unit": workspace.unit, **parameters}
    try:
        executed = run_chapters([file], given, lambda _: None)
    except (NotJSONError, nbformat.ValidationError, json.JSONDecodeError) as error:
        raise ChapterFailed(
            f"{file.name} bukan notebook yang utuh. Simpan lagi dari JupyterLab."
        ) from error
    return executed[chapter_name(file)]


def join_single(workspace: Workspace, file: Path, nb: NotebookNode, code: str = "") -> NotebookNode:
    """An executed notebook as a document. code: "lipat" folds it in, "" leaves it out."""
    nb.metadata["lkip"] = {**nb.metadata.get("lkip", {}), "kode": code}
    return join_alone(chapter_name(file), nb, read_numbering(nb, str(workspace.root)))


def share(
    workspace: Workspace, file: Path, code: str, compare: Callable[[Path, Path, bool], None]
) -> Path:
    """Write the page of a notebook into the folder of shared pages; its path.

    compare: called with the folder of the last page that said something else, the folder of the
    new one, and whether the last shared page says the same as the new one.
    """
    nb = run_single(workspace, file, {})
    destination = workspace.shared / file.stem
    previous, last = workspace.shared / f"{file.stem}-sebelumnya", content_fingerprint(destination)
    destination.parent.mkdir(parents=True, exist_ok=True)
    with new_report(destination, previous) as folder:
        # Before join_single notes in it whether its code is shown, which changes no content.
        workspace.executed_folder(folder).mkdir()
        nbformat.write(nb, workspace.executed_folder(folder) / file.name)
        document = join_single(workspace, file, nb, code)
        (folder / f"{file.stem}.html").write_bytes(export_form("html", document))
        parameters = {"tahun": workspace.tahun, "unit": workspace.unit}
        (folder / TABEL).write_bytes(build_tabel(document.metadata.lkip.paket, parameters))
    compare(previous, destination, last == content_fingerprint(destination))
    return destination / f"{file.stem}.html"
