"""Whether an export is of this unit: what its titles and its column Kecamatan say."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from lkip_helpers.forms.headers import Role
from lkip_helpers.forms.words import cell_text, contains, short
from lkip_helpers.intake.sheet import read_sheet
from lkip_helpers.intake.workbook import Sheet, UnreadableWorkbook, WorkbookFile, address
from lkip_helpers.rules import load_rules
from lkip_helpers.schema.office import Profil
from lkip_helpers.workspace import Workspace

_KECAMATAN = re.compile(r"\b(?:kecamatan|kec) ([a-z]+)")
ADVICE = "impor berkas milik unit ini, atau pilih unitnya dengan --unit"
MENTIONED = 12


def check_own(
    file: Path, sheet: Sheet, header: int, role: Sequence[Role], workspace: Workspace
) -> Iterator[tuple[str, str, str, str]]:
    """A refusal where another kecamatan is named; its name is not repeated."""
    name = _list_names(workspace)
    title = [("", v) for v in (file.stem, sheet.name)]
    title += [
        (address(n, k), v)
        for n, content in enumerate(sheet.content[: header - 1], 1)
        for k, v in enumerate(content, 1)
    ]
    for cells, text in title:
        if _other_kecamatan(text, name):
            yield cells, "judulnya menyebut kecamatan lain", ADVICE, "salah"
    for p in role:
        if p.kind != "unit":
            continue
        required = contains(short(p.column.header), ("kecamatan",))
        other_cells = [
            address(n, p.column.ordinal)
            for n, content in enumerate(sheet.content[header:], header + 1)
            if (text := cell_text(content[p.column.ordinal - 1]))
            and _other(text, name, required=required)
        ]
        if other_cells:
            message = f"kolom ini menyebut kecamatan lain ({len(other_cells)} sel)"
            advice = f"{ADVICE}; bila itu tempat tinggal responden, hapus kolomnya"
            yield ", ".join(other_cells[:MENTIONED]), message, advice, "salah"


def _list_names(workspace: Workspace) -> list[str]:
    """Names this unit goes by: its folder, and its profile where that can be read."""
    name = [short(workspace.unit)]
    try:
        profil = read_sheet(WorkbookFile(workspace.raw / Profil.FILE), Profil)
    except UnreadableWorkbook:  # lkip check says so; the folder's name is enough here
        return name
    return name + [n for _, r in profil.rows if (n := short(str(r.get("nama") or "")))]


def _other(text: str, name: Sequence[str], *, required: bool) -> bool:
    """wajib: the column holds names of kecamatan, with that word or without it."""
    if required:
        return not contains(short(text), name)
    return _other_kecamatan(text, name)


def _other_kecamatan(text: Any, name: Sequence[str]) -> bool:
    tidy = short(cell_text(text))
    if contains(tidy, name):
        return False
    not_names = load_rules("forms")["bukan_nama"]
    return any(words not in not_names for words in _KECAMATAN.findall(tidy))
