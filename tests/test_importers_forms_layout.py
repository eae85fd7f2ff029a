"""Tables of answers as offices keep them: codes for heads, rows of sums below, merged cells.

Expected answers are those of `invent`, from which each table is made.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from lkip_helpers.importers.findings import ImportResult
from lkip_helpers.importers.mapping import request
from lkip_helpers.schema.sheets import Respondents
from lkip_helpers.workspace import MAPPING, Workspace
from tests import questionnaires
from tests.questionnaires import (
    CODES,
    NAME,
    QUESTIONS,
    FormExport,
    answers,
    fill_answers,
    import_answers,
    importing,
    invent,
    parsed,
    words,
)

PEOPLE = invent(12, seed=3)
ANSWERS = answers(PEOPLE)
NUMBERED = [[i, *a.values()] for i, a in enumerate(ANSWERS, 1)]
HEADER = ["NO", *CODES]
SWAPPED_NAMES = [*list(NAME.values())[:7], NAME["U9"], NAME["U8"]]  # U8 of this office is the ninth
SWAPPED = [[*r[:8], r[9], r[8]] for r in NUMBERED]
Table = Sequence[Sequence[Any]]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return questionnaires.office(tmp_path_factory.mktemp("ruang"))


def read(
    workspace: Workspace, sheets: dict[str, Table], merged: Sequence[str] = ()
) -> ImportResult:
    """Sheets written and read; merged: ranges merged on the first."""
    wb = Workbook()
    wb.remove(wb.active)
    for name, rows in sheets.items():
        ws = wb.create_sheet(name)
        for row in rows:
            ws.append(list(row))
    for cells in merged:
        wb.worksheets[0].merge_cells(cells)
    file = workspace.root / "tabel.xlsx"
    wb.save(file)
    return importing(file, workspace)


def read_answers(
    workspace: Workspace, sheets: dict[str, Table], merged: Sequence[str] = ()
) -> list[dict[str, int]]:
    return answers(parsed(read(workspace, sheets, merged)))


def wrong(result: ImportResult) -> str:
    assert not result.report.doubts
    return "\n".join(str(f) for f in result.report.findings if f.is_blocking)


FOOTER_LABELS = (
    "Σ Nilai / Unsur", "SNilai /Unsur", "Jumlah", "Total Nilai", "NRR per unsur", "NRR Tertimbang",
    "Rata-rata", "Rerata", "Mean", "Modus", "Median", "Maks", "Min", "Nilai terendah", "Bobot",
    "Mutu", "IKM Unit Pelayanan", "SKM (Skala 4)", "Ket", "Keterangan Unsur",
    "Kata yang tak dikenal",
)  # fmt: skip


@pytest.mark.parametrize("number", [3, 3.7, 111, "Baik"])
def test_rows_below_the_table_are_never_respondents_whatever_stands_in_them(
    number: Any, workspace: Workspace
) -> None:
    footer = [[k, *[number] * 9] for k in FOOTER_LABELS]
    result = read(workspace, {"A": [HEADER, *NUMBERED, [], *footer]})
    assert answers(parsed(result)) == ANSWERS
    assert len(result.report.dropped) == len(FOOTER_LABELS) + 2


def test_their_label_may_stand_in_the_column_of_names_or_in_the_first_of_all(
    workspace: Workspace,
) -> None:
    named = [[n, "W", *a] for n, *a in NUMBERED]
    footer = [[None, k, *[3] * 9] for k in FOOTER_LABELS[:-1]]
    assert read_answers(workspace, {"A": [["No", "Nama", *CODES], *named, *footer]}) == ANSWERS
    with_trait = [["Perempuan", *a] for _, *a in NUMBERED]
    footer = [[k, *[3] * 9] for k in FOOTER_LABELS[:-1]]
    assert (
        read_answers(workspace, {"A": [["Jenis Kelamin", *CODES], *with_trait, *footer]}) == ANSWERS
    )


def test_a_row_of_means_may_stand_above_the_respondents(workspace: Workspace) -> None:
    rows = [HEADER, ["Rata-rata", *[3] * 9], *NUMBERED]
    assert read_answers(workspace, {"A": rows}) == ANSWERS


def test_heads_with_a_letter_amiss_are_no_question(workspace: Workspace) -> None:
    """Three heads misspelt would be three questions; "Sarpras" is a usual short form."""
    heads = ["Persaratan", "Prosedure", "Waktu", "Biaya", "Produk", "Kompentensi Pelaksana",
             "Prilaku Pelaksana", "Sarpras", "Penangan Pengaduhan"]  # fmt: skip
    assert read_answers(workspace, {"A": [["No", *heads], *NUMBERED]}) == ANSWERS


def test_a_row_of_answers_without_a_number_is_refused_not_guessed(workspace: Workspace) -> None:
    """A respondent whose number was forgotten, or a row of sums without a label."""
    missing = [[None if n == 5 else n, *a] for n, *a in NUMBERED]
    assert "A6: baris ini berisi jawaban" in wrong(read(workspace, {"A": [HEADER, *missing]}))
    assert "A14: baris ini" in wrong(read(workspace, {"A": [HEADER, *NUMBERED, [None, *[3] * 9]]}))


def test_a_table_of_frequencies_below_is_refused_not_read(workspace: Workspace) -> None:
    """Its rows are numbered 4, 3, 2, 1 where the respondents ended with 12."""
    frequency = [[n, *[2] * 9] for n in (4, 3, 2, 1)]
    result = read(workspace, {"A": [HEADER, *NUMBERED, [], *frequency]})
    assert "A15, A16, A17, A18: baris ini berisi jawaban" in wrong(result)


def test_the_sheet_of_questions_is_read_and_the_others_are_named(workspace: Workspace) -> None:
    identitas = [["No", "Jenis Kelamin", "Usia", "Pendidikan"], [1, "L", 30, "SMA"]]
    result = read(workspace, {"Identitas": identitas, "Jawaban": [HEADER, *NUMBERED]})
    assert answers(parsed(result)) == ANSWERS
    assert "lembar lain tidak dibawa: Identitas" in result.report.understood


def test_pages_with_sums_and_heads_of_their_own_are_one_table(workspace: Workspace) -> None:
    footer = ["Jumlah", *[3] * 9]
    page = [HEADER, *NUMBERED[:6], footer, [], HEADER, *NUMBERED[6:], footer]
    assert read_answers(workspace, {"A": page}) == ANSWERS


SEVERAL_ROWS: tuple[tuple[Table, tuple[str, ...]], ...] = (
    ([["NO.", "NILAI UNSUR PELAYANAN"], ["RESP"], [None, *CODES]], ("B1:J1",)),
    (
        [["NO", "NILAI UNSUR"], [None, *CODES], [None, *NAME.values()], [*range(1, 11)]],
        ("A1:A3", "B1:J1"),
    ),
    (
        [["NO", "NILAI UNSUR"], [None, *NAME.values()], [None, *CODES],
         [f"({i})" for i in range(1, 11)]],
        ("A1:A3", "B1:J1"),
    ),
    ([["NO", "NILAI UNSUR"], [None, *range(1, 10)]], ("A1:A2", "B1:J1")),
    ([["Responden", *(f"Unsur {i}" for i in range(1, 10))]], ()),
)  # fmt: skip


@pytest.mark.parametrize("form", range(len(SEVERAL_ROWS)))
def test_heads_of_several_rows_are_one_head(form: int, workspace: Workspace) -> None:
    header, merge = SEVERAL_ROWS[form]
    assert (
        read_answers(workspace, {"A": [*header, *NUMBERED, ["Jumlah", *[3] * 9]]}, merge) == ANSWERS
    )


def test_bare_codes_are_read_by_the_sheet_unsur_and_said(workspace: Workspace) -> None:
    """The regulation has this order; agencies swap the last two, so it is reported (aturan §3)."""
    result = read(workspace, {"A": [HEADER, *NUMBERED]})
    assert answers(parsed(result)) == ANSWERS
    (finding,) = [f for f in result.report.findings if f.sel == "I1, J1"]
    assert "dibaca U8 sarana, U9 pengaduan" in finding.pesan
    assert '"U8 dan U9" = "U8 pengaduan, U9 sarana"' in finding.saran


def test_the_office_may_say_that_they_are_swapped(tmp_path: Path) -> None:
    workspace = questionnaires.office(tmp_path)
    mapping = '[forms.kepala]\n"U8 dan U9" = "U8 pengaduan, U9 sarana"\n'
    (workspace.raw / MAPPING).write_text(mapping, "utf-8")
    assert read_answers(workspace, {"A": [HEADER, *SWAPPED]}) == ANSWERS


LEGEND: tuple[Callable[[], Table], ...] = (
    lambda: list(zip(CODES, SWAPPED_NAMES, strict=True)),
    lambda: [[k, 3.5, n] for k, n in zip(CODES, SWAPPED_NAMES, strict=True)],
    lambda: [[f"{k} = {n}"] for k, n in zip(CODES, SWAPPED_NAMES, strict=True)],
    lambda: [["; ".join(f"{k}: {n}" for k, n in zip(CODES, SWAPPED_NAMES, strict=True))]],
    lambda: [[i, n] for i, n in enumerate(SWAPPED_NAMES, 1)],
    lambda: [["U8 (Pengaduan), U9 (Sarana)"]],
)


@pytest.mark.parametrize("form", range(len(LEGEND)))
def test_a_legend_says_what_the_codes_mean(form: int, workspace: Workspace) -> None:
    """Below the table, above it, or on a sheet of its own."""
    legend = LEGEND[form]()
    assert read_answers(workspace, {"A": [HEADER, *SWAPPED, ["Keterangan"], *legend]}) == ANSWERS
    assert read_answers(workspace, {"A": [HEADER, *SWAPPED], "B": legend}) == ANSWERS
    if len(legend) == 1:
        assert read_answers(workspace, {"A": [*legend, HEADER, *SWAPPED]}) == ANSWERS


@pytest.mark.parametrize(
    "text",
    [
        "Pendidikan: 1 = Tidak tamat SD; 2 = SD; 3 = SMP; 4 = SMA; 5 = S1",
        "Sangat baik : 35 orang; Baik : 60 orang; Kurang baik : 5 orang",
        "Sangat baik (35), Baik (60)",
    ],
)
def test_numbers_of_a_trait_and_counts_of_answers_are_no_scale(
    text: str, workspace: Workspace
) -> None:
    table = [HEADER, *SWAPPED]
    assert read_answers(workspace, {"A": table, "B": [*LEGEND[0](), [], [text]]}) == ANSWERS
    refused = read(workspace, {"A": table, "B": [*LEGEND[0](), [], ["1 = Tidak baik; 5 = Baik"]]})
    assert "bukan 1 sampai 4" in refused.report.findings[-1].pesan


def test_comments_that_name_unsur_do_not_hide_questions_nobody_knows(workspace: Workspace) -> None:
    """The nine questions are asked about; a sheet with a row for each unsur has no respondents."""
    heads = ["Timestamp", *(f"Aspek {n}" for n in "ABCDEFGHI"), "Komentar lain"]
    names = [*NAME.values(), "baik", "oke", "bagus"]
    rows = [[f"2021-05-{i:02d} 10:00", *r[1:], names[i - 1]] for i, r in enumerate(NUMBERED, 1)]
    doubts = read(workspace, {"A": [heads, *rows]}).report.doubts
    assert [d.text for d in doubts] == heads[1:10]


def test_a_ranking_of_unsur_is_no_legend(workspace: Workspace) -> None:
    rank = [[i, n, 3] for i, n in enumerate(reversed(NAME.values()), 1)]
    assert read_answers(workspace, {"A": [HEADER, *NUMBERED], "B": rank}) == ANSWERS


def test_words_of_the_answers_say_which_of_the_last_two_is_which(workspace: Workspace) -> None:
    """Their order is then certain, so no finding asks about it."""
    table = [["No", *CODES]]
    table += [
        [i, *(words(k, a[k]) for k in (*CODES[:7], "U9", "U8"))] for i, a in enumerate(ANSWERS)
    ]
    result = read(workspace, {"A": table})
    assert answers(parsed(result)) == ANSWERS
    assert not [f for f in result.report.findings if f.sel == "I1, J1"]


@pytest.mark.parametrize("letter", ["P", "Q", "Pertanyaan "])
def test_codes_of_questions_are_asked_for_once(letter: str, tmp_path: Path) -> None:
    """They are no codes of the office: one question settles the order of all."""
    workspace = questionnaires.office(tmp_path)
    table = [["No", *(f"{letter}{i}" for i in range(1, 10))], *NUMBERED]
    (doubt,) = read(workspace, {"A": table}).report.doubts
    assert doubt.text == f"{letter}1 sampai {letter}9"
    assert f"{letter}3 = U3" in doubt.note
    request(workspace.raw, [doubt])
    fill_answers(workspace.raw, doubt.choices[0])
    assert read_answers(workspace, {"A": table}) == ANSWERS


def test_other_codes_than_those_of_the_sheet_are_refused(workspace: Workspace) -> None:
    header = ["NO", *(f"U{i}" for i in range(1, 15))]
    table = [header, *([*r, *[3] * 5] for r in NUMBERED)]
    assert "K1, L1, M1, N1, O1: kode ini tidak ada" in wrong(read(workspace, {"A": table}))


@pytest.mark.parametrize("header", ["U{}.{}", "U{}{}", "Unsur {}{}"])
def test_several_questions_an_unsur_are_refused_by_name(header: str, workspace: Workspace) -> None:
    part = (1, 2) if "." in header else ("a", "b")
    title = ["No", *(header.format(i, p) for i in range(1, 10) for p in part)]
    table = [title, *([n, *(v for v in a for _ in part)] for n, *a in NUMBERED)]
    refused = wrong(read(workspace, {"A": table}))
    assert f"{', '.join(CODES)} ditanyakan lebih dari satu kali (18 sel)" in refused
    assert "tidak ada kolom jawaban" not in refused
    export = FormExport(PEOPLE).when()
    for code in CODES:
        export.unsur(code, QUESTIONS[code][0]).unsur(code, QUESTIONS[code][1])
    result = importing(export.xlsx(workspace.root), workspace)
    assert "U1, U2, U3, U4, U5, U6, U7, U8, U9 ditanyakan lebih dari satu kali" in wrong(result)


def test_a_second_question_of_one_unsur_is_asked_for_once(tmp_path: Path) -> None:
    workspace = questionnaires.office(tmp_path)
    export = FormExport(PEOPLE).when().every_unsur().unsur("U3", QUESTIONS["U3"][1])
    (doubt,) = importing(export.xlsx(tmp_path), workspace).report.doubts
    assert doubt.choices == ("U3", "buang")
    request(workspace.raw, [doubt])
    fill_answers(workspace.raw, "U3")
    assert import_answers(export.xlsx(tmp_path), workspace) == ANSWERS


def test_questions_beyond_the_unsur_are_left_out_once_each_has_its_column(
    workspace: Workspace,
) -> None:
    export = FormExport(PEOPLE).when().every_unsur()
    export.add("Apakah ada pungutan liar dalam pelayanan ini?", lambda _: "Tidak ada")
    export.add("Bagaimana kepuasan Saudara secara keseluruhan?", lambda _: "Baik")
    assert import_answers(export.xlsx(workspace.root), workspace) == ANSWERS


def test_merged_characteristics_reach_every_row_and_merged_answers_are_refused(
    workspace: Workspace,
) -> None:
    table = [["No", "Pendidikan", *CODES]]
    table += [[n, {1: "SMA", 5: "S1"}.get(n), *a] for n, *a in NUMBERED]
    people = parsed(read(workspace, {"A": table}, ("B2:B5", "B6:B13")))
    assert [r["pendidikan"] for r in people] == ["SMA"] * 4 + ["S1"] * 8
    for merged, cells in (("C3:C4", "C3, C4"), ("C3:E3", "C3, D3, E3")):
        assert f"{cells}: sel jawaban digabung;" in wrong(read(workspace, {"A": table}, (merged,)))


@pytest.mark.parametrize(
    "style",
    [
        lambda k, n: f"{n}{words(k, n)}", lambda k, n: f"{n}.{words(k, n).upper()} ",
        lambda k, n: f"{n} {words(k, n)}", lambda k, n: f"{words(k, n)}{n}",
        lambda k, n: f"\u00a0{words(k, n)} - {n}\u00a0",
        lambda _, n: f"{'DCBA'[n - 1]} ({MUTU[n - 1]})",
        lambda _, n: f"{'dcba'[n - 1]}. {MUTU[n - 1]}",
        lambda _, n: f"{MUTU[n - 1].upper()} ({'DCBA'[n - 1]})",
        lambda _, n: f"{n} - {MUTU[n - 1]}",
    ],
)  # fmt: skip
def test_numbers_glued_to_words_and_letters_of_mutu(
    style: questionnaires.Style, workspace: Workspace
) -> None:
    """A Sangat baik … D Tidak baik: PermenPAN-RB 14/2017, of every unsur."""
    assert (
        import_answers(FormExport(PEOPLE).when().every_unsur(style).xlsx(workspace.root), workspace)
        == ANSWERS
    )


SIGNS: tuple[questionnaires.Style, ...] = (
    lambda _, n: "★" * n, lambda _, n: "★" * n + "☆" * (4 - n), lambda _, n: "⭐️" * n,
    lambda _, n: f"{n} bintang", lambda _, n: ("I", "II", "III", "IV")[n - 1],
)  # fmt: skip


@pytest.mark.parametrize("style", SIGNS)
def test_stars_and_roman_numerals_are_numbers(
    style: questionnaires.Style, workspace: Workspace
) -> None:
    file = FormExport(PEOPLE).when().every_unsur(style).xlsx(workspace.root)
    assert import_answers(file, workspace) == ANSWERS


def test_stars_out_of_five_are_another_scale(workspace: Workspace) -> None:
    """Four stars and an empty one are 4 of 5."""
    export = FormExport(PEOPLE).when().every_unsur(lambda _, n: "★" * n + "☆" * (5 - n))
    assert "angka skala lain" in wrong(importing(export.xlsx(workspace.root), workspace))


def test_an_unknown_answer_among_initials_is_named_by_its_cell(workspace: Workspace) -> None:
    export = FormExport(PEOPLE).when().every_unsur(lambda _, n: ("TB", "KB", "B", "SB")[n - 1])
    export.column[3][1][4] = "XX"  # U3, the fifth respondent
    result = importing(export.xlsx(workspace.root), workspace)
    assert "D6: isinya bukan jawaban" in str(result.report.findings[0])


def test_unsur_may_be_counted_in_roman_numerals(workspace: Workspace) -> None:
    roman = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    result = read(workspace, {"A": [["NO", *(f"Unsur {r}" for r in roman)], *NUMBERED]})
    assert answers(parsed(result)) == ANSWERS


MUTU = ("Tidak baik", "Kurang baik", "Baik", "Sangat baik")
ONCE: tuple[tuple[questionnaires.Style, str, str], ...] = (
    (lambda _, n: "DCBA"[n - 1], "A, B, C, D", "4, 3, 2, 1"),
    (lambda _, n: "abcd"[n - 1], "A, B, C, D", "1, 2, 3, 4"),
    (lambda k, n: f"{5 - n}. {words(k, n)}", "nomor pilihan terbalik", "menurut katanya"),
    (lambda _, n: f"{5 - n} - {MUTU[n - 1]}", "nomor pilihan terbalik", "menurut katanya"),
    (
        lambda _, n: ("Sangat tidak puas", "Tidak puas", "Puas", "Sangat puas")[n - 1],
        "sangat tidak puas, tidak puas, puas, sangat puas", "1, 2, 3, 4",
    ),
    (
        lambda _, n: ("STS", "TS", "S", "SS")[n - 1],
        "sangat tidak setuju, tidak setuju, setuju, sangat setuju", "1, 2, 3, 4",
    ),
)  # fmt: skip


@pytest.mark.parametrize(("style", "text", "answer"), ONCE)
def test_one_question_for_all_columns_of_one_scale(
    style: questionnaires.Style, text: str, answer: str, tmp_path: Path
) -> None:
    workspace = questionnaires.office(tmp_path)
    file = FormExport(PEOPLE).when().every_unsur(style).xlsx(tmp_path)
    (doubt,) = importing(file, workspace).report.doubts
    assert doubt.text == text
    (workspace.raw / MAPPING).write_text(f'[forms.jawaban]\n"{text}" = "{answer}"\n', "utf-8")
    assert import_answers(file, workspace) == ANSWERS


RISING = ("1. Kurang puas", "2. Cukup puas", "3. Puas", "4. Sangat puas")


@pytest.mark.parametrize("scale", [MUTU, ("TB", "KB", "B", "SB"), RISING])
def test_a_scale_that_says_its_own_order_needs_no_question(
    scale: tuple[str, ...], workspace: Workspace
) -> None:
    """The words of mutu in PermenPAN-RB 14/2017, and numbers that rise with their words."""
    export = FormExport(PEOPLE).when().every_unsur(lambda _, n: scale[n - 1])
    assert import_answers(export.xlsx(workspace.root), workspace) == ANSWERS


@pytest.mark.parametrize(
    "scale",
    [
        ("1. Tidak puas", "2. Kurang puas", "3. Cukup puas", "4. Puas"),  # the fifth not chosen
        ("Kurang baik", "Baik", "Baik", "Sangat baik"),  # perhaps beside "cukup baik"
    ],
)
def test_a_scale_that_may_have_another_step_is_not_read(
    scale: tuple[str, ...], workspace: Workspace
) -> None:
    export = FormExport(PEOPLE).when().every_unsur(lambda _, n: scale[n - 1])
    assert importing(export.xlsx(workspace.root), workspace).report.refused


def test_a_value_given_to_one_wording_casts_doubt_on_another_of_that_value(tmp_path: Path) -> None:
    """Kurang, cukup, …, sangat: where "cukup mudah" is 2, "kurang mudah" is no longer 2."""
    workspace = questionnaires.office(tmp_path)
    scale = ("Kurang mudah", "Cukup mudah", "Mudah", "Sangat mudah")
    export = FormExport(PEOPLE).when().every_unsur(code=CODES[:1] + CODES[2:])
    file = export.unsur("U2", style=lambda _, n: scale[n - 1]).xlsx(tmp_path)
    (doubt,) = importing(file, workspace).report.doubts
    assert doubt.text == "kurang mudah, cukup mudah, mudah, sangat mudah"
    mapping = workspace.raw / MAPPING
    mapping.write_text('[forms.jawaban]\n"U2: cukup mudah" = 2\n', "utf-8")
    assert [d.text for d in importing(file, workspace).report.doubts] == ["U2: kurang mudah"]
    mapping.write_text(f'{mapping.read_text("utf-8")}"U2: kurang mudah" = 1\n', "utf-8")
    assert import_answers(file, workspace) == ANSWERS


def test_a_degree_given_for_one_column_holds_for_the_others(tmp_path: Path) -> None:
    """Where "tidak wajar" is 2, of a scale from "sangat tidak", so is "tidak sesuai"."""
    workspace = questionnaires.office(tmp_path)
    people = [p | {"jawaban": {k: max(v, 2) for k, v in p["jawaban"].items()}} for p in PEOPLE]
    fair, good = ("Tidak wajar", "Wajar", "Sangat wajar"), ("Tidak {}", "{}", "Sangat {}")
    export = FormExport(people).when().unsur("U4", style=lambda _, n: fair[n - 2])
    for code in (c for c in CODES if c != "U4"):
        base = words(code, 3).lower()
        export.unsur(code, style=lambda k, n, b=base: (
            words(k, n) if k in ("U8", "U9") else good[n - 2].format(b).capitalize()
        ))  # fmt: skip
    file, mapping = export.xlsx(tmp_path), workspace.raw / MAPPING
    mapping.write_text('[forms.jawaban]\n"tidak wajar, wajar, sangat wajar" = "2, 3, 4"\n', "utf-8")
    asked = {d.text for d in importing(file, workspace).report.doubts}
    assert {"tidak sesuai", "U2: tidak mudah", "U7: tidak sopan ramah"} <= asked


@pytest.mark.parametrize("place", ["sheet", "beside"])
def test_a_reversed_legend_is_seen_wherever_it_stands(place: str, workspace: Workspace) -> None:
    """On a sheet of its own, or in columns beside the respondents."""
    legend = [[n, text] for n, text in enumerate(MUTU[::-1], 1)]
    table = [["No", *CODES], *([n, *[2] * 9] for n in range(1, 7))]
    if place == "beside":
        table = [row + extra for row, extra in zip(table, [[], *legend, [], []], strict=True)]
    sheets = {"A": table} | ({"Keterangan": legend} if place == "sheet" else {})
    assert "terbalik" in wrong(read(workspace, sheets))


def test_a_total_is_known_by_a_label_in_its_last_column_too(workspace: Workspace) -> None:
    """Without numbers and times a row of whole means reads like a respondent."""
    table = [[*CODES, "Ket"], *([*[2] * 9, None] for _ in range(6)), [*[3] * 9, "Rata-rata"]]
    assert len(parsed(read(workspace, {"A": table}))) == 6


def test_a_table_of_counts_of_each_unsur_is_no_table_of_answers(workspace: Workspace) -> None:
    rows = [[n, questionnaires.NAME[code], 1, 2, 3, 4, 10] for n, code in enumerate(CODES, 1)]
    table = [["No", "Unsur", "1", "2", "3", "4", "Jumlah"], *rows]
    assert "isi lembar Rekap" in wrong(read(workspace, {"A": table}))


def test_heads_below_a_long_explanation_are_found(workspace: Workspace) -> None:
    """A title, the list of nine unsur and the scale stand above many a table."""
    above = [["SURVEI"], [], *([code, questionnaires.NAME[code]] for code in CODES), *[["-"]] * 6]
    table = [*above, [], ["No", *CODES], *([n, *[2] * 9] for n in range(1, 7))]
    assert len(parsed(read(workspace, {"A": table}))) == 6


def test_the_same_person_with_the_same_answers_is_told(workspace: Workspace) -> None:
    """By a NIK, which is compared and not kept."""
    table = [["No", "NIK", *CODES], *([n, f"15710765049{n % 4:05}", *[2] * 9] for n in range(1, 6))]
    result = read(workspace, {"A": table})
    assert "A2, A6: waktu atau data dirinya" in "".join(map(str, result.report.findings))
    assert "15710" not in str(result.content)


TIMES = (
    "May 13, 2026", "Wednesday, May 13, 2026 08:15 AM", "13 Mei 2026 pukul 08.15 WIB", "20260513",
    "Wed May 13 2026 08:15:23 GMT+0700 (WIB)", "08:15 13/05/2026", "'13/05/2026", "Mei 2026",
    "13/05/2026 08.15 pagi", "46155.34402", 46155,
)  # fmt: skip


@pytest.mark.parametrize("time", TIMES)
def test_a_time_is_read_as_programs_and_people_write_it(time: Any, workspace: Workspace) -> None:
    """All are of 2026, and the office reports 2021: every cell is named as another year."""
    table = [["Tanggal", *CODES], *([time, *[2] * 9] for _ in range(3))]
    found = wrong(read(workspace, {"A": table}))
    assert "A2, A3, A4: waktu pengisian bukan tahun 2021" in found


def test_not_is_no_worst_answer_beside_not_at_all(workspace: Workspace) -> None:
    """ "Tidak sesuai" is 1 on the regulation's scale, and 2 beside "sangat tidak sesuai"."""
    scale = ("Sangat tidak sesuai", "Tidak sesuai", "Sesuai", "Sangat sesuai")
    export = FormExport(invent(20)).when().every_unsur(code=CODES[1:])
    export.unsur("U1", style=lambda _, n: scale[n - 1])
    (doubt,) = importing(export.xlsx(workspace.root), workspace).report.doubts
    assert doubt.text.startswith("sangat tidak sesuai, tidak sesuai")


