"""Words chosen by numbers: they must say what the table beside them says, in good Indonesian."""

import math
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkip_helpers.compute.capaian import (
    compute_indikator,
    compute_indikator_category,
    name_category,
)
from lkip_helpers.compute.rounding import compare_printed
from lkip_helpers.compute.skm import compute_frequency, count_answers
from lkip_helpers.compute.tren import compare_renstra
from lkip_helpers.prose.comparisons import describe_remainder
from lkip_helpers.prose.indicators import describe_indikator
from lkip_helpers.prose.phrases import (
    has_reached,
    phrase_category,
    phrase_change,
    phrase_difference,
    phrase_direction,
    phrase_extreme,
    phrase_finding,
    phrase_names,
    phrase_range,
    phrase_result,
    phrase_status,
)
from lkip_helpers.prose.reservations import build_key_figures, list_advice
from lkip_helpers.prose.survey_words import build_profil, describe_answers
from lkip_helpers.report.format import (
    format_name,
    format_ordinal,
    format_words,
    lower_first,
    say_amounts,
)
from lkip_helpers.report.narasi import Narasi
from lkip_helpers.report.quantities import phrase_quantity
from lkip_helpers.report.tabel import Tabel
from lkip_helpers.rules import load_scale
from lkip_helpers.schema.cells import JOINED
from tests.chapters import run_cells

INDIKATOR = pd.DataFrame(
    [
        ["IKM", "sasaran", "T1", "S1", "Indeks Kepuasan Masyarakat", "Nilai", "maksimal"],
        ["TPL", "sasaran", "T2", "S2", "Tingkat Pemberdayaan", "%", "maksimal"],
    ],
    columns=["kode", "jenjang", "tujuan", "sasaran", "indikator", "satuan", "polaritas"],
)
REALISASI = pd.DataFrame(
    [
        ["IKM", 2020, 91.0, 91.0],
        ["TPL", 2020, 81.75, 81.75],
        ["IKM", 2021, 92.0, 95.0],
        ["TPL", 2021, 82.0, 80.0],
    ],
    columns=["kode", "tahun", "target", "realisasi"],
)


def capaian(realisasi: pd.DataFrame = REALISASI) -> pd.DataFrame:
    return compute_indikator(INDIKATOR, realisasi, 2021, load_scale())


def frequency(*counts: int) -> pd.DataFrame:
    """Frequencies of the answers 1 to 4 to one unsur."""
    unsur = pd.DataFrame(
        [["U1", "Persyaratan", "Tidak", "Kurang", "Mudah", "Sangat mudah"]],
        columns=["kode", "unsur", "jawaban_1", "jawaban_2", "jawaban_3", "jawaban_4"],
    )
    answers = [n for n, count in enumerate(counts, 1) for _ in range(count)]
    return compute_frequency(
        count_answers(pd.DataFrame({"U1": pd.array(answers, dtype="Int64")}), unsur)
    )


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_rising_mirrors_falling(a: float, b: float) -> None:
    """What is more than the other one way is less the other way."""
    assert compare_printed(a, b) == -compare_printed(b, a)
    assert compare_printed(a, a) == 0


def test_movement_is_judged_on_what_is_printed() -> None:
    """99.996 and 100.001 are both printed 100,00."""
    assert phrase_direction(99.996, 100.001) == "tetap"
    assert phrase_direction(97.56, 100) == "turun"
    assert phrase_direction(95, 91) == "naik"


def test_percent_and_percentage_points_are_kept_apart() -> None:
    """Tabel Tujuan 2: 81,75 % to 80 % is a fall of 1,75 percentage points, not percent."""
    assert phrase_difference(80, 81.75, "%") == "1,75\u00a0poin persen"
    assert phrase_difference(95, 91, "Nilai") == "4"
    assert phrase_quantity(80, "%") == "80\u00a0persen"
    assert phrase_quantity(80, "Persen") == "80\u00a0persen"
    assert phrase_quantity(3.45, "Nilai") == "3,45"
    assert phrase_quantity(14, "lembaga") == "14\u00a0lembaga"
    assert phrase_quantity(4, "Kasus") == "4\u00a0kasus"
    assert phrase_quantity(25_000_000, "Rupiah") == "Rp25.000.000"
    assert phrase_quantity(4, "KK") == "4\u00a0KK"
    assert phrase_quantity(None, "%") == "–"


