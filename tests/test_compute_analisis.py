"""The analyses the regulation asks for: years, end of the Renstra, efficiency, survey."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkip_helpers.compute.efisiensi import (
    compute_efisiensi,
    join_dukungan,
    list_program_tanpa_sasaran,
)
from lkip_helpers.compute.sampel import (
    compute_alpha,
    compute_korelasi,
    compute_profil,
    compute_sampel,
    find_populasi_terbesar,
    group_usia,
    judge_sampel,
    list_profil,
    measure_instrumen,
)
from lkip_helpers.compute.tren import (
    compute_banding_renstra,
    compute_banding_standar,
    compute_banding_tahun,
    compute_lintasan,
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
    hasil = compute_banding_tahun(INDIKATOR, REALISASI, 2021)
    assert hasil["kode"].to_list() == ["IKM", "IKM", "TPL", "TPL"]
    assert hasil["tahun"].to_list() == [2020, 2021, 2020, 2021]
    assert hasil["perubahan"].fillna(0).to_list() == [0, 4, 0, -1.75]


def test_a_change_is_only_told_between_neighbouring_years() -> None:
    """2019 → 2021 is no change of one year."""
    lama = REALISASI.replace({"tahun": {2020: 2019}})
    assert compute_banding_tahun(INDIKATOR, lama, 2021)["perubahan"].isna().all()


def test_the_path_keeps_targets_without_realisasi() -> None:
    """A gap in the line, not a zero."""
    hasil = compute_lintasan(INDIKATOR, RENSTRA, REALISASI, 2021)
    assert len(hasil) == 6
    assert hasil["realisasi"].isna().sum() == 2


def test_the_end_of_the_renstra() -> None:
    """95/94 = 101.06 %, nothing to go; 80/82.5 = 96.97 %, 2.5 points in two years: 1.25 a year."""
    hasil = compute_banding_renstra(CAPAIAN, RENSTRA, 2021, 2023)
    assert hasil["capaian_akhir"].round(2).to_list() == [101.06, 96.97]
    assert hasil["sisa"].to_list() == [0, 2.5]
    assert hasil["laju"].to_list() == [0, 1.25]


def test_in_the_last_year_there_is_no_pace_left() -> None:
    """No years remain to divide by."""
    assert compute_banding_renstra(CAPAIAN, RENSTRA, 2023, 2023)["laju"].isna().all()


def test_a_standard_is_compared_only_where_one_is_given() -> None:
    """90 provincial: 95/90 = 105.56 %; without a standard there is no row."""
    standar = pd.DataFrame(
        {"kode": ["IKM"], "cakupan": ["Provinsi"], "nilai": [90.0], "sumber": ["x"]}
    )
    assert compute_banding_standar(CAPAIAN, standar)["capaian_standar"].round(2).to_list() == [
        105.56
    ]
    assert compute_banding_standar(CAPAIAN, standar.iloc[:0]).empty


ANGGARAN = pd.DataFrame(
    {
        "program": ["PROGRAM A", "PROGRAM A", "PROGRAM B"],
        "pagu": [50, 50, 100],
        "realisasi": [40, 40, 99],
    }
).astype({"pagu": "Int64", "realisasi": "Int64"})
DUKUNGAN = pd.DataFrame(
    {"program": ["Program A", "program a"], "sasaran": ["S1", "S2"], "peran": ["utama", "utama"]}
)


def test_programmes_are_joined_to_the_sasaran_they_support() -> None:
    """One programme may stand under two sasaran; one that supports none is named."""
    hasil = join_dukungan(DUKUNGAN, ANGGARAN)
    assert hasil[["sasaran", "pagu", "serapan"]].to_numpy().tolist() == [
        ["S1", 100, 80],
        ["S2", 100, 80],
    ]
    assert list_program_tanpa_sasaran(DUKUNGAN, ANGGARAN)["program"].to_list() == ["PROGRAM B"]


@pytest.mark.parametrize(
    ("capaian", "tingkat"),
    [
        (103, "Efisien"),
        (100, "Efisien"),
        (97.56, "Tidak dapat disebut efisien karena target tidak tercapai"),
        (70, "Tidak efisien"),
    ],
)
def test_money_left_over_is_not_efficient_while_the_target_is_missed(
    capaian: float, tingkat: str
) -> None:
    """serapan 80 %: capaian 97.56 would be +17.56 points, yet the target is not reached."""
    sasaran = pd.DataFrame({"sasaran": ["S1"], "capaian": [capaian]})
    hasil = compute_efisiensi(sasaran, join_dukungan(DUKUNGAN, ANGGARAN)).iloc[0]
    assert hasil["selisih"] == pytest.approx(capaian - 80)
    assert hasil["tingkat"] == tingkat


@pytest.mark.parametrize(("populasi", "sampel"), [(1000, 278), (5000, 357), (57, 50), (58, 51)])
def test_sample_sizes_of_the_published_table(populasi: int, sampel: int) -> None:
    """Krejcie & Morgan; aturan/sampel.toml: 50 is enough only for a population of 57."""
    assert compute_sampel(populasi) == sampel


def test_the_population_a_sample_is_enough_for() -> None:
    """50 → 57; from 385 on every population."""
    assert find_populasi_terbesar(50) == 57
    assert find_populasi_terbesar(385) is None


@given(st.integers(1, 10**7))
def test_a_sample_never_exceeds_its_population_nor_384(populasi: int) -> None:
    """The formula's own limits."""
    assert 1 <= compute_sampel(populasi) <= min(populasi, 384)


