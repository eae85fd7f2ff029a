"""A finding: what is wrong, where, and how to mend it."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

Tingkat = Literal["salah", "peringatan"]


@dataclass(frozen=True)
class Temuan:
    """One fault (`salah` stops the report) or doubt (`peringatan`) in the data."""

    berkas: str
    lembar: str
    sel: str
    nilai: str
    tingkat: Tingkat
    pesan: str
    saran: str

    def __str__(self) -> str:
        letak = " › ".join(bagian for bagian in (self.berkas, self.lembar, self.sel) if bagian)
        return f"{letak}: {self.pesan}; {self.saran}."

    def to_json(self) -> dict[str, Any]:
        return asdict(self)
