"""Budget and participation: sums over sums, and what has no pagu never becomes 0 %."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkip_helpers.compute.anggaran import (
    compare_change,
    compare_pk_dpa,
    compute_percentage,
    compute_serapan,
    compute_total,
    explain_difference,
    join_budget,
    join_explanation,
    join_support,
    list_lowest_serapan,
    sum_anggaran,
    sum_by_unit,
    sum_units,
)
from lkip_helpers.compute.partisipasi import (
    compute_keaktifan,
    compute_pembinaan,
    compute_sarana,
    pivot_sarana,
)
from lkip_helpers.compute.rounding import round_half_up
from lkip_helpers.compute.skm import compute_ipp
from lkip_helpers.compute.targets import pivot_target
from tests.conftest import laws


def dpa(*rows: tuple[str, float | None, float | None]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["program", "pagu", "realisasi"])
    return frame.astype({"pagu": "Int64", "realisasi": "Int64"})


def test_serapan_of_a_group_is_sum_over_sum() -> None:
    """(50 + 300) / (100 + 300) = 87.5 %, not the mean of 50 and 100."""
    result = sum_anggaran(dpa(("A", 100, 50), ("A", 300, 300)), ["program"])
    assert result[["pagu", "realisasi", "serapan"]].iloc[0].to_list() == [400, 350, 87.5]


def dpa_of_units(*rows: tuple[str, str | None, int | None, int | None]) -> pd.DataFrame:
    """Rows of the DPA: sub kegiatan, unit, pagu, realisasi; index and cells as from intake."""
    frame = pd.DataFrame(rows, columns=["sub_kegiatan", "unit", "pagu", "realisasi"], dtype=object)
    frame = frame.assign(
        kode_program="7.01.03", program="A", kegiatan="k", output=frame["sub_kegiatan"] + " jadi",
        pagu_sebelum=pd.NA,
    )  # fmt: skip
    frame.index = pd.Index(range(2, 2 + len(frame)), name="baris")
    money = ["pagu", "realisasi", "pagu_sebelum"]
    frame.attrs["sumber"] = {"berkas": "dpa.xlsx", "lembar": "DPA", "kolom": {"pagu": "E"}}
    return frame.astype(dict.fromkeys(money, "Int64"))


def test_a_sub_kegiatan_of_several_units_is_one_row_of_the_report() -> None:
    """75 + 75 of two kelurahan; the cells of both stand behind the sum."""
    frame = dpa_of_units(("x", None, 10, 5), ("y", "Melati", 75, 70), ("y", "Mawar", 75, 60))
    result = sum_units(frame)
    assert result[["sub_kegiatan", "pagu", "realisasi", "output"]].to_numpy().tolist() == [
        ["x", 10, 5, "x jadi"], ["y", 150, 130, "y jadi"],
    ]  # fmt: skip
    assert result.attrs["asal"]["pagu"][1].span == "E3:E4"
    assert sum_units(frame.assign(unit=None)).equals(frame.assign(unit=None))


@pytest.mark.parametrize(
    ("outputs", "joined"),
    [
        (["3 unit", "3 unit", "2 unit"], "3 unit × 2 unit kerja; 2 unit × 1 unit kerja"),
        (["Sarana", "Sarana", None], "Sarana"),
        (["1 unit", "2 unit", "2 unit"], "1 unit × 1 unit kerja; 2 unit × 2 unit kerja"),
        ([None, None, None], None),
    ],
)
def test_a_quantity_of_several_units_is_said_of_each(
    outputs: list[str | None], joined: str | None
) -> None:
    """Three units in two kelurahan and two in a third are not three."""
    frame = dpa_of_units(*(("y", name, 75, 70) for name in ("Melati", "Mawar", "Dahlia")))
    result = sum_units(frame.assign(output=pd.Series(outputs, frame.index, dtype=object)))
    assert result["output"].to_list() == [joined]


def test_the_office_and_its_units_have_a_budget_each() -> None:
    """Rows without a unit are the office's own."""
    frame = dpa_of_units(("x", None, 10, 5), ("y", "Melati", 75, 70), ("z", "Melati", 25, 20))
    result = sum_by_unit(frame, "Kecamatan Sukamaju")
    assert result[["unit", "pagu", "serapan"]].to_numpy().tolist() == [
        ["Kecamatan Sukamaju", 10, 50.0], ["Melati", 100, 90.0],
    ]  # fmt: skip
    assert sum_by_unit(frame.assign(unit=None), "x").empty


