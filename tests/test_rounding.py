"""No exact half prints wrong: serapan, capaian and IKM, as text, in JSON and in Excel."""

import csv
import io
import math
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from lkip_helpers.compute.anggaran import compute_efisiensi, compute_serapan
from lkip_helpers.compute.capaian import compute_capaian
from lkip_helpers.compute.rounding import DECIMALS, FINE, count_decimals, is_half, round_half_up
from lkip_helpers.compute.skm import compute_ikm, compute_nrr, count_answers
from lkip_helpers.compute.tren import compare_renstra, compare_years
from lkip_helpers.prose.phrases import phrase_difference
from lkip_helpers.render.xlsx import HEADER, build_workbook
from lkip_helpers.render.xlsx_inputs import Inputs
from lkip_helpers.report.format import format_number
from lkip_helpers.report.formula import evaluate_formula
from lkip_helpers.report.payload import clean
from lkip_helpers.report.record import read_records
from tests.conftest import WHOLE

COUNTS = 1000
SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"  # cells as they are shown


def printed(exact: Fraction) -> str:
    """An exact value half up on two decimals, worked out without floats."""
    value = Decimal(exact.numerator) / Decimal(exact.denominator)
    rounded = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{rounded:,f}".translate(str.maketrans(",.", ".,"))


def halves(seed: int) -> Iterator[tuple[int, int]]:
    """Pairs a, b of whole numbers with a / b × 100 half-way between two hundredths."""
    draw = random.Random(seed)  # noqa: S311 a seeded example
    for _ in range(COUNTS):
        half = 2 * draw.randrange(1, 15_000) + 1  # in units of 0.005
        yield half * (k := draw.randrange(1, 700_000)), 20_000 * k


def list_differences(seed: int) -> list[tuple[Fraction, Fraction]]:
    """Pairs of numbers with up to three decimals whose difference ends in half a hundredth."""
    draw = random.Random(seed)  # noqa: S311 a seeded example
    lower = [Fraction(draw.randrange(1, 200_000), draw.choice((1, 10, 100))) for _ in range(COUNTS)]
    return [(n + Fraction(2 * draw.randrange(40) + 1, 200), n) for n in lower]


def test_every_half_of_a_difference_rounds_up() -> None:
    """3.405 − 3.4 is 0.005 and prints 0,01, though floats leave 0.004999999999999893.

    A change in a year, in a table and in words, and what is to go to the end of the Renstra.
    Source: PermenPAN-RB 53/2014, Bab III.A; rounding half up on the exact value.
    """
    pairs = list_differences(3)
    correct = [printed(higher - lower) for higher, lower in pairs]
    now, then = ([float(n) for n in side] for side in zip(*pairs, strict=True))
    codes = [*map(str, range(COUNTS))]
    known = {"kode": codes, "indikator": codes, "satuan": "Nilai", "polaritas": "maksimal"}
    master = pd.DataFrame(known)
    years = [master[["kode"]].assign(tahun=t, target=1.0, realisasi=v) for t, v in
             ((2020, then), (2021, now))]  # fmt: skip
    change = compare_years(master, pd.concat(years, ignore_index=True), 2021)["perubahan"]
    assert [*map(format_number, change.dropna())] == correct
    end = master[["kode"]].assign(tahun=2023, target=now)
    reached = master.assign(realisasi=then)
    left = compare_renstra(reached, end, 2022, 2023)[["sisa", "laju"]]
    assert [[*map(format_number, left[k])] for k in left] == [correct, correct]
    rows = [{"nilai": a, "nilai_lalu": b} for a, b in zip(now, then, strict=True)]
    formula = [evaluate_formula("nilai − nilai_lalu", r, pd.DataFrame()) for r in rows]
    assert [*map(format_number, formula)] == correct
    words = [phrase_difference(a, b, beside=80) for a, b in zip(now, then, strict=True)]
    assert words == [text.rstrip("0").rstrip(",") for text in correct]


