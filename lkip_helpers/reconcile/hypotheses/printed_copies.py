"""Figures copied from another printed figure, right or wrong there."""

from collections.abc import Iterator

from lkip_helpers.reconcile.hypotheses.hypothesis import (
    Cause,
    Context,
    phrase_printed,
    significant_digits,
)
from lkip_helpers.reconcile.match import Pair
from lkip_helpers.report.named_rows import tidy_up


def find_printed_copy(p: Pair, k: Context) -> Iterator[Cause]:
    """A neighbouring row printed twice, or a footer taken over from another printed table."""
    if not p.has_number or p.class_ != "beda" or significant_digits(p.printed) < 2:
        return
    yield from _duplicate_row(p, k)
    if p.location.part == "kaki":
        yield from _other_footer(p, k)


def _duplicate_row(p: Pair, k: Context) -> Iterator[Cause]:
    """The row above or below carries the same printed figures."""
    for q in k.printed_rows(p, p.column):
        if abs(q.location.sequence - p.location.sequence) != 1 or p.location.part != "baris":
            continue
        if q.printed.value != p.printed.value or q.compute == p.compute:
            continue
        duplicate = _duplicate_count(p, q, k)
        upper, lower = sorted((p, q), key=lambda one: one.location.sequence)
        name = f"{upper.tabel.phrase(upper.location)} dan {lower.tabel.phrase(lower.location)}"
        shared = f"; {duplicate} angka baris itu sama semua" if duplicate > 1 else ""
        yield Cause(
            "salinan",
            f"{phrase_printed(p.printed)} tercetak pada baris {name} sekaligus, salah satunya "
            f"salinan{shared}",
            0.8 if duplicate > 1 else 0.55,
            duplicate,
        )


def _duplicate_count(p: Pair, q: Pair, k: Context) -> int:
    return sum(
        (other := k.find(p, q.location, r.column)) is not None
        and other.printed.value == r.printed.value
        for r in k.same_group(p)
        if r.location == p.location and r.has_number
    )


def _other_footer(p: Pair, k: Context) -> Iterator[Cause]:
    """The same footer row of another printed table, with all its figures."""
    itself = {
        tidy_up(q.tabel.phrase(q.location)): q.printed.value
        for q in k.same_group(p)
        if q.location.part == "kaki" and q.column == p.column
    }
    for (label, place), group in k.group.items():
        if label == p.tabel.label:
            continue
        for column in dict.fromkeys(q.column for q in group):
            other = {
                tidy_up(q.tabel.phrase(q.location)): q.printed.value
                for q in group
                if q.location.part == "kaki" and q.column == column
            }
            same = [n for n, v in itself.items() if v is not None and other.get(n) == v]
            if tidy_up(p.tabel.phrase(p.location)) in same and len(same) > 1:
                tabel = group[0].tabel
                yield Cause(
                    "salinan",
                    f"{len(same)} baris jumlah sama dengan {tabel.column[column].title} pada "
                    f"{place or tabel.title} ({label})",
                    0.85,
                    len(same),
                )
