"""No value in any cell stops a check: it is a finding, and every other rule goes on."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from lkip_helpers.audit.consistency import check
from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.sheets import READ
from lkip_helpers.workspace import WORKSPACE_VARIABLE
from tests.conftest import PLANNING, copy_chapters, lkip
from tests.figures import note
from tests.test_commands_killed import fill_published
from tests.test_report_annexes import fill_complete
from tests.test_supplement import fill
from tests.workbook import HEADER, write

VALUES: dict[str, Any] = {
    "error": "#DIV/0!", "true": True, "huge": 1e308, "text": "aneh \u202e{x} <b> " + "9" * 50,
    "blank": None, "minus": -1, "half": 0.5,
}  # fmt: skip
FILLED = [k for k in READ if not k.WIDE_FIELD]


def put(schema: type[Schema], number: int, value: Any) -> Callable[[dict[str, Workbook]], None]:
    """Write into a cell of the first row: the place-th field of a sheet."""

    def decorate(books: dict[str, Workbook]) -> None:
        sheet = books[schema.FILE][schema.SHEET]
        across = not schema.VERTICAL
        cell = sheet.cell(HEADER + 1 if across else number, number if across else 2)
        cell.value = value
        cell.data_type = "e" if value == "#DIV/0!" else cell.data_type

    return decorate


@pytest.mark.fuzz
@pytest.mark.parametrize("kind", VALUES)
@pytest.mark.parametrize("schema", FILLED, ids=lambda s: f"{s.FILE}-{s.SHEET}")
def test_no_value_in_any_cell_stops_a_check(
    tmp_path: Path, schema: type[Schema], kind: str
) -> None:
    """Each field of a sheet in turn, all sheets being filled."""
    for number in range(1, len(schema.list_titles()) + 1):
        workspace = write(tmp_path / str(number), fill, put(schema, number, VALUES[kind]))
        findings = check(workspace)[1]
        assert all(f.pesan and f.saran for f in findings)
    note("nilai sel", f"{schema.SHEET} {kind}", number)


@pytest.mark.parametrize(
    ("file", "sheet", "column"),
    [("kinerja.xlsx", "Analisis", 2), ("skm.xlsx", "Unsur", 2), ("dpa.xlsx", "DPA", 2)],
)
def test_a_name_that_cannot_be_read_is_a_finding_and_stops_no_rule(
    tmp_path: Path, file: str, sheet: str, column: int
) -> None:
    """Rules that compare names pass it over."""
    (schema,) = (s for s in READ if (file, sheet) == (s.FILE, s.SHEET))
    workspace = write(tmp_path, fill, put(schema, column, "#DIV/0!"))
    found = [(f.lembar, f.sel) for f in check(workspace)[1] if f.is_blocking]
    assert (sheet, f"B{HEADER + 1}") in found


PRINTED = (
    "9" * 400, "0," + "1" * 400, "<script>1</script>", "12,34,56", "BB", "80–70", "-", "-0", "½",
    "100 %", "1" * 15, "∞", "=1+1", "1e9", "√",
)  # fmt: skip


@pytest.mark.parametrize("turn", [0, *(pytest.param(n, marks=pytest.mark.fuzz) for n in (1, 2, 3))])
def test_no_printed_figure_stops_a_reconciliation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, turn: int
) -> None:
    """Digits beyond any float and texts count as differing figures or as texts."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))
    workspace = write(tmp_path, fill_complete)
    copy_chapters(tmp_path, PLANNING)
    assert lkip(tmp_path, "render", "2021", "--bentuk", "html").returncode == 0
    lkip(tmp_path, "reconcile", "2021")  # prepares terbit.xlsx
    fill_published(workspace, workspace.notebooks, *PRINTED[turn:], *PRINTED[:turn])
    result = lkip(tmp_path, "reconcile", "2021")
    assert (result.returncode, "Traceback" in result.stderr) == (0, False), result.stderr
