"""Kelurahan out of a GeoJSON: whose boundary is whose, and where its name can stand.

Coordinates are degrees (RFC 7946). Over the few kilometres of a kecamatan a plane is near enough:
x is shrunk by the cosine of the middle latitude, and both become kilometres.
"""

import difflib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.path import Path

_KM_PER_DERAJAT = 111.195  # mean earth radius 6,371 km × π / 180
_MIRIP = 0.85  # "Payo Silincah" is "Payo Selincah"; "Paal Merah" is not "Paal Lima"
_SEBUTAN = ("kelurahan", "desa", "kel.")
_KISI = 48

Titik = npt.NDArray[np.float64]  # shape (n, 2)


class PetaTidakSah(ValueError):
    """The GeoJSON cannot be the map of these kelurahan; the message says why and what to do."""


@dataclass(frozen=True)
class Daerah:
    """Rings of one feature, in km: outer ones and holes alike."""

    cincin: tuple[Titik, ...]

    @property
    def path(self) -> Path:
        return Path.make_compound_path(*(Path(c, closed=True) for c in self.cincin))

    @property
    def batas(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        semua = np.concatenate(self.cincin)
        return (*semua.min(axis=0).tolist(), *semua.max(axis=0).tolist())

    @property
    def utama(self) -> Titik:
        """The ring of the largest area, where the name goes."""
        return max(self.cincin, key=measure_luas)


def measure_luas(cincin: Titik) -> float:
    """Area inside a closed ring (shoelace formula)."""
    x, y = cincin[:, 0], cincin[:, 1]
    return float(abs(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) / 2)


def match_kelurahan(kelurahan: Sequence[str], geojson: dict[str, Any]) -> dict[str, int]:
    """The number of the feature that bears each kelurahan's name.

    The attribute that holds the names is the one that knows most of them. Upper and lower case,
    spaces and a leading "Kelurahan" or "Desa" do not count; a name spelled slightly otherwise is
    taken only if one feature alone comes near it. Raises PetaTidakSah for one without a boundary.
    """
    sifat = [f.get("properties") or {} for f in _list_fitur(geojson)]
    atribut = dict.fromkeys(k for s in sifat for k, v in s.items() if isinstance(v, str))
    calon = [_match_persis(kelurahan, [_normalise(s.get(k)) for s in sifat]) for k in atribut]
    if not calon:
        raise PetaTidakSah("Berkas peta tidak menyebut nama kelurahan pada atribut satu pun.")
    terbaik = max(range(len(calon)), key=lambda i: len(calon[i]))
    nama = [_normalise(s.get(list(atribut)[terbaik])) for s in sifat]
    hasil = calon[terbaik]
    for k in (k for k in kelurahan if k not in hasil):
        hasil[k] = _match_mirip(k, {i: n for i, n in enumerate(nama) if i not in hasil.values()})
    return hasil


def _normalise(nama: object) -> str:
    kata = str(nama or "").lower().split()
    return " ".join(kata[1:] if len(kata) > 1 and kata[0] in _SEBUTAN else kata)


def _match_persis(kelurahan: Sequence[str], nama: list[str]) -> dict[str, int]:
    """Names that stand on exactly one feature (a kecamatan's name stands on all of its own)."""
    return {k: nama.index(_normalise(k)) for k in kelurahan if nama.count(_normalise(k)) == 1}


def _match_mirip(kelurahan: str, bebas: dict[int, str]) -> int:
    """The one feature not taken yet whose name is nearly this; else PetaTidakSah."""
    dekat = difflib.get_close_matches(_normalise(kelurahan), list(bebas.values()), 2, _MIRIP)
    if len(dekat) != 1:
        raise PetaTidakSah(
            f'Kelurahan "{kelurahan}" tidak ditemukan dalam berkas peta. Samakan nama pada atribut '
            "GeoJSON dengan nama pada lembar Wilayah, atau hapus berkas peta agar skema dipakai."
        )
    return next(i for i, n in bebas.items() if n == dekat[0])


def _list_fitur(geojson: dict[str, Any]) -> list[dict[str, Any]]:
    fitur = [
        f
        for f in geojson.get("features") or []
        if (f.get("geometry") or {}).get("type") in ("Polygon", "MultiPolygon")
    ]
    if not fitur:
        raise PetaTidakSah("Berkas peta tidak memuat poligon (FeatureCollection) satu pun.")
    return fitur


def load_daerah(geojson: dict[str, Any], nomor: Sequence[int]) -> list[Daerah]:
    """The polygons of these features in km, north up, around the middle of them all."""
    fitur = [_list_fitur(geojson)[i] for i in nomor]
    derajat = [[np.array(c, dtype=float)[:, :2] for c in _list_cincin(f)] for f in fitur]
    semua = np.concatenate([c for cincin in derajat for c in cincin])
    tengah = (semua.min(axis=0) + semua.max(axis=0)) / 2
    skala = np.array([math.cos(math.radians(tengah[1])), 1.0]) * _KM_PER_DERAJAT
    return [Daerah(tuple((c - tengah) * skala for c in cincin)) for cincin in derajat]


def _list_cincin(fitur: dict[str, Any]) -> list[Any]:
    geometri = fitur["geometry"]
    poligon = geometri["coordinates"]
    return poligon if geometri["type"] == "Polygon" else [c for p in poligon for c in p]


def locate_kotak(daerah: Daerah, lebar: float, tinggi: float) -> tuple[float, float] | None:
    """The centre of a box of this size (km) well inside the main ring; None where none fits."""
    cincin = daerah.utama
    bawah, atas = cincin.min(axis=0), cincin.max(axis=0)
    sumbu = [np.linspace(bawah[i], atas[i], _KISI) for i in (0, 1)]
    titik = np.stack(np.meshgrid(*sumbu), axis=-1).reshape(-1, 2)
    tepi = Path(cincin, closed=True)
    muat = np.ones(len(titik), dtype=bool)
    for dx in (-0.5, -0.25, 0, 0.25, 0.5):
        for dy in (-0.5, 0, 0.5):
            muat &= tepi.contains_points(titik + np.array([dx * lebar, dy * tinggi]))
    if not muat.any():
        return None
    calon = titik[muat]
    terbaik = calon[int(np.argmax(_measure_jarak(calon, cincin)))]
    return float(terbaik[0]), float(terbaik[1])


def _measure_jarak(titik: Titik, cincin: Titik) -> npt.NDArray[np.float64]:
    """Distance of each point to the nearest edge of the ring."""
    awal, arah = cincin[:-1], np.diff(cincin, axis=0)
    dari = titik[:, None, :] - awal[None, :, :]
    panjang = np.maximum((arah**2).sum(axis=1), 1e-12)
    bagian = np.clip((dari * arah).sum(axis=2) / panjang, 0, 1)
    sisa = dari - bagian[:, :, None] * arah
    return np.asarray(np.sqrt((sisa**2).sum(axis=2)).min(axis=1))