FIVE_STEPS: tuple[tuple[str, ...], ...] = (
    ("Sangat tidak puas", "Tidak puas", "Netral", "Puas", "Sangat puas"),
    ("1. Tidak baik", "2. Kurang baik", "3. Cukup baik", "4. Baik", "5. Sangat baik"),
    ("E (Tidak baik)", "D (Kurang baik)", "C (Cukup baik)", "B (Baik)", "A (Sangat baik)"),
    ("Sangat tidak sesuai", "Tidak sesuai", "Cukup sesuai", "Sesuai", "Sangat sesuai"),
)


@pytest.mark.parametrize("scale", range(len(FIVE_STEPS)))
def test_five_steps_in_words_are_named_as_such(scale: int, workspace: Workspace) -> None:
    turn = iter(range(1000))
    export = FormExport(PEOPLE).when()
    for code in CODES:  # the last is of U1 only
        five = scale < 3 or code == "U1"
        export.unsur(code, style=(lambda *_: FIVE_STEPS[scale][next(turn) % 5]) if five else words)
    assert "lima tingkat" in wrong(importing(export.xlsx(workspace.root), workspace))


@pytest.mark.parametrize(
    ("style", "message"),
    [
        (lambda _, n: n + 4, "B1, C1, D1, E1, F1, G1, H1, I1, J1: jawabannya angka skala"),
        (lambda _, n: n * 25, "B1, C1, D1, E1, F1, G1, H1, I1, J1: jawabannya angka skala lain"),
        (lambda _, n: 5 if n == 1 else n, "jawaban 5 di luar skala 1 sampai 4"),
        (lambda _, n: ("Payah", "Oke", "Sip", "Mantap")[n - 1], "bukan kata jawaban yang dikenal"),
    ],
)
def test_another_scale_and_unknown_words_are_named_as_such(
    style: questionnaires.Style, message: str, workspace: Workspace
) -> None:
    export = FormExport(PEOPLE).when().every_unsur(style)
    assert message in wrong(importing(export.xlsx(workspace.root), workspace))


