"""Kecamatan Contoh Jaya: an invented office with every sheet filled, made anew by this script.

`python -m tests.example_office` writes data/raw/contoh-jaya/<tahun> with `lkip new` and fills the
sheets by their schemas, so that a changed schema only needs running it again. What is written by
hand is in example_office.toml; answers, amounts spent and the map are drawn with the year as
seed, and what follows from them (IKM, Σ pagu, evidence) is computed here by plain arithmetic.
"""

import json
import math
import random
import shutil
import tempfile
import tomllib
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from lkip_helpers.importers.boundaries import Wanted, build_map, cut_areas, fold_code
from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.sheets import EVERY, PUBLISHED, SUPPLEMENT
from lkip_helpers.workbooks.carryover import SheetContent
from lkip_helpers.workbooks.newyear import create_tahun
from lkip_helpers.workbooks.template import build_sheet
from lkip_helpers.workspace import AREA_MAP, SOURCE, Workspace, hash_file
from tests.conftest import PROJECT_ROOT

UNIT, TAHUN = "contoh-jaya", (2023, 2024)
FIRST_YEAR = 2022  # its realisasi are in the workbook of 2023
TEXT = tomllib.loads((Path(__file__).parent / "example_office.toml").read_text("utf-8"))
SCHEMA: dict[str, Any] = {s.NAME: s for s in (*EVERY, *PUBLISHED)} | SUPPLEMENT
COMPUTED = ("target", "reached", "of_kelurahan", "program", "responden")  # no sheets of their own
WEST, NORTH, WIDTH, HEIGHT = 110.42, -4.88, 0.09, 0.06  # degrees; in the open sea
KM = 111.195  # a degree of latitude
EMBLEM = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 144" width="120" height="144">
<path d="M60 4 114 20v58c0 32-24 50-54 62C30 128 6 110 6 78V20z" fill="#fff"
 stroke="#123f6d" stroke-width="6"/>
