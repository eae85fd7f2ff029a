"""A report read back from its folder, as it is compared."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import nbformat
from babel.dates import format_datetime
from nbformat.reader import NotJSONError
from pydantic import BaseModel, ValidationError

from lkip_helpers.audit.beda.benda import Benda
from lkip_helpers.audit.beda.kalimat import Kalimat
from lkip_helpers.audit.beda.laporan import Laporan
from lkip_helpers.audit.beda.tabel import SIFAT
from lkip_helpers.render.bab import order_bab
from lkip_helpers.render.bacaan import Bacaan, read_bacaan
from lkip_helpers.render.naskah import NaskahCacat, join_naskah
from lkip_helpers.workspace import BUILD, TABEL, Ruang


class LaporanTakTerbaca(Exception):
    """A folder that holds no report, or one that cannot be read; says which file and the cure."""


class _Kolom(BaseModel):
    kunci: str
    judul: str
    jenis: str = "teks"
    desimal: int = 2
    rumus: str = ""


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


class _Isi(BaseModel):
    """tabel.json."""

    unit: str
    tahun: int
    tabel: list[_Paket]


@dataclass(frozen=True)
class Terbaca:
    """A report with its folder and what tells it from its other versions.

    nama: the office as its cover calls it, else the unit. konsep: None where it is not known.
    """

    folder: Path
    laporan: Laporan
    nama: str
    konsep: bool | None
    saat: datetime

    def __str__(self) -> str:
        jenis = {None: "", True: "konsep, ", False: "laporan akhir, "}[self.konsep]
        saat = format_datetime(self.saat, "d MMMM y 'pukul' HH.mm", locale="id_ID")
        folder = "/".join(self.folder.resolve().parts[-2:])  # nothing of the machine before it
        return f"{folder} ({jenis}disusun {saat})"


def load_laporan(folder: Path) -> Terbaca:
    """The report in a folder of outputs. Raises LaporanTakTerbaca."""
    berkas = folder / TABEL
    if not berkas.is_file():
        raise LaporanTakTerbaca(
            f"{folder} tidak memuat laporan ({TABEL} tidak ada). "
            "Sebutkan folder keluaran yang lain, atau susun laporannya dengan lkip render."
        )
    isi = _Isi.model_validate(read_tabel(berkas))
    build = _json(folder / BUILD) if (folder / BUILD).exists() else {}
    bacaan = _baca_bab(folder, isi)
    kecamatan = bacaan.sampul.get("kecamatan") if bacaan else None
    return Terbaca(
        folder,
        _susun(isi, bacaan, build.get("masukan", {})),
        f"Kecamatan {kecamatan}" if kecamatan else isi.unit,
        build.get("parameter", {}).get("konsep"),
        datetime.fromtimestamp(berkas.stat().st_mtime).astimezone(),
    )


def read_tabel(berkas: Path) -> dict[str, Any]:
    """A tabel.json as it is written, where it is whole. Raises LaporanTakTerbaca."""
    isi: dict[str, Any] = _json(berkas)
    try:
        _Isi.model_validate(isi)
    except ValidationError as galat:
        raise LaporanTakTerbaca(f"{berkas} tidak lengkap: {_sebut(galat)}. {_obat()}") from galat
    return isi


def _json(berkas: Path) -> Any:
    try:
        return json.loads(berkas.read_text("utf-8"))
    except ValueError as galat:
        raise LaporanTakTerbaca(f"{berkas} rusak: bukan JSON yang utuh. {_obat()}") from galat


def _sebut(galat: ValidationError) -> str:
    """Where each fault is, without repeating the data."""
    letak = (" › ".join(map(str, g["loc"])) or "isinya" for g in galat.errors()[:3])
    return f"{', '.join(letak)} tidak ada atau tidak sesuai"


def _obat() -> str:
    return "Susun ulang laporannya dengan lkip render, atau sebutkan folder keluaran yang lain."


def _baca_bab(folder: Path, isi: _Isi) -> Bacaan | None:
    """The text of the report; None where its chapters were not kept."""
    bab = Ruang(isi.unit, isi.tahun, folder).folder_terlaksana(folder)
    berkas = sorted(bab.glob("*.ipynb"))
    if not berkas:
        return None
    try:
        naskah = join_naskah(order_bab([(b.stem, nbformat.read(b, 4)) for b in berkas]))
        return read_bacaan(naskah)
    except (NotJSONError, nbformat.ValidationError) as galat:
        raise LaporanTakTerbaca(f"{bab} memuat notebook yang rusak. {_obat()}") from galat
    except (NaskahCacat, KeyError) as galat:
        raise LaporanTakTerbaca(f"Bab di {bab} tidak dapat dibaca: {galat}. {_obat()}") from galat


def _susun(isi: _Isi, bacaan: Bacaan | None, sumber: dict[str, str]) -> Laporan:
    teks = bacaan or Bacaan()
    paket = {p.label: p.isi() for p in isi.tabel} | teks.absen
    urut = [*(k for k in teks.tempat if k in paket), *(k for k in paket if k not in teks.tempat)]
    return Laporan(
        isi.unit,
        isi.tahun,
        {
            k: Benda(k, paket[k]["jenis"], paket[k]["judul"], paket[k], teks.tempat.get(k, ()))
            for k in urut
        },
        [Kalimat(*k) for k in teks.kalimat] if bacaan else None,
        sumber,
    )
