"""Contradictions between sheets: found with both cells, closed by mending or explaining them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lkip_helpers.audit.consistency import (
    _read_direction,
    check,
    check_consistency,
    list_consistency,
    weigh_indikator,
)
from lkip_helpers.compute.tren import compare_years
from lkip_helpers.intake.data import Data, assemble
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.pipeline import read
from lkip_helpers.prose.indicators import describe_indikator
from lkip_helpers.report.columns import build_capaian_column
from lkip_helpers.report.layouts import capaian_column
from lkip_helpers.workspace import WORKSPACE_VARIABLE, Workspace
from tests.workbook import Sheet, write

Sheets = dict[tuple[str, str], Sheet]
KINERJA = "kinerja.xlsx"


def list_findings(workspace: Workspace) -> list[Finding]:
    """All findings of a unit and year."""
    return check(workspace)[1]


def fill_cell(
    sheet: str, row: int, column: int, value: object, file: str = KINERJA
) -> Callable[[Sheets], None]:
    """Change one cell of a workbook; row as in Excel, column from 0."""

    def alter(sheets: Sheets) -> None:
        sheets[file, sheet][row - 1][column] = value

    return alter


def find_contradictions(root: Path, alter: Callable[[Sheets], None]) -> dict[str, str]:
    """Findings across sheets by key, in an office whose workbooks are so altered."""
    return {c.key: str(c.finding) for c in check_consistency(load_office(root, alter))}


def load_office(root: Path, alter: Callable[[Sheets], None]) -> Data:
    """The data of an office whose workbooks are so altered."""
    workspace = write(root, alter)
    result = read(workspace)
    assert result.valid, result.findings
    return assemble(workspace, result)


def test_a_consistent_unit_has_only_what_is_explained(tmp_path: Path) -> None:
    """Its IKM is typed 95 while two respondents give 87.5; the workbook says why."""
    workspace = write(tmp_path)
    found = check_consistency(assemble(workspace, read(workspace)))
    assert [(c.key, c.is_open) for c in found] == [("bukti:IKM", False)]
    assert [f for f in list_findings(workspace) if "SUMBER" not in f.pesan] == []


def test_a_missing_column_of_answers_is_named_and_stops_no_check(tmp_path: Path) -> None:
    """U9 is on the sheet Unsur and no column of Jawaban: there is no IKM to be compared."""

    def alter(sheets: Sheets) -> None:
        sheets["skm.xlsx", "Jawaban"][2:] = [row[:-1] for row in sheets["skm.xlsx", "Jawaban"][2:]]

    found = [str(f) for f in list_findings(write(tmp_path, alter)) if f.is_blocking]
    assert found == ["skm.xlsx › Jawaban: kolom jawaban U9 tidak ada; tambahkan kolomnya."]


def test_a_spoilt_map_hides_no_contradiction(tmp_path: Path) -> None:
    """Both are told at once: the map, and the target of the PK against that of the Renstra."""
    workspace = write(tmp_path, fill_cell("PK", 4, 2, 90))
    (workspace.raw / "peta.geojson").write_text("[]", "utf-8")
    places = [(f.berkas, f.sel) for f in list_findings(workspace) if "SUMBER" not in f.pesan]
    assert ("peta.geojson", "") in places
    assert (KINERJA, "C4") in places


@pytest.mark.parametrize(
    ("alter", "key", "part"),
    [
        (fill_cell("PK", 4, 2, 90), "target:IKM:PK",
         ["PK › C4", "target IKM 90 pada PK, tetapi 92 pada Renstra", "Renstra › D4"]),
        (fill_cell("Realisasi", 4, 3, 91), "target:IKM:Realisasi", ["Realisasi › D4", "91", "92"]),
        (fill_cell("PK Program", 4, 1, 7_000_000), "pk:penunjang urusan pemerintahan daerah",
         ["PK Program › B4", "7.000.000 pada PK, 7.400.000 pada DPA", "dpa.xlsx › DPA › E4"]),
        (fill_cell("PK Program", 4, 0, "Program Lain"), "pk:lain", ["tidak ada pada DPA"]),
        (fill_cell("PK Program", 4, 0, "Program Lain"), "pk:penunjang urusan pemerintahan daerah",
         ["pagu 7.400.000 pada DPA, tidak dimuat dalam PK; selisih"]),
        (fill_cell("IKU", 4, 1, "Indeks Kepuasan"), "nama:IKM:IKU:4",
         ["IKU › B4", "“Indeks Kepuasan”", "“Indeks Kepuasan Masyarakat”"]),
        (fill_cell("IKU", 4, 2, 3.6), "skala:IKM:IKU:target:4",
         ["IKU › C4", "3,6 di luar skala nilai konversi IKM (25–100)"]),
        (fill_cell("Batas", 4, 1, "Kecamatan Contoh Jaya, Kabupaten Nusa Contoh"), "batas:4",
         ["Batas › B4", "berbatasan dengan dirinya sendiri"]),
        (fill_cell("Wilayah", 4, 2, 12), "cacah:sarana:mekarcontoh",
         ["Wilayah › C4", "12", "1 unsur"]),
        (fill_cell("DPA", 4, 5, 7_400_001, "dpa.xlsx"), "pagu:penyediaan-gaji-dan-tunjangan-asn",
         ["DPA › F4", "realisasi 7.400.001 melebihi pagu 7.400.000"]),
        (fill_cell("Penjelasan Temuan", 4, 0, "bukti:XYZ"), "basi:bukti:XYZ",
         ["Penjelasan Temuan › A4", "tidak ada temuan dengan kunci bukti:XYZ"]),
    ],
)  # fmt: skip
def test_each_contradiction_is_found_with_its_cells(
    tmp_path: Path, alter: Callable[[Sheets], None], key: str, part: list[str]
) -> None:
    """One changed cell makes one more finding, with both cells and both numbers."""
    found = find_contradictions(tmp_path, alter)
    assert key in found
    for words in part:
        assert words in found[key]


def test_a_promise_that_the_renstra_has_no_target_for_is_told(tmp_path: Path) -> None:
    """The Renstra lists the indicator, but its cell of the year is blank."""

    def alter(sheets: Sheets) -> None:
        other, indikator = ["LAIN", "Indeks Lain"], sheets[KINERJA, "Indikator"]
        indikator.append(["LAIN", *indikator[3][1:4], "Indeks Lain", *indikator[3][5:]])
        sheets[KINERJA, "Renstra"][3:] = [
            [*sheets[KINERJA, "Renstra"][3][:3], None],
            [*other, 1, 2],
        ]

    found = find_contradictions(tmp_path, alter)["target_kosong:IKM"]
    assert "Renstra › D4: target IKM tahun laporan kosong pada Renstra" in found


@pytest.mark.parametrize(("changed", "found"), [(92, False), (91, True)])
def test_a_pk_that_was_changed_to_the_renstra_agrees_with_it(
    tmp_path: Path, changed: float, found: bool
) -> None:
    """The PK first had 90; the Renstra has 92, and so has the PK Perubahan in one case."""

    def alter(sheets: Sheets) -> None:
        sheets[KINERJA, "PK"][3][2:4] = [90, changed]

    assert ("target:IKM:PK" in find_contradictions(tmp_path, alter)) is found


@pytest.mark.parametrize(
    ("neighbour", "found"),
    [
        ("Kecamatan  Contoh Jaya", True),
        ("Kecamatan Contoh Jaya dan Laut", True),
        ("Kecamatan Contoh Jaya Selatan", False),  # another one
        ("Kecamatan Contoh Jayapura, Kota Contoh", False),
    ],
)
def test_a_neighbour_whose_name_begins_alike_is_another(
    tmp_path: Path, neighbour: str, found: bool
) -> None:
    """Kecamatan Muara borders on Kecamatan Muara Sentosa."""
    contradictions = find_contradictions(tmp_path, fill_cell("Batas", 4, 1, neighbour))
    assert ("batas:4" in contradictions) is found


def test_evidence_that_does_not_yield_the_realisasi_is_found(tmp_path: Path) -> None:
    """Answers 3 and 4 give NRR 3.5, IKM 87.5."""

    def alter(sheets: Sheets) -> None:
        del sheets[KINERJA, "Penjelasan Temuan"][3]

    found = find_contradictions(tmp_path, alter)
    assert "realisasi Indeks Kepuasan Masyarakat 95, padahal" in found["bukti:IKM"]
    assert "skm.xlsx › Jawaban › A4:J5): IKM survei 87,5" in found["bukti:IKM"]

    def in_percent(sheets: Sheets) -> None:
        alter(sheets)
        sheets[KINERJA, "Indikator"][3][5] = "%"

    found = find_contradictions(tmp_path / "b", in_percent)
    assert "realisasi Indeks Kepuasan Masyarakat 95\u00a0%, padahal" in found["bukti:IKM"]


@pytest.mark.parametrize(
    ("chosen", "told"), [("survei", True), ("tidak ada", False), (None, False)]
)
def test_evidence_that_was_chosen_and_is_not_there_is_told(
    tmp_path: Path, chosen: str | None, told: bool
) -> None:
    """An indicator known by its name alone may have evidence elsewhere; one in doubt it is not."""

    def alter(sheets: Sheets) -> None:
        del sheets["skm.xlsx", "Jawaban"], sheets[KINERJA, "Penjelasan Temuan"][3]
        sheets[KINERJA, "Indikator"][3][-1] = chosen

    workspace = write(tmp_path, alter)
    found = [f for f in list_findings(workspace) if "tidak dapat diperiksa" in f.pesan]
    told = [("Realisasi", "E4", "peringatan")] if chosen == "survei" else []
    assert [(f.lembar, f.sel, f.tingkat) for f in found] == told
    assert weigh_indikator(assemble(workspace, read(workspace)))[1].empty


def test_indicators_are_weighed_once_for_all_chapters(tmp_path: Path) -> None:
    """As reported 95; in doubt while nobody explains it; by its evidence 87.5."""

    def alter(sheets: Sheets) -> None:
        del sheets[KINERJA, "Penjelasan Temuan"][3]

    workspace = write(tmp_path, alter)
    reported, doubted, proven = weigh_indikator(assemble(workspace, read(workspace)))
    assert reported["realisasi"].to_list() == [95]
    assert doubted["kode"].to_list() == ["IKM"]
    assert proven["realisasi"].to_list() == [87.5]


def test_the_aspects_of_the_ipp_are_its_evidence(tmp_path: Path) -> None:
    """Its only aspect is 1.1; 3.45 was reported. Known by its name: offices choose their codes."""

    def alter(sheets: Sheets) -> None:
        index = "Indeks Pelayanan Publik"
        row = [*sheets[KINERJA, "Indikator"][3]]
        row[0], row[4], row[-1] = "IPK", index, None
        sheets[KINERJA, "Indikator"].append(row)
        sheets[KINERJA, "Realisasi"].append(["IPK", index, 2021, 3.43, 3.45, None])

    found = find_contradictions(tmp_path, alter)
    assert "menurut bukti (kinerja.xlsx › IPP" in found["bukti:IPK"]
    assert not [k for k in found if k.startswith("triwulan")]  # the quarters are of another


@pytest.mark.parametrize(
    ("aspects", "cell"), [([1.2, 1.25, 0.5, 0.6, 0.55, 0.9], ""), ([4.8, 0.2, 0.09], "B6")]
)
def test_the_sum_of_the_aspects_is_on_the_scale_of_the_index(
    tmp_path: Path, aspects: list[float], cell: str
) -> None:
    """The index is five at most, which the first make, though floats give 5.000000000000001."""

    def alter(sheets: Sheets) -> None:
        sheets[KINERJA, "IPP"][3:] = [[f"Aspek {n}", value] for n, value in enumerate(aspects)]

    found = find_contradictions(tmp_path, alter)
    assert ("skala:ipp" in found) is bool(cell)
    if cell:
        told = "jumlah nilai aspek 5,09 di luar skala Indeks Pelayanan Publik (0–5)"
        assert f"IPP › {cell}: {told}" in found["skala:ipp"]


def test_an_explanation_closes_a_finding_and_is_kept_for_the_annex(tmp_path: Path) -> None:
    """By its key, which the finding names."""

    def alter(sheets: Sheets) -> None:
        sheets[KINERJA, "PK"][3][2] = 90
        sheets[KINERJA, "Penjelasan Temuan"].append(
            ["target:IKM:PK", "Target diubah pada Agustus."]
        )

    workspace = write(tmp_path, alter)
    listed = list_consistency(assemble(workspace, read(workspace))).set_index("kunci")
    assert listed.loc["target:IKM:PK", "penjelasan"] == "Target diubah pada Agustus."
    assert all(message[0] == message[0].upper() for message in listed["pesan"])
    assert not [f for f in list_findings(workspace) if "target IKM" in f.pesan]


def test_a_changed_figure_of_last_year_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Realisasi 2020 is 91 in the workbook of 2020 and 93 in that of 2021."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))

    def previous(sheets: Sheets) -> None:
        sheets[KINERJA, "Profil"][0][1] = 2020
        sheets[KINERJA, "Realisasi"].append(
            ["IKM", "Indeks Kepuasan Masyarakat", 2020, 90, 91, None]
        )

    write(tmp_path, previous)
    (tmp_path / "data" / "raw" / "uji" / "2021").rename(tmp_path / "data" / "raw" / "uji" / "2020")

    def current(sheets: Sheets) -> None:
        row = [*sheets[KINERJA, "Indikator"][3]]
        row[0], row[4], row[6] = "RAS", "Rasio", "rentang"  # last year had no range
        sheets[KINERJA, "Indikator"].append(row)
        sheets[KINERJA, "Realisasi"] += [
            ["RAS", "Rasio", 2021, "80–90", 85, None],
            ["IKM", "Indeks Kepuasan Masyarakat", 2020, 90, 93, None],
        ]

    found = find_contradictions(tmp_path, current)
    message = "realisasi IKM tahun 2020 93, tetapi data tahun itu sendiri 91"
    assert message in found["lalu:IKM:realisasi"]
    assert "lalu:IKM:target" not in found


@pytest.mark.parametrize(
    ("column", "value", "key"),
    [
        (5, "Hari", "satuan:IKM"),
        (5, "indeks", None),  # a bare number by another word
        (4, "Indeks  kepuasan masyarakat", None),
        (4, "Indeks Kepuasan Pegawai", "ukuran:IKM:indikator"),
        (6, "minimal", "ukuran:IKM:polaritas"),
    ],
)
def test_a_code_that_meant_another_measure_last_year_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, column: int, value: str, key: str | None
) -> None:
    """The IKM is measured as Nilai, the higher the better, in both years but for one cell."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))

    def previous(sheets: Sheets) -> None:
        sheets[KINERJA, "Profil"][0][1] = 2020
        sheets[KINERJA, "Realisasi"][3][2] = 2020
        sheets[KINERJA, "Indikator"][3][column] = value

    write(tmp_path, previous)
    (tmp_path / "data" / "raw" / "uji" / "2021").rename(tmp_path / "data" / "raw" / "uji" / "2020")

    def explain(sheets: Sheets) -> None:
        sheets[KINERJA, "Penjelasan Temuan"].append([key or "x", "Hanya sebutannya."])

    found = find_contradictions(tmp_path, lambda _: None)
    assert [k for k in found if k.startswith(("satuan", "ukuran"))] == [key] * bool(key)
    still_open = {c.key for c in check_consistency(load_office(tmp_path, explain)) if c.is_open}
    assert (key in still_open) is (key == "satuan:IKM")  # no explanation makes units comparable


