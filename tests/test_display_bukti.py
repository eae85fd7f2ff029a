"""What rests on a realisasi without evidence says so, with what the evidence makes of it."""

import math
from typing import Any

import pandas as pd
import pytest

from lkip_helpers.aturan import load_skala
from lkip_helpers.audit.terbuka import weigh_bukti
from lkip_helpers.compute.bukti import replace_bukti
from lkip_helpers.compute.capaian import compute_indikator, compute_sasaran, select_sasaran
from lkip_helpers.compute.efisiensi import compute_efisiensi, join_dukungan
from lkip_helpers.compute.tren import compute_banding_renstra, compute_banding_tahun
from lkip_helpers.display.narasi import Narasi, Rangkaian
from lkip_helpers.display.uraian_analisis import (
    susun_banding_renstra,
    susun_banding_tahun,
    susun_efisiensi,
    susun_tanpa_akhir,
)
from lkip_helpers.display.uraian_bukti import (
    sebut_rerata,
    susun_bukti_ringkas,
    susun_capaian,
    susun_sasaran,
)
from lkip_helpers.display.uraian_kinerja import susun_indikator
from lkip_helpers.intake.data import Data, load

SKALA = load_skala()


@pytest.fixture(scope="module")
def data() -> Data:
    """The year whose evidence contradicts both indicators."""
    return load("paal-merah", 2021)


@pytest.fixture(scope="module")
def hitung(data: Data) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """indikator, terbuka, terbukti."""
    indikator = compute_indikator(data.indikator, data.realisasi, 2021, SKALA)
    return indikator, *weigh_bukti(data, indikator, SKALA)


def teks(benda: Narasi | Rangkaian) -> str:
    """What is said, as plain text."""
    isi: Any = benda.isi if isinstance(benda, Rangkaian) else [benda]
    return "\n".join(b.markdown for b in isi).replace("\u00a0", " ")


def test_the_mean_by_the_evidence_stands_beside_the_reported_one(hitung: Any) -> None:
    """2021: (103.26 + 97.56) / 2 = 100.41; (92.2101 + 76.6910) / 2 = 84.4506."""
    indikator, terbuka, terbukti = hitung
    iku, bukti = select_sasaran(indikator), select_sasaran(terbukti)
    rerata = sebut_rerata(iku, terbuka, bukti).replace("\u00a0", " ")
    assert rerata == (
        "100,41 % menurut realisasi yang dilaporkan dan 84,45 % menurut bukti yang tersedia"
    )
    uraian = teks(susun_capaian(iku, terbuka, bukti, 2021, "**Capaian.** "))
    assert uraian.startswith("**Capaian.** Menurut realisasi yang dilaporkan, dari dua indikator")
    assert "satu indikator melampaui target dan satu indikator tidak mencapai target" in uraian
    assert uraian.endswith("dua indikator tidak mencapai target dan rata-ratanya 84,45 %.")
    sasaran = teks(
        susun_sasaran(compute_sasaran(iku, SKALA), terbuka, compute_sasaran(bukti, SKALA))
    )
    assert "pelayanan publik melampaui target (103,26 %)" in sasaran
    assert "pelayanan publik tidak mencapai target (92,21 %)" in sasaran


def test_the_end_of_the_renstra_is_not_reached_by_the_evidence(data: Data, hitung: Any) -> None:
    """2021: 95 reported against 94 in 2023, but 94 − 84.8333 = 9.1667 to go, 4.58 a year."""
    indikator, terbuka, terbukti = hitung
    akhir, bukti = (
        compute_banding_renstra(c, data.renstra, 2021, 2023) for c in (indikator, terbukti)
    )
    uraian = teks(susun_banding_renstra(akhir, terbuka, bukti, 2023))
    assert (
        "Menurut realisasi yang dilaporkan, Indeks Kepuasan Masyarakat sudah mencapai target akhir "
        "Renstra tahun 2023, yaitu 94.\n"
        "Menurut bukti yang tersedia, yaitu 84,83, Indeks Kepuasan Masyarakat masih kurang 9,17"
    ) in uraian
    assert "dipertahankan" not in uraian
    tanpa = teks(susun_banding_renstra(akhir, terbuka.head(0), akhir, 2023))
    assert "Realisasi Indeks Kepuasan Masyarakat sudah mencapai" in tanpa
    assert "dipertahankan" in tanpa
    assert "Indeks Pelayanan Publik dan" in teks(susun_tanpa_akhir(indikator, akhir))
    assert not teks(susun_tanpa_akhir(select_sasaran(indikator), akhir))


