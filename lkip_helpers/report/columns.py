"""Columns of the report's tables: title, kind of value, decimals and formula (rules/kolom.toml)."""

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Annotated, Any, Literal, TypeAlias

import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from lkip_helpers.compute.rounding import FINE, OPERANDS, count_apart, count_decimals
from lkip_helpers.errors import InvalidArgument
from lkip_helpers.report import format as fmt
from lkip_helpers.report.quantities import fold_satuan
from lkip_helpers.rules import cite_rule, load_rules
from lkip_helpers.rules.polaritas import load_polaritas
from lkip_helpers.schema.arguments import LISTED, checked, name_value

Kind = Literal["teks", "angka", "bilangan", "rupiah", "persen", "tahun", "ya", "rujukan"]
NUMERIC = ("angka", "bilangan", "rupiah", "persen")
REFERENCE = re.compile(r"\[(Tabel|Gambar)\]\(#([a-z0-9-]+)\)")  # to a table or figure, by label
JSON_NAMES = {
    "kunci": "key", "judul": "title", "jenis": "kind", "desimal": "decimals", "rumus": "formula",
    "aturan": "rule", "grup": "grouping", "rapi": "title_case",
}  # fmt: skip
PACE = "laju"  # of whole things, a year, may be a fraction where they are not
Measure = tuple[Any, Any]  # indicator and unit


def _measure(row: Mapping[str, Any]) -> Measure:
    return row.get("indikator"), row.get("satuan")


@checked
@dataclass(frozen=True)
class Column:
    """A column: key in the frame and in tabel.json, printed title, kind, decimals, formula, group.

    formula: how each cell follows from other columns of its row; empty for an input. rule: key of
    the rule it follows (cite_rule), where there is one.
    grouping: a title spanning this and its neighbours of the same group.
    title_case: print a name that is written all in capitals as a title; the raw value stays.
    A column of kind "rujukan" holds texts with cross-references, `[Tabel](#label)`; joining the
    chapters gives them their numbers.
    """

    key: str
    title: str
    kind: Kind = "teks"
    decimals: int = 2
    formula: str = ""
    rule: str = ""
    grouping: str = ""
    title_case: bool = False

    def pack(self) -> dict[str, Any]:
        """The column as tabel.json stores it."""
        return {key: getattr(self, field) for key, field in JSON_NAMES.items()}

    @staticmethod
    def unpack(packed: Any) -> Any:
        """A column of tabel.json with its keys replaced by field names; all else as it is."""
        if not isinstance(packed, Mapping):
            return packed
        return {JSON_NAMES[key]: v for key, v in packed.items() if key in JSON_NAMES}

    @property
    def numeric(self) -> bool:
        return self.kind in NUMERIC

    @property
    def places(self) -> int:
        """Digits after the comma of its numbers."""
        return self.decimals if self.kind in ("angka", "persen") else 0

    @property
    def phrase(self) -> str:
        """Its title within a sentence: without unit, lower case unless it is a proper name."""
        name = "persen" if self.title == "%" else re.sub(r" \(.*\)", "", self.title)
        return name if re.search(r"\s[A-Z]", name) else fmt.lower_first(name)

    def fit(self, row: Mapping[str, Any], fractions: Mapping[Measure, int]) -> "Column":
        """The column as it prints its value in this row: a count of things has no decimals.

        fractions: how many each measure has in its table (find_fractions).
        """
        if self.kind == "angka" and fractions.get(_measure(row)) == FINE:
            return replace(self, decimals=FINE)
        counted = self.kind == "angka" and fold_satuan(row.get("satuan")) not in ("", "%")
        counted = counted and (self.key == PACE or _measure(row) not in fractions)
        value = row[self.key]
        whole = counted and isinstance(value, int | float) and float(value).is_integer()
        return replace(self, decimals=0) if whole else self

    def format(self, value: Any) -> str:
        """`value` as it is printed in this column; units stand in the header, not in each cell.

        A text among numbers, years or ticks (a predicate, a range) is printed as it is.
        """
        if self.numeric and not isinstance(value, str):
            return fmt.format_number(value, self.places)
        if fmt.is_empty(value) or (self.kind == "ya" and not value):
            return fmt.EMPTY
        if isinstance(value, str) and self.kind not in ("teks", "rujukan"):
            return value
        if self.kind == "tahun":
            return str(int(value))
        text = "✓" if self.kind == "ya" else fmt.format_plain(value)
        return fmt.format_name(text) if self.title_case else text

    def format_for_width(self, value: Any, places: int) -> str:
        """`format`, as long as set: a reference numbered, a number short of `places` moved left."""
        text = self.format(value) + "0" * (places - self.places)
        return REFERENCE.sub(r"\1 0.00", text) if self.kind == "rujukan" else text


PLAIN_POLARITAS = "maksimal"


def build_capaian_column(key: str, polaritas: str = PLAIN_POLARITAS) -> Column:
    """A column of capaian with the formula of `polaritas`; "" (rows differ): without a formula."""
    rule = load_polaritas(polaritas or PLAIN_POLARITAS)
    formula = rule.formula(**OPERANDS[key]) if polaritas else ""
    return Column(key, "Capaian (%)", "persen", formula=formula, rule=rule.rule)


def build_column(key: str, **properties: Any) -> Column:
    """A column from its entry in rules/kolom.toml. Raises KeyError for an unknown property."""
    return Column(key, **{JSON_NAMES[name]: value for name, value in properties.items()})


