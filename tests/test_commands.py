"""The command line when something outside it is wrong: workspace, unit, file or disk."""

import errno
import os
import shutil
import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from lkip_helpers.commands import main, parser
from lkip_helpers.commands.arguments import parse_parameter
from lkip_helpers.errors import Exit, phrase_error
from lkip_helpers.intake.placing import write_files
from lkip_helpers.workspace import (
    WORKSPACE_VARIABLE,
    InvalidChoice,
    Workspace,
    WorkspaceNotFound,
    find_root,
)
from tests.conftest import Report, lkip
from tests.workbook import write


@pytest.mark.parametrize("width", [60, 80])
@pytest.mark.parametrize(
    "command",
    [
        "doctor", "--bantuan", "batch --bantuan", "import --bantuan", "check", "trace 3.4",
        "trace skm-ringkasan ikm", "evaluate", "renda", "batch --tahun 1999",
        "import sipd 2021 tidak-ada.xlsx",
    ],
)  # fmt: skip
def test_lines_are_as_wide_as_the_terminal(
    report: Report, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str, width: int
) -> None:
    """Of whatever is told, but a path that is wider; without a terminal nothing has a colour."""
    shutil.copytree(report.workspace.root, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("COLUMNS", str(width))
    result = lkip(tmp_path, *command.split())
    told = (result.stdout + result.stderr).splitlines()
    assert told
    assert [line for line in told if len(line) > width and " " in line.strip()] == []
    assert not any("\x1b" in line for line in told)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))
    return write(tmp_path)


def test_a_workspace_named_wrongly_is_said_and_not_made(tmp_path: Path) -> None:
    wrong = tmp_path / "tidak-ada"
    result = lkip(wrong, "new", "2022", "--unit", "abc")
    assert result.returncode == 2
    assert result.stderr.startswith(f"{wrong}, isi variabel lingkungan LKIP_RUANG, tidak memuat")
    assert not wrong.exists()


