"""Odd workbooks, one test each: read right, or refused with cell, reason and cure."""

import zipfile
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from lkip_helpers import intake
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.pipeline import read
from lkip_helpers.workbooks.mark import write_copies
from tests.workbook import Sheets, put, write

DPA, SKM, KINERJA_FILE = ("dpa.xlsx", "DPA"), ("skm.xlsx", "Jawaban"), "kinerja.xlsx"
SHEET_1 = "xl/worksheets/sheet1.xml"


def findings(
    root: Path,
    alter: Callable[[Sheets], Any] = lambda _: None,
    decorate: Callable[..., Any] = lambda _: None,
) -> list[Finding]:
    """Findings of a set with one thing changed, without the note on the missing SOURCE.toml."""
    return [f for f in intake.check(write(root, alter, decorate)) if "SUMBER" not in f.pesan]


def single(found: list[Finding]) -> Finding:
    assert len(found) == 1, [str(f) for f in found]
    return found[0]


def test_the_examples_of_the_contracts_are_themselves_valid(tmp_path: Path) -> None:
    """Else the templates made from them would be wrong."""
    assert findings(tmp_path) == []


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    """Two on one row, one on another sheet, one in another file."""

    def alter(sheets: Sheets) -> None:
        sheets[DPA][3][4:6] = ["banyak", "-1"]
        sheets[SKM][3][1] = 5
        sheets[KINERJA_FILE, "Wilayah"][3][1] = None

    found = findings(tmp_path, alter)
    assert {(f.lembar, f.sel) for f in found} == {
        ("DPA", "E4"), ("DPA", "F4"), ("Jawaban", "B4"), ("Wilayah", "B4"),
    }  # fmt: skip
    assert all(f.saran and f.is_blocking for f in found)
    assert [f.lembar for f in found if f.tingkat == "belum"] == ["Wilayah"]


def test_an_answer_5_is_refused_with_its_cell(tmp_path: Path) -> None:
    """The scale is 1 to 4."""
    finding = single(findings(tmp_path, put(SKM, "J5", 5)))
    assert (finding.sel, finding.value) == ("J5", "5")
    assert "di luar skala 1 sampai 4" in finding.pesan


@pytest.mark.parametrize(
    ("text", "rupiah"),
    [
        ("7.400.000", 7_400_000),
        ("6,899,605", 6_899_605),
        ("Rp 1.250.000,00", 1_250_000),
        ("7.529.955,-", 7_529_955),
        (" 4.250\u00a0", 4_250),
    ],
)
def test_text_numbers_of_real_exports_are_read(tmp_path: Path, text: str, rupiah: int) -> None:
    """A rupiah column settles 4.250 as 4250."""
    workspace = write(tmp_path, put(DPA, "E4", text, 0))
    assert read(workspace).frames["anggaran"]["pagu"].to_list() == [rupiah]


def test_a_separator_that_cannot_be_decided_is_refused(tmp_path: Path) -> None:
    """4.250 as text may be 4250 or 4,25 in a column of decimals."""
    finding = single(findings(tmp_path, put((KINERJA_FILE, "Wilayah"), "B4", "4.250")))
    assert finding.sel == "B4"
    assert "4250 atau 4,250" in finding.pesan


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (196910051989081002, "Kelurahan: tersimpan sebagai angka, sehingga digit akhirnya hilang"),
        (datetime(2021, 3, 1), "Kelurahan: Excel mengubahnya menjadi tanggal atau jam"),  # noqa: DTZ001
        (time(8, 30), "Kelurahan: Excel mengubahnya menjadi tanggal atau jam"),
        (True, "Kelurahan: isinya TRUE atau FALSE, bukan teks"),
    ],
)
def test_what_excel_made_of_a_text_is_refused(tmp_path: Path, value: object, message: str) -> None:
    """A NIP typed as a number ends in other digits than were typed."""
    found = findings(tmp_path, put((KINERJA_FILE, "Wilayah"), "A4", value))
    finding = single([f for f in found if f.lembar == "Wilayah"])
    assert (finding.sel, finding.pesan) == ("A4", message)
    assert finding.saran == "ubah format sel menjadi Teks, lalu ketik ulang"


