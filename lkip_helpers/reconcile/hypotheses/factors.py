"""One term of a formula that is another: denominator, weight, the rest, one unit off."""

import math
import statistics
from collections.abc import Iterator
from typing import NamedTuple

from lkip_helpers.compute.rounding import OPERANDS
from lkip_helpers.reconcile.hypotheses import operands
from lkip_helpers.reconcile.hypotheses.cause import Cause, Context, prove
from lkip_helpers.reconcile.hypotheses.copies import list_names
from lkip_helpers.reconcile.interval import Interval
from lkip_helpers.reconcile.match import Pair, gather
from lkip_helpers.report.format import format_number, format_short
from lkip_helpers.report.formula import describe_formula
from lkip_helpers.rules import load_rules
from lkip_helpers.rules.expression import Operand

FEWEST_SHARED = 3
OTHER = "target lain"


def find_other_target(group: list[Pair], context: Context) -> Iterator[tuple[list[Pair], Cause]]:
    """Percentages whose numerator is printed, and the denominator that gives them as printed."""
    implied = [(pair, *result) for pair in group if (result := _implied(pair, context))]
    shared = _shared_whole([interval for _, interval, _ in implied])
    for pair, interval, numerator in implied:
        possible = [(name, value, 0.85, 1) for name, value in _other_targets(pair, context)]
        if shared:
            possible.append((f"sama bagi {len(implied)} angka", shared, 0.9, len(implied)))
        for name, value, evidence, witnesses in possible:
            if interval.lower <= value <= interval.upper:
                divisor = format_short(value, 6)
                words = f"{{}}: dihitung terhadap {divisor} ({name})"
                cause = Cause(OTHER, words, evidence, witnesses)
                arithmetic = f"{numerator.wording} / {divisor} × 100"
                yield from (([pair], proven) for proven in prove(pair, arithmetic, cause))


def find_shared_target(pair: Pair, context: Context) -> Iterator[Cause]:
    """Σ numerators / Σ denominators, where percentages beside it share a wrong denominator."""
    for line in operands.list_ratio_lines(pair, context) if pair.kind == "persen" else ():
        implied = [result for ratio in line if (result := _implied(ratio, context))]
        shared = _shared_whole([interval for interval, _ in implied])
        if shared and len(implied) == len(line):
            total = " + ".join(numerator.wording for _, numerator in implied)
            divisor = format_short(shared)
            arithmetic = f"({total}) / ({len(line)} × {divisor}) × 100"
            words = f"{{}}: setiap angka dihitung terhadap {divisor}"
            yield from prove(pair, arithmetic, Cause(OTHER, words, 0.92, len(line)))


def _implied(pair: Pair, context: Context) -> tuple[Interval, Pair] | None:
    """The denominators that would give the printed percentage, and the printed numerator."""
    ratio = operands.match_ratio(pair) if pair.verdict == "beda" and pair.number else None
    printed = operands.PrintedOperands(pair, context)
    numerator = printed.evaluate(ratio[0]) if ratio else None
    low, high = pair.printed.interval
    if numerator is None or low <= 0:
        return None
    return Interval(numerator.lower * 100 / high, numerator.upper * 100 / low), printed.used[0]


def _shared_whole(intervals: list[Interval]) -> float | None:
    """The one whole number inside every interval, where several figures leave only one."""
    if len(intervals) < FEWEST_SHARED:
        return None
    lower, upper = max(i.lower for i in intervals), min(i.upper for i in intervals)
    whole = [n for n in range(int(lower), int(upper) + 2) if lower <= n <= upper]
    return float(whole[0]) if len(whole) == 1 else None


def _other_targets(pair: Pair, context: Context) -> Iterator[tuple[str, float]]:
    """Targets of the same row in other columns and tables, and denominators of other rows."""
    names = list_names(pair.tabel, pair.row) if pair.in_body else set()
    own = pair.tabel.value(pair.row, "target") if pair.in_body else None
    for tabel in context.tables.values():
        named = [row for i, row in enumerate(tabel.rows) if names & list_names(tabel, i)]
        for row in named:
            for column, value in row.items():
                target = column.startswith("target") or column.isdigit()
                if target and isinstance(value, int | float) and value != own:
                    yield f"{tabel.by_key[column].title} pada {tabel.title}", float(value)
    match operands.match_ratio(pair):
        case _, Operand(kind="sel", name=base) if pair.printed.is_sharp:
            beside = (row for row in context.printed_rows(pair, base) if row.row != pair.row)
            yield from ((row.name, row.number) for row in beside if row.number)


def find_inverted(pair: Pair, context: Context) -> Iterator[Cause]:
    """Numerator and denominator swapped."""
    ratio, printed = operands.match_ratio(pair) or (), operands.PrintedOperands(pair, context)
    if all(printed.evaluate(part) for part in ratio) and len(printed.used) == 2:
        numerator, denominator = (operand.wording for operand in printed.used)
        evidence = 0.93 if pair.printed.is_sharp else 0.85
        cause = Cause("rasio terbalik", "pembilang dan pembagi tertukar: {}", evidence)
        yield from prove(pair, f"{denominator} / {numerator} × 100", cause)


