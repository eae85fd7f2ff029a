"""Survei Kepuasan Masyarakat: frequencies, NRR, IKM, mutu, ranking (PermenPAN-RB 14/2017)."""

import pandas as pd

from lkip_helpers.aturan import cite_aturan, load_aturan, load_bobot, load_mutu
from lkip_helpers.compute.asal import Bahan, Fungsi, catat_asal, catat_bahan, kumpulkan, rujuk
from lkip_helpers.compute.pembulatan import read_tercetak

SKALA_JAWABAN = (1, 2, 3, 4)
SELISIH_HITUNG = 1e-9  # what a mean of equal floats may be off


class JawabanDiLuarSkala(ValueError):
    """An answer that is not 1, 2, 3 or 4."""


def _jawaban(skm: pd.DataFrame, unsur_skm: pd.DataFrame) -> pd.DataFrame:
    """Answers only, one column an unsur; raises JawabanDiLuarSkala."""
    jawaban = skm[unsur_skm["kode"].to_list()].astype("Int64")
    if not jawaban.isin([*SKALA_JAWABAN, pd.NA]).all(axis=None):
        raise JawabanDiLuarSkala("Ada jawaban di luar skala 1 sampai 4.")
    return jawaban


def find_mutu(nilai: float) -> tuple[str, str]:
    """Letter and kinerja of an IKM or NRR × 25; rounded to two decimals, then lower bounds."""
    jenjang = load_mutu().find(read_tercetak(nilai))
    return jenjang.kunci, jenjang.teks


def compute_frekuensi(skm: pd.DataFrame, unsur_skm: pd.DataFrame) -> pd.DataFrame:
    """Per unsur and answer: kode, unsur, nilai (1–4), jawaban (label), frekuensi, persen.

    persen is of the answers given to that unsur; blanks do not count.
    """
    jawaban = _jawaban(skm, unsur_skm)
    baris = [
        (
            u.kode,
            u.unsur,
            nilai,
            getattr(u, f"jawaban_{nilai}"),
            int((jawaban[u.kode] == nilai).sum()),
        )
        for u in unsur_skm.itertuples()
        for nilai in SKALA_JAWABAN
    ]
    hasil = pd.DataFrame(baris, columns=["kode", "unsur", "nilai", "jawaban", "frekuensi"])
    terjawab = hasil.groupby("kode")["frekuensi"].transform("sum")
    hasil = hasil.assign(persen=hasil["frekuensi"] / terjawab.where(terjawab > 0) * 100)
    asal = {i: rujuk(skm, k, "cacah", n) for i, k, n in hasil[["kode", "nilai"]].itertuples()}
    return catat_asal(hasil, "frekuensi", asal)


def compute_nrr(skm: pd.DataFrame, unsur_skm: pd.DataFrame) -> pd.DataFrame:
    """Nilai rata-rata (NRR) of each unsur pelayanan, plain and weighted.

    skm: one row a respondent, one column an unsur; answers 1–4, NA where left blank.
    The weight of an unsur is exactly 1/number of unsur.
    Returns one row an unsur: kode, unsur, jumlah (sum), jawaban (count), nrr (1–4),
    nrr_tertimbang (× weight), nilai_konversi (nrr_tertimbang × 25), mutu, kinerja (of nrr × 25).
    Raises JawabanDiLuarSkala where an answer is not 1, 2, 3 or 4.
    """
    jawaban = _jawaban(skm, unsur_skm)
    pengali = load_aturan("skm")["pengali"]
    jumlah, banyak = jawaban.sum().astype(int).to_numpy(), jawaban.count().to_numpy()
    hasil = unsur_skm[["kode", "unsur"]].assign(jumlah=jumlah, jawaban=banyak)
    nrr = hasil["jumlah"] / hasil["jawaban"].where(hasil["jawaban"] > 0)
    tertimbang = nrr * load_bobot(len(hasil))
    mutu = [("–", "–") if pd.isna(n) else find_mutu(n * pengali) for n in nrr]
    hasil = hasil.assign(
        nrr=nrr,
        nrr_tertimbang=tertimbang,
        nilai_konversi=tertimbang * pengali,
        mutu=[m for m, _ in mutu],
        kinerja=[k for _, k in mutu],
    )
    fungsi: dict[str, Fungsi] = {"jumlah": "jumlah", "nrr": "rerata", "jawaban": "banyak"}
    for kolom, f in fungsi.items():
        catat_asal(hasil, kolom, {i: rujuk(skm, k, f) for i, k in hasil["kode"].items()})
    return hasil


def compute_ikm(nrr: pd.DataFrame, responden: int) -> pd.DataFrame:
    """One row: ikm (25–100), mutu, kinerja, responden. ikm = Σ nrr_tertimbang × 25."""
    ikm = float(nrr["nilai_konversi"].sum())
    mutu, kinerja = find_mutu(ikm)
    hasil = pd.DataFrame(
        {"ikm": [ikm], "mutu": [mutu], "kinerja": [kinerja], "responden": [responden]}
    )
    sel = kumpulkan(nrr, "jumlah")
    ikm_dari = Bahan(cite_aturan("skm.rumus.ikm", "teks"), sel, "skm.rumus.ikm")
    catat_bahan(hasil, "ikm", {0: ikm_dari})
    return catat_bahan(hasil, "responden", {0: Bahan("banyaknya baris responden", sel)})


def rank_unsur(nrr: pd.DataFrame) -> pd.DataFrame:
    """Unsur from the highest NRR down: peringkat (ties share it: 1, 2, 2, 4), then all of `nrr`."""
    peringkat = nrr["nrr"].rank(method="min", ascending=False).astype("Int64")
    urutan = Bahan("urutan NRR dari yang tertinggi; yang sama berbagi", kumpulkan(nrr, "nrr"))
    urut = nrr.assign(peringkat=peringkat).sort_values("peringkat", kind="stable")
    catat_bahan(urut, "peringkat", dict.fromkeys(urut.index, urutan))
    return urut[["peringkat", *nrr.columns]]


def select_di_bawah(nrr: pd.DataFrame) -> pd.DataFrame:
    """Rows of compute_nrr whose NRR is below the mean of all; none where all are alike."""
    return nrr[nrr["nrr"] < nrr["nrr"].mean() - SELISIH_HITUNG]


def list_tindak_lanjut(nrr: pd.DataFrame, tindak_lanjut: pd.DataFrame) -> pd.DataFrame:
    """Unsur below the mean NRR, lowest first, each with what is planned for it.

    nrr: compute_nrr. tindak_lanjut: kode, rencana, waktu, penanggung_jawab. Returns kode, unsur,
    nrr, rencana, penanggung_jawab, waktu; None where nothing is recorded.
    """
    rencana = tindak_lanjut.set_index("kode")
    di_bawah = select_di_bawah(nrr).sort_values("nrr", kind="stable")
    isi = {
        k: di_bawah["kode"].map(rencana[k]).astype(object)
        for k in ("rencana", "penanggung_jawab", "waktu")
    }
    return di_bawah[["kode", "unsur", "nrr"]].assign(**isi)
