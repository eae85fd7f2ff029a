"""Sentences on counts, on targets out of reach and on targets in no plan, only where they hold."""

from types import SimpleNamespace

import pandas as pd
import pytest

from lkip_helpers.compute.capaian import compute_indikator
from lkip_helpers.compute.partisipasi import compute_keaktifan, compute_pembinaan
from lkip_helpers.prose.comparisons import list_unplanned
from lkip_helpers.prose.engagement import build_programs, list_duplicates
from lkip_helpers.prose.kecamatan import phrase_decision
from lkip_helpers.report.area import Area, count_areas
from lkip_helpers.report.narasi import Heading
from lkip_helpers.report.tabel import Tabel
from lkip_helpers.rules import load_scale
from tests.chapters import cell_text, run_cells, text

LEMBAGA = pd.DataFrame(
    {"lembaga": ["PKK", "Karang Taruna", "GOPTKI"], "kecamatan": [1, 1, 0], "kelurahan": [2, 1, 0]}
)
PEMBINAAN = pd.DataFrame({"lembaga": LEMBAGA["lembaga"], "dibina": [True, False, False]})
INDIKATOR = pd.DataFrame(
    [
        ["TPL", "sasaran", "T", "S", "Tingkat Pemberdayaan", "%", "maksimal"],
        ["PPM", "pendukung", "T", "S", "Persentase Partisipasi", "%", "maksimal"],
    ],
    columns=["kode", "jenjang", "tujuan", "sasaran", "indikator", "satuan", "polaritas"],
)
REALISASI = pd.DataFrame(
    [
        ["TPL", "Tingkat Pemberdayaan", 2021, 82.0, 80.0, None],
        ["PPM", "Persentase Partisipasi", 2021, 82.0, 80.0, "Tabel 2.3.h"],
    ],
    columns=["kode", "indikator", "tahun", "target", "realisasi", "keterangan"],
)


def keaktifan(target_kecamatan: int, lembaga: pd.DataFrame = LEMBAGA) -> str:
    """Two kelurahan."""
    counted = compute_keaktifan(lembaga, target_kecamatan, 6)
    names = {"data": SimpleNamespace(lembaga=lembaga), "keaktifan": counted, "area": Area(0, 2)}
    return "\n".join(
        cell_text("32-partisipasi", "rentang", *cells, **names)
        for cells in (
            ("lembaga-pasif", "lembaga-keaktifan-uraian"),
            ("lembaga-terbanyak", "lembaga-per-jenis"),
            ("lembaga-terbanyak", "lembaga-mustahil"),
        )
    )


def test_levels_are_not_added_and_a_target_out_of_reach_is_named() -> None:
    """2021: a target of 22 for 17 kinds of institution. Three kinds, two kelurahan: 3 and 6."""
    description = keaktifan(4)
    assert (
        "Tercatat 2 lembaga aktif pada tingkat kecamatan dan 3 pada tingkat kelurahan"
        in description
    )
    assert "belum aktif pada kedua tingkat adalah GOPTKI." in description
    assert (
        "adalah 4, sedangkan tiga jenis lembaga yang tercatat paling banyak menghasilkan hitungan 3"
        in description
    )
    assert "Target tingkat kelurahan" not in description
    assert "tidak dapat dicapai" not in keaktifan(3)


def test_where_groups_are_counted_no_target_is_called_out_of_reach() -> None:
    """Forty rukun tetangga in two kelurahan are no kinds."""
    description = keaktifan(9, LEMBAGA.assign(kelurahan=[40, 1, 0]))
    assert "jenis dihitung" not in description
    assert "tidak dapat dicapai" not in description


def test_active_without_guidance_is_told() -> None:
    """2021: Karang Taruna is active and not guided; 22 promised of 14 kinds."""
    cells = "pembinaan-kata", "lembaga-pembinaan-uraian"
    data = SimpleNamespace(pembinaan=PEMBINAAN, lembaga=LEMBAGA)
    counted = compute_pembinaan(PEMBINAAN, 4)
    description = cell_text("32-partisipasi", *cells, data=data, pembinaan=counted)
    assert "satu menerima pembinaan, atau 25 persen dari target 4 lembaga." in description
    assert "Target 4 lembaga lebih besar daripada jumlah jenis lembaga yang" in description
    assert (
        "Meskipun belum dibina kecamatan, Karang Taruna sudah aktif pada tingkat kecamatan."
        in description
    )
    without = cell_text(
        "32-partisipasi", *cells, data=data, pembinaan=compute_pembinaan(PEMBINAAN, None)
    )
    assert "satu menerima pembinaan. Lembaga yang belum dibina" in without
    assert "arget" not in without


def test_a_supporting_indicator_with_the_same_figures_is_no_other_picture() -> None:
    """2021: 80 of 82 both times."""
    for realisasi, is_said in (([80.0, 80.0], True), ([80.0, 70.0], False)):
        sheet = REALISASI.assign(realisasi=realisasi)
        capaian = compute_indikator(INDIKATOR, sheet, 2021, load_scale())
        kembar = list_duplicates(capaian[1:], capaian[:1])
        same = cell_text("32-partisipasi", "sasaran-2-kembar", kembar=kembar)
        assert ("Persentase Partisipasi sama dengan Tingkat Pemberdayaan." in same) == is_said
        assert bool(same) == is_said


