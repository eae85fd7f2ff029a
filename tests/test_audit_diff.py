"""What counts as a change between two reports: small hand-built tables and sentences."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from lkip_helpers.audit.diff import view
from lkip_helpers.audit.diff.reports import ComparedReport, Diff, compare_reports, to_json
from lkip_helpers.audit.diff.sentences import (
    Fragment,
    Period,
    Sentence,
    SentenceDiff,
    compare_sentences,
    compare_words,
    pair_sentences,
)
from lkip_helpers.audit.diff.tables import CellDiff, TabelDiff, compare_tabel
from lkip_helpers.audit.diff.view import color_words
from lkip_helpers.report.record import Record, read_records

ONE_YEAR = Period(2021, 2021)
CHAPTER: tuple[tuple[str, str], ...] = (("Bab I", "Pendahuluan"),)
KINDS = {
    "nama": "teks", "kegiatan": "teks", "pagu": "rupiah", "serapan": "persen", "nilai": "angka",
    "orang": "bilangan", "ada": "ya", "lihat": "rujukan",
}  # fmt: skip


def make(
    *rows: dict[str, Any], label: str = "uji", kind: str = "tabel", **content: Any
) -> dict[str, Record]:
    """A table whose columns are those of its first row."""
    column = [
        {"kunci": k, "judul": k.capitalize(), "jenis": KINDS.get(k, "teks"), "desimal": 2,
         "rumus": ""}
        for k in (rows or ({"nama": ""},))[0]
    ]  # fmt: skip
    payload = {
        "label": label, "jenis": kind, "judul": "Uji", "nomor": "1.1", "satuan": "", "rumus": "",
        "sumber": "a.xlsx › B › A1:B9", "kolom": column, "baris": list(rows), "kaki": [],
        "rumus_kaki": [], "bentuk_kaki": [], **content,
    }  # fmt: skip
    return read_records([{**payload, "part": CHAPTER}])


def compare(old: dict[str, Record], new: dict[str, Record], period: Period = ONE_YEAR) -> TabelDiff:
    """The only table that differs."""
    (diff,) = compare_tabel(old, new, period)
    return diff


@pytest.mark.parametrize(
    ("column", "old", "new", "printed"),
    [
        ("pagu", 1_500_000, 1_250_000, ("Rp1.500.000", "Rp1.250.000", "−Rp250.000")),
        ("serapan", 97.62, 98.0, ("97,62 %", "98,00 %", "+0,38 poin persen")),
        ("nilai", 3.4, 3.43, ("3,40", "3,43", "+0,03")),
        ("orang", 1_200, 1_250, ("1.200", "1.250", "+50")),
        ("pagu", None, 5, ("–", "Rp5", "")),
        ("nilai", "BB", 3.1, ("BB", "3,10", "")),
    ],
)
def test_a_number_is_told_old_new_and_difference_in_its_own_kind(
    column: str, old: Any, new: Any, printed: tuple[str, str, str]
) -> None:
    """Percentages differ by percentage points."""
    (cells,) = compare(make({"nama": "A", column: old}), make({"nama": "A", column: new})).cells
    assert cells == CellDiff("A", column.capitalize(), "angka", *(c.replace(
        " %", "\u00a0%").replace(" poin", "\u00a0poin") for c in printed))  # fmt: skip


def test_a_number_that_only_differs_beneath_its_print_is_told_apart() -> None:
    """97.621 and 97.624 both print as 97,62; the table shows its reader no change."""
    diff = compare(make({"nama": "A", "serapan": 97.621}), make({"nama": "A", "serapan": 97.624}))
    (cells,) = diff.cells
    assert (cells.golongan, cells.selisih) == ("tersembunyi", "+0,003\u00a0poin persen")
    assert not diff.is_visible


def test_noise_of_the_arithmetic_is_no_change() -> None:
    """0.1 + 0.2 and 0.3."""
    a, b = make({"nama": "A", "nilai": 0.1 + 0.2}), make({"nama": "A", "nilai": 0.3})
    assert compare_tabel(a, b, ONE_YEAR) == []


def test_an_inserted_row_shifts_no_number() -> None:
    """The rows below it keep their partners."""
    old = make({"nama": "A", "nilai": 1}, {"nama": "B", "nilai": 2}, {"nama": "C", "nilai": 3})
    new = make(
        {"nama": "A", "nilai": 1}, {"nama": "Z", "nilai": 9}, {"nama": "B", "nilai": 2},
        {"nama": "C", "nilai": 4},
    )  # fmt: skip
    diff = compare(old, new)
    assert (diff.arrangement["baris_baru"], diff.arrangement["baris_hilang"], diff.reordered) == (
        ["Z"],
        [],
        False,
    )
    assert [(s.baris, s.lama, s.baru) for s in diff.cells] == [("C", "3,00", "4,00")]


def test_reordered_rows_are_said_to_be_reordered_and_nothing_else() -> None:
    """A ranking whose numbers are the same."""
    one, two = {"nama": "A", "nilai": 1}, {"nama": "B", "nilai": 2}
    diff = compare(make(one, two), make(two, one))
    assert (diff.reordered, diff.cells, diff.arrangement["baris_baru"]) == (True, [], [])


def test_rows_of_one_name_are_paired_by_their_content_first() -> None:
    """Of two rows named A the one removed is the one that is gone."""
    old = make({"nama": "A", "nilai": 1}, {"nama": "A", "nilai": 2}, {"nama": "A", "nilai": 3})
    diff = compare(old, make({"nama": "A", "nilai": 1}, {"nama": "A", "nilai": 3}))
    assert (diff.cells, diff.arrangement["baris_hilang"]) == ([], ["A"])


def test_rows_without_a_name_are_paired_by_content_too() -> None:
    """A table of numbers only."""
    diff = compare(make({"nilai": 1}, {"nilai": 2}), make({"nilai": 7}, {"nilai": 1}, {"nilai": 2}))
    assert (diff.cells, diff.arrangement["baris_baru"]) == ([], ["baris ke-1"])


def test_a_row_whose_name_was_spelled_better_is_the_same_row() -> None:
    """The text changed, and its number was compared."""
    old = make({"nama": "Penyediaan gaji dan tunjangn", "pagu": 5}, {"nama": "Lain", "pagu": 1})
    new = make({"nama": "Penyediaan gaji dan tunjangan", "pagu": 6}, {"nama": "Lain", "pagu": 1})
    diff = compare(old, new)
    assert [s.golongan for s in diff.cells] == ["isian", "angka"]
    assert not diff.arrangement["baris_baru"] + diff.arrangement["baris_hilang"]


def test_rows_whose_names_differ_by_a_number_are_two_rows() -> None:
    """Triwulan 1 is not a spelling of Triwulan 2."""
    diff = compare(make({"nama": "Triwulan 1", "pagu": 5}), make({"nama": "Triwulan 2", "pagu": 5}))
    assert (diff.arrangement["baris_baru"], diff.arrangement["baris_hilang"]) == (
        ["Triwulan 2"],
        ["Triwulan 1"],
    )


def test_a_changed_remark_does_not_make_a_new_row_of_a_table_of_texts() -> None:
    """The first column tells the rows apart; what stands beside it may change."""
    old = make({"nama": "dpa.xlsx", "kegiatan": "disalin 2021"}, {"nama": "b", "kegiatan": "x"})
    new = make({"nama": "dpa.xlsx", "kegiatan": "belum jelas"}, {"nama": "b", "kegiatan": "x"})
    (cells,) = compare(old, new).cells
    assert (cells.baris, cells.kolom, cells.golongan) == ("dpa.xlsx", "Kegiatan", "isian")


def test_nested_rows_are_told_apart_by_all_the_columns_that_it_takes() -> None:
    """Two programmes have a kegiatan of the same name."""
    old = make(
        {"nama": "P", "kegiatan": "x", "pagu": 1}, {"nama": "P", "kegiatan": "y", "pagu": 2},
        {"nama": "Q", "kegiatan": "x", "pagu": 3},
    )  # fmt: skip
    new = make(
        {"nama": "Q", "kegiatan": "x", "pagu": 4}, {"nama": "P", "kegiatan": "x", "pagu": 1},
        {"nama": "P", "kegiatan": "y", "pagu": 2},
    )  # fmt: skip
    (cells,) = compare(old, new).cells
    assert (cells.lama, cells.baru) == ("Rp3", "Rp4")


def test_footer_rows_are_matched_by_title_and_keep_their_own_kind() -> None:
    """A percentage under counts differs by percentage points."""
    form = [{"jenis": None, "desimal": None}, {"jenis": "persen", "desimal": 1}]
    footer = [{"judul": "Jumlah", "orang": 8}, {"judul": "Persentase", "orang": 80.0}]
    other = [{"judul": "Jumlah", "orang": 9}, {"judul": "Persentase", "orang": 90.0}]
    rows = {"nama": "A", "orang": 8}
    diff = compare(
        make(rows, kaki=footer, bentuk_kaki=form),
        make(rows, kaki=other[::-1], bentuk_kaki=form[::-1]),
    )
    assert {s.baris: s.selisih for s in diff.cells} == {
        "Jumlah": "+1",
        "Persentase": "+10,0\u00a0poin persen",
    }


def test_a_footer_row_that_came_is_told_cell_by_cell() -> None:
    """There is nothing to hold it against."""
    rows = {"nama": "A", "orang": 8}
    (cells,) = compare(make(rows), make(rows, kaki=[{"judul": "Jumlah", "orang": 8}])).cells
    assert (cells.baris, cells.lama, cells.baru) == ("Jumlah", "–", "8")


def test_columns_and_captions_that_changed_are_named() -> None:
    """What a source's range of cells says is no change; another sheet is one."""
    old = make({"nama": "A", "pagu": 1, "ada": 1})
    new = make({"nama": "A", "pagu": 1, "nilai": 1}, judul="Uji baru", sumber="a.xlsx › B › A1:B12")
    diff = compare(old, new)
    assert (diff.arrangement["kolom_baru"], diff.arrangement["kolom_hilang"]) == (
        ["Nilai"],
        ["Ada"],
    )
    assert diff.properties == [("judul", "Uji", "Uji baru")]
    other = compare(old, make({"nama": "A", "pagu": 1, "ada": 1}, sumber="a.xlsx › C › A1:B9"))
    assert [name for name, _, _ in other.properties] == ["sumber"]


