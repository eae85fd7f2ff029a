"""Slips of arithmetic: a ratio upside down, what is left of 100, a sign, a total off by one."""

from collections.abc import Iterator

from lkip_helpers.reconcile.hypotheses.derived import WHOLE, PrintedOperands
from lkip_helpers.reconcile.hypotheses.equation import equate
from lkip_helpers.reconcile.hypotheses.hypothesis import (
    Cause,
    Context,
    phrase_printed,
    significant_digits,
)
from lkip_helpers.reconcile.hypotheses.parts import is_total
from lkip_helpers.reconcile.interval import Uncomputable, evaluate_interval
from lkip_helpers.reconcile.match import Pair
from lkip_helpers.report.format import format_number
from lkip_helpers.rules.expression import Operand, Operation, parse_formula

HUNDRED = 100.0
SHARP = 3  # significant digits that do not meet by accident


def find_arithmetic(p: Pair, k: Context) -> Iterator[Cause]:
    """Each slip of arithmetic that gives just what was printed."""
    if not p.has_number or p.class_ != "beda":
        return
    yield from _inverted(p, k)
    yield from _rest(p)
    yield from _sign(p)
    yield from _off_by_one(p, k)


def _inverted(p: Pair, k: Context) -> Iterator[Cause]:
    """Numerator and denominator exchanged."""
    formula = p.tabel.formula(p.location, p.column)
    match parse_formula(formula) if formula else None:
        case Operation("×", (Operation("/", (Operand() as upper, Operand() as lower)), 100)):
            operand = PrintedOperands(p, k, [])
            try:
                operand(upper), operand(lower)
            except Uncomputable:
                return
            if len(operand.used) == len("ab"):
                a, b = (phrase_printed(q.printed) for q in operand.used)
                if compute := equate(f"{b} / {a} × 100", phrase_printed(p.printed)):
                    evidence = 0.93 if significant_digits(p.printed) >= SHARP else 0.85
                    yield Cause(
                        "rasio terbalik", f"pembilang dan pembagi tertukar: {compute}", evidence
                    )


def _rest(p: Pair) -> Iterator[Cause]:
    """What is left of 100 %."""
    if p.tabel.column[p.column].kind == "persen" and p.printed.fitting(HUNDRED - p.computed_number):
        correct = format_number(p.computed_number, p.printed.decimals)
        if compute := equate(f"100 − {correct}", phrase_printed(p.printed)):
            evidence = 0.9 if significant_digits(p.printed) >= SHARP else 0.8
            yield Cause(
                "pelengkap 100", f"sisa dari 100, bukan angkanya sendiri: {compute}", evidence
            )


def _sign(p: Pair) -> Iterator[Cause]:
    if p.printed.value and p.printed.fitting(-p.computed_number):
        correct = format_number(p.computed_number, p.printed.decimals)
        yield Cause(
            "tanda terbalik", f"hitungan {correct}, tercetak {phrase_printed(p.printed)}", 0.95
        )


def _off_by_one(p: Pair, k: Context) -> Iterator[Cause]:
    """A total that is one unit beside the sum of the parts printed above it."""
    formula = p.tabel.formula(p.location, p.column)
    diff = abs(float(p.printed.value or 0) - p.computed_number)
    if not is_total(formula) or p.printed.decimals or abs(diff - 1) > 1e-6:
        return
    operand = PrintedOperands(p, k, [])
    try:
        total = evaluate_interval(parse_formula(formula), operand)
    except Uncomputable:
        return
    as_printed = format_number(sum(float(q.printed.value or 0) for q in operand.used))
    if total and all(q.class_ == "sama" for q in operand.used):
        description = (
            f"{len(operand.used)} bagian yang tercetak berjumlah {as_printed.removesuffix(',00')}"
        )
        evidence = 0.82 if p.tabel.column[p.column].kind in WHOLE else 0.7
        yield Cause(
            "jumlah meleset satu", f"{description}, tercetak {phrase_printed(p.printed)}", evidence
        )
