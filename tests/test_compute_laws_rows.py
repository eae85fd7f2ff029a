"""Laws of joining, choosing, summing and explaining rows, each held against plain Python."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import Any

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lkip_helpers.compute import capaian as c
from lkip_helpers.compute import evidence as e
from lkip_helpers.compute.anggaran import (
    compare_pk_dpa,
    compute_efisiensi,
    compute_percentage,
    explain_difference,
    join_budget,
    join_explanation,
    join_support,
    list_program_without_sasaran,
)
from lkip_helpers.compute.checklist import answer_ceklis, collect_facts
from lkip_helpers.compute.lineage import CellRange, cite_rows, count_dropped, list_cells
from lkip_helpers.compute.partisipasi import (
    compute_keaktifan,
    compute_pembinaan,
    compute_sarana,
    pivot_sarana,
)
from lkip_helpers.compute.rounding import judge_capaian, round_half_up, settle_noise, trim_noise
from lkip_helpers.compute.subsetsum import explain_total, find_arrangements
from lkip_helpers.compute.targets import join_indikator, join_triwulan, name_indikator, pivot_target
from lkip_helpers.compute.tren import (
    compare_standard,
    compute_trajectory,
)
from lkip_helpers.compute.whatif import change_realisasi
from lkip_helpers.rules import load_rules, load_scale
from tests import reference
from tests.conftest import laws
from tests.test_compute_details import from_sheet
from tests.test_compute_laws_survey import same

HUNDREDTHS = st.integers(1, 20000).map(lambda n: Fraction(n, 100))
FIGURE = st.none() | HUNDREDTHS
AMOUNT = st.none() | st.integers(0, 10**12)
KINDS = st.sampled_from(
    ["maksimal", "minimal", "rentang", "minimal rasio", "minimal nihil", "maksimal 120"]
)


def as_float(values: Sequence[Fraction | None]) -> "pd.Series[float]":
    return pd.Series([None if v is None else float(v) for v in values], dtype=float)


def master(count: int, **more: Any) -> pd.DataFrame:
    """The master sheet: A, B, … from the last to the first."""
    codes = [chr(65 + n) for n in range(count)][::-1]
    known = {"kode": codes, "indikator": [f"i{k}" for k in codes], "satuan": "%"}
    return pd.DataFrame(known | {"tujuan": "T", "sasaran": "S", "sumber_data": "d"} | more)


ROW = st.tuples(KINDS, FIGURE, HUNDREDTHS, st.integers(0, 20))


@given(st.lists(ROW, min_size=1, max_size=5))
@laws(40)
def test_a_standard_is_compared_as_a_target_is(
    rows: list[tuple[str, Fraction | None, Fraction, int]],
) -> None:
    """Rows are (polaritas, realisasi, standard, its width); without a standard there is no row."""
    current = master(len(rows) + 1, polaritas="maksimal", realisasi=1.0)
    known = current.iloc[: len(rows)]
    current.loc[known.index, "polaritas"] = [p for p, *_ in rows]
    current.loc[known.index, "realisasi"] = as_float([v for _, v, _, _ in rows]).to_list()
    standard = pd.DataFrame({
        "kode": known["kode"], "cakupan": "Provinsi", "nilai": as_float([s for *_, s, _ in rows]),
        "nilai_atas": as_float([s + w for *_, s, w in rows]), "sumber": "BPS",
    })  # fmt: skip
    result = compare_standard(current, standard.iloc[::-1]).set_index("kode")
    assert result.index.to_list() == standard["kode"].to_list()[::-1]
    wanted = [reference.capaian(p, s, s + w, v) for p, v, s, w in rows]
    same(result["capaian_standar"].reindex(standard["kode"]), wanted)
    same(result["standar"].reindex(standard["kode"]), [s for *_, s, _ in rows])
    assert compare_standard(current, standard.iloc[:0]).empty


SHEET = st.lists(
    st.tuples(st.sampled_from("ABC"), st.sampled_from("kl"), st.sampled_from("xy"), AMOUNT, AMOUNT),
    min_size=1, max_size=10,
)  # fmt: skip


def dpa(rows: Sequence[tuple[Any, ...]]) -> pd.DataFrame:
    names = [(f"PROGRAM  {p}", f"K {k}", f"S {s}") for p, k, s, *_ in rows]
    frame = pd.DataFrame(names, columns=["program", "kegiatan", "sub_kegiatan"])
    money = {
        key: pd.array([r[n] for r in rows], "Int64") for n, key in ((3, "pagu"), (4, "realisasi"))
    }
    return frame.assign(**money)


def total(values: Sequence[int | None]) -> int | None:
    known = [v for v in values if v is not None]
    return sum(known) if known else None


@given(SHEET, st.lists(ROW, min_size=1, max_size=4))
@laws(40)
def test_what_was_done_stands_beside_the_money_of_its_name(
    rows: list[tuple[Any, ...]], done: list[tuple[str, Fraction | None, Fraction, int]]
) -> None:
    """Of a programme, kegiatan or sub kegiatan, all units together; none that the DPA lacks."""
    names = [
        ("program", "a", 0, "A"),
        ("kegiatan", "K  K", 1, "k"),
        ("sub kegiatan", "S y", 2, "y"),
        ("program", "K k", 0, ""),
    ][: len(done)]
    frame = pd.DataFrame({
        "jenjang": [t for t, *_ in names], "nama": [n for _, n, *_ in names],
        "target": as_float([t for _, _, t, _ in done]), "arah": [p for p, *_ in done],
        "realisasi": as_float([v for _, v, _, _ in done]),
    })  # fmt: skip
    result = join_budget(frame, dpa(rows))
    same(result["capaian"], [reference.capaian(p, t, t, v) for p, v, t, _ in done])
    for key, position in (("pagu", 3), ("belanja", 4)):
        same(result[key], [total([r[position] for r in rows if r[level] == letter])
                           for *_, level, letter in names])  # fmt: skip


SUPPORT = st.lists(
    st.tuples(st.sampled_from("ST"), st.sampled_from("ABD"), st.booleans()), max_size=6
)


@given(SHEET, SUPPORT, st.integers(90, 110), st.sampled_from(["selisih", "pmk"]))
@example([("A", "k", "x", 1, None)], [("S", "A", True)], 100, "selisih")
@example([("A", "k", "x", 1, 1)], [("S", "A", True)], 50, "pmk")
@example(  # a share of millions, right to sixteen digits
    [("B", "k", "x", None, 1), ("B", "k", "x", 3, 289026)], [("S", "B", True)], 90, "selisih"
)
@laws(40)
def test_efficiency_is_of_the_main_programmes_and_unknown_where_the_spending_is(
    rows: list[tuple[Any, ...]], pairs: list[tuple[str, str, bool]], reached: int, formula: str
) -> None:
    """Main programmes come first; each one supports a sasaran or is listed as supporting none."""
    named = [(s, f"Program {p}", "utama" if is_main else "pendukung") for s, p, is_main in pairs]
    support = pd.DataFrame(named, columns=["sasaran", "program", "peran"])
    budget = dpa(rows)
    joined = join_support(support, budget)
    budgeted = {r[0] for r in rows}
    wanted = [pair for pair in pairs if pair[1] in budgeted]
    order = [s for s, *_ in wanted]
    wanted.sort(key=lambda pair: (order.index(pair[0]), not pair[2]))
    assert [
        (s, p[-1], r == "utama") for s, p, r in joined[["sasaran", "program", "peran"]].to_numpy()
    ] == wanted
    for position, key in ((3, "pagu"), (4, "realisasi")):
        same(joined[key], [total([r[position] for r in rows if r[0] == p]) for _, p, _ in wanted])
    unsupporting = list_program_without_sasaran(support, budget)["program"].str[-1]
    assert unsupporting.to_list() == [
        p for p in dict.fromkeys(r[0] for r in rows) if p not in {p for _, p, _ in pairs}
    ]
    sasaran = pd.DataFrame(
        {"sasaran": ["S", "T"], "capaian": float(reached), "judged": float(reached)}
    )
    result = compute_efisiensi(sasaran, joined, formula).set_index("sasaran")
    for s in "ST":
        main = [p for supported, p, is_main in wanted if supported == s and is_main]
        assert (s in result.index) == bool(main)
        pagu, spent = (
            total([total([r[n] for r in rows if r[0] == p]) for p in main]) for n in (3, 4)
        )
        if main and pagu and spent is not None:
            figure = reference.efficiency(formula, Fraction(reached), pagu, spent)
            same([result.loc[s, "selisih"]], [figure])
            level = reference.efficiency_level(formula, Fraction(reached), figure)
            assert result.loc[s, "tingkat"] == level
        elif main:
            same([result.loc[s, "selisih"], result.loc[s, "realisasi"]], [None, spent])
            assert result.loc[s, "tingkat"] == "Tidak dapat dihitung"
    assert compute_efisiensi(sasaran, joined, "tidak dinilai").empty


LEVELS = st.sampled_from(["tujuan", "sasaran", "pendukung"])
INDICATORS = st.lists(st.tuples(st.sampled_from("TS"), LEVELS, ROW), min_size=1, max_size=6)


Rows = list[tuple[str, str, tuple[str, Fraction | None, Fraction, int]]]


def build_sheets(rows: Rows) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The master sheet of these indicators, and their figures in another order."""
    indikator = master(len(rows), jenis_bukti=None).assign(
        sasaran=[s for s, *_ in rows],
        jenjang=[level for _, level, _ in rows],
        polaritas=[r[0] for *_, r in rows],
    )
    figures = pd.DataFrame({"kode": indikator["kode"], "tahun": 2021}).assign(
        target=as_float([r[2] for *_, r in rows]),
        target_atas=as_float([r[2] + r[3] for *_, r in rows]),
        realisasi=as_float([r[1] for *_, r in rows]),
    )
    return indikator, figures.iloc[::-1]


