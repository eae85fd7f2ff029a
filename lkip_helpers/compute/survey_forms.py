"""The survey in one form, whichever the office has: how often each answer was given.

An office has the raw answers, a sheet of counts, only a published index, or nothing (yet).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from lkip_helpers.compute import lineage
from lkip_helpers.compute.lineage import Function, copy_origin, list_cells, note_origin
from lkip_helpers.compute.skm import COUNTS, add_grades, compute_ikm, compute_nrr, count_answers
from lkip_helpers.schema.sheets import SURVEY_FORMS


@dataclass(frozen=True)
class Survey:
    """What is known of the survey of a year.

    form: name of the frame it comes from, "" where there is none. tally: count_answers. nrr:
    compute_nrr. ikm: one row as of compute_ikm, or none; responden is NA where not known. source:
    who published the index, where only that is known.
    """

    form: str
    tally: pd.DataFrame = field(repr=False)
    nrr: pd.DataFrame = field(repr=False)
    ikm: pd.DataFrame
    source: str = ""

    @property
    def respondents(self) -> int | None:
        """How many answered; None where that is not known."""
        known = self.ikm["responden"].dropna()
        return None if known.empty else int(known.iloc[0])


def find_form(frames: Mapping[str, pd.DataFrame]) -> str:
    """Name of the frame that holds the survey; "" where there is none."""
    return next((name for name in SURVEY_FORMS if not frames[name].empty), "")


def compute_survey(frames: Mapping[str, pd.DataFrame], weight: str = "tepat") -> Survey:
    """The survey of data.frames; of the report, where weight is data.pengaturan.bobot."""
    form, unsur = find_form(frames), frames["unsur_skm"]
    if form == "skm":
        tally = count_answers(frames["skm"], unsur)
        ikm = compute_ikm(nrr := compute_nrr(tally, weight), len(frames["skm"]))
        note_origin(ikm, "responden", {0: lineage.find_cells(frames["skm"], "responden", "banyak")})
        return Survey(form, tally, nrr, ikm)
    if form == "rekap":
        tally = _take_counts(frames["rekap"], unsur)
        ikm = compute_ikm(nrr := compute_nrr(tally, weight), int(nrr["jawaban"].max()))
        formula = "jumlah jawaban atas unsur yang paling banyak dijawab"
        most = lineage.Derivation(formula, list_cells(tally, "jawaban"))
        return Survey(form, tally, nrr, note_origin(ikm, "responden", {0: most}))
    tally, published = count_answers(frames["skm"], unsur.iloc[:0]), frames["ikm_terbit"]
    source = "" if published.empty else str(published["sumber"].iloc[0])
    return Survey(form, tally, compute_nrr(tally, weight), _grade_published(published), source)


def _take_counts(rekap: pd.DataFrame, unsur: pd.DataFrame) -> pd.DataFrame:
    """count_answers from a sheet of counts, whose blanks are zero."""
    labels = {str(code): i for i, code in rekap["kode"].items()}
    counted = unsur[unsur["kode"].isin(labels)]
    counts = rekap.loc[[labels[code] for code in counted["kode"]], COUNTS].fillna(0).astype(int)
    result = counted.assign(**{column: counts[column].to_numpy() for column in COUNTS})
    rows = {i: labels[code] for i, code in counted["kode"].items()}
    copy_origin(result, rekap, COUNTS, rows)
    functions: dict[str, Function] = {"jumlah": "skor", "nrr": "rerata_skor", "jawaban": "jumlah"}
    cells = lineage.list_row_cells(rekap, *COUNTS)
    complete = {i: cells[row] for i, row in rows.items() if len(cells[row]) == len(COUNTS)}
    for column, function in functions.items():
        merged = {i: lineage.merge_cells(counts, function) for i, counts in complete.items()}
        note_origin(result, column, merged)
    return result


def _grade_published(published: pd.DataFrame) -> pd.DataFrame:
    """A published index in the form of compute_ikm; no row where there is none."""
    first = published.head(1)
    result = add_grades(first[["ikm"]].astype(float), first["ikm"])
    result = result.assign(responden=first["responden"].astype("Int64"))
    result.attrs = {}
    return copy_origin(result, published, ["ikm", "responden"])
