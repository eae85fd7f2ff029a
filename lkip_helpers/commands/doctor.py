"""`lkip doctor` and `lkip --versi`: this installation, what it was built from and what is wrong."""

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
from lkip_helpers.commands.sbom import OWN_NAME, list_needed, list_requirements
from lkip_helpers.commands.starter import list_lacking, phrase_outdated
from lkip_helpers.errors import Exit
from lkip_helpers.terminal import fit

REINSTALL = "pasang ulang program ini"


def phrase_version() -> str:
    """Version, what it was built from, and what it runs on."""
    system = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    return f"lkip {version(OWN_NAME)}, dibuat dari {_find_origin()}; {system}"


def _find_origin() -> str:
    """Commit and date that the wheel was built from, or of the repository the package is in."""
    if packed := workspace.read_starter(workspace.STARTER_FACTS):
        facts = json.loads(packed[workspace.STARTER_FACTS])
        return f"komit {facts['komit']} tanggal {facts['tanggal']}"
    root = Path(__file__).parents[2]
    if not (git := shutil.which("git")) or not (root / ".git").exists():
        return f"folder {root}"
    command = [git, "-C", str(root), "log", "-1", "--format=komit %h tanggal %cs"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    return result.stdout.strip() or f"folder {root}"


def run(_: Any) -> int:
    """0: nothing is wrong; 1: prints every fault with its cure."""
    print(fit(phrase_version()))
    if faults := [*_check_packages(), *_check_folders()]:
        print(*(f"salah: {fault}" for fault in faults), sep="\n", file=sys.stderr)
        return Exit.FAULT
    print("Pemasangan baik.")
    return Exit.DONE


def _check_packages() -> Iterator[str]:
    """Packages that are missing, of an incompatible version, or with lost or changed files."""
    for package in list_needed():
        name = package["Name"]
        for need in list_requirements(package):
            try:
                installed = version(need.name)
                fault = "" if installed in need.specifier else f"terpasang versi {installed}"
            except PackageNotFoundError:
                fault = "tidak terpasang"
            if fault:
                yield f"pustaka {need.name}{need.specifier} untuk {name} {fault}; {REINSTALL}."
        lost = islice(_list_lost(distribution(name)), 1)
        yield from (f"pustaka {name} rusak: {file}; {REINSTALL}." for file in lost)


def _list_lost(package: Distribution) -> Iterator[str]:
    """Files that are missing or changed since the installation, but for .pyc files and scripts.

    Reads RECORD itself: Distribution.files leaves out missing files from Python 3.12 on.
    """
    for file, _, size in csv.reader((package.read_text("RECORD") or "").splitlines()):
        path = Path(str(package.locate_file(file)))
        intact = path.exists() and size in ("", str(path.stat().st_size))
        if not intact and path.suffix != ".pyc" and not file.startswith(".."):
            yield file


def _check_folders() -> Iterator[str]:
    """Folders that cannot be written, and what the workspace lacks."""
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
    if shutil.disk_usage(root).free < 300_000_000:  # bytes that a report and its copies need
        yield f"ruang simpan untuk {root} tinggal sedikit; kosongkan sebagian."
