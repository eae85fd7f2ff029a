"""Which row of a table is which row of its later version."""

import re
from collections.abc import Hashable, Mapping, Sequence
from difflib import SequenceMatcher

from lkip_helpers.audit.diff import texts
from lkip_helpers.report.named_rows import tidy_up
from lkip_helpers.report.record import Record

SIMILAR = 0.8  # from which two names of a row are spellings of one
Name = tuple[str, ...]
_NUMBER = re.compile(r"\d+")


def pair_rows(old: Record, new: Record, period: texts.Period) -> list[texts.Couple]:
    """Rows of both tables that are the same row, in the order of the new one.

    A row is known by its naming columns, whatever its place; then by a name that moved with the
    year; then by one that was spelled otherwise. Rows without a name, or of one name, are paired by
    equal content first and then in order.
    """
    key, couples = find_key(old, new), list[texts.Couple]()
    a, b = (dict(enumerate(_name_rows(t, key))) for t in (old, new))
    for one, two in zip(
        _list_ways(old, a, period.old), _list_ways(new, b, period.new), strict=True
    ):
        for i, j in texts.pair_equal({i: one[i] for i in a}, {j: two[j] for j in b}):
            couples.append((i, j))
            del a[i], b[j]
    similar = ((_compare(x, y), i, j) for i, x in a.items() for j, y in b.items())
    couples += texts.match_nearest(similar, SIMILAR)
    return sorted(couples, key=lambda couple: couple[1])


def _list_ways(t: Record, names: Mapping[int, Name], year: int) -> list[list[Hashable]]:
    """What rows are paired by: name and content, the name, the name as the year moves it."""
    content = (frozenset((k, str(v)) for k, v in row.items()) for row in t.rows)
    shifted = (tuple(_shift(text, year) for text in name) for name in names.values())
    return [[*zip(names.values(), content, strict=True)], [*names.values()], [*shifted]]


def find_key(old: Record, new: Record) -> list[str]:
    """The fewest naming columns, from the left, that tell the rows apart in both tables."""
    names = [k for k in new.name_columns if k in old.column]
    for count in range(1, len(names)):
        every = [_name_rows(t, names[:count]) for t in (old, new)]
        if all(len(set(rows)) == len(rows) for rows in every):
            return names[:count]
    return names


def _name_rows(t: Record, key: Sequence[str]) -> list[Name]:
    return [tuple(tidy_up(row.get(k) or "") for k in key) for row in t.rows]


def _shift(text: str, tahun: int) -> str:
    """`text` with its years told by how far they are from the report's."""
    distance = ",".join(str(t - tahun) for t in texts.list_tahun(text))
    return f"{texts.cover_tahun(text)}{distance}"


def _compare(a: Name, b: Name) -> float:
    """How near two names are in their farthest part; 0 where they hold other numbers."""
    if not a or _NUMBER.findall(" ".join(a)) != _NUMBER.findall(" ".join(b)):
        return 0.0
    parts = [SequenceMatcher(None, x, y) for x, y in zip(a, b, strict=True)]
    if any(s.quick_ratio() < SIMILAR for s in parts):
        return 0.0
    return min(s.ratio() for s in parts)
