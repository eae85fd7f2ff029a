"""Runs of sentences and parts of tables: complete, in order, and honest about what is missing."""

from typing import Any

import pandas as pd
import pytest

from lkip_helpers.aturan import load_skala
from lkip_helpers.compute.anggaran import compare_pk_dpa
from lkip_helpers.compute.bukti import compare_bukti
from lkip_helpers.compute.capaian import compute_indikator
from lkip_helpers.compute.skm import compute_frekuensi, compute_nrr
from lkip_helpers.display.aturan_cetak import list_batas_mutu, list_mutu, list_rumus, list_unsur
from lkip_helpers.display.gambar import Gambar
from lkip_helpers.display.narasi import Daftar, Narasi, Rangkaian
from lkip_helpers.display.susunan import (
    kaki_rasio,
    kaki_rata_rata,
    kaki_target,
    kolom_banding,
    kolom_capaian,
    sebar_kategori,
    sebar_kolom,
    susun_judul,
)
from lkip_helpers.display.tabel import Tabel
from lkip_helpers.display.uraian_anggaran import susun_beda_program
from lkip_helpers.display.uraian_kecamatan import (
    susun_batas,
    susun_butir,
    susun_geografi,
    susun_isu,
    susun_layanan,
    susun_tugas,
)
from lkip_helpers.display.uraian_kinerja import (
    susun_bukti,
    susun_indikator,
    susun_lainnya,
    susun_target,
)
from lkip_helpers.display.uraian_partisipasi import susun_kisaran, susun_sarana
from lkip_helpers.display.uraian_skm import susun_mutu, susun_tabel_unsur

INDIKATOR = pd.DataFrame(
    [
        ["IKM", "sasaran", "T1", "S1", "Indeks Kepuasan Masyarakat", "Nilai", "maksimal"],
        ["TPL", "sasaran", "T2", "S2", "Tingkat Pemberdayaan", "%", "maksimal"],
        ["ADU", "sasaran", "T3", "S3", "Jumlah pengaduan", "pengaduan", "minimal"],
    ],
    columns=["kode", "jenjang", "tujuan", "sasaran", "indikator", "satuan", "polaritas"],
)
REALISASI = pd.DataFrame(
    [
        ["IKM", 2020, 91.0, 91.0],
        ["IKM", 2021, 92.0, 95.0],
        ["TPL", 2021, 82.0, 80.0],
        ["ADU", 2021, 10.0, 12.0],
    ],
    columns=["kode", "tahun", "target", "realisasi"],
)
CAPAIAN = compute_indikator(INDIKATOR, REALISASI, 2021, load_skala())
ANALISIS = pd.DataFrame(
    {"kode": ["IKM"], "sebab": ["Loket ditambah"], "solusi": ["Dipertahankan."]}
)


def teks(benda: Any) -> str:
    """Everything a run of display objects says, as text."""
    if isinstance(benda, Rangkaian):
        return "\n".join(teks(b) for b in benda.isi)
    return benda.html if isinstance(benda, Tabel) else benda.markdown.replace("\u00a0", " ")


def test_an_indicator_is_followed_by_cause_and_cure() -> None:
    """Both end with a full stop; where the analyst wrote none, that is said."""
    uraian = teks(susun_indikator(CAPAIAN.head(2), ANALISIS, 2021))
    assert "**Penyebab.** Loket ditambah.\n**Upaya.** Dipertahankan." in uraian
    assert "untuk Tingkat Pemberdayaan belum diisi" in uraian


def test_last_year_has_columns_only_where_it_is_known() -> None:
    """Tabel Tujuan 1 of the 2021 report knows no 2020."""
    kunci = [k if isinstance(k, str) else k.kunci for k in kolom_banding(CAPAIAN, 2021)]
    assert kunci[-3:] == ["target_lalu", "realisasi_lalu", "capaian_lalu"]
    assert len(kolom_banding(CAPAIAN[1:2], 2021)) == 5
    assert set(kaki_rata_rata(CAPAIAN).isi) == {"capaian", "capaian_lalu"}
    assert set(kaki_rata_rata(CAPAIAN[1:2]).isi) == {"capaian"}


def test_a_column_declares_a_formula_only_where_it_holds_for_all_rows() -> None:
    """An indicator that is better when lower has another formula."""
    assert kolom_capaian(CAPAIAN.head(2)).rumus
    assert not kolom_capaian(CAPAIAN).rumus


