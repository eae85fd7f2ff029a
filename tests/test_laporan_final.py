"""Draft and final: a final report lacks nothing, a draft says what it is."""

import re
import shutil
from pathlib import Path

from openpyxl import load_workbook

from tests.buku import tulis
from tests.conftest import AKAR, Laporan, lkip


def siapkan(root: Path) -> None:
    """A small unit with everything a final report needs."""
    ruang = tulis(root)
    shutil.copytree(AKAR / "notebooks", ruang.notebooks, dirs_exist_ok=True)
    lkip(root, "check", "--record")
    sumber = ruang.raw / "SUMBER.toml"
    sumber.write_text(sumber.read_text("utf-8").replace("belum diisi", "kantor camat"), "utf-8")


def test_a_draft_carries_its_mark(laporan: Laporan) -> None:
    """In the HTML; the PDF's is a picture of words behind the text."""
    assert "Laporan ini belum final" in (laporan.folder / "laporan.html").read_text("utf-8")


def test_the_report_of_2021_cannot_be_final_and_says_why(laporan: Laporan) -> None:
    """An invalid NIP, six sub kegiatan below 90 % without a reason, six findings across sheets.

    The findings: three realisasi their evidence does not yield, two programmes and the total of
    the PK against the DPA. Each has its cell.
    """
    hasil = lkip(laporan.ruang.root, "render", "2021", "--final")
    assert hasil.returncode == 1
    belum = [b for b in hasil.stderr.splitlines() if b.startswith("belum:")]
    assert len(belum) == 1 + 6 + 6
    assert all(re.search(r"› [\w ]+ › [A-Z]+\d+:", b) for b in belum)
    assert "Laporan sebelumnya tetap utuh" in hasil.stderr


def test_a_complete_unit_gets_its_final_report_without_the_mark(tmp_path: Path) -> None:
    """And a changed workbook takes the right to it away."""
    siapkan(tmp_path)
    hasil = lkip(tmp_path, "render", "--final")
    assert hasil.returncode == 0, hasil.stderr
    html = tmp_path / "outputs" / "uji" / "2021" / "laporan.html"
    assert "belum final" not in html.read_text("utf-8")
    berkas = tmp_path / "data" / "raw" / "uji" / "2021" / "dpa.xlsx"
    buku = load_workbook(berkas)
    buku["DPA"]["F4"] = 7_300_000
    buku.save(berkas)
    hasil = lkip(tmp_path, "render", "--final")
    assert hasil.returncode == 1
    assert "dpa.xlsx: berubah sejak terakhir dicatat" in hasil.stderr


def test_a_missing_analysis_is_named_with_its_sheet_and_row(tmp_path: Path) -> None:
    """Indicator IKM without causes and solutions."""
    siapkan(tmp_path)
    tulis(tmp_path, lambda isi: isi["kinerja.xlsx", "Analisis"].pop())
    hasil = lkip(tmp_path, "render", "--final")
    assert "kinerja.xlsx › Analisis: penyebab dan solusi" in hasil.stderr
