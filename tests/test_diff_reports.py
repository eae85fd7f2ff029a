"""`lkip diff` on the report of 2021: one changed cell, and what came of it."""

import json
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import html

from lkip_helpers.audit.diff.folder import read_document
from lkip_helpers.commands import main
from lkip_helpers.report.record import read_records
from lkip_helpers.workspace import WORKSPACE_VARIABLE, Workspace
from tests.browser import WIDTH, check, load_axe
from tests.browser import page as open_page
from tests.conftest import Report, lkip
from tests.html_tables import read_tabel
from tests.test_render_document import join, notebook, record

CLIPBOARD = "navigator.clipboard.writeText = async (teks) => { window.papan = teks; };"
REALISASI = ("F8", 7_284_000, 6_284_000)  # DPA, Penyusunan Dokumen Perencanaan


def diff_reports(old: str | None, new: str | None, *, to: Path | None, json_only: bool) -> int:
    """`lkip diff OLD NEW`, in this process."""
    options = [*(["--ke", str(to)] if to else []), *["--json"] * json_only]
    return main(["diff", *filter(None, (old, new)), *options])


@pytest.fixture(scope="module")
def workspace(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The report rendered again after one cell of dpa.xlsx was changed."""
    root = tmp_path_factory.mktemp("beda") / "ruang"
    shutil.copytree(report.workspace.root, root)
    workspace = Workspace.of("paal-merah", 2021, root)
    workbook = openpyxl.load_workbook(workspace.raw / "dpa.xlsx")
    cell, old, new = REALISASI
    assert workbook["DPA"][cell].value == old
    workbook["DPA"][cell].value = new
    workbook.save(workspace.raw / "dpa.xlsx")
    result = lkip(root, "render", "2021", "--bentuk", "html")
    assert result.returncode == 0, result.stderr
    assert "lkip diff 2021 --unit paal-merah" in result.stdout
    return workspace


@pytest.fixture(scope="module")
def diff(workspace: Workspace) -> dict[str, Any]:
    result = lkip(workspace.root, "diff", "--json")
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


@pytest.fixture(scope="module")
def screen(workspace: Workspace) -> str:
    """What `lkip diff 2021` prints; the page is written beside the new report."""
    result = lkip(workspace.root, "diff", "2021")
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout


@pytest.fixture
def here(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """That workspace, as the one in which commands of this process run."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(workspace.root))
    return workspace


def list_paragraphs(file: Path) -> list[str]:
    """Text of the report as its HTML prints it, outside tables, figures and notes on numbers."""
    tree = html.parse(file).getroot()
    in_text = "[not(ancestor::*[@popover or @class='segel' or @class='angka-pokok'])]"
    paragraphs = tree.xpath(f"//main//*[self::p or self::li]{in_text}")
    return [" ".join(p.text_content().split()) for p in paragraphs]


def test_exactly_the_tables_whose_printed_cells_differ_are_named(
    workspace: Workspace, diff: dict[str, Any]
) -> None:
    """Counted a second way: the tables of both reports and annexes, cell by cell."""
    old, new = (
        read_tabel(f / "laporan.html") | read_tabel(f / "lampiran-teknis.html")
        for f in (workspace.preceding, workspace.outputs)
    )
    assert old.keys() == new.keys()
    printed = {label for label in new if old[label] != new[label]}
    tabel = {t["label"] for t in diff["tabel"] if t["nomor"].startswith("Tabel")}
    assert tabel == printed
    assert len(printed) > 5
    assert {t["label"] for t in diff["tabel"]} - tabel == {"anggaran-serapan-diagram"}


def test_exactly_the_sentences_whose_paragraphs_differ_are_named(
    workspace: Workspace, diff: dict[str, Any]
) -> None:
    """Every paragraph of either HTML that is not in the other holds a sentence that changed."""
    folders = (workspace.preceding, workspace.outputs)
    old, new = (list_paragraphs(f / "laporan.html") for f in folders)
    only_new = [p for p in new if p not in old]
    sentences = [" ".join(s["baru"].split()) for s in diff["kalimat"]]
    assert len(only_new) == len(sentences) == diff["jumlah"]["kalimat"] > 3
    assert all(any(s in p for p in only_new) for s in sentences)
    assert all(any(s in p for s in sentences) for p in only_new)


def test_the_changed_cell_is_told_with_its_difference(diff: dict[str, Any]) -> None:
    """And the total that it is part of; serapan 98.43 → 84.92 = 6.284/7.4 × 100."""
    cells = {
        (t["label"], s["baris"], s["kolom"]): (s["lama"], s["baru"], s["selisih"])
        for t in diff["tabel"]
        for s in t["sel"]
    }
    row = ("program-anggaran-output", "Penyusunan Dokumen Perencanaan Perangkat Daerah")
    assert cells[*row, "Realisasi (Rp)"] == ("Rp7.284.000", "Rp6.284.000", "−Rp1.000.000")
    assert cells[*row, "Serapan (%)"] == (
        "98,43\u00a0%", "84,92\u00a0%", "−13,51\u00a0poin persen",
    )  # fmt: skip
    total = cells["anggaran-program", "Jumlah", "Realisasi (Rp)"]
    assert total == ("Rp12.213.745.702", "Rp12.212.745.702", "−Rp1.000.000")
    assert diff["sumber"] == ["dpa.xlsx"]


def test_the_terminal_gives_the_counts_first_and_marks_the_words(screen: str) -> None:
    """It exits with 0 though much changed."""
    lines = screen.splitlines()
    assert lines[0].startswith("Lama: paal-merah/2021-sebelumnya (konsep, disusun ")
    assert lines[2].startswith("Yang berubah: 18 angka, 1 isian teks pada tabel, ")
    assert "[-97,62-]{+97,61+}" in screen
    assert "Bab III Akuntabilitas Kinerja › 3.2 Realisasi Anggaran" in screen


@pytest.mark.usefixtures("screen")
@pytest.mark.parametrize("width", WIDTH)
def test_axe_finds_no_fault_in_the_page(workspace: Workspace, browser: Any, width: int) -> None:
    """Light and dark; it is no wider than the screen, and requests nothing."""
    with open_page(browser, workspace.outputs / "perbedaan.html", width) as web_page:
        load_axe(web_page)
        for theme in ("light", "dark"):
            web_page.emulate_media(color_scheme=theme)
            assert check(web_page) == []
        assert web_page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.fixture
def page(workspace: Workspace, screen: str) -> html.HtmlElement:
    """The page that was written with what the terminal shows."""
    return html.parse(workspace.outputs / "perbedaan.html").getroot()


def test_the_page_is_accessible_and_requests_nothing(
    page: html.HtmlElement, workspace: Workspace
) -> None:
    """One file that looks like the report, and says nothing of the machine it was made on."""
    assert page.get("lang") == "id"
    assert page.xpath("//title/text()") == [
        "Perbedaan Laporan Kinerja Kecamatan Paal Merah Tahun 2021"
    ]
    assert "default-src 'none'" in page.xpath("//meta[@http-equiv]/@content")[0]
    assert not page.xpath("//main//script | //link | //@src | //@style")
    assert "url(" not in "".join(page.xpath("//style/text()")).replace("url(data:", "")
    assert all(len(t.xpath("./caption")) == 1 for t in page.xpath("//table"))
    assert all(th.get("scope") for th in page.xpath("//th"))
    levels = [int(h.tag[1]) for h in page.xpath("//main//*[self::h1|self::h2|self::h3]")]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {h[1:] for h in page.xpath("//@href")} <= set(ids)
    assert str(workspace.root) not in html.tostring(page, encoding="unicode")


def test_the_page_marks_old_and_new_words(page: html.HtmlElement) -> None:
    """As deleted and inserted text, not by colour alone."""
    sentences = [s for s in page.xpath("//li") if "yang mempunyai pagu" in s.text_content()]
    assert [(s.findtext("del"), s.findtext(".//ins")) for s in sentences] == [("35", "34")]


def test_markup_in_the_data_stays_text_on_the_page(
    here: Workspace, tmp_path: Path, report: Report
) -> None:
    """A cell that holds HTML is printed as it is."""
    other = copy_folder(report.folder, tmp_path / "lain")
    row = {"predikat": "<script>x</script>"}
    alter(other, lambda data: data["tabel"][0]["baris"][0].update(row))
    to = tmp_path / "b.html"
    assert diff_reports(str(other), str(report.folder), to=to, json_only=False) == 0
    tree = html.parse(tmp_path / "b.html").getroot()
    assert not tree.xpath("//main//script")
    assert "<script>" in tree.text_content()


def test_numbers_and_texts_that_changed_are_sorted_and_copied_together(
    here: Workspace, tmp_path: Path, report: Report, browser: Any
) -> None:
    """In one table: old and new in columns of their own, differences as numbers; on a phone too."""
    other = copy_folder(report.folder, tmp_path / "lain")
    label = "iku-capaian"
    rows = report.tabel[label]["baris"]
    earlier = [{"realisasi": row["realisasi"] - n, "predikat": "Belum dinilai"}
               for n, row in enumerate(rows, 10)]  # fmt: skip

    def move_back(data: dict[str, Any]) -> None:
        tabel = next(t for t in data["tabel"] if t["label"] == label)
        for row, old in zip(tabel["baris"], earlier, strict=True):
            row.update(old)

    alter(other, move_back)
    to = tmp_path / "b.html"
    assert diff_reports(str(other), str(report.folder), to=to, json_only=False) == 0
    with open_page(browser, to, WIDTH[0], init_script=CLIPBOARD) as web_page:
        assert web_page.evaluate("document.documentElement.scrollWidth") <= WIDTH[0]
        for column in ("Lama", "Baru", "Selisih"):
            for _ in range(2):
                web_page.locator(f"#{label} thead").get_by_role("button", name=column).click()
        web_page.locator(f"#{label} .salin").click()
        _, *copied = [line.split(";")[1:] for line in web_page.evaluate("papan").split("\r\n")]
    wanted = [["Realisasi", two_decimals(old["realisasi"]), two_decimals(row["realisasi"]),
               two_decimals(n)]
              for n, (old, row) in enumerate(zip(earlier, rows, strict=True), 10)]  # fmt: skip
    wanted = wanted[::-1] + [["Kategori", "Belum dinilai", row["predikat"], ""] for row in rows]
    assert copied == wanted


def two_decimals(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")


def test_the_same_report_twice_has_no_difference(
    report: Report, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A copy of a folder; the terminal and the page say so."""
    copied = copy_folder(report.folder, tmp_path / "salinan")
    assert diff_reports(str(report.folder), str(copied), to=None, json_only=False) == 0
    no_change = "Tidak ada angka, tabel, atau kalimat yang berubah."
    assert no_change in capsys.readouterr().out
    assert no_change in (copied / "perbedaan.html").read_text("utf-8")


def copy_folder(source: Path, target: Path) -> Path:
    return Path(shutil.copytree(source, target))


def alter(folder: Path, change: Any) -> None:
    """Change the data of tabel.json in place."""
    data = json.loads((folder / "tabel.json").read_text("utf-8"))
    change(data)
    (folder / "tabel.json").write_text(json.dumps(data), "utf-8")


def test_a_report_of_an_older_version_is_compared_by_what_it_has(
    report: Report, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No chapters, sources or alternative texts: what is missing does not count as changed."""
    older = copy_folder(report.folder, tmp_path / "tua")
    shutil.rmtree(older / "notebooks")
    (older / "build.json").unlink()

    def strip(data: dict[str, Any]) -> None:
        for t in data["tabel"]:
            for key in ("sumber", "alt", "satuan", "rumus", "rumus_kaki"):
                t.pop(key, None)
        areas = next(t for t in data["tabel"] if t["label"] == "wilayah-luas")
        areas["baris"][0]["luas_ha"] += 1

    alter(older, strip)
    assert diff_reports(str(older), str(report.folder), to=None, json_only=True) == 0
    content = json.loads(capsys.readouterr().out)
    assert content["jumlah"] == {"angka": 1, "isian": 0, "tersembunyi": 0, "tabel": 1, "kalimat": 0}
    assert content["kalimat"] is None


def delete_column(folder: Path) -> None:
    alter(folder, lambda data: data["tabel"][3].pop("kolom"))


def swap_unit(folder: Path) -> None:
    alter(folder, lambda data: data.update(unit="uji"))


EMPTY_CHAPTER = '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}'


def drop_title(folder: Path) -> None:
    """A kept chapter is JSON, but no notebook any more."""
    next((folder / "notebooks").glob("2*")).write_text(EMPTY_CHAPTER, "utf-8")


@pytest.mark.parametrize(
    ("broken", "code", "message"),
    [
        (lambda f: (f / "tabel.json").unlink(), 1, "tidak memuat laporan (tabel.json tidak ada)"),
        (lambda f: (f / "tabel.json").write_text("{", "utf-8"), 1, "rusak: bukan JSON yang utuh"),
        (lambda f: (f / "build.json").write_text("{", "utf-8"), 1, "build.json rusak"),
        (lambda f: (f / "build.json").write_text("[1]", "utf-8"), 1, "build.json rusak"),
        (
            lambda f: (f / "build.json").write_text('{"masukan": [1]}', "utf-8"),
            1,
            "build.json rusak",
        ),
        (delete_column, 1, "tabel › 3 › kolom tidak ada atau tidak sesuai"),
        (lambda f: next((f / "notebooks").glob("2*")).write_text("{", "utf-8"), 1, "notebook"),
        (drop_title, 1, "tidak dapat dibaca"),
        (swap_unit, 2, "bandingkan laporan dari satu unit"),
    ],
)
def test_a_report_that_cannot_be_compared_is_named_with_the_cure(
    small_office: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str], broken: Any,
    code: int, message: str,
) -> None:  # fmt: skip
    """1 if a report is at fault, 2 if the wrong one was named; no page is written."""
    bad = copy_folder(small_office.outputs, tmp_path / "buruk")
    broken(bad)
    assert diff_reports(str(bad), str(small_office.outputs), to=None, json_only=False) == code
    error = capsys.readouterr().err
    assert message in error
    assert "buruk" in error
    assert not (small_office.outputs / "perbedaan.html").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("2021", "2021"), 2, "adalah laporan yang sama"),
        (
            ("2019", "2021"),
            1,
            "datanya juga belum ada. Siapkan dengan lkip new 2019",
        ),
        (("2020", None), 1, "belum disusun"),
        (("entah", None), 1, "entah tidak memuat laporan"),
    ],
)
def test_a_wrong_choice_is_refused_with_what_to_do(
    here: Workspace, capsys: pytest.CaptureFixture[str], arguments: Any, code: int, message: str
) -> None:
    """In Indonesian, on the error stream."""
    assert diff_reports(*arguments, to=None, json_only=False) == code
    result = capsys.readouterr()
    assert message in result.err
    assert result.out == ""


