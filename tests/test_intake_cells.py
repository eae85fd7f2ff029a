"""Cells are what they show: each kind of cell that is not is a finding with its address."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from lkip_helpers import intake
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.numberformat import show_number
from lkip_helpers.intake.pipeline import read
from tests.workbook import Sheets, write

KINERJA_FILE, DPA, SKM = "kinerja.xlsx", ("dpa.xlsx", "DPA"), ("skm.xlsx", "Jawaban")


def findings(
    root: Path, alter: Callable[[Sheets], Any] = lambda _: None, decorate: Any = lambda _: None
) -> list[Finding]:
    return [f for f in intake.check(write(root, alter, decorate)) if "SUMBER" not in f.pesan]


def at(sheet: tuple[str, str], alter: Callable[[Worksheet], Any]) -> Callable[..., None]:
    """A change to one sheet of the workbooks, before they are saved."""
    return lambda workbook: alter(workbook[sheet[0]][sheet[1]])


def set_sel(address: str, value: Any, kind: str = "") -> Callable[[Worksheet], None]:
    def alter(ws: Worksheet) -> None:
        ws[address] = value
        if kind:
            ws[address].data_type = kind

    return alter


def set_format(address: str, code: str) -> Callable[[Worksheet], None]:
    return lambda ws: setattr(ws[address], "number_format", code)


def paint(cell: Any, colour: str, pattern: Any = "solid") -> None:
    cell.fill = PatternFill(pattern, fgColor=colour)


def tambah_sub(sheets: Sheets) -> None:
    """Three sub kegiatan in rows 4 to 6 of the sheet DPA."""
    example = sheets[DPA][3]
    sheets[DPA][3:] = [[*example[:3], example[3] + n * "I", *example[4:]] for n in range(3)]
    sheets[KINERJA_FILE, "PK Program"][3][1] = 3 * example[4]


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#SPILL!", "#CALC!", "#GETTING_DATA"])
def test_an_error_names_its_cell_whether_the_reader_knows_it_or_not(
    tmp_path: Path, error: str
) -> None:
    """calamine refuses the whole sheet for an error it does not know."""
    every = findings(tmp_path, decorate=at(DPA, set_sel("E4", error, "e")))
    assert [(f.lembar, f.sel, f.pesan) for f in every] == [
        ("DPA", "E4", f"berisi galat Excel {error}")
    ]


def test_an_error_beside_the_table_is_nobodys_fault(tmp_path: Path) -> None:
    """Only a cell that counts is named."""
    assert findings(tmp_path, decorate=at(DPA, set_sel("Z4", "#SPILL!", "e"))) == []


@pytest.mark.parametrize(("content", "kind"), [("#REF!", "e"), ("=Z1", "f")])
def test_a_row_of_errors_or_unsaved_formulas_is_not_empty(
    tmp_path: Path, content: str, kind: str
) -> None:
    """Calamine reads it as nothing; nor is it a total."""

    def decorate(ws: Worksheet) -> None:
        for column in range(1, 9):
            set_sel(ws.cell(5, column).coordinate, content, kind)(ws)

    cells = {f.sel for f in findings(tmp_path, tambah_sub, at(DPA, decorate))}
    assert {"B5", "C5", "D5", "E5", "F5"} <= cells


def test_numbers_never_fill_a_merged_range_and_texts_do(tmp_path: Path) -> None:
    """A pagu merged over two rows would be counted twice."""

    def merge(column: str) -> Callable[..., None]:
        return at(DPA, lambda ws: ws.merge_cells(f"{column}4:{column}5"))

    every = findings(tmp_path / "angka", tambah_sub, merge("E"))
    assert [(f.sel, "sel gabungan E4:E5" in f.pesan) for f in every if f.lembar == "DPA"] == [
        ("E5", True)
    ]
    assert findings(tmp_path / "teks", tambah_sub, merge("B")) == []


def test_what_lies_under_a_merge_is_not_read(tmp_path: Path) -> None:
    """The format painter merges and keeps the values nobody sees."""
    every = findings(tmp_path, decorate=at(DPA, lambda ws: ws.merged_cells.add("D4:E4")))
    assert [f.sel for f in every] == ["E4"]


def test_a_merge_beside_the_table_is_said_and_breaks_nothing(tmp_path: Path) -> None:
    """It lies beyond the last column that has a value."""
    every = findings(tmp_path, tambah_sub, at(DPA, lambda ws: ws.merge_cells("Z4:Z9")))
    assert [(f.sel, f.tingkat) for f in every] == [("Z4", "peringatan")]


@pytest.mark.parametrize(
    ("value", "code", "seen"),
    [
        (6_000_000, "0,", "dibagi 1.000"),
        (6_000_000, "0.0,,", "dibagi 1.000.000"),
        (6_000_000, ";;;", "menyembunyikan"),
        (6_000, '0"000"', "menambahkan tulisan"),
        (6, '0" juta"', "menambahkan tulisan"),
        (600, "0\\,00", "menambahkan tulisan"),
        (-6, "0;0", "tandanya"),
        (6, "-0", "tandanya"),
        (0, "#,###", "menyembunyikan"),
        (0, "0;-0;;@", "menyembunyikan"),
        (82, '0"%"', "tanda persen"),
        (82, "0\\%", "tanda persen"),
        (5, "#,##0_);[Red]\\(0%\\)", "tanda persen"),
        (2_000_000, '[>=1000000]0.0,," jt";0', "dibagi 1.000.000"),
        (2, '[>=1000000]0.0,," jt";0', ""),
        (6, '"Rp"#,##0.00', ""),
        (6, "[$Rp-421] #,##0", ""),
        (0, '_(* #,##0_);_(* (#,##0);_(* "-"??_);_(@_)', ""),
        (-6, "#,##0;(#,##0)", ""),
        (6, '0" orang"', ""),
        (6, '0" m"', ""),
        (44_000, "[$-421]d mmmm yyyy", ""),
        (0.82, "0.00%", ""),
        (12.4, "0", "dibulatkan menjadi 12"),
        (12.5, "#,##0", "dibulatkan menjadi 13"),
        (78.125, "0.0", "dibulatkan menjadi 78,1"),
        (0.004, "0.00", "dibulatkan menjadi 0,00"),
        (0.8234, "0%", "dibulatkan menjadi 82"),
        (7_400_000, "0.00E+00", "bilangan berpangkat"),
        (12.4, "0.00", ""),
        (66.666666, "#,##0.00", ""),
        (12.000000000000002, "0", ""),
        (12.4, "# ?/?", "sebagai pecahan"),
        (12, "# ?/?", ""),
    ],
)
def test_a_format_that_shows_another_number_is_told(value: float, code: str, seen: str) -> None:
    """As ECMA-376 18.8.31 has Excel show it."""
    problems = show_number(value, code).problems
    assert seen in problems if seen else problems == ""


def test_a_scaling_format_names_its_cell(tmp_path: Path) -> None:
    """The cell holds rupiah and shows thousands."""
    every = findings(tmp_path, decorate=at(DPA, set_format("E4", "0,")))
    assert [(f.sel, f.tingkat) for f in every] == [("E4", "salah")]


@pytest.mark.parametrize(
    ("decorate", "seen"),
    [
        (lambda c: setattr(c, "font", Font(color="FFFFFFFF")), "sewarna"),
        (lambda c: setattr(c, "font", Font(color=Color(theme=0))), "sewarna"),
        (lambda c: setattr(c, "font", Font(color=Color(indexed=9))), "sewarna"),
        (lambda c: (setattr(c, "font", Font(color="FFFFFF")), paint(c, "DDEBF7")), "sewarna"),
        (lambda c: setattr(c, "font", Font(color="A6A6A6")), ""),
        (lambda c: setattr(c, "font", Font(strike=True)), "dicoret"),
        (lambda c: setattr(c, "font", Font(size=1)), "terlalu kecil"),
        (lambda c: setattr(c, "number_format", "0.00E+00"), "bilangan berpangkat"),
        (lambda c: (setattr(c, "font", Font(color="FFFF00")), paint(c, "FFFF00")), "sewarna"),
        (lambda c: (setattr(c, "font", Font(color="FFFFFF")), paint(c, "1F3864")), ""),
        (lambda c: (setattr(c, "font", Font(color="FFFFFF")), paint(c, "FFFF00", "gray125")), ""),
        (lambda c: setattr(c, "font", Font(color=Color(theme=1), size=8)), ""),
    ],
)
def test_letters_that_nobody_sees_are_told(
    tmp_path: Path, decorate: Callable[[Any], Any], seen: str
) -> None:
    """What is written in the colour of its ground, crossed out or a point high is read too."""
    every = findings(tmp_path, decorate=at(DPA, lambda ws: decorate(ws["E4"])))
    assert [(f.sel, f.tingkat) for f in every] == ([("E4", "peringatan")] if seen else [])
    assert all(seen in f.pesan for f in every)


def test_a_percent_sign_multiplies_only_where_it_is_one(tmp_path: Path) -> None:
    """0,5 shown as 0,5% is half a percent; 82 shown as 8200% was never 82 percent."""

    def realisasi(value: float, code: str) -> Any:
        folder = tmp_path / str(abs(hash((value, code))))
        return write(
            folder,
            lambda content: content[KINERJA_FILE, "Realisasi"][3].__setitem__(4, value),
            at((KINERJA_FILE, "Realisasi"), set_format("E4", code)),
        )

    writings = read(realisasi(0.5, '0.0"%"'))
    assert writings.frames["realisasi"]["realisasi"].to_list() == [0.5]
    assert [f.sel for f in writings.findings if "persen" in f.pesan] == ["E4"]
    wrong = [t for t in intake.check(realisasi(82, "0%")) if t.is_blocking]
    doubts = [f for f in intake.check(realisasi(5, "0%")) if "persen" in f.pesan]
    assert [(f.sel, f.tingkat) for f in doubts] == [("E4", "peringatan")]
    assert [(f.sel, f.pesan) for f in wrong] == [
        ("E4", "82 ditampilkan sebagai persen, yaitu 8200 %")
    ]


@pytest.mark.parametrize(
    ("decorate", "cells"),
    [
        (lambda ws: setattr(ws, "sheet_state", "hidden"), "A1"),
        (lambda ws: setattr(ws, "sheet_state", "veryHidden"), "A1"),
        (lambda ws: setattr(ws.column_dimensions["E"], "hidden", True), "E3"),
        (lambda ws: setattr(ws.row_dimensions[4], "height", 0.01), "A4"),
        (lambda ws: setattr(ws.sheet_format, "zeroHeight", True), "A4"),
    ],
)
def test_what_is_read_but_not_seen_is_said(
    tmp_path: Path, decorate: Callable[[Worksheet], None], cells: str
) -> None:
    """Hiding is not deleting."""
    every = findings(tmp_path, decorate=at(DPA, decorate))
    assert [(f.lembar, f.sel, f.tingkat) for f in every] == [("DPA", cells, "peringatan")]


def test_hidden_rows_that_follow_each_other_are_one_finding(tmp_path: Path) -> None:
    """A filter hides hundreds."""

    def decorate(ws: Worksheet) -> None:
        for n in (4, 5, 6):
            ws.row_dimensions[n].hidden = True

    assert [f.sel for f in findings(tmp_path, tambah_sub, at(DPA, decorate))] == ["A4:A6"]


@pytest.mark.parametrize(
    ("karakter", "name"),
    [("_x001B_", "U+001B"), ("\u200b", "U+200B (zero width space)"), ("\u202e", "U+202E"),
     ("\ufeff", "U+FEFF"), ("_xFFFE_", "U+FFFE")],
)  # fmt: skip
def test_a_character_nobody_sees_is_named(tmp_path: Path, karakter: str, name: str) -> None:
    """In a text, and in a number typed as one."""

    def alter(sheets: Sheets) -> None:
        sheets[KINERJA_FILE, "Isu"][3][0] = f"Pelayanan{karakter} prima"
        sheets[DPA][3][4] = f"7.400{karakter}.000"

    every = [f for f in findings(tmp_path, alter) if f.is_blocking]
    assert {(f.lembar, f.sel) for f in every} == {("Isu", "A4"), ("DPA", "E4")}
    assert all(name in f.pesan for f in every)


@pytest.mark.parametrize("value", [1e308, -1e308, 10**15, "9" * 400, "9" * 6000])
def test_a_number_beyond_all_rupiah_is_refused(tmp_path: Path, value: object) -> None:
    """Excel keeps 15 digits."""
    every = [f for f in findings(tmp_path, lambda i: i[DPA][3].__setitem__(4, value)) if f.sel]
    assert {(t.lembar, t.sel) for t in every if t.is_blocking} == {("DPA", "E4")}


@pytest.mark.parametrize("day", ["24 Februari 1899", "1 Januari 99999999999999999999", 44_616])
def test_a_day_before_the_calendar_of_excel_is_refused(tmp_path: Path, day: object) -> None:
    """Day 60 of Excel never was; a bare number of a day shows no day."""

    def alter(sheets: Sheets) -> None:
        rows = next(r for r in sheets[KINERJA_FILE, "Profil"] if r[0] == "Tanggal penandatanganan")
        rows[1] = day

    assert [f.lembar for f in findings(tmp_path, alter)] == ["Profil"]


def test_two_sheets_of_one_name_are_named(tmp_path: Path) -> None:
    """Excel tells "Lembaga" and "Lembaga " apart; a reader does not."""
    every = findings(
        tmp_path,
        lambda content: content.update(
            {(KINERJA_FILE, "Lembaga "): content[KINERJA_FILE, "Lembaga"]}
        ),
    )
    assert [(f.lembar, f.sel, f.tingkat) for f in every] == [("Lembaga ", "A1", "salah")]


@pytest.mark.parametrize(
    ("name", "advice"),
    [("Langkahh", "Langkah?"), ("Langkah 2021", "Langkah?"), ("DPA", "dpa.xlsx"), ("Coretan", "")],
)
def test_a_sheet_nobody_reads_is_named_with_the_one_that_may_be_meant(
    tmp_path: Path, name: str, advice: str
) -> None:
    """An optional sheet under another name would be lost in silence."""
    every = findings(
        tmp_path,
        lambda content: content.update(
            {(KINERJA_FILE, name): content.pop((KINERJA_FILE, "Langkah"))}
        ),
    )
    assert [(f.lembar, f.sel, f.tingkat) for f in every] == [(name, "A1", "peringatan")]
    assert advice in every[0].saran


def test_two_years_of_one_column_head_are_named(tmp_path: Path) -> None:
    """ "2021" and "Target 2021" are one year."""

    def alter(sheets: Sheets) -> None:
        for rows, value in zip(
            sheets[KINERJA_FILE, "Renstra"][2:], ("Target 2021", 91), strict=True
        ):
            rows.append(value)

    assert [(f.sel, f.pesan) for f in findings(tmp_path, alter)] == [
        ("E3", "judul kolom “2021” ada dua")
    ]


def test_a_respondent_labelled_as_a_total_is_named(tmp_path: Path) -> None:
    """Among the others it would be dropped; a foot row that sums them is none."""
    sheet = [[n, *[3] * 9] for n in range(1, 4)]
    sheet[1][0] = "Jumlah"
    every = findings(
        tmp_path / "a", lambda content: content[SKM].__setitem__(slice(3, None), sheet)
    )
    assert "A5" in {t.sel for t in every if t.is_blocking}
    footer = [[1, *[3] * 9], [2, *[4] * 9], ["Jumlah", *[7] * 9], ["Rata-rata", *[3.5] * 9]]
    assert findings(tmp_path / "b", lambda i: i[SKM].__setitem__(slice(3, None), footer)) == []


@pytest.mark.parametrize("first", [[1, 2, 3, 4], list(range(1, 11))])
def test_a_first_respondent_1_2_3_is_not_taken_for_column_numbers(
    tmp_path: Path, first: list[int]
) -> None:
    """Respondent 1 answered 2, 3, 4; or the next row is respondent 2."""
    content = [first + [None] * (10 - len(first)), [2, *[3] * 9]]
    every = findings(tmp_path, lambda i: i[SKM].__setitem__(slice(3, None), content))
    assert ("Jawaban", "A4") in {(t.lembar, t.sel) for t in every if t.is_blocking}


def test_data_above_the_head_or_beside_the_table_is_named(tmp_path: Path) -> None:
    """A head sorted into the rows; a number typed one column too far."""

    def alter(sheets: Sheets) -> None:
        sheets[DPA][2], sheets[DPA][3] = sheets[DPA][3], sheets[DPA][2]
        sheets[SKM][4].append(4)

    assert {("DPA", "A3"), ("Jawaban", "K5")} <= {
        (f.lembar, f.sel) for f in findings(tmp_path, alter)
    }


def test_a_misspelt_entry_of_the_profile_is_named(tmp_path: Path) -> None:
    """It is optional, and would be left out in silence."""

    def alter(sheets: Sheets) -> None:
        next(r for r in sheets[KINERJA_FILE, "Profil"] if r[0] == "NIP camat")[0] = "NIP camt"

    (one,) = findings(tmp_path, alter)
    assert "apakah maksudnya “NIP camat”?" in one.saran


@pytest.mark.parametrize(
    ("nip", "told"),
    [
        ("belum ada", "berisi 0 angka"),
        (" ", ""),
        (1980, "berisi 4 angka"),
        ("19800101 200501 1 001", ""),
        (198001012005011001, "digit akhirnya hilang"),
    ],
)
def test_a_nip_of_other_than_18_digits_is_told(tmp_path: Path, nip: Any, told: str) -> None:
    """A word in its place would keep the report from printing it without a finding."""

    def alter(sheets: Sheets) -> None:
        next(r for r in sheets[KINERJA_FILE, "Profil"] if r[0] == "NIP camat")[1] = nip

    every = [f.pesan for f in findings(tmp_path, alter)]
    assert len(every) == bool(told)
    assert all(told in t for t in every)


def test_workbooks_as_they_are_read(tmp_path: Path) -> None:
    """The examples have none of these faults."""
    assert findings(tmp_path) == []
