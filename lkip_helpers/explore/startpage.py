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

from lkip_helpers.audit.inspection import check
from lkip_helpers.explore.choices import list_choices
from lkip_helpers.intake import Finding
from lkip_helpers.intake.todo import Progress, compute_progress
from lkip_helpers.render.fingerprint import is_up_to_date, read_build
from lkip_helpers.report.markup import read_screen_style, render
from lkip_helpers.report.tabel import Tabel
from lkip_helpers.workspace import Workspace, find_root, read_membership

RESULT = {
    "HTML": "laporan.html",
    "PDF": "laporan.pdf",
    "Word": "laporan.docx",
    "Excel": "tabel.xlsx",
    "Rekonsiliasi": "rekonsiliasi.html",
}


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
        name = {"salah": "kesalahan", "belum": "hal belum diisi", "peringatan": "peringatan"}
        exists = [f"{n} {wording}" for k, wording in name.items() if (n := self.compute(k))]
        return ", ".join(exists)

    @property
    def step(self) -> tuple[str, str]:
        """What to do next, and the command for it."""
        at = f"{self.tahun} --unit {self.unit}"
        if self.compute("salah") or self.compute("belum"):
            return "Perbaiki dan isi yang disebut di atas, lalu periksa lagi:", f"lkip check {at}"
        if not self.report:
            return "Data sudah dapat dipakai. Susun laporannya:", f"lkip render {at}"
        if self.stale:
            return (
                "Data, bab, atau kode berubah sesudah laporan disusun. Susun lagi:",
                f"lkip render {at}",
            )
        if self.report == "akhir":
            return (
                "Laporan akhir sudah ada. Siapkan tahun berikutnya:",
                f"lkip new {self.tahun + 1} --unit {self.unit}",
            )
        if self.findings:
            return (
                "Selesaikan peringatan atau tulis penjelasannya, lalu susun laporan akhir:",
                f"lkip render {at} --final",
            )
        return "Tidak ada lagi yang terbuka. Susun laporan akhir:", f"lkip render {at} --final"


def read_state(workspace: Workspace) -> State:
    """The state of one unit and year, as `lkip check` says it, and its report."""
    result, findings = check(workspace)
    progress = compute_progress(result.manifest, findings)
    build = read_build(workspace.outputs)
    link = tuple(
        Link(name, _address(workspace, workspace.outputs / b), b.endswith((".docx", ".xlsx")))
        for name, b in RESULT.items()
        if (workspace.outputs / b).exists()
    )
    if not build:
        return State(workspace.unit, workspace.tahun, progress, findings, result=link)
    return State(
        workspace.unit,
        workspace.tahun,
        progress,
        findings,
        "konsep" if build["parameter"]["konsep"] else "akhir",
        not is_up_to_date(workspace),
        link,
    )


def build_state(state: list[State]) -> HTML:
    """A section for each unit and year; without any, how to begin."""
    content = [(k, build_findings(k.findings)) for k in state]
    return HTML(render("keadaan.html.j2", keadaan=content, gaya=read_screen_style()))


def build_findings(findings: list[Finding]) -> str:
    """The findings as a table of the report; nothing where there is none."""
    if not findings:
        return ""
    location = [" › ".join(filter(None, (t.berkas, t.lembar, t.sel))) for t in findings]
    frame = pd.DataFrame([t.to_json() for t in findings]).assign(letak=location)
    column = ["tingkat", "letak", "pesan", "saran"]
    return Tabel("temuan", "Temuan pemeriksaan data", frame, column, "lkip check").html


def show_state() -> HTML:
    """The state of every unit and year in data/raw."""
    root = find_root()
    choices = list_choices()
    return build_state(
        [read_state(Workspace(u, t, root)) for u, entries in choices.items() for t in entries]
    )


def show_chapters() -> HTML:
    """Links to the chapters and to the documents of their own, by their titles."""
    workspace = Workspace("", 0, find_root())
    return _list(workspace, workspace.list_notebooks())


def show_analyses() -> HTML:
    """Links to the analyst's own notebooks; one that is damaged is named as such."""
    workspace = Workspace("", 0, find_root())
    return _list(workspace, workspace.list_analyses())


def _list(workspace: Workspace, notebooks: list[Path]) -> HTML:
    links = [Link(_title(b), _address(workspace, b)) for b in notebooks]
    return HTML(render("bab.html.j2", bab=links))


def _title(file: Path) -> str:
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
