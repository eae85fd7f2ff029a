"""The words of each indicator, and the sections of tujuan and sasaran that they make up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from lkip_helpers.compute.capaian import RANGE, find_partisipasi
from lkip_helpers.prose import phrases
from lkip_helpers.prose.reservations import REPORTED_WORD, find_open
from lkip_helpers.report.format import is_empty, say_percent, say_points
from lkip_helpers.report.frame_rows import add_words
from lkip_helpers.report.layouts import build_heading, comparison_columns, mean_footer, phrase_years
from lkip_helpers.report.narasi import Chain, Narasi, Sentence, chain_words
from lkip_helpers.report.payload import Source
from lkip_helpers.report.quantities import get_upper
from lkip_helpers.report.tabel import Tabel
from lkip_helpers.rules import load_rules

_REQUIRED = frozenset(load_rules("kelengkapan")["jenjang_wajib_analisis"])
_DOUBT = ("dilaporkan", "bukti", "capaian_bukti", "status_bukti", "tanpa_bukti")
_WITHOUT_EVIDENCE = "Realisasi itu belum didukung bukti."


def tell(
    capaian: pd.DataFrame,
    tahun: int,
    open_items: pd.DataFrame | None = None,
    analysis: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """`capaian` with the words of its sentences.

    case: "dinilai" or "tanpa" capaian, with alasan. status; dilaporkan, bukti, capaian_bukti,
    status_bukti, tanpa_bukti where a realisasi is in doubt; lalu, ubah_target, ubah_realisasi,
    ubah_capaian where last year is known; sebab, solusi, or belum where they are owed. Empty where
    there is nothing to say.
    capaian: compute_indikator. open_items: weigh_indikator. analysis: kode, sebab, solusi.
    """
    return add_words(
        capaian,
        lambda b: {
            "case": "tanpa" if is_empty(b.capaian) else "dinilai",
            "alasan": b.alasan or "datanya belum lengkap",
            "status": phrases.phrase_result(b.capaian, b.polaritas),
            **_evidence(b, open_items),
            **_change(b, tahun),
            **_cause(b, analysis),
        },
    )


def _evidence(b: Any, open_items: pd.DataFrame | None) -> dict[str, Any]:
    opened = None if open_items is None or is_empty(b.capaian) else find_open(open_items, b.kode)
    if opened is None:
        return dict.fromkeys(_DOUBT, "")
    return {
        "dilaporkan": REPORTED_WORD,
        "bukti": opened.bukti,
        "capaian_bukti": opened.capaian_bukti,
        "status_bukti": phrases.phrase_result(opened.capaian_bukti, b.polaritas),
        "tanpa_bukti": _WITHOUT_EVIDENCE if is_empty(opened.bukti) else "",
    }


def _change(b: Any, tahun: int) -> dict[str, Any]:
    known = not is_empty(b.realisasi_lalu) and not is_empty(b.capaian)
    both = known and not is_empty(b.capaian_lalu)
    upper = get_upper(b, "target"), get_upper(b, "target_lalu")
    moved = phrases.phrase_change(b.realisasi, b.realisasi_lalu, b.satuan) if known else ""
    aimed = phrases.phrase_change(b.target, b.target_lalu, b.satuan, upper) if both else ""
    return {
        "lalu": tahun - 1,
        "tanpa_lalu": tahun - 1 if known and not both else None,
        "ubah_realisasi": moved,
        "ubah_target": aimed,
        "ubah_capaian": _capaian_change(b) if both else "",
    }


def _capaian_change(b: Any) -> str:
    """How capaian moved; to a range it does not rise or fall, it comes nearer or not."""
    if not b.polaritas.startswith(RANGE):
        return phrases.phrase_movement(b.capaian, b.capaian_lalu, say_percent, say_points)
    then, now = (
        f"{say_percent(c)} ({phrases.phrase_result(c, b.polaritas).removeprefix('berada ')})"
        for c in (b.capaian_lalu, b.capaian)
    )
    return f"tetap {now}" if now == then else f"berubah dari {then} menjadi {now}"


def _cause(b: Any, analysis: pd.DataFrame | None) -> dict[str, Any]:
    own = [] if analysis is None else analysis[analysis["kode"] == b.kode].to_dict("records")
    owed = not own and analysis is not None and b.jenjang in _REQUIRED
    cause = own[0] if own else {"sebab": "", "solusi": ""}
    owed_name = b.indikator if owed else ""
    return {"sebab": cause["sebab"], "solusi": cause["solusi"], "belum": owed_name}


def tell_evidence(comparison: pd.DataFrame) -> pd.DataFrame:
    """`comparison` with jarak, status, status_bukti, and case.

    case: "sama"; or "searah" where both say the same of the target, else "berlawanan".
    comparison: compare_evidence.
    """

    def words(b: Any) -> dict[str, Any]:
        both = (b.capaian, b.capaian_bukti)
        reported, proven = (phrases.phrase_result(c, b.polaritas) for c in both)
        other = "searah" if reported == proven else "berlawanan"
        return {
            "case": "sama" if b.sesuai else other,
            "jarak": phrases.phrase_difference(b.realisasi, b.bukti, b.satuan),
            "status": reported,
            "status_bukti": proven,
        }

    return add_words(comparison, words)


@dataclass(frozen=True, eq=False)
class Results:
    """What the chapter knows of its indicators, and how it says it.

    words: indicators.tell. leads: sentences that introduce a table ("tujuan",
    "turunan", "sasaran") or point to one elsewhere ("bawah", "atas"). sentences: of each indicator.
    The sasaran on participation has a chapter of its own for its evidence.
    """

    words: pd.DataFrame
    tahun: int
    source: Source
    leads: Mapping[str, str]
    sentences: Sequence[Sentence]

    def build_tujuan(self, ordinal: int) -> Chain:
        """A tujuan by its own indicators; without any it points to the tables of its sasaran."""
        own = self.words[self.words["nomor_tujuan"] == ordinal]
        if own.empty:
            return Chain([])
        heading = build_heading(self.words, "tujuan", ordinal)
        itself = own[own["jenjang"] == "tujuan"]
        if itself.empty and not self._stands_for(ordinal):
            return Chain([heading, self._point_down(own)])
        shown = itself if len(itself) else own[own["jenjang"] == "sasaran"]
        label, title = f"tujuan-{ordinal}-capaian", f"Capaian tujuan {ordinal}"
        lead = "tujuan" if len(itself) else "turunan"
        return Chain([heading, *self._present(label, title, shown, lead)])

    def build_sasaran(self, tujuan: int) -> Chain:
        """The sasaran of a tujuan, one after another."""
        every = self.words[self.words["nomor_tujuan"] == tujuan]
        own, content = every[every["jenjang"] == "sasaran"], list[Any]()
        for ordinal, members in own.groupby("nomor_sasaran", sort=False):
            content.append(build_heading(self.words, "sasaran", int(ordinal)))
            content += self._sasaran(int(ordinal), tujuan, members)
        return Chain(content)

    def build_following(self, after: int) -> Chain:
        """Every further tujuan, each followed by its sasaran."""
        further = sorted({int(n) for n in self.words["nomor_tujuan"] if n > after})
        chains = [c for n in further for c in (self.build_tujuan(n), self.build_sasaran(n))]
        return Chain([record for c in chains for record in c.items])

    def _sasaran(self, ordinal: int, tujuan: int, members: pd.DataFrame) -> list[Any]:
        if ordinal == self.participation and self._stands_for(tujuan):
            target = {"tujuan": f"tujuan-{tujuan}-capaian", "sasaran": f"sasaran-{ordinal}-capaian"}
            name = phrases.phrase_names(members["indikator"], "indikator")
            return [Narasi(self._turn("atas", tujuan), indikator=name, **target)]
        return self._present(self._label(ordinal), f"Capaian sasaran {ordinal}", members, "sasaran")

    def _present(self, label: str, title: str, own: pd.DataFrame, lead: str) -> list[Any]:
        """A sentence that names the table, the table, and what each indicator reached."""
        ordinal = int(own.iloc[0][f"nomor_{lead.replace('turunan', 'tujuan')}"])
        title = f"{title} {phrase_years(own, self.tahun)}"
        columns = comparison_columns(own, self.tahun)
        return [
            Narasi(self._turn(lead, ordinal), label=label),
            Tabel(label, title, own, columns, source=self.source, footer=[mean_footer(own)]),
            Narasi(*self.sentences, each=own, tahun=self.tahun),
        ]

    def _turn(self, lead: str, ordinal: int) -> str:
        """The wording whose turn it is: that of the first for the first."""
        wordings = self.leads[lead].split(" || ")
        return wordings[(ordinal - 1) % len(wordings)]

    @cached_property
    def participation(self) -> int:
        """The sasaran whose evidence has a chapter of its own; 0 for none."""
        return find_partisipasi(self.words)

    def _label(self, ordinal: int) -> str:
        return f"sasaran-{ordinal}-{'hasil' if ordinal == self.participation else 'capaian'}"

    def _stands_for(self, tujuan: int) -> bool:
        """Whether the tujuan shows the figures of its only sasaran, which has the evidence."""
        own = self.words[self.words["nomor_tujuan"] == tujuan]
        only = set(own[own["jenjang"] == "sasaran"]["nomor_sasaran"])
        return "tujuan" not in set(own["jenjang"]) and only == {self.participation}

    def _point_down(self, own: pd.DataFrame) -> Narasi:
        ordinal = own[own["jenjang"] == "sasaran"]["nomor_sasaran"].unique()
        tables = [f"[Tabel](#{self._label(int(n))})" for n in ordinal]
        text = self._turn("bawah", int(own["nomor_tujuan"].iloc[0]))
        return Narasi(text.replace("{tabel}", chain_words(tables)), when=len(tables) > 0)
