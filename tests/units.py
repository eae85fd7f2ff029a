"""Invented units of realistic size, the same for the same seed: `python -m tests.units ROOT N`."""

import random
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook, load_workbook

from lkip_helpers.schema.sheets import EVERY
from lkip_helpers.workspace import Workspace
from tests.workbook import HEADER, Sheet, Sheets, default_sheets

PROJECT_ROOT = Path(__file__).parents[1]
KINERJA, DPA, SKM = "kinerja.xlsx", "dpa.xlsx", "skm.xlsx"
TAHUN = 2021


@dataclass(frozen=True)
class Size:
    """How much a unit has of each."""

    indicators: int
    respondents: int
    activities: int
    areas: int


def draw_size(draw: random.Random) -> Size:
    """2–12 indicators, 50–5,000 respondents (few have many), 40–120 sub kegiatan, 1–18 areas."""
    respondents = min(5000, int(50 * 1.0 / (1 - draw.random()) ** 0.9))
    return Size(draw.randint(2, 12), respondents, draw.randint(40, 120), draw.randint(1, 18))


def _fill(sheets: Sheets, key: tuple[str, str], rows: Sheet) -> None:
    sheets[key] = [*sheets[key][:HEADER], *rows]


def _indicators(sheets: Sheets, draw: random.Random, size: Size) -> None:
    first = sheets[KINERJA, "Indikator"][HEADER]
    codes = ["IKM", *(f"I{n}" for n in range(2, size.indicators + 1))]
    rows, targets, realisasi, renstra, pk, analyses = [], [], [], [], [], []
    for n, code in enumerate(codes):
        target, name = draw.randint(70, 95), f"Indikator kinerja {n + 1}"
        name = name if n else "Indeks Kepuasan Masyarakat"
        row = [code, "sasaran", f"Tujuan {n // 4 + 1}", f"Sasaran {n // 2 + 1}", name]
        rows.append([*row, first[5], "maksimal", *first[7:10], "survei" if not n else None])
        targets.append([code, name, target])
        renstra.append([code, name, target - 2, target])
        pk.append([code, name, target, None])
        for tahun in (TAHUN - 1, TAHUN):
            goal = target - 2 * (TAHUN - tahun)
            realisasi.append([code, name, tahun, goal, round(draw.uniform(65, 99), 2), "Laporan"])
        analyses.append([code, "Loket ditambah.", "Menambah jam layanan."])
    tables = {"Indikator": rows, "IKU": targets, "Renstra": renstra, "PK": pk}
    for name, table in {**tables, "Realisasi": realisasi, "Analisis": analyses}.items():
        _fill(sheets, (KINERJA, name), table)
    _fill(sheets, (KINERJA, "Realisasi Triwulan"), [])


def _areas(sheets: Sheets, draw: random.Random, size: Size) -> None:
    names = [f"Kelurahan Contoh {n}" for n in range(1, size.areas + 1)]
    areas = [[n, draw.randint(80, 900), 1, "kelurahan"] for n in names]
    _fill(sheets, (KINERJA, "Wilayah"), areas)
    sheets[KINERJA, "Sarana"] = [[], [], ["Unsur", *names], ["Air bersih", *["✓"] * len(names)]]
    _fill(
        sheets,
        (KINERJA, "Program Lokal"),
        [["Kampung", n, 7, draw.randint(3, 7), "RT"] for n in names],
    )
    if not names:
        sheets[KINERJA, "Sarana"] = sheets[KINERJA, "Sarana"][:HEADER]
    sheets[KINERJA, "Lembaga"][HEADER][1:] = [1, min(1, size.areas)]


