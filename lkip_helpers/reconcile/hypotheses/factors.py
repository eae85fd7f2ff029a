"""A column that is another by a factor: with another factor than the right one, over all rows."""

import statistics
from collections.abc import Iterator

from lkip_helpers.reconcile.hypotheses.derived import PrintedOperands, printed_interval
from lkip_helpers.reconcile.hypotheses.equation import equate
from lkip_helpers.reconcile.hypotheses.hypothesis import Cause, Context, phrase_printed
from lkip_helpers.reconcile.interval import Interval, Uncomputable, evaluate_interval
from lkip_helpers.reconcile.match import Pair
from lkip_helpers.report.format import format_short
from lkip_helpers.report.formula import describe_formula
from lkip_helpers.rules import load_rules
from lkip_helpers.rules.expression import Formula, Operand, Operation, parse_formula

MOST = 0.8  # of the printed rows, that a factor must fit
FEWEST = 3  # rows that make a factor more than a guess
DECIMALS = 4  # of a factor that people use

Row = tuple[Pair, Pair]  # a printed product, and the printed figure it is made of


def find_factor_column(group: list[Pair], k: Context) -> Iterator[tuple[Pair, Cause]]:
    """Products whose formula is a column times a factor: which factor print used instead."""
    for column in dict.fromkeys(p.column for p in group if p.location.part == "baris"):
        own = [p for p in group if p.column == column and p.location.part == "baris"]
        match (
            parse_formula(formula)
            if (formula := own[0].tabel.formula(own[0].location, column))
            else None
        ):
            case Operation("×", (Operand(kind="sel", name=base), factor)):
                yield from _list_causes(own, base, factor, k)


def _list_causes(
    own: list[Pair], base: str, factor: Formula, k: Context
) -> Iterator[tuple[Pair, Cause]]:
    rows = [(p, q) for p in own if (q := k.find(p, p.location, base)) and _has_value(p, q)]
    try:
        correct = evaluate_interval(factor, PrintedOperands(own[0], k, [])).lower
    except Uncomputable:
        return
    other = _find_factor(rows, correct)
    fitting = [b for b in rows if other and _fits(b, other)]
    weight = format_short(other, DECIMALS)
    for p, q in fitting:
        compute = equate(
            f"{phrase_printed(q.printed)} × {weight}",
            phrase_printed(p.printed),
            _product(q, other or 0.0),
        )
        if p.class_ != "sama" and compute:
            expected = describe_formula(factor, {})
            if "banyak" in expected:
                expected = f"1/{len(p.tabel.rows)}"
            yield (
                p,
                Cause(
                    "bobot lain",
                    f"bobot {weight} dipakai, seharusnya {expected}: {compute}",
                    0.97 if len(fitting) >= FEWEST else 0.9,
                    len(fitting),
                ),
            )


def _has_value(p: Pair, q: Pair) -> bool:
    return p.has_number and bool(p.printed.value) and bool(q.printed.value)


def _find_factor(rows: list[Row], correct: float) -> float | None:
    """The simplest factor that fits most rows, where the right one fits fewer of them."""
    if not rows:
        return None
    middle = statistics.median(
        float(p.printed.value or 0) / float(q.printed.value or 1) for p, q in rows
    )
    candidate = [float(w) for w in load_rules("skm")["bobot_lain"]]
    if len(rows) >= FEWEST:
        candidate = [*candidate, *(round(middle, n) for n in range(DECIMALS + 1))]
    limit = MOST * len(rows)
    return next((w for w in candidate if w > 0 and _is_better(rows, w, correct, limit)), None)


def _is_better(rows: list[Row], factor: float, correct: float, limit: float) -> bool:
    """Whether a factor fits most rows, and more of them than the right one does."""
    fitting, exact = (
        [sum(test(b, w) for b in rows) for w in (factor, correct)] for test in (_fits, _is_exact)
    )
    return fitting[0] >= limit and (fitting[0] > fitting[1] or exact[0] >= limit > exact[1])


def _is_exact(rows: Row, factor: float) -> bool:
    """Whether the figure as printed, times the factor, prints as the product."""
    p, q = rows
    return p.printed.fitting(float(q.printed.value or 0) * factor)


def _fits(rows: Row, factor: float) -> bool:
    return _product(rows[1], factor).contains(Interval(*rows[0].printed.interval))


def _product(q: Pair, factor: float) -> Interval:
    return Interval(*sorted(n * factor for n in printed_interval(q)))
