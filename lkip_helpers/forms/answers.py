"""One answer as its value 1–4: read for certain, doubtful, or refused; never guessed."""

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lkip_helpers.forms.wordings import Unsur, answer_key
from lkip_helpers.forms.words import ROMAN, cell_text
from lkip_helpers.rules import load_mutu
from lkip_helpers.schema.cells import is_personal
from lkip_helpers.schema.numbers import EMPTY

_NUMBER = re.compile(
    r"(?:(?:skor|nilai|angka|poin|bintang)\s*:?\s*)?([1-4])([.,]0+)?\.?(?:\s*bintang)?",
    re.IGNORECASE,
)
_STARS = re.compile("([★⭐🌟✭⭑]+)([☆✩]*)")
_ROMAN = re.compile(r"\(?(i{1,3}|iv|v)[).]*", re.IGNORECASE)
_NOT_WORD = re.compile(r"[\W\d_]+")
_PREFIX = re.compile(r"^\W*(?:([a-eA-E])\s*[.)(\]:=\-–]+\s*|(\d)[\s.)(\]:=\-–]*)(?=[^\W\d])")
_SUFFIX = re.compile(r"(?:[\s(\[=:\-–]*(\d)\s*[)\]]?|\s*[(\[]\s*([a-eA-E])\s*[)\]])\W*$")
_SPLIT = re.compile(r"[,;|/\n]+|\bdan\b")
OUTSIDE = "jawaban {} di luar skala 1 sampai 4"
LONGEST_PHRASE = 4
GRADES = ("baik", "buruk", "cukup")
MULTIPLE = "lebih dari satu jawaban dalam satu sel"
UNKNOWN = "isinya bukan jawaban yang dikenal (tidak ditampilkan)"


@dataclass(frozen=True)
class Answer:
    """nilai: 1–4, or None where blank, doubtful or wrong; text: words to name it by.

    doubts: is to be asked for. wrong: why it is refused. number: a number without words.
    is_reversed: its number says another value than its words.
    """

    value: int | None = None
    text: str = ""
    doubts: bool = False
    wrong: str = ""
    number: bool = False
    is_reversed: bool = False


def read_answer(value: Any, scale: Mapping[str, int], vocabulary: frozenset[str]) -> Answer:
    """`value` on the scale of one unsur."""
    if value is None or (isinstance(value, str) and cell_text(value) in EMPTY):
        return Answer()
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return Answer(wrong="isinya tanggal atau ya/tidak, bukan jawaban")
    text = count_signs(cell_text(value))
    if number := _NUMBER.fullmatch(text):
        return Answer(int(number[1]), number[1], number=True)
    if _NOT_WORD.fullmatch(text):
        phrase = text if len(text) <= LONGEST_PHRASE else ""
        return Answer(wrong=OUTSIDE.format(phrase).replace("  ", " "))
    return _read_words(str(value), scale, vocabulary)


def count_signs(text: str) -> str:
    """★★★ and III as 3; ★★★☆☆, of a scale that is not ours, as the 5 there are."""
    if roman := _ROMAN.fullmatch(text):
        return str(ROMAN.index(roman[1].casefold()) + 1)
    stars = _STARS.fullmatch(text.replace("\ufe0f", "").replace(" ", ""))
    if stars is None:
        return text
    full, every = len(stars[1]), len(stars[0])
    return str(full if every in (full, 4) else every)


def _read_words(genuine: str, scale: Mapping[str, int], vocabulary: frozenset[str]) -> Answer:
    text = cell_text(genuine)
    if is_personal(genuine):
        return Answer(wrong=UNKNOWN)
    numbers, core = ([], text) if answer_key(text) in scale else _strip_numbers(text)
    key = answer_key(core)
    if value := _mutu_value(text, key):
        return Answer(value, key)
    if key in scale and any(n != scale[key] for n in numbers):
        return Answer(None, answer_key(text), doubts=True, is_reversed=True)
    if key in scale:
        return Answer(scale[key], key)
    parts = [answer_key(_strip_numbers(p)[1]) for p in _SPLIT.split(genuine) if p.strip()]
    if len(parts) > 1 and all(p in scale or p in "1234" for p in parts):
        return Answer(wrong=MULTIPLE)
    key = answer_key(text if numbers else core)
    known = bool(key) and all(_known(k, vocabulary) for k in key.split())
    return Answer(text=key, doubts=True) if known else Answer(wrong=UNKNOWN)


def _mutu_value(text: str, key: str) -> int:
    """4 of "A (Sangat baik)" or "4 Sangat baik" to 1 of "D (Tidak baik)"; 0 of any other.

    Letter and words are those of the rules, a number is that of the words.
    """
    tiers = load_mutu().bands
    signs = [m for m in (_PREFIX.search(text), _SUFFIX.search(text)) if m]
    said = {(m[m.lastindex or 0]).upper() for m in signs}
    for value, tier in enumerate(reversed(tiers), 1):
        if key == answer_key(tier.teks) and said in ({tier.kunci}, {str(value)}):
            return value
    return 0


def _strip_numbers(text: str) -> tuple[list[int], str]:
    """The option's number before and after the words, and the words; a–d only name an option."""
    initial, end = _PREFIX.search(text), _SUFFIX.search(text)
    core = text[initial.end() if initial else 0 : end.start() if end else len(text)]
    sign = [m[m.lastindex or 0] for m in (initial, end) if m]
    ordinal = {"e": 5, "E": 5}  # a fifth option: no scale of four
    return [ordinal.get(t, 0) or int(t) for t in sign if t in ordinal or t.isdecimal()], core


@lru_cache(maxsize=50_000)
def _known(words: str, vocabulary: frozenset[str]) -> bool:
    """Whether a word, or one it is a slip of the keyboard for, may stand in an answer."""
    similar = len(words) >= 5 and difflib.get_close_matches(words, vocabulary, 1, 0.86)
    return words in vocabulary or bool(similar)


def tally(content: Iterable[Any]) -> list[tuple[Any, int]]:
    """Distinct cells and how often each is there; 1 is not True."""
    return [(v, n) for (_, v), n in Counter((type(v), v) for v in content).items()]


def is_answer(value: Any, every: Mapping[str, int], vocabulary: frozenset[str]) -> bool:
    """Whether a cell may be an answer of any unsur: a number 1–4, or words of answers."""
    answer = read_answer(value, every, vocabulary)
    return answer.value is not None or answer.doubts or answer.wrong == MULTIPLE


def fitting(cells: list[Any], unsur: Unsur, vocabulary: frozenset[str]) -> bool | None:
    """Whether most worded answers are on the scale of `unsur`; None where few or none have words.

    One odd answer says nothing of its column: it is judged by itself, in its own cell.
    """
    answers = [(read_answer(v, unsur.scale, vocabulary), n) for v, n in tally(cells)]
    words = [(j, n) for j, n in answers if not j.number and (j.value is not None or j.doubts)]
    count = sum(n for _, n in words)
    if 2 * count < len(cells) or not words:
        return None
    return 2 * sum(n for j, n in words if j.value is not None or j.is_reversed) > count


def is_graded(cells: Iterable[Any]) -> bool:
    """Whether most cells are steps of "baik", "sangat baik" to "tidak baik", said of any unsur."""
    words = [answer_key(_strip_numbers(cell_text(v))[1]).split() for v in cells]
    return 2 * sum(k[-1:] != [] and k[-1] in GRADES for k in words) > len(words)
