"""A table or figure of the report as it travels in tabel.json: the one model of it.

The page, the workbook of tables, the trace of a number, the reconciliation and the differences of
two reports read this class.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import takewhile
from typing import Any, Literal, NamedTuple

from pydantic import model_validator

from lkip_helpers.compute.lineage import CellRange, Derivation
from lkip_helpers.report.columns import Column, phrase_column
from lkip_helpers.report.format import is_empty, merge_title
from lkip_helpers.report.named_rows import NamedRows, Row, written
from lkip_helpers.rules import cite_rule
from lkip_helpers.rules.expression import THIS, list_operands

NOT_NAME = ("satuan", "kode")
Part = tuple[tuple[str, str], ...]


class Place(NamedTuple):
    """A number of the report: table or figure, column, row from 0 or title of a footer row."""

    label: str
    column: str
    rows: Row


class Record(NamedRows):
    """A table, a figure, what a sentence says ("kalimat"), or the place of one left out ("absen").

    words: its formulas as they stand under it. asal, bahan: by column and row, the cells of a value
    and what it is made of; footer_notes the same of the footer rows. reason: why it is left out.
    part: number and title of each heading above it, where a reader of the whole report knows them.
    """

    label: str
    kind: Literal["tabel", "gambar", "kalimat", "absen"] = written("jenis", "tabel")
    number: str = written("nomor", "–")
    satuan: str = ""
    source: str = written("sumber", "")
    words: str = written("rumus", "")
    alt: str = ""
    reason: str = written("alasan", "")
    footer_form: list[dict[str, Any]] = written("bentuk_kaki", [])
    footer_notes: list[dict[str, Any]] = written("asal_kaki", [])
    asal: dict[str, list[Any]] = written("asal", {})
    bahan: dict[str, list[Any]] = written("bahan", {})
    part: Part = ()

    @model_validator(mode="before")
    @classmethod
    def _left_out(cls, payload: Any) -> Any:
        """What is left out has no columns and rows; a gap in a figure is said of nothing else."""
        absent = isinstance(payload, Mapping) and payload.get("jenis") == "absen"
        return {"kolom": [], "baris": [], **payload} if absent else payload

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def absent(self) -> bool:
        return self.kind == "absen"

    @property
    def ordinal(self) -> str:
        """`Tabel 3.4`; the section of what a sentence says; "" for what is left out."""
        if self.kind == "kalimat":
            return self.number
        return "" if self.absent else f"{self.kind.capitalize()} {self.number}"

    @property
    def wording(self) -> str:
        """Number and caption."""
        return f"{self.ordinal} {self.title}".strip()

    @cached_property
    def column_wording(self) -> dict[str, str]:
        """Columns as a sentence names them; the own column of a formula is `ini`."""
        name = {k.key: phrase_column(k.title) for k in self.column.values()}
        return {**name, THIS: "kolom ini"}

    @cached_property
    def place(self) -> list[Place]:
        """Its numbers, row by row, then those of the footer rows."""
        numeric = [k.key for k in self.columns if k.numeric]
        body = [
            Place(self.label, key, i)
            for i, row in enumerate(self.rows)
            for key in numeric
            if row[key] is not None
        ]
        return body + [
            Place(self.label, key, footer["judul"])
            for footer, form in zip(self.footer, self.footer_form, strict=True)
            for key, value in footer.items()
            if key in self.column and isinstance(value, int | float)
            if self.column[key].numeric or form["jenis"]
        ]

    def exists(self, place: Place) -> bool:
        """Whether something stands there: a number, or a tick that is counted."""
        known = not isinstance(place.rows, str) or place.rows in self.footer_row
        there = place.column in self.column and known
        return there and self.value(place.rows, place.column) is not None

    @cached_property
    def _forms(self) -> dict[Row, dict[str, Any]]:
        """What footer rows write otherwise than their columns, by their titles."""
        own = map(Column.unpack, self.footer_form)
        given = ({k: v for k, v in form.items() if v is not None} for form in own)
        return dict(zip(self.footer_row, given, strict=False))

    def column_at(self, row: Row, key: str) -> Column:
        """A column as the values of this row are written in it."""
        return replace(self.column[key], **self._forms.get(row, {}))

    def write(self, place: Place) -> str:
        """The number as it is printed."""
        column = self.column_at(place.rows, place.column)
        return column.format(self.value(place.rows, place.column))

    def is_exact(self, place: Place) -> bool:
        """Whether the number is just what is printed of it, so that one can go on with that."""
        value = self.value(place.rows, place.column)
        if not isinstance(value, int | float):
            return True
        decimals = self.column_at(place.rows, place.column).decimals
        return math.isclose(value, round(value, decimals), rel_tol=1e-12)

    def write_function(self, function: str, key: str) -> str:
        """Sum or mean of a whole column, as a number of that column, or how many cells it fills."""
        if function == "banyak":
            return str(sum(not is_empty(b[key]) for b in self.rows))
        content = [b[key] for b in self.rows if isinstance(b[key], int | float)]
        total = sum(content)
        result = total / len(content) if function == "rata_rata" and content else total
        return self.column[key].format(result)

    def name(self, place: Place) -> str:
        """What the number says: its column, and the row it stands in."""
        column = self.column[place.column]
        title = merge_title(column.grouping, column.title)
        if isinstance(place.rows, str):
            return f"{title} – {place.rows}"
        rows = self._row_names[place.rows]
        return f"{title} – {rows}" if rows else title

    @cached_property
    def _row_names(self) -> list[str]:
        """What each row is called; "" for the only row of a table that does not name it.

        The text before its first number that tells all rows apart, of several the narrowest;
        else the narrowest that says anything. Without such columns its first text.
        """
        possible = [k for k in self.column.values() if k.key not in NOT_NAME]
        texts = takewhile(lambda k: not k.numeric, possible)
        front = [k for k in texts if k.kind in ("teks", "tahun")]
        other = [k for k in possible if k.kind == "teks"] if self.count > 1 else []
        content = [
            [k.format(b[k.key]) if b[k.key] else "" for b in self.rows]
            for k in front[::-1] or other
        ]
        content.sort(key=lambda column: len({*column, ""}) > len(column), reverse=True)
        name = [next(filter(None, text), "") for text in zip(*content, strict=True)]
        return name or [""] * self.count

    def origin(self, place: Place) -> CellRange | None:
        cells = self._notes("asal", place)
        return CellRange(*cells) if cells else None

    def ingredients(self, place: Place) -> Derivation | None:
        content = self._notes("bahan", place)
        if not content:
            return None
        manner, reference, rule = content
        return Derivation(manner, tuple(CellRange(*r) for r in reference), rule)

    def _notes(self, what: str, place: Place) -> Any:
        """What the payload notes of a number under `what`; None for nothing."""
        if isinstance(place.rows, str):
            return self.footer_notes[self.footer_row[place.rows]][what].get(place.column)
        entries = (self.asal if what == "asal" else self.bahan).get(place.column)
        return entries[place.rows] if entries else None

    def rule(self, place: Place) -> str:
        """The source of the rule a number follows; "" where it is plain arithmetic or an input."""
        key, formula = self.column[place.column].rule, self.formula(place.rows, place.column)
        origin = self.origin(place)
        if isinstance(place.rows, str):
            notes = self.footer_notes[self.footer_row[place.rows]]
            fixed = notes["aturan"].get(place.column, "")
            one_function = [o.kind for o in list_operands(formula)] == ["kolom"]
            key = fixed or ("" if one_function else key)
        elif origin:
            key = key if origin.function else ""
        elif not formula and (ingredients := self.ingredients(place)):
            key = ingredients.rule
        return cite_rule(key) if key else ""


def read_records(payload: Iterable[Mapping[str, Any]]) -> dict[str, Record]:
    """Tables and figures by label, from payloads or the list `tabel` of tabel.json."""
    return {r.label: r for r in map(Record.model_validate, payload)}
