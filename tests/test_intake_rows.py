"""What is read of a sheet and reported of it, from values and facts alone: no file is made."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, cast

import pytest

from lkip_helpers.intake.sheet import read_sheet
from lkip_helpers.intake.sheetcolumns import check_sheets, read_column_numbers
from lkip_helpers.intake.sheetfacts import STRUCK, Rect, SheetFacts
from lkip_helpers.intake.sheetrows import SheetRows
from lkip_helpers.intake.workbook import Sheet, WorkbookFile
from lkip_helpers.schema.sheets import BY_PLACE

Rows = list[list[Any]]
Messages = list[tuple[str, str]]
OFFICE, ANSWERS = ("kinerja.xlsx", "Organisasi"), ("skm.xlsx", "Jawaban")
DPA, MISI, PROFIL = ("dpa.xlsx", "DPA"), ("kinerja.xlsx", "Misi"), ("kinerja.xlsx", "Profil")
ZERO_WIDTH = [
    "U+200B (zero width space)",
    "U+200C (zero width non-joiner)",
    "U+200D (zero width joiner)",
]
HEAD = ["Program", "Kegiatan", "Sub kegiatan", "Pagu anggaran (Rp)", "Realisasi anggaran (Rp)"]


class Book:
    """A workbook that was never a file: its sheets, and the facts of each."""

    def __init__(self, sheets: dict[str, Rows], facts: SheetFacts | None = None) -> None:
        self.sheets, self.known = sheets, facts or SheetFacts()
        self.sheet_names, self.file = list(sheets), cast("Any", type("F", (), {"name": "b.xlsx"}))

    def facts(self, name: str) -> SheetFacts:
        rows = self.sheets[name]
        return replace(self.known, last=(len(rows), max(map(len, rows), default=0)))

    def read_sheet(self, name: str) -> Sheet:
        width = max(map(len, self.sheets[name]), default=0)
        rows = [[*row, *[None] * (width - len(row))] for row in self.sheets[name]]
        return Sheet(name, rows, self.known.merges)


def read(
    place: tuple[str, str], rows: Rows, facts: SheetFacts | None = None, **others: Rows
) -> SheetRows:
    """The sheet of a contract, read from a workbook that holds others too."""
    book = Book({place[1]: rows} | others, facts)
    return read_sheet(cast("WorkbookFile", book), BY_PLACE[place])


def messages(sheet: SheetRows) -> Messages:
    return [(f.sel, f.pesan) for f in sheet.findings]


def find(place: tuple[str, str], rows: Rows, *facts: SheetFacts, **others: Rows) -> Messages:
    """What is reported of a sheet, by cell."""
    return messages(read(place, rows, *facts, **others))


def test_a_year_in_a_head_is_named_as_excel_shows_it() -> None:
    """A workbook holds 2019 as 2019.0."""
    found = find(DPA, [[*HEAD, 2019.0], [*budget(), None]])
    assert found == [("F1", "kolom “2019” tidak dikenal dan tidak dibaca")]


def budget(n: int = 1, **changes: Any) -> list[Any]:
    """A row of the DPA."""
    names = ("program", "kegiatan", "sub", "pagu", "realisasi")
    row = dict(zip(names, ("P", "K", f"S{n}", 1000 * n, 900 * n), strict=True)) | changes
    return list(row.values())


# Sheets and heads.


@pytest.mark.parametrize(
    ("sheets", "message"),
    [
        ({"WILAYAH  ": []}, "baris kepala tabel tidak ditemukan"),
        ({"Wilayahh": []}, "lembar Wilayah tidak ada: apakah maksudnya “Wilayahh”? Ganti namanya"),
        ({"Coretan": []}, "lembar Wilayah tidak ada: tambahkan lembarnya"),
    ],
)
def test_a_sheet_is_known_by_its_name_or_the_nearest_is_named(
    sheets: dict[str, Rows], message: str
) -> None:
    """Case and blanks are folded, as a clerk sees no difference."""
    book = cast("WorkbookFile", Book(sheets))
    (finding,) = read_sheet(book, BY_PLACE["kinerja.xlsx", "Wilayah"]).findings
    assert f"{finding.pesan}: {finding.saran}".startswith(message)
    assert read_sheet(book, BY_PLACE["kinerja.xlsx", "Langkah"]).findings == []


def test_a_sheet_that_has_its_own_use_is_not_taken_for_another() -> None:
    """Organisasi is as like Realisasi as a misspelling; renamed, it would be missing itself."""
    sheet = cast("WorkbookFile", Book({"Organisasi": []}))
    (finding,) = read_sheet(sheet, BY_PLACE["kinerja.xlsx", "Realisasi"]).findings
    assert (finding.pesan, finding.saran) == (
        "lembar Realisasi tidak ada",
        "tambahkan lembarnya",
    )


def test_of_two_sheets_of_one_name_the_first_is_read() -> None:
    """check_sheets reports that there are two."""
    rows = [["Misi"], ["Satu"]]
    result = read(MISI, rows, **{"Misi ": [["Misi"], ["Dua"]]})
    assert result.rows == [(2, {"misi": "Satu"})]


@pytest.mark.parametrize(
    ("above", "header"),
    [
        ([["MISI"]], 2),
        ([["MISI"], *[[None]] * 4], 6),
        ([["MISI"], *[[None]] * 5], 1),
        ([["x"]] * 39, 40),
        ([["x"]] * 40, 0),
    ],
)
def test_a_head_is_looked_for_in_forty_rows_and_a_title_close_above_is_none(
    above: Rows, header: int
) -> None:
    """A title of one word reads like the head; five rows further down it is a page's own head."""
    result = read(MISI, [*above, ["Misi"], ["Satu"]])
    assert result.header == header
    assert bool(result.rows) == bool(header)


