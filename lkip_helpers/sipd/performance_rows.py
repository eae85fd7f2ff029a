"""Indicators and targets that a budget export carries → rows of the sheet Kinerja Program."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from lkip_helpers.importers.findings import Findings
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.sheetrows import SheetRows
from lkip_helpers.intake.workbook import address
from lkip_helpers.rules import load_rules
from lkip_helpers.schema.cells import drop_zero, fold_text, tidy_text
from lkip_helpers.schema.numbers import EMPTY, NotNumber, parse_number, swap_marks
from lkip_helpers.schema.sheets import SUPPLEMENT
from lkip_helpers.sipd.budget_table import BudgetRow, ExportTable
from lkip_helpers.sipd.codes import LEVEL_WORDS, LEVELS, Level
from lkip_helpers.sipd.head import Head
from lkip_helpers.sipd.roles import list_levels, mentions
from lkip_helpers.sipd.uncoded_rows import is_dpa_print, read_label
from lkip_helpers.workbooks.carryover import RowRecord, SheetContent

SHEET = SUPPLEMENT["kinerja_program"]
_QUANTITY = re.compile(r"([\d.,]+)\s*(.*)")


def list_performance(table: ExportTable) -> list[RowRecord]:
    """A row for each indicator with a target; one with two targets is a finding, and has none."""
    found = _read_print(table) if is_dpa_print(table) else _read_columns(table)
    records: dict[tuple[str, ...], RowRecord] = {}
    for cell, raw in found:
        target, satuan = _split_unit(raw["target"])
        realisasi, _ = _split_unit(raw.get("realisasi"))
        record: RowRecord = dict.fromkeys(SHEET.model_fields) | raw
        try:
            record |= {
                "satuan": tidy_text(raw.get("satuan")) or satuan,
                "target": parse_number(target),
                "realisasi": parse_number(realisasi) if realisasi[:1].isdigit() else "-",
                "arah": "maksimal",
            }
        except NotNumber as error:
            table.add("target_asing", cell, raw["target"], nama=raw["indikator"], sebab=str(error))
            continue
        first = records.setdefault(_key(record), record)
        if first["target"] != record["target"] and first["target"] is not None:
            table.add("target_ganda", cell, raw["target"], nama=raw["indikator"])
            first["target"] = None
    return list(records.values())


def name_columns(head: Head) -> dict[int, str]:
    """What columns become on the sheet Kinerja Program, by their numbers."""
    columns = {n: key for _, group in _group_columns(head) for key, n in group.items()}
    return {n: f"{SHEET.SHEET}: {SHEET.list_titles()[key]}" for n, key in columns.items()}


def merge_performance(
    sheet: SheetRows, new: Sequence[RowRecord]
) -> tuple[SheetContent, list[Finding]]:
    """What the office wrote stays; blanks are filled, and rows the sheet lacks are added below."""
    findings, numbers = Findings(SHEET.FILE, SHEET.SHEET), {_key(r): n for n, r in sheet.rows}
    rows = {n: dict(r) for n, r in sheet.rows}
    for record in (r for r in new if _key(r) in numbers):
        number = numbers[_key(record)]
        row = rows[number]
        old, target = parse_number(row.get("target")), record["target"]
        if None not in (old, target) and old != target:
            values = {"isi": old, "ekspor": target}
            words = {k: swap_marks(f"{drop_zero(v):,}") for k, v in values.items()}
            cell, words["nama"] = sheet.locate(number, "target"), record["indikator"]
            findings.add("target_beda", cell, row["target"], **words)
        row |= {k: v for k, v in record.items() if fold_text(row.get(k)) in EMPTY}
    added = [r for r in new if _key(r) not in numbers]
    return SheetContent([*rows.values(), *added]), findings.every


def _key(record: RowRecord) -> tuple[str, ...]:
    return tuple(fold_text(record.get(k)) for k in SHEET.KEY)


def _split_unit(value: Any) -> tuple[str, str]:
    """A number and the unit after it; the whole text and "" where it begins with no number."""
    text = tidy_text(value)
    quantity = _QUANTITY.fullmatch(text)
    return (quantity[1], quantity[2]) if quantity else (text, "")


def _group_columns(head: Head) -> list[tuple[Level | None, dict[str, int]]]:
    """The columns of each indicator by field, with the level its head names, or None for the row's.

    Only an indicator with a target counts.
    """
    groups: list[tuple[Level | None, dict[str, int]]] = []
    for column in head.columns:
        heads = column.headers
        key = _find_field(heads) if column.role in ("lain", "output") and not column.period else ""
        if key == "indikator":
            levels = list_levels(" › ".join(heads))
            groups.append((LEVELS[levels[0]] if len(levels) == 1 else None, {key: column.number}))
        elif key and groups:
            groups[-1][1].setdefault(key, column.number)
    return [g for g in groups if "target" in g[1]]


def _find_field(heads: list[str]) -> str:
    """The field that a head means; "" for none of this sheet."""
    full = " › ".join(heads)
    if not heads or mentions("bukan_kinerja", full):
        return ""
    patterns = (("satuan", heads[-1]), ("target_kinerja", full), ("realisasi_kinerja", full))
    name = next((name for name, text in patterns if mentions(name, text)), "")
    return name.removesuffix("_kinerja") or ("indikator" if mentions("output", full) else "")


def _read_columns(table: ExportTable) -> Iterator[tuple[str, RowRecord]]:
    """Target cell and raw row of each indicator; a row without a name belongs to that above it."""
    groups = _group_columns(table.head)
    rows = {r.number: r for r in table.budget} | {n: r for r in table.sub for n in r.parts}
    current: BudgetRow | None = None
    for number in range(table.head.last + 1, len(table.sheet.rows) + 1 if groups else 0):
        current = None if number in table.totals else rows.get(number, current)
        if current is None or current.depth not in LEVEL_WORDS:
            continue
        for level, columns in groups:
            depth = level or Level(current.depth)
            values = {k: table.value(number, n) for k, n in columns.items()}
            parents = {Level.PROGRAM: current.program, Level.KEGIATAN: current.kegiatan}
            name = current.name if current.depth == depth else parents.get(depth, "")
            if name and fold_text(values["indikator"]) and fold_text(values["target"]) not in EMPTY:
                values["indikator"] = tidy_text(values["indikator"])
                named = {"jenjang": LEVEL_WORDS[depth], "nama": name}
                yield address(number, columns["target"]), named | values


def _read_print(table: ExportTable) -> Iterator[tuple[str, RowRecord]]:
    """The same in the print of a DPA: below labels, rows of kind, indicator and target."""
    names: dict[int, str] = {}
    for number, row in enumerate(table.sheet.rows, 1):
        texts = enumerate(map(tidy_text, row), 1)
        cells = [(column, text) for column, text in texts if text not in ("", ":")]
        if label := read_label(row):
            code, labelled = label
            names = {d: n for d, n in names.items() if d < code.depth} | {code.depth: labelled}
        elif len(cells) == 3:
            (_, kind), (_, indikator), (column, target) = cells
            words = load_rules("sipd")["baris_indikator"].items()
            levels = (LEVELS[n] for word, n in words if fold_text(kind).startswith(word))
            if name := names.get(level := next(levels, Level.URUSAN)):
                raw = {"jenjang": LEVEL_WORDS[level], "nama": name, "indikator": indikator}
                yield address(number, column), raw | {"target": target}
