"""A chapter gives the same outputs wherever it runs, and exports by itself."""

import warnings
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pikepdf
import pytest
from nbconvert.exporters import get_exporter

from lkip_helpers.render.parameter import ParameterSalah
from lkip_helpers.workspace import VARIABEL_RUANG
from tests.conftest import AKAR, Laporan

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


def test_our_engine_refuses_a_parameter_the_notebook_does_not_declare() -> None:
    """papermill itself only warns."""
    with pytest.raises(ParameterSalah, match="Maksudnya tahun"):
        jalankan(BAB[0], "lkip", tahn=2021)


@pytest.mark.parametrize("nama", ["lkip-html", "lkip-pdf"])
def test_a_single_chapter_exports_numbered_as_in_the_report(laporan: Laporan, nama: str) -> None:
    """`jupyter nbconvert --to lkip-…` on an executed chapter."""
    bab = laporan.ruang.folder_terlaksana(laporan.folder) / "10-pendahuluan.ipynb"
    isi, sumber = get_exporter(nama)().from_filename(str(bab))
    assert sumber["output_extension"] == f".{nama.removeprefix('lkip-')}"
    if nama == "lkip-html":
        assert "Tabel 1.1" in isi
    else:
        berkas = laporan.ruang.root / "bab.pdf"
        berkas.write_bytes(isi)
        assert len(pikepdf.open(berkas).pages) > 3
