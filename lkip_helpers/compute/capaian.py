"""Capaian of indicators, their categories and means: frame in, frame out, full precision."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from lkip_helpers.compute.lineage import Derivation, collect, join_columns, move_origin, note_origin
from lkip_helpers.compute.rounding import FULL, read_printed
from lkip_helpers.rules import Scale, cite_rule, find_evidence
from lkip_helpers.rules.polaritas import Polaritas, load_polaritas

RANGE = "rentang"  # the polaritas whose capaian goes over 100 for a miss
FROM_PARTISIPASI = {"lembaga", "partisipasi"}
IDENTITY = ("kode", "indikator", "satuan", "polaritas")  # what a row of a comparison is of
MEASURES = ("target", "target_atas", "realisasi")
PREVIOUS = {  # of last year
    "target": "target_lalu",
    "target_atas": "target_lalu_atas",
    "realisasi": "realisasi_lalu",
}
_EVIDENCE = ["nomor_sasaran", "indikator", "jenis_bukti"]


def judge_value(capaian: float, polaritas: str) -> float:
    """The capaian by which a result is judged, percent.

    Above its range a realisasi has a capaian over 100 and is a miss all the same: it is judged by
    the inverse, as far below 100 as it lies beyond. Any other is judged as it is.
    """
    above = polaritas == RANGE and capaian > FULL
    return FULL * FULL / capaian if above else capaian


def compute_capaian(frame: pd.DataFrame) -> pd.DataFrame:
    """Add `capaian` (percent) and `alasan` (why there is none) to each row.

    frame: columns target, realisasi (same unit) and polaritas; target_atas, the upper end, where
    the target is a range. Target 0 or missing gives NaN and a reason, never 0 and never infinity;
    so does realisasi 0 in `minimal rasio`. Source: PermenPAN-RB 53/2014; rules/capaian.toml.
    """
    rows = list(iter_measures(frame))
    capaian = [polaritas.capaian(values) for polaritas, values in rows]
    reason = [polaritas.obstacle(values) for polaritas, values in rows]
    result = frame.assign(capaian=capaian, alasan=pd.Series(reason, frame.index, dtype=object))
    ingredients = {
        i: Derivation(p.text, collect(result, "target", "realisasi", index=[i]), p.rule)
        for i, (p, _) in zip(result.index, rows, strict=True)
    }
    return note_origin(result, "capaian", ingredients)


def iter_measures(frame: pd.DataFrame) -> Iterator[tuple[Polaritas, dict[str, float]]]:
    """Polaritas, and target, target_atas and realisasi, of each row."""
    upper = frame.get("target_atas", frame["target"])
    measures = frame[["target", "realisasi"]].assign(target_atas=upper)[list(MEASURES)]
    for name, values in zip(frame["polaritas"], measures.astype(float).to_numpy(), strict=True):
        yield load_polaritas(name), dict(zip(MEASURES, values.tolist(), strict=True))


def classify_capaian(capaian: "pd.Series[float]", scale: Scale) -> "pd.Series[Any]":
    """Category key of each capaian, as it is printed; None where there is no capaian."""
    key = [None if pd.isna(c) else scale.find(read_printed(c)).kunci for c in capaian]
    return pd.Series(key, capaian.index, dtype=object)


def compute_indikator(
    indikator: pd.DataFrame, realisasi: pd.DataFrame, tahun: int, scale: Scale
) -> pd.DataFrame:
    """One row an indicator with realisasi in `tahun`, in the order of the master sheet.

    Adds nomor_tujuan and nomor_sasaran (in order of first appearance), capaian, alasan, kategori
    (key), predikat (its text), and target, realisasi, capaian of the year before as `…_lalu`.
    """
    parent = indikator.assign(
        nomor_tujuan=pd.factorize(indikator["tujuan"])[0] + 1,
        nomor_sasaran=pd.factorize(indikator["sasaran"])[0] + 1,
    )
    this_one, previous = (realisasi[realisasi["tahun"] == t] for t in (tahun, tahun - 1))
    genuine = {k: PREVIOUS[k] for k in select_measures(realisasi)}
    result = parent[parent["kode"].isin(this_one["kode"])]
    result = join_columns(result, this_one, {k: k for k in genuine}, ["kode"])
    result = join_columns(result, previous, {new: k for k, new in genuine.items()}, ["kode"])
    result = compute_capaian(result)
    earlier = result[["polaritas", *genuine.values()]].set_axis(["polaritas", *genuine], axis=1)
    previous_computed = compute_capaian(move_origin(earlier, result, genuine))
    move_origin(result, previous_computed, {"capaian_lalu": "capaian"})
    return name_category(result.assign(capaian_lalu=previous_computed["capaian"]), scale)


def name_category(frame: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """Add judged (judge_value), kategori (key) and predikat (its text) of each capaian."""
    pair = zip(frame["capaian"], frame["polaritas"], strict=True)
    judged = pd.Series([judge_value(c, p) for c, p in pair], frame.index, dtype=float)
    category = classify_capaian(judged, scale)
    text = {j.kunci: j.teks for j in scale.bands}
    predikat = category.map(lambda k: text.get(k, "Tidak dapat dihitung"))
    return frame.assign(judged=judged, kategori=category, predikat=predikat)


def select_measures(frame: pd.DataFrame) -> list[str]:
    """Target and realisasi, and target_atas where a target is a range."""
    return [k for k in MEASURES if k in frame]


def select_sasaran(capaian: pd.DataFrame) -> pd.DataFrame:
    """The indicators of the sasaran strategis."""
    return capaian[capaian["jenjang"] == "sasaran"]


def select_iku(capaian: pd.DataFrame, iku: pd.DataFrame) -> pd.DataFrame:
    """The indikator kinerja utama: those of the sheet IKU; without it those of the sasaran."""
    own = capaian[capaian["kode"].isin(iku["kode"])]
    return own if len(own) else select_sasaran(capaian)


def find_partisipasi(capaian: pd.DataFrame) -> int:
    """nomor_sasaran of the sasaran on participation, by the evidence of its indicators; 0 for none.

    capaian: compute_indikator.
    """
    own = capaian[capaian["jenjang"] != "tujuan"]
    rows = own[_EVIDENCE].itertuples(index=False)
    fitting = (int(n) for n, name, kind in rows if find_evidence(name, kind) in FROM_PARTISIPASI)
    return next(fitting, 0)


def compute_mean(capaian: pd.DataFrame) -> float:
    """Plain mean of the unrounded capaian; indicators without one do not count."""
    return float(capaian["capaian"].mean())


def compute_sasaran(capaian: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """One row a sasaran: nomor_sasaran, sasaran, jumlah_indikator, capaian (mean), kategori.

    judged: the mean by which the sasaran is judged (judge_value).
    """
    grouping = capaian.groupby(["nomor_sasaran", "sasaran"], sort=False)
    result = grouping.agg(
        jumlah_indikator=("capaian", "size"), capaian=("capaian", "mean"), judged=("judged", "mean")
    ).reset_index()
    members = [collect(capaian, "capaian", index=own.index) for _, own in grouping]
    mean, count = cite_rule("capaian.rerata", "teks"), "banyaknya indikator sasaran ini"
    for column, *words in (("capaian", mean, "capaian.rerata"), ("jumlah_indikator", count, "")):
        made = {i: Derivation(words[0], r, words[1]) for i, r in enumerate(members)}
        note_origin(result, column, made)
    return result.assign(kategori=classify_capaian(result["judged"], scale))


def compute_sasaran_category(capaian: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """Per category: kategori (text), jumlah of sasaran, and the mean capaian of those sasaran."""
    sasaran = compute_sasaran(capaian, scale)
    rows = [(j.teks, sasaran[sasaran["kategori"] == j.kunci]["capaian"]) for j in scale.bands]
    counted = [(text, len(own), own.mean()) for text, own in rows]
    result = pd.DataFrame(counted, columns=["kategori", "jumlah", "capaian"])
    every = _category("banyaknya sasaran dengan kategori ini", capaian, scale)
    manner = "rata-rata capaian sasaran itu"
    own = [Derivation(manner, collect(sasaran, "capaian", index=c.index)) for _, c in rows]
    note_origin(result, "capaian", dict(enumerate(own)))
    return note_origin(result, "jumlah", every)


def _category(manner: str, capaian: pd.DataFrame, scale: Scale) -> Derivation:
    """What a count by category is made of: every capaian, put into its band."""
    return Derivation(manner, collect(capaian, "capaian"), f"capaian.skala.{scale.name}")


def compute_sasaran_matrix(capaian: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """Per sasaran: jumlah_indikator and per category `<kunci>_jumlah` and `<kunci>_persen`.

    Percent is of all indicators of the frame, so that the columns add up to 100.
    """
    result = compute_sasaran(capaian, scale)[["sasaran", "jumlah_indikator"]]
    count = _category("banyaknya indikator dengan kategori ini", capaian, scale)
    part = _category("banyaknya indikator itu / seluruh indikator × 100", capaian, scale)
    for j in scale.bands:
        own = capaian["kategori"] == j.kunci
        total = own.groupby(capaian["sasaran"], sort=False).sum().to_numpy()
        share = total / len(capaian) * 100
        result = result.assign(**{f"{j.kunci}_jumlah": total, f"{j.kunci}_persen": share})
        for column, ingredients in ((f"{j.kunci}_jumlah", count), (f"{j.kunci}_persen", part)):
            note_origin(result, column, ingredients)
    return result


def compute_indikator_category(capaian: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """Per sasaran and category: sasaran, kategori (text), jumlah, persen of all indicators."""
    rows = [
        (sasaran, j.teks, int((own["kategori"] == j.kunci).sum()))
        for sasaran, own in capaian.groupby("sasaran", sort=False)
        for j in scale.bands
    ]
    result = pd.DataFrame(rows, columns=["sasaran", "kategori", "jumlah"])
    for column, manner in (
        ("jumlah", "banyaknya indikator sasaran ini dengan kategori itu"),
        ("persen", "banyaknya indikator itu / seluruh indikator × 100"),
    ):
        made = _category(manner, capaian, scale)
        note_origin(result, column, made)
    return result.assign(persen=result["jumlah"] / max(len(capaian), 1) * 100)