def expected_capaian(rows: Rows) -> list[Fraction | None]:
    """The capaian of each row, computed by plain Python."""
    return [reference.capaian(r[0], r[2], r[2] + r[3], r[1]) for *_, r in rows]


@given(INDICATORS)
@laws(40)
def test_indicators_stand_in_the_order_of_the_master_sheet_with_the_mean_of_what_is_known(
    rows: Rows,
) -> None:
    indikator, figures = build_sheets(rows)
    result = c.compute_indikator(indikator, figures, 2021, load_scale("lima"))
    assert result["kode"].to_list() == indikator["kode"].to_list()
    same(result["capaian"], expected_capaian(rows))
    same([result["capaian"].mean()], [reference.mean(expected_capaian(rows))])
    order = list(dict.fromkeys(s for s, *_ in rows))
    assert result["nomor_sasaran"].to_list() == [order.index(s) + 1 for s, *_ in rows]


@given(INDICATORS)
@laws(40)
def test_each_sasaran_has_the_mean_and_the_categories_of_its_indicators(rows: Rows) -> None:
    scale = load_scale("lima")
    result = c.compute_indikator(*build_sheets(rows), 2021, scale)
    groups: dict[str, list[Fraction | None]] = {}
    for value, (s, _, r) in zip(expected_capaian(rows), rows, strict=True):
        groups.setdefault(s, []).append(None if value is None else reference.judged(r[0], value))
    sasaran = c.compute_sasaran(result, scale)
    assert sasaran["sasaran"].to_list() == [*groups]
    same(sasaran["judged"], [reference.mean(v) for v in groups.values()])
    matrix = c.compute_sasaran_matrix(result, scale)
    long = c.compute_indikator_category(result, scale)
    for s, judged in groups.items():
        found = Counter(reference.category("lima", v) for v in judged if v is not None)
        counts = [found[band.kunci] for band in scale.bands]
        (row,) = matrix[matrix["sasaran"] == s].to_dict("records")
        shares = [Fraction(n, len(rows)) * 100 for n in counts]
        assert [row[f"{band.kunci}_jumlah"] for band in scale.bands] == counts
        same([row[f"{band.kunci}_persen"] for band in scale.bands], shares)
        assert long[long["sasaran"] == s]["jumlah"].to_list() == counts
    assert matrix["sasaran"].to_list() == long["sasaran"].drop_duplicates().to_list() == [*groups]
    same(long["persen"], [Fraction(int(n), len(rows)) * 100 for n in long["jumlah"]])
    derivation = sasaran.attrs["asal"]["capaian"][0]
    assert "rata-rata" in derivation.formula.lower()
    assert derivation.rule == "capaian.rerata"
    assert matrix.attrs["asal"]["sangat_tinggi_jumlah"][0].rule == "capaian.skala.lima"


