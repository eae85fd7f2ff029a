"""The words of the satisfaction survey, unsur by unsur."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from lkip_helpers.compute.rounding import read_printed
from lkip_helpers.compute.survey_forms import Survey
from lkip_helpers.prose.phrases import phrase_ends
from lkip_helpers.report.columns import Column, alter
from lkip_helpers.report.frame_rows import add_words, iter_rows
from lkip_helpers.report.layouts import total_footer
from lkip_helpers.report.narasi import Chain, chain_words
from lkip_helpers.report.payload import Source
from lkip_helpers.report.tabel import Tabel
from lkip_helpers.rules import Tier, load_mutu, load_weight

ANSWER_COLUMNS: Sequence[str | Column] = (
    "kode",
    "unsur",
    *(Column(f"persen_{n}", f"Nilai {n} (%)", "persen") for n in (1, 2, 3, 4)),
    alter("jawaban", title="Responden", kind="bilangan"),
)
PERCENT = "frekuensi / jumlah(frekuensi) × 100"


def weighted_column(weight: str) -> Column:
    """The column of the weighted NRR, with the formula of the weight that was chosen."""
    own = {} if weight == "tepat" else {"formula": f"nrr × {load_weight(0, weight):g}"}
    return alter("nrr_tertimbang", **own)


def tell_ikm(survey: Survey) -> pd.DataFrame:
    """The index where it is known: case, sumber, terendah (unsur).

    case: "terbit"; "seragam" where no unsur is lower than another; else "survei".
    """
    alike = len({*survey.nrr["nrr"].map(read_printed)}) == 1
    return survey.ikm.assign(
        case="terbit" if survey.form == "ikm_terbit" else "seragam" if alike else "survei",
        sumber=survey.source,
        terendah=phrase_ends(survey.nrr, "unsur", "nrr", lowest=True, wording="unsur", low=True),
    )


def tell(frequency: pd.DataFrame, nrr: pd.DataFrame) -> pd.DataFrame:
    """Each unsur with its label and what tell_answers says of its answers.

    frequency: compute_frequency. nrr: compute_nrr.
    """
    return add_words(
        nrr,
        lambda u: {"label": u.kode.lower(), **tell_answers(frequency[frequency["kode"] == u.kode])},
    )


def tell_answers(frequency: pd.DataFrame) -> dict[str, Any]:
    """How the answers to one unsur are spread; "mayoritas" only for more than half of them.

    case: "tanpa", "terbagi", "mayoritas" or "terbanyak", with jawaban, frekuensi, banyak, persen.
    frequency: jawaban, frekuensi, persen of one unsur (compute_frequency).
    """
    chosen = frequency[frequency["frekuensi"] > 0]
    if chosen.empty:
        return {"case": "tanpa"}
    peak = chosen[chosen["frekuensi"] == chosen["frekuensi"].max()]
    most = "mayoritas" if peak["persen"].iloc[0] > 50 else "terbanyak"
    return {
        "case": "terbagi" if len(peak) > 1 else most,
        "jawaban": chain_words([f"“{j.lower()}”" for j in peak["jawaban"]]),
        "frekuensi": peak["frekuensi"].iloc[0],
        "banyak": int(frequency["frekuensi"].sum()),
        "persen": peak["persen"].iloc[0],
    }


def build_tabel(words: pd.DataFrame, frequency: pd.DataFrame, source: Source) -> Chain:
    """The table of answers (`skm-u1` …) of each unsur, two beside each other.

    words: tell. frequency: compute_frequency.
    """
    return Chain(
        [
            Tabel(
                f"skm-{u.label}",
                f"Jawaban responden untuk unsur {u.unsur[:1].lower()}{u.unsur[1:]}",
                frequency[frequency["kode"] == u.kode],
                ["jawaban", "frekuensi", alter("persen", formula=PERCENT)],
                source=source,
                footer=[total_footer(["frekuensi", "persen"])],
                half=True,
            )
            for u in iter_rows(words)
        ]
    )


def tell_mutu(ikm: pd.DataFrame) -> pd.DataFrame:
    """In which band the IKM lies, naik, the next one, and jarak to it.

    tertinggi: the band itself, where none is above. ikm: compute_ikm. Source: PermenPAN-RB 14/2017.
    """
    scale = load_mutu()

    def words(b: Any) -> dict[str, Any]:
        current = scale.find(read_printed(b.ikm))
        above = [j for j in scale.tier if (j.mulai or 0) > (current.mulai or 0)]
        return {
            "mutu": current.kunci,
            "kinerja": current.teks,
            **dict.fromkeys(("naik", "naik_kinerja", "naik_mulai", "jarak"), ""),
            **(_rise(above[-1], b.ikm) if above else {}),
            "tertinggi": "" if above else current.kunci,
        }

    return add_words(ikm, words)


def _rise(tier: Tier, ikm: float) -> dict[str, Any]:
    lowest = float(tier.mulai or 0)
    return {
        "naik": tier.kunci,
        "naik_kinerja": tier.teks,
        "naik_mulai": lowest,
        "jarak": lowest - read_printed(ikm),
    }
