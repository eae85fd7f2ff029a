"""Budget exports in odd layouts: each is read as it is, or refused with the cell that is wrong."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from lkip_helpers.intake.impor.padanan import minta, read_padanan
from lkip_helpers.intake.impor.sipd import baca_sipd
from lkip_helpers.intake.impor.sipd.kode import Tingkat, parse_kode, split_kode
from lkip_helpers.intake.impor.sipd.nilai import is_cocok_persen, read_rupiah
from tests.ekspor import (
    CONTOH,
    GAYA,
    Ekspor,
    Tata,
    baca,
    kebenaran,
    salah,
    simpan,
    susun,
    terbaca,
    tulis_ekspor,
)

DPPA = Tata(isi="dppa", dua_baris=True)
LENGKAP = Tata(belanja=True, urusan=True, catatan=True, ulang_kepala=3, kosong=4, output=True)
TATA = {
    "codes in a column, amounts on every level": Tata(),
    "two digits at the end of a sub kegiatan": Tata(sub4=False),
    "the code glued before the name": Tata(kode="tempel"),
    "the code split over five columns": Tata(kode="potong", dua_baris=True, nomor_kolom=True),
    "the code split, as text with separators": Tata(kode="potong", csv=";"),
    "the organisation before every code": Tata(organisasi=True),
    "only the pagu": Tata(isi="pagu"),
    "sebelum, sesudah, bertambah/(berkurang) below a group": DPPA,
    "the same as text with separators": replace(DPPA, csv=";", angka="rp"),
    "urusan, belanja, repeated heads, blank rows, signatures": LENGKAP,
    "the same with commas between and line breaks within": replace(
        LENGKAP, csv=",", baris_patah=True, output=False
    ),
    "no amounts above the sub kegiatan, no total": Tata(tingkat_berangka=False, jumlah=False),
    "programme and kegiatan repeated on every row": Tata(bentuk="berkolom", output=True),
    "merged over their rows": Tata(bentuk="berkolom", label="gabung", dua_baris=True),
    "only on their first row, codes glued": Tata(bentuk="berkolom", label="kosong", kode="tempel"),
    "column numbers with a formula below the head": Tata(nomor_kolom=True, dua_baris=True),
    "an empty text for none": Tata(hubung="", isi="pagu"),
    **{f"amounts as {g}": Tata(angka=g, isi="dppa") for g in GAYA},
}


@pytest.mark.parametrize("t", TATA.values(), ids=TATA.keys())
def test_an_export_in_an_odd_layout_is_read_without_loss(t: Tata, tmp_path: Path) -> None:
    """The budget is known in full: every name, code, amount and output must come back."""
    hasil = baca(tulis_ekspor(tmp_path, t))
    assert salah(hasil) == []
    assert terbaca(hasil) == kebenaran(CONTOH, t)


@pytest.mark.parametrize("t", TATA.values(), ids=TATA.keys())
def test_every_row_is_used_or_left_out_with_a_reason(t: Tata, tmp_path: Path) -> None:
    laporan = baca(tulis_ekspor(tmp_path, t)).laporan
    nomor = [n for n, _ in laporan.dibuang]
    assert laporan.dibaca == laporan.dipakai + len(nomor)
    assert len(set(nomor)) == len(nomor)


def rusak(
    folder: Path, t: Tata, ubah: Callable[[Ekspor], Any], *, nama: str = "Sukamaju"
) -> list[str]:
    """What stops an export of CONTOH in the layout `t` after one change."""
    ekspor = susun(CONTOH, t)
    ubah(ekspor)
    return salah(baca(simpan(ekspor, folder / "ekspor.xlsx"), nama))


def isi(ekspor: Ekspor, baris: str, geser: int, nilai: Any) -> None:
    """Put a value into the row that holds `baris`, `geser` cells right of it."""
    b, k = ekspor.cari(baris)
    ekspor.kisi[b - 1][k - 1 + geser] = nilai


def geser_label(e: Ekspor) -> None:
    """The first kegiatan stands on the second row of its block."""
    e.kisi[6][1], e.kisi[5][1] = e.kisi[5][1], None


def turun_label(e: Ekspor) -> None:
    """The second kegiatan begins one row too late."""
    b, k = e.cari("7.01.02.2.02 ")
    e.kisi[b][k - 1], e.kisi[b - 1][k - 1] = e.kisi[b - 1][k - 1], None


PENUNJANG_ = "PROGRAM PENUNJANG"
GAJI = "Penyediaan Gaji"
SALAH: dict[str, tuple[Tata, Callable[[Ekspor], Any], str]] = {
    "a total that is off by one": (
        Tata(), lambda e: isi(e, "JUMLAH", 2, 4_714_201_550), "C18: baris jumlah berisi pagu"),
    "a programme that is off by one": (
        Tata(), lambda e: isi(e, PENUNJANG_, 1, 4_596_246_670), "C6: pagu “PROGRAM PENUNJANG"),
    "belanja that does not add up to its sub kegiatan": (
        Tata(belanja=True), lambda e: isi(e, "Belanja Barang", 1, 1), "C9: pagu “Belanja Barang"),
    "a percentage of another amount": (
        Tata(), lambda e: isi(e, GAJI, 3, "97,02%"), "E11: persentase tertulis 97,02%"),
    "a change that is not the difference": (
        DPPA, lambda e: isi(e, "Penyusunan Dokumen", 3, 400_001), "E9: bertambah/(berkurang)"),
    "an amount that is not a number": (
        Tata(), lambda e: isi(e, GAJI, 1, "empat miliar"), "C11: teks “empat miliar” bukan angka"),
    "a part of a rupiah": (
        Tata(), lambda e: isi(e, GAJI, 1, 4_582_846_671.5), "C11: harus bilangan bulat"),
    "a code that Excel made a date": (
        Tata(), lambda e: isi(e, GAJI, -1, date(2001, 1, 7)), "A11: kode telah diubah Excel"),
    "a code that Excel made a number": (
        Tata(), lambda e: isi(e, GAJI, -1, 7.1), "A11: kode 7.1 tersimpan sebagai angka"),
    "a code with a digit missing": (
        Tata(), lambda e: isi(e, GAJI, -1, "7.01.01.2.2.0001"), "A11: kode “7.01.01.2.2.0001”"),
    "a sub kegiatan below another kegiatan": (
        Tata(), lambda e: isi(e, GAJI, -1, "7.01.01.2.09.0001"), "A11: sub kegiatan 7.01.01.2.09"),
    "a sub kegiatan without a code": (
        Tata(), lambda e: isi(e, GAJI, -1, None), "B11: baris ini bukan program"),
    "a sub kegiatan without a name": (
        Tata(), lambda e: isi(e, GAJI, 0, None), "tanpa nama"),
    "a sub kegiatan that stands twice": (
        Tata(jumlah=False, tingkat_berangka=False),
        lambda e: e.kisi.append(list(e.kisi[-1])), "sudah ada di A17"),
    "a kegiatan label in the middle of its block": (
        Tata(bentuk="berkolom", label="kosong", kode="tanpa"),
        geser_label, "B6: kegiatan kosong pada baris pertamanya"),
    "a misplaced label that the codes betray": (
        Tata(bentuk="berkolom", label="kosong", kode="tempel"),
        turun_label, "berdiri pada baris berkode"),
    "a programme left blank where the codes go on to the next": (
        Tata(bentuk="berkolom"), lambda e: isi(e, "7.01.02.2.01", 1, None), "A9: kode 7.01.02"),
    "a sub kegiatan whose name is gone from a table of columns": (
        Tata(bentuk="berkolom", label="kosong", kode="tempel"),
        lambda e: isi(e, "7.01.02.2.02.0003", 0, None), "baris ini bukan program"),
    "a code of another programme": (
        Tata(bentuk="berkolom"), lambda e: isi(e, "7.01.02.2.01.0001", 0, "7.01.03.2.01.0001"),
        "samakan kode dan nama programnya"),
    "a budget in thousands": (
        Tata(), lambda e: e.kisi[2].__setitem__(0, "(dalam ribuan rupiah)"), "A3: angkanya bukan"),
    "another year": (
        Tata(), lambda e: e.kisi[0].__setitem__(0, "TAHUN ANGGARAN 2021"), "A1: ekspor ini untuk"),
    "another kecamatan": (
        Tata(), lambda e: e.kisi[1].__setitem__(0, "KECAMATAN SUKAMAJU BARAT"), "A2: ekspor ini"),
    "an office that is no kecamatan": (
        Tata(), lambda e: e.kisi[1].__setitem__(0, "SKPD : 1.02 DINAS KESEHATAN"), "A2: ekspor"),
    "a row with an amount right under the table": (
        Tata(jumlah=False), lambda e: e.kisi.append(["", "Perencanaan lain", 5, 5, ""]), "B18"),
    "an amount that two ways of writing leave open": (
        Tata(angka="koma"), lambda e: isi(e, "Penyusunan Dokumen", 1, "4.250"), "“4.250” dapat"),
    "a small number among texts with separators": (
        Tata(angka="titik"), lambda e: isi(e, "Penyusunan Dokumen", 1, 600), "C8: 600 berdiri"),
    "a kegiatan with money and no sub kegiatan": (
        Tata(jumlah=False),
        lambda e: e.kisi.append(["7.01.02.2.03", "Kegiatan lain", 5, 5, ""]), "tidak ada sub"),
    "no table at all": (
        Tata(), lambda e: e.kisi.clear(), "tidak ada tabel anggaran"),
}  # fmt: skip


@pytest.mark.parametrize(("t", "ubah", "pesan"), SALAH.values(), ids=SALAH.keys())
def test_a_wrong_export_is_refused_with_its_cell(
    t: Tata, ubah: Callable[[Ekspor], Any], pesan: str, tmp_path: Path
) -> None:
    temuan = rusak(tmp_path, t, ubah)
    assert any(pesan in x for x in temuan), temuan


def test_both_numbers_of_a_disagreement_are_said(tmp_path: Path) -> None:
    """Σ pagu of CONTOH: 7,400,000 + 6,000,000 + 4,582,846,671 + 59,718,740 + 58,236,140."""
    (temuan,) = rusak(tmp_path, Tata(persen=False), lambda e: isi(e, "JUMLAH", 2, 4_714_201_550))
    assert "4.714.201.550" in temuan
    assert "4.714.201.551" in temuan


def test_a_sub_kegiatan_may_have_the_name_of_one_under_another_kegiatan(tmp_path: Path) -> None:
    dua = tuple(replace(s, nama="Koordinasi") if s.nama.startswith("Koor") else s for s in CONTOH)
    hasil = baca(tulis_ekspor(tmp_path, Tata(), dua))
    assert salah(hasil) == []
    assert terbaca(hasil) == kebenaran(dua, Tata())


def test_two_columns_called_the_same_are_asked_for_and_never_guessed(tmp_path: Path) -> None:
    """The office answers once, in padanan.toml; then the export is read."""
    ekspor = susun(CONTOH, Tata(isi="dppa", jumlah=False))
    for k in (3, 4):
        ekspor.kisi[4][k - 1] = "Anggaran"
    berkas = simpan(ekspor, tmp_path / "ekspor.xlsx")
    laporan = baca(berkas).laporan
    assert [r.sel for r in laporan.ragu] == ["C5", "D5"]
    assert laporan.ditolak
    minta(tmp_path, laporan.ragu)
    tanya = tmp_path / "padanan.toml"
    teks = tanya.read_text("utf-8")
    teks = teks.replace('C)" = ""', 'C)" = "Pagu sebelum perubahan (Rp)"')
    tanya.write_text(teks.replace('D)" = ""', 'D)" = "Pagu anggaran (Rp)"'), "utf-8")
    hasil = baca_sipd(berkas, "Sukamaju", 2022, read_padanan(tmp_path))
    assert not hasil.laporan.ditolak
    assert terbaca(hasil) == kebenaran(CONTOH, Tata(isi="dppa"))


def test_an_export_that_says_neither_year_nor_unit_is_doubted(tmp_path: Path) -> None:
    hasil = baca(tulis_ekspor(tmp_path, Tata(judul=False)))
    assert salah(hasil) == []
    assert [t.pesan for t in hasil.laporan.temuan] == [
        "ekspor ini tidak menyebut tahun anggarannya",
        "ekspor ini tidak menyebut unitnya",
    ]


def test_the_year_of_a_law_is_not_the_year_of_the_budget(tmp_path: Path) -> None:
    def ubah(e: Ekspor) -> None:
        e.kisi[2][0] = "Perda Nomor 9 Tahun 2019 tentang APBD"

    assert rusak(tmp_path, Tata(), ubah) == []


def test_a_formula_without_a_saved_result_is_refused(tmp_path: Path) -> None:
    berkas = tulis_ekspor(tmp_path, Tata(isi="pagu"))
    wb = load_workbook(berkas)
    wb.active["C8"] = "=7000000+400000"
    wb.save(berkas)
    assert any("C8: rumus belum punya hasil" in t for t in salah(baca(berkas)))


def test_hidden_rows_are_read_and_said(tmp_path: Path) -> None:
    """Leaving them out would lose money in silence."""
    berkas = tulis_ekspor(tmp_path, Tata())
    wb = load_workbook(berkas)
    wb.active.row_dimensions[11].hidden = True
    wb.save(berkas)
    hasil = baca(berkas)
    assert terbaca(hasil) == kebenaran(CONTOH, Tata())
    assert [t.sel for t in hasil.laporan.temuan] == ["A11"]


def test_two_sheets_with_a_budget_are_refused_by_name(tmp_path: Path) -> None:
    berkas = tulis_ekspor(tmp_path, Tata())
    wb = load_workbook(berkas)
    wb.copy_worksheet(wb.active).title = "Perubahan"
    wb.save(berkas)
    assert "Sheet1, Perubahan" in salah(baca(berkas))[0]


def test_a_workbook_called_csv_is_read_as_the_workbook_it_is(tmp_path: Path) -> None:
    """Its ending was changed by hand, or by what downloaded it."""
    simpan(susun(CONTOH, Tata()), tmp_path / "e.xlsx")
    (tmp_path / "e.xlsx").rename(tmp_path / "e.csv")
    assert not salah(baca(tmp_path / "e.csv"))


def test_files_that_are_no_export_are_refused(tmp_path: Path) -> None:
    kosong, gambar, lama = (tmp_path / n for n in ("kosong.xlsx", "gambar.xlsx", "lama.xls"))
    kosong.write_bytes(b"")
    lama.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    Workbook().save(gambar)
    teks = tmp_path / "kosong.csv"
    teks.write_text("", "utf-8")
    assert "rusak atau bukan buku kerja" in salah(baca(kosong))[0]
    assert "tidak ada tabel anggaran" in salah(baca(gambar))[0]
    assert "simpan ulang sebagai .xlsx" in salah(baca(lama))[0]
    assert salah(baca(teks))


def test_the_dpa_belanja_of_sipd_is_read_by_its_kinds_of_belanja(tmp_path: Path) -> None:
    """Operasi + modal + tidak terduga + transfer = jumlah; T-1 and T+1 are other years."""
    jenis = ["Belanja Operasi", "Belanja Modal", "Belanja Tidak Terduga", "Belanja Transfer"]
    kisi: list[list[Any]] = [
        ["DOKUMEN PELAKSANAAN ANGGARAN TAHUN ANGGARAN 2022"],
        ["Organisasi", ": 7.01.0.00.0.00.09.0000 Kecamatan Sukamaju"],
        ["Kode", None, None, None, None, "Uraian", "Sumber Dana", "Lokasi", "Jumlah (Rp)"],
        [None] * 8 + ["T-1", "Tahun 2022", None, None, None, None, "T+1"],
        ["Urusan", "Bidang Urusan", "Program", "Kegiatan", "Sub Kegiatan", *[None] * 4, *jenis,
         "Jumlah"],
        ["7", "01", "02", None, None, "PROGRAM A", None, None, 9, 30, 20, 0, 0, 50, 60],
        ["7", "01", "02", "2.01", None, "Kegiatan B", None, None, 9, 30, 20, 0, 0, 50, 60],
        ["7", "01", "02", "2.01", "0001", "Sub C", "DAU", "Sukamaju", 9, 30, 20, 0, 0, 50, 60],
    ]  # fmt: skip
    gabung = ["A3:E4", "F3:F5", "G3:G5", "H3:H5", "I3:O3", "I4:I5", "J4:N4", "O4:O5"]
    hasil = baca(simpan(Ekspor(kisi, gabung), tmp_path / "dpa.xlsx"))
    assert salah(hasil) == []
    assert terbaca(hasil)[0][:5] == ("7.01.02", "PROGRAM A", "Kegiatan B", "Sub C", 50)
    kisi[-1][10] = 21
    assert "jenis belanjanya berjumlah 51" in "".join(
        salah(baca(simpan(Ekspor(kisi, gabung), tmp_path / "dpa.xlsx")))
    )


@pytest.mark.parametrize(
    ("teks", "dalam", "kode"),
    [
        ("7.01.02.2.01.01", Tingkat.SUB, "7.01.02.2.01.01"),
        ("7.01.02.2.01.0001", Tingkat.SUB, "7.01.02.2.01.0001"),
        ("7 . 01 . 02 . 2.01", Tingkat.KEGIATAN, "7.01.02.2.01"),
        ("7.01.7.01.02.2.01.0001", Tingkat.SUB, "7.01.02.2.01.0001"),
        ("7.01.0.00.0.00.01.0000.7.01.02", Tingkat.PROGRAM, "7.01.02"),
        ("7.01.7.01.0.00.0.00.01.0000.02.2.01.01", Tingkat.SUB, "7.01.02.2.01.01"),
        ("7.01.0.00.0.00.01.0000", Tingkat.ORGANISASI, "7.01.0.00.0.00.01.0000"),
        ("7.01.02.2.01.01.5.1.02", Tingkat.BELANJA + 2, "5.1.02"),
        ("5.02.02", Tingkat.PROGRAM, "5.02.02"),
        ("X.XX.01.2.01.01", Tingkat.SUB, "X.XX.01.2.01.01"),
    ],
)
def test_codes_are_known_however_they_are_written(teks: str, dalam: int, kode: str) -> None:
    """Source: aturan.md 4, Permendagri 90/2019."""
    terbaca = parse_kode(teks)
    assert terbaca is not None
    assert (terbaca.dalam, terbaca.teks) == (dalam, kode)


@pytest.mark.parametrize("teks", ["7.1.1", "7.01.1", "7.01.02.2.1", "12", "7,01", "7.01.02.2.01.1"])
def test_what_is_no_code_is_none(teks: str) -> None:
    assert parse_kode(teks) is None


def test_a_number_before_a_name_is_a_code_only_where_it_may_be_one() -> None:
    assert split_kode("2 unit komputer") == (None, "2 unit komputer")
    kode, nama = split_kode("7 UNSUR KEWILAYAHAN")
    assert kode is not None
    assert nama == "UNSUR KEWILAYAHAN"


@pytest.mark.parametrize(
    ("isi", "baca"),
    [
        (["7.400.000", "4.250"], [7_400_000, 4_250]),
        (["6,899,605,174", "4,250"], [6_899_605_174, 4_250]),
        (["6,899,605,174", "4.250"], [6_899_605_174, "dua cara"]),
        (["4.250", "4,250"], ["dua cara", "dua cara"]),
        (["Rp 1.250.000,00", "7.529.955.253,-", "-", None], [1_250_000, 7_529_955_253, None, None]),
        (["(Rp 1.250.000,00)", "- 5.000"], [-1_250_000, -5_000]),
        ([1_250_000.0, 0, 12], [1_250_000, 0, 12]),
        (["1.250.000", 12], [1_250_000, "membuang nolnya"]),
        (["1.250.000,50"], ["bilangan bulat"]),
        (["7400.000", "7.400,000", "1.250.000"], ["dapat berarti", "dapat berarti", 1_250_000]),
        (["7400000\n6000000", "7 400 000"], ["lebih dari satu angka", 7_400_000]),
    ],
)
def test_a_column_settles_what_a_cell_leaves_open(isi: list[Any], baca: list[Any]) -> None:
    """Source: aturan.md 4, quirks in real exports."""
    angka, galat = read_rupiah(dict(enumerate(isi)))
    for nomor, tepat in enumerate(baca):
        if isinstance(tepat, str):
            assert tepat in str(galat[nomor])
        else:
            assert angka[nomor] == tepat


@pytest.mark.parametrize(
    ("cetak", "tepat", "cocok"),
    [
        ("97,62 %", 97.6205, True),
        ("97,62%", 97.6299, True),
        ("97,62%", 97.65, False),
        (0.976205, 97.6205, True),
        (97.62, 97.6205, True),
        ("98", 97.62, True),
        ("96", 97.62, False),
        ("-", 0.0, True),
    ],
)
def test_a_percentage_is_held_to_the_digits_it_prints(
    cetak: Any, tepat: float, cocok: bool
) -> None:
    assert is_cocok_persen(cetak, tepat) is cocok


PROGRAM_KEG_SUB = (["7.01.01", "PROGRAM A"], ["7.01.01.2.01", "Keg"], ["7.01.01.2.01.01", "Sub"])


def tabel(kepala: list[Any], *angka: Any, judul: str = "TAHUN ANGGARAN 2022") -> Ekspor:
    """One programme, kegiatan and sub kegiatan with the same amounts, below `judul`."""
    isi = [[*depan, *angka] for depan in PROGRAM_KEG_SUB]
    return Ekspor([[judul], ["KECAMATAN SUKAMAJU"], ["Kode", "Uraian", *kepala], *isi])


@pytest.mark.parametrize(
    ("kepala", "angka", "pagu", "realisasi", "sebelum"),
    [
        (["Anggaran 2022", "Realisasi 2022", "%", "Realisasi 2021"], (10, 3, 30, 9), 10, 3, None),
        (["Pagu", "Realisasi s.d. Periode Lalu", "Realisasi Periode Ini",
          "Realisasi s.d. Periode Ini"], (10, 1, 2, 3), 10, 3, None),
        (["Pagu Murni", "Pagu Perubahan", "Realisasi", "% Realisasi", "Sisa"],
         (10, 12, 6, 0.5, 6), 12, 6, 10),
        (["Semula", "Menjadi", "Selisih"], (10, 12, 2), 12, None, 10),
        (["Pagu", "Realisasi Triwulan I"], (10, 3), 10, None, None),
        (["Jumlah (Rp)"], ("Rp10",), 10, None, None),
    ],
)  # fmt: skip
def test_heads_are_told_by_their_words(
    kepala: list[Any], angka: Any, pagu: Any, realisasi: Any, sebelum: Any, tmp_path: Path
) -> None:
    hasil = baca(simpan(tabel(kepala, *angka), tmp_path / "e.xlsx"))
    assert salah(hasil) == []
    assert terbaca(hasil) == [
        ("7.01.01", "PROGRAM A", "Keg", "Sub", pagu, realisasi, sebelum, None)
    ]


@pytest.mark.parametrize(
    ("ekspor", "pesan"),
    [
        (tabel(["Anggaran 2021"], 10), "A3: tidak ada kolom pagu atau realisasi tahun 2022"),
        (tabel(["Pagu"], -10), "C6: pagu “Sub” -10; tidak boleh kurang dari nol"),
        (tabel(["Pagu (Rp juta)"], 10), "A3: angkanya bukan rupiah penuh"),
        (tabel(["Pagu", "Realisasi"], 10, 3, judul="TA 2022 s.d. 30 Juni"), "A1: realisasinya"),
        (tabel(["Pagu", "Realisasi"], 10, 3, judul="TA 2022 Triwulan II"), "A1: realisasinya"),
        (tabel(["Pagu", "Sisa"], 10, 3, judul="TA 2021"), "A1: ekspor ini untuk tahun 2021"),
    ],
)
def test_what_a_head_or_title_says_against_the_export_refuses_it(
    ekspor: Ekspor, pesan: str, tmp_path: Path
) -> None:
    assert any(pesan in x for x in salah(baca(simpan(ekspor, tmp_path / "e.xlsx"))))


@pytest.mark.parametrize("kepala", ["Nilai Kontrak", "Besaran", "Anggaran Kas"])
def test_an_amount_of_no_known_name_is_asked_for(kepala: str, tmp_path: Path) -> None:
    laporan = baca(simpan(tabel([kepala], 10), tmp_path / "e.xlsx")).laporan
    assert [r.sel for r in laporan.ragu] == ["C3"]


def datar(*unit: str) -> Ekspor:
    """The flat export of SIPD: every level in columns of its own, with the unit on each row."""
    jenjang = [f"{a} {b}" for b in ("SKPD", "Program", "Kegiatan", "Sub Kegiatan")
               for a in ("Kode", "Nama")]  # fmt: skip
    kepala = ["Tahun", *jenjang, "Pagu", "Realisasi"]
    baris = [
        [2022, "7.01.0.00.0.00.09.0000", u, "7.01.01", "PROGRAM A", "7.01.01.2.01", "Keg",
         f"7.01.01.2.01.000{n}", f"Sub {n}", 10 * n, n]
        for n, u in enumerate(unit, 1)
    ]  # fmt: skip
    return Ekspor([kepala, *baris])


def test_the_flat_export_says_year_and_unit_on_its_rows(tmp_path: Path) -> None:
    hasil = baca(simpan(datar("Kecamatan Sukamaju", "Kec. Lain"), tmp_path / "e.xlsx"))
    assert any("C3" in x or "ekspor ini milik “kec. lain”" in x for x in salah(hasil))
    hasil = baca(simpan(datar(*["Kecamatan Sukamaju"] * 2), tmp_path / "e.xlsx"))
    assert hasil.laporan.temuan == ()
    assert [r[4:6] for r in terbaca(hasil)] == [(10, 1), (20, 2)]
    salah_tahun = datar("Kecamatan Sukamaju")
    salah_tahun.kisi[1][0] = 2023
    assert (
        "A2: ekspor ini untuk tahun 2023"
        in salah(baca(simpan(salah_tahun, tmp_path / "e.xlsx")))[0]
    )