def test_a_distance_is_rounded_once_as_the_column_of_changes_is() -> None:
    """33.4 − 28.125 is 5.275, which the table prints as 5,28; 33.406 prints above 33.404."""
    assert phrase_difference(28.125, 33.4, "%") == "5,28\u00a0poin persen"
    assert phrase_change(28.125, 33.4).startswith("turun 5,28, dari 33,4 menjadi 28,13")
    assert phrase_change(33.406, 33.404) == "naik 0,01, dari 33,4 menjadi 33,41"


def test_a_change_names_both_ends() -> None:
    """Tabel 2.3.1 and Tujuan 2 of the 2021 report."""
    assert phrase_change(95, 91, "Nilai") == "naik 4, dari 91 menjadi 95"
    down = "turun 1,75\u00a0poin persen, dari 81,75\u00a0persen menjadi 80\u00a0persen"
    assert phrase_change(80, 81.75, "%") == down
    assert phrase_change(5, 5) == "tetap 5"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (103.26, "melampaui target"),
        (100.0, "tepat mencapai target"),
        (99.99, "tidak mencapai target"),
        (99.999, "tepat mencapai target"),
        (math.nan, "tidak dapat dinilai"),
    ],
)
def test_a_target_is_reached_only_when_it_is(value: float, words: str) -> None:
    """The scale of the 2021 report: > 100, = 100, < 100, on what is printed."""
    assert phrase_status(value) == words


def test_a_full_capaian_is_exact_only_where_one_could_be_higher() -> None:
    """85 of 80 is 100 too where the region counts no more, and no conflict of two allowed."""
    assert phrase_result(100.0, "maksimal") == "tepat mencapai target"
    for kind in ("maksimal 100", "minimal 100", "minimal nihil"):
        assert phrase_result(100.0, kind) == "mencapai target"
        assert phrase_result(98.0, kind) == "tidak mencapai target"
    assert phrase_result(100.0, "maksimal 120") == "tepat mencapai target"


def test_names_are_joined_or_counted() -> None:
    """More than four names are too many for a sentence."""
    assert phrase_names(["a", "b", "c"]) == "a, b, dan c"
    assert phrase_names(list("abcde"), "unsur") == "lima unsur"
    assert phrase_names(list("abcde"), limit=5) == "a, b, c, d, dan e"
    assert phrase_names([], empty="tidak ada") == "tidak ada"
    assert phrase_names(["Biaya/tarif", "SDM"], low=True) == "biaya/tarif dan SDM"


def test_best_and_worst_name_every_tie() -> None:
    """U4 and U7 share 3,36 in the 2021 survey."""
    nrr = pd.DataFrame({"unsur": ["A", "B", "C"], "nrr": [3.36, 3.68, 3.36]})
    span = phrase_range(nrr, "unsur", "nrr", "angka")
    assert span == "tertinggi terdapat pada B (3,68) dan terendah pada A dan C (3,36)"
    assert phrase_extreme(nrr, "unsur", "nrr") == "B"
    assert phrase_extreme(nrr, "unsur", "nrr", lowest=True) == "A dan C"


def test_of_two_rows_one_is_higher_and_none_is_highest() -> None:
    """A superlative needs three; ends named otherwise are compared in their own words."""
    two = pd.DataFrame({"n": ["A", "B"], "v": [90.0, 98.0]})
    comparison = "lebih tinggi pada B (98\u00a0persen) daripada pada A (90\u00a0persen)"
    assert phrase_range(two, "n", "v") == comparison
    area = phrase_range(two, "n", "v", "bilangan", words=("terbesar", "terkecil"))
    assert area == "lebih besar pada B (98) daripada pada A (90)"


def test_no_best_and_worst_where_there_is_no_difference() -> None:
    """One row, equal rows, and rows without value."""
    single = pd.DataFrame({"n": ["A"], "v": [50.0]})
    same = pd.DataFrame({"n": ["A", "B"], "v": [100.0, 100.001]})
    void = pd.DataFrame({"n": ["A"], "v": [math.nan]})
    assert phrase_range(single, "n", "v") == "pada A sebesar 50\u00a0persen"
    equal = "sama pada semua kelurahan, yaitu 100\u00a0persen"
    assert phrase_range(same, "n", "v", wording="kelurahan") == equal
    empty = phrase_range(void, "n", "v", wording="tingkat")
    assert empty == "tidak dapat dihitung pada semua tingkat"
    assert phrase_extreme(void, "n", "v") == "–"


