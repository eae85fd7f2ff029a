"""`lkip import` on the terminal: read an export, compare it with the workbook, and write it."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from lkip_helpers.errors import Exit, InvalidArgument, LkipError
from lkip_helpers.forms import read_forms
from lkip_helpers.importers import boundaries, saving
from lkip_helpers.importers.findings import ImportResult, phrase_few
from lkip_helpers.importers.mapping import OfficeMapping, read_mapping, request
from lkip_helpers.intake.container import phrase_similar
from lkip_helpers.intake.finding import Finding, UnreadableFile
from lkip_helpers.intake.placing import write_files
from lkip_helpers.intake.provenance import read_sources
from lkip_helpers.rules.dates import format_date
from lkip_helpers.rules.naming import name_office
from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.cells import tidy_text
from lkip_helpers.schema.sheets import Dpa, Dukungan, PkProgram, Profil, Wilayah
from lkip_helpers.sipd import read_sipd
from lkip_helpers.sipd.merge import describe_change, merge_dpa
from lkip_helpers.sipd.performance_rows import SHEET, merge_performance
from lkip_helpers.workspace import AREA_MAP, InvalidChoice, Workspace


def _import_map(workspace: Workspace, file: Path, choices: Any) -> int:
    """0: the map is in place (or would be, with --uji); sumber and lisensi not given are read.

    Raises InvalidArgument, LkipError where another map is there; then nothing is written.
    """
    wanted = _read_wanted(workspace)
    geojson = boundaries.read_boundaries(file)
    areas = boundaries.cut_areas(geojson, wanted)
    keys = ("sumber", "lisensi")
    stated = {k: getattr(choices, k) or boundaries.find_attribution(geojson, k) for k in keys}
    area_map = boundaries.build_map(areas, stated["sumber"] or file.name, stated["lisensi"])
    print(f"Dibaca: {file.name}", *_list_areas(areas, wanted), sep="\n")
    print(f"Dicetak di bawah peta: {boundaries.phrase_attribution(area_map)}")
    for kind in (k for k, v in stated.items() if not v):
        print(f"peringatan: {file.name} tidak menyebut {kind}nya; tulis dengan --{kind} TEKS")
    return _write_map(workspace, json.dumps(area_map, ensure_ascii=False) + "\n", choices)


def _read_wanted(workspace: Workspace) -> boundaries.Wanted:
    """The areas to find, as the workbook names them. Raises InvalidArgument where it names none."""
    profil, wilayah = (saving.read_if_exists(workspace, s).rows for s in (Profil, Wilayah))
    office = profil[0][1] if profil else {}
    codes = {str(row["kelurahan"]): row.get("kode") for _, row in wilayah if row.get("kelurahan")}
    if not (codes and office.get("nama") and office.get("kota")):
        raise InvalidArgument(
            f"{Profil.FILE} belum menyebut nama kecamatan, kabupaten/kota (lembar {Profil.SHEET}), "
            f"atau kelurahan dan desanya (lembar {Wilayah.SHEET}). Isi dahulu; tidak ada yang "
            "ditulis."
        )
    folded = {name: boundaries.fold_code(code) for name, code in codes.items()}
    return boundaries.Wanted(folded, name_office(office["nama"]), str(office["kota"]))


def _list_areas(areas: boundaries.Areas, wanted: boundaries.Wanted) -> Iterator[str]:
    """A line for each area: the feature it was cut from, and whether its name differs there."""
    for name, features in areas.items():
        texts = boundaries.read_properties(features[0]).values()
        same = wanted.codes[name] or boundaries.fold_name(name) in map(boundaries.fold_name, texts)
        spelled = "" if same else "; ejaannya berbeda, periksa"
        yield f"  {name} ← {boundaries.describe(features[0])}{spelled}"


def _write_map(workspace: Workspace, text: str, choices: Any) -> int:
    """Put the map beside the workbooks; a different one is refused, but replaced with --ganti."""
    destination = workspace.raw / AREA_MAP
    differs = destination.exists() and destination.read_text("utf-8") != text
    if differs and not choices.ganti:
        raise LkipError(f"{AREA_MAP} yang ada berbeda; tidak ditulis tanpa --ganti.")
    if differs and not choices.uji:
        copied = saving.copy_former(workspace, destination)
        print(f"Salinan sebelum impor: {copied.relative_to(workspace.root)}")
    if not choices.uji:
        write_files({destination: text.encode()})
    outcome = "Uji saja, tidak ada yang ditulis" if choices.uji else "Disimpan"
    print(f"{outcome}: {destination.relative_to(workspace.root)}")
    return Exit.DONE


SOURCE_NAMES = {"sipd": "SIPD", "forms": "Google Forms"}
MERGES: dict[type[Schema], saving.Merge] = {Dpa: merge_dpa, SHEET: merge_performance}


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
        similar = phrase_similar(file)
        cure = f"Apakah maksudnya {similar}?" if similar else "Periksa nama dan foldernya."
        raise InvalidChoice(f"Berkas {file} tidak ada. {cure}")
    if choices.jenis == "map":
        return _import_map(workspace, file, choices)
    try:
        return _import(workspace, file, choices)
    except UnreadableFile as error:
        raise LkipError(f"{error.finding} Tidak ada yang ditulis.") from error


def _import(workspace: Workspace, file: Path, choices: Any) -> int:
    """0: the rows are in place, or would be, with --uji. Raises LkipError."""
    mapping = read_mapping(workspace.raw)
    if choices.jenis == "sipd":
        result = _read_sipd(file, workspace, mapping)
    else:
        result = read_forms(file, workspace, mapping, tahun_only=choices.hanya_tahun)
    print(*result.report.list_rows(), sep="\n")
    if result.report.doubts and not choices.uji:
        _print_findings(request(workspace.raw, result.report.doubts))
    for doubt in result.report.doubts if choices.uji else ():
        print(f"ragu: {doubt}")
    if result.report.refused:
        raise LkipError(f"{file.name} belum dapat diimpor; tidak ada yang ditulis.")
    read_sources(workspace.raw)  # fails here where the origin could not be recorded later
    plans = [saving.make_plan(workspace, s, r, MERGES.get(s)) for s, r in result.content.items()]
    for plan in (p for p in plans if p.schema is Dpa and not p.broken):
        print(*describe_change(saving.read_if_exists(workspace, Dpa), plan.content), sep="\n")
    return _write(workspace, plans, f"Ekspor {SOURCE_NAMES[choices.jenis]}", choices)


def _read_sipd(file: Path, workspace: Workspace, mapping: OfficeMapping) -> ImportResult:
    """The export, read for this unit with the names of programmes that its workbooks hold."""
    sheets = (saving.read_if_exists(workspace, s).rows for s in (Profil, PkProgram, Dukungan, Dpa))
    profil, *others = ([r for _, r in sheet] for sheet in sheets)
    programs = filter(None, (tidy_text(r.get("program")) for sheet in others for r in sheet))
    office = next((r.get("nama") for r in profil), None) or workspace.unit.replace("-", " ").title()
    return read_sipd(file, tidy_text(office), workspace.tahun, mapping, (*programs,), others[-1])


def _write(workspace: Workspace, plans: list[saving.Plan], origin: str, choices: Any) -> int:
    findings = [f for plan in plans for f in plan.findings]
    broken = any(plan.broken for plan in plans)
    _print_findings(findings, replaced=choices.ganti and not broken)
    if broken:
        raise LkipError("Lembar tujuannya masih keliru; perbaiki dahulu. Tidak ada yang ditulis.")
    if any(f.is_blocking for f in findings) and not choices.ganti:
        raise LkipError("Impor akan mengubah isi yang ada; tidak ada yang ditulis tanpa --ganti.")
    day = format_date(datetime.now().astimezone())
    for plan in plans:
        count = f"lembar {plan.schema.SHEET}: {len(plan.content.rows)} baris"
        if choices.uji:
            print(f"Uji saja, tidak ada yang ditulis; {plan.schema.FILE}, {count}.")
            continue
        if plan.same:
            print(f"{plan.schema.FILE}, {count} sudah sama; tidak ada yang ditulis.")
            continue
        copied, formulas = saving.save_sheet(workspace, plan, origin, day)
        file = workspace.raw / plan.schema.FILE
        print(f"Disimpan: {file.relative_to(workspace.root)}, {count}.")
        if copied:
            print(f"Salinan sebelum impor: {copied.relative_to(workspace.root)}")
        if formulas:
            print(
                f"{plan.schema.FILE} berisi rumus ({phrase_few(formulas)}): buka di Excel, "
                "periksa hasilnya, lalu simpan, karena isi yang dirujuknya berubah."
            )
    if not choices.uji:
        print(f"Periksa dengan: {workspace.phrase_command('check')}")
    return 0


def _print_findings(findings: list[Finding], *, replaced: bool = False) -> None:
    for found in findings:  # what --ganti settles needs no cure
        settled = f"dengan --ganti: {found.place}: {found.pesan}."
        print(settled if replaced and found.is_blocking else f"{found.tingkat}: {found}")