@given(INDICATORS, st.sets(st.sampled_from("ABCDEF")))
@laws(40)
def test_indicators_are_chosen_by_document_tier_and_evidence(rows: Rows, chosen: set[str]) -> None:
    """The IKU that are named, or the indicators of sasaran where none is."""
    indikator, figures = build_sheets(rows)
    result = c.compute_indikator(indikator, figures, 2021, load_scale("lima"))
    of_sasaran = [k for k, r in zip(indikator["kode"], rows, strict=True) if r[1] == "sasaran"]
    assert c.select_sasaran(result)["kode"].to_list() == of_sasaran
    iku = [k for k in indikator["kode"] if k in chosen]
    selected = c.select_iku(result, pd.DataFrame({"kode": [*chosen]}))
    assert selected["kode"].to_list() == (iku or of_sasaran)
    assert c.find_partisipasi(result) == 0
    named = result.assign(jenis_bukti=["lembaga" if k in chosen else None for k in result["kode"]])
    numbered = zip(result["nomor_sasaran"], result["kode"], rows, strict=True)
    participating = [n for n, k, (_, level, _) in numbered if k in chosen and level != "tujuan"]
    assert c.find_partisipasi(named) == next(iter(participating), 0)
    assert e.find_codes(named, "lembaga") == iku
    proven = e.compare_kind(named, "lembaga", 50.0)
    known = [k for k, v in zip(named["kode"], named["realisasi"], strict=True) if pd.notna(v)]
    assert proven["kode"].to_list() == [k for k in iku if k in known]
    assert set(proven["bukti"]) <= {50.0}


