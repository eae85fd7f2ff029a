"""What was understood of a questionnaire export: whose it is, and its own sums recomputed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lkip_helpers.forms.headers import Role
from lkip_helpers.forms.layout import Layout
from lkip_helpers.forms.rows import AnswerReader, WrongCell, shorten_cells
from lkip_helpers.forms.words import cell_text, contains, short, starts_with, two_decimals
from lkip_helpers.importers.filetype import Export
from lkip_helpers.intake.sheet import TOTAL_ROW, read_sheet
from lkip_helpers.intake.workbook import Sheet, UnreadableWorkbook, WorkbookFile, address
from lkip_helpers.rules import load_rules
from lkip_helpers.schema.office import Profil
from lkip_helpers.workspace import Workspace

TOOLS = {  # by heads only this tool writes; the first that fits
    "Microsoft Forms": ("start time", "completion time", "waktu mulai"),
    "KoBoToolbox": ("submission time", "uuid"),
    "Google Forms": ("timestamp", "cap waktu", "stempel waktu"),
}
MEAN, SUM = "rata-rata", "jumlah"
_SUM = ("jumlah", "jml", "sum", "total", "σ", "snilai", "s nilai", "σnilai")
_MEAN = ("nrr", "rata rata", "rerata", "mean", "average")
_OTHER = ("tertimbang", "ikm", "skm", "konversi", "bobot", "responden", "indeks")


def list_summary(export: Export, layout: Layout, reader: AnswerReader) -> Iterator[str]:
    """Lines for the report: what kind of table it is, where it stands, and what it comes to."""
    heads = {short(h) for h in layout.heads}
    tool = next((t for t, own in TOOLS.items() if heads & set(own)), "tabel jawaban per responden")
    yield f"bentuk: {tool}; judul kolom pada baris {layout.head_row}"
    if others := [x.name for x in export.sheet if x.name != layout.sheet.name and x.content]:
        yield f"lembar lain tidak dibawa: {', '.join(others)}"
    if not reader.used:
        return
    yield f"responden: {len(reader.used)}, baris {reader.used[0]}–{reader.used[-1]}"
    means = {k: sum(v) / len(v) for k, v in _list_answers(reader).items() if v}
    if means:
        yield "rata-rata: " + ", ".join(f"{k} {two_decimals(v)}" for k, v in sorted(means.items()))
        ikm = sum(means.values()) / len(means) * load_rules("skm")["pengali"]
        yield f"IKM dengan bobot 1/{len(means)}: {two_decimals(ikm)}"


def check_sums(layout: Layout, reader: AnswerReader) -> Iterator[WrongCell]:
    """Rows of sums and means of the export that differ from the answers above them."""
    rows = [n for n, reason in layout.left_out.items() if reason == TOTAL_ROW]
    kinds = {n: kind for n in rows if (kind := _kind(layout.rows[n - 1]))}
    answers = _list_answers(reader)
    for n, kind in kinds.items():
        if list(kinds.values()).count(kind) > 1:  # a sum for each page: of which rows is not said
            continue
        content = layout.rows[n - 1]
        compute = {k: (sum(v), len(v)) for u, k in reader.column if (v := answers[u.code])}
        wrong = [
            address(n, k)
            for k, (total, many) in compute.items()
            if _differs(content[k - 1], total / many if kind == MEAN else total)
        ]
        if wrong:
            message = f"{kind} pada berkas tidak sama dengan hitungan dari jawaban di atasnya"
            advice = "periksa apakah semua responden ada pada berkas"
            yield from shorten_cells(wrong, message, advice, "peringatan")


def _list_answers(reader: AnswerReader) -> Mapping[str, list[int]]:
    return {
        u.code: [v for r in reader.record if (v := r["jawaban"].get(u.code)) is not None]
        for u, _ in reader.column
    }


def _kind(row: Sequence[object]) -> str:
    """Whether a row holds sums or means of each unsur; "" for any other."""
    label = short(next((cell_text(v) for v in row if isinstance(v, str)), "").replace("∑", "Σ"))
    if contains(label, _OTHER):
        return ""
    if contains(label, _MEAN):
        return MEAN
    return SUM if starts_with(label, _SUM) else ""


def _differs(cell: object, computed: float) -> bool:
    """Whether a number is not `computed` as rounded there."""
    text = cell_text(cell).replace(",", ".")
    if not re.fullmatch(r"\d+(\.\d+)?", text):
        return False
    decimals = min(len(text.partition(".")[2]), 6)
    return abs(float(text) - computed) > 0.51 * 10**-decimals


_KECAMATAN = re.compile(r"\b(?:kecamatan|kec) ([a-z]+)")
ADVICE = "impor berkas milik unit ini, atau pilih unitnya dengan --unit"
MENTIONED = 12


def check_own(
    file: Path, sheet: Sheet, header: int, role: Sequence[Role], workspace: Workspace
) -> Iterator[tuple[str, str, str, str]]:
    """A refusal where another kecamatan is named; its name is not repeated."""
    name = _list_names(workspace)
    title = [("", v) for v in (file.stem, sheet.name)]
    title += [
        (address(n, k), v)
        for n, content in enumerate(sheet.content[: header - 1], 1)
        for k, v in enumerate(content, 1)
    ]
    for cells, text in title:
        if _other_kecamatan(text, name):
            yield cells, "judulnya menyebut kecamatan lain", ADVICE, "salah"
    for p in role:
        if p.kind != "unit":
            continue
        required = contains(short(p.column.header), ("kecamatan",))
        other_cells = [
            address(n, p.column.ordinal)
            for n, content in enumerate(sheet.content[header:], header + 1)
            if (text := cell_text(content[p.column.ordinal - 1]))
            and _other(text, name, required=required)
        ]
        if other_cells:
            message = f"kolom ini menyebut kecamatan lain ({len(other_cells)} sel)"
            advice = f"{ADVICE}; bila itu tempat tinggal responden, hapus kolomnya"
            yield ", ".join(other_cells[:MENTIONED]), message, advice, "salah"


def _list_names(workspace: Workspace) -> list[str]:
    """Names this unit goes by: its folder, and its profile where that can be read."""
    name = [short(workspace.unit)]
    try:
        profil = read_sheet(WorkbookFile(workspace.raw / Profil.FILE), Profil)
    except UnreadableWorkbook:  # lkip check says so; the folder's name is enough here
        return name
    return name + [n for _, r in profil.rows if (n := short(str(r.get("nama") or "")))]


def _other(text: str, name: Sequence[str], *, required: bool) -> bool:
    """wajib: the column holds names of kecamatan, with that word or without it."""
    if required:
        return not contains(short(text), name)
    return _other_kecamatan(text, name)


def _other_kecamatan(text: Any, name: Sequence[str]) -> bool:
    tidy = short(cell_text(text))
    if contains(tidy, name):
        return False
    not_names = load_rules("forms")["bukan_nama"]
    return any(words not in not_names for words in _KECAMATAN.findall(tidy))
