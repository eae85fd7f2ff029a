"""Charts of the satisfaction survey: NRR per unsur, and the answers behind them."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from lkip_helpers.display.batang import require_baris
from lkip_helpers.display.format import format_angka, is_kosong
from lkip_helpers.display.gaya import (
    BIRU,
    GARIS,
    HANGAT,
    JAWABAN,
    KECIL,
    KERTAS,
    LATAR,
    LEBAR,
    REDUP,
    TAK_TERHITUNG,
    TINTA,
    apply_gaya,
)
from lkip_helpers.display.kanvas import Kanvas, measure_lebar, measure_tinggi, wrap_teks

_NAMA, _KIRI, _KANAN = 2.1, 2.25, 5.45
_NILAI = _KANAN + 0.42  # right edge of the numbers
_ATAS, _BAWAH = 0.26, 0.42
_TERTINGGI = 4.0
_SELA = 0.14

Batas = tuple[str, str, float]  # mutu, kinerja, lowest NRR
Catatan = Mapping[Hashable, Any]  # one row of a frame


@apply_gaya
def plot_nrr(nrr: pd.DataFrame, batas_mutu: Sequence[Batas], judul: str = "") -> Figure:
    """NRR of each unsur as dots, highest first, over the bands of mutu, with their mean.

    nrr: unsur, nrr (1–4; NaN where nobody answered); used when there: kode, mutu.
    batas_mutu: (mutu, kinerja, lowest NRR) of each band, in any order. The scale begins one band
    below the lowest dot and says so: dots, unlike bars, need no zero.
    Raises ValueError for an empty frame.
    """
    require_baris(len(nrr), "NRR")
    urut = nrr.sort_values("nrr", ascending=False, na_position="last", kind="stable")
    pita = _select_pita(batas_mutu, urut["nrr"].min())
    subjudul = (
        "Nilai rata-rata (NRR) setiap unsur pada skala 1 sampai 4; "
        f"sumbu dimulai dari {format_angka(pita[0][2], 2)}."
    )
    baris = urut.to_dict("records")
    nama = [wrap_teks(_name_unsur(b), _NAMA) for b in baris]
    tinggi = [measure_tinggi(n) + _SELA for n in nama]
    kanvas = Kanvas(_ATAS + sum(tinggi) + _BAWAH, judul, subjudul)
    axes = kanvas.add_axes(_KIRI, _ATAS, _KANAN - _KIRI, sum(tinggi))
    axes.set_xlim(pita[0][2], _TERTINGGI + 0.02)
    axes.set_ylim(sum(tinggi), 0)
    _draw_pita(kanvas, axes, pita)
    _write_kepala(kanvas, "mutu" in nrr)
    _draw_rerata(kanvas, axes, urut["nrr"], _ATAS + sum(tinggi))
    y = 0.0
    for n, t, b in zip(nama, tinggi, baris, strict=True):
        _draw_titik(kanvas, axes, n, b, y + t / 2)
        y += t
    return kanvas.figure


def _name_unsur(b: Catatan) -> str:
    return f"{b['kode']}\u2002{b['unsur']}" if b.get("kode") else str(b["unsur"])


def _select_pita(batas: Sequence[Batas], terendah: float) -> list[Batas]:
    """The bands to show, lowest first: from one below that of the lowest dot."""
    urut = sorted(batas, key=lambda b: b[2])
    di_bawah = [i for i, b in enumerate(urut) if not is_kosong(terendah) and b[2] <= terendah]
    return urut[max(0, di_bawah[-1] - 1) if di_bawah else 0 :]


def _locate(axes: Axes, nilai: float) -> float:
    """Where on the body `nilai` of the scale stands, in inches."""
    kiri, kanan = axes.get_xlim()
    return _KIRI + (nilai - kiri) / (kanan - kiri) * (_KANAN - _KIRI)


def _draw_pita(kanvas: Kanvas, axes: Axes, pita: Sequence[Batas]) -> None:
    tepi = [b[2] for b in pita] + [_TERTINGGI]
    for i, (mutu, kinerja, bawah) in enumerate(pita):
        if i % 2 == len(pita) % 2:
            axes.axvspan(bawah, tepi[i + 1], color=LATAR, linewidth=0, zorder=0)
        kiri, kanan = _locate(axes, bawah), _locate(axes, tepi[i + 1])
        lengkap = f"{mutu} · {kinerja}"
        teks = lengkap if measure_lebar(lengkap, KECIL) < kanan - kiri - 0.06 else mutu
        kanvas.write((kiri + kanan) / 2, _ATAS - 0.05, teks, ukuran=KECIL, warna=REDUP,
                     ha="center", va="bottom")  # fmt: skip
    axes.set_xticks(tepi, [format_angka(t, 2) for t in tepi])
    axes.grid(axis="x")


def _write_kepala(kanvas: Kanvas, ada_mutu: bool) -> None:
    gaya: dict[str, Any] = {"ukuran": KECIL, "warna": REDUP, "va": "bottom"}
    kanvas.write(_NILAI, _ATAS - 0.05, "NRR", ha="right", **gaya)
    if ada_mutu:
        kanvas.write(_NILAI + 0.12, _ATAS - 0.05, "mutu", **gaya)


def _draw_rerata(kanvas: Kanvas, axes: Axes, nrr: pd.Series, bawah: float) -> None:
    rerata = nrr.mean()
    if is_kosong(rerata):
        return
    axes.axvline(rerata, color=TINTA, linewidth=0.9, linestyle=(0, (3, 2)), zorder=2)
    teks = f"rata-rata {format_angka(rerata, 2)}"
    kanvas.write(_locate(axes, rerata), bawah + 0.2, teks, ukuran=KECIL, ha="center", va="top")


def _draw_titik(kanvas: Kanvas, axes: Axes, nama: str, b: Catatan, tengah: float) -> None:
    y = _ATAS + tengah
    kanvas.write(0, y, nama)
    if is_kosong(b["nrr"]):
        kanvas.write(_KIRI + 0.08, y, TAK_TERHITUNG, ukuran=KECIL, warna=REDUP)
        return
    axes.axhline(tengah, color=GARIS, linewidth=0.5, zorder=1)
    mutu = b.get("mutu") or ""
    warna = HANGAT if mutu in ("C", "D") else BIRU
    axes.plot([b["nrr"]], [tengah], "o", color=warna, markersize=7, zorder=3, clip_on=False)
    kanvas.write(_NILAI, y, format_angka(b["nrr"], 2), warna=warna, tebal=True, ha="right")
    kanvas.write(_NILAI + 0.12, y, mutu, warna=warna)


@apply_gaya
def plot_frekuensi(frekuensi: pd.DataFrame) -> Figure:
    """Share of each answer, all unsur under one another, as bars of 100 percent.

    frekuensi: kode, unsur, nilai (1–4), jawaban (its meaning), persen (NaN where nobody answered);
    one row an unsur and nilai. Under each bar stand the meanings of 1 and 4, which differ by unsur.
    Raises ValueError for an empty frame.
    """
    require_baris(len(frekuensi), "frekuensi jawaban")
    unsur = [u.sort_values("nilai") for _, u in frekuensi.groupby("kode", sort=False)]
    nama = [wrap_teks(_name_unsur(u.iloc[0].to_dict()), _NAMA) for u in unsur]
    arti = [_wrap_arti(u) for u in unsur]
    tinggi = [
        max(measure_tinggi(n), 0.2 + max(measure_tinggi(a, KECIL) for a in ab)) + _SELA
        for n, ab in zip(nama, arti, strict=True)
    ]
    sempit = any(_is_sempit(p) for p in frekuensi["persen"])
    kaki = (
        "Bagian yang terlalu sempit tidak diberi angka; nilainya ada pada tabel." if sempit else ""
    )
    kanvas = Kanvas(_ATAS + sum(tinggi), "", "Persen responden menurut jawaban.", kaki)
    bidang = kanvas.add_bidang()
    _draw_legenda(kanvas, bidang)
    y = _ATAS
    for n, t, u, (terendah, tertinggi) in zip(nama, tinggi, unsur, arti, strict=True):
        kanvas.write(0, y, n, va="top")
        _draw_jawaban(kanvas, bidang, u, y)
        kanvas.write(_KIRI, y + 0.2, terendah, ukuran=KECIL, warna=REDUP, va="top")
        kanvas.write(LEBAR, y + 0.2, tertinggi, ukuran=KECIL, warna=REDUP, va="top", ha="right")
        y += t
    return kanvas.figure


_LEBAR_BATANG = LEBAR - _KIRI
_ARTI = ("1 (terendah)", "2", "3", "4 (tertinggi)")


def _wrap_arti(unsur: pd.DataFrame) -> tuple[str, str]:
    """The meanings of the lowest and the highest answer, each in its half of the bar."""
    lebar = _LEBAR_BATANG / 2 - 0.1
    arti = list(unsur["jawaban"])
    return wrap_teks(str(arti[0]), lebar, KECIL), wrap_teks(str(arti[-1]), lebar, KECIL)


def _draw_legenda(kanvas: Kanvas, bidang: Axes) -> None:
    x = _KIRI
    for warna, arti in zip(JAWABAN, _ARTI, strict=True):
        bidang.add_patch(Rectangle((x, 0.02), 0.12, 0.12, facecolor=warna))
        kanvas.write(x + 0.17, 0.08, arti, ukuran=KECIL)
        x += 0.17 + measure_lebar(arti, KECIL) + 0.22


def _text_persen(persen: float) -> str:
    return format_angka(persen, 0)


def _is_sempit(persen: Any) -> bool:
    """A part that is there, but narrower than its own number."""
    if is_kosong(persen) or persen <= 0:
        return False
    ruang = float(persen) / 100 * _LEBAR_BATANG - 0.02
    return measure_lebar(_text_persen(persen), KECIL, True) > ruang


def _draw_jawaban(kanvas: Kanvas, bidang: Axes, unsur: pd.DataFrame, y: float) -> None:
    """One bar with its numbers inside."""
    if unsur["persen"].isna().any():
        kanvas.write(_KIRI, y + 0.09, TAK_TERHITUNG, ukuran=KECIL, warna=REDUP)
        return
    x = _KIRI
    for nilai, persen in zip(unsur["nilai"], unsur["persen"], strict=True):
        lebar = persen / 100 * _LEBAR_BATANG
        bidang.add_patch(
            Rectangle((x, y), lebar, 0.18, facecolor=JAWABAN[int(nilai) - 1], edgecolor=KERTAS,
                      linewidth=0.8)
        )  # fmt: skip
        if persen > 0 and not _is_sempit(persen):
            kanvas.write(x + lebar / 2, y + 0.09, _text_persen(persen), ukuran=KECIL, tebal=True,
                         ha="center", warna=KERTAS if nilai in (1, 4) else TINTA)  # fmt: skip
        x += lebar
