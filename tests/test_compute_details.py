"""What the formulas do besides their numbers: order, names, blanks, cells; worked out by hand."""

import math

import numpy as np
import pandas as pd
import pytest

from lkip_helpers.compute import whatif
from lkip_helpers.compute.anggaran import (
    compute_share,
    explain_difference,
    join_budget,
    sum_by_unit,
    sum_units,
)
from lkip_helpers.compute.capaian import compute_indikator
from lkip_helpers.compute.checklist import NO, YA, answer_ceklis, collect_facts
from lkip_helpers.compute.evidence import (
    apply_evidence,
    compare_evidence,
    compare_kind,
    list_partisipasi,
    sum_keaktifan,
)
from lkip_helpers.compute.lineage import (
    CellRange,
    cite_rows,
    count_dropped,
    find_cells,
    list_cells,
    merge_cells,
    sum_groups,
)
from lkip_helpers.compute.partisipasi import compute_pembinaan
from lkip_helpers.compute.rounding import compare_printed, settle_noise, trim_noise
from lkip_helpers.compute.sample import (
    JOINED,
    compute_profil,
    compute_trait_frequency,
    judge_sample,
    list_profil,
    measure_instrument,
)
from lkip_helpers.compute.skm import compute_frequency, count_answers, grade_ikm, spread_answers
from lkip_helpers.compute.subsetsum import MOST_CANDIDATES, explain_total, find_arrangements
from lkip_helpers.compute.survey_forms import compute_survey
from lkip_helpers.compute.targets import (
    compare_target,
    join_indikator,
    join_triwulan,
    list_valid_targets,
    name_indikator,
    pivot_target,
)
from lkip_helpers.compute.tren import (
    compare_years,
    compute_trajectory,
)
from lkip_helpers.intake.cellcheck import find_runs
from lkip_helpers.rules import load_scale


def from_sheet(frame: pd.DataFrame, file: str = "a.xlsx", sheet: str = "A") -> pd.DataFrame:
    """A frame as intake gives it: rows from 4 on, columns from A on."""
    result = frame.set_axis(pd.RangeIndex(4, 4 + len(frame), name="baris"))
    letters = {column: chr(65 + n) for n, column in enumerate(frame.columns)}
    result.attrs = {"sumber": {"berkas": file, "lembar": sheet, "kolom": letters}}
    return result


BUDGET = pd.DataFrame(
    [("Z", "k", "s", "u2", 5, 1, 4, "01", "a"), ("A", "k", "t", None, 7, 2, None, "02", None),
     ("Z", "k", "s", "u1", 6, 3, 1, "01", "b"), ("Z", None, "s", "u1", 9, 9, 9, "01", "a")],
    columns=["program", "kegiatan", "sub_kegiatan", "unit", "pagu", "realisasi", "pagu_sebelum",
             "kode_program", "output"],
).astype(dict.fromkeys(("pagu", "realisasi", "pagu_sebelum"), "Int64"))  # fmt: skip


def test_units_are_summed_by_sub_kegiatan_in_the_order_of_the_document() -> None:
    """5 + 6, 1 + 3, 4 + 1; a row without a kegiatan stands alone; outputs are joined."""
    result = sum_units(BUDGET)
    assert result["program"].to_list() == ["Z", "A", "Z"]
    assert result["pagu"].to_list() == [11, 7, 9]
    assert result["realisasi"].to_list() == [4, 2, 9]
    assert result["pagu_sebelum"].fillna(-1).to_list() == [5, -1, 9]
    assert result["output"].fillna("").to_list() == ["a; b", "", "a"]
    assert result["kode_program"].to_list() == ["01", "02", "01"]
    one_unit = BUDGET.assign(unit=None)
    assert sum_units(one_unit) is one_unit
    units = sum_by_unit(BUDGET, "Camat")
    assert units[["unit", "pagu"]].to_numpy().tolist() == [["u2", 5], ["Camat", 7], ["u1", 15]]
    assert sum_by_unit(one_unit, "Camat").empty


