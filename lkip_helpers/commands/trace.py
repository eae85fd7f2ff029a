"""`lkip trace` on the terminal: where a number of the report comes from, down to its cells."""

import difflib
import json
import os
import re
import sys
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from lkip_helpers.errors import Exit, LkipError
from lkip_helpers.render.fingerprint import is_up_to_date
from lkip_helpers.report.origin import Lineage, Origin
from lkip_helpers.report.record import Place, Record
from lkip_helpers.report.tabel_json import read_built
from lkip_helpers.terminal import bare
from lkip_helpers.workspace import Workspace

SHORT = 4  # more plain cells than this are told as one
KINDS = ("tabel", "gambar")
WIDTH = 160  # of a line that is not on a terminal


class NotFound(LkipError):
    """No such table, column or row in the report; says what there is."""

    exit_code = Exit.MISUSE


def run(workspace: Workspace, choices: Any) -> int:
    """Say where a number comes from. Raises UnreadableReport, NotFound."""
    record, column = choices.benda, choices.kolom
    if record.casefold() in KINDS and column:  # `lkip trace Tabel 3.4`
        record, column = f"{record} {column}", ""
    records = read_built(workspace)
    one = find_item(records.values(), record)
    lineage = Lineage(records)
    origin = [lineage.trace(t) for t in find_places(lineage, one, column, choices.baris)]
    if choices.json:
        told = [{"tempat": a.place, "nama": a.name, "nilai": a.value, **a.pack()} for a in origin]
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        _print(lineage, records, one, origin)
    if not is_up_to_date(workspace):
        print("Data, bab, atau kode berubah sejak laporan ini disusun.", file=sys.stderr)
    return 0


def find_item(records: Collection[Record], wording: str) -> Record:
    """The table or figure by its label or number (`3.4`, `Tabel 3.4`); raises NotFound."""
    ordinal = re.fullmatch(r"(?:(tabel|gambar)\s*)?([\dA-Z]+\.\d+)", wording, re.IGNORECASE)
    for p in records:
        kind = (ordinal[1] or "tabel").lower() if ordinal else ""
        if p.label == wording or (ordinal and (p.kind, p.number) == (kind, ordinal[2].upper())):
            return p
    similar = difflib.get_close_matches(wording, [p.label for p in records], 3, 0.4)
    last: dict[str, str] = {}
    for p in records:
        if p.kind == "tabel":
            last[p.number.split(".")[0]] = p.number
    numbers = ", ".join(n if n == f"{c}.1" else f"{c}.1–{n}" for c, n in last.items())
    advice = f"Yang mirip: {', '.join(similar)}" if similar else f"Tabel yang ada: {numbers}"
    raise NotFound(f"Tidak ada tabel atau gambar {wording} pada laporan. {advice}.")


def find_places(lineage: Lineage, record: Record, column: str, rows: str) -> list[Place]:
    """Its numbers in the column and row asked for ("" for all); raises NotFound."""
    every = record.places
    title = {key: k.title for key, k in record.by_key.items()}
    has_number = dict.fromkeys(t.column for t in every)
    if column:
        request = column.casefold()
        key = [k for k in has_number if request in (k.casefold(), title[k].casefold())]
        if not key:
            exists = ", ".join(f"{k} ({title[k]})" for k in has_number) or "tidak ada"
            raise NotFound(f"Tidak ada angka pada kolom {column}. Kolom berangka: {exists}.")
        every = [t for t in every if t.column in key]
    if rows:
        every = [t for t in every if _fits(lineage.trace(t), rows)]
        if not every:
            raise NotFound(f"Tidak ada angka pada baris {rows} dari {record.label}.")
    return every


def _fits(origin: Origin, rows: str) -> bool:
    """Whether the row is asked for by its number from 1, or by words of its name."""
    to = origin.place.row
    if rows.isdecimal() and isinstance(to, int):
        return to + 1 == int(rows)
    return rows.casefold() in origin.name.casefold()


def _print(
    lineage: Lineage, records: Mapping[str, Record], record: Record, origin: Sequence[Origin]
) -> None:
    fitted = sys.stdout.isatty() or os.environ.get("COLUMNS")
    console = Console(file=bare(sys.stdout), width=None if fitted else WIDTH, highlight=False)
    root_node = Tree(Text(record.full_title, "bold"))
    for a in origin:
        _add(root_node, a, lineage, records)
    console.print(root_node)


def _add(
    parent: Tree, origin: Origin, lineage: Lineage, records: Mapping[str, Record], from_: str = ""
) -> None:
    """One number as a branch: formula, rule, then the numbers or cells it is made of."""
    at = "" if from_ in ("", origin.place.label) else f"  ({records[origin.place.label].reference})"
    head = f"{origin.name}: ", (origin.value, "bold")
    if not origin.sources and origin.formula == "isi sel":
        parent.add(Text.assemble(*head, f"{at} = {_cell(origin)}"))
        return
    branch = parent.add(Text.assemble(*head, at))
    calculation = f" = {origin.calculation}" if origin.calculation else ""
    branch.add(Text(f"= {origin.formula}{calculation}"))
    if origin.rule:
        branch.add(Text(f"Aturan: {origin.rule}", "italic"))
    children = [lineage.trace(t) for t in origin.sources]
    if not children or (len(children) > SHORT and not any(a.sources for a in children)):
        branch.add(Text(f"{len(children)} angka: {_cell(origin)}" if children else _cell(origin)))
        return
    for a in children:
        _add(branch, a, lineage, records, origin.place.label)


def _cell(origin: Origin) -> str:
    return "; ".join(origin.cells)
