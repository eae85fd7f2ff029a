"""Make contracts from the entries of rules/lembar.toml; describe what a column may hold."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import NoneType
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

from pydantic import Field, PlainValidator, create_model

from lkip_helpers.rules import load_rules
from lkip_helpers.rules.polaritas import list_polaritas
from lkip_helpers.schema import cells
from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.cells import EARLIEST_TAHUN, LATEST_TAHUN, AnswerValue, OneOf, Tahun

YES_NO = ("ya", "tidak")
FILLED_COLUMNS = ("kolom_wajib", "kolom_sekali")  # to be filled although a cell may be empty
Shape = Literal["teks", "bulat", "desimal", "ukuran", "pilihan"]


@dataclass(frozen=True)
class Kind:
    """What a column holds.

    form: text, whole or decimal number, number or range or predicate, or one of the choices.
    lower, upper: limits, both included unless lower_excluded. required: a row without it is not
    complete. dash_allowed: a dash is an answer too.
    """

    title: str
    meaning: str
    satuan: str
    example: str
    form: Shape
    required: bool
    dash_allowed: bool = False
    choices: tuple[str, ...] = ()
    lower: float | None = None
    upper: float | None = None
    lower_excluded: bool = False

    @property
    def condition(self) -> str:
        """What may be entered, as one sentence."""
        if self.choices:
            return f"Pilih salah satu: {', '.join(self.choices)}."
        if self.form == "teks":
            return "Tulis sebagai teks."
        if self.form == "ukuran":
            return "Angka; rentang ditulis seperti 70–80, predikat dengan huruf seperti BB."
        limits = []
        if self.lower is not None:
            bound = "lebih dari" if self.lower_excluded else "paling kecil"
            limits.append(f"{bound} {self.lower:g}")
        if self.upper is not None:
            limits.append(f"paling besar {self.upper:g}")
        noun = "Bilangan bulat" if self.form == "bulat" else "Angka"
        dash = ", atau - bila tidak ada" if self.dash_allowed else ""
        return f"{' '.join([noun, ', '.join(limits)]).strip()}{dash}."

    @property
    def note(self) -> str:
        """The note on the header: required or not, meaning, what may be entered, unit, example."""
        lines = [
            "Wajib diisi." if self.required else "Boleh kosong.",
            f"Arti: {self.meaning}.",
            self.condition,
            f"Satuan: {self.satuan}." if self.satuan else "",
            f"Contoh: {self.example}",
        ]
        return "\n".join(filter(None, lines))


def read_kind(schema: type[Schema], name: str) -> Kind:
    """The kind of the field `name`; of the wide field, that of its values."""
    field = schema.model_fields[name]
    annotation: Any = field.annotation
    if name == schema.WIDE_FIELD:
        annotation = get_args(annotation)[1]
    metadata = list(field.metadata)
    if get_origin(annotation) is Annotated:
        metadata += annotation.__metadata__
        annotation = get_args(annotation)[0]
    members = [annotation] if get_origin(annotation) is Literal else get_args(annotation)
    members = [*members, annotation]
    form, choices = _read_shape(members, metadata)
    lower, upper, lower_excluded = _read_limits(metadata)
    extra: Any = field.json_schema_extra
    required, once = (load_rules("kelengkapan")[k].get(schema.SHEET, []) for k in FILLED_COLUMNS)
    return Kind(
        title=str(field.title), meaning=str(field.description), satuan=extra["satuan"],
        example=str((field.examples or [""])[0]), form=form,
        required=field.is_required() and (NoneType not in members or name in (*required, *once)),
        dash_allowed=NoneType in members and name in required, choices=choices, lower=lower,
        upper=upper, lower_excluded=lower_excluded,
    )  # fmt: skip


def _read_shape(members: list[Any], metadata: list[Any]) -> tuple[Shape, tuple[str, ...]]:
    if any(isinstance(m, PlainValidator) for m in metadata):
        return "ukuran", ()
    for reader in (getattr(m, "func", None) for m in metadata):
        if isinstance(reader, OneOf):
            return "pilihan", reader.choices
    for kind in members:
        if get_origin(kind) is Literal:
            return "pilihan", tuple(map(str, get_args(kind)))
    if bool in members:
        return "pilihan", YES_NO
    if str in members:
        return "teks", ()
    return ("desimal" if float in members else "bulat"), ()


def _read_limits(metadata: list[Any]) -> tuple[float | None, float | None, bool]:
    """Lower and upper limit, and whether the lower is excluded."""
    for kind, limits in ((AnswerValue, (1, 4)), (Tahun, (EARLIEST_TAHUN, LATEST_TAHUN))):
        if get_args(kind)[1] in metadata:
            return *limits, False
    lower = upper = None
    for limit in metadata:
        lower = getattr(limit, "gt", getattr(limit, "ge", lower))
        upper = getattr(limit, "le", upper)
    return lower, upper, any(hasattr(m, "gt") for m in metadata)


KINDS: Mapping[str, Any] = {
    "teks": cells.Text, "teks?": cells.TextOrEmpty, "ya": cells.YesNo, "ciri?": cells.Trait,
    "kelamin?": cells.Sex, "cacah": cells.Numeral, "cacah?": cells.IntegerOrEmpty,
    "jawaban?": cells.AnswerValue, "angka": cells.Number, "angka?": cells.NumberOrEmpty,
    "ukuran": cells.Measure, "ukuran?": cells.MeasureOrEmpty, "rupiah": cells.Numeral,
    "rupiah?": cells.IntegerOrEmpty, "tahun": cells.Tahun, "tanggal": cells.Date,
    "polaritas": cells.choose(list_polaritas()),
}  # fmt: skip
MEANINGS = {"polaritas": "; ".join(f"{p.name}: {p.isian}" for p in list_polaritas().values())}
ATTRIBUTES = {
    "berkas": "FILE", "lembar": "SHEET", "guna": "USE", "kunci": "KEY", "wajib": "SHEET_REQUIRED",
    "tahunan": "YEARLY", "lebar": "WIDE_FIELD", "kunci_lebar": "WIDE_KEY", "kepala_lebar": "HEADS",
    "dokumen": "DOCUMENT", "catatan": "REMARK", "orang": "PEOPLE", "tegak": "VERTICAL",
}  # fmt: skip
S = TypeVar("S", bound=Schema)


def contract(group: str, name: str) -> Callable[[type[S]], type[S]]:
    """Class decorator: the contract of an entry, with the types of the class."""
    entry = load_rules("lembar")[group][name]
    return lambda base: declare(name, entry, base)


def declare(name: str, entry: Mapping[str, Any], base: type[S]) -> type[S]:
    """The contract of an entry, as a subclass of `base`. Raises KeyError for an unknown key.

    base: its annotations are the types of those columns whose entries do not say one.
    """
    attributes = {"rujuk": {}, **entry}
    columns = {**attributes.pop("kolom")}
    for key, field in base.model_fields.items():
        default = ... if field.is_required() else field.default
        columns[key] = {"contoh": default, **columns[key], "default": default}
    fields: dict[str, Any] = {key: _read_column(**column) for key, column in columns.items()}
    fields |= {key: (base.__annotations__[key], fields[key][1]) for key in base.model_fields}
    if wide := attributes.get("lebar"):
        (kind, field), head = fields[wide], int if attributes.get("kunci_lebar") == "tahun" else str
        fields[wide] = dict[head, kind], field  # type: ignore[valid-type]
    schema: type[S] = create_model(
        name.title().replace("_", ""), __base__=base, __module__=base.__module__, **fields
    )
    schema.NAME = name
    schema.REFERS = tuple((key, *place) for key, place in attributes.pop("rujuk").items())
    for key, value in attributes.items():
        setattr(schema, ATTRIBUTES[key], tuple(value) if isinstance(value, list) else value)
    return schema


def _read_column(
    judul: str, contoh: Any, arti: str = "", satuan: str = "", jenis: Any = "teks", *,
    ada: bool = False, kosong: bool = False, **options: Any,
) -> tuple[Any, Any]:  # fmt: skip
    """Type and pydantic field of a column; the parameters are the keys of its entry.

    jenis: a key of KINDS, or a list of choices. kosong: no choice need be made. A column whose
    cells may be empty may be left out, unless ada says that it must be there. options: of Field.
    """
    cell_type = KINDS[jenis] if isinstance(jenis, str) else cells.choose(jenis, kosong=kosong)
    optional = kosong or (str(jenis).endswith("?") and not ada)
    options.setdefault("default", None if optional else ...)
    return cell_type, Field(
        title=judul, description=arti or MEANINGS[jenis], json_schema_extra={"satuan": satuan},
        examples=[contoh], **options,
    )  # fmt: skip
