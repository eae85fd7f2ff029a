"""Slips of typing, rounding and scale: from one figure and its computed value alone."""

import math
from collections.abc import Iterator

from lkip_helpers.audit.banding import Pasangan
from lkip_helpers.audit.cetak import Cetak
from lkip_helpers.audit.hipotesis.dasar import Konteks, Sebab, angka_penting, sebut_cetak
from lkip_helpers.compute.pembulatan import round_half_up
from lkip_helpers.display.format import format_ringkas

SKALA = {25.0: "NRR (1–4) dan nilai konversi (25–100)", 100.0: "pecahan dan persen",
         1000.0: "ribuan dan satuan", 1_000_000.0: "jutaan dan satuan"}  # fmt: skip


def find_pembulatan(p: Pasangan, _: Konteks) -> Iterator[Sebab]:
    """Cut off, rounded up, or rounded in two steps instead of once, half up."""
    if not p.berangka or p.kelas != "beda pembulatan":
        return
    desimal, benar = p.cetak.desimal, format_ringkas(p.angka_hitung, p.cetak.desimal + 2)
    kali = 10**desimal
    cara = {
        "dipotong, bukan dibulatkan": math.floor(p.angka_hitung * kali) / kali,
        "dibulatkan ke atas": math.ceil(p.angka_hitung * kali) / kali,
    }
    for lebih in (1, 2):
        bertahap = round_half_up(round_half_up(p.angka_hitung, desimal + lebih), desimal)
        cara["dibulatkan bertahap"] = float(bertahap)
    for nama in ("dibulatkan bertahap", "dipotong, bukan dibulatkan", "dibulatkan ke atas"):
        if p.cetak.cocok(cara[nama]):
            yield Sebab("pembulatan", f"{benar} {nama}", 0.9)
            return


def _digit(nilai: float, desimal: int) -> str:
    return str(abs(int(round_half_up(nilai * 10**desimal, 0))))


def describe_selisih_digit(c: Cetak, benar: float) -> str:
    """How the printed digits differ from the right ones; "" where it is no slip of typing."""
    a, b = _digit(float(c.nilai or 0), c.desimal), _digit(benar, c.desimal)
    beda = [i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y]
    if len(a) == len(b) and len(beda) == 2 and _tertukar(a, b, beda):
        dekat = beda[1] - beda[0] == 1
        return "dua angka tertukar letaknya" if dekat else "dua angka berjauhan tertukar"
    if len(a) == len(b) >= 3 and len(beda) == 1:
        return "satu angka berbeda"
    return "satu angka hilang atau berlebih" if len(b) >= 4 and _sisip(a, b) else ""


_BUKTI = {
    "dua angka tertukar letaknya": ("angka tertukar", 0.85),
    "dua angka berjauhan tertukar": ("angka tertukar", 0.6),
    "satu angka berbeda": ("salah ketik", 0.5),
    "satu angka hilang atau berlebih": ("salah ketik", 0.7),
}


def find_digit(p: Pasangan, _: Konteks) -> Iterator[Sebab]:
    """Two digits exchanged, one digit wrong, one left out or doubled."""
    if not p.berangka or p.kelas != "beda":
        return
    if slip := describe_selisih_digit(p.cetak, p.angka_hitung):
        kode, bukti = _BUKTI[slip]
        benar = format_ringkas(p.angka_hitung, p.cetak.desimal)
        yield Sebab(kode, f"{slip}: {sebut_cetak(p.cetak)}, hitungan {benar}", bukti)


def _tertukar(a: str, b: str, beda: list[int]) -> bool:
    i, j = beda
    return a[i] == b[j] and a[j] == b[i]


def _sisip(a: str, b: str) -> bool:
    panjang, pendek = (a, b) if len(a) > len(b) else (b, a)
    return len(panjang) - len(pendek) == 1 and any(
        panjang[:i] + panjang[i + 1 :] == pendek for i in range(len(panjang))
    )


def find_skala(p: Pasangan, _: Konteks) -> Iterator[Sebab]:
    """The right figure on another scale."""
    if not p.berangka or p.kelas != "beda" or not p.angka_hitung or angka_penting(p.cetak) < 2:
        return
    for kali, nama in SKALA.items():
        for nilai, tanda in ((p.angka_hitung * kali, "×"), (p.angka_hitung / kali, "/")):
            if p.cetak.cocok(nilai) and _tajam(p.cetak):
                yield Sebab(
                    "skala tertukar",
                    f"skala {nama} tertukar: {format_ringkas(p.angka_hitung, 4)} {tanda} "
                    f"{format_ringkas(kali)} = {sebut_cetak(p.cetak)}",
                    0.85,
                )


def _tajam(c: Cetak) -> bool:
    """Printed precisely enough that a match is no accident."""
    return c.nilai is not None and abs(c.nilai) >= 10 * c.satuan_terakhir
