"""What counts as a change between two reports: small hand-built tables and sentences."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from lkip_helpers.audit.diff import reports
from lkip_helpers.audit.diff.reports import (
    Diff,
    LoadedReport,
    color_words,
    compare_reports,
    to_json,
)
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
from lkip_helpers.report.record import Record, read_records

ONE_YEAR = Period(2021, 2021)
CHAPTER: tuple[tuple[str, str], ...] = (("Bab I", "Pendahuluan"),)
KINDS = {
    "nama": "teks", "kegiatan": "teks", "pagu": "rupiah", "serapan": "persen", "nilai": "angka",
    "orang": "bilangan", "ada": "ya", "lihat": "rujukan",
}  # fmt: skip


def make(
    *rows: dict[str, Any], label: str = "uji", kind: str = "tabel", **fields: Any
) -> dict[str, Record]:
    """A table whose columns are those of its first row."""
    columns = [
        {"kunci": k, "judul": k.capitalize(), "jenis": KINDS.get(k, "teks"), "desimal": 2,
         "rumus": ""}
        for k in (rows or ({"nama": ""},))[0]
    ]  # fmt: skip
    payload = {
        "label": label, "jenis": kind, "judul": "Uji", "nomor": "1.1", "satuan": "", "rumus": "",
        "sumber": "a.xlsx › B › A1:B9", "kolom": columns, "baris": list(rows), "kaki": [],
        "rumus_kaki": [], "bentuk_kaki": [], **fields,
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
def test_a_number_is_shown_old_new_and_difference_in_its_own_kind(
    column: str, old: Any, new: Any, printed: tuple[str, str, str]
) -> None:
    """Percentages differ by percentage points."""
    (cell,) = compare(make({"nama": "A", column: old}), make({"nama": "A", column: new})).cells
    assert cell == CellDiff("A", column.capitalize(), "angka", *(c.replace(
        " %", "\u00a0%").replace(" poin", "\u00a0poin") for c in printed))  # fmt: skip


def test_a_number_that_differs_only_beyond_its_printed_digits_is_marked_hidden() -> None:
    """97.621 and 97.624 both print as 97,62; a reader of the table sees no change."""
    diff = compare(make({"nama": "A", "serapan": 97.621}), make({"nama": "A", "serapan": 97.624}))
    (cell,) = diff.cells
    assert (cell.golongan, cell.selisih) == ("tersembunyi", "+0,003\u00a0poin persen")
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


def test_reordered_rows_are_reported_as_reordered_and_nothing_else() -> None:
    """A ranking whose numbers are the same."""
    one, two = {"nama": "A", "nilai": 1}, {"nama": "B", "nilai": 2}
    diff = compare(make(one, two), make(two, one))
    assert (diff.reordered, diff.cells, diff.arrangement["baris_baru"]) == (True, [], [])


def test_rows_of_one_name_are_paired_by_their_content_first() -> None:
    """Of three rows named A, the one reported as removed is the one with other content."""
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


def test_a_changed_text_beside_the_name_makes_no_new_row() -> None:
    """The first column tells the rows apart; what stands beside it may change."""
    old = make({"nama": "dpa.xlsx", "kegiatan": "disalin 2021"}, {"nama": "b", "kegiatan": "x"})
    new = make({"nama": "dpa.xlsx", "kegiatan": "belum jelas"}, {"nama": "b", "kegiatan": "x"})
    (cell,) = compare(old, new).cells
    assert (cell.baris, cell.kolom, cell.golongan) == ("dpa.xlsx", "Kegiatan", "isian")


def test_nested_rows_are_told_apart_by_as_many_columns_as_it_takes() -> None:
    """Two programmes have a kegiatan of the same name."""
    old = make(
        {"nama": "P", "kegiatan": "x", "pagu": 1}, {"nama": "P", "kegiatan": "y", "pagu": 2},
        {"nama": "Q", "kegiatan": "x", "pagu": 3},
    )  # fmt: skip
    new = make(
        {"nama": "Q", "kegiatan": "x", "pagu": 4}, {"nama": "P", "kegiatan": "x", "pagu": 1},
        {"nama": "P", "kegiatan": "y", "pagu": 2},
    )  # fmt: skip
    (cell,) = compare(old, new).cells
    assert (cell.lama, cell.baru) == ("Rp3", "Rp4")


def test_footer_rows_are_matched_by_title_and_keep_their_own_kind() -> None:
    """A percentage under counts differs by percentage points."""
    formats = [{"jenis": None, "desimal": None}, {"jenis": "persen", "desimal": 1}]
    footer = [{"judul": "Jumlah", "orang": 8}, {"judul": "Persentase", "orang": 80.0}]
    changed = [{"judul": "Jumlah", "orang": 9}, {"judul": "Persentase", "orang": 90.0}]
    row = {"nama": "A", "orang": 8}
    diff = compare(
        make(row, kaki=footer, bentuk_kaki=formats),
        make(row, kaki=changed[::-1], bentuk_kaki=formats[::-1]),
    )
    assert {s.baris: s.selisih for s in diff.cells} == {
        "Jumlah": "+1",
        "Persentase": "+10,0\u00a0poin persen",
    }


def test_an_added_footer_row_is_shown_cell_by_cell() -> None:
    """There is no old row to compare it with."""
    row = {"nama": "A", "orang": 8}
    (cell,) = compare(make(row), make(row, kaki=[{"judul": "Jumlah", "orang": 8}])).cells
    assert (cell.baris, cell.lama, cell.baru) == ("Jumlah", "–", "8")


def test_columns_and_captions_that_changed_are_named() -> None:
    """Another range of cells in a source is no change; another sheet is one."""
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


def test_a_table_that_is_new_gone_or_no_longer_shown_is_named_with_its_reason() -> None:
    """One of kind `absen` says only why it is not shown: it is no table."""
    shown = make({"nama": "A", "nilai": 1})
    absent = make(kind="absen", alasan="datanya belum ada")
    assert compare({}, shown).change == "ditambahkan"
    assert compare(shown, {}).change == "dihapus"
    assert compare(absent, shown).change == "kini disajikan"
    assert compare_tabel({}, absent, ONE_YEAR) == compare_tabel(absent, {}, ONE_YEAR) == []
    diff = compare(shown, absent)
    assert (diff.change, diff.record.reason) == ("tidak lagi disajikan", "datanya belum ada")
    (trait,) = compare(absent, make(kind="absen", alasan="menunggu survei")).properties
    assert trait == ("alasan tidak disajikan", "datanya belum ada", "menunggu survei")


def test_a_table_that_only_has_another_number_did_not_change() -> None:
    """Nor did the cells that refer to it by its number."""
    old = {
        **make({"nilai": 1}),
        **make({"nama": "A", "lihat": "Tabel 1.1"}, label="daftar", nomor="1.9"),
    }
    new = {
        **make({"nilai": 1}, nomor="1.2"),
        **make({"nama": "A", "lihat": "Tabel 1.2"}, label="daftar", nomor="1.9"),
    }
    diff = compare_reports(report(old, []), report(new, []))
    assert (diff.tables, diff.renumbered) == ([], [("Tabel 1.1", "Tabel 1.2")])
    other = {**old, **make({"nama": "A", "lihat": "Tabel 9.9"}, label="daftar", nomor="1.9")}
    assert compare(old, other).cells[0].baru == "Tabel 9.9"


def sentences(*texts: str) -> list[Sentence]:
    return [Sentence(CHAPTER, t, t) for t in texts]


def mark(pieces: list[Fragment]) -> str:
    """The text with its changes marked as word diffs mark them: `[-old-]{+new+}`."""
    return "".join(
        p.new if p.is_same else (p.old and f"[-{p.old}-]") + (p.new and f"{{+{p.new}+}}")
        for p in pieces
    )


def list_changes(
    old: list[Sentence], new: list[Sentence], period: Period = ONE_YEAR
) -> list[tuple[str, str]]:
    return [(diff.change, mark(diff.fragments)) for diff in compare_sentences(old, new, period)]


def test_a_changed_sentence_is_shown_with_its_changed_words() -> None:
    """Words stay whole, numbers too."""
    old = sentences("Awal.", "Dari pagu Rp1.000 terealisasi 97,62 %.", "Akhir.")
    new = sentences("Awal.", "Dari pagu Rp1.000 terealisasi 97,60 %.", "Akhir.")
    marked = "Dari pagu Rp1.000 terealisasi [-97,62-]{+97,60+} %."
    assert list_changes(old, new) == [("berubah", marked)]


def test_added_and_removed_sentences_are_not_forced_into_pairs() -> None:
    """They have no words in common."""
    old, new = (
        sentences("Awal.", "Anggaran belum cukup.", "Akhir."),
        sentences("Awal.", "Akhir.", "Warga puas."),
    )
    assert list_changes(old, new) == [
        ("dihapus", "[-Anggaran belum cukup.-]"),
        ("ditambahkan", "{+Warga puas.+}"),
    ]


def test_a_sentence_that_moved_is_listed_once() -> None:
    """With its new place and its old one."""
    old, new = (
        sentences("Satu dua tiga.", "A.", "B.", "C."),
        sentences("A.", "B.", "C.", "Satu dua tiga."),
    )
    (diff,) = compare_sentences(old, new, ONE_YEAR)
    assert (diff.change, diff.old, diff.new) == ("dipindahkan", old[0], new[3])


def test_two_sentences_changed_side_by_side_keep_their_order() -> None:
    """Each is paired with the one it came from."""
    old = sentences("Target Eka Jaya adalah 5.", "Target Paal Merah adalah 7.")
    new = sentences("Target Eka Jaya adalah 6.", "Target Paal Merah adalah 8.")
    assert [t for _, t in list_changes(old, new)] == [
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
def test_between_two_years_a_year_that_moves_with_the_report_is_no_change(
    old: str, new: str, same: bool
) -> None:
    """The year of a law does not move with it."""
    assert (list_changes(sentences(old), sentences(new), Period(2020, 2021)) == []) is same
    assert list_changes(sentences(old), sentences(new)) != []


def test_rows_of_the_same_year_belong_together_in_reports_of_two_years() -> None:
    """A row named after the report's year is one row if the other report has none of that year."""
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
    (cell,) = compare(old, new, Period(2020, 2021)).cells
    assert (cell.baris, cell.selisih) == ("Target 2021", "+1,00")


