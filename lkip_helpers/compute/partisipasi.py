"""Evidence of participation: active institutions, guidance, facilities, Bangkit Berdaya."""

import pandas as pd


def _persen(frame: pd.DataFrame, target: str = "target") -> "pd.Series[float]":
    pembagi = frame[target].astype("Float64")
    return (frame["realisasi"].astype("Float64") / pembagi.where(pembagi > 0) * 100).astype(float)


def compute_keaktifan(
    lembaga: pd.DataFrame, target_kecamatan: int | None, target_kelurahan: int | None
) -> pd.DataFrame:
    """Two rows, tingkat kecamatan and kelurahan: realisasi and target (lembaga), persentase.

    No row where there is no list of institutions: nothing counted is not the same as none active.
    """
    hasil = pd.DataFrame(
        {
            "tingkat": ["kecamatan", "kelurahan"],
            "realisasi": [int(lembaga["kecamatan"].sum()), int(lembaga["kelurahan"].sum())],
            "target": pd.array([target_kecamatan, target_kelurahan], dtype="Int64"),
        }
    )
    return hasil.assign(persentase=_persen(hasil))[: len(lembaga) and None]


def compute_pembinaan(pembinaan: pd.DataFrame, target: int | None) -> pd.DataFrame:
    """One row: realisasi (institutions guided), target, persentase; none without a list."""
    hasil = pd.DataFrame(
        {
            "realisasi": [int(pembinaan["dibina"].sum())],
            "target": pd.array([target], dtype="Int64"),
        }
    )
    return hasil.assign(persentase=_persen(hasil))[: len(pembinaan) and None]


def pivot_sarana(sarana: pd.DataFrame) -> pd.DataFrame:
    """Unsur and one column a kelurahan (bool), both in the order of the sheet."""
    kelurahan = sarana["kelurahan"].drop_duplicates().to_list()
    lebar = sarana.pivot_table(
        index="unsur", columns="kelurahan", values="tersedia", aggfunc="first", sort=False
    )
    return lebar[kelurahan].astype(bool).rename_axis(columns=None).reset_index()


def compute_sarana(sarana: pd.DataFrame, wilayah: pd.DataFrame) -> pd.DataFrame:
    """One row a kelurahan: realisasi (unsur available), target, capaian (percent)."""
    ada = sarana.groupby("kelurahan", sort=False)["tersedia"].sum().rename("realisasi")
    target = wilayah.set_index("kelurahan")["target_sarana"].rename("target")
    hasil = ada.astype(int).reset_index().join(target, on="kelurahan")
    return hasil.assign(capaian=_persen(hasil))


def compute_bangkit(bangkit_berdaya: pd.DataFrame) -> pd.DataFrame:
    """Add capaian (percent): realisasi / rt × 100."""
    return bangkit_berdaya.assign(capaian=_persen(bangkit_berdaya, "rt"))
