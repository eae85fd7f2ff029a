"""Total rows of a sheet are no data, but they must agree with the rows they sum."""

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.sheet import SheetRows
from lkip_helpers.intake.workbook import address
from lkip_helpers.schema.numbers import NotNumber, parse_number


def check_total(parsed: SheetRows, frame: pd.DataFrame) -> Iterator[Finding]:
    """Totals (or means) that are not those of the rows above them, all or since the last total."""
    k, previous = parsed.schema, 0
    for ordinal, record in parsed.total:
        for column, content in record.items():
            if column not in frame or not pd.api.types.is_numeric_dtype(frame[column]):
                continue
            number = _number(content)
            upper = frame[frame.index < ordinal][column].dropna()
            if number is None or upper.empty:
                continue
            since = upper[upper.index > previous]
            mean = re.search("rata", str(next(iter(record.values()))), re.IGNORECASE)
            valid = [x.mean() if mean else x.sum() for x in (upper, since) if len(x)]
            if not any(abs(float(s) - number) < 1e-6 for s in valid):
                yield Finding(
                    k.FILE, k.SHEET, address(ordinal, parsed.column[column]), str(content),
                    "peringatan", f"baris jumlah berisi {_write(number)}, padahal "
                    f"{len(upper)} baris di atasnya menghasilkan {_write(float(valid[0]))}",
                    "periksa baris jumlah dan rinciannya; laporan memakai rinciannya",
                )  # fmt: skip
        previous = ordinal


def _number(content: Any) -> float | None:
    """A cell of a total row; what is no number there (a text, a dash) is not compared."""
    try:
        number = parse_number(content)
    except NotNumber:
        return None
    return None if number is None else float(number)


def _write(value: float) -> str:
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))
