"""The first page: the state of each unit and year, what to do next, and links to everything.

Its links are relative to the folder above, so that they work in the notebook and in its run copy.
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
from lkip_helpers.intake.finding import Finding, count_findings
from lkip_helpers.intake.todo import Progress, compute_progress
from lkip_helpers.render.fingerprint import is_up_to_date, read_build
from lkip_helpers.report.format import format_integer
from lkip_helpers.report.markup import read_screen_style, render
from lkip_helpers.report.tabel import Tabel
from lkip_helpers.workspace import (
    RESULTS,
    Root,
    Workspace,
    find_root,
    list_workbooks,
    read_membership,
)

STATES = 12  # units and years on the page: checking each takes up to a second


class Link(NamedTuple):
    """A link; download: the file is downloaded, because JupyterLab cannot show it."""

    name: str
    address: str
    download: bool = False


@dataclass(frozen=True)
class State:
    """The state of one unit and year.

    report: "" for none, else "konsep" or "akhir"; stale: as of is_up_to_date.
    """

    unit: str
    tahun: int
    progress: Progress
    findings: list[Finding]
    report: str = ""
    stale: bool = False
    links: tuple[Link, ...] = ()

    def count(self, level: str) -> int:
        return sum(f.tingkat == level for f in self.findings)

    @property
    def next_step(self) -> tuple[str, str]:
        """What to do next, and the command for it."""
        chosen = f"{self.tahun} --unit {self.unit}"
        steps = (
            (self.count("salah") or self.count("belum"), f"check {chosen}",
             "Perbaiki dan isi yang disebut di atas, lalu periksa lagi:"),
            (not self.report, f"render {chosen}", "Data sudah dapat dipakai. Susun laporannya:"),
            (self.stale, f"render {chosen}{' --final' if self.report == 'akhir' else ''}",
             "Data, bab, kode, atau berkasnya berubah sesudah laporan disusun. Susun lagi:"),
            (self.report == "akhir", f"new {self.tahun + 1} --unit {self.unit}",
             "Laporan akhir sudah ada. Siapkan tahun berikutnya:"),
            (self.count("peringatan"), f"render {chosen} --final",
             "Selesaikan peringatan atau tulis penjelasannya, lalu susun laporan akhir:"),
            (True, f"render {chosen} --final", "Tidak ada lagi yang terbuka. Susun laporan akhir:"),
        )  # fmt: skip
        return next((words, f"lkip {command}") for condition, command, words in steps if condition)


def read_state(workspace: Workspace) -> State:
    """The state of one unit and year: its findings as of `lkip check`, and its report."""
    result, findings = check(workspace)
    build = read_build(workspace.outputs)
    links = tuple(
        Link(title, _address(workspace, file), file.suffix in (".docx", ".xlsx"))
        for name, title in RESULTS.items()
        if (file := workspace.outputs / name).exists()
    )
    kind = ("konsep" if build["parameter"]["konsep"] else "akhir") if build else ""
    stale = bool(build) and not is_up_to_date(workspace)
    progress = compute_progress(result.manifest, findings)
    return State(workspace.unit, workspace.tahun, progress, findings, kind, stale, links)


def build_state(states: list[State], others: int = 0) -> HTML:
    """A section for each unit and year; without any, how to start. others: how many have none."""
    sections = [(s, count_findings(s.findings), build_findings(s.findings)) for s in states]
    look = {"gaya": read_screen_style(), "lain": others and format_integer(others)}
    return HTML(render("keadaan.html.j2", keadaan=sections, **look))


def build_findings(findings: list[Finding]) -> str:
    """The findings as an HTML table of the report; "" for none."""
    if not findings:
        return ""
    frame = pd.DataFrame([f.to_json() for f in findings]).assign(letak=[f.place for f in findings])
    columns = ["tingkat", "letak", "pesan", "saran"]
    return Tabel("temuan", "Temuan pemeriksaan data", frame, columns, "lkip check").html


def show_state() -> HTML:
    """The state of each unit and year in data/raw; of many, of those altered last."""
    units, root = list_choices(), find_root()
    workspaces = [Workspace(unit, tahun, root) for unit, years in units.items() for tahun in years]
    saved = {w: [f.stat().st_mtime for f in list_workbooks(w.raw)] for w in workspaces}
    altered = sorted(workspaces, key=lambda w: max(saved[w], default=0), reverse=True)[:STATES]
    states = [read_state(w) for w in workspaces if w in altered]
    return build_state(states, len(workspaces) - len(states))


def show_notebooks(*, own: bool = False) -> HTML:
    """Links to the chapters and separate documents, or to the analyst's own, by their titles."""
    workspace = Root(find_root())
    notebooks = workspace.list_analyses() if own else workspace.list_notebooks()
    links = [Link(_read_title(f), _address(workspace, f)) for f in notebooks]
    return HTML(render("bab.html.j2", bab=links))


def _read_title(file: Path) -> str:
    """The first heading of a notebook, if it is not damaged, and the part that includes it."""
    place = read_membership(file)
    suffix = "" if place is None else f" (dalam laporan: {place})"
    try:
        text = nbformat.read(file, 4).cells[0].source
    except (NotJSONError, nbformat.ValidationError, IndexError):
        return f"{file.name} (rusak; simpan lagi dari JupyterLab)"
    return f"{text.partition(chr(10))[0].lstrip('# ') or file.stem}{suffix}"


def _address(workspace: Root, file: Path) -> str:
    return f"../{file.relative_to(workspace.root).as_posix()}"
