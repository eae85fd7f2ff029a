"""Texts of two reports: whether they say the same, each in its own year, and word by word."""

import operator
import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

_TAHUN = re.compile(r"(\bNomor \S+ Tahun )?\b((?:19|20)\d\d)\b")
MASK = "□"
_WORD = re.compile(r"\w+(?:[.,/-]\w+)*|\s+|[^\w\s]")
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
    a, b = _WORD.findall(old), _WORD.findall(new)
    result: list[Fragment] = []
    for _, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        one = Fragment("".join(a[i1:i2]), "".join(b[j1:j2]))
        if len(result) > 1 and not one.same and result[-1].same and not result[-1].old.strip():
            gap, initial = result.pop(), result.pop()
            one = Fragment(*("".join(t) for t in zip(initial, gap, one, strict=True)))
        result.append(one)
    return result
