"""What the cells of a column hold, read from its contract: for templates, in words and limits."""

from dataclasses import dataclass
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import PlainValidator

from lkip_helpers.rules import load_rules
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
