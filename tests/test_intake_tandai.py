"""Marked copies: the fault is told in its cell, the original is only read."""

import hashlib
from pathlib import Path

import openpyxl
from openpyxl import Workbook

from lkip_helpers import intake
from lkip_helpers.intake.tandai import WARNA, tandai, write_salinan
from lkip_helpers.intake.temuan import Temuan
from lkip_helpers.workspace import Ruang
from tests.buku import tulis
from tests.conftest import lkip


def rusak(root: Path) -> Ruang:
    """Spending beyond the pagu in F4 of the DPA, and an empty area in B4 of Wilayah."""

    def ubah(isi: dict[tuple[str, str], list[list[object]]]) -> None:
        isi["dpa.xlsx", "DPA"][3][4:6] = [1000, "banyak"]
        isi["kinerja.xlsx", "Wilayah"][3][1] = None

    return tulis(root, ubah)


def sidik(ruang: Ruang) -> dict[str, str]:
    return {b.name: hashlib.sha256(b.read_bytes()).hexdigest() for b in ruang.raw.iterdir()}


def temuan(sel: str, tingkat: str = "salah", pesan: str = "pesan") -> Temuan:
    return Temuan("dpa.xlsx", "DPA", sel, "", tingkat, pesan, "saran")  # type: ignore[arg-type]


def test_the_faulty_cell_is_coloured_and_says_what_is_wrong_and_how_to_mend_it(
    tmp_path: Path,
) -> None:
    """Message and cure of the finding, as a note; the colour is that of its tingkat."""
    ruang = rusak(tmp_path)
    write_salinan(ruang, intake.check(ruang))
    sel = openpyxl.load_workbook(ruang.salinan_periksa / "dpa.xlsx")["DPA"]["F4"]
    assert "“banyak” bukan angka" in sel.comment.text
    assert "Perbaikan: ganti dengan angka." in sel.comment.text
    assert sel.fill.fgColor.rgb == f"00{WARNA['salah']}"
    kosong = openpyxl.load_workbook(ruang.salinan_periksa / "kinerja.xlsx")["Wilayah"]["B4"]
    assert kosong.fill.fgColor.rgb == f"00{WARNA['belum']}"


def test_the_originals_stay_byte_for_byte(tmp_path: Path) -> None:
    """And only workbooks with findings of their own have a copy."""
    ruang = rusak(tmp_path)
    sebelum = sidik(ruang)
    hasil = lkip(tmp_path, "check", "--mark")
    assert hasil.returncode == 1
    assert sidik(ruang) == sebelum
    assert sorted(b.name for b in ruang.salinan_periksa.iterdir()) == ["dpa.xlsx", "kinerja.xlsx"]
    assert "outputs/uji/2021-periksa/dpa.xlsx" in hasil.stderr.replace("\\", "/")


def test_the_first_sheet_lists_every_finding_with_a_link_to_its_cell(tmp_path: Path) -> None:
    """One row a finding; the link names sheet and cell."""
    ruang = rusak(tmp_path)
    semua = [t for t in intake.check(ruang) if t.berkas == "dpa.xlsx" and t.lembar]
    write_salinan(ruang, semua)
    buku = openpyxl.load_workbook(ruang.salinan_periksa / "dpa.xlsx")
    daftar = buku.worksheets[0]
    assert daftar.title == "Temuan"
    assert daftar.max_row == 4 + len(semua)
    assert daftar["D5"].hyperlink.location == "'DPA'!F4"


def test_the_gravest_of_several_findings_gives_the_colour_and_all_are_noted() -> None:
    """A doubt and a fault on one cell."""
    buku = Workbook()
    buku.active.title = "DPA"
    tandai(buku, [temuan("B2", "peringatan", "ragu"), temuan("B2", "salah", "keliru")])
    sel = buku["DPA"]["B2"]
    assert sel.fill.fgColor.rgb == f"00{WARNA['salah']}"
    assert "ragu" in sel.comment.text
    assert "keliru" in sel.comment.text


def test_a_list_of_cells_is_coloured_whole_and_noted_once() -> None:
    """As to-do items name them: single cells and ranges; a merged cell shows at its first."""
    buku = Workbook()
    ws = buku.active
    ws.title = "DPA"
    ws.merge_cells("C5:C7")
    tandai(buku, [temuan("A2, A4:A6"), temuan("C6")])
    berwarna = {s.coordinate for b in ws.iter_rows() for s in b if s.fill.fill_type}
    assert berwarna == {"A2", "A4", "A5", "A6", "C5"}
    assert {s.coordinate for b in ws.iter_rows() for s in b if s.comment} == {"A2", "C5"}


def test_what_a_cell_holds_never_becomes_a_formula_of_the_list() -> None:
    """A hostile text is shown, not run; control characters are left out."""
    buku = Workbook()
    buku.active.title = "DPA"
    jahat = Temuan("dpa.xlsx", "DPA", "A1", '=HYPERLINK("x")\x07', "salah", "pesan\x00", "saran")
    tandai(buku, [jahat])
    sel = buku["Temuan"]["E5"]
    assert (sel.value, sel.data_type) == ('=HYPERLINK("x")', "s")


def test_a_year_without_findings_has_no_marked_copies(tmp_path: Path) -> None:
    """Those of a former check are taken away."""
    ruang = rusak(tmp_path)
    write_salinan(ruang, intake.check(ruang))
    assert write_salinan(ruang, []) == ([], [])
    assert not ruang.salinan_periksa.exists()
