"""The comparison as it is shown: on the terminal, and as the page perbedaan.html."""

import sys
from collections.abc import Sequence
from itertools import groupby
from typing import Any

import jinja2
from rich.console import Console
from rich.markup import escape

from lkip_helpers.audit.diff.folder import LoadedReport
from lkip_helpers.audit.diff.reports import Diff, phrase_part
from lkip_helpers.audit.diff.sentences import Fragment, compare_words
from lkip_helpers.render.forms import Segment, render_page
from lkip_helpers.report.format import format_integer
from lkip_helpers.report.markup import render
from lkip_helpers.terminal import bare

NAME = {
    "angka": "Angka",
    "isian": "Isian teks pada tabel",
    "tabel": "Tabel dan gambar",
    "kalimat": "Kalimat",
    "tersembunyi": "Angka yang tercetak sama tetapi berbeda di balik pembulatan",
}
MOST_SHOWN = 300  # changes; of more the terminal shows the counts alone


def list_counts(diff: Diff) -> list[tuple[str, str]]:
    """What changed and how often; a kind that was not compared is left out."""
    compared = [k for k in NAME if k != "kalimat" or diff.sentences is not None]
    return [(NAME[k], format_integer(diff.counts[k])) for k in compared]


def phrase_counts(diff: Diff) -> str:
    """The counts in one line, without those that are 0."""
    counts = [f"{count} {name.lower()}" for name, count in list_counts(diff) if count != "0"]
    return f"Yang berubah: {', '.join(counts) or 'hanya nomor tabel atau gambar'}."


def list_notes(diff: Diff) -> list[str]:
    """What else the reader should know."""
    shifts = "; ".join(f"{old} menjadi {new}" for old, new in diff.renumbered)
    files = ", ".join(diff.changed_files)
    differs = any(c.selisih for t in diff.tables for c in t.cells)
    without = "karena salah satu folder tidak memuat bab yang dijalankan"
    notes = (
        (files, f"Berkas yang isinya berbeda: {files}."),
        (differs, "Selisih dihitung dari angka yang belum dibulatkan."),
        (shifts, f"Nomor yang bergeser tanpa dihitung sebagai perubahan: {shifts}."),
        (diff.sentences is None, f"Kalimat tidak dibandingkan {without}."),
    )
    return [note for applies, note in notes if applies]


class Tagged(str):
    """A text with tags of rich, which must not be escaped."""

    __slots__ = ()


def color_words(fragments: Sequence[Fragment]) -> Tagged:
    """The text with its changes marked as word diffs do, and in colour."""
    marked = []
    for fragment in fragments:
        old, new = escape(fragment.old), escape(fragment.new)
        if fragment.is_same:
            marked.append(new)
            continue
        marked += [f"[red][-{old}-][/red]"] if old else []
        marked += [f"[green]{{+{new}+}}[/green]"] if new else []
    return Tagged("".join(marked))


def print_diff(diff: Diff, old: LoadedReport, new: LoadedReport) -> None:
    """Print the summary, then what changed under each heading; of many changes only how many."""
    plain = jinja2.Environment(  # noqa: S701 for the terminal: texts are no tags of rich
        loader=jinja2.PackageLoader("lkip_helpers.report"),
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda v: v if isinstance(v, Tagged) else escape(str(v)),
    )
    text = plain.get_template("beda.txt.j2").render(
        lama=old, baru=new, kata=color_words, hitungan="" if diff.is_empty else phrase_counts(diff),
        catatan=list_notes(diff), kelompok=diff.list_groups(),
        ringkas=sum(diff.counts.values()) > MOST_SHOWN, **_FILTERS,
    )  # fmt: skip
    console = Console(file=bare(sys.stdout), highlight=False, soft_wrap=True, emoji=False)
    console.print(text, end="")


def build_page(diff: Diff, old: LoadedReport, new: LoadedReport) -> str:
    """The page: a summary, then what changed under each heading of the report."""
    tahun = " dan ".join(str(t) for t in dict.fromkeys((old.tahun, new.tahun)))
    title = f"Perbedaan Laporan Kinerja {new.name} Tahun {tahun}"
    content = {"hitungan": list_counts(diff), "catatan": list_notes(diff), "kosong": diff.is_empty}
    summary = render("beda_ringkas.html.j2", judul=title, lama=old, baru=new, **content)
    segments = [Segment("ringkasan", "Ringkasan", summary)]
    for i, group in enumerate(diff.list_groups(), 1):
        anchor, heading = f"perubahan-{i}", phrase_part(group.part[-1:])
        context = {"anchor": anchor, "judul": heading, "induk": phrase_part(group.part[:-1])}
        text = render("beda.html.j2", **context, k=group, **_FILTERS)
        segments.append(Segment(anchor, heading, text))
    return render_page(title, segments)


_FILTERS: dict[str, Any] = {
    "bandingkan": compare_words,
    "kelompokkan": lambda cells: [[*own] for _, own in groupby(cells, key=lambda s: s.baris)],
    "bagian": phrase_part,
}