def test_the_unit_of_a_predicate_may_have_another_name_than_last_year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """BB is BB, be it called Predikat or Predikat SAKIP."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))

    def grade(sheets: Sheets, tahun: int, satuan: str) -> None:
        sheets[KINERJA, "Profil"][0][1] = sheets[KINERJA, "Realisasi"][3][2] = tahun
        sheets[KINERJA, "Indikator"][3][5:7] = [satuan, "predikat"]
        sheets[KINERJA, "Renstra"][3][2:] = sheets[KINERJA, "Realisasi"][3][3:5] = ["BB", "BB"]
        for name in ("IKU", "PK", "Standar"):
            sheets[KINERJA, name][3][2] = "BB"
        sheets[KINERJA, "Realisasi Triwulan"][3:] = []

    write(tmp_path, lambda sheets: grade(sheets, 2020, "Predikat SAKIP"))
    (tmp_path / "data" / "raw" / "uji" / "2021").rename(tmp_path / "data" / "raw" / "uji" / "2020")
    found = find_contradictions(tmp_path, lambda sheets: grade(sheets, 2021, "Predikat"))
    assert not [k for k in found if k.startswith(("lalu", "satuan", "ukuran"))]


def test_a_capaian_of_an_earlier_year_stays_what_that_year_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """90 aimed at and 99 reached in 2019 and 2020, where less was better: 90 percent, not 110.

    Of 2019 only the workbook of 2020 tells, which comes when 2021 was weighed already.
    """
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))
    assert weigh_indikator(load_office(tmp_path, lambda _: None))[0]["capaian_lalu"].isna().all()

    def previous(sheets: Sheets) -> None:
        sheets[KINERJA, "Profil"][0][1] = 2020
        name = "Indeks Kepuasan Masyarakat"
        sheets[KINERJA, "Realisasi"][3:] = [["IKM", name, t, 90, 99, None] for t in (2019, 2020)]
        sheets[KINERJA, "Indikator"][3][6] = "minimal"

    write(tmp_path, previous)
    (tmp_path / "data" / "raw" / "uji" / "2021").rename(tmp_path / "data" / "raw" / "uji" / "2020")
    data = load_office(tmp_path, lambda _: None)
    (row,) = weigh_indikator(data)[0].to_dict("records")
    assert row["capaian_lalu"] == pytest.approx((2 * 90 - 99) / 90 * 100)  # rules/capaian.toml
    assert row["capaian"] == pytest.approx(95 / 92 * 100)
    years = compare_years(data.indikator, data.history, 2021)
    assert years["capaian"].to_list() == pytest.approx([90, 90, row["capaian"]])
    words = describe_indikator(weigh_indikator(data)[0], 2021)["ubah_capaian"].iloc[0]
    words = words.replace("\u00a0", " ")
    assert words.startswith("berubah dari 90 persen (tidak mencapai target) menjadi 103,26 persen")
    column = capaian_column(weigh_indikator(data)[0], "capaian_lalu")
    assert column.formula == build_capaian_column("capaian_lalu", "minimal").formula


def test_what_was_asked_last_year_is_not_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The IKM had another name and other days in 2019; in 2020 and 2021 it has those of now."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))

    def make(tahun: int, name: str, satuan: str) -> None:
        def alter(sheets: Sheets) -> None:
            for entry in sheets[KINERJA, "Profil"]:
                years = {"Tahun laporan": tahun, "Awal Renstra": 2019}
                entry[1] = years.get(str(entry[0]), entry[1])
            sheets[KINERJA, "Realisasi"][3][2] = tahun
            sheets[KINERJA, "Renstra"][2:] = [
                ["Kode", "Indikator kinerja", 2019, 2020, 2021], ["IKM", name, 90, 90, 92],
            ]  # fmt: skip
            sheets[KINERJA, "Indikator"][3][4:6] = name, satuan

        raw = write(tmp_path, alter).raw
        raw.rename(raw.with_name(str(tahun)))

    make(2019, "Indeks Layanan", "hari")
    make(2020, "Indeks Kepuasan Masyarakat", "Nilai")
    found = find_contradictions(tmp_path, lambda _: None)
    assert "ukuran:IKM:indikator" not in found  # it was asked about in 2020
    assert "data tahun 2019 hari" in found["satuan:IKM"]  # the report still compares its figures


def test_what_differs_from_last_year_is_told_in_the_order_of_the_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Name, polaritas and formula of the first indicator, then those of the second."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))

    def current(sheets: Sheets) -> None:
        sheets[KINERJA, "Indikator"].append(["RAS", *sheets[KINERJA, "Indikator"][3][1:]])
        sheets[KINERJA, "Realisasi"].append(["RAS", *sheets[KINERJA, "Realisasi"][3][1:]])

    def previous(sheets: Sheets) -> None:
        current(sheets)
        sheets[KINERJA, "Profil"][0][1] = 2020
        for row in sheets[KINERJA, "Indikator"][3:]:
            row[4], row[6], row[8] = "Lain", "minimal", "Lain"
        for row in sheets[KINERJA, "Realisasi"][3:]:
            row[2] = 2020

    raw = write(tmp_path, previous).raw
    raw.rename(raw.with_name("2020"))
    found = [k for k in find_contradictions(tmp_path, current) if k.startswith("ukuran")]
    columns = ("indikator", "polaritas", "formulasi")
    assert found == [f"ukuran:{code}:{column}" for code in ("IKM", "RAS") for column in columns]


def test_a_figure_that_a_year_in_between_corrected_is_not_told_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """IKM of 2019 was 91 in its own workbook, 93 in that of 2020, which is the last word on it."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))

    def state(tahun: int, before: int) -> Callable[[Sheets], None]:
        def alter(sheets: Sheets) -> None:
            years = {"Tahun laporan": tahun, "Awal Renstra": 2019}
            for entry in sheets[KINERJA, "Profil"]:
                entry[1] = years.get(str(entry[0]), entry[1])
            for line, more in zip(sheets[KINERJA, "Renstra"][2:], (2019, 88), strict=True):
                line.insert(2, more)
            row = sheets[KINERJA, "Realisasi"][3]
            row[2] = tahun
            own = [] if tahun == 2019 else [row]
            sheets[KINERJA, "Realisasi"][3:] = [[*row[:2], 2019, 90, before, None], *own]

        return alter

    for tahun, before in ((2019, 91), (2020, 93)):
        raw = write(tmp_path, state(tahun, before)).raw
        raw.rename(raw.with_name(str(tahun)))
    told = [
        [k for k in find_contradictions(tmp_path, state(2021, last)) if k.startswith("lalu")]
        for last in (93, 91, 94)
    ]
    assert told == [[], [], ["lalu:2019:IKM:realisasi"]]


