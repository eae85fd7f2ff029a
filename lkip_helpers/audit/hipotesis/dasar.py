"""What a hypothesis sees, and what it answers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from lkip_helpers.audit.banding import Pasangan
from lkip_helpers.audit.cetak import Cetak
from lkip_helpers.audit.hasil import Letak, TabelHasil
from lkip_helpers.display.format import format_angka

TERBUKTI = 0.8


@dataclass(frozen=True)
class Sebab:
    """Why a figure differs: kode of the hypothesis, the arithmetic in words, how sure (0–1)."""

    kode: str
    uraian: str
    bukti: float

    @property
    def status(self) -> str:
        return "terbukti" if self.bukti >= TERBUKTI else "dugaan"


Kunci = tuple[str, str, Letak, str]


@dataclass
class Konteks:
    """All pairs of one publication and all computed tables."""

    pasangan: list[Pasangan]
    hasil: dict[str, TabelHasil]

    @cached_property
    def cetak(self) -> dict[Kunci, Pasangan]:
        """Printed figures by label, place, row and column."""
        return {(p.tabel.label, p.tempat, p.letak, p.kolom): p for p in self.pasangan}

    @cached_property
    def kelompok(self) -> dict[tuple[str, str], list[Pasangan]]:
        """Pairs of one printed table: same label, same place."""
        hasil: dict[tuple[str, str], list[Pasangan]] = {}
        for p in self.pasangan:
            hasil.setdefault((p.tabel.label, p.tempat), []).append(p)
        return hasil

    @cached_property
    def menurut_kolom(self) -> dict[str, list[Pasangan]]:
        """Pairs of all printed tables by the key of their column."""
        hasil: dict[str, list[Pasangan]] = {}
        for p in self.pasangan:
            hasil.setdefault(p.kolom, []).append(p)
        return hasil

    def sekelompok(self, p: Pasangan) -> list[Pasangan]:
        """Pairs of the printed table that `p` stands in."""
        return self.kelompok[p.tabel.label, p.tempat]

    def find(self, p: Pasangan, letak: Letak, kolom: str) -> Pasangan | None:
        """Another printed figure of the same printed table."""
        return self.cetak.get((p.tabel.label, p.tempat, letak, kolom))

    def baris_cetak(self, p: Pasangan, kolom: str) -> list[Pasangan]:
        """Printed figures of a column's data rows in the printed table of `p`, in order."""
        milik = [q for q in self.sekelompok(p) if q.kolom == kolom and q.letak.bagian == "baris"]
        return sorted(milik, key=lambda q: q.letak.urut)


PerAngka = Callable[[Pasangan, Konteks], Iterator[Sebab]]
PerKelompok = Callable[[list[Pasangan], Konteks], Iterator[tuple[Pasangan, Sebab]]]


def sebut_cetak(c: Cetak) -> str:
    """A printed figure in a sentence, with the decimals it was printed with."""
    return c.teks if c.nilai is None else format_angka(c.nilai, c.desimal)


def angka_penting(c: Cetak) -> int:
    """Significant digits of a printed figure."""
    return len("".join(k for k in sebut_cetak(c) if k.isdigit()).strip("0"))