def test_a_head_of_several_columns_is_the_first_with_most_of_the_titles() -> None:
    """One title alone ("Program" above the table) is no head where two columns must be there."""
    assert read(DPA, [["Program"], budget()]).header == 0
    assert read(DPA, [["Program", "Kegiatan"], HEAD, budget(), HEAD, budget(2)]).header == 2
    assert read(DPA, [HEAD, HEAD, budget()]).header == 1
    assert [f.pesan for f in read(MISI, []).findings] == ["baris kepala tabel tidak ditemukan"]
    short = ["Program", "Kegiatan"]
    assert read(DPA, [short, budget(), short]).header == 1


def test_a_column_is_found_under_any_case_a_number_before_it_and_never_twice() -> None:
    """A second column of a name is reported; so is a missing one, with the nearest head."""
    result = read(
        DPA,
        [
            [
                "No",
                None,
                "PROGRAM ",
                "kegiatan",
                "Sub\nkegiatan",
                "Pagu angaran (Rp)",
                "Realisasi anggaran (Rp)",
                "Program",
                "Catatan",
                "catatan",
            ]
        ],
    )
    assert result.positions == {"program": 3, "kegiatan": 4, "sub_kegiatan": 5, "realisasi": 7}
    assert messages(result) == [
        ("H1", "judul kolom “Program” ada dua"),
        ("J1", "judul kolom “catatan” ada dua"),
        ("A1", "kolom Pagu anggaran (Rp) tidak ada"),
        ("F1", "kolom “Pagu angaran (Rp)” tidak dikenal dan tidak dibaca"),
        ("I1", "kolom “Catatan” tidak dikenal dan tidak dibaca"),
    ]
    assert result.findings[2].saran == "apakah maksudnya kolom “Pagu angaran (Rp)”?"
    alone = read(DPA, [HEAD[:4]])
    assert [(f.sel, f.saran) for f in alone.findings] == [("A1", "tambahkan kolomnya")]


def test_years_are_heads_with_and_without_the_word_target_and_once_each() -> None:
    """Renstra: every other head is a year; from 1900 to 2099."""
    head = [
        "Kode",
        "Indikator kinerja",
        2019.0,
        "Target 2020",
        "2020",
        "Target",
        1899,
        "tahun 2021",
    ]
    result = read(("kinerja.xlsx", "Renstra"), [head, ["IKM", "Indeks", 1, 2, 3, 4, 5, 6]])
    assert result.wide_columns == {2019: 3, 2020: 4}
    assert result.rows[0][1]["target"] == {2019: 1, 2020: 2}
    assert messages(result) == [
        ("E1", "judul kolom “2020” ada dua"),
        *(
            (f"{k}1", f"kolom “{head[n]}” tidak dikenal dan tidak dibaca")
            for k, n in (("F", 5), ("G", 6), ("H", 7))
        ),
    ]


def test_a_head_that_must_be_a_name_of_another_sheet_is_one_or_is_told_with_the_nearest() -> None:
    """Sarana: every other head is a kelurahan of Wilayah, once that has rows."""
    area = [["Kelurahan", "Luas (ha)"], ["Mekar  Contoh", 1], [None, 2], ["Sukamaju", 3]]
    head = ["Unsur", "mekar contoh", "Sukamaj", 2021]
    place = ("kinerja.xlsx", "Sarana")
    alone = "hapus kolomnya (isinya tidak dibaca dan tidak dikutip)"
    result = read(place, [head, ["Air", "ya", "ya", "ya"]], Wilayah=area)
    assert result.wide_columns == {"mekar contoh": 2}
    assert [(f.sel, f.pesan, f.saran) for f in result.findings] == [
        (
            "C1",
            "kolom “Sukamaj” bukan kelurahan pada lembar Wilayah",
            "apakah maksudnya Sukamaju? Bila bukan, " + alone,
        ),
        ("D1", "kolom “2021” bukan kelurahan pada lembar Wilayah", alone),
    ]
    assert read(place, [head, [None] * 4], Wilayah=area).wide_columns == {
        "mekar contoh": 2,
        "Sukamaj": 3,
        "2021": 4,
    }


