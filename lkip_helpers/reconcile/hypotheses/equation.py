"""Equations as they are printed: none leaves here before its printed operands gave its result."""

import operator
import re
from fractions import Fraction

from lkip_helpers.compute.rounding import round_half_up
from lkip_helpers.errors import LkipError
from lkip_helpers.reconcile.interval import Interval
from lkip_helpers.report.format import format_short
from lkip_helpers.rules.expression import InvalidFormula, Leaf, Operand, fold, parse_formula

_ARITHMETIC = {"+": operator.add, "−": operator.sub, "×": operator.mul, "/": operator.truediv}
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
UNROUNDED = "dihitung sebelum dibulatkan"


class NotArithmetic(LkipError, ValueError):
    """A text that is no arithmetic of printed numbers."""


def evaluate_printed(text: str) -> Fraction:
    """The exact value of `1.687/50 × 0,1 × 25` as it stands in print. Raises NotArithmetic."""
    plain = _NUMBER.sub(lambda m: m[0].replace(".", "").replace(",", "."), text)
    try:
        tree = parse_formula(plain.replace("–", "−").strip())
        return fold(tree, _read, lambda sign, parts: _ARITHMETIC[sign](*parts))
    except (InvalidFormula, LookupError, ZeroDivisionError) as fault:
        raise NotArithmetic(text) from fault


def _read(leaf: Leaf) -> Fraction:
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