def test_without_an_earlier_report_the_message_says_how_to_name_two(
    report: Report, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first report of a year has none."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(report.workspace.root))
    assert diff_reports(None, None, to=None, json_only=False) == 1
    assert "lkip diff FOLDER-LAMA FOLDER-BARU" in capsys.readouterr().err


def test_a_folder_alone_is_compared_with_the_present_report(
    here: Workspace, report: Report, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """It is the old one: yesterday's copy against what is in place."""
    copied = copy_folder(here.preceding, tmp_path / "kemarin")
    assert diff_reports(str(copied), None, to=None, json_only=True) == 0
    assert json.loads(capsys.readouterr().out)["jumlah"]["angka"] == 18


def test_reading_a_report_tells_the_end_of_a_sentence_from_an_abbreviation() -> None:
    """One paragraph, two sentences; a list item is one; a reference is known by its label."""
    text = "Lihat [Tabel](#t) milik Drs. Amran, S.E. di Jl. Merdeka No. 5. Baik 1,5 %.\n\n- Butir"
    reading = read_document(join(b10_a=notebook("# Awal", text, record("tabel", "t"))))
    header = (("Bab I", "Awal"),)
    rest = "milik Drs. Amran, S.E. di Jl. Merdeka No. 5."
    assert reading.sentences == [
        (header, "Bab I Awal", "Awal"),
        (header, f"Lihat Tabel 1.1 {rest}", f"Lihat Tabel #t {rest}"),
        (header, "Baik 1,5 %.", "Baik 1,5 %."),
        (header, "Butir", "Butir"),
    ]
    assert reading.places == {"t": header}


def test_a_table_without_data_any_more_is_told_with_its_section_and_its_reason() -> None:
    """It leaves nothing in the text, but what compares two reports finds it there."""
    chapter = notebook("# A\n\nIsi.", "## B", record("absen", "hilang"), record("tabel", "ada"))
    read = read_document(join(b10_a=chapter))
    (absent,) = read_records(read.absent.values()).values()
    assert (absent.label, absent.reason) == ("hilang", "kosong")
    assert read.places["hilang"] == (("Bab I", "A"), ("1.1", "B"))
