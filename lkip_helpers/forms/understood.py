"""What was understood of a questionnaire export: whose it is, and its own sums recomputed."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lkip_helpers.forms.headers import Role
from lkip_helpers.forms.layout import Layout
from lkip_helpers.forms.rows import AnswerReader
from lkip_helpers.forms.words import cell_text, contains, fold, format_decimals, starts_with
from lkip_helpers.importers.filetype import Export
from lkip_helpers.importers.findings import MENTIONED, Findings
from lkip_helpers.importers.saving import read_if_exists
from lkip_helpers.intake.sheet import TOTAL_ROW
from lkip_helpers.intake.workbook import address
from lkip_helpers.rules import load_rules
from lkip_helpers.schema.sheets import Profil
from lkip_helpers.workspace import Workspace

MEAN, SUM = "rata-rata", "jumlah"
_KECAMATAN = re.compile(r"\b(?:kecamatan|kec) ([a-z]+)")


def describe_reading(export: Export, layout: Layout, reader: AnswerReader) -> Iterator[str]:
    """Lines for the report: what kind of table it is, where it stands, and what it comes to."""
    heads = {fold(h) for h in layout.heads}
    tools = load_rules("forms")["alat"]
    tool = next((t for t, own in tools.items() if heads & set(own)), "tabel jawaban per responden")
    yield f"bentuk: {tool}; judul kolom pada baris {layout.head_row}"
    yield from export.list_others(layout.sheet)
    if not reader.used:
        return
    yield f"responden: {len(reader.used)}, baris {reader.used[0]}–{reader.used[-1]}"
    means = {k: sum(v) / len(v) for k, v in _list_answers(reader).items() if v}
    if means:
        yield "rata-rata: " + ", ".join(
            f"{k} {format_decimals(v)}" for k, v in sorted(means.items())
        )
        ikm = sum(means.values()) / len(means) * load_rules("skm")["pengali"]
        yield f"IKM dengan bobot 1/{len(means)}: {format_decimals(ikm)}"


def check_sums(layout: Layout, reader: AnswerReader, findings: Findings) -> None:
    """Rows of sums and means of the export that differ from the answers above them."""
    rows = [n for n, reason in layout.left_out.items() if reason == TOTAL_ROW]
    kinds = {n: kind for n in rows if (kind := _tell_kind(layout.rows[n - 1]))}
    times, answers = Counter(kinds.values()), _list_answers(reader)
    for n, kind in kinds.items():
        if times[kind] > 1:  # a sum for each page: of which rows is not said
            continue
        own = [(c, v) for u, c in reader.columns if (v := answers[u.code])]
        due = {c: sum(v) / len(v) if kind == MEAN else sum(v) for c, v in own}
        cells = layout.rows[n - 1]
        wrong = [address(n, c) for c, value in due.items() if _differs(cells[c - 1], value)]
        if wrong:
            findings.add_many("beda_hitungan", wrong, jenis=kind)


def _list_answers(reader: AnswerReader) -> Mapping[str, list[int]]:
    return {
        u.code: [v for r in reader.records if (v := r["jawaban"].get(u.code)) is not None]
        for u, _ in reader.columns
    }


def _tell_kind(row: Sequence[object]) -> str:
    """Whether a row holds sums or means of each unsur; "" for any other."""
    label = fold(next((cell_text(v) for v in row if isinstance(v, str)), "").replace("∑", "Σ"))
    rule = load_rules("forms")["baris"]
    if contains(label, rule["lain"]):
        return ""
    if contains(label, rule["rata"]):
        return MEAN
    return SUM if starts_with(label, rule["jumlah"]) else ""


def _differs(cell: object, computed: float) -> bool:
    """Whether a number is not `computed` as rounded there."""
    text = cell_text(cell).replace(",", ".")
    if not re.fullmatch(r"\d+(\.\d+)?", text):
        return False
    decimals = min(len(text.partition(".")[2]), 6)
    return abs(float(text) - computed) > 0.51 * 10**-decimals


def check_unit(
    file: Path, layout: Layout, roles: Sequence[Role], workspace: Workspace, findings: Findings
) -> None:
    """A refusal where another kecamatan is named; its name is not repeated."""
    sheet, head_row = layout.sheet, layout.head_row
    profil = read_if_exists(workspace, Profil)  # unread, lkip check says so; the folder is enough
    names = [fold(workspace.unit)]
    names += [n for _, r in profil.rows if (n := fold(str(r.get("nama") or "")))]
    title = [("", file.stem), ("", sheet.name)]
    title += [
        (address(n, k), v)
        for n, row in enumerate(sheet.content[: head_row - 1], 1)
        for k, v in enumerate(row, 1)
    ]
    for cell, value in title:
        if _names_other(value, names):
            findings.add("judul_lain", cell)
    for k in [role.column for role in roles if role.kind == "unit"]:
        unnamed = contains(fold(k.head), ("kecamatan",))  # its cells do without that word
        cells = [
            address(n, k.number)
            for n, row in enumerate(sheet.content[head_row:], head_row + 1)
            if (text := cell_text(row[k.number - 1]))
            and (not contains(fold(text), names) if unnamed else _names_other(text, names))
        ]
        if cells:
            findings.add("kolom_lain", ", ".join(cells[:MENTIONED]), banyak=len(cells))


def _names_other(value: Any, names: Sequence[str]) -> bool:
    tidy = fold(cell_text(value))
    if contains(tidy, names):
        return False
    not_names = load_rules("forms")["bukan_nama"]
    return any(word not in not_names for word in _KECAMATAN.findall(tidy))
