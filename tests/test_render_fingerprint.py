"""Whether a report is up to date with its files: what counts as a change, and what does not."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest

from lkip_helpers import intake
from lkip_helpers.audit.consistency import check
from lkip_helpers.commands import render
from lkip_helpers.intake.pipeline import version
from lkip_helpers.render.fingerprint import code_fingerprint, inputs, is_up_to_date
from lkip_helpers.workspace import Workspace, hash_file
from tests.workbook import write

CHAPTER = "10-satu.ipynb"


def write_build(workspace: Workspace, **parameters: object) -> None:
    """Write the build.json of a finished report."""
    workspace.outputs.mkdir(parents=True, exist_ok=True)
    build: dict[str, Any] = {
        "parameter": parameters,
        "masukan": inputs(workspace),
        "kode": code_fingerprint(workspace),
        "keluaran": {},
    }
    for name in ("laporan.pdf", "tabel.json"):
        (workspace.outputs / name).write_text(name, "utf-8")
        build["keluaran"][name] = hash_file(workspace.outputs / name)
    (workspace.outputs / "build.json").write_text(json.dumps(build), "utf-8")


def append(file: Path, text: str = " ") -> None:
    """Write at the end of a file, and make it where there is none."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as f:
        f.write(text)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A report of 2021 that is up to date, with an earlier and a later year beside it."""
    workspace = write(tmp_path)
    for tahun in (2020, 2022):
        shutil.copytree(workspace.raw, replace(workspace, tahun=tahun).raw)
    append(workspace.raw / "SUMBER.toml", "# asal\n")
    cell = nbformat.v4.new_code_cell("a = 1", id="a")
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), workspace.notebooks / CHAPTER)
    write_build(workspace)
    assert is_up_to_date(workspace)
    return workspace


@pytest.mark.parametrize(
    "alter",
    [
        lambda r: append(r.raw / "dpa.xlsx"),
        lambda r: (r.raw / "dpa.xlsx").unlink(),
        lambda r: append(r.raw / "SUMBER.toml"),
        lambda r: append(r.raw / "peta.geojson"),
        lambda r: append(replace(r, tahun=2020).raw / "kinerja.xlsx"),
        lambda r: (r.outputs / "build.json").write_text("{"),
        lambda r: (r.outputs / "laporan.pdf").unlink(),
        lambda r: append(r.outputs / "tabel.json"),
        lambda r: (r.notebooks / CHAPTER).write_text("bukan notebook"),
        lambda r: (r.notebooks / CHAPTER).rename(r.notebooks / "20-dua.ipynb"),
    ],
    ids=[
        "workbook",
        "gone",
        "source",
        "map",
        "earlier year",
        "damaged",
        "lost",
        "other numbers",
        "no notebook",
        "renamed",
    ],
)
def test_every_file_that_the_report_reads_or_others_read_of_it_counts(
    workspace: Workspace, alter: Callable[[Workspace], object]
) -> None:
    """Sources and map stand in its tables, earlier workbooks in its trends."""
    alter(workspace)
    assert not is_up_to_date(workspace)


@pytest.mark.parametrize(
    "alter",
    [
        lambda r: append(r.raw / "terbit.xlsx"),
        lambda r: append(r.raw / "padanan.toml"),
        lambda r: append(r.raw / "~$kinerja.xlsx"),
        lambda r: append(replace(r, tahun=2022).raw / "kinerja.xlsx"),
        lambda r: append(r.outputs / "laporan.pdf", "tanda tangan"),
    ],
    ids=["published", "import", "lock", "later year", "signature"],
)
def test_what_the_report_does_not_read_does_not_count(
    workspace: Workspace, alter: Callable[[Workspace], object]
) -> None:
    """Otherwise a workbook open in Excel would have the report built again every night."""
    alter(workspace)
    assert is_up_to_date(workspace)


def test_results_saved_in_a_chapter_do_not_count_but_its_cells_do(workspace: Workspace) -> None:
    """JupyterLab saves by itself what was only looked at."""
    file = workspace.notebooks / CHAPTER
    nb = nbformat.read(file, 4)
    nb.cells[0].update(execution_count=3, outputs=[nbformat.v4.new_output("stream", text="1")])
    nbformat.write(nb, file)
    assert is_up_to_date(workspace)
    nb.cells[0].source = "a = 2"
    nbformat.write(nb, file)
    assert not is_up_to_date(workspace)


def test_the_report_is_silent_on_the_source_of_what_it_does_not_read(workspace: Workspace) -> None:
    """Only `lkip check` reports an unrecorded terbit.xlsx."""
    shutil.copy(workspace.raw / "dpa.xlsx", workspace.raw / "terbit.xlsx")
    message = "asalnya belum tercatat di SUMBER.toml"
    assert ("terbit.xlsx", message) in {(f.berkas, f.pesan) for f in check(workspace)[1]}
    assert "terbit.xlsx" not in {f.berkas for f in intake.check(workspace)}


@pytest.mark.parametrize(
    ("previous", "parameters", "final"),
    [({"konsep": False, "contoh": 2}, {"contoh": 2}, True), ({"konsep": True}, {}, False)],
)
def test_what_nobody_watches_is_built_as_the_last_time(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, previous: dict[str, object],
    parameters: dict[str, object], final: bool,
) -> None:  # fmt: skip
    """With its own parameters, and final where it was."""
    requested = []
    monkeypatch.setattr(
        render,
        "build_report",
        lambda _, parameter, *__, final, **___: requested.append((parameter, final)) or 0,
    )
    write_build(workspace, tahun=2021, unit="uji", **previous)
    assert render.build_again(workspace) == 0
    assert requested == [(parameters, final)]


def test_a_changed_rule_has_the_workbooks_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """A predicate is scored by capaian.toml; lembar.toml and cells.py say how a sheet is read."""
    read_bytes = Path.read_bytes
    before = version()
    for name, counts in (
        ("capaian.toml", True),
        ("lembar.toml", True),
        ("cells.py", True),
        ("build.py", False),
    ):
        version.cache_clear()
        with monkeypatch.context() as m:
            m.setattr(Path, "read_bytes", lambda f, n=name: read_bytes(f) + b"#" * (f.name == n))
            assert (version() != before) is counts
    version.cache_clear()
