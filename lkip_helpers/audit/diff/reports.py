"""Two whole reports compared, and the comparison as it is shown: JSON, the terminal, a page."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

import jinja2
from rich.console import Console
from rich.markup import escape

from lkip_helpers.audit.diff.sentences import (
    Fragment,
    Period,
    Sentence,
    SentenceDiff,
    compare_sentences,
    compare_words,
)
from lkip_helpers.audit.diff.tables import TabelDiff, compare_tabel, list_numbers
from lkip_helpers.render.forms import Segment, render_page
from lkip_helpers.report.format import format_integer
from lkip_helpers.report.markup import render
from lkip_helpers.report.record import Part, Record
from lkip_helpers.rules.dates import format_moment
from lkip_helpers.terminal import bare

WITHOUT_SECTION: Part = (("", "Tabel dan gambar"),)  # of a report whose chapters were not kept


@dataclass(frozen=True)
class LoadedReport:
    """A report as it is compared, with what distinguishes it from its other versions.

    sentences: None where its chapters were not kept. sources: SHA-256 of each workbook it was made
    from. name: the office as its cover names it, else the unit. draft: None where not known.
    """

    unit: str
    tahun: int
    records: Mapping[str, Record]
    sentences: Sequence[Sentence] | None
    sources: Mapping[str, str]
    folder: Path
    name: str
    draft: bool | None
    moment: datetime

    def __str__(self) -> str:
        kind = {None: "", True: "konsep, ", False: "laporan akhir, "}[self.draft]
        folder = "/".join(self.folder.resolve().parts[-2:])  # no path of the machine
        return f"{folder} ({kind}disusun {format_moment(self.moment)})"


@dataclass(frozen=True)
class Group:
    """What changed under one heading."""

    part: Part
    tables: list[TabelDiff]
    sentences: list[SentenceDiff]


@dataclass(frozen=True)
class Diff:
    """tables, sentences: what differs, in the order of the new report; None: not compared.

    renumbered: tables and figures whose number alone changed. changed_files: workbooks that differ,
    where both reports are of one year. headings: those of the new report, with those that went.
    """

    tables: list[TabelDiff]
    sentences: list[SentenceDiff] | None
    renumbered: list[tuple[str, str]]
    changed_files: list[str]
    headings: list[Part]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs, not even beneath what is printed."""
        return not (self.tables or self.sentences or self.renumbered)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many cells, tables and sentences changed."""
        cells = [c.golongan for t in self.tables for c in t.cells]
        changed = {name: cells.count(name) for name in ("angka", "isian", "tersembunyi")}
        tables = sum(t.is_visible for t in self.tables)
        return changed | {"tabel": tables, "kalimat": len(self.sentences or ())}

    def list_groups(self) -> list[Group]:
        """The changes by heading."""
        groups: dict[tuple[str, ...], Group] = {}
        for part in self.headings:
            groups.setdefault(_strip_numbers(part), Group(part, [], []))
        for tabel in self.tables:
            groups[_strip_numbers(tabel.record.part)].tables.append(tabel)
        for sentence in self.sentences or ():
            groups[_strip_numbers(sentence.part)].sentences.append(sentence)
        return [g for g in groups.values() if g.tables or g.sentences]


def compare_reports(old: LoadedReport, new: LoadedReport) -> Diff:
    """What differs between two reports of one unit."""
    period = Period(old.tahun, new.tahun)
    files = sorted(old.sources.keys() | new.sources.keys())
    known = old.sentences is not None and new.sentences is not None
    return Diff(
        compare_tabel(old.records, new.records, period),
        compare_sentences(old.sentences or (), new.sentences or (), period) if known else None,
        list_numbers(old.records, new.records),
        [f for f in files if old.tahun == new.tahun and old.sources.get(f) != new.sources.get(f)],
        _merge_headings(_list_headings(old), _list_headings(new)),
    )


def _strip_numbers(part: Part) -> tuple[str, ...]:
    """Headings without their numbers: a section numbered anew is the same section."""
    return tuple(title for _, title in part or WITHOUT_SECTION)


def phrase_part(part: Part) -> str:
    """The headings as one line: `Bab II Perencanaan Kinerja › 2.1 Rencana Strategis`."""
    return " › ".join(f"{ordinal} {title}".strip() for ordinal, title in part)


def _list_headings(report: LoadedReport) -> list[Part]:
    parts = [s.part for s in report.sentences or ()]
    parts += [r.part for r in report.records.values()]
    return list(dict.fromkeys(part or WITHOUT_SECTION for part in parts))


def _merge_headings(old: list[Part], new: list[Part]) -> list[Part]:
    """Headings of the new report, and each that went after the one it used to follow."""
    merged, place = list(new), 0
    for part in old:
        names = list(map(_strip_numbers, merged))
        if _strip_numbers(part) in names:
            place = names.index(_strip_numbers(part))
        else:
            merged.insert(place, part)
        place += 1
    return merged


def to_json(diff: Diff) -> dict[str, Any]:
    """For other programs: `jumlah`, `sumber`, `nomor`, `tabel`, `kalimat`."""
    texts = ((s, s.old and s.old.text, s.new and s.new.text) for s in diff.sentences or ())
    sentences = [
        {"apa": s.change, "bagian": phrase_part(s.part), "lama": old, "baru": new}
        for s, old, new in texts
    ]
    tables = [
        {
            "label": t.record.label, "nomor": t.record.reference, "judul": t.record.title,
            "bagian": phrase_part(t.record.part), "apa": t.change, "alasan": t.record.reason,
            "sifat": [{"nama": n, "lama": old, "baru": new} for n, old, new in t.properties],
            **t.arrangement, "urutan": t.reordered, "sel": [asdict(c) for c in t.cells],
        }
        for t in diff.tables
    ]  # fmt: skip
    return {
        "jumlah": diff.counts, "sumber": diff.changed_files,
        "nomor": [{"lama": old, "baru": new} for old, new in diff.renumbered], "tabel": tables,
        "kalimat": None if diff.sentences is None else sentences,
    }  # fmt: skip


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
