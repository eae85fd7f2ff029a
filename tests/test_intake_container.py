"""The container is inspected before any reader: what is too large is refused with its place."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from lkip_helpers import intake
from lkip_helpers.intake import container, sheetfacts
from lkip_helpers.intake.finding import UnreadableFile
from lkip_helpers.intake.pipeline import read
from lkip_helpers.intake.sheetfacts import UNSEEN, Style
from lkip_helpers.intake.workbook import Sheet, WorkbookFile, check_texts
from tests.conftest import WHOLE
from tests.figures import note
from tests.test_intake_sheet import edit
from tests.workbook import write

SHEET = "xl/worksheets/sheet1.xml"
END = b"</sheetData>"


def insert(added: bytes, mark: bytes = END) -> Callable[[bytes], bytes]:
    return lambda xml: xml.replace(mark, added + mark, 1)


@pytest.mark.parametrize(
    ("alter", "sheet", "cell", "message"),
    [
        (insert(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
         "DPA", "XFD1048576", "jauh di luar tabel"),
        (insert(b'<row r="900000"><c r="H900000" t="inlineStr"><is><t>x</t></is></c></row>'),
         "DPA", "H900000", "jauh di luar tabel"),
        (insert(b'<row r="90"><c r="A0"><v>1</v></c></row>'), "DPA", "", "A0"),
        (insert(b'<row r="90"><c r="XFE90"><v>1</v></c></row>'), "DPA", "XFE90", "urutan"),
        (insert(b'<row r="2"><c r="A2"><v>1</v></c></row>'), "DPA", "", "nomor baris 2"),
        (insert(b'<row r="99999999999"/>'), "DPA", "", "nomor baris"),
        (insert(b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>', b"<pageMargins"),
         "DPA", "A1:XFD1048576", "terlalu luas"),
        (insert(b'<mergeCells><mergeCell ref="A:A"/></mergeCells>', b"<pageMargins"),
         "DPA", "", "A:A"),
        (insert(b"<c/>" * 800_001), "DPA", "", "paling banyak 800.000 sel"),
        (insert(b"<row/>" * 100_001), "DPA", "", "paling banyak 100.000 baris"),
        (insert(b"<x>" * 5000), "DPA", "", "rusak"),
        (insert(b'<row r="90">' + b"<c/>" * 50_000 + b"</row>"),
         "DPA", "A90", "terlalu banyak sel"),
        (insert(b'<cols><col min="1" max="9" width="0"/><col min="9" max="9" width="0"/></cols>',
               b"<sheetData"), "DPA", "", "bertumpang tindih"),
        (insert(b'<row r="90"><c r="A90" t="str"><v>%b</v></c></row>' % (b"x" * 32768)),
         "DPA", "A90", "32768 huruf"),
    ],
)  # fmt: skip
def test_what_no_reader_could_bear_is_refused_with_its_place(
    tmp_path: Path, alter: Callable[[bytes], bytes], sheet: str, cell: str, message: str
) -> None:
    """calamine aborts the process for a cell at XFD1048576."""
    workspace = write(tmp_path)
    edit(workspace.raw / "dpa.xlsx", SHEET, alter)
    (wrong,) = [f for f in intake.check(workspace) if f.is_blocking]
    assert (wrong.berkas, wrong.lembar, wrong.sel) == ("dpa.xlsx", sheet, cell)
    assert message in wrong.pesan
    if WHOLE:
        note("di luar batas", f"{message} {cell}", 1)


@pytest.mark.parametrize(
    "alter",
    [
        lambda xml: xml.replace(b'ref="A1:', b'ref="A1:XFD1048576" x="', 1),
        insert(b'<row r="60">' + b'<c s="0"/>' * 16_000 + b"</row>"),
    ],
)
def test_what_only_looks_large_is_read(tmp_path: Path, alter: Callable[[bytes], bytes]) -> None:
    """A dimension that is stated and blank cells that were formatted hold nothing."""
    workspace = write(tmp_path)
    edit(workspace.raw / "dpa.xlsx", SHEET, alter)
    assert read(workspace).valid


@pytest.mark.parametrize(
    ("limit", "message"),
    [({"file": 100}, "ukurannya"), ({"parts": 3}, "bagian"), ({"part": 100}, "bagian"),
     ({"unpacked": 100}, "isinya"),
     ({"sheets": 1}, "lembar")],
)  # fmt: skip
def test_every_limit_says_what_it_allows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: dict[str, int], message: str
) -> None:
    """They stand in one place."""
    monkeypatch.setattr(container, "LIMITS", replace(container.LIMITS, **limit))
    wrong = next(f for f in intake.check(write(tmp_path)) if f.berkas == "kinerja.xlsx")
    assert message in wrong.pesan
    assert "paling banyak" in wrong.pesan


def test_shared_texts_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A million empty texts weigh little in the file and much in memory."""
    monkeypatch.setattr(container, "LIMITS", replace(container.LIMITS, texts=10))
    workspace = write(tmp_path)
    texts = b"<sst>" + b"<si/>" * 11 + b"</sst>"
    edit(workspace.raw / "dpa.xlsx", "xl/sharedStrings.xml", lambda _: texts)
    wrong = next(f for f in intake.check(workspace) if f.is_blocking and f.berkas == "dpa.xlsx")
    assert wrong.pesan.startswith("xl/sharedStrings.xml berisi 11 teks")


