"""What was understood of a questionnaire export: its unit, and its own sums checked."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from lkip_helpers.forms.headers import Role
from lkip_helpers.forms.layout import Layout
from lkip_helpers.forms.rows import AnswerReader
from lkip_helpers.forms.traits import PERSONAL
from lkip_helpers.forms.words import cell_text, contains, fold, format_decimals, starts_with
from lkip_helpers.importers.filetype import Export
from lkip_helpers.importers.findings import Findings
from lkip_helpers.importers.saving import read_if_exists
from lkip_helpers.intake.sheetrows import TOTAL_ROW
from lkip_helpers.intake.workbook import address
from lkip_helpers.rules import load_pattern, load_rules, naming
from lkip_helpers.schema.cells import phrase_header
from lkip_helpers.schema.sheets import Profil
from lkip_helpers.workspace import Workspace

MEAN, SUM = "rata-rata", "jumlah"
FEWEST_GROUPS = 3  # rows
_YEAR, _OTHER = load_pattern("forms", "judul_tahun"), load_pattern("forms", "bukan_tahun")
_KECAMATAN = re.compile(r"\b(?:kecamatan|kec) ([a-z]+)")


def describe_reading(export: Export, layout: Layout, reader: AnswerReader) -> Iterator[str]:
    """Lines for the report: the kind of table, where it is, and the means of its answers."""
    heads = {fold(h) for h in layout.heads}
    tools = load_rules("forms")["alat"]
    tool = next((t for t, h in tools.items() if heads & set(h)), "tabel jawaban per responden")
    yield f"bentuk: {tool}; judul kolom pada baris {layout.head_row}"
    yield from export.phrase_others(layout.sheet)
    if not reader.records:
        return
    rows = sorted(layout.origins[n][0] for n in reader.records)
    yield f"responden: {len(rows)}, baris {rows[0]}–{rows[-1]}"
    if (blocks := len(layout.shifts)) > 1:
        yield f"deret responden berdampingan: {blocks}, disatukan menurut nomornya"
    means = {code: sum(v) / len(v) for code, v in reader.list_answers().items() if v}
    if means:
        texts = (f"{code} {format_decimals(mean)}" for code, mean in sorted(means.items()))
        yield "rata-rata: " + ", ".join(texts)
        ikm = sum(means.values()) / len(means) * load_rules("skm")["pengali"]
        yield f"IKM dengan bobot 1/{len(means)}: {format_decimals(ikm)}"


def check_sums(layout: Layout, reader: AnswerReader, findings: Findings) -> None:
    """Add findings on rows of sums and means that differ from the answers above them."""
    rows = [n for n, reason in layout.left_out.items() if reason == TOTAL_ROW]
    kinds = {n: kind for n in rows if (kind := _find_kind(layout.rows[n - 1]))}
    times, answers = Counter(kinds.values()), reader.list_answers()
    for row, kind in kinds.items():
        if times[kind] > 1:  # a sum for each page, of rows that are not known
            continue
        filled = ((c, answers[u.code]) for u, c in reader.columns if answers[u.code])
        computed = {c: sum(v) / len(v) if kind == MEAN else sum(v) for c, v in filled}
        cells = layout.rows[row - 1]
        if wrong := [address(row, c) for c, v in computed.items() if _differs(cells[c - 1], v)]:
            findings.add_many("beda_hitungan", wrong, jenis=kind)


def _find_kind(row: Sequence[object]) -> str:
    """MEAN or SUM of a row that holds those of each unsur; "" of any other."""
    label = fold(next((cell_text(v) for v in row if isinstance(v, str)), "").replace("∑", "Σ"))
    rule = load_rules("forms")["baris"]
    if contains(label, rule["lain"]):
        return ""
    other = SUM if starts_with(label, rule["jumlah"]) else ""
    return MEAN if contains(label, rule["rata"]) else other


def _differs(cell: object, computed: float) -> bool:
    """Whether a cell has a number other than `computed`, rounded as it is there."""
    text = cell_text(cell).replace(",", ".")
    least = 0.51 * 10 ** -min(len(text.partition(".")[2]), 6)
    return bool(re.fullmatch(r"\d+(\.\d+)?", text)) and abs(float(text) - computed) > least


def check_groups(layout: Layout, roles: Sequence[Role], findings: Findings) -> None:
    """Add a finding where rows are of months, services or units rather than of respondents.

    A column then says of how many people each is, or names another group on every row while
    nothing tells who somebody is.
    """
    rule = load_rules("forms")
    people = [r for r in roles if r.kind in ("ciri", "waktu") or r.reason == PERSONAL]
    unnamed = all(r.key == "layanan" for r in people)
    for role in (r for r in roles if r.kind != "unsur"):
        head, texts = fold(role.column.head), [fold(cell_text(v)) for v in role.column.cells]
        complete = len(texts) == len(layout.respondents) >= FEWEST_GROUPS
        numbers = [int(t) for t in texts if t.isdecimal()]
        counts = head in rule["banyak"] and complete and len(numbers) == len(texts)
        counts = counts and min(numbers) > 0 and sorted(numbers) != [*range(1, len(texts) + 1)]
        named = head in rule["rekap"] and unnamed and complete and len({*texts}) == len(texts)
        if counts or named:
            findings.add("baris_rekap", role.column.cell, kepala=phrase_header(role.column.head))
            return


def check_unit(
    file: Path, layout: Layout, roles: Sequence[Role], workspace: Workspace, findings: Findings
) -> None:
    """Add findings where another kecamatan, not named again, or a year other than ours is named."""
    sheet, head_row = layout.sheet, layout.head_row
    profil = read_if_exists(workspace, Profil)  # where it cannot be read, lkip check says so
    given = (workspace.unit, *filter(None, (r.get("nama") for _, r in profil.rows)))
    called = naming.split_office(given[-1])[0]
    names = [*filter(None, (naming.split_office(fold(str(name or "")))[1] for name in given))]
    rows = enumerate(sheet.rows[: head_row - 1], 1)
    titles = [("", file.stem), ("", sheet.name)]
    titles += [(address(n, c), v) for n, row in rows for c, v in enumerate(row, 1)]
    for cell in (cell for cell, value in titles if _names_other(value, names)):
        findings.add("judul_lain", cell, sebutan=called)
    years = {int(y): c for c, v in titles[1:] for y in _YEAR.findall(_OTHER.sub(" ", cell_text(v)))}
    if workspace.tahun not in years and not any(role.kind == "waktu" for role in roles):
        lain, cell = years.popitem() if years else ("", "")
        name = "tahun_lain" if lain else "tanpa_waktu"
        findings.add(name, cell, lain=lain, diminta=workspace.tahun)
    for column in [role.column for role in roles if role.kind == "unit"]:
        is_name = contains(fold(column.head), ("kecamatan",))  # its cells omit that word
        texts = ((n, cell_text(r[column.number - 1])) for n, r in enumerate(sheet.rows, 1))
        filled = ((n, text) for n, text in texts if text and n > head_row)
        others = (n for n, text in filled if _names_other(text, names, is_name))
        cells = [layout.cell(n, column.number) for n in others]
        findings.add_many("kolom_lain", cells, sebutan=called)


def _names_other(value: Any, names: Sequence[str], is_name: bool = False) -> bool:
    """Whether a text, or a name, is of another kecamatan; ours is one word or several."""
    words, joined = fold(cell_text(value)).split(), {name.replace(" ", "") for name in names}
    if any(not joined.isdisjoint(accumulate(words[start:])) for start in range(len(words))):
        return False
    named, not_names = _KECAMATAN.findall(" ".join(words)), load_rules("forms")["bukan_nama"]
    return is_name or any(word not in not_names for word in named)