@pytest.mark.parametrize(
    ("sheet", "column", "content", "message"),
    [
        ("Realisasi", 4, "B", "“B” adalah predikat, padahal polaritas IKM maksimal"),
        ("IKU", 2, "A", "“A” adalah predikat, padahal polaritas IKM maksimal"),
        ("Renstra", 3, "80–90", "“80–90” adalah rentang, padahal polaritas IKM maksimal"),
        ("Realisasi", 4, "80-90", "realisasi berupa rentang, bukan satu angka"),
    ],
)
def test_letters_and_ranges_are_read_only_where_the_indicator_is_one(
    tmp_path: Path, sheet: str, column: int, content: str, message: str
) -> None:
    """The mutu A of a survey would else be read as the 80 of a predicate of AKIP."""
    cell = f"{'ABCDE'[column]}4"
    finding = single(findings(tmp_path, put((KINERJA_FILE, sheet), cell, content)))
    assert (finding.lembar, finding.sel, finding.value) == (sheet, cell, content)
    assert (finding.pesan, finding.tingkat) == (message, "salah")
    assert finding.saran.startswith("tulis satu angka")


def test_a_percentage_is_read_the_same_however_excel_holds_it(tmp_path: Path) -> None:
    """82 %: as text, as 82, and as 0.82 shown as 82 %."""

    def decorate(workbook: dict[str, Workbook]) -> None:
        workbook[KINERJA_FILE]["Realisasi"]["E4"].number_format = "0.00%"

    alter = put((KINERJA_FILE, "Realisasi"), "D4", "81,50%", 0.815)
    row = read(write(tmp_path, alter, decorate)).frames["realisasi"].iloc[0]
    assert (row["target"], row["realisasi"]) == (81.5, 81.5)


def test_title_number_and_total_rows_are_left_out_with_a_reason(tmp_path: Path) -> None:
    """Read = used + dropped, row by row."""

    def alter(sheets: Sheets) -> None:
        sheets[DPA][3:3] = [[1, 2, 3, 4, 5, "6 = (5/4) x 100", 7]]
        sheets[DPA] += [[], ["JUMLAH", None, None, None, 7_400_000, 7_284_000]]

    manifest = read(write(tmp_path, alter)).manifest
    dpa = next(s for s in manifest["lembar"] if s["lembar"] == "DPA")
    assert (dpa["dibaca"], dpa["dipakai"]) == (7, 1)
    assert [d["alasan"] for d in dpa["dibuang"]] == [
        "judul di atas tabel", "baris kosong", "kepala tabel",
        "nomor kolom", "baris kosong", "baris jumlah",
    ]  # fmt: skip


def test_a_text_that_only_begins_like_a_total_is_data(tmp_path: Path) -> None:
    """An issue may be named "Jumlah penduduk miskin"."""
    workspace = write(tmp_path, put((KINERJA_FILE, "Isu"), "A4", "Jumlah penduduk miskin"))
    assert len(read(workspace).frames["isu"]) == 1


def test_a_title_that_reads_like_the_only_column_is_still_a_title(tmp_path: Path) -> None:
    """MISI above a table whose one column is Misi."""
    workspace = write(tmp_path, put((KINERJA_FILE, "Misi"), "A1", "MISI"))
    assert len(read(workspace).frames["misi"]) == 1


def test_a_header_repeated_on_a_new_page_is_left_out(tmp_path: Path) -> None:
    """Exports repeat their head."""

    def alter(sheets: Sheets) -> None:
        sheets[DPA] += [[*sheets[DPA][3][:3], f"Sub {n}", *sheets[DPA][3][4:]] for n in range(6)]
        sheets[DPA].insert(9, list(sheets[DPA][2]))

    result = read(write(tmp_path, alter))
    assert len(result.frames["anggaran"]) == 7
    assert "kepala tabel diulang" in str(result.manifest["lembar"])


def test_merged_cells_are_filled_down_only_where_they_are_merged(tmp_path: Path) -> None:
    """A blank below a merged block is a missing name, not the block's."""

    def alter(sheets: Sheets) -> None:
        example = sheets[DPA][3]
        sheets[DPA][3:] = [[*example[:3], f"Sub {n}", *example[4:]] for n in range(3)]
        for row in sheets[DPA][4:]:
            row[1] = None

    def decorate(workbook: dict[str, Workbook]) -> None:
        workbook["dpa.xlsx"]["DPA"].merge_cells("B4:B5")

    found = findings(tmp_path, alter, decorate)
    finding = single([f for f in found if f.lembar == "DPA"])
    assert (finding.sel, finding.pesan) == ("B6", "Program: belum diisi")


