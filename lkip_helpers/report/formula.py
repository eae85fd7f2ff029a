"""Formulas, declared once beside a column: for the note under a table and for recalculation.

The language is arithmetic over column keys (`realisasi / target × 100`), the column functions
`jumlah`, `rata_rata`, `banyak` of filled cells (of `ini`: the formula's own column, whatever its
key),
`bulat(…)` (half up, to a whole number),
`kaki(Judul)` for the same column in another footer row, and
`dari(label_tabel, Judul, kolom)` for a footer cell of another table (`_` for `-` in its label).
"""

import ast
import math
import operator
from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple, Protocol

import pandas as pd

from lkip_helpers.compute.rounding import is_half, round_half_up
from lkip_helpers.errors import LkipError
from lkip_helpers.report.format import lower_first

THIS = "ini"
HALUS = 10  # decimals that no figure of a report needs, and no noise of floats reaches

_OPERATOR: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: lambda a, b: a / b if b else math.nan,
}
_FUNCTIONS: dict[str, Callable[["pd.Series[Any]"], float]] = {
    "jumlah": lambda column: column.sum(),
    "rata_rata": lambda column: column.mean(),
    "banyak": lambda column: column.count(),
}
_SIGNS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "−",
    ast.Mult: "×",
    ast.Div: "/",
}
_WORDINGS = {"jumlah": "jumlah", "rata_rata": "rata-rata", "banyak": "banyaknya"}


class InvalidFormula(LkipError, ValueError):
    """A formula that cannot be read or names a column that is not there."""


def parse_formula(formula: str) -> ast.expr:
    """Syntax tree of `formula`; raises InvalidFormula."""
    text = formula.replace("×", "*").replace("−", "-")
    try:
        return ast.parse(text, mode="eval").body
    except SyntaxError as error:
        raise InvalidFormula(f"Rumus tidak dapat dibaca: {formula}") from error


class Operand(NamedTuple):
    """What a formula takes from elsewhere.

    kind: sel (a column in the same row), kolom (`function` over a whole column), kaki (the same
    column in the footer row `name`), dari (column `column` of the footer row `name` of `label`).
    """

    kind: Literal["sel", "kolom", "kaki", "dari"]
    name: str
    function: str = ""
    label: str = ""
    column: str = ""


def find_operan(node: ast.expr) -> Operand | None:
    """The operand a node is; None for arithmetic, numbers and what is not known."""
    match node:
        case ast.Name(id=name):
            return Operand("sel", name)
        case ast.Call(func=ast.Name(id="kaki"), args=[ast.Name(id=title)]):
            return Operand("kaki", title)
        case ast.Call(
            func=ast.Name(id="dari"),
            args=[ast.Name(id=label), ast.Name(id=title), ast.Name(id=column)],
        ):
            return Operand("dari", title, label=label.replace("_", "-"), column=column)
        case ast.Call(func=ast.Name(id=function), args=[ast.Name(id=name)]) if (
            function in _FUNCTIONS
        ):
            return Operand("kolom", name, function)
    return None


def list_operands(formula: str) -> list[Operand]:
    """What `formula` is made of, in order; nothing for an empty formula. Raises InvalidFormula."""
    result: list[Operand] = []

    def take_note(operand: Operand) -> str:
        result.append(operand)
        return ""

    if formula:
        write_formula(formula, take_note)
    return list(dict.fromkeys(result))


