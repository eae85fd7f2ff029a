"""A budget export of SIPD (RKA, DPA, DPPA, realisasi) → the rows of the sheet DPA."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lkip_helpers.importers.filetype import Export, opened
from lkip_helpers.importers.mapping import OfficeMapping
from lkip_helpers.importers.summary import ImportResult, Report
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.sheet import tidy_up
from lkip_helpers.intake.workbook import Sheet, UnreadableWorkbook, address
from lkip_helpers.schema.budget import Dpa
from lkip_helpers.sipd.amounts import round_amount
from lkip_helpers.sipd.columnar import build_columnar
from lkip_helpers.sipd.crosscheck import Tally, check_calculation, is_dash, read_numbers
from lkip_helpers.sipd.decisions import Decision, answer, decide_columns, list_matches
from lkip_helpers.sipd.headers import find_header
from lkip_helpers.sipd.hierarchical import (
    build_detail,
    build_hierarchical,
    build_named,
    has_codes,
    is_dpa_detail,
)
from lkip_helpers.sipd.layout_columns import Header
from lkip_helpers.sipd.patterns import has
from lkip_helpers.sipd.roles import CODES, MONEY, NAME, NUMBERS
from lkip_helpers.sipd.rows import Arrangement, Node, Reader, set_aside_foreign
from lkip_helpers.sipd.titles import check_title
from lkip_helpers.sipd.tree import gather_belanja
from lkip_helpers.sipd.understood import check_column, say_number, tell_understood
from lkip_helpers.workbooks.carryover import RowRecord, SheetContent

__all__ = ["read_sipd"]
TWICE = "bedakan namanya (misalnya menurut kelurahan), atau ambil ekspor satu unit saja"


def read_sipd(
    file: Path, name: str, tahun: int, mapping: OfficeMapping, program: Sequence[str] = (),
    known: Sequence[RowRecord] = (),
) -> ImportResult:  # fmt: skip
    """The sub kegiatan of an export, or why it cannot be read; nothing is guessed.

    name: the kecamatan it must be of; program: names whose spelling is taken where they match;
    known: the rows of the sheet DPA, by whose names an export without codes is read.
    """
    try:
        export = opened(file)
    except UnreadableWorkbook as error:
        return ImportResult(Report(file.name, findings=(error.finding,)))
    candidate = [(x, k) for x in export.sheet if (k := find_header(x, tahun))]
    if len(candidate) != 1:
        return ImportResult(Report(file.name, findings=(_refuse_sheet(file, export, candidate),)))
    sheet, header = candidate[0]
    decision = decide_columns(sheet, header)
    read = Reader(file.name, sheet, decision.header)
    return _read(read, export, decision, name, tahun, mapping, program, known)


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
    read: Reader, export: Export, decision: Decision, name: str, tahun: int, mapping: OfficeMapping,
    program: Sequence[str], known: Sequence[RowRecord],
) -> ImportResult:  # fmt: skip
    arrangement = _build(read, known)
    set_aside_foreign(read, arrangement)
    ask = answer(decision, read, arrangement, mapping) if arrangement.sub else None
    check_column(read, tahun, doubts=ask is not None)
    compute = read_numbers(read, arrangement)
    if ask is None:
        check_calculation(compute)
    check_title(read, arrangement, name, tahun)
    _check_cells(read, export, arrangement)
    _check_content(read, arrangement)
    say_number(compute)
    content = SheetContent([_record(compute, s, program) for s in arrangement.sub])
    report = Report(
        read.file, read.sheet.name, tuple(list_matches(read.header)), len(read.sheet.content),
        len(arrangement.sub), tuple(sorted(arrangement.dropped)),
        (*read.findings, *mapping.findings),
        (ask,) if ask else (), tuple(tell_understood(compute)) if not ask else (),
    )  # fmt: skip
    return ImportResult(report, {Dpa: content})


def _build(read: Reader, known: Sequence[RowRecord]) -> Arrangement:
    """The rows in their order: names in columns of their own, above one another, or labels."""
    if not read.header.hierarchical:
        return build_columnar(read)
    if is_dpa_detail(read):
        return build_detail(read)
    if not has_codes(read):
        return build_named(read, known)
    arrangement = build_hierarchical(read)
    gather_belanja(read, arrangement.node)
    return arrangement


def _check_cells(read: Reader, export: Export, arrangement: Arrangement) -> None:
    """Cells that are read but hold no result, and rows that are hidden."""
    as_read = {n for s in arrangement.node for n in (s.rows, *s.detailed)}
    as_read |= set(arrangement.total) | {
        n for n, a in arrangement.dropped if n > read.header.end and a != "catatan di bawah tabel"
    }  # fmt: skip
    column = read.header.ordinal(*NUMBERS, *NAME, *CODES, "output")
    defects = export.defects(read.sheet.name)
    penting = {address(n, k) for n in as_read for k in column} if defects else set()
    for cells, message in defects.items():
        if cells in penting:
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
        message = "tidak ada satu pun sub kegiatan"
        if read.header.hierarchical and not has_codes(read):
            message += f" yang berkode, atau yang namanya ada pada lembar {Dpa.SHEET}"
        read.add(
            cells, message, "ambil ekspor sampai tingkat sub kegiatan, dengan kode pada setiap "
            f"baris, atau isi nama dan kodenya dahulu pada {Dpa.FILE}",
        )  # fmt: skip
    seen: dict[tuple[str, ...], int] = {}
    for s in arrangement.sub:
        key = tuple(map(tidy_up, (s.program, s.kegiatan, s.name, s.unit)))
        if key in seen:
            message = f"“{s.name}” sudah ada di {read.cells(seen[key])}"
            read.add(read.cells(s.rows), message, TWICE, s.name)
        seen.setdefault(key, s.rows)
    _check_program(read, arrangement)
    _check_amounts(read, arrangement)
    _check_doubles(read, arrangement)
    if arrangement.pulled:
        read.add(
            f"A{arrangement.pulled[0]}", f"{len(set(arrangement.pulled))} baris tanpa "
            "program atau kegiatan mengikuti baris di atasnya",
            "periksa bahwa labelnya berdiri di baris pertama",
            severity="peringatan",
        )  # fmt: skip


def _check_amounts(read: Reader, arrangement: Arrangement) -> None:
    """The columns taken for amounts hold some."""
    column = [k for p in MONEY for k in read.header.money(p)]
    rows = [n for s in arrangement.sub for n in (s.rows, *s.detailed)]
    if rows and column and not any(read.text(n, k) for n in rows for k in column):
        cells = ", ".join(address(read.header.end, k) for k in column)
        read.add(cells, "kolom angkanya kosong", "periksa letak angkanya terhadap judul kolomnya")


def _check_doubles(read: Reader, arrangement: Arrangement) -> None:
    """A document that stands twice, alike in every cell, is in the export twice."""
    sequence_number = {k.ordinal for k in read.header.column if k.reason == "nomor urut"}
    seen: dict[tuple[Any, ...], int] = {}
    for n in (n for s in arrangement.sub if len(s.detailed) > 1 for n in s.detailed):
        content = tuple(
            v for k, v in enumerate(read.sheet.content[n - 1], 1) if k not in sequence_number
        )
        if (earlier := seen.setdefault(content, n)) != n:
            document = any(has("dokumen", k.text) for k in read.header.column)
            read.add(
                read.cells(n), f"baris ini sama persis dengan baris {earlier}",
                "hapus salah satunya bila tercantum dua kali",
                severity="salah" if document else "peringatan",
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


def _record(compute: Tally, s: Node, program: Sequence[str]) -> RowRecord:
    """One row of the sheet DPA; a dash among amounts is none of them: zero."""
    spelling = {tidy_up(p): p for p in program}
    record: dict[str, Any] = {
        "kode_program": s.program_code or None,
        "program": spelling.get(tidy_up(s.program), s.program),
        "kegiatan": s.kegiatan,
        "sub_kegiatan": s.name,
        "output": "; ".join(dict.fromkeys(s.output)) or None,
        "kode_sub_kegiatan": s.code or None,
        "unit": s.unit or None,
    }
    for p, number in compute.money.items():
        value = number.get(s.rows)
        record[p] = None if value is None else round_amount(value)
        if value is None and any(
            is_dash(compute.read.content(s.rows, k)) for k in compute.read.header.money(p)
        ):
            record[p] = 0 if any(n is not None for n in number.values()) else "-"
    return record
