"""The pages of the report, and the technical annex that keeps its working notes."""

import re
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from lxml import html

from lkip_helpers.render.fingerprint import read_build
from tests.conftest import Report
from tests.test_prose_voice import count_sentences, read_prose

MOST_PAGES, LEAST_FILLED = 45, 0.4  # issue of the report of today; the look
TOP, BOTTOM, PAGE = 2.6, 27.4, 29.7  # of the text area and the sheet, in cm
CHAPTER = re.compile(r"\s*(Kata Pengantar|Ikhtisar Eksekutif|Daftar Isi|Bab [IV]+ |Lampiran\s)")
ANNEX = "lampiran-teknis"


def read_pages(pdf: Path | bytes) -> list[str]:
    return [p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(pdf)]


@pytest.fixture(scope="module")
def pages(report: Report) -> list[str]:
    return read_pages(report.folder / "laporan.pdf")


def list_low_pages(file: Path) -> list[int]:
    """The pages, from 1, of a PDF whose text ends in their upper part."""
    low = []
    for number, page in enumerate(pypdfium2.PdfDocument(file), 1):
        picture = np.asarray(page.render(scale=0.5).to_pil().convert("L"))
        top, bottom = (int(len(picture) * cm / PAGE) for cm in (TOP, BOTTOM))
        lines = np.where((picture[top:bottom] < 215).any(axis=1))[0]
        if lines.max(initial=0) < LEAST_FILLED * (bottom - top):
            low.append(number)
    return low


def begins_chapter(page: str) -> bool:
    """A page without the running head has a chapter's title on it."""
    return "LKIP 2021 ·" not in page


def test_the_report_has_no_more_pages_than_a_reader_bears(pages: list[str]) -> None:
    """58 before; at most 45 are wanted."""
    assert len(pages) <= MOST_PAGES


def test_no_page_is_nearly_empty_but_the_last_of_a_chapter(
    report: Report, pages: list[str]
) -> None:
    """Share of the text area above the lowest ink, the pale mark of a draft left out."""
    low = list_low_pages(report.folder / "laporan.pdf")
    assert [i for i in low if i < len(pages) and not begins_chapter(pages[i])] == []


def test_captions_follow_their_heading_and_one_another(pages: list[str]) -> None:
    """Tables, like figures, stand in the order of their numbers, which is that of the text."""
    body = "\n".join(pages[next(i for i, p in enumerate(pages) if "Bab I " in p[:40]) :])
    for kind in ("Tabel", "Gambar"):
        captions = re.findall(rf"^{kind} (\d)\.(\d+) [A-Z](?!.*\. \.)", body, re.MULTILINE)
        order = [(int(a), int(b)) for a, b in captions]
        assert order == sorted(order), kind
        assert order


def test_no_file_is_named_in_the_report(report: Report, pages: list[str]) -> None:
    """Nor a sheet, under any table; they stay in the notes on screen that trace a number."""
    assert not [i for i, p in enumerate(pages, 1) if ".xlsx" in p]
    tree = html.parse(report.folder / "laporan.html").getroot()
    for popover in tree.xpath("//*[@popover]"):
        popover.getparent().remove(popover)
    assert ".xlsx" not in tree.text_content()
    sources = {n.text_content() for n in tree.xpath("//main//*[@class='sumber']")}
    assert "Sumber: Perjanjian Kinerja 2021; DPA 2021." in sources


def test_no_sentence_is_said_three_times(report: Report) -> None:
    """Whatever its numbers and names."""
    counts = count_sentences(read_prose(report.folder / "laporan.html"))
    assert {s: n for s, n in counts.items() if n > 2} == {}


def test_the_ikhtisar_has_four_figures_and_one_chart_on_its_page(pages: list[str]) -> None:
    """2021: mean 100,41 % (84,45 % by the evidence), 1 of 2, IKM 84,83, serapan 97,62 %."""
    (page,) = [p for p in pages if "Ikhtisar ini meringkas" in p]
    for figure in ("100,41", "84,45", "1 dari 2", "84,83", "97,62"):
        assert figure in page
    assert page.count("Gambar E.1 ") == 1
    assert "Langkah berikutnya" in page


def test_working_notes_stand_in_the_technical_annex(report: Report) -> None:
    """Cells, formula, note of the maker and dropped rows of a table; hash of an input."""
    text = " ".join(" ".join(read_pages(report.folder / f"{ANNEX}.pdf")).split())
    assert read_build(report.folder)["masukan"]["dpa.xlsx"][:16] in text
    assert "Terbitan 24 Februari 2022" in text
    tree = html.parse(report.folder / f"{ANNEX}.html").getroot()
    rows = [tr.text_content() for tr in tree.xpath("//*[@id='asal-tabel']//tr")]
    start = next(i for i, r in enumerate(rows) if "Pagu, realisasi, dan serapan" in r)
    assert rows[start + 1 : start + 4] == [
        "Asaldpa.xlsx › DPA › A8:G58",
        "RumusSerapan = realisasi / pagu × 100",
        "Baris dibuangDPA 8",
    ]


def test_the_annex_is_attested_and_opened_from_the_last_page(report: Report) -> None:
    """Made by the same run: its hash stands in build.json, its links on the last page."""
    files = {f"{ANNEX}.{form}" for form in ("html", "pdf")}
    assert files <= set(read_build(report.folder)["keluaran"])
    assert all(f in read_pages(report.folder / "laporan.pdf")[-1] for f in files)
    tree = html.parse(report.folder / "laporan.html").getroot()
    assert files == set(tree.xpath("//*[@class='segel']//a/@href"))


def test_what_a_sentence_says_is_found_with_its_numbers(report: Report) -> None:
    """Tables that became sentences stay in tabel.json, and folded in the page."""
    table = report.tabel["sasaran-kategori"]
    assert table["jenis"] == "kalimat"
    assert [r["jumlah"] for r in table["baris"]] == [1, 0, 1]
    tree = html.parse(report.folder / "laporan.html").getroot()
    assert tree.xpath("//details//*[@id='sasaran-kategori']//button[@popovertarget]")
