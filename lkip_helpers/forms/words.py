"""Texts and timestamps of heads and answers, in a form that can be compared."""

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache, partial
from typing import Any

from lkip_helpers.compute.rounding import round_half_up
from lkip_helpers.rules import load_pattern, load_rules
from lkip_helpers.schema.cells import tidy_text
from lkip_helpers.schema.numbers import swap_marks

pattern = partial(load_pattern, "forms")
NUMBER_WORDS = ("satu", "dua", "tiga", "empat", "lima")
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
EXCEL_START = datetime(1899, 12, 30)  # noqa: DTZ001 day 0 of a worksheet, in no time zone
_YEARS = ("leading_year", "joined_year", "month_year", "trailing_year")


def cell_text(value: Any) -> str:
    """A cell as text, other forms of letters and digits (Ⅲ, ４) as the usual ones."""
    return tidy_text(_unify(value) if isinstance(value, str) else value)


@lru_cache(maxsize=50_000)
def _unify(text: str) -> str:
    """The usual forms of its letters and digits, without characters that show nothing."""
    usual = unicodedata.normalize("NFKC", text)
    return "".join(c for c in usual if unicodedata.category(c) != "Cf")


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """A text in lower case, letters and digits only, usual abbreviations written out."""
    spelling = load_rules("forms")["ejaan"]
    words = "".join(c if c.isalnum() else " " for c in _unify(text).casefold()).split()
    return " ".join(spelling.get(w, w) for w in words)


def strip_number(text: str) -> str:
    """A head without the number it begins with."""
    return pattern("nomor_judul").sub("", text, count=1)


def contains(text: str, phrases: Iterable[str]) -> bool:
    """Whether folded `text` has one of these phrases as whole words."""
    return any(f" {p} " in f" {text} " for p in phrases)


def starts_with(text: str, phrases: Iterable[str]) -> bool:
    """Whether folded `text` begins with one of these phrases as whole words."""
    return any(f"{text} ".startswith(f"{p} ") for p in phrases)


def format_decimals(value: float) -> str:
    """3,63: a mean as it is printed."""
    return swap_marks(str(round_half_up(value, 2)))


def read_tahun(value: Any, *, is_time: bool = False) -> int | None:
    """Year of a timestamp, a date, a text or a serial number of Excel; None of anything else.

    is_time: the column holds times, so that a whole number is a day too, and no postal code.
    """
    if isinstance(value, date):
        return value.year
    if isinstance(value, str) and pattern("saat_excel").fullmatch(value.strip()):
        value = float(value.strip().replace(",", "."))
    if isinstance(value, int | float) and 36_526 <= value < 73_050:
        return (EXCEL_START + timedelta(days=value)).year if is_time or value % 1 else None
    match = pattern("saat").fullmatch(value.strip()) if isinstance(value, str) else None
    tahun = int(next(filter(None, map(match.group, _YEARS)))) if match else None
    return tahun + 2000 if tahun is not None and tahun < 100 else tahun


def has_time(value: Any) -> bool:
    """Whether a timestamp has the time of day too."""
    if isinstance(value, datetime):
        return (value.hour, value.minute, value.second) != (0, 0, 0)
    match = pattern("saat").fullmatch(value.strip()) if isinstance(value, str) else None
    return isinstance(value, float) or bool(match and (match["time"] or match["early"]))
