"""A disk that is full at any write, a folder nobody may write, a clock gone wrong."""

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

EACH = 1 if WHOLE else 3  # `make test` is content with every third write
# A file that takes the place of another needs no room.
WRITERS: tuple[tuple[Any, str], ...] = (
    (Path, "write_text"), (Path, "write_bytes"), (Path, "rename"),
    (tempfile, "mkstemp"), (tempfile, "mkdtemp"), (shutil, "copy2"), (ExcelWriter, "save"),
)  # fmt: skip


@contextmanager
def full_disk(at: int) -> Iterator[list[str]]:
    """The write number `at` of this process finds no room; every one that was asked for."""
    asked: list[str] = []

    def refuse(name: str, genuine: Callable[..., Any]) -> Callable[..., Any]:
        def write(*arguments: Any, **named: Any) -> Any:
            asked.append(name)
            if len(asked) == at:
                raise OSError(errno.ENOSPC, "No space left on device", name)
            return genuine(*arguments, **named)

        return write

    with pytest.MonkeyPatch.context() as patch, in_one_process():
        for owner, name in WRITERS:
            patch.setattr(owner, name, refuse(name, getattr(owner, name)))
        yield asked


def state(*folders: Path) -> dict[str, str]:
    """Every file that is there, by its content; what a lock leaves is none.

    build.json tells when a report was built.
    """
    every = (f for folder in folders for f in folder.rglob("*") if f.is_file())
    kept = (f for f in every if ".kunci" not in f.parts and f.name != "build.json")
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
    every: int = EACH,
    placed: dict[str, str] | None = None,
) -> list[str]:
    """Run the command with writes refused in turn; then as it is. What it wrote by.

    placed: what may be there too after a write that was refused, whole.
    """
    before, at = state(folder), 1
    while True:
        with full_disk(at) as asked:
            code = main(command)
        told = capsys.readouterr()
        if len(asked) < at:
            assert code == 0, told.err
            if WHOLE:
                name = " ".join(command[: 3 if command[0] == "check" else 1])
                note("ruang penuh", name, (at - 1) // every)
            return asked
        assert (code, "Traceback" in told.err) == (75, False), (asked, told.err)
        assert (told.out + told.err).count("ruang simpan penuh; kosongkan sebagian") == 1
        assert state(folder) in (before, placed), asked
        at += every


@pytest.mark.parametrize(
    "command", [["check", "2021", "--mark"], ["new", "2022", "--unit", "uji"]], ids=["mark", "new"]
)
def test_a_full_disk_leaves_everything_as_it_was(
    office: Workspace, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """At the writes of the command: exit code 75, one sentence, every file as before."""
    assert main(["check", "2021", "--mark"]) == 0
    assert walk(office.root, command, capsys)


def test_a_full_disk_leaves_an_import_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither workbook nor SUMBER.toml nor a copy that nobody asked for."""
    root = tmp_path / "kantor"
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(root))
    questionnaires.office(root)
    one, two = (FormExport(invent(n, seed=n)).when().every_unsur() for n in (6, 7))
    first = one.xlsx(tmp_path, name="a")
    assert main(["import", "forms", str(first), "2021", "--unit", "uji"]) == 0
    second = str(two.xlsx(tmp_path, name="b"))
    command = ["import", "forms", second, "2021", "--unit", "uji", "--ganti"]
    asked = walk(root, command, capsys)
    assert "save" in asked


def test_a_full_disk_leaves_the_last_report_of_a_scheduled_run(
    office: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """At every ninth write, on the way to the report and in its last moves."""
    assert lkip(office.root, "render", "2021", "--bentuk", "html").returncode == 0
    asked = walk(office.outputs, ["run", "2021", "--paksa"], capsys, every=9)
    assert "rename" in asked


@pytest.mark.parametrize("name", ["batch", *(["publish", "evaluate", "reconcile"] * WHOLE)])
def test_a_full_disk_leaves_what_is_made_of_a_report_as_it_was(
    office: Workspace, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Open data, proofs, a reconciliation; of a batch a report, if it is there, is whole."""
    before, command, _ = COMMANDS[name]
    for one in before:  # the first reconcile only prepares terbit.xlsx
        assert lkip(office.root, *one).returncode == int(one[0] == "reconcile")
    if name == "reconcile":
        fill_published(office, office.notebooks)
    folder, placed = office.outputs.parent, None
    with pytest.MonkeyPatch.context() as patch:
        if name == "batch":
            batch_here(patch, office)
            assert main(command) == 0
            placed = state(folder)
            shutil.rmtree(folder)
        assert walk(folder, command, capsys, 2 * EACH, placed)


def test_files_of_one_answer_take_their_places_together_or_not_at_all(tmp_path: Path) -> None:
    """The reconciliation as page, PDF and workbook: room for two of three is room for none."""
    files = {tmp_path / name: b"baru" for name in ("a.html", "a.pdf", "a.xlsx")}
    for file in files:
        file.write_bytes(b"lama")
    for at in range(1, 7):
        with full_disk(at), pytest.raises(OSError, match="No space"):
            write_files(files)
        assert {b: b.read_bytes() for b in tmp_path.iterdir()} == dict.fromkeys(files, b"lama")
    write_files(files)
    assert {b: b.read_bytes() for b in tmp_path.iterdir()} == files


@pytest.mark.parametrize("year", [1970, 2120])
def test_workbooks_are_written_whatever_the_clock_says(
    office: Workspace, year: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An archive can date its parts from 1980 to 2107 only."""
    moment, genuine = calendar.timegm((year, 1, 2, 0, 0, 0)), time.localtime
    monkeypatch.setattr(time, "localtime", lambda *_: genuine(moment))
    assert main(["check", "2021", "--mark"]) == 0
    assert main(["new", "2022", "--unit", "uji"]) == 0
    assert (office.check_copies / "kinerja.xlsx").exists()
    assert lkip(office.root, "render", "2021", "--bentuk", "docx,xlsx").returncode == 0
    assert (office.outputs / "laporan.docx").exists()


@pytest.mark.fuzz
@pytest.mark.parametrize("moment", ["1970-01-02", "2120-01-01"])
def test_a_report_in_every_form_whatever_the_clock_says(office: Workspace, moment: str) -> None:
    """In processes whose every clock is wrong."""
    if not (faketime := shutil.which("faketime")):
        pytest.skip("faketime tidak terpasang")
    for command in ("render 2021", "run 2021 --paksa", "publish 2021", "evaluate 2021"):
        call = [faketime, "-f", f"@{moment} 00:00:00", sys.executable, "-m", "lkip_helpers"]
        told = subprocess.run(
            [*call, *command.split()], capture_output=True, text=True, check=False
        )
        assert (told.returncode, "Traceback" in told.stderr) == (0, False), (command, told.stderr)
    assert len(list(office.outputs.glob("laporan.*"))) == 3


@pytest.mark.long
@pytest.mark.parametrize(
    "known", [{}, {"HOME": "/tiada", "TMPDIR": "/tiada"}], ids=["none", "lost"]
)
def test_nobody_needs_a_home_or_a_place_for_temporary_files(
    office: Workspace, known: dict[str, str]
) -> None:
    """As under cron, or in a container: nothing of the environment but where the workspace is."""
    environment = {WORKSPACE_VARIABLE: str(office.root), "LC_ALL": "C", **known}
    for command in ("check 2021 --mark", "render 2021 --bentuk html,pdf"):
        told = subprocess.run(
            [sys.executable, "-m", "lkip_helpers", *command.split()],
            env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (told.returncode, told.stderr.count("Traceback")) == (0, 0), told.stderr
    assert (office.outputs / "laporan.pdf").exists()


def test_what_killed_runs_left_is_removed_after_an_hour(tmp_path: Path) -> None:
    """By the clock of the disk; a younger one may be of a run that is alive."""
    old, young = tmp_path / ".a.xlsx.lama", tmp_path / ".a.xlsx.muda"
    for file in (old, young):
        file.write_text("x")
    os.utime(old, (0, 0))
    write_files({tmp_path / "a.xlsx": b"x"})
    assert sorted(b.name for b in tmp_path.iterdir()) == [young.name, "a.xlsx"]
