"""Whole rows moved, exchanged or off by one amount: figures right in themselves."""

from collections.abc import Iterator

from lkip_helpers.compute.rounding import round_half_up
from lkip_helpers.reconcile.hypotheses.cause import Cause, Context
from lkip_helpers.reconcile.match import Pair
from lkip_helpers.report.format import format_short

SHORTEST_RUN = 3
BLUNT_RUN = 6  # of one-digit figures, which match by accident
SHORTEST_ROW = 3
SHIFT = "baris bergeser"


def find_shift(group: list[Pair], _: Context) -> Iterator[tuple[Pair, Cause]]:
    """Rows shifted by k: a run of printed figures equals the computed ones k rows further."""
    for column in dict.fromkeys(p.column for p in group):
        own = [p for p in group if p.column == column and p.in_body and p.compute is not None]
        own.sort(key=lambda p: p.location.sequence)
        shift, runs = max(_runs(own), key=lambda r: len(r[1]), default=(0, []))
        if not _eligible(runs):
            continue
        direction = "sebelum" if shift < 0 else "sesudah"
        description = (
            f"baris bergeser {abs(shift)}: {len(runs)} angka berturut-turut "
            f"({runs[0].row_name} sampai {runs[-1].row_name}) "
            f"sama dengan hitungan {abs(shift)} baris {direction}nya"
        )
        long = len(runs) > SHORTEST_RUN or min(p.printed.digits for p in runs) > SHORTEST_RUN
        evidence = 0.99 if long else 0.85
        yield from ((p, Cause(SHIFT, description, evidence, len(runs))) for p in runs)


def _runs(own: list[Pair]) -> Iterator[tuple[int, list[Pair]]]:
    """Every run of neighbouring rows that match at one shift."""
    count = len(own[0].tabel.rows) if own else 0
    for shift in (g for g in range(-count + 1, count) if g):
        runs: list[Pair] = []
        for p in own:
            other = p.location.sequence + shift
            content = p.tabel.rows[other].get(p.column) if 0 <= other < count else None
            fitting = p.shows(content)
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
    sharp = any(p.printed.digits > 1 for p in runs)
    return (
        len(runs) >= (SHORTEST_RUN if sharp else BLUNT_RUN)
        and len({p.said for p in runs}) > 1
        and len(diff) * 2 > len(runs)
    )


def find_fixed_difference(group: list[Pair], _: Context) -> Iterator[tuple[Pair, Cause]]:
    """A whole row or column off by the same amount."""
    for lines in _lines([p for p in group if p.has_number]):
        difference = {_printed_difference(p) for p in lines}
        if len(lines) >= SHORTEST_ROW and len(difference) == 1 and 0 not in difference:
            diff = difference.pop()
            direction = "lebih besar" if diff > 0 else "lebih kecil"
            description = (
                f"semua {len(lines)} angka {direction} {format_short(abs(diff))} daripada "
                "hitungan: satu bagian terhitung lebih atau kurang di setiap baris"
            )
            cause = Cause("selisih tetap", description, 0.9, len(lines))
            yield from ((p, cause) for p in lines)


def _printed_difference(p: Pair) -> float:
    """Printed less computed, both as printed."""
    return round(p.number - float(round_half_up(p.computed_number, p.printed.decimals)), 6)


def _lines(number: list[Pair]) -> Iterator[list[Pair]]:
    """Printed rows and columns of numbers of one kind."""
    for column in dict.fromkeys(p.column for p in number):
        yield [p for p in number if p.column == column and p.in_body]
    for location in dict.fromkeys(p.location for p in number):
        own = [p for p in number if p.location == location]
        if len({p.kind for p in own}) == 1:
            yield own


def find_exchanged(group: list[Pair], _: Context) -> Iterator[tuple[Pair, Cause]]:
    """Two figures of a column, or of a row, each printed in the place of the other."""
    diff = [p for p in group if p.class_ == "beda"]
    for i, p in enumerate(diff):
        for q in diff[i + 1 :]:
            same_column = p.column == q.column
            aligned = same_column or p.location == q.location
            crossed = p.shows(q.compute) and q.shows(p.compute)
            if aligned and crossed and p.location.part == q.location.part:
                code = "baris tertukar" if same_column else "kolom tertukar"
                description = f"{p.name} ({p.said}) dan {q.name} ({q.said}) bertukar tempat"
                sharp = min(p.printed.digits, q.printed.digits) > 1
                cause = Cause(code, description, 0.98 if sharp else 0.82, 2)
                yield from ((one, cause) for one in (p, q))
