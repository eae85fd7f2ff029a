"""Totals and means: a part left out or counted twice, sum and mean mixed, mean of percentages."""

import math
from collections.abc import Iterator

import pandas as pd

from lkip_helpers.compute.subsetsum import Part, explain_total, find_arrangements
from lkip_helpers.reconcile.hypotheses import operands
from lkip_helpers.reconcile.hypotheses.cause import Attempt, Cause, Context, prove
from lkip_helpers.reconcile.interval import Interval, is_true, sum_intervals
from lkip_helpers.reconcile.match import Pair
from lkip_helpers.report.format import format_short

TOLERANCE = 1e-6
RARE = 20  # possible sums for each set of parts, at which a set that fits is no accident
EXACT = 6  # decimals of a difference, so that its parts add up to it in print too
PART, MEAN = "bagian hilang", "rata-rata persentase"


def find_parts(p: Pair, context: Context) -> Iterator[Cause]:
    """The parts whose omission, or counting twice, makes exactly the difference of a total."""
    column = operands.sum_column(p)
    if not column:
        return
    what = "belum terhitung" if p.difference > 0 else "terhitung dua kali"
    parts, difference = _list_parts(p, column), format_short(abs(p.difference), EXACT)
    sets = find_arrangements(parts, abs(p.difference))
    if not sets and p.difference > 0 and (finer := _find_finer(p, column, context)):
        sets = [tuple(finer)]
    if not sets or (len(sets) > 1 and len(sets[0]) > 1):
        within = abs(p.difference) <= len(parts) * p.printed.last_place_unit / 2
        if parts and within and p.kind not in operands.WHOLE:
            rest = f"{len(parts)} bagian yang dibulatkan sesudah dijumlahkan"
            words = f"beda {format_short(abs(p.difference))} dapat timbul dari {rest}"
            yield Cause("pembulatan bagian", words, 0.5)
    elif len(sets) == 1:
        names = " + ".join(f"{n} ({format_short(v, EXACT)})" for n, v in sets[0])
        if is_true(" + ".join(format_short(v, EXACT) for _, v in sets[0]), difference):
            accident = _may_be_accident(p, parts, len(sets[0]))
            words = f"selisih {difference} = {names}, {what}"
            yield Cause(PART, words, 0.6 if accident else 0.96)
    else:
        row = _find_shared_row(p, context, sets)
        shared = f"; hanya {row} menjelaskan semua kolom baris ini" if row else ""
        count = f"{len(sets)} bagian sebesar itu{shared}"
        words = f"selisih {difference} sebesar satu bagian yang {what}; {count}"
        yield Cause(PART, words, 0.85 if row else 0.6)


def _may_be_accident(p: Pair, parts: list[Part], size: int) -> bool:
    """Whether the difference is small and whole, or sets of so many parts give nearly every sum."""
    if abs(p.difference) < 100 and p.difference == int(p.difference):
        return True
    amounts = [round(abs(v) * 100) for _, v in parts]
    return math.comb(len(parts), size) * RARE > sum(amounts) / math.gcd(*amounts)


def _list_parts(p: Pair, column: str) -> list[Part]:
    """Rows of the column that are neither blank nor zero, each with its name."""
    return [
        (p.tabel.name_row(i), float(row[column]))
        for i, row in enumerate(p.tabel.rows)
        if isinstance(row.get(column), int | float) and row[column]
    ]


def _find_finer(p: Pair, column: str, context: Context) -> list[Part] | None:
    """Parts found in a finer table of the same total, by its groups of rows and single rows."""
    group = p.tabel.name_columns[0]
    for other in context.tables.values():
        finer = len(other.rows) > len(p.tabel.rows) and {group, column} <= set(other.by_key)
        if not finer or abs(math.fsum(other.column_values(column)) - p.computed_number) > TOLERANCE:
            continue
        frame = pd.DataFrame(other.rows)[[*other.name_columns, column]].fillna({column: 0})
        item = other.name_columns[-1]
        if item != group and (parts := explain_total(frame, group, item, column, p.difference)):
            return parts
    return None


def _find_shared_row(p: Pair, context: Context, sets: list[tuple[Part, ...]]) -> str:
    """The one row that explains the difference in every column of this footer row."""
    rows = {parts[0][0] for parts in sets if len(parts) == 1}
    others = [q for q in context.same_row(p).values() if q != p and q.verdict == "beda"]
    for q in others:
        if column := operands.sum_column(q):
            rows &= {n for n, v in _list_parts(q, column) if v == abs(q.difference)}
    return str(rows.pop()) if others and len(rows) == 1 else ""


def find_sum_mean(p: Pair, _: Context) -> Iterator[Cause]:
    """A sum called a mean, or a mean called a sum."""
    values = p.tabel.column_values(p.column)
    if p.in_body or len(values) < 2:
        return
    total, count = math.fsum(values), len(values)
    called_mean = "rata" in p.row_name.casefold()
    if called_mean and p.printed.fits(total):
        detail = " + ".join(format_short(v, EXACT) for v in values)
        if count > operands.MOST_STATED or not is_true(detail, p.wording):
            detail = f"{count} angka"
        mean = format_short(total / count, 3)
        words = f"{p.wording} adalah jumlah ({detail}), bukan rata-rata ({mean})"
        yield Cause("jumlah disebut rata-rata", words, 0.97)
    elif not called_mean and p.printed.fits(total / count):
        words = f"{p.wording} adalah rata-rata {count} angka; jumlahnya {format_short(total)}"
        yield Cause("rata-rata disebut jumlah", words, 0.9)


def find_percent_mean(p: Pair, context: Context) -> Iterator[Cause]:
    """The plain mean of percentages in place of Σ realisasi / Σ target."""
    right = f"yang benar jumlah dibagi jumlah, {format_short(p.computed_number)}"
    for lines in operands.list_ratio_lines(p, context) if p.kind in ("persen", "angka") else ():
        total = sum_intervals([Interval(*q.printed.interval) for q in lines])
        mean = Interval(*(n / len(lines) for n in total))
        words = f"rata-rata tak tertimbang {len(lines)} persentase yang tercetak: {{}}; {right}"
        arithmetic = f"({' + '.join(q.wording for q in lines)}) / {len(lines)}"
        evidence = 0.85 if len({q.number for q in lines}) > 1 else 0.6
        if found := [*prove(p, [Attempt(MEAN, arithmetic, words, evidence, 1, mean, 0.6)])]:
            yield from found
            return
    values = p.tabel.column_values(p.column)
    ratio = p.in_footer and "/" in p.formula and p.kind in ("persen", "angka")
    if len(values) > 1 and ratio and p.printed.fits(math.fsum(values) / len(values)):
        words = f"rata-rata tak tertimbang {len(values)} persentase; {right}"
        yield Cause(MEAN, words, 0.95)
