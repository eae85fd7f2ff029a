"""Reports read back from their folders: paths, years, or a report and the one before it."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import nbformat
from nbformat.reader import NotJSONError

from lkip_helpers.audit.diff.reading import Reading, read_reading
from lkip_helpers.audit.diff.reports import ComparedReport
from lkip_helpers.audit.diff.sentences import Sentence
from lkip_helpers.render.chapter import order_chapters
from lkip_helpers.render.document import DefectiveDocument, join_alone, join_document
from lkip_helpers.render.fingerprint import read_build
from lkip_helpers.report import tabel_json
from lkip_helpers.report.record import read_records
from lkip_helpers.report.tabel_json import TabelJson, UnreadableReport
from lkip_helpers.rules.dates import format_moment
from lkip_helpers.workspace import (
    BUILD,
    TABEL,
    InvalidChoice,
    Workspace,
    choose_workspace,
    find_root,
)


@dataclass(frozen=True)
class LoadedReport:
    """A report, its folder and version. name: the office on its cover, or unit; draft: if known."""

    folder: Path
    report: ComparedReport
    name: str
    draft: bool | None
    moment: datetime

    def __str__(self) -> str:
        kind = {None: "", True: "konsep, ", False: "laporan akhir, "}[self.draft]
        folder = "/".join(self.folder.resolve().parts[-2:])  # nothing of the machine before it
        return f"{folder} ({kind}disusun {format_moment(self.moment)})"


def load_report(folder: Path) -> LoadedReport:
    """The report in a folder of outputs. Raises UnreadableReport."""
    file = folder / TABEL
    if not file.is_file():
        raise UnreadableReport(
            f"{folder} tidak memuat laporan ({TABEL} tidak ada). "
            "Sebutkan folder keluaran yang lain, atau susun laporannya dengan lkip render."
        )
    tabel = tabel_json.read_tabel(file)
    if not (build := read_build(folder)) and (folder / BUILD).exists():
        raise UnreadableReport(f"{folder / BUILD} rusak. {tabel_json.CURE}")
    reading = _read_chapters(folder, tabel)
    text = reading or Reading()
    record = {r.label: r for r in tabel.tabel} | read_records(text.absent.values())
    order = [*(k for k in text.place if k in record), *(k for k in record if k not in text.place)]
    placed = {k: record[k].model_copy(update={"part": text.place.get(k, ())}) for k in order}
    sentences = [Sentence(*k) for k in text.sentence] if reading else None
    source = build.get("masukan", {})
    kecamatan = text.cover.get("kecamatan")
    report = ComparedReport(tabel.unit, tabel.tahun, placed, sentences, source)
    name = f"Kecamatan {kecamatan}" if kecamatan else tabel.unit
    draft = build.get("parameter", {}).get("konsep")
    moment = datetime.fromtimestamp(file.stat().st_mtime).astimezone()
    return LoadedReport(folder, report, name, draft, moment)


def _read_chapters(folder: Path, tabel: TabelJson) -> Reading | None:
    """The text of the report; None where its chapters were not kept."""
    place = Workspace(tabel.unit, tabel.tahun, folder).executed_folder(folder)
    files = sorted(place.glob("*.ipynb"))
    if not files:
        return None
    try:
        chapters = [(b.stem, nbformat.read(b, 4)) for b in files]
        if len(chapters) == 1:  # what was shared by itself
            return read_reading(join_alone(*chapters[0], None))
        return read_reading(join_document(order_chapters(chapters)))
    except (NotJSONError, nbformat.ValidationError) as error:
        raise UnreadableReport(f"{place} memuat notebook yang rusak. {tabel_json.CURE}") from error
    except (DefectiveDocument, KeyError) as error:
        cause = f"{error}. {tabel_json.CURE}"
        raise UnreadableReport(f"Bab di {place} tidak dapat dibaca: {cause}") from error


def load_two(a: str | None, b: str | None, unit: str | None) -> tuple[LoadedReport, LoadedReport]:
    """The old report and the new one.

    Both named: each a folder or a year. One named: a year is that of the present report and the one
    before it; a folder is the old report of the present one. None: the latest year.
    Raises InvalidChoice, UnreadableReport.
    """
    if a and (b or not _is_tahun(a)):
        old = _read(a, unit)
        current = Workspace.of(old.report.unit, old.report.tahun)
        new = _read(b, unit) if b else _load_built(current)
    else:
        workspace = _choose(a, unit)
        new = _load_built(workspace)
        if not workspace.preceding.exists():
            raise UnreadableReport(
                f"Belum ada laporan {workspace.unit} {workspace.tahun} yang lebih lama. "
                "Laporan lama disimpan ketika lkip render menyusun laporan yang isinya berbeda; "
                "untuk membandingkan salinan sendiri, "
                "sebutkan foldernya: lkip diff FOLDER-LAMA FOLDER-BARU."
            )
        old = load_report(workspace.preceding)
    if old.folder.resolve() == new.folder.resolve():
        raise InvalidChoice(f"{old.folder} dan {new.folder} adalah laporan yang sama.")
    if old.report.unit != new.report.unit:
        raise InvalidChoice(
            f"{old.folder} adalah laporan {old.report.unit}, sedangkan {new.folder} laporan "
            f"{new.report.unit}; bandingkan laporan dari satu unit."
        )
    return old, new


def _is_tahun(name: str) -> bool:
    return len(name) == 4 and name.isdigit()


def _read(name: str, unit: str | None) -> LoadedReport:
    return _load_built(_choose(name, unit)) if _is_tahun(name) else load_report(Path(name))


def _load_built(workspace: Workspace) -> LoadedReport:
    if not workspace.outputs.exists():
        raise tabel_json.not_built(workspace)
    return load_report(workspace.outputs)


def _choose(tahun: str | None, unit: str | None) -> Workspace:
    """A year may have a report and no raw data any more."""
    workspace = choose_workspace(find_root(), unit, None)
    return replace(workspace, tahun=int(tahun)) if tahun else workspace
