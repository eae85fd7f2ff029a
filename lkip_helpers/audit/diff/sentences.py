"""The sentences of two reports: which stayed, changed, moved, came and went."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property
from typing import Literal, NamedTuple

from lkip_helpers.audit.diff import texts

Alteration = Literal["ditambahkan", "dihapus", "berubah", "dipindahkan"]
SIMILAR = 0.5  # share of common words from which two sentences are versions of one
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"\w+(?:[.,]\w+)*")

Part = tuple[tuple[str, str], ...]  # number and title of each heading above


class Sentence(NamedTuple):
    """A sentence; key: itself without the numbers that only joining the chapters gave it."""

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
    def pieces(self) -> list[texts.Fragment]:
        return texts.compare_words(*(k.text if k else "" for k in (self.old, self.new)))


def compare_sentences(
    old: Sequence[Sentence], new: Sequence[Sentence], period: texts.Period
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
    for origin, place in texts.pair_equal(departed, arrived):
        result[place] = replace(result[place], what="dipindahkan", old=diffs[origin].old)
        del result[origin]
    return [*result.values()]


def pair_sentences(old: Sequence[Sentence], new: Sequence[Sentence]) -> Iterator[Pair]:
    """Every sentence of both reports with its counterpart: equal ones, then near ones."""
    return _align(old, new, (lambda k: texts.cover_tahun(k.key), lambda k: _NUMBER.sub("#", k.key)))


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
    couples = texts.match_nearest(near, SIMILAR, lambda p, q: (p[0] < q[0]) == (p[1] < q[1]))
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
