"""Find the header of a table, which column holds what, and sheets that nobody reads."""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from lkip_helpers.intake.finding import Finding, make_finding
from lkip_helpers.intake.sheetrows import SheetRows, suggest
from lkip_helpers.intake.workbook import Sheet, WorkbookFile, address
from lkip_helpers.rules import load_pattern, load_rules
from lkip_helpers.schema.base import INSTRUCTIONS, Schema
from lkip_helpers.schema.cells import HIDDEN, fold_text, phrase_header, tidy_text
from lkip_helpers.schema.sheets import READ

_COLUMN_NUMBER = load_pattern("baris", "nomor_kolom")
SEQUENCE_NUMBERS = {"no", "no.", "nomor", "nomor urut"}
NOT_READ = "tidak dikenal dan tidak dibaca"
HEADER_SEARCH = 40  # rows from the top in which the header is looked for
NEAR = 5  # rows between a title above the table and the header
SIMILARITY = 0.66  # of a head to a known one, so that it is not a person's name


def find_header(sheet: Sheet, table: SheetRows) -> int | None:
    """Row number of the header: the first row with most of the contract's titles.

    A title above the table may read like the only column ("MISI"), so of rows with one title that
    are close together the last is taken. One further down repeats the header on a new page.
    """
    titles = {fold_text(t) for t in table.schema.list_titles().values()}
    rows = enumerate(sheet.rows[:HEADER_SEARCH], 1)
    counts = {row: len(titles & {*map(fold_text, cells)}) for row, cells in rows}
    most = max(counts.values(), default=0)
    if most >= min(2, len(table.schema.list_required())):
        candidates = [row for row, count in counts.items() if count == most]
        near = NEAR if most == 1 else 0
        return max(row for row in candidates if row <= candidates[0] + near)
    table.add_finding("tanpa_kepala", judul=", ".join(table.schema.list_titles().values()))
    return None


def read_column_numbers(row: Sequence[Any]) -> list[int]:
    """1, 2, 3 … of a row that counts its columns so, or by a, b, c; [] for any other row."""
    numbers: list[int] = []
    for text in filter(None, map(tidy_text, row)):
        if not (number := _COLUMN_NUMBER.fullmatch(text)):
            return []
        numbers.append(int(number[1]) if number[1].isdecimal() else ord(number[1].lower()) - 96)
    rising = all(a < b for a, b in pairwise(numbers))
    return numbers if len(numbers) > 1 and numbers[0] == 1 and rising else []


def numbers_columns(cells: Sequence[Any], titles: Sequence[Any]) -> bool:
    """Whether the row numbers its columns from the first: 1, 2, 3 … perhaps "= (5/4) × 100"."""
    pairs = zip(map(fold_text, cells), map(fold_text, titles), strict=True)
    filled = [bool(text) for text, head in pairs if head and head not in SEQUENCE_NUMBERS]
    numbers = read_column_numbers(cells)
    in_order = bool(numbers) and numbers[-1] == len(numbers)
    return in_order and filled == sorted(filled, reverse=True)


def map_columns(
    header: Sequence[Any], row: int, table: SheetRows, heads: Sequence[str] = ()
) -> None:
    """Fill column and width of `table`; add findings on missing, doubled and unknown columns.

    header: cells of the header row, which is row `row`. heads: what the heads of the wide field may
    be, where that is known.
    """
    titles = table.schema.list_titles()
    known = {fold_text(title): name for name, title in titles.items()}
    others: dict[str, int] = {}
    for column, head in enumerate(header, 1):
        folded = fold_text(head)
        if not folded or (folded in SEQUENCE_NUMBERS and folded not in known):
            continue
        if folded in others or known.get(folded, "") in table.positions:
            _add_doubled(head, address(row, column), table)
        elif folded in known:
            table.positions[known[folded]] = column
        else:
            others[folded] = column
    unknown = list(others)
    if table.schema.WIDE_FIELD:
        unknown = _map_wide(header, row, others, table, heads)
    for name in table.schema.list_required():
        if name not in table.positions:
            heads_left = (header[column - 1] for column in others.values())
            question = "apakah maksudnya kolom “{}”?"
            cure = suggest(titles[name], heads_left, question, "tambahkan kolomnya")
            table.add_finding("kolom_tiada", address(row, 1), kolom=titles[name], cara=cure)
    for folded in unknown:
        _add_unknown(header[others[folded] - 1], address(row, others[folded]), table, heads)


