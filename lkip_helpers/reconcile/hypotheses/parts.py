"""Totals and means: a part left out or counted twice, sum and mean mixed, mean of percentages."""

import math
from collections.abc import Iterator

import pandas as pd

from lkip_helpers.compute.subsetsum import Part, explain_total, find_arrangements
from lkip_helpers.reconcile.hypotheses import operands
from lkip_helpers.reconcile.hypotheses.cause import Cause, Context, prove
from lkip_helpers.reconcile.interval import Interval, is_true, sum_intervals
from lkip_helpers.reconcile.match import Pair
from lkip_helpers.report.format import format_short

TOLERANCE = 1e-6
RARE = 20  # possible sums for each set of parts, at which a set that fits is no accident
EXACT = 6  # decimals of a difference, so that its parts add up to it in print too
PART, MEAN = "bagian hilang", "rata-rata persentase"


def find_parts(pair: Pair, context: Context) -> Iterator[Cause]:
    """The parts whose omission, or counting twice, makes exactly the difference of a total."""
    column = operands.sum_column(pair)
    if not column:
        return
    what = "belum terhitung" if pair.difference > 0 else "terhitung dua kali"
    parts, difference = _list_parts(pair, column), format_short(abs(pair.difference), EXACT)
    sets = find_arrangements(parts, abs(pair.difference))
    if not sets and pair.difference > 0 and (finer := _find_finer(pair, column, context)):
        sets = [tuple(finer)]
    if not sets or (len(sets) > 1 and len(sets[0]) > 1):
        within = abs(pair.difference) <= len(parts) * pair.printed.last_place_unit / 2
        if parts and within and pair.kind not in operands.WHOLE:
            rest = f"{len(parts)} bagian yang dibulatkan sesudah dijumlahkan"
            words = f"beda {format_short(abs(pair.difference))} dapat timbul dari {rest}"
            yield Cause("pembulatan bagian", words, 0.5)
    elif len(sets) == 1:
        names = " + ".join(f"{n} ({format_short(v, EXACT)})" for n, v in sets[0])
        if is_true(" + ".join(format_short(v, EXACT) for _, v in sets[0]), difference):
            accident = _may_be_accident(pair, parts, len(sets[0]))
            words = f"selisih {difference} = {names}, {what}"
            yield Cause(PART, words, 0.6 if accident else 0.96)
    else:
        row = _find_shared_row(pair, context, sets)
        shared = f"; hanya {row} menjelaskan semua kolom baris ini" if row else ""
        count = f"{len(sets)} bagian sebesar itu{shared}"
        words = f"selisih {difference} sebesar satu bagian yang {what}; {count}"
        yield Cause(PART, words, 0.85 if row else 0.6)


def _may_be_accident(pair: Pair, parts: list[Part], size: int) -> bool:
    """Whether the difference is small and whole, or sets of so many parts give nearly every sum."""
    if abs(pair.difference) < 100 and pair.difference == int(pair.difference):
        return True
    amounts = [round(abs(v) * 100) for _, v in parts]
    return math.comb(len(parts), size) * RARE > sum(amounts) / math.gcd(*amounts)


def _list_parts(pair: Pair, column: str) -> list[Part]:
    """Rows of the column that are neither blank nor zero, each with its name."""
    amounts = ((i, pair.tabel.read_number(i, column)) for i in range(len(pair.tabel.rows)))
    return [(pair.tabel.name_row(i), v) for i, v in amounts if v and not math.isnan(v)]


def _find_finer(pair: Pair, column: str, context: Context) -> list[Part] | None:
    """Parts found in a finer table of the same total, by its groups of rows and single rows."""
    group = pair.tabel.name_columns[0]
    for other in context.tables.values():
        finer = len(other.rows) > len(pair.tabel.rows) and {group, column} <= set(other.by_key)
        total = math.fsum(other.column_values(column))
        if not finer or abs(total - pair.computed_number) > TOLERANCE:
            continue
        item = other.name_columns[-1]
        amounts = [other.read_number(row, column) for row in range(len(other.rows))]
        frame = pd.DataFrame(other.rows)[other.name_columns].assign(**{column: amounts})
        frame = frame.fillna({column: 0})
        if item != group and (parts := explain_total(frame, group, item, column, pair.difference)):
            return parts
    return None


def _find_shared_row(pair: Pair, context: Context, sets: list[tuple[Part, ...]]) -> str:
    """The one row that explains the difference in every column of this footer row."""
    rows = {parts[0][0] for parts in sets if len(parts) == 1}
    wrong = [other for other in context.same_row(pair).values() if other.verdict == "beda"]
    others = [other for other in wrong if other != pair]
    for other in others:
        if column := operands.sum_column(other):
            rows &= {n for n, v in _list_parts(other, column) if v == abs(other.difference)}
    return str(rows.pop()) if others and len(rows) == 1 else ""


def find_sum_mean(pair: Pair, _: Context) -> Iterator[Cause]:
    """A sum called a mean, or a mean called a sum."""
    values = pair.tabel.column_values(pair.column)
    if pair.in_body or len(values) < 2:
        return
    total, count = math.fsum(values), len(values)
    called_mean = "rata" in pair.row_name.casefold()
    if called_mean and pair.printed.fits(total):
        detail = " + ".join(format_short(v, EXACT) for v in values)
        if count > operands.MOST_STATED or not is_true(detail, pair.wording):
            detail = f"{count} angka"
        mean = format_short(total / count, 3)
        words = f"{pair.wording} adalah jumlah ({detail}), bukan rata-rata ({mean})"
        yield Cause("jumlah disebut rata-rata", words, 0.97)
    elif not called_mean and pair.printed.fits(total / count):
        words = f"{pair.wording} adalah rata-rata {count} angka; jumlahnya {format_short(total)}"
        yield Cause("rata-rata disebut jumlah", words, 0.9)


def find_percent_mean(pair: Pair, context: Context) -> Iterator[Cause]:
    """The plain mean of percentages in place of Σ realisasi / Σ target."""
    right = f"yang benar jumlah dibagi jumlah, {format_short(pair.computed_number)}"
    measured = pair.kind in ("persen", "angka")
    for line in operands.list_ratio_lines(pair, context) if measured else ():
        total = sum_intervals([ratio.printed.interval for ratio in line])
        mean = Interval(*(end / len(line) for end in total))
        words = f"rata-rata tak tertimbang {len(line)} persentase yang tercetak: {{}}; {right}"
        arithmetic = f"({' + '.join(ratio.wording for ratio in line)}) / {len(line)}"
        evidence = 0.85 if len({ratio.number for ratio in line}) > 1 else 0.6
        if found := [*prove(pair, arithmetic, Cause(MEAN, words, evidence), mean, 0.6)]:
            yield from found
            return
    values = pair.tabel.column_values(pair.column)
    ratio = measured and pair.in_footer and "/" in pair.formula
    if len(values) > 1 and ratio and pair.printed.fits(math.fsum(values) / len(values)):
        words = f"rata-rata tak tertimbang {len(values)} persentase; {right}"
        yield Cause(MEAN, words, 0.95)
