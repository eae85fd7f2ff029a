"""Total rows of a sheet are not data, but they must agree with the rows they sum."""

from collections.abc import Iterator
from contextlib import suppress
from numbers import Real
from typing import Any

import pandas as pd

from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.sheetrows import SheetRows, iter_cells
from lkip_helpers.intake.workbook import address
from lkip_helpers.schema.cells import fold_text
from lkip_helpers.schema.numbers import NotNumber, parse_number, swap_marks

NEAR, NEAR_MEAN = 1e-6, 5e-3  # a mean may be written with two decimals


def check_total(table: SheetRows, frame: pd.DataFrame) -> Iterator[Finding]:
    """Totals (or means) that agree neither with all rows above nor with those since the last total.

    One that cannot be compared may be a row of data with a wrong label, and is a finding too.
    """
    previous, columns, key = 0, table.positions | table.wide_columns, table.schema.WIDE_KEY
    for row, record in table.totals:
        mean = row in table.means
        cells = {name if head is None else head: v for name, head, v in iter_cells(record)}
        numbers: dict[Any, float] = {}
        for column, value in cells.items():
            with suppress(NotNumber):  # a text, which is not compared, nor is a dash
                if (number := parse_number(value)) is not None:
                    numbers[column] = float(number)
        if not numbers and sum(map(bool, map(fold_text, cells.values()))) > 1:
            yield table.make_finding("jumlah_asing", address(row, 1))
        for column, written in numbers.items():
            wide = key and column in table.wide_columns  # a long frame has rows for the column
            rows = frame[frame[key] == column] if wide else frame
            name = table.schema.WIDE_FIELD if wide else column
            above = rows[rows.index < row].get(name, pd.Series())
            expected = _compute(above.dropna(), previous, mean=mean)
            cell, shown = address(row, columns[column]), _format(written)
            if not expected:
                yield table.make_finding("jumlah_asing", cell, shown)
                break
            if not any(abs(e - written) < (NEAR_MEAN if mean else NEAR) for e in expected):
                words = {"isi": shown, "banyak": len(above), "hasil": _format(expected[0])}
                yield table.make_finding("jumlah_beda", cell, shown, **words)
        previous = row


def _compute(above: "pd.Series[Any]", since: int, *, mean: bool) -> list[float]:
    """Totals of these values and of those after row `since`; [] without any to compare."""
    if not all(isinstance(v, Real) for v in above):
        return []
    groups = [g.astype(float) for g in (above, above[above.index > since]) if len(g)]
    return [float(g.mean() if mean else g.sum()) for g in groups]


def _format(value: float) -> str:
    return swap_marks(f"{value:,.6f}".rstrip("0").rstrip("."))
