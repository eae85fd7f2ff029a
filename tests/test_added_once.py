"""A polaritas, a scale, a table of mutu and two sheets are each added in one place and rendered."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from lkip_helpers.workspace import WORKSPACE_VARIABLE, Workspace
from tests.conftest import PROJECT_ROOT, MakeOnce, copy_workspace

POLARITAS = """
[rumus.nihil]
rumus = "bila(realisasi > target, 100 − realisasi × 10, 100)"
sisa = "realisasi − target"
bukan_nol = []
arti = "tidak boleh terjadi"
isian = "target nol"
sumber = "Peraturan Uji Nomor 1"
"""
SCALE = """
[skala.dua]
sumber = "Peraturan Uji Nomor 2"
kategori = [
  { kunci = "lulus", teks = "Lulus ukuran", batas = "≥ 80 %", mulai = 80 },
  { kunci = "gagal", teks = "Tidak lulus ukuran", batas = "< 80 %" },
]
"""
MUTU = """
[mutu.uji]
sumber = "Peraturan Uji Nomor 3"
jenjang = [
  { huruf = "P", kinerja = "Puas", mulai = 60.00 },
  { huruf = "K", kinerja = "Kecewa", mulai = 25.00 },
]
"""
SHEET = """
[kecamatan.inovasi]
lembar = "Inovasi"
guna = "Inovasi pelayanan"
wajib = false
[kecamatan.inovasi.kolom]
nama = { judul = "Nama", arti = "Nama inovasi", contoh = "Loket malam" }
"""
SUPPLEMENT = """
[pelatihan]
lembar = "Pelatihan"
guna = "Pelatihan pegawai, satu baris setiap pelatihan"
kunci = ["nama"]
[pelatihan.tampil]
bagian = "sumber-daya"
kepala = "Pelatihan"
judul = "Pelatihan pegawai tahun {tahun}"
pengantar = "Pelatihan yang diikuti pegawai disajikan pada [Tabel](#pelatihan)."
ikhtisar = "Pesertanya {jumlah[peserta]:bilangan} orang."
jumlah = ["peserta"]
[pelatihan.kolom]
nama = { judul = "Nama", arti = "Nama pelatihan", contoh = "Pelayanan prima" }
peserta = { judul = "Peserta", arti = "Banyaknya pegawai", contoh = 4, jenis = "cacah", ge = 0 }
"""
SHOW = """data = load(unit, tahun)
Tabel("inovasi", "Inovasi", data.inovasi, ["nama"], source=data.inovasi)"""
CELLS = [
    'tahun = 2021\nunit = "paal-merah"',
    "from lkip_helpers.intake import load\nfrom lkip_helpers.report.tabel import Tabel",
    SHOW,
]
CHAPTERS = ("10-pendahuluan", "30-capaian-kinerja", "31-kepuasan-masyarakat", "70-inovasi")
RUN = f"""
from lkip_helpers.render.startup import skip_address_parser
skip_address_parser()
import papermill
for chapter in {CHAPTERS}:
    papermill.execute_notebook(
        f"notebooks/{{chapter}}.ipynb", f"{{chapter}}.ipynb", progress_bar=False,
        parameters={{"tahun": 2021, "unit": "paal-merah"}}, engine_name="lkip",
    )