def test_what_was_understood_is_said_and_the_sums_of_the_export_are_checked(
    workspace: Workspace,
) -> None:
    """Means of PEOPLE by hand: U1 of 4 4 2 4 4 4 3 3 3 3 2 2 is 38 / 12."""
    u1 = [a["U1"] for a in ANSWERS]
    assert u1 == [4, 4, 2, 4, 4, 4, 3, 3, 3, 3, 2, 2]
    total = ["Jumlah", *(sum(a[k] for a in ANSWERS) for k in CODES)]
    result = read(workspace, {"A": [HEADER, *NUMBERED, total, ["NRR", 3.167, 9.9]]})
    report = "\n".join(result.report.list_rows())
    assert "bentuk: tabel jawaban per responden; judul kolom pada baris 1" in report
    assert "responden: 12, baris 2–13" in report
    assert "rata-rata: U1 3,17" in report
    (finding,) = [f for f in result.report.findings if "rata-rata pada berkas tidak" in f.pesan]
    assert (finding.sel, finding.tingkat) == ("C15", "peringatan")


def test_a_single_digit_is_no_age_and_no_education(workspace: Workspace) -> None:
    export = FormExport(PEOPLE).when().every_unsur()
    export.add("Usia", lambda i: 1 + i % 4).add("Pendidikan", lambda i: 1 + i % 5)
    result = importing(export.xlsx(workspace.root), workspace)
    assert {(r["usia"], r["pendidikan"]) for r in result.content[Respondents].rows} == {
        (None, None)
    }
    assert "isinya nomor pilihan dan dikosongkan" in "\n".join(result.report.list_rows())


