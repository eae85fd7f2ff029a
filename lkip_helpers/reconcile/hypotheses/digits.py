"""Slips of typing, rounding and scale: from one figure and its computed value alone."""

import math
from collections.abc import Iterator

from lkip_helpers.compute.rounding import round_half_up
from lkip_helpers.reconcile.hypotheses.cause import Cause, Context
from lkip_helpers.reconcile.hypotheses.equation import equate
from lkip_helpers.reconcile.hypotheses.operands import WHOLE
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
SHARP = 3  # significant digits that do not meet by accident
_SLIPS = {
    "dua angka tertukar letaknya": ("angka tertukar", 0.85),
    "dua angka berjauhan tertukar": ("angka tertukar", 0.6),
    "satu angka berbeda": ("salah ketik", 0.5),
    "satu angka hilang atau berlebih": ("salah ketik", 0.7),
}


def find_rounding(p: Pair, _: Context) -> Iterator[Cause]:
    """Cut off, rounded up, or rounded in two steps instead of once, half up."""
    decimals, value = p.printed.decimals, p.computed_number
    if p.printed.fitting(value):
        correct = format_number(value, p.decimals)
        description = f"kolom ini dicetak dengan {p.decimals} desimal, angka ini dengan {decimals}"
        yield Cause("pembulatan campuran", f"{description}: {correct} ditulis {p.said}", 0.85)
        return
    times = 10**decimals
    ways = [("dipotong, bukan dibulatkan", math.floor(value * times) / times),
            ("dibulatkan ke atas", math.ceil(value * times) / times)]  # fmt: skip
    for more in (1, 2):
        stepwise = round_half_up(round_half_up(value, decimals + more), decimals)
        ways.insert(0, ("dibulatkan bertahap", float(stepwise)))
    if name := next((name for name, result in ways if p.printed.fitting(result)), ""):
        evidence = 0.9 if p.printed.digits >= SHARP else 0.7
        yield Cause("pembulatan", f"{format_short(value, decimals + 2)} {name}", evidence)


def _digit(value: float, decimals: int) -> str:
    return str(abs(int(round_half_up(value * 10**decimals, 0))))


def describe_slip(c: Printed, correct: float) -> str:
    """How the printed digits differ from the right ones; "" where it is no slip of typing."""
    a, b = _digit(float(c.value or 0), c.decimals), _digit(correct, c.decimals)
    diff = [i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y]
    if len(a) == len(b) and len(diff) == 2:
        i, j = diff
        if a[i] == b[j] and a[j] == b[i]:
            return "dua angka tertukar letaknya" if j - i == 1 else "dua angka berjauhan tertukar"
    if len(a) == len(b) >= 3 and len(diff) == 1:
        return "satu angka berbeda"
    shorter, longer = sorted((a, b), key=len)
    one_more = len(longer) - len(shorter) == 1
    inserted = one_more and any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
    return "satu angka hilang atau berlebih" if len(b) >= 4 and inserted else ""


def find_slip(p: Pair, _: Context) -> Iterator[Cause]:
    """Two digits exchanged, one digit wrong, one left out or doubled."""
    if slip := describe_slip(p.printed, p.computed_number):
        code, evidence = _SLIPS[slip]
        correct = format_short(p.computed_number, p.printed.decimals)
        yield Cause(code, f"{slip}: {p.said}, hitungan {correct}", evidence)


def find_scale(p: Pair, _: Context) -> Iterator[Cause]:
    """The right figure on another scale, printed precisely enough that it is no accident."""
    sharp = p.printed.digits > 1 and abs(p.number) >= 10 * p.printed.last_place_unit
    for times, name in SCALE.items() if p.computed_number and sharp else ():
        for value, sign in ((p.computed_number * times, "×"), (p.computed_number / times, "/")):
            if p.printed.fitting(value):
                base = format_short(p.computed_number, p.printed.decimals + len(str(int(times))))
                compute = equate(f"{base} {sign} {format_short(times)}", p.said)
                zero = times == 10 and p.kind in WHOLE
                told = "satu angka nol hilang atau berlebih" if zero else name
                yield Cause("skala tertukar", f"{told}{compute and ': '}{compute}", 0.9)
