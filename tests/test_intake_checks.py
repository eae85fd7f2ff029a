"""Each rule between cells, sheets and files: breaking it gives exactly the expected findings.

The sheets are those of tests/workbook.py, which break none; what is expected is counted there.
"""

import tomllib
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from lkip_helpers import intake
from lkip_helpers.intake.checks import Year
from lkip_helpers.intake.office_rules import check_office
from lkip_helpers.intake.pipeline import read
from lkip_helpers.rules import load_rules
from lkip_helpers.schema.sheets import BY_PLACE, SUPPLEMENT
from tests.workbook import Sheets, flat, write

Edit = tuple[str, int, int, Any]  # sheet, row as in Excel, column from 0, what stands there then
FILE = {"Unsur": "skm.xlsx", "Jawaban": "skm.xlsx", "Rekap": "skm.xlsx", "IKM": "skm.xlsx",
        "DPA": "dpa.xlsx", "Dukungan": "dpa.xlsx", "Penjelasan": "dpa.xlsx",
        **{s.SHEET: "pelengkap.xlsx" for s in SUPPLEMENT.values()}}  # fmt: skip


def alter(sheets: Sheets, edits: Sequence[Edit]) -> None:
    """Put values into cells, a list of them from there on; row 0: all rows below the head go.

    A row below the last is first a copy of that; of a sheet of pelengkap.xlsx its example is there.
    """
    for sheet, row, column, value in edits:
        key = FILE.get(sheet, "kinerja.xlsx"), sheet
        rows = sheets.setdefault(key, flat(BY_PLACE[key]))
        if not row:
            del rows[3:]
            continue
        if row > len(rows):
            rows.append([*rows[-1]])
        values = value if isinstance(value, list) else [value]
        values = [None if v == "" else v for v in values]
        rows[row - 1][column : column + len(values)] = values


CASES: dict[int, list[tuple[list[Edit], list[str]]]] = defaultdict(list)
for case in tomllib.loads(Path(__file__).with_name("rule_cases.toml").read_text("utf-8"))["kasus"]:
    CASES[case["buku"]].append((case["ubah"], case["temuan"]))


@pytest.mark.parametrize("book", CASES)
def test_a_broken_rule_is_told_at_its_cell_and_nowhere_else(tmp_path: Path, book: int) -> None:
    """rule_cases.toml: sheet, cell, level, message and cure of each finding, and no other."""
    edits = [e for changed, _ in CASES[book] for e in changed]
    workspace = write(tmp_path, lambda sheets: alter(sheets, edits))
    found = [f for f in intake.check(workspace) if "SUMBER" not in f.pesan]
    messages = [f"{f.lembar} {f.sel} {f.tingkat}: {f.pesan}; {f.saran}" for f in found]
    assert sorted(messages) == sorted(m for _, expected in CASES[book] for m in expected)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["Jumlah", 1001.0000001, 3]], []),
        ([["Jumlah", 1001.001, 3]], ["B6: baris jumlah berisi 1.001,001, padahal 2 baris di"]),
        ([["Rata-rata", 500.504, 1.5]], []),
        ([["Rata-rata", 500.51, 1.5]], ["B6: baris jumlah berisi 500,51, padahal 2 baris"]),
        ([["Jumlah", "-", "-"]], ["A6: baris jumlah ini tidak dapat dicocokkan"]),
        ([["Total", 1001, 3], ["Rata-rata", 500.5, 1.5]], []),
        ([["Sub total", 1001, 3], ["Desa Baru", 7, 1], ["Sub total", 7, 1], ["Jumlah", 1008, 4]],
         []),
        ([["Sub total", 1001, 3], ["Desa Baru", 7, 1], ["Sub total", 8, 1]],
         ["B8: baris jumlah berisi 8, padahal 3 baris di atasnya menghasilkan 1.008"]),
        ([["Jumlah", None, None, "2"]], ["D6: baris jumlah ini tidak dapat dicocokkan"]),
        ([["Jumlah", 1001, 3, None, "banyak"]], []),
        ([["Jumlah"]], []),
        ([["Jumlah", "-"]], ["A6: baris jumlah ini tidak dapat dicocokkan"]),
    ],
)  # fmt: skip
def test_a_total_is_that_of_the_rows_above_it_or_since_the_last(
    tmp_path: Path, rows: list[list[Any]], expected: list[str]
) -> None:
    """601 and 400 ha are 1,001 and 500.5 on average; 2 and 1 sarana 3; a mean has two decimals."""

    def append_rows(sheets: Sheets) -> None:
        sheets["kinerja.xlsx", "Wilayah"] += [["Desa Lain", 400, 2, "desa"], *rows]

    found = [f for f in intake.check(write(tmp_path, append_rows)) if "baris jumlah" in f.pesan]
    assert len(found) == len(expected)
    for finding, start in zip(found, expected, strict=True):
        assert f"{finding.sel}: {finding.pesan}".startswith(start)
        assert (finding.tingkat, finding.value == "0") == ("peringatan", False)