@cache
def _list_titles() -> list[str]:
    """The folded titles of every sheet, and the words that announce personal data."""
    titles = [fold_text(title) for schema in READ for title in schema.list_titles().values()]
    return [*titles, *load_rules("forms")["pribadi_awal"]]


def _phrase_head(head: Any, heads: Sequence[str] = ()) -> str:
    """A head as a finding may quote it: a year, or one that is like a known title."""
    folded, known = fold_text(head), [*_list_titles(), *map(fold_text, heads)]
    near = folded.isdecimal() or difflib.get_close_matches(folded, known, 1, SIMILARITY)
    return phrase_header(head) if near else HIDDEN


def _add_doubled(head: Any, cell: str, table: SheetRows) -> None:
    table.add_finding("judul_ganda", cell, shown := _phrase_head(head), judul=shown)


def _add_unknown(head: Any, cell: str, table: SheetRows, heads: Sequence[str]) -> None:
    """Add the finding on a column that no contract knows; its cells are never quoted."""
    shown = _phrase_head(head, heads)
    if not (heads and table.schema.HEADS):
        table.add_finding("kolom_asing", cell, shown, judul=shown)
        return
    sheet, title = table.schema.HEADS
    meant = suggest(head, heads, "apakah maksudnya {}? Bila bukan, ", "")
    words = {"judul": shown, "jenis": title.lower(), "lembar": sheet, "maksud": meant}
    table.add_finding("kolom_bukan", cell, shown, **words)


def _map_wide(
    header: Sequence[Any], row: int, others: dict[str, int], table: SheetRows,
    heads: Sequence[str],
) -> list[str]:  # fmt: skip
    """Map heads that are keys of the wide field (years or texts); return the folded others.

    others: column numbers by folded head. heads: the only texts that are keys, where known.
    """
    by_year, unknown = table.schema.WIDE_KEY == "tahun", []
    for folded, column in others.items():
        year = re.fullmatch(r"(?:target )?((?:19|20)\d\d)", folded)
        if (by_year and not year) or (heads and folded not in map(fold_text, heads)):
            unknown.append(folded)
            continue
        key = int(year[1]) if by_year and year else tidy_text(header[column - 1])
        if key in table.wide_columns:
            _add_doubled(key, address(row, column), table)
        table.wide_columns.setdefault(key, column)
    return unknown


def check_sheets(workbook: WorkbookFile, schemas: Sequence[type[Schema]]) -> Iterator[Finding]:
    """Two sheets of one name, and filled sheets that no contract of this workbook reads."""
    file, known = workbook.file.name, {fold_text(s.SHEET): s.SHEET for s in schemas}
    seen: dict[str, str] = {}
    for name in workbook.sheet_names:
        folded = fold_text(name)
        if folded in known and folded in seen:
            yield make_finding("periksa", "lembar_ganda", file, name, "A1", name, lain=seen[folded])
        seen.setdefault(folded, name)
        if folded not in {*known, fold_text(INSTRUCTIONS)} and _holds_rows(workbook, name):
            cure = _phrase_cure(folded, known, {fold_text(n) for n in workbook.sheet_names})
            words = {"nama": name, "cara": cure}
            yield make_finding("periksa", "lembar_asing", file, name, "A1", name, **words)


def _holds_rows(workbook: WorkbookFile, name: str) -> bool:
    """Whether anything stands below the widest row of texts, taken to be the header."""
    if workbook.facts(name).last == (0, 0):
        return False
    filled = [[v for v in row if fold_text(v)] for row in workbook.read_sheet(name).rows]
    filled = [row for row in filled if row]
    widest = max(filled, key=len, default=[])
    is_header = all(isinstance(v, str) for v in widest)
    return bool(widest) and (filled[-1] is not widest or not is_header)


def _phrase_cure(folded: str, known: Mapping[str, str], present: set[str]) -> str:
    """What to do with an unknown sheet: the one that may be meant, first of those missing."""
    schemas = {fold_text(s.SHEET): s for s in READ}
    if folded in schemas:
        return f"lembar ini dibaca dari {schemas[folded].FILE}; pindahkan ke sana"
    for candidates in (sorted(known.keys() - present), sorted(known)):
        similar = difflib.get_close_matches(folded, candidates, 1) or [
            n for n in candidates if set(n.split()) <= set(folded.split()) or folded.startswith(n)
        ]
        if similar:
            return f"apakah maksudnya lembar {known[similar[0]]}? Ganti namanya, atau hapus"
    return "hapus, atau ganti namanya menjadi lembar yang dikenal"
