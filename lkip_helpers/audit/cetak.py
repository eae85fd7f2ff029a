"""A printed figure: its value, and how exactly it was printed."""

import math
import re
from dataclasses import dataclass

from lkip_helpers.compute.pembulatan import round_half_up

GARIS = {"", "-", "–", "—", "−"}
CENTANG = {"√", "✓", "✔", "v", "✔️", "\\sqrt{}"}
_ANGKA = re.compile(r"[−-]?\s*\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class Cetak:
    """What stands in print: teks; nilai (None where it is no number) with its decimals.

    A printed dash counts as 0, a tick as 1.
    """

    teks: str
    nilai: float | None = None
    desimal: int = 0

    @property
    def satuan_terakhir(self) -> float:
        """Worth of one unit in the last printed place."""
        return float(10.0**-self.desimal)

    @property
    def selang(self) -> tuple[float, float]:
        """Values that print as this figure does when rounded half up."""
        nilai = math.nan if self.nilai is None else self.nilai
        setengah = self.satuan_terakhir / 2
        return nilai - setengah, nilai + setengah

    def cocok(self, nilai: float) -> bool:
        """Whether `nilai`, rounded once, half up, prints as this figure."""
        if self.nilai is None or not math.isfinite(nilai):
            return False
        return round_half_up(nilai, self.desimal) == round_half_up(self.nilai, self.desimal)


def read_cetak(teks: str, dekat: float | None = None) -> Cetak:
    """`teks` as printed; of two readings ("2.529") the one nearer to `dekat`, else Indonesian."""
    rapi = " ".join(teks.split())
    if rapi in GARIS:
        return Cetak(rapi, 0.0)
    if rapi.casefold() in CENTANG:
        return Cetak(rapi, 1.0)
    cocok = _ANGKA.search(rapi)
    if cocok is None:
        return Cetak(rapi)
    tanda = -1 if cocok[0][0] in "−-" else 1
    bacaan = _bacaan(cocok[0].lstrip("−- "))
    if dekat and len(bacaan) > 1:
        bacaan.sort(key=lambda b: abs(math.log(max(b[0], 1e-9) / abs(dekat))))
    nilai, desimal = bacaan[0]
    return Cetak(rapi, tanda * nilai, desimal)


def _bacaan(inti: str) -> list[tuple[float, int]]:
    """Value and decimals of every way to read the digits, the likelier first."""
    pemisah = [c for c in inti if c in ".,"]
    if not pemisah:
        return [(float(inti), 0)]
    bulat = (float(re.sub(r"[.,]", "", inti)), 0)
    depan, belakang = re.split(r"[.,](?=\d+$)", inti)
    pecahan = (float(f"{re.sub(r'[.,]', '', depan)}.{belakang}"), len(belakang))
    if len(pemisah) > 1:
        return [bulat] if len(set(pemisah)) == 1 else [pecahan]
    if len(belakang) == 3 and len(depan) <= 3 and not depan.startswith("0"):
        return [bulat, pecahan] if pemisah[0] == "." else [pecahan, bulat]
    return [pecahan]
