"""The survey in the form the office has it: answers, counts, a published index, or nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from lkip_helpers.compute.survey_forms import Survey, compute_survey
from lkip_helpers.intake.pipeline import IntakeResult, read
from tests.conftest import OVERVIEW, copy_workspace, lkip
from tests.workbook import Sheets, write

SKM = "skm.xlsx"
COUNTS = ["-", 1, 2, 7]  # of one unsur: 1 × 2 + 2 × 3 + 7 × 4 = 36 of 10 answers, NRR 3.6


def empty(sheets: Sheets) -> None:
    sheets[SKM, "Jawaban"][3:] = []


def recap(sheets: Sheets, unsur: int = 9) -> None:
    empty(sheets)
    sheets[SKM, "Unsur"][3:] = [[f"U{n}", f"Unsur {n}", *"abcd"] for n in range(1, unsur + 1)]
    sheets[SKM, "Rekap"] = [["Kode", *(f"Nilai {n}" for n in (1, 2, 3, 4))],
                             *([f"U{n}", *COUNTS] for n in range(1, unsur + 1))]  # fmt: skip
    sheets[SKM, "Tindak Lanjut"][3:] = []


def index_only(sheets: Sheets) -> None:
    empty(sheets)
    sheets[SKM, "Unsur"][3:] = sheets[SKM, "Tindak Lanjut"][3:] = []
    sheets[SKM, "IKM"] = [["IKM", "Sumber", "Responden"], [80.5, "Laporan SKM kabupaten", None]]


def read_survey(root: Path, alter: Callable[[Sheets], None]) -> tuple[IntakeResult, Survey]:
    result = read(write(root, alter))
    return result, compute_survey(result.frames)


@pytest.mark.parametrize("unsur", [7, 9, 14])
def test_counts_give_what_the_answers_would(tmp_path: Path, unsur: int) -> None:
    """NRR 36 / 10 = 3.6 of every unsur, so IKM 3.6 × 25 = 90, whatever their number."""
    result, survey = read_survey(tmp_path, lambda sheets: recap(sheets, unsur))
    assert result.valid
    assert (survey.form, survey.respondents, len(survey.nrr)) == ("rekap", 10, unsur)
    assert survey.nrr["nrr"].unique().tolist() == [3.6]
    assert survey.ikm["ikm"].iloc[0] == pytest.approx(90)
    cells = survey.nrr.attrs["asal"]["nrr"][4]
    assert (cells.span, cells.function) == ("B2;C2;D2;E2", "rerata_skor")


def test_a_published_index_stands_alone_with_its_source(tmp_path: Path) -> None:
    """80.5 is B (76.61–88.30); the number of respondents is unknown."""
    result, survey = read_survey(tmp_path, index_only)
    assert result.valid
    assert survey.ikm[["ikm", "mutu"]].iloc[0].to_list() == [80.5, "B"]
    assert (survey.source, survey.respondents, len(survey.nrr)) == (
        "Laporan SKM kabupaten",
        None,
        0,
    )
    assert survey.ikm.attrs["asal"]["ikm"][2].span == "A2"


@pytest.mark.parametrize("ikm", [88.5, "88,5"])
def test_a_published_index_that_differs_is_traced_to_its_cell(
    ikm: float | str, tmp_path: Path
) -> None:
    """The workbook of tables has no table of unsur to compute it from. 88.5 was typed in A2."""
    chapters = *OVERVIEW, "31-kepuasan-masyarakat", "32-partisipasi-masyarakat"
    workspace = copy_workspace(tmp_path, *chapters)
    book = Workbook()
    book.active.title = "IKM"
    for row in (["IKM", "Sumber", "Responden"], [ikm, "Laporan SKM kota", None]):
        book.active.append(row)
    book.save(workspace.raw / SKM)
    made = lkip(workspace.root, "render", "2021", "--bentuk", "xlsx")
    assert made.returncode == 0, made.stderr
    traced = lkip(workspace.root, "trace", "ikm-bukti", "bukti", "--tahun", "2021")
    assert "88,50 = skm.xlsx › IKM › A2" in traced.stdout


def test_an_unsur_named_twice_is_told_with_its_cell(tmp_path: Path) -> None:
    """The second row of U1 to U9; row 1 holds their heads or a title."""
    workspace = copy_workspace(tmp_path)
    book = load_workbook(workspace.raw / SKM)
    cells = {str(row[0].value): row[1] for row in book["Unsur"].iter_rows()}
    cells["U2"].value = cells["U1"].value
    book.save(workspace.raw / SKM)
    told = " ".join(lkip(workspace.root, "check", "2021").stdout.split())
    assert f"{cells['U2'].coordinate}: unsur Persyaratan sudah ada pada baris lain" in told


def test_an_unsur_without_a_name_is_still_to_be_filled(tmp_path: Path) -> None:
    """Nine of the ten have theirs; the tenth is not called by the lack of one."""
    workspace = copy_workspace(tmp_path)
    book = load_workbook(workspace.raw / SKM)
    sheet = book["Unsur"]
    sheet.cell(sheet.max_row + 1, 1).value = "U10"
    book.save(workspace.raw / SKM)
    told = lkip(workspace.root, "check", "2021").stdout
    assert "Unsur: belum diisi" in told and "nan" not in told.split()


def test_an_office_without_a_survey_needs_no_workbook_of_it(tmp_path: Path) -> None:
    """Nothing is at fault, and nothing is known; a file of nearly that name is asked about."""
    workspace = write(tmp_path)
    (workspace.raw / "skm.xlsx").rename(workspace.raw / "SKM.XLSX")
    (wrong,) = [f for f in read(workspace).findings if f.is_blocking]
    assert wrong.saran.startswith("namai SKM.XLSX menjadi skm.xlsx")
    (workspace.raw / "SKM.XLSX").unlink()
    result = read(workspace)
    survey = compute_survey(result.frames)
    assert result.valid
    assert (survey.form, survey.respondents) == ("", None)
    assert survey.ikm.empty and survey.tally.empty


@pytest.mark.parametrize(
    ("alter", "cell", "message"),
    [
        (lambda sheets: sheets.update({(SKM, "Rekap"): [
            ["Kode", *(f"Nilai {n}" for n in (1, 2, 3, 4))], ["U1", *COUNTS]]}),
         "A2", "survei sudah diisi di lembar Jawaban; hanya satu bentuk yang dipakai"),
        (lambda sheets: (recap(sheets), sheets[SKM, "Rekap"].append(["U10", *COUNTS])), "A11",
         "baris U10 bukan kode pada lembar Unsur"),
        (lambda sheets: (recap(sheets), sheets[SKM, "Rekap"].pop()), "",
         "baris jawaban U9 tidak ada"),
        (lambda sheets: (index_only(sheets), sheets[SKM, "IKM"].append([70, "lain"])), "A3",
         "IKM ditulis lebih dari sekali"),
        (lambda sheets: (index_only(sheets), sheets[SKM, "IKM"][1].__setitem__(0, 3.4)), "A2",
         "IKM: 3.4 tidak boleh kurang dari 25"),
    ],
)  # fmt: skip
def test_a_survey_in_two_forms_or_of_other_unsur_is_refused(
    tmp_path: Path, alter: Callable[[Sheets], None], cell: str, message: str
) -> None:
    """With its cell."""
    found = [f for f in read(write(tmp_path, alter)).findings if f.is_blocking]
    assert (cell, message) in [(f.sel, f.pesan) for f in found]
