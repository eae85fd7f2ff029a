"""A table is a pure object: complete, semantic, and every formula checked."""

import tomllib

import pandas as pd
import pytest
from lxml import html

from lkip_helpers.errors import InvalidArgument
from lkip_helpers.report.columns import Column, Footer, build_column
from lkip_helpers.report.formula import describe_formula, evaluate_formula
from lkip_helpers.report.payload import MIME, describe_source
from lkip_helpers.report.tabel import Tabel
from lkip_helpers.report.widths import (
    HALF_PAGE,
    PAGE,
    list_bands,
    measure_column,
    share_width,
    split_levels,
)
from tests.conftest import PROJECT_ROOT

ANGGARAN = pd.DataFrame(
    {
        "program": ["A", "A", "B"],
        "kegiatan": ["a", "a", "a"],
        "pagu": [100, 200, 400],
        "realisasi": [50, 200, 100],
        "serapan": [50.0, 100.0, 25.0],
    }
)
TOTAL = Footer(
    "Jumlah",
    {"pagu": "jumlah(pagu)", "realisasi": "jumlah(realisasi)", "serapan": "realisasi / pagu × 100"},
)


def make_tabel(**changes: object) -> Tabel:
    default: dict[str, object] = {
        "label": "anggaran-contoh",
        "title": "Contoh",
        "data": ANGGARAN,
        "column": list(ANGGARAN),
        "source": "contoh",
        "footer": [TOTAL],
        "merge": ["program", "kegiatan"],
    }
    return Tabel(**(default | changes))  # type: ignore[arg-type]


def test_whole_numbers_of_things_have_no_decimals() -> None:
    """35 people, but 1,25 a year; a percentage and an index keep both places, so commas align."""
    data = pd.DataFrame(
        {
            "indikator": ["Kader", "Usulan", "Indeks"],
            "satuan": ["Orang", "%", "Nilai"],
            "target": [35.0, 60.0, 3.0],
            "laju": [1.25, 2.0, 0.5],
        }
    )
    tabel = Tabel("cacah", "Cacah", data, [*data], "contoh")
    rows = [row for row in tabel.body if isinstance(row, list)]
    assert [[c.text for c in row[2:]] for row in rows] == [
        ["35", "1,25"], ["60,00", "2,00"], ["3,00", "0,50"]
    ]  # fmt: skip
    assert [[c.padding for c in row[2:]] for row in rows] == [[2, 0], [0, 0], [0, 0]]


def test_what_has_decimals_in_one_year_has_them_in_all() -> None:
    """3 days, 2,5 and 2 are one measure; 40 hours in the same table stay 40."""
    data = pd.DataFrame(
        {
            "indikator": ["Surat", "Surat", "Aduan"],
            "satuan": ["hari", "hari", "jam"],
            "target": [3.0, 2.0, 40.0],
            "realisasi": [3.0, 2.5, 38.0],
        }
    )
    tabel = Tabel("jangka", "Jangka", data, [*data], "contoh", merge=[])
    rows = [[c.text for c in row[2:]] for row in tabel.body if isinstance(row, list)]
    assert rows == [["3,00", "3,00"], ["2,00", "2,50"], ["40", "38"]]


def test_an_index_of_at_most_one_has_four_decimals_where_two_do_not_tell_it() -> None:
    """An IDM of 0,7015; not an index whose change alone is below one, nor one of two decimals."""
    data = pd.DataFrame(
        {
            "indikator": ["IDM", "IDM", "IKM", "Gini"],
            "satuan": ["Indeks", "Indeks", "Nilai", "Indeks"],
            "realisasi": [0.7, 0.7015, 83.4567, 0.35],
            "perubahan": [None, 0.0015, 0.1234, 0.0],
        }
    )
    tabel = Tabel("indeks", "Indeks", data, [*data], "contoh", merge=[])
    rows = [[c.text for c in row[2:]] for row in tabel.body if isinstance(row, list)]
    assert rows == [["0,7000", "–"], ["0,7015", "0,0015"], ["83,46", "0,12"], ["0,35", "0,00"]]


@pytest.mark.parametrize("lacking", [{"title": ""}, {"source": " "}, {"label": "Anggaran 1"}])
def test_a_table_cannot_exist_without_caption_source_and_clean_label(
    lacking: dict[str, str],
) -> None:
    """Contract of Tabel."""
    with pytest.raises(InvalidArgument):
        make_tabel(**lacking)


