"""`tabel.xlsx`: every formula gives the number of tabel.json, recalculated by two other ways."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from lkip_helpers.render.xlsx import HEADER, build_workbook, sheet_name
from lkip_helpers.report.formula import evaluate_formula
from lkip_helpers.report.record import read_records
from tests.conftest import Report, soffice


def same(left: Any, right: Any) -> bool:
    empty = (None, "")
    if left in empty or right in empty:
        return left in empty and right in empty
    return bool(float(left) == pytest.approx(float(right), rel=1e-9, abs=1e-9))


def test_every_declared_formula_gives_the_value_the_frame_has(report: Report) -> None:
    """Each number twice: by pandas in compute, and from the formula beside its column."""
    counted = 0
    for t in report.tabel.values():
        data = pd.DataFrame(t["baris"])
        for k in t["kolom"]:
            if not k["rumus"] or "dari(" in k["rumus"]:
                continue
            for b in t["baris"]:
                value = evaluate_formula(k["rumus"], b, data)
                assert same(None if pd.isna(value) else value, b[k["kunci"]]), (t["label"], k, b)
                counted += 1
    assert counted > 150


def test_every_number_of_the_budget_points_to_its_cell(report: Report) -> None:
    """51 rows of pagu and realisasi; the first stands in dpa.xlsx › DPA › E8."""
    ws = openpyxl.load_workbook(report.folder / "tabel.xlsx")["program-anggaran-output"]
    assert ws.cell(HEADER + 1, 4).value == "='Data DPA'!E8"
    assert ws.cell(HEADER + 52, 4).value == f"=SUM(D{HEADER + 1}:D{HEADER + 51})"


def test_the_survey_is_followed_down_to_the_answers(report: Report) -> None:
    """NRR is an average over the counts of answers, IKM the footer of the table of values."""
    wb = openpyxl.load_workbook(report.folder / "tabel.xlsx")
    content = {s.value for b in wb["skm-nilai"].iter_rows() for s in b}
    cells = [f"'Data Rekap'!{k}5" for k in "BCDE"]
    score = "+".join(f"{n}*{c}" for n, c in enumerate(cells, 1))
    assert f"=({score})/SUM({','.join(cells)})" in content
    assert any("skm-nilai" in str(s.value) for b in wb["skm-ringkasan"].iter_rows() for s in b)
    frequency = {s.value for b in wb["skm-u1"].iter_rows() for s in b}
    assert "='Data Rekap'!E5" in frequency


def test_the_contents_lead_to_every_sheet(report: Report) -> None:
    """Title, number, link; one sheet a table, head frozen."""
    wb = openpyxl.load_workbook(report.folder / "tabel.xlsx")
    entries = [b[2].value for b in wb["Daftar Isi"].iter_rows(min_row=4)]
    assert entries == [sheet_name(label) for label in report.tabel]
    assert all(wb[n].freeze_panes == f"A{HEADER + 1}" for n in entries)


@pytest.mark.parametrize("malicious", ['=HYPERLINK("x")', "+1+1", "-2", "@SUM(1)"])
def test_text_that_looks_like_a_formula_stays_text(malicious: str) -> None:
    """From a workbook nothing may come alive."""
    payload = {
        "jenis": "tabel", "label": "uji", "nomor": "1.1", "judul": malicious, "satuan": "",
        "sumber": malicious,
        "rumus": "", "asal": {}, "kaki": [], "rumus_kaki": [], "bentuk_kaki": [],
        "baris": [{"a": malicious}],
        "kolom": [{"kunci": "a", "judul": malicious, "jenis": "teks", "desimal": 2, "rumus": ""}],
    }  # fmt: skip
    ws = build_workbook(read_records([payload]), {}, malicious)["uji"]
    assert ws.cell(HEADER + 1, 1).value == malicious
    assert {s.data_type for b in ws.iter_rows() for s in b if s.value is not None} == {"s"}


def test_libreoffice_recalculates_every_formula_to_the_same_number(
    report: Report, tmp_path: Path
) -> None:
    """Nothing is cached in the file; what LibreOffice computes is compared cell by cell."""
    result = soffice("xlsx", report.folder / "tabel.xlsx", tmp_path)
    formula = openpyxl.load_workbook(report.folder / "tabel.xlsx")
    value = openpyxl.load_workbook(result, data_only=True)
    tabel = json.loads((report.folder / "tabel.json").read_text("utf-8"))["tabel"]
    compute = 0
    for t in tabel:
        name = sheet_name(t["label"])
        for r, b in enumerate([*t["baris"], *t["kaki"]], HEADER + 1):
            for c, k in enumerate(t["kolom"], 1):
                if formula[name].cell(r, c).data_type == "f":
                    compute += 1
                    repeat = value[name].cell(r, c).value
                    assert same(repeat, b.get(k["kunci"])), (
                        name,
                        formula[name].cell(r, c).value,
                        repeat,
                    )
    assert compute > 600
