"""An invented office: five kinds of indicator, three sasaran, three years, a changed budget."""

import random
import re
from typing import Any

import pandas as pd
import pytest

from lkip_helpers.report.formula import evaluate_formula
from lkip_helpers.workspace import WORKSPACE_VARIABLE
from tests.conftest import lkip, read_tables
from tests.test_report_final import prepare
from tests.workbook import Sheets, write

TUJUAN = "Tata kelola dan pelayanan baik"
KINERJA, SKM, DPA = "kinerja.xlsx", "skm.xlsx", "dpa.xlsx"
# An office codes its indicators as it likes: here the IKM is KEP.
# kode, sasaran, nama, satuan, polaritas; (target, realisasi) of 2019, 2020, 2021; end of Renstra
INDIKATOR = [
    ("KEP", "Pelayanan membaik", "Indeks Kepuasan Masyarakat", "Nilai", "maksimal",
     [(80, 81), (82, 83), (84, 84.5)], 88),
    ("WAKTU", "Pelayanan membaik", "Waktu penyelesaian surat", "menit", "minimal",
     [(60, 66), (55, 58), (50, 45)], 40),
    ("ADUAN", "Ketertiban terjaga", "Aduan per bulan", "aduan", "minimal rasio",
     [(12, 15), (10, 11), (8, 10)], 5),
    ("KAS", "Tata kelola tertib", "Saldo kas rata-rata", "juta", "rentang",
     [("10–20", 25), ("10–20", 18), ("10–20", 24)], "10–20"),
    ("AKIP", "Tata kelola tertib", "Predikat AKIP", "Predikat AKIP", "predikat",
     [("CC", "CC"), ("B", "CC"), ("BB", "B")], "A"),
]  # fmt: skip
# rules/capaian.toml: 84.5/84; (2×50 − 45)/50; 8/10; 24/20; 60/70, each × 100.
CAPAIAN = {"KEP": 100.595238, "WAKTU": 110.0, "ADUAN": 80.0, "KAS": 120.0, "AKIP": 85.714286}


def fill_money(sheets: Sheets) -> None:
    """A pagu that was changed; one programme for every sasaran."""
    program = sheets[DPA, "DPA"][3][1]
    sheets[DPA, "DPA"][3][7] = 8_000_000
    sasaran = dict.fromkeys(i[1] for i in INDIKATOR)
    sheets[DPA, "Dukungan"][3:] = [[program, s, "utama"] for s in sasaran]


def fill_survey(sheets: Sheets) -> None:
    """Four hundred respondents with their characteristics."""
    draw = random.Random(400)  # noqa: S311 answers, not secrets
    sheets[SKM, "Jawaban"] = [
        [], [],
        ["Responden", "Jenis kelamin", "Usia", "Pendidikan", "Pekerjaan", "Jenis layanan",
         *(f"U{i}" for i in range(1, 10))],
        *[[n, draw.choice(["Laki-laki", "Perempuan"]), draw.randint(18, 70),
           draw.choice(["SMA", "S1"]), draw.choice(["Pedagang", "Guru"]),
           "Surat pindah", *draw.choices([2, 3, 4], [1, 5, 4], k=9)] for n in range(1, 401)],
    ]  # fmt: skip


def fill_five(sheets: Sheets) -> None:
    """Fill the sheets; heads stay where they are."""

    def replace_rows(file: str, sheet: str, rows: list[list[Any]]) -> None:
        sheets[file, sheet][3:] = rows

    replace_rows(
        KINERJA,
        "Indikator",
        [
            [k, "sasaran", TUJUAN, s, n, u, p, "Catatan kantor", None, None]
            for k, s, n, u, p, *_ in INDIKATOR
        ],
    )
    replace_rows(
        KINERJA,
        "Realisasi",
        [
            [k, n, tahun, t, r, None]
            for k, _, n, _, _, years, _ in INDIKATOR
            for tahun, (t, r) in zip((2019, 2020, 2021), years, strict=True)
        ],
    )
    for entry in sheets[KINERJA, "Profil"]:
        entry[1] = {"Awal Renstra": 2019, "Akhir Renstra": 2023}.get(entry[0], entry[1])
    sheets[KINERJA, "Renstra"] = [
        [],
        [],
        ["Kode", "Indikator kinerja", 2019, 2020, 2021, 2022, 2023],
        *[[k, n, *(t for t, _ in years), None, end] for k, _, n, _, _, years, end in INDIKATOR],
    ]
    for sheet in ("IKU", "PK"):
        replace_rows(
            KINERJA, sheet, [[k, n, years[-1][0]] for k, _, n, _, _, years, _ in INDIKATOR]
        )
    replace_rows(
        KINERJA,
        "Analisis",
        [[k, "Loket ditambah.", "Jam layanan ditambah."] for k, *_ in INDIKATOR],
    )
    replace_rows(KINERJA, "Standar", [["KEP", "Provinsi", 85, "Laporan provinsi"]])
    replace_rows(KINERJA, "Realisasi Triwulan", [["ADUAN", 11, 10, 9, 10, "rata-rata"]])
    replace_rows(KINERJA, "Penjelasan Temuan", [["bukti:KEP", "Survei diulang pada Desember."]])
    fill_money(sheets)
    fill_survey(sheets)


