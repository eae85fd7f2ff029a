"""A chapter of the report and its place, told by the name of its notebook."""

from collections.abc import Iterable
from dataclasses import dataclass

from nbformat import NotebookNode

DEPAN = -1
TERPISAH = -2  # a document of its own
PENUTUP = 4  # the last numbered chapter; what comes after it is annex


@dataclass(frozen=True)
class Bab:
    """One executed notebook and its place.

    nomor: 1–4 the chapter, 0 the annex, DEPAN before the chapters. lanjutan continues a chapter.
    """

    nama: str
    nomor: int
    notebook: NotebookNode
    lanjutan: bool = False

    @property
    def geser(self) -> int:
        """How many levels the headings of this notebook move down when joined."""
        bawaan = 2 if self.lanjutan else 1
        return int(self.notebook.metadata.get("lkip", {}).get("tingkat", bawaan)) - 1


def order_bab(nama: Iterable[tuple[str, NotebookNode]]) -> list[Bab]:
    """Chapters in reading order: the first digit of `NN-name` is the chapter, 5 to 8 and 0 annex.

    One that starts with 9 is a document of its own.

    A notebook whose metadata says `lkip.tempat: depan` stands before the chapters.
    """
    hasil: list[Bab] = []
    for stem, nb in sorted(nama, key=lambda n: (n[0].startswith("0"), n[0])):
        nomor = int(stem[0]) if stem[0].isdigit() else 1
        nomor = nomor if nomor <= PENUTUP else 0
        nomor = TERPISAH if stem.startswith("9") else nomor
        if nb.metadata.get("lkip", {}).get("tempat") == "depan":
            nomor = DEPAN
        hasil.append(Bab(stem, nomor, nb, any(b.nomor == nomor for b in hasil)))
    return sorted(hasil, key=lambda b: b.nomor or PENUTUP + 1)