@given(st.text("ab ,1.", max_size=30), st.text("ab ,1.", max_size=30))
def test_the_pieces_of_a_comparison_give_both_texts_again(old: str, new: str) -> None:
    """Nothing is lost between the marks."""
    pieces = compare_words(old, new)
    assert "".join(p.old for p in pieces) == old
    assert "".join(p.new for p in pieces) == new


SIMILAR = st.lists(st.sampled_from(["a b c 1", "a b d 2", "a x d 1", "y x d", "y z"]))


@given(SIMILAR, SIMILAR)
def test_every_sentence_has_its_place_in_the_comparison(old: list[str], new: list[str]) -> None:
    """Each once and in order, alone or beside its counterpart."""
    pairs = list(pair_sentences(sentences(*old), sentences(*new)))
    assert [a.text for a, _ in pairs if a] == old
    assert [b.text for _, b in pairs if b] == new


@given(SIMILAR, SIMILAR)
def test_added_less_removed_sentences_is_the_growth_of_the_report(
    old: list[str], new: list[str]
) -> None:
    """A sentence that moved is neither added nor removed."""
    kinds = [diff.change for diff in compare_sentences(sentences(*old), sentences(*new), ONE_YEAR)]
    assert kinds.count("ditambahkan") - kinds.count("dihapus") == len(new) - len(old)


