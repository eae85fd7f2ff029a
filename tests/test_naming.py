"""An office or area that law calls otherwise: the report is in its own words, and only ours change.

Names: UU 21/2001 (distrik, kampung), UU 6/2014 (desa or another name), DIY (kapanewon, kalurahan).
"""

import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from lkip_helpers.importers.boundaries import Wanted, cut_areas
from lkip_helpers.intake.data import load
from lkip_helpers.intake.pipeline import read
from lkip_helpers.report.area import count_areas
from lkip_helpers.report.narasi import Narasi
from lkip_helpers.rules import load_rules, naming
from lkip_helpers.schema.sheets import Dpa
from lkip_helpers.workspace import WORKSPACE_VARIABLE
from tests.conftest import PROJECT_ROOT, copy_chapters, lkip
from tests.export_layouts import HEAD, both, read_grid, tree
from tests.exports import Export, save, wrong
from tests.exports import read as read_export
from tests.test_importers_map import area, collect
from tests.workbook import Sheets, default_sheets, put, write

KINERJA = "kinerja.xlsx"
PROFIL, WILAYAH = (KINERJA, "Profil"), (KINERJA, "Wilayah")


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    """What is spoken of an office ends with the test."""
    yield
    naming.adopt("kecamatan")


@pytest.mark.parametrize(
    ("ours", "own"),
    [
        ("Kecamatan {nama} dipimpin camat.", "Distrik {nama} dipimpin kepala distrik."),
        ("Camat memimpin kecamatan.", "Kepala distrik memimpin distrik."),
        ("Camat Heram", "Kepala Distrik Heram"),
        ("Camat", "Kepala Distrik"),
        ("PP 17/2018 tentang Kecamatan mengatur kecamatan.",
         "PP 17/2018 tentang Kecamatan mengatur distrik."),
        ("UU tentang Desa dan musyawarah desa", "UU tentang Desa dan musyawarah kampung"),
        ("PP tentang Dana Desa. Camat hadir.", "PP tentang Dana Desa. Kepala distrik hadir."),
        ("{data.lembaga.kecamatan.sum:kata} [Tabel](#sarana-desa) Kecamatanku", None),
    ],
)  # fmt: skip
def test_a_sentence_of_ours_is_said_in_the_words_of_the_office(ours: str, own: str | None) -> None:
    """Names of laws, of values and of labels stay; a title before a name has its capitals."""
    assert naming.localize(ours) == ours
    naming.adopt("distrik", ["kampung", "kelurahan"])
    assert naming.localize(ours) == (own or ours)


def make_distrik(sheets: Sheets) -> None:
    """The example with the words an office in Papua types for itself, and no others."""
    put(PROFIL, "B2", "DISTRIK Heram")(sheets)
    put(WILAYAH, "D4", "kampung")(sheets)
    for name in ("Organisasi", "Tugas"):
        for row in sheets[KINERJA, name]:
            row[:] = [str(v).replace("Camat", "Kepala Distrik") if v else v for v in row]