def test_a_missing_column_names_the_nearest_header(tmp_path: Path) -> None:
    """Not two findings a row for the cells that are not there."""
    found = findings(tmp_path, put(DPA, "D3", "Sub Kegiatn"))
    wrong = single([f for f in found if f.tingkat == "salah"])
    assert "kolom Sub kegiatan tidak ada" in wrong.pesan
    assert "Sub Kegiatn" in wrong.saran
    assert single([f for f in found if f.tingkat == "peringatan"]).sel == "D3"


def test_a_missing_sheet_names_the_nearest_one(tmp_path: Path) -> None:
    """Renamed sheets are the usual case."""

    def alter(sheets: Sheets) -> None:
        sheets[KINERJA_FILE, "Wilayahh"] = sheets.pop((KINERJA_FILE, "Wilayah"))

    finding = next(f for f in findings(tmp_path, alter) if f.lembar == "Wilayah")
    assert finding.pesan == "lembar Wilayah tidak ada"
    assert "Wilayahh" in finding.saran


def test_an_optional_sheet_may_be_absent(tmp_path: Path) -> None:
    """Its frame is empty, with the right columns."""
    workspace = write(tmp_path, lambda sheets: sheets.pop((KINERJA_FILE, "Langkah")))
    result = read(workspace)
    assert result.valid
    assert list(result.frames["langkah"]) == ["bidang", "langkah"]


def test_a_double_header_is_refused(tmp_path: Path) -> None:
    """Which of the two would be the number?"""
    found = findings(tmp_path, lambda sheets: sheets[DPA][2].append("Output"))
    assert single(found).pesan == "judul kolom “Output” ada dua"


def test_a_duplicate_indicator_names_both_cells(tmp_path: Path) -> None:
    """The second, and where the first is."""

    def alter(sheets: Sheets) -> None:
        sheets[KINERJA_FILE, "Indikator"].append(list(sheets[KINERJA_FILE, "Indikator"][3]))

    finding = single(findings(tmp_path, alter))
    assert (finding.sel, finding.pesan) == ("A5", "IKM sudah ada di A4")


def test_a_year_without_targets_is_a_fault(tmp_path: Path) -> None:
    """Renstra has the years 2020 and 2022 only."""
    found = findings(tmp_path, put((KINERJA_FILE, "Renstra"), "D3", 2022))
    missing, period = found
    assert "tidak ada target tahun 2021" in missing.pesan
    assert (period.sel, period.pesan) == (
        "D3", "kolom 2022 di luar periode Renstra 2020–2021 pada lembar Profil"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("heads", "period", "level"),
    [
        ((2019, 2020, 2021, 2022, 2023), (2021, 2025), "salah"),  # 2024 and 2025 have no target
        ((2019, 2020, 2021, 2030), (2019, 2022), "salah"),  # 2022 is misspelt
        ((2021, 2022, 2023), (2020, 2022), "peringatan"),  # only 2020 is missing, and is over
    ],
)
def test_a_head_that_does_not_fit_its_period_is_refused(
    tmp_path: Path, heads: tuple[int, ...], period: tuple[int, int], level: str
) -> None:
    """Wrong where the report would lack a target; a plan that begins later is asked about."""

    def alter(sheets: Sheets) -> None:
        for entry in sheets[KINERJA_FILE, "Profil"]:
            entry[1] = {"Awal Renstra": period[0], "Akhir Renstra": period[1]}.get(*entry)
        sheets[KINERJA_FILE, "Renstra"][2][2:] = heads
        sheets[KINERJA_FILE, "Renstra"][3][2:] = [92] * len(heads)

    found = findings(tmp_path, alter)
    outside = [n for n in heads if not period[0] <= n <= period[1]]
    assert [(f.sel, f.tingkat) for f in found] == [
        (f"{'CDEFG'[heads.index(n)]}3", level) for n in outside
    ]
    assert all(f"kolom {n} di luar" in f.pesan for n, f in zip(outside, found, strict=True))


def test_a_predicate_of_no_known_kind_is_refused_with_those_there_are(tmp_path: Path) -> None:
    """rules/capaian.toml, predikat.akip and .opini; words stand for more than one of them."""
    finding = single(findings(tmp_path, put((KINERJA_FILE, "PK"), "C4", "Sangat Baik")))
    assert (finding.sel, "“Sangat Baik” bukan angka, rentang" in finding.pesan) == ("C4", True)
    assert finding.saran.endswith("predikat: AA, A, BB, B, CC, C, D, WTP, WDP, TW, TMP")


