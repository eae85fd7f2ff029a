"""Sentences that rest on a realisasi without evidence say so, with the figure of the evidence."""

import math
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from lkip_helpers.audit.consistency import weigh_indikator
from lkip_helpers.compute.anggaran import compute_efisiensi, join_support
from lkip_helpers.compute.capaian import compute_sasaran, select_sasaran
from lkip_helpers.compute.evidence import apply_evidence
from lkip_helpers.compute.tren import compare_renstra, compare_years
from lkip_helpers.intake.data import Data, load
from lkip_helpers.prose.comparisons import describe_efisiensi, describe_remainder, describe_years
from lkip_helpers.prose.indicators import describe_indikator
from lkip_helpers.prose.reservations import (
    phrase_mean,
    phrase_open,
    summarize_iku,
    summarize_sasaran,
)
from lkip_helpers.report.narasi import Narasi
from lkip_helpers.rules import load_scale
from tests.chapters import cell_text, run_cells

SCALE = load_scale()


@pytest.fixture(scope="module")
def data() -> Data:
    """The year whose evidence contradicts both indicators."""
    return load("paal-merah", 2021)


@pytest.fixture(scope="module")
def compute(data: Data) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """indikator, terbuka, terbukti."""
    return weigh_indikator(data)


def test_a_mean_says_of_how_many_it_is(compute: Any) -> None:
    """One of two indicators has a target of zero; the other's capaian is 103.26."""
    indikator, open_items, _ = compute
    iku = select_sasaran(indikator)
    known = iku.assign(capaian=iku["capaian"].where(iku["kode"] == "IKM"))
    mean = phrase_mean(known, open_items.head(0), known).replace("\u00a0", " ")
    assert mean == "103,26 persen pada satu indikator yang dapat dihitung"


def test_the_mean_by_the_evidence_stands_beside_the_reported_one(compute: Any) -> None:
    """2021: (103.26 + 97.56) / 2 = 100.41; (92.2101 + 76.6910) / 2 = 84.4506."""
    indikator, open_items, proven = compute
    iku, evidence = select_sasaran(indikator), select_sasaran(proven)
    mean = phrase_mean(iku, open_items, evidence).replace("\u00a0", " ")
    assert mean == (
        "100,41 persen menurut realisasi yang dilaporkan "
        "dan 84,45 persen menurut bukti yang tersedia"
    )
    hasil = summarize_iku(iku, open_items, evidence)
    description = cell_text("40", "simpulan-capaian", hasil=hasil, iku=iku, tahun=2021)
    assert description.startswith(
        "**Capaian kinerja.** Atas dasar realisasi yang dilaporkan, dari dua indikator"
    )
    assert "satu indikator melampaui target dan satu indikator tidak mencapai target" in description
    assert description.endswith("Dengan angka menurut buktinya, keduanya tidak mencapai target.")
    per_sasaran, proven = compute_sasaran(iku, SCALE), compute_sasaran(evidence, SCALE)
    hasil = summarize_sasaran(per_sasaran, open_items, proven)
    sasaran = cell_text("30", "sasaran-capaian-uraian", hasil=hasil, per_sasaran=iku)
    assert "pelayanan publik melampaui target (103,26 persen)" in sasaran
    assert "pelayanan publik tidak mencapai target (92,21 persen)" in sasaran


def test_a_capaian_over_100_that_is_a_miss_says_what_it_is_judged_by() -> None:
    """A result of 39 on a range of 20–30: 39 / 30 × 100 = 130, judged by 100² / 130 = 76.92."""
    sasaran = pd.DataFrame(
        [("Tertib", 130.0, 10_000 / 130, 1, 1)],
        columns=["sasaran", "capaian", "judged", "dihitung", "jumlah_indikator"],
    )
    open_items = pd.DataFrame(columns=["jenjang", "sasaran", "bukti"])
    reported = summarize_sasaran(sasaran, open_items, sasaran).reported
    assert reported.replace("\N{NO-BREAK SPACE}", " ") == (
        "sasaran tertib tidak mencapai target (130 persen, dinilai 76,92 persen karena ada hasil "
        "di atas rentang targetnya)"
    )


def test_the_end_of_the_renstra_is_not_reached_by_the_evidence(data: Data, compute: Any) -> None:
    """2021: 95 reported against 94 in 2023, but 94 − 84.8333 = 9.1667 to go, 4.58 a year."""
    indikator, open_items, proven = compute
    end, evidence = (compare_renstra(c, data.renstra, 2021, 2023) for c in (indikator, proven))
    names = {"data": data, "akhir": 2023}
    sisa = describe_remainder(end, open_items, evidence)
    cells = "banding-renstra-kalimat", "banding-renstra-uraian"
    description = cell_text("32-perbandingan", *cells, sisa=sisa, **names)
    assert (
        "Realisasi Indeks Kepuasan Masyarakat yang dilaporkan sudah mencapai target akhir "
        "Renstra tahun 2023, yaitu 94.\n\n"
        "Dengan angka buktinya, yaitu 84,83, realisasi itu masih kurang 9,17"
    ) in description
    reached = "banding-renstra-kelanjutan", "banding-renstra-tercapai"
    names |= {"tahun": 2021}
    assert not cell_text("32-perbandingan", *reached, sisa=sisa, **names)
    sisa = describe_remainder(end, open_items.head(0), end)
    without = cell_text("32-perbandingan", *cells, sisa=sisa, **names)
    assert "Realisasi Indeks Kepuasan Masyarakat sudah mencapai" in without
    assert "dipertahankan" in cell_text("32-perbandingan", *reached, sisa=sisa, **names)
    names |= {"tahun": 2023}  # the last year, after which nothing is left to keep or review
    assert "periode berikutnya" in cell_text("32-perbandingan", *reached, sisa=sisa, **names)
    cells = "tanpa-akhir-nama", "tanpa-akhir"
    assert "Indeks Pelayanan Publik dan" in cell_text(
        "32-perbandingan", *cells, indikator=indikator, end=end
    )
    assert not cell_text("32-perbandingan", *cells, indikator=select_sasaran(indikator), end=end)


