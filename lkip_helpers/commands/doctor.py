"""`lkip doctor` and `lkip --versi`: this installation, what it was made from and what it lacks."""

import csv
import json
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution, version
from itertools import islice
from pathlib import Path
from typing import Any

from lkip_helpers import workspace
from lkip_helpers.commands.sbom import OWN, list_needed, list_requirements
from lkip_helpers.commands.starter import list_lacking, phrase_outdated
from lkip_helpers.errors import Exit
from lkip_helpers.terminal import fit

AGAIN = "pasang ulang program ini"
LEAST_SPACE = 300_000_000  # bytes a report and its copies fit in


def phrase_version() -> str:
    """Version, what it was built from, and what it runs on."""
    system = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    return f"lkip {version(OWN)}, dibuat dari {_origin()}; {system}"


def _origin() -> str:
    """The commit and its day: as the wheel was told, or of the folder the package stands in."""
    if packed := workspace.read_starter(workspace.STARTER_FACTS):
        facts = json.loads(packed[workspace.STARTER_FACTS])
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
    if faults := [*_unfit_packages(), *_unfit_places()]:
        print(*(f"salah: {fault}" for fault in faults), sep="\n", file=sys.stderr)
        return Exit.FAULT
    print("Pemasangan baik.")
    return Exit.DONE


def _unfit_packages() -> Iterator[str]:
    """Packages that are lacking, of a version that another refuses, or of which files are gone."""
    for package in list_needed():
        name = package["Name"]
        for need in list_requirements(package):
            try:
                found = version(need.name)
                fault = "" if found in need.specifier else f"terpasang versi {found}"
            except PackageNotFoundError:
                fault = "tidak terpasang"
            if fault:
                yield f"pustaka {need.name}{need.specifier} untuk {name} {fault}; {AGAIN}."
        lost = islice(_list_lost(distribution(name)), 1)
        yield from (f"pustaka {name} rusak: {file}; {AGAIN}." for file in lost)


def _list_lost(package: Distribution) -> Iterator[str]:
    """Files that are not as they were installed; what Python compiles and scripts are made anew.

    From RECORD itself: Distribution.files leaves out what is gone, from Python 3.12 on.
    """
    for file, _, size in csv.reader((package.read_text("RECORD") or "").splitlines()):
        place = Path(str(package.locate_file(file)))
        whole = place.exists() and size in ("", str(place.stat().st_size))
        if not whole and place.suffix != ".pyc" and not file.startswith(".."):
            yield file


def _unfit_places() -> Iterator[str]:
    """Folders that cannot be written, and a workspace that lacks something."""
    try:
        root = workspace.find_root()
    except workspace.WorkspaceNotFound as error:
        yield str(error)
        return
    yield from (f"{root}: {name} tidak ada; jalankan lkip init." for name in list_lacking(root))
    yield from filter(None, [phrase_outdated(root).strip()])
    for folder in (root / workspace.RAW, root / workspace.OUTPUTS, Path(tempfile.gettempdir())):
        try:
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError:
            yield f"folder {folder} tidak dapat ditulis; minta izin menulis."
    if shutil.disk_usage(root).free < LEAST_SPACE:
        yield f"ruang simpan untuk {root} tinggal sedikit; kosongkan sebagian."
