"""A national or regional boundary file (GeoJSON) → the kelurahan and desa of one kecamatan.

An area is known by its code where the sheet Wilayah gives one, else by its name within the
kecamatan and the kabupaten or kota of the Profil. What is not certain is refused with a list.
"""

import difflib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from lkip_helpers.errors import LkipError
from lkip_helpers.intake.container import MB, UnreadableWorkbook, read_regular
from lkip_helpers.rules import load_rules

Feature = dict[str, Any]
Areas = dict[str, list[Feature]]
RULE = load_rules("peta")
_DECIMALS = 6  # of a degree: a tenth of a metre
_LISTED = 12
_SHAPES = ("Polygon", "MultiPolygon")
_RESAVE = "Simpan ulang sebagai GeoJSON dengan EPSG:4326 (bujur, lintang)."
_CHOOSE = "Isi Kode wilayah pada lembar Wilayah"
_BY_CODE = f"atau i{_CHOOSE[1:]}"
_LARGEST = 512 * MB  # every desa of a province


class InvalidMap(LkipError, ValueError):
    """The GeoJSON cannot be the map of this kecamatan; the message lists every reason."""


@dataclass(frozen=True)
class Wanted:
    """The areas wanted: name → code, "" where unknown; kecamatan and kota, "" in a map of its own.

    In a map of the kecamatan's own a name spelled slightly otherwise is taken if one is near.
    """

    code: Mapping[str, str]
    kecamatan: str = ""
    kota: str = ""


def read_boundaries(file: Path) -> dict[str, Any]:
    """The GeoJSON of a boundary file. Raises InvalidMap."""
    try:
        content = json.loads(read_regular(file, _LARGEST).decode("utf-8-sig"))
    except UnreadableWorkbook as error:
        raise InvalidMap(str(error.finding)) from None
    except (ValueError, RecursionError):
        raise InvalidMap(f"{file.name} bukan GeoJSON yang utuh. {_RESAVE}") from None
    return dict(_as(dict, content))


def cut_areas(geojson: Mapping[str, Any], wanted: Wanted) -> Areas:
    """Each wanted area with its features. Raises InvalidMap with everything that is wrong."""
    if not (features := _list_polygons(geojson)):
        raise InvalidMap(
            "Berkas peta tidak memuat poligon (FeatureCollection) satu pun. Pilih berkas batas "
            "desa/kelurahan, bukan titik, garis, atau TopoJSON."
        )
    areas = {n: [f for f in features if c in _list_codes(f)] for n, c in wanted.code.items() if c}
    problems = [
        f'"{n}": kode {wanted.code[n]} tidak ada dalam berkas peta; periksa kodenya.'
        for n, found in areas.items()
        if not found
    ]
    if named := [n for n, c in wanted.code.items() if not c]:
        by_name, free = _find_named(features, named, wanted)
        for name in (n for n in named if not by_name[n]):  # those most like it first
            like = _list_few(difflib.get_close_matches(name, free, len(free) or 1, 0))
            like = f"yang ada: {like}" if like else "berkas peta tidak memuat daerah lainnya"
            problems.append(f'"{name}" tidak ditemukan; {like}. Samakan namanya, {_BY_CODE}.')
        areas |= by_name
    for name, found in areas.items():
        if len({tuple(_list_codes(f)) or describe(f) for f in found}) > 1:
            places = _list_few([describe(f) for f in found])
            problems.append(f'"{name}" ada {len(found)} dalam berkas peta: {places}. {_CHOOSE}.')
    if problems:
        raise InvalidMap("\n".join(problems))
    return areas


def _as(kind: type, value: Any) -> Any:
    """The value where it is of this kind, else an empty one."""
    return value if isinstance(value, kind) else kind()


def _list_polygons(geojson: Mapping[str, Any]) -> list[Feature]:
    features = _as(list, geojson.get("features"))
    return [f for f in features if _as(dict, _as(dict, f).get("geometry")).get("type") in _SHAPES]


def fold_code(code: object) -> str:
    """The digits of a code, however it is written: 15.71.04.1001, ID1571041001, 1571041001.0."""
    text = f"{code:.0f}" if isinstance(code, float) else str(code or "")
    return "".join(filter(str.isdigit, text))


def fold_name(name: object) -> str:
    """A name for comparing: letters and digits alone, without Kelurahan, Desa, Kecamatan."""
    words = re.findall(r"\w+", str(name or "").casefold())
    return "".join(words[1:] if len(words) > 1 and words[0] in RULE["sebutan"] else words)


def _fold_regency(name: object) -> str:
    """The name of a kabupaten or kota with its kind written one way, if at all."""
    words = re.findall(r"\w+", str(name or "").casefold())
    return " ".join(filter(None, (RULE["jenis_kota"].get(w, w) for w in words)))


def read_properties(feature: Feature) -> dict[str, Any]:
    """What a feature says of itself, by attributes in small letters."""
    return {str(k).casefold(): v for k, v in _as(dict, feature.get("properties")).items()}


def describe(feature: Feature) -> str:
    """What a feature says of itself in words, codes among them."""
    return ", ".join(str(v) for v in read_properties(feature).values() if isinstance(v, str))


def _list_codes(feature: Feature) -> list[str]:
    """The codes of a desa or kelurahan among its attributes."""
    codes = map(fold_code, read_properties(feature).values())
    return [c for c in codes if len(c) == RULE["kode_desa"]]


