"""Reports read from their folders, which are named by path or year, sentence by sentence."""

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

from lkip_helpers.audit.diff.reports import LoadedReport
from lkip_helpers.audit.diff.sentences import Sentence
from lkip_helpers.errors import LkipError
from lkip_helpers.render.document import join_alone, join_report, write_html
from lkip_helpers.render.fingerprint import read_build
from lkip_helpers.render.pieces import order_chapters
from lkip_helpers.report import record
from lkip_helpers.workspace import (
    BUILD,
    TABEL,
    InvalidChoice,
    Root,
    Workspace,
    choose_workspace,
    find_root,
)

PARAGRAPH = {"p", "li", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "td", "th"}
NOTES = '//*[@class="catatan"]'  # of a table, whose other texts are in its payload
_END = re.compile(
    r"(?<=[.!?])(?<!\b[A-Z]\.)(?<!\b(?:No|Dr|dr|Jl|Ir|Tk)\.)(?<!\bDr[as]\.)\s+(?=[A-Z\d“\"(])"
)
_HEADING = re.compile(r"(Bab [IVXL]+|[A-Z\d]+(?:\.\d+)+)?\s*(.*)")


@dataclass
class ReportText:
    """What a joined report says, and where.

    places: the headings above each table, figure and absent one, by label. absent: payloads of
    those that are left out. cover: the contents of the cover.
    """

    sentences: list[Sentence] = field(default_factory=list)
    places: dict[str, record.Part] = field(default_factory=dict)
    absent: dict[str, dict[str, Any]] = field(default_factory=dict)
    cover: dict[str, Any] = field(default_factory=dict)


def read_document(document: NotebookNode) -> ReportText:
    """The text of a joined report (`join_report`), and where its tables and figures are."""
    read = ReportText(cover=dict(document.metadata.lkip["sampul"]))
    part: record.Part = ()
    for cell in document.cells:
        place = (("", "Kata Pengantar"),) if cell.metadata.get("tempat") == "kata-pengantar" else ()
        payload = cell.metadata.get("paket", {})
        if label := payload.get("label"):
            read.places[label] = part
            if payload["jenis"] == "absen":
                read.absent[label] = dict(payload)
                continue
        for block in _list_blocks(cell.source, NOTES if label else ""):
            text, key = _read_text(block)
            level = int(block.tag[1]) if re.fullmatch("h[1-6]", block.tag) else 0
            if 0 < level <= 3:  # deeper headings are sentences
                part = (*part[: level - 1], _split_heading(text))
            if level:
                read.sentences.append(Sentence(place or part, text, _split_heading(key)[1]))
                continue
            sentences = zip(_END.split(text), _END.split(key), strict=True)
            read.sentences += [Sentence(place or part, t, k) for t, k in sentences]
    return read


def _list_blocks(source: str, path: str) -> Iterator[html.HtmlElement]:
    """The innermost blocks of a cell that hold text; path: an XPath to those wanted, "" for all."""
    if path:
        yield from html.fragment_fromstring(source, create_parent="div").xpath(path)
        return
    tree = html.fragment_fromstring(write_html(source), create_parent="div")
    for figures in tree.find_class("angka-pokok"):  # which tables and sentences have too
        figures.drop_tree()
    for block in tree.iter(*PARAGRAPH):
        if not any(child.tag in PARAGRAPH for child in block.iterdescendants()):
            yield block


def _split_heading(heading: str) -> tuple[str, str]:
    """Number and title of a heading."""
    ordinal, title = _HEADING.fullmatch(heading).groups("")  # type: ignore[union-attr] # matches all
    return ordinal, title


def _read_text(block: html.HtmlElement) -> tuple[str, str]:
    """Text as printed, and with labels for the numbers of references."""
    text = _fold_spaces(block.text_content())
    for reference in block.xpath('.//a[@class="rujukan"]'):
        reference.text = f"{reference.text.split(' ')[0]} {reference.get('href')}"
    return text, _fold_spaces(block.text_content())


def _fold_spaces(text: str) -> str:
    """A text as one line, its no-break spaces kept."""
    return re.sub(r"[^\S\u00a0]+", " ", text).strip()


