"""The declared formula of a figure, over the figures printed beside it: errors it inherits."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from lkip_helpers.reconcile import interval
from lkip_helpers.reconcile.hypotheses.cause import Attempt, Cause, Context, prove
from lkip_helpers.reconcile.interval import Interval, Uncomputable, exact
from lkip_helpers.reconcile.match import Pair
from lkip_helpers.report.format import format_short, is_empty
from lkip_helpers.report.formula import write_formula
from lkip_helpers.report.named_rows import Row, fold_name
from lkip_helpers.report.record import Record
from lkip_helpers.rules.expression import THIS, Formula, Operand, Operation, parse_formula

WHOLE = {"bilangan", "rupiah", "ya"}
MOST_STATED = 12
FEWEST_ROWS = 3  # in which a fixed ratio, or a ranking, must hold


@dataclass
class PrintedOperands:
    """The printed operands of the formula of one figure; used: those evaluated so far."""

    p: Pair
    context: Context
    used: list[Pair] = field(default_factory=list)

    def evaluate(self, formula: Formula | None) -> Interval | None:
        """The result of a formula over printed figures; None where one of them is not printed."""
        try:
            return None if formula is None else interval.evaluate_interval(formula, self)
        except Uncomputable:
            return None

    def __call__(self, operand: Operand) -> Interval:
        if operand.function == "banyak":
            return exact(float(self._count(operand.name)))
        entries = self._list_printed(operand)
        self.used += entries
        total = interval.sum_intervals([printed_interval(q) for q in entries])
        is_mean = operand.function == "rata_rata"
        return Interval(*(end / len(entries) for end in total)) if is_mean else total

    def write(self) -> str:
        """The formula with the printed figures in it."""
        return write_formula(self.p.formula, self._write_operand)

    def _write_operand(self, operand: Operand) -> str:
        if operand.function == "banyak":
            return format_short(self._count(operand.name))
        entries = self._list_printed(operand)
        text = " + ".join(q.wording for q in entries)
        is_mean = operand.function == "rata_rata"
        if operand.kind != "kolom" or len(entries) == 1 or (self.p.tree == operand and not is_mean):
            return text
        return f"({text}) / {len(entries)}" if is_mean else f"({text})"

    def _count(self, column: str) -> int:
        """The number of filled cells of a column."""
        return sum(not is_empty(row.get(column)) for row in self.p.tabel.rows)

    def _list_printed(self, operand: Operand) -> list[Pair]:
        """The printed figures an operand stands for. Raises Uncomputable where one is missing."""
        name = operand.name
        match operand.kind:
            case "sel":
                wanted = [self.context.find(self.p, self.p.row, name)]
            case "kaki":
                titles = {fold_name(t): t for t in self.p.tabel.footer_index}
                title = titles.get(fold_name(name.replace("_", " ")), "")
                wanted = [self.context.find(self.p, title, self.p.column)]
            case "dari":
                wanted = [self.context.find_footer(operand.label, name, operand.column)]
            case "kolom":
                column = self.p.column if name == THIS else name
                rows = self.context.printed_rows(self.p, column)
                wanted = [q for q in rows if q.printed.value is not None]
                wanted = wanted if len(wanted) >= len(self.p.tabel.column_values(column)) else []
        printed = [q for q in wanted if q is not None and q.printed.value is not None]
        if not printed or len(printed) < len(wanted):
            raise Uncomputable(name)
        return printed


def printed_interval(p: Pair) -> Interval:
    """The values a printed figure may stand for: itself for counts and money, else its rounding."""
    return exact(p.number) if p.kind in WHOLE else Interval(*p.printed.interval)


def match_ratio(p: Pair) -> tuple[Operand, Formula] | None:
    """Numerator and denominator of a percentage; None for another formula."""
    match p.tree:
        case Operation("×", (Operation("/", (Operand() as numerator, denominator)), 100)):
            return numerator, denominator
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


def list_ratio_lines(p: Pair, context: Context) -> Iterator[list[Pair]]:
    """Rows with two or more ratios, data or footer, printed at the place of a figure."""
    lines: dict[tuple[str, Row], list[Pair]] = {}
    for q in context.pairs if p.place else ():
        if q.place == p.place and q.has_number and q != p and "/" in q.formula:
            lines.setdefault((q.tabel.label, q.row), []).append(q)
    yield from (line for line in lines.values() if len(line) > 1)


def find_derived(p: Pair, context: Context) -> Iterator[Cause]:
    """The declared formula over the figures printed beside it gives what was printed."""
    if not p.formula:
        yield from _find_multiple(p, context)
        return
    operands = PrintedOperands(p, context)
    result = operands.evaluate(p.tree)
    if result and result.overlaps(Interval(*p.printed.interval)):
        yield from _describe_inherited(p, operands, result)


def _describe_inherited(p: Pair, operands: PrintedOperands, result: Interval) -> Iterator[Cause]:
    """The cause of a figure that wrong operands, or operands rounded too early, give as printed."""
    wrong = [q for q in operands.used if q.verdict != "sama"]
    equation, count = interval.equate(operands.write(), p.wording, result), len(operands.used)
    if not equation or (not wrong and p.printed.fits(p.computed_number)):
        return  # nothing true to say, or the right figure with fewer decimals than its column
    is_exact = interval.UNROUNDED not in equation
    if count > MOST_STATED:
        bounds = "" if is_exact else equation[equation.index(f", {interval.UNROUNDED}") :]
        equation = f"{count} angka yang tercetak menghasilkan {p.wording}{bounds}"
    if wrong:
        names = ", ".join(dict.fromkeys(q.name for q in wrong[:3]))
        detail = "" if equation == f"{p.wording} = {p.wording}" else f": {equation}"
        description = f"mengikuti angka cetak lain yang berbeda ({names}){detail}"
        yield Cause("terbawa", description, 0.9 if is_exact else 0.8, len(wrong) + 1)
    elif is_exact:
        mean = "rata-rata " if "rata_rata" in p.formula else ""
        description = f"{mean}dihitung dari angka yang sudah dibulatkan: {equation}"
        yield Cause("pembulatan dini", description, 0.95, count)
    elif sum_column(p):
        description = f"jumlah {count} bagian yang dibulatkan sesudah dijumlahkan: {equation}"
        yield Cause("pembulatan bagian", description, 0.5)
    else:
        yield Cause("pembulatan", f"sesuai dengan angka cetak di sampingnya: {equation}", 0.5)


def _find_multiple(p: Pair, context: Context) -> Iterator[Cause]:
    """A figure of a column that is computed as a fixed multiple of another, as printed too."""
    columns = list(p.tabel.by_key)
    for other, q in context.same_row(p).items() if p.in_body else ():
        factor = _find_ratio(p.tabel, p.column, other) if other != p.column else None
        if factor is None:
            continue
        if q.verdict == "sama":
            description = f"{q.name} di sebelahnya benar ({q.wording}), hanya angka ini salah"
            yield Cause("salah ketik", description, 0.55)
        # A figure is derived from left to right.
        elif columns.index(other) < columns.index(p.column) and p.printed.fits(q.number * factor):
            divided = factor < 1 and math.isclose(1 / factor, round(1 / factor))
            step = f"/ {format_short(1 / factor)}" if divided else f"× {format_short(factor, 4)}"
            words = f"mengikuti {q.name} yang berbeda: {{}}"
            yield from prove(p, [Attempt("terbawa", f"{q.wording} {step}", words, 0.9, 2)])


def _find_ratio(tabel: Record, column: str, base: str) -> float | None:
    """The one factor between two columns of a computed table; None where there is none."""
    values, bases = tabel.column_values(column), tabel.column_values(base)
    if len(values) != len(bases) or len(values) < FEWEST_ROWS:
        return None
    ratios = {round(a / b, 9) for a, b in zip(values, bases, strict=True) if b}
    return ratios.pop() if len(ratios) == 1 else None


def find_order(p: Pair, context: Context) -> Iterator[Cause]:
    """The rank of a row among the printed figures of the column that is ranked."""
    for column, q in context.same_row(p).items() if p.in_body else ():
        if column == p.column or not _is_rank(p.tabel, p.column, column):
            continue
        ranked = [r.number for r in context.printed_rows(p, column) if r.printed.value is not None]
        highest, lowest = sum(n > q.number for n in ranked) + 1, sum(n >= q.number for n in ranked)
        if len(ranked) == len(p.tabel.rows) and highest <= p.number <= lowest:
            description = f"urutan ke-{p.wording} menurut {q.name} yang tercetak ({q.wording})"
            yield Cause("terbawa", description, 0.9)


def _is_rank(tabel: Record, column: str, base: str) -> bool:
    """Whether `column` ranks `base` in the computed table, highest first, ties sharing a rank."""
    numbers, ranks = tabel.column_values(base), tabel.column_values(column)
    if len(numbers) != len(ranks) or len(ranks) < FEWEST_ROWS:
        return False
    return ranks == [1 + sum(other > n + 1e-9 for other in numbers) for n in numbers]
