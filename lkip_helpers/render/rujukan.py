"""Cross-references of the joined report: the numbers of their targets, in texts and in cells."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

PEMISAH, TANPA_RUJUKAN = "; ", "–"  # between the references of a cell; a cell that has none left
_RUJUKAN = re.compile(r"\[(Tabel|Gambar)\]\(#([a-z0-9-]+)\)")
_SEL_RUJUKAN = re.compile(r'(<td class="rujukan"[^>]*>)(.*?)(?=</td>)', re.DOTALL)
_NOMOR = re.compile(r'(<span class="nomor" data-label="([a-z0-9-]+)">(?:Tabel|Gambar))(</span>)')


@dataclass(frozen=True)
class Penunjuk:
    """The tables and figures of a report by label.

    nomor: number of each that is there. absen: reason of each that is left out. galat: takes a line
    for every reference to neither. luar: what to say of one that stands in a part of the report
    which this document does not hold; None where there is no such part.
    """

    nomor: Mapping[str, str]
    absen: Mapping[str, str]
    galat: list[str]
    luar: Callable[[str], str | None] = lambda _: None

    def resolve_teks(self, teks: str) -> str:
        """A text with its references as links; paragraphs that speak of absent tables dropped."""
        ada = (p for p in teks.split("\n\n") if not self._menyebut_absen(p))
        return _RUJUKAN.sub(self._tautan, "\n\n".join(ada))

    def resolve_benda(self, teks: str) -> str:
        """A table or figure with its number, and links in the cells made to hold references.

        What stands in its other cells came from a workbook and is left as it is.
        """
        teks = _SEL_RUJUKAN.sub(
            lambda m: m[1] + _RUJUKAN.sub(self._tautan, self._yang_ada(m[2])), teks
        )
        return _NOMOR.sub(lambda m: f"{m[1]} {self.nomor.get(m[2], '')}{m[3]}", teks)

    def resolve_paket(self, paket: Mapping[str, Any]) -> dict[str, Any]:
        """The payload with its number; references in its cells are numbers without links."""
        rujukan = {x["kunci"] for x in paket.get("kolom", []) if x["jenis"] == "rujukan"}
        baris = [
            {k: self._sebut(v or "") if k in rujukan else v for k, v in b.items()}
            for b in paket.get("baris", [])
        ]
        return {**paket, "nomor": self.nomor[paket["label"]], "baris": baris}

    def _sebut(self, teks: str) -> str:
        return _RUJUKAN.sub(
            lambda m: f"{m[1]} {self.nomor.get(m[2]) or self.luar(m[2]) or ''}",
            self._yang_ada(teks),
        )

    def _tautan(self, cocok: re.Match[str]) -> str:
        label = cocok[2]
        if label in self.nomor:
            return f'<a class="rujukan" href="#{label}">{cocok[1]} {self.nomor[label]}</a>'
        if di_luar := self.luar(label):
            return f"{cocok[1]} {di_luar}"
        if label not in self.absen:
            self.galat.append(f"Rujukan ke #{label} tidak punya tujuan.")
        return cocok[0]

    def _yang_ada(self, teks: str) -> str:
        """The parts of a cell that speak of no absent table."""
        ada = [b for b in teks.split(PEMISAH) if not self._menyebut_absen(b)]
        return PEMISAH.join(ada) or TANPA_RUJUKAN

    def _menyebut_absen(self, paragraf: str) -> bool:
        """Whether it speaks of a table that is left out; the line in its place says why."""
        return any(label in self.absen for _, label in _RUJUKAN.findall(paragraf))
