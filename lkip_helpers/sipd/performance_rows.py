"""Indicators and targets that a budget export carries → rows of the sheet Kinerja Program."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from lkip_helpers.importers.findings import Findings, Match
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.sheet import SheetRows, cell_of, column_titles, tidy_up
from lkip_helpers.intake.workbook import address
from lkip_helpers.schema.numbers import EMPTY, NotNumber, parse_number
from lkip_helpers.schema.sheets import SUPPLEMENT
from lkip_helpers.sipd.budget_table import Budget, BudgetRow, ExportTable
from lkip_helpers.sipd.codes import Level, tidy_text
from lkip_helpers.sipd.head import Head
from lkip_helpers.sipd.hierarchical import LEVEL_WORDS, is_dpa_print, read_label
from lkip_helpers.sipd.roles import list_levels, mentions, normalize_header
from lkip_helpers.workbooks.carryover import RowRecord, SheetContent

SHEET = SUPPLEMENT["kinerja_program"]
_BLOCKS = (
    ("capaian", Level.PROGRAM), ("keluaran sub", Level.SUB), ("keluaran", Level.KEGIATAN),
    ("hasil", Level.KEGIATAN),
)  # fmt: skip
_LEVELS = {"program": Level.PROGRAM, "kegiatan": Level.KEGIATAN, "sub": Level.SUB}
_SIZE = re.compile(r"([\d.,]+)\s*(.*)")


class _Said(NamedTuple):
    """An indicator as it stands in one row: whose it is, and its cells."""

    level: Level
    name: str
    cell: str
    indikator: str
    target: Any
    satuan: Any = None
    realisasi: Any = None


def list_performance(table: ExportTable, budget: Budget) -> list[RowRecord]:
    """A row for each indicator with a target; one that has two targets is said, and has none."""
    said = _read_print(table) if is_dpa_print(table) else _read_columns(table, budget)
    rows: dict[tuple[str, ...], RowRecord] = {}
    for one in said:
        try:
            record = _build(one)
        except NotNumber as error:
            words = {"nama": one.indikator, "sebab": str(error)}
            table.add("target_asing", one.cell, one.target, **words)
            continue
        first = rows.setdefault(_key(record), record)
        if first["target"] != record["target"] and first["target"] is not None:
            table.add("target_ganda", one.cell, one.target, nama=one.indikator)
            first["target"] = None
    return list(rows.values())


def tell_columns(head: Head, matches: Sequence[Match]) -> Iterator[Match]:
    """The matches of the columns, those said to be of the sheet Kinerja Program too."""
    titles = column_titles(SHEET)
    used = {n: key for _, columns in _group(head) for key, n in columns.items()}
    for column, match in zip(head.columns, matches, strict=True):
        key = used.get(column.number)
        became = " dan ".join(filter(None, (match.became, key and f"{SHEET.SHEET}: {titles[key]}")))
        yield replace(match, became=became, reason="" if key else match.reason)


def merge_performance(
    sheet: SheetRows, new: Sequence[RowRecord]
) -> tuple[SheetContent, list[Finding]]:
    """What the office wrote stays; blanks are filled, and what the sheet lacks is put below it."""
    findings, place = Findings(SHEET.FILE, SHEET.SHEET), {_key(r): n for n, r in sheet.rows}
    rows = {n: dict(r) for n, r in sheet.rows}
    for record in (r for r in new if _key(r) in place):
        number = place[_key(record)]
        own = rows[number]
        old, wanted = own.get("target"), record["target"]
        if wanted is not None and tidy_up(old) not in EMPTY and parse_number(old) != wanted:
            cell, nama = cell_of(sheet, number, "target"), record["indikator"]
            findings.add("target_beda", cell, old, nama=nama, isi=old, ekspor=wanted)
        rows[number] |= {c: v for c, v in record.items() if tidy_up(own.get(c)) in EMPTY}
    added = [r for r in new if _key(r) not in place]
    return SheetContent([*rows.values(), *added]), findings.every


def _key(record: RowRecord) -> tuple[str, ...]:
    return tuple(tidy_up(record.get(c)) for c in SHEET.KEY)


def _build(one: _Said) -> RowRecord:
    """The row; a unit may stand behind the number of its target. Raises NotNumber."""
    (target, unit), (done, _) = (_split(v) for v in (one.target, one.realisasi))
    return {
        "jenjang": LEVEL_WORDS[one.level], "nama": one.name, "indikator": one.indikator,
        "satuan": tidy_text(one.satuan) or unit, "target": parse_number(target),
        "realisasi": parse_number(done) if done[:1].isdigit() else "-", "arah": "maksimal",
    }  # fmt: skip


def _split(value: Any) -> tuple[str, str]:
    """A number and the unit behind it; a text that does not begin with one is all number."""
    size = _SIZE.fullmatch(tidy_text(value))
    return (size[1], size[2]) if size else (tidy_text(value), "")


def _group(head: Head) -> list[tuple[Level | None, dict[str, int]]]:
    """Each column of indicators with those that belong to it, and the level that its head names.

    None: the level of the row. Only what has a target counts.
    """
    groups: list[tuple[Level | None, dict[str, int]]] = []
    for column in head.columns:
        heads = [normalize_header(h) for h in column.heads]
        key = _tell_key(heads) if column.role in ("lain", "output") and not column.period else ""
        if key == "indikator":
            levels = list_levels(" › ".join(heads))
            groups.append((_LEVELS[levels[0]] if len(levels) == 1 else None, {key: column.number}))
        elif key and groups:
            groups[-1][1].setdefault(key, column.number)
    return [g for g in groups if "target" in g[1]]


def _tell_key(heads: list[str]) -> str:
    """The field that a head means; "" for none of this sheet."""
    full = " › ".join(heads)
    if not heads or mentions("bukan_kinerja", full):
        return ""
    own = (("satuan", heads[-1]), ("target_kinerja", full), ("realisasi_kinerja", full))
    name = next((name for name, text in own if mentions(name, text)), "")
    return name.removesuffix("_kinerja") or ("indikator" if mentions("output", full) else "")


def _read_columns(table: ExportTable, budget: Budget) -> Iterator[_Said]:
    """The rows of a table; one without a name goes on the one above it."""
    groups = _group(table.head)
    rows = {r.number: r for r in budget.rows} | {n: r for r in budget.sub for n in r.parts}
    current: BudgetRow | None = None
    for number in range(table.head.last + 1, len(table.sheet.content) + 1 if groups else 0):
        current = None if number in budget.totals else rows.get(number, current)
        if current is None or current.depth not in LEVEL_WORDS:
            continue
        for level, columns in groups:
            depth = level or Level(current.depth)
            values = {c: table.value(number, n) for c, n in columns.items()}
            above = {Level.PROGRAM: current.program, Level.KEGIATAN: current.kegiatan}
            name = current.name if current.depth == depth else above.get(depth, "")
            if name and tidy_up(values["indikator"]) and tidy_up(values["target"]) not in EMPTY:
                values["indikator"] = tidy_text(values["indikator"])
                yield _Said(depth, name, address(number, columns["target"]), **values)


def _read_print(table: ExportTable) -> Iterator[_Said]:
    """The blocks of the print of a DPA: a kind, its indicator, its target, below their labels."""
    names: dict[int, str] = {}
    for number, row in enumerate(table.sheet.content, 1):
        cells = [(c, t) for c, v in enumerate(row, 1) if (t := tidy_text(v)) and t != ":"]
        if label := read_label(row):
            names = {d: n for d, n in names.items() if d < label[0].depth}
            names[label[0].depth] = label[1]
        elif len(cells) == 3:
            levels = (d for word, d in _BLOCKS if tidy_up(cells[0][1]).startswith(word))
            if name := names.get(level := next(levels, Level.URUSAN)):
                yield _Said(level, name, address(number, cells[2][0]), cells[1][1], cells[2][1])
