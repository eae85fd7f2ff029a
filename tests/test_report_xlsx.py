"""`tabel.xlsx`: every formula gives the number of tabel.json, recalculated by two other ways."""

import html
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from lkip_helpers.render.xlsx import HEADER, build_workbook
from lkip_helpers.render.xlsx_book import Book
from lkip_helpers.render.xlsx_inputs import Inputs
from lkip_helpers.report.formula import evaluate_formula
from lkip_helpers.report.record import read_records
from tests.conftest import Report


def same(left: Any, right: Any) -> bool:
    empty = (None, "")
    if left in empty or right in empty:
        return left in empty and right in empty
    return bool(float(left) == pytest.approx(float(right), rel=1e-9, abs=1e-9))


def test_every_declared_formula_gives_the_value_the_frame_has(report: Report) -> None:
    """Each number twice: by pandas in compute, and from the formula beside its column."""
    counted = 0
    for tabel in report.tabel.values():
        data = pd.DataFrame(tabel["baris"])
        for column in tabel["kolom"]:
            if not column["rumus"] or "dari(" in column["rumus"]:
                continue
            for row in tabel["baris"]:
                value = evaluate_formula(column["rumus"], row, data)
                assert same(None if pd.isna(value) else value, row[column["kunci"]]), (
                    tabel["label"],
                    column,
                )
                counted += 1
    assert counted > 150


def sheet_of(report: Report, label: str) -> str:
    """`Tabel 3.4`: a sheet is called as its table is in the report."""
    tabel = report.tabel[label]
    in_sentence = tabel["jenis"] == "kalimat"
    return str(tabel["label"]) if in_sentence else f"{tabel['jenis'].capitalize()} {tabel['nomor']}"


def test_every_number_of_the_budget_points_to_its_cell(report: Report) -> None:
    """51 rows of pagu and realisasi; the first stands in dpa.xlsx › DPA › E8."""
    wb = openpyxl.load_workbook(report.folder / "tabel.xlsx")
    ws = wb[sheet_of(report, "program-anggaran-output")]
    assert ws.cell(HEADER + 1, 4).value == "='Data DPA'!E8"
    assert ws.cell(HEADER + 52, 4).value == f"=SUM(D{HEADER + 1}:D{HEADER + 51})"


def test_the_survey_is_followed_down_to_the_answers(report: Report) -> None:
    """NRR is an average over the counts of answers, IKM the footer of the table of values."""
    wb = openpyxl.load_workbook(report.folder / "tabel.xlsx")
    formulas = {c.value for r in wb[sheet_of(report, "skm-nilai")].iter_rows() for c in r}
    cells = [f"'Data Rekap'!{k}5" for k in "BCDE"]
    score = "+".join(f"{n}*{c}" for n, c in enumerate(cells, 1))
    assert f"=({score})/SUM({','.join(cells)})" in formulas
    assert any(
        sheet_of(report, "skm-nilai") in str(c.value)
        for r in wb[sheet_of(report, "skm-ringkasan")].iter_rows()
        for c in r
    )
    frequencies = {c.value for r in wb[sheet_of(report, "skm-u1")].iter_rows() for c in r}
    assert "='Data Rekap'!E5" in frequencies


def test_the_contents_lead_to_every_sheet(report: Report) -> None:
    """Number and title as links, and back; what a reader needs first, the inputs behind it."""
    wb = openpyxl.load_workbook(report.folder / "tabel.xlsx")
    contents = wb["Daftar Isi"]
    entries = [r[0].value for r in contents.iter_rows(min_row=4)]
    assert entries == wb.sheetnames[1:]
    tables = entries[: len(report.tabel)]
    printed = [sheet_of(report, t["label"]) for t in report.printed]
    annex = [n for n in tables if n.startswith("Tabel T.")]
    in_sentences = [label for label, t in report.tabel.items() if t["jenis"] == "kalimat"]
    assert tables == [n for n in printed if n not in annex] + in_sentences + annex
    assert all(n.startswith("Data ") for n in entries[len(tables) :])
    groups = [r[2].value for r in contents.iter_rows(min_row=4)]
    assert [*dict.fromkeys(groups)] == [
        "Laporan", "Angka di balik kalimat", "Lampiran teknis", "Salinan data masukan",
    ]  # fmt: skip
    copies = [wb[n] for n in entries[len(tables) :]]
    assert {ws["A1"].hyperlink.location for ws in copies} == {"'Daftar Isi'!A1"}
    for row, name in enumerate(tables, 4):
        assert contents.cell(row, 1).hyperlink.location == f"'{name}'!A1"
        assert wb[name].freeze_panes == f"A{HEADER + 1}"
        assert wb[name]["A4"].hyperlink.location == "'Daftar Isi'!A1"


