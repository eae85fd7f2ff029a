"""Each formula of the report against the same formula in plain Python (tests/reference.py)."""

import random
from collections.abc import Sequence
from fractions import Fraction
from itertools import chain

import pandas as pd
import pytest

from lkip_helpers.compute.anggaran import (
    compute_efisiensi,
    compute_percentage,
    compute_serapan,
    compute_share,
    sum_anggaran,
)
from lkip_helpers.compute.capaian import compute_capaian, compute_sasaran, name_category
from lkip_helpers.compute.partisipasi import compute_keaktifan, compute_pembinaan
from lkip_helpers.compute.rounding import is_half, round_half_up
from lkip_helpers.compute.sample import (
    compute_alpha,
    compute_correlation,
    compute_sample,
    find_largest_population,
)
from lkip_helpers.compute.skm import (
    compute_frequency,
    compute_ikm,
    compute_ipp,
    compute_nrr,
    count_answers,
    rank_unsur,
    select_below,
    spread_answers,
)
from lkip_helpers.compute.subsetsum import explain_total, find_arrangements
from lkip_helpers.compute.targets import compute_year_value
from lkip_helpers.compute.tren import compare_renstra
from lkip_helpers.rules import load_scale
from lkip_helpers.rules.polaritas import list_polaritas
from tests import reference
from tests.conftest import FUZZ_MINUTES
from tests.test_compute_laws_survey import same

SEEDS = range(200 if FUZZ_MINUTES else 2)


def exact(draw: random.Random, most: int = 200) -> Fraction | None:
    """A number as an office types it: two decimals, often round, sometimes none."""
    whole, decimal = draw.randrange(1, most), Fraction(draw.randrange(1, 100 * most), 100)
    return draw.choice([None, Fraction(0), Fraction(100), Fraction(whole), decimal])


def as_float(values: Sequence[Fraction | None]) -> list[float]:
    return [float("nan") if v is None else float(v) for v in values]


