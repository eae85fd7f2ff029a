"""Answers on a scale of other words ("tidak puas … sangat puas", "A … D"), asked for once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from lkip_helpers.forms.answers import Answer
from lkip_helpers.forms.wordings import Unsur
from lkip_helpers.importers.mapping import OfficeMapping
from lkip_helpers.rules import load_rules

ONE_BY_ONE = "satu per satu"
BY_WORDS = "menurut katanya"
SCALES = ((1, 2, 4, 5), (0, 1, 4, 5), (1, 3, 4, 5), (2, 3, 4, 5))  # steps of 1 to 4
LETTERS, LETTER_KEY = "abcde", "A, B, C, D"
FIFTH, FEWEST = ("5 ", "e "), 2
Answers = Mapping[Answer, int]  # how often each is there
AnswerColumn = tuple[Unsur, int, Answers]  # with the number of the column
Values = Mapping[int, int]  # what each step is worth
Wordings = dict[tuple[str, str], int]  # step of each unsur's kode and wording


@dataclass(frozen=True)
class Ladder:
    """values: of each unsur's kode and wording, None while it is not known.

    key, choices: what is asked for, where it is; refused: the scale has more than four steps.
    """

    values: Mapping[tuple[str, str], int | None] = field(default_factory=dict)
    key: str = ""
    choices: tuple[str, ...] = ()
    refused: bool = False


def read_ladder(columns: Sequence[AnswerColumn], mapping: OfficeMapping) -> Ladder:
    """The scale of all columns whose answers are mostly not the words of their unsur."""
    fifth = {
        (u.code, j.text): n for u, _, a in columns for j, n in a.items() if j.text[:2] in FIFTH
    }
    if sum(fifth.values()) >= FEWEST:  # "5. Sangat sesuai", "E (Tidak baik)"
        return Ladder(dict.fromkeys(fifth), refused=True)
    in_letters = partial(_is_most, fits=lambda j: j.doubts and _read_letter(j.text) is not None)
    if lettered := [c for c in columns if in_letters(c[2])]:
        return _read_letters(lettered, mapping)
    if any(_is_most(c[2], lambda j: j.is_reversed) for c in columns):
        return _read_turned(columns, mapping)
    worded = _list_worded(columns)
    return _read_steps(worded, mapping) if worded else Ladder()


def _is_most(answers: Answers, fits: Callable[[Answer], bool]) -> bool:
    return 2 * sum(n for j, n in answers.items() if fits(j)) > sum(answers.values())


def _list_worded(columns: Sequence[AnswerColumn]) -> list[AnswerColumn]:
    """Columns on the same scale of words: those mostly so, and those beside them that may be."""
    own = [c for c in columns if _is_worded(c[2])]
    steps = {k: _list_steps(answers) for _, k, answers in columns}
    if any(0 in steps[k] for _, k, _ in own):  # "tidak" is not the worst there
        own = [c for c in columns if c in own or (1 in steps[c[1]] and 2 not in steps[c[1]])]
    bases = {b for _, _, a in own for b in _list_bases(a)}
    return [
        c
        for c in columns
        if c in own or (own and _list_bases(c[2]) == bases and any(j.doubts for j in c[2]))
    ]


def _read_letters(columns: Sequence[AnswerColumn], mapping: OfficeMapping) -> Ladder:
    words: Wordings = {
        (u.code, j.text): step
        for u, _, a in columns
        for j in a
        if not j.number and (step := _read_letter(j.text)) is not None
    }
    if max(words.values()) > 3:
        return Ladder(dict.fromkeys(words), refused=True)
    down, up = ", ".join("4321"), ", ".join("1234")
    values = {down: {n: 4 - n for n in range(4)}, up: {n: n + 1 for n in range(4)}}
    return _ask(words, LETTER_KEY, values, mapping)


def _read_turned(columns: Sequence[AnswerColumn], mapping: OfficeMapping) -> Ladder:
    """Options numbered from the best down: whether their words count."""
    words: Wordings = {}
    for u, _, answers in columns:
        for j in (j for j in answers if j.doubts):
            numbers = [int(k) for k in j.text.split() if k.isdecimal()]
            text = " ".join(k for k in j.text.split() if not k.isdecimal())
            step = _read_step(text)
            known = SCALES[0].index(step[1]) + 1 if step and step[1] in SCALES[0] else 0
            value = u.scale.get(text, known)
            if j.is_reversed or numbers == [5 - value]:
                words[u.code, j.text] = value
    return _ask(words, "nomor pilihan terbalik", {BY_WORDS: {n: n for n in range(1, 5)}}, mapping)


def _read_steps(columns: Sequence[AnswerColumn], mapping: OfficeMapping) -> Ladder:
    """The ladder of words: what the steps that are found may be worth, from either end."""
    read = {
        (u.code, j.text): step
        for u, _, a in columns
        for j in a
        if not j.number and (step := _read_step(j.text))
    }
    words: Wordings = {place: step for place, (_, step) in read.items()}
    steps, bases = set(words.values()), {base for base, _ in read.values()} - {""}
    scales = [s for s in SCALES if steps <= set(s)]
    if not scales:
        return Ladder(dict.fromkeys(words), refused=True)
    base = bases.pop() if len(bases) == 1 else "…"
    known = [s for s in scales if mapping.search("forms", "jawaban", _phrase(s, base))]
    scales = known if len(known) == 1 else scales  # as the office has said of a former export
    found = scales[0] if len(scales) == 1 else tuple(sorted(steps))
    rising = sorted({tuple(s.index(x) + 1 for x in found) for s in scales})
    every = [*rising, *(tuple(5 - v for v in n) for n in rising)]
    values = {", ".join(map(str, n)): dict(zip(found, n, strict=True)) for n in every}
    return _ask(words, _phrase(found, base), values, mapping)


def _phrase(steps: Sequence[int], base: str) -> str:
    words = load_rules("forms")["tangga"]["kata"]
    return ", ".join(words[s].format(base) for s in steps)


def _ask(words: Wordings, key: str, values: Mapping[str, Values], mapping: OfficeMapping) -> Ladder:
    """The values the office has given to the steps; none where it wants each wording asked for."""
    single = (t for code, text in words for t in (text, f"{code}: {text}"))
    if any(mapping.search("forms", "jawaban", t) for t in single):
        return Ladder()
    options = (*values, ONE_BY_ONE)
    answer = mapping.search("forms", "jawaban", key, options)
    if answer is None:
        return Ladder(dict.fromkeys(words), key, options)
    chosen = values.get(answer, {})
    return Ladder({w: chosen[s] for w, s in words.items()} if chosen else {})


def _list_steps(answers: Answers) -> set[int]:
    """The steps in words of a column about one thing; none of any other column."""
    graded = load_rules("forms")["tangga"]["baik"]
    own = (j for j in answers if not (j.number or (j.value and j.text in graded)))
    steps = {step[1] for j in own if (step := _read_step(j.text))}
    return steps if len(_list_bases(answers)) == 1 else set()


def _list_bases(answers: Answers) -> set[str]:
    steps = (_read_step(j.text) for j in answers if not j.number)
    return {step[0] for step in steps if step} - {""}


def _is_worded(answers: Answers) -> bool:
    """Mostly other words than the unsur's own, or its own beside "sangat tidak …", of one thing."""
    words = {j: n for j, n in answers.items() if not j.number and (j.value or j.doubts)}
    steps = {j: step for j in words if (step := _read_step(j.text))}
    foreign = sum(words[j] for j in steps if j.doubts and not j.is_reversed)
    found = {step for _, step in steps.values()}
    one = len(_list_bases(answers)) == 1
    return one and (2 * foreign > sum(words.values()) or (0 in found and 2 not in found))


def _read_letter(text: str) -> int | None:
    return LETTERS.index(text) if len(text) == 1 and text in LETTERS else None


def _read_step(text: str) -> tuple[str, int] | None:
    """What an answer speaks of, and its step from "sangat tidak" (0) to "sangat" (5)."""
    rule = load_rules("forms")["tangga"]
    if text in rule["tengah"]:
        return "", 3
    for base in (b for b in ("baik", "bagus") if text in rule[b]):
        return base, rule[base][text]
    words = text.split()
    if len(words) > 1 and words[0].isdecimal():
        words = words[1:]
    if words and words[-1] == "sekali":
        words = ["sangat", *words[:-1]]
    for n in (2, 1):
        if (start := " ".join(words[:n])) in rule["sebelum"] and len(words) >= n:
            return " ".join(words[n:]), rule["sebelum"][start]
    return (" ".join(words), 4) if words and not words[0].isdecimal() else None