def load_report(folder: Path) -> LoadedReport:
    """The report in a folder of outputs. Raises LkipError."""
    file = folder / TABEL
    if not file.is_file():
        raise LkipError(
            f"{folder} tidak memuat laporan ({TABEL} tidak ada). "
            "Sebutkan folder keluaran yang lain, atau susun laporannya dengan lkip render."
        )
    tabel = record.read_tabel(file)
    if not (build := read_build(folder)) and (folder / BUILD).exists():
        raise LkipError(f"{folder / BUILD} rusak. {record.CURE}")
    chapters = _read_chapters(folder)
    text = chapters or ReportText()
    records = record.read_records(text.absent.values()) | {r.label: r for r in tabel.tabel}
    parts = {k: text.places.get(k, ()) for k in (*text.places, *records) if k in records}
    cover = text.cover
    return LoadedReport(
        unit=tabel.unit,
        tahun=tabel.tahun,
        records={k: records[k].model_copy(update={"part": part}) for k, part in parts.items()},
        sentences=text.sentences if chapters else None,
        sources=build.get("masukan", {}),
        folder=folder,
        name=cover.get("kantor") or f"Kecamatan {cover['kecamatan']}" if cover else tabel.unit,
        draft=build.get("parameter", {}).get("konsep"),
        moment=datetime.fromtimestamp(file.stat().st_mtime).astimezone(),
    )


def _read_chapters(folder: Path) -> ReportText | None:
    """The text of the report; None where its chapters were not kept. Raises LkipError."""
    place = Root.executed_folder(folder)
    files = sorted(place.glob("*.ipynb"))
    if not files:
        return None
    try:
        chapters = [(file.stem, nbformat.read(file, 4)) for file in files]
        if len(chapters) == 1:  # a chapter that was shared by itself
            return read_document(join_alone(*chapters[0], None))
        return read_document(join_report(order_chapters(chapters))[0])
    except (NotJSONError, nbformat.ValidationError) as error:
        raise LkipError(f"{place} memuat notebook yang rusak. {record.CURE}") from error
    except (LkipError, KeyError) as error:
        raise LkipError(f"Bab di {place} tidak dapat dibaca: {error}. {record.CURE}") from error


def load_pair(
    first: str | None, second: str | None, unit: str | None
) -> tuple[LoadedReport, LoadedReport]:
    """The old report and the new one.

    Both named: each by folder or year. One named: a year means the current report of that year and
    the one before it; a folder is the old report, and the current one is new. None named: the
    latest year. Raises InvalidChoice, LkipError.
    """
    place = _find(first, unit)
    if second or isinstance(place, Path):
        old = _load(place)
        new = _load(_find(second, unit) if second else Workspace.of(old.unit, old.tahun))
    else:
        new = _load(place)
        if not place.preceding.exists():
            raise LkipError(
                f"Belum ada laporan {place.unit} {place.tahun} yang lebih lama. "
                "Laporan lama disimpan ketika lkip render menyusun laporan yang isinya berbeda; "
                "untuk membandingkan salinan sendiri, "
                "sebutkan foldernya: lkip diff FOLDER-LAMA FOLDER-BARU."
            )
        old = _load(place.preceding)
    if old.folder.resolve() == new.folder.resolve():
        raise InvalidChoice(f"{old.folder} dan {new.folder} adalah laporan yang sama.")
    if old.unit != new.unit:
        raise InvalidChoice(
            f"{old.folder} adalah laporan {old.unit}, sedangkan {new.folder} laporan "
            f"{new.unit}; bandingkan laporan dari satu unit."
        )
    return old, new


def _find(name: str | None, unit: str | None) -> Workspace | Path:
    """A folder; for a year its workspace, which may have a report and no raw data any more."""
    if name and not re.fullmatch(r"\d{4}", name):
        return Path(name)
    workspace = choose_workspace(find_root(), unit, None)
    return replace(workspace, tahun=int(name)) if name else workspace


def _load(place: Workspace | Path) -> LoadedReport:
    if isinstance(place, Workspace) and not place.outputs.exists():
        raise record.not_built(place)
    return load_report(place if isinstance(place, Path) else place.outputs)
