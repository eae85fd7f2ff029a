"""A target with two ends: outside is a miss on either side, and both ends are always named."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from lkip_helpers.charts.trends import plot_trend
from lkip_helpers.compute.anggaran import compute_efisiensi
from lkip_helpers.compute.capaian import (
    compute_capaian,
    compute_indikator,
    compute_sasaran,
    judge_value,
)
from lkip_helpers.compute.targets import compare_target, list_valid_targets
from lkip_helpers.compute.tren import compare_renstra
from lkip_helpers.prose.comparisons import describe_remainder
from lkip_helpers.prose.indicators import add_explanations, describe_indikator
from lkip_helpers.prose.phrases import phrase_capaian, phrase_finding, phrase_renstra_finding
from lkip_helpers.report.gambar import Gambar
from lkip_helpers.report.narasi import Narasi
from lkip_helpers.report.quantities import write_quantity
from lkip_helpers.report.rule_frames import phrase_scores
from lkip_helpers.rules import load_scale
from tests.chapters import cell_text, run_cells

INDIKATOR = pd.DataFrame(
    [
        ["OPR", "sasaran", "T", "S", "Rasio belanja", "%", "rentang", None],
        ["LAMA", "sasaran", "T", "S", "Waktu layanan", "hari", "minimal", None],
    ],
    columns=[
        "kode", "jenjang", "tujuan", "sasaran", "indikator", "satuan", "polaritas", "jenis_bukti",
    ],
)  # fmt: skip
REALISASI = pd.DataFrame(
    [["OPR", 2022, 30.0, 35.0, 33.1], ["OPR", 2023, 30.0, 35.0, 38.4],
     ["LAMA", 2023, 3.0, None, 2.75]],
    columns=["kode", "tahun", "target", "target_atas", "realisasi"],
)  # fmt: skip


def capaian() -> pd.DataFrame:
    """38.4 on 30–35 is 109.71 by the plain formula; 2.75 days of 3 is 108.33."""
    return compute_indikator(INDIKATOR, REALISASI, 2023, load_scale())


def plain(narasi: Any) -> str:
    """The text of sentences, with plain spaces."""
    parts = narasi.content if hasattr(narasi, "content") else [narasi]
    return "\n".join(part.markdown for part in parts).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("realisasi", "first", "second"),
    [(27.0, 90.0, 90.0), (30.0, 100.0, 100.0), (35.0, 100.0, 100.0), (38.5, 110.0, 90.0),
     (84.0, 240.0, 0.0)],
)  # fmt: skip
def test_the_second_formula_never_rewards_what_lies_above(
    realisasi: float, first: float, second: float
) -> None:
    """rentang: 38.5 / 35 = 110; rentang selisih: (70 − 38.5) / 35 = 90, never below 0."""
    frame = pd.DataFrame({"target": [30.0], "target_atas": [35.0], "realisasi": [realisasi]})
    for polaritas, wanted in (("rentang", first), ("rentang selisih", second)):
        result = compute_capaian(frame.assign(polaritas=polaritas))
        assert result["capaian"].iloc[0] == pytest.approx(wanted)


@pytest.mark.parametrize("polaritas", ["rentang", "rentang selisih"])
def test_a_range_from_zero_has_a_capaian_of_all_that_does_not_divide_by_it(polaritas: str) -> None:
    """Of 0–5: 3 and 0 lie inside, 10 is twice the upper end; only below is divided by zero."""
    frame = pd.DataFrame({"target": 0.0, "target_atas": 5.0, "realisasi": [3.0, 0.0, 10.0, -1.0]})
    result = compute_capaian(frame.assign(polaritas=polaritas))
    outside = 200.0 if polaritas == "rentang" else 0.0
    assert result["capaian"].to_list() == pytest.approx([100, 100, outside, np.nan], nan_ok=True)
    assert result["alasan"].to_list() == [None, None, None, "target nol"]


def test_above_the_range_is_judged_as_far_below_100_as_it_lies_beyond() -> None:
    """35 / 38.4 = 91.15; any other capaian is judged as it is."""
    assert judge_value(38.4 / 35 * 100, "rentang") == pytest.approx(35 / 38.4 * 100)
    assert judge_value(110.0, "maksimal") == judge_value(110.0, "rentang selisih") == 110.0
    assert judge_value(90.0, "rentang") == 90.0


def test_outside_is_no_success_in_words_ranks_and_efficiency() -> None:
    """In its category, among the highest, in the count of what was reached, beside the money."""
    frame = capaian()
    assert frame["predikat"].to_list() == ["Tidak mencapai target", "Melampaui target"]
    assert "Rasio belanja" not in phrase_capaian(frame)
    assert phrase_finding(frame).startswith("Satu dari dua indikator mencapai target")
    kalimat = run_cells("30", "kalimat-tanpa", "hasil-kalimat", "hasil-pembanding")["kalimat"]
    sentence = plain(Narasi(*kalimat, each=describe_indikator(frame.head(1), 2023), tahun=2023))
    assert "dari target 30–35 persen, sehingga capaiannya 109,71 persen" in sentence
    assert "berada di luar rentang target" in sentence
    assert "Targetnya tetap 30–35 persen" in sentence
    assert (
        "dari 100 persen (dalam rentang target) menjadi 109,71 persen (di luar rentang" in sentence
    )
    support = pd.DataFrame({"sasaran": ["S"], "program": ["P"], "peran": ["utama"],
                            "pagu": [100], "realisasi": [80]})  # fmt: skip
    alone = compute_sasaran(frame.head(1), load_scale())
    assert compute_efisiensi(alone, support)["tingkat"].iloc[0].startswith("Tidak dapat disebut")


def test_documents_are_compared_at_both_ends() -> None:
    """PK 30–40 beside Renstra 30–35 is a difference, named with both ends."""
    target = {"kode": ["OPR"], "indikator": ["Rasio belanja"], "target": [30.0]}
    iku = pd.DataFrame({**target, "target_atas": [35.0]})
    pk, renstra = iku.assign(target_atas=40.0), iku.assign(tahun=2023)
    indikator = INDIKATOR.assign(sumber_data=None)
    assert compare_target(indikator, renstra, iku, iku, 2023)["selaras"].all()
    difference = compare_target(indikator, renstra, iku, pk, 2023)
    assert not difference["selaras"].any()
    told = {"berbeda": add_explanations(difference, {}), "tahun": 2023}
    text = cell_text("20", "pk-kalimat-beda", "pk-tidak-selaras", **told)
    assert "Renstra 30–35 persen, IKU 30–35 persen, dan Perjanjian Kinerja 30–40 persen" in text


def test_a_changed_target_is_the_one_that_holds() -> None:
    """The PK Perubahan moves the upper end of one, and leaves the other as it was."""
    pk = pd.DataFrame(
        {"kode": ["A", "B"], "target": [30.0, 80.0], "target_atas": [35.0, None],
         "target_perubahan": [30.0, None], "target_perubahan_atas": [40.0, None]}
    )  # fmt: skip
    assert list_valid_targets(pk)[["target", "target_atas"]].fillna(0).to_numpy().tolist() == [
        [30, 40],
        [80, 0],
    ]


def test_a_distance_is_worded_by_the_direction_of_its_indicator() -> None:
    """2.75 days of 2 are 0.75 too long; 38.4 lies 3.4 points above 35."""
    renstra = pd.DataFrame(
        {"kode": ["OPR", "LAMA"], "tahun": 2026, "target": [30.0, 2.0], "target_atas": [35.0, None]}
    )
    frame = capaian()
    end = compare_renstra(frame, renstra, 2023, 2026)
    sisa = describe_remainder(end, frame.head(0), end)
    cells = "banding-renstra-kalimat", "banding-renstra-uraian"
    data = SimpleNamespace(profil=SimpleNamespace(tahun_akhir=2026))
    text = cell_text("32-perbandingan", *cells, sisa=sisa, data=data)
    assert "masih terlalu lama 0,75 hari dibandingkan dengan target tahun 2026, yaitu" in text
    assert "masih 3,4 poin persen di atas batas atas target akhir Renstra" in text
    assert end["capaian_akhir"].max() > 100  # of the one above its range
    assert phrase_renstra_finding(end) == "Belum satu pun indikator mencapai target akhir Renstra"


@pytest.mark.parametrize(
    ("tahun", "told"),
    [
        (2024, "setiap tahun diperlukan"),
        (2025, "dalam satu tahun diperlukan"),
        (2026, "padahal periode Renstra berakhir pada tahun 2026."),
    ],
)
def test_what_is_still_to_go_is_told_for_the_years_that_are_left(tahun: int, told: str) -> None:
    """Two years, one, and none: 2.75 days of 2, at the end of a Renstra of 2026."""
    renstra = pd.DataFrame({"kode": ["LAMA"], "tahun": 2026, "target": [2.0]})
    frame = capaian()
    end = compare_renstra(frame, renstra, tahun, 2026)
    sisa = describe_remainder(end, frame.head(0), end)
    cells = "banding-renstra-kalimat", "banding-renstra-uraian"
    data = SimpleNamespace(profil=SimpleNamespace(tahun_akhir=2026))
    text = cell_text("32-perbandingan", *cells, sisa=sisa, data=data, tahun=tahun)
    assert told in text


def test_the_main_indicators_of_every_kind_add_up() -> None:
    """Six of a sasaran, one of a tujuan and two others are the nine that the summary counts."""
    utama = pd.DataFrame({"sasaran": [*"aaabbb"]})
    told = cell_text("20-perencanaan", "iku-uraian", utama=utama, tujuan=1, pendukung=2)
    assert told.startswith("Ada enam indikator kinerja utama untuk dua sasaran strategis.")
    assert "Selain itu, satu indikator kinerja utama mengukur tujuan." in told
    assert told.endswith("dua indikator pendukung termasuk indikator kinerja utama.")


@pytest.mark.parametrize(("count", "said"), [(1, False), (2, True)])
def test_one_indicator_has_no_mean_that_others_could_raise(count: int, said: bool) -> None:
    """Of a single capaian nothing makes up for anything."""
    iku = pd.DataFrame({"capaian": [90.0] * count})
    told = cell_text("30", "iku-beberapa", "iku-rata-rata", iku=iku)
    assert ("dapat menutupi kekurangan pada indikator lain" in told) == said


def test_charts_carry_letters_and_both_ends() -> None:
    """A predicate is not shown as 70, nor a range as a single number."""
    frame = pd.DataFrame(
        [["AKIP", "Predikat", 2022, 70.0, 60.0, None], ["AKIP", "Predikat", 2023, 70.0, 70.0, None],
         ["OPR", "%", 2022, 30.0, 33.1, 35.0], ["OPR", "%", 2023, 30.0, 38.4, 35.0]],
        columns=["indikator", "satuan", "tahun", "target", "realisasi", "target_atas"],
    )  # fmt: skip
    written = {t.get_text() for axes in plot_trend(frame).axes for t in axes.texts}
    assert {"BB", "B", "30–35", "38,4"} <= written
    assert not {"70", "60", "30"} & written


def test_the_data_of_a_figure_have_letters_and_both_ends() -> None:
    """As its table has them, for the notes behind its numbers and for other programs."""
    frame = pd.DataFrame(
        [["AKIP", "Predikat", 70.0, None], ["OPR", "%", 30.0, 35.0]],
        columns=["indikator", "satuan", "target", "target_atas"],
    )
    content = Gambar(
        "g", "G", None, "alt", "contoh", frame, ["indikator", "target"]
    ).payload_content()
    assert [row["target"] for row in content["baris"]] == ["BB", "30–35"]


def test_a_predicate_that_was_reached_is_called_reached() -> None:
    """WTP of WTP, 4 of 4; B of BB is not, and no distance is given."""
    frame = INDIKATOR.iloc[[0, 0]].assign(
        kode=["OPINI", "AKIP"], satuan="Predikat", polaritas="predikat", target=[4.0, 70.0],
        realisasi=[4.0, 60.0],
    )  # fmt: skip
    renstra = frame[["kode", "target"]].assign(tahun=2023)
    end = compare_renstra(frame, renstra, 2021, 2023)
    words = describe_remainder(end, pd.DataFrame(columns=["kode"]), end.head(0))
    assert list(words["case"]) == ["tercapai", "tanpa jarak"]


@pytest.mark.parametrize(
    ("satuan", "realisasi", "target", "pace"),
    [
        ("kampung", 1.0, 2.0, "0,33 kampung"), ("%", -0.5, 2.0, "0,83 poin persen"),
        ("Indeks", 0.7012, 0.7105, "0,0031"),
    ],
)  # fmt: skip
def test_a_pace_has_the_decimals_of_what_it_leads_to(
    satuan: str, realisasi: float, target: float, pace: str
) -> None:
    """1 kampung in 3 years is 0,33 in the sentence as in its table; an index of at most 1 has 4."""
    frame = INDIKATOR.iloc[[0]].assign(
        satuan=satuan, polaritas="maksimal", target=target, realisasi=realisasi
    )
    end = compare_renstra(frame, frame[["kode", "target"]].assign(tahun=2026), 2023, 2026)
    words = describe_remainder(end, pd.DataFrame(columns=["kode"]), end.head(0))
    assert words["laju_kata"][0].replace("\u00a0", " ") == pace


def test_the_scores_of_predicates_are_printed_where_they_are_used() -> None:
    """Source: rules/capaian.toml, predikat.akip and .opini; the unit may just be “predikat”."""
    units = {"polaritas": "predikat", "satuan": ["Predikat AKIP", "predikat"]}
    frame = pd.DataFrame({**units, "target": [70.0, 4.0]})
    scores = "Nilai predikat: AA = 90, A = 80, BB = 70, B = 60, CC = 50, C = 30, D = 0; WTP = 4, "
    assert phrase_scores(frame).startswith(scores)
    assert phrase_scores(frame.head(1)).endswith("D = 0.")
    assert phrase_scores(INDIKATOR.assign(target=70.0)) == ""
    assert [write_quantity(v, "Predikat") for v in (4.0, 60.0, 71.0)] == ["WTP", "B", None]


@pytest.mark.parametrize(("capaian", "begun"), [([90.5], "Capaiannya"), ([90, 110], "Rata-rata ")])
def test_the_preface_says_no_mean_of_a_single_main_indicator(
    capaian: list[float], begun: str
) -> None:
    """One capaian is not a mean."""
    iku = pd.DataFrame({"kode": [*"AB"][: len(capaian)], "capaian": capaian})
    names = run_cells("10", "pengantar-capaian", iku=iku)
    assert names["capaiannya"].startswith(begun)