@pytest.fixture(scope="module")
def tabel(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    root = tmp_path_factory.mktemp("lima")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(WORKSPACE_VARIABLE, str(root))
        prepare(root)
        workspace = write(root, fill_five)
        lkip(root, "check", "--record")
        result = lkip(root, "render", "2021", "--final", "--bentuk", "html")
    assert result.returncode == 0, result.stderr
    page = (workspace.outputs / "laporan.html").read_text("utf-8")
    return read_tables(workspace) | {"html": {"isi": page}}


def column(tabel: dict[str, Any], label: str, key: str) -> list[Any]:
    return [r[key] for r in tabel[label]["baris"]]


def test_each_kind_has_its_formula(tabel: dict[str, Any]) -> None:
    """Source: rules/capaian.toml, rumus."""
    assert column(tabel, "iku-capaian", "capaian") == pytest.approx(list(CAPAIAN.values()))
    assert column(tabel, "rumus-capaian", "polaritas") == [
        "Maksimal", "Minimal", "Minimal rasio", "Rentang", "Predikat",
    ]  # fmt: skip


def test_ranges_and_predicates_are_printed_as_they_are_written(tabel: dict[str, Any]) -> None:
    """Not by the numbers behind them."""
    assert column(tabel, "iku-capaian", "target") == [84.0, 50.0, 8.0, "10–20", "BB"]
    assert column(tabel, "iku-capaian", "realisasi") == [84.5, 45.0, 10.0, 24.0, "B"]
    titles = [c["judul"] for c in tabel["renstra-target"]["kolom"]]
    assert titles[4:] == ["2019", "2020", "2021", "2022", "2023"]
    assert column(tabel, "renstra-target", "2023") == [88.0, 40.0, 5.0, "10–20", "A"]
    html = tabel["html"]["isi"]
    words = r"(Predikat AKIP|target BB)[^<]*(target BB|Predikat AKIP)[^<]* B\b"
    assert re.search(rf"{words}|Predikat AKIP tahun 2021 adalah B dari target BB", html)
    assert re.search(r"[Rr]ealisasi(nya| itu)? naik dari CC menjadi B", html)


def test_the_way_to_the_end_of_the_renstra_is_that_of_the_kind(tabel: dict[str, Any]) -> None:
    """Two years left; the range is missed by 24 − 20; a predicate has no distance."""
    assert column(tabel, "banding-renstra", "sisa") == [3.5, 5.0, 5.0, 4.0, None]
    assert column(tabel, "banding-renstra", "laju") == [1.75, 2.5, 2.5, 2.0, None]


def test_three_years_stand_side_by_side(tabel: dict[str, Any]) -> None:
    """Fifteen rows."""
    assert column(tabel, "banding-tahun", "tahun") == [2019, 2020, 2021] * 5


def test_every_sasaran_has_its_table(tabel: dict[str, Any]) -> None:
    """The second and third as the first."""
    assert column(tabel, "sasaran-1-capaian", "indikator") == [
        "Indeks Kepuasan Masyarakat", "Waktu penyelesaian surat",
    ]  # fmt: skip
    assert column(tabel, "sasaran-2-capaian", "indikator") == ["Aduan per bulan"]
    assert len(column(tabel, "sasaran-3-capaian", "indikator")) == 2


def test_quarters_changed_budget_standard_and_respondents_are_there(tabel: dict[str, Any]) -> None:
    """(11 + 10 + 9 + 10) / 4 = 10; 8,000,000 became 7,400,000; 400 of 1,000 are enough (278)."""
    assert column(tabel, "realisasi-triwulan", "setahun") == [10.0]
    assert column(tabel, "anggaran-perubahan", "sebelum") == [8_000_000]
    assert len(column(tabel, "banding-nasional", "capaian_standar")) == 1
    assert column(tabel, "skm-ringkasan", "responden") == [400]
    assert {"skm-profil-jenis-kelamin", "skm-profil-usia", "skm-sampel", "skm-instrumen"} <= set(
        tabel
    )


def test_every_number_of_every_kind_comes_from_cells(tabel: dict[str, Any]) -> None:
    """Of quarters, ranges, predicates, a changed budget, respondents and three years, too."""
    numbers = [(label, a) for label, t in tabel.items() for a in t.get("silsilah", [])]
    assert len(numbers) > 700
    assert [(label, a) for label, a in numbers if not (a["rumus"] and a["sel"])] == []


def test_four_hundred_answers_are_not_printed_but_kept(tabel: dict[str, Any]) -> None:
    """More than 150: the annex says that the workbook of tables has them."""
    assert "skm-tabulasi" not in tabel
    assert (
        "respondennya 400 orang; jawaban selengkapnya tersedia dalam buku tabel"
        in (tabel["html"]["isi"])
    )


def test_no_formula_stands_beside_a_number_it_does_not_give(tabel: dict[str, Any]) -> None:
    """A lower-is-better row in a table takes the plain ratio out of its note and its workbook."""
    counted = 0
    for label, table in tabel.items():
        data = pd.DataFrame(table.get("baris", []))
        for c in (c for c in table.get("kolom", []) if c["rumus"] and "dari(" not in c["rumus"]):
            for row in table["baris"]:
                value = evaluate_formula(c["rumus"], row, data)
                if pd.notna(value):
                    assert row[c["kunci"]] == pytest.approx(value), (label, c["kunci"])
                    counted += 1
    assert counted > 20


def test_evidence_is_found_by_the_name_of_its_indicator(tabel: dict[str, Any]) -> None:
    """The survey is held against the IKM although this office calls it KEP."""
    assert column(tabel, "ikm-bukti", "indikator") == ["Indeks Kepuasan Masyarakat"]
    assert column(tabel, "ikm-bukti", "realisasi") == [84.5]
    assert "indikator kepuasan masyarakat tidak dilaporkan" not in tabel["html"]["isi"]