def test_a_table_that_came_went_or_fell_out_is_told_with_its_reason() -> None:
    """`tidak disajikan karena …` is no table."""
    exists = make({"nama": "A", "nilai": 1})
    absent = make(kind="absen", alasan="datanya belum ada")
    assert compare({}, exists).change == "ditambahkan"
    assert compare(exists, {}).change == "dihapus"
    assert compare(absent, exists).change == "kini disajikan"
    assert compare_tabel({}, absent, ONE_YEAR) == compare_tabel(absent, {}, ONE_YEAR) == []
    diff = compare(exists, absent)
    assert (diff.change, diff.record.reason) == ("tidak lagi disajikan", "datanya belum ada")
    (traits,) = compare(absent, make(kind="absen", alasan="menunggu survei")).properties
    assert traits == ("alasan tidak disajikan", "datanya belum ada", "menunggu survei")


def test_a_table_that_was_only_counted_anew_did_not_change() -> None:
    """Nor did the cells that refer to it."""
    old = {
        **make({"nilai": 1}),
        **make({"nama": "A", "lihat": "Tabel 1.1"}, label="daftar", nomor="1.9"),
    }
    new = {
        **make({"nilai": 1}, nomor="1.2"),
        **make({"nama": "A", "lihat": "Tabel 1.2"}, label="daftar", nomor="1.9"),
    }
    diff = compare_reports(*(ComparedReport("u", 2021, b, [], {}) for b in (old, new)))
    assert (diff.tables, diff.renumbered) == ([], [("Tabel 1.1", "Tabel 1.2")])
    other = {**old, **make({"nama": "A", "lihat": "Tabel 9.9"}, label="daftar", nomor="1.9")}
    assert compare(old, other).cells[0].baru == "Tabel 9.9"


