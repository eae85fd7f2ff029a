"""A closed world: an amount is written only where head, rows and format say no more than is known.

The amounts are those of `tests.export_layouts.SUB`; what must be refused shows others.
"""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lkip_helpers.schema.sheets import Dpa
from tests.export_layouts import SUB, hierarchical
from tests.exports import Export, Grid, read, save, wrong

AMOUNTS = [(s[4], s[5]) for s in SUB]
HEAD = ["Kode", "Uraian", "Pagu", "Realisasi"]


def read_grid(grid: Grid, folder: Path, merged: tuple[str, ...] = ()) -> Any:
    return read(save(Export(grid, list(merged)), folder / "e.xlsx"))


def both(pagu: int, spent: int) -> list[Any]:
    return [pagu, spent]


def money(result: Any) -> list[tuple[Any, Any]]:
    return [(r.get("pagu"), r.get("realisasi")) for r in result.content[Dpa].rows]


@pytest.mark.parametrize(
    ("heads", "choices"),
    [
        (["Pagu", "Realisasi Swakelola"], ("realisasi = D", "tidak dibawa")),
        (["Pagu", "Belum SPJ"], ("realisasi = D", "tidak dibawa")),
        (["Pagu", "Rencana Realisasi"], ("realisasi = D", "tidak dibawa")),
        (["Pagu", "SPJ LS"], ("realisasi = D", "tidak dibawa")),
        (["Pagu Kelurahan Melati", "Realisasi"], ("pagu = C", "tidak dibawa")),
        (["Belanja Pegawai", "Realisasi"], ("pagu = C", "tidak dibawa")),
    ],
)
def test_a_head_that_says_more_than_its_amount_is_asked_about(
    heads: list[str], choices: tuple[str, ...], tmp_path: Path
) -> None:
    """It may be a part of the whole, or a plan; nothing else on the sheet can tell."""
    (doubt,) = read_grid(hierarchical(heads, both).grid, tmp_path).report.doubts
    assert doubt.choices == choices


@pytest.mark.parametrize(
    "heads",
    [
        ["Anggaran Setelah Efisiensi", "Realisasi s.d. 31 Desember 2022 (Audited)"],
        ["APBD-P Kabupaten Contoh TA 2022", "Realisasi Belanja Menurut SIPD (Rp)"],
        ["Pagu Definitif Sub Kegiatan", "Realisasi s.d. TW IV Tahun 2022"],
    ],
)
def test_known_words_of_a_head_are_not_asked_about(heads: list[str], tmp_path: Path) -> None:
    result = read_grid(hierarchical(heads, both).grid, tmp_path)
    assert (wrong(result), result.report.doubts, money(result)) == ([], (), AMOUNTS)


def test_a_number_format_that_shows_other_digits_is_refused(tmp_path: Path) -> None:
    """12000 shown as 12.000.000 is twelve million to whoever looks, twelve thousand in the cell."""
    file = save(hierarchical(["Pagu"], lambda p, _: [p // 1000]), tmp_path / "e.xlsx")
    book = openpyxl.load_workbook(file)
    for row in book.active.iter_rows(min_row=5, min_col=3):
        row[0].number_format = '#,##0".000"'
    book.save(file)
    assert "menambahkan tulisan “.000”" in " ".join(wrong(read(file)))


def test_a_hidden_column_that_is_read_is_said(tmp_path: Path) -> None:
    file = save(hierarchical(["Pagu", "Realisasi"], both), tmp_path / "e.xlsx")
    book = openpyxl.load_workbook(file)
    book.active.column_dimensions["D"].hidden = True
    book.save(file)
    assert [f.sel for f in read(file).report.findings] == ["D1"]