ENTRIES = {key: build_column(key, **entry) for key, entry in load_rules("kolom").items()}
ENTRIES |= {key: build_capaian_column(key) for key in OPERANDS} | {
    "serapan": replace(ENTRIES["serapan"], formula=cite_rule("anggaran.serapan", "teks")),
    "persentase": replace(ENTRIES["persentase"], formula=build_capaian_column("capaian").formula),
}
REALISASI = replace(ENTRIES["realisasi"], title="Realisasi (Rp)", kind="rupiah")


def find_fractions(
    columns: Sequence[Column], rows: Sequence[Mapping[str, Any]]
) -> dict[Measure, int]:
    """How many decimals a measure has that has some on any row, so that it has them on all."""
    named = {"indikator", "satuan"}.intersection(c.key for c in columns)  # else of no indicator
    keys = [c.key for c in columns if named and c.kind == "angka" and c.key != PACE]
    numbers: dict[Measure, list[float]] = defaultdict(list)
    for row, value in ((row, row.get(key)) for row in rows for key in keys):
        if isinstance(value, int | float) and math.isfinite(value):
            numbers[_measure(row)].append(value)
    broken = {k: own for k, own in numbers.items() if any(v % 1 for v in own)}
    close = {_measure(row) for row in rows if count_apart(row) == FINE}
    return {k: FINE if k in close else count_decimals(*own) for k, own in broken.items()}


Columns: TypeAlias = Annotated[Sequence[str | Column], LISTED]


def resolve_columns(columns: Columns, data: pd.DataFrame) -> tuple[Column, ...]:
    """Keys replaced by their column in ENTRIES; the kind of one not there follows from its values.

    A key may bring its title: `"jumlah: Jumlah sasaran"`. Beside a pagu, realisasi is money.
    """
    return tuple(c if isinstance(c, Column) else _resolve(data, c) for c in columns)


def find_key(column: str | Column) -> str:
    """The key of a column, without the title that it may bring."""
    return column.key if isinstance(column, Column) else column.partition(": ")[0]


def _resolve(data: pd.DataFrame, named: str) -> Column:
    key, _, title = named.partition(": ")
    derived_title = load_rules("pandas").get(key, key.replace("_", " ").capitalize())
    known = REALISASI if key == "realisasi" and "pagu" in data else ENTRIES.get(key)
    column = known or Column(key, derived_title, _infer_kind(key, data.get(key)))
    return replace(column, title=title) if title else column


def _infer_kind(key: str, values: "pd.Series[Any] | None") -> Kind:
    if values is None or not is_numeric_dtype(values):
        return "teks"
    if is_bool_dtype(values) or key.startswith("tahun"):
        return "ya" if is_bool_dtype(values) else "tahun"
    return "angka" if (values % 1).any() else "bilangan"


def check_cells(label: str, columns: Sequence[Column], rows: Sequence[Mapping[str, Any]]) -> None:
    """Raise InvalidArgument for a value that its column cannot print."""
    cells = ((column, row[column.key]) for column, row in product(columns, rows))
    for column, value in (cell for cell in cells if type(cell[1]) not in (int, str)):
        try:
            column.format(value)
        except (ValueError, TypeError, ArithmeticError):
            fault = f"{name_value(value)} pada kolom {column.key} tidak dapat dicetak"
            raise InvalidArgument(f"{label}: {fault} sebagai {column.kind}; ganti isinya") from None


@checked
def alter(key: str, **properties: Any) -> Column:
    """The column `key` with other properties: `alter("jumlah", title="Σ nilai")`."""
    return replace(_resolve(pd.DataFrame(), key), **properties)


@dataclass(frozen=True)
class Cell:
    """A printed cell: text, and whether it heads its row.

    row: of a number, its row (from 0, or the title of a footer row); None for all else.
    padding: how many decimals fewer a number has than others in its column, so that commas align.
    """

    text: str
    column: Column
    header: bool = False
    row: int | str | None = None
    padding: int = 0

    @classmethod
    def of(cls, column: Column, value: Any, header: bool, row: int, places: int) -> "Cell":
        """One of the body. column: as it prints `value`. places: the most decimals of any."""
        padding = places - column.places if column.numeric else 0
        numbered = column.numeric and not fmt.is_empty(value)
        return cls(column.format(value), column, header, row if numbered else None, padding)


@checked
@dataclass(frozen=True)
class Footer:
    """A footer row: its title and, by column, a formula (text) or a value that comes from a frame.

    kind, decimals: how its values are written where that differs from their columns, e.g. a
    percentage under counts or a count under ticks.
    formula: by column, the formula of a value that stands in another table (`dari(…)`).
    origin: by column, what a value is made of, as compute noted it.
    rule: by column, the key of the rule.
    """

    title: str
    cells: Mapping[str, Any]
    kind: Kind | None = None
    decimals: int | None = None
    formula: Mapping[str, str] = field(default_factory=dict)
    origin: Mapping[str, Any] = field(default_factory=dict)
    rule: Mapping[str, str] = field(default_factory=dict)

    def write(self, column: Column, row: Mapping[str, Any], places: int) -> Cell:
        """A cell of the row. row: its values. places: the most decimals in the column."""
        value, written = row.get(column.key), self.fit(column)
        text = written.format(value) if column.key in row else ""
        if not (column.numeric or self.kind) or isinstance(value, str) or fmt.is_empty(value):
            return Cell(text, column)
        return Cell(text, column, row=self.title, padding=places - written.places)

    def fit(self, column: Column) -> Column:
        """The column with kind and decimals of this row, where that has its own."""
        column = replace(column, kind=self.kind) if self.kind else column
        return column if self.decimals is None else replace(column, decimals=self.decimals)
