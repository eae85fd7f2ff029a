"""Rounding once, at the end, half up on the exact value; and judging values as they are printed.

Values are computed unrounded. What they mean (reached or not, risen or fallen, which band) is
judged on the decimals they are printed with, two but for a fine index: otherwise a bar, a sentence
and a category would contradict the number beside them at 99.996, which every reader sees as 100,00;
and a mean that floats make 100.00000000000001 would exceed its target.
"""

import math
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import Any, SupportsFloat

from lkip_helpers.rules.expression import SIGNIFICANT

DECIMALS, FINE = 2, 4  # decimals that a value is judged on; that an index of at most one may have
LONGEST = 17  # digits that distinguish every float
_LONG = Context(prec=100_000)  # more digits than a cell of Excel holds
FULL = 100  # percent: the capaian of a target that is just reached
OPERANDS: dict[str, dict[str, str]] = {  # the columns that each capaian is made of
    "capaian": {},
    "capaian_lalu": {"realisasi": "realisasi_lalu", "target": "target_lalu"},
    "capaian_akhir": {"target": "target_akhir"},
    "capaian_standar": {"target": "standar"},
    "capaian_bukti": {"realisasi": "bukti"},
}


def trim_noise(value: float, decimals: int = 0) -> Decimal:
    """The decimal number that a float stands for: digits beyond SIGNIFICANT are dropped as noise.

    1,848,134,000 / 1,880,000,000 × 100 is 98.305, though floats make it 98.30499999999999. Whole
    numbers stay whole, however long; of others three digits beyond `decimals` are always kept.
    """
    if value.is_integer():
        return Decimal(int(value))
    whole = len(str(int(abs(value))))
    digits = min(max(SIGNIFICANT, whole + decimals + 3), LONGEST)
    return Decimal(f"{value:.{digits}g}")


def settle_noise(value: float) -> float:
    """The short decimal number that only noise keeps `value` from; `value` where there is none."""
    if not math.isfinite(value):
        return value
    shorter = float(trim_noise(value))
    return shorter if len(repr(shorter)) < len(repr(value)) - 2 else value


def round_half_up(value: SupportsFloat | Decimal | Fraction | str, decimals: int) -> Decimal:
    """`value` rounded half up to `decimals` places.

    A float counts as the decimal number it stands for (trim_noise): 2.675 becomes 2.68 although its
    binary value is smaller, and so does 2.6749999999999994. A zero has no sign. Raises ValueError
    where `value` is not finite.
    """
    number = value.item() if hasattr(value, "item") else value
    if isinstance(number, float) and math.isfinite(number):
        number = trim_noise(number, decimals)
    if isinstance(number, Fraction):
        number = Decimal(number.numerator) / Decimal(number.denominator)
    exact = Decimal(str(number))
    if not exact.is_finite():
        raise ValueError(f"Tidak ada bilangan untuk dibulatkan: {value}")
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _LONG) + 0


def is_half(value: float, decimals: int) -> bool:
    """Whether `value` lies exactly halfway between two numbers of `decimals` places."""
    return abs(trim_noise(float(value), decimals).scaleb(decimals)) % 1 == Decimal("0.5")


def read_printed(value: SupportsFloat | Decimal | str) -> float:
    """`value` as a reader sees it, rounded to DECIMALS; bands are looked up with it."""
    return float(round_half_up(value, DECIMALS))


def count_decimals(*values: SupportsFloat) -> int:
    """The decimals that values of one measure are printed with: DECIMALS, or FINE.

    An index of at most one has FINE where two would not tell it: an IDM of 0.7012 and of 0.7015.
    """
    known = [abs(number) for value in values if math.isfinite(number := float(value))]
    small = max(known, default=0) <= 1
    finer = any(round_half_up(n, DECIMALS) != round_half_up(n, FINE) for n in known)
    return FINE if small and finer else DECIMALS


def compare_printed(
    current: SupportsFloat, previous: SupportsFloat, decimals: int = DECIMALS
) -> int:
    """1, 0 or −1: whether `current` prints as more than, the same as or less than `previous`."""
    now, then = (round_half_up(value, decimals) for value in (current, previous))
    return (now > then) - (now < then)


def compare_figures(current: SupportsFloat, previous: SupportsFloat, beside: Any = 0) -> int:
    """compare_printed of two values of one indicator. beside: another, where they are distances."""
    return compare_printed(current, previous, count_decimals(current, previous, beside))


def judge_capaian(capaian: SupportsFloat) -> int:
    """1, 0 or −1: whether a capaian (percent) exceeds, just reaches or misses its target."""
    return compare_printed(capaian, FULL)


def count_apart(row: Mapping[Any, Any]) -> int:
    """The decimals that tell a result from a target that it misses, or passes, as its capaian says.

    FINE for 74.996 beside a target of 75, whose capaian is printed 99,99; else 0, so many as any.
    """
    for capaian in OPERANDS.keys() & row.keys():  # none in most tables
        realisasi, target = (OPERANDS[capaian].get(key, key) for key in ("realisasi", "target"))
        cells = (row.get(key) for key in (capaian, realisasi, target, f"{target}_atas"))
        percent, real, *ends = (n if isinstance(n, int | float) else math.nan for n in cells)
        alike = (math.isfinite(percent + real + n) and not compare_figures(real, n) for n in ends)
        if any(alike) and judge_capaian(percent):
            return FINE
    return 0
