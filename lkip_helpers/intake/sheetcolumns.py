"""Find the header of a table, which column holds what, and sheets that nobody reads."""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from lkip_helpers.intake.finding import Finding, tell
from lkip_helpers.intake.sheetrows import SheetRows, column_titles, tidy_up
from lkip_helpers.intake.workbook import Sheet, WorkbookFile, address
from lkip_helpers.rules import load_rules
from lkip_helpers.schema import READ
from lkip_helpers.schema.base import INSTRUCTIONS, Schema
from lkip_helpers.schema.cells import HIDDEN, phrase_header

SEQUENCE_NUMBERS = {"no", "no.", "nomor", "nomor urut"}
NOT_READ = "tidak dikenal dan tidak dibaca"
HEADER_SEARCH = 40
NEAR = 5
LIKE = 0.66  # of a head to one that is known: it is no name of a person


def required(schema: type[Schema]) -> Iterator[str]:
    """Fields whose column must be there."""
    return (n for n, f in schema.model_fields.items() if f.is_required() and n != schema.WIDTH)


def find_header(sheet: Sheet, result: SheetRows) -> int | None:
    """Row number of the header: the first row with most of the contract's titles.

    A title above the table may read like the only column ("MISI"): of rows with one title that are
    close together the last counts. Further off it is the header repeated on a new page.
    """
    title = {tidy_up(j) for j in column_titles(result.schema).values()}
    fitting = {
        n: len(title & {tidy_up(v) for v in content})
        for n, content in enumerate(sheet.content[:HEADER_SEARCH], 1)
    }
    most = max(fitting.values(), default=0)
    if most >= min(2, len(list(required(result.schema)))):
        first = min(n for n, c in fitting.items() if c == most)
        near = NEAR if most == 1 else 0
        return max(n for n, c in fitting.items() if c == most and n <= first + near)
    result.say("tanpa_kepala", judul=", ".join(column_titles(result.schema).values()))
    return None


def map_columns(
    header: Sequence[Any], ordinal: int, result: SheetRows, heads: Sequence[str] = ()
) -> None:
    """Fill column and width; say which columns are missing, doubled or unknown.

    heads: what the heads of the wide field may be, where that is known.
    """
    titles = column_titles(result.schema)
    known = {tidy_up(title): name for name, title in titles.items()}
    remainder: dict[str, int] = {}
    for k, text in enumerate(header, 1):
        tidy = tidy_up(text)
        if not tidy or (tidy in SEQUENCE_NUMBERS and tidy not in known):
            continue
        if tidy in remainder or known.get(tidy, "") in result.column:
            _add_doubled(text, address(ordinal, k), result)
        elif tidy in known:
            result.column[known[tidy]] = k
        else:
            remainder[tidy] = k
    unknown = list(remainder)
    if result.schema.WIDTH:
        unknown = _map_wide(header, ordinal, remainder, result, heads)
    for name in required(result.schema):
        if name not in result.column:
            similar = difflib.get_close_matches(tidy_up(titles[name]), remainder, 1)
            meant = [f"apakah maksudnya kolom “{header[remainder[n] - 1]}”?" for n in similar]
            words = {"kolom": titles[name], "cara": (*meant, "tambahkan kolomnya")[0]}
            result.say("kolom_tiada", address(ordinal, 1), **words)
    for tidy in unknown:
        _add_unknown(header[remainder[tidy] - 1], address(ordinal, remainder[tidy]), result, heads)


@cache
def _list_titles() -> list[str]:
    """The heads of every sheet, and the words for what is personal."""
    titles = [tidy_up(title) for schema in READ for title in column_titles(schema).values()]
    return [*titles, *load_rules("forms")["pribadi_awal"]]


def _phrase(head: Any, known: Sequence[str]) -> str:
    """A head as it may be named: only a year, or one that is much like a known one."""
    tidy = tidy_up(head)
    near = tidy.isdecimal() or difflib.get_close_matches(tidy, [*_list_titles(), *known], 1, LIKE)
    return phrase_header(head) if near else HIDDEN


