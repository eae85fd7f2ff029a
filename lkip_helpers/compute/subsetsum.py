"""Which parts make an amount exactly: the smallest sets of parts, found by their sums."""

import itertools
from collections.abc import Hashable, Mapping, Sequence

import pandas as pd

LARGEST_MEASURE = 6
MOST_CANDIDATES = 60  # parts; more would find sums by accident

Part = tuple[Hashable, float]


def find_arrangements(part: Sequence[Part], total: float) -> list[tuple[Part, ...]]:
    """Every smallest set of parts whose values add up to `total`.

    Sets of up to LARGEST_MEASURE parts are tried, smaller ones first; [] where none fits, or where
    there are more than MOST_CANDIDATES parts. Values are compared to a thousandth.
    """
    if not round(total, 3) or len(part) > MOST_CANDIDATES:
        return []
    for measure in range(1, min(LARGEST_MEASURE, len(part)) + 1):
        if fitting := _amounting_to(part, total, measure):
            return fitting
    return []


def _amounting_to(part: Sequence[Part], total: float, measure: int) -> list[tuple[Part, ...]]:
    """Sets of `measure` parts: two halves that meet, so that six parts cost no more than three."""
    sequence = range(len(part))
    left, right = measure // 2, measure - measure // 2
    by_total: dict[float, list[tuple[int, ...]]] = {}
    for k in itertools.combinations(sequence, left):
        by_total.setdefault(_value(part, k), []).append(k)
    result = {
        tuple(sorted((*a, *b)))
        for b in itertools.combinations(sequence, right)
        for a in by_total.get(round(total - _value(part, b), 3), ())
        if not set(a) & set(b)
    }
    return [tuple(part[i] for i in arrangement) for arrangement in sorted(result)]


def _value(part: Sequence[Part], sequence: Sequence[int]) -> float:
    return round(sum(part[i][1] for i in sequence), 3)


def explain_total(
    detail: pd.DataFrame, group: str, item: str, value: str, total: float
) -> list[Part] | None:
    """Whole groups first, then single rows of the other groups, that add up to `total`.

    detail: one row a part with its `group`, `item` and `value`. Groups count as one part, so
    the answer with the fewest parts wins; None where there is none, or more than one.
    """
    grouping = detail.groupby(group, sort=False)[value].sum()
    candidate: list[list[Part]] = []
    for count in range(len(grouping) + 1):
        for choices in itertools.combinations(grouping.items(), count):
            remainder = round(total - sum(v for _, v in choices), 3)
            if not remainder:
                candidate.append(list(choices))
                continue
            other = detail[~detail[group].isin([n for n, _ in choices]) & (detail[value] > 0)]
            rows = list(zip(other[item], other[value].astype(float), strict=True))
            if remainder > 0:
                candidate += [
                    [*choices, *s] for s in _arrangement_by_group(other, group, rows, remainder)
                ]
    shortest = min(map(len, candidate), default=0)
    best = [c for c in candidate if len(c) == shortest]
    return best[0] if len(best) == 1 else None


def _arrangement_by_group(
    other: pd.DataFrame, group: str, rows: list[Part], remainder: float
) -> list[tuple[Part, ...]]:
    """Rows of one group that make `remainder`; a set spread over groups would be an accident."""
    result: list[tuple[Part, ...]] = []
    members: Mapping[Hashable, list[Part]] = {
        g: [b for b, own in zip(rows, other[group], strict=True) if own == g]
        for g in other[group].unique()
    }
    for content in members.values():
        result += find_arrangements(content, remainder)
    return result
