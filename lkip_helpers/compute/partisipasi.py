"""Evidence of participation: active institutions, guidance, facilities, Bangkit Berdaya."""

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from lkip_helpers.compute.asal import Rujukan, catat_asal, pindah_asal, rujuk

Letak = Mapping[str, tuple[str, str, str]]
TANPA_LETAK: Letak = MappingProxyType({})


def _isian(letak: Letak, nama: str) -> Rujukan | None:
    """The cell of an entry of the profile."""
    return Rujukan(*letak[nama]) if nama in letak else None


def _persen(frame: pd.DataFrame, target: str = "target") -> "pd.Series[float]":
    pembagi = frame[target].astype("Float64")
    return (frame["realisasi"].astype("Float64") / pembagi.where(pembagi > 0) * 100).astype(float)


def compute_keaktifan(
    lembaga: pd.DataFrame,
    target_kecamatan: int | None,
    target_kelurahan: int | None,
    letak: Letak = TANPA_LETAK,
) -> pd.DataFrame:
    """Two rows, tingkat kecamatan and kelurahan: realisasi and target (lembaga), persentase.

    letak: berkas, lembar and cell of each entry of the profile. No row where there is no list of
    institutions: nothing counted is not the same as none active.
    """
    tingkat = ["kecamatan", "kelurahan"]
    hasil = pd.DataFrame(
        {
            "tingkat": tingkat,
            "realisasi": [int(lembaga["kecamatan"].sum()), int(lembaga["kelurahan"].sum())],
            "target": pd.array([target_kecamatan, target_kelurahan], dtype="Int64"),
        }
    )
    realisasi = {i: rujuk(lembaga, t, "jumlah") for i, t in enumerate(tingkat)}
    target = {i: _isian(letak, f"target_lembaga_{t}") for i, t in enumerate(tingkat)}
    catat_asal(catat_asal(hasil, "realisasi", realisasi), "target", target)
    return hasil.assign(persentase=_persen(hasil))[: len(lembaga) and None]


def compute_pembinaan(
    pembinaan: pd.DataFrame, target: int | None, letak: Letak = TANPA_LETAK
) -> pd.DataFrame:
    """One row: realisasi (institutions guided), target, persentase; none without a list.

    letak: berkas, lembar and cell of each entry of the profile.
    """
    hasil = pd.DataFrame(
        {
            "realisasi": [int(pembinaan["dibina"].sum())],
            "target": pd.array([target], dtype="Int64"),
        }
    )
    catat_asal(hasil, "realisasi", {0: rujuk(pembinaan, "dibina", "ya")})
    catat_asal(hasil, "target", {0: _isian(letak, "target_pembinaan")})
    return hasil.assign(persentase=_persen(hasil))[: len(pembinaan) and None]


def pivot_sarana(sarana: pd.DataFrame) -> pd.DataFrame:
    """Unsur and one column a kelurahan (bool), both in the order of the sheet."""
    kelurahan = sarana["kelurahan"].drop_duplicates().to_list()
    lebar = sarana.pivot_table(
        index="unsur", columns="kelurahan", values="tersedia", aggfunc="first", sort=False
    )
    hasil = lebar[kelurahan].astype(bool).rename_axis(columns=None).reset_index()
    hasil.attrs = {}
    baris = dict(zip(sarana["unsur"], sarana.index, strict=True))
    indeks = {i: baris[u] for i, u in hasil["unsur"].items()}
    return pindah_asal(hasil, sarana, {k: k for k in kelurahan}, indeks)


def compute_sarana(sarana: pd.DataFrame, wilayah: pd.DataFrame) -> pd.DataFrame:
    """One row a kelurahan: realisasi (unsur available), target, capaian (percent)."""
    ada = sarana.groupby("kelurahan", sort=False)["tersedia"].sum().rename("realisasi")
    target = wilayah.set_index("kelurahan")["target_sarana"].rename("target")
    hasil = ada.astype(int).reset_index().join(target, on="kelurahan")
    hasil.attrs = {}
    asal = {
        i: rujuk(sarana[sarana["kelurahan"] == nama], nama, "ya")
        for i, nama in hasil["kelurahan"].items()
    }
    catat_asal(hasil, "realisasi", asal)
    baris = dict(zip(wilayah["kelurahan"], wilayah.index, strict=True))
    indeks = {i: baris[k] for i, k in hasil["kelurahan"].items() if k in baris}
    pindah_asal(hasil, wilayah, {"target": "target_sarana"}, indeks)
    return hasil.assign(capaian=_persen(hasil))


def compute_bangkit(bangkit_berdaya: pd.DataFrame) -> pd.DataFrame:
    """Add capaian (percent): realisasi / rt × 100."""
    return bangkit_berdaya.assign(capaian=_persen(bangkit_berdaya, "rt"))
