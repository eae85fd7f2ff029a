"""Rounding, once, at the end: half up, on the exact value; and judging by what is printed.

Values are computed unrounded. What they mean (reached or not, risen or fallen, which band) is
judged on two decimals, as they are printed and as mutu is: else a bar, a sentence, a category and
the number beside them contradict one another at 99.996, which every reader sees as 100,00; and a
mean that floats make 100.00000000000001 would exceed its target.
"""

import math
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import SupportsFloat

DECIMALS = 2  # decimals that a value is judged on
SIGNIFICANT = 14  # digits of a float that arithmetic leaves true
LONGEST = 17  # digits that tell every float apart
_LONG = Context(prec=100_000)  # more digits than a cell of Excel holds
FULL = 100  # percent: the capaian of a target that is just reached


def trim_noise(value: float, decimals: int = 0) -> Decimal:
    """A float as the number it stands for: what arithmetic left beyond SIGNIFICANT digits is cut.

    1,848,134,000 / 1,880,000,000 × 100 is 98.305, though floats make it 98.30499999999999. Whole
    numbers stay whole, however long; of others three digits beyond `desimal` are always kept.
    """
    if value.is_integer():
        return Decimal(int(value))
    whole = len(str(int(abs(value))))
    digit = min(max(SIGNIFICANT, whole + decimals + 3), LONGEST)
    return Decimal(f"{value:.{digit}g}")


def settle_noise(value: float) -> float:
    """A float that noise alone keeps from a short decimal number, as that number; others as is."""
    if not math.isfinite(value):
        return value
    shorter = float(trim_noise(value))
    return shorter if len(repr(shorter)) < len(repr(value)) - 2 else value


def round_half_up(value: SupportsFloat | Decimal | Fraction | str, decimals: int) -> Decimal:
    """`nilai` rounded half up to `desimal` places.

    The decimal number that a float stands for is what counts: 2.675 becomes 2.68 although its
    binary value is smaller, and so does 2.6749999999999994 (trim_noise). A zero has no sign.
    Raises ValueError where there is no number to round.
    """
    plain = value.item() if hasattr(value, "item") else value
    if isinstance(plain, float) and math.isfinite(plain):
        plain = trim_noise(plain, decimals)
    if isinstance(plain, Fraction):
        plain = Decimal(plain.numerator) / Decimal(plain.denominator)
    text = Decimal(str(plain))
    if not text.is_finite():
        raise ValueError(f"Tidak ada bilangan untuk dibulatkan: {value}")
    return text.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _LONG) + 0


def is_half(value: float, decimals: int) -> bool:
    """Whether `nilai` lies just between two numbers of `desimal` places."""
    return abs(trim_noise(float(value), decimals).scaleb(decimals)) % 1 == Decimal("0.5")


def read_printed(value: SupportsFloat | Decimal | str) -> float:
    """`value` as a reader sees it: what bands are looked up with."""
    return float(round_half_up(value, DECIMALS))


def compare_printed(current: SupportsFloat, previous: SupportsFloat) -> int:
    """1, 0 or −1: whether `current` prints as more than, the same as or less than `previous`."""
    a, b = read_printed(current), read_printed(previous)
    return (a > b) - (a < b)


def judge_capaian(capaian: SupportsFloat) -> int:
    """1, 0 or −1: whether a capaian (percent) exceeds, just reaches or misses its target."""
    return compare_printed(capaian, FULL)
