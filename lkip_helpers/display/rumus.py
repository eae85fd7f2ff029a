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

from lkip_helpers.display.format import rendahkan

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
_TANDA: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "−",
    ast.Mult: "×",
    ast.Div: "/",
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


class Operan(NamedTuple):
    """What a formula takes from elsewhere.

    jenis: sel (a column in the same row), kolom (`fungsi` over a whole column), kaki (the same
    column in the footer row `nama`), dari (column `kolom` of the footer row `nama` of `label`).
    """

    jenis: Literal["sel", "kolom", "kaki", "dari"]
    nama: str
    fungsi: str = ""
    label: str = ""
    kolom: str = ""


def _operan(simpul: ast.expr) -> Operan | None:
    """The operand a node is; None for arithmetic, numbers and what is not known."""
    match simpul:
        case ast.Name(id=nama):
            return Operan("sel", nama)
        case ast.Call(func=ast.Name(id="kaki"), args=[ast.Name(id=judul)]):
            return Operan("kaki", judul)
        case ast.Call(
            func=ast.Name(id="dari"),
            args=[ast.Name(id=label), ast.Name(id=judul), ast.Name(id=kolom)],
        ):
            return Operan("dari", judul, label=label.replace("_", "-"), kolom=kolom)
        case ast.Call(func=ast.Name(id=fungsi), args=[ast.Name(id=nama)]) if fungsi in _FUNGSI:
            return Operan("kolom", nama, fungsi)
    return None


def list_operan(rumus: str) -> list[Operan]:
    """What `rumus` is made of, in order; nothing for an empty formula. Raises RumusSalah."""
    hasil: list[Operan] = []

    def catat(operan: Operan) -> str:
        hasil.append(operan)
        return ""

    if rumus:
        write_rumus(rumus, catat)
    return list(dict.fromkeys(hasil))


def names_rumus(rumus: str) -> set[str]:
    """Columns of its own table that `rumus` is made of; none for an empty formula."""
    return {o.nama for o in list_operan(rumus) if o.jenis in ("sel", "kolom")}


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


def write_rumus(rumus: str, sebut: Callable[[Operan], str]) -> str:
    """`rumus` as a person writes it, each operand as `sebut` says it. Raises RumusSalah."""

    def teks(simpul: ast.expr, kurung: str = "") -> str:
        """kurung: the signs whose arithmetic needs brackets where it stands."""
        if operan := _operan(simpul):
            return sebut(operan)
        match simpul:
            case ast.Constant(value=angka):
                return str(angka).replace(".", ",")
            case ast.BinOp(left=kiri, op=op, right=kanan) if type(op) in _TANDA:
                tanda = _TANDA[type(op)]
                dua = ("+−", "+−×/") if tanda in "×/" else ("", "")
                hasil = f"{teks(kiri, dua[0])} {tanda} {teks(kanan, dua[1])}"
                return f"({hasil})" if tanda in kurung else hasil
            case ast.Call(func=ast.Name(id="bulat"), args=[isi]):
                return f"{teks(isi)}, dibulatkan"
        raise RumusSalah(f"Rumus menyebut yang tidak dikenal: {ast.unparse(simpul)}")

    return teks(parse_rumus(rumus))


def describe_rumus(rumus: str, sebutan: Mapping[str, str]) -> str:
    """`rumus` as a reader says it: column keys replaced by their printed titles.

    sebutan: by key, for a column of another table by `label.key`.
    """

    def sebut(operan: Operan) -> str:
        match operan.jenis:
            case "sel":
                return sebutan.get(operan.nama, operan.nama.replace("_", " "))
            case "kolom":
                fungsi, isi = _SEBUTAN[operan.fungsi], sebutan.get(operan.nama, operan.nama)
                return f"{isi} seluruhnya" if isi.startswith(fungsi) else f"{fungsi} {isi}"
            case "kaki":
                return rendahkan(operan.nama)
            case "dari":
                kolom = operan.kolom.replace("_", " ")
                kolom = sebutan.get(f"{operan.label}.{operan.kolom}", kolom)
                return f"{rendahkan(operan.nama)} {kolom}"

    return write_rumus(rumus, sebut)


class Alamat(Protocol):
    """Where columns, footer rows and other tables stand on a worksheet."""

    def sel(self, kolom: str) -> str: ...

    def rentang(self, kolom: str) -> str: ...

    def kaki(self, judul: str) -> str: ...

    def dari(self, label: str, judul: str, kolom: str) -> str: ...


_TANDA_EXCEL: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}
_FUNGSI_EXCEL = {"jumlah": "SUM", "rata_rata": "AVERAGE", "banyak": "COUNTA"}


def translate_rumus(rumus: str, alamat: Alamat) -> str:
    """`rumus` as a formula of Excel, without the sign of equality; raises RumusSalah."""

    def teks(simpul: ast.expr) -> str:
        if operan := _operan(simpul):
            return _sebut_sel(operan, alamat)
        match simpul:
            case ast.Constant(value=angka):
                return str(angka)
            case ast.BinOp(left=kiri, op=op, right=kanan) if type(op) in _TANDA_EXCEL:
                return f"({teks(kiri)}{_TANDA_EXCEL[type(op)]}{teks(kanan)})"
            case ast.Call(func=ast.Name(id="bulat"), args=[isi]):
                return f"ROUND({teks(isi)},0)"
        raise RumusSalah(f"Rumus menyebut yang tidak dikenal: {ast.unparse(simpul)}")

    return teks(parse_rumus(rumus))


def _sebut_sel(operan: Operan, alamat: Alamat) -> str:
    match operan.jenis:
        case "sel":
            return alamat.sel(operan.nama)
        case "kolom":
            return f"{_FUNGSI_EXCEL[operan.fungsi]}({alamat.rentang(operan.nama)})"
        case "kaki":
            return alamat.kaki(operan.nama)
        case "dari":
            return alamat.dari(operan.label, operan.nama, operan.kolom)
