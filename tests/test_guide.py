"""The clerk's guide, followed to the letter: an invented office, from nothing to a final report."""

import csv
import json
import random
import re
import shlex
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.conftest import PROJECT_ROOT, WHOLE, lkip
from tests.exports import Layout, Sub, build, save
from tests.test_report_kinds import CAPAIAN, INDIKATOR

GUIDE = PROJECT_ROOT / "notebooks" / "README.md"
FIRST_ROW = 5  # below the heads of a generated sheet
PROFIL = {
    "Nama kecamatan": "Sukamaju", "Kabupaten/kota": "Kabupaten Contoh",
    "Sebutan kepala daerah": "Bupati Contoh", "Nama camat": "Drs. Budi",
    "NIP camat": "198001012005011001", "Tempat penandatanganan": "Sukamaju",
    "Tanggal penandatanganan": "20 Februari 2023", "Awal Renstra": 2020, "Akhir Renstra": 2024,
    "Visi": "Kecamatan yang melayani", "Jumlah penerima layanan": 1000,
}  # fmt: skip
PROGRAM = "PROGRAM PENYELENGGARAAN PEMERINTAHAN DAN PELAYANAN PUBLIK"
SUB = [
    ("Koordinasi Pemerintahan", 120_500_000, 118_250_000),
    ("Peningkatan Pelayanan", 80_250_500, 79_900_000),
]
ANSWERS = ["Tidak baik", "Kurang baik", "Baik", "Sangat baik"]
UNSUR = ["Persyaratan", "Prosedur", "Waktu penyelesaian", "Biaya", "Produk layanan",
         "Kompetensi pelaksana", "Perilaku pelaksana", "Sarana", "Pengaduan"]  # fmt: skip


