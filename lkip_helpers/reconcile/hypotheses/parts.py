"""Totals and means: a part left out or counted twice, sum and mean mixed, mean of percentages."""

import math
from collections.abc import Iterator

import pandas as pd

from lkip_helpers.compute.subsetsum import Part, explain_total, find_arrangements
from lkip_helpers.reconcile.hypotheses.derived import MOST_STATED, WHOLE
from lkip_helpers.reconcile.hypotheses.equation import UNROUNDED, equate, is_true
from lkip_helpers.reconcile.hypotheses.hypothesis import Cause, Context, phrase_printed
from lkip_helpers.reconcile.interval import Interval, sum_intervals
from lkip_helpers.reconcile.match import Pair
from lkip_helpers.report.format import format_short
from lkip_helpers.report.named_rows import Location
from lkip_helpers.rules.expression import THIS, Operand, parse_formula

TOLERANCE = 1e-6
PERSIS = 6  # decimals of a difference, so that its parts add up to it in print too


def find_parts(p: Pair, k: Context) -> Iterator[Cause]:
    """Which parts, left out of a total or counted twice, make the difference exactly."""
    column = _sum_column(p)
    if not p.has_number or p.class_ != "beda" or not column:
        return
    difference = round(p.computed_number - float(p.printed.value or 0), 6)
    what = "belum terhitung" if difference > 0 else "terhitung dua kali"
    part = list_parts(p, column)
    arrangement = find_arrangements(part, abs(difference))
    if not arrangement and difference > 0 and (finer := _other_detail(p, column, k, difference)):
        arrangement = [tuple(finer)]
    if not arrangement or (len(arrangement) > 1 and len(arrangement[0]) > 1):
        yield from _part_rounding(p, difference, len(part))
        return
    if len(arrangement) == 1:
        name = " + ".join(f"{n} ({format_short(v, PERSIS)})" for n, v in arrangement[0])
        diff = format_short(abs(difference), PERSIS)
        if is_true(" + ".join(format_short(v, PERSIS) for _, v in arrangement[0]), diff):
            evidence = 0.96 if _meaningful(difference) else 0.6
            yield Cause("bagian hilang", f"selisih {diff} = {name}, {what}", evidence)
    else:
        same = _shared_row(p, k, arrangement)
        detailed = f"; hanya {same} menjelaskan semua kolom baris ini" if same else ""
        yield Cause(
            "bagian hilang",
            f"selisih {format_short(abs(difference), PERSIS)} sebesar satu bagian yang {what}; "
            f"{len(arrangement)} bagian sebesar itu{detailed}",
            0.85 if same else 0.6,
        )


def _meaningful(difference: float) -> bool:
    """Large enough that parts do not make it by accident."""
    return abs(difference) >= 100 or difference != int(difference)


def _part_rounding(p: Pair, difference: float, count: int) -> Iterator[Cause]:
    whole = p.tabel.column[p.column].kind in WHOLE
    if count and not whole and abs(difference) <= count * p.printed.last_place_unit / 2:
        yield Cause(
            "pembulatan bagian",
            f"beda {format_short(abs(difference))} dapat timbul dari {count} bagian yang "
            "dibulatkan sesudah dijumlahkan",
            0.5,
        )


def is_total(formula: str) -> bool:
    """Whether a formula is the sum of a column, and nothing else."""
    return formula.startswith("jumlah(") and formula.count("(") == 1


def _sum_column(p: Pair) -> str:
    """The column whose rows this figure sums; "" where it is no sum."""
    formula = p.tabel.formula(p.location, p.column)
    match parse_formula(formula) if formula else None:
        case Operand(function="jumlah", name=name):
            return p.column if name == THIS else name
        case _:
            return ""


def list_parts(p: Pair, column: str) -> list[Part]:
    """Rows of the column that are not nothing, each with its name."""
    return [
        (p.tabel.phrase(Location("baris", i)), float(b[column]))
        for i, b in enumerate(p.tabel.rows)
        if isinstance(b.get(column), int | float) and b[column]
    ]


