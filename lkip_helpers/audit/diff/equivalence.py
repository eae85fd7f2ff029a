"""Texts of two reports that say the same, each in its own year."""

import re
from dataclasses import dataclass

_TAHUN = re.compile(r"(\bNomor \S+ Tahun )?\b((?:19|20)\d\d)\b")
MASK = "□"


@dataclass(frozen=True)
class Period:
    """The years of the two reports."""

    old: int
    new: int

    def equivalent(self, old: str, new: str) -> bool:
        """Whether the texts are equal, or differ only by years that moved along with the reports.

        A year may stay (`Renstra 2019–2023`) or move (`tahun 2020` and `tahun 2021`); that of a
        law never moves.
        """
        if old == new:
            return True
        if self.old == self.new or cover_tahun(old) != cover_tahun(new):
            return False
        pair = zip(list_tahun(old), list_tahun(new), strict=True)
        return all(b - a in (0, self.new - self.old) for a, b in pair)


def cover_tahun(text: str) -> str:
    """`text` with every year but those of laws covered."""
    return _TAHUN.sub(lambda m: m[0] if m[1] else MASK, text)


def list_tahun(text: str) -> list[int]:
    """The years that `cover_tahun` covers, in order."""
    return [int(m[2]) for m in _TAHUN.finditer(text) if not m[1]]
