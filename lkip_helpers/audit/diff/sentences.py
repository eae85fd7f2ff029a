"""Texts of two reports, each in its own year: which stayed, changed, moved, came and went."""

import operator
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property
from typing import Literal, NamedTuple

_TAHUN = re.compile(r"(\bNomor \S+ Tahun )?\b((?:19|20)\d\d)\b")
MASK = "□"
_PIECE = re.compile(r"\w+(?:[.,/-]\w+)*|\s+|[^\w\s]")
Couple = tuple[int, int]  # places of one thing in the old report and in the new


@dataclass(frozen=True)
class Period:
    """The years of the two reports."""

    old: int
    new: int

    def equivalent(self, old: str, new: str) -> bool:
        """Whether the texts are equal, or differ only by years that moved along with the reports.

        A year may stay (`Renstra 2019–2023`) or move (`tahun 2020` and `tahun 2021`); that of a
        law never moves.
        """
        if old == new:
            return True
        if self.old == self.new or cover_tahun(old) != cover_tahun(new):
            return False
        pairs = zip(list_tahun(old), list_tahun(new), strict=True)
        return all(b - a in (0, self.new - self.old) for a, b in pairs)


def cover_tahun(text: str) -> str:
    """`text` with every year but those of laws covered."""
    return _TAHUN.sub(lambda m: m[0] if m[1] else MASK, text)


def list_tahun(text: str) -> list[int]:
    """The years that `cover_tahun` covers, in order."""
    return [int(m[2]) for m in _TAHUN.finditer(text) if not m[1]]


class Fragment(NamedTuple):
    """A stretch of the text in its two versions; equal where nothing changed."""

    old: str
    new: str

    @property
    def same(self) -> bool:
        return self.old == self.new


def pair_equal(old: Mapping[int, Hashable], new: Mapping[int, Hashable]) -> list[Couple]:
    """Couples of equal things, those of several in order."""
    places: dict[Hashable, list[int]] = defaultdict(list)
    for j, one in new.items():
        places[one].append(j)
    return [(i, places[one].pop(0)) for i, one in old.items() if places[one]]


def match_nearest(
    candidates: Iterable[tuple[float, int, int]],
    least: float,
    fits: Callable[[Couple, Couple], bool] = operator.ne,
) -> list[Couple]:
    """Couples by how near they are, the nearest first, none twice, that fit all those before them.

    candidates: how near, and the two places; of equally near ones the first in order counts.
    """
    chosen: list[Couple] = []
    for near, i, j in sorted(candidates, key=lambda c: (-c[0], c[1], c[2])):
        if near >= least and all(i != p and j != q and fits((i, j), (p, q)) for p, q in chosen):
            chosen.append((i, j))
    return chosen


def compare_words(old: str, new: str) -> list[Fragment]:
    """The stretches of both texts in order; joined, they give each text again.

    A single space between two changes belongs to the change: a reader sees phrases, not crumbs.
    """
    a, b = _PIECE.findall(old), _PIECE.findall(new)
    result: list[Fragment] = []
    for _, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        one = Fragment("".join(a[i1:i2]), "".join(b[j1:j2]))
        if len(result) > 1 and not one.same and result[-1].same and not result[-1].old.strip():
            gap, initial = result.pop(), result.pop()
            one = Fragment(*("".join(t) for t in zip(initial, gap, one, strict=True)))
        result.append(one)
    return result


Alteration = Literal["ditambahkan", "dihapus", "berubah", "dipindahkan"]
SIMILAR = 0.5  # share of common words from which two sentences are versions of one
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"\w+(?:[.,]\w+)*")

Part = tuple[tuple[str, str], ...]  # number and title of each heading above


class Sentence(NamedTuple):
    """A sentence. key: itself without what only joining the chapters put there.

    That is `3.4` of a reference to a table and `2.1` of a heading.
    """

    part: Part
    text: str
    key: str


Pair = tuple[Sentence | None, Sentence | None]


@dataclass(frozen=True)
class SentenceDiff:
    """A sentence that changed; lama or baru is None where it came or went."""

    what: Alteration
    old: Sentence | None
    new: Sentence | None

    @property
    def part(self) -> Part:
        """Where a reader of the new report finds it, or found it in the old one."""
        exists = self.new or self.old
        return exists.part if exists else ()

    @cached_property
    def pieces(self) -> list[Fragment]:
        return compare_words(*(k.text if k else "" for k in (self.old, self.new)))


def compare_sentences(
    old: Sequence[Sentence], new: Sequence[Sentence], period: Period
) -> list[SentenceDiff]:
    """The sentences that differ, in the order of the reports."""
    diffs = [
        SentenceDiff("berubah" if a and b else "dihapus" if a else "ditambahkan", a, b)
        for a, b in pair_sentences(old, new)
        if a is None or b is None or not period.equivalent(a.key, b.key)
    ]
    # One that went and came again elsewhere has moved; it is told where it stands now.
    departed = {i: k.old.key for i, k in enumerate(diffs) if k.old and not k.new}
    arrived = {i: k.new.key for i, k in enumerate(diffs) if k.new and not k.old}
    result = dict(enumerate(diffs))
    for origin, place in pair_equal(departed, arrived):
        result[place] = replace(result[place], what="dipindahkan", old=diffs[origin].old)
        del result[origin]
    return [*result.values()]


def pair_sentences(old: Sequence[Sentence], new: Sequence[Sentence]) -> Iterator[Pair]:
    """Every sentence of both reports with its counterpart: equal ones, then near ones."""
    return _align(old, new, (lambda k: cover_tahun(k.key), lambda k: _NUMBER.sub("#", k.key)))


def _align(
    old: Sequence[Sentence], new: Sequence[Sentence], manner: Sequence[Callable[[Sentence], str]]
) -> Iterator[Pair]:
    """Sentences that are equal by the first way; what lies between them by the next."""
    if not manner or not (old and new):
        yield from _pair_similar(old, new)
        return
    a, b = list(map(manner[0], old)), list(map(manner[0], new))
    for what, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if what == "equal":
            yield from zip(old[i1:i2], new[j1:j2], strict=True)
        else:
            yield from _align(old[i1:i2], new[j1:j2], manner[1:])


def _pair_similar(old: Sequence[Sentence], new: Sequence[Sentence]) -> Iterator[Pair]:
    """Pairs of similar sentences, the most similar first, none crossing another."""
    a, b = ([Counter(_WORD.findall(k.key.lower())) for k in s] for s in (old, new))
    near = ((_compare(x, y), i, j) for i, x in enumerate(a) for j, y in enumerate(b))
    couples = match_nearest(near, SIMILAR, lambda p, q: (p[0] < q[0]) == (p[1] < q[1]))
    i = j = 0
    for p, q in [*sorted(couples), (len(old), len(new))]:
        yield from ((k, None) for k in old[i:p])
        yield from ((None, k) for k in new[j:q])
        if p < len(old):
            yield old[p], new[q]
        i, j = p + 1, q + 1


def _compare(a: Counter[str], b: Counter[str]) -> float:
    """Common words of both as a share of all: 0 to 1."""
    return 2 * (a & b).total() / max(a.total() + b.total(), 1)
