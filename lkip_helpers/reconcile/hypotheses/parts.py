"""Totals and means: a part left out or counted twice, sum and mean mixed, mean of percentages."""

import math
from collections.abc import Iterator

import pandas as pd

from lkip_helpers.compute.subsetsum import Part, explain_total, find_arrangements
from lkip_helpers.reconcile.hypotheses.cause import Cause, Context
from lkip_helpers.reconcile.hypotheses.derived import MOST_STATED
from lkip_helpers.reconcile.hypotheses.equation import UNROUNDED, equate, is_true
from lkip_helpers.reconcile.hypotheses.operands import WHOLE, list_ratio_lines, sum_column
from lkip_helpers.reconcile.interval import Interval, sum_intervals
from lkip_helpers.reconcile.match import Pair
from lkip_helpers.report.format import format_short
from lkip_helpers.report.named_rows import Location

TOLERANCE = 1e-6
RARE = 20  # possible sums for each set of parts, so that a set that fits is no accident
EXACT = 6  # decimals of a difference, so that its parts add up to it in print too


def find_parts(p: Pair, k: Context) -> Iterator[Cause]:
    """Which parts, left out of a total or counted twice, make the difference exactly."""
    column = sum_column(p)
    if not column:
        return
    what = "belum terhitung" if p.difference > 0 else "terhitung dua kali"
    part, diff = _list_parts(p, column), format_short(abs(p.difference), EXACT)
    arrangement = find_arrangements(part, abs(p.difference))
    if not arrangement and p.difference > 0 and (finer := _other_detail(p, column, k)):
        arrangement = [tuple(finer)]
    if not arrangement or (len(arrangement) > 1 and len(arrangement[0]) > 1):
        yield from _part_rounding(p, len(part))
    elif len(arrangement) == 1:
        name = " + ".join(f"{n} ({format_short(v, EXACT)})" for n, v in arrangement[0])
        if is_true(" + ".join(format_short(v, EXACT) for _, v in arrangement[0]), diff):
            accident = _may_be_accident(p, part, len(arrangement[0]))
            description = f"selisih {diff} = {name}, {what}"
            yield Cause("bagian hilang", description, 0.6 if accident else 0.96)
    else:
        same = _shared_row(p, k, arrangement)
        detailed = f"; hanya {same} menjelaskan semua kolom baris ini" if same else ""
        count = f"{len(arrangement)} bagian sebesar itu{detailed}"
        description = f"selisih {diff} sebesar satu bagian yang {what}; {count}"
        yield Cause("bagian hilang", description, 0.85 if same else 0.6)


def _may_be_accident(p: Pair, part: list[Part], size: int) -> bool:
    """Whether the difference is small and whole, or sets of so many parts give nearly every sum."""
    if abs(p.difference) < 100 and p.difference == int(p.difference):
        return True
    amounts = [round(abs(v) * 100) for _, v in part]
    return math.comb(len(part), size) * RARE > sum(amounts) / math.gcd(*amounts)


def _part_rounding(p: Pair, count: int) -> Iterator[Cause]:
    within = abs(p.difference) <= count * p.printed.last_place_unit / 2
    if count and within and p.kind not in WHOLE:
        description = (
            f"beda {format_short(abs(p.difference))} dapat timbul dari {count} bagian yang "
            "dibulatkan sesudah dijumlahkan"
        )
        yield Cause("pembulatan bagian", description, 0.5)


def _list_parts(p: Pair, column: str) -> list[Part]:
    """Rows of the column that are not nothing, each with its name."""
    return [
        (p.tabel.phrase(Location("baris", i)), float(b[column]))
        for i, b in enumerate(p.tabel.rows)
        if isinstance(b.get(column), int | float) and b[column]
    ]


def _other_detail(p: Pair, column: str, k: Context) -> list[Part] | None:
    """Parts of a finer table of the same total: whole rows of this one, single rows of that one."""
    group = p.tabel.name_columns[0]
    for other in k.result.values():
        finer = len(other.rows) > len(p.tabel.rows) and {group, column} <= set(other.column)
        if not finer or abs(math.fsum(other.column_values(column)) - p.computed_number) > TOLERANCE:
            continue
        detail = pd.DataFrame(other.rows)[[*other.name_columns, column]].fillna({column: 0})
        item = other.name_columns[-1]
        if item != group and (content := explain_total(detail, group, item, column, p.difference)):
            return content
    return None


def _shared_row(p: Pair, k: Context, arrangement: list[tuple[Part, ...]]) -> str:
    """The one row that explains the difference in every column of this footer row."""
    candidate = {s[0][0] for s in arrangement if len(s) == 1}
    other = [q for q in k.same_row(p).values() if q != p and q.class_ == "beda"]
    for q in other:
        if column := sum_column(q):
            candidate &= {n for n, v in _list_parts(q, column) if v == abs(q.difference)}
    return str(candidate.pop()) if other and len(candidate) == 1 else ""


def find_sum_mean(p: Pair, _: Context) -> Iterator[Cause]:
    """A sum called a mean, or a mean called a sum."""
    number = p.tabel.column_values(p.column)
    if p.in_body or len(number) < 2:
        return
    total, count = math.fsum(number), len(number)
    called_mean = "rata" in p.row_name.casefold()
    if called_mean and p.printed.fitting(total):
        detailed = " + ".join(format_short(a, EXACT) for a in number)
        if count > MOST_STATED or not is_true(detailed, p.said):
            detailed = f"{count} angka"
        mean = format_short(total / count, 3)
        description = f"{p.said} adalah jumlah ({detailed}), bukan rata-rata ({mean})"
        yield Cause("jumlah disebut rata-rata", description, 0.97)
    elif not called_mean and p.printed.fitting(total / count):
        description = f"{p.said} adalah rata-rata {count} angka; jumlahnya {format_short(total)}"
        yield Cause("rata-rata disebut jumlah", description, 0.9)


def find_percent_mean(p: Pair, k: Context) -> Iterator[Cause]:
    """The plain mean of percentages where Σ realisasi / Σ target is due."""
    if p.kind not in ("persen", "angka"):
        return
    correct = f"yang benar jumlah dibagi jumlah, {format_short(p.computed_number)}"
    for lines in list_ratio_lines(p, k):
        total = sum_intervals([Interval(*q.printed.interval) for q in lines])
        mean = Interval(*(n / len(lines) for n in total))
        compute = equate(f"({' + '.join(q.said for q in lines)}) / {len(lines)}", p.said, mean)
        if compute and mean.contains(Interval(*p.printed.interval)):
            exact = UNROUNDED not in compute and len({q.number for q in lines}) > 1
            description = f"rata-rata tak tertimbang {len(lines)} persentase yang tercetak"
            evidence = 0.85 if exact else 0.6
            yield Cause("rata-rata persentase", f"{description}: {compute}; {correct}", evidence)
            return
    number = p.tabel.column_values(p.column)
    ratio = p.location.part == "kaki" and "/" in p.formula
    if len(number) > 1 and ratio and p.printed.fitting(math.fsum(number) / len(number)):
        description = f"rata-rata tak tertimbang {len(number)} persentase; {correct}"
        yield Cause("rata-rata persentase", description, 0.95)
