"""Whether a report is that of the files as they are now: what counts as a change, and what not."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from lkip_helpers import intake
from lkip_helpers.audit.pemeriksaan import check_semua
from lkip_helpers.intake.proses import versi
from lkip_helpers.kerja import susun
from lkip_helpers.render.sidik import is_mutakhir, masukan, sidik_kode
from lkip_helpers.workspace import Ruang
from tests.buku import tulis

BAB = "10-satu.ipynb"


def catat(ruang: Ruang, **parameter: object) -> None:
    """What a finished report says of its making."""
    ruang.outputs.mkdir(parents=True, exist_ok=True)
    build = {"parameter": parameter, "masukan": masukan(ruang), "kode": sidik_kode(ruang)}
    (ruang.outputs / "build.json").write_text(json.dumps(build), "utf-8")


def tambah(berkas: Path, isi: str = " ") -> None:
    """Write at the end of a file, which is made where there is none."""
    berkas.parent.mkdir(parents=True, exist_ok=True)
    with berkas.open("a", encoding="utf-8") as f:
        f.write(isi)


@pytest.fixture
def ruang(tmp_path: Path) -> Ruang:
    """A report of 2021 that is up to date, with an earlier and a later year beside it."""
    ruang = tulis(tmp_path)
    for tahun in (2020, 2022):
        shutil.copytree(ruang.raw, replace(ruang, tahun=tahun).raw)
    tambah(ruang.raw / "SUMBER.toml", "# asal\n")
    sel = nbformat.v4.new_code_cell("a = 1", id="a")
    nbformat.write(nbformat.v4.new_notebook(cells=[sel]), ruang.notebooks / BAB)
    catat(ruang)
    assert is_mutakhir(ruang)
    return ruang


@pytest.mark.parametrize(
    "ubah",
    [
        lambda r: tambah(r.raw / "dpa.xlsx"),
        lambda r: (r.raw / "dpa.xlsx").unlink(),
        lambda r: tambah(r.raw / "SUMBER.toml"),
        lambda r: tambah(r.raw / "peta.geojson"),
        lambda r: tambah(replace(r, tahun=2020).raw / "kinerja.xlsx"),
        lambda r: (r.outputs / "build.json").write_text("{"),
        lambda r: (r.notebooks / BAB).write_text("bukan notebook"),
        lambda r: (r.notebooks / BAB).rename(r.notebooks / "20-dua.ipynb"),
    ],
    ids=["workbook", "gone", "source", "map", "earlier year", "damaged", "no notebook", "renamed"],
)
def test_every_file_that_the_report_reads_counts(
    ruang: Ruang, ubah: Callable[[Ruang], object]
) -> None:
    """Sources and map stand in its tables, earlier workbooks in its trends."""
    ubah(ruang)
    assert not is_mutakhir(ruang)


@pytest.mark.parametrize(
    "ubah",
    [
        lambda r: tambah(r.raw / "terbit.xlsx"),
        lambda r: tambah(r.raw / "padanan.toml"),
        lambda r: tambah(r.raw / "~$kinerja.xlsx"),
        lambda r: tambah(replace(r, tahun=2022).raw / "kinerja.xlsx"),
    ],
    ids=["published", "import", "lock", "later year"],
)
def test_what_the_report_does_not_read_does_not_count(
    ruang: Ruang, ubah: Callable[[Ruang], object]
) -> None:
    """Otherwise a workbook open in Excel would have the report built again every night."""
    ubah(ruang)
    assert is_mutakhir(ruang)


def test_results_saved_in_a_chapter_do_not_count_but_its_cells_do(ruang: Ruang) -> None:
    """JupyterLab saves by itself what was only looked at."""
    berkas = ruang.notebooks / BAB
    nb = nbformat.read(berkas, 4)
    nb.cells[0].update(execution_count=3, outputs=[nbformat.v4.new_output("stream", text="1")])
    nbformat.write(nb, berkas)
    assert is_mutakhir(ruang)
    nb.cells[0].source = "a = 2"
    nbformat.write(nb, berkas)
    assert not is_mutakhir(ruang)


def test_the_report_is_silent_on_the_source_of_what_it_does_not_read(ruang: Ruang) -> None:
    """An unrecorded terbit.xlsx is said by `lkip check` alone."""
    shutil.copy(ruang.raw / "dpa.xlsx", ruang.raw / "terbit.xlsx")
    pesan = "asalnya belum tercatat di SUMBER.toml"
    assert ("terbit.xlsx", pesan) in {(t.berkas, t.pesan) for t in check_semua(ruang)}
    assert "terbit.xlsx" not in {t.berkas for t in intake.check(ruang)}


@pytest.mark.parametrize(
    ("lalu", "milik", "final"),
    [({"konsep": False, "contoh": 2}, {"contoh": 2}, True), ({"konsep": True}, {}, False)],
)
def test_what_nobody_watches_is_built_as_the_last_time(
    ruang: Ruang, monkeypatch: pytest.MonkeyPatch, lalu: dict[str, object],
    milik: dict[str, object], final: bool,
) -> None:  # fmt: skip
    """With its own parameters, and final where it was."""
    diminta = []
    monkeypatch.setattr(susun, "bangun", lambda _, p, *, final: diminta.append((p, final)) or 0)
    catat(ruang, tahun=2021, unit="uji", **lalu)
    assert susun.bangun_lagi(ruang) == 0
    assert diminta == [(milik, final)]


def test_a_changed_rule_has_the_workbooks_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """The letters of a predicate are scored by aturan/capaian.toml as they are read."""
    asli = Path.read_bytes
    semula = versi()
    for nama, beda in (("capaian.toml", True), ("susun.py", False)):
        versi.cache_clear()
        with monkeypatch.context() as m:
            m.setattr(Path, "read_bytes", lambda b, n=nama: asli(b) + b"#" * (b.name == n))
            assert (versi() != semula) is beda
    versi.cache_clear()
