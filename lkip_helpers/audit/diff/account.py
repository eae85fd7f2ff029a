"""What is said of a comparison, on the terminal and on the page alike."""

from collections.abc import Sequence
from itertools import groupby

from lkip_helpers.audit.diff.cell import CellDiff
from lkip_helpers.audit.diff.items import TabelDiff
from lkip_helpers.audit.diff.reports import Diff, phrase_part
from lkip_helpers.audit.diff.sentences import SentenceDiff
from lkip_helpers.report.format import format_integer

NAME = {
    "angka": "Angka",
    "isian": "Isian teks pada tabel",
    "tabel": "Tabel dan gambar",
    "kalimat": "Kalimat",
    "tersembunyi": "Angka yang tercetak sama tetapi berbeda di balik pembulatan",
}


def list_counts(diff: Diff) -> list[tuple[str, str]]:
    """What changed and how often; a kind that was not compared is left out."""
    total = diff.total
    counted = [k for k in NAME if k != "kalimat" or diff.sentence is not None]
    return [(NAME[k], format_integer(total[k])) for k in counted]


def phrase_counts(diff: Diff) -> str:
    """The counts in one line, without those of nothing."""
    exists = [f"{total} {name.lower()}" for name, total in list_counts(diff) if total != "0"]
    return f"Yang berubah: {', '.join(exists) or 'hanya nomor tabel atau gambar'}."


def list_notes(diff: Diff) -> list[str]:
    """What the reader should know besides."""
    note = []
    if diff.source:
        note.append(f"Berkas yang isinya berbeda: {', '.join(diff.source)}.")
    if any(s.selisih for t in diff.tabel for s in t.cells):
        note.append("Selisih dihitung dari angka yang belum dibulatkan.")
    if diff.ordinal:
        shift = "; ".join(f"{a} menjadi {b}" for a, b in diff.ordinal)
        note.append(f"Nomor yang bergeser tanpa dihitung sebagai perubahan: {shift}.")
    if diff.sentence is None:
        note.append(
            "Kalimat tidak dibandingkan karena salah satu folder tidak memuat bab yang dijalankan."
        )
    return note


def group_cells(cells: Sequence[CellDiff]) -> list[list[CellDiff]]:
    """Neighbouring cells of one row together."""
    return [list(one) for _, one in groupby(cells, key=lambda s: s.baris)]


def phrase_what(t: TabelDiff) -> str:
    """That a table came, went or fell out, and why."""
    cause = f" karena {t.record.reason}" if t.record.reason else ""
    return f"{t.what.capitalize()}{cause}."


def phrase_origin(k: SentenceDiff) -> str:
    """Where a sentence that moved used to stand."""
    return phrase_part(k.old.part) if k.old else ""
