"""Statements of a published text, held against the computed tables."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from lkip_helpers.audit.banding import isi, report_tak_dikenal
from lkip_helpers.audit.cetak import Cetak, read_cetak
from lkip_helpers.audit.hasil import Letak, TabelHasil, TakDikenal, find_tabel
from lkip_helpers.display.format import format_kata, format_ringkas, format_urutan
from lkip_helpers.intake.temuan import Temuan

Putusan = Literal["sesuai", "tidak sesuai", "tidak dapat diperiksa"]
MAYORITAS = 50.0
HITUNGAN = range(1, 12)  # numbers that are written as words


@dataclass(frozen=True)
class Klaim:
    """One statement: nomor is its row on the sheet; letak, kolom, cetak where it names them."""

    nomor: int
    tabel: TabelHasil
    tempat: str
    jenis: str
    bunyi: str
    letak: Letak | None
    kolom: str
    cetak: Cetak | None


@dataclass(frozen=True)
class Hasil:
    """What came of holding a statement against its table."""

    klaim: Klaim
    putusan: Putusan
    uraian: str


class _TakDapat(Exception):
    """The statement cannot be held against its table; says what is missing."""


def check_pernyataan(
    pernyataan: pd.DataFrame, hasil: Mapping[str, TabelHasil]
) -> tuple[list[Hasil], list[Temuan]]:
    """Every statement with its verdict; unknown names are findings with their cell."""
    semua: list[Hasil] = []
    temuan: list[Temuan] = []
    for nomor, b in pernyataan.iterrows():
        try:
            klaim = _baca(int(str(nomor)), b, hasil)
        except TakDikenal as galat:
            temuan.append(report_tak_dikenal(pernyataan, nomor, galat))
            continue
        semua.append(_putuskan(klaim))
    return semua, temuan


def _putuskan(klaim: Klaim) -> Hasil:
    try:
        return Hasil(klaim, *_PERIKSA[klaim.jenis](klaim))
    except _TakDapat as galat:
        return Hasil(klaim, "tidak dapat diperiksa", str(galat))


def _baca(nomor: int, b: "pd.Series[Any]", hasil: Mapping[str, TabelHasil]) -> Klaim:
    tabel = find_tabel(hasil, b["label"])
    kolom = tabel.find_kolom(b["kolom"]) if isi(b, "kolom") else ""
    letak = tabel.find_baris(b["baris"]) if isi(b, "baris") else None
    cetak = read_cetak(b["nilai"]) if isi(b, "nilai") else None
    return Klaim(nomor, tabel, isi(b, "tempat"), b["jenis"], b["bunyi"], letak, kolom, cetak)


def _angka(k: Klaim) -> dict[str, float]:
    """Numbers of the column by the name of their row, that of the statement among them."""
    if not k.kolom:
        raise _TakDapat("kolom belum diisi")
    angka = {
        k.tabel.sebut(Letak("baris", i)): float(b[k.kolom])
        for i, b in enumerate(k.tabel.baris)
        if isinstance(b.get(k.kolom), int | float)
    }
    if not angka:
        raise _TakDapat(f"kolom {k.kolom} tidak berisi angka")
    if k.letak is not None and k.tabel.sebut(k.letak) not in angka:
        raise _TakDapat(f"baris {k.tabel.sebut(k.letak)} tidak berangka pada kolom {k.kolom}")
    return angka


def _nama(k: Klaim) -> str:
    """Name of the row that the statement is about."""
    if k.letak is None:
        raise _TakDapat("baris belum diisi")
    return k.tabel.sebut(k.letak)


def _mayoritas(k: Klaim) -> tuple[Putusan, str]:
    nama, angka = _nama(k), _angka(k)
    jumlah = math.fsum(angka.values())
    if not jumlah:
        raise _TakDapat(f"jumlah kolom {k.kolom} nol")
    persen = {n: v / jumlah * 100 for n, v in angka.items()}
    rinci = f"{nama} {format_ringkas(persen[nama])} %"
    if persen[nama] > MAYORITAS:
        return "sesuai", rinci
    terbanyak = max(persen, key=lambda n: persen[n])
    if terbanyak == nama:
        return "tidak sesuai", f"{rinci}; terbanyak, tetapi bukan lebih dari separuh"
    return "tidak sesuai", f"{rinci}; terbanyak {terbanyak} {format_ringkas(persen[terbanyak])} %"


def _ujung(terendah: bool) -> Callable[[Klaim], tuple[Putusan, str]]:
    def periksa(k: Klaim) -> tuple[Putusan, str]:
        disebut, angka = _nama(k), _angka(k)
        batas = (min if terendah else max)(angka.values())
        nama = [n for n, v in angka.items() if v == batas]
        sebut = "terendah" if terendah else "tertinggi"
        rinci = f"{sebut} {' dan '.join(nama)} ({format_ringkas(batas)})"
        if disebut not in nama:
            return "tidak sesuai", f"{rinci}; {disebut} {format_ringkas(angka[disebut])}"
        if k.cetak and k.cetak.nilai is not None and not k.cetak.cocok(batas):
            return "tidak sesuai", f"{rinci}, bukan {k.cetak.teks}"
        return "sesuai", rinci

    return periksa


def _terhadap_rerata(bawah: bool) -> Callable[[Klaim], tuple[Putusan, str]]:
    def periksa(k: Klaim) -> tuple[Putusan, str]:
        angka = _angka(k)
        rerata = math.fsum(angka.values()) / len(angka)
        di_sana = [n for n, v in angka.items() if (v < rerata if bawah else v > rerata)]
        arah = "di bawah" if bawah else "di atas"
        rinci = f"{len(di_sana)} {arah} rata-rata {format_ringkas(rerata)}: {', '.join(di_sana)}"
        if k.letak is None:
            banyak = k.cetak.nilai if k.cetak else None
            return "sesuai" if banyak in (None, len(di_sana)) else "tidak sesuai", rinci
        nama = _nama(k)
        if nama in di_sana:
            return "sesuai", rinci
        sendiri = f"{nama} {format_ringkas(angka[nama])} tidak {arah} rata-rata"
        return "tidak sesuai", f"{sendiri}; {rinci}"

    return periksa


def _banyak(k: Klaim) -> tuple[Putusan, str]:
    """The number of rows, and, where figure and word stand together, that they agree."""
    if k.cetak is None or k.cetak.nilai is None:
        raise _TakDapat("nilai tercetak belum diisi")
    banyak = len(k.tabel.baris)
    teks = k.cetak.teks.casefold()
    kata = next((n for n in HITUNGAN if f"({format_kata(n)})" in teks), None)
    if kata is not None and kata != k.cetak.nilai:
        return "tidak sesuai", f"angka dan kata berbeda: {k.cetak.teks}; banyaknya {banyak}"
    if k.cetak.nilai != banyak:
        return "tidak sesuai", f"banyaknya {banyak}"
    return "sesuai", f"banyaknya {banyak}"


def _tahun_ke(k: Klaim) -> tuple[Putusan, str]:
    """Which year of a plan it is: the columns of the table that are years."""
    tahun = sorted(int(n) for n in k.tabel.kolom if n.isdigit())
    if not tahun or k.cetak is None or not k.kolom.isdigit():
        raise _TakDapat("kolom tahun belum diisi")
    ke = int(k.kolom) - tahun[0] + 1
    teks = k.cetak.teks.casefold()
    disebut = k.cetak.nilai or next((n for n in HITUNGAN if format_urutan(n) in teks), None)
    rinci = f"tahun {k.kolom} adalah tahun ke-{ke} dari {tahun[0]}–{tahun[-1]}"
    return ("sesuai" if disebut == ke else "tidak sesuai"), rinci


_PERIKSA: dict[str, Callable[[Klaim], tuple[Putusan, str]]] = {
    "mayoritas": _mayoritas,
    "tertinggi": _ujung(terendah=False),
    "terendah": _ujung(terendah=True),
    "di bawah rata-rata": _terhadap_rerata(bawah=True),
    "di atas rata-rata": _terhadap_rerata(bawah=False),
    "banyak baris": _banyak,
    "tahun ke": _tahun_ke,
}