def test_categories_without_members_are_not_told() -> None:
    """Tabel 2.3.d of the 2021 report, with shares of all indicators."""
    category = compute_indikator_category(capaian(), load_scale())
    phrase = "satu indikator melampaui target dan satu indikator tidak mencapai target"
    assert phrase_category(category, "indikator") == phrase


@pytest.mark.parametrize(
    ("category", "total", "phrase"),
    [
        ({"Sangat tinggi": 3, "Tinggi": 0}, 3, "semuanya berkategori sangat tinggi"),
        ({"Tidak mencapai target": 1}, 1, "sasaran itu tidak mencapai target"),
        (
            {"Sesuai target": 3},
            4,
            "tiga sasaran sesuai target dan satu sasaran tidak dapat dinilai",
        ),
        ({"Sesuai target": 0}, 0, "belum ada sasaran yang dapat dinilai"),
    ],
)
def test_what_all_share_is_said_once_and_what_has_no_category_is_counted(
    category: dict[str, int], total: int, phrase: str
) -> None:
    """Three of three; three of four, the fourth with a realisasi of nought."""
    frame = pd.DataFrame({"kategori": category.keys(), "jumlah": category.values()})
    assert phrase_category(frame, "sasaran", total) == phrase


def write_indikator(frame: pd.DataFrame) -> str:
    """The first of these indicators as chapter 30 tells it."""
    kalimat = run_cells("30", "kalimat-tanpa", "hasil-kalimat", "hasil-pembanding")["kalimat"]
    narasi = Narasi(*kalimat, each=describe_indikator(frame.head(1), 2021), tahun=2021)
    return narasi.markdown.replace("\u00a0", " ")


def write_answers(frequency: pd.DataFrame) -> str:
    """The answers to one unsur as the annex tells them."""
    sebaran = run_cells("50", "jawaban-sebaran")["sebaran"]
    text = Narasi(sebaran, unsur="Biaya", **describe_answers(frequency)).markdown
    return text.removeprefix("- **Biaya.** ").replace("\u00a0", " ")


def test_an_answer_that_everyone_gave_has_no_majority() -> None:
    """Twelve of twelve."""
    frequency = pd.DataFrame({"jawaban": ["Mahal", "Murah"], "frekuensi": [0, 12]})
    text = write_answers(frequency.assign(persen=[0.0, 100.0]))
    assert text == "Semua responden yang menjawab, yaitu 12 orang, memilih “murah”."


def test_last_year_is_named_before_the_change() -> None:
    """Each wording of the comparison begins with the year, and has one clause on each figure."""
    every = run_cells("30", "kalimat-tanpa", "hasil-kalimat", "hasil-pembanding")["kalimat"]
    wordings = next(k for k in every if "{ubah_realisasi}" in k).split(" || ")
    assert all("{lalu:tahun}" in w.partition("{ubah_realisasi}")[0] for w in wordings)


def test_an_indicator_is_told_with_last_year() -> None:
    """82 → 80 is 97,56 %; the year before 81,75 of 81,75."""
    text = write_indikator(capaian()[1:].reset_index(drop=True))
    reached = "sehingga capaiannya 97,56 persen dan tidak mencapai target"
    assert f"80 persen dari target 82 persen, {reached}" in text
    assert "Targetnya naik 0,25 poin persen, dari 81,75 persen menjadi 82 persen" in text
    assert "realisasi turun 1,75 poin persen" in text
    assert "capaiannya turun 2,44 poin persen, dari 100 persen menjadi 97,56 persen" in text


def test_an_indicator_without_last_year_makes_no_excuse() -> None:
    """The 2021 report has no 2020 value of the Indeks Pelayanan Publik."""
    without = capaian(REALISASI[REALISASI["tahun"] == 2021])
    text = write_indikator(without)
    assert text.strip().endswith("melampaui target.")


def test_last_year_without_a_target_is_recorded_all_the_same() -> None:
    """91 without a target: its capaian cannot be computed, but the realisasi rose by 4."""
    without = REALISASI.assign(target=REALISASI["target"].where(REALISASI["tahun"] > 2020, 0.0))
    text = write_indikator(capaian(without))
    assert "tidak tercatat" not in text
    assert text.endswith(
        "Dibandingkan dengan tahun 2020, realisasi naik 4, dari 91 menjadi 95. Capaian tahun 2020 "
        "tidak dapat dihitung."
    )


