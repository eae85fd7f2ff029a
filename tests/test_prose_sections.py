"""Sentences in series and parts of tables: complete, in order, and open about what is missing."""

import re
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from lkip_helpers.audit import consistency
from lkip_helpers.compute.anggaran import compare_pk_dpa, compute_serapan
from lkip_helpers.compute.capaian import compute_indikator
from lkip_helpers.compute.evidence import compare_evidence
from lkip_helpers.compute.skm import compute_frequency, compute_nrr, count_answers
from lkip_helpers.prose.engagement import describe_sarana, match_evidence
from lkip_helpers.prose.indicators import (
    Results,
    add_explanations,
    describe_evidence,
    describe_indikator,
)
from lkip_helpers.prose.survey_words import describe_ikm, describe_instrument
from lkip_helpers.report.area import Area
from lkip_helpers.report.gambar import Gambar
from lkip_helpers.report.layouts import (
    build_heading,
    capaian_column,
    comparison_columns,
    mean_footer,
    ratio_footer,
    spread_categories,
    spread_columns,
    target_footer,
)
from lkip_helpers.report.narasi import Narasi
from lkip_helpers.report.rule_frames import (
    cite_formulas,
    list_formulas,
    list_mutu,
)
from lkip_helpers.report.tabel import Tabel
from lkip_helpers.rules import load_scale
from tests.chapters import cell_text, run_cells, text

INDIKATOR = pd.DataFrame(
    [
        ["IKM", "sasaran", "T1", "S1", "Indeks Kepuasan Masyarakat", "Nilai", "maksimal", "survei"],
        ["TPL", "sasaran", "T2", "S2", "Tingkat Pemberdayaan", "%", "maksimal", "lembaga"],
        ["ADU", "sasaran", "T3", "S3", "Jumlah pengaduan", "pengaduan", "minimal", None],
    ],
    columns=[
        "kode", "jenjang", "tujuan", "sasaran", "indikator", "satuan", "polaritas", "jenis_bukti",
    ],
)  # fmt: skip
REALISASI = pd.DataFrame(
    [
        ["IKM", 2020, 91.0, 91.0],
        ["IKM", 2021, 92.0, 95.0],
        ["TPL", 2021, 82.0, 80.0],
        ["ADU", 2021, 10.0, 12.0],
    ],
    columns=["kode", "tahun", "target", "realisasi"],
)
CAPAIAN = compute_indikator(INDIKATOR, REALISASI, 2021, load_scale())
ANALYSIS = pd.DataFrame(
    {"kode": ["IKM"], "sebab": ["Loket ditambah"], "solusi": ["Dipertahankan."]}
)


RESULTS = run_cells("30", "kalimat-tanpa", "hasil-kalimat", "hasil-pembanding", "hasil-pengantar")


def test_an_indicator_is_followed_by_cause_and_cure() -> None:
    """Both end with a full stop; where the analyst wrote neither, the text says so."""
    kata = describe_indikator(CAPAIAN.head(2), 2021, None, ANALYSIS)
    description = text(Narasi(*RESULTS["kalimat"], each=kata, tahun=2021))
    assert "**Penyebab.** Loket ditambah. \n\n**Upaya.** Dipertahankan." in description
    assert "untuk Tingkat Pemberdayaan belum diuraikan" in description


def test_last_year_has_columns_only_where_it_is_known() -> None:
    """Tabel Tujuan 1 of the 2021 report knows no 2020."""
    key = [k if isinstance(k, str) else k.key for k in comparison_columns(CAPAIAN, 2021)]
    assert key[-3:] == ["target_lalu", "realisasi_lalu", "capaian_lalu"]
    assert len(comparison_columns(CAPAIAN[1:2], 2021)) == 5
    assert set(mean_footer(CAPAIAN).cells) == {"capaian", "capaian_lalu"}
    assert set(mean_footer(CAPAIAN[1:2]).cells) == {"capaian"}


def test_a_column_declares_a_formula_only_where_it_holds_for_all_rows() -> None:
    """An indicator that is better when lower has another formula."""
    assert capaian_column(CAPAIAN.head(2)).formula
    assert not capaian_column(CAPAIAN).formula


def compute_results(capaian: pd.DataFrame) -> Results:
    """Three tujuan without indicators of their own; the second has its evidence in a chapter."""
    kata = describe_indikator(capaian, 2021, CAPAIAN.head(0), ANALYSIS)
    return Results(kata, 2021, "contoh", RESULTS["pengantar"], RESULTS["kalimat"])