def test_every_sheet_prints_on_turned_pages_in_one_typeface(report: Report) -> None:
    """As wide as itself, heads repeated; one with a chart on a single page, so that none is cut.

    A draft says so at the head of every page of a table, and above the contents.
    """
    wb = openpyxl.load_workbook(report.folder / "tabel.xlsx")
    for ws in wb:
        assert ws.page_setup.orientation == "landscape"
        drawn = ws._charts  # noqa: SLF001 openpyxl has no other way to ask
        assert not drawn or ws.page_setup.fitToHeight is None, ws.title  # one page
        assert ws.print_title_rows, ws.title
        assert ws.title.startswith("Data ") or ws.oddHeader.center.text == "KONSEP"
        assert ws.sheet_properties.pageSetUpPr.fitToPage
    assert {c.font.name for ws in wb for r in ws.iter_rows() for c in r} == {"Calibri"}


def test_values_stand_beside_the_formulas(report: Report) -> None:
    """pandas, which does not recalculate, reads every number of tabel.json; none is empty."""
    sheets = pd.read_excel(
        report.folder / "tabel.xlsx", sheet_name=None, header=HEADER - 1, engine="openpyxl"
    )
    counted = 0
    for label, tabel in report.tabel.items():
        frame = sheets[sheet_of(report, label)]
        for i, row in enumerate([*tabel["baris"], *tabel["kaki"]]):
            for j, column in enumerate(tabel["kolom"]):
                if isinstance(row.get(column["kunci"]), int | float):
                    assert same(frame.iloc[i, j], row[column["kunci"]]), (label, i, column["kunci"])
                    counted += 1
    assert counted > 1000


def test_the_main_figures_are_native_charts(report: Report) -> None:
    """Bars for five of the seven figures, which have a number or shares for each name.

    Lines for each of two indicators over the years; the organisation has none. Each says its text.
    """
    parts = zipfile.ZipFile(report.folder / "tabel.xlsx")
    assert len([n for n in parts.namelist() if n.startswith("xl/charts/chart")]) == 5 + 2
    assert report.tabel["skm-diagram"]["alt"] in html.unescape(
        "".join(parts.read(n).decode() for n in parts.namelist() if "drawings/drawing" in n)
    )


def write_sheet(**content: Any) -> Any:
    """The sheet of a table of one column, or with the content given."""
    payload = {
        "jenis": "tabel", "label": "uji", "nomor": "1.1", "judul": "Uji", "satuan": "",
        "sumber": "uji", "rumus": "", "asal": {}, "kaki": [], "rumus_kaki": [], "bentuk_kaki": [],
        "kolom": [make_column("a", "teks")], **content,
    }  # fmt: skip
    file = build_workbook(
        read_records([payload]), Inputs(), "Uji", datetime(2022, 1, 1, tzinfo=UTC)
    )
    return openpyxl.load_workbook(BytesIO(file)).worksheets[1]


def make_column(key: str, kind: str) -> dict[str, Any]:
    return {"kunci": key, "judul": key.upper(), "jenis": kind, "desimal": 2, "rumus": ""}


def write_rows(texts: list[str]) -> Any:
    return write_sheet(baris=[{"a": t} for t in texts])


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "Warga merasa Aman!A1"])
def test_no_name_in_a_chart_is_taken_for_a_formula(name: str) -> None:
    """Its title and the names of its lines are the cells that hold them."""
    columns = [make_column("a", "teks"), make_column("tahun", "tahun"), make_column("b", "angka")]
    rows = [{"a": name, "tahun": 2020 + n, "b": 1.5} for n in (0, 1)]
    sheet = write_sheet(jenis="gambar", alt="uji", kolom=columns, baris=rows)
    (chart,) = sheet._charts  # noqa: SLF001 openpyxl has no other way to ask
    names = [chart.title.tx.strRef, *(series.tx.strRef for series in chart.series)]
    assert [ref.f.split("!")[-1] for ref in names] == ["$A$6", "$C$5"]
    assert [ref.strCache.pt[0].v for ref in names] == [name, "B"]


