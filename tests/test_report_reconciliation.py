"""The published report of 2021 against its data, and our own report against itself."""

import json
import shutil
from pathlib import Path
from typing import Any

import lxml.html
import openpyxl
import pandas as pd
import pikepdf
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from lkip_helpers.errors import LkipError
from lkip_helpers.intake import once
from lkip_helpers.intake.published import read_published
from lkip_helpers.reconcile import reconciliation as outcome
from lkip_helpers.reconcile.loading import load_reconciliation
from lkip_helpers.reconcile.reconciliation import count_classes, reconcile
from lkip_helpers.report.named_rows import UnknownName
from lkip_helpers.report.record import read_records
from lkip_helpers.workspace import WORKSPACE_VARIABLE, Workspace
from tests.conftest import PLANNING, Report, copy_workspace, lkip
from tests.html_tables import read_tabel
from tests.workbook import list_cut, write

EMPTY = pd.DataFrame(columns=["label", "tempat", "jenis", "baris", "kolom", "nilai", "bunyi"])


@pytest.fixture(scope="module")
def reconciliation(report: Report) -> dict[str, pd.DataFrame]:
    result = lkip(report.workspace.root, "reconcile", "2021", "--json")
    assert result.returncode == 0, result.stderr
    return {name: pd.DataFrame(content) for name, content in json.loads(result.stdout).items()}


def find_row(
    reconciliation: dict[str, pd.DataFrame], label: str, place: str, **conditions: str
) -> Any:
    numbers = reconciliation["angka"]
    chosen = (numbers["label"] == label) & (numbers["tempat"] == place)
    for column, value in conditions.items():
        chosen &= numbers[column] == value
    assert chosen.sum() == 1
    return numbers[chosen].iloc[0]


def test_our_own_report_reconciled_with_itself_has_no_difference(report: Report) -> None:
    """Every cell of every table as the HTML prints it."""
    records = read_records(report.tabel.values())
    printed = []
    for label, (body, footer) in read_tabel(report.folder / "laporan.html").items():
        record = records[label]
        for part, rows in (("baris", body), ("kaki", footer)):
            for index, texts in enumerate(rows):
                row = index if part == "baris" else [*record.footer_index][index]
                name = record.name_row(row)
                try:
                    if record.find_row(name) != row:
                        continue
                except UnknownName:
                    continue  # a row no name tells apart from another
                printed += [
                    (label, "", name, column, text, None)
                    for column, text in zip(record.by_key, texts, strict=True)
                    if text and (part == "baris" or column in record.footer[index])
                ]
    column = ["label", "tempat", "baris", "kolom", "nilai", "halaman"]
    published = pd.DataFrame(printed, columns=column)
    published.attrs["sumber"] = {"berkas": "terbit.xlsx", "lembar": "Angka", "kolom": {}}
    result = reconcile(published, EMPTY, records)
    assert result.findings == []
    assert len(result.number) > 1000
    diff = result.number[~result.number["kelas"].isin(["sama"])]
    assert diff[["label", "baris", "kolom", "tercetak", "hitungan"]].to_numpy().tolist() == []


def test_the_rows_of_the_survey_table_are_shifted_by_one(
    reconciliation: dict[str, pd.DataFrame],
) -> None:
    """U3 to U9 carry the sums of U2 to U8: seven in a row. Source: Tabel 1.2 of the report."""
    for code in range(3, 10):
        row = find_row(
            reconciliation, "skm-nilai", "Tabel 1.2", baris=f"U{code}", kolom="Jumlah nilai"
        )
        assert (row["sebab"], row["status"]) == ("baris bergeser", "terbukti")
        assert "7 angka berturut-turut" in row["uraian"]


def test_the_index_is_ten_elements_weighted_a_tenth(
    reconciliation: dict[str, pd.DataFrame],
) -> None:
    """84.35 = 1687/50 × 0.10 × 25, where 84.83 is right. Source: Tabel 1.2.10."""
    row = find_row(reconciliation, "skm-ringkasan", "Tabel 1.2.10", kolom="IKM")
    assert (row["sebab"], row["status"]) == ("bobot lain", "terbukti")
    assert "84,35 = 1.687/50 × 0,1 × 25" in row["uraian"]
    assert row["nilai_hitung"] == pytest.approx(84.8333, abs=1e-4)


