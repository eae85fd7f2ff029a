"""A disk that is full at any write, an environment without folders, a clock that is wrong."""

import calendar
import errno
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from openpyxl.writer.excel import ExcelWriter

from lkip_helpers.commands import main
from lkip_helpers.intake.placing import write_files
from lkip_helpers.render.startup import in_one_process
from lkip_helpers.workspace import WORKSPACE_VARIABLE, Workspace
from tests import questionnaires
from tests.conftest import PLANNING, WHOLE, copy_chapters, lkip
from tests.figures import note
from tests.questionnaires import FormExport, invent
from tests.steps import batch_here
from tests.test_commands_killed import COMMANDS, fill_published
from tests.test_report_annexes import fill_complete
from tests.workbook import write

STEP = 1 if WHOLE else 5  # `make test` tries every fifth write
# Replacing a file by another needs no room.
WRITERS: tuple[tuple[Any, str], ...] = (
    (Path, "write_text"), (Path, "write_bytes"), (Path, "rename"),
    (tempfile, "mkstemp"), (tempfile, "mkdtemp"), (shutil, "copy2"), (ExcelWriter, "save"),
)  # fmt: skip


@contextmanager
def full_disk(at: int) -> Iterator[list[str]]:
    """Write number `at` of this process finds no room; yields the names of all writes tried."""
    tried: list[str] = []

    def refuse(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def write(*arguments: Any, **named: Any) -> Any:
            tried.append(name)
            if len(tried) == at:
                raise OSError(errno.ENOSPC, "No space left on device", name)
            return original(*arguments, **named)

        return write

    with pytest.MonkeyPatch.context() as patch, in_one_process():
        for owner, name in WRITERS:
            patch.setattr(owner, name, refuse(name, getattr(owner, name)))
        yield tried


def state(*folders: Path) -> dict[str, str]:
    """Hash of each file by its name; without lock files.

    And without build.json, which says when a report was built.
    """
    files = (f for folder in folders for f in folder.rglob("*") if f.is_file())
    kept = (f for f in files if ".kunci" not in f.parts and f.name != "build.json")
    return {str(f): hashlib.sha256(f.read_bytes()).hexdigest() for f in kept}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A unit that can be checked, with marked copies of an earlier check."""
    root = tmp_path / "kantor"
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(root))
    workspace = write(root, fill_complete)
    copy_chapters(root, PLANNING)
    return workspace


def walk(
    folder: Path,
    command: list[str],
    capsys: pytest.CaptureFixture[str],
    step: int = STEP,
    placed: dict[str, str] | None = None,
) -> list[str]:
    """Run the command with one write after another refused, then with none; the writes it tried.

    placed: a complete state that may also be there after a refused write.
    """
    before, at = state(folder), 1
    while True:
        with full_disk(at) as tried:
            code = main(command)
        output = capsys.readouterr()
        if len(tried) < at:
            assert code == 0, output.err
            if WHOLE:
                name = " ".join(command[: 3 if command[0] == "check" else 1])
                note("ruang penuh", name, (at - 1) // step)
            return tried
        assert (code, "Traceback" in output.err) == (75, False), (tried, output.err)
        assert (output.out + output.err).count("ruang simpan penuh; kosongkan sebagian") == 1
        assert state(folder) in (before, placed), tried
        at += step


@pytest.mark.parametrize(
    "command", [["check", "2021", "--mark"], ["new", "2022", "--unit", "uji"]], ids=["mark", "new"]
)
def test_a_full_disk_leaves_everything_as_it_was(
    office: Workspace, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """At any write of the command: exit code 75, one sentence, all files as before."""
    assert main(["check", "2021", "--mark"]) == 0
    assert walk(office.root, command, capsys)


def test_a_full_disk_leaves_an_import_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither a workbook nor SUMBER.toml is changed, and no copy is left behind."""
    root = tmp_path / "kantor"
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(root))
    questionnaires.office(root)
    old, new = (
        str(FormExport(invent(n, seed=n)).when().every_unsur().xlsx(tmp_path, name=name))
        for n, name in ((6, "a"), (7, "b"))
    )
    assert main(["import", "forms", old, "2021", "--unit", "uji"]) == 0
    command = ["import", "forms", new, "2021", "--unit", "uji", "--ganti"]
    assert "save" in walk(root, command, capsys)


