"""What the XML of a sheet says beyond its values, and what a workbook is made of."""

import io
import os
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900
from python_calamine import CalamineWorkbook

from lkip_helpers.intake import container, sheetfacts, workbook
from lkip_helpers.intake.apart import read_cells
from lkip_helpers.intake.container import inspect_container, is_absent, read_regular
from lkip_helpers.intake.finding import UnreadableFile
from lkip_helpers.intake.sheetfacts import STRUCK, UNSEEN, SheetFacts, Style, read_facts
from lkip_helpers.intake.workbook import Sheet, WorkbookFile, open_for_editing
from lkip_helpers.schema import cells
from tests.test_intake_sheet import edit

FILE = Path("x.xlsx")
STYLES = {
    "1": Style("0.00%"),
    "2": Style("0", rounds=True),
    "3": Style(look=STRUCK),
    "4": Style("0,", look=UNSEEN),
}


def check_facts(rows: str, head: str = "", tail: str = "", **expected: Any) -> SheetFacts:
    """The facts of a sheet, the same whether its rows are skimmed or parsed, prefixed or not."""
    styles = expected.pop("styles", STYLES)
    xml = f"<worksheet>{head}<sheetData>{rows}</sheetData>{tail}</worksheet>"
    prefixed = xml.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:")
    prefixed = prefixed.replace("<x:worksheet>", '<x:worksheet xmlns:x="urn:x">')
    variants = [xml, xml.replace("<c r", "<c  r"), xml.replace('"', "'"), prefixed]
    decoy = '</sheetData><row r="9" hidden="1"><c r="A9"><v>1</v></c>'
    variants += [f'<?xml version="1.0"?>{mark}{xml}' for mark in (f"<!--{decoy}-->", "")]
    variants += [xml.replace("<sheetData>", f"<?x {decoy}?><sheetData>")]
    parts = [v.encode() for v in variants]
    parts.append(f'<?xml version="1.0" encoding="UTF-16"?>{xml}'.encode("utf-16"))
    seen = [read_facts(FILE, "A", styles, part, "visible") for part in parts]
    assert all(facts == seen[0] for facts in seen), seen
    assert SheetFacts(**{n: getattr(seen[0], n) for n in expected}) == SheetFacts(**expected)
    return seen[0]


def cell(address: str, value: str = "1", extra: str = "") -> str:
    return f'<c r="{address}"{extra}><v>{value}</v></c>'


def row(number: int, *cells: str, extra: str = "") -> str:
    return f'<row r="{number}"{extra}>{"".join(cells)}</row>'


def refused(rows: str, tail: str = "") -> tuple[str, str]:
    """The message about a sheet that cannot be read, and the cell it names."""
    xml = f"<worksheet><sheetData>{rows}</sheetData>{tail}</worksheet>"
    with pytest.raises(UnreadableFile) as error:
        read_facts(FILE, "A", STYLES, xml.encode(), "visible")
    assert error.value.finding.lembar == "A"
    return str(error.value), error.value.finding.sel


def test_a_sheet_is_as_large_as_its_last_filled_cells() -> None:
    """A blank cell with a style is not filled; a formula and an inline text are."""
    check_facts("", last=(0, 0))
    check_facts(row(1, cell("C1")) + row(2, cell("A2"), '<c r="Z2" s="1"/>') + row(9), last=(2, 3))
    check_facts(row(3, '<c r="B3"><f>A1</f></c>'), last=(3, 2), unsaved={(3, 2)})
    check_facts(row(3, '<c r="D3" t="inlineStr"><is><t>x</t></is></c>'), last=(3, 4))
    check_facts(row(3, '<c r="D3"><v></v></c>', '<c r="E3"><v/></c>'), last=(0, 0))
    check_facts(row(1, cell("XFD1")), last=(1, 16_384))
    check_facts(row(1_048_576, cell("A1048576")), last=(1_048_576, 1))


