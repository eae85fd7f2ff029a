"""Survei Kepuasan Masyarakat: frequencies, NRR, IKM, mutu, ranking (PermenPAN-RB 14/2017); and IPP.

IPP, Indeks Pelayanan Publik, is a sum of weighted aspects on 0–5 (PermenPAN-RB 17/2017).
"""

from collections.abc import Iterable
from itertools import product

import pandas as pd

from lkip_helpers.compute import lineage
from lkip_helpers.compute.lineage import Derivation, find_cells, list_cells, note_origin
from lkip_helpers.compute.rounding import compare_printed, read_printed
from lkip_helpers.errors import InvalidArgument
from lkip_helpers.rules import cite_rule, load_mutu, load_predikat_ipp, load_rules, load_weight

ANSWER_SCALE = (1, 2, 3, 4)
COUNTS = [f"nilai_{n}" for n in ANSWER_SCALE]  # how often each answer was given


def count_answers(skm: pd.DataFrame, unsur_skm: pd.DataFrame) -> pd.DataFrame:
    """How often each answer was given: the rows of `unsur_skm` with the columns COUNTS.

    skm: one row per respondent, one column per unsur; answers 1–4, NA where left blank. Notes the
    cells behind each count, and behind sum, count and mean of the answers to an unsur.
    Raises InvalidArgument where an answer is not 1, 2, 3 or 4.
    """
    answers = skm[unsur_skm["kode"].to_list()].astype("Int64")
    if not answers.isin([*ANSWER_SCALE, pd.NA]).all(axis=None):
        raise InvalidArgument("Ada jawaban di luar skala 1 sampai 4.")
    codes = unsur_skm["kode"]
    result = unsur_skm.copy()
    tallies = [answers[k].value_counts() for k in codes]
    cells = {i: cell for i, k in codes.items() if (cell := find_cells(skm, k))}
    for value, column in zip(ANSWER_SCALE, COUNTS, strict=True):
        result[column] = [int(counts.get(value, 0)) for counts in tallies]
        counted = {i: c._replace(function="cacah", criterion=value) for i, c in cells.items()}
        note_origin(result, column, counted)
    functions: dict[str, lineage.Function]
    functions = {"jumlah": "jumlah", "nrr": "rerata", "jawaban": "banyak"}
    for column, function in functions.items():
        note_origin(result, column, {i: c._replace(function=function) for i, c in cells.items()})
    return result


def find_mutu(value: float) -> tuple[str, str]:
    """Letter and kinerja of an IKM or NRR × 25, looked up as it is printed; dashes for none."""
    if pd.isna(value):
        return "–", "–"
    tier = load_mutu().find(read_printed(value))
    return tier.kunci, tier.teks


def add_grades(frame: pd.DataFrame, values: Iterable[float]) -> pd.DataFrame:
    """`frame` with mutu and kinerja by these values of its rows, on 25–100."""
    grades = [find_mutu(value) for value in values]
    return frame.assign(mutu=[m for m, _ in grades], kinerja=[kinerja for _, kinerja in grades])


