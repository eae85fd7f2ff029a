"""Every layout of a budget export that is known: read as it is, and the page that lists them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from lkip_helpers.importers.mapping import OfficeMapping, read_mapping, request
from lkip_helpers.rules import load_rules
from lkip_helpers.schema.sheets import Dpa
from lkip_helpers.sipd import read_sipd
from tests.export_layouts import (
    AMOUNTS,
    EXAMPLES,
    FLAT_HEADER,
    KEGIATAN,
    MONTHS,
    PAGE,
    SUB,
    Example,
    Money,
    build_page,
    document,
    flat_rows,
    hierarchical,
    read_grid,
    read_money,
    rekap,
    split_even,
    split_odd,
    title,
    tree,
)
from tests.exports import PUBLIC_SERVICE, SUPPORTING, Export, Grid, read, save, wrong
from tests.questionnaires import fill_answers


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.name for example in EXAMPLES])
def test_every_layout_gives_the_budget_it_was_made_of(example: Example, tmp_path: Path) -> None:
    """The budget is SUB of tests/export_layouts.py; the layout is named on the terminal."""
    result = read(save(example.export, tmp_path / "e.xlsx"))
    assert wrong(result) == []
    assert result.report.doubts == ()
    assert [(r["kode_sub_kegiatan"], r["program"], r["kegiatan"], r["sub_kegiatan"],
             r.get("pagu"), r.get("realisasi")) for r in result.content[Dpa].rows] == [
        (*s[:4], s[4] if "p" in example.content else None, s[5] if "r" in example.content else None)
        for s in SUB
    ]  # fmt: skip
    assert f"Tata letak: {example.name}" in result.report.understood
    assert result.report.as_read == result.report.used + len(result.report.dropped)


def test_the_page_on_exports_lists_every_layout_as_the_tests_read_it() -> None:
    assert {c.name for c in EXAMPLES} == {t["nama"] for t in load_rules("sipd")["tata"]}
    assert PAGE.read_text("utf-8") == build_page()


HEADER = {
    "quarters under a group": (["Pagu", "Realisasi", None, None, None],
                               [None, None, None, "I", "II", "III", "IV"], 4),
    "months under a group": (["Pagu", "Realisasi", *[None] * 11], [None, None, None, *MONTHS], 12),
    "kinds of belanja": (
        ["Pagu Operasi", "Realisasi Operasi", "Pagu Modal", "Realisasi Modal"], [], 0),
    "half years": (["Pagu", "Realisasi Semester I", "Realisasi Semester II"], [], 2),
}  # fmt: skip


@pytest.mark.parametrize(("upper", "lower", "count"), HEADER.values(), ids=HEADER.keys())
def test_parts_without_a_total_are_summed(
    upper: list[Any], lower: list[Any], count: int, tmp_path: Path
) -> None:
    def divided(pagu: int, spent: int) -> list[Any]:
        if count:
            return [pagu, *split_even(spent, count)]
        return [pagu - pagu // 3, spent - spent // 3, pagu // 3, spent // 3]

    header: Grid = [["Kode", "Uraian", *upper], lower] if lower else [["Kode", "Uraian", *upper]]
    result = read_grid([*title(), *header, *tree(divided)], tmp_path)
    assert wrong(result) == []
    assert read_money(result) == AMOUNTS


@pytest.mark.parametrize(
    "satuan",
    [
        *("(Rp 000)", "(x Rp1.000)", "(Rp'000)", "(dalam ribuan)", "(000)", "('000)", "(000 Rp)"),
        *("(Rb)", "(K)", "(.000)", "(Rp.000,-)", "× 1.000", "(*1000)", "dikali Rp1.000"),
        *("(IDR 000)", "(in thousands)", "(dalam seribuan)"),
    ],
)
def test_thousands_named_in_the_head_are_multiplied_and_said(satuan: str, tmp_path: Path) -> None:
    grid = hierarchical(
        [f"Pagu {satuan}", f"Realisasi {satuan}"], lambda p, r: [p // 1000, r / 1000]
    )
    result = read_grid(grid.grid, tmp_path)
    assert read_money(result) == AMOUNTS
    assert any("dikalikan 1.000" in f.pesan for f in result.report.findings)


@pytest.mark.parametrize(
    ("header", "divided", "message"),
    [
        (["Pagu (Rp 000)", "Realisasi"], 1000, "satuan uang kolom-kolom ini tidak sama"),
        (["Pagu (jutaan)", "Realisasi (jutaan)"], 1000, "bukan rupiah penuh"),
        (["Pagu (jt)", "Realisasi (jt)"], 1000, "bukan rupiah penuh"),
        (["Pagu '000", "Realisasi '000"], 1000, "bukan rupiah penuh"),
        (["Pagu [000]", "Realisasi [000]"], 1000, "bukan rupiah penuh"),
        (["Pagu 1/1000", "Realisasi 1/1000"], 1000, "bukan rupiah penuh"),
        (["Pagu (10^3)", "Realisasi (10^3)"], 1000, "bukan rupiah penuh"),
        (["Pagu × 1.000.000", "Realisasi × 1.000.000"], 1000, "bukan rupiah penuh"),
        (["Pagu (Rp 000)", "Realisasi (Rp 000)"], 1, "tampak rupiah penuh"),
    ],
)
def test_thousands_that_are_not_certain_are_refused(
    header: list[str], divided: int, message: str, tmp_path: Path
) -> None:
    result = read_grid(
        hierarchical(header, lambda p, r: [p // divided, r / divided]).grid, tmp_path
    )
    assert message in " ".join(wrong(result))


@pytest.mark.parametrize(
    ("text", "refused"),
    [("× 1.000", True), ("(Rb Rp)", True), ("Rp rb", True), ("KABUPATEN KEPULAUAN SERIBU", False)],
)
def test_thousands_named_in_the_title_are_refused(text: str, refused: bool, tmp_path: Path) -> None:
    """Whole thousands, so that nothing else tells them from rupiah; a place may be called so."""
    grid = hierarchical(["Pagu", "Realisasi"], lambda p, r: [p // 1000, r // 1000]).grid
    found = " ".join(wrong(read_grid([[text], *grid], tmp_path)))
    assert ("bukan rupiah penuh" in found) is refused


def test_a_row_of_its_own_in_the_head_may_name_the_thousands(tmp_path: Path) -> None:
    grid = hierarchical(["Pagu", "Realisasi"], lambda p, r: [p // 1000, r / 1000]).grid
    grid[4:4] = [[None, None, "Rp 000", "Rp 000"], [1, 2, 3, 4]]
    assert read_money(read_grid(grid, tmp_path)) == AMOUNTS


def test_thousands_named_below_the_table_are_never_taken_as_rupiah(tmp_path: Path) -> None:
    """An amount in words is no such note; without a note only the small sum is reported."""
    grid = hierarchical(["Pagu", "Realisasi"], lambda p, r: [p // 1000, r / 1000]).grid
    assert any("hanya 2.400.000" in f.pesan for f in read_grid(grid, tmp_path).report.findings)
    grid += [[], ["Terbilang: dua miliar lima ratus dua belas juta rupiah"]]
    assert wrong(read_grid(grid, tmp_path)) == []
    grid += [["*) dalam ribuan rupiah"]]
    assert "bukan rupiah penuh" in " ".join(wrong(read_grid(grid, tmp_path)))


def test_ways_of_paying_below_a_realisasi_are_part_of_its_sum(tmp_path: Path) -> None:
    """LS, GU and TU are 7, 2 and 1 tenths."""
    header = [["Kode", "Uraian", "Pagu", "Realisasi"], [*[None] * 3, "LS", "GU", "TU", "Jumlah"]]
    rows = tree(lambda p, r: [p, r - 3 * (r // 10), r // 5, r // 10, r])
    assert read_money(read_grid([*title(), *header, *rows], tmp_path)) == AMOUNTS


def test_what_is_left_of_the_cash_is_not_what_is_left_of_the_pagu(tmp_path: Path) -> None:
    grid = hierarchical(["Pagu", "Realisasi", "Sisa Kas"], lambda p, r: [p, r, 7_000_000])
    result = read_grid(grid.grid, tmp_path)
    assert (wrong(result), read_money(result)) == ([], AMOUNTS)


def test_a_total_is_known_beside_a_column_of_the_unit(tmp_path: Path) -> None:
    rows = [["Kecamatan Sukamaju", *row] for row in tree(lambda p, r: [p, r])]
    grid = [*title(), ["SKPD", "Kode", "Uraian", "Pagu", "Realisasi"], *rows]
    result = read_grid(grid, tmp_path)
    assert (wrong(result), read_money(result)) == ([], AMOUNTS)


def test_a_page_of_a_dpa_that_repeats_its_labels_goes_on_the_one_before(tmp_path: Path) -> None:
    """5.1.02.01 is 4, 5.1.02.02 on the next page 8 of the 12 million of the first sub kegiatan."""
    code, program, kegiatan, name, pagu, _ = SUB[0]
    parents = ("Program", f"{code[:7]} {program}"), ("Kegiatan", f"{code[:12]} {kegiatan}")
    labels = [[k, ":", v] for k, v in (*parents, ("Sub Kegiatan", f"{code} {name}"))]
    page = [*labels, ["Kode Rekening", "Uraian", "Satuan", "Jumlah"]]
    grid = [*title("DOKUMEN PELAKSANAAN ANGGARAN"), *page, ["5.1.02", "Belanja", None, pagu],
            ["5.1.02.01", "ATK", None, 4_000_000], ["Halaman 1"], *page,
            ["5.1.02.02", "Jasa", None, 8_000_000], ["Jumlah", None, None, pagu]]  # fmt: skip
    result = read_grid(grid, tmp_path)
    assert (wrong(result), read_money(result)) == ([], [(pagu, None)])


def test_an_apostrophe_that_keeps_a_code_a_text_is_no_part_of_it(tmp_path: Path) -> None:
    grid = hierarchical(["Pagu", "Realisasi"], lambda p, r: [p, r]).grid
    grid[4:-1] = [[f"'{row[0]}", *row[1:]] for row in grid[4:-1]]
    assert read_money(read_grid(grid, tmp_path)) == AMOUNTS


def test_sen_are_rounded_once_and_said(tmp_path: Path) -> None:
    """Every amount has 45 sen, as an export of 2023 had, though no total adds up to the sen."""
    result = read_grid(
        hierarchical(["Pagu", "Realisasi"], lambda p, r: [p + 0.45, r]).grid, tmp_path
    )
    assert wrong(result) == []
    assert read_money(result) == AMOUNTS
    assert [f.pesan for f in result.report.findings] == [
        "3 angka bersen dibulatkan ke rupiah terdekat (seluruhnya Rp-1,35)"
    ]


def test_months_of_no_known_kind_are_asked_about_once_with_their_sums(tmp_path: Path) -> None:
    """The answer is kept for the next export of the layout; sums as SUB of export_layouts.py."""
    grid = [["KECAMATAN SUKAMAJU TAHUN ANGGARAN 2022"], ["Kode", "Uraian", "Pagu", *MONTHS],
            *tree(lambda p, r: [p, *split_even(r, 12)])]  # fmt: skip
    (doubt,) = read_grid(grid, tmp_path).report.doubts
    assert "Realisasi = 2.361.750.500" in doubt.list_choices()[-1]
    request(tmp_path, [doubt])
    fill_answers(tmp_path, doubt.choices[-1])
    result = read_sipd(tmp_path / "e.xlsx", "Sukamaju", 2022, read_mapping(tmp_path))
    assert read_money(result) == AMOUNTS


def test_an_answer_that_loses_an_amount_is_no_choice(tmp_path: Path) -> None:
    """Of two columns called Anggaran neither has all sub kegiatan: only their sum has."""
    grid = hierarchical(["Anggaran", "Anggaran", "Realisasi"],
                      lambda p, r: [p if p < 10**9 else 0, 0 if p < 10**9 else p, r])  # fmt: skip
    grid.grid = [r for r in grid.grid if not str(r[0]).startswith(("7.01.01", "JUMLAH")) or
                 len(str(r[0])) == 17]  # fmt: skip
    grid.grid[4:4] = [["7.01.01", SUPPORTING], ["7.01.01.2.01", "Perencanaan"]]
    grid.grid.insert(7, ["7.01.01.2.02", KEGIATAN])
    (doubt,) = read_grid(grid.grid, tmp_path).report.doubts
    assert "pagu = C + D" in doubt.choices
    assert "pagu = C" not in doubt.choices
    assert "pagu = D" not in doubt.choices


def test_an_amount_of_unknown_meaning_is_never_dropped_in_silence(tmp_path: Path) -> None:
    (doubt,) = read_grid(
        hierarchical(["Pagu", "Pengeluaran"], lambda p, r: [p, r]).grid, tmp_path
    ).report.doubts
    assert doubt.choices == ("realisasi = D", "tidak dibawa")


UNKNOWN = {  # heads of two rows, amounts of a pagu and a realisasi, and the answer that sums all
    "a group": (
        ["Operasi", None, "Luar Biasa", None], ["Anggaran", "Realisasi"] * 2,
        lambda p, r: [p - p // 4, r - r // 4, p // 4, r // 4], "pagu = C + E; realisasi = D + F",
    ),
    "a kind below the amount": (
        ["Anggaran", None, None, "Realisasi", None, None], ["Operasi", "Modal", "Belanja BLUD"] * 2,
        lambda p, r: [p // 2, p // 4, p - p // 2 - p // 4, r // 2, r // 4, r - r // 2 - r // 4],
        "pagu = C + D + E; realisasi = F + G + H",
    ),
    "groups none of which is known": (
        ["PAD", None, "DAU", None], ["Anggaran", "Realisasi"] * 2,
        lambda p, r: [p - p // 4, r - r // 4, p // 4, r // 4], "pagu = C + E; realisasi = D + F",
    ),
    "a way of paying": (
        ["Pagu", "Realisasi LS", "Realisasi KKPD"], [],
        lambda p, r: [p, r - r // 4, r // 4], "realisasi = D + E",
    ),
    "a source of money": (
        ["Anggaran Langsung", "Anggaran Sumber Dana Lain", "Realisasi"], [],
        lambda p, r: [p - p // 4, p // 4, r], "pagu = C + D",
    ),
    "what went before and this month": (
        ["Pagu", "Realisasi", None], [None, "s.d. Bulan Lalu", "Bulan Ini"],
        lambda p, r: [p, r - r // 4, r // 4], "realisasi = D + E",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("upper", "lower", "amounts", "answer"), UNKNOWN.values(), ids=UNKNOWN)
def test_a_group_nobody_knows_is_never_thrown_away(
    upper: list[Any], lower: list[Any], amounts: Any, answer: str, tmp_path: Path
) -> None:
    """It is asked once whether it is summed with the others; all sums are those of SUB."""
    header: Grid = [["Kode", "Uraian", *upper], *([[None, None, *lower]] if lower else [])]
    (doubt,) = read_grid([*title(), *header, *tree(amounts)], tmp_path).report.doubts
    assert answer in doubt.choices
    request(tmp_path, [doubt])
    fill_answers(tmp_path, answer)
    result = read_sipd(tmp_path / "e.xlsx", "Sukamaju", 2022, read_mapping(tmp_path))
    assert read_money(result) == AMOUNTS


def test_a_total_of_what_was_paid_in_each_way_is_the_realisasi(tmp_path: Path) -> None:
    """Laporan SPJ fungsional: three ways of paying, and their sum."""
    heads = ["Pagu", "SPJ LS Gaji", "SPJ LS Barang & Jasa", "SPJ UP/GU/TU", "Jumlah SPJ"]

    def paid(pagu: int, spent: int) -> list[Any]:
        return [pagu, spent // 2, spent // 4, spent - spent // 2 - spent // 4, spent]

    result = read_grid(hierarchical(heads, paid).grid, tmp_path)
    assert wrong(result) == []
    assert read_money(result) == AMOUNTS


def test_money_paid_out_is_no_realisasi_beside_the_kinds_of_one(tmp_path: Path) -> None:
    heads = ["SP2D", "DPA", "Realisasi Belanja Operasi", "Realisasi Belanja Modal"]
    export = hierarchical(heads, lambda p, r: [r // 2, p, r - r // 4, r // 4])
    assert read_money(read_grid(export.grid, tmp_path)) == AMOUNTS


def test_a_part_may_not_be_larger_than_the_whole(tmp_path: Path) -> None:
    export = hierarchical(["Anggaran Belanja Modal", "RKA"], lambda p, _: [p, p // 2], "DPA")
    assert "padahal jenis belanjanya berjumlah" in " ".join(wrong(read_grid(export.grid, tmp_path)))


def with_kelurahan(code: str = "09", name: str = "Kelurahan") -> Grid:
    """The last sub kegiatan of SUB is that of two kelurahan, half each."""
    kecamatan = [row for row in tree(lambda p, r: [p, r]) if str(row[0]).startswith("7.01.01")]
    rows: Grid = [["Kode", "Uraian", "Pagu", "Realisasi"],
                   ["7.01.0.00.0.00.09.0000", "Kecamatan Sukamaju", 2_412_000_000, 2_361_750_500],
                   *kecamatan]  # fmt: skip
    for number, unit in enumerate(("Melati", "Mawar"), 1):
        rows += [[f"7.01.0.00.0.00.{code}.000{number}", f"{name} {unit}", 50_000_000, 0],
                  ["7.01.02", PUBLIC_SERVICE, 50_000_000, 0],
                  ["7.01.02.2.02", "Penyelenggaraan Urusan", 50_000_000, 0],
                  ["7.01.02.2.02.0002", "Pelaksanaan Urusan", 50_000_000, 0]]  # fmt: skip
    return [*title(), *rows, ["JUMLAH", None, 2_512_000_000, 2_361_750_500]]


def test_kelurahan_below_the_kecamatan_are_kept_apart(tmp_path: Path) -> None:
    result = read_grid(with_kelurahan(), tmp_path)
    assert wrong(result) == []
    assert [(r["unit"], r["pagu"]) for r in result.content[Dpa].rows] == [
        (None, 12_000_000), (None, 2_400_000_000),
        ("Kelurahan Melati", 50_000_000), ("Kelurahan Mawar", 50_000_000),
    ]  # fmt: skip


def test_below_the_head_kelurahan_its_names_do_without_that_word(tmp_path: Path) -> None:
    heads = ["Kelurahan", "Kode", "Program", "Kegiatan", "Sub Kegiatan", "Pagu"]
    units = ("-", "Melati", "Kelurahan Mawar")
    rows = [[u, s[0], *s[1:5]] for u, s in zip(units, SUB, strict=True)]
    result = read_grid([*title(), heads, *rows], tmp_path)
    assert wrong(result) == []
    assert [r["unit"] for r in result.content[Dpa].rows] == [
        None, "Kelurahan Melati", "Kelurahan Mawar"
    ]  # fmt: skip


@pytest.mark.parametrize("head", ["Unit", "Kecamatan/Kelurahan", "UPTD/Kelurahan"])
@pytest.mark.parametrize("name", ["Kel. MELATI II", "Kel Melati II", "KELURAHAN MELATI II"])
def test_a_kelurahan_is_known_by_its_abbreviation_and_written_in_full(
    head: str, name: str, tmp_path: Path
) -> None:
    """A numeral keeps its capitals."""
    heads = [head, "Kode", "Program", "Kegiatan", "Sub Kegiatan", "Pagu"]
    units = ("Kec. SUKAMAJU", "Kec. SUKAMAJU", name)
    rows = [[u, s[0], *s[1:5]] for u, s in zip(units, SUB, strict=True)]
    result = read_grid([*title(), heads, *rows], tmp_path)
    assert wrong(result) == []
    assert [r["unit"] for r in result.content[Dpa].rows] == [None, None, "Kelurahan Melati II"]


def test_a_kelurahan_of_another_kecamatan_is_refused(tmp_path: Path) -> None:
    assert "kelurahan melati" in " ".join(wrong(read_grid(with_kelurahan("08"), tmp_path)))


def test_totals_without_amounts_and_errors_in_a_percentage_do_not_block(tmp_path: Path) -> None:
    grid = hierarchical(["Pagu", "Realisasi", "%"], lambda p, r: [p, r, "#DIV/0!"]).grid
    grid[-1][2:] = [None, None, None]
    assert read_money(read_grid(grid, tmp_path)) == AMOUNTS


def test_money_paid_back_is_said(tmp_path: Path) -> None:
    export = document()
    export.grid[4][11] = 5000
    result = read_grid(export.grid, tmp_path)
    assert [f.pesan for f in result.report.findings] == [
        "setoran Rp5.000 tidak dikurangkan dari realisasi"
    ]


def test_a_document_that_stands_twice_is_refused(tmp_path: Path) -> None:
    export = document()
    export.grid.append(list(export.grid[4]))
    assert "A17: baris ini sama persis dengan baris 5" in " ".join(
        wrong(read_grid(export.grid, tmp_path))
    )


def test_blank_cells_merged_right_of_the_head_are_no_column(tmp_path: Path) -> None:
    """A range of them, left by a letterhead, lies beyond the last cell that holds anything."""
    grid = hierarchical(["Pagu", "Realisasi"], lambda p, r: [p, r]).grid
    assert read_money(read_grid(grid, tmp_path, ("F4:H4",))) == AMOUNTS


@pytest.mark.parametrize("merge", [True, False])
def test_accounts_below_a_merged_or_single_name_are_summed(tmp_path: Path, *, merge: bool) -> None:
    grid: Grid = [
        *title(),
        ["Program", "Kegiatan", "Sub Kegiatan", "Rekening", "Pagu", "Realisasi"],
    ]
    ranges = []
    for sub in SUB:
        row = len(grid) + 1
        ranges += [f"{c}{row}:{c}{row + 1}" for c in "ABC"]
        first, second = zip(split_odd(sub[4]), split_odd(sub[5]), strict=True)
        names = [f"{sub[0][:7]} {sub[1]}", f"{sub[0][:12]} {sub[2]}", f"{sub[0]} {sub[3]}"]
        grid += [[*names, "5.1.02 a", *first], [None, None, None, "5.2.02 b", *second]]
    result = read_grid(grid, tmp_path, tuple(ranges) if merge else ())
    assert wrong(result) == []
    assert read_money(result) == AMOUNTS


def test_a_sum_above_its_accounts_is_not_counted_twice(tmp_path: Path) -> None:
    """The first row of a sub kegiatan names no account: it holds what the rows below add up to."""
    export = rekap()
    export.grid[1:1] = [[*export.grid[1][:9], None, None, SUB[0][4]]]
    assert read_money(read_grid(export.grid, tmp_path)) == [(p, None) for p, _ in AMOUNTS]
    export.grid[1][11] += 1
    assert "12.000.001, padahal 3 baris" in " ".join(wrong(read_grid(export.grid, tmp_path)))


def test_a_column_called_jumlah_below_a_title_on_realisasi_is_asked_about(tmp_path: Path) -> None:
    (doubt,) = read_grid(
        hierarchical(["Jumlah (Rp)"], lambda _, r: [r]).grid, tmp_path
    ).report.doubts
    assert "realisasi = C" in doubt.choices


@pytest.mark.parametrize("text", ["s.d. 30 Juni 2022", "s/d Juni 2022", "Semester I"])
def test_a_realisasi_until_june_is_refused_however_its_title_says_it(
    text: str, tmp_path: Path
) -> None:
    grid = hierarchical(["Pagu", "Realisasi"], lambda p, r: [p, r], f"REALISASI {text}").grid
    assert "belum sampai akhir tahun" in " ".join(wrong(read_grid(grid, tmp_path)))


@pytest.mark.parametrize(
    ("header", "amounts"),
    [
        (["DPA", "Real. Keuangan"], lambda p, r: [p, r]),
        (["Pagu", "Realisasi LS", "Realisasi UP/GU/TU"], lambda p, r: [p, r // 2, r - r // 2]),
        (["Pagu", None, "Realisasi", None], lambda p, r: ["Rp", p, "Rp", r]),
    ],
    ids=["Real.", "kinds of payment, alike or not", "a column of Rp left of the amounts"],
)
def test_heads_as_offices_write_them(
    header: list[Any], amounts: Callable[[int, int], list[Any]], tmp_path: Path
) -> None:
    grid: Grid = [*title(), ["Kd. Rek", "Deskripsi", *header], *tree(amounts)]
    grid[-1][0] = "J U M L A H"
    result = read_grid(grid, tmp_path)
    assert wrong(result) == []
    assert read_money(result) == AMOUNTS


def test_columns_taken_for_amounts_may_not_be_empty(tmp_path: Path) -> None:
    result = read_grid(hierarchical(["Pagu", "Realisasi"], lambda *_: [None, None]).grid, tmp_path)
    assert any("kolom angkanya kosong" in f for f in wrong(result))


def test_a_target_beside_the_realisasi_is_asked_for(tmp_path: Path) -> None:
    result = read_grid(hierarchical(["Target", "Realisasi"], lambda p, r: [p, r]).grid, tmp_path)
    (doubt,) = result.report.doubts
    assert any("pagu = C" in p and "2.512.000.000" in p for p in doubt.list_choices())


def test_a_kelurahan_of_another_office_is_refused_by_its_code(tmp_path: Path) -> None:
    header = ["Kode Unit", "Nama Unit", *FLAT_HEADER[2:], "Pagu"]
    rows = [[*b, s[4]] for s, b in zip(SUB, flat_rows(), strict=True)]
    rows[-1][:2] = ["7.01.0.00.0.00.10.0001", "Kelurahan Melati"]
    refused = wrong(read_grid([["Tahun 2022"], header, *rows], tmp_path))
    assert any("milik “kelurahan melati”" in f for f in refused)


def without_codes_grid() -> Grid:
    """Levels set in, numbered I, 1., a.; the head spans the columns of the names."""
    grid: Grid = [*title(), ["No", "Program / Kegiatan", None, None, "Pagu", "Realisasi"]]
    for code, name, *amounts in tree(lambda p, r: [p, r])[:-1]:
        level = 1 + (len(code) > 7) + (len(code) > 12)
        row: list[Any] = [None, None, None, None, *amounts]
        row[level] = name if level == 1 else f"{'1a'[level - 2]}. {name}"
        grid.append(row)
    return grid


KNOWN = [
    {"program": s[1], "kegiatan": s[2], "sub_kegiatan": s[3], "kode_sub_kegiatan": s[0]}
    for s in SUB
]


def test_an_export_without_codes_is_read_by_the_names_of_the_sheet(tmp_path: Path) -> None:
    """The sheet DPA names each sub kegiatan of SUB once, with its code."""
    file = save(Export(without_codes_grid(), ["B4:D4"]), tmp_path / "e.xlsx")
    result = read_sipd(file, "Sukamaju", 2022, OfficeMapping(), (), KNOWN)
    assert wrong(result) == []
    assert read_money(result) == AMOUNTS
    assert [r["kode_sub_kegiatan"] for r in result.content[Dpa].rows] == [s[0] for s in SUB]


@pytest.mark.parametrize(
    ("known", "message"),
    [
        ([], "tidak ada satu pun sub kegiatan yang berkode"),
        (KNOWN[:2], "bukan program, kegiatan, sub kegiatan"),
        ([*KNOWN, KNOWN[1]], "“Penyediaan Gaji” ada beberapa pada lembar DPA"),
    ],
)
def test_names_that_are_not_certain_are_refused(
    known: list[dict[str, Any]], message: str, tmp_path: Path
) -> None:
    file = save(Export(without_codes_grid(), ["B4:D4"]), tmp_path / "e.xlsx")
    result = read_sipd(file, "Sukamaju", 2022, OfficeMapping(), (), known)
    assert message in " ".join(wrong(result))


def e81_row(pagu: int, spent: int) -> list[Any]:
    """Renstra, the year before, the year, its quarters, its end, renstra up to now, percentages."""
    quarters = [v for n in split_even(spent, 4) for v in (1, n)]
    return [5, pagu * 4, 2, pagu // 2, 4, pagu, *quarters, 4, spent, 6, spent + pagu // 2, 100, 40]


RENJA = "Realisasi Capaian Kinerja dan Anggaran Renja SKPD yang Dievaluasi"
WORK: dict[str, tuple[Grid, Money]] = {  # heads, and a row of them
    "form E.81 of Permendagri 86/2017": ([
        ["Kode", "Program/Kegiatan", "Target Renstra SKPD pada Tahun 2022 (Akhir Periode)", None,
         "Realisasi Capaian Kinerja Renstra SKPD s/d Renja SKPD Tahun Lalu (n-2)", None,
         "Target Kinerja dan Anggaran Renja SKPD Tahun Berjalan (Tahun n-1) yang Dievaluasi", None,
         "Realisasi Kinerja Pada Triwulan", *[None] * 7, RENJA, None,
         f"{RENJA.replace('Renja', 'Renstra')} s/d Tahun 2022 (Akhir Tahun Renja Tahun 2022)", None,
         "Tingkat Capaian Kinerja dan Realisasi Anggaran Renstra s/d Tahun 2022 (%)", None],
        [*[None] * 8, "I", None, "II", None, "III", None, "IV"],
        [1, 2, 3, None, 4, None, 5, None, 6, None, 7, None, 8, None, 9, None, "10 = 6+7+8+9"],
        [None, None, *["K", "Rp"] * 10],
    ], e81_row),
    "K beside Rp": (
        [["Kode", "Uraian", "Target 2022", None, "Realisasi 2022", None, "Capaian (%)", None],
         [None, None, *["K", "Rp"] * 3]],
        lambda p, r: [4, p, 4, r, 100, round(r / p * 100, 2)]),
    "Kinerja beside Anggaran": (
        [["Kode", "Uraian", "Target Renja", None, "Realisasi Renja", None, "Capaian (%)", None],
         [None, None, *["Kinerja", "Anggaran"] * 3]],
        lambda p, r: [4, p, 4, r, 100, 40]),
    "targets of work and of money": (
        [["Kode", "Uraian", "Kinerja", None, "Anggaran (Rp)", None],
         [None, None, *["Target", "Realisasi"] * 2]],
        lambda p, r: [4, 4, p, r]),
    "heads that do not say of what": (
        [["Kode", "Uraian", "Target", "Realisasi", "Capaian", "Pagu", "Realisasi", "Capaian"]],
        lambda p, r: [4, 4, 100, p, r, round(r / p * 100, 2)]),
    "columns counted by letters": (
        [["Kode", "Uraian", "Pagu", "Realisasi"], ["a", "b", "c", "d"]], lambda p, r: [p, r]),
}  # fmt: skip


@pytest.mark.parametrize(("heads", "amounts"), WORK.values(), ids=WORK)
def test_what_counts_work_is_never_taken_as_money(
    heads: Grid, amounts: Money, tmp_path: Path
) -> None:
    result = read_grid([*title("EVALUASI RENJA"), *heads, *tree(amounts)], tmp_path)
    assert wrong(result) == []
    assert result.report.doubts == ()
    assert read_money(result) == AMOUNTS


def test_the_columns_of_sipd_may_have_the_names_of_its_database(tmp_path: Path) -> None:
    names = ("kode_program", "nama_program", "kode_giat", "nama_giat", "kode_sub_giat")
    rows = [[s[0][:7], s[1], s[0][:12], s[2], s[0], s[3], s[4], s[5]] for s in SUB]
    grid = [*title(), [*names, "nama_sub_giat", "pagu", "realisasi"], *rows]
    assert read_money(read_grid(grid, tmp_path)) == AMOUNTS


def test_an_indicator_more_goes_on_the_row_above_and_a_signature_does_not(tmp_path: Path) -> None:
    heads = ["Program", "Kegiatan", "Kode Sub Kegiatan", "Sub Kegiatan", "Indikator", "Pagu"]
    rows = [[s[1], s[2], s[0], s[3], "Jumlah dokumen", s[4]] for s in SUB]
    more = [*[None] * 4, "Jumlah orang"]
    signature = [[], [*[None] * 4, "Camat Sukamaju"]]
    result = read_grid([*title(), heads, rows[0], more, *rows[1:], *signature], tmp_path)
    assert wrong(result) == []
    assert [r["output"] for r in result.content[Dpa].rows] == [
        "Jumlah dokumen; Jumlah orang", "Jumlah dokumen", "Jumlah dokumen"
    ]  # fmt: skip


def test_a_recapitulation_on_another_sheet_is_left_where_it_is(tmp_path: Path) -> None:
    """Two sheets with sub kegiatan are refused still."""
    wb = Workbook()
    wb.active.title = "Rincian"
    for row in hierarchical(["Pagu", "Realisasi"], lambda p, r: [p, r]).grid:
        wb["Rincian"].append(row)
    recap = wb.create_sheet("Rekap")
    for cells in (["REKAP 2022"], ["No", "Program", "Pagu"], [1, SUPPORTING, 2_412_000_000]):
        recap.append(cells)
    wb.save(tmp_path / "e.xlsx")
    result = read(tmp_path / "e.xlsx")
    assert (wrong(result), read_money(result)) == ([], AMOUNTS)
    assert "lembar lain tidak dibawa: Rekap" in result.report.understood


def test_thousands_with_all_their_digits_lose_no_rupiah(tmp_path: Path) -> None:
    """1,901,234.567 thousands are 1,901,234,567 rupiah."""
    row = ["7.01.01.2.01.0001", SUPPORTING, "Perencanaan", "Gaji", 1_901_234.567]
    heads = ["Kode", "Program", "Kegiatan", "Sub Kegiatan", "Pagu (ribu Rp)"]
    assert read_money(read_grid([*title(), heads, row], tmp_path)) == [(1_901_234_567, None)]


def test_a_code_kept_as_text_by_a_formula_of_a_csv_is_that_code(tmp_path: Path) -> None:
    file = tmp_path / "e.csv"
    rows = [f'="{s[0]}";{s[1]};{s[2]};{s[3]};{s[4]};{s[5]}' for s in SUB]
    heads = "Kode;Program;Kegiatan;Sub Kegiatan;Pagu 2022;Realisasi 2022"
    file.write_text("\n".join([heads, *rows]), "utf-8")
    assert read_money(read(file)) == AMOUNTS


def test_a_row_of_texts_without_code_and_name_goes_on_the_head(tmp_path: Path) -> None:
    """Whatever its words are, and though no cell is merged."""
    heads = [["Kode", "Uraian", "Pagu", "Realisasi", "Rencana Tahun 2023", None],
             [None, None, None, None, "Target", "Pagu Indikatif"]]  # fmt: skip
    result = read_grid([*title(), *heads, *tree(lambda p, r: [p, r, 5, 2 * p])], tmp_path)
    assert (wrong(result), read_money(result)) == ([], AMOUNTS)


CODES = ("7.01.02", "7.01.02.2.01", "7.01.02.2.01.0001")
NAMES = ("PROGRAM PELAYANAN", "Koordinasi", "Penyusunan Laporan")
STEPS: Grid = [["Kode", "Uraian", "Pagu"],
               *[[code, name, 7] for code, name in zip(CODES, NAMES, strict=True)]]  # fmt: skip
IN_COLUMNS: Grid = [
    ["Kode Program", "Nama Program", "Kode Kegiatan", "Nama Kegiatan", "Kode Sub Kegiatan",
     "Nama Sub Kegiatan", "Pagu"],
    [CODES[0], NAMES[0], CODES[1], NAMES[1], CODES[2], NAMES[2], 7],
]  # fmt: skip
AGAIN = IN_COLUMNS[1][:4]
NEXT = "7.01.02.2.01.0002"
UNSURE: dict[str, tuple[Grid, list[str]]] = {
    "a code unlike that before its name": (
        [*STEPS, [NEXT, "7.01.02.2.01.0003 Rapat", 0]],
        [f"A8: kode {NEXT} berbeda dari kode 7.01.02.2.01.0003 di depan namanya"],
    ),
    "a name that begins with half a code": (
        [
            ["Uraian", "Pagu"],
            *[[f"{r[0]} {r[1]}", 7] for r in STEPS[1:]],
            ["7.01.02.2.01.2 Rapat", 7],
        ],
        ["A8: kode pada “7.01.02.2.01.2 Rapat” tidak dikenal"],
    ),
    "two names side by side": (
        [
            ["Kode", "Uraian", None, None, "Pagu"],
            [CODES[0], NAMES[0], None, None, 7],
            [CODES[1], None, NAMES[1], None, 7],
            [CODES[2], None, None, NAMES[2], 7],
            [NEXT, None, "Koordinasi", "Rapat", 0],
        ],
        ["A8: dua nama pada satu baris"],
    ),
    "an empty amount above one of belanja": (
        [
            *STEPS[:3],
            [CODES[2], NAMES[2], None],
            ["5.1.01", "Belanja Pegawai", 3],
            [NEXT, "Rapat", 4],
        ],
        ["C7: pagu “Penyusunan Laporan” kosong, padahal rinciannya berjumlah 3"],
    ),
    "in columns, a code unlike that before its name": (
        [*IN_COLUMNS, [*AGAIN, NEXT, "7.01.02.2.01.0003 Rapat", 5]],
        [f"A6: kode {NEXT} berbeda dari kode 7.01.02.2.01.0003"],
    ),
    "in columns, the code of a kegiatan at a sub kegiatan": (
        [*IN_COLUMNS, [*AGAIN, CODES[1], "Rapat", 5]],
        [f"A6: kode {CODES[1]} bukan kode sub kegiatan"],
    ),
    "in columns, a name that may be a sum": (
        [*IN_COLUMNS, [*[None] * 5, "Jumlah penduduk yang dilayani", 7]],
        ["F6: “Jumlah penduduk yang dilayani” dapat berarti sub kegiatan atau baris jumlah"],
    ),
}


@pytest.mark.parametrize(("grid", "messages"), UNSURE.values(), ids=UNSURE.keys())
def test_a_row_that_says_two_things_stops_the_import_at_its_cell(
    grid: Grid, messages: list[str], tmp_path: Path
) -> None:
    """The head is row 4; which of the two the row means is for the office to say."""
    top: Grid = [["DPA SKPD"], ["KECAMATAN SUKAMAJU"], ["TAHUN ANGGARAN 2022"]]
    found = wrong(read(save(Export([*top, *grid]), tmp_path / "e.xlsx")))
    assert [m for m in messages if not any(m in f for f in found)] == []


def test_two_amounts_of_one_merged_sub_kegiatan_are_not_added_up(tmp_path: Path) -> None:
    """G5 has 7 and G6 has 5, and no column says what distinguishes them."""
    top: Grid = [["DPA SKPD"], ["KECAMATAN SUKAMAJU"], ["TAHUN ANGGARAN 2022"]]
    merge = [f"{column}5:{column}6" for column in "ABCDEF"]
    export = Export([*top, *IN_COLUMNS, [*[None] * 6, 5]], merge)
    (found,) = wrong(read(save(export, tmp_path / "e.xlsx")))
    assert "G6: satu sub kegiatan berisi lebih dari satu angka; jumlahkan menjadi satu" in found


@pytest.mark.parametrize(
    ("heads", "cells", "title", "reason"),
    [
        (["Output", "Keluaran"], ["satu", "dua"], "Keluaran", "ada kolom output di kirinya"),
        (["%", "Persentase"], ["50%", "51%"], "%", "ada dua; tidak dapat diperiksa"),
    ],
)
def test_a_second_column_of_one_kind_is_left_out_with_the_reason(
    heads: list[str], cells: list[str], title: str, reason: str, tmp_path: Path
) -> None:
    """The first output is taken; of two percentages neither is checked: 4 of 8 is not 51 %."""
    top: Grid = [["DPA SKPD"], ["KECAMATAN SUKAMAJU"], ["TAHUN ANGGARAN 2022"]]
    head, row = IN_COLUMNS
    grid = [*top, [*head, "Realisasi", *heads], [*row[:-1], 8, 4, *cells]]
    result = read(save(Export(grid), tmp_path / "e.xlsx"))
    assert wrong(result) == []
    assert {m.text: m.reason for m in result.report.matches}[title] == reason