def test_an_indicator_that_cannot_be_computed_says_why() -> None:
    """A target of nought gives neither 0 % nor infinity."""
    zero = capaian(REALISASI.assign(target=0.0))
    text = write_indikator(zero)
    assert "tidak dapat dihitung karena target nol; realisasinya 95 dari target 0." in text
    assert "realisasi naik 4, dari 91 menjadi 95" in text
    assert phrase_finding(pd.concat([capaian().head(1), zero.tail(1)])) == (
        "Semua indikator yang dapat dihitung mencapai target; rata-rata capaian 103,26\u00a0persen"
    )


def test_the_key_figure_counts_what_has_a_capaian_and_says_what_its_evidence_gives() -> None:
    """103.26 and 97.56 reached one of two, by the evidence none; a target of nought is left out."""
    zero = capaian(REALISASI.assign(target=0.0)).tail(1)
    iku = pd.concat([capaian(), zero])
    doubted = iku.head(1).assign(bukti=80.0)
    proven = iku.assign(capaian=iku["capaian"] - 20, judged=iku["judged"] - 20)
    total = SimpleNamespace(pagu=1_747_450_000, realisasi=1_672_604_932, serapan=95.72)
    shown = build_key_figures(iku, doubted, proven, SimpleNamespace(ikm=pd.DataFrame()), total)
    assert shown.figures[1][::2] == (
        "1 dari 2",
        "0 dari 2 menurut bukti; satu tidak dapat dihitung",
    )
    assert shown.figures[-1].note == "Rp1.672.604.932 dari Rp1.747.450.000"


def test_joined_small_groups_are_not_the_largest_group() -> None:
    """Seven in small groups and five of one age: no age is said to be the most frequent."""
    rows = [("usia", "26–35 tahun", 5), ("usia", JOINED, 7), ("layanan", "Surat", 6),
            ("layanan", JOINED, 5), ("pekerjaan", "Petani", 5), ("pekerjaan", "Guru", 6),
            ("pekerjaan", JOINED, 9)]  # fmt: skip
    profil = pd.DataFrame(rows, columns=["profil", "ciri", "jumlah"]).assign(persen=0.0)
    profil["persen"] = profil["jumlah"] / profil.groupby("profil")["jumlah"].transform("sum") * 100
    shown = build_profil(profil, 12, 2021, "survei", ["{nama}:", "{ciri} {jumlah:bilangan}."])
    said = [part.markdown for part in shown.items if isinstance(part, Narasi)][-1]
    assert said.split("\n\n") == ["Pekerjaan: Guru 6.", "Jenis layanan: Surat 6."]


def test_a_target_of_zero_is_reached_by_zero() -> None:
    """Without a capaian. Source: the distance to it is nought."""
    assert has_reached(0.0, math.nan, 80)
    assert not has_reached(1.0, math.nan, 80)
    assert not has_reached(math.nan, math.nan, 80)
    assert has_reached(math.nan, 100.0, 80)


@pytest.mark.parametrize(
    ("now", "before", "satuan", "said"),
    [
        (0.7015, 0.7012, "Indeks", "naik 0,0003, dari 0,7012 menjadi 0,7015"),
        (0.70149, 0.70151, "Indeks", "tetap 0,7015"),
        (0.75, 0.5, "Indeks", "naik 0,25, dari 0,5 menjadi 0,75"),
        (83.4512, 83.4498, "Nilai", "tetap 83,45"),
        (0.03, 0.0312, "jam", "turun 0,0012\u00a0jam, dari 0,0312\u00a0jam menjadi 0,03\u00a0jam"),
    ],
)
def test_an_index_of_at_most_one_is_told_by_four_decimals(
    now: float, before: float, satuan: str, said: str
) -> None:
    """The Indeks Desa Membangun is published with four: two would print 0,70 for every year."""
    assert phrase_change(now, before, satuan) == said


def test_what_is_left_is_judged_as_finely_as_the_index() -> None:
    """0,0015 below an IDM is short of it; 0,0049 of an IKM prints as nothing."""
    assert not has_reached(0.0015, math.nan, 0.7015)
    assert has_reached(0.0049, math.nan, 83.9951)


