"""Amounts of one column, read or refused; what one cell leaves open the whole column settles."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from lkip_helpers.compute.rounding import round_half_up
from lkip_helpers.schema.numbers import NotNumber, drop_sen, parse_rupiah, rupiah, swap_marks

Rupiah = int | Decimal
ByRow = dict[int, Rupiah | None]
_SURE = re.compile(r"\d{1,3}(?:([.,])\d{3}){2,}(?!\d)|\d{1,3}([.,])\d{3}(?=[.,]\d{1,2}\b(?!\.\d))")
_SINGLE = re.compile(r"\d{1,3}([.,])\d{3}")
_GROUPED = re.compile(r"\d{1,3}[.,]\d{3}(?!\d)")
_SCIENTIFIC = re.compile(r"([-+]?\d)(?:[.,](\d+))?e([-+]?\d+)", re.IGNORECASE)
_ORNAMENT = re.compile(r"^['’`]|^idr\b\.?\s*|\s*\b(rp|idr|rupiah)\.?$", re.IGNORECASE)
_NEGATIVE = re.compile(r"\(\s*(.+?)\s*\)|(.*\d)\s?[-−]")
_FOUR_DECIMALS = re.compile(r"(\d+[.,]\d\d)00")  # of a database; no group of thousands has four
NONE_WORDS = r"(?:nihil|nol|(?:tidak|belum) ada)(?: realisasi)?\W*"
AMOUNT_START = re.compile(rf"\W*((rp|idr)\W*)?(\d|{NONE_WORDS}$)", re.IGNORECASE)
_NOT_DIGIT = re.compile(r"[^\d.,]")
ADVICE = "ketik sebagai angka tanpa pemisah di ekspornya"
SMALL = 1000


def read_rupiah(cells: Mapping[int, Any], factor: int = 1) -> tuple[ByRow, dict[int, NotNumber]]:
    """Rupiah by row, exact (None: empty or a dash), and what each unreadable row has wrong.

    factor: rupiah in one unit of the column, by its head; where its numbers are split, a text
    "12.345" may be, too. Sen are read only in a column of amounts, not of percentages or counts.
    """
    texts = {_strip_ornaments(v) for v in cells.values() if isinstance(v, str)}
    separators = {found[1] or found[2] for found in map(_SURE.match, texts) if found}
    split = any(isinstance(v, float) and not v.is_integer() for v in cells.values()) and factor > 1
    if not separators and not split:
        separators = {found[1] for found in map(_SINGLE.fullmatch, texts) if found}
    grouped, decimals = any(map(_GROUPED.match, texts)), 2 if factor == 1 else 5
    amounts: ByRow = {}
    wrong: dict[int, NotNumber] = {}
    for number, cell in cells.items():
        try:
            amount = _read_cell(cell, frozenset(separators), decimals, grouped)
            amounts[number] = amount and drop_sen(amount * factor)
        except NotNumber as error:
            wrong[number] = error
    if all(absolute(a) < SMALL for a in amounts.values() if a is not None):
        for number in [n for n, a in amounts.items() if isinstance(a, Decimal)]:
            del amounts[number]
            wrong[number] = NotNumber("harus bilangan bulat", "periksa angkanya")
    return amounts, wrong


def add(amounts: Iterable[Rupiah | None]) -> Rupiah | None:
    """The sum of those amounts that there are; None where there are none."""
    filled = [a for a in amounts if a is not None]
    return sum(filled) if filled else None


def absolute(amount: Rupiah) -> Rupiah:
    """An amount without its sign; the type checker knows no abs() of both types."""
    return -amount if amount < 0 else amount


def round_amount(amount: Rupiah) -> int:
    """Whole rupiah, half up."""
    return int(round_half_up(amount, 0))


@lru_cache(maxsize=4096, typed=True)
def _read_cell(cell: Any, separators: frozenset[str], decimals: int, grouped: bool) -> Any:
    """Rupiah of a cell, None without any; grouped: cells of its column have thousands separators.

    Raises NotNumber.
    """
    if cell is None:
        return None
    if isinstance(cell, str):
        cell = _ORNAMENT.sub("", cell.strip()).strip()
        if scientific := _SCIENTIFIC.fullmatch(cell):
            return _read_scientific(cell, scientific)
        single = _SINGLE.fullmatch(_strip_ornaments(cell))
        if single and separators != {single[1]}:
            raise NotNumber(f"“{cell}” dapat dibaca dengan dua cara", ADVICE)
        if negative := _NEGATIVE.fullmatch(cell):
            inner = negative[1] or negative[2]
            amount = _read_cell(inner, separators, decimals, grouped)
            return None if amount is None else -absolute(amount)
        if cell.endswith("%"):
            raise NotNumber(f"“{cell}” persentase, bukan uang", "periksa kolom dan judulnya")
        if re.fullmatch(r"0\d+", cell):
            advice = "ambil ekspor .xlsx, atau CSV yang setiap angkanya diapit tanda petik"
            raise NotNumber(f"“{cell}” hanya potongan angka yang terbelah pemisahnya", advice)
        if re.fullmatch(NONE_WORDS, cell, re.IGNORECASE):
            return 0
        return parse_rupiah(_FOUR_DECIMALS.sub(r"\1", cell), decimals)
    is_whole = isinstance(cell, float) and cell.is_integer()
    amount = int(cell) if is_whole else parse_rupiah(cell, decimals)
    if grouped and amount and absolute(amount) < SMALL:
        cause = f"{amount} berdiri di antara angka berpemisah ribuan; mungkin Excel membuang nolnya"
        raise NotNumber(cause, f"periksa terhadap dokumen aslinya, lalu {ADVICE}")
    return amount


def _read_scientific(text: str, parts: re.Match[str]) -> Rupiah:
    """1.2000000000000000e+07 has every digit; 1,2E+07 may have lost some, and is refused."""
    value = Decimal(text.replace(",", "."))
    if value and len(parts[2] or "") < int(parts[3]):
        advice = "buka ekspor aslinya, ubah format kolomnya menjadi Angka, lalu simpan ulang"
        raise NotNumber(f"“{text}” angka ilmiah yang mungkin terpotong", advice)
    return drop_sen(round(value, 2))


def _strip_ornaments(text: str) -> str:
    """The digits and separators of a number, without what is written around it."""
    return _NOT_DIGIT.sub("", re.sub(r",-+\s*$", "", text.strip()).replace("Rp.", "")).strip(".,")


def phrase(amount: Any) -> str:
    """An amount as Indonesians write it, with its sen where it has any; "-" for none."""
    if amount is None:
        return "-"
    if isinstance(amount, Decimal):
        return swap_marks(f"{amount:,.2f}")
    return rupiah(amount)