def test_a_table_of_frequencies_below_the_respondents_is_no_respondent(
    workspace: Workspace,
) -> None:
    """How often 4, 3, 2, 1 was answered: its numbers go back, and it is refused, not read."""
    table = [HEADER, *NUMBERED, *([n, *[n] * 9] for n in (4, 3, 2, 1))]
    assert "nomor urutnya kosong atau mulai lagi dari awal" in wrong(read(workspace, {"A": table}))


def test_five_steps_from_very_bad_are_refused_at_once(workspace: Workspace) -> None:
    steps = ("Sangat buruk", "Buruk", "Cukup", "Baik", "Sangat baik")
    export = FormExport(invent(20)).when()
    for code in CODES:
        export.add(QUESTIONS[code][0], lambda i: steps[i % 5])
    result = importing(export.xlsx(workspace.root), workspace)
    assert "lima tingkat, bukan empat" in wrong(result)


def tick_options(mark: str) -> Table:
    """A column for each option of each unsur, marked below it."""
    heads = [["NO"], [None]]
    for k in CODES:
        heads[0] += [NAME[k], None, None, None]
        heads[1] += [1, 2, 3, 4]
    marks = [
        [i, *(mark if n == a[k] else None for k in CODES for n in (1, 2, 3, 4))]
        for i, a in enumerate(ANSWERS, 1)
    ]
    return [*heads, *marks, ["Jumlah", *[3] * 36]]


