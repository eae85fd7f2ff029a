"""The declared formula of a figure over the figures printed beside it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lkip_helpers.reconcile.hypotheses.cause import Context
from lkip_helpers.reconcile.interval import (
    Interval,
    Uncomputable,
    evaluate_interval,
    points,
    sum_intervals,
)
from lkip_helpers.reconcile.match import Pair
from lkip_helpers.report.format import format_short, is_empty
from lkip_helpers.report.formula import write_formula
from lkip_helpers.report.named_rows import Location, tidy_up
from lkip_helpers.rules.expression import THIS, Formula, Operand, Operation, parse_formula

WHOLE = {"bilangan", "rupiah", "ya"}


@dataclass
class PrintedOperands:
    """The printed operands of one figure: what its formula takes from elsewhere."""

    p: Pair
    k: Context
    used: list[Pair] = field(default_factory=list)

    def evaluate(self, formula: Formula | None) -> Interval | None:
        """What a formula gives over the printed figures; None where one of them is not printed."""
        try:
            return None if formula is None else evaluate_interval(formula, self)
        except Uncomputable:
            return None

    def __call__(self, o: Operand) -> Interval:
        if o.function == "banyak":
            return points(float(self._count(o.name)))
        entries = self._list_printed(o)
        self.used += entries
        total = sum_intervals([printed_interval(q) for q in entries])
        return Interval(*(s / len(entries) for s in total)) if o.function == "rata_rata" else total

    def write(self) -> str:
        """The formula with the printed figures in it."""
        return write_formula(self.p.formula, self._write_operand)

    def _write_operand(self, o: Operand) -> str:
        if o.function == "banyak":
            return format_short(self._count(o.name))
        entries = self._list_printed(o)
        text = " + ".join(q.said for q in entries)
        mean = o.function == "rata_rata"
        if o.kind != "kolom" or len(entries) == 1 or (self.p.tree == o and not mean):
            return text
        return f"({text}) / {len(entries)}" if mean else f"({text})"

    def _count(self, column: str) -> int:
        """Filled cells of a column."""
        return sum(not is_empty(row.get(column)) for row in self.p.tabel.rows)

    def _list_printed(self, o: Operand) -> list[Pair]:
        """The printed figures an operand stands for. Raises Uncomputable where one is missing."""
        match o.kind:
            case "sel":
                own = [self.k.find(self.p, self.p.location, o.name)]
            case "kaki":
                own = [self.k.find(self.p, self._footer(o.name), self.p.column)]
            case "dari":
                own = [self.k.find_footer(o.label, o.name, o.column)]
            case "kolom":
                own = list(self._column(self.p.column if o.name == THIS else o.name))
        printed = [q for q in own if q is not None and q.printed.value is not None]
        if not printed or len(printed) < len(own):
            raise Uncomputable(o.name)
        return printed

    def _column(self, column: str) -> list[Pair]:
        own = [q for q in self.k.printed_rows(self.p, column) if q.printed.value is not None]
        return own if len(own) >= len(self.p.tabel.column_values(column)) else []

    def _footer(self, title: str) -> Location:
        names = [tidy_up(k["judul"]) for k in self.p.tabel.footer]
        name = tidy_up(title.replace("_", " "))
        if name not in names:
            raise Uncomputable(title)
        return Location("kaki", names.index(name))


def printed_interval(q: Pair) -> Interval:
    """What a printed figure may have been: itself for counts and money, else its rounding."""
    return points(q.number) if q.kind in WHOLE else Interval(*q.printed.interval)


def match_ratio(p: Pair) -> tuple[Operand, Formula] | None:
    """Numerator and denominator of a percentage; None for another formula."""
    match p.tree:
        case Operation("×", (Operation("/", (Operand() as upper, lower)), 100)):
            return upper, lower
    return None


def match_product(formula: str) -> tuple[str, Formula] | None:
    """The column that a formula multiplies, and the factor; None for another formula."""
    match parse_formula(formula) if formula else None:
        case Operation("×", (Operand(kind="sel", name=base), factor)):
            return base, factor
    return None


def is_total(p: Pair) -> bool:
    """Whether a figure is declared as the sum of a column, and nothing else."""
    return bool(sum_column(p)) and p.formula.count("(") == 1


def sum_column(p: Pair) -> str:
    """The column whose rows this figure sums; "" where it is no sum."""
    match p.tree:
        case Operand(function="jumlah", name=name):
            return p.column if name == THIS else name
    return ""


def list_ratio_lines(p: Pair, k: Context) -> Iterator[list[Pair]]:
    """Rows of two or more percentages, or footer rows computed as such, printed at one place."""
    lines: dict[tuple[str, Location], list[Pair]] = {}
    for q in k.pairs if p.place else ():
        if q.place == p.place and q.has_number and q != p and "/" in q.formula:
            lines.setdefault((q.tabel.label, q.location), []).append(q)
    yield from (own for own in lines.values() if len(own) > 1)
