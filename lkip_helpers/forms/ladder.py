"""Answers on a scale of other words ("tidak puas … sangat puas", "A … D"), asked about once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

from lkip_helpers.forms.answers import Answer
from lkip_helpers.forms.wordings import Unsur
from lkip_helpers.importers.mapping import OfficeMapping
from lkip_helpers.rules import load_rules

ONE_BY_ONE = "satu per satu"
BY_WORDS = "menurut katanya"
SCALES = ((1, 2, 4, 5), (0, 1, 4, 5), (1, 3, 4, 5), (2, 3, 4, 5), (1, 2, 3, 5))  # steps of 1 to 4
LETTERS, LETTER_KEY = "abcde", "A, B, C, D"
LOWEST = {1, 2}  # "tidak" and "kurang": with both the words alone are the third of four
MIDDLE, TOP, TOP_VALUE = 3, 5, 4  # the steps "cukup" and "sangat", and the value of the latter
FIFTH, FEWEST = ("5 ", "e "), 2
Values = Mapping[int, int]  # the value of each step
Key = tuple[str, str]  # kode of the unsur, and a wording
Wordings = dict[Key, int]  # the step of each


@dataclass(frozen=True)
class Ladder:
    """The scale that answers in other words are on.

    values: that of each wording, None while not known. key, choices: the question, where there is
    one; refused: the scale has more than four steps. single: wordings the office gives one by one.
    """

    values: Mapping[Key, int | None] = field(default_factory=dict)
    key: str = ""
    choices: tuple[str, ...] = ()
    refused: bool = False
    single: frozenset[Key] = frozenset()


@dataclass(frozen=True, eq=False)
class AnswerColumn:
    """The answers about one unsur; times: how often each occurs."""

    unsur: Unsur
    times: Mapping[Answer, int]

    def is_most(self, is_wanted: Callable[[Answer], bool]) -> bool:
        return 2 * sum(n for a, n in self.times.items() if is_wanted(a)) > sum(self.times.values())

    @cached_property
    def bases(self) -> set[str]:
        """The things that its words are about."""
        steps = (_read_step(a.text) for a in self.times if not a.number)
        return {step[0] for step in steps if step} - {""}

    @cached_property
    def steps(self) -> set[int]:
        """The steps in words where they are about one thing; none of any other column."""
        graded = load_rules("forms")["tangga"]["baik"]
        others = (a for a in self.times if not (a.number or (a.value and a.text in graded)))
        steps = {step[1] for a in others if (step := _read_step(a.text))}
        return steps if len(self.bases) == 1 else set()

    @cached_property
    def is_worded(self) -> bool:
        """Whether words about one thing are of another scale: most, the last, or "cukup"."""
        words = {a: n for a, n in self.times.items() if not a.number and (a.value or a.doubts)}
        steps = {a: step[1] for a in words if (step := _read_step(a.text))}
        other = {a: words[a] for a in steps if a.doubts and not a.is_reversed}
        found, middle = {*steps.values()}, sum(n for a, n in other.items() if steps[a] == MIDDLE)
        is_other = 2 * sum(other.values()) > sum(words.values()) or middle >= FEWEST
        return (is_other or (0 in found and 2 not in found)) and len(self.bases) == 1


def contradicts(
    given: Mapping[Key, int | None], unsur: Unsur, answer: tuple[str, int | None],
    texts: Iterable[str],
) -> bool:  # fmt: skip
    """Whether the office gave the value of an answer to another wording, or its degree another.

    given: the values by the office. texts: every wording of this unsur: with a degree that is not
    among those given it is on a scale of its own.
    """
    text, value = answer
    worded = {(code, t.strip("0123456789 ")): v for (code, t), v in given.items() if v}
    if any(v == value and t != text for (code, t), v in worded.items() if code == unsur.code):
        return True
    flaws = load_rules("forms")["cela"]
    read = ((_read_step(t), v) for (_, t), v in worded.items())
    degrees = {step[1]: v for step, v in read if step and step[0] not in flaws}
    own = {step[1] for t in texts if (step := _read_step(t))}
    step = _read_step(text)
    return bool(unsur.parallel and step and own <= degrees.keys() and degrees[step[1]] != value)


def read_ladder(columns: Sequence[AnswerColumn], mapping: OfficeMapping) -> Ladder:
    """The scale of all columns whose answers are mostly not the words of their unsur."""
    counts = ((c.unsur.code, a.text, n) for c in columns for a, n in c.times.items())
    fifth = {(code, text): n for code, text, n in counts if text[:2] in FIFTH}
    if sum(fifth.values()) >= FEWEST:  # "5. Sangat sesuai", "E (Tidak baik)"
        return Ladder(dict.fromkeys(fifth), refused=True)
    if lettered := [c for c in columns if c.is_most(lambda a: a.doubts and a.text in {*LETTERS})]:
        return _read_letters(lettered, mapping)
    if numbered := _read_numbered(columns):
        return Ladder(numbered)
    if any(c.is_most(lambda a: a.is_reversed) for c in columns):
        return _read_reversed(columns, mapping)
    worded = _list_worded(columns)
    return _read_steps(worded, mapping) if worded else Ladder()


def _list_worded(columns: Sequence[AnswerColumn]) -> list[AnswerColumn]:
    """Columns on one scale of words: those mostly in its words, and others that may be on it."""
    worded = [c for c in columns if c.is_worded]
    if any(0 in c.steps for c in worded):  # "tidak" is not the worst there
        worded = [c for c in columns if c in worded or (1 in c.steps and 2 not in c.steps)]
    bases = {base for c in worded for base in c.bases}
    alike = [c for c in columns if c.bases == bases and any(a.doubts for a in c.times)]
    return [c for c in columns if c in worded or (worded and c in alike)]


def _map_wordings(columns: Sequence[AnswerColumn], read: Callable[[str], Any]) -> dict[Key, Any]:
    """What `read` finds in each wording that is no number; those without anything left out."""
    answers = ((c.unsur.code, a) for c in columns for a in c.times if not a.number)
    found = (((code, a.text), read(a.text)) for code, a in answers)
    return {key: value for key, value in found if value is not None}


def _read_letters(columns: Sequence[AnswerColumn], mapping: OfficeMapping) -> Ladder:
    words = _map_wordings(columns, lambda t: LETTERS.index(t) if t in {*LETTERS} else None)
    if max(words.values()) > 3:
        return Ladder(dict.fromkeys(words), refused=True)
    down, up = ", ".join("4321"), ", ".join("1234")
    values = {down: {n: 4 - n for n in range(4)}, up: {n: n + 1 for n in range(4)}}
    return _ask(words, LETTER_KEY, values, mapping)


def _read_numbered(columns: Sequence[AnswerColumn]) -> dict[Key, int | None]:
    """The numbers that options in other words begin with, where they rise with the words.

    "1. Kurang sesuai" to "4. Sangat sesuai"; none where the best words have no 4, as on a scale of
    five, or a column has another wording of one number.
    """
    values: dict[Key, int | None] = {}
    tops: set[int] = set()
    for column in columns:
        worded = (a for a in column.times if (a.value or a.doubts) and not a.number)
        known = {a.text: a.value for a in worded}
        numbers = {t: v or (int(t[0]) if t[:1].isdecimal() else 0) for t, v in known.items()}
        steps = {t: step[1] for t in known if (step := _read_step(t))}
        pairs = sorted((numbers[t], step) for t, step in steps.items())
        rising = all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))
        if len(steps) < len(known) or not rising or {*numbers.values()} - {1, 2, 3, 4}:
            return {}
        tops |= {number for number, step in pairs if step == TOP}
        values |= {(column.unsur.code, t): numbers[t] for t, v in known.items() if v is None}
    return values if tops == {TOP_VALUE} else {}


def _read_reversed(columns: Sequence[AnswerColumn], mapping: OfficeMapping) -> Ladder:
    """Options numbered from the best down: whether their words count."""
    words: Wordings = {}
    for unsur, answers in ((c.unsur, c.times) for c in columns):
        for answer in (a for a in answers if a.doubts):
            numbers = [int(w) for w in answer.text.split() if w.isdecimal()]
            text = " ".join(w for w in answer.text.split() if not w.isdecimal())
            step = _read_step(text)
            known = SCALES[0].index(step[1]) + 1 if step and step[1] in SCALES[0] else 0
            value = unsur.scale.get(text, known)
            if answer.is_reversed or numbers == [5 - value]:
                words[unsur.code, answer.text] = value
    return _ask(words, "nomor pilihan terbalik", {BY_WORDS: {n: n for n in range(1, 5)}}, mapping)


def _read_steps(columns: Sequence[AnswerColumn], mapping: OfficeMapping) -> Ladder:
    """The ladder of words: the values that the steps found may have, counted from either end."""
    read = _map_wordings(columns, _read_step)
    words: Wordings = {key: step for key, (_, step) in read.items()}
    steps, bases = set(words.values()), {base for base, _ in read.values()} - {""}
    scales = [s for s in SCALES if steps <= set(s)]
    if not scales:
        return Ladder(dict.fromkeys(words), refused=True)
    if bases <= {*load_rules("forms")["tangga"]["pasti"]} and steps >= LOWEST:
        return Ladder({key: scales[0].index(step) + 1 for key, step in words.items()})
    base = bases.pop() if len(bases) == 1 else "…"
    answered = [s for s in scales if mapping.search("forms", "jawaban", _phrase(s, base))]
    scales = answered if len(answered) == 1 else scales  # for an earlier export
    found = scales[0] if len(scales) == 1 else tuple(sorted(steps))
    rising = sorted({tuple(s.index(step) + 1 for step in found) for s in scales})
    orders = [*rising, *(tuple(5 - v for v in order) for order in rising)]
    values = {", ".join(map(str, order)): dict(zip(found, order, strict=True)) for order in orders}
    return _ask(words, _phrase(found, base), values, mapping)


def _phrase(steps: Sequence[int], base: str) -> str:
    words = load_rules("forms")["tangga"]["kata"]
    return ", ".join(words[s].format(base) for s in steps)


def _ask(words: Wordings, key: str, values: Mapping[str, Values], mapping: OfficeMapping) -> Ladder:
    """The values the office has given to the steps; none where it answers each wording."""
    keys = (t for code, text in words for t in (text, f"{code}: {text}"))
    options = (*values, ONE_BY_ONE)
    answer = mapping.search("forms", "jawaban", key, options)
    if answer == ONE_BY_ONE:
        return Ladder(single=frozenset(words))
    if any(mapping.search("forms", "jawaban", t) for t in keys):
        return Ladder()
    if answer is None:
        return Ladder(dict.fromkeys(words), key, options)
    return Ladder({word: values[answer][step] for word, step in words.items()})


def _read_step(text: str) -> tuple[str, int] | None:
    """What an answer is about, and its step from "sangat tidak" (0) to "sangat" (5)."""
    rule = load_rules("forms")["tangga"]
    if text in rule["tengah"]:
        return "", MIDDLE
    for base in (b for b in ("baik", "bagus") if text in rule[b]):
        return base, rule[base][text]
    words = text.split()
    if len(words) > 1 and words[0].isdecimal():
        words = words[1:]
    if words and words[-1] == "sekali":
        words = ["sangat", *words[:-1]]
    for count in (2, 1):
        if (start := " ".join(words[:count])) in rule["sebelum"] and len(words) >= count:
            return " ".join(words[count:]), rule["sebelum"][start]
    return (" ".join(words), 4) if words and not words[0].isdecimal() else None
