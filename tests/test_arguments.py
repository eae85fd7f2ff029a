"""What an analyst gives to a public name fits, or is refused at the call in one plain sentence."""

import inspect
from collections.abc import Callable, Mapping
from types import UnionType
from typing import Any, get_args, get_origin

import numpy as np
import pandas as pd
import pytest

import lkip_helpers
from lkip_helpers import charts
from lkip_helpers.errors import InvalidArgument
from lkip_helpers.intake import load
from lkip_helpers.report.columns import Column, Footer, Kind, alter
from lkip_helpers.report.gambar import Gambar
from lkip_helpers.report.layouts import ratio_footer, total_footer
from lkip_helpers.report.narasi import Heading, Narasi
from lkip_helpers.report.shown import show
from lkip_helpers.report.tabel import Tabel
from lkip_helpers.rules import load_rules

FRAME = pd.DataFrame({"program": ["A", "B"], "pagu": [7.4e9, 2e6], "realisasi": [5e9, 1e6]})
NAMES = ["program", "pagu"]
EMPTY = FRAME.assign(pagu=np.nan)
FUNCTIONS = [
    lkip_helpers.load, Tabel, Gambar, Narasi, show, Column, Footer, alter, total_footer,
    ratio_footer, charts.plot_bars, charts.plot_lines, charts.plot_parts, charts.plot_dots,
]  # fmt: skip


def table(**given: Any) -> Tabel:
    return Tabel("t", "T", **{"data": FRAME, "source": "contoh", **given})


