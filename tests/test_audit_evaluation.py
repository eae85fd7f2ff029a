"""Evaluation of the reporting: each regional sheet is answered, with reason, proof and cure."""

import json
from pathlib import Path
from typing import Any

import nbformat
import openpyxl
import pytest

from lkip_helpers.audit.evaluation import (
    grade_reporting,
    list_explained,
    phrase_grades,
    write_evidence,
)
from lkip_helpers.report.payload import MIME
from lkip_helpers.report.record import Record, read_records
from lkip_helpers.workspace import Workspace
from tests.conftest import Report
from tests.workbook import list_cut

TUJUAN = "(indikator tujuan)"  # as chapter 20 prints it in the place of a sasaran


def record(label: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """A table as tabel.json has it; its columns are the keys of its rows."""
    columns = [
        {"kunci": k, "judul": k, "jenis": "teks" if isinstance(v, str) else "angka"}
        for k, v in rows[0].items()
    ]
    return {"label": label, "judul": label, "nomor": "3.1", "kolom": columns, "baris": rows}


def report(capaian: float = 110) -> dict[str, Record]:
    """Two IKU, of a sasaran and of a tujuan; last year known of one, a standard of none."""
    names = [{"indikator": "A", "sasaran": "S"}, {"indikator": "B", "sasaran": TUJUAN}]
    full = {"target": 1, "realisasi": 1, "capaian": capaian}
    return read_records(
        [
            record("iku", names),
            record("iku-capaian", [{**n, **full} for n in names]),
            record("banding-tahun", [{"indikator": n, "realisasi": 2} for n in ("A", "A", "B")]),
            record("efisiensi", [{"sasaran": "S", "tingkat": "efisien", "pagu": 1,
                                  "realisasi": 1, "serapan": 100}]),
            record("langkah-perbaikan", [{"langkah": "x"}]),
        ]
    )  # fmt: skip


TALLY = {  # worked out by hand from `report`
    "nasional": ["d", "a", "a", "e", "c", "a", "e", "a", "a"],
    "pembanding": ["d", "a", "a", "e", "c", "e", "a", "e", "a", "a"],
    "tanpa keuangan": ["d", "a", "a", "e", "c", "e", "a", "a"],
    "nilai tetap": ["0,5", "0,5", "0,5", "0,0", "0,5", "0,5", "0,0", "0,5", "0,5"],
}


@pytest.mark.parametrize("sheet", TALLY)
def test_each_sheet_is_answered_with_its_own_grades(sheet: str) -> None:
    """Of 8 required tables 3 (37,5 %) are d; of 2 indicators 1 (50 %) is c, 0 is e."""
    graded = grade_reporting(report(), sheet).dropna(subset="alasan")
    assert graded["nilai"].to_list() == TALLY[sheet]
    lacking = graded[graded["terpenuhi"] < graded["jumlah"]]
    assert (lacking["naik"].str.len() > 0).all()
    assert "B" in graded.set_index("kriteria")["naik"].filter(like="tahun sebelumnya").iloc[0]


def test_the_report_of_2021_is_graded_as_its_workbooks_are_tallied_by_hand(report: Report) -> None:
    """Of the eight analyses the one with a standard is missing (87,5 % is b) and no IKU has any
    (e); of two IKU both have realisasi, target, the target of 2023 and 2020; the cure of one is
    “Belum tercatat.” (50 % is c); both sasaran have a main programme; there are steps.
    """
    records = read_records([*report.tabel.values()])
    graded = grade_reporting(records, "pembanding").dropna(subset="alasan")
    assert "".join(graded["nilai"]) == "baaaaeacaa"
    assert graded["label"].str.len().gt(0).to_list() == [*[True] * 5, False, *[True] * 4]


@pytest.mark.parametrize(
    ("capaian", "described", "points", "reason"),
    [(110, None, "0,5", ""), (100, None, "0,3", "tidak melebihi 100"), (110, [], "0,3", "uraian")],
)
def test_efficiency_has_all_points_only_above_the_target_and_if_it_is_described(
    capaian: float, described: list[str] | None, points: str, reason: str
) -> None:
    """Source: the sheet read whole; 0,3 too where there is nothing to measure."""
    graded = grade_reporting(report(capaian), "nilai tetap", described)
    efficiency = graded[graded["kriteria"].str.contains("efisiensi")].iloc[0]
    assert (efficiency["nilai"], reason in efficiency["alasan"]) == (points, True)
    without = {k: v for k, v in report().items() if k != "efisiensi"}
    graded = grade_reporting(without, "nilai tetap").set_index("kriteria")
    assert graded.filter(like="efis", axis=0).iloc[0][["nilai", "alasan"]].to_list() == [
        "0,3", "0 dari 1 sasaran tercakup; efisiensi tidak dapat diukur",
    ]  # fmt: skip


def test_a_table_is_described_by_a_computed_sentence_of_its_section(tmp_path: Path) -> None:
    """The sentence of the next section does not count."""

    def cell(*payloads: dict[str, Any]) -> Any:
        outputs = [nbformat.v4.new_output("display_data", {MIME: p}) for p in payloads]
        return nbformat.v4.new_code_cell("x", outputs=outputs)

    tabel = [{"jenis": "tabel", "label": label} for label in ("a", "b")]
    sentence = {"jenis": "narasi", "nilai": {"banyak": 1}}
    parts = [cell(tabel[0], sentence), cell(tabel[1]), cell(sentence)]
    heads = [nbformat.v4.new_markdown_cell("## Bagian\n\nPengantar.") for _ in parts]
    cells = [c for pair in zip(heads, parts, strict=True) for c in pair]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "30-x.ipynb")
    assert list(list_explained(tmp_path)) == ["a"]


def test_the_folder_holds_answers_and_tables(tmp_path: Path) -> None:
    """A sheet per region and the ceklis; a folder per criterion that a table proves: 7 of 10."""
    workspace = Workspace("uji", 2021, tmp_path)
    workspace.outputs.mkdir(parents=True)
    packed = [{**record(r.label, r.rows), "judul": r.label} for r in report().values()]
    workspace.tabel.write_text(json.dumps({"unit": "uji", "tahun": 2021, "tabel": packed}))
    folder, graded = write_evidence(workspace)
    answers = openpyxl.load_workbook(folder / "lke.xlsx")
    assert answers.sheetnames == [
        "Nasional", "Pembanding", "Tanpa keuangan", "Nilai tetap", "Ceklis reviu",
    ]  # fmt: skip
    assert [text for ws in answers for text in list_cut(ws, 2)] == []
    folders = sorted(p for p in folder.iterdir() if p.is_dir())
    assert len(folders) == 7
    assert (folders[1] / "iku-capaian.csv").read_text("utf-8-sig").splitlines()[0] == (
        "indikator;sasaran;target;realisasi;capaian"
    )
    first, *_, last = phrase_grades(graded)
    assert first == "Lembar nasional: 5 × a, 1 × c, 1 × d, 2 × e; 2 kriteria dinilai oleh pereviu."
    assert last.startswith("  ")
