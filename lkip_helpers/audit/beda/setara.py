"""Texts of two reports that say the same, each in its own year."""

import re
from dataclasses import dataclass

_TAHUN = re.compile(r"(\bNomor \S+ Tahun )?\b((?:19|20)\d\d)\b")
TOPENG = "□"


@dataclass(frozen=True)
class Masa:
    """The years of the two reports."""

    lama: int
    baru: int

    def setara(self, lama: str, baru: str) -> bool:
        """Whether the texts are equal, or differ only by years that moved along with the reports.

        A year may stay (`Renstra 2019–2023`) or move (`tahun 2020` and `tahun 2021`); that of a
        law never moves.
        """
        if lama == baru:
            return True
        if self.lama == self.baru or tutup_tahun(lama) != tutup_tahun(baru):
            return False
        pasangan = zip(list_tahun(lama), list_tahun(baru), strict=True)
        return all(b - a in (0, self.baru - self.lama) for a, b in pasangan)


def tutup_tahun(teks: str) -> str:
    """`teks` with every year but those of laws covered."""
    return _TAHUN.sub(lambda m: m[0] if m[1] else TOPENG, teks)


def list_tahun(teks: str) -> list[int]:
    """The years that `tutup_tahun` covers, in order."""
    return [int(m[2]) for m in _TAHUN.finditer(teks) if not m[1]]
