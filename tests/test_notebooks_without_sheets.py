"""A unit that has only the sheets the report cannot do without still gets its report."""

import re
from pathlib import Path

import openpyxl
import pytest
from lxml import html

from lkip_helpers.schema.sheets import EVERY
from lkip_helpers.workspace import Workspace
from tests.conftest import OVERVIEW, PLANNING, PROJECT_ROOT, copy_workspace, lkip, read_tables

BUDGET = (PLANNING, "32-perbandingan-efisiensi", "33-realisasi-anggaran")
# Whatever tells of money that was spent, and what it refers to.
SPENDING = (*BUDGET, *OVERVIEW, "10-pendahuluan", "32-partisipasi-masyarakat")
REQUIRED = {"wilayah-luas", "iku-capaian", "program-anggaran-output"}


@pytest.fixture(scope="module")
def required_only(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, str]:
    """The report of a workspace without any optional sheet, as HTML."""
    workspace = copy_workspace(tmp_path_factory.mktemp("hemat"))
    for name in {s.FILE for s in EVERY if not s.SHEET_REQUIRED}:
        delete(workspace.raw / name, {s.SHEET for s in EVERY if not s.SHEET_REQUIRED})
    result = lkip(workspace.root, "render", "2021", "--bentuk", "html")
    assert result.returncode == 0, result.stderr
    return workspace, (workspace.outputs / "laporan.html").read_text("utf-8")


def delete(file: Path, sheets: set[str]) -> None:
    """Take these sheets out of a workbook; one without any other is not there."""
    workbook = openpyxl.load_workbook(file)
    if sheets >= set(workbook.sheetnames):
        file.unlink()
        return
    for name in sheets & set(workbook.sheetnames):
        del workbook[name]
    workbook.save(file)


def test_what_is_known_is_reported(required_only: tuple[Workspace, str]) -> None:
    """The chapters are complete but for what depends on the missing sheets."""
    labels = set(html.document_fromstring(required_only[1]).xpath("//@id"))
    assert labels >= REQUIRED
    assert not labels & {"lembaga-keaktifan", "sarana-kelurahan", "ipp-unsur", "bangkit-berdaya"}


def test_each_missing_part_leaves_nothing(required_only: tuple[Workspace, str]) -> None:
    """No heading, no lead-in, no line in its place; nothing prints as an empty value."""
    document = html.document_fromstring(required_only[1])
    text = " ".join(document.text_content().split())
    assert "tidak disajikan" not in text
    chapters = "".join(f.read_text("utf-8") for f in (PROJECT_ROOT / "notebooks").glob("*.ipynb"))
    headings = " ".join(h.text_content() for h in document.xpath("//h1|//h2|//h3|//h4"))
    for part in ("Tugas dan Fungsi", "Survei", "Kepuasan Masyarakat"):
        assert part not in headings
    for absent in ("Indeks Pelayanan Publik menggambarkan", "Lembaga kemasyarakatan adalah wadah",
                   "dokumen pelaksanaan perubahan anggaran (DPPA)", "Alfa Cronbach menunjukkan",
                   "Isu strategis adalah", "NRR", "Krejcie", "penilaian warga"):  # fmt: skip
        assert absent in chapters  # where its words have changed, nothing is looked for
        assert absent not in text
    assert "Suhu" not in text  # two rows of the sheet Geografi
    for leaked in ("None", "nan %", "NaT", "<NA>"):
        assert leaked not in text


def test_what_was_spent_is_unknown_and_not_nothing_where_no_realisasi_is_known(
    tmp_path: Path,
) -> None:
    """A dash in each row: no total, no serapan, no efficiency and no sentence says 0 of them."""
    workspace = copy_workspace(tmp_path, *SPENDING)
    book = openpyxl.load_workbook(workspace.raw / "dpa.xlsx")
    (head,) = (c for row in book["DPA"].iter_rows() for c in row
               if str(c.value).startswith("Realisasi"))  # fmt: skip
    for (cell,) in book["DPA"].iter_rows(head.row + 1, None, head.column, head.column):
        cell.value = "-" if cell.value is not None else None
    book.save(workspace.raw / "dpa.xlsx")
    assert lkip(tmp_path, "render", "2021", "--bentuk", "html").returncode == 0
    tables = read_tables(workspace)
    for label in ("anggaran-program", "anggaran-kegiatan", "efisiensi"):
        for row in [*tables[label]["baris"], *tables[label]["kaki"]]:
            assert [row["realisasi"], row["serapan"]] == [None, None]
    assert {r["tingkat"] for r in tables["efisiensi"]["baris"]} == {"Tidak dapat dihitung"}
    page = html.document_fromstring((workspace.outputs / "laporan.html").read_text("utf-8"))
    text = " ".join(page.text_content().split())
    assert "realisasinya tidak diketahui, sehingga serapan tidak dapat dihitung" in text
    assert "Anggaran yang dikelola" not in text
    assert not re.search(r"terealisasi [–R]|serapan program utama 0|menyerap 0|Dari 0 ", text)


def test_nothing_spent_of_no_pagu_is_known(tmp_path: Path) -> None:
    """Pagu and realisasi are 0 in each row: the serapan alone cannot be computed."""
    workspace = copy_workspace(tmp_path, *BUDGET)
    book = openpyxl.load_workbook(workspace.raw / "dpa.xlsx")
    heads = {str(c.value): c for row in book["DPA"].iter_rows() for c in row if c.value}
    for head in (c for title, c in heads.items() if title.startswith(("Pagu", "Realisasi"))):
        for (cell,) in book["DPA"].iter_rows(head.row + 1, None, head.column, head.column):
            cell.value = 0 if cell.value is not None else None
    book.save(workspace.raw / "dpa.xlsx")
    assert lkip(tmp_path, "render", "2021", "--bentuk", "html").returncode == 0
    page = html.document_fromstring((workspace.outputs / "laporan.html").read_text("utf-8"))
    text = " ".join(page.text_content().split())
    assert "Pagu berjumlah Rp0 dan realisasinya Rp0; serapan dari pagu nol tidak" in text
    assert "realisasinya tidak diketahui, sehingga serapan" not in text