def test_efficiency_by_the_evidence_is_another(data: Data, hitung: Any) -> None:
    """2021: 103.26 − 97.26 = 6.00 is efficient; 92.21 − 97.26 = −5.05 is not."""
    indikator, terbuka, terbukti = hitung
    dukungan = join_dukungan(data.dukungan, data.anggaran)
    hemat, bukti = (
        compute_efisiensi(compute_sasaran(select_sasaran(c), SKALA), dukungan)
        for c in (indikator, terbukti)
    )
    uraian = teks(susun_efisiensi(hemat, select_sasaran(terbuka), bukti))
    assert "selisihnya 6,00 poin persen. Penilaiannya: efisien." in uraian
    assert "selisihnya −5,05 poin persen. Penilaiannya: tidak efisien." in uraian
    assert teks(susun_efisiensi(hemat, terbuka.head(0), hemat)).startswith("Sasaran meningkatnya")


def test_evidence_of_many_kinds_puts_in_doubt_without_a_figure(data: Data, hitung: Any) -> None:
    """2021: none of five kinds of evidence of participation gives 80 %, and they are no mean."""
    indikator, terbuka, terbukti = hitung
    assert terbuka["kode"].to_list() == ["IKM", "TPL", "PPM"]
    assert terbuka.set_index("kode")["bukti"].isna().to_list() == [False, False, True]
    assert terbukti.set_index("kode")["realisasi"]["PPM"] == 80
    ringkas = teks(susun_bukti_ringkas(terbuka))
    assert "Realisasi tiga indikator belum didukung bukti" in ringkas
    assert "buktinya 84,83 (capaian 92,21 %, bukan 103,26 %)" in ringkas
    assert "tidak satu pun buktinya memberi angka itu" in ringkas
    tahun = teks(susun_banding_tahun(
        compute_banding_tahun(data.indikator, data.realisasi, 2021), terbuka
    ))  # fmt: skip
    assert "Menurut bukti yang tersedia, nilainya tahun 2021 adalah 84,83." in tahun
    uraian = teks(susun_indikator(indikator, data.analisis, 2021, terbuka))
    assert "Realisasi itu belum didukung bukti." in uraian
    assert "yaitu 62,89 %, capaiannya 76,69 % dan tidak mencapai target" in uraian


def test_an_explained_difference_puts_nothing_in_doubt(data: Data, hitung: Any) -> None:
    """What is written on Penjelasan Temuan closes the finding: the sentences are plain again."""
    indikator, _, _ = hitung
    tulis = pd.DataFrame(
        {"kunci": ["bukti:IKM", "bukti:TPL", "bukti:PPM"], "penjelasan": ["Survei lain."] * 3}
    )
    tulis.attrs = data.penjelasan_temuan.attrs
    jelas = Data(**{**vars(data), "penjelasan_temuan": tulis})
    terbuka, terbukti = weigh_bukti(jelas, indikator, SKALA)
    iku = select_sasaran(indikator)
    assert terbuka.empty
    assert sebut_rerata(iku, terbuka, select_sasaran(terbukti)) == "100,41\u00a0%"
    assert not teks(susun_bukti_ringkas(terbuka))
    assert teks(susun_capaian(iku, terbuka, terbukti, 2021)).startswith("Dari dua indikator")


def test_the_evidence_takes_the_place_of_what_was_reported(hitung: Any) -> None:
    """Realisasi, capaian and its category together; without a figure all stays as reported."""
    indikator, terbuka, _ = hitung
    hasil = replace_bukti(indikator, terbuka, SKALA).set_index("kode")
    assert hasil["predikat"]["IKM"] == "Tidak mencapai target"
    assert hasil["realisasi"]["IKM"] == pytest.approx(84.8333, abs=1e-4)
    tetap = replace_bukti(indikator, terbuka.assign(bukti=math.nan), SKALA)
    assert tetap["capaian"].to_list() == indikator["capaian"].to_list()
