"""A command killed at any of its writing steps loses nothing, and running it again completes it."""

import hashlib
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from lkip_helpers.intake import record_sources
from lkip_helpers.render.fingerprint import former_aside
from lkip_helpers.workspace import BUILD, WORKSPACE_VARIABLE, Workspace
from tests.conftest import PLANNING, PROJECT_ROOT, copy_chapters, lkip
from tests.figures import note
from tests.questionnaires import FormExport, invent
from tests.steps import batch_here, die, run_until
from tests.test_report_annexes import fill_complete
from tests.workbook import write

KILLED = -9
TIMED = {"build.json", "jadwal.json"}  # say when they were written


def digest_files(root: Path) -> dict[str, str]:
    """Digest of each file in the workspace by its name; hidden files and locks are left out."""
    files = (f for part in ("data", "outputs") for f in (root / part).rglob("*") if f.is_file())
    shown = (f for f in files if not any(p.startswith(".") for p in f.relative_to(root).parts))
    return {
        str(f.relative_to(root)): digest(f)
        for f in shown
        if f.name not in TIMED and "processed" not in f.parts  # made again from the workbooks
    }


def digest(file: Path) -> str:
    """SHA-256 of a file; of a workbook without the part that says when it was saved."""
    content = file.read_bytes()
    if file.suffix == ".xlsx":
        with zipfile.ZipFile(file) as packed:
            parts = (n for n in packed.namelist() if n != "docProps/core.xml")
            content = b"".join(packed.read(n) for n in parts)
    return hashlib.sha256(content).hexdigest()


def check_reports(root: Path) -> None:
    """Each report that is there is complete: its files are as its build.json says."""
    for build in (root / "outputs").glob(f"*/*/{BUILD}"):
        if not build.parent.name.startswith("."):
            for name, wanted in json.loads(build.read_text("utf-8"))["keluaran"].items():
                content = (build.parent / name).read_bytes()
                assert hashlib.sha256(content).hexdigest() == wanted, build.parent / name


def walk(root: Path, command: list[str], every: int, tmp_path: Path) -> int:
    """Kill the command at every n-th step; the number of its steps.

    After each kill files are as before or as after the command, reports are complete, and the same
    command run again ends as it would have undisturbed.
    """
    before, finished, out = digest_files(root), tmp_path / "jadi", tmp_path / "kata"
    original = tmp_path / "semula"
    shutil.copytree(root, original, symlinks=True)
    assert run_until(0, root, die, command, out) == 0, out.read_text("utf-8")
    shutil.copytree(root, finished, symlinks=True)
    after, step = digest_files(finished), 1
    while True:
        shutil.rmtree(root)
        shutil.copytree(original, root, symlinks=True)
        if run_until(step, root, die, command, out) != KILLED:
            assert step > 1
            return step
        check_reports(root)
        for name, found in digest_files(root).items():
            assert found in (before.get(name), after.get(name)), (step, name)
        assert run_until(0, root, die, command, out) == 0, (step, out.read_text("utf-8"))
        assert {n: h for n, h in digest_files(root).items() if n in after} == after, step
        step += every


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A unit with a report, and a chapter that changed since."""
    root = tmp_path / "kantor"
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(root))
    workspace = write(root, fill_complete)
    record_sources(workspace.raw)
    copy_chapters(root, PLANNING)
    assert lkip(root, "render", "2021", "--bentuk", "html").returncode == 0
    assert lkip(root, "publish", "2021").returncode == 0
    chapter = root / "notebooks" / f"{PLANNING}.ipynb"
    chapter.write_text(chapter.read_text("utf-8").replace("# Perencanaan", "# Rencana"), "utf-8")
    return workspace


RENDER = ["render", "2021", "--bentuk", "html"]
# For each command: those before it, itself, and at every how many steps `make test` kills it.
COMMANDS: dict[str, tuple[list[list[str]], list[str], int]] = {
    "render": ([], RENDER, 40),
    "run": ([], ["run", "2021"], 0),
    "mark": ([], ["check", "2021", "--mark"], 6),
    "new": ([], ["new", "2022", "--unit", "uji"], 9),
    "import": ([], ["import", "forms", "EKSPOR", "2021", "--ganti"], 0),
    "publish": ([RENDER], ["publish", "2021"], 0),
    "evaluate": ([RENDER], ["evaluate", "2021"], 0),
    "batch": ([], ["batch", "--bentuk", "html"], 12),
    "reconcile": ([RENDER, ["reconcile", "2021"]], ["reconcile", "2021"], 0),
}
SHORT = [
    pytest.param(name, marks=pytest.mark.long) if name != "mark" else name
    for name, (_, _, every) in COMMANDS.items()
    if every
]


def kill(name: str, office: Workspace, tmp_path: Path, every: int) -> None:
    """Kill the command step by step, after those that come before it."""
    before, command, _ = COMMANDS[name]
    if name == "import":
        command[2] = str(FormExport(invent(6)).when().every_unsur().xlsx(tmp_path, name="a"))
    for earlier in before:
        lkip(office.root, *earlier)
    if name == "reconcile":
        fill_published(office, office.notebooks)
    with pytest.MonkeyPatch.context() as patch:
        if name == "batch":
            batch_here(patch, office)
        steps = walk(office.root, command, every, tmp_path)
    if every == 1:
        note("dihentikan", f"{command[0]} --mark" if name == "mark" else command[0], steps - 1)


def fill_published(office: Workspace, notebooks: Path, *values: str) -> None:
    """Add the chapter of the reconciliation, and to each figure of terbit.xlsx a value, in turn."""
    shutil.copy(PROJECT_ROOT / "notebooks" / "90-rekonsiliasi.ipynb", notebooks)
    workbook = load_workbook(office.raw / "terbit.xlsx")
    sheet = workbook["Angka"]
    head = next(r for r in sheet.iter_rows() if any(c.value == "Nilai tercetak" for c in r))
    column = next(c.column for c in head if c.value == "Nilai tercetak")
    for row in range(head[0].row + 1, sheet.max_row + 1):
        if sheet.cell(row, 1).value:
            sheet.cell(row, column, values[row % len(values)] if values else "1").data_type = "s"
    workbook.save(office.raw / "terbit.xlsx")


@pytest.mark.long
@pytest.mark.parametrize("name", SHORT)
def test_a_command_killed_at_some_steps_is_completed_by_the_next(
    office: Workspace, tmp_path: Path, name: str
) -> None:
    """Steps are files that it opens, moves or removes."""
    kill(name, office, tmp_path, COMMANDS[name][2])


def test_a_run_killed_as_it_replaces_a_report_makes_the_same_forms_again(
    office: Workspace,
) -> None:
    """The former report is moved aside for an instant; only it says which forms were wanted."""
    office.outputs.rename(former_aside(office.outputs))
    assert lkip(office.root, "run", "2021").returncode == 0
    assert (office.outputs / "laporan.html").exists()
    assert not (office.outputs / "laporan.pdf").exists()
    assert not former_aside(office.outputs).exists()


@pytest.mark.fuzz
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_killed_at_any_step_is_completed_by_the_next(
    office: Workspace, tmp_path: Path, name: str
) -> None:
    """At each of its steps."""
    kill(name, office, tmp_path, 1)
