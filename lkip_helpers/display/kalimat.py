"""Phrases whose words depend on the numbers: risen or fallen, reached or not, most or only many.

The sentence stays in the notebook; here only what a value decides is chosen. It is judged on what
is printed (compute.pembulatan), so that a text never contradicts the table beside it.
"""

from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from lkip_helpers.aturan import find_predikat
from lkip_helpers.compute.pembulatan import compare_tercetak, judge_capaian, round_half_up
from lkip_helpers.display.besaran import get_atas, tulis_besaran
from lkip_helpers.display.format import (
    KOSONG,
    PERSEN,
    format_kata,
    format_nama,
    format_persen,
    format_poin,
    format_ringkas,
    is_kosong,
    rendahkan,
)
from lkip_helpers.display.narasi import BENTUK, Narasi, rangkai_kata

TANPA_SATUAN = ("", "nilai", "angka", "indeks", "skor")
BANDINGAN = {
    "tertinggi": "lebih tinggi",
    "terbesar": "lebih besar",
    "terbanyak": "lebih banyak",
}
BANYAK_NAMA = 4  # more names than these are counted, not listed


def sebut_arah(kini: Any, lalu: Any) -> str:
    """`naik`, `turun` or `tetap`."""
    return ("tetap", "naik", "turun")[compare_tercetak(kini, lalu)]


def sebut_besaran(nilai: Any, satuan: str | None = "", atas: Any = None) -> str:
    """A value with its unit as it is said: `95`, `80 %`, `14 lembaga`, `70–80 %`, `BB`."""
    satuan = (satuan or "").strip()
    if predikat := sebut_predikat(nilai, satuan):
        return predikat
    teks = tulis_besaran(nilai, satuan, atas) or format_ringkas(nilai)
    if is_kosong(nilai) or satuan.lower() in TANPA_SATUAN:
        return teks
    return f"{teks}\u00a0{'%' if satuan.lower() in PERSEN else satuan}"


def sebut_predikat(nilai: Any, satuan: str | None) -> str | None:
    """The letters of a predicate; None for what is a plain number."""
    return None if is_kosong(nilai) else find_predikat(satuan or "", float(nilai))


def sebut_selisih(kini: Any, lalu: Any, satuan: str | None = "") -> str:
    """The distance of two values, without sign; of two percentages in percentage points."""
    jarak = abs(round_half_up(kini, 2) - round_half_up(lalu, 2))
    persen = (satuan or "").strip().lower() in PERSEN
    return f"{format_ringkas(jarak)}\u00a0poin persen" if persen else sebut_besaran(jarak, satuan)


def sebut_perubahan(kini: Any, lalu: Any, satuan: str | None = "") -> str:
    """`naik 4, dari 91 menjadi 95`, `turun 1,75 poin persen, dari … menjadi …` or `tetap 100 %`."""
    arah = sebut_arah(kini, lalu)
    if arah == "tetap":
        return f"tetap {sebut_besaran(kini, satuan)}"
    if sebut_predikat(kini, satuan):
        return f"{arah} dari {sebut_besaran(lalu, satuan)} menjadi {sebut_besaran(kini, satuan)}"
    jarak = sebut_selisih(kini, lalu, satuan)
    return (
        f"{arah} {jarak}, dari {sebut_besaran(lalu, satuan)} menjadi {sebut_besaran(kini, satuan)}"
    )


def sebut_status(capaian: Any) -> str:
    """What a capaian (percent, unrounded) means for its target."""
    if is_kosong(capaian):
        return "tidak dapat dinilai"
    status = ("tepat mencapai target", "melampaui target", "tidak mencapai target")
    return status[judge_capaian(capaian)]


def sebut_nama(
    nama: Iterable[Any],
    sebutan: str = "butir",
    *,
    rendah: bool = False,
    batas: int = BANYAK_NAMA,
    kosong: str = KOSONG,
) -> str:
    """Names joined as in speech; more than `batas` are counted instead: `lima sub kegiatan`.

    rendah: with small first letters. kosong: what is said where there is none.
    """
    teks = [format_nama(str(n)) for n in nama]
    teks = [rendahkan(n) for n in teks] if rendah else teks
    if len(teks) > batas:
        return f"{format_kata(len(teks))} {sebutan}"
    return rangkai_kata(teks) if teks else kosong


