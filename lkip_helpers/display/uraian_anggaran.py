"""The budget told: programmes in one document and not in the other, rows without pagu."""

from typing import Any

import pandas as pd

from lkip_helpers.display.baris import iter_baris
from lkip_helpers.display.narasi import Narasi, Rangkaian


def susun_beda_program(banding: pd.DataFrame) -> Rangkaian:
    """Where the DPA differs from the Perjanjian Kinerja, programme by programme, and in all.

    banding: compare_pk_dpa (program, pk, dpa, selisih; 0 where a side lacks the programme).
    """
    beda = banding[banding["selisih"] != 0]
    if beda.empty:
        return Rangkaian([Narasi("Anggaran setiap program sama pada kedua dokumen.")])
    return Rangkaian([*(_beda(b) for b in iter_baris(beda)), _beda_jumlah(banding)])


def _beda(b: Any) -> Narasi:
    if b.pk == 0:
        templat = (
            "{program:nama} terdapat dalam DPA dengan pagu {dpa:rupiah}, tetapi tidak dimuat dalam "
            "Perjanjian Kinerja."
        )
    elif b.dpa == 0:
        templat = (
            "{program:nama} dimuat dalam Perjanjian Kinerja dengan anggaran {pk:rupiah}, tetapi "
            "tidak terdapat dalam DPA."
        )
    else:
        templat = (
            "Pagu {program:nama} dalam DPA adalah {dpa:rupiah}, {arah} {jarak:rupiah} daripada "
            "anggaran dalam Perjanjian Kinerja, yaitu {pk:rupiah}."
        )
    return Narasi(
        templat, program=b.program, pk=b.pk, dpa=b.dpa, arah=_arah(b.selisih), jarak=abs(b.selisih)
    )


def _arah(selisih: int) -> str:
    return "lebih besar" if selisih > 0 else "lebih kecil"


def _beda_jumlah(banding: pd.DataFrame) -> Narasi:
    pk, dpa = int(banding["pk"].sum()), int(banding["dpa"].sum())
    if pk == dpa:
        return Narasi("Jumlah seluruhnya sama, yaitu {pk:rupiah}.", pk=pk)
    return Narasi(
        "Secara keseluruhan, pagu DPA berjumlah {dpa:rupiah}, {arah} {jarak:rupiah} daripada "
        "anggaran yang diperjanjikan ({pk:rupiah}). Perbedaan ini memerlukan penjelasan tertulis "
        "dan, apabila terjadi karena perubahan anggaran, perjanjian kinerja perubahan.",
        pk=pk,
        dpa=dpa,
        arah=_arah(dpa - pk),
        jarak=abs(dpa - pk),
    )
