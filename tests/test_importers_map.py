"""`lkip import map`: the unit's kelurahan and desa out of a national or regional boundary file."""

import json
from pathlib import Path
from typing import Any

import pytest

from lkip_helpers.audit.consistency import check
from lkip_helpers.charts.area_map import phrase_origin
from lkip_helpers.errors import InvalidArgument
from lkip_helpers.importers.boundaries import Wanted, build_map, cut_areas
from lkip_helpers.workspace import AREA_MAP
from tests.conftest import lkip
from tests.workbook import Sheets, write

KINERJA = "kinerja.xlsx"
WANTED = Wanted(dict.fromkeys(["Suka Maju", "Mekar Sari"], ""), "Contoh Jaya", "Kabupaten Nusa")


def area(x: float = 110.0, y: float = -5.0, **attributes: Any) -> dict[str, Any]:
    """A square of a hundredth of a degree with these attributes."""
    ring = [[x, y, 7], [x + 0.01, y, 7], [x + 0.01, y + 0.01, 7], [x, y + 0.01, 7], [x, y, 7]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": attributes, "geometry": geometry}


def collect(*features: Any, **attributes: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", **attributes, "features": list(features)}


@pytest.mark.parametrize(
    ("name", "kecamatan", "kota", "value"),
    [
        ("WADMKD", "WADMKC", "WADMKK", "Nusa"),  # BIG: the kabupaten without its word
        ("ADM4_EN", "ADM3_EN", "ADM2_EN", "Nusa"),  # HDX
        ("village", "district", "regency", "KAB. NUSA"),
        ("NAME_4", "NAME_3", "NAME_2", "Kabupaten Nusa"),  # GADM
        ("NAMOBJ", "kecamatan", "kabupaten", "kab nusa"),
        ("nama_kel", "nm_kec", "nm_kab", "NUSA"),
    ],
)
def test_the_areas_are_found_by_name_in_their_kecamatan_and_kabupaten(
    name: str, kecamatan: str, kota: str, value: str
) -> None:
    """Also where a kelurahan of that name lies in another kecamatan, or the kecamatan's name is
    found in a kota of the same name as the kabupaten."""

    def make(village: str, district: str, regency: str, x: float) -> dict[str, Any]:
        return area(x, **{name: village, kecamatan: district, kota: regency})

    wanted = [
        make("KEL. SUKAMAJU", "CONTOH JAYA", value, 110.1),
        make("Desa Mekar Sari", "Contoh Jaya", value, 110.2),
    ]
    others = [
        make("Suka Maju", "Contoh Timur", value, 111.1),
        make("Mekar Sari", "Contoh Jaya", "Kota Nusa", 111.2),
        make("Suka Maju", "Contoh Jaya", "Kota Nusa", 111.3),
    ]
    cut = cut_areas(collect(*others, *wanted), WANTED)
    assert cut == {"Suka Maju": [wanted[0]], "Mekar Sari": [wanted[1]]}


def test_a_code_finds_an_area_whatever_its_name() -> None:
    """However the file writes it: with full stops, with ID before it, as a number."""
    codes = {"Satu": "9901011001", "Dua": "9901011002", "Tiga": "9901011003"}
    features = [
        area(KDEPUM="99.01.01.1001", NAMOBJ="A"),
        area(ADM4_PCODE="ID9901011002", NAMOBJ="B"),
        area(KDEBPS=9901011003.0, NAMOBJ="C"),
    ]
    cut = cut_areas(collect(*features), Wanted(codes, "Lain", "Kota Lain"))
    assert [f["properties"]["NAMOBJ"] for (f,) in cut.values()] == ["A", "B", "C"]


def test_parts_of_one_area_become_one() -> None:
    """A file that holds each island as a feature of its own; heights are left out."""
    parts = [area(110.0, village="Suka Maju", kode="9901011001"),
             area(110.5, village="Suka Maju", kode="9901011001")]  # fmt: skip
    area_map = build_map(cut_areas(collect(*parts), Wanted({"Suka Maju": ""})), "BIG", "CC BY 4.0")
    (feature,) = area_map["features"]
    assert len(feature["geometry"]["coordinates"]) == 2
    assert feature["geometry"]["coordinates"][1][0][0] == [110.5, -5.0]
    assert phrase_origin(area_map) == "Batas wilayah: BIG; lisensi CC BY 4.0."


def test_a_name_spelled_nearly_so_is_taken_in_the_right_kecamatan_alone() -> None:
    """Where the file does not name the kecamatan it is refused, with its spelling."""
    pairs = [("Suka Majo", "Contoh Jaya"), ("Mekar Sari", "Contoh Jaya"), ("X", "Lain")]
    near = [area(WADMKD=name, WADMKC=kecamatan) for name, kecamatan in pairs]
    cut = cut_areas(collect(*near), WANTED)
    assert cut["Suka Maju"] == [near[0]]
    with pytest.raises(InvalidArgument, match="yang ada: Suka Majo"):
        cut_areas(collect(area(WADMKD="Suka Majo"), area(WADMKD="Mekar Sari")), WANTED)


@pytest.mark.parametrize(
    ("features", "reasons"),
    [
        ([area(desa="Suka Maju"), area(desa="Lain")], ['"Mekar Sari" tidak', "yang ada: Lain"]),
        (
            [area(desa="Suka Maju", kode=k) for k in ("A", "B")] + [area(desa="Mekar Sari")],
            ['"Suka Maju" ada 2', "Suka Maju, A; Suka Maju, B", "Kode wilayah"],
        ),
        ([area(desa="Suka Maju", kecamatan="Lain")], ["tidak memuat Kecamatan Contoh Jaya"]),
        (
            [area(desa="Suka Maju", kecamatan="Contoh Jaya", kabupaten="Lain")],
            ["tidak memuat Kabupaten Nusa"],
        ),
        ([{"type": "Feature", "geometry": None}], ["tidak memuat poligon"]),
        ([[], {"geometry": [2], "properties": [1]}], ["tidak memuat poligon"]),
    ],
)
def test_what_is_missing_or_not_certain_is_refused_with_a_list(
    features: list[Any], reasons: list[str]
) -> None:
    """The message lists the names in the file, or the areas of that name."""
    with pytest.raises(InvalidArgument) as refused:
        cut_areas(collect(*features), WANTED)
    assert [r for r in reasons if r not in str(refused.value)] == []


@pytest.mark.parametrize(
    ("x", "y", "reason"),
    [(-5, 110, "tertukar"), (300000, 9000000, "bukan derajat"), (float("nan"), 0, "bukan derajat")],
)
def test_coordinates_that_are_no_degrees_of_indonesia_are_refused(
    x: float, y: float, reason: str
) -> None:
    """Metres of UTM, or latitude before longitude."""
    cut = cut_areas(collect(area(x, y, desa="Suka Maju")), Wanted({"Suka Maju": ""}))
    with pytest.raises(InvalidArgument, match=reason):
        build_map(cut, "", "")


def test_the_map_is_written_with_its_source_and_never_over_another(tmp_path: Path) -> None:
    """Named by the file or by the options; --uji writes nothing, --ganti keeps a copy."""

    def alter(sheets: Sheets) -> None:
        sheets[KINERJA, "Wilayah"][3][-1] = None  # no code: by name

    workspace = write(tmp_path, alter)
    file = tmp_path / "batas.geojson"
    attributes = {"kecamatan": "Contoh Jaya", "kabupaten": "Nusa Contoh", "source": "BIG 2023"}
    features = collect(area(desa="MEKAR KONTOH", **attributes), area(desa="Lain", **attributes))
    file.write_text(json.dumps(features), "utf-8")
    command = ("import", "map", str(file), "2021")
    trial = lkip(tmp_path, *command, "--uji")
    assert (trial.returncode, (workspace.raw / AREA_MAP).exists()) == (0, False), trial.stderr
    assert "tidak menyebut lisensinya" in trial.stdout
    assert "ejaannya berbeda" in trial.stdout
    assert lkip(tmp_path, *command, "--lisensi", "CC BY 4.0").returncode == 0
    area_map = json.loads((workspace.raw / AREA_MAP).read_text("utf-8"))
    assert (area_map["sumber"], area_map["lisensi"]) == ("BIG 2023", "CC BY 4.0")
    assert [f["properties"]["kelurahan"] for f in area_map["features"]] == ["Mekar Contoh"]
    refused = lkip(tmp_path, *command)
    assert (refused.returncode, "--ganti" in refused.stderr) == (1, True)
    assert lkip(tmp_path, *command, "--ganti").returncode == 0
    assert [f.name for f in workspace.import_copies.iterdir()] == [AREA_MAP]
    file.write_text("{", "utf-8")
    assert "bukan GeoJSON yang utuh" in lkip(tmp_path, *command).stderr


def test_a_map_without_an_area_of_the_sheet_is_a_finding_beforehand(tmp_path: Path) -> None:
    """`lkip check` names the missing area, before a chapter would fail on it."""
    workspace = write(tmp_path)
    (workspace.raw / AREA_MAP).write_text(json.dumps(collect(area(desa="Lain"))), "utf-8")
    (finding,) = [f for f in check(workspace)[1] if f.berkas == AREA_MAP]
    assert (finding.tingkat, "Mekar Contoh" in finding.pesan) == ("salah", True)
