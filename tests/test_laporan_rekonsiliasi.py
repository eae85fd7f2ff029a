"""The published report of 2021 against its data, and our own report against itself."""

import json
import shutil
from pathlib import Path
from typing import Any

import lxml.html
import openpyxl
import pandas as pd
import pikepdf
import pytest
from openpyxl import Workbook

from lkip_helpers.audit.hasil import Letak, TakDikenal, build_hasil
from lkip_helpers.audit.rekonsiliasi import count_kelas, reconcile
from lkip_helpers.intake.terbit import read_terbit
from lkip_helpers.workspace import Ruang
from tests.buku import tulis
from tests.conftest import Laporan, lkip
from tests.html_tabel import read_tabel

KOSONG = pd.DataFrame(columns=["label", "tempat", "jenis", "baris", "kolom", "nilai", "bunyi"])


@pytest.fixture(scope="module")
def rekon(laporan: Laporan) -> dict[str, pd.DataFrame]:
    hasil = lkip(laporan.ruang.root, "reconcile", "2021", "--json")
    assert hasil.returncode == 0, hasil.stderr
    return {nama: pd.DataFrame(isi) for nama, isi in json.loads(hasil.stdout).items()}


def satu(rekon: dict[str, pd.DataFrame], label: str, tempat: str, **isi: str) -> Any:
    a = rekon["angka"]
    pilih = (a["label"] == label) & (a["tempat"] == tempat)
    for kolom, nilai in isi.items():
        pilih &= a[kolom] == nilai
    assert pilih.sum() == 1
    return a[pilih].iloc[0]


def test_our_own_report_reconciled_with_itself_has_no_difference(laporan: Laporan) -> None:
    """Every cell of every table as the HTML prints it."""
    hasil = build_hasil(laporan.tabel.values())
    cetak = []
    for label, (badan, kaki) in read_tabel(laporan.folder / "laporan.html").items():
        t = hasil[label]
        for bagian, baris in (("baris", badan), ("kaki", kaki)):
            for i, isi in enumerate(baris):
                nama = t.sebut(Letak(bagian, i))
                try:
                    if t.find_baris(nama) != Letak(bagian, i):
                        continue
                except TakDikenal:
                    continue  # a row no name tells apart from another
                cetak += [
                    (label, "", nama, kolom, teks, None)
                    for kolom, teks in zip(t.kolom, isi, strict=True)
                    if teks and (bagian == "baris" or kolom in t.kaki[i])
                ]
    kolom = ["label", "tempat", "baris", "kolom", "nilai", "halaman"]
    terbit = pd.DataFrame(cetak, columns=kolom)
    terbit.attrs["sumber"] = {"berkas": "terbit.xlsx", "lembar": "Angka", "kolom": {}}
    r = reconcile(terbit, KOSONG, hasil)
    assert r.temuan == []
    assert len(r.angka) > 1000
    beda = r.angka[~r.angka["kelas"].isin(["sama"])]
    assert beda[["label", "baris", "kolom", "tercetak", "hitungan"]].to_numpy().tolist() == []


def test_the_rows_of_the_survey_table_are_shifted_by_one(rekon: dict[str, pd.DataFrame]) -> None:
    """U3 to U9 carry the sums of U2 to U8: seven in a row. Source: Tabel 1.2 of the report."""
    for kode in range(3, 10):
        b = satu(rekon, "skm-nilai", "Tabel 1.2", baris=f"U{kode}", kolom="Jumlah nilai")
        assert (b["sebab"], b["status"]) == ("baris bergeser", "terbukti")
        assert "7 angka berturut-turut" in b["uraian"]


def test_the_index_is_ten_elements_weighted_a_tenth(rekon: dict[str, pd.DataFrame]) -> None:
    """84.35 = 1687/50 × 0.10 × 25, where 84.83 is right. Source: Tabel 1.2.10."""
    b = satu(rekon, "skm-ringkasan", "Tabel 1.2.10", kolom="IKM")
    assert (b["sebab"], b["status"]) == ("bobot lain", "terbukti")
    assert "84,35 = 1.687/50 × 0,1 × 25" in b["uraian"]
    assert b["nilai_hitung"] == pytest.approx(84.8333, abs=1e-4)


def test_the_letter_is_of_the_repealed_table(rekon: dict[str, pd.DataFrame]) -> None:
    """A by KEP/25/M.PAN/2/2004, B by PermenPAN-RB 14/2017."""
    b = satu(rekon, "skm-ringkasan", "Tabel 1.2.10", kolom="Mutu")
    assert (b["tercetak"], b["hitungan"], b["sebab"]) == ("A", "B", "tabel kategori lain")
    assert "KEP/25/M.PAN/2/2004" in b["uraian"]


