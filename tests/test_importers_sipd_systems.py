"""Documents that budget systems print besides an LRA: SPJ, RFK, anggaran kas, pivots, cards.

Every export holds the budget of tests/export_layouts.py; the amounts expected are AMOUNTS.
"""

from pathlib import Path
from typing import Any

import pytest

from lkip_helpers.importers.findings import ImportResult
from lkip_helpers.schema.sheets import Dpa
from tests.export_layouts import (
    AMOUNTS,
    MONTHS,
    SUB,
    both,
    hierarchical,
    read_grid,
    read_money,
    split_even,
    title,
    tree,
)
from tests.exports import Grid, wrong

PAGU = [(pagu, None) for pagu, _ in AMOUNTS]
HEAD = ["Kode", "Uraian"]


def assert_amounts(result: ImportResult, expected: list[tuple[Any, Any]] = AMOUNTS) -> None:
    assert (wrong(result), result.report.doubts) == ([], ())
    assert read_money(result) == expected


def spj(pagu: int, spent: int) -> list[Any]:
    """Three ways of paying, each until last month, this month and until now, and their sum."""
    ways = split_even(spent, 3)
    return [pagu, *(x for w in ways for x in (w - w // 9, w // 9, w)), spent, pagu - spent]


@pytest.mark.parametrize("until", ["s.d. Bulan lalu/Bulan ini/s.d. Bulan ini",
                                   "sd Bln Lalu/Bln Ini/s.d Bln Ini"])  # fmt: skip
def test_a_spj_fungsional_is_read_by_its_sum(until: str, tmp_path: Path) -> None:
    """Below its total stand receipts and payments in the same columns, which are no spending."""
    ways = ["SPJ-LS Gaji", "SPJ-LS Barang & Jasa", "SPJ UP/GU/TU"]
    heads = [[*HEAD, "Jumlah Anggaran", *(x for w in ways for x in (w, None, None)),
              "Jumlah SPJ (LS+UP/GU/TU)", "Sisa Pagu Anggaran"],
             [None] * 3 + until.split("/") * 3]  # fmt: skip
    merged = ("A5:A6", "B5:B6", "C5:C6", "D5:F5", "G5:I5", "J5:L5", "M5:M6", "N5:N6")
    foot = [[None, "Penerimaan :"], [None, "- PPN", None, *[0] * 3, 7, 8, 15, *[0] * 3, 0],
            [None, "Saldo Kas", *[0] * 11]]  # fmt: skip
    grid = [*title(), ["BULAN DESEMBER 2022"], *heads, *tree(spj), *foot]
    assert_amounts(read_grid(grid, tmp_path, merged))


def test_ways_of_paying_are_parts_of_the_realisasi(tmp_path: Path) -> None:
    def money(pagu: int, spent: int) -> list[Any]:
        return [pagu, *split_even(spent, 3), pagu - spent]

    export = hierarchical(["Anggaran", "LS", "UP/GU", "TU", "Sisa"], money)
    assert_amounts(read_grid(export.grid, tmp_path))


def test_two_columns_of_one_pagu_are_compared_without_the_column_numbers(tmp_path: Path) -> None:
    """The row 1, 2, 3, 4 = (3 / 2) × 100 below the head is none of their amounts."""
    heads = [*HEAD, "RKA SIPD (Rp.)", "DPA SIMDA (Rp.)", "Realisasi Keuangan (Rp.)", "Capaian (%)"]
    numbers = [1, 2, 3, 4, 5, "6 = (5 / 4) * 100"]
    rows = tree(lambda pagu, spent: [pagu, pagu, spent, round(spent / pagu * 100, 2)])
    assert_amounts(read_grid([*title(), heads, numbers, *rows], tmp_path))


def test_the_stages_of_one_payment_are_compared(tmp_path: Path) -> None:
    names = ["Nilai SPM/SP2D", "Realisasi SPM/SP2D", "Pengeluaran/SPJ"]
    grid = [*title(), [*HEAD, "Pagu", "Realisasi Keuangan", None, None], [None] * 3 + names,
            *tree(lambda pagu, spent: [pagu, spent, spent, spent])]  # fmt: skip
    assert_amounts(read_grid(grid, tmp_path, ("A4:A5", "B4:B5", "C4:C5", "D4:F4")))


def test_sums_of_quarters_are_no_amounts_of_their_own(tmp_path: Path) -> None:
    def money(pagu: int, _: int) -> list[Any]:
        months = split_even(pagu, 12)
        return [pagu, *(x for q in range(0, 12, 3) for x in (*months[q : q + 3],
                                                             sum(months[q : q + 3])))]  # fmt: skip

    names = [x for q in range(0, 12, 3) for x in (*MONTHS[q : q + 3], "Jumlah")]
    export = hierarchical(["Anggaran Tahun Ini", *names], money, "ANGGARAN KAS")
    assert_amounts(read_grid(export.grid, tmp_path), PAGU)


@pytest.mark.parametrize(
    "kinds",
    [["PAD", "DAU", "DBH"], ["Kecamatan", "Kelurahan"], ["Kecamatan Sukamaju", "Kelurahan"]],
)
def test_parts_beside_their_sum_are_not_asked_about(kinds: list[str], tmp_path: Path) -> None:
    def money(pagu: int, _: int) -> list[Any]:
        return [*split_even(pagu, len(kinds)), pagu]

    assert_amounts(read_grid(hierarchical([*kinds, "Jumlah Pagu"], money).grid, tmp_path), PAGU)


def test_a_column_headed_kecamatan_may_hold_amounts(tmp_path: Path) -> None:
    """Alone it is asked about; below Pagu and beside their sum it is a part."""
    alone = read_grid(hierarchical(["Kecamatan"], lambda pagu, _: [pagu]).grid, tmp_path)
    assert alone.report.doubts[0].choices == ("pagu = C", "realisasi = C")
    heads = [[*HEAD, "Pagu", None, None], [None, None, "Kecamatan", "Kelurahan", "Jumlah"]]
    rows = tree(lambda pagu, _: [*split_even(pagu, 2), pagu])
    merged = ("A4:A5", "B4:B5", "C4:E4")
    assert_amounts(read_grid([*title(), *heads, *rows], tmp_path, merged), PAGU)


@pytest.mark.parametrize("group", [True, False])
def test_columns_of_other_kecamatan_are_refused(group: bool, tmp_path: Path) -> None:
    """Their sum is the budget of several offices, and no question helps."""
    names = ["Sukamaju", "Sukadamai"]
    heads = [[*HEAD, "Kecamatan", None, "Jumlah"], [None, None, *names, None]]
    if not group:
        heads = [[*HEAD, *(f"Kecamatan {n}" for n in names), "Jumlah"]]
    rows = tree(lambda pagu, _: [pagu, pagu // 2, pagu + pagu // 2])
    merged = ("A3:A4", "B3:B4", "C3:D3", "E3:E4") if group else ()
    result = read_grid([["REKAP PAGU"], ["TAHUN 2022"], *heads, *rows], tmp_path, merged)
    assert ["Sukadamai” bukan milik Kecamatan Sukamaju" in f for f in wrong(result)] == [True]
    assert result.report.doubts == ()


def test_an_export_that_is_refused_anyhow_asks_nothing(tmp_path: Path) -> None:
    rows = tree(lambda pagu, spent: [pagu, pagu + 1, spent])
    grid = [*title(), ["Bulan Oktober"], [*HEAD, "RKA SIPD", "RKA SIMDA", "Realisasi"], *rows]
    result = read_grid(grid, tmp_path)
    assert len(wrong(result)) == 1 and "belum sampai akhir tahun" in wrong(result)[0]
    assert result.report.doubts == ()


@pytest.mark.parametrize("name", ["Ags", "Agst", "Mrt", "Febr", "Oct"])
def test_months_are_known_by_every_short_name(name: str, tmp_path: Path) -> None:
    short = dict.fromkeys(["Ags", "Agst"], 7) | {"Mrt": 2, "Febr": 1, "Oct": 9}
    names = [f"Realisasi {name if i == short[name] else m}" for i, m in enumerate(MONTHS)]
    export = hierarchical(["Pagu", *names], lambda pagu, spent: [pagu, *split_even(spent, 12)])
    assert_amounts(read_grid(export.grid, tmp_path))


def test_names_of_all_levels_may_share_their_column_with_the_output(tmp_path: Path) -> None:
    heads = ["Kode", "Program / Kegiatan / Sub Kegiatan / Sub Output", "Pagu", "Realisasi"]
    assert_amounts(read_grid([*title(), heads, *tree(both)], tmp_path))


def test_labels_of_units_may_share_one_cell(tmp_path: Path) -> None:
    skpd = "7.01.0.00.0.00.09.0000 Kecamatan Sukamaju"
    label = [f"Unit Organisasi : {skpd}\nSub Unit Organisasi : {skpd}"]
    codes = [["Kode SKPD", ":", "7.01.0.00.0.00.09.0000"], ["Nama SKPD", ":", "KEC. SUKAMAJU"]]
    rows = [[*HEAD, "Pagu", "Realisasi"], *tree(both)]
    for above in ([label], codes):
        assert_amounts(read_grid([["REALISASI TAHUN ANGGARAN 2022"], *above, *rows], tmp_path))


def test_a_kelurahan_named_beside_its_kecamatan_owns_the_rows(tmp_path: Path) -> None:
    above = [["TAHUN 2022"], ["Unit : Kecamatan Sukamaju", "Sub Unit : Kelurahan Melati"]]
    result = read_grid([*above, [*HEAD, "Pagu", "Realisasi"], *tree(both)], tmp_path)
    (rows,) = [c.rows for c in result.content.values()]
    assert {r["unit"] for r in rows} == {"Kelurahan Melati"}


def test_a_title_may_name_the_kelurahan_below_the_kecamatan(tmp_path: Path) -> None:
    text = "REKAP REALISASI KECAMATAN SUKAMAJU BESERTA KELURAHAN TAHUN 2022"
    assert_amounts(read_grid([[text], [*HEAD, "Pagu", "Realisasi"], *tree(both)], tmp_path))


def test_a_column_of_accounts_that_holds_sub_kegiatan_codes_is_their_code(tmp_path: Path) -> None:
    heads = ["Kode Rekening", "Program", "Kegiatan", "Sub Kegiatan", "Pagu", "Realisasi"]
    result = read_grid([*title(), heads, *([s[0], *s[1:]] for s in SUB)], tmp_path)
    assert_amounts(result)
    (rows,) = [c.rows for c in result.content.values()]
    assert [r["kode_sub_kegiatan"] for r in rows] == [s[0] for s in SUB]


@pytest.mark.parametrize("words", ["Label Baris/Jumlah dari PAGU/Jumlah dari REALISASI",
                                   "Row Labels/Sum of PAGU/Sum of REALISASI"])  # fmt: skip
def test_a_pivot_table_is_read(words: str, tmp_path: Path) -> None:
    rows = tree(both, lambda code, name: [f"{code} {name}".strip()])
    assert_amounts(read_grid([*title(), words.split("/"), *rows], tmp_path))


def test_the_budget_of_the_form_of_renja_is_of_its_current_year(tmp_path: Path) -> None:
    """The form calls the year it evaluates n-1."""
    year = "Target Kinerja dan Anggaran Renja Tahun Berjalan yang Dievaluasi (n-1)"
    heads = [[*HEAD, year, None, "Realisasi Capaian Kinerja dan Anggaran Renja", None],
             [None, None, "K", "Rp", "K", "Rp"]]  # fmt: skip
    rows = tree(lambda pagu, spent: [1, pagu, 1, spent])
    merged = ("A4:A5", "B4:B5", "C4:D4", "E4:F4")
    assert_amounts(read_grid([*title(), *heads, *rows], tmp_path, merged))


def test_what_was_not_spent_is_no_realisasi(tmp_path: Path) -> None:
    """Of a sub kegiatan without spending only this column has an amount."""
    heads = ["Pagu", "Sudah Realisasi", "Belum Realisasi"]
    export = hierarchical(heads, lambda pagu, spent: [pagu, spent, pagu - spent])
    assert_amounts(read_grid(export.grid, tmp_path))


def test_the_total_of_the_revenue_is_not_compared_with_the_spending(tmp_path: Path) -> None:
    revenue = [["4", "PENDAPATAN DAERAH", 15, 16], [None, "Jumlah Pendapatan", 15, 16]]
    grid = [*title(), [*HEAD, "Pagu", "Realisasi"], *revenue, *tree(both)]
    assert_amounts(read_grid(grid, tmp_path))


def test_kelurahan_below_a_sub_kegiatan_are_parts_of_it(tmp_path: Path) -> None:
    """They must add up to it; 100,000,000 is that of the last one."""
    rows: Grid = [[*HEAD, "Pagu", "Realisasi"], *tree(both)]
    parts = [[None, "Kelurahan Melati", 60_000_000, 0], [None, "Kelurahan Mawar", 40_000_000, 0]]
    grid = [*title(), *rows[:-1], *parts, rows[-1]]
    assert_amounts(read_grid(grid, tmp_path))
    parts[0][2] = 50_000_000
    assert "berjumlah 90.000.000" in wrong(read_grid(grid, tmp_path))[0]


def test_a_card_of_one_sub_kegiatan_may_have_its_labels_in_the_columns_of_amounts(
    tmp_path: Path,
) -> None:
    code, program, kegiatan, name, pagu, spent = SUB[0]
    names = {"Program": f"{code[:7]} {program}", "Kegiatan": f"{code[:12]} {kegiatan}"}
    labels = [[k, ":", v] for k, v in (names | {"Sub Kegiatan": f"{code} {name}"}).items()]
    account = ["5.1.02", "Belanja Barang dan Jasa", pagu, spent]
    rows = [["Kode Rekening", "Uraian", "Pagu", "Realisasi"], account]
    assert_amounts(read_grid([*title(), *labels, *rows], tmp_path), AMOUNTS[:1])


def test_a_register_is_refused_once_for_having_no_sub_kegiatan(tmp_path: Path) -> None:
    heads = ["No", "Tanggal", "Nomor SP2D", "Uraian", "Nilai SP2D"]
    rows = [[i, "05/03/2022", f"{i}/SP2D", "Gaji Maret", 140_000_000 + i] for i in range(1, 6)]
    (message,) = wrong(read_grid([*title(), heads, *rows], tmp_path))
    assert "tidak ada satu pun sub kegiatan" in message


def test_sources_of_funds_below_a_sub_kegiatan_are_parts_of_it(tmp_path: Path) -> None:
    heads = ["Kode", "Uraian", "Sumber Dana", "Pagu", "Realisasi"]
    rows = tree(both, lambda code, name: [code, name, None])
    parts = [[None, None, "PAD", 60_000_000, 0], [None, None, "DAU", 40_000_000, 0]]
    assert_amounts(read_grid([*title(), heads, *rows[:-1], *parts, rows[-1]], tmp_path))


def test_a_kelurahan_without_a_code_heads_the_rows_below_it(tmp_path: Path) -> None:
    """It is no part of the sub kegiatan that happens to stand above it."""
    rows = tree(both)[:-1]
    heads = [*title(), [*HEAD, "Pagu", "Realisasi"]]
    own = [[None, "KELURAHAN MELATI", None, None], *rows]
    result = read_grid([*heads, *rows, *own], tmp_path)
    assert_amounts(result, AMOUNTS * 2)
    units = [record["unit"] for record in result.content[Dpa].rows]
    assert units == [None] * len(AMOUNTS) + ["Kelurahan Melati"] * len(AMOUNTS)
    own[0][2:] = rows[0][2:]  # of one of its programmes only
    message = wrong(read_grid([*heads, *rows, *own], tmp_path))[0]
    assert "C13: pagu “KELURAHAN MELATI” 2.412.000.000, padahal" in message


def test_a_kelurahan_named_below_a_sub_kegiatan_may_be_where_it_is_done(tmp_path: Path) -> None:
    rows = tree(both)[:-1]
    last = next(i for i, r in reversed([*enumerate(rows)]) if str(r[0]).count(".") == 2)
    rows.insert(last, [None, "KELURAHAN MELATI", None, None])
    (message,) = wrong(read_grid([*title(), [*HEAD, "Pagu", "Realisasi"], *rows], tmp_path))
    assert "baris ini bukan program" in message


def test_an_indicator_below_a_sub_kegiatan_is_no_more_of_its_name(tmp_path: Path) -> None:
    rows = tree(both)[:-1]
    first = next(i for i, r in enumerate(rows) if str(r[0]).count(".") == 5)
    rows.insert(first + 1, [None, "Tersusunnya dokumen perencanaan", None, None])
    (message,) = wrong(read_grid([*title(), [*HEAD, "Pagu", "Realisasi"], *rows], tmp_path))
    assert "baris ini bukan program" in message


@pytest.mark.parametrize("more", ["dan lanjutannya", "Lanjutan Kedua"])
def test_a_name_in_two_rows_is_one_and_told(more: str, tmp_path: Path) -> None:
    rows = tree(both)[:-1]
    first = next(i for i, r in enumerate(rows) if str(r[0]).count(".") == 5)
    rows.insert(first + 1, [None, more, None, None])
    result = read_grid([*title(), [*HEAD, "Pagu", "Realisasi"], *rows], tmp_path)
    assert_amounts(result)
    whole = f"{rows[first][1]} {more}"
    assert result.content[Dpa].rows[0]["sub_kegiatan"] == whole
    assert any(f"lanjutan nama di atasnya: “{whole}”" in str(f) for f in result.report.findings)


def test_rows_beside_one_another_have_units_above_and_names_below(tmp_path: Path) -> None:
    heads = ["No", "Program", "Kegiatan", "Sub Kegiatan", "Pagu", "Realisasi"]
    row = [1, "PROGRAM A", "Kegiatan B", "Rapat Koordinasi", 70_000_000, 60_000_000]
    unit, more = ["KELURAHAN MELATI", *[None] * 5], [None] * 3 + ["Tingkat Kecamatan", None, None]
    other = ["KELURAHAN MAWAR", *[None] * 5]
    result = read_grid([*title(), heads, unit, row, more, other, row, more], tmp_path)
    assert_amounts(result, [(70_000_000, 60_000_000)] * 2)
    found = [(r["sub_kegiatan"], r["unit"]) for r in result.content[Dpa].rows]
    name = "Rapat Koordinasi Tingkat Kecamatan"
    assert found == [(name, "Kelurahan Melati"), (name, "Kelurahan Mawar")]
    messages = wrong(read_grid([*title(), heads, row, unit, row], tmp_path))
    assert "baris ini bukan program" in messages[0]


def test_units_in_a_column_own_the_rows_below_one_another(tmp_path: Path) -> None:
    """The budget twice: once of the kecamatan itself, once of a kelurahan."""
    units = ["Kecamatan Sukamaju", "Kelurahan Melati"]
    rows = [[unit, *row] for unit in units for row in tree(both)[:-1]]
    grid = [*title(), ["Unit Kerja", *HEAD, "Pagu", "Realisasi"], *rows]
    result = read_grid(grid, tmp_path)
    assert_amounts(result, AMOUNTS * 2)
    (read_rows,) = [c.rows for c in result.content.values()]
    assert [r["unit"] for r in read_rows] == [None] * len(SUB) + ["Kelurahan Melati"] * len(SUB)


@pytest.mark.parametrize(("date", "warned"), [("15-11-2022", 1), ("04/01/2023", 0)])
def test_the_date_of_printing_tells_that_the_year_had_not_ended(
    date: str, warned: int, tmp_path: Path
) -> None:
    """It stands below the table, perhaps on every page, and is said once."""
    foot = [[f"Dicetak pada {date} 08:12"]]
    rows = tree(both)
    grid = [*title(), [*HEAD, "Pagu", "Realisasi"], *rows[:3], *foot, *rows[3:], *foot]
    result = read_grid(grid, tmp_path)
    assert_amounts(result)
    said = [str(f) for f in result.report.findings if "sebelum akhir tahun" in str(f)]
    assert len(said) == warned


def test_dropped_rows_are_named_in_indonesian(tmp_path: Path) -> None:
    unit = [["7.01.0.00.0.00.09.0000", "Kecamatan Sukamaju", *tree(both)[-1][2:]]]
    result = read_grid([*title(), [*HEAD, "Pagu", "Realisasi"], *unit, *tree(both)], tmp_path)
    assert (5, "baris organisasi") in result.report.dropped


def test_a_sub_kegiatan_that_lost_its_code_is_no_part_of_the_one_above(tmp_path: Path) -> None:
    """It speaks of the kelurahan, but names none."""
    rows = tree(both)
    rows.insert(-1, [None, "Pemberdayaan Masyarakat di Kelurahan", 5, 4])
    messages = wrong(read_grid([*title(), [*HEAD, "Pagu", "Realisasi"], *rows], tmp_path))
    assert "baris ini bukan program" in messages[0]


def test_the_sum_of_the_quarters_of_a_realisasi_is_no_pagu(tmp_path: Path) -> None:
    """Below a title that speaks of realisasi; of ten months it is not that of the year."""
    names = ["TW I", "TW II", "TW III", "TW IV", "Jumlah"]
    export = hierarchical(names, lambda _, spent: [*split_even(spent, 4), spent])
    assert_amounts(read_grid(export.grid, tmp_path), [(None, s[5]) for s in SUB])
    names = [*MONTHS[:10], "Jumlah"]
    export = hierarchical(names, lambda _, spent: [*split_even(spent, 10), spent])
    result = read_grid(export.grid, tmp_path)
    assert result.report.refused


def test_numbers_of_desa_are_no_names_of_units(tmp_path: Path) -> None:
    export = hierarchical(["Desa", "Kelurahan", "Pagu", "Realisasi"], lambda p, r: [8, 2, p, r])
    result = read_grid(export.grid, tmp_path)
    assert_amounts(result)
    (rows,) = [c.rows for c in result.content.values()]
    assert {r["unit"] for r in rows} == {None}