@pytest.mark.parametrize(("satuan", "cells"), [("Nilai", ["F4"]), ("Predikat", [])])
def test_the_unit_of_a_predicate_says_what_it_is(
    tmp_path: Path, satuan: str, cells: list[str]
) -> None:
    """Else the report would print 70 for BB."""

    def alter(sheets: Sheets) -> None:
        sheets[KINERJA_FILE, "Indikator"][3][5:7] = [satuan, "predikat"]
        for sheet, columns in (
            ("IKU", [2]),
            ("PK", [2]),
            ("Renstra", [2, 3]),
            ("Realisasi", [3, 4]),
        ):
            for column in columns:
                sheets[KINERJA_FILE, sheet][3][column] = "BB"
        sheets[KINERJA_FILE, "PK"][3][3] = None

    found = [f for f in findings(tmp_path, alter) if f.is_blocking]
    assert [f.sel for f in found if f.lembar == "Indikator"] == cells


def test_an_unknown_code_names_the_nearest(tmp_path: Path) -> None:
    """IKMM is not on the sheet Indikator."""
    finding = single(findings(tmp_path, put((KINERJA_FILE, "PK"), "A4", "IKMM")))
    assert (finding.sel, finding.saran) == ("A4", "apakah maksudnya IKM?")
    assert str(finding).endswith("IKM?")


def test_the_year_of_another_folder_is_refused(tmp_path: Path) -> None:
    """A copied workbook must not become this year's."""
    found = findings(tmp_path, put((KINERJA_FILE, "Profil"), "B1", 2020))
    assert any("Tahun laporan 2020, padahal foldernya 2021" in f.pesan for f in found)


def test_a_formula_without_a_saved_result_is_refused(tmp_path: Path) -> None:
    """It reads as empty, which would be a silent loss."""
    found = findings(tmp_path, put(DPA, "F4", "=E4-1"))
    assert any(f.sel == "F4" and "belum punya hasil" in f.pesan for f in found)


def test_hidden_rows_are_read_and_reported(tmp_path: Path) -> None:
    """Hiding is not deleting."""

    def decorate(workbook: dict[str, Workbook]) -> None:
        workbook["dpa.xlsx"]["DPA"].row_dimensions[4].hidden = True

    finding = single(findings(tmp_path, decorate=decorate))
    assert (finding.tingkat, finding.sel) == ("peringatan", "A4")


@pytest.mark.parametrize("value", ["#REF!", "#N/A", "banyak sekali"])
def test_what_is_no_number_is_refused_where_a_number_must_be(tmp_path: Path, value: str) -> None:
    """Excel's own errors say that they are."""
    finding = single(findings(tmp_path, put(DPA, "F4", value)))
    assert finding.sel == "F4"


def test_a_missing_workbook_is_named(tmp_path: Path) -> None:
    """With the folder it belongs to."""
    workspace = write(tmp_path)
    (workspace.raw / "dpa.xlsx").unlink()
    found = [f for f in intake.check(workspace) if f.tingkat == "salah"]
    assert str(single(found)) == "dpa.xlsx: berkas tidak ada; simpan dpa.xlsx di 2021/."


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "rusak"),
        (b"PK\x03\x04 bukan zip", "rusak"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "format lama"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "kata sandi",
        ),
    ],
)
def test_a_file_that_cannot_be_opened_says_why(
    tmp_path: Path, content: bytes, message: str
) -> None:
    """Corrupt, old, or locked by a password."""
    workspace = write(tmp_path)
    (workspace.raw / "dpa.xlsx").write_bytes(content)
    found = [f for f in intake.check(workspace) if f.tingkat == "salah"]
    assert message in single(found).pesan


def edit(file: Path, name: str, alter: Callable[[bytes], bytes]) -> None:
    """One part of a workbook changed as bytes."""
    with zipfile.ZipFile(file) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts.items():
            archive.writestr(part, alter(data) if part == name else data)


def turn_into_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def corrupt_stream(file: Path) -> None:
    """The compressed bytes of a sheet changed, as a bad stick does; its directory is whole."""
    with zipfile.ZipFile(file) as archive:
        offset = archive.getinfo(SHEET_1).header_offset
    content = bytearray(file.read_bytes())
    content[offset + 60 : offset + 120] = bytes(60)
    file.write_bytes(content)