def report(records: dict[str, Record], text: list[Sentence] | None, **source: str) -> LoadedReport:
    made = datetime(2022, 1, 1, tzinfo=UTC)
    return LoadedReport("u", 2021, records, text, source, Path(), "u", None, made)


def compare_texts(old: list[Sentence] | None, new: list[Sentence] | None) -> Diff:
    return compare_reports(report({}, old), report({}, new))


def test_a_report_compared_with_itself_has_no_difference() -> None:
    """And counts nothing."""
    alone = report(make({"nama": "A", "nilai": 1.5}), sentences("A b.", "A b."))
    diff = compare_reports(alone, alone)
    assert diff.is_empty
    assert set(diff.counts.values()) == {0}


def test_changes_stand_under_the_headings_of_the_new_report() -> None:
    """A removed heading keeps its place; one with another number is the same heading."""
    one, two, three = (("1.1", "A"),), (("1.2", "B"),), (("1.3", "C"),)
    before = ((one, "Satu ini."), (two, "Dua hilang."), (three, "Tiga 3."))
    after = ((one, "Satu itu."), ((("1.2", "C"),), "Tiga 4."))
    old, new = ([Sentence(part, t, t) for part, t in texts] for texts in (before, after))
    groups = compare_texts(old, new).list_groups()
    assert [g.part for g in groups] == [one, two, (("1.2", "C"),)]
    assert [[s.change for s in g.sentences] for g in groups] == [
        ["berubah"],
        ["dihapus"],
        ["berubah"],
    ]