def test_further_tujuan_find_a_place() -> None:
    """The third tujuan and sasaran of a unit that has them; none for a unit with two."""
    tanpa = CAPAIAN.head(0)
    uraian = teks(susun_lainnya(CAPAIAN, ANALISIS, 2021, "contoh", tanpa))
    assert 'id="tujuan-3-capaian"' not in uraian  # it has no indicator of its own
    assert 'id="sasaran-3-capaian"' in uraian
    assert "Jumlah pengaduan" in uraian
    dua = teks(susun_lainnya(CAPAIAN.head(2), ANALISIS, 2021, "contoh", tanpa))
    assert dua.startswith("### Sasaran 2: S2\nSasaran ini diukur melalui")  # its chapter has it
    assert "Tabel" in dua and "<table" not in dua
    assert teks(susun_judul(CAPAIAN, "sasaran", 4)) == ""
    assert teks(susun_judul(CAPAIAN, "tujuan", 2)) == "### Tujuan 2: T2"


def target(nilai: int | None) -> pd.DataFrame:
    """What compute_keaktifan and compute_pembinaan give a footer."""
    return pd.DataFrame({"target": pd.array([nilai], dtype="Int64")})


def test_footers_carry_their_own_kind_of_value() -> None:
    """A percentage under counts, a count under marks: 14 of 22 is 63,64."""
    data = pd.DataFrame({"lembaga": ["A", "B"], "kecamatan": [7, 7]})
    tabel = Tabel(
        "t", "T", data, ["lembaga", "kecamatan"], "s", kaki_target(target(22), ["kecamatan"])
    )
    assert [b.sel[0].teks for b in tabel.baris_kaki] == ["14", "22", "63,64"]
    tanpa = Tabel(
        "t", "T", data, ["lembaga", "kecamatan"], "s", kaki_target(target(None), ["kecamatan"])
    )
    assert [b.sel[0].teks for b in tanpa.baris_kaki] == ["14", "–", "–"]


def test_marks_are_counted_in_the_footer() -> None:
    """`dibina` is a mark; its footer sums it."""
    data = pd.DataFrame({"lembaga": ["A", "B", "C"], "dibina": [True, False, True]})
    tabel = Tabel("t", "T", data, ["lembaga", "dibina"], "s", kaki_target(target(4), ["dibina"]))
    assert [b.sel[0].teks for b in tabel.baris_kaki] == ["2", "4", "50,00"]


def test_each_kelurahan_has_its_footer() -> None:
    """Names with blanks are keys too; three of four unsur are there, five were promised."""
    ringkas = pd.DataFrame({"kelurahan": ["Eka Jaya"], "target": [5]})
    data = pd.DataFrame({"unsur": list("ABCD"), "Eka Jaya": [True, True, False, True]})
    kolom = ["unsur", *sebar_kolom(ringkas["kelurahan"], "ya")]
    tabel = Tabel(
        "t", "T", data, kolom, "s", kaki_target(ringkas, ringkas["kelurahan"], "Capaian (%)")
    )
    assert [b.sel[0].teks for b in tabel.baris_kaki] == ["3", "5", "60,00"]


def test_a_ratio_of_sums_is_not_a_mean_of_ratios() -> None:
    """(50 + 100) / (100 + 400) × 100 = 30; the mean of 50 and 25 would be 37.5."""
    data = pd.DataFrame({"p": ["a", "b"], "pagu": [100, 400], "realisasi": [50, 100]})
    data = data.assign(serapan=[50.0, 25.0])
    kaki = [kaki_rasio("realisasi", "pagu", "serapan")]
    tabel = Tabel("t", "T", data, ["p", "pagu", "realisasi", "serapan"], "s", kaki)
    assert tabel.nilai_kaki[0]["serapan"] == pytest.approx(30)


def test_every_category_of_the_scale_has_two_columns() -> None:
    """jumlah and persen, under the category's name."""
    kolom = sebar_kategori(load_skala())
    assert [k.kunci for k in kolom[:2]] == ["melampaui_jumlah", "melampaui_persen"]
    assert {k.grup for k in kolom[:2]} == {"Melampaui target"}


def test_duties_keep_the_order_of_the_sheet_and_part_tugas_from_fungsi() -> None:
    """A jabatan outside the organisation (Kecamatan) stays where the analyst put it."""
    tugas = pd.DataFrame(
        [
            ["Kecamatan", "fungsi", "Pembinaan."],
            ["Camat", "tugas", "Memimpin."],
            ["Kecamatan", "tugas", "Membantu."],
        ],
        columns=["jabatan", "jenis", "uraian"],
    )
    uraian = teks(susun_tugas(tugas))
    urut = ["#### Kecamatan", "Membantu.", "Pembinaan.", "#### Camat", "Memimpin."]
    assert sorted(urut, key=uraian.index) == urut


