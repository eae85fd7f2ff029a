"""A chapter gives the same outputs wherever it runs, and exports by itself."""

import re
import shutil
import warnings
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pikepdf
import pytest
from nbconvert.exporters import get_exporter

from lkip_helpers.render.jalankan import run_bab
from lkip_helpers.render.naskah import join_sendiri
from lkip_helpers.render.parameter import ParameterSalah
from lkip_helpers.render.penomoran import SUDAH_BERUBAH, TANPA_LAPORAN, read_penomoran
from lkip_helpers.workspace import VARIABEL_RUANG
from tests.conftest import AKAR, Laporan, salin_ruang

BAB = sorted((AKAR / "notebooks").glob("[0-8]*.ipynb"))
REKONSILIASI = AKAR / "notebooks" / "90-rekonsiliasi.ipynb"


def jalankan(bab: Path, mesin: str | None, **parameter: Any) -> Any:
    """Outputs of every code cell."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nb = papermill.execute_notebook(
            bab, None, parameters=parameter, engine_name=mesin, cwd=bab.parent, progress_bar=False
        )
    return [c.outputs for c in nb.cells if c.cell_type == "code"]


@pytest.mark.parametrize("bab", BAB, ids=lambda b: b.stem)
def test_a_kernel_and_our_engine_give_equal_outputs(
    laporan: Laporan, bab: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Plain papermill (as JupyterLab: a kernel) against `--engine lkip` and `lkip render`."""
    monkeypatch.setenv(VARIABEL_RUANG, str(laporan.ruang.root))
    kernel = jalankan(bab, None, tahun=2021, unit="paal-merah")
    assert kernel == jalankan(bab, "lkip", tahun=2021, unit="paal-merah")
    terlaksana = laporan.ruang.folder_terlaksana(laporan.folder) / bab.name
    nb = nbformat.read(terlaksana, 4)
    assert kernel == [c.outputs for c in nb.cells if c.cell_type == "code"]


