"""HTML, PDF and DOCX carry the same tables with the same numbers, cell by cell."""

import io
import re
import zipfile
from pathlib import Path

import pytest

from lkip_helpers.report.columns import Column
from tests.conftest import Report
from tests.read_forms import (
    Tabel,
    compact,
    diff_tabel,
    parts_docx,
    parts_html,
    tabel_docx,
    tabel_html,
    tabel_pdf,
)


@pytest.fixture(scope="session")
def in_html(report: Report) -> Tabel:
    return tabel_html(report.folder / "laporan.html")[0]


@pytest.fixture(scope="session")
def in_annex(report: Report) -> Tabel:
    return tabel_html(report.folder / "lampiran-teknis.html")[0]


def swap_docx(file: Path, old: str, new: str) -> bytes:
    """The Word file with the first `old` of its body replaced."""
    copy = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(copy, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                content = content.replace(old.encode(), new.encode(), 1)
            target.writestr(name, content)
    return copy.getvalue()


def test_the_html_has_every_table_of_the_report(
    report: Report, in_html: Tabel, in_annex: Tabel
) -> None:
    """By number and title, as in tabel.json; each with a head, a body and some numbers.

    Tables of the technical annex are there, and only there.
    """
    shown = [t for t in report.tabel.values() if t["jenis"] == "tabel"]
    printed = [t for t in report.printed if t["jenis"] == "tabel"]
    working = [t for t in shown if t not in printed]
    assert len(printed) > 40
    assert working
    for tabel, found in ((printed, in_html), (working, in_annex)):
        titles = [compact(f"Tabel {t['nomor']} {t['judul']}") for t in tabel]
        assert all(any(caption.startswith(title) for caption in found) for title in titles)
        assert len(found) == len(tabel)
    grids = [*in_html.values(), *in_annex.values()]
    assert all(len(rows) > 1 for rows in grids)
    cells = [cell for rows in grids for row in rows for cell in row]
    assert sum(bool(re.search(r"\d", cell)) for cell in cells) > 1000


def test_the_html_has_the_data_of_every_figure(report: Report) -> None:
    """As in tabel.json, written as in tables; PDF and Word, compared below, do not have it."""
    gambar = [t for t in report.tabel.values() if t["jenis"] == "gambar"]
    sentences = [t for t in report.tabel.values() if t["jenis"] == "kalimat"]
    _, screen = tabel_html(report.folder / "laporan.html")
    assert len(screen) == len(gambar) + len(sentences)
    assert {compact(t["judul"]) for t in sentences} <= set(screen)
    assert len(gambar) > 4
    for g in gambar:
        header, *body = screen[compact(f"Data Gambar {g['nomor']} {g['judul']}")]
        columns = [Column(c["kunci"], c["judul"], c["jenis"], c["desimal"]) for c in g["kolom"]]
        assert header == [compact(c.title) for c in columns]
        wanted = [[compact(c.format(row[c.key])).lower() for c in columns] for row in g["baris"]]
        assert [[cell.lower() for cell in row] for row in body] == wanted


def test_the_pdf_has_the_tables_of_the_html(
    report: Report, in_html: Tabel, in_annex: Tabel
) -> None:
    """Read from its structure tree; the technical annex too."""
    assert diff_tabel(in_html, tabel_pdf(report.folder / "laporan.pdf")) == []
    assert diff_tabel(in_annex, tabel_pdf(report.folder / "lampiran-teknis.pdf")) == []


def test_the_word_file_has_the_tables_of_the_html(report: Report, in_html: Tabel) -> None:
    """Captions are read with their fields, cells without those that only continue one above."""
    docx = (report.folder / "laporan.docx").read_bytes()
    assert diff_tabel(in_html, tabel_docx(docx)) == []


def test_what_word_only_lays_out_is_what_the_html_sets_side_by_side(report: Report) -> None:
    """The strip of key figures and the seal, part by part: no table hides among them."""
    beside = parts_html(report.folder / "laporan.html")
    assert [len(part) for (part,) in beside] == [4, 2]
    assert parts_docx((report.folder / "laporan.docx").read_bytes()) == beside


def test_one_digit_that_differs_is_found(report: Report, in_html: Tabel) -> None:
    """This gate can fail: the total of the budget, changed in Word alone, is found."""
    docx = swap_docx(report.folder / "laporan.docx", ">12.511.573.122<", ">12.511.573.123<")
    diff = diff_tabel(in_html, tabel_docx(docx))
    assert len(diff) == 1
    assert "'12.511.573.122' ≠ '12.511.573.123'" in diff[0]


def test_a_table_or_a_row_that_is_missing_is_found() -> None:
    """In either form."""
    full = {"Tabel1.1Luas": [["a"], ["1"]], "Tabel1.2Batas": [["b"]]}
    assert len(diff_tabel(full, {"Tabel1.1Luas": [["a"], ["1"]]})) == 1
    assert len(diff_tabel(full, full | {"Tabel1.1Luas": [["a"]]})) == 1
    assert len(diff_tabel(full | {"Tabel1.1Luas": [["a"]]}, full)) == 1
