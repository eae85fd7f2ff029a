"""Ranks that follow from the figures printed beside them."""

from collections.abc import Iterator

from lkip_helpers.audit.banding import Pasangan
from lkip_helpers.audit.hasil import TabelHasil
from lkip_helpers.audit.hipotesis.dasar import Konteks, Sebab, sebut_cetak

BARIS_TERSEDIKIT = 3


def find_urutan(p: Pasangan, k: Konteks) -> Iterator[Sebab]:
    """The place of a row among the printed figures of the column that is ranked."""
    if not p.berangka or p.kelas != "beda" or p.letak.bagian != "baris":
        return
    for kolom in p.tabel.kolom:
        q = k.find(p, p.letak, kolom)
        if q is None or kolom == p.kolom or not _is_peringkat(p.tabel, p.kolom, kolom):
            continue
        lain = [r.cetak.nilai for r in k.baris_cetak(p, kolom) if r.cetak.nilai is not None]
        if len(lain) == len(p.tabel.baris) and q.cetak.nilai is not None:
            atas = sum(n > q.cetak.nilai for n in lain) + 1
            bawah = sum(n >= q.cetak.nilai for n in lain)
            if atas <= float(p.cetak.nilai or 0) <= bawah:
                uraian = f"urutan ke-{sebut_cetak(p.cetak)} menurut {q.nama} yang tercetak"
                yield Sebab("terbawa", f"{uraian} ({sebut_cetak(q.cetak)})", 0.9)


def _is_peringkat(t: TabelHasil, kolom: str, dasar: str) -> bool:
    """Whether `kolom` ranks `dasar` in the computed table, highest first, ties sharing a place."""
    angka, urut = t.nilai_kolom(dasar), t.nilai_kolom(kolom)
    if len(angka) != len(urut) or len(urut) < BARIS_TERSEDIKIT:
        return False
    return urut == [1 + sum(lain > a + 1e-9 for lain in angka) for a in angka]
