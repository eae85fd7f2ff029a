"""Dates as an Indonesian reader writes them."""

from datetime import date

BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_NOMOR = {nama.casefold(): nomor for nomor, nama in enumerate(BULAN, 1)}


def parse_tanggal(teks: str) -> date | None:
    """`24 Februari 2022` as a date; None where the text is not so written.

    Raises ValueError where it is, but there is no such day.
    """
    match teks.casefold().split():
        case [hari, bulan, tahun] if hari.isdecimal() and bulan in _NOMOR and tahun.isdecimal():
            return date(int(tahun), _NOMOR[bulan], int(hari))
    return None


def format_tanggal(hari: date) -> str:
    """A date as `24 Februari 2022`."""
    return f"{hari.day} {BULAN[hari.month - 1]} {hari.year}"
