"""Where a printed number comes from: its formula, its rule, its cells, and the numbers behind it.

Everything is read from the payloads of the report's tables and figures (tabel.json), so that the
command line, the HTML and other programs give the same answer. In the HTML a number is a button
that opens a note: plain HTML (`popover`), for mouse, touch and keyboard without a script.
"""

import re
from collections import ChainMap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from html import unescape
from itertools import chain
from typing import Any

from openpyxl.utils import get_column_letter, range_boundaries

from lkip_helpers.compute.lineage import CellRange
from lkip_helpers.report.format import EMPTY
from lkip_helpers.report.formula import describe_formula, write_formula
from lkip_helpers.report.markup import render
from lkip_helpers.report.record import Place, Record
from lkip_helpers.rules.expression import Operand, list_operands

LAST_COLUMN = 16_384
Rect = tuple[int, int, int, int]


def merge_references(references: Iterable[CellRange]) -> tuple[str, ...]:
    """One text per sheet, `file › sheet › ranges`, its ranges merged where they touch."""
    spans: dict[tuple[str, str], list[str]] = {}
    for cells in references:
        ranges = spans.setdefault((cells.file, cells.sheet), [])
        ranges += filter(None, cells.span.split(";"))
    names = ((*sheet, merge_ranges(ranges)) for sheet, ranges in spans.items())
    return tuple(" › ".join(filter(None, name)) for name in names)


def merge_ranges(ranges: Iterable[str]) -> str:
    """Ranges merged to rectangles: first down each column, then across."""
    merged = _merge(_merge(map(_rect, ranges)))
    return "; ".join(map(_write, sorted(merged, key=lambda r: (r[0], r[2], r[1]))))


@lru_cache(20_000)
def _rect(span: str) -> Rect:
    """Left, right, top, bottom; whole rows (`3:5`) go from the first column to the last."""
    left, top, right, bottom = range_boundaries(span)
    return left or 1, right or LAST_COLUMN, top, bottom


def _merge(rectangles: Iterable[Rect]) -> list[Rect]:
    """Rectangles of the same columns that touch or overlap as one, turned over: rows first."""
    merged: list[Rect] = []
    for left, right, top, bottom in sorted(set(rectangles)):
        last = merged[-1] if merged else (0, 0, 0, 0)
        if last[:2] == (left, right) and top <= last[3] + 1:
            merged[-1] = (left, right, last[2], max(bottom, last[3]))
        else:
            merged.append((left, right, top, bottom))
    return [(top, bottom, left, right) for left, right, top, bottom in merged]


def _write(rect: Rect) -> str:
    left, right, top, bottom = rect
    if right == LAST_COLUMN:
        return f"{top}:{bottom}"
    first, last = f"{get_column_letter(left)}{top}", f"{get_column_letter(right)}{bottom}"
    return first if first == last else f"{first}:{last}"


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
NOT_NOTED = "dihitung dalam notebook; sel asalnya tidak tercatat"
UNROUNDED = " (dihitung sebelum dibulatkan)"


@dataclass(frozen=True)
class Origin:
    """How one number came about.

    name: what the number is. value: as printed. formula: in words. calculation: the same with
    numbers, "" where they would add nothing. rule: the legal source, "" where it is plain
    arithmetic. cells: every input cell behind it. sources: the numbers of the report it is made of.
    """

    place: Place
    name: str
    value: str
    formula: str
    calculation: str
    rule: str
    cells: tuple[str, ...]
    sources: tuple[Place, ...]

    def pack(self) -> dict[str, Any]:
        """The origin as tabel.json stores it."""
        return {
            "rumus": self.formula, "hitungan": self.calculation, "aturan": self.rule,
            "sel": list(self.cells), "dari": [list(place) for place in self.sources],
        }  # fmt: skip