def draw(**given: Any) -> str:
    return Gambar(
        **{"label": "g", "title": "G", "alt": "A", "source": "x", "data": FRAME} | given
    ).html


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: Column("pagu", "Pagu", kind="uang"), "kind harus salah satu dari.*: “uang”"),
        (lambda: alter("pagu", kind="uang"), "kind harus salah satu dari teks, angka"),
        (lambda: Footer("Jumlah", {}, kind="uang"), "Footer: kind harus salah satu dari"),
        (lambda: Column("pagu", "Pagu", decimals="dua"), "decimals harus bilangan bulat"),
        (lambda: Column("pagu"), "Column: title harus teks judul.*; belum diisi"),
        (lambda: Column("pagu", "Pagu", jenis="angka"), "jenis harus dihapus: isian itu tidak ada"),
        (lambda: table(column="pagu"), r"column harus daftar nama kolom.*\[.*: “pagu”"),
        (lambda: table(column=["program", None]), "column harus daftar nama kolom.*: None"),
        (lambda: table(column=3), "column harus daftar nama kolom, .*: 3"),
        (lambda: table(column=["pagu", "pagu"]), "kolom pagu tidak ada atau disebut dua kali"),
        (lambda: table(merge="program"), "merge harus daftar nama kolom"),
        (lambda: table(merge=["progam"]), "merge menyebut progam, yang bukan kolom tabel ini"),
        (lambda: table(source=3), "source harus teks, DataFrame dari data.*: 3"),
        (lambda: table(source=["x", 3]), "source harus teks"),
        (lambda: table(sumber="x"), "sumber harus dihapus: isian itu tidak ada"),
        (lambda: table(footer=total_footer(["pagu"])), "footer harus daftar baris kaki"),
        (lambda: table(footer=[total_footer(["pagu", "pago"])]), "baris Jumlah menyebut pago"),
        (
            lambda: table(column=["program"], footer=[total_footer(["pagu"])]),
            "baris Jumlah menyebut pagu, yang bukan kolom tabel ini",
        ),
        (
            lambda: table(footer=[total_footer(["pagu", "pago"]), total_footer(["pagu"])]),
            "baris Jumlah menyebut pago",
        ),
        (lambda: table(footer=[Footer("F", {"pagu": "kaki(Entah)"})]).html, r"kaki\(Entah\)"),
        (lambda: table(landscape="ya"), "landscape harus True atau False"),
        (lambda: table(data=FRAME.assign(pagu=np.inf)), "inf pada kolom pagu tidak dapat dicetak"),
        (lambda: table(data=FRAME.assign(x=["a", -np.inf])), "-inf pada kolom x tidak dapat"),
        (lambda: table(data=FRAME.assign(pagu=True)), "True pada kolom pagu tidak dapat dicetak"),
        (
            lambda: table(data=FRAME.assign(x=[[1], [2]]), column=[Column("x", "X", "angka")]),
            "list pada kolom x tidak dapat dicetak sebagai angka",
        ),
        (lambda: Tabel(3, "T", FRAME), "label harus teks huruf kecil.*: 3"),
        (lambda: Tabel("Tabel Satu", "T", FRAME), "label harus teks huruf kecil.*: “Tabel Satu”"),
        (lambda: Tabel("t", FRAME, "T"), "title harus teks judul.*: DataFrame"),
        (lambda: draw(figure=lambda: None, data=[1]), "data harus DataFrame.*: list"),
        (lambda: draw(figure=lambda: None, column="pagu"), "column harus daftar nama kolom"),
        (lambda: draw(figure=lambda: None, column=["pago"]), "kolom pago tidak ada"),
        (lambda: draw(figure=None, data=FRAME.head(0), source=" "), "g: sumber belum diisi"),
        (lambda: draw(figure="batang.png"), "g: figure harus diagram.*bukan “batang.png”"),
        (lambda: draw(figure=3), "g: figure harus diagram.*bukan 3"),
        (lambda: draw(figure=lambda: None), "g: figure harus diagram.*bukan None"),
        (lambda: draw(figure=lambda: np.array([])), "g: figure harus diagram.*bukan ndarray"),
        (lambda: draw(figure=lambda: charts.plot_dots(FRAME, "n", "pagu")), "g: .*kolom n tidak"),
        (lambda: Narasi("Ada {FRAME:kata."), "Kurung kurawal harus berpasangan.*{FRAME:kata"),
        (lambda: Narasi("Ada pagu} saja."), "Kurung kurawal harus berpasangan"),
        (lambda: Narasi("Ada {n!s}.", n=3), r"harus berpasangan, tanpa \(!\)"),
        (lambda: Narasi("{n:persen}", n="tinggi"), "{n:persen} tidak cocok dengan “tinggi”"),
        (lambda: Narasi("{n:kata}", n=np.inf), "{n:kata} tidak cocok dengan inf"),
        (lambda: Narasi("{n:nama}", n=["a"]), "{n:nama} tidak cocok dengan list"),
        (lambda: Narasi("{F.pagu:angka}", F=FRAME), "{F.pagu:angka} tidak cocok dengan Series"),
        (lambda: Narasi("{F.pagu.isin:angka}", F=FRAME), "nilai itu tidak ada"),
        (lambda: Narasi({"naik": "N", "turun": "T"}, case="tetap"), "case “tetap”.*naik, turun"),
        (lambda: Narasi({"naik": "N"}), "tidak memuat case None; yang ada: naik"),
        (lambda: Narasi(3), "sentence harus kalimat dalam tanda kutip.*: 3"),
        (lambda: Narasi("A", each=FRAME["pagu"]), "each harus DataFrame.*: Series"),
        (lambda: Narasi("A", when=FRAME["pagu"] > 3), "when harus benar atau salah.*: Series"),
        (lambda: Narasi("A", place="sampul"), "place harus kosong atau"),
        (lambda: Heading(3), "text harus teks dalam tanda kutip; yang diberikan: 3"),
        (lambda: show(FRAME, NAMES), "column harus nama kolom satu per satu"),
        (lambda: show(FRAME, rows="banyak"), "rows harus bilangan bulat; yang diberikan: “banyak”"),
        (lambda: load(2021, "paal-merah"), "load: unit harus nama folder kecamatan.*: 2021"),
        (lambda: load("paal-merah"), "load: tahun harus tahun, misalnya 2021; belum diisi"),
        (lambda: load("paal-merah", "dua ribu"), "tahun harus tahun.*: “dua ribu”"),
        (lambda: load("paal-merah", True), "load: tahun harus tahun.*True"),
        (lambda: Column("pagu", "Pagu", decimals=True), "decimals harus bilangan bulat.*True"),
        (lambda: show(FRAME, rows=np.True_), "rows harus bilangan bulat"),
        (lambda: table(footer=[total_footer([])]), "baris Jumlah harus mengisi kolom selain"),
        (
            lambda: table(column=["pagu", "program"], footer=[total_footer(["pagu"])]),
            "baris Jumlah harus mengisi kolom selain pagu, tempat judulnya",
        ),
        (lambda: total_footer("pagu"), "columns harus daftar nama kolom.*: “pagu”"),
        (lambda: ratio_footer(["realisasi"], "pagu", "serapan"), "numerator harus nama satu kolom"),
        (lambda: charts.plot_bars(FRAME, "program", "pago"), "kolom pago tidak ada"),
        (lambda: charts.plot_dots(FRAME, "pagu", "program"), "kolom program bukan angka"),
        (lambda: charts.plot_bars(FRAME, "program", NAMES), "value harus nama satu kolom"),
        (lambda: charts.plot_bars(EMPTY, *NAMES), "tidak ada baris terisi pada program dan pagu"),
        (lambda: charts.plot_dots(EMPTY, *NAMES), "tidak ada baris terisi"),
        (lambda: charts.plot_parts(EMPTY, "program", "realisasi", "pagu"), "tidak ada baris"),
        (lambda: charts.plot_lines(EMPTY, "realisasi", "pagu", "program"), "tidak ada baris"),
        (
            lambda: charts.plot_lines(FRAME.assign(tahun=np.nan), "tahun", "pagu", "program"),
            "tidak ada baris terisi pada tahun, program, dan pagu",
        ),
        (
            lambda: charts.plot_parts(FRAME.assign(pagu=[-1, 3]), "program", "realisasi", "pagu"),
            "kolom pagu tidak boleh negatif atau nol seluruhnya",
        ),
        (lambda: charts.plot_bars(FRAME.head(0), *NAMES), "plot_bars memerlukan sedikitnya satu"),
        (
            lambda: charts.plot_bars(frame=FRAME.head(0), name="program", value="pagu"),
            "plot_bars memerlukan sedikitnya satu",
        ),
        (lambda: charts.orgchart.plot_orgchart("camat"), "organisation harus DataFrame.*: “camat”"),
        (lambda: Narasi("A.", "{F.pagu:angka}", F=FRAME), "{F.pagu:angka} tidak cocok"),
        (lambda: charts.plot_lines(FRAME, "tahun", "pagu", "program"), "kolom tahun tidak ada"),
    ],
)  # fmt: skip
def test_a_misuse_is_refused_in_a_sentence_that_names_it(
    make: Callable[[], Any], told: str
) -> None:
    """At the call itself, and without a traceback of ours (LkipError shows its message alone)."""
    with pytest.raises(InvalidArgument, match=told) as refused:
        make()
    assert refused.value._render_traceback_() == [str(refused.value)]


