"""The same quantity printed elsewhere in the report: inherited, mistyped, or with another value."""

from collections.abc import Iterator
from dataclasses import replace

from lkip_helpers.reconcile.hypotheses.cause import ALSO, TWO_VALUES, Cause, Context
from lkip_helpers.reconcile.hypotheses.digits import describe_slip
from lkip_helpers.reconcile.match import Pair
from lkip_helpers.report.named_rows import tidy_up

CARRYOVER = 0.05  # how much weaker a cause is that is taken over from the other place
SHARED = 2  # different figures of this year that make two names one indicator


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
    own = _read(p)
    different = [q for q in other if _read(q) != own]
    right = next((q for q in different if q.verdict == "sama"), None)
    if found := right or next(iter(different), None):
        beside = f"{p.said} di sini, {found.said} di {found.where}"
        told = "yang kedua sama dengan hitungan" if right else "keduanya bukan hitungan"
        evidence = 0.3 if right else 0.2
        yield Cause(TWO_VALUES, f"{beside}; {told}", evidence, seen=bool(right))


def _read(p: Pair) -> float | str:
    return p.number if p.has_number else tidy_up(p.printed.text)


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
