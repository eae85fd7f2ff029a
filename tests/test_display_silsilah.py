"""Where a number comes from: formula, rule, cells, and the numbers it is made of."""

from typing import Any

import pandas as pd
import pytest

from lkip_helpers.display.benda import Tempat
from lkip_helpers.display.kolom import Kolom, ubah
from lkip_helpers.display.rentang import Rujukan, merge_rentang, merge_rujukan
from lkip_helpers.display.silsilah import Silsilah
from lkip_helpers.display.susunan import kaki_jumlah
from lkip_helpers.display.tabel import Kaki, Tabel


def dari_lembar(isi: dict[str, list[Any]]) -> pd.DataFrame:
    """A frame as intake gives it: rows 5 and 6 of dpa.xlsx, columns from A."""
    frame = pd.DataFrame(isi, index=pd.Index([5, 6], name="baris"))
    huruf = dict(zip(isi, "ABCDE", strict=False))
    frame.attrs["sumber"] = {"berkas": "dpa.xlsx", "lembar": "DPA", "kolom": huruf}
    return frame


DPA = dari_lembar({"program": ["P", "Q"], "pagu": [200, 100], "realisasi": [150, 100]})
SERAPAN = Tabel(
    "serapan",
    "Serapan",
    DPA.assign(serapan=[75.0, 100.0]),
    ["program", "pagu", ubah("realisasi", jenis="rupiah"), "serapan"],
    DPA,
    [kaki_jumlah(["pagu"]), Kaki("Rerata", {"serapan": "rata_rata(serapan)"})],
)
KUTIP = Tabel(
    "kutip",
    "Kutipan",
    pd.DataFrame({"nama": ["Semua"], "pagu": [300]}),
    ["nama", Kolom("pagu", "Pagu", "rupiah", rumus="dari(serapan, Jumlah, pagu)")],
    "contoh",
)
SILSILAH = Silsilah([SERAPAN.isi_paket(), KUTIP.isi_paket()])


def test_an_input_is_its_cell() -> None:
    """Pagu stands in column B, the first row in row 5."""
    asal = SILSILAH.trace(Tempat("serapan", "pagu", 0))
    assert (asal.nama, asal.nilai, asal.rumus) == ("Pagu (Rp) – P", "200", "isi sel")
    assert asal.sel == ("dpa.xlsx › DPA › B5",)
    assert asal.dari == ()
    assert asal.aturan == ""


def test_a_formula_is_said_in_words_and_in_numbers_with_its_rule() -> None:
    """150 of 200; the source of the rule is that of the rule file."""
    asal = SILSILAH.trace(Tempat("serapan", "serapan", 0))
    assert asal.rumus == "realisasi / pagu × 100"
    assert asal.hitungan == "150 / 200 × 100"
    assert "53 Tahun 2014" in asal.aturan
    assert asal.sel == ("dpa.xlsx › DPA › B5:C5",)
    assert asal.dari == (Tempat("serapan", "realisasi", 0), Tempat("serapan", "pagu", 0))


def test_a_footer_is_made_of_its_column() -> None:
    """A sum follows no rule; a mean of formulas reaches the cells of them all."""
    jumlah = SILSILAH.trace(Tempat("serapan", "pagu", "Jumlah"))
    assert (jumlah.rumus, jumlah.aturan, jumlah.sel) == (
        "jumlah pagu",
        "",
        ("dpa.xlsx › DPA › B5:B6",),
    )
    rerata = SILSILAH.trace(Tempat("serapan", "serapan", "Rerata"))
    assert rerata.nilai == "87,50"
    assert rerata.sel == ("dpa.xlsx › DPA › B5:C6",)


def test_a_number_of_another_table_is_followed_there() -> None:
    """Down to the cells that table read."""
    asal = SILSILAH.trace(Tempat("kutip", "pagu", 0))
    assert asal.dari == (Tempat("serapan", "pagu", "Jumlah"),)
    assert asal.sel == ("dpa.xlsx › DPA › B5:B6",)


def test_a_table_out_of_reach_leaves_the_words() -> None:
    """A chapter exported by itself does not have the tables of the others."""
    asal = Silsilah([KUTIP.isi_paket()]).trace(Tempat("kutip", "pagu", 0))
    assert asal.rumus == "jumlah pagu"
    assert asal.dari == asal.sel == ()