# Rows.


@pytest.mark.parametrize(
    ("label", "total"),
    [
        ("Jumlah", True),
        ("TOTAL", True),
        ("sub total", True),
        ("Subtotal:", True),
        ("Grand Total", True),
        ("Rata-rata", True),
        ("Jumlah / rata-rata", True),
        ("Total keseluruhan", True),
        ("Jumlah anggaran", True),
        ("Jumlah Belanja Daerah", True),
        ("JUMLAH (1+2)", True),
        ("Total Kecamatan Contoh Jaya", True),
        ("J U M L A H", True),
        ("Sub-total Program 1", True),
        ("∑", True),
        ("Jumlah penduduk", False),
        ("Jumlah kegiatan", False),  # the name of an output
        ("Jumlah kegiatan sosial", False),
        ("Totalitas", False),
        (" jumlah ", True),
    ],
)
def test_a_row_is_a_total_by_its_first_word_alone(label: str, total: bool) -> None:
    """Its amounts are kept to be compared with the sum."""
    result = read(DPA, [HEAD, budget(), [label, None, None, 1000, 900]])
    assert bool(result.totals) is total
    assert len(result.rows) == 2 - total
    if total:
        assert result.totals[0] == (
            3,
            {
                "program": label,
                "kegiatan": None,
                "sub_kegiatan": None,
                "pagu": 1000,
                "realisasi": 900,
            },
        )
        assert messages(result) == []


def test_a_total_that_may_be_data_is_asked_about() -> None:
    """It has words beside it, or its sheet has no numbers, or it stands among respondents."""
    asked = "baris berlabel “Jumlah” tidak dibaca"
    assert find(DPA, [HEAD, ["Jumlah", "K", None, 1, 1]]) == [("A2", asked)]
    assert find(MISI, [["Misi"], ["Jumlah"]]) == [("A2", asked)]
    head, unit = ["Responden", "U1", "U2"], [["Kode", "Unsur"], ["U1", "a"], ["U2", "b"]]
    among = [head, [1, 3, 3], ["Jumlah", 3, 3], [3, 3, 3]]
    assert find(ANSWERS, among, Unsur=unit)[-1] == ("A3", asked)
    assert find(ANSWERS, [*among[:2], among[2]], Unsur=unit) == find(ANSWERS, among[:2], Unsur=unit)
    year = ("pelengkap.xlsx", "Anggaran Tahunan")
    assert (
        find(
            year,
            [
                ["No", "Tahun", "Pagu (Rp)", "Realisasi (Rp)"],
                [1, 2020, 5, 5],
                ["Jumlah", None, 5, 5],
                [2, 2021, 5, 5],
            ],
        )
        == []
    )


@pytest.mark.parametrize(
    ("second", "third", "counted"),
    [
        ([1, 2, 3, 4, 5], budget(), True),
        (["1", "2", "3", "4 = 5 x 2", "5"], budget(), True),
        ([1.0, 2.0, 3.0, None, None], budget(), True),
        (["a", "b", "c", "d", "e"], budget(), True),
        (["b", "c", "d", "e", "f"], budget(), False),
        (["a", "a", "b", "c", "d"], budget(), False),
        (["(1)", "(2)", "(3)", "(4)", "(5)=(4)/(3)"], budget(), True),
        ([2, 3, 4, 5, 6], budget(), False),
        ([1, 2, 4, 5, 6], budget(), False),
        ([1, None, None, None, None], budget(), False),
        ([1, 2, None, 3, None], budget(), False),
        ([1, 2, 3, "x", None], budget(), False),
    ],
)
def test_a_row_that_counts_the_columns_is_no_data(
    second: list[Any], third: list[Any], counted: bool
) -> None:
    """1, 2, 3 … from the first column on, without a gap, just below the head."""
    rows = [["DPA"], HEAD, second, third]
    assert ((3, "nomor kolom") in read(DPA, rows).dropped) is counted
    numbered = read(DPA, [["DPA"], ["No", *HEAD], [None, *second], [1, *third]])
    assert ((3, "nomor kolom") in numbered.dropped) is counted
    later = read(DPA, [["DPA"], HEAD, third, second])
    assert not any(reason == "nomor kolom" for _, reason in later.dropped)


def test_what_counts_columns_rises_from_one_by_figures_or_letters() -> None:
    assert read_column_numbers(["1", "2 = 1 x 3", 3.0]) == [1, 2, 3]
    assert read_column_numbers(["(a)", "b", None, "d"]) == [1, 2, 4]
    assert not any(
        map(read_column_numbers, (["1"], ["1", "1"], ["b", "c"], ["1", "xx"], ["2", "1"]))
    )


def test_two_columns_are_counted_too() -> None:
    result = read(OFFICE, [["Jabatan", "Atasan"], [1, 2], ["Camat", None]])
    assert result.dropped == [(1, "kepala tabel"), (2, "nomor kolom")]


