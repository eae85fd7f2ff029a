"""Why a published figure differs: every hypothesis is tried on the data, the best proof first."""

from lkip_helpers.reconcile.hypotheses.arithmetic import find_arithmetic
from lkip_helpers.reconcile.hypotheses.categories import find_category, find_spelling
from lkip_helpers.reconcile.hypotheses.copies import find_copy
from lkip_helpers.reconcile.hypotheses.derived import find_derived
from lkip_helpers.reconcile.hypotheses.digits import find_digit, find_rounding, find_scale
from lkip_helpers.reconcile.hypotheses.elsewhere import adopt_causes, find_other_printed
from lkip_helpers.reconcile.hypotheses.exchanged import find_exchanged, find_two_values
from lkip_helpers.reconcile.hypotheses.factors import find_factor_column
from lkip_helpers.reconcile.hypotheses.hypothesis import (
    Cause,
    Context,
    PerGroup,
    PerNumber,
    judge_cause,
)
from lkip_helpers.reconcile.hypotheses.other_target import (
    find_other_target,
    find_shared_target,
)
from lkip_helpers.reconcile.hypotheses.parts import (
    find_parts,
    find_percent_mean,
    find_sum_mean,
)
from lkip_helpers.reconcile.hypotheses.printed_copies import find_printed_copy
from lkip_helpers.reconcile.hypotheses.ranks import find_order
from lkip_helpers.reconcile.hypotheses.shifts import find_fixed_difference, find_shift
from lkip_helpers.reconcile.hypotheses.weights import find_index

PER_GROUP: tuple[PerGroup, ...] = (
    find_shift,
    find_exchanged,
    find_fixed_difference,
    find_factor_column,
    find_other_target,
)
PER_NUMBER: tuple[PerNumber, ...] = (
    find_index,
    find_derived,
    find_order,
    find_other_printed,
    find_sum_mean,
    find_percent_mean,
    find_shared_target,
    find_parts,
    find_arithmetic,
    find_category,
    find_rounding,
    find_digit,
    find_scale,
    find_copy,
    find_printed_copy,
    find_spelling,
    find_two_values,
)

__all__ = ["Cause", "Context", "find_causes", "judge_cause"]


def find_causes(k: Context) -> dict[int, list[Cause]]:
    """Causes of every figure that is not the computed one, by row of the sheet, best first."""
    result: dict[int, list[Cause]] = {p.ordinal: [] for p in k.pair if p.class_.startswith("beda")}
    for group in k.group.values():
        for search in PER_GROUP:
            for p, cause in search(group, k):
                if p.ordinal in result:
                    result[p.ordinal].append(cause)
    for p in k.pair:
        if p.ordinal in result:
            result[p.ordinal] += [s for test in PER_NUMBER for s in test(p, k)]
    adopt_causes(k, result)
    return {n: sorted(dict.fromkeys(s), key=lambda one: -one.evidence) for n, s in result.items()}
