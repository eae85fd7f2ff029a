"""What only some units have: targets outside the Renstra or changed, realisasi by quarter."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lkip_helpers.prose.kecamatan import end_sentence
from lkip_helpers.report.columns import Column, alter
from lkip_helpers.report.format import is_empty
from lkip_helpers.report.frame_rows import iter_rows
from lkip_helpers.report.narasi import Chain, Narasi, chain_words
from lkip_helpers.report.quantities import get_upper, phrase_quantity
from lkip_helpers.report.tabel import Source, Tabel

_TRIWULAN = ("tw1", "tw2", "tw3", "tw4")
_ROMAN = ("I", "II", "III", "IV")


def build_without_renstra(
    realisasi: pd.DataFrame,
    indikator: pd.DataFrame,
    document: Mapping[str, pd.DataFrame],
    tahun: int,
) -> Chain:
    """The indicators with a target this year that the first document lacks; nothing without any.

    realisasi: kode, tahun, target, keterangan. indikator: kode, indikator, satuan. document: name →
    frame with kode, the Renstra first.
    """
    renstra = next(iter(document.values()))
    current = realisasi[(realisasi["tahun"] == tahun) & ~realisasi["kode"].isin(renstra["kode"])]
    current = current.dropna(subset="target").merge(indikator[["kode", "satuan"]], on="kode")
    content = []
    for b in iter_rows(current):
        without = [name for name, d in document.items() if b.kode not in set(d["kode"])]
        content.append(_without_renstra(b, without, tahun, origin=len(without) < len(document)))
    return Chain(content)


def _without_renstra(b: Any, without: list[str], tahun: int, *, origin: bool) -> Narasi:
    return Narasi(
        "{indikator} mempunyai target {target} untuk tahun {tahun:tahun}, tetapi tidak tercantum "
        "pada {tanpa}"
        + ("." if origin else "; dokumen yang menetapkannya perlu dipastikan.")
        + ("" if is_empty(b.keterangan) else " Keterangan pada lembar Realisasi: {keterangan}"),
        indikator=b.indikator,
        target=phrase_quantity(b.target, b.satuan, get_upper(b, "target")),
        tahun=tahun,
        tanpa=chain_words(without),
        keterangan="" if is_empty(b.keterangan) else end_sentence(b.keterangan),
    )


def build_target_change(pk: pd.DataFrame, tahun: int, source: Source) -> Chain:
    """The changed targets of the PK Perubahan; nothing where none was changed.

    pk: join_indikator of the sheet PK, with target_perubahan.
    """
    own = pk.dropna(subset="target_perubahan")
    if own.empty:
        return Chain([])
    return Chain(
        [
            Narasi(
                "Selama tahun {tahun:tahun} target {banyak:kata} indikator diubah dengan "
                "Perjanjian Kinerja Perubahan. [Tabel](#pk-perubahan) memuat target semula dan "
                "target perubahannya; capaian dihitung terhadap target perubahan.",
                tahun=tahun,
                banyak=len(own),
            ),
            Tabel(
                "pk-perubahan",
                f"Perubahan target Perjanjian Kinerja tahun {tahun}",
                own,
                [
                    "indikator",
                    "satuan",
                    alter("target", title="Target semula"),
                    Column("target_perubahan", "Target perubahan", "angka"),
                ],
                source=source,
            ),
        ]
    )


def build_triwulan(triwulan: pd.DataFrame, tahun: int, source: Source) -> Chain:
    """Realisasi by quarter and what they make of the year; nothing where none is measured so.

    triwulan: join_triwulan.
    """
    if triwulan.empty:
        return Chain([])
    measured = [
        Column(k, r, "angka", grouping="Triwulan") for k, r in zip(_TRIWULAN, _ROMAN, strict=True)
    ]
    return Chain(
        [
            Narasi(
                "Sebagian indikator diukur setiap triwulan. [Tabel](#realisasi-triwulan) memuat "
                "hasilnya beserta cara menjadikannya angka setahun: dijumlahkan, diambil nilai "
                "triwulan terakhir, atau dirata-ratakan."
            ),
            Tabel(
                "realisasi-triwulan",
                f"Realisasi indikator menurut triwulan tahun {tahun}",
                triwulan,
                [
                    "indikator",
                    "satuan",
                    *measured,
                    Column("cara", "Cara setahun"),
                    Column("setahun", "Setahun", "angka"),
                ],
                source=source,
            ),
        ]
    )
