"""CSV of which no cell becomes a formula where a spreadsheet opens it."""

import csv
import io
import re
from collections.abc import Iterable

# As tabel.js holds it: a text that a spreadsheet would compute gets an apostrophe, a number none.
_FORMULA = re.compile(r"(?![+-]?[\d.,]*(e[+-]?\d+)?%?$)[=+\-@\t\r]", re.IGNORECASE)


def guard_formula(text: str) -> str:
    """A text that begins as a formula does, behind an apostrophe; any other as it is."""
    return f"'{text}" if _FORMULA.match(text) else text


def write_csv(rows: Iterable[Iterable[str]], separator: str = ",") -> str:
    """Rows, the head the first of them."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows([map(guard_formula, row) for row in rows])
    return text.getvalue()
