"""A table or figure as its payload tells it: its numbers, what they say, and what stands behind."""

import math
from collections.abc import Mapping
from functools import cached_property
from itertools import takewhile
from typing import Any, NamedTuple

from lkip_helpers.report.cellrange import CellRange
from lkip_helpers.report.columns import Column, phrase_column
from lkip_helpers.report.format import is_empty, merge_title
from lkip_helpers.report.formula import THIS, list_operands
from lkip_helpers.rules import cite_rule

NOT_NAME = ("satuan", "kode")


class Place(NamedTuple):
    """A number of the report: table or figure, column, row from 0 or title of a footer row."""

    label: str
    column: str
    rows: int | str


class Derivation(NamedTuple):
    """What a value is made of: in words, its cells, its rule."""

    manner: str
    reference: tuple[CellRange, ...]
    rule: str


class Record:
    """One table or figure as its payload tells it."""

    def __init__(self, payload: Mapping[str, Any]) -> None:
        self._payload = payload
        self._columns = {k["kunci"]: Column.unpack(k) for k in payload["kolom"]}
        self._footer = {k["judul"]: i for i, k in enumerate(payload["kaki"])}
        self.count = len(payload["baris"])

    @cached_property
    def wording(self) -> dict[str, str]:
        """Columns as a sentence names them; the own column of a formula is `ini`."""
        name = {k.key: phrase_column(k.title) for k in self._columns.values()}
        return {**name, THIS: "kolom ini"}

    @cached_property
    def place(self) -> list[Place]:
        label = self._payload["label"]
        body = [
            Place(label, k.key, i)
            for i, rows in enumerate(self._payload["baris"])
            for k in self._columns.values()
            if k.numeric and rows[k.key] is not None
        ]
        return body + [
            Place(label, key, footer["judul"])
            for footer, form in zip(
                self._payload["kaki"], self._payload["bentuk_kaki"], strict=True
            )
            for key, value in footer.items()
            if key in self._columns and isinstance(value, int | float)
            if self._columns[key].numeric or form["jenis"]
        ]

    def exists(self, place: Place) -> bool:
        """Whether something stands there: a number, or a tick that is counted."""
        known = not isinstance(place.rows, str) or place.rows in self._footer
        return place.column in self._columns and known and self.value(place) is not None

    def _own_footer(self, place: Place) -> int | None:
        """Place of its footer row; None for a number of the body."""
        return self._footer[place.rows] if isinstance(place.rows, str) else None

    def value(self, place: Place) -> Any:
        if (i := self._own_footer(place)) is not None:
            return self._payload["kaki"][i].get(place.column)
        return self._payload["baris"][place.rows][place.column]

    def write(self, place: Place) -> str:
        """The number as it is printed."""
        column = self._columns[place.column]
        if (i := self._own_footer(place)) is not None:
            kind = self._payload["bentuk_kaki"][i]["jenis"] or column.kind
            column = Column(column.key, column.title, kind, self._decimals(place))
        return column.format(self.value(place))

    def is_exact(self, place: Place) -> bool:
        """Whether the number is just what is printed of it, so that one can go on with that."""
        value = self.value(place)
        if not isinstance(value, int | float):
            return True
        return math.isclose(value, round(value, self._decimals(place)), rel_tol=1e-12)

    def _decimals(self, place: Place) -> int:
        column = self._columns[place.column]
        i = self._own_footer(place)
        decimals = None if i is None else self._payload["bentuk_kaki"][i]["desimal"]
        return column.decimals if decimals is None else int(decimals)

    def write_function(self, function: str, key: str) -> str:
        """Sum or mean of a whole column, as a number of that column, or how many cells it fills."""
        if function == "banyak":
            return str(sum(not is_empty(b[key]) for b in self._payload["baris"]))
        content = [b[key] for b in self._payload["baris"] if isinstance(b[key], int | float)]
        total = sum(content)
        result = total / len(content) if function == "rata_rata" and content else total
        return self._columns[key].format(result)

    def name(self, place: Place) -> str:
        """What the number says: its column, and the row it stands in."""
        column = self._columns[place.column]
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
        possible = [k for k in self._columns.values() if k.key not in NOT_NAME]
        front = [
            k for k in takewhile(lambda k: not k.numeric, possible) if k.kind in ("teks", "tahun")
        ]
        other = [k for k in possible if k.kind == "teks"] if self.count > 1 else []
        content = [
            [k.format(b[k.key]) if b[k.key] else "" for b in self._payload["baris"]]
            for k in front[::-1] or other
        ]
        content.sort(key=lambda column: len({*column, ""}) > len(column), reverse=True)
        name = [next(filter(None, text), "") for text in zip(*content, strict=True)]
        return name or [""] * self.count

    def formula(self, place: Place) -> str:
        if (i := self._own_footer(place)) is not None:
            return str(self._payload["rumus_kaki"][i].get(place.column, ""))
        return self._columns[place.column].formula

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
        if (i := self._own_footer(place)) is not None:
            return self._payload["asal_kaki"][i][what].get(place.column)
        entries = self._payload[what].get(place.column)
        return entries[place.rows] if entries else None

    def rule(self, place: Place) -> str:
        """The source of the rule a number follows; "" where it is plain arithmetic or an input."""
        key = self._columns[place.column].rule
        origin = self.origin(place)
        if (i := self._own_footer(place)) is not None:
            fixed = self._payload["asal_kaki"][i]["aturan"].get(place.column, "")
            one_function = [o.kind for o in list_operands(self.formula(place))] == ["kolom"]
            key = fixed or ("" if one_function else key)
        elif origin:
            key = key if origin.function else ""
        elif not self.formula(place) and (ingredients := self.ingredients(place)):
            key = ingredients.rule
        return cite_rule(key) if key else ""
