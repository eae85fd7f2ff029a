"""Rounding, once, at the end: half up, on the decimal text."""

from decimal import ROUND_HALF_UP, Decimal
from typing import SupportsFloat


def round_half_up(nilai: SupportsFloat | Decimal | str, desimal: int) -> Decimal:
    """`nilai` rounded half up to `desimal` places.

    The decimal text of a float is what counts: 2.675 becomes 2.68 although its binary value is
    smaller. A zero has no sign. Raises ValueError where there is no number to round.
    """
    teks = Decimal(str(nilai.item() if hasattr(nilai, "item") else nilai))
    if not teks.is_finite():
        raise ValueError(f"Tidak ada bilangan untuk dibulatkan: {nilai}")
    return teks.quantize(Decimal(1).scaleb(-desimal), ROUND_HALF_UP) + 0