@pytest.mark.parametrize(
    ("target", "realisasi", "capaian", "status"),
    [  # realisasi / target × 100 is 99.9947, 99.8827, 100.0133, 99.9989
        (75.0, "74,996", "99,99", "tidak mencapai target"),
        (3.41, "3,406", "99,88", "tidak mencapai target"),
        (75.0, "75,01", "100,01", "melampaui target"),
        (75.0, "75", "100", "tepat mencapai target"),
    ],
)
def test_a_result_that_misses_its_target_never_reads_like_it(
    target: float, realisasi: str, capaian: str, status: str
) -> None:
    """Figures are told as finely as the capaian that is judged: 74,996 dari target 75, 99,99."""
    exact = {"75,01": 75.01, "75": 74.9992}.get(realisasi, float(realisasi.replace(",", ".")))
    rows = REALISASI[REALISASI["kode"] == "IKM"].assign(realisasi=exact, target=target)
    words = describe_indikator(compute_indikator(INDIKATOR.head(1), rows, 2021, load_scale()), 2021)
    text = Narasi("{realisasi:satuan} dari {target:satuan}: {capaian:persen}, {status}", each=words)
    goal = f"{target:g}".replace(".", ",")
    assert text.markdown.replace("\u00a0", " ") == (
        f"{realisasi} dari {goal}: {capaian} persen, {status}"
    )


@pytest.mark.parametrize("unit", [["satuan"], []])
def test_the_table_tells_apart_what_its_capaian_does(unit: list[str]) -> None:
    """The same figures stand in the table: 74,9960 beside 75,0000, with a capaian of 99,99.

    Also where the unit is no column of its own, as in the tables that hold a result and its proof.
    """
    rows = REALISASI[REALISASI["kode"] == "IKM"].assign(realisasi=74.996, target=75.0)
    result = compute_indikator(INDIKATOR.head(1), rows, 2021, load_scale())
    columns = ["indikator", *unit, "target", "realisasi", "capaian"]
    (cells,) = Tabel("a", "A", result, columns, source="B").body
    assert [c.text for c in cells][-3:] == ["75,0000", "74,9960", "99,99"]


def test_the_end_of_the_renstra_is_judged_by_its_capaian_too() -> None:
    """0.0049 short of 3.41 has a capaian of 99.86, so it is short, and the distance is told."""
    rows = REALISASI[REALISASI["kode"] == "IKM"].assign(realisasi=3.4051, target=3.41)
    result = compute_indikator(INDIKATOR.head(1), rows, 2021, load_scale())
    renstra = pd.DataFrame({"kode": ["IKM"], "tahun": [2023], "target": [3.41]})
    end = compare_renstra(result, renstra, 2021, 2023)
    (told,) = describe_remainder(end, pd.DataFrame(columns=["kode"]), end).to_dict("records")
    assert (told["case"], told["jarak"]) == ("kurang", "kurang 0,0049 dari")


def test_two_amounts_that_would_read_alike_are_written_in_full() -> None:
    """1,747,450,000 and 1,672,604,932 are both 1.7 milliard; 900 and 920 million differ."""
    text = Narasi("Dari {pagu:rupiah} {realisasi:rupiah}.", pagu=1747450000, realisasi=1672604932)
    assert text.markdown == "Dari Rp1.747.450.000 Rp1.672.604.932."
    text = Narasi("Dari {pagu:rupiah} {realisasi:rupiah}.", pagu=920_000_000, realisasi=900_000_000)
    assert text.markdown.replace("\u00a0", " ") == "Dari Rp920 juta Rp900 juta."
    apart = Narasi("Dari {semua:rupiah}.", "Terbesar {satu:rupiah}.", semua=1545000000, satu=15e8)
    assert apart.markdown == "Dari Rp1.545.000.000. Terbesar Rp1.500.000.000."
    assert say_amounts([3_000_000_000, 2_999_500_000]) == ["Rp3.000.000.000", "Rp2.999.500.000"]


def test_amounts_are_written_in_full_where_they_gainsay_the_difference_told_with_them() -> None:
    """3.5 less 3.2 milliard would be 300 million, not 350; 12.5 less 12.2 are 298 well enough."""
    assert say_amounts([3_510_000_000, 3_160_000_000, 350_000_000])[1:] == [
        "Rp3.160.000.000", "Rp350.000.000",
    ]  # fmt: skip
    assert say_amounts([1_950_000_000, 1_914_500_000, 35_500_000])[0] == "Rp1.950.000.000"
    kept = [12_511_573_122, 12_213_745_702, 297_827_420]
    assert say_amounts(kept) == ["Rp12,5\u00a0miliar", "Rp12,2\u00a0miliar", "Rp297,8\u00a0juta"]
    assert say_amounts([3_510_000_000, 3_160_000_000])[0] == "Rp3,5\u00a0miliar"  # no difference


