"""Which parts make an amount exactly: the smallest sets of parts, found by their sums."""

import itertools
from collections.abc import Hashable, Iterator, Sequence

import pandas as pd

LARGEST_MEASURE = 6
MOST_CANDIDATES = 60  # parts; more would find sums by accident
MOST_GROUPS = 12  # whole groups; every set of them is tried
CLOSE = 0.001

Part = tuple[Hashable, float]


def find_arrangements(part: Sequence[Part], total: float) -> list[tuple[Part, ...]]:
    """Every smallest set of parts whose values add up to `total`.

    Sets of up to LARGEST_MEASURE parts are tried, smaller ones first; [] where none fits, or where
    there are more than MOST_CANDIDATES parts. Values are compared to a thousandth.
    """
    if not round(total, 3) or len(part) > MOST_CANDIDATES:
        return []
    amounts = sorted(v for _, v in part)
    for measure in range(1, min(LARGEST_MEASURE, len(part)) + 1):
        least, most = sum(amounts[:measure]), sum(amounts[-measure:])
        within = least - CLOSE <= total <= most + CLOSE
        if within and (fitting := _amounting_to(part, total, measure)):
            return fitting
    return []


def _amounting_to(part: Sequence[Part], total: float, measure: int) -> list[tuple[Part, ...]]:
    """Sets of `measure` parts: two halves that meet, so that six parts cost no more than three."""
    by_total: dict[float, list[tuple[int, ...]]] = {}
    for k, value in _sums(part, measure // 2):
        by_total.setdefault(round(value, 3), []).append(k)
    result = {
        tuple(sorted((*a, *b)))
        for b, value in _sums(part, measure - measure // 2)
        for a in by_total.get(round(total - round(value, 3), 3), ())
        if not set(a) & set(b)
    }
    return [tuple(part[i] for i in arrangement) for arrangement in sorted(result)]


def _sums(part: Sequence[Part], measure: int) -> Iterator[tuple[tuple[int, ...], float]]:
    """Every set of `measure` parts, by their places, with its sum."""
    sets = itertools.combinations(range(len(part)), measure)
    return zip(sets, map(sum, itertools.combinations([v for _, v in part], measure)), strict=True)


def explain_total(
    detail: pd.DataFrame, group: str, item: str, value: str, total: float
) -> list[Part] | None:
    """Whole groups first, then single rows of one other group, that add up to `total`.

    detail: one row a part with its `group`, `item` and `value`. Groups count as one part, so
    the answer with the fewest parts wins; None where there is none, or more than one, or where
    there are more than MOST_GROUPS groups. Rows of several groups would be an accident.
    """
    whole = list(detail.groupby(group, sort=False)[value].sum().items())
    rows = _positive_rows(detail, group, item, value)
    most = {g: sum(sorted(v for _, v in own)[-LARGEST_MEASURE:]) for g, own in rows.items()}
    candidate: list[list[Part]] = []
    shortest = LARGEST_MEASURE + MOST_GROUPS
    for count in range(len(whole) + 1 if len(whole) <= MOST_GROUPS else 0):
        for choices in itertools.combinations(whole, count) if count <= shortest else ():
            remainder = round(total - sum(v for _, v in choices), 3)
            if not remainder:
                candidate.append(list(choices))
            chosen = {g for g, _ in choices}
            for g, own in rows.items() if remainder > 0 else ():
                if g not in chosen and remainder <= most[g] + CLOSE:
                    found = find_arrangements(own, remainder)  # all its rows are the group itself
                    candidate += [[*choices, *s] for s in found if len(s) < len(own)]
        shortest = min(map(len, candidate), default=shortest)
    best = [c for c in candidate if len(c) == shortest]
    return best[0] if len(best) == 1 else None


def _positive_rows(
    detail: pd.DataFrame, group: str, item: str, value: str
) -> dict[Hashable, list[Part]]:
    """The rows of each group that have an amount."""
    result: dict[Hashable, list[Part]] = {}
    for g, name, amount in detail[[group, item, value]].itertuples(index=False, name=None):
        if amount > 0:
            result.setdefault(g, []).append((name, float(amount)))
    return result
