"""What a hypothesis is given, the attempts it makes, and the causes it finds."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from lkip_helpers.reconcile.interval import UNROUNDED, Interval, equate
from lkip_helpers.reconcile.match import Pair, gather
from lkip_helpers.report.named_rows import Row, fold_name
from lkip_helpers.report.record import Record
from lkip_helpers.rules import load_rules

PROVEN = 0.8
DISTANCE = 0.2  # how much weaker a rival must be to be excluded
TOGETHER = 3  # so many figures explained by one cause are no accident
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


def prove(
    pair: Pair, arithmetic: str, cause: Cause, bounds: Interval | None = None, rounded: float = 0.0
) -> Iterator[Cause]:
    """`cause`, with a true equation for {} in its description; none where there is no such one.

    The equation says that the arithmetic of printed figures gives the figure of `pair`. bounds:
    what it may give where its figures were rounded; rounded: the evidence where it is true only
    within these.
    """
    equation = equate(arithmetic, pair.wording, bounds)
    if equation and (bounds is None or bounds.overlaps(pair.printed.interval)):
        evidence = rounded if UNROUNDED in equation else cause.evidence
        description = cause.description.replace("{}", equation)
        yield replace(cause, description=description, evidence=evidence)


@dataclass
class Context:
    """All pairs of one publication and all computed tables, by label."""

    pairs: list[Pair]
    tables: dict[str, Record]

    @cached_property
    def groups(self) -> dict[tuple[str, str], list[Pair]]:
        """Pairs of one printed table: same label, same place."""
        return gather(self.pairs, lambda p: p.printed_table)

    @cached_property
    def by_column(self) -> dict[str, list[Pair]]:
        """Pairs of all printed tables by the key of their column."""
        return gather(self.pairs, lambda p: p.column)

    def same_group(self, pair: Pair) -> list[Pair]:
        """Pairs of the printed table of `pair`."""
        return self.groups[pair.printed_table]

    def same_row(self, pair: Pair) -> dict[str, Pair]:
        """Pairs of the printed row of `pair`, by column."""
        return {other.column: other for other in self.same_group(pair) if other.row == pair.row}

    def find(self, pair: Pair, row: Row, column: str) -> Pair | None:
        """Another printed figure of the same printed table."""
        found = [p for p in self.same_group(pair) if p.row == row and p.column == column]
        return found[-1] if found else None

    def find_footer(self, label: str, title: str, column: str) -> Pair | None:
        """A printed footer figure of another table, wherever that table is printed."""
        name = fold_name(title.replace("_", " "))
        for pair in self.by_column.get(column, []):
            if pair.tabel.label == label and not pair.in_body and fold_name(pair.row_name) == name:
                return pair
        return None

    def printed_rows(self, pair: Pair, column: str) -> list[Pair]:
        """Printed figures of a column's data rows in the printed table of `pair`, in order."""
        rows = [p for p in self.same_group(pair) if p.column == column and p.in_body]
        return sorted(rows, key=lambda p: int(p.row))

    def list_elsewhere(self, pair: Pair, column: str = "") -> Iterator[Pair]:
        """Printed figures of the same row and column (or `column`) in other tables and places."""
        name = fold_name(pair.row_name)
        for other in self.by_column.get(column or pair.column, []):
            same_row = (other.tabel.label, other.row) == (pair.tabel.label, pair.row)
            elsewhere = other.printed_table != pair.printed_table
            if elsewhere and (same_row or name in other.row_texts):
                yield other
