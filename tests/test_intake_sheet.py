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
from tests.workbook import Sheets, write

DPA, SKM, KINERJA_FILE = ("dpa.xlsx", "DPA"), ("skm.xlsx", "Jawaban"), "kinerja.xlsx"


def findings(
    root: Path,
    alter: Callable[[Sheets], Any] = lambda _: None,
    decorate: Callable[..., Any] = lambda _: None,
) -> list[Finding]:
    """Findings of a set with one thing changed, without the note on the missing SOURCE.toml."""
    return [f for f in intake.check(write(root, alter, decorate)) if "SUMBER" not in f.pesan]


def one(every: list[Finding]) -> Finding:
    assert len(every) == 1, [str(t) for t in every]
    return every[0]


def test_the_examples_of_the_contracts_are_themselves_valid(tmp_path: Path) -> None:
    """Else the templates made from them would be wrong."""
    assert findings(tmp_path) == []


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    """Two on one row, one on another sheet, one in another file."""

    def alter(sheets: Sheets) -> None:
        sheets[DPA][3][4:6] = ["banyak", "-1"]
        sheets[SKM][3][1] = 5
        sheets[KINERJA_FILE, "Wilayah"][3][1] = None

    result = findings(tmp_path, alter)
    assert {(f.lembar, f.sel) for f in result} == {
        ("DPA", "E4"), ("DPA", "F4"), ("Jawaban", "B4"), ("Wilayah", "B4"),
    }  # fmt: skip
    assert all(t.saran and t.is_blocking for t in result)
    assert [f.lembar for f in result if f.tingkat == "belum"] == ["Wilayah"]


def test_an_answer_5_is_refused_with_its_cell(tmp_path: Path) -> None:
    """The scale is 1 to 4."""
    result = one(findings(tmp_path, lambda content: content[SKM][4].__setitem__(9, 5)))
    assert (result.sel, result.value) == ("J5", "5")
    assert "di luar skala 1 sampai 4" in result.pesan


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("7.400.000", 7_400_000),
        ("6,899,605", 6_899_605),
        ("Rp 1.250.000,00", 1_250_000),
        ("7.529.955,-", 7_529_955),
        (" 4.250\u00a0", 4_250),
    ],
)
def test_text_numbers_of_real_exports_are_read(tmp_path: Path, text: str, whole: int) -> None:
    """A rupiah column settles 4.250 as 4250."""

    def alter(sheets: Sheets) -> None:
        sheets[DPA][3][4:6] = [text, 0]

    assert read(write(tmp_path, alter)).frames["anggaran"]["pagu"].to_list() == [whole]


def test_a_separator_that_cannot_be_decided_is_refused(tmp_path: Path) -> None:
    """4.250 as text may be 4250 or 4,25 in a column of decimals."""
    result = one(
        findings(
            tmp_path, lambda content: content[KINERJA_FILE, "Wilayah"][3].__setitem__(1, "4.250")
        )
    )
    assert result.sel == "B4"
    assert "4250 atau 4,250" in result.pesan


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (196910051989081002, "Kelurahan: tersimpan sebagai angka, sehingga digit akhirnya hilang"),
        (datetime(2021, 3, 1), "Kelurahan: Excel mengubahnya menjadi tanggal atau jam"),  # noqa: DTZ001
        (time(8, 30), "Kelurahan: Excel mengubahnya menjadi tanggal atau jam"),
        (True, "Kelurahan: isinya TRUE atau FALSE, bukan teks"),
    ],
)
def test_what_excel_made_of_a_text_is_refused(
    tmp_path: Path, content: object, message: str
) -> None:
    """A NIP typed as a number ends in other digits than were typed."""
    result = one(
        [
            f
            for f in findings(
                tmp_path, lambda x: x[KINERJA_FILE, "Wilayah"][3].__setitem__(0, content)
            )
            if f.lembar == "Wilayah"
        ]
    )
    assert (result.sel, result.pesan) == ("A4", message)
    assert result.saran == "ubah format sel menjadi Teks, lalu ketik ulang"


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
    result = one(
        findings(tmp_path, lambda x: x[KINERJA_FILE, sheet][3].__setitem__(column, content))
    )
    assert (result.lembar, result.sel, result.value) == (sheet, f"{'ABCDE'[column]}4", content)
    assert (result.pesan, result.tingkat) == (message, "salah")
    assert result.saran.startswith("tulis satu angka")


def test_a_percentage_is_read_the_same_however_excel_holds_it(tmp_path: Path) -> None:
    """82 %: as text, as 82, and as 0.82 shown as 82 %."""

    def alter(sheets: Sheets) -> None:
        sheets[KINERJA_FILE, "Realisasi"][3][3:5] = ["81,50%", 0.815]

    def decorate(workbook: dict[str, Workbook]) -> None:
        workbook[KINERJA_FILE]["Realisasi"]["E4"].number_format = "0.00%"

    rows = read(write(tmp_path, alter, decorate)).frames["realisasi"].iloc[0]
    assert (rows["target"], rows["realisasi"]) == (81.5, 81.5)


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
    workspace = write(
        tmp_path,
        lambda content: content[KINERJA_FILE, "Isu"][3].__setitem__(0, "Jumlah penduduk miskin"),
    )
    assert len(read(workspace).frames["isu"]) == 1


