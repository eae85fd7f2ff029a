"""Amounts of one column: read right, or refused; what one cell leaves open the column settles."""

import re
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from lkip_helpers.intake.checks import rupiah
from lkip_helpers.schema.numbers import NotNumber, parse_number, parse_rupiah

Values = int | Decimal
Number = dict[int, Values | None]
_SURE = re.compile(r"\d{1,3}(?:([.,])\d{3}){2,}(?!\d)|\d{1,3}([.,])\d{3}(?=[.,]\d{1,2}\b(?!\.\d))")
_SINGLE = re.compile(r"\d{1,3}([.,])\d{3}")
_SCIENTIFIC = re.compile(r"([-+]?\d)(?:[.,](\d+))?e([-+]?\d+)", re.IGNORECASE)
_ORNAMENT = re.compile(r"^['’`]|^idr\b\.?\s*|\s*\b(rp|idr)\.?$", re.IGNORECASE)
_CORE = re.compile(r"[^\d.,]")
ADVICE = "ketik sebagai angka tanpa pemisah di ekspornya"
SMALL = 1000


def read_rupiah(cells: Mapping[int, Any], times: int = 1) -> tuple[Number, dict[int, NotNumber]]:
    """Rupiah by row, exact (None: empty or a dash), and what each unreadable row has wrong.

    kali: what the head says one of its units is. Sen are taken only among amounts, not among
    percentages or counts.
    """
    separator, dotted = _separators(cells.values()), any(map(_grouped, cells.values()))
    result: Number = {}
    wrong: dict[int, NotNumber] = {}
    for rows, content in cells.items():
        try:
            result[rows] = _times(_rupiah(content, separator, dotted=dotted), times)
        except NotNumber as error:
            wrong[rows] = error
    if all(absolute(n) < SMALL for n in result.values() if n is not None):
        for rows in [b for b, n in result.items() if isinstance(n, Decimal)]:
            del result[rows]
            wrong[rows] = NotNumber("harus bilangan bulat", "periksa angkanya")
    return result, wrong


def absolute(value: Values) -> Values:
    """Without its sign."""
    return -value if value < 0 else value


def round_amount(value: Values) -> int:
    """Whole rupiah, half up."""
    return int(Decimal(value).quantize(Decimal(1), ROUND_HALF_UP))


def _times(value: Values | None, times: int) -> Values | None:
    if value is None or times == 1:
        return value
    result = value * times
    return int(result) if result == int(result) else result


def _rupiah(content: Any, separator: set[str], *, dotted: bool) -> Values | None:
    if isinstance(content, str):
        content = _ORNAMENT.sub("", content.strip())
        if scientific := _SCIENTIFIC.fullmatch(content.strip()):
            return _scientific(content.strip(), scientific)
        single = _SINGLE.fullmatch(_core(content))
        if single and separator != {single[1]}:
            raise NotNumber(f"“{content.strip()}” dapat dibaca dengan dua cara", ADVICE)
        if brackets := re.fullmatch(r"\(\s*(.+?)\s*\)", content.strip()):
            depth = _rupiah(brackets[1], separator, dotted=dotted)
            return None if depth is None else -absolute(depth)
    elif content is None:
        return None
    number = (
        int(content)
        if isinstance(content, float) and content.is_integer()
        else parse_rupiah(content)
    )
    if (
        dotted
        and not isinstance(content, str)
        and number is not None
        and 0 < absolute(number) < SMALL
    ):
        raise NotNumber(
            f"{number} berdiri di antara angka berpemisah ribuan; mungkin Excel membuang nolnya",
            "periksa terhadap dokumen aslinya, lalu ketik sebagai angka tanpa pemisah",
        )
    return number


def _scientific(text: str, m: re.Match[str]) -> Values:
    """1.2000000000000000e+07 says every digit; 1,2E+07 may have lost some, and is refused."""
    value = Decimal(text.replace(",", "."))
    if value and len(m[2] or "") < int(m[3]):
        raise NotNumber(
            f"“{text}” angka ilmiah yang mungkin terpotong",
            "buka ekspor aslinya, ubah format kolomnya menjadi Angka, lalu simpan ulang",
        )
    return int(value) if value == int(value) else round(value, 2)


def _separators(content: Iterable[Any]) -> set[str]:
    """The thousands separators of a column: those that are sure, or else those that may be."""
    text = [_core(v) for v in content if isinstance(v, str)]
    sure = {m[1] or m[2] for t in text if (m := _SURE.match(t))}
    return sure or {m[1] for t in text if (m := _SINGLE.fullmatch(t))}


def _grouped(content: Any) -> bool:
    return isinstance(content, str) and bool(re.match(r"\d{1,3}[.,]\d{3}(?!\d)", _core(content)))


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
