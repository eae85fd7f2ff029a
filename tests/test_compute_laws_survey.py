"""Laws of the survey: counts, ranks and reliability, each held against plain Python."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import chain

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lkip_helpers.compute.lineage import list_cells
from lkip_helpers.compute.sample import (
    FEWEST,
    JOINED,
    TRAITS,
    compute_trait_frequency,
    group_trait,
    judge_sample,
    list_profil,
    measure_instrument,
    select_trait,
)
from lkip_helpers.compute.skm import (
    COUNTS,
    compute_frequency,
    compute_ikm,
    compute_nrr,
    count_answers,
    find_mutu,
    grade_ikm,
    list_tindak_lanjut,
    rank_unsur,
    select_below,
    spread_answers,
)
from lkip_helpers.compute.survey_forms import compute_survey, find_form
from lkip_helpers.compute.whatif import change_answers
from lkip_helpers.rules import load_mutu, load_rules
from tests import reference
from tests.conftest import laws

CODES = ["U3", "U1", "U2"]  # not in alphabetical order
LABELS = {f"jawaban_{n}": f"j{n}" for n in (1, 2, 3, 4)}
UNSUR = pd.DataFrame({"kode": CODES, "unsur": [f"u{k}" for k in CODES], **LABELS})
Answers = list[tuple[int | None, ...]]
ANSWER = st.none() | st.integers(1, 4)
ANSWERS = st.lists(st.tuples(ANSWER, ANSWER, ANSWER), min_size=1, max_size=9)


def skm(rows: Answers) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=CODES).astype("Int64").assign(responden=range(len(rows)))


def same(computed: Sequence[object], wanted: Sequence[object]) -> None:
    """Numbers to nine digits, missing ones missing."""
    assert [pd.isna(c) for c in computed] == [w is None for w in wanted]  # type: ignore[call-overload]
    known = [float(c) for c, w in zip(computed, wanted, strict=True) if w is not None]  # type: ignore[arg-type]
    exact = [float(w) for w in wanted if w is not None]  # type: ignore[arg-type]
    assert known == pytest.approx(exact, rel=1e-12, abs=1e-9)


@given(ANSWERS)
@example([(1, 2, 2), (3, 3, 4), (4, 4, 4), (None, 1, 1)])
@laws(40)
def test_an_instrument_is_measured_on_complete_answers_in_any_order(rows: Answers) -> None:
    """Alpha, and each item against the sum of the others, for those who answered everything.

    Each answered thirty times over, for fewer than thirty give nothing.
    """
    rows = rows * 30
    complete = [[a for a in row if a is not None] for row in rows if None not in row]
    alpha = reference.alpha(complete) if complete else None
    result = measure_instrument(skm(rows), UNSUR)
    if alpha is None:
        assert result.empty
        return
    columns = list(zip(*complete, strict=True))
    others = [[sum(row) - row[n] for row in complete] for n in range(3)]
    assert result["kode"].to_list() == CODES
    same(result["alfa"], [alpha] * 3)
    same(
        result["korelasi"],
        [reference.correlation(a, b) for a, b in zip(columns, others, strict=True)],
    )
    again = measure_instrument(skm(rows[::-1]), UNSUR)
    assert again["korelasi"].to_list() == pytest.approx(result["korelasi"].to_list(), nan_ok=True)


@given(st.none() | st.integers(1, 10**6), st.none() | st.integers(0, 500))
@example(1000, 278)
@example(1000, 277)
@laws(40)
def test_a_sample_is_judged_by_the_smallest_that_is_enough(
    population: int | None, respondents: int | None
) -> None:
    """More people never make it worse; without either number nothing is judged."""
    ikm = pd.DataFrame({"responden": pd.array([respondents], "Int64")})
    result = judge_sample(population, ikm)
    if population is None or respondents is None:
        assert result.empty
        return
    smallest = reference.sample(population)
    enough = "ya" if respondents >= smallest else "tidak"
    assert result.iloc[0].to_list() == [population, respondents, smallest, enough]
    assert judge_sample(population, ikm + 10**6)["cukup"].to_list() == ["ya"]


@given(st.lists(st.integers(25_000, 100_000).map(lambda n: Fraction(n, 1000)), max_size=9))
@example([Fraction(v) for v in ("64.994", "64.995", "76.604", "76.605", "88.304", "88.305")])
@laws(40)
def test_an_index_is_graded_as_it_is_printed(values: list[Fraction]) -> None:
    """By the bands of PermenPAN-RB 14/2017, a column of a sheet as well as a single value."""
    wanted = [reference.mutu(v) for v in values]
    frame = pd.DataFrame({"ikm": [float(v) for v in values]})
    assert grade_ikm(frame)["mutu"].to_list() == wanted
    words = {band.kunci: band.teks for band in load_mutu().bands}
    assert [find_mutu(float(v)) for v in values] == [(w, words[w]) for w in wanted]


@given(ANSWERS)
@example([(1, None, None)])
@example([(4, 4, 4)])
@laws(40)
def test_answers_are_counted_shared_out_ranked_and_followed_up(rows: Answers) -> None:
    """Below the mean, lowest first, each with its plan; an unsur nobody answered has no figure."""
    columns = [[row[n] for row in rows] for n in range(3)]
    tally = count_answers(skm(rows), UNSUR)
    counts = [[c.count(n) for n in (1, 2, 3, 4)] for c in columns]
    assert tally[COUNTS].to_numpy().tolist() == counts
    frequency = compute_frequency(tally)
    assert frequency["frekuensi"].to_list() == [*chain(*counts)]
    shares = [[Fraction(n, sum(c)) * 100 if sum(c) else None for n in c] for c in counts]
    same(frequency["persen"], [*chain(*shares)])
    spread = spread_answers(frequency)
    assert spread["kode"].to_list() == CODES
    assert spread["jawaban"].to_list() == [sum(c) for c in counts]
    same(spread["rendah"], [None if s[0] is None else s[0] + (s[1] or 0) for s in shares])
    nrr, wanted = compute_nrr(tally), [reference.nrr(c) for c in columns]
    same(nrr["nrr"], wanted)
    same(nrr["nilai_konversi"], [None if w is None else w * 25 / 3 for w in wanted])
    ranked = rank_unsur(nrr)
    printed = [None if w is None else reference.half_up(w, 2) for w in wanted]
    same(ranked.set_index("kode")["peringkat"].reindex(CODES), reference.ranks(printed))
    assert ranked["peringkat"].dropna().is_monotonic_increasing
    middle = reference.half_up(reference.mean(wanted) or Fraction(0), 2)
    known = {k: w for k, w in zip(CODES, printed, strict=True) if w is not None}
    below = {k: w for k, w in known.items() if w < middle}
    assert select_below(nrr)["kode"].to_list() == [k for k in CODES if k in below]
    plan = pd.DataFrame(
        {"kode": ["U1"], "rencana": ["Loket"], "waktu": "Mei", "penanggung_jawab": "B"}
    )
    listed = list_tindak_lanjut(nrr, plan)
    assert listed["kode"].to_list() == sorted(below, key=lambda k: (below[k], CODES.index(k)))
    plans = dict(zip(listed["kode"], listed["rencana"], strict=True))
    assert {k for k, v in plans.items() if v == "Loket"} == {"U1"} & below.keys()
    if None not in wanted:
        ikm = compute_ikm(nrr, len(rows))
        same(ikm["ikm"], [reference.ikm(columns)])
        assert ikm["mutu"].to_list() == [reference.mutu(reference.ikm(columns))]
        assert set(ikm.attrs["asal"]["ikm"]) == {0}


@given(ANSWERS, st.integers(0, 2), st.integers(1, 4), st.integers(1, 4), st.integers(0, 12))
@laws(40)
def test_what_if_moves_answers_and_makes_none(
    rows: Answers, n: int, from_: int, into: int, count: int
) -> None:
    """At most as many as there are; the mean is that of the changed answers."""
    tally = count_answers(skm(rows), UNSUR)
    changed = change_answers(tally, CODES[n], from_=from_, into=into, count=count)
    answers: list[list[int | None]] = [[row[i] for row in rows] for i in range(3)]
    for _ in range(min(count, answers[n].count(from_))):
        answers[n][answers[n].index(from_)] = into if into != from_ else from_
    assert changed[COUNTS].to_numpy().tolist() == [
        [c.count(v) for v in (1, 2, 3, 4)] for c in answers
    ]
    same(compute_nrr(changed)["nrr"], [reference.nrr(c) for c in answers])
    assert tally.equals(count_answers(skm(rows), UNSUR))


@given(st.tuples(*[st.integers(1, 4)] * 3), ANSWERS)
@laws(20)
def test_a_survey_is_the_same_as_answers_and_as_counts(
    first: tuple[int, ...], rows: Answers
) -> None:
    """For counts, the respondents are as many as answered the unsur most often answered."""
    rows = [first, *rows]  # intake refuses an unsur that nobody answered
    tally = count_answers(skm(rows), UNSUR)
    no_counts = pd.DataFrame(columns=["kode", *COUNTS])
    frames = {"skm": skm(rows), "rekap": no_counts, "unsur_skm": UNSUR,
              "ikm_terbit": pd.DataFrame(columns=["ikm", "responden", "sumber"])}  # fmt: skip
    answered = compute_survey(frames)
    assert (answered.form, answered.respondents) == ("skm", len(rows))
    counted = {**frames, "skm": skm([]), "rekap": tally[["kode", *COUNTS]].iloc[::-1]}
    tallied = compute_survey(counted)
    most = max(sum(v is not None for v in column) for column in zip(*rows, strict=True))
    assert (tallied.form, tallied.respondents) == (find_form(counted), most)
    same(tallied.nrr["nrr"], [None if pd.isna(v) else v for v in answered.nrr["nrr"]])
    same(tallied.ikm["ikm"], answered.ikm["ikm"].to_list())
    assert tallied.nrr["kode"].to_list() == CODES
    assert set(tallied.ikm.attrs["asal"]["responden"]) == {0}


@given(st.integers(0, 150))
@laws(40)
def test_an_age_in_years_comes_into_the_class_that_holds_it(age: int) -> None:
    """The classes of rules/sampel.toml; bounds that an office writes itself are kept."""
    classes = load_rules("sampel")["usia"]
    holding = [c for c in classes if c["mulai"] <= age][-1]
    order = holding["mulai"] or -1  # before a class below 17 in other words
    for written in (str(age), f"{age} tahun", f" {age}  th "):
        assert group_trait("usia", written) == (order, holding["nama"])
    assert group_trait("usia", f"{age} - {age + 9} tahun") == (age, f"{age}–{age + 9} tahun")
    for word, at in (("di bawah", -1), ("<", -1), ("di atas", age + 0.5), (">", age + 0.5)):
        assert group_trait("usia", f"{word} {age} tahun") == (at, f"{word} {age} tahun")


SPELLINGS = {"P": "Perempuan", "wanita": "Perempuan", "L": "Laki-laki", "Laki - laki": "Laki-laki"}


@given(st.lists(st.sampled_from([*SPELLINGS]), min_size=1, max_size=24))
@laws(40)
def test_spellings_of_one_group_are_one(written: list[str]) -> None:
    """The largest first, equal ones by appearance; none if one is too small; everyone once."""
    people = pd.DataFrame({k: [None] * len(written) for k in TRAITS}).assign(jenis_kelamin=written)
    meant = [SPELLINGS[w] for w in written]
    by_size = sorted(dict.fromkeys(meant), key=meant.count, reverse=True)
    counts = {g: meant.count(g) for g in by_size}
    wanted = counts if min(counts.values()) >= FEWEST else {}  # a small one would give itself away
    groups = select_trait(people, "jenis_kelamin")
    assert groups.value_counts(sort=False).to_dict() == wanted
    profil = list_profil(people)
    assert dict(zip(profil["ciri"], profil["jumlah"], strict=True)) == wanted
    assert JOINED not in wanted
    same(profil["persen"], [Fraction(n, len(written)) * 100 for n in wanted.values()])
    answers = people.assign(U1=pd.array([1] * len(written), "Int64"))
    unsur = UNSUR[UNSUR["kode"] == "U1"]
    split = compute_trait_frequency(answers, unsur, "U1", "jenis_kelamin")
    assert split["kelompok"].drop_duplicates().to_list() == [*wanted]
    assert split.index.to_list() == [*range(4 * len(wanted))]
    assert list_cells(profil, "jumlah") == ()
