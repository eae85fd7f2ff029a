"""The cells of two versions of a table, row by row, and of its footer rows."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from lkip_helpers.audit.diff.cell import CellDiff, compare_cell
from lkip_helpers.audit.diff.equivalence import Period
from lkip_helpers.audit.diff.row_match import Couples
from lkip_helpers.report.columns import Column
from lkip_helpers.report.record import Record

_REFERENCE = re.compile(r"(?:Tabel|Gambar) [A-Z\d]+\.\d+")
NumberLabels = Mapping[str, str]  # labels by printed number
Row = Mapping[str, Any]


def list_cells(
    old: Record,
    new: Record,
    couple: Couples,
    period: Period,
    ordinal: tuple[NumberLabels, NumberLabels],
) -> Iterator[CellDiff]:
    """Cells that differ in the columns of both tables, for each pair of rows.

    A reference is the same where it names the same table, whatever that one's number is now.
    """
    for i, j in couple:
        for key, column in new.column.items():
            if key not in old.column:
                continue
            two = (old.rows[i].get(key), new.rows[j].get(key))
            if column.kind == "rujukan" and _label(two[0], ordinal[0]) == _label(
                two[1], ordinal[1]
            ):
                continue
            if cells := compare_cell(new.phrase_row(j), *two, column, period):
                yield cells


def _label(value: Any, ordinal: NumberLabels) -> str:
    """References with labels in place of numbers."""
    return _REFERENCE.sub(lambda m: ordinal.get(m[0], m[0]), str(value or ""))


def list_footer_cells(old: Record, new: Record, period: Period) -> Iterator[CellDiff]:
    """Cells of footer rows that differ, matched by title; one that came or went counts whole."""
    a, b = _footer(old), _footer(new)
    for title in dict.fromkeys([*b, *a]):
        form, column = (b[title][1], new) if title in b else (a[title][1], old)
        two = [k[title][0] if title in k else {} for k in (a, b)]
        for k in column.columns:
            value = [content.get(k.key) for content in two]
            if cells := compare_cell(title, value[0], value[1], replace(k, **form), period):
                yield cells


def _footer(record: Record) -> dict[str, tuple[Row, Row]]:
    """Values and forms of the footer rows by title; a title that comes again gets a number."""
    result: dict[str, tuple[Row, Row]] = {}
    form = [*record.footer_form, *({} for _ in record.footer)]
    for content, one in zip(record.footer, form, strict=False):
        title, repeat = str(content["judul"]), 2
        while title in result:
            title, repeat = f"{content['judul']} ({repeat})", repeat + 1
        result[title] = (content, {k: v for k, v in Column.rename(one).items() if v is not None})
    return result
