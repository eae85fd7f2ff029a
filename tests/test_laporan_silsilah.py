"""Every number of the report, walked to its cells; and the walk held against what really moves."""

import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import coordinate_to_tuple
from openpyxl.utils.cell import range_boundaries

from lkip_helpers.display.benda import Tempat
from lkip_helpers.workspace import Ruang
from tests.conftest import Laporan, lkip


def list_angka(tabel: dict[str, Any]) -> dict[Tempat, dict[str, Any]]:
    return {
        Tempat(label, a["kolom"], a["baris"]): a
        for label, t in tabel.items()
        for a in t["silsilah"]
    }


def test_every_number_of_the_report_comes_from_cells(laporan: Laporan) -> None:
    """None left over: each has its formula in words and at least one cell or sheet."""
    angka = list_angka(laporan.tabel)
    assert len(angka) > 1300
    assert [t for t, a in angka.items() if not (a["rumus"] and a["sel"])] == []


def test_every_number_printed_in_a_table_has_its_lineage(laporan: Laporan) -> None:
    """Counted anew from the rows: no number is passed over by the list itself."""
    angka = list_angka(laporan.tabel)
    jenis = ("angka", "bilangan", "rupiah", "persen")
    ada = [
        Tempat(label, k["kunci"], i)
        for label, t in laporan.tabel.items()
        for k in t["kolom"]
        if k["jenis"] in jenis
        for i, b in enumerate(t["baris"])
        if b[k["kunci"]] is not None
    ]
    kaki = [
        Tempat(label, kunci, b["judul"])
        for label, t in laporan.tabel.items()
        for b in t["kaki"]
        for kunci, nilai in b.items()
        if isinstance(nilai, int | float)
    ]
    assert {*ada, *kaki} == set(angka)


def test_the_operands_named_are_numbers_of_the_report(laporan: Laporan) -> None:
    """Each leads on to a value of a table that is there."""
    for t, a in list_angka(laporan.tabel).items():
        for label, kolom, baris in a["dari"]:
            milik = laporan.tabel[label]
            kaki = {k["judul"]: k for k in milik["kaki"]}
            isi = milik["baris"][baris] if isinstance(baris, int) else kaki[baris]
            assert isi[kolom] is not None, t


UBAHAN = {
    ("dpa.xlsx", "DPA", "F30"): 1_000_000,  # realisasi of one sub kegiatan
    ("skm.xlsx", "Jawaban", "B5"): 1,  # one answer to U1
    ("kinerja.xlsx", "Realisasi", "E10"): 70,  # realisasi of TPL in 2021
    ("kinerja.xlsx", "Lembaga", "C16"): 1,  # one institution more is active
}


