"""Sentences of the comparisons the regulation asks for."""

from typing import Any

import pandas as pd

from lkip_helpers.display.baris import iter_baris
from lkip_helpers.display.besaran import get_atas
from lkip_helpers.display.format import format_persen, is_kosong
from lkip_helpers.display.kalimat import (
    compare_tercetak,
    sebut_arah,
    sebut_besaran,
    sebut_perubahan,
    sebut_predikat,
    sebut_selisih,
    sebut_status,
)
from lkip_helpers.display.narasi import Narasi, Rangkaian, rangkai_kata


def sebut_arah_tahun(kini: Any, lalu: Any, satuan: str | None = "") -> str:
    """`naik 4`, `turun 1,75 poin persen`, `tetap`, or that there is no year before."""
    if is_kosong(lalu):
        return "belum ada pembanding"
    arah = sebut_arah(kini, lalu)
    if arah != "tetap" and sebut_predikat(kini, satuan):
        return sebut_perubahan(kini, lalu, satuan)
    return arah if arah == "tetap" else f"{arah} {sebut_selisih(kini, lalu, satuan)}"


def list_ringkas(capaian: pd.DataFrame) -> pd.DataFrame:
    """One row an indicator for the summary: its figures, direction and status in words.

    capaian: compute_indikator. Adds arah and status to indikator, satuan, target, realisasi,
    capaian and polaritas.
    """
    arah = [sebut_arah_tahun(b.realisasi, b.realisasi_lalu, b.satuan) for b in iter_baris(capaian)]
    return capaian.assign(arah=arah, status=[sebut_status(c) for c in capaian["capaian"]])


def susun_banding_tahun(banding: pd.DataFrame) -> Rangkaian:
    """How realisasi moved from the first to the last year known. banding: compute_banding_tahun."""
    return Rangkaian([_jalan(milik) for _, milik in banding.groupby("kode", sort=False)])


def _jalan(milik: pd.DataFrame) -> Narasi:
    awal, akhir = milik.iloc[0], milik.iloc[-1]
    if len(milik) == 1:
        return Narasi(
            "Realisasi {indikator} hanya tersedia untuk tahun {tahun:tahun}, sehingga "
            "perkembangannya belum dapat disajikan.",
            indikator=akhir["indikator"],
            tahun=akhir["tahun"],
        )
    return Narasi(
        "Realisasi {indikator} dari tahun {awal:tahun} sampai {akhir:tahun} {perubahan}.",
        indikator=akhir["indikator"],
        awal=awal["tahun"],
        akhir=akhir["tahun"],
        perubahan=sebut_perubahan(akhir["realisasi"], awal["realisasi"], akhir["satuan"]),
    )


def susun_banding_renstra(banding: pd.DataFrame, tahun_akhir: int) -> Rangkaian:
    """What is still to go to the end of the Renstra. banding: compute_banding_renstra."""
    return Rangkaian([_sisa(b, tahun_akhir) for b in iter_baris(banding)])


def _sisa(b: Any, tahun_akhir: int) -> Narasi:
    if is_kosong(b.sisa):
        templat = (
            "Realisasi {indikator} mencapai {capaian:persen} dari target akhir Renstra tahun "
            "{akhir:tahun} ({target}); jaraknya tidak dapat dinyatakan dengan angka."
        )
    elif compare_tercetak(b.sisa, 0) <= 0:
        templat = (
            "Realisasi {indikator} sudah mencapai target akhir Renstra tahun {akhir:tahun}, yaitu "
            "{target}; hasil itu perlu dipertahankan dan targetnya dapat ditinjau."
        )
    elif is_kosong(b.laju):
        templat = (
            "Realisasi {indikator} masih kurang {sisa} dari target akhir Renstra ({target}), "
            "padahal tahun terakhir Renstra sudah berjalan."
        )
    else:
        templat = (
            "Realisasi {indikator} masih kurang {sisa} dari target akhir Renstra tahun "
            "{akhir:tahun} ({target}), sehingga setiap tahun diperlukan perbaikan {laju}."
        )
    return Narasi(
        templat,
        indikator=b.indikator,
        akhir=tahun_akhir,
        capaian=b.capaian_akhir,
        target=sebut_besaran(b.target_akhir, b.satuan, get_atas(b, "target_akhir")),
        sisa="" if is_kosong(b.sisa) else sebut_selisih(b.sisa, 0, b.satuan),
        laju="" if is_kosong(b.laju) else sebut_selisih(b.laju, 0, b.satuan),
    )


def susun_efisiensi(efisiensi: pd.DataFrame) -> Rangkaian:
    """What the efficiency figure of each sasaran means. efisiensi: compute_efisiensi."""
    return Rangkaian(
        [
            Narasi(
                "Sasaran {sasaran:rendah} mencapai {capaian:persen} dengan serapan program utama "
                "{serapan:persen}; selisihnya {selisih:poin}. Penilaiannya: {tingkat:rendah}.",
                bila=not is_kosong(b.selisih),
                sasaran=b.sasaran,
                capaian=b.capaian,
                serapan=b.serapan,
                selisih=b.selisih,
                tingkat=b.tingkat,
            )
            for b in iter_baris(efisiensi)
        ]
    )


def list_sebab(capaian: pd.DataFrame, analisis: pd.DataFrame) -> pd.DataFrame:
    """Indicator, computed direction, and the analyst's cause and remedy where there are any."""
    milik = analisis.set_index("kode")[["sebab", "solusi"]]
    return list_ringkas(capaian).join(milik, on="kode")


def sebut_serapan_program(program: pd.DataFrame) -> str:
    """Each programme with its serapan, as a list in a sentence."""
    return rangkai_kata([f"{b.program} ({format_persen(b.serapan)})" for b in iter_baris(program)])
