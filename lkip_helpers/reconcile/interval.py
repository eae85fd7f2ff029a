"""Printed figures, and formulas over them: a rounded figure is an interval, not a number.

An equation is only given where its printed operands yield its result.
"""

import math
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from lkip_helpers.compute.rounding import LONGEST, round_half_up
from lkip_helpers.errors import InvalidArgument
from lkip_helpers.report.format import format_number, format_short
from lkip_helpers.rules import expression
from lkip_helpers.rules.expression import Formula, Operand

LINE = {"", "-", "–", "—", "−"}
CHECKMARK = {"√", "✓", "✔", "v", "✔️", "\\sqrt{}"}
_PRINTED = re.compile(r"[−-]?\s*\d+(?:[.,]\d+)*")


class Interval(NamedTuple):
    """From `lower` to `upper`, both included."""

    lower: float
    upper: float

    def overlaps(self, other: "Interval") -> bool:
        """Whether both have a value in common, within the error of binary fractions."""
        error = 1e-9 * max(1.0, abs(self.upper), abs(other.upper))
        return self.lower <= other.upper + error and other.lower <= self.upper + error


@dataclass(frozen=True)
class Printed:
    """A printed text, its value (a dash is 0, a tick 1; None for no number) and decimals."""

    text: str
    value: float | None = None
    decimals: int = 0

    @cached_property
    def wording(self) -> str:
        """The figure in a sentence, with the decimals it was printed with."""
        return self.text if self.value is None else format_number(self.value, self.decimals)

    @cached_property
    def digits(self) -> int:
        """How many significant digits it has."""
        return len("".join(c for c in self.wording if c.isdigit()).strip("0"))

    @property
    def is_sharp(self) -> bool:
        return self.digits >= 3  # figures of so many significant digits do not agree by accident

    @property
    def last_place_unit(self) -> float:
        """Value of one unit in the last printed place."""
        return float(10.0**-self.decimals)

    @property
    def interval(self) -> Interval:
        """Values that print as this figure does when rounded half up."""
        value = math.nan if self.value is None else self.value
        half = self.last_place_unit / 2
        return Interval(value - half, value + half)

    def fits(self, value: float, decimals: int | None = None) -> bool:
        """Whether `value`, rounded once, half up, prints as this figure; decimals: else its own."""
        places = self.decimals if decimals is None else decimals
        # Most values are far from it: rounding both, which takes long, moves neither by a unit.
        if self.value is None or not abs(value - self.value) <= 2 * 10.0**-places:
            return False
        return round_half_up(value, places) == round_half_up(self.value, places)


def read_print(text: str, near: float | None = None) -> Printed:
    """A printed text; of two readings ("2.529") the one nearer to `near`, else the Indonesian."""
    text = " ".join(text.split())
    if text in LINE:
        return Printed(text, 0.0)
    if text.casefold() in CHECKMARK:
        return Printed(text, 1.0)
    number = _PRINTED.search(text)
    if number is None or sum(map(str.isdigit, number[0])) > LONGEST:  # more than a float holds
        return Printed(text)
    sign = -1 if number[0][0] in "−-" else 1
    readings = _list_readings(number[0].lstrip("−- "))
    if near and len(readings) > 1:
        readings.sort(key=lambda r: abs(math.log(max(r[0], 1e-9) / abs(near))))
    value, decimals = readings[0]
    return Printed(text, sign * value, decimals)


def _list_readings(digits: str) -> list[tuple[float, int]]:
    """Value and decimals of every way to read the digits, the likelier first."""
    separators = [c for c in digits if c in ".,"]
    if not separators:
        return [(float(digits), 0)]
    whole = (float(re.sub(r"[.,]", "", digits)), 0)
    integer, decimals = re.split(r"[.,](?=\d+$)", digits)
    fraction = (float(f"{re.sub(r'[.,]', '', integer)}.{decimals}"), len(decimals))
    if len(separators) > 1:
        return [whole] if len(set(separators)) == 1 else [fraction]
    if len(decimals) == 3 and len(integer) <= 3 and not integer.startswith("0"):
        return [whole, fraction] if separators[0] == "." else [fraction, whole]
    return [fraction]


_ARITHMETIC = {"+": operator.add, "−": operator.sub, "×": operator.mul, "/": operator.truediv}
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
UNROUNDED = "dihitung sebelum dibulatkan"


def exact(value: float) -> Interval:
    """The interval of an exact number."""
    return Interval(value, value)


def evaluate_interval(node: Formula, operand: Callable[[Operand], Interval]) -> Interval:
    """Interval of a formula; `operand` gives that of an operand. Raises InvalidArgument."""
    return expression.fold(
        node,
        lambda leaf: operand(leaf) if isinstance(leaf, Operand) else exact(float(leaf)),
        lambda sign, parts: _OPERATIONS[sign](*parts),
    )


def _span(values: list[float]) -> Interval:
    return Interval(min(values), max(values))


def _divide(dividend: Interval, divisor: Interval) -> Interval:
    if divisor.lower <= 0 <= divisor.upper:
        raise InvalidArgument("pembagian dengan nol")
    return _span([x / y for x in dividend for y in divisor])


def _choose(left: Interval, right: Interval, yes: Interval, no: Interval) -> Interval:
    """`yes` where left < right, else `no`; both where the compared intervals leave it open."""
    possible = [yes] * (left.lower < right.upper) + [no] * (left.upper >= right.lower)
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


def sum_intervals(intervals: list[Interval]) -> Interval:
    """Sum of intervals."""
    return Interval(*(math.fsum(i[end] for i in intervals) for end in (0, 1)))


def evaluate_printed(text: str) -> Fraction:
    """The exact value of `1.687/50 × 0,1 × 25` as printed. Raises InvalidArgument."""
    plain = _NUMBER.sub(lambda m: m[0].replace(".", "").replace(",", "."), text)
    try:
        return expression.fold(
            expression.parse_formula(plain.replace("–", "−").strip()),
            lambda leaf: Fraction(str(leaf)),  # an operand, which is no number, is a ValueError
            lambda sign, parts: _ARITHMETIC[sign](*parts),
        )
    except (ValueError, LookupError, ZeroDivisionError) as fault:
        raise InvalidArgument(text) from fault


def is_true(arithmetic: str, result: str) -> bool:
    """Whether `arithmetic`, rounded once to the decimals `result` has, is `result`."""
    decimals = len(result.partition(",")[2])
    try:
        value, printed = evaluate_printed(arithmetic), evaluate_printed(result)
    except InvalidArgument:
        return False
    return round_half_up(value, decimals) == round_half_up(printed, decimals)


def equate(arithmetic: str, result: str, bounds: Interval | None = None) -> str:
    """`arithmetic = result` where it is true as printed; else what the operands may have been.

    bounds: what the arithmetic gives where its operands were rounded; without them "" where it is
    not true as printed.
    """
    if is_true(arithmetic, result):
        return f"{arithmetic} = {result}"
    if bounds is None or bounds.lower == bounds.upper:
        return ""
    low, high = (format_short(n, len(result.partition(",")[2]) + 2) for n in bounds)
    return f"{arithmetic}, {UNROUNDED}: {low}–{high}"
