"""Why a published figure differs: every hypothesis is tried on the data, the best proof first."""

from collections.abc import Callable, Iterator, Sequence

from lkip_helpers.reconcile.hypotheses import copies, factors, operands, parts, slips
from lkip_helpers.reconcile.hypotheses.cause import Cause, Context, judge_cause
from lkip_helpers.reconcile.match import Pair

PerFigure = Callable[[Pair, Context], Iterator[Cause]]

# Tried on all figures of a printed table, and on each figure of a kind.
PER_TABLE: tuple[Callable[[list[Pair], Context], Iterator[tuple[Sequence[Pair], Cause]]], ...] = (
    slips.find_shift, slips.find_exchanged, slips.find_fixed_difference,
    factors.find_factor_column, factors.find_other_target,
)  # fmt: skip
PER_FIGURE: tuple[tuple[Callable[[Pair], bool], tuple[PerFigure, ...]], ...] = (
    (lambda p: p.computed is not None, (copies.find_other_printed,)),
    (lambda p: p.has_number, (operands.find_derived, operands.find_multiple)),
    (
        lambda p: p.differs,
        (
            factors.find_index, factors.find_weighted_total, operands.find_order,
            parts.find_sum_mean, parts.find_percent_mean, factors.find_shared_target,
            parts.find_parts, factors.find_inverted, factors.find_computed_ratio,
            factors.find_rest, factors.find_off_by_one, slips.find_slip, slips.find_scale,
            copies.find_copy, copies.find_double, copies.find_footer,
        ),
    ),
    (lambda p: p.has_number and p.verdict == "beda pembulatan", (slips.find_rounding,)),
    (
        lambda p: p.verdict == "beda" and isinstance(p.computed, str),
        (slips.find_category, slips.find_spelling),
    ),
)  # fmt: skip

__all__ = ["Cause", "Context", "find_causes", "judge_cause"]


def find_causes(context: Context) -> dict[int, list[Cause]]:
    """Causes of every figure that is not the computed one, by row of the sheet, best first.

    For figures that are, what contradicts them in the publication itself.
    """
    differing = [p for p in context.pairs if p.verdict.startswith("beda")]
    causes: dict[int, list[Cause]] = {p.line: [] for p in differing}
    for group in context.groups.values():
        for search in PER_TABLE:
            for explained, cause in search(group, context):
                for pair in (p for p in explained if p.line in causes):
                    causes[pair.line].append(cause)
    for pair in differing:
        for search_figure in (s for applies, own in PER_FIGURE if applies(pair) for s in own):
            causes[pair.line] += search_figure(pair, context)
    copies.adopt_causes(context, causes)
    for pair in (p for p in context.pairs if p.verdict == "sama"):
        against = (copies.find_two_names, slips.find_contradicted)
        causes[pair.line] = [cause for contradict in against for cause in contradict(pair, context)]
    by_line = {line: dict.fromkeys(found) for line, found in causes.items()}
    return {line: sorted(own, key=lambda c: -c.evidence) for line, own in by_line.items()}
