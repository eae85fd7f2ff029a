"""Totals and means: a part left out or counted twice, sum and mean mixed, mean of percentages."""

import ast
import math
from collections.abc import Iterator

import pandas as pd

from lkip_helpers.audit.banding import Pasangan
from lkip_helpers.audit.hasil import Letak
from lkip_helpers.audit.hipotesis.dasar import Konteks, Sebab, sebut_cetak
from lkip_helpers.audit.hipotesis.turunan import BULAT
from lkip_helpers.audit.selang import Selang, sum_selang
from lkip_helpers.compute.pecahan import Bagian, explain_jumlah, find_susunan
from lkip_helpers.display.format import format_ringkas
from lkip_helpers.display.rumus import INI, parse_rumus

TELITI = 1e-6


def find_bagian(p: Pasangan, k: Konteks) -> Iterator[Sebab]:
    """Which parts, left out of a total or counted twice, make the difference exactly."""
    kolom = _kolom_jumlah(p)
    if not p.berangka or p.kelas != "beda" or not kolom:
        return
    selisih = round(p.angka_hitung - float(p.cetak.nilai or 0), 6)
    apa = "belum terhitung" if selisih > 0 else "terhitung dua kali"
    bagian = list_bagian(p, kolom)
    susunan = find_susunan(bagian, abs(selisih))
    if not susunan and selisih > 0 and (halus := _rincian_lain(p, kolom, k, selisih)):
        susunan = [tuple(halus)]
    if not susunan or (len(susunan) > 1 and len(susunan[0]) > 1):
        yield from _pembulatan_bagian(p, selisih, len(bagian))
        return
    nama = " + ".join(f"{n} ({format_ringkas(v)})" for n, v in susunan[0])
    if len(susunan) == 1:
        yield Sebab(
            "bagian hilang", f"selisih {format_ringkas(abs(selisih))} = {nama}, {apa}",
            0.96 if _bermakna(selisih) else 0.6,
        )  # fmt: skip
    else:
        sama = _baris_bersama(p, k, susunan)
        rinci = f"; hanya {sama} menjelaskan semua kolom baris ini" if sama else ""
        yield Sebab(
            "bagian hilang",
            f"selisih {format_ringkas(abs(selisih))} sebesar satu bagian yang {apa}; "
            f"{len(susunan)} bagian sebesar itu{rinci}",
            0.85 if sama else 0.6,
        )


def _bermakna(selisih: float) -> bool:
    """Large enough that parts do not make it by accident."""
    return abs(selisih) >= 100 or selisih != int(selisih)


def _pembulatan_bagian(p: Pasangan, selisih: float, banyak: int) -> Iterator[Sebab]:
    bulat = p.tabel.kolom[p.kolom]["jenis"] in BULAT
    if banyak and not bulat and abs(selisih) <= banyak * p.cetak.satuan_terakhir / 2:
        yield Sebab(
            "pembulatan bagian",
            f"beda {format_ringkas(abs(selisih))} dapat timbul dari {banyak} bagian yang "
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


def _rincian_lain(p: Pasangan, kolom: str, k: Konteks, selisih: float) -> list[Bagian] | None:
    """Parts of a finer table of the same total: whole rows of this one, single rows of that one."""
    kelompok = p.tabel.kolom_nama[0]
    for lain in k.hasil.values():
        halus = len(lain.baris) > len(p.tabel.baris) and {kelompok, kolom} <= set(lain.kolom)
        if not halus or abs(math.fsum(lain.nilai_kolom(kolom)) - p.angka_hitung) > TELITI:
            continue
        rincian = pd.DataFrame(lain.baris)[[*lain.kolom_nama, kolom]].fillna({kolom: 0})
        butir = lain.kolom_nama[-1]
        if butir != kelompok and (isi := explain_jumlah(rincian, kelompok, butir, kolom, selisih)):
            return isi
    return None


def _baris_bersama(p: Pasangan, k: Konteks, susunan: list[tuple[Bagian, ...]]) -> str:
    """The one row that explains the difference in every column of this footer row."""
    calon = {s[0][0] for s in susunan if len(s) == 1}
    lain = [q for q in k.sekelompok(p) if q.letak == p.letak and q != p and q.kelas == "beda"]
    for q in lain:
        kolom = _kolom_jumlah(q)
        beda = abs(round(q.angka_hitung - float(q.cetak.nilai or 0), 6))
        calon &= {n for n, v in list_bagian(q, kolom) if v == beda} if kolom else calon
    return str(calon.pop()) if lain and len(calon) == 1 else ""


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
        rinci = " + ".join(format_ringkas(a) for a in angka[:8])
        yield Sebab(
            "jumlah disebut rata-rata",
            f"{sebut_cetak(p.cetak)} adalah jumlah ({rinci}), bukan rata-rata "
            f"({format_ringkas(jumlah / len(angka), 3)})",
            0.97,
        )
    elif "rata" not in judul and p.cetak.cocok(jumlah / len(angka)):
        yield Sebab(
            "rata-rata disebut jumlah",
            f"{sebut_cetak(p.cetak)} adalah rata-rata {len(angka)} angka; jumlahnya "
            f"{format_ringkas(jumlah)}",
            0.9,
        )


def find_rerata_persen(p: Pasangan, k: Konteks) -> Iterator[Sebab]:
    """The plain mean of percentages where Σ realisasi / Σ target is due."""
    persen = p.tabel.kolom[p.kolom]["jenis"] in ("persen", "angka")
    if not p.berangka or p.kelas != "beda" or not persen:
        return
    for garis in _garis_persen(p, k):
        rerata = sum_selang([Selang(*q.cetak.selang) for q in garis])
        bawah, atas = rerata.bawah / len(garis), rerata.atas / len(garis)
        if Selang(bawah, atas).memuat(Selang(*p.cetak.selang)):
            rinci = " + ".join(sebut_cetak(q.cetak) for q in garis)
            tepat = math.fsum(float(q.cetak.nilai or 0) for q in garis) / len(garis)
            dekat = "" if p.cetak.cocok(tepat) else ", sebelum dibulatkan,"
            yield Sebab(
                "rata-rata persentase",
                f"rata-rata tak tertimbang {len(garis)} persentase{dekat} ({rinci}) / {len(garis)}"
                f" = {sebut_cetak(p.cetak)}; yang benar jumlah dibagi jumlah, "
                f"{format_ringkas(p.angka_hitung)}",
                0.85 if len({q.cetak.nilai for q in garis}) > 1 else 0.5,
            )
            return
    angka = p.tabel.nilai_kolom(p.kolom)
    rasio = p.letak.bagian == "kaki" and "/" in p.tabel.rumus(p.letak, p.kolom)
    if len(angka) > 1 and rasio and p.cetak.cocok(math.fsum(angka) / len(angka)):
        yield Sebab(
            "rata-rata persentase",
            f"rata-rata tak tertimbang {len(angka)} persentase; yang benar jumlah dibagi "
            f"jumlah = {format_ringkas(p.angka_hitung)}",
            0.95,
        )


def _garis_persen(p: Pasangan, k: Konteks) -> Iterator[list[Pasangan]]:
    """Rows of two or more percentages, or footer rows computed as such, printed at one place."""
    tempat = [q for q in k.pasangan if p.tempat and q.tempat == p.tempat and q.berangka and q != p]
    rasio = [q for q in tempat if "/" in q.tabel.rumus(q.letak, q.kolom)]
    for letak in dict.fromkeys((q.tabel.label, q.letak) for q in rasio):
        garis = [q for q in rasio if (q.tabel.label, q.letak) == letak]
        if len(garis) > 1 and p not in garis:
            yield garis
