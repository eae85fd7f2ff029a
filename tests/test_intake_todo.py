"""What is still empty is listed in the order of filling; no report hides that it is incomplete."""

import json
import re
from pathlib import Path

import pytest

from lkip_helpers import intake
from lkip_helpers.commands import main
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.pipeline import read
from lkip_helpers.intake.todo import compute_progress, phrase_cells
from lkip_helpers.schema.sheets import EVERY
from tests.conftest import CLOSING, copy_chapters, copy_workspace, lkip
from tests.workbook import Sheets, put, write

KINERJA_FILE, SKM, DPA = "kinerja.xlsx", "skm.xlsx", "dpa.xlsx"


def not_yet(root: Path, alter: object) -> list[Finding]:
    return [f for f in intake.check(write(root, alter)) if f.tingkat == "belum"]  # type: ignore[arg-type]


def half(sheets: Sheets) -> None:
    """No DPA rows, no answers, no realisasi, and two empty entries of the profile."""
    sheets[DPA, "DPA"][3:] = []
    sheets[DPA, "Dukungan"][3:] = []
    sheets[DPA, "Penjelasan"][3:] = []
    sheets[SKM, "Jawaban"][3:] = []
    sheets[KINERJA_FILE, "Realisasi"][3][4] = None
    for row in (1, 9):
        sheets[KINERJA_FILE, "Profil"][row][1] = None


def test_items_come_in_the_order_an_analyst_fills_the_sheets(tmp_path: Path) -> None:
    """kinerja, then dpa; each with file, sheet, cell and what to put there."""
    items = not_yet(tmp_path, half)
    assert [(f.berkas, f.lembar, f.sel) for f in items] == [
        (KINERJA_FILE, "Profil", "B2, B10"), (KINERJA_FILE, "Realisasi", "E4"),
        (DPA, "DPA", "A4"),
    ]  # fmt: skip
    assert all(f.saran.startswith("isi") for f in items)


def test_empty_cells_of_a_column_are_one_item(tmp_path: Path) -> None:
    """Not one a row; the cells are named."""

    def alter(sheets: Sheets) -> None:
        row = sheets[KINERJA_FILE, "Wilayah"][3]
        sheets[KINERJA_FILE, "Wilayah"] += [[f"Kelurahan {n}", None, *row[2:]] for n in range(4)]

    (item,) = not_yet(tmp_path, alter)
    assert (item.sel, item.pesan) == ("B5:B8", "Luas (ha): belum diisi pada 4 baris")
    assert "misalnya 601" in item.saran


@pytest.mark.parametrize(
    ("cells", "expected"),
    [(["E9"], "E9"), (["E9", "E10"], "E9, E10"), (["E9", "E10", "E11", "E20"], "E9:E11, E20")],
)
def test_three_cells_in_a_row_are_a_range(cells: list[str], expected: str) -> None:
    assert phrase_cells(cells) == expected


def test_a_blank_pagu_is_to_be_filled_but_a_dash_is_an_answer(tmp_path: Path) -> None:
    """A blank says nothing; a dash says that there is no budget."""
    (item,) = not_yet(tmp_path, put((DPA, "DPA"), "E4", 1, None))
    assert (item.sel, "tulis - bila" in item.saran) == ("F4", True)
    assert not_yet(tmp_path, put((DPA, "DPA"), "E4", "-", "-")) == []


@pytest.mark.parametrize("typed", ["-", None])
def test_a_count_without_any_is_said_to_be_written_as_zero(
    tmp_path: Path, typed: str | None
) -> None:
    """The dash of a printed table is no number here, and the example alone would mislead."""
    (item,) = not_yet(tmp_path, put(("kinerja.xlsx", "Lembaga"), "B4", typed))
    assert (item.sel, "tulis 0 bila tidak ada" in item.saran) == ("B4", True)
    (item,) = not_yet(tmp_path, put(("kinerja.xlsx", "Wilayah"), "B4", typed))
    assert "tulis 0" not in item.saran  # no area has no extent


def test_the_pagu_before_a_change_is_given_for_every_row_or_for_none(tmp_path: Path) -> None:
    """A blank beside others would count as nothing, and the pagu seem to have grown by its sum."""

    def alter(sheets: Sheets) -> None:
        row = sheets[DPA, "DPA"][3]
        sheets[DPA, "DPA"] += [[*row[:3], f"Sub kegiatan {n}", *row[4:]] for n in (1, 2)]
        for other, before in zip(sheets[DPA, "DPA"][3:], former, strict=True):
            other[7] = before

    former: list[object] = [7_400_000, None, "-"]
    (item,) = not_yet(tmp_path, alter)
    assert (item.sel, "tulis - bila" in item.saran) == ("H5", True)
    former = [None, None, None]
    assert not_yet(tmp_path, alter) == []


