"""What only some units have: targets changed within the year, realisasi by quarter."""

import pandas as pd

from lkip_helpers.display.kolom import Kolom, ubah
from lkip_helpers.display.narasi import Narasi, Rangkaian
from lkip_helpers.display.tabel import Sumber, Tabel

_TRIWULAN = ("tw1", "tw2", "tw3", "tw4")
_ROMAWI = ("I", "II", "III", "IV")


def susun_perubahan_target(pk: pd.DataFrame, tahun: int, sumber: Sumber) -> Rangkaian:
    """The changed targets of the PK Perubahan; nothing where none was changed.

    pk: join_indikator of the sheet PK, with target_perubahan.
    """
    milik = pk.dropna(subset="target_perubahan")
    if milik.empty:
        return Rangkaian([])
    return Rangkaian(
        [
            Narasi(
                "Selama tahun {tahun:tahun} target {banyak:kata} indikator diubah dengan "
                "Perjanjian Kinerja Perubahan. [Tabel](#pk-perubahan) memuat target semula dan "
                "target perubahannya; capaian dihitung terhadap target perubahan.",
                tahun=tahun,
                banyak=len(milik),
            ),
            Tabel(
                "pk-perubahan",
                f"Perubahan target Perjanjian Kinerja tahun {tahun}",
                milik,
                [
                    "indikator",
                    "satuan",
                    ubah("target", judul="Target semula"),
                    Kolom("target_perubahan", "Target perubahan", "angka"),
                ],
                sumber=sumber,
            ),
        ]
    )


def susun_triwulan(triwulan: pd.DataFrame, tahun: int, sumber: Sumber) -> Rangkaian:
    """Realisasi by quarter and what they make of the year; nothing where none is measured so.

    triwulan: join_triwulan.
    """
    if triwulan.empty:
        return Rangkaian([])
    ukur = [Kolom(k, r, "angka", grup="Triwulan") for k, r in zip(_TRIWULAN, _ROMAWI, strict=True)]
    return Rangkaian(
        [
            Narasi(
                "Sebagian indikator diukur setiap triwulan. [Tabel](#realisasi-triwulan) memuat "
                "hasilnya beserta cara menjadikannya angka setahun: dijumlahkan, diambil nilai "
                "triwulan terakhir, atau dirata-ratakan.",
            ),
            Tabel(
                "realisasi-triwulan",
                f"Realisasi indikator menurut triwulan tahun {tahun}",
                triwulan,
                [
                    "indikator",
                    "satuan",
                    *ukur,
                    Kolom("cara", "Cara setahun"),
                    Kolom("setahun", "Setahun", "angka"),
                ],
                sumber=sumber,
            ),
        ]
    )
