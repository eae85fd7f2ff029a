"""A national or regional boundary file (GeoJSON) → the kelurahan and desa of one kecamatan.

An area is found by its code where the sheet Wilayah gives one, else by its name within the
kecamatan and the kabupaten or kota of the Profil. What is ambiguous is refused with a list.
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

from lkip_helpers.errors import InvalidArgument
from lkip_helpers.importers.findings import phrase_few
from lkip_helpers.intake.container import MB, read_regular
from lkip_helpers.intake.finding import UnreadableFile
from lkip_helpers.rules import load_rules, naming

Feature = dict[str, Any]
Areas = dict[str, list[Feature]]
RULE = load_rules("peta")
_DECIMALS = 6  # of a degree: a tenth of a metre
_SHAPES = ("Polygon", "MultiPolygon")
_RESAVE = "Simpan ulang sebagai GeoJSON dengan EPSG:4326 (bujur, lintang)."
_CHOOSE = "Isi Kode wilayah pada lembar Wilayah"
_BY_CODE = f"atau i{_CHOOSE[1:]}"
_LARGEST = 512 * MB  # every desa of a province


@dataclass(frozen=True)
class Wanted:
    """The areas to find: name → code, "" where unknown; and the kecamatan and kota they lie in.

    Both are "" for a map of the kecamatan alone, in which one similar name is taken too.
    """

    codes: Mapping[str, str]
    kecamatan: str = ""
    kota: str = ""


def read_boundaries(file: Path) -> dict[str, Any]:
    """The GeoJSON of a boundary file. Raises InvalidArgument."""
    try:
        content = json.loads(read_regular(file, _LARGEST).decode("utf-8-sig"))
    except UnreadableFile as error:
        raise InvalidArgument(str(error.finding)) from None
    except (ValueError, RecursionError):
        raise InvalidArgument(f"{file.name} bukan GeoJSON yang utuh. {_RESAVE}") from None
    return dict(_as(dict, content))


def cut_areas(geojson: Mapping[str, Any], wanted: Wanted) -> Areas:
    """Each wanted area with its features. Raises InvalidArgument with every reason."""
    if not (features := _list_polygons(geojson)):
        raise InvalidArgument(
            "Berkas peta tidak memuat poligon (FeatureCollection) satu pun. Pilih berkas batas "
            "desa/kelurahan, bukan titik, garis, atau TopoJSON."
        )
    codes = {n: code for n, code in wanted.codes.items() if code}
    by_code: Areas = defaultdict(list)
    for feature in features if codes else ():
        for code in {*_list_codes(feature)}:
            by_code[code].append(feature)
    areas = {n: by_code[code] for n, code in codes.items()}
    problems = [
        f'"{n}": kode {codes[n]} tidak ada dalam berkas peta; periksa kodenya.'
        for n, found in areas.items()
        if not found
    ]
    if names := [n for n in wanted.codes if n not in codes]:
        by_name, others = _find_by_name(features, names, wanted)
        for name in (n for n in names if not by_name[n]):  # the most similar first
            known = phrase_few(difflib.get_close_matches(name, others, len(others) or 1, 0), "; ")
            known = f"yang ada: {known}" if known else "berkas peta tidak memuat daerah lainnya"
            problems.append(f'"{name}" tidak ditemukan; {known}. Samakan namanya, {_BY_CODE}.')
        areas |= by_name
    for name, found in areas.items():
        if len({tuple(_list_codes(f)) or describe(f) for f in found}) > 1:
            places = phrase_few([describe(f) for f in found], "; ")
            problems.append(f'"{name}" ada {len(found)} dalam berkas peta: {places}. {_CHOOSE}.')
    if problems:
        raise InvalidArgument("\n".join(problems))
    return areas


def _as(kind: type, value: Any) -> Any:
    """The value if it is of this type, else an empty one."""
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
    """The name of a kabupaten or kota for comparing, its kind spelled in one way, if at all."""
    words = re.findall(r"\w+", str(name or "").casefold())
    return " ".join(filter(None, (RULE["jenis_kota"].get(w, w) for w in words)))


def read_properties(feature: Feature) -> dict[str, Any]:
    """The properties of a feature, by their names in lower case."""
    return {str(k).casefold(): v for k, v in _as(dict, feature.get("properties")).items()}


def describe(feature: Feature) -> str:
    """The texts among the properties of a feature, codes included."""
    return ", ".join(str(v) for v in read_properties(feature).values() if isinstance(v, str))


def _list_codes(feature: Feature) -> list[str]:
    """The codes of a desa or kelurahan among the properties."""
    codes = map(fold_code, read_properties(feature).values())
    return [c for c in codes if len(c) == RULE["kode_desa"]]


def _find_by_name(
    features: list[Feature], names: Sequence[str], wanted: Wanted
) -> tuple[Areas, list[str]]:
    """The areas found by name within their kecamatan, and the names there that are left over."""
    key = _choose_name_key(features, {fold_name(n) for n in names})
    kota, kecamatan = _fold_regency(wanted.kota), [fold_name(wanted.kecamatan)]
    within = _restrict(features, "kecamatan", kecamatan, fold_name, key)
    candidates = _restrict(within, "kota", [kota, kota.partition(" ")[2]], _fold_regency, key)
    if not candidates:
        asked = wanted.kota if within else naming.name_office(wanted.kecamatan)
        raise InvalidArgument(f"Berkas peta tidak memuat {asked}. Pilih berkas lain, {_BY_CODE}.")
    by_name: dict[str, list[Feature]] = defaultdict(list)
    for feature in candidates:
        by_name[fold_name(read_properties(feature).get(key))].append(feature)
    village = re.compile(rf"^({'|'.join(naming.VILLAGES)}) ", re.IGNORECASE)
    either = {n: (fold_name(n), fold_name(village.sub("", n))) for n in names}
    areas = {n: by_name.pop(next(filter(by_name.get, s), s[0]), []) for n, s in either.items()}
    if not wanted.kecamatan or candidates is not features:  # the place is certain
        for name in (n for n, found in areas.items() if not found):
            near = difflib.get_close_matches(fold_name(name), by_name, 2, RULE["mirip"])
            areas[name] = by_name.pop(near[0]) if len(near) == 1 else []
    return areas, [str(read_properties(f[0]).get(key)) for f in by_name.values()]


def _choose_name_key(features: list[Feature], wanted: set[str]) -> str:
    """The property that holds most of the wanted names; of several the one known as a name."""
    values_of: dict[str, set[str]] = defaultdict(set)
    for feature in features:
        for key, value in read_properties(feature).items():
            values_of[key].add(fold_name(value))
    other_kinds = {*RULE["kecamatan"], *RULE["kota"]}
    keys = [k for k in [*RULE["nama"], *values_of] if k in values_of and k not in other_kinds]
    return max(keys, key=lambda k: len(values_of[k] & wanted), default="")


def _restrict(
    features: list[Feature], kind: str, wanted: Sequence[str], fold: Callable[[object], str],
    name_key: str,
) -> list[Feature]:  # fmt: skip
    """The features that lie in the wanted place; all of them if no property tells.

    kind: kecamatan or kota. wanted: spellings of its name, the surest first ("kota bogor" before
    "bogor"). fold: folds a name for comparing. name_key: property that holds the areas' own names.
    """
    described = [(f, read_properties(f)) for f in features]
    known = {k for k in RULE[kind] if any(k in own for _, own in described)} - {name_key}
    spellings = [s for s in wanted if s]
    places = [
        (f, {fold(own.get(k)) for k in known or own.keys() - {name_key}}) for f, own in described
    ]
    for spelling in spellings:
        if inside := [f for f, names in places if spelling in names]:
            return inside
    return [] if known and spellings else features


def find_attribution(geojson: Mapping[str, Any], kind: str) -> str:
    """The `sumber` or `lisensi` that the file states, if it states only one; else ""."""
    top_level = {str(k).casefold(): v for k, v in geojson.items()}
    for sources in ([top_level], [read_properties(f) for f in _list_polygons(geojson)]):
        for key in RULE[kind]:
            texts = {_as(str, source.get(key)) for source in sources}
            texts = {text for text in texts if text.strip()}
            if len(texts) == 1:
                return " ".join(texts.pop().split())
    return ""


def phrase_attribution(geojson: Mapping[str, Any]) -> str:
    """Where the boundaries are from, and under which licence, if that is stated."""
    source, licence = (find_attribution(geojson, kind) for kind in ("sumber", "lisensi"))
    text = f"Batas wilayah: {source or 'berkas peta kecamatan'}"
    return f"{text}; lisensi {licence}." if licence else f"{text}."


def build_map(areas: Areas, source: str, licence: str) -> dict[str, Any]:
    """peta.geojson: a feature an area, named as on the sheet Wilayah. Raises InvalidArgument."""
    features = []
    for name, parts in areas.items():
        polygons = [p for part in parts for p in _read_polygons(name, part["geometry"])]
        geometry = {"type": "MultiPolygon", "coordinates": polygons}
        properties = {"kelurahan": name}
        features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    origin = {"sumber": source, "lisensi": licence}
    return {"type": "FeatureCollection", **origin, "features": features}


def _read_polygons(name: str, geometry: Mapping[str, Any]) -> list[list[list[list[float]]]]:
    """The polygons in degrees, rounded, without heights."""
    try:
        coordinates = geometry["coordinates"]
        parts = [coordinates] if geometry["type"] == "Polygon" else coordinates
        polygons = [[np.array([p[:2] for p in ring], float) for ring in part] for part in parts]
    except (KeyError, TypeError, ValueError, IndexError):
        raise InvalidArgument(f'"{name}": garis batasnya rusak. {_RESAVE}') from None
    rings = [ring for polygon in polygons for ring in polygon]
    if not all(len(r) > 3 and _lie_in_range(r, "bujur", "lintang") for r in rings):
        swapped = all(_lie_in_range(r, "lintang", "bujur") for r in rings)
        reason = "bujur dan lintangnya tertukar" if swapped else "koordinatnya bukan derajat"
        raise InvalidArgument(f'"{name}": {reason}. {_RESAVE}')
    return [[ring.round(_DECIMALS).tolist() for ring in polygon] for polygon in polygons]


def _lie_in_range(ring: Any, *axes: str) -> bool:
    """Whether all points lie within the limits of the rules; NaN does not."""
    low, high = np.array([RULE[axis] for axis in axes]).T
    return bool(((ring >= low) & (ring <= high)).all())
