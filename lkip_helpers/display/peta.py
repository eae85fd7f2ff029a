"""The map of the kecamatan: true boundaries where they are given, else a schematic one."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Polygon, Rectangle

from lkip_helpers.display.batang import require_baris
from lkip_helpers.display.format import format_persen, format_ringkas, is_kosong
from lkip_helpers.display.gaya import (
    BIRU,
    BIRU_MUDA,
    KECIL,
    KERTAS,
    LEBAR,
    TAK_TERHITUNG,
    TEKS,
    TINTA,
    apply_gaya,
)
from lkip_helpers.display.geojson import (
    Daerah,
    load_daerah,
    locate_kotak,
    match_kelurahan,
)
from lkip_helpers.display.kanvas import Kanvas, measure_lebar, measure_tinggi, wrap_teks
from lkip_helpers.display.petak import Petak, squarify

SKEMA = "Skema, bukan peta ukur: luas petak sebanding dengan luas kelurahan, letaknya tidak."

_PETA = ("Peta", "Letak dan bentuk setiap kelurahan digambarkan pada")
_BUKAN_PETA = (
    "Skema luas",
    (
        "Batas kelurahan belum tersedia sebagai data peta. Hanya perbandingan luasnya, bukan "
        "letaknya, yang digambarkan pada"
    ),
)

_TINGGI_PETA = 5.0  # at most
_TINGGI_SKEMA = 3.3
_TERKECIL = 0.05  # percent: below this one decimal would say 0,0
_SKALA = 0.32  # room for the scale bar
_UTARA = 0.45  # and for the arrow beside it


@dataclass(frozen=True)
class _Nama:
    """What stands on a kelurahan: its name and a second line; `kunci` where there is no room."""

    nama: str
    luas: str
    kunci: str

    def wrap(self, lebar: float) -> tuple[str, str] | None:
        """Both texts within `lebar`, in at most two lines and one; None where it cannot be."""
        nama, luas = wrap_teks(self.nama, lebar, TEKS, True), wrap_teks(self.luas, lebar, KECIL)
        utuh = set(nama.split()) == set(self.nama.split())
        return (nama, luas) if utuh and nama.count("\n") < 2 and luas.count("\n") < 2 else None


@apply_gaya
def plot_peta(wilayah: pd.DataFrame, geojson: dict[str, Any] | None = None) -> Figure:
    """Kelurahan with name, luas and share of the kecamatan's area.

    wilayah: kelurahan, luas_ha. geojson: a FeatureCollection in degrees; without it tiles are drawn
    whose areas are as luas_ha, and the figure says that it is no measured map. Raises
    ValueError for an empty frame, PetaTidakSah where a kelurahan has no boundary in the GeoJSON.
    """
    require_baris(len(wilayah), "peta")
    nama = _describe(wilayah)
    if geojson is None:
        return _draw_skema(wilayah, nama)
    cocok = match_kelurahan(list(nama), geojson)
    daerah = load_daerah(geojson, list(cocok.values()))
    return _draw_batas(dict(zip(cocok, daerah, strict=True)), nama)


def sebut_peta(geojson: dict[str, Any] | None) -> tuple[str, str]:
    """What plot_peta draws from `geojson`, for the caption, and words before its reference."""
    return _BUKAN_PETA if geojson is None else _PETA


def _describe(wilayah: pd.DataFrame) -> dict[str, _Nama]:
    luas = pd.to_numeric(wilayah["luas_ha"])
    bagian = luas / luas.sum() * 100
    return {
        k: _Nama(str(k), _describe_luas(a, b), str(i))
        for i, (k, a, b) in enumerate(zip(wilayah["kelurahan"], luas, bagian, strict=True), 1)
    }


def _describe_luas(luas: float, bagian: float) -> str:
    if is_kosong(luas):
        return f"bagian {TAK_TERHITUNG}: luas kosong"
    persen = format_persen(bagian, 1) if bagian >= _TERKECIL else f"< {format_persen(0.1, 1)}"
    return f"{format_ringkas(luas)}\u00a0ha ({persen})"


def _list_kunci(nama: list[_Nama]) -> str:
    """The names that found no room on the map, with their numbers; "" where all did."""
    teks = "; ".join(f"{n.kunci}\u00a0{n.nama}, {n.luas}" for n in nama)
    return f"{teks}." if teks else ""


def _draw_skema(wilayah: pd.DataFrame, nama: dict[str, _Nama]) -> Figure:
    urut = wilayah.dropna(subset="luas_ha").sort_values("luas_ha", ascending=False, kind="stable")
    petak = squarify(list(urut["luas_ha"].astype(float)), Petak(0, 0, LEBAR, _TINGGI_SKEMA))
    letak = dict(zip(urut["kelurahan"], petak, strict=True))
    muat = {k: nama[k].wrap(p.lebar - 0.2) for k, p in letak.items()}
    muat = {k: m if m and _measure(m) < letak[k].tinggi - 0.14 else None for k, m in muat.items()}
    kunci = [n for k, n in nama.items() if not muat.get(k)]
    kanvas = Kanvas(_TINGGI_SKEMA if petak else 0.05, "", SKEMA, _list_kunci(kunci))
    bidang = kanvas.add_bidang()
    for k, p in letak.items():
        bidang.add_patch(
            Rectangle((p.x, p.y), p.lebar, p.tinggi, facecolor=BIRU_MUDA, edgecolor=KERTAS,
                      linewidth=3, gid=f"petak {k}")
        )  # fmt: skip
        _write_nama(
            kanvas, nama[k], muat[k], p.x + p.lebar / 2, p.y + p.tinggi / 2, min(p.lebar, p.tinggi)
        )
    return kanvas.figure


def _measure(teks: tuple[str, str]) -> float:
    return measure_tinggi(teks[0]) + measure_tinggi(teks[1], KECIL)


def _write_nama(
    kanvas: Kanvas, nama: _Nama, teks: tuple[str, str] | None, x: float, y: float, ruang: float
) -> None:
    """Name and luas around (x, y), or the number that stands for them if it has room."""
    if teks is None:
        if max(measure_lebar(nama.kunci, KECIL, True), measure_tinggi("", KECIL)) < ruang:
            kanvas.write(x, y, nama.kunci, ukuran=KECIL, tebal=True, ha="center", warna=BIRU)
        return
    atas = y - _measure(teks) / 2
    kanvas.write(x, atas, teks[0], tebal=True, ha="center", va="top", warna=BIRU)
    kanvas.write(x, atas + measure_tinggi(teks[0]), teks[1], ukuran=KECIL, ha="center", va="top")


def _draw_batas(daerah: dict[str, Daerah], nama: dict[str, _Nama]) -> Figure:
    kiri = min(d.batas[0] for d in daerah.values())
    bawah = min(d.batas[1] for d in daerah.values())
    lebar = max(d.batas[2] for d in daerah.values()) - kiri
    tinggi = max(d.batas[3] for d in daerah.values()) - bawah
    inci = min(LEBAR / lebar, _TINGGI_PETA / tinggi)  # inches a km
    letak = {k: _locate_nama(d, nama[k], inci) for k, d in daerah.items()}
    kunci = [nama[k] for k, (_, teks) in letak.items() if teks is None]
    kanvas = Kanvas(tinggi * inci + _SKALA, kaki=_list_kunci(kunci))
    geser = (LEBAR - lebar * inci) / 2
    bidang = kanvas.add_axes(geser, 0, lebar * inci, tinggi * inci)
    bidang.set_xlim(kiri, kiri + lebar)
    bidang.set_ylim(bawah, bawah + tinggi)
    for k, d in daerah.items():
        bidang.add_patch(
            PathPatch(d.path, facecolor=BIRU_MUDA, edgecolor=KERTAS, linewidth=1.6, clip_on=False)
        )
        (x, y), teks = letak[k]
        x, y = geser + (x - kiri) * inci, (bawah + tinggi - y) * inci
        _write_nama(kanvas, nama[k], teks, x, y, LEBAR)
    _draw_skala(kanvas, lebar, inci)
    return kanvas.figure


def _locate_nama(
    daerah: Daerah, nama: _Nama, inci: float
) -> tuple[tuple[float, float], tuple[str, str] | None]:
    """Where the name goes (km) and how it is broken: wide if there is room, else narrower."""
    for lebar in (2.0, 1.3, 0.95, 0.7):
        teks = nama.wrap(lebar)
        if teks is None:
            continue
        terlebar = max(
            [measure_lebar(b, TEKS, True) for b in teks[0].split("\n")]
            + [measure_lebar(b, KECIL) for b in teks[1].split("\n")]
        )
        titik = locate_kotak(daerah, (terlebar + 0.08) / inci, (_measure(teks) + 0.08) / inci)
        if titik:
            return titik, teks
    return locate_kotak(daerah, 0.0, 0.0) or tuple(daerah.utama.mean(axis=0)), None


def _draw_skala(kanvas: Kanvas, lebar: float, inci: float) -> None:
    """A bar of a round number of km, and north."""
    km = max((k for k in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50) if k <= lebar / 4), default=0.1)
    bidang = kanvas.add_bidang()
    y = kanvas.tinggi_badan - 0.1
    x = [_UTARA, _UTARA, _UTARA + km * inci, _UTARA + km * inci]
    bidang.plot(x, [y - 0.05, y, y, y - 0.05], color=TINTA, linewidth=1)
    kanvas.write(x[-1] + 0.08, y - 0.02, f"{format_ringkas(km)}\u00a0km", ukuran=KECIL)
    _draw_utara(kanvas, bidang, 0.08, y + 0.02)


def _draw_utara(kanvas: Kanvas, bidang: Axes, x: float, y: float) -> None:
    bidang.add_patch(Polygon([(x, y - 0.2), (x - 0.06, y), (x, y - 0.04), (x + 0.06, y)],
                             facecolor=TINTA))  # fmt: skip
    kanvas.write(x + 0.1, y - 0.08, "U", ukuran=KECIL)
