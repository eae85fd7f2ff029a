"""What Excel itself refuses while an analyst types: lists, limits, codes that do not exist."""

from collections.abc import Iterable
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from lkip_helpers.schema import EVERY
from lkip_helpers.schema.base import INSTRUCTIONS, Schema
from lkip_helpers.schema.kinds import Kind, read_kind
from lkip_helpers.schema.sheets import Dpa, Sarana, Wilayah
from lkip_helpers.workbooks.carryover import list_nomenclature

Column = tuple[type[Schema], str]

_BY_NAME = {k.NAME: k for k in EVERY}
REFERENCES: dict[Column, Column] = {
    (k, name): (_BY_NAME[parent], key)
    for k in EVERY
    for name, parent, key in k.REFERS
    if _BY_NAME[parent].FILE == k.FILE
} | {(Sarana, "tersedia"): (Wilayah, "kelurahan")}  # its headers
LIST_COLUMN, LIST_HEADER = 7, 4  # on the first sheet, beside its text
TITLE_LENGTH, MESSAGE_LENGTH, CHOICE_LENGTH = 32, 255, 250
LARGEST_NUMBER = 10**15


@dataclass(frozen=True)
class ChoiceList:
    """A list on the first sheet of a workbook; strict: nothing else may be put in."""

    title: str
    entries: tuple[str, ...]
    column: int
    strict: bool

    @property
    def span(self) -> str:
        """Its cells, as a formula names them."""
        letter, first = get_column_letter(self.column), LIST_HEADER + 1
        return f"'{INSTRUCTIONS}'!${letter}${first}:${letter}${LIST_HEADER + len(self.entries)}"


def place_lists(schemas: Iterable[type[Schema]], tahun: int) -> dict[Column, ChoiceList]:
    """Lists that a cell cannot hold itself: choices with commas, and what is only proposed."""
    result: dict[Column, ChoiceList] = {}

    def place(k: type[Schema], name: str, title: str, entries: Iterable[str], strict: bool) -> None:
        result[k, name] = ChoiceList(title, tuple(entries), LIST_COLUMN + len(result), strict)

    for k in schemas:
        proposed = list_nomenclature(tahun) if k is Dpa else {}
        for name in k.model_fields:
            kind = read_kind(k, name)
            strict = bool(kind.choices) and not _fits_cell(kind)
            if entries := kind.choices if strict else proposed.get(name):
                place(k, name, kind.title, entries, strict)
        if code := proposed.get("kode_kegiatan"):  # to be read: the sheet has no such column
            place(k, "kode_kegiatan", "Kode kegiatan", code, strict=False)
    return result


def limit_cell(kind: Kind, cells: str, entries: ChoiceList | None) -> DataValidation | None:
    """The check of a column, by its list or by its first cell; None where any text is right."""
    if entries:
        text = "" if entries.strict else "Pilih dari daftar usulan, atau tulis menurut DPA."
        result = _message(DataValidation("list", entries.span), kind, text)
        result.showErrorMessage = entries.strict
        return result
    if kind.choices:
        choices = ",".join(kind.choices)
        return _message(DataValidation("list", f'"{choices}"'), kind) if _fits_cell(kind) else None
    if kind.form in ("teks", "ukuran"):
        return None
    type_name = "whole" if kind.form == "bulat" else "decimal"
    lower = -LARGEST_NUMBER if kind.lower is None else kind.lower
    if kind.dash_allowed:
        formula = f'OR({cells}="-",AND(ISNUMBER({cells}),{cells}>={lower:g}))'
        return _message(DataValidation("custom", formula), kind)
    if kind.lower_excluded:
        return _message(DataValidation(type_name, f"{lower:g}", operator="greaterThan"), kind)
    upper = LARGEST_NUMBER if kind.upper is None else kind.upper
    limit = DataValidation(type_name, f"{lower:.0f}", f"{upper:.0f}", operator="between")
    return _message(limit, kind)


def refer(kind: Kind, sheet: str, letter: str, rows: tuple[int, int]) -> DataValidation:
    """A list of what stands in a column of another sheet, as long as that column is filled."""
    initial, end = rows
    column = f"'{sheet}'!${letter}${initial}"
    count = f"COUNTA('{sheet}'!${letter}${initial}:${letter}${end})"
    entries = DataValidation("list", f"OFFSET({column},0,0,MAX(1,{count}),1)")
    return _message(entries, kind, f"Pilih yang ada di lembar {sheet}.")


def _fits_cell(kind: Kind) -> bool:
    """Excel separates the items with commas and holds 255 characters."""
    return not any("," in p for p in kind.choices) and len("".join(kind.choices)) < CHOICE_LENGTH


def _message(controls: DataValidation, kind: Kind, condition: str = "") -> DataValidation:
    """What Excel says while a cell is chosen, and when it refuses."""
    controls.allow_blank = True
    controls.showErrorMessage = controls.showInputMessage = True
    controls.errorStyle = "stop"
    controls.errorTitle = controls.promptTitle = kind.title[:TITLE_LENGTH]
    controls.error = f"{kind.title}: {condition or kind.condition}"[:MESSAGE_LENGTH]
    controls.prompt = f"{kind.meaning}. {condition or kind.condition}"[:MESSAGE_LENGTH]
    return controls
