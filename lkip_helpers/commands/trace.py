"""`lkip trace` on the terminal: where a number of the report comes from, down to its cells."""

import difflib
import json
import os
import re
import sys
from collections.abc import Collection, Mapping
from typing import Any

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from lkip_helpers.render.fingerprint import is_up_to_date
from lkip_helpers.report.origin import Lineage, Origin
from lkip_helpers.report.record import Place, Record, read_built
from lkip_helpers.terminal import bare
from lkip_helpers.workspace import InvalidChoice, Workspace

SHORT = 4  # more plain cells than this are shown in one line
KINDS = ("tabel", "gambar")
WIDTH = 160  # of lines that go to no terminal


def run(workspace: Workspace, choices: Any) -> int:
    """Say where a number comes from. Raises LkipError, InvalidChoice."""
    label, column = choices.benda, choices.kolom
    if label.casefold() in KINDS and column:  # `lkip trace Tabel 3.4`
        label, column = f"{label} {column}", ""
    records = read_built(workspace)
    record = find_record(records.values(), label)
    lineage = Lineage(records)
    origins = [lineage.trace(p) for p in find_places(lineage, record, column, choices.baris)]
    if choices.json:
        named = ({"tempat": o.place, "nama": o.name, "nilai": o.value} | o.pack() for o in origins)
        print(json.dumps(list(named), ensure_ascii=False, indent=1))
    else:
        tree = Tree(Text(record.full_title, "bold"))
        for origin in origins:
            _add_branch(tree, origin, lineage, records)
        width = None if sys.stdout.isatty() or os.environ.get("COLUMNS") else WIDTH
        Console(file=bare(sys.stdout), width=width, highlight=False).print(tree)
    if not is_up_to_date(workspace):
        print("Data, bab, kode, atau berkasnya berubah sejak laporan ini disusun.", file=sys.stderr)
    return 0


def find_record(records: Collection[Record], query: str) -> Record:
    """The table or figure by its label or number (`3.4`, `Tabel 3.4`); raises InvalidChoice."""
    match = re.fullmatch(r"(?:(tabel|gambar)\s*)?([\dA-Z]+\.\d+)", query, re.IGNORECASE)
    asked = ((match[1] or "tabel").lower(), match[2].upper()) if match else None
    for record in records:
        if query == record.label or asked == (record.kind, record.number):
            return record
    similar = difflib.get_close_matches(query, [r.label for r in records], 3, 0.4)
    last_numbers = {r.number.split(".")[0]: r.number for r in records if r.kind == "tabel"}
    numbers = ", ".join(n if n == f"{c}.1" else f"{c}.1–{n}" for c, n in last_numbers.items())
    advice = f"Yang mirip: {', '.join(similar)}" if similar else f"Tabel yang ada: {numbers}"
    raise InvalidChoice(f"Tidak ada tabel atau gambar {query} pada laporan. {advice}.")


def find_places(lineage: Lineage, record: Record, column: str, row: str) -> list[Place]:
    """Places of its numbers in the column and row asked for ("" for all); raises InvalidChoice."""
    places = record.places
    titles = {place.column: record.by_key[place.column].title for place in places}
    if column:
        wanted = column.casefold()
        keys = [k for k, title in titles.items() if wanted in (k.casefold(), title.casefold())]
        if not keys:
            known = ", ".join(f"{k} ({title})" for k, title in titles.items()) or "tidak ada"
            raise InvalidChoice(f"Tidak ada angka pada kolom {column}. Yang berangka: {known}.")
        places = [place for place in places if place.column in keys]
    if row:
        places = [place for place in places if _is_in_row(lineage.trace(place), row)]
        if not places:
            raise InvalidChoice(f"Tidak ada angka pada baris {row} dari {record.label}.")
    return places


def _is_in_row(origin: Origin, wanted: str) -> bool:
    """Whether `wanted` is the number of its row, from 1, or a part of the row's name."""
    row = origin.place.row
    if wanted.isdecimal() and isinstance(row, int):
        return row + 1 == int(wanted)
    return wanted.casefold() in origin.name.casefold()


def _add_branch(
    parent: Tree, origin: Origin, lineage: Lineage, records: Mapping[str, Record], above: str = ""
) -> None:
    """One number as a branch: formula, rule, then the numbers or cells it is made of.

    above: label of the table of the number above it, "" at the top.
    """
    label, cells = origin.place.label, "; ".join(origin.cells)
    elsewhere = "" if above in ("", label) else f"  ({records[label].reference})"
    head = f"{origin.name}: ", (origin.value, "bold")
    if not origin.sources and (origin.formula == "isi sel" or not cells):
        parent.add(Text.assemble(*head, f"{elsewhere} = {cells or origin.formula}"))
        return
    branch = parent.add(Text.assemble(*head, elsewhere))
    calculation = f" = {origin.calculation}" if origin.calculation else ""
    branch.add(Text(f"= {origin.formula}{calculation}"))
    if origin.rule:
        branch.add(Text(f"Aturan: {origin.rule}", "italic"))
    children = [lineage.trace(place) for place in origin.sources]
    if not children or (len(children) > SHORT and not any(child.sources for child in children)):
        branch.add(Text(f"{len(children)} angka: {cells}" if children else cells))
        return
    for child in children:
        _add_branch(branch, child, lineage, records, label)
