"""Conclusions that rest on a realisasi without evidence: the condition, the evidence beside it.

`open_items` is what weigh_indikator doubts; `proven` is what the sentence is about, computed once
more with the figures of the evidence (apply_evidence).
"""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from lkip_helpers.compute.rounding import judge_capaian
from lkip_helpers.compute.survey_forms import Survey
from lkip_helpers.prose import phrases
from lkip_helpers.report import format as fmt
from lkip_helpers.report.cover import KeyFigure, KeyFigures
from lkip_helpers.report.frame_rows import iter_rows
from lkip_helpers.report.narasi import chain_words
from lkip_helpers.report.quantities import phrase_quantity

REPORTED = "menurut realisasi yang dilaporkan"
REPORTED_WORD = " yang dilaporkan"


@dataclass(frozen=True)
class Summary:
    """Words of the indicators as a whole; what the evidence makes of them is empty where it agrees.

    opening, basis: how the sentence begins. reported, proven: how many reached what.
    """

    reported: str
    proven: str
    opening: str = ""
    basis: str = ""
    mean: float | None = None
    mean_proven: float | None = None
    span: str = ""


def find_open(open_items: pd.DataFrame, code: str) -> Any:
    """The row of one indicator; None where its realisasi is not in doubt."""
    return next((b for b in iter_rows(open_items) if b.kode == code), None)


def phrase_mean(iku: pd.DataFrame, open_items: pd.DataFrame, proven: pd.DataFrame) -> str:
    """The mean capaian; where realisasi lacks evidence, what the evidence makes of it too.

    iku, proven: capaian (percent, unrounded).
    """
    reporting = fmt.say_percent(iku["capaian"].mean())
    if not _is_conditional(iku, open_items):
        return reporting
    evidence = f" dan {fmt.say_percent(proven['capaian'].mean())} menurut bukti yang tersedia"
    return f"{reporting} {REPORTED}{evidence if _has_number(iku, open_items) else ''}"


def sum_up(iku: pd.DataFrame, open_items: pd.DataFrame, proven: pd.DataFrame) -> Summary:
    """How many indicators reached their target, and the mean: as reported and by the evidence.

    iku, proven: compute_indikator.
    """
    conditional, number = _is_conditional(iku, open_items), _has_number(iku, open_items)
    alone = len(iku) == 1
    opening = "kecamatan mempunyai" if alone else "dari"
    return Summary(
        reported=f"yang {phrases.phrase_tier(iku['predikat'].iloc[0])}" if alone else _result(iku),
        proven=_result(proven) if number else "",
        opening=f"{'atas dasar realisasi yang dilaporkan, ' * conditional}{opening}".capitalize(),
        mean=iku["capaian"].mean(),
        mean_proven=proven["capaian"].mean() if number else None,
        span="" if alone else phrases.phrase_capaian(iku),
    )


def _result(capaian: pd.DataFrame) -> str:
    """`satu indikator melampaui target dan dua indikator …`, the best first."""
    sequence = capaian.sort_values("judged", ascending=False, kind="stable")
    total = sequence.groupby("predikat", sort=False).size()
    frame = pd.DataFrame({"kategori": total.index, "jumlah": total})
    return phrases.phrase_category(frame, "indikator")


def sum_sasaran(sasaran: pd.DataFrame, open_items: pd.DataFrame, proven: pd.DataFrame) -> Summary:
    """Each sasaran with its mean capaian and what that means. Both frames: compute_sasaran."""
    conditional = _is_conditional(sasaran, open_items, "sasaran")
    number = _has_number(sasaran, open_items, "sasaran")
    return Summary(
        reported=_sasaran_list(sasaran),
        proven=_sasaran_list(proven) if number else "",
        basis="realisasi yang dilaporkan dan " if conditional else "",
    )


