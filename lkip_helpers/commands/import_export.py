"""`lkip import` on the terminal: an export read, held against the workbook, and put in."""

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from lkip_helpers.errors import Exit, LkipError
from lkip_helpers.forms import read_forms
from lkip_helpers.importers import boundaries, saving
from lkip_helpers.importers.findings import ImportResult, phrase_few
from lkip_helpers.importers.mapping import OfficeMapping, read_mapping, request
from lkip_helpers.importers.saving import Merge, Plan, read_if_exists
from lkip_helpers.intake.finding import Finding, UnreadableFile
from lkip_helpers.intake.placing import write_files
from lkip_helpers.intake.provenance import read_sources
from lkip_helpers.intake.workbook import UnreadableWorkbook
from lkip_helpers.rules.dates import format_date
from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.sheets import Dpa, Dukungan, PkProgram, Profil, Wilayah, strip_kecamatan
from lkip_helpers.sipd import read_sipd
from lkip_helpers.sipd.merge import describe_change, merge_dpa
from lkip_helpers.sipd.performance_rows import SHEET, merge_performance
from lkip_helpers.workspace import AREA_MAP, SOURCE, InvalidChoice, Workspace


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
        copied = saving.copy_former(workspace, destination)
        print(f"Salinan sebelum impor: {copied.relative_to(workspace.root)}")
    if not test:
        write_files({destination: text.encode()})
    said = "Uji saja, tidak ada yang ditulis" if test else "Disimpan"
    print(f"{said}: {destination.relative_to(workspace.root)}")
    return Exit.DONE


PHRASINGS = {"sipd": "SIPD", "forms": "Google Forms"}
MERGE: dict[type[Schema], Merge] = {Dpa: merge_dpa, SHEET: merge_performance}


def run(workspace: Workspace, choices: Any) -> int:
    """Read an export into the raw workbook. Raises LkipError where nothing is written."""
    if choices.hanya_tahun and choices.jenis != "forms":
        raise InvalidChoice("--hanya-tahun hanya untuk forms.")
    if (choices.sumber or choices.lisensi) and choices.jenis != "map":
        raise InvalidChoice("--sumber dan --lisensi hanya untuk map.")
    file = Path(choices.berkas)
    if file.is_dir():
        raise InvalidChoice(f"{file} adalah folder. Sebutkan berkas ekspornya di dalam folder itu.")
    if not file.is_file():
        raise InvalidChoice(f"Berkas {file} tidak ada. Periksa nama dan foldernya.")
    if choices.jenis == "map":
        said = {"sumber": choices.sumber, "lisensi": choices.lisensi}
        return import_map(workspace, file, said, swap=choices.ganti, test=choices.uji)
    try:
        return _importing(workspace, file, choices)
    except UnreadableWorkbook as error:
        raise LkipError(f"{error.finding} Tidak ada yang ditulis.") from error
    except UnreadableFile as error:
        raise LkipError(f"{error.describe(SOURCE)} Tidak ada yang ditulis.") from error


def _importing(workspace: Workspace, file: Path, choices: Any) -> int:
    """0: the rows are in place, or would be, with --uji. Raises LkipError."""
    mapping = read_mapping(workspace.raw)
    if choices.jenis == "sipd":
        result = _read_sipd(file, workspace, mapping)
    else:
        result = read_forms(file, workspace, mapping, tahun_only=choices.hanya_tahun)
    print(*result.report.list_rows(), sep="\n")
    if result.report.doubts and not choices.uji:
        _print(request(workspace.raw, result.report.doubts))
    for doubt in result.report.doubts if choices.uji else ():
        print(f"ragu: {doubt}")
    if result.report.refused:
        raise LkipError(f"{file.name} belum dapat diimpor; tidak ada yang ditulis.")
    read_sources(workspace.raw)  # into which the origin will be written
    plan = [
        saving.make_plan(workspace, k, content, MERGE.get(k))
        for k, content in result.content.items()
    ]
    for r in [r for r in plan if r.schema is Dpa and not r.broken]:
        print(*describe_change(read_if_exists(workspace, Dpa), r.content), sep="\n")
    return _write(workspace, plan, f"Ekspor {PHRASINGS[choices.jenis]}", choices)


def _read_sipd(file: Path, workspace: Workspace, mapping: OfficeMapping) -> ImportResult:
    """The export of this unit; names of programmes as its workbooks spell them."""
    every = (read_if_exists(workspace, k).rows for k in (Profil, PkProgram, Dukungan, Dpa))
    profil, *sheets = ([r for _, r in rows] for rows in every)
    names = (" ".join(str(r.get("program") or "").split()) for rows in sheets for r in rows)
    name = next((r.get("nama") for r in profil), None)
    unit = " ".join(str(name or workspace.unit.replace("-", " ").title()).split())
    program = tuple(filter(None, names))
    return read_sipd(file, unit, workspace.tahun, mapping, program, known=sheets[-1])


def _write(workspace: Workspace, plan: list[Plan], origin: str, choices: Any) -> int:
    _print([t for r in plan for t in r.findings])
    if any(r.broken for r in plan):
        raise LkipError("Lembar tujuannya masih keliru; perbaiki dahulu. Tidak ada yang ditulis.")
    if any(r.alters for r in plan) and not choices.ganti:
        raise LkipError("Impor akan mengubah isi yang ada; tidak ada yang ditulis tanpa --ganti.")
    day = format_date(datetime.now().astimezone())
    for r in plan:
        count = f"lembar {r.schema.SHEET}: {len(r.content.rows)} baris"
        if choices.uji:
            print(f"Uji saja, tidak ada yang ditulis; {r.schema.FILE}, {count}.")
            continue
        if r.same:
            print(f"{r.schema.FILE}, {count} sudah sama; tidak ada yang ditulis.")
            continue
        result = saving.save_sheet(workspace, r, origin, day, swap=choices.ganti)
        print(f"Disimpan: {result.file.relative_to(workspace.root)}, {count}.")
        if result.copied:
            print(f"Salinan sebelum impor: {result.copied.relative_to(workspace.root)}")
        if result.formula:
            print(
                f"{r.schema.FILE} berisi rumus ({phrase_few(result.formula)}): buka di Excel, "
                "periksa hasilnya, lalu simpan, karena isi yang dirujuknya berubah."
            )
    if not choices.uji:
        print(f"Periksa dengan: {workspace.phrase_command('check')}")
    return 0


def _print(findings: list[Finding]) -> None:
    for t in findings:
        print(f"{t.tingkat}: {t}")