def test_the_mean_is_of_rounded_values(rekon: dict[str, pd.DataFrame]) -> None:
    """(103 + 98) / 2 = 100.50; unrounded 100.41. Source: Tabel 3.2."""
    b = satu(rekon, "iku-capaian", "Tabel 3.2", baris="Rata-rata capaian")
    assert (b["sebab"], b["status"]) == ("pembulatan dini", "terbukti")
    assert "(103 + 98) / 2 = 100,50" in b["uraian"]


def test_the_mean_of_the_ipp_is_a_sum(rekon: dict[str, pd.DataFrame]) -> None:
    """3.45 is the sum of six aspects."""
    b = satu(rekon, "ipp-unsur", "Tabel Indeks Pelayanan Publik", baris="Rata-rata")
    assert (b["sebab"], b["status"]) == ("jumlah disebut rata-rata", "terbukti")


@pytest.mark.parametrize(
    ("kolom", "cetak", "benar"), [("Kecamatan", 13, 14), ("Kelurahan", 46, 47)]
)
def test_institutions_are_one_short(
    rekon: dict[str, pd.DataFrame], kolom: str, cetak: int, benar: int
) -> None:
    """13 and 46 printed, 14 and 47 counted; one row explains both."""
    b = satu(rekon, "lembaga-keaktifan", "Tabel keaktifan lembaga", baris="Realisasi", kolom=kolom)
    assert (b["nilai_cetak"], b["nilai_hitung"], b["sebab"]) == (cetak, benar, "bagian hilang")


@pytest.mark.parametrize("kelurahan", ["Payo Selincah", "Lingkar Selatan"])
def test_facilities_are_measured_against_twelve(
    rekon: dict[str, pd.DataFrame], kelurahan: str
) -> None:
    """10/12 = 83 % and 9/12 = 75 %, whatever target stands above."""
    b = satu(rekon, "sarana-kelurahan", "Tabel sarana prasarana", baris="Capaian (%)",
             kolom=kelurahan)  # fmt: skip
    assert (b["sebab"], b["status"]) == ("target lain", "terbukti")
    assert "dihitung terhadap 12" in b["uraian"]


def test_most_differences_have_a_proven_cause(rekon: dict[str, pd.DataFrame]) -> None:
    """117 figures differ; the rest is a guess or said to be unknown."""
    beda = rekon["angka"][rekon["angka"]["kelas"] == "beda"]
    assert len(beda) == 117
    assert (beda["status"] == "terbukti").sum() >= 100
    assert (beda["sebab"] == "belum diketahui").sum() <= 6


def test_claims_of_the_text_are_judged(rekon: dict[str, pd.DataFrame]) -> None:
    """Six of seven majorities are none."""
    p = rekon["pernyataan"]
    mayoritas = p[p["jenis"] == "mayoritas"]
    assert mayoritas["putusan"].value_counts().to_dict() == {"tidak sesuai": 6, "sesuai": 1}
    assert (p["putusan"] == "tidak sesuai").sum() == 18


def test_pk_and_dpa_differ_by_five_rows_and_one_programme(laporan: Laporan) -> None:
    """12,511,573,122 − 7,529,955,253, said by lkip check with both cells."""
    hasil = lkip(laporan.ruang.root, "check", "2021")
    baris = next(b for b in hasil.stdout.splitlines() if "jumlah PK 7.529.955.253" in b)
    assert "jumlah pagu DPA 12.511.573.122 (dpa.xlsx › DPA › E8:E58)" in baris
    assert "= Program Pemberdayaan Masyarakat Desa dan Kelurahan 4.273.777.869 + " in baris
    assert baris.count("Harmonisasi Hubungan Dengan Tokoh Agama") == 5


def test_the_review_document_is_written_in_three_forms(laporan: Laporan) -> None:
    """HTML, PDF and a workbook beside the report, which stays as it was."""
    sebelum = (laporan.folder / "laporan.html").read_bytes()
    hasil = lkip(laporan.ruang.root, "reconcile", "2021")
    assert hasil.returncode == 0, hasil.stderr
    assert "636 angka terbit" in hasil.stdout
    assert (laporan.folder / "laporan.html").read_bytes() == sebelum
    html = lxml.html.parse(laporan.folder / "rekonsiliasi.html").getroot().text_content()
    assert "1.687/50 × 0,1 × 25" in html
    assert len(pikepdf.open(laporan.folder / "rekonsiliasi.pdf").pages) > 5
    buku = openpyxl.load_workbook(laporan.folder / "rekonsiliasi.xlsx")
    assert buku.sheetnames == ["Ringkasan", "Angka", "Pernyataan"]
    assert buku["Angka"].max_row == 637


