"""Answers on a scale of other words ("tidak puas … sangat puas", "A … D"), asked for once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from lkip_helpers.forms.answers import Answer
from lkip_helpers.forms.wordings import Unsur
from lkip_helpers.importers.mapping import OfficeMapping

ONE_BY_ONE = "satu per satu"
BY_WORDS = "menurut katanya"
MIDDLE = ("netral", "biasa", "biasa saja", "ragu ragu", "ragu")
BEFORE = {"sangat tidak": 0, "tidak": 1, "kurang": 2, "cukup": 3, "agak": 3, "lumayan": 3}
BEFORE |= {"sangat": 5, "amat": 5}
GRADED = {"sangat buruk": 0, "buruk": 1, "cukup": 3}  # on the way to "baik"
WORDS = ("sangat tidak {}", "tidak {}", "kurang {}", "cukup {}", "{}", "sangat {}")
SCALES = ((1, 2, 4, 5), (0, 1, 4, 5), (1, 3, 4, 5), (2, 3, 4, 5))  # steps of 1 to 4
FIFTH, FEWEST = ("5 ", "e "), 2
LETTERS = "abcde"
LETTERED = {"4, 3, 2, 1": {0: 4, 1: 3, 2: 2, 3: 1}, "1, 2, 3, 4": {0: 1, 1: 2, 2: 3, 3: 4}}
HeaderColumn = tuple[
    Unsur, int, Mapping[Answer, int]
]  # unsur, number of the column, answers and how often


@dataclass(frozen=True)
class Ladder:
    """values: of each unsur's kode and wording, None while it is not known.

    key, choices: what is asked for, where it is; refused: the scale has more than four steps.
    """

    values: Mapping[tuple[str, str], int | None] = field(default_factory=dict)
    key: str = ""
    choices: tuple[str, ...] = ()
    refused: bool = False


def read_ladder(columns: Sequence[HeaderColumn], mapping: OfficeMapping) -> Ladder:
    """The scale of all columns whose answers are mostly not the words of their unsur."""
    if fifth := _list_fifth(columns):
        return Ladder(dict.fromkeys(fifth), refused=True)
    if own := [c for c in columns if _is_lettered(c[2])]:
        return _build(own, _read_letter, mapping) or Ladder()
    if own := [c for c in columns if _is_turned(c[2])]:
        return _build_turned(own, mapping) or Ladder()
    own = _list_worded(columns)
    return (own and _build(own, _read_step, mapping)) or Ladder()


def _list_worded(columns: Sequence[HeaderColumn]) -> list[HeaderColumn]:
    """Columns on the same scale of words: those mostly so, and those beside them that may be."""
    own = [c for c in columns if _is_worded(c[2])]
    steps = {k: _list_steps(answers) for _, k, answers in columns}
    if any(0 in steps[k] for _, k, _ in own):  # "tidak" is not the worst there
        own = [c for c in columns if c in own or (1 in steps[c[1]] and 2 not in steps[c[1]])]
    bases = {b for _, _, a in own for b in _list_bases(a)}
    return [
        c for c in columns
        if c in own or (own and _list_bases(c[2]) == bases and any(j.doubts for j in c[2]))
    ]  # fmt: skip


def _list_fifth(columns: Sequence[HeaderColumn]) -> list[tuple[str, str]]:
    """The wordings of a fifth option ("5. Sangat sesuai", "E (Tidak baik)"), if not just one."""
    found = {
        (u.code, j.text): n for u, _, a in columns for j, n in a.items() if j.text[:2] in FIFTH
    }
    return list(found) if sum(found.values()) >= FEWEST else []


def _build(
    own: Sequence[HeaderColumn],
    read: Callable[[str], tuple[str, int] | None],
    mapping: OfficeMapping,
) -> Ladder | None:
    """The ladder of columns whose cells `read` knows; None where each wording is asked for."""
    words: dict[tuple[str, str], int] = {}
    bases = set()
    for unsur, _, answers in own:
        for answer in answers:
            if not answer.number and (r := read(answer.text)):
                bases |= {r[0]} - {""}
                words[unsur.code, answer.text] = r[1]
    steps = set(words.values())
    lettered = read is _read_letter
    scales = [s for s in SCALES if steps <= set(s)]
    if (lettered and max(steps) > 3) or not (lettered or scales):
        return Ladder(dict.fromkeys(words), refused=True)
    if lettered:
        return _ask(words, "A, B, C, D", LETTERED, mapping)
    base = bases.pop() if len(bases) == 1 else "…"
    known = [s for s in scales if mapping.search("forms", "jawaban", _key(s, base))]
    scales = known if len(known) == 1 else scales  # as the office has said of a former export
    found = scales[0] if len(scales) == 1 else tuple(sorted(steps))
    return _ask(words, _key(found, base), _list_choices(found, scales), mapping)


def _key(steps: Sequence[int], base: str) -> str:
    return ", ".join(WORDS[s].format(base) for s in steps)


def _build_turned(own: Sequence[HeaderColumn], mapping: OfficeMapping) -> Ladder | None:
    """Options numbered from the best down: whether their words count."""
    words = {
        (u.code, j.text): u.scale[words]
        for u, _, answers in own
        for j in answers
        if j.is_reversed
        and (words := " ".join(k for k in j.text.split() if not k.isdecimal())) in u.scale
    }
    value = {BY_WORDS: {n: n for n in range(1, 5)}}
    return _ask(words, "nomor pilihan terbalik", value, mapping)


def _list_choices(
    found: Sequence[int], scales: Sequence[Sequence[int]]
) -> dict[str, Mapping[int, int]]:
    """What the steps that are found may be worth, from the worst up and from the best down."""
    risen = sorted({tuple(s.index(x) + 1 for x in found) for s in scales})
    every = [*risen, *(tuple(5 - v for v in n) for n in risen)]
    return {", ".join(map(str, n)): dict(zip(found, n, strict=True)) for n in every}


def _ask(
    words: Mapping[tuple[str, str], int], key: str,
    choices: Mapping[str, Mapping[int, int]], mapping: OfficeMapping,
) -> Ladder | None:  # fmt: skip
    """The values the office has given to the steps; None where it wants each wording asked for."""
    satuan = (t for code, text in words for t in (text, f"{code}: {text}"))
    if any(mapping.search("forms", "jawaban", t) for t in satuan):
        return None
    options = (*choices, ONE_BY_ONE)
    answer = mapping.search("forms", "jawaban", key, options)
    if answer == ONE_BY_ONE:
        return None
    if answer is None:
        return Ladder(dict.fromkeys(words), key, options)
    return Ladder({w: choices[answer][s] for w, s in words.items()})


def _is_turned(answers: Mapping[Answer, int]) -> bool:
    return 2 * sum(n for j, n in answers.items() if j.is_reversed) > sum(answers.values())


def _list_steps(answers: Mapping[Answer, int]) -> set[int]:
    """The steps in words of a column about one thing; none of any other column."""
    own = (j for j in answers if not (j.number or (j.value and j.text in GRADED)))
    step = [s for j in own if (s := _read_step(j.text))]
    return {s for _, s in step} if len(_list_bases(answers)) == 1 else set()


def _list_bases(answers: Mapping[Answer, int]) -> set[str]:
    step = (_read_step(j.text) for j in answers if not j.number)
    return {s[0] for s in step if s} - {""}


def _is_worded(answers: Mapping[Answer, int]) -> bool:
    """Mostly other words than the unsur's own, or its own beside "sangat tidak …", of one thing."""
    words = {j: n for j, n in answers.items() if not j.number and (j.value or j.doubts)}
    step = {j: s for j in words if (s := _read_step(j.text))}
    foreign = sum(words[j] for j in step if j.doubts and not j.is_reversed)
    other = {s for _, s in step.values()}
    one = len(_list_bases(answers)) == 1
    return one and (2 * foreign > sum(words.values()) or (0 in other and 2 not in other))


def _is_lettered(answers: Mapping[Answer, int]) -> bool:
    letter = sum(n for j, n in answers.items() if j.doubts and _read_letter(j.text))
    return 2 * letter > sum(answers.values())


def _read_letter(text: str) -> tuple[str, int] | None:
    return ("", LETTERS.index(text)) if len(text) == 1 and text in LETTERS else None


def _read_step(text: str) -> tuple[str, int] | None:
    """What an answer speaks of, and its step from "sangat tidak" (0) to "sangat" (5)."""
    if text in MIDDLE:
        return "", 3
    words = text.split()
    if len(words) > 1 and words[0].isdecimal():
        words = words[1:]
    if text in GRADED:
        return "baik", GRADED[text]
    if words and words[-1] == "sekali":
        words = ["sangat", *words[:-1]]
    for n in (2, 1):
        if (initial := " ".join(words[:n])) in BEFORE and len(words) >= n:
            return " ".join(words[n:]), BEFORE[initial]
    return (" ".join(words), 4) if words and not words[0].isdecimal() else None
