"""What each column of a questionnaire is: an unsur, a characteristic, the time, or of no use."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from lkip_helpers.aturan import load_aturan
from lkip_helpers.intake.impor.forms.jawaban import cacah, cocok, is_jawaban
from lkip_helpers.intake.impor.forms.kata import berawal, isi_siku, memuat, ringkas, tanpa_nomor
from lkip_helpers.intake.impor.forms.pribadi import (
    alasan_kepala,
    is_kolom_pribadi,
    is_pribadi,
    selalu_pribadi,
)
from lkip_helpers.intake.impor.forms.skala import SARAN, periksa_skala, tanpa_skala
from lkip_helpers.intake.impor.forms.unsur import Unsur, kosakata
from lkip_helpers.intake.impor.forms.waktu import read_tahun
from lkip_helpers.intake.impor.padanan import Padanan
from lkip_helpers.intake.kontrak import Responden
from lkip_helpers.intake.lembar import judul_kolom

BUANG, TAK_DIKENAL = "buang", "tidak dikenal"
CIRI = {n: j for n, j in judul_kolom(Responden).items() if n != "responden"}
Jenis = Literal["unsur", "ciri", "waktu", "unit", "buang", "ragu", "salah"]


@dataclass(frozen=True)
class Kolom:
    """One column: number from 1, head, and its filled cells."""

    nomor: int
    kepala: str
    isi: list[Any]


@dataclass(frozen=True)
class Peran:
    """jadi: kode of the unsur or field; alasan: why it is left out, asked for or refused.

    pilihan: what it may be. saran: the cure where it is refused. tersurat: the office said so in
    padanan.toml.
    """

    kolom: Kolom
    jenis: Jenis
    jadi: str = ""
    alasan: str = ""
    pilihan: tuple[str, ...] = ()
    tersurat: bool = False
    saran: str = "bedakan judulnya atau hapus kolom yang bukan pertanyaan survei"


class Penilai:
    """Judges the columns of one sheet."""

    def __init__(self, unsur: Sequence[Unsur], padanan: Padanan) -> None:
        self.unsur, self.padanan = unsur, padanan
        self.kosakata = kosakata(unsur)
        self.semua = {k: n for u in unsur for k, n in u.skala.items()}
        self.pilihan = (*(u.kode for u in unsur), BUANG)

    def nilai(self, kolom: Sequence[Kolom]) -> list[Peran]:
        """The role of each; what two columns claim is doubtful, or wrong where they read alike."""
        peran = [_tanpa_pribadi(self._satu(k)) for k in kolom]
        klaim = Counter(p.jadi for p in peran if p.jenis in ("unsur", "ciri"))
        sama = Counter(ringkas(k.kepala) for k in kolom)
        return [self._kembar(p, klaim[p.jadi], sama[ringkas(p.kolom.kepala)]) for p in peran]

    def _kembar(self, p: Peran, klaim: int, sama: int) -> Peran:
        if p.jenis not in ("unsur", "ciri", "ragu") or (sama == 1 and klaim <= 1):
            return p
        if sama > 1:
            return replace(p, jenis="salah", alasan="judul pertanyaan ini ada lebih dari satu")
        if p.tersurat:
            return p
        pilihan = self.pilihan if p.jenis == "unsur" else (p.jadi, BUANG)
        return replace(p, jenis="ragu", alasan=f"ada kolom lain untuk {p.jadi}", pilihan=pilihan)

    def _satu(self, k: Kolom) -> Peran:
        if not k.kepala:
            return Peran(k, "buang", alasan="kolom tanpa judul")
        if jawab := self.padanan.cari("forms", "kepala", k.kepala, (*self.pilihan, *CIRI)):
            jenis: Jenis = "buang" if jawab == BUANG else "ciri" if jawab in CIRI else "unsur"
            alasan = "menurut padanan.toml"
            if salah := self._salah_skala(k, [u for u in self.unsur if u.kode == jawab]):
                return salah
            return Peran(k, jenis, jawab if jenis != "buang" else "", alasan, tersurat=True)
        return self._bukan_tanya(k) or (self._tanya(k) if self._berjawab(k) else self._lain(k))

    def _bukan_tanya(self, k: Kolom) -> Peran | None:
        """Time, unit, counters, and what is personal by its look or by how its head begins."""
        aturan, teks = load_aturan("forms"), ringkas(k.kepala)
        tanggal = [v for v in k.isi if read_tahun(v) is not None]
        if tanggal and 2 * len(tanggal) > len(k.isi) and not memuat(teks, ("lahir", "ttl")):
            semua = len(tanggal) == len(k.isi)
            if teks in aturan["waktu"] or semua:
                return Peran(k, "waktu")
        if teks in aturan["waktu"] and not self._berjawab(k):  # its cells are refused one by one
            return Peran(k, "waktu")
        if selalu_pribadi(k.kepala) or is_kolom_pribadi(k.isi):
            return Peran(k, "buang", alasan="data pribadi")
        if teks in aturan["unit"]:
            return Peran(k, "unit")
        if teks in aturan["abaikan"] or berawal(teks, aturan["abaikan_awal"]):
            return Peran(k, "buang", alasan="nomor atau skor")
        return None

    def _berjawab(self, k: Kolom) -> bool:
        """Whether most cells may be answers; of an empty column nobody knows."""
        isi = cacah(k.isi)
        cocok = sum(n for v, n in isi if is_jawaban(v, self.semua, self.kosakata))
        return 2 * cocok >= len(k.isi)

    def _tanya(self, k: Kolom) -> Peran:
        """A column of answers, and the unsur they are about."""
        calon = find_calon(tanpa_skala(k.kepala, self.unsur), self.unsur)
        if salah := self._salah_skala(k, calon or self.unsur):
            return salah
        if memuat(ringkas(k.kepala), load_aturan("forms")["bebas"]):
            calon = [u for u in calon if cocok(k.isi, u, self.kosakata) is not False]
        if calon:
            return self._pilih(k, calon)
        lain = self._lain(k)
        if lain.alasan == TAK_DIKENAL and k.isi:
            return Peran(k, "ragu", "", "pertanyaannya bukan salah satu unsur", self.pilihan)
        return lain

    def _salah_skala(self, k: Kolom, calon: Sequence[Unsur]) -> Peran | None:
        """Refused where the head says that its numbers mean something else; calon: its unsur."""
        if not calon or not (sebab := periksa_skala(tanpa_nomor(k.kepala), calon)):
            return None
        alasan, kode = f"skala angka pada judulnya {sebab}", tuple(u.kode for u in calon)
        return Peran(k, "salah", alasan=alasan, pilihan=kode, saran=SARAN[sebab])

    def _pilih(self, k: Kolom, calon: list[Unsur]) -> Peran:
        """By the head alone where it is clear; among several by the words of the answers."""
        cocok_kata = [u for u in calon if cocok(k.isi, u, self.kosakata)]
        calon = cocok_kata if len(calon) > 1 and len(cocok_kata) == 1 else calon
        ragu = memuat(ringkas(tanpa_skala(k.kepala, self.unsur)), load_aturan("forms")["ragu"])
        lain = not cocok_kata and any(cocok(k.isi, u, self.kosakata) for u in self.unsur)
        if len(calon) == 1 and not ragu and not lain:
            return Peran(k, "unsur", calon[0].kode)
        sebab = "jawabannya dari unsur lain" if lain else "judulnya dapat berarti lain"
        return Peran(k, "ragu", "", sebab, self.pilihan)

    def _lain(self, k: Kolom) -> Peran:
        """No question of the survey: a characteristic, or nothing to be taken."""
        teks = ringkas(k.kepala)
        if ciri := find_ciri(teks):
            if len(ciri) > 1:
                return Peran(k, "ragu", "", "lebih dari satu ciri", (*ciri, BUANG))
            return Peran(k, "ciri", ciri[0])
        alasan = alasan_kepala(k.kepala)
        if not alasan and find_calon(k.kepala, self.unsur):
            alasan = "isinya bukan jawaban"
        return Peran(k, "buang", alasan=alasan or TAK_DIKENAL)


def _tanpa_pribadi(p: Peran) -> Peran:
    """A head that may not be named cannot be asked for."""
    if p.jenis == "ragu" and is_pribadi(p.kolom.kepala):
        return replace(p, jenis="salah", alasan="judulnya memuat nomor, alamat, atau nama")
    return p


def find_calon(kepala: str, unsur: Sequence[Unsur]) -> list[Unsur]:
    """The unsur a head may ask for; what stands in brackets at its end says it first."""
    for teks in filter(None, (isi_siku(kepala), kepala)):
        rapi = ringkas(tanpa_nomor(teks))
        tepat = [u for u in unsur if rapi in (ringkas(u.nama), ringkas(u.baku or ""))]
        if calon := tepat or [u for u in unsur if _menyebut(rapi, u)]:
            return calon
    return []


def _menyebut(rapi: str, u: Unsur) -> bool:
    if u.baku is None:
        return bool(rapi) and set(ringkas(u.nama).split()) <= set(rapi.split())
    aturan = next(x for x in load_aturan("skm")["unsur"] if x["nama"] == u.baku)
    return any(k in rapi for k in (*aturan["kata"], *aturan["tanya"]))


def find_ciri(teks: str) -> list[str]:
    """Fields of the characteristics a folded head names."""
    aturan = load_aturan("forms")
    if tepat := [n for n in CIRI if teks in aturan["ciri_tepat"].get(n, ())]:
        return tepat
    if berawal(teks, aturan["pribadi"]) or memuat(teks, aturan["bebas"]):
        return []
    return [n for n in CIRI if memuat(teks, aturan["ciri"][n])]
