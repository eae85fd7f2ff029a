"""Factors of a column, and the Indeks Kepuasan Masyarakat: other weights, other elements."""

import math
import statistics
from collections.abc import Iterator
from typing import NamedTuple

from lkip_helpers.reconcile.hypotheses import operands
from lkip_helpers.reconcile.hypotheses.cause import Attempt, Cause, Context, prove
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

Row = tuple[Pair, Pair]  # a printed product, and the printed figure it is made of


def find_factor_column(group: list[Pair], context: Context) -> Iterator[tuple[Pair, Cause]]:
    """Products of a column and a factor: the factor that the publication used instead."""
    for column in dict.fromkeys(p.column for p in group if p.in_body):
        products = [p for p in group if p.column == column and p.in_body]
        if product := operands.match_product(products[0].formula):
            base, factor = product
            printed = [p for p in products if p.has_number and p.number]
            pairs = [(p, context.find(p, p.row, base)) for p in printed]
            rows = [(p, q) for p, q in pairs if q is not None and q.number]
            right = operands.PrintedOperands(products[0], context).evaluate(factor)
            if right and (other := _find_factor(rows, right.lower)):
                words = describe_formula(factor, {})
                words = f"1/{len(products[0].tabel.rows)}" if "banyak" in words else words
                yield from _list_causes([row for row in rows if _fits(row, other)], other, words)


def _list_causes(rows: list[Row], factor: float, right: str) -> Iterator[tuple[Pair, Cause]]:
    weight, evidence = format_short(factor, DECIMALS), 0.97 if len(rows) >= FEWEST else 0.9
    words = f"bobot {weight} dipakai, seharusnya {right}: {{}}"
    for p, q in rows:
        attempt = Attempt(
            WEIGHT, f"{q.wording} × {weight}", words, evidence, len(rows), _product(q, factor),
            evidence,
        )  # fmt: skip
        yield from ((p, cause) for cause in prove(p, [attempt] if p.verdict != "sama" else []))


def _find_factor(rows: list[Row], right: float) -> float | None:
    """The simplest factor that fits most rows, where the right one fits fewer of them."""
    factors = list_weights()
    if len(rows) >= FEWEST:
        middle = statistics.median(p.number / q.number for p, q in rows)
        factors += [round(middle, n) for n in range(DECIMALS + 1)]
    return next((w for w in factors if w > 0 and rows and _is_better(rows, w, right)), None)


def list_weights() -> list[float]:
    """Weights that offices use in place of the right one."""
    return [float(w) for w in load_rules("skm")["bobot_lain"]]


def _is_better(rows: list[Row], factor: float, right: float) -> bool:
    """Whether a factor fits most rows, and more of them than the right one does."""
    limit = MOST * len(rows)
    fits, exact = (
        [sum(test(row, w) for row in rows) for w in (factor, right)] for test in (_fits, _is_exact)
    )
    return fits[0] >= limit and (fits[0] > fits[1] or exact[0] >= limit > exact[1])


def _is_exact(row: Row, factor: float) -> bool:
    """Whether the figure as printed, times the factor, prints as the product."""
    return row[0].printed.fits(row[1].number * factor)


def _fits(row: Row, factor: float) -> bool:
    return _product(row[1], factor).overlaps(Interval(*row[0].printed.interval))


def _product(q: Pair, factor: float) -> Interval:
    return Interval(*sorted(n * factor for n in operands.printed_interval(q)))


def find_weighted_total(p: Pair, _: Context) -> Iterator[Cause]:
    """The sum of such a column, with another weight, whatever its rows are printed as."""
    column = operands.sum_column(p) if operands.is_total(p) and not p.in_body else ""
    if product := operands.match_product(p.tabel.by_key[column].formula if column else ""):
        total = format_short(math.fsum(p.tabel.column_values(product[0])), DECIMALS)
        title = p.tabel.by_key[product[0]].title
        for weight in (format_short(w, DECIMALS) for w in list_weights()):
            words = f"jumlah {title} dikali bobot {weight}: {{}}"
            yield from prove(p, [Attempt(WEIGHT, f"{total} × {weight}", words, 0.9)])


class Basis(NamedTuple):
    """A sum of answers that an index may be computed from, and of how many unsur it is."""

    name: str
    total: float
    unsur: int
    evidence: float


def find_index(p: Pair, context: Context) -> Iterator[Cause]:
    """Σ answers / respondents × weight × 25, with sums and weights other than the right ones."""
    total = p.tabel.label == DETAILED and p.column == "nilai_konversi" and not p.in_body
    index = total or (p.tabel.label == SHORT and p.column == "ikm")
    if not index or not {DETAILED, SHORT} <= context.tables.keys():
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
            words = f"{p.wording} = {arithmetic}: {base.unsur} unsur berbobot {written} "
            words += f"({base.name}); yang benar {right} unsur berbobot 1/{right}"
            evidence = base.evidence + (0.05 if agrees else 0)
            yield from prove(p, [Attempt(WEIGHT, arithmetic, words, evidence, base.unsur)])
    # The printed index (sum of weighted NRR) times 25 gives the printed IKM, both wrong.
    q = context.find_footer(DETAILED, "Jumlah", "nrr_tertimbang")
    if q is not None and q.printed.value is not None and q.verdict != "sama":
        bounds = Interval(*(n * times for n in q.printed.interval))
        words = f"mengikuti indeks tercetak yang berbeda ({q.name}): {{}}"
        attempt = Attempt("terbawa", f"{q.wording} × {times}", words, 0.9, 2, bounds, 0.8)
        yield from prove(p, [attempt])


def _list_bases(context: Context) -> Iterator[Basis]:
    """Sums of the printed and of the computed answers, whole and with one unsur more."""
    tabel = context.tables[DETAILED]
    computed = tabel.column_values("jumlah")
    yield Basis("jumlah hasil hitungan", math.fsum(computed), len(computed), 0.8)
    for (label, _), group in context.groups.items():
        column = [q for q in group if q.column == "jumlah" and q.in_body]
        printed = [q.number for q in column if q.printed.value is not None]
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
