"""How far a survey can be trusted: sample size, and how well its questions hang together."""

import math
import re

import pandas as pd

from lkip_helpers.compute.lineage import CellRange, Derivation, note_derivation, note_origin, refer
from lkip_helpers.compute.rounding import round_half_up
from lkip_helpers.rules import load_rules

FEWEST = 5  # people a published group has at least
JOINED = "Kelompok kecil (digabung)"
TRAITS = ("jenis_kelamin", "usia", "pendidikan", "pekerjaan", "layanan")


def compute_sample(population: int) -> int:
    """Smallest sample for `population` people: χ²NP(1−P) / (d²(N−1) + χ²P(1−P)), rounded.

    Source: Krejcie & Morgan; N = 1,000 gives 278 and N = 5,000 gives 357.
    """
    a = load_rules("sampel")
    variability = a["khi_kuadrat"] * a["proporsi"] * (1 - a["proporsi"])
    sample = variability * population / (a["ketelitian"] ** 2 * (population - 1) + variability)
    return int(round_half_up(sample, 0))


def find_largest_population(respondents: int) -> int | None:
    """Largest population for which `respondents` are enough; None where they always are."""
    a = load_rules("sampel")
    variability = a["khi_kuadrat"] * a["proporsi"] * (1 - a["proporsi"])
    if respondents >= variability / a["ketelitian"] ** 2:
        return None
    candidate = max(respondents, 1)
    while compute_sample(candidate + 1) <= respondents:
        candidate += 1
    return candidate


def compute_alpha(answers: pd.DataFrame) -> float:
    """Cronbach's alpha of complete answers: k/(k−1) × (1 − Σ variance of items / variance of sums).

    answers: one row a respondent, one column an unsur. NaN where there is nothing to compare.
    """
    complete = answers.dropna().astype(float)
    item = complete.shape[1]
    variance = complete.sum(axis=1).var()
    if item < 2 or not variance or math.isnan(variance):
        return math.nan
    return float(item / (item - 1) * (1 - complete.var().sum() / variance))


def compute_correlation(answers: pd.DataFrame) -> pd.DataFrame:
    """Each item against the sum of the others: kode, korelasi (−1…1; NaN for a constant item)."""
    complete = answers.dropna().astype(float)
    rows = []
    for code in complete.columns:
        other = complete.drop(columns=code).sum(axis=1)
        fixed = complete[code].nunique() < 2 or other.nunique() < 2
        rows.append((code, math.nan if fixed else float(complete[code].corr(other))))
    return pd.DataFrame(rows, columns=["kode", "korelasi"])


def measure_instrument(
    skm: pd.DataFrame, unsur_skm: pd.DataFrame, *, reconstruction: bool
) -> pd.DataFrame:
    """Each unsur against the sum of the others: kode, unsur, korelasi, alfa (the same in all rows).

    No row where the pairs of answers are not real (rekonstruksi) or give no alpha.
    """
    answers = skm[unsur_skm["kode"].to_list()]
    alpha = math.nan if reconstruction else compute_alpha(answers)
    result = unsur_skm[["kode", "unsur"]].merge(compute_correlation(answers), on="kode")
    result.attrs = {}
    complete = answers.dropna()
    every = tuple(r for k in answers if (r := refer(complete, k)))
    for name, manner in (
        ("korelasi", "korelasi jawaban unsur ini dengan jumlah jawaban unsur lain"),
        ("alfa", "alfa Cronbach dari jawaban yang lengkap"),
    ):
        note_derivation(result, name, dict.fromkeys(result.index, Derivation(manner, every)))
    return result.assign(alfa=alpha).dropna(subset="alfa")


def judge_sample(
    population: int | None, skm: pd.DataFrame, location: tuple[str, str, str] | None = None
) -> pd.DataFrame:
    """One row: populasi, responden, sampel_minimal, cukup (ya or tidak); none without populasi.

    skm: one row a respondent. location: berkas, lembar and cell of the populasi.
    """
    column = ["populasi", "responden", "sampel_minimal", "cukup"]
    if population is None:
        return pd.DataFrame(columns=column)
    minimal = compute_sample(population)
    enough = "ya" if len(skm) >= minimal else "tidak"
    result = pd.DataFrame([[population, len(skm), minimal, enough]], columns=column)
    note_origin(result, "populasi", {0: CellRange(*location) if location else None})
    return note_origin(result, "responden", {0: refer(skm, "responden", "banyak")})


def group_age(age: str) -> str:
    """An age in years as its class of the rule file; what is no number stays as it is written."""
    number = re.fullmatch(r"(\d{1,3})( tahun)?", age.strip())
    if not number:
        return age
    class_ = [k["nama"] for k in load_rules("sampel")["usia"] if int(number[1]) >= k["mulai"]]
    return str(class_[-1])


def join_small_groups(group: "pd.Series[str]") -> "pd.Series[str]":
    """Groups of fewer than FEWEST people as one, with the next smallest until it has that many.

    None is told where that leaves a single group.
    """
    count = group.value_counts().sort_values(kind="stable")
    before = count.cumsum().shift(fill_value=0)
    small = count.index[(count < FEWEST) | (before.between(1, FEWEST - 1))]
    joined = group.replace(dict.fromkeys(small, JOINED))
    return joined.iloc[:0] if len(small) and joined.nunique() < 2 else joined


def compute_profil(skm: pd.DataFrame, trait: str) -> pd.DataFrame:
    """Respondents by one characteristic: ciri, jumlah, persen; no row where it is not given.

    In order of appearance, small groups joined and last; classes of age (usia) from the youngest
    up.
    """
    content = skm[trait].dropna()
    if trait == "usia":
        class_ = [k["nama"] for k in load_rules("sampel")["usia"]]
        content = content.map(lambda u: group_age(str(u))).sort_values(
            key=lambda k: [class_.index(n) if n in class_ else len(class_) for n in k],
            kind="stable",
        )
    content = join_small_groups(content.astype(str)).sort_values(
        key=lambda k: k == JOINED, kind="stable"
    )
    total = content.value_counts(sort=False)
    result = pd.DataFrame(
        {
            "ciri": total.index,
            "jumlah": total.to_numpy(),
            "persen": total.to_numpy() / max(len(content), 1) * 100,
        }
    )
    every = refer(skm.loc[content.index.sort_values()], trait)
    count = Derivation("banyaknya responden dengan ciri ini", (every,) if every else ())
    return note_derivation(result, "jumlah", dict.fromkeys(result.index, count))


def list_profil(skm: pd.DataFrame) -> pd.DataFrame:
    """compute_profil of every characteristic that is given, under its name in column `profil`."""
    profil = [compute_profil(skm, c).assign(profil=c) for c in TRAITS]
    result = pd.concat(profil, ignore_index=True)[["profil", "ciri", "jumlah", "persen"]]
    ingredients = [p.attrs["bahan"]["jumlah"][i] for p in profil for i in p.index]
    result.attrs = {}
    return note_derivation(result, "jumlah", dict(enumerate(ingredients)))
