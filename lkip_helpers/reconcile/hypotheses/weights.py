"""The Indeks Kepuasan Masyarakat: other weights, another number of elements."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from lkip_helpers.reconcile.hypotheses.equation import UNROUNDED, equate
from lkip_helpers.reconcile.hypotheses.hypothesis import Cause, Context, phrase_printed
from lkip_helpers.reconcile.interval import Interval
from lkip_helpers.reconcile.match import Pair
from lkip_helpers.report.format import format_short
from lkip_helpers.rules import load_rules

DETAILED, SHORT = "skm-nilai", "skm-ringkasan"


@dataclass(frozen=True)
class Basis:
    """A sum of answers an index may rest on, and how many elements it is of."""

    name: str
    total: float
    unsur: int
    evidence: float


def find_index(p: Pair, k: Context) -> Iterator[Cause]:
    """Σ answers / respondents × weight × 25, with sums and weights other than the right ones."""
    index = (p.tabel.label == SHORT and p.column == "ikm") or (
        p.tabel.label == DETAILED and p.column == "nilai_konversi" and p.location.part != "baris"
    )
    if not index or p.class_ != "beda" or not {DETAILED, SHORT} <= k.result.keys():
        return
    respondents = k.result[SHORT].rows[0]["responden"]
    times = float(load_rules("skm")["pengali"])
    for base in _list_bases(k):
        common = {float(b): format_short(b, 4) for b in load_rules("skm")["bobot_lain"]}
        for weight, write in ({1 / base.unsur: f"1/{base.unsur}"} | common).items():
            compute = equate(
                f"{format_short(base.total)}/{respondents} × {write} × {format_short(times)}",
                phrase_printed(p.printed),
                first=True,
            )
            if compute:
                # As many elements as the weight allows for is a second witness.
                fitting = math.isclose(weight * base.unsur, 1, rel_tol=0.02)
                yield Cause(
                    "bobot lain",
                    f"{compute}: {base.unsur} unsur berbobot {write} ({base.name}); yang benar "
                    f"{len(k.result[DETAILED].rows)} unsur berbobot "
                    f"1/{len(k.result[DETAILED].rows)}",
                    base.evidence + (0.05 if fitting else 0),
                    base.unsur,
                )
    yield from _from_index(p, k, times)


def _from_index(p: Pair, k: Context, times: float) -> Iterator[Cause]:
    """The printed index (sum of weighted NRR) times 25 gives the printed IKM, both wrong."""
    q = k.find_footer(DETAILED, "Jumlah", "nrr_tertimbang")
    if q is None or q.printed.value is None or q.class_ == "sama":
        return
    lower, upper = q.printed.interval
    bounds = Interval(lower * times, upper * times)
    compute = equate(
        f"{phrase_printed(q.printed)} × {format_short(times)}", phrase_printed(p.printed), bounds
    )
    if compute and bounds.contains(Interval(*p.printed.interval)):
        description = f"mengikuti indeks tercetak yang berbeda ({q.name}): {compute}"
        yield Cause("terbawa", description, 0.9 if UNROUNDED not in compute else 0.8, 2)


def _list_bases(k: Context) -> Iterator[Basis]:
    """Sums of the printed and of the computed answers, whole and with one more element."""
    tabel = k.result[DETAILED]
    compute = tabel.column_values("jumlah")
    name = [str(b["unsur"]) for b in tabel.rows]
    yield Basis("jumlah hasil hitungan", math.fsum(compute), len(compute), 0.8)
    for (label, _), group in k.group.items():
        column = [q for q in group if q.column == "jumlah" and q.location.part == "baris"]
        printed = [float(q.printed.value) for q in column if q.printed.value is not None]
        if label != DETAILED or len(printed) < 2:
            continue
        yield Basis("jumlah yang tercetak", math.fsum(printed), len(printed), 0.9)
        for n, v in zip(name, compute, strict=True):
            # An element that print lost must not stand in print already.
            missing = v not in printed
            yield Basis(
                f"yang tercetak ditambah {n} {format_short(v)} yang "
                + ("tidak tercetak" if missing else "terhitung dua kali"),
                math.fsum(printed) + v,
                len(printed) + 1,
                0.9 if missing else 0.6,
            )
