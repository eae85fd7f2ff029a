"""A national or regional boundary file (GeoJSON) → the kelurahan and desa of one kecamatan.

An area is known by its code where the sheet Wilayah gives one, else by its name within the
kecamatan and the kabupaten or kota of the Profil. What is not certain is refused with a list.
"""

import difflib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from lkip_helpers.errors import LkipError
from lkip_helpers.rules import load_rules

Feature = dict[str, Any]
RULE = load_rules("peta")
LARGEST = 500 << 20  # bytes of a boundary file; Python needs several times as much memory
_DECIMALS = 6  # of a degree: a tenth of a metre
_LISTED = 12
_SHAPES = ("Polygon", "MultiPolygon")
_RESAVE = "Simpan ulang sebagai GeoJSON dengan EPSG:4326 (bujur, lintang)."
_BY_CODE = "atau isi Kode wilayah pada lembar Wilayah"


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


@dataclass
class Cut:
    """The features of each area, what it was known by, and every reason against the file."""

    areas: dict[str, list[Feature]] = field(default_factory=dict)
    understood: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_boundaries(file: Path) -> dict[str, Any]:
    """The GeoJSON of a boundary file. Raises InvalidMap."""
    if (size := file.stat().st_size) > LARGEST:
        raise InvalidMap(
            f"{file.name} berukuran {size >> 20} MB, paling besar {LARGEST >> 20} MB. Unduh batas "
            "satu provinsi atau satu kabupaten/kota saja."
        )
    try:
        content = json.loads(file.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise InvalidMap(f"{file.name} bukan GeoJSON yang utuh. {_RESAVE}") from None
    return content if isinstance(content, dict) else {}


def cut_areas(geojson: Mapping[str, Any], office: Wanted) -> Cut:
    """Each wanted area with its features. Raises InvalidMap with everything that is wrong."""
    if not (features := list_polygons(geojson)):
        raise InvalidMap(
            "Berkas peta tidak memuat poligon (FeatureCollection) satu pun. Pilih berkas batas "
            "desa/kelurahan, bukan titik, garis, atau TopoJSON."
        )
    cut = Cut()
    for name, code in ((n, c) for n, c in office.code.items() if c):
        _take(cut, name, [f for f in features if code in _list_codes(f)], f"kode {code}")
    if named := [n for n, c in office.code.items() if not c]:
        _cut_named(cut, features, named, office)
    if cut.problems:
        raise InvalidMap("\n".join(cut.problems))
    return cut


def list_polygons(geojson: Mapping[str, Any]) -> list[Feature]:
    """The features that are areas."""
    return [
        f
        for f in geojson.get("features") or []
        if isinstance(f, dict) and (f.get("geometry") or {}).get("type") in _SHAPES
    ]


def fold_code(code: object) -> str:
    """The digits of a code, however it is written: 15.71.04.1001, ID1571041001, 1571041001.0."""
    text = f"{code:.0f}" if isinstance(code, float) else str(code or "")
    return "".join(c for c in text if c.isdigit())


def _fold_name(name: object) -> str:
    """A name for comparing: letters and digits alone, without Kelurahan, Desa, Kecamatan."""
    words = re.findall(r"\w+", str(name or "").casefold())
    return "".join(words[1:] if len(words) > 1 and words[0] in RULE["sebutan"] else words)


def _fold_regency(name: object) -> str:
    """The name of a kabupaten or kota with its kind written one way, if at all."""
    words = re.findall(r"\w+", str(name or "").casefold())
    return " ".join(RULE["jenis_kota"].get(w, w) for w in words).replace("  ", " ").strip()


def _properties(feature: Feature) -> dict[str, Any]:
    return {str(k).casefold(): v for k, v in (feature.get("properties") or {}).items()}


def _list_codes(feature: Feature) -> list[str]:
    """The codes of a desa or kelurahan among its attributes."""
    codes = (fold_code(v) for v in _properties(feature).values())
    return [c for c in codes if len(c) == RULE["kode_desa"]]


def _cut_named(cut: Cut, features: list[Feature], named: Sequence[str], office: Wanted) -> None:
    """The areas that are known by name: first the kecamatan they lie in, then each of them."""
    key = _choose_name(features, {_fold_name(n) for n in named})
    kota = _fold_regency(office.kota)
    within = features
    for kind, asked, spellings, fold in (
        ("kecamatan", f"Kecamatan {office.kecamatan}", [_fold_name(office.kecamatan)], _fold_name),
        ("kota", office.kota, [kota, kota.partition(" ")[2]], _fold_regency),
    ):
        within = _restrict(within, kind, [s for s in spellings if s], fold, key)
        if not within:
            cut.problems.append(f"Berkas peta tidak memuat {asked}. Pilih berkas lain, {_BY_CODE}.")
            return
    held: dict[str, list[Feature]] = {}
    for f in within:
        held.setdefault(_fold_name(_properties(f).get(key)), []).append(f)
    certain = not office.kecamatan or within is not features  # an attribute told it
    for name in sorted(named, key=lambda n: _fold_name(n) not in held):  # those that are certain
        _take_named(cut, name, held, key, certain=certain)


def _choose_name(features: list[Feature], wanted: set[str]) -> str:
    """The attribute that holds most of the wanted names; of several the one known as a name."""
    held: dict[str, set[str]] = {k: set() for k in RULE["nama"]}
    for f in features:
        for key, value in _properties(f).items():
            held.setdefault(key, set()).add(_fold_name(value) if isinstance(value, str) else "")
    keys = [k for k in held if k not in (*RULE["kecamatan"], *RULE["kota"])]
    return max(keys, key=lambda k: len(held[k] & wanted))


def _restrict(
    features: list[Feature], kind: str, wanted: Sequence[str], fold: Callable[[object], str],
    name_key: str,
) -> list[Feature]:  # fmt: skip
    """The features that say they lie there; all of them where no attribute tells of such things.

    wanted: spellings, the surest first: "kota bogor" before "bogor".
    """
    if not wanted:
        return features
    every = [(f, _properties(f)) for f in features]
    known = {k for k in RULE[kind] if any(k in p for _, p in every)} - {name_key}
    for spelling in wanted:
        inside = [
            f
            for f, p in every
            if any(fold(p.get(k)) == spelling for k in known or p.keys() - {name_key})
        ]
        if inside:
            return inside
    return [] if known else features


def _take_named(
    cut: Cut, name: str, held: Mapping[str, list[Feature]], key: str, *, certain: bool
) -> None:
    """The area of this name; one spelled nearly so only where that is certain, and said."""
    folded = _fold_name(name)
    free = {n: f for n, f in held.items() if n and f not in cut.areas.values()}
    near = [folded] if folded in held else difflib.get_close_matches(folded, free, 3, RULE["mirip"])
    spelled = {n: str(_properties(f[0]).get(key)) for n, f in held.items()}
    if folded in held or (len(near) == 1 and certain):
        other = "" if near[0] == folded else "; ejaannya berbeda, periksa"
        _take(cut, name, held[near[0]], f"{key} “{spelled[near[0]]}”{other}")
    else:
        which = "yang mirip" if near else "yang ada"
        other = f"{which}: {_list_few([spelled[n] for n in near or free])}"
        cut.problems.append(
            f'"{name}" tidak ditemukan dalam berkas peta; {other}. Samakan namanya, {_BY_CODE}.'
        )


def _take(cut: Cut, name: str, found: list[Feature], manner: str) -> None:
    """Keep the features of one area; refuse none, and several that are not parts of one."""
    if not found:
        cut.problems.append(f'"{name}": {manner} tidak ada dalam berkas peta; periksa kodenya.')
    elif len({tuple(_list_codes(f)) or _describe(f) for f in found}) > 1:
        cut.problems.append(
            f'"{name}" ({manner}) ada {len(found)} dalam berkas peta: '
            f"{_list_few([_describe(f) for f in found])}. Gabungkan, {_BY_CODE}."
        )
    else:
        cut.areas[name] = found
        cut.understood.append(f"  {name} ← {manner}")


def _describe(feature: Feature) -> str:
    """What a feature says of itself in words, codes among them."""
    return ", ".join(str(v) for v in _properties(feature).values() if isinstance(v, str))


def _list_few(texts: Sequence[str]) -> str:
    return "; ".join([*texts[:_LISTED], *["…"] * (len(texts) > _LISTED)])


def find_remark(geojson: Mapping[str, Any], kind: str) -> str:
    """What the file itself says of its `sumber` or `lisensi`, if it says one thing."""
    said = [{str(k).casefold(): v for k, v in geojson.items()}]
    for things in (said, [_properties(f) for f in list_polygons(geojson)]):
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


def build_map(cut: Cut, source: str, licence: str) -> dict[str, Any]:
    """peta.geojson: a feature an area, named as on the sheet Wilayah. Raises InvalidMap."""
    features = [
        {
            "type": "Feature",
            "properties": {"kelurahan": name},
            "geometry": {
                "type": "MultiPolygon",
                "coordinates": [p for f in found for p in _read_polygons(name, f["geometry"])],
            },
        }
        for name, found in cut.areas.items()
    ]
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
