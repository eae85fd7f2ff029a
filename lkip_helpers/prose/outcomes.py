"""The results of each tujuan and sasaran in turn: heading, table, sentences; said once."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from lkip_helpers.compute.capaian import find_partisipasi
from lkip_helpers.prose.achievements import build_indikator, phrase_remarks
from lkip_helpers.prose.phrases import phrase_names
from lkip_helpers.report.layouts import build_heading, comparison_columns, mean_footer, phrase_years
from lkip_helpers.report.narasi import Chain, Narasi, chain_words
from lkip_helpers.report.tabel import Source, Tabel


@dataclass(frozen=True, eq=False)
class Results:
    """What the chapter knows of its indicators.

    capaian: compute_indikator. analysis, realisasi: the sheets. open_items: compare_open. The
    sasaran on participation has a chapter of its own for its evidence.
    """

    capaian: pd.DataFrame
    analysis: pd.DataFrame
    realisasi: pd.DataFrame
    tahun: int
    source: Source
    open_items: pd.DataFrame

    def build_tujuan(self, ordinal: int) -> Chain:
        """A tujuan by its own indicators; without any it points to the tables of its sasaran."""
        own = self.capaian[self.capaian["nomor_tujuan"] == ordinal]
        if own.empty:
            return Chain([])
        heading = build_heading(self.capaian, "tujuan", ordinal)
        itself = own[own["jenjang"] == "tujuan"]
        if itself.empty and not self._stands_for(ordinal):
            return Chain([heading, self._point_down(own)])
        lead = (
            "Pencapaian tujuan ini diukur dengan indikatornya sendiri pada [Tabel](#{label})."
            if len(itself)
            else "Tujuan ini tidak mempunyai indikator sendiri dan dibaca dari indikator "
            "sasarannya, yang disajikan pada [Tabel](#{label})."
        )
        shown = itself if len(itself) else own[own["jenjang"] == "sasaran"]
        label, title = f"tujuan-{ordinal}-capaian", f"Capaian tujuan {ordinal}"
        return Chain([heading, *self._present(label, title, shown, lead)])

    def build_sasaran(self, tujuan: int) -> Chain:
        """The sasaran of a tujuan, one after another."""
        own = self.capaian[
            (self.capaian["nomor_tujuan"] == tujuan) & (self.capaian["jenjang"] == "sasaran")
        ]
        content: list[Any] = []
        for ordinal, members in own.groupby("nomor_sasaran", sort=False):
            content.append(build_heading(self.capaian, "sasaran", int(ordinal)))
            content += self._sasaran(int(ordinal), tujuan, members)
        return Chain(content)

    def build_following(self, after: int) -> Chain:
        """Every further tujuan, each followed by its sasaran."""
        further = sorted({int(n) for n in self.capaian["nomor_tujuan"] if n > after})
        chains = [c for n in further for c in (self.build_tujuan(n), self.build_sasaran(n))]
        return Chain([record for c in chains for record in c.content])

    def _sasaran(self, ordinal: int, tujuan: int, members: pd.DataFrame) -> list[Any]:
        with_chapter = ordinal == find_partisipasi(self.capaian)
        if with_chapter and self._stands_for(tujuan):
            return [self._point_up(tujuan, ordinal, members)]
        label = f"sasaran-{ordinal}-{'hasil' if with_chapter else 'capaian'}"
        lead = (
            "Sasaran ini diukur melalui indikator kinerja utama sebagaimana disajikan pada "
            "[Tabel](#{label})."
        )
        return self._present(label, f"Capaian sasaran {ordinal}", members, lead)

    def _present(self, label: str, title: str, own: pd.DataFrame, lead: str) -> list[Any]:
        """A sentence that names the table, the table, and what each indicator reached."""
        years = [self.tahun - 1, self.tahun]
        return [
            Narasi(lead.replace("{label}", label)),
            Tabel(
                label,
                f"{title} {phrase_years(own, self.tahun)}",
                own,
                comparison_columns(own, self.tahun),
                source=self.source,
                footer=[mean_footer(own)],
                note=phrase_remarks(self.realisasi, own["kode"], years),
            ),
            build_indikator(own, self.analysis, self.tahun, self.open_items),
        ]

    def _stands_for(self, tujuan: int) -> bool:
        """Whether the tujuan shows the figures of its only sasaran, which has the evidence."""
        own = self.capaian[self.capaian["nomor_tujuan"] == tujuan]
        only = set(own[own["jenjang"] == "sasaran"]["nomor_sasaran"])
        return "tujuan" not in set(own["jenjang"]) and only == {find_partisipasi(self.capaian)}

    def _point_down(self, own: pd.DataFrame) -> Narasi:
        ordinal = own[own["jenjang"] == "sasaran"]["nomor_sasaran"].unique()
        suffix = {n: "hasil" if n == find_partisipasi(self.capaian) else "capaian" for n in ordinal}
        tables = [f"[Tabel](#sasaran-{n}-{s})" for n, s in suffix.items()]
        return Narasi(
            "Tujuan ini tidak mempunyai indikator sendiri; pencapaiannya dibaca dari indikator "
            f"sasarannya pada {chain_words(tables)}.",
            when=len(tables) > 0,
        )

    def _point_up(self, tujuan: int, ordinal: int, members: pd.DataFrame) -> Narasi:
        return Narasi(
            "Sasaran ini diukur melalui {indikator}. Hasil, pembanding, penyebab, dan upayanya "
            f"disajikan untuk tujuannya pada [Tabel](#tujuan-{tujuan}-capaian); buktinya dibahas "
            f"pada bagian Partisipasi Masyarakat, mulai [Tabel](#sasaran-{ordinal}-capaian).",
            indikator=phrase_names(members["indikator"], "indikator"),
        )
