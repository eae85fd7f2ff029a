"""Which parts make an amount exactly: the smallest sets of parts, found by their sums."""

import itertools
from collections.abc import Hashable, Iterator, Sequence

import pandas as pd

MOST_PARTS = 6  # in one set
MOST_CANDIDATES = 60  # parts to choose from; more would add up by accident
MOST_GROUPS = 12  # whole groups; every set of them is tried
TOLERANCE = 0.001

Part = tuple[Hashable, float]  # name and amount


def find_arrangements(parts: Sequence[Part], total: float) -> list[tuple[Part, ...]]:
    """Every smallest set of parts whose amounts add up to `total`, compared to a thousandth.

    Sets of up to MOST_PARTS parts are tried, smaller ones first; [] where none adds up, or where
    there are more than MOST_CANDIDATES parts.
    """
    if not round(total, 3) or len(parts) > MOST_CANDIDATES:
        return []
    amounts = sorted(v for _, v in parts)
    for size in range(1, min(MOST_PARTS, len(parts)) + 1):
        least, most = sum(amounts[:size]), sum(amounts[-size:])
        within = least - TOLERANCE <= total <= most + TOLERANCE
        if within and (found := _find_sets(parts, total, size)):
            return found
    return []


def _find_sets(parts: Sequence[Part], total: float, size: int) -> list[tuple[Part, ...]]:
    """Sets of `size` parts, each joined from two halves: six parts cost no more than three."""
    by_sum: dict[float, list[tuple[int, ...]]] = {}
    for indices, value in _iter_sums(parts, size // 2):
        by_sum.setdefault(round(value, 3), []).append(indices)
    result = {
        tuple(sorted((*first_half, *second_half)))
        for second_half, value in _iter_sums(parts, size - size // 2)
        for first_half in by_sum.get(round(total - round(value, 3), 3), ())
        if not set(first_half) & set(second_half)
    }
    return [tuple(parts[i] for i in arrangement) for arrangement in sorted(result)]


def _iter_sums(parts: Sequence[Part], size: int) -> Iterator[tuple[tuple[int, ...], float]]:
    """Every set of `size` parts, as their indices, with its sum."""
    sets = itertools.combinations(range(len(parts)), size)
    return zip(sets, map(sum, itertools.combinations([v for _, v in parts], size)), strict=True)


def explain_total(
    detail: pd.DataFrame, group: str, item: str, value: str, total: float
) -> list[Part] | None:
    """The only smallest set of whole groups and rows of one other group that adds up to `total`.

    detail: one row per part; group, item and value name its columns. A whole group counts as one
    part. None where no set adds up, several are smallest, or there are more than MOST_GROUPS
    groups. Rows of several groups are not tried: their sum would fit by accident.
    """
    groups = list(detail.groupby(group, sort=False)[value].sum().items())
    positive = detail[detail[value] > 0].groupby(group, sort=False, dropna=False)
    by_group = {
        name: list(zip(rows[item], rows[value].astype(float), strict=True))
        for name, rows in positive
    }
    most = {n: sum(sorted(v for _, v in rows)[-MOST_PARTS:]) for n, rows in by_group.items()}
    candidates: list[list[Part]] = []
    shortest = MOST_PARTS + MOST_GROUPS
    for count in range(len(groups) + 1 if len(groups) <= MOST_GROUPS else 0):
        for chosen in itertools.combinations(groups, count) if count <= shortest else ():
            remainder = round(total - sum(v for _, v in chosen), 3)
            if not remainder:
                candidates.append(list(chosen))
            whole = {name for name, _ in chosen}
            for name, rows in by_group.items() if remainder > 0 else ():
                if name not in whole and remainder <= most[name] + TOLERANCE:
                    found = find_arrangements(rows, remainder)  # all its rows are the group itself
                    candidates += [[*chosen, *s] for s in found if len(s) < len(rows)]
        shortest = min(map(len, candidates), default=shortest)
    best = [c for c in candidates if len(c) == shortest]
    return best[0] if len(best) == 1 else None
