"""A new year in minutes: workbooks from the contracts, with what stays already in them."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from lkip_helpers import intake
from lkip_helpers.intake.jenis import baca_jenis
from lkip_helpers.intake.kontrak import SEMUA, Kontrak
from lkip_helpers.intake.tahun_baru import TahunBaruDitolak, create_tahun
from lkip_helpers.intake.templat import AWAL, KEPALA
from lkip_helpers.workspace import Ruang
from tests.buku import tulis
from tests.conftest import AKAR, lkip, salin_ruang

KIN, SKM, DPA = "kinerja.xlsx", "skm.xlsx", "dpa.xlsx"
DATAR = [k for k in SEMUA if not k.TEGAK]


@pytest.fixture(scope="module")
def kosong(tmp_path_factory: pytest.TempPathFactory) -> Ruang:
    """A unit that never had a report."""
    ruang = Ruang.of("alam-barajo", 2022, tmp_path_factory.mktemp("kosong"))
    create_tahun(ruang)
    return ruang


@pytest.fixture(scope="module")
def lanjut(tmp_path_factory: pytest.TempPathFactory) -> Ruang:
    """Paal Merah in 2022, after its 2021."""
    root = tmp_path_factory.mktemp("lanjut")
    salin_ruang(root)
    hasil = lkip(root, "new", "2022")
    assert hasil.returncode == 0, hasil.stderr
    return Ruang.of("paal-merah", 2022, root)


def buku(ruang: Ruang) -> dict[str, Workbook]:
    return {b.name: load_workbook(b) for b in sorted(ruang.raw.glob("*.xlsx"))}


def baris(wb: Workbook, lembar: str) -> list[tuple[Any, ...]]:
    """The rows of data, without empty ones."""
    return [
        b for b in wb[lembar].iter_rows(AWAL, values_only=True) if any(v is not None for v in b)
    ]


def kolom(k: type[Kontrak]) -> Iterator[tuple[str, str]]:
    """Field and column letter of each column with a header of its own."""
    tetap = [n for n in k.model_fields if n != k.LEBAR]
    return ((n, get_column_letter(i)) for i, n in enumerate(tetap, 1))


@pytest.mark.parametrize("nama", ["kosong", "lanjut"])
def test_every_generated_sheet_is_read_back_without_a_fault(
    nama: str, request: pytest.FixtureRequest
) -> None:
    """Neither from nothing nor carried over: only what is still empty."""
    temuan = intake.check(request.getfixturevalue(nama))
    assert [str(t) for t in temuan if t.tingkat == "salah"] == []
    sisa = [t for t in temuan if t.tingkat == "peringatan" and "SUMBER" not in t.pesan]
    assert all("baru berisi nama" in t.pesan for t in sisa)


def test_each_workbook_begins_with_its_instructions(kosong: Ruang) -> None:
    """Steps, colours, and each sheet in the order of the contracts."""
    for berkas, wb in buku(kosong).items():
        milik = [k.LEMBAR for k in SEMUA if berkas == k.BERKAS]
        assert wb.sheetnames == ["Petunjuk", *milik]
        isi = [str(v) for b in wb["Petunjuk"].iter_rows(values_only=True) for v in b if v]
        assert set(isi) > {"Arti warna", "Daftar lembar", *milik}


@pytest.mark.parametrize("k", DATAR, ids=lambda k: k.LEMBAR)
def test_heads_are_locked_and_explained_and_data_cells_are_open(
    k: type[Kontrak], kosong: Ruang
) -> None:
    """Meaning and example of each column in the note of its header; the pane is frozen below."""
    ws = buku(kosong)[k.BERKAS][k.LEMBAR]
    assert k.GUNA
    assert (ws["A2"].value, ws.protection.sheet, ws.freeze_panes[1:]) == (f"{k.GUNA}.", True, "5")
    for nama, huruf in kolom(k):
        kepala, f = ws[f"{huruf}{KEPALA}"], k.model_fields[nama]
        assert (kepala.value, kepala.protection.locked) == (f.title, True)
        assert str(f.description) in kepala.comment.text
        assert str(f.examples[0]) in kepala.comment.text  # type: ignore[index]
        assert not ws[f"{huruf}{AWAL}"].protection.locked
        assert not ws.column_dimensions[huruf].protection.locked


@pytest.mark.parametrize("k", SEMUA, ids=lambda k: k.LEMBAR)
def test_what_a_contract_limits_excel_limits_too(k: type[Kontrak], kosong: Ruang) -> None:
    """A list for each Literal and each ya/tidak; whole or decimal numbers within their limits."""
    ws = buku(kosong)[k.BERKAS][k.LEMBAR]
    periksa = {str(d.sqref).split(":")[0]: d for d in ws.data_validations.dataValidation}
    letak = [(n, f"{h}{AWAL}") for n, h in kolom(k)]
    if k.TEGAK:
        letak = [(n, f"B{i}") for i, n in enumerate(k.model_fields, AWAL)]
    if k.LEBAR:
        letak.append((k.LEBAR, f"{get_column_letter(len(letak) + 1)}{AWAL}"))
    for nama, sel in letak:
        jenis = baca_jenis(k, nama)
        if jenis.pilihan:
            assert (periksa[sel].type, periksa[sel].formula1) == (
                "list",
                f'"{",".join(jenis.pilihan)}"',
            )
        elif jenis.bentuk in ("bulat", "desimal"):
            tipe = {"bulat": "whole", "desimal": "decimal"}[jenis.bentuk]
            assert periksa[sel].type == ("custom" if jenis.boleh_hubung else tipe)
            judul = "U1" if nama == "jawaban" else jenis.judul
            assert periksa[sel].error.startswith(judul)
            assert jenis.bawah is None or f"{jenis.bawah:g}" in periksa[sel].formula1


@pytest.mark.parametrize(
    ("berkas", "lembar", "sel", "induk"),
    [
        (KIN, "PK", "A5", "'Indikator'!$A$5"),
        (KIN, "Bangkit Berdaya", "A5", "'Wilayah'!$A$5"),
        (KIN, "Sarana", "B4", "'Wilayah'!$A$5"),
        (SKM, "Tindak Lanjut", "A5", "'Unsur'!$A$5"),
        (DPA, "Penjelasan", "A5", "'DPA'!$D$5"),
    ],
)
def test_codes_and_names_are_chosen_from_the_sheet_that_has_them(
    kosong: Ruang, berkas: str, lembar: str, sel: str, induk: str
) -> None:
    """The list grows with that sheet."""
    daftar = buku(kosong)[berkas][lembar].data_validations.dataValidation
    (satu,) = [d for d in daftar if str(d.sqref).split(":")[0] == sel and "OFFSET" in d.formula1]
    assert induk in satu.formula1


def test_what_stays_is_carried_over(lanjut: Ruang) -> None:
    """Five kelurahan, the indicators, all years of the Renstra; only the year changes."""
    wb = buku(lanjut)[KIN]
    assert [b[0] for b in baris(wb, "Wilayah")] == [
        "Paal Merah", "Talang Bakung", "Eka Jaya", "Payo Selincah", "Lingkar Selatan",
    ]  # fmt: skip
    assert [b[0] for b in baris(wb, "Indikator")] == ["IPP", "IKM", "TPL", "PPM"]
    assert [s.value for s in wb["Renstra"][KEPALA]][2:7] == [2019, 2020, 2021, 2022, 2023]
    profil = {b[0].value: b[1].value for b in wb["Profil"].iter_rows(AWAL)}
    assert profil["Tahun laporan"] == 2022
    assert profil["Nama kecamatan"] == "Paal Merah"
    assert profil["Tanggal penandatanganan"] is None


def test_targets_come_from_the_renstra_and_realisasi_waits_below_its_history(
    lanjut: Ruang,
) -> None:
    """Renstra 2022: IKM 93, TPL 82,25 (Tabel 4.1); none for IPP and PPM."""
    wb = buku(lanjut)[KIN]
    assert [(b[0], b[2]) for b in baris(wb, "PK")] == [("IKM", 93), ("TPL", 82.25)]
    semua = [b[:1] + b[2:5] for b in baris(wb, "Realisasi")]
    assert len(semua) == 7 + 4
    assert semua[4] == ("IKM", 2021, 92, 95)
    assert semua[7:] == [
        ("IPP", 2022, None, None), ("IKM", 2022, 93, None),
        ("TPL", 2022, 82.25, None), ("PPM", 2022, None, None),
    ]  # fmt: skip


def test_names_stay_where_counts_and_money_are_of_the_year(lanjut: Ruang) -> None:
    """Lembaga, sarana, programmes and sub kegiatan without a number; their output is kept."""
    semua = buku(lanjut)
    for lembar, banyak in (("Lembaga", 17), ("Pembinaan", 14), ("Sarana", 9), ("PK Program", 4)):
        isi = baris(semua[KIN], lembar)
        assert len(isi) == banyak
        assert all(b[1] is None for b in isi)
    dpa = baris(semua[DPA], "DPA")
    assert len(dpa) == 51
    assert all(b[3] and b[4] is None and b[5] is None and b[6] for b in dpa)


def test_what_is_written_each_year_starts_empty(lanjut: Ruang) -> None:
    """Answers, analyses, steps, explanations."""
    semua = buku(lanjut)
    assert baris(semua[SKM], "Jawaban") == baris(semua[SKM], "Tindak Lanjut") == []
    for lembar in ("Analisis", "Langkah", "Penjelasan Temuan"):
        assert baris(semua[KIN], lembar) == []
    assert baris(semua[DPA], "Penjelasan") == []


def test_kosong_starts_from_nothing_although_there_is_a_year_before(tmp_path: Path) -> None:
    """Heads only, and the year."""
    salin_ruang(tmp_path)
    assert lkip(tmp_path, "new", "2022", "--kosong").returncode == 0
    wb = buku(Ruang.of("paal-merah", 2022, tmp_path))[KIN]
    assert baris(wb, "Wilayah") == []
    assert wb["Profil"]["B5"].value == 2022


def test_a_year_that_exists_is_never_written_over(tmp_path: Path) -> None:
    """Exit code 1, and every byte as it was."""
    ruang = tulis(tmp_path)
    sebelum = {b.name: hashlib.sha256(b.read_bytes()).digest() for b in ruang.raw.iterdir()}
    hasil = lkip(tmp_path, "new", "2021")
    assert hasil.returncode == 1
    assert "sudah ada di" in hasil.stderr
    assert {b.name: hashlib.sha256(b.read_bytes()).digest() for b in ruang.raw.iterdir()} == sebelum


@pytest.mark.parametrize("unit", ["Paal-Merah", "paal merah", "../luar", "", "-a", ".x"])
def test_a_unit_name_that_is_no_folder_name_is_refused(tmp_path: Path, unit: str) -> None:
    """Lower case, digits, hyphens; nothing is made."""
    with pytest.raises(TahunBaruDitolak, match="tidak dapat dipakai"):
        create_tahun(Ruang.of(unit, 2022, tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_text_that_looks_like_a_formula_is_carried_over_as_text(tmp_path: Path) -> None:
    """Else last year's workbook could run in this year's."""
    tulis(tmp_path, rias=lambda b: _teks(b[KIN]["Isu"]["B4"], "=1+1"))
    create_tahun(baru := Ruang.of("uji", 2022, tmp_path))
    sel = buku(baru)[KIN]["Isu"]["B5"]
    assert (sel.value, sel.data_type) == ("=1+1", "s")


def _teks(sel: Any, isi: str) -> None:
    sel.value, sel.data_type = isi, "s"


def test_a_new_year_filled_in_gives_its_report_without_the_parts_left_empty(
    tmp_path: Path,
) -> None:
    """What was only prepared is left out with its reason; what is required was filled."""
    ruang = tulis(tmp_path, lambda isi: isi[KIN, "Renstra"][2].__setitem__(2, 2022))
    shutil.copytree(AKAR / "notebooks", ruang.notebooks, dirs_exist_ok=True)
    assert lkip(tmp_path, "new", "2022").returncode == 0
    baru = Ruang.of("uji", 2022, tmp_path)
    assert lkip(tmp_path, "render", "2022").returncode == 1
    semua = buku(baru)
    profil = semua[KIN]["Profil"]
    tanggal = next(b[1] for b in profil.iter_rows(AWAL) if b[0].value == "Tanggal penandatanganan")
    tanggal.value = "24 Februari 2023"
    semua[KIN]["PK Program"]["B5"] = semua[DPA]["DPA"]["E5"] = 7_400_000
    semua[DPA]["DPA"]["F5"] = 7_000_000
    semua[KIN]["Realisasi"]["E6"] = 95
    for nomor in (1, 2):
        for kolom_ke, isi in [(1, nomor), *((n, 3) for n in range(7, 16))]:
            semua[SKM]["Jawaban"].cell(AWAL + nomor - 1, kolom_ke, isi)
    for nama, wb in semua.items():
        wb.save(baru.raw / nama)
    hasil = lkip(tmp_path, "render", "2022")
    assert hasil.returncode == 0, hasil.stderr
    teks = (baru.outputs / "laporan.html").read_text("utf-8")
    assert 'id="skm-ringkasan"' in teks
    assert 'id="bangkit-berdaya"' not in teks


def test_a_new_unit_begins_with_the_nine_unsur_of_the_regulation(kosong: Ruang) -> None:
    """With the usual words of their answers; the survey has a column for each."""
    ws = buku(kosong)["skm.xlsx"]
    unsur = baris(ws, "Unsur")
    assert [b[0] for b in unsur] == [f"U{n}" for n in range(1, 10)]
    assert unsur[7][1:6] == ("Sarana dan prasarana", "Buruk", "Cukup", "Baik", "Sangat baik")
