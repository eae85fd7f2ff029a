"""Each kind of cell that holds something else than it shows is a finding with its address."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from lkip_helpers import intake
from lkip_helpers.intake.numberformat import show_number
from lkip_helpers.intake.pipeline import read
from tests.test_intake_sheet import findings
from tests.workbook import Sheets, put, write

ACCENT = Color(theme=4)
KINERJA_FILE, DPA, SKM = "kinerja.xlsx", ("dpa.xlsx", "DPA"), ("skm.xlsx", "Jawaban")


def at(sheet: tuple[str, str], alter: Callable[[Worksheet], Any]) -> Callable[..., None]:
    """A change to one sheet of the workbooks, before they are saved."""
    return lambda workbook: alter(workbook[sheet[0]][sheet[1]])


def set_cell(address: str, value: Any, kind: str = "") -> Callable[[Worksheet], None]:
    def alter(ws: Worksheet) -> None:
        ws[address] = value
        if kind:
            ws[address].data_type = kind

    return alter


def set_format(address: str, code: str) -> Callable[[Worksheet], None]:
    return lambda ws: setattr(ws[address], "number_format", code)


def paint(cell: Any, colour: str, pattern: Any = "solid") -> None:
    cell.fill = PatternFill(pattern, fgColor=colour)


def set_three_sub(sheets: Sheets) -> None:
    """Put three sub kegiatan into rows 4 to 6 of the sheet DPA."""
    example = sheets[DPA][3]
    sheets[DPA][3:] = [
        [*example[:3], example[3] + number * "I", *example[4:]] for number in range(3)
    ]
    sheets[KINERJA_FILE, "PK Program"][3][1] = 3 * example[4]


def answer(rows: list[Any]) -> Callable[[Sheets], None]:
    """A change of all rows of answers."""
    return lambda sheets: sheets[SKM].__setitem__(slice(3, None), rows)


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#SPILL!", "#CALC!", "#GETTING_DATA"])
def test_an_error_names_its_cell_whether_the_reader_knows_it_or_not(
    tmp_path: Path, error: str
) -> None:
    """calamine refuses the whole sheet for an error it does not know."""
    found = findings(tmp_path, decorate=at(DPA, set_cell("E4", error, "e")))
    assert [(f.lembar, f.sel, f.pesan) for f in found] == [
        ("DPA", "E4", f"berisi galat Excel {error}")
    ]


def test_an_error_beside_the_table_is_nobodys_fault(tmp_path: Path) -> None:
    """Only a cell that counts is named."""
    assert findings(tmp_path, decorate=at(DPA, set_cell("Z4", "#SPILL!", "e"))) == []


@pytest.mark.parametrize(("value", "kind"), [("#REF!", "e"), ("=Z1", "f")])
def test_a_row_of_errors_or_unsaved_formulas_is_not_empty(
    tmp_path: Path, value: str, kind: str
) -> None:
    """calamine reads it as empty, and it is no row of totals."""

    def decorate(ws: Worksheet) -> None:
        for column in range(1, 9):
            set_cell(ws.cell(5, column).coordinate, value, kind)(ws)

    cells = {f.sel for f in findings(tmp_path, set_three_sub, at(DPA, decorate))}
    assert {"B5", "C5", "D5", "E5", "F5"} <= cells


def test_numbers_never_fill_a_merged_range_and_texts_do(tmp_path: Path) -> None:
    """A pagu merged over two rows would be counted twice."""

    def merge(column: str) -> Callable[..., None]:
        return at(DPA, lambda ws: ws.merge_cells(f"{column}4:{column}5"))

    found = findings(tmp_path / "angka", set_three_sub, merge("E"))
    assert [(f.sel, "sel gabungan E4:E5" in f.pesan) for f in found if f.lembar == "DPA"] == [
        ("E5", True)
    ]
    assert findings(tmp_path / "teks", set_three_sub, merge("B")) == []


def test_what_lies_under_a_merge_is_not_read(tmp_path: Path) -> None:
    """The format painter merges and keeps the values nobody sees."""
    found = findings(tmp_path, decorate=at(DPA, lambda ws: ws.merged_cells.add("D4:E4")))
    assert [f.sel for f in found] == ["E4"]


def test_a_merge_beside_the_table_is_said_and_breaks_nothing(tmp_path: Path) -> None:
    """It lies beyond the last column that has a value."""
    found = findings(tmp_path, set_three_sub, at(DPA, lambda ws: ws.merge_cells("Z4:Z9")))
    assert [(f.sel, f.tingkat) for f in found] == [("Z4", "peringatan")]


@pytest.mark.parametrize(
    ("value", "code", "problem"),
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
def test_a_format_that_shows_another_number_is_told(value: float, code: str, problem: str) -> None:
    """As ECMA-376 18.8.31 has Excel show it."""
    problems = show_number(value, code).problems
    assert problem in problems if problem else problems == ""


def test_a_scaling_format_names_its_cell(tmp_path: Path) -> None:
    """The cell holds rupiah and shows thousands."""
    found = findings(tmp_path, decorate=at(DPA, set_format("E4", "0,")))
    assert [(f.sel, f.tingkat) for f in found] == [("E4", "salah")]


@pytest.mark.parametrize(
    ("decorate", "message"),
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
        (lambda c: (setattr(c, "font", Font(color=ACCENT)), paint(c, ACCENT)), "sewarna"),
        (lambda c: (setattr(c, "font", Font(color=ACCENT)), paint(c, Color(theme=5))), ""),
        (lambda c: (setattr(c, "font", Font(color="FFFFFF")), paint(c, "FFFF00", "gray125")), ""),
        (lambda c: setattr(c, "font", Font(color=Color(theme=1), size=8)), ""),
    ],
)
def test_letters_that_nobody_sees_are_told(
    tmp_path: Path, decorate: Callable[[Any], Any], message: str
) -> None:
    """Text in the colour of its background, crossed out or a point high is read too."""
    found = findings(tmp_path, decorate=at(DPA, lambda ws: decorate(ws["E4"])))
    assert [(f.sel, f.tingkat) for f in found] == ([("E4", "peringatan")] if message else [])
    assert all(message in f.pesan for f in found)


def test_a_mean_shown_in_percent_is_compared_with_percentages(tmp_path: Path) -> None:
    """(90 % + 80 %) / 2 = 85 %, which Excel holds as 0,85; 84 % is none."""
    sheet = (KINERJA_FILE, "Realisasi")

    def compare(mean: float) -> list[str]:
        def fill(sheets: Sheets) -> None:
            code, name, _, target, *_ = sheets[sheet][3]
            sheets[sheet][3:] = [
                [code, name, 2021, target, 0.9], [code, name, 2020, target, 0.8],
                ["Rata-rata", None, None, None, mean],
            ]  # fmt: skip

        def show(ws: Worksheet) -> None:
            for row in (4, 5, 6):
                ws.cell(row, 5).number_format = "0%"

        result = read(write(tmp_path / str(mean), fill, at(sheet, show)))
        assert result.frames["realisasi"]["realisasi"].to_list() == [90, 80]
        return [f.pesan for f in result.findings if "baris jumlah" in f.pesan]

    assert compare(0.85) == []
    assert compare(0.84) == ["baris jumlah berisi 84, padahal 2 baris di atasnya menghasilkan 85"]


def test_a_percent_sign_multiplies_only_where_it_is_one(tmp_path: Path) -> None:
    """0,5 shown as 0,5% is half a percent; 82 shown as 8200% was never 82 percent."""

    def realisasi(value: float, code: str) -> Any:
        folder, sheet = tmp_path / str(abs(hash((value, code)))), (KINERJA_FILE, "Realisasi")
        return write(folder, put(sheet, "E4", value), at(sheet, set_format("E4", code)))

    result = read(realisasi(0.5, '0.0"%"'))
    assert result.frames["realisasi"]["realisasi"].to_list() == [0.5]
    assert [f.sel for f in result.findings if "persen" in f.pesan] == ["E4"]
    wrong = [f for f in intake.check(realisasi(82, "0%")) if f.is_blocking]
    doubts = [f for f in intake.check(realisasi(5, "0%")) if "persen" in f.pesan]
    assert [(f.sel, f.tingkat) for f in doubts] == [("E4", "peringatan")]
    assert [(f.sel, f.pesan) for f in wrong] == [
        ("E4", "82 ditampilkan sebagai persen, yaitu 8200 %")
    ]


@pytest.mark.parametrize(
    ("decorate", "cell"),
    [
        (lambda ws: setattr(ws, "sheet_state", "hidden"), "A1"),
        (lambda ws: setattr(ws, "sheet_state", "veryHidden"), "A1"),
        (lambda ws: setattr(ws.column_dimensions["E"], "hidden", True), "E3"),
        (lambda ws: setattr(ws.row_dimensions[4], "height", 0.01), "A4"),
        (lambda ws: setattr(ws.sheet_format, "zeroHeight", True), "A4"),
    ],
)
def test_what_is_read_but_not_seen_is_said(
    tmp_path: Path, decorate: Callable[[Worksheet], None], cell: str
) -> None:
    """Hiding is not deleting."""
    found = findings(tmp_path, decorate=at(DPA, decorate))
    assert [(f.lembar, f.sel, f.tingkat) for f in found] == [("DPA", cell, "peringatan")]


def test_hidden_rows_that_follow_each_other_are_one_finding(tmp_path: Path) -> None:
    """A filter hides hundreds."""

    def decorate(ws: Worksheet) -> None:
        for row in (4, 5, 6):
            ws.row_dimensions[row].hidden = True

    assert [f.sel for f in findings(tmp_path, set_three_sub, at(DPA, decorate))] == ["A4:A6"]


@pytest.mark.parametrize(
    ("character", "name"),
    [("_x001B_", "U+001B"), ("\u200b", "U+200B (zero width space)"), ("\u202e", "U+202E"),
     ("\ufeff", "U+FEFF"), ("_xFFFE_", "U+FFFE")],
)  # fmt: skip
def test_a_character_nobody_sees_is_named(tmp_path: Path, character: str, name: str) -> None:
    """In a text, and in a number typed as one."""

    def alter(sheets: Sheets) -> None:
        sheets[KINERJA_FILE, "Isu"][3][0] = f"Pelayanan{character} prima"
        sheets[DPA][3][4] = f"7.400{character}.000"

    found = [f for f in findings(tmp_path, alter) if f.is_blocking]
    assert {(f.lembar, f.sel) for f in found} == {("Isu", "A4"), ("DPA", "E4")}
    assert all(name in f.pesan for f in found)


@pytest.mark.parametrize("value", [1e308, -1e308, 10**15, "9" * 400, "9" * 6000])
def test_a_number_beyond_all_rupiah_is_refused(tmp_path: Path, value: object) -> None:
    """Excel keeps 15 digits."""
    found = [f for f in findings(tmp_path, put(DPA, "E4", value)) if f.sel]
    assert {(f.lembar, f.sel) for f in found if f.is_blocking} == {("DPA", "E4")}


@pytest.mark.parametrize("day", ["24 Februari 1899", "1 Januari 99999999999999999999", 44_616])
def test_a_day_before_the_calendar_of_excel_is_refused(tmp_path: Path, day: object) -> None:
    """Day 60 of Excel never was; a bare number of a day shows no day."""

    def alter(sheets: Sheets) -> None:
        row = next(r for r in sheets[KINERJA_FILE, "Profil"] if r[0] == "Tanggal penandatanganan")
        row[1] = day

    assert [f.lembar for f in findings(tmp_path, alter)] == ["Profil"]


def test_two_sheets_of_one_name_are_named(tmp_path: Path) -> None:
    """Excel tells "Lembaga" and "Lembaga " apart; a reader does not."""
    found = findings(
        tmp_path,
        lambda sheets: sheets.update({(KINERJA_FILE, "Lembaga "): sheets[KINERJA_FILE, "Lembaga"]}),
    )
    assert [(f.lembar, f.sel, f.tingkat) for f in found] == [("Lembaga ", "A1", "salah")]


@pytest.mark.parametrize(
    ("name", "advice"),
    [("Langkahh", "Langkah?"), ("Langkah 2021", "Langkah?"), ("DPA", "dpa.xlsx"), ("Coretan", "")],
)
def test_a_sheet_nobody_reads_is_named_with_the_one_that_may_be_meant(
    tmp_path: Path, name: str, advice: str
) -> None:
    """An optional sheet under another name would be lost in silence."""
    found = findings(
        tmp_path,
        lambda sheets: sheets.update({(KINERJA_FILE, name): sheets.pop((KINERJA_FILE, "Langkah"))}),
    )
    assert [(f.lembar, f.sel, f.tingkat) for f in found] == [(name, "A1", "peringatan")]
    assert advice in found[0].saran


def test_two_years_of_one_column_head_are_named(tmp_path: Path) -> None:
    """ "2021" and "Target 2021" are one year."""

    def alter(sheets: Sheets) -> None:
        for row, value in zip(
            sheets[KINERJA_FILE, "Renstra"][2:], ("Target 2021", 91), strict=True
        ):
            row.append(value)

    assert [(f.sel, f.pesan) for f in findings(tmp_path, alter)] == [
        ("E3", "judul kolom “2021” ada dua")
    ]


def test_a_respondent_labelled_as_a_total_is_named(tmp_path: Path) -> None:
    """Among the others it would be dropped; a footer that sums them is no respondent."""
    labelled = [[n, *[3] * 9] for n in range(1, 4)]
    labelled[1][0] = "Jumlah"
    found = findings(tmp_path / "a", answer(labelled))
    assert "A5" in {f.sel for f in found if f.is_blocking}
    with_footer = [[1, *[3] * 9], [2, *[4] * 9], ["Jumlah", *[7] * 9], ["Rata-rata", *[3.5] * 9]]
    assert findings(tmp_path / "b", answer(with_footer)) == []


def test_numbers_without_answers_are_no_respondents(tmp_path: Path) -> None:
    """A sheet numbered in advance would count them all, and call the sample large enough."""
    numbered = [[1, *[3] * 9], *([n, *[None] * 9] for n in range(2, 31))]
    found = [f for f in findings(tmp_path, answer(numbered)) if f.is_blocking]
    assert [(f.lembar, f.sel) for f in found] == [("Jawaban", "A5:A33")]
    assert found[0].pesan.startswith("29 responden tidak menjawab satu unsur pun")


@pytest.mark.parametrize("first", [[1, 2, 3, 4], list(range(1, 11))])
def test_a_first_respondent_1_2_3_is_not_taken_for_column_numbers(
    tmp_path: Path, first: list[int]
) -> None:
    """Respondent 1 answered 2, 3, 4; or the next row is respondent 2."""
    answers = [first + [None] * (10 - len(first)), [2, *[3] * 9]]
    found = findings(tmp_path, answer(answers))
    assert ("Jawaban", "A4") in {(f.lembar, f.sel) for f in found if f.is_blocking}


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

    (finding,) = findings(tmp_path, alter)
    assert "apakah maksudnya “NIP camat”?" in finding.saran


@pytest.mark.parametrize(
    ("nip", "message"),
    [
        ("belum ada", "berisi 0 angka"),
        (" ", ""),
        (1980, "berisi 4 angka"),
        ("19800101 200501 1 001", ""),
        (198001012005011001, "digit akhirnya hilang"),
    ],
)
def test_a_nip_of_other_than_18_digits_is_told(tmp_path: Path, nip: Any, message: str) -> None:
    """A word in its place would keep the report from printing it without a finding."""

    def alter(sheets: Sheets) -> None:
        next(r for r in sheets[KINERJA_FILE, "Profil"] if r[0] == "NIP camat")[1] = nip

    messages = [f.pesan for f in findings(tmp_path, alter)]
    assert len(messages) == bool(message)
    assert all(message in m for m in messages)


def test_workbooks_as_they_are_read(tmp_path: Path) -> None:
    """The examples have none of these faults."""
    assert findings(tmp_path) == []
