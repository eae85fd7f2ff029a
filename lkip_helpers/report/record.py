"""A table or figure of the report as it travels in tabel.json, the one model of it, and that file.

The page, the workbook of tables, the trace of a number, the reconciliation and the differences of
two reports read this class. Nothing that reads chapters is imported: importing that takes longer
than reading the file.
"""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ValidationError, model_validator

from lkip_helpers.compute.lineage import CellRange, Derivation
from lkip_helpers.errors import LkipError
from lkip_helpers.intake.container import LIMITS, read_regular
from lkip_helpers.intake.finding import UnreadableFile
from lkip_helpers.report.columns import JSON_NAMES, Column, Measure, find_fractions
from lkip_helpers.report.format import is_empty, merge_title
from lkip_helpers.report.named_rows import NamedRows, Row, json_field
from lkip_helpers.rules import cite_rule
from lkip_helpers.rules.expression import THIS, Operand, list_operands
from lkip_helpers.workspace import Workspace

NOT_NAME = ("satuan", "kode")
Part = tuple[tuple[str, str], ...]  # number and title of each heading above


class Place(NamedTuple):
    """A number of the report: table or figure, column, row from 0 or title of a footer row."""

    label: str
    column: str
    row: Row

    def follow(self, operand: Operand) -> tuple[str, str, Row | None]:
        """Label, column and row (None: all of the body) that its formula means by `operand`."""
        match operand.kind:
            case "sel":
                return self.label, operand.name, self.row
            case "kolom":
                return self.label, (self.column if operand.name == THIS else operand.name), None
            case "kaki":
                return self.label, self.column, operand.name
            case "dari":
                return operand.label, operand.column, operand.name


