"""Every number of the report is traced to its cells, and the trace checked by changing cells."""

import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import coordinate_to_tuple
from openpyxl.utils.cell import range_boundaries

from lkip_helpers.report.record import Place
from lkip_helpers.workspace import Workspace
from tests.conftest import Report, lkip, read_tables


def list_cell_numbers(tabel: dict[str, Any]) -> dict[Place, dict[str, Any]]:
    return {
        Place(label, a["kolom"], a["baris"]): a for label, t in tabel.items() for a in t["silsilah"]
    }


def test_every_valueof_the_report_comes_from_cells(report: Report) -> None:
    """Each has its formula in words and at least one cell or sheet."""
    numbers = list_cell_numbers(report.tabel)
    assert len(numbers) > 800
    assert [t for t, a in numbers.items() if not (a["rumus"] and a["sel"])] == []


def test_every_valueprinted_in_a_table_has_its_lineage(report: Report) -> None:
    """Counted anew from the rows: no number is passed over by the list itself."""
    numbers = list_cell_numbers(report.tabel)
    kinds = ("angka", "bilangan", "rupiah", "persen")
    body = [
        Place(label, c["kunci"], i)
        for label, t in report.tabel.items()
        for c in t["kolom"]
        if c["jenis"] in kinds
        for i, r in enumerate(t["baris"])
        if r[c["kunci"]] is not None
    ]
    footer = [
        Place(label, key, r["judul"])
        for label, t in report.tabel.items()
        for r in t["kaki"]
        for key, value in r.items()
        if isinstance(value, int | float)
    ]
    assert {*body, *footer} == set(numbers)


def test_the_operands_named_are_numbers_of_the_report(report: Report) -> None:
    """Each leads on to a value of a table that is there."""
    for place, lineage in list_cell_numbers(report.tabel).items():
        for label, column, row in lineage["dari"]:
            table = report.tabel[label]
            footer = {c["judul"]: c for c in table["kaki"]}
            values = table["baris"][row] if isinstance(row, int) else footer[row]
            assert values[column] is not None, place


ALTERATIONS = {
    ("dpa.xlsx", "DPA", "F30"): 1_000_000,  # realisasi of one sub kegiatan
    ("skm.xlsx", "Rekap", "B5"): 1,  # one answer more to U1
    ("kinerja.xlsx", "Realisasi", "E10"): 70,  # realisasi of TPL in 2021
    ("kinerja.xlsx", "Lembaga", "C16"): 1,  # one institution more is active
}


