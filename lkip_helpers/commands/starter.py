"""`lkip init`: the workspace a report is made in, from what the package carries."""

import sys
from pathlib import Path
from typing import Any

from lkip_helpers.errors import Exit
from lkip_helpers.intake.placing import write_files
from lkip_helpers.workspace import EXAMPLE, NOTEBOOKS, OUTPUTS, RAW, InvalidChoice, read_starter

NEXT = """Berikutnya, di dalam folder itu:
  lkip new TAHUN --unit NAMA    menyiapkan berkas Excel
  lkip doctor                   memeriksa pemasangan
Panduan petugas: notebooks/README.md"""


def run(choices: Any) -> int:
    """Make a workspace, add what one lacks, or say what that is."""
    folder = choices.folder.expanduser().absolute()
    return check_place(folder) if choices.periksa else make_place(folder, example=choices.contoh)


def make_place(folder: Path, *, example: bool) -> int:
    """0: the folder is a workspace. What stands there already is left as it is.

    example: the invented office is put in too. Raises InvalidChoice, OSError.
    """
    _refuse(folder)
    files = read_starter(*NOTEBOOKS, *(EXAMPLE if example else ()))
    if not files:
        raise InvalidChoice(
            "Program ini dipasang tanpa isi folder kerja. Pasang dari berkas .whl yang dibuat "
            "dengan make dist."
        )
    lacking = [name for name in files if not (folder / name).exists()]
    for name in lacking:
        destination = folder / name
        destination.parent.mkdir(parents=True, exist_ok=True)
        write_files({destination: files[name]})
    for name in (OUTPUTS, RAW):  # last: a folder half made is no workspace yet
        (folder / name).mkdir(parents=True, exist_ok=True)
    print(f"Folder kerja {folder} siap; {len(lacking)} berkas ditambahkan.")
    print(NEXT)
    return Exit.DONE


def check_place(folder: Path) -> int:
    """0: nothing is missing; 1: the files and folders that are, and how they are added."""
    if lacking := list_lacking(folder):
        print(*(f"belum ada: {name}" for name in lacking), sep="\n", file=sys.stderr)
        print(f'Lengkapi dengan: lkip init "{folder}"', file=sys.stderr)
        return Exit.FAULT
    print(f"Folder kerja {folder} lengkap.")
    return Exit.DONE


def list_lacking(folder: Path) -> list[str]:
    """What a workspace needs and this folder does not have."""
    wanted = [RAW, OUTPUTS, *read_starter(*NOTEBOOKS)]
    return [name for name in wanted if not (folder / name).exists()]


def _refuse(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise InvalidChoice(f"{folder} adalah berkas. Sebutkan nama folder.")
    own = {name.split("/")[0] for name in (*NOTEBOOKS, RAW)}
    found = {b.name for b in folder.iterdir()} if folder.exists() else set()
    if found and not found & own:
        raise InvalidChoice(
            f"{folder} berisi berkas lain dan bukan folder kerja. Sebutkan folder baru atau kosong."
        )
