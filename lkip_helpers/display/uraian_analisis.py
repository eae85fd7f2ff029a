"""Sentences of the comparisons the regulation asks for."""

from typing import Any

import pandas as pd

from lkip_helpers.compute.pembulatan import compare_tercetak
from lkip_helpers.display.baris import iter_baris
from lkip_helpers.display.besaran import get_atas
from lkip_helpers.display.format import is_kosong
from lkip_helpers.display.kalimat import (
    sebut_arah,
    sebut_besaran,
    sebut_nama,
    sebut_perubahan,
    sebut_predikat,
    sebut_selisih,
)
from lkip_helpers.display.narasi import Narasi, Rangkaian
from lkip_helpers.display.uraian_bukti import BUKTI, LAPOR, find_terbuka

_SUBJEK = "Realisasi {indikator}"
_SUBJEK_LAPOR = LAPOR + ", {indikator}"
_SUBJEK_BUKTI = BUKTI + ", yaitu {realisasi}, {indikator}"


def sebut_arah_tahun(kini: Any, lalu: Any, satuan: str | None = "") -> str:
    """`naik 4`, `turun 1,75 poin persen`, `tetap`, or that there is no year before."""
    if is_kosong(lalu):
        return "belum ada pembanding"
    arah = sebut_arah(kini, lalu)
    if arah != "tetap" and sebut_predikat(kini, satuan):
        return sebut_perubahan(kini, lalu, satuan)
    return arah if arah == "tetap" else f"{arah} {sebut_selisih(kini, lalu, satuan)}"


def list_ringkas(capaian: pd.DataFrame) -> pd.DataFrame:
    """Each indicator with arah, its direction since last year. capaian: compute_indikator."""
    arah = [sebut_arah_tahun(b.realisasi, b.realisasi_lalu, b.satuan) for b in iter_baris(capaian)]
    return capaian.assign(arah=arah)


def susun_banding_tahun(banding: pd.DataFrame, terbuka: pd.DataFrame) -> Rangkaian:
    """How realisasi moved from the first to the last year known.

    banding: compute_banding_tahun. terbuka: compare_terbuka.
    """
    return Rangkaian(
        [
            _jalan(milik, find_terbuka(terbuka, str(kode)))
            for kode, milik in banding.groupby("kode", sort=False)
        ]
    )


def _jalan(milik: pd.DataFrame, terbuka: Any) -> Narasi:
    awal, akhir = milik.iloc[0], milik.iloc[-1]
    subjek = _SUBJEK if terbuka is None else _SUBJEK_LAPOR
    if len(milik) == 1:
        return Narasi(
            subjek + " hanya tersedia untuk tahun {tahun:tahun}, sehingga perkembangannya belum "
            "dapat disajikan.",
            indikator=akhir["indikator"],
            tahun=akhir["tahun"],
        )
    ada = terbuka is not None and not is_kosong(terbuka.bukti)
    bukti = f" {BUKTI}, nilainya tahun {{akhir:tahun}} adalah {{bukti}}." if ada else ""
    return Narasi(
        subjek + " dari tahun {awal:tahun} sampai {akhir:tahun} {perubahan}." + bukti,
        indikator=akhir["indikator"],
        awal=awal["tahun"],
        akhir=akhir["tahun"],
        perubahan=sebut_perubahan(akhir["realisasi"], awal["realisasi"], akhir["satuan"]),
        bukti=sebut_besaran(terbuka.bukti, terbuka.satuan) if ada else "",
    )


def susun_banding_renstra(
    banding: pd.DataFrame, terbuka: pd.DataFrame, terbukti: pd.DataFrame, tahun_akhir: int
) -> Rangkaian:
    """What is still to go to the end of the Renstra: as reported, and by the evidence.

    banding, terbukti: compute_banding_renstra. terbuka: compare_terbuka.
    """
    isi: list[Narasi] = []
    for b in iter_baris(banding):
        buka = find_terbuka(terbuka, b.kode)
        isi.append(_sisa(b, tahun_akhir, _SUBJEK if buka is None else _SUBJEK_LAPOR))
        if buka is not None and not is_kosong(buka.bukti):
            bukti = next(iter_baris(terbukti[terbukti["kode"] == b.kode]))
            isi.append(_sisa(bukti, tahun_akhir, _SUBJEK_BUKTI))
    return Rangkaian(isi)