def test_a_difference_is_told_by_the_fewer_rows() -> None:
    """3 + 5 + 9 + 20 = 37: a PK of 20 leaves three rows out, and what is kept is the one row."""
    rows = [("P", n, v) for n, v in (("a", 3), ("b", 5), ("c", 9), ("d", 20))]
    anggaran = pd.DataFrame(rows, columns=["program", "sub_kegiatan", "pagu"])
    anggaran = anggaran.astype({"pagu": "Int64"}).assign(realisasi=pd.array([0] * 4, "Int64"))
    pk = pd.DataFrame({"program": ["P"], "anggaran": [20]})
    assert explain_difference(pk, anggaran)["sub_kegiatan"].to_list() == ["a", "b", "c"]
    pk = pd.DataFrame({"program": ["program p"], "anggaran": [17]})
    assert explain_difference(pk, anggaran)["sub_kegiatan"].to_list() == ["d"]
    promised = explain_difference(pk.assign(anggaran=[0]), from_sheet(anggaran))
    assert list_cells(promised, "selisih") == (CellRange("a.xlsx", "A", "C4:C7", "jumlah"),)
    elsewhere = explain_difference(pk.assign(program=["Q"]), from_sheet(anggaran))
    assert elsewhere["sebab"].to_list() == ["di luar dpa", "di luar pk"]
    assert list_cells(elsewhere, "selisih", index=elsewhere.index[:1]) == ()
    assert math.isnan(compute_share(1, 0))


def test_too_many_parts_would_meet_by_accident() -> None:
    """Sixty are tried, sixty-one are not; a thousandth is close enough, a hundredth is not."""
    parts = [(n, 1000.0 + n) for n in range(MOST_CANDIDATES)]
    assert find_arrangements(parts, 1000.0) == [((0, 1000.0),)]
    assert find_arrangements([*parts, (60, 5.0)], 1000.0) == []
    assert find_arrangements([(0, 0.1), (1, 0.2)], 0.3004) == [((0, 0.1), (1, 0.2))]
    assert find_arrangements([(0, 0.1), (1, 0.2)], 0.31) == []
    doubled = [(n, 2.0**n) for n in range(7)]  # of which each sum is one set's alone
    assert find_arrangements(doubled, 126) == [tuple(doubled[1:])]
    assert find_arrangements(doubled, 127) == []  # seven parts are not tried
    detail = pd.DataFrame({"g": [*"ABCDEFGHIJKLM"], "n": "x", "v": range(1, 14)})
    assert explain_total(detail, "g", "n", "v", 1) is None  # thirteen groups
    more = pd.concat([detail, pd.DataFrame({"g": ["A"], "n": "y", "v": 50})])
    assert explain_total(more, "g", "n", "v", 50) is None  # nor by one of their rows
    assert explain_total(detail.head(12), "g", "n", "v", 1) == [("A", 1)]


def test_noise_is_settled_and_nothing_else() -> None:
    """0.1 + 0.2 is 0.3; a third stays a third; infinity stays."""
    assert settle_noise(0.1 + 0.2) == 0.3
    assert settle_noise(1 / 3) == 1 / 3
    assert settle_noise(math.inf) == math.inf
    assert trim_noise(98.30499999999999) == trim_noise(98.305)
    assert str(trim_noise(123456789012345.0)) == "123456789012345"
    assert [compare_printed(a, 1) for a in (1.004, 1.006, 0.994)] == [0, 1, -1]


def test_rows_are_cited_as_runs_and_cells_by_their_column() -> None:
    """4, 5 and 7: A4:A5 and A7; a column that the sheet does not have has no cells."""
    assert find_runs([7, 5, 4, 4]) == [(4, 5), (7, 7)]
    assert find_runs([]) == []
    frame = from_sheet(pd.DataFrame({"a": [1, 2, 3, 4], "b": "x"}))
    assert find_cells(frame.drop(6), "a", "jumlah") == CellRange(
        "a.xlsx", "A", "A4:A5;A7", "jumlah"
    )
    assert find_cells(frame, "c") is None
    assert find_cells(frame.head(0), "a") is None
    assert find_cells(frame.reset_index(drop=True), "a") is None
    assert list_cells(frame, "b", index=[5]) == (CellRange("a.xlsx", "A", "B5"),)
    summed = sum_groups(frame, ["b"], ["a"])
    assert summed["a"].to_list() == [10]
    assert list_cells(summed, "a") == (CellRange("a.xlsx", "A", "A4:A7", "jumlah"),)


