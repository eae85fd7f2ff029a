"""Figures that are elsewhere too: copied from there, mistyped, or with another value."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lkip_helpers.reconcile.hypotheses.cause import ALSO, TWO_VALUES, Cause, Context
from lkip_helpers.reconcile.hypotheses.slips import describe_slip
from lkip_helpers.reconcile.match import Pair, gather
from lkip_helpers.report.format import merge_title
from lkip_helpers.report.named_rows import AGGREGATES, Row, fold_name
from lkip_helpers.report.record import Record

PARTS = {"persen", "persentase"}
COPY, CAPAIAN = "salinan", "capaian ditulis sebagai bagian"
SAME_ROW = "baris yang sama pada tabel lain"
ADOPTED = 0.05  # how much weaker a cause is that is adopted from another place
SHARED = 2  # different figures of this year that show two names to be one indicator


@dataclass(frozen=True)
class Candidate:
    """A place where the printed figure may belong; evidence before companions are counted."""

    tabel: Record
    row: Row
    column: str
    relation: str
    evidence: float


def find_copy(pair: Pair, context: Context) -> Iterator[Cause]:
    """Each place with the same figure, those that explain its neighbours too first."""
    for candidate in _list_candidates(pair, context) if pair.number else ():
        value = candidate.tabel.read_number(candidate.row, candidate.column)
        if not pair.printed.fits(value) or _is_refuted(pair, candidate, context):
            continue
        companions, code = _count_companions(pair, candidate, context), _find_code(pair, candidate)
        # Long figures do not agree by accident, nor a share with a capaian.
        evidence = candidate.evidence + 0.1 * companions + 0.08 * max(pair.printed.digits - 3, 0)
        evidence += 0.25 * (code == CAPAIAN)
        description = _describe(pair, candidate, companions)
        yield Cause(code, description, min(evidence, 0.95), companions + 1)


def _is_refuted(pair: Pair, candidate: Candidate, context: Context) -> bool:
    """Whether the source is printed with another value, or, of a short figure of a year, not."""
    own_row = candidate.tabel is pair.tabel and candidate.row == pair.row
    same_row = own_row or candidate.relation == SAME_ROW
    source = context.find(pair, pair.row, candidate.column) if same_row else None
    differs = source is not None and source is not pair and source.number != pair.number
    vague = not pair.printed.is_sharp and not _is_other_tahun(pair.column, candidate.column)
    return differs or (vague and candidate.column not in context.by_column)


def _list_candidates(pair: Pair, context: Context) -> Iterator[Candidate]:
    """Totals, columns and rows of its own table, then other tables.

    For a figure of one digit only the rows next to it, and the same row in another year: anywhere
    else it agrees by accident.
    """
    tabel, own, long = pair.tabel, pair.column, pair.printed.digits > 1
    for title in tabel.footer_index if pair.in_body else ():
        yield Candidate(tabel, title, own, "baris jumlah tabel yang sama", 0.7)
    for column in tabel.by_key:
        if column != own and (long or _is_other_tahun(own, column)):
            yield Candidate(tabel, pair.row, column, "kolom lain pada baris yang sama", 0.65)
    for row in range(len(tabel.rows) if long or pair.in_body else 0):
        adjacent = pair.in_body and abs(row - int(pair.row)) == 1
        if row != pair.row and (long or adjacent):
            relation = "baris di sebelahnya" if adjacent else "baris lain pada tabel yang sama"
            yield Candidate(tabel, row, own, relation, 0.5)
    for other in context.tables.values():
        for candidate in _list_in_other(pair, other) if other.label != tabel.label else ():
            same_row = candidate.relation == SAME_ROW
            if long or (same_row and _is_other_tahun(own, candidate.column)):
                yield candidate


def _list_in_other(pair: Pair, other: Record) -> Iterator[Candidate]:
    """Same place in a table of the same form; else rows of its name, and of a long figure all."""
    same_form = list(other.by_key) == list(pair.tabel.by_key)
    if same_form and not math.isnan(other.read_number(pair.row, pair.column)):
        yield Candidate(other, pair.row, pair.column, "tempat yang sama pada tabel lain", 0.6)
        return
    names = list_names(pair.tabel, pair.row)
    for row in (*range(len(other.rows)), *other.footer_index):
        same_row = bool(names & list_names(other, row))
        relation = SAME_ROW if same_row else "angka yang sama pada tabel lain"
        for column in other.by_key if same_row or pair.printed.digits >= 4 else ():
            yield Candidate(other, row, column, relation, 0.6 if same_row else 0.35)


def list_names(tabel: Record, row: Row) -> set[str]:
    """Texts that name a row, for finding the same row elsewhere."""
    if isinstance(row, str):
        return {fold_name(row)} - set(AGGREGATES)
    return {text for text in tabel.row_texts[row] if len(text) > 8}  # “Nilai” names no row


def _count_companions(pair: Pair, candidate: Candidate, context: Context) -> int:
    """How many printed figures of the same row or column, at most 3, are in the same source."""
    companions = 0
    for other in context.same_group(pair):
        same_row = other.row == pair.row
        aligned = same_row or other.column == pair.column
        if other is pair or not aligned or not other.has_number or other.printed.digits < 2:
            continue
        cell = (candidate.row, other.column) if same_row else (other.row, candidate.column)
        is_itself = candidate.tabel is other.tabel and cell == (other.row, other.column)
        companions += not is_itself and other.printed.fits(candidate.tabel.read_number(*cell))
    return min(companions, 3)


def _find_code(pair: Pair, candidate: Candidate) -> str:
    columns, column = candidate.tabel.by_key, candidate.column
    if {pair.kind, columns[column].kind} == {"persen", "bilangan"}:
        return "persen dan jumlah tertukar"
    if pair.column.split("_")[-1] in PARTS and column.startswith("capaian"):
        return CAPAIAN
    by_year = any(c.kind == "tahun" for c in columns.values())
    of_year = candidate.relation == SAME_ROW and column == pair.column and by_year
    return "tahun lain" if of_year or _is_other_tahun(pair.column, column) else COPY


def _is_other_tahun(own: str, column: str) -> bool:
    """Whether `column` is what `own` is, in another year or at the end of the plan."""
    if column.isdigit():
        return own != column and (own.isdigit() or own.startswith("target"))
    base, _, suffix = column.rpartition("_")
    return suffix in ("lalu", "akhir") and base == own


def _describe(pair: Pair, candidate: Candidate, companions: int) -> str:
    tabel, own = candidate.tabel, candidate.tabel.by_key[candidate.column]
    source = f"{merge_title(own.grouping, own.title)} {tabel.name_row(candidate.row)}"
    place = "" if tabel.label == pair.tabel.label else f" pada {tabel.title} ({tabel.label})"
    shared = f"; {companions} angka di dekatnya juga cocok di sana" if companions else ""
    return f"{pair.wording} sama dengan {source}{place}: {candidate.relation}{shared}"


def find_double(pair: Pair, context: Context) -> Iterator[Cause]:
    """The row above or below is printed with the same figures."""
    long = pair.in_body and pair.printed.digits > 1
    for other in context.printed_rows(pair, pair.column) if long else ():
        adjacent = abs(int(other.row) - int(pair.row)) == 1
        same_print = other.printed.value == pair.printed.value
        if not adjacent or not same_print or other.computed == pair.computed:
            continue
        row = [p for p in context.same_row(pair).values() if p.has_number]
        twins = [(p, context.find(pair, other.row, p.column)) for p in row]
        same = sum(twin is not None and twin.number == p.number for p, twin in twins)
        upper, lower = (p.row_name for p in sorted((pair, other), key=lambda p: int(p.row)))
        shared = f"; {same} angka baris itu sama semua" if same > 1 else ""
        words = f"{pair.wording} tercetak pada baris {upper} dan {lower} sekaligus"
        words += f", salah satunya salinan{shared}"
        yield Cause(COPY, words, 0.8 if same > 1 else 0.55, same)


def find_footer(pair: Pair, context: Context) -> Iterator[Cause]:
    """The same footer rows of another printed table, copied together."""
    if not pair.in_footer or pair.printed.digits <= 1:
        return
    every = (p for p in context.pairs if p.in_footer)
    footers = gather(every, lambda p: (p.printed_table, p.column))
    own = _name_figures(footers[pair.printed_table, pair.column])
    for first, *rest in footers.values():
        other = _name_figures([first, *rest])
        same = [n for n, v in own.items() if v is not None and other.get(n) == v]
        elsewhere = first.tabel.label != pair.tabel.label
        if elsewhere and fold_name(pair.row_name) in same and len(same) > 1:
            source = f"{first.title} pada {first.location} ({first.tabel.label})"
            words = f"{len(same)} baris jumlah sama dengan {source}"
            yield Cause(COPY, words, 0.85, len(same))


def _name_figures(footer: list[Pair]) -> dict[str, float | None]:
    return {fold_name(p.row_name): p.printed.value for p in footer}


def adopt_causes(context: Context, causes: dict[int, list[Cause]]) -> None:
    """Give a figure printed in two places the cause that is better proven in the other place."""
    best = {line: max(own, key=lambda c: c.evidence) for line, own in causes.items() if own}
    for pair in (p for p in context.pairs if p.line in causes):
        for other in context.list_elsewhere(pair):
            same = other.printed.value == pair.printed.value and other.computed == pair.computed
            origin = best.get(other.line) if same else None
            if origin and origin.code not in (ALSO, TWO_VALUES):
                words = f"seperti di {other.location}: {origin.description}"
                evidence = origin.evidence - ADOPTED
                causes[pair.line].append(replace(origin, description=words, evidence=evidence))


def find_other_printed(pair: Pair, context: Context) -> Iterator[Cause]:
    """The figure is printed in another place too: as wrong, mistyped, or with another value."""
    others = [p for p in context.list_elsewhere(pair) if p.computed == pair.computed]
    for other in (p for p in others if p.differs):
        if other.number == pair.number:
            words = f"{pair.wording} tercetak pula di {other.location} ({other.name})"
            yield Cause(ALSO, words, 0.25)
        elif pair.differs and (slip := describe_slip(pair.printed, other.number)):
            words = f"{slip} dari {other.wording} yang tercetak di {other.location}"
            yield Cause("salah ketik", words, 0.7)
    different = [p for p in others if _read_print(p) != _read_print(pair)]
    right = next((p for p in different if p.verdict == "sama"), None)
    if found := right or next(iter(different), None):
        both = f"{pair.wording} di sini, {found.wording} di {found.location}"
        which = "yang kedua sama dengan hitungan" if right else "keduanya bukan hitungan"
        yield Cause(TWO_VALUES, f"{both}; {which}", 0.3 if right else 0.2, seen=bool(right))


def _read_print(pair: Pair) -> float | str:
    return pair.number if pair.has_number else fold_name(pair.printed.text)


def find_two_names(pair: Pair, context: Context) -> Iterator[Cause]:
    """One indicator under two names: its figures of this year agree, those of another do not.

    pair: a figure that is the computed one, so that nothing else shows the contradiction.
    """
    base, _, suffix = pair.column.rpartition("_")
    if suffix not in ("lalu", "akhir") or not pair.in_body:
        return
    own = _list_year(pair, context, suffix)
    for other in context.by_column[pair.column]:
        same_table = other.tabel.label == pair.tabel.label
        if same_table or not other.in_body or other.number == pair.number:
            continue
        theirs = _list_year(other, context, suffix)
        known = [(figure, theirs[c].number) for c, figure in own.items() if c in theirs]
        agree = all(figure.number == number for figure, number in known)
        if agree and base in own and len({number for _, number in known}) >= SHARED:
            figures = ", ".join(f"{figure.title} {figure.wording}" for figure, _ in known)
            words = (
                f"{pair.wording} di sini, {other.wording} di {other.location} ({other.row_name}), "
                f"padahal angka tahun laporannya sama ({figures}): satu indikator dengan dua nama "
                "dan dua nilai"
            )
            yield Cause(TWO_VALUES, words, 0.6)
            return


def _list_year(pair: Pair, context: Context, suffix: str) -> dict[str, Pair]:
    """Printed figures of a row that are of the year of the report, by column."""
    row = context.same_row(pair).items()
    return {c: p for c, p in row if p.has_number and not c.endswith(f"_{suffix}")}
