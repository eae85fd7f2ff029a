"""Total rows of a sheet are no data, but they must agree with the rows they sum."""

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from lkip_helpers.intake.angka import BukanAngka, parse_angka
from lkip_helpers.intake.buku import alamat
from lkip_helpers.intake.lembar import Terbaca
from lkip_helpers.intake.temuan import Temuan


def check_jumlah(terbaca: Terbaca, frame: pd.DataFrame) -> Iterator[Temuan]:
    """Totals (or means) that are not those of the rows above them, all or since the last total."""
    k, lalu = terbaca.kontrak, 0
    for nomor, rekam in terbaca.jumlah:
        for kolom, isi in rekam.items():
            if kolom not in frame or not pd.api.types.is_numeric_dtype(frame[kolom]):
                continue
            angka = _angka(isi)
            atas = frame[frame.index < nomor][kolom].dropna()
            if angka is None or atas.empty:
                continue
            sejak = atas[atas.index > lalu]
            rerata = re.search("rata", str(next(iter(rekam.values()))), re.IGNORECASE)
            sah = [x.mean() if rerata else x.sum() for x in (atas, sejak) if len(x)]
            if not any(abs(float(s) - angka) < 1e-6 for s in sah):
                yield Temuan(
                    k.BERKAS, k.LEMBAR, alamat(nomor, terbaca.kolom[kolom]), str(isi), "peringatan",
                    f"baris jumlah berisi {_tulis(angka)}, padahal {len(atas)} baris di atasnya "
                    f"menghasilkan {_tulis(float(sah[0]))}",
                    "periksa baris jumlah dan rinciannya; laporan memakai rinciannya",
                )  # fmt: skip
        lalu = nomor


def _angka(isi: Any) -> float | None:
    """A cell of a total row; what is no number there (a text, a dash) is not compared."""
    try:
        angka = parse_angka(isi)
    except BukanAngka:
        return None
    return None if angka is None else float(angka)


def _tulis(nilai: float) -> str:
    teks = f"{nilai:,.2f}".rstrip("0").rstrip(".")
    return teks.translate(str.maketrans(",.", ".,"))
