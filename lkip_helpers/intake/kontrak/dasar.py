"""What every sheet contract has, and how a column is declared."""

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

WAJIB: Any = ...


def kolom(
    judul: str, arti: str, *, contoh: Any, satuan: str = "", bawaan: Any = WAJIB, **batas: Any
) -> Any:
    """One column: its header, meaning, example, unit, default and limits (ge, le, gt)."""
    return Field(
        bawaan, title=judul, description=arti, examples=[contoh],
        json_schema_extra={"satuan": satuan}, **batas,
    )  # fmt: skip


class Kontrak(BaseModel):
    """One row of one sheet.

    BERKAS, LEMBAR: where it stands. GUNA: what it is for, in one line. NAMA: its name in the data
    set. KUNCI: the fields that must be unique together. LEMBAR_WAJIB: whether the report can do
    without the sheet. TEGAK: the sheet lists fields downwards (one record: label in the first
    column, value in the second).
    LEBAR: the dict field that takes every remaining header as a key (years, kelurahan, unsur).
    KUNCI_LEBAR: the column those headers go into, so that the frame is long; "" keeps it wide.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    BERKAS: ClassVar[str] = "kinerja.xlsx"
    LEMBAR: ClassVar[str]
    GUNA: ClassVar[str] = ""
    NAMA: ClassVar[str]
    KUNCI: ClassVar[tuple[str, ...]] = ()
    LEMBAR_WAJIB: ClassVar[bool] = True
    TEGAK: ClassVar[bool] = False
    LEBAR: ClassVar[str | None] = None
    KUNCI_LEBAR: ClassVar[str] = ""