def list_commands() -> list[list[str]]:
    """Every command of the guide, in order."""
    blocks = re.findall(r"```sh\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    return [shlex.split(line) for block in blocks for line in block.splitlines() if line]


def type_rows(file: Path, sheets: dict[str, Sequence[Sequence[Any]]]) -> None:
    """Type rows into a generated workbook, below its heads, as a clerk does."""
    workbook = load_workbook(file)
    for name, rows in sheets.items():
        ws = workbook[name]
        for r, row in enumerate(rows, FIRST_ROW):
            for c, value in enumerate(row, 1):
                ws.cell(r, c).value = value
        ws.delete_rows(FIRST_ROW + len(rows), ws.max_row)  # proposals that are not wanted
    workbook.save(file)


def fill_kinerja(file: Path) -> None:
    workbook = load_workbook(file)
    for name, value, *_ in workbook["Profil"].iter_rows(min_row=FIRST_ROW):
        if name.value in PROFIL:
            value.value = PROFIL[name.value]
    for column, tahun in enumerate(range(2020, 2025), 3):
        workbook["Renstra"].cell(FIRST_ROW - 1, column).value = tahun
    workbook.save(file)
    sasaran = list(dict.fromkeys(i[1] for i in INDIKATOR))
    type_rows(file, {
        "Wilayah": [["Mekar", 210, None, "desa"], ["Jaya", 190.5, None, "desa"]],
        "Batas": [[a, f"Kecamatan {a}", None] for a in ("Utara", "Timur", "Selatan", "Barat")],
        "Organisasi": [["Camat", None], ["Seksi Pelayanan", "Camat"]],
        "Dasar Hukum": [["Peraturan Presiden Nomor 29 Tahun 2014", "SAKIP"]],
        "Indikator": [[k, "sasaran", "Tata kelola dan pelayanan baik", s, n, u, p, "Catatan kantor"]
                      for k, s, n, u, p, *_ in INDIKATOR],
        "Renstra": [[k, n, *(t for t, _ in value), None, end]
                    for k, _, n, _, _, value, end in INDIKATOR],
        "IKU": [[k, n, value[-1][0]] for k, _, n, _, _, value, _ in INDIKATOR],
        "PK": [[k, n, value[-1][0]] for k, _, n, _, _, value, _ in INDIKATOR],
        "PK Program": [[PROGRAM, sum(s[1] for s in SUB), "APBD"]],
        "Realisasi": [[k, n, tahun, t, r] for k, _, n, _, _, value, _ in INDIKATOR
                      for tahun, (t, r) in zip((2020, 2021, 2022), value, strict=True)],
        "Analisis": [[k, "Loket ditambah.", "Jam layanan ditambah."] for k, *_ in INDIKATOR],
        "Langkah": [["Pelayanan", "Menambah loket."]],
        "Penjelasan Temuan": [["bukti:KEP", "Survei diulang pada Desember."]],
    })  # fmt: skip
    type_rows(file.with_name("dpa.xlsx"), {"Dukungan": [[PROGRAM, s, "utama"] for s in sasaran]})
    type_rows(file.with_name("skm.xlsx"), {
        "Unsur": [[f"U{i}", u, *ANSWERS] for i, u in enumerate(UNSUR, 1)],
    })  # fmt: skip


def export_sipd(file: Path) -> None:
    """A budget export as downloaded: codes, amounts as text, two head rows, a total."""
    sub = tuple(
        Sub(f"7.01.02.2.01.{n:02}", PROGRAM, "Koordinasi", name, pagu, realisasi, None)
        for n, (name, pagu, realisasi) in enumerate(SUB, 1)
    )
    save(build(sub, Layout(two_rows=True, number="titik")), file)


def export_forms(file: Path) -> None:
    """400 answers in words, each with a time stamp and a name that nobody needs."""
    draw = random.Random(2022)  # noqa: S311 answers, not secrets
    with file.open("w", encoding="utf-8", newline="") as f:
        writer = csv.writer(f)
        writer.writerow(["Stempel waktu", "Nama lengkap", "Jenis kelamin", *UNSUR])
        writer.writerows(
            [f"{1 + n % 28:02}/11/2022 9:{n % 60:02}:00", f"Warga {n}",
             draw.choice(["Laki-laki", "Perempuan"]),
             *draw.choices(ANSWERS[1:], [1, 5, 4], k=9)] for n in range(400)
        )  # fmt: skip


EXPORT = {"sipd": export_sipd, "forms": export_forms}


@pytest.mark.long
def test_the_guide_leads_from_nothing_to_a_final_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only its commands, and what a clerk types into the workbooks."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(PROJECT_ROOT / "notebooks", tmp_path / "notebooks")
    (tmp_path / "data" / "raw").mkdir(parents=True)
    raw = tmp_path / "data" / "raw" / "sukamaju" / "2022"
    for command in list_commands():
        assert command[0] == "lkip"
        if command[1] == "import":
            EXPORT[command[2]](tmp_path / command[3])
        html_only = command[1] == "render" and not WHOLE
        result = lkip(tmp_path, *command[1:], *["--bentuk", "html"] * html_only)
        assert result.returncode == 0, f"{command}: {result.stdout}{result.stderr}"
        if command[1] == "new":
            fill_kinerja(raw / "kinerja.xlsx")
        if "--record" in command:
            source = raw / "SUMBER.toml"
            source.write_text(source.read_text("utf-8").replace("belum diisi", "kantor"), "utf-8")
    folder = tmp_path / "outputs" / "sukamaju" / "2022"
    tabel = {t["label"]: t for t in json.loads((folder / "tabel.json").read_text())["tabel"]}
    capaian = [round(row["capaian"], 6) for row in tabel["iku-capaian"]["baris"]]
    assert capaian == list(CAPAIAN.values())
    assert tabel["anggaran-program"]["kaki"][0]["pagu"] == sum(s[1] for s in SUB)
    assert tabel["skm-ringkasan"]["baris"][0]["responden"] == 400
    html = (folder / "laporan.html").read_text("utf-8")
    assert "belum final" not in html


def test_a_new_year_takes_five_commands_at_most() -> None:
    """The guide has no more, besides the imports, which only save typing."""
    assert sum(command[1] != "import" for command in list_commands()) <= 5