def test_the_letter_is_of_the_repealed_table(reconciliation: dict[str, pd.DataFrame]) -> None:
    """A by KEP/25/M.PAN/2/2004, B by PermenPAN-RB 14/2017."""
    row = find_row(reconciliation, "skm-ringkasan", "Tabel 1.2.10", kolom="Mutu")
    assert (row["tercetak"], row["hitungan"], row["sebab"]) == ("A", "B", "tabel kategori lain")
    assert "KEP/25/M.PAN/2/2004" in row["uraian"]


def test_the_mean_is_of_rounded_values(reconciliation: dict[str, pd.DataFrame]) -> None:
    """(103 + 98) / 2 = 100.50; unrounded 100.41. Source: Tabel 3.2."""
    row = find_row(reconciliation, "iku-capaian", "Tabel 3.2", baris="Rata-rata capaian")
    assert (row["sebab"], row["status"]) == ("pembulatan dini", "terbukti")
    assert "(103 + 98) / 2 = 100,50" in row["uraian"]


def test_the_mean_of_the_ipp_is_a_sum(reconciliation: dict[str, pd.DataFrame]) -> None:
    """3.45 is the sum of six aspects."""
    row = find_row(reconciliation, "ipp-unsur", "Tabel Indeks Pelayanan Publik", baris="Rata-rata")
    assert (row["sebab"], row["status"]) == ("jumlah disebut rata-rata", "terbukti")


@pytest.mark.parametrize(
    ("column", "printed", "correct"), [("Kecamatan", 13, 14), ("Kelurahan", 46, 47)]
)
def test_institutions_are_one_short(
    reconciliation: dict[str, pd.DataFrame], column: str, printed: int, correct: int
) -> None:
    """13 and 46 printed, 14 and 47 counted; one row explains both."""
    row = find_row(
        reconciliation,
        "lembaga-keaktifan",
        "Tabel keaktifan lembaga",
        baris="Realisasi",
        kolom=column,
    )
    assert (row["nilai_cetak"], row["nilai_hitung"], row["sebab"]) == (
        printed,
        correct,
        "bagian hilang",
    )


@pytest.mark.parametrize("kelurahan", ["Payo Selincah", "Lingkar Selatan"])
def test_facilities_are_measured_against_twelve(
    reconciliation: dict[str, pd.DataFrame], kelurahan: str
) -> None:
    """10/12 = 83 % and 9/12 = 75 %, whatever target stands above."""
    place = "sarana-kelurahan", "Tabel sarana prasarana"
    row = find_row(reconciliation, *place, baris="Capaian (%)", kolom=kelurahan)
    assert (row["sebab"], row["status"]) == ("target lain", "terbukti")
    assert "dihitung terhadap 12" in row["uraian"]


def test_most_differences_have_a_proven_cause(reconciliation: dict[str, pd.DataFrame]) -> None:
    """122 figures differ, four of them NRR that a shift put there with one decimal (3,5).

    What leaves a rival is called a guess: an A that both tables of mutu give for a wrong NRR.
    """
    diff = reconciliation["angka"][reconciliation["angka"]["kelas"] == "beda"]
    assert len(diff) == 122
    assert (diff["status"] == "terbukti").sum() >= 100
    assert (diff["sebab"] == "belum diketahui").sum() <= 6


def test_what_the_report_says_against_itself_is_told(
    reconciliation: dict[str, pd.DataFrame],
) -> None:
    """81,75 and 50 for 2020 of an indicator that is 80 of 82 in both tables; an A beside 3,36."""
    numbers = reconciliation["angka"]
    against = numbers[(numbers["kelas"] == "sama") & (numbers["sebab"] != "")]
    assert list(zip(against["tercetak"], against["sebab"], strict=True)) == [
        *[("81,75", "dua nilai")] * 2,
        ("A", "tabel kategori lain"),
        *[("50", "dua nilai")] * 2,
    ]


