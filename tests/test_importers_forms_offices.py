"""Questionnaires as offices and their applications write them; scales and wordings met in use."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lkip_helpers.importers.mapping import request
from lkip_helpers.workspace import MAPPING, Workspace
from tests import questionnaires
from tests.questionnaires import (
    CODES,
    NAME,
    QUESTIONS,
    FormExport,
    answers,
    import_answers,
    importing,
    invent,
    words,
    write_xlsx,
)

PEOPLE = invent(24, seed=5)
ANSWERS = answers(PEOPLE)
NUMBERED = [[i, *a.values()] for i, a in enumerate(ANSWERS, 1)]
NUMBERS = [*range(1, 10)]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return questionnaires.office(tmp_path_factory.mktemp("ruang"))


def errors(file: Path, workspace: Workspace) -> str:
    return "\n".join(str(f) for f in importing(file, workspace).report.findings if f.is_blocking)


def test_columns_that_nobody_filled_are_no_unsur(workspace: Workspace) -> None:
    """Microsoft Forms adds a last time that stays empty; nobody may have had a suggestion."""
    export = FormExport(PEOPLE).when().add("Waktu terakhir diubah", lambda _: None).every_unsur()
    export.add("Saran dan masukan", lambda _: None)
    assert import_answers(export.xlsx(workspace.root), workspace) == ANSWERS


@pytest.mark.parametrize("head", ["Unsur {}: {}", "Pertanyaan {} : {}", "Item {} - {}", "{}: {}"])
@pytest.mark.parametrize("style", [words, questionnaires.number])
def test_the_number_of_a_question_is_no_scale(
    head: str, style: questionnaires.Style, workspace: Workspace
) -> None:
    export = FormExport(PEOPLE).when()
    for number, code in enumerate(CODES, 1):
        export.unsur(code, head.format(number, QUESTIONS[code][0]), style)
    assert import_answers(export.xlsx(workspace.root), workspace) == ANSWERS


@pytest.mark.parametrize("head", ["u{}_score", "Skor U{}", "nilai_u{}", "Jawaban U{}"])
def test_codes_of_applications_are_codes(head: str, workspace: Workspace) -> None:
    rows = [["id", *(head.format(n) for n in NUMBERS)], *NUMBERED]
    assert import_answers(write_xlsx(workspace.root / "a.xlsx", rows), workspace) == ANSWERS


ENGLISH = {
    "U8": ("Poor", "Fair", "Good", "Excellent"),
    "U9": ("Not available", "Exists but does not function", "Functions less", "Well managed"),
}


@pytest.mark.parametrize("form", ["{0} / {1}", "{0} ({1})", "{1} / {0}", "{2}. {0} - {1}"])
def test_the_english_beside_an_answer_changes_nothing(form: str, workspace: Workspace) -> None:
    good = ("Not good", "Less suitable", "Easy", "Very polite and friendly")
    export = FormExport(PEOPLE).when().every_unsur(
        lambda k, n: form.format(words(k, n), ENGLISH.get(k, good)[n - 1], n)
    )  # fmt: skip
    assert import_answers(export.xlsx(workspace.root), workspace) == ANSWERS


def test_indonesian_words_beside_an_answer_are_no_translation(workspace: Workspace) -> None:
    export = FormExport(PEOPLE).when().every_unsur(code=CODES[1:])
    export.unsur("U1", style=lambda k, n: words(k, n) + (" / tidak jelas" if n == 4 else ""))
    assert importing(export.xlsx(workspace.root), workspace).report.refused


def test_words_of_the_model_questionnaire_in_another_order_or_twice(workspace: Workspace) -> None:
    met = {
        "U6": ("Tidak kompeten / tidak mampu", "Kurang kompeten/kurang mampu", "Kompeten / Mampu",
               "Sangat kompeten, sangat mampu"),
        "U7": ("Tidak ramah dan sopan", "Kurang ramah dan sopan", "Ramah dan sopan",
               "Sangat ramah dan sangat sopan"),
    }  # fmt: skip
    style = lambda k, n: met[k][n - 1] if k in met else words(k, n)  # noqa: E731
    export = FormExport(PEOPLE).when().every_unsur(style)
    assert import_answers(export.xlsx(workspace.root), workspace) == ANSWERS


@pytest.mark.parametrize(
    "scale",
    [
        ("Tidak {}", "Cukup {}", "{}", "Sangat {}"),
        ("Tidak {}", "Kurang {}", "Cukup {}", "Sangat {}"),
    ],
)
def test_enough_in_the_place_of_another_degree_is_asked_for_once(
    scale: Sequence[str], tmp_path: Path
) -> None:
    """Of each column three words are known, and the fourth says what the others mean."""
    workspace = questionnaires.office(tmp_path)
    base = {k: words(k, 3).lower() for k in CODES} | {"U4": "wajar", "U8": "bersih", "U9": "jelas"}
    export = FormExport(PEOPLE).when().every_unsur(lambda k, n: scale[n - 1].format(base[k]))
    file = export.xlsx(tmp_path)
    (doubt,) = importing(file, workspace).report.doubts
    assert doubt.text == ", ".join(text.format("…").lower() for text in scale)
    request(workspace.raw, [doubt])
    asked = (workspace.raw / MAPPING).read_text("utf-8")
    assert "hanya bila formulirnya memberi empat pilihan" in asked
    questionnaires.fill_answers(workspace.raw, "1, 2, 3, 4")
    assert import_answers(file, workspace) == ANSWERS


def test_very_little_is_a_fifth_step(workspace: Workspace) -> None:
    scale = ("Sangat kurang", "Kurang", "Cukup", "Baik", "Sangat baik")
    turn = iter(range(1000))
    export = FormExport(PEOPLE).when().every_unsur(lambda *_: scale[next(turn) % 5])
    assert "lima tingkat" in errors(export.xlsx(workspace.root), workspace)


@pytest.mark.parametrize("names", [CODES, tuple(NAME.values())])
def test_blocks_of_respondents_side_by_side_are_read_while_their_numbers_go_on(
    names: Sequence[str], workspace: Workspace
) -> None:
    blocks = [NUMBERED[:8], NUMBERED[8:16], NUMBERED[16:]]
    rows = [
        ["No", *names, None] * 3,
        *([*a, None, *b, None, *c] for a, b, c in zip(*blocks, strict=True)),
    ]
    file = write_xlsx(workspace.root / "a.xlsx", rows)
    assert import_answers(file, workspace) == ANSWERS
    rows[3][13] = 7  # of the second block, its third respondent and U2
    assert "› N4: jawaban 7 di luar" in errors(write_xlsx(file, rows), workspace)


@pytest.mark.parametrize("names", [CODES, tuple(NAME.values())])
def test_blocks_that_are_numbered_anew_are_refused_without_losing_a_respondent(
    names: Sequence[str], workspace: Workspace
) -> None:
    """They may be other people, or what the same people wish for."""
    blocks = zip(NUMBERED[:12], NUMBERED[12:], strict=True)
    rows = [["No", *names, None, "No", *names], *([*a, None, *[a[0], *b[1:]]] for a, b in blocks)]
    found = errors(write_xlsx(workspace.root / "a.xlsx", rows), workspace)
    assert "B1, M1: judul pertanyaan yang sama berderet 2 kali ke kanan" in found
    assert "pindahkan deret kanan ke bawah deret pertama" in found
    assert "hapus kolom" not in found


def test_a_last_row_without_any_characteristic_is_no_respondent(workspace: Workspace) -> None:
    """Also where some of them are numbers, as the age is; one alone may be left blank."""
    people = [["L", 30 + n, *row[1:]] for n, row in enumerate(NUMBERED)]
    rows = [["Jenis Kelamin", "Usia", *CODES], *people, [None, None, *[3] * 9]]
    file = write_xlsx(workspace.root / "a.xlsx", rows)
    assert f"A{len(rows)}: baris ini berisi jawaban" in errors(file, workspace)
    rows[-1][1] = 40
    assert not errors(write_xlsx(file, rows), workspace)


@pytest.mark.parametrize("head", ["Bulan", "Jenis Layanan", "Jumlah Responden"])
def test_rows_of_groups_are_no_respondents(head: str, workspace: Workspace) -> None:
    """Of months and services no value may be said to be what one person answered."""
    labels = (
        ["Januari", "Februari", "Maret", "April"]
        if head == "Bulan"
        else ["KTP", "KK", "SKU", "IMB"]
    )
    labels = [31, 12, 40, 7] if head.startswith("Jumlah") else labels
    rows = [["No", head, *CODES], *([n, x, *[3, 4, 3] * 3] for n, x in enumerate(labels, 1))]
    found = errors(write_xlsx(workspace.root / "a.xlsx", rows), workspace)
    assert f"B1: setiap baris tampaknya rekap beberapa responden menurut kolom “{head}”" in found
    rows = [["No", *CODES], *([n, *[3.21, 3.4, 3.65] * 3] for n in range(1, 5))]
    found = errors(write_xlsx(workspace.root / "a.xlsx", rows), workspace)
    assert "isinya rata-rata, bukan jawaban seorang responden" in found


@pytest.mark.parametrize("above", ["ASPEK YANG DINILAI", "Jawaban Responden", "Nilai", None])
def test_heads_that_are_bare_numbers_are_questions_asked_for_once(
    above: Any, workspace: Workspace
) -> None:
    rows = [["NO RESP", above], ["No", *NUMBERS], *NUMBERED]
    report = importing(write_xlsx(workspace.root / "a.xlsx", rows), workspace).report
    assert [d.text for d in report.doubts] == ["P1 sampai P9"]
    assert report.used == len(PEOPLE)


def test_numbers_below_the_heads_are_those_of_the_columns(workspace: Workspace) -> None:
    rows: list[list[Any]] = [["No", *NAME.values()], [None, *NUMBERS], *NUMBERED]
    assert import_answers(write_xlsx(workspace.root / "a.xlsx", rows), workspace) == ANSWERS


def test_another_distrik_is_called_a_distrik(tmp_path: Path) -> None:
    workspace = questionnaires.office(tmp_path)
    office = replace(workspace, unit="distrik-heram")
    office.raw.parent.mkdir(parents=True)
    workspace.raw.rename(office.raw)
    (office.raw / "kinerja.xlsx").unlink()
    export = FormExport(PEOPLE).when().add("Distrik", lambda _: "Abepura").every_unsur()
    found = errors(export.xlsx(tmp_path, "SKM Distrik Abepura"), office)
    assert "judulnya menyebut distrik lain" in found
    assert "kolom ini menyebut distrik lain (24 sel)" in found
