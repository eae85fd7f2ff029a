"""Exports in files of every kind: read by what they hold, or refused by name of what it is."""

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from lkip_helpers.importers.filetype import open_export
from lkip_helpers.intake import apart
from lkip_helpers.intake.finding import UnreadableFile
from lkip_helpers.intake.workbook import WorkbookFile
from tests.conftest import WHOLE
from tests.exports import EXAMPLE, Layout, build, parsed, read, save, truth, wrong
from tests.figures import note

TEXT = Layout(csv=";", number="sen")


def text(folder: Path, separator: str = ";") -> str:
    file = save(build(EXAMPLE, TEXT), folder / "asal.csv", separator)
    return file.read_text("utf-8").replace("Penyusunan Dokumen", "Penyusunan – Dokumen")


def html(text: str) -> str:
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in line.split(";")) + "</tr>"
        for line in text.splitlines()
    )
    return f"<html><body><table>{rows}</table></body></html>"


def xml(text: str) -> str:
    rows = "".join(
        "<Row>"
        + "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in line.split(";"))
        + "</Row>" for line in text.splitlines()
    )  # fmt: skip
    namespace = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    return (
        f'<?xml version="1.0"?><Workbook {namespace} {namespace.replace("xmlns", "xmlns:ss", 1)}>'
        f'<Worksheet ss:Name="L"><Table>{rows}</Table></Worksheet></Workbook>'
    )


CONTAINERS = {
    "text in the letters of Windows": ("e.csv", lambda t: t.encode("cp1252")),
    "text with tabs called .xls": ("e.xls", lambda t: t.replace(";", "\t").encode()),
    "UTF-16 with its mark": ("e.csv", lambda t: t.encode("utf-16")),
    "UTF-16 without a mark": ("e.csv", lambda t: t.encode("utf-16-le")),
    "UTF-16 of the other order, called .txt": ("e.txt", lambda t: t.encode("utf-16-be")),
    "a page of a browser called .xls": ("e.xls", lambda t: html(t).encode()),
    "the same called .xlsx": ("e.xlsx", lambda t: html(t).encode("cp1252")),
    "a workbook of 2003 in XML": ("e.xls", lambda t: xml(t).encode()),
}


@pytest.mark.parametrize(("name", "encoding"), CONTAINERS.values(), ids=CONTAINERS)
def test_a_file_is_read_by_what_it_holds(name: str, encoding: object, tmp_path: Path) -> None:
    """The dash between two words, of the Windows encoding, must come back as it was."""
    assert callable(encoding)
    (tmp_path / name).write_bytes(encoding(text(tmp_path)))
    result = read(tmp_path / name)
    assert wrong(result) == []
    wanted = truth(EXAMPLE, TEXT)
    assert parsed(result)[0][3] == "Penyusunan – Dokumen Perencanaan"
    assert [row[4:6] for row in parsed(result)] == [row[4:6] for row in wanted]


