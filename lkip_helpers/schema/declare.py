"""A contract made of an entry of a rule file: rules/lembar.toml, rules/pelengkap.toml."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeVar

from pydantic import Field, create_model

from lkip_helpers.rules import load_rules
from lkip_helpers.rules.polaritas import list_polaritas
from lkip_helpers.schema import cells
from lkip_helpers.schema.base import Schema

KINDS: Mapping[str, Any] = {
    "teks": cells.Text, "teks?": cells.TextOrEmpty, "ciri?": cells.Trait, "ya": cells.YesNo,
    "cacah": cells.Numeral, "cacah?": cells.IntegerOrEmpty, "jawaban?": cells.AnswerValue,
    "angka": cells.Number, "angka?": cells.NumberOrEmpty, "ukuran": cells.Measure,
    "ukuran?": cells.MeasureOrEmpty, "rupiah": cells.Rupiah, "rupiah?": cells.RupiahOrEmpty,
    "tahun": cells.Tahun, "tanggal": cells.Date, "polaritas": Literal[*list_polaritas()],
}  # fmt: skip
MEANINGS = {"polaritas": "; ".join(f"{p.name}: {p.isian}" for p in list_polaritas().values())}
TRAITS = {
    "berkas": "FILE", "lembar": "SHEET", "guna": "USE", "kunci": "KEY", "wajib": "SHEET_REQUIRED",
    "tahunan": "YEARLY", "lebar": "WIDTH", "kunci_lebar": "WIDTH_KEY", "kepala_lebar": "HEADS",
    "dokumen": "DOCUMENT", "catatan": "REMARK", "orang": "PEOPLE", "tegak": "VERTICAL",
}  # fmt: skip
S = TypeVar("S", bound=Schema)


def contract(group: str, name: str) -> Callable[[type[S]], type[S]]:
    """The contract of an entry whose types are those of a class."""
    entry = load_rules("lembar")[group][name]
    return lambda typed: declare(name, entry, typed)


def declare(name: str, entry: Mapping[str, Any], base: type[S]) -> type[S]:
    """The contract of an entry below `base`, which has types it does not say. Raises KeyError."""
    said = {"rujuk": {}, **entry}
    columns = {**said.pop("kolom")}
    for key, typed in base.model_fields.items():
        default = ... if typed.is_required() else typed.default
        columns[key] = {"contoh": default, **columns[key], "default": default}
    fields: dict[str, Any] = {key: _read_field(**traits) for key, traits in columns.items()}
    fields |= {key: (base.__annotations__[key], fields[key][1]) for key in base.model_fields}
    if width := said.get("lebar"):
        (kind, field), head = fields[width], int if said.get("kunci_lebar") == "tahun" else str
        fields[width] = dict[head, kind], field  # type: ignore[valid-type]
    schema: type[S] = create_model(
        name.title().replace("_", ""), __base__=base, __module__=base.__module__, **fields
    )
    schema.NAME = name
    schema.REFERS = tuple((key, *place) for key, place in said.pop("rujuk").items())
    for key, value in said.items():
        setattr(schema, TRAITS[key], tuple(value) if isinstance(value, list) else value)
    return schema


def _read_field(
    judul: str, contoh: Any, arti: str = "", satuan: str = "", jenis: Any = "teks", *,
    ada: bool = False, kosong: bool = False, **limit: Any,
) -> tuple[Any, Any]:  # fmt: skip
    """Type and field of a column. jenis: a kind, or the choices; kosong: none may be chosen too.

    A column whose cells may be empty may be left out, unless ada says that it must be there.
    """
    kind = KINDS[jenis] if isinstance(jenis, str) else Literal[*jenis]
    optional = kosong or (str(jenis).endswith("?") and not ada)
    limit.setdefault("default", None if optional else ...)
    return (kind | None if kosong else kind), Field(
        title=judul, description=arti or MEANINGS[jenis], json_schema_extra={"satuan": satuan},
        examples=[contoh], **limit,
    )  # fmt: skip