def test_numbers_of_columns_that_may_be_data_are_asked_about() -> None:
    """Where the next row is number 2, or where all fields are numbers and pass."""
    asked = ("A2", "baris 1, 2, 3, … dapat berarti nomor kolom atau data")
    head = ["No", *HEAD]
    count = [1, 2, 3, 4, 5, 6]
    assert asked in find(DPA, [head, count, [2, *budget()]])
    assert find(DPA, [head, count, [1, *budget()]]) == []
    assert find(DPA, [head, count]) == []
    year, places = ("pelengkap.xlsx", "Anggaran Tahunan"), ["Tahun", "Pagu (Rp)", "Realisasi (Rp)"]
    assert find(year, [places, [1, 2, 3]]) == []  # 1 is no year
    unit = [["Kode", "Unsur"], ["U1", "a"], ["U2", "b"]]
    assert asked in find(ANSWERS, [["Responden", "U1", "U2"], [1, 2, 3]], Unsur=unit)


def test_what_stands_above_the_head_is_asked_about_where_it_passes_as_data() -> None:
    """A title is not; a row that was sorted above its head is, and so is a lone word just above."""
    asked = "baris di atas kepala tabel seperti data, tetapi tidak dibaca"
    assert find(DPA, [budget(), HEAD, budget(2)]) == [("A1", asked)]
    assert find(DPA, [["DPA 2021"], HEAD, budget(2)]) == []
    head = ["Jabatan", "Atasan"]
    assert find(OFFICE, [["Sekretaris", "Camat"], head, ["Camat", None]]) == [("A1", asked)]
    assert find(OFFICE, [["Organisasi", None], head, ["Camat", None]]) == []
    assert find(MISI, [["Satu"], ["Misi"], ["Dua"]]) == [("A1", asked)]
    assert find(MISI, [["Satu"], [None], ["Misi"], ["Dua"]]) == []
    assert find(DPA, [[None, *budget()], [None, *HEAD], [None, *budget(2)]]) == [("B1", asked)]


def test_a_number_under_no_head_is_told_once_a_column() -> None:
    """It was typed one column too far; a word there is a remark and not reported."""
    row = [*budget(), 5, "lihat", 7]
    result = read(DPA, [HEAD, budget(), row, row])
    message = "angka di kolom tanpa judul tidak dibaca"
    assert messages(result) == [("F3", message), ("H3", message)]
    assert find(DPA, [HEAD, budget(), ["Jumlah", None, None, 1000, 900, None, 5]]) == []


def test_rows_are_told_apart_with_a_reason_each() -> None:
    result = read(DPA, [["DPA"], [], HEAD, budget(), [" "], HEAD, budget(2)])
    assert result.dropped == [
        (1, "judul di atas tabel"),
        (2, "baris kosong"),
        (3, "kepala tabel"),
        (5, "baris kosong"),
        (6, "kepala tabel diulang"),
    ]
    assert [n for n, _ in result.rows] == [4, 7]
    assert (result.row_count, result.header) == (7, 3)


def test_a_remark_stands_alone_in_its_row_and_in_a_sheet_of_one_column_after_a_blank() -> None:
    """Else `Catatan: …` would be taken out of what an office lists."""
    remark = (3, "catatan di bawah tabel")
    assert read(DPA, [HEAD, budget(), ["Sumber: DPA 2021"]]).dropped[1:] == [remark]
    assert read(DPA, [HEAD, budget(), [None, "Sumber: DPA 2021"]]).dropped[1:] == [remark]
    assert [n for n, _ in read(DPA, [HEAD, budget(program="Sumber: DPA")]).rows] == [2]
    posts = read(OFFICE, [["Jabatan", "Atasan"], ["Camat", None], ["Sumber: Perbup 1/2020", None]])
    assert posts.dropped[1:] == [remark]
    assert [n for n, _ in read(MISI, [["Misi"], ["Satu"], ["Catatan: dua"]]).rows] == [2, 3]
    apart = read(MISI, [["Misi"], ["Satu"], [None], ["Catatan: dua"]])
    assert apart.dropped[-1] == (4, "catatan di bawah tabel")


def test_a_total_is_known_by_its_label_in_the_key_and_asked_about_there() -> None:
    """A number before it is that of the row; below the last row it may be a column's sum."""
    head, total = ["No", *HEAD], [2, "Jumlah", None, None, 1000, 900]
    assert read(DPA, [head, [1, *budget()], total]).totals[0][0] == 3
    asked = ("B3", "baris berlabel “Jumlah” tidak dibaca")
    assert find(DPA, [head, [1, *budget()], [2, "Jumlah", "K", None, 1, 1]]) == [asked]
    work = ["No", "Kode", "Indikator kinerja", "Target"]
    assert not read(("kinerja.xlsx", "IKU"), [work, [1, "A", "Jumlah", 5]]).totals