YEARS = st.tuples(st.sampled_from("AB"), st.integers(2019, 2024))


@given(st.dictionaries(YEARS, st.tuples(FIGURE, FIGURE), min_size=1), st.integers(1, 99))
@laws(40)
def test_plans_are_spread_over_their_years_and_altered_one_at_a_time(
    figures: dict[tuple[str, int], tuple[Fraction | None, Fraction | None]], new: int
) -> None:
    """A column a year; the trajectory keeps each row; a what-if alters one figure and no other."""
    keys = list(figures)
    frame = pd.DataFrame(keys, columns=["kode", "tahun"]).assign(
        target=as_float([t for t, _ in figures.values()]),
        realisasi=as_float([v for _, v in figures.values()]),
    )
    indikator = master(2)
    wide = pivot_target(indikator, frame)
    codes = list(dict.fromkeys(k for k, _ in keys))
    assert wide["indikator"].to_list() == [f"i{k}" for k in codes]
    for n, code in enumerate(codes):
        for year in {y for _, y in keys}:
            same([wide.iloc[n][str(year)]], [figures.get((code, year), (None, None))[0]])
    trajectory = compute_trajectory(indikator, frame.drop(columns="realisasi"), frame, 2021)
    assert trajectory.index.to_list() == [*range(len(keys))]
    assert [*trajectory] == ["kode", "tahun", "target", "indikator", "satuan", "realisasi"]
    same(trajectory["realisasi"], [figures[k][1] if k[1] <= 2021 else None for k in keys])
    changed = change_realisasi(frame, *keys[0], target=new, value=new + 1.5)
    assert changed.iloc[0][["target", "realisasi"]].to_list() == [new, new + 1.5]
    assert changed.iloc[1:].equals(frame.iloc[1:])
    named = name_indikator(frame, indikator)
    assert named["indikator"].to_list() == [f"i{k}" for k, _ in keys]
    assert join_indikator(frame, indikator, "sasaran")["sasaran"].to_list() == ["S"] * len(keys)


def test_a_target_knows_the_cell_of_its_year() -> None:
    """The sheet has a column a year, the frame a row: B in 2021 stands in D5."""
    frame = from_sheet(
        pd.DataFrame({"kode": ["A", "B", "A"], "tahun": [2020, 2021, 2021], "target": 1.0})
    )
    frame.attrs["sumber"]["kolom"] = {"2020": "C", "2021": "D"}
    wide = pivot_target(master(2), frame)
    assert list_cells(wide, "2021", index=["B"]) == (CellRange("a.xlsx", "A", "D5"),)
    assert list_cells(wide, "2020", index=["A"]) == (CellRange("a.xlsx", "A", "C4"),)


