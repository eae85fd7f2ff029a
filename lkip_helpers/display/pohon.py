"""Where the boxes of an organisation chart stand: any tree, within a given width.

Children stand in a row where there is room, else they hang below one another from a spine. Lengths
are inches; y runs down.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lkip_helpers.display.kanvas import measure_tinggi, wrap_teks

UKURAN = 8.0  # points
JARAK = 0.14  # from a box to the line that joins its children, and on to them
_SELA = 0.1  # between boxes
_INDEN = 0.2  # of boxes that hang from a spine
_SEMPIT, _LEBAR = 0.98, 1.45  # a box is between these
_TEPI = 0.07  # of a box around its text

Garis = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Simpul:
    """A jabatan and those under it."""

    nama: str
    anak: tuple["Simpul", ...] = ()


@dataclass(frozen=True)
class Kotak:
    """A box with its wrapped text; `tingkat` 0 is the top of the chart."""

    nama: str
    teks: str
    x: float
    y: float
    lebar: float
    tinggi: float
    tingkat: int

    @property
    def tengah(self) -> float:
        return self.x + self.lebar / 2


@dataclass(frozen=True)
class Blok:
    """Boxes and lines of a subtree; its own box comes first."""

    lebar: float
    tinggi: float
    kotak: list[Kotak]
    garis: list[Garis] = field(default_factory=list)

    def shift(self, dx: float, dy: float) -> "Blok":
        kotak = [replace(k, x=k.x + dx, y=k.y + dy) for k in self.kotak]
        garis = [tuple((x + dx, y + dy) for x, y in g) for g in self.garis]
        return Blok(self.lebar, self.tinggi, kotak, garis)


def lay_pohon(simpul: Simpul, lebar: float, tingkat: int = 0, tinggi: float = 0.0) -> Blok:
    """The subtree within `lebar`; its own box is at least `tinggi` high."""
    kotak = build_kotak(simpul.nama, lebar, tingkat, tinggi)
    if not simpul.anak:
        return Blok(lebar, kotak.tinggi, [replace(kotak, x=(lebar - kotak.lebar) / 2)])
    if _fits(simpul.anak, lebar):
        return _lay_mendatar(simpul, kotak, lebar, tingkat)
    return _lay_gantung(simpul, kotak, lebar, tingkat)


def build_kotak(nama: str, lebar: float, tingkat: int, tinggi: float = 0.0) -> Kotak:
    """A box for `nama` no wider than `lebar`, at the origin."""
    lebar = min(lebar, _LEBAR)
    teks = wrap_teks(nama, lebar - 2 * _TEPI, UKURAN, tingkat == 0)
    tinggi = max(tinggi, measure_tinggi(teks, UKURAN) + 2 * _TEPI)
    return Kotak(nama, teks, 0.0, 0.0, lebar, tinggi, tingkat)


def lay_baris(
    anak: Sequence[Simpul], lebar: float, tingkat: int, kolom: int | None = None
) -> list[Blok]:
    """Subtrees side by side from x = 0, their own boxes equally high; `kolom`: shares of a row."""
    bagian = _share(anak, lebar, kolom)
    tinggi = max(build_kotak(a.nama, b, tingkat).tinggi for a, b in zip(anak, bagian, strict=True))
    blok, x = [], 0.0
    for a, b in zip(anak, bagian, strict=True):
        blok.append(lay_pohon(a, b, tingkat, tinggi).shift(x, 0))
        x += b + _SELA
    return blok


def join_baris(blok: Sequence[Blok], x: float, y: float) -> list[Garis]:
    """A bar at y that reaches x, and lines from it down to the tops of these boxes."""
    ujung = [b.kotak[0] for b in blok]
    xs = [k.tengah for k in ujung] + [x]
    palang: Garis = ((min(xs), y), (max(xs), y))
    return [palang] + [((k.tengah, y), (k.tengah, k.y)) for k in ujung]


def count_kolom(anak: Sequence[Simpul], lebar: float) -> int:
    """How many of these subtrees can stand side by side, spread evenly over the rows."""
    muat = max(1, int((lebar + _SELA) / (max(_need(a) for a in anak) + _SELA)))
    baris = -(-len(anak) // muat)
    return -(-len(anak) // baris)


def _need(simpul: Simpul) -> float:
    """The least width of a subtree."""
    if not simpul.anak:
        return _SEMPIT
    terlebar = max(_need(a) for a in simpul.anak)
    return terlebar if len(simpul.anak) == 1 else terlebar + _INDEN


def _prefer(simpul: Simpul) -> float:
    """The width of a subtree with all its children in rows."""
    return max(_SEMPIT, sum(_prefer(a) + _SELA for a in simpul.anak) - _SELA)


def _fits(anak: Sequence[Simpul], lebar: float) -> bool:
    return sum(_need(a) + _SELA for a in anak) - _SELA <= lebar + 1e-9


def _share(anak: Sequence[Simpul], lebar: float, kolom: int | None) -> list[float]:
    """The width of each subtree: by what it likes if there is room for that, else by its need."""
    if kolom:
        return [(lebar - (kolom - 1) * _SELA) / kolom] * len(anak)
    ruang = lebar - (len(anak) - 1) * _SELA
    suka = [_prefer(a) for a in anak]
    dasar = suka if sum(suka) <= ruang else [_need(a) for a in anak]
    return [d + (ruang - sum(dasar)) / len(anak) for d in dasar]


def _lay_mendatar(simpul: Simpul, kotak: Kotak, lebar: float, tingkat: int) -> Blok:
    blok = [
        b.shift(0, kotak.tinggi + 2 * JARAK) for b in lay_baris(simpul.anak, lebar, tingkat + 1)
    ]
    tengah = (blok[0].kotak[0].tengah + blok[-1].kotak[0].tengah) / 2
    x = min(max(tengah - kotak.lebar / 2, 0.0), lebar - kotak.lebar)
    kotak = replace(kotak, x=x)
    palang = kotak.tinggi + JARAK
    garis: list[Garis] = [((kotak.tengah, kotak.tinggi), (kotak.tengah, palang))]
    garis += join_baris(blok, kotak.tengah, palang)
    return Blok(
        lebar,
        kotak.tinggi + 2 * JARAK + max(b.tinggi for b in blok),
        [kotak] + [k for b in blok for k in b.kotak],
        garis + [g for b in blok for g in b.garis],
    )


def _lay_gantung(simpul: Simpul, kotak: Kotak, lebar: float, tingkat: int) -> Blok:
    """The children below one another, joined to a spine under the left part of the parent's box."""
    kiri = (lebar - min(lebar, kotak.lebar)) / 2
    kotak = replace(kotak, x=kiri)
    semua, y, tulang = [kotak], kotak.tinggi + JARAK, kiri + _INDEN / 2
    tengah = y
    garis: list[Garis] = []
    for anak in simpul.anak:
        blok = lay_pohon(anak, lebar - kiri - _INDEN, tingkat + 1)
        blok = blok.shift(kiri + _INDEN - min(k.x for k in blok.kotak), y)
        tengah = y + blok.kotak[0].tinggi / 2
        garis.append(((tulang, tengah), (blok.kotak[0].x, tengah)))
        semua += blok.kotak
        garis += blok.garis
        y += blok.tinggi + _SELA
    garis.append(((tulang, kotak.tinggi), (tulang, tengah)))
    return Blok(lebar, y - _SELA, semua, garis)
