"""What the analyst writes of a rise or fall, against what the numbers show."""

import re
from collections.abc import Iterator

import pandas as pd

from lkip_helpers.aturan import load_aturan
from lkip_helpers.compute.pembulatan import round_half_up
from lkip_helpers.intake.data import Data
from lkip_helpers.intake.periksa import letak, sel, temukan
from lkip_helpers.intake.temuan import Temuan

_ARAH = {1: "naik", -1: "turun", 0: "tetap"}


def check_arah(data: Data) -> Iterator[tuple[str, Temuan]]:
    """A cause that speaks only of rising where realisasi fell or stayed, and the other way."""
    nama = data.indikator.set_index("kode")["indikator"].to_dict()
    for baris, kode, sebab in data.analisis[["kode", "sebab"]].itertuples():
        hitung, disebut = _arah_hitung(data.realisasi, kode, data.tahun), _arah_disebut(sebab)
        if hitung is None or disebut is None or disebut == hitung:
            continue
        milik = data.realisasi[
            (data.realisasi["kode"] == kode) & (data.realisasi["tahun"] == data.tahun)
        ]
        yield f"arah:{kode}", temukan(
            data.analisis, sel(data.analisis, baris, "sebab"), sebab,
            f"penyebab {nama.get(kode, kode)} menyebut {_ARAH[disebut]}, padahal realisasinya "
            f"{_ARAH[hitung]} ({letak(data.realisasi, milik.index[0], 'realisasi')})",
            "perbaiki teksnya", "peringatan",
        )  # fmt: skip


def _arah_hitung(realisasi: pd.DataFrame, kode: str, tahun: int) -> int | None:
    """1, 0 or −1 as printed; None without both years."""
    milik = realisasi[realisasi["kode"] == kode].set_index("tahun")["realisasi"].dropna()
    if tahun not in milik.index or tahun - 1 not in milik.index:
        return None
    kini, lalu = (round_half_up(milik[t], 2) for t in (tahun, tahun - 1))
    return (kini > lalu) - (kini < lalu)


def _arah_disebut(teks: str) -> int | None:
    """1 or −1 where the text speaks of one direction only."""
    kata = load_aturan("konsistensi")["arah"]
    ada = {
        arah
        for arah, daftar in ((1, kata["naik"]), (-1, kata["turun"]))
        if any(re.search(rf"\b{k}\b", teks.casefold()) for k in daftar)
    }
    return ada.pop() if len(ada) == 1 else None
