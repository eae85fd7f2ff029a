"""The head of a budget export: its rows, and what each of its columns is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from lkip_helpers.intake.angka import BukanAngka, parse_angka
from lkip_helpers.intake.buku import Lembar
from lkip_helpers.intake.impor.sipd.kode import is_mirip
from lkip_helpers.intake.impor.sipd.peran import KODE, NAMA, UANG, Peran, rapi_kepala, tell_peran
from lkip_helpers.intake.lembar import rapikan

PENCARIAN = 80
TINGGI = 4
PANJANG = 90
_NOMOR = re.compile(r"\(?(\d+)\)?(\.0)?(\s*=.*)?")
_POTONG = re.compile(r"[\dXx]+(\s?\.\s?[\dXx]+)*\.?")
_TINGKAT = re.compile(r"\b(urusan|bidang|program|kegiatan|organisasi|unit|skpd)\b")


@dataclass(frozen=True)
class Kolom:
    """One column: its number from 1, its heads from group to own, its role, why it is left out."""

    nomor: int
    jalur: tuple[str, ...]
    peran: Peran
    alasan: str = ""

    @property
    def teks(self) -> str:
        return " › ".join(self.jalur)


@dataclass(frozen=True)
class Kepala:
    """Rows awal to akhir are the head; kolom: every column that has a head or belongs to one."""

    awal: int
    akhir: int
    kolom: tuple[Kolom, ...] = field(default=())

    def nomor(self, *peran: Peran) -> list[int]:
        """Columns of these roles, from left to right."""
        return [k.nomor for k in self.kolom if k.peran in peran]

    @property
    def bertingkat(self) -> bool:
        """Whether program, kegiatan and sub kegiatan stand above one another, told by their code.

        Otherwise each has a column of its own.
        """
        return not all(self.nomor(p) for p in NAMA[1:])


def find_kepala(lembar: Lembar, tahun: int) -> Kepala | None:
    """The first rows that name a programme and an amount; None where there are none."""
    calon = [k for n in range(1, min(len(lembar.isi), PENCARIAN) + 1)
             if (k := _kepala_di(lembar, n, tahun))]  # fmt: skip
    berisi = [k for k in calon if k.nomor(*UANG)]
    return next(iter(berisi or [k for k in calon if k.nomor("pagu_lemah", "lain")]), None)


def _kepala_di(lembar: Lembar, awal: int, tahun: int) -> Kepala | None:
    isi = lembar.isi[awal - 1]
    terisi = [v for v in isi if rapikan(v)]
    if len(terisi) < 2 or not all(map(_mungkin, terisi)):
        return None
    akhir = _akhir(lembar, awal)
    jalur = _jalur(lembar, awal, akhir)
    kolom = [Kolom(k, j, *tell_peran(j, tahun)) for k, j in jalur.items()]
    kolom = list(_kenali_kode(kolom, lembar, akhir))
    if not any(k.peran in NAMA for k in kolom):
        return None
    return Kepala(awal, akhir, tuple(_seragamkan(kolom)))


def _mungkin(nilai: Any) -> bool:
    """Whether a cell can be a head: a short text (or a year) that is no code and no entry."""
    if not isinstance(nilai, str):
        return isinstance(nilai, int | float) and 1900 < nilai < 2101
    teks = nilai.strip()
    return len(teks) <= PANJANG and not is_mirip(teks) and not teks.startswith(":")


def _akhir(lembar: Lembar, awal: int) -> int:
    """Last row of the head: as deep as its merged cells, and rows of known words below."""
    akhir = max(
        [awal, *(b2 for b1, _, b2, _ in lembar.gabung if b1 == awal and b2 < awal + TINGGI)]
    )
    while akhir < min(len(lembar.isi), awal + TINGGI - 1) and _is_anak(lembar, akhir + 1):
        akhir += 1
    return akhir


def _is_anak(lembar: Lembar, nomor: int) -> bool:
    """Whether a row goes on the head: words only, most of them those of heads, none a name of ours.

    A cell below a head that stands alone and is no group is the first row of data.
    """
    isi = lembar.isi[nomor - 1]
    terisi = [(k, v) for k, v in enumerate(isi, 1) if rapikan(v)]
    if not terisi or is_nomor_kolom(isi) or not all(_mungkin(v) for _, v in terisi):
        return False
    if any(_angka(v) for _, v in terisi if isinstance(v, str)):
        return False
    return all(_kata_anak(rapi_kepala(str(v))) for _, v in terisi)


def _angka(nilai: str) -> bool:
    try:
        return parse_angka(nilai) is not None and not re.fullmatch(r"(19|20)\d\d", nilai.strip())
    except BukanAngka:
        return False


def _kata_anak(rapi: str) -> bool:
    """Words that stand in the second row of a head."""
    return rapi in {"", "-"} or bool(re.fullmatch(
        r"(19|20)\d\d|[tnupkb]\s?([-+]\s?1)?|bu|sk|%|\W*persen(tase)?\W*|\(?rp\)?|.*%.*"
        r"|(sebelum|sesudah|setelah|semula|menjadi|murni|induk)( (perubahan|pergeseran))?"
        r"|(perubahan|pergeseran|jumlah|total|nilai|keuangan|fisik|kinerja|selisih|sisa|volume"
        r"|satuan|target|realisasi|anggaran|pagu|tolok ukur( kinerja)?|indikator|uraian|kode)"
        r"|(jumlah|pagu|nilai|total|realisasi|sisa|target)? ?(anggaran|pagu|belanja|realisasi)"
        r"|\W*bertambah.*|\W*berkurang.*|belanja [a-z ]+|operasi|modal|t(id)?ak terduga|transfer"
        r"|sub|(sub )?(urusan|kegiatan|unit|organisasi|rekening)|bidang( urusan)?|program|skpd"
        r"|(s\.?d\.?|sampai dengan)?.*\b(bulan|periode|triwulan) (ini|lalu)|tahun n.*"
        r"|t [-+] 1", rapi,
    ))  # fmt: skip


def _jalur(lembar: Lembar, awal: int, akhir: int) -> dict[int, tuple[str, ...]]:
    """The heads above one another of each column; a group spreads over the columns below it."""
    petak = {(b, k): lembar.isi[b1 - 1][k1 - 1]
             for b1, k1, b2, k2 in lembar.gabung if awal <= b1 <= akhir
             for b in range(b1, b2 + 1) for k in range(k1, k2 + 1)}  # fmt: skip
    lebar = max(len(b) for b in lembar.isi[awal - 1 : akhir])
    mendatar = any(k2 > k1 for b1, k1, _, k2 in lembar.gabung if awal <= b1 <= akhir)
    hasil: dict[int, tuple[str, ...]] = {}
    kiri: dict[int, Any] = {}
    for k in range(1, lebar + 1):
        teks: list[str] = []
        for b in range(awal, akhir + 1):
            isi = petak.get((b, k), _ambil(lembar, b, k))
            bawah = any(rapikan(_ambil(lembar, n, k)) for n in range(b + 1, akhir + 1))
            if not rapikan(isi) and bawah and not mendatar:
                isi = kiri.get(b)
            elif rapikan(isi):
                kiri[b] = isi if bawah else None
            rapi = _tampil(isi)
            if rapi and rapi not in teks:
                teks.append(rapi)
        hasil[k] = tuple(teks)
    pertama = next(k for k, j in hasil.items() if j)
    return {k: j for k, j in hasil.items() if k >= pertama}


def _tampil(nilai: Any) -> str:
    if isinstance(nilai, float) and nilai.is_integer():
        nilai = int(nilai)
    return "" if nilai is None else " ".join(str(nilai).split())


def _ambil(lembar: Lembar, baris: int, kolom: int) -> Any:
    isi = lembar.isi[baris - 1] if baris <= len(lembar.isi) else []
    return isi[kolom - 1] if kolom <= len(isi) else None


def _kenali_kode(kolom: list[Kolom], lembar: Lembar, akhir: int) -> Iterator[Kolom]:
    """Columns that hold parts of a code although their head does not say code.

    Those without a head right of a code, and those called Program, Kegiatan … that hold digits.
    Texts without a head right of the names are names, set in by level.
    """
    kode = nama = False
    for k in kolom:
        isi = [v for b in range(akhir + 1, len(lembar.isi) + 1)
               if rapikan(v := _ambil(lembar, b, k.nomor))]  # fmt: skip
        potongan = bool(isi) and all(_POTONG.fullmatch(_tampil(v)) for v in isi)
        kata = rapi_kepala(k.jalur[-1]) if k.jalur else ""
        tingkat = bool(_TINGKAT.search(kata)) and "kode" not in kata
        if k.jalur and not (tingkat and potongan and k.peran != "tahun"):
            kode, nama = k.peran in KODE, k.peran == "uraian"
            yield k
        elif tingkat or (kode and potongan):
            kode = True
            yield Kolom(k.nomor, k.jalur, "kode")
        elif nama and isi and not any(_angka(_tampil(v)) for v in isi):
            yield Kolom(k.nomor, k.jalur, "uraian")
        elif isi:
            yield Kolom(k.nomor, (), "lain", "kolom tanpa judul")


def _seragamkan(kolom: list[Kolom]) -> Iterator[Kolom]:
    """Weak words mean the pagu only without better ones; codes beside one uraian are one code."""
    kuat = any(k.peran == "pagu" for k in kolom)
    berkolom = all(any(k.peran == p for k in kolom) for p in NAMA[1:])
    for k in kolom:
        if k.peran == "pagu_lemah":
            yield Kolom(k.nomor, k.jalur, "lain" if kuat else "pagu", "ada kolom pagu" * kuat)
        elif k.peran in KODE and not berkolom:
            yield Kolom(k.nomor, k.jalur, "kode")
        elif k.peran == "nomor":
            yield Kolom(k.nomor, k.jalur, "lain", "nomor urut")
        else:
            yield k


def is_nomor_kolom(isi: Sequence[Any]) -> bool:
    """Whether a row counts the columns: 1, 2, 3 … 6 = (5/4) × 100, perhaps in parentheses."""
    cocok = [_NOMOR.fullmatch(" ".join(str(v).split())) for v in isi if rapikan(v)]
    nomor = [int(c[1]) for c in cocok if c]
    return len(nomor) == len(cocok) > 1 and nomor[0] == 1 and nomor == sorted(set(nomor))
