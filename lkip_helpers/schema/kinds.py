"""How an entry of a contract becomes a column, and what its cells hold, in words and limits."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import NoneType
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

from pydantic import Field, PlainValidator, create_model

from lkip_helpers.rules import load_rules
from lkip_helpers.rules.polaritas import list_polaritas
from lkip_helpers.schema import cells
from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.cells import AnswerValue, OneOf, Tahun

YES_NO = ("ya", "tidak")
FILLED_COLUMNS = ("kolom_wajib", "kolom_sekali")  # to be filled although a cell may be empty
Shape = Literal["teks", "bulat", "desimal", "ukuran", "pilihan"]


@dataclass(frozen=True)
class Kind:
    """One column.

    form: text, whole or decimal number, number or range or predicate, or one of the choices.
    lower, upper: limits, both included unless excess (then more than lower). required: a row
    without it is not complete. dash_allowed: a dash is an answer too.
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
    excess: bool = False

    @property
    def condition(self) -> str:
        """What may be put in, as one sentence."""
        if self.choices:
            return f"Pilih salah satu: {', '.join(self.choices)}."
        if self.form == "teks":
            return "Tulis sebagai teks."
        if self.form == "ukuran":
            return "Angka; rentang ditulis seperti 70–80, predikat dengan huruf seperti BB."
        limit = []
        if self.lower is not None:
            limit.append(f"{'lebih dari' if self.excess else 'paling kecil'} {self.lower:g}")
        if self.upper is not None:
            limit.append(f"paling besar {self.upper:g}")
        integer = "Bilangan bulat" if self.form == "bulat" else "Angka"
        dash = ", atau - bila tidak ada" if self.dash_allowed else ""
        return f"{' '.join([integer, ', '.join(limit)]).strip()}{dash}."

    @property
    def note(self) -> str:
        """The note on the header: must or may, meaning, what may be put in, unit, example."""
        rows = [
            "Wajib diisi." if self.required else "Boleh kosong.",
            f"Arti: {self.meaning}.",
            self.condition,
            f"Satuan: {self.satuan}." if self.satuan else "",
            f"Contoh: {self.example}",
        ]
        return "\n".join(b for b in rows if b)


def read_kind(schema: type[Schema], name: str) -> Kind:
    """The kind of the field `name`; of a wide field, that of its values."""
    f = schema.model_fields[name]
    annotation: Any = get_args(f.annotation)[1] if name == schema.WIDTH else f.annotation
    metadata = list(f.metadata)
    if get_origin(annotation) is Annotated:
        metadata += annotation.__metadata__
        annotation = get_args(annotation)[0]
    members = [annotation] if get_origin(annotation) is Literal else get_args(annotation)
    members = [*members, annotation]
    form, choices = _read_shape(members, metadata)
    lower, upper, excess = _read_limits(metadata)
    further: Any = f.json_schema_extra
    filled, once = (load_rules("kelengkapan")[k].get(schema.SHEET, []) for k in FILLED_COLUMNS)
    return Kind(
        title=str(f.title), meaning=str(f.description), satuan=further["satuan"],
        example=str((f.examples or [""])[0]), form=form,
        required=f.is_required() and (NoneType not in members or name in (*filled, *once)),
        dash_allowed=NoneType in members and name in filled, choices=choices, lower=lower,
        upper=upper, excess=excess,
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
    for kind, limits in ((AnswerValue, (1, 4)), (Tahun, (1945, 2100))):
        if get_args(kind)[1] in metadata:
            return *limits, False
    lower = upper = None
    for m in metadata:
        lower = getattr(m, "gt", getattr(m, "ge", lower))
        upper = getattr(m, "le", upper)
    return lower, upper, any(hasattr(m, "gt") for m in metadata)


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
    """The contract of an entry, as a class below `base`. Raises KeyError for a key there is not.

    base: has the types of the columns where the entry does not say them.
    """
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
