"""One answer as its value 1–4: read for certain, doubtful, or refused; never guessed."""

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lkip_helpers.forms.wordings import Unsur, answer_key
from lkip_helpers.forms.words import NUMBER_WORDS, ROMAN, cell_text, fold, pattern
from lkip_helpers.rules import load_mutu
from lkip_helpers.schema.cells import is_personal
from lkip_helpers.schema.numbers import EMPTY

OUTSIDE = "jawaban {} di luar skala 1 sampai 4"
MULTIPLE = "lebih dari satu jawaban dalam satu sel"
UNKNOWN = "isinya bukan jawaban yang dikenal (tidak ditampilkan)"


@dataclass(frozen=True)
class Answer:
    """One answer as it was read.

    value: 1–4, or None where blank, doubtful or wrong; text: its folded words, to name it by.
    doubts: the office is to be asked. wrong: why it is refused. number: a number without words.
    is_reversed: its number means another value than its words.
    """

    value: int | None = None
    text: str = ""
    doubts: bool = False
    wrong: str = ""
    number: bool = False
    is_reversed: bool = False


def read_answer(value: Any, scale: Mapping[str, int], vocabulary: frozenset[str]) -> Answer:
    """A cell as an answer on the scale of one unsur."""
    if value is None or (isinstance(value, str) and cell_text(value) in EMPTY):
        return Answer()
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return Answer(wrong="isinya tanggal atau ya/tidak, bukan jawaban")
    text = read_symbols(cell_text(value))
    if number := pattern("nilai").fullmatch(text):
        return Answer(int(number[1]), number[1], number=True)
    if pattern("bukan_kata").fullmatch(text):
        return Answer(wrong=OUTSIDE)
    return _read_words(str(value), scale, vocabulary)


def read_symbols(text: str) -> str:
    """★★★, III and "tiga" as 3, any other text as it is; ★★★☆☆, of a scale of five, as 5."""
    words = fold(text).split()
    spelled = [str(NUMBER_WORDS.index(w) + 1) if w in NUMBER_WORDS else w for w in words]
    if spelled != words and len(set(spelled)) == 1:  # "3 (tiga)" too
        return spelled[0]
    if roman := pattern("romawi").fullmatch(text):
        return str(ROMAN.index(roman[1].casefold()) + 1)
    stars = pattern("bintang").fullmatch(text.replace("\ufe0f", "").replace(" ", ""))
    if stars is None:
        return text
    filled, total = len(stars[1]), len(stars[0])
    return str(filled if total in (filled, 4) else total)


def _read_words(raw: str, scale: Mapping[str, int], vocabulary: frozenset[str]) -> Answer:
    text = cell_text(raw)
    if is_personal(raw):
        return Answer(wrong=UNKNOWN)
    numbers, core = ([], text) if answer_key(text) in scale else _strip_numbers(text)
    key = answer_key(core)
    if value := _find_mutu_value(text, key):
        return Answer(value, key)
    if key in scale and any(n != scale[key] for n in numbers):
        return Answer(None, answer_key(text), doubts=True, is_reversed=True)
    if key in scale:
        return Answer(scale[key], key)
    parts = [answer_key(_strip_numbers(p)[1]) for p in pattern("pemisah").split(raw) if p.strip()]
    if len(parts) > 1 and all(p in scale or p in "1234" for p in parts):
        alike = {scale.get(p) for p in parts} == {scale.get(parts[0], 0)}  # "Kompeten / mampu"
        return Answer(scale[parts[0]], parts[0]) if alike else Answer(wrong=MULTIPLE)
    key = answer_key(text if numbers else core)
    known = bool(key) and all(_is_known(w, vocabulary) for w in key.split())
    return Answer(text=key, doubts=True) if known else Answer(wrong=UNKNOWN)


def _find_mutu_value(text: str, key: str) -> int:
    """4 of "A (Sangat baik)" or "4 Sangat baik" to 1 of "D (Tidak baik)"; 0 of any other.

    Letters and words are those of the rules; a number must be that of the words.
    """
    labels = {label.upper() for label in _split_option(text)[0]}
    for value, band in enumerate(reversed(load_mutu().bands), 1):
        if key == answer_key(band.teks) and labels in ({band.kunci}, {str(value)}):
            return value
    return 0


@lru_cache(maxsize=50_000)
def _split_option(text: str) -> tuple[list[str], str]:
    """The number or letter of an option, before and after its Indonesian words, and the words."""
    text = pattern("terjemahan").sub("", text)
    prefix, suffix = pattern("label_depan").search(text), pattern("label_belakang").search(text)
    words = text[prefix.end() if prefix else 0 : suffix.start() if suffix else len(text)]
    return [m[m.lastindex or 0] for m in (prefix, suffix) if m], words


def _strip_numbers(text: str) -> tuple[list[int], str]:
    """The numbers of an option and its words; letters a–d only name an option."""
    labels, words = _split_option(text)
    fifth = {"e": 5, "E": 5}  # a fifth option: no scale of four
    return [fifth.get(t, 0) or int(t) for t in labels if t in fifth or t.isdecimal()], words


@lru_cache(maxsize=50_000)
def _is_known(word: str, vocabulary: frozenset[str]) -> bool:
    """Whether a word, perhaps misspelled, may be part of an answer."""
    similar = len(word) >= 5 and difflib.get_close_matches(word, vocabulary, 1, 0.86)
    return word in vocabulary or bool(similar)


def count_cells(values: Iterable[Any]) -> list[tuple[Any, int]]:
    """Distinct cells and how often each occurs; 1 is not True."""
    return [(v, n) for (_, v), n in Counter((type(v), v) for v in values).items()]


def is_answer(
    value: Any, scale: Mapping[str, int], vocabulary: frozenset[str] = frozenset()
) -> bool:
    """Whether a cell may be an answer of any unsur: a number 1–4, or words of answers."""
    answer = read_answer(value, scale, vocabulary)
    return answer.value is not None or answer.doubts or answer.wrong == MULTIPLE


def fits_scale(cells: list[Any], unsur: Unsur, vocabulary: frozenset[str]) -> bool | None:
    """Whether most worded answers are on the scale of `unsur`; None where few or none have words.

    One odd answer says nothing about its column: it is judged by itself, in its own cell.
    """
    answers = [(read_answer(v, unsur.scale, vocabulary), n) for v, n in count_cells(cells)]
    worded = [(a, n) for a, n in answers if not a.number and (a.value is not None or a.doubts)]
    total = sum(n for _, n in worded)
    if 2 * total < len(cells) or not worded:
        return None
    return 2 * sum(n for a, n in worded if a.value is not None or a.is_reversed) > total


def is_graded(cells: Iterable[Any]) -> bool:
    """Whether most cells are on the scale "tidak baik" to "sangat baik", used for any unsur."""
    words = [answer_key(_strip_numbers(cell_text(v))[1]).split() for v in cells]
    return 2 * sum(bool(w) and w[-1] in ("baik", "buruk", "cukup") for w in words) > len(words)