def test_unknown_names_stop_it_with_their_cells(laporan: Laporan, tmp_path: Path) -> None:
    """And nothing is written."""
    root = tmp_path / "ruang"
    shutil.copytree(laporan.ruang.root, root)
    berkas = root / "data" / "raw" / "paal-merah" / "2021" / "terbit.xlsx"
    buku = openpyxl.load_workbook(berkas)
    buku["Angka"]["A5"], buku["Angka"]["D6"] = "wilayah-luar", "luas"
    buku["Pernyataan"]["D5"] = "Mudahh"
    buku.save(berkas)
    hasil = lkip(root, "reconcile", "2021")
    assert hasil.returncode == 1
    salah = hasil.stderr.splitlines()
    assert salah[0].startswith("salah: terbit.xlsx › Angka › A5: label wilayah-luar tidak dikenal")
    assert "wilayah-luas" in salah[0]
    assert salah[1].startswith("salah: terbit.xlsx › Angka › D6: kolom luas tidak dikenal")
    assert salah[2].startswith("salah: terbit.xlsx › Pernyataan › D5: baris Mudahh tidak dikenal")
    assert "Mudah" in salah[2]


def test_the_four_classes_add_up(rekon: dict[str, pd.DataFrame]) -> None:
    """636 figures typed from the report."""
    kelas = count_kelas(rekon["angka"])
    assert kelas["jumlah"].sum() == len(rekon["angka"]) == 636
    assert kelas["persen"].sum() == pytest.approx(100)


@pytest.fixture
def tanpa_terbit(laporan: Laporan, tmp_path: Path) -> Ruang:
    """The finished report, with no terbit.xlsx beside its data."""
    ruang = Ruang.of("paal-merah", 2021, tmp_path / "ruang")
    shutil.copytree(laporan.ruang.root, ruang.root)
    (ruang.raw / "terbit.xlsx").unlink()
    return ruang


def test_without_terbit_one_is_made_that_names_every_figure(
    laporan: Laporan, tanpa_terbit: Ruang
) -> None:
    """Filled from the report itself it has no difference; what is left blank is counted."""
    root = tanpa_terbit.root
    hasil = lkip(root, "reconcile", "2021")
    assert hasil.returncode == 1
    assert "data/raw/paal-merah/2021/terbit.xlsx baru disiapkan; ketik" in hasil.stderr
    berkas = tanpa_terbit.raw / "terbit.xlsx"
    assert read_terbit(tanpa_terbit).temuan == []
    lagi = lkip(root, "reconcile", "2021")
    assert lagi.returncode == 1
    assert "terbit.xlsx belum berisi nilai pada lembar Angka; ketik" in lagi.stderr
    buku = openpyxl.load_workbook(berkas)
    ws = buku["Angka"]
    nama = [[s.value for s in b[:4]] for b in ws.iter_rows(min_row=5) if b[0].value]
    assert len(nama) > 1000
    assert {n[0] for n in nama} <= {k for k, t in laporan.tabel.items() if t["jenis"] == "tabel"}
    tabel = build_hasil(laporan.tabel.values())
    for nomor, (label, _, baris, kolom) in enumerate(nama[:40], 5):
        t = tabel[label]
        nilai = t.nilai(t.find_baris(baris or ""), t.find_kolom(kolom))
        ws.cell(nomor, 5).value = str(nilai).replace(".", ",")
    buku.save(berkas)
    terisi = lkip(root, "reconcile", "2021")
    assert terisi.returncode == 0, terisi.stderr
    assert "40 angka terbit" in terisi.stdout
    assert f"{len(nama) - 40} baris terbit.xlsx tanpa nilai tercetak" in terisi.stdout
    assert [b for b in terisi.stdout.splitlines() if b.split()[:2] == ["beda", "0"]]


@pytest.mark.parametrize(
    ("isi", "pesan"),
    [
        (Workbook, "terbit.xlsx belum berisi nilai pada lembar Angka"),
        (None, "terbit.xlsx: berkas rusak atau bukan buku kerja Excel; buka di Excel dan simpan"),
    ],
)
def test_a_terbit_without_figures_is_refused_by_name(tmp_path: Path, isi: Any, pesan: str) -> None:
    """A blank workbook, and a file that is none; before any report is built."""
    ruang = tulis(tmp_path)
    if isi:
        isi().save(ruang.raw / "terbit.xlsx")
    else:
        (ruang.raw / "terbit.xlsx").write_text("angka", "utf-8")
    hasil = lkip(tmp_path, "reconcile")
    assert (hasil.returncode, hasil.stdout) == (1, "")
    assert hasil.stderr.startswith(f"Rekonsiliasi tidak dibuat: {pesan}")
