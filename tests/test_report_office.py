"""Nothing of one office stands in code; another kind of office is refused."""

import re
from pathlib import Path

import pytest

from lkip_helpers.intake.pipeline import read
from tests.chapters import cell_text
from tests.conftest import PROJECT_ROOT
from tests.workbook import Sheets, put, write

KINERJA = "kinerja.xlsx"
# Names of the example that the project carries, and of its programme.
NAMES = re.compile(
    r"paal.?merah|jambi|eka jaya|talang bakung|payo selincah|lingkar selatan|bangkit|amran|\bPAMI\b"
    r"|pemberdayaan lembaga kemasyarakatan dalam",
    re.IGNORECASE,
)


def test_no_name_of_the_example_stands_in_the_package_or_the_notebooks() -> None:
    """Save the default folder of a chapter run by itself, its parameter cell."""
    files = [
        f
        for folder in ("lkip_helpers", "notebooks")
        for f in (PROJECT_ROOT / folder).rglob("*")
        if f.suffix in {".py", ".toml", ".ipynb", ".j2", ".typ", ".lua", ".xml", ".json"}
    ]
    assert len(files) > 200
    texts = {f: f.read_text("utf-8").replace('"unit = \\"paal-merah\\""', "") for f in files}
    assert {f.name: m[0] for f, t in texts.items() if (m := NAMES.search(t))} == {}


@pytest.mark.parametrize(
    "name",
    ["Dinas Kesehatan", "Kelurahan Mekar", "Badan Keuangan Daerah", "Rumah Sakit Umum", "DPRD"],
)
def test_an_office_that_is_no_kecamatan_is_refused_by_its_name(tmp_path: Path, name: str) -> None:
    """Never `Kecamatan Dinas …`."""
    result = read(write(tmp_path, put((KINERJA, "Profil"), "B2", name)))
    (finding,) = [f for f in result.findings if f.is_blocking]
    assert (finding.sel, finding.pesan.split(";")[0]) == ("B2", f"{name} bukan kecamatan")


@pytest.mark.parametrize("name", ["Balai Riam", "Rumah Sumbul", "Desaku", "Kecamatan Unit Dua"])
def test_a_kecamatan_may_be_called_like_the_beginning_of_an_office(
    tmp_path: Path, name: str
) -> None:
    """Balai Riam is a kecamatan of Sukamara; its name is not cut short either."""
    result = read(write(tmp_path, put((KINERJA, "Profil"), "B2", name)))
    assert [f for f in result.findings if f.is_blocking] == []
    assert result.profil is not None
    assert result.profil.nama == name.removeprefix("Kecamatan ")


@pytest.mark.parametrize(("typed", "open_cells"), [("-", []), ("–", []), ("", ["B13"])])
def test_a_renstra_without_a_vision_says_so_with_a_dash(
    tmp_path: Path, typed: str, open_cells: list[str]
) -> None:
    """Inmendagri 70/2021: where no head of the region was elected, the plan has no vision."""
    result = read(write(tmp_path, put((KINERJA, "Profil"), "B13", typed)))
    found = [f for f in result.findings if f.lembar == "Profil" and f.is_blocking]
    assert [f.sel for f in found] == open_cells
    assert all("tulis - bila Renstra menjabarkan" in f.saran for f in found)
    if not open_cells:
        assert result.profil is not None
        told = cell_text("20", "renstra-arti", profil=result.profil)
        assert "Rencana Pembangunan Daerah (RPD)" in told
        assert "RPJMD" not in told
        assert not cell_text("20", "visi", profil=result.profil)
        assert not cell_text("20", "visi-kutipan", profil=result.profil)


def test_an_office_that_is_no_kecamatan_is_refused_by_its_programmes(tmp_path: Path) -> None:
    """Programmes of a kecamatan begin with 7.01 from the budget of 2021 on."""
    result = read(write(tmp_path, put(("dpa.xlsx", "DPA"), "A4", "1.02.02")))
    assert [(f.lembar, f.sel) for f in result.findings if f.is_blocking] == [("DPA", "A4")]


@pytest.mark.parametrize(
    ("kota", "head", "cells"),
    [
        ("Kabupaten Nusa", "Wali Kota Nusa", ["B5"]),
        ("Kota Nusa", "Bupati Nusa", ["B5"]),
        ("Kota Nusa", "Pj. Wali Kota Nusa", []),
        ("Kabupaten Polewali Mandar", "Bupati Polewali Mandar", []),
        ("Kab. Nusa", "Bupati Nusa", ["B3"]),
    ],
)
def test_a_kota_has_no_bupati_and_a_kabupaten_no_wali_kota(
    tmp_path: Path, kota: str, head: str, cells: list[str]
) -> None:
    """UU 23/2014: bupati of a kabupaten, wali kota of a kota."""

    def alter(sheets: Sheets) -> None:
        sheets[KINERJA, "Profil"][2][1], sheets[KINERJA, "Profil"][4][1] = kota, head

    found = [f for f in read(write(tmp_path, alter)).findings if f.is_blocking]
    assert [f.sel for f in found] == cells
    assert not any("Kabupaten Kab." in f.saran for f in found)


def test_the_word_kecamatan_is_not_doubled(tmp_path: Path) -> None:
    """The report puts it before the name itself."""
    result = read(write(tmp_path, put((KINERJA, "Profil"), "B2", "Kecamatan Suka Maju")))
    assert result.profil is not None
    assert result.profil.nama == "Suka Maju"


def test_the_kind_of_each_part_is_known_or_asked_for(tmp_path: Path) -> None:
    """In a kabupaten a name without its kind needs one; a name and a choice may not differ."""

    def alter(sheets: Sheets) -> None:
        sheets[KINERJA, "Wilayah"] += [
            ["Desa Suka", 5, None, "kelurahan"],
            ["Maju", 5, None, None],
        ]

    found = {f.sel: f for f in read(write(tmp_path, alter)).findings if f.is_blocking}
    assert found["D5"].pesan == "jenis Desa Suka kelurahan, padahal namanya menyebut desa"
    assert (found["D6"].tingkat, found["D6"].pesan) == ("belum", "jenis Maju belum dipilih")


def test_only_an_indicator_of_a_tujuan_may_stand_without_a_sasaran(tmp_path: Path) -> None:
    """Of any other the sasaran is asked for; where all are of a tujuan, one of a sasaran is."""
    for jenjang, wanted in (("tujuan", ["B4"]), ("sasaran", ["D4"])):

        def alter(sheets: Sheets, jenjang: str = jenjang) -> None:
            sheets[KINERJA, "Indikator"][3][1:4] = [jenjang, "T", None]
            sheets["dpa.xlsx", "Dukungan"] = sheets["dpa.xlsx", "Dukungan"][:3]

        result = read(write(tmp_path / jenjang, alter))
        assert [f.sel for f in result.findings if f.is_blocking] == wanted