def test_a_mean_of_fewer_indicators_than_its_table_says_so() -> None:
    """The complaints of 2020 are not known, so that the mean of that year is the IKM's alone."""
    together = INDIKATOR.iloc[[0, 2]].assign(tujuan="T1", sasaran="S1")
    capaian = compute_indikator(together, REALISASI, 2021, load_scale())
    shown = text(compute_results(capaian).build_sasaran(1))
    assert "Rata-rata capaian tahun 2020 dihitung dari satu di antara dua indikator." in shown
    assert "tahun 2021 dihitung dari" not in shown


def test_a_tujuan_without_indicators_points_to_its_sasaran_and_says_nothing_twice() -> None:
    """Tables: sasaran 1, tujuan 2 (its only sasaran has a chapter), sasaran 3; each once."""
    results = compute_results(CAPAIAN)
    description = "\n".join(
        text(c)
        for c in (results.build_tujuan(1), results.build_sasaran(1), results.build_following(1))
    )
    tables = re.findall(r'id="((?:tujuan|sasaran)-\d-capaian)"', description)
    assert tables == ["sasaran-1-capaian", "tujuan-2-capaian", "sasaran-3-capaian"]
    assert "### Tujuan 3: T3\nTujuan ini dinilai dari indikator sasarannya" in description
    assert "dinilai dari indikator sasarannya pada [Tabel](#sasaran-3-capaian)." in description
    assert "mulai [Tabel](#sasaran-2-capaian)." in description
    assert description.count("Untuk Jumlah pengaduan ditetapkan target") == 1
    assert text(results.build_tujuan(4)) == ""


def test_headings_of_tujuan_and_sasaran_come_from_the_data() -> None:
    """No heading for a tujuan or sasaran that is not there."""
    assert text(build_heading(CAPAIAN, "sasaran", 4)) == ""
    assert text(build_heading(CAPAIAN, "tujuan", 2)) == "### Tujuan 2: T2"


def target(value: int | None) -> pd.DataFrame:
    """What compute_keaktifan and compute_pembinaan give a footer."""
    return pd.DataFrame({"target": pd.array([value], dtype="Int64")})


def print_footer(data: pd.DataFrame, columns: list[Any], footer: Any) -> list[str]:
    """The first number of each footer row, as printed."""
    return [row[0].text for *_, row in Tabel("t", "T", data, columns, "s", footer).footer_rows]


def test_footers_carry_their_own_kind_of_value() -> None:
    """A percentage under counts, a count under marks: 14 of 22 is 63,64."""
    data = pd.DataFrame({"lembaga": ["A", "B"], "kecamatan": [7, 7]})
    known, unknown = (
        print_footer(data, list(data), target_footer(target(n), ["kecamatan"])) for n in (22, None)
    )
    assert known == ["14", "22", "63,64"]
    assert unknown == ["14"]


def test_marks_are_counted_in_the_footer() -> None:
    """`dibina` is a mark; its footer sums it."""
    data = pd.DataFrame({"lembaga": ["A", "B", "C"], "dibina": [True, False, True]})
    footer = print_footer(data, list(data), target_footer(target(4), ["dibina"]))
    assert footer == ["2", "4", "50,00"]


def test_each_kelurahan_has_its_footer() -> None:
    """Names with blanks are keys too; three of four unsur are there, five were promised."""
    short = pd.DataFrame({"kelurahan": ["Eka Jaya"], "target": [5]})
    data = pd.DataFrame({"unsur": list("ABCD"), "Eka Jaya": [True, True, False, True]})
    columns = ["unsur", *spread_columns(short["kelurahan"], "ya")]
    footer = target_footer(short, short["kelurahan"], "Capaian (%)")
    assert print_footer(data, columns, footer) == ["3", "5", "60,00"]


def test_a_ratio_of_sums_is_not_a_mean_of_ratios() -> None:
    """(50 + 100) / (100 + 400) × 100 = 30; the mean of 50 and 25 would be 37.5."""
    data = pd.DataFrame({"p": ["a", "b"], "pagu": [100, 400], "realisasi": [50, 100]})
    data = data.assign(serapan=[50.0, 25.0])
    footer = [ratio_footer("realisasi", "pagu", "serapan")]
    tabel = Tabel("t", "T", data, ["p", "pagu", "realisasi", "serapan"], "s", footer)
    assert tabel.footer_values[0]["serapan"] == pytest.approx(30)


def test_every_category_of_the_scale_has_two_columns() -> None:
    """jumlah and persen, under the category's name."""
    column = spread_categories(load_scale())
    assert [k.key for k in column[:2]] == ["melampaui_jumlah", "melampaui_persen"]
    assert {k.grouping for k in column[:2]} == {"Melampaui target"}


