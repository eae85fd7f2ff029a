"""Make contracts from the entries of rules/lembar.toml: the kind and the type of each column."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Annotated, Any, NamedTuple, TypeVar

from pydantic import BeforeValidator, Field, create_model

from lkip_helpers.rules import list_choices, load_rules, naming
from lkip_helpers.rules.polaritas import list_polaritas
from lkip_helpers.schema import cells
from lkip_helpers.schema.base import Kind, Schema, Shape

YES_NO = ("ya", "tidak")


class CellType(NamedTuple):
    """How a cell is read: as a value of `type` by `read`, which gives None or "" for an empty one.

    form, choices, lower, upper: as of Kind.
    """

    type: Any
    read: Callable[[Any], Any]
    form: Shape
    choices: tuple[str, ...] = ()
    lower: float | None = None
    upper: float | None = None


def _offer(choices: tuple[str, ...]) -> CellType:
    return CellType(str, cells.OneOf(choices), "pilihan", choices)


TYPES: Mapping[str, CellType] = {
    "teks": CellType(str, cells.read_text, "teks"),
    "kecamatan": CellType(str, cells.read_office, "teks"),
    "ciri": CellType(str, cells.read_trait, "teks"),
    "kelamin": CellType(str, cells.read_sex, "teks"),
    "tanggal": CellType(str, cells.read_date, "teks"),
    "ya": CellType(bool, cells.read_yes_no, "tanda", YES_NO),
    "cacah": CellType(int, cells.read_count, "bulat"),
    "rupiah": CellType(int, cells.read_whole, "bulat"),
    "jawaban": CellType(int, cells.read_answer, "bulat", (), 1, 4),
    "tahun": CellType(int, cells.read_tahun, "bulat", (), *cells.YEARS),
    "angka": CellType(float, cells.read_number, "desimal"),
    "ukuran": CellType(Any, cells.read_quantity, "ukuran"),
    "hasil": CellType(Any, cells.read_result, "ukuran"),
    "wilayah": _offer(("kelurahan", *naming.VILLAGES)),
    "polaritas": _offer(tuple(list_polaritas())),
    "skala": _offer(list_choices("capaian", "skala")),
    "bobot": _offer(list_choices("skm", "bobot_pilihan")),
    "efisiensi": _offer(list_choices("efisiensi", "rumus")),
    "evaluasi": _offer(list_choices("akip", "lembar")),
}
MEANINGS = {"polaritas": "; ".join(f"{p.name}: {p.isian}" for p in list_polaritas().values())}
ATTRIBUTES = {
    "berkas": "FILE", "lembar": "SHEET", "guna": "USE", "kunci": "KEY", "wajib": "SHEET_REQUIRED",
    "tahunan": "YEARLY", "lebar": "WIDE_FIELD", "kunci_lebar": "WIDE_KEY", "kepala_lebar": "HEADS",
    "dokumen": "DOCUMENT", "catatan": "REMARK", "orang": "PEOPLE", "tegak": "VERTICAL",
}  # fmt: skip
S = TypeVar("S", bound=Schema)


def contract(group: str, name: str) -> Callable[[type[S]], type[S]]:
    """Class decorator: the contract of an entry, whose fields the class names for code."""
    entry = load_rules("lembar")[group][name]
    return lambda base: declare(name, entry, base)


def declare(name: str, entry: Mapping[str, Any], base: type[S]) -> type[S]:
    """The contract of an entry, as a subclass of `base`. Raises KeyError for an unknown key.

    base: a default of its fields is their example too, where the entry gives none.
    """
    attributes = {"rujuk": {}, **entry}
    columns = {**attributes.pop("kolom")}
    for key, field in base.model_fields.items():
        if not field.is_required():
            columns[key] = {"contoh": field.default, **columns[key], "default": field.default}
    read = {key: _read_column(**column) for key, column in columns.items()}
    fields: dict[str, Any] = {key: definition for key, (_, definition) in read.items()}
    if wide := attributes.get("lebar"):
        (kind, field), head = fields[wide], int if attributes.get("kunci_lebar") == "tahun" else str
        fields[wide] = dict[head, kind], field  # type: ignore[valid-type]
    schema: type[S] = create_model(
        name.title().replace("_", ""), __base__=base, __module__=base.__module__, **fields
    )
    schema.NAME, schema.KINDS = name, {key: kind for key, (kind, _) in read.items()}
    schema.REFERS = tuple((key, *place) for key, place in attributes.pop("rujuk").items())
    for key, value in attributes.items():
        setattr(schema, ATTRIBUTES[key], tuple(value) if isinstance(value, list) else value)
    return schema


def _read_column(
    judul: str, contoh: Any, arti: str = "", satuan: str = "", jenis: Any = "teks", *,
    ada: bool = False, kosong: bool = False, isi: str = "", kelompok: bool = False, **options: Any,
) -> tuple[Kind, tuple[Any, Any]]:  # fmt: skip
    """Kind, and type and pydantic field, of a column; the parameters are the keys of its entry.

    jenis: a key of TYPES, or a list of choices. kosong: no choice need be made. A column whose
    cells may be empty may be left out, unless ada says that it must be there. isi, kelompok: filled
    and shared of Kind. options: of Field.
    """
    cell = TYPES[jenis.rstrip("?")] if isinstance(jenis, str) else _offer(tuple(jenis))
    optional = kosong or str(jenis).endswith("?")
    options.setdefault("default", None if optional and not ada else ...)
    kind = Kind(
        judul, arti or MEANINGS[jenis], satuan, contoh, cell.form, filled=isi, shared=kelompok,
        required=options["default"] is ... and (not optional or bool(isi)),
        dash_allowed=optional and isi == "semua", choices=cell.choices,
        lower=options.get("gt", options.get("ge", cell.lower)),
        upper=options.get("le", cell.upper), lower_excluded="gt" in options,
    )  # fmt: skip
    read = BeforeValidator(partial(cells.read_cell, cell.read, optional=optional))
    value_type = cell.type | None if optional else cell.type
    return kind, (Annotated[value_type, read], Field(**options))
