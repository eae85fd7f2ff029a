"""Which two folders are meant: paths, years, or a report and the one before it."""

from dataclasses import replace
from pathlib import Path

from lkip_helpers.audit.diff.folder import LoadedReport, load_report
from lkip_helpers.report.tabel_json import UnreadableReport
from lkip_helpers.workspace import InvalidChoice, Workspace, choose_workspace, find_root


def load_two(a: str | None, b: str | None, unit: str | None) -> tuple[LoadedReport, LoadedReport]:
    """The old report and the new one.

    Both named: each a folder or a year. One named: a year is that of the present report and the one
    before it; a folder is the old report of the present one. None: the latest year.
    Raises InvalidChoice, UnreadableReport.
    """
    if a and b:
        two = _read(a, unit), _read(b, unit)
    elif a and not _is_tahun(a):
        old = load_report(Path(a))
        current = Workspace.of(old.report.unit, old.report.tahun)
        two = old, _load_tahun(current)
    else:
        two = _load_previous(a, unit)
    old, new = two
    if old.folder.resolve() == new.folder.resolve():
        raise InvalidChoice(f"{old.folder} dan {new.folder} adalah laporan yang sama.")
    if old.report.unit != new.report.unit:
        raise InvalidChoice(
            f"{old.folder} adalah laporan {old.report.unit}, sedangkan {new.folder} laporan "
            f"{new.report.unit}; bandingkan laporan dari satu unit."
        )
    return two


def _is_tahun(name: str) -> bool:
    return len(name) == 4 and name.isdigit()


def _read(name: str, unit: str | None) -> LoadedReport:
    if _is_tahun(name):
        return _load_tahun(_workspace(name, unit))
    return load_report(Path(name))


def _load_tahun(workspace: Workspace) -> LoadedReport:
    if not workspace.outputs.exists():
        raise UnreadableReport(
            f"Laporan {workspace.unit} {workspace.tahun} belum disusun; "
            f"jalankan lkip render {workspace.tahun} --unit {workspace.unit}."
        )
    return load_report(workspace.outputs)


def _load_previous(tahun: str | None, unit: str | None) -> tuple[LoadedReport, LoadedReport]:
    """The report of a year and the one it took the place of."""
    workspace = _workspace(tahun, unit)
    current = _load_tahun(workspace)
    if not workspace.preceding.exists():
        raise UnreadableReport(
            f"Belum ada laporan {workspace.unit} {workspace.tahun} yang lebih lama. "
            "Laporan lama disimpan ketika lkip render menyusun laporan yang isinya berbeda; "
            "untuk membandingkan salinan sendiri, "
            "sebutkan foldernya: lkip diff FOLDER-LAMA FOLDER-BARU."
        )
    return load_report(workspace.preceding), current


def _workspace(tahun: str | None, unit: str | None) -> Workspace:
    """A year may have a report and no raw data any more."""
    workspace = choose_workspace(find_root(), unit, None)
    return replace(workspace, tahun=int(tahun)) if tahun else workspace