def test_a_row_without_pagu_has_no_serapan() -> None:
    """Three sub kegiatan of 2021 have "-" for both; they do not count as 0 % spent."""
    frame = dpa(("A", None, None), ("B", 0, 0), ("C", 10, 1))
    assert compute_serapan(frame)["serapan"].isna().to_list() == [True, True, False]
    assert list_lowest_serapan(frame, 2)["program"].to_list() == ["C"]
    spent = dpa(("A", 10, 10), ("B", 10, 11), ("C", 10, 9))  # all of it, too much, all but one
    assert list_lowest_serapan(spent, 2)["program"].to_list() == ["C"]
    assert compute_total(frame)[["pagu", "realisasi", "serapan"]].iloc[0].to_list() == [10, 1, 10]


@given(st.lists(st.tuples(st.integers(1, 10**9), st.floats(0, 1)), min_size=1, max_size=20))
def test_serapan_of_a_group_lies_between_its_members(rows: list[tuple[int, float]]) -> None:
    """A weighted mean cannot leave the range."""
    frame = dpa(*(("A", pagu, int(pagu * part)) for pagu, part in rows))
    members = compute_serapan(frame)["serapan"]
    group = sum_anggaran(frame, ["program"])["serapan"].iloc[0]
    assert members.min() - 1e-9 <= group <= members.max() + 1e-9


def test_groups_keep_the_order_of_the_document() -> None:
    """Not that of the alphabet."""
    result = sum_anggaran(dpa(("Z", 1, 1), ("A", 1, 1)), ["program"])
    assert result["program"].to_list() == ["Z", "A"]


def test_programmes_are_matched_whatever_the_spelling_of_the_word_program() -> None:
    """A programme of the DPA that the Perjanjian Kinerja leaves out stands with pk 0."""
    pk = pd.DataFrame({"program": ["PROGRAM  Penunjang"], "anggaran": [100]})
    result = compare_pk_dpa(pk, dpa(("Penunjang", 150, 0), ("Pemberdayaan", 40, 0)))
    assert result[["pk", "dpa", "selisih"]].to_numpy().tolist() == [[100, 150, 50], [0, 40, 40]]


def dpa_details(*rows: tuple[str, str, int | None]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["program", "sub_kegiatan", "pagu"])
    return frame.assign(realisasi=0).astype({"pagu": "Int64", "realisasi": "Int64"})


def list_differences(pk: dict[str, int], anggaran: pd.DataFrame) -> list[list[object]]:
    frame = pd.DataFrame({"program": list(pk), "anggaran": list(pk.values())})
    result = explain_difference(frame, anggaran)
    return result[["sub_kegiatan", "selisih", "sebab"]].fillna("").to_numpy().tolist()


PUBLIC_ORDER = dpa_details(*(("A", name, pagu) for name, pagu in (
    ("Sinergitas", 156_084_300), ("Talang Bakung", 128_940_000), ("Payo Selincah", 132_980_000),
    ("Eka Jaya", 155_080_000), ("Lingkar Selatan", 145_280_000), ("Paal Merah", 145_560_000),
    ("Koordinasi", None),
)))  # fmt: skip


def test_a_difference_is_traced_to_the_sub_kegiatan_that_make_it() -> None:
    """2021: the PK has 156,084,300 of 863,924,300; the five kelurahan make 707,840,000."""
    result = list_differences({"A": 156_084_300}, PUBLIC_ORDER)
    assert [row[0] for row in result] == [
        "Talang Bakung",
        "Payo Selincah",
        "Eka Jaya",
        "Lingkar Selatan",
        "Paal Merah",
    ]
    assert sum(row[1] for row in result) == 707_840_000  # type: ignore[misc]


def test_a_programme_of_one_document_is_one_row() -> None:
    """Missing in the PK, and missing in the DPA."""
    assert list_differences({"B": 5}, dpa_details(("A", "a", 7))) == [
        ["", -5, "di luar dpa"],
        ["", 7, "di luar pk"],
    ]


def test_a_programme_promised_with_nothing_is_not_one_that_was_left_out() -> None:
    """The PK names A with an anggaran of 0, and says nothing of B; 3 + 4 = 7."""
    anggaran = dpa_details(("A", "a", 3), ("A", "b", 4), ("B", "c", 9))
    assert list_differences({"A": 0}, anggaran) == [["", 7, "pk nol"], ["", 9, "di luar pk"]]
    pk = pd.DataFrame({"program": ["A"], "anggaran": [0]})
    assert compare_pk_dpa(pk, anggaran)["luar_pk"].to_list() == [False, True]


