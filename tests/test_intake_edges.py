"""Addresses, limits and odd places of a sheet, each at its edge."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from lkip_helpers import intake
from lkip_helpers.intake import container, sheetfacts
from lkip_helpers.intake.container import phrase_similar
from lkip_helpers.intake.finding import UnreadableFile
from lkip_helpers.intake.workbook import WorkbookFile
from tests.test_intake_sheet import edit
from tests.workbook import write

UNSEEN = "\u200b"


@pytest.mark.parametrize(
    ("file", "sheet", "cell", "value", "message"),
    [
        ("kinerja.xlsx", "Profil", "B8", f"19{UNSEEN}", "B8 berisi karakter yang tidak tampak"),
        ("dpa.xlsx", "DPA", "C3", f"Kegi{UNSEEN}atan", "C3 berisi karakter yang tidak tampak"),
        ("dpa.xlsx", "DPA", "A1", f"Ju{UNSEEN}dul", None),
        ("dpa.xlsx", "DPA", "E6", "=A1", "E6 rumusnya belum punya hasil tersimpan"),
        ("kinerja.xlsx", "Wilayah", "A4", 10**15, "A4 Kelurahan: tersimpan sebagai angka"),
        ("kinerja.xlsx", "IKU", "B3", "Nama", "A3 kolom Indikator kinerja tidak ada"),
        ("skm.xlsx", "Unsur", "C3", "Pilihan", "A3 kolom Jawaban 1 tidak ada"),
    ],
)
def test_what_is_wrong_with_a_cell_is_told_at_its_address(
    tmp_path: Path, file: str, sheet: str, cell: str, value: object, message: str | None
) -> None:
    """In a sheet of entries, in a head, below the table; a title above it is nobody's."""

    def decorate(workbook: dict[str, Workbook]) -> None:
        workbook[file][sheet][cell] = value

    found = [f for f in intake.check(write(tmp_path, decorate=decorate)) if f.lembar == sheet]
    messages = [f"{f.sel} {f.pesan}" for f in found]
    assert bool(message) == bool(messages)
    assert message is None or any(m.startswith(message) for m in messages), messages


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("cells", lambda file, parts: parts["xl/worksheets/sheet1.xml"].count(b"<c")),
        ("rows", lambda file, parts: parts["xl/worksheets/sheet1.xml"].count(b"<row")),
        ("rectangle", lambda file, parts: 4 * 10),
        ("file", lambda file, parts: file.stat().st_size),
        ("part", lambda file, parts: max(map(len, parts.values()))),
        ("unpacked", lambda file, parts: sum(map(len, parts.values()))),
        ("parts", lambda file, parts: len(parts)), ("sheets", lambda file, parts: 1),
        ("merges", lambda file, parts: 2), ("merge", lambda file, parts: 6),
    ],
)  # fmt: skip
def test_a_workbook_may_be_just_as_large_as_its_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str,
    count: Callable[[Path, dict[str, bytes]], int],
) -> None:  # fmt: skip
    """One less is too little: the DPA is ten columns by four rows, with two merged ranges."""
    file = tmp_path / "dpa.xlsx"
    book = Workbook()
    for row in range(1, 5):
        book.active.append([f"{row}.{k}" for k in range(10)])
    book.active.merge_cells("L1:M3")
    book.active.merge_cells("L5:M5")
    book.save(file)
    with zipfile.ZipFile(file) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    size = count(file, parts)
    for limit, refused in ((size, False), (size - 1, True)):
        limits = replace(container.LIMITS, **{name: limit})
        monkeypatch.setattr(container, "LIMITS", limits)
        monkeypatch.setattr(sheetfacts, "LIMITS", limits)
        try:
            workbook = WorkbookFile(file)
            workbook.facts(workbook.sheet_names[0])
            was_refused = False
        except UnreadableFile:
            was_refused = True
        assert was_refused is refused, limit


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_shared_texts_count_with_and_without_a_prefix(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prefix: str
) -> None:
    limits = replace(container.LIMITS, texts=10)
    monkeypatch.setattr(container, "LIMITS", limits)
    workspace = write(tmp_path)
    for texts, message in ((10, ""), (11, "xl/sharedStrings.xml berisi 11 teks")):
        file = tmp_path / f"{texts}.xlsx"
        xml = f"<{prefix}sst>{f'<{prefix}si/>' * texts}</{prefix}sst>".encode()
        file.write_bytes((workspace.raw / "dpa.xlsx").read_bytes())
        edit(file, "xl/sharedStrings.xml", lambda _, xml=xml: xml)
        try:
            container.inspect_container(file, file.read_bytes())
            error = ""
        except UnreadableFile as refused:
            error = str(refused)
        assert error.startswith(message) and bool(error) == bool(message)


def test_a_file_that_is_nowhere_is_like_no_other(tmp_path: Path) -> None:
    (tmp_path / "DPA.xls").touch()
    (tmp_path / "dpa.xlsx.txt").touch()
    assert phrase_similar(tmp_path / "dpa.xlsx") == "DPA.xls"
    assert phrase_similar(tmp_path / "tiada" / "dpa.xlsx") == ""


@pytest.mark.parametrize(
    ("value", "code", "message"),
    [
        (95, "0.000", None), (95, "0.00", None), (2.0, "0%", None), (0.95, "0%", None),
        (2.01, "0%", "peringatan: 2.01 ditampilkan sebagai persen, yaitu 201 %"),
        (10.0, "0%", "peringatan: 10 ditampilkan sebagai persen, yaitu 1000 %"),
        (10.01, "0%", "salah: 10.01 ditampilkan sebagai persen, yaitu 1001 %"),
        (95.4, "0", "peringatan: format sel “0” menampilkannya dibulatkan menjadi 95"),
    ],
)  # fmt: skip
def test_a_percentage_beyond_twice_is_a_doubt_and_beyond_ten_times_a_fault(
    tmp_path: Path, value: float, code: str, message: str | None
) -> None:
    """82 typed into a cell of percent is shown as 8200 %."""

    def decorate(workbook: dict[str, Workbook]) -> None:
        cell = workbook["kinerja.xlsx"]["Realisasi"]["E4"]
        cell.value, cell.number_format = value, code

    found = [f for f in intake.check(write(tmp_path, decorate=decorate)) if f.sel == "E4"]
    assert [f"{f.tingkat}: {f.pesan}" for f in found] == ([message] if message else [])