def test_a_title_that_reads_like_the_only_column_is_still_a_title(tmp_path: Path) -> None:
    """MISI above a table whose one column is Misi."""
    workspace = write(
        tmp_path, lambda content: content[KINERJA_FILE, "Misi"].__setitem__(0, ["MISI"])
    )
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
        for rows in sheets[DPA][4:]:
            rows[1] = None

    def decorate(workbook: dict[str, Workbook]) -> None:
        workbook["dpa.xlsx"]["DPA"].merge_cells("B4:B5")

    every = findings(tmp_path, alter, decorate)
    result = one([f for f in every if f.lembar == "DPA"])
    assert (result.sel, result.pesan) == ("B6", "Program: belum diisi")


def test_a_missing_column_names_the_nearest_header(tmp_path: Path) -> None:
    """Not two findings a row for the cells that are not there."""
    result = findings(tmp_path, lambda content: content[DPA][2].__setitem__(3, "Sub Kegiatn"))
    wrong = one([f for f in result if f.tingkat == "salah"])
    assert "kolom Sub kegiatan tidak ada" in wrong.pesan
    assert "Sub Kegiatn" in wrong.saran
    assert one([f for f in result if f.tingkat == "peringatan"]).sel == "D3"


def test_a_missing_sheet_names_the_nearest_one(tmp_path: Path) -> None:
    """Renamed sheets are the usual case."""

    def alter(sheets: Sheets) -> None:
        sheets[KINERJA_FILE, "Wilayahh"] = sheets.pop((KINERJA_FILE, "Wilayah"))

    result = next(f for f in findings(tmp_path, alter) if f.lembar == "Wilayah")
    assert result.pesan == "lembar Wilayah tidak ada"
    assert "Wilayahh" in result.saran


def test_an_optional_sheet_may_be_absent(tmp_path: Path) -> None:
    """Its frame is empty, with the right columns."""
    workspace = write(tmp_path, lambda content: content.pop((KINERJA_FILE, "Langkah")))
    result = read(workspace)
    assert result.valid
    assert list(result.frames["langkah"]) == ["bidang", "langkah"]


def test_a_double_header_is_refused(tmp_path: Path) -> None:
    """Which of the two would be the number?"""
    result = findings(tmp_path, lambda content: content[DPA][2].append("Output"))
    assert one(result).pesan == "judul kolom “Output” ada dua"


def test_a_duplicate_indicator_names_both_cells(tmp_path: Path) -> None:
    """The second, and where the first is."""

    def alter(sheets: Sheets) -> None:
        sheets[KINERJA_FILE, "Indikator"].append(list(sheets[KINERJA_FILE, "Indikator"][3]))

    result = one(findings(tmp_path, alter))
    assert (result.sel, result.pesan) == ("A5", "IKM sudah ada di A4")


def test_a_year_without_targets_is_a_fault(tmp_path: Path) -> None:
    """Renstra has the years 2020 and 2022 only."""
    result = findings(
        tmp_path, lambda content: content[KINERJA_FILE, "Renstra"][2].__setitem__(3, 2022)
    )
    duty, period = result
    assert "tidak ada target tahun 2021" in duty.pesan
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

    result = findings(tmp_path, alter)
    outside = [n for n in heads if not period[0] <= n <= period[1]]
    assert [(f.sel, f.tingkat) for f in result] == [
        (f"{'CDEFG'[heads.index(n)]}3", level) for n in outside
    ]
    assert all(f"kolom {n} di luar" in f.pesan for n, f in zip(outside, result, strict=True))


def test_a_predicate_of_no_known_kind_is_refused_with_those_there_are(tmp_path: Path) -> None:
    """rules/capaian.toml, predikat.akip and .opini; words stand for more than one of them."""

    def alter(sheets: Sheets) -> None:
        sheets[KINERJA_FILE, "PK"][3][2] = "Sangat Baik"

    result = one(findings(tmp_path, alter))
    assert (result.sel, "“Sangat Baik” bukan angka, rentang" in result.pesan) == ("C4", True)
    assert result.saran.endswith("predikat: AA, A, BB, B, CC, C, D, WTP, WDP, TW, TMP")


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
            for k in columns:
                sheets[KINERJA_FILE, sheet][3][k] = "BB"
        sheets[KINERJA_FILE, "PK"][3][3] = None

    result = [f for f in findings(tmp_path, alter) if f.is_blocking]
    assert [f.sel for f in result if f.lembar == "Indikator"] == cells