def test_duties_keep_the_order_of_the_sheet_and_part_tugas_from_fungsi() -> None:
    """A jabatan outside the organisation (Kecamatan) stays where the analyst put it."""
    duty = pd.DataFrame(
        [
            ["Kecamatan", "fungsi", "Pembinaan."],
            ["Camat", "tugas", "Memimpin."],
            ["Kecamatan", "tugas", "Membantu."],
        ],
        columns=["jabatan", "jenis", "uraian"],
    )
    description = cell_text("10", "tugas-daftar", data=SimpleNamespace(tugas=duty))
    sequence = ["#### Kecamatan", "Membantu.", "Pembinaan.", "#### Camat", "Memimpin."]
    assert sorted(sequence, key=description.index) == sequence


@pytest.mark.parametrize(
    ("chapter", "cell", "columns"),
    [
        ("10", "tugas-daftar", ["jabatan", "jenis", "uraian"]),
        ("10", "isu-daftar", ["isu", "uraian", "implikasi"]),
        ("10", "layanan-daftar", ["layanan", "kelompok"]),
        ("20", "misi-daftar", ["misi"]),
    ],
)
def test_an_empty_sheet_leaves_a_line_on_the_screen_alone(
    chapter: str, cell: str, columns: list[str]
) -> None:
    """Never an empty list nor a heading without text; the report leaves it out."""
    data = SimpleNamespace(**{cell.partition("-")[0]: pd.DataFrame(columns=columns, dtype=object)})
    absence = run_cells(chapter, cell, data=data)["_"]
    assert absence.payload_content()["jenis"] == "absen"


def test_lists_are_told_item_by_item() -> None:
    """Geography without the notes of who filled it in, issues, services."""
    geography = pd.DataFrame(
        [["Suhu", 33.0, "°C", None], ["Ketinggian", 500.0, "m", "perlu diperiksa"]],
        columns=["uraian", "nilai", "satuan", "catatan"],
    )
    geographic = "- Suhu: 33 °C\n- Ketinggian: 500 m"
    data = SimpleNamespace(geografi=geography)
    assert cell_text("10", "geografi-daftar", data=data) == geographic
    issue = pd.DataFrame(
        {"isu": ["I"], "uraian": ["Warga menuntut"], "implikasi": ["Alur ringkas"]}
    )
    description = cell_text("10", "isu-daftar", data=SimpleNamespace(isu=issue))
    assert description == "#### I\n\nWarga menuntut. \n\n**Implikasi.** Alur ringkas."
    service = pd.DataFrame({"layanan": ["SITU", "IMB"], "kelompok": ["perizinan"] * 2})
    description = cell_text("10", "layanan-daftar", data=SimpleNamespace(layanan=service))
    assert description == "**Layanan perizinan** meliputi SITU dan IMB."
    named = service.assign(layanan=["Izin keramaian", "Izin Usaha Mikro (IUM)"])
    description = cell_text("10", "layanan-daftar", data=SimpleNamespace(layanan=named))
    assert (
        description == "**Layanan perizinan** meliputi Izin keramaian dan Izin Usaha Mikro (IUM)."
    )


def test_a_programme_outside_the_pk_is_told_plainly() -> None:
    """2021: 863,924,300 against 156,084,300, and a programme only in the DPA."""
    pk = pd.DataFrame({"program": ["PROGRAM A B"], "anggaran": [156_084_300]})
    dpa = pd.DataFrame(
        {
            "program": ["Program A B", "PROGRAM C D"],
            "pagu": [863_924_300, 4_273_777_869],
            "realisasi": [0, 0],
        }
    )
    cells = "pk-dpa-beda", "pk-dpa-uraian"
    description = cell_text("20", *cells, comparison=compare_pk_dpa(pk, dpa))
    assert "Rp863,9 juta, lebih besar Rp707,8 juta daripada" in description
    assert "tetapi tidak dimuat dalam Perjanjian Kinerja" in description
    nothing = compare_pk_dpa(pk.assign(anggaran=0), dpa.head(1))
    assert "Rp863,9 juta daripada anggaran dalam Perjanjian Kinerja, yaitu Rp0" in cell_text(
        "20", *cells, comparison=nothing
    )
    close = compare_pk_dpa(pk, dpa.head(1).assign(pagu=156_084_300 - 1_000))
    assert cell_text("20", *cells, comparison=close) == (
        "Pagu Program A B dalam DPA adalah Rp156.083.300, lebih kecil Rp1.000 daripada anggaran "
        "dalam Perjanjian Kinerja, yaitu Rp156.084.300."
    )
    same = compare_pk_dpa(pk, dpa.head(1).assign(pagu=156_084_300))
    cells = "pk-dpa-beda", "pk-dpa-jumlah"
    assert cell_text("20", *cells, comparison=same) == (
        "Anggaran setiap program dalam Perjanjian Kinerja sama dengan pagunya dalam DPA."
    )


