"""Pages of other offices: many of everything with long names, few of everything, every sheet.

The same gates as for the report of 2021; each of these offices broke one that 2021 passed.
"""

import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pytest
from lxml import html
from openpyxl import load_workbook
from pypdfium2 import raw

from lkip_helpers.workspace import Workspace
from tests.browser import WIDTH, check, load_axe, page
from tests.conftest import PROJECT_ROOT, WHOLE, lkip
from tests.read_forms import marked_content, walk_structure
from tests.test_gate_accessibility import REPRESENTATIVES
from tests.units import KINERJA, Size, copy_chapters, write_unit

LONG = "Penyelenggaraan Koordinasi Pemberdayaan Masyarakat dan Ketenteraman serta Ketertiban "
LONG += "Umum Wilayah Perdesaan"  # about 120 letters with the name before it
KINDS = "Kelurahan Contoh|Indikator kinerja|Program Contoh|Kegiatan|Sub kegiatan"
NAMED = re.compile(rf"({KINDS}) [\d.]+")
CHAPTER = re.compile(r"(KONSEP\s+)?(Kata Peng|Ikhtisar Eks|Daftar Isi|Bab [IV]+ |Lampiran\s)")
TOP, BOTTOM = 2.6 / 29.7, 27.4 / 29.7  # of the text area, as shares of the page
LEAST_FILLED, FULL = 0.4, 0.94  # shares of it: ink on a page, the height of an uncut table
HEADINGS = {f"/H{n}" for n in range(1, 7)}
Place = tuple[int, float, float]  # number of a page, top and bottom measured from its upper edge


def write_many(root: Path) -> Workspace:
    """18 kelurahan, 12 indicators, 120 sub kegiatan, all with names of about 120 letters."""
    workspace = write_unit(root, "besar", 5, Size(12, 60, 120, 18))
    for file in (KINERJA, "dpa.xlsx"):
        workbook = load_workbook(workspace.raw / file)
        for cell in (c for sheet in workbook for row in sheet.iter_rows() for c in row):
            if isinstance(cell.value, str) and NAMED.fullmatch(cell.value):
                cell.value = f"{cell.value} {LONG}"
        workbook.save(workspace.raw / file)
    return workspace


def write_example(root: Path) -> Workspace:
    """The example in the repository: desa and kelurahan, answers, a landscape table, an emblem."""
    shutil.copytree(PROJECT_ROOT / "data/raw/contoh-jaya", root / "data/raw/contoh-jaya")
    return Workspace("contoh-jaya", 2024, root)


LARGE = {"many": write_many, "example": write_example}


@pytest.fixture(scope="module", params=["few", *(LARGE if WHOLE else ())])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """HTML and PDF of an office."""
    if request.param == "few":
        return request.getfixturevalue("small_office").outputs
    root = tmp_path_factory.mktemp("kantor")
    copy_chapters(root)
    workspace = LARGE[request.param](root)
    unit = ("--unit", workspace.unit, "--bentuk", "html,pdf")
    result = lkip(root, "render", str(workspace.tahun), *unit)
    assert result.returncode == 0, result.stderr
    return workspace.outputs


class Pages:
    """What stands where in a PDF."""

    def __init__(self, file: Path) -> None:
        self.pdf, self.document = pikepdf.open(file), pypdfium2.PdfDocument(file)
        self.text = [p.get_textpage().get_text_range() for p in self.document]
        self.root = self.pdf.Root.StructTreeRoot
        self.marks: dict[Any, list[Place]] = defaultdict(list)
        self.lines: dict[Any, set[int]] = defaultdict(set)
        for number, (tagged, shown) in enumerate(zip(self.pdf.pages, self.document, strict=True)):
            height = shown.get_height()
            for text in shown.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
                key = (tagged.obj.objgen, raw.FPDFPageObj_GetMarkedContentID(text.raw))
                _, low, _, high = text.get_bounds()
                self.marks[key].append((number, 1 - high / height, 1 - low / height))
                self.lines[key].add(round(text.get_matrix().f))

    def places(self, node: pikepdf.Object) -> list[Place]:
        """Where the text of a structure element stands."""
        first = self.pdf.pages[0].obj
        return [p for m in marked_content(node, first) for p in self.marks.get(m, ())]

    def count_lines(self, cell: pikepdf.Object) -> int:
        """The number of lines in a cell, counted by the baselines of its text."""
        first = self.pdf.pages[0].obj
        return len(set().union(*(self.lines[m] for m in marked_content(cell, first))))

    def ends_chapter(self, number: int) -> bool:
        """Whether a page is the last of its chapter."""
        after = self.text[number + 1 : number + 2]
        return not after or bool(CHAPTER.match(after[0]) and "LKIP 20" not in after[0][:120])


@pytest.fixture(scope="module")
def pages(folder: Path) -> Pages:
    return Pages(folder / "laporan.pdf")


def test_no_page_but_the_last_of_a_chapter_is_nearly_empty(pages: Pages) -> None:
    """By the share of the text area above the lowest ink, without the pale watermark of a draft."""
    low = []
    for number, shown in enumerate(pages.document):
        picture = np.asarray(shown.render(scale=0.5).to_pil().convert("L"))
        first, last = (int(len(picture) * part) for part in (TOP, BOTTOM))
        inked = np.where((picture[first:last] < 215).any(axis=1))[0]
        filled = inked.max(initial=0) / (last - first)
        if filled < LEAST_FILLED and not pages.ends_chapter(number):
            low.append((number + 1, round(filled, 2)))
    assert low == []


