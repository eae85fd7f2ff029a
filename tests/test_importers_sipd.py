"""Budget exports in odd layouts: each is read as it is, or refused with the cell that is wrong."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from lkip_helpers.importers.mapping import read_mapping, request
from lkip_helpers.intake.workbook import Sheet
from lkip_helpers.sipd import read_sipd
from lkip_helpers.sipd.amounts import read_rupiah
from lkip_helpers.sipd.codes import Level, parse_code, split_code
from lkip_helpers.sipd.crosscheck import agrees_percent
from lkip_helpers.sipd.find_head import find_head
from tests.exports import (
    EXAMPLE,
    STYLE,
    Export,
    Layout,
    build,
    parsed,
    read,
    save,
    truth,
    write_export,
    wrong,
)

DPPA = Layout(content="dppa", two_rows=True)
COMPLETE = Layout(belanja=True, urusan=True, note=True, repeat_header=3, empty=4, output=True)
LAYOUT = {
    "codes in a column, amounts on every level": Layout(),
    "two digits at the end of a sub kegiatan": Layout(sub4=False),
    "the code glued before the name": Layout(code="tempel"),
    "the code split over five columns": Layout(code="potong", two_rows=True, column_number=True),
    "the code split, as text with separators": Layout(code="potong", csv=";"),
    "the organisation before every code": Layout(organisation=True),
    "only the pagu": Layout(content="pagu"),
    "sebelum, sesudah, bertambah/(berkurang) below a group": DPPA,
    "the same as text with separators": replace(DPPA, csv=";", number="rp"),
    "urusan, belanja, repeated heads, blank rows, signatures": COMPLETE,
    "the same with commas between and line breaks within": replace(
        COMPLETE, csv=",", broken_row=True, output=False
    ),
    "no amounts above the sub kegiatan, no total": Layout(numbered_level=False, total=False),
    "programme and kegiatan repeated on every row": Layout(form="berkolom", output=True),
    "merged over their rows": Layout(form="berkolom", label="gabung", two_rows=True),
    "only on their first row, codes glued": Layout(form="berkolom", label="kosong", code="tempel"),
    "column numbers with a formula below the head": Layout(column_number=True, two_rows=True),
    "an empty text for none": Layout(dash="", content="pagu"),
    **{f"amounts as {style}": Layout(number=style, content="dppa") for style in STYLE},
}


@pytest.mark.parametrize("layout", LAYOUT.values(), ids=LAYOUT.keys())
def test_an_export_in_an_odd_layout_is_read_without_loss(layout: Layout, tmp_path: Path) -> None:
    """The budget is known in full: every name, code, amount and output must come back."""
    result = read(write_export(tmp_path, layout))
    assert wrong(result) == []
    assert parsed(result) == truth(EXAMPLE, layout)


@pytest.mark.parametrize("layout", LAYOUT.values(), ids=LAYOUT.keys())
def test_every_row_is_used_or_left_out_with_a_reason(layout: Layout, tmp_path: Path) -> None:
    report = read(write_export(tmp_path, layout)).report
    dropped = [n for n, _ in report.dropped]
    assert report.as_read == report.used + len(dropped)
    assert len(set(dropped)) == len(dropped)


def errors_after(
    folder: Path, layout: Layout, alter: Callable[[Export], Any], *, name: str = "Sukamaju"
) -> list[str]:
    """What stops an export of EXAMPLE in this layout after one change."""
    export = build(EXAMPLE, layout)
    alter(export)
    return wrong(read(save(export, folder / "ekspor.xlsx"), name))


def fill(export: Export, label: str, shift: int, value: Any) -> None:
    """Put a value into the row that holds `label`, `shift` cells right of it."""
    row, column = export.search(label)
    export.grid[row - 1][column - 1 + shift] = value


def shift_label(export: Export) -> None:
    """The first kegiatan stands on the second row of its block."""
    export.grid[6][1], export.grid[5][1] = export.grid[5][1], None


def lower_label(export: Export) -> None:
    """The second kegiatan begins one row too late."""
    row, column = export.search("7.01.02.2.02 ")
    export.grid[row][column - 1], export.grid[row - 1][column - 1] = (
        export.grid[row - 1][column - 1],
        None,
    )


SUPPORTING = "PROGRAM PENUNJANG"
SALARY = "Penyediaan Gaji"
WRONG: dict[str, tuple[Layout, Callable[[Export], Any], str]] = {
    "a total that is off by one": (
        Layout(), lambda e: fill(e, "JUMLAH", 2, 4_714_201_550), "C18: baris jumlah berisi pagu"),
    "a programme that is off by one": (
        Layout(), lambda e: fill(e, SUPPORTING, 1, 4_596_246_670), "C6: pagu “PROGRAM PENUNJANG"),
    "belanja that does not add up to its sub kegiatan": (
        Layout(belanja=True), lambda e: fill(e, "Belanja Barang", 1, 1),
        "C9: pagu “Belanja Barang"),
    "a percentage of another amount": (
        Layout(), lambda e: fill(e, SALARY, 3, "97,02%"), "E11: persentase tertulis 97,02%"),
    "a change that is not the difference": (
        DPPA, lambda e: fill(e, "Penyusunan Dokumen", 3, 400_001), "E9: bertambah/(berkurang)"),
    "an amount that is not a number": (
        Layout(), lambda e: fill(e, SALARY, 1, "empat miliar"), ("C11: teks “empat miliar” bukan "
        "angka")),
    "a code that Excel made a date": (
        Layout(), lambda e: fill(e, SALARY, -1, date(2001, 1, 7)), "A11: kode telah diubah Excel"),
    "a code that Excel made a number": (
        Layout(), lambda e: fill(e, SALARY, -1, 7.1), "A11: kode 7.1 tersimpan sebagai angka"),
    "a code with a digit missing": (
        Layout(), lambda e: fill(e, SALARY, -1, "7.01.01.2.2.0001"),
        "A11: kode “7.01.01.2.2.0001”"),
    "a sub kegiatan below another kegiatan": (
        Layout(), lambda e: fill(e, SALARY, -1, "7.01.01.2.09.0001"),
        "A11: sub kegiatan 7.01.01.2.09"),
    "a sub kegiatan without a code": (
        Layout(), lambda e: fill(e, SALARY, -1, None), "B11: baris ini bukan program"),
    "a sub kegiatan without a name": (
        Layout(), lambda e: fill(e, SALARY, 0, None), "tanpa nama"),
    "a sub kegiatan that stands twice": (
        Layout(total=False, numbered_level=False),
        lambda e: e.grid.append(list(e.grid[-1])), "sudah ada di A17"),
    "a kegiatan label in the middle of its block": (
        Layout(form="berkolom", label="kosong", code="tanpa"),
        shift_label, "B6: kegiatan kosong pada baris pertamanya"),
    "a misplaced label that the codes betray": (
        Layout(form="berkolom", label="kosong", code="tempel"),
        lower_label, "berdiri pada baris berkode"),
    "a programme left blank where the codes go on to the next": (
        Layout(form="berkolom"), lambda e: fill(e, "7.01.02.2.01", 1, None), "A9: kode 7.01.02"),
    "a sub kegiatan whose name is gone from a table of columns": (
        Layout(form="berkolom", label="kosong", code="tempel"),
        lambda e: fill(e, "7.01.02.2.02.0003", 0, None), "baris ini bukan program"),
    "a code of another programme": (
        Layout(form="berkolom"), lambda e: fill(e, "7.01.02.2.01.0001", 0, "7.01.03.2.01.0001"),
        "samakan kode dan nama programnya"),
    "a budget in thousands": (
        Layout(), lambda e: e.grid[2].__setitem__(0, "(dalam ribuan rupiah)"),
        "A3: angkanya bukan"),
    "another year": (
        Layout(), lambda e: e.grid[0].__setitem__(0, "TAHUN ANGGARAN 2021"),
        "A1: ekspor ini untuk"),
    "another kecamatan": (
        Layout(), lambda e: e.grid[1].__setitem__(0, "KECAMATAN SUKAMAJU BARAT"), "A2: ekspor ini"),
    "an office that is no kecamatan": (
        Layout(), lambda e: e.grid[1].__setitem__(0, "SKPD : 1.02 DINAS KESEHATAN"), "A2: ekspor"),
    "a row with an amount right under the table": (
        Layout(total=False), lambda e: e.grid.append(["", "Perencanaan lain", 5, 5, ""]), "B18"),
    "an amount that two ways of writing leave open": (
        Layout(number="koma"), lambda e: fill(e, "Penyusunan Dokumen", 1, "4.250"),
        "“4.250” dapat"),
    "a small number among texts with separators": (
        Layout(number="titik"), lambda e: fill(e, "Penyusunan Dokumen", 1, 600), "C8: 600 berdiri"),
    "a kegiatan with money and no sub kegiatan": (
        Layout(total=False),
        lambda e: e.grid.append(["7.01.02.2.03", "Kegiatan lain", 5, 5, ""]), "tidak ada sub"),
    "no table at all": (
        Layout(), lambda e: e.grid.clear(), "tidak ada tabel anggaran"),
}  # fmt: skip


@pytest.mark.parametrize(("layout", "alter", "message"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_export_is_refused_with_its_cell(
    layout: Layout, alter: Callable[[Export], Any], message: str, tmp_path: Path
) -> None:
    errors = errors_after(tmp_path, layout, alter)
    assert any(message in f for f in errors), errors


def test_both_numbers_of_a_disagreement_are_said(tmp_path: Path) -> None:
    """Σ pagu of EXAMPLE: 7,400,000 + 6,000,000 + 4,582,846,671 + 59,718,740 + 58,236,140."""
    (error,) = errors_after(
        tmp_path, Layout(percent=False), lambda e: fill(e, "JUMLAH", 2, 4_714_201_550)
    )
    assert "4.714.201.550" in error
    assert "4.714.201.551" in error


def test_a_sub_kegiatan_may_have_the_name_of_one_under_another_kegiatan(tmp_path: Path) -> None:
    budget = tuple(
        replace(s, name="Koordinasi") if s.name.startswith("Koor") else s for s in EXAMPLE
    )
    result = read(write_export(tmp_path, Layout(), budget))
    assert wrong(result) == []
    assert parsed(result) == truth(budget, Layout())


def test_two_columns_called_the_same_are_asked_for_and_never_guessed(tmp_path: Path) -> None:
    """The office answers once, in padanan.toml; then the export is read.

    The column of the difference, which would settle it, is left out.
    """
    export = build(EXAMPLE, Layout(content="dppa", total=False))
    for column in (3, 4):
        export.grid[4][column - 1] = "Anggaran"
    export.grid[4:] = [row[:4] for row in export.grid[4:]]
    file = save(export, tmp_path / "ekspor.xlsx")
    report = read(file).report
    (doubt,) = report.doubts
    assert doubt.cells == "C5, D5"
    assert "pagu = D (Pagu = 4.714.201.551)" in doubt.list_choices()
    assert report.refused
    request(tmp_path, report.doubts)
    mapping = tmp_path / "padanan.toml"
    text = mapping.read_text("utf-8")
    assert "Pagu = 4.714.201.551" in text
    mapping.write_text(text.replace('D)" = ""', 'D)" = "pagu sebelum = C; pagu = D"'), "utf-8")
    result = read_sipd(file, "Sukamaju", 2022, read_mapping(tmp_path))
    assert not result.report.refused
    assert parsed(result) == truth(EXAMPLE, Layout(content="dppa"))


def test_an_export_that_says_neither_year_nor_unit_is_doubted(tmp_path: Path) -> None:
    result = read(write_export(tmp_path, Layout(title=False)))
    assert wrong(result) == []
    assert [f.pesan for f in result.report.findings] == [
        "ekspor ini tidak menyebut tahun anggarannya",
        "ekspor ini tidak menyebut unitnya",
    ]


def test_the_year_of_a_law_is_not_the_year_of_the_budget(tmp_path: Path) -> None:
    def alter(export: Export) -> None:
        export.grid[2][0] = "Perda Nomor 9 Tahun 2019 tentang APBD"

    assert errors_after(tmp_path, Layout(), alter) == []


def test_a_formula_without_a_saved_result_is_refused(tmp_path: Path) -> None:
    file = write_export(tmp_path, Layout(content="pagu"))
    wb = load_workbook(file)
    wb.active["C8"] = "=7000000+400000"
    wb.save(file)
    assert any("C8: rumus belum punya hasil" in f for f in wrong(read(file)))


def test_hidden_rows_are_read_and_said(tmp_path: Path) -> None:
    """Leaving them out would lose money in silence."""
    file = write_export(tmp_path, Layout())
    wb = load_workbook(file)
    wb.active.row_dimensions[11].hidden = True
    wb.save(file)
    result = read(file)
    assert parsed(result) == truth(EXAMPLE, Layout())
    assert [f.sel for f in result.report.findings] == ["A11"]


def test_two_sheets_with_a_budget_are_refused_by_name(tmp_path: Path) -> None:
    file = write_export(tmp_path, Layout())
    wb = load_workbook(file)
    wb.copy_worksheet(wb.active).title = "Perubahan"
    wb.save(file)
    assert "Sheet1, Perubahan" in wrong(read(file))[0]


def test_a_workbook_called_csv_is_read_as_the_workbook_it_is(tmp_path: Path) -> None:
    """Its suffix was changed by hand, or by the program that downloaded it."""
    save(build(EXAMPLE, Layout()), tmp_path / "e.xlsx")
    (tmp_path / "e.xlsx").rename(tmp_path / "e.csv")
    assert not wrong(read(tmp_path / "e.csv"))


def test_files_that_are_no_export_are_refused(tmp_path: Path) -> None:
    empty, without_table, old = (tmp_path / n for n in ("kosong.xlsx", "gambar.xlsx", "lama.xls"))
    empty.write_bytes(b"")
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    Workbook().save(without_table)
    text = tmp_path / "kosong.csv"
    text.write_text("", "utf-8")
    assert "isinya kosong, bukan tabel" in wrong(read(empty))[0]
    assert "tidak ada tabel anggaran" in wrong(read(without_table))[0]
    assert "simpan ulang sebagai .xlsx" in wrong(read(old))[0]
    assert wrong(read(text))


def test_the_dpa_belanja_of_sipd_is_read_by_its_kinds_of_belanja(tmp_path: Path) -> None:
    """Operasi + modal + tidak terduga + transfer = jumlah; T-1 and T+1 are other years."""
    kinds = ["Belanja Operasi", "Belanja Modal", "Belanja Tidak Terduga", "Belanja Transfer"]
    grid: list[list[Any]] = [
        ["DOKUMEN PELAKSANAAN ANGGARAN TAHUN ANGGARAN 2022"],
        ["Organisasi", ": 7.01.0.00.0.00.09.0000 Kecamatan Sukamaju"],
        ["Kode", None, None, None, None, "Uraian", "Sumber Dana", "Lokasi", "Jumlah (Rp)"],
        [None] * 8 + ["T-1", "Tahun 2022", None, None, None, None, "T+1"],
        ["Urusan", "Bidang Urusan", "Program", "Kegiatan", "Sub Kegiatan", *[None] * 4, *kinds,
         "Jumlah"],
        ["7", "01", "02", None, None, "PROGRAM A", None, None, 9, 30, 20, 0, 0, 50, 60],
        ["7", "01", "02", "2.01", None, "Kegiatan B", None, None, 9, 30, 20, 0, 0, 50, 60],
        ["7", "01", "02", "2.01", "0001", "Sub C", "DAU", "Sukamaju", 9, 30, 20, 0, 0, 50, 60],
    ]  # fmt: skip
    merge = ["A3:E4", "F3:F5", "G3:G5", "H3:H5", "I3:O3", "I4:I5", "J4:N4", "O4:O5"]
    result = read(save(Export(grid, merge), tmp_path / "dpa.xlsx"))
    assert wrong(result) == []
    assert parsed(result)[0][:5] == ("7.01.02", "PROGRAM A", "Kegiatan B", "Sub C", 50)
    grid[-1][10] = 21
    assert "jenis belanjanya berjumlah 51" in "".join(
        wrong(read(save(Export(grid, merge), tmp_path / "dpa.xlsx")))
    )


@pytest.mark.parametrize(
    ("text", "depth", "code"),
    [
        ("7.01.02.2.01.01", Level.SUB, "7.01.02.2.01.01"),
        ("7.01.02.2.01.0001", Level.SUB, "7.01.02.2.01.0001"),
        ("7 . 01 . 02 . 2.01", Level.KEGIATAN, "7.01.02.2.01"),
        ("7.01.7.01.02.2.01.0001", Level.SUB, "7.01.02.2.01.0001"),
        ("7.01.0.00.0.00.01.0000.7.01.02", Level.PROGRAM, "7.01.02"),
        ("7.01.7.01.0.00.0.00.01.0000.02.2.01.01", Level.SUB, "7.01.02.2.01.01"),
        ("7.01.0.00.0.00.01.0000", Level.ORGANISATION, "7.01.0.00.0.00.01.0000"),
        ("7.01.02.2.01.01.5.1.02", Level.BELANJA + 2, "5.1.02"),
        ("5.02.02", Level.PROGRAM, "5.02.02"),
        ("X.XX.01.2.01.01", Level.SUB, "X.XX.01.2.01.01"),
    ],
)
def test_codes_are_known_however_they_are_written(text: str, depth: int, code: str) -> None:
    """Source: aturan.md 4, Permendagri 90/2019."""
    parsed = parse_code(text)
    assert parsed is not None
    assert (parsed.depth, parsed.text) == (depth, code)


@pytest.mark.parametrize(
    "text", ["7.1.1", "7.01.1", "7.01.02.2.1", "12", "7,01", "7.01.02.2.01.1", "7.01.02.2.01.001"]
)
def test_what_is_no_code_is_none(text: str) -> None:
    assert parse_code(text) is None


def test_a_number_before_a_name_is_a_code_only_where_it_may_be_one() -> None:
    assert split_code("2 unit komputer") == (None, "2 unit komputer")
    code, name = split_code("7 UNSUR KEWILAYAHAN")
    assert code is not None
    assert name == "UNSUR KEWILAYAHAN"


@pytest.mark.parametrize(
    ("values", "read"),
    [
        (["7.400.000", "4.250"], [7_400_000, 4_250]),
        (["6,899,605,174", "4,250"], [6_899_605_174, 4_250]),
        (["6,899,605,174", "4.250"], [6_899_605_174, "dua cara"]),
        (["4.250", "4,250"], ["dua cara", "dua cara"]),
        (["Rp 1.250.000,00", "7.529.955.253,-", "-", None], [1_250_000, 7_529_955_253, None, None]),
        (["(Rp 1.250.000,00)", "- 5.000"], [-1_250_000, -5_000]),
        ([1_250_000.0, 0, 12], [1_250_000, 0, 12]),
        (["1.250.000", 12], [1_250_000, "membuang nolnya"]),
        (["1.250.000,50", 12_000_000.45], [Decimal("1250000.5"), Decimal("12000000.45")]),
        ([97.95, 100], ["bilangan bulat", 100]),
        (["1.2000000000000000e+07", "0.0000e+00", "1,2E+07"], [12_000_000, 0, "terpotong"]),
        (["7400.000", "7.400,000", "1.250.000"], ["dapat berarti", "dapat berarti", 1_250_000]),
        (["7400000\n6000000", "7 400 000"], ["lebih dari satu angka", 7_400_000]),
    ],
)
def test_a_column_settles_what_a_cell_leaves_open(values: list[Any], read: list[Any]) -> None:
    """Source: aturan.md 4, quirks in real exports."""
    amounts, errors = read_rupiah(dict(enumerate(values)))
    for row, exact in enumerate(read):
        if isinstance(exact, str):
            assert exact in str(errors[row])
        else:
            assert amounts[row] == exact


@pytest.mark.parametrize(
    ("printed", "exact", "fits"),
    [
        ("97,62 %", 97.6205, True),
        ("97,62%", 97.6299, True),
        ("97,62%", 97.65, False),
        (0.976205, 97.6205, True),
        (97.62, 97.6205, True),
        ("0.9762049999999999", 97.6205, True),  # of a CSV, whose cells are all texts
        ("0,98", 97.6205, True),
        ("0,98 %", 97.6205, False),
        ("0.95", 97.6205, False),
        ("98", 97.62, True),
        ("96", 97.62, False),
        ("-", 0.0, True),
    ],
)
def test_a_percentage_is_held_to_the_digits_it_prints(
    printed: Any, exact: float, fits: bool
) -> None:
    assert agrees_percent(printed, exact) is fits


def test_a_head_below_that_of_its_group_makes_no_word_with_it() -> None:
    """APBD over P is not APBD-P, a changed budget, beside which M would be the former pagu."""
    heads = [["Kode", "Uraian", "APBD", None], [None, None, "P", "M"]]
    sheet = Sheet("DPA", [*heads, ["7.01.01", "Program", 1, 2]], [(1, 3, 1, 4)])
    head = find_head(sheet, 2021)
    assert head is not None
    assert head.find("pagu") == [3, 4]
    assert head.find("pagu_sebelum") == []


PROGRAM_KEGIATAN_SUB = (
    ["7.01.01", "PROGRAM A"],
    ["7.01.01.2.01", "Keg"],
    ["7.01.01.2.01.01", "Sub"],
)


def table(header: list[Any], *amounts: Any, title: str = "TAHUN ANGGARAN 2022") -> Export:
    """One programme, kegiatan and sub kegiatan with the same amounts, below `title`."""
    rows = [[*front, *amounts] for front in PROGRAM_KEGIATAN_SUB]
    return Export([[title], ["KECAMATAN SUKAMAJU"], ["Kode", "Uraian", *header], *rows])


@pytest.mark.parametrize(
    ("header", "amounts", "pagu", "realisasi", "before"),
    [
        (["Anggaran 2022", "Realisasi 2022", "%", "Realisasi 2021"], (10, 3, 30, 9), 10, 3, None),
        (["Pagu", "Realisasi s.d. Periode Lalu", "Realisasi Periode Ini",
          "Realisasi s.d. Periode Ini"], (10, 1, 2, 3), 10, 3, None),
        (["Pagu Murni", "Pagu Perubahan", "Realisasi", "% Realisasi", "Sisa"],
         (10, 12, 6, 0.5, 6), 12, 6, 10),
        (["Semula", "Menjadi", "Selisih"], (10, 12, 2), 12, None, 10),
        (["Pagu", "Realisasi Triwulan I"], (10, 3), 10, None, None),
        (["Jumlah (Rp)"], ("Rp10",), 10, None, None),
        (["DPA", "DPPA", "SPJ"], (10, 12, 6), 12, 6, 10),
        (["APBD", "Realisasi s/d TW II", "Realisasi s/d TW IV"], (12, 3, 6), 12, 6, None),
        (["Pagu", "Realisasi Fisik dan Keuangan (Rp)"], (12, 6), 12, 6, None),
        (["ANGG. T.A. 2022", "Daya Serap (Rp)"], (12, 6), 12, 6, None),
        (["Budget TA 2022", "Telah Digunakan"], (12, 6), 12, 6, None),
    ],
)  # fmt: skip
def test_heads_are_told_by_their_words(
    header: list[Any], amounts: Any, pagu: Any, realisasi: Any, before: Any, tmp_path: Path
) -> None:
    result = read(save(table(header, *amounts), tmp_path / "e.xlsx"))
    assert wrong(result) == []
    assert parsed(result) == [("7.01.01", "PROGRAM A", "Keg", "Sub", pagu, realisasi, before, None)]


@pytest.mark.parametrize(
    ("export", "message"),
    [
        (table(["Anggaran 2021"], 10), "A3: tidak ada kolom pagu atau realisasi tahun 2022"),
        (table(["Pagu"], -10), "C6: pagu “Sub” -10; tidak boleh kurang dari nol"),
        (table(["Pagu (Rp juta)"], 10), "A3: angkanya bukan rupiah penuh"),
        (table(["Pagu", "Realisasi"], 10, 3, title="TA 2022 s.d. 30 Juni"), "A1: realisasinya"),
        (table(["Pagu", "Realisasi"], 10, 3, title="TA 2022 Triwulan II"), "A1: realisasinya"),
        (table(["Pagu", "Sisa"], 10, 3, title="TA 2021"), "A1: ekspor ini untuk tahun 2021"),
    ],
)
def test_what_a_head_or_title_says_against_the_export_refuses_it(
    export: Export, message: str, tmp_path: Path
) -> None:
    assert any(message in f for f in wrong(read(save(export, tmp_path / "e.xlsx"))))


def test_belanja_beside_the_pagu_is_not_dropped_in_silence(tmp_path: Path) -> None:
    """It may be the realisasi, so the office is asked; so it is for a column without a head."""
    for header in ("Belanja", "Capaian Anggaran", None):
        money = 12_000_000, 6_000_000
        (doubt,) = read(save(table(["Pagu", header], *money), tmp_path / "e.xlsx")).report.doubts
        assert doubt.choices == ("realisasi = D", "tidak dibawa")


@pytest.mark.parametrize("header", ["Nilai Kontrak", "Besaran", "Anggaran Kas"])
def test_an_amount_of_no_known_name_is_asked_for(header: str, tmp_path: Path) -> None:
    report = read(save(table([header], 10), tmp_path / "e.xlsx")).report
    assert [r.cells for r in report.doubts] == ["C3"]


def flat_export(*units: str) -> Export:
    """The flat export of SIPD: every level in columns of its own, with the unit on each row."""
    levels = [f"{kind} {level}" for level in ("SKPD", "Program", "Kegiatan", "Sub Kegiatan")
               for kind in ("Kode", "Nama")]  # fmt: skip
    header = ["Tahun", *levels, "Pagu", "Realisasi"]
    rows = [
        [2022, "7.01.0.00.0.00.09.0000", unit, "7.01.01", "PROGRAM A", "7.01.01.2.01", "Keg",
         f"7.01.01.2.01.000{n}", f"Sub {n}", 10 * n, n]
        for n, unit in enumerate(units, 1)
    ]  # fmt: skip
    return Export([header, *rows])


def test_the_flat_export_says_year_and_unit_on_its_rows(tmp_path: Path) -> None:
    result = read(save(flat_export("Kecamatan Sukamaju", "Kec. Lain"), tmp_path / "e.xlsx"))
    assert any("C3" in f or "ekspor ini milik “kec. lain”" in f for f in wrong(result))
    result = read(save(flat_export(*["Kecamatan Sukamaju"] * 2), tmp_path / "e.xlsx"))
    assert result.report.findings == ()
    assert [r[4:6] for r in parsed(result)] == [(10, 1), (20, 2)]
    of_2023 = flat_export("Kecamatan Sukamaju")
    of_2023.grid[1][0] = 2023
    assert "A2: ekspor ini untuk tahun 2023" in wrong(read(save(of_2023, tmp_path / "e.xlsx")))[0]


@pytest.mark.parametrize(("factor", "unclear"), [(1, False), (1000, True)])
def test_a_text_among_split_thousands_may_be_split_too(factor: int, unclear: bool) -> None:
    """In thousands of rupiah 12.345 is Rp12,345 or a thousand times as much; in rupiah never."""
    amounts, errors = read_rupiah({4: 5000.5, 5: "12.345", 6: 7000.25}, factor)
    assert [*errors] == [5] * unclear
    assert amounts.get(5) == (None if unclear else 12_345)