def test_a_realisasi_against_its_evidence_is_told_with_both_capaian() -> None:
    """2021: 95 reported, 84.83 surveyed; 103,26 % or 92,21 %."""

    def told(evidence: dict[str, float], explained: dict[str, str]) -> str:
        compared = describe_evidence(compare_evidence(CAPAIAN, evidence))
        compared = add_explanations(compared, explained)
        return cell_text("31", "ikm-bukti-kalimat", "ikm-bukti-uraian", comparison=compared)

    description = told({"IKM": 84 + 5 / 6, "TPL": 62.8866}, {"TPL": "Didata ulang"})
    assert (
        "92,21 persen dan tidak mencapai target, bukan 103,26 persen dan melampaui target"
        in description
    )
    assert "76,69 persen, bukan 97,56 persen; keduanya tidak mencapai target" in description
    assert "selisihnya 17,11 poin persen" in description
    survey, institutions = description.split("\n\n")
    assert "harus dijelaskan oleh pemegang data sebelum capaian" in survey
    assert institutions.endswith("hasil survei. Penjelasan pemegang data: Didata ulang.")
    assert told({"IKM": 95.0}, {}).endswith("sama dengan hasil survei.")


def test_targets_through_the_renstra() -> None:
    """Tabel 4.1: 90 to 94."""
    target = pd.DataFrame(
        {"indikator": ["IKM"], "satuan": ["Nilai"], "2019": [90.0], "2021": [92.0], "2023": [94.0]}
    )
    wanted = "Target IKM dalam kurun 2019–2023 naik 4, dari 90 menjadi 94. Target untuk tahun 2021"

    def path(frame: pd.DataFrame) -> str:
        cells = "renstra-target-arah", "renstra-target-uraian"
        return cell_text("20", *cells, target=frame, tahun=2021)

    assert path(target) == f"{wanted} adalah 92."
    assert path(target.drop(columns="2021")).endswith("menjadi 94.")


def test_targets_that_stay_are_told_once() -> None:
    """Four of five stay, each at its own figure; the table has the figures."""
    names = [f"Indikator {n}" for n in range(1, 6)]
    target = pd.DataFrame({"indikator": names, "satuan": "%", "2021": 80.0, "2022": 80.0})
    target.loc[4, "2022"], target.loc[0, ["2021", "2022"]] = 85.0, 70.0
    cells = "renstra-target-arah", "renstra-target-uraian"
    first, last = cell_text("20", *cells, target=target, tahun=2021).split("\n\n")
    assert first.startswith("Target Indikator 5 dalam kurun 2021–2022 naik 5")
    assert last == (
        "Target Indikator 1, Indikator 2, Indikator 3, dan Indikator 4 tidak berubah dalam kurun "
        "2021–2022."
    )


def test_missing_facilities_are_named_with_their_place() -> None:
    """2021: only drainage, in three kelurahan; 9 of 5 needs a word on the target."""
    sarana = pd.DataFrame(
        [["Drainase", "Eka Jaya", True], ["Drainase", "Paal Merah", False]],
        columns=["unsur", "kelurahan", "tersedia"],
    )
    short = pd.DataFrame(
        {
            "kelurahan": ["Eka Jaya", "Paal Merah"],
            "realisasi": [9, 8],
            "target": [5, 8],
            "capaian": [180.0, 100.0],
        }
    )

    def sentence(sarana: pd.DataFrame, short: pd.DataFrame) -> str:
        facilities = describe_sarana(sarana, short, Area(0, 2))
        return cell_text("32-partisipasi", "sarana-uraian", keadaan=facilities)

    description = sentence(sarana, short)
    assert "Yang belum tersedia ialah drainase di Paal Merah." in description
    assert "Capaian di atas seratus persen terdapat di Eka Jaya karena" in description
    assert sentence(sarana.head(0), short.head(0)) == ""
    both = pd.concat([sarana, sarana.assign(unsur="Posyandu")])
    assert "ialah drainase dan posyandu di Paal Merah." in sentence(both, short)


def test_evidence_that_matches_nothing_is_told_so() -> None:
    """2021: none of 63.64, 62.67, 50, 116.67, 100 nor their mean is 80."""
    evidence = pd.DataFrame({"bukti": ["Lembaga aktif", "RT"], "persentase": [62.67, 100.0]})

    def sentence(evidence: pd.DataFrame) -> str:
        matched = add_explanations(match_evidence(evidence, CAPAIAN[1:2]), {})
        return cell_text("32-partisipasi", "bukti-kalimat", "bukti-cocok", cocok=matched)

    description = sentence(evidence)
    assert "tidak sama dengan satu pun bukti di atas" in description
    matching = sentence(evidence.assign(persentase=[80.0, 100.0]))
    assert "yaitu 80 persen, sama dengan persentase lembaga aktif." in matching


