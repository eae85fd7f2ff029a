"""Draft and final: a final report lacks nothing, a draft says what it is."""

import re
from pathlib import Path

from openpyxl import load_workbook

from tests.conftest import CLOSING, Report, copy_chapters, lkip
from tests.workbook import write


def prepare(root: Path, *chapters: str) -> None:
    """A small unit with everything a final report needs; of all chapters, or those named."""
    workspace = write(root)
    copy_chapters(root, *chapters)
    lkip(root, "check", "--record")
    source = workspace.raw / "SUMBER.toml"
    source.write_text(source.read_text("utf-8").replace("belum diisi", "kantor camat"), "utf-8")


def test_a_draft_carries_its_mark(report: Report) -> None:
    """In the HTML; the PDF's is a picture of words behind the text."""
    assert "Laporan ini belum final" in (report.folder / "laporan.html").read_text("utf-8")


def test_the_report_of_2021_cannot_be_final_and_says_why(report: Report) -> None:
    """An invalid NIP, six sub kegiatan below 90 % without a reason, six findings across sheets.

    The findings: three realisasi their evidence does not yield, two programmes and the total of
    the PK against the DPA. Each has its cell.
    """
    result = lkip(report.workspace.root, "render", "2021", "--final")
    assert result.returncode == 1
    not_yet = [b for b in result.stderr.splitlines() if b.startswith("belum:")]
    assert len(not_yet) == 1 + 6 + 6
    assert all(re.search(r"› [\w ]+ › [A-Z]+\d+:", b) for b in not_yet)
    assert "Laporan sebelumnya tetap utuh" in result.stderr


def test_a_complete_unit_gets_its_final_report_without_the_mark(tmp_path: Path) -> None:
    """And a changed workbook takes the right to it away."""
    prepare(tmp_path, CLOSING)
    result = lkip(tmp_path, "render", "--final", "--bentuk", "html")
    assert result.returncode == 0, result.stderr
    html = tmp_path / "outputs" / "uji" / "2021" / "laporan.html"
    assert "belum final" not in html.read_text("utf-8")
    file = tmp_path / "data" / "raw" / "uji" / "2021" / "dpa.xlsx"
    workbook = load_workbook(file)
    workbook["DPA"]["F4"] = 7_300_000
    workbook.save(file)
    result = lkip(tmp_path, "render", "--final")
    assert result.returncode == 1
    assert "dpa.xlsx: berubah sejak terakhir dicatat" in result.stderr


def test_a_missing_analysis_is_named_with_its_sheet_and_row(tmp_path: Path) -> None:
    """Indicator IKM without causes and solutions."""
    prepare(tmp_path, CLOSING)
    write(tmp_path, lambda content: content["kinerja.xlsx", "Analisis"].pop())
    result = lkip(tmp_path, "render", "--final")
    assert "kinerja.xlsx › Analisis: penyebab dan solusi" in result.stderr
