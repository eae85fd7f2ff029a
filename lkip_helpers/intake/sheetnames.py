"""Every sheet of a workbook is read, or said not to be."""

import difflib
from collections.abc import Iterator, Mapping, Sequence

from lkip_helpers.intake.finding import Finding, tell
from lkip_helpers.intake.sheetrows import tidy_up
from lkip_helpers.intake.workbook import WorkbookFile
from lkip_helpers.schema import READ
from lkip_helpers.schema.base import INSTRUCTIONS, Schema


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