"""


def append(file: Path, addition: str, old: str = "", new: str = "") -> None:
    """Append text to a rules file, after its default was changed from old to new."""
    rules = file.read_text("utf-8")
    assert f'bawaan = "{old}"' in rules or not old
    rules = rules.replace(f'bawaan = "{old}"', f'bawaan = "{new}"')
    file.write_text(rules + addition, "utf-8")


def add_row(sheet: Worksheet, **values: Any) -> None:
    """Add a row to a sheet: values by title of column, the others as in the row above."""
    head = next(r for r in sheet.iter_rows() if str(r[0].value).startswith("Kode"))
    last = max(c.row for c in sheet["A"] if c.value is not None)
    for cell in head:
        above = sheet.cell(last, cell.column).value
        sheet.cell(last + 1, cell.column, values.get(str(cell.value).replace(" ", "_"), above))


def fill(workspace: Workspace) -> None:
    """Add an indicator of the new polaritas, and rows on both new sheets."""
    file = workspace.raw / "kinerja.xlsx"
    workbook = openpyxl.load_workbook(file)
    name = {"Kode": "PGD", "Indikator_kinerja": "Pengaduan tidak ditangani"}
    add_row(workbook["Indikator"], **name, Jenjang="sasaran", Polaritas="nihil", Satuan="pengaduan")
    add_row(workbook["Realisasi"], **name, Tahun=2021, Target=0, Realisasi=3)
    sheet = workbook.create_sheet("Inovasi")
    for row in (["Inovasi"], [], ["Nama"], ["Loket malam"]):
        sheet.append(row)
    workbook.save(file)
    workbook = openpyxl.Workbook()
    workbook.active.title = "Pelatihan"
    for row in (["Pelatihan"], [], ["Nama", "Peserta"], ["Layanan", 4], ["Arsip", 3]):
        workbook.active.append(row)
    workbook.save(workspace.raw / "pelengkap.xlsx")


@pytest.fixture(scope="module")
def outputs(make_once: MakeOnce) -> dict[str, str]:
    """The HTML of each chapter, made by a copy of the package to which one of each was added."""
    root, _ = make_once("tambahan", run_with_additions)
    return {chapter: read_html(root / f"{chapter}.ipynb") for chapter in CHAPTERS}


def run_with_additions(root: Path) -> str:
    """Copy workspace and package to the root, add one of each, and run the chapters."""
    workspace = copy_workspace(root)
    package = workspace.root / "lkip_helpers"
    shutil.copytree(PROJECT_ROOT / "lkip_helpers", package)  # with what is compiled already
    append(package / "rules" / "capaian.toml", POLARITAS + SCALE, "tiga", "dua")
    append(package / "rules" / "skm.toml", MUTU, "2017", "uji")
    append(package / "rules" / "pelengkap.toml", SUPPLEMENT)
    append(package / "rules" / "lembar.toml", SHEET)
    cells = [nbformat.v4.new_code_cell(c) for c in CELLS]
    cells[0].metadata["tags"] = ["parameters"]
    python = {"name": "python3", "display_name": "Python 3", "language": "python"}
    chapter = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": python})
    nbformat.write(chapter, workspace.notebooks / "70-inovasi.ipynb")
    fill(workspace)
    environment = {WORKSPACE_VARIABLE: str(workspace.root), "PYTHONPATH": str(workspace.root)}
    command, environment = [sys.executable, "-c", RUN], {**os.environ, **environment}
    subprocess.run(command, cwd=workspace.root, env=environment, check=True)
    return ""


def read_html(file: Path) -> str:
    """Every table, figure and sentence of an executed notebook."""
    outputs = [o.data for c in nbformat.read(file, 4).cells for o in c.get("outputs", [])]
    kinds = ("text/html", "text/markdown")
    return "\n".join(data.get(kind, "") for data in outputs for kind in kinds)


def test_a_polaritas_is_one_entry(outputs: dict[str, str]) -> None:
    """Target 0 and realisasi 3 give 100 − 3 × 10 = 70 %; its words are in the table of formulas."""
    html = outputs["30-capaian-kinerja"]
    assert "Nihil" in html
    assert "tidak boleh terjadi" in html
    assert "bila(realisasi &gt; target, 100 − realisasi × 10, 100)" in html
    assert "70,00" in html


def test_a_scale_is_one_entry(outputs: dict[str, str]) -> None:
    """Its words are in the table of the scale, the verdicts and the sentences; no old ones are."""
    html = outputs["30-capaian-kinerja"]
    assert "≥ 80 %" in html
    assert html.count("Lulus ukuran") > 1
    assert "tidak lulus ukuran" in html
    assert "Tidak mencapai target" not in html


def test_a_table_of_mutu_is_one_entry(outputs: dict[str, str]) -> None:
    """IKM 84.35 is P, Puas, as that begins at 60."""
    html = outputs["31-kepuasan-masyarakat"]
    assert ">P<" in html
    assert "Puas" in html
    assert "Kecewa" in html


def test_a_sheet_is_one_entry_and_its_notebook(outputs: dict[str, str]) -> None:
    """Read, checked and shown under the name of its entry."""
    assert "Loket malam" in outputs["70-inovasi"]
    assert "Sumber: Kecamatan Paal Merah, 2021." in outputs["70-inovasi"]


def test_a_sheet_an_office_may_add_is_one_entry(outputs: dict[str, str]) -> None:
    """Its table, its total and the sentence of its sum: 4 + 3 = 7."""
    html = outputs["10-pendahuluan"]
    assert "Pelatihan pegawai tahun 2021" in html
    assert "Pesertanya 7 orang." in html