@pytest.mark.parametrize("seed", SEEDS)
def test_capaian_judgement_category_and_means(seed: int) -> None:
    """Each polaritas of the rules, with two hundred pairs of target and realisasi."""
    draw = random.Random(seed)  # noqa: S311
    rows = [(p, exact(draw), exact(draw)) for p in list_polaritas() for _ in range(200)]
    ends = [None if t is None else t + draw.randrange(20) for _, t, _ in rows]
    frame = pd.DataFrame({
        "polaritas": [p for p, _, _ in rows], "target": as_float([t for _, t, _ in rows]),
        "target_atas": as_float(ends), "realisasi": as_float([v for _, _, v in rows]),
        "sasaran": [f"S{n % 7}" for n in range(len(rows))],
        "nomor_sasaran": [n % 7 for n in range(len(rows))],
    })  # fmt: skip
    wanted = [reference.capaian(p, t, e, v) for (p, t, v), e in zip(rows, ends, strict=True)]
    result = compute_capaian(frame)
    same(result["capaian"], wanted)
    assert [a is None for a in result["alasan"]] == [w is not None for w in wanted]
    judged = [w and reference.judged(p, w) for (p, _, _), w in zip(rows, wanted, strict=True)]
    for name in ("tiga", "lima"):
        named = name_category(result, load_scale(name))
        same(named["judged"], judged)
        assert named["kategori"].to_list() == [
            None if j is None else reference.category(name, Fraction(j)) for j in judged
        ]
        sasaran = compute_sasaran(named, load_scale(name))
        means = [reference.mean(wanted[n::7]) for n in range(7)]
        same(sasaran["capaian"], means)
        same(sasaran["judged"], [reference.mean(judged[n::7]) for n in range(7)])
        assert sasaran["jumlah_indikator"].sum() == len(rows)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_still_to_go_to_the_end_of_the_plan(seed: int) -> None:
    """sisa is the distance on the wrong side; laju spreads it over the remaining years."""
    draw = random.Random(seed)  # noqa: S311
    kinds = ["maksimal", "minimal", "rentang"]
    rows = [
        (draw.choice(kinds), Fraction(draw.randrange(1, 99)), Fraction(draw.randrange(1, 199)))
        for _ in range(60)
    ]
    code = [str(n) for n in range(60)]
    current = pd.DataFrame({
        "kode": code, "indikator": code, "satuan": "%", "polaritas": [p for p, _, _ in rows],
        "realisasi": as_float([v for _, _, v in rows]),
    })  # fmt: skip
    ends = {"target": as_float([t for _, t, _ in rows]),
            "target_atas": as_float([t + 5 for _, t, _ in rows])}  # fmt: skip
    renstra = pd.DataFrame({"kode": code, "tahun": 2026, **ends})
    for tahun, years in ((2024, 2), (2026, 0), (2027, 0)):
        result = compare_renstra(current, renstra, tahun, 2026)
        left = [
            max(
                Fraction(0),
                v - t if p == "minimal" else t - v,
                v - t - 5 if p == "rentang" else Fraction(0),
            )
            for p, t, v in rows
        ]
        same(result["sisa"], left)
        same(result["laju"], [x / years if years else None for x in left])
        assert set(result["sisa_tahun"]) == {years}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_budget(seed: int) -> None:
    """Single rows and groups; missing amounts, and a pagu of 0."""
    draw = random.Random(seed)  # noqa: S311
    amounts = [None, 0, *(draw.randrange(1, 10**12) for _ in range(6))]
    rows = [(draw.choice(amounts), draw.choice(amounts)) for _ in range(120)]
    group = [f"P{draw.randrange(40)}" for _ in rows]
    frame = pd.DataFrame({
        "program": group,
        "pagu": pd.array([p for p, _ in rows], "Int64"),
        "realisasi": pd.array([x for _, x in rows], "Int64"),
    })  # fmt: skip
    same(compute_serapan(frame)["serapan"], [reference.serapan([row]) for row in rows])
    total = sum_anggaran(frame, ["program"]).set_index("program")
    assert total.index.to_list() == list(dict.fromkeys(group))
    for name, sums in total.iterrows():
        members = [row for row, g in zip(rows, group, strict=True) if g == name]
        same([sums["serapan"]], [reference.serapan(members)])
    part, whole = draw.randrange(10**9), draw.randrange(1, 10**9)
    same([compute_share(part, whole), compute_share(part, 0)], [Fraction(part, whole) * 100, None])


@pytest.mark.parametrize("seed", SEEDS)
def test_the_survey(seed: int) -> None:
    """Blanks among the answers; ties in rank; each weight; what is below the mean."""
    draw = random.Random(seed)  # noqa: S311
    label = {f"jawaban_{n}": "x" for n in (1, 2, 3, 4)}
    for count in (1, 3, 9):
        code = [f"U{n}" for n in range(count)]
        rows = draw.randrange(2, 12)
        columns = [[draw.choice([None, 1, 2, 3, 3, 4, 4]) for _ in range(rows)] for _ in code]
        skm = pd.DataFrame({k: pd.array(c, "Int64") for k, c in zip(code, columns, strict=True)})
        unsur = pd.DataFrame({"kode": code, "unsur": code, **label})
        tally = count_answers(skm, unsur)
        wanted = [reference.nrr(c) for c in columns]
        for name, weight in (
            ("tepat", Fraction(1, count)),
            ("0,11", Fraction("0.11")),
            ("0,111", Fraction("0.111")),
        ):
            nrr = compute_nrr(tally, name)
            same(nrr["nrr"], wanted)
            same(nrr["nrr_tertimbang"], [w if w is None else w * weight for w in wanted])
            if None in wanted or (name != "tepat" and count < 9):  # intake refuses these
                continue
            ikm = reference.ikm(columns, weight)
            result = compute_ikm(nrr, rows).iloc[0]
            same([result["ikm"]], [ikm])
            assert (result["mutu"], result["responden"]) == (reference.mutu(ikm), rows)
        assert nrr["mutu"].to_list() == [
            "–" if w is None else reference.mutu(w * 25) for w in wanted
        ]
        ranked = rank_unsur(nrr).set_index("kode")["peringkat"].reindex(code)
        printed = [None if w is None else reference.half_up(w, 2) for w in wanted]
        same(ranked, reference.ranks(printed))
        middle = reference.half_up(reference.mean(wanted) or Fraction(0), 2)
        below = [k for k, w in zip(code, printed, strict=True) if w is not None and w < middle]
        assert select_below(nrr)["kode"].to_list() == below
        frequency = compute_frequency(tally)
        counts = [[c.count(n) for n in (1, 2, 3, 4)] for c in columns]
        assert frequency["frekuensi"].to_list() == [*chain(*counts)]
        shares = [[Fraction(n, sum(c)) * 100 if sum(c) else None for n in c] for c in counts]
        same(frequency["persen"], [*chain(*shares)])
        low = [None if s[0] is None else s[0] + (s[1] or 0) for s in shares]
        same(spread_answers(frequency)["rendah"], low)


