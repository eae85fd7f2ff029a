"""What stands in for a Windows computer here: no module of Unix, line ends, files held open.

Names that Windows refuses, its terminal and its start script: test_starter; processes without
fork: test_notebooks_run; a workbook that Excel holds: test_commands and test_intake_sheet.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from lkip_helpers.commands import main
from lkip_helpers.importers.mapping import read_mapping
from lkip_helpers.intake.provenance import read_sources
from lkip_helpers.workspace import Workspace
from tests.conftest import PLANNING, PROJECT_ROOT, copy_chapters, fingerprint
from tests.workbook import write

UNIX_MODULES = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "termios", "tty"}
UNIX_NAMES = {  # of os and signal: Python's documentation says “Availability: Unix”
    "fork",
    "getuid",
    "geteuid",
    "killpg",
    "setsid",
    "mkfifo",
    "nice",
    "statvfs",
    "uname",
    "SIGKILL",
    "SIGHUP",
    "SIGALRM",
    "SIGUSR1",
    "alarm",
    "pause",
    "setitimer",
}
SOURCES = sorted((PROJECT_ROOT / "lkip_helpers").rglob("*.py"))


def list_calls(file: Path) -> Iterator[ast.Call]:
    return (n for n in ast.walk(ast.parse(file.read_bytes())) if isinstance(n, ast.Call))


def test_nothing_is_imported_or_called_that_only_unix_has() -> None:
    """Fork is asked for by name from multiprocessing, on Linux alone (render/startup.py)."""
    used = set()
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_bytes())):
            match node:
                case ast.Import(names=names):
                    used |= {n.name.partition(".")[0] for n in names} & UNIX_MODULES
                case ast.ImportFrom(module=str(module)):
                    used |= {module.partition(".")[0]} & UNIX_MODULES
                case ast.Attribute(value=ast.Name(id="os" | "signal"), attr=name):
                    used |= {name} & UNIX_NAMES
    assert used == set()


def test_text_is_the_same_bytes_on_every_system() -> None:
    r"""Windows writes \r\n where no newline= is given, and reads in its own code page."""
    wanted = {"write_text": {"newline", "encoding"}, "read_text": {"encoding"}}
    position = {"write_text": 1, "read_text": 0}  # of the encoding
    lacking = [
        (file.name, call.lineno)
        for file in SOURCES
        for call in list_calls(file)
        if isinstance(call.func, ast.Attribute)
        and (name := call.func.attr) in wanted
        and wanted[name]
        - {k.arg for k in call.keywords}
        - ({"encoding"} if len(call.args) > position[name] else set())
    ]
    assert lacking == []


def test_what_notepad_saves_is_read(tmp_path: Path) -> None:
    """With the mark of UTF-8 before it and carriage returns in it."""
    workspace = write(tmp_path)
    for name, text in {
        "SUMBER.toml": '[berkas."dpa.xlsx"]\nasal = "SIPD"\n',
        "padanan.toml": '[jawaban."Baik sekali"]\nnilai = "4"\n',
    }.items():
        content = text.replace("\n", "\r\n").encode("utf-8-sig")
        (workspace.raw / name).write_bytes(content)
    assert read_sources(workspace.raw) == {"dpa.xlsx": {"asal": "SIPD"}}
    assert read_mapping(workspace.raw).findings == []


@pytest.mark.long
@pytest.mark.parametrize("held", ["old", "new"])
def test_a_report_that_word_holds_open_stays_and_is_named(
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    held: str,
) -> None:
    """Windows moves no folder in which a file is open; once it is closed the next render does.

    Nor the new one, while what looks for viruses reads it: the former one is back in its place.
    """
    copy_chapters(workspace.root, PLANNING)
    command = ["render", "2021", "--bentuk", "html"]
    assert main(command) == 0
    before = fingerprint(workspace.outputs)
    rename = Path.rename

    def refuse(file: Path, target: Path) -> Path:
        if workspace.outputs == (file if held == "old" else target) and ".lama" not in file.name:
            raise PermissionError(13, "Access is denied", str(file), None, str(target))
        return rename(file, target)

    monkeypatch.setattr(Path, "rename", refuse)
    capsys.readouterr()
    assert main(command) == 1
    assert "tutup bila sedang terbuka" in capsys.readouterr().err
    assert fingerprint(workspace.outputs) == before
    assert [f.name for f in workspace.outputs.parent.iterdir()] == ["2021"]
    monkeypatch.setattr(Path, "rename", rename)
    assert main(command) == 0


def test_paths_within_the_workspace_are_written_with_slashes() -> None:
    r"""“2023\\dpa.xlsx” in a build.json would be another file elsewhere; messages may say it so."""
    printing = {"commands", "workbooks"}  # what they print; what they write is bytes by name
    loose = []
    for file in (f for f in SOURCES if not printing & set(f.parts)):
        tree = ast.parse(file.read_bytes())
        slashed = {
            id(n.value)
            for n in ast.walk(tree)
            if isinstance(n, ast.Attribute) and n.attr == "as_posix"
        }
        loose += [
            (file.name, n.lineno)
            for n in ast.walk(tree)
            if isinstance(n, ast.Call)
            and isinstance(n.func, ast.Attribute)
            and n.func.attr == "relative_to"
            and id(n) not in slashed
        ]
    assert loose == []