def _add_doubled(head: Any, cell: str, result: SheetRows) -> None:
    result.say("judul_ganda", cell, shown := _phrase(head, ()), judul=shown)


def _add_unknown(head: Any, cell: str, result: SheetRows, heads: Sequence[str]) -> None:
    """One finding of a column that no contract knows; its cells are never quoted."""
    shown = _phrase(head, [tidy_up(h) for h in heads])
    if not (heads and result.schema.HEADS):
        result.say("kolom_asing", cell, shown, judul=shown)
        return
    sheet, title = result.schema.HEADS
    near = difflib.get_close_matches(" ".join(str(head).split()), heads, 1)
    meant = f"apakah maksudnya {near[0]}? Bila bukan, " if near else ""
    words = {"judul": shown, "jenis": title.lower(), "lembar": sheet, "maksud": meant}
    result.say("kolom_bukan", cell, shown, **words)


def _map_wide(
    header: Sequence[Any], ordinal: int, remainder: dict[str, int], result: SheetRows,
    heads: Sequence[str],
) -> list[str]:  # fmt: skip
    """Headers that become keys of the wide field: years, or texts; returns what is neither.

    heads: the only texts that do, where they are known.
    """
    field = result.schema.model_fields[str(result.schema.WIDTH)]
    yearly = str(field.annotation).startswith("dict[int")
    unknown = []
    for tidy, k in remainder.items():
        tahun = re.fullmatch(r"(?:target )?((?:19|20)\d\d)", tidy)
        if (yearly and not tahun) or (heads and tidy not in map(tidy_up, heads)):
            unknown.append(tidy)
            continue
        key = int(tahun[1]) if yearly and tahun else " ".join(str(header[k - 1]).split())
        if key in result.width:
            _add_doubled(key, address(ordinal, k), result)
        result.width.setdefault(key, k)
    return unknown


def check_sheets(workbook: WorkbookFile, schema: Sequence[type[Schema]]) -> Iterator[Finding]:
    """Two sheets of one name, and filled sheets that none of the workbook's contracts reads."""
    file, own = workbook.file.name, {tidy_up(k.SHEET): k.SHEET for k in schema}
    seen: dict[str, str] = {}
    for name in workbook.sheet_list:
        tidy = tidy_up(name)
        if tidy in own and tidy in seen:
            yield tell("periksa", "lembar_ganda", file, name, "A1", name, lain=seen[tidy])
        seen.setdefault(tidy, name)
        if tidy not in own and tidy != tidy_up(INSTRUCTIONS) and _holds_rows(workbook, name):
            advice = _advice(tidy, own, {tidy_up(n) for n in workbook.sheet_list})
            words = {"nama": name, "cara": advice}
            yield tell("periksa", "lembar_asing", file, name, "A1", name, **words)


def _holds_rows(workbook: WorkbookFile, name: str) -> bool:
    """Whether anything stands below the widest row of texts: a head without rows says nothing."""
    if workbook.facts(name).last == (0, 0):
        return False
    filled = [[v for v in row if tidy_up(v)] for row in workbook.read_sheet(name).content]
    filled = [row for row in filled if row]
    widest = max(filled, key=len, default=[])
    return bool(widest) and (
        filled[-1] is not widest or not all(isinstance(v, str) for v in widest)
    )


def _advice(tidy: str, own: Mapping[str, str], exists: set[str]) -> str:
    """The sheet that may be meant: one that is missing before one that is there."""
    home = {tidy_up(k.SHEET): k for k in READ}
    if tidy in home:
        return f"lembar ini dibaca dari {home[tidy].FILE}; pindahkan ke sana"
    for candidate in (sorted(own.keys() - exists), sorted(own)):
        similar = difflib.get_close_matches(tidy, candidate, 1) or [
            n for n in candidate if set(n.split()) <= set(tidy.split()) or tidy.startswith(n)
        ]
        if similar:
            return f"apakah maksudnya lembar {own[similar[0]]}? Ganti namanya, atau hapus"
    return "hapus, atau ganti namanya menjadi lembar yang dikenal"