def test_each_unsur_has_a_table_and_its_words() -> None:
    """Labels follow the codes; of two answers 3 and 4 neither has more than half, both one."""
    unsur = pd.DataFrame(
        [["U1", "Persyaratan", *"abcd", None], ["U2", "Rasa teh", *"abcd", None]],
        columns=["kode", "unsur", "jawaban_1", "jawaban_2", "jawaban_3", "jawaban_4", "pertanyaan"],
    )
    skm = pd.DataFrame({"U1": pd.array([3, 4], dtype="Int64"), "U2": pd.array([1, 4], "Int64")})
    tally = count_answers(skm, unsur)
    frequency, nrr = compute_frequency(tally), compute_nrr(tally)

    names = {"frequency": frequency, "nrr": nrr, "source": "contoh"}
    tables = cell_text("50", "jawaban-unsur", "jawaban-tabel", **names)
    assert 'id="skm-u1"' in tables
    assert 'id="skm-u2"' in tables
    spread = cell_text("50", "jawaban-unsur", "jawaban-sebaran", "unsur-uraian", **names)
    assert spread.startswith("- **Persyaratan.** Jawaban terbanyak terbagi sama antara “c” dan “d”")
    assert "\n- **Rasa teh.** " in spread


def test_the_next_mutu_is_as_far_as_the_printed_bands_say() -> None:
    """2021: 84,83 is B; A begins at 88,31, 3,48 above. An A has nothing above it."""

    def mutu(ikm: float) -> str:
        cells = "skm-ringkasan-jenjang", "skm-ringkasan-uraian"
        return cell_text("31", *cells, indeks=pd.DataFrame({"ikm": [ikm]}), tahun=2021)

    description = mutu(84 + 5 / 6)
    assert description.startswith(
        "IKM tahun 2021 adalah 84,83, yang berada pada mutu B (baik). Mutu A (sangat baik) dimulai"
    )
    assert description.endswith("sekurang-kurangnya 3,48.")
    assert mutu(100.0).endswith("Mutu A adalah yang tertinggi.")


def test_rules_are_printed_as_the_regulation_prints_them() -> None:
    """PermenPAN-RB 14/2017: A 3,5324–4,00 and 88,31–100,00; D up to 2,5996 and 64,99."""
    mutu = list_mutu()
    assert mutu.iloc[0].to_list() == ["A", "3,5324–4,0000", "88,31–100,00", "Sangat baik"]
    assert mutu.iloc[-1].to_list() == ["D", "1,0000–2,5996", "25,00–64,99", "Tidak baik"]
    assert list_formulas(["minimal", "maksimal", "minimal"])["polaritas"].to_list() == [
        "Minimal",
        "Maksimal",
    ]


def test_a_capaian_between_two_printed_bands_is_said_to_belong_to_the_lower() -> None:
    """Permendagri 86/2017 prints ≤ 50, 51–65, 66–75, 76–90, ≥ 91; 50.76 has not reached 51."""
    scale = load_scale("lima")
    assert [scale.find(value).teks for value in (50.76, 90.99)] == ["Sangat rendah", "Tinggi"]
    note = cell_text("30", "skala-baris", "skala-capaian", scale=scale)
    assert "antara 90 dan 91 persen Tinggi; antara 75 dan 76 persen Sedang" in note
    assert "; antara 50 dan 51 persen Sangat rendah." in note
    assert "antara" not in cell_text("30", "skala-baris", "skala-capaian", scale=load_scale())


def test_a_figure_without_data_is_not_drawn() -> None:
    """The chart's function is not even called; the reason stands in its place."""

    def draw() -> Any:
        raise AssertionError

    empty = pd.DataFrame(columns=["tingkat"])
    chart = Gambar("g", "Lembaga", draw, "alt", "contoh", empty, ["tingkat"], without_data="kosong")
    assert chart.payload_content()["jenis"] == "absen"
    assert "Lembaga tidak disajikan karena kosong" in chart.html


def test_a_template_names_parts_of_a_record() -> None:
    """Only what is printed travels with the paragraph."""
    record = pd.Series({"pagu": 1000, "serapan": 97.619})
    narasi = Narasi("{t.pagu:rupiah} atau {t.serapan:persen}", t=record)
    assert narasi.markdown == "Rp1.000 atau 97,62\u00a0persen"
    assert narasi.payload_content()["nilai"] == {"t.pagu": 1000, "t.serapan": 97.619}


def test_each_formula_is_credited_to_its_own_source() -> None:
    """Maksimal and minimal stand in PermenPAN-RB 53/2014, a range does not."""
    assert cite_formulas(["minimal", "maksimal"]) == "PermenPAN-RB Nomor 53 Tahun 2014"
    assert cite_formulas(["maksimal", "rentang"]) == (
        "PermenPAN-RB Nomor 53 Tahun 2014 (maksimal); "
        "Praktik pelaporan kinerja perangkat daerah (rentang)"
    )


