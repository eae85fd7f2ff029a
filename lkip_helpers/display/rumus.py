"""Formulas, declared once beside a column: for the note under a table and for recalculation.

The language is arithmetic over column keys (`realisasi / target × 100`), the column functions
`jumlah`, `rata_rata`, `banyak` (of `ini`: the formula's own column, whatever its key),
`bulat(…)` (half up, to a whole number),
`kaki(Judul)` for the same column in another footer row, and
`dari(label_tabel, Judul, kolom)` for a footer cell of another table (`_` for `-` in its label).
"""

import ast
import math
import operator
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import pandas as pd

INI = "ini"

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


def names_rumus(rumus: str) -> set[str]:
    """Columns of its own table that `rumus` is made of; none for an empty formula."""
    if not rumus:
        return set()
    pohon = parse_rumus(rumus)
    panggilan = [s for s in ast.walk(pohon) if isinstance(s, ast.Call)]
    bukan = {id(c.func) for c in panggilan} | {
        id(a)
        for c in panggilan
        if isinstance(c.func, ast.Name) and c.func.id in ("kaki", "dari")
        for a in c.args
    }
    return {s.id for s in ast.walk(pohon) if isinstance(s, ast.Name) and id(s) not in bukan}


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
            case ast.Call(func=ast.Name(id="bulat"), args=[isi]):
                hasil = nilai(isi)
                return hasil if math.isnan(hasil) else math.floor(hasil + 0.5)
            case ast.Call(func=ast.Name(id="kaki"), args=[ast.Name(id=judul)]) if kaki is not None:
                return kaki[judul]
            case ast.Call(func=ast.Name(id=fungsi), args=[ast.Name(id=nama)]) if (
                fungsi in _FUNGSI and nama in data
            ):
                return _FUNGSI[fungsi](data[nama])
            case _:
                raise RumusSalah(f"Rumus menyebut yang tidak dikenal: {ast.unparse(simpul)}")

    return nilai(parse_rumus(rumus))


def _nama(simpul: ast.expr) -> str:
    """The name an argument is; raises RumusSalah where it is something else."""
    if isinstance(simpul, ast.Name):
        return simpul.id
    raise RumusSalah(f"Rumus menyebut yang tidak dikenal: {ast.unparse(simpul)}")


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
            case ast.Call(func=ast.Name(id="bulat" | "kaki" as fungsi), args=[isi]):
                return f"{teks(isi)}, dibulatkan" if fungsi == "bulat" else _nama(isi).lower()
            case ast.Call(
                func=ast.Name(id="dari"), args=[_, ast.Name(id=judul), ast.Name(id=kolom)]
            ):
                return f"{judul.lower()} {kolom.replace('_', ' ')}"
            case ast.Call(func=ast.Name(id=fungsi), args=[ast.Name(id=nama)]):
                return f"{_SEBUTAN[fungsi]} {sebutan.get(nama, nama)}"
            case _:
                raise RumusSalah(f"Rumus menyebut yang tidak dikenal: {ast.unparse(simpul)}")

    return teks(parse_rumus(rumus))


class Alamat(Protocol):
    """Where columns, footer rows and other tables stand on a worksheet."""

    def sel(self, kolom: str) -> str: ...

    def rentang(self, kolom: str) -> str: ...

    def kaki(self, judul: str) -> str: ...

    def dari(self, label: str, judul: str, kolom: str) -> str: ...


_FUNGSI_EXCEL = {"jumlah": "SUM", "rata_rata": "AVERAGE", "banyak": "COUNT"}


def translate_rumus(rumus: str, alamat: Alamat) -> str:
    """`rumus` as a formula of Excel, without the sign of equality; raises RumusSalah."""

    def teks(simpul: ast.expr) -> str:
        match simpul:
            case ast.Constant(value=angka):
                return str(angka)
            case ast.Name(id=nama):
                return alamat.sel(nama)
            case ast.BinOp(left=kiri, op=op, right=kanan):
                tanda = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}[type(op)]
                return f"({teks(kiri)}{tanda}{teks(kanan)})"
            case ast.Call(func=ast.Name(id="bulat" | "kaki" as fungsi), args=[isi]):
                return f"ROUND({teks(isi)},0)" if fungsi == "bulat" else alamat.kaki(_nama(isi))
            case ast.Call(
                func=ast.Name(id="dari"),
                args=[ast.Name(id=label), ast.Name(id=judul), ast.Name(id=kolom)],
            ):
                return alamat.dari(label.replace("_", "-"), judul, kolom)
            case ast.Call(func=ast.Name(id=fungsi), args=[ast.Name(id=nama)]) if (
                fungsi in _FUNGSI_EXCEL
            ):
                return f"{_FUNGSI_EXCEL[fungsi]}({alamat.rentang(nama)})"
            case _:
                raise RumusSalah(f"Rumus menyebut yang tidak dikenal: {ast.unparse(simpul)}")

    return teks(parse_rumus(rumus))