def find_computed_ratio(pair: Pair, _: Context) -> Iterator[Cause]:
    """A capaian as target / realisasi, or over the target of the year before, as computed."""
    if not pair.in_body or pair.column not in OPERANDS:
        return
    names = (OPERANDS[pair.column].get(key, key) for key in ("realisasi", "target", "target_lalu"))
    numbers = (pair.tabel.read_number(pair.row, name) for name in names)
    realisasi, target, last = (format_short(number, 4) for number in numbers)
    for code, words, arithmetic in (
        ("rasio terbalik", "target dibagi realisasi: {}", f"{target} / {realisasi} × 100"),
        (OTHER, "{}: dihitung terhadap target tahun sebelumnya", f"{realisasi} / {last} × 100"),
    ):
        yield from prove(pair, arithmetic, Cause(code, words, 0.85))


def find_rest(pair: Pair, _: Context) -> Iterator[Cause]:
    """The rest of 100 %, or of another figure of the row, in place of the figure itself."""
    printed, right = pair.printed, format_number(pair.computed_number, pair.printed.decimals)
    if pair.kind == "persen":
        trivial = pair.computed_number in (0, 100)  # each is the rest of the other
        evidence = 0.5 if trivial else 0.9 if printed.is_sharp else 0.8
        words = "sisa dari 100, bukan angkanya sendiri: {}"
        yield from prove(pair, f"100 − {right}", Cause("pelengkap 100", words, evidence))
    is_distinct = printed.is_sharp and pair.kind in operands.WHOLE - {"ya"}
    for column in pair.tabel.columns if is_distinct else ():
        whole = pair.tabel.read_number(pair.row, column.key)
        if column.kind == pair.kind and column.key != pair.column and not math.isnan(whole):
            cause = Cause("sisa", f"sisa dari {column.title}, bukan angkanya sendiri: {{}}", 0.9)
            yield from prove(pair, f"{format_number(whole, 0)} − {right}", cause)


def find_off_by_one(pair: Pair, context: Context) -> Iterator[Cause]:
    """A total that is one unit off the sum of the parts printed above it."""
    if not operands.sum_column(pair) or pair.printed.decimals or abs(pair.difference) != 1:
        return
    printed = operands.PrintedOperands(pair, context)
    if printed.evaluate(pair.tree) and all(part.verdict == "sama" for part in printed.used):
        total = format_number(sum(part.number for part in printed.used)).removesuffix(",00")
        description = f"{len(printed.used)} bagian yang tercetak berjumlah {total}"
        evidence = 0.82 if pair.kind in operands.WHOLE else 0.7
        yield Cause("jumlah meleset satu", f"{description}, tercetak {pair.wording}", evidence)


DETAILED, SHORT = "skm-nilai", "skm-ringkasan"
WEIGHT = "bobot lain"
MOST = 0.8  # share of the printed rows that a factor must fit
FEWEST = 3  # rows that make a factor more than a guess
DECIMALS = 4  # of a factor that people use


class Product(NamedTuple):
    """A printed product, and the printed figure that a factor makes it of."""

    result: Pair
    base: Pair

    def multiply(self, factor: float) -> Interval:
        """What the product may be with this factor, as the figure may have been rounded."""
        return Interval(*sorted(end * factor for end in operands.find_bounds(self.base)))

    def fits(self, factor: float) -> bool:
        return self.multiply(factor).overlaps(self.result.printed.interval)

    def is_exact(self, factor: float) -> bool:
        """Whether the figure as printed, times the factor, prints as the product."""
        return self.result.printed.fits(self.base.number * factor)


def find_factor_column(group: list[Pair], context: Context) -> Iterator[tuple[list[Pair], Cause]]:
    """Products of a column and a factor: the factor that the publication used instead."""
    for products in gather((p for p in group if p.in_body), lambda p: p.column).values():
        if (product := operands.match_product(products[0].formula)) is None:
            continue
        base, formula = product
        printed = [p for p in products if p.has_number and p.number]
        bases = ((p, context.find(p, p.row, base)) for p in printed)
        rows = [Product(p, other) for p, other in bases if other is not None and other.number]
        right = operands.PrintedOperands(products[0], context).evaluate(formula)
        factor = _find_factor(rows, right.lower) if right else None
        if factor is None:
            continue
        fitting, weight = [row for row in rows if row.fits(factor)], format_short(factor, DECIMALS)
        due = describe_formula(formula, {})
        due = f"1/{len(products[0].tabel.rows)}" if "banyak" in due else due
        words = f"bobot {weight} dipakai, seharusnya {due}: {{}}"
        cause = Cause(WEIGHT, words, 0.97 if len(fitting) >= FEWEST else 0.9, len(fitting))
        for row in fitting:
            arithmetic, bounds = f"{row.base.wording} × {weight}", row.multiply(factor)
            proven = prove(row.result, arithmetic, cause, bounds, cause.evidence)
            yield from (([row.result], found) for found in proven)


