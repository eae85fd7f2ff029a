"""Amounts of one column: read right, or refused; what one cell leaves open the column settles."""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from lkip_helpers.schema.numbers import NotNumber, parse_number, parse_rupiah, rupiah

Rupiah = int | Decimal
ByRow = dict[int, Rupiah | None]
_SURE = re.compile(r"\d{1,3}(?:([.,])\d{3}){2,}(?!\d)|\d{1,3}([.,])\d{3}(?=[.,]\d{1,2}\b(?!\.\d))")
_SINGLE = re.compile(r"\d{1,3}([.,])\d{3}")
_GROUPED = re.compile(r"\d{1,3}[.,]\d{3}(?!\d)")
_SCIENTIFIC = re.compile(r"([-+]?\d)(?:[.,](\d+))?e([-+]?\d+)", re.IGNORECASE)
_ORNAMENT = re.compile(r"^['’`]|^idr\b\.?\s*|\s*\b(rp|idr)\.?$", re.IGNORECASE)
_CORE = re.compile(r"[^\d.,]")
ADVICE = "ketik sebagai angka tanpa pemisah di ekspornya"
SMALL = 1000


def read_rupiah(cells: Mapping[int, Any], factor: int = 1) -> tuple[ByRow, dict[int, NotNumber]]:
    """Rupiah by row, exact (None: empty or a dash), and what each unreadable row has wrong.

    factor: what the head says one of its units is. Sen are taken only among amounts, not among
    percentages or counts.
    """
    texts = {v: _core(v) for v in cells.values() if isinstance(v, str)}
    sure = {m[1] or m[2] for t in texts.values() if (m := _SURE.match(t))}
    separators = sure or {m[1] for t in texts.values() if (m := _SINGLE.fullmatch(t))}
    grouped = any(map(_GROUPED.match, texts.values()))
    decimals = 2 if factor == 1 else 5
    known: dict[tuple[type, Any], Rupiah | NotNumber | None] = {}
    result: ByRow = {}
    wrong: dict[int, NotNumber] = {}
    for number, cell in cells.items():
        key = (type(cell), cell)
        if key not in known:
            try:
                amount = _rupiah(cell, separators, decimals, grouped=grouped)
                known[key] = amount and _whole(amount * factor)
            except NotNumber as error:
                known[key] = error
        if isinstance(found := known[key], NotNumber):
            wrong[number] = found
        else:
            result[number] = found
    if all(absolute(v) < SMALL for v in result.values() if v is not None):
        for number in [n for n, v in result.items() if isinstance(v, Decimal)]:
            del result[number]
            wrong[number] = NotNumber("harus bilangan bulat", "periksa angkanya")
    return result, wrong


def _whole(amount: Rupiah) -> Rupiah:
    """An int where there are no sen."""
    return int(amount) if amount == int(amount) else amount


def absolute(amount: Rupiah) -> Rupiah:
    """Without its sign, of a type that is known."""
    return -amount if amount < 0 else amount


def round_amount(value: Rupiah) -> int:
    """Whole rupiah, half up."""
    return int(Decimal(value).quantize(Decimal(1), ROUND_HALF_UP))


def _rupiah(cell: Any, separators: set[str], decimals: int, *, grouped: bool) -> Rupiah | None:
    if cell is None:
        return None
    if isinstance(cell, str):
        cell = _ORNAMENT.sub("", cell.strip()).strip()
        if scientific := _SCIENTIFIC.fullmatch(cell):
            return _scientific(cell, scientific)
        single = _SINGLE.fullmatch(_core(cell))
        if single and separators != {single[1]}:
            raise NotNumber(f"“{cell}” dapat dibaca dengan dua cara", ADVICE)
        if brackets := re.fullmatch(r"\(\s*(.+?)\s*\)", cell):
            amount = _rupiah(brackets[1], separators, decimals, grouped=grouped)
            return None if amount is None else -absolute(amount)
        return parse_rupiah(cell, decimals)
    whole = isinstance(cell, float) and cell.is_integer()
    amount = int(cell) if whole else parse_rupiah(cell, decimals)
    if grouped and amount and absolute(amount) < SMALL:
        raise NotNumber(
            f"{amount} berdiri di antara angka berpemisah ribuan; mungkin Excel membuang nolnya",
            "periksa terhadap dokumen aslinya, lalu ketik sebagai angka tanpa pemisah",
        )
    return amount


def _scientific(text: str, m: re.Match[str]) -> Rupiah:
    """1.2000000000000000e+07 says every digit; 1,2E+07 may have lost some, and is refused."""
    value = Decimal(text.replace(",", "."))
    if value and len(m[2] or "") < int(m[3]):
        raise NotNumber(
            f"“{text}” angka ilmiah yang mungkin terpotong",
            "buka ekspor aslinya, ubah format kolomnya menjadi Angka, lalu simpan ulang",
        )
    return _whole(round(value, 2))


def _core(text: str) -> str:
    """Digits and separators only, without the ornaments around a number."""
    return _CORE.sub("", re.sub(r",-+\s*$", "", text.strip()).replace("Rp.", "")).strip(".,")


def is_fitting_percent(content: Any, exact: float) -> bool:
    """Whether a percentage as printed is `exact`, within one unit of its last digit.

    A number may be a share that Excel shows as a percentage. What is no number is not compared.
    """
    try:
        number = parse_number(content)
    except NotNumber:
        try:
            number = parse_number(re.sub(r"[.](?=\d+\s*%?\s*$)", ",", str(content)))
        except NotNumber:
            return False
    if number is None:
        return True
    decimals = len(re.sub(r"\D", "", str(content).replace(".", ",").partition(",")[2]))
    limit = max(10.0**-decimals, 1e-6)
    if abs(number - exact) <= limit + 1e-9:
        return True
    return not isinstance(content, str) and abs(number * 100 - exact) <= limit * 100 + 1e-9


def phrase(value: Any) -> str:
    """An amount as Indonesians write it, with its sen where it has any; "-" for none."""
    if value is None:
        return "-"
    if isinstance(value, Decimal):
        return f"{value:,.2f}".translate(str.maketrans(",.", ".,"))
    return rupiah(value)
