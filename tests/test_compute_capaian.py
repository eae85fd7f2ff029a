"""Capaian: the figures of 2021 worked by hand, and the laws every year must keep."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkip_helpers.aturan import load_skala
from lkip_helpers.compute.bukti import compare_bukti
from lkip_helpers.compute.capaian import (
    TARGET_KOSONG,
    TARGET_NOL,
    PolaritasTidakDikenal,
    classify_capaian,
    compute_capaian,
    compute_indikator,
    compute_kategori_indikator,
    compute_kategori_sasaran,
    compute_matriks_sasaran,
    compute_rata_rata,
    select_sasaran,
    select_tujuan,
)
from lkip_helpers.compute.tren import (
    compute_banding_renstra,
    compute_banding_standar,
    compute_banding_tahun,
)

POSITIF = st.floats(0.01, 1e9, allow_nan=False)


def satu(target: float, realisasi: float, polaritas: str = "maksimal") -> float:
    frame = pd.DataFrame({"target": [target], "realisasi": [realisasi], "polaritas": [polaritas]})
    return float(compute_capaian(frame)["capaian"].iloc[0])


@pytest.fixture
def capaian() -> pd.DataFrame:
    """The two IKU of 2021, a tujuan indicator and a supporting one."""
    indikator = pd.DataFrame(
        {
            "kode": ["IPP", "IKM", "TPL", "PPM"],
            "jenjang": ["tujuan", "sasaran", "sasaran", "pendukung"],
            "tujuan": ["T1", "T1", "T2", "T2"],
            "sasaran": ["S1", "S1", "S2", "S2"],
            "indikator": ["a", "b", "c", "d"],
            "satuan": "Nilai",
            "polaritas": "maksimal",
        }
    )
    realisasi = pd.DataFrame(
        {
            "kode": ["IKM", "IPP", "IKM", "TPL", "PPM"],
            "tahun": [2020, 2021, 2021, 2021, 2021],
            "target": [91, 3.43, 92, 82, 82],
            "realisasi": [91, 3.45, 95, 80, 80],
        }
    )
    return compute_indikator(indikator, realisasi, 2021, load_skala())


@pytest.mark.parametrize(
    ("target", "realisasi", "persen"),
    [(92, 95, 103.2609), (82, 80, 97.5610), (3.43, 3.45, 100.5831), (91, 91, 100)],
)
def test_the_capaian_of_2021(target: float, realisasi: float, persen: float) -> None:
    """95/92, 80/82, 3.45/3.43 (printed 75) and 91/91; aturan/capaian.toml."""
    assert satu(target, realisasi) == pytest.approx(persen, abs=5e-5)


def test_the_mean_is_of_unrounded_values(capaian: pd.DataFrame) -> None:
    """(103.2609 + 97.5610) / 2 = 100.4109; the report printed 100.50 from 103 and 98."""
    assert compute_rata_rata(select_sasaran(capaian)) == pytest.approx(100.41092, abs=1e-5)


def test_a_lower_is_better_indicator_gains_by_falling() -> None:
    """Variant selisih: (2 × 10 − 8) / 10 = 120 %, and never below zero."""
    assert satu(10, 8, "minimal") == pytest.approx(120)
    assert satu(10, 40, "minimal") == 0


@pytest.mark.parametrize(("target", "alasan"), [(0, TARGET_NOL), (math.nan, TARGET_KOSONG)])
def test_without_a_target_there_is_no_capaian_but_a_reason(target: float, alasan: str) -> None:
    """Never 0, never infinity."""
    frame = pd.DataFrame({"target": [target], "realisasi": [5.0], "polaritas": ["maksimal"]})
    hasil = compute_capaian(frame)
    assert math.isnan(hasil["capaian"].iloc[0])
    assert hasil["alasan"].iloc[0] == alasan
    assert classify_capaian(hasil["capaian"], load_skala()).to_list() == [None]


def test_an_unknown_polaritas_is_refused() -> None:
    """A typing slip must not fall through to a formula."""
    with pytest.raises(PolaritasTidakDikenal):
        satu(1, 1, "maximal")


@given(POSITIF, POSITIF, POSITIF)
def test_raising_realisasi_never_lowers_a_maximal_capaian(t: float, a: float, b: float) -> None:
    """Nor raises a minimal one."""
    kecil, besar = sorted((a, b))
    assert satu(t, kecil) <= satu(t, besar)
    assert satu(t, kecil, "minimal") >= satu(t, besar, "minimal")


@given(st.floats(0, 1e6, allow_nan=False))
def test_every_capaian_has_exactly_one_category_in_each_scale(nilai: float) -> None:
    """Printed bands have gaps (90.5); lower bounds leave none."""
    for nama in ("tiga", "lima"):
        skala = load_skala(nama)
        assert skala.find(nilai) in skala.jenjang


@pytest.mark.parametrize(
    ("skala", "nilai", "kunci"),
    [
        ("tiga", 100.005, "melampaui"),
        ("tiga", 100.00000000000001, "sesuai"),
        ("tiga", 99.996, "sesuai"),
        ("tiga", 99.99, "belum"),
        ("lima", 91, "sangat_tinggi"),
        ("lima", 90.5, "tinggi"),
        ("lima", 50.9, "sangat_rendah"),
    ],
)
def test_the_bounds_of_the_scales(skala: str, nilai: float, kunci: str) -> None:
    """Asked of what is printed: 99.996 reads 100,00. Source: aturan/capaian.toml, skala."""
    assert classify_capaian(pd.Series([nilai]), load_skala(skala)).to_list() == [kunci]


@given(st.floats(1, 1e6), st.floats(0, 1), st.floats(0, 1))
def test_inside_the_range_is_a_hundred_by_every_road(t: float, lebar: float, letak: float) -> None:
    """This year, years side by side, the end of the Renstra, a standard, and by the evidence."""
    atas = t * (1 + lebar)
    dalam = min(t + (atas - t) * letak, atas)
    indikator = pd.DataFrame(
        {
            "kode": ["KAS"], "jenjang": ["sasaran"], "tujuan": ["T"], "sasaran": ["S"],
            "indikator": ["Saldo kas"], "satuan": ["juta"], "polaritas": ["rentang"],
        }
    )  # fmt: skip
    sasaran = pd.DataFrame({"kode": ["KAS"], "tahun": [2021], "target": [t], "target_atas": [atas]})
    realisasi = sasaran.assign(realisasi=[dalam])
    standar = pd.DataFrame(
        {"kode": ["KAS"], "cakupan": ["Kota"], "nilai": [t], "nilai_atas": [atas], "sumber": ["x"]}
    )
    kini = compute_indikator(indikator, realisasi, 2021, load_skala())
    renstra = compute_banding_renstra(kini, sasaran, 2021, 2021)
    jalan = {
        "tahun ini": kini["capaian"],
        "antartahun": compute_banding_tahun(indikator, realisasi, 2021)["capaian"],
        "renstra": renstra["capaian_akhir"],
        "sisa": 100 - renstra["sisa"],
        "standar": compute_banding_standar(kini, standar)["capaian_standar"],
        "bukti": compare_bukti(kini, {"KAS": dalam})["capaian_bukti"],
    }
    assert {n: c.to_list() for n, c in jalan.items() if c.to_list() != [100.0]} == {}


def test_indicators_carry_their_year_before(capaian: pd.DataFrame) -> None:
    """2020: 91 of 91 is 100 %; where there is no last year there is no number."""
    ikm = capaian.set_index("kode").loc["IKM"]
    assert ikm[["target_lalu", "realisasi_lalu", "capaian_lalu"]].to_list() == [91, 91, 100]
    assert math.isnan(capaian.set_index("kode").loc["TPL", "capaian_lalu"])


def test_a_tujuan_shows_its_own_indicator_or_those_of_its_sasaran(capaian: pd.DataFrame) -> None:
    """Tujuan 1 has one of its own; tujuan 2 has none."""
    assert select_tujuan(capaian, 1)["kode"].to_list() == ["IPP"]
    assert select_tujuan(capaian, 2)["kode"].to_list() == ["TPL"]


def test_shares_are_shares_of_indicators_not_capaian(capaian: pd.DataFrame) -> None:
    """1 of 2 and 1 of 2: 50 % each (Tabel 3.6 printed 103 and 98)."""
    matriks = compute_matriks_sasaran(select_sasaran(capaian), load_skala())
    assert matriks["melampaui_persen"].to_list() == [50, 0]
    assert matriks["belum_persen"].to_list() == [0, 50]
    rinci = compute_kategori_indikator(select_sasaran(capaian), load_skala())
    assert rinci["persen"].sum() == 100
    assert rinci["jumlah"].to_list() == [1, 0, 0, 0, 0, 1]


def test_categories_count_sasaran_and_average_their_capaian(capaian: pd.DataFrame) -> None:
    """One sasaran above, none equal, one below."""
    tabel = compute_kategori_sasaran(select_sasaran(capaian), load_skala())
    assert tabel["jumlah"].to_list() == [1, 0, 1]
    assert tabel["capaian"].iloc[0] == pytest.approx(103.2609, abs=5e-5)
    assert math.isnan(tabel["capaian"].iloc[1])
