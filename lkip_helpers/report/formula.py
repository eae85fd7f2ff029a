"""Formulas declared beside a column: told in words under a table, in Excel, and recalculated."""

import math
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Protocol

import pandas as pd

from lkip_helpers.compute.rounding import is_half
from lkip_helpers.report.format import lower_first
from lkip_helpers.rules import expression as tree

FINE = 10  # decimals that no figure of a report needs, and no noise of floats reaches

_FUNCTIONS: dict[str, Callable[["pd.Series[Any]"], float]] = {
    "jumlah": lambda column: float("nan") if column.isna().all() else column.sum(),
    "rata_rata": lambda column: column.mean(),
    "banyak": lambda column: column.count(),
}
_WORDINGS = {"jumlah": "jumlah", "rata_rata": "rata-rata", "banyak": "banyaknya"}


def formula_names(formula: str) -> set[str]:
    """Columns of its own table that `formula` is made of; none for an empty formula."""
    return {o.name for o in tree.list_operands(formula) if o.kind in ("sel", "kolom")}


def evaluate_formula(
    formula: str,
    rows: Mapping[str, Any],
    data: pd.DataFrame,
    footer: Mapping[str, Any] | None = None,
) -> Any:
    """Value of `formula` for one row.

    rows: the row's values by column key. data: the whole table, for column functions.
    footer: values of the same column in the footer rows, by their title. A missing operand or a
    division by zero gives NaN.
    """

    def value(operand: tree.Operand) -> Any:
        match operand:
            case tree.Operand(kind="sel", name=name) if name in rows:
                return math.nan if pd.isna(rows[name]) else rows[name]
            case tree.Operand(kind="kolom", name=name, function=function) if name in data:
                return _FUNCTIONS[function](data[name])
            case tree.Operand(kind="kaki", name=title) if footer is not None:
                return footer[title]
        raise tree.InvalidFormula(f"Rumus menyebut yang tidak dikenal: {operand}")

    return tree.calculate(tree.parse_formula(formula), value)


class _Words(NamedTuple):
    """A part of a formula as it is said, and the sign it is joined by."""

    text: str
    sign: str = ""

    def within(self, signs: str) -> str:
        """In brackets where its sign is one of those."""
        return f"({self.text})" if self.sign and self.sign in signs else self.text


def _join_words(sign: str, parts: list[_Words]) -> _Words:
    text = [p.text for p in parts]
    match sign:
        case "bulat":
            return _Words(f"{text[0]}, dibulatkan")
        case "terbesar" | "terkecil":
            return _Words(f"yang {sign} dari {text[0]} dan {text[1]}", "+")
        case "bila":
            return _Words(f"bila {text[0]} < {text[1]}: {text[2]}; bila tidak: {text[3]}", "+")
    left, right = ("+−", "+−×/") if sign in "×/" else ("", "")
    return _Words(f"{parts[0].within(left)} {sign} {parts[1].within(right)}", sign)


def write_formula(formula: str | tree.Formula, phrase: Callable[[tree.Operand], str]) -> str:
    """`formula` as a person writes it, each operand as `phrase` says it. Raises InvalidFormula."""

    def leaf(node: tree.Leaf) -> _Words:
        return _Words(
            phrase(node) if isinstance(node, tree.Operand) else str(node).replace(".", ",")
        )

    parsed = tree.parse_formula(formula) if isinstance(formula, str) else formula
    return tree.fold(parsed, leaf, _join_words).text


def describe_formula(formula: str | tree.Formula, wording: Mapping[str, str]) -> str:
    """`formula` as a reader says it: column keys replaced by their printed titles.

    wording: by key, for a column of another table by `label.key`.
    """

    def phrase(operand: tree.Operand) -> str:
        match operand.kind:
            case "sel":
                return wording.get(operand.name, operand.name.replace("_", " "))
            case "kolom":
                function = _WORDINGS[operand.function]
                content = wording.get(operand.name, operand.name)
                whole = content.startswith(function)
                return f"{content} seluruhnya" if whole else f"{function} {content}"
            case "kaki":
                return lower_first(operand.name)
            case "dari":
                column = operand.column.replace("_", " ")
                column = wording.get(f"{operand.label}.{operand.column}", column)
                return f"{lower_first(operand.name)} {column}"

    return write_formula(formula, phrase)


class Address(Protocol):
    """Where columns, footer rows and other tables stand on a worksheet."""

    def cells(self, column: str) -> str: ...

    def span(self, column: str) -> str: ...

    def footer(self, title: str) -> str: ...

    def from_(self, label: str, title: str, column: str) -> str: ...


_EXCEL_FUNCTIONS = {"jumlah": "SUM", "rata_rata": "AVERAGE", "banyak": "COUNTA"}
_EXCEL = {
    "+": "({}+{})", "−": "({}-{})", "×": "({}*{})", "/": "({}/{})", "terbesar": "MAX({},{})",
    "terkecil": "MIN({},{})", "bulat": "ROUND({},0)", "bila": "IF({}<{},{},{})",
}  # fmt: skip


def translate_formula(formula: str, address: Address) -> str:
    """`formula` as a formula of Excel, without the sign of equality; raises InvalidFormula."""

    def leaf(node: tree.Leaf) -> str:
        return _phrase_cell(node, address) if isinstance(node, tree.Operand) else str(node)

    parsed = tree.parse_formula(formula)
    return tree.fold(parsed, leaf, lambda sign, parts: _EXCEL[sign].format(*parts))


def settle_half(formula: str, value: float, decimals: int) -> str:
    """`rumus` of Excel, freed of the noise of floats where that would decide its last shown digit.

    nilai: what it gives. Only a value half-way between two numbers of `desimal` places needs it.
    """
    return f"ROUND({formula},{FINE})" if is_half(value, decimals) else formula


def _phrase_cell(operand: tree.Operand, address: Address) -> str:
    match operand.kind:
        case "sel":
            return address.cells(operand.name)
        case "kolom":
            return f"{_EXCEL_FUNCTIONS[operand.function]}({address.span(operand.name)})"
        case "kaki":
            return address.footer(operand.name)
        case "dari":
            return address.from_(operand.label, operand.name, operand.column)
