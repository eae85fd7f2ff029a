"""Draft and final: a final report lacks nothing, a draft says what it is."""

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from lkip_helpers.intake.finding import Finding
from tests.conftest import CLOSING, WHOLE, Report, copy_chapters, lkip
from tests.workbook import Sheets, write


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
    not_yet = [line for line in result.stderr.splitlines() if line.startswith("belum:")]
    assert len(not_yet) == 1 + 6 + 6
    assert all(re.search(r"› [\w ]+ › [A-Z]+\d+:", line) for line in not_yet)
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


def test_a_note_keeps_no_report_from_being_final(tmp_path: Path) -> None:
    """A sasaran without a programme is a note (rules/konsistensi.toml), as the check has it."""
    prepare(tmp_path, CLOSING)

    def alter(sheets: Sheets) -> None:
        code, tier, goal, _, name, *rest = sheets["kinerja.xlsx", "Indikator"][3]
        rest[-1] = "tidak ada"
        sheets["kinerja.xlsx", "Indikator"].append([f"{code}2", tier, goal, "Lain", name, *rest])

    write(tmp_path, alter)
    assert lkip(tmp_path, "check", "--record").returncode == 0
    check = lkip(tmp_path, "check", "--final")
    assert "dukungan:lain" in " ".join(check.stdout.split())
    result = lkip(tmp_path, "render", "--final", "--bentuk", "html")
    assert (check.returncode, result.returncode) == (0, 0), result.stderr


FAULTS: list[tuple[str, str, int, int, Any]] = [
    ("kinerja.xlsx", "Profil", 6, 1, "123"),  # a NIP of three digits
    ("kinerja.xlsx", "Profil", 1, 1, None),  # no name
    ("kinerja.xlsx", "PK", 3, 2, 90),  # another target than the Renstra
    ("kinerja.xlsx", "Batas", 3, 1, None),
    ("kinerja.xlsx", "Analisis", 3, 0, None),
    ("kinerja.xlsx", "Indikator", 3, 6, "naik"),
    ("kinerja.xlsx", "Pengaturan", 0, 1, "sepuluh"),
    ("kinerja.xlsx", "Renstra", 2, 2, 2030),
    ("dpa.xlsx", "DPA", 3, 5, 9_000_000),  # more than its pagu
    ("dpa.xlsx", "DPA", 3, 5, 1_000_000),  # too little of it
    ("dpa.xlsx", "DPA", 3, 4, None),
    ("skm.xlsx", "Jawaban", 3, 1, 5),
]


@pytest.mark.parametrize("seed", range(8 if WHOLE else 3))
def test_check_final_says_all_that_a_final_report_is_refused_for(tmp_path: Path, seed: int) -> None:
    """Three faults at once, the same for the same seed: the check has each reason to refuse."""
    copy_chapters(tmp_path, CLOSING)

    def alter(sheets: Sheets) -> None:
        for file, sheet, row, column, value in random.Random(seed).sample(FAULTS, 3):  # noqa: S311
            sheets[file, sheet][row][column] = value

    write(tmp_path, alter)
    check = lkip(tmp_path, "check", "--final", "--json")
    found = {str(Finding(*f.values())) for f in json.loads(check.stdout)}
    refused = lkip(tmp_path, "render", "--final")
    assert (check.returncode, refused.returncode) == (1, 1)
    reasons = re.findall(r"^(?:salah|belum): (.+)$", refused.stderr, re.MULTILINE)
    assert reasons
    assert set(reasons) - found == set()


def test_a_missing_analysis_is_named_with_its_sheet_and_row(tmp_path: Path) -> None:
    """Indicator IKM without causes and solutions."""
    prepare(tmp_path, CLOSING)
    write(tmp_path, lambda sheets: sheets["kinerja.xlsx", "Analisis"].pop())
    result = lkip(tmp_path, "render", "--final")
    assert "kinerja.xlsx › Analisis: penyebab dan solusi" in result.stderr
