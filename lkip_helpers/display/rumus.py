"""Formulas, declared once beside a column: for the note under a table and for recalculation.

The language is arithmetic over column keys (`realisasi / target × 100`), the column functions
`jumlah`, `rata_rata`, `banyak`, and `kaki(Judul)` for the same column in another footer row.
"""

import ast
import math
import operator
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

_OPERATOR: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: lambda a, b: a / b if b else math.nan,
}
_FUNGSI: dict[str, Callable[["pd.Series[Any]"], float]] = {
    "jumlah": lambda kolom: kolom.sum(),
    "rata_rata": lambda kolom: kolom.mean(),
    "banyak": lambda kolom: kolom.count(),
}
_SEBUTAN = {"jumlah": "jumlah", "rata_rata": "rata-rata", "banyak": "banyaknya"}


class RumusSalah(ValueError):
    """A formula that cannot be read or names a column that is not there."""


def parse_rumus(rumus: str) -> ast.expr:
    """Syntax tree of `rumus`; raises RumusSalah."""
    teks = rumus.replace("×", "*").replace("−", "-")
    try:
        return ast.parse(teks, mode="eval").body
    except SyntaxError as galat:
        raise RumusSalah(f"Rumus tidak dapat dibaca: {rumus}") from galat


def evaluate_rumus(
    rumus: str,
    baris: Mapping[str, Any],
    data: pd.DataFrame,
    kaki: Mapping[str, Any] | None = None,
) -> Any:
    """Value of `rumus` for one row.

    baris: the row's values by column key. data: the whole table, for column functions.
    kaki: values of the same column in the footer rows, by their title. A missing operand or a
    division by zero gives NaN.
    """

    def nilai(simpul: ast.expr) -> Any:
        match simpul:
            case ast.Constant(value=int() | float() as angka):
                return angka
            case ast.Name(id=nama) if nama in baris:
                return math.nan if pd.isna(baris[nama]) else baris[nama]
            case ast.BinOp(left=kiri, op=op, right=kanan) if type(op) in _OPERATOR:
                return _OPERATOR[type(op)](nilai(kiri), nilai(kanan))
            case ast.Call(func=ast.Name(id="kaki"), args=[ast.Name(id=judul)]) if kaki is not None:
                return kaki[judul]
            case ast.Call(func=ast.Name(id=fungsi), args=[ast.Name(id=nama)]) if (
                fungsi in _FUNGSI and nama in data
            ):
                return _FUNGSI[fungsi](data[nama])
            case _:
                raise RumusSalah(f"Rumus menyebut yang tidak dikenal: {ast.unparse(simpul)}")

    return nilai(parse_rumus(rumus))


def describe_rumus(rumus: str, sebutan: Mapping[str, str]) -> str:
    """`rumus` as a reader says it: column keys replaced by their printed titles."""

    def teks(simpul: ast.expr, dalam: bool = False) -> str:
        match simpul:
            case ast.Constant(value=angka):
                return str(angka).replace(".", ",")
            case ast.Name(id=nama):
                return sebutan.get(nama, nama.replace("_", " "))
            case ast.BinOp(left=kiri, op=op, right=kanan):
                tanda = {ast.Add: "+", ast.Sub: "−", ast.Mult: "×", ast.Div: "/"}[type(op)]
                hasil = f"{teks(kiri, tanda in '×/')} {tanda} {teks(kanan, tanda in '×/')}"
                return f"({hasil})" if dalam and tanda in "+−" else hasil
            case ast.Call(func=ast.Name(id="kaki"), args=[ast.Name(id=judul)]):
                return judul.lower()
            case ast.Call(func=ast.Name(id=fungsi), args=[ast.Name(id=nama)]):
                return f"{_SEBUTAN[fungsi]} {sebutan.get(nama, nama)}"
            case _:
                raise RumusSalah(f"Rumus menyebut yang tidak dikenal: {ast.unparse(simpul)}")

    return teks(parse_rumus(rumus))
