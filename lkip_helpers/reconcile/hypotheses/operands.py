"""The declared formula of a figure, over the figures printed beside it: errors it inherits."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lkip_helpers.errors import InvalidArgument
from lkip_helpers.reconcile import interval
from lkip_helpers.reconcile.hypotheses.cause import Cause, Context, prove
from lkip_helpers.reconcile.interval import Interval, exact
from lkip_helpers.reconcile.match import Pair, gather
from lkip_helpers.report.format import format_short, is_empty
from lkip_helpers.report.formula import write_formula
from lkip_helpers.report.record import Place, Record
from lkip_helpers.rules.expression import THIS, Formula, Operand, Operation, parse_formula

WHOLE = {"bilangan", "rupiah", "ya"}
MOST_STATED = 12
FEWEST_ROWS = 3  # in which a fixed ratio, or a ranking, must hold


@dataclass
class PrintedOperands:
    """The printed operands of the formula of one figure; used: those evaluated so far."""

    pair: Pair
    context: Context
    used: list[Pair] = field(default_factory=list)

    def evaluate(self, formula: Formula | None) -> Interval | None:
        """The result of a formula over printed figures; None where one of them is not printed."""
        try:
            return None if formula is None else interval.evaluate_interval(formula, self)
        except InvalidArgument:
            return None

    def __call__(self, operand: Operand) -> Interval:
        if operand.function == "banyak":
            return exact(float(self._count(operand.name)))
        entries = self._list_printed(operand)
        self.used += entries
        total = interval.sum_intervals([find_bounds(entry) for entry in entries])
        is_mean = operand.function == "rata_rata"
        return Interval(*(end / len(entries) for end in total)) if is_mean else total

    def write(self) -> str:
        """The formula with the printed figures in it."""
        return write_formula(self.pair.formula, self._write_operand)

    def _write_operand(self, operand: Operand) -> str:
        if operand.function == "banyak":
            return format_short(self._count(operand.name))
        entries = self._list_printed(operand)
        text = " + ".join(entry.wording for entry in entries)
        if operand.kind != "kolom" or len(entries) == 1:
            return text
        if operand.function == "rata_rata":
            return f"({text}) / {len(entries)}"
        return text if self.pair.tree == operand else f"({text})"

    def _count(self, column: str) -> int:
        """The number of filled cells of a column."""
        return sum(not is_empty(row.get(column)) for row in self.pair.tabel.rows)

    def _list_printed(self, operand: Operand) -> list[Pair]:
        """The printed figures of an operand. Raises InvalidArgument where one is missing."""
        pair, context = self.pair, self.context
        label, column, row = Place(pair.tabel.label, pair.column, pair.row).follow(operand)
        wanted: Sequence[Pair | None]
        if row is None:
            rows = context.printed_rows(pair, column)
            known = [p for p in rows if p.printed.value is not None]
            wanted = known if len(known) >= len(pair.tabel.column_values(column)) else ()
        elif operand.kind == "dari":
            wanted = [context.find_footer(label, str(row), column)]
        else:
            wanted = [context.find(pair, row, column)]
        printed = [p for p in wanted if p is not None and p.printed.value is not None]
        if not printed or len(printed) < len(wanted):
            raise InvalidArgument(operand.name)
        return printed


def find_bounds(pair: Pair) -> Interval:
    """The values a printed figure may stand for: itself for counts and money, else its rounding."""
    return exact(pair.number) if pair.kind in WHOLE else pair.printed.interval


def match_ratio(pair: Pair) -> tuple[Operand, Formula] | None:
    """Numerator and denominator of a percentage; None for another formula."""
    match pair.tree:
        case Operation("×", (Operation("/", (Operand() as numerator, denominator)), 100)):
            return numerator, denominator
    return None


def match_product(formula: str) -> tuple[str, Formula] | None:
    """The column that a formula multiplies, and the factor; None for another formula."""
    match parse_formula(formula) if formula else None:
        case Operation("×", (Operand(kind="sel", name=base), factor)):
            return base, factor
    return None


def sum_column(pair: Pair) -> str:
    """The column whose rows this figure sums, and nothing else; "" where it is no such sum."""
    match pair.tree:
        case Operand(function="jumlah", name=name):
            return pair.column if name == THIS else name
    return ""


def list_ratio_lines(pair: Pair, context: Context) -> Iterator[list[Pair]]:
    """Rows with two or more ratios, data or footer, printed at the place of a figure."""
    ratios = (other for other in context.pairs if other.has_number and "/" in other.formula)
    near = (other for other in ratios if other.place == pair.place != "" and other != pair)
    lines = gather(near, lambda p: (p.tabel.label, p.row)).values()
    yield from (line for line in lines if len(line) > 1)


def find_derived(pair: Pair, context: Context) -> Iterator[Cause]:
    """The declared formula over the figures printed beside it gives what was printed."""
    operands = PrintedOperands(pair, context)
    result = operands.evaluate(pair.tree)
    if result and result.overlaps(pair.printed.interval):
        yield from _describe_inherited(pair, operands, result)


def _describe_inherited(pair: Pair, operands: PrintedOperands, result: Interval) -> Iterator[Cause]:
    """The cause of a figure that wrong operands, or operands rounded too early, give as printed."""
    wrong = [operand for operand in operands.used if operand.verdict != "sama"]
    equation, count = interval.equate(operands.write(), pair.wording, result), len(operands.used)
    if not equation or (not wrong and pair.printed.fits(pair.computed_number)):
        return  # nothing true to say, or the right figure with fewer decimals than its column
    is_exact = interval.UNROUNDED not in equation
    if count > MOST_STATED:
        bounds = "" if is_exact else equation[equation.index(f", {interval.UNROUNDED}") :]
        equation = f"{count} angka yang tercetak menghasilkan {pair.wording}{bounds}"
    if wrong:
        names = ", ".join(dict.fromkeys(operand.name for operand in wrong[:3]))
        detail = "" if equation == f"{pair.wording} = {pair.wording}" else f": {equation}"
        description = f"mengikuti angka cetak lain yang berbeda ({names}){detail}"
        yield Cause("terbawa", description, 0.9 if is_exact else 0.8, len(wrong) + 1)
    elif is_exact:
        mean = "rata-rata " if "rata_rata" in pair.formula else ""
        description = f"{mean}dihitung dari angka yang sudah dibulatkan: {equation}"
        yield Cause("pembulatan dini", description, 0.95, count)
    elif sum_column(pair):
        description = f"jumlah {count} bagian yang dibulatkan sesudah dijumlahkan: {equation}"
        yield Cause("pembulatan bagian", description, 0.5)
    else:
        yield Cause("pembulatan", f"sesuai dengan angka cetak di sampingnya: {equation}", 0.5)


def find_multiple(pair: Pair, context: Context) -> Iterator[Cause]:
    """A figure of a column that is computed as a fixed multiple of another, as printed too."""
    columns = list(pair.tabel.by_key)
    is_input = pair.in_body and not pair.formula
    for column, base in context.same_row(pair).items() if is_input else ():
        factor = _find_ratio(pair.tabel, pair.column, column) if column != pair.column else None
        if factor is None:
            continue
        is_left = columns.index(column) < columns.index(pair.column)
        if base.verdict == "sama":
            description = f"{base.name} di sebelahnya benar ({base.wording}), hanya angka ini salah"
            yield Cause("salah ketik", description, 0.55)
        elif is_left and pair.printed.fits(base.number * factor):
            divided = factor < 1 and math.isclose(1 / factor, round(1 / factor))
            step = f"/ {format_short(1 / factor)}" if divided else f"× {format_short(factor, 4)}"
            words = f"mengikuti {base.name} yang berbeda: {{}}"
            yield from prove(pair, f"{base.wording} {step}", Cause("terbawa", words, 0.9, 2))


def _find_ratio(tabel: Record, column: str, base: str) -> float | None:
    """The one factor between two columns of a computed table; None where there is none."""
    values, bases = tabel.column_values(column), tabel.column_values(base)
    if len(values) != len(bases) or len(values) < FEWEST_ROWS:
        return None
    pairs = zip(values, bases, strict=True)
    ratios = {round(value / base, 9) for value, base in pairs if base}
    return ratios.pop() if len(ratios) == 1 else None


def find_order(pair: Pair, context: Context) -> Iterator[Cause]:
    """The rank of a row among the printed figures of the column that is ranked."""
    for column, base in context.same_row(pair).items() if pair.in_body else ():
        if column == pair.column or not _is_rank(pair.tabel, pair.column, column):
            continue
        rows = context.printed_rows(pair, column)
        ranked = [row.number for row in rows if row.printed.value is not None]
        highest = sum(n > base.number for n in ranked) + 1
        lowest = sum(n >= base.number for n in ranked)
        if len(ranked) == len(pair.tabel.rows) and highest <= pair.number <= lowest:
            rank = f"urutan ke-{pair.wording}"
            description = f"{rank} menurut {base.name} yang tercetak ({base.wording})"
            yield Cause("terbawa", description, 0.9)


def _is_rank(tabel: Record, column: str, base: str) -> bool:
    """Whether `column` ranks `base` in the computed table, highest first, ties sharing a rank."""
    numbers, ranks = tabel.column_values(base), tabel.column_values(column)
    if len(numbers) != len(ranks) or len(ranks) < FEWEST_ROWS:
        return False
    return ranks == [1 + sum(other > n + 1e-9 for other in numbers) for n in numbers]
