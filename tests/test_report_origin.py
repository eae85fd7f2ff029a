"""Where a number comes from: formula, rule, cells, and the numbers it is made of."""

from typing import Any

import pandas as pd
import pytest

from lkip_helpers.report.columns import Column, Footer, alter
from lkip_helpers.report.layouts import total_footer
from lkip_helpers.report.origin import NOT_NOTED, CellRange, Lineage, merge_ranges, merge_references
from lkip_helpers.report.record import Place, read_records
from lkip_helpers.report.tabel import Tabel


def from_sheet(columns: dict[str, list[Any]]) -> pd.DataFrame:
    """A frame as intake gives it: rows 5 and 6 of dpa.xlsx, columns from A."""
    frame = pd.DataFrame(columns, index=pd.Index([5, 6], name="baris"))
    letters = dict(zip(columns, "ABCDE", strict=False))
    frame.attrs["sumber"] = {"berkas": "dpa.xlsx", "lembar": "DPA", "kolom": letters}
    return frame


DPA = from_sheet({"program": ["P", "Q"], "pagu": [200, 100], "realisasi": [150, 100]})
SERAPAN = Tabel(
    "serapan",
    "Serapan",
    DPA.assign(serapan=[75.0, 100.0]),
    ["program", "pagu", alter("realisasi", kind="rupiah"), "serapan"],
    DPA,
    [total_footer(["pagu"]), Footer("Rerata", {"serapan": "rata_rata(serapan)"})],
)
QUOTE = Tabel(
    "kutip",
    "Kutipan",
    pd.DataFrame({"nama": ["Semua"], "pagu": [300]}),
    ["nama", Column("pagu", "Pagu", "rupiah", formula="dari(serapan, Jumlah, pagu)")],
    "contoh",
)
RECORDS = read_records([SERAPAN.payload_content(), QUOTE.payload_content()])
LINEAGE = Lineage(RECORDS)


def test_an_input_is_its_cell() -> None:
    """Pagu stands in column B, the first row in row 5."""
    origin = LINEAGE.trace(Place("serapan", "pagu", 0))
    assert (origin.name, origin.value, origin.formula) == ("Pagu (Rp) – P", "200", "isi sel")
    assert origin.cells == ("dpa.xlsx › DPA › B5",)
    assert origin.sources == ()
    assert origin.rule == ""


def test_a_formula_is_said_in_words_and_in_numbers_with_its_rule() -> None:
    """150 of 200; the source of the rule is that of the rule file."""
    origin = LINEAGE.trace(Place("serapan", "serapan", 0))
    assert origin.formula == "realisasi / pagu × 100"
    assert origin.calculation == "150 / 200 × 100"
    assert "53 Tahun 2014" in origin.rule
    assert origin.cells == ("dpa.xlsx › DPA › B5:C5",)
    assert origin.sources == (Place("serapan", "realisasi", 0), Place("serapan", "pagu", 0))


def test_a_footer_is_made_of_its_column() -> None:
    """A sum follows no rule; a mean of formulas reaches the cells of them all."""
    total = LINEAGE.trace(Place("serapan", "pagu", "Jumlah"))
    assert (total.formula, total.rule, total.cells) == (
        "jumlah pagu",
        "",
        ("dpa.xlsx › DPA › B5:B6",),
    )
    mean = LINEAGE.trace(Place("serapan", "serapan", "Rerata"))
    assert mean.value == "87,50"
    assert mean.cells == ("dpa.xlsx › DPA › B5:C6",)


def test_a_number_of_another_table_is_followed_there() -> None:
    """Down to the cells that table read."""
    origin = LINEAGE.trace(Place("kutip", "pagu", 0))
    assert origin.sources == (Place("serapan", "pagu", "Jumlah"),)
    assert origin.cells == ("dpa.xlsx › DPA › B5:B6",)


def test_a_table_out_of_reach_leaves_the_words() -> None:
    """A chapter exported by itself does not have the tables of the others."""
    origin = Lineage(read_records([QUOTE.payload_content()])).trace(Place("kutip", "pagu", 0))
    assert origin.formula == "jumlah pagu"
    assert origin.sources == origin.cells == ()


def test_a_number_of_a_notebook_without_cells_is_said_to_be_one() -> None:
    """An analyst's own sum: an empty answer would look like a fault."""
    frame = pd.DataFrame({"nama": ["a"], "jumlah": [3]})
    origin = Lineage(read_records([Tabel("t", "T", frame, source="x").payload_content()])).trace(
        Place("t", "jumlah", 0)
    )
    assert (origin.formula, origin.cells) == (NOT_NOTED, ())


