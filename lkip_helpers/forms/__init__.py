"""An export of a questionnaire (Google Forms, Microsoft Forms) into skm.xlsx, sheet Jawaban."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from lkip_helpers.forms.code_heads import IN_DOUBT, assign_codes, settle
from lkip_helpers.forms.headers import Judge, Role
from lkip_helpers.forms.layout import BELOW, Layout, count_questions, find_layout, has_moments
from lkip_helpers.forms.rows import WITHOUT_ANSWERS, WITHOUT_CONTENT, AnswerReader, shorten_cells
from lkip_helpers.forms.scale import ADVICE, check_remark
from lkip_helpers.forms.understood import check_own, check_sums, list_summary
from lkip_helpers.forms.wordings import Unsur, list_unsur
from lkip_helpers.forms.words import cell_text, short
from lkip_helpers.importers.filetype import Export, opened
from lkip_helpers.importers.mapping import OfficeMapping
from lkip_helpers.importers.saving import read_if_exists
from lkip_helpers.importers.summary import Doubt, ImportResult, Match, Report
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.sheet import TOTAL_ROW, column_titles, read_sheet
from lkip_helpers.intake.workbook import Sheet, UnreadableWorkbook, WorkbookFile, address
from lkip_helpers.schema.office import Layanan
from lkip_helpers.schema.personal import phrase_header
from lkip_helpers.schema.survey import Responden, UnsurSkm
from lkip_helpers.workbooks.carryover import SheetContent
from lkip_helpers.workspace import MAPPING, Workspace


def read_forms(
    file: Path, workspace: Workspace, mapping: OfficeMapping, *, tahun_only: bool = False
) -> ImportResult:
    """The answers of an export, and the report; nothing is written.

    tahun_only: rows of another year are left out, not refused. What is personal is dropped here:
    no cell of a column that is neither unsur nor characteristic is named or handed on.
    """
    try:
        unsur, findings = list_unsur(
            read_sheet(WorkbookFile(workspace.raw / UnsurSkm.FILE), UnsurSkm)
        )
    except UnreadableWorkbook as error:
        return _refuse(file, _wrong(UnsurSkm.FILE, "", "", str(error), error.advice))
    if findings:
        return _refuse(file, *findings)
    try:
        export = opened(file)
    except UnreadableWorkbook as error:
        return _refuse(file, _wrong(file.name, "", "", str(error), error.advice))
    candidate = [t for x in export.sheet if (t := find_layout(x, unsur))]
    if len(candidate) > 1:  # nor has a sheet of who they are any question
        candidate = [
            t for t in candidate if 2 * count_questions(t, unsur) >= len(unsur)
        ] or candidate
    if len(candidate) > 1:  # a sheet of sums beside the answers has no moments
        candidate = [t for t in candidate if has_moments(t)] or candidate
    if len(candidate) != 1:
        return _refuse(file, _not_one(file, [t.sheet.name for t in candidate]))
    return _read(file, export, candidate[0], workspace, unsur, mapping, tahun_only)


def _read(
    file: Path, export: Export, layout: Layout, workspace: Workspace,
    unsur: list[Unsur], mapping: OfficeMapping, tahun_only: bool,
) -> ImportResult:  # fmt: skip
    sheet, header = layout.sheet, layout.head_row
    column = layout.list_columns()
    code = assign_codes(column, unsur, _list_outside(export, layout))
    coded, ask = settle(code, column, header, mapping) if code else ({}, None)
    role = Judge(unsur, mapping).value(column, coded)
    reader = AnswerReader(
        layout, role, unsur, mapping, _service_words(workspace), tahun_only=tahun_only
    )
    reader.read(workspace.tahun)
    doubts = [_doubt(p, header) for p in role if p.kind == "ragu"]
    findings = [
        *mapping.findings,
        *(
            _wrong(file.name, sheet.name, cells, message, advice, level)
            for cells, message, advice, level in (
                *check_own(file, sheet, header, role, workspace),
                *_list_defects(export, sheet, role, reader),
                *_wrong_headers(role, header, unsur, doubts=bool(doubts)),
                *_wrong_remark(sheet, header, reader, unsur),
                *reader.list_wrong(),
                *check_sums(layout, reader),
            )
        ),
    ]
    if ask and code and code.agreed:
        findings.append(_wrong(file.name, sheet.name, ask.cells, *_phrase_order(ask)))
    elif ask:
        doubts.append(ask)
    report = Report(
        file.name, sheet.name, (*_list_matches(role, header, unsur), *reader.list_matches()),
        len(sheet.content), len(reader.record), tuple(reader.dropped), tuple(findings),
        (*doubts, *reader.list_doubts()), tuple(list_summary(export, layout, reader)),
    )  # fmt: skip
    if report.refused:
        return ImportResult(report)
    return ImportResult(report, {Responden: SheetContent(reader.record, [u.code for u in unsur])})


def _phrase_order(ask: Doubt) -> tuple[str, str, Any]:
    """How columns with codes were read where the sheet Unsur and the regulation agree."""
    read, *other = ask.choices
    message = (
        f"dibaca {read}, menurut lembar Unsur, karena berkas ini hanya menyebut kodenya; {ask.note}"
    )
    advice = (
        f'bila terbalik, tulis "{ask.text}" = "{other[-1]}" di bawah [forms.kepala] pada '
        f"{MAPPING}, lalu impor lagi"
    )
    return message, advice, "peringatan"


def _list_outside(export: Export, layout: Layout) -> Iterator[Sequence[Any]]:
    """Where codes are explained: beside the respondents, and on the other sheets."""
    empty = [k for k, head in enumerate(layout.heads) if not head]
    for n, content in enumerate(layout.rows, 1):
        if n != layout.head_row:
            yield content if n in layout.left_out else [content[k] for k in empty]
    yield from (
        content for x in export.sheet if x.name != layout.sheet.name for content in x.content
    )


def _service_words(workspace: Workspace) -> frozenset[str]:
    """The words in which the sheet Layanan names what the office does."""
    rows = read_if_exists(workspace, Layanan).rows
    return frozenset(k for _, r in rows for k in short(cell_text(r.get("layanan"))).split())


def _wrong(
    file: str, sheet: str, cells: str, message: str, advice: str, level: Any = "salah"
) -> Finding:
    return Finding(file, sheet, cells, "", level, message, advice)


def _refuse(file: Path, *findings: Finding) -> ImportResult:
    return ImportResult(Report(file.name, findings=findings))


def _not_one(file: Path, name: list[str]) -> Finding:
    if name:
        return _wrong(
            file.name, "", "", f"lebih dari satu lembar berisi jawaban: {', '.join(name)}",
            "sisakan satu lembar saja, lalu impor lagi",
        )  # fmt: skip
    return _wrong(
        file.name, "", "", "baris judul kolom dengan pertanyaan survei tidak ditemukan",
        "impor berkas hasil ekspor formulir yang baris pertamanya memuat pertanyaan",
    )  # fmt: skip


def _doubt(p: Role, header: int) -> Doubt:
    return Doubt("forms", "kepala", p.column.header, address(header, p.column.ordinal), p.choices)


def _list_matches(role: Sequence[Role], header: int, unsur: Sequence[Unsur]) -> Iterator[Match]:
    """What each column became; of what is left out only the head and how many cells."""
    name = {u.code: str(u) for u in unsur} | column_titles(Responden)
    name |= {
        "waktu": "waktu pengisian, untuk memeriksa tahun",
        "unit": "nama unit, untuk diperiksa",
    }
    for p in role:
        if not p.column.header and not p.column.content:
            continue
        reason = p.reason
        if p.kind == "buang":
            reason = f"{p.reason}, {len(p.column.content)} isian"
        not_yet = {"buang": "", "ragu": "belum pasti", "salah": "ditolak"}
        became = not_yet[p.kind] if p.kind in not_yet else name[p.became or p.kind]
        became, reason = (reason, "") if reason == IN_DOUBT else (became, reason)
        yield Match(
            address(header, p.column.ordinal), phrase_header(p.column.header), became, reason
        )


def _wrong_headers(
    role: Sequence[Role], header: int, unsur: Sequence[Unsur], *, doubts: bool
) -> Iterator[tuple[str, str, str, str]]:
    """Heads that cannot be read, and unsur without a question; doubts: some may still be found."""
    wrong = [p for p in role if p.kind == "salah"]
    for reason, advice in dict.fromkeys((p.reason, p.advice) for p in wrong):
        cells = [address(header, p.column.ordinal) for p in wrong if p.reason == reason]
        yield from shorten_cells(cells, reason, advice, "salah")
    exists = {p.became for p in role if p.kind == "unsur"} | {k for p in wrong for k in p.choices}
    for u in unsur:
        if u.code not in exists and not doubts:
            yield (
                "", f"tidak ada kolom jawaban untuk {u}",
                "periksa apakah pertanyaannya ada pada formulir dan isinya jawaban", "salah",
            )  # fmt: skip
    if not any(p.kind == "waktu" for p in role):
        advice = "pastikan semua jawaban dari tahun laporan"
        yield "", "tidak ada kolom waktu, sehingga tahunnya tidak diperiksa", advice, "peringatan"


def _wrong_remark(
    sheet: Sheet, header: int, reader: AnswerReader, unsur: Sequence[Unsur]
) -> Iterator[tuple[str, str, str, str]]:
    """A legend above or below the table that speaks against the numbers of the answers."""
    found_outside = (WITHOUT_ANSWERS, BELOW, TOTAL_ROW)
    lower = [n for n, reason in reader.dropped if reason in found_outside]
    outside = {n: sheet.content[n - 1] for n in (*range(1, header), *lower)}
    if reader.has_number and (wrong := check_remark(outside, unsur)):
        cells, cause = wrong
        yield cells, f"skala angka pada keterangan ini {cause}", ADVICE[cause], "salah"


def _list_defects(
    export: Export, sheet: Sheet, role: Sequence[Role], reader: AnswerReader
) -> Iterator[tuple[str, str, str, str]]:
    """Cells that are read but that Excel has not computed, and hidden rows that are read."""
    column = [p.column.ordinal for p in role if p.kind in ("unsur", "ciri", "waktu", "unit")]
    empty = [n for n, reason in reader.dropped if reason in WITHOUT_CONTENT]
    cells = {address(n, k) for n in (*reader.used, *empty) for k in column}
    for location, cause in export.defects(sheet.name).items():
        if location in cells:
            yield location, cause, "ganti rumusnya dengan nilainya, lalu simpan", "salah"
    for n in sorted(export.hidden(sheet.name) & set(reader.used)):
        yield f"A{n}", "baris tersembunyi ikut dibaca", "tampilkan dan periksa", "peringatan"
