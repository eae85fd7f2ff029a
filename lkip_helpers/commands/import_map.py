"""`lkip import map` on the terminal: the areas of the unit cut from a boundary file."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from lkip_helpers.errors import Exit
from lkip_helpers.importers import boundaries
from lkip_helpers.importers.saving import copy_former, read_if_exists
from lkip_helpers.intake.placing import write_files
from lkip_helpers.schema.office import Profil, strip_kecamatan
from lkip_helpers.schema.sheets import Wilayah
from lkip_helpers.workspace import AREA_MAP, Workspace


def import_map(
    workspace: Workspace, file: Path, said: Mapping[str, str], *, swap: bool, test: bool
) -> int:
    """0: the map is in place (or would be, with `test`); 1: refused, and nothing is written.

    said: sumber and lisensi as the user names them, "" where the file is to say them. Raises
    InvalidMap.
    """
    wanted = _read_wanted(workspace)
    geojson = boundaries.read_boundaries(file)
    areas = boundaries.cut_areas(geojson, wanted)
    remark = {k: said[k] or boundaries.find_remark(geojson, k) for k in ("sumber", "lisensi")}
    area_map = boundaries.build_map(areas, remark["sumber"] or file.name, remark["lisensi"])
    print(f"Dibaca: {file.name}", *_list_areas(areas, wanted), sep="\n")
    print(f"Dicetak di bawah peta: {boundaries.phrase_remark(area_map)}")
    for kind in (k for k, v in remark.items() if not v):
        print(f"peringatan: {file.name} tidak menyebut {kind}nya; tulis dengan --{kind} TEKS")
    text = json.dumps(area_map, ensure_ascii=False)
    return _write_map(workspace, f"{text}\n", swap=swap, test=test)


def _read_wanted(workspace: Workspace) -> boundaries.Wanted:
    """The areas to be found, as the workbook names them. Raises InvalidMap where it does not."""
    profil, wilayah = (read_if_exists(workspace, k).rows for k in (Profil, Wilayah))
    office = profil[0][1] if profil else {}
    code = {str(r["kelurahan"]): r.get("kode") for _, r in wilayah if r.get("kelurahan")}
    if not (code and office.get("nama") and office.get("kota")):
        raise boundaries.InvalidMap(
            f"{Profil.FILE} belum menyebut nama kecamatan, kabupaten/kota (lembar {Profil.SHEET}), "
            f"atau kelurahan dan desanya (lembar {Wilayah.SHEET}). Isi dahulu; tidak ada yang "
            "ditulis."
        )
    folded = {name: boundaries.fold_code(k) for name, k in code.items()}
    return boundaries.Wanted(folded, strip_kecamatan(str(office["nama"])), str(office["kota"]))


def _list_areas(areas: boundaries.Areas, wanted: boundaries.Wanted) -> Iterator[str]:
    """What each area was taken from; that its name is spelled otherwise there, or not at all."""
    for name, found in areas.items():
        texts = boundaries.read_properties(found[0]).values()
        same = wanted.code[name] or boundaries.fold_name(name) in map(boundaries.fold_name, texts)
        spelled = "" if same else "; ejaannya berbeda, periksa"
        yield f"  {name} ← {boundaries.describe(found[0])}{spelled}"


def _write_map(workspace: Workspace, text: str, *, swap: bool, test: bool) -> int:
    """Put the map beside the workbooks; one that is there and differs only with --ganti."""
    destination = workspace.raw / AREA_MAP
    differs = destination.exists() and destination.read_text("utf-8") != text
    if differs and not swap:
        print(f"{AREA_MAP} yang ada berbeda; tidak ditulis tanpa --ganti.", file=sys.stderr)
        return Exit.FAULT
    if differs and not test:
        copied = copy_former(workspace, destination)
        print(f"Salinan sebelum impor: {copied.relative_to(workspace.root)}")
    if not test:
        write_files({destination: text.encode()})
    said = "Uji saja, tidak ada yang ditulis" if test else "Disimpan"
    print(f"{said}: {destination.relative_to(workspace.root)}")
    return Exit.DONE