def test_a_mean_below_a_table_is_no_sum() -> None:
    rows = [HEAD, budget(), ["Rata-rata", None, None, 1000, 900]]
    assert read(DPA, rows).means == {3}
    assert read(DPA, [*rows[:2], ["Jumlah", None, None, 1000, 900]]).means == set()


# Sheets that list fields downwards.


def test_a_profile_is_read_downwards_and_what_is_no_entry_of_it_is_told() -> None:
    """A head "Isian, Nilai" above the first is no entry; neither is an optional blank row."""
    rows = [
        ["Isian", "Nilai"],
        ["Tahun laporan", 2021],
        [None, None],
        ["Nama kecamatn", "X"],
        ["Catatan"],
        ["tahun laporan ", 2020],
        ["Provinsi", None],
        ["Zzz", "nilai"],
        ["Nama camat", None],
    ]
    result = read(PROFIL, rows)
    ((number, entries),) = result.rows
    assert (number, entries) == (1, {"tahun": 2021, "camat": None})
    assert result.positions == {"tahun": 2, "provinsi": 7, "camat": 9}
    assert result.dropped == [
        (1, "bukan isian"),
        (3, "baris kosong"),
        (4, "bukan isian"),
        (5, "bukan isian"),
        (8, "bukan isian"),
    ]
    found = [(f.sel, f.pesan, f.saran) for f in result.findings]
    unknown = "isian di baris ini tidak dikenal dan tidak dibaca"
    assert found[:3] == [
        ("A4", unknown, "apakah maksudnya “Nama kecamatan”?"),
        ("A6", "isian tahun laporan  ditulis dua kali", "hapus salah satunya"),
        ("A8", unknown, "hapus, atau periksa ejaan namanya"),
    ]
    assert "isian Nama kecamatan tidak ada" in [pesan for _, pesan, _ in found[3:]]
    assert all(pesan.endswith("tidak ada") and not sel for sel, pesan, _ in found[3:])


def test_an_entry_that_is_there_already_is_not_asked_for_again() -> None:
    """Renamed to it, the row would be a second one of that name."""
    name = "Jumlah penerima layanan"
    rows = [["Isian", "Nilai"], ["Tahun laporan", 2021], [name, 40], [f"{name}nya", 50]]
    assert {f.sel: f.saran for f in read(PROFIL, rows).findings}["A4"] == (
        "hapus, atau periksa ejaan namanya"
    )


# Cells that are not what they show.


def profile_messages(facts: SheetFacts) -> set[tuple[str, str]]:
    """What is reported of a profile's cells."""
    rows = [["Tahun laporan", 2021], ["Nama camat", "Budi"]]
    return {(s, p) for s, p in find(PROFIL, rows, facts) if not p.endswith("tidak ada")}


def test_facts_of_a_profile_hold_of_its_entries() -> None:
    """Errors in the first two columns; hidden rows; the column of values under a merge."""
    error, closed = (
        "berisi galat Excel #REF!",
        "tertutup sel gabungan {0}, sehingga isinya tidak pasti",
    )
    assert profile_messages(
        SheetFacts(errors=dict.fromkeys([(2, 2), (9, 1), (9, 2), (1, 3)], "#REF!"))
    ) == {
        ("B2", error),
        ("A9", error),
        ("B9", error),
    }
    assert profile_messages(SheetFacts(merges=[(1, 2, 2, 2)])) == {("B2", closed.format("B1:B2"))}
    assert profile_messages(SheetFacts(merges=[(1, 1, 1, 2)])) == {("B1", closed.format("A1:B1"))}
    assert profile_messages(SheetFacts(merges=[(1, 1, 2, 1)])) == set()
    assert profile_messages(SheetFacts(hidden_rows={2, 7})) == {
        ("A2", "baris tersembunyi ikut dibaca")
    }
    assert profile_messages(SheetFacts(hidden_columns={2})) == {
        ("B1", "kolom tersembunyi ikut dibaca")
    }
    assert profile_messages(SheetFacts(formats={(1, 2): "0,"})) == {
        ("B1", "format sel “0,” menampilkannya dibagi 1.000")
    }


def budget_messages(facts: SheetFacts, *rows: list[Any]) -> Messages:
    """What is reported of a budget whose head is row 2."""
    return find(DPA, [["DPA"], HEAD, *(rows or (budget(), budget(2)))], facts)


