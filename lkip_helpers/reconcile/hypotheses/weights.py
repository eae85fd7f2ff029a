"""Factors of a column, and the Indeks Kepuasan Masyarakat: other weights, other elements."""

import math
import statistics
from collections.abc import Iterator
from typing import NamedTuple

from lkip_helpers.reconcile.hypotheses.cause import Cause, Context
from lkip_helpers.reconcile.hypotheses.equation import UNROUNDED, equate
from lkip_helpers.reconcile.hypotheses.operands import (
    PrintedOperands,
    is_total,
    printed_interval,
    sum_column,
)
from lkip_helpers.reconcile.interval import Interval
from lkip_helpers.reconcile.match import Pair
from lkip_helpers.report.format import format_short
from lkip_helpers.report.formula import describe_formula
from lkip_helpers.rules import load_rules
from lkip_helpers.rules.expression import Formula, Operand, Operation, parse_formula

DETAILED, SHORT = "skm-nilai", "skm-ringkasan"
MOST = 0.8  # of the printed rows, that a factor must fit
FEWEST = 3  # rows that make a factor more than a guess
DECIMALS = 4  # of a factor that people use

Row = tuple[Pair, Pair]  # a printed product, and the printed figure it is made of


def find_factor_column(group: list[Pair], k: Context) -> Iterator[tuple[Pair, Cause]]:
    """Products whose formula is a column times a factor: which factor print used instead."""
    for column in dict.fromkeys(p.column for p in group if p.in_body):
        own = [p for p in group if p.column == column and p.in_body]
        match own[0].tree:
            case Operation("×", (Operand(kind="sel", name=base), factor)):
                yield from _list_causes(own, base, factor, k)


def _list_causes(
    own: list[Pair], base: str, factor: Formula, k: Context
) -> Iterator[tuple[Pair, Cause]]:
    beside = [(p, k.find(p, p.location, base)) for p in own if p.has_number and p.number]
    rows = [(p, q) for p, q in beside if q is not None and q.number]
    correct = PrintedOperands(own[0], k).evaluate(factor)
    other = correct and _find_factor(rows, correct.lower)
    if not other:
        return
    fitting, weight = [b for b in rows if _fits(b, other)], format_short(other, DECIMALS)
    expected = describe_formula(factor, {})
    if "banyak" in expected:
        expected = f"1/{len(own[0].tabel.rows)}"
    for p, q in fitting:
        compute = equate(f"{q.said} × {weight}", p.said, _product(q, other))
        if p.class_ != "sama" and compute:
            description = f"bobot {weight} dipakai, seharusnya {expected}: {compute}"
            evidence = 0.97 if len(fitting) >= FEWEST else 0.9
            yield p, Cause("bobot lain", description, evidence, len(fitting))


def _find_factor(rows: list[Row], correct: float) -> float | None:
    """The simplest factor that fits most rows, where the right one fits fewer of them."""
    candidate = list_weights()
    if len(rows) >= FEWEST:
        middle = statistics.median(p.number / q.number for p, q in rows)
        candidate += [round(middle, n) for n in range(DECIMALS + 1)]
    return next((w for w in candidate if w > 0 and rows and _is_better(rows, w, correct)), None)


def list_weights() -> list[float]:
    """Weights that offices use in place of the right one."""
    return [float(w) for w in load_rules("skm")["bobot_lain"]]


def _is_better(rows: list[Row], factor: float, correct: float) -> bool:
    """Whether a factor fits most rows, and more of them than the right one does."""
    limit = MOST * len(rows)
    fitting, exact = (
        [sum(test(b, w) for b in rows) for w in (factor, correct)] for test in (_fits, _is_exact)
    )
    return fitting[0] >= limit and (fitting[0] > fitting[1] or exact[0] >= limit > exact[1])


def _is_exact(rows: Row, factor: float) -> bool:
    """Whether the figure as printed, times the factor, prints as the product."""
    return rows[0].printed.fitting(rows[1].number * factor)


def _fits(rows: Row, factor: float) -> bool:
    return _product(rows[1], factor).contains(Interval(*rows[0].printed.interval))


def _product(q: Pair, factor: float) -> Interval:
    return Interval(*sorted(n * factor for n in printed_interval(q)))


