"""How the columns of a table share the width of the page."""

from collections.abc import Sequence
from dataclasses import dataclass

HALAMAN = 459.0  # points between the margins of an upright A4 page
HALAMAN_LANSKAP = 830.0  # of a turned page, counted in the larger type of an upright one
HURUF = 4.9  # points a character of the table type takes on average, bold included
SISIPAN = 12.0  # points of padding in a cell
TERBESAR = 260.0  # points beyond which a longer text no longer asks for more


@dataclass(frozen=True)
class Permintaan:
    """What a column needs (its longest unbreakable piece) and would like (its longest text)."""

    perlu: float
    ingin: float


def measure_kolom(judul: str, isi: Sequence[str], *, patah: bool) -> Permintaan:
    """Width of a column in points; patah: its cells may break between words."""
    kata = [k for t in ([judul, *isi] if patah else [judul]) for k in t.split()]
    potong = [*kata, *([] if patah else isi)]
    utuh = [*isi, *([judul] if patah else judul.split())]
    perlu = max(map(len, potong), default=1) * HURUF + SISIPAN
    ingin = min(max(map(len, utuh), default=1) * HURUF + SISIPAN, TERBESAR)
    return Permintaan(perlu, max(perlu, ingin))


def share_lebar(kolom: Sequence[Permintaan], *, lanskap: bool) -> list[float]:
    """Share of each column, adding up to 1: what it needs, then the rest by what it would like."""
    halaman = HALAMAN_LANSKAP if lanskap else HALAMAN
    if sum(k.ingin for k in kolom) <= halaman:
        lebar = [k.ingin for k in kolom]
    else:
        sisa = max(0.0, halaman - sum(k.perlu for k in kolom))
        kurang = sum(k.ingin - k.perlu for k in kolom) or 1
        lebar = [k.perlu + sisa * (k.ingin - k.perlu) / kurang for k in kolom]
    return [b / sum(lebar) for b in lebar]
