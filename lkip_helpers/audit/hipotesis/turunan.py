"""Figures made of other printed figures: inherited faults, rounded operands, other weights."""

import ast
import math
from collections.abc import Iterator
from dataclasses import dataclass

from lkip_helpers.aturan import load_aturan
from lkip_helpers.audit.banding import Pasangan
from lkip_helpers.audit.hasil import Letak, rapikan
from lkip_helpers.audit.hipotesis.dasar import Konteks, Sebab, sebut_cetak
from lkip_helpers.audit.selang import Selang, TakTerhitung, evaluate_selang, sum_selang, titik
from lkip_helpers.display.format import format_ringkas, is_kosong
from lkip_helpers.display.rumus import INI, parse_rumus

BULAT = {"bilangan", "rupiah", "ya"}
TERBANYAK_DISEBUT = 6
SEBANDING = 3  # rows a fixed ratio must hold in


@dataclass
class Operan:
    """The printed operands of one figure: answers names and calls of its formula.

    pengganti: what stands for `banyak(…)`, the number of filled cells, instead of the computed one.
    """

    p: Pasangan
    k: Konteks
    dipakai: list[Pasangan]
    pengganti: float | None = None
    tepat: bool = False  # the figures as they stand in print, not what they may have been

    def __call__(self, simpul: ast.expr) -> Selang:
        match simpul:
            case ast.Name(id=nama):
                return self._ambil(self.p.letak, nama)
            case ast.Call(func=ast.Name(id="kaki"), args=[ast.Name(id=judul)]):
                return self._ambil(_kaki(self.p, judul), self.p.kolom)
            case ast.Call(func=ast.Name(id="banyak"), args=[ast.Name(id=nama)]):
                terisi = sum(not is_kosong(b.get(nama)) for b in self.p.tabel.baris)
                return titik(float(self.pengganti or terisi))
            case ast.Call(func=ast.Name(id="jumlah" | "rata_rata" as f), args=[ast.Name(id=nama)]):
                isi = self._kolom(self.p.kolom if nama == INI else nama)
                jumlah = sum_selang(isi)
                return jumlah if f == "jumlah" else Selang(*(s / len(isi) for s in jumlah))
            case _:
                raise TakTerhitung(ast.unparse(simpul))

    def _ambil(self, letak: Letak, kolom: str) -> Selang:
        q = self.k.find(self.p, letak, kolom)
        if q is None or q.cetak.nilai is None:
            raise TakTerhitung(kolom)
        self.dipakai.append(q)
        return self._selang(q)

    def _kolom(self, kolom: str) -> list[Selang]:
        milik = [q for q in self.k.baris_cetak(self.p, kolom) if q.cetak.nilai is not None]
        if len(milik) < max(len(self.p.tabel.nilai_kolom(kolom)), 1):
            raise TakTerhitung(kolom)
        self.dipakai += milik
        return [self._selang(q) for q in milik]

    def _selang(self, q: Pasangan) -> Selang:
        return titik(float(q.cetak.nilai or 0)) if self.tepat else selang_cetak(q)


def selang_cetak(q: Pasangan) -> Selang:
    """What a printed figure may have been: itself for counts and money, else its rounding."""
    bulat = q.tabel.kolom[q.kolom]["jenis"] in BULAT
    return titik(float(q.cetak.nilai or 0)) if bulat else Selang(*q.cetak.selang)


def _kaki(p: Pasangan, judul: str) -> Letak:
    nama = [rapikan(k["judul"]) for k in p.tabel.kaki]
    rapi = rapikan(judul.replace("_", " "))
    if rapi not in nama:
        raise TakTerhitung(judul)
    return Letak("kaki", nama.index(rapi))


def find_turunan(p: Pasangan, k: Konteks) -> Iterator[Sebab]:
    """The declared formula over the figures printed beside it gives what was printed."""
    rumus = p.tabel.rumus(p.letak, p.kolom)
    if not p.berangka or p.kelas == "sama":
        return
    if not rumus:
        yield from _sebanding(p, k)
        return
    simpul = parse_rumus(rumus)
    operan = Operan(p, k, [])
    try:
        hasil = evaluate_selang(simpul, operan)
    except TakTerhitung:
        return
    if hasil.memuat(Selang(*p.cetak.selang)):
        yield _terbawa(p, simpul, operan)
    else:
        yield from _cari_pembagi(p, k, simpul)