def test_rows_and_cells_without_a_place_follow_the_one_before() -> None:
    """ECMA-376 18.3.1.73 and 18.3.1.4: r is optional."""
    check_facts(
        "<row><c><v>1</v></c><c/><c><v>2</v></c></row>" + row(5) + "<row><c><v>1</v></c></row>",
        last=(6, 3),
    )
    facts = check_facts('<row><c t="e"><v>#N/A</v></c><c r="D1" t="e"/></row>')
    assert facts.errors == {(1, 1): "#N/A"}


@pytest.mark.parametrize(
    ("rows", "message", "location"),
    [
        (row(2) + row(2), "nomor baris 2 tidak urut atau tidak sah", ""),
        (row(0), "nomor baris 0 tidak urut atau tidak sah", ""),
        (row(1_048_577), "nomor baris 1048577 tidak urut atau tidak sah", ""),
        (row(1, cell("B1"), cell("A1")), "urutan selnya tidak sah", "A1"),
        (row(1, cell("B1"), cell("B1")), "urutan selnya tidak sah", "B1"),
        (row(1, cell("A2")), "urutan selnya tidak sah", "A2"),
        (row(1, cell("XFE1")), "urutan selnya tidak sah", "XFE1"),
        (
            row(1, cell("ABCDEFGHIJKLMNOPQRSTUVWXYZ1")),
            "alamat sel “ABCDEFGHIJKLMNOPQRST” tidak sah",
            "",
        ),
        (row(1, cell("AAAA1")), "alamat sel “AAAA1” tidak sah", ""),
        ('<row r="x"/>', "berkas rusak atau bukan buku kerja Excel", ""),
    ],
)
def test_an_order_that_two_readers_could_read_in_two_ways_is_refused(
    rows: str, message: str, location: str
) -> None:
    """Rows and cells rise; Excel has 1,048,576 rows and the columns up to XFD."""
    assert refused(rows) == (message, location)


def test_errors_and_formulas_without_a_result_are_known_by_their_cell() -> None:
    """A saved empty text is a result; an empty number is not."""
    check_facts(
        row(
            1,
            cell("A1", "#REF!", ' t="e"'),
            cell("B1", "x", ' t="str"'),
            '<c r="C1" t="e"><v/></c>',
        )
        + row(
            2,
            '<c r="A2"><f>B2</f><v>5</v></c>',
            '<c r="B2"><f>C2</f></c>',
            '<c r="C2" t="str"><f>D2</f><v></v></c>',
            '<c r="D2" t="str"><f>E2</f></c>',
            '<c r="E2"><f>F2</f><v></v></c>',
            '<c r="F2" t="e"><f>A2</f><v>#N/A</v></c>',
        ),
        errors={(1, 1): "#REF!", (1, 3): "#?", (2, 6): "#N/A"},
        unsaved={(2, 2), (2, 4), (2, 5)},
    )


def test_a_style_out_of_the_ordinary_is_known_where_a_cell_is_filled() -> None:
    """A format without decimals shows a whole number as it is."""
    check_facts(
        row(
            7,
            cell("A7", "0.5", ' s="1"'),
            cell("B7", "5", ' s="2"'),
            cell("C7", "5.5", ' s="2"'),
            cell("D7", "3", ' s="3" t="s"'),
            '<c r="E7" s="4" t="inlineStr"><is><t>x</t></is></c>',
            '<c r="F7" s="1"/>',
            cell("G7", "5", ' s="9"'),
            cell("AA7", "5"),
        )
        + row(8, '<c r="A8" s="1"><f>A7</f></c>', '<c r="B8" s="2"><f>A7</f><v>5.5</v></c>'),
        formats={(7, 1): "0.00%", (7, 3): "0", (7, 5): "0,", (8, 1): "0.00%", (8, 2): "0"},
        looks={(7, 4): STRUCK, (7, 5): UNSEEN},
    )
    check_facts(row(1, cell("A1", "1", ' s="1"')), styles={}, formats={}, looks={})


