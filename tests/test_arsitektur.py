"""The house keeps its walls: imports point one way, and one module spells folder names."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "lkip_helpers"
ALLOWED = {
    "aturan": set(),
    "intake": {"aturan", "workspace"},
    "compute": {"aturan"},
    "display": {"aturan", "compute.pembulatan"},
    "render": {"display", "workspace"},
    "jelajah": {
        "aturan",
        "compute",
        "display",
        "intake",
        "workspace",
        "audit.pemeriksaan",
        "render.sidik",
    },
    "audit": {"aturan", "compute", "intake", "workspace", "display.rumus", "display.format"},
    "beda": {"audit.beda", "display.format", "display.templat", "render", "workspace", "sistem"},
    "kerja": {"audit", "beda.isi", "display", "intake", "render", "workspace"},
    "jadwal": {"kerja.susun", "render.sidik", "workspace"},
    "cli": {"beda.perintah", "jadwal", "kerja", "workspace", "sistem"},
    "jupyter": set(),
}


def list_imports(file: Path) -> set[str]:
    """Modules of the package that a file imports, as `room.module`."""
    importing: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            importing |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file.name}: relative import"
            importing |= {f"{node.module}.{a.name}" for a in node.names}
    return {i.removeprefix("lkip_helpers.") for i in importing if i.startswith("lkip_helpers")}


def test_every_room_has_its_walls() -> None:
    """A folder that is not named above could import anything; `jupyter` holds settings alone."""
    assert {f.name for f in PACKAGE.iterdir() if f.is_dir() and f.name != "__pycache__"} == set(
        ALLOWED
    )


@pytest.mark.parametrize("ruang", ALLOWED)
def test_a_room_imports_only_from_the_rooms_it_may(workspace: str) -> None:
    """Source: design, table of rooms."""
    for one in (PACKAGE / workspace).rglob("*.py"):
        for importing in list_imports(one):
            allowed = ALLOWED[workspace] | {workspace}
            assert any(importing == b or importing.startswith(f"{b}.") for b in allowed), (
                f"{one.name}: {importing}"
            )


def test_nothing_imports_what_is_only_for_the_screen() -> None:
    """The report is made without the room of exploring."""
    for file in PACKAGE.rglob("*.py"):
        if "jelajah" not in file.parts:
            assert not any(i.startswith("jelajah") for i in list_imports(file)), file


def test_only_workspace_spells_a_folder_name() -> None:
    """A folder of the workspace appears as a path in one module only."""
    for file in PACKAGE.rglob("*.py"):
        if file.name == "workspace.py":
            continue
        fixed = {
            s.value
            for s in ast.walk(ast.parse(file.read_text("utf-8")))
            if isinstance(s, ast.Constant) and isinstance(s.value, str)
        }
        assert not fixed & {"raw", "processed", "outputs", "notebooks"}, file


def test_modules_and_functions_stay_small() -> None:
    """Modules up to 300 lines, functions up to 50: what is longer has more than one purpose."""
    for file in PACKAGE.rglob("*.py"):
        text = file.read_text("utf-8")
        assert text.count("\n") <= 300, file
        for s in ast.walk(ast.parse(text)):
            if isinstance(s, ast.FunctionDef):
                assert (s.end_lineno or 0) - s.lineno <= 50, f"{file.name}:{s.name}"
