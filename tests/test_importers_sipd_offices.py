"""Exports as offices keep and retype them: read as they are, or refused with cell and cure."""

import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lkip_helpers.importers.findings import ImportResult
from lkip_helpers.importers.mapping import OfficeMapping
from lkip_helpers.schema.sheets import Dpa
from lkip_helpers.sipd import read_sipd
from lkip_helpers.sipd.amounts import read_rupiah
from lkip_helpers.sipd.codes import is_code_text
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


def assert_read(result: ImportResult) -> None:
    assert wrong(result) == []
    assert result.report.doubts == ()
    assert read_money(result) == AMOUNTS


def cumulative(pagu: int, spent: int) -> list[Any]:
    """A fifth of the pagu spent at most, so that all four columns together stay below it."""
    return [pagu, spent // 20, spent // 10, spent // 8, spent // 5]


@pytest.mark.parametrize("name", ["Realisasi TW", "Realisasi Triwulan"])
def test_quarters_that_only_grow_are_asked_about(name: str, tmp_path: Path) -> None:
    """They may be sums until then: 470,050,100 of the gaji, or 1,116,368,987 if each is its own."""
    header = ["Pagu", *(f"{name} {q}" for q in ("I", "II", "III", "IV"))]
    (doubt,) = read_grid(hierarchical(header, cumulative).grid, tmp_path).report.doubts
    assert doubt.choices == ("realisasi = G", "realisasi = D + E + F + G")


@pytest.mark.parametrize(
    "text",
    [
        *("Periode : 01/01/2022 s.d. 30/09/2022", "Per Tanggal 30-06-2022", "Keadaan s.d. TW III"),
        *("TRIWULAN KETIGA", "s.d. 30 Sept 2022", "s.d. Nopember 2022", "Bulan : Pebruari"),
        *("Keadaan 30 Juni 2022", "Triwulan ke-3", "Smt. I", "Triwulan III (Juli - September)"),
        *("Januari s.d. Oktober", "s.d. akhir Oktober 2022", "Sampai dengan Bulan ke-9"),
    ],
)
def test_a_title_that_ends_before_december_is_refused(text: str, tmp_path: Path) -> None:
    grid = [*title(), [text], HEAD, *tree(both)]
    assert "belum sampai akhir tahun" in " ".join(wrong(read_grid(grid, tmp_path)))


@pytest.mark.parametrize(
    "text",
    [
        *("Periode : 01/01/2022 s.d. 31/12/2022", "TRIWULAN I S.D. IV", "Semester I dan II"),
        *("Nomor DPA-SKPD – 2 Januari 2022", "Triwulan IV (Oktober - Desember)"),
        *("Periode 1 Jan 2022 s/d 31 Des 2022", "Tanggal cetak : 15 Januari 2023"),
        *("Data per 10 Januari 2023", "Posisi 15/01/2023", "Bulan 1 s.d. 12", "Bulan ke-1 - ke-12"),
    ],
)
def test_a_title_that_ends_in_december_is_read(text: str, tmp_path: Path) -> None:
    assert_read(read_grid([*title(), [text], HEAD, *tree(both)], tmp_path))


def test_a_head_with_a_date_in_digits_is_of_part_of_the_year(tmp_path: Path) -> None:
    grid = hierarchical(["Pagu", "Realisasi s.d. 30-09-2022"], both).grid
    assert [spent for _, spent in read_money(read_grid(grid, tmp_path))] == [None] * 3
    grid = hierarchical(["Pagu", "Realisasi s.d. 31-12-2022"], both).grid
    assert_read(read_grid(grid, tmp_path))


def test_equal_amounts_of_two_kelurahan_are_not_one_amount(tmp_path: Path) -> None:
    groups = ["Kode", "Uraian", "Kelurahan Melati", None, "Kelurahan Mawar", None]
    grid = [*title(), groups, [None, None, *["Pagu", "Realisasi"] * 2]]
    grid += tree(lambda p, r: [p // 2, r // 2] * 2)
    result = read_grid(grid, tmp_path, ("A4:A5", "B4:B5", "C4:D4", "E4:F4"))
    assert result.report.doubts


def test_one_way_of_paying_is_not_the_whole_of_all(tmp_path: Path) -> None:
    """LS is as much as GU and TU together, and still only a half of what was spent."""
    for heads in (["LS", "GU", "TU"], ["Sumber A", "Sumber B", "Sumber C"]):
        grid = [*title(), ["Kode", "Uraian", "Pagu", "Realisasi", None, None], [None] * 3 + heads]
        grid += tree(lambda p, r: [p, r // 2, r // 4, r // 4])
        result = read_grid(grid, tmp_path, ("A4:A5", "B4:B5", "C4:C5", "D4:F4"))
        if heads[0] == "LS":
            assert_read(result)
        else:
            assert "realisasi = D + E + F" in result.report.doubts[0].choices


@pytest.mark.parametrize(
    ("values", "amounts"),
    [
        (["2.750.000-", "3.000.000"], [-2_750_000, 3_000_000]),
        (["Nihil", "nol", "Tidak ada realisasi", "12.000.000 rupiah"], [0, 0, 0, 12_000_000]),
        (["12000000.0000", "8250000.4500"], [12_000_000, Decimal("8250000.45")]),
        (["00", "12"], ["potongan angka", 12]),
        (["96%", "12"], ["persentase", 12]),
    ],
)
def test_amounts_as_they_are_typed(values: list[str], amounts: list[Any]) -> None:
    """A minus may stand behind; 00 is what a comma left of 12000000,00; 96% is no money."""
    read_as, errors = read_rupiah(dict(enumerate(values)))
    for row, amount in enumerate(amounts):
        assert (amount in str(errors[row])) if isinstance(amount, str) else read_as[row] == amount


def test_a_csv_split_at_its_decimal_commas_is_refused(tmp_path: Path) -> None:
    """The sen of the pagu would be the realisasi."""
    rows = [*title(), HEAD, *tree(lambda p, r: [f"{p},00", f"{r},00"])]
    lines = (",".join("" if v is None else str(v) for v in row) for row in rows)
    (tmp_path / "e.csv").write_text("\n".join(lines))
    assert "potongan angka" in " ".join(wrong(read(tmp_path / "e.csv")))


@pytest.mark.parametrize("below", [["SUKAMAJU, 31 Desember 2022"], ["NIP 19690101 199003 1 004"]])
def test_a_signature_right_below_the_table_is_no_amount(below: Grid, tmp_path: Path) -> None:
    rows = tree(both)[:-1]
    assert_read(read_grid([*title(), HEAD, *rows, [None, None, None, *below]], tmp_path))


def test_the_foot_of_a_page_may_fill_several_cells(tmp_path: Path) -> None:
    rows = tree(both)
    rows[4:4] = [["Dicetak oleh SIPD 02/01/2023", None, None, "Halaman 1 dari 4"], HEAD]
    assert_read(read_grid([*title(), HEAD, *rows], tmp_path))


def _shorten(code: str) -> str:
    return ".".join(str(int(part)) for part in code.split("."))


@pytest.mark.parametrize("change", [lambda c: " ".join(c.split(".")), _shorten])
def test_codes_with_blanks_or_without_zeros_are_those_codes(
    change: Callable[[str], str], tmp_path: Path
) -> None:
    rows = tree(both, lambda code, name: [change(code) if code else None, name])
    result = read_grid([*title(), HEAD, *rows], tmp_path)
    assert_read(result)
    codes = [r["kode_sub_kegiatan"] for r in result.content[Dpa].rows]
    assert [c[:12] for c in codes] == [s[0][:12] for s in SUB]


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        *(("07/01/2001", "menjadi tanggal"), ("Jan-01", "menjadi tanggal")),
        *((36898, "sebagai angka 36898"), ("1.20.1.20.03.01", "nomenklatur sebelum 2021")),
    ],
)
def test_a_code_that_became_a_date_is_named_by_its_cell(
    spoilt: Any, said: str, tmp_path: Path
) -> None:
    grid = [*title(), HEAD, *tree(both)]
    grid[4][0] = spoilt
    assert any("A5" in f and said in f for f in wrong(read_grid(grid, tmp_path)))


def test_what_is_received_is_no_part_of_the_budget(tmp_path: Path) -> None:
    rows: Grid = [["4", "PENDAPATAN DAERAH", 5_000_000, 1], ["4.1", "RETRIBUSI", 5_000_000, 1]]
    assert_read(read_grid([*title(), HEAD, *rows, *tree(both)], tmp_path))


def test_kinds_of_belanja_below_a_sub_kegiatan_need_no_code(tmp_path: Path) -> None:
    rows: Grid = []
    for row in tree(both):
        rows.append(row)
        if len(row[0]) > 12:
            _, _, pagu, spent = row
            rows += [[None, "Belanja Operasi", pagu - 9, spent], [None, "Belanja Modal", 9, 0]]
    assert_read(read_grid([*title(), HEAD, *rows], tmp_path))
    rows[3][2] += 1
    assert "padahal 2 baris di bawahnya" in " ".join(
        wrong(read_grid([*title(), HEAD, *rows], tmp_path))
    )


def test_the_name_of_the_unit_may_be_followed_by_the_year_or_led_by_its_kelurahan(
    tmp_path: Path,
) -> None:
    assert_read(read_grid([["LRA KECAMATAN SUKAMAJU 2022"], HEAD, *tree(both)], tmp_path))
    grid = [["KELURAHAN MELATI KECAMATAN SUKAMAJU 2022"], HEAD, *tree(both)]
    result = read_grid(grid, tmp_path)
    assert_read(result)
    assert {r["unit"] for r in result.content[Dpa].rows} == {"Kelurahan Melati"}
    grid[0] = ["KELURAHAN MELATI KECAMATAN SUKAMUNDUR 2022"]
    assert "bukan Kecamatan Sukamaju" in wrong(read_grid(grid, tmp_path))[0]


def test_a_count_of_documents_called_realisasi_is_no_money(tmp_path: Path) -> None:
    header = ["Target", "Realisasi", "Anggaran (Rp)", "Realisasi Anggaran (Rp)"]
    grid = hierarchical(header, lambda p, r: ["12 dokumen", "12 dokumen", p, r]).grid
    assert_read(read_grid(grid, tmp_path))


@pytest.mark.parametrize(("name", "output"), [("Indikator", True), ("Indikator Kinerja", False)])
def test_a_further_indicator_left_of_the_amounts_goes_on_the_row_above(
    name: str, output: bool, tmp_path: Path
) -> None:
    rows: Grid = []
    for code, uraian, *amounts in tree(both):
        rows.append([code, uraian, "Jumlah dokumen", 12, "Dokumen", *amounts])
        rows.append([None, None, "Jumlah laporan", 4, "Laporan"])
    header = ["Kode", "Uraian", name, "Target", "Satuan", "Pagu", "Realisasi"]
    result = read_grid([*title(), header, *rows[:-2]], tmp_path)
    assert_read(result)
    first = result.content[Dpa].rows[0]["output"]
    assert first == ("Jumlah dokumen; Jumlah laporan" if output else None)


def flat(extra: list[str], money: Callable[[int, int, int], list[Any]], times: int) -> Grid:
    rows = [
        [*row, *money(sub[4], sub[5], n)]
        for sub, row in zip(SUB, flat_rows(), strict=True)
        for n in range(times)
    ]
    return [*title(), [*FLAT_HEADER, *extra], *rows]


@pytest.mark.parametrize("number", ["Nomor SP2D", "Kode Rekening"])
def test_a_pagu_repeated_on_each_document_is_not_summed(number: str, tmp_path: Path) -> None:
    grid = flat([number, "Pagu", "Realisasi"], lambda p, r, n: [f"5.1.02.{n}", p, r // 3], 3)
    assert "pagu sub kegiatan yang diulang" in " ".join(wrong(read_grid(grid, tmp_path)))


def test_equal_parts_of_a_pagu_are_summed(tmp_path: Path) -> None:
    """More than one half is spent, unevenly; were both alike, they might be repeated as well."""

    def halves(pagu: int, spent: int, n: int) -> list[Any]:
        return [f"5.1.02.{n}", pagu // 2, spent - spent // 3 if n else spent // 3]

    assert_read(read_grid(flat(["Kode Rekening", "Pagu", "Realisasi"], halves, 2), tmp_path))


def test_one_amount_for_several_sub_kegiatan_is_refused(tmp_path: Path) -> None:
    grid = flat(["Pagu", "Realisasi"], lambda p, r, _: [p, r], 1)
    assert "J5" in next(f for f in wrong(read_grid(grid, tmp_path, ("J5:J6",))) if "digabung" in f)
    assert "I6" in next(f for f in wrong(read_grid(grid, tmp_path, ("I5:I6",))) if "kosong" in f)


@pytest.mark.parametrize("share", [lambda p, r: round(r / p * 100), lambda _, r: r // 1000])
def test_a_realisasi_that_is_no_rupiah_is_refused(
    share: Callable[[int, int], int], tmp_path: Path
) -> None:
    grid = flat(["Pagu", "Realisasi"], lambda p, r, _: [p, share(p, r)], 1)
    assert "satuannya tampak berbeda" in " ".join(wrong(read_grid(grid, tmp_path)))


def test_amounts_in_millions_are_no_rupiah_whatever_the_head_says(tmp_path: Path) -> None:
    grid = hierarchical(["Pagu", "Realisasi"], lambda p, r: [p // 10**6, r // 10**6]).grid
    assert "bukan rupiah penuh" in " ".join(wrong(read_grid(grid, tmp_path)))


@pytest.mark.parametrize(
    ("head", "cell", "early"),
    [
        *(("Bulan", "November", True), ("Bulan", 11, True), ("Bulan", 12, False)),
        *(("Periode", "Januari - Juni", True), ("Triwulan", "III", True), ("TW", 4, False)),
    ],
)
def test_a_column_may_say_until_when_the_realisasi_is(
    head: str, cell: Any, early: bool, tmp_path: Path
) -> None:
    grid = flat([head, "Pagu", "Realisasi"], lambda p, r, _: [cell, p, r], 1)
    said = " ".join(wrong(read_grid(grid, tmp_path)))
    assert ("belum sampai akhir tahun" in said) == early


@pytest.mark.parametrize("word", ["KEC.", "KEC", "KANTOR CAMAT", "Jl. Merdeka 1, Kec."])
def test_a_kecamatan_may_be_shortened_in_the_title(word: str, tmp_path: Path) -> None:
    grid = [[f"{word} SUKAMAJU Telp. 0741 TA 2022"], HEAD, *tree(both)]
    result = read_grid(grid, tmp_path)
    assert_read(result)
    assert result.report.findings == ()
    grid[0] = [f"{word} SUKARAME TA 2022"]
    assert "bukan Kecamatan Sukamaju" in wrong(read_grid(grid, tmp_path))[0]


@pytest.mark.parametrize(
    "text", ["Disusun oleh Camat selaku Pengguna Anggaran", "Camat : Drs. Budi", "Nama Camat Budi"]
)
def test_the_person_of_a_camat_is_no_name_of_a_unit(text: str, tmp_path: Path) -> None:
    assert_read(read_grid([*title(), [text], HEAD, *tree(both)], tmp_path))


def test_only_a_month_makes_a_date_of_words() -> None:
    assert all(map(is_code_text, ["7-Jan", "Mei-01", "1/2", "Agu-26"]))
    assert not any(map(is_code_text, ["SUB-UNIT", "LRA-SKPD", "Desa-1"]))


def test_a_pagu_of_nought_is_not_one_that_is_repeated(tmp_path: Path) -> None:
    """Three rows of a sub kegiatan without any pagu, under a head that says it is of all."""
    head = ["Kode Sub Kegiatan", "Program", "Kegiatan", "Sub Kegiatan", "Kode Rekening",
            "Uraian Rekening", "Pagu Sub Kegiatan"]  # fmt: skip
    rows = [[*s[:4], f"5.1.02.01.01.000{k}", f"Belanja {k}", s[4] * (s != SUB[0])]
            for s in SUB for k in range(1, 4 if s == SUB[0] else 2)]  # fmt: skip
    result = read_grid([*title(), head, *rows], tmp_path)
    assert wrong(result) == []
    assert [pagu for pagu, _ in read_money(result)] == [0, *(s[4] for s in SUB[1:])]


def test_a_hidden_sheet_with_a_second_table_is_said_to_be_hidden(tmp_path: Path) -> None:
    file = save(hierarchical(["Pagu", "Realisasi"], both), tmp_path / "e.xlsx")
    book = openpyxl.load_workbook(file)
    book.copy_worksheet(book.active).sheet_state = "hidden"
    book.save(file)
    assert "Sheet1 Copy (tersembunyi)" in wrong(read(file))[0]


def test_an_archive_is_to_be_unpacked(tmp_path: Path) -> None:
    file = save(hierarchical(["Pagu"], lambda p, _: [p]), tmp_path / "e.xlsx")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(file, "laporan/e.xlsx")
    (tmp_path / "e.zip").write_bytes(packed.getvalue())
    assert "isinya arsip ZIP; ekstrak dahulu" in wrong(read(tmp_path / "e.zip"))[0]


def test_the_difference_that_an_lra_prints_is_that_of_realisasi_and_pagu(tmp_path: Path) -> None:
    """Bertambah/(berkurang) of the LRA is realisasi less pagu, of the DPPA pagu less the former."""
    groups = ["No. Urut", "Uraian", "Jumlah (Rp)", None, "Bertambah/(Berkurang)", None]
    heads = [None, None, "Anggaran Setelah Perubahan", "Realisasi", "(Rp)", "%"]
    merged = ("C4:D4", "E4:F4")
    grid = [*title(), groups, heads, *tree(lambda p, r: [p, r, r - p, -1.5])]
    result = read_grid(grid, tmp_path, merged)
    assert_read(result)
    assert result.report.findings == ()
    grid[5][4] += 1
    assert "bertambah/(berkurang)" in " ".join(wrong(read_grid(grid, tmp_path, merged)))


@pytest.mark.parametrize("word", ["Lebih/Kurang", "Efisiensi", "Selisih"])
def test_a_percentage_of_a_difference_is_not_that_of_realisasi(word: str, tmp_path: Path) -> None:
    header = ["Pagu", "Realisasi", f"{word} (Rp)", f"{word} (%)"]
    assert_read(read_grid(hierarchical(header, lambda p, r: [p, r, p - r, 2.05]).grid, tmp_path))


@pytest.mark.parametrize("role", ["program", "kegiatan"])
def test_a_column_of_parents_that_is_missing_is_named(role: str, tmp_path: Path) -> None:
    kept = [h for h in ("Program", "Kegiatan") if h.casefold() != role]
    rows = [[s[0], s[1] if kept == ["Program"] else s[2], *s[3:]] for s in SUB]
    grid = [*title(), ["Kode", *kept, "Sub Kegiatan", "Pagu", "Realisasi"], *rows]
    said = f"C4: nama sub kegiatan ada di kolomnya sendiri, tetapi kolom nama {role} tidak ada"
    assert said in " ".join(wrong(read_grid(grid, tmp_path)))


@pytest.mark.parametrize("order", [(2, 3, 0, 1), (1, 2, 3, 0), (3, 2, 0, 1)])
def test_the_total_is_known_on_whichever_side_its_label_stands(
    order: tuple[int, ...], tmp_path: Path
) -> None:
    grid = [HEAD, *tree(both)]
    grid[-1][:2] = [None, "JUMLAH"]
    assert_read(read_grid([*title(), *([row[i] for i in order] for row in grid)], tmp_path))


def test_a_total_may_be_counted_as_a_row(tmp_path: Path) -> None:
    rows = [[n, *row] for n, row in enumerate(tree(both), 1)]
    assert_read(read_grid([*title(), ["No", *HEAD], *rows], tmp_path))


def test_a_sub_kegiatan_without_parents_has_those_of_the_sheet_dpa(tmp_path: Path) -> None:
    """Codes of Permendagri 90 have two digits at their end where those of the sheet have four."""
    rows: Grid = [["Kode Sub Kegiatan", "Nama Sub Kegiatan", "Pagu", "Realisasi"]]
    rows += [[f"{s[0][:-4]}{s[0][-2:]}", *s[3:]] for s in SUB]
    file = save(Export([*title(), *rows]), tmp_path / "e.xlsx")
    assert "tanpa baris kegiatan" in wrong(read(file))[0]
    known = [{"program": s[1], "kegiatan": s[2], "kode_sub_kegiatan": s[0]} for s in SUB]
    result = read_sipd(file, "Sukamaju", 2022, OfficeMapping(), known=known)
    assert_read(result)
    got = result.content[Dpa].rows
    assert [(r["kode_program"], r["program"], r["kegiatan"]) for r in got] == [
        (s[0][:7], s[1], s[2]) for s in SUB
    ]


@pytest.mark.parametrize(
    ("line", "refused"),
    [
        (["DINAS KESEHATAN"], True),
        (["BADAN KEUANGAN DAERAH"], True),
        (["KELURAHAN MELATI"], True),  # of which kecamatan nothing tells
        (["BADAN KEUANGAN DAERAH", "KECAMATAN SUKAMAJU"], False),  # who drew it up
        (["PEMERINTAH KABUPATEN CONTOH"], False),
    ],
)
def test_a_title_of_another_office_without_a_label_is_refused(
    line: list[str], refused: bool, tmp_path: Path
) -> None:
    grid = [["LAPORAN REALISASI ANGGARAN"], *([t] for t in line), ["TAHUN ANGGARAN 2022"]]
    result = read_grid([*grid, HEAD, *tree(both)], tmp_path)
    assert any(f"milik “{line[0].lower()}”" in f for f in wrong(result)) is refused
    assert bool(wrong(result)) is refused