def _find_factor(rows: list[Product], right: float) -> float | None:
    """The simplest factor that fits most rows, where the right one fits fewer of them."""
    factors = list_weights()
    if len(rows) >= FEWEST:
        middle = statistics.median(row.result.number / row.base.number for row in rows)
        factors += [round(middle, decimals) for decimals in range(DECIMALS + 1)]
    return next((f for f in factors if f > 0 and rows and _is_better(rows, f, right)), None)


def list_weights() -> list[float]:
    """Weights that offices use in place of the right one."""
    return [float(w) for w in load_rules("skm")["bobot_lain"]]


def _is_better(rows: list[Product], factor: float, right: float) -> bool:
    """Whether a factor fits most rows, and more of them than the right one does."""
    limit = MOST * len(rows)
    fits, right_fits = (sum(row.fits(f) for row in rows) for f in (factor, right))
    exact, right_exact = (sum(row.is_exact(f) for row in rows) for f in (factor, right))
    return fits >= limit and (fits > right_fits or exact >= limit > right_exact)


def find_weighted_total(pair: Pair, _: Context) -> Iterator[Cause]:
    """The sum of such a column, with another weight, whatever its rows are printed as."""
    tabel, column = pair.tabel, ("" if pair.in_body else operands.sum_column(pair))
    if product := operands.match_product(tabel.by_key[column].formula if column else ""):
        base, _factor = product
        total = format_short(math.fsum(tabel.column_values(base)), DECIMALS)
        for weight in (format_short(w, DECIMALS) for w in list_weights()):
            words = f"jumlah {tabel.by_key[base].title} dikali bobot {weight}: {{}}"
            yield from prove(pair, f"{total} × {weight}", Cause(WEIGHT, words, 0.9))


def find_index(pair: Pair, context: Context) -> Iterator[Cause]:
    """Σ answers / respondents × weight × 25, with sums and weights other than the right ones."""
    cell = (pair.tabel.label, pair.column)
    is_index = cell == (SHORT, "ikm") or (cell == (DETAILED, "nilai_konversi") and not pair.in_body)
    if not is_index or not {DETAILED, SHORT} <= context.tables.keys():
        return
    respondents = context.tables[SHORT].rows[0]["responden"]
    right = len(context.tables[DETAILED].rows)
    times = load_rules("skm")["pengali"]
    for name, total, unsur, base_evidence in _list_bases(context):
        weights = {1 / unsur: f"1/{unsur}"}
        weights |= {w: format_short(w, DECIMALS) for w in list_weights()}
        for weight, written in weights.items():
            # That the weight is one part of as many unsur is a second witness.
            agrees = math.isclose(weight * unsur, 1, rel_tol=0.02)
            arithmetic = f"{format_short(total)}/{respondents} × {written} × {times}"
            words = f"{pair.wording} = {arithmetic}: {unsur} unsur berbobot {written} "
            words += f"({name}); yang benar {right} unsur berbobot 1/{right}"
            evidence = base_evidence + (0.05 if agrees else 0)
            yield from prove(pair, arithmetic, Cause(WEIGHT, words, evidence, unsur))
    # The printed index (sum of weighted NRR) times 25 gives the printed IKM, both wrong.
    index = context.find_footer(DETAILED, "Jumlah", "nrr_tertimbang")
    if index is not None and index.printed.value is not None and index.verdict != "sama":
        bounds = Interval(*(end * times for end in index.printed.interval))
        words = f"mengikuti indeks tercetak yang berbeda ({index.name}): {{}}"
        cause = Cause("terbawa", words, 0.9, 2)
        yield from prove(pair, f"{index.wording} × {times}", cause, bounds, 0.8)


def _list_bases(context: Context) -> Iterator[tuple[str, float, int, float]]:
    """Sums of the printed and of the computed answers, whole and with one unsur more.

    name, sum, of how many unsur it is, evidence.
    """
    tabel = context.tables[DETAILED]
    computed = tabel.column_values("jumlah")
    yield "jumlah hasil hitungan", math.fsum(computed), len(computed), 0.8
    for (label, _), group in context.groups.items():
        column = [p for p in group if p.column == "jumlah" and p.in_body]
        printed = [p.number for p in column if p.printed.value is not None]
        if label != DETAILED or len(printed) < 2:
            continue
        total, count = math.fsum(printed), len(printed)
        yield "jumlah yang tercetak", total, count, 0.9
        for row, value in zip(tabel.rows, computed, strict=True):
            # An unsur that was left out is not printed.
            missing = value not in printed
            how = "tidak tercetak" if missing else "terhitung dua kali"
            name = f"yang tercetak ditambah {row['unsur']} {format_short(value)} yang {how}"
            yield name, total + value, count + 1, 0.9 if missing else 0.6
