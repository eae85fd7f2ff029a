"""`lkip render --pantau`: each save is in the report a moment later, until Ctrl-C."""

import io
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from openpyxl import load_workbook

from lkip_helpers.commands import render
from lkip_helpers.render import build, forms
from lkip_helpers.render.execution import ChapterFailed, keep_workers, run_chapters
from lkip_helpers.render.fingerprint import is_up_to_date
from lkip_helpers.workspace import Workspace
from tests.conftest import PLANNING, copy_workspace, lkip


def write_cell(workspace: Workspace, value: object) -> None:
    """Save the budget with another realisasi."""
    workbook = load_workbook(workspace.raw / "dpa.xlsx")
    workbook["DPA"]["F8"] = value
    workbook.save(workspace.raw / "dpa.xlsx")


def test_each_save_makes_the_report_again_and_a_fault_can_be_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong cell is named and leaves the report as it is; once mended it is in the next one."""
    workspace = copy_workspace(tmp_path, PLANNING)
    states: list[bool] = []

    def act() -> Iterator[None]:
        """What the analyst does; after each step the watch looks twice."""
        for value in ("banyak", 1_000, None):
            states.append(is_up_to_date(workspace))
            if value is None:
                raise KeyboardInterrupt
            write_cell(workspace, value)
            yield
            yield

    acting = act()
    monkeypatch.setattr(render.time, "sleep", lambda _: next(acting))
    result = lkip(tmp_path, "render", "--bentuk", "html", "--pantau")
    assert result.returncode == 0
    assert states == [True, False, True]
    assert result.stdout.count("Laporan paal-merah 2021 selesai") == 2
    assert result.stdout.count("Menunggu perubahan data atau notebook") == 3
    assert "dpa.xlsx › DPA › F8" in result.stderr
    assert "Laporan sebelumnya tetap utuh" in result.stderr


def test_a_file_that_is_still_being_saved_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Excel writes in steps: the report is made once, from the file as it is at the end."""
    workspace = copy_workspace(tmp_path, PLANNING)
    file, made = workspace.raw / "dpa.xlsx", []
    steps = iter([b"", b"PK", b"PK\x03\x04", None, "Ctrl-C"])

    def sleep(_: float) -> None:
        step = next(steps)
        if step == "Ctrl-C":
            raise KeyboardInterrupt
        if isinstance(step, bytes):
            file.write_bytes(step)

    monkeypatch.setattr(render.time, "sleep", sleep)
    assert render.repeat_on_save(workspace, lambda: made.append(file.stat().st_size) or 0) == 0
    assert made[1:] == [4]


def run_twice(folder: Path, second: str) -> list[str]:
    """What a notebook puts out, the first time the id of its process, then that of other code."""
    outputs = []
    for code in ("import os; os.getpid()", second):
        cell = nbformat.v4.new_code_cell(code)
        nbformat.write(nbformat.v4.new_notebook(cells=[cell]), folder / "10-a.ipynb")
        nb = run_chapters([folder / "10-a.ipynb"], {}, lambda _: None)["10-a"]
        outputs.append(nb.cells[0].outputs[0].data["text/plain"])
    return outputs


def test_workers_that_are_kept_make_the_next_report(tmp_path: Path) -> None:
    """Otherwise each report is made by new ones. What a cell defined is gone in either case."""
    with keep_workers():
        first, second = run_twice(tmp_path, "import os; os.getpid(), 'code' in globals()")
    assert second == f"({first}, False)"
    first, second = run_twice(tmp_path, "import os; os.getpid()")
    assert first != second


def test_after_a_chapter_that_failed_there_are_new_workers(tmp_path: Path) -> None:
    with keep_workers():
        with pytest.raises(ChapterFailed, match="10-a, sel ke-1: ZeroDivisionError"):
            run_twice(tmp_path, "1 / 0")
        assert len(run_twice(tmp_path, "1 + 1")) == 2


def test_no_thread_draws_the_bar_before_there_are_workers(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that is forked while another thread holds a lock may wait for it for ever."""
    terminal, threads = io.StringIO(), [threading.active_count()]
    terminal.isatty = lambda: True  # type: ignore[method-assign]

    def make(*given: Any, **_: Any) -> Path:
        threads.append(threading.active_count())
        assert sys.stderr is terminal  # what a worker inherits
        given[-1]("Menjalankan bab")  # when they exist
        threads.append(threading.active_count())
        return workspace.outputs

    monkeypatch.setattr(render, "render_report", make)
    monkeypatch.setattr(sys, "stderr", terminal)
    render._render(workspace, {}, ["html"])  # noqa: SLF001 what stands below it is replaced
    assert [n - threads[0] for n in threads] == [0, 0, 1]
    assert "Menjalankan bab" in terminal.getvalue()


def test_a_form_is_told_of_once_it_is_made(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The PDF is begun first and takes longest; the bar does not stand still meanwhile."""
    page, told = threading.Event(), []

    def export(form: str, *_: Any) -> bytes:
        return b"" if form != "pdf" or page.wait(3) else b"late"

    monkeypatch.setattr(forms, "export_form", export)
    monkeypatch.setattr(forms, "write_body", lambda _: "")
    report = NotebookNode(metadata=NotebookNode(lkip=NotebookNode(paket=[])))
    for file, *_ in build._export_every(workspace, report, None, ["pdf", "html"], {}):  # noqa: SLF001
        told.append(Path(file).suffix)
        if told[-1] == ".html":
            page.set()
    assert told[0] == ".html"


@pytest.mark.parametrize(
    "code",
    [
        "from lkip_helpers.compute import anggaran; anggaran.sum_of_old()",
        "from lkip_helpers.compute.anggaran import sum_of_old",
        "import lkip_helpers.compute.old_budget",
    ],
)
def test_a_copied_cell_of_another_version_is_said_to_be_one(tmp_path: Path, code: str) -> None:
    """What an office copied from a chapter years ago calls names that this version does not have.

    No library is missing, and no spelling is wrong.
    """
    with pytest.raises(ChapterFailed, match="versi program ini tidak memuatnya; salin lagi"):
        run_twice(tmp_path, code)
