"""Totals and means: a part left out or counted twice, sum and mean mixed, mean of percentages."""

import ast
import itertools
import math
from collections.abc import Iterator

from lkip_helpers.audit.banding import Pasangan
from lkip_helpers.audit.hasil import Letak
from lkip_helpers.audit.hipotesis.dasar import Konteks, Sebab, sebut_angka, sebut_cetak
from lkip_helpers.display.rumus import INI, parse_rumus

UKURAN_TERBESAR = 5
CALON_TERBANYAK = 60
BULAT = {"bilangan", "rupiah", "ya"}

Bagian = tuple[str, float]


def find_bagian(p: Pasangan, k: Konteks) -> Iterator[Sebab]:
    """Which parts, left out of a total or counted twice, make the difference exactly."""
    kolom = _kolom_jumlah(p)
    if not p.berangka or p.kelas != "beda" or not kolom:
        return
    selisih = round(p.angka_hitung - float(p.cetak.nilai or 0), 6)
    apa = "belum terhitung" if selisih > 0 else "terhitung dua kali"
    bagian = list_bagian(p, kolom)
    susunan = find_susunan(bagian, abs(selisih))
    if not susunan or (len(susunan) > 1 and len(susunan[0]) > 1):
        yield from _pembulatan_bagian(p, selisih, len(bagian))
        return
    nama = " + ".join(f"{n} ({sebut_angka(v)})" for n, v in susunan[0])
    if len(susunan) == 1:
        yield Sebab(
            "bagian hilang", f"selisih {sebut_angka(abs(selisih))} = {nama}, {apa}",
            0.9 if _bermakna(selisih) else 0.6,
        )  # fmt: skip
    else:
        sama = _baris_bersama(p, k, susunan)
        rinci = f"; hanya {sama} menjelaskan semua kolom baris ini" if sama else ""
        yield Sebab(
            "bagian hilang",
            f"selisih {sebut_angka(abs(selisih))} sebesar satu bagian yang {apa}; "
            f"{len(susunan)} bagian sebesar itu{rinci}",
            0.85 if sama else 0.6,
        )


def _bermakna(selisih: float) -> bool:
    """Large enough that parts do not make it by accident."""
    return abs(selisih) >= 100 or selisih != int(selisih)


def _pembulatan_bagian(p: Pasangan, selisih: float, banyak: int) -> Iterator[Sebab]:
    if banyak and abs(selisih) <= banyak * p.cetak.satuan_terakhir / 2:
        yield Sebab(
            "pembulatan bagian",
            f"beda {sebut_angka(abs(selisih))} dapat timbul dari {banyak} bagian yang "
            "dibulatkan sesudah dijumlahkan",
            0.5,
        )


def _kolom_jumlah(p: Pasangan) -> str:
    """The column whose rows this figure sums; "" where it is no sum."""
    rumus = p.tabel.rumus(p.letak, p.kolom)
    match parse_rumus(rumus) if rumus else None:
        case ast.Call(func=ast.Name(id="jumlah"), args=[ast.Name(id=nama)]):
            return p.kolom if nama == INI else nama
        case _:
            return ""


def list_bagian(p: Pasangan, kolom: str) -> list[Bagian]:
    """Rows of the column that are not nothing, each with its name."""
    return [
        (p.tabel.sebut(Letak("baris", i)), float(b[kolom]))
        for i, b in enumerate(p.tabel.baris)
        if isinstance(b.get(kolom), int | float) and b[kolom]
    ]


def find_susunan(bagian: list[Bagian], jumlah: float) -> list[tuple[Bagian, ...]]:
    """Every smallest set of parts that adds up to `jumlah`; up to UKURAN_TERBESAR parts."""
    if not jumlah or len(bagian) > CALON_TERBANYAK:
        return []
    for ukuran in range(1, UKURAN_TERBESAR + 1):
        if math.comb(len(bagian), ukuran) > 3_000_000:
            return []
        cocok = [
            s
            for s in itertools.combinations(bagian, ukuran)
            if abs(math.fsum(v for _, v in s) - jumlah) < 1e-6
        ]
        if cocok:
            return cocok
    return []


def _baris_bersama(p: Pasangan, k: Konteks, susunan: list[tuple[Bagian, ...]]) -> str:
    """The one row that explains the difference in every column of this footer row."""
    calon = {s[0][0] for s in susunan if len(s) == 1}
    lain = [q for q in k.sekelompok(p) if q.letak == p.letak and q != p and q.kelas == "beda"]
    for q in lain:
        kolom = _kolom_jumlah(q)
        beda = abs(round(q.angka_hitung - float(q.cetak.nilai or 0), 6))
        calon &= {n for n, v in list_bagian(q, kolom) if v == beda} if kolom else calon
    return calon.pop() if lain and len(calon) == 1 else ""


def find_jumlah_rerata(p: Pasangan, _: Konteks) -> Iterator[Sebab]:
    """A sum called a mean, or a mean called a sum."""
    if not p.berangka or p.kelas != "beda" or p.letak.bagian == "baris":
        return
    angka = p.tabel.nilai_kolom(p.kolom)
    jumlah = math.fsum(angka)
    judul = p.tabel.sebut(p.letak).casefold()
    if len(angka) < 2:
        return
    if "rata" in judul and p.cetak.cocok(jumlah):
        rinci = " + ".join(sebut_angka(a) for a in angka[:8])
        yield Sebab(
            "jumlah disebut rata-rata",
            f"{sebut_cetak(p.cetak)} adalah jumlah ({rinci}), bukan rata-rata "
            f"({sebut_angka(jumlah / len(angka), 3)})",
            0.97,
        )
    elif "rata" not in judul and p.cetak.cocok(jumlah / len(angka)):
        yield Sebab(
            "rata-rata disebut jumlah",
            f"{sebut_cetak(p.cetak)} adalah rata-rata {len(angka)} angka; jumlahnya "
            f"{sebut_angka(jumlah)}",
            0.9,
        )


def find_rerata_persen(p: Pasangan, _: Konteks) -> Iterator[Sebab]:
    """The plain mean of percentages where Σ realisasi / Σ target is due."""
    persen = p.tabel.kolom[p.kolom]["jenis"] == "persen"
    rumus = p.tabel.rumus(p.letak, p.kolom)
    if not p.berangka or p.kelas == "sama" or p.letak.bagian != "kaki" or not persen:
        return
    angka = p.tabel.nilai_kolom(p.kolom)
    if len(angka) > 1 and "/" in rumus and p.cetak.cocok(math.fsum(angka) / len(angka)):
        yield Sebab(
            "rata-rata persentase",
            f"rata-rata tak tertimbang {len(angka)} persentase; yang benar {rumus} = "
            f"{sebut_angka(p.angka_hitung)}",
            0.95,
        )