def test_chapter_33_says_what_is_rounded_below_the_table_that_shows_it() -> None:
    """A programme spends 98 percent, one of its kegiatan 99.999, which prints as 100,00."""
    frames = {
        "program": pd.DataFrame({"pagu": [200000], "realisasi": [196000]}),
        "kegiatan": pd.DataFrame({"pagu": [100000], "realisasi": [99999]}),
    }
    frames = {name: compute_serapan(frame) for name, frame in frames.items()}
    names = run_cells("33", "pembulatan", **frames, terserap=frames["kegiatan"])
    assert [text(names["_"])] == [""]
    cells = ("kegiatan-pembulatan", "sub-kegiatan-pembulatan")
    told = [cell_text("33", cell, **names) for cell in cells]
    assert ["hasil pembulatan" in sentence for sentence in told] == [True, False]


def test_a_programme_without_pagu_is_not_outside_the_perjanjian_kinerja() -> None:
    """Nothing was promised for it, and nothing budgeted: Rp0 needs no explanation."""
    rows = [("A", False, 5, 5), ("B", True, 0, 0)]
    comparison = pd.DataFrame(rows, columns=["program", "luar_pk", "pk", "dpa"])
    names = run_cells("33", "di-luar", comparison=comparison, total=pd.Series({"pagu": 5}))
    assert cell_text("33", "pk-uraian", **names) == ""
    assert cell_text("33", "pk-selaras", **names).startswith("Semua program yang mempunyai pagu")


def test_few_unsur_that_tie_are_named_and_many_are_counted_with_their_table() -> None:
    """Four unsur of 3 beside one of 4; then eight beside one."""
    told = {}
    for many in (4, 8):
        nrr = pd.DataFrame({"unsur": [*"ABCDEFGH"[:many], "Z"], "nrr": [3.0] * many + [4.0]})
        grade = {"ikm": [77.0], "mutu": "B", "kinerja": "Baik", "responden": 120}
        survey = SimpleNamespace(nrr=nrr, ikm=pd.DataFrame(grade), form="skm", source="")
        result = describe_ikm(survey)
        told[many] = [
            cell_text(chapter, f"{cell}-kata", cell, hasil_survei=result)
            for chapter, cell in (("05", "temuan-skm"), ("40", "simpulan-skm"))
        ]
    assert told[4][0].endswith("unsur yang nilainya terendah ialah A, B, C, dan D.")
    place = "terdapat pada delapan dari sembilan unsur, seperti tercantum pada [Tabel](#skm-nilai)."
    assert [text.endswith(place) for text in told[8]] == [True, True]


def test_all_weak_questions_are_said_to_be_all() -> None:
    """Two questions that correlate at 0.1."""
    weak = pd.DataFrame({"unsur": ["Biaya", "Waktu"], "korelasi": [0.1, 0.1], "alfa": 0.2})
    assert describe_instrument(weak)["lemah"].to_list() == ["semua unsur"]


def test_a_survey_without_low_answers_is_said_to_have_none() -> None:
    """Two unsur, nobody answered one or two; else the unsur with most of them heads the chart."""
    spread = pd.DataFrame({"unsur": ["Biaya", "Waktu"], "rendah": [0.0, 0.0]})
    names = {"dissatisfied": "waktu", "spread": spread, "source": []}
    assert run_cells("31", "skm-jawaban-isi", **names)["low"] == "Tidak ada jawaban rendah"
    assert cell_text("31", "sebaran-tanpa", rendah=0.0).startswith("Tidak ada unsur yang mendapat")
    names["spread"] = spread.assign(rendah=[0.0, 20.0])
    assert run_cells("31", "skm-jawaban-isi", **names)["low"] == "Jawaban rendah terbanyak: waktu"


def test_spending_above_its_pagu_is_told_with_its_reason() -> None:
    """One explained on Penjelasan, one on Penjelasan Temuan, one not, one within its pagu."""
    rows = pd.DataFrame(
        {"sub_kegiatan": ["Listrik", "Air", "Gaji", "Surat"], "pagu": [10, 0, None, 10],
         "realisasi": [11, 1, 2, 9]}
    )  # fmt: skip
    why = pd.DataFrame({"sub_kegiatan": ["Listrik"], "alasan": ["Tarif naik"]})
    known = {"pagu": {"air": "Salah rekening."}}
    data = SimpleNamespace(penjelasan=why, explain=known.get)
    text = cell_text("33", "lebih-pagu", "lebih-pagu-uraian", terserap=rows, data=data)
    assert "Realisasi Listrik adalah Rp11, melebihi pagunya, yaitu Rp10. Tarif naik." in text
    assert "Realisasi Air adalah Rp1, melebihi pagunya, yaitu Rp0. Salah rekening." in text
    assert "Realisasi Gaji adalah Rp2, melebihi pagunya, yaitu Rp0. Sebabnya belum" in text
    assert "Surat" not in text


