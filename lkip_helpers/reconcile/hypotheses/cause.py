"""What a hypothesis is given, the attempts it makes, and the causes it finds."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from lkip_helpers.reconcile.interval import UNROUNDED, Interval, equate
from lkip_helpers.reconcile.match import Pair
from lkip_helpers.report.named_rows import Row, fold_name
from lkip_helpers.report.record import Record
from lkip_helpers.rules import load_rules

PROVEN = 0.8
DISTANCE = 0.2  # how much weaker a rival must be to be excluded
TOGETHER = 3  # so many figures explained by one cause are no accident
SHARP = 3  # figures of so many significant digits do not agree by accident
ALSO = "tercetak pula"
TWO_VALUES = "dua nilai"


@dataclass(frozen=True)
class Cause:
    """Why a figure differs: code of the hypothesis, the arithmetic in words, how sure (0–1).

    witnesses: how many printed figures the very same cause explains. seen: it is printed itself,
    and so proven, however weak it is beside a cause that can be computed.
    """

    code: str
    description: str
    evidence: float
    witnesses: int = 1
    seen: bool = False

    def is_rival(self, other: "Cause") -> bool:
        """Whether `other` is another cause that the data leave as well founded as this one."""
        aligned = load_rules("rekonsiliasi")["sejalan"]
        pairs = (self.code, other.code), (other.code, self.code)
        same = any(two in aligned.get(one, ()) for one, two in pairs)
        if same or other.code in (self.code, ALSO, TWO_VALUES):
            return False
        together = other.witnesses >= min(self.witnesses, TOGETHER)
        return together and other.evidence > self.evidence - DISTANCE


def judge_cause(causes: list[Cause]) -> tuple[str, list[Cause]]:
    """Terbukti where the best of these is proven and no rival is left; else dugaan, and the rivals.

    causes: of one figure, the best first.
    """
    best, *others = causes
    rivals = [c for c in others if best.is_rival(c)]
    proven = best.evidence >= PROVEN or best.seen
    return ("terbukti" if proven and not rivals else "dugaan"), rivals


class Attempt(NamedTuple):
    """Arithmetic of printed figures that may give another one, and what that would mean.

    words: the description, {} for the equation. bounds: what the arithmetic may give where its
    figures were rounded; rounded: the evidence where it is true only within these.
    """

    code: str
    arithmetic: str
    words: str
    evidence: float
    witnesses: int = 1
    bounds: Interval | None = None
    rounded: float = 0.0


def prove(p: Pair, attempts: Iterable[Attempt]) -> Iterator[Cause]:
    """The attempts whose arithmetic gives the printed figure, each with its true equation."""
    printed = Interval(*p.printed.interval)
    for a in attempts:
        equation = equate(a.arithmetic, p.wording, a.bounds)
        if equation and (a.bounds is None or a.bounds.overlaps(printed)):
            evidence = a.rounded if UNROUNDED in equation else a.evidence
            yield Cause(a.code, a.words.replace("{}", equation), evidence, a.witnesses)


@dataclass
class Context:
    """All pairs of one publication and all computed tables, by label."""

    pairs: list[Pair]
    tables: dict[str, Record]

    @cached_property
    def printed(self) -> dict[tuple[str, str, Row, str], Pair]:
        """Printed figures by label, place, row and column."""
        return {(p.tabel.label, p.place, p.row, p.column): p for p in self.pairs}

    @cached_property
    def groups(self) -> dict[tuple[str, str], list[Pair]]:
        """Pairs of one printed table: same label, same place."""
        return self._gather(lambda p: (p.tabel.label, p.place))

    @cached_property
    def by_column(self) -> dict[str, list[Pair]]:
        """Pairs of all printed tables by the key of their column."""
        return self._gather(lambda p: p.column)

    def _gather(self, key: Callable[[Pair], Any]) -> dict[Any, list[Pair]]:
        gathered: dict[Any, list[Pair]] = defaultdict(list)
        for p in self.pairs:
            gathered[key(p)].append(p)
        return dict(gathered)

    def same_group(self, p: Pair) -> list[Pair]:
        """Pairs of the printed table of `p`."""
        return self.groups[p.tabel.label, p.place]

    def same_row(self, p: Pair) -> dict[str, Pair]:
        """Pairs of the printed row of `p`, by column."""
        return {q.column: q for q in self.same_group(p) if q.row == p.row}

    def find(self, p: Pair, row: Row, column: str) -> Pair | None:
        """Another printed figure of the same printed table."""
        return self.printed.get((p.tabel.label, p.place, row, column))

    def find_footer(self, label: str, title: str, column: str) -> Pair | None:
        """A printed footer figure of another table, wherever that table is printed."""
        name = fold_name(title.replace("_", " "))
        candidates = (q for q in self.by_column.get(column, []) if q.tabel.label == label)
        return next(
            (q for q in candidates if not q.in_body and fold_name(q.row_name) == name), None
        )

    def printed_rows(self, p: Pair, column: str) -> list[Pair]:
        """Printed figures of a column's data rows in the printed table of `p`, in order."""
        rows = [q for q in self.same_group(p) if q.column == column and q.in_body]
        return sorted(rows, key=lambda q: int(q.row))

    def list_elsewhere(self, p: Pair, column: str = "") -> Iterator[Pair]:
        """Printed figures of the same row and column (or `column`) in other tables and places."""
        name = fold_name(p.row_name)
        for q in self.by_column.get(column or p.column, []):
            if (q.tabel.label, q.place) == (p.tabel.label, p.place):
                continue
            same_row = q.tabel.label == p.tabel.label and q.row == p.row
            if same_row or name in q.row_texts:
                yield q