@pytest.mark.parametrize("formula", ["selisih", "pmk"])
def test_every_half_of_an_efficiency_rounds_up(formula: str) -> None:
    """Capaian 100.005 less serapan 100 is 0.005 percentage points, and its level follows it.

    Rule: rules/efisiensi.toml, selisih (capaian − serapan) and pmk.
    """
    draw = random.Random(4)  # noqa: S311 a seeded example
    shares = [Fraction(n) + Fraction(2 * draw.randrange(20) + 1, 200) for n in range(90, 110)]
    capaian = [(n, n - Fraction(2 * draw.randrange(9) + 1, 200)) for n in shares]
    exact = [reached - spent for reached, spent in capaian]
    if formula == "pmk":  # all of a pagu of 10^9 is due, so much of it is saved
        capaian = [(Fraction(100), 100 - rate) for rate in exact]
    names = [*map(str, range(len(capaian)))]
    sasaran = pd.DataFrame({"sasaran": names, "capaian": [float(c) for c, _ in capaian]})
    money = [int(spent * 10**7) for _, spent in capaian]
    support = pd.DataFrame({"sasaran": names, "peran": "utama", "pagu": 10**9, "realisasi": money})
    whole = {"judged": sasaran["capaian"], "dihitung": 1, "jumlah_indikator": 1}
    result = compute_efisiensi(sasaran.assign(**whole), support, formula)
    assert [*map(format_number, result["selisih"])] == [*map(printed, exact)]


def test_every_half_of_a_serapan_rounds_up() -> None:
    """realisasi / pagu × 100 = (n + ½) / 100, and the neighbours one rupiah away."""
    pairs = list(halves(1))
    pairs += [(a + d, b) for a, b in pairs[:500] for d in (-1, 1)]
    frame = compute_serapan(pd.DataFrame(pairs, columns=["realisasi", "pagu"]))
    wrong = [
        (a, b, s)
        for (a, b), s in zip(pairs, frame["serapan"], strict=True)
        if format_number(s) != printed(Fraction(a * 100, b))
        or format_number(clean(s)) != printed(Fraction(a * 100, b))
    ]
    assert wrong == []


@pytest.mark.parametrize("polaritas", ["maksimal", "minimal", "minimal rasio"])
def test_every_half_of_a_capaian_rounds_up(polaritas: str) -> None:
    """Targets and realisasi with up to two decimals, as sheets have them."""
    pairs = [(a, b) for a, b in halves(2) if b > a / 2]
    if polaritas == "minimal rasio":
        pairs = [(b, a) for a, b in pairs]
    frame = pd.DataFrame(pairs, columns=["realisasi", "target"]) / 100
    capaian = compute_capaian(frame.assign(polaritas=polaritas))["capaian"]
    correct = {
        "maksimal": lambda r, t: Fraction(r * 100, t),
        "minimal": lambda r, t: max(Fraction(0), Fraction((2 * t - r) * 100, t)),
        "minimal rasio": lambda r, t: Fraction(t * 100, r),
    }[polaritas]
    wrong = [
        p for p, c in zip(pairs, capaian, strict=True) if format_number(c) != printed(correct(*p))
    ]
    assert wrong == []


@pytest.mark.parametrize("unsur", [8, 9, 10])
def test_every_half_of_an_ikm_rounds_up(unsur: int) -> None:
    """Σ answers / respondents / unsur × 25; eight respondents of nine unsur make 225 / 72 × 25."""
    draw = random.Random(unsur)  # noqa: S311 a seeded example
    for _ in range(60 if WHOLE else 15):
        respondents = draw.choice([8, 16, 24, 40, 72, 80, 100, 200])
        answers = [[draw.randint(1, 4) for _ in range(unsur)] for _ in range(respondents)]
        code = [f"U{i}" for i in range(unsur)]
        skm = pd.DataFrame(answers, columns=code)
        nrr = compute_nrr(count_answers(skm, pd.DataFrame({"kode": code, "unsur": code})))
        ikm = float(compute_ikm(nrr, respondents)["ikm"].iloc[0])
        exact = Fraction(sum(map(sum, answers)) * 25, respondents * unsur)
        assert format_number(ikm) == printed(exact)