def test_claims_of_the_text_are_judged(reconciliation: dict[str, pd.DataFrame]) -> None:
    """Six of seven majorities are none."""
    claims = reconciliation["pernyataan"]
    majority = claims[claims["jenis"] == "mayoritas"]
    assert majority["putusan"].value_counts().to_dict() == {"tidak sesuai": 6, "sesuai": 1}
    assert (claims["putusan"] == "tidak sesuai").sum() == 19


def test_pk_and_dpa_differ_by_five_rows_and_one_programme(report: Report) -> None:
    """12,511,573,122 − 7,529,955,253, reported by `lkip check` with both cells."""
    result = lkip(report.workspace.root, "check", "2021")
    output = " ".join(result.stdout.split())
    warning = next(b for b in output.split(" peringatan: ") if "jumlah PK 7.529.955.253" in b)
    assert "jumlah pagu DPA 12.511.573.122 (dpa.xlsx › DPA › E8:E58)" in warning
    assert "= Program Pemberdayaan Masyarakat Desa dan Kelurahan 4.273.777.869 + " in warning
    assert warning.count("Harmonisasi Hubungan Dengan Tokoh Agama") == 5


@pytest.fixture
def copied(report: Report, tmp_path: Path) -> Workspace:
    """The finished report, to be written into."""
    workspace = Workspace.of("paal-merah", 2021, tmp_path / "ruang")
    shutil.copytree(report.workspace.root, workspace.root)
    return workspace


@pytest.mark.long
def test_the_review_document_is_written_in_three_forms(copied: Workspace) -> None:
    """HTML, PDF and a workbook beside the report, which stays as it was."""
    folder = copied.outputs
    before = (folder / "laporan.html").read_bytes()
    result = lkip(copied.root, "reconcile", "2021")
    assert result.returncode == 0, result.stderr
    assert "637 angka terbit" in result.stdout
    assert "  Tabel 3.2; Teks Bab III.B: Rata-rata capaian · Capaian (%)\n" in result.stdout
    assert "    pembulatan dini (terbukti): rata-rata dihitung" in result.stdout
    assert "Pernyataan yang tidak sesuai:\n  Teks Bab III.A: ditetapkan empat" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 100
    assert (folder / "laporan.html").read_bytes() == before
    html = lxml.html.parse(folder / "rekonsiliasi.html").getroot().text_content()
    assert "1.687/50 × 0,1 × 25" in html
    assert len(pikepdf.open(folder / "rekonsiliasi.pdf").pages) > 5
    workbook = openpyxl.load_workbook(folder / "rekonsiliasi.xlsx")
    assert [text for ws in workbook for text in list_cut(ws, 1)] == []
    assert workbook.sheetnames == ["Ringkasan", "Angka", "Pernyataan"]
    assert workbook["Angka"].max_row == 638


def keep_rows(sheet: Worksheet, *label: str) -> None:
    """Take out every row of data that is of another table."""
    for row in range(sheet.max_row, 4, -1):
        if sheet.cell(row, 1).value not in label:
            sheet.delete_rows(row)


def test_the_json_holds_nothing_else_though_the_report_had_to_be_built(tmp_path: Path) -> None:
    """The messages of the build go to stderr."""
    workspace = copy_workspace(tmp_path, PLANNING)
    file = workspace.raw / "terbit.xlsx"
    workbook = openpyxl.load_workbook(file)
    keep_rows(workbook["Angka"], "pk-program")
    keep_rows(workbook["Pernyataan"])
    workbook.save(file)
    result = lkip(tmp_path, "reconcile", "2021", "--json")
    assert result.returncode == 0, result.stderr
    assert workspace.tabel.exists()
    numbers = json.loads(result.stdout)["angka"]
    assert {a["label"] for a in numbers} == {"pk-program"}
    assert "selesai dalam" in result.stderr


def test_unknown_names_stop_it_with_their_cells(copied: Workspace) -> None:
    """And nothing is written."""
    root, file = copied.root, copied.raw / "terbit.xlsx"
    workbook = openpyxl.load_workbook(file)
    workbook["Angka"]["A5"], workbook["Angka"]["D6"] = "wilayah-luar", "luas"
    workbook["Pernyataan"]["D5"] = "Mudahh"
    workbook.save(file)
    result = lkip(root, "reconcile", "2021")
    assert result.returncode == 1
    wrong = result.stderr.splitlines()
    assert wrong[0].startswith("salah: terbit.xlsx › Angka › A5: label wilayah-luar tidak dikenal")
    assert "wilayah-luas" in wrong[0]
    assert wrong[1].startswith("salah: terbit.xlsx › Angka › D6: kolom luas tidak dikenal")
    assert wrong[2].startswith("salah: terbit.xlsx › Pernyataan › D5: baris Mudahh tidak dikenal")
    assert "Mudah" in wrong[2]


