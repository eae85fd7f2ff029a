"""Whether the built report matches the files as they are now.

Nothing heavy is imported here: `run`, `trace` and the start page ask before anything is built.
"""

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from lkip_helpers.intake.container import read_regular
from lkip_helpers.intake.finding import UnreadableFile
from lkip_helpers.workspace import BUILD, TABEL, Workspace, hash_file

NUMBERING = "penomoran"  # key of the report's counting, in its metadata and in build.json
_TABLES = ("parameter", "masukan", "keluaran", "terdahulu")  # dictionaries of build.json
CELL_KEYS = ("cell_type", "id", "metadata", "source", "attachments")  # all but its results


def read_build(folder: Path, name: str = BUILD) -> dict[str, Any]:
    """The build.json of the report in `folder`; empty where there is none, or it is damaged."""
    try:
        build: dict[str, Any] = json.loads(read_regular(folder / name))
    except (UnreadableFile, ValueError, RecursionError):
        return {}
    whole = isinstance(build, dict) and all(isinstance(build.get(k, {}), dict) for k in _TABLES)
    return build if whole else {}


def former_aside(folder: Path) -> Path:
    """Where the former report is moved while a new one takes its place."""
    return folder.with_name(f".{folder.name}.lama")


def is_up_to_date(workspace: Workspace, forms: Sequence[str] = (), code: str = "") -> bool:
    """Whether the built report matches data, chapters and code as they are now, in these forms.

    It is whole: no file of it is lost, and the data that other commands read is as it was written.
    Documents may have been signed or edited since. code: code_fingerprint, where it is known
    already: it is the same for all units.
    """
    build = read_build(workspace.outputs)
    made = build.get("keluaran", {})
    return (
        set(forms) <= set(build.get("bentuk", ()))
        and build.get("masukan") == inputs(workspace)
        and not former_aside(workspace.outputs).exists()  # of a run that was killed
        and build.get("kode") == (code or code_fingerprint(workspace))
        and all((workspace.outputs / name).exists() for name in made)
        and (TABEL not in made or hash_file(workspace.tabel) == made[TABEL])
    )


def inputs(workspace: Workspace) -> dict[str, str]:
    """SHA-256 of every raw file that the report reads, those of an earlier year as `2020/berkas`.

    Earlier years count because their realisasi stands beside this year's.
    """
    return {
        file.name if year == workspace else f"{year.tahun}/{file.name}": hash_file(file)
        for year in workspace.list_until()
        for file in year.inputs
    }


def code_fingerprint(workspace: Workspace) -> str:
    """SHA-256 of the chapters and of this package: other code may give another report."""
    digest = hashlib.sha256(_hash_package())
    for file in workspace.list_chapters():
        digest.update(file.name.encode() + _chapter_content(file))
    return digest.hexdigest()


@cache
def _hash_package() -> bytes:
    """SHA-256 of this package, as it is at the first call."""
    digest = hashlib.sha256()
    for file in sorted(Path(__file__).parents[1].rglob("*")):
        if file.suffix in {".py", ".toml", ".j2", ".css", ".js", ".typ", ".lua", ".xml"}:
            digest.update(file.name.encode() + file.read_bytes())
    return digest.digest()


def _chapter_content(file: Path) -> bytes:
    """A chapter without the outputs that JupyterLab saves in it: no report reads them."""
    try:
        chapter = json.loads(file.read_bytes())
    except ValueError:  # no notebook: whoever builds the report will say so
        return file.read_bytes()
    cells = [{k: cell.get(k) for k in CELL_KEYS} for cell in chapter["cells"]]
    return json.dumps([cells, chapter["metadata"].get("lkip")]).encode()
