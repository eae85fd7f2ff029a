"""A finding: what is wrong, where, and how to mend it."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

Tingkat = Literal["salah", "belum", "peringatan"]


@dataclass(frozen=True)
class Temuan:
    """One fault (`salah`), one thing still to fill in (`belum`) or one doubt (`peringatan`)."""

    berkas: str
    lembar: str
    sel: str
    nilai: str
    tingkat: Tingkat
    pesan: str
    saran: str

    @property
    def menghalangi(self) -> bool:
        """Whether this stops any report; a doubt only keeps it from being final."""
        return self.tingkat != "peringatan"

    def __str__(self) -> str:
        letak = " › ".join(bagian for bagian in (self.berkas, self.lembar, self.sel) if bagian)
        akhir = "" if self.saran.endswith(("?", "!", ".")) else "."
        return f"{letak}: {self.pesan}; {self.saran}{akhir}"

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


class BerkasTakTerbaca(Exception):
    """A raw file whose contents cannot be read at all; letak: where in it, if known."""

    def __init__(self, pesan: str, saran: str, letak: str = "") -> None:
        super().__init__(pesan)
        self.saran, self.letak = saran, letak

    def describe(self, berkas: str) -> Temuan:
        """The finding of that file."""
        return Temuan(berkas, "", self.letak, "", "salah", str(self), self.saran)