def test_a_target_that_no_plan_holds_is_named() -> None:
    """2021: 3,43 and 82 % stand in neither Renstra, IKU nor PK."""
    tpl = INDIKATOR.head(1)
    document = {"Renstra": tpl, "IKU": tpl, "Perjanjian Kinerja": INDIKATOR}

    def unplanned(document: dict[str, pd.DataFrame]) -> str:
        luar = list_unplanned(REALISASI, INDIKATOR, document, 2021)
        return cell_text("20", "tanpa-renstra", luar=luar, tahun=2021)

    assert unplanned(document) == (
        "Persentase Partisipasi mempunyai target 82 persen untuk tahun 2021, tetapi tidak "
        "tercantum pada Renstra dan IKU."
    )
    without = unplanned(dict.fromkeys(document, tpl))
    assert "Perjanjian Kinerja; dokumen yang menetapkannya belum diketahui." in without
    assert unplanned({"Renstra": INDIKATOR}) == ""


def test_a_decision_is_named_once() -> None:
    """The sheet may hold the number alone or the whole name."""
    assert phrase_decision("Nomor 1 Tahun 2019") == "keputusan Nomor 1 Tahun 2019"
    assert phrase_decision("Keputusan Camat X Nomor 1") == "Keputusan Camat X Nomor 1"
    assert phrase_decision("Peraturan Bupati Nomor 4") == "Peraturan Bupati Nomor 4"
    assert phrase_decision(None) == ""


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["Eka Jaya", "Payo"], ("dua kelurahan", "para lurah", "Kelurahan")),
        (["Eka Jaya"], ("satu kelurahan", "lurah", "Kelurahan")),
        (["Desa A", "Desa B", "Desa C"], ("tiga desa", "para kepala desa", "Desa")),
        (
            ["Desa A", "Kelurahan B", "Desa C"],
            ("dua desa dan satu kelurahan", "para kepala desa dan lurah", "Desa/kelurahan"),
        ),
    ],
)
def test_the_words_follow_the_kinds_there_are(names: list[str], words: tuple[str, ...]) -> None:
    """A kind is chosen, or the first word of the name says it; counts and heads follow."""
    wilayah = pd.DataFrame({"kelurahan": names, "jenis": None})
    area = count_areas(wilayah)
    assert (area.counts, area.heads, area.column.title) == words
    assert count_areas(wilayah.assign(jenis="desa")).kinds == ["desa"]


def test_a_local_programme_is_told_under_its_own_name() -> None:
    """Six of eight RT are 75 %; the column is named by what is counted.

    A unit that names a column already is only its title.
    """
    program = pd.DataFrame(
        [["Kampung Bersih", "Desa A", 5, 3, "RT"], ["Kampung Bersih", "Desa B", 3, 3, "RT"],
         ["Program Subuh", "Desa A", 4, 5, None], ["Gerakan Lomba", "Desa A", 1, 1, "Kelurahan"]],
        columns=["program", "kelurahan", "target", "realisasi", "satuan"],
    )  # fmt: skip
    program.attrs["sumber"] = {"berkas": "k.xlsx", "lembar": "Program Lokal", "kolom": {}}
    data = SimpleNamespace(program_lokal=program[:0])
    names = {"data": data, "area": Area(2, 0), "tahun": 2023}
    kalimat = run_cells("32-partisipasi", "program-setempat", **names)["kalimat"]
    parts = build_programs(program, Area(2, 0), 2023, kalimat).items
    tables = {p.label: p for p in parts if isinstance(p, Tabel)}
    assert list(tables) == ["kampung-bersih", "program-subuh", "gerakan-lomba"]
    assert [p.markdown for p in parts if isinstance(p, Heading)] == [
        "## Kegiatan Kampung Bersih",
        "## Program Subuh",
        "## Gerakan Lomba",
    ]
    unit = tables["gerakan-lomba"].columns[1]
    assert (unit.key, unit.title) == ("target", "Kelurahan sasaran")
    assert tables["kampung-bersih"].columns[1].title == "RT sasaran"
    sentence = text(parts[1])
    assert "Dari target 8 RT terlaksana 6 RT atau 75 persen." in sentence


def test_the_constants_of_the_sample_are_printed() -> None:
    """Krejcie and Morgan: χ² 3.841, P 0.5, d 0.05 (rules/sampel.toml)."""
    sentence = cell_text(
        "31", "sampel-konstanta", "sampel-rumus", survey=SimpleNamespace(respondents=50)
    )
    assert "χ² = 3,841, proporsi P = 0,5, dan ketelitian d = 0,05." in sentence


def test_a_standing_is_no_duty() -> None:
    """Who leads a group and how many they are is no task."""
    duty = pd.DataFrame([["Kelompok", "kedudukan", "Unsur pembantu camat."]])
    duty.columns = ["jabatan", "jenis", "uraian"]
    duties = cell_text("10", "tugas-daftar", data=SimpleNamespace(tugas=duty))
    assert "**Kedudukan**\n\n1. Unsur pembantu" in duties
