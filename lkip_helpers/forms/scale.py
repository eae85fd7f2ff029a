"""What an export says about its scale: "(1 = tidak mudah, 4 = sangat mudah)", "(1-5)"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from lkip_helpers.forms.wordings import Unsur, answer_key, build_vocabulary
from lkip_helpers.forms.words import cell_text, contains, fold, pattern, starts_with, strip_number
from lkip_helpers.intake.workbook import address
from lkip_helpers.rules import load_rules

NOT_FOUR, REVERSED = "bukan 1 sampai 4", "terbalik"
ADVICE = load_rules("forms")["cara"]
_SHORT = re.compile(r"(S?T|S)[BPMCSKJR]")  # TS, STS, SS
_GOOD, _BAD = ("sangat", "terbaik"), ("tidak", "buruk", "terburuk")


@dataclass(frozen=True)
class _Meaning:
    """A number and its words; start, end: of both in the text; certain: joined by a sign."""

    number: int
    words: str
    start: int
    end: int
    certain: bool


def strip_scale(head: str, unsur: Sequence[Unsur]) -> str:
    """A question without its number and what it says about its scale."""
    head = strip_number(head)
    for meaning in reversed(_list_certain(head, unsur)):
        head = f"{head[: meaning.start]} {head[meaning.end :]}"
    return head


def check_scale(text: str, unsur: Sequence[Unsur]) -> str:
    """Why numbers cannot be read as 1 (worst) to 4 (best); "" where no text says otherwise.

    unsur: those the text may be about.
    """
    meanings = _list_certain(text, unsur)
    ends = [int(n) for n in pattern("rentang_skala").findall(text)]
    other = any(m.number not in (1, 2, 3, 4) for m in meanings) or any(n != 4 for n in ends)
    if other or pattern("banyak_tingkat").search(text):
        return NOT_FOUR
    is_reversed = any(m.number not in _list_values(m.words, m.number, unsur) for m in meanings)
    return REVERSED if is_reversed else ""


def check_legend(
    rows: Mapping[int, Sequence[Any]], unsur: Sequence[Unsur]
) -> tuple[str, str] | None:
    """The cell of a legend beside the table that `check_scale` refuses, and why.

    rows: the rows outside the table, by number. Of a legend spread over cells the first is named.
    """
    texts = {n: [cell_text(v) for v in row] for n, row in rows.items()}
    cells = [(address(n, c), t) for n, row in texts.items() for c, t in enumerate(row, 1) if t]
    filled = [[*filter(None, row)] for row in texts.values()]
    joined = [" ".join(row) for row in filled]
    listed = {row[1]: row[0] for row in filled if len(row) == 2 and row[1] in {*"12345"}}
    if "".join(sorted(listed)) in ("1234", "12345"):  # "Sangat baik | 1" to "Tidak baik | 4"
        joined += (f"{number} = {words}" for number, words in listed.items())
    traits = [word for words in load_rules("forms")["ciri"].values() for word in words]
    whole = "; ".join(row for row in joined if any(_list_meanings(row, unsur)))
    for cell, text in (*cells, *((cell, whole) for cell, _ in cells[:1])):
        has_scale = len([*_list_meanings(text, unsur)]) > 1 or "skala" in fold(text)
        of_trait = contains(fold(re.split(r"\d", text)[0]), traits)
        if has_scale and not of_trait and (cause := check_scale(text, unsur)):
            return cell, cause
    return None


def _list_certain(text: str, unsur: Sequence[Unsur]) -> list[_Meaning]:
    """The meanings in a text; a single number that a word merely follows has none."""
    meanings = list(_list_meanings(text, unsur))
    return [m for m in meanings if m.certain or len(meanings) > 1]


def _list_meanings(text: str, unsur: Sequence[Unsur]) -> Iterator[_Meaning]:
    """Every number with the words of an answer beside it; no word belongs to two numbers."""
    numbers, used = list(pattern("angka_skala").finditer(text)), 0
    vocabulary, ends = build_vocabulary(unsur), [*(m.start() for m in numbers[1:]), len(text)]
    for number, end in zip(numbers, ends, strict=False):
        if meaning := _read_meaning(text, number, (used, end), vocabulary):
            yield meaning
        used = max(number.end(), meaning.end if meaning else 0)


def _read_meaning(
    text: str, number: re.Match[str], limits: tuple[int, int], vocabulary: frozenset[str]
) -> _Meaning | None:
    """The words for one number, within limits of the text: `1 = kata`, `kata = 1`, `1 kata`."""

    def take(words: Sequence[str]) -> list[str]:
        """The first of these words, as far as answers are made of them."""
        known = ({*fold(w).split()} <= vocabulary or _SHORT.fullmatch(w) for w in words)
        return [w for w, _ in zip(words, takewhile(bool, known), strict=False)]

    written, (start, end) = int(number[0]), number.span()
    after = text[end : limits[1]]
    if (joined := pattern("sama_dengan").match(after)) and fold(joined[1]):
        words = " ".join(take(joined[1].split())) or joined[1].strip()
        return _Meaning(written, words, start, end + joined.end(), certain=True)
    before = pattern("kata_sebelum").search(text[limits[0] : start])
    if before and (words := " ".join(take(before[1].split()[::-1])[::-1])):
        first = limits[0] + before.end(1) - len(words)
        return _Meaning(written, words, first, end, certain=before[2] in "=:→")
    adjacent = pattern("kata_sesudah").match(after)
    if adjacent and (words := " ".join(take(adjacent[1].split()))):
        end += adjacent.start(1) + len(words)
        return _Meaning(written, words, start, end, certain=False)
    return None


def _list_values(words: str, written: int, unsur: Sequence[Unsur]) -> set[int]:
    """The values that words may have; only the number written, where they are not known."""
    text, flaws = answer_key(words), load_rules("forms")["cela"]
    if known := {u.scale[text] for u in unsur if text in u.scale}:
        return known
    if starts_with(text, [f"tidak {f}" for f in flaws]):
        return {3, 4}
    if starts_with(text, [f"sangat {f}" for f in flaws]):
        return {1}
    short = _SHORT.fullmatch(words.strip())
    if starts_with(text, _BAD) or (short and short[1] != "S"):
        return {1, 2}  # "tidak setuju" is 2 beside "sangat tidak setuju"
    return {4} if short or starts_with(text, _GOOD) else {written}
