"""What is to be done: the steps the workbook records, and apart from them what data call for."""

import pandas as pd

from lkip_helpers.compute.pembulatan import judge_capaian
from lkip_helpers.display.format import format_kata, format_rupiah
from lkip_helpers.display.narasi import Daftar, Narasi, Rangkaian
from lkip_helpers.display.uraian_anggaran import select_di_luar


def susun_saran(
    iku: pd.DataFrame, terbuka: pd.DataFrame, banding: pd.DataFrame, langkah: pd.DataFrame
) -> Rangkaian:
    """The steps that are recorded, and what the figures call for besides.

    These follow from the figures; nobody wrote them in a workbook, and the text says so.
    iku: compute_indikator. terbuka: compare_terbuka. banding: compare_pk_dpa. langkah: the sheet.
    """
    tercatat = (
        "Langkah perbaikan belum tercatat pada lembar Langkah."
        if langkah.empty
        else "Langkah perbaikan yang tercatat berjumlah {banyak:kata} dan dimuat pada "
        "[Tabel](#langkah-perbaikan)."
    )
    butir = [
        *_saran_target(iku.dropna(subset=["capaian"])),
        *_saran_bukti(terbuka),
        *_saran_pk(banding),
    ]
    saran = (
        " Di samping itu, pemeriksaan data menimbulkan saran berikut, yang belum menjadi keputusan "
        "kecamatan."
    )
    kalimat = Narasi(tercatat + (saran if butir else ""), banyak=len(langkah))
    return Rangkaian([kalimat, Daftar(butir)] if butir else [kalimat])


def _saran_target(iku: pd.DataFrame) -> list[str]:
    return [
        f"Menetapkan langkah, penanggung jawab, dan waktu untuk {nama}, yang tidak mencapai target."
        for nama, capaian in zip(iku["indikator"], iku["capaian"], strict=True)
        if judge_capaian(capaian) < 0
    ]


def _saran_bukti(terbuka: pd.DataFrame) -> list[str]:
    jelaskan = (
        "Menjelaskan secara tertulis, atau memperbaiki, realisasi yang berbeda dari buktinya pada "
        f"{format_kata(len(terbuka))} indikator."
    )
    return [jelaskan] if len(terbuka) else []


def _saran_pk(banding: pd.DataFrame) -> list[str]:
    luar = select_di_luar(banding)
    jelaskan = (
        f"Menjelaskan secara tertulis pagu {format_rupiah(luar['selisih'].sum())} yang berada di "
        "luar Perjanjian Kinerja dan memuatnya dalam Perjanjian Kinerja tahun berikutnya."
    )
    return [jelaskan] if len(luar) else []