def test_cells_merged_on_a_page_keep_their_places(tmp_path: Path) -> None:
    (tmp_path / "e.xls").write_text(
        "<table><tr><th rowspan=2>A</th><th colspan=2>B</th></tr><tr><td>1</td><td>2</td></tr>"
        "</table>", "utf-8",
    )  # fmt: skip
    (sheet,) = open_export(tmp_path / "e.xls").sheets
    assert sheet.rows == [["A", "B", None], [None, "1", "2"]]
    assert sheet.merges == [(1, 1, 2, 1), (1, 2, 1, 3)]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("e.xlsx", b"%PDF-1.4 ...", "isinya PDF, bukan tabel"),
        ("e.xls", b"\x89PNG\r\n", "isinya gambar, bukan tabel"),
        ("e.xlsx", b"", "isinya kosong, bukan tabel"),
        ("e.xlsx", b"PK\3\4 .. word/document.xml ..", "isinya dokumen Word, bukan tabel"),
        ("e.xlsx", b"PK\3\4 .. rekap.xlsx ..", "isinya arsip ZIP; ekstrak dahulu"),
        ("e.xlsx", b"PK\3\4 .. xl/workbook.bin ..", "isinya buku kerja Excel biner (.xlsb)"),
        ("e.xls", b"MIME-Version: 1.0\r\n", "isinya halaman web terarsip (MHTML)"),
        ("e.xls", b"ID;PSCALC3\r\n", "isinya tabel SYLK"),
        ("e.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1E\0n\0c\0r\0y\0p\0t\0", "dikunci kata sandi"),
        ("e.xls", b"<html><body>Sesi berakhir</body></html>", "halaman web tanpa tabel"),
        ("e.xlsx", b"\0" * 300, "berkas rusak atau bukan buku kerja Excel"),
        ("e.csv", b"\x01\x02\x03\x04", "isi berkas tidak terbaca"),
    ],
)
def test_a_file_without_a_table_is_named_for_what_it_is(
    name: str, content: bytes, message: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    assert message in wrong(read(tmp_path / name))[0]


def test_a_file_of_nearly_the_same_name_is_named(tmp_path: Path) -> None:
    Workbook().save(tmp_path / "DPA.XLSX")
    with pytest.raises(UnreadableFile) as error:
        WorkbookFile(tmp_path / "dpa.xlsx")
    assert "namai DPA.XLSX menjadi dpa.xlsx" in str(error.value.finding)
    assert "namai DPA.XLSX menjadi dpa.xls" in wrong(read(tmp_path / "dpa.xls"))[0]


def spoil(old: str, new: str) -> bytes:
    """An Excel 2003 workbook of two cells in which something was replaced."""
    text = xml("Kode;Uraian").replace(old, new, 1)
    assert new in text
    return text.encode()


WIDE = "paling banyak 800.000 sel"
BEYOND = {
    "a cell over rows": ("e.xls", html("x").replace("<td", "<td rowspan='999999'"), WIDE),
    "a cell over columns": (
        "e.xls",
        html("x").replace("<td", "<td colspan='999999'"),
        WIDE,
    ),
    "a row far below": ("e.xls", spoil("<Row", "<Row ss:Index='9999999'"), "XML rusak"),
    "a cell far to the right": ("e.xls", spoil("<Cell", "<Cell ss:Index='9999999'"), "XML rusak"),
    "a cell before the first": ("e.xls", spoil("<Cell", "<Cell ss:Index='-1'"), "XML rusak"),
    "a cell over all": (
        "e.xls",
        spoil("<Cell", "<Cell ss:MergeAcross='99999'"),
        "XML rusak",
    ),
    "a number that is none": ("e.xls", spoil('Type="String"', 'Type="Number"'), "XML rusak"),
    "a million separators": ("e.csv", "a,b\n" + "," * 800_001, WIDE),
    "a hundred thousand lines": ("e.csv", "a,b\n" * 100_001, "paling banyak 100.000 baris"),
    "a text longer than Excel's": ("e.csv", "a,b\n1," + "x" * 32_768, "B2: berisi 32768 huruf"),
}


@pytest.mark.parametrize(("name", "content", "message"), BEYOND.values(), ids=BEYOND)
def test_a_table_larger_than_any_sheet_is_refused_before_it_is_built(
    name: str, content: str | bytes, message: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Each took gigabytes, or ended in an error of Python."""
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(UnreadableFile) as refused:
        open_export(file)
    assert message in str(refused.value.finding)
    if WHOLE:
        note("di luar batas", request.node.callspec.id, 1)


ODS = (
    "<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
    "xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' "
    "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'><office:body><office:spreadsheet>"
    "<table:table table:name='A'><table:table-row table:number-rows-repeated='{}'>"
    "<table:table-cell office:value-type='string'><text:p>x</text:p></table:table-cell>"
    "</table:table-row>"
    "</table:table></office:spreadsheet></office:body></office:document-content>"
)


@pytest.mark.parametrize(
    ("repeated", "padding", "message"),
    [
        ("200000", 0, "200.000 baris; paling banyak"),
        pytest.param("1000000", 0, "terlalu besar", marks=pytest.mark.long),
        ("1", 33 << 20, "content.xml berisi 33 MB"),
    ],
)
def test_an_opendocument_workbook_has_the_same_limits(
    repeated: str, padding: int, message: str, tmp_path: Path
) -> None:
    """It is read in a process of its own with bounded memory."""
    with zipfile.ZipFile(tmp_path / "e.ods", "w", zipfile.ZIP_DEFLATED) as packed:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        packed.writestr(zipfile.ZipInfo("mimetype"), kind)
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
        packed.writestr("content.xml", ODS.format(repeated) + " " * padding)
    with pytest.raises(UnreadableFile) as refused:
        open_export(tmp_path / "e.ods")
    assert message in str(refused.value.finding)
    if WHOLE:
        note("di luar batas", f"ods {message}", 1)


def read_forever(_: bytes) -> None:
    """A reader that a hostile file keeps busy."""
    while True:
        pass


def test_a_reader_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the CPU time it takes, so that a busy machine stops no other."""
    monkeypatch.setattr(apart, "SECONDS", 1)
    with pytest.raises(ValueError, match=r"^$"):
        apart.read_in_process(read_forever, b"")
