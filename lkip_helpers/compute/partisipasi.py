"""Evidence of participation: active institutions, guidance, facilities, local programmes."""

from collections.abc import Mapping

import pandas as pd

from lkip_helpers.compute import lineage
from lkip_helpers.compute.anggaran import compute_percentage
from lkip_helpers.compute.lineage import CellRange, find_cells, note_origin

Locations = Mapping[str, tuple[str, str, str]]


def _find_cell(locations: Locations | None, name: str) -> CellRange | None:
    """The cell of an entry of the profile, where its location is known."""
    return CellRange(*locations[name]) if locations and name in locations else None


def compute_keaktifan(
    lembaga: pd.DataFrame,
    target_kecamatan: int | None,
    target_kelurahan: int | None,
    locations: Locations | None = None,
    area: str = "kelurahan",
    office: str = "kecamatan",
) -> pd.DataFrame:
    """Two rows, tingkat kecamatan and below: realisasi and target (lembaga), persentase.

    target_kecamatan, target_kelurahan: institutions, None where not set. locations: berkas, lembar
    and cell of each entry of the profile. area, office: what the parts of the kecamatan and it are
    called. No row where there is no list of institutions: nothing counted is not none active.
    """
    levels = ["kecamatan", "kelurahan"]
    counts = [int(lembaga[level].sum()) for level in levels]
    targets = pd.array([target_kecamatan, target_kelurahan], dtype="Int64")
    result = pd.DataFrame({"tingkat": [office, area], "realisasi": counts, "target": targets})
    realisasi = {i: find_cells(lembaga, level, "jumlah") for i, level in enumerate(levels)}
    target = {i: _find_cell(locations, f"target_lembaga_{level}") for i, level in enumerate(levels)}
    note_origin(note_origin(result, "realisasi", realisasi), "target", target)
    result = result.assign(persentase=compute_percentage(result))
    return result if len(lembaga) else result.head(0)


def compute_pembinaan(
    pembinaan: pd.DataFrame, target: int | None, locations: Locations | None = None
) -> pd.DataFrame:
    """One row: realisasi (institutions guided), target, persentase; none without a list.

    locations: berkas, lembar and cell of each entry of the profile.
    """
    result = pd.DataFrame(
        {"realisasi": [int(pembinaan["dibina"].sum())], "target": pd.array([target], dtype="Int64")}
    )
    note_origin(result, "realisasi", {0: find_cells(pembinaan, "dibina", "ya")})
    note_origin(result, "target", {0: _find_cell(locations, "target_pembinaan")})
    result = result.assign(persentase=compute_percentage(result))
    return result if len(pembinaan) else result.head(0)


def pivot_sarana(sarana: pd.DataFrame) -> pd.DataFrame:
    """One row per unsur and one column per kelurahan (bool), both in the order of the sheet."""
    kelurahan = sarana["kelurahan"].drop_duplicates().to_list()
    wide = sarana.pivot_table(
        index="unsur", columns="kelurahan", values="tersedia", aggfunc="first", sort=False
    )
    result = wide[kelurahan].astype(bool).rename_axis(columns=None).reset_index()
    index = lineage.match_rows(result, sarana, ["unsur"])
    return lineage.copy_origin(result, sarana, kelurahan, index)


def compute_sarana(sarana: pd.DataFrame, wilayah: pd.DataFrame) -> pd.DataFrame:
    """One row per kelurahan: realisasi (unsur available), target, capaian (percent)."""
    available = sarana.groupby("kelurahan", sort=False)["tersedia"].sum().rename("realisasi")
    result = available.astype(int).reset_index()
    names = result["kelurahan"].items()
    origin = {i: find_cells(sarana[sarana["kelurahan"] == name], name, "ya") for i, name in names}
    note_origin(result, "realisasi", origin)
    result = lineage.join_columns(result, wilayah, {"target": "target_sarana"}, ["kelurahan"])
    return result.assign(capaian=compute_percentage(result))
