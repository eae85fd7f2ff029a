"""`lkip doctor` and `lkip --versi`: this installation, what it was made from and what it lacks."""

import json
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any

from lkip_helpers.commands.starter import list_lacking, phrase_outdated
from lkip_helpers.errors import Exit
from lkip_helpers.terminal import fit
from lkip_helpers.workspace import (
    OUTPUTS,
    STARTER_FACTS,
    WorkspaceNotFound,
    find_root,
    read_starter,
)

PACKAGE = "lkip-helpers"
LEAST_SPACE = 300_000_000  # bytes a report and its copies fit in


def phrase_version() -> str:
    """Version, what it was built from, and what it runs on."""
    system = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    return f"lkip {version(PACKAGE)}, dibuat dari {_origin()}; {system}"


def _origin() -> str:
    """The commit and its day: as the wheel was told, or of the folder the package stands in."""
    if packed := read_starter(STARTER_FACTS):
        facts = json.loads(packed[STARTER_FACTS])
        return f"komit {facts['komit']} tanggal {facts['tanggal']}"
    root = Path(__file__).parents[2]
    if not (git := shutil.which("git")) or not (root / ".git").exists():
        return f"folder {root}"
    command = [git, "-C", str(root), "log", "-1", "--format=komit %h tanggal %cs"]
    said = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    return said.stdout.strip() or f"folder {root}"


def run(_: Any) -> int:
    """0: nothing is wrong; 1: every fault with its cure."""
    print(fit(phrase_version()))
    faults = [*_lacking_packages(), *_broken_programs(), *_unfit_places()]
    for fault in faults:
        print(f"salah: {fault}", file=sys.stderr)
    if not faults:
        print("Pemasangan baik.")
    return Exit.FAULT if faults else Exit.DONE


def _lacking_packages() -> Iterator[str]:
    """Packages that the report needs and this Python does not have."""
    for line in requires(PACKAGE) or ():
        name = re.split(r"[^\w.-]", line, maxsplit=1)[0]
        try:
            if "extra ==" not in line:
                version(name)
        except PackageNotFoundError:
            yield f"pustaka {name} tidak terpasang; pasang ulang program ini."


def _broken_programs() -> Iterator[str]:
    """What the forms of the report are made with, where it does not run."""
    try:
        import typst

        typst.compile(b"lkip")
    except (ImportError, RuntimeError) as error:
        yield f"Typst tidak dapat dijalankan ({error}); pasang ulang typst."


def _unfit_places() -> Iterator[str]:
    """Folders that cannot be written, and a workspace that lacks something."""
    try:
        root = find_root()
    except WorkspaceNotFound as error:
        yield str(error)
        return
    yield from (f"{root}: {name} tidak ada; jalankan lkip init." for name in list_lacking(root))
    yield from filter(None, [phrase_outdated(root).strip()])
    for folder in (root / OUTPUTS, Path(tempfile.gettempdir())):
        try:
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            yield f"folder {folder} tidak dapat ditulis ({error.strerror}); minta izin menulis."
    if shutil.disk_usage(root).free < LEAST_SPACE:
        yield f"ruang simpan untuk {root} tinggal sedikit; kosongkan sebagian."
