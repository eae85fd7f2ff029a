"""A statement is checked against its table, or the reason is given why it cannot be."""

import pandas as pd
import pytest

from lkip_helpers.errors import InvalidArgument
from lkip_helpers.reconcile.statements import _CHECKS, Answer, Claim, check_statements
from lkip_helpers.report.record import Record, read_records

COLUMNS = [
    {"kunci": "jawaban", "judul": "Jawaban", "jenis": "teks"},
    {"kunci": "frekuensi", "judul": "Frekuensi", "jenis": "bilangan"},
    {"kunci": "catatan", "judul": "Catatan", "jenis": "teks"},
]
ROWS = (
    {"jawaban": "Mudah", "frekuensi": 20, "catatan": "a"},
    {"jawaban": "Sulit", "frekuensi": 30, "catatan": "b"},
    {"jawaban": "Ragu", "frekuensi": None, "catatan": "c"},
)


def check_one(
    tabel: dict[str, Record], kind: str, row: str, column: str, value: str, wording: str = "…"
) -> tuple[str, str]:
    """Decision and description of a single statement on table t."""
    statement = {"label": "t", "jenis": kind, "baris": row, "kolom": column, "nilai": value}
    frame = pd.DataFrame([{"tempat": "hlm. 1", "bunyi": wording, **statement}], index=[4])
    (result,), findings = check_statements(frame, tabel)
    assert findings == []
    return result[1:]


def decide(kind: str, row: str, column: str, value: str = "") -> tuple[str, str]:
    tabel = read_records([{"label": "t", "judul": "Jawaban", "kolom": COLUMNS, "baris": ROWS}])
    return check_one(tabel, kind, row, column, value)


@pytest.mark.parametrize(
    ("kind", "row", "decision", "description"),
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
    kind: str, row: str, decision: str, description: str
) -> None:
    """20 and 30 of 50; a row without a number does not count."""
    assert decide(kind, row, "Frekuensi") == (decision, description)


@pytest.mark.parametrize(
    ("value", "decision"), [("1", "sesuai"), ("2", "tidak sesuai"), ("", "sesuai")]
)
def test_without_a_row_the_number_of_rows_is_judged(value: str, decision: str) -> None:
    """One of the two lies above the mean of 25."""
    assert decide("di atas rata-rata", "", "Frekuensi", value)[0] == decision


@pytest.mark.parametrize("kind", ["mayoritas", "tertinggi", "terendah", "di atas rata-rata"])
@pytest.mark.parametrize(
    ("row", "column", "description"),
    [
        ("Mudah", "Catatan", "kolom catatan tidak berisi angka"),
        ("Ragu", "Frekuensi", "baris Ragu tidak berangka pada kolom frekuensi"),
        ("Mudah", "", "kolom belum diisi"),
    ],
)
def test_a_statement_that_cannot_be_judged_says_why(
    kind: str, row: str, column: str, description: str
) -> None:
    """It is neither true nor false, and the program does not fail."""
    assert decide(kind, row, column) == ("tidak dapat diperiksa", description)


