"""Capaian of indicators, their categories and means: frame in, frame out, full precision."""

import math
from collections.abc import Hashable
from typing import Any

import pandas as pd

from lkip_helpers.aturan import Skala, cite_aturan, find_bukti, load_aturan
from lkip_helpers.compute.asal import Bahan, catat_bahan, kumpulkan, pindah_asal
from lkip_helpers.compute.pembulatan import read_tercetak

TARGET_KOSONG = "target belum diisi"
TARGET_NOL = "target nol"
REALISASI_KOSONG = "realisasi belum diisi"
REALISASI_NOL = "realisasi nol"
DARI_PARTISIPASI = {"keaktifan", "partisipasi"}


class PolaritasTidakDikenal(ValueError):
    """A polaritas without a formula in the rules."""


def _satu(target: float, realisasi: float, polaritas: str, atas: float) -> float:
    """Percent; source: aturan/capaian.toml, rumus. atas: upper end of the target of a range."""
    match polaritas:
        case "maksimal" | "predikat":
            return realisasi / target * 100
        case "minimal":
            return max(0.0, (2 * target - realisasi) / target * 100)
        case "minimal rasio":
            return target / realisasi * 100
        case "rentang" if realisasi < target:
            return realisasi / target * 100
        case "rentang" if realisasi > atas:
            return realisasi / atas * 100
        case "rentang":
            return 100.0
    raise PolaritasTidakDikenal(
        f"Polaritas {polaritas!r} tidak dikenal: {', '.join(load_aturan('capaian')['rumus'])}"
    )


def _alasan(target: float, realisasi: float, polaritas: str, atas: float) -> str | None:
    """Why there is no capaian; None where there is one."""
    if math.isnan(target) or (polaritas == "rentang" and math.isnan(atas)):
        return TARGET_KOSONG
    if math.isnan(realisasi):
        return REALISASI_KOSONG
    if polaritas == "minimal rasio":
        return REALISASI_NOL if realisasi == 0 else None
    return TARGET_NOL if target == 0 else None


def compute_capaian(frame: pd.DataFrame) -> pd.DataFrame:
    """Add `capaian` (percent) and `alasan` (why there is none) to each row.

    frame: columns target, realisasi (same unit) and polaritas; target_atas, the upper end, where
    the target is a range. Target 0 or missing gives NaN and a reason, never 0 and never infinity;
    so does realisasi 0 in `minimal rasio`. Source: PermenPAN-RB 53/2014; aturan/capaian.toml.
    """
    atas = frame["target_atas"] if "target_atas" in frame else frame["target"]
    baris = list(
        zip(
            frame["target"].astype(float),
            frame["realisasi"].astype(float),
            frame["polaritas"],
            atas.astype(float),
            strict=True,
        )
    )
    alasan = [_alasan(*b) for b in baris]
    capaian = [math.nan if a else _satu(*b) for a, b in zip(alasan, baris, strict=True)]
    hasil = frame.assign(capaian=capaian, alasan=pd.Series(alasan, frame.index, dtype=object))
    bahan = {i: _bahan(hasil, i, polaritas) for i, polaritas in hasil["polaritas"].items()}
    return catat_bahan(hasil, "capaian", bahan)


def _bahan(frame: pd.DataFrame, indeks: Hashable, polaritas: str) -> Bahan:
    """What one capaian is made of; the formula is the one of its polaritas."""
    aturan = f"capaian.rumus.{polaritas}"
    sel = kumpulkan(frame, "target", "realisasi", indeks=[indeks])
    return Bahan(cite_aturan(aturan, "teks"), sel, aturan)


def classify_capaian(capaian: "pd.Series[float]", skala: Skala) -> "pd.Series[Any]":
    """Category key of each capaian, as it is printed; None where there is no capaian."""
    kunci = [None if pd.isna(c) else skala.find(read_tercetak(c)).kunci for c in capaian]
    return pd.Series(kunci, capaian.index, dtype=object)


