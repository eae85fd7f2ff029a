"""What looks like somebody's: it is never quoted, and no characteristic of respondents."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from typing import Any

from lkip_helpers.rules import load_rules

_ON_BEHALF = re.compile(r"\b(a\.?\s?n\.|a/n|atas nama|nama\s*:)|\bnama saya\b", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@]@[^\s@]+\.\w")
_JOINT = re.compile(r"\s*([-‐‑‒–—/])\s*")
FEWEST = 5  # people a group has at least that is kept or published by its name
HIDDEN = "(tidak ditampilkan)"
JOINED = "Kelompok kecil (digabung)"
TRAITS = ("jenis_kelamin", "usia", "pendidikan", "pekerjaan", "layanan")
_LONG_NUMBER = re.compile(r"\+?\d(?:[\s.\-/()]*\d){8,}")  # 9 digits and more: NIK, NIP, telephone
_WORD = re.compile(r"\w+")
_IP = re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b")
_LINK = re.compile(r"https?://|www\.|@\w{3,}", re.IGNORECASE)


def is_personal(value: Any) -> bool:
    """Whether a cell looks like somebody's: a number of 9 digits and more, an address, a name."""
    if value is None or isinstance(value, bool):
        return False
    if isinstance(value, int | float):
        return abs(value) >= 10**8
    text = unicodedata.normalize("NFKC", str(value))
    pattern = (_MAIL, _LONG_NUMBER, _IP, _LINK, _ON_BEHALF)
    return isinstance(value, str) and any(p.search(text) for p in pattern)


def fold_spelling(text: str) -> str:
    """A spelling without what makes no difference: case, kinds of dash, spaces around it."""
    return _JOINT.sub(lambda m: "/" if m[1] == "/" else "-", " ".join(text.split())).casefold()


def list_rare(trait: str, said: Mapping[int, str]) -> list[int]:
    """Rows whose characteristic few people share and no list of words has: it may be a name."""
    known = {*load_rules("forms")["isi_ciri"].get(trait, ())}
    tidy = {row: fold_spelling(text) for row, text in said.items()}
    rare = {text for text, n in Counter(tidy.values()).items() if n < FEWEST}
    named = {s for s in rare if not all(w.isdecimal() or w in known for w in _WORD.findall(s))}
    return [row for row, text in tidy.items() if text in named]


def phrase_header(header: Any) -> str:
    """A head as it may be named: one that looks personal itself is not."""
    return HIDDEN if is_personal(header) else " ".join(str(header).split())
