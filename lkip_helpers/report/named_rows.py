"""Rows and columns of a table as a person names them."""

import difflib
import itertools
import math
from collections.abc import Iterable
from functools import cached_property
from typing import Annotated, Any

import pandas as pd
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from lkip_helpers.errors import LkipError
from lkip_helpers.report.columns import Column
from lkip_helpers.rules.expression import THIS

SEPARATOR = " › "
AGGREGATES = {"jumlah": "Jumlah", "total": "Jumlah", "rata-rata": "Rata-rata"}
MEASURE = {"angka", "persen", "rupiah", "bilangan", "ya"}
MOST_KEYS = 4  # text columns that may name a row


class UnknownName(LkipError, LookupError):
    """A label, row or column that is not there; `similar` holds the nearest valid names."""

    def __init__(self, what: str, name: str, valid: Iterable[str]) -> None:
        self.what, self.name = what, name
        valid = list(dict.fromkeys(valid))
        tidy = {tidy_up(s): s for s in valid}
        near = difflib.get_close_matches(tidy_up(name), tidy, 3, 0.4)
        self.similar = [tidy[d] for d in near] or valid[:6]
        super().__init__(f"{what} {name or '(kosong)'} tidak dikenal")


def tidy_up(text: Any) -> str:
    """A name for comparing: case, spaces, dashes and quotation marks folded."""
    folded = str(text).casefold().replace("–", "-").replace("−", "-").replace("’", "'")
    return " ".join(folded.split())


Row = int | str  # a row of data from 0; the title of a footer row, or "Jumlah", "Rata-rata" of all


def written(name: str, default: Any = ...) -> Any:
    """A field by the name it has in tabel.json; what has a default was not always there."""
    return Field(default, validation_alias=name)


class NamedRows(BaseModel):
    """What a record of a table holds for those who ask it by names (report/record.py)."""

    model_config = ConfigDict(frozen=True)

    title: str = written("judul")
    columns: list[Annotated[Column, BeforeValidator(Column.unpack)]] = written("kolom")
    rows: list[dict[str, Any]] = written("baris")
    footer: list[dict[str, Any]] = written("kaki", [])
    footer_formula: list[dict[str, Any]] = written("rumus_kaki", [])

    @cached_property
    def column(self) -> dict[str, Column]:
        """Columns by their key, in order."""
        return {k.key: k for k in self.columns}

    @cached_property
    def footer_row(self) -> dict[str, int]:
        """Footer rows by their titles."""
        return {str(k["judul"]): i for i, k in enumerate(self.footer)}

    @cached_property
    def name_columns(self) -> list[str]:
        """Columns that name a row: the texts before the first measure, else the first text."""
        text = [k for k, v in self.column.items() if v.kind not in MEASURE]
        initial = itertools.takewhile(lambda k: k in text, self.column)
        return (list(initial) or text[:1])[:MOST_KEYS]

    @cached_property
    def _names_of_rows(self) -> dict[str, set[int]]:
        """Rows by every name they can be called: a text cell, or several joined by “ › ”."""
        text = self.name_columns
        name: dict[str, set[int]] = {}
        for i, b in enumerate(self.rows):
            exists = [str(b[k]) for k in text if b[k] not in (None, "")]
            for count in range(1, len(exists) + 1):
                for merge in itertools.combinations(exists, count):
                    name.setdefault(tidy_up(SEPARATOR.join(merge)), set()).add(i)
        return name

    def list_rows(self) -> list[str]:
        """A short unique name of each row, footers last."""
        return [*map(self.phrase, range(len(self.rows))), *self.footer_row]

    def phrase(self, row: Row) -> str:
        """How a row is called."""
        if isinstance(row, str):
            return row
        b = self.rows[row]
        if len(self.rows) == 1 and self.column[next(iter(self.column))].kind in MEASURE:
            return self.title
        text = [str(b[k]) for k in self.name_columns if b[k]]
        unique = next((t for t in text if len(self._names_of_rows[tidy_up(t)]) == 1), "")
        return unique or SEPARATOR.join(text) or f"baris ke-{row + 1}"

    def find_row(self, name: str) -> Row:
        """The row called `name`; without a name the only row. Raises UnknownName."""
        if not name and len(self.rows) == 1:
            return 0
        tidy = tidy_up(name)
        if len(fitting := self._names_of_rows.get(tidy, set())) == 1:
            return next(iter(fitting))
        title = {tidy_up(t): t for t in self.footer_row}
        prefix = [t for k, t in title.items() if tidy and k.startswith(tidy)]
        found = title.get(tidy) or (prefix[0] if len(prefix) == 1 else AGGREGATES.get(tidy))
        if found:
            return found
        raise UnknownName("baris", name, self.list_rows())

    def find_column(self, name: str) -> str:
        """Key of the column called `name` by key or title. Raises UnknownName."""
        tidy = tidy_up(name)
        for manner in (lambda k: k, lambda k: self.column[k].title):
            fitting = [k for k in self.column if tidy_up(manner(k)) == tidy]
            if len(fitting) == 1:
                return fitting[0]
        raise UnknownName("kolom", name, self.column)

    def value(self, row: Row, column: str) -> Any:
        """Raw value of a cell; None where there is none."""
        if isinstance(row, int):
            return self.rows[row].get(column)
        if row in self.footer_row:
            return self.footer[self.footer_row[row]].get(column)
        number = self.column_values(column)
        if not number:
            return None
        total = math.fsum(number)
        return total if row == AGGREGATES["jumlah"] else total / len(number)

    def column_values(self, column: str) -> list[float]:
        """Numbers of a column's rows, without the missing ones."""
        content = (b.get(column) for b in self.rows)
        return [float(v) for v in content if isinstance(v, int | float) and not pd.isna(v)]

    def formula(self, row: Row, column: str) -> str:
        """The declared formula of a cell; "" where it is an input."""
        if isinstance(row, int):
            return self.column[column].formula
        if row in self.footer_row:
            return str(self.footer_formula[self.footer_row[row]].get(column, ""))
        return f"{'jumlah' if row == AGGREGATES['jumlah'] else 'rata_rata'}({THIS})"
