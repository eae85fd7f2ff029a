"""A report read back from its folder, as it is compared."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import nbformat
from babel.dates import format_datetime
from nbformat.reader import NotJSONError

from lkip_helpers.audit.diff.reports import ComparedReport
from lkip_helpers.audit.diff.sentences import Sentence
from lkip_helpers.render.chapter import order_chapters
from lkip_helpers.render.document import DefectiveDocument, join_alone, join_document
from lkip_helpers.render.reading import Reading, read_reading
from lkip_helpers.report.record import read_records
from lkip_helpers.report.tabel_json import CURE, TabelJson, UnreadableReport, read_json, read_tabel
from lkip_helpers.workspace import BUILD, TABEL, Workspace


@dataclass(frozen=True)
class LoadedReport:
    """A report with its folder and what tells it from its other versions.

    name: the office as its cover calls it, else the unit. draft: None where it is not known.
    """

    folder: Path
    report: ComparedReport
    name: str
    draft: bool | None
    moment: datetime

    def __str__(self) -> str:
        kind = {None: "", True: "konsep, ", False: "laporan akhir, "}[self.draft]
        moment = format_datetime(self.moment, "d MMMM y 'pukul' HH.mm", locale="id_ID")
        folder = "/".join(self.folder.resolve().parts[-2:])  # nothing of the machine before it
        return f"{folder} ({kind}disusun {moment})"


def load_report(folder: Path) -> LoadedReport:
    """The report in a folder of outputs. Raises UnreadableReport."""
    file = folder / TABEL
    if not file.is_file():
        raise UnreadableReport(
            f"{folder} tidak memuat laporan ({TABEL} tidak ada). "
            "Sebutkan folder keluaran yang lain, atau susun laporannya dengan lkip render."
        )
    content = read_tabel(file)
    build = read_json(folder / BUILD) if (folder / BUILD).exists() else {}
    reading = _read_chapters(folder, content)
    kecamatan = reading.cover.get("kecamatan") if reading else None
    return LoadedReport(
        folder,
        _build(content, reading, build.get("masukan", {})),
        f"Kecamatan {kecamatan}" if kecamatan else content.unit,
        build.get("parameter", {}).get("konsep"),
        datetime.fromtimestamp(file.stat().st_mtime).astimezone(),
    )


def _read_chapters(folder: Path, content: TabelJson) -> Reading | None:
    """The text of the report; None where its chapters were not kept."""
    chapter = Workspace(content.unit, content.tahun, folder).executed_folder(folder)
    file = sorted(chapter.glob("*.ipynb"))
    if not file:
        return None
    try:
        chapters = [(b.stem, nbformat.read(b, 4)) for b in file]
        alone = len(chapters) == 1  # what was shared by itself
        join = join_alone(*chapters[0], None) if alone else join_document(order_chapters(chapters))
        return read_reading(join)
    except (NotJSONError, nbformat.ValidationError) as error:
        raise UnreadableReport(f"{chapter} memuat notebook yang rusak. {CURE}") from error
    except (DefectiveDocument, KeyError) as error:
        raise UnreadableReport(f"Bab di {chapter} tidak dapat dibaca: {error}. {CURE}") from error


def _build(content: TabelJson, reading: Reading | None, source: dict[str, str]) -> ComparedReport:
    text = reading or Reading()
    record = {r.label: r for r in content.tabel} | read_records(text.absent.values())
    sequence = [
        *(k for k in text.place if k in record),
        *(k for k in record if k not in text.place),
    ]
    return ComparedReport(
        content.unit,
        content.tahun,
        {k: record[k].model_copy(update={"part": text.place.get(k, ())}) for k in sequence},
        [Sentence(*k) for k in text.sentence] if reading else None,
        source,
    )