def test_a_part_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    """Two readers could read two of them."""
    workspace = write(tmp_path)
    with zipfile.ZipFile(workspace.raw / "dpa.xlsx", "a") as archive:
        archive.writestr(SHEET.upper(), b"<worksheet/>")
    (wrong,) = [f for f in intake.check(workspace) if f.is_blocking]
    assert "ada dua" in wrong.pesan


def test_a_part_that_holds_more_than_is_stated_is_not_unpacked(tmp_path: Path) -> None:
    """The directory of the archive says 1,000 bytes."""
    workspace = write(tmp_path)
    edit(workspace.raw / "dpa.xlsx", SHEET, lambda xml: xml + b" " * (2 * container.MB))
    with zipfile.ZipFile(workspace.raw / "dpa.xlsx") as archive:
        size = archive.getinfo(SHEET).file_size.to_bytes(4, "little")
    content = (workspace.raw / "dpa.xlsx").read_bytes()
    (workspace.raw / "dpa.xlsx").write_bytes(content.replace(size, (1000).to_bytes(4, "little")))
    (wrong,) = [f for f in intake.check(workspace) if f.is_blocking]
    assert wrong.pesan == f"bagian {SHEET} rusak"


def test_20_000_respondents_are_within_the_limits(tmp_path: Path) -> None:
    """With thirty columns of words each: 600,000 cells, of the size LibreOffice writes them."""
    cells = 20_000 * 30
    limit = container.LIMITS
    assert cells < min(limit.cells, limit.rectangle)
    assert cells * len(b'<c r="AB12345" s="12" t="s"><v>123456</v></c>') < limit.part


def test_a_text_holds_as_many_letters_as_a_cell_of_excel_can() -> None:
    """32,767, by Excel's own specifications and limits."""
    check_texts(Path("a.xlsx"), Sheet("S", [["x" * 32_767]], []))
    with pytest.raises(UnreadableFile, match="berisi 32768 huruf"):
        check_texts(Path("a.xlsx"), Sheet("S", [["x" * 32_768]], []))


@pytest.mark.parametrize("prefix", ["x", ""])
def test_a_sheet_is_read_the_same_with_and_without_a_prefix(tmp_path: Path, prefix: str) -> None:
    """Some programs write <x:c>."""
    workspace = write(tmp_path)

    def alter(xml: bytes) -> bytes:
        xml = xml.replace(b'<c r="E4"', b'<c s="0" r="E4"')
        if not prefix:
            return xml
        return re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", xml).replace(b"xmlns=", b"xmlns:x=")

    edit(workspace.raw / "dpa.xlsx", SHEET, alter)
    facts = WorkbookFile(workspace.raw / "dpa.xlsx").facts("DPA")
    assert facts.last[0] == 4
    assert read(workspace).valid


def test_positions_are_counted_where_they_are_not_written() -> None:
    """Row and cell may leave out r."""
    xml = b"<worksheet><sheetData><row><c/><c t='e'><v>#REF!</v></c></row></sheetData></worksheet>"
    facts = sheetfacts.read_facts(Path("x.xlsx"), "A", {}, xml, "visible")
    assert facts.errors == {(1, 2): "#REF!"}


def test_a_row_skimmed_says_what_a_row_parsed_says() -> None:
    """Two blanks before r make a row one that is parsed; C2 is blank, and D3 far out."""
    xml = (
        b'<worksheet><sheetData><row r="1" hidden="1"><c r="A1" s="1"><v>0.5</v></c>'
        b'<c r="B1" s="2" t="s"><v>3</v></c></row><row r="2"><c r="B2"><v>1</v></c>'
        b'<c r="C2" s="1"/></row><row r="3"><c r="D3" t="inlineStr"><is><t>x</t></is></c></row>'
        b"</sheetData></worksheet>"
    )
    styles = {"1": Style("0%"), "2": Style(look=UNSEEN)}
    skimmed, whole = (
        sheetfacts.read_facts(Path("x.xlsx"), "A", styles, content, "visible")
        for content in (xml, xml.replace(b"<c r", b"<c  r"))
    )
    assert skimmed == whole
    assert (skimmed.formats, skimmed.last) == ({(1, 1): "0%"}, (3, 4))
    assert (skimmed.looks, skimmed.hidden_rows) == ({(1, 2): UNSEEN}, {1})


def test_a_formula_whose_saved_result_is_an_empty_text_is_saved() -> None:
    """Excel writes t="str" and an empty <v>."""
    xml = (
        b"<worksheet><sheetData><row><c r='A1' t='str'><f>B1</f><v></v></c>"
        b"<c r='B1'><f>A1</f><v/></c></row></sheetData></worksheet>"
    )
    facts = sheetfacts.read_facts(Path("x.xlsx"), "A", {}, xml, "visible")
    assert facts.unsaved == {(1, 2)}


def test_no_entity_is_resolved(tmp_path: Path) -> None:
    """A thousand laughs, or a file of this machine, are not read into a cell."""
    workspace = write(tmp_path)
    tipu = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    edit(
        workspace.raw / "dpa.xlsx",
        SHEET,
        lambda xml: tipu + xml.replace(b"JUDUL LEMBAR", b"&a;", 1),
    )
    with pytest.raises(UnreadableFile):
        WorkbookFile(workspace.raw / "dpa.xlsx").read_sheet("DPA")
