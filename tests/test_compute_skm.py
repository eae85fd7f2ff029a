"""The survey: figures of 2021 from the nine frequency tables, and laws of PermenPAN-RB 14/2017."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkip_helpers.aturan import find_unsur, load_mutu
from lkip_helpers.compute.skm import (
    JawabanDiLuarSkala,
    compute_frekuensi,
    compute_ikm,
    compute_nrr,
    find_mutu,
    list_tindak_lanjut,
    rank_unsur,
    select_di_bawah,
)

# Frequencies of the answers 1, 2, 3, 4 as printed in Tabel 5.6 and 1.2.2 to 1.2.9.
FREKUENSI = [
    (0, 8, 20, 22), (0, 4, 17, 29), (0, 5, 16, 29), (0, 6, 20, 24), (0, 1, 14, 35),
    (0, 4, 22, 24), (0, 3, 26, 21), (0, 5, 23, 22), (0, 11, 21, 18),
]  # fmt: skip
NAMA = [
    "Persyaratan", "Prosedur", "Waktu pelayanan", "Biaya/tarif", "Produk layanan",
    "Kompetensi pelaksana", "Perilaku pelaksana", "Sarana dan prasarana", "Penanganan pengaduan",
]  # fmt: skip


def unsur(jumlah: int = 9) -> pd.DataFrame:
    label = {f"jawaban_{n}": f"j{n}" for n in (1, 2, 3, 4)}
    return pd.DataFrame(
        {"kode": [f"U{i + 1}" for i in range(jumlah)], "unsur": NAMA[:jumlah]}
    ).assign(**label)


def survei() -> pd.DataFrame:
    kolom = {f"U{i}": np.repeat([1, 2, 3, 4], f) for i, f in enumerate(FREKUENSI, 1)}
    return pd.DataFrame(kolom).astype("Int64")


JAWABAN = st.lists(
    st.lists(st.integers(1, 4), min_size=3, max_size=3), min_size=1, max_size=30
).map(lambda b: pd.DataFrame(b, columns=["U1", "U2", "U3"]).astype("Int64"))


def ikm(skm: pd.DataFrame, jumlah: int = 9) -> float:
    return float(compute_ikm(compute_nrr(skm, unsur(jumlah)), len(skm))["ikm"].iloc[0])


def test_the_sums_per_unsur_of_2021() -> None:
    """U1: 8×2 + 20×3 + 22×4 = 164, and so on; the report printed them shifted by one row."""
    nrr = compute_nrr(survei(), unsur())
    assert nrr["jumlah"].to_list() == [164, 175, 174, 168, 184, 170, 168, 167, 157]


def test_the_ikm_of_2021_is_84_83_b() -> None:
    """Σ 1527 / 50 / 9 × 25 = 84.8333, B, Baik (printed 84.35, A)."""
    hasil = compute_ikm(compute_nrr(survei(), unsur()), 50)
    assert hasil["ikm"].iloc[0] == pytest.approx(1527 / 50 / 9 * 25)
    assert hasil[["mutu", "kinerja", "responden"]].iloc[0].to_list() == ["B", "Baik", 50]


def test_the_ranking_of_2021() -> None:
    """Highest Produk 184/50 = 3.68, lowest Pengaduan 157/50 = 3.14; 168/50 twice shares rank 5."""
    urut = rank_unsur(compute_nrr(survei(), unsur()))
    assert (urut["unsur"].iloc[0], urut["nrr"].iloc[0]) == ("Produk layanan", 3.68)
    assert (urut["unsur"].iloc[-1], urut["nrr"].iloc[-1]) == ("Penanganan pengaduan", 3.14)
    assert urut["peringkat"].to_list() == [1, 2, 3, 4, 5, 5, 7, 8, 9]


def test_the_frequencies_come_back_as_published() -> None:
    """Tabel 5.6: 0, 8, 20, 22 of 50 are 0, 16, 40 and 44 %."""
    tabel = compute_frekuensi(survei(), unsur())
    assert [tuple(g["frekuensi"]) for _, g in tabel.groupby("kode")] == FREKUENSI
    assert tabel["persen"].head(4).to_list() == [0, 16, 40, 44]


def test_all_fours_give_a_hundred() -> None:
    """aturan/skm.toml, bobot: exact 1/9; the 0.111 and 0.11 met in practice give 99.9 and 99."""
    empat = pd.DataFrame({f"U{i}": [4, 4] for i in range(1, 10)}).astype("Int64")
    assert compute_nrr(empat, unsur())["nilai_konversi"].sum() == pytest.approx(100)


@given(JAWABAN)
def test_the_ikm_lies_between_25_and_100(skm: pd.DataFrame) -> None:
    """Answers 1–4, weights that add up to one."""
    assert 25 - 1e-9 <= ikm(skm, 3) <= 100 + 1e-9


@given(JAWABAN, st.randoms())
def test_the_order_of_respondents_changes_nothing(skm: pd.DataFrame, acak: object) -> None:
    """A survey has no order."""
    urutan = list(range(len(skm)))
    acak.shuffle(urutan)  # type: ignore[attr-defined]
    assert ikm(skm.iloc[urutan], 3) == pytest.approx(ikm(skm, 3))


@given(JAWABAN)
def test_a_better_answer_never_lowers_the_ikm(skm: pd.DataFrame) -> None:
    """Raise the first answer by one."""
    lebih = skm.copy()
    lebih.iloc[0, 0] = min(4, lebih.iloc[0, 0] + 1)
    assert ikm(lebih, 3) >= ikm(skm, 3) - 1e-9


def test_a_blank_answer_counts_neither_up_nor_down() -> None:
    """NRR = Σ answers / number of answers to that unsur: (4 + 2) / 2 = 3."""
    skm = pd.DataFrame({"U1": [4, 2, None]}).astype("Int64")
    nrr = compute_nrr(skm, unsur(1)).iloc[0]
    assert (nrr["jawaban"], nrr["nrr"]) == (2, 3)


def test_an_answer_off_the_scale_is_refused() -> None:
    """1, 2, 3, 4 and nothing else."""
    with pytest.raises(JawabanDiLuarSkala):
        compute_nrr(pd.DataFrame({"U1": [5]}).astype("Int64"), unsur(1))


@pytest.mark.parametrize(
    ("nilai", "mutu"),
    [
        (25, "D"),
        (64.99, "D"),
        (65, "C"),
        (76.60, "C"),
        (76.605, "B"),
        (76.61, "B"),
        (88.30, "B"),
        (88.31, "A"),
        (100, "A"),
    ],
)
def test_the_bounds_of_mutu(nilai: float, mutu: str) -> None:
    """PermenPAN-RB 14/2017, on the value rounded to two decimals, half up."""
    assert find_mutu(nilai)[0] == mutu


def test_the_repealed_table_gives_the_printed_letter() -> None:
    """84.35 is A in KEP/25/M.PAN/2/2004 and B today: why the report printed A."""
    assert find_mutu(84.35)[0] == "B"
    assert load_mutu("mutu_2004").find(84.35).kunci == "A"


def test_unsur_are_known_by_name_not_by_place() -> None:
    """Agencies swap the last two; an unknown or double name stays unknown."""
    assert find_unsur("Penanganan Pengaduan") == "Penanganan pengaduan, saran, dan masukan"
    assert find_unsur("Kecepatan Waktu Merespon Tamu") == "Waktu penyelesaian"
    assert find_unsur("Lain-lain") is None
    assert find_unsur("Waktu dan biaya") is None
    assert len({find_unsur(n) for n in NAMA} - {None}) == 9


RENCANA = pd.DataFrame(
    {"kode": ["U1", "U2"], "rencana": ["a", "b"], "waktu": None, "penanggung_jawab": "Seksi"}
)


def test_every_unsur_below_the_mean_is_followed_up_or_said_not_to_be() -> None:
    """2021: mean 3.39; U9 3.14, U1 3.28, U8 3.34, U4 and U7 3.36 are below it."""
    hasil = list_tindak_lanjut(compute_nrr(survei(), unsur()), RENCANA)
    assert hasil["kode"].to_list() == ["U9", "U1", "U8", "U4", "U7"]
    assert hasil["rencana"].dropna().to_dict() == {0: "a"}
    assert hasil["nrr"].round(2).to_list() == [3.14, 3.28, 3.34, 3.36, 3.36]


def test_where_all_unsur_are_alike_none_is_below_the_mean() -> None:
    """A mean of equal floats may be off by the last bit."""
    skm = pd.DataFrame([[3] * 9, [4] * 9, [3] * 9], columns=[f"U{i}" for i in range(1, 10)])
    nrr = compute_nrr(skm.astype("Int64"), unsur())
    assert select_di_bawah(nrr).empty
    assert list_tindak_lanjut(nrr, RENCANA.iloc[:0]).empty
