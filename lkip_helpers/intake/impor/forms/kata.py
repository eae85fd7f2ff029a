"""Words of heads and answers, folded so that they can be compared."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from lkip_helpers.aturan import load_aturan

_PENOMORAN = re.compile(r"^\W*(?:\d{1,2}|[a-z]|u\d{1,2})\s*[.)\]:\-–]+\s*(?=\S)", re.IGNORECASE)
_SIKU = re.compile(r"\[([^\[\]]+)\]\s*$")


def teks_sel(nilai: Any) -> str:
    """A cell as text, spaces folded; a whole float without its .0."""
    if isinstance(nilai, float) and nilai.is_integer():
        nilai = int(nilai)
    return "" if nilai is None else " ".join(unicodedata.normalize("NFKC", str(nilai)).split())


@lru_cache(maxsize=50_000)
def ringkas(teks: str) -> str:
    """Letters and digits only, small, usual abbreviations written out, one space between words."""
    ejaan = load_aturan("forms")["ejaan"]
    rata = unicodedata.normalize("NFKC", teks).casefold()
    kata = "".join(h if h.isalnum() else " " for h in rata).split()
    return " ".join(ejaan.get(k, k) for k in kata)


def tanpa_nomor(teks: str) -> str:
    """A head without the number it begins with."""
    return _PENOMORAN.sub("", teks, count=1)


def isi_siku(teks: str) -> str:
    """What a grid question has in brackets at its end: `Pertanyaan [Persyaratan]`; or ""."""
    siku = _SIKU.search(teks)
    return siku[1] if siku else ""


def memuat(teks: str, frasa: Iterable[str]) -> bool:
    """Whether folded `teks` has one of these phrases as whole words."""
    return any(f" {f} " in f" {teks} " for f in frasa)


def berawal(teks: str, frasa: Iterable[str]) -> bool:
    """Whether folded `teks` begins with one of these phrases as whole words."""
    return any(f"{teks} ".startswith(f"{f} ") for f in frasa)
