"""A statement is held against its table, or it is said why it cannot be."""

import pandas as pd
import pytest

from lkip_helpers.audit.hasil import TabelHasil
from lkip_helpers.audit.pernyataan import check_pernyataan

KOLOM = {
    "jawaban": {"judul": "Jawaban", "jenis": "teks"},
    "frekuensi": {"judul": "Frekuensi", "jenis": "bilangan"},
    "catatan": {"judul": "Catatan", "jenis": "teks"},
}
BARIS = (
    {"jawaban": "Mudah", "frekuensi": 20, "catatan": "a"},
    {"jawaban": "Sulit", "frekuensi": 30, "catatan": "b"},
    {"jawaban": "Ragu", "frekuensi": None, "catatan": "c"},
)


def putuskan(jenis: str, baris: str, kolom: str, nilai: str = "") -> tuple[str, str]:
    tabel = TabelHasil("t", "Tabel 1", "Jawaban", KOLOM, BARIS, (), ())
    satu = {"label": "t", "jenis": jenis, "baris": baris, "kolom": kolom, "nilai": nilai}
    frame = pd.DataFrame([{"tempat": "hlm. 1", "bunyi": "…", **satu}], index=[4])
    (hasil,), temuan = check_pernyataan(frame, {"t": tabel})
    assert temuan == []
    return hasil.putusan, hasil.uraian


@pytest.mark.parametrize(
    ("jenis", "baris", "putusan", "uraian"),
    [
        ("mayoritas", "Sulit", "sesuai", "Sulit 60 %"),
        ("mayoritas", "Mudah", "tidak sesuai", "Mudah 40 %; terbanyak Sulit 60 %"),
        ("tertinggi", "Sulit", "sesuai", "tertinggi Sulit (30)"),
        ("terendah", "Sulit", "tidak sesuai", "terendah Mudah (20); Sulit 30"),
        ("di atas rata-rata", "Sulit", "sesuai", "1 di atas rata-rata 25: Sulit"),
        ("di bawah rata-rata", "Sulit", "tidak sesuai",
         "Sulit 30 tidak di bawah rata-rata; 1 di bawah rata-rata 25: Mudah"),
    ],
)  # fmt: skip
def test_a_statement_is_judged_by_the_numbers_of_its_column(
    jenis: str, baris: str, putusan: str, uraian: str
) -> None:
    """20 and 30 of 50; a row without a number does not count."""
    assert putuskan(jenis, baris, "Frekuensi") == (putusan, uraian)


@pytest.mark.parametrize(
    ("nilai", "putusan"), [("1", "sesuai"), ("2", "tidak sesuai"), ("", "sesuai")]
)
def test_without_a_row_the_number_of_rows_is_judged(nilai: str, putusan: str) -> None:
    """One of the two lies above the mean of 25."""
    assert putuskan("di atas rata-rata", "", "Frekuensi", nilai)[0] == putusan


@pytest.mark.parametrize("jenis", ["mayoritas", "tertinggi", "terendah", "di atas rata-rata"])
@pytest.mark.parametrize(
    ("baris", "kolom", "uraian"),
    [
        ("Mudah", "Catatan", "kolom catatan tidak berisi angka"),
        ("Ragu", "Frekuensi", "baris Ragu tidak berangka pada kolom frekuensi"),
        ("Mudah", "", "kolom belum diisi"),
    ],
)
def test_what_cannot_be_judged_says_why(jenis: str, baris: str, kolom: str, uraian: str) -> None:
    """Neither true nor false, and no fault of the program."""
    assert putuskan(jenis, baris, kolom) == ("tidak dapat diperiksa", uraian)