def test_each_argument_of_a_public_name_has_words() -> None:
    """By its name in rules/isian.toml, or by its kind: a text, a whole number, a frame."""
    words = load_rules("isian")
    own = charts.area_map, charts.orgchart, charts.performance, charts.satisfaction, charts.trends
    drawn = [getattr(m, name) for m in own for name in dir(m) if name.startswith("plot_")]
    for function in dict.fromkeys([*FUNCTIONS, *drawn]):
        for name, parameter in inspect.signature(function).parameters.items():
            named = {f"{function.__name__}.{name}", name} & {*words}
            kind = parameter.annotation
            plain = {get_origin(kind), *(get_args(kind) if isinstance(kind, UnionType) else [kind])}
            kinds = {str, bool, int, dict, Mapping, pd.DataFrame, Any}
            assert named or plain & kinds, f"{function}: {name}"
    assert set(get_args(Kind)) == {*words["kind"].replace(",", "").split()[3:]} - {"atau"}


def test_values_of_numpy_and_pandas_are_values() -> None:
    """A year out of a frame, a text of a column, one cell of a frame that was filtered."""
    assert load("paal-merah", np.int64(2021)).tahun == 2021
    sentence = Narasi("{rows.pagu:rupiah} di {rows.program}.", rows=FRAME.nlargest(1, "pagu"))
    assert sentence.text == "Rp7,4\u00a0miliar di A."
    assert Narasi("Pada {hari}.", hari=pd.Timestamp("2021-01-02")).text == "Pada 2 Januari 2021."
    assert Narasi("Pada {hari}.", hari=pd.NaT).text == "Pada –."
    rows = FRAME.set_index("program")
    assert Narasi("- {program}", each=rows).text == "- A\n- B"
    assert "A" in table(data=rows, column=[Column("program", "Program"), "pagu"]).html
    assert charts.plot_bars(rows, "program", "pagu").axes
    names = FRAME.columns[:2]
    for given in (names, names.to_numpy(), names.to_series()):
        tabel = table(column=given, merge=given[:1], footer=[total_footer(given[1:])])
        assert [column.key for column in tabel.columns] == NAMES
        assert draw(figure=lambda: charts.plot_bars(FRAME, *NAMES), column=given)
    assert alter("jumlah_warga", kind="bilangan").title == "Jumlah warga"
    headed = table(column=["program: Program", "pagu: Pagu"], footer=[total_footer(["pagu: Pagu"])])
    assert headed.footer_values == [{"pagu": FRAME["pagu"].sum()}]