class Lineage:
    """The lineage of every number of a report."""

    def __init__(self, records: Mapping[str, Record]) -> None:
        self.records = records
        self._column_phrases = {
            f"{label}.{key}": phrase
            for label, record in records.items()
            for key, phrase in record.column_phrases.items()
        }
        self._references = cache(self._collect_references)
        self.trace = cache(self._trace)

    def _trace(self, place: Place) -> Origin:
        """How the number at `place` came about; raises KeyError where there is none."""
        record = self.records[place.label]
        formula, note = record.formula(place.row, place.column), record.note(place)
        sources, calculation = self._list_sources(place), ""
        if isinstance(note, CellRange):
            one_cell = note.function == "jumlah" and note.span.isalnum()  # else a ":" or ";"
            words = FUNCTIONS["" if one_cell else note.function].format(note.criterion)
            sources = ()
        elif formula:
            words = describe_formula(formula, ChainMap(record.column_phrases, self._column_phrases))
            if len(list_operands(formula)) > 1 or "×" in formula or "/" in formula:
                phrase = partial(self._phrase_value, place)
                exact = all(self.records[source.label].is_exact(source) for source in sources)
                calculation = write_formula(formula, phrase) + ("" if exact else UNROUNDED)
        else:
            words = note.formula if note else NOT_NOTED
        return Origin(
            place=place, name=record.describe(place), value=record.format_value(place),
            formula=words, calculation=calculation, rule=record.rule(place),
            cells=merge_references(self._references(place)), sources=sources,
        )  # fmt: skip

    def to_json(self, label: str) -> list[dict[str, Any]]:
        """How each number of a table or figure came about, in the order of its places."""
        origins = map(self.trace, self.records[label].places)
        return [{"kolom": o.place.column, "baris": o.place.row, **o.pack()} for o in origins]

    def _list_sources(self, place: Place) -> tuple[Place, ...]:
        """The numbers a formula is made of, as far as they are in this report."""
        operands = list_operands(self.records[place.label].formula(place.row, place.column))
        # Values matter, counted cells only where a formula has nothing else.
        used = [operand for operand in operands if operand.function != "banyak"] or operands
        places = (self._operand_places(place, operand) for operand in used)
        return tuple(dict.fromkeys(chain.from_iterable(places)))

    def _operand_places(self, place: Place, operand: Operand) -> list[Place]:
        label, column, row = place.follow(operand)
        if not (record := self.records.get(label)):
            return []
        rows = range(len(record.rows)) if row is None else [row]
        return [at for r in rows if record.exists(at := Place(label, column, r))]

    def _collect_references(self, place: Place) -> tuple[CellRange, ...]:
        """Every input cell behind a number, down through the numbers it is made of."""
        record = self.records[place.label]
        if isinstance(note := record.note(place), CellRange):
            return (note,)
        if record.formula(place.row, place.column):
            return tuple(chain.from_iterable(map(self._references, self._list_sources(place))))
        return note.cells if note else ()

    def _phrase_value(self, place: Place, operand: Operand) -> str:
        """An operand as the number it stands for."""
        label, column, row = place.follow(operand)
        if row is None:
            return self.records[label].format_aggregate(operand.function, column)
        places = self._operand_places(place, operand)
        return self.records[label].format_value(places[0]) if places else EMPTY


_LABEL = re.compile(r' id="([^"]+)"')
_END = re.compile(r"</div>\s*\Z")
_CELL = re.compile(r'<td class="([^"]*)" data-asal="([^":]+):([^"]+)"([^>]*)>(.*?)</td>', re.DOTALL)


class OriginNotes:
    """The notes of a report, of the tables and figures whose lineage is known."""

    def __init__(self, lineage: Lineage) -> None:
        self._records, self._lineage = lineage.records, lineage
        self._anchors = {
            place: f"asal-{label}-{number}"
            for label, record in self._records.items()
            for number, place in enumerate(record.places, 1)
        }

    def annotate(self, html: str) -> str:
        """The HTML of a table or figure with its numbers as buttons, and their notes."""
        match = _LABEL.search(html)
        if match is None or match[1] not in self._records:
            return html
        html = _CELL.sub(partial(self._add_button, match[1]), html)
        places = self._records[match[1]].places
        notes = render("asal.html.j2", catatan=[self._describe(place) for place in places])
        # Closed <details> would hide the notes too: those of a folded table stand after it.
        end = _END.search(html)
        return f"{html[: end.start()]}{notes}{end[0]}" if end else html + notes

    def _add_button(self, label: str, cell: re.Match[str]) -> str:
        kind, row, column, attributes, content = cell.groups()
        row, column = unescape(row), unescape(column)  # a kelurahan may be called Ma'rang
        anchor = self._anchors[Place(label, column, int(row) if row.isdecimal() else row)]
        button = f'<button type="button" class="angka-asal" popovertarget="{anchor}">'
        return f'<td class="{kind}"{attributes}>{button}{content}</button></td>'

    def _describe(self, place: Place) -> dict[str, Any]:
        """A note. sumber: the numbers it is made of, each with its table if that is another."""
        origin, label = self._lineage.trace(place), place.label
        sources = [source for source in origin.sources if source in self._anchors]
        count, sources = (len(sources), []) if len(sources) > 12 else (0, sources)
        tables = {s: self._records[s.label].reference if s.label != label else "" for s in sources}
        anchors, trace = self._anchors, self._lineage.trace
        listed = [{"id": anchors[s], "asal": trace(s), "tabel": t} for s, t in tables.items()]
        return {"id": self._anchors[place], "asal": origin, "banyak": count, "sumber": listed}
