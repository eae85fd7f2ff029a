"""Whole rows moved, exchanged or off by one amount: figures right in themselves."""

from collections.abc import Iterator
from itertools import combinations, groupby

from lkip_helpers.compute.rounding import round_half_up
from lkip_helpers.reconcile.hypotheses.cause import Cause, Context
from lkip_helpers.reconcile.match import Pair
from lkip_helpers.report.format import format_short

SHORTEST_RUN = 3
BLUNT_RUN = 6  # of one-digit figures, which match by accident
SHORTEST_LINE = 3
SHIFT = "baris bergeser"


def find_shift(group: list[Pair], _: Context) -> Iterator[tuple[Pair, Cause]]:
    """Shifted rows: a run of printed figures equals the computed ones some rows further on."""
    for column in dict.fromkeys(p.column for p in group):
        pairs = [p for p in group if p.column == column and p.in_body and p.computed is not None]
        pairs.sort(key=lambda p: int(p.row))
        shift, run = max(_list_runs(pairs), key=lambda r: len(r[1]), default=(0, []))
        if not _is_significant(run):
            continue
        direction = "sebelum" if shift < 0 else "sesudah"
        words = (
            f"baris bergeser {abs(shift)}: {len(run)} angka berturut-turut ({run[0].row_name} "
            f"sampai {run[-1].row_name}) sama dengan hitungan {abs(shift)} baris {direction}nya"
        )
        long = len(run) > SHORTEST_RUN or min(p.printed.digits for p in run) > SHORTEST_RUN
        cause = Cause(SHIFT, words, 0.99 if long else 0.85, len(run))
        yield from ((p, cause) for p in run)


def _list_runs(pairs: list[Pair]) -> Iterator[tuple[int, list[Pair]]]:
    """Every run of neighbouring rows that match at one shift."""
    count = len(pairs[0].tabel.rows) if pairs else 0
    for shift in (n for n in range(-count + 1, count) if n):
        moved = [(p, int(p.row) + shift) for p in pairs if 0 <= int(p.row) + shift < count]
        shown = [p for p, row in moved if p.shows(p.tabel.rows[row].get(p.column))]
        for _, run in groupby(enumerate(shown), lambda place: place[0] - int(place[1].row)):
            yield shift, [pair for _, pair in run]


def _is_significant(run: list[Pair]) -> bool:
    """Whether a run is long enough for its figures, which differ, and mostly wrong unshifted."""
    sharp = any(p.printed.digits > 1 for p in run)
    is_long = len(run) >= (SHORTEST_RUN if sharp else BLUNT_RUN)
    mostly_wrong = sum(p.verdict != "sama" for p in run) * 2 > len(run)
    return is_long and mostly_wrong and len({p.wording for p in run}) > 1


def find_fixed_difference(group: list[Pair], _: Context) -> Iterator[tuple[Pair, Cause]]:
    """A whole row or column off by the same amount, all as printed."""
    for line in _list_lines([p for p in group if p.has_number]):
        differences = {
            round(p.number - float(round_half_up(p.computed_number, p.printed.decimals)), 6)
            for p in line
        }
        if len(line) >= SHORTEST_LINE and len(differences) == 1 and 0 not in differences:
            difference = differences.pop()
            direction = "lebih besar" if difference > 0 else "lebih kecil"
            words = (
                f"semua {len(line)} angka {direction} {format_short(abs(difference))} daripada "
                "hitungan: satu bagian terhitung lebih atau kurang di setiap baris"
            )
            cause = Cause("selisih tetap", words, 0.9, len(line))
            yield from ((p, cause) for p in line)


def _list_lines(numbers: list[Pair]) -> Iterator[list[Pair]]:
    """Printed rows and columns of numbers of one kind."""
    for column in dict.fromkeys(p.column for p in numbers):
        yield [p for p in numbers if p.column == column and p.in_body]
    for row in dict.fromkeys(p.row for p in numbers):
        line = [p for p in numbers if p.row == row]
        if len({p.kind for p in line}) == 1:
            yield line


def find_exchanged(group: list[Pair], _: Context) -> Iterator[tuple[Pair, Cause]]:
    """Two figures of a column, or of a row, each printed in the place of the other."""
    for one, two in combinations([p for p in group if p.verdict == "beda"], 2):
        same_column = one.column == two.column
        aligned = one.in_body == two.in_body and (same_column or one.row == two.row)
        if aligned and one.shows(two.computed) and two.shows(one.computed):
            both = f"{one.name} ({one.wording}) dan {two.name} ({two.wording})"
            sharp = min(one.printed.digits, two.printed.digits) > 1
            code = "baris tertukar" if same_column else "kolom tertukar"
            cause = Cause(code, f"{both} bertukar tempat", 0.98 if sharp else 0.82, 2)
            yield from ((one, cause), (two, cause))