@pytest.mark.parametrize(
    ("areas", "printed"), [([601, 40], ["601", "40"]), ([1250.5, 40], ["1.250,50", "40,00"])]
)
def test_areas_have_decimals_only_where_one_of_them_has(
    areas: list[float], printed: list[str]
) -> None:
    """1.250,5 ha is no 1.251 ha in the table and 1.250,5 ha in the sentence below it."""
    table = Tabel(
        "luas", "Luas", pd.DataFrame({"luas_ha": areas}), ["luas_ha: Luas (ha)"], "contoh"
    )
    assert [cell.text for row in table.body for cell in row] == printed  # type: ignore[union-attr]


def test_a_column_that_the_frame_lacks_is_named() -> None:
    """The message says which one."""
    with pytest.raises(InvalidArgument, match="entah"):
        make_tabel(column=["program", "entah"])


def test_a_total_serapan_is_sum_over_sum_not_the_mean_of_percentages() -> None:
    """350 / 700 × 100 = 50; the mean of 50, 100 and 25 would be 58.33."""
    footer = make_tabel().payload_content()["kaki"]
    assert footer == [{"judul": "Jumlah", "pagu": 700, "realisasi": 350, "serapan": 50.0}]


def test_html_has_caption_scopes_and_bands() -> None:
    """Program heads its rows in a band; kegiatan, which changes with each row, stays a column."""
    tree = html.fromstring(make_tabel().html)
    assert tree.get("id") == "anggaran-contoh"
    assert len(tree.xpath(".//caption")) == 1
    assert {s.get("scope") for s in tree.xpath(".//thead//th")} == {"col"}
    assert tree.xpath(".//tr[@class='pita']//span/text()") == ["A", "B"]
    assert tree.xpath(".//tr[@class='pita']/th/@colspan") == ["4", "4"]
    assert [len(r) for r in tree.xpath(".//tbody/tr")] == [1, 4, 4, 1, 4]
    assert tree.xpath(".//tfoot/tr/th/@colspan") == ["1"]


@pytest.mark.parametrize(
    ("data", "levels"),
    [
        ({"a": ["x", "x", "y", "y"], "b": ["p", "p", "q", "q"]}, [["a", "b"]]),
        ({"a": ["x", "x", "x", "x"], "b": ["p", "p", "q", "q"]}, [["a"], ["b"]]),
        ({"a": [*"uvwxyy"], "b": [*"pppqqq"]}, []),
    ],
)
def test_merged_columns_become_bands_where_their_groups_are_long(
    data: dict[str, list[str]], levels: list[list[str]]
) -> None:
    """What changes together shares a band; a group of hardly more than a row has none."""
    assert split_levels(pd.DataFrame(data), ["a", "b"]) == levels


@pytest.mark.parametrize(
    ("summed", "merge", "bands"),
    [
        (["n"], None, ["a", "b"]),
        (["b", "n"], None, []),
        (["c"], None, ["a"]),
        (["c"], ["b"], ["b"]),
        (["n"], ["a"], ["a"]),
    ],
)
def test_a_column_with_a_total_is_no_band_and_the_total_has_room_for_its_title(
    summed: list[str], merge: list[str] | None, bands: list[str]
) -> None:
    """Columns before the first with a value hold the title; a band has no cell in that row."""
    groups = pd.DataFrame({"a": [*"xxxxyyyy"], "b": [*"ppqqrrss"], "c": [*"klmnklmn"], "n": 1})
    footer = Footer("Jumlah", dict.fromkeys(summed, "9"), "teks")
    tabel = Tabel("t", "T", groups, source="layar", footer=[footer], merge=merge)
    assert [c.key for level in tabel.levels for c in level] == bands
    ((title, span, cells),) = tabel.footer_rows
    assert (title, span + len(cells)) == ("Jumlah", len(tabel.body_columns))
    assert span and [c.text for c in cells if c.text] == ["9"] * len(summed)
    assert f'colspan="{span}">Jumlah' in tabel.html


