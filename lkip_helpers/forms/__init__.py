"""An export of a questionnaire (Google Forms, Microsoft Forms) into skm.xlsx, sheet Jawaban."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from lkip_helpers.forms.code_heads import IN_DOUBT, assign_codes, settle
from lkip_helpers.forms.headers import Judge, Role
from lkip_helpers.forms.layout import BELOW, Layout, count_questions, find_layout, has_moments
from lkip_helpers.forms.rows import WITHOUT_ANSWERS, WITHOUT_CONTENT, AnswerReader
from lkip_helpers.forms.scale import ADVICE, check_remark
from lkip_helpers.forms.understood import check_own, check_sums, list_summary
from lkip_helpers.forms.wordings import Unsur, list_unsur
from lkip_helpers.forms.words import cell_text, short
from lkip_helpers.importers.filetype import Export, open_export
from lkip_helpers.importers.findings import Doubt, Findings, ImportResult, Match, Report, flag
from lkip_helpers.importers.mapping import OfficeMapping
from lkip_helpers.importers.saving import read_if_exists
from lkip_helpers.intake.sheet import TOTAL_ROW, column_titles, read_sheet
from lkip_helpers.intake.workbook import UnreadableWorkbook, WorkbookFile, address
from lkip_helpers.schema.cells import phrase_header
from lkip_helpers.schema.sheets import Layanan, Respondents, UnsurSkm
from lkip_helpers.workbooks.carryover import SheetContent
from lkip_helpers.workspace import Workspace


def read_forms(
    file: Path, workspace: Workspace, mapping: OfficeMapping, *, tahun_only: bool = False
) -> ImportResult:
    """The answers of an export, and the report; nothing is written.

    tahun_only: rows of another year are left out, not refused. What is personal is dropped here:
    no cell of a column that is neither unsur nor characteristic is named or handed on.
    """
    try:
        own = WorkbookFile(workspace.raw / UnsurSkm.FILE)
        unsur, findings = list_unsur(read_sheet(own, UnsurSkm))
        export = open_export(file)
    except UnreadableWorkbook as error:
        findings = [error.finding]
    if findings:
        return ImportResult(Report(file.name, findings=tuple(findings)))
    found = [t for x in export.sheets if (t := find_layout(x, unsur))]
    if len(found) > 1:  # nor has a sheet of who they are any question
        found = [t for t in found if 2 * count_questions(t, unsur) >= len(unsur)] or found
    if len(found) > 1:  # nor a sheet that is not filled in any respondent
        found = [t for t in found if t.respondents] or found
    if len(found) > 1:  # a sheet of sums beside the answers has no moments
        found = [t for t in found if has_moments(t)] or found
    if len(found) != 1:
        names = ", ".join(t.sheet.name for t in found)
        wrong = flag("banyak_lembar" if found else "tanpa_pertanyaan", file.name, lembar=names)
        return ImportResult(Report(file.name, findings=(wrong,)))
    return _read(file, export, found[0], workspace, unsur, mapping, tahun_only)


def _read(
    file: Path, export: Export, layout: Layout, workspace: Workspace,
    unsur: list[Unsur], mapping: OfficeMapping, tahun_only: bool,
) -> ImportResult:  # fmt: skip
    columns, head_row = layout.list_columns(), layout.head_row
    codes = assign_codes(columns, unsur, _list_outside(export, layout))
    coded, ask = settle(codes, columns, head_row, mapping) if codes else ({}, None)
    roles = Judge(unsur, mapping).judge(columns, coded)
    services = read_if_exists(workspace, Layanan).rows
    service = (k for _, r in services for k in short(cell_text(r.get("layanan"))).split())
    reader = AnswerReader(layout, roles, unsur, mapping, frozenset(service), tahun_only=tahun_only)
    reader.read(workspace.tahun)
    doubts = [
        Doubt("forms", "kepala", p.column.head, address(head_row, p.column.number), p.choices)
        for p in roles
        if p.kind == "ragu"
    ]
    findings = Findings(file.name, layout.sheet.name, [*mapping.findings])
    check_own(file, layout, roles, workspace, findings)
    own = [p.column.number for p in roles if p.kind in ("unsur", "ciri", "waktu", "unit")]
    rows = [*reader.used, *(n for n, reason in reader.dropped if reason in WITHOUT_CONTENT)]
    export.check_cells(findings, rows, own, "tanpa_nilai", "responden_tersembunyi", reader.used)
    _check_heads(roles, head_row, unsur, findings, doubts=bool(doubts))
    _check_remarks(layout, reader, unsur, findings)
    reader.tell_wrong(findings)
    check_sums(layout, reader, findings)
    if ask and codes and codes.agreed:
        read, *other = ask.choices
        words = {"bacaan": read, "lain": other[-1], "kunci": ask.text, "catatan": ask.note}
        findings.add("urutan_kode", ask.cells, **words)
    elif ask:
        doubts.append(ask)
    report = Report(
        file.name, layout.sheet.name,
        (*_list_matches(roles, head_row, unsur), *reader.list_matches()),
        len(layout.rows), len(reader.records), tuple(reader.dropped), tuple(findings.every),
        (*doubts, *reader.list_doubts()), tuple(list_summary(export, layout, reader)),
    )  # fmt: skip
    if report.refused:
        return ImportResult(report)
    answers = SheetContent(reader.records, [u.code for u in unsur])
    return ImportResult(report, {Respondents: answers})


def _list_outside(export: Export, layout: Layout) -> Iterator[Sequence[Any]]:
    """Where codes are explained: beside the respondents, and on the other sheets."""
    empty = [k for k, head in enumerate(layout.heads) if not head]
    for n, row in enumerate(layout.rows, 1):
        if n != layout.head_row:
            yield row if n in layout.left_out else [row[k] for k in empty]
    yield from (row for x in export.sheets if x.name != layout.sheet.name for row in x.content)


def _list_matches(roles: Sequence[Role], head_row: int, unsur: Sequence[Unsur]) -> Iterator[Match]:
    """What each column became; of what is left out only the head and how many cells."""
    names = {u.code: str(u) for u in unsur} | column_titles(Respondents)
    names |= {
        "waktu": "waktu pengisian, untuk memeriksa tahun", "unit": "nama unit, untuk diperiksa",
        "buang": "", "ragu": "belum pasti", "salah": "ditolak",
    }  # fmt: skip
    for p in (p for p in roles if p.column.head or p.column.cells):
        cell, text = address(head_row, p.column.number), phrase_header(p.column.head)
        if p.reason == IN_DOUBT:
            yield Match(cell, text, IN_DOUBT)
        elif p.kind == "buang":
            yield Match(cell, text, reason=f"{p.reason}, {len(p.column.cells)} isian")
        else:
            became = p.became if p.kind in ("unsur", "ciri") else p.kind
            yield Match(cell, text, names[became], p.reason)


def _check_heads(
    roles: Sequence[Role], head_row: int, unsur: Sequence[Unsur], findings: Findings, *,
    doubts: bool,
) -> None:  # fmt: skip
    """Heads that cannot be read, and unsur without a question; doubts: some may still be found."""
    wrong = [p for p in roles if p.kind == "salah"]
    for reason, advice in dict.fromkeys((p.reason, p.advice) for p in wrong):
        cells = [address(head_row, p.column.number) for p in wrong if p.reason == reason]
        findings.add_many("kolom_ditolak", cells, sebab=reason, cara=advice)
    found = {p.became for p in roles if p.kind == "unsur"} | {c for p in wrong for c in p.choices}
    for u in unsur:
        if u.code not in found and not doubts:
            findings.add("tanpa_kolom_unsur", unsur=u)
    if not any(p.kind == "waktu" for p in roles):
        findings.add("tanpa_waktu")


def _check_remarks(
    layout: Layout, reader: AnswerReader, unsur: Sequence[Unsur], findings: Findings
) -> None:
    """A legend above or below the table that speaks against the numbers of the answers."""
    outside = (WITHOUT_ANSWERS, BELOW, TOTAL_ROW)
    below = [n for n, reason in reader.dropped if reason in outside]
    rows = {n: layout.sheet.content[n - 1] for n in (*range(1, layout.head_row), *below)}
    if reader.numbers and (wrong := check_remark(rows, unsur)):
        cell, cause = wrong
        findings.add("skala_keterangan", cell, sebab=cause, cara=ADVICE[cause])