def test_a_chart_hands_each_number_on_as_the_frame_has_it() -> None:
    """A count stays a whole number, so that `write=str` writes 3 and not 3.0; blanks are left."""
    counts = pd.DataFrame({"nama": ["a", "b"], "orang": [2, 3]})
    written: list[Any] = []
    charts.plot_bars(counts, "nama", "orang", write=lambda n: str(written.append(n)))
    assert [*map(str, written)] == ["3", "2"]
    years = pd.DataFrame({"tahun": [2020, 2021], "orang": pd.array([2, None], "Int64"), "n": "a"})
    assert charts.plot_lines(years, "tahun", "orang", "n").axes


def test_a_text_among_years_or_ticks_is_printed_as_it_is() -> None:
    """A school year is no number, and `tidak` is no tick."""
    frame = FRAME.assign(tahun=["2020/2021", "2021"], ada=["tidak", True])
    page = table(data=frame, column=["program", Column("tahun", "Tahun", "tahun"),
                                     Column("ada", "Ada", "ya")]).html  # fmt: skip
    assert "2020/2021" in page and "tidak" in page and page.count("✓") == 1


def test_names_that_pandas_gives_are_in_indonesian() -> None:
    """Of columns (agg, reset_index) and of rows (describe, the margins of a pivot)."""
    sums = FRAME.groupby("program")["pagu"].agg(["count", "sum", "mean"]).reset_index(drop=True)
    page = table(data=sums.reset_index()).html
    for title in ("Indeks", "Banyaknya", "Jumlah", "Rata-rata"):
        assert f">{title}<" in page
    described = FRAME.describe().rename_axis("ukuran")
    assert (
        "Simpangan baku" in table(data=described).html and ">std<" not in table(data=described).html
    )


def test_a_table_of_two_offices_names_them_in_its_source() -> None:
    """Of one office alone, in several years too, the documents are enough."""
    one, other = load("contoh-jaya", 2024), load("paal-merah", 2021)
    years = table(source=[one.anggaran, load("contoh-jaya", 2023).anggaran])
    assert years.document == "DPA 2024; DPA 2023"
    tabel = table(source=[one.anggaran, other.anggaran])
    assert tabel.document == "Kecamatan Contoh Jaya: DPA 2024; Kecamatan Paal Merah: DPA 2021"
    assert tabel.origin.count("dpa.xlsx › DPA") == 2
