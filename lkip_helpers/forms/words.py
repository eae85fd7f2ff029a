"""Words of heads and answers, folded so that they can be compared."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from lkip_helpers.rules import load_rules

_NUMBERING = re.compile(r"^\W*(?:\d{1,2}|[a-z]\d{0,2})\s*[.)\]:\-–]+\s*(?=\S)", re.IGNORECASE)
_BRACKETS = re.compile(r"\[([^\[\]]+)\]\s*$")


def cell_text(value: Any) -> str:
    """A cell as text, spaces folded; a whole float without its .0."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else " ".join(unicodedata.normalize("NFKC", str(value)).split())


@lru_cache(maxsize=50_000)
def short(text: str) -> str:
    """Letters and digits only, small, usual abbreviations written out, one space between words."""
    spelling = load_rules("forms")["ejaan"]
    alignment = unicodedata.normalize("NFKC", text).casefold()
    words = "".join(h if h.isalnum() else " " for h in alignment).split()
    return " ".join(spelling.get(k, k) for k in words)


def without_number(text: str) -> str:
    """A head without the number it begins with."""
    return _NUMBERING.sub("", text, count=1)


def bracket_content(text: str) -> str:
    """What a grid question has in brackets at its end: `Pertanyaan [Persyaratan]`; or ""."""
    square = _BRACKETS.search(text)
    return square[1] if square else ""


def contains(text: str, phrases: Iterable[str]) -> bool:
    """Whether folded `text` has one of these phrases as whole words."""
    return any(f" {f} " in f" {text} " for f in phrases)


def starts_with(text: str, phrases: Iterable[str]) -> bool:
    """Whether folded `text` begins with one of these phrases as whole words."""
    return any(f"{text} ".startswith(f"{f} ") for f in phrases)


def two_decimals(value: float) -> str:
    """3,63: a mean as it is told."""
    return f"{value:.2f}".replace(".", ",")
