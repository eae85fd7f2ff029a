"""Whether the report in place is that of the files as they are now.

Nothing heavy is imported here: `run`, `trace` and the first page ask before anything is built.
"""

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from lkip_helpers.intake.container import UnreadableWorkbook, read_regular
from lkip_helpers.workspace import BUILD, Workspace, hash_file

CODE_SOURCES = {".py", ".toml", ".j2", ".css", ".js", ".typ", ".lua", ".xml"}
_TABLES = ("parameter", "masukan", "keluaran")
CELL_CONTENT = ("cell_type", "id", "metadata", "source", "attachments")  # all but its results


def read_build(folder: Path) -> dict[str, Any]:
    """What the report in `folder` was made from; empty where there is none, or it is damaged."""
    try:
        build: dict[str, Any] = json.loads(read_regular(folder / BUILD))
    except (UnreadableWorkbook, ValueError, RecursionError):
        return {}
    whole = isinstance(build, dict) and all(isinstance(build.get(k, {}), dict) for k in _TABLES)
    return build if whole else {}


def former_aside(folder: Path) -> Path:
    """Where a former report stands for the instant in which a new one takes its place."""
    return folder.with_name(f".{folder.name}.lama")


def is_up_to_date(workspace: Workspace, code: str = "", forms: Sequence[str] = ()) -> bool:
    """Whether the report in place is that of the data, chapters and code as they are now.

    code: their print, where it is known already; forms: what the report must hold at least.
    """
    build = read_build(workspace.outputs)
    return (
        set(forms) <= set(build.get("bentuk", ()))
        and build.get("masukan") == inputs(workspace)
        and not former_aside(workspace.outputs).exists()  # of a run that was killed
        and build.get("kode") == (code or code_fingerprint(workspace))
    )


def inputs(workspace: Workspace) -> dict[str, str]:
    """SHA-256 of every raw file that the report reads, those of an earlier year as `2020/berkas`.

    Earlier years count because their realisasi stands beside this year's.
    """
    return {
        b.name if year == workspace else f"{year.tahun}/{b.name}": hash_file(b)
        for year in workspace.list_until()
        for b in year.inputs
    }


def code_fingerprint(workspace: Workspace) -> str:
    """Print of the chapters and of this package: other code may give another report."""
    total = hashlib.sha256(_package_content())
    for b in workspace.list_chapters():
        total.update(b.name.encode() + _chapter_content(b))
    return total.hexdigest()


@cache
def _package_content() -> bytes:
    """Print of this package, as it was when it was first asked for."""
    total = hashlib.sha256()
    for b in sorted(b for b in Path(__file__).parents[1].rglob("*") if b.suffix in CODE_SOURCES):
        total.update(b.name.encode() + b.read_bytes())
    return total.digest()


def _chapter_content(file: Path) -> bytes:
    """A chapter without the results that JupyterLab saves in it: no report reads them."""
    try:
        chapter = json.loads(file.read_bytes())
    except ValueError:  # no notebook: whoever builds the report will say so
        return file.read_bytes()
    cells = [{k: s.get(k) for k in CELL_CONTENT} for s in chapter["cells"]]
    return json.dumps([cells, chapter["metadata"].get("lkip")]).encode()
