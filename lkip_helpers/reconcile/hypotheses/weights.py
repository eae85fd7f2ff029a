"""Factors of a column, and the Indeks Kepuasan Masyarakat: other weights, other elements."""

import math
import statistics
from collections.abc import Iterator
from typing import NamedTuple

from lkip_helpers.reconcile.hypotheses import operands
from lkip_helpers.reconcile.hypotheses.cause import Cause, Context, prove
from lkip_helpers.reconcile.interval import Interval
from lkip_helpers.reconcile.match import Pair
from lkip_helpers.report.format import format_short
from lkip_helpers.report.formula import describe_formula
from lkip_helpers.rules import load_rules

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


def find_factor_column(group: list[Pair], context: Context) -> Iterator[tuple[Pair, Cause]]:
    """Products of a column and a factor: the factor that the publication used instead."""
    for column in dict.fromkeys(p.column for p in group if p.in_body):
        products = [p for p in group if p.column == column and p.in_body]
        if product := operands.match_product(products[0].formula):
            base, factor = product
            printed = [p for p in products if p.has_number and p.number]
            bases = ((p, context.find(p, p.row, base)) for p in printed)
            rows = [Product(p, other) for p, other in bases if other is not None and other.number]
            right = operands.PrintedOperands(products[0], context).evaluate(factor)
            if right and (other_factor := _find_factor(rows, right.lower)):
                words = describe_formula(factor, {})
                words = f"1/{len(products[0].tabel.rows)}" if "banyak" in words else words
                fitting = [row for row in rows if row.fits(other_factor)]
                yield from _list_causes(fitting, other_factor, words)


def _list_causes(rows: list[Product], factor: float, right: str) -> Iterator[tuple[Pair, Cause]]:
    weight, evidence = format_short(factor, DECIMALS), 0.97 if len(rows) >= FEWEST else 0.9
    words = f"bobot {weight} dipakai, seharusnya {right}: {{}}"
    cause = Cause(WEIGHT, words, evidence, len(rows))
    for row in rows:
        if row.result.verdict != "sama":
            arithmetic, bounds = f"{row.base.wording} × {weight}", row.multiply(factor)
            proven = prove(row.result, arithmetic, cause, bounds, evidence)
            yield from ((row.result, found) for found in proven)


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
    tabel, column = pair.tabel, "" if pair.in_body else operands.sum_column(pair)
    if product := operands.match_product(tabel.by_key[column].formula if column else ""):
        base, _factor = product
        total = format_short(math.fsum(tabel.column_values(base)), DECIMALS)
        for weight in (format_short(w, DECIMALS) for w in list_weights()):
            words = f"jumlah {tabel.by_key[base].title} dikali bobot {weight}: {{}}"
            yield from prove(pair, f"{total} × {weight}", Cause(WEIGHT, words, 0.9))


class Basis(NamedTuple):
    """A sum of answers that an index may be computed from, and of how many unsur it is."""

    name: str
    total: float
    unsur: int
    evidence: float


def find_index(pair: Pair, context: Context) -> Iterator[Cause]:
    """Σ answers / respondents × weight × 25, with sums and weights other than the right ones."""
    cell = (pair.tabel.label, pair.column)
    is_index = cell == (SHORT, "ikm") or (cell == (DETAILED, "nilai_konversi") and not pair.in_body)
    if not is_index or not {DETAILED, SHORT} <= context.tables.keys():
        return
    respondents = context.tables[SHORT].rows[0]["responden"]
    right = len(context.tables[DETAILED].rows)
    times = load_rules("skm")["pengali"]
    for base in _list_bases(context):
        weights = {1 / base.unsur: f"1/{base.unsur}"}
        weights |= {w: format_short(w, DECIMALS) for w in list_weights()}
        for weight, written in weights.items():
            # That the weight is one part of as many unsur is a second witness.
            agrees = math.isclose(weight * base.unsur, 1, rel_tol=0.02)
            arithmetic = f"{format_short(base.total)}/{respondents} × {written} × {times}"
            words = f"{pair.wording} = {arithmetic}: {base.unsur} unsur berbobot {written} "
            words += f"({base.name}); yang benar {right} unsur berbobot 1/{right}"
            evidence = base.evidence + (0.05 if agrees else 0)
            yield from prove(pair, arithmetic, Cause(WEIGHT, words, evidence, base.unsur))
    # The printed index (sum of weighted NRR) times 25 gives the printed IKM, both wrong.
    index = context.find_footer(DETAILED, "Jumlah", "nrr_tertimbang")
    if index is not None and index.printed.value is not None and index.verdict != "sama":
        bounds = Interval(*(end * times for end in index.printed.interval))
        words = f"mengikuti indeks tercetak yang berbeda ({index.name}): {{}}"
        cause = Cause("terbawa", words, 0.9, 2)
        yield from prove(pair, f"{index.wording} × {times}", cause, bounds, 0.8)


def _list_bases(context: Context) -> Iterator[Basis]:
    """Sums of the printed and of the computed answers, whole and with one unsur more."""
    tabel = context.tables[DETAILED]
    computed = tabel.column_values("jumlah")
    yield Basis("jumlah hasil hitungan", math.fsum(computed), len(computed), 0.8)
    for (label, _), group in context.groups.items():
        column = [p for p in group if p.column == "jumlah" and p.in_body]
        printed = [p.number for p in column if p.printed.value is not None]
        if label != DETAILED or len(printed) < 2:
            continue
        total, count = math.fsum(printed), len(printed)
        yield Basis("jumlah yang tercetak", total, count, 0.9)
        for row, value in zip(tabel.rows, computed, strict=True):
            # An unsur that was left out is not printed.
            missing = value not in printed
            how = "tidak tercetak" if missing else "terhitung dua kali"
            name = f"yang tercetak ditambah {row['unsur']} {format_short(value)} yang {how}"
            yield Basis(name, total + value, count + 1, 0.9 if missing else 0.6)