def test_targets_stand_in_the_order_of_the_plan() -> None:
    """B before A; a range has a column for its upper end; the cells are those of the years."""
    indikator = pd.DataFrame({
        "kode": ["A", "B"], "tujuan": "T", "sasaran": ["S1", "S2"], "indikator": ["Ia", "Ib"],
        "satuan": "%", "formulasi": ["f", None], "sumber_data": "d", "penanggung_jawab": "p",
    })  # fmt: skip
    renstra = pd.DataFrame({
        "kode": ["B", "B", "A"], "tahun": [2022, 2021, 2022], "target": [5.0, 4.0, 9.0],
        "target_atas": [6.0, None, None],
    })  # fmt: skip
    result = pivot_target(indikator, renstra)
    assert result.index.to_list() == ["B", "A"]
    assert list(result.columns[4:]) == ["2022", "2021", "2022_atas", "2021_atas"]
    assert result["2022"].to_list() == [5, 9]
    assert result.loc["B", "2022_atas"] == 6
    columns = ["sasaran", "satuan", "formulasi", "sumber_data", "penanggung_jawab"]
    iku = pd.DataFrame({"kode": ["B"], "indikator": ["x"]})
    (joined,) = join_indikator(iku, indikator, *columns).to_numpy()
    assert [*joined[:4], *joined[5:]] == ["B", "x", "S2", "%", "d", "p"]
    pk = pd.DataFrame({"kode": ["A", "B"], "indikator": ["Ia", "Ib"], "target": [9.0, 5.0],
                       "target_atas": [None, 6.0]})  # fmt: skip
    compared = compare_target(indikator, renstra, pk, pk, 2022)
    assert compared["selaras"].all()
    assert compared["iku_atas"].to_list() == [9, 6]
    lower = compare_target(indikator, renstra, pk.assign(target=[8.0, 5.0]), pk, 2022)
    assert lower["selaras"].to_list() == [False, True]
    changed = pk.assign(target=[8.0, 5.0], target_perubahan=[9.0, None])
    corrected = compare_target(indikator, renstra, pk, changed, 2022)
    assert corrected["selaras"].to_list() == [False, True]
    assert corrected["case"].iloc[0] == "disamakan"
    outside = compare_target(indikator, renstra, pk.tail(1), pk, 2022)
    assert outside["case"].iloc[0] == "bukan iku"  # Renstra and PK agree on it
    pk = pd.DataFrame({"kode": ["A"], "target": [1.0]})
    assert list_valid_targets(pk)["target"].to_list() == [1]
    upper = list_valid_targets(pk.assign(target_perubahan=2.0, target_perubahan_atas=3.0))
    assert upper["target_atas"].to_list() == [3]
    reached = pd.DataFrame({"kode": ["B", "B"], "tahun": [2021, 2022], "realisasi": [3.0, 4.0]})
    trajectory = compute_trajectory(indikator, renstra, reached, 2021)
    assert trajectory["realisasi"].fillna(-1).to_list() == [-1, 3, -1]


def test_years_side_by_side_change_from_one_to_the_next() -> None:
    """93 − 91 = 2; over a gap of two years there is no change, and none for a predicate."""
    indikator = pd.DataFrame({
        "kode": ["B", "A", "P"], "indikator": ["b", "a", "p"], "satuan": "x",
        "polaritas": ["maksimal", "maksimal", "predikat"],
    })  # fmt: skip
    rows = [("A", 2019, 91), ("A", 2020, 93), ("B", 2018, 5), ("B", 2020, 7), ("P", 2019, 60),
            ("P", 2020, 70), ("A", 2021, 1)]  # fmt: skip
    realisasi = pd.DataFrame(rows, columns=["kode", "tahun", "realisasi"]).astype(
        {"realisasi": float}
    )
    result = compare_years(indikator, realisasi.assign(target=100.0), 2020)
    assert result["kode"].to_list() == ["B", "B", "A", "A", "P", "P"]
    assert result["perubahan"].fillna(0).to_list() == [0, 0, 0, 2, 0, 0]


def test_what_if_changes_one_figure_and_forgets_its_cells() -> None:
    """The given frame is left as it was; a range does not end before it begins."""
    frame = from_sheet(pd.DataFrame({
        "kode": ["A", "A"], "tahun": [2020, 2021], "target": [1.0, 2.0], "target_atas": [1.5, 2.5],
        "realisasi": [1.0, 2.0],
    }))  # fmt: skip
    result = whatif.change_realisasi(frame, "A", 2021, target=9, value=7)
    assert result[["target", "target_atas", "realisasi"]].to_numpy().tolist() == [
        [1, 1.5, 1], [9, 9, 7],
    ]  # fmt: skip
    assert result.attrs == {}
    assert frame["target"].to_list() == [1, 2]
    plain = whatif.change_realisasi(frame.drop(columns="target_atas"), "A", 2020, target=3, value=4)
    assert plain["target"].to_list() == [3, 2]
    tally = pd.DataFrame({"kode": ["U1", "U2"], "nilai_1": [3, 3], "nilai_4": [0, 1]})
    changed = whatif.change_answers(tally, "U1", from_=1, into=4, count=5)
    assert changed[["nilai_1", "nilai_4"]].to_numpy().tolist() == [[0, 3], [3, 1]]
    budget = whatif.change_anggaran(BUDGET, [1], pagu=70, realisasi=20)
    assert budget.loc[1, ["pagu", "realisasi"]].to_list() == [70, 20]
    assert budget.loc[0, "pagu"] == 5