def test_the_aspects_of_the_ipp_are_those_of_its_sheet() -> None:
    """Two of them, as an office was judged; not the six of the regulation."""
    ipp = pd.DataFrame({"unsur": ["Kebijakan Pelayanan", "Mutu SDM"], "nilai": [1.5, 0.5]})
    data = SimpleNamespace(ipp=ipp, cite_law=lambda _: "Peraturan Uji")
    told = cell_text("30", "ipp-peraturan", **run_cells("30", "ipp-aspek", "ipp-hitung", data=data))
    assert told == (
        "Penilaian itu diatur dalam Peraturan Uji. Aspek yang dinilai berjumlah dua, yaitu "
        "kebijakan pelayanan dan mutu SDM."
    )


def test_only_the_parts_of_the_office_that_there_are_are_told_apart() -> None:
    """A secretariat and a section; then a secretariat alone, which separates nothing."""
    office = pd.DataFrame({"jabatan": ["Camat", "Sekretariat", "Seksi Sosial"]})
    office["atasan"] = [None, "Camat", "Camat"]
    cells = "organisasi-atas", "kepala", "struktur-organisasi-uraian"

    def told(rows: pd.DataFrame) -> str:
        return cell_text("10", *cells, data=SimpleNamespace(organisasi=rows))

    assert "tiga jabatan atau unit, dua di antaranya berada langsung di bawah camat. P" in told(
        office
    )
    assert told(office.head(2)).endswith("satu di antaranya berada langsung di bawah camat.")


def test_what_is_left_is_not_said_to_be_more_than_all_that_is_left() -> None:
    """Of 100 and 20 unspent 10 were overspent elsewhere: 120 of 110, not 109 percent."""
    names: dict[str, Any] = {"lowest": pd.DataFrame({"pagu": [200, 40], "realisasi": [100, 20]})}
    names["berpagu"] = range(3)
    hidden = cell_text("33", "sisa-terendah", "serapan-terendah-uraian", remainder=110, **names)
    assert hidden.endswith("berjumlah Rp120; sisa seluruhnya lebih kecil karena ada realisasi yang "
                           "melebihi pagu.")  # fmt: skip
    plain = cell_text("33", "sisa-terendah", "serapan-terendah-uraian", remainder=240, **names)
    assert plain.endswith("berjumlah Rp120 atau 50 persen dari seluruh sisa anggaran.")


@pytest.mark.parametrize(
    ("spent", "told"),
    [
        (96, "terealisasi Rp96 atau 96 persen, dengan sisa Rp4. Menurut program, serapan rata."),
        (100, "Pagu sebesar Rp100 seluruhnya terserap. Menurut program, serapan rata."),
        (
            110,
            "terealisasi Rp110 atau 110 persen, melebihi pagu dengan selisih Rp10. Menurut program",
        ),
    ],
)
def test_nothing_left_and_too_much_spent_are_not_said_to_be_a_remainder(
    spent: int, told: str
) -> None:
    """Of a pagu of 100: four left, none left, ten too many."""
    cells = "sisa", "serapan-kata", "anggaran-program-uraian"
    total = pd.Series({"pagu": 100, "realisasi": spent, "serapan": float(spent)})
    assert told in cell_text("33", *cells, total=total, span="rata")


@pytest.mark.parametrize(
    ("promised", "told"),
    [
        (2, ["memperjanjikan dua indikator kinerja utama.", ""]),
        (1, ["dua indikator kinerja utama; satu di antaranya diperjanjikan.", "Indeks B."]),
        (0, ["utama; tidak satu pun di antaranya diperjanjikan.", "Indeks A dan Indeks B."]),
    ],
)
def test_a_main_indicator_is_promised_only_where_the_pk_has_it(
    promised: int, told: list[str]
) -> None:
    """Of two main indicators the Perjanjian Kinerja has both, the first, or none."""
    iku = pd.DataFrame({"kode": ["A", "B"], "indikator": ["Indeks A", "Indeks B"]})
    total = SimpleNamespace(pagu=2, realisasi=1, serapan=50.0)
    profil = SimpleNamespace(nama="Uji")
    data = SimpleNamespace(iku=iku, pk=iku[:promised], profil=profil)
    names = {"data": data, "iku": iku, "tahun": 2021, "rerata": "nol", "total": total}
    said = [
        cell_text("05", "iku-janji", "ringkasan", **names),
        cell_text("20", "iku-tak-dijanjikan", "pk-tanpa-iku", **names),
    ]
    assert all(part in sentence for part, sentence in zip(told, said, strict=True))
    assert bool(said[1]) == bool(told[1])
    preface = cell_text("10", "pengantar-capaian", "pengantar-hasil", **names)
    assert "diukur dengan dua indikator kinerja utama. Rata-rata capaiannya" in preface


