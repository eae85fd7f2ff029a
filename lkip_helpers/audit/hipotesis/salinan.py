"""Figures that stand right somewhere else: copied from another row, column, year or table."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from lkip_helpers.audit.banding import Pasangan
from lkip_helpers.audit.hasil import AGREGAT, Letak, TabelHasil, rapikan
from lkip_helpers.audit.hipotesis.dasar import Konteks, Sebab, angka_penting, sebut_cetak

BAGIAN = {"persen", "persentase"}
CAPAIAN = "capaian ditulis sebagai bagian"


@dataclass(frozen=True)
class Calon:
    """A place where the printed figure stands rightly; bukti before companions are counted."""

    tabel: TabelHasil
    letak: Letak
    kolom: str
    hubungan: str
    bukti: float


def find_salinan(p: Pasangan, k: Konteks) -> Iterator[Sebab]:
    """Each place with the same figure, those that explain its neighbours too first."""
    if not p.berangka or p.kelas != "beda" or not p.cetak.nilai:
        return
    jumlah = [Calon(p.tabel, Letak("kaki", i), p.kolom, "baris jumlah tabel yang sama", 0.7)
              for i in range(len(p.tabel.kaki)) if p.letak.bagian == "baris"]  # fmt: skip
    for c in [*jumlah, *(_list_calon(p, k) if angka_penting(p.cetak) > 1 else ())]:
        nilai = c.tabel.nilai(c.letak, c.kolom)
        if isinstance(nilai, bool) or not isinstance(nilai, int | float):
            continue
        if math.isfinite(nilai) and p.cetak.cocok(float(nilai)):
            teman = _banyak_teman(p, c, k)
            kode = _kode(p, c)
            # Long figures do not meet by accident; a share that is a capaian gives itself away.
            bukti = c.bukti + 0.1 * teman + 0.08 * max(angka_penting(p.cetak) - 3, 0)
            bukti += 0.25 * (kode == CAPAIAN)
            yield Sebab(kode, _uraikan(p, c, teman), min(bukti, 0.95))


def _list_calon(p: Pasangan, k: Konteks) -> Iterator[Calon]:
    t = p.tabel
    for kolom in t.kolom:
        if kolom != p.kolom:
            yield Calon(t, p.letak, kolom, "kolom lain pada baris yang sama", 0.65)
    for i in range(len(t.baris)):
        if Letak("baris", i) != p.letak:
            yield Calon(t, Letak("baris", i), p.kolom, "baris lain pada tabel yang sama", 0.5)
    for lain in k.hasil.values():
        if lain.label == t.label:
            continue
        yield from _di_tabel_lain(p, lain)


def _di_tabel_lain(p: Pasangan, lain: TabelHasil) -> Iterator[Calon]:
    """Same place in a table of the same form; the same row or footer by name; a precise figure."""
    t = p.tabel
    if list(lain.kolom) == list(t.kolom) and _ada(lain, p.letak, p.kolom):
        yield Calon(lain, p.letak, p.kolom, "tempat yang sama pada tabel lain", 0.6)
        return
    nama = set(_nama(t, p.letak))
    tempat = [Letak("baris", i) for i in range(len(lain.baris))]
    tempat += [Letak("kaki", i) for i in range(len(lain.kaki))]
    for letak in tempat:
        sebaris = bool(nama & set(_nama(lain, letak)))
        for kolom in lain.kolom:
            if sebaris:
                yield Calon(lain, letak, kolom, "baris yang sama pada tabel lain", 0.6)
            elif angka_penting(p.cetak) >= 4:
                yield Calon(lain, letak, kolom, "angka yang sama pada tabel lain", 0.35)


def _nama(t: TabelHasil, letak: Letak) -> list[str]:
    """Texts that name a row, for finding the same row elsewhere."""
    if letak.bagian == "agregat":
        return []
    if letak.bagian == "kaki":
        return [n for n in [rapikan(t.sebut(letak))] if n not in AGREGAT]
    return [rapikan(v) for v in t.baris[letak.urut].values() if isinstance(v, str) and len(v) > 8]


def _banyak_teman(p: Pasangan, c: Calon, k: Konteks) -> int:
    """Other printed figures of the same row or column that stand rightly in the same source."""
    teman = 0
    for q in k.sekelompok(p):
        if q == p or not q.berangka or angka_penting(q.cetak) < 2:
            continue
        sebaris, sekolom = q.letak == p.letak, q.kolom == p.kolom
        if not (sebaris or sekolom):
            continue
        letak, kolom = (c.letak, q.kolom) if sebaris else (q.letak, c.kolom)
        di_sana = c.tabel.nilai(letak, kolom) if _ada(c.tabel, letak, kolom) else None
        if isinstance(di_sana, int | float) and q.cetak.cocok(float(di_sana)):
            teman += 1
    return min(teman, 3)


def _ada(t: TabelHasil, letak: Letak, kolom: str) -> bool:
    panjang = {"baris": len(t.baris), "kaki": len(t.kaki)}.get(letak.bagian, 0)
    return kolom in t.kolom and letak.urut < panjang


def _kode(p: Pasangan, c: Calon) -> str:
    jenis = {p.tabel.kolom[p.kolom]["jenis"], c.tabel.kolom[c.kolom]["jenis"]}
    if jenis == {"persen", "bilangan"}:
        return "persen dan jumlah tertukar"
    if p.kolom.split("_")[-1] in BAGIAN and c.kolom.startswith("capaian"):
        return CAPAIAN
    return "salinan"


def _uraikan(p: Pasangan, c: Calon, teman: int) -> str:
    kolom = c.tabel.kolom[c.kolom]["judul"]
    tempat = "" if c.tabel.label == p.tabel.label else f" pada {c.tabel.judul} ({c.tabel.label})"
    bersama = f"; {teman} angka di dekatnya juga cocok di sana" if teman else ""
    return (
        f"{sebut_cetak(p.cetak)} sama dengan {kolom} {c.tabel.sebut(c.letak)}{tempat}: "
        f"{c.hubungan}{bersama}"
    )
