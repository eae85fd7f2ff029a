"""Where a printed number comes from: its formula, its rule, its cells, and the numbers behind it.

Everything is read from the payloads of the report's tables and figures (tabel.json), so that the
command line, the HTML and other programs give the same answer.
"""

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from lkip_helpers.compute.lineage import CellRange
from lkip_helpers.report.cellrange import is_one_cell, merge_references
from lkip_helpers.report.formula import describe_formula, write_formula
from lkip_helpers.report.record import Place, Record
from lkip_helpers.rules.expression import THIS, Operand, list_operands

FUNCTIONS = {
    "": "isi sel",
    "jumlah": "jumlah sel",
    "rerata": "rata-rata sel",
    "banyak": "banyaknya sel yang terisi",
    "cacah": "banyaknya sel yang berisi {}",
    "skor": "jumlah nilai kali banyaknya jawaban",
    "rerata_skor": "jumlah nilai kali banyaknya jawaban, dibagi banyaknya jawaban",
    "ya": "banyaknya sel yang berisi ya atau tanda centang",
}
UNROUNDED = " (dihitung sebelum dibulatkan)"


@dataclass(frozen=True)
class Origin:
    """How one number came to be.

    name: what the number says. value: as printed. formula: in words. calculation: the same with
    numbers, "" where the words say it all. rule: the legal source, "" where it is plain arithmetic.
    cells: every input cell behind it. from_: the numbers of the report it is made of.
    """

    place: Place
    name: str
    value: str
    formula: str
    calculation: str
    rule: str
    cells: tuple[str, ...]
    from_: tuple[Place, ...]

    def pack(self) -> dict[str, Any]:
        """How it came to be, as tabel.json has it."""
        return {
            "rumus": self.formula, "hitungan": self.calculation, "aturan": self.rule,
            "sel": list(self.cells), "dari": [list(t) for t in self.from_],
        }  # fmt: skip


class Lineage:
    """The lineage of every number of a report."""

    def __init__(self, records: Mapping[str, Record]) -> None:
        self._records = records
        self._wording = {
            f"{label}.{key}": wording
            for label, record in self._records.items()
            for key, wording in record.column_wording.items()
        }
        self._references = cache(self._collect)
        self.trace = cache(self._trace)

    def _trace(self, place: Place) -> Origin:
        """How the number at `place` came to be; raises KeyError where there is none."""
        record = self._records[place.label]
        formula = record.formula(place.rows, place.column)
        ingredients = record.ingredients(place)
        origin = record.origin(place)
        calculation = ""
        if origin:
            one = origin.function == "jumlah" and is_one_cell(origin.span)
            words = FUNCTIONS["" if one else origin.function].format(origin.criterion)
        elif formula:
            words = describe_formula(formula, ChainMap(record.column_wording, self._wording))
            if len(list_operands(formula)) > 1 or "×" in formula or "/" in formula:
                calculation = write_formula(formula, lambda o: self._phrase_value(o, place))
                exact = all(self._records[t.label].is_exact(t) for t in self._list_sources(place))
                calculation += "" if exact else UNROUNDED
        else:
            words = ingredients.manner if ingredients else ""
        return Origin(
            place=place, name=record.name(place), value=record.write(place), formula=words,
            calculation=calculation, rule=record.rule(place),
            cells=merge_references(self._references(place)),
            from_=() if origin else self._list_sources(place),
        )  # fmt: skip

    def to_json(self, label: str) -> list[dict[str, Any]]:
        """How each number of a table or figure came to be, in the order of its places."""
        origin = (self.trace(t) for t in self._records[label].place)
        return [{"kolom": a.place.column, "baris": a.place.rows, **a.pack()} for a in origin]

    def _list_sources(self, place: Place) -> tuple[Place, ...]:
        """The numbers a formula is made of, as far as they are in this report."""
        record = self._records[place.label]
        operand = list_operands(record.formula(place.rows, place.column))
        count = [o for o in operand if o.function == "banyak"]
        included = [o for o in operand if o not in count] or count  # a count says nothing of values
        return tuple(dict.fromkeys(t for o in included for t in self._operand_places(o, place)))

    def _operand_places(self, operand: Operand, place: Place) -> list[Place]:
        record = self._records[place.label]
        key = place.column if operand.name == THIS else operand.name
        match operand.kind:
            case "sel":
                candidate = [Place(place.label, key, place.rows)]
            case "kolom":
                candidate = [Place(place.label, key, i) for i in range(record.count)]
            case "kaki":
                candidate = [Place(place.label, place.column, operand.name)]
            case "dari":
                candidate = [Place(operand.label, operand.column, operand.name)]
        known = self._records
        return [t for t in candidate if t.label in known and known[t.label].exists(t)]

    def _collect(self, place: Place) -> tuple[CellRange, ...]:
        """Every input cell behind a number, down through the numbers it is made of."""
        record = self._records[place.label]
        if origin := record.origin(place):
            return (origin,)
        if record.formula(place.rows, place.column):
            return tuple(r for t in self._list_sources(place) for r in self._references(t))
        ingredients = record.ingredients(place)
        return ingredients.reference if ingredients else ()

    def _phrase_value(self, operand: Operand, place: Place) -> str:
        """An operand as the number it stands for."""
        entries = self._operand_places(operand, place)
        if operand.kind == "kolom":
            key = place.column if operand.name == THIS else operand.name
            return self._records[place.label].write_function(operand.function, key)
        return self._records[entries[0].label].write(entries[0]) if entries else "–"
