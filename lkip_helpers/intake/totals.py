"""Total rows of a sheet are no data, but they must agree with the rows they sum."""

import re
from collections.abc import Iterator
from numbers import Real
from typing import Any

import pandas as pd

from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.sheet import SheetRows, tidy_up
from lkip_helpers.intake.workbook import address
from lkip_helpers.schema.numbers import NotNumber, parse_number

NEAR, NEAR_MEAN = 1e-6, 5e-3  # a mean may be written with two decimals


def check_total(parsed: SheetRows, frame: pd.DataFrame) -> Iterator[Finding]:
    """Totals (or means) that are not those of the rows above them, all or since the last total.

    One that cannot be compared may be a row of data with a wrong label, and is named too.
    """
    previous = 0
    for ordinal, record in parsed.total:
        mean = re.search("rata", str(next(iter(record.values()))), re.IGNORECASE)
        number = {k: a for k, v in _flatten(record) if (a := _number(v)) is not None}
        other = sum(bool(tidy_up(v)) for _, v in _flatten(record)) > 1
        for column, written in (number or dict.fromkeys([""] * other, 0.0)).items():
            valid = _compute(frame, column, previous, ordinal, mean=bool(mean))
            cells = address(ordinal, parsed.column.get(str(column)) or parsed.width.get(column, 1))
            if not valid:
                yield parsed.tell("jumlah_asing", cells, _write(written) if number else None)
                break
            if not any(abs(s - written) < (NEAR_MEAN if mean else NEAR) for s in valid):
                said, above = _write(written), int((frame.index < ordinal).sum())
                words = {"isi": said, "banyak": above, "hasil": _write(valid[0])}
                yield parsed.tell("jumlah_beda", cells, said, **words)
        previous = ordinal


def _flatten(record: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    """Every cell of a row by its field or wide header."""
    for name, content in record.items():
        yield from content.items() if isinstance(content, dict) else [(name, content)]


def _compute(frame: pd.DataFrame, column: Any, since: int, row: int, *, mean: bool) -> list[float]:
    """What the rows above give, all of them and those since the last total; none to compare: []."""
    if column not in frame or pd.api.types.is_bool_dtype(frame[column]):
        return []
    upper = frame[frame.index < row][column].dropna()
    if not all(isinstance(v, Real) for v in upper):
        return []
    part = [b.astype(float) for b in (upper, upper[upper.index > since]) if len(b)]
    return [float(b.mean() if mean else b.sum()) for b in part]


def _number(content: Any) -> float | None:
    """A cell of a total row; what is no number there (a text, a dash) is not compared."""
    try:
        number = parse_number(content)
    except NotNumber:
        return None
    return None if number is None else float(number)


def _write(value: float) -> str:
    return f"{value:,.6f}".rstrip("0").rstrip(".").translate(str.maketrans(",.", ".,"))