def formula_names(formula: str) -> set[str]:
    """Columns of its own table that `formula` is made of; none for an empty formula."""
    return {o.name for o in list_operands(formula) if o.kind in ("sel", "kolom")}


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

    def value(node: ast.expr) -> Any:
        match node:
            case ast.Constant(value=int() | float() as number):
                return number
            case ast.Name(id=name) if name in rows:
                return math.nan if pd.isna(rows[name]) else rows[name]
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATOR:
                return _OPERATOR[type(op)](value(left), value(right))
            case ast.Call(func=ast.Name(id="bulat"), args=[content]):
                result = value(content)
                return result if math.isnan(result) else int(round_half_up(result, 0))
            case ast.Call(func=ast.Name(id="kaki"), args=[ast.Name(id=title)]) if (
                footer is not None
            ):
                return footer[title]
            case ast.Call(func=ast.Name(id=function), args=[ast.Name(id=name)]) if (
                function in _FUNCTIONS and name in data
            ):
                return _FUNCTIONS[function](data[name])
            case _:
                raise InvalidFormula(f"Rumus menyebut yang tidak dikenal: {ast.unparse(node)}")

    return value(parse_formula(formula))


def write_formula(formula: str, phrase: Callable[[Operand], str]) -> str:
    """`formula` as a person writes it, each operand as `phrase` says it. Raises InvalidFormula."""

    def text(node: ast.expr, brackets: str = "") -> str:
        """kurung: the signs whose arithmetic needs brackets where it stands."""
        if operand := find_operan(node):
            return phrase(operand)
        match node:
            case ast.Constant(value=number):
                return str(number).replace(".", ",")
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _SIGNS:
                sign = _SIGNS[type(op)]
                two = ("+−", "+−×/") if sign in "×/" else ("", "")
                result = f"{text(left, two[0])} {sign} {text(right, two[1])}"
                return f"({result})" if sign in brackets else result
            case ast.Call(func=ast.Name(id="bulat"), args=[content]):
                return f"{text(content)}, dibulatkan"
        raise InvalidFormula(f"Rumus menyebut yang tidak dikenal: {ast.unparse(node)}")

    return text(parse_formula(formula))


def describe_formula(formula: str, wording: Mapping[str, str]) -> str:
    """`formula` as a reader says it: column keys replaced by their printed titles.

    wording: by key, for a column of another table by `label.key`.
    """

    def phrase(operand: Operand) -> str:
        match operand.kind:
            case "sel":
                return wording.get(operand.name, operand.name.replace("_", " "))
            case "kolom":
                function, content = (
                    _WORDINGS[operand.function],
                    wording.get(operand.name, operand.name),
                )
                return (
                    f"{content} seluruhnya"
                    if content.startswith(function)
                    else f"{function} {content}"
                )
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


_EXCEL_SIGNS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}
_EXCEL_FUNCTIONS = {"jumlah": "SUM", "rata_rata": "AVERAGE", "banyak": "COUNTA"}


def translate_formula(formula: str, address: Address) -> str:
    """`formula` as a formula of Excel, without the sign of equality; raises InvalidFormula."""

    def text(node: ast.expr) -> str:
        if operand := find_operan(node):
            return _phrase_cell(operand, address)
        match node:
            case ast.Constant(value=number):
                return str(number)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _EXCEL_SIGNS:
                return f"({text(left)}{_EXCEL_SIGNS[type(op)]}{text(right)})"
            case ast.Call(func=ast.Name(id="bulat"), args=[content]):
                return f"ROUND({text(content)},0)"
        raise InvalidFormula(f"Rumus menyebut yang tidak dikenal: {ast.unparse(node)}")

    return text(parse_formula(formula))


def settle_half(formula: str, value: float, decimals: int) -> str:
    """`rumus` of Excel, freed of the noise of floats where that would decide its last shown digit.

    nilai: what it gives. Only a value half-way between two numbers of `desimal` places needs it.
    """
    return f"ROUND({formula},{HALUS})" if is_half(value, decimals) else formula


def _phrase_cell(operand: Operand, address: Address) -> str:
    match operand.kind:
        case "sel":
            return address.cells(operand.name)
        case "kolom":
            return f"{_EXCEL_FUNCTIONS[operand.function]}({address.span(operand.name)})"
        case "kaki":
            return address.footer(operand.name)
        case "dari":
            return address.from_(operand.label, operand.name, operand.column)
