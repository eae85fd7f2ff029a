"""A report's tabel.json read back: whole, or refused with the file and the cure.

Apart from what reads its chapters, which takes longer to import than this to run.
"""

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ValidationError

from lkip_helpers.audit.beda.tabel import SIFAT

OBAT = "Susun ulang laporannya dengan lkip render, atau sebutkan folder keluaran yang lain."


class LaporanTakTerbaca(Exception):
    """A folder that holds no report, or one that cannot be read; says which file and the cure."""


class _Kolom(BaseModel):
    kunci: str
    judul: str
    jenis: str = "teks"
    desimal: int = 2
    rumus: str = ""
    grup: str = ""


class _Paket(BaseModel):
    """A table or figure of tabel.json; what has a default was not always there."""

    label: str
    judul: str
    kolom: list[_Kolom]
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

    def isi(self) -> dict[str, Any]:
        """Every row with every column; words that this report does not know left out."""
        kosong = dict.fromkeys(k.kunci for k in self.kolom)
        ada = {
            k: v
            for k, v in self.model_dump().items()
            if k not in SIFAT or k in self.model_fields_set
        }
        return {**ada, "baris": [{**kosong, **b} for b in self.baris]}


class Isi(BaseModel):
    """tabel.json."""

    unit: str
    tahun: int
    tabel: list[_Paket]


def read_tabel(berkas: Path) -> dict[str, Any]:
    """A tabel.json as it is written, where it is whole. Raises LaporanTakTerbaca."""
    isi: dict[str, Any] = read_json(berkas)
    try:
        Isi.model_validate(isi)
    except ValidationError as galat:
        raise LaporanTakTerbaca(f"{berkas} tidak lengkap: {_sebut(galat)}. {OBAT}") from galat
    return isi


def read_json(berkas: Path) -> Any:
    """What a JSON file holds. Raises LaporanTakTerbaca."""
    try:
        return json.loads(berkas.read_text("utf-8"))
    except ValueError as galat:
        raise LaporanTakTerbaca(f"{berkas} rusak: bukan JSON yang utuh. {OBAT}") from galat


def _sebut(galat: ValidationError) -> str:
    """Where each fault is, without repeating the data."""
    letak = (" › ".join(map(str, g["loc"])) or "isinya" for g in galat.errors()[:3])
    return f"{', '.join(letak)} tidak ada atau tidak sesuai"
