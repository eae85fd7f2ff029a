"""Rules as frames, for the tables that print them."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import pandas as pd

from lkip_helpers import rules
from lkip_helpers.report.format import format_number, format_short
from lkip_helpers.rules.polaritas import load_polaritas

HIGHEST, SMALLEST = 100.0, 0.01  # of a score; by which two printed scores differ


def list_scale(scale: rules.Scale) -> pd.DataFrame:
    """Categories of capaian from the top down: kategori, batas (both as printed)."""
    return pd.DataFrame([(t.teks, t.batas) for t in scale.bands], columns=["kategori", "batas"])


def phrase_gaps(scale: rules.Scale) -> str:
    """How a capaian between two bands, as their limits are printed, is judged; "" without gaps."""
    told = []
    for above, band in pairwise(scale.bands):
        start = above.mulai or above.lebih_dari or 0
        end = float(re.findall(r"[\d,]+", band.batas)[-1].replace(",", "."))
        if round(start - end, 2) > SMALLEST:
            between = scale.find((start + end) / 2).teks
            told.append(f"antara {format_short(end)} dan {format_short(start)} persen {between}")
    how = "Capaian di antara dua kategori termasuk kategori yang lebih rendah: "
    return f"{how}{'; '.join(told)}." if told else ""


def list_efisiensi(formula: str) -> tuple[dict[str, Any], pd.DataFrame, str]:
    """The chosen formula of efficiency, its bands (none: it is not judged) and its name."""
    rule: dict[str, Any] = rules.load_rules("efisiensi")["rumus"][formula]
    name = "selisih capaian dan serapan" if formula == "selisih" else "rumus yang dipakai"
    return rule, list_scale(rules.load_efisiensi(formula)), name


def list_formulas(polaritas: Iterable[str]) -> pd.DataFrame:
    """Formulas in use, in order of appearance: polaritas, arti, rumus, sumber."""
    rows = [
        {"polaritas": r.name.capitalize(), "arti": r.arti, "rumus": r.text, "sumber": r.sumber}
        for r in map(load_polaritas, dict.fromkeys(polaritas))
    ]
    return pd.DataFrame(rows, columns=["polaritas", "arti", "rumus", "sumber"])


def cite_formulas(polaritas: Iterable[str]) -> str:
    """The sources of the formulas in use; of several, each with the polaritas it is for."""
    sources = list_formulas(polaritas).groupby("sumber", sort=False)["polaritas"].agg(list)
    if len(sources) == 1:
        return str(sources.index[0])
    return "; ".join(f"{source} ({', '.join(names).lower()})" for source, names in sources.items())


def phrase_scores(indikator: pd.DataFrame) -> str:
    """`Nilai predikat: AA = 90, A = 80, …` for each group of predicates in use; "" for none.

    indikator: polaritas, satuan, target.
    """
    graded = indikator[indikator["polaritas"] == "predikat"]
    groups = map(rules.find_predikat_group, graded["satuan"], graded["target"])
    texts = [", ".join(f"{k} = {n}" for k, n in g["nilai"].items()) for g in groups if g]
    return f"Nilai predikat: {'; '.join(dict.fromkeys(texts))}." if texts else ""


def list_mutu() -> pd.DataFrame:
    """Bands of mutu pelayanan: mutu, nilai_interval (NRR), interval_konversi, kinerja."""
    multiplier = rules.load_rules("skm")["pengali"]
    tiers = rules.load_mutu().bands
    lower = [float(t.mulai or 0) for t in tiers]
    upper = [HIGHEST, *(low - SMALLEST for low in lower[:-1])]
    rows = [
        (t.kunci, _range(low / multiplier, up / multiplier, 4), _range(low, up, 2), t.teks)
        for t, low, up in zip(tiers, lower, upper, strict=True)
    ]
    return pd.DataFrame(rows, columns=["mutu", "nilai_interval", "interval_konversi", "kinerja"])


def list_unsur(unsur_skm: pd.DataFrame) -> pd.DataFrame:
    """Add `arti`, what each unsur measures; None where its name is not a standard one."""
    meaning = {unsur["nama"]: unsur["arti"] for unsur in rules.load_rules("skm")["unsur"]}
    names = map(rules.find_unsur, unsur_skm["unsur"])
    return unsur_skm.assign(arti=[meaning.get(name or "") for name in names])


def _range(lower: float, upper: float, decimals: int) -> str:
    return f"{format_number(lower, decimals)}–{format_number(upper, decimals)}"