QUARTERS = st.tuples(
    st.sampled_from(["jumlah", "akhir", "rata-rata"]), FIGURE, FIGURE, FIGURE, FIGURE
)


@given(st.lists(QUARTERS, min_size=1, max_size=5))
@laws(20)
def test_quarters_make_a_year_in_the_order_of_the_master_sheet(rows: list[tuple[Any, ...]]) -> None:
    codes = [chr(65 + n) for n in range(len(rows))]
    frame = pd.DataFrame({"kode": codes, "cara": [r[0] for r in rows]})
    frame = frame.assign(**{f"tw{n}": as_float([r[n] for r in rows]) for n in range(1, 5)})
    result = join_triwulan(frame, master(len(rows)))
    assert result["kode"].to_list() == codes[::-1]
    same(result["setahun"], [reference.of_year(r[0], r[1:]) for r in rows[::-1]])


COUNT = st.none() | st.integers(0, 30)


ACTIVE = st.lists(st.tuples(st.booleans(), st.booleans()), max_size=8)
PROGRAMS = st.lists(st.tuples(st.sampled_from("QP"), st.integers(0, 9), COUNT), max_size=5)


@given(ACTIVE, COUNT, COUNT, PROGRAMS)
@example([(True, False)], 1, 1, [])
@laws(40)
def test_participation_is_what_was_done_of_what_was_due(
    active: list[tuple[bool, bool]], above: int | None, below: int | None,
    programs: list[tuple[str, int, int | None]],
) -> None:  # fmt: skip
    """A missing list counts for nothing; what has no target has no percentage and no row."""

    def share(done: int, due: int | None) -> Fraction | None:
        return Fraction(done, due) * 100 if due else None

    lembaga = pd.DataFrame(active, columns=["kecamatan", "kelurahan"]).astype(bool)
    upper, lower = (sum(row[n] for row in active) for n in (0, 1))
    keaktifan = compute_keaktifan(lembaga, above, below)
    shares = [share(upper, above), share(lower, below)]
    same(keaktifan["persentase"], shares if active else [])
    pembinaan = compute_pembinaan(
        pd.DataFrame({"dibina": [a for a, _ in active]}, dtype=bool), above
    )
    same(pembinaan["persentase"], [share(upper, above)] if active else [])
    frame = pd.DataFrame(programs, columns=["program", "realisasi", "target"]).assign(satuan="unit")
    frame = frame.astype({"target": "Int64", "realisasi": int})
    same(compute_percentage(frame), [share(n, due) for _, n, due in programs])
    names = list(dict.fromkeys(p for p, *_ in programs))
    sarana = pd.DataFrame({"realisasi": [1], "target": pd.array([None], "Int64")})
    result = e.list_partisipasi(keaktifan, pembinaan, sarana, frame)
    sums = {p: [sum(r[n] or 0 for r in programs if r[0] == p) for n in (1, 2)] for p in names}
    rows = [
        ("Lembaga aktif tingkat kecamatan", upper, above or 0),
        ("Lembaga aktif tingkat kelurahan", lower, below or 0),
        ("Lembaga yang dibina", upper, above or 0),
    ]
    wanted = [*(rows if active else []), *((f"Unit {p}", *sums[p]) for p in names)]
    assert result[["bukti", "realisasi", "target"]].to_numpy().tolist() == [
        [*r] for r in wanted if r[2]
    ]
    due = (above or 0) + (below or 0)
    same([e.sum_keaktifan(keaktifan)], [share(upper + lower, due) if active else None])