def _terbawa(p: Pasangan, simpul: ast.expr, operan: Operan) -> Sebab:
    """Inherited: from wrong operands, or from right ones that were rounded before."""
    hitung = _ucapkan(p, simpul, operan)
    persis = evaluate_selang(simpul, Operan(p, operan.k, [], tepat=True))
    tepat = p.cetak.cocok(persis.bawah)
    salah = [q for q in operan.dipakai if q.kelas != "sama"]
    if salah:
        nama = ", ".join(dict.fromkeys(q.nama for q in salah[:3]))
        uraian = f"mengikuti angka cetak lain yang berbeda ({nama}): {hitung}"
        return Sebab("terbawa", uraian, 0.9 if tepat else 0.8)
    if isinstance(simpul, ast.Call) and not tepat:
        return Sebab(
            "pembulatan bagian",
            f"{len(operan.dipakai)} bagian dibulatkan sesudah dijumlahkan; jumlah yang tercetak "
            f"berbeda {format_ringkas(abs(float(p.cetak.nilai or 0) - p.angka_hitung))}",
            0.5,
        )
    rerata = "rata-rata " if "rata_rata" in ast.unparse(simpul) else ""
    uraian = f"{rerata}dihitung dari angka yang sudah dibulatkan: {hitung}"
    return Sebab("pembulatan dini", uraian, 0.95 if tepat else 0.6)


def _sebanding(p: Pasangan, k: Konteks) -> Iterator[Sebab]:
    """A column that is a fixed multiple of another in the computed table, also in print."""
    if p.letak.bagian != "baris":
        return
    milik = p.tabel.nilai_kolom(p.kolom)
    for lain in (kolom for kolom in p.tabel.kolom if kolom != p.kolom):
        dasar = p.tabel.nilai_kolom(lain)
        q = k.find(p, p.letak, lain)
        if q is None or len(dasar) != len(milik) or len(milik) < SEBANDING:
            continue
        kali = {round(a / b, 9) for a, b in zip(milik, dasar, strict=True) if b}
        if len(kali) != 1:
            continue
        if q.kelas == "sama":
            uraian = f"{q.nama} di sebelahnya benar ({sebut_cetak(q.cetak)}), hanya angka ini salah"
            yield Sebab("salah ketik", uraian, 0.55)
        elif _sebelum(p, lain) and p.cetak.cocok(
            float(q.cetak.nilai or 0) * (faktor := kali.pop())
        ):
            bagi = faktor < 1 and math.isclose(1 / faktor, round(1 / faktor))
            cara = f"/ {format_ringkas(1 / faktor)}" if bagi else f"× {format_ringkas(faktor, 4)}"
            uraian = f"{sebut_cetak(q.cetak)} {cara} = {sebut_cetak(p.cetak)}"
            yield Sebab("terbawa", f"mengikuti {q.nama} yang berbeda: {uraian}", 0.9)


def _sebelum(p: Pasangan, lain: str) -> bool:
    """Whether a column stands before that of `p`: a figure is derived from left to right."""
    urut = list(p.tabel.kolom)
    return urut.index(lain) < urut.index(p.kolom)


def _cari_pembagi(p: Pasangan, k: Konteks, simpul: ast.expr) -> Iterator[Sebab]:
    """Another number of elements, or another weight, in place of `banyak(…)`."""
    if "banyak(" not in ast.unparse(simpul):
        return
    for bobot in load_aturan("skm")["bobot_lain"]:
        operan = Operan(p, k, [], 1 / bobot)
        if evaluate_selang(simpul, operan).memuat(Selang(*p.cetak.selang)):
            benar = len(p.tabel.baris)
            nama = ", ".join(sebut_cetak(q.cetak) for q in operan.dipakai)
            yield Sebab(
                "bobot lain",
                f"bobot {format_ringkas(bobot, 3)} dipakai, seharusnya 1/{benar}: {nama} × "
                f"{format_ringkas(bobot, 3)} = {sebut_cetak(p.cetak)}",
                0.9,
            )
            return


def _ucapkan(p: Pasangan, simpul: ast.expr, operan: Operan) -> str:
    """The arithmetic with the printed figures in it."""

    def teks(s: ast.expr) -> str:
        match s:
            case ast.Constant(value=int() | float() as angka):
                return format_ringkas(float(angka))
            case ast.BinOp(left=kiri, op=op, right=kanan):
                tanda = {ast.Add: "+", ast.Sub: "−", ast.Mult: "×", ast.Div: "/"}[type(op)]
                return f"{teks(kiri)} {tanda} {teks(kanan)}"
            case ast.Call(func=ast.Name(id="jumlah" | "rata_rata" as f)):
                isi = [sebut_cetak(q.cetak) for q in operan.dipakai]
                if len(isi) > TERBANYAK_DISEBUT:
                    isi = [*isi[:2], "…", isi[-1]]
                bagi = f") / {len(operan.dipakai)}" if f == "rata_rata" else ")"
                return f"({' + '.join(isi)}{bagi}"
            case ast.Call(func=ast.Name(id="banyak")):
                return format_ringkas(operan(s).bawah)
            case _:
                mulai = len(operan.dipakai)
                operan(s)
                q = operan.dipakai[mulai]
                del operan.dipakai[mulai:]
                return sebut_cetak(q.cetak)

    return f"{teks(simpul)} = {sebut_cetak(p.cetak)}"