def test_an_indicator_whose_name_is_missing_has_its_numbers_all_the_same() -> None:
    """Pandas writes what is missing among texts as NA, which is neither true nor false."""
    names = pd.Series([pd.NA, "A"], dtype=object)
    frame = pd.DataFrame({"indikator": names, "target": [0.5, 0.25]})
    cells = [row[1].text for row in Tabel("t", "T", frame, source="layar").body]
    assert cells == ["0,50", "0,25"]


@pytest.mark.parametrize("columns", [["a"], ["a", "b"]])
def test_one_column_stays_where_all_are_to_be_merged(columns: list[str]) -> None:
    """A table needs a column below its bands."""
    groups = pd.DataFrame({"a": [*"xxxxyyyy"], "b": [*"ppqqrrss"]})
    tabel = Tabel("t", "T", groups, columns, source="layar", merge=columns)
    assert [c.key for c in tabel.body_columns] == columns[-1:]


@pytest.mark.parametrize(("letters", "bands"), [(20, []), (120, ["Program"] * 3)])
def test_a_merged_column_whose_cells_would_be_tall_becomes_bands(
    letters: int, bands: list[str]
) -> None:
    """Names of 120 letters beside four sums. A unit that all rows have leads none of them."""
    name = [f"Program {n} {'panjang ' * 20}"[:letters] for n in range(3)]
    sums = {k: [123_456_789] * 3 for k in ("pagu", "realisasi", "sisa", "lalu")}
    data = pd.DataFrame({"program": name, "kegiatan": name, "satuan": "dokumen", **sums})
    figures = [Column(k, "Sisa anggaran", "rupiah") for k in sums]
    wide = Tabel("uji", "Uji", data, ["program", "kegiatan", "satuan", *figures], "Uji")
    assert [c.title for level in wide.levels for c in level] == bands[:1]
    assert len(html.fromstring(wide.html).find_class("pita")) == len(bands)


def test_an_indicator_without_a_sasaran_stands_below_its_tujuan_alone() -> None:
    """No band of a bare dash; where nothing else would part it from another sasaran, one stands."""
    rows = [["T", None, "a"], ["T", None, "b"], ["T", "S", "c"], ["T", "S", "d"], ["T", None, "e"]]
    data = pd.DataFrame([*rows, ["T", None, "f"]], columns=["tujuan", "sasaran", "indikator"])
    tree = html.fromstring(
        make_tabel(data=data, column=["tujuan", "sasaran", "indikator"], footer=[],
              merge=["tujuan", "sasaran"]).html
    )  # fmt: skip
    assert tree.xpath(".//tr[@class='pita']//span/text()") == ["T", "S", "–"]


def test_no_cell_is_long_where_its_neighbour_is_half_empty() -> None:
    """Two texts of 300 letters and a name: each gets lines, no short text is broken."""
    columns = [
        measure_column("Indikator", ["24 Februari 2022"], breakable=True),
        *(measure_column("Uraian", ["kata " * n], breakable=True) for n in (60, 30)),
    ]
    widths = [share * PAGE for share in share_width(columns)]
    assert widths[0] >= columns[0].needed
    lines = [max(c.text_widths) / (w - 12) for c, w in zip(columns, widths, strict=True)]
    assert abs(lines[1] - lines[2]) <= 1


@pytest.mark.parametrize("count", [5, 18])
def test_heads_of_many_columns_stand_upright_and_each_has_its_lines(count: int) -> None:
    """One name has 110 letters: five lines of 24; a column of ticks is as wide as one line."""
    name = [f"Kelurahan Contoh {n}" for n in range(count - 1)] + [
        "Kelurahan " + 10 * "Contoh Laut "
    ]
    data = pd.DataFrame({"unsur": ["Air bersih"], **dict.fromkeys(name, True)})
    wide = Tabel("uji", "Uji", data, ["unsur", *(Column(n, n, "ya") for n in name)], "Uji")
    assert wide.upright_heads == (set(name) if count == 18 else set())
    tree = html.fromstring(wide.html)
    assert len(tree.find_class("tegak")) == len(wide.upright_heads)
    if wide.upright_heads:
        width = [share * PAGE for share in wide.column_widths]
        assert min(width[1:]) > 18  # a line of 9 points with 4 on each side
        assert width[-1] > 5 * 9


