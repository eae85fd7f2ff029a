"""Whole rows moved: figures right in themselves, beside the wrong name."""

from collections.abc import Iterator

from lkip_helpers.audit.banding import Pasangan
from lkip_helpers.audit.hipotesis.dasar import Konteks, Sebab, angka_penting
from lkip_helpers.display.format import format_ringkas

RUNTUN_TERPENDEK = 3
RUNTUN_TUMPUL = 6  # of one-digit figures, which match by accident
BARIS_TERPENDEK = 3


def find_geser(kelompok: list[Pasangan], _: Konteks) -> Iterator[tuple[Pasangan, Sebab]]:
    """Rows shifted by k: a run of printed figures equals the computed ones k rows further."""
    for kolom in dict.fromkeys(p.kolom for p in kelompok):
        milik = [p for p in kelompok if p.kolom == kolom and p.letak.bagian == "baris"]
        milik = sorted((p for p in milik if p.berangka), key=lambda p: p.letak.urut)
        terpanjang = max(_runtun(milik), key=lambda r: len(r[1]), default=(0, []))
        geser, runtun = terpanjang
        if _layak(runtun):
            yield from _tuliskan(geser, runtun)


def _runtun(milik: list[Pasangan]) -> Iterator[tuple[int, list[Pasangan]]]:
    """Every run of neighbouring rows that match at one shift."""
    banyak = len(milik[0].tabel.baris) if milik else 0
    for geser in (g for g in range(-banyak + 1, banyak) if g):
        runtun: list[Pasangan] = []
        for p in milik:
            lain = p.letak.urut + geser
            isi = p.tabel.baris[lain].get(p.kolom) if 0 <= lain < banyak else None
            cocok = isinstance(isi, int | float) and p.cetak.cocok(float(isi))
            sambung = not runtun or runtun[-1].letak.urut == p.letak.urut - 1
            if cocok and sambung:
                runtun = [*runtun, p]
            else:
                yield geser, runtun
                runtun = [p] if cocok else []
        yield geser, runtun


def _layak(runtun: list[Pasangan]) -> bool:
    """Long enough for how short its figures are, not one figure repeated, and wrong unshifted."""
    beda = [p for p in runtun if p.kelas != "sama"]
    tajam = any(angka_penting(p.cetak) > 1 for p in runtun)
    return (
        len(runtun) >= (RUNTUN_TERPENDEK if tajam else RUNTUN_TUMPUL)
        and len({p.cetak.nilai for p in runtun}) > 1
        and len(beda) * 2 > len(runtun)
    )


def _tuliskan(geser: int, runtun: list[Pasangan]) -> Iterator[tuple[Pasangan, Sebab]]:
    arah = "sebelum" if geser < 0 else "sesudah"
    awal, akhir = runtun[0], runtun[-1]
    uraian = (
        f"baris bergeser {abs(geser)}: {len(runtun)} angka berturut-turut "
        f"({awal.tabel.sebut(awal.letak)} sampai {akhir.tabel.sebut(akhir.letak)}) sama dengan "
        f"hitungan {abs(geser)} baris {arah}nya"
    )
    bukti = 0.99 if len(runtun) > RUNTUN_TERPENDEK else 0.85
    for p in runtun:
        yield p, Sebab("baris bergeser", uraian, bukti)


def find_selisih_tetap(kelompok: list[Pasangan], _: Konteks) -> Iterator[tuple[Pasangan, Sebab]]:
    """A whole row or column off by the same amount."""
    for garis in _garis(kelompok):
        selisih = {round(float(p.cetak.nilai or 0) - p.angka_hitung, 6) for p in garis}
        if len(garis) >= BARIS_TERPENDEK and len(selisih) == 1 and 0 not in selisih:
            beda = selisih.pop()
            arah = "lebih besar" if beda > 0 else "lebih kecil"
            uraian = (
                f"semua {len(garis)} angka {arah} {format_ringkas(abs(beda))} daripada hitungan: "
                "satu bagian terhitung lebih atau kurang di setiap baris"
            )
            for p in garis:
                yield p, Sebab("selisih tetap", uraian, 0.9)


def _garis(kelompok: list[Pasangan]) -> Iterator[list[Pasangan]]:
    """Printed rows and columns of numbers of one kind."""
    angka = [p for p in kelompok if p.berangka]
    for kolom in dict.fromkeys(p.kolom for p in angka):
        yield [p for p in angka if p.kolom == kolom and p.letak.bagian == "baris"]
    for letak in dict.fromkeys(p.letak for p in angka):
        milik = [p for p in angka if p.letak == letak]
        jenis = {p.tabel.kolom[p.kolom]["jenis"] for p in milik}
        if len(jenis) == 1:
            yield milik
