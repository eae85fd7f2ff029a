"""The contract of a sheet, made from its entry in rules/lembar.toml: what each column may hold."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model

from lkip_helpers.rules import list_choices, load_rules, naming
from lkip_helpers.rules.polaritas import list_polaritas
from lkip_helpers.schema import cells

INSTRUCTIONS = "Petunjuk"  # the first sheet of a new workbook; it holds no data
OF_INDIKATOR = (("kode", "indikator", "kode"),)  # a row speaks of an indicator
YES_NO = ("ya", "tidak")
Shape = Literal["teks", "bulat", "desimal", "ukuran", "tanda", "pilihan"]


@dataclass(frozen=True)
class Kind:
    """What a column holds.

    form: text, whole or decimal number, number or range or predicate, a tick (yes or no), or one of
    the choices. lower, upper: limits, both included unless lower_excluded. required: a row without
    it is not complete. filled: "semua" where no cell may be blank, "bersama" where all may be
    but not some, "satu" where not all may be.
    shared: rows with one value belong together. dash_allowed: a dash is an answer too.
    """

    title: str
    meaning: str
    satuan: str
    example: Any
    form: Shape
    required: bool
    filled: str = ""
    shared: bool = False
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


class Schema(BaseModel):
    """One row of one sheet, and as class variables what holds of the whole sheet.

    KINDS: what each column holds, by field; for the wide field, what its values are.
    FILE, SHEET: where it stands. USE: what it is for, in one line. NAME: its name in the data set.
    KEY: the fields that must be unique together. SHEET_REQUIRED: whether the report needs the
    sheet. VERTICAL: the sheet lists fields downwards (one record: label in the first column, value
    in the second).
    WIDE_FIELD: the dict field that takes every further header as a key (years, kelurahan, unsur).
    WIDE_KEY: the column those headers go into, so that the frame is long; "" keeps it wide.
    REFERS: field, and NAME and field of the sheet that has its values (OF_INDIKATOR).
    HEADS: sheet and column of the same workbook that list what those headers may be.
    DOCUMENT: the name by which readers of the report know it, printed under its tables.
    REMARK: the field for notes of whoever fills the sheet, printed in the technical annex.
    PEOPLE: a row is a person: no cell is quoted, and columns without a contract are never copied.
    YEARLY: the fields that a new year empties while it takes over the rows; () where the sheet
    stays whole, None where it starts empty.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    KINDS: ClassVar[Mapping[str, Kind]] = {}
    FILE: ClassVar[str] = "kinerja.xlsx"
    SHEET: ClassVar[str] = ""
    USE: ClassVar[str] = ""
    NAME: ClassVar[str] = ""
    KEY: ClassVar[tuple[str, ...]] = ()
    SHEET_REQUIRED: ClassVar[bool] = True
    VERTICAL: ClassVar[bool] = False
    WIDE_FIELD: ClassVar[str] = ""
    WIDE_KEY: ClassVar[str] = ""
    REFERS: ClassVar[tuple[tuple[str, str, str], ...]] = ()
    HEADS: ClassVar[tuple[str, str] | None] = None
    DOCUMENT: ClassVar[str] = "{kantor}, {tahun}"
    REMARK: ClassVar[str] = ""
    PEOPLE: ClassVar[bool] = False
    YEARLY: ClassVar[tuple[str, ...] | None] = None

    @classmethod
    def list_titles(cls) -> dict[str, str]:
        """Header of each column that has one of its own, by field."""
        return {n: kind.title for n, kind in cls.KINDS.items() if n != cls.WIDE_FIELD}

    @classmethod
    def list_required(cls) -> list[str]:
        """Fields whose column must be there."""
        return [n for n, f in cls.model_fields.items() if f.is_required() and n != cls.WIDE_FIELD]


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
    return lambda base: declare(name, load_rules("lembar")[group][name], base)


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
        dash_allowed=optional and isi in ("semua", "bersama"), choices=cell.choices,
        lower=options.get("gt", options.get("ge", cell.lower)),
        upper=options.get("le", cell.upper), lower_excluded="gt" in options,
    )  # fmt: skip
    read = BeforeValidator(partial(cells.read_cell, cell.read, optional=optional))
    value_type = cell.type | None if optional else cell.type
    return kind, (Annotated[value_type, read], Field(**options))