@pytest.mark.parametrize(("ticks", "cells"), [(2, []), (3, ["B7"])])
def test_a_total_of_ticks_counts_them(tmp_path: Path, ticks: int, cells: list[str]) -> None:
    """Two of three are ticked."""

    def append_rows(sheets: Sheets) -> None:
        rows = sheets["kinerja.xlsx", "Pembinaan"]
        rows[3:] = [[n, t] for n, t in (("PKK", "✓"), ("LPM", "tidak"), ("RW", "ya"))]
        rows.append(["Jumlah", ticks])

    found = [f for f in intake.check(write(tmp_path, append_rows)) if "baris jumlah" in f.pesan]
    assert [f.sel for f in found] == cells


@pytest.mark.parametrize(
    ("totals", "expected"),
    [(["Jumlah", 2, 1], []), (["Jumlah", 2, 2], ["C8: baris jumlah berisi 2, padahal 3 baris"])],
)
def test_a_total_stands_below_each_wide_column(
    tmp_path: Path, totals: list[Any], expected: list[str]
) -> None:
    """Of three sarana two are ticked in one area and one in the other."""

    def append_rows(sheets: Sheets) -> None:
        sheets["kinerja.xlsx", "Wilayah"].append(["Desa Lain", 400, 2, "desa"])
        sheets["kinerja.xlsx", "Sarana"][2:] = [
            ["Unsur", "Mekar Contoh", "Desa Lain"],
            ["Air bersih", "✓", "tidak"],
            ["Drainase", "tidak", "tidak"],
            ["Jalan", "ya", "ya"],
            [],
            totals,
        ]

    found = [f for f in intake.check(write(tmp_path, append_rows)) if "baris jumlah" in f.pesan]
    assert [f"{f.sel}: {f.pesan}".partition(" di atas")[0] for f in found] == expected


@pytest.mark.parametrize("label", [["Rata-rata", None], [None, "Rata-rata"]])
def test_a_mean_is_one_wherever_its_label_stands(tmp_path: Path, label: list[Any]) -> None:
    """In the column No, which is not read, or beside it: (601 + 400) / 2 = 500.5, not 1,001."""

    def number_rows(sheets: Sheets) -> None:
        title, blank, head, first = sheets["kinerja.xlsx", "Wilayah"]
        rows = [["No", *head], [1, *first], [2, "Desa Lain", 400, 2, "desa"], [*label, 500.5, 1.5]]
        sheets["kinerja.xlsx", "Wilayah"] = [title, blank, *rows]

    found = intake.check(write(tmp_path, number_rows))
    assert [f for f in found if "baris jumlah" in f.pesan] == []


