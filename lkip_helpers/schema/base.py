"""The base class of every sheet contract, and what one column of it may hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict

INSTRUCTIONS = "Petunjuk"  # the first sheet of a new workbook; it holds no data
OF_INDIKATOR = (("kode", "indikator", "kode"),)  # a row speaks of an indicator
Shape = Literal["teks", "bulat", "desimal", "ukuran", "tanda", "pilihan"]


@dataclass(frozen=True)
class Kind:
    """What a column holds.

    form: text, whole or decimal number, number or range or predicate, a tick (yes or no), or one of
    the choices. lower, upper: limits, both included unless lower_excluded. required: a row without
    it is not complete. filled: "semua" where no cell may be blank, "satu" where not all may be.
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
    def list_required(cls) -> list[str]:
        """Fields whose column must be there."""
        return [n for n, f in cls.model_fields.items() if f.is_required() and n != cls.WIDE_FIELD]