def test_a_survey_whose_unsur_nobody_answered_is_not_whole(tmp_path: Path) -> None:
    """One respondent may leave an unsur blank, not all of them."""

    def alter(sheets: Sheets) -> None:
        for row in sheets[SKM, "Jawaban"][3:]:
            row[2] = None

    (item,) = not_yet(tmp_path, alter)
    assert (item.sel, item.pesan) == ("C4, C5", "U2: belum diisi satu pun")


def test_an_indicator_of_the_pk_without_its_row_of_the_year_is_named(tmp_path: Path) -> None:
    """Realisasi has last year's row only."""
    (item,) = not_yet(tmp_path, put((KINERJA_FILE, "Realisasi"), "C4", 2020))
    assert (item.sel, item.pesan) == ("A5", "tidak ada realisasi tahun 2021 untuk IKM")


def test_an_optional_sheet_with_names_only_is_left_out_with_its_reason(tmp_path: Path) -> None:
    """Its rows are set aside, and counted as such; the draft goes on without them."""
    workspace = write(tmp_path, put((KINERJA_FILE, "Program Lokal"), "C4", None, None))
    result = read(workspace)
    assert result.valid
    assert result.frames["program_lokal"].empty
    (finding,) = [f for f in result.findings if f.lembar == "Program Lokal"]
    assert (finding.tingkat, finding.sel) == ("peringatan", "C4:D4")
    sheet = next(s for s in result.manifest["lembar"] if s["lembar"] == "Program Lokal")
    assert sheet["dibaca"] == sheet["dipakai"] + len(sheet["dibuang"])


def test_progress_counts_sheets_filled_and_required_sheets_open(tmp_path: Path) -> None:
    """Three sheets are open, five optional ones empty, all of the others filled."""
    result = read(write(tmp_path, half))
    progress = compute_progress(result.manifest, result.findings)
    assert str(progress) == (
        f"Terisi {len(EVERY) - 8} dari {len(EVERY)} lembar; 3 lembar wajib belum diisi."
    )
    assert progress.optional_empty == ("Jawaban", "Rekap", "IKM", "Dukungan", "Penjelasan")


def test_check_prints_the_list_and_the_progress_and_json_stays_a_list(tmp_path: Path) -> None:
    """Exit code 1: there can be no report yet."""
    write(tmp_path, half)
    result = lkip(tmp_path, "check")
    assert result.returncode == 1
    assert "  1. kinerja.xlsx › Profil › B2, B10: 2 isian belum diisi" in result.stdout
    output = " ".join(result.stdout.split())
    assert "Boleh kosong dan masih kosong: Jawaban, Rekap, IKM, Dukungan, Penjelasan." in output
    assert "3 hal belum diisi." in result.stdout.splitlines()[-1]
    findings = json.loads(lkip(tmp_path, "check", "--json").stdout)
    assert {f["tingkat"] for f in findings} == {"belum", "peringatan"}


def test_a_complete_year_is_told_which_sheets_could_still_be_given(tmp_path: Path) -> None:
    """Findings below file and sheet with their number; the sheets the report leaves out; one line.

    No line is wider than 80 letters but for a word that is, none has a colour: it is no terminal.
    """
    copy_workspace(tmp_path)
    result = lkip(tmp_path, "check", "2021")
    assert result.returncode == 0
    lines = result.stdout.splitlines()
    heads = [line for line in lines if line.endswith("peringatan") and line[:1] != " "]
    assert heads == [
        "kinerja.xlsx › Profil: 1 peringatan",
        "kinerja.xlsx › Realisasi: 3 peringatan",
        "kinerja.xlsx › PK Program: 2 peringatan",
        "dpa.xlsx › DPA: 1 peringatan",
    ]
    assert lines[1].startswith("  peringatan: B10: NIP camat berisi 19 angka, seharusnya 18;")
    assert max(map(len, lines)) <= 80
    assert "\x1b" not in result.stdout
    assert "Boleh kosong dan masih kosong: Pengaturan, Realisasi Triwulan," in result.stdout
    assert "Jawaban" not in result.stdout.split("Boleh kosong")[1]  # the survey has its Rekap
    assert result.stdout.endswith("0 kesalahan, 7 peringatan.\n")


