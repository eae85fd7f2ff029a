"""Conclusions that rest on a realisasi without evidence: with their condition and the evidence.

`open_items` are the indicators that weigh_indikator doubts; `proven` is the frame of a sentence,
computed again with the figures of the evidence (apply_evidence).
"""

from types import SimpleNamespace
from typing import Any

import pandas as pd

from lkip_helpers.compute.rounding import compare_printed, judge_capaian
from lkip_helpers.compute.survey_forms import Survey
from lkip_helpers.prose import phrases
from lkip_helpers.report import format as fmt
from lkip_helpers.report.cover import KeyFigure, KeyFigures
from lkip_helpers.report.frame_rows import iter_rows
from lkip_helpers.report.narasi import chain_words
from lkip_helpers.report.quantities import phrase_quantity
from lkip_helpers.rules.naming import localize

REPORTED = "menurut realisasi yang dilaporkan"
REPORTED_WORD = " yang dilaporkan"


def find_open(open_items: pd.DataFrame, code: str) -> Any:
    """The row of one indicator in `open_items`; None where its realisasi is not in doubt."""
    return next((row for row in iter_rows(open_items) if row.kode == code), None)


def phrase_mean(iku: pd.DataFrame, open_items: pd.DataFrame, proven: pd.DataFrame) -> str:
    """The mean capaian, of how many where not of all; and by the evidence where some lacks it.

    "" where no capaian is known. iku, proven: capaian (percent, unrounded).
    """
    known = iku["capaian"].count()
    if not known:
        return ""
    reported = fmt.say_percent(iku["capaian"].mean())
    if known < len(iku):
        reported += f" pada {fmt.format_words(known)} indikator yang dapat dihitung"
    doubts = _select_doubts(iku, open_items)
    if doubts.empty:
        return reported
    by_evidence = f" dan {fmt.say_percent(proven['capaian'].mean())} menurut bukti yang tersedia"
    return f"{reported} {REPORTED}{by_evidence if doubts['bukti'].notna().any() else ''}"


def summarize_iku(
    iku: pd.DataFrame, open_items: pd.DataFrame, proven: pd.DataFrame
) -> SimpleNamespace:
    """How many indicators reached their target, and the mean: as reported and by the evidence.

    opening: how the sentence begins. reported, proven: how many reached what. mean, mean_proven:
    percent. span: the highest and the lowest. What is by the evidence is empty where it agrees.
    iku, proven: compute_indikator.
    """
    doubts, alone = _select_doubts(iku, open_items), len(iku) == 1
    has_number = doubts["bukti"].notna().any()
    tier = f"yang {phrases.phrase_tier(iku['predikat'].iloc[0])}" if alone else ""
    opening = localize("kecamatan mempunyai") if alone else "dari"
    condition = "atas dasar realisasi yang dilaporkan, " if len(doubts) else ""
    return SimpleNamespace(
        reported=tier or _phrase_counts(iku),
        proven=_phrase_counts(proven) if has_number else "",
        opening=f"{condition}{opening}".capitalize(),
        mean=iku["capaian"].mean(),
        mean_proven=proven["capaian"].mean() if has_number else None,
        span=phrases.phrase_capaian(iku) if iku["capaian"].count() > 1 else "",
    )


def _phrase_counts(capaian: pd.DataFrame) -> str:
    """`satu indikator melampaui target dan dua indikator …`, the best first."""
    ordered = capaian.sort_values("judged", ascending=False, kind="stable")
    counts = ordered.groupby("predikat", sort=False).size()
    frame = pd.DataFrame({"kategori": counts.index, "jumlah": counts})
    return phrases.phrase_category(frame, "indikator")


def summarize_sasaran(
    sasaran: pd.DataFrame, open_items: pd.DataFrame, proven: pd.DataFrame
) -> SimpleNamespace:
    """Each sasaran with its mean capaian and its status, and as summarize_iku; basis: of the mean.

    sasaran, proven: compute_sasaran.
    """
    doubts = _select_doubts(sasaran, open_items, "sasaran")
    return SimpleNamespace(
        reported=_phrase_sasaran(sasaran),
        proven=_phrase_sasaran(proven) if doubts["bukti"].notna().any() else "",
        basis="realisasi yang dilaporkan dan " if len(doubts) else "",
    )


def _phrase_sasaran(sasaran: pd.DataFrame) -> str:
    return chain_words(
        f"sasaran {fmt.lower_first(row.sasaran)} {phrases.phrase_status(row.judged)}"
        + ("" if fmt.is_empty(row.capaian) else f" ({_phrase_judged(row)})")
        for row in iter_rows(sasaran)
    )


def _phrase_judged(row: Any) -> str:
    """The capaian, of how many indicators, and for what it counts with one above its range."""
    judged = f"dinilai {fmt.say_percent(row.judged)} karena ada hasil di atas rentang targetnya"
    judged = judged if compare_printed(row.capaian, row.judged) else ""
    basis = phrases.phrase_basis(row.dihitung, row.jumlah_indikator)
    return ", ".join(filter(None, (fmt.say_percent(row.capaian), basis, judged)))