@pytest.mark.parametrize(("ahead", "asked"), [(-1, False), (0, True), (1, True)])
def test_codes_of_programmes_are_asked_for_since_they_are_in_force(ahead: int, asked: bool) -> None:
    """From the year of rules/anggaran.toml on, a kecamatan has a programme of its own bidang."""
    year = load_rules("anggaran")["bidang"]["berlaku_sejak"] + ahead
    frame = pd.DataFrame({"kode_program": ["1.01.01"]})
    frame.attrs["sumber"] = {"berkas": "dpa.xlsx", "lembar": "DPA", "kolom": {}}
    profil: Any = SimpleNamespace(nama="Contoh Jaya")
    found = check_office(Year(profil, None, {"anggaran": frame}, year))  # type: ignore[arg-type]
    assert bool([*found]) is asked


@pytest.mark.parametrize("code", ["7.01.01.2.02.0001", None])
def test_a_programme_in_two_spellings_is_told_although_its_rows_bear_no_code(
    tmp_path: Path, code: str | None
) -> None:
    """The tables list names as they are written: it would stand there twice."""
    dpa = ("dpa.xlsx", "DPA")

    def spell(sheets: Sheets) -> None:
        head, first = sheets[dpa][2], sheets[dpa][3]
        row = dict(zip(head, first, strict=True)) | {"Kode sub kegiatan": code, "Program": "A"}
        other = row | {"Program": "program  a", "Sub kegiatan": "Lain"}
        sheets[dpa][3:] = [[*r.values()] for r in (row, row | {"Sub kegiatan": "Itu"}, other)]

    found = [f for f in intake.check(write(tmp_path, spell)) if f.lembar == "DPA"]
    assert [(f.sel, f.pesan.partition(",")[0], f.tingkat) for f in found] == [
        ("B6", "“program a” ditulis “A” pada baris lain", "peringatan")
    ]


def test_a_sasaran_below_two_tujuan_is_refused_with_its_cell(tmp_path: Path) -> None:
    """Its section would stand in the report twice; a tujuan is made up of its own sasaran.

    Source: PermenPAN-RB 53/2014; one mistyped tujuan is enough.
    """
    indikator = ("kinerja.xlsx", "Indikator")

    def mistype(sheets: Sheets) -> None:
        first = dict(zip(sheets[indikator][2], sheets[indikator][3], strict=True))
        sheets[indikator].append([*(first | {"Kode": "DUA"}).values()])
        other = {"Kode": "LAIN", "Tujuan": f"{first['Tujuan']} prima"}
        sheets[indikator].append([*(first | other).values()])

    found = [f for f in intake.check(write(tmp_path, mistype)) if "di bawah tujuan" in f.pesan]
    assert [(f.lembar, f.sel, f.tingkat) for f in found] == [("Indikator", "C6", "salah")]


