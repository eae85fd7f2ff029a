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


class UnknownName(LkipError, LookupError):
    """A label, row or column that is not there; `similar` holds the nearest valid names."""

    def __init__(self, what: str, name: str, valid: Iterable[str]) -> None:
        self.what, self.name = what, name
        valid = list(dict.fromkeys(valid))
        by_folded = {fold_name(v): v for v in valid}
        close = difflib.get_close_matches(fold_name(name), by_folded, 3, 0.4)
        self.similar = [by_folded[c] for c in close] or valid[:6]
        super().__init__(f"{what} {name or '(kosong)'} tidak dikenal")


def fold_name(text: Any) -> str:
    """A name as it is compared: case, spaces, dashes and quotation marks folded."""
    folded = str(text).casefold().replace("–", "-").replace("−", "-").replace("’", "'")
    return " ".join(folded.split())


Row = int | str  # a row of data from 0; the title of a footer row, or "Jumlah", "Rata-rata" of all


def json_field(key: str, default: Any = ...) -> Any:
    """A field stored under `key` in tabel.json; a default is for files of older versions."""
    return Field(default, validation_alias=key)


class NamedRows(BaseModel):
    """The part of a Record (report/record.py) that finds rows, columns and values by name."""

    model_config = ConfigDict(frozen=True)

    title: str = json_field("judul")
    columns: list[Annotated[Column, BeforeValidator(Column.unpack)]] = json_field("kolom")
    rows: list[dict[str, Any]] = json_field("baris")
    footer: list[dict[str, Any]] = json_field("kaki", [])
    footer_formula: list[dict[str, Any]] = json_field("rumus_kaki", [])

    @cached_property
    def by_key(self) -> dict[str, Column]:
        """Columns by their key, in order."""
        return {c.key: c for c in self.columns}

    @cached_property
    def footer_index(self) -> dict[str, int]:
        """Where each footer row stands in `footer`, by its title."""
        return {str(row["judul"]): i for i, row in enumerate(self.footer)}

    @cached_property
    def name_columns(self) -> list[str]:
        """Columns that name a row: the texts before the first measure, else the first text."""
        leading = itertools.takewhile(lambda c: c.kind not in MEASURE, self.columns)
        texts = [c for c in self.columns if c.kind not in MEASURE]
        return [c.key for c in ([*leading] or texts[:1])[:4]]  # text columns that may name a row

    @cached_property
    def _rows_by_name(self) -> dict[str, set[int]]:
        """Rows by every name they can be called: a text cell, or several joined by “ › ”."""
        rows: dict[str, set[int]] = {}
        for i, row in enumerate(self.rows):
            texts = [str(row[k]) for k in self.name_columns if row[k] not in (None, "")]
            for count in range(1, len(texts) + 1):
                for parts in itertools.combinations(texts, count):
                    rows.setdefault(fold_name(SEPARATOR.join(parts)), set()).add(i)
        return rows

    @cached_property
    def row_texts(self) -> list[set[str]]:
        """Every text of each row, folded: one table may name a row by code, another by name."""
        texts = ([v for v in row.values() if isinstance(v, str)] for row in self.rows)
        return [set(map(fold_name, own)) for own in texts]

    def name_row(self, row: Row) -> str:
        """A short name of a row, unique where its texts allow it."""
        if isinstance(row, str):
            return row
        if len(self.rows) == 1 and self.columns[0].kind in MEASURE:
            return self.title
        texts = [str(v) for k in self.name_columns if (v := self.rows[row][k])]
        unique = next((t for t in texts if len(self._rows_by_name[fold_name(t)]) == 1), "")
        return unique or SEPARATOR.join(texts) or f"baris ke-{row + 1}"

    def find_row(self, name: str) -> Row:
        """The row called `name`; without a name the only row. Raises UnknownName."""
        if not name and len(self.rows) == 1:
            return 0
        folded = fold_name(name)
        if len(rows := self._rows_by_name.get(folded, set())) == 1:
            return next(iter(rows))
        titles = {fold_name(t): t for t in self.footer_index}
        begun = [t for key, t in titles.items() if folded and key.startswith(folded)]
        title = titles.get(folded) or (begun[0] if len(begun) == 1 else AGGREGATES.get(folded))
        if title:
            return title
        names = map(self.name_row, range(len(self.rows)))
        raise UnknownName("baris", name, [*names, *self.footer_index])

    def find_column(self, name: str) -> str:
        """Key of the column called `name` by key or title. Raises UnknownName."""
        folded = fold_name(name)
        for attribute in ("key", "title"):
            found = [c.key for c in self.columns if fold_name(getattr(c, attribute)) == folded]
            if len(found) == 1:
                return found[0]
        raise UnknownName("kolom", name, self.by_key)

    def value(self, row: Row, column: str) -> Any:
        """Raw value of a cell; None where there is none."""
        if isinstance(row, int):
            return self.rows[row].get(column)
        if row in self.footer_index:
            return self.footer[self.footer_index[row]].get(column)
        numbers = self.column_values(column)
        if not numbers:
            return None
        total = math.fsum(numbers)
        return total if row == AGGREGATES["jumlah"] else total / len(numbers)

    def read_number(self, row: Row, column: str) -> float:
        """The number of a cell; NaN where there is none, nor such a row or column."""
        totals = {*self.footer_index, *AGGREGATES.values()}
        exists = row in totals if isinstance(row, str) else row < len(self.rows)
        value = self.value(row, column) if exists and column in self.by_key else None
        if isinstance(value, bool) or not isinstance(value, int | float):
            return math.nan
        return float(value)

    def column_values(self, column: str) -> list[float]:
        """The numbers of a column's rows, without missing ones."""
        values = (row.get(column) for row in self.rows)
        return [float(v) for v in values if isinstance(v, int | float) and not pd.isna(v)]

    def formula(self, row: Row, column: str) -> str:
        """The declared formula of a cell; "" where it is an input."""
        if isinstance(row, int):
            return self.by_key[column].formula
        if row in self.footer_index:
            return str(self.footer_formula[self.footer_index[row]].get(column, ""))
        return f"{'jumlah' if row == AGGREGATES['jumlah'] else 'rata_rata'}({THIS})"
