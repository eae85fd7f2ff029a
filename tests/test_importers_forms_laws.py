"""Laws of the questionnaire import: whatever the look of an export, the truth or a refusal."""

from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st

from lkip_helpers.schema.sheets import Respondents
from lkip_helpers.workspace import Workspace
from tests import questionnaires
from tests.conftest import laws
from tests.questionnaires import CODES, QUESTIONS, STYLE, FormExport, importing, invent, parsed

FEW = laws(60, suppress_health_check=[HealthCheck.function_scoped_fixture])
# Cells that are no answer of any unsur, or may be one of several: never read as a value.
NOT_ANSWERS: tuple[Any, ...] = (
    5, 0, -1, 3.5, 100, True, "5", "0", "3,5", "1;2", "3/4", "Ya", "Tidak", "Kurang", "Sangat",
    "a", "e",
    "Tidak kurang", "Tidak sangat sesuai", "Sesuai, Sangat sesuai", "agak cepat", "puas",
    "tiga koma lima",
    "😀", "=2+1", "#N/A", "Siti Zubaidah", "1571076504900001", "terserah saja", "1. Sangat sesuai",
    "4. Tidak mudah", "e. Sangat baik", "Sangat tidak sesuai", "tidak ada yang tidak sesuai",
)  # fmt: skip


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return questionnaires.office(tmp_path_factory.mktemp("ruang"))


@given(data=st.data())
@FEW
def test_order_wording_and_style_change_nothing(
    data: st.DataObject, tmp_path: Path, workspace: Workspace
) -> None:
    """Every column anywhere, every question in one of its wordings, every cell in its own style."""
    people = invent(data.draw(st.integers(3, 12)), data.draw(st.integers(0, 99)), empty=True)
    assume(all(any(r["jawaban"][k] for r in people) for k in CODES))
    f = FormExport(people).when().trait().personal()
    for k in CODES:
        ask = data.draw(st.sampled_from(QUESTIONS[k]))
        prefix = data.draw(st.sampled_from(["", "3. ", "U2. ", "b) ", "\n"]))
        style = data.draw(st.lists(st.sampled_from(STYLE), min_size=1, max_size=3))
        turn = iter(range(10_000))
        f.unsur(k, prefix + ask, lambda k, n, g=style, i=turn: g[next(i) % len(g)](k, n))  # type: ignore[misc]
    f.column = data.draw(st.permutations(f.column))
    file = f.xlsx(tmp_path) if data.draw(st.booleans()) else f.csv(tmp_path, ";")
    if file.suffix == ".csv":
        f.column = [
            (k, [str(v) if v is not None else "" for v in content]) for k, content in f.column
        ]
    result = importing(file, workspace)
    assert parsed(result) == [
        r for r in people if any(v is not None for v in r["jawaban"].values())
    ]
    assert not [x for x in questionnaires.SECRETS if x in repr(result)]


def check_foreign(
    value: Any, column: int, row: int, style: questionnaires.Style, workspace: Workspace
) -> None:
    """One cell that is no answer, in a column of a respondent: refused by its own cell."""
    table = FormExport(invent(8)).when().every_unsur(style).rows
    table[row][column] = value
    result = importing(questionnaires.write_xlsx(workspace.root / "asing.xlsx", table), workspace)
    cell = f"{'ABCDEFGHIJ'[column]}{row + 1}"
    assert result.report.refused
    doubtful = [f.sel for f in result.report.findings] + [d.cells for d in result.report.doubts]
    assert any(cell in cells.split(", ") for cells in doubtful)
    assert not [r.text for r in result.report.doubts if r.part == "kepala"]
    assert not [s for s in questionnaires.SECRETS if s in repr(result)]


@given(
    content=st.sampled_from(NOT_ANSWERS), column=st.integers(1, 9), rows=st.integers(1, 8),
    style=st.sampled_from(STYLE),
)  # fmt: skip
@FEW
def test_what_is_no_answer_is_never_read_as_one(
    content: Any, column: int, rows: int, style: questionnaires.Style, workspace: Workspace
) -> None:
    check_foreign(content, column, rows, style, workspace)


# Every odd cell once, and those that once made the head of their column doubtful (21 of 3,060).
ONCE_DOUBTED = (("Sesuai, Sangat sesuai", 2), ("1. Sangat sesuai", 2), ("4. Tidak mudah", 5))
EVERYTHING = list(product(NOT_ANSWERS, range(1, 10), range(len(STYLE))))


@pytest.mark.parametrize(
    ("content", "column", "style"),
    [(content, 1 + i % 9, i % 10) for i, content in enumerate(NOT_ANSWERS)]
    + [
        (content, column, style)
        for content, column in ONCE_DOUBTED
        for style in (0, 1, 2, 3, 6, 8, 9)
    ],
)
def test_an_odd_answer_casts_doubt_on_its_own_cell_only(
    content: Any, column: int, style: int, workspace: Workspace
) -> None:
    check_foreign(content, column, 1 + (column + style) % 8, STYLE[style], workspace)


@pytest.mark.fuzz
def test_every_odd_answer_in_every_column_and_style_casts_doubt_on_its_own_cell_only(
    workspace: Workspace,
) -> None:
    """The whole table: 34 cells, 9 columns, 10 ways of writing the others."""
    assert len(EVERYTHING) == 3060
    for content, column, style in EVERYTHING:
        check_foreign(content, column, 1 + (column + style) % 8, STYLE[style], workspace)


@given(
    origin=st.permutations(CODES),
    ask=st.integers(0, 2),
    style=st.sampled_from(STYLE[:4] + STYLE[6:7]),
)
@FEW
def test_answers_under_the_question_of_another_unsur_are_refused_or_mean_the_same(
    origin: list[str], ask: int, style: questionnaires.Style, tmp_path: Path, workspace: Workspace
) -> None:
    """Heads shuffled over the words of their answers: only U1, U2 and U5 share words."""
    f = FormExport(invent(8)).when()
    for k, other in zip(CODES, origin, strict=True):
        f.unsur(other, QUESTIONS[k][ask], style)
    result = importing(f.xlsx(tmp_path), workspace)
    if not result.report.refused:
        for k, other in zip(CODES, origin, strict=True):
            assert k == other or {k, other} <= {"U1", "U2", "U5"}
            became = [r["jawaban"][k] for r in result.content[Respondents].rows]
            assert became == [r["jawaban"][other] for r in f.respondents]


@given(code=st.sampled_from(CODES), doubled=st.booleans(), style=st.sampled_from(STYLE))
@FEW
def test_a_question_too_many_or_too_few_is_refused(
    code: str, doubled: bool, style: questionnaires.Style, tmp_path: Path, workspace: Workspace
) -> None:
    f = FormExport(invent(6)).when().every_unsur(style, [k for k in CODES if doubled or k != code])
    if doubled:
        f.unsur(code, QUESTIONS[code][2], style)
    report = importing(f.xlsx(tmp_path), workspace).report
    assert report.refused
    assert doubled == bool(report.doubts)
    assert doubled or f"tidak ada kolom jawaban untuk {code}" in "\n".join(report.list_rows())