def grade_ikm(frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with the mutu of each ikm, looked up as it is printed."""
    return frame.assign(mutu=[find_mutu(value)[0] for value in frame["ikm"]])


def compute_frequency(tally: pd.DataFrame) -> pd.DataFrame:
    """Per unsur and answer: kode, unsur, nilai (1–4), jawaban (label), frekuensi, persen.

    tally: count_answers. persen is of the answers given to that unsur; blanks do not count.
    """
    pairs = list(product(tally.itertuples(), ANSWER_SCALE))
    rows = [
        (row.kode, row.unsur, n, getattr(row, f"jawaban_{n}"), getattr(row, f"nilai_{n}"))
        for row, n in pairs
    ]
    result = pd.DataFrame(rows, columns=["kode", "unsur", "nilai", "jawaban", "frekuensi"])
    answered = result.groupby("kode")["frekuensi"].transform("sum")
    result = result.assign(persen=result["frekuensi"] / answered.where(answered > 0) * 100)
    known = {n: lineage.list_notes(tally, f"nilai_{n}") for n in ANSWER_SCALE}
    origin = {i: known[n].get(row.Index) for i, (row, n) in enumerate(pairs)}
    return note_origin(result, "frekuensi", origin)


def spread_answers(frequency: pd.DataFrame) -> pd.DataFrame:
    """One row per unsur: kode, unsur, jawaban (how many), persen_1 … persen_4, rendah (1 and 2).

    frequency: compute_frequency.
    """
    groups = frequency.groupby("kode", sort=False)
    result = groups.agg(unsur=("unsur", "first"), jawaban=("frekuensi", "sum")).reset_index()
    for n in ANSWER_SCALE:
        result[f"persen_{n}"] = frequency["persen"][frequency["nilai"] == n].to_numpy()
    result["rendah"] = result[["persen_1", "persen_2"]].sum(axis=1, min_count=1)
    cells = [list_cells(frequency, "frekuensi", index=group.index) for _, group in groups]
    for column in result.columns[2:]:
        formula = "banyaknya jawaban" if column == "jawaban" else "bagian dari semua jawaban"
        note_origin(result, column, {i: Derivation(formula, c) for i, c in enumerate(cells)})
    return result


def compute_nrr(tally: pd.DataFrame, weight: str = "tepat") -> pd.DataFrame:
    """Nilai rata-rata (NRR) of each unsur pelayanan, plain and weighted.

    tally: count_answers. weight: the one chosen (load_weight); by default exactly 1/number of
    unsur. Returns one row per unsur: kode, unsur, jumlah (sum), jawaban (count), nrr (1–4),
    nrr_tertimbang (× weight), nilai_konversi (nrr_tertimbang × 25), mutu, kinerja (of nrr × 25).
    """
    multiplier = load_rules("skm")["pengali"]
    counts = tally[COUNTS]
    result = tally[["kode", "unsur"]].assign(
        jumlah=(counts * list(ANSWER_SCALE)).sum(axis=1).astype(int),
        jawaban=counts.sum(axis=1).astype(int),
    )
    nrr = result["jumlah"] / result["jawaban"].where(result["jawaban"] > 0)
    weighted = nrr * load_weight(max(len(result), 1), weight)
    scores = {"nrr": nrr, "nrr_tertimbang": weighted, "nilai_konversi": weighted * multiplier}
    result = add_grades(result.assign(**scores), nrr * multiplier)
    return lineage.copy_origin(result, tally, ["jumlah", "nrr", "jawaban"])


def compute_ikm(nrr: pd.DataFrame, respondents: int) -> pd.DataFrame:
    """One row: ikm = Σ nilai_konversi (NaN without all unsur), mutu, kinerja, responden."""
    ikm = float(nrr["nilai_konversi"].sum(skipna=False, min_count=1))
    result = add_grades(pd.DataFrame({"ikm": [ikm]}), [ikm]).assign(responden=respondents)
    cells = list_cells(nrr, "jumlah")
    derivation = Derivation(cite_rule("skm.rumus.ikm", "teks"), cells, "skm.rumus.ikm")
    return note_origin(result, "ikm", {0: derivation})


def rank_unsur(nrr: pd.DataFrame) -> pd.DataFrame:
    """Unsur from the highest NRR down: peringkat (ties share it: 1, 2, 2, 4), then all of `nrr`."""
    printed = nrr["nrr"].map(read_printed, na_action="ignore").astype(float)
    rank = printed.rank(method="min", ascending=False).astype("Int64")
    formula = "urutan NRR dari yang tertinggi; yang sama berbagi"
    ranked = nrr.assign(peringkat=rank).sort_values("peringkat", kind="stable")
    note_origin(ranked, "peringkat", Derivation(formula, list_cells(nrr, "nrr")))
    return ranked[["peringkat", *nrr.columns]]


def select_below(nrr: pd.DataFrame) -> pd.DataFrame:
    """Rows of compute_nrr whose NRR is printed as less than the mean of all."""
    mean = nrr["nrr"].mean()
    below = [pd.notna(n) and compare_printed(n, mean) < 0 for n in nrr["nrr"]]
    return nrr[pd.Series(below, nrr.index, dtype=bool)]


def list_tindak_lanjut(nrr: pd.DataFrame, tindak_lanjut: pd.DataFrame) -> pd.DataFrame:
    """Unsur below the mean NRR, lowest first, each with the follow-up planned for it.

    nrr: compute_nrr. tindak_lanjut: kode, rencana, waktu, penanggung_jawab. Returns kode, unsur,
    nrr, rencana, penanggung_jawab, waktu; None where nothing is planned.
    """
    plans = tindak_lanjut.set_index("kode")
    below = select_below(nrr).sort_values("nrr", kind="stable")
    columns = ("rencana", "penanggung_jawab", "waktu")
    planned = {k: below["kode"].map(plans[k]).astype(object) for k in columns}
    return below[["kode", "unsur", "nrr"]].assign(**planned)


def compute_ipp(ipp: pd.DataFrame) -> pd.DataFrame:
    """One row: jumlah (0–5, a sum, not a mean), predikat, arti; no row where there is no aspect."""
    if ipp.empty:
        return pd.DataFrame(columns=["jumlah", "predikat", "arti"])
    total = float(ipp["nilai"].sum())
    tier = load_predikat_ipp().find(read_printed(total))
    return pd.DataFrame({"jumlah": [total], "predikat": [tier.kunci], "arti": [tier.teks]})