class Record(NamedRows):
    """A table, a figure, what a sentence says ("kalimat"), or the place of one left out ("absen").

    formula_text: its formulas in words, as printed under it. asal, bahan: by column and row, the
    cells of a value and what it is made of; footer_notes: the same for the footer rows.
    footer_formats: kind and decimals of each footer row, where they differ from its columns.
    reason: why it is left out. part: number and title of each heading above it, set by what reads
    the whole report.
    """

    label: str
    kind: Literal["tabel", "gambar", "kalimat", "absen"] = json_field("jenis", "tabel")
    number: str = json_field("nomor", "–")
    satuan: str = ""
    source: str = json_field("sumber", "")
    formula_text: str = json_field("rumus", "")
    alt: str = ""
    reason: str = json_field("alasan", "")
    footer_formats: list[dict[str, Any]] = json_field("bentuk_kaki", [])
    footer_notes: list[dict[str, Any]] = json_field("asal_kaki", [])
    asal: dict[str, list[Any]] = json_field("asal", {})
    bahan: dict[str, list[Any]] = json_field("bahan", {})
    part: Part = ()

    @model_validator(mode="before")
    @classmethod
    def _left_out(cls, payload: Any) -> Any:
        """Give what is left out no columns and rows; a payload of any other kind must have them."""
        absent = isinstance(payload, Mapping) and payload.get("jenis") == "absen"
        return {"kolom": [], "baris": [], **payload} if absent else payload

    @property
    def absent(self) -> bool:
        return self.kind == "absen"

    @property
    def reference(self) -> str:
        """`Tabel 3.4`; the section, for what a sentence says; "" for what is left out."""
        if self.kind == "kalimat":
            return self.number
        return "" if self.absent else f"{self.kind.capitalize()} {self.number}"

    @property
    def in_technical_annex(self) -> bool:
        """Whether it is for the office alone; the annex numbers its tables T.1, T.2, …."""
        return self.number.startswith("T.")

    @property
    def full_title(self) -> str:
        """Number and caption."""
        return f"{self.reference} {self.title}".strip()

    @cached_property
    def column_phrases(self) -> dict[str, str]:
        """Columns as a sentence names them; `THIS` is the column a formula stands in."""
        return {c.key: c.phrase for c in self.columns} | {THIS: "kolom ini"}

    @cached_property
    def places(self) -> list[Place]:
        """Its numbers, row by row, then those of the footer rows."""
        numeric = [c.key for c in self.columns if c.numeric]
        filled = ((k, i) for i, row in enumerate(self.rows) for k in numeric if row[k] is not None)
        body = [Place(self.label, key, i) for key, i in filled]
        return body + [
            Place(self.label, key, footer["judul"])
            for footer, form in zip(self.footer, self.footer_formats, strict=True)
            for key, value in footer.items()
            if key in self.by_key and isinstance(value, int | float)
            if self.by_key[key].numeric or form["jenis"]
        ]

    def exists(self, place: Place) -> bool:
        """Whether there is a value: a number, or a tick that is counted."""
        row_exists = not isinstance(place.row, str) or place.row in self.footer_index
        exists = place.column in self.by_key and row_exists
        return exists and self.value(place.row, place.column) is not None

    @cached_property
    def _fractions(self) -> dict[Measure, int]:
        return find_fractions(self.columns, self.rows)

    def column_at(self, row: Row, key: str) -> Column:
        """A column with the format its values have in this row."""
        if not isinstance(row, str):
            return self.by_key[key].fit(self.rows[row], self._fractions)
        formats: dict[Row, Any] = dict(zip(self.footer_index, self.footer_formats, strict=False))
        given = Column.unpack(formats.get(row, {}))
        return replace(self.by_key[key], **{k: v for k, v in given.items() if v is not None})

    def format_value(self, place: Place) -> str:
        """The number as it is printed."""
        return self.column_at(place.row, place.column).format(self.value(place.row, place.column))

    def is_exact(self, place: Place) -> bool:
        """Whether the number equals its printed form, so that one can calculate with that."""
        value = self.value(place.row, place.column)
        if not isinstance(value, int | float):
            return True
        decimals = self.column_at(place.row, place.column).decimals
        return math.isclose(value, round(value, decimals), rel_tol=1e-12)

    def format_aggregate(self, function: str, key: str) -> str:
        """Sum or mean of a whole column, printed as its numbers are, or the count of its values."""
        if function == "banyak":
            return str(sum(not is_empty(row[key]) for row in self.rows))
        numbers = self.column_values(key)
        divisor = len(numbers) if function == "rata_rata" and numbers else 1
        return self.by_key[key].format(sum(numbers) / divisor)

    def describe(self, place: Place) -> str:
        """What the number is: title of its column, and name of its row."""
        column = self.by_key[place.column]
        title = merge_title(column.grouping, column.title)
        if isinstance(place.row, str):
            return f"{title} – {place.row}"
        row_name = self._row_names[place.row]
        return f"{title} – {row_name}" if row_name else title

    @cached_property
    def _row_names(self) -> list[str]:
        """What each row is called; "" for the only row of a table that does not name it.

        The text before its first number that tells all rows apart, of several the last; else as
        many of them, from the last one on, as it takes. Without such columns its first text.
        """
        candidates = [c for c in self.columns if c.key not in NOT_NAME]
        before_numbers = takewhile(lambda c: not c.numeric, candidates)
        leading = [c for c in before_numbers if c.kind in ("teks", "tahun")]
        others = [c for c in candidates if c.kind == "teks"] if len(self.rows) > 1 else []
        texts = [
            [c.format(row[c.key]) if row[c.key] else "" for row in self.rows]
            for c in leading or others
        ]
        alone = [[column] for column in (texts[::-1] if leading else texts)]
        together = [texts[-n:] for n in range(2, len(texts) + 1)] if leading else alone[:1]
        names = [""] * len(self.rows)
        for chosen in (*alone, *together):
            names = [", ".join(filter(None, parts)) for parts in zip(*chosen, strict=True)]
            if len({*names, ""}) > len(names):
                break
        return names

    def note(self, place: Place) -> CellRange | Derivation | None:
        """The cells that the payload notes of a number, or what it notes the number is made of."""
        row, key = place.row, place.column
        if isinstance(row, str):
            notes = self.footer_notes[self.footer_index[row]]
            cells, parts = notes["asal"].get(key), notes["bahan"].get(key)
        else:
            cells, parts = (n[key][row] if n.get(key) else None for n in (self.asal, self.bahan))
        if cells or not parts:
            return CellRange(*cells) if cells else None
        formula, ranges, rule = parts
        return Derivation(formula, tuple(CellRange(*range_) for range_ in ranges), rule)

    def rule(self, place: Place) -> str:
        """The legal source of a number; "" where it is plain arithmetic or an input."""
        key, formula = self.by_key[place.column].rule, self.formula(place.row, place.column)
        if isinstance(place.row, str):
            notes = self.footer_notes[self.footer_index[place.row]]
            one_function = [operand.kind for operand in list_operands(formula)] == ["kolom"]
            key = notes["aturan"].get(place.column, "") or ("" if one_function else key)
        elif isinstance(note := self.note(place), CellRange):
            key = key if note.function else ""
        elif note and not formula:
            key = note.rule
        return cite_rule(key) if key else ""


