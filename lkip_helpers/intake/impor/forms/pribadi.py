"""Personal data, known by its head or by its look; what is known so goes no further than here."""

import re
from collections.abc import Sequence
from typing import Any

from lkip_helpers.aturan import load_aturan
from lkip_helpers.intake.impor.forms.kata import berawal, memuat, ringkas, teks_sel

SEBAGIAN = 0.3  # a column with this share of personal cells is a personal column
_ATAS_NAMA = re.compile(r"\b(a\.?\s?n\.|a/n|atas nama|nama\s*:)|\bnama saya\b", re.IGNORECASE)
_SURAT = re.compile(r"[^\s@]+@[^\s@]+\.\w+")
_ANGKA_PANJANG = re.compile(r"\+?\d(?:[\s.\-/()]*\d){8,}")  # 9 digits and more: NIK, NIP, telephone
_IP = re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b")
_TAUT = re.compile(r"https?://|www\.|@\w{3,}", re.IGNORECASE)


def is_pribadi(nilai: Any) -> bool:
    """Whether a cell looks like somebody's: a number of 9 digits and more, an address, a name."""
    if nilai is None or isinstance(nilai, bool):
        return False
    if isinstance(nilai, int | float):
        return abs(nilai) >= 10**8
    teks = teks_sel(nilai)
    pola = (_SURAT, _ANGKA_PANJANG, _IP, _TAUT, _ATAS_NAMA)
    return isinstance(nilai, str) and any(p.search(teks) for p in pola)


def is_kolom_pribadi(isi: Sequence[Any]) -> bool:
    """Whether a column is personal by what it holds; isi: its filled cells."""
    return bool(isi) and sum(map(is_pribadi, isi)) >= SEBAGIAN * len(isi)


def alasan_kepala(kepala: str) -> str:
    """Why a column is left out by its head: personal, or free text; "" for any other."""
    aturan, teks = load_aturan("forms"), ringkas(kepala)
    if selalu_pribadi(kepala) or memuat(teks, aturan["pribadi"]):
        return "" if berawal(teks, aturan["bukan_pribadi_awal"]) else "data pribadi"
    return "isian bebas" if memuat(teks, aturan["bebas"]) else ""


def selalu_pribadi(kepala: str) -> bool:
    """Whether a head is personal whatever its column holds: it begins with nama, NIK, alamat."""
    aturan, teks = load_aturan("forms"), ringkas(kepala)
    awal = berawal(teks, aturan["pribadi_awal"])
    return awal and not berawal(teks, aturan["bukan_pribadi_awal"])


def sebut_kepala(kepala: Any) -> str:
    """A head as it may be named: one that looks personal itself is not."""
    return "(tidak ditampilkan)" if is_pribadi(kepala) else teks_sel(kepala)
