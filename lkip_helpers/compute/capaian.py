"""Capaian of indicators, their categories and means: frame in, frame out, full precision."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from lkip_helpers.compute import lineage
from lkip_helpers.compute.lineage import Derivation, join_columns, list_cells, note_origin
from lkip_helpers.compute.rounding import FULL, read_printed
from lkip_helpers.rules import Scale, cite_rule, find_evidence
from lkip_helpers.rules.polaritas import Polaritas, load_polaritas

RANGE = "rentang"  # the polaritas whose capaian may exceed 100 for a miss
PARTISIPASI_EVIDENCE = {"lembaga", "partisipasi"}
IDENTITY = ("kode", "indikator", "satuan", "polaritas")  # what identifies an indicator's row
MEASURES = ("target", "target_atas", "realisasi")
UNKNOWN = ("target_kata", "realisasi_kata")  # words for what is not known
_SHARE = "banyaknya indikator itu / seluruh indikator × 100"


def judge_value(capaian: float, polaritas: str) -> float:
    """The capaian (percent) that a result is judged by.

    A realisasi above its target range has a capaian over 100 but is still a miss: it is judged by
    100² / capaian, as many times below 100 as it lies above. Any other capaian is judged as it is.
    """
    return FULL * FULL / capaian if polaritas == RANGE and capaian > FULL else capaian


def compute_capaian(
    frame: pd.DataFrame, target: str = "target", realisasi: str = "realisasi", into: str = "capaian"
) -> pd.DataFrame:
    """Add `into` (capaian in percent) and `alasan` (why there is none) to each row.

    target, realisasi: columns of the same unit; beside them polaritas, `<target>_atas`, the upper
    end, where the target is a range, and words of UNKNOWN. What is missing or divides by zero gives
    NaN and a reason, never 0 or infinity. Source: PermenPAN-RB 53/2014; rules/capaian.toml.
    """
    rows = list(iter_measures(frame, target, realisasi))
    capaian = [polaritas.capaian(values) for polaritas, values in rows]
    reasons = pd.Series([p.obstacle(v) for p, v in rows], frame.index, dtype=object)
    for column in (k for k in UNKNOWN if k in frame):
        measure = column.removesuffix("_kata")
        unknown = frame[measure].isna() & frame[column].notna()
        reasons = reasons.mask(unknown, f"{measure} " + frame[column])
    result = frame.assign(**{into: capaian}, alasan=reasons)
    cells = lineage.list_row_cells(result, target, realisasi)
    pairs = zip(result.index, rows, strict=True)
    derivations = {i: Derivation(p.text, cells[i], p.rule) for i, (p, _) in pairs}
    return note_origin(result, into, derivations)


def iter_measures(
    frame: pd.DataFrame, target: str, realisasi: str = "realisasi"
) -> Iterator[tuple[Polaritas, dict[str, float]]]:
    """The polaritas of each row, with its target, target_atas and realisasi by name."""
    columns = frame[target], frame.get(f"{target}_atas", frame[target]), frame[realisasi]
    measures = pd.DataFrame(dict(zip(MEASURES, columns, strict=True)))
    for name, values in zip(frame["polaritas"], measures.astype(float).to_numpy(), strict=True):
        yield load_polaritas(name), dict(zip(MEASURES, values.tolist(), strict=True))


def classify_capaian(capaian: "pd.Series[float]", scale: Scale) -> "pd.Series[Any]":
    """Category key of each capaian, as it is printed; None where there is no capaian."""
    keys = [None if pd.isna(c) else scale.find(read_printed(c)).kunci for c in capaian]
    return pd.Series(keys, capaian.index, dtype=object)


def compute_indikator(
    indikator: pd.DataFrame, realisasi: pd.DataFrame, tahun: int, scale: Scale
) -> pd.DataFrame:
    """One row per indicator with realisasi in `tahun`, in the order of the master sheet.

    Adds nomor_tujuan and nomor_sasaran (in order of first appearance, below the tujuan), capaian,
    alasan, kategori (key), predikat (its text), and target, realisasi, capaian of the year before
    as `…_lalu`, and polaritas_lalu where `realisasi` has polaritas, by which last year was measured
    (load_history). keterangan: why figures are not known, where words of UNKNOWN say so.
    """
    parent = indikator.assign(nomor_tujuan=pd.factorize(indikator["tujuan"])[0] + 1)
    below = parent.sort_values("nomor_tujuan", kind="stable")["sasaran"]
    parent["nomor_sasaran"] = pd.Series(pd.factorize(below)[0] + 1, below.index)
    current, previous = (realisasi[realisasi["tahun"] == t] for t in (tahun, tahun - 1))
    measures = select_measures(realisasi)
    former = [*measures, *{"polaritas"}.intersection(realisasi)]
    last_year = {m: m.replace("_", "_lalu_") if "_" in m else f"{m}_lalu" for m in former}
    result = parent[parent["kode"].isin(current["kode"])]
    result = join_columns(result, current, measures, ["kode"])
    if words := [k for k in measures if k in UNKNOWN]:
        result = join_columns(result, current, ["keterangan"], ["kode"])
        result.loc[result[words].isna().all(axis=1), "keterangan"] = None
    result = join_columns(result, previous, {new: m for m, new in last_year.items()}, ["kode"])
    own = result["polaritas"]
    result["polaritas"] = result.get("polaritas_lalu", own).fillna(own)
    result = compute_capaian(result, "target_lalu", "realisasi_lalu", "capaian_lalu")
    result = compute_capaian(result.assign(polaritas=own))  # its alasan is that of this year
    return name_category(result, scale)


def name_category(frame: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """Add judged (judge_value), kategori (key) and predikat (its text) of each capaian."""
    values = [*map(judge_value, frame["capaian"], frame["polaritas"])]
    judged = pd.Series(values, frame.index, dtype=float)
    category = classify_capaian(judged, scale)
    texts = {t.kunci: t.teks for t in scale.bands}
    predikat = category.map(lambda k: texts.get(k, "Tidak dapat dihitung"))
    return frame.assign(judged=judged, kategori=category, predikat=predikat)


def select_measures(frame: pd.DataFrame) -> list[str]:
    """Those of the columns MEASURES and UNKNOWN that `frame` has."""
    return [k for k in (*MEASURES, *UNKNOWN) if k in frame]


def select_sasaran(capaian: pd.DataFrame) -> pd.DataFrame:
    """The indicators of the sasaran strategis."""
    return capaian[capaian["jenjang"] == "sasaran"]


def select_iku(capaian: pd.DataFrame, iku: pd.DataFrame) -> pd.DataFrame:
    """The indikator kinerja utama: those of the sheet IKU; without it those of the sasaran."""
    selected = capaian[capaian["kode"].isin(iku["kode"])]
    return selected if len(selected) else select_sasaran(capaian)


def find_partisipasi(capaian: pd.DataFrame) -> int:
    """nomor_sasaran of the sasaran on participation, by the evidence of its indicators; 0 for none.

    capaian: compute_indikator.
    """
    below = capaian[capaian["jenjang"] != "tujuan"]
    kinds = [*map(find_evidence, below["indikator"], below["jenis_bukti"])]
    return int(next(iter(below["nomor_sasaran"][[k in PARTISIPASI_EVIDENCE for k in kinds]]), 0))


def compute_sasaran(capaian: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """One row per sasaran: nomor_sasaran, sasaran, jumlah_indikator, capaian (mean), kategori.

    dihitung: how many indicators have a capaian. judged: the mean by which it is judged.
    """
    groups = capaian.groupby(["nomor_sasaran", "sasaran"], sort=False)
    mean, judged = ("capaian", "mean"), ("judged", "mean")
    count = {"jumlah_indikator": ("capaian", "size"), "dihitung": ("capaian", "count")}
    result = groups.agg(**count, capaian=mean, judged=judged).reset_index()
    cells = [list_cells(capaian, "capaian", index=rows.index) for _, rows in groups]
    for column, formula, rule in (
        ("capaian", cite_rule("capaian.rerata", "teks"), "capaian.rerata"),
        ("jumlah_indikator", "banyaknya indikator sasaran ini", ""),
    ):
        note_origin(result, column, {i: Derivation(formula, c, rule) for i, c in enumerate(cells)})
    return result.assign(kategori=classify_capaian(result["judged"], scale))


def compute_sasaran_category(capaian: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """Per category: kategori (text), jumlah of sasaran, and the mean capaian of those sasaran."""
    sasaran = compute_sasaran(capaian, scale)
    groups = [(t.teks, sasaran[sasaran["kategori"] == t.kunci]["capaian"]) for t in scale.bands]
    rows = [(text, len(values), values.mean()) for text, values in groups]
    result = pd.DataFrame(rows, columns=["kategori", "jumlah", "capaian"])
    formula = "rata-rata capaian sasaran itu"
    cells = [list_cells(sasaran, "capaian", index=values.index) for _, values in groups]
    note_origin(result, "capaian", {i: Derivation(formula, c) for i, c in enumerate(cells)})
    counted = _derive_by_category("banyaknya sasaran dengan kategori ini", capaian, scale)
    return note_origin(result, "jumlah", counted)


def _derive_by_category(formula: str, capaian: pd.DataFrame, scale: Scale) -> Derivation:
    """How a figure by category is made: from every capaian, by the rule of the scale."""
    return Derivation(formula, list_cells(capaian, "capaian"), f"capaian.skala.{scale.name}")


def compute_sasaran_matrix(capaian: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """Per sasaran: jumlah_indikator and per category `<kunci>_jumlah` and `<kunci>_persen`.

    Percent is of all indicators of the frame, so that the columns add up to 100.
    """
    result = compute_sasaran(capaian, scale)[["sasaran", "jumlah_indikator"]]
    counted = _derive_by_category("banyaknya indikator dengan kategori ini", capaian, scale)
    shared = _derive_by_category(_SHARE, capaian, scale)
    for tier in scale.bands:
        matches = capaian["kategori"] == tier.kunci
        counts = matches.groupby(capaian["sasaran"], sort=False).sum().to_numpy()
        shares = counts / len(capaian) * 100
        result = result.assign(**{f"{tier.kunci}_jumlah": counts, f"{tier.kunci}_persen": shares})
        note_origin(result, f"{tier.kunci}_jumlah", counted)
        note_origin(result, f"{tier.kunci}_persen", shared)
    return result


def compute_indikator_category(capaian: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """Per sasaran and category: sasaran, kategori (text), jumlah, persen of all indicators."""
    rows = [
        (row["sasaran"], t.teks, row[f"{t.kunci}_jumlah"], row[f"{t.kunci}_persen"])
        for row in compute_sasaran_matrix(capaian, scale).to_dict("records")
        for t in scale.bands
    ]
    result = pd.DataFrame(rows, columns=["sasaran", "kategori", "jumlah", "persen"])
    counted = "banyaknya indikator sasaran ini dengan kategori itu"
    for column, formula in {"jumlah": counted, "persen": _SHARE}.items():
        note_origin(result, column, _derive_by_category(formula, capaian, scale))
    return result
