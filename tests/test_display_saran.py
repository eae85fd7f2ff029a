"""The budget and its findings in words: what lies outside the promise, and what follows."""

from typing import Any

import pandas as pd
import pytest

from lkip_helpers.audit.rekonsiliasi import count_sama, count_sebab
from lkip_helpers.compute.anggaran import compare_pk_dpa, compute_serapan, sum_anggaran
from lkip_helpers.display.narasi import Daftar
from lkip_helpers.display.uraian_anggaran import sebut_bulat, susun_keselarasan
from lkip_helpers.display.uraian_kinerja import sebut_keterangan
from lkip_helpers.display.uraian_rekonsiliasi import sebut_penjelasan, susun_terbuka
from lkip_helpers.display.uraian_saran import susun_saran

PK = pd.DataFrame({"program": ["PROGRAM A B C"], "anggaran": [156_084_300]})
DPA = pd.DataFrame(
    {
        "program": ["Program A B C", "PROGRAM D E F"],
        "pagu": pd.array([863_924_300, 4_273_777_869], dtype="Int64"),
        "realisasi": pd.array([0, 0], dtype="Int64"),
    }
)
IKU = pd.DataFrame({"indikator": ["Satu", "Dua"], "capaian": [103.26, 97.56]})
LANGKAH = pd.DataFrame({"bidang": ["Loket"], "langkah": ["Dibenahi."]})


def biasa(teks: str) -> str:
    """With plain spaces."""
    return teks.replace("\u00a0", " ")


def test_all_money_outside_the_promise_is_counted() -> None:
    """2021: 707,840,000 of a promised programme and 4,273,777,869 of another; 39.82 % of all."""
    banding = compare_pk_dpa(PK, DPA)
    teks = biasa(susun_keselarasan(banding, 12_511_573_122).markdown)
    assert "Pagu Rp4.981.617.869 atau 39,82 % dari seluruh pagu" in teks
    assert "Program A B C yang pagunya lebih besar Rp707.840.000" in teks
    assert "Program D E F yang tidak dimuat di dalamnya (Rp4.273.777.869)" in teks
    sama = compare_pk_dpa(PK, DPA.head(1).assign(pagu=156_084_300))
    assert not susun_keselarasan(sama, 156_084_300).markdown


def test_what_figures_call_for_is_kept_apart_from_recorded_steps() -> None:
    """A missed target, a realisasi in doubt, money outside the promise; without them no list."""
    terbuka = pd.DataFrame({"indikator": ["Satu"]})
    isi: Any = susun_saran(IKU, terbuka, compare_pk_dpa(PK, DPA), LANGKAH).isi
    assert isi[0].markdown.startswith("Langkah perbaikan yang tercatat berjumlah satu")
    assert "belum menjadi keputusan" in isi[0].markdown
    assert isinstance(isi[1], Daftar)
    assert [b.split(",")[0] for b in isi[1].butir[:1]] == ["Menetapkan langkah"]
    assert "Dua, yang tidak mencapai target" in isi[1].butir[0]
    assert "pada satu indikator" in isi[1].butir[1]
    assert "Rp4.981.617.869" in isi[1].butir[2]
    bersih: Any = susun_saran(IKU.head(1), terbuka.head(0), compare_pk_dpa(PK, DPA).head(0),
                              LANGKAH.head(0)).isi  # fmt: skip
    assert [b.markdown for b in bersih] == ["Langkah perbaikan belum tercatat pada lembar Langkah."]


def test_a_full_serapan_that_is_only_rounded_says_so() -> None:
    """2021: 29,590,069 of 29,591,360 is printed 100,00; all of it needs no note."""
    kurang = compute_serapan(pd.DataFrame({"pagu": [29_591_360], "realisasi": [29_590_069]}))
    assert "pembulatan" in sebut_bulat(kurang)
    assert not sebut_bulat(compute_serapan(pd.DataFrame({"pagu": [5], "realisasi": [5]})))


def test_a_kegiatan_without_pagu_has_no_amount() -> None:
    """2021: law enforcement stands in the DPA without money; it is not the amount zero."""
    kosong = DPA.assign(pagu=pd.array([None, 5], dtype="Int64"))
    assert sum_anggaran(kosong, ["program"])["pagu"].isna().to_list() == [True, False]
    assert compare_pk_dpa(PK, kosong)["dpa"].to_list() == [0, 5]


def test_notes_of_the_sheet_realisasi_are_said_for_their_years() -> None:
    """Only those of the indicators and years that a table shows."""
    lembar = pd.DataFrame(
        [["P", "Partisipasi", 2020, "Data awal."], ["P", "Partisipasi", 2021, None],
         ["Q", "Lain", 2020, "Jauh"]],
        columns=["kode", "indikator", "tahun", "keterangan"],
    )  # fmt: skip
    harap = "Keterangan pada lembar Realisasi. Partisipasi 2020: Data awal."
    assert sebut_keterangan(lembar, ["P"], [2020, 2021]) == harap
    assert not sebut_keterangan(lembar, ["P"], [2021])


def test_open_findings_are_counted_as_lkip_check_counts_them() -> None:
    """One on the data and, of two across them, the one nobody explained."""
    beda = pd.DataFrame({"pesan": ["jumlah PK", "realisasi"], "penjelasan": ["", "Survei lain."]})
    konsistensi = sebut_penjelasan(beda)
    assert konsistensi["pesan"].to_list() == ["Jumlah PK", "Realisasi"]
    teks = susun_terbuka(pd.DataFrame({"pesan": ["NIP"]}), konsistensi).markdown
    assert "berjumlah dua; yang belum dijelaskan satu" in teks
    assert teks.endswith("yang masih terbuka berjumlah dua.")


def test_counts_of_a_reconciliation_add_up_in_print() -> None:
    """Each class has its column, and what has no cause is a column of its own."""
    kelas = ["sama", "beda pembulatan", "beda", "tidak dapat dihitung"]
    angka = pd.DataFrame(
        {"bab": "3", "kelas": kelas, "sebab": ["", "bulat", "geser", ""],
         "status": ["", "", "terbukti", ""]}
    )  # fmt: skip
    satu = count_sama(angka, "bab").iloc[0]
    assert satu[["jumlah", "sama", "bulat", "beda", "tanpa"]].to_list() == [4, 1, 1, 1, 1]
    assert satu["persen"] == pytest.approx(25)
    sebab = count_sebab(angka)
    assert (sebab["terbukti"] + sebab["dugaan"] + sebab["tanpa"] == sebab["jumlah"]).all()