def _budget(sheets: Sheets, draw: random.Random, size: Size) -> None:
    rows, totals = [], dict.fromkeys(range(1, 6), 0)
    for n in range(size.activities):
        program, pagu = n * 5 // size.activities + 1, draw.randint(2_000, 900_000) * 1000
        spent = int(pagu * draw.uniform(0.91, 1))
        totals[program] += pagu
        code = f"7.01.{program:02}.2.{n % 9 + 1:02}.{n + 1:04}"
        names = [
            f"Program Contoh {program}",
            f"Kegiatan {program}.{n % 9 + 1}",
            f"Sub kegiatan {n + 1}",
        ]
        rows.append([f"7.01.{program:02}", *names, pagu, spent, "12 dokumen", pagu, code, None])
    _fill(sheets, (DPA, "DPA"), rows)
    programs = [[f"Program Contoh {n}", pagu, "APBD"] for n, pagu in totals.items()]
    _fill(sheets, (KINERJA, "PK Program"), programs)
    support = [
        [name[0], f"Sasaran {n % 2 + 1 if size.indicators > 2 else 1}", "utama"]
        for n, name in enumerate(programs)
    ]
    _fill(sheets, (DPA, "Dukungan"), support)
    _fill(sheets, (DPA, "Penjelasan"), [])


def write_unit(root: Path, unit: str, seed: int, size: Size | None = None) -> Workspace:
    """A unit whose year can be reported; size: else drawn from the seed."""
    draw = random.Random(seed)  # noqa: S311 data, not keys
    size = size or draw_size(draw)
    sheets = default_sheets()
    for fill in (_indicators, _areas, _budget):
        fill(sheets, draw, size)
    answers = [
        [n, *draw.choices((1, 2, 3, 4), (1, 4, 50, 45), k=9)]
        for n in range(1, size.respondents + 1)
    ]
    _fill(sheets, (SKM, "Jawaban"), answers)
    sheets[KINERJA, "Profil"] = [
        [k, f"Contoh {seed}" if k.startswith("Kecamatan") else v]
        for k, v in sheets[KINERJA, "Profil"]
    ]
    _fill(sheets, (KINERJA, "Penjelasan Temuan"), [])
    _fill(sheets, (KINERJA, "Standar"), [["IKM", "Provinsi", 88.5, "Laporan provinsi 2021"]])
    workspace = Workspace(unit, TAHUN, root)
    workspace.raw.mkdir(parents=True, exist_ok=True)
    for name in (KINERJA, DPA, SKM):
        workbook = Workbook(write_only=True)
        for (file, sheet), rows in sheets.items():
            if file == name:
                ws = workbook.create_sheet(sheet)
                for row in rows:
                    ws.append(row)
        workbook.save(workspace.raw / name)
    return workspace


def write_small(workspace: Workspace) -> None:
    """Three indicators without a year before, eight sub kegiatan, no survey, no optional sheet."""
    write_unit(workspace.root, workspace.unit, 7, Size(3, 1, 8, 2))
    (workspace.raw / SKM).unlink()
    workbook = load_workbook(workspace.raw / KINERJA)
    indikator, realisasi = workbook["Indikator"], workbook["Realisasi"]
    for row in indikator.iter_rows(HEADER + 1):
        row[10].value = None  # what proves it
    for n in range(realisasi.max_row, HEADER, -1):
        if realisasi.cell(n, 3).value != TAHUN:
            realisasi.delete_rows(n)
    for schema in (s for s in EVERY if s.FILE == KINERJA and not s.SHEET_REQUIRED):
        if schema.SHEET in workbook.sheetnames and schema.SHEET not in ("Langkah", "Analisis"):
            del workbook[schema.SHEET]
    workbook.save(workspace.raw / KINERJA)


def write_units(root: Path, count: int) -> None:
    """Units u0001 … with the chapters of the report beside them."""
    for n in range(1, count + 1):
        write_unit(root, f"u{n:04}", n)
    copy_chapters(root)


def copy_chapters(root: Path) -> None:
    """The chapters of the report, beside the data of units."""
    shutil.copytree(PROJECT_ROOT / "notebooks", root / "notebooks", dirs_exist_ok=True)


if __name__ == "__main__":
    write_units(Path(sys.argv[1]), int(sys.argv[2]))
