"""Slips of typing, rounding and scale: from one figure and its computed value alone."""

import math
from collections.abc import Iterator

from lkip_helpers.compute.rounding import round_half_up
from lkip_helpers.reconcile.hypotheses.equation import equate
from lkip_helpers.reconcile.hypotheses.hypothesis import (
    Cause,
    Context,
    phrase_printed,
    significant_digits,
)
from lkip_helpers.reconcile.match import Pair
from lkip_helpers.reconcile.printed import Printed
from lkip_helpers.report.format import format_number, format_short

SCALE = {
    10.0: "koma bergeser satu tempat",
    25.0: "skala NRR (1–4) dan nilai konversi (25–100) tertukar",
    100.0: "skala pecahan dan persen tertukar",
    1000.0: "skala ribuan dan satuan tertukar",
    1_000_000.0: "skala jutaan dan satuan tertukar",
}


def find_rounding(p: Pair, _: Context) -> Iterator[Cause]:
    """Cut off, rounded up, or rounded in two steps instead of once, half up."""
    if not p.has_number or p.class_ != "beda pembulatan":
        return
    if p.printed.fitting(p.computed_number):
        correct = format_number(p.computed_number, p.decimals)
        description = (
            f"kolom ini dicetak dengan {p.decimals} desimal, angka ini dengan {p.printed.decimals}"
        )
        yield Cause(
            "pembulatan campuran",
            f"{description}: {correct} ditulis {phrase_printed(p.printed)}",
            0.85,
        )
        return
    decimals, correct = p.printed.decimals, format_short(p.computed_number, p.printed.decimals + 2)
    times = 10**decimals
    manner = {
        "dipotong, bukan dibulatkan": math.floor(p.computed_number * times) / times,
        "dibulatkan ke atas": math.ceil(p.computed_number * times) / times,
    }
    for excess in (1, 2):
        stepwise = round_half_up(round_half_up(p.computed_number, decimals + excess), decimals)
        manner["dibulatkan bertahap"] = float(stepwise)
    for name in ("dibulatkan bertahap", "dipotong, bukan dibulatkan", "dibulatkan ke atas"):
        if p.printed.fitting(manner[name]):
            yield Cause("pembulatan", f"{correct} {name}", 0.9)
            return


def _digit(value: float, decimals: int) -> str:
    return str(abs(int(round_half_up(value * 10**decimals, 0))))


def describe_digit_difference(c: Printed, correct: float) -> str:
    """How the printed digits differ from the right ones; "" where it is no slip of typing."""
    a, b = _digit(float(c.value or 0), c.decimals), _digit(correct, c.decimals)
    diff = [i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y]
    if len(a) == len(b) and len(diff) == 2 and _swapped(a, b, diff):
        near = diff[1] - diff[0] == 1
        return "dua angka tertukar letaknya" if near else "dua angka berjauhan tertukar"
    if len(a) == len(b) >= 3 and len(diff) == 1:
        return "satu angka berbeda"
    return "satu angka hilang atau berlebih" if len(b) >= 4 and _insertion(a, b) else ""


_EVIDENCE = {
    "dua angka tertukar letaknya": ("angka tertukar", 0.85),
    "dua angka berjauhan tertukar": ("angka tertukar", 0.6),
    "satu angka berbeda": ("salah ketik", 0.5),
    "satu angka hilang atau berlebih": ("salah ketik", 0.7),
}


def find_digit(p: Pair, _: Context) -> Iterator[Cause]:
    """Two digits exchanged, one digit wrong, one left out or doubled."""
    if not p.has_number or p.class_ != "beda":
        return
    if slip := describe_digit_difference(p.printed, p.computed_number):
        code, evidence = _EVIDENCE[slip]
        correct = format_short(p.computed_number, p.printed.decimals)
        yield Cause(code, f"{slip}: {phrase_printed(p.printed)}, hitungan {correct}", evidence)


def _swapped(a: str, b: str, diff: list[int]) -> bool:
    i, j = diff
    return a[i] == b[j] and a[j] == b[i]


def _insertion(a: str, b: str) -> bool:
    length, shorter = (a, b) if len(a) > len(b) else (b, a)
    return len(length) - len(shorter) == 1 and any(
        length[:i] + length[i + 1 :] == shorter for i in range(len(length))
    )


def find_scale(p: Pair, _: Context) -> Iterator[Cause]:
    """The right figure on another scale."""
    if (
        not p.has_number
        or p.class_ != "beda"
        or not p.computed_number
        or significant_digits(p.printed) < 2
    ):
        return
    for times, name in SCALE.items():
        for value, sign in ((p.computed_number * times, "×"), (p.computed_number / times, "/")):
            if p.printed.fitting(value) and _sharp(p.printed):
                from_ = format_short(p.computed_number, p.printed.decimals + len(str(int(times))))
                compute = equate(f"{from_} {sign} {format_short(times)}", phrase_printed(p.printed))
                yield Cause("skala tertukar", f"{name}{compute and ': '}{compute}", 0.9)


def _sharp(c: Printed) -> bool:
    """Printed precisely enough that a match is no accident."""
    return c.value is not None and abs(c.value) >= 10 * c.last_place_unit
