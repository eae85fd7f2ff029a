"""Formulas as a tree: parsed once from the text in which they are declared.

The language is arithmetic over names (`realisasi / target × 100`), of the columns of a table or of
what a rule speaks of; `terbesar(a, b)` and `terkecil(a, b)`; `bila(a < b, x, y)`: x where the
condition holds, else y; `bulat(…)` (half up, to a whole number). In a table also the column
functions `jumlah`, `rata_rata`, `banyak` of filled cells (of `ini`: the formula's own column,
whatever its key), `kaki(Judul)` for the same column in another footer row, and
`dari(label_tabel, Judul, kolom)` for a footer cell of another table (`_` for `-` in its label).

It is translated into words and Excel (report/formula.py), numbers (here), intervals (reconcile).
"""

import ast
import math
import operator
from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import chain
from typing import Any, Literal, NamedTuple, TypeAlias, TypeVar

from lkip_helpers.errors import InvalidArgument

THIS = "ini"
SIGNIFICANT = 14  # digits of a float that stay exact in arithmetic
COLUMN_FUNCTIONS = ("jumlah", "rata_rata", "banyak")
_SIGNS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "−", ast.Mult: "×", ast.Div: "/"}
_OPERANDS = {"terbesar": 2, "terkecil": 2, "bulat": 1}
T = TypeVar("T")


class Operand(NamedTuple):
    """A value that a formula refers to.

    kind: sel (a name, or column in the same row), kolom (`function` over a whole column), kaki
    (the same column in the footer row `name`), dari (`column` of the footer row `name` of `label`).
    """

    kind: Literal["sel", "kolom", "kaki", "dari"]
    name: str
    function: str = ""
    label: str = ""
    column: str = ""

    def __str__(self) -> str:
        """The text in which it is declared."""
        match self.kind:
            case "kolom":
                return f"{self.function}({self.name})"
            case "kaki":
                return f"kaki({self.name})"
            case "dari":
                return f"dari({self.label}, {self.name}, {self.column})"
        return self.name


class Operation(NamedTuple):
    """An operator or function (+ − × /, terbesar, terkecil, bulat, bila) and its operands.

    bila has four parts: the two sides of `<`, the value where it holds, and where not.
    """

    sign: str
    parts: tuple["Formula", ...]


Formula: TypeAlias = Operation | Operand | int | float
Leaf: TypeAlias = Operand | int | float


@cache
def parse_formula(formula: str) -> Formula:
    """The tree of `formula`; raises InvalidArgument."""
    text = formula.replace("×", "*").replace("−", "-")
    try:
        return _build_node(ast.parse(text, mode="eval").body)
    except SyntaxError as error:
        raise InvalidArgument(f"Rumus tidak dapat dibaca: {formula}") from error


def _build_node(node: ast.expr) -> Formula:
    match node:
        case ast.Constant(value=int() | float() as leaf) | ast.Name(id=leaf):
            return Operand("sel", leaf) if isinstance(leaf, str) else leaf
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return Operation("−", (0, _build_node(operand)))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _SIGNS:
            return Operation(_SIGNS[type(op)], (_build_node(left), _build_node(right)))
        case ast.Call(func=ast.Name(id="bila"), args=[ast.Compare() as condition, yes, no]):
            return _build_condition(condition, _build_node(yes), _build_node(no))
        case ast.Call(func=ast.Name(id=sign), args=parts) if _OPERANDS.get(sign) == len(parts):
            return Operation(sign, tuple(map(_build_node, parts)))
    return _build_operand(node)


def _build_operand(node: ast.expr) -> Operand:
    """An operand that does not stand in the same row."""
    match node:
        case ast.Call(ast.Name("kaki"), [ast.Name(title)]):
            return Operand("kaki", title)
        case ast.Call(ast.Name("dari"), [ast.Name(label), ast.Name(title), ast.Name(column)]):
            return Operand("dari", title, label=label.replace("_", "-"), column=column)
        case ast.Call(ast.Name(function), [ast.Name(name)]) if function in COLUMN_FUNCTIONS:
            return Operand("kolom", name, function)
    raise InvalidArgument(f"Rumus menyebut yang tidak dikenal: {ast.unparse(node)}")


def _build_condition(condition: ast.Compare, yes: Formula, no: Formula) -> Formula:
    """Every comparison as `<`: sides exchanged for >, values for >=, both for <=."""
    left, right = _build_node(condition.left), _build_node(condition.comparators[0])
    orders = {
        ast.Lt: (left, right, yes, no),
        ast.Gt: (right, left, yes, no),
        ast.LtE: (right, left, no, yes),
        ast.GtE: (left, right, no, yes),
    }
    sign, *further = map(type, condition.ops)
    if further or sign not in orders:
        raise InvalidArgument(f"Rumus membandingkan dengan cara lain: {ast.unparse(condition)}")
    return Operation("bila", orders[sign])


def fold(node: Formula, leaf: Callable[[Leaf], T], join: Callable[[str, list[T]], T]) -> T:
    """Reduce a tree: `leaf` translates numbers and operands, `join` an operation on its parts."""
    if isinstance(node, Operation):
        return join(node.sign, [fold(part, leaf, join) for part in node.parts])
    return leaf(node)


def iter_operands(node: Formula) -> Iterator[Operand]:
    """Every operand of a tree, in order."""
    leaves = fold(node, lambda leaf: [leaf], lambda _, parts: [*chain.from_iterable(parts)])
    return (leaf for leaf in leaves if isinstance(leaf, Operand))


def list_operands(formula: str) -> list[Operand]:
    """The distinct operands of `formula`, in order; [] if it is empty. Raises InvalidArgument."""
    return list(dict.fromkeys(iter_operands(parse_formula(formula)))) if formula else []


def round_whole(value: float) -> float:
    """Round half up to a whole number like Excel, at SIGNIFICANT digits; NaN stays NaN."""
    if not math.isfinite(value) or float(value).is_integer():
        return value
    return int(Decimal(f"{value:.{SIGNIFICANT}g}").quantize(Decimal(1), ROUND_HALF_UP))


def subtract(left: Any, right: Any) -> Any:
    """The difference without the noise of floats: 50.19 − 50 is 0.19, not 0.18999999999999773."""
    difference = left - right
    if not math.isfinite(difference) or float(difference).is_integer():
        return difference
    whole = len(str(int(max(abs(left), abs(right)))))  # noise is small beside these alone
    return round(float(difference), max(SIGNIFICANT - whole, 3))


def _compare(choose: Callable[..., Any]) -> Callable[..., Any]:
    return lambda a, b, *rest: math.nan if math.isnan(a) or math.isnan(b) else choose(a, b, *rest)


_CALCULATE: dict[str, Callable[..., Any]] = {
    "+": operator.add,
    "−": subtract,
    "×": operator.mul,
    "/": lambda a, b: a / b if b else math.nan,
    "terbesar": _compare(max),
    "terkecil": _compare(min),
    "bulat": round_whole,
    "bila": _compare(lambda left, right, yes, no: yes if left < right else no),
}


def calculate(node: Formula, value: Callable[[Operand], Any]) -> Any:
    """The value of a tree; NaN for a missing operand and for a division by zero."""
    return fold(
        node,
        lambda leaf: value(leaf) if isinstance(leaf, Operand) else leaf,
        lambda sign, parts: _CALCULATE[sign](*parts),
    )


def calculate_named(node: Formula, values: Mapping[str, Any]) -> Any:
    """`calculate` where every operand is a name."""
    return calculate(node, lambda operand: values[operand.name])
