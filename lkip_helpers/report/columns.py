"""Columns of the report's tables: title, kind of value, decimals and formula (rules/kolom.toml)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from lkip_helpers.report import format as fmt
from lkip_helpers.report.format import is_empty
from lkip_helpers.rules import cite_rule, load_rules
from lkip_helpers.rules.polaritas import load_polaritas

Kind = Literal["teks", "angka", "bilangan", "rupiah", "persen", "tahun", "ya", "rujukan"]
NUMERIC = ("angka", "bilangan", "rupiah", "persen")
_REFERENCE = re.compile(r"\[(Tabel|Gambar)\]\(#[a-z0-9-]+\)")
JSON_NAMES = {
    "kunci": "key", "judul": "title", "jenis": "kind", "desimal": "decimals", "rumus": "formula",
    "aturan": "rule", "grup": "grouping", "rapi": "tidy",
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A column: key in the frame and in tabel.json, printed title, kind, decimals, formula, group.

    formula: how each cell follows from other columns of its row; empty for an input. rule: key of
    the rule it follows (cite_rule), where there is one.
    grouping: a title spanning this and its neighbours of the same group.
    tidy: print a name that is written all in capitals as a title; the raw value stays.
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
    tidy: bool = False

    def pack(self) -> dict[str, Any]:
        """The column as tabel.json has it."""
        return {name: getattr(self, field) for name, field in JSON_NAMES.items()}

    @staticmethod
    def rename(packed: Any) -> Any:
        """The fields of a column of tabel.json, by their names here; else what is given."""
        if not isinstance(packed, Mapping):
            return packed
        return {JSON_NAMES[name]: v for name, v in packed.items() if name in JSON_NAMES}

    @property
    def numeric(self) -> bool:
        return self.kind in NUMERIC

    @property
    def places(self) -> int:
        """Digits behind the comma of its numbers."""
        return self.decimals if self.kind in ("angka", "persen") else 0

    def format(self, value: Any) -> str:
        """`value` as it is printed in this column; units stand in the head, not in each cell.

        A text among numbers (a predicate, a range) is printed as it is.
        """
        if self.numeric and isinstance(value, str):
            return value
        if self.numeric:
            return fmt.format_number(value, self.places)
        if fmt.is_empty(value) or (self.kind == "ya" and not value):
            return fmt.EMPTY
        if self.kind == "tahun":
            return str(int(value))
        text = "✓" if self.kind == "ya" else fmt.write_plain(value)
        return fmt.format_name(text) if self.tidy else text

    def seen(self, value: Any) -> str:
        """`format` as long as a reader will see it: a reference takes the place of its number."""
        text = self.format(value)
        return _REFERENCE.sub(r"\1 0.00", text) if self.kind == "rujukan" else text


def phrase_column(title: str) -> str:
    """A column's title within a sentence: without its unit, small unless it is a proper name."""
    plain = "persen" if title == "%" else re.sub(r" \(.*\)", "", title)
    return plain if re.search(r"\s[A-Z]", plain) else fmt.lower_first(plain)


PLAIN_POLARITAS = "maksimal"
_MEASURES = {
    "capaian": {},
    "capaian_lalu": {"realisasi": "realisasi_lalu", "target": "target_lalu"},
    "capaian_akhir": {"target": "target_akhir"},
    "capaian_standar": {"target": "standar"},
    "capaian_bukti": {"realisasi": "bukti"},
}


def measure_capaian(key: str, polaritas: str = PLAIN_POLARITAS) -> Column:
    """A column of capaian by the formula of its polaritas; without one where there are several."""
    rule = load_polaritas(polaritas or PLAIN_POLARITAS)
    formula = rule.formula(**_MEASURES[key]) if polaritas else ""
    return Column(key, "Capaian (%)", "persen", formula=formula, rule=rule.rule)


def read_entry(key: str, **said: Any) -> Column:
    """A column of rules/kolom.toml. Raises KeyError for a property there is not."""
    return Column(key, **{JSON_NAMES[name]: value for name, value in said.items()})


ENTRIES = {key: read_entry(key, **said) for key, said in load_rules("kolom").items()}
ENTRIES |= {key: measure_capaian(key) for key in _MEASURES} | {
    "serapan": replace(ENTRIES["serapan"], formula=cite_rule("anggaran.serapan", "teks")),
    "persentase": replace(ENTRIES["persentase"], formula=measure_capaian("capaian").formula),
}


def resolve_columns(column: Sequence[str | Column], data: pd.DataFrame) -> tuple[Column, ...]:
    """Keys replaced by their entry in ENTRIES; one without it is of the kind of its values.

    A key may bring its title: `"jumlah: Jumlah sasaran"`.
    """
    return tuple(k if isinstance(k, Column) else _resolve(data, *k.split(": ", 1)) for k in column)


def _resolve(data: pd.DataFrame, key: str, title: str = "") -> Column:
    plain = key.replace("_", " ").capitalize()
    column = ENTRIES.get(key) or Column(key, plain, _infer_kind(key, data.get(key)))
    return replace(column, title=title) if title else column


def _infer_kind(key: str, values: "pd.Series[Any] | None") -> Kind:
    if values is None or not is_numeric_dtype(values):
        return "teks"
    if is_bool_dtype(values) or key.startswith("tahun"):
        return "ya" if is_bool_dtype(values) else "tahun"
    return "angka" if (values % 1).any() else "bilangan"


def alter(key: str, **traits: Any) -> Column:
    """The column `key` of ENTRIES with other properties: `alter("jumlah", title="Σ nilai")`."""
    return replace(ENTRIES[key], **traits)


@dataclass(frozen=True)
class Footer:
    """A footer row: its title and, by column, a formula (text) or a value that comes from a frame.

    kind, decimals: how its values are written where that differs from their columns, e.g. a
    percentage under counts or a count under marks.
    formula: by column, the formula of a value that stands in another table (`dari(…)`).
    origin: by column, what a value is made of, as compute noted it.
    rule: by column, the key of the rule.
    """

    title: str
    content: Mapping[str, Any]
    kind: Kind | None = None
    decimals: int | None = None
    formula: Mapping[str, str] = field(default_factory=dict)
    origin: Mapping[str, Any] = field(default_factory=dict)
    rule: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Cell:
    """A printed cell: text, and whether it heads its row.

    number: the row of a number (from 0, or the title of a footer row); None where there is none.
    spare: room behind a number for digits that others in its column have, so that commas align.
    """

    text: str
    column: Column
    header: bool = False
    number: int | str | None = None
    spare: int = 0


@dataclass(frozen=True)
class FooterRow:
    """A printed footer row: its title, how many columns that spans, and the cells after it."""

    title: str
    width: int
    cells: list[Cell]


def write_footer(column: Column, footer: Footer, value: Mapping[str, Any], places: int) -> Cell:
    """A cell of a footer row. places: the most digits behind a comma in its column."""
    content, own = value.get(column.key), alter_column(column, footer)
    text = own.format(content) if column.key in value else ""
    counted = column.numeric or footer.kind
    if not counted or isinstance(content, str) or is_empty(content):
        return Cell(text, column)
    return Cell(text, column, number=footer.title, spare=places - own.places)


def alter_column(column: Column, footer: Footer) -> Column:
    """How the values of a footer row are written in this column."""
    column = replace(column, kind=footer.kind) if footer.kind else column
    return column if footer.decimals is None else replace(column, decimals=footer.decimals)
