"""The survey: figures of 2021 from the nine frequency tables, and laws of PermenPAN-RB 14/2017."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkip_helpers.compute.skm import (
    compute_frequency,
    compute_ikm,
    compute_nrr,
    count_answers,
    find_mutu,
    list_tindak_lanjut,
    rank_unsur,
    select_below,
    spread_answers,
)
from lkip_helpers.errors import InvalidArgument
from lkip_helpers.rules import find_unsur, load_mutu

# Frequencies of the answers 1, 2, 3, 4 as printed in Tabel 5.6 and 1.2.2 to 1.2.9.
FREQUENCIES = [
    (0, 8, 20, 22), (0, 4, 17, 29), (0, 5, 16, 29), (0, 6, 20, 24), (0, 1, 14, 35),
    (0, 4, 22, 24), (0, 3, 26, 21), (0, 5, 23, 22), (0, 11, 21, 18),
]  # fmt: skip
NAMES = [
    "Persyaratan", "Prosedur", "Waktu pelayanan", "Biaya/tarif", "Produk layanan",
    "Kompetensi pelaksana", "Perilaku pelaksana", "Sarana dan prasarana", "Penanganan pengaduan",
]  # fmt: skip


def unsur(total: int = 9) -> pd.DataFrame:
    labels = {f"jawaban_{n}": f"j{n}" for n in (1, 2, 3, 4)}
    return pd.DataFrame(
        {"kode": [f"U{i + 1}" for i in range(total)], "unsur": NAMES[:total]}
    ).assign(**labels)


def tally() -> pd.DataFrame:
    columns = {f"U{i}": np.repeat([1, 2, 3, 4], f) for i, f in enumerate(FREQUENCIES, 1)}
    return count_answers(pd.DataFrame(columns).astype("Int64"), unsur())


ANSWERS = st.lists(
    st.lists(st.integers(1, 4), min_size=3, max_size=3), min_size=1, max_size=30
).map(lambda rows: pd.DataFrame(rows, columns=["U1", "U2", "U3"]).astype("Int64"))


def ikm(skm: pd.DataFrame, total: int = 9) -> float:
    nrr = compute_nrr(count_answers(skm, unsur(total)))
    return float(compute_ikm(nrr, len(skm))["ikm"].iloc[0])


def test_the_sums_per_unsur_of_2021() -> None:
    """U1: 8×2 + 20×3 + 22×4 = 164, and so on; the report printed them shifted by one row."""
    nrr = compute_nrr(tally())
    assert nrr["jumlah"].to_list() == [164, 175, 174, 168, 184, 170, 168, 167, 157]


def test_the_answers_of_2021_stand_in_nine_rows() -> None:
    """Shares of 50 answers: U9 has 11 low ones, 22 %; without answers there are no rows."""
    spread = spread_answers(compute_frequency(tally()))
    assert [list(row) for row in spread[[f"persen_{n}" for n in (1, 2, 3, 4)]].to_numpy()] == [
        [f / 50 * 100 for f in row] for row in FREQUENCIES
    ]
    assert spread.set_index("kode")["rendah"]["U9"] == 22
    assert set(spread["jawaban"]) == {50}
    empty = spread_answers(compute_frequency(tally().iloc[:0]))
    assert empty.empty
    assert list(empty) == list(spread)


def test_the_ikm_of_2021_is_84_83_b() -> None:
    """Σ 1527 / 50 / 9 × 25 = 84.8333, B, Baik (printed 84.35, A)."""
    result = compute_ikm(compute_nrr(tally()), 50)
    assert result["ikm"].iloc[0] == pytest.approx(1527 / 50 / 9 * 25)
    assert result[["mutu", "kinerja", "responden"]].iloc[0].to_list() == ["B", "Baik", 50]


@pytest.mark.parametrize("unanswered", [1, 7, 9])
def test_there_is_no_ikm_until_every_unsur_is_answered(unanswered: int) -> None:
    """Nor a mutu: the sum of the others may lie below the scale, as while answers are typed in."""
    codes = [f"U{i}" for i in range(1, 10)]
    skm = pd.DataFrame(3, index=range(4), columns=codes).astype("Int64")
    skm.iloc[:, 9 - unanswered :] = pd.NA
    result = compute_ikm(compute_nrr(count_answers(skm, unsur(9))), 4)
    assert result["ikm"].isna().all()
    assert result[["mutu", "kinerja"]].iloc[0].to_list() == ["–", "–"]
    assert compute_ikm(compute_nrr(count_answers(skm, unsur(9).head(0))), 4)["ikm"].isna().all()


def test_the_ranking_of_2021() -> None:
    """Highest Produk 184/50 = 3.68, lowest Pengaduan 157/50 = 3.14; 168/50 twice shares rank 5."""
    ranked = rank_unsur(compute_nrr(tally()))
    assert (ranked["unsur"].iloc[0], ranked["nrr"].iloc[0]) == ("Produk layanan", 3.68)
    assert (ranked["unsur"].iloc[-1], ranked["nrr"].iloc[-1]) == ("Penanganan pengaduan", 3.14)
    assert ranked["peringkat"].to_list() == [1, 2, 3, 4, 5, 5, 7, 8, 9]


def test_the_frequencies_come_back_as_published() -> None:
    """Tabel 5.6: 0, 8, 20, 22 of 50 are 0, 16, 40 and 44 %."""
    tabel = compute_frequency(tally())
    assert [tuple(g["frekuensi"]) for _, g in tabel.groupby("kode")] == FREQUENCIES
    assert tabel["persen"].head(4).to_list() == [0, 16, 40, 44]


def test_all_fours_give_a_hundred() -> None:
    """rules/skm.toml, bobot: exact 1/9; the 0.111 and 0.11 met in practice give 99.9 and 99."""
    four = pd.DataFrame({f"U{i}": [4, 4] for i in range(1, 10)}).astype("Int64")
    assert compute_nrr(count_answers(four, unsur()))["nilai_konversi"].sum() == pytest.approx(100)


@given(ANSWERS)
def test_the_ikm_lies_between_25_and_100(skm: pd.DataFrame) -> None:
    """Answers 1–4, weights that add up to one."""
    assert 25 - 1e-9 <= ikm(skm, 3) <= 100 + 1e-9


@given(ANSWERS, st.randoms())
def test_the_order_of_respondents_changes_nothing(skm: pd.DataFrame, randomness: object) -> None:
    """A survey has no order."""
    order = list(range(len(skm)))
    randomness.shuffle(order)  # type: ignore[attr-defined]
    assert ikm(skm.iloc[order], 3) == pytest.approx(ikm(skm, 3))


@given(ANSWERS)
def test_a_better_answer_never_lowers_the_ikm(skm: pd.DataFrame) -> None:
    """Raise the first answer by one."""
    better = skm.copy()
    better.iloc[0, 0] = min(4, better.iloc[0, 0] + 1)
    assert ikm(better, 3) >= ikm(skm, 3) - 1e-9


def test_a_blank_answer_counts_neither_up_nor_down() -> None:
    """NRR = Σ answers / number of answers to that unsur: (4 + 2) / 2 = 3."""
    skm = pd.DataFrame({"U1": [4, 2, None]}).astype("Int64")
    nrr = compute_nrr(count_answers(skm, unsur(1))).iloc[0]
    assert (nrr["jawaban"], nrr["nrr"]) == (2, 3)


def test_an_answer_off_the_scale_is_refused() -> None:
    """1, 2, 3, 4 and nothing else."""
    with pytest.raises(InvalidArgument):
        count_answers(pd.DataFrame({"U1": [5]}).astype("Int64"), unsur(1))


@pytest.mark.parametrize(
    ("value", "mutu"),
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
def test_the_bounds_of_mutu(value: float, mutu: str) -> None:
    """PermenPAN-RB 14/2017, on the value rounded to two decimals, half up."""
    assert find_mutu(value)[0] == mutu


def test_the_repealed_table_gives_the_printed_letter() -> None:
    """84.35 is A in KEP/25/M.PAN/2/2004 and B today: why the report printed A."""
    assert find_mutu(84.35)[0] == "B"
    assert load_mutu("2004").find(84.35).kunci == "A"


def test_unsur_are_known_by_name_not_by_position() -> None:
    """Agencies swap the last two; an unknown name, or one that fits two, stays unknown."""
    assert find_unsur("Penanganan Pengaduan") == "Penanganan pengaduan, saran, dan masukan"
    assert find_unsur("Kecepatan Waktu Merespon Tamu") == "Waktu penyelesaian"
    assert find_unsur("Lain-lain") is None
    assert find_unsur("Kewajaran biaya pelayanan") == "Biaya/tarif"
    assert find_unsur("Kepastian biaya pelayanan") is None  # of KEP/25/M.PAN/2/2004
    assert find_unsur("Waktu dan biaya") is None
    assert len({find_unsur(n) for n in NAMES} - {None}) == 9


PLAN = pd.DataFrame(
    {"kode": ["U1", "U2"], "rencana": ["a", "b"], "waktu": None, "penanggung_jawab": "Seksi"}
)


def test_every_unsur_below_the_mean_is_listed_with_its_plan_or_without_one() -> None:
    """2021: mean 3.39; U9 3.14, U1 3.28, U8 3.34, U4 and U7 3.36 are below it."""
    result = list_tindak_lanjut(compute_nrr(tally()), PLAN)
    assert result["kode"].to_list() == ["U9", "U1", "U8", "U4", "U7"]
    assert result["rencana"].dropna().to_dict() == {0: "a"}
    assert result["nrr"].round(2).to_list() == [3.14, 3.28, 3.34, 3.36, 3.36]


def test_where_all_unsur_are_alike_none_is_below_the_mean() -> None:
    """A mean of equal floats may be off by the last bit."""
    skm = pd.DataFrame([[3] * 9, [4] * 9, [3] * 9], columns=[f"U{i}" for i in range(1, 10)])
    nrr = compute_nrr(count_answers(skm.astype("Int64"), unsur()))
    assert select_below(nrr).empty
    assert list_tindak_lanjut(nrr, PLAN.iloc[:0]).empty


def test_unsur_that_print_alike_share_a_rank_and_are_not_below_a_mean_that_prints_alike() -> None:
    """1,000 answers each: 3.251, 3.254 and a mean of 3.2525 are all printed 3,25."""
    nrr = pd.DataFrame({"kode": ["U1", "U2"], "unsur": ["A", "B"], "nrr": [3.251, 3.254]})
    assert rank_unsur(nrr)["peringkat"].to_list() == [1, 1]
    assert select_below(nrr).empty
    assert [*select_below(nrr.head(0))] == [*nrr]  # where there is no survey
