"""Letters and predicates: by another table, from another figure, or spelled otherwise."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lkip_helpers.aturan import Skala, load_aturan, load_mutu, load_predikat_ipp, load_skala
from lkip_helpers.audit.banding import Pasangan
from lkip_helpers.audit.hasil import Letak, rapikan
from lkip_helpers.audit.hipotesis.cetak_lain import list_cetak_lain
from lkip_helpers.audit.hipotesis.dasar import Konteks, Sebab, sebut_cetak
from lkip_helpers.compute.pembulatan import round_half_up
from lkip_helpers.display.format import format_ringkas

MIRIP = 0.8
NRR_TERTINGGI = 4.0
# The figures a category is read from, and which kind of table reads each of them.
_PENENTU = {
    "mutu": ("ikm", "nrr", "nilai_konversi"),
    "kinerja": ("ikm", "nrr", "nilai_konversi"),
    "predikat": ("capaian", "nilai"),
    "kategori": ("capaian",),
}
_JENIS = {"ikm": "skm", "nrr": "skm", "nilai_konversi": "skm", "nilai": "ipp", "capaian": "capaian"}


@dataclass(frozen=True)
class TabelKategori:
    """A category table: what it is called, which figures it reads, whether it is in force."""

    nama: str
    jenis: str
    skala: Skala
    berlaku: bool = True

    def names(self, nilai: float) -> set[str]:
        """Letter and name of the band of `nilai`; nothing below the lowest."""
        try:
            jenjang = self.skala.find(float(round_half_up(self.dibaca(nilai), 2)))
        except ValueError:
            return set()
        return {rapikan(jenjang.kunci), rapikan(jenjang.teks)}

    def dibaca(self, nilai: float) -> float:
        """`nilai` on the scale of the table: an NRR is read as 25–100."""
        kali = load_aturan("skm")["pengali"]
        return nilai * kali if self.jenis == "skm" and nilai <= NRR_TERTINGGI else nilai


@lru_cache
def list_kategori() -> tuple[TabelKategori, ...]:
    """Every category table of the rule files."""
    skm, capaian = load_aturan("skm"), load_aturan("capaian")["skala"]
    lama = f"tabel mutu {skm['sumber_2004']} yang sudah dicabut"
    return (
        TabelKategori(f"tabel mutu {skm['sumber']}", "skm", load_mutu()),
        TabelKategori(lama, "skm", load_mutu("mutu_2004"), berlaku=False),
        TabelKategori("predikat Indeks Pelayanan Publik", "ipp", load_predikat_ipp()),
        *(
            TabelKategori(
                f"skala capaian “{nama}”", "capaian", load_skala(nama), nama == capaian["bawaan"]
            )
            for nama in capaian
            if nama != "bawaan"
        ),
    )


def find_kategori(p: Pasangan, k: Konteks) -> Iterator[Sebab]:
    """A category that follows from a figure printed beside it or elsewhere, by whichever table."""
    if not isinstance(p.hitung, str) or p.kelas != "beda":
        return
    penentu = _PENENTU.get(p.kolom, ())
    dekat = [q for q in k.sekelompok(p) if q.letak == p.letak and q.kolom in penentu]
    jauh = [q for kolom in penentu for q in list_cetak_lain(p, k, kolom)]
    for q in (q for q in dekat + jauh if q.berangka):
        nilai = float(q.cetak.nilai or 0)
        for t in list_kategori():
            if t.jenis != _JENIS[q.kolom] or rapikan(p.cetak.teks) not in t.names(nilai):
                continue
            dibaca = t.dibaca(nilai)
            kali = f" × 25 = {format_ringkas(dibaca)}" if dibaca != nilai else ""
            tempat = "" if q in dekat else f" di {q.tempat or q.tabel.judul}"
            uraian = f"{p.cetak.teks} untuk {sebut_cetak(q.cetak)}{kali}{tempat} menurut {t.nama}"
            bukti = 0.95 if q in dekat else 0.85
            yield Sebab("terbawa" if t.berlaku else "tabel kategori lain", uraian, bukti)


def find_ejaan(p: Pasangan, _: Konteks) -> Iterator[Sebab]:
    """The same text spelled otherwise, or the text of another row."""
    if not isinstance(p.hitung, str) or p.kelas != "beda":
        return
    tercetak, benar = rapikan(p.cetak.teks), rapikan(p.hitung)
    if len(benar) > 3 and difflib.SequenceMatcher(None, tercetak, benar).ratio() >= MIRIP:
        yield Sebab("ejaan", f"ejaan berbeda dari “{p.hitung}”", 0.85)
        return
    for i, b in enumerate(p.tabel.baris):
        if len(tercetak) > 3 and rapikan(b.get(p.kolom)) == tercetak:
            nama = p.tabel.sebut(Letak("baris", i))
            yield Sebab("salinan", f"isi baris {nama} pada tabel yang sama", 0.8)
