"""Evidence held against what was reported: whether a realisasi follows from its data."""

from collections.abc import Mapping

import pandas as pd

from lkip_helpers.aturan import Skala, find_bukti
from lkip_helpers.compute.asal import (
    Rujukan,
    catat_asal,
    gabung_asal,
    kumpulkan,
    pindah_asal,
)
from lkip_helpers.compute.capaian import compute_capaian, name_kategori, select_ukuran
from lkip_helpers.compute.pembulatan import round_half_up


def find_kode(indikator: pd.DataFrame, dari: str) -> list[str]:
    """Codes of the indicators that evidence of the kind `dari` should yield.

    indikator: kode, indikator. An office codes its indicators as it likes: their names decide.
    """
    return [str(b.kode) for b in indikator.itertuples() if dari in find_bukti(str(b.indikator))]


def compare_bukti(capaian: pd.DataFrame, bukti: Mapping[str, float]) -> pd.DataFrame:
    """Each indicator with evidence: what was reported, what the evidence gives, and the distance.

    capaian: compute_indikator. bukti: value of the evidence by kode of its indicator, in the unit
    of its realisasi; codes without an indicator and missing values are passed over.
    Returns the identifying columns with target (and target_atas where there are ranges), realisasi,
    capaian; bukti, selisih (realisasi − bukti), capaian_bukti (percent, with the evidence as
    realisasi), sesuai (equal as printed).
    """
    ada = {k: float(v) for k, v in bukti.items() if pd.notna(v)}
    milik = capaian[capaian["kode"].isin(list(ada)) & capaian["realisasi"].notna()]
    hasil = milik.assign(bukti=milik["kode"].map(ada).astype(float))
    ukuran = [k for k in ("target", "target_atas", "polaritas") if k in hasil]
    ulang = compute_capaian(hasil[ukuran].assign(realisasi=hasil["bukti"]))
    sesuai = [
        round_half_up(r, 2) == round_half_up(b, 2)
        for r, b in zip(hasil["realisasi"], hasil["bukti"], strict=True)
    ]
    pindah_asal(hasil, capaian, {k: k for k in ("target", "realisasi", "capaian")})
    hasil = hasil.assign(
        selisih=hasil["realisasi"] - hasil["bukti"],
        capaian_bukti=ulang["capaian"],
        sesuai=pd.Series(sesuai, hasil.index, dtype=bool),
    )
    return hasil[
        [
            "kode",
            "indikator",
            "satuan",
            "polaritas",
            *select_ukuran(hasil),
            "capaian",
            "bukti",
            "selisih",
            "capaian_bukti",
            "sesuai",
        ]
    ]


def replace_bukti(capaian: pd.DataFrame, bukti: pd.DataFrame, skala: Skala) -> pd.DataFrame:
    """`capaian` as the evidence gives it: realisasi, capaian, kategori and predikat.

    capaian: compute_indikator. bukti: kode, bukti (unit of the realisasi) and capaian_bukti
    (percent), as compare_bukti gives them; an indicator without a figure there stays as reported.
    """
    ada = bukti.dropna(subset=["bukti"]).set_index("kode")
    hasil = capaian.assign(
        realisasi=capaian["kode"].map(ada["bukti"]).fillna(capaian["realisasi"]),
        capaian=capaian["kode"].map(ada["capaian_bukti"]).fillna(capaian["capaian"]),
    )
    return name_kategori(hasil, skala)


def list_partisipasi(
    keaktifan: pd.DataFrame,
    pembinaan: pd.DataFrame,
    sarana: pd.DataFrame,
    bangkit_berdaya: pd.DataFrame,
) -> pd.DataFrame:
    """The evidence of participation, one row a kind: bukti, realisasi, target, persentase.

    Percent is Σ realisasi / Σ target × 100 of each kind; a kind without target is left out.
    keaktifan, pembinaan, sarana: results of compute.partisipasi. bangkit_berdaya: rt, realisasi.
    """
    sarana = sarana.dropna(subset=["target"])
    baris = [
        _jumlah(f"Lembaga aktif tingkat {k.tingkat}", keaktifan.loc[[k.Index]])
        for k in keaktifan.itertuples()
    ]
    baris += [_jumlah("Lembaga yang dibina", pembinaan)] * bool(len(pembinaan))
    baris.append(_jumlah("Sarana prasarana kelurahan", sarana))
    baris.append(_jumlah("Rukun tetangga Bangkit Berdaya", bangkit_berdaya, "rt"))
    baris = [b for b in baris if b[2] > 0]
    hasil = pd.DataFrame([b[:3] for b in baris], columns=["bukti", "realisasi", "target"])
    catat_asal(hasil, "realisasi", {i: b[3] for i, b in enumerate(baris)})
    catat_asal(hasil, "target", {i: b[4] for i, b in enumerate(baris)})
    return hasil.assign(persentase=hasil["realisasi"] / hasil["target"] * 100)


def _jumlah(
    bukti: str, milik: pd.DataFrame, target: str = "target"
) -> tuple[str, int, int, Rujukan | None, Rujukan | None]:
    """One kind of evidence: name, Σ realisasi, Σ target (0 without one), and the cells of both."""
    jumlah = [int(pd.to_numeric(milik[k]).sum()) for k in ("realisasi", target)]
    asal = [gabung_asal(kumpulkan(milik, k), "jumlah") for k in ("realisasi", target)]
    return bukti, jumlah[0], jumlah[1], asal[0], asal[1]


def sum_keaktifan(keaktifan: pd.DataFrame) -> float:
    """Active institutions of all levels against all targets, percent; NaN without a target."""
    target = pd.to_numeric(keaktifan["target"], errors="coerce").sum()
    return float(keaktifan["realisasi"].sum() / target * 100) if target else float("nan")
