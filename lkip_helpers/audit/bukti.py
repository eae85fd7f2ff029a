"""Evidence of an indicator's realisasi, found by the words of its name."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from lkip_helpers.aturan import find_bukti
from lkip_helpers.compute import ipp, partisipasi, skm
from lkip_helpers.compute.bukti import list_partisipasi, sum_keaktifan
from lkip_helpers.display.format import describe_lembar, rendahkan
from lkip_helpers.intake.data import Data

Nilai = list[tuple[str, float]]


@dataclass(frozen=True)
class Bukti:
    """What the data proves for one indicator: kind of evidence and value; letak: where it is."""

    kode: str
    indikator: str
    letak: str
    nilai: Nilai


def list_bukti(data: Data) -> list[Bukti]:
    """Evidence of each reported indicator that has some."""
    hasil = []
    for kode, nama in data.indikator[["kode", "indikator"]].itertuples(index=False):
        for dari in find_bukti(nama):
            lembar, hitung = _SUMBER[dari]
            nilai = [(n, v) for n, v in hitung(data) if not math.isnan(v)]
            if nilai:
                isi = [f for f in (getattr(data, n) for n in lembar) if len(f)]
                hasil.append(Bukti(kode, nama, "; ".join(map(describe_lembar, isi)), nilai))
    return hasil


def _ipp(data: Data) -> Nilai:
    return [("jumlah aspek IPP", float(n)) for n in ipp.compute_ipp(data.ipp)["jumlah"]]


def _ikm(data: Data) -> Nilai:
    if data.skm.empty:
        return []
    ikm = skm.compute_ikm(skm.compute_nrr(data.skm, data.unsur_skm), len(data.skm))
    return [("IKM survei", float(ikm.iloc[0]["ikm"]))]


def _keaktifan(data: Data) -> Nilai:
    return [("lembaga aktif", sum_keaktifan(_aktif(data)))]


def _aktif(data: Data) -> pd.DataFrame:
    p = data.profil
    return partisipasi.compute_keaktifan(
        data.lembaga, p.target_lembaga_kecamatan, p.target_lembaga_kelurahan
    )


def _partisipasi(data: Data) -> Nilai:
    bukti = list_partisipasi(
        _aktif(data),
        partisipasi.compute_pembinaan(data.pembinaan, data.profil.target_pembinaan),
        partisipasi.compute_sarana(data.sarana, data.wilayah),
        data.bangkit_berdaya,
    )
    return [(rendahkan(str(b.bukti)), float(b.persentase)) for b in bukti.itertuples()]


_SUMBER: dict[str, tuple[tuple[str, ...], Callable[[Data], Nilai]]] = {
    "ipp": (("ipp",), _ipp),
    "ikm": (("skm",), _ikm),
    "keaktifan": (("lembaga",), _keaktifan),
    "partisipasi": (("lembaga", "pembinaan", "sarana", "bangkit_berdaya"), _partisipasi),
}