def test_rows_that_nobody_sees_are_those_hidden_or_lower_than_a_point() -> None:
    """Where a sheet hides its rows by default, one with a height of its own is seen."""
    rows = (
        row(1)
        + row(2, extra=' hidden="1"')
        + row(3, extra=' hidden="0"')
        + row(4, extra=' ht="0.9"')
        + row(5, extra=' ht="1"')
        + row(6, extra=' hidden="true" ht="15"')
    )
    check_facts(rows, hidden_rows={2, 4, 6})
    check_facts(rows, '<sheetFormatPr zeroHeight="1"/>', hidden_rows={1, 2, 3, 4, 6})
    check_facts(rows, '<sheetFormatPr zeroHeight="0"/>', hidden_rows={2, 4, 6})


def test_the_anchor_of_a_control_is_no_row_of_the_sheet() -> None:
    tail = "<controls><control><from><col>1</col><row>3</row></from></control></controls>"
    head = '<sheetFormatPr zeroHeight="1"/>'
    check_facts(row(1, cell("A1"), extra=' ht="15"'), head, tail, hidden_rows=set(), last=(1, 1))
    check_facts(row(1048576, extra=' ht="15"'), head, tail, hidden_rows=set())


def test_columns_that_nobody_sees_are_those_hidden_or_narrower_than_a_digit() -> None:
    cols = '<cols><col min="2" max="3" hidden="1"/><col min="5" max="5" width="0.9"/>'
    cols += '<col min="7" max="7" width="1"/><col min="8" max="8" hidden="0" width="9"/>'
    check_facts(
        "",
        cols + '<col min="16384" max="99999" hidden="true"/></cols>',
        hidden_columns={2, 3, 5, 16_384},
    )


def test_a_sheet_may_hide_its_zeros() -> None:
    view = "<sheetViews><sheetView{}/></sheetViews>"
    assert check_facts("", view.format("")).zeros
    assert check_facts("", view.format(' showZeros="1"')).zeros
    assert not check_facts("", view.format(' showZeros="0"')).zeros


def test_merged_ranges_are_read_with_their_corners_or_refused() -> None:
    def merge(*refs: str) -> str:
        ranges = "".join(f'<mergeCell ref="{r}"/>' for r in refs)
        return f"<mergeCells>{ranges}</mergeCells>"

    check_facts("", tail=merge("B3:AA4", "C9"), merges=[(3, 2, 4, 27), (9, 3, 9, 3)])
    wide = "sel gabungannya terlalu luas atau terlalu banyak"
    for ref in ("A1048576:A1048577", "XFD1:XFE1", "A1:A200001", "A1:XFD13"):
        assert refused("", merge(ref)) == (wide, ref)
    check_facts(
        "",
        tail=merge("XFD1048576", "A1:A200000"),
        merges=[(1_048_576, 16_384, 1_048_576, 16_384), (1, 1, 200_000, 1)],
    )
    assert refused("", merge("A" * 40)) == (f"sel gabungan “{'A' * 30}” tidak sah", "")
    assert refused("", merge("A1:")) == ("sel gabungan “A1:” tidak sah", "")


# What a workbook is made of.

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def pack(
    *sheets: str,
    space: str = RELATION,
    kinds: str = "",
    targets: str = "",
    sheet: str = "<worksheet><sheetData/></worksheet>",
    **parts: str,
) -> bytes:
    """A workbook of these <sheet> entries; each relation rId1, rId2 … leads to sheet1.xml …."""
    kind = (kinds.split() + ["worksheet"] * 9)[: len(sheets)]
    target = [f"worksheets/sheet{n}.xml" for n in range(1, len(sheets) + 1)]
    target[: len(targets.split())] = targets.split()
    rels = "".join(
        f'<Relationship Id="rId{n}" Type="{space}/{kind[n - 1]}" Target="{target[n - 1]}"/>'
        for n in range(1, len(sheets) + 1)
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns:r="{space}"><sheets>{"".join(sheets)}</sheets></workbook>',
        )
        archive.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{rels}</Relationships>")
        for n in range(1, len(sheets) + 1):
            archive.writestr(f"xl/worksheets/sheet{n}.xml", sheet)
        for name, text in parts.items():
            archive.writestr(f"xl/{name}.xml", text)
    return stream.getvalue()