def test_noise_is_cut_and_nothing_else() -> None:
    """Up to fourteen digits count; a whole number keeps all of its digits."""
    assert str(round_half_up(98.30499999999999, 2)) == "98.31"
    assert str(round_half_up(78.12499999999999, 2)) == "78.13"
    assert str(round_half_up(98.304999999999, 2)) == "98.30"
    assert str(round_half_up(100_000_000_000.14844, 1)) == "100000000000.1"
    assert str(round_half_up(1_234_567_890_123_457.0, 0)) == "1234567890123457"
    assert clean(57.99999999999999) == 58
    assert clean({"a": [12_511_573_122.0]}) == {"a": [12_511_573_122]}


def test_only_an_index_of_at_most_one_is_printed_finer() -> None:
    """An IDM of 0.7012 beside 0.7015; a whole or a half per cent needs no four decimals."""
    assert count_decimals(0.7012, math.nan) == count_decimals(-0.7012) == FINE
    assert count_decimals(1, 0.7012) == FINE
    for values in ((0.5, 0.25), (1,), (1.5, 0.7012), (2, 0.7012), (), (math.nan,)):
        assert count_decimals(*values) == DECIMALS


def test_a_formula_rounds_as_the_report_does() -> None:
    """`bulat(…)`: 2.5 is 3 and −2.5 is −3, as Excel's ROUND has it."""
    empty = pd.DataFrame()
    assert evaluate_formula("bulat(a / 2)", {"a": 5}, empty) == 3
    assert evaluate_formula("bulat(a / 2)", {"a": -5}, empty) == -3


def payload(rows: list[dict[str, Any]]) -> dict[str, Any]:
    formula = {"serapan": "realisasi / pagu × 100"}
    forms = {"pagu": "rupiah", "realisasi": "rupiah", "serapan": "persen"}
    return {
        "jenis": "tabel", "label": "uji", "nomor": "1.1", "judul": "Uji", "satuan": "",
        "sumber": "uji", "rumus": "", "asal": {}, "baris": rows,
        "kolom": [{"kunci": k, "judul": k, "jenis": form, "desimal": 2, "rumus": formula.get(k, "")}
                  for k, form in forms.items()],
        "kaki": [{"judul": "Rata-rata", "serapan": clean(
            sum(r["serapan"] for r in rows) / len(rows))}],
        "rumus_kaki": [{"serapan": "rata_rata(ini)"}],
        "bentuk_kaki": [{"jenis": None, "desimal": None}],
    }  # fmt: skip


def test_excel_shows_the_halves_as_the_report_does(
    tmp_path: Path, soffice: Callable[[str, Path], Path]
) -> None:
    """What LibreOffice shows of the live formulas, cell by cell; only halves are freed of noise."""
    pairs = [*list(halves(3))[:300], (1, 3), (2, 3)]
    rows = [{"pagu": row, "realisasi": a, "serapan": clean(a / row * 100)} for a, row in pairs]
    moment = datetime(2022, 1, 1, tzinfo=UTC)
    book = build_workbook(read_records([payload(rows)]), Inputs(), "Uji", moment)
    file = tmp_path / "uji.xlsx"
    workbook = openpyxl.load_workbook(io.BytesIO(book))
    del workbook["Daftar Isi"]
    ws = workbook["Tabel 1.1"]
    for row in rows:
        assert is_half(row["serapan"], 2) or row["pagu"] == 3
    assert ws.cell(HEADER + 1, 3).value == "=ROUND(((B6/A6)*100),10)"
    assert ws.cell(HEADER + 301, 3).value == "=((B306/A306)*100)"
    workbook.save(file)
    soffice(SHOWN, file)
    shown = csv.reader((tmp_path / "uji.csv").read_text("utf-8").splitlines())
    lines = list(shown)[HEADER : HEADER + len(pairs)]
    wrong = [
        (p, row[2])
        for p, row in zip(pairs, lines, strict=True)
        if row[2].translate(str.maketrans(",.", ".,")) != printed(Fraction(p[0] * 100, p[1]))
    ]
    assert wrong == []