@pytest.fixture(scope="module")
def diubah(laporan: Laporan, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The report again, with a few cells changed."""
    root = tmp_path_factory.mktemp("ubah")
    ruang = Ruang.of("paal-merah", 2021, root)
    shutil.copytree(laporan.ruang.raw, ruang.raw)
    shutil.copytree(laporan.ruang.notebooks, ruang.notebooks)
    for berkas in {b for b, *_ in UBAHAN}:
        _ubah(ruang.raw / berkas)
    assert lkip(root, "render", "2021").returncode == 0
    isi = json.loads(ruang.tabel.read_text("utf-8"))["tabel"]
    return {t["label"]: t for t in isi}


def _ubah(berkas: Path) -> None:
    buku = openpyxl.load_workbook(berkas)
    for (nama, lembar, sel), nilai in UBAHAN.items():
        if nama == berkas.name:
            assert buku[lembar][sel].value != nilai
            buku[lembar][sel] = nilai
    buku.save(berkas)


def nilai(tabel: dict[str, Any], t: Tempat) -> Any:
    if isinstance(t.baris, int):
        return tabel[t.label]["baris"][t.baris][t.kolom]
    return next(k[t.kolom] for k in tabel[t.label]["kaki"] if k["judul"] == t.baris)


def memuat(sel: str, berkas: str, lembar: str, alamat: str) -> bool:
    """Whether `dpa.xlsx › DPA › E8:F9; E12` holds this cell."""
    nama, satu_lembar, *rentang = sel.split(" › ")
    if (nama, satu_lembar) != (berkas, lembar):
        return False
    baris, kolom = coordinate_to_tuple(alamat)
    petak = (range_boundaries(r) for r in "".join(rentang).split("; ") if r)
    return any(k1 <= kolom <= k2 and b1 <= baris <= b2 for k1, b1, k2, b2 in petak)


def test_what_moves_with_a_cell_names_that_cell(laporan: Laporan, diubah: dict[str, Any]) -> None:
    """The lineage held against the report made again: nothing moves that does not say why."""
    bergerak = [
        (t, a)
        for t, a in list_angka(laporan.tabel).items()
        if t.label != "serapan-terendah"  # its rows are others now
        and nilai(laporan.tabel, t) != nilai(diubah, t)
    ]
    assert len(bergerak) > 60
    salah = [t for t, a in bergerak if not any(memuat(s, *u) for s in a["sel"] for u in UBAHAN)]
    assert salah == []


def test_trace_tells_the_way_of_the_index_down_to_the_answers(laporan: Laporan) -> None:
    """IKM ← weighted values ← NRR ← the column of answers; by label or by number."""
    pohon = lkip(laporan.ruang.root, "trace", "skm-ringkasan", "ikm")
    assert pohon.returncode == 0, pohon.stderr
    assert "IKM: 84,83" in pohon.stdout
    assert "PermenPAN-RB Nomor 14 Tahun 2017" in pohon.stdout
    assert "NRR – Persyaratan: 3,28" in pohon.stdout
    assert "skm.xlsx › Jawaban › B5:B54" in pohon.stdout
    nomor = laporan.tabel["skm-ringkasan"]["nomor"]
    assert lkip(laporan.ruang.root, "trace", f"Tabel {nomor}", "IKM").stdout == pohon.stdout


@pytest.mark.parametrize("isi", ["", '{"tabel": [', '{"unit": "x"}'])
def test_trace_says_how_to_mend_a_broken_report(tmp_path: Path, isi: str) -> None:
    """As lkip diff does."""
    ruang = Ruang.of("uji", 2021, tmp_path)
    for folder in (ruang.raw, ruang.notebooks, ruang.outputs):
        folder.mkdir(parents=True)
    ruang.tabel.write_text(isi, "utf-8")
    hasil = lkip(tmp_path, "trace", "skm-ringkasan")
    assert hasil.returncode == 1
    assert hasil.stderr.startswith(str(ruang.tabel))
    assert "Susun ulang laporannya dengan lkip render" in hasil.stderr
    assert "Traceback" not in hasil.stderr


@pytest.mark.parametrize(
    ("argumen", "sebut"),
    [
        (["iku-capaia"], "iku-capaian"),
        (["iku-capaian", "entah"], "capaian (Capaian (%))"),
        (["iku-capaian", "capaian", "--baris", "99"], "baris 99"),
    ],
)
def test_trace_names_what_there_is_instead(
    laporan: Laporan, argumen: list[str], sebut: str
) -> None:
    """Used wrongly: 2, and the nearest label, the columns, the row."""
    hasil = lkip(laporan.ruang.root, "trace", *argumen)
    assert hasil.returncode == 2
    assert sebut in hasil.stderr


def test_trace_without_a_report_says_how_to_make_one(laporan: Laporan, tmp_path: Path) -> None:
    """The data is there, the report is not."""
    ruang = Ruang.of("paal-merah", 2021, tmp_path)
    shutil.copytree(laporan.ruang.raw, ruang.raw)
    ruang.notebooks.mkdir()
    hasil = lkip(tmp_path, "trace", "iku-capaian")
    assert hasil.returncode == 1
    assert "lkip render 2021 --unit paal-merah" in hasil.stderr
