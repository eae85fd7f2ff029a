"""Indicators, targets and units of a budget export become the sheet Kinerja Program."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from lkip_helpers.commands import main
from lkip_helpers.importers.findings import ImportResult
from lkip_helpers.intake.pipeline import check
from lkip_helpers.sipd.performance_rows import SHEET
from lkip_helpers.workspace import Workspace
from tests.exports import Export, Grid, parsed, read, save, wrong
from tests.workbook import write

TITLE: Grid = [["DPA SKPD"], ["KECAMATAN SUKAMAJU"], ["TAHUN ANGGARAN 2022"]]
PROGRAM, KEGIATAN, SUB = "PROGRAM PELAYANAN", "Koordinasi", "Penyusunan Laporan"
CODES = ("7.01.02", "7.01.02.2.01", "7.01.02.2.01.0001")
NAMED = ["Kode Program", "Nama Program", "Kode Kegiatan", "Nama Kegiatan", "Kode Sub Kegiatan",
         "Nama Sub Kegiatan"]  # fmt: skip
FRONT = [CODES[0], PROGRAM, CODES[1], KEGIATAN, CODES[2], SUB]
STEPPED: Grid = [
    ["Kode", "Uraian", "Indikator Kinerja", "Target", "Satuan", "Pagu"],
    [CODES[0], PROGRAM, "Indeks kepuasan", "82,5", "nilai", 7_000_000],
    [CODES[1], KEGIATAN, "Rapat terlaksana", 12, "rapat", 7_000_000],
    [CODES[2], SUB, "Jumlah laporan", 4, "laporan", 7_000_000],
]
FLAT: Grid = [
    [*NAMED, "Indikator Program", "Target Program", "Indikator Sub Kegiatan", "Target", "Pagu"],
    [*FRONT, "Indeks kepuasan", "82,5 nilai", "Jumlah laporan", "4 laporan", 7_000_000],
]
GROUPED: Grid = [
    [*NAMED, "Indikator Kinerja", None, None, "Pagu"],
    [*[None] * 6, "Tolok Ukur", "Target", "Realisasi Kinerja", None],
    [*FRONT, "Jumlah laporan", "4 laporan", "3 laporan", 7_000_000],
]
PRINT: Grid = [
    ["Program", ":", f"{CODES[0]} {PROGRAM}"], ["Kegiatan", ":", f"{CODES[1]} {KEGIATAN}"],
    ["Indikator & Tolok Ukur Kinerja Kegiatan"],
    ["Indikator", "Tolok Ukur Kinerja", "Target Kinerja"],
    ["Capaian Program", "Indeks kepuasan", "82,5 nilai"], ["Masukan", "Dana", "Rp 7.000.000"],
    ["Keluaran", "Rapat terlaksana", "12 rapat"],
    ["Sub Kegiatan", ":", f"{CODES[2]} {SUB}"],
    ["Keluaran Sub Kegiatan", "Jumlah laporan", "4 laporan"],
    ["Kode Rekening", "Uraian", "Koefisien", "Jumlah (Rp)"],
    ["5.1", "BELANJA OPERASI", None, 7_000_000],
    ["Jumlah Anggaran Sub Kegiatan", None, None, 7_000_000],
]  # fmt: skip
OF_PROGRAM = ("program", PROGRAM, "Indeks kepuasan", "nilai", 82.5, "-")
OF_KEGIATAN = ("kegiatan", KEGIATAN, "Rapat terlaksana", "rapat", 12, "-")
OF_SUB = ("sub kegiatan", SUB, "Jumlah laporan", "laporan", 4, "-")


def imported(grid: Grid, folder: Path) -> ImportResult:
    return read(save(Export([*TITLE, *grid]), folder / "ekspor.xlsx"))


def rows(result: ImportResult) -> list[tuple[Any, ...]]:
    imported_rows = result.content[SHEET].rows if SHEET in result.content else []
    return [tuple(r.values())[:6] for r in imported_rows]


@pytest.mark.parametrize(
    ("grid", "expected"),
    [
        (STEPPED, [OF_PROGRAM, OF_KEGIATAN, OF_SUB]),
        (FLAT, [OF_PROGRAM, OF_SUB]),
        (GROUPED, [(*OF_SUB[:5], 3)]),
        (PRINT, [OF_PROGRAM, OF_KEGIATAN, OF_SUB]),
    ],
)
def test_what_an_export_says_of_its_work_is_brought(
    grid: Grid, expected: list[Any], tmp_path: Path
) -> None:
    """Each at the level its row or its head names; the pagu of 7,000,000 comes as before."""
    result = imported(grid, tmp_path)
    assert wrong(result) == []
    assert rows(result) == expected
    assert "7000000" in str(parsed(result))


def test_a_column_that_is_brought_is_said_to_be(tmp_path: Path) -> None:
    matches = {m.text: m.became for m in imported(STEPPED, tmp_path).report.matches}
    assert matches["Target"] == "Kinerja Program: Target"


@pytest.mark.parametrize(
    ("target", "message"),
    [("BB", "“Jumlah laporan” tidak dibawa"), (None, ""), ("-", "")],
)
def test_a_target_that_is_no_number_is_said_and_an_empty_one_is_none(
    target: Any, message: str, tmp_path: Path
) -> None:
    """The budget is read all the same."""
    grid = [*STEPPED[:3], [*STEPPED[3][:3], target, *STEPPED[3][4:]]]
    result = imported(grid, tmp_path)
    assert rows(result) == [OF_PROGRAM, OF_KEGIATAN]
    assert [f.sel for f in result.report.findings if message and message in f.pesan] == (
        ["D7"] if message else []
    )
    assert wrong(result) == []


def test_two_targets_of_one_indicator_are_said_and_none_is_chosen(tmp_path: Path) -> None:
    front = [*FRONT[:4], "7.01.02.2.01.0002", "Penyusunan Rencana", "Indeks kepuasan", "90 nilai"]
    grid = [*FLAT, [*front, "Jumlah rencana", "6 rencana", 7_000_000]]
    result = imported(grid, tmp_path)
    assert next(r for r in rows(result) if r[0] == "program")[4] is None
    assert any("lebih dari satu target" in f.pesan for f in result.report.findings)


def test_the_sheet_is_made_and_what_the_office_wrote_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`lkip import sipd` makes pelengkap.xlsx; a second time nothing changes, a target that the
    office changed is kept and said, and the year is read without a fault.
    """
    monkeypatch.chdir(tmp_path)
    workspace = write(tmp_path)
    grid = [*TITLE[:1], ["KECAMATAN CONTOH JAYA"], ["TAHUN ANGGARAN 2021"], *STEPPED]
    file = save(Export(grid), tmp_path / "ekspor.xlsx")
    command = ["import", "sipd", str(file), "2021", "--unit", workspace.unit, "--ganti"]
    assert main(command) == 0
    assert "lembar Kinerja Program: 3 baris" in capsys.readouterr().out
    assert not [
        f for f in check(Workspace(workspace.unit, 2021, tmp_path)) if f.berkas == SHEET.FILE
    ]
    assert main(command) == 0
    assert "lembar Kinerja Program: 3 baris sudah sama" in capsys.readouterr().out


