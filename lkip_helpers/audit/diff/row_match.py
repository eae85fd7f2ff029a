"""Which row of a table is which row of its later version."""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from lkip_helpers.audit.diff.texts import Period, cover_tahun, list_tahun, match_nearest
from lkip_helpers.report.named_rows import tidy_up
from lkip_helpers.report.record import Record

SIMILAR = 0.8  # from which two names of a row are spellings of one
Name = tuple[str, ...]
Couples = list[tuple[int, int]]
_NUMBER = re.compile(r"\d+")


def pair_rows(old: Record, new: Record, period: Period) -> Couples:
    """Rows of both tables that are the same row, in the order of the new one.

    A row is known by its naming columns, whatever its place; then by a name that moved with the
    year; then by one that was spelled otherwise. Rows without a name, or of one name, are paired by
    equal content first and then in order.
    """
    key = find_key(old, new)
    a, b = (_name(t.rows, key) for t in (old, new))
    couple: Couples = []
    remainder = (set(range(len(a))), set(range(len(b))))
    content = ([_content(r) for r in old.rows], [_content(r) for r in new.rows])
    for manner in (lambda n, _: n, lambda n, tahun: tuple(_shift(t, tahun) for t in n)):
        new_couples = _pair_up(
            {i: manner(a[i], period.old) for i in sorted(remainder[0])},
            {j: manner(b[j], period.new) for j in sorted(remainder[1])},
            lambda i, j: content[0][i] == content[1][j],
        )
        couple += new_couples
        for left, used in zip(remainder, zip(*new_couples, strict=True), strict=False):
            left -= set(used)
    couple += _pair_similar(
        {i: a[i] for i in sorted(remainder[0])}, {j: b[j] for j in sorted(remainder[1])}
    )
    return sorted(couple, key=lambda p: p[1])


def find_key(old: Record, new: Record) -> list[str]:
    """The fewest naming columns, from the left, that tell the rows apart in both tables."""
    name = [k for k in new.name_columns if k in old.column]
    for count in range(1, len(name)):
        if all(_unique(_name(t.rows, name[:count])) for t in (old, new)):
            return name[:count]
    return name


def _unique(name: Sequence[Name]) -> bool:
    return len(set(name)) == len(name)


def _name(rows: Iterable[Mapping[str, Any]], key: Sequence[str]) -> list[Name]:
    return [tuple(tidy_up(b.get(k) or "") for k in key) for b in rows]


def _content(rows: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((k, str(v)) for k, v in rows.items()))


def _shift(text: str, tahun: int) -> str:
    """`text` with its years told by how far they are from the report's."""
    distance = ",".join(str(t - tahun) for t in list_tahun(text))
    return f"{cover_tahun(text)}{distance}"


def _pair_up(
    old: Mapping[int, Hashable], new: Mapping[int, Hashable], alike: Callable[[int, int], bool]
) -> Couples:
    """Pairs of equal names; of several with one name those of equal content, then in order."""
    candidate: dict[Hashable, list[int]] = defaultdict(list)
    for j, name in new.items():
        candidate[name].append(j)
    result: Couples = []
    deferred: list[int] = []
    for i, name in old.items():
        if fitting := [j for j in candidate[name] if alike(i, j)]:
            candidate[name].remove(fitting[0])
            result.append((i, fitting[0]))
        else:
            deferred.append(i)
    return result + [(i, candidate[old[i]].pop(0)) for i in deferred if candidate[old[i]]]


def _pair_similar(old: Mapping[int, Name], new: Mapping[int, Name]) -> Couples:
    """Pairs of names that are near in every part and hold the same numbers, the nearest first."""
    value = [(_similarity(a, b), i, j) for i, a in old.items() for j, b in new.items()]
    return match_nearest(
        value, SIMILAR, lambda one, other: one[0] != other[0] and one[1] != other[1]
    )


def _similarity(a: Name, b: Name) -> float:
    if not a or _NUMBER.findall(" ".join(a)) != _NUMBER.findall(" ".join(b)):
        return 0.0
    part = [SequenceMatcher(None, x, y) for x, y in zip(a, b, strict=True)]
    if any(s.quick_ratio() < SIMILAR for s in part):
        return 0.0
    return min(s.ratio() for s in part)
