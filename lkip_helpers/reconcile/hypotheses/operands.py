"""The declared formula of a figure over those printed beside it: what it makes, or inherits."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from lkip_helpers.reconcile import interval
from lkip_helpers.reconcile.hypotheses.cause import Attempt, Cause, Context, prove
from lkip_helpers.reconcile.interval import Interval, Uncomputable, points
from lkip_helpers.reconcile.match import Pair
from lkip_helpers.report.format import format_short, is_empty
from lkip_helpers.report.formula import write_formula
from lkip_helpers.report.named_rows import Row, fold_name
from lkip_helpers.report.record import Record
from lkip_helpers.rules.expression import THIS, Formula, Operand, Operation, parse_formula

WHOLE = {"bilangan", "rupiah", "ya"}
MOST_STATED = 12
FEWEST_ROWS = 3  # rows that a fixed ratio, or a ranking, must hold in


@dataclass
class PrintedOperands:
    """The printed operands of one figure: what its formula takes from elsewhere."""

    p: Pair
    k: Context
    used: list[Pair] = field(default_factory=list)

    def evaluate(self, formula: Formula | None) -> Interval | None:
        """What a formula gives over the printed figures; None where one of them is not printed."""
        try:
            return None if formula is None else interval.evaluate_interval(formula, self)
        except Uncomputable:
            return None

    def __call__(self, o: Operand) -> Interval:
        if o.function == "banyak":
            return points(float(self._count(o.name)))
        entries = self._list_printed(o)
        self.used += entries
        total = interval.sum_intervals([printed_interval(q) for q in entries])
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
                own = [self.k.find(self.p, self.p.row, o.name)]
            case "kaki":
                titles = {fold_name(t): t for t in self.p.tabel.footer_index}
                title = titles.get(fold_name(o.name.replace("_", " ")), "")
                own = [self.k.find(self.p, title, self.p.column)]
            case "dari":
                own = [self.k.find_footer(o.label, o.name, o.column)]
            case "kolom":
                column = self.p.column if o.name == THIS else o.name
                rows = self.k.printed_rows(self.p, column)
                own = [q for q in rows if q.printed.value is not None]
                own = own if len(own) >= len(self.p.tabel.column_values(column)) else []
        printed = [q for q in own if q is not None and q.printed.value is not None]
        if not printed or len(printed) < len(own):
            raise Uncomputable(o.name)
        return printed


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
    lines: dict[tuple[str, Row], list[Pair]] = {}
    for q in k.pairs if p.place else ():
        if q.place == p.place and q.has_number and q != p and "/" in q.formula:
            lines.setdefault((q.tabel.label, q.row), []).append(q)
    yield from (own for own in lines.values() if len(own) > 1)


def find_derived(p: Pair, k: Context) -> Iterator[Cause]:
    """The declared formula over the figures printed beside it gives what was printed."""
    if not p.formula:
        yield from _proportional(p, k)
        return
    operands = PrintedOperands(p, k)
    result = operands.evaluate(p.tree)
    if result and result.contains(Interval(*p.printed.interval)):
        yield from _carried(p, operands, result)


def _carried(p: Pair, operands: PrintedOperands, result: Interval) -> Iterator[Cause]:
    """Inherited: from wrong operands, or from right ones that were rounded before."""
    wrong = [q for q in operands.used if q.verdict != "sama"]
    equation, count = interval.equate(operands.write(), p.said, result), len(operands.used)
    if not equation or (not wrong and p.printed.fits(p.computed_number)):
        return  # nothing true to say, or the right figure with fewer decimals than its column
    exact = interval.UNROUNDED not in equation
    if count > MOST_STATED:
        bounds = "" if exact else equation[equation.index(f", {interval.UNROUNDED}") :]
        equation = f"{count} angka yang tercetak menghasilkan {p.said}{bounds}"
    if wrong:
        names = ", ".join(dict.fromkeys(q.name for q in wrong[:3]))
        told = "" if equation == f"{p.said} = {p.said}" else f": {equation}"
        description = f"mengikuti angka cetak lain yang berbeda ({names}){told}"
        yield Cause("terbawa", description, 0.9 if exact else 0.8, len(wrong) + 1)
    elif exact:
        mean = "rata-rata " if "rata_rata" in p.formula else ""
        description = f"{mean}dihitung dari angka yang sudah dibulatkan: {equation}"
        yield Cause("pembulatan dini", description, 0.95, count)
    elif sum_column(p):
        description = f"jumlah {count} bagian yang dibulatkan sesudah dijumlahkan: {equation}"
        yield Cause("pembulatan bagian", description, 0.5)
    else:
        yield Cause("pembulatan", f"sesuai dengan angka cetak di sampingnya: {equation}", 0.5)


def _proportional(p: Pair, k: Context) -> Iterator[Cause]:
    """A column that is a fixed multiple of another in the computed table, also in print."""
    columns = list(p.tabel.by_key)
    for other, q in k.same_row(p).items() if p.in_body else ():
        factor = _find_ratio(p.tabel, p.column, other) if other != p.column else None
        if factor is None:
            continue
        if q.verdict == "sama":
            description = f"{q.name} di sebelahnya benar ({q.said}), hanya angka ini salah"
            yield Cause("salah ketik", description, 0.55)
        # A figure is derived from left to right.
        elif columns.index(other) < columns.index(p.column) and p.printed.fits(q.number * factor):
            divided = factor < 1 and math.isclose(1 / factor, round(1 / factor))
            manner = f"/ {format_short(1 / factor)}" if divided else f"× {format_short(factor, 4)}"
            words = f"mengikuti {q.name} yang berbeda: {{}}"
            yield from prove(p, [Attempt("terbawa", f"{q.said} {manner}", words, 0.9, 2)])


def _find_ratio(t: Record, column: str, base: str) -> float | None:
    """The one factor between two columns of a computed table; None where there is none."""
    own, other = t.column_values(column), t.column_values(base)
    if len(own) != len(other) or len(own) < FEWEST_ROWS:
        return None
    ratios = {round(a / b, 9) for a, b in zip(own, other, strict=True) if b}
    return ratios.pop() if len(ratios) == 1 else None


def find_order(p: Pair, k: Context) -> Iterator[Cause]:
    """The place of a row among the printed figures of the column that is ranked."""
    for column, q in k.same_row(p).items() if p.in_body else ():
        if column == p.column or not _is_rank(p.tabel, p.column, column):
            continue
        other = [r.number for r in k.printed_rows(p, column) if r.printed.value is not None]
        highest, lowest = sum(n > q.number for n in other) + 1, sum(n >= q.number for n in other)
        if len(other) == len(p.tabel.rows) and highest <= p.number <= lowest:
            description = f"urutan ke-{p.said} menurut {q.name} yang tercetak ({q.said})"
            yield Cause("terbawa", description, 0.9)


def _is_rank(t: Record, column: str, base: str) -> bool:
    """Whether `column` ranks `base` in the computed table, highest first, ties sharing a place."""
    numbers, ranks = t.column_values(base), t.column_values(column)
    if len(numbers) != len(ranks) or len(ranks) < FEWEST_ROWS:
        return False
    return ranks == [1 + sum(other > n + 1e-9 for other in numbers) for n in numbers]
