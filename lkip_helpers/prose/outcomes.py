"""The results of each tujuan and sasaran in turn: heading, table, sentences; said once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from lkip_helpers.compute.capaian import find_partisipasi
from lkip_helpers.prose.phrases import phrase_names
from lkip_helpers.report.layouts import build_heading, comparison_columns, mean_footer, phrase_years
from lkip_helpers.report.narasi import Chain, Narasi, Sentence, chain_words
from lkip_helpers.report.payload import Source
from lkip_helpers.report.tabel import Tabel


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
        own = self.words[
            (self.words["nomor_tujuan"] == tujuan) & (self.words["jenjang"] == "sasaran")
        ]
        content: list[Any] = []
        for ordinal, members in own.groupby("nomor_sasaran", sort=False):
            content.append(build_heading(self.words, "sasaran", int(ordinal)))
            content += self._sasaran(int(ordinal), tujuan, members)
        return Chain(content)

    def build_following(self, after: int) -> Chain:
        """Every further tujuan, each followed by its sasaran."""
        further = sorted({int(n) for n in self.words["nomor_tujuan"] if n > after})
        chains = [c for n in further for c in (self.build_tujuan(n), self.build_sasaran(n))]
        return Chain([record for c in chains for record in c.content])

    def _sasaran(self, ordinal: int, tujuan: int, members: pd.DataFrame) -> list[Any]:
        if self._evidence(ordinal) and self._stands_for(tujuan):
            target = {"tujuan": f"tujuan-{tujuan}-capaian", "sasaran": f"sasaran-{ordinal}-capaian"}
            name = phrase_names(members["indikator"], "indikator")
            return [Narasi(self.leads["atas"], indikator=name, **target)]
        return self._present(self._label(ordinal), f"Capaian sasaran {ordinal}", members, "sasaran")

    def _present(self, label: str, title: str, own: pd.DataFrame, lead: str) -> list[Any]:
        """A sentence that names the table, the table, and what each indicator reached."""
        return [
            Narasi(
                self._turn(lead, int(own.iloc[0][f"nomor_{lead.replace('turunan', 'tujuan')}"])),
                label=label,
            ),
            Tabel(
                label,
                f"{title} {phrase_years(own, self.tahun)}",
                own,
                comparison_columns(own, self.tahun),
                source=self.source,
                footer=[mean_footer(own)],
            ),
            Narasi(*self.sentences, each=own, tahun=self.tahun),
        ]

    def _turn(self, lead: str, ordinal: int) -> str:
        """The wording whose turn it is: that of the first for the first."""
        wordings = self.leads[lead].split(" || ")
        return wordings[(ordinal - 1) % len(wordings)]

    def _evidence(self, ordinal: int) -> bool:
        return ordinal == find_partisipasi(self.words)

    def _label(self, ordinal: int) -> str:
        return f"sasaran-{ordinal}-{'hasil' if self._evidence(ordinal) else 'capaian'}"

    def _stands_for(self, tujuan: int) -> bool:
        """Whether the tujuan shows the figures of its only sasaran, which has the evidence."""
        own = self.words[self.words["nomor_tujuan"] == tujuan]
        only = set(own[own["jenjang"] == "sasaran"]["nomor_sasaran"])
        return "tujuan" not in set(own["jenjang"]) and only == {find_partisipasi(self.words)}

    def _point_down(self, own: pd.DataFrame) -> Narasi:
        ordinal = own[own["jenjang"] == "sasaran"]["nomor_sasaran"].unique()
        tables = [f"[Tabel](#{self._label(int(n))})" for n in ordinal]
        text = self._turn("bawah", int(own["nomor_tujuan"].iloc[0])).replace(
            "{tabel}", chain_words(tables)
        )
        return Narasi(text, when=len(tables) > 0)
