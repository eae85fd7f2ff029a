"""Each published figure beside the computed one, in one of four classes."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from lkip_helpers.audit.cetak import GARIS, Cetak, read_cetak
from lkip_helpers.audit.hasil import Letak, TabelHasil, TakDikenal, find_tabel, rapikan
from lkip_helpers.intake.periksa import sel, temukan
from lkip_helpers.intake.temuan import Temuan

Kelas = Literal["sama", "beda pembulatan", "beda", "tidak dapat dihitung"]
KELAS: tuple[Kelas, ...] = ("sama", "beda pembulatan", "beda", "tidak dapat dihitung")


@dataclass(frozen=True)
class Pasangan:
    """One published figure with its computed counterpart.

    nomor: row on the sheet Angka. tempat: where it was printed. hitung: number, text or None.
    """

    nomor: int
    tabel: TabelHasil
    tempat: str
    halaman: int | None
    letak: Letak
    kolom: str
    cetak: Cetak
    hitung: float | str | None
    kelas: Kelas

    @property
    def berangka(self) -> bool:
        """Whether print and computation are both numbers."""
        return self.cetak.nilai is not None and isinstance(self.hitung, float)

    @property
    def angka_hitung(self) -> float:
        """The computed number; NaN for a text or nothing."""
        return self.hitung if isinstance(self.hitung, float) else math.nan

    @property
    def nama(self) -> str:
        """Row and column in words."""
        return f"{self.tabel.sebut(self.letak)} · {self.tabel.kolom[self.kolom]['judul']}"


def pair_angka(
    terbit: pd.DataFrame, hasil: Mapping[str, TabelHasil]
) -> tuple[list[Pasangan], list[Temuan]]:
    """Pair every row of the sheet Angka; names that are not known are findings with their cell."""
    pasangan: list[Pasangan] = []
    temuan: list[Temuan] = []
    for nomor, baris in terbit.iterrows():
        try:
            pasangan.append(_pasangkan(int(str(nomor)), baris, hasil))
        except TakDikenal as galat:
            temuan.append(report_tak_dikenal(terbit, nomor, galat))
    return pasangan, temuan


def report_tak_dikenal(frame: pd.DataFrame, nomor: Any, galat: TakDikenal) -> Temuan:
    """A finding on the cell that names what is not there."""
    saran = f"yang terdekat: {'; '.join(galat.mirip)}"
    return temukan(frame, sel(frame, nomor, galat.apa), galat.nama, str(galat), saran)


def isi(baris: "pd.Series[Any]", kolom: str) -> str:
    """A text cell of a sheet; "" where it is empty."""
    return "" if pd.isna(baris[kolom]) else str(baris[kolom])


def _pasangkan(nomor: int, b: "pd.Series[Any]", hasil: Mapping[str, TabelHasil]) -> Pasangan:
    tabel = find_tabel(hasil, b["label"])
    kolom = tabel.find_kolom(b["kolom"])
    letak = tabel.find_baris(isi(b, "baris"))
    hitung = _rapi_hitung(tabel.nilai(letak, kolom))
    if tabel.kolom[kolom]["jenis"] == "ya" and letak.bagian == "baris" and hitung is not None:
        hitung = float(bool(hitung))  # printed as a tick, whatever the count behind it
    dekat = hitung if isinstance(hitung, float) else None
    cetak = Cetak(b["nilai"]) if isinstance(hitung, str) else read_cetak(b["nilai"], dekat)
    halaman = None if pd.isna(b["halaman"]) else int(b["halaman"])
    return Pasangan(
        nomor, tabel, isi(b, "tempat"), halaman, letak, kolom, cetak, hitung,
        classify(cetak, hitung),
    )  # fmt: skip


def _rapi_hitung(nilai: Any) -> float | str | None:
    if nilai is None or nilai == "":
        return None
    return nilai if isinstance(nilai, str) else float(nilai)


def classify(cetak: Cetak, hitung: float | str | None) -> Kelas:
    """Sama where the computed value, rounded to the printed decimals, is what was printed."""
    if hitung is None:
        return "sama" if cetak.teks in GARIS else "tidak dapat dihitung"
    if isinstance(hitung, str):
        return "sama" if rapikan(hitung) == rapikan(cetak.teks) else "beda"
    if cetak.cocok(hitung):
        return "sama"
    dekat = cetak.nilai is not None and abs(cetak.nilai - hitung) < cetak.satuan_terakhir
    return "beda pembulatan" if dekat and cetak.teks not in GARIS else "beda"
