"""Evidence held against what was reported: whether a realisasi follows from its data."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lkip_helpers.compute.anggaran import compute_share
from lkip_helpers.compute.capaian import IDENTITY, compute_capaian, name_category, select_measures
from lkip_helpers.compute.lineage import list_cells, merge_cells, note_origin
from lkip_helpers.compute.rounding import compare_figures
from lkip_helpers.rules import Scale, find_evidence
from lkip_helpers.rules.expression import subtract


def find_codes(indikator: pd.DataFrame, kind: str) -> list[str]:
    """Kode of the indicators that evidence of this kind measures; kinds as of find_evidence.

    indikator: kode, indikator, jenis_bukti.
    """
    rows = indikator[["kode", "indikator", "jenis_bukti"]].itertuples(index=False)
    return [str(code) for code, name, named in rows if find_evidence(str(name), named) == kind]


def compare_evidence(capaian: pd.DataFrame, evidence: Mapping[str, float]) -> pd.DataFrame:
    """Each indicator with evidence: what was reported, what the evidence gives, the difference.

    capaian: compute_indikator. evidence: its value by kode of the indicator, in the unit of the
    realisasi; codes without an indicator and missing values are passed over.
    Returns the identifying columns with target (and target_atas where there are ranges), realisasi,
    capaian; bukti, selisih (realisasi − bukti), capaian_bukti (percent, with the evidence as
    realisasi), sesuai (equal as printed).
    """
    known = {k: float(v) for k, v in evidence.items() if pd.notna(v)}
    reported = capaian[capaian["kode"].isin(list(known)) & capaian["realisasi"].notna()]
    result = reported.assign(bukti=reported["kode"].map(known).astype(float))
    measures = result.filter(["target", "target_atas", "polaritas"])
    recomputed = compute_capaian(measures.assign(realisasi=result["bukti"]))
    pairs = zip(result["realisasi"], result["bukti"], strict=True)
    agrees = [compare_figures(value, proof) == 0 for value, proof in pairs]
    result = result.assign(
        selisih=result["realisasi"].combine(result["bukti"], subtract),
        capaian_bukti=recomputed["capaian"],
        sesuai=pd.Series(agrees, result.index, dtype=bool),
    )
    columns = [*select_measures(result), "capaian", "bukti", "selisih", "capaian_bukti", "sesuai"]
    return result[[*IDENTITY, *columns]]


def compare_kind(capaian: pd.DataFrame, kind: str, value: float, cell: Any = None) -> pd.DataFrame:
    """compare_evidence of the indicators of this kind, all at `value`; cell: where it was typed."""
    result = compare_evidence(capaian, dict.fromkeys(find_codes(capaian, kind), value))
    return note_origin(result, "bukti", cell) if cell else result


def apply_evidence(capaian: pd.DataFrame, evidence: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """`capaian` with realisasi, capaian, kategori and predikat as the evidence gives them.

    capaian: compute_indikator. evidence: kode, bukti (unit of the realisasi) and capaian_bukti
    (percent), as compare_evidence gives them; an indicator without bukti stays as reported.
    """
    known = evidence.dropna(subset=["bukti"]).set_index("kode")
    result = capaian.assign(
        realisasi=capaian["kode"].map(known["bukti"]).fillna(capaian["realisasi"]),
        capaian=capaian["kode"].map(known["capaian_bukti"]).fillna(capaian["capaian"]),
    )
    return name_category(result, scale)


def list_partisipasi(
    keaktifan: pd.DataFrame,
    pembinaan: pd.DataFrame,
    sarana: pd.DataFrame,
    program: pd.DataFrame,
    area: str = "kelurahan",
) -> pd.DataFrame:
    """The evidence of participation, one row per kind: bukti, realisasi, target, persentase.

    Percent is Σ realisasi / Σ target × 100 of each kind; a kind without target is left out.
    keaktifan, pembinaan, sarana: results of compute.partisipasi. program: the sheet Program Lokal.
    area: what the parts of the kecamatan are called.
    """
    levels = keaktifan["tingkat"].items()
    kinds = [(f"Lembaga aktif tingkat {level}", keaktifan.loc[[i]]) for i, level in levels]
    kinds.append(("Lembaga yang dibina", pembinaan))
    kinds.append((f"Sarana prasarana {area}", sarana.dropna(subset=["target"])))
    by_program = program.fillna({"satuan": ""}).groupby(["program", "satuan"], sort=False)
    for (name, satuan), rows in by_program:
        title = f"{satuan} {name}".strip()
        kinds.append((title[:1].upper() + title[1:], program.loc[rows.index]))
    kinds = [(title, rows) for title, rows in kinds if pd.to_numeric(rows["target"]).sum() > 0]
    result = pd.DataFrame({"bukti": [title for title, _ in kinds]})
    for column in ("realisasi", "target"):
        result[column] = [int(pd.to_numeric(rows[column]).sum()) for _, rows in kinds]
        cells = (merge_cells(list_cells(rows, column), "jumlah") for _, rows in kinds)
        note_origin(result, column, dict(enumerate(cells)))
    return result.assign(persentase=result["realisasi"] / result["target"] * 100)


def sum_keaktifan(keaktifan: pd.DataFrame) -> float:
    """Active institutions of all levels against all targets, percent; NaN without a target."""
    return compute_share(keaktifan["realisasi"].sum(), keaktifan["target"].sum())