def test_sentences_are_not_compared_if_one_report_kept_none() -> None:
    """They are not all reported as new."""
    assert compare_texts(None, sentences("A.")).sentences is None
    assert to_json(compare_texts(None, sentences("A.")))["kalimat"] is None


def test_the_workbooks_that_differ_are_named() -> None:
    """By their hashes in build.json."""
    old, new = report({}, [], a="1", b="2"), report({}, [], a="1", b="3", c="4")
    assert compare_reports(old, new).changed_files == ["b", "c"]


def test_json_has_every_change_with_its_place() -> None:
    """Under the keys that other programs read."""
    old = report(make({"nama": "A", "pagu": 1}), sentences("Pagu 1."))
    new = report(make({"nama": "A", "pagu": 2}), sentences("Pagu 2."))
    data = to_json(compare_reports(old, new))
    assert data["jumlah"] == {"angka": 1, "isian": 0, "tersembunyi": 0, "tabel": 1, "kalimat": 1}
    assert data["tabel"][0]["sel"][0]["selisih"] == "+Rp1"
    assert data["kalimat"] == [
        {"apa": "berubah", "bagian": "Bab I Pendahuluan", "lama": "Pagu 1.", "baru": "Pagu 2."}
    ]
    assert isinstance(compare_reports(old, new).sentences[0], SentenceDiff)


def test_words_on_the_terminal_are_coloured_and_their_brackets_stay() -> None:
    """Only changes get tags; a text that looks like a tag is printed as it is."""
    marked = color_words(compare_words("pagu [red] 5", "pagu [red] 7"))
    assert Text.from_markup(marked).plain == "pagu [red] [-5-]{+7+}"
    assert marked.endswith("[red][-5-][/red][green]{+7+}[/green]")


def test_very_many_changes_are_only_counted_on_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody reads two thousand lines there; the page has them all."""
    old, new = (make({"nama": "A", "nilai": n}) for n in (1, 2))
    diff = compare_reports(report(old, []), report(new, []))
    for most, text in (
        (reports.MOST_SHOWN, "Nilai: 1,00"),
        (0, "Pendahuluan: 1 tabel atau gambar\n"),
    ):
        monkeypatch.setattr(reports, "MOST_SHOWN", most)
        reports.print_diff(diff, "lama", "baru")  # type: ignore[arg-type]
        assert text in capsys.readouterr().out
