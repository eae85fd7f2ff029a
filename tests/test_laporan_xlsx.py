"""`tabel.xlsx`: every formula gives the number of tabel.json, recalculated by two other ways."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from lkip_helpers.display.rumus import evaluate_rumus
from lkip_helpers.render.buku_kerja import KEPALA, build_buku, nama_lembar
from tests.conftest import Laporan, soffice


def sama(kiri: Any, kanan: Any) -> bool:
    kosong = (None, "")
    if kiri in kosong or kanan in kosong:
        return kiri in kosong and kanan in kosong
    return bool(float(kiri) == pytest.approx(float(kanan), rel=1e-9, abs=1e-9))


def test_every_declared_formula_gives_the_value_the_frame_has(laporan: Laporan) -> None:
    """Each number twice: by pandas in compute, and from the formula beside its column."""
    dihitung = 0
    for t in laporan.tabel.values():
        data = pd.DataFrame(t["baris"])
        for k in t["kolom"]:
            if not k["rumus"] or "dari(" in k["rumus"]:
                continue
            for b in t["baris"]:
                nilai = evaluate_rumus(k["rumus"], b, data)
                assert sama(None if pd.isna(nilai) else nilai, b[k["kunci"]]), (t["label"], k, b)
                dihitung += 1
    assert dihitung > 150


def test_every_number_of_the_budget_points_to_its_cell(laporan: Laporan) -> None:
    """51 rows of pagu and realisasi; the first stands in dpa.xlsx › DPA › E8."""
    ws = openpyxl.load_workbook(laporan.folder / "tabel.xlsx")["program-anggaran-output"]
    assert ws.cell(KEPALA + 1, 4).value == "='Data DPA'!E8"
    assert ws.cell(KEPALA + 52, 4).value == f"=SUM(D{KEPALA + 1}:D{KEPALA + 51})"


def test_the_survey_is_followed_down_to_the_answers(laporan: Laporan) -> None:
    """NRR is an average over the answers, IKM the footer of the table of values."""
    wb = openpyxl.load_workbook(laporan.folder / "tabel.xlsx")
    isi = {s.value for b in wb["skm-nilai"].iter_rows() for s in b}
    assert "=AVERAGE('Data Jawaban'!B5:B54)" in isi
    assert any("skm-nilai" in str(s.value) for b in wb["skm-ringkasan"].iter_rows() for s in b)
    frekuensi = {s.value for b in wb["skm-u1"].iter_rows() for s in b}
    assert "=COUNTIF('Data Jawaban'!B5:B54,4)" in frekuensi


def test_the_contents_lead_to_every_sheet(laporan: Laporan) -> None:
    """Title, number, link; one sheet a table, head frozen."""
    wb = openpyxl.load_workbook(laporan.folder / "tabel.xlsx")
    daftar = [b[2].value for b in wb["Daftar Isi"].iter_rows(min_row=4)]
    assert daftar == [nama_lembar(label) for label in laporan.tabel]
    assert all(wb[n].freeze_panes == f"A{KEPALA + 1}" for n in daftar)


@pytest.mark.parametrize("jahat", ['=HYPERLINK("x")', "+1+1", "-2", "@SUM(1)"])
def test_text_that_looks_like_a_formula_stays_text(jahat: str) -> None:
    """From a workbook nothing may come alive."""
    paket = {
        "jenis": "tabel", "label": "uji", "nomor": "1.1", "judul": jahat, "satuan": "",
        "sumber": jahat,
        "rumus": "", "asal": {}, "kaki": [], "rumus_kaki": [], "bentuk_kaki": [],
        "baris": [{"a": jahat}],
        "kolom": [{"kunci": "a", "judul": jahat, "jenis": "teks", "desimal": 2, "rumus": ""}],
    }  # fmt: skip
    ws = build_buku([paket], {}, jahat)["uji"]
    assert ws.cell(KEPALA + 1, 1).value == jahat
    assert {s.data_type for b in ws.iter_rows() for s in b if s.value is not None} == {"s"}


def test_libreoffice_recalculates_every_formula_to_the_same_number(
    laporan: Laporan, tmp_path: Path
) -> None:
    """Nothing is cached in the file; what LibreOffice computes is compared cell by cell."""
    hasil = soffice("xlsx", laporan.folder / "tabel.xlsx", tmp_path)
    rumus = openpyxl.load_workbook(laporan.folder / "tabel.xlsx")
    nilai = openpyxl.load_workbook(hasil, data_only=True)
    tabel = json.loads((laporan.folder / "tabel.json").read_text("utf-8"))["tabel"]
    hitung = 0
    for t in tabel:
        nama = nama_lembar(t["label"])
        for r, b in enumerate([*t["baris"], *t["kaki"]], KEPALA + 1):
            for c, k in enumerate(t["kolom"], 1):
                if rumus[nama].cell(r, c).data_type == "f":
                    hitung += 1
                    ulang = nilai[nama].cell(r, c).value
                    assert sama(ulang, b.get(k["kunci"])), (
                        nama,
                        rumus[nama].cell(r, c).value,
                        ulang,
                    )
    assert hitung > 600
