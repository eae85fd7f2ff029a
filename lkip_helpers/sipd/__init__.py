"""A budget export of SIPD (RKA, DPA, DPPA, realisasi) → the rows of the sheet DPA."""

import re
from collections.abc import Sequence
from pathlib import Path

from lkip_helpers.importers.filetype import Export, open_export
from lkip_helpers.importers.findings import Findings, ImportResult, Report, flag
from lkip_helpers.importers.mapping import OfficeMapping
from lkip_helpers.intake.finding import UnreadableFile
from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.cells import fold_text
from lkip_helpers.schema.sheets import Dpa
from lkip_helpers.sipd import understood
from lkip_helpers.sipd.amounts import round_amount
from lkip_helpers.sipd.budget_table import NOTE, BudgetRow, ExportTable
from lkip_helpers.sipd.columnar import ColumnarReader
from lkip_helpers.sipd.crosscheck import Tally, check_calculation, read_numbers
from lkip_helpers.sipd.decisions import apply_answer, decide_columns
from lkip_helpers.sipd.find_head import find_head
from lkip_helpers.sipd.hierarchical import read_hierarchical
from lkip_helpers.sipd.performance_rows import SHEET, list_performance, name_columns
from lkip_helpers.sipd.roles import CODES, NAME, NUMBERS
from lkip_helpers.sipd.titles import check_title
from lkip_helpers.sipd.uncoded_rows import has_codes
from lkip_helpers.workbooks.carryover import RowRecord, SheetContent

__all__ = ["read_sipd"]
_DASH = re.compile(r"[-–—−]")  # in a cell without an amount


def read_sipd(
    file: Path, name: str, tahun: int, mapping: OfficeMapping, program: Sequence[str] = (),
    known: Sequence[RowRecord] = (),
) -> ImportResult:  # fmt: skip
    """The sub kegiatan of an export, or why it cannot be read; nothing is guessed.

    name: the kecamatan it must be of; program: programme names whose spelling is used where they
    match; known: rows of the sheet DPA, by which an export without codes or parents is read.
    """
    try:
        export = open_export(file)
    except UnreadableFile as error:
        return ImportResult(Report(file.name, findings=(error.finding,)))
    tables: list[ExportTable] = []
    for sheet in export.sheets:
        if head := find_head(sheet, tahun):
            head = decide_columns(head)
            table = ExportTable(sheet, head, Findings(file.name, sheet.name))
            if head.is_hierarchical:
                read_hierarchical(table, known)
            else:
                ColumnarReader(table).read()
            tables.append(table)
    tables = [t for t in tables if t.sub] or tables  # a recapitulation has no sub kegiatan
    if len(tables) != 1:
        found = [table.sheet for table in tables] or export.sheets
        names = ", ".join(map(export.phrase_name, found))
        many = flag("banyak_tabel", file.name, lembar=names)
        wrong = many if tables else flag("tanpa_tabel", file.name, names)
        return ImportResult(Report(file.name, findings=(wrong,)))
    return _check(tables[0], export, name, tahun, mapping, program)


