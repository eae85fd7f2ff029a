"""A report is built from one state of the data: what is saved meanwhile goes into the next."""

import hashlib
import os
from collections.abc import Callable
from contextvars import Context
from pathlib import Path
from typing import Any

import nbformat
import pytest

from lkip_helpers import intake
from lkip_helpers.commands import render
from lkip_helpers.intake.placing import frozen_data
from lkip_helpers.render.execution import run_chapters
from lkip_helpers.render.fingerprint import inputs
from lkip_helpers.workspace import Workspace
from tests.workbook import put, write

PAGU = 7_400_000  # the example of the contract


@pytest.fixture
def workspace(workspace: Workspace) -> Workspace:
    workspace.report_lock.parent.mkdir(parents=True)
    return workspace


def save(workspace: Workspace, pagu: int = 9_000_000) -> None:
    """Somebody saves the budget meanwhile, outside of any run."""
    Context().run(write, workspace.root, put(("dpa.xlsx", "DPA"), "E4", pagu))


def fingerprint(workspace: Workspace) -> str:
    return hashlib.sha256((workspace.raw / "dpa.xlsx").read_bytes()).hexdigest()


def test_what_is_saved_meanwhile_is_read_by_the_next_run(workspace: Workspace) -> None:
    """Inside: frames and hashes of the first moment; after it: those of the file as it is."""
    before = fingerprint(workspace)
    with frozen_data(workspace):
        intake.process(workspace)
        save(workspace)
        assert intake.load("uji", 2021).anggaran["pagu"].to_list() == [PAGU]
        assert inputs(workspace)["dpa.xlsx"] == before
    assert inputs(workspace)["dpa.xlsx"] == fingerprint(workspace) != before
    assert intake.load("uji", 2021).anggaran["pagu"].to_list() == [9_000_000]
    assert sorted(p.name for p in workspace.report_lock.parent.iterdir() if p.is_dir()) == []


def test_a_chapter_in_another_process_reads_the_same_moment(workspace: Workspace) -> None:
    """The workers may be older than the run."""
    cells = nbformat.v4.new_code_cell(
        "from lkip_helpers.intake import load\nload('uji', 2021).anggaran['pagu'].to_list()"
    )
    chapter = workspace.notebooks / "10-a.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[cells]), chapter)
    with frozen_data(workspace):
        save(workspace)
        result = run_chapters([chapter], {}, lambda _: None)["10-a"]
    assert result.cells[-1].outputs[0].data["text/plain"] == f"[{PAGU}]"


def test_a_report_attests_the_bytes_it_was_made_from(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`lkip render` with a file saved between intake and chapters: its hash is the old one."""
    before = fingerprint(workspace)
    noted: dict[str, Any] = {}

    def stand_in(given: Workspace, *_: object, **__: object) -> Path:
        save(workspace)
        noted.update(inputs(given), pagu=intake.load("uji", 2021).anggaran["pagu"].to_list())
        given.outputs.mkdir(parents=True)
        return given.outputs

    monkeypatch.setattr(render, "render_report", stand_in)
    monkeypatch.setattr(render, "check_chapter_parameters", lambda *_: None)
    assert render.build_report(workspace, {}) == 0
    assert (noted["dpa.xlsx"], noted["pagu"]) == (before, [PAGU])


def test_the_manifest_attests_the_bytes_that_were_read(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file saved right after it was read: the next load sees that it is another."""
    before, read = fingerprint(workspace), Path.read_bytes

    def read_and_save(file: Path) -> bytes:
        content = read(file)
        if file.name == "dpa.xlsx":
            monkeypatch.setattr(Path, "read_bytes", read)
            save(workspace)
        return content

    monkeypatch.setattr(Path, "read_bytes", read_and_save)
    result = intake.process(workspace)
    assert result.manifest["sidik"]["dpa.xlsx"] == before != fingerprint(workspace)
    assert result.frames["anggaran"]["pagu"].to_list() == [PAGU]
    assert intake.load("uji", 2021).anggaran["pagu"].to_list() == [9_000_000]


def test_what_a_killed_run_left_is_removed(workspace: Workspace) -> None:
    """Under the report's lock no other run can be alive; that of a unit uji-2021.b may be."""
    name = workspace.report_lock.name
    remainder, other = (
        workspace.report_lock.with_name(f"{n}.k1ll3d_9") for n in (name, f"{name}.b-2021")
    )
    remainder.mkdir()
    other.mkdir()
    with frozen_data(workspace):
        assert not remainder.exists()
        assert other.exists()


def turn_into_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def turn_into_device(file: Path) -> None:
    file.unlink()
    file.symlink_to("/dev/zero")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="tidak ada pipa bernama di sini")
@pytest.mark.parametrize("broken", [turn_into_pipe, turn_into_device])
def test_what_is_no_regular_file_is_refused_and_never_waited_for(
    workspace: Workspace, broken: Callable[[Path], None]
) -> None:
    """Neither the check nor the copy of the data waits for it."""
    broken(workspace.raw / "dpa.xlsx")
    with frozen_data(workspace):
        wrong = [str(f) for f in intake.check(workspace) if f.is_blocking]
    assert wrong == [
        "dpa.xlsx: ini pipa atau perangkat, bukan berkas biasa; simpan dpa.xlsx di 2021/."
    ]
