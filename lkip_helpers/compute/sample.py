"""Who answered a survey and how reliable it is: groups of respondents, sample size, alpha."""

import math
import re
from bisect import bisect_right
from collections import Counter

import pandas as pd

from lkip_helpers.compute import lineage
from lkip_helpers.compute.lineage import Derivation, find_cells, note_origin
from lkip_helpers.compute.skm import compute_frequency, count_answers
from lkip_helpers.rules import load_rules
from lkip_helpers.rules.expression import calculate_named, parse_formula
from lkip_helpers.schema.cells import FEWEST, JOINED, TRAITS, fold_spelling

MOST_PEOPLE = 10**9  # beyond any population
_WORD = re.compile(r"\w+")


def write_sample_formula() -> str:
    """The smallest sample for a population of N people: χ²NP(1−P) / (d²(N−1) + χ²P(1−P)), rounded.

    Source: Krejcie & Morgan, with the constants of the rule file.
    """
    rule = load_rules("sampel")
    variance = f"{rule['khi_kuadrat']} × {rule['proporsi']} × (1 − {rule['proporsi']})"
    error = f"{rule['ketelitian']} × {rule['ketelitian']}"
    return f"bulat({variance} × populasi / ({error} × (populasi − 1) + {variance}))"


def compute_sample(population: int) -> int:
    """write_sample_formula of this many people: 1,000 give 278 and 5,000 give 357."""
    return int(calculate_named(parse_formula(write_sample_formula()), {"populasi": population}))


def find_largest_population(respondents: int) -> int | None:
    """Largest population for which this many respondents are enough; None where any is."""
    if respondents >= compute_sample(MOST_PEOPLE):
        return None
    return bisect_right(range(MOST_PEOPLE), respondents, key=compute_sample) - 1


def compute_alpha(answers: pd.DataFrame) -> float:
    """Cronbach's alpha of complete answers: k/(k−1) × (1 − Σ variance of items / variance of sums).

    answers: one row per respondent, one column per unsur. NaN where there is nothing to compare.
    """
    complete = answers.dropna().astype(float)
    items = complete.shape[1]
    total_variance = complete.sum(axis=1).var()
    if items < 2 or not total_variance or math.isnan(total_variance):
        return math.nan
    return float(items / (items - 1) * (1 - complete.var().sum() / total_variance))


def compute_correlation(answers: pd.DataFrame) -> pd.DataFrame:
    """Correlation of each item with the sum of the others: kode, korelasi (NaN where constant)."""
    complete = answers.dropna().astype(float)
    rows = []
    for code in complete.columns:
        others = complete.drop(columns=code).sum(axis=1)
        constant = complete[code].nunique() < 2 or others.nunique() < 2
        rows.append((code, math.nan if constant else float(complete[code].corr(others))))
    return pd.DataFrame(rows, columns=["kode", "korelasi"])


def measure_instrument(skm: pd.DataFrame, unsur_skm: pd.DataFrame) -> pd.DataFrame:
    """compute_correlation of each unsur, and alpha: kode, unsur, korelasi, alfa (same in all rows).

    No row where fewer complete answers are known than a trial takes, or they give no alpha.
    """
    answers = skm.reindex(columns=unsur_skm["kode"])
    if len(complete := answers.dropna()) < load_rules("sampel")["responden_uji"]:
        return pd.DataFrame(columns=["kode", "unsur", "korelasi", "alfa"])
    result = unsur_skm[["kode", "unsur"]].merge(compute_correlation(answers), on="kode")
    cells = tuple(filter(None, (find_cells(complete, code) for code in answers)))
    formula = "korelasi jawaban unsur ini dengan jumlah jawaban unsur lain"
    note_origin(result, "korelasi", Derivation(formula, cells))
    note_origin(result, "alfa", Derivation("alfa Cronbach dari jawaban yang lengkap", cells))
    return result.assign(alfa=compute_alpha(answers)).dropna(subset="alfa")


def judge_sample(
    population: int | None, ikm: pd.DataFrame, location: tuple[str, str, str] | None = None
) -> pd.DataFrame:
    """One row: populasi, responden, sampel_minimal, cukup (ya or tidak).

    ikm: one row with responden, or none. location: berkas, lembar and cell of the populasi. No row
    where either number is not known.
    """
    columns = ["populasi", "responden", "sampel_minimal", "cukup"]
    known = ikm["responden"].dropna()
    if population is None or known.empty:
        return pd.DataFrame(columns=columns)
    smallest, respondents = compute_sample(population), int(known.iloc[0])
    enough = "ya" if respondents >= smallest else "tidak"
    result = pd.DataFrame([[population, respondents, smallest, enough]], columns=columns)
    note_origin(result, "populasi", {0: lineage.CellRange(*location) if location else None})
    return lineage.copy_origin(result, ikm, ["responden"], {0: known.index[0]})


