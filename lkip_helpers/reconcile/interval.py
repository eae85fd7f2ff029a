"""Formulas and equations over printed figures: a rounded figure is an interval, not a number.

No equation leaves here before its printed operands gave its result.
"""

import math
import operator
import re
from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from lkip_helpers.compute.rounding import round_half_up
from lkip_helpers.errors import LkipError
from lkip_helpers.report.format import format_short
from lkip_helpers.rules import expression
from lkip_helpers.rules.expression import Formula, Leaf, Operand

_ARITHMETIC = {"+": operator.add, "−": operator.sub, "×": operator.mul, "/": operator.truediv}
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
UNROUNDED = "dihitung sebelum dibulatkan"


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
    """Interval of a formula; `operand` answers what stands elsewhere. Raises Uncomputable."""
    return expression.fold(
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
    "bulat": lambda a: Interval(*map(expression.round_whole, a)),
    "bila": _choose,
}


def sum_intervals(content: list[Interval]) -> Interval:
    """Sum of intervals."""
    return Interval(math.fsum(s.lower for s in content), math.fsum(s.upper for s in content))


class NotArithmetic(LkipError, ValueError):
    """A text that is no arithmetic of printed numbers."""


def evaluate_printed(text: str) -> Fraction:
    """The exact value of `1.687/50 × 0,1 × 25` as it stands in print. Raises NotArithmetic."""
    plain = _NUMBER.sub(lambda m: m[0].replace(".", "").replace(",", "."), text)
    try:
        tree = expression.parse_formula(plain.replace("–", "−").strip())
        return expression.fold(tree, _read_leaf, lambda sign, parts: _ARITHMETIC[sign](*parts))
    except (expression.InvalidFormula, LookupError, ZeroDivisionError) as fault:
        raise NotArithmetic(text) from fault


def _read_leaf(leaf: Leaf) -> Fraction:
    if isinstance(leaf, Operand):
        raise NotArithmetic(str(leaf))
    return Fraction(str(leaf))


def is_true(arithmetic: str, result: str) -> bool:
    """Whether `arithmetic`, rounded once to the decimals `result` has, is `result`."""
    decimals = len(result.partition(",")[2])
    try:
        value, printed = evaluate_printed(arithmetic), evaluate_printed(result)
    except NotArithmetic:
        return False
    return round_half_up(value, decimals) == round_half_up(printed, decimals)


def equate(arithmetic: str, result: str, bounds: Interval | None = None) -> str:
    """`arithmetic = result` where it is true as printed; else what the operands may have been.

    bounds: what the arithmetic gives where its operands were rounded; without them "" (nothing
    true can be said).
    """
    if is_true(arithmetic, result):
        return f"{arithmetic} = {result}"
    if bounds is None or bounds.lower == bounds.upper:
        return ""
    low, high = (format_short(n, len(result.partition(",")[2]) + 2) for n in bounds)
    return f"{arithmetic}, {UNROUNDED}: {low}–{high}"