@pytest.mark.parametrize("mark", ["x", "√", "ü", "V", 1])
def test_a_column_for_each_option_is_read_by_its_mark(mark: Any, workspace: Workspace) -> None:
    assert read_answers(workspace, {"A": tick_options(mark)}) == ANSWERS


def test_two_marks_or_none_of_the_usual_are_named_by_their_cell(workspace: Workspace) -> None:
    """U1 of the first respondent, row 3, is 4, in E; U2 of the second stands in F to I."""
    rows = [list(row) for row in tick_options("x")]
    assert rows[2][4] == "x"
    rows[2][1], rows[3][5:9] = "x", ["cek", None, None, None]
    errors = wrong(read(workspace, {"A": rows}))
    assert "B3: lebih dari satu jawaban" in errors
    assert "F4: isinya bukan jawaban" in errors
    assert "cek" not in errors


def test_respondents_side_by_side_are_refused_with_the_cure(workspace: Workspace) -> None:
    across = [["Unsur", *(f"R{i}" for i in range(1, 13))]]
    across += [[NAME[k], *(a[k] for a in ANSWERS)] for k in CODES]
    errors = wrong(read(workspace, {"A": across}))
    assert "pertanyaan survei tidak ditemukan" in errors
    assert "Transpose" in errors


def test_the_group_that_kobo_writes_before_its_heads_is_no_part_of_them(
    workspace: Workspace,
) -> None:
    """A head "Biaya/tarif" has no group, nor is a head that several options follow."""
    heads = ["_id", "identitas/jk", "identitas/umur", *(f"penilaian/{k.lower()}" for k in CODES)]
    rows = [[i, "L", 40, *row[1:]] for i, row in enumerate(NUMBERED, 1)]
    result = read(workspace, {"A": [heads, *rows]})
    assert answers(parsed(result)) == ANSWERS
    assert parsed(result)[0]["jenis_kelamin"] == "Laki-laki"