def _check(
    table: ExportTable, export: Export, name: str, tahun: int, mapping: OfficeMapping,
    program: Sequence[str],
) -> ImportResult:  # fmt: skip
    """What a table holds for the sheets, checked in every way there is."""
    table.settle_unknown_rows()
    doubt = apply_answer(table, mapping) if table.sub else None
    unclear = bool(table.sub and table.head.find("ragu"))
    understood.check_columns(table, tahun, doubts=unclear)
    tally = read_numbers(table)
    if not unclear:
        check_calculation(tally)
    own = len(table.findings.every)
    check_title(table, name, tahun)
    refused = any(f.is_blocking for f in table.findings.every[own:])  # no answer would help
    read = {n for n, reason in table.dropped.items() if n > table.head.last and reason != NOTE}
    read |= table.numbers | set(table.totals)
    columns = table.head.find(*NUMBERS, *NAME, *CODES, "output")
    export.check_cells(table.findings, read, columns, read)
    _check_budget(table)
    understood.check_parts(tally)
    understood.report_adjustments(tally)
    spelling = {fold_text(p): p for p in program}
    performance = list_performance(table)
    others = name_columns(table.head) if performance else {}
    for row in performance:
        row["nama"] = spelling.get(fold_text(row["nama"]), row["nama"])
    described = () if unclear else understood.describe_reading(tally)
    report = Report(
        table.findings.file, table.sheet.name, tuple(table.head.list_matches(others)),
        len(table.sheet.rows), len(table.sub), tuple(sorted(table.dropped.items())),
        (*table.findings.every, *mapping.findings),
        (doubt,) if doubt and not refused else (),
        (*export.phrase_others(table.sheet), *described),
    )  # fmt: skip
    content: dict[type[Schema], SheetContent] = {Dpa: SheetContent(_list_records(tally, spelling))}
    content |= {SHEET: SheetContent(performance)} if performance else {}
    return ImportResult(report, content)


def _check_budget(table: ExportTable) -> None:
    """Add findings where there is no sub kegiatan, one occurs twice or labels come from above."""
    if not table.sub:
        coded = not table.head.is_hierarchical or has_codes(table)
        extra = "" if coded else f" yang berkode, atau yang namanya ada pada lembar {Dpa.SHEET}"
        table.add("tanpa_sub_kegiatan", table.head_cells(table.head.find(*NAME)[:1]), syarat=extra)
    seen: dict[tuple[str, ...], int] = {}
    for row in table.sub:
        key = tuple(map(fold_text, (row.program, row.kegiatan, row.name, row.unit)))
        if (first := seen.setdefault(key, row.number)) != row.number:
            cell = table.cell(row.number)
            table.add("sub_ganda", cell, row.name, nama=row.name, sel=table.cell(first))
    _check_program(table)
    numbers = [n for r in table.sub for n in (r.number, *r.parts)]
    columns = table.money_columns
    if numbers and columns and not any(table.texts(n, columns) for n in numbers):
        table.add("kolom_kosong", table.head_cells(columns))
    if table.inherited:
        table.add("label_dari_atas", f"A{table.inherited[0]}", banyak=len(set(table.inherited)))


def _check_program(table: ExportTable) -> None:
    """Add a finding where one code has two programmes, or one programme two codes."""
    for one, other in (("program_code", "program"), ("program", "program_code")):
        seen: dict[str, BudgetRow] = {}
        for row in [r for r in table.sub if r.program_code]:
            first = seen.setdefault(fold_text(getattr(row, one)), row)
            if fold_text(getattr(first, other)) != fold_text(getattr(row, other)):
                words = {"satu": getattr(row, one), "sini": getattr(row, other)}
                words |= {"sana": getattr(first, other), "baris": first.number}
                table.add("program_berbeda", table.cell(row.number), **words)
                return


def _list_records(tally: Tally, spelling: dict[str, str]) -> list[RowRecord]:
    """The rows of the sheet DPA; a dash is 0 in a column that has amounts, elsewhere it stays."""
    filled = {role: any(v is not None for v in a.values()) for role, a in tally.money.items()}
    records: list[RowRecord] = []
    for row in tally.table.sub:
        record: RowRecord = {
            "kode_program": row.program_code or None,
            "program": spelling.get(fold_text(row.program), row.program),
            "kegiatan": row.kegiatan,
            "sub_kegiatan": row.name,
            "output": "; ".join(dict.fromkeys(row.output)) or None,
            "kode_sub_kegiatan": row.code or None,
            "unit": row.unit or None,
        }
        for role, amounts in tally.money.items():
            amount = amounts.get(row.number)
            record[role] = None if amount is None else round_amount(amount)
            cells = (tally.table.value(row.number, c) for c in tally.table.head.find_money(role))
            if amount is None and any(_DASH.search(str(v or "")) for v in cells):
                record[role] = 0 if filled[role] else "-"
        records.append(record)
    return records