def test_a_full_disk_leaves_the_last_report_of_a_scheduled_run(
    office: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """At every ninth write, while it is built and while it is put in place."""
    assert lkip(office.root, "render", "2021", "--bentuk", "html").returncode == 0
    assert "rename" in walk(office.outputs, ["run", "2021", "--paksa"], capsys, step=9)


@pytest.mark.parametrize("name", ["batch", *(["publish", "evaluate", "reconcile"] * WHOLE)])
def test_a_full_disk_leaves_what_is_made_of_a_report_as_it_was(
    office: Workspace, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Open data, proofs, a reconciliation; a report of a batch, if there, is complete."""
    before, command, _ = COMMANDS[name]
    for earlier in before:  # the first reconcile only prepares terbit.xlsx
        assert lkip(office.root, *earlier).returncode == int(earlier[0] == "reconcile")
    if name == "reconcile":
        fill_published(office, office.notebooks)
    folder, placed = office.outputs.parent, None
    with pytest.MonkeyPatch.context() as patch:
        if name == "batch":
            batch_here(patch, office)
            assert main(command) == 0
            placed = state(folder)
            shutil.rmtree(folder)
        assert walk(folder, command, capsys, 2 * STEP, placed)


def test_files_of_one_result_are_put_in_place_together_or_not_at_all(tmp_path: Path) -> None:
    """A reconciliation as page, PDF and workbook: with room for two of three none is replaced."""
    files = {tmp_path / name: b"baru" for name in ("a.html", "a.pdf", "a.xlsx")}
    for file in files:
        file.write_bytes(b"lama")
    for at in range(1, 7):
        with full_disk(at), pytest.raises(OSError, match="No space"):
            write_files(files)
        assert {f: f.read_bytes() for f in tmp_path.iterdir()} == dict.fromkeys(files, b"lama")
    write_files(files)
    assert {f: f.read_bytes() for f in tmp_path.iterdir()} == files


@pytest.mark.long
@pytest.mark.parametrize("year", [1970, 2120])
def test_workbooks_are_written_whatever_the_clock_says(
    office: Workspace, year: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A ZIP archive can only date its parts from 1980 to 2107."""
    moment, localtime = calendar.timegm((year, 1, 2, 0, 0, 0)), time.localtime
    monkeypatch.setattr(time, "localtime", lambda *_: localtime(moment))
    assert main(["check", "2021", "--mark"]) == 0
    assert main(["new", "2022", "--unit", "uji"]) == 0
    assert (office.check_copies / "kinerja.xlsx").exists()
    assert lkip(office.root, "render", "2021", "--bentuk", "docx,xlsx").returncode == 0
    assert (office.outputs / "laporan.docx").exists()


@pytest.mark.fuzz
@pytest.mark.parametrize("moment", ["1970-01-02", "2120-01-01"])
def test_a_report_in_every_form_whatever_the_clock_says(office: Workspace, moment: str) -> None:
    """In processes of which all clocks are wrong."""
    if not (faketime := shutil.which("faketime")):
        pytest.skip("faketime tidak terpasang")
    for command in ("render 2021", "run 2021 --paksa", "publish 2021", "evaluate 2021"):
        call = [faketime, "-f", f"@{moment} 00:00:00", sys.executable, "-m", "lkip_helpers"]
        result = subprocess.run(
            [*call, *command.split()], capture_output=True, text=True, check=False
        )
        outcome = result.returncode, "Traceback" in result.stderr
        assert outcome == (0, False), (command, result.stderr)
    assert len(list(office.outputs.glob("laporan.*"))) == 3


@pytest.mark.long
@pytest.mark.parametrize(
    "known", [{}, {"HOME": "/tiada", "TMPDIR": "/tiada"}], ids=["none", "lost"]
)
def test_nobody_needs_a_home_or_a_place_for_temporary_files(
    office: Workspace, known: dict[str, str]
) -> None:
    """As under cron or in a container: the environment only says where the workspace is."""
    environment = {WORKSPACE_VARIABLE: str(office.root), "LC_ALL": "C", **known}
    for command in ("check 2021 --mark", "render 2021 --bentuk html,pdf"):
        result = subprocess.run(
            [sys.executable, "-m", "lkip_helpers", *command.split()],
            env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (result.returncode, result.stderr.count("Traceback")) == (0, 0), result.stderr
    assert (office.outputs / "laporan.pdf").exists()


def test_what_killed_runs_left_is_removed_after_an_hour(tmp_path: Path) -> None:
    """By the clock of the disk; a younger file may belong to a run that is still alive."""
    old, young = tmp_path / ".a.xlsx.lama", tmp_path / ".a.xlsx.muda"
    for file in (old, young):
        file.write_text("x")
    os.utime(old, (0, 0))
    write_files({tmp_path / "a.xlsx": b"x"})
    assert sorted(f.name for f in tmp_path.iterdir()) == [young.name, "a.xlsx"]