def read_records(payload: Iterable[Mapping[str, Any]]) -> dict[str, Record]:
    """Tables and figures by label, from payloads or the list `tabel` of tabel.json."""
    return {r.label: r for r in map(Record.model_validate, payload)}


CURE = "Susun ulang laporannya dengan lkip run, atau sebutkan folder keluaran yang lain."


class TabelJson(BaseModel):
    """The content of a tabel.json."""

    unit: str
    tahun: int
    tabel: list[Record]


def read_built(workspace: Workspace) -> dict[str, Record]:
    """The tables of the built report by label. Raises LkipError, also if there is none."""
    if not workspace.tabel.exists():
        raise not_built(workspace)
    return {r.label: r for r in read_tabel(workspace.tabel).tabel}


def not_built(workspace: Workspace) -> LkipError:
    """The error for a year that has no report yet; it names the last year that has one."""
    years = (replace(workspace, tahun=year) for year in reversed(workspace.list_tahun()))
    last = next((f" Yang sudah: {year.tahun}." for year in years if year.tabel.exists()), "")
    cure = f"jalankan {workspace.phrase_command('render')}"
    if not workspace.raw.exists():
        cure = f"datanya juga belum ada. Siapkan dengan {workspace.phrase_command('new')}, lalu isi"
    fault = f"Laporan {workspace.unit} {workspace.tahun} belum disusun"
    return LkipError(f"{fault}; {cure}.{last}")


def read_tabel(file: Path) -> TabelJson:
    """The content of a tabel.json. Raises LkipError where it is not whole."""
    content = read_json(file)
    try:
        return TabelJson.model_validate(content)
    except ValidationError as error:
        raise LkipError(f"{file} tidak lengkap: {_phrase(error)}. {CURE}") from error


def read_json(file: Path) -> Any:
    """The content of a JSON file. Raises LkipError."""
    try:
        return json.loads(read_regular(file, LIMITS.unpacked))
    except UnreadableFile as error:
        raise LkipError(f"{file} rusak: {error}. {CURE}") from error
    except (ValueError, RecursionError) as error:
        raise LkipError(f"{file} rusak: bukan JSON yang utuh. {CURE}") from error


def _phrase(error: ValidationError) -> str:
    """Where the first faults are, without quoting the data."""
    json_names = {field: key for key, field in JSON_NAMES.items()}
    locations = (
        " › ".join(json_names.get(str(n), str(n)) for n in fault["loc"]) or "isinya"
        for fault in error.errors()[:3]
    )
    return f"{', '.join(locations)} tidak ada atau tidak sesuai"
