"""Declared formulas over printed figures: a rounded figure is an interval, not a number."""

import ast
import math
from collections.abc import Callable
from typing import NamedTuple

from lkip_helpers.errors import LkipError


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


Operand = Callable[[ast.expr], Interval]


def points(value: float) -> Interval:
    """An exact number."""
    return Interval(value, value)


def evaluate_interval(node: ast.expr, operand: Operand) -> Interval:
    """Interval of a formula; names and calls are answered by `operand`. Raises Uncomputable."""
    match node:
        case ast.Constant(value=int() | float() as number):
            return points(float(number))
        case ast.BinOp(left=left, op=op, right=right):
            return _compute(op, evaluate_interval(left, operand), evaluate_interval(right, operand))
        case _:
            return operand(node)


def _compute(op: ast.operator, a: Interval, b: Interval) -> Interval:
    match op:
        case ast.Add():
            return Interval(a.lower + b.lower, a.upper + b.upper)
        case ast.Sub():
            return Interval(a.lower - b.upper, a.upper - b.lower)
        case ast.Mult():
            times = [x * y for x in a for y in b]
            return Interval(min(times), max(times))
        case _ if b.lower <= 0 <= b.upper:
            raise Uncomputable("pembagian dengan nol")
        case _:
            divided = [x / y for x in a for y in b]
            return Interval(min(divided), max(divided))


def sum_intervals(content: list[Interval]) -> Interval:
    """Sum of intervals."""
    return Interval(math.fsum(s.lower for s in content), math.fsum(s.upper for s in content))
