"""Two whole reports compared with each other."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from lkip_helpers.audit.diff.sentences import (
    Part,
    Period,
    Sentence,
    SentenceDiff,
    compare_sentences,
)
from lkip_helpers.audit.diff.tables import TabelDiff, compare_tabel, list_numbers
from lkip_helpers.report.record import Record

WITHOUT_SECTION: Part = (("", "Tabel dan gambar"),)  # of a report whose chapters were not kept


@dataclass(frozen=True)
class ComparedReport:
    """A report as it is compared. sentences: None where its chapters were not kept.

    sources: SHA-256 of each workbook it was made from.
    """

    unit: str
    tahun: int
    records: Mapping[str, Record]
    sentences: Sequence[Sentence] | None
    sources: Mapping[str, str]


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


def compare_reports(old: ComparedReport, new: ComparedReport) -> Diff:
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


def _list_headings(report: ComparedReport) -> list[Part]:
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
