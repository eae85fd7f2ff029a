"""A closed world: an amount is written only where head, rows and format say no more than is known.

The amounts are those of `tests.export_layouts.SUB`; what must be refused shows others.
"""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.export_layouts import (
    AMOUNTS,
    FLAT_HEADER,
    HEAD,
    SUB,
    both,
    flat_rows,
    hierarchical,
    read_grid,
    read_money,
    title,
    tree,
)
from tests.exports import Export, Grid, read, save, wrong


@pytest.mark.parametrize(
    ("heads", "choices"),
    [
        (["Pagu", "Realisasi Swakelola"], ("realisasi = D", "tidak dibawa")),
        (["Pagu", "Belum SPJ"], ("realisasi = D", "tidak dibawa")),
        (["Pagu", "Rencana Realisasi"], ("realisasi = D", "tidak dibawa")),
        (["Pagu", "SPJ LS"], ("realisasi = D", "tidak dibawa")),
        (["Pagu Kelurahan Melati", "Realisasi"], ("pagu = C", "tidak dibawa")),
        (["Belanja Pegawai", "Realisasi"], ("pagu = C", "tidak dibawa")),
    ],
)
def test_a_head_that_says_more_than_its_amount_is_asked_about(
    heads: list[str], choices: tuple[str, ...], tmp_path: Path
) -> None:
    """It may be a part of the whole, or a plan; nothing else on the sheet can tell."""
    (doubt,) = read_grid(hierarchical(heads, both).grid, tmp_path).report.doubts
    assert doubt.choices == choices


@pytest.mark.parametrize(
    "heads",
    [
        ["Anggaran Setelah Efisiensi", "Realisasi s.d. 31 Desember 2022 (Audited)"],
        ["APBD-P Kabupaten Contoh TA 2022", "Realisasi Belanja Menurut SIPD (Rp)"],
        ["Pagu Definitif Sub Kegiatan", "Realisasi s.d. TW IV Tahun 2022"],
        ["Anggaran Perubahan II", "Jumlah SPJ (LS+UP/GU/TU) s.d. Bulan Ini"],
        ["Anggaran Satu Tahun", "Realisasi Pembayaran Setelah Audit"],
    ],
)
def test_known_words_of_a_head_are_not_asked_about(heads: list[str], tmp_path: Path) -> None:
    result = read_grid(hierarchical(heads, both).grid, tmp_path)
    assert (wrong(result), result.report.doubts, read_money(result)) == ([], (), AMOUNTS)


