"""A small unit that gives everything: characteristics, population, DPPA, standard, reasons."""

import shutil
from typing import Any

import openpyxl
import pandas as pd
import pytest
from lxml import html

from lkip_helpers.intake import record_sources
from lkip_helpers.prose.annexes import count_answers
from lkip_helpers.render.xlsx import HEADER
from tests.conftest import PROJECT_ROOT, Report, lkip, read_tables
from tests.workbook import Sheets, write

TRAITS = ("Jenis kelamin", "Usia", "Pendidikan")
PEOPLE = [("Perempuan", 24, "SMA"), ("Laki-laki", 41, "SMA"), ("Perempuan", 25, None)] * 5
ANSWERS = [[3] * 9, [4] * 9, [2, *[3] * 8]] * 5
NEEDED = {"ya", "tidak", "tidak berlaku", "perlu ditelaah pereviu"}


def fill_complete(sheets: Sheets) -> None:
    """Five respondents of each of three kinds; U1 is the lowest; a second programme."""
    sheets["skm.xlsx", "Jawaban"] = [
        ["Responden", *TRAITS, *(f"U{i}" for i in range(1, 10))],
        *([n, *p, *a] for n, (p, a) in enumerate(zip(PEOPLE, ANSWERS, strict=True), 1)),
    ]
    header, row = sheets["dpa.xlsx", "DPA"][2:4]
    programme = dict(zip(header, row, strict=True))
    programme |= {
        "Program": "Program Penyelenggaraan Pemerintahan",
        "Sub kegiatan": "Koordinasi",
        "Pagu anggaran (Rp)": 181_246_740,
        "Realisasi anggaran (Rp)": 150_000_000,
        "Pagu sebelum perubahan (Rp)": 200_000_000,
    }
    sheets["dpa.xlsx", "DPA"].append(list(programme.values()))
    sheets["kinerja.xlsx", "Realisasi"][3][2] = 2021
    sheets["dpa.xlsx", "Dukungan"][3][-1] = "utama"


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The report of that unit."""
    root = tmp_path_factory.mktemp("kaya")
    workspace = write(root, fill_complete)
    record_sources(workspace.raw)
    shutil.copytree(PROJECT_ROOT / "notebooks", workspace.notebooks, dirs_exist_ok=True)
    result = lkip(root, "render", "2021", "--unit", "uji", "--bentuk", "html,xlsx")
    assert result.returncode == 0, result.stderr
    return Report(workspace, workspace.outputs, result.stdout, read_tables(workspace))


def column(report: Report, label: str, *key: str) -> list[list[Any]]:
    return [[r[k] for k in key] for r in report.tabel[label]["baris"]]


def test_each_characteristic_given_has_its_table(rich: Report) -> None:
    """Ages 24 and 25 are one class, 41 another; the blank is counted nowhere."""
    assert column(rich, "skm-profil-jenis-kelamin", "ciri", "jumlah") == [
        ["Perempuan", 10],
        ["Laki-laki", 5],
    ]
    assert column(rich, "skm-profil-usia", "ciri", "jumlah") == [
        ["17–25 tahun", 10],
        ["36–45 tahun", 5],
    ]
    assert column(rich, "skm-profil-pendidikan", "ciri", "persen") == [["SMA", 100]]
    assert "Sebanyak lima responden tidak mencatat ciri ini" in read(rich)


def test_the_sample_is_held_against_the_population(rich: Report) -> None:
    """Krejcie & Morgan: 278 of 1,000."""
    rows = column(rich, "skm-sampel", "populasi", "responden", "sampel_minimal", "cukup")
    assert rows == [[1000, 15, 278, "tidak"]]
    assert "masih diperlukan 263 responden lagi" in read(rich)


def test_a_survey_of_fifteen_respondents_has_no_alpha(rich: Report) -> None:
    """A trial of an instrument takes thirty; of fewer the number would tell nothing."""
    assert "skm-instrumen" not in rich.tabel
    assert "Alfa Cronbach" not in read(rich)


def test_every_unsur_below_the_mean_has_its_plan(rich: Report) -> None:
    """Only U1: 3.00 against 3.33."""
    assert column(rich, "skm-tindak-lanjut", "unsur", "rencana") == [
        ["Persyaratan", "Memasang alur pelayanan."]
    ]


def test_a_changed_budget_shows_before_and_after(rich: Report) -> None:
    """207,400,000 → 188,646,740."""
    footer = rich.tabel["anggaran-perubahan"]["kaki"][0]
    assert [footer[k] for k in ("sebelum", "sesudah", "perubahan")] == [
        207_400_000,
        188_646_740,
        -18_753_260,
    ]


def test_a_low_absorption_stands_beside_its_reason(rich: Report) -> None:
    """One is explained on the sheet; of the other it is printed that it is not."""
    assert dict(column(rich, "serapan-terendah", "sub_kegiatan", "alasan")) == {
        "Koordinasi": "belum dijelaskan",
        "Penyediaan Gaji dan Tunjangan ASN": "Harga penawaran lebih rendah daripada pagu.",
    }


def test_the_annex_stands_once_and_ends_in_the_ceklis(rich: Report) -> None:
    """`Lampiran` is not doubled; the checks of the data stand in the technical annex."""
    titles = [h.text_content() for h in document(rich).xpath("//main//h1")]
    assert titles[-1] == "Lampiran"
    assert document(rich).xpath("//main//h2")[-1].text_content() == "L.5 Ceklis Reviu"


def test_the_annex_names_no_respondent(rich: Report) -> None:
    """Number, answers and their sum; nothing else of a person."""
    assert set(rich.tabel["skm-tabulasi"]["baris"][0]) == {
        "responden",
        "jumlah",
        *(f"U{i}" for i in range(1, 10)),
    }


def test_answers_stand_apart_from_those_who_gave_them(rich: Report) -> None:
    """No characteristic in the copy, and rows in the order of the answers."""
    wb = openpyxl.load_workbook(rich.folder / "tabel.xlsx")
    head, *rows = [
        [c.value for c in r if c.value is not None]
        for r in wb["Data Jawaban"].iter_rows()
        if any(c.value is not None for c in r)
    ]
    assert head == [f"U{i}" for i in range(1, 10)]
    assert rows == sorted(rows)


def test_an_unknown_signatory_is_left_open(report: Report) -> None:
    """The sheet knows the office of the second party alone."""
    assert column(report, "lampiran-pk-pihak", "jabatan", "nama") == [
        ["Camat Paal Merah", "Drs. Amran, M.E."],
        ["Wali Kota Jambi", None],
    ]


def test_the_tabulation_ends_in_the_index(rich: Report, report: Report) -> None:
    """Five of each row; Σ 45 for U1, of the others 50: IKM (45 + 8 × 50) / 15 / 9 × 25 = 82.41."""
    tabel = rich.tabel["skm-tabulasi"]
    assert len(tabel["baris"]) == 15
    total, nrr, weighted, ikm = tabel["kaki"]
    assert (total["U1"], nrr["U1"]) == (45, 3)
    assert weighted["U1"] == pytest.approx(3 / 9)
    assert ikm["jumlah"] == pytest.approx(82.407, abs=1e-3)
    assert "skm-tabulasi" not in report.tabel  # 2021 has counts alone
    assert "U9" not in ikm


def test_the_difference_of_the_documents_is_explained_to_the_rupiah(report: Report) -> None:
    """2021: 12,511,573,122 − 7,529,955,253; five sub kegiatan of one programme, and a programme."""
    tabel = report.tabel["pk-dpa-rincian"]
    assert sum(r["selisih"] for r in tabel["baris"]) == 12_511_573_122 - 7_529_955_253
    assert [r["selisih"] for r in tabel["kaki"]] == [4_981_617_869, 7_529_955_253, 12_511_573_122]
    assert len([r for r in tabel["baris"] if r["sub_kegiatan"].startswith("Harmonisasi")]) == 5


def test_counts_of_answers_have_no_alpha(report: Report) -> None:
    """2021: nobody knows which answers are of one respondent."""
    assert "skm-instrumen" not in report.tabel
    assert "Keandalan Kuesioner" not in read(report)
    assert "hanya mencukupi untuk populasi paling banyak 57 orang" in read(report)


def print_number(tabel: dict[str, Any]) -> str:
    """`Tabel 3.4`; of a table that became a sentence the number of its section."""
    in_sentence = tabel["jenis"] == "kalimat"
    return str(tabel["nomor"]) if in_sentence else f"{tabel['jenis'].capitalize()} {tabel['nomor']}"


@pytest.mark.parametrize("name", ["report", "rich"])
def test_an_item_said_to_be_there_is_there(name: str, request: pytest.FixtureRequest) -> None:
    """Each reference of a checklist was given its number; what is absent is named nowhere."""
    report: Report = request.getfixturevalue(name)
    numbers = {print_number(t) for t in report.tabel.values()}
    for label in ("ceklis-reviu", "ceklis-muatan"):
        for code, result, places in column(report, label, "kode", "hasil", "tampak"):
            assert result in NEEDED
            named = [r for r in places.split("; ") if r.startswith(("Tabel", "Gambar", "Bagian "))]
            assert set(named) <= numbers, (label, code)
            assert result != "ya" or named or places.startswith("bagian"), (label, code)
    standard = dict(column(report, "ceklis-muatan", "kode", "hasil"))["12"]
    assert (standard == "ya") == ("banding-nasional" in report.tabel)


def test_references_in_cells_lead_to_their_tables(report: Report) -> None:
    """Links in the HTML, numbers in the workbook."""
    link = document(report).xpath("//div[@id='ceklis-reviu']//td[@class='rujukan']/a/@href")
    assert "#wilayah-luas" in link
    wb = openpyxl.load_workbook(report.folder / "tabel.xlsx")
    ws = wb[f"Tabel {report.tabel['ceklis-reviu']['nomor']}"]
    assert ws.cell(HEADER + 1, 5).value == "Tabel 1.1; Bagian 1.3"


def document(report: Report) -> Any:
    return html.document_fromstring((report.folder / "laporan.html").read_text("utf-8"))


def read(report: Report) -> str:
    return " ".join(document(report).text_content().split())


def test_answers_that_are_all_alike_are_not_counted_twice() -> None:
    """Two items answered with yes; of one item, the answer alone."""
    ceklis = pd.DataFrame({"kode": ["1", "2"], "hasil": ["ya", "ya"]})
    assert count_answers(ceklis)["bagian"].to_list() == ["semuanya berjawaban “ya”"]
    assert count_answers(ceklis.head(1))["bagian"].to_list() == ["satu berjawaban “ya”"]
