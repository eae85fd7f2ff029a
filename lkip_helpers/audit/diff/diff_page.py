"""The comparison as a page: perbedaan.html."""

from lkip_helpers.audit.diff.account import (
    group_cells,
    list_counts,
    list_notes,
    phrase_origin,
    phrase_what,
)
from lkip_helpers.audit.diff.folder import LoadedReport
from lkip_helpers.audit.diff.reports import Diff, phrase_part
from lkip_helpers.audit.diff.wordwise import compare_words
from lkip_helpers.render.html.standalone import Segment, render_page
from lkip_helpers.report.markup import render


def build_page(diff: Diff, old: LoadedReport, new: LoadedReport) -> str:
    """The page: a summary, then what changed under each heading of the report."""
    title = f"Perbedaan Laporan Kinerja {new.name} Tahun {_tahun(old, new)}"
    short = render(
        "beda_ringkas.html.j2",
        judul=title,
        lama=old,
        baru=new,
        kosong=diff.empty,
        hitungan=list_counts(diff),
        catatan=list_notes(diff),
    )
    segment = [Segment("ringkasan", "Ringkasan", short)]
    for i, k in enumerate(diff.list_groups(), 1):
        anchor, header = f"perubahan-{i}", phrase_part(k.part[-1:])
        content = render(
            "beda.html.j2",
            anchor=anchor,
            judul=header,
            induk=phrase_part(k.part[:-1]),
            tabel=k.tabel,
            kalimat=k.sentence,
            bandingkan=compare_words,
            kelompokkan=group_cells,
            sebut=phrase_what,
            asal=phrase_origin,
        )
        segment.append(Segment(anchor, header, content))
    return render_page(title, segment)


def _tahun(old: LoadedReport, new: LoadedReport) -> str:
    two = (old.report.tahun, new.report.tahun)
    return str(two[1]) if two[0] == two[1] else f"{two[0]} dan {two[1]}"