def group_trait(trait: str, written: str) -> tuple[float, str]:
    """Rank of a characteristic in its natural order, and its spelling.

    An age in years goes into its class of the rule file; written classes keep their bounds. What
    the rule file does not know ranks last (infinity) and stays as written.
    """
    text = " ".join(written.split())
    if trait == "usia":
        return _group_age(text)
    folded, rule = fold_spelling(text), load_rules("sampel")
    known = rule["ciri"].get(trait, [])
    for entry in known:
        if folded in map(fold_spelling, (entry["nama"], *entry["sama"])):
            text = folded = entry["nama"]
    for rank, entry in enumerate(known if trait in rule["bertingkat"] else ()):
        words = {*_WORD.findall(fold_spelling(folded))}
        if words & {fold_spelling(entry["nama"]), *entry["sama"]}:
            return rank, text
    return math.inf, text


def _group_age(text: str) -> tuple[float, str]:
    numbers = [int(n) for n in re.findall(r"\d{1,3}", text)]
    if len(numbers) == 2:
        return numbers[0], f"{numbers[0]}–{numbers[1]} tahun"
    if len(numbers) != 1:
        return math.inf, text
    if re.search(r"<|≤|bawah|kurang", text, re.IGNORECASE):
        return -1, text
    if re.search(r">|≥|atas|lebih|\+", text, re.IGNORECASE):
        return numbers[0] + 0.5, text
    band = [b for b in load_rules("sampel")["usia"] if numbers[0] >= b["mulai"]][-1]
    return float(band["mulai"] or -1), str(band["nama"])


def select_trait(skm: pd.DataFrame, trait: str) -> "pd.Series[str]":
    """The group of each respondent who stated this characteristic, in the groups' natural order.

    Without one the largest comes first. Spellings of one group are folded into the first; small
    groups are joined (join_small_groups) and come last.
    """
    values = skm[trait].dropna().astype(str)
    groups = {value: group_trait(trait, value) for value in values.unique()}
    spelt: dict[str, tuple[float, str]] = {}
    for rank, name in groups.values():  # of two spellings the first stays
        spelt.setdefault(fold_spelling(name), (rank, name))
    ranked = values.map(lambda value: spelt[fold_spelling(groups[value][1])])
    sizes = Counter(ranked)
    order = ranked.map(lambda group: (group[0], -sizes[group]))
    ordered = ranked.loc[order.sort_values(kind="stable").index]
    groups = join_small_groups(ordered.map(lambda g: g[1]))
    return groups.sort_values(key=lambda g: g == JOINED, kind="stable")


def join_small_groups(groups: "pd.Series[str]") -> "pd.Series[str]":
    """Groups of fewer than FEWEST people as one, with the next smallest until it has that many.

    Empty where that leaves a single group.
    """
    counts = groups.value_counts().sort_values(kind="stable")
    in_smaller = counts.cumsum().shift(fill_value=0)
    small = counts.index[(counts < FEWEST) | (in_smaller.between(1, FEWEST - 1))]
    joined = groups.replace(dict.fromkeys(small, JOINED))
    return joined.iloc[:0] if {*joined} == {JOINED} else joined


def compute_profil(skm: pd.DataFrame, trait: str) -> pd.DataFrame:
    """Respondents by one characteristic: ciri, jumlah, persen; no row where nobody stated it.

    In natural order (age, education), else the largest first; small groups joined, last.
    """
    groups = select_trait(skm, trait)
    result = groups.value_counts(sort=False).rename_axis("ciri").reset_index(name="jumlah")
    result = result.assign(persen=result["jumlah"] / max(len(groups), 1) * 100)
    cells = find_cells(skm.loc[groups.index.sort_values()], trait)
    derivation = Derivation("banyaknya responden dengan ciri ini", (cells,) if cells else ())
    return note_origin(result, "jumlah", derivation)


def list_profil(skm: pd.DataFrame) -> pd.DataFrame:
    """compute_profil of every characteristic, whose name is in the column `profil`."""
    profiles = [compute_profil(skm, t).assign(profil=t) for t in TRAITS]
    result = pd.concat(profiles, ignore_index=True)[["profil", "ciri", "jumlah", "persen"]]
    notes = (note for p in profiles for note in lineage.list_notes(p, "jumlah").values())
    return note_origin(result, "jumlah", dict(enumerate(notes)))


def compute_trait_frequency(
    skm: pd.DataFrame, unsur_skm: pd.DataFrame, code: str, trait: str
) -> pd.DataFrame:
    """compute_frequency of one unsur in each group of `trait`, whose name is in `kelompok`.

    Adds responden, the size of the group. No row where nobody stated the characteristic.
    """
    groups = select_trait(skm, trait)
    unsur = unsur_skm[unsur_skm["kode"] == code]
    parts = [
        compute_frequency(count_answers(skm.loc[rows.index], unsur)).assign(
            kelompok=str(name), responden=len(rows)
        )
        for name, rows in groups.groupby(groups, sort=False)
    ]
    columns = ["kelompok", "responden", "nilai", "jawaban", "frekuensi", "persen"]
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)
