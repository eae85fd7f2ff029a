"""The house keeps its walls: imports point one way, and one module spells folder names."""

import ast
from pathlib import Path

import pytest

PAKET = Path(__file__).parents[1] / "lkip_helpers"
BOLEH = {
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


def list_impor(berkas: Path) -> set[str]:
    """Modules of the package that a file imports, as `room.module`."""
    impor: set[str] = set()
    for simpul in ast.walk(ast.parse(berkas.read_text("utf-8"))):
        if isinstance(simpul, ast.Import):
            impor |= {a.name for a in simpul.names}
        elif isinstance(simpul, ast.ImportFrom):
            assert simpul.level == 0, f"{berkas.name}: relative import"
            impor |= {f"{simpul.module}.{a.name}" for a in simpul.names}
    return {i.removeprefix("lkip_helpers.") for i in impor if i.startswith("lkip_helpers")}


def test_every_room_has_its_walls() -> None:
    """A folder that is not named above could import anything; `jupyter` holds settings alone."""
    assert {f.name for f in PAKET.iterdir() if f.is_dir() and f.name != "__pycache__"} == set(BOLEH)


@pytest.mark.parametrize("ruang", BOLEH)
def test_a_room_imports_only_from_the_rooms_it_may(ruang: str) -> None:
    """Source: design, table of rooms."""
    for satu in (PAKET / ruang).rglob("*.py"):
        for impor in list_impor(satu):
            boleh = BOLEH[ruang] | {ruang}
            assert any(impor == b or impor.startswith(f"{b}.") for b in boleh), (
                f"{satu.name}: {impor}"
            )


def test_nothing_imports_what_is_only_for_the_screen() -> None:
    """The report is made without the room of exploring."""
    for berkas in PAKET.rglob("*.py"):
        if "jelajah" not in berkas.parts:
            assert not any(i.startswith("jelajah") for i in list_impor(berkas)), berkas


def test_only_workspace_spells_a_folder_name() -> None:
    """A folder of the workspace appears as a path in one module only."""
    for berkas in PAKET.rglob("*.py"):
        if berkas.name == "workspace.py":
            continue
        tetap = {
            s.value
            for s in ast.walk(ast.parse(berkas.read_text("utf-8")))
            if isinstance(s, ast.Constant) and isinstance(s.value, str)
        }
        assert not tetap & {"raw", "processed", "outputs", "notebooks"}, berkas


def test_modules_and_functions_stay_small() -> None:
    """Modules up to 300 lines, functions up to 50: what is longer has more than one purpose."""
    for berkas in PAKET.rglob("*.py"):
        teks = berkas.read_text("utf-8")
        assert teks.count("\n") <= 300, berkas
        for s in ast.walk(ast.parse(teks)):
            if isinstance(s, ast.FunctionDef):
                assert (s.end_lineno or 0) - s.lineno <= 50, f"{berkas.name}:{s.name}"
