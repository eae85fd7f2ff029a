"""`lkip import map` on the terminal: the areas of the unit cut from a boundary file."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from lkip_helpers.errors import Exit
from lkip_helpers.importers.boundaries import (
    RULE,
    Wanted,
    build_map,
    cut_areas,
    find_remark,
    fold_code,
    phrase_remark,
    read_boundaries,
)
from lkip_helpers.importers.saving import copy_former, read_if_exists
from lkip_helpers.intake.finding import Finding
from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.office import Profil, Wilayah, strip_kecamatan
from lkip_helpers.workspace import AREA_MAP, Workspace, new_file


def import_map(
    workspace: Workspace, file: Path, said: Mapping[str, str], *, swap: bool, test: bool
) -> int:
    """0: the map is in place (or would be, with `test`); 1: refused, and nothing is written.

    said: sumber and lisensi as the user names them, "" where the file is to say them.
    """
    place, problems = _read_wanted(workspace)
    if problems:
        print(*problems, "Tidak ada yang ditulis.", sep="\n", file=sys.stderr)
        return Exit.FAULT
    geojson = read_boundaries(file)
    cut = cut_areas(geojson, place)
    remark = {k: said[k] or find_remark(geojson, k) for k in ("sumber", "lisensi")}
    area_map = build_map(cut, remark["sumber"] or file.name, remark["lisensi"])
    print(f"Dibaca: {file.name}", *cut.understood, sep="\n")
    print(f"Dicetak di bawah peta: {phrase_remark(area_map)}")
    for kind in (k for k, v in remark.items() if not v):
        print(f"peringatan: {file.name} tidak menyebut {kind}nya; tulis dengan --{kind} TEKS, "
              "karena pemilik data batas umumnya mewajibkannya")  # fmt: skip
    text = json.dumps(area_map, ensure_ascii=False)
    return _write_map(workspace, f"{text}\n", swap=swap, test=test)


def _read_wanted(workspace: Workspace) -> tuple[Wanted, list[Finding]]:
    """The areas to be found, or what the workbook must say first."""
    profil, wilayah = (read_if_exists(workspace, k) for k in (Profil, Wilayah))
    office = next((r for _, r in profil.rows), {})
    code = {str(r.get("kelurahan")): fold_code(r.get("kode")) for _, r in wilayah.rows}
    code.pop("None", None)
    empty: list[tuple[type[Schema], str]]
    empty = [(Profil, k) for k in ("nama", "kota") if not office.get(k)]
    empty += [] if code else [(Wilayah, "kelurahan")]
    problems = [
        Finding(k.FILE, k.SHEET, "", "", "belum", f"{k.model_fields[n].title}: belum diisi",
                "isi dahulu, lalu impor petanya")
        for k, n in empty
    ]  # fmt: skip
    problems += [
        Finding(Wilayah.FILE, Wilayah.SHEET, "", c, "salah",
                f"Kode wilayah {n} berisi {len(c)} angka, seharusnya {RULE['kode_desa']}",
                "perbaiki, atau kosongkan agar dicari menurut namanya")
        for n, c in code.items() if c and len(c) != RULE["kode_desa"]
    ]  # fmt: skip
    kecamatan = strip_kecamatan(str(office.get("nama", "")))
    return Wanted(code, kecamatan, str(office.get("kota", ""))), problems


def _write_map(workspace: Workspace, text: str, *, swap: bool, test: bool) -> int:
    """Put the map beside the workbooks; one that is there and differs only with --ganti."""
    destination = workspace.raw / AREA_MAP
    old = destination.read_text("utf-8") if destination.exists() else None
    if old == text:
        print(f"{AREA_MAP} sudah sama; tidak ada yang ditulis.")
    elif old is not None and not swap:
        print(f"{AREA_MAP} sudah ada dan berbeda; tidak ada yang ditulis tanpa --ganti.",
              file=sys.stderr)  # fmt: skip
        return Exit.FAULT
    elif test:
        print(f"Uji saja, tidak ada yang ditulis; {AREA_MAP}.")
    else:
        if old is not None:
            copied = copy_former(workspace, destination)
            print(f"Salinan sebelum impor: {copied.relative_to(workspace.root)}")
        with new_file(destination) as new:
            new.write_text(text, "utf-8", newline="\n")
        print(f"Disimpan: {destination.relative_to(workspace.root)}")
    return Exit.DONE
