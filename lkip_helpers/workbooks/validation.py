"""Data validation by Excel while an analyst types: lists, limits, codes of another sheet."""

from collections.abc import Iterable
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from lkip_helpers.schema.base import INSTRUCTIONS, Kind, Schema
from lkip_helpers.schema.sheets import EVERY, Dpa, Sarana, Wilayah
from lkip_helpers.workbooks.carryover import list_nomenclature

Column = tuple[type[Schema], str]

_BY_NAME = {s.NAME: s for s in EVERY}
REFERENCES: dict[Column, Column] = {
    (s, name): (_BY_NAME[parent], key)
    for s in EVERY
    for name, parent, key in s.REFERS
    if _BY_NAME[parent].FILE == s.FILE
} | {(Sarana, "tersedia"): (Wilayah, "kelurahan")}  # headers of its wide field
LIST_COLUMN, LIST_HEADER = 7, 4  # on the first sheet, beside its text
TITLE_LENGTH, MESSAGE_LENGTH, CHOICE_LENGTH = 32, 255, 250
LARGEST_NUMBER = 10**15


@dataclass(frozen=True)
class ChoiceList:
    """A list on the first sheet of a workbook; strict: nothing else may be entered."""

    title: str
    entries: tuple[str, ...]
    column: int
    strict: bool

    @property
    def span(self) -> str:
        """Reference to its cells in a formula."""
        letter, first = get_column_letter(self.column), LIST_HEADER + 1
        return f"'{INSTRUCTIONS}'!${letter}${first}:${letter}${LIST_HEADER + len(self.entries)}"


def place_lists(schemas: Iterable[type[Schema]], tahun: int) -> dict[Column, ChoiceList]:
    """Lists that do not fit a validation: choices with commas or too many, and proposals."""
    lists: dict[Column, ChoiceList] = {}

    def place(at: Column, title: str, entries: Iterable[str], strict: bool) -> None:
        lists[at] = ChoiceList(title, tuple(entries), LIST_COLUMN + len(lists), strict)

    for schema in schemas:
        proposed = list_nomenclature(tahun) if schema is Dpa else {}
        for name, kind in schema.KINDS.items():
            strict = bool(kind.choices) and not _fits_formula(kind)
            if entries := kind.choices if strict else proposed.get(name):
                place((schema, name), kind.title, entries, strict)
        if codes := proposed.get("kode_kegiatan"):  # for information: the sheet has no such column
            place((schema, "kode_kegiatan"), "Kode kegiatan", codes, strict=False)
    return lists


def limit_cell(kind: Kind, cell: str, choices: ChoiceList | None) -> DataValidation | None:
    """The validation of a column by its list or its first cell; None where any text is valid."""
    if choices:
        text = "" if choices.strict else "Pilih dari daftar usulan, atau tulis menurut DPA."
        check = _add_messages(DataValidation("list", choices.span), kind, text)
        check.showErrorMessage = choices.strict
        return check
    if kind.form in ("teks", "ukuran") or (kind.choices and not _fits_formula(kind)):
        return None
    type_name = "whole" if kind.form == "bulat" else "decimal"
    lower = -LARGEST_NUMBER if kind.lower is None else kind.lower
    upper = LARGEST_NUMBER if kind.upper is None else kind.upper
    if kind.choices:
        check = DataValidation("list", f'"{",".join(kind.choices)}"')
    elif kind.dash_allowed:
        check = DataValidation("custom", f'OR({cell}="-",AND(ISNUMBER({cell}),{cell}>={lower:g}))')
    elif kind.lower_excluded:
        check = DataValidation(type_name, f"{lower:g}", operator="greaterThan")
    else:
        check = DataValidation(type_name, f"{lower:.0f}", f"{upper:.0f}", operator="between")
    return _add_messages(check, kind)


def refer(kind: Kind, sheet: str, letter: str, rows: tuple[int, int]) -> DataValidation:
    """A validation by the list of what a column of another sheet holds, as far as it is filled."""
    first, last = rows
    start = f"'{sheet}'!${letter}${first}"
    count = f"COUNTA('{sheet}'!${letter}${first}:${letter}${last})"
    check = DataValidation("list", f"OFFSET({start},0,0,MAX(1,{count}),1)")
    return _add_messages(check, kind, f"Pilih yang ada di lembar {sheet}.")


def _fits_formula(kind: Kind) -> bool:
    """Whether the choices fit a formula, which separates them by commas and has 255 characters."""
    return not any("," in c for c in kind.choices) and len("".join(kind.choices)) < CHOICE_LENGTH


def _add_messages(check: DataValidation, kind: Kind, condition: str = "") -> DataValidation:
    """Set what Excel says when a cell is selected, and when it refuses an entry."""
    check.allow_blank = True
    check.showErrorMessage = check.showInputMessage = True
    check.errorStyle = "stop"
    check.errorTitle = check.promptTitle = kind.title[:TITLE_LENGTH]
    check.error = f"{kind.title}: {condition or kind.condition}"[:MESSAGE_LENGTH]
    check.prompt = f"{kind.meaning}. {condition or kind.condition}"[:MESSAGE_LENGTH]
    return check
