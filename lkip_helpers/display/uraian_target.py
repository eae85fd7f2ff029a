"""What only some units have: targets outside the Renstra or changed, realisasi by quarter."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lkip_helpers.display.baris import iter_baris
from lkip_helpers.display.besaran import get_atas
from lkip_helpers.display.format import is_kosong
from lkip_helpers.display.kalimat import sebut_besaran
from lkip_helpers.display.kolom import Kolom, ubah
from lkip_helpers.display.narasi import Narasi, Rangkaian, rangkai_kata
from lkip_helpers.display.tabel import Sumber, Tabel
from lkip_helpers.display.uraian_kecamatan import akhiri

_TRIWULAN = ("tw1", "tw2", "tw3", "tw4")
_ROMAWI = ("I", "II", "III", "IV")


def susun_tanpa_renstra(
    realisasi: pd.DataFrame,
    indikator: pd.DataFrame,
    dokumen: Mapping[str, pd.DataFrame],
    tahun: int,
) -> Rangkaian:
    """The indicators with a target this year that the first document lacks; nothing without any.

    realisasi: kode, tahun, target, keterangan. indikator: kode, indikator, satuan. dokumen: name →
    frame with kode, the Renstra first.
    """
    renstra = next(iter(dokumen.values()))
    kini = realisasi[(realisasi["tahun"] == tahun) & ~realisasi["kode"].isin(renstra["kode"])]
    kini = kini.dropna(subset="target").merge(indikator[["kode", "satuan"]], on="kode")
    isi = []
    for b in iter_baris(kini):
        tanpa = [nama for nama, d in dokumen.items() if b.kode not in set(d["kode"])]
        isi.append(_tanpa_renstra(b, tanpa, tahun, asal=len(tanpa) < len(dokumen)))
    return Rangkaian(isi)


def _tanpa_renstra(b: Any, tanpa: list[str], tahun: int, *, asal: bool) -> Narasi:
    return Narasi(
        "{indikator} mempunyai target {target} untuk tahun {tahun:tahun}, tetapi tidak tercantum "
        "pada {tanpa}"
        + ("." if asal else "; dokumen yang menetapkannya perlu dipastikan.")
        + ("" if is_kosong(b.keterangan) else " Keterangan pada lembar Realisasi: {keterangan}"),
        indikator=b.indikator,
        target=sebut_besaran(b.target, b.satuan, get_atas(b, "target")),
        tahun=tahun,
        tanpa=rangkai_kata(tanpa),
        keterangan="" if is_kosong(b.keterangan) else akhiri(b.keterangan),
    )


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