def _sasaran_list(sasaran: pd.DataFrame) -> str:
    return chain_words(
        [
            f"sasaran {fmt.lower_first(s.sasaran)} {phrases.phrase_status(s.judged)}"
            + ("" if fmt.is_empty(s.capaian) else f" ({fmt.say_percent(s.capaian)})")
            for s in iter_rows(sasaran)
        ]
    )


def phrase_open(open_items: pd.DataFrame) -> str:
    """The indicators whose realisasi does not follow from its evidence, each with both figures."""
    told = []
    for b in iter_rows(open_items):
        proof = "tidak satu pun buktinya menghasilkan angka itu"
        if not fmt.is_empty(b.bukti):
            proof = f"buktinya {phrase_quantity(b.bukti, b.satuan)} (capaian "
            proof += f"{fmt.say_percent(b.capaian_bukti)}, bukan {fmt.say_percent(b.capaian)})"
        reported = phrase_quantity(b.realisasi, b.satuan)
        told.append(f"{b.indikator} dilaporkan {reported}, sedangkan {proof}")
    return "; ".join(told)


def _is_conditional(frame: pd.DataFrame, open_items: pd.DataFrame, key: str = "kode") -> bool:
    """Whether any row rests on a realisasi in doubt; supporting indicators no mean counts."""
    core = open_items[open_items["jenjang"] != "pendukung"]
    return bool(frame[key].isin(core[key]).any())


def _has_number(frame: pd.DataFrame, open_items: pd.DataFrame, key: str = "kode") -> bool:
    """Whether the evidence gives any of them another figure."""
    return _is_conditional(frame, open_items.dropna(subset=["bukti"]), key)


def list_advice(iku: pd.DataFrame, open_items: pd.DataFrame, outside: pd.DataFrame) -> pd.DataFrame:
    """A row a piece of advice: case ("target", "bukti", "pk"), indikator, jumlah.

    Nobody wrote them in a workbook, and the text says so.
    iku: compute_indikator. open_items: weigh_indikator. outside: rows of compare_pk_dpa with more
    pagu than was promised.
    """
    judged = iku.dropna(subset=["capaian"])
    short = judged["indikator"][judged["judged"].map(judge_capaian) < 0]
    names = phrases.phrase_names(short, limit=len(short))
    missed = [{"case": "target", "indikator": names}] * bool(len(short))
    doubt = [{"case": "bukti", "jumlah": len(open_items)}] * bool(len(open_items))
    money = [{"case": "pk", "jumlah": outside["selisih"].sum()}] * bool(len(outside))
    columns = ["case", "indikator", "jumlah"]
    return pd.DataFrame([*missed, *doubt, *money], columns=columns, dtype=object)


def build_strip(
    iku: pd.DataFrame, open_items: pd.DataFrame, proven: pd.DataFrame, survey: Survey, total: Any
) -> KeyFigures:
    """Mean capaian, indicators that reached their target, IKM, serapan; without IKM three.

    iku, proven: compute_indikator. total: the row of compute_total.
    """
    result = sum_up(iku, open_items, proven)
    proven_mean = result.mean_proven
    doubt = "" if proven_mean is None else f"{fmt.format_percent(proven_mean)} menurut bukti"
    reached = sum(judge_capaian(c) >= 0 for c in iku["judged"].dropna())
    spent = f"{fmt.say_rupiah(total.realisasi)} dari {fmt.say_rupiah(total.pagu)}"
    title, rows = "Kepuasan masyarakat (IKM)", survey.ikm.head(1).itertuples()
    index = [(fmt.format_number(b.ikm), title, f"mutu {b.mutu}, {b.kinerja.lower()}") for b in rows]
    figures = [
        (fmt.format_percent(result.mean), "Rata-rata capaian", doubt),
        (f"{reached} dari {len(iku)}", "Indikator mencapai target"),
        *index,
        (fmt.format_percent(total.serapan), "Serapan anggaran", spent),
    ]
    return KeyFigures([KeyFigure(*f) for f in figures])