def _other_detail(p: Pair, column: str, k: Context, difference: float) -> list[Part] | None:
    """Parts of a finer table of the same total: whole rows of this one, single rows of that one."""
    group = p.tabel.name_columns[0]
    for other in k.result.values():
        finer = len(other.rows) > len(p.tabel.rows) and {group, column} <= set(other.column)
        if not finer or abs(math.fsum(other.column_values(column)) - p.computed_number) > TOLERANCE:
            continue
        detail = pd.DataFrame(other.rows)[[*other.name_columns, column]].fillna({column: 0})
        item = other.name_columns[-1]
        if item != group and (content := explain_total(detail, group, item, column, difference)):
            return content
    return None


def _shared_row(p: Pair, k: Context, arrangement: list[tuple[Part, ...]]) -> str:
    """The one row that explains the difference in every column of this footer row."""
    candidate = {s[0][0] for s in arrangement if len(s) == 1}
    other = [
        q for q in k.same_group(p) if q.location == p.location and q != p and q.class_ == "beda"
    ]
    for q in other:
        column = _sum_column(q)
        diff = abs(round(q.computed_number - float(q.printed.value or 0), 6))
        candidate &= {n for n, v in list_parts(q, column) if v == diff} if column else candidate
    return str(candidate.pop()) if other and len(candidate) == 1 else ""


def find_sum_mean(p: Pair, _: Context) -> Iterator[Cause]:
    """A sum called a mean, or a mean called a sum."""
    if not p.has_number or p.class_ != "beda" or p.location.part == "baris":
        return
    number = p.tabel.column_values(p.column)
    total = math.fsum(number)
    title = p.tabel.phrase(p.location).casefold()
    if len(number) < 2:
        return
    if "rata" in title and p.printed.fitting(total):
        detailed = " + ".join(format_short(a, PERSIS) for a in number)
        if len(number) > MOST_STATED or not is_true(detailed, phrase_printed(p.printed)):
            detailed = f"{len(number)} angka"
        yield Cause(
            "jumlah disebut rata-rata",
            f"{phrase_printed(p.printed)} adalah jumlah ({detailed}), bukan rata-rata "
            f"({format_short(total / len(number), 3)})",
            0.97,
        )
    elif "rata" not in title and p.printed.fitting(total / len(number)):
        yield Cause(
            "rata-rata disebut jumlah",
            f"{phrase_printed(p.printed)} adalah rata-rata {len(number)} angka; jumlahnya "
            f"{format_short(total)}",
            0.9,
        )


def find_percent_mean(p: Pair, k: Context) -> Iterator[Cause]:
    """The plain mean of percentages where Σ realisasi / Σ target is due."""
    percent = p.tabel.column[p.column].kind in ("persen", "angka")
    if not p.has_number or p.class_ != "beda" or not percent:
        return
    for lines in list_percent_lines(p, k):
        total = sum_intervals([Interval(*q.printed.interval) for q in lines])
        mean = Interval(*(n / len(lines) for n in total))
        detailed = " + ".join(phrase_printed(q.printed) for q in lines)
        compute = equate(f"({detailed}) / {len(lines)}", phrase_printed(p.printed), mean)
        if compute and mean.contains(Interval(*p.printed.interval)):
            exact = UNROUNDED not in compute and len({q.printed.value for q in lines}) > 1
            yield Cause(
                "rata-rata persentase",
                f"rata-rata tak tertimbang {len(lines)} persentase yang tercetak: {compute}; "
                f"yang benar jumlah dibagi jumlah, {format_short(p.computed_number)}",
                0.85 if exact else 0.6,
            )
            return
    number = p.tabel.column_values(p.column)
    ratio = p.location.part == "kaki" and "/" in p.tabel.formula(p.location, p.column)
    if len(number) > 1 and ratio and p.printed.fitting(math.fsum(number) / len(number)):
        yield Cause(
            "rata-rata persentase",
            f"rata-rata tak tertimbang {len(number)} persentase; yang benar jumlah dibagi "
            f"jumlah, {format_short(p.computed_number)}",
            0.95,
        )


def list_percent_lines(p: Pair, k: Context) -> Iterator[list[Pair]]:
    """Rows of two or more percentages, or footer rows computed as such, printed at one place."""
    place = [q for q in k.pair if p.place and q.place == p.place and q.has_number and q != p]
    ratio = [q for q in place if "/" in q.tabel.formula(q.location, q.column)]
    for location in dict.fromkeys((q.tabel.label, q.location) for q in ratio):
        lines = [q for q in ratio if (q.tabel.label, q.location) == location]
        if len(lines) > 1 and p not in lines:
            yield lines
