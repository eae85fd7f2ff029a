"""Laws of what compute sums, splits and compares, each held against plain Python."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lkip_helpers.compute.anggaran import (
    compare_change,
    compare_pk_dpa,
    compute_serapan,
    compute_total,
    list_lowest_serapan,
    sum_by_unit,
    sum_units,
)
from lkip_helpers.compute.capaian import (
    compute_indikator_category,
    compute_sasaran_category,
    compute_sasaran_matrix,
    name_category,
)
from lkip_helpers.compute.evidence import apply_evidence, compare_evidence
from lkip_helpers.compute.partisipasi import compute_sarana, pivot_sarana
from lkip_helpers.compute.rounding import count_apart
from lkip_helpers.compute.sample import (
    FEWEST,
    JOINED,
    compute_profil,
    compute_trait_frequency,
    join_small_groups,
)
from lkip_helpers.compute.targets import compare_target, list_valid_targets
from lkip_helpers.compute.tren import compare_years, compute_trajectory
from lkip_helpers.compute.whatif import change_anggaran
from lkip_helpers.rules import load_scale
from lkip_helpers.schema.cells import standardize_name
from tests import reference
from tests.conftest import laws

AMOUNT = st.none() | st.integers(0, 10**12)
FIGURE = st.none() | st.integers(1, 20000).map(lambda n: n / 100)
ROWS = st.lists(
    st.tuples(st.sampled_from("ABC"), st.sampled_from("xy"), st.none() | st.sampled_from("UV"),
              AMOUNT, AMOUNT, AMOUNT),
    min_size=1, max_size=12,
)  # fmt: skip
MONEY = ["pagu", "realisasi", "pagu_sebelum"]


def dpa(rows: Sequence[tuple[Any, ...]]) -> pd.DataFrame:
    """Rows of the sheet DPA: program, sub kegiatan, unit, pagu, realisasi, pagu before."""
    names = [(f"Program {p}", f"K{s}", f"{p}{s}", u, f"7.{p}", f"O{n}")
             for n, (p, s, u, *_) in enumerate(rows)]  # fmt: skip
    columns = ["program", "kegiatan", "sub_kegiatan", "unit", "kode_program", "output"]
    frame = pd.DataFrame(names, columns=columns)
    return frame.assign(
        **{k: pd.array([r[3 + i] for r in rows], "Int64") for i, k in enumerate(MONEY)}
    )


def total(values: Sequence[int | None]) -> int:
    return sum(v or 0 for v in values)


@given(ROWS)
@laws(20)
def test_units_and_sums_lose_nothing(rows: list[tuple[Any, ...]]) -> None:
    """A row per sub kegiatan, a row per unit, one row of all: the same rupiah each time."""
    frame = dpa(rows)
    by_task, by_unit, whole = sum_units(frame), sum_by_unit(frame, "Camat"), compute_total(frame)
    split = any(u for _, _, u, *_ in rows)
    for i, name in enumerate(MONEY):
        assert by_task[name].sum() == total([r[3 + i] for r in rows])
    for i, name in enumerate(MONEY[:2]):
        known = [r[3 + i] for r in rows if r[3 + i] is not None]
        sums = whole[name].iloc[0]
        assert sums == sum(known) if known else pd.isna(sums)
        for unit in {u for _, _, u, *_ in rows} if split else ():
            amounts = by_unit[by_unit["unit"] == (unit or "Camat")][name]
            assert amounts.sum() == total([r[3 + i] for r in rows if r[2] == unit])
    assert len(by_unit) == (len({r[2] for r in rows}) if split else 0)
    assert len(by_task) == (len({r[:2] for r in rows}) if split else len(rows))
    if split:
        outputs = {o for text in by_task["output"] for o in text.split("; ")}
        assert outputs == set(frame["output"])
    serapan = reference.serapan([(r[3], r[4]) for r in rows])
    assert pd.isna(whole["serapan"].iloc[0]) if serapan is None else (
        whole["serapan"].iloc[0] == pytest.approx(float(serapan)))  # fmt: skip


@given(ROWS, st.dictionaries(st.sampled_from("ABCD"), st.integers(1, 10**12), max_size=4))
@laws(20)
def test_documents_differ_by_the_difference_of_their_sums(
    rows: list[tuple[Any, ...]], pk: dict[str, int]
) -> None:
    """PK against DPA programme by programme, DPA against DPPA all together."""
    frame = dpa(rows)
    promised = pd.DataFrame({"program": [f"PROGRAM  {p}" for p in pk], "anggaran": [*pk.values()]})
    result = compare_pk_dpa(promised, frame)
    for name, outside, in_pk, in_dpa, difference in result.itertuples(index=False):
        letter = standardize_name(name).upper()
        assert in_pk == pk.get(letter, 0)
        assert outside == (letter not in pk)
        assert in_dpa == total([r[3] for r in rows if r[0] == letter])
        assert difference == in_dpa - in_pk
    assert len(result) == len({r[0] for r in rows} | pk.keys())
    change = compare_change(frame)
    if all(r[5] is None for r in rows):
        assert change.empty
    else:
        after, before = (total([r[n] for r in rows]) for n in (3, 5))
        assert change["perubahan"].sum() == after - before


@given(ROWS, st.integers(1, 4))
@laws(20)
def test_the_lowest_absorb_no_more_than_any_other(rows: list[tuple[Any, ...]], count: int) -> None:
    """Rows without pagu, or that left nothing, are not among them; a tie for the last keeps both.

    If one row had another pagu, the others would keep theirs.
    """
    frame = dpa(rows)
    known = (s for r in rows if (s := reference.serapan([r[3:5]])) is not None)
    all_serapan = sorted(s for s in known if s < 100)
    lowest = list_lowest_serapan(frame, count)["serapan"].to_list()
    worst = all_serapan[:count]
    wanted = [float(s) for s in all_serapan if s <= worst[-1]]
    assert lowest == pytest.approx(wanted)
    changed = change_anggaran(frame, 0, pagu=200, realisasi=50)
    assert compute_serapan(changed)["serapan"].iloc[0] == 25
    assert changed.iloc[1:].equals(frame.iloc[1:])


YEARS = st.dictionaries(
    st.tuples(st.sampled_from("PQ"), st.integers(2018, 2024)), st.tuples(FIGURE, FIGURE), min_size=1
)


@given(YEARS)
@laws(20)
def test_a_year_is_compared_only_with_the_one_before(
    figures: dict[tuple[str, int], tuple[float | None, float | None]],
) -> None:
    """Never over a gap; later years are left out; the trajectory keeps each target."""
    indikator = pd.DataFrame(
        {"kode": ["Q", "P"], "indikator": ["q", "p"], "satuan": "%", "polaritas": "maksimal"}
    )
    rows = [(*key, *pair) for key, pair in figures.items()]
    realisasi = pd.DataFrame(rows, columns=["kode", "tahun", "target", "realisasi"])
    realisasi = realisasi.astype({"target": float, "realisasi": float})
    result = compare_years(indikator, realisasi, 2022)
    keys = [*zip(result["kode"], result["tahun"], strict=True)]
    known = [(c, y) for c in "QP" for y in range(2018, 2023) if (c, y) in figures]
    assert keys == known
    for (code, year), change in zip(keys, result["perubahan"], strict=True):
        before, now = figures.get((code, year - 1), (None, None))[1], figures[code, year][1]
        if before is None or now is None:
            assert pd.isna(change)
        else:
            assert change == pytest.approx(now - before)
    trajectory = compute_trajectory(indikator, realisasi.drop(columns="realisasi"), realisasi, 2020)
    columns = trajectory[["kode", "tahun", "target", "realisasi"]]
    for code, year, due, reached in columns.itertuples(index=False):
        wanted = figures[code, year][1] if year <= 2020 else None
        assert [pd.isna(reached), pd.isna(due)] == [wanted is None, figures[code, year][0] is None]
        assert wanted is None or reached == wanted


@given(st.lists(st.sampled_from("abcdef"), max_size=40))
@laws(40)
def test_no_group_is_so_small_that_it_tells_of_somebody(answers: list[str]) -> None:
    """Everyone is counted, or nobody; what is joined is never a single small group."""
    joined = join_small_groups(pd.Series(answers, dtype=str))
    counts, original = Counter(joined), Counter(answers)
    assert all(n >= FEWEST for n in counts.values())
    assert len(joined) in (0, len(answers))
    small = [g for g in original if g not in counts]
    assert len(small) != 1 or not counts
    assert counts[JOINED] == (sum(original[g] for g in small) if counts else 0)
    profil = compute_profil(pd.DataFrame({"pekerjaan": answers}, dtype=object), "pekerjaan")
    assert profil["jumlah"].sum() == len(joined)
    assert profil["persen"].sum() == pytest.approx(100 if len(joined) else 0)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.none() | st.integers(1, 4)), max_size=40))
@example([("a", 1)] * 3 + [("a", None)] * 2 + [("b", 4)] * 6)
@laws(20)
def test_groups_share_out_the_answers_of_those_who_are_in_one(
    people: list[tuple[str, int | None]],
) -> None:
    """The groups together have each answer as often as it was given."""
    skm = pd.DataFrame(people, columns=["layanan", "U1"]).astype({"U1": "Int64", "layanan": object})
    unsur = pd.DataFrame(
        {"kode": ["U1"], "unsur": ["x"]} | {f"jawaban_{n}": [str(n)] for n in range(1, 5)}
    )
    result = compute_trait_frequency(skm, unsur, "U1", "layanan")
    for value in range(1, 5):
        times = [v for _, v in people].count(value) if len(result) else 0
        assert result[result["nilai"] == value]["frekuensi"].sum() == times
    for _, group in result.groupby("kelompok"):
        assert group["persen"].sum() == pytest.approx(100) or group["frekuensi"].sum() == 0


@given(st.dictionaries(st.tuples(st.sampled_from("uvw"), st.sampled_from("KLM")), st.booleans(),
                       min_size=1), st.integers(0, 4))  # fmt: skip
@laws(20)
def test_what_is_there_is_counted_in_each_part(
    found: dict[tuple[str, str], bool], due: int
) -> None:
    """The unsur that a part of the kecamatan has, of those that it should have."""
    parts = list(dict.fromkeys(part for _, part in found))
    unsur = dict.fromkeys(u for u, _ in found)
    rows = [(u, part, found.get((u, part), False)) for u in unsur for part in parts]
    sarana = pd.DataFrame(rows, columns=["unsur", "kelurahan", "tersedia"])
    area = pd.DataFrame(
        {"kelurahan": parts, "target_sarana": pd.array([due] * len(parts), "Int64")}
    )
    result = compute_sarana(sarana, area)
    for name, n, percent in result[["kelurahan", "realisasi", "capaian"]].itertuples(index=False):
        assert n == sum(yes for (_, part), yes in found.items() if part == name)
        assert pd.isna(percent) if not due else percent == pytest.approx(n / due * 100)
    wide = pivot_sarana(sarana)
    assert wide[parts].to_numpy().sum() == result["realisasi"].sum()


@given(st.lists(st.tuples(st.sampled_from("ST"), FIGURE), min_size=1, max_size=10))
@laws(20)
def test_every_indicator_is_in_one_category_of_one_sasaran(
    rows: list[tuple[str, float | None]],
) -> None:
    """Counts add up to the indicators that have a capaian; so do percentages of all."""
    frame = pd.DataFrame(rows, columns=["sasaran", "capaian"]).astype({"capaian": float})
    frame = frame.assign(polaritas="maksimal", nomor_sasaran=pd.factorize(frame["sasaran"])[0] + 1)
    known = sum(v is not None for _, v in rows)
    for name in ("tiga", "lima"):
        scale = load_scale(name)
        named = name_category(frame, scale)
        matrix = compute_sasaran_matrix(named, scale)
        long = compute_indikator_category(named, scale)
        assert matrix[[f"{band.kunci}_jumlah" for band in scale.bands]].to_numpy().sum() == known
        assert long["jumlah"].sum() == known
        assert long["persen"].sum() == pytest.approx(known / len(rows) * 100)
        categories = compute_sasaran_category(named, scale)
        filled = {s for s, v in rows if v is not None}
        assert categories["jumlah"].sum() == len(filled)
        for row in matrix.itertuples():
            assert row.jumlah_indikator == [s for s, _ in rows].count(row.sasaran)


@given(st.lists(st.tuples(FIGURE, FIGURE, FIGURE), min_size=1, max_size=6))
@example([(80.0, 90.0, 85.0), (None, 90.0, 90.001), (80.0, 90.0, None)])
@laws(20)
def test_evidence_takes_the_place_of_what_was_reported(
    rows: list[tuple[float | None, float | None, float | None]],
) -> None:
    """Rows are (target, realisasi, evidence): what prints alike agrees; without any all stays."""
    code = [str(n) for n in range(len(rows))]
    frame = pd.DataFrame({
        "kode": code, "indikator": code, "satuan": "%", "polaritas": "maksimal",
        "target": [r[0] for r in rows], "realisasi": [r[1] for r in rows],
    }).astype({"target": float, "realisasi": float})  # fmt: skip
    frame["capaian"] = frame["realisasi"] / frame["target"] * 100
    evidence = {c: r[2] for c, r in zip(code, rows, strict=True)} | {"lain": 1.0}
    result = compare_evidence(frame, evidence).set_index("kode")
    both = {c: r for c, r in zip(code, rows, strict=True) if None not in r[1:]}
    assert list(result.index) == list(both)
    for c, (due, reached, proven) in both.items():
        row = result.loc[c]
        assert row["selisih"] == pytest.approx(reached - proven)
        assert row["sesuai"] == (round(reached * 100) == round(proven * 100))
        wanted = reference.capaian(
            "maksimal", *(None if v is None else Fraction(str(v)) for v in (due, None, proven))
        )
        assert pd.isna(row["capaian_bukti"]) if wanted is None else (
            row["capaian_bukti"] == pytest.approx(float(wanted)))  # fmt: skip
    new = apply_evidence(frame, result.reset_index(), load_scale("tiga"))
    for c, row in zip(code, new.itertuples(), strict=True):
        reported = rows[int(c)][1]
        wanted_value = both[c][2] if c in both else reported
        assert pd.isna(row.realisasi) if wanted_value is None else row.realisasi == wanted_value


@given(st.lists(st.tuples(FIGURE, FIGURE, FIGURE, FIGURE), min_size=1, max_size=6))
@laws(20)
def test_targets_agree_only_where_all_documents_set_the_same(
    rows: list[tuple[float | None, ...]],
) -> None:
    """Rows are (Renstra, IKU, PK, changed PK); a document without the indicator does not agree."""
    code = [str(n) for n in range(len(rows))]
    indikator = pd.DataFrame({"kode": code, "tujuan": "t", "sasaran": "s", "indikator": code,
                              "satuan": "%", "sumber_data": "d"})  # fmt: skip

    def document(i: int, **more: Any) -> pd.DataFrame:
        values = [(c, c, r[i]) for c, r in zip(code, rows, strict=True)]
        frame = pd.DataFrame(values, columns=["kode", "indikator", "target"]).astype(
            {"target": float}
        )
        return frame.assign(**more)

    pk = document(2, target_perubahan=document(3)["target"])
    renstra = document(0, tahun=2021)
    result = compare_target(indikator, renstra, document(1).dropna(), pk, 2021)
    for row, values in zip(result.itertuples(), rows, strict=True):
        assert row.selaras == (None not in values[:3] and len(set(values[:3])) == 1)
    for row, values in zip(list_valid_targets(pk).itertuples(), rows, strict=True):
        wanted = values[3] if values[3] is not None else values[2]
        assert pd.isna(row.target) if wanted is None else row.target == wanted


@given(st.integers(1_001, 999_999), st.integers(-200, 200))
@laws(40)
def test_figures_are_told_apart_where_only_the_capaian_shows_what_they_hide(
    target: int, further: int
) -> None:
    """Thousandths above one: printed with two decimals, they are alike within half a hundredth."""
    exact, result = Fraction(target, 1000), Fraction(target + further, 1000)
    capaian = result / exact * 100
    row = {"target": float(exact), "realisasi": float(result), "capaian": float(capaian)}
    alike = reference.half_up(exact, 2) == reference.half_up(result, 2)
    told = alike and reference.half_up(capaian, 2) != 100 and max(exact, result) > 1
    assert (count_apart(row) > 0) == told
