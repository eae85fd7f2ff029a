"""A realisasi is compared with its evidence, targets of three documents with one another."""

import math

import pandas as pd
import pytest

from lkip_helpers.compute.capaian import compute_indikator
from lkip_helpers.compute.evidence import (
    compare_evidence,
    find_codes,
    list_partisipasi,
    sum_keaktifan,
)
from lkip_helpers.compute.partisipasi import compute_keaktifan, compute_pembinaan
from lkip_helpers.compute.targets import compare_target, join_indikator
from lkip_helpers.rules import load_scale

INDIKATOR = pd.DataFrame(
    [
        ["IKM", "sasaran", "T1", "S1", "Indeks Kepuasan Masyarakat", "Nilai", "maksimal"],
        ["TPL", "sasaran", "T2", "S2", "Tingkat Pemberdayaan", "%", "maksimal"],
    ],
    columns=["kode", "jenjang", "tujuan", "sasaran", "indikator", "satuan", "polaritas"],
).assign(sumber_data=None)
REALISASI = pd.DataFrame(
    [["IKM", 2021, 92.0, 95.0], ["TPL", 2021, 82.0, 80.0]],
    columns=["kode", "tahun", "target", "realisasi"],
)
CAPAIAN = compute_indikator(INDIKATOR, REALISASI, 2021, load_scale())
LEMBAGA = pd.DataFrame({"lembaga": ["A", "B"], "kecamatan": [7, 7], "kelurahan": [40, 7]})


def test_the_survey_does_not_confirm_the_reported_index() -> None:
    """2021: reported 95, survey 84.83; 84.8333 / 92 × 100 = 92.2101, not 103.2609."""
    row = compare_evidence(CAPAIAN, {"IKM": 84 + 5 / 6}).iloc[0]
    assert row["selisih"] == pytest.approx(10.1667, abs=1e-4)
    assert row["capaian_bukti"] == pytest.approx(92.2101, abs=1e-4)
    assert row["capaian"] == pytest.approx(103.2609, abs=1e-4)
    assert not row["sesuai"]


def test_evidence_that_agrees_as_printed_agrees() -> None:
    """95.004 is printed 95,00."""
    assert compare_evidence(CAPAIAN, {"IKM": 95.004})["sesuai"].all()


def test_evidence_without_an_indicator_or_value_is_skipped() -> None:
    """Neither an unknown code nor a missing value makes a row."""
    assert compare_evidence(CAPAIAN, {"XYZ": 1.0, "TPL": math.nan}).empty
    assert compare_evidence(CAPAIAN, {"TPL": 62.89})["kode"].to_list() == ["TPL"]


def test_active_institutions_of_both_levels_together() -> None:
    """2021: (14 + 47) / (22 + 75) × 100 = 62.8866."""
    assert sum_keaktifan(compute_keaktifan(LEMBAGA, 22, 75)) == pytest.approx(62.8866, abs=1e-4)
    assert math.isnan(sum_keaktifan(compute_keaktifan(LEMBAGA, None, None)))


def test_no_list_is_not_the_same_as_none_active() -> None:
    """Without institutions there is no row of zeros to report."""
    assert compute_keaktifan(LEMBAGA.head(0), 22, 75).empty
    guided = pd.DataFrame({"lembaga": ["A"], "dibina": [True]})
    assert compute_pembinaan(guided.head(0), 22).empty
    assert compute_pembinaan(guided, 22)["persentase"].to_list() == pytest.approx([100 / 22])


def test_evidence_of_participation_is_sum_over_sum() -> None:
    """2021: 14/22, 47/75, 11/22, 42/36, 29/29; a local programme by its name and unit."""
    evidence = list_partisipasi(
        compute_keaktifan(LEMBAGA, 22, 75),
        pd.DataFrame({"realisasi": [11], "target": [22]}),
        pd.DataFrame({"realisasi": [9, 9, 8, 8, 8], "target": [9, 5, 7, 8, 7]}),
        pd.DataFrame({"realisasi": [7, 7, 5, 6, 4], "target": [7, 7, 5, 6, 4]}).assign(
            program="Kampung Bersih", satuan="RT"
        ),
    )
    assert evidence["realisasi"].to_list() == [14, 47, 11, 42, 29]
    assert evidence["bukti"].iloc[-1] == "RT Kampung Bersih"
    wanted = [63.6364, 62.6667, 50, 116.6667, 100]
    assert evidence["persentase"].to_list() == pytest.approx(wanted, abs=1e-4)


def test_evidence_without_a_target_is_left_out() -> None:
    """A kelurahan without target counts on neither side."""
    evidence = list_partisipasi(
        compute_keaktifan(LEMBAGA, None, 75),
        compute_pembinaan(pd.DataFrame({"dibina": []}), 22),
        pd.DataFrame({"realisasi": [9, 9], "target": [9, None]}),
        pd.DataFrame({"program": [], "satuan": [], "realisasi": [], "target": []}),
    )
    assert evidence[["realisasi", "target"]].to_numpy().tolist() == [[47, 75], [9, 9]]


def test_targets_of_three_documents_are_compared() -> None:
    """A document that lacks the indicator is not in line with the others."""
    iku = pd.DataFrame({"kode": ["IKM", "TPL"], "indikator": ["a", "b"], "target": [92.0, 82.0]})
    renstra = pd.DataFrame({"kode": ["IKM", "IKM"], "tahun": [2020, 2021], "target": [91.0, 92.0]})
    comparison = compare_target(INDIKATOR, renstra, iku, iku, 2021)
    assert comparison["selaras"].to_list() == [True, False]
    assert comparison["renstra"].to_list()[0] == 92


def test_targets_are_joined_to_their_sasaran_and_unit() -> None:
    """Joined by kode, in the order of the document."""
    pk = pd.DataFrame({"kode": ["TPL"], "indikator": ["b"], "target": [82.0]})
    row = join_indikator(pk, INDIKATOR).iloc[0]
    assert (row["sasaran"], row["satuan"], row["target"]) == ("S2", "%", 82)


@pytest.mark.parametrize(
    ("name", "chosen", "found"),
    [
        ("Indeks Kepuasan Masyarakat (IKM)", None, "survei"),
        ("INDEKS PELAYANAN PUBLIK", None, "ipp"),
        ("Tingkat Pemberdayaan Lembaga", None, ""),
        ("Persentase partisipasi masyarakat", None, ""),
        ("Swadaya warga", "lembaga", "lembaga"),
        ("Indeks Kepuasan Masyarakat", "tidak ada", "tidak ada"),
    ],
)
def test_evidence_is_chosen_and_only_the_national_indices_are_known_without_a_choice(
    name: str, chosen: str | None, found: str
) -> None:
    """PermenPAN-RB 14/2017 and 17/2017 name two indices; any other name is the office's own."""
    indikator = pd.DataFrame(
        {"kode": ["X1", "X2"], "indikator": ["Aduan", name], "jenis_bukti": [None, chosen]}
    )
    for kind in ("survei", "ipp", "lembaga", "partisipasi", "tidak ada"):
        assert find_codes(indikator, kind) == (["X2"] if kind == found else [])