@pytest.mark.parametrize(("own", "shown"), [(80, "80"), ("80,25", "80,25"), (1250, "1.250")])
def test_a_target_that_the_office_changed_is_kept_and_said(
    own: Any,
    shown: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The export says 82.5 of the index; the sheet a number, or a text that is read as one."""
    monkeypatch.chdir(tmp_path)
    workspace = write(tmp_path)
    grid = [*TITLE[:1], ["KECAMATAN CONTOH JAYA"], ["TAHUN ANGGARAN 2021"], *STEPPED]
    file = save(Export(grid), tmp_path / "ekspor.xlsx")
    command = ["import", "sipd", str(file), "2021", "--unit", workspace.unit, "--ganti"]
    assert main(command) == 0
    book = load_workbook(workspace.raw / SHEET.FILE)
    cells = (c for row in book[SHEET.SHEET].iter_rows() for c in row)
    cell = next(c for c in cells if c.value == 82.5)
    cell.value = own
    book.save(workspace.raw / SHEET.FILE)
    capsys.readouterr()
    assert main(command) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert f"target “Indeks kepuasan” {shown}, sedangkan ekspornya 82,5; isi lembar" in said
    assert load_workbook(workspace.raw / SHEET.FILE)[SHEET.SHEET][cell.coordinate].value == own
