"""`lkip init`: a workspace to make reports in, from the files that the package carries."""

import json
import sys
from pathlib import Path
from typing import Any

from lkip_helpers import workspace
from lkip_helpers.errors import Exit
from lkip_helpers.intake.placing import free_name, write_below

NEXT = """Berikutnya, di dalam folder itu:
  lkip new TAHUN --unit NAMA    menyiapkan berkas Excel
  lkip doctor                   memeriksa pemasangan
Panduan petugas: notebooks/README.md"""
OUTDATED = "Berbeda dari versi program ini"
KEPT = f"{workspace.OUTPUTS}/notebook-lama"


def run(choices: Any) -> int:
    """Make a workspace or complete one, or with --periksa name what is missing (1) or none (0)."""
    folder = choices.folder.expanduser().absolute()
    if choices.periksa:
        if lacking := list_lacking(folder):
            print(*(f"belum ada: {name}" for name in lacking), sep="\n", file=sys.stderr)
            print(f'Lengkapi dengan: lkip init "{folder}"', file=sys.stderr)
            return Exit.FAULT
        print(f"Folder kerja {folder} lengkap.", phrase_outdated(folder), sep="\n", end="")
        return Exit.DONE
    return create_workspace(folder, example=choices.contoh, renew=choices.perbarui)


def create_workspace(folder: Path, *, example: bool, renew: bool) -> int:
    """0: the folder is a workspace. Files that are already there are left as they are.

    example: add the invented office too. renew: replace chapters of another version by this
    program's, and keep the old ones in KEPT. Raises InvalidChoice, OSError.
    """
    if folder.exists() and not folder.is_dir():
        raise workspace.InvalidChoice(f"{folder} adalah berkas. Sebutkan nama folder.")
    expected = {name.split("/")[0] for name in (workspace.NOTEBOOKS[0], workspace.RAW)}
    found = {entry.name for entry in folder.iterdir()} if folder.exists() else set()
    if found and not found & expected:
        raise workspace.InvalidChoice(
            f"{folder} berisi berkas lain dan bukan folder kerja. Sebutkan folder baru atau kosong."
        )
    files = workspace.read_starter(*workspace.NOTEBOOKS, *(workspace.EXAMPLE if example else ()))
    if not files:
        raise workspace.InvalidChoice(
            "Program ini dipasang tanpa isi folder kerja. Pasang dari berkas .whl yang dibuat "
            "dengan make dist."
        )
    outdated = list_outdated(folder) if renew else []
    kept = {n: free_name(folder / KEPT / Path(n).name).name for n in outdated}
    write_below(folder / KEPT, {kept[n]: (folder / n).read_bytes() for n in outdated})
    lacking = {n: d for n, d in files.items() if n in kept or not (folder / n).exists()}
    write_below(folder, lacking)
    for name, old in kept.items():
        print(f"diperbarui: {name}; yang lama: {KEPT}/{old}")
    for name in (workspace.OUTPUTS, workspace.RAW):  # last: a folder half made is no workspace yet
        (folder / name).mkdir(parents=True, exist_ok=True)
    print(f"Folder kerja {folder} siap; {len(lacking)} berkas ditambahkan.")
    print(phrase_outdated(folder) or NEXT)
    return Exit.DONE


def list_lacking(folder: Path) -> list[str]:
    """Files and folders of a workspace that this folder does not have."""
    wanted = [workspace.RAW, workspace.OUTPUTS, *workspace.read_starter(*workspace.NOTEBOOKS)]
    return [name for name in wanted if not (folder / name).exists()]


def list_outdated(folder: Path) -> list[str]:
    """Chapters that differ from this program's: of another version, or changed by the user."""
    carried = workspace.read_starter(*workspace.NOTEBOOKS)
    chapters = {n: c for n, c in carried.items() if workspace.ANALYSES not in n}
    present = {n: (folder / n).read_bytes() for n in chapters if (folder / n).exists()}
    return [n for n, c in present.items() if _read_sources(c) != _read_sources(chapters[n])]


def phrase_outdated(folder: Path) -> str:
    """A sentence that names the outdated chapters and how to renew them; "" for none."""
    if not (names := list_outdated(folder)):
        return ""
    return (
        f"{OUTDATED}: {', '.join(names)}. Bila bukan Anda yang mengubahnya, perbarui dengan lkip "
        "init --perbarui di folder kerja (yang lama disimpan).\n"
    )


def _read_sources(content: bytes) -> Any:
    """The sources of a notebook's cells, but for the parameters; other files as they are."""
    try:
        cells = json.loads(content)["cells"]
    except (ValueError, TypeError, KeyError):
        return content
    content_cells = (c for c in cells if "parameters" not in c["metadata"].get("tags", ()))
    return ["".join(c["source"]) for c in content_cells]
