"""Numbers as they stand in Indonesian exports, parsed or refused with a reason.

Both conventions occur ("7.400.000", "6,899,605,174"), often as text. An ambiguous separator is
refused, unless the column holds whole numbers. A blank between digits groups thousands
("7 400 000") or is refused, since it may stand between two numbers.
"""

import math
import re
from decimal import Decimal
from functools import lru_cache
from typing import Any

from lkip_helpers.errors import LkipError

WRITE_ONLY = "ganti dengan angka lengkapnya saja, tanpa tanda dan kata lain"  # "≥ 85", "2 (dua)"
LARGEST = 10**15  # Excel keeps 15 digits; no office has that many rupiah
EMPTY = {"", "-", "–", "—", "−"}
_ORNAMENT = re.compile(r"^rp\.?\s*|\s*[,.]-+$", re.IGNORECASE)
_SIGNS = re.compile(
    r"(?P<buka>\()?\s*(?P<minus>[-−])?\s*(?P<inti>\d.*?)\s*(%|persen)?\s*(?P<tutup>\))?\s*%?",
    re.DOTALL | re.IGNORECASE,
)
_THOUSANDS_SPACE = re.compile(
    r"\d{1,3}(?P<spasi>[ \u00a0\u2007\u2009\u202f])\d{3}(?P<lagi>(?:(?P=spasi)\d{3})*)(?![\d\s])"
)
_SEPARATED = re.compile(r"\d[.,]?\s+[.,]?\d")
_THOUSANDS = {
    ".": re.compile(r"(?!0)\d{1,3}(\.\d{3})+(,(?P<desimal>\d+))?"),
    ",": re.compile(r"(?!0)\d{1,3}(,\d{3})+(\.(?P<desimal>\d+))?"),
}
_ZERO = re.compile(r"0+([.,]0+)*")
RUPIAH_DECIMALS = 2  # "7.400.000,00" is whole; "7.400,000" may be a slip for 7.400.000


class NotNumber(LkipError, ValueError):
    """A cell is not a number, or can be read as two; advice says how to mend it."""


@lru_cache(maxsize=4096, typed=True)  # answers of a survey are a few, many thousand times
def parse_number(value: Any, *, whole: bool = False) -> float | int | None:
    """A cell as a number; None where it is empty or a dash; "81,50%" is 81.5 (percent).

    whole: the column holds whole numbers, which settles "4.250" as 4250. Raises NotNumber.
    """
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        what = "ya/tidak" if isinstance(value, bool) else "tanggal atau waktu"
        raise NotNumber(f"isinya {what}, bukan angka", "tulis angka saja")
    number = _from_text(value, whole) if isinstance(value, str) else value
    if number is not None and not (math.isfinite(number) and abs(number) < LARGEST):
        raise NotNumber("angkanya terlalu besar", "periksa angkanya; paling banyak 15 angka")
    if number is None or not whole:
        return number
    if number != int(number):
        raise NotNumber("harus bilangan bulat", "hapus bagian desimalnya atau periksa angkanya")
    return int(number)


def parse_rupiah(value: Any, decimals: int = 2) -> int | Decimal | None:
    """A cell as rupiah: like parse_number of a whole number, but sen are kept as a Decimal.

    decimals: of the value, beyond which there is only noise of binary floats; amounts in thousands
    of rupiah have more.
    """
    number = _from_text(value, True) if isinstance(value, str) else parse_number(value)
    if number is None or number == int(number):
        return None if number is None else int(number)
    return drop_sen(Decimal(str(round(number, decimals))))


def drop_sen(amount: int | Decimal) -> int | Decimal:
    """An amount as an int where it has no sen."""
    return int(amount) if amount == int(amount) else amount


def rupiah(value: int) -> str:
    """Whole rupiah with dots between thousands."""
    return swap_marks(f"{value:,}")


def swap_marks(text: str) -> str:
    """A number as Indonesians write it: dots between thousands, a comma before the decimals."""
    return text.translate(str.maketrans(",.", ".,"))


def _from_text(raw: str, whole: bool) -> float | int | None:
    text = _ORNAMENT.sub("", raw.strip())
    if text in EMPTY:
        return None
    if len(text) > 60:
        raise NotNumber(f"teks “{text[:20]}…” bukan angka", "ganti dengan angka")
    sign = _SIGNS.fullmatch(text)
    number = _parse(_compact(sign["inti"], whole) if sign else "", whole)
    if sign is None or number is None or bool(sign["buka"]) != bool(sign["tutup"]):
        raise NotNumber(f"teks “{' '.join(raw.split())}” bukan angka", WRITE_ONLY)
    return -number if sign["minus"] or sign["buka"] else number


def _compact(core: str, whole: bool) -> str:
    """`core` without the blanks that group its thousands. Raises NotNumber for any other blank.

    A single group ("80 100") may also be two numbers, unless the column holds whole numbers.
    """
    group = _THOUSANDS_SPACE.match(core)
    if group and (whole or group["lagi"]):
        return core.replace(group["spasi"], "")
    if group or _SEPARATED.search(core):
        raise NotNumber(
            f"“{' '.join(core.split())}” dapat berarti lebih dari satu angka",
            "tulis satu angka dalam satu sel, tanpa spasi atau ganti baris di antaranya",
        )
    return core


def _parse(core: str, whole: bool) -> float | int | None:
    """Digits with separators as a number; None for anything else. Raises NotNumber."""
    if core.isdecimal():
        return int(core)
    if _ZERO.fullmatch(core):
        return 0
    if match := re.fullmatch(r"(\d+)([.,])(\d+)", core):
        return _parse_single(match[1], match[3], core, whole)
    for separator, pattern in _THOUSANDS.items():
        if match := pattern.fullmatch(core):
            if whole and len(match["desimal"] or "") > RUPIAH_DECIMALS:
                raise _ambiguous(core)
            plain = core.replace(separator, "").replace(",", ".")
            return float(plain) if match["desimal"] else int(plain)
    return None


def _parse_single(left: str, right: str, core: str, whole: bool) -> float | int:
    """A number with one separator, of thousands or decimals. Raises NotNumber if it may be both."""
    thousands = len(right) == 3 and len(left) <= 3 and not left.startswith("0")
    if thousands and whole:
        return int(left + right)
    if left == "0" or (len(right) <= RUPIAH_DECIMALS if whole else len(right) != 3):
        return float(f"{left}.{right}")
    raise _ambiguous(core)


def _ambiguous(core: str) -> NotNumber:
    left, right = re.split(r"[.,](?=\d+$)", core)
    left = re.sub(r"[.,]", "", left)
    return NotNumber(
        f"“{core}” dapat berarti {left}{right} atau {left},{right}",
        "ketik sebagai angka di Excel, bukan teks",
    )
