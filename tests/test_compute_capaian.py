"""Capaian: the figures of 2021 worked by hand, and the laws every year must keep."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkip_helpers.compute.capaian import (
    classify_capaian,
    compute_capaian,
    compute_indikator,
    compute_indikator_category,
    compute_sasaran_category,
    compute_sasaran_matrix,
    find_partisipasi,
    select_sasaran,
)
from lkip_helpers.compute.evidence import compare_evidence
from lkip_helpers.compute.tren import (
    compare_renstra,
    compare_standard,
    compare_years,
)
from lkip_helpers.errors import InvalidArgument
from lkip_helpers.rules import list_choices, load_scale

POSITIVE = st.floats(0.01, 1e9, allow_nan=False)


def capaian_of(target: float, realisasi: float, polaritas: str = "maksimal") -> float:
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
    return compute_indikator(indikator, realisasi, 2021, load_scale())


@pytest.mark.parametrize(
    ("target", "realisasi", "percent"),
    [(92, 95, 103.2609), (82, 80, 97.5610), (3.43, 3.45, 100.5831), (91, 91, 100)],
)
def test_the_capaian_of_2021(target: float, realisasi: float, percent: float) -> None:
    """95/92, 80/82, 3.45/3.43 (printed 75) and 91/91; rules/capaian.toml."""
    assert capaian_of(target, realisasi) == pytest.approx(percent, abs=5e-5)


def test_the_mean_is_of_unrounded_values(capaian: pd.DataFrame) -> None:
    """(103.2609 + 97.5610) / 2 = 100.4109; the report printed 100.50 from 103 and 98."""
    assert select_sasaran(capaian)["capaian"].mean() == pytest.approx(100.41092, abs=1e-5)


def test_an_indicator_where_less_is_better_gains_by_falling() -> None:
    """Variant selisih: (2 × 10 − 8) / 10 = 120 %, and never below zero."""
    assert capaian_of(10, 8, "minimal") == pytest.approx(120)
    assert capaian_of(10, 40, "minimal") == 0


@pytest.mark.parametrize(("target", "realisasi", "percent"), [(0, 0, 100), (0, 3, 0), (2, 1, 100)])
def test_what_must_not_happen_is_judged_against_a_target_of_zero(
    target: float, realisasi: float, percent: float
) -> None:
    """No conflict from a target of none is reached, three findings of an audit are a miss."""
    assert capaian_of(target, realisasi, "minimal nihil") == percent


@pytest.mark.parametrize("cap", [100, 120, 150])
def test_a_capaian_counts_for_no_more_than_the_region_lets_it(cap: int) -> None:
    """Eleven posts of two are 550 %, no complaint of one is 200 %; what is below stays."""
    assert capaian_of(2, 11, f"maksimal {cap}") == cap
    assert capaian_of(1, 0, f"minimal {cap}") == cap
    for kind in ("maksimal", "minimal"):
        assert capaian_of(80, 82, f"{kind} {cap}") == min(cap, capaian_of(80, 82, kind))


@pytest.mark.parametrize(
    ("target", "reason"), [(0, "target nol"), (math.nan, "target belum diisi")]
)
def test_without_a_target_there_is_no_capaian_but_a_reason(target: float, reason: str) -> None:
    """Never 0, never infinity."""
    frame = pd.DataFrame({"target": [target], "realisasi": [5.0], "polaritas": ["maksimal"]})
    result = compute_capaian(frame)
    assert math.isnan(result["capaian"].iloc[0])
    assert result["alasan"].iloc[0] == reason
    assert classify_capaian(result["capaian"], load_scale()).to_list() == [None]


def test_an_unknown_polaritas_is_refused() -> None:
    """A typo must not fall through to a formula."""
    with pytest.raises(InvalidArgument):
        capaian_of(1, 1, "maximal")


@given(POSITIVE, POSITIVE, POSITIVE)
def test_raising_realisasi_never_lowers_a_maximal_capaian(t: float, a: float, b: float) -> None:
    """Nor raises a minimal one."""
    small, large = sorted((a, b))
    assert capaian_of(t, small) <= capaian_of(t, large)
    assert capaian_of(t, small, "minimal") >= capaian_of(t, large, "minimal")


@given(st.floats(0, 1e6, allow_nan=False))
def test_every_capaian_has_exactly_one_category_in_each_scale(value: float) -> None:
    """Bands as printed have gaps (90.5); lower bounds leave none."""
    for name in list_choices("capaian", "skala"):
        scale = load_scale(name)
        assert scale.find(value) in scale.bands


@pytest.mark.parametrize(
    ("scale", "value", "key"),
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
def test_the_bounds_of_the_scales(scale: str, value: float, key: str) -> None:
    """Applied to the printed value: 99.996 reads 100,00. Source: rules/capaian.toml, skala."""
    assert classify_capaian(pd.Series([value]), load_scale(scale)).to_list() == [key]


@given(st.floats(1, 1e6), st.floats(0, 1), st.floats(0, 1))
def test_inside_the_range_is_a_hundred_by_every_road(
    t: float, width: float, location: float
) -> None:
    """For this year, years side by side, the end of the Renstra, a standard, and the evidence."""
    upper = t * (1 + width)
    inside = min(t + (upper - t) * location, upper)
    indikator = pd.DataFrame(
        {
            "kode": ["KAS"], "jenjang": ["sasaran"], "tujuan": ["T"], "sasaran": ["S"],
            "indikator": ["Saldo kas"], "satuan": ["juta"], "polaritas": ["rentang"],
        }
    )  # fmt: skip
    targets = pd.DataFrame(
        {"kode": ["KAS"], "tahun": [2021], "target": [t], "target_atas": [upper]}
    )
    realisasi = targets.assign(realisasi=[inside])
    standard = pd.DataFrame(
        {"kode": ["KAS"], "cakupan": ["Kota"], "nilai": [t], "nilai_atas": [upper], "sumber": ["x"]}
    )
    current = compute_indikator(indikator, realisasi, 2021, load_scale())
    renstra = compare_renstra(current, targets, 2021, 2021)
    computed = {
        "tahun ini": current["capaian"],
        "antartahun": compare_years(indikator, realisasi, 2021)["capaian"],
        "renstra": renstra["capaian_akhir"],
        "sisa": 100 - renstra["sisa"],
        "standar": compare_standard(current, standard)["capaian_standar"],
        "bukti": compare_evidence(current, {"KAS": inside})["capaian_bukti"],
    }
    assert {n: c.to_list() for n, c in computed.items() if c.to_list() != [100.0]} == {}


def test_indicators_have_the_figures_of_the_year_before(capaian: pd.DataFrame) -> None:
    """2020: 91 of 91 is 100 %; where there is no last year there is no number."""
    ikm = capaian.set_index("kode").loc["IKM"]
    assert ikm[["target_lalu", "realisasi_lalu", "capaian_lalu"]].to_list() == [91, 91, 100]
    assert math.isnan(capaian.set_index("kode").loc["TPL", "capaian_lalu"])


def test_shares_are_shares_of_indicators_not_capaian(capaian: pd.DataFrame) -> None:
    """1 of 2 and 1 of 2: 50 % each (Tabel 3.6 printed 103 and 98)."""
    matrix = compute_sasaran_matrix(select_sasaran(capaian), load_scale())
    assert matrix["melampaui_persen"].to_list() == [50, 0]
    assert matrix["belum_persen"].to_list() == [0, 50]
    long = compute_indikator_category(select_sasaran(capaian), load_scale())
    assert long["persen"].sum() == 100
    assert long["jumlah"].to_list() == [1, 0, 0, 0, 0, 1]


def test_categories_count_sasaran_and_average_their_capaian(capaian: pd.DataFrame) -> None:
    """One sasaran above, none equal, one below."""
    tabel = compute_sasaran_category(select_sasaran(capaian), load_scale())
    assert tabel["jumlah"].to_list() == [1, 0, 1]
    assert tabel["capaian"].iloc[0] == pytest.approx(103.2609, abs=5e-5)
    assert math.isnan(tabel["capaian"].iloc[1])


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        ([], 0),
        ([("sasaran", 1, "Indeks Kepuasan Masyarakat", None)], 0),
        ([("sasaran", 1, "Apa saja", "survei"), ("sasaran", 2, "Apa saja", "lembaga")], 2),
        ([("tujuan", 1, "Apa saja", "partisipasi"), ("sasaran", 3, "Lain", "partisipasi")], 3),
    ],
)
def test_the_sasaran_on_participation_is_known_by_its_evidence(
    rows: list[tuple[object, ...]], number: int
) -> None:
    """lembaga and partisipasi are evidence of it; evidence for a tujuan does not count."""
    columns = ["jenjang", "nomor_sasaran", "indikator", "jenis_bukti"]
    assert find_partisipasi(pd.DataFrame(rows, columns=columns)) == number


def test_a_sasaran_is_numbered_as_it_stands_below_its_tujuan() -> None:
    """Rows of the second tujuan stand between those of the first, which come first."""
    indikator = pd.DataFrame(
        {"kode": list("ABC"), "jenjang": "sasaran", "tujuan": list("XYX"), "sasaran": list("PQR"),
         "indikator": list("ABC"), "satuan": "Nilai", "polaritas": "maksimal"}
    )  # fmt: skip
    figures = pd.DataFrame({"kode": list("ABC"), "tahun": 2021, "target": 1.0, "realisasi": 1.0})
    result = compute_indikator(indikator, figures, 2021, load_scale())
    assert dict(zip(result["kode"], result["nomor_sasaran"], strict=True)) == {
        "A": 1,
        "C": 2,
        "B": 3,
    }
