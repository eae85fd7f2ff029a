"""Exports of questionnaires: read without loss, or refused with cell and reason; never wrongly."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from lkip_helpers.importers.findings import ImportResult
from lkip_helpers.importers.mapping import request
from lkip_helpers.workspace import MAPPING, Workspace
from tests.questionnaires import (
    CODES,
    COST_2021,
    NAME,
    QUESTIONS,
    SECRETS,
    STYLE,
    TRAITS,
    FormExport,
    answers,
    fill_answers,
    import_answers,
    importing,
    invent,
    number,
    office,
    parsed,
    words,
    write_xlsx,
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """An office without answers; tests that write into it make their own."""
    return office(tmp_path_factory.mktemp("ruang"))


def messages(result: ImportResult, level: str = "salah") -> str:
    """The findings of one level, as one text."""
    return "\n".join(str(f) for f in result.report.findings if f.tingkat == level)


def import_rows(rows: list[list[Any]], workspace: Workspace) -> ImportResult:
    return importing(write_xlsx(workspace.root / "a.xlsx", rows), workspace)


def test_full_questions_in_any_order_with_words(tmp_path: Path, workspace: Workspace) -> None:
    people = invent(30, empty=True)
    export = (
        FormExport(people)
        .when()
        .trait()
        .every_unsur(code=sorted(CODES, key=lambda k: k[1] in "257"))
    )
    result = importing(export.xlsx(tmp_path), workspace)
    assert parsed(result) == people
    assert any("U3 Waktu penyelesaian" in r for r in result.report.list_rows())


def test_swapped_u8_and_u9_are_matched_by_name(tmp_path: Path, workspace: Workspace) -> None:
    """Agencies swap the last two (aturan §3): numbering on the form counts for nothing."""
    people = invent(12)
    export = FormExport(people).when("Stempel waktu").every_unsur(code=CODES[:7])
    export.unsur("U9", "U8. Penanganan pengaduan, saran dan masukan", number)
    export.unsur("U8", "U9. Sarana dan prasarana", number)
    became = import_answers(export.xlsx(tmp_path), workspace)
    assert became == answers(people)


def test_grid_questions_are_matched_by_what_stands_in_brackets(
    tmp_path: Path, workspace: Workspace
) -> None:
    people = invent(12)
    export = FormExport(people).when()
    for code in CODES:
        export.unsur(code, f"Penilaian waktu, biaya dan pelayanan kami [{NAME[code]}]", number)
    assert import_answers(export.xlsx(tmp_path), workspace) == answers(people)


@pytest.mark.parametrize("style", range(len(STYLE)))
def test_every_way_of_writing_an_answer(style: int, tmp_path: Path, workspace: Workspace) -> None:
    people = invent(16, seed=style)
    export = FormExport(people).when().every_unsur(STYLE[style])
    assert import_answers(export.xlsx(tmp_path), workspace) == answers(people)


def test_the_answers_of_2021_about_biaya(tmp_path: Path, workspace: Workspace) -> None:
    """Selalu 1 … Tidak pernah 4: the 2021 report (aturan §3), beside mahal … gratis."""
    people = invent(12)
    export = FormExport(people).when().every_unsur(code=[k for k in CODES if k != "U4"])
    export.unsur("U4", "Apakah Saudara diminta biaya di luar tarif?", lambda _, n: COST_2021[n - 1])
    assert import_answers(export.xlsx(tmp_path), workspace) == answers(people)


def test_words_of_the_sheet_unsur_come_before_those_of_the_rules(tmp_path: Path) -> None:
    """An office that writes "Tidak pernah" for the worst answer is believed."""
    workspace = office(tmp_path, {"U4": COST_2021[::-1]})
    people = invent(12)
    export = FormExport(people).when().every_unsur(code=[k for k in CODES if k != "U4"])
    export.unsur("U4", style=lambda _, n: COST_2021[::-1][n - 1])
    assert import_answers(export.xlsx(tmp_path), workspace) == answers(people)


@pytest.mark.parametrize("indonesian", [True, False])
def test_microsoft_forms(indonesian: bool, tmp_path: Path, workspace: Workspace) -> None:
    """Its Indonesian head "Waktu penyelesaian" is the moment of sending, and also an unsur."""
    heads = (
        ("ID", "Waktu mulai", "Waktu penyelesaian", "Email", "Nama")
        if indonesian
        else ("ID", "Start time", "Completion time", "Email", "Name")
    )
    people = invent(9)
    export = FormExport(people).add(heads[0], lambda i: i + 1).when(heads[1]).when(heads[2])
    export.add(heads[3], lambda _: "anonymous").add(heads[4], lambda _: "Siti Zubaidah")
    export.every_unsur(lambda k, n: words(k, n) + ";")
    result = importing(export.xlsx(tmp_path, "Sheet1"), workspace)
    assert answers(parsed(result)) == answers(people)
    assert "Siti" not in "\n".join(result.report.list_rows())


@pytest.mark.parametrize(
    ("separator", "encoding"),
    [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16"), (";", "cp1252"), (",", "utf-8-sig")],
)
def test_text_files_of_every_kind(
    separator: str, encoding: str, tmp_path: Path, workspace: Workspace
) -> None:
    people = invent(20, empty=True)
    export = (
        FormExport(people)
        .when("Cap waktu", text="%Y/%m/%d %I:%M:%S %p GMT+7")
        .trait()
        .every_unsur()
    )
    assert parsed(importing(export.csv(tmp_path, separator, encoding), workspace)) == people


def test_four_hundred_respondents_with_mixed_answers(tmp_path: Path, workspace: Workspace) -> None:
    people = invent(400, empty=True)
    export = FormExport(people).when(text="%d/%m/%Y %H.%M.%S").personal().trait()
    for start, code in enumerate(reversed(CODES)):
        turn = iter(range(start, 5000))
        export.unsur(code, QUESTIONS[code][1], lambda k, n, i=turn: STYLE[next(i) % 6](k, n))  # type: ignore[misc]
    assert parsed(importing(export.xlsx(tmp_path), workspace)) == people


def test_what_is_personal_is_counted_and_goes_nowhere(tmp_path: Path, workspace: Workspace) -> None:
    export = FormExport(invent(10)).when().personal().every_unsur()
    result = importing(export.xlsx(tmp_path), workspace)
    text = "\n".join(result.report.list_rows()) + repr(result)
    assert not [r for r in SECRETS if r in text]
    for header in ("Nama Lengkap", "NIK", "Isian 7"):
        assert re.search(rf"“{header}” → tidak dibawa \(data pribadi, 10 isian", text)
    assert "“Saran dan masukan” → tidak dibawa (isian bebas, 10 isian" in text


@pytest.mark.parametrize("secret", SECRETS)
def test_a_name_in_the_place_of_an_answer_is_refused_without_being_named(
    secret: str, tmp_path: Path, workspace: Workspace
) -> None:
    export = FormExport(invent(10)).when().trait().every_unsur()
    rows = export.rows
    for column in range(1, len(rows[0])):
        rows[3][column] = secret
    result = import_rows(rows, workspace)
    assert "G4, H4, I4" in messages(result)
    request(tmp_path, result.report.doubts)
    mapping = tmp_path / MAPPING
    written = repr(result) + (mapping.read_text("utf-8") if mapping.exists() else "")
    assert secret not in written


def test_blank_rows_totals_and_rows_without_answers_are_left_out_with_a_reason(
    tmp_path: Path, workspace: Workspace
) -> None:
    people = invent(6)
    export = FormExport(people).when().trait().every_unsur()
    rows = [["Hasil survei"], *export.rows, [], ["Rata-rata", *[2.5] * 14]]
    rows.insert(4, [datetime(2021, 3, 1, 9), "Laki-laki"])  # noqa: DTZ001
    result = import_rows(rows, workspace)
    assert parsed(result) == people
    assert result.report.dropped == (
        (1, "judul di atas tabel"), (2, "kepala tabel"), (5, "tidak memuat jawaban"),
        (10, "baris kosong"), (11, "baris jumlah"),
    )  # fmt: skip


def test_the_same_answers_at_the_same_moment_are_reported(
    tmp_path: Path, workspace: Workspace
) -> None:
    rows = FormExport(invent(5)).when().every_unsur().rows
    result = import_rows([*rows, rows[2]], workspace)
    assert len(parsed(result)) == 6
    assert "A3, A7: waktu atau data dirinya, ciri, dan jawabannya sama" in messages(
        result, "peringatan"
    )


def test_another_year_is_refused_by_cell_or_left_out_when_asked(
    tmp_path: Path, workspace: Workspace
) -> None:
    people = invent(5)
    rows = FormExport(people).when().every_unsur().rows
    rows[2][0] = datetime(2020, 12, 31, 23, 59)  # noqa: DTZ001
    file = write_xlsx(tmp_path / "a.xlsx", rows)
    assert "A3: waktu pengisian bukan tahun 2021" in messages(importing(file, workspace))
    result = importing(file, workspace, tahun_only=True)
    assert answers(parsed(result)) == answers([people[0], *people[2:]])
    assert (3, "bukan tahun 2021") in result.report.dropped


def test_a_time_that_cannot_be_read_is_refused(tmp_path: Path, workspace: Workspace) -> None:
    rows = FormExport(invent(5)).when().every_unsur().rows
    rows[1][0], rows[4][0] = None, "kemarin"
    result = import_rows(rows, workspace)
    assert "A2, A5: waktu pengisian kosong" in messages(result)


@pytest.mark.parametrize(
    ("sheet", "kecamatan", "refused"),
    [
        ("Form Responses 1", "Jelutung", True),
        ("SKM Kecamatan Jelutung", None, True),
        ("SKM Kec. Contoh Jaya", "Kec. CONTOH JAYA, Kota Contoh", False),
        ("SKM Kecamatan Contohjaya", "CONTOHJAYA", False),
        ("Kecamatan (Responses)", "Contoh Jaya", False),
    ],
)
def test_another_kecamatan_is_refused(
    sheet: str, kecamatan: str | None, refused: bool, tmp_path: Path, workspace: Workspace
) -> None:
    export = FormExport(invent(4)).when().add("Kecamatan", lambda _: kecamatan).every_unsur()
    result = importing(export.xlsx(tmp_path, sheet), workspace)
    assert result.report.refused == refused
    assert ("kecamatan lain" in messages(result)) == refused
    assert "Jelutung" not in messages(result).replace("SKM Kecamatan Jelutung", "")


def test_a_doubtful_head_is_asked_for_and_read_the_next_time(tmp_path: Path) -> None:
    workspace = office(tmp_path)
    people = invent(8)
    export = FormExport(people).when().every_unsur(number, CODES[:5] + CODES[6:])
    export.unsur("U6", "Pertanyaan keenam", number)
    export.add("Tingkat kepuasan secara keseluruhan", lambda i: 1 + i % 4)
    file = export.xlsx(tmp_path)
    report = importing(file, workspace).report
    assert [r.text for r in report.doubts] == [k for k, _ in export.column[-2:]]
    request(workspace.raw, report.doubts)
    text = (workspace.raw / MAPPING).read_text("utf-8").replace('keenam" = ""', 'keenam" = "U6"')
    (workspace.raw / MAPPING).write_text(text.replace('uhan" = ""', 'uhan" = "buang"'), "utf-8")
    assert import_answers(file, workspace) == answers(people)


SETUJU = ("Tidak setuju", "Kurang setuju", "Setuju", "Sangat setuju")


def test_a_scale_of_other_words_is_asked_for_once_and_read_the_next_time(tmp_path: Path) -> None:
    workspace = office(tmp_path)
    people = invent(8)
    file = FormExport(people).when().every_unsur(lambda _, n: SETUJU[n - 1]).xlsx(tmp_path)
    (doubt,) = importing(file, workspace).report.doubts
    assert doubt.text == "tidak setuju, kurang setuju, setuju, sangat setuju"
    assert doubt.choices == ("1, 2, 3, 4", "4, 3, 2, 1", "satu per satu")
    request(workspace.raw, [doubt])
    fill_answers(workspace.raw, "1, 2, 3, 4")
    assert import_answers(file, workspace) == answers(people)
    further = invent(9, seed=5)
    for r in further:  # in the next export nobody disagrees
        r["jawaban"] = {k: max(n, 2) for k, n in r["jawaban"].items()}
    file = FormExport(further).when().every_unsur(lambda _, n: SETUJU[n - 1]).xlsx(tmp_path)
    assert import_answers(file, workspace) == answers(further)


def test_a_doubtful_answer_is_asked_for_and_read_the_next_time(tmp_path: Path) -> None:
    """Common words once for all unsur; of biaya by itself, where agreeing may be bad."""
    workspace = office(tmp_path)
    people = invent(8)
    file = FormExport(people).when().every_unsur(lambda _, n: SETUJU[n - 1]).xlsx(tmp_path)
    request(workspace.raw, importing(file, workspace).report.doubts)
    fill_answers(workspace.raw, "satu per satu")
    report = importing(file, workspace).report
    request(workspace.raw, report.doubts)
    text = (workspace.raw / MAPPING).read_text("utf-8")
    assert {r.text for r in report.doubts} >= {"sangat setuju", "U4: sangat setuju"}
    for value, word in enumerate(SETUJU, 1):
        text = re.sub(
            rf'^("(U\d: )?{word.lower()}") = ""', rf'\1 = "{value}"', text, flags=re.MULTILINE
        )
    (workspace.raw / MAPPING).write_text(text, "utf-8")
    assert import_answers(file, workspace) == answers(people)


def test_characteristics_are_known_by_head_and_kept_tidy(
    tmp_path: Path, workspace: Workspace
) -> None:
    export = FormExport(invent(4)).when().every_unsur()
    export.add("JK", lambda i: ("L", "p", "Wanita", "Pria")[i])
    export.add("Umur (tahun)", lambda i: (17, "31-40", "> 60 tahun", "di bawah 20")[i])
    export.add("Pendidikan", lambda i: ("SLTA/Sederajat", "S-1", "D3", "Siti Zubaidah")[i])
    export.add("Layanan", lambda i: ("KTP", "KK", "KTP a.n. Siti Zubaidah", "Pindah")[i])
    result = importing(export.xlsx(tmp_path), workspace)
    respondents = parsed(result)
    assert [r["jenis_kelamin"] for r in respondents] == [
        TRAITS["jenis_kelamin"][i] for i in (0, 1, 1, 0)
    ]
    assert [r["usia"] for r in respondents] == ["17", "31-40", "> 60 tahun", "di bawah 20"]
    assert [r["pendidikan"] for r in respondents] == ["SLTA/Sederajat", "S-1", "D3", None]
    assert [r["layanan"] for r in respondents] == ["KTP", "KK", None, "Pindah"]
    assert "M5: pendidikan: isinya tidak dikenal dan dikosongkan" in messages(result, "peringatan")
    assert "Siti" not in repr(result)


@pytest.mark.parametrize(
    "header", ["Pelayanan apa yang diterima?", "Layanan apa yang Saudara urus", "Keperluan Anda"]
)
def test_what_somebody_came_for_is_known_by_its_question(
    tmp_path: Path, workspace: Workspace, header: str
) -> None:
    export = FormExport(invent(3)).when().every_unsur().add(header, lambda _: "Surat pindah")
    respondents = parsed(importing(export.xlsx(tmp_path), workspace))
    assert {r["layanan"] for r in respondents} == {"Surat pindah"}


def test_an_export_that_is_none_says_so(tmp_path: Path, workspace: Workspace) -> None:
    file = write_xlsx(tmp_path / "a.xlsx", [["Siti Zubaidah", 1], ["1571076504900001", 2]])
    assert "judul kolom dengan pertanyaan survei tidak ditemukan" in messages(
        importing(file, workspace)
    )
    headless = FormExport(invent(5)).when().trait().every_unsur()
    headless.add("Saran", lambda _: "Nama petugas, waktu, biaya dan prosedur: Siti Zubaidah")
    headless.add("Saran", lambda _: "Pelayanan").add("Saran", lambda _: "Keperluan")
    result = import_rows(headless.rows[1:], workspace)
    assert "tidak ditemukan" in messages(result)
    assert "Siti" not in repr(result)
    (tmp_path / "b.xlsx").write_bytes(b"bukan buku kerja")
    assert "rusak" in messages(importing(tmp_path / "b.xlsx", workspace))
    assert "berkas tidak ada" in messages(importing(tmp_path / "c.csv", workspace))


def test_a_sheet_of_sums_beside_the_answers_is_left_alone(
    tmp_path: Path, workspace: Workspace
) -> None:
    people = invent(6)
    file = FormExport(people).when().trait().every_unsur().xlsx(tmp_path)
    wb = load_workbook(file)
    recap = wb.create_sheet("Rekap", 0)
    recap.append(list(NAME.values()))
    recap.append([3.1] * 9)
    wb.save(file)
    assert parsed(importing(file, workspace)) == people
    second = wb.copy_worksheet(wb["Form Responses 1"])
    second.title, second.sheet_state = "Salinan", "hidden"
    wb.save(file)
    assert "berisi jawaban: Form Responses 1, Salinan (tersembunyi)" in messages(
        importing(file, workspace)
    )


@pytest.mark.parametrize(
    ("header", "cause"),
    [
        ("Persyaratan (1 = sangat sesuai, 4 = tidak sesuai)", "terbalik"),
        ("Persyaratan (skala 1-5)", "bukan 1 sampai 4"),
        ("Persyaratan (1=Tidak sesuai ... 5=Sangat sesuai)", "bukan 1 sampai 4"),
        (QUESTIONS["U2"][0], "lebih dari satu"),
    ],
)
def test_a_question_whose_numbers_mean_something_else_is_refused(
    header: str, cause: str, tmp_path: Path, workspace: Workspace
) -> None:
    export = FormExport(invent(6)).when().every_unsur(number, CODES[1:])
    export.unsur("U1", header, number)
    assert re.search(rf"K?J1: .*{cause}", messages(importing(export.xlsx(tmp_path), workspace)))


def test_an_empty_question_is_refused_beside_a_doubtful_characteristic(
    tmp_path: Path, workspace: Workspace
) -> None:
    """A warning about one column hides no fault of another."""
    export = FormExport(invent(6)).when().every_unsur(number, CODES[:-1])
    export.add(QUESTIONS["U9"][0], lambda _: None).add("Pekerjaan", lambda _: "Siti RT 05")
    assert "tidak ada satu jawaban pun untuk U9" in messages(
        importing(export.xlsx(tmp_path), workspace)
    )


REVERSED = (
    "(Sangat sesuai = 1, Sesuai = 2, Kurang sesuai = 3, Tidak sesuai = 4)",
    "(1 Sangat Puas, 4 Tidak Puas)",
    "1 (Sangat Mudah) s/d 4 (Tidak Mudah)",
    "1. Sangat mudah 2. Mudah 3. Kurang mudah 4. Tidak mudah",
    "Sangat baik (1) – Tidak baik (4)",
    "1 = tidak lambat, 4 = sangat lambat",
    "1 untuk sangat puas dan 4 untuk tidak puas",
    "1=SB, 2=B, 3=KB, 4=TB",
)
# The same scales the right way round, and numbers that are no scale.
SAME_DIRECTION = (
    "(Tidak sesuai = 1, Kurang sesuai = 2, Sesuai = 3, Sangat sesuai = 4)",
    "(4 Sangat Puas, 1 Tidak Puas)",
    "1 (Tidak Mudah) s/d 4 (Sangat Mudah)",
    "(1) Tidak mudah (2) Kurang mudah (3) Mudah (4) Sangat mudah",
    "Sangat setuju = 4, Setuju = 3, Tidak setuju = 2, Sangat tidak setuju = 1",
    "1 = sangat lambat, 4 = sangat cepat",
    "STS = 1, TS = 2, SS = 4",
    "periode 1 sampai 4 Maret, loket 5 untuk lansia",
)


@pytest.mark.parametrize("scale", [*REVERSED, *SAME_DIRECTION])
def test_a_scale_is_known_as_reversed_however_it_is_written(
    scale: str, tmp_path: Path, workspace: Workspace
) -> None:
    """In the head, and in a legend above or below the table."""
    people = invent(6)
    export = FormExport(people).when()
    for code in CODES:
        export.unsur(code, f"{QUESTIONS[code][1]} {scale}", number)
    ordinary = FormExport(people).when().every_unsur(number).rows
    tables = (export.rows, [[f"Keterangan: {scale}"], *ordinary], [*ordinary, [], [scale]])
    for rows, cell in zip(tables, ("B1, C1, D1, E1, F1, G1, H1, I1, J1", "A1", "A9"), strict=True):
        result = import_rows(rows, workspace)
        if scale in REVERSED:
            (wrong,) = [export for export in result.report.findings if export.is_blocking]
            assert (wrong.sel, wrong.pesan.split()[-1]) == (cell, "terbalik")
            assert "1 menjadi 4" in wrong.saran
        else:
            assert answers(parsed(result)) == answers(people)


def test_a_legend_says_nothing_of_answers_in_words(tmp_path: Path, workspace: Workspace) -> None:
    """A legend may also stand in several cells."""
    legend = [["1", "Sangat baik"], ["2", "Baik"], ["3", "Kurang baik"], ["4", "Tidak baik"]]
    people = invent(6)
    in_words = FormExport(people).when().every_unsur().rows
    result = import_rows([*legend, *in_words], workspace)
    assert answers(parsed(result)) == answers(people)
    in_numbers = FormExport(people).when().every_unsur(number).rows
    result = import_rows([*legend, *in_numbers], workspace)
    assert "A1: skala angka pada keterangan ini terbalik" in messages(result)


def test_to_say_which_unsur_is_asked_does_not_turn_its_scale_round(tmp_path: Path) -> None:
    workspace = office(tmp_path)
    header = "Pertanyaan keenam (Sangat kompeten = 1, Tidak kompeten = 4)"
    export = FormExport(invent(8)).when().every_unsur(number, CODES[:5] + CODES[6:])
    file = export.unsur("U6", header, number).xlsx(tmp_path)
    (workspace.raw / MAPPING).write_text(f'[forms.kepala]\n"{header}" = "U6"\n', "utf-8")
    assert "J1: skala angka pada judulnya terbalik" in messages(importing(file, workspace))


def test_a_scale_of_five_is_refused_once_with_what_can_be_done(
    tmp_path: Path, workspace: Workspace
) -> None:
    """Not once a column, and not again for each unsur without a column."""
    export = FormExport(invent(6)).when()
    for code in CODES:
        export.unsur(code, f"{QUESTIONS[code][0]} (1-5)", number)
    (wrong,) = [
        finding
        for finding in importing(export.xlsx(tmp_path), workspace).report.findings
        if finding.is_blocking
    ]
    assert wrong.pesan == "skala angka pada judulnya bukan 1 sampai 4"
    assert wrong.saran.startswith("survei memakai jawaban 1 sampai 4")


@pytest.mark.parametrize(
    "header",
    [
        "U1", "Pertanyaan 1", "Persyaratan tidak rumit", "Kepentingan persyaratan",
        "Kejelasan persyaratan, biaya, dan waktu", "Apakah ada kesulitan memenuhi persyaratan?",
        "Sarana pengaduan",
    ],
)  # fmt: skip
def test_a_head_that_may_mean_something_else_is_asked_for(
    header: str, tmp_path: Path, workspace: Workspace
) -> None:
    export = FormExport(invent(6)).when().every_unsur(number, CODES[1:])
    report = importing(export.unsur("U1", header, number).xlsx(tmp_path), workspace).report
    assert [(r.part, r.text, r.cells) for r in report.doubts] == [("kepala", header, "J1")]


def test_always_is_asked_for_where_the_head_turns_it_round(
    tmp_path: Path, workspace: Workspace
) -> None:
    """ "Always" is good of a fee that follows the tariff, and bad of one asked outside it."""
    export = FormExport(invent(12)).when().every_unsur(code=[k for k in CODES if k != "U4"])
    export.unsur("U4", "Kesesuaian biaya dengan tarif", lambda _, n: COST_2021[n - 1])
    report = importing(export.xlsx(tmp_path), workspace).report
    assert {r.text for r in report.doubts} >= {"U4: selalu", "U4: tidak pernah"}


def test_numbers_beside_options_numbered_the_other_way_are_refused(tmp_path: Path) -> None:
    """Once the office has said what "1. Sangat sesuai" is, a bare 1 is still not read."""
    workspace = office(tmp_path)
    people = invent(8)
    export = FormExport(people).when().every_unsur(number, CODES[1:])
    export.unsur("U1", style=lambda k, n: f"{5 - n}. {words(k, n)}")
    export.column[-1][1][2] = 1
    mapping = "".join(f'"U1: {5 - n} {words("U1", n).lower()}" = {n}\n' for n in range(1, 5))
    (workspace.raw / MAPPING).write_text(f"[forms.jawaban]\n{mapping}", "utf-8")
    assert "J4: angka tanpa kata" in messages(importing(export.xlsx(tmp_path), workspace))
    export.column[-1][1][2] = words("U1", people[2]["jawaban"]["U1"])
    became = import_answers(export.xlsx(tmp_path), workspace)
    assert became == answers(people)
