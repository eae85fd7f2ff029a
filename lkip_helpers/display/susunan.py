"""Columns, footers and headings that depend on the data: years, kelurahan, categories."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from lkip_helpers.aturan import Skala
from lkip_helpers.display.besaran import ATAS
from lkip_helpers.display.kolom import Jenis, Kolom, ubah
from lkip_helpers.display.narasi import Judul, Narasi
from lkip_helpers.display.rumus import INI
from lkip_helpers.display.tabel import Kaki

RATA_RATA = "Rata-rata capaian"
_ISI_KATEGORI: tuple[tuple[str, str, Jenis], ...] = (
    ("jumlah", "Jumlah", "bilangan"),
    ("persen", "%", "persen"),
)


def sebar_kolom(
    kunci: Iterable[Any], jenis: Jenis = "angka", grup: str = "", desimal: int = 2
) -> list[Kolom]:
    """A column for each key (years, kelurahan), titled by the key itself.

    Upper ends of ranges (`2021_atas`) have none: they are printed with the lower ones.
    """
    nama = [str(k) for k in kunci if not str(k).endswith(ATAS)]
    return [Kolom(k, k, jenis, desimal, grup=grup) for k in nama]


def sebar_kategori(skala: Skala) -> list[Kolom]:
    """For each category of the scale its `<kunci>_jumlah` and `<kunci>_persen`, under its name."""
    return [
        Kolom(f"{j.kunci}_{isi}", judul, jenis, grup=j.teks)
        for j in skala.jenjang
        for isi, judul, jenis in _ISI_KATEGORI
    ]


def kolom_capaian(frame: pd.DataFrame, kunci: str = "capaian", grup: str = "") -> Kolom:
    """The column of capaian; with its formula only where that holds for every row.

    frame: polaritas. The formula of "maksimal" is the one a single column can declare.
    """
    kolom = ubah(kunci, grup=grup)
    return kolom if (frame["polaritas"] == "maksimal").all() else ubah(kunci, grup=grup, rumus="")


def _kolom_tahun(frame: pd.DataFrame, tahun: int, akhiran: str = "") -> list[str | Kolom]:
    grup = f"Tahun {tahun}"
    ukur = [ubah(f"{k}{akhiran}", grup=grup) for k in ("target", "realisasi")]
    return [*ukur, kolom_capaian(frame, f"capaian{akhiran}", grup)]


def kolom_banding(frame: pd.DataFrame, tahun: int) -> list[str | Kolom]:
    """indikator, satuan; target, realisasi, capaian of this year, and of last where it is known."""
    kolom = ["indikator", "satuan", *_kolom_tahun(frame, tahun)]
    if frame["target_lalu"].isna().all():
        return kolom
    return [*kolom, *_kolom_tahun(frame, tahun - 1, "_lalu")]


def kaki_jumlah(kolom: Sequence[str | Kolom], judul: str = "Jumlah") -> Kaki:
    """A footer row with the sum of each of these columns."""
    kunci = [k.kunci if isinstance(k, Kolom) else k for k in kolom]
    return Kaki(judul, {k: f"jumlah({k})" for k in kunci})


def kaki_rata_rata(frame: pd.DataFrame, *, lalu: bool = True) -> Kaki:
    """Mean of the unrounded capaian; of last year's too where `frame` knows it and lalu asks so."""
    isi = {"capaian": "rata_rata(capaian)"}
    if lalu and not frame["target_lalu"].isna().all():
        isi["capaian_lalu"] = "rata_rata(capaian_lalu)"
    return Kaki(RATA_RATA, isi, aturan=dict.fromkeys(isi, "capaian.rerata"))


def kaki_rasio(pembilang: str, pembagi: str, hasil: str, judul: str = "Jumlah") -> Kaki:
    """Sums of two columns, and the percentage of the sums (never the mean of percentages)."""
    isi = {pembagi: f"jumlah({pembagi})", pembilang: f"jumlah({pembilang})"}
    return Kaki(judul, {**isi, hasil: f"{pembilang} / {pembagi} × 100"})


def kaki_ipp(ipp: pd.DataFrame) -> Kaki:
    """The sum of the aspects with its predikat. ipp: compute_ipp (no row: no predikat)."""
    isi: dict[str, Any] = {"nilai": "jumlah(nilai)"}
    if not ipp.empty:
        isi["predikat"] = ipp["predikat"].iloc[0]
    return Kaki("Jumlah", isi, aturan={"nilai": "ipp"})


def kaki_target(
    hasil: pd.DataFrame, kolom: Iterable[str], persen: str = "Persentase"
) -> list[Kaki]:
    """Realisasi (the column's sum), target and percentage under each of these columns.

    hasil: target, one row a column, in their order; no row where nothing was counted. persen: what
    the percentage is called.
    """
    if hasil.empty:
        return []
    pasangan = dict(zip(kolom, hasil.index, strict=True))
    target = {k: hasil["target"][i] for k, i in pasangan.items()}
    isi = {k: (math.nan if pd.isna(t) else t) for k, t in target.items()}
    return [
        Kaki("Realisasi", dict.fromkeys(isi, f"jumlah({INI})"), "bilangan"),
        Kaki("Target", isi, "bilangan", asal=_asal(hasil, "target", pasangan)),
        Kaki(persen, dict.fromkeys(isi, "kaki(Realisasi) / kaki(Target) × 100"), "persen"),
    ]


def _asal(frame: pd.DataFrame, kolom: str, pasangan: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of the cells behind values of `frame` that stand in a footer row."""
    tahu = frame.attrs.get("asal", {}).get(kolom, {})
    return {k: tahu[i] for k, i in pasangan.items() if i in tahu}


def susun_judul(
    capaian: pd.DataFrame, jenjang: str, nomor: int, tingkat: int = 3
) -> Judul | Narasi:
    """`Tujuan 1: …` as a heading; nothing where there is no such tujuan or sasaran.

    capaian: compute_indikator. jenjang: "tujuan" or "sasaran".
    """
    milik = capaian[capaian[f"nomor_{jenjang}"] == nomor][jenjang]
    if milik.empty:
        return Narasi("")
    return Judul(f"{jenjang.capitalize()} {nomor}: {milik.iloc[0]}", tingkat)