def test_the_four_classes_add_up(reconciliation: dict[str, pd.DataFrame]) -> None:
    """637 figures typed from the report."""
    classes = count_classes(reconciliation["angka"])
    assert classes["jumlah"].sum() == len(reconciliation["angka"]) == 637
    assert classes["persen"].sum() == pytest.approx(100)


def test_causes_are_sought_once_for_the_command_and_the_chapter_that_it_runs(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both ask for the same comparison, as the two calls do here."""
    sought: list[object] = []
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(report.workspace.root))
    monkeypatch.setattr(once, "_results", {})
    monkeypatch.setattr(outcome, "find_causes", lambda context: sought.append(context) or {})
    command, chapter = (load_reconciliation("paal-merah", 2021) for _ in range(2))
    assert len(sought) == 1
    pd.testing.assert_frame_equal(command.number, chapter.number)


def test_without_terbit_one_is_made_that_names_every_figure(
    report: Report, copied: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Filled from the report itself it has no difference; what is left blank is counted.

    Letters and predicates are among them, the answers of the annex are not.
    """
    root = copied.root
    (copied.raw / "terbit.xlsx").unlink()
    result = lkip(root, "reconcile", "2021")
    assert result.returncode == 1
    assert "data/raw/paal-merah/2021/terbit.xlsx baru disiapkan; ketik" in result.stderr
    file = copied.raw / "terbit.xlsx"
    assert read_published(copied).findings == []
    further = lkip(root, "reconcile", "2021")
    assert further.returncode == 1
    assert "terbit.xlsx belum berisi nilai pada lembar Angka; ketik" in further.stderr
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(root))  # as a notebook asks for it
    with pytest.raises(LkipError, match="belum berisi nilai; ketik"):
        load_reconciliation("paal-merah", 2021)
    workbook = openpyxl.load_workbook(file)
    ws = workbook["Angka"]
    names = [[c.value for c in r[:4]] for r in ws.iter_rows(min_row=5) if r[0].value]
    assert len(names) > 750
    assert {n[3] for n in names if n[0] == "skm-ringkasan"} >= {"IKM", "Mutu", "Kinerja"}
    assert "skm-tabulasi" not in {n[0] for n in names}
    assert {n[0] for n in names} <= {
        k for k, record in report.tabel.items() if record["jenis"] in ("tabel", "kalimat")
    }
    records = read_records(report.tabel.values())
    for row, (label, _, row_name, column) in enumerate(names[:40], 5):
        record = records[label]
        value = record.value(record.find_row(row_name or ""), record.find_column(column))
        ws.cell(row, 5).value = str(value).replace(".", ",")
    workbook.save(file)
    filled_in = lkip(root, "reconcile", "2021")
    assert filled_in.returncode == 0, filled_in.stderr
    assert "40 angka terbit" in filled_in.stdout
    assert f"{len(names) - 40} baris terbit.xlsx tanpa nilai tercetak" in filled_in.stdout
    assert [line for line in filled_in.stdout.splitlines() if line.split()[:2] == ["beda", "0"]]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (Workbook, "terbit.xlsx belum berisi nilai pada lembar Angka"),
        (None, "terbit.xlsx: berkas rusak atau bukan buku kerja Excel; buka di Excel dan simpan"),
    ],
)
def test_a_terbit_without_figures_is_refused_by_name(
    tmp_path: Path, make: Any, message: str
) -> None:
    """A blank workbook, and a file that is no workbook; before any report is built."""
    workspace = write(tmp_path)
    if make:
        make().save(workspace.raw / "terbit.xlsx")
    else:
        (workspace.raw / "terbit.xlsx").write_text("angka", "utf-8")
    result = lkip(tmp_path, "reconcile")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Rekonsiliasi tidak dibuat: {message}")
