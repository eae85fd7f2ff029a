"""Declared formulas over printed figures: a rounded figure is an interval, not a number."""

import ast
import math
from collections.abc import Callable
from typing import NamedTuple


class Selang(NamedTuple):
    """From `bawah` to `atas`, both included."""

    bawah: float
    atas: float

    def memuat(self, lain: "Selang") -> bool:
        """Whether both have a value in common; a hair of slack for binary fractions."""
        longgar = 1e-9 * max(1.0, abs(self.atas), abs(lain.atas))
        return self.bawah <= lain.atas + longgar and lain.bawah <= self.atas + longgar


class TakTerhitung(ValueError):
    """An operand is not printed, or there is a division by zero."""


Operand = Callable[[ast.expr], Selang]


def titik(nilai: float) -> Selang:
    """An exact number."""
    return Selang(nilai, nilai)


def evaluate_selang(simpul: ast.expr, operand: Operand) -> Selang:
    """Interval of a formula; names and calls are answered by `operand`. Raises TakTerhitung."""
    match simpul:
        case ast.Constant(value=int() | float() as angka):
            return titik(float(angka))
        case ast.BinOp(left=kiri, op=op, right=kanan):
            return _hitung(op, evaluate_selang(kiri, operand), evaluate_selang(kanan, operand))
        case _:
            return operand(simpul)


def _hitung(op: ast.operator, a: Selang, b: Selang) -> Selang:
    match op:
        case ast.Add():
            return Selang(a.bawah + b.bawah, a.atas + b.atas)
        case ast.Sub():
            return Selang(a.bawah - b.atas, a.atas - b.bawah)
        case ast.Mult():
            kali = [x * y for x in a for y in b]
            return Selang(min(kali), max(kali))
        case _ if b.bawah <= 0 <= b.atas:
            raise TakTerhitung("pembagian dengan nol")
        case _:
            bagi = [x / y for x in a for y in b]
            return Selang(min(bagi), max(bagi))


def sum_selang(isi: list[Selang]) -> Selang:
    """Sum of intervals."""
    return Selang(math.fsum(s.bawah for s in isi), math.fsum(s.atas for s in isi))
