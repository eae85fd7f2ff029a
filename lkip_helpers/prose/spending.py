"""The words for the budget: where PK and DPA differ and why, serapan that needs a reason."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lkip_helpers.compute.anggaran import explain_difference, join_explanation
from lkip_helpers.compute.rounding import round_half_up
from lkip_helpers.intake.data import Data
from lkip_helpers.report.format import end_sentence, format_name, is_empty, say_amounts
from lkip_helpers.report.frame_rows import add_words, fill_empty, iter_rows
from lkip_helpers.report.narasi import chain_words
from lkip_helpers.rules import load_rules
from lkip_helpers.schema.cells import standardize_name


def describe_difference(comparison: pd.DataFrame) -> pd.DataFrame:
    """The programmes whose DPA differs from the PK, with case, arah and jarak.

    case: "luar pk", "luar dpa" or "beda". comparison: compare_pk_dpa.
    """

    def words(row: Any) -> dict[str, Any]:
        case = "luar pk" if row.luar_pk else "luar dpa" if row.dpa == 0 else "beda"
        return {"case": case, **_describe_distance(row.pk, row.dpa)}

    return add_words(comparison[comparison["selisih"] != 0], words)


def describe_total(comparison: pd.DataFrame) -> pd.DataFrame:
    """One row on both documents as a whole: pk, dpa, arah, jarak, and case.

    case: "sama" where every programme agrees, "setara" where only the sums do, else "beda".
    """
    pk, dpa = int(comparison["pk"].sum()), int(comparison["dpa"].sum())
    case = "beda" if pk != dpa else "setara" if (comparison["selisih"] != 0).any() else "sama"
    return pd.DataFrame([{"case": case, "pk": pk, "dpa": dpa, **_describe_distance(pk, dpa)}])


def _describe_distance(pk: int, dpa: int) -> dict[str, Any]:
    """Whether the DPA is more or less than the PK, and by what."""
    return {"arah": "lebih besar" if dpa > pk else "lebih kecil", "jarak": abs(dpa - pk)}


def phrase_outside(outside: pd.DataFrame) -> str:
    """The programmes with more pagu than was promised, each with the excess.

    outside: rows of compare_pk_dpa.
    """
    words = {
        True: "{} yang tidak dimuat di dalamnya ({})",
        False: "{} yang pagunya lebih besar {} daripada yang diperjanjikan",
    }
    return chain_words(
        words[row.luar_pk].format(format_name(row.program), amount)
        for row, amount in zip(iter_rows(outside), say_amounts(outside["selisih"]), strict=True)
    )


def explain_pk_dpa(data: Data) -> pd.DataFrame:
    """explain_difference with alasan: of the sheet Penjelasan, else of Penjelasan Temuan.

    What the latter says of a programme stands in its first row.
    """
    difference = explain_difference(data.pk_program, data.anggaran)
    names = difference["program"].map(standardize_name)
    written = names.map(data.explain("pk")).mask(names.duplicated())
    reasons = join_explanation(difference, data.penjelasan)["alasan"]
    return difference.assign(alasan=reasons.fillna(written))


def list_unexplained(data: Data) -> list[str]:
    """The programmes whose DPA differs from the PK for a reason that nobody has written."""
    difference = explain_pk_dpa(data)
    known = difference["alasan"].notna() | (difference["sebab"] == "perubahan pagu")
    without = difference["program"][~known.groupby(difference["program"]).transform("any")]
    return [] if "jumlah" in data.explain("pk") else without.unique().tolist()


def is_rounded(frame: pd.DataFrame) -> bool:
    """Whether a serapan is printed as 100,00 although money was left."""
    full = frame["serapan"].map(lambda s: pd.notna(s) and round_half_up(s, 2) == 100)
    return bool((full & (frame["realisasi"] < frame["pagu"]).fillna(False)).any())


def select_owed(lowest: pd.DataFrame) -> pd.DataFrame:
    """The rows whose serapan is so low that a reason is required, and that have none.

    lowest: list_lowest_serapan with the alasan of join_explanation.
    """
    owed = lowest["serapan"] < load_rules("kelengkapan")["serapan_wajib_jelas"]
    return lowest[lowest["alasan"].isna() & owed]


def describe_causes(difference: pd.DataFrame, wordings: Mapping[str, str]) -> pd.DataFrame:
    """The parts of the difference between PK and DPA, each with its cause in words.

    difference: explain_difference with the alasan of join_explanation. wordings: by cause.
    """
    causes = [
        wordings[row.sebab] + ("" if is_empty(row.alasan) else f" {end_sentence(str(row.alasan))}")
        for row in iter_rows(difference)
    ]
    return fill_empty(difference.assign(sebab=causes), sub_kegiatan="(seluruh program)")
