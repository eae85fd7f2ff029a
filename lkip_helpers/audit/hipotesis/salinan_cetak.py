"""Figures copied from another printed figure, right or wrong there."""

from collections.abc import Iterator

from lkip_helpers.audit.banding import Pasangan
from lkip_helpers.audit.hasil import rapikan
from lkip_helpers.audit.hipotesis.dasar import Konteks, Sebab, angka_penting, sebut_cetak


def find_salinan_cetak(p: Pasangan, k: Konteks) -> Iterator[Sebab]:
    """A neighbouring row printed twice, or a footer taken over from another printed table."""
    if not p.berangka or p.kelas != "beda" or angka_penting(p.cetak) < 2:
        return
    yield from _baris_kembar(p, k)
    if p.letak.bagian == "kaki":
        yield from _kaki_lain(p, k)


def _baris_kembar(p: Pasangan, k: Konteks) -> Iterator[Sebab]:
    """The row above or below carries the same printed figures."""
    for q in k.baris_cetak(p, p.kolom):
        if abs(q.letak.urut - p.letak.urut) != 1 or p.letak.bagian != "baris":
            continue
        if q.cetak.nilai != p.cetak.nilai or q.hitung == p.hitung:
            continue
        kembar = _banyak_kembar(p, q, k)
        atas, bawah = sorted((p, q), key=lambda satu: satu.letak.urut)
        nama = f"{atas.tabel.sebut(atas.letak)} dan {bawah.tabel.sebut(bawah.letak)}"
        bersama = f"; {kembar} angka baris itu sama semua" if kembar > 1 else ""
        yield Sebab(
            "salinan",
            f"{sebut_cetak(p.cetak)} tercetak pada baris {nama} sekaligus, salah satunya "
            f"salinan{bersama}",
            0.8 if kembar > 1 else 0.55,
        )


def _banyak_kembar(p: Pasangan, q: Pasangan, k: Konteks) -> int:
    return sum(
        (lain := k.find(p, q.letak, r.kolom)) is not None and lain.cetak.nilai == r.cetak.nilai
        for r in k.sekelompok(p)
        if r.letak == p.letak and r.berangka
    )


def _kaki_lain(p: Pasangan, k: Konteks) -> Iterator[Sebab]:
    """The same footer row of another printed table, with all its figures."""
    sendiri = {
        rapikan(q.tabel.sebut(q.letak)): q.cetak.nilai
        for q in k.sekelompok(p)
        if q.letak.bagian == "kaki" and q.kolom == p.kolom
    }
    for (label, tempat), kelompok in k.kelompok.items():
        if label == p.tabel.label:
            continue
        for kolom in dict.fromkeys(q.kolom for q in kelompok):
            lain = {
                rapikan(q.tabel.sebut(q.letak)): q.cetak.nilai
                for q in kelompok
                if q.letak.bagian == "kaki" and q.kolom == kolom
            }
            sama = [n for n, v in sendiri.items() if v is not None and lain.get(n) == v]
            if rapikan(p.tabel.sebut(p.letak)) in sama and len(sama) > 1:
                tabel = kelompok[0].tabel
                yield Sebab(
                    "salinan",
                    f"{len(sama)} baris jumlah sama dengan {tabel.kolom[kolom]['judul']} pada "
                    f"{tempat or tabel.judul} ({label})",
                    0.85,
                )