def sentence(*text: str) -> list[Sentence]:
    return [Sentence(CHAPTER, t, t) for t in text]


def mark(pieces: list[Fragment]) -> str:
    """The text with its changes marked as word diffs do: `[-lama-]{+baru+}`."""
    return "".join(
        p.new if p.is_same else (p.old and f"[-{p.old}-]") + (p.new and f"{{+{p.new}+}}")
        for p in pieces
    )


def alter(
    old: list[Sentence], new: list[Sentence], period: Period = ONE_YEAR
) -> list[tuple[str, str]]:
    return [(b.change, mark(b.fragments)) for b in compare_sentences(old, new, period)]


def test_a_sentence_is_told_with_its_changed_words() -> None:
    """Words stay whole, numbers too."""
    old = sentence("Awal.", "Dari pagu Rp1.000 terealisasi 97,62 %.", "Akhir.")
    new = sentence("Awal.", "Dari pagu Rp1.000 terealisasi 97,60 %.", "Akhir.")
    assert alter(old, new) == [("berubah", "Dari pagu Rp1.000 terealisasi [-97,62-]{+97,60+} %.")]


def test_sentences_that_came_and_went_are_not_forced_into_pairs() -> None:
    """They have no words in common."""
    old, new = (
        sentence("Awal.", "Anggaran belum cukup.", "Akhir."),
        sentence("Awal.", "Akhir.", "Warga puas."),
    )
    assert alter(old, new) == [
        ("dihapus", "[-Anggaran belum cukup.-]"),
        ("ditambahkan", "{+Warga puas.+}"),
    ]


