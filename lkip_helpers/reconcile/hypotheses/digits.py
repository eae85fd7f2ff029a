"""Errors of typing, rounding, sign and scale: from one figure and its computed value alone."""

import math
from collections.abc import Iterator

from lkip_helpers.compute.rounding import round_half_up
from lkip_helpers.reconcile.hypotheses.cause import SHARP, Cause, Context
from lkip_helpers.reconcile.hypotheses.operands import WHOLE
from lkip_helpers.reconcile.interval import Printed, equate
from lkip_helpers.reconcile.match import Pair
from lkip_helpers.report.format import format_number, format_short
from lkip_helpers.rules import load_rules

_SLIPS = {
    "dua angka tertukar letaknya": ("angka tertukar", 0.85),
    "dua angka berjauhan tertukar": ("angka tertukar", 0.6),
    "satu angka berbeda": ("salah ketik", 0.5),
    "satu angka hilang atau berlebih": ("salah ketik", 0.7),
}


def find_rounding(p: Pair, _: Context) -> Iterator[Cause]:
    """Cut off, rounded up, or rounded in two steps instead of once, half up."""
    decimals, value = p.printed.decimals, p.computed_number
    if p.printed.fits(value):
        right = format_number(value, p.decimals)
        description = f"kolom ini dicetak dengan {p.decimals} desimal, angka ini dengan {decimals}"
        yield Cause("pembulatan campuran", f"{description}: {right} ditulis {p.wording}", 0.85)
        return
    times = 10**decimals
    steps = (round_half_up(round_half_up(value, decimals + n), decimals) for n in (2, 1))
    ways = [
        *(("dibulatkan bertahap", float(result)) for result in steps),
        ("dipotong, bukan dibulatkan", math.floor(value * times) / times),
        ("dibulatkan ke atas", math.ceil(value * times) / times),
    ]
    if way := next((way for way, result in ways if p.printed.fits(result)), ""):
        evidence = 0.9 if p.printed.digits >= SHARP else 0.7
        yield Cause("pembulatan", f"{format_short(value, decimals + 2)} {way}", evidence)


def describe_slip(printed: Printed, right: float) -> str:
    """How the printed digits differ from the right ones; "" where it is no typing error."""
    pair = float(printed.value or 0), right
    a, b = (str(abs(int(round_half_up(v * 10**printed.decimals, 0)))) for v in pair)
    different = [i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y]
    if len(a) == len(b) and len(different) == 2:
        i, j = different
        if a[i] == b[j] and a[j] == b[i]:
            return "dua angka tertukar letaknya" if j - i == 1 else "dua angka berjauhan tertukar"
    if len(a) == len(b) >= 3 and len(different) == 1:
        return "satu angka berbeda"
    shorter, longer = sorted((a, b), key=len)
    one_more = len(longer) - len(shorter) == 1
    inserted = one_more and any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
    return "satu angka hilang atau berlebih" if len(b) >= 4 and inserted else ""


def find_slip(p: Pair, _: Context) -> Iterator[Cause]:
    """Two digits swapped, one digit wrong, one left out or doubled; the other sign."""
    right = format_short(p.computed_number, p.printed.decimals)
    if p.number and p.printed.fits(-p.computed_number):
        right = format_number(p.computed_number, p.printed.decimals)
        yield Cause("tanda terbalik", f"hitungan {right}, tercetak {p.wording}", 0.95)
    if slip := describe_slip(p.printed, p.computed_number):
        code, evidence = _SLIPS[slip]
        yield Cause(code, f"{slip}: {p.wording}, hitungan {right}", evidence)


def find_scale(p: Pair, _: Context) -> Iterator[Cause]:
    """The right figure on another scale, printed precisely enough that it is no accident."""
    sharp = p.printed.digits > 1 and abs(p.number) >= 10 * p.printed.last_place_unit
    scales = load_rules("rekonsiliasi")["skala"] if p.computed_number and sharp else ()
    for times, words in ((s["kali"], s["arti"]) for s in scales):
        for value, sign in ((p.computed_number * times, "×"), (p.computed_number / times, "/")):
            if p.printed.fits(value):
                base = format_short(p.computed_number, p.printed.decimals + len(str(times)))
                equation = equate(f"{base} {sign} {format_short(times)}", p.wording)
                is_zero = times == 10 and p.kind in WHOLE
                error = "satu angka nol hilang atau berlebih" if is_zero else words
                yield Cause("skala tertukar", f"{error}{equation and ': '}{equation}", 0.9)
