"""Equations as they are printed: none leaves here before its printed operands gave its result."""

import ast
import operator
import re
from collections.abc import Callable
from fractions import Fraction

from lkip_helpers.compute.rounding import round_half_up
from lkip_helpers.errors import LkipError
from lkip_helpers.reconcile.interval import Interval
from lkip_helpers.report.format import format_short

_ARITHMETIC: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_OPERATOR = {"×": "*", "−": "-", "–": "-"}
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
UNROUNDED = "dihitung sebelum dibulatkan"


class NotArithmetic(LkipError, ValueError):
    """A text that is no arithmetic of printed numbers."""


def evaluate_printed(text: str) -> Fraction:
    """The exact value of `1.687/50 × 0,1 × 25` as it stands in print. Raises NotArithmetic."""
    plain = _NUMBER.sub(lambda m: m[0].replace(".", "").replace(",", "."), text)
    for printed, sign in _OPERATOR.items():
        plain = plain.replace(printed, sign)
    try:
        return _value(ast.parse(plain.strip(), mode="eval").body)
    except (SyntaxError, ZeroDivisionError) as fault:
        raise NotArithmetic(text) from fault


def _value(node: ast.expr) -> Fraction:
    match node:
        case ast.Constant(value=int() | float() as number):
            return Fraction(str(number))
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -_value(inner)
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _ARITHMETIC:
            return _ARITHMETIC[type(sign)](_value(left), _value(right))
    raise NotArithmetic(ast.unparse(node))


def is_true(expression: str, result: str) -> bool:
    """Whether `expression`, rounded once to the decimals `result` has, is `result`."""
    decimals = len(result.partition(",")[2])
    try:
        value, printed = evaluate_printed(expression), evaluate_printed(result)
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