def _sisa(b: Any, tahun_akhir: int, subjek: str) -> Narasi:
    if is_kosong(b.sisa):
        templat = (
            " mencapai {capaian:persen} dari target akhir Renstra tahun {akhir:tahun} ({target}); "
            "jaraknya tidak dapat dinyatakan dengan angka."
        )
    elif compare_tercetak(b.sisa, 0) <= 0:
        templat = " sudah mencapai target akhir Renstra tahun {akhir:tahun}, yaitu {target}" + (
            "; hasil itu perlu dipertahankan dan targetnya dapat ditinjau."
            if subjek == _SUBJEK
            else "."
        )
    elif is_kosong(b.laju):
        templat = (
            " masih kurang {sisa} dari target akhir Renstra ({target}), padahal tahun terakhir "
            "Renstra sudah berjalan."
        )
    else:
        templat = (
            " masih kurang {sisa} dari target akhir Renstra tahun {akhir:tahun} ({target}), "
            "sehingga setiap tahun diperlukan perbaikan {laju}."
        )
    return Narasi(
        subjek + templat,
        indikator=b.indikator,
        realisasi=sebut_besaran(b.realisasi, b.satuan),
        akhir=tahun_akhir,
        capaian=b.capaian_akhir,
        target=sebut_besaran(b.target_akhir, b.satuan, get_atas(b, "target_akhir")),
        sisa="" if is_kosong(b.sisa) else sebut_selisih(b.sisa, 0, b.satuan),
        laju="" if is_kosong(b.laju) else sebut_selisih(b.laju, 0, b.satuan),
    )


def susun_tanpa_akhir(indikator: pd.DataFrame, banding: pd.DataFrame) -> Narasi:
    """Which reported indicators the Renstra gives no target for its last year.

    indikator: compute_indikator. banding: compute_banding_renstra.
    """
    tanpa = indikator[~indikator["kode"].isin(banding["kode"])]
    return Narasi(
        "{nama} tidak termuat dalam perbandingan ini karena targetnya untuk tahun terakhir Renstra "
        "tidak tercatat pada lembar Renstra.",
        bila=len(tanpa) > 0,
        nama=sebut_nama(tanpa["indikator"], "indikator"),
    )


def susun_efisiensi(
    efisiensi: pd.DataFrame, terbuka: pd.DataFrame, terbukti: pd.DataFrame
) -> Rangkaian:
    """What the efficiency figure of each sasaran means: as reported, and by the evidence.

    efisiensi, terbukti: compute_efisiensi. terbuka: compare_terbuka of the indikator kinerja utama.
    """
    ragu = set(terbuka["sasaran"])
    berangka = set(terbuka.dropna(subset=["bukti"])["sasaran"])
    isi: list[Narasi] = []
    for b in iter_baris(efisiensi):
        lapor = f"{LAPOR}, sasaran" if b.sasaran in ragu else "Sasaran"
        isi.append(_efisiensi(f"{lapor} {{sasaran:rendah}} mencapai", b))
        if b.sasaran in berangka:
            bukti = next(iter_baris(terbukti[terbukti["sasaran"] == b.sasaran]))
            isi.append(_efisiensi(f"{BUKTI}, sasaran itu mencapai", bukti))
    return Rangkaian(isi)


def _efisiensi(subjek: str, b: Any) -> Narasi:
    return Narasi(
        subjek + " {capaian:persen} dengan serapan program utama {serapan:persen}; selisihnya "
        "{selisih:poin}. Penilaiannya: {tingkat:rendah}.",
        bila=not is_kosong(b.selisih),
        sasaran=b.sasaran,
        capaian=b.capaian,
        serapan=b.serapan,
        selisih=b.selisih,
        tingkat=b.tingkat,
    )


def list_sebab(capaian: pd.DataFrame, analisis: pd.DataFrame) -> pd.DataFrame:
    """Indicator, computed direction, and the analyst's cause and remedy where there are any."""
    milik = analisis.set_index("kode")[["sebab", "solusi"]]
    return list_ringkas(capaian).join(milik, on="kode")
