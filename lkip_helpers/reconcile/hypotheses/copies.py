"""Figures that stand right somewhere else: copied from another row, column, year or table."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from lkip_helpers.reconcile.hypotheses.hypothesis import (
    Cause,
    Context,
    phrase_printed,
    significant_digits,
)
from lkip_helpers.reconcile.match import Pair
from lkip_helpers.report.format import merge_title
from lkip_helpers.report.named_rows import AGGREGATES, Location, tidy_up
from lkip_helpers.report.record import Record

PARTS = {"persen", "persentase"}
ARBITRARY = "angka yang sama pada tabel lain"
CAPAIAN = "capaian ditulis sebagai bagian"


@dataclass(frozen=True)
class Candidate:
    """A place where the printed figure stands rightly; bukti before companions are counted."""

    tabel: Record
    location: Location
    column: str
    relation: str
    evidence: float


def find_copy(p: Pair, k: Context) -> Iterator[Cause]:
    """Each place with the same figure, those that explain its neighbours too first."""
    if not p.has_number or p.class_ != "beda" or not p.printed.value:
        return
    total = [Candidate(p.tabel, Location("kaki", i), p.column, "baris jumlah tabel yang sama", 0.7)
              for i in range(len(p.tabel.footer)) if p.location.part == "baris"]  # fmt: skip
    for c in [
        *total,
        *(_list_candidates(p, k) if significant_digits(p.printed) > 1 else _list_near(p, k)),
    ]:
        value = c.tabel.value(c.location, c.column)
        if isinstance(value, bool) or not isinstance(value, int | float):
            continue
        if math.isfinite(value) and p.printed.fitting(float(value)):
            companions = _companion_count(p, c, k)
            code = _code(p, c)
            # Long figures do not meet by accident; a share that is a capaian gives itself away.
            evidence = (
                c.evidence + 0.1 * companions + 0.08 * max(significant_digits(p.printed) - 3, 0)
            )
            evidence += 0.25 * (code == CAPAIAN)
            yield Cause(code, _describe(p, c, companions), min(evidence, 0.95), companions + 1)


def _list_near(p: Pair, k: Context) -> Iterator[Candidate]:
    """Where a figure of one digit may be from; anywhere else it is found by accident.

    The rows above and below, and the same row in another year or at the end of the plan.
    """
    for i in (p.location.sequence - 1, p.location.sequence + 1):
        if p.location.part == "baris" and 0 <= i < len(p.tabel.rows):
            yield Candidate(p.tabel, Location("baris", i), p.column, "baris di sebelahnya", 0.45)
    yield from (
        c
        for c in _list_candidates(p, k)
        if c.location == p.location and _other_tahun(p.column, c.column)
    )
    for other in k.result.values():
        if other.label != p.tabel.label:
            same_row = (c for c in _in_other_tabel(p, other) if c.relation != ARBITRARY)
            yield from (c for c in same_row if _other_tahun(p.column, c.column))


def _list_candidates(p: Pair, k: Context) -> Iterator[Candidate]:
    t = p.tabel
    for column in t.column:
        if column != p.column:
            yield Candidate(t, p.location, column, "kolom lain pada baris yang sama", 0.65)
    for i in range(len(t.rows)):
        if Location("baris", i) != p.location:
            yield Candidate(
                t, Location("baris", i), p.column, "baris lain pada tabel yang sama", 0.5
            )
    for other in k.result.values():
        if other.label == t.label:
            continue
        yield from _in_other_tabel(p, other)


def _in_other_tabel(p: Pair, other: Record) -> Iterator[Candidate]:
    """Same place in a table of the same form; the same row or footer by name; a precise figure."""
    t = p.tabel
    if list(other.column) == list(t.column) and _exists(other, p.location, p.column):
        yield Candidate(other, p.location, p.column, "tempat yang sama pada tabel lain", 0.6)
        return
    name = set(_name(t, p.location))
    place = [Location("baris", i) for i in range(len(other.rows))]
    place += [Location("kaki", i) for i in range(len(other.footer))]
    for location in place:
        same_row = bool(name & set(_name(other, location)))
        for column in other.column:
            if same_row:
                yield Candidate(other, location, column, "baris yang sama pada tabel lain", 0.6)
            elif significant_digits(p.printed) >= 4:
                yield Candidate(other, location, column, ARBITRARY, 0.35)


def _name(t: Record, location: Location) -> list[str]:
    """Texts that name a row, for finding the same row elsewhere."""
    if location.part == "agregat":
        return []
    if location.part == "kaki":
        return [n for n in [tidy_up(t.phrase(location))] if n not in AGGREGATES]
    return [
        tidy_up(v) for v in t.rows[location.sequence].values() if isinstance(v, str) and len(v) > 8
    ]


def _companion_count(p: Pair, c: Candidate, k: Context) -> int:
    """Other printed figures of the same row or column that stand rightly in the same source."""
    companions = 0
    for q in k.same_group(p):
        if q == p or not q.has_number or significant_digits(q.printed) < 2:
            continue
        same_row, same_column = q.location == p.location, q.column == p.column
        if not (same_row or same_column):
            continue
        location, column = (c.location, q.column) if same_row else (q.location, c.column)
        if (c.tabel.label, location, column) == (q.tabel.label, q.location, q.column):
            continue  # a figure is no witness of itself
        over_there = c.tabel.value(location, column) if _exists(c.tabel, location, column) else None
        if isinstance(over_there, int | float) and q.printed.fitting(float(over_there)):
            companions += 1
    return min(companions, 3)


def _exists(t: Record, location: Location, column: str) -> bool:
    length = {"baris": len(t.rows), "kaki": len(t.footer)}.get(location.part, 0)
    return column in t.column and location.sequence < length


def _code(p: Pair, c: Candidate) -> str:
    kind = {p.tabel.column[p.column].kind, c.tabel.column[c.column].kind}
    if kind == {"persen", "bilangan"}:
        return "persen dan jumlah tertukar"
    if p.column.split("_")[-1] in PARTS and c.column.startswith("capaian"):
        return CAPAIAN
    return "tahun lain" if _other_tahun(p.column, c.column) else "salinan"


def _other_tahun(own: str, column: str) -> bool:
    """Whether `kolom` is what `milik` is, in another year or at the end of the plan."""
    if column.isdigit():
        return own != column and (own.isdigit() or own.startswith("target"))
    base, _, suffix = column.rpartition("_")
    return suffix in ("lalu", "akhir") and base == own


def _describe(p: Pair, c: Candidate, companions: int) -> str:
    own = c.tabel.column[c.column]
    column = merge_title(own.grouping, own.title)
    place = "" if c.tabel.label == p.tabel.label else f" pada {c.tabel.title} ({c.tabel.label})"
    shared = f"; {companions} angka di dekatnya juga cocok di sana" if companions else ""
    return (
        f"{phrase_printed(p.printed)} sama dengan {column} {c.tabel.phrase(c.location)}{place}: "
        f"{c.relation}{shared}"
    )
