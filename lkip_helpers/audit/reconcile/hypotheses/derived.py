"""Figures made of other printed figures: inherited faults, rounded operands, other weights."""

import ast
import math
from collections.abc import Iterator
from dataclasses import dataclass

from lkip_helpers.audit.reconcile.hypotheses.hypothesis import Cause, Context, phrase_printed
from lkip_helpers.audit.reconcile.interval import (
    Interval,
    Uncomputable,
    evaluate_interval,
    points,
    sum_intervals,
)
from lkip_helpers.audit.reconcile.match import Pair
from lkip_helpers.audit.reconcile.results import Location, tidy_up
from lkip_helpers.report.format import format_short, is_empty
from lkip_helpers.report.formula import THIS, parse_formula
from lkip_helpers.rules import load_rules

WHOLE = {"bilangan", "rupiah", "ya"}
MOST_STATED = 6
PROPORTIONAL = 3  # rows a fixed ratio must hold in


@dataclass
class Operand:
    """The printed operands of one figure: answers names and calls of its formula.

    replacement: what stands for `banyak(…)`, the number of filled cells, instead of the computed
    one.
    """

    p: Pair
    k: Context
    used: list[Pair]
    replacement: float | None = None
    exact: bool = False  # the figures as they stand in print, not what they may have been

    def __call__(self, node: ast.expr) -> Interval:
        match node:
            case ast.Name(id=name):
                return self._take(self.p.location, name)
            case ast.Call(func=ast.Name(id="kaki"), args=[ast.Name(id=title)]):
                return self._take(_footer(self.p, title), self.p.column)
            case ast.Call(func=ast.Name(id="banyak"), args=[ast.Name(id=name)]):
                filled_in = sum(not is_empty(b.get(name)) for b in self.p.tabel.rows)
                return points(float(self.replacement or filled_in))
            case ast.Call(func=ast.Name(id="jumlah" | "rata_rata" as f), args=[ast.Name(id=name)]):
                content = self._columns(self.p.column if name == THIS else name)
                total = sum_intervals(content)
                return total if f == "jumlah" else Interval(*(s / len(content) for s in total))
            case _:
                raise Uncomputable(ast.unparse(node))

    def _take(self, location: Location, column: str) -> Interval:
        q = self.k.find(self.p, location, column)
        if q is None or q.printed.value is None:
            raise Uncomputable(column)
        self.used.append(q)
        return self._interval(q)

    def _columns(self, column: str) -> list[Interval]:
        own = [q for q in self.k.printed_rows(self.p, column) if q.printed.value is not None]
        if len(own) < max(len(self.p.tabel.column_values(column)), 1):
            raise Uncomputable(column)
        self.used += own
        return [self._interval(q) for q in own]

    def _interval(self, q: Pair) -> Interval:
        return points(float(q.printed.value or 0)) if self.exact else printed_interval(q)


def printed_interval(q: Pair) -> Interval:
    """What a printed figure may have been: itself for counts and money, else its rounding."""
    whole = q.tabel.column[q.column]["jenis"] in WHOLE
    return points(float(q.printed.value or 0)) if whole else Interval(*q.printed.interval)


def _footer(p: Pair, title: str) -> Location:
    name = [tidy_up(k["judul"]) for k in p.tabel.footer]
    tidy = tidy_up(title.replace("_", " "))
    if tidy not in name:
        raise Uncomputable(title)
    return Location("kaki", name.index(tidy))


def find_derived(p: Pair, k: Context) -> Iterator[Cause]:
    """The declared formula over the figures printed beside it gives what was printed."""
    formula = p.tabel.formula(p.location, p.column)
    if not p.has_number or p.class_ == "sama":
        return
    if not formula:
        yield from _proportional(p, k)
        return
    node = parse_formula(formula)
    operand = Operand(p, k, [])
    try:
        result = evaluate_interval(node, operand)
    except Uncomputable:
        return
    if result.contains(Interval(*p.printed.interval)):
        yield _carried(p, node, operand)
    else:
        yield from _search_divisor(p, k, node)