@pytest.fixture(scope="module")
def altered(report: Report, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The report again, with a few cells changed."""
    root = tmp_path_factory.mktemp("ubah")
    workspace = Workspace.of("paal-merah", 2021, root)
    shutil.copytree(report.workspace.raw, workspace.raw)
    shutil.copytree(report.workspace.notebooks, workspace.notebooks)
    for file in {f for f, *_ in ALTERATIONS}:
        alter_cells(workspace.raw / file)
    assert lkip(root, "render", "2021", "--bentuk", "html").returncode == 0
    return read_tables(workspace)


def alter_cells(file: Path) -> None:
    workbook = openpyxl.load_workbook(file)
    for (name, sheet, cell), value in ALTERATIONS.items():
        if name == file.name:
            assert workbook[sheet][cell].value != value
            workbook[sheet][cell] = value
    workbook.save(file)


def find_value(tabel: dict[str, Any], place: Place) -> Any:
    if isinstance(place.row, int):
        return tabel[place.label]["baris"][place.row][place.column]
    return next(c[place.column] for c in tabel[place.label]["kaki"] if c["judul"] == place.row)


def contains(cells: str, file: str, sheet: str, address: str) -> bool:
    """Whether `dpa.xlsx › DPA › E8:F9; E12` holds this cell."""
    name, sheet_named, *span = cells.split(" › ")
    if (name, sheet_named) != (file, sheet):
        return False
    row, column = coordinate_to_tuple(address)
    ranges = (range_boundaries(r) for r in "".join(span).split("; ") if r)
    return any(k1 <= column <= k2 and b1 <= row <= b2 for k1, b1, k2, b2 in ranges)


def test_what_moves_with_a_cell_names_that_cell(report: Report, altered: dict[str, Any]) -> None:
    """The lineage held against the report made again: nothing moves that does not say why."""
    moving = [
        (t, a)
        for t, a in list_cell_numbers(report.tabel).items()
        if t.label != "serapan-terendah"  # its rows are others now
        and find_value(report.tabel, t) != find_value(altered, t)
    ]
    assert len(moving) > 60
    wrong = [
        t for t, a in moving if not any(contains(s, *u) for s in a["sel"] for u in ALTERATIONS)
    ]
    assert wrong == []


def test_trace_tells_the_way_of_the_index_down_to_the_answers(report: Report) -> None:
    """IKM ← weighted values ← NRR ← the counts of answers; by label or by number."""
    tree = lkip(report.workspace.root, "trace", "skm-ringkasan", "ikm")
    assert tree.returncode == 0, tree.stderr
    assert "IKM: 84,83" in tree.stdout
    assert "PermenPAN-RB Nomor 14 Tahun 2017" in tree.stdout
    assert "NRR – Persyaratan: 3,28" in tree.stdout
    assert "skm.xlsx › Rekap › B5:E5" in tree.stdout
    by_label = lkip(report.workspace.root, "trace", "skm-nilai", "nrr")
    number = report.tabel["skm-nilai"]["nomor"]
    assert lkip(report.workspace.root, "trace", f"Tabel {number}", "NRR").stdout == by_label.stdout


def test_trace_tells_other_programs_in_the_words_of_tabel_json(report: Report) -> None:
    """`lkip trace --json`: where, what, and how as `silsilah` of the table has it."""
    printed = lkip(report.workspace.root, "trace", "skm-ringkasan", "ikm", "--json").stdout
    (origin,) = json.loads(printed)
    assert origin.pop("tempat") == ["skm-ringkasan", "ikm", 0]
    assert (origin.pop("nama"), origin.pop("nilai")) == ("IKM", "84,83")
    assert origin in [{k: a[k] for k in origin} for a in report.tabel["skm-ringkasan"]["silsilah"]]
    assert {"rumus", "hitungan", "aturan", "sel", "dari"} == set(origin)


@pytest.mark.parametrize("text", ["", '{"tabel": [', '{"unit": "x"}'])
def test_trace_says_how_to_mend_a_broken_report(tmp_path: Path, text: str) -> None:
    """As lkip diff does; with lkip run, which makes a final report again as a final one."""
    workspace = Workspace.of("uji", 2021, tmp_path)
    for folder in (workspace.raw, workspace.notebooks, workspace.outputs):
        folder.mkdir(parents=True)
    workspace.tabel.write_text(text, "utf-8")
    result = lkip(tmp_path, "trace", "skm-ringkasan")
    assert result.returncode == 1
    assert result.stderr.startswith(str(workspace.tabel))
    assert "Susun ulang laporannya dengan lkip run" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("arguments", "phrase"),
    [
        (["iku-capaia"], "iku-capaian"),
        (["9.9"], "Tabel yang ada: 1.1–"),
        (["iku-capaian", "entah"], "capaian (Capaian (%))"),
        (["iku-capaian", "capaian", "--baris", "99"], "baris 99"),
    ],
)
def test_trace_names_what_there_is_instead(
    report: Report, arguments: list[str], phrase: str
) -> None:
    """Used wrongly: 2, and the nearest label, the columns, the row."""
    result = lkip(report.workspace.root, "trace", *arguments)
    assert result.returncode == 2
    assert phrase in result.stderr


def test_trace_without_a_report_says_how_to_make_one(report: Report, tmp_path: Path) -> None:
    """The data is there, the report is not."""
    workspace = Workspace.of("paal-merah", 2021, tmp_path)
    shutil.copytree(report.workspace.raw, workspace.raw)
    workspace.notebooks.mkdir()
    result = lkip(tmp_path, "trace", "iku-capaian")
    assert result.returncode == 1
    assert "lkip render 2021 --unit paal-merah" in result.stderr
