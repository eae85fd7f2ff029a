"""Evidence held against what was reported: whether a realisasi follows from its data."""

from collections.abc import Mapping

import pandas as pd

from lkip_helpers.compute.anggaran import compute_share
from lkip_helpers.compute.capaian import IDENTITY, compute_capaian, name_category, select_measures
from lkip_helpers.compute.lineage import CellRange, collect, merge_origin, move_origin, note_origin
from lkip_helpers.compute.rounding import round_half_up
from lkip_helpers.rules import Scale, find_evidence


def find_codes(indikator: pd.DataFrame, from_: str) -> list[str]:
    """Codes that evidence of this kind should yield. indikator: kode, indikator, jenis_bukti."""
    rows = indikator.itertuples()
    proven = ((str(b.kode), find_evidence(str(b.indikator), b.jenis_bukti)) for b in rows)
    return [code for code, evidence in proven if evidence == from_]


def compare_evidence(capaian: pd.DataFrame, evidence: Mapping[str, float]) -> pd.DataFrame:
    """Each indicator with evidence: what was reported, what the evidence gives, and the distance.

    capaian: compute_indikator. evidence: value of the evidence by kode of its indicator, in the
    unit of its realisasi; codes without an indicator and missing values are passed over.
    Returns the identifying columns with target (and target_atas where there are ranges), realisasi,
    capaian; bukti, selisih (realisasi − bukti), capaian_bukti (percent, with the evidence as
    realisasi), sesuai (equal as printed).
    """
    exists = {k: float(v) for k, v in evidence.items() if pd.notna(v)}
    own = capaian[capaian["kode"].isin(list(exists)) & capaian["realisasi"].notna()]
    result = own.assign(bukti=own["kode"].map(exists).astype(float))
    measure = [k for k in ("target", "target_atas", "polaritas") if k in result]
    repeat = compute_capaian(result[measure].assign(realisasi=result["bukti"]))
    pairs = zip(result["realisasi"], result["bukti"], strict=True)
    agreeing = [round_half_up(r, 2) == round_half_up(b, 2) for r, b in pairs]
    move_origin(result, capaian, {k: k for k in ("target", "realisasi", "capaian")})
    result = result.assign(
        selisih=result["realisasi"] - result["bukti"],
        capaian_bukti=repeat["capaian"],
        sesuai=pd.Series(agreeing, result.index, dtype=bool),
    )
    measured = [*select_measures(result), "capaian", "bukti", "selisih", "capaian_bukti", "sesuai"]
    return result[[*IDENTITY, *measured]]


def compare_kind(capaian: pd.DataFrame, kind: str, value: float) -> pd.DataFrame:
    """compare_evidence of the indicators that evidence of this kind should yield, all `value`."""
    return compare_evidence(capaian, dict.fromkeys(find_codes(capaian, kind), value))


def replace_evidence(capaian: pd.DataFrame, evidence: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """`capaian` as the evidence gives it: realisasi, capaian, kategori and predikat.

    capaian: compute_indikator. evidence: kode, bukti (unit of the realisasi) and capaian_bukti
    (percent), as compare_evidence gives them; one without a figure there stays as reported.
    """
    exists = evidence.dropna(subset=["bukti"]).set_index("kode")
    result = capaian.assign(
        realisasi=capaian["kode"].map(exists["bukti"]).fillna(capaian["realisasi"]),
        capaian=capaian["kode"].map(exists["capaian_bukti"]).fillna(capaian["capaian"]),
    )
    return name_category(result, scale)


def list_partisipasi(
    keaktifan: pd.DataFrame,
    pembinaan: pd.DataFrame,
    sarana: pd.DataFrame,
    program: pd.DataFrame,
    area: str = "kelurahan",
) -> pd.DataFrame:
    """The evidence of participation, one row a kind: bukti, realisasi, target, persentase.

    Percent is Σ realisasi / Σ target × 100 of each kind; a kind without target is left out.
    keaktifan, pembinaan, sarana: results of compute.partisipasi. program: the sheet Program Lokal.
    area: what the parts of the kecamatan are called.
    """
    sarana = sarana.dropna(subset=["target"])
    levels = keaktifan["tingkat"].items()
    rows = [_total(f"Lembaga aktif tingkat {t}", keaktifan.loc[[i]]) for i, t in levels]
    rows += [_total("Lembaga yang dibina", pembinaan)] * bool(len(pembinaan))
    rows.append(_total(f"Sarana prasarana {area}", sarana))
    for (name, satuan), own in program.fillna({"satuan": ""}).groupby(_PROGRAM, sort=False):
        title = f"{satuan} {name}".strip()
        rows.append(_total(title[:1].upper() + title[1:], program.loc[own.index]))
    rows = [b for b in rows if b[2] > 0]
    result = pd.DataFrame([b[:3] for b in rows], columns=["bukti", "realisasi", "target"])
    note_origin(result, "realisasi", {i: b[3] for i, b in enumerate(rows)})
    note_origin(result, "target", {i: b[4] for i, b in enumerate(rows)})
    return result.assign(persentase=result["realisasi"] / result["target"] * 100)


_PROGRAM = ["program", "satuan"]


def _total(
    evidence: str, own: pd.DataFrame
) -> tuple[str, int, int, CellRange | None, CellRange | None]:
    """One kind of evidence: name, Σ realisasi, Σ target (0 without one), and the cells of both."""
    total = [int(pd.to_numeric(own[k]).sum()) for k in ("realisasi", "target")]
    origin = [merge_origin(collect(own, k), "jumlah") for k in ("realisasi", "target")]
    return evidence, total[0], total[1], origin[0], origin[1]


def sum_keaktifan(keaktifan: pd.DataFrame) -> float:
    """Active institutions of all levels against all targets, percent; NaN without a target."""
    return compute_share(keaktifan["realisasi"].sum(), keaktifan["target"].sum())
