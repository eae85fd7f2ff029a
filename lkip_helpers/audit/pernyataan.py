"""Statements of a published text, held against the computed tables."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from lkip_helpers.audit.banding import isi, report_tak_dikenal
from lkip_helpers.audit.cetak import Cetak, read_cetak
from lkip_helpers.audit.hasil import Letak, TabelHasil, TakDikenal, find_tabel
from lkip_helpers.audit.hipotesis.dasar import sebut_angka
from lkip_helpers.display.format import format_kata, format_urutan
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
        putusan, uraian = _PERIKSA[klaim.jenis](klaim)
        semua.append(Hasil(klaim, putusan, uraian))
    return semua, temuan


def _baca(nomor: int, b: "pd.Series[Any]", hasil: Mapping[str, TabelHasil]) -> Klaim:
    tabel = find_tabel(hasil, b["label"])
    kolom = tabel.find_kolom(b["kolom"]) if isi(b, "kolom") else ""
    letak = tabel.find_baris(b["baris"]) if isi(b, "baris") else None
    cetak = read_cetak(b["nilai"]) if isi(b, "nilai") else None
    return Klaim(nomor, tabel, isi(b, "tempat"), b["jenis"], b["bunyi"], letak, kolom, cetak)


def _angka(k: Klaim) -> dict[str, float]:
    """Numbers of the column by the name of their row."""
    return {
        k.tabel.sebut(Letak("baris", i)): float(b[k.kolom])
        for i, b in enumerate(k.tabel.baris)
        if isinstance(b.get(k.kolom), int | float)
    }


def _mayoritas(k: Klaim) -> tuple[Putusan, str]:
    if k.letak is None or not k.kolom:
        return _kurang("baris dan kolom")
    angka = _angka(k)
    persen = angka.get(k.tabel.sebut(k.letak), math.nan)
    jumlah = math.fsum(angka.values())
    bagian = persen / jumlah * 100 if jumlah else math.nan
    terbanyak = max(angka, key=lambda n: angka[n])
    terbanyak_persen = angka[terbanyak] / jumlah * 100 if jumlah else math.nan
    rinci = f"{k.tabel.sebut(k.letak)} {sebut_angka(bagian)} %"
    if bagian > MAYORITAS:
        return "sesuai", rinci
    lain = (
        f"; terbanyak {terbanyak} {sebut_angka(terbanyak_persen)} %"
        if terbanyak != k.tabel.sebut(k.letak)
        else "; terbanyak, tetapi bukan lebih dari separuh"
    )
    return "tidak sesuai", rinci + lain


def _ujung(terendah: bool) -> Callable[[Klaim], tuple[Putusan, str]]:
    def periksa(k: Klaim) -> tuple[Putusan, str]:
        if k.letak is None or not k.kolom:
            return _kurang("baris dan kolom")
        angka = _angka(k)
        batas = (min if terendah else max)(angka.values())
        nama = [n for n, v in angka.items() if v == batas]
        sebut = "terendah" if terendah else "tertinggi"
        rinci = f"{sebut} {' dan '.join(nama)} ({sebut_angka(batas)})"
        disebut = k.tabel.sebut(k.letak)
        if disebut not in nama:
            return "tidak sesuai", f"{rinci}; {disebut} {sebut_angka(angka[disebut])}"
        if k.cetak and k.cetak.nilai is not None and not k.cetak.cocok(batas):
            return "tidak sesuai", f"{rinci}, bukan {k.cetak.teks}"
        return "sesuai", rinci

    return periksa


def _terhadap_rerata(bawah: bool) -> Callable[[Klaim], tuple[Putusan, str]]:
    def periksa(k: Klaim) -> tuple[Putusan, str]:
        if not k.kolom:
            return _kurang("kolom")
        angka = _angka(k)
        rerata = math.fsum(angka.values()) / len(angka)
        di_sana = [n for n, v in angka.items() if (v < rerata if bawah else v > rerata)]
        arah = "di bawah" if bawah else "di atas"
        rinci = f"{len(di_sana)} {arah} rata-rata {sebut_angka(rerata)}: {', '.join(di_sana)}"
        banyak = k.cetak and k.cetak.nilai is not None and k.letak is None
        if banyak and k.cetak and k.cetak.nilai != len(di_sana):
            return "tidak sesuai", rinci
        if k.letak is not None and k.tabel.sebut(k.letak) not in di_sana:
            nama = k.tabel.sebut(k.letak)
            return (
                "tidak sesuai",
                f"{nama} {sebut_angka(angka[nama])} tidak {arah} rata-rata; {rinci}",
            )
        return "sesuai", rinci

    return periksa


def _banyak(k: Klaim) -> tuple[Putusan, str]:
    """The number of rows, and, where figure and word stand together, that they agree."""
    if k.cetak is None or k.cetak.nilai is None:
        return _kurang("nilai tercetak")
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
        return _kurang("kolom tahun")
    ke = int(k.kolom) - tahun[0] + 1
    teks = k.cetak.teks.casefold()
    disebut = k.cetak.nilai or next((n for n in HITUNGAN if format_urutan(n) in teks), None)
    rinci = f"tahun {k.kolom} adalah tahun ke-{ke} dari {tahun[0]}–{tahun[-1]}"
    return ("sesuai" if disebut == ke else "tidak sesuai"), rinci


def _kurang(apa: str) -> tuple[Putusan, str]:
    return "tidak dapat diperiksa", f"{apa} belum diisi"


_PERIKSA: dict[str, Callable[[Klaim], tuple[Putusan, str]]] = {
    "mayoritas": _mayoritas,
    "tertinggi": _ujung(terendah=False),
    "terendah": _ujung(terendah=True),
    "di bawah rata-rata": _terhadap_rerata(bawah=True),
    "di atas rata-rata": _terhadap_rerata(bawah=False),
    "banyak baris": _banyak,
    "tahun ke": _tahun_ke,
}
