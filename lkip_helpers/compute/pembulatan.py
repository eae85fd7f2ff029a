"""Rounding, once, at the end: half up, on the decimal text; and judging by what is printed.

Values are computed unrounded. What they mean (reached or not, risen or fallen, which band) is
judged on two decimals, as they are printed and as mutu is: else a bar, a sentence, a category and
the number beside them contradict one another at 99.996, which every reader sees as 100,00; and a
mean that floats make 100.00000000000001 would exceed its target.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import SupportsFloat

DESIMAL = 2  # decimals that a value is judged on
PENUH = 100  # percent: the capaian of a target that is just reached


def round_half_up(nilai: SupportsFloat | Decimal | str, desimal: int) -> Decimal:
    """`nilai` rounded half up to `desimal` places.

    The decimal text of a float is what counts: 2.675 becomes 2.68 although its binary value is
    smaller. A zero has no sign. Raises ValueError where there is no number to round.
    """
    teks = Decimal(str(nilai.item() if hasattr(nilai, "item") else nilai))
    if not teks.is_finite():
        raise ValueError(f"Tidak ada bilangan untuk dibulatkan: {nilai}")
    return teks.quantize(Decimal(1).scaleb(-desimal), ROUND_HALF_UP) + 0


def read_tercetak(nilai: SupportsFloat | Decimal | str) -> float:
    """`nilai` as a reader sees it: what bands are looked up with."""
    return float(round_half_up(nilai, DESIMAL))


def compare_tercetak(kini: SupportsFloat, lalu: SupportsFloat) -> int:
    """1, 0 or −1: whether `kini` is printed as more than, the same as or less than `lalu`."""
    a, b = read_tercetak(kini), read_tercetak(lalu)
    return (a > b) - (a < b)


def judge_capaian(capaian: SupportsFloat) -> int:
    """1, 0 or −1: whether a capaian (percent) exceeds, just reaches or misses its target."""
    return compare_tercetak(capaian, PENUH)