def test_facilities_stand_in_the_order_of_their_sheet_with_their_cells() -> None:
    """Two of Z, one of A; the yeses of Z are counted in its column."""
    rows = [("x", "Z", True), ("y", "Z", True), ("x", "A", True), ("y", "A", False)]
    sarana = from_sheet(pd.DataFrame(rows, columns=["unsur", "kelurahan", "tersedia"]))
    sarana.attrs["sumber"]["kolom"] |= {"Z": "C", "A": "D"}
    due = pd.DataFrame({"kelurahan": ["A", "Z"], "target_sarana": pd.array([2, 4], "Int64")})
    result = compute_sarana(sarana, due)
    assert result[["kelurahan", "realisasi", "capaian"]].to_numpy().tolist() == [
        ["Z", 2, 50],
        ["A", 1, 50],
    ]
    assert list_cells(result, "realisasi", index=[0]) == (CellRange("a.xlsx", "A", "C4:C5", "ya"),)
    wide = pivot_sarana(sarana.iloc[::-1])
    assert [*wide] == ["unsur", "A", "Z"]
    assert wide.to_numpy().tolist() == [["y", False, True], ["x", True, True]]
    assert list_cells(sarana.reset_index(drop=True), "tersedia") == ()  # rows of no sheet


def test_a_programme_that_one_document_lacks_cites_where_its_programmes_stand() -> None:
    """Program B is not in the PK, whose programmes stand in A4; C is not in the DPA."""
    pk = from_sheet(pd.DataFrame({"program": ["A", "C"], "anggaran": [5, 6]}), "k.xlsx", "PK")
    budget = pd.DataFrame({"program": ["A", "B"], "pagu": [5, 7], "realisasi": [1, 2]})
    result = compare_pk_dpa(pk, from_sheet(budget.astype({"pagu": "Int64", "realisasi": "Int64"})))
    assert result["program"].to_list() == ["A", "C", "B"]
    assert list_cells(result, "pk", index=[2]) == (CellRange("k.xlsx", "PK", "A4:A5"),)
    assert list_cells(result, "dpa", index=[1]) == (CellRange("a.xlsx", "A", "A4:A5"),)
    assert list_cells(result, "pk", index=[0]) == (CellRange("k.xlsx", "PK", "B4"),)


LEFT = st.tuples(*map(st.sampled_from, ("ba", "yx", "ts")), st.integers(2, 99))


@given(st.lists(LEFT, min_size=1, max_size=9, unique=True))
@laws(40)
def test_what_was_left_out_is_counted_once(rows: list[tuple[Any, ...]]) -> None:
    """By reason and workbook in alphabetical order; each count cites the rows that it counts."""
    frame = pd.DataFrame(rows, columns=["alasan", "berkas", "lembar", "baris"])
    result = count_dropped(frame)
    counts = Counter((a, b) for a, b, *_ in rows)
    assert [tuple(r) for r in result.to_numpy()] == [(*k, counts[k]) for k in sorted(counts)]
    for n, (reason, file) in enumerate(sorted(counts)):
        sheets = list(dict.fromkeys(s for a, b, s, _ in rows if (a, b) == (reason, file)))
        assert [r.sheet for r in list_cells(result, "jumlah", index=[n])] == sheets
    read = frame.assign(dibaca=3, dipakai=2, dibuang=1)
    assert list_cells(cite_rows(read), "dibuang", index=[0]) == (CellRange(*rows[0][1:3], ""),)


PARTS = st.lists(st.integers(1, 12), min_size=1, max_size=8)


@given(PARTS, st.integers(0, 60))
@example([1, 2], 3)
@example([5, 3], 8)
@laws(80)
def test_the_smallest_sets_that_make_an_amount_are_found(parts: list[int], amount: int) -> None:
    """Also at both bounds, all the smallest parts and all the greatest, and for thousandths."""
    wanted = reference.smallest_sets(parts, amount)
    for scale in (1, 0.001, 1000):
        found = find_arrangements([(n, v * scale) for n, v in enumerate(parts)], amount * scale)
        assert {tuple(sorted(int(str(i)) for i, _ in s)) for s in found} == wanted


