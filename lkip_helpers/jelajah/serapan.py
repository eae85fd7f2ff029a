"""Serapan from the whole down: programmes, kegiatan of one, sub kegiatan of one of those."""

from collections.abc import Sequence

import pandas as pd

from lkip_helpers.compute import anggaran
from lkip_helpers.display.format import format_nama, format_persen, is_kosong
from lkip_helpers.display.gambar import Gambar
from lkip_helpers.display.grafik import plot_serapan
from lkip_helpers.display.kalimat import sebut_rentang
from lkip_helpers.display.kolom import Kolom, ubah
from lkip_helpers.display.narasi import Narasi, Rangkaian
from lkip_helpers.display.susunan import kaki_rasio
from lkip_helpers.display.tabel import Tabel
from lkip_helpers.intake import Data

JENJANG = ("program", "kegiatan", "sub_kegiatan")
REALISASI = ubah("realisasi", judul="Realisasi (Rp)", jenis="rupiah")


def list_anggota(data: Data, induk: Sequence[str]) -> list[str]:
    """Programmes, or the kegiatan of the programme named, in their order."""
    return [str(n) for n in _pilih(data, induk)[JENJANG[len(induk)]].unique()]


def _pilih(data: Data, induk: Sequence[str]) -> pd.DataFrame:
    frame = data.anggaran
    for jenjang, nama in zip(JENJANG, induk, strict=False):
        frame = frame[frame[jenjang] == nama]
    return frame


def susun_serapan(data: Data, induk: Sequence[str] = ()) -> Rangkaian:
    """What the group named by `induk` (programme, kegiatan) is made of, one level further down."""
    milik = _pilih(data, induk)
    jenjang = JENJANG[len(induk)]
    sebutan = jenjang.replace("_", " ")
    rinci = anggaran.sum_anggaran(milik, [jenjang])
    total = anggaran.compute_total(milik).iloc[0]
    lingkup = f" {format_nama(induk[-1])}" if induk else ""
    judul = f"Pagu, realisasi, dan serapan anggaran menurut {sebutan}{lingkup} tahun {data.tahun}"
    kolom: list[str | Kolom] = [ubah(jenjang), "pagu", REALISASI, "serapan"]
    serapan = None if is_kosong(total["serapan"]) else total["serapan"]
    temuan = f"Anggaran terserap {format_persen(total['serapan'])}"
    gambar = Gambar(
        "jelajah-serapan-diagram",
        f"Serapan anggaran menurut {sebutan}{lingkup} tahun {data.tahun}",
        lambda: plot_serapan(rinci, jenjang, serapan, temuan),
        f"Diagram batang {len(rinci)} {sebutan}. {temuan}.",
        data.anggaran,
        rinci,
        kolom,
    )
    kaki = [kaki_rasio("realisasi", "pagu", "serapan")]
    tabel = Tabel("jelajah-serapan", judul, rinci, kolom, data.anggaran, kaki)
    return Rangkaian([_baca(rinci, total, jenjang, sebutan), gambar, tabel])


def _baca(rinci: pd.DataFrame, total: "pd.Series[float]", jenjang: str, sebutan: str) -> Narasi:
    return Narasi(
        "Dari pagu {total.pagu:rupiah} terealisasi {total.realisasi:rupiah} atau "
        "{total.serapan:persen}. Menurut {sebutan}, serapan {rentang}.",
        total=total,
        sebutan=sebutan,
        rentang=sebut_rentang(rinci, jenjang, "serapan", sebutan=sebutan),
    )
