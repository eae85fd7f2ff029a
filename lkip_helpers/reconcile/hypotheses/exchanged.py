"""Figures that changed places, and one quantity printed with two values."""

from collections.abc import Iterator

from lkip_helpers.reconcile.hypotheses.elsewhere import list_other_printed
from lkip_helpers.reconcile.hypotheses.hypothesis import (
    TWO_VALUES,
    Cause,
    Context,
    phrase_printed,
    significant_digits,
)
from lkip_helpers.reconcile.match import Pair


def find_exchanged(group: list[Pair], _: Context) -> Iterator[tuple[Pair, Cause]]:
    """Two figures of a column, or of a row, each printed in the place of the other."""
    diff = [p for p in group if p.has_number and p.class_ == "beda" and p.printed.value]
    for i, p in enumerate(diff):
        for q in diff[i + 1 :]:
            same_column, same_row = p.column == q.column, p.location == q.location
            if not (same_column or same_row) or p.location.part != q.location.part:
                continue
            if p.fitting(q.computed_number) and q.fitting(p.computed_number):
                code = "baris tertukar" if same_column else "kolom tertukar"
                description = (
                    f"{p.name} ({phrase_printed(p.printed)}) dan {q.name} "
                    f"({phrase_printed(q.printed)}) "
                    "bertukar tempat"
                )
                sharp = min(significant_digits(p.printed), significant_digits(q.printed)) > 1
                cause = Cause(code, description, 0.98 if sharp else 0.82, 2)
                yield p, cause
                yield q, cause


def find_two_values(p: Pair, k: Context) -> Iterator[Cause]:
    """The same quantity stands in another place with another value, the right one."""
    if not p.has_number or p.class_ != "beda":
        return
    for q in list_other_printed(p, k):
        if q.class_ == "sama" and q.compute == p.compute and q.printed.value != p.printed.value:
            place = q.place or q.tabel.title
            yield Cause(
                TWO_VALUES,
                f"{phrase_printed(p.printed)} di sini, {phrase_printed(q.printed)} di {place}; "
                "yang kedua "
                "sama dengan hitungan",
                0.3,
            )
            return