def test_an_office_loaded_beside_another_leaves_the_words_of_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A notebook that compares a distrik with a kecamatan goes on to speak of the distrik."""
    workspace = write(tmp_path, make_distrik)
    shutil.copytree(PROJECT_ROOT / "data/raw/paal-merah", workspace.root / "data/raw/paal-merah")
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(workspace.root))
    load(workspace.unit, workspace.tahun)
    assert load("paal-merah", 2021, beside=True).sebutan == "kecamatan"
    assert Narasi("Camat memimpin kecamatan.").text == "Kepala distrik memimpin distrik."
    load("paal-merah", 2021)
    assert Narasi("Camat memimpin kecamatan.").text == "Camat memimpin kecamatan."


def test_a_report_on_a_distrik_with_kampung_is_in_these_words(tmp_path: Path) -> None:
    """Page, properties and tables; what the office typed is taken out of the text before."""
    copy_chapters(tmp_path, "10-pendahuluan", "20-perencanaan-kinerja", "32-partisipasi-masyarakat")
    workspace = write(tmp_path, make_distrik)
    result = lkip(tmp_path, "render", "2021", "--unit", "uji", "--bentuk", "html,docx")
    assert result.returncode == 0, result.stderr
    page = (workspace.outputs / "laporan.html").read_text("utf-8")
    assert "<title>Laporan Kinerja Distrik Heram, " in page
    text = re.sub(r"<(script|style)\b.*?</\1>|</?(a|b|strong)\b[^>]*>", "", page, flags=re.DOTALL)
    text = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())
    for said in (
        "Distrik adalah bagian wilayah kabupaten atau kota yang dipimpin oleh kepala distrik",
        "seluruh pegawai Distrik Heram, kepala kampung, lembaga",
        "Kepala Distrik Heram, ",
        "Distrik Heram terdiri atas satu kampung",
        "Perjanjian Kinerja kepala distrik tahun 2021",
        "Pembangunan kampung diatur dalam Undang-Undang Nomor 6 Tahun 2014 tentang Desa",
        "tentang Kecamatan menjabarkan",
    ):
        assert said in text, said
    sheets = default_sheets().values()
    typed = {str(v) for sheet in sheets for row in sheet for v in row if isinstance(v, str)}
    for value in sorted(typed, key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(value)}\b", "", text) if " " in value else text
    text = re.sub(r"tentang (Kecamatan|Desa)\b|kampung atau kelurahan", "", text)
    assert re.findall(r".{30}\b(?:[Kk]ecamatan|[Cc]amat|[Dd]esa|[Kk]elurahan)\b", text) == []


@pytest.mark.parametrize(
    ("written", "word", "name"),
    [
        ("Distrik Heram", "distrik", "Heram"),
        ("Kantor Distrik  Heram", "distrik", "Heram"),
        ("KAPANEWON Depok", "kapanewon", "Depok"),
        ("Mantri Pamong Praja Kemantren Danurejan", "kemantren", "Danurejan"),
        ("Kec. Kampung Laut", "kecamatan", "Kampung Laut"),
        ("Kampung Laut", "kecamatan", "Kampung Laut"),
    ],
)
def test_the_name_in_the_profil_says_what_the_office_is(
    tmp_path: Path, written: str, word: str, name: str
) -> None:
    """A name without such a word is one of a kecamatan, which may begin like that of a village."""
    result = read(write(tmp_path, put(PROFIL, "B2", written)))
    assert not [f for f in result.findings if f.is_blocking]
    assert result.profil is not None
    assert naming.split_office(result.profil.nama) == (word, name)


@pytest.mark.parametrize(
    ("office", "kota", "provinsi", "told"),
    [
        ("Heram", "Kota Nusa", "Papua", "Distrik Heram"),
        ("Kecamatan Heram", "Kabupaten Nusa", "Provinsi Papua Tengah", "Distrik Heram"),
        ("Distrik Heram", "Kota Nusa", "Papua", None),
        ("Depok", "Kabupaten Nusa", "Daerah Istimewa Yogyakarta", "Kapanewon Depok"),
        ("Kapanewon Danurejan", "Kota Nusa", "D.I. Yogyakarta", "Kemantren Danurejan"),
        ("Heram", "Kota Nusa", "Contoh Raya", None),
        ("Distrik Heram", "Kota Nusa", None, None),
    ],
)
def test_a_name_that_leaves_out_what_offices_of_its_province_are_called_is_told(
    tmp_path: Path, office: str, kota: str, provinsi: str | None, told: str | None
) -> None:
    """UU 21/2001 for Papua; in the DIY a kabupaten has kapanewon, the kota has kemantren."""

    def alter(sheets: Sheets) -> None:
        put(PROFIL, "B2", office)(sheets)
        put(PROFIL, "B3", kota)(sheets)
        next(row for row in sheets[PROFIL] if row[0] == "Provinsi")[1] = provinsi

    findings = read(write(tmp_path, alter)).findings
    cures = {f.saran for f in findings if f.sel == "B2" and f.tingkat == "peringatan"}
    assert cures == ({f"tulis sebutannya, misalnya {told}"} if told else set())


@pytest.mark.parametrize(
    ("office", "kota", "names", "counted"),
    [
        ("Heram", "Kota Nusa", ["Kampung Yoka", "Kelurahan Hedam"],
         "satu kampung dan satu kelurahan"),
        ("Heram", "Kota Nusa", ["Kampung Baru", "Melati"], "dua kelurahan"),
        ("Heram", "Kabupaten Nusa", ["Kampung Baru", "Melati"], None),
        ("Distrik Heram", "Kota Nusa", ["Kampung Yoka", "Hedam"], None),
        ("Heram", "Kabupaten Nusa", ["Nagari Koto", "Nagari Tapan"], "dua nagari"),
    ],
)  # fmt: skip
def test_the_first_word_of_an_area_tells_its_kind_only_where_all_names_have_one(
    tmp_path: Path, office: str, kota: str, names: list[str], counted: str | None
) -> None:
    """Kampung Baru is the name of many kelurahan; where it may be either, the kind is asked for."""

    def alter(sheets: Sheets) -> None:
        put(PROFIL, "B2", office, None)(sheets)
        put(PROFIL, "B3", kota)(sheets)
        sheets[WILAYAH][3:] = [[name, 5, None, None] for name in names]

    result = read(write(tmp_path, alter))
    asked = [f.sel for f in result.findings if f.lembar == "Wilayah" and "jenis" in f.pesan]
    assert asked == ([] if counted else ["D4", "D5"][-len(names) :])
    if counted:
        assert count_areas(result.frames["wilayah"]).counts == counted


def test_a_new_year_proposes_the_words_of_unit_and_areas(tmp_path: Path) -> None:
    """The folder of the unit names the office; the names of all desa, what they are."""
    copy_chapters(tmp_path, "10-pendahuluan")
    (tmp_path / "data").mkdir()
    desa = "Kampung Yoka, Kampung Waena"
    result = lkip(tmp_path, "new", "2025", "--unit", "distrik-heram", "--desa", desa)
    assert result.returncode == 0, result.stderr
    wb = openpyxl.load_workbook(tmp_path / "data/raw/distrik-heram/2025/kinerja.xlsx")
    assert [wb["Wilayah"].cell(row, 4).value for row in (5, 6)] == ["kampung", "kampung"]
    duties = [str(row[2]) for row in wb["Tugas"].iter_rows(min_row=5, values_only=True)]
    assert "Membina dan mengawasi penyelenggaraan pemerintahan kampung." in duties
    assert wb["Organisasi"]["A5"].value == "Kepala Distrik"
    laws = [row[1] for row in wb["Dasar Hukum"].iter_rows(min_row=5, values_only=True)]
    assert "Kecamatan" in laws


@pytest.mark.parametrize(
    ("title", "name", "refusal"),
    [
        ("DISTRIK SUKAMAJU", "Distrik Sukamaju", ""),
        ("PEMERINTAH KABUPATEN NUSA DISTRIK SUKAMAJU 2022", "Distrik Sukamaju", ""),
        ("KECAMATAN SUKAMAJU", "Distrik Sukamaju", ""),  # as a national template has it
        ("DISTRIK SUKAMUNDUR", "Distrik Sukamaju", "bukan Distrik Sukamaju"),
        ("KECAMATAN SUKAMUNDUR", "Kecamatan Sukamaju", "bukan Kecamatan Sukamaju"),
        ("KECAMATAN SUKAMAJU", "Kecamatan Sukamaju", ""),
        ("KEMANTREN SUKAMAJU", "Kemantren Sukamaju", ""),
        ("SKPD : KAMPUNG MELAYU", "Kampung Melayu", ""),
    ],
)
def test_a_budget_export_names_the_office_by_its_own_word(
    tmp_path: Path, title: str, name: str, refusal: str
) -> None:
    grid = [[title], ["TAHUN ANGGARAN 2022"], HEAD, *tree(both)]
    found = wrong(read_export(save(Export(grid, []), tmp_path / "e.xlsx"), name))
    assert [refusal in f for f in found] == ([True] if refusal else [])


def test_a_kampung_is_a_sub_unit_of_a_budget_export(tmp_path: Path) -> None:
    """As a kelurahan is."""
    grid = [["KAMPUNG YOKA DISTRIK SUKAMAJU 2022"], HEAD, *tree(both)]
    result = read_export(save(Export(grid, []), tmp_path / "e.xlsx"), "Distrik Sukamaju")
    assert {r["unit"] for r in result.content[Dpa].rows} == {"Kampung Yoka"}
    grid = [["KAMPUNG YOKA DISTRIK SUKAMUNDUR 2022"], HEAD, *tree(both)]
    assert "bukan Kecamatan Sukamaju" in wrong(read_grid(grid, tmp_path))[0]


def test_every_word_for_an_office_is_known_to_the_imports() -> None:
    """rules/sebutan.toml is the list; Negeri and Dusun begin names of kecamatan too."""
    pattern, names = load_rules("sipd")["pola"], load_rules("sebutan")
    assert pattern["kantor"] == [*names["kantor"]]
    assert {*pattern["desa"]} == {*names["desa"]} - {"desa", "negeri", "dusun"}
    others = {*names["kantor"]} - {"kecamatan"}
    assert others <= {*load_rules("forms")["ejaan"]}
    assert others <= {*load_rules("peta")["sebutan"]}


def test_a_kampung_is_found_in_a_boundary_file_without_that_word() -> None:
    """BIG has Yoka; where the file has both Yoka and Kampung Yoka, each is itself."""
    bare, whole = (area(x, NAMOBJ=n) for x, n in ((110.1, "Yoka"), (110.2, "Kampung Yoka")))
    wanted = Wanted({"Kampung Yoka": ""})
    assert cut_areas(collect(bare), wanted) == {"Kampung Yoka": [bare]}
    assert cut_areas(collect(bare, whole), wanted) == {"Kampung Yoka": [whole]}