def entry(name: str, number: int = 1, extra: str = "") -> str:
    return f'<sheet name="{name}" r:id="rId{number}"{extra}/>'


@pytest.mark.parametrize("space", [RELATION, STRICT])
def test_sheets_are_found_by_their_relation_with_their_state(space: str) -> None:
    """In transitional and in strict OOXML; a chart sheet is left out."""
    content = pack(
        entry("A"),
        entry("B", 2, ' state="hidden"'),
        entry("C", 3),
        space=space,
        kinds="worksheet worksheet chartsheet",
        targets="/xl/worksheets/sheet1.xml",
        styles="<styleSheet/>",
        sharedStrings="<sst/>",
    )
    sheets, styles = inspect_container(FILE, content)
    states = {name: state for name, (_, state) in sheets.items()}
    assert states == {"A": "visible", "B": "hidden"}
    assert all(b"<worksheet" in xml for xml, _ in sheets.values())
    assert styles == b"<styleSheet/>"
    assert inspect_container(FILE, pack(entry("A")))[1] == b""


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "a.xlsx",
            container.OLE + "EncryptedPackage".encode("utf-16-le"),
            "berkas dikunci kata sandi",
        ),
        (
            "a.xlsx",
            "EncryptedPackage".encode("utf-16-le"),
            "berkas rusak atau bukan buku kerja Excel",
        ),
        ("a.xls", container.OLE, "berkas berformat lama (.xls)"),
        ("a.xlsx", b"PK", "berkas rusak atau bukan buku kerja Excel"),
    ],
)
def test_what_is_no_workbook_is_refused_with_what_it_is(
    name: str, content: bytes, message: str
) -> None:
    with pytest.raises(UnreadableFile) as error:
        inspect_container(Path(name), content)
    assert str(error.value) == message


def test_a_workbook_of_another_make_is_only_looked_at() -> None:
    """An .ods has no xl/workbook.xml; a file named .xlsx without it is damaged."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("content.xml", "<x/>")
    content = stream.getvalue()
    assert inspect_container(Path("a.ODS"), content) == ({}, b"")
    for name in ("a.xlsx", "a.zip"):
        with pytest.raises(UnreadableFile, match="berkas rusak"):
            inspect_container(Path(name), content)


BIG = 4 << 20


@pytest.mark.parametrize(
    ("name", "most", "message", "sheet"),
    [
        ("parts", 5, "berisi 5 bagian; paling banyak 4 bagian", ""),
        ("part", BIG, "bagian xl/big.xml berisi 4 MB; paling banyak 3 MB", ""),
        ("unpacked", 0, "isinya 4 MB; paling banyak 4 MB", ""),
        ("sheets", 1, "berisi 1 lembar; paling banyak 0 lembar", ""),
        ("texts", 2, "xl/sharedStrings.xml berisi 2 teks; paling banyak 1 teks", ""),
        ("cells", 3, "berisi 3 sel; paling banyak 2 sel", "A"),
        ("rows", 4, "berisi 4 baris; paling banyak 3 baris", "A"),
    ],
)
def test_a_workbook_is_just_as_large_as_its_limit_and_no_larger(
    monkeypatch: pytest.MonkeyPatch, name: str, most: int, message: str, sheet: str
) -> None:
    """Counted before anything is parsed, with and without a prefix; refused with its size."""
    rows = "<row/><x:row/><row/><x:row/><c/><c/><x:c/>"
    texts = "<sst><si/><x:si/></sst>"
    content = pack(entry("A"), sheet=rows, sharedStrings=texts, big=" " * BIG)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        most = most or sum(part.file_size for part in archive.infolist())
    monkeypatch.setattr(container, "LIMITS", replace(container.LIMITS, **{name: most}))
    inspect_container(FILE, content)
    monkeypatch.setattr(container, "LIMITS", replace(container.LIMITS, **{name: most - 1}))
    with pytest.raises(UnreadableFile) as error:
        inspect_container(FILE, content)
    assert (str(error.value), error.value.finding.lembar) == (message, sheet)


def test_a_sheet_has_just_as_many_merges_and_places_as_its_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Places are those from A1 to the last filled cell."""
    merges = '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A2:B2"/></mergeCells>'
    limits = replace(container.LIMITS, merges=2, rectangle=6, merge=2)
    monkeypatch.setattr(sheetfacts, "LIMITS", limits)
    check_facts(row(2, cell("C2")), tail=merges, last=(2, 3))
    monkeypatch.setattr(sheetfacts, "LIMITS", replace(limits, merges=1))
    assert refused("", merges) == ("sel gabungannya terlalu luas atau terlalu banyak", "A2:B2")
    monkeypatch.setattr(sheetfacts, "LIMITS", replace(limits, rectangle=5))
    assert refused(row(2, cell("C2"))) == ("sel C2 berisi sesuatu jauh di luar tabel", "C2")