@given(
    st.lists(st.tuples(st.sampled_from("CAB"), st.integers(0, 9)), min_size=1, max_size=7),
    st.integers(1, 40),
)
@example([("A", 1), ("A", 5)], 1)
@example([("A", 4), ("A", 5), ("B", 4)], 4)
@example([("A", n) for n in range(1, 8)], 27)
@example([("A", 5), ("A", 0)], 5)
@laws(80)
def test_a_total_is_told_by_groups_and_rows_of_one_other(
    rows: list[tuple[str, int]], amount: int
) -> None:
    """The answer with the fewest parts, if it is the only one; found by trying all of them."""
    groups = {
        g: [(f"n{i}", v) for i, (group, v) in enumerate(rows) if group == g and v]
        for g in dict.fromkeys(g for g, _ in rows)
    }
    sums = {g: sum(v for _, v in parts) for g, parts in groups.items()}
    answers = []
    for size in range(len(sums) + 1):
        for whole in combinations(sums, size):
            rest = amount - sum(sums[g] for g in whole)
            if not rest:
                answers.append([*whole])
            for g in set(sums) - {*whole} if rest > 0 else ():
                values = [v for _, v in groups[g]]
                answers += [
                    [*whole, *(groups[g][p][0] for p in chosen)]
                    for chosen in reference.smallest_sets(values, rest)
                    if len(chosen) < len(values)
                ]
    best = [f for f in answers if len(f) == min(map(len, answers))]
    detail = pd.DataFrame(
        [(g, f"n{i}", v) for i, (g, v) in enumerate(rows)], columns=["g", "n", "v"]
    )
    answer = explain_total(detail, "g", "n", "v", amount)
    if len(best) == 1:
        assert answer is not None
        assert sorted(str(n) for n, _ in answer) == sorted(best[0])
    else:
        assert answer is None


@given(st.lists(st.integers(0, 9), min_size=1, max_size=7), st.integers(1, 60))
@example([3, 5, 0, 9], 9)
@example([5, 2, 3], 5)
@example([4, 4, 4], 4)
@example([2, 3], 5)
@laws(80)
def test_a_difference_is_told_by_the_rows_that_are_left_out(pagu: list[int], pk: int) -> None:
    """Decided by the fewer of those kept and left out; the amounts add up to the difference."""
    frame = pd.DataFrame({
        "program": "P", "sub_kegiatan": [f"s{n}" for n in range(len(pagu))],
        "pagu": pd.array(pagu, "Int64"), "realisasi": pd.array(pagu, "Int64"),
    })  # fmt: skip
    difference = sum(pagu) - pk
    document = pd.DataFrame({"program": ["p"], "anggaran": [pk]})
    result = explain_difference(document, frame)
    assert result["selisih"].sum() == difference
    if not difference:
        assert result.empty
        return
    nonzero = [n for n, v in enumerate(pagu) if v]
    values = [pagu[n] for n in nonzero]
    drop = reference.smallest_sets(values, difference) if difference > 0 else set()
    keep = reference.smallest_sets(values, pk)
    if keep and (not drop or len(next(iter(keep))) < len(next(iter(drop)))):
        drop = {tuple(i for i in range(len(values)) if i not in kept) for kept in keep}
    if not sum(pagu):
        assert result["sebab"].to_list() == ["di luar dpa"]
    elif len(drop) == 1:
        assert result["sub_kegiatan"].to_list() == [f"s{nonzero[i]}" for i in next(iter(drop))]
    else:
        assert result["sebab"].to_list() == ["susunan ganda" if drop else "tanpa susunan"]
    reasons = pd.DataFrame({"sub_kegiatan": ["s0"], "alasan": ["Digeser"]})
    explained = join_explanation(result, reasons)
    assert [r.alasan == "Digeser" for r in explained.itertuples()] == [
        r.sub_kegiatan == "s0" for r in explained.itertuples()
    ]


def list_facts() -> list[str]:
    items = [*load_rules("reviu")["ceklis"], *load_rules("reviu")["muatan"]]
    return sorted({f for item in items for k in ("perlu", "salah_satu") for f in item.get(k, ())})


@given(st.fixed_dictionaries({name: st.booleans() for name in list_facts()}))
@laws(40)
def test_the_checklist_follows_from_its_facts(facts: dict[str, bool]) -> None:
    """All of `perlu`, any of `salah_satu`; what follows from a no; no section that is missing."""
    for part in ("ceklis", "muatan"):
        answers = answer_ceklis(facts, part).set_index("kode")
        for item in load_rules("reviu")[part]:
            result, shown = answers.loc[item["kode"], ["hasil", "tampak"]]
            if "perlu" in item or "salah_satu" in item:
                has_all = all(facts[fact] for fact in item.get("perlu", ()))
                has_any = any(facts[fact] for fact in item.get("salah_satu", ())) or "perlu" in item
                assert result == ("ya" if has_all and has_any else "tidak")
            elif "bila_tidak" in item:
                clear = all(answers.loc[code, "hasil"] == "ya" for code in item["bila_tidak"])
                assert result == ("tidak berlaku" if clear else "perlu ditelaah pereviu")
            shown_in = [place for place in item.get("tampak", "–").split("; ")
                        if result != "tidak" or not place.startswith("bagian ")]  # fmt: skip
            assert shown == ("; ".join(shown_in) or "–")