@pytest.mark.parametrize(
    "kosong",
    [
        susun_tugas(pd.DataFrame(columns=["jabatan", "jenis", "uraian"])),
        susun_isu(pd.DataFrame(columns=["isu", "uraian", "implikasi"])),
        susun_geografi(pd.DataFrame(columns=["uraian", "nilai", "satuan"])),
        susun_layanan(pd.DataFrame(columns=["layanan", "kelompok"])),
        susun_butir([], "misi"),
    ],
    ids=["tugas", "isu", "geografi", "layanan", "misi"],
)
def test_an_empty_sheet_leaves_one_line_that_says_why(kosong: Any) -> None:
    """Never an empty list nor a heading without text."""
    assert teks(kosong).count("\n") == 0
    assert "tidak disajikan karena lembar datanya belum diisi" in teks(kosong)


def test_lists_are_told_item_by_item() -> None:
    """Geography, borders in doubt, issues, services."""
    geografi = pd.DataFrame(
        [["Suhu", 33.0, "°C", None], ["Ketinggian", 500.0, "m", "perlu diperiksa"]],
        columns=["uraian", "nilai", "satuan", "catatan"],
    )
    geografis = "- Suhu: 33 °C\n- Ketinggian: 500 m (perlu diperiksa)"
    assert teks(susun_geografi(geografi)) == geografis
    batas = pd.DataFrame({"arah": ["Utara"], "batas": [None], "catatan": ["Belum diketahui"]})
    assert teks(susun_batas(batas)) == "Catatan untuk batas sebelah utara: belum diketahui."
    isu = pd.DataFrame({"isu": ["I"], "uraian": ["Warga menuntut"], "implikasi": ["Alur ringkas"]})
    assert teks(susun_isu(isu)) == "#### I\nWarga menuntut.\n**Implikasi.** Alur ringkas."
    layanan = pd.DataFrame({"layanan": ["SITU"], "kelompok": ["nonperizinan"]})
    assert teks(susun_layanan(layanan)) == "#### Layanan nonperizinan\n- SITU"
    assert isinstance(susun_butir(["a"], "misi"), Daftar)


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
    uraian = teks(susun_beda_program(compare_pk_dpa(pk, dpa)))
    assert "Rp863.924.300, lebih besar Rp707.840.000 daripada" in uraian
    assert "tetapi tidak dimuat dalam Perjanjian Kinerja" in uraian
    sama = compare_pk_dpa(pk, dpa.head(1).assign(pagu=156_084_300))
    assert teks(susun_beda_program(sama)) == "Anggaran setiap program sama pada kedua dokumen."


def test_a_realisasi_against_its_evidence_is_told_with_both_capaian() -> None:
    """2021: 95 reported, 84.83 surveyed; 103,26 % or 92,21 %."""
    banding = compare_bukti(CAPAIAN, {"IKM": 84 + 5 / 6, "TPL": 62.8866})
    uraian = teks(susun_bukti(banding, "hasil survei"))
    assert "92,21 % dan tidak mencapai target, bukan 103,26 % dan melampaui target" in uraian
    assert "76,69 %, bukan 97,56 %; keduanya tidak mencapai target" in uraian
    assert "selisihnya 17,11 poin persen" in uraian
    cocok = compare_bukti(CAPAIAN, {"IKM": 95.0})
    assert "sama dengan hasil survei" in teks(susun_bukti(cocok, "hasil survei"))


def test_targets_through_the_renstra() -> None:
    """Tabel 4.1: 90 to 94."""
    target = pd.DataFrame(
        {"indikator": ["IKM"], "satuan": ["Nilai"], "2019": [90.0], "2021": [92.0], "2023": [94.0]}
    )
    harap = "Target IKM naik 4, dari 90 menjadi 94, dalam kurun 2019–2023. Target untuk tahun 2021"
    assert teks(susun_target(target, 2021)) == f"{harap} adalah 92."
    assert teks(susun_target(target.drop(columns="2021"), 2021)).endswith("2019–2023.")


def test_missing_facilities_are_named_with_their_place() -> None:
    """2021: only drainage, in three kelurahan; 9 of 5 needs a word on the target."""
    sarana = pd.DataFrame(
        [["Drainase", "Eka Jaya", True], ["Drainase", "Paal Merah", False]],
        columns=["unsur", "kelurahan", "tersedia"],
    )
    ringkas = pd.DataFrame(
        {
            "kelurahan": ["Eka Jaya", "Paal Merah"],
            "realisasi": [9, 8],
            "target": [5, 8],
            "capaian": [180.0, 100.0],
        }
    )
    uraian = teks(susun_sarana(sarana, ringkas))
    assert "Yang belum tersedia ialah drainase di Paal Merah." in uraian
    assert "Capaian di atas seratus persen terdapat di Eka Jaya karena" in uraian
    assert teks(susun_sarana(sarana.head(0), ringkas.head(0))).strip() == ""