def test_a_part_that_is_there_twice_is_refused_by_its_name() -> None:
    """Two readers could read two of them; names of parts differ in no case."""
    stream = io.BytesIO(pack(entry("A")))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("XL/workbook.xml", "<x/>")
    with pytest.raises(UnreadableFile) as error:
        inspect_container(FILE, stream.getvalue())
    assert str(error.value) == "bagian xl/workbook.xml ada dua"
    assert error.value.advice == container.CORRUPT[1]


def test_a_file_is_read_where_it_is_one_of_bearable_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A missing one is reported with the files that may be meant; a device is not read."""
    file = tmp_path / "dpa.xlsx"
    cure = f"simpan dpa.xlsx di {tmp_path.name}/"
    refusals: list[tuple[str, str]] = []

    def note_refusal() -> None:
        with pytest.raises(UnreadableFile) as error:
            read_regular(file)
        refusals.append((str(error.value), error.value.advice))

    assert is_absent(file) and not is_absent(tmp_path / "tiada" / "dpa.xlsx")
    note_refusal()
    (tmp_path / "DPA .xls").touch()
    (tmp_path / "dpa.ods").touch()
    (tmp_path / "dpa.csv").mkdir()
    assert not is_absent(file)
    note_refusal()
    file.mkdir()
    note_refusal()
    file.rmdir()
    file.symlink_to(os.devnull)
    note_refusal()
    file.unlink()
    file.write_bytes(b"x" * (3 << 20))
    assert not is_absent(file)
    monkeypatch.setattr(container, "LIMITS", replace(container.LIMITS, file=3 << 20))
    assert read_regular(file) == b"x" * (3 << 20)
    monkeypatch.setattr(container, "LIMITS", replace(container.LIMITS, file=2 << 20))
    note_refusal()
    assert refusals == [
        ("berkas tidak ada", cure),
        ("berkas tidak ada", f"namai DPA .xls atau dpa.ods menjadi dpa.xlsx, atau {cure}"),
        ("ini folder, bukan berkas", f"ganti nama foldernya, {cure}"),
        ("ini pipa atau perangkat, bukan berkas biasa", cure),
        (
            "ukurannya 3 MB; paling banyak 2 MB",
            "hapus lembar, baris, dan format yang tidak dipakai, lalu simpan ulang",
        ),
    ]


# Opening one.


def test_a_workbook_gives_values_and_facts_of_each_sheet(tmp_path: Path) -> None:
    """A formula reads as its saved result, an error as nothing.

    An error that calamine does not know makes openpyxl read the sheet.
    """
    for error in ("#REF!", "#SPILL!"):
        book = Workbook()
        book.active.append([None, "x", "=2+3"])
        book.active.append(["y"])
        book.active["C2"] = error
        book.active["C2"].data_type = "e"
        book.active.merge_cells("B3:C3")
        book.create_sheet("Kosong").sheet_state = "hidden"
        book.save(file := tmp_path / "b.xlsx")
        edit(
            file,
            "xl/worksheets/sheet1.xml",
            lambda x: re.sub(rb"(?<=</f>)(<v ?/>|<v></v>)", b"<v>5</v>", x),
        )
        opened = WorkbookFile(file)
        assert opened.sheet_names == ["Sheet", "Kosong"]
        sheet = opened.read_sheet("Sheet")
        assert sheet.rows[:2] == [[None, "x", 5], ["y", None, None]]
        assert (sheet.name, sheet.merges) == ("Sheet", [(3, 2, 3, 3)])
        assert opened.facts("Sheet").errors == {(2, 3): error}
        assert opened.facts("Sheet") is opened.facts("Sheet")
        assert opened.facts("Kosong").state == "hidden"
        assert open_for_editing(file)["Sheet"]["B1"].value == "x"
        from_bytes = WorkbookFile(tmp_path / "tiada.xlsx", file.read_bytes())
        assert from_bytes.read_sheet("Kosong").rows == []


def test_sheets_are_those_with_cells_and_merges_count_from_one(tmp_path: Path) -> None:
    """A chart sheet holds no cells."""
    book = Workbook()
    book.active["B3"] = "x"
    book.active.merge_cells("B3:D4")
    book.create_chartsheet("Bagan")
    book.save(file := tmp_path / "a.xlsx")
    assert WorkbookFile(file).sheet_names == ["Sheet"]
    read = Sheet(*read_cells(CalamineWorkbook.from_path(file), "Sheet"))
    assert read.merges == [(3, 2, 4, 4)]
    values: list[list[Any]] = [[None, None], [None, None], [None, "x"]]
    assert [row[:2] for row in read.rows[:3]] == values
    assert (read.value(3, 2), read.value(9, 9)) == ("x", None)


def test_beyond_the_last_value_of_a_row_stands_nothing() -> None:
    sheet = Sheet("A", [["x"], ["y", "z"]], [])
    cells = [[sheet.value(row, column) for column in (1, 2, 3)] for row in (1, 2, 3)]
    assert cells == [["x", None, None], ["y", "z", None], [None] * 3]


@pytest.mark.parametrize("epoch", [CALENDAR_WINDOWS_1900, CALENDAR_MAC_1904])
def test_a_day_is_the_same_day_in_either_calendar_of_excel(tmp_path: Path, epoch: Any) -> None:
    """Excel for Mac counted from 1904; ECMA-376 18.2.28, date1904."""
    book = Workbook()
    book.epoch = epoch
    book.active.append([day := date(2022, 2, 24), datetime(2022, 2, 24, 13, 30)])  # noqa: DTZ001
    book.save(file := tmp_path / "b.xlsx")
    (row,) = WorkbookFile(file).read_sheet("Sheet").rows
    assert row[0] == day
    assert [cells.read_date(v) for v in row] == ["24 Februari 2022"] * 2


def test_what_calamine_panics_on_is_read_by_openpyxl_and_an_interrupt_ends_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A panic in its Rust code is no Exception; neither is Ctrl-C, which must not be swallowed."""
    book = Workbook()
    book.active.append(["x"])
    book.save(file := tmp_path / "b.xlsx")

    def fail(name: str) -> Any:
        def from_filelike(_: Any) -> Any:
            raise type(name, (BaseException,), {})

        return type("Reader", (), {"from_filelike": staticmethod(from_filelike)})

    monkeypatch.setattr(workbook, "CalamineWorkbook", fail("PanicException"))
    assert WorkbookFile(file).read_sheet("Sheet").rows == [["x"]]
    monkeypatch.setattr(workbook, "CalamineWorkbook", fail("Interrupt"))
    with pytest.raises(BaseException) as error:  # noqa: PT011
        WorkbookFile(file)
    assert error.typename == "Interrupt"


def test_a_file_that_no_reader_opens_is_refused(tmp_path: Path) -> None:
    """A file that only claims to be an .ods, and a workbook whose styles are damaged."""
    with zipfile.ZipFile(file := tmp_path / "a.ods", "w") as archive:
        archive.writestr("x", "x")
    with pytest.raises(UnreadableFile, match="berkas rusak"):
        WorkbookFile(file)
    bare = WorkbookFile(tmp_path / "a.xlsx", pack(entry("A"), styles="<styleSheet>"))
    with pytest.raises(UnreadableFile, match="berkas rusak"):
        bare.facts("A")