def test_facts_of_a_table_hold_of_what_is_read() -> None:
    """They concern heads and rows, not cells beside them, titles or rows left out."""
    error, unsaved = "berisi galat Excel {}", "rumusnya belum punya hasil tersimpan"
    total = ["Jumlah", None, None, 3000, 2700]
    facts = SheetFacts(
        errors={(3, 4): "#REF!", (5, 4): "#N/A", (1, 1): "#REF!", (3, 9): "#REF!"},
        unsaved={(4, 5), (5, 5), (5, 9)},
    )
    result = read(DPA, [["DPA"], HEAD, budget(), budget(2), total], facts)
    assert [(f.sel, f.pesan, f.value, f.tingkat) for f in result.findings] == [
        ("D3", error.format("#REF!"), "#REF!", "salah"),
        ("E4", unsaved, "", "salah"),
        ("D5", error.format("#N/A"), "#N/A", "peringatan"),
        ("E5", unsaved, "", "peringatan"),
    ]
    assert result.faulty_cells == {"D3", "E4"}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (SheetFacts(state="hidden"), [("A1", "lembar tersembunyi ikut dibaca")]),
        (SheetFacts(hidden_rows={1, 2, 9}), []),
        (SheetFacts(hidden_rows={3}), [("A3", "baris tersembunyi ikut dibaca")]),
        (SheetFacts(hidden_rows={3, 4}), [("A3:A4", "baris tersembunyi ikut dibaca")]),
        (
            SheetFacts(hidden_rows={3, 5, 6, 8}),
            [("A3, A5:A6, A8", "baris tersembunyi ikut dibaca")],
        ),
        (
            SheetFacts(hidden_columns={3, 5, 9}),
            [("C2, E2", "kolom tersembunyi ikut dibaca")],
        ),
        (
            SheetFacts(looks={(3, 1): STRUCK, (2, 1): STRUCK, (3, 9): STRUCK}),
            [("A3", "isinya dicoret, tetapi tetap dibaca")],
        ),
        (SheetFacts(zeros=False), []),
    ],
)
def test_what_is_read_though_nobody_sees_it_is_said(facts: SheetFacts, expected: Messages) -> None:
    """A hidden title, head or column beside the table hides nothing that is read."""
    assert budget_messages(facts, *map(budget, range(1, 7))) == expected


def test_zeros_that_are_not_shown_are_said_at_the_first() -> None:
    """Excel: Options, Advanced, Show a zero in cells that have zero value."""
    rows = (budget(), budget(2, realisasi=0), budget(3, realisasi=0.0))
    (finding,) = read(DPA, [["DPA"], HEAD, *rows], SheetFacts(zeros=False)).findings
    assert (finding.sel, finding.value) == ("E4", "0")
    assert finding.pesan == "lembar diatur agar angka nol tidak tampak"
    assert budget_messages(SheetFacts(), *rows) == []


def covered_cells(*merges: Rect, rows: Iterable[list[Any]] = ()) -> list[str]:
    """Cells reported as covered by merged ranges or as beside the table."""
    return [s for s, _ in budget_messages(SheetFacts(merges=list(merges)), *rows)]


def test_a_merged_range_fills_words_down_and_hides_whatever_else_lies_in_it() -> None:
    """Excel keeps the value of its first cell alone."""
    names = ("A", "P", None, "B")
    rows = [budget(n, program=name) for n, name in enumerate(names)]
    result = read(DPA, [["DPA"], HEAD, *rows], SheetFacts(merges=[(4, 1, 5, 1)]))
    assert [r["program"] for _, r in result.rows] == ["A", "P", "P", "B"]
    assert messages(result) == []
    assert covered_cells((3, 4, 4, 4)) == ["D4"]
    assert covered_cells((3, 3, 3, 4)) == ["D3"]
    assert covered_cells((3, 4, 9, 9)) == ["E3", "D4", "E4"]
    assert covered_cells((1, 1, 2, 5)) == []
    assert covered_cells((3, 2, 3, 3)) == ["C3"]
    blank = (budget(pagu=None), budget(2, pagu=None))
    assert covered_cells((3, 4, 4, 4), rows=blank) == []
    assert covered_cells((3, 4, 4, 4), rows=(blank[0], budget(2))) == ["D4"]


def test_a_merged_head_fills_nothing_and_hides_what_lies_under_it() -> None:
    """A head of two rows; the format painter merges a head with the row below it."""
    blank = read(DPA, [["DPA"], HEAD, budget(program=None)], SheetFacts(merges=[(2, 1, 3, 1)]))
    assert (blank.rows[0][1]["program"], messages(blank)) == (None, [])
    assert covered_cells((2, 1, 3, 1)) == ["A3"]
    assert covered_cells((1, 4, 3, 4)) == ["D3"]


def test_a_merge_beside_the_table_is_told_where_it_touches_a_row_under_no_head() -> None:
    """Nothing reads what it holds."""
    for merge, cell in (((3, 6, 4, 6), "F3"), ((4, 6, 9, 6), "F4"), ((2, 6, 3, 6), "F2")):
        assert covered_cells(merge) == [cell]
    assert covered_cells((5, 6, 6, 6)) == []
    head = [None, *HEAD, None, "Catatan"]
    rows = [["DPA"], head, [None, *budget(), None, "x"]]
    for merge, cells in (((3, 1, 4, 1), ["A3"]), ((3, 7, 4, 7), ["G3"]), ((3, 8, 4, 9), [])):
        result = read(DPA, rows, SheetFacts(merges=[merge]))
        assert [s for s, p in messages(result) if "samping" in p] == cells