def test_a_sheet_of_heads_alone_is_no_second_table(workspace: Workspace) -> None:
    assert read_answers(workspace, {"A": [HEADER, *NUMBERED], "B": [HEADER]}) == ANSWERS


def test_a_degree_said_twice_is_said_once(workspace: Workspace) -> None:
    """ "Sangat sopan dan sangat ramah" is 4 as "sangat sopan dan ramah" is; so is "tepat waktu"."""
    patterns = {"U7": "{0}sopan dan {0}ramah", "U3": "{0}tepat waktu"}
    degrees = ("Tidak ", "Kurang ", "", "Sangat ")
    export = FormExport(PEOPLE).when()
    for k in CODES:
        export.unsur(
            k,
            style=lambda k, n: patterns[k].format(degrees[n - 1]) if k in patterns else words(k, n),
        )
    assert import_answers(export.xlsx(workspace.root), workspace) == ANSWERS


OTHER_WORDS = (
    ("U2", "Tata cara pelayanan"), ("U2", "Tahapan pelayanan"), ("U3", "Durasi pelayanan"),
    ("U5", "Hasil layanan yang diterima"), ("U6", "Profesionalisme petugas"),
    ("U7", "Etika petugas"), ("U8", "Kebersihan ruangan"), ("U9", "Penanganan aduan"),
)  # fmt: skip


