"""What is still empty: listed in the order of filling; never a report that looks whole."""

import json
import shutil
from pathlib import Path

import pytest

from lkip_helpers import intake
from lkip_helpers.intake.kontrak import SEMUA
from lkip_helpers.intake.proses import read
from lkip_helpers.intake.temuan import Temuan
from lkip_helpers.intake.tugas import gabung_sel, hitung_kemajuan
from tests.buku import Lembar, tulis
from tests.conftest import AKAR, lkip, salin_ruang

Isi = dict[tuple[str, str], Lembar]
KIN, SKM, DPA = "kinerja.xlsx", "skm.xlsx", "dpa.xlsx"


def belum(root: Path, ubah: object) -> list[Temuan]:
    return [t for t in intake.check(tulis(root, ubah)) if t.tingkat == "belum"]  # type: ignore[arg-type]


def setengah(isi: Isi) -> None:
    """No DPA rows, no answers, no realisasi, and two empty entries of the profile."""
    isi[DPA, "DPA"][3:] = []
    isi[DPA, "Dukungan"][3:] = []
    isi[DPA, "Penjelasan"][3:] = []
    isi[SKM, "Jawaban"][3:] = []
    isi[KIN, "Realisasi"][3][4] = None
    for nomor in (1, 9):
        isi[KIN, "Profil"][nomor][1] = None


def test_items_come_in_the_order_an_analyst_fills_the_sheets(tmp_path: Path) -> None:
    """kinerja, then skm, then dpa; each with file, sheet, cell and what to put there."""
    tugas = belum(tmp_path, setengah)
    assert [(t.berkas, t.lembar, t.sel) for t in tugas] == [
        (KIN, "Profil", "B2, B10"), (KIN, "Realisasi", "E4"),
        (SKM, "Jawaban", "A4"), (DPA, "DPA", "A4"),
    ]  # fmt: skip
    assert all(t.saran.startswith("isi") for t in tugas)


def test_empty_cells_of_a_column_are_one_item(tmp_path: Path) -> None:
    """Not one a row; the cells are named."""

    def ubah(isi: Isi) -> None:
        baris = isi[KIN, "Wilayah"][3]
        isi[KIN, "Wilayah"] += [[f"Kelurahan {n}", None, *baris[2:]] for n in range(4)]

    (tugas,) = belum(tmp_path, ubah)
    assert (tugas.sel, tugas.pesan) == ("B5:B8", "Luas (ha): belum diisi pada 4 baris")
    assert "misalnya 601" in tugas.saran


@pytest.mark.parametrize(
    ("sel", "gabung"),
    [
        (["E9"], "E9"),
        (["E9", "E10"], "E9, E10"),
        (["E9", "E10", "E11", "E20"], "E9:E11, E20"),
    ],
)
def test_three_cells_in_a_row_are_a_range(sel: list[str], gabung: str) -> None:
    assert gabung_sel(sel) == gabung


def test_a_blank_pagu_is_to_be_filled_but_a_dash_is_an_answer(tmp_path: Path) -> None:
    """A blank says nothing; a dash says that there is no budget."""
    (tugas,) = belum(tmp_path, lambda isi: isi[DPA, "DPA"][3].__setitem__(slice(4, 6), [1, None]))
    assert (tugas.sel, "tulis - bila" in tugas.saran) == ("F4", True)
    assert belum(tmp_path, lambda isi: isi[DPA, "DPA"][3].__setitem__(slice(4, 6), "--")) == []


def test_a_survey_whose_unsur_nobody_answered_is_not_whole(tmp_path: Path) -> None:
    """One respondent may leave an unsur blank, not all of them."""

    def ubah(isi: Isi) -> None:
        for baris in isi[SKM, "Jawaban"][3:]:
            baris[2] = None

    (tugas,) = belum(tmp_path, ubah)
    assert (tugas.sel, tugas.pesan) == ("C4, C5", "U2: belum diisi satu pun")


def test_an_indicator_of_the_pk_without_its_row_of_the_year_is_named(tmp_path: Path) -> None:
    """Realisasi has last year's row only."""
    (tugas,) = belum(tmp_path, lambda isi: isi[KIN, "Realisasi"][3].__setitem__(2, 2020))
    assert (tugas.sel, tugas.pesan) == ("A5", "tidak ada realisasi tahun 2021 untuk IKM")


def test_an_optional_sheet_with_names_only_is_left_out_with_its_reason(tmp_path: Path) -> None:
    """Its rows are set aside, and counted as such; the draft goes on without them."""
    ruang = tulis(
        tmp_path, lambda isi: isi[KIN, "Bangkit Berdaya"][3].__setitem__(slice(1, 3), [None] * 2)
    )
    hasil = read(ruang)
    assert hasil.sah
    assert hasil.frame["bangkit_berdaya"].empty
    (tanda,) = [t for t in hasil.temuan if t.lembar == "Bangkit Berdaya"]
    assert (tanda.tingkat, tanda.sel) == ("peringatan", "B4:C4")
    lembar = next(s for s in hasil.manifest["lembar"] if s["lembar"] == "Bangkit Berdaya")
    assert lembar["dibaca"] == lembar["dipakai"] + len(lembar["dibuang"])


def test_progress_counts_sheets_filled_and_required_sheets_open(tmp_path: Path) -> None:
    """Four sheets are open, two optional ones empty, all of the others filled."""
    hasil = read(tulis(tmp_path, setengah))
    kemajuan = hitung_kemajuan(hasil.manifest, hasil.temuan)
    assert str(kemajuan) == (
        f"Terisi {len(SEMUA) - 6} dari {len(SEMUA)} lembar; 4 lembar wajib belum diisi."
    )
    assert kemajuan.boleh == ("Dukungan", "Penjelasan")


def test_check_prints_the_list_and_the_progress_and_json_stays_a_list(tmp_path: Path) -> None:
    """Exit code 1: there can be no report yet."""
    tulis(tmp_path, setengah)
    hasil = lkip(tmp_path, "check")
    assert hasil.returncode == 1
    assert "  1. kinerja.xlsx › Profil › B2, B10: 2 isian belum diisi" in hasil.stdout
    assert "Boleh kosong dan masih kosong: Dukungan, Penjelasan." in hasil.stdout
    assert "4 hal belum diisi." in hasil.stdout.splitlines()[-1]
    temuan = json.loads(lkip(tmp_path, "check", "--json").stdout)
    assert {t["tingkat"] for t in temuan} == {"belum", "peringatan"}


def test_a_complete_year_has_no_word_on_what_is_empty(tmp_path: Path) -> None:
    """One line a finding and one in the end."""
    salin_ruang(tmp_path)
    hasil = lkip(tmp_path, "check", "2021")
    assert hasil.returncode == 0
    assert all(b.startswith("peringatan:") for b in hasil.stdout.splitlines()[:-1])
    assert hasil.stdout.endswith("0 kesalahan, 7 peringatan.\n")


@pytest.mark.parametrize("akhir", [[], ["--final"]])
def test_a_half_filled_year_gives_no_report(tmp_path: Path, akhir: list[str]) -> None:
    """Neither draft nor final; the items say why."""
    ruang = tulis(tmp_path, setengah)
    shutil.copytree(AKAR / "notebooks", ruang.notebooks, dirs_exist_ok=True)
    hasil = lkip(tmp_path, "render", *akhir)
    assert hasil.returncode == 1
    assert "belum: dpa.xlsx › DPA › A4: lembar belum berisi" in hasil.stderr
    assert "4 hal wajib belum diisi; isi lalu ulangi." in hasil.stderr
    assert not ruang.outputs.exists()