def test_a_number_is_named_apart_from_its_neighbours() -> None:
    """With the group of its column, and the text of its row that no other row has."""
    isi = {"program": ["P", "P"], "kegiatan": ["K", "L"], "sebab": ["sama", "sama"]}
    satu = Tabel(
        "satu", "Satu",
        pd.DataFrame({**isi, "jumlah": [1, 2], "persen": [1 / 3, 2 / 3]}),
        [*map(Kolom, isi, isi), Kolom("jumlah", "Jumlah", "bilangan", grup="Tercapai"),
         Kolom("persen", "%", "persen", rumus="jumlah / jumlah(jumlah) × 100")],
        "contoh",
        [Kaki("Jumlah", {"persen": "jumlah(persen)"})],
    )  # fmt: skip
    silsilah = Silsilah([satu.isi_paket()])
    assert silsilah.trace(Tempat("satu", "jumlah", 1)).nama == "Tercapai – Jumlah – L"
    assert silsilah.trace(Tempat("satu", "persen", 0)).rumus == "jumlah / jumlah seluruhnya × 100"
    assert silsilah.trace(Tempat("satu", "persen", "Jumlah")).rumus == "jumlah persen"


def test_a_sum_that_cannot_be_done_again_by_hand_says_so() -> None:
    """0.364 × 25 is 9.10, but the number is 9.11."""
    isi = pd.DataFrame({"nama": ["a", "b"], "nrr": [0.3644, 0.5], "nilai": [9.11, 12.5]})
    kolom = ["nama", Kolom("nrr", "NRR", "angka", 3),
             Kolom("nilai", "Nilai", "angka", rumus="nrr × 25")]  # fmt: skip
    silsilah = Silsilah([Tabel("t", "T", isi, kolom, "contoh").isi_paket()])
    hitungan = [silsilah.trace(Tempat("t", "nilai", i)).hitungan for i in (0, 1)]
    assert hitungan == ["0,364 × 25 (dihitung sebelum dibulatkan)", "0,500 × 25"]


@pytest.mark.parametrize(
    ("rujukan", "rumus"),
    [
        (("C5:C18", "ya"), "banyaknya sel yang berisi ya atau tanda centang"),
        (("C5:C18", "jumlah"), "jumlah sel"),
        (("C5", "jumlah"), "isi sel"),
    ],
)
def test_what_is_done_with_cells_is_said(rujukan: tuple[str, str], rumus: str) -> None:
    """Words are not summed, and one cell is no sum."""
    isi = pd.DataFrame({"nama": ["a"], "pagu": [11]})
    isi.attrs["asal"] = {"pagu": {0: ("kinerja.xlsx", "Pembinaan", *rujukan)}}
    tabel = Tabel("t", "T", isi, ["nama", "pagu"], "contoh")
    assert Silsilah([tabel.isi_paket()]).trace(Tempat("t", "pagu", 0)).rumus == rumus


def test_every_number_is_listed_once() -> None:
    """Two rows of three numbers, a sum and a mean."""
    daftar = SILSILAH.list_tempat("serapan")
    assert len(daftar) == len(set(daftar)) == 8


@pytest.mark.parametrize(
    ("rentang", "gabung"),
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
def test_ranges_are_joined_where_they_touch(rentang: list[str], gabung: str) -> None:
    """Down each column, then across; nothing that was not given is covered."""
    assert merge_rentang(rentang) == gabung


def test_each_sheet_is_named_once() -> None:
    """The whole sheet where no range is known."""
    semua = [Rujukan("a.xlsx", "S", "B5"), Rujukan("a.xlsx", "T", ""), Rujukan("a.xlsx", "S", "B6")]
    assert merge_rujukan(semua) == ("a.xlsx › S › B5:B6", "a.xlsx › T")


def test_a_count_of_names_is_said_as_their_number() -> None:
    """The weight of an unsur is one in the number of unsur; they are counted by their names."""
    bobot = Kolom("bobot", "Bobot", "angka", rumus="nilai × (1 / banyak(nama))")
    data = pd.DataFrame({"nama": ["A", "B"], "nilai": [3.0, 4.0], "bobot": [1.5, 2.0]})
    tabel = Tabel("bobot", "Bobot", data, ["nama", "nilai", bobot], "contoh")
    asal = Silsilah([tabel.isi_paket()]).trace(Tempat("bobot", "bobot", 0))
    assert (asal.rumus, asal.hitungan) == ("nilai × (1 / banyaknya nama)", "3,00 × (1 / 2)")
