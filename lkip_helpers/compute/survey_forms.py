"""The survey in whichever form the office has it, brought to one: how often each answer was given.

Raw answers, a sheet of counts, only a published index, or nothing (yet).
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import pandas as pd

from lkip_helpers.compute import lineage
from lkip_helpers.compute.lineage import Function, copy_origin, list_cells, note_origin
from lkip_helpers.compute.skm import COUNTS, compute_ikm, compute_nrr, count_answers, find_mutu
from lkip_helpers.schema.sheets import SURVEY_FORMS


@dataclass(frozen=True)
class Survey:
    """What is known of the survey of a year.

    form: name of the frame it is from, "" where there is none. tally: count_answers. nrr:
    compute_nrr. ikm: one row as of compute_ikm, or none; without a count of respondents NA.
    source: who published it, where only the index is known.
    """

    form: str
    tally: pd.DataFrame
    nrr: pd.DataFrame
    ikm: pd.DataFrame
    source: str = ""

    @property
    def respondents(self) -> int | None:
        """How many answered; None where that is not known."""
        known = self.ikm["responden"].dropna()
        return None if known.empty else int(known.iloc[0])


def find_form(frame: Mapping[str, pd.DataFrame]) -> str:
    """Name of the frame that holds the survey; "" where there is none."""
    return next((name for name in SURVEY_FORMS if not frame[name].empty), "")


def compute_survey(frame: Mapping[str, pd.DataFrame], weight: str = "tepat") -> Survey:
    """The survey of a data set; frame: skm, rekap, ikm_terbit and unsur_skm by name."""
    form, unsur = find_form(frame), frame["unsur_skm"]
    if form == "skm":
        tally = count_answers(frame["skm"], unsur)
        ikm = compute_ikm(nrr := compute_nrr(tally, weight), len(frame["skm"]))
        note_origin(ikm, "responden", {0: lineage.find_cells(frame["skm"], "responden", "banyak")})
        return Survey(form, tally, nrr, ikm)
    if form == "rekap":
        tally = _take_counts(frame["rekap"], unsur)
        ikm = compute_ikm(nrr := compute_nrr(tally, weight), int(nrr["jawaban"].max()))
        manner = "jumlah jawaban atas unsur yang paling banyak dijawab"
        most = lineage.Derivation(manner, list_cells(tally, "jawaban"))
        return Survey(form, tally, nrr, note_origin(ikm, "responden", {0: most}))
    tally, published = count_answers(frame["skm"], unsur.iloc[:0]), frame["ikm_terbit"]
    source = "" if published.empty else str(published["sumber"].iloc[0])
    return Survey(form, tally, compute_nrr(tally, weight), _publish(published), source)


def _take_counts(rekap: pd.DataFrame, unsur: pd.DataFrame) -> pd.DataFrame:
    """count_answers from a sheet of counts; a dash is none."""
    row = {str(k): i for i, k in rekap["kode"].items()}
    own = unsur[unsur["kode"].isin(row)]
    counts = rekap.loc[[row[k] for k in own["kode"]], COUNTS].fillna(0).astype(int)
    result = own.assign(**{k: counts[k].to_numpy() for k in COUNTS})
    at = {i: row[k] for i, k in own["kode"].items()}
    copy_origin(result, rekap, COUNTS, at)
    function: dict[str, Function] = {"jumlah": "skor", "nrr": "rerata_skor", "jawaban": "jumlah"}
    for column, f in function.items():
        note_origin(result, column, {i: _join(rekap, r, f) for i, r in at.items()})
    return result


def _join(rekap: pd.DataFrame, row: Hashable, function: Function) -> lineage.CellRange | None:
    """The four counts of one unsur under one function, in the order of the answers."""
    cells = list_cells(rekap, *COUNTS, index=[row])
    return lineage.merge_cells(cells, function) if len(cells) == len(COUNTS) else None


def _publish(published: pd.DataFrame) -> pd.DataFrame:
    """A published index as compute_ikm would give it; no row where there is none."""
    own = published.head(1)
    mutu = [find_mutu(v) for v in own["ikm"]]
    words = {"mutu": [m for m, _ in mutu], "kinerja": [k for _, k in mutu]}
    people = own["responden"].astype("Int64")
    result = own[["ikm"]].astype(float).assign(**words, responden=people)
    result.attrs = {}
    return copy_origin(result, published, ["ikm", "responden"])
