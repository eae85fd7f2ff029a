"""Amounts of one column: read right, or refused; what one cell leaves open the column settles."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from lkip_helpers.schema.numbers import NotNumber, parse_number

Number = dict[int, int | None]
_SURE = re.compile(r"\d{1,3}(?:([.,])\d{3}){2,}(?!\d)|\d{1,3}([.,])\d{3}(?=[.,]\d{1,2}\b(?!\.\d))")
_SINGLE = re.compile(r"\d{1,3}([.,])\d{3}")
_CORE = re.compile(r"[^\d.,]")
ADVICE = "ketik sebagai angka tanpa pemisah di ekspornya"
SMALL = 1000


def read_rupiah(cells: Mapping[int, Any]) -> tuple[Number, dict[int, NotNumber]]:
    """Whole rupiah by row (None: empty or a dash), and what each unreadable row has wrong."""
    separator, dotted = _separators(cells.values()), any(map(_grouped, cells.values()))
    result: Number = {}
    wrong: dict[int, NotNumber] = {}
    for rows, content in cells.items():
        try:
            result[rows] = _rupiah(content, separator, dotted=dotted)
        except NotNumber as error:
            wrong[rows] = error
    return result, wrong


def _rupiah(content: Any, separator: set[str], *, dotted: bool) -> int | None:
    if isinstance(content, str):
        single = _SINGLE.fullmatch(_core(content))
        if single and separator != {single[1]}:
            raise NotNumber(f"“{content.strip()}” dapat dibaca dengan dua cara", ADVICE)
        if brackets := re.fullmatch(r"\(\s*(.+?)\s*\)", content.strip()):
            depth = _rupiah(brackets[1], separator, dotted=dotted)
            return None if depth is None else -abs(depth)
    elif isinstance(content, float):
        content = round(content, 6)
    number = parse_number(content, whole=True)
    if dotted and not isinstance(content, str) and number is not None and 0 < abs(number) < SMALL:
        raise NotNumber(
            f"{number} berdiri di antara angka berpemisah ribuan; mungkin Excel membuang nolnya",
            "periksa terhadap dokumen aslinya, lalu ketik sebagai angka tanpa pemisah",
        )
    return None if number is None else int(number)


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
