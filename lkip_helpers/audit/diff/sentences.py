"""Texts of two reports, each of its own year: which stayed, changed, moved, came or went."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property, partial
from typing import Literal, NamedTuple, TypeVar

from lkip_helpers.report.record import Part

_TAHUN = re.compile(r"(\bNomor \S+ Tahun )?\b((?:19|20)\d\d)\b")
_TOKEN = re.compile(r"\w+(?:[.,/-]\w+)*|\s+|[^\w\s]")
T = TypeVar("T")
Couple = tuple[int, int]  # indices of one thing in the old report and in the new


@dataclass(frozen=True)
class Period:
    """The years of the two reports."""

    old: int
    new: int

    def are_equivalent(self, old: str, new: str) -> bool:
        """Whether the texts are equal, or differ only by years that moved along with the reports.

        A year may stay (`Renstra 2019–2023`) or move (`tahun 2020` and `tahun 2021`); that of a
        law never moves.
        """
        if old == new:
            return True
        if self.old == self.new or mask_tahun(old) != mask_tahun(new):
            return False
        years = zip(list_tahun(old), list_tahun(new), strict=True)
        return all(now - then in (0, self.new - self.old) for then, now in years)


def mask_tahun(text: str) -> str:
    """`text` with every year but those of laws masked."""
    return _TAHUN.sub(lambda m: m[0] if m[1] else "□", text)


def list_tahun(text: str) -> list[int]:
    """The years that `mask_tahun` masks, in order."""
    return [int(m[2]) for m in _TAHUN.finditer(text) if not m[1]]


class Fragment(NamedTuple):
    """Part of a text in its two versions, equal where nothing changed."""

    old: str
    new: str

    @property
    def is_same(self) -> bool:
        return self.old == self.new


def pair_equal(old: Mapping[int, Hashable], new: Mapping[int, Hashable]) -> list[Couple]:
    """Couples of equal things; several equal ones are paired in order."""
    indices: dict[Hashable, list[int]] = defaultdict(list)
    for j, thing in new.items():
        indices[thing].append(j)
    return [(i, indices[thing].pop(0)) for i, thing in old.items() if indices[thing]]


def match_nearest(
    old: Mapping[int, T], new: Mapping[int, T], rate: Callable[[T, T], float], *, in_order: bool
) -> list[Couple]:
    """Couples, the most similar first, without any index twice; in_order: none crossing another.

    rate: the similarity of two things, 0 where it is too little; of equal ones the first counts.
    """
    rated = ((-rate(was, now), i, j) for i, was in old.items() for j, now in new.items())
    chosen: list[Couple] = []
    for _, i, j in sorted(r for r in rated if r[0]):
        free = all(i != old_index and j != new_index for old_index, new_index in chosen)
        crossing = any((i < old_index) != (j < new_index) for old_index, new_index in chosen)
        if free and not (in_order and crossing):
            chosen.append((i, j))
    return chosen


def compare_words(old: str, new: str) -> list[Fragment]:
    """The fragments of both texts in order; joined, they give each text again.

    A single space between two changes belongs to the change, so that whole phrases are marked.
    """
    old_tokens, new_tokens = _TOKEN.findall(old), _TOKEN.findall(new)
    fragments: list[Fragment] = []
    matcher = SequenceMatcher(None, old_tokens, new_tokens, autojunk=False)
    for _, i1, i2, j1, j2 in matcher.get_opcodes():
        last = Fragment("".join(old_tokens[i1:i2]), "".join(new_tokens[j1:j2]))
        is_gap = len(fragments) > 1 and fragments[-1].is_same and not fragments[-1].old.strip()
        if is_gap and not last.is_same:
            gap, first = fragments.pop(), fragments.pop()
            last = Fragment(*map("".join, zip(first, gap, last, strict=True)))
        fragments.append(last)
    return fragments


Change = Literal["ditambahkan", "dihapus", "berubah", "dipindahkan"]
SIMILAR = 0.5  # share of common words from which two sentences are versions of one
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"\w+(?:[.,]\w+)*")


class Sentence(NamedTuple):
    """A sentence. key: its text without the numbers that joining the chapters gives.

    These are `3.4` of a reference to a table and `2.1` of a heading.
    """

    part: Part
    text: str
    key: str


Pair = tuple[Sentence | None, Sentence | None]


@dataclass(frozen=True)
class SentenceDiff:
    """A sentence that changed; lama or baru is None where it came or went."""

    change: Change
    old: Sentence | None
    new: Sentence | None

    @property
    def part(self) -> Part:
        """Where it is in the new report, or was in the old one."""
        sentence = self.new or self.old
        return sentence.part if sentence else ()

    @cached_property
    def fragments(self) -> list[Fragment]:
        return compare_words(*(s.text if s else "" for s in (self.old, self.new)))


def compare_sentences(
    old: Sequence[Sentence], new: Sequence[Sentence], period: Period
) -> list[SentenceDiff]:
    """The sentences that differ, in the order of the reports."""
    diffs = [
        SentenceDiff("berubah" if was and now else "dihapus" if was else "ditambahkan", was, now)
        for was, now in pair_sentences(old, new)
        if was is None or now is None or not period.are_equivalent(was.key, now.key)
    ]
    # One that went and came again elsewhere has moved; it is reported where it is now.
    removed = {i: d.old.key for i, d in enumerate(diffs) if d.old and not d.new}
    added = {i: d.new.key for i, d in enumerate(diffs) if d.new and not d.old}
    by_index = dict(enumerate(diffs))
    for i, j in pair_equal(removed, added):
        by_index[j] = replace(diffs[j], change="dipindahkan", old=diffs[i].old)
        del by_index[i]
    return [*by_index.values()]


def pair_sentences(
    old: Sequence[Sentence],
    new: Sequence[Sentence],
    keys: Sequence[Callable[[str], str]] = (mask_tahun, partial(_NUMBER.sub, "#")),
) -> Iterator[Pair]:
    """Every sentence of both reports with its counterpart: an equal one, else a similar one.

    keys: what makes two texts equal; what stands between equal ones is compared by the next.
    """
    if not keys or not (old and new):
        yield from _pair_similar(old, new)
        return
    old_keys, new_keys = ([keys[0](sentence.key) for sentence in side] for side in (old, new))
    matcher = SequenceMatcher(None, old_keys, new_keys, autojunk=False)
    for operation, i1, i2, j1, j2 in matcher.get_opcodes():
        if operation == "equal":
            yield from zip(old[i1:i2], new[j1:j2], strict=True)
        else:
            yield from pair_sentences(old[i1:i2], new[j1:j2], keys[1:])


def _pair_similar(old: Sequence[Sentence], new: Sequence[Sentence]) -> Iterator[Pair]:
    """Pairs of similar sentences, the most similar first, none crossing another."""
    words = ([Counter(_WORD.findall(s.key.lower())) for s in side] for side in (old, new))
    old_words, new_words = (dict(enumerate(side)) for side in words)
    couples = match_nearest(old_words, new_words, _rate_similarity, in_order=True)
    old_begin = new_begin = 0
    for i, j in [*sorted(couples), (len(old), len(new))]:
        yield from ((sentence, None) for sentence in old[old_begin:i])
        yield from ((None, sentence) for sentence in new[new_begin:j])
        if i < len(old):
            yield old[i], new[j]
        old_begin, new_begin = i + 1, j + 1


def _rate_similarity(old: Counter[str], new: Counter[str]) -> float:
    """Common words of both as a share of all: SIMILAR to 1, else 0."""
    share = 2 * (old & new).total() / max(old.total() + new.total(), 1)
    return share if share >= SIMILAR else 0.0