def test_a_workspace_may_be_named_from_home_or_from_here(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kernels start in another folder, so that the command hands on the whole path."""
    monkeypatch.setenv("HOME", str(workspace.root.parent))
    monkeypatch.setenv("USERPROFILE", str(workspace.root.parent))
    monkeypatch.setenv(WORKSPACE_VARIABLE, f"~/{workspace.root.name}")
    assert find_root() == workspace.root
    monkeypatch.chdir(workspace.root / "notebooks")
    monkeypatch.setenv(WORKSPACE_VARIABLE, "..")
    assert main(["check", "2020"]) == 2
    assert os.environ[WORKSPACE_VARIABLE] == str(workspace.root)
    monkeypatch.setenv(WORKSPACE_VARIABLE, ".")
    with pytest.raises(WorkspaceNotFound):
        find_root()


@pytest.mark.parametrize("command", [["check"], ["new", "2022"], ["diff"], ["run"]])
def test_of_several_units_one_is_to_be_chosen(
    workspace: Workspace, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (workspace.raw.parents[1] / "lain" / "2021").mkdir(parents=True)
    assert main(command) == 2
    assert capsys.readouterr().err == "Pilih unit dengan --unit NAMA. Yang ada: lain, uji.\n"


def test_without_any_unit_the_first_step_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("notebooks", "data"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))
    assert main(["check"]) == 2
    assert "Belum ada unit di data/raw. Siapkan data tahun pertama" in capsys.readouterr().err


def test_an_export_that_is_a_folder_is_said_to_be_one(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", "sipd", str(workspace.raw)]) == 2
    assert "adalah folder. Sebutkan berkas ekspornya" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("ordinal", "phrase"),
    [
        (errno.EACCES, "x.xlsx tidak boleh dibaca atau ditulis; tutup bila sedang terbuka di"),
        (errno.EROFS, "x.xlsx tidak boleh dibaca atau ditulis; tutup bila"),
        (errno.EISDIR, "x.xlsx adalah folder, bukan berkas; sebutkan"),
        (errno.ENOSPC, "x.xlsx tidak dapat ditulis karena ruang simpan penuh; kosongkan"),
        (errno.EIO, "x.xlsx tidak dapat dibaca atau ditulis (galat sistem 5); ulangi"),
    ],
)
def test_what_the_disk_refuses_is_said_with_file_and_cure(
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    ordinal: int,
    phrase: str,
) -> None:
    """As where Excel holds the workbook that is to be replaced."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(ordinal, os.strerror(ordinal), "x.xlsx")

    monkeypatch.setattr("lkip_helpers.intake.provenance.write_files", refuse)
    passing = ordinal in (errno.ENOSPC, errno.EIO)  # it may be gone the next time
    assert main(["check", "--record"]) == (Exit.RETRY if passing else Exit.FAULT)
    assert capsys.readouterr().err.startswith(f"Berkas {phrase}")


def test_of_two_files_the_one_to_be_replaced_is_named() -> None:
    error = PermissionError(13, "Permission denied", ".tmp", None, "dpa.xlsx")
    assert phrase_error(error).startswith("Berkas dpa.xlsx tidak boleh")


def test_a_file_under_way_is_called_by_its_own_name(tmp_path: Path) -> None:
    """Its first name has eight letters behind it that say nothing to anybody."""
    with pytest.raises(OSError, match=r"\.dpa") as refused:
        write_files({tmp_path / "tiada" / "dpa.xlsx": b""})
    said = phrase_error(refused.value)
    assert said == f"Berkas {tmp_path}/tiada/dpa.xlsx tidak ada; periksa nama dan foldernya"


def test_a_terminal_that_was_closed_is_no_fault(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program without a terminal on Windows has none either."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["check", "2021"]) == 0


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_what_is_stopped_by_hand_or_by_a_scheduler_says_so(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    by: int,
) -> None:  # fmt: skip
    def halt(*_: object) -> None:
        signal.raise_signal(by)

    monkeypatch.setattr("lkip_helpers.commands.check.check", halt)
    # whoever began the tests in the background may have had them ignore it
    former = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        assert main(["check"]) == 1
    finally:
        signal.signal(signal.SIGINT, former)
    assert capsys.readouterr().err == "Dihentikan.\n"


@pytest.mark.parametrize("text", ["x=" + "9" * 1000, "x=a\nb", "x=\x1b[31m", "x=a\udcff"])
def test_a_parameter_is_bounded(text: str) -> None:
    """Nothing is built; the name is said, not the value."""
    with pytest.raises(InvalidChoice, match=r"^Parameter x memuat tanda .* lebih dari 1000 huruf"):
        parse_parameter(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4", 4), ("True", True), ("'a'", "a"), ("a", "a"), ("[1, 2]", [1, 2]), ("", ""),
        ("1e999", "1e999"), ("b'a'", "b'a'"), ("{1}", "{1}"), ("1j", "1j"), ("(" * 900, "(" * 900),
        ("[" * 400 + "]" * 400, "[" * 400 + "]" * 400),
    ],
)  # fmt: skip
def test_what_build_json_cannot_say_of_a_parameter_stays_text(text: str, value: object) -> None:
    """Infinity, bytes, sets; and what is nested deeper than Python reads."""
    assert parse_parameter(f"x={text}") == ("x", value)


def test_a_reader_that_goes_away_stops_nothing(workspace: Workspace, tmp_path: Path) -> None:
    """`lkip new 2022 | true`: the workbooks are there, and nothing is said of the pipe."""
    command = [sys.executable, "-m", "lkip_helpers", "new", "2022", "--unit", "uji"]
    environment = {**os.environ, WORKSPACE_VARIABLE: str(tmp_path)}
    read, written = os.pipe()
    os.close(read)
    result = subprocess.run(
        command, env=environment, stdout=written, stderr=subprocess.PIPE, check=False
    )
    os.close(written)
    assert (result.returncode, result.stderr) == (0, b"")
    assert (workspace.raw.with_name("2022") / "kinerja.xlsx").exists()


def test_every_command_of_the_table_says_what_it_is_given_and_where_its_work_is() -> None:
    """A word misspelt in commands.toml would be taken for a unit and year."""
    table = parser.COMMANDS
    for command in table["command"]:
        assert command.get("needs", "year") in ("nothing", "workspace", "year"), command["name"]
        assert import_module(f"lkip_helpers.commands.{command['module']}").run