def test_a_number_merged_downwards_fills_nothing() -> None:
    """Nor does a text in a column of numbers: it would be counted twice."""
    rows = [budget(pagu="1.000"), budget(2, pagu=None)]
    result = read(DPA, [["DPA"], HEAD, *rows], SheetFacts(merges=[(3, 4, 4, 4)]))
    assert [r["pagu"] for _, r in result.rows] == ["1.000", None]
    assert [s for s, _ in messages(result)] == ["D4"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\tb\r\nc", ""),
        ("a\u00adb", "U+00AD (soft hyphen)"),
        ("a\u3164b", "U+3164 (hangul filler)"),
        ("a_x000b_b", "U+000B"),
        ("\u200b\u200c\u200d\u2060", ", ".join(ZERO_WIDTH)),
        ("é ½ “—”", ""),
        ("#N/A", "berisi galat Excel #N/A"),
        (" Err:502 ", "berisi galat Excel Err:502"),
        ("#N/A.", ""),
        ("x" * 32_767, ""),
        ("x" * 32_768, "berisi 32768 huruf"),
    ],
)
def test_a_text_holds_what_it_shows(text: str, expected: str) -> None:
    """Excel: Specifications and limits, 32,767 characters a cell; Unicode, General Category."""
    (message,) = [p for _, p in budget_messages(SheetFacts(), budget(program=text))] or [""]
    assert message in (expected, f"berisi karakter yang tidak tampak: {expected}")


def test_a_head_holds_what_it_shows_too() -> None:
    """One with a blank that nobody sees is another head; a title is read by nobody."""
    result = read(DPA, [["D\u200bPA"], [*HEAD, "Cat\u200batan"], budget()])
    assert [s for s, p in messages(result) if "tidak tampak" in p] == ["F2"]


@pytest.mark.parametrize(
    ("field", "value", "code", "message", "level"),
    [
        ("program", "P", ";;;", "format sel “;;;” menyembunyikan isinya", "salah"),
        ("program", "P", "0;0;0;@", "", ""),
        ("program", 5, "00", "angka nol di depannya hanya tampilan", "salah"),
        ("pagu", 5, "00", "", ""),
        ("pagu", 1, "0%", "bilangan bulat ditampilkan sebagai persen", "salah"),
        ("pagu", 2, "0%", "bilangan bulat ditampilkan sebagai persen", "salah"),
        ("pagu", 2.5, "0%", "2.5 ditampilkan sebagai persen, yaitu 250 %", "peringatan"),
        ("pagu", -10.5, "0%", "-10.5 ditampilkan sebagai persen, yaitu -1050 %", "salah"),
        ("pagu", 10, "0%", "10 ditampilkan sebagai persen, yaitu 1000 %", "peringatan"),
        ("pagu", True, "0%", "", ""),
        (
            "pagu",
            5,
            "0.00E+00",
            "format sel “0.00E+00” menampilkannya sebagai bilangan berpangkat",
            "peringatan",
        ),
    ],
)
def test_a_format_that_shows_another_thing_is_told_by_its_weight(
    field: str, value: Any, code: str, message: str, level: str
) -> None:
    """0,5 shown as 50 % is a number; rupiah shown as a percentage are not."""
    column = {"program": 1, "pagu": 4}[field]
    rows = [["DPA"], HEAD, budget(**{field: value})]
    result = read(DPA, rows, SheetFacts(formats={(3, column): code}))
    assert [(f.pesan, f.tingkat) for f in result.findings] == (
        [(message, level)] if message else []
    )


@pytest.mark.parametrize(
    ("value", "code", "wanted"),
    [
        (0.82, "0%", 82.0),
        (0.07, "0%", 7.0),
        (10, "0%", 1000),
        (-10, "0%", -1000),
        (10.01, "0%", 10.01),
        (0.82, "0.00", 0.82),
        (True, "0%", True),
        ("0,82", "0%", "0,82"),
        (0.825, "0.0%", 82.5),
    ],
)
def test_a_percentage_is_what_it_shows(value: Any, code: str, wanted: Any) -> None:
    """Excel holds 82 % as 0.82; in a table, under a year, and in a list of entries."""
    renstra = read(
        ("kinerja.xlsx", "Renstra"),
        [["Kode", "Indikator kinerja", 2020, 2021], ["IKM", "I", value, value]],
        SheetFacts(formats={(2, 3): code}),
    )
    assert renstra.rows[0][1]["target"] == {2020: wanted, 2021: value}
    ipp = read(
        ("kinerja.xlsx", "IPP"),
        [["Aspek penilaian", "Nilai"], ["Inovasi", value], ["Sarana", value]],
        SheetFacts(formats={(2, 2): code}),
    )
    assert [r["nilai"] for _, r in ipp.rows] == [wanted, value]
    profil = read(PROFIL, [["x", 1], ["Awal Renstra", value]], SheetFacts(formats={(2, 2): code}))
    assert profil.rows[0][1]["tahun_awal"] == wanted