def _find_named(
    features: list[Feature], named: Sequence[str], wanted: Wanted
) -> tuple[Areas, list[str]]:
    """The areas known by name, within their kecamatan; and the names there that are not taken."""
    key = _choose_name(features, {fold_name(n) for n in named})
    kota, kecamatan = _fold_regency(wanted.kota), [fold_name(wanted.kecamatan)]
    within = _restrict(features, "kecamatan", kecamatan, fold_name, key)
    places = _restrict(within, "kota", [kota, kota.partition(" ")[2]], _fold_regency, key)
    if not places:
        asked = wanted.kota if within else f"Kecamatan {wanted.kecamatan}"
        raise InvalidMap(f"Berkas peta tidak memuat {asked}. Pilih berkas lain, {_BY_CODE}.")
    held: dict[str, list[Feature]] = defaultdict(list)
    for f in places:
        held[fold_name(read_properties(f).get(key))].append(f)
    areas = {n: held.pop(fold_name(n), []) for n in named}
    if not wanted.kecamatan or places is not features:  # an attribute told it: one near is enough
        for name in (n for n, found in areas.items() if not found):
            near = difflib.get_close_matches(fold_name(name), held, 2, RULE["mirip"])
            areas[name] = held.pop(near[0]) if len(near) == 1 else []
    return areas, [str(read_properties(f[0]).get(key)) for f in held.values()]


def _choose_name(features: list[Feature], wanted: set[str]) -> str:
    """The attribute that holds most of the wanted names; of several the one known as a name."""
    held: dict[str, set[str]] = defaultdict(set)
    for f in features:
        for key, value in read_properties(f).items():
            held[key].add(fold_name(value))
    other = {*RULE["kecamatan"], *RULE["kota"]}
    keys = [k for k in [*RULE["nama"], *held] if k in held and k not in other]
    return max(keys, key=lambda k: len(held[k] & wanted), default="")


def _restrict(
    features: list[Feature], kind: str, wanted: Sequence[str], fold: Callable[[object], str],
    name_key: str,
) -> list[Feature]:  # fmt: skip
    """The features that say they lie there; all of them where no attribute tells of such things.

    wanted: spellings, the surest first: "kota bogor" before "bogor".
    """
    every = [(f, read_properties(f)) for f in features]
    known = {k for k in RULE[kind] if any(k in p for _, p in every)} - {name_key}
    spellings = [s for s in wanted if s]
    for spelling in spellings:
        inside = [
            f
            for f, p in every
            if any(fold(p.get(k)) == spelling for k in known or p.keys() - {name_key})
        ]
        if inside:
            return inside
    return [] if known and spellings else features


def _list_few(texts: Sequence[str]) -> str:
    return "; ".join([*texts[:_LISTED], *["…"] * (len(texts) > _LISTED)])


def find_remark(geojson: Mapping[str, Any], kind: str) -> str:
    """What the file itself says of its `sumber` or `lisensi`, if it says one thing."""
    of_file = {str(k).casefold(): v for k, v in geojson.items()}
    for things in ([of_file], [read_properties(f) for f in _list_polygons(geojson)]):
        for key in RULE[kind]:
            texts = {t for p in things if isinstance(t := p.get(key), str) and t.strip()}
            if len(texts) == 1:
                return " ".join(texts.pop().split())
    return ""


def phrase_remark(geojson: Mapping[str, Any]) -> str:
    """Where the boundaries are from, and under which licence where that is said."""
    source, licence = (find_remark(geojson, kind) for kind in ("sumber", "lisensi"))
    said = f"Batas wilayah: {source or 'berkas peta kecamatan'}"
    return f"{said}; lisensi {licence}." if licence else f"{said}."


def build_map(areas: Areas, source: str, licence: str) -> dict[str, Any]:
    """peta.geojson: a feature an area, named as on the sheet Wilayah. Raises InvalidMap."""
    polygons = {
        n: [p for f in a for p in _read_polygons(n, f["geometry"])] for n, a in areas.items()
    }
    features = [
        {"type": "Feature", "properties": {"kelurahan": name},
         "geometry": {"type": "MultiPolygon", "coordinates": own}}
        for name, own in polygons.items()
    ]  # fmt: skip
    said = {"sumber": source, "lisensi": licence}
    return {"type": "FeatureCollection", **said, "features": features}


def _read_polygons(name: str, geometry: Mapping[str, Any]) -> list[list[list[list[float]]]]:
    """The polygons in degrees, rounded, without heights."""
    try:
        coordinates = geometry["coordinates"]
        polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
        rings = [[np.array([p[:2] for p in ring], dtype=float) for ring in p] for p in polygons]
    except (KeyError, TypeError, ValueError, IndexError):
        raise InvalidMap(f'"{name}": garis batasnya rusak. {_RESAVE}') from None
    if not all(len(r) > 3 and _lie_in_range(r, "bujur", "lintang") for p in rings for r in p):
        swapped = all(_lie_in_range(r, "lintang", "bujur") for p in rings for r in p)
        reason = "bujur dan lintangnya tertukar" if swapped else "koordinatnya bukan derajat"
        raise InvalidMap(f'"{name}": {reason}. {_RESAVE}')
    return [[r.round(_DECIMALS).tolist() for r in p] for p in rings]


def _lie_in_range(ring: Any, *axes: str) -> bool:
    """Whether all points lie between the limits of the rules; what is no number does not."""
    low, high = np.array([RULE[axis] for axis in axes]).T
    return bool(((ring >= low) & (ring <= high)).all())