def test_majority_is_said_only_above_half() -> None:
    """U2: 29 of 50 is one; U1: 22 of 50 (published as mayoritas) is not; 25 of 50 is not."""
    assert write_answers(frequency(0, 4, 17, 29)).startswith("Mayoritas responden")
    text = write_answers(frequency(0, 8, 20, 22))
    assert "ayoritas" not in text
    assert "tidak ada jawaban yang dipilih oleh lebih dari separuh" in text
    assert "ayoritas" not in write_answers(frequency(0, 0, 25, 25))


def test_answers_that_tie_are_named_together() -> None:
    """25 and 25 of 50."""
    text = write_answers(frequency(0, 0, 25, 25))
    assert "“mudah” dan “sangat mudah”, masing-masing dipilih 25 dari 50" in text


def test_unanswered_questions_are_told_as_such() -> None:
    """Nobody answered: no highest answer."""
    assert write_answers(frequency(0, 0, 0, 0)).startswith("Tidak ada responden")


@pytest.mark.parametrize(
    ("value", "status", "category", "finding", "advice"),
    [
        (99.996, "tepat mencapai target", "sesuai", "Semua", 0),
        (99.994, "tidak mencapai target", "belum", "Belum satu pun", 1),
    ],
)
def test_sentence_category_title_and_advice_agree_with_the_printed_number(
    value: float, status: str, category: str, finding: str, advice: int
) -> None:
    """99.996 reads 100,00 and counts as reached everywhere, as its bar does; 99.994 nowhere."""
    frame = capaian().head(1)
    frame = name_category(frame.assign(realisasi=value, target=100.0, capaian=value), load_scale())
    assert phrase_status(value) == status
    assert frame["kategori"].to_list() == [category]
    assert phrase_finding(frame).startswith(f"{finding} indikator mencapai target")
    outside = pd.DataFrame({"program": [], "selisih": []})
    assert len(list_advice(frame, frame.head(0), outside)) == advice


def test_the_finding_of_the_chart_counts_what_was_reached() -> None:
    """103.2609 and 97.5610: one of two; mean 100.4109."""
    findings = "Satu dari dua indikator mencapai target; rata-rata capaian 100,41\u00a0persen"
    assert phrase_finding(capaian()) == findings
    assert phrase_finding(capaian().head(1)).startswith("Semua indikator mencapai target")
    assert phrase_finding(capaian().head(0)) == "Capaian belum dapat dihitung"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "nol"),
        (2, "dua"),
        (11, "sebelas"),
        (17, "tujuh belas"),
        (50, "lima puluh"),
        (21, "21"),
        (100, "seratus"),
        (2530, "2.530"),
        (None, "–"),
    ],
)
def test_small_counts_are_words(value: int | None, words: str) -> None:
    """Ejaan: a number of one or two words is written in letters."""
    assert format_words(value) == words


def test_ranks_are_words() -> None:
    """The third year of the Renstra."""
    assert [format_ordinal(n) for n in (1, 3, 21)] == ["pertama", "ketiga", "ke-21"]


def test_shouted_names_are_written_as_titles_and_abbreviations_stay() -> None:
    """SIPD writes programmes in capitals."""
    name = "PROGRAM PENYELENGGARAAN PEMERINTAHAN DAN PELAYANAN PUBLIK"
    assert format_name(name) == "Program Penyelenggaraan Pemerintahan dan Pelayanan Publik"
    region = "URUSAN PEMERINTAHAN DAERAH KABUPATEN/KOTA"
    assert format_name(region) == "Urusan Pemerintahan Daerah Kabupaten/Kota"
    assert format_name("GOPTKI") == "GOPTKI"
    assert format_name("Rukun Tetangga") == "Rukun Tetangga"
    assert lower_first("Produk layanan") == "produk layanan"
    assert lower_first("Surat Pengantar KTP") == "Surat Pengantar KTP"
    assert lower_first("Jumlah desa di Kabupaten Raya") == "jumlah desa di Kabupaten Raya"
    for name in ("PKK", "D3", "S1 atau lebih", "D-IV"):
        assert lower_first(name) == name