@pytest.mark.parametrize(("code", "head"), OTHER_WORDS)
def test_an_unsur_is_known_by_the_words_offices_use_for_it(
    code: str, head: str, workspace: Workspace
) -> None:
    export = FormExport(PEOPLE).when().every_unsur(code=[k for k in CODES if k != code])
    export.unsur(code, header=head)
    assert import_answers(export.xlsx(workspace.root), workspace) == ANSWERS


def test_a_primary_school_in_the_first_column_is_no_deviation_below_the_table(
    workspace: Workspace,
) -> None:
    """SD is a school, though it may stand for a standard deviation."""
    rows = [["SD" if i % 2 else "SMA", *row[1:]] for i, row in enumerate(NUMBERED)]
    assert read_answers(workspace, {"A": [["Pendidikan", *CODES], *rows]}) == ANSWERS


WHO = ["Nama", "Jenis Kelamin", "Pendidikan", "Pekerjaan"]


def _with_people(foot: list[Any]) -> Table:
    """Answers without numbers or times beside who gave them, and a row below."""
    people = [[f"Orang {'ABCDEFGHIJKL'[i]}", "L", "SMA", "PNS"] for i in range(len(PEOPLE))]
    rows = [[*who, *row[1:]] for who, row in zip(people, NUMBERED, strict=True)]
    return [[*WHO, *CODES], *rows, foot]


@pytest.mark.parametrize("who", [["Kriteria", None, None, None], [None, "Pembulatan", None, None]])
def test_a_row_below_with_a_label_nobody_knows_is_no_respondent(
    who: list[Any], workspace: Workspace
) -> None:
    """Its values may be answers: the office says which it is. Of decimals it is certain."""
    refused = wrong(read(workspace, {"A": _with_people([*who, *[3] * 9])}))
    assert "A14: baris ini berisi jawaban, tetapi" in refused
    assert read_answers(workspace, {"A": _with_people([*who, *[2.75] * 9])}) == ANSWERS


def test_a_respondent_who_says_little_of_himself_counts(workspace: Workspace) -> None:
    only_sex = [[None, "L", None, None, *[3] * 9], [None, None, "-", None, *[3] * 9]]
    for row in only_sex:
        table = [*_with_people(row), ["Orang Z", "P", "S1", "PNS", *[4] * 9]]
        assert len(read_answers(workspace, {"A": table})) == len(PEOPLE) + 2


@pytest.mark.parametrize("who", [[None] * 4, [None, None, None, "Nelayan"]])
def test_a_respondent_with_a_number_or_with_words_for_answers_is_none_in_doubt(
    who: list[Any], workspace: Workspace
) -> None:
    """A sum has neither the next number nor, where others answer in words, words."""
    last = [*who, *[3] * 9]
    numbered = [["No", *WHO, *CODES], *([n, *r] for n, r in enumerate(_with_people(last)[1:], 1))]
    assert len(read_answers(workspace, {"A": numbered})) == len(PEOPLE) + 1
    table = [list(row) for row in _with_people(last)]
    for row in table[1:]:
        row[4:] = [words(c, n) for c, n in zip(CODES, row[4:], strict=True)]
    table[0][4:] = [NAME[c] for c in CODES]
    assert len(read_answers(workspace, {"A": table})) == len(PEOPLE) + 1


def test_what_stands_below_a_blank_row_is_read_only_if_it_holds_answers(
    workspace: Workspace,
) -> None:
    """A signature and a legend are none; of an export with times each respondent has one."""
    signature = [[None] * 4, [None, "Sukamaju, 31 Desember 2021"], [None, "Camat"]]
    table = [[NAME[c] for c in CODES], *(row[1:] for row in NUMBERED), *signature]
    assert read_answers(workspace, {"A": table}) == ANSWERS
    export = FormExport(PEOPLE).when().every_unsur().rows
    counts = [["Sangat baik", *[7] * 9], ["Tidak baik", *[5] * 9]]
    assert read_answers(workspace, {"A": [*export, [], *counts]}) == ANSWERS