def test_a_sentence_that_moved_is_told_once() -> None:
    """Where it stands now, and where it stood."""
    old, new = (
        sentence("Satu dua tiga.", "A.", "B.", "C."),
        sentence("A.", "B.", "C.", "Satu dua tiga."),
    )
    (diff,) = compare_sentences(old, new, ONE_YEAR)
    assert (diff.change, diff.old, diff.new) == ("dipindahkan", old[0], new[3])


def test_two_sentences_changed_side_by_side_keep_their_order() -> None:
    """Each with the one it came from."""
    old = sentence("Target Eka Jaya adalah 5.", "Target Paal Merah adalah 7.")
    new = sentence("Target Eka Jaya adalah 6.", "Target Paal Merah adalah 8.")
    assert [t for _, t in alter(old, new)] == [
        "Target Eka Jaya adalah [-5-]{+6+}.",
        "Target Paal Merah adalah [-7-]{+8+}.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("Capaian tahun 2020 terhadap 2019.", "Capaian tahun 2021 terhadap 2020.", True),
        ("Renstra 2019–2023 pada tahun 2020.", "Renstra 2019–2023 pada tahun 2021.", True),
        ("Capaian tahun 2020.", "Capaian tahun 2018.", False),
        ("Peraturan Nomor 53 Tahun 2020.", "Peraturan Nomor 53 Tahun 2021.", False),
        ("Tahun 2020 target 91.", "Tahun 2021 target 92.", False),
    ],
)
def test_between_two_years_a_year_that_moved_along_is_no_change(
    old: str, new: str, same: bool
) -> None:
    """A law keeps its year."""
    assert (alter(sentence(old), sentence(new), Period(2020, 2021)) == []) is same
    assert alter(sentence(old), sentence(new)) != []


def test_rows_of_the_same_year_belong_together_in_reports_of_two_years() -> None:
    """And a row named for the year of the report moves along where that year is not there."""
    old = make({"nama": "2019", "nilai": 1}, {"nama": "2020", "nilai": 2})
    new = make({"nama": "2020", "nilai": 2}, {"nama": "2021", "nilai": 3})
    diff = compare(old, new, Period(2020, 2021))
    assert (diff.arrangement["baris_baru"], diff.arrangement["baris_hilang"], diff.cells) == (
        ["2021"],
        ["2019"],
        [],
    )
    old, new = (
        make({"nama": "Target 2020", "nilai": 1}),
        make({"nama": "Target 2021", "nilai": 2}),
    )
    (cells,) = compare(old, new, Period(2020, 2021)).cells
    assert (cells.baris, cells.selisih) == ("Target 2021", "+1,00")


@given(st.text("ab ,1.", max_size=30), st.text("ab ,1.", max_size=30))
def test_the_pieces_of_two_texts_give_both_texts_again(old: str, new: str) -> None:
    """Nothing is lost between the marks."""
    pieces = compare_words(old, new)
    assert "".join(p.old for p in pieces) == old
    assert "".join(p.new for p in pieces) == new


SIMILAR = st.lists(st.sampled_from(["a b c 1", "a b d 2", "a x d 1", "y x d", "y z"]))


@given(SIMILAR, SIMILAR)
def test_every_sentence_has_its_place_in_the_comparison(old: list[str], new: list[str]) -> None:
    """Each once and in its order, alone or beside its counterpart."""
    couple = list(pair_sentences(sentence(*old), sentence(*new)))
    assert [a.text for a, _ in couple if a] == old
    assert [b.text for _, b in couple if b] == new


