"""Who answered a survey, and how far it can be trusted: groups, sample size, reliability."""

import math
import re
from bisect import bisect_right

import pandas as pd

from lkip_helpers.compute import lineage
from lkip_helpers.compute.lineage import Derivation, find_cells, note_origin
from lkip_helpers.compute.rounding import round_half_up
from lkip_helpers.compute.skm import compute_frequency, count_answers
from lkip_helpers.rules import load_rules
from lkip_helpers.schema.cells import FEWEST, JOINED, TRAITS, fold_spelling

MOST_PEOPLE = 10**9  # beyond any population
_WORD = re.compile(r"\w+")


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
    if respondents >= round_half_up(variability / a["ketelitian"] ** 2, 0):
        return None
    return bisect_right(range(MOST_PEOPLE), respondents, key=compute_sample) - 1


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


def measure_instrument(skm: pd.DataFrame, unsur_skm: pd.DataFrame) -> pd.DataFrame:
    """Each unsur against the sum of the others: kode, unsur, korelasi, alfa (the same in all rows).

    No row where the answers of each respondent are not known or give no alpha.
    """
    if skm.empty:
        return pd.DataFrame(columns=["kode", "unsur", "korelasi", "alfa"])
    answers = skm[unsur_skm["kode"].to_list()]
    result = unsur_skm[["kode", "unsur"]].merge(compute_correlation(answers), on="kode")
    result.attrs = {}
    complete = answers.dropna()
    every = tuple(r for k in answers if (r := find_cells(complete, k)))
    for name, manner in (
        ("korelasi", "korelasi jawaban unsur ini dengan jumlah jawaban unsur lain"),
        ("alfa", "alfa Cronbach dari jawaban yang lengkap"),
    ):
        note_origin(result, name, Derivation(manner, every))
    return result.assign(alfa=compute_alpha(answers)).dropna(subset="alfa")


def judge_sample(
    population: int | None, ikm: pd.DataFrame, location: tuple[str, str, str] | None = None
) -> pd.DataFrame:
    """One row: populasi, responden, sampel_minimal, cukup (ya or tidak).

    ikm: one row with responden, or none. location: berkas, lembar and cell of the populasi.
    No row where one of them is not known.
    """
    column = ["populasi", "responden", "sampel_minimal", "cukup"]
    known = ikm["responden"].dropna()
    if population is None or known.empty:
        return pd.DataFrame(columns=column)
    minimal, respondents = compute_sample(population), int(known.iloc[0])
    enough = "ya" if respondents >= minimal else "tidak"
    result = pd.DataFrame([[population, respondents, minimal, enough]], columns=column)
    note_origin(result, "populasi", {0: lineage.CellRange(*location) if location else None})
    return lineage.copy_origin(result, ikm, ["responden"], {0: known.index[0]})


def group_trait(trait: str, written: str) -> tuple[float, str]:
    """Where a characteristic stands in its natural order, and how it is spelt.

    Ages given in years come into their class of the rule file; classes keep their own bounds.
    What the rule file does not know comes last, as it is written.
    """
    text = " ".join(written.split())
    if trait == "usia":
        return _group_age(text)
    folded, rule = fold_spelling(text), load_rules("sampel")
    known = rule["ciri"].get(trait, [])
    for entry in known:
        if folded in map(fold_spelling, (entry["nama"], *entry["sama"])):
            text = folded = entry["nama"]
    for ordinal, entry in enumerate(known if trait in rule["bertingkat"] else ()):
        words = {*_WORD.findall(fold_spelling(folded))}
        if words & {fold_spelling(entry["nama"]), *entry["sama"]}:
            return ordinal, text
    return math.inf, text


def _group_age(text: str) -> tuple[float, str]:
    number = [int(n) for n in re.findall(r"\d{1,3}", text)]
    if len(number) == 2:
        return number[0], f"{number[0]}–{number[1]} tahun"
    if len(number) != 1:
        return math.inf, text
    if re.search(r"<|≤|bawah|kurang", text, re.IGNORECASE):
        return -1, text
    if re.search(r">|≥|atas|lebih|\+", text, re.IGNORECASE):
        return number[0] + 0.5, text
    class_ = [k for k in load_rules("sampel")["usia"] if number[0] >= k["mulai"]][-1]
    return float(class_["mulai"] or -1), str(class_["nama"])


def select_trait(skm: pd.DataFrame, trait: str) -> "pd.Series[str]":
    """The group of each respondent who has one, in natural order; spellings are folded.

    Small groups are joined, and last.
    """
    content = skm[trait].dropna().astype(str)
    group = {w: group_trait(trait, w) for w in content.unique()}
    spelt: dict[str, tuple[float, str]] = {}
    for place, name in group.values():  # of two spellings the first stays
        spelt.setdefault(fold_spelling(name), (place, name))
    own = content.map(lambda w: spelt[fold_spelling(group[w][1])])
    in_order = own.sort_values(key=lambda s: s.map(lambda g: g[0]), kind="stable")
    group = join_small_groups(in_order.map(lambda g: g[1]))
    return group.sort_values(key=lambda g: g == JOINED, kind="stable")


def join_small_groups(group: "pd.Series[str]") -> "pd.Series[str]":
    """Groups of fewer than FEWEST people as one, with the next smallest until it has that many.

    None is told where that leaves a single group.
    """
    count = group.value_counts().sort_values(kind="stable")
    before = count.cumsum().shift(fill_value=0)
    small = count.index[(count < FEWEST) | (before.between(1, FEWEST - 1))]
    joined = group.replace(dict.fromkeys(small, JOINED))
    return joined.iloc[:0] if {*joined} == {JOINED} else joined


def compute_profil(skm: pd.DataFrame, trait: str) -> pd.DataFrame:
    """Respondents by one characteristic: ciri, jumlah, persen; no row where it is not given.

    In natural order (age, education), else in order of appearance; small groups joined, last.
    """
    content = select_trait(skm, trait)
    result = content.value_counts(sort=False).rename_axis("ciri").reset_index(name="jumlah")
    result = result.assign(persen=result["jumlah"] / max(len(content), 1) * 100)
    result.attrs = {}
    every = find_cells(skm.loc[content.index.sort_values()], trait)
    count = Derivation("banyaknya responden dengan ciri ini", (every,) if every else ())
    return note_origin(result, "jumlah", count)


def list_profil(skm: pd.DataFrame) -> pd.DataFrame:
    """compute_profil of every characteristic that is given, under its name in column `profil`."""
    profil = [compute_profil(skm, c).assign(profil=c) for c in TRAITS]
    result = pd.concat(profil, ignore_index=True)[["profil", "ciri", "jumlah", "persen"]]
    notes = [note for p in profil for note in lineage.list_notes(p, "jumlah").values()]
    result.attrs = {}
    return note_origin(result, "jumlah", dict(enumerate(notes)))


def compute_trait_frequency(
    skm: pd.DataFrame, unsur_skm: pd.DataFrame, code: str, trait: str
) -> pd.DataFrame:
    """compute_frequency of one unsur in each group of `trait`, under its name in column `kelompok`.

    Adds responden, how many the group has. No row where the characteristic is not given.
    """
    group = select_trait(skm, trait)
    unsur = unsur_skm[unsur_skm["kode"] == code]
    part = [
        compute_frequency(count_answers(skm.loc[own.index], unsur)).assign(
            kelompok=str(name), responden=len(own)
        )
        for name, own in group.groupby(group, sort=False)
    ]
    column = ["kelompok", "responden", "nilai", "jawaban", "frekuensi", "persen"]
    return pd.concat(part, ignore_index=True)[column] if part else pd.DataFrame(columns=column)
