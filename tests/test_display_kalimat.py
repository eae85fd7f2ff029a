"""Words chosen by numbers: they must say what the table beside them says, in good Indonesian."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkip_helpers.aturan import load_skala
from lkip_helpers.compute.capaian import (
    compute_indikator,
    compute_kategori_indikator,
    name_kategori,
)
from lkip_helpers.compute.pembulatan import compare_tercetak
from lkip_helpers.compute.skm import compute_frekuensi
from lkip_helpers.display.format import format_kata, format_nama, format_urutan, rendahkan
from lkip_helpers.display.kalimat import (
    describe_indikator,
    sebut_arah,
    sebut_bagian,
    sebut_besaran,
    sebut_kategori,
    sebut_nama,
    sebut_perubahan,
    sebut_rentang,
    sebut_selisih,
    sebut_status,
    sebut_temuan,
    sebut_ujung,
)
from lkip_helpers.display.kalimat_jawaban import describe_jawaban
from lkip_helpers.display.uraian_saran import susun_saran

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
    return compute_indikator(INDIKATOR, realisasi, 2021, load_skala())


def frekuensi(*jumlah: int) -> pd.DataFrame:
    """Frequencies of the answers 1 to 4 to one unsur."""
    unsur = pd.DataFrame(
        [["U1", "Persyaratan", "Tidak", "Kurang", "Mudah", "Sangat mudah"]],
        columns=["kode", "unsur", "jawaban_1", "jawaban_2", "jawaban_3", "jawaban_4"],
    )
    jawaban = [n for n, j in enumerate(jumlah, 1) for _ in range(j)]
    return compute_frekuensi(pd.DataFrame({"U1": pd.array(jawaban, dtype="Int64")}), unsur)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_rising_mirrors_falling(a: float, b: float) -> None:
    """What is more than the other one way is less the other way."""
    assert compare_tercetak(a, b) == -compare_tercetak(b, a)
    assert compare_tercetak(a, a) == 0


def test_movement_is_judged_on_what_is_printed() -> None:
    """99.996 and 100.001 are both printed 100,00."""
    assert sebut_arah(99.996, 100.001) == "tetap"
    assert sebut_arah(97.56, 100) == "turun"
    assert sebut_arah(95, 91) == "naik"


def test_percent_and_percentage_points_are_kept_apart() -> None:
    """Tabel Tujuan 2: 81,75 % to 80 % is a fall of 1,75 percentage points, not percent."""
    assert sebut_selisih(80, 81.75, "%") == "1,75\u00a0poin persen"
    assert sebut_selisih(95, 91, "Nilai") == "4"
    assert sebut_besaran(80, "%") == "80\u00a0%"
    assert sebut_besaran(80, "Persen") == "80\u00a0%"
    assert sebut_besaran(3.45, "Nilai") == "3,45"
    assert sebut_besaran(14, "lembaga") == "14\u00a0lembaga"
    assert sebut_besaran(None, "%") == "–"


def test_a_change_names_both_ends() -> None:
    """Tabel 2.3.1 and Tujuan 2 of the 2021 report."""
    assert sebut_perubahan(95, 91, "Nilai") == "naik 4, dari 91 menjadi 95"
    turun = "turun 1,75\u00a0poin persen, dari 81,75\u00a0% menjadi 80\u00a0%"
    assert sebut_perubahan(80, 81.75, "%") == turun
    assert sebut_perubahan(5, 5) == "tetap 5"


@pytest.mark.parametrize(
    ("nilai", "kata"),
    [
        (103.26, "melampaui target"),
        (100.0, "tepat mencapai target"),
        (99.99, "tidak mencapai target"),
        (99.999, "tepat mencapai target"),
        (math.nan, "tidak dapat dinilai"),
    ],
)
def test_a_target_is_reached_only_when_it_is(nilai: float, kata: str) -> None:
    """The scale of the 2021 report: > 100, = 100, < 100, on what is printed."""
    assert sebut_status(nilai) == kata


def test_names_are_joined_or_counted() -> None:
    """More than four names are too many for a sentence."""
    assert sebut_nama(["a", "b", "c"]) == "a, b, dan c"
    assert sebut_nama(list("abcde"), "unsur") == "lima unsur"
    assert sebut_nama(list("abcde"), batas=5) == "a, b, c, d, dan e"
    assert sebut_nama([], kosong="tidak ada") == "tidak ada"
    assert sebut_nama(["Biaya/tarif", "SDM"], rendah=True) == "biaya/tarif dan SDM"


def test_best_and_worst_name_every_tie() -> None:
    """U4 and U7 share 3,36 in the 2021 survey."""
    nrr = pd.DataFrame({"unsur": ["A", "B", "C"], "nrr": [3.36, 3.68, 3.36]})
    rentang = sebut_rentang(nrr, "unsur", "nrr", "angka")
    assert rentang == "tertinggi pada B (3,68) dan terendah pada A dan C (3,36)"
    assert sebut_ujung(nrr, "unsur", "nrr") == "B"
    assert sebut_ujung(nrr, "unsur", "nrr", terendah=True) == "A dan C"


def test_of_two_rows_one_is_higher_and_none_is_highest() -> None:
    """A superlative needs three; ends named otherwise are compared in their own words."""
    dua = pd.DataFrame({"n": ["A", "B"], "v": [90.0, 98.0]})
    banding = "lebih tinggi pada B (98,00\u00a0%) daripada pada A (90,00\u00a0%)"
    assert sebut_rentang(dua, "n", "v") == banding
    luas = sebut_rentang(dua, "n", "v", "bilangan", kata=("terbesar", "terkecil"))
    assert luas == "lebih besar pada B (98) daripada pada A (90)"


def test_no_best_and_worst_where_there_is_no_difference() -> None:
    """One row, equal rows, and rows without value."""
    satu = pd.DataFrame({"n": ["A"], "v": [50.0]})
    sama = pd.DataFrame({"n": ["A", "B"], "v": [100.0, 100.001]})
    hampa = pd.DataFrame({"n": ["A"], "v": [math.nan]})
    assert sebut_rentang(satu, "n", "v") == "pada A sebesar 50,00\u00a0%"
    semua = "sama pada semua kelurahan, yaitu 100,00\u00a0%"
    assert sebut_rentang(sama, "n", "v", sebutan="kelurahan") == semua
    kosong = sebut_rentang(hampa, "n", "v", sebutan="tingkat")
    assert kosong == "tidak dapat dihitung pada semua tingkat"
    assert sebut_ujung(hampa, "n", "v") == "–"


def test_categories_without_members_are_not_told() -> None:
    """Tabel 2.3.d of the 2021 report, with shares of all indicators."""
    kategori = compute_kategori_indikator(capaian(), load_skala())
    satu = "satu indikator melampaui target dan satu indikator tidak mencapai target"
    assert sebut_kategori(kategori, "indikator") == satu
    bagian = "50,00\u00a0% indikator melampaui target dan 50,00\u00a0% tidak mencapai target"
    assert sebut_bagian(kategori, "indikator") == bagian


def test_an_indicator_is_told_with_last_year() -> None:
    """82 → 80 is 97,56 %; the year before 81,75 of 81,75."""
    teks = describe_indikator(next(capaian()[1:].itertuples()), 2021).markdown.replace(
        "\u00a0", " "
    )
    assert "80 % dari target 82 %, sehingga capaiannya 97,56 % dan tidak mencapai target" in teks
    assert "target naik 0,25 poin persen, dari 81,75 % menjadi 82 %" in teks
    assert "realisasi turun 1,75 poin persen" in teks
    assert "capaian turun 2,44 poin persen, dari 100,00 % menjadi 97,56 %" in teks


def test_an_indicator_without_last_year_says_so() -> None:
    """The 2021 report has no 2020 value of the Indeks Pelayanan Publik."""
    tanpa = capaian(REALISASI[REALISASI["tahun"] == 2021])
    teks = describe_indikator(next(tanpa.itertuples()), 2021).markdown
    assert "Realisasi tahun 2020 tidak tercatat" in teks


def test_last_year_without_a_target_is_recorded_all_the_same() -> None:
    """91 without a target: its capaian cannot be computed, but the realisasi rose by 4."""
    tanpa = REALISASI.assign(target=REALISASI["target"].where(REALISASI["tahun"] > 2020, 0.0))
    teks = describe_indikator(capaian(tanpa).iloc[0], 2021).markdown
    assert "tidak tercatat" not in teks
    assert teks.endswith(
        "Dibandingkan dengan tahun 2020, realisasi naik 4, dari 91 menjadi 95; capaian tahun 2020 "
        "tidak dapat dihitung."
    )


def test_an_indicator_that_cannot_be_computed_says_why() -> None:
    """Target nol is never 0 % nor infinity."""
    nol = capaian(REALISASI.assign(target=0.0))
    teks = describe_indikator(next(nol.itertuples()), 2021).markdown
    assert "tidak dapat dihitung karena target nol" in teks


def test_majority_is_said_only_above_half() -> None:
    """U2: 29 of 50 is one; U1: 22 of 50 (published as mayoritas) is none; 25 of 50 is none."""
    assert describe_jawaban(frekuensi(0, 4, 17, 29)).markdown.startswith("Mayoritas responden")
    u1 = describe_jawaban(frekuensi(0, 8, 20, 22)).markdown
    assert "ayoritas" not in u1
    assert "tidak ada jawaban yang dipilih oleh lebih dari separuh" in u1
    assert "ayoritas" not in describe_jawaban(frekuensi(0, 0, 25, 25)).markdown


def test_answers_that_tie_are_named_together() -> None:
    """25 and 25 of 50."""
    teks = describe_jawaban(frekuensi(0, 0, 25, 25)).markdown
    assert "“mudah” dan “sangat mudah”, masing-masing dipilih 25 dari 50" in teks
    assert "Semua responden menjawab “mudah” atau “sangat mudah”." in teks


def test_unanswered_questions_are_told_as_such() -> None:
    """Nobody answered: no highest answer."""
    assert describe_jawaban(frekuensi(0, 0, 0, 0)).markdown.startswith("Tidak ada responden")


def test_answers_are_named_and_never_called_good() -> None:
    """U4, “kadang-kadang”, 20 of 50: the second best answer is no praise. Nobody chose value 1."""
    teks = describe_jawaban(frekuensi(0, 6, 20, 24)).markdown.replace("\u00a0", " ")
    assert (
        "Jawaban “mudah” atau “sangat mudah” dipilih 44 responden (88,00 %), sedangkan "
        "6 responden (12,00 %) menjawab “kurang”."
    ) in teks
    assert "tinggi" not in teks
    rendah = describe_jawaban(frekuensi(1, 1, 0, 0)).markdown
    assert "Semua responden menjawab “tidak” atau “kurang”." in rendah
    satu = describe_jawaban(frekuensi(0, 0, 0, 9)).markdown
    assert satu.endswith("menjawab “sangat mudah”.")


@pytest.mark.parametrize(
    ("nilai", "status", "kategori", "temuan", "saran"),
    [
        (99.996, "tepat mencapai target", "sesuai", "Semua", 0),
        (99.994, "tidak mencapai target", "belum", "Nol dari satu", 1),
    ],
)
def test_sentence_category_title_and_advice_agree_with_the_printed_number(
    nilai: float, status: str, kategori: str, temuan: str, saran: int
) -> None:
    """99.996 reads 100,00 and counts as reached everywhere, as its bar does; 99.994 nowhere."""
    satu = capaian().head(1)
    satu = name_kategori(satu.assign(realisasi=nilai, target=100.0, capaian=nilai), load_skala())
    assert sebut_status(nilai) == status
    assert satu["kategori"].to_list() == [kategori]
    assert sebut_temuan(satu).startswith(f"{temuan} indikator mencapai target")
    pk = pd.DataFrame({"program": [], "selisih": []})
    isi = susun_saran(satu, satu.head(0), pk, pd.DataFrame()).isi
    assert len(isi) == 1 + saran


def test_the_finding_of_the_chart_counts_what_was_reached() -> None:
    """103.2609 and 97.5610: one of two; mean 100.4109."""
    temuan = "Satu dari dua indikator mencapai target; rata-rata capaian 100,41\u00a0%"
    assert sebut_temuan(capaian()) == temuan
    assert sebut_temuan(capaian().head(1)).startswith("Semua indikator mencapai target")
    assert sebut_temuan(capaian().head(0)) == "Capaian belum dapat dihitung"


@pytest.mark.parametrize(
    ("nilai", "kata"),
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
def test_small_counts_are_words(nilai: int | None, kata: str) -> None:
    """Ejaan: a number of one or two words is written in letters."""
    assert format_kata(nilai) == kata


def test_ranks_are_words() -> None:
    """The third year of the Renstra."""
    assert [format_urutan(n) for n in (1, 3, 21)] == ["pertama", "ketiga", "ke-21"]


def test_shouted_names_are_written_as_titles_and_abbreviations_stay() -> None:
    """SIPD writes programmes in capitals."""
    nama = "PROGRAM PENYELENGGARAAN PEMERINTAHAN DAN PELAYANAN PUBLIK"
    assert format_nama(nama) == "Program Penyelenggaraan Pemerintahan dan Pelayanan Publik"
    daerah = "URUSAN PEMERINTAHAN DAERAH KABUPATEN/KOTA"
    assert format_nama(daerah) == "Urusan Pemerintahan Daerah Kabupaten/Kota"
    assert format_nama("GOPTKI") == "GOPTKI"
    assert format_nama("Rukun Tetangga") == "Rukun Tetangga"
    assert rendahkan("Produk layanan") == "produk layanan"
    assert rendahkan("PKK") == "PKK"