def phrase_open(open_items: pd.DataFrame) -> str:
    """The indicators in doubt, each with the reported figure and that of the evidence."""
    sentences = []
    for row in iter_rows(open_items):
        proof = "tidak satu pun buktinya menghasilkan angka itu"
        if not fmt.is_empty(row.bukti):
            proof = f"buktinya {phrase_quantity(row.bukti, row.satuan)} (capaian "
            proof += f"{fmt.say_percent(row.capaian_bukti)}, bukan {fmt.say_percent(row.capaian)})"
        reported = phrase_quantity(row.realisasi, row.satuan)
        sentences.append(f"{row.indikator} dilaporkan {reported}, sedangkan {proof}")
    return "; ".join(sentences)


def _select_doubts(
    frame: pd.DataFrame, open_items: pd.DataFrame, key: str = "kode"
) -> pd.DataFrame:
    """The indicators in doubt that any row rests on; supporting ones do not count."""
    core = open_items["jenjang"] != "pendukung"
    return open_items[core & open_items[key].isin(frame[key])]


def describe_unknown(capaian: pd.DataFrame) -> pd.DataFrame:
    """One row where indicators have no capaian: banyak, rincian (each with why), lain (the others).

    case: "sebagian", or "semua" where no indicator has any. capaian: compute_indikator.
    """
    lacking = capaian[capaian["capaian"].isna()]
    notes = lacking.reindex(columns=["keterangan"])["keterangan"].dropna()
    notes = notes.map(lambda note: f" ({fmt.lower_first(note).rstrip('.')})")
    why = lacking["alasan"] + notes.reindex(lacking.index).fillna("")
    alike = lacking["indikator"].groupby(why, sort=False)
    details = chain_words(f"{chain_words(names)} karena {reason}" for reason, names in alike)
    rest = len(capaian) - len(lacking)
    row = ("sebagian" if rest else "semua"), len(lacking), details, rest
    columns = ["case", "banyak", "rincian", "lain"]
    return pd.DataFrame([row] if len(lacking) else [], columns=columns)


def list_advice(iku: pd.DataFrame, open_items: pd.DataFrame, outside: pd.DataFrame) -> pd.DataFrame:
    """One row per piece of advice: case ("target", "bukti", "pk"), indikator, jumlah.

    It comes from no workbook, and the text says so. iku: compute_indikator. open_items:
    weigh_indikator. outside: rows of compare_pk_dpa with more pagu than was promised.
    """
    judged = iku.dropna(subset=["capaian"])
    below = judged["indikator"][judged["judged"].map(judge_capaian) < 0]
    names = phrases.phrase_names(below, limit=len(below))
    rows = [
        (below, "target", names, None),
        (open_items, "bukti", None, len(open_items)),
        (outside, "pk", None, outside["selisih"].sum()),
    ]
    advice = [row for occasion, *row in rows if len(occasion)]
    return pd.DataFrame(advice, columns=["case", "indikator", "jumlah"], dtype=object)


def build_key_figures(
    iku: pd.DataFrame, open_items: pd.DataFrame, proven: pd.DataFrame, survey: Survey, total: Any
) -> KeyFigures:
    """Mean capaian, indicators that reached their target, IKM, serapan; without IKM three.

    iku, proven: compute_indikator. total: the row of compute_total.
    """
    summary = summarize_iku(iku, open_items, proven)
    proven_mean = summary.mean_proven
    notes = [phrases.phrase_basis(iku["capaian"].count(), len(iku))]
    notes += [] if proven_mean is None else [f"{fmt.format_percent(proven_mean)} menurut bukti"]
    judged = [frame["judged"].dropna().map(judge_capaian) for frame in (iku, proven)]
    counts = (((values >= 0).sum(), len(values)) for values in judged)
    reached, by_evidence = (f"{n} dari {every}" if every else fmt.EMPTY for n, every in counts)
    unknown = len(iku) - len(judged[0])
    parts = [f"{by_evidence} menurut bukti"] * (proven_mean is not None and by_evidence != reached)
    parts += [f"{fmt.format_words(unknown)} tidak dapat dihitung"] * (unknown > 0)
    spent = " dari ".join(fmt.say_amounts((total.realisasi, total.pagu)))
    title, rows = "Kepuasan masyarakat (IKM)", survey.ikm.head(1).itertuples()
    index = [(fmt.format_number(r.ikm), title, f"mutu {r.mutu}, {r.kinerja.lower()}") for r in rows]
    figures = [
        (fmt.format_percent(summary.mean), "Rata-rata capaian", "; ".join(filter(None, notes))),
        (reached, "Indikator mencapai target", "; ".join(parts)),
        *index,
        (fmt.format_percent(total.serapan), "Serapan anggaran", spent),
    ]
    return KeyFigures([KeyFigure(*f) for f in figures])