@pytest.mark.parametrize(
    ("rows", "letters", "lying", "tight"),
    [(24, 20, False, True), (25, 20, True, False), (9, 120, True, False)],
)
def test_a_wide_table_is_turned_only_where_it_fills_the_page(
    rows: int, letters: int, *, lying: bool, tight: bool
) -> None:
    """Few rows stand upright in smaller type, unless three texts of 120 letters would be tall."""
    text = f"Seksi {'pelayanan ' * 20}"[:letters]
    figures = {f"t{n}": 1 for n in range(10)}
    texts = {k: [f"{text} {n}" for n in range(rows)] for k in ("aksi", "jabatan", "bukti")}
    data = pd.DataFrame({**texts, **figures})
    wide = Tabel("uji", "Uji", data, [*texts, *(Column(k, k, "bilangan") for k in figures)],
                 "Uji", merge=(), landscape=True)  # fmt: skip
    assert (wide.on_turned_page, wide.small_type) == (lying, tight)
    assert ("lanskap" in wide.html, "lebar" in wide.html) == (lying, tight)


def test_two_tables_beside_each_other_share_the_page() -> None:
    """Half a page holds 37 letters and three heads: nothing that fits is broken."""
    titles = ["Jawaban", "Frekuensi", "Persentase (%)"]
    texts = ["Kurang kompeten", "206", "100,00"]
    columns = [
        measure_column(t, [r], breakable=not i)
        for i, (t, r) in enumerate(zip(titles, texts, strict=True))
    ]
    widths = [share * HALF_PAGE for share in share_width(columns, HALF_PAGE)]
    assert all(w >= c.wanted for w, c in zip(widths, columns, strict=True))


def test_numbers_align_at_the_comma_below_a_sum_of_another_kind() -> None:
    """14 of 22 is 63,64: the whole numbers leave room for two digits, the percentage for none."""
    data = pd.DataFrame({"lembaga": ["RT"], "jumlah": [14]})
    share = Footer("Persentase", {"jumlah": "jumlah(jumlah) / 22 × 100"}, "persen")
    tree = html.fromstring(
        make_tabel(data=data, column=["lembaga", "jumlah"], footer=[share], merge=[]).html
    )
    assert tree.xpath("//td/@class") == ["bilangan koma2", "bilangan"]


def test_a_column_has_room_for_a_whole_number_beside_its_unused_decimals() -> None:
    """1.400.000.000 rupiah above 3,62 stands two digits further left than it does alone."""
    data = pd.DataFrame(
        {"indikator": ["PBB", "Indeks"], "satuan": ["rupiah", "Indeks"], "target": [1.4e9, 3.62]}
    )
    names = ["indikator", "satuan", "target"]
    alone, beside = (
        make_tabel(data=rows, column=names, footer=[], merge=[]).column_widths
        for rows in (data[:1], data)
    )
    assert beside[2] / beside[1] > alone[2] / alone[1]


def test_grouped_heads_span_their_columns() -> None:
    """Ungrouped columns reach over both head rows."""
    column = [
        "program",
        Column("pagu", "Pagu", "rupiah", grouping="Tahun"),
        Column("realisasi", "R", "rupiah", grouping="Tahun"),
    ]
    tree = html.fromstring(make_tabel(column=column, footer=[], merge=[]).html)
    assert tree.xpath(".//thead/tr[1]/th/@rowspan") == ["2"]
    assert tree.xpath(".//thead/tr[1]/th/@colspan") == ["2"]
    assert tree.xpath(".//thead/tr[2]/th/text()") == ["Pagu", "R"]


def test_text_from_a_workbook_is_text_in_the_html() -> None:
    """A cell that holds markup must not become markup."""
    malicious = ANGGARAN.assign(program="<script>alert(1)</script>")
    assert "<script>" not in make_tabel(data=malicious).html


def test_an_empty_table_becomes_a_sentence_with_its_reason() -> None:
    """Never an empty table."""
    tabel = make_tabel(data=ANGGARAN.iloc[:0], without_data="belum ada anggaran")
    assert "<table" not in tabel.html
    assert "belum ada anggaran" in tabel.html
    assert tabel.payload_content()["jenis"] == "absen"


