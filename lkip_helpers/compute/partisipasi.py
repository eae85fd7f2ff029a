"""Evidence of participation: active institutions, guidance, facilities, local programmes."""

from collections.abc import Mapping

import pandas as pd

from lkip_helpers.compute import lineage
from lkip_helpers.compute.anggaran import compute_reached
from lkip_helpers.compute.lineage import CellRange, note_origin, refer

Location = Mapping[str, tuple[str, str, str]]


def _entry(location: Location | None, name: str) -> CellRange | None:
    """The cell of an entry of the profile."""
    return CellRange(*location[name]) if location and name in location else None


def compute_keaktifan(
    lembaga: pd.DataFrame,
    target_kecamatan: int | None,
    target_kelurahan: int | None,
    location: Location | None = None,
    area: str = "kelurahan",
) -> pd.DataFrame:
    """Two rows, tingkat kecamatan and below: realisasi and target (lembaga), persentase.

    location: berkas, lembar and cell of each entry of the profile. area: what the parts of the
    kecamatan are called. No row where there is no list of
    institutions: nothing counted is not the same as none active.
    """
    level = ["kecamatan", "kelurahan"]
    active = [int(lembaga[t].sum()) for t in level]
    promised = pd.array([target_kecamatan, target_kelurahan], dtype="Int64")
    columns = {"tingkat": ["kecamatan", area], "realisasi": active, "target": promised}
    result = pd.DataFrame(columns)
    realisasi = {i: refer(lembaga, t, "jumlah") for i, t in enumerate(level)}
    target = {i: _entry(location, f"target_lembaga_{t}") for i, t in enumerate(level)}
    note_origin(note_origin(result, "realisasi", realisasi), "target", target)
    return result.assign(persentase=compute_reached(result))[: len(lembaga) and None]


def compute_pembinaan(
    pembinaan: pd.DataFrame, target: int | None, location: Location | None = None
) -> pd.DataFrame:
    """One row: realisasi (institutions guided), target, persentase; none without a list.

    location: berkas, lembar and cell of each entry of the profile.
    """
    result = pd.DataFrame(
        {"realisasi": [int(pembinaan["dibina"].sum())], "target": pd.array([target], dtype="Int64")}
    )
    note_origin(result, "realisasi", {0: refer(pembinaan, "dibina", "ya")})
    note_origin(result, "target", {0: _entry(location, "target_pembinaan")})
    return result.assign(persentase=compute_reached(result))[: len(pembinaan) and None]


def pivot_sarana(sarana: pd.DataFrame) -> pd.DataFrame:
    """Unsur and one column a kelurahan (bool), both in the order of the sheet."""
    kelurahan = sarana["kelurahan"].drop_duplicates().to_list()
    width = sarana.pivot_table(
        index="unsur", columns="kelurahan", values="tersedia", aggfunc="first", sort=False
    )
    result = width[kelurahan].astype(bool).rename_axis(columns=None).reset_index()
    result.attrs = {}
    index = lineage.find_rows(result, sarana, ["unsur"])
    return lineage.move_origin(result, sarana, {k: k for k in kelurahan}, index)


def compute_sarana(sarana: pd.DataFrame, wilayah: pd.DataFrame) -> pd.DataFrame:
    """One row a kelurahan: realisasi (unsur available), target, capaian (percent)."""
    exists = sarana.groupby("kelurahan", sort=False)["tersedia"].sum().rename("realisasi")
    result = exists.astype(int).reset_index()
    result.attrs = {}
    names = result["kelurahan"].items()
    origin = {i: refer(sarana[sarana["kelurahan"] == name], name, "ya") for i, name in names}
    note_origin(result, "realisasi", origin)
    result = lineage.join_columns(result, wilayah, {"target": "target_sarana"}, ["kelurahan"])
    return result.assign(capaian=compute_reached(result))


def compute_program(program: pd.DataFrame) -> pd.DataFrame:
    """Add capaian (percent): realisasi / target × 100. program: rows of the sheet Program Lokal."""
    return program.assign(capaian=compute_reached(program))
