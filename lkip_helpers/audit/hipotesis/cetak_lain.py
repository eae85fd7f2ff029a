"""The same quantity printed elsewhere in the report: inherited from there, or mistyped."""

from collections.abc import Iterator

from lkip_helpers.audit.banding import Pasangan
from lkip_helpers.audit.hasil import rapikan
from lkip_helpers.audit.hipotesis.dasar import Konteks, Sebab, sebut_cetak
from lkip_helpers.audit.hipotesis.digit import describe_selisih_digit


def list_cetak_lain(p: Pasangan, k: Konteks, kolom: str = "") -> Iterator[Pasangan]:
    """Printed figures of the same row and column (or `kolom`) in other tables and places."""
    nama = rapikan(p.tabel.sebut(p.letak))
    for q in k.menurut_kolom.get(kolom or p.kolom, []):
        if (q.tabel.label, q.tempat) == (p.tabel.label, p.tempat):
            continue
        sama_letak = q.tabel.label == p.tabel.label and q.letak == p.letak
        if sama_letak or (q.letak.bagian == "baris" and nama in _nama(q)):
            yield q


def _nama(q: Pasangan) -> set[str]:
    """Every text of the row, since a table may name it by code and another by name."""
    return {rapikan(v) for v in q.tabel.baris[q.letak.urut].values() if isinstance(v, str)}


def find_cetak_lain(p: Pasangan, k: Konteks) -> Iterator[Sebab]:
    """The wrong figure stands in another place too, or nearly so."""
    if p.cetak.nilai is None or not p.berangka or p.kelas != "beda":
        return
    for q in list_cetak_lain(p, k):
        if q.cetak.nilai is None or q.hitung != p.hitung or q.kelas != "beda":
            continue
        tempat = q.tempat or q.tabel.judul
        if q.cetak.nilai == p.cetak.nilai:
            yield Sebab("terbawa", f"sama dengan yang tercetak di {tempat} ({q.nama})", 0.8)
        elif slip := describe_selisih_digit(p.cetak, float(q.cetak.nilai)):
            yield Sebab(
                "salah ketik", f"{slip} dari {sebut_cetak(q.cetak)} yang tercetak di {tempat}", 0.7
            )