@pytest.mark.parametrize("seed", SEEDS)
def test_how_far_a_survey_can_be_trusted(seed: int) -> None:
    """Alpha, each item against the others, the sample, the largest population it is enough for."""
    draw = random.Random(seed)  # noqa: S311
    for items, rows in ((1, 5), (2, 3), (4, 12), (3, 1)):
        answers = [[draw.randrange(1, 5) for _ in range(items)] for _ in range(rows)]
        frame = pd.DataFrame(answers)
        same([compute_alpha(frame)], [reference.alpha(answers)])
        columns = list(zip(*answers, strict=True))
        wanted = [
            reference.correlation(c, [sum(row) - row[n] for row in answers])
            for n, c in enumerate(columns)
        ]
        same(compute_correlation(frame)["korelasi"], wanted)
    for population in (1, 2, 57, *(draw.randrange(1, 10**6) for _ in range(40))):
        assert compute_sample(population) == reference.sample(population)
    respondents = draw.randrange(1, 350)
    largest = find_largest_population(respondents)
    assert largest is not None
    assert reference.sample(largest) <= respondents < reference.sample(largest + 1)
    assert reference.sample(10**12) == 384
    assert [find_largest_population(n) for n in (384, 385)] == [None, None]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("formula", ["selisih", "pmk"])
def test_efficiency(formula: str, seed: int) -> None:
    """At the bounds too: 5 and −5 points, nothing left over, and a target just reached."""
    draw = random.Random(seed)  # noqa: S311
    reached = [Fraction(draw.choice([80, 99, 100, 105, 110, 94])) for _ in range(80)]
    money = [(100, draw.choice([80, 89, 94, 95, 99, 100, 105, 110, 115])) for _ in reached]
    name = [f"S{n}" for n in range(80)]
    sasaran = pd.DataFrame({"sasaran": name, "capaian": as_float(reached)})
    support = pd.DataFrame({
        "sasaran": name, "program": name, "peran": "utama",
        "pagu": pd.array([p for p, _ in money], "Int64"),
        "realisasi": pd.array([s for _, s in money], "Int64"),
    })  # fmt: skip
    result = compute_efisiensi(sasaran.assign(judged=sasaran["capaian"]), support, formula)
    figures = [reference.efficiency(formula, c, *m) for c, m in zip(reached, money, strict=True)]
    same(result["selisih"], figures)
    assert result["tingkat"].to_list() == [
        reference.efficiency_level(formula, c, f) for c, f in zip(reached, figures, strict=True)
    ]
    assert compute_efisiensi(
        sasaran.assign(judged=100.0), support.assign(peran="pendukung"), formula
    ).empty