def test_no_table_that_fits_on_one_page_is_cut(pages: Pages) -> None:
    """By the height of its parts; each further page of a cut table says whose rows continue."""
    for table in walk_structure(pages.root, "Table"):
        parts: dict[int, list[float]] = defaultdict(list)
        for number, top, bottom in pages.places(table):
            parts[number] += [top, bottom]
        height = sum(max(p) - min(p) for p in parts.values()) / (BOTTOM - TOP)
        caption = next(walk_structure(table, "Caption"))
        (number, *_), name = pages.places(caption)[0], "Tabel"
        assert min(parts) == number
        if len(parts) > 1:
            assert height > FULL, (number + 1, height)
            assert all(f"{name} " in pages.text[p] and "(lanjutan)" in pages.text[p]
                       for p in sorted(parts)[1:])  # fmt: skip


def test_no_cell_has_more_than_five_lines(pages: Pages) -> None:
    """Not even one of 120 letters beside six columns of numbers."""
    tall = [pages.count_lines(c) for kind in ("TD", "TH") for c in walk_structure(pages.root, kind)]
    assert max(tall) <= 5


def list_blocks(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Headings, paragraphs, lists, tables and charts, in the order of the text."""
    for element in walk_structure(node):
        if str(element.S) in HEADINGS | {"/P", "/L", "/Table", "/Figure", "/TOC"}:
            yield element


def test_the_lists_name_the_pages_on_which_tables_and_charts_stand(pages: Pages) -> None:
    """However long the report: each caption is on the page whose foot has the listed number."""
    first = next(i for i, text in enumerate(pages.text) if re.match(r"(KONSEP\s+)?Bab I ", text))
    lists = re.sub(r"\s\.(?=\s)", "", "\n".join(pages.text[:first]))  # without leader dots
    listed = re.findall(r"^((?:Tabel|Gambar) [\dL]\.\d+) .* (\d+)\r?$", lists, re.MULTILINE)
    assert len(listed) > 10
    for name, number in listed:
        shown = pages.text[first + int(number) - 1]
        assert re.search(rf"^{re.escape(name)} (?!\()", shown, re.MULTILINE), (name, number)
        assert re.search(rf"^{number}\r?$", shown, re.MULTILINE), number


def test_no_heading_stands_at_the_foot_of_a_page(pages: Pages) -> None:
    """What follows a heading begins on the same page."""
    placed = [(str(b.S), p[0][0]) for b in list_blocks(pages.root) if (p := pages.places(b))]
    alone = [a for a, b in pairwise(placed) if a[0] in HEADINGS and a[1] != b[1]]
    assert alone == []


def test_the_seal_is_not_alone_on_the_last_page(pages: Pages) -> None:
    """Before it is the end of what it seals: a table, a signature, a sentence."""
    text = pages.text[-1].split("Sel asal, rumus")[0]
    assert len(re.sub(r"KONSEP|Lampiran|LKIP 20.*", "", text).split()) > 10


def test_every_word_of_a_chart_is_inside_it(folder: Path) -> None:
    """Each word begins inside, in charts drawn for paper and in those drawn for a phone."""
    tree = html.document_fromstring((folder / "laporan.html").read_bytes())
    texts = 0
    for svg in tree.xpath("//main//*[local-name()='svg'][.//*[local-name()='text']]"):
        _, _, width, height = map(float, (svg.get("viewBox") or svg.get("viewbox")).split())
        for text in svg.xpath(".//*[local-name()='text']"):
            start = re.search(r"translate\(([-\d.]+)[ ,]+([-\d.]+)", text.get("transform", ""))
            if start:
                texts += 1
                assert 0 <= float(start[1]) <= width, text.text
                assert 0 <= float(start[2]) <= height, text.text
    assert texts > 20


# Type of text and tables as in the report of 2021, and whether a first column stays in sight.
STYLES = {
    width: [
        ("main > p:not([class])", "fontSize", text),
        ("main .lkip-tabel td", "fontSize", cell),
        ("main > .lkip-tabel tbody th[scope=row]", "position", head),
    ]
    for width, text, cell, head in (
        (360, "16px", "13.12px", "sticky"),
        (768, "17px", "14.4px", "static"),
        (1280, "17px", "14.4px", "static"),
    )
}
PAPER = 673  # pixels between the margins of a printed page


def test_no_table_of_the_printed_page_is_wider_than_the_paper(folder: Path, browser: Any) -> None:
    """Eighteen names of 120 letters are written upright above their columns; none is cut off."""
    with page(browser, folder / "laporan.html", PAPER) as web_page:
        web_page.emulate_media(media="print")
        wide = "t => t.filter(u => u.scrollWidth > u.clientWidth + 1).map(u => u.id)"
        tables = web_page.locator("main > .lkip-tabel:not(.lanskap)")
        assert tables.evaluate_all(wide) == []


@pytest.mark.parametrize("width", WIDTH)
def test_the_page_of_any_office_fits_the_screen_and_is_accessible(
    folder: Path, browser: Any, width: int
) -> None:
    """Nothing wider than the screen; axe finds nothing, light and dark; a table is one tab stop."""
    with page(browser, folder / "laporan.html", width) as web_page:
        assert web_page.evaluate("document.documentElement.scrollWidth") <= width
        stops = "t => t.filter(u => u.querySelectorAll('table [tabindex=\"0\"]').length > 1).length"
        assert web_page.locator("main > .lkip-tabel").evaluate_all(stops) == 0
        for selector, key, wanted in STYLES[width]:
            style = f"u => getComputedStyle(u).{key}"
            assert web_page.locator(selector).first.evaluate(style) == wanted, selector
        load_axe(web_page)
        web_page.evaluate(REPRESENTATIVES)
        for theme in ("light", "dark"):
            web_page.emulate_media(color_scheme=theme)
            assert check(web_page) == []
