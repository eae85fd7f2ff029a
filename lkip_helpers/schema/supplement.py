"""Sheets an office may add: each is an entry of rules/pelengkap.toml, made a contract here.

An entry says what the sheet holds, what must hold among its cells, and what the report makes of it.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import BaseModel

from lkip_helpers.rules import load_rules
from lkip_helpers.schema.base import OF_INDIKATOR, Schema
from lkip_helpers.schema.declare import declare

__all__ = ["OF_INDIKATOR", "SUPPLEMENT", "Declared", "Presentation", "Supplement"]


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
    """What an entry says beside the contract of its sheet.

    paling: pairs of columns of which the first is never above the second. perlu: pairs of which a
    filled first asks for the second.
    """

    tampil: Presentation | None = None
    paling: tuple[tuple[str, str], ...] = ()
    perlu: tuple[tuple[str, str], ...] = ()


class Supplement(Schema):
    """A sheet of pelengkap.xlsx."""

    FILE: ClassVar[str] = "pelengkap.xlsx"
    SHEET_REQUIRED: ClassVar[bool] = False
    DECLARED: ClassVar[Declared]


def _declare(name: str, entry: Mapping[str, Any]) -> type[Supplement]:
    further = entry.keys() & Declared.model_fields.keys()
    contract = {key: value for key, value in entry.items() if key not in further}
    schema = declare(name, contract, Supplement)
    schema.DECLARED = Declared(**{key: entry[key] for key in further})
    return schema


SUPPLEMENT = {name: _declare(name, entry) for name, entry in load_rules("pelengkap").items()}