def _carried(p: Pair, node: ast.expr, operand: Operand) -> Cause:
    """Inherited: from wrong operands, or from right ones that were rounded before."""
    compute = _speak(p, node, operand)
    exactly = evaluate_interval(node, Operand(p, operand.k, [], exact=True))
    exact = p.printed.fitting(exactly.lower)
    wrong = [q for q in operand.used if q.class_ != "sama"]
    if wrong:
        name = ", ".join(dict.fromkeys(q.name for q in wrong[:3]))
        description = f"mengikuti angka cetak lain yang berbeda ({name}): {compute}"
        return Cause("terbawa", description, 0.9 if exact else 0.8)
    if isinstance(node, ast.Call) and not exact:
        return Cause(
            "pembulatan bagian",
            f"{len(operand.used)} bagian dibulatkan sesudah dijumlahkan; jumlah yang tercetak "
            f"berbeda {format_short(abs(float(p.printed.value or 0) - p.computed_number))}",
            0.5,
        )
    mean = "rata-rata " if "rata_rata" in ast.unparse(node) else ""
    description = f"{mean}dihitung dari angka yang sudah dibulatkan: {compute}"
    return Cause("pembulatan dini", description, 0.95 if exact else 0.6)


def _proportional(p: Pair, k: Context) -> Iterator[Cause]:
    """A column that is a fixed multiple of another in the computed table, also in print."""
    if p.location.part != "baris":
        return
    own = p.tabel.column_values(p.column)
    for other in (column for column in p.tabel.column if column != p.column):
        base = p.tabel.column_values(other)
        q = k.find(p, p.location, other)
        if q is None or len(base) != len(own) or len(own) < PROPORTIONAL:
            continue
        times = {round(a / b, 9) for a, b in zip(own, base, strict=True) if b}
        if len(times) != 1:
            continue
        if q.class_ == "sama":
            description = (
                f"{q.name} di sebelahnya benar ({phrase_printed(q.printed)}), hanya angka ini salah"
            )
            yield Cause("salah ketik", description, 0.55)
        elif _before(p, other) and p.printed.fitting(
            float(q.printed.value or 0) * (factor := times.pop())
        ):
            divided = factor < 1 and math.isclose(1 / factor, round(1 / factor))
            manner = f"/ {format_short(1 / factor)}" if divided else f"× {format_short(factor, 4)}"
            description = f"{phrase_printed(q.printed)} {manner} = {phrase_printed(p.printed)}"
            yield Cause("terbawa", f"mengikuti {q.name} yang berbeda: {description}", 0.9)


def _before(p: Pair, other: str) -> bool:
    """Whether a column stands before that of `p`: a figure is derived from left to right."""
    sequence = list(p.tabel.column)
    return sequence.index(other) < sequence.index(p.column)


def _search_divisor(p: Pair, k: Context, node: ast.expr) -> Iterator[Cause]:
    """Another number of elements, or another weight, in place of `banyak(…)`."""
    if "banyak(" not in ast.unparse(node):
        return
    for weight in load_rules("skm")["bobot_lain"]:
        operand = Operand(p, k, [], 1 / weight)
        if evaluate_interval(node, operand).contains(Interval(*p.printed.interval)):
            correct = len(p.tabel.rows)
            name = ", ".join(phrase_printed(q.printed) for q in operand.used)
            yield Cause(
                "bobot lain",
                f"bobot {format_short(weight, 3)} dipakai, seharusnya 1/{correct}: {name} × "
                f"{format_short(weight, 3)} = {phrase_printed(p.printed)}",
                0.9,
            )
            return


def _speak(p: Pair, node: ast.expr, operand: Operand) -> str:
    """The arithmetic with the printed figures in it."""

    def text(s: ast.expr) -> str:
        match s:
            case ast.Constant(value=int() | float() as number):
                return format_short(float(number))
            case ast.BinOp(left=left, op=op, right=right):
                sign = {ast.Add: "+", ast.Sub: "−", ast.Mult: "×", ast.Div: "/"}[type(op)]
                return f"{text(left)} {sign} {text(right)}"
            case ast.Call(func=ast.Name(id="jumlah" | "rata_rata" as f)):
                content = [phrase_printed(q.printed) for q in operand.used]
                if len(content) > MOST_STATED:
                    content = [*content[:2], "…", content[-1]]
                divided = f") / {len(operand.used)}" if f == "rata_rata" else ")"
                return f"({' + '.join(content)}{divided}"
            case ast.Call(func=ast.Name(id="banyak")):
                return format_short(operand(s).lower)
            case _:
                start = len(operand.used)
                operand(s)
                q = operand.used[start]
                del operand.used[start:]
                return phrase_printed(q.printed)

    return f"{text(node)} = {phrase_printed(p.printed)}"
