"""What an export says of its own scale: "(1 = tidak mudah, 4 = sangat mudah)", "(1-5)"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lkip_helpers.forms.wordings import Unsur, answer_key, vocabulary
from lkip_helpers.forms.words import cell_text, short, starts_with
from lkip_helpers.intake.workbook import address
from lkip_helpers.rules import load_rules

NOT_FOUR, REVERSED = "bukan 1 sampai 4", "terbalik"
ADVICE = {
    NOT_FOUR: "survei memakai jawaban 1 sampai 4, dan jawaban berskala lain tidak dapat diubah "
    "tanpa menebak; bila keterangannya yang keliru, perbaiki pada berkas ekspor",
    REVERSED: "balik angka jawabannya pada berkas ekspor (1 menjadi 4, 2 menjadi 3, dan "
    "seterusnya), lalu hapus keterangan skalanya",
}
_NUMBER = re.compile(r"(?<![\w.,/])\d{1,2}(?![\w/]|[.,]\d)")
_FIRM = re.compile(r"\s*[=:→]\s*([^\d=:;,()\[\]]+)")  # 1 = kata
_SOFT = re.compile(  # 1. kata, 1 (kata), 1 kata, 1 untuk kata
    r"[\s.)\]\-–]*[(\[]?\s*(?:(?:untuk|berarti|artinya|adalah|ialah)\s+)?([^\W\d][^\d=:;,()\[\]?]*)"
)
_REVERSE = re.compile(  # kata = 1, kata (1), kata bernilai 1
    r"([^\d=:;,()\[\]?]+?)\s*([=:→]|[(\[]|\b(?:bernilai|nilai|berarti|adalah))\s*$"
)
_SHORT_BAD = re.compile(r"S?T[BPMCSKJR]")  # TS, STS
_SHORT_GOOD = re.compile(r"S[BPMCSKJR]")  # SS
_RANGE = re.compile(r"\b[01]\s*(?:-|–|sampai|s\.?\s?d\.?|s/d|hingga)\s*(\d{1,2})\b")
_GOOD, _BAD = ("sangat",), ("tidak", "buruk")


@dataclass(frozen=True)
class _Meaning:
    """A number and the words for it; initial, end: where both stand; firm: joined by a sign."""

    number: int
    words: str
    initial: int
    end: int
    firm: bool


def without_scale(header: str, unsur: Sequence[Unsur]) -> str:
    """A question without what it says of its scale."""
    for a in reversed(_sure(list(_list_meanings(header, vocabulary(unsur))))):
        header = f"{header[: a.initial]} {header[a.end :]}"
    return header


def check_scale(text: str, unsur: Sequence[Unsur]) -> str:
    """Why numbers cannot be read as 1 (worst) to 4 (best); "" where nothing speaks against it.

    unsur: those the text may be about.
    """
    meaning = _sure(list(_list_meanings(text, vocabulary(unsur))))
    ends = [int(n) for n in _RANGE.findall(text)]
    if any(a.number not in (1, 2, 3, 4) for a in meaning) or any(n != 4 for n in ends):
        return NOT_FOUR
    is_reversed = (a.number not in _value(a.words, a.number, unsur) for a in meaning)
    return REVERSED if any(is_reversed) else ""


def check_remark(
    rows: Mapping[int, Sequence[Any]], unsur: Sequence[Unsur]
) -> tuple[str, str] | None:
    """The cell of a legend beside the table that `check_scale` refuses, and why.

    rows: the rows outside the table. A legend may be spread over cells; then the first is named.
    """
    cells = {
        address(n, k): t
        for n, content in rows.items()
        for k, v in enumerate(content, 1)
        if (t := cell_text(v))
    }
    every = "; ".join(" ".join(filter(None, map(cell_text, content))) for content in rows.values())
    for location, text in (*cells.items(), *((s, every) for s in list(cells)[:1])):
        has_scale = len(list(_list_meanings(text, vocabulary(unsur)))) > 1 or "skala" in short(text)
        if has_scale and (cause := check_scale(text, unsur)):
            return location, cause
    return None


def _sure(meaning: Sequence[_Meaning]) -> list[_Meaning]:
    """A number and a word that merely follows it say nothing of a scale; two such pairs do."""
    return [a for a in meaning if a.firm or len(meaning) > 1]


def _list_meanings(text: str, words: frozenset[str]) -> Iterator[_Meaning]:
    """Every number with the words of an answer beside it; no word goes with two numbers."""
    number = list(_NUMBER.finditer(text))
    used_up = 0
    end = [*(a.start() for a in number[1:]), len(text)]
    for m, following in zip(number, end, strict=False):
        if meaning := _read_meaning(text, m, (used_up, following), words):
            yield meaning
        used_up = max(m.end(), meaning.end if meaning else 0)


def _read_meaning(
    text: str, m: re.Match[str], limit: tuple[int, int], words: frozenset[str]
) -> _Meaning | None:
    """What the words around one number say, within `limit`: `1 = kata`, `kata = 1`, `1 kata`."""
    n, back = int(m[0]), text[m.end() : limit[1]]
    if (firm := _FIRM.match(back)) and short(firm[1]):
        content = _known(firm[1].split(), words) or firm[1].strip()
        return _Meaning(n, content, m.start(), m.end() + firm.end(), firm=True)
    reverse = _REVERSE.search(text[limit[0] : m.start()])
    if reverse and (content := _known(reverse[1].split()[::-1], words)):
        content = " ".join(content.split()[::-1])
        initial = limit[0] + reverse.end(1) - len(content)
        return _Meaning(n, content, initial, m.end(), firm=reverse[2] in "=:→")
    soft = _SOFT.match(back)
    if soft and (content := _known(soft[1].split(), words)):
        return _Meaning(n, content, m.start(), m.end() + soft.start(1) + len(content), firm=False)
    return None


def _known(words: Sequence[str], every: frozenset[str]) -> str:
    """The first of these words, as many as answers are made of."""
    count = next((i for i, k in enumerate(words) if not _is_word(k, every)), len(words))
    return " ".join(words[:count])


def _is_word(words: str, every: frozenset[str]) -> bool:
    short_form = _SHORT_BAD.fullmatch(words) or _SHORT_GOOD.fullmatch(words)
    return bool(short_form) or set(short(words).split()) <= every


def _value(words: str, written: int, unsur: Sequence[Unsur]) -> set[int]:
    """What the words are worth; what cannot be told is taken as it is written."""
    text = answer_key(words)
    if known_origin := {u.scale[text] for u in unsur if text in u.scale}:
        return known_origin
    flaws = load_rules("forms")["cela"]
    if starts_with(text, [f"tidak {k}" for k in flaws]):
        return {3, 4}
    if starts_with(text, [f"sangat {k}" for k in flaws]):
        return {1}
    if starts_with(text, _BAD) or _SHORT_BAD.fullmatch(words.strip()):
        return {1, 2}  # "tidak setuju" is 2 beside "sangat tidak setuju"
    good = starts_with(text, _GOOD) or _SHORT_GOOD.fullmatch(words.strip())
    return {4} if good else {written}
