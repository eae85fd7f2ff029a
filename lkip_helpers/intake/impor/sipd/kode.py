"""Budget codes (Permendagri 90/2019) as exports write them: whole, split, glued, as numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from typing import Any


class Tingkat(IntEnum):
    """Depth of a row; belanja lies below the sub kegiatan, deeper with every part of its code."""

    URUSAN = 0
    BIDANG = 1
    ORGANISASI = 2
    PROGRAM = 3
    KEGIATAN = 4
    SUB = 5
    BELANJA = 6


@dataclass(frozen=True)
class Kode:
    """One code: its depth (BELANJA and beyond for rekening), its text without organisation."""

    dalam: int
    teks: str

    @property
    def tingkat(self) -> Tingkat:
        return Tingkat(min(self.dalam, Tingkat.BELANJA))


class KodeSalah(ValueError):
    """A code that Excel or a hand has spoiled; in Indonesian, with its cure."""

    def __init__(self, pesan: str, saran: str) -> None:
        super().__init__(pesan)
        self.saran = saran


_ORGANISASI = r"\d\.\d\d\.\d\.\d\d\.\d\.\d\d\.\d\d(?:\.\d{4})?"
_BERORGANISASI = re.compile(rf"(?:\d\.\d\d\.)?{_ORGANISASI}(?:\.(?P<sisa>.+))?")
_BELANJA = r"[456]\.\d(?:\.\d\d){0,3}(?:\.\d{4,5})?"
_KEGIATAN = re.compile(
    r"(?:(?P<dobel>\d\.\d\d)\.(?=(?P=dobel)\.\d\d))?(?P<program>(?:\d\.\d\d|X\.XX)\.\d\d)"
    rf"(?:\.(?P<kegiatan>\d\.\d\d)(?:\.(?P<sub>\d{{2,4}}))?)?(?:\.(?P<belanja>{_BELANJA}))?"
)
_TEMPEL = re.compile(r"\[?([\dX](?:\s?\.\s?[\dX]+)*)\.?\]?(?:\s*[-–:]\s*|\s+)(\D.*)", re.DOTALL)
_LUAS = (1, 2, 2, 1, 2, 2)  # digits of each part down to the sub kegiatan
_MIRIP = re.compile(r"[\dX](?:\s?\.\s?[\dX]+)+\.?")


def parse_kode(teks: str) -> Kode | None:
    """The code that `teks` is; None where it is none of those there are."""
    rapi = re.sub(r"\s*\.\s*", ".", teks.strip()).strip(".").upper()
    if m := _BERORGANISASI.fullmatch(rapi):
        if not m["sisa"]:
            return Kode(Tingkat.ORGANISASI, rapi)
        depan = rapi[:4]
        return parse_kode(m["sisa"]) or parse_kode(f"{depan}.{m['sisa']}")
    if m := _KEGIATAN.fullmatch(rapi):
        return _bertingkat(m)
    if re.fullmatch(_BELANJA, rapi):
        return Kode(_dalam_belanja(rapi), rapi)
    if re.fullmatch(r"\d\.\d\d", rapi):
        return Kode(Tingkat.BIDANG, rapi)
    return Kode(Tingkat.URUSAN, rapi) if re.fullmatch(r"\d", rapi) else None


def _bertingkat(m: re.Match[str]) -> Kode:
    if m["belanja"]:
        return Kode(_dalam_belanja(m["belanja"]), m["belanja"])
    bagian = [b for b in (m["program"], m["kegiatan"], m["sub"]) if b]
    return Kode(Tingkat.PROGRAM + len(bagian) - 1, ".".join(bagian))


def _dalam_belanja(teks: str) -> int:
    return Tingkat.BELANJA + teks.count(".")


def split_kode(teks: str) -> tuple[Kode | None, str]:
    """A code glued before a name, and the name; a lone digit is a code only before its own words.

    "7 UNSUR KEWILAYAHAN" has one, "2 unit komputer" has none.
    """
    rapi = " ".join(teks.replace("\u00a0", " ").split())
    if not (m := _TEMPEL.fullmatch(rapi)):
        return None, rapi
    kode = parse_kode(m[1])
    if kode is None or (len(kode.teks) == 1 and not is_tajuk(m[2])):
        return None, rapi
    return _pasti(kode, m[2]), m[2]


def is_tajuk(nama: str) -> bool:
    """Whether a name is one that stands beside a code of one digit."""
    return bool(re.match(r"(urusan|unsur|belanja|pendapatan|pembiayaan)\b", nama, re.IGNORECASE))


def _pasti(kode: Kode, nama: str) -> Kode:
    """A lone 5 is belanja where its name says so, and urusan otherwise."""
    belanja = kode.teks == "5" and re.match(r"belanja\b", nama, re.IGNORECASE)
    return Kode(Tingkat.BELANJA, "5") if belanja else kode


def is_mirip(teks: str) -> bool:
    """Whether a text looks like a code, glued or alone, though it may be none."""
    return bool(_MIRIP.match(teks.strip()))


def is_angka_kode(teks: str) -> bool:
    """Whether a text has only what codes have."""
    return bool(re.fullmatch(r"[\dXx.\s\u00a0]+", teks))


def read_kode(
    nilai: Sequence[Any], nama: str, lalu: Sequence[str]
) -> tuple[Kode | None, list[str]]:
    """The code of a row from its code cells, and their texts for the row below.

    lalu: the texts of the row above; parts left blank on the left are its. Raises KodeSalah.
    """
    bagian = [_teks(v) for v in nilai]
    isi = [i for i, b in enumerate(bagian) if b]
    if not isi:
        return None, list(lalu)
    kiri = isi[0]
    penuh = [*(lalu[:kiri] or [""] * kiri), *bagian[kiri:]]
    teks = ".".join(b.strip(" .") for b in penuh if b.strip(" ."))
    kode = (parse_kode(_berluas(teks)) if len(bagian) > 1 else None) or parse_kode(teks)
    if kode is None:
        raise KodeSalah(f"kode “{teks}” tidak dikenal", "tulis seperti 7.01.01.2.01.0001")
    return _pasti(kode, nama), penuh


def _teks(nilai: Any) -> str:
    """A code cell as text; Excel makes dates and numbers of codes."""
    if isinstance(nilai, date | datetime):
        raise KodeSalah(
            "kode telah diubah Excel menjadi tanggal",
            "ubah format kolom kode menjadi Teks, lalu ketik ulang kodenya",
        )
    if isinstance(nilai, float) and not nilai.is_integer():
        teks = repr(nilai)
        if len(teks.partition(".")[2]) != 2:
            raise KodeSalah(
                f"kode {teks} tersimpan sebagai angka sehingga nolnya tidak pasti",
                "ubah format kolom kode menjadi Teks, lalu ketik ulang kodenya",
            )
        return teks
    if isinstance(nilai, float):
        nilai = int(nilai)
    return "" if nilai is None else " ".join(str(nilai).replace("\u00a0", " ").split())


def _berluas(teks: str) -> str:
    """Parts split over cells, with the zeros that numbers lose."""
    bagian = teks.split(".")
    if len(bagian) > len(_LUAS):
        return teks
    return ".".join(b.zfill(w) for b, w in zip(bagian, _LUAS, strict=False))


def kunci_kode(teks: str) -> str:
    """A code for comparing: 7.01.01.2.01.01 and 7.01.01.2.01.0001 are one sub kegiatan."""
    depan, titik, akhir = teks.strip().rpartition(".")
    return f"{depan}{titik}{int(akhir)}" if akhir.isdecimal() else teks.strip()