def test_an_unknown_code_names_the_nearest(tmp_path: Path) -> None:
    """IKMM is not on the sheet Indikator."""
    result = one(
        findings(tmp_path, lambda content: content[KINERJA_FILE, "PK"][3].__setitem__(0, "IKMM"))
    )
    assert (result.sel, result.saran) == ("A4", "apakah maksudnya IKM?")
    assert str(result).endswith("IKM?")


def test_the_year_of_another_folder_is_refused(tmp_path: Path) -> None:
    """A copied workbook must not become this year's."""
    result = findings(
        tmp_path, lambda content: content[KINERJA_FILE, "Profil"][0].__setitem__(1, 2020)
    )
    assert any("Tahun laporan 2020, padahal foldernya 2021" in f.pesan for f in result)


def test_a_formula_without_a_saved_result_is_refused(tmp_path: Path) -> None:
    """It reads as empty, which would be a silent loss."""
    result = findings(tmp_path, lambda content: content[DPA][3].__setitem__(5, "=E4-1"))
    assert any(f.sel == "F4" and "belum punya hasil" in f.pesan for f in result)


def test_hidden_rows_are_read_and_reported(tmp_path: Path) -> None:
    """Hiding is not deleting."""

    def decorate(workbook: dict[str, Workbook]) -> None:
        workbook["dpa.xlsx"]["DPA"].row_dimensions[4].hidden = True

    result = one(findings(tmp_path, decorate=decorate))
    assert (result.tingkat, result.sel) == ("peringatan", "A4")


@pytest.mark.parametrize("content", ["#REF!", "#N/A", "banyak sekali"])
def test_what_is_no_number_is_refused_where_a_number_must_be(tmp_path: Path, content: str) -> None:
    """Excel's own errors say that they are."""
    result = one(findings(tmp_path, lambda sheet: sheet[DPA][3].__setitem__(5, content)))
    assert result.sel == "F4"


def test_a_missing_workbook_is_named(tmp_path: Path) -> None:
    """With the folder it belongs to."""
    workspace = write(tmp_path)
    (workspace.raw / "dpa.xlsx").unlink()
    result = [f for f in intake.check(workspace) if f.tingkat == "salah"]
    assert str(one(result)) == "dpa.xlsx: berkas tidak ada; simpan dpa.xlsx di 2021/."


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
    result = [f for f in intake.check(workspace) if f.tingkat == "salah"]
    assert message in one(result).pesan


def edit(file: Path, name: str, alter: Callable[[bytes], bytes]) -> None:
    """One part of a workbook changed as bytes."""
    with zipfile.ZipFile(file) as archive:
        content = {n: archive.read(n) for n in archive.namelist()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for n, b in content.items():
            archive.writestr(n, alter(b) if n == name else b)


def turn_into_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def corrupt_stream(file: Path) -> None:
    """The compressed bytes of a sheet changed, as a bad stick does; its directory is whole."""
    with zipfile.ZipFile(file) as archive:
        initial = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    content = bytearray(file.read_bytes())
    content[initial + 60 : initial + 120] = bytes(60)
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
        (lambda b: b.write_bytes(b""), "berkas rusak atau bukan buku kerja Excel"),
        (lambda b: edit(b, "xl/worksheets/sheet1.xml", lambda i: i[: len(i) // 2]), "berkas rusak"),
    ],
)
def test_whatever_is_wrong_with_a_workbook_is_a_finding_of_that_file(
    tmp_path: Path, broken: Callable[[Path], Any], message: str
) -> None:
    """With its cure, in Indonesian; the other workbooks are read all the same."""
    workspace = write(tmp_path)
    broken(workspace.raw / "dpa.xlsx")
    wrong = one([t for t in intake.check(workspace) if t.is_blocking])
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
    wrong = one([t for t in intake.check(workspace) if t.is_blocking])
    assert str(wrong).startswith("dpa.xlsx: berkas tidak boleh dibaca; tutup bila")


def corrupt_style(file: Path) -> None:
    """A fill without its kind: the values can be read, but the workbook cannot be written again."""
    edit(file, "xl/styles.xml", lambda i: i.replace(b"<fill>", b"<fill/><fill>", 1))


def test_a_workbook_that_cannot_be_copied_is_named_and_the_others_are_marked(
    tmp_path: Path,
) -> None:
    """Said beside the copies."""

    def alter(sheets: Sheets) -> None:
        sheets[DPA][3][5] = "banyak"
        sheets[KINERJA_FILE, "Wilayah"][3][1] = None

    workspace = write(tmp_path, alter)
    corrupt_style(workspace.raw / "dpa.xlsx")
    copied, failed = write_copies(workspace, [f for f in intake.check(workspace) if f.lembar])
    assert [b.name for b in copied] == ["kinerja.xlsx"]
    assert one(failed).berkas == "dpa.xlsx"
