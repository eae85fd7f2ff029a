"""The command line when something outside it is wrong: workspace, unit, file or disk."""

import errno
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pytest

from lkip_helpers.commands import main, parser
from lkip_helpers.commands.parser import build_parser, parse_parameter
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
    """All lines but a single path that is wider; without a terminal nothing is coloured."""
    shutil.copytree(report.workspace.root, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("COLUMNS", str(width))
    result = lkip(tmp_path, *command.split())
    lines = (result.stdout + result.stderr).splitlines()
    assert lines
    assert [line for line in lines if len(line) > width and " " in line.strip()] == []
    assert not any("\x1b" in line for line in lines)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))
    return write(tmp_path)


def test_a_workspace_that_does_not_exist_is_named_and_not_made(tmp_path: Path) -> None:
    wrong = tmp_path / "tidak-ada"
    result = lkip(wrong, "new", "2022", "--unit", "abc")
    assert result.returncode == 2
    assert result.stderr.startswith(f"{wrong}, isi variabel lingkungan LKIP_RUANG, tidak memuat")
    assert not wrong.exists()


def test_a_workspace_may_be_named_from_home_or_from_here(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kernels start in another folder, so the command passes on the absolute path."""
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
def test_one_of_several_units_has_to_be_chosen(
    workspace: Workspace, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (workspace.raw.parents[1] / "lain" / "2021").mkdir(parents=True)
    assert main(command) == 2
    assert capsys.readouterr().err == "Pilih unit dengan --unit NAMA. Yang ada: lain, uji.\n"


def test_without_any_unit_the_message_names_the_first_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("notebooks", "data"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))
    assert main(["check"]) == 2
    assert "Belum ada data di data/raw. Siapkan tahun pertama" in capsys.readouterr().err


def test_an_export_that_is_a_folder_is_refused(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", "sipd", str(workspace.raw)]) == 2
    assert "adalah folder. Sebutkan berkas ekspornya" in capsys.readouterr().err


def test_an_export_that_is_not_there_is_asked_for_by_its_nearest_name(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "RKA.xls").write_bytes(b"")
    assert main(["import", "sipd", str(tmp_path / "rka.xlsx")]) == 2
    assert "tidak ada. Apakah maksudnya RKA.xls?" in capsys.readouterr().err


def test_help_offers_no_unit_where_none_is_chosen(capsys: pytest.CaptureFixture[str]) -> None:
    """It is taken all the same, for the scripts of years; exit codes stand under all commands."""
    for command in ("doctor", "sbom", "init"):
        with suppress(SystemExit):
            main([command, "--bantuan"])
        assert "--unit" not in capsys.readouterr().out
    assert build_parser().parse_args(["doctor", "--unit", "x"]).unit == "x"
    with suppress(SystemExit):
        main(["--bantuan"])
    assert "75 ulangi lagi" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("code", "phrase"),
    [
        (errno.EACCES, "x.xlsx tidak boleh dibaca atau ditulis; tutup bila sedang terbuka di"),
        (errno.EROFS, "x.xlsx tidak boleh dibaca atau ditulis; tutup bila"),
        (errno.EISDIR, "x.xlsx adalah folder, bukan berkas; sebutkan"),
        (errno.ENOSPC, "x.xlsx tidak dapat ditulis karena ruang simpan penuh; kosongkan"),
        (errno.EFBIG, "x.xlsx tidak dapat ditulis karena ruang simpan penuh; kosongkan"),
        (errno.EDQUOT, "x.xlsx tidak dapat ditulis karena jatah ruang simpan habis; kosongkan"),
        (errno.EIO, "x.xlsx tidak dapat dibaca atau ditulis (galat sistem 5); ulangi"),
    ],
)
def test_an_error_of_the_disk_is_reported_with_file_and_cure(
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    code: int,
    phrase: str,
) -> None:
    """As when Excel has the workbook open that is to be replaced."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code), "x.xlsx")

    monkeypatch.setattr("lkip_helpers.intake.provenance.write_files", refuse)
    transient = code in (
        errno.ENOSPC,
        errno.EFBIG,
        errno.EDQUOT,
        errno.EIO,
    )  # it may be gone the next time
    assert main(["check", "--record"]) == (Exit.RETRY if transient else Exit.FAULT)
    assert capsys.readouterr().err.startswith(f"Berkas {phrase}")


def test_of_two_files_the_one_to_be_replaced_is_named() -> None:
    error = PermissionError(13, "Permission denied", ".tmp", None, "dpa.xlsx")
    assert phrase_error(error).startswith("Berkas dpa.xlsx tidak boleh")


def test_a_temporary_file_is_called_by_its_final_name(tmp_path: Path) -> None:
    """Its temporary name ends in eight letters that mean nothing to anybody."""
    with pytest.raises(OSError, match=r"\.dpa") as refused:
        write_files({tmp_path / "tiada" / "dpa.xlsx": b""})
    message = phrase_error(refused.value)
    assert message == f"Berkas {tmp_path}/tiada/dpa.xlsx tidak ada; periksa nama dan foldernya"


def test_a_terminal_that_was_closed_is_no_fault(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows a program without a terminal has no stdout or stderr either."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["check", "2021"]) == 0


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_a_command_stopped_by_hand_or_by_a_scheduler_says_so(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    by: int,
) -> None:  # fmt: skip
    def halt(*_: object) -> None:
        signal.raise_signal(by)

    monkeypatch.setattr("lkip_helpers.commands.check.check", halt)
    # a shell that starts the tests in the background may make them ignore the signal
    former = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        assert main(["check"]) == 1
    finally:
        signal.signal(signal.SIGINT, former)
    assert capsys.readouterr().err == "Dihentikan.\n"


@pytest.mark.parametrize("text", ["x=" + "9" * 1000, "x=a\nb", "x=\x1b[31m", "x=a\udcff"])
def test_a_parameter_is_bounded(text: str) -> None:
    """Nothing is built; the message has the name, not the value."""
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
def test_a_parameter_that_build_json_cannot_hold_stays_text(text: str, value: object) -> None:
    """Infinity, bytes, sets; and what is nested deeper than Python reads."""
    assert parse_parameter(f"x={text}") == ("x", value)


@pytest.mark.long
def test_a_closed_pipe_stops_nothing(workspace: Workspace, tmp_path: Path) -> None:
    """`lkip new 2022 | true`: the workbooks are there, and no message speaks of the pipe."""
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


def test_every_command_of_the_table_says_what_it_needs_and_has_a_module() -> None:
    """A misspelt word in commands.toml would be taken to mean a unit and year."""
    table = parser.COMMANDS
    for command in table["command"]:
        assert command.get("needs", "year") in ("nothing", "workspace", "year"), command["name"]
        assert import_module(f"lkip_helpers.commands.{command['module']}").run
