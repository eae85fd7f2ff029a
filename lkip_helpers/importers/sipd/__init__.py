"""A budget export of SIPD (RKA, DPA, DPPA, realisasi) → the rows of the sheet DPA."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lkip_helpers.importers.mapping import OfficeMapping
from lkip_helpers.importers.sipd.amounts import Number
from lkip_helpers.importers.sipd.columnar import build_columnar
from lkip_helpers.importers.sipd.crosscheck import check_calculation, is_dash, read_numbers
from lkip_helpers.importers.sipd.decisions import Decision, decide_columns, list_duplicates
from lkip_helpers.importers.sipd.headers import Header, find_header
from lkip_helpers.importers.sipd.hierarchical import build_hierarchical
from lkip_helpers.importers.sipd.roles import CODES, MONEY, NAME
from lkip_helpers.importers.sipd.rows import (
    Arrangement,
    Node,
    Reader,
    set_aside_foreign,
)
from lkip_helpers.importers.sipd.titles import check_title
from lkip_helpers.importers.spreadsheet import Export, opened
from lkip_helpers.importers.summary import ImportResult, Report
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.sheet import tidy_up
from lkip_helpers.intake.workbook import Sheet, UnreadableWorkbook, address
from lkip_helpers.schema import Dpa
from lkip_helpers.workbooks.carryover import RowRecord, SheetContent

__all__ = ["read_sipd"]
TWICE = "bedakan namanya (misalnya menurut kelurahan), atau ambil ekspor satu unit saja"


def read_sipd(
    file: Path, name: str, tahun: int, mapping: OfficeMapping, program: Sequence[str] = ()
) -> ImportResult:
    """The sub kegiatan of an export, or why it cannot be read; nothing is guessed.

    name: the kecamatan it must be of; program: names whose spelling is taken where they match.
    """
    try:
        export = opened(file)
    except UnreadableWorkbook as error:
        return ImportResult(Report(file.name, findings=(error.finding,)))
    candidate = [(x, k) for x in export.sheet if (k := find_header(x, tahun))]
    if len(candidate) != 1:
        return ImportResult(Report(file.name, findings=(_refuse_sheet(file, export, candidate),)))
    sheet, header = candidate[0]
    decision = decide_columns(sheet, header, mapping)
    return _read(file, export, sheet, decision, name, tahun, mapping, program)


def _refuse_sheet(file: Path, export: Export, candidate: Sequence[tuple[Sheet, Header]]) -> Finding:
    """No sheet has a budget, or more than one has."""
    message = (
        "tidak ada tabel anggaran: baris kepala dengan nama program atau uraian dan pagu atau "
        "realisasi tidak ditemukan"
    )
    advice = "ambil ekspor RKA, DPA, DPPA, atau realisasi menurut sub kegiatan"
    name = ", ".join(x.name for x in export.sheet)
    if candidate:
        name = ", ".join(x.name for x, _ in candidate)
        message = f"tabel anggaran ada di lebih dari satu lembar: {name}"
        advice = "sisakan satu lembar saja dalam salinan berkas itu, lalu impor salinannya"
    return Finding(file.name, name if not candidate else "", "", "", "salah", message, advice)


def _read(
    file: Path, export: Export, sheet: Sheet, decision: Decision, name: str, tahun: int,
    mapping: OfficeMapping, program: Sequence[str],
) -> ImportResult:  # fmt: skip
    read = Reader(file.name, sheet, decision.header)
    for title, cells in list_duplicates(decision.header):
        read.add(", ".join(cells), f"{title} ada di lebih dari satu kolom", "sisakan satu")
    if not (decision.doubts or decision.header.ordinal("pagu", "realisasi")):
        read.add(
            address(decision.header.end, 1), f"tidak ada kolom pagu atau realisasi tahun {tahun}",
            f"ambil ekspor tahun {tahun} yang memuat pagu atau realisasi",
        )  # fmt: skip
    hierarchical = decision.header.hierarchical
    arrangement = (build_hierarchical if hierarchical else build_columnar)(read)
    set_aside_foreign(read, arrangement)
    number = read_numbers(read, arrangement)
    check_calculation(read, arrangement, number)
    check_title(read, arrangement, name, tahun)
    _check_cells(read, export, arrangement)
    _check_content(read, arrangement)
    content = SheetContent([_record(read, s, number, program) for s in arrangement.sub])
    report = Report(
        file.name, sheet.name, decision.match, len(sheet.content), len(arrangement.sub),
        tuple(sorted(arrangement.dropped)), (*read.findings, *mapping.findings), decision.doubts,
    )  # fmt: skip
    return ImportResult(report, {Dpa: content})


def _check_cells(read: Reader, export: Export, arrangement: Arrangement) -> None:
    """Cells that are read but hold no result, and rows that are hidden."""
    as_read = {s.rows for s in arrangement.node} | set(arrangement.total) | {
        n for n, a in arrangement.dropped if n > read.header.end and a != "catatan di bawah tabel"
    }  # fmt: skip
    column = [*read.number_columns, *read.header.ordinal(*NAME, *CODES, "output")]
    for cells, message in export.defects(read.sheet.name).items():
        if any(cells == address(n, k) for n in as_read for k in column):
            read.add(cells, message, "buka di Excel, hitung ulang, lalu simpan")
    for ordinal in sorted(export.hidden(read.sheet.name) & as_read):
        read.add(
            f"A{ordinal}", "baris tersembunyi ikut dibaca", "tampilkan barisnya dan periksa",
            severity="peringatan",
        )  # fmt: skip


def _check_content(read: Reader, arrangement: Arrangement) -> None:
    """There is a sub kegiatan, none stands twice, and labels taken from above are said."""
    if not arrangement.sub:
        cells = address(read.header.end, read.header.ordinal(*NAME)[0])
        read.add(
            cells, "tidak ada satu pun sub kegiatan", "ambil ekspor sampai tingkat sub kegiatan, "
            "dengan kode pada setiap baris",
        )  # fmt: skip
    seen: dict[tuple[str, ...], int] = {}
    for s in arrangement.sub:
        key = tuple(map(tidy_up, (s.program, s.kegiatan, s.name)))
        if key in seen:
            message = f"“{s.name}” sudah ada di {read.cells(seen[key])}"
            read.add(read.cells(s.rows), message, TWICE, s.name)
        seen.setdefault(key, s.rows)
    _check_program(read, arrangement)
    if arrangement.pulled:
        read.add(
            f"A{arrangement.pulled[0]}", f"{len(set(arrangement.pulled))} baris tanpa "
            "program atau kegiatan mengikuti baris di atasnya",
            "periksa bahwa labelnya berdiri di baris pertama",
            severity="peringatan",
        )  # fmt: skip


def _check_program(read: Reader, arrangement: Arrangement) -> None:
    """One code, one programme: else a code or a label stands in the wrong place."""
    for from_, to in (("program_code", "program"), ("program", "program_code")):
        seen: dict[str, Node] = {}
        for s in [s for s in arrangement.sub if s.program_code]:
            earlier = seen.setdefault(tidy_up(getattr(s, from_)), s)
            if tidy_up(getattr(earlier, to)) != tidy_up(getattr(s, to)):
                read.add(
                    read.cells(s.rows), f"“{getattr(s, from_)}” di sini “{getattr(s, to)}”, di "
                    f"baris {earlier.rows} “{getattr(earlier, to)}”",
                    "samakan kode dan nama programnya",
                )  # fmt: skip
                return


def _record(
    read: Reader, s: Node, number: Mapping[int, Number], program: Sequence[str]
) -> RowRecord:
    """One row of the sheet DPA; a dash stays a dash, for it says that nothing is budgeted."""
    spelling = {tidy_up(p): p for p in program}
    record: dict[str, Any] = {
        "kode_program": s.program_code or None,
        "program": spelling.get(tidy_up(s.program), s.program),
        "kegiatan": s.kegiatan,
        "sub_kegiatan": s.name,
        "output": "; ".join(dict.fromkeys(s.output)) or None,
        "kode_sub_kegiatan": s.code or None,
    }
    for p in MONEY:
        for k in read.header.ordinal(p):
            value = number[k].get(s.rows)
            empty = "-" if is_dash(read.content(s.rows, k)) else None
            record[p] = empty if value is None else value
    return record
