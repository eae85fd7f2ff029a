"""A small unit that gives everything: characteristics, population, DPPA, standard, reasons."""

import json
import shutil
from typing import Any

import openpyxl
import pytest
from lxml import html

from lkip_helpers.intake import record_sumber
from lkip_helpers.render.buku_kerja import KEPALA
from tests.buku import Lembar, tulis
from tests.conftest import AKAR, Laporan, lkip

CIRI = ("Jenis kelamin", "Usia", "Pendidikan")
ORANG = [("Perempuan", 24, "SMA"), ("Laki-laki", 41, "SMA"), ("Perempuan", 25, None)]
JAWABAN = [[3] * 9, [4] * 9, [2, *[3] * 8]]
PERLU = {"ya", "tidak", "tidak berlaku", "perlu ditelaah pereviu"}


def isi_lengkap(isi: dict[tuple[str, str], Lembar]) -> None:
    """Three respondents with characteristics; U1 is the lowest; a second programme."""
    isi["skm.xlsx", "Jawaban"] = [
        ["Responden", *CIRI, *(f"U{i}" for i in range(1, 10))],
        *([n, *o, *j] for n, (o, j) in enumerate(zip(ORANG, JAWABAN, strict=True), 1)),
    ]
    kepala, baris = isi["dpa.xlsx", "DPA"][2:4]
    lain = dict(zip(kepala, baris, strict=True))
    lain |= {
        "Program": "Program Penyelenggaraan Pemerintahan",
        "Sub kegiatan": "Koordinasi",
        "Pagu anggaran (Rp)": 181_246_740,
        "Realisasi anggaran (Rp)": 150_000_000,
        "Pagu sebelum perubahan (Rp)": 200_000_000,
    }
    isi["dpa.xlsx", "DPA"].append(list(lain.values()))
    isi["kinerja.xlsx", "Realisasi"][3][2] = 2021
    isi["dpa.xlsx", "Dukungan"][3][-1] = "utama"


@pytest.fixture(scope="module")
def kaya(tmp_path_factory: pytest.TempPathFactory) -> Laporan:
    """The report of that unit."""
    root = tmp_path_factory.mktemp("kaya")
    ruang = tulis(root, isi_lengkap)
    record_sumber(ruang.raw)
    shutil.copytree(AKAR / "notebooks", ruang.notebooks, dirs_exist_ok=True)
    hasil = lkip(root, "render", "2021", "--unit", "uji")
    assert hasil.returncode == 0, hasil.stderr
    isi = json.loads((ruang.outputs / "tabel.json").read_text("utf-8"))
    return Laporan(ruang, ruang.outputs, hasil.stdout, {t["label"]: t for t in isi["tabel"]})


def kolom(laporan: Laporan, label: str, *kunci: str) -> list[list[Any]]:
    return [[b[k] for k in kunci] for b in laporan.tabel[label]["baris"]]


def test_each_characteristic_given_has_its_table(kaya: Laporan) -> None:
    """Ages 24 and 25 are one class, 41 another; the blank is counted nowhere."""
    assert kolom(kaya, "skm-profil-jenis-kelamin", "ciri", "jumlah") == [
        ["Perempuan", 2],
        ["Laki-laki", 1],
    ]
    assert kolom(kaya, "skm-profil-usia", "ciri", "jumlah") == [
        ["17–25 tahun", 2],
        ["36–45 tahun", 1],
    ]
    assert kolom(kaya, "skm-profil-pendidikan", "ciri", "persen") == [["SMA", 100]]
    teks = baca(kaya)
    assert "Profil responden menurut pekerjaan dan jenis layanan tidak disajikan" in teks
    assert "Sebanyak satu responden tidak mencatat ciri ini" in teks


def test_the_sample_is_held_against_the_population(kaya: Laporan) -> None:
    """Krejcie & Morgan: 278 of 1,000."""
    baris = kolom(kaya, "skm-sampel", "populasi", "responden", "sampel_minimal", "cukup")
    assert baris == [[1000, 3, 278, "tidak"]]
    assert "masih diperlukan 275 responden lagi" in baca(kaya)


def test_a_survey_of_real_respondents_has_its_alpha(kaya: Laporan) -> None:
    """Items 1…8 agree, U1 nearly: Σ item variances 11/3, variance of sums 91/3; 9/8 × 80/91."""
    assert kaya.tabel["skm-instrumen"]["kaki"][0]["korelasi"] == pytest.approx(9 / 8 * 80 / 91)


def test_every_unsur_below_the_mean_has_its_plan(kaya: Laporan) -> None:
    """Only U1: 3.00 against 3.33."""
    assert kolom(kaya, "skm-tindak-lanjut", "unsur", "rencana") == [
        ["Persyaratan", "Memasang alur pelayanan."]
    ]


def test_a_changed_budget_shows_before_and_after(kaya: Laporan) -> None:
    """207,400,000 → 188,646,740."""
    kaki = kaya.tabel["anggaran-perubahan"]["kaki"][0]
    assert [kaki[k] for k in ("sebelum", "sesudah", "perubahan")] == [
        207_400_000,
        188_646_740,
        -18_753_260,
    ]