LABELS = {f"jawaban_{n}": f"j{n}" for n in (1, 2, 3, 4)}
UNSUR = pd.DataFrame({"kode": ["U1", "U2"], "unsur": ["Satu", "Dua"], **LABELS})
NO_ANSWERS = pd.DataFrame({"responden": pd.array([], "Int64"), "U1": [], "U2": []})
NO_COUNTS = pd.DataFrame(columns=["kode", "nilai_1", "nilai_2", "nilai_3", "nilai_4"])
NO_INDEX = pd.DataFrame(columns=["ikm", "responden", "sumber"])


def frames(**given: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return {
        "skm": NO_ANSWERS,
        "rekap": NO_COUNTS,
        "ikm_terbit": NO_INDEX,
        "unsur_skm": UNSUR,
        **given,
    }


def test_the_survey_is_the_same_in_whichever_form_it_is_given() -> None:
    """U1: 3 and 4, U2: 4 and none. (3.5 + 4) / 2 × 25 = 93.75, as answers and as counts."""
    answers = from_sheet(
        pd.DataFrame({"responden": [1, 2], "U1": [3, 4], "U2": [4, None]}), "skm.xlsx"
    )
    answered = compute_survey(frames(skm=answers.astype("Int64")))
    counts = pd.DataFrame([["U1", 0, 0, 1, 1], ["U2", None, 0, 0, 1]], columns=NO_COUNTS.columns)
    counted = compute_survey(frames(rekap=from_sheet(counts, "skm.xlsx", "Rekap")))
    for survey in (answered, counted):
        assert survey.ikm["ikm"].to_list() == [93.75]
        assert survey.respondents == 2
    assert (answered.form, counted.form) == ("skm", "rekap")
    assert list_cells(answered.ikm, "responden") == (CellRange("skm.xlsx", "A", "A4:A5", "banyak"),)
    assert list_cells(counted.tally, "jawaban", index=[0]) == (
        CellRange("skm.xlsx", "Rekap", "B4;C4;D4;E4", "jumlah"),
    )
    index = pd.DataFrame({"ikm": [80.0, 1.0], "responden": [40, 1], "sumber": ["Kota", "x"]})
    published = compute_survey(frames(ikm_terbit=from_sheet(index)))
    assert (published.form, published.source, published.respondents) == ("ikm_terbit", "Kota", 40)
    assert published.ikm.iloc[0].to_list() == [80, "B", "Baik", 40]
    assert list_cells(published.ikm, "ikm") == (CellRange("a.xlsx", "A", "A4"),)
    missing = compute_survey(frames())
    assert (missing.form, missing.source, missing.respondents) == ("", "", None)
    assert missing.ikm.empty and missing.nrr.empty


def test_answers_are_spread_by_unsur_and_by_group() -> None:
    """Of U1's answers 1, 2, 2, 4 three are low: 75 %; women alone gave 1 and 4."""
    skm = pd.DataFrame({"U1": [1, 2, 2, 4] * 5, "jenis_kelamin": ["P", "L", "L", "P"] * 5})
    skm = skm.astype({"U1": "Int64"})
    tally = count_answers(skm, UNSUR.head(1))
    spread = spread_answers(compute_frequency(tally)).iloc[0]
    assert spread[["jawaban", "persen_1", "persen_2", "persen_4", "rendah"]].to_list() == [
        20, 25, 50, 25, 75,
    ]  # fmt: skip
    with_cells = spread_answers(compute_frequency(count_answers(from_sheet(skm), UNSUR.head(1))))
    cells = tuple(CellRange("a.xlsx", "A", "A4:A23", "cacah", n) for n in (1, 2, 3, 4))
    assert list_cells(with_cells, "jawaban") == list_cells(with_cells, "rendah") == cells
    assert with_cells.attrs["asal"]["jawaban"][0].formula == "banyaknya jawaban"
    groups = compute_trait_frequency(skm, UNSUR, "U1", "jenis_kelamin")
    women = groups[groups["kelompok"].str.startswith("P")]
    assert women["frekuensi"].to_list() == [5, 0, 0, 5]
    assert set(groups["responden"]) == {10}
    assert compute_trait_frequency(
        skm.assign(jenis_kelamin=None), UNSUR, "U1", "jenis_kelamin"
    ).empty


def test_who_answered_is_published_in_groups_of_at_least_five() -> None:
    """6 and 5 are shown; 2 and 3 are joined as 5, last; of 16 people 6 are 37.5 %."""
    jobs = ["Guru"] * 6 + ["Petani"] * 5 + ["A"] * 2 + ["B"] * 3
    skm = from_sheet(pd.DataFrame({"pekerjaan": jobs}))
    result = compute_profil(skm, "pekerjaan")
    assert result[["ciri", "jumlah"]].to_numpy().tolist() == [
        ["Guru", 6],
        ["Petani", 5],
        [JOINED, 5],
    ]
    assert result["persen"].to_list() == [37.5, 31.25, 31.25]
    assert list_cells(result, "jumlah")[0] == CellRange("a.xlsx", "A", "A4:A19")
    few = pd.DataFrame({"pekerjaan": ["Guru"] * 6 + ["A"] * 4})  # the last four would be exposed
    assert compute_profil(few, "pekerjaan").empty
    schools = pd.DataFrame({"pendidikan": ["SMA / SMK"] * 3 + ["sma/smk"] * 3 + ["S1"] * 5})
    assert compute_profil(schools, "pendidikan")["jumlah"].to_list() == [6, 5]
    no_traits = dict.fromkeys(("jenis_kelamin", "usia", "pendidikan", "layanan"))
    profiles = list_profil(skm.assign(**no_traits | {"layanan": jobs}))
    assert profiles["profil"].to_list() == ["pekerjaan"] * 3 + ["layanan"] * 3
    assert profiles.index.to_list() == [0, 1, 2, 3, 4, 5]
    ikm = pd.DataFrame({"responden": pd.array([278], "Int64")})
    judged = judge_sample(1000, ikm, ("a.xlsx", "Profil", "B9"))
    assert judged.iloc[0].to_list() == [1000, 278, 278, "ya"]
    from_row = judge_sample(1000, from_sheet(ikm))
    assert list_cells(from_row, "responden") == (CellRange("a.xlsx", "A", "A4"),)
    assert list_cells(judged, "populasi") == (CellRange("a.xlsx", "Profil", "B9"),)
    assert judge_sample(1001, ikm)["cukup"].to_list() == ["ya"]
    assert judge_sample(5000, ikm)["cukup"].to_list() == ["tidak"]
    assert judge_sample(None, ikm).empty
    assert measure_instrument(NO_ANSWERS, UNSUR).empty


def test_evidence_is_held_against_what_was_reported() -> None:
    """55 − 50 = 5; what prints alike is equal; what has no realisasi is not compared."""
    capaian = pd.DataFrame({
        "kode": ["A", "B", "C"], "indikator": "i", "satuan": "%", "polaritas": "maksimal",
        "target": 50.0, "realisasi": [55.0, 60.004, None], "capaian": [110.0, 120.008, None],
    })  # fmt: skip
    result = compare_evidence(capaian, {"A": 50.0, "B": 60.0, "C": 1.0, "D": 2.0, "E": math.nan})
    assert result["kode"].to_list() == ["A", "B"]
    assert result["selisih"].round(3).to_list() == [5, 0.004]
    assert result["capaian_bukti"].to_list() == [100, 120]
    assert result["sesuai"].to_list() == [False, True]
    replaced = apply_evidence(capaian, result, load_scale())
    assert replaced["realisasi"].fillna(0).to_list() == [50, 60, 0]
    assert replaced["kategori"].to_list() == ["sesuai", "melampaui", None]


def test_cells_of_one_sheet_are_one_range() -> None:
    """A sum of counts of yes counts yes; of two sheets there is no one range."""
    yes = [CellRange("a.xlsx", "A", s, "ya") for s in ("B4", "B6")]
    assert merge_cells(yes, "jumlah") == CellRange("a.xlsx", "A", "B4;B6", "ya")
    assert merge_cells(yes, "rerata") == CellRange("a.xlsx", "A", "B4;B6", "rerata")
    mixed = [yes[0], CellRange("a.xlsx", "A", "B6")]
    assert merge_cells(mixed, "jumlah") == CellRange("a.xlsx", "A", "B4;B6", "jumlah")
    assert merge_cells([*yes, CellRange("a.xlsx", "T", "B4")], "jumlah") is None
    assert merge_cells([], "jumlah") is None


def test_guidance_knows_its_cells_and_its_indicators() -> None:
    """Two of four were guided; evidence is compared with the indicators of its own kind alone."""
    guided = from_sheet(pd.DataFrame({"dibina": [True, False, True]}))
    result = compute_pembinaan(guided, 4, {"target_pembinaan": ("a.xlsx", "Profil", "B9")})
    assert result["persentase"].to_list() == [50]
    assert list_cells(result, "realisasi") == (CellRange("a.xlsx", "A", "A4:A6", "ya"),)
    assert list_cells(result, "target") == (CellRange("a.xlsx", "Profil", "B9"),)
    assert compute_pembinaan(guided.head(0), 4).empty
    capaian = pd.DataFrame({
        "kode": ["A", "B"], "indikator": ["x", "y"], "jenis_bukti": ["lembaga", None],
        "satuan": "%", "polaritas": "maksimal", "target": 50.0, "realisasi": 55.0, "capaian": 110.0,
    })  # fmt: skip
    proven = compare_kind(capaian, "lembaga", 40.0, CellRange("a.xlsx", "Profil", "B7"))
    assert proven["selisih"].to_list() == [15]
    assert list_cells(proven, "bukti") == (CellRange("a.xlsx", "Profil", "B7"),)
    assert list_cells(compare_kind(capaian, "lembaga", 40.0), "bukti") == ()


def test_tujuan_and_sasaran_are_numbered_from_one() -> None:
    """In the order of the master sheet; last year's figures know their cells."""
    rows = [("A", "T1", "S1"), ("B", "T1", "S2"), ("C", "T2", "S3")]
    indikator = pd.DataFrame(rows, columns=["kode", "tujuan", "sasaran"]).assign(
        jenjang="sasaran", indikator="i", satuan="%", polaritas="maksimal", jenis_bukti=None
    )
    numbers = [("C", 2021, 10.0, 5.0), ("A", 2021, 10.0, 10.0), ("A", 2020, 8.0, 2.0)]
    realisasi = pd.DataFrame(numbers, columns=["kode", "tahun", "target", "realisasi"])
    result = compute_indikator(indikator, from_sheet(realisasi), 2021, load_scale())
    assert result["kode"].to_list() == ["A", "C"]
    assert result["nomor_tujuan"].to_list() == [1, 2]
    assert result["nomor_sasaran"].to_list() == [1, 3]
    assert result["capaian"].to_list() == [100, 50]
    assert result["capaian_lalu"].fillna(0).to_list() == [25, 0]
    assert list_cells(result, "realisasi_lalu") == (CellRange("a.xlsx", "A", "D6"),)


def test_participation_is_a_row_for_each_kind() -> None:
    """2 of 4 and 3 of 4 institutions, 1 of 2 guided, 3 of 4 facilities, a programme by its unit."""
    active = pd.DataFrame({"tingkat": ["kecamatan", "desa"], "realisasi": [2, 3], "target": [4, 4]})
    guided = pd.DataFrame({"realisasi": [1], "target": pd.array([2], "Int64")})
    sarana = pd.DataFrame({"realisasi": [1, 2, 9], "target": pd.array([2, 2, None], "Int64")})
    program = pd.DataFrame(
        [("Bangun", "unit", 5, 10), ("Atap", None, 1, 0), ("Bangun", "unit", 1, 2)],
        columns=["program", "satuan", "realisasi", "target"],
    )
    result = list_partisipasi(active, guided, sarana, program, "desa")
    assert result[["bukti", "realisasi", "target", "persentase"]].to_numpy().tolist() == [
        ["Lembaga aktif tingkat kecamatan", 2, 4, 50], ["Lembaga aktif tingkat desa", 3, 4, 75],
        ["Lembaga yang dibina", 1, 2, 50], ["Sarana prasarana desa", 3, 4, 75],
        ["Unit Bangun", 6, 12, 50],
    ]  # fmt: skip
    assert sum_keaktifan(active) == 62.5
    programs = pd.DataFrame([("Z", "x", 1, 2), ("A", "x", 1, 2)], columns=program.columns)
    alone = list_partisipasi(active.head(0), guided.head(0), sarana.head(0), programs)
    assert alone["bukti"].to_list() == ["X Z", "X A"]
    cells = list_cells(list_partisipasi(active, guided, sarana, from_sheet(program)), "realisasi")
    assert cells == (CellRange("a.xlsx", "A", "C4;C6", "jumlah"),)
    assert math.isnan(sum_keaktifan(active.assign(target=0)))
    assert "Lembaga yang dibina" not in list(
        list_partisipasi(active, guided.head(0), sarana, program)["bukti"]
    )


def test_supplements_find_their_indicator_grade_and_money() -> None:
    """80 is B; the money of Z is found without the word Program; capaian 3 / 4 = 75 %."""
    indikator = pd.DataFrame({"kode": ["A"], "sasaran": ["S"], "indikator": ["I"], "satuan": ["%"]})
    named = name_indikator(pd.DataFrame({"kode": ["A", "Z"], "satuan": "x"}), indikator)
    assert named["satuan"].to_list() == ["x", "x"]
    assert named["sasaran"].fillna("").to_list() == ["S", ""]
    assert grade_ikm(pd.DataFrame({"ikm": [80.0, 88.306]}))["mutu"].to_list() == ["B", "A"]
    work = pd.DataFrame({
        "jenjang": ["program", "sub kegiatan", "program"], "nama": ["z", "T", "tidak ada"],
        "target": 4.0, "realisasi": 3.0, "arah": "maksimal",
    })  # fmt: skip
    budget = from_sheet(
        BUDGET.fillna({"kegiatan": "k"}).replace(
            {"program": {"Z": "PROGRAM Z"}, "sub_kegiatan": {"t": "T"}}
        )
    )
    joined = join_budget(work, budget)
    assert joined["pagu"].fillna(0).to_list() == [20, 7, 0]
    assert joined["belanja"].fillna(0).to_list() == [13, 2, 0]
    assert joined["capaian"].to_list() == [75] * 3
    assert list_cells(joined, "pagu", index=[1]) == (CellRange("a.xlsx", "A", "E5", "jumlah"),)


def test_quarters_stand_in_the_order_of_the_master_sheet() -> None:
    frame = pd.DataFrame({"kode": ["A", "B"], "cara": "jumlah", "tw1": 1.0, "tw2": 2.0,
                          "tw3": np.nan, "tw4": np.nan})  # fmt: skip
    indikator = pd.DataFrame({"kode": ["B", "A"], "indikator": ["b", "a"], "satuan": "x"})
    result = join_triwulan(frame, indikator)
    assert result[["kode", "indikator", "setahun"]].to_numpy().tolist() == [
        ["B", "b", 3],
        ["A", "a", 3],
    ]
    assert set(result.attrs["asal"]["setahun"]) == {0, 1}


def test_what_was_dropped_is_counted_by_reason_and_workbook() -> None:
    """Two rows with one reason, one with another; the cells cited are whole rows."""
    dropped = pd.DataFrame(
        [("jumlah", "a.xlsx", "S", 5), ("jumlah", "a.xlsx", "S", 6), ("kosong", "a.xlsx", "T", 9)],
        columns=["alasan", "berkas", "lembar", "baris"],
    )
    result = count_dropped(dropped)
    assert result["jumlah"].to_list() == [2, 1]
    assert list_cells(result, "jumlah") == (
        CellRange("a.xlsx", "S", "5:6"), CellRange("a.xlsx", "T", "9:9"),
    )  # fmt: skip
    read = pd.DataFrame(
        {"berkas": ["a.xlsx"], "lembar": ["S"], "dibaca": 3, "dipakai": 2, "dibuang": 1}
    )
    assert list_cells(cite_rows(read), "dibaca") == (CellRange("a.xlsx", "S", ""),)


def test_the_indicators_of_a_sasaran_stand_together_in_a_document() -> None:
    """A sheet in another order, with one indicator of a tujuan, which has no sasaran."""
    indikator = pd.DataFrame({"kode": ["A", "B", "C", "D"], "sasaran": ["S", None, "R", "S"]})
    document = pd.DataFrame({"kode": ["A", "B", "C", "D"]})
    assert join_indikator(document, indikator, "sasaran")["kode"].to_list() == ["A", "D", "B", "C"]


INDIKATOR = pd.DataFrame({
    "kode": ["A", "B"], "indikator": ["Ia", "Ib"], "tujuan": "T", "sasaran": ["S", "S"],
    "satuan": "%", "sumber_data": "d",
})  # fmt: skip
PLAN = pd.DataFrame({"kode": ["A", "B"], "indikator": ["Ia", "Ib"], "target": [1.0, 2.0],
                     "target_atas": [None, 3.0], "target_perubahan": [None, None],
                     "target_perubahan_atas": [None, None]}).astype(
    dict.fromkeys(("target_atas", "target_perubahan", "target_perubahan_atas"), float))  # fmt: skip
KNOWN = {
    "indikator": INDIKATOR, "pk": PLAN, "iku": PLAN, "renstra": PLAN.assign(tahun=2021),
    "realisasi": PLAN.assign(tahun=2021, realisasi=[1.0, 2.0]),
    "dukungan": pd.DataFrame({"sasaran": ["S"], "program": ["Program A"], "peran": ["utama"]}),
    "anggaran": pd.DataFrame({"program": ["a"]}),
}  # fmt: skip
LAST = pd.DataFrame({"kode": ["A"], "tahun": [2020], "target": [1.0], "realisasi": [1.0]})


@pytest.mark.parametrize(
    ("fact", "name", "other"),
    [
        ("realisasi_lengkap", "realisasi", KNOWN["realisasi"].head(1)),
        ("realisasi_lengkap", "realisasi", KNOWN["realisasi"].assign(realisasi=[1.0, None])),
        ("sesuai_pk", "realisasi", KNOWN["realisasi"].assign(target=[1.0, 9.0])),
        ("sesuai_pk", "realisasi", KNOWN["realisasi"].assign(target_atas=[None, 9.0])),
        ("sesuai_pk", "realisasi", KNOWN["realisasi"].drop(columns="target_atas")),
        ("sesuai_pk", "pk", PLAN.assign(target_perubahan=[7.0, None])),
        ("selaras_renstra", "renstra", PLAN.assign(tahun=2021, target=[1.0, 5.0])),
        ("selaras_renstra", "renstra", PLAN.assign(tahun=2020)),
        ("selaras_iku", "iku", PLAN.head(1)),
        ("selaras_iku", "iku", PLAN.assign(target=[3.0, 2.0])),
        ("target_akhir", "renstra", PLAN.assign(tahun=2021, target=math.nan)),
        ("dukungan_program", "anggaran", pd.DataFrame({"program": ["b"]})),
        ("dukungan_utama", "dukungan", KNOWN["dukungan"].assign(peran="pendukung")),
        ("dukungan_utama", "dukungan", KNOWN["dukungan"].assign(sasaran="lain")),
    ],
)
def test_a_fact_of_the_checklist_holds_until_its_data_say_otherwise(
    fact: str, name: str, other: pd.DataFrame
) -> None:
    assert collect_facts(KNOWN, 2021, 2021)[fact]
    assert not collect_facts({**KNOWN, name: other}, 2021, 2021)[fact]
    assert collect_facts(KNOWN, 2021, 2021)["pk"]
    assert not collect_facts({**KNOWN, "pk": PLAN.head(0)}, 2021, 2021)["pk"]


def test_last_year_and_the_sasaran_of_the_iku() -> None:
    facts = collect_facts(KNOWN, 2021, 2021)
    assert (facts["realisasi_lalu"], facts["sasaran_iku"]) == (False, True)
    both = {**KNOWN, "realisasi": pd.concat([KNOWN["realisasi"], LAST])}
    assert collect_facts(both, 2021, 2021)["realisasi_lalu"]
    apart = {**KNOWN, "indikator": INDIKATOR.assign(sasaran=["S", "X"]), "iku": PLAN.head(1)}
    assert not collect_facts(apart, 2021, 2021)["sasaran_iku"]


def test_an_item_is_answered_by_its_facts_and_says_where_it_is_shown() -> None:
    """With all facts and with none."""
    for part in ("ceklis", "muatan"):
        with_all, with_none = (answer_ceklis(AllFacts(v), part) for v in (True, False))
        assert YA in set(with_all["hasil"]) and NO not in set(with_all["hasil"])
        assert NO in set(with_none["hasil"]) and YA not in set(with_none["hasil"])
        shown = with_none[with_none["hasil"] == NO]["tampak"]
        assert not shown.str.contains("bagian ").any()
    assert "tidak berlaku" in set(answer_ceklis(AllFacts(True))["hasil"])
    assert "tidak berlaku" not in set(answer_ceklis(AllFacts(False))["hasil"])


class AllFacts(dict[str, bool]):
    """Whatever fact is asked for has the same value."""

    def __init__(self, value: bool) -> None:
        super().__init__()
        self.value = value

    def __missing__(self, _: str) -> bool:
        return self.value