<path d="M20 76 46 40l16 22 14-16 24 30z" fill="#2f7d5b"/>
<circle cx="60" cy="30" r="9" fill="#e0a526"/>
<path d="M20 86q10-8 20 0t20 0 20 0 20 0v10q-10 8-20 0t-20 0-20 0-20 0z" fill="#2b6cb0"/>
<path d="M28 106q8-6 16 0t16 0 16 0 16 0" fill="none" stroke="#2b6cb0" stroke-width="5"/>
</svg>
"""
Row = dict[str, Any]


def read_rows(name: str, tahun: int) -> list[Row]:
    """The rows of a table of the TOML file, those of the year if it has its own."""
    table = TEXT.get(str(tahun), {}).get(name) or TEXT[name]
    rows = [dict(zip(table["kolom"], row, strict=True)) for row in table["baris"]]
    return [{k: None if v == "" else v for k, v in row.items()} for row in rows]


def read_record(name: str, tahun: int) -> Row:
    return {row["isian"]: row["nilai"] for row in read_rows(name, tahun)}


def draw_areas(names: list[str]) -> dict[str, list[list[float]]]:
    """A ring for each name: a grid of three columns whose shared corners and edges are bent."""
    draw = random.Random("peta")  # noqa: S311 an example

    def bend(x: float, y: float, most: float) -> list[float]:
        dx, dy = (draw.uniform(-most, most) for _ in range(2))
        return [WEST + (x + dx) * WIDTH / 3, NORTH - (y + dy) * HEIGHT / 2]

    corners = {(i, j): bend(i, j, 0.16) for i in range(4) for j in range(3)}
    edges: dict[tuple[Any, Any], list[list[float]]] = {}

    def walk(a: tuple[int, int], b: tuple[int, int]) -> list[list[float]]:
        key = (min(a, b), max(a, b))
        if key not in edges:
            (ax, ay), (bx, by) = corners[key[0]], corners[key[1]]
            edges[key] = [
                [ax + (bx - ax) * t + draw.uniform(-1, 1) * 0.0016,
                 ay + (by - ay) * t + draw.uniform(-1, 1) * 0.0016]
                for t in (0.15, 0.3, 0.45, 0.6, 0.75, 0.9)
            ]  # fmt: skip
        return [corners[a], *(edges[key] if a < b else edges[key][::-1])]

    rings = {}
    for n, name in enumerate(names):
        i, j = n % 3, n // 3
        around = [(i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1)]
        ring = [
            p for a, b in zip(around, [*around[1:], around[0]], strict=True) for p in walk(a, b)
        ]
        rings[name] = [*ring, ring[0]]
    return rings


def measure_ha(ring: list[list[float]]) -> int:
    """Hectares inside a ring (shoelace formula); degrees of longitude shrink with the latitude."""
    shrunk = math.cos(math.radians(NORTH))
    points = [(x * KM * shrunk, y * KM) for x, y in ring]
    return round(abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points))) / 2 * 100)


def make_map() -> dict[str, Any]:
    """peta.geojson, cut from a made-up regional file as `lkip import map` does."""
    rows = read_rows("wilayah", TAHUN[0])
    rings = draw_areas([row["kelurahan"] for row in rows])
    features = [
        {
            "type": "Feature",
            "properties": {"KDEPUM": row["kode"], "WADMKC": "Contoh Jaya"},
            "geometry": {"type": "Polygon", "coordinates": [rings[row["kelurahan"]]]},
        }
        for row in rows
    ]
    wanted = Wanted({row["kelurahan"]: fold_code(row["kode"]) for row in rows})
    cut = cut_areas({"type": "FeatureCollection", "features": features}, wanted)
    return build_map(cut, "peta rekaan, bukan tempat yang nyata", "CC0 1.0")


def make_answers(tahun: int) -> list[Row]:
    """Respondents: traits dealt out by their counts, answers drawn around the level of an unsur."""
    draw = random.Random(f"jawaban {tahun}")  # noqa: S311 an example
    traits: dict[str, list[str]] = {}
    for trait, count in TEXT["responden"].items():
        traits[trait] = [answer for answer, n in count.items() for _ in range(n)]
        draw.shuffle(traits[trait])
    levels = {"U3": 2.8, "U4": 3.75, "U8": 2.75}
    usual = 3.52 if tahun == TAHUN[0] else 3.6
    codes = [row["kode"] for row in read_rows("unsur_skm", tahun)]

    def answer(code: str, mood: float) -> int:
        return min(4, max(1, round(levels.get(code, usual) + mood + draw.gauss(0, 0.45))))

    rows = []
    for n in range(len(traits["usia"])):
        mood = draw.gauss(0, 0.45)  # a person answers all questions in one mood
        dealt = {trait: values[n] for trait, values in traits.items()}
        rows.append({"responden": n + 1, **dealt, "jawaban": {c: answer(c, mood) for c in codes}})
    return rows


def make_budget(tahun: int) -> list[Row]:
    """DPA: pagu grow by four percent a year; under nine tenths is spent where that is explained."""
    draw = random.Random(f"anggaran {tahun}")  # noqa: S311 an example
    names = {row["nomor"]: row["program"] for row in read_rows("program", tahun)}
    low = {row["sub_kegiatan"] for row in read_rows("penjelasan", tahun)}
    rows = [row | {"unit": None} for row in read_rows("anggaran", tahun)]
    for row in read_rows("of_kelurahan", tahun):
        parts = {k: row.pop(k) for k in list(row) if k.endswith("Contoh")}
        rows += [row | {"pagu": pagu, "unit": f"Kelurahan {k}"} for k, pagu in parts.items()]
    for row in rows:
        grown = round(row["pagu"] * 1.04 ** (tahun - TAHUN[0]) / 1000) * 1000
        share = draw.uniform(0.78, 0.86) if row["sub_kegiatan"] in low else draw.uniform(0.93, 0.99)
        changed = tahun > TAHUN[0] and draw.random() < 0.4
        before = round(grown * draw.uniform(0.9, 1.05) / 1000) * 1000 if changed else grown
        row["kode_program"] = row["kode_sub_kegiatan"][:7]
        row["program"] = names[row["program"]]
        row["pagu"], row["realisasi"] = grown, round(grown * share)
        row["pagu_sebelum"] = before if tahun > TAHUN[0] else None
    return sorted(rows, key=lambda row: row["kode_program"])


def compute_reached(tahun: int) -> dict[str, Any]:
    """Realisasi of each indicator: as written, else what the other sheets of the year prove."""
    written = {row["kode"]: row[str(tahun)] for row in read_rows("reached", tahun)}
    if tahun == FIRST_YEAR:
        return written
    profil, answers, budget = read_record("profil", tahun), make_answers(tahun), make_budget(tahun)
    scores = [v for row in answers for v in row["jawaban"].values()]
    lembaga = read_rows("lembaga", tahun)
    active = sum(row["kecamatan"] + row["kelurahan"] for row in lembaga)
    due = profil["target_lembaga_kecamatan"] + profil["target_lembaga_kelurahan"]
    present = sum(row["tersedia"].count("y") for row in read_rows("sarana", tahun))
    wanted = sum(row["target_sarana"] for row in read_rows("wilayah", tahun))
    quarters = read_rows("triwulan", tahun)[0]
    pagu, spent = (sum(row[k] for row in budget) for k in ("pagu", "realisasi"))
    computed = {
        "IPP": sum(row["nilai"] for row in read_rows("ipp", tahun)),
        "IKM": sum(scores) / len(scores) * 25,
        "LEMBAGA": active / due * 100,
        "GOTONG": sum(quarters[f"tw{n}"] for n in (1, 2, 3, 4)),
        "SISA": (pagu - spent) / pagu * 100,
        "SARANA": present / wanted * 100,
    }
    return written | {k: round(v, 2) for k, v in computed.items()}


def make_promises(tahun: int) -> dict[str, list[Row]]:
    """Renstra, IKU, PK and Realisasi: with the targets of the Renstra unless the PK has others."""
    renstra = {row.pop("kode"): row for row in read_rows("target", tahun)}
    indikator = read_rows("indikator", tahun)
    of_year = {t: TEXT.get(str(t), {}) for t in (FIRST_YEAR, *TAHUN)}

    def promise(code: str, year: int) -> Any:
        return of_year[year].get("pk_target", {}).get(code, renstra[code][str(year)])

    def reach(code: str, year: int) -> Row:
        changed = of_year[year].get("pk_perubahan", {}).get(code)
        target = changed or promise(code, year)
        return {"tahun": year, "target": target, "realisasi": compute_reached(year)[code]}

    names = [{"kode": row["kode"], "indikator": row["indikator"]} for row in indikator]
    strategic = [
        n for n, row in zip(names, indikator, strict=True) if row["jenjang"] != "pendukung"
    ]
    promised = [n | {"target": promise(n["kode"], tahun)} for n in strategic]
    altered = of_year[tahun].get("pk_perubahan", {})
    return {
        "renstra": [
            n | {"target": {int(t): v for t, v in renstra[n["kode"]].items()}} for n in names
        ],
        "iku": promised,
        "pk": [p | {"target_perubahan": altered.get(p["kode"])} for p in promised],
        "realisasi": [n | reach(n["kode"], t) for t in (tahun - 1, tahun) for n in names],
    }


def make_content(tahun: int) -> dict[type[Schema], SheetContent]:
    """All sheets of a year: rows by field, and the heads of wide columns."""
    written = dict.fromkeys((*TEXT, *TEXT.get(str(tahun), {})))
    plain = [name for name in written if name in SCHEMA and name not in COMPUTED]
    rows = {name: read_rows(name, tahun) for name in plain if not SCHEMA[name].VERTICAL}
    rows |= {name: [read_record(name, tahun)] for name in plain if SCHEMA[name].VERTICAL}
    rows["profil"][0] |= {"tahun": tahun, "tanggal": f"14 Februari {tahun + 1}"}
    rings = draw_areas([row["kelurahan"] for row in rows["wilayah"]])
    for row in rows["wilayah"]:
        row["luas_ha"] = measure_ha(rings[row["kelurahan"]])
    areas = [row["kelurahan"] for row in rows["wilayah"]]
    for row in rows["sarana"]:
        marks = zip(areas, row["tersedia"], strict=True)
        row["tersedia"] = {area: "ya" if mark == "y" else "tidak" for area, mark in marks}
    rows |= make_promises(tahun)
    rows |= {"skm": make_answers(tahun), "anggaran": make_budget(tahun)}
    total: dict[str, int] = defaultdict(int)
    for row in rows["anggaran"]:
        total[row["program"]] += row["pagu"]
    rows["pk_program"] = [
        {"program": p, "anggaran": n, "keterangan": "APBD"} for p, n in total.items()
    ]
    rows["dukungan"] = [
        {k: row[k] for k in ("program", "sasaran", "peran")} for row in read_rows("program", tahun)
    ]
    heads = {
        name: list(rows[name][0][SCHEMA[name].WIDE_FIELD]) for name in ("renstra", "sarana", "skm")
    }
    rows |= make_years(tahun, rows["skm"]) if "pegawai" in rows else {}
    return {SCHEMA[n]: SheetContent(r, heads.get(n, [])) for n, r in rows.items()}


def make_years(tahun: int, answers: list[Row]) -> dict[str, list[Row]]:
    """Sheets of pelengkap.xlsx that follow from others: budgets by year, IKM of each service."""
    budgets = [
        {"tahun": t} | {k: sum(row[k] for row in make_budget(t)) for k in ("pagu", "realisasi")}
        for t in range(TAHUN[0], tahun + 1)
    ]
    scores: dict[str, list[list[int]]] = defaultdict(list)
    for row in answers:
        scores[row["layanan"]].append(list(row["jawaban"].values()))
    services = [
        {
            "layanan": name,
            "responden": len(scored),
            "ikm": round(sum(map(sum, scored)) / len(scored) / 9 * 25, 2),
        }
        for name, scored in scores.items()
    ]
    return {"anggaran_tahunan": budgets, "ikm_layanan": services}


def write_year(workspace: Workspace, tahun: int) -> None:
    """The folder of one year in a workspace of its own: `lkip new`, then every sheet filled."""
    workspace = Workspace(UNIT, tahun, workspace.root)
    create_tahun(workspace, empty=True)
    content = make_content(tahun)
    notes = ["# Asal setiap berkas mentah. Nilai sha256 ditulis oleh: lkip check --record"]
    for name in dict.fromkeys(schema.FILE for schema in content):
        exists = (workspace.raw / name).exists()  # `lkip new` makes no terbit.xlsx
        workbook = load_workbook(workspace.raw / name) if exists else Workbook()
        for schema in (s for s in content if name == s.FILE):
            position = None
            if schema.SHEET in workbook.sheetnames:
                position = workbook.sheetnames.index(schema.SHEET)
                del workbook[schema.SHEET]
            sheet = workbook.create_sheet(schema.SHEET, position)
            build_sheet(sheet, schema, content[schema], tahun)
        if not exists:
            del workbook["Sheet"]
        workbook.save(workspace.raw / name)
        notes += [
            "", f'[berkas."{name}"]',
            'asal = "Data rekaan untuk contoh, bukan data kantor mana pun."',
            f'tanggal = "14 Februari {tahun + 1}"',
            f'sha256 = "{hash_file(workspace.raw / name)}"', "rekaan = true",
        ]  # fmt: skip
    (workspace.raw / SOURCE).write_text("\n".join(notes) + "\n", "utf-8")
    (workspace.raw / AREA_MAP).write_text(
        json.dumps(make_map(), ensure_ascii=False) + "\n", "utf-8"
    )
    (workspace.raw / "lambang.svg").write_text(EMBLEM, "utf-8")


def main() -> None:
    """Write both years anew."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "notebooks").mkdir()
        for tahun in TAHUN:
            write_year(Workspace(UNIT, tahun, root), tahun)
            raw = Workspace(UNIT, tahun, PROJECT_ROOT).raw
            shutil.rmtree(raw, ignore_errors=True)
            shutil.copytree(Workspace(UNIT, tahun, root).raw, raw)


if __name__ == "__main__":
    main()