def sebut_rentang(
    frame: pd.DataFrame,
    nama: str,
    nilai: str,
    bentuk: str = "persen",
    *,
    satuan: str = "",
    kata: tuple[str, str] = ("tertinggi", "terendah"),
    sebutan: str = "butir",
    rendah: bool = False,
) -> str:
    """`tertinggi pada A (98,00 %) dan terendah pada B (90,00 %)`, ties named together.

    Two rows are compared: `lebih tinggi pada A (…) daripada pada B (…)`. One row, or all rows
    alike, have neither: `pada A sebesar 98,00 %`, `sama pada semua program, yaitu 98,00 %`.
    bentuk, satuan: how the value is written. sebutan: what the rows are. rendah: names with small
    first letters. Rows without value are passed over.
    """
    ada = frame.dropna(subset=[nilai])
    if ada.empty:
        return f"tidak dapat dihitung pada semua {sebutan}"
    teks = ada[nilai].map(lambda n: BENTUK[bentuk](n) + (f"\u00a0{satuan}" if satuan else ""))
    if len(ada) == 1:
        return f"pada {sebut_nama(ada[nama], rendah=rendah)} sebesar {teks.iloc[0]}"
    atas, bawah = (teks.iloc[int(p)] for p in (ada[nilai].argmax(), ada[nilai].argmin()))
    if atas == bawah:
        return f"sama pada semua {sebutan}, yaitu {atas}"
    tempat = [
        f"pada {sebut_nama(ada[nama][teks == t], sebutan, rendah=rendah)} ({t})"
        for t in (atas, bawah)
    ]
    if len(ada) == 2:
        return f"{BANDINGAN[kata[0]]} {' daripada '.join(tempat)}"
    return " dan ".join(f"{k} {t}" for k, t in zip(kata, tempat, strict=True))


def sebut_ujung(
    frame: pd.DataFrame,
    nama: str,
    nilai: str,
    *,
    terendah: bool = False,
    sebutan: str = "butir",
    rendah: bool = False,
) -> str:
    """Name or names, where they tie as printed, of the highest (or lowest) value; – without any."""
    ada = frame.dropna(subset=[nilai])
    if ada.empty:
        return KOSONG
    tercetak = ada[nilai].map(lambda n: round_half_up(n, 2))
    batas = tercetak.min() if terendah else tercetak.max()
    return sebut_nama(ada[nama][tercetak == batas], sebutan, rendah=rendah)


def sebut_kategori(kategori: pd.DataFrame, sebutan: str) -> str:
    """`satu indikator melampaui target dan dua indikator …`; categories without any are left out.

    kategori: kategori (printed text), jumlah.
    """
    ada = kategori[kategori["jumlah"] > 0]
    bagian = [
        f"{format_kata(j)} {sebutan} {rendahkan(k)}"
        for k, j in zip(ada["kategori"], ada["jumlah"], strict=True)
    ]
    return rangkai_kata(bagian) if bagian else f"belum ada {sebutan} yang dapat dinilai"


def sebut_bagian(kategori: pd.DataFrame, sebutan: str) -> str:
    """`50,00 % indikator melampaui target dan 50,00 % tidak mencapai target`.

    kategori: kategori (printed text), persen; several rows of a category are added up.
    """
    bagian = kategori.groupby("kategori", sort=False)["persen"].sum()
    teks = [f"{format_persen(p)} {rendahkan(str(k))}" for k, p in bagian.items() if p > 0]
    return rangkai_kata(
        [t.replace("% ", f"% {sebutan} ", 1) if i == 0 else t for i, t in enumerate(teks)]
    )


