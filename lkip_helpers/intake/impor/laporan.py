"""What an import did, said in full: what became what, what was left out, what is wrong."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from lkip_helpers.intake.kontrak import Kontrak
from lkip_helpers.intake.temuan import Temuan
from lkip_helpers.intake.warisan import Isi

JenisImpor = Literal["sipd", "forms"]
Bagian = Literal["kepala", "jawaban"]
DISEBUT = 12  # rows or cells named for one reason


@dataclass(frozen=True)
class Padan:
    """One head (or answer) of the export: what it became, or why it was left out.

    sel: its cell; teks: as it stands there; jadi: what it is in the workbook, "" where left out.
    """

    sel: str
    teks: str
    jadi: str = ""
    alasan: str = ""

    def __str__(self) -> str:
        teks = f"“{' '.join(self.teks.split())}”"
        letak = f"{self.sel} {teks}" if self.sel else teks
        catatan = f" ({self.alasan})" if self.alasan else ""
        return f"{letak} → {self.jadi or 'tidak dibawa'}{catatan}"


@dataclass(frozen=True)
class Ragu:
    """A match that is asked for, not guessed: its text, its cell and the answers there are."""

    jenis: JenisImpor
    bagian: Bagian
    teks: str
    sel: str
    pilihan: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.sel} “{self.teks}” dapat berarti {' atau '.join(self.pilihan)}"


@dataclass(frozen=True)
class Laporan:
    """How one export was read.

    dibaca: rows of the sheet; dipakai: rows that became a row of the workbook; dibuang: every other
    row with its reason, so that dibaca = dipakai + len(dibuang).
    """

    berkas: str
    lembar: str = ""
    padan: tuple[Padan, ...] = ()
    dibaca: int = 0
    dipakai: int = 0
    dibuang: tuple[tuple[int, str], ...] = ()
    temuan: tuple[Temuan, ...] = ()
    ragu: tuple[Ragu, ...] = ()

    @property
    def ditolak(self) -> bool:
        """Whether nothing may be written: a fault, or a match still to be answered."""
        return bool(self.ragu) or any(t.menghalangi for t in self.temuan)

    def list_baris(self) -> Iterator[str]:
        """The report as lines, in Indonesian."""
        letak = f"{self.berkas} › {self.lembar}" if self.lembar else self.berkas
        yield f"Dibaca: {letak}"
        if self.padan:
            yield "Padanan kolom:"
            yield from (f"  {p}" for p in self.padan)
        yield f"Baris: {self.dibaca} dibaca = {self.dipakai} dipakai + {len(self.dibuang)} lainnya"
        yield from (f"  {b}" for b in _list_alasan(self.dibuang))
        yield from (f"{t.tingkat}: {t}" for t in self.temuan)


@dataclass(frozen=True)
class HasilImpor:
    """What an export holds for each sheet of the workbooks, and the report of its reading."""

    laporan: Laporan
    isi: Mapping[type[Kontrak], Isi] = field(default_factory=dict)


def _list_alasan(dibuang: tuple[tuple[int, str], ...]) -> Iterator[str]:
    """One line a reason: how many rows, and which."""
    for alasan, banyak in Counter(a for _, a in dibuang).items():
        nomor = [str(n) for n, a in dibuang if a == alasan]
        yield f"{banyak} {alasan}: baris {sebut_sedikit(nomor)}"


def sebut_sedikit(nama: Sequence[str]) -> str:
    """The first few of a list, and a mark where there are more."""
    return ", ".join([*nama[:DISEBUT], *["…"] * (len(nama) > DISEBUT)])
