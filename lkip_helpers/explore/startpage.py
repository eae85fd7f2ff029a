"""The first page: how far the data of each unit and year is, what to do next, and where all is.

Its links begin at the folder above, so that they lead from the notebook and from the filled copy.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import nbformat
import pandas as pd
from IPython.display import HTML
from nbformat.reader import NotJSONError

from lkip_helpers.audit.consistency import check
from lkip_helpers.explore.panel import list_choices
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.todo import Progress, compute_progress
from lkip_helpers.render.fingerprint import is_up_to_date, read_build
from lkip_helpers.report.markup import read_screen_style, render
from lkip_helpers.report.tabel import Tabel
from lkip_helpers.workspace import TITLES, Workspace, find_root, read_membership

RESULT = {t: file for file, t in TITLES.items()} | {"Rekonsiliasi": "rekonsiliasi.html"}


class Link(NamedTuple):
    """A place to go to; download: JupyterLab cannot show it, so it is downloaded."""

    name: str
    address: str
    download: bool = False


@dataclass(frozen=True)
class State:
    """One unit and year.

    report: "" none, else "konsep" or "akhir"; stale: data, a chapter or code changed since.
    """

    unit: str
    tahun: int
    progress: Progress
    findings: list[Finding]
    report: str = ""
    stale: bool = False
    result: tuple[Link, ...] = ()

    def compute(self, level: str) -> int:
        return sum(t.tingkat == level for t in self.findings)

    @property
    def short(self) -> str:
        """The findings counted."""
        names = {"salah": "kesalahan", "belum": "hal belum diisi", "peringatan": "peringatan"}
        return ", ".join(f"{n} {name}" for k, name in names.items() if (n := self.compute(k)))

    @property
    def step(self) -> tuple[str, str]:
        """What to do next, and the command for it."""
        at = f"{self.tahun} --unit {self.unit}"
        following = f"{self.tahun + 1} --unit {self.unit}"
        steps = (
            (self.compute("salah") or self.compute("belum"), f"check {at}",
             "Perbaiki dan isi yang disebut di atas, lalu periksa lagi:"),
            (not self.report, f"render {at}", "Data sudah dapat dipakai. Susun laporannya:"),
            (self.stale, f"render {at}",
             "Data, bab, atau kode berubah sesudah laporan disusun. Susun lagi:"),
            (self.report == "akhir", f"new {following}",
             "Laporan akhir sudah ada. Siapkan tahun berikutnya:"),
            (self.findings, f"render {at} --final",
             "Selesaikan peringatan atau tulis penjelasannya, lalu susun laporan akhir:"),
            (True, f"render {at} --final", "Tidak ada lagi yang terbuka. Susun laporan akhir:"),
        )  # fmt: skip
        return next((words, f"lkip {command}") for holds, command, words in steps if holds)


def read_state(workspace: Workspace) -> State:
    """The state of one unit and year, as `lkip check` says it, and its report."""
    result, findings = check(workspace)
    build = read_build(workspace.outputs)
    links = tuple(
        Link(name, _address(workspace, file), file.suffix in (".docx", ".xlsx"))
        for name, file in ((name, workspace.outputs / b) for name, b in RESULT.items())
        if file.exists()
    )
    kind = ("konsep" if build["parameter"]["konsep"] else "akhir") if build else ""
    stale = bool(build) and not is_up_to_date(workspace)
    progress = compute_progress(result.manifest, findings)
    return State(workspace.unit, workspace.tahun, progress, findings, kind, stale, links)


def build_state(states: list[State]) -> HTML:
    """A section for each unit and year; without any, how to begin."""
    content = [(k, build_findings(k.findings)) for k in states]
    return HTML(render("keadaan.html.j2", keadaan=content, gaya=read_screen_style()))


def build_findings(findings: list[Finding]) -> str:
    """The findings as a table of the report; nothing where there is none."""
    if not findings:
        return ""
    places = [t.place for t in findings]
    frame = pd.DataFrame([t.to_json() for t in findings]).assign(letak=places)
    columns = ["tingkat", "letak", "pesan", "saran"]
    return Tabel("temuan", "Temuan pemeriksaan data", frame, columns, "lkip check").html


def show_state() -> HTML:
    """The state of every unit and year in data/raw."""
    every = ((unit, tahun) for unit, entries in list_choices().items() for tahun in entries)
    return build_state([read_state(Workspace(*one, find_root())) for one in every])


def show_chapters() -> HTML:
    """Links to the chapters and to the documents of their own, by their titles."""
    return _link(Workspace("", 0, find_root()).list_notebooks())


def show_analyses() -> HTML:
    """Links to the analyst's own notebooks; one that is damaged is named as such."""
    return _link(Workspace("", 0, find_root()).list_analyses())


def _link(notebooks: list[Path]) -> HTML:
    workspace = Workspace("", 0, find_root())
    links = [Link(_read_title(b), _address(workspace, b)) for b in notebooks]
    return HTML(render("bab.html.j2", bab=links))


def _read_title(file: Path) -> str:
    """The first heading of a notebook, and where the report takes it in."""
    place = read_membership(file)
    suffix = "" if place is None else f" (dalam laporan: {place})"
    try:
        text = nbformat.read(file, 4).cells[0].source
    except (NotJSONError, nbformat.ValidationError, IndexError):
        return f"{file.name} (rusak; simpan lagi dari JupyterLab)"
    return f"{text.partition(chr(10))[0].lstrip('# ') or file.stem}{suffix}"


def _address(workspace: Workspace, file: Path) -> str:
    return f"../{file.relative_to(workspace.root).as_posix()}"
