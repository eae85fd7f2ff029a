"""The same quantity printed elsewhere in the report: inherited from there, or mistyped."""

from collections.abc import Iterator
from dataclasses import replace

from lkip_helpers.reconcile.hypotheses.digits import describe_digit_difference
from lkip_helpers.reconcile.hypotheses.hypothesis import (
    ALSO,
    TWO_VALUES,
    Cause,
    Context,
    phrase_printed,
)
from lkip_helpers.reconcile.match import Pair
from lkip_helpers.report.named_rows import tidy_up

CARRYOVER = 0.05  # how much weaker a cause is that is taken over from the other place


def adopt_causes(k: Context, cause: dict[int, list[Cause]]) -> None:
    """A figure printed in two places has one cause: the place that proves it lends it."""
    best = {n: max(s, key=lambda one: one.evidence) for n, s in cause.items() if s}
    for p in (q for q in k.pair if q.ordinal in cause):
        for q in list_other_printed(p, k):
            same = q.printed.value == p.printed.value and q.compute == p.compute
            origin = best.get(q.ordinal) if same else None
            if origin and origin.code not in (ALSO, TWO_VALUES):
                description = f"seperti di {q.place or q.tabel.title}: {origin.description}"
                inherited = replace(
                    origin, description=description, evidence=origin.evidence - CARRYOVER
                )
                cause[p.ordinal].append(inherited)


def list_other_printed(p: Pair, k: Context, column: str = "") -> Iterator[Pair]:
    """Printed figures of the same row and column (or `column`) in other tables and places."""
    name = tidy_up(p.tabel.phrase(p.location))
    for q in k.by_column.get(column or p.column, []):
        if (q.tabel.label, q.place) == (p.tabel.label, p.place):
            continue
        same_location = q.tabel.label == p.tabel.label and q.location == p.location
        if same_location or (q.location.part == "baris" and name in _name(q)):
            yield q


def _name(q: Pair) -> set[str]:
    """Every text of the row, since a table may name it by code and another by name."""
    return {tidy_up(v) for v in q.tabel.rows[q.location.sequence].values() if isinstance(v, str)}


def find_other_printed(p: Pair, k: Context) -> Iterator[Cause]:
    """The wrong figure stands in another place too, or nearly so."""
    if p.printed.value is None or not p.has_number or p.class_ != "beda":
        return
    for q in list_other_printed(p, k):
        if q.printed.value is None or q.compute != p.compute or q.class_ != "beda":
            continue
        place = q.place or q.tabel.title
        if q.printed.value == p.printed.value:
            yield Cause(
                ALSO, f"{phrase_printed(p.printed)} tercetak pula di {place} ({q.name})", 0.25
            )
        elif slip := describe_digit_difference(p.printed, float(q.printed.value)):
            yield Cause(
                "salah ketik",
                f"{slip} dari {phrase_printed(q.printed)} yang tercetak di {place}",
                0.7,
            )
