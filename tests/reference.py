"""The formulas of the report again, in plain Python and exact fractions.

Written from the rules themselves (PermenPAN-RB 53/2014 and 14/2017, Krejcie and Morgan, KEP and PMK
as rules/*.toml cites them), not from lkip_helpers.compute: no frame, no float, no shared code.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from math import sqrt

Number = int | Fraction
Maybe = Fraction | None


def half_up(value: Fraction, places: int) -> Fraction:
    """The value rounded to so many places, a half away from zero."""
    scaled = abs(value) * 10**places
    whole = scaled.numerator // scaled.denominator
    whole += scaled - whole >= Fraction(1, 2)
    return Fraction(whole, 10**places) * (-1 if value < 0 else 1)


def capaian(  # noqa: C901, PLR0911 one return for each rule
    polaritas: str, target: Maybe, upper: Maybe, realisasi: Maybe
) -> Maybe:
    """Percent; None where it cannot be computed."""
    name, _, cap = polaritas.rpartition(" ")
    if cap.isdigit():  # counts for no more than this
        plain = capaian(name, target, upper, realisasi)
        return None if plain is None else min(Fraction(cap), plain)
    ranged = polaritas.startswith("rentang")
    if target is None or realisasi is None or (ranged and upper is None):
        return None
    if polaritas == "minimal rasio":
        return target / realisasi * 100 if realisasi else None
    if polaritas == "minimal nihil":
        return Fraction(0 if realisasi > target else 100)
    divided_by_zero = realisasi != 0 if upper == 0 else realisasi < 0
    if target == 0 and (not ranged or divided_by_zero):
        return None
    if polaritas in ("maksimal", "predikat"):
        return realisasi / target * 100
    if polaritas == "minimal":
        return max(Fraction(0), (2 * target - realisasi) / target * 100)
    assert upper is not None
    if target <= realisasi <= upper:
        return Fraction(100)
    if realisasi < target:
        return realisasi / target * 100
    if polaritas == "rentang":
        return realisasi / upper * 100
    return max(Fraction(0), (2 * upper - realisasi) / upper * 100)


def judged(polaritas: str, value: Fraction) -> Fraction:
    """The capaian that is judged: beyond a range it counts as 10,000 divided by it."""
    return Fraction(10_000) / value if polaritas == "rentang" and value > 100 else value


def category(scale: str, value: Fraction) -> str:
    """The category of the printed value, by lower bounds."""
    printed = half_up(value, 2)
    if scale == "tiga":
        return "melampaui" if printed > 100 else "sesuai" if printed == 100 else "belum"
    names = ("sangat_tinggi", "tinggi", "sedang", "rendah")
    known = zip(names, (91, 76, 66, 51), strict=True)
    return next((n for n, bound in known if printed >= bound), "sangat_rendah")


def mean(values: Sequence[Maybe]) -> Maybe:
    """The mean of the known values."""
    known = [v for v in values if v is not None]
    return sum(known, Fraction(0)) / len(known) if known else None


def serapan(rows: Sequence[tuple[int | None, int | None]]) -> Maybe:
    """Sum of realisasi over sum of pagu, percent; never a mean of percentages."""
    pagu = [p for p, _ in rows if p is not None]
    spent = [r for _, r in rows if r is not None]
    if not pagu or not spent or sum(pagu) <= 0:
        return None
    return Fraction(sum(spent), sum(pagu)) * 100


def nrr(answers: Sequence[int | None]) -> Maybe:
    """Mean of the answers that were given."""
    return mean([None if a is None else Fraction(a) for a in answers])


def ikm(columns: Sequence[Sequence[int | None]], weight: Maybe = None) -> Fraction:
    """Sum of NRR times weight, times 25; the weight is one over the number of unsur."""
    weight = weight or Fraction(1, len(columns))
    return sum((n * weight * 25 for c in columns if (n := nrr(c)) is not None), Fraction(0))


def mutu(value: Fraction) -> str:
    """The bands of PermenPAN-RB 14/2017, looked up with two decimals."""
    printed = half_up(value, 2)
    bounds = (("A", Fraction("88.31")), ("B", Fraction("76.61")), ("C", Fraction(65)))
    return next((m for m, bound in bounds if printed >= bound), "D")


def sample(population: int) -> int:
    """Krejcie and Morgan with χ² = 3.841, P = 0.5 and d = 0.05."""
    part = Fraction("3.841") * Fraction(1, 4)
    return int(half_up(part * population / (Fraction("0.0025") * (population - 1) + part), 0))


def variance(values: Sequence[Number]) -> Fraction:
    """The variance of a sample: divided by one less than its size."""
    middle = Fraction(sum(values)) / len(values)
    return sum(((v - middle) ** 2 for v in values), Fraction(0)) / (len(values) - 1)


def alpha(rows: Sequence[Sequence[int]]) -> Maybe:
    """Cronbach's alpha."""
    items = list(zip(*rows, strict=True))
    if len(items) < 2 or len(rows) < 2 or not (total := variance([sum(r) for r in rows])):
        return None
    inner = 1 - sum((variance(i) for i in items), Fraction(0)) / total
    return Fraction(len(items), len(items) - 1) * inner


def correlation(one: Sequence[int], other: Sequence[int]) -> float | None:
    """Pearson's, by its definition."""
    if len(set(one)) < 2 or len(set(other)) < 2:
        return None
    a, b = Fraction(sum(one), len(one)), Fraction(sum(other), len(other))
    both = sum(((x - a) * (y - b) for x, y in zip(one, other, strict=True)), Fraction(0))
    return float(both) / sqrt(sum((x - a) ** 2 for x in one) * sum((y - b) ** 2 for y in other))


def efficiency(formula: str, reached: Fraction, pagu: int, spent: int) -> Fraction:
    """Capaian minus serapan; or as the PMK defines it, held between −20 and 20."""
    if formula == "selisih":
        return reached - Fraction(spent, pagu) * 100
    due = pagu * reached / 100
    return min(Fraction(20), max(Fraction(-20), (due - spent) / due * 100))


def efficiency_level(formula: str, reached: Fraction, figure: Fraction) -> str:
    """The level in words; what missed its target is not efficient."""
    limit, printed = 5 if formula == "selisih" else 0, half_up(figure, 2)
    if printed < -limit:
        return "Tidak efisien"
    if half_up(reached, 2) < 100:
        return "Tidak dapat disebut efisien karena target tidak tercapai"
    return "Efisien" if printed > limit else "Cukup efisien"


def of_year(method: str, quarters: Sequence[Maybe]) -> Maybe:
    """Sum, last or mean of the quarters that are known."""
    known = [q for q in quarters if q is not None]
    if not known:
        return None
    return {"jumlah": sum(known, Fraction(0)), "akhir": known[-1], "rata-rata": mean(known)}[method]


def ranks(values: Sequence[Maybe]) -> list[int | None]:
    """1, 2, 2, 4: one more than the number of greater values."""
    return [None if v is None else 1 + sum(o is not None and o > v for o in values) for v in values]


def smallest_sets(parts: Sequence[int], total: int) -> set[tuple[int, ...]]:
    """Positions of the smallest sets of at most six parts that add up to a total."""
    for size in range(1, min(6, len(parts)) + 1):
        candidates = combinations(range(len(parts)), size)
        if found := {chosen for chosen in candidates if sum(parts[i] for i in chosen) == total}:
            return found if total else set()
    return set()
