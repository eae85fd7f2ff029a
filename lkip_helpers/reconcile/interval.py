"""Declared formulas over printed figures: a rounded figure is an interval, not a number."""

import math
from collections.abc import Callable
from typing import NamedTuple

from lkip_helpers.errors import LkipError
from lkip_helpers.rules.expression import Formula, Operand, fold, round_whole


class Interval(NamedTuple):
    """From `lower` to `upper`, both included."""

    lower: float
    upper: float

    def contains(self, other: "Interval") -> bool:
        """Whether both have a value in common; a hair of slack for binary fractions."""
        slack = 1e-9 * max(1.0, abs(self.upper), abs(other.upper))
        return self.lower <= other.upper + slack and other.lower <= self.upper + slack


class Uncomputable(LkipError, ValueError):
    """An operand is not printed, or there is a division by zero."""


def points(value: float) -> Interval:
    """An exact number."""
    return Interval(value, value)


def evaluate_interval(node: Formula, operand: Callable[[Operand], Interval]) -> Interval:
    """Interval of a formula; what it takes from elsewhere is answered by `operand`.

    Raises Uncomputable.
    """
    return fold(
        node,
        lambda leaf: operand(leaf) if isinstance(leaf, Operand) else points(float(leaf)),
        lambda sign, parts: _OPERATIONS[sign](*parts),
    )


def _span(values: list[float]) -> Interval:
    return Interval(min(values), max(values))


def _divide(a: Interval, b: Interval) -> Interval:
    if b.lower <= 0 <= b.upper:
        raise Uncomputable("pembagian dengan nol")
    return _span([x / y for x in a for y in b])


def _choose(a: Interval, b: Interval, yes: Interval, no: Interval) -> Interval:
    """Either, where the ends compared do not say which."""
    possible = [yes] * (a.lower < b.upper) + [no] * (a.upper >= b.lower)
    return _span([end for value in possible for end in value])


_OPERATIONS: dict[str, Callable[..., Interval]] = {
    "+": lambda a, b: Interval(a.lower + b.lower, a.upper + b.upper),
    "−": lambda a, b: Interval(a.lower - b.upper, a.upper - b.lower),
    "×": lambda a, b: _span([x * y for x in a for y in b]),
    "/": _divide,
    "terbesar": lambda a, b: Interval(*map(max, a, b)),
    "terkecil": lambda a, b: Interval(*map(min, a, b)),
    "bulat": lambda a: Interval(*map(round_whole, a)),
    "bila": _choose,
}


def sum_intervals(content: list[Interval]) -> Interval:
    """Sum of intervals."""
    return Interval(math.fsum(s.lower for s in content), math.fsum(s.upper for s in content))