@pytest.mark.parametrize("seed", SEEDS)
def test_quarters_counts_and_sums(seed: int) -> None:
    """Unknown quarters; institutions; the index of public service, which is a sum."""
    draw = random.Random(seed)  # noqa: S311
    methods = [draw.choice(["jumlah", "akhir", "rata-rata"]) for _ in range(60)]
    quarters = [[exact(draw) for _ in range(4)] for _ in methods]
    frame = pd.DataFrame([as_float(q) for q in quarters], columns=["tw1", "tw2", "tw3", "tw4"])
    result = compute_year_value(frame.assign(cara=methods))["setahun"]
    same(result, [reference.of_year(m, q) for m, q in zip(methods, quarters, strict=True)])
    active = pd.DataFrame(
        {k: [draw.randrange(9) for _ in range(9)] for k in ("kecamatan", "kelurahan")}
    )
    above, below = (int(active[k].sum()) for k in active)
    same(compute_keaktifan(active, 20, 0)["persentase"], [Fraction(above, 20) * 100, None])
    same(compute_keaktifan(active, None, 70)["persentase"], [None, Fraction(below, 70) * 100])
    guided = pd.DataFrame({"dibina": [draw.random() < 0.5 for _ in range(9)]})
    same(
        compute_pembinaan(guided, 7)["persentase"], [Fraction(int(guided["dibina"].sum()), 7) * 100]
    )
    program = pd.DataFrame({"realisasi": [3, 4], "target": pd.array([4, None], "Int64")})
    same(compute_percentage(program), [Fraction(75), None])
    aspects = [Fraction(draw.randrange(1, 90), 100) for _ in range(6)]
    same(compute_ipp(pd.DataFrame({"nilai": as_float(aspects)}))["jumlah"], [sum(aspects)])


@pytest.mark.parametrize("seed", SEEDS)
def test_rounding(seed: int) -> None:
    """Halves too; a half is still a half after arithmetic."""
    draw = random.Random(seed)  # noqa: S311
    for _ in range(300):
        places = draw.randrange(4)
        value = Fraction(draw.randrange(-(10**6), 10**6), 10 ** draw.choice([places, places + 1]))
        value += draw.choice([0, Fraction(1, 2 * 10**places)])
        wanted = reference.half_up(value, places)
        for written in (value, float(value), float(value) * 3 / 3, str(float(value))):
            assert Fraction(round_half_up(written, places)) == wanted, (written, places)
        half = abs(value) * 10**places % 1 == Fraction(1, 2)
        assert is_half(float(value), places) == half


@pytest.mark.parametrize("seed", SEEDS)
def test_which_parts_make_an_amount(seed: int) -> None:
    """Small amounts, so that several sets fit; and totals that nothing makes."""
    draw = random.Random(seed)  # noqa: S311
    for _ in range(40):
        parts = [draw.randrange(1, 30) for _ in range(draw.randrange(1, 9))]
        total = draw.randrange(0, 60)
        found = find_arrangements([(n, float(v)) for n, v in enumerate(parts)], float(total))
        assert {tuple(sorted(int(str(i)) for i, _ in s)) for s in found} == (
            reference.smallest_sets(parts, total)
        )
    detail = pd.DataFrame(
        {"g": ["A", "A", "B", "B", "C"], "n": list("abcde"), "v": [1, 10, 200, 3000, 40000]}
    )
    expected = {11: ["A"], 43200: ["B", "C"], 43211: ["A", "B", "C"], 10: ["b"], 3011: ["A", "d"]}
    for total, names in expected.items():
        answer = explain_total(detail, "g", "n", "v", total)
        assert answer is not None
        assert sorted(str(n) for n, _ in answer) == names
    assert explain_total(detail, "g", "n", "v", 5) is None


def test_where_nothing_is_due_efficiency_cannot_be_computed() -> None:
    """At a capaian of 0 no money is due: the result is neither −20 nor infinity."""
    sasaran = pd.DataFrame({"sasaran": ["S"], "capaian": [0.0], "judged": [0.0]})
    support = pd.DataFrame({"sasaran": ["S"], "program": ["P"], "peran": ["utama"],
                            "pagu": [100], "realisasi": [5]})  # fmt: skip
    result = compute_efisiensi(sasaran, support, "pmk")
    assert result["selisih"].isna().all()
    assert result["tingkat"].to_list() == ["Tidak dapat dihitung"]
