"""The same quantity printed elsewhere in the report: inherited from there, or mistyped."""

from collections.abc import Iterator

from lkip_helpers.audit.banding import Pasangan
from lkip_helpers.audit.hasil import rapikan
from lkip_helpers.audit.hipotesis.dasar import Konteks, Sebab, sebut_cetak
from lkip_helpers.audit.hipotesis.digit import describe_selisih_digit

PULA = "tercetak pula"
WARISAN = 0.05  # how much weaker a cause is that is taken over from the other place


def adopt_sebab(k: Konteks, sebab: dict[int, list[Sebab]]) -> None:
    """A figure printed in two places has one cause: the place that proves it lends it."""
    for p in (q for q in k.pasangan if q.nomor in sebab):
        for q in list_cetak_lain(p, k):
            sama = q.cetak.nilai == p.cetak.nilai and q.hitung == p.hitung
            if not sama or not (milik := sebab.get(q.nomor)):
                continue
            terbaik = max(milik, key=lambda s: s.bukti)
            if terbaik.kode != PULA:
                uraian = f"seperti di {q.tempat or q.tabel.judul}: {terbaik.uraian}"
                sebab[p.nomor].append(Sebab(terbaik.kode, uraian, terbaik.bukti - WARISAN))


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
            yield Sebab(PULA, f"{sebut_cetak(p.cetak)} tercetak pula di {tempat} ({q.nama})", 0.45)
        elif slip := describe_selisih_digit(p.cetak, float(q.cetak.nilai)):
            yield Sebab(
                "salah ketik", f"{slip} dari {sebut_cetak(q.cetak)} yang tercetak di {tempat}", 0.7
            )
