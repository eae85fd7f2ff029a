"""Rows without a code in its column: labels above tables, units, more of a name, parts of a row."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from lkip_helpers.schema.cells import fold_text, tidy_text
from lkip_helpers.sipd.budget_table import BudgetRow, ExportTable, fold_row
from lkip_helpers.sipd.codes import LEVELS, Code, Level, is_sub_unit, split_code
from lkip_helpers.sipd.roles import CODES, NAME, mentions, pattern


def find_headings(table: ExportTable, found: Mapping[int, Code | None]) -> dict[int, Level]:
    """The level of the rows below each heading "KELURAHAN MELATI"; none where one may be a place.

    found: the code of each row. A unit named below a sub kegiatan may be where that is done. So
    the first heading stands before all rows of the level below it, or has an amount, which is
    checked; or the same programme stands below two of them.
    """
    headings = _list_headings(table, found)
    levels, numbered = {*headings.values()}, {n for n in headings if table.has_number(n)}
    by_program = levels == {Level.PROGRAM}
    checked = by_program and all(is_sub_unit(_name(table, n)) for n in numbered)
    if len(levels) != 1 or (numbered and not checked):
        return {}
    level, above = levels.pop(), defaultdict[str, set[int]](set)  # the headings above each code
    heading, depth, is_open, certain = 0, -1, False, True
    for number, code in found.items():
        if number in headings:
            heading, is_open = number, is_open or depth < level or number in numbered
            certain = certain and is_open
        elif code and code.depth <= Level.SUB:
            depth, is_open = code.depth, is_open and code.depth >= level
            above[code.text].add(heading)
    repeated = by_program and any(len(own) > 1 for own in above.values())
    return headings if certain or repeated else {}


def _list_headings(table: ExportTable, found: Mapping[int, Code | None]) -> dict[int, Level]:
    """Rows that name a unit right above a code, and its level; an amount of the office is none."""
    headings: dict[int, Level] = {}
    for (number, code), (_, below) in pairwise([*found.items(), (0, None)]):
        if code or not (below and _is_unit(unit := _name(table, number))):
            continue
        highest = Level.PROGRAM if is_sub_unit(unit) else Level.URUSAN
        of_office = not (is_sub_unit(unit) or headings) and table.has_number(number)
        if highest <= below.depth <= Level.SUB and not of_office:
            headings[number] = Level(max(below.depth, Level.PROGRAM))
    return headings


def find_unit_alone(table: ExportTable, number: int) -> str:
    """The unit that a row names and nothing else; "" for any other row."""
    filled = fold_row(table.sheet.rows[number - 1])
    return name if len(filled) == 1 and _is_unit(name := _name(table, number)) else ""


def _name(table: ExportTable, number: int) -> str:
    """The one text of a row left of its amounts, without "Sub unit :" before it; else ""."""
    texts = table.label_texts(number)
    return texts[0].rpartition(": ")[2] if len(texts) == 1 else ""


def _is_unit(name: str) -> bool:
    return is_sub_unit(name) or bool(pattern("kata_kantor").match(fold_text(name)))


def continues_name(table: ExportTable, number: int, last: BudgetRow, above: int) -> bool:
    """Whether a row is the second line of the name of the row above, in row `above`.

    It has nothing but a text in the column of names, which goes on in small letters or after a
    word that ends no name; or it stands between two rows with codes and says nothing else.
    """
    filled = fold_row(table.sheet.rows[number - 1])
    names = table.texts(number, table.head.find(*NAME))
    if above != number - 1 or len(filled) != 1 or len(names) != 1 or not last.name:
        return False
    if not (Level.PROGRAM <= last.depth <= Level.SUB and table.has_number(last.number)):
        return False
    if must_continue(text := names[0], last.name):
        return True
    below = " ".join(table.texts(number + 1, table.head.find(*CODES)))
    return last.number == above and bool(split_code(f"{below} x")[0]) and may_continue(text)


def must_continue(text: str, above: str) -> bool:
    """Whether a text can only be more of the name above it."""
    ends = pattern("nama_terputus")
    begins = text[0].islower() or ends.match(f" {text.split(maxsplit=1)[0]}")
    return bool(begins or ends.search(f" {above}"))


def may_continue(text: str) -> bool:
    """Whether a text may be more of a name: it names no unit, source or kind of belanja."""
    return text[0].isalpha() and not (_is_unit(text) or mentions("bukan_lanjutan", text))


def is_part(table: ExportTable, number: int, last: BudgetRow) -> bool:
    """Whether a row without a code is a kind of belanja, or what a unit or source has of it.

    A unit right before a programme has its own budget below it.
    """
    label, (below, _) = table.label(number), split_code(table.label(number + 1))
    heads = below and below.depth == Level.PROGRAM and last.depth == Level.SUB
    return mentions("bagian_tanpa_kode", label) or (not heads and is_sub_unit(label))


def continues_output(table: ExportTable, number: int, last: BudgetRow) -> bool:
    """Whether a row continues the one above: in its merged cells, or before a code."""
    sheet, columns = table.sheet, table.head.find("kode", *NAME)
    merged = any(top <= last.number and number <= end for top, _, end, _ in sheet.merges)
    below = range(number + 1, len(sheet.rows) + 1)
    cells = (table.text(n, c) for n in below for c in columns)
    above = Level.PROGRAM <= last.depth <= Level.SUB
    return above and (merged or any(split_code(t + " x")[0] for t in cells))


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
    level = LEVELS.get(label[1].casefold(), Level.SUB)
    return (code, name) if code and code.depth == level else None