def test_an_example_above_the_first_number_is_no_respondent(workspace: Workspace) -> None:
    table = [HEADER, ["Contoh", *[4] * 9], *NUMBERED]
    assert read_answers(workspace, {"A": table}) == ANSWERS


@pytest.mark.parametrize(
    "style",
    [
        lambda _, n: f"\u00a0{n}\u200b", lambda _, n: f"'{n}", lambda _, n: f"({n})",
        lambda _, n: f"{n} dari 4", lambda _, n: ("satu", "dua", "tiga", "empat")[n - 1],
        lambda _, n: f"{n} ({('Satu', 'Dua', 'Tiga', 'Empat')[n - 1]})",
        lambda c, n: f"{words(c, n)} (nilai {n})", lambda c, n: f"{n} poin - {words(c, n)}",
        lambda c, n: words(c, n)[:3] + "\u00ad" + words(c, n)[3:],
    ],
)  # fmt: skip
def test_an_answer_is_read_as_any_clerk_reads_it(
    style: questionnaires.Style, workspace: Workspace
) -> None:
    export = FormExport(PEOPLE).when().every_unsur(style)
    assert import_answers(export.xlsx(workspace.root), workspace) == ANSWERS


@pytest.mark.parametrize(
    "legend",
    [
        [["Sangat baik", 1], ["Baik", 2], ["Kurang baik", 3], ["Tidak baik", 4]],
        [["Nilai 1 adalah yang terbaik dan nilai 4 yang terburuk"]],
        [["Skala 1 sampai dengan 5"]],
        [["Kuesioner memakai skala Likert 5 tingkat"]],
    ],
)
def test_a_legend_of_another_scale_in_other_words_is_refused(
    legend: Table, workspace: Workspace
) -> None:
    refused = wrong(read(workspace, {"A": [HEADER, *NUMBERED], "Petunjuk": legend}))
    assert "tabel.xlsx › Petunjuk › A1: skala angka pada keterangan ini" in refused


def test_a_summary_beside_the_table_under_the_same_heads_is_left_out(workspace: Workspace) -> None:
    names = [NAME[c] for c in CODES]
    means = [[2.51] * 9, *[[None] * 9] * 11]
    rows = [[*row, None, *m] for row, m in zip(NUMBERED, means, strict=True)]
    assert read_answers(workspace, {"A": [["No", *names, None, *names], *rows]}) == ANSWERS


def test_faults_of_one_kind_are_told_once(workspace: Workspace) -> None:
    rows = [[n, 5, *a[1:]] if n > 8 else [n, *a] for n, *a in NUMBERED]
    rows[0][1:3] = [0, "3,5"]
    refused = wrong(read(workspace, {"A": [HEADER, *rows]}))
    assert "B2, C2, B10, B11, B12, B13: jawaban 0, 3,5, 5 di luar skala 1 sampai 4;" in refused


@pytest.mark.parametrize("text", ["1. Laki-laki", "a. Laki-laki", "laki2", "Laki - laki"])
def test_the_number_of_an_option_is_no_part_of_a_characteristic(
    text: str, workspace: Workspace
) -> None:
    table = [["No", "Jenis Kelamin", *CODES], *([n, text, *a] for n, *a in NUMBERED)]
    people = parsed(read(workspace, {"A": table}))
    assert [r["jenis_kelamin"] for r in people] == ["Laki-laki"] * len(PEOPLE)


def test_the_index_it_prints_is_rounded_half_up_as_in_the_report(workspace: Workspace) -> None:
    """Mean 3.125 of every unsur: 78.125, which a binary format would print as 78,12."""
    table = [HEADER, *([n, *[4 if n == 1 else 3] * 9] for n in range(1, 9))]
    understood = read(workspace, {"A": table}).report.understood
    assert "IKM dengan bobot 1/9: 78,13" in understood
    assert any("U1 3,13, U2 3,13" in line for line in understood)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("PENGOLAHAN DATA SKM TAHUN 2019", "A1: ekspor ini untuk tahun 2019, padahal"),
        ("Survei Kepuasan Masyarakat 2019", "A1: ekspor ini untuk tahun 2019, padahal"),
        ("SKM Semester II 2020", "A1: ekspor ini untuk tahun 2020, padahal"),
        ("Januari 2020 sampai dengan Desember 2021", ""),
        ("SKM Triwulan IV Tahun 2021", ""),
        ("SKM Tahun 2020/2021", "tahunnya tidak diperiksa"),
        ("SKM Periode 2020 s.d. 2021", "tahunnya tidak diperiksa"),
        ("SKM Tahun 2020 dan 2021", "tahunnya tidak diperiksa"),
        ("Menurut PermenPAN-RB Nomor 14 Tahun 2017", "tahunnya tidak diperiksa"),
        ("Menurut PP 96 Tahun 2012", "tahunnya tidak diperiksa"),
        ("Populasi 2000 orang", "tahunnya tidak diperiksa"),
    ],
)
def test_a_title_of_another_year_is_refused_and_one_of_this_year_says_it(
    text: str, message: str, workspace: Workspace
) -> None:
    """The report is of 2021; years of laws, spans of years and other numbers tell nothing."""
    found = read(workspace, {"Data": [[text], [], HEADER, *NUMBERED]}).report.findings
    told = [str(f) for f in found if "tahun" in f.pesan]
    assert [message in f for f in told] == [True] * bool(message)
    assert any(f.is_blocking for f in found) is ("padahal" in message)


def test_where_answers_have_their_times_the_title_tells_no_year(workspace: Workspace) -> None:
    rows = [["2021-03-01 08:00:00", *r] for r in NUMBERED]
    table = [["SURVEI TAHUN 2019"], ["Timestamp", *HEADER], *rows]
    assert read_answers(workspace, {"Data": table}) == ANSWERS