def test_alpha_of_equal_items_is_one_and_of_unrelated_ones_near_zero() -> None:
    """Identical columns agree perfectly."""
    sama = pd.DataFrame({"U1": [1, 2, 3, 4], "U2": [1, 2, 3, 4]}).astype("Int64")
    assert compute_alpha(sama) == pytest.approx(1)
    assert compute_korelasi(sama)["korelasi"].to_list() == pytest.approx([1, 1])
    acak = pd.DataFrame({"U1": [1, 1, 4, 4], "U2": [1, 4, 1, 4]}).astype("Int64")
    assert compute_alpha(acak) == pytest.approx(0)


def test_alpha_by_hand() -> None:
    """Sums 2, 5, 7: variance 19/3; items 1 and 7/3 … k=2: 2 × (1 − (1 + 7/3)/(19/3)) = 18/19."""
    jawaban = pd.DataFrame({"U1": [1, 2, 3], "U2": [1, 3, 4]}).astype("Int64")
    assert compute_alpha(jawaban) == pytest.approx(18 / 19)


def test_without_variation_there_is_no_alpha() -> None:
    """Nothing to compare is not zero."""
    tetap = pd.DataFrame(np.full((3, 2), 4), columns=["U1", "U2"])
    assert math.isnan(compute_alpha(tetap))
    assert compute_korelasi(tetap)["korelasi"].isna().all()


def test_a_profile_counts_only_those_who_answered() -> None:
    """2 of 3 and 1 of 3; the blank is no category."""
    skm = pd.DataFrame({"usia": ["muda", "tua", "muda", None]})
    hasil = compute_profil(skm, "usia")
    assert hasil["ciri"].to_list() == ["muda", "tua"]
    assert hasil["persen"].round(1).to_list() == [66.7, 33.3]
    assert compute_profil(pd.DataFrame({"usia": [None]}), "usia").empty


def test_ages_in_years_become_classes_from_the_youngest_up() -> None:
    """aturan/sampel.toml; a class that is written already stays."""
    assert [group_usia(u) for u in ("16", "17", "25", "26 tahun", "66", "17–25 tahun")] == [
        "di bawah 17 tahun",
        "17–25 tahun",
        "17–25 tahun",
        "26–35 tahun",
        "di atas 65 tahun",
        "17–25 tahun",
    ]
    hasil = compute_profil(pd.DataFrame({"usia": ["41", "dewasa", "20", "22"]}), "usia")
    assert hasil["ciri"].to_list() == ["17–25 tahun", "36–45 tahun", "dewasa"]
    assert hasil["jumlah"].to_list() == [2, 1, 1]


def test_only_characteristics_that_are_given_have_a_profile() -> None:
    """Two of the five."""
    skm = pd.DataFrame(
        {"jenis_kelamin": ["P", "L"], "usia": ["20", None], "pendidikan": [None, None]}
    ).assign(pekerjaan=None, layanan=None)
    assert list_profil(skm)["profil"].unique().tolist() == ["jenis_kelamin", "usia"]
    assert list_profil(skm.iloc[:0]).empty


@pytest.mark.parametrize(("responden", "cukup"), [(277, "tidak"), (278, "ya")])
def test_a_sample_is_enough_from_its_smallest_size_on(responden: int, cukup: str) -> None:
    """Krejcie & Morgan: 278 of 1,000; without a population nothing is judged."""
    skm = pd.DataFrame({"responden": range(responden)})
    assert judge_sampel(1000, skm).iloc[0].to_list() == [1000, responden, 278, cukup]
    assert judge_sampel(None, skm).empty


def test_an_instrument_is_measured_only_on_real_respondents() -> None:
    """Rebuilt rows pair answers of different people."""
    skm = pd.DataFrame({"U1": [1, 2, 3], "U2": [1, 3, 4]}).astype("Int64")
    unsur = pd.DataFrame({"kode": ["U1", "U2"], "unsur": ["a", "b"]})
    hasil = measure_instrumen(skm, unsur, rekonstruksi=False)
    assert hasil["alfa"].to_list() == pytest.approx([18 / 19] * 2)
    assert measure_instrumen(skm, unsur, rekonstruksi=True).empty
    assert measure_instrumen(skm.head(1), unsur, rekonstruksi=False).empty
