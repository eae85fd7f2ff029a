"""Amounts of one column: read right, or refused; what one cell leaves open the column settles."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from lkip_helpers.intake.angka import BukanAngka, parse_angka

Angka = dict[int, int | None]
_PASTI = re.compile(r"\d{1,3}(?:([.,])\d{3}){2,}(?!\d)|\d{1,3}([.,])\d{3}(?=[.,]\d{1,2}\b(?!\.\d))")
_TUNGGAL = re.compile(r"\d{1,3}([.,])\d{3}")
_INTI = re.compile(r"[^\d.,]")
SARAN = "ketik sebagai angka tanpa pemisah di ekspornya"
KECIL = 1000


def read_rupiah(sel: Mapping[int, Any]) -> tuple[Angka, dict[int, BukanAngka]]:
    """Whole rupiah by row (None: empty or a dash), and what each unreadable row has wrong."""
    pemisah, bertitik = _pemisah(sel.values()), any(map(_berkelompok, sel.values()))
    hasil: Angka = {}
    salah: dict[int, BukanAngka] = {}
    for baris, isi in sel.items():
        try:
            hasil[baris] = _rupiah(isi, pemisah, bertitik=bertitik)
        except BukanAngka as galat:
            salah[baris] = galat
    return hasil, salah


def _rupiah(isi: Any, pemisah: set[str], *, bertitik: bool) -> int | None:
    if isinstance(isi, str):
        tunggal = _TUNGGAL.fullmatch(_inti(isi))
        if tunggal and pemisah != {tunggal[1]}:
            raise BukanAngka(f"“{isi.strip()}” dapat dibaca dengan dua cara", SARAN)
        if kurung := re.fullmatch(r"\(\s*(.+?)\s*\)", isi.strip()):
            dalam = _rupiah(kurung[1], pemisah, bertitik=bertitik)
            return None if dalam is None else -abs(dalam)
    elif isinstance(isi, float):
        isi = round(isi, 6)
    angka = parse_angka(isi, bulat=True)
    if bertitik and not isinstance(isi, str) and angka is not None and 0 < abs(angka) < KECIL:
        raise BukanAngka(
            f"{angka} berdiri di antara angka berpemisah ribuan; mungkin Excel membuang nolnya",
            "periksa terhadap dokumen aslinya, lalu ketik sebagai angka tanpa pemisah",
        )
    return None if angka is None else int(angka)


def _pemisah(isi: Iterable[Any]) -> set[str]:
    """The thousands separators of a column: those that are sure, or else those that may be."""
    teks = [_inti(v) for v in isi if isinstance(v, str)]
    pasti = {m[1] or m[2] for t in teks if (m := _PASTI.match(t))}
    return pasti or {m[1] for t in teks if (m := _TUNGGAL.fullmatch(t))}


def _berkelompok(isi: Any) -> bool:
    return isinstance(isi, str) and bool(re.match(r"\d{1,3}[.,]\d{3}(?!\d)", _inti(isi)))


def _inti(teks: str) -> str:
    """Digits and separators only, without the ornaments around a number."""
    return _INTI.sub("", re.sub(r",-+\s*$", "", teks.strip()).replace("Rp.", "")).strip(".,")


def is_cocok_persen(isi: Any, tepat: float) -> bool:
    """Whether a percentage as printed is `tepat`, within one unit of its last digit.

    A number may be a share that Excel shows as a percentage. What is no number is not compared.
    """
    try:
        angka = parse_angka(isi)
    except BukanAngka:
        try:
            angka = parse_angka(re.sub(r"[.](?=\d+\s*%?\s*$)", ",", str(isi)))
        except BukanAngka:
            return False
    if angka is None:
        return True
    desimal = len(re.sub(r"\D", "", str(isi).replace(".", ",").partition(",")[2]))
    batas = max(10.0**-desimal, 1e-6)
    if abs(angka - tepat) <= batas + 1e-9:
        return True
    return not isinstance(isi, str) and abs(angka * 100 - tepat) <= batas * 100 + 1e-9
