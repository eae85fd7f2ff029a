"""What was understood of a questionnaire export, and its own sums held against the answers."""

import re
from collections.abc import Iterator, Mapping, Sequence

from lkip_helpers.forms.layout import Layout
from lkip_helpers.forms.rows import AnswerReader, WrongCell, shorten_cells
from lkip_helpers.forms.words import cell_text, contains, short, starts_with, two_decimals
from lkip_helpers.importers.spreadsheet import Export
from lkip_helpers.intake.sheet import TOTAL_ROW
from lkip_helpers.intake.workbook import address
from lkip_helpers.rules import load_rules

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
