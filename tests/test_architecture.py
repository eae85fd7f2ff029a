"""Rooms import one way only, stay small, and one module alone spells folder names."""

import ast
import pydoc
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.conftest import PROJECT_ROOT

PACKAGE = PROJECT_ROOT / "lkip_helpers"
ROOMS = (
    "commands", "explore", "audit", "reconcile", "render", "prose", "charts", "report", "sipd",
    "forms", "importers", "workbooks", "compute", "intake", "schema", "rules",
)  # fmt: skip
SHARED = {"workspace", "errors", "lazy", "terminal"}  # what every room may import
ROOM_LINES, MODULE_LINES, FUNCTION_LINES = 4_000, 300, 50
PACKAGE_LINES = 33784


def list_modules(room: str = "") -> list[Path]:
    """The Python files of a room, or of the whole package."""
    return sorted((PACKAGE / room).rglob("*.py"))


def count_lines(files: list[Path]) -> int:
    return sum(f.read_text("utf-8").count("\n") for f in files)


def list_names(file: Path) -> Iterator[str]:
    """What a file imports from the package, wherever in it: modules, and names of modules."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file.name}: relative import"
            names = [f"{node.module}.{a.name}" for a in node.names]
        elif isinstance(node, ast.Import):
            names = [a.name for a in node.names]
        else:
            continue
        yield from (n for n in names if n.startswith("lkip_helpers."))


def list_imports(file: Path) -> Iterator[str]:
    """Rooms and root modules of the package that a file imports."""
    return (name.split(".")[1] for name in list_names(file))


def test_every_room_is_in_the_list_of_rooms() -> None:
    """A folder that is not named above could import anything; `jupyter` holds settings alone."""
    found = {f.name for f in PACKAGE.iterdir() if f.is_dir() and f.name != "__pycache__"}
    assert found == {*ROOMS, "jupyter"}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_from_the_rooms_below_it(room: str) -> None:
    """Source: the list of rooms in README.md, from the top down."""
    allowed = {*ROOMS[ROOMS.index(room) :], *SHARED}
    for file in list_modules(room):
        assert set(list_imports(file)) <= allowed, file


def test_an_import_upwards_is_found(tmp_path: Path) -> None:
    """The rule can fail: compute must not import report."""
    file = tmp_path / "x.py"
    file.write_text("from lkip_helpers.report.tabel import Tabel\n")
    assert set(list_imports(file)) == {"report"}
    assert "report" not in ROOMS[ROOMS.index("compute") :]


def test_no_modules_import_one_another_in_a_circle() -> None:
    """Also not inside functions: each module can be read with only those below it known."""
    files = {".".join(f.relative_to(PROJECT_ROOT).with_suffix("").parts): f for f in list_modules()}
    graph = {
        module: {n if n in files else n.rpartition(".")[0] for n in list_names(file)}
        for module, file in files.items()
    }
    assert [*TopologicalSorter(graph).static_order()]  # else graphlib.CycleError names the circle


def test_shared_modules_import_no_room() -> None:
    """They are below all rooms."""
    for name in SHARED:
        assert set(list_imports(PACKAGE / f"{name}.py")) <= SHARED, name


def test_only_workspace_spells_a_folder_name() -> None:
    """A folder of the workspace appears as a path in one module only."""
    for file in list_modules():
        if file.name == "workspace.py":
            continue
        texts = {
            node.value
            for node in ast.walk(ast.parse(file.read_text("utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        assert not texts & {"raw", "processed", "outputs", "notebooks"}, file


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_stays_small(room: str) -> None:
    assert count_lines(list_modules(room)) <= ROOM_LINES


def test_modules_and_functions_stay_small() -> None:
    """What is longer has more than one purpose."""
    for file in list_modules():
        text = file.read_text("utf-8")
        assert text.count("\n") <= MODULE_LINES, file
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                length = (node.end_lineno or 0) - node.lineno
                assert length <= FUNCTION_LINES, f"{file.name}:{node.name}"


def test_the_package_stays_within_its_bound() -> None:
    assert count_lines(list_modules()) <= PACKAGE_LINES


def test_the_package_exports_at_most_twenty_names() -> None:
    """And each of them is there."""
    import lkip_helpers

    names = dir(lkip_helpers)
    assert len(names) <= 20
    assert all(getattr(lkip_helpers, n) is not None for n in names)
    assert (PACKAGE / "py.typed").exists()


def test_the_notebook_of_a_reconciliation_imports_nothing_that_runs_chapters() -> None:
    """In a kernel, nbformat and what it imports take as long as all the rest."""
    assert "nbformat" not in list_imported("lkip_helpers.reconcile.loading")


def test_a_scheduled_run_imports_no_contract_and_no_frames_to_say_that_nothing_changed() -> None:
    """They would take twice as long as all the rest, for each of thousands of units."""
    assert not {"pydantic", "pandas"} & list_imported("lkip_helpers.commands.run")


def list_imported(module: str) -> set[str]:
    """Every module that a fresh interpreter holds after importing this one."""
    code = f"import sys, {module}; print(*sys.modules)"
    return {*subprocess.check_output([sys.executable, "-c", code], text=True).split()}


def test_help_and_tab_show_what_a_chapter_uses_and_no_more() -> None:
    """`help(lkip_helpers)` names what it offers; a module of a room, what it defines itself."""
    import lkip_helpers
    from lkip_helpers import compute

    assert "class Tabel" in pydoc.render_doc(lkip_helpers, renderer=pydoc.plaintext)
    assert "compute_ikm" in dir(compute.skm)
    assert not {"pd", "find_cells"} & {*dir(compute.skm)}
    assert "folder" in dir(lkip_helpers.audit.diff)


def test_every_exception_belongs_to_one_family() -> None:
    """Whoever calls the package catches LkipError; its fields say what, where and the cure."""
    bases: dict[str, list[str]] = {}
    for file in list_modules():
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases[node.name] = [ast.unparse(b) for b in node.bases]
    builtin = {"Exception", "ValueError", "LookupError", "KeyError", "RuntimeError", "OSError"}
    outside = {n for n, b in bases.items() if builtin & set(b) and "LkipError" not in b}
    assert outside == {"LkipError"}
