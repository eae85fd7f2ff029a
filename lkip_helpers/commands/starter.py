"""`lkip init`: the workspace a report is made in, from what the package carries."""

import json
import sys
from pathlib import Path
from typing import Any

from lkip_helpers import workspace
from lkip_helpers.errors import Exit
from lkip_helpers.intake.placing import write_files
from lkip_helpers.workspace import InvalidChoice

NEXT = """Berikutnya, di dalam folder itu:
  lkip new TAHUN --unit NAMA    menyiapkan berkas Excel
  lkip doctor                   memeriksa pemasangan
Panduan petugas: notebooks/README.md"""
KEPT = f"{workspace.OUTPUTS}/notebook-lama"


def run(choices: Any) -> int:
    """Make a workspace, add what one lacks, or say what that is; 1: something is lacking."""
    folder = choices.folder.expanduser().absolute()
    if choices.periksa:
        if lacking := list_lacking(folder):
            print(*(f"belum ada: {name}" for name in lacking), sep="\n", file=sys.stderr)
            print(f'Lengkapi dengan: lkip init "{folder}"', file=sys.stderr)
            return Exit.FAULT
        print(f"Folder kerja {folder} lengkap.", phrase_outdated(folder), sep="\n", end="")
        return Exit.DONE
    return make_place(folder, example=choices.contoh, renew=choices.perbarui)


def make_place(folder: Path, *, example: bool, renew: bool) -> int:
    """0: the folder is a workspace. What stands there already is left as it is.

    example: the invented office is put in too. renew: chapters of another version give way to this
    program's, and are kept. Raises InvalidChoice, OSError.
    """
    _refuse(folder)
    files = workspace.read_starter(*workspace.NOTEBOOKS, *(workspace.EXAMPLE if example else ()))
    if not files:
        raise InvalidChoice(
            "Program ini dipasang tanpa isi folder kerja. Pasang dari berkas .whl yang dibuat "
            "dengan make dist."
        )
    for name in list_outdated(folder) if renew else ():
        (folder / KEPT).mkdir(parents=True, exist_ok=True)
        (folder / name).replace(folder / KEPT / Path(name).name)
        print(f"diperbarui: {name}; yang lama di {KEPT}")
    lacking = [name for name in files if not (folder / name).exists()]
    for name in lacking:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_files({folder / name: files[name]})
    for name in (workspace.OUTPUTS, workspace.RAW):  # last: a folder half made is no workspace yet
        (folder / name).mkdir(parents=True, exist_ok=True)
    print(f"Folder kerja {folder} siap; {len(lacking)} berkas ditambahkan.")
    print(phrase_outdated(folder) or NEXT)
    return Exit.DONE


def list_lacking(folder: Path) -> list[str]:
    """What a workspace needs and this folder does not have."""
    wanted = [workspace.RAW, workspace.OUTPUTS, *workspace.read_starter(*workspace.NOTEBOOKS)]
    return [name for name in wanted if not (folder / name).exists()]


def list_outdated(folder: Path) -> list[str]:
    """Chapters that say something else than this program's: of another version, or changed here."""
    carried = {
        n: one
        for n, one in workspace.read_starter(*workspace.NOTEBOOKS).items()
        if workspace.ANALYSES not in n
    }
    there = {n: (folder / n).read_bytes() for n in carried if (folder / n).exists()}
    return [n for n, one in there.items() if _read_sources(one) != _read_sources(carried[n])]


def phrase_outdated(folder: Path) -> str:
    """Which those are and how they are renewed; "" where there is none."""
    if not (names := list_outdated(folder)):
        return ""
    return (
        f"Berbeda dari versi program ini: {', '.join(names)}. Bila bukan Anda yang mengubahnya, "
        f'perbarui dengan: lkip init "{folder}" --perbarui (yang lama disimpan).\n'
    )


def _read_sources(content: bytes) -> Any:
    """What a notebook says, whatever its parameters and outputs; all of another file."""
    try:
        cells = json.loads(content)["cells"]
    except (ValueError, TypeError, KeyError):
        return content
    own = (c for c in cells if "parameters" not in c["metadata"].get("tags", ()))
    return ["".join(c["source"]) for c in own]


def _refuse(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise InvalidChoice(f"{folder} adalah berkas. Sebutkan nama folder.")
    own = {name.split("/")[0] for name in (workspace.NOTEBOOKS[0], workspace.RAW)}
    found = {b.name for b in folder.iterdir()} if folder.exists() else set()
    if found and not found & own:
        raise InvalidChoice(
            f"{folder} berisi berkas lain dan bukan folder kerja. Sebutkan folder baru atau kosong."
        )
