"""Rounding, once, at the end: half up, on the decimal text; and judging by what is printed.

Values are computed unrounded. What they mean (reached or not, risen or fallen, which band) is
judged on two decimals, as they are printed and as mutu is: else a bar, a sentence, a category and
the number beside them contradict one another at 99.996, which every reader sees as 100,00; and a
mean that floats make 100.00000000000001 would exceed its target.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import SupportsFloat

DECIMALS = 2  # decimals that a value is judged on
FULL = 100  # percent: the capaian of a target that is just reached


def round_half_up(value: SupportsFloat | Decimal | str, decimals: int) -> Decimal:
    """`value` rounded half up to `decimals` places.

    The decimal text of a float is what counts: 2.675 becomes 2.68 although its binary value is
    smaller. A zero has no sign. Raises ValueError where there is no number to round.
    """
    text = Decimal(str(value.item() if hasattr(value, "item") else value))
    if not text.is_finite():
        raise ValueError(f"Tidak ada bilangan untuk dibulatkan: {value}")
    return text.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0


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