def test_a_low_absorption_stands_beside_its_reason(kaya: Laporan) -> None:
    """One is explained on the sheet, the other said not to be."""
    assert dict(kolom(kaya, "serapan-terendah", "sub_kegiatan", "alasan")) == {
        "Koordinasi": "belum dijelaskan",
        "Penyediaan Gaji dan Tunjangan ASN": "Harga penawaran lebih rendah daripada pagu.",
    }


def test_the_annex_stands_once_and_counts_on_to_the_checks(kaya: Laporan) -> None:
    """`Lampiran` is not doubled; the checks of the data follow as its last part."""
    judul = [j.text_content() for j in dokumen(kaya).xpath("//main//h1")]
    assert judul[-1] == "Lampiran"
    assert dokumen(kaya).xpath("//main//h2")[-1].text_content() == "L.6 Pemeriksaan Data"


def test_the_annex_names_no_respondent(kaya: Laporan) -> None:
    """Number and answers; nothing else of a person."""
    assert set(kaya.tabel["skm-tabulasi"]["baris"][0]) == {
        "responden",
        *(f"U{i}" for i in range(1, 10)),
    }


def test_an_unknown_signatory_is_said_to_be_unknown(laporan: Laporan) -> None:
    """The sheet knows the office of the second party alone."""
    assert kolom(laporan, "lampiran-pk-pihak", "jabatan", "nama") == [
        ["Camat Paal Merah", "Drs. Amran, M.E."],
        ["Wali Kota Jambi", "belum tercatat"],
    ]


def test_the_tabulation_ends_in_the_index(laporan: Laporan) -> None:
    """2021: 50 rows; Σ 164 for U1, NRR 3.28, IKM 84.83 below all."""
    t = laporan.tabel["skm-tabulasi"]
    assert len(t["baris"]) == 50
    jumlah, nrr, tertimbang, ikm = t["kaki"]
    assert (jumlah["U1"], nrr["U1"]) == (164, 3.28)
    assert tertimbang["U1"] == pytest.approx(3.28 / 9)
    assert ikm["U9"] == pytest.approx(84.8333, abs=1e-4)


def test_the_difference_of_the_documents_is_explained_to_the_rupiah(laporan: Laporan) -> None:
    """2021: 12,511,573,122 − 7,529,955,253; five sub kegiatan of one programme, and a programme."""
    t = laporan.tabel["pk-dpa-rincian"]
    assert sum(b["selisih"] for b in t["baris"]) == 12_511_573_122 - 7_529_955_253
    assert [k["selisih"] for k in t["kaki"]] == [4_981_617_869, 7_529_955_253, 12_511_573_122]
    assert len([b for b in t["baris"] if b["sub_kegiatan"].startswith("Harmonisasi")]) == 5


def test_rebuilt_respondents_have_no_alpha(laporan: Laporan) -> None:
    """2021: pairs of answers are not real."""
    assert "skm-instrumen" not in laporan.tabel
    assert "pasangan jawaban dari orang yang sama tidak nyata" in baca(laporan)
    assert "hanya mencukupi untuk populasi paling banyak 57 orang" in baca(laporan)


@pytest.mark.parametrize("nama", ["laporan", "kaya"])
def test_an_item_said_to_be_there_is_there(nama: str, request: pytest.FixtureRequest) -> None:
    """Each reference of a checklist was given its number; what is absent is named nowhere."""
    milik: Laporan = request.getfixturevalue(nama)
    nomor = {f"{t['jenis'].capitalize()} {t['nomor']}" for t in milik.tabel.values()}
    for label in ("ceklis-reviu", "ceklis-muatan"):
        for kode, hasil, tampak in kolom(milik, label, "kode", "hasil", "tampak"):
            assert hasil in PERLU
            sebut = [b for b in tampak.split("; ") if b.startswith(("Tabel", "Gambar"))]
            assert set(sebut) <= nomor, (label, kode)
            assert hasil != "ya" or sebut or tampak.startswith("bagian"), (label, kode)
    standar = dict(kolom(milik, "ceklis-muatan", "kode", "hasil"))["12"]
    assert (standar == "ya") == ("banding-nasional" in milik.tabel)


def test_references_in_cells_lead_to_their_tables(laporan: Laporan) -> None:
    """Links in the HTML, numbers in the workbook."""
    tautan = dokumen(laporan).xpath("//div[@id='ceklis-reviu']//td[@class='rujukan']/a/@href")
    assert "#wilayah-luas" in tautan
    ws = openpyxl.load_workbook(laporan.folder / "tabel.xlsx")["ceklis-reviu"]
    assert ws.cell(KEPALA + 1, 5).value == "Tabel 1.1; Tabel 1.3"


def dokumen(laporan: Laporan) -> Any:
    return html.document_fromstring((laporan.folder / "laporan.html").read_text("utf-8"))


def baca(laporan: Laporan) -> str:
    return " ".join(dokumen(laporan).text_content().split())
