"""Figures that stand somewhere else: copied from another row, column, year, table or print."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from lkip_helpers.reconcile.hypotheses.cause import Cause, Context
from lkip_helpers.reconcile.match import Pair
from lkip_helpers.report.format import merge_title
from lkip_helpers.report.named_rows import AGGREGATES, Location, tidy_up
from lkip_helpers.report.record import Record

PARTS = {"persen", "persentase"}
SAME_ROW = "baris yang sama pada tabel lain"
CAPAIAN = "capaian ditulis sebagai bagian"
SHARP = 3  # significant digits that do not meet by accident
NAME_LENGTH = 8  # letters; texts no longer ("Nilai") name no row


@dataclass(frozen=True)
class Candidate:
    """A place where the printed figure stands rightly; bukti before companions are counted."""

    tabel: Record
    location: Location
    column: str
    relation: str
    evidence: float

    @property
    def value(self) -> float:
        """The number that stands there; NaN for anything else."""
        value = self.tabel.value(self.location, self.column)
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return float(value) if number else math.nan


def find_copy(p: Pair, k: Context) -> Iterator[Cause]:
    """Each place with the same figure, those that explain its neighbours too first."""
    for c in (*_list_totals(p), *_list_candidates(p, k)) if p.number else ():
        if not p.printed.fitting(c.value) or _is_refuted(p, c, k):
            continue
        companions, code = _companion_count(p, c, k), _code(p, c)
        # Long figures do not meet by accident; a share that is a capaian gives itself away.
        evidence = c.evidence + 0.1 * companions + 0.08 * max(p.printed.digits - 3, 0)
        evidence += 0.25 * (code == CAPAIAN)
        yield Cause(code, _describe(p, c, companions), min(evidence, 0.95), companions + 1)


def _is_refuted(p: Pair, c: Candidate, k: Context) -> bool:
    """Whether the source is printed otherwise beside it, or, of a short figure, nowhere at all."""
    same_row = c.relation == SAME_ROW or (c.tabel is p.tabel and c.location == p.location)
    beside = k.find(p, p.location, c.column) if same_row else None
    otherwise = beside is not None and beside is not p and beside.number != p.number
    return otherwise or (p.printed.digits < SHARP and c.column not in k.by_column)


def _list_totals(p: Pair) -> Iterator[Candidate]:
    for i in range(len(p.tabel.footer) if p.in_body else 0):
        relation = "baris jumlah tabel yang sama"
        yield Candidate(p.tabel, Location("kaki", i), p.column, relation, 0.7)


def _list_candidates(p: Pair, k: Context) -> Iterator[Candidate]:
    """Of a figure of one digit only the rows beside it, and the same row in another year.

    Anywhere else it is found by accident.
    """
    sharp = p.printed.digits > 1
    for column in p.tabel.column:
        if column != p.column and (sharp or _other_tahun(p.column, column)):
            relation = "kolom lain pada baris yang sama"
            yield Candidate(p.tabel, p.location, column, relation, 0.65)
    for i in range(len(p.tabel.rows) if sharp or p.in_body else 0):
        beside = p.in_body and abs(i - p.location.sequence) == 1
        if Location("baris", i) != p.location and (sharp or beside):
            relation = "baris di sebelahnya" if beside else "baris lain pada tabel yang sama"
            yield Candidate(p.tabel, Location("baris", i), p.column, relation, 0.5)
    for other in k.result.values():
        if other.label != p.tabel.label:
            for c in _in_other_tabel(p, other):
                if sharp or (c.relation == SAME_ROW and _other_tahun(p.column, c.column)):
                    yield c


def _in_other_tabel(p: Pair, other: Record) -> Iterator[Candidate]:
    """Same place in a table of the same form; the same row or footer by name; a precise figure."""
    if list(other.column) == list(p.tabel.column) and _exists(other, p.location, p.column):
        yield Candidate(other, p.location, p.column, "tempat yang sama pada tabel lain", 0.6)
        return
    name = set(_name(p.tabel, p.location))
    place = [Location("baris", i) for i in range(len(other.rows))]
    place += [Location("kaki", i) for i in range(len(other.footer))]
    for location in place:
        same_row = bool(name & set(_name(other, location)))
        for column in other.column if same_row or p.printed.digits >= 4 else ():
            relation = SAME_ROW if same_row else "angka yang sama pada tabel lain"
            yield Candidate(other, location, column, relation, 0.6 if same_row else 0.35)


def _name(t: Record, location: Location) -> list[str]:
    """Texts that name a row, for finding the same row elsewhere."""
    if location.part == "agregat":
        return []
    if location.part == "kaki":
        return [n for n in [tidy_up(t.phrase(location))] if n not in AGGREGATES]
    content = t.rows[location.sequence].values()
    return [tidy_up(v) for v in content if isinstance(v, str) and len(v) > NAME_LENGTH]


def _companion_count(p: Pair, c: Candidate, k: Context) -> int:
    """Other printed figures of the same row or column that stand rightly in the same source."""
    companions = 0
    for q in k.same_group(p):
        same_row = q.location == p.location
        beside = same_row or q.column == p.column
        if q == p or not beside or not q.has_number or q.printed.digits < 2:
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
    if {p.kind, c.tabel.column[c.column].kind} == {"persen", "bilangan"}:
        return "persen dan jumlah tertukar"
    if p.column.split("_")[-1] in PARTS and c.column.startswith("capaian"):
        return CAPAIAN
    by_year = any(k.kind == "tahun" for k in c.tabel.column.values())
    same = c.relation == SAME_ROW and c.column == p.column and by_year
    return "tahun lain" if same or _other_tahun(p.column, c.column) else "salinan"


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
    row = c.tabel.phrase(c.location)
    return f"{p.said} sama dengan {column} {row}{place}: {c.relation}{shared}"


def find_printed_copy(p: Pair, k: Context) -> Iterator[Cause]:
    """A neighbouring row printed twice, or a footer taken over from another printed table."""
    if p.printed.digits > 1:
        yield from _duplicate_row(p, k) if p.in_body else ()
        yield from _other_footer(p, k) if p.location.part == "kaki" else ()


def _duplicate_row(p: Pair, k: Context) -> Iterator[Cause]:
    """The row above or below carries the same printed figures."""
    for q in k.printed_rows(p, p.column):
        beside = abs(q.location.sequence - p.location.sequence) == 1
        if not beside or q.printed.value != p.printed.value or q.compute == p.compute:
            continue
        row = [r for r in k.same_row(p).values() if r.has_number]
        twins = [(r, k.find(p, q.location, r.column)) for r in row]
        duplicate = sum(twin is not None and twin.number == r.number for r, twin in twins)
        upper, lower = sorted((p, q), key=lambda one: one.location.sequence)
        shared = f"; {duplicate} angka baris itu sama semua" if duplicate > 1 else ""
        description = (
            f"{p.said} tercetak pada baris {upper.row_name} dan {lower.row_name} sekaligus, "
            f"salah satunya salinan{shared}"
        )
        yield Cause("salinan", description, 0.8 if duplicate > 1 else 0.55, duplicate)


def _other_footer(p: Pair, k: Context) -> Iterator[Cause]:
    """The same footer row of another printed table, with all its figures."""
    itself = _list_footer(k.same_group(p), p.column)
    for (label, place), group in k.group.items():
        for column in dict.fromkeys(q.column for q in group if label != p.tabel.label):
            other = _list_footer(group, column)
            same = [n for n, v in itself.items() if v is not None and other.get(n) == v]
            if tidy_up(p.row_name) in same and len(same) > 1:
                tabel = group[0].tabel
                source = f"{tabel.column[column].title} pada {place or tabel.title} ({label})"
                description = f"{len(same)} baris jumlah sama dengan {source}"
                yield Cause("salinan", description, 0.85, len(same))


def _list_footer(group: list[Pair], column: str) -> dict[str, float | None]:
    """Printed figures of the footer rows of a column, by their names."""
    own = (q for q in group if q.location.part == "kaki" and q.column == column)
    return {tidy_up(q.row_name): q.printed.value for q in own}