def test_a_number_format_that_shows_other_digits_is_refused(tmp_path: Path) -> None:
    """12000 shown as 12.000.000 is twelve million to whoever looks, twelve thousand in the cell."""
    file = save(hierarchical(["Pagu"], lambda p, _: [p // 1000]), tmp_path / "e.xlsx")
    book = openpyxl.load_workbook(file)
    for row in book.active.iter_rows(min_row=5, min_col=3):
        row[0].number_format = '#,##0".000"'
    book.save(file)
    assert "menambahkan tulisan “.000”" in " ".join(wrong(read(file)))


def test_a_hidden_column_that_is_read_is_said(tmp_path: Path) -> None:
    file = save(hierarchical(["Pagu", "Realisasi"], both), tmp_path / "e.xlsx")
    book = openpyxl.load_workbook(file)
    book.active.column_dimensions["D"].hidden = True
    book.save(file)
    assert [f.sel for f in read(file).report.findings] == ["D1"]


@pytest.mark.parametrize("name", ["JUNI", "LRA TW III", "s.d. September", "Semester I"])
def test_the_name_of_the_sheet_may_say_until_when_it_is(name: str, tmp_path: Path) -> None:
    file = save(hierarchical(["Pagu", "Realisasi"], both), tmp_path / "e.xlsx")
    book = openpyxl.load_workbook(file)
    book.active.title = name
    book.save(file)
    (finding,) = read(file).report.findings
    assert (finding.sel, "belum sampai akhir tahun" in str(finding)) == ("", True)


def test_the_name_of_the_sheet_says_the_year_where_the_title_does_not(tmp_path: Path) -> None:
    grid = [["REALISASI KECAMATAN SUKAMAJU"], HEAD, *tree(both)]
    file = save(Export(grid), tmp_path / "e.xlsx")
    book = openpyxl.load_workbook(file)
    book.active.title = "LRA 2021"
    book.save(file)
    assert "untuk tahun 2021" in wrong(read(file))[0]


@pytest.mark.parametrize(
    "text",
    [
        *("Cut off 30 Juni 2022", "Dicetak 30-06-2022", "Minggu ke-3 November 2022", "Bulan: 09"),
        *("Sembilan bulan pertama", "Caturwulan II", "Prognosis tahun 2022"),
    ],
)
def test_a_date_of_the_year_above_the_table_is_until_when_it_is(text: str, tmp_path: Path) -> None:
    grid = [*title(), [None, text], HEAD, *tree(both)]
    assert "belum sampai akhir tahun" in " ".join(wrong(read_grid(grid, tmp_path)))


def test_the_day_from_which_a_table_counts_is_not_until_when_it_is(tmp_path: Path) -> None:
    first = [["Tanggal Awal : 01/01/2022"], ["Tanggal Akhir : 31/12/2022"]]
    assert wrong(read_grid([*title(), *first, HEAD, *tree(both)], tmp_path)) == []


@pytest.mark.parametrize("text", ["Sukamaju, 5 Oktober 2022", "Sumber: SIPD per 30 Juni 2022"])
def test_a_date_of_the_year_below_the_table_is_said(text: str, tmp_path: Path) -> None:
    result = read_grid([*title(), HEAD, *tree(both), [], [None, text]], tmp_path)
    assert (wrong(result), read_money(result)) == ([], AMOUNTS)
    assert "sebelum akhir tahun" in str(result.report.findings[0])


@pytest.mark.parametrize("text", ["Data per 10 Januari 2023", "APBD Perubahan", "Rancangan"])
def test_another_cell_beside_the_unit_is_no_part_of_its_name(text: str, tmp_path: Path) -> None:
    grid = [["LRA TAHUN ANGGARAN 2022"], ["KECAMATAN SUKAMAJU", None, text], HEAD, *tree(both)]
    result = read_grid(grid, tmp_path)
    assert (wrong(result), read_money(result)) == ([], AMOUNTS)


@pytest.mark.parametrize("when", ["per 15/01/2023", "(per 10 Jan 2023)", "s.d. 31-12-2022"])
def test_a_realisasi_drawn_up_after_the_year_is_that_of_the_year(when: str, tmp_path: Path) -> None:
    result = read_grid(hierarchical(["Pagu", f"Realisasi {when}"], both).grid, tmp_path)
    assert (wrong(result), read_money(result)) == ([], AMOUNTS)


@pytest.mark.parametrize(("date", "early"), [("30/06/2022", True), ("05/01/2023", False)])
def test_a_column_may_hold_the_date_of_the_data(date: str, early: bool, tmp_path: Path) -> None:
    grid = hierarchical(["Pagu", "Realisasi", "Tanggal Data"], lambda p, r: [p, r, date]).grid
    said = " ".join(wrong(read_grid(grid, tmp_path)))
    assert ("belum sampai akhir tahun" in said) == early


@pytest.mark.parametrize("note", ["(Rp. 000)", "Rp. 1.000"])
def test_a_unit_alone_below_the_table_is_the_unit(note: str, tmp_path: Path) -> None:
    grid = [*hierarchical(["Pagu"], lambda p, _: [p // 1000]).grid, [], [None, note]]
    assert "bukan rupiah penuh" in " ".join(wrong(read_grid(grid, tmp_path)))


def test_a_title_of_two_cells_right_above_the_head_is_no_part_of_it(tmp_path: Path) -> None:
    """Joined to the head, its unit was not looked at."""
    grid = [["KECAMATAN SUKARAME", None, "Tahun 2022"], HEAD, *tree(both)]
    assert "bukan Kecamatan Sukamaju" in wrong(read_grid(grid, tmp_path))[0]


def flat(extra: list[str], rows: Any) -> Grid:
    """Each sub kegiatan as several rows, told apart by further columns."""
    body = [
        [*row, *cells]
        for sub, row in zip(SUB, flat_rows(), strict=True)
        for cells in rows(*sub[4:])
    ]
    return [*title(), [*FLAT_HEADER, *extra], *body]


ACCOUNTS = ["5.1.02.01.01.0001", "5.1.02.01.01.0002", "5.2.02.01.01.0003"]
REPEATED = {
    "both amounts": (["Kode Rekening", "Pagu", "Realisasi"], lambda p, r: [
        [a, p, r // 4] for a in ACCOUNTS], "tampaknya pagu sub kegiatan yang diulang"),
    "the pagu alone": (["Kode Rekening", "Pagu"], lambda p, r: [
        [a, p] for a in ACCOUNTS], "tampaknya pagu sub kegiatan yang diulang"),
    "the realisasi alone": (["Kode Rekening", "Pagu", "Realisasi"], lambda p, r: [
        [a, p // n, r // 4] for n, a in enumerate(ACCOUNTS, 2)],
        "tampaknya realisasi sub kegiatan yang diulang"),
    "what was spent until then": (["Triwulan", "Kode Rekening", "Realisasi"], lambda p, r: [
        [f"TW {n}", ACCOUNTS[0], (p - r) * n // 4] for n in range(1, 5)],
        "atau keterangannya lain"),
    "the stages of one pagu": (["Tahapan", "Kode Rekening", "Pagu"], lambda p, r: [
        ["Murni", ACCOUNTS[0], p], ["Perubahan", ACCOUNTS[0], p - r // 9]],
        "tidak pasti boleh dijumlahkan"),
}  # fmt: skip


@pytest.mark.parametrize(("extra", "rows", "said"), REPEATED.values(), ids=REPEATED)
def test_rows_that_are_no_parts_of_a_sum_are_not_summed(
    extra: list[str], rows: Any, said: str, tmp_path: Path
) -> None:
    assert said in " ".join(wrong(read_grid(flat(extra, rows), tmp_path)))


@pytest.mark.parametrize("head", ["Spesifikasi", "Nama Standar Harga", "Rincian", "Lokasi"])
def test_the_items_of_one_account_are_summed(head: str, tmp_path: Path) -> None:
    """Each is told apart by what it is, whatever else is written beside it."""

    def items(pagu: int, _: int) -> list[Any]:
        third = pagu // 3
        return [[ACCOUNTS[0], "Meja", "lama", third], [ACCOUNTS[0], "Kursi", "baru", pagu - third]]

    result = read_grid(flat(["Kode Rekening", head, "Keterangan", "Pagu"], items), tmp_path)
    assert (wrong(result), read_money(result)) == ([], [(pagu, None) for pagu, _ in AMOUNTS])


def test_an_account_without_an_amount_counts_as_nothing_and_is_said(tmp_path: Path) -> None:
    def accounts(pagu: int, _: int) -> list[Any]:
        return [[ACCOUNTS[0], pagu], [ACCOUNTS[1], None]]

    result = read_grid(flat(["Kode Rekening", "Pagu"], accounts), tmp_path)
    assert (wrong(result), read_money(result)) == ([], [(pagu, None) for pagu, _ in AMOUNTS])
    assert "3 baris yang dijumlahkan tanpa pagu; dihitung nol" in str(result.report.findings)


def test_sub_kegiatan_without_amounts_are_the_sums_of_their_highest_accounts(
    tmp_path: Path,
) -> None:
    """5.1 and 5.2 count; 5.1.02 is part of 5.1."""
    grid: Grid = []
    for code, name, *_, pagu, spent in tree(lambda p, r: [p, r])[:-1]:
        if len(code) < 17:
            grid.append([code, name, None, None])
            continue
        grid += [[code, name, None, None], ["5.1", "Belanja Operasi", pagu - 1000, spent],
                 ["5.1.02", "Belanja Barang dan Jasa", pagu - 1000, spent],
                 ["5.2", "Belanja Modal", 1000, 0]]  # fmt: skip
    result = read_grid([*title(), HEAD, *grid], tmp_path)
    assert (wrong(result), read_money(result)) == ([], AMOUNTS)


def test_a_page_that_repeats_the_labels_of_a_print_goes_on_with_its_sub_kegiatan(
    tmp_path: Path,
) -> None:
    grid: Grid = [["DPA KECAMATAN SUKAMAJU TAHUN ANGGARAN 2022"]]
    for code, program, kegiatan, name, pagu, _ in SUB:
        for page, account in enumerate(("5.1 Operasi", "5.2 Modal")):
            grid += [["Program", ":", f"{code[:7]} {program}"],
                     ["Kegiatan", ":", f"{code[:12]} {kegiatan}"],
                     ["Sub Kegiatan", ":", f"{code} {name}"],
                     ["Kode Rekening", "Uraian", "Jumlah (Rp)"],
                     [*account.split(), [pagu - 1000, 1000][page]]]  # fmt: skip
        grid.append(["Jumlah Anggaran Sub Kegiatan", None, pagu])
    result = read_grid(grid, tmp_path)
    assert (wrong(result), read_money(result)) == ([], [(pagu, None) for pagu, _ in AMOUNTS])


def test_a_kind_beside_operasi_may_be_part_of_it(tmp_path: Path) -> None:
    """Hibah is belanja operasi by its code, but a column of its own may be left out of that."""
    heads = ["Belanja Operasi", "Belanja Modal", "Belanja Hibah"]
    grid = hierarchical(heads, lambda p, _: [p - p // 2, p // 4, p // 8], "DPA").grid
    (doubt,) = read_grid(grid, tmp_path).report.doubts
    assert doubt.choices == ("pagu = C + D + E", "pagu = C + D")


@pytest.mark.parametrize("head", ["Efisiensi", "Pergeseran", "+/-", "Blokir"])
def test_a_column_that_may_change_the_pagu_is_said(head: str, tmp_path: Path) -> None:
    grid = hierarchical(["Pagu", head, "Realisasi"], lambda p, r: [p, p // 9, r]).grid
    result = read_grid(grid, tmp_path)
    assert (wrong(result), read_money(result)) == ([], AMOUNTS)
    assert "dapat mengubah pagu" in str(result.report.findings[0])


@pytest.mark.parametrize(
    ("carried", "brought"),
    [("Dipindahkan", "Pindahan"), ("Jumlah halaman ini", "Pindahan dari halaman sebelumnya")],
)
def test_what_is_carried_over_to_the_next_page_is_a_total(
    carried: str, brought: str, tmp_path: Path
) -> None:
    rows = tree(both)
    page = SUB[0][4], SUB[0][5]
    rows[3:3] = [[carried, None, *page], HEAD, [None, brought, *page]]
    result = read_grid([*title(), HEAD, *rows], tmp_path)
    assert (wrong(result), read_money(result)) == ([], AMOUNTS)


@pytest.mark.parametrize("share", [lambda p, r: round(r / p * 50, 2), lambda p, r: "12,5%"])
def test_shares_below_the_word_serapan_are_checked(share: Any, tmp_path: Path) -> None:
    grid = hierarchical(["Pagu", "Realisasi", "Serapan"], lambda p, r: [p, r, share(p, r)]).grid
    assert "persentase tertulis" in " ".join(wrong(read_grid(grid, tmp_path)))


@pytest.mark.parametrize("coded", [True, False])
def test_who_signs_below_columns_of_names_is_no_sub_kegiatan(
    *, coded: bool, tmp_path: Path
) -> None:
    """“Mengetahui,” stands in the column of sub kegiatan, or in that of the code of a programme."""
    names = [[*row, sub[4], sub[5]] for sub, row in zip(SUB, flat_rows(), strict=True)]
    head, rows = [*FLAT_HEADER, "Pagu", "Realisasi"], names
    if not coded:
        head, rows = [h for h in head if "Kode" not in h], [[*r[1::2][:4], *r[8:]] for r in names]
    below = [[None] * 3 + ["Mengetahui,"], [None, None, "Camat"], [None] * 3 + ["Drs. Budi"]]
    result = read_grid([*title(), head, *rows, [], *below], tmp_path)
    assert (wrong(result), read_money(result)) == ([], AMOUNTS)


def test_column_numbers_are_no_head(tmp_path: Path) -> None:
    """They were met as one where the head above them named no sure amount, and it stopped."""
    rows = [[*row, str(sub[4])] for sub, row in zip(SUB, flat_rows(), strict=True)]
    grid = [*title(), [*FLAT_HEADER, "Target Anggaran"], [str(n) for n in range(1, 10)], *rows]
    assert read_grid(grid, tmp_path).report.doubts[0].choices == ("pagu = I", "realisasi = I")


def test_more_spent_than_there_is_is_said(tmp_path: Path) -> None:
    """Two amounts of one row have changed places, and nothing on the sheet adds up."""
    rows = [[*row[:2], *([None] * 2 if len(row[0]) < 13 else row[2:])] for row in tree(both)[:-1]]
    rows[2][2:] = rows[2][:1:-1]
    (finding,) = read_grid([*title(), HEAD, *rows], tmp_path).report.findings
    assert (finding.sel, "melebihi pagunya 11.500.000" in str(finding)) == ("D7", True)


@pytest.mark.parametrize(
    ("head", "share"), [("Sisa", lambda p, r: p - r), ("%", lambda p, r: round(r / p * 100, 2))]
)
def test_what_the_sheet_computes_itself_settles_which_column_it_means(
    head: str, share: Any, tmp_path: Path
) -> None:
    def amounts(pagu: int, spent: int) -> list[Any]:
        return [pagu, spent - spent // 10, spent, share(pagu, spent)]

    heads = ["Pagu", "Realisasi BKU", "Realisasi SIPD", head]
    result = read_grid(hierarchical(heads, amounts).grid, tmp_path)
    assert (wrong(result), result.report.doubts, read_money(result)) == ([], (), AMOUNTS)
    reasons = [m.reason for m in result.report.matches if m.text.startswith("Realisasi")]
    assert reasons == ["menurut persentase atau sisanya"] * 2
    without = read_grid(hierarchical(heads[:3], lambda p, r: amounts(p, r)[:3]).grid, tmp_path)
    assert without.report.doubts[0].choices == ("realisasi = D", "realisasi = E")


def test_the_dates_of_documents_are_no_time_of_the_whole(tmp_path: Path) -> None:
    grid = flat(["Nomor SP2D", "Tanggal SP2D", "Nilai Realisasi"], lambda p, r: [
        [1, "10 Januari 2022", r // 3], [2, "10 Januari 2022", r - r // 3]])  # fmt: skip
    assert wrong(read_grid(grid, tmp_path)) == []


def test_a_group_of_kinds_may_have_its_sum_below_the_same_head(tmp_path: Path) -> None:
    kinds = ["Operasi", None, "Modal", None, "Jumlah", None]
    head = [["Kode", "Uraian", "Kelompok Belanja"], [None, None, *kinds]]
    head.append([None, None, *["Anggaran", "Realisasi"] * 3])
    rows = tree(lambda p, r: [p - p // 3, r - r // 3, p // 3, r // 3, p, r])
    merged = ("A4:A6", "B4:B6", "C4:H4", "C5:D5", "E5:F5", "G5:H5")
    result = read_grid([*title(), *head, *rows], tmp_path, merged)
    assert (wrong(result), result.report.doubts, read_money(result)) == ([], (), AMOUNTS)


def test_a_question_without_a_possible_answer_is_a_refusal(tmp_path: Path) -> None:
    """Each of two realisasi exceeds the pagu: neither can be chosen, and nothing is read."""
    grid = hierarchical(["Pagu", "Realisasi SPM", "Realisasi SP2D"], lambda p, _: [p, p + 5, p + 7])
    result = read_grid(grid.grid, tmp_path)
    assert result.report.doubts == ()
    (finding,) = wrong(result)
    assert "D4, E4: Realisasi SPM (kolom D); Realisasi SP2D (kolom E) belum jelas" in finding
