"""The comparison on the terminal: marked as word diffs are, in colour where there is any."""

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from lkip_helpers.audit.diff.account import (
    group_cells,
    list_notes,
    phrase_counts,
    phrase_origin,
    phrase_what,
)
from lkip_helpers.audit.diff.cell import CellDiff
from lkip_helpers.audit.diff.folder import LoadedReport
from lkip_helpers.audit.diff.items import TabelDiff
from lkip_helpers.audit.diff.reports import Diff, phrase_part
from lkip_helpers.audit.diff.sentences import SentenceDiff
from lkip_helpers.audit.diff.wordwise import Fragment, compare_words

OLD, NEW, BOLD = "red", "green", "bold"


def printed(diff: Diff, old: LoadedReport, new: LoadedReport) -> None:
    """The summary first, then what changed under each heading."""
    screen = Console(highlight=False, soft_wrap=True)
    for rows in list_rows(diff, old, new):
        screen.print(rows)


def list_rows(diff: Diff, old: LoadedReport, new: LoadedReport) -> Iterator[Text]:
    """The lines of the comparison."""
    yield Text(f"Lama: {old}")
    yield Text(f"Baru: {new}")
    if diff.empty:
        yield Text("Tidak ada angka, tabel, atau kalimat yang berubah.")
    else:
        yield Text(phrase_counts(diff), BOLD)
    yield from map(Text, list_notes(diff))
    for k in diff.list_groups():
        yield Text(f"\n{phrase_part(k.part)}", BOLD)
        for t in k.tabel:
            yield from _tabel(t)
        yield from map(_sentence, k.sentence)


def _tabel(t: TabelDiff) -> Iterator[Text]:
    header = t.record.wording
    yield Text(f"  {header}" if t.what == "berubah" else f"  {header}: {phrase_what(t)}")
    for name, old, new in t.traits:
        yield Text(f"    {name}: ") + _words(compare_words(old, new))
    for name, entries in (
        ("kolom baru", t.new_columns),
        ("kolom yang dihapus", t.missing_columns),
        ("baris baru", t.new_rows),
        ("baris yang dihapus", t.missing_rows),
    ):
        if entries:
            yield Text(f"    {name}: {'; '.join(entries)}")
    if t.order:
        yield Text("    urutan baris berubah")
    for one in group_cells(t.cells):
        yield Text(f"    {one[0].baris}")
        yield from map(_cell, one)


def _cell(s: CellDiff) -> Text:
    location = Text(f"      {s.kolom}: ")
    if s.golongan == "isian":
        return location + _words(compare_words(s.lama, s.baru))
    if s.golongan == "tersembunyi":
        return location + Text(f"tercetak sama ({s.baru}), di baliknya {s.selisih}")
    difference = f" ({s.selisih})" if s.selisih else ""
    return location + Text(s.lama, OLD) + Text(" → ") + Text(s.baru, NEW) + Text(difference)


def _sentence(k: SentenceDiff) -> Text:
    if k.what == "dipindahkan" and k.new:
        return Text(f"  Dipindahkan dari {phrase_origin(k)}: {k.new.text}")
    return Text("  Kalimat: ") + _words(k.pieces)


def _words(pieces: list[Fragment]) -> Text:
    result = Text()
    for p in pieces:
        if p.same:
            result += Text(p.new)
            continue
        result += Text(f"[-{p.old}-]", OLD) if p.old else Text()
        result += Text(f"{{+{p.new}+}}", NEW) if p.new else Text()
    return result