def test_a_fault_of_the_program_is_no_statement_that_cannot_be_judged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A slip in a check would else read as a gap in the data."""

    def fail(_claim: Claim) -> Answer:
        raise InvalidArgument("salah")

    monkeypatch.setitem(_CHECKS, "tertinggi", fail)
    with pytest.raises(InvalidArgument, match="salah"):
        decide("tertinggi", "Mudah", "Frekuensi")


CAPAIAN = {
    "indikator": {"judul": "Indikator", "jenis": "teks"},
    "polaritas": {"judul": "Arah", "jenis": "teks"},
    "target": {"judul": "Target", "jenis": "angka"},
    "realisasi": {"judul": "Realisasi", "jenis": "angka"},
    "capaian": {"judul": "Capaian (%)", "jenis": "persen"},
    "realisasi_lalu": {"judul": "Realisasi", "jenis": "angka"},
    "capaian_lalu": {"judul": "Capaian (%)", "jenis": "persen"},
    "target_akhir": {"judul": "Target akhir", "jenis": "angka"},
}
INDIKATOR = (
    ("Jalan mantap", "maksimal", 70, 80, 80 / 70 * 100, 50, 90.0, 82.5),
    ("Lama layanan", "minimal", 5, 4, 120.0, 4.0, 120.0, 3),
    ("Air bersih", "maksimal", 83, 80, 80 / 83 * 100, 80.001, 96.3, 90),
)


def decide_movement(
    kind: str, row: str, column: str, value: str = "", wording: str = "…"
) -> tuple[str, str]:
    columns = [{"kunci": key, **traits} for key, traits in CAPAIAN.items()]
    rows = [dict(zip(CAPAIAN, values, strict=True)) for values in INDIKATOR]
    tabel = read_records([{"label": "t", "judul": "Capaian", "kolom": columns, "baris": rows}])
    return check_one(tabel, kind, row, column, value, wording)


@pytest.mark.parametrize(
    ("kind", "row", "value", "decision", "description"),
    [
        ("naik", "Jalan mantap", "", "sesuai", "naik dari 50 menjadi 80"),
        ("turun", "Jalan mantap", "", "tidak sesuai", "naik dari 50 menjadi 80"),
        ("naik", "Jalan mantap", "60 %", "sesuai", "naik dari 50 menjadi 80"),
        ("naik", "Jalan mantap", "30 poin", "sesuai", "naik dari 50 menjadi 80"),
        ("naik", "Jalan mantap", "30 persen", "tidak sesuai",
         ("naik dari 50 menjadi 80; 30 persen adalah selisih (poin), bukan persen: "
          "selisihnya 30, perubahannya 60,00\u00a0%")),
        ("naik", "Jalan mantap", "60 poin", "tidak sesuai",
         ("naik dari 50 menjadi 80; 60 poin adalah persen, bukan selisih (poin): "
          "selisihnya 30, perubahannya 60,00\u00a0%")),
        ("naik", "Jalan mantap", "12", "tidak sesuai",
         "naik dari 50 menjadi 80; bukan 12: selisihnya 30, perubahannya 60,00\u00a0%"),
        ("tetap", "Air bersih", "", "sesuai", "tetap dari 80 menjadi 80"),
        ("turun", "Air bersih", "", "tidak sesuai", "tetap dari 80 menjadi 80"),
    ],
)  # fmt: skip
def test_a_statement_on_rise_or_fall_is_judged_with_its_amount(
    kind: str, row: str, value: str, decision: str, description: str
) -> None:
    """From 50 to 80: 30 points, 30 / 50 = 60 %; 80.001 is printed as 80,00."""
    assert decide_movement(kind, row, "realisasi", value) == (decision, description)


@pytest.mark.parametrize(
    ("kind", "row", "column", "wording", "decision", "description"),
    [
        ("melampaui rencana", "Jalan mantap", "realisasi", "melampaui target", "sesuai",
         "80 melampaui rencana 70"),
        ("di bawah rencana", "Jalan mantap", "realisasi", "belum mencapai target akhir Renstra",
         "sesuai", "80 di bawah rencana 82,5"),
        ("melampaui rencana", "Lama layanan", "realisasi", "lebih cepat", "sesuai",
         "4 melampaui rencana 5"),
        ("sesuai rencana", "Air bersih", "capaian", "mencapai target", "tidak sesuai",
         "96,39 di bawah rencana 100"),
    ],
)  # fmt: skip
def test_a_comparison_with_a_plan_is_judged(
    kind: str, row: str, column: str, wording: str, decision: str, description: str
) -> None:
    """Target 70 and 82.5 at the end against 80; 4 days of at most 5; 80 / 83 = 96.39 %."""
    assert decide_movement(kind, row, column, "", wording) == (decision, description)


def test_the_target_that_a_sentence_names_is_checked_too() -> None:
    """80 is above 70, but the plan did not say 75."""
    assert decide_movement("melampaui rencana", "Jalan mantap", "realisasi", "75 %") == (
        "tidak sesuai",
        "80 melampaui rencana 70; rencananya bukan 75 %",
    )


def test_a_share_that_a_sentence_names_is_checked_too() -> None:
    """80 / 83 is 96.39 %; "75, above its target" is wrong twice."""
    assert decide_movement("melampaui rencana", "Air bersih", "capaian", "75 %") == (
        "tidak sesuai",
        "96,39 di bawah rencana 100; bukan 75 %, dan 75 % sendiri di bawah rencana",
    )


def test_a_movement_without_the_year_before_cannot_be_judged() -> None:
    """The table has no target of the year before."""
    decision, description = decide_movement("naik", "Jalan mantap", "target")
    assert decision == "tidak dapat diperiksa"
    assert description == "tabel t tidak memuat tahun sebelumnya bagi target"


@pytest.mark.parametrize(
    ("kind", "row", "decision", "description"),
    [
        ("naik", "Lama layanan › 2023", "tidak sesuai", "turun dari 5 menjadi 4"),
        ("naik", "Jalan mantap › 2023", "sesuai", "naik dari 60 menjadi 70"),
        ("naik", "Jalan mantap › 2022", "tidak dapat diperiksa",
         "tabel t tidak memuat tahun sebelumnya bagi realisasi"),
        ("naik", "Tanpa tahun", "tidak dapat diperiksa",
         "tabel t tidak memuat tahun sebelumnya bagi realisasi"),
        ("naik", "Selama Renstra", "tidak dapat diperiksa",
         "tabel t tidak memuat tahun sebelumnya bagi realisasi"),
    ],
)  # fmt: skip
def test_a_movement_in_a_table_with_a_row_a_year_is_judged_by_the_row_before(
    kind: str, row: str, decision: str, description: str
) -> None:
    """Of 2021 the table has nothing, so that of 2022 nothing is said; 0 of the other is its own.

    Nor is anything said of a row without a year.
    """
    columns = [
        {"kunci": "indikator", "judul": "Indikator", "jenis": "teks"},
        {"kunci": "tahun", "judul": "Tahun", "jenis": "tahun"},
        {"kunci": "realisasi", "judul": "Realisasi", "jenis": "angka"},
    ]
    figures: tuple[tuple[str, int | str | None, float], ...] = (
        ("Tanpa tahun", None, 9.0),
        ("Selama Renstra", "2020–2024", 9.0),
        ("Jalan mantap", 2020, 0.0),
        ("Jalan mantap", 2022, 60.0),
        ("Jalan mantap", 2023, 70.0),
    )
    figures += (("Lama layanan", 2022, 5.0), ("Lama layanan", 2023, 4.0))
    keys = [column["kunci"] for column in columns]
    rows = [dict(zip(keys, values, strict=True)) for values in figures]
    tabel = read_records([{"label": "t", "judul": "Antartahun", "kolom": columns, "baris": rows}])
    assert check_one(tabel, kind, row, "realisasi", "", "…") == (decision, description)


@pytest.mark.parametrize(
    ("kind", "row", "column", "description"),
    [
        ("mayoritas", "", "Frekuensi", "baris belum diisi"),
        ("tertinggi", "", "Frekuensi", "baris belum diisi"),
        ("naik", "", "Frekuensi", "baris belum diisi"),
        ("naik", "Mudah", "", "kolom (kosong) tidak berisi angka pada baris itu"),
        ("sesuai rencana", "Mudah", "Catatan", "kolom catatan tidak berisi angka pada baris itu"),
        ("banyak baris", "", "", "nilai tercetak belum diisi"),
        ("tahun ke", "Mudah", "Frekuensi", "kolom tahun belum diisi"),
    ],
)
def test_a_statement_whose_cells_are_not_filled_says_which(
    kind: str, row: str, column: str, description: str
) -> None:
    assert decide(kind, row, column) == ("tidak dapat diperiksa", description)


def test_a_majority_of_nothing_cannot_be_judged() -> None:
    """Nobody chose either answer: 0 of 0 is no share."""
    rows = [row | {"frekuensi": 0} for row in ROWS]
    tabel = read_records([{"label": "t", "judul": "Jawaban", "kolom": COLUMNS, "baris": rows}])
    assert check_one(tabel, "mayoritas", "Mudah", "Frekuensi", "") == (
        "tidak dapat diperiksa",
        "jumlah kolom frekuensi nol",
    )
