"""Errors of typing, rounding, sign and scale: from one figure and its computed value alone."""

import math
from collections.abc import Iterator

from lkip_helpers.compute.rounding import round_half_up
from lkip_helpers.reconcile.hypotheses.cause import Cause, Context
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


def find_rounding(pair: Pair, _: Context) -> Iterator[Cause]:
    """Cut off, rounded up, or rounded in two steps instead of once, half up."""
    decimals, value = pair.printed.decimals, pair.computed_number
    if pair.printed.fits(value):
        right = format_number(value, pair.decimals)
        both = f"kolom ini dicetak dengan {pair.decimals} desimal, angka ini dengan {decimals}"
        yield Cause("pembulatan campuran", f"{both}: {right} ditulis {pair.wording}", 0.85)
        return
    times = 10**decimals
    steps = (round_half_up(round_half_up(value, decimals + n), decimals) for n in (2, 1))
    ways = [
        *(("dibulatkan bertahap", float(result)) for result in steps),
        ("dipotong, bukan dibulatkan", math.floor(value * times) / times),
        ("dibulatkan ke atas", math.ceil(value * times) / times),
    ]
    if way := next((way for way, result in ways if pair.printed.fits(result)), ""):
        evidence = 0.9 if pair.printed.is_sharp else 0.7
        yield Cause("pembulatan", f"{format_short(value, decimals + 2)} {way}", evidence)


def describe_slip(printed: Printed, right: float) -> str:
    """How the printed digits differ from the right ones; "" where it is no typing error."""
    values = float(printed.value or 0), right
    wrong, due = (str(abs(int(round_half_up(v * 10**printed.decimals, 0)))) for v in values)
    same_length = len(wrong) == len(due)
    different = [i for i, (w, d) in enumerate(zip(wrong, due, strict=False)) if w != d]
    if same_length and len(different) == 2:
        i, j = different
        if wrong[i] == due[j] and wrong[j] == due[i]:
            return "dua angka tertukar letaknya" if j - i == 1 else "dua angka berjauhan tertukar"
    if same_length and len(due) >= 3 and len(different) == 1:
        return "satu angka berbeda"
    shorter, longer = sorted((wrong, due), key=len)
    shortened = (longer[:i] + longer[i + 1 :] for i in range(len(longer)))
    return "satu angka hilang atau berlebih" if len(due) >= 4 and shorter in shortened else ""


def find_slip(pair: Pair, _: Context) -> Iterator[Cause]:
    """Two digits swapped, one digit wrong, one left out or doubled; the other sign."""
    right = format_short(pair.computed_number, pair.printed.decimals)
    if pair.number and pair.printed.fits(-pair.computed_number):
        right = format_number(pair.computed_number, pair.printed.decimals)
        yield Cause("tanda terbalik", f"hitungan {right}, tercetak {pair.wording}", 0.95)
    if slip := describe_slip(pair.printed, pair.computed_number):
        code, evidence = _SLIPS[slip]
        yield Cause(code, f"{slip}: {pair.wording}, hitungan {right}", evidence)


def find_scale(pair: Pair, _: Context) -> Iterator[Cause]:
    """The right figure on another scale, printed precisely enough that it is no accident."""
    sharp = pair.printed.digits > 1 and abs(pair.number) >= 10 * pair.printed.last_place_unit
    right = pair.computed_number
    scales = load_rules("rekonsiliasi")["skala"] if right and sharp else ()
    for times, words in ((s["kali"], s["arti"]) for s in scales):
        for value, sign in ((right * times, "×"), (right / times, "/")):
            if pair.printed.fits(value):
                base = format_short(right, pair.printed.decimals + len(str(times)))
                equation = equate(f"{base} {sign} {format_short(times)}", pair.wording)
                is_zero = times == 10 and pair.kind in WHOLE
                error = "satu angka nol hilang atau berlebih" if is_zero else words
                yield Cause("skala tertukar", f"{error}{equation and ': '}{equation}", 0.9)