def find_weighted_total(p: Pair, _: Context) -> Iterator[Cause]:
    """The sum of such a column, weighted otherwise, whatever its rows are printed as."""
    column = sum_column(p) if is_total(p) and not p.in_body else ""
    formula = p.tabel.column[column].formula if column else ""
    match parse_formula(formula) if formula else None:
        case Operation("×", (Operand(kind="sel", name=base), _)):
            total = math.fsum(p.tabel.column_values(base))
            for weight in list_weights():
                written = format_short(weight, DECIMALS)
                if compute := equate(f"{format_short(total, DECIMALS)} × {written}", p.said):
                    title = p.tabel.column[base].title
                    description = f"jumlah {title} dikali bobot {written}: {compute}"
                    yield Cause("bobot lain", description, 0.9)


class Basis(NamedTuple):
    """A sum of answers an index may rest on, and how many elements it is of."""

    name: str
    total: float
    unsur: int
    evidence: float


def find_index(p: Pair, k: Context) -> Iterator[Cause]:
    """Σ answers / respondents × weight × 25, with sums and weights other than the right ones."""
    total = p.tabel.label == DETAILED and p.column == "nilai_konversi" and not p.in_body
    index = total or (p.tabel.label == SHORT and p.column == "ikm")
    if not index or not {DETAILED, SHORT} <= k.result.keys():
        return
    respondents, right = k.result[SHORT].rows[0]["responden"], len(k.result[DETAILED].rows)
    times = float(load_rules("skm")["pengali"])
    for base in _list_bases(k):
        written = {1 / base.unsur: f"1/{base.unsur}"}
        for weight, write in (written | {w: format_short(w, 4) for w in list_weights()}).items():
            product = f"{format_short(base.total)}/{respondents} × {write} × {format_short(times)}"
            if compute := equate(product, p.said, first=True):
                # As many elements as the weight allows for is a second witness.
                fitting = math.isclose(weight * base.unsur, 1, rel_tol=0.02)
                description = (
                    f"{compute}: {base.unsur} unsur berbobot {write} ({base.name}); yang benar "
                    f"{right} unsur berbobot 1/{right}"
                )
                evidence = base.evidence + (0.05 if fitting else 0)
                yield Cause("bobot lain", description, evidence, base.unsur)
    yield from _from_index(p, k, times)


def _from_index(p: Pair, k: Context, times: float) -> Iterator[Cause]:
    """The printed index (sum of weighted NRR) times 25 gives the printed IKM, both wrong."""
    q = k.find_footer(DETAILED, "Jumlah", "nrr_tertimbang")
    if q is None or q.printed.value is None or q.class_ == "sama":
        return
    bounds = Interval(*(n * times for n in q.printed.interval))
    compute = equate(f"{q.said} × {format_short(times)}", p.said, bounds)
    if compute and bounds.contains(Interval(*p.printed.interval)):
        description = f"mengikuti indeks tercetak yang berbeda ({q.name}): {compute}"
        yield Cause("terbawa", description, 0.9 if UNROUNDED not in compute else 0.8, 2)


def _list_bases(k: Context) -> Iterator[Basis]:
    """Sums of the printed and of the computed answers, whole and with one more element."""
    tabel = k.result[DETAILED]
    compute = tabel.column_values("jumlah")
    yield Basis("jumlah hasil hitungan", math.fsum(compute), len(compute), 0.8)
    for (label, _), group in k.group.items():
        column = [q for q in group if q.column == "jumlah" and q.in_body]
        printed = [q.number for q in column if q.printed.value is not None]
        if label != DETAILED or len(printed) < 2:
            continue
        total, count = math.fsum(printed), len(printed)
        yield Basis("jumlah yang tercetak", total, count, 0.9)
        for b, v in zip(tabel.rows, compute, strict=True):
            # An element that print lost must not stand in print already.
            missing = v not in printed
            how = "tidak tercetak" if missing else "terhitung dua kali"
            name = f"yang tercetak ditambah {b['unsur']} {format_short(v)} yang {how}"
            yield Basis(name, total + v, count + 1, 0.9 if missing else 0.6)
