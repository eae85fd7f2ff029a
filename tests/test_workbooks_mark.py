"""Marked copies: a note in the cell describes the fault; the original is only read."""

from pathlib import Path

import openpyxl
from openpyxl import Workbook

from lkip_helpers import intake
from lkip_helpers.intake.finding import Finding
from lkip_helpers.workbooks.mark import COLORS, mark, write_copies
from lkip_helpers.workspace import Workspace
from tests.conftest import fingerprint, lkip
from tests.workbook import Sheets, write


def write_broken(root: Path) -> Workspace:
    """Spending beyond the pagu in F4 of the DPA, and an empty area in B4 of Wilayah."""

    def alter(sheets: Sheets) -> None:
        sheets["dpa.xlsx", "DPA"][3][4:6] = [1000, "banyak"]
        sheets["kinerja.xlsx", "Wilayah"][3][1] = None

    return write(root, alter)


def finding(cell: str, level: str = "salah", message: str = "pesan") -> Finding:
    return Finding("dpa.xlsx", "DPA", cell, "", level, message, "saran")  # type: ignore[arg-type]


def test_the_faulty_cell_is_coloured_and_says_what_is_wrong_and_how_to_mend_it(
    tmp_path: Path,
) -> None:
    """Message and cure of the finding, as a note; the colour is that of its tingkat."""
    workspace = write_broken(tmp_path)
    write_copies(workspace, intake.check(workspace))
    cell = openpyxl.load_workbook(workspace.check_copies / "dpa.xlsx")["DPA"]["F4"]
    assert "“banyak” bukan angka" in cell.comment.text
    assert (
        "Perbaikan: ganti dengan angka lengkapnya saja, tanpa tanda dan kata lain."
        in cell.comment.text
    )
    assert cell.fill.fgColor.rgb == f"00{COLORS['salah']}"
    empty = openpyxl.load_workbook(workspace.check_copies / "kinerja.xlsx")["Wilayah"]["B4"]
    assert empty.fill.fgColor.rgb == f"00{COLORS['belum']}"


def test_the_originals_stay_byte_for_byte(tmp_path: Path) -> None:
    """And only workbooks with findings of their own have a copy."""
    workspace = write_broken(tmp_path)
    before = fingerprint(workspace.raw)
    result = lkip(tmp_path, "check", "--mark")
    assert result.returncode == 1
    assert fingerprint(workspace.raw) == before
    assert sorted(f.name for f in workspace.check_copies.iterdir()) == ["dpa.xlsx", "kinerja.xlsx"]
    assert "outputs/uji/2021-periksa/dpa.xlsx" in result.stderr.replace("\\", "/")


def test_the_first_sheet_lists_every_finding_with_a_link_to_its_cell(tmp_path: Path) -> None:
    """One row a finding; the link names sheet and cell."""
    workspace = write_broken(tmp_path)
    findings = [f for f in intake.check(workspace) if f.berkas == "dpa.xlsx" and f.lembar]
    write_copies(workspace, findings)
    workbook = openpyxl.load_workbook(workspace.check_copies / "dpa.xlsx")
    listed = workbook.worksheets[0]
    assert listed.title == "Temuan"
    assert listed.max_row == 4 + len(findings)
    assert listed["D5"].hyperlink.location == "'DPA'!F4"


def test_the_gravest_of_several_findings_gives_the_colour_and_all_are_noted() -> None:
    """A doubt and a fault on one cell."""
    workbook = Workbook()
    workbook.active.title = "DPA"
    mark(workbook, [finding("B2", "peringatan", "ragu"), finding("B2", "salah", "keliru")])
    cell = workbook["DPA"]["B2"]
    assert cell.fill.fgColor.rgb == f"00{COLORS['salah']}"
    assert "ragu" in cell.comment.text
    assert "keliru" in cell.comment.text


def test_a_list_of_cells_is_coloured_whole_and_noted_once() -> None:
    """As to-do items name them: single cells and ranges; a merged cell shows at its first."""
    workbook = Workbook()
    ws = workbook.active
    ws.title = "DPA"
    ws.merge_cells("C5:C7")
    mark(workbook, [finding("A2, A4:A6"), finding("C6")])
    colored = {c.coordinate for r in ws.iter_rows() for c in r if c.fill.fill_type}
    assert colored == {"A2", "A4", "A5", "A6", "C5"}
    assert {c.coordinate for r in ws.iter_rows() for c in r if c.comment} == {"A2", "C5"}


def test_what_a_cell_holds_never_becomes_a_formula_of_the_list() -> None:
    """A hostile text is shown, not run; control characters are left out."""
    workbook = Workbook()
    workbook.active.title = "DPA"
    malicious = Finding(
        "dpa.xlsx", "DPA", "A1", '=HYPERLINK("x")\x07', "salah", "pesan\x00", "saran"
    )
    mark(workbook, [malicious])
    cell = workbook["Temuan"]["E5"]
    assert (cell.value, cell.data_type) == ('=HYPERLINK("x")', "s")


def test_a_year_without_findings_has_no_marked_copies(tmp_path: Path) -> None:
    """Those of a former check are taken away."""
    workspace = write_broken(tmp_path)
    write_copies(workspace, intake.check(workspace))
    assert write_copies(workspace, []) == ([], [])
    assert not workspace.check_copies.exists()
