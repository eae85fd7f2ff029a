"""What a hypothesis sees, and what it answers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from lkip_helpers.reconcile.match import Pair
from lkip_helpers.reconcile.printed import Printed
from lkip_helpers.report.format import format_number
from lkip_helpers.report.named_rows import Location, tidy_up
from lkip_helpers.report.record import Record

PROVEN = 0.8
DISTANCE = 0.2  # how much weaker a rival must be to be excluded
TOGETHER = 3  # figures that one cause explains together do so by no accident
ALSO = "tercetak pula"
TWO_VALUES = "dua nilai"  # what stands in print, and needs no further proof
# Two sides of one cause: what moved with its row was also copied, and followed its operands.
ALIGNED = {
    frozenset(two)
    for two in (
        ("baris bergeser", "salinan"),
        ("baris bergeser", "terbawa"),
        ("baris tertukar", "salinan"),
        ("kolom tertukar", "salinan"),
        ("salinan", "terbawa"),
        ("salinan", "tahun lain"),
        ("bobot lain", "terbawa"),
        ("target lain", "terbawa"),
        ("pembulatan", "pembulatan campuran"),
        ("rata-rata persentase", "rata-rata disebut jumlah"),
    )
}


@dataclass(frozen=True)
class Cause:
    """Why a figure differs: kode of the hypothesis, the arithmetic in words, how sure (0–1).

    saksi: how many printed figures the very same cause explains.
    """

    code: str
    description: str
    evidence: float
    witnesses: int = 1

    def is_rival(self, other: "Cause") -> bool:
        """Whether `lain` is another cause that the data leave as well founded as this one."""
        if (
            other.code in (self.code, ALSO, TWO_VALUES)
            or frozenset((self.code, other.code)) in ALIGNED
        ):
            return False
        return other.evidence > self.evidence - DISTANCE and other.witnesses >= min(
            self.witnesses, TOGETHER
        )


def judge_cause(cause: list[Cause]) -> tuple[str, list[Cause]]:
    """Terbukti where the best of these is proven and no rival is left; else dugaan, and the rivals.

    sebab: causes of one figure, the best first.
    """
    primary, *other = cause
    rivals = [s for s in other if primary.is_rival(s)]
    sure = primary.evidence >= PROVEN or primary.code == TWO_VALUES
    return ("terbukti" if sure and not rivals else "dugaan"), rivals


Key = tuple[str, str, Location, str]


@dataclass
class Context:
    """All pairs of one publication and all computed tables."""

    pair: list[Pair]
    result: dict[str, Record]

    @cached_property
    def printed(self) -> dict[Key, Pair]:
        """Printed figures by label, place, row and column."""
        return {(p.tabel.label, p.place, p.location, p.column): p for p in self.pair}

    @cached_property
    def group(self) -> dict[tuple[str, str], list[Pair]]:
        """Pairs of one printed table: same label, same place."""
        result: dict[tuple[str, str], list[Pair]] = {}
        for p in self.pair:
            result.setdefault((p.tabel.label, p.place), []).append(p)
        return result

    @cached_property
    def by_column(self) -> dict[str, list[Pair]]:
        """Pairs of all printed tables by the key of their column."""
        result: dict[str, list[Pair]] = {}
        for p in self.pair:
            result.setdefault(p.column, []).append(p)
        return result

    def same_group(self, p: Pair) -> list[Pair]:
        """Pairs of the printed table that `p` stands in."""
        return self.group[p.tabel.label, p.place]

    def find(self, p: Pair, location: Location, column: str) -> Pair | None:
        """Another printed figure of the same printed table."""
        return self.printed.get((p.tabel.label, p.place, location, column))

    def find_footer(self, label: str, title: str, column: str) -> Pair | None:
        """A printed footer figure of another table, wherever that table is printed."""
        name = tidy_up(title.replace("_", " "))
        own = (q for q in self.by_column.get(column, []) if q.tabel.label == label)
        footer = (q for q in own if q.location.part == "kaki")
        return next((q for q in footer if tidy_up(q.tabel.phrase(q.location)) == name), None)

    def printed_rows(self, p: Pair, column: str) -> list[Pair]:
        """Printed figures of a column's data rows in the printed table of `p`, in order."""
        own = [q for q in self.same_group(p) if q.column == column and q.location.part == "baris"]
        return sorted(own, key=lambda q: q.location.sequence)


PerNumber = Callable[[Pair, Context], Iterator[Cause]]
PerGroup = Callable[[list[Pair], Context], Iterator[tuple[Pair, Cause]]]


def phrase_printed(c: Printed) -> str:
    """A printed figure in a sentence, with the decimals it was printed with."""
    return c.text if c.value is None else format_number(c.value, c.decimals)


def significant_digits(c: Printed) -> int:
    """Significant digits of a printed figure."""
    return len("".join(k for k in phrase_printed(c) if k.isdigit()).strip("0"))