@pytest.mark.parametrize(("rows", "pages"), [(10, 1), (45, 1), (62, 2), (100, 3)])
def test_no_page_is_printed_for_a_few_rows(rows: int, pages: int) -> None:
    """Where it saves a page, rows are drawn in to 65 %: 49 lines of 15 points fit on one.

    Five lines stand above the rows: 50 lines are still one page, 67 two and 105 three.
    """
    height = write_rows(["a"] * rows).page_setup.fitToHeight
    assert (1 if height is None else height) == pages


def test_rows_are_as_high_as_their_text() -> None:
    """Columns hold at most 72 letters: 150 in words of nine take three lines of 15 points."""
    ws = write_rows(["kelurahan " * 15, "pendek"])
    assert ws.column_dimensions["A"].width == pytest.approx(72.7, abs=0.1)
    assert ws.row_dimensions[HEADER + 1].height == 45
    assert ws.row_dimensions[HEADER + 2].height is None


@pytest.mark.parametrize("wanted", [[20, 14, 14], [90, 90, 14, 14], [60] * 12])
def test_wide_columns_give_way_until_a_page_is_readable(wanted: list[int]) -> None:
    """170 letters are printed at four fifths; a column of text keeps twenty letters at least."""
    book = Book(datetime(2022, 1, 1, tzinfo=UTC))
    width = book.set_widths(book.open_sheet("Uji"), wanted)
    assert sum(width) <= max(170, 20 * len(wanted))
    assert all(w == asked or w >= 20 for w, asked in zip(width, wanted, strict=True))


def test_texts_and_title_are_as_in_the_report(report: Report) -> None:
    """Names all in capitals in dpa.xlsx are titles in tables, and stay as they are in the copy."""
    wb = openpyxl.load_workbook(report.folder / "tabel.xlsx")
    assert wb["Daftar Isi"]["A1"].value == (
        "Tabel Laporan Kinerja Kecamatan Paal Merah, Kota Jambi, Tahun 2021"
    )
    first = "Program Penunjang Urusan Pemerintahan Daerah Kabupaten/Kota"
    assert wb[sheet_of(report, "program-anggaran-output")].cell(HEADER + 1, 1).value == first
    assert first.upper() in {c.value for r in wb["Data DPA"].iter_rows() for c in r}


@pytest.mark.parametrize("malicious", ['=HYPERLINK("x")', "+1+1", "-2", "@SUM(1)"])
def test_text_that_looks_like_a_formula_stays_text(malicious: str) -> None:
    """From a workbook nothing may come alive."""
    payload = {
        "jenis": "tabel", "label": "uji", "nomor": "1.1", "judul": malicious, "satuan": "",
        "sumber": malicious,
        "rumus": "", "asal": {}, "kaki": [], "rumus_kaki": [], "bentuk_kaki": [],
        "baris": [{"a": malicious}],
        "kolom": [{"kunci": "a", "judul": malicious, "jenis": "teks", "desimal": 2, "rumus": ""}],
    }  # fmt: skip
    file = build_workbook(
        read_records([payload]), Inputs(), malicious, datetime(2022, 1, 1, tzinfo=UTC)
    )
    ws = openpyxl.load_workbook(BytesIO(file))["Tabel 1.1"]
    assert ws.cell(HEADER + 1, 1).value == malicious
    assert {c.data_type for r in ws.iter_rows() for c in r if c.value is not None} == {"s"}
    assert ws.cell(HEADER + 1, 1).quotePrefix


def test_libreoffice_recalculates_every_formula_to_the_same_number(
    report: Report, soffice: Callable[[str, Path], Path]
) -> None:
    """What LibreOffice computes anew is compared cell by cell."""
    result = soffice("xlsx", report.folder / "tabel.xlsx")
    formulas = openpyxl.load_workbook(report.folder / "tabel.xlsx")
    values = openpyxl.load_workbook(result, data_only=True)
    counted = 0
    for label, tabel in report.tabel.items():
        name = sheet_of(report, label)
        for row, numbers in enumerate([*tabel["baris"], *tabel["kaki"]], HEADER + 1):
            for j, column in enumerate(tabel["kolom"], 1):
                formula = formulas[name].cell(row, j)
                if formula.data_type == "f":
                    counted += 1
                    value = values[name].cell(row, j).value
                    assert same(value, numbers.get(column["kunci"])), (name, formula.value, value)
    assert counted > 600