def test_the_payload_carries_raw_values() -> None:
    """Full precision and None for what is missing, never formatted text."""
    data = ANGGARAN.assign(serapan=[1 / 3, float("nan"), 2.0])
    bundle, metadata = make_tabel(data=data, footer=[])._repr_mimebundle_()
    rows = bundle[MIME]["baris"]
    assert rows[0]["serapan"] == 1 / 3
    assert rows[1]["serapan"] is None
    assert metadata["lkip"] == {"jenis": "tabel", "label": "anggaran-contoh", "judul": "Contoh"}


def test_the_note_comes_from_the_formula_that_is_recalculated() -> None:
    """One declaration gives the words under the table and the value of each cell."""
    assert "Serapan = realisasi / pagu × 100" in make_tabel().formula
    for row in ANGGARAN.to_dict("records"):
        assert evaluate_formula("realisasi / pagu × 100", row, ANGGARAN) == row["serapan"]


def test_a_formula_that_names_an_unknown_column_is_refused() -> None:
    """So is anything that is not arithmetic."""
    for formula in ("entah × 2", "__import__('os')", "pagu.real", "pagu ×"):
        with pytest.raises(InvalidArgument):
            evaluate_formula(formula, {"pagu": 1}, ANGGARAN)


def test_division_by_zero_and_missing_operands_give_no_number() -> None:
    """NaN, never infinity."""
    nihil = evaluate_formula("pagu / realisasi", {"pagu": 1, "realisasi": 0}, ANGGARAN)
    empty = evaluate_formula("pagu / realisasi", {"pagu": 1, "realisasi": None}, ANGGARAN)
    assert pd.isna(nihil)
    assert pd.isna(empty)


def test_a_formula_may_round_to_whole_numbers() -> None:
    """Half up, as the printed sample sizes are; NaN stays NaN."""
    formula = "bulat(a / 2)"
    assert evaluate_formula(formula, {"a": 5}, ANGGARAN) == 3
    assert pd.isna(evaluate_formula(formula, {"a": None}, ANGGARAN))
    assert describe_formula(formula, {"a": "n"}) == "n / 2, dibulatkan"


def test_a_formula_reads_with_the_titles_of_its_columns() -> None:
    """Brackets stay where they change the meaning."""
    assert describe_formula("(a + b) × 100 / c", {"a": "satu"}) == "(satu + b) × 100 / c"
    assert describe_formula("jumlah(a) / 2.5", {"a": "satu"}) == "jumlah satu / 2,5"
    assert describe_formula("a × (1 / banyak(b))", {}) == "a × (1 / banyaknya b)"


def test_the_source_of_frames_names_file_and_sheet_once() -> None:
    """Several frames of one sheet are said once."""
    dpa = ANGGARAN.copy()
    dpa.attrs["sumber"] = {"berkas": "dpa.xlsx", "lembar": "DPA"}
    assert describe_source([dpa, dpa, "survei"]) == "dpa.xlsx › DPA; survei"


def test_the_source_names_the_range_of_its_cells() -> None:
    """First to last row, first to last column that was read."""
    sheet = pd.DataFrame({"pagu": [1, 2]}, index=pd.Index([8, 11], name="baris"))
    sheet.attrs["sumber"] = {"berkas": "b.xlsx", "lembar": "L", "kolom": {"a": "AB", "pagu": "E"}}
    assert describe_source(sheet) == "b.xlsx › L › E8:AB11"


def test_a_column_said_twice_is_refused() -> None:
    """The later would silently take the place of the earlier; TOML allows a key once."""
    text = (PROJECT_ROOT / "lkip_helpers/rules/kolom.toml").read_text("utf-8")
    with pytest.raises(tomllib.TOMLDecodeError):
        tomllib.loads(f'{text}\narah = {{ judul = "Mata angin" }}')


def test_a_property_that_no_column_has_is_refused() -> None:
    """A slip in rules/kolom.toml would else silently be a column without that property."""
    with pytest.raises(KeyError, match="jenisnya"):
        build_column("luas_ha", judul="Luas (ha)", jenisnya="angka")


def test_a_band_begins_with_a_capital_but_a_file_keeps_its_name() -> None:
    """`kinerja.xlsx › PK` is a file to look for; `perencanaan` is a word."""
    bands = [next(list_bands([text], [], ["A"])).text for text in ("kinerja.xlsx › PK", "utama")]
    assert bands == ["kinerja.xlsx › PK", "Utama"]