def describe_indikator(baris: Any, tahun: int, terbuka: Any = None) -> Narasi:
    """What an indicator reached this year, and how it moved since the year before.

    baris: one row of compute_indikator (Series or namedtuple). terbuka: its row of
    compare_terbuka, where its realisasi still lacks evidence.
    """
    b = baris
    if is_kosong(b.capaian):
        return Narasi(
            "Capaian {indikator} tahun {tahun:tahun} tidak dapat dihitung karena {alasan}.",
            indikator=b.indikator,
            tahun=tahun,
            alasan=b.alasan or "datanya belum lengkap",
        )
    lapor = "" if terbuka is None else "yang dilaporkan untuk "
    return Narasi(
        f"Realisasi {{indikator}} {lapor}tahun {{tahun:tahun}} adalah {{realisasi}} dari target "
        "{target}, sehingga capaiannya {capaian:persen} dan {status}. "
        + _templat_bukti(terbuka)
        + _templat_lalu(b),
        indikator=b.indikator,
        tahun=tahun,
        lalu=tahun - 1,
        target=sebut_besaran(b.target, b.satuan, get_atas(b, "target")),
        realisasi=sebut_besaran(b.realisasi, b.satuan),
        capaian=b.capaian,
        status=sebut_status(b.capaian),
        **_perubahan(b),
        **_bukti(terbuka),
    )


def _templat_bukti(terbuka: Any) -> str:
    if terbuka is None:
        return ""
    if is_kosong(terbuka.bukti):
        return "Realisasi itu belum didukung bukti. "
    return (
        "Menurut bukti yang tersedia, yaitu {bukti}, capaiannya {capaian_bukti:persen} dan "
        "{status_bukti}. "
    )


def _bukti(terbuka: Any) -> dict[str, Any]:
    if terbuka is None:
        return {}
    return {
        "bukti": sebut_besaran(terbuka.bukti, terbuka.satuan),
        "capaian_bukti": terbuka.capaian_bukti,
        "status_bukti": sebut_status(terbuka.capaian_bukti),
    }


def _templat_lalu(b: Any) -> str:
    if is_kosong(b.realisasi_lalu):
        return (
            "Realisasi tahun {lalu:tahun} tidak tercatat pada lembar data, sehingga "
            "perkembangannya dari tahun sebelumnya belum dapat disajikan."
        )
    if is_kosong(b.capaian_lalu):
        return (
            "Dibandingkan dengan tahun {lalu:tahun}, realisasi {ubah_realisasi}; capaian tahun "
            "{lalu:tahun} tidak dapat dihitung."
        )
    return (
        "Dibandingkan dengan tahun {lalu:tahun}, target {ubah_target}; realisasi {ubah_realisasi}; "
        "dan capaian {ubah_capaian}."
    )


def _perubahan(b: Any) -> dict[str, Any]:
    if is_kosong(b.realisasi_lalu):
        return {}
    realisasi = {"ubah_realisasi": sebut_perubahan(b.realisasi, b.realisasi_lalu, b.satuan)}
    if is_kosong(b.capaian_lalu):
        return realisasi
    return realisasi | {
        "ubah_target": sebut_perubahan(b.target, b.target_lalu, b.satuan),
        "ubah_capaian": sebut_gerak(b.capaian, b.capaian_lalu, format_persen, format_poin),
    }


def sebut_gerak(
    kini: float, lalu: float, tulis: Callable[[Any], str], jarak: Callable[[Any], str]
) -> str:
    """As sebut_perubahan, but of values printed with two decimals: `tulis` them, `jarak` between.

    The distance is that of the printed values.
    """
    arah = sebut_arah(kini, lalu)
    if arah == "tetap":
        return f"tetap {tulis(kini)}"
    beda = abs(round_half_up(kini, 2) - round_half_up(lalu, 2))
    return f"{arah} {jarak(beda)}, dari {tulis(lalu)} menjadi {tulis(kini)}"


def sebut_temuan(capaian: pd.DataFrame) -> str:
    """The finding of a chart: `Satu dari dua indikator mencapai target; rata-rata … %`."""
    nilai = capaian["capaian"].dropna()
    if nilai.empty:
        return "Capaian belum dapat dihitung"
    tercapai = sum(judge_capaian(n) >= 0 for n in nilai)
    bagian = f"{format_kata(tercapai)} dari {format_kata(len(capaian))}".capitalize()
    bagian = "Semua" if tercapai == len(capaian) else bagian
    return f"{bagian} indikator mencapai target; rata-rata capaian {format_persen(nilai.mean())}"
