"""An export of a questionnaire (Google Forms, Microsoft Forms) into skm.xlsx, sheet Jawaban."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from lkip_helpers.forms.code_heads import IN_DOUBT, assign_codes
from lkip_helpers.forms.headers import Classifier, Role
from lkip_helpers.forms.layout import Layout, find_layout
from lkip_helpers.forms.rows import WITHOUT_CONTENT, AnswerReader
from lkip_helpers.forms.scale import ADVICE, check_legend
from lkip_helpers.forms.understood import check_groups, check_sums, check_unit, describe_reading
from lkip_helpers.forms.wordings import Unsur, read_unsur
from lkip_helpers.forms.words import cell_text, fold
from lkip_helpers.importers.filetype import Export, open_export
from lkip_helpers.importers.findings import Doubt, Findings, ImportResult, Match, Report, flag
from lkip_helpers.importers.mapping import OfficeMapping
from lkip_helpers.importers.saving import read_if_exists
from lkip_helpers.intake.finding import UnreadableFile
from lkip_helpers.intake.sheet import read_sheet
from lkip_helpers.intake.workbook import WorkbookFile
from lkip_helpers.rules import load_rules
from lkip_helpers.schema.cells import phrase_header
from lkip_helpers.schema.sheets import Layanan, Respondents, UnsurSkm
from lkip_helpers.workbooks.carryover import SheetContent
from lkip_helpers.workspace import Workspace


def read_forms(
    file: Path, workspace: Workspace, mapping: OfficeMapping, *, tahun_only: bool = False
) -> ImportResult:
    """The answers of an export, and the report; nothing is written.

    tahun_only: rows of another year are left out, not refused. Personal data is dropped here: no
    cell of a column that is neither unsur nor characteristic is named or handed on.
    """
    try:
        workbook = WorkbookFile(workspace.raw / UnsurSkm.FILE)
        unsur, findings = read_unsur(read_sheet(workbook, UnsurSkm))
        export = open_export(file)
    except UnreadableFile as error:
        findings = [error.finding]
    if findings:
        return ImportResult(Report(file.name, findings=tuple(findings)))
    layouts = [layout for sheet in export.sheets if (layout := find_layout(sheet, unsur))]
    for is_wanted in (  # a sheet of who they are, one not filled in, one of sums beside the answers
        lambda layout: 2 * len(layout.questions) >= len(unsur),
        lambda layout: layout.respondents,
        Layout.has_timestamps,
    ):
        if len(layouts) > 1:
            layouts = list(filter(is_wanted, layouts)) or layouts
    if len(layouts) != 1:
        names = ", ".join(export.phrase_name(layout.sheet) for layout in layouts)
        wrong = flag("banyak_lembar" if layouts else "tanpa_pertanyaan", file.name, lembar=names)
        return ImportResult(Report(file.name, findings=(wrong,)))
    return _read(file, export, layouts[0], workspace, unsur, mapping, tahun_only)


def _read(
    file: Path, export: Export, layout: Layout, workspace: Workspace,
    unsur: list[Unsur], mapping: OfficeMapping, tahun_only: bool,
) -> ImportResult:  # fmt: skip
    columns = layout.list_columns()
    outside = _list_outside(export, layout, layout.respondents)
    rows_outside = (row for _, rows in outside for row in rows.values())
    coded = assign_codes(columns, unsur, rows_outside, mapping)
    roles = Classifier(unsur, mapping).classify(columns, coded.roles)
    services = read_if_exists(workspace, Layanan).rows
    terms = frozenset(w for _, r in services for w in fold(cell_text(r.get("layanan"))).split())
    reader = AnswerReader(layout, roles, unsur, mapping, terms, tahun_only=tahun_only)
    reader.read(workspace.tahun)
    doubtful = ((r.column, r.choices) for r in roles if r.kind == "ragu")
    doubts = [Doubt("forms", "kepala", c.head, c.cell, choices) for c, choices in doubtful]
    findings = Findings(file.name, layout.sheet.name, [*mapping.findings])
    check_groups(layout, roles, findings)
    check_unit(file, layout, roles, workspace, findings)
    read = [r.column.number for r in roles if r.kind in ("unsur", "ciri", "waktu", "unit")]
    rows = [*reader.records, *(n for n, reason in reader.dropped if reason in WITHOUT_CONTENT)]
    shifted = [column + shift for column in read for shift in layout.shifts]
    export.check_cells(findings, rows, shifted, reader.records)
    _check_heads(roles, unsur, findings, doubts=bool(doubts))
    tables = {s.name for s in export.sheets if s.name != findings.sheet and find_layout(s, unsur)}
    by_number = any(read.answer.number for read in reader.cells)
    for name, cells_beside in _list_outside(export, layout, reader.records) if by_number else ():
        if name not in tables and (wrong := check_legend(cells_beside, unsur)):
            place = Findings(file.name, name, findings.every)
            place.add("skala_keterangan", wrong[0], sebab=wrong[1], cara=ADVICE[wrong[1]])
    reader.add_findings(findings)
    check_sums(layout, reader, findings)
    if (doubt := coded.doubt) and coded.agreed:
        words = {"bacaan": doubt.choices[0], "lain": doubt.choices[-1], "kunci": doubt.text}
        findings.add("urutan_kode", doubt.cells, **words, catatan=doubt.note)
    elif doubt:
        doubts.append(doubt)
    dropped = tuple((layout.origins[n][0], why) for n, why in reader.dropped)
    report = Report(
        file.name, layout.sheet.name,
        (*_list_matches(roles, unsur), *reader.list_matches()),
        len(layout.rows), len(reader.records), dropped, tuple(findings.every),
        (*doubts, *reader.list_doubts()), tuple(describe_reading(export, layout, reader)),
    )  # fmt: skip
    if report.refused:
        return ImportResult(report)
    answers = SheetContent([*reader.records.values()], [u.code for u in unsur])
    return ImportResult(report, {Respondents: answers})


def _list_outside(
    export: Export, layout: Layout, respondents: Iterable[int]
) -> Iterator[tuple[str, dict[int, list[Any]]]]:
    """The rows of each sheet, by number, where codes and scales may be explained.

    Of respondents only what stands beside their answers, under no head or "Keterangan".
    """
    beside = [fold(head) in ("", *load_rules("forms")["kaki"]) for head in layout.heads]
    for sheet in export.sheets:
        is_own = sheet.name == layout.sheet.name
        shown = layout.sheet if is_own and len(layout.shifts) > 1 else sheet
        rows = {n: [*row] for n, row in enumerate(shown.rows, 1)}
        if is_own:
            heads = [n for n, r in layout.left_out.items() if r.startswith("kepala tabel")]
            rows = {n: row for n, row in rows.items() if n not in heads}
            for number in respondents:
                cells = zip(rows[number], beside, strict=True)
                rows[number] = [v if is_free else None for v, is_free in cells]
        yield sheet.name, rows


def _list_matches(roles: Sequence[Role], unsur: Sequence[Unsur]) -> Iterator[Match]:
    """What each column became; of one left out only the head and the number of cells."""
    names = {u.code: str(u) for u in unsur} | Respondents.list_titles()
    names |= {
        "waktu": "waktu pengisian, untuk memeriksa tahun", "unit": "nama unit, untuk diperiksa",
        "buang": "", "ragu": "belum pasti", "salah": "ditolak",
    }  # fmt: skip
    for role in (r for r in roles if r.column.head or r.column.cells):
        cell, text = role.column.cell, phrase_header(role.column.head)
        if role.reason == IN_DOUBT:
            yield Match(cell, text, IN_DOUBT)
        elif role.kind == "buang":
            yield Match(cell, text, reason=f"{role.reason}, {len(role.column.cells)} isian")
        else:
            key = role.key if role.kind in ("unsur", "ciri") else role.kind
            yield Match(cell, text, names[key], role.reason.format(*role.choices))


def _check_heads(
    roles: Sequence[Role], unsur: Sequence[Unsur], findings: Findings, *, doubts: bool
) -> None:
    """Add findings on refused heads and unsur without a column; doubts: columns still open."""
    wrong = [r for r in roles if r.kind == "salah"]
    heads = [fold(r.column.head) for r in wrong]
    first = [r.column.cell for r in wrong if fold(r.column.head) == heads[0]]
    times = len(first)
    beside = 1 < times < len(heads) and heads == heads[: len(heads) // times] * times
    if beside:  # not one by one: to delete half of them would be to lose respondents
        findings.add("deret_ganda", ", ".join(first), banyak=times)
    for reason, advice in dict.fromkeys((r.reason, r.advice) for r in wrong if not beside):
        own = [r for r in wrong if r.reason == reason]
        codes = ", ".join(dict.fromkeys(c for r in own for c in r.choices))
        cells = [r.column.cell for r in own]
        findings.add_many("kolom_ditolak", cells, sebab=reason.format(codes), cara=advice)
    found = {r.key for r in roles if r.kind == "unsur"} | {c for r in wrong for c in r.choices}
    for one in unsur if not doubts else ():
        if one.code not in found:
            findings.add("tanpa_kolom_unsur", unsur=one)
