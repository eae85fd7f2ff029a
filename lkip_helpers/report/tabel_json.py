"""A report's tabel.json read back: whole, or refused with the file and the cure.

Apart from what reads its chapters, which takes longer to import than this to run.
"""

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ValidationError

from lkip_helpers.errors import LkipError

PROPERTIES = {
    "judul": "judul",
    "satuan": "satuan",
    "rumus": "rumus",
    "sumber": "sumber",
    "alt": "teks alternatif",
    "alasan": "alasan tidak disajikan",
}
CURE = "Susun ulang laporannya dengan lkip render, atau sebutkan folder keluaran yang lain."


class UnreadableReport(LkipError):
    """A folder that holds no report, or one that cannot be read; says which file and the cure."""


class _Column(BaseModel):
    kunci: str
    judul: str
    jenis: str = "teks"
    desimal: int = 2
    rumus: str = ""
    grup: str = ""


class _Payload(BaseModel):
    """A table or figure of tabel.json; what has a default was not always there."""

    label: str
    judul: str
    kolom: list[_Column]
    baris: list[dict[str, Any]]
    jenis: Literal["tabel", "gambar"] = "tabel"
    nomor: str = "–"
    satuan: str = ""
    sumber: str = ""
    rumus: str = ""
    alt: str = ""
    kaki: list[dict[str, Any]] = []
    rumus_kaki: list[dict[str, Any]] = []
    bentuk_kaki: list[dict[str, Any]] = []

    def content(self) -> dict[str, Any]:
        """Every row with every column; words that this report does not know left out."""
        empty = dict.fromkeys(k.kunci for k in self.kolom)
        exists = {
            k: v
            for k, v in self.model_dump().items()
            if k not in PROPERTIES or k in self.model_fields_set
        }
        return {**exists, "baris": [{**empty, **b} for b in self.baris]}


class TabelJson(BaseModel):
    """tabel.json."""

    unit: str
    tahun: int
    tabel: list[_Payload]


def read_tabel(file: Path) -> dict[str, Any]:
    """A tabel.json as it is written, where it is whole. Raises UnreadableReport."""
    content: dict[str, Any] = read_json(file)
    try:
        TabelJson.model_validate(content)
    except ValidationError as error:
        raise UnreadableReport(f"{file} tidak lengkap: {_phrase(error)}. {CURE}") from error
    return content


def read_json(file: Path) -> Any:
    """What a JSON file holds. Raises UnreadableReport."""
    try:
        return json.loads(file.read_text("utf-8"))
    except ValueError as error:
        raise UnreadableReport(f"{file} rusak: bukan JSON yang utuh. {CURE}") from error


def _phrase(error: ValidationError) -> str:
    """Where each fault is, without repeating the data."""
    location = (" › ".join(map(str, g["loc"])) or "isinya" for g in error.errors()[:3])
    return f"{', '.join(location)} tidak ada atau tidak sesuai"
