"""Where a printed number comes from: its formula, its rule, its cells, and the numbers behind it.

Everything is read from the payloads of the report's tables and figures (tabel.json), so that the
command line, the HTML and other programs give the same answer. In the HTML a number is a button
that opens a note: plain HTML (`popover`), for mouse, touch and keyboard without a script.
"""

import re
from collections import ChainMap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from html import unescape
from typing import Any

from openpyxl.utils import get_column_letter, range_boundaries

from lkip_helpers.compute.lineage import CellRange
from lkip_helpers.report.formula import describe_formula, write_formula
from lkip_helpers.report.markup import render
from lkip_helpers.report.record import Place, Record, read_records
from lkip_helpers.rules.expression import THIS, Operand, list_operands

LAST_COLUMN = 16_384
Rect = tuple[int, int, int, int]


def is_one_cell(span: str) -> bool:
    """Whether it is one cell, not several."""
    return bool(span) and not set(span) & set(":;")


def merge_references(reference: Iterable[CellRange]) -> tuple[str, ...]:
    """One text a sheet, its ranges joined where they touch."""
    sheet: dict[tuple[str, str], list[str]] = {}
    for r in reference:
        own = sheet.setdefault((r.file, r.sheet), [])
        own += r.span.split(";") if r.span else []
    parts = ([*key, merge_cells(entries)] for key, entries in sheet.items())
    return tuple(" › ".join(filter(None, p)) for p in parts)


def merge_cells(span: Iterable[str]) -> str:
    """Ranges joined to rectangles: first down each column, then across."""
    down = _join(map(_rect, span))
    return "; ".join(map(_write, sorted(map(_reverse, _join(map(_reverse, down))))))


@lru_cache(20_000)
def _rect(span: str) -> Rect:
    """Left, top, right, bottom; whole rows (`3:5`) go from the first column to the last."""
    k1, b1, k2, b2 = range_boundaries(span)
    return k1 or 1, b1, k2 or LAST_COLUMN, b2


def _join(rect: Iterable[Rect]) -> list[Rect]:
    """Rectangles of the same columns that touch or overlap as one."""
    result: list[Rect] = []
    for k1, b1, k2, b2 in sorted(set(rect), key=lambda p: (p[0], p[2], p[1])):
        if result and (result[-1][0], result[-1][2]) == (k1, k2) and b1 <= result[-1][3] + 1:
            result[-1] = (k1, result[-1][1], k2, max(b2, result[-1][3]))
        else:
            result.append((k1, b1, k2, b2))
    return result


def _reverse(rect: Rect) -> Rect:
    """Rows and columns exchanged."""
    k1, b1, k2, b2 = rect
    return b1, k1, b2, k2


def _write(rect: Rect) -> str:
    k1, b1, k2, b2 = rect
    if k2 == LAST_COLUMN:
        return f"{b1}:{b2}"
    initial, end = f"{get_column_letter(k1)}{b1}", f"{get_column_letter(k2)}{b2}"
    return initial if initial == end else f"{initial}:{end}"


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
            words = ingredients.formula if ingredients else ""
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
        operand = list_operands(self._records[place.label].formula(place.rows, place.column))
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
        return ingredients.cells if ingredients else ()

    def _phrase_value(self, operand: Operand, place: Place) -> str:
        """An operand as the number it stands for."""
        entries = self._operand_places(operand, place)
        if operand.kind == "kolom":
            key = place.column if operand.name == THIS else operand.name
            return self._records[place.label].write_function(operand.function, key)
        return self._records[entries[0].label].write(entries[0]) if entries else "–"


SHORT = 12  # more numbers than this are told by their count
_LABEL = re.compile(r' id="([^"]+)"')
_END = re.compile(r"</div>\s*\Z")
_CELL = re.compile(r'<td class="([^"]*)" data-asal="([^":]+):([^"]+)"([^>]*)>(.*?)</td>', re.DOTALL)


class Note:
    """The notes of a report. payload: payloads of its tables and figures, numbered."""

    def __init__(self, payload: Sequence[Mapping[str, Any]]) -> None:
        self._records = read_records(payload)
        self._lineage = Lineage(self._records)
        self._id = {
            t: f"asal-{label}-{n}"
            for label, record in self._records.items()
            for n, t in enumerate(record.place, 1)
        }

    def annotate(self, record: str) -> str:
        """A table or figure with its numbers as buttons, and their notes."""
        label = _LABEL.search(record)
        if label is None or label[1] not in self._records:
            return record
        told, notes = self._cell(record, label[1]), self._notes(label[1])
        # What is folded away shows no note either: those of a folded table stand after it.
        return _END.sub(lambda m: notes + m[0], told) if _END.search(told) else told + notes

    def _cell(self, html: str, label: str) -> str:
        def button(m: re.Match[str]) -> str:
            rows, column = unescape(m[2]), unescape(m[3])  # a kelurahan may be called Ma'rang
            place = Place(label, column, int(rows) if rows.isdecimal() else rows)
            opened = f'<button type="button" class="angka-asal" popovertarget="{self._id[place]}">'
            return f'<td class="{m[1]}"{m[4]}>{opened}{m[5]}</button></td>'

        return _CELL.sub(button, html)

    def _notes(self, label: str) -> str:
        return render("asal.html.j2", isi=[self._one(t) for t in self._records[label].place])

    def _one(self, place: Place) -> dict[str, Any]:
        origin = self._lineage.trace(place)
        from_ = [self._lineage.trace(t) for t in origin.from_ if t in self._id]
        return {
            "id": self._id[place],
            "asal": origin,
            "banyak": len(from_) if len(from_) > SHORT else 0,
            "dari": [
                {"id": self._id[a.place], "asal": a, "di": self._at(a.place, place)}
                for a in (from_ if len(from_) <= SHORT else [])
            ],
        }

    def _at(self, place: Place, from_: Place) -> str:
        """`Tabel 3.4`, where an operand stands in another table."""
        return "" if place.label == from_.label else self._records[place.label].ordinal
