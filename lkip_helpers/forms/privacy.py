"""Personal data, known by its head or by its look; what is known so goes no further than here."""

import re
from collections.abc import Sequence
from typing import Any

from lkip_helpers.forms.words import cell_text, contains, short, starts_with
from lkip_helpers.rules import load_rules

PARTIAL = 0.3  # a column with this share of personal cells is a personal column
_ON_BEHALF = re.compile(r"\b(a\.?\s?n\.|a/n|atas nama|nama\s*:)|\bnama saya\b", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.\w+")
_LONG_NUMBER = re.compile(r"\+?\d(?:[\s.\-/()]*\d){8,}")  # 9 digits and more: NIK, NIP, telephone
_IP = re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b")
_LINK = re.compile(r"https?://|www\.|@\w{3,}", re.IGNORECASE)


def is_personal(value: Any) -> bool:
    """Whether a cell looks like somebody's: a number of 9 digits and more, an address, a name."""
    if value is None or isinstance(value, bool):
        return False
    if isinstance(value, int | float):
        return abs(value) >= 10**8
    text = cell_text(value)
    pattern = (_MAIL, _LONG_NUMBER, _IP, _LINK, _ON_BEHALF)
    return isinstance(value, str) and any(p.search(text) for p in pattern)


def is_personal_column(content: Sequence[Any]) -> bool:
    """Whether a column is personal by what it holds; content: its filled cells."""
    return bool(content) and sum(map(is_personal, content)) >= PARTIAL * len(content)


def header_reason(header: str) -> str:
    """Why a column is left out by its head: personal, or free text; "" for any other."""
    rule, text = load_rules("forms"), short(header)
    if always_personal(header) or contains(text, rule["pribadi"]):
        return "" if starts_with(text, rule["bukan_pribadi_awal"]) else "data pribadi"
    return "isian bebas" if contains(text, rule["bebas"]) else ""


def always_personal(header: str) -> bool:
    """Whether a head is personal whatever its column holds: it begins with nama, NIK, alamat."""
    rule, text = load_rules("forms"), short(header)
    initial = starts_with(text, rule["pribadi_awal"])
    return initial and not starts_with(text, rule["bukan_pribadi_awal"])


def phrase_header(header: Any) -> str:
    """A head as it may be named: one that looks personal itself is not."""
    return "(tidak ditampilkan)" if is_personal(header) else cell_text(header)