def test_evidence_that_matches_nothing_is_told_so() -> None:
    """2021: none of 63.64, 62.67, 50, 116.67, 100 nor their mean is 80."""
    bukti = pd.DataFrame({"bukti": ["Lembaga aktif", "RT"], "persentase": [62.67, 100.0]})
    uraian = teks(susun_kisaran(bukti, CAPAIAN[1:2]))
    assert "tidak sama dengan satu pun bukti di atas" in uraian
    cocok = teks(susun_kisaran(bukti.assign(persentase=[80.0, 100.0]), CAPAIAN[1:2]))
    assert "yaitu 80 %, sama dengan lembaga aktif." in cocok


def test_each_unsur_has_heading_meaning_table_and_words() -> None:
    """Labels follow the codes; an unsur that is not standard has no meaning to print."""
    unsur = pd.DataFrame(
        [["U1", "Persyaratan", *"abcd", None], ["U2", "Rasa teh", *"abcd", None]],
        columns=[
            "kode",
            "unsur",
            "jawaban_1",
            "jawaban_2",
            "jawaban_3",
            "jawaban_4",
            "pertanyaan",
        ],
    )
    skm = pd.DataFrame({"U1": pd.array([3, 4], dtype="Int64"), "U2": pd.array([1, 4], "Int64")})
    frekuensi, nrr = compute_frekuensi(skm, unsur), compute_nrr(skm, unsur)
    uraian = teks(susun_tabel_unsur(frekuensi, nrr, list_unsur(unsur), "contoh"))
    assert "#### Persyaratan (U1)\nUnsur ini menilai kemudahan memenuhi syarat" in uraian
    assert "#### Rasa teh (U2)\nSebaran jawaban untuk unsur ini tercantum" in uraian
    tanya = list_unsur(unsur.assign(pertanyaan=["Mudahkah syaratnya?", None]))
    ditanya = teks(susun_tabel_unsur(frekuensi, nrr, tanya, "contoh"))
    assert "Yang ditanyakan: Mudahkah syaratnya? Sebaran jawabannya" in ditanya
    assert 'id="skm-u1"' in uraian
    assert 'id="skm-u2"' in uraian
    assert "3,50, di atas rata-rata semua unsur (3,00), dengan mutu B (baik)" in uraian


def test_the_next_mutu_is_as_far_as_the_printed_bands_say() -> None:
    """2021: 84,83 is B; A begins at 88,31, 3,48 above. An A has nothing above it."""
    uraian = susun_mutu(84 + 5 / 6).markdown
    assert uraian.startswith("IKM 84,83 berada pada mutu B (baik). Mutu A (sangat baik) dimulai")
    assert uraian.endswith("sekurang-kurangnya 3,48.")
    assert susun_mutu(100.0).markdown.endswith("Tidak ada mutu yang lebih tinggi.")


def test_rules_are_printed_as_the_regulation_prints_them() -> None:
    """PermenPAN-RB 14/2017: A 3,5324–4,00 and 88,31–100,00; D up to 2,5996 and 64,99."""
    mutu = list_mutu()
    assert mutu.iloc[0].to_list() == ["A", "3,5324–4,0000", "88,31–100,00", "Sangat baik"]
    assert mutu.iloc[-1].to_list() == ["D", "1,0000–2,5996", "25,00–64,99", "Tidak baik"]
    assert list_batas_mutu()[1] == ("B", "Baik", pytest.approx(3.0644))
    assert list_rumus(["minimal", "maksimal", "minimal"])["polaritas"].to_list() == [
        "Minimal",
        "Maksimal",
    ]


def test_a_figure_without_data_is_not_drawn() -> None:
    """The chart's function is not even called; the reason stands in its place."""

    def gambar() -> Any:
        raise AssertionError

    kosong = pd.DataFrame(columns=["tingkat"])
    g = Gambar("g", "Lembaga", gambar, "alt", "contoh", kosong, ["tingkat"], tanpa_data="kosong")
    assert g.isi_paket()["jenis"] == "absen"
    assert "Lembaga tidak disajikan karena kosong" in g.html


def test_a_template_names_parts_of_a_record() -> None:
    """Only what is printed travels with the paragraph."""
    baris = pd.Series({"pagu": 1000, "serapan": 97.619})
    narasi = Narasi("{t.pagu:rupiah} atau {t.serapan:persen}", t=baris)
    assert narasi.markdown == "Rp1.000 atau 97,62\u00a0%"
    assert narasi.isi_paket()["nilai"] == {"t.pagu": 1000, "t.serapan": 97.619}