def test_every_earlier_year_that_the_report_compares_is_held_against_its_own_workbooks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """2019 measured in hari and had 91, 2020 has no workbooks; the workbook of 2021 says 93."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))

    def earlier(sheets: Sheets) -> None:
        sheets[KINERJA, "Profil"][0][1] = 2019
        for entry in sheets[KINERJA, "Profil"]:
            entry[1] = 2019 if entry[0] == "Awal Renstra" else entry[1]
        sheets[KINERJA, "Realisasi"][3][2:5] = [2019, 90, 91]
        sheets[KINERJA, "Renstra"][2][2] = 2019
        sheets[KINERJA, "Indikator"][3][5] = "hari"

    write(tmp_path, earlier)
    (tmp_path / "data" / "raw" / "uji" / "2021").rename(tmp_path / "data" / "raw" / "uji" / "2019")

    def current(sheets: Sheets) -> None:
        row = ["IKM", "Indeks Kepuasan Masyarakat", 2019, 90, 93, None]
        sheets[KINERJA, "Realisasi"].append(row)

    found = find_contradictions(tmp_path, current)
    assert "tetapi pada data tahun 2019 hari" in found["satuan:IKM"]
    assert "realisasi IKM tahun 2019 93" in found["lalu:2019:IKM:realisasi"]
    assert not (tmp_path / "data" / "processed").exists()  # checking writes nothing


@pytest.mark.parametrize("polaritas", [None, "maksimum"])
def test_a_cause_of_an_indicator_without_a_known_direction_claims_nothing(
    tmp_path: Path, polaritas: str | None
) -> None:
    """The polaritas has a finding of its own."""

    def alter(sheets: Sheets) -> None:
        sheets[KINERJA, "Realisasi"].append(["IKM", "Indeks", 2020, 90, 97, None])
        sheets[KINERJA, "Indikator"][3][6] = polaritas

    _, found = check(write(tmp_path, alter))
    assert {f.place for f in found if "olaritas" in str(f)} == {"kinerja.xlsx › Indikator › G4"}


@pytest.mark.parametrize(
    ("previous", "text", "found"),
    [
        (97, "Kepuasan meningkat karena loket ditambah.", True),
        (95, "Kepuasan meningkat karena loket ditambah.", True),
        (91, "Kepuasan meningkat karena loket ditambah.", False),
        (91, "Kepuasan masyarakat berkurang.", True),
        (91, "Nilai IKM pada tahun 2021 turun.", True),
        (91, "Menurun karena loket ditutup.", True),
        (91, "Jumlah petugas berkurang.", False),  # of something else
        (91, "Petugas turun ke kelurahan.", False),
        (97, "Kepuasan belum meningkat.", False),
        (97, "Loket ditambah agar kepuasan meningkat.", False),
        (97, "Antrean naik dan kepuasan menurun.", False),
        (97, "Peningkatan loket belum selesai.", False),
    ],
)
def test_a_cause_that_claims_another_direction_is_found(
    tmp_path: Path, previous: float, text: str, found: bool
) -> None:
    """Realisasi 2021 is 95; both directions, none, or that of another thing claim nothing."""

    def alter(sheets: Sheets) -> None:
        sheets[KINERJA, "Realisasi"].append(
            ["IKM", "Indeks Kepuasan Masyarakat", 2020, 90, previous, None]
        )
        sheets[KINERJA, "Analisis"][3][1] = text

    contradictions = find_contradictions(tmp_path, alter)
    assert ("arah:IKM" in contradictions) is found
    if found:
        assert "kinerja.xlsx › Analisis › B4: penyebab Indeks" in contradictions["arah:IKM"]
        assert "Realisasi › E4" in contradictions["arah:IKM"]


def test_a_year_written_twice_is_named_and_stops_no_check(tmp_path: Path) -> None:
    def alter(sheets: Sheets) -> None:
        rows = sheets[KINERJA, "Realisasi"]
        rows += [[*rows[3][:2], 2020, 90, 91, None], [*rows[3]]]

    (found,) = [str(f) for f in list_findings(write(tmp_path, alter)) if f.is_blocking]
    assert "IKM / 2021 sudah ada di C4" in found


def test_a_row_with_nothing_but_a_code_is_named_and_stops_no_check(tmp_path: Path) -> None:
    def alter(sheets: Sheets) -> None:
        sheets[KINERJA, "Indikator"].append(["IKM"])

    found = [f for f in list_findings(write(tmp_path, alter)) if "SUMBER" not in f.pesan]
    assert {(f.lembar, f.tingkat) for f in found} == {("Indikator", "belum")}
    assert "Indikator kinerja: belum diisi" in "".join(f.pesan for f in found if f.sel == "E5")


@pytest.mark.parametrize(
    ("polaritas", "name", "text", "found"),
    [
        ("minimal", "Jumlah gangguan keamanan", "Patroli berkurang.", False),
        ("minimal", "Jumlah gangguan keamanan", "Gangguan berkurang.", True),
        ("minimal", "Jumlah gangguan keamanan", "Keamanan berkurang.", False),
        ("minimal", "Lama pelayanan", "Capaian menurun karena antrean.", False),
        ("minimal", "Lama pelayanan", "Lama pelayanan membaik.", True),
        ("maksimal", "Lama pelayanan", "Capaian menurun karena antrean.", True),
        ("maksimal", "Indeks kepuasan", "Kepuasan membaik.", False),
        (
            "maksimal",
            "Persentase kelurahan berstunting turun",
            "Kelurahan turun didampingi.",
            False,
        ),
        ("rentang", "Rasio belanja", "Kinerja memburuk.", False),
    ],
)
def test_less_may_be_better_and_a_name_claims_nothing(
    polaritas: str, name: str, text: str, found: bool
) -> None:
    """The realisasi rose: capaian and what became better or worse follow the polaritas."""
    stated = _read_direction(text, name.casefold(), "x", polaritas)
    assert (stated not in (None, 1)) is found


def test_a_faulty_last_year_is_reported_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check of that year says what is wrong there."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))
    write(tmp_path, fill_cell("Realisasi", 4, 4, "banyak"))
    (tmp_path / "data" / "raw" / "uji" / "2021").rename(tmp_path / "data" / "raw" / "uji" / "2020")
    found = find_contradictions(tmp_path, lambda _: None)
    assert "data tahun 2020 sendiri belum sah" in found["lalu:2020"]
    assert "lkip check 2020 --unit uji" in found["lalu:2020"]


def test_a_sheet_without_a_column_hides_no_other_finding(tmp_path: Path) -> None:
    """PK lost its target; a programme of it that the DPA lacks is found in the same check."""

    def alter(sheets: Sheets) -> None:
        sheets[KINERJA, "PK"][2][2] = "Tuju"
        sheets[KINERJA, "PK Program"][3][0] = "Program Lain"

    output = "\n".join(map(str, list_findings(write(tmp_path, alter))))
    assert "PK › A3: kolom Target tidak ada" in output
    assert "tidak ada pada DPA" in output


def test_a_total_row_that_is_not_the_sum_of_its_parts_is_a_finding(tmp_path: Path) -> None:
    """601 + 400 printed as 1,000."""

    def alter(sheets: Sheets) -> None:
        sheets[KINERJA, "Wilayah"] += [["Lingkar Selatan", 400, 1, "desa"], ["Jumlah", 1000, None]]

    findings = read(write(tmp_path, alter)).findings
    (total,) = [str(f) for f in findings if "baris jumlah" in f.pesan]
    assert total.startswith("kinerja.xlsx › Wilayah › B6: baris jumlah berisi 1.000, padahal 2")
    assert "1.001" in total


def test_a_total_of_each_block_and_of_all_is_right(tmp_path: Path) -> None:
    """Subtotals count only the rows since the last one."""

    def alter(sheets: Sheets) -> None:
        sheets[KINERJA, "Wilayah"] += [
            ["Sub jumlah", 601, None], ["Lingkar Selatan", 400, 1], ["Sub jumlah", 400, None],
            ["Jumlah", 1001, None],
        ]  # fmt: skip

    assert not [f for f in read(write(tmp_path, alter)).findings if "baris jumlah" in f.pesan]


def test_nothing_is_compared_without_a_last_year(tmp_path: Path) -> None:
    """Its folder is not there."""
    assert not Workspace.of("uji", 2020, tmp_path).raw.exists()
    assert not [k for k in find_contradictions(tmp_path, lambda _: None) if k.startswith("lalu")]


def test_spending_beyond_or_without_a_pagu_is_closed_by_an_explanation(tmp_path: Path) -> None:
    """A dash is no budget; the finding names its cell, both numbers and its key."""

    def alter(sheets: Sheets) -> None:
        sheets["dpa.xlsx", "DPA"][3][4] = "-"

    found = find_contradictions(tmp_path / "a", alter)["pagu:penyediaan-gaji-dan-tunjangan-asn"]
    assert found.startswith("dpa.xlsx › DPA › F4: realisasi 7.284.000 melebihi pagu 0;")

    def explain(sheets: Sheets) -> None:
        alter(sheets)
        sheets[KINERJA, "Penjelasan Temuan"].append(
            ["pagu:penyediaan-gaji-dan-tunjangan-asn", "Pagu digeser."]
        )

    findings = list_findings(write(tmp_path / "b", explain))
    assert not [f for f in findings if "melebihi pagu" in f.pesan]


@pytest.mark.parametrize(
    ("sheet", "column", "value"),
    [
        (("dpa.xlsx", "DPA"), 4, 1e308),
        (("dpa.xlsx", "DPA"), 4, None),
        ((KINERJA, "Indikator"), 0, "I\u200bKM"),
    ],
)
def test_what_only_follows_from_a_faulty_cell_is_no_finding(
    tmp_path: Path, sheet: tuple[str, str], column: int, value: object
) -> None:
    """A pagu without its number is not a pagu of 0; an unreadable code is not a missing one."""

    def alter(sheets: Sheets) -> None:
        sheets[sheet][3][column] = value

    found = [f for f in list_findings(write(tmp_path, alter)) if "SUMBER" not in f.pesan]
    assert [(f.berkas, f.lembar) for f in found] == [sheet]


def test_findings_across_sheets_do_not_wait_for_a_faulty_cell(tmp_path: Path) -> None:
    """A realisasi that is no number, a target that differs, and an unknown code: all at once."""

    def alter(sheets: Sheets) -> None:
        sheets[KINERJA, "Realisasi"][3][4] = "banyak"
        sheets[KINERJA, "PK"][3][2] = 90
        sheets[KINERJA, "Analisis"][3][0] = "IKMM"
        sheets[KINERJA, "Profil"][1][1] = None

    cells = {(f.lembar, f.sel) for f in list_findings(write(tmp_path, alter)) if f.lembar}
    assert {("Realisasi", "E4"), ("PK", "C4"), ("Analisis", "A4"), ("Profil", "B2")} <= cells
    assert ("Realisasi", "D4") not in cells


def test_a_survey_that_is_still_being_typed_is_no_fault_of_the_program(tmp_path: Path) -> None:
    """Only the first unsur is answered, or none is listed yet."""

    def blank(sheets: Sheets) -> None:
        for row in sheets["skm.xlsx", "Jawaban"][3:]:
            row[-8:] = [None] * 8

    todo = [f for f in check(write(tmp_path / "a", blank))[1] if f.tingkat == "belum"]
    assert "belum diisi satu pun" in str(todo[0])

    def unlist(sheets: Sheets) -> None:
        del sheets["skm.xlsx", "Unsur"][3:]

    found = [str(f) for f in check(write(tmp_path / "b", unlist))[1] if f.tingkat == "salah"]
    assert "kolom U1 bukan kode pada lembar Unsur" in found[0]


def test_an_unsur_answered_by_dashes_alone_is_a_fault(tmp_path: Path) -> None:
    """The cells are filled, so that nothing else says why there is no IKM; a blank is told once."""
    for filling, level in (("-", "salah"), (None, "belum")):

        def fill(sheets: Sheets, filling: str | None = filling) -> None:
            for row in sheets["skm.xlsx", "Jawaban"][3:]:
                row[-1] = filling

        found = check(write(tmp_path / level, fill))[1]
        of_column = [f for f in found if f.lembar == "Jawaban" and f.sel.startswith("J4")]
        assert [f.tingkat for f in of_column] == [level]


def test_a_missing_column_is_the_only_finding_about_its_sheet(tmp_path: Path) -> None:
    """Rules that need the column wait; nothing is reported as missing from it."""

    def alter(sheets: Sheets) -> None:
        sheets[KINERJA, "Indikator"][2][0] = "Nomor kode"

    found = [f for f in list_findings(write(tmp_path, alter)) if "SUMBER" not in f.pesan]
    assert {f.lembar for f in found if f.is_blocking} == {"Indikator"}


@pytest.mark.parametrize(("value", "found"), [(25, False), (24.9, True), (100, False), (101, True)])
def test_a_scale_includes_both_its_ends(tmp_path: Path, value: float, found: bool) -> None:
    """PermenPAN-RB 14/2017: the index of a survey lies between 25 and 100."""
    workspace = write(tmp_path, fill_cell("IKU", 4, 2, value))
    contradictions = check_consistency(assemble(workspace, read(workspace)))
    outside = [float(c.finding.value) for c in contradictions if c.key.startswith("skala:")]
    assert outside == [value] * found


def test_a_sub_kegiatan_without_a_pagu_adds_nothing_to_the_sum(tmp_path: Path) -> None:
    """7,400,000 and none are 7,400,000; the PK says 7,000,000. Its last cell is the one cited."""

    def alter(sheets: Sheets) -> None:
        rows = sheets["dpa.xlsx", "DPA"]
        rows.append([*rows[3][:3], "Penyusunan laporan", "-", "-", *rows[3][6:]])
        sheets[KINERJA, "PK Program"][3][1] = 7_000_000

    workspace = write(tmp_path, alter)
    result = read(workspace)
    found = {c.key: c.finding for c in check_consistency(assemble(workspace, result))}
    total = found["pk:jumlah"]
    assert total.pesan.startswith("jumlah PK 7.000.000, jumlah pagu DPA 7.400.000 (dpa.xlsx › DPA")
    assert (total.sel, total.value) == ("B4", "7000000")


def test_the_difference_of_the_totals_is_that_of_the_programmes_not_sums_that_fit(
    tmp_path: Path,
) -> None:
    """A change of the budget by +100, −20 and +270; 100 + 250 are 350 too, and by accident."""
    programs = {"Program Satu": (2500, [2600]), "Program Dua": (120, [100])}
    programs |= {"Program Tiga": (540, [300, 250, 260])}

    def alter(sheets: Sheets) -> None:
        row, pk = sheets["dpa.xlsx", "DPA"][3], sheets[KINERJA, "PK Program"]
        sheets["dpa.xlsx", "DPA"][3:], pk[3:] = [], []
        for name, (promised, parts) in programs.items():
            before = [promised, *[0] * (len(parts) - 1)]
            for n, (pagu, last) in enumerate(zip(parts, before, strict=True)):
                cells = [name, row[2], f"{name} {n}", pagu, pagu, row[6], last]
                sheets["dpa.xlsx", "DPA"].append([row[0], *cells, f"{row[8]}{n}{name[-4:]}"])
            pk.append([name, promised, "APBD"])

    workspace = write(tmp_path, alter)
    found = {c.key: c.finding for c in check_consistency(assemble(workspace, read(workspace)))}
    assert found["pk:jumlah"].pesan.endswith(
        "selisih 350 = Program Satu 100 + Program Dua -20 + Program Tiga 270"
    )
    assert "pada DPA (dpa.xlsx › DPA › E4)" in found["pk:satu"].pesan


def test_a_name_that_stays_in_the_rows_of_earlier_years_is_told_once(tmp_path: Path) -> None:
    """Three years have it on the sheet Realisasi; one explanation closes it."""

    def alter(sheets: Sheets) -> None:
        rows = [["IKM", "Indeks Layanan", tahun, 90, 91, None] for tahun in (2018, 2019, 2020)]
        sheets[KINERJA, "Realisasi"] += rows

    found = [k for k in find_contradictions(tmp_path, alter) if k.startswith("nama")]
    assert found == ["nama:IKM:Realisasi:5"]


def test_a_range_is_outside_its_scale_by_either_end(tmp_path: Path) -> None:
    """80–500 ends beyond the 100 of an IKM."""

    def alter(sheets: Sheets) -> None:
        sheets[KINERJA, "Indikator"][3][6] = "rentang"
        sheets[KINERJA, "IKU"][3][2] = "80–500"

    found = find_contradictions(tmp_path, alter)["skala:IKM:IKU:target:4"]
    assert "IKU › C4" in found and "500 di luar skala nilai konversi IKM (25–100)" in found


@pytest.mark.parametrize(("value", "found"), [(0.915, True), (1, True), (0, False), (1.5, False)])
def test_a_share_among_percentages_is_doubted(tmp_path: Path, value: float, found: bool) -> None:
    """Its target is 92: 0,915 without its sign of percent is a hundredth of what was meant."""

    def alter(sheets: Sheets) -> None:
        sheets[KINERJA, "Indikator"][3][5] = "Persen"
        sheets[KINERJA, "Realisasi"][3][4] = value

    keys = find_contradictions(tmp_path, alter)
    assert any(key.startswith("pecahan:IKM:Realisasi:realisasi") for key in keys) is found
    if value == 0.915:
        message = next(text for key, text in keys.items() if key.startswith("pecahan"))
        assert "0,92 %, padahal angka lainnya sampai 92 %; tulis 91,5 %" in message


@pytest.mark.parametrize(("beside", "found"), [(10, True), (9.9, False)])
def test_a_share_is_doubted_beside_ten_percent_or_more(
    tmp_path: Path, beside: float, found: bool
) -> None:
    """0.5 beside 9.9 may be a half of a percent; the limit is LEAST_BESIDE of agreement.py."""

    def alter(sheets: Sheets) -> None:
        sheets[KINERJA, "Indikator"][3][5] = "Persen"
        sheets[KINERJA, "Renstra"][3][2:] = [beside, beside]
        for name in ("IKU", "PK"):
            sheets[KINERJA, name][3][2] = beside
        sheets[KINERJA, "Realisasi"][3][3:5] = [beside, 0.5]

    keys = find_contradictions(tmp_path, alter)
    assert any(key.startswith("pecahan") for key in keys) is found


def test_without_a_profil_the_check_says_what_is_missing(tmp_path: Path) -> None:
    """Nothing can be compared; the sheet is named all the same."""
    workspace = write(tmp_path, lambda sheets: sheets.pop((KINERJA, "Profil")))
    assert "Profil" in {f.lembar for f in list_findings(workspace)}
