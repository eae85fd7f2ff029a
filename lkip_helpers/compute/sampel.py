"""How far a survey can be trusted: sample size, and how well its questions hang together."""

import math
import re

import pandas as pd

from lkip_helpers.aturan import load_aturan
from lkip_helpers.compute.asal import Bahan, Rujukan, catat_asal, catat_bahan, kumpulkan, rujuk

CIRI = ("jenis_kelamin", "usia", "pendidikan", "pekerjaan", "layanan")


def compute_sampel(populasi: int) -> int:
    """Smallest sample for `populasi` people: χ²NP(1−P) / (d²(N−1) + χ²P(1−P)), rounded.

    Source: Krejcie & Morgan; N = 1,000 gives 278 and N = 5,000 gives 357.
    """
    a = load_aturan("sampel")
    keragaman = a["khi_kuadrat"] * a["proporsi"] * (1 - a["proporsi"])
    return math.floor(
        keragaman * populasi / (a["ketelitian"] ** 2 * (populasi - 1) + keragaman) + 0.5
    )


def find_populasi_terbesar(responden: int) -> int | None:
    """Largest population for which `responden` are enough; None where they always are."""
    a = load_aturan("sampel")
    keragaman = a["khi_kuadrat"] * a["proporsi"] * (1 - a["proporsi"])
    if responden >= keragaman / a["ketelitian"] ** 2:
        return None
    calon = max(responden, 1)
    while compute_sampel(calon + 1) <= responden:
        calon += 1
    return calon


def compute_alpha(jawaban: pd.DataFrame) -> float:
    """Cronbach's alpha of complete answers: k/(k−1) × (1 − Σ variance of items / variance of sums).

    jawaban: one row a respondent, one column an unsur. NaN where there is nothing to compare.
    """
    lengkap = jawaban.dropna().astype(float)
    butir = lengkap.shape[1]
    ragam = lengkap.sum(axis=1).var()
    if butir < 2 or not ragam or math.isnan(ragam):
        return math.nan
    return float(butir / (butir - 1) * (1 - lengkap.var().sum() / ragam))


def compute_korelasi(jawaban: pd.DataFrame) -> pd.DataFrame:
    """Each item against the sum of the others: kode, korelasi (−1…1; NaN for a constant item)."""
    lengkap = jawaban.dropna().astype(float)
    baris = []
    for kode in lengkap.columns:
        lain = lengkap.drop(columns=kode).sum(axis=1)
        tetap = lengkap[kode].nunique() < 2 or lain.nunique() < 2
        baris.append((kode, math.nan if tetap else float(lengkap[kode].corr(lain))))
    return pd.DataFrame(baris, columns=["kode", "korelasi"])


def measure_instrumen(
    skm: pd.DataFrame, unsur_skm: pd.DataFrame, *, rekonstruksi: bool
) -> pd.DataFrame:
    """Each unsur against the sum of the others: kode, unsur, korelasi, alfa (the same in all rows).

    No row where the pairs of answers are not real (rekonstruksi) or give no alpha.
    """
    jawaban = skm[unsur_skm["kode"].to_list()]
    alfa = math.nan if rekonstruksi else compute_alpha(jawaban)
    hasil = unsur_skm[["kode", "unsur"]].merge(compute_korelasi(jawaban), on="kode")
    hasil.attrs = {}
    semua = kumpulkan(jawaban.dropna(), *jawaban.columns)
    for nama, cara in (
        ("korelasi", "korelasi jawaban unsur ini dengan jumlah jawaban unsur lain"),
        ("alfa", "alfa Cronbach dari jawaban yang lengkap"),
    ):
        catat_bahan(hasil, nama, dict.fromkeys(hasil.index, Bahan(cara, semua)))
    return hasil.assign(alfa=alfa).dropna(subset="alfa")


def judge_sampel(
    populasi: int | None, skm: pd.DataFrame, letak: tuple[str, str, str] | None = None
) -> pd.DataFrame:
    """One row: populasi, responden, sampel_minimal, cukup (ya or tidak); none without populasi.

    skm: one row a respondent. letak: berkas, lembar and cell of the populasi.
    """
    kolom = ["populasi", "responden", "sampel_minimal", "cukup"]
    if populasi is None:
        return pd.DataFrame(columns=kolom)
    minimal = compute_sampel(populasi)
    cukup = "ya" if len(skm) >= minimal else "tidak"
    hasil = pd.DataFrame([[populasi, len(skm), minimal, cukup]], columns=kolom)
    catat_asal(hasil, "populasi", {0: Rujukan(*letak) if letak else None})
    return catat_asal(hasil, "responden", {0: rujuk(skm, "responden", "banyak")})


def group_usia(usia: str) -> str:
    """An age in years as its class of the rule file; what is no number stays as it is written."""
    angka = re.fullmatch(r"(\d{1,3})( tahun)?", usia.strip())
    if not angka:
        return usia
    kelas = [k["nama"] for k in load_aturan("sampel")["usia"] if int(angka[1]) >= k["mulai"]]
    return str(kelas[-1])


def compute_profil(skm: pd.DataFrame, ciri: str) -> pd.DataFrame:
    """Respondents by one characteristic: ciri, jumlah, persen; no row where it is not given.

    In order of appearance; classes of age (usia) from the youngest up.
    """
    isi = skm[ciri].dropna()
    if ciri == "usia":
        kelas = [k["nama"] for k in load_aturan("sampel")["usia"]]
        isi = isi.map(lambda u: group_usia(str(u))).sort_values(
            key=lambda k: [kelas.index(n) if n in kelas else len(kelas) for n in k], kind="stable"
        )
    jumlah = isi.value_counts(sort=False)
    hasil = pd.DataFrame(
        {
            "ciri": jumlah.index.astype(str),
            "jumlah": jumlah.to_numpy(),
            "persen": jumlah.to_numpy() / max(len(isi), 1) * 100,
        }
    )
    semua = rujuk(skm.loc[isi.index.sort_values()], ciri)
    banyak = Bahan("banyaknya responden dengan ciri ini", (semua,) if semua else ())
    return catat_bahan(hasil, "jumlah", dict.fromkeys(hasil.index, banyak))


def list_profil(skm: pd.DataFrame) -> pd.DataFrame:
    """compute_profil of every characteristic that is given, under its name in column `profil`."""
    profil = [compute_profil(skm, c).assign(profil=c) for c in CIRI]
    hasil = pd.concat(profil, ignore_index=True)[["profil", "ciri", "jumlah", "persen"]]
    bahan = [p.attrs["bahan"]["jumlah"][i] for p in profil for i in p.index]
    hasil.attrs = {}
    return catat_bahan(hasil, "jumlah", dict(enumerate(bahan)))