def test_a_difference_that_no_rows_make_is_called_so() -> None:
    """No set gives 4; two sets of one row give 3; a PK above the DPA has no set at all."""
    anggaran = dpa_details(("A", "a", 3), ("A", "b", 3), ("A", "c", 9))
    assert list_differences({"A": 11}, anggaran) == [["", 4, "tanpa susunan"]]
    assert list_differences({"A": 12}, anggaran) == [["", 3, "susunan ganda"]]
    assert list_differences({"A": 20}, anggaran) == [["", -5, "tanpa susunan"]]
    assert list_differences({"A": 15}, anggaran) == []


def test_a_difference_that_a_change_of_the_budget_made_is_called_so() -> None:
    """Promised 20, the pagu before the change; after it 15."""
    anggaran = dpa_details(("A", "a", 6), ("A", "b", 9)).assign(pagu_sebelum=[11, 9])
    assert list_differences({"A": 20}, anggaran) == [["", -5, "perubahan pagu"]]
    assert list_differences({"A": 21}, anggaran) == [["", -6, "tanpa susunan"]]


@given(
    st.lists(st.integers(1, 10**9), min_size=1, max_size=8),
    st.dictionaries(st.sampled_from("ABC"), st.integers(1, 10**10), max_size=3),
)
@laws(100)
def test_the_rows_always_add_up_to_the_difference(pagu: list[int], pk: dict[str, int]) -> None:
    """Whatever the documents say."""
    anggaran = dpa_details(*(("AB"[i % 2], str(i), p) for i, p in enumerate(pagu)))
    frame = pd.DataFrame({"program": list(pk), "anggaran": list(pk.values())})
    difference = explain_difference(frame, anggaran)["selisih"].sum()
    assert difference == sum(pagu) - sum(pk.values())


def test_a_change_of_the_budget_needs_both_amounts() -> None:
    """100 + 50 before, 120 after one was dropped; without a DPPA there is no row."""
    anggaran = dpa_details(("A", "a", 120), ("A", "b", None)).assign(pagu_sebelum=[100, 50])
    anggaran = anggaran.astype({"pagu_sebelum": "Int64"})
    result = compare_change(anggaran)
    assert result.iloc[0].to_list() == ["A", 150, 120, -30]
    assert compare_change(anggaran.assign(pagu_sebelum=pd.NA)).empty


def test_a_reason_is_joined_where_there_is_one() -> None:
    """No reason is invented."""
    reasons = pd.DataFrame({"sub_kegiatan": ["b"], "alasan": ["Harga turun."]})
    result = join_explanation(dpa_details(("A", "a", 1), ("A", "b", 1)), reasons)["alasan"]
    assert result.isna().to_list() == [True, False]
    assert result.iloc[1] == "Harga turun."


def test_institutions_are_counted_whatever_was_printed() -> None:
    """2021: 14 of 22 = 63.64 % and 47 of 75 = 62.67 % (printed 13 and 46, 59 and 61 %)."""
    lembaga = pd.DataFrame(
        {"kecamatan": [1] * 14 + [0] * 3, "kelurahan": [5] * 9 + [1, 1] + [0] * 6}
    )
    result = compute_keaktifan(lembaga, 22, 75)
    assert result["realisasi"].to_list() == [14, 47]
    assert result["persentase"].round(2).to_list() == [63.64, 62.67]
    assert compute_keaktifan(lembaga, None, 75)["persentase"].isna().to_list() == [True, False]


def test_guidance_counts_the_institutions_marked() -> None:
    """2021: 11 of 22 = 50 % (printed 13 and 59 %)."""
    result = compute_pembinaan(pd.DataFrame({"dibina": [True] * 11 + [False] * 3}), 22)
    assert result[["realisasi", "persentase"]].iloc[0].to_list() == [11, 50]


def test_facilities_are_ticks_counted_per_kelurahan() -> None:
    """Order of the sheet is kept in the matrix; capaian is ticks over target."""
    sarana = pd.DataFrame(
        {
            "unsur": ["Air", "Air", "Drainase", "Drainase"],
            "kelurahan": ["Z", "A"] * 2,
            "tersedia": [True, True, False, True],
        }
    )
    wilayah = pd.DataFrame({"kelurahan": ["A", "Z"], "target_sarana": [1, 2]})
    assert list(pivot_sarana(sarana)) == ["unsur", "Z", "A"]
    result = compute_sarana(sarana, wilayah).set_index("kelurahan")
    assert result.loc["Z", ["realisasi", "capaian"]].to_list() == [1, 50]
    assert result.loc["A", ["realisasi", "capaian"]].to_list() == [2, 200]