def test_the_reconciliation_runs_in_a_kernel_too(
    laporan: Laporan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It reads the tables of the built report, so it is no chapter of it."""
    monkeypatch.setenv(VARIABEL_RUANG, str(laporan.ruang.root))
    kernel = jalankan(REKONSILIASI, None, tahun=2021, unit="paal-merah")
    assert kernel == jalankan(REKONSILIASI, "lkip", tahun=2021, unit="paal-merah")


@pytest.mark.parametrize("nama", ["eksplorasi", "mulai"])
@pytest.mark.parametrize("ada", [True, False], ids=["with data", "without"])
def test_what_is_for_the_screen_runs_in_a_kernel_without_a_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nama: str, ada: bool
) -> None:
    """With the example, and with an empty data/raw; by our engine, too."""
    ruang = salin_ruang(tmp_path)
    if not ada:
        shutil.rmtree(ruang.raw.parent)
    monkeypatch.setenv(VARIABEL_RUANG, str(tmp_path))
    for mesin in (None, "lkip"):
        parameter = {"tahun": 2021, "unit": "paal-merah"} if nama == "eksplorasi" else {}
        keluaran = jalankan(ruang.notebooks / f"{nama}.ipynb", mesin, **parameter)
        jenis = [o.output_type for satu in keluaran for o in satu]
        assert len(jenis) >= 2
        assert "error" not in jenis


def test_our_engine_refuses_a_parameter_the_notebook_does_not_declare() -> None:
    """papermill itself only warns."""
    with pytest.raises(ParameterSalah, match="Maksudnya tahun"):
        jalankan(BAB[0], "lkip", tahn=2021)


def test_each_chapter_is_given_the_parameters_it_declares(tmp_path: Path) -> None:
    """`lkip render -p ambang=2` is for the chapter that knows it; each is told of when finished."""
    for nama, isi in (("10-a", "tahun = 1"), ("20-b", "tahun = 1\nambang = 1")):
        sel = nbformat.v4.new_code_cell(isi, metadata={"tags": ["parameters"]})
        lihat = nbformat.v4.new_code_cell("sorted(set(globals()) & {'tahun', 'ambang'}), tahun")
        nbformat.write(nbformat.v4.new_notebook(cells=[sel, lihat]), tmp_path / f"{nama}.ipynb")
    selesai: list[str] = []
    parameter = {"tahun": 2021, "ambang": 2}
    bab = run_bab(sorted(tmp_path.glob("*.ipynb")), parameter, tmp_path, selesai.append)
    milik = {nama: nb.metadata.lkip["parameter"] for nama, nb in bab.items()}
    assert milik == {"10-a": {"tahun": 2021}, "20-b": parameter}
    assert sorted(selesai) == ["10-a", "20-b"]


def ekspor(laporan: Laporan, nama: str, bab: str) -> Any:
    """`jupyter nbconvert --to lkip-…` on an executed chapter, as JupyterLab's menu does it."""
    isi, sumber = get_exporter(nama)().from_filename(str(bab_jadi(laporan, bab)))
    assert sumber["output_extension"] == f".{nama.removeprefix('lkip-')}"
    return isi


def bab_jadi(laporan: Laporan, bab: str) -> Path:
    """An executed chapter of the report."""
    return laporan.ruang.folder_terlaksana(laporan.folder) / f"{bab}.ipynb"


def nomor(html: str) -> list[str]:
    """Captions and numbered headings, as they are printed."""
    benda = re.findall(r'data-label="([a-z0-9-]+)">((?:Tabel|Gambar) [\dLER.]+)<', html)
    judul = re.findall(r"<h\d (id=.*?)</h", html)
    return [*map(" ".join, benda), *judul]


def test_chapters_by_themselves_are_numbered_as_in_the_report(laporan: Laporan) -> None:
    """Together they have every caption and heading of the report, in its order, and no other."""
    utuh = nomor((laporan.folder / "laporan.html").read_text("utf-8"))
    urut = sorted(BAB, key=lambda b: (b.stem.startswith("00"), b.stem))
    sendiri = [n for b in urut for n in nomor(ekspor(laporan, "lkip-html", b.stem))]
    assert sorted(sendiri) == sorted(utuh)
    assert len(utuh) > 120


def test_a_reference_to_another_chapter_is_its_number_there(laporan: Laporan) -> None:
    """No link, for its target is in another file; one of its own is a link."""
    teks = ekspor(laporan, "lkip-html", "31-kepuasan-masyarakat")
    iku = laporan.tabel["iku-capaian"]["nomor"]
    assert f"pada Tabel {iku}." in teks
    assert "#iku-capaian" not in teks
    assert f'href="#skm-nilai">Tabel {laporan.tabel["skm-nilai"]["nomor"]}</a>' in teks
    assert TANPA_LAPORAN not in teks
    assert SUDAH_BERUBAH not in teks
    assert 'class="konsep"' in teks  # as the report, which is a draft


def test_a_continuation_is_a_word_file_and_an_accessible_pdf_of_its_own(
    laporan: Laporan, tmp_path: Path
) -> None:
    """PDF/UA wants its first heading at level 1; both begin with the number in the report."""
    isi = {b: ekspor(laporan, f"lkip-{b}", "33-realisasi-anggaran") for b in ("pdf", "docx")}
    for bentuk, satu in isi.items():
        (tmp_path / f"bab.{bentuk}").write_bytes(satu)
    with pikepdf.open(tmp_path / "bab.pdf") as pdf:
        assert len(pdf.pages) > 3
    with zipfile.ZipFile(tmp_path / "bab.docx") as word:
        teks = re.sub(r"<[^>]+>", "", word.read("word/document.xml").decode())
    assert "3.2 Realisasi Anggaran" in teks


def test_without_a_report_a_chapter_says_that_its_numbers_are_its_own(
    laporan: Laporan, tmp_path: Path
) -> None:
    """Counted from one; a reference to another chapter names no number."""
    bab = shutil.copy(bab_jadi(laporan, "31-kepuasan-masyarakat"), tmp_path)
    teks, _ = get_exporter("lkip-html")().from_filename(bab)
    assert TANPA_LAPORAN in teks
    assert "Tabel 3.1</span>" in teks
    assert "pada Tabel (pada bagian lain laporan)" in teks


def test_a_chapter_that_changed_since_the_report_says_so(laporan: Laporan) -> None:
    """Its tables have other numbers there."""
    nb = nbformat.read(bab_jadi(laporan, "40-penutup"), 4)
    lapor = read_penomoran(nb, str(laporan.folder))
    assert lapor is not None
    lain = replace(lapor, nomor={k: f"{n}9" for k, n in lapor.nomor.items()})
    bab = nbformat.read(bab_jadi(laporan, "10-pendahuluan"), 4)
    sel = join_sendiri("10-pendahuluan", bab, lain).cells
    assert sum(SUDAH_BERUBAH in c.source for c in sel) == 1
