"""Two whole reports held against each other."""

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
    """A report as it is compared. sentence: None where its chapters were not kept.

    source: SHA-256 of each workbook it was made from.
    """

    unit: str
    tahun: int
    record: Mapping[str, Record]
    sentence: Sequence[Sentence] | None
    source: Mapping[str, str]


@dataclass(frozen=True)
class Group:
    """What changed under one heading."""

    part: Part
    tabel: list[TabelDiff]
    sentence: list[SentenceDiff]


@dataclass(frozen=True)
class Diff:
    """tabel and sentence: what differs, in the order of the new report; kalimat None: not compared.

    ordinal: tables and figures that were only counted anew. source: workbooks that differ, where
    both reports are of one year. sequence: every heading, those of the new report first in order.
    """

    tabel: list[TabelDiff]
    sentence: list[SentenceDiff] | None
    ordinal: list[tuple[str, str]]
    source: list[str]
    sequence: list[Part]

    @property
    def empty(self) -> bool:
        """Whether nothing differs, not even beneath what is printed."""
        return not (self.tabel or self.sentence or self.ordinal)

    @cached_property
    def total(self) -> dict[str, int]:
        """How many cells, tables and sentences changed."""
        cells = [s.golongan for t in self.tabel for s in t.cells]
        changed = {name: cells.count(name) for name in ("angka", "isian", "tersembunyi")}
        tabel = sum(t.seen for t in self.tabel)
        return changed | {"tabel": tabel, "kalimat": len(self.sentence or ())}

    def list_groups(self) -> list[Group]:
        """The changes by heading."""
        group: dict[tuple[str, ...], Group] = {}
        for part in self.sequence:
            group.setdefault(_without_number(part), Group(part, [], []))
        for t in self.tabel:
            group[_without_number(t.record.part)].tabel.append(t)
        for k in self.sentence or ():
            group[_without_number(k.part)].sentence.append(k)
        return [k for k in group.values() if k.tabel or k.sentence]


def compare_reports(old: ComparedReport, new: ComparedReport) -> Diff:
    """What differs between two reports of one unit."""
    period = Period(old.tahun, new.tahun)
    file = sorted(old.source.keys() | new.source.keys())
    known = old.sentence is not None and new.sentence is not None
    return Diff(
        compare_tabel(old.record, new.record, period),
        compare_sentences(old.sentence or (), new.sentence or (), period) if known else None,
        list_numbers(old.record, new.record),
        [b for b in file if old.tahun == new.tahun and old.source.get(b) != new.source.get(b)],
        _build_order(_list_sections(old), _list_sections(new)),
    )


def _without_number(part: Part) -> tuple[str, ...]:
    """Headings without their numbers: a section counted anew is the same section."""
    return tuple(title for _, title in part or WITHOUT_SECTION)


def phrase_part(part: Part) -> str:
    """The headings as one line: `Bab II Perencanaan Kinerja › 2.1 Rencana Strategis`."""
    return " › ".join(f"{ordinal} {title}".strip() for ordinal, title in part)


def _list_sections(report: ComparedReport) -> list[Part]:
    every = [k.part for k in report.sentence or ()]
    every += [b.part for b in report.record.values()]
    return list(dict.fromkeys(b or WITHOUT_SECTION for b in every))


def _build_order(old: list[Part], new: list[Part]) -> list[Part]:
    """Headings of the new report, and each that went after the one it used to follow."""
    result, place = list(new), 0
    for part in old:
        names = [_without_number(b) for b in result]
        if _without_number(part) in names:
            place = names.index(_without_number(part))
        else:
            result.insert(place, part)
        place += 1
    return result


def to_json(diff: Diff) -> dict[str, Any]:
    """For other programs: `jumlah`, `sumber`, `nomor`, `tabel`, `kalimat`."""
    sentences = [
        {
            "apa": k.what,
            "bagian": phrase_part(k.part),
            "lama": k.old and k.old.text,
            "baru": k.new and k.new.text,
        }
        for k in diff.sentence or ()
    ]
    tables = [
        {
            "label": t.record.label, "nomor": t.record.reference, "judul": t.record.title,
            "bagian": phrase_part(t.record.part), "apa": t.what, "alasan": t.record.reason,
            "sifat": [{"nama": n, "lama": a, "baru": b} for n, a, b in t.traits],
            **t.arrangement, "urutan": t.order, "sel": [asdict(s) for s in t.cells],
        }
        for t in diff.tabel
    ]  # fmt: skip
    numbers = [{"lama": a, "baru": b} for a, b in diff.ordinal]
    told = None if diff.sentence is None else sentences
    return {
        "jumlah": diff.total, "sumber": diff.source, "nomor": numbers, "tabel": tables,
        "kalimat": told,
    }  # fmt: skip