@pytest.mark.parametrize(("visi", "of_the_head"), [("Maju", True), (None, False)])
def test_an_rpd_has_no_mission_of_the_head_of_the_region(
    visi: str | None, of_the_head: bool
) -> None:
    """A Rencana Pembangunan Daerah has neither vision nor mission, as the chapter itself says."""
    data = SimpleNamespace(misi=pd.DataFrame({"misi": ["Melayani"]}))
    told = cell_text("20", "misi", data=data, profil=SimpleNamespace(visi=visi))
    assert ("misi kepala daerah" in told) == of_the_head


def test_a_corrected_figure_of_an_earlier_year_is_told_with_its_reason() -> None:
    """Of last year or of the year its key names, both ends of a range once; no other finding is."""
    words = {"lalu:A:target": "diaudit", "lalu:A:target_atas": "diaudit", "lalu:A:realisasi": "b"}
    words |= {"lalu:2019:B:realisasi": "c", "bukti:A": "d", "lalu:2019": "e"}
    words |= {"lalu:B:realisasi": consistency.OPEN}
    found = pd.DataFrame({"kunci": [*words], "penjelasan": [*words.values()]})
    listed = SimpleNamespace(list_consistency=lambda data: data.found, OPEN=consistency.OPEN)
    data = SimpleNamespace(
        found=found,
        indikator=pd.DataFrame({"kode": ["A", "B"], "indikator": ["Indeks A", "Indeks B"]}),
    )
    names = {"data": data, "tahun": 2021, "beberapa": found}
    names["audit"] = SimpleNamespace(consistency=listed)
    cells = "koreksi", "koreksi-uraian"
    told = "{} berbeda dari yang dimuat dalam laporan tahun itu. Sebabnya: {}."
    assert cell_text("32-perb", *cells, **names).split("\n\n") == [
        told.format("Target Indeks A tahun 2020", "diaudit"),
        told.format("Realisasi Indeks A tahun 2020", "b"),
        told.format("Realisasi Indeks B tahun 2019", "c"),
    ]
    data.found = found.head(0)
    assert not cell_text("32-perb", *cells, **names)


def test_a_shift_within_a_programme_is_told_by_its_sub_kegiatan() -> None:
    """Ten go from A to B, and 50 are new to C."""
    names = {"program": "P", "kegiatan": "K", "unit": None, "kode_program": "7.01.01"}
    rows = [("A", 90, 100, 1), ("B", 110, 100, 1), ("C", 50, None, 1)]
    columns = ["sub_kegiatan", "pagu", "pagu_sebelum", "realisasi"]
    budget = pd.DataFrame(rows, columns=columns).assign(**names)
    cells = "perubahan-rincian", "perubahan-sub-kegiatan"
    data = SimpleNamespace(anggaran=budget)
    said = cell_text("33", *cells, data=data, change=[1])
    assert said == "Pagu tiga dari tiga sub kegiatan berubah."
    data.anggaran = budget.assign(pagu_sebelum=budget["pagu"])
    assert not cell_text("33", *cells, data=data, change=[1])


def test_a_tujuan_without_a_sasaran_is_listed_as_measured_by_its_own_indicator() -> None:
    """A heading with nothing below would go, though the sentence after the list counts it."""
    rows = [("A", "P"), ("A", None), ("B", None)]
    data = SimpleNamespace(indikator=pd.DataFrame(rows, columns=["tujuan", "sasaran"]))
    cells = "tujuan-sasaran", "tujuan-langsung", "tujuan-daftar"
    listed = cell_text("20", *cells, data=data)
    assert listed.split("\n\n") == [
        "#### A", "1. P", "#### B", "1. Diukur langsung dengan indikator tujuan"
    ]  # fmt: skip


def test_how_many_answers_a_trial_takes_is_said_by_its_rule_alone() -> None:
    """Why there is no alpha names the number that compute asks for, were it forty."""
    data = SimpleNamespace(skm=pd.DataFrame(), unsur_skm=pd.DataFrame({"kode": [], "unsur": []}))
    cells = "instrumen-hitung", "skm-instrumen"
    few = SimpleNamespace(responden_uji=40)
    names = {"data": data, "konstanta": few, "source": "survei", "tahun": 2021}
    shown = run_cells("31", *cells, **names)["_"]
    assert "tidak ada, kurang dari empat puluh, atau seragam" in shown.without_data
