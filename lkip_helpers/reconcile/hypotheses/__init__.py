"""Why a published figure differs: every hypothesis is tried on the data, the best proof first."""

from collections.abc import Callable, Iterator

from lkip_helpers.reconcile.hypotheses.categories import (
    find_category,
    find_contradicted,
    find_spelling,
)
from lkip_helpers.reconcile.hypotheses.cause import Cause, Context, judge_cause
from lkip_helpers.reconcile.hypotheses.copies import find_copy, find_printed_copy
from lkip_helpers.reconcile.hypotheses.derived import find_derived, find_order
from lkip_helpers.reconcile.hypotheses.digits import find_rounding, find_scale, find_slip
from lkip_helpers.reconcile.hypotheses.elsewhere import (
    adopt_causes,
    find_other_printed,
    find_two_names,
)
from lkip_helpers.reconcile.hypotheses.moved_rows import (
    find_exchanged,
    find_fixed_difference,
    find_shift,
)
from lkip_helpers.reconcile.hypotheses.parts import find_parts, find_percent_mean, find_sum_mean
from lkip_helpers.reconcile.hypotheses.ratios import (
    find_inverted,
    find_off_by_one,
    find_other_target,
    find_rest,
    find_shared_target,
)
from lkip_helpers.reconcile.hypotheses.weights import (
    find_factor_column,
    find_index,
    find_weighted_total,
)
from lkip_helpers.reconcile.match import Pair

PerFigure = Callable[[Pair, Context], Iterator[Cause]]
PerTable = Callable[[list[Pair], Context], Iterator[tuple[Pair, Cause]]]

# What is tried on all figures of a printed table, and on each figure of a kind.
PER_TABLE: tuple[PerTable, ...] = (
    find_shift,
    find_exchanged,
    find_fixed_difference,
    find_factor_column,
    find_other_target,
)
PER_FIGURE: tuple[tuple[Callable[[Pair], bool], tuple[PerFigure, ...]], ...] = (
    (lambda p: p.computed is not None, (find_other_printed,)),
    (lambda p: p.has_number, (find_derived,)),
    (
        lambda p: p.wrong,
        (
            find_index, find_weighted_total, find_order, find_sum_mean, find_percent_mean,
            find_shared_target, find_parts, find_inverted, find_rest, find_off_by_one,
            find_slip, find_scale, find_copy, find_printed_copy,
        ),
    ),
    (lambda p: p.has_number and p.verdict == "beda pembulatan", (find_rounding,)),
    (lambda p: p.verdict == "beda" and isinstance(p.computed, str), (find_category, find_spelling)),
)  # fmt: skip

__all__ = ["Cause", "Context", "find_causes", "judge_cause"]


def find_causes(k: Context) -> dict[int, list[Cause]]:
    """Causes of every figure that is not the computed one, by row of the sheet, best first.

    Of those that are, what the publication itself says against them.
    """
    result: dict[int, list[Cause]] = {p.line: [] for p in k.pairs if p.verdict.startswith("beda")}
    for group in k.groups.values():
        for search in PER_TABLE:
            for p, cause in search(group, k):
                if p.line in result:
                    result[p.line].append(cause)
    for p in (p for p in k.pairs if p.line in result):
        for suits, searches in PER_FIGURE:
            result[p.line] += [s for test in searches if suits(p) for s in test(p, k)]
    adopt_causes(k, result)
    for p in (p for p in k.pairs if p.verdict == "sama"):
        if contradiction := [*find_two_names(p, k), *find_contradicted(p, k)]:
            result[p.line] = contradiction
    return {n: sorted(dict.fromkeys(s), key=lambda one: -one.evidence) for n, s in result.items()}
