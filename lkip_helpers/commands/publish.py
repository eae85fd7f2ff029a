"""`lkip publish`: the tables of the current report as open data, all of them or none."""

from typing import Any

from lkip_helpers.errors import Exit, LkipError
from lkip_helpers.intake.data import load
from lkip_helpers.intake.placing import write_below
from lkip_helpers.intake.provenance import is_invented, read_sources
from lkip_helpers.render.fingerprint import is_up_to_date, read_build
from lkip_helpers.render.swap import derived_folder
from lkip_helpers.report.open_data import build_package
from lkip_helpers.report.record import not_built, read_tabel
from lkip_helpers.terminal import fit
from lkip_helpers.workspace import Workspace


def run(workspace: Workspace, choices: Any) -> int:
    """Write the tables as open data. Raises LkipError where none is up to date; OSError."""
    if not workspace.tabel.exists():
        raise not_built(workspace)
    if not is_up_to_date(workspace):
        raise LkipError(
            "Data terbuka tidak dibuat: data, bab, kode, atau berkas laporannya berubah sejak "
            f"disusun. Susun lagi dengan: {workspace.phrase_command('run')}"
        )
    build = read_build(workspace.outputs)
    draft = build["parameter"]["konsep"]
    about = {
        "profile": "tabular-data-package",
        "name": f"lkip-{workspace.unit}-{workspace.tahun}",
        "title": f"Laporan Kinerja {build['ringkasan']['nama']} Tahun {workspace.tahun}",
        "created": build["waktu"],
        "keadaan": "konsep" if draft else "final",
        "rekaan": any(map(is_invented, read_sources(workspace.raw).values())),
        "licenses": [{"name": choices.lisensi}],
        "sources": [{"title": name, "sha256": digest} for name, digest in build["masukan"].items()],
    }
    indicators = load(workspace.unit, workspace.tahun).indikator.to_dict("records")
    files = build_package(read_tabel(workspace.tabel).tabel, indicators, about)
    with derived_folder(workspace.open_data) as folder:
        write_below(folder, files)
    folder = workspace.open_data.relative_to(workspace.root)
    message = f"Data terbuka: {folder}, {len(files) - 1} berkas CSV, lisensi {choices.lisensi}."
    if draft:
        message += "\nLaporannya masih konsep, dan paket ini mengatakannya; terbitkan yang final."
    print(fit(message))
    return Exit.DONE