@given(SIMILAR, SIMILAR)
def test_what_came_less_what_went_is_what_the_report_is_longer_by(
    old: list[str], new: list[str]
) -> None:
    """A sentence that moved neither came nor went."""
    what = [b.change for b in compare_sentences(sentence(*old), sentence(*new), ONE_YEAR)]
    assert what.count("ditambahkan") - what.count("dihapus") == len(new) - len(old)


def report(record: dict[str, Record], text: list[Sentence] | None, **source: str) -> ComparedReport:
    return ComparedReport("u", 2021, record, text, source)


def comparison(*text: list[Sentence] | None) -> Diff:
    return compare_reports(*(report({}, t) for t in text))


def test_a_report_compared_with_itself_has_no_difference() -> None:
    """Nor any count."""
    one = report(make({"nama": "A", "nilai": 1.5}), sentence("A b.", "A b."))
    diff = compare_reports(one, one)
    assert diff.is_empty
    assert set(diff.counts.values()) == {0}


def test_changes_stand_under_the_headings_of_the_new_report() -> None:
    """A heading that went keeps its place; one that was counted anew is the same heading."""
    one, two, three = (("1.1", "A"),), (("1.2", "B"),), (("1.3", "C"),)
    old = [
        Sentence(b, t, t) for b, t in ((one, "Satu ini."), (two, "Dua hilang."), (three, "Tiga 3."))
    ]
    new = [Sentence(b, t, t) for b, t in ((one, "Satu itu."), ((("1.2", "C"),), "Tiga 4."))]
    group = comparison(old, new).list_groups()
    assert [k.part for k in group] == [one, two, (("1.2", "C"),)]
    assert [[k.change for k in g.sentences] for g in group] == [
        ["berubah"],
        ["dihapus"],
        ["berubah"],
    ]


def test_sentences_are_not_compared_where_one_report_has_none_kept() -> None:
    """They are not said to be all new."""
    assert comparison(None, sentence("A.")).sentences is None
    assert to_json(comparison(None, sentence("A.")))["kalimat"] is None


def test_the_workbooks_that_differ_are_named() -> None:
    """By what build.json says of them."""
    old, new = report({}, [], a="1", b="2"), report({}, [], a="1", b="3", c="4")
    assert compare_reports(old, new).changed_files == ["b", "c"]


def test_programs_get_every_change_with_its_place() -> None:
    """The keys of the JSON."""
    old = report(make({"nama": "A", "pagu": 1}), sentence("Pagu 1."))
    new = report(make({"nama": "A", "pagu": 2}), sentence("Pagu 2."))
    content = to_json(compare_reports(old, new))
    assert content["jumlah"] == {"angka": 1, "isian": 0, "tersembunyi": 0, "tabel": 1, "kalimat": 1}
    assert content["tabel"][0]["sel"][0]["selisih"] == "+Rp1"
    assert content["kalimat"] == [
        {"apa": "berubah", "bagian": "Bab I Pendahuluan", "lama": "Pagu 1.", "baru": "Pagu 2."}
    ]
    assert isinstance(compare_reports(old, new).sentences[0], SentenceDiff)


def test_words_on_the_terminal_are_coloured_and_their_brackets_stay() -> None:
    """Tags are written for what changed only; a text that looks like one is printed as it is."""
    marked = color_words(compare_words("pagu [red] 5", "pagu [red] 7"))
    assert Text.from_markup(marked).plain == "pagu [red] [-5-]{+7+}"
    assert marked.endswith("[red][-5-][/red][green]{+7+}[/green]")


def test_of_very_many_changes_the_terminal_gives_the_counts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two thousand lines tell nobody anything; the page holds them all."""
    old, new = (make({"nama": "A", "nilai": n}) for n in (1, 2))
    diff = compare_reports(*(ComparedReport("u", 2021, b, [], {}) for b in (old, new)))
    for most, told in ((view.MOST_SHOWN, "Nilai: 1,00"), (0, "Pendahuluan: 1 tabel atau gambar\n")):
        monkeypatch.setattr(view, "MOST_SHOWN", most)
        view.print_diff(diff, "lama", "baru")  # type: ignore[arg-type]
        assert told in capsys.readouterr().out