def turn_into_word(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (turn_into_folder, "ini folder, bukan berkas"),
        (corrupt_stream, "berkas rusak"),
        (turn_into_word, "berkas rusak atau bukan buku kerja Excel"),
        (lambda file: file.write_bytes(b""), "berkas rusak atau bukan buku kerja Excel"),
        (lambda file: edit(file, SHEET_1, lambda xml: xml[: len(xml) // 2]), "berkas rusak"),
    ],
)
def test_whatever_is_wrong_with_a_workbook_is_a_finding_of_that_file(
    tmp_path: Path, broken: Callable[[Path], Any], message: str
) -> None:
    """With its cure, in Indonesian; the other workbooks are read all the same."""
    workspace = write(tmp_path)
    broken(workspace.raw / "dpa.xlsx")
    wrong = single([f for f in intake.check(workspace) if f.is_blocking])
    assert wrong.berkas == "dpa.xlsx"
    assert wrong.pesan.startswith(message)
    assert "(" not in wrong.pesan
    assert wrong.saran


def test_a_workbook_that_may_not_be_read_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one that another program holds on Windows."""
    workspace = write(tmp_path)
    read = Path.read_bytes

    def refuse(file: Path) -> bytes:
        if file.name == "dpa.xlsx":
            raise PermissionError(13, "Permission denied", str(file))
        return read(file)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    wrong = single([f for f in intake.check(workspace) if f.is_blocking])
    assert str(wrong).startswith("dpa.xlsx: berkas tidak boleh dibaca; tutup bila")


def corrupt_style(file: Path) -> None:
    """A fill without its kind: the values can be read, but the workbook cannot be written again."""
    edit(file, "xl/styles.xml", lambda xml: xml.replace(b"<fill>", b"<fill/><fill>", 1))


def test_a_workbook_that_cannot_be_copied_is_named_and_the_others_are_marked(
    tmp_path: Path,
) -> None:
    """It is reported together with the copies."""

    def alter(sheets: Sheets) -> None:
        sheets[DPA][3][5] = "banyak"
        sheets[KINERJA_FILE, "Wilayah"][3][1] = None

    workspace = write(tmp_path, alter)
    corrupt_style(workspace.raw / "dpa.xlsx")
    copied, failed = write_copies(workspace, [f for f in intake.check(workspace) if f.lembar])
    assert [f.name for f in copied] == ["kinerja.xlsx"]
    assert single(failed).berkas == "dpa.xlsx"


def test_a_choice_may_be_written_in_capitals_or_with_a_blank(tmp_path: Path) -> None:
    """ "Sasaran " is the choice "sasaran"; "maximal" is none."""
    indikator = (KINERJA_FILE, "Indikator")
    result = read(write(tmp_path, put(indikator, "B4", "Sasaran ")))
    assert result.valid
    assert result.frames["indikator"]["jenjang"].tolist() == ["sasaran"]
    finding = next(f for f in findings(tmp_path, put(indikator, "G4", "maximal")) if f.is_blocking)
    assert (finding.sel, finding.value) == ("G4", "maximal")


def test_one_sex_is_one_group_however_it_is_written(tmp_path: Path) -> None:
    """L and Pria are men, P and wanita women, in the words of the rules."""

    def alter(sheets: Sheets) -> None:
        sheets[SKM][2:] = [
            ["Responden", "Jenis kelamin", *(f"U{i}" for i in range(1, 10))],
            *([n, sex, *[3] * 9] for n, sex in enumerate(("L", "Pria", "p", "wanita", None), 1)),
        ]

    sexes = read(write(tmp_path, alter)).frames["skm"]["jenis_kelamin"].dropna().to_list()
    assert sexes == ["Laki-laki", "Laki-laki", "Perempuan", "Perempuan"]


def test_a_total_below_repeated_programmes_is_named_and_not_added(tmp_path: Path) -> None:
    """Its label stands in the column of the sub kegiatan; one row of the two is data."""

    def alter(sheets: Sheets) -> None:
        total = list(sheets[DPA][3])
        total[3] = "Jumlah"
        sheets[DPA].append(total)

    found = findings(tmp_path, alter)
    assert ("D5", "berlabel “Jumlah”") in {(f.sel, f.pesan[6:23]) for f in found if f.is_blocking}
    assert len(read(write(tmp_path, alter)).frames["anggaran"]) == 1


def test_notes_below_a_table_are_no_rows(tmp_path: Path) -> None:
    """A single cell that begins with Catatan: or Sumber:, as under a table in print."""

    def alter(sheets: Sheets) -> None:
        for sheet in ("PK", "Misi"):  # many columns, and one
            sheets[KINERJA_FILE, sheet] += [[], ["Catatan: menurut perubahan"]]
        sheets[KINERJA_FILE, "PK"] += [["Sumber: Bagian Umum"], ["*) angka sementara"]]

    assert findings(tmp_path, alter) == []
