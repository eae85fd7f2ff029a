"""A folder in which nobody may write, for every command of the table."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from lkip_helpers.commands import parser
from lkip_helpers.workspace import WORKSPACE_VARIABLE, Workspace
from tests import exports
from tests.conftest import PLANNING, copy_chapters, fingerprint, lkip
from tests.figures import note
from tests.questionnaires import FormExport, invent
from tests.test_commands_killed import fill_published
from tests.test_importers_map import area, collect
from tests.test_report_annexes import fill_complete
from tests.workbook import Sheet, write

# Commands that write into the workspace, and those that only read it, without "lkip".
WRITES = (
    "init . --perbarui", "check 2021 --mark", "check 2021 --record", "new 2022 --unit uji",
    "import sipd anggaran.xlsx 2021 --ganti", "import forms jawaban.xlsx 2021 --ganti",
    "import map batas.geojson 2021", "render 2021 --bentuk html", f"share {PLANNING}",
    "reconcile 2021", "evaluate 2021", "publish 2021", "diff 2021 outputs/lama", "run 2021 --paksa",
    "batch --bentuk html --pekerja 1 --paksa", "batch --bentuk html",
)  # fmt: skip
READS = ("check 2021", "trace 2.1", "verify outputs/uji/2021/laporan.html",
         "schedule", "sbom", "import sipd anggaran.xlsx 2021 --ganti --uji")  # fmt: skip
OUTSIDE = {"lab", "doctor"}  # JupyterLab reports it itself; doctor looks for just that


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A unit with a report, one to compare it with, and an export of each kind."""
    root = tmp_path_factory.mktemp("baca")

    def alter(sheets: dict[tuple[str, str], Sheet]) -> None:
        fill_complete(sheets)
        sheets["kinerja.xlsx", "Wilayah"][3][-1] = None  # without a code it is found by name

    workspace = write(root, alter)
    copy_chapters(root, PLANNING)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(WORKSPACE_VARIABLE, str(root))
        for command in ("render 2021 --bentuk html", "reconcile 2021"):
            lkip(root, *command.split())
        fill_published(workspace, workspace.notebooks)
    shutil.copytree(workspace.outputs, root / "outputs" / "lama")
    budget = exports.build(exports.EXAMPLE, exports.Layout(), "Contoh Jaya", 2021)
    exports.save(budget, root / "anggaran.xlsx")
    FormExport(invent(6)).when().every_unsur().xlsx(root, name="jawaban")
    names = {"kecamatan": "Contoh Jaya", "kabupaten": "Nusa Contoh", "source": "BIG"}
    areas = collect(area(desa="Mekar Contoh", **names))
    (root / "batas.geojson").write_text(json.dumps(areas), "utf-8")
    return workspace


def run_unwritable(root: Path, command: str) -> subprocess.CompletedProcess[str]:
    """Run the command with the workspace mounted so that not even root can write in it."""
    mount = f"mount --bind {root} {root} && mount -o remount,ro,bind {root}"
    call = f"{mount} && cd {root} && exec {sys.executable} -m lkip_helpers {command}"
    attempt = ["unshare", "--mount", "true"]
    if not shutil.which("unshare") or subprocess.run(attempt, check=False).returncode:
        pytest.skip("ruang nama berkas tidak diizinkan di sini")
    return subprocess.run(
        ["unshare", "--mount", "sh", "-c", call], env={**os.environ, WORKSPACE_VARIABLE: str(root)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_every_command_of_the_table_is_tried() -> None:
    tried = {command.split()[0] for command in (*WRITES, *READS)}
    table = Path(parser.__file__).with_name("commands.toml").read_text("utf-8")
    assert tried | OUTSIDE == {c["name"] for c in tomllib.loads(table)["command"]}


@pytest.mark.fuzz
@pytest.mark.parametrize("command", WRITES)
def test_a_command_that_cannot_write_says_where_and_changes_nothing(
    office: Workspace, command: str
) -> None:
    """One sentence (a run has one about the report and one about its log); files are as before."""
    before = fingerprint(office.root)
    result = run_unwritable(office.root, command)
    output = result.stderr + result.stdout
    name = command.split(maxsplit=1)[0]
    assert (result.returncode, "Traceback" in output) == (1, False), output
    assert output.count("tidak boleh dibaca atau ditulis") == 1 + (name == "run"), output
    assert fingerprint(office.root) == before
    note("tak boleh ditulis", command, 1)


@pytest.mark.fuzz
@pytest.mark.parametrize("command", READS)
def test_a_command_that_only_reads_works(office: Workspace, command: str) -> None:
    """Even if its cache cannot be kept."""
    result = run_unwritable(office.root, command)
    assert result.returncode == 0, result.stderr + result.stdout