DOCUMENT = st.dictionaries(st.sampled_from("AB"), st.integers(1, 2))
FUNDED = st.tuples(st.sampled_from(["Sasaran A", "S"]), st.sampled_from("PQ"), st.booleans())


def document(targets: dict[str, int], **more: Any) -> pd.DataFrame:
    frame = pd.DataFrame([*targets.items()], columns=["kode", "target"])
    return frame.astype({"target": float}).assign(indikator=frame["kode"], **more)


@given(DOCUMENT, DOCUMENT, DOCUMENT, DOCUMENT, DOCUMENT, st.sets(st.sampled_from("AB")),
       st.lists(FUNDED, max_size=3))  # fmt: skip
@laws(80)
def test_the_facts_of_the_checklist_are_those_of_the_documents(
    pk: dict[str, int], iku: dict[str, int], plan: dict[str, int], end: dict[str, int],
    reported: dict[str, int], unknown: set[str], support: list[tuple[str, str, bool]],
) -> None:  # fmt: skip
    """What is promised, planned, reported and paid for, compared with each other code by code."""
    current = document(reported, tahun=2021, realisasi=1.0)
    current.loc[current["kode"].isin(unknown), "realisasi"] = None
    paid = [(s, f"Program {p}", "utama" if main else "lain") for s, p, main in support]
    frames = {
        "pk": document(pk, target_perubahan=float("nan")), "iku": document(iku),
        "renstra": pd.concat([document(plan, tahun=2021), document(end, tahun=2023)]),
        "realisasi": pd.concat([current, document(end, tahun=2020, realisasi=1.0)]),
        "indikator": master(2).assign(sasaran=["Sasaran B", "Sasaran A"]),
        "dukungan": pd.DataFrame(paid, columns=["sasaran", "program", "peran"]),
        "anggaran": pd.DataFrame({"program": ["PROGRAM P"]}),
    }  # fmt: skip
    facts = collect_facts(frames, 2021, 2023)
    known = reported.keys() - unknown
    assert facts == {name: bool(len(frame)) for name, frame in frames.items()} | {
        "realisasi_lengkap": bool(pk) and pk.keys() <= known,
        "realisasi_lalu": bool(pk.keys() & end.keys()),
        "sesuai_pk": bool(pk) and all(reported.get(k) == v for k, v in pk.items()),
        "selaras_renstra": bool(pk) and all(plan.get(k) == v for k, v in pk.items()),
        "selaras_iku": pk == iku,
        "sasaran_iku": pk.keys() == iku.keys(),
        "target_akhir": bool(pk.keys() & end.keys()),
        "dukungan_program": any(p == "P" for _, p, _ in support),
        "dukungan_utama": any(p == "P" and s != "S" and m for s, p, m in support),
    }


@given(st.integers(-(10**9), 10**9), st.integers(0, 4))
@laws(40)
def test_noise_of_floats_decides_nothing(digits: int, places: int) -> None:
    """A short number after arithmetic is that number again, and is judged as it is printed."""
    exact = Fraction(digits, 10**places)
    assert Fraction(str(settle_noise(float(exact) / 3 * 3))) == exact
    printed = reference.half_up(exact, 2)
    assert judge_capaian(float(exact)) == (printed > 100) - (printed < 100)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [(0.1 + 0.2, 0.3), (1 / 3, 1 / 3), (2 / 3, 2 / 3), (0.30000001, 0.30000001),
     (0.12345678901234002, 0.12345678901234), (0.1234567890123401, 0.1234567890123401)],
)  # fmt: skip
def test_what_is_no_noise_stays(value: float, wanted: float) -> None:
    """Noise is three digits or more; a large number always keeps three decimals."""
    assert settle_noise(value) == wanted
    assert str(trim_noise(123456789012.34567)) == "123456789012.346"
    assert round_half_up(1e308, 2) == Decimal(int(1e308)).normalize()