def test_a_local_programme_is_realisasi_over_target() -> None:
    """Three of four are 75 %."""
    result = compute_percentage(pd.DataFrame({"target": [4], "realisasi": [3]}))
    assert result.to_list() == [75]


def test_the_public_service_index_is_a_sum() -> None:
    """1.1 + 0.5 + 0.52 + 0.51 + 0.53 + 0.29 = 3.45, B− (3.01–3.50)."""
    result = compute_ipp(pd.DataFrame({"nilai": [1.1, 0.5, 0.52, 0.51, 0.53, 0.29]}))
    assert result["jumlah"].iloc[0] == pytest.approx(3.45)
    assert result["predikat"].iloc[0] == "B−"
    assert compute_ipp(pd.DataFrame({"nilai": []})).empty


def test_renstra_targets_stand_side_by_side() -> None:
    """One column a year, in the order of the Renstra sheet."""
    indikator = pd.DataFrame(
        {"kode": ["A", "B"], "tujuan": "t", "sasaran": "s", "indikator": ["a", "b"], "satuan": "%"}
    )
    renstra = pd.DataFrame(
        {"kode": ["B", "B", "A"], "tahun": [2019, 2020, 2019], "target": [1.0, 2.0, 3.0]}
    )
    result = pivot_target(indikator, renstra)
    assert result["indikator"].to_list() == ["b", "a"]
    assert result[["2019", "2020"]].to_numpy()[0].tolist() == [1, 2]
    assert math.isnan(result.loc["A", "2020"])


def test_indicators_of_one_tujuan_stand_together() -> None:
    """The Renstra lists a supporting indicator of the first tujuan last."""
    indikator = pd.DataFrame(
        {"kode": list("ABC"), "tujuan": ["t", "u", "t"], "sasaran": "s", "indikator": list("abc"),
         "satuan": "%"}
    )  # fmt: skip
    renstra = pd.DataFrame({"kode": list("ABC"), "tahun": 2019, "target": 1.0})
    assert pivot_target(indikator, renstra)["indikator"].to_list() == ["a", "c", "b"]


@pytest.mark.parametrize(
    ("value", "result"),
    [(2.675, "2.68"), (97.605, "97.61"), (-1.005, "-1.01"), (84.5, "84.50"), (-0.004, "0.00")],
)
def test_half_goes_up_on_the_decimal_text(value: float, result: str) -> None:
    """Decimal(2.675) is 2.67499…; what is written is 2.675. A zero has no sign."""
    assert str(round_half_up(value, 2)) == result


@given(st.floats(-1e12, 1e12, allow_nan=False), st.integers(0, 4))
def test_rounding_twice_changes_nothing(value: float, decimals: int) -> None:
    """Idempotent, and never further than half a unit away."""
    once = round_half_up(value, decimals)
    assert round_half_up(once, decimals) == once
    assert abs(float(once) - value) <= 0.5 * 10**-decimals + 1e-3


def test_a_programme_in_two_spellings_is_one_programme() -> None:
    """100 + 50 = 150 rupiah of pagu and 90 + 40 = 130 of realisasi, whoever typed them how."""
    dpa = pd.DataFrame(
        {
            "program": ["Program A", "PROGRAM A"],
            "kegiatan": None,
            "sub_kegiatan": None,
            "pagu": [100, 50],
            "realisasi": [90, 40],
        }
    )
    pk = pd.DataFrame({"program": ["A", "Program a"], "anggaran": [110, 40]})
    assert compare_pk_dpa(pk, dpa)[["pk", "dpa", "selisih"]].to_numpy().tolist() == [[150, 150, 0]]
    support = pd.DataFrame({"sasaran": ["S"], "program": ["Program A"], "peran": ["utama"]})
    (row,) = join_support(support, dpa).itertuples()
    assert (row.pagu, row.realisasi) == (150, 130)
    box = pd.DataFrame({"jenjang": ["program"], "nama": ["Program A"], "target": [1.0],
                        "realisasi": [1.0], "arah": ["maksimal"]})  # fmt: skip
    assert join_budget(box, dpa)["pagu"].to_list() == [150]
