"""Formulas declared beside a column: put in words under a table, in Excel, and evaluated."""

import math
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import pandas as pd

from lkip_helpers.compute.rounding import is_half
from lkip_helpers.errors import InvalidArgument
from lkip_helpers.report.format import lower_first
from lkip_helpers.rules import expression as tree
from lkip_helpers.rules import naming
from lkip_helpers.schema.numbers import swap_marks

EXACT_DECIMALS = 10  # more than a report prints, fewer than the noise of floats begins at

_FUNCTIONS: dict[str, Callable[["pd.Series[Any]"], float]] = {
    "jumlah": lambda column: float("nan") if column.isna().all() else column.sum(),
    "rata_rata": lambda column: column.mean(),
    "banyak": lambda column: column.count(),
}
_WORDINGS = {"jumlah": "jumlah", "rata_rata": "rata-rata", "banyak": "banyaknya"}


def formula_names(formula: str) -> set[str]:
    """Columns of its own table that `formula` uses; none for an empty formula."""
    operands = tree.list_operands(formula)
    return {operand.name for operand in operands if operand.kind in ("sel", "kolom")}


def evaluate_formula(
    formula: str,
    row: Mapping[str, Any],
    data: pd.DataFrame,
    footer: Mapping[str, Any] | None = None,
) -> Any:
    """Value of `formula` for one row. Raises InvalidArgument where it names what is not there.

    row: its values by column key. data: the whole table, for column functions. footer: values of
    the same column in the footer rows, by their title. A missing operand or a division by zero
    gives NaN.
    """

    def resolve(operand: tree.Operand) -> Any:
        match operand:
            case tree.Operand(kind="sel", name=name) if name in row:
                return math.nan if pd.isna(row[name]) else row[name]
            case tree.Operand(kind="kolom", name=name, function=function) if name in data:
                return _FUNCTIONS[function](data[name])
            case tree.Operand(kind="kaki", name=title) if footer and title in footer:
                return footer[title]
        raise InvalidArgument(f"Rumus menyebut yang tidak dikenal: {operand}")

    return tree.calculate(tree.parse_formula(formula), resolve)


class _Phrase(NamedTuple):
    """A part of a formula in words, and the operator at its top."""

    text: str
    operator: str = ""

    def bracket(self, operators: str) -> str:
        """Its text, in brackets where its operator is one of these."""
        return f"({self.text})" if self.operator and self.operator in operators else self.text


def _join_phrases(operator: str, parts: list[_Phrase]) -> _Phrase:
    texts = [part.text for part in parts]
    match operator:
        case "bulat":
            return _Phrase(f"{texts[0]}, dibulatkan")
        case "terbesar" | "terkecil":
            return _Phrase(f"yang {operator} dari {texts[0]} dan {texts[1]}", "+")
        case "bila":
            return _Phrase(f"bila {texts[0]} < {texts[1]}: {texts[2]}; bila tidak: {texts[3]}", "+")
    left, right = ("+−", "+−×/") if operator in "×/" else ("", "")
    return _Phrase(f"{parts[0].bracket(left)} {operator} {parts[1].bracket(right)}", operator)


def write_formula(formula: str | tree.Formula, phrase: Callable[[tree.Operand], str]) -> str:
    """`formula` as a person writes it; phrase: words for an operand. Raises InvalidArgument."""

    def phrase_leaf(leaf: tree.Leaf) -> _Phrase:
        return _Phrase(phrase(leaf) if isinstance(leaf, tree.Operand) else swap_marks(str(leaf)))

    parsed = tree.parse_formula(formula) if isinstance(formula, str) else formula
    return tree.fold(parsed, phrase_leaf, _join_phrases).text


def describe_formula(formula: str | tree.Formula, wording: Mapping[str, str]) -> str:
    """`formula` in words: column keys replaced by their printed titles.

    wording: titles by key; those of another table by `label.key`.
    """

    def phrase(operand: tree.Operand) -> str:
        match operand.kind:
            case "sel":
                return wording.get(operand.name, operand.name.replace("_", " "))
            case "kolom":
                function = _WORDINGS[operand.function]
                title = wording.get(operand.name, operand.name)
                repeated = title.startswith(function)
                return f"{title} seluruhnya" if repeated else f"{function} {title}"
            case "kaki":
                return lower_first(operand.name)
            case "dari":
                column = naming.ADOPTED.get(operand.column, operand.column.replace("_", " "))
                column = wording.get(f"{operand.label}.{operand.column}", column)
                return f"{lower_first(operand.name)} {column}"

    return write_formula(formula, phrase)


_EXCEL = {
    "+": "({}+{})", "−": "({}-{})", "×": "({}*{})", "/": "({}/{})", "terbesar": "MAX({},{})",
    "terkecil": "MIN({},{})", "bulat": "ROUND({},0)", "bila": "IF({}<{},{},{})",
}  # fmt: skip


def translate_formula(formula: str, refer: Callable[[tree.Operand], str]) -> str:
    """`formula` as an Excel formula, without the equals sign; raises InvalidArgument.

    refer: the cell of an operand, or the cells of a column, to which its function applies.
    """

    def translate_leaf(leaf: tree.Leaf) -> str:
        if not isinstance(leaf, tree.Operand):
            return str(leaf)
        function = {"jumlah": "SUM", "rata_rata": "AVERAGE", "banyak": "COUNTA"}.get(leaf.function)
        return f"{function}({refer(leaf)})" if function else refer(leaf)

    parsed = tree.parse_formula(formula)
    return tree.fold(parsed, translate_leaf, lambda sign, parts: _EXCEL[sign].format(*parts))


def settle_half(formula: str, value: float, decimals: int) -> str:
    """An Excel formula, rounded where the noise of floats would decide its last shown digit.

    value: its result. Only one half-way between two numbers of `decimals` places needs it.
    """
    return f"ROUND({formula},{EXACT_DECIMALS})" if is_half(value, decimals) else formula
