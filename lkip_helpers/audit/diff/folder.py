"""Reports read back from their folders, by paths, years or the one before, sentence by sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
from lxml import html
from nbformat import NotebookNode
from nbformat.reader import NotJSONError

from lkip_helpers.audit.diff.reports import ComparedReport
from lkip_helpers.audit.diff.sentences import Sentence
from lkip_helpers.render.chapter import order_chapters
from lkip_helpers.render.counting import write_html
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

PREFACE = (("", "Kata Pengantar"),)  # its heading is given by the template
PARAGRAPH = {"p", "li", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "td", "th"}
NOTED = '//*[@class="catatan"]'  # under a table; what else is printed there is its payload's
DEEPEST = 3  # headings below this level are sentences, no places
_END = re.compile(
    r"(?<=[.!?])(?<!\b[A-Z]\.)(?<!\b(?:No|Dr|dr|Jl|Ir|Tk)\.)(?<!\bDr[as]\.)\s+(?=[A-Z\d“\"(])"
)
_HEADER = re.compile(r"(Bab [IVXL]+|[A-Z\d]+(?:\.\d+)+)?\s*(.*)")
Part = tuple[tuple[str, str], ...]  # number and title of each heading


@dataclass
class Reading:
    """kalimat: place, text, and text with labels in place of the numbers that joining gives.

    place: the headings above each table, figure and absent one, by label. absent: payloads of those
    that are left out. cover: what the cover says.
    """

    sentence: list[tuple[Part, str, str]] = field(default_factory=list)
    place: dict[str, Part] = field(default_factory=dict)
    absent: dict[str, dict[str, Any]] = field(default_factory=dict)
    cover: dict[str, Any] = field(default_factory=dict)


def read_reading(document: NotebookNode) -> Reading:
    """The sentences of a joined report (`join_document`), and where tables and figures stand."""
    result = Reading(cover=dict(document.metadata.lkip["sampul"]))
    part: Part = ()
    for cell in document.cells:
        place = PREFACE if cell.metadata.get("tempat") == "kata-pengantar" else ()
        payload = cell.metadata.get("paket", {})
        if label := payload.get("label"):
            result.place[label] = part
            if payload["jenis"] == "absen":
                result.absent[label] = dict(payload)
                continue
        for block in _list_blocks(cell.source, NOTED if label else ""):
            text, key = _read_text(block)
            if (level := _level(block)) and level <= DEEPEST:
                part = (*part[: level - 1], _split(text))
            if level:
                result.sentence.append((place or part, text, _split(key)[1]))
                continue
            pieces = zip(_END.split(text), _END.split(key), strict=True)
            result.sentence += [(place or part, t, k) for t, k in pieces]
    return result


def _list_blocks(source: str, trail: str) -> Iterator[html.HtmlElement]:
    """The innermost blocks of a cell that hold text."""
    if trail:
        yield from html.fragment_fromstring(source, create_parent="div").xpath(trail)
        return
    tree = html.fragment_fromstring(write_html(source), create_parent="div")
    for strip in tree.find_class("angka-pokok"):  # figures that tables and sentences say too
        strip.drop_tree()
    for block in tree.iter(*PARAGRAPH):
        if not any(children.tag in PARAGRAPH for children in block.iterdescendants()):
            yield block


def _level(block: html.HtmlElement) -> int:
    return int(block.tag[1]) if re.fullmatch("h[1-6]", block.tag) else 0


def _split(header: str) -> tuple[str, str]:
    """Number and title of a heading."""
    ordinal, title = _HEADER.fullmatch(header).groups("")  # type: ignore[union-attr] # matches all
    return ordinal, title


def _read_text(block: html.HtmlElement) -> tuple[str, str]:
    """Text as printed, and with labels for the numbers of references."""
    text = _tighten(block.text_content())
    for reference in block.xpath('.//a[@class="rujukan"]'):
        reference.text = f"{reference.text.split(' ')[0]} {reference.get('href')}"
    return text, _tighten(block.text_content())


def _tighten(text: str) -> str:
    """One line, its no-break spaces kept."""
    return re.sub(r"[^\S\u00a0]+", " ", text).strip()


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