def test_efficiency_by_the_evidence_is_another(data: Data, compute: Any) -> None:
    """2021: 103.26 − 97.26 = 6.00 is efficient; 92.21 − 97.26 = −5.05 is not."""
    indikator, open_items, proven = compute
    support = join_support(data.dukungan, data.anggaran)
    frugal, evidence = (
        compute_efisiensi(compute_sasaran(select_sasaran(c), SCALE), support)
        for c in (indikator, proven)
    )
    hemat = describe_efisiensi(frugal, open_items, evidence)
    names = {"hemat": hemat, "formula": "selisih"}
    description = cell_text("32-perbandingan", "efisiensi-uraian", **names)
    assert "selisihnya 6 poin persen dan tergolong efisien." in description
    assert "selisihnya −5,05 poin persen dan tergolong tidak efisien." in description
    names["hemat"] = describe_efisiensi(frugal, open_items.head(0), frugal)
    assert cell_text("32-perbandingan", "efisiensi-uraian", **names).startswith(
        "Sasaran meningkatnya"
    )


def test_evidence_of_many_kinds_puts_in_doubt_without_a_figure(data: Data, compute: Any) -> None:
    """2021: none of five kinds of evidence of participation gives 80 %; no mean is made of them."""
    indikator, open_items, proven = compute
    assert open_items["kode"].to_list() == ["IKM", "TPL", "PPM"]
    assert open_items.set_index("kode")["bukti"].isna().to_list() == [False, False, True]
    assert proven.set_index("kode")["realisasi"]["PPM"] == 80
    names = {"open_items": open_items, "rincian": phrase_open(open_items)}
    short = cell_text("05", "temuan-bukti", **names)
    assert "Realisasi tiga indikator belum didukung bukti" in short
    assert "buktinya 84,83 (capaian 92,21 persen, bukan 103,26 persen)" in short
    assert "tidak satu pun buktinya menghasilkan angka itu" in short
    arah = describe_years(compare_years(data.indikator, data.realisasi, 2021), open_items)
    assert "Menurut buktinya, nilai tahun 2021 adalah 84,83." in cell_text(
        "32-perbandingan", "banding-tahun-uraian", arah=arah
    )
    kata = describe_indikator(indikator, 2021, open_items, data.analisis)
    cells = "kalimat-tanpa", "hasil-kalimat", "hasil-pembanding"
    kalimat = run_cells("30", *cells, tahun=2021)["kalimat"]
    description = Narasi(*kalimat, each=kata, tahun=2021).markdown.replace("\u00a0", " ")
    assert "Realisasi itu belum didukung bukti." in description
    assert "62,89 persen, sehingga capaiannya 76,69 persen dan tidak mencapai target" in description


def test_an_explained_difference_puts_nothing_in_doubt(data: Data) -> None:
    """What is written on Penjelasan Temuan closes the finding: the sentences are plain again."""
    explanations = pd.DataFrame(
        {"kunci": ["bukti:IKM", "bukti:TPL", "bukti:PPM"], "penjelasan": ["Survei lain."] * 3}
    )
    explanations.attrs = data.penjelasan_temuan.attrs
    explained = replace(data, frames={**data.frames, "penjelasan_temuan": explanations})
    indikator, open_items, proven = weigh_indikator(explained)
    iku = select_sasaran(indikator)
    assert open_items.empty
    assert phrase_mean(iku, open_items, select_sasaran(proven)) == "100,41\u00a0persen"
    assert not cell_text("05", "temuan-bukti", open_items=open_items)
    assert summarize_iku(iku, open_items, proven).opening == "Dari"


def test_the_evidence_takes_the_place_of_what_was_reported(compute: Any) -> None:
    """Realisasi, capaian and its category together; without a figure all stays as reported."""
    indikator, open_items, _ = compute
    weighed = apply_evidence(indikator, open_items, SCALE).set_index("kode")
    assert weighed["predikat"]["IKM"] == "Tidak mencapai target"
    assert weighed["realisasi"]["IKM"] == pytest.approx(84.8333, abs=1e-4)
    unknown = apply_evidence(indikator, open_items.assign(bukti=math.nan), SCALE)
    assert unknown["capaian"].to_list() == indikator["capaian"].to_list()
