"""Sheets an office may add: each is an entry of rules/pelengkap.toml, made a contract here.

An entry says what the sheet holds, what must hold among its cells, and what the report makes of it.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, create_model

from lkip_helpers.rules import load_rules
from lkip_helpers.schema import cells
from lkip_helpers.schema.base import OF_INDIKATOR, REQUIRED, Schema, column

__all__ = ["OF_INDIKATOR", "SUPPLEMENT", "Declared", "Presentation", "Supplement"]

KINDS: Mapping[str, Any] = {
    "teks": cells.Text, "teks?": cells.TextOrEmpty, "cacah": cells.Numeral, "angka": cells.Number,
    "angka?": cells.NumberOrEmpty, "ukuran": cells.Measure, "rupiah": cells.Rupiah,
    "tahun": cells.Tahun, "tanggal": cells.Date,
}  # fmt: skip


class Presentation(BaseModel):
    """The section a sheet becomes: heading, lead-in, table, and a sentence of what it comes to.

    judul: the caption ({tahun}, {nama}). ikhtisar: a template of Narasi over banyak (rows),
    jumlah[column] (sums), cacah[column] (rows by value, in words), jenis[column] (how many values)
    and rasio. The columns of the table are the fields, then what is computed (hitung; without a
    rumus compute has added it), less those of sembunyi; for the code of an indicator stands its
    name. rasio: numerator, divisor and the percentage of their sums. seluruh: each value of this
    column tells the same whole anew. bobot: what cacah adds up instead of rows.
    """

    bagian: Literal["sumber-daya", "perencanaan", "pelayanan", "anggaran"]
    kepala: str
    judul: str
    pengantar: str
    ikhtisar: str
    hitung: tuple[dict[str, str], ...] = ()
    gabung: tuple[str, ...] = ()
    jumlah: tuple[str, ...] = ()
    rasio: tuple[str, str, str] | None = None
    seluruh: str = ""
    bobot: str = ""
    sembunyi: tuple[str, ...] = ()
    lanskap: bool = False


class Declared(BaseModel):
    """One entry.

    paling: pairs of columns of which the first is never above the second. perlu: pairs of which a
    filled first asks for the second. rujuk: column → sheet's name and column that has its value.
    """

    lembar: str
    guna: str
    kunci: tuple[str, ...]
    tahunan: tuple[str, ...] | None = None
    kolom: dict[str, dict[str, Any]]
    tampil: Presentation | None = None
    paling: tuple[tuple[str, str], ...] = ()
    perlu: tuple[tuple[str, str], ...] = ()
    rujuk: dict[str, tuple[str, str]] = {}


class Supplement(Schema):
    """A sheet of pelengkap.xlsx."""

    FILE: ClassVar[str] = "pelengkap.xlsx"
    SHEET_REQUIRED: ClassVar[bool] = False
    DECLARED: ClassVar[Declared]


def _declare(name: str, entry: Mapping[str, Any]) -> type[Supplement]:
    declared = Declared(**entry)
    fields: dict[str, Any] = {key: _read_field(**traits) for key, traits in declared.kolom.items()}
    schema: type[Supplement] = create_model(name, __base__=Supplement, **fields)
    schema.SHEET, schema.USE, schema.NAME = declared.lembar, declared.guna, name
    schema.KEY, schema.YEARLY, schema.DECLARED = declared.kunci, declared.tahunan, declared
    schema.REFERS = tuple((field, *place) for field, place in declared.rujuk.items())
    return schema


def _read_field(
    judul: str, arti: str, contoh: Any, jenis: Any = "teks", *, ada: bool = False, **limit: Any
) -> tuple[Any, Any]:
    """Type and field of a column; jenis: a kind, or the choices. ada: it must be there, if empty.

    A column whose cells may be empty may be left out.
    """
    kind = KINDS[jenis] if isinstance(jenis, str) else Literal[*jenis]
    default = None if str(jenis).endswith("?") and not ada else REQUIRED
    return kind, column(judul, arti, example=contoh, **{"default": default, **limit})


SUPPLEMENT = {name: _declare(name, entry) for name, entry in load_rules("pelengkap").items()}
