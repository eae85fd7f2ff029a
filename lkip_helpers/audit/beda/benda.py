"""A table or figure of a report as it is compared, and what changed of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from lkip_helpers.audit.beda.kalimat import Bagian
from lkip_helpers.audit.beda.sel import BedaSel
from lkip_helpers.audit.hasil import Letak, TabelHasil, build_hasil

Ubah = Literal["ditambahkan", "dihapus", "berubah", "tidak lagi disajikan", "kini disajikan"]


@dataclass(frozen=True)
class Benda:
    """A table or figure of a report, or the place of one that is left out (jenis "absen").

    paket: its payload; of its words only those that its report already had. bagian: number and
    title of each heading above it.
    """

    label: str
    jenis: str
    judul: str
    paket: Mapping[str, Any]
    bagian: Bagian = ()

    @property
    def absen(self) -> bool:
        return self.jenis == "absen"

    @property
    def nomor(self) -> str:
        """`Tabel 3.4`; "" for what is left out."""
        return "" if self.absen else f"{self.jenis.capitalize()} {self.paket['nomor']}"

    @property
    def sebutan(self) -> str:
        """Number and caption."""
        return f"{self.nomor} {self.judul}".strip()

    @cached_property
    def hasil(self) -> TabelHasil:
        return build_hasil([self.paket])[self.label]

    def sebut(self, urut: int) -> str:
        """How a row is called."""
        return self.hasil.sebut(Letak("baris", urut)) or f"baris ke-{urut + 1}"


@dataclass(frozen=True)
class BedaTabel:
    """What changed of a table or figure. sifat: its words as (name, old, new)."""

    benda: Benda
    apa: Ubah
    sifat: list[tuple[str, str, str]] = field(default_factory=list)
    kolom_baru: list[str] = field(default_factory=list)
    kolom_hilang: list[str] = field(default_factory=list)
    baris_baru: list[str] = field(default_factory=list)
    baris_hilang: list[str] = field(default_factory=list)
    urutan: bool = False
    sel: list[BedaSel] = field(default_factory=list)

    @property
    def susunan(self) -> bool:
        """Whether columns or rows came, went or changed their order."""
        ubah = (self.kolom_baru, self.kolom_hilang, self.baris_baru, self.baris_hilang)
        return any(ubah) or self.urutan

    @property
    def tampak(self) -> bool:
        """Whether a reader sees a difference."""
        terlihat = any(s.golongan != "tersembunyi" for s in self.sel)
        return self.apa != "berubah" or bool(self.sifat) or self.susunan or terlihat

    @property
    def differs(self) -> bool:
        """Whether anything differs, seen or not."""
        return self.tampak or bool(self.sel)

    @property
    def alasan(self) -> str:
        """Why it is left out; "" where it is not."""
        return str(self.benda.paket["alasan"]) if self.benda.absen else ""
