"""Figures that stand somewhere else too: copied from there, mistyped, or with another value."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lkip_helpers.reconcile.hypotheses.cause import ALSO, SHARP, TWO_VALUES, Cause, Context
from lkip_helpers.reconcile.hypotheses.digits import describe_slip
from lkip_helpers.reconcile.match import Pair
from lkip_helpers.report.format import merge_title
from lkip_helpers.report.named_rows import AGGREGATES, Row, fold_name
from lkip_helpers.report.record import Record

PARTS = {"persen", "persentase"}
COPY, CAPAIAN = "salinan", "capaian ditulis sebagai bagian"
SAME_ROW = "baris yang sama pada tabel lain"
NAME_LENGTH = 8  # letters; texts no longer ("Nilai") name no row
CARRYOVER = 0.05  # how much weaker a cause is that is taken over from the other place
SHARED = 2  # different figures of this year that make two names one indicator


@dataclass(frozen=True)
class Candidate:
    """A place where the printed figure may stand rightly; evidence before companions count."""

    tabel: Record
    row: Row
    column: str
    relation: str
    evidence: float

    @property
    def value(self) -> float:
        """The number that stands there; NaN for anything else."""
        return _read(self.tabel, self.row, self.column)


def _read(t: Record, row: Row, column: str) -> float:
    there = row < len(t.rows) if isinstance(row, int) else row in t.footer_index
    value = t.value(row, column) if there and column in t.by_key else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return math.nan
    return float(value)


def find_copy(p: Pair, k: Context) -> Iterator[Cause]:
    """Each place with the same figure, those that explain its neighbours too first."""
    for c in _list_candidates(p, k) if p.number else ():
        if not p.printed.fits(c.value) or _is_refuted(p, c, k):
            continue
        companions, code = _count_companions(p, c, k), _name_code(p, c)
        # Long figures do not meet by accident; a share that is a capaian gives itself away.
        evidence = c.evidence + 0.1 * companions + 0.08 * max(p.printed.digits - 3, 0)
        evidence += 0.25 * (code == CAPAIAN)
        yield Cause(code, _describe(p, c, companions), min(evidence, 0.95), companions + 1)


def _is_refuted(p: Pair, c: Candidate, k: Context) -> bool:
    """Whether the source is printed otherwise beside it, or, of a short figure, nowhere at all."""
    same_row = c.relation == SAME_ROW or (c.tabel is p.tabel and c.row == p.row)
    beside = k.find(p, p.row, c.column) if same_row else None
    otherwise = beside is not None and beside is not p and beside.number != p.number
    return otherwise or (p.printed.digits < SHARP and c.column not in k.by_column)


def _list_candidates(p: Pair, k: Context) -> Iterator[Candidate]:
    """Totals, columns and rows of its own table, then other tables.

    Of a figure of one digit only the rows beside it, and the same row in another year: anywhere
    else it is found by accident.
    """
    t, sharp = p.tabel, p.printed.digits > 1
    for title in t.footer_index if p.in_body else ():
        yield Candidate(t, title, p.column, "baris jumlah tabel yang sama", 0.7)
    for column in t.by_key:
        if column != p.column and (sharp or _other_tahun(p.column, column)):
            yield Candidate(t, p.row, column, "kolom lain pada baris yang sama", 0.65)
    for i in range(len(t.rows) if sharp or p.in_body else 0):
        beside = p.in_body and abs(i - int(p.row)) == 1
        if i != p.row and (sharp or beside):
            relation = "baris di sebelahnya" if beside else "baris lain pada tabel yang sama"
            yield Candidate(t, i, p.column, relation, 0.5)
    for other in k.tables.values():
        for c in _list_other(p, other) if other.label != t.label else ():
            if sharp or (c.relation == SAME_ROW and _other_tahun(p.column, c.column)):
                yield c


def _list_other(p: Pair, other: Record) -> Iterator[Candidate]:
    """Same place in a table of the same form; the same row or footer by name; a precise figure."""
    same_form = list(other.by_key) == list(p.tabel.by_key)
    if same_form and not math.isnan(_read(other, p.row, p.column)):
        yield Candidate(other, p.row, p.column, "tempat yang sama pada tabel lain", 0.6)
        return
    names = _list_names(p.tabel, p.row)
    for row in (*range(len(other.rows)), *other.footer_index):
        same_row = bool(names & _list_names(other, row))
        relation = SAME_ROW if same_row else "angka yang sama pada tabel lain"
        for column in other.by_key if same_row or p.printed.digits >= 4 else ():
            yield Candidate(other, row, column, relation, 0.6 if same_row else 0.35)


def _list_names(t: Record, row: Row) -> set[str]:
    """Texts that name a row, for finding the same row elsewhere."""
    if isinstance(row, str):
        return {fold_name(row)} - set(AGGREGATES)
    texts = t.rows[row].values()
    return {fold_name(v) for v in texts if isinstance(v, str) and len(v) > NAME_LENGTH}


def _count_companions(p: Pair, c: Candidate, k: Context) -> int:
    """Other printed figures of the same row or column that stand rightly in the same source."""
    companions = 0
    for q in k.same_group(p):
        same_row = q.row == p.row
        beside = same_row or q.column == p.column
        if q is p or not beside or not q.has_number or q.printed.digits < 2:
            continue
        row, column = (c.row, q.column) if same_row else (q.row, c.column)
        if (c.tabel.label, row, column) != (q.tabel.label, q.row, q.column):
            companions += q.printed.fits(_read(c.tabel, row, column))  # none of itself
    return min(companions, 3)


def _name_code(p: Pair, c: Candidate) -> str:
    if {p.kind, c.tabel.by_key[c.column].kind} == {"persen", "bilangan"}:
        return "persen dan jumlah tertukar"
    if p.column.split("_")[-1] in PARTS and c.column.startswith("capaian"):
        return CAPAIAN
    by_year = any(k.kind == "tahun" for k in c.tabel.by_key.values())
    of_year = c.relation == SAME_ROW and c.column == p.column and by_year
    return "tahun lain" if of_year or _other_tahun(p.column, c.column) else COPY


def _other_tahun(own: str, column: str) -> bool:
    """Whether `column` is what `own` is, in another year or at the end of the plan."""
    if column.isdigit():
        return own != column and (own.isdigit() or own.startswith("target"))
    base, _, suffix = column.rpartition("_")
    return suffix in ("lalu", "akhir") and base == own


def _describe(p: Pair, c: Candidate, companions: int) -> str:
    own = c.tabel.by_key[c.column]
    column = merge_title(own.grouping, own.title)
    place = "" if c.tabel.label == p.tabel.label else f" pada {c.tabel.title} ({c.tabel.label})"
    shared = f"; {companions} angka di dekatnya juga cocok di sana" if companions else ""
    row = c.tabel.name_row(c.row)
    return f"{p.said} sama dengan {column} {row}{place}: {c.relation}{shared}"


def find_double(p: Pair, k: Context) -> Iterator[Cause]:
    """The row above or below carries the same printed figures."""
    for q in k.printed_rows(p, p.column) if p.in_body and p.printed.digits > 1 else ():
        beside = abs(int(q.row) - int(p.row)) == 1
        if not beside or q.printed.value != p.printed.value or q.computed == p.computed:
            continue
        row = [r for r in k.same_row(p).values() if r.has_number]
        twins = [(r, k.find(p, q.row, r.column)) for r in row]
        same = sum(twin is not None and twin.number == r.number for r, twin in twins)
        upper, lower = sorted((p, q), key=lambda one: int(one.row))
        shared = f"; {same} angka baris itu sama semua" if same > 1 else ""
        rows = f"{p.said} tercetak pada baris {upper.row_name} dan {lower.row_name} sekaligus"
        words = f"{rows}, salah satunya salinan{shared}"
        yield Cause(COPY, words, 0.8 if same > 1 else 0.55, same)


def find_footer(p: Pair, k: Context) -> Iterator[Cause]:
    """The same footer row of another printed table, with all its figures."""
    if not p.in_footer or p.printed.digits <= 1:
        return
    own = _list_footer(k.same_group(p), p.column)
    for (label, place), group in k.groups.items():
        for column in dict.fromkeys(q.column for q in group if label != p.tabel.label):
            other = _list_footer(group, column)
            same = [n for n, v in own.items() if v is not None and other.get(n) == v]
            if fold_name(p.row_name) in same and len(same) > 1:
                tabel = group[0].tabel
                source = f"{tabel.by_key[column].title} pada {place or tabel.title} ({label})"
                words = f"{len(same)} baris jumlah sama dengan {source}"
                yield Cause(COPY, words, 0.85, len(same))


def _list_footer(group: list[Pair], column: str) -> dict[str, float | None]:
    """Printed figures of the footer rows of a column, by their names."""
    own = (q for q in group if q.in_footer and q.column == column)
    return {fold_name(q.row_name): q.printed.value for q in own}


def adopt_causes(k: Context, causes: dict[int, list[Cause]]) -> None:
    """A figure printed in two places has one cause: the place that proves it lends it."""
    best = {line: max(own, key=lambda c: c.evidence) for line, own in causes.items() if own}
    for p in (q for q in k.pairs if q.line in causes):
        for q in k.list_elsewhere(p):
            same = q.printed.value == p.printed.value and q.computed == p.computed
            origin = best.get(q.line) if same else None
            if origin and origin.code not in (ALSO, TWO_VALUES):
                words = f"seperti di {q.where}: {origin.description}"
                evidence = origin.evidence - CARRYOVER
                causes[p.line].append(replace(origin, description=words, evidence=evidence))


def find_other_printed(p: Pair, k: Context) -> Iterator[Cause]:
    """The figure stands in another place too: as wrong, nearly so, or with another value."""
    other = [q for q in k.list_elsewhere(p) if q.computed == p.computed]
    for q in (q for q in other if q.wrong):
        if q.number == p.number:
            yield Cause(ALSO, f"{p.said} tercetak pula di {q.where} ({q.name})", 0.25)
        elif p.wrong and (slip := describe_slip(p.printed, q.number)):
            yield Cause("salah ketik", f"{slip} dari {q.said} yang tercetak di {q.where}", 0.7)
    own = _read_print(p)
    different = [q for q in other if _read_print(q) != own]
    right = next((q for q in different if q.verdict == "sama"), None)
    if found := right or next(iter(different), None):
        beside = f"{p.said} di sini, {found.said} di {found.where}"
        told = "yang kedua sama dengan hitungan" if right else "keduanya bukan hitungan"
        evidence = 0.3 if right else 0.2
        yield Cause(TWO_VALUES, f"{beside}; {told}", evidence, seen=bool(right))


def _read_print(p: Pair) -> float | str:
    return p.number if p.has_number else fold_name(p.printed.text)


def find_two_names(p: Pair, k: Context) -> Iterator[Cause]:
    """One indicator under two names: its figures of this year agree, those of another do not.

    p: a figure that is the computed one, so that nothing else tells of the contradiction.
    """
    base, _, suffix = p.column.rpartition("_")
    if suffix not in ("lalu", "akhir") or not p.in_body:
        return
    own = _list_year(p, k, suffix)
    for q in k.by_column[p.column]:
        if q.tabel.label == p.tabel.label or not q.in_body or q.number == p.number:
            continue
        other = _list_year(q, k, suffix)
        known = [(one, other[c]) for c, one in own.items() if c in other]
        agree = all(one.number == two.number for one, two in known)
        if agree and base in own and len({one.number for one, _ in known}) >= SHARED:
            figures = ", ".join(f"{one.title} {one.said}" for one, _ in known)
            words = (
                f"{p.said} di sini, {q.said} di {q.where} ({q.row_name}), padahal angka tahun "
                f"laporannya sama ({figures}): satu indikator dengan dua nama dan dua nilai"
            )
            yield Cause(TWO_VALUES, words, 0.6)
            return


def _list_year(p: Pair, k: Context, suffix: str) -> dict[str, Pair]:
    """Printed figures of the row that are of the year of the report, by column."""
    row = k.same_row(p).items()
    return {c: q for c, q in row if q.has_number and not c.endswith(f"_{suffix}")}
