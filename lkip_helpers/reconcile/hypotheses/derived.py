"""Figures made of other printed figures: inherited faults, rounded operands, other weights."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from lkip_helpers.reconcile.hypotheses.equation import UNROUNDED, equate
from lkip_helpers.reconcile.hypotheses.hypothesis import Cause, Context, phrase_printed
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
from lkip_helpers.rules.expression import THIS, Operand, parse_formula

WHOLE = {"bilangan", "rupiah", "ya"}
MOST_STATED = 12
PROPORTIONAL = 3  # rows a fixed ratio must hold in


@dataclass
class PrintedOperands:
    """The printed operands of one figure: what its formula takes from elsewhere."""

    p: Pair
    k: Context
    used: list[Pair]

    def __call__(self, o: Operand) -> Interval:
        if o.function == "banyak":
            return points(float(self.count(o.name)))
        entries = self.list_printed(o)
        self.used += entries
        total = sum_intervals([printed_interval(q) for q in entries])
        return Interval(*(s / len(entries) for s in total)) if o.function == "rata_rata" else total

    def count(self, column: str) -> int:
        """Filled cells of a column."""
        return sum(not is_empty(b.get(column)) for b in self.p.tabel.rows)

    def list_printed(self, o: Operand) -> list[Pair]:
        """The printed figures an operand stands for. Raises TakTerhitung where one is missing."""
        match o.kind:
            case "sel":
                own = [self.k.find(self.p, self.p.location, o.name)]
            case "kaki":
                own = [self.k.find(self.p, _footer(self.p, o.name), self.p.column)]
            case "dari":
                own = [self.k.find_footer(o.label, o.name, o.column)]
            case "kolom":
                own = list(self._columns(self.p.column if o.name == THIS else o.name))
        exists = [q for q in own if q is not None and q.printed.value is not None]
        if not exists or len(exists) < len(own):
            raise Uncomputable(o.name)
        return exists

    def _columns(self, column: str) -> list[Pair]:
        own = [q for q in self.k.printed_rows(self.p, column) if q.printed.value is not None]
        return own if len(own) >= len(self.p.tabel.column_values(column)) else []


def printed_interval(q: Pair) -> Interval:
    """What a printed figure may have been: itself for counts and money, else its rounding."""
    whole = q.tabel.column[q.column].kind in WHOLE
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
    operand = PrintedOperands(p, k, [])
    try:
        result = evaluate_interval(parse_formula(formula), operand)
    except Uncomputable:
        return
    if result.contains(Interval(*p.printed.interval)):
        yield from _carried(p, formula, operand, result)


def _carried(p: Pair, formula: str, operand: PrintedOperands, result: Interval) -> Iterator[Cause]:
    """Inherited: from wrong operands, or from right ones that were rounded before."""
    compute = equate(_speak(formula, operand), phrase_printed(p.printed), result)
    exact = bool(compute) and UNROUNDED not in compute
    if compute and len(operand.used) > MOST_STATED:
        not_yet = "" if exact else compute[compute.index(f", {UNROUNDED}") :]
        count = f"{len(operand.used)} angka yang tercetak"
        compute = f"{count} menghasilkan {phrase_printed(p.printed)}{not_yet}"
    wrong = [q for q in operand.used if q.class_ != "sama"]
    if wrong and compute:
        name = ", ".join(dict.fromkeys(q.name for q in wrong[:3]))
        description = f"mengikuti angka cetak lain yang berbeda ({name}): {compute}"
        yield Cause("terbawa", description, 0.9 if exact else 0.8, len(wrong) + 1)
    elif exact:
        mean = "rata-rata " if "rata_rata" in formula else ""
        description = f"{mean}dihitung dari angka yang sudah dibulatkan: {compute}"
        yield Cause("pembulatan dini", description, 0.95, len(operand.used))
    elif compute and formula.startswith("jumlah("):
        description = (
            f"jumlah {len(operand.used)} bagian yang dibulatkan sesudah dijumlahkan: {compute}"
        )
        yield Cause("pembulatan bagian", description, 0.5)
    elif compute:
        yield Cause("pembulatan", f"sesuai dengan angka cetak di sampingnya: {compute}", 0.5)


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
            if compute := equate(
                f"{phrase_printed(q.printed)} {manner}", phrase_printed(p.printed)
            ):
                description = f"mengikuti {q.name} yang berbeda: {compute}"
                yield Cause("terbawa", description, 0.9, 2)


def _before(p: Pair, other: str) -> bool:
    """Whether a column stands before that of `p`: a figure is derived from left to right."""
    sequence = list(p.tabel.column)
    return sequence.index(other) < sequence.index(p.column)


def _speak(formula: str, operand: PrintedOperands) -> str:
    """The formula with the printed figures in it."""

    def text(o: Operand) -> str:
        if o.function == "banyak":
            return format_short(operand.count(o.name))
        entries = operand.list_printed(o)
        content = " + ".join(phrase_printed(q.printed) for q in entries)
        if o.kind != "kolom":
            return content
        return f"({content}) / {len(entries)}" if o.function == "rata_rata" else f"({content})"

    return write_formula(formula, text)