def test_a_sasaran_in_two_spellings_is_told_since_it_would_count_as_two(tmp_path: Path) -> None:
    """The full stop alone made it another; so does a capital letter in the name of a unit."""
    indikator, dpa = ("kinerja.xlsx", "Indikator"), ("dpa.xlsx", "DPA")

    def spell(sheets: Sheets) -> None:
        first = dict(zip(sheets[indikator][2], sheets[indikator][3], strict=True))
        other = first | {"Kode": "LAIN", "Sasaran": f"{first['Sasaran']}."}
        sheets[indikator].append([*other.values()])
        budget = dict(zip(sheets[dpa][2], sheets[dpa][3], strict=True))
        budget |= {"Unit": budget["Unit"].upper()}
        sheets[dpa].append([*budget.values()])

    found = [f for f in intake.check(write(tmp_path, spell)) if "ditulis" in f.pesan]
    assert [(f.lembar, f.sel[1:], f.tingkat) for f in found] == [
        ("Indikator", "5", "peringatan"), ("DPA", "4", "peringatan"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("spent", "cells"), [(8900, []), (8230, []), (8229, ["F5"]), (8000, ["F5"])]
)
def test_serapan_is_explained_for_the_sub_kegiatan_not_for_each_of_its_units(
    tmp_path: Path, spent: int, cells: list[str]
) -> None:
    """770 of 1,000 with 8,900 of 9,000 are 96.7 per cent; with 8,000 87.7, most of it at F5.

    With 8,230 they are 90, which rules/kelengkapan.toml asks for.
    """

    def share(sheets: Sheets) -> None:
        row = sheets["dpa.xlsx", "DPA"][3]
        units = (("Kelurahan Melati", 1000, 770), ("Kelurahan Mawar", 9000, spent))
        sheets["dpa.xlsx", "DPA"][3:] = [[*row[:4], p, s, *row[6:9], u] for u, p, s in units]
        sheets["dpa.xlsx", "Penjelasan"][3:] = []

    lacking = intake.list_lacking(read(write(tmp_path, share)))
    assert [f.sel for f in lacking if f.pesan.startswith("serapan")] == cells


def test_low_serapan_is_told_at_the_unit_that_left_most(tmp_path: Path) -> None:
    """5,900 of 7,000 are 84.3 per cent: 100 are left in row 4, 1,000 of less pagu in row 5."""

    def share(sheets: Sheets) -> None:
        row = sheets["dpa.xlsx", "DPA"][3]
        units = (("Kelurahan Melati", 5000, 4900), ("Kelurahan Mawar", 2000, 1000))
        sheets["dpa.xlsx", "DPA"][3:] = [[*row[:4], p, s, *row[6:9], u] for u, p, s in units]
        sheets["dpa.xlsx", "Penjelasan"][3:] = []

    lacking = intake.list_lacking(read(write(tmp_path, share)))
    assert [f.sel for f in lacking if f.pesan.startswith("serapan")] == ["F5"]


def test_every_low_serapan_is_told_in_the_order_of_the_sheet(tmp_path: Path) -> None:
    """Also that of a kegiatan whose name is still to be typed."""

    def add_rows(sheets: Sheets) -> None:
        row = sheets["dpa.xlsx", "DPA"][3]
        parts = ((row[2], "Zakat"), (None, "Umum"), (row[2], "Arsip"))
        sheets["dpa.xlsx", "DPA"][3:] = [[*row[:2], *part, 1000, 10, *row[6:]] for part in parts]
        sheets["dpa.xlsx", "Penjelasan"][3:] = []

    lacking = intake.list_lacking(read(write(tmp_path, add_rows)))
    assert [f.sel for f in lacking if f.pesan.startswith("serapan")] == ["F4", "F5", "F6"]


def test_an_analysis_is_asked_for_in_the_first_free_row(tmp_path: Path) -> None:
    """The sheet holds that of the IKM in row 4."""

    def add_indicator(sheets: Sheets) -> None:
        for name in ("Indikator", "Realisasi"):
            row = sheets["kinerja.xlsx", name][3]
            sheets["kinerja.xlsx", name].append(["LAIN", *row[1:]])

    lacking = intake.list_lacking(read(write(tmp_path, add_indicator)))
    assert [(f.sel, f.value) for f in lacking if f.lembar == "Analisis"] == [("A5", "LAIN")]


def test_a_sheet_that_may_be_left_out_lacks_nothing_but_its_column(tmp_path: Path) -> None:
    """The rules that read the column wait: what it holds cannot be missing from it."""

    def rename(sheets: Sheets) -> None:
        sheets["kinerja.xlsx", "Analisis"][2][0] = "Nomor"

    lacking = intake.list_lacking(read(write(tmp_path, rename)))
    assert [f.sel for f in lacking if f.lembar == "Analisis"] == ["A3"]


def test_a_cell_beyond_column_z_is_named_by_both_its_letters(tmp_path: Path) -> None:
    """U9 in the 30th column, AD, answered by dashes alone."""

    def shift(sheets: Sheets) -> None:
        rows = sheets["skm.xlsx", "Jawaban"]
        rows[2:] = [[*row[:-1], *[None] * 20, row[-1]] for row in rows[2:]]
        for row in rows[3:]:
            row[-1] = "-"

    found = [f for f in intake.check(write(tmp_path, shift)) if f.lembar == "Jawaban"]
    assert [f.sel for f in found if f.value == "U9"] == ["AD4, AD5"]
