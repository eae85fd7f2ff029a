"""Which sheets label their levels above tables of accounts, and which have codes in their rows."""

from collections.abc import Sequence

from lkip_helpers.schema.cells import tidy_text
from lkip_helpers.sipd import codes
from lkip_helpers.sipd.budget_table import ExportTable
from lkip_helpers.sipd.codes import Code, Level, split_code
from lkip_helpers.sipd.roles import CODES, NAME, pattern


def is_dpa_print(table: ExportTable) -> bool:
    """Whether sub kegiatan are labels above tables of accounts, not rows of a table."""
    if not (table.head.is_hierarchical and table.head.find("kode")):
        return False
    labels = map(read_label, table.sheet.rows)
    return any(label and label[0].depth == Level.SUB for label in labels)


def has_codes(table: ExportTable) -> bool:
    """Whether any row below the head has a code, in a column of its own or before its name."""
    numbers = range(table.head.last + 1, len(table.sheet.rows) + 1)
    in_column = any(table.has_digit(n, c) for n in numbers for c in table.head.find(*CODES))
    names = (t for n in numbers for t in table.texts(n, table.head.find(*NAME)))
    return in_column or any(split_code(f"{t} x")[0] for t in names)


def read_label(row: Sequence[object]) -> tuple[Code, str] | None:
    """Code and name of a row that is a label (Program : 7.01.01 …); None for any other row."""
    texts = [text for text in map(tidy_text, row) if text not in ("", ":")]
    if not any(pattern("label_dpa").match(t) for t in texts):
        return None
    if len(texts) == 1 and ":" in texts[0]:
        texts = [t.strip() for t in texts[0].split(":", 1)]
    if len(texts) < 2 or not (label := pattern("label_dpa").fullmatch(texts[0])):
        return None
    code, name = split_code(" ".join(texts[1:3]).lstrip(": "))
    level = codes.LEVELS.get(label[1].casefold(), Level.SUB)
    return (code, name) if code and code.depth == level else None
