"""HTML, PDF and DOCX carry the same tables with the same numbers, cell by cell."""

import io
import re
import zipfile
from pathlib import Path

import pytest

from lkip_helpers.display.kolom import Kolom
from tests.baca_bentuk import Tabel, beda_tabel, rapat, tabel_docx, tabel_html, tabel_pdf
from tests.conftest import Laporan


@pytest.fixture(scope="session")
def di_html(laporan: Laporan) -> Tabel:
    return tabel_html(laporan.folder / "laporan.html")[0]


def ganti_docx(berkas: Path, lama: str, baru: str) -> bytes:
    """The Word file with the first `lama` of its body replaced."""
    hasil = io.BytesIO()
    with zipfile.ZipFile(berkas) as asal, zipfile.ZipFile(hasil, "w") as tulis:
        for nama in asal.namelist():
            isi = asal.read(nama)
            if nama == "word/document.xml":
                isi = isi.replace(lama.encode(), baru.encode(), 1)
            tulis.writestr(nama, isi)
    return hasil.getvalue()


def test_the_html_has_every_table_of_the_report(laporan: Laporan, di_html: Tabel) -> None:
    """By number and title, as in tabel.json; each with a head, a body and some numbers."""
    tabel = [t for t in laporan.tabel.values() if t["jenis"] == "tabel"]
    judul = [rapat(f"Tabel {t['nomor']} {t['judul']}") for t in tabel]
    assert len(tabel) > 40
    assert all(any(ada.startswith(j) for ada in di_html) for j in judul)
    assert len(di_html) == len(tabel)
    assert all(len(baris) > 1 for baris in di_html.values())
    assert sum(bool(re.search(r"\d", s)) for t in di_html.values() for b in t for s in b) > 1000


def test_the_html_has_the_data_of_every_figure(laporan: Laporan) -> None:
    """Those of tabel.json, written as in tables; PDF and Word, compared below, have none."""
    gambar = [t for t in laporan.tabel.values() if t["jenis"] == "gambar"]
    _, layar = tabel_html(laporan.folder / "laporan.html")
    assert len(layar) == len(gambar) > 5
    for g in gambar:
        kepala, *badan = layar[rapat(f"Data Gambar {g['nomor']} {g['judul']}")]
        kolom = [Kolom(k["kunci"], k["judul"], k["jenis"], k["desimal"]) for k in g["kolom"]]
        assert kepala == [rapat(k.judul) for k in kolom]
        harap = [[rapat(k.format(b[k.kunci])) for k in kolom] for b in g["baris"]]
        assert [[s.lower() for s in b] for b in badan] == [[s.lower() for s in b] for b in harap]


def test_the_pdf_has_the_tables_of_the_html(laporan: Laporan, di_html: Tabel) -> None:
    """Read from its structure tree."""
    assert beda_tabel(di_html, tabel_pdf(laporan.folder / "laporan.pdf")) == []


def test_the_word_file_has_the_tables_of_the_html(laporan: Laporan, di_html: Tabel) -> None:
    """Captions with their fields, cells without those that only continue one above."""
    isi = (laporan.folder / "laporan.docx").read_bytes()
    assert beda_tabel(di_html, tabel_docx(isi)) == []


def test_one_digit_that_differs_is_found(laporan: Laporan, di_html: Tabel) -> None:
    """The gate itself: the total of the budget, changed in Word alone."""
    isi = ganti_docx(laporan.folder / "laporan.docx", ">12.511.573.122<", ">12.511.573.123<")
    beda = beda_tabel(di_html, tabel_docx(isi))
    assert len(beda) == 1
    assert "'12.511.573.122' ≠ '12.511.573.123'" in beda[0]


def test_a_table_or_a_row_that_is_missing_is_found() -> None:
    """In either form."""
    penuh = {"Tabel1.1Luas": [["a"], ["1"]], "Tabel1.2Batas": [["b"]]}
    assert len(beda_tabel(penuh, {"Tabel1.1Luas": [["a"], ["1"]]})) == 1
    assert len(beda_tabel(penuh, penuh | {"Tabel1.1Luas": [["a"]]})) == 1
    assert len(beda_tabel(penuh | {"Tabel1.1Luas": [["a"]]}, penuh)) == 1
