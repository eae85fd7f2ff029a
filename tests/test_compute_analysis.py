"""The analyses the regulation asks for: years, end of the Renstra, efficiency, survey."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkip_helpers.compute.anggaran import (
    compute_efisiensi,
    join_support,
    list_program_without_sasaran,
)
from lkip_helpers.compute.sample import (
    JOINED,
    compute_alpha,
    compute_correlation,
    compute_profil,
    compute_sample,
    find_largest_population,
    judge_sample,
    list_profil,
    measure_instrument,
)
from lkip_helpers.compute.tren import (
    compare_renstra,
    compare_standard,
    compare_years,
    compute_trajectory,
)

INDIKATOR = pd.DataFrame(
    {
        "kode": ["IKM", "TPL"],
        "indikator": ["a", "b"],
        "satuan": ["Nilai", "%"],
        "polaritas": "maksimal",
    }
)
RENSTRA = pd.DataFrame(
    {
        "kode": ["IKM"] * 3 + ["TPL"] * 3,
        "tahun": [2020, 2021, 2023] * 2,
        "target": [91, 92, 94, 81.75, 82, 82.5],
    }
)
REALISASI = pd.DataFrame(
    {
        "kode": ["TPL", "IKM", "IKM", "TPL", "IKM"],
        "tahun": [2021, 2021, 2020, 2020, 2022],
        "target": [82, 92, 91, 81.75, 93],
        "realisasi": [80, 95, 91, 81.75, 99],
    }
)
CAPAIAN = INDIKATOR.assign(realisasi=[95.0, 80.0])


def test_years_stand_side_by_side_up_to_the_report_year() -> None:
    """2020 → 2021: IKM rises 4, TPL falls 1.75; the year after is not yet known."""
    result = compare_years(INDIKATOR, REALISASI, 2021)
    assert result["kode"].to_list() == ["IKM", "IKM", "TPL", "TPL"]
    assert result["tahun"].to_list() == [2020, 2021, 2020, 2021]
    assert result["perubahan"].fillna(0).to_list() == [0, 4, 0, -1.75]


def test_a_change_is_only_given_between_neighbouring_years() -> None:
    """2019 → 2021 is no change of one year."""
    old = REALISASI.replace({"tahun": {2020: 2019}})
    assert compare_years(INDIKATOR, old, 2021)["perubahan"].isna().all()


def test_the_path_keeps_targets_without_realisasi() -> None:
    """A gap in the line, not a zero."""
    result = compute_trajectory(INDIKATOR, RENSTRA, REALISASI, 2021)
    assert len(result) == 6
    assert result["realisasi"].isna().sum() == 2


def test_the_end_of_the_renstra() -> None:
    """95/94 = 101.06 %, nothing to go; 80/82.5 = 96.97 %, 2.5 points in two years: 1.25 a year."""
    result = compare_renstra(CAPAIAN, RENSTRA, 2021, 2023)
    assert result["capaian_akhir"].round(2).to_list() == [101.06, 96.97]
    assert result["sisa"].to_list() == [0, 2.5]
    assert result["laju"].to_list() == [0, 1.25]


def test_in_the_last_year_there_is_no_pace_left() -> None:
    """No years remain to divide by."""
    assert compare_renstra(CAPAIAN, RENSTRA, 2023, 2023)["laju"].isna().all()


def test_a_standard_is_compared_only_where_one_is_given() -> None:
    """90 provincial: 95/90 = 105.56 %; without a standard there is no row."""
    standard = pd.DataFrame(
        {"kode": ["IKM"], "cakupan": ["Provinsi"], "nilai": [90.0], "sumber": ["x"]}
    )
    assert compare_standard(CAPAIAN, standard)["capaian_standar"].round(2).to_list() == [105.56]
    assert compare_standard(CAPAIAN, standard.iloc[:0]).empty


ANGGARAN = pd.DataFrame(
    {
        "program": ["PROGRAM A", "PROGRAM A", "PROGRAM B"],
        "pagu": [50, 50, 100],
        "realisasi": [40, 40, 99],
    }
).astype({"pagu": "Int64", "realisasi": "Int64"})
SUPPORT = pd.DataFrame(
    {"program": ["Program A", "program a"], "sasaran": ["S1", "S2"], "peran": ["utama", "utama"]}
)


def test_programmes_are_joined_to_the_sasaran_they_support() -> None:
    """One programme may stand under two sasaran; one that supports none is named."""
    result = join_support(SUPPORT, ANGGARAN)
    assert result[["sasaran", "pagu", "serapan"]].to_numpy().tolist() == [
        ["S1", 100, 80],
        ["S2", 100, 80],
    ]
    assert list_program_without_sasaran(SUPPORT, ANGGARAN)["program"].to_list() == ["PROGRAM B"]


def test_programmes_of_a_sasaran_follow_one_another_the_main_one_first() -> None:
    """Rows S1, S2, S1 of the sheet: S1 twice, its main programme before the other."""
    rows = [
        ("Program A", "S1", "penunjang"),
        ("Program A", "S2", "utama"),
        ("Program B", "S1", "utama"),
    ]
    support = pd.DataFrame(rows, columns=["program", "sasaran", "peran"])
    result = join_support(support, ANGGARAN)
    assert result["sasaran"].to_list() == ["S1", "S1", "S2"]
    assert result["peran"].to_list() == ["utama", "penunjang", "utama"]


@pytest.mark.parametrize(
    ("capaian", "level"),
    [
        (103, "Efisien"),
        (100, "Efisien"),
        (97.56, "Tidak dapat disebut efisien karena target tidak tercapai"),
        (70, "Tidak efisien"),
    ],
)
def test_money_left_over_is_not_efficient_while_the_target_is_missed(
    capaian: float, level: str
) -> None:
    """serapan 80 %: capaian 97.56 would be +17.56 points, yet the target is not reached."""
    sasaran = pd.DataFrame({"sasaran": ["S1"], "capaian": [capaian], "judged": [capaian]})
    result = compute_efisiensi(sasaran, join_support(SUPPORT, ANGGARAN)).iloc[0]
    assert result["selisih"] == pytest.approx(capaian - 80)
    assert result["tingkat"] == level


@pytest.mark.parametrize(("population", "sample"), [(1000, 278), (5000, 357), (57, 50), (58, 51)])
def test_sample_sizes_of_the_published_table(population: int, sample: int) -> None:
    """Krejcie & Morgan; rules/sampel.toml: 50 is enough only for a population of 57."""
    assert compute_sample(population) == sample


def test_the_largest_population_that_a_sample_is_enough_for() -> None:
    """50 → 57; 385 are enough for any population."""
    assert find_largest_population(50) == 57
    assert find_largest_population(385) is None


@given(st.integers(1, 10**7))
def test_a_sample_never_exceeds_its_population_nor_384(population: int) -> None:
    """The limits of the formula."""
    assert 1 <= compute_sample(population) <= min(population, 384)


def test_alpha_of_equal_items_is_one_and_of_unrelated_ones_near_zero() -> None:
    """Identical columns agree perfectly."""
    equal = pd.DataFrame({"U1": [1, 2, 3, 4], "U2": [1, 2, 3, 4]}).astype("Int64")
    assert compute_alpha(equal) == pytest.approx(1)
    assert compute_correlation(equal)["korelasi"].to_list() == pytest.approx([1, 1])
    unrelated = pd.DataFrame({"U1": [1, 1, 4, 4], "U2": [1, 4, 1, 4]}).astype("Int64")
    assert compute_alpha(unrelated) == pytest.approx(0)


def test_alpha_by_hand() -> None:
    """Sums 2, 5, 7: variance 19/3; items 1 and 7/3 … k=2: 2 × (1 − (1 + 7/3)/(19/3)) = 18/19."""
    answers = pd.DataFrame({"U1": [1, 2, 3], "U2": [1, 3, 4]}).astype("Int64")
    assert compute_alpha(answers) == pytest.approx(18 / 19)


def test_without_variation_there_is_no_alpha() -> None:
    """Nothing to compare does not mean zero."""
    fixed = pd.DataFrame(np.full((3, 2), 4), columns=["U1", "U2"])
    assert math.isnan(compute_alpha(fixed))
    assert compute_correlation(fixed)["korelasi"].isna().all()


def test_a_profile_counts_only_those_who_answered() -> None:
    """10 of 15 and 5 of 15; the blank is no category."""
    skm = pd.DataFrame({"usia": ["muda", "tua", "muda", None] * 5})
    result = compute_profil(skm, "usia")
    assert result["ciri"].to_list() == ["muda", "tua"]
    assert result["persen"].round(1).to_list() == [66.7, 33.3]
    assert compute_profil(pd.DataFrame({"usia": [None]}), "usia").empty


@pytest.mark.parametrize(
    ("groups", "shown"),
    [
        ({"a": 9, "b": 5}, {"a": 9, "b": 5}),
        ({"a": 9, "b": 3, "c": 4}, {"a": 9, JOINED: 7}),
        ({"a": 9, "b": 7, "c": 4}, {"a": 9, JOINED: 11}),
        ({"a": 9, "b": 1}, {}),
        ({"a": 4}, {}),
        ({"a": 5}, {"a": 5}),
    ],
)
def test_no_group_under_five_is_shown_nor_what_gives_it_away(
    groups: dict[str, int], shown: dict[str, int]
) -> None:
    """A lone small group is joined with the next smallest, or the total would give it away."""
    people = [name for name, count in groups.items() for _ in range(count)]
    result = compute_profil(pd.DataFrame({"pekerjaan": people}), "pekerjaan")
    assert dict(zip(result["ciri"], result["jumlah"], strict=True)) == shown


@pytest.mark.parametrize(
    ("trait", "written", "expected"),
    [
        ("usia", ["16", "17", "25", "26 tahun", "66", "17–25 tahun"],
         ["di bawah 17 tahun 5", "17–25 tahun 15", "26–35 tahun 5", "di atas 65 tahun 5"]),
        ("usia", ["> 55 tahun", "26 - 35 Tahun", "26-35 tahun", "dewasa", "< 20 tahun", "41"],
         ["< 20 tahun 5", "26–35 tahun 10", "36–45 tahun 5", "> 55 tahun 5", "dewasa 5"]),
        ("pendidikan", ["S1", "SMA / SMK", "Lainnya", "sma/smk", "SD", "D-III", "SLTP", "d3"],
         ["SD 5", "SMP 5", "SMA / SMK 10", "D3 10", "S1 5", "Lainnya 5"]),
        ("jenis_kelamin", ["P", "Laki - laki", "L", "perempuan"],
         ["Perempuan 10", "Laki-laki 10"]),
        ("pekerjaan", ["PNS", "Petani", "Guru", "petani"], ["Petani 10", "PNS 5", "Guru 5"]),
        ("layanan", ["KK", "Lain", "Lain", "KTP", "KTP", "KTP"], ["KTP 15", "Lain 10", "KK 5"]),
    ],
)  # fmt: skip
def test_characteristics_stand_in_their_natural_order_and_spellings_are_folded(
    trait: str, written: list[str], expected: list[str]
) -> None:
    """Source: rules/sampel.toml. A class that is written out keeps its bounds; unknowns come last.

    What has no natural order begins with the largest; of equal groups the first one stays first.
    Five of each, since fewer are not shown.
    """
    result = compute_profil(pd.DataFrame({trait: written * 5}), trait)
    assert [f"{c} {n}" for c, n in result[["ciri", "jumlah"]].itertuples(index=False)] == expected


def test_only_characteristics_with_answers_have_a_profile() -> None:
    """Two of the five."""
    skm = pd.DataFrame(
        {"jenis_kelamin": ["P", "L"] * 5, "usia": ["20", None] * 5, "pendidikan": [None, None] * 5}
    ).assign(pekerjaan=None, layanan=None)
    assert list_profil(skm)["profil"].unique().tolist() == ["jenis_kelamin", "usia"]
    assert list_profil(skm.iloc[:0]).empty


@pytest.mark.parametrize(("respondents", "enough"), [(277, "tidak"), (278, "ya")])
def test_a_sample_is_enough_from_its_smallest_size_on(respondents: int, enough: str) -> None:
    """Krejcie & Morgan: 278 of 1,000; without a population nothing is judged."""
    ikm = pd.DataFrame({"responden": [respondents]})
    assert judge_sample(1000, ikm).iloc[0].to_list() == [1000, respondents, 278, enough]
    assert judge_sample(None, ikm).empty
    assert judge_sample(1000, ikm.iloc[:0]).empty


def test_an_instrument_is_measured_only_on_the_answers_of_each_respondent() -> None:
    """Three patterns of answers have the alpha 18/19, however often; fewer than 30 give none."""
    skm = pd.DataFrame({"U1": [1, 2, 3] * 10, "U2": [1, 3, 4] * 10}).astype("Int64")
    unsur = pd.DataFrame({"kode": ["U1", "U2"], "unsur": ["a", "b"]})
    result = measure_instrument(skm, unsur)
    assert result["alfa"].to_list() == pytest.approx([18 / 19] * 2)
    assert measure_instrument(skm.iloc[:0], unsur).empty
    assert measure_instrument(skm.head(29), unsur).empty
    assert measure_instrument(skm.head(1), unsur).empty
