"""A statement is held against its table, or it is said why it cannot be."""

import pandas as pd
import pytest

from lkip_helpers.audit.reconcile.results import ResultTabel
from lkip_helpers.audit.reconcile.statements import check_statements

COLUMNS = {
    "jawaban": {"judul": "Jawaban", "jenis": "teks"},
    "frekuensi": {"judul": "Frekuensi", "jenis": "bilangan"},
    "catatan": {"judul": "Catatan", "jenis": "teks"},
}
ROW = (
    {"jawaban": "Mudah", "frekuensi": 20, "catatan": "a"},
    {"jawaban": "Sulit", "frekuensi": 30, "catatan": "b"},
    {"jawaban": "Ragu", "frekuensi": None, "catatan": "c"},
)


def decide(kind: str, rows: str, column: str, value: str = "") -> tuple[str, str]:
    tabel = ResultTabel("t", "Tabel 1", "Jawaban", COLUMNS, ROW, (), ())
    one = {"label": "t", "jenis": kind, "baris": rows, "kolom": column, "nilai": value}
    frame = pd.DataFrame([{"tempat": "hlm. 1", "bunyi": "…", **one}], index=[4])
    (result,), findings = check_statements(frame, {"t": tabel})
    assert findings == []
    return result.decision, result.description


@pytest.mark.parametrize(
    ("kind", "rows", "decision", "description"),
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
    kind: str, rows: str, decision: str, description: str
) -> None:
    """20 and 30 of 50; a row without a number does not count."""
    assert decide(kind, rows, "Frekuensi") == (decision, description)


@pytest.mark.parametrize(
    ("value", "decision"), [("1", "sesuai"), ("2", "tidak sesuai"), ("", "sesuai")]
)
def test_without_a_row_the_number_of_rows_is_judged(value: str, decision: str) -> None:
    """One of the two lies above the mean of 25."""
    assert decide("di atas rata-rata", "", "Frekuensi", value)[0] == decision


@pytest.mark.parametrize("kind", ["mayoritas", "tertinggi", "terendah", "di atas rata-rata"])
@pytest.mark.parametrize(
    ("rows", "column", "description"),
    [
        ("Mudah", "Catatan", "kolom catatan tidak berisi angka"),
        ("Ragu", "Frekuensi", "baris Ragu tidak berangka pada kolom frekuensi"),
        ("Mudah", "", "kolom belum diisi"),
    ],
)
def test_what_cannot_be_judged_says_why(
    kind: str, rows: str, column: str, description: str
) -> None:
    """Neither true nor false, and no fault of the program."""
    assert decide(kind, rows, column) == ("tidak dapat diperiksa", description)
