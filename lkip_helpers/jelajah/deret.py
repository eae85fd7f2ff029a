"""Steps of a slider, labelled as an Indonesian reader writes numbers."""

import math
from collections.abc import Callable
from typing import Any

from lkip_helpers.display.format import is_kosong

LANGKAH = 100
ATAS = 1.5  # the slider reaches half as far again as the largest of its values


def susun_deret(
    nilai: list[Any], tulis: Callable[[float], str], cadangan: float = 1.0
) -> list[tuple[str, float]]:
    """From 0 past the largest of `nilai` in round steps, with each of `nilai` itself among them.

    Two steps that are written alike are one: the value itself, where it is one of them. cadangan:
    stands for the largest where all are 0.
    """
    ada = [float(n) for n in nilai if not is_kosong(n)]
    ujung = max([abs(n) for n in ada if n] or [cadangan]) * ATAS
    langkah = _bulatkan(ujung / LANGKAH)
    bawah = min([0.0, *ada])
    semua = [bawah + i * langkah for i in range(math.ceil((ujung - bawah) / langkah) + 1)]
    tertulis = {tulis(n): n for n in semua} | {tulis(n): n for n in ada}
    return sorted(tertulis.items(), key=lambda b: b[1])


def _bulatkan(langkah: float) -> float:
    """The next 1, 2 or 5 times a power of ten."""
    pangkat = 10.0 ** math.floor(math.log10(langkah))
    return next(k * pangkat for k in (1, 2, 5, 10) if k * pangkat >= langkah * 0.999)