def compute_indikator(
    indikator: pd.DataFrame, realisasi: pd.DataFrame, tahun: int, skala: Skala
) -> pd.DataFrame:
    """One row an indicator with realisasi in `tahun`, in the order of the master sheet.

    Adds nomor_tujuan and nomor_sasaran (in order of first appearance), capaian, alasan, kategori
    (key), predikat (its text), and target, realisasi, capaian of the year before as `…_lalu`.
    """
    induk = indikator.assign(
        nomor_tujuan=pd.factorize(indikator["tujuan"])[0] + 1,
        nomor_sasaran=pd.factorize(indikator["sasaran"])[0] + 1,
    )
    ini = _tahun(realisasi, tahun)
    lalu = _tahun(realisasi, tahun - 1).add_suffix("_lalu")
    hasil = induk[induk["kode"].isin(ini.index)].join(ini, on="kode").join(lalu, on="kode")
    _catat_tahun(hasil, realisasi, tahun)
    hasil = compute_capaian(hasil)
    asli = {k.removesuffix("_lalu"): k for k in lalu.columns}
    milik_lalu = hasil[["polaritas", *lalu.columns]].set_axis(["polaritas", *asli], axis=1)
    lalu_dihitung = compute_capaian(pindah_asal(milik_lalu, hasil, asli))
    pindah_asal(hasil, lalu_dihitung, {"capaian_lalu": "capaian"})
    return name_kategori(hasil.assign(capaian_lalu=lalu_dihitung["capaian"]), skala)


def name_kategori(frame: pd.DataFrame, skala: Skala) -> pd.DataFrame:
    """Add kategori (key) and predikat (its text) of each capaian."""
    kategori = classify_capaian(frame["capaian"], skala)
    teks = {j.kunci: j.teks for j in skala.jenjang}
    predikat = kategori.map(lambda k: teks.get(k, "Tidak dapat dihitung"))
    return frame.assign(kategori=kategori, predikat=predikat)


def select_ukuran(frame: pd.DataFrame) -> list[str]:
    """Target and realisasi, and target_atas where a target is a range."""
    return [k for k in ("target", "target_atas", "realisasi") if k in frame]


def _tahun(realisasi: pd.DataFrame, tahun: int) -> pd.DataFrame:
    milik = realisasi[realisasi["tahun"] == tahun].set_index("kode")
    return milik[select_ukuran(milik)]


def _catat_tahun(hasil: pd.DataFrame, realisasi: pd.DataFrame, tahun: int) -> None:
    """Note the cell behind each target and realisasi of this year and the one before."""
    for akhiran, satu_tahun in (("", tahun), ("_lalu", tahun - 1)):
        milik = realisasi[realisasi["tahun"] == satu_tahun]
        baris = dict(zip(milik["kode"], milik.index, strict=True))
        indeks = {i: baris[kode] for i, kode in hasil["kode"].items() if kode in baris}
        kolom = {f"{k}{akhiran}": k for k in ("target", "realisasi")}
        pindah_asal(hasil, realisasi, kolom, indeks)


def select_sasaran(capaian: pd.DataFrame) -> pd.DataFrame:
    """The indicators of the sasaran strategis: the indikator kinerja utama."""
    return capaian[capaian["jenjang"] == "sasaran"]


def select_tujuan(capaian: pd.DataFrame, nomor: int) -> pd.DataFrame:
    """Indicators of one tujuan: its own, or those of its sasaran where it has none."""
    milik = capaian[capaian["nomor_tujuan"] == nomor]
    sendiri = milik[milik["jenjang"] == "tujuan"]
    return milik[milik["jenjang"] == "sasaran"] if sendiri.empty else sendiri


def find_partisipasi(capaian: pd.DataFrame) -> int:
    """nomor_sasaran of the sasaran on participation, by the words of its indicators; 0 for none.

    capaian: compute_indikator.
    """
    milik = capaian[capaian["jenjang"] != "tujuan"]
    cocok = (
        int(nomor)
        for nomor, nama in zip(milik["nomor_sasaran"], milik["indikator"], strict=True)
        if not DARI_PARTISIPASI.isdisjoint(find_bukti(nama))
    )
    return next(cocok, 0)


def compute_rata_rata(capaian: pd.DataFrame) -> float:
    """Plain mean of the unrounded capaian; indicators without one do not count."""
    return float(capaian["capaian"].mean())


