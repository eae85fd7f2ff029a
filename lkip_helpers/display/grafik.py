"""The charts of the report: a frame in, a matplotlib Figure of 16 cm out.

`judul` is the finding, said by the caller and set at the top left. A number is shown as the tables
show it, and its colour follows what is shown: 99,996 is printed 100,00 and counts as reached.
"""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from lkip_helpers.compute.pembulatan import PENUH, judge_capaian
from lkip_helpers.display.batang import Acuan, Batang, draw_batang, require_baris
from lkip_helpers.display.format import (
    format_bilangan,
    format_nama,
    format_persen,
    format_rupiah,
    is_kosong,
)
from lkip_helpers.display.gaya import BIRU, HANGAT, REDUP, TAK_TERHITUNG, apply_gaya
from lkip_helpers.display.grafik_sarana import plot_sarana
from lkip_helpers.display.grafik_skm import plot_frekuensi, plot_nrr
from lkip_helpers.display.grafik_tren import plot_tren
from lkip_helpers.display.kalimat import sebut_besaran

__all__ = [
    "plot_capaian",
    "plot_frekuensi",
    "plot_lembaga",
    "plot_nrr",
    "plot_sarana",
    "plot_serapan",
    "plot_tren",
]


@apply_gaya
def plot_capaian(frame: pd.DataFrame, rerata: float, judul: str = "") -> Figure:
    """Capaian of each indikator and their mean as bars, with a line at the target.

    frame: indikator, capaian (percent, NaN when not computable); used when there: predikat, alasan,
    target, target_atas, realisasi, satuan. rerata: percent. Raises ValueError for an empty frame.
    """
    require_baris(len(frame), "capaian")
    baris = [_build_capaian(b) for b in frame.to_dict("records")]
    baris.append(
        Batang(
            "Rata-rata capaian", _as_float(rerata), _describe(rerata), warna=REDUP, ringkasan=True
        )
    )
    acuan = Acuan(PENUH, "target = 100\u00a0%")
    return draw_batang(baris, judul=judul, acuan=acuan, satuan="\u00a0%", maks=PENUH)


def _build_capaian(b: Mapping[Hashable, Any]) -> Batang:
    capaian = _as_float(b["capaian"])
    redup = ""
    if not is_kosong(b.get("target")) or not is_kosong(b.get("realisasi")):
        satuan = b.get("satuan")
        redup = (
            f"target {sebut_besaran(b.get('target'), satuan, b.get('target_atas'))}, "
            f"realisasi {sebut_besaran(b.get('realisasi'), satuan)}"
        )
    if is_kosong(capaian):
        return Batang(b["indikator"], capaian, TAK_TERHITUNG, redup, b.get("alasan") or "")
    tercapai = judge_capaian(capaian) >= 0
    status = b.get("predikat") or ("mencapai target" if tercapai else "di bawah target")
    warna = BIRU if tercapai else HANGAT
    return Batang(b["indikator"], capaian, format_persen(capaian), redup, status, warna)


def _as_float(nilai: Any) -> float:
    return float("nan") if is_kosong(nilai) else float(nilai)


def _describe(persen: Any) -> str:
    return TAK_TERHITUNG if is_kosong(persen) else format_persen(persen)


@apply_gaya
def plot_serapan(
    frame: pd.DataFrame, nama: str = "program", total: float | None = None, judul: str = ""
) -> Figure:
    """Serapan anggaran of each program or kegiatan, highest first, with its pagu in muted text.

    frame: the column `nama`, pagu (rupiah), serapan (percent; NaN where there is no pagu, set
    last). total: serapan of the whole, percent, as a last row. Raises ValueError for no row.
    """
    require_baris(len(frame), "serapan anggaran")
    urut = frame.sort_values("serapan", ascending=False, na_position="last", kind="stable")
    baris = [
        Batang(
            format_nama(str(b[nama])),
            _as_float(b["serapan"]),
            _describe(b["serapan"]),
            _describe_pagu(b["pagu"]),
        )
        for b in urut.to_dict("records")
    ]
    if total is not None:
        pagu = _describe_pagu(frame["pagu"].sum())
        baris.append(
            Batang(
                "Seluruh anggaran", _as_float(total), _describe(total), pagu, "", REDUP, None, True
            )
        )
    return draw_batang(baris, judul=judul, satuan="\u00a0%", maks=PENUH)


def _describe_pagu(pagu: Any) -> str:
    return "tidak dianggarkan" if is_kosong(pagu) else f"pagu {format_rupiah(pagu)}"


@apply_gaya
def plot_lembaga(frame: pd.DataFrame, judul: str = "") -> Figure:
    """Lembaga aktif against their target, a bullet bar for each tingkat.

    frame: tingkat, realisasi, target (lembaga), persentase (percent, NaN when not computable).
    Raises ValueError for an empty frame.
    """
    require_baris(len(frame), "keaktifan lembaga")
    baris = [_build_lembaga(b) for b in frame.to_dict("records")]
    penjelasan = "Batang: lembaga aktif. Garis tegak: target."
    return draw_batang(baris, judul=judul, subjudul=penjelasan)


def _build_lembaga(b: Mapping[Hashable, Any]) -> Batang:
    persen, target = _as_float(b["persentase"]), _as_float(b["target"])
    banding = f"{format_bilangan(b['realisasi'])} dari {format_bilangan(b['target'])} lembaga"
    if is_kosong(target):
        banding = f"{format_bilangan(b['realisasi'])} lembaga, tanpa target"
    tercapai = not is_kosong(persen) and judge_capaian(persen) >= 0
    return Batang(
        nama=str(b["tingkat"])[:1].upper() + str(b["tingkat"])[1:],
        nilai=_as_float(b["realisasi"]),
        label=_describe(persen),
        catatan=banding,
        warna=REDUP if is_kosong(persen) else BIRU if tercapai else HANGAT,
        target=None if is_kosong(target) else target,
    )