def test_a_terminal_gets_its_width_and_colours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only the words before the colon have a colour."""
    write(tmp_path, put((DPA, "DPA"), "E4", 9 * "ratus "))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "50")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert main(["check"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "\x1b[1mdpa.xlsx › DPA: 1 kesalahan\x1b[0m"
    assert lines[1].startswith("\x1b[31m  salah:\x1b[0m E4: ")
    assert max(len(re.sub("\x1b.*?m", "", line)) for line in lines) <= 50


@pytest.mark.parametrize("option", [[], ["--final"]])
def test_a_half_filled_year_gives_no_report(tmp_path: Path, option: list[str]) -> None:
    """Neither draft nor final; the listed items say why."""
    workspace = write(tmp_path, half)
    copy_chapters(tmp_path, CLOSING)
    result = lkip(tmp_path, "render", *option)
    assert result.returncode == 1
    assert "belum: dpa.xlsx › DPA › A4: lembar belum berisi" in result.stderr
    assert "3 hal belum diisi; isi lalu ulangi." in result.stderr
    assert not workspace.outputs.exists()


def test_what_is_wrong_alike_is_said_once_with_all_its_cells(tmp_path: Path) -> None:
    """Three rows with one label; for other programs each is a finding of its own."""

    def alter(sheets: Sheets) -> None:
        row = sheets[DPA, "DPA"][3]
        sheets[DPA, "DPA"] += [["Jumlah", "Program", *row[2:]] for _ in range(3)]

    write(tmp_path, alter)
    found = json.loads(lkip(tmp_path, "check", "--json").stdout)
    assert sum("berlabel “Jumlah”" in f["pesan"] for f in found) == 3
    shown = " ".join(lkip(tmp_path, "check").stdout.split())
    assert "salah: A5, A6, A7: baris berlabel “Jumlah” tidak dibaca" in shown


def test_what_an_indicator_reached_before_a_new_renstra_is_set_aside(tmp_path: Path) -> None:
    """Its rows were carried over; a code of this year, or of a first year, is still a fault."""

    def alter(sheets: Sheets) -> None:
        row = sheets[KINERJA_FILE, "Realisasi"][3]
        sheets[KINERJA_FILE, "Realisasi"] += [["LAMA", row[1], t, *row[3:]] for t in years]

    years = [2019, 2020]
    workspace = write(tmp_path, alter)
    assert [f.tingkat for f in read(workspace).findings if f.lembar == "Realisasi"] == ["salah"] * 2
    workspace.raw.with_name("2020").mkdir()
    (workspace.raw.with_name("2020") / KINERJA_FILE).touch()
    result = read(workspace)
    assert result.frames["realisasi"]["kode"].to_list() == ["IKM"]
    (note,) = [f for f in result.findings if f.lembar == "Realisasi"]
    assert (note.tingkat, note.sel) == ("catatan", "A5, A6")
    sheet = next(s for s in result.manifest["lembar"] if s["lembar"] == "Realisasi")
    assert sheet["dibaca"] == sheet["dipakai"] + len(sheet["dibuang"])
    years = [2021]
    assert not read(write(tmp_path, alter)).valid


def test_a_slip_in_an_earlier_year_is_not_taken_for_a_former_indicator(tmp_path: Path) -> None:
    """Blanks around a code are of no account; one left out or in other letters is still said."""

    def alter(sheets: Sheets) -> None:
        row = sheets[KINERJA_FILE, "Realisasi"][3]
        sheets[KINERJA_FILE, "Realisasi"].append([code, row[1], 2020, *row[3:]])

    earlier = tmp_path / "data" / "raw" / "uji" / "2020"
    earlier.mkdir(parents=True)
    (earlier / KINERJA_FILE).touch()
    code: str | None = " IKM\u00a0"
    assert read(write(tmp_path, alter)).frames["realisasi"]["kode"].to_list() == ["IKM", "IKM"]
    code = "ikm"
    (fault,) = [f for f in read(write(tmp_path, alter)).findings if f.lembar == "Realisasi"]
    assert (fault.tingkat, fault.sel, fault.saran) == ("salah", "A5", "apakah maksudnya IKM?")
    code = None
    (blank,) = not_yet(tmp_path, alter)
    assert (blank.sel, blank.pesan) == ("A5", "Kode: belum diisi")