def compute_sasaran(capaian: pd.DataFrame, skala: Skala) -> pd.DataFrame:
    """One row a sasaran: nomor_sasaran, sasaran, jumlah_indikator, capaian (mean), kategori."""
    grup = capaian.groupby(["nomor_sasaran", "sasaran"], sort=False)["capaian"]
    hasil = grup.agg(jumlah_indikator="size", capaian="mean").reset_index()
    anggota = [kumpulkan(capaian, "capaian", indeks=milik.index) for _, milik in grup]
    rerata, banyak = cite_aturan("capaian.rerata", "teks"), "banyaknya indikator sasaran ini"
    for kolom, cara, aturan in (
        ("capaian", rerata, "capaian.rerata"),
        ("jumlah_indikator", banyak, ""),
    ):
        catat_bahan(hasil, kolom, {i: Bahan(cara, r, aturan) for i, r in enumerate(anggota)})
    return hasil.assign(kategori=classify_capaian(hasil["capaian"], skala))


def compute_kategori_sasaran(capaian: pd.DataFrame, skala: Skala) -> pd.DataFrame:
    """Per category: kategori (text), jumlah of sasaran, and the mean capaian of those sasaran."""
    sasaran = compute_sasaran(capaian, skala)
    baris = [(j.teks, sasaran[sasaran["kategori"] == j.kunci]["capaian"]) for j in skala.jenjang]
    hasil = pd.DataFrame(
        {
            "kategori": [teks for teks, _ in baris],
            "jumlah": [len(c) for _, c in baris],
            "capaian": [c.mean() for _, c in baris],
        }
    )
    semua = _kategori("banyaknya sasaran dengan kategori ini", capaian, skala)
    milik = [
        Bahan("rata-rata capaian sasaran itu", kumpulkan(sasaran, "capaian", indeks=c.index))
        for _, c in baris
    ]
    catat_bahan(hasil, "capaian", dict(enumerate(milik)))
    return catat_bahan(hasil, "jumlah", dict.fromkeys(hasil.index, semua))


def _kategori(cara: str, capaian: pd.DataFrame, skala: Skala) -> Bahan:
    """What a count by category is made of: every capaian, put into its band."""
    return Bahan(cara, kumpulkan(capaian, "capaian"), f"capaian.skala.{skala.nama}")


def compute_matriks_sasaran(capaian: pd.DataFrame, skala: Skala) -> pd.DataFrame:
    """Per sasaran: jumlah_indikator and per category `<kunci>_jumlah` and `<kunci>_persen`.

    Percent is of all indicators of the frame, so that the columns add up to 100.
    """
    hasil = compute_sasaran(capaian, skala)[["sasaran", "jumlah_indikator"]]
    banyak = _kategori("banyaknya indikator dengan kategori ini", capaian, skala)
    bagian = _kategori("banyaknya indikator itu / seluruh indikator × 100", capaian, skala)
    for j in skala.jenjang:
        jumlah = (
            (capaian["kategori"] == j.kunci)
            .groupby(capaian["sasaran"], sort=False)
            .sum()
            .to_numpy()
        )
        hasil = hasil.assign(
            **{f"{j.kunci}_jumlah": jumlah, f"{j.kunci}_persen": jumlah / len(capaian) * 100}
        )
        for kolom, bahan in ((f"{j.kunci}_jumlah", banyak), (f"{j.kunci}_persen", bagian)):
            catat_bahan(hasil, kolom, dict.fromkeys(hasil.index, bahan))
    return hasil


def compute_kategori_indikator(capaian: pd.DataFrame, skala: Skala) -> pd.DataFrame:
    """Per sasaran and category: sasaran, kategori (text), jumlah, persen of all indicators."""
    baris = [
        (sasaran, j.teks, int((milik["kategori"] == j.kunci).sum()))
        for sasaran, milik in capaian.groupby("sasaran", sort=False)
        for j in skala.jenjang
    ]
    hasil = pd.DataFrame(baris, columns=["sasaran", "kategori", "jumlah"])
    for kolom, cara in (
        ("jumlah", "banyaknya indikator sasaran ini dengan kategori itu"),
        ("persen", "banyaknya indikator itu / seluruh indikator × 100"),
    ):
        catat_bahan(hasil, kolom, dict.fromkeys(hasil.index, _kategori(cara, capaian, skala)))
    return hasil.assign(persen=hasil["jumlah"] / max(len(capaian), 1) * 100)
