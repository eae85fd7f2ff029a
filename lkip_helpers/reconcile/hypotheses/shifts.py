"""Whole rows moved: figures right in themselves, beside the wrong name."""

from collections.abc import Iterator

from lkip_helpers.reconcile.hypotheses.hypothesis import Cause, Context, significant_digits
from lkip_helpers.reconcile.match import Pair
from lkip_helpers.report.format import format_short

SHORTEST_RUN = 3
BLUNT_RUN = 6  # of one-digit figures, which match by accident
SHORTEST_ROW = 3
SHIFT = "baris bergeser"


def find_shift(group: list[Pair], _: Context) -> Iterator[tuple[Pair, Cause]]:
    """Rows shifted by k: a run of printed figures equals the computed ones k rows further."""
    for column in dict.fromkeys(p.column for p in group):
        own = [p for p in group if p.column == column and p.location.part == "baris"]
        own = sorted((p for p in own if p.has_number), key=lambda p: p.location.sequence)
        longest = max(_runs(own), key=lambda r: len(r[1]), default=(0, []))
        shift, runs = longest
        if _eligible(runs):
            yield from _write_out(shift, runs)


def _runs(own: list[Pair]) -> Iterator[tuple[int, list[Pair]]]:
    """Every run of neighbouring rows that match at one shift."""
    count = len(own[0].tabel.rows) if own else 0
    for shift in (g for g in range(-count + 1, count) if g):
        runs: list[Pair] = []
        for p in own:
            other = p.location.sequence + shift
            content = p.tabel.rows[other].get(p.column) if 0 <= other < count else None
            fitting = isinstance(content, int | float) and p.fitting(float(content))
            joined = not runs or runs[-1].location.sequence == p.location.sequence - 1
            if fitting and joined:
                runs = [*runs, p]
            else:
                yield shift, runs
                runs = [p] if fitting else []
        yield shift, runs


def _eligible(runs: list[Pair]) -> bool:
    """Long enough for how short its figures are, not one figure repeated, and wrong unshifted."""
    diff = [p for p in runs if p.class_ != "sama"]
    sharp = any(significant_digits(p.printed) > 1 for p in runs)
    return (
        len(runs) >= (SHORTEST_RUN if sharp else BLUNT_RUN)
        and len({p.printed.value for p in runs}) > 1
        and len(diff) * 2 > len(runs)
    )


def _write_out(shift: int, runs: list[Pair]) -> Iterator[tuple[Pair, Cause]]:
    direction = "sebelum" if shift < 0 else "sesudah"
    initial, end = runs[0], runs[-1]
    description = (
        f"baris bergeser {abs(shift)}: {len(runs)} angka berturut-turut "
        f"({initial.tabel.phrase(initial.location)} sampai {end.tabel.phrase(end.location)}) "
        f"sama dengan hitungan {abs(shift)} baris {direction}nya"
    )
    evidence = 0.99 if len(runs) > SHORTEST_RUN else 0.85
    for p in runs:
        yield p, Cause(SHIFT, description, evidence, len(runs))


def find_fixed_difference(group: list[Pair], _: Context) -> Iterator[tuple[Pair, Cause]]:
    """A whole row or column off by the same amount."""
    for lines in _lines(group):
        difference = {round(float(p.printed.value or 0) - p.computed_number, 6) for p in lines}
        if len(lines) >= SHORTEST_ROW and len(difference) == 1 and 0 not in difference:
            diff = difference.pop()
            direction = "lebih besar" if diff > 0 else "lebih kecil"
            description = (
                f"semua {len(lines)} angka {direction} {format_short(abs(diff))} daripada "
                "hitungan: satu bagian terhitung lebih atau kurang di setiap baris"
            )
            for p in lines:
                yield p, Cause("selisih tetap", description, 0.9, len(lines))


def _lines(group: list[Pair]) -> Iterator[list[Pair]]:
    """Printed rows and columns of numbers of one kind."""
    number = [p for p in group if p.has_number]
    for column in dict.fromkeys(p.column for p in number):
        yield [p for p in number if p.column == column and p.location.part == "baris"]
    for location in dict.fromkeys(p.location for p in number):
        own = [p for p in number if p.location == location]
        kind = {p.tabel.column[p.column].kind for p in own}
        if len(kind) == 1:
            yield own
