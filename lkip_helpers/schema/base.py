"""The base class of every sheet contract."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

INSTRUCTIONS = "Petunjuk"  # the first sheet of a new workbook; it holds no data
OF_INDIKATOR = (("kode", "indikator", "kode"),)  # a row speaks of an indicator


class Schema(BaseModel):
    """One row of one sheet, and as class variables what holds of the whole sheet.

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
    DOCUMENT: ClassVar[str] = "Kecamatan {nama}, {tahun}"
    REMARK: ClassVar[str] = ""
    PEOPLE: ClassVar[bool] = False
    YEARLY: ClassVar[tuple[str, ...] | None] = None

    @classmethod
    def list_required(cls) -> list[str]:
        """Fields whose column must be there."""
        return [n for n, f in cls.model_fields.items() if f.is_required() and n != cls.WIDE_FIELD]
