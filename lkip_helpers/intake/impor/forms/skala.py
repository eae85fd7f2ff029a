"""What a question says of its own scale: "(1 = tidak mudah, 4 = sangat mudah)", "(1-5)"."""

import re
from collections.abc import Sequence

from lkip_helpers.intake.impor.forms.kata import berawal
from lkip_helpers.intake.impor.forms.unsur import Unsur, kunci_jawaban

_ARTI = re.compile(r"\(?\s*(\d{1,2})\s*[=:]\s*([^\d=:;,()\[\]]+)[;,)]?")
_RENTANG = re.compile(r"\b[01]\s*(?:-|–|sampai|s\.?\s?d\.?|s/d|hingga)\s*(\d{1,2})\b")
_TERBAIK, _TERBURUK = (
    ("sangat",),
    ("tidak", "buruk", "sangat tidak", "sangat buruk", "sangat kurang"),
)


def tanpa_skala(kepala: str) -> str:
    """A question without what it says of its scale."""
    return _ARTI.sub(" ", kepala)


def periksa_skala(kepala: str, unsur: Sequence[Unsur]) -> str:
    """Why its numbers cannot be read as 1 (worst) to 4 (best); "" where nothing speaks against it.

    unsur: those the question may be about.
    """
    arti = [(int(n), kunci_jawaban(t)) for n, t in _ARTI.findall(kepala)]
    ujung = [int(n) for n in _RENTANG.findall(kepala)]
    if any(n not in (1, 2, 3, 4) for n, _ in arti) or any(n != 4 for n in ujung):
        return "skala pada judulnya bukan 1 sampai 4"
    if any(n not in _nilai(teks, n, unsur) for n, teks in arti):
        return "skala angka pada judulnya terbalik"
    return ""


def _nilai(teks: str, tertulis: int, unsur: Sequence[Unsur]) -> set[int]:
    """What the words are worth; what cannot be told is taken as it is written."""
    if tahu := {u.skala[teks] for u in unsur if teks in u.skala}:
        return tahu
    if berawal(teks, _TERBURUK):
        return {1}
    return {4} if berawal(teks, _TERBAIK) else {tertulis}