def test_a_number_is_named_apart_from_its_neighbours() -> None:
    """With the group of its column, and the text of its row that no other row has."""
    texts = {"program": ["P", "P"], "kegiatan": ["K", "L"], "sebab": ["sama", "sama"]}
    tabel = Tabel(
        "satu", "Satu",
        pd.DataFrame({**texts, "jumlah": [1, 2], "persen": [1 / 3, 2 / 3]}),
        [*map(Column, texts, texts),
         Column("jumlah", "Jumlah", "bilangan", grouping="Tercapai"),
         Column("persen", "%", "persen", formula="jumlah / jumlah(jumlah) × 100")],
        "contoh",
        [Footer("Jumlah", {"persen": "jumlah(persen)"})],
    )  # fmt: skip
    lineage = Lineage(read_records([tabel.payload_content()]))
    assert lineage.trace(Place("satu", "jumlah", 1)).name == "Tercapai – Jumlah – L"
    assert lineage.trace(Place("satu", "persen", 0)).formula == "jumlah / jumlah seluruhnya × 100"
    assert lineage.trace(Place("satu", "persen", "Jumlah")).formula == "jumlah persen"


def test_a_sum_that_cannot_be_done_again_by_hand_says_so() -> None:
    """0.364 × 25 is 9.10, but the number is 9.11."""
    frame = pd.DataFrame({"nama": ["a", "b"], "nrr": [0.3644, 0.5], "nilai": [9.11, 12.5]})
    columns = ["nama", Column("nrr", "NRR", "angka", 3),
             Column("nilai", "Nilai", "angka", formula="nrr × 25")]  # fmt: skip
    lineage = Lineage(read_records([Tabel("t", "T", frame, columns, "contoh").payload_content()]))
    calculations = [lineage.trace(Place("t", "nilai", i)).calculation for i in (0, 1)]
    assert calculations == ["0,364 × 25 (dihitung sebelum dibulatkan)", "0,500 × 25"]


@pytest.mark.parametrize(
    ("reference", "formula"),
    [
        (("C5:C18", "ya"), "banyaknya sel yang berisi ya atau tanda centang"),
        (("C5:C18", "jumlah"), "jumlah sel"),
        (("C5", "jumlah"), "isi sel"),
    ],
)
def test_what_is_done_with_cells_is_said(reference: tuple[str, str], formula: str) -> None:
    """Words are not summed, and one cell is no sum."""
    frame = pd.DataFrame({"nama": ["a"], "pagu": [11]})
    frame.attrs["asal"] = {"pagu": {0: ("kinerja.xlsx", "Pembinaan", *reference)}}
    tabel = Tabel("t", "T", frame, ["nama", "pagu"], "contoh")
    assert (
        Lineage(read_records([tabel.payload_content()])).trace(Place("t", "pagu", 0)).formula
        == formula
    )


def test_every_number_is_listed_once() -> None:
    """Two rows of three numbers, a sum and a mean."""
    entries = RECORDS["serapan"].places
    assert len(entries) == len(set(entries)) == 8


@pytest.mark.parametrize(
    ("ranges", "merged"),
    [
        (["B5", "B6", "B7"], "B5:B7"),
        (["B5:B9", "C5:C9"], "B5:C9"),
        (["B5", "B7"], "B5; B7"),
        (["C5", "B5", "B6", "C6"], "B5:C6"),
        (["3:3", "4:4", "9:9"], "3:4; 9:9"),
        (["B5:B9", "B7"], "B5:B9"),
        (["Z5", "AA5"], "Z5:AA5"),
    ],
)
def test_ranges_are_joined_where_they_touch(ranges: list[str], merged: str) -> None:
    """Down each column, then across; nothing that was not given is covered."""
    assert merge_ranges(ranges) == merged


def test_each_sheet_is_named_once() -> None:
    """The whole sheet where no range is known."""
    ranges = [
        CellRange("a.xlsx", "S", "B5"),
        CellRange("a.xlsx", "T", ""),
        CellRange("a.xlsx", "S", "B6"),
    ]
    assert merge_references(ranges) == ("a.xlsx › S › B5:B6", "a.xlsx › T")


def test_a_count_of_names_is_said_as_their_number() -> None:
    """The weight of an unsur is one in the number of unsur; they are counted by their names."""
    weight = Column("bobot", "Bobot", "angka", formula="nilai × (1 / banyak(nama))")
    data = pd.DataFrame({"nama": ["A", "B"], "nilai": [3.0, 4.0], "bobot": [1.5, 2.0]})
    tabel = Tabel("bobot", "Bobot", data, ["nama", "nilai", weight], "contoh")
    origin = Lineage(read_records([tabel.payload_content()])).trace(Place("bobot", "bobot", 0))
    assert (origin.formula, origin.calculation) == (
        "nilai × (1 / banyaknya nama)",
        "3,00 × (1 / 2)",
    )


def test_a_number_is_named_by_as_many_texts_as_tell_its_row_apart() -> None:
    """Years alone would not say of which indicator; a single text is enough where it differs."""
    frame = pd.DataFrame(
        {"indikator": ["A", "A", "B"], "tahun": [2020, 2021, 2021], "nilai": [1, 2, 3]}
    )
    both = Tabel(
        "dua", "Dua", frame, ["indikator", Column("tahun", "Tahun", "tahun"), "nilai"], "x"
    )
    alone = Tabel("satu", "Satu", frame.iloc[1:], both.column, "x")
    (two, one) = read_records([both.payload_content(), alone.payload_content()]).values()
    assert two.describe(Place("dua", "nilai", 1)) == "Nilai – A, 2021"
    assert one.describe(Place("satu", "nilai", 1)) == "Nilai – B"