def test_a_row_of_nothing_but_errors_is_a_row_where_a_column_is_read() -> None:
    """calamine reads them as nothing, and a row of them at the end not at all."""
    facts = SheetFacts(errors={(2, 9): "#REF!", (3, 4): "#REF!", (5, 5): "#N/A", (1, 1): "#REF!"})
    result = read(DPA, [HEAD, [None] * 5, [None] * 5], facts)
    assert [n for n, _ in result.rows] == [3, 5]
    assert result.dropped == [(1, "kepala tabel"), (2, "baris kosong"), (4, "baris kosong")]


def test_what_a_person_wrote_is_not_quoted() -> None:
    """A sheet of respondents: no text, no long number; elsewhere a rupiah is no telephone."""
    people, amounts = SheetRows(BY_PLACE[ANSWERS]), SheetRows(BY_PLACE[DPA])
    for value, for_people, for_amounts in (
        (3, "3", "3"),
        (812345678, "", "812345678"),
        (2.0, "2", "2"),
    ):
        assert people.make_finding("nol_di_depan", "A1", value).value == for_people
        assert amounts.make_finding("nol_di_depan", "A1", value).value == for_amounts
        assert people.is_quotable(value) is bool(for_people)
        assert amounts.is_quotable(value)
    assert people.is_quotable("tua") is False
    assert people.is_quotable(812345678, "U1") is False
    assert amounts.is_quotable("P")
    assert not amounts.is_quotable("P", "kepala")
    assert amounts.is_quotable(5, "kepala")


def test_a_value_has_an_address_wherever_its_column_is() -> None:
    wide = read(("kinerja.xlsx", "Renstra"), [["Kode", "Indikator kinerja", 2020], ["IKM", "I", 1]])
    assert wide.locate(2, "kode") == "A2"
    assert wide.locate(2, "target", 2020) == "C2"
    assert wide.locate(2, "target", 2021) == wide.locate(2, "satuan") == ""
    listed = read(PROFIL, [["Nama camat", "Budi"]])
    assert (listed.locate(1, "camat"), listed.locate(1, "nip")) == ("B1", "")


# Sheets that nobody reads.


@pytest.mark.parametrize(
    ("name", "rows", "cure"),
    [
        ("DPA", [["a"], ["b"]], "lembar ini dibaca dari dpa.xlsx; pindahkan ke sana"),
        ("Langkahh", [["a"], ["b"]], "apakah maksudnya lembar Langkah? Ganti namanya, atau hapus"),
        (
            "Wilayah 2021 baru",
            [["a"], ["b"]],
            "apakah maksudnya lembar Wilayah? Ganti namanya, atau hapus",
        ),
        (
            "Data wilayah kita",
            [["a"], ["b"]],
            "apakah maksudnya lembar Wilayah? Ganti namanya, atau hapus",
        ),
        (
            "Hukum Dasar",
            [["a"], ["b"]],
            "apakah maksudnya lembar Dasar Hukum? Ganti namanya, atau hapus",
        ),
        ("Misii", [["a"], ["b"]], "apakah maksudnya lembar Misi? Ganti namanya, atau hapus"),
        ("Zzz", [["a"], [1]], "hapus, atau ganti namanya menjadi lembar yang dikenal"),
        ("Zzz", [["a", "b"]], ""),
        ("Zzz", [["a", 1]], "hapus, atau ganti namanya menjadi lembar yang dikenal"),
        ("Zzz", [], ""),
        ("Zzz", [["Judul"], ["a", "b"]], ""),
        ("Petunjuk", [["a"], [1]], ""),
        (
            "Zzz",
            [["Judul"], ["a", "b"], [" "], [1]],
            "hapus, atau ganti namanya menjadi lembar yang dikenal",
        ),
    ],
)
def test_a_sheet_with_rows_that_nobody_reads_is_named_with_its_cure(
    name: str, rows: Rows, cure: str
) -> None:
    """A head without rows is not reported; of sheets like it a missing one is named first."""
    schema = [s for s in BY_PLACE.values() if s.FILE == "kinerja.xlsx"]
    book = Book({"Misi": [["Misi"], ["x"]], name: rows})
    assert [f.saran for f in check_sheets(cast("WorkbookFile", book), schema)] == [cure] * bool(
        cure
    )


def test_of_two_sheets_of_one_name_the_second_is_told_where_one_is_read() -> None:
    """Two sheets of one name that nobody reads are reported as unread."""
    schema = [s for s in BY_PLACE.values() if s.FILE == "kinerja.xlsx"]
    book = Book({"Misi": [["Misi"], ["x"]], "MISI": [], "Zzz": [], "zzz": []})
    (finding,) = check_sheets(cast("WorkbookFile", book), schema)
    assert (finding.lembar, finding.sel) == ("MISI", "A1")
    assert finding.pesan == "nama lembar ini sama dengan “Misi”; hanya satu yang dibaca"
