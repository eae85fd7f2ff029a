"""From raw to processed: nothing half, nothing lost, nothing written back."""

import json
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkip_helpers import intake
from lkip_helpers.intake.pipeline import read
from lkip_helpers.report.format import format_integer, format_number, format_percent, format_rupiah
from lkip_helpers.schema.numbers import NotNumber, parse_number
from lkip_helpers.workspace import WORKSPACE_VARIABLE, InvalidChoice, Workspace
from tests.conftest import WHOLE, fingerprint, lkip
from tests.workbook import Sheets, put, write


def break_budget(workspace: Workspace) -> None:
    write(workspace.root, put(("dpa.xlsx", "DPA"), "E4", "rusak"))


@given(st.integers(0, 10**13))
def test_what_we_print_we_can_read_again(value: int) -> None:
    """Whole numbers in both ways of writing."""
    assert parse_number(format_integer(value), whole=True) == value
    assert parse_number(f"{value:,}", whole=True) == value


@given(st.decimals(0, 10**6, places=2))
def test_two_decimals_are_read_as_printed(value: object) -> None:
    """1.234,50 and 0,05; never a thousand times too much."""
    assert parse_number(format_number(value)) == pytest.approx(float(str(value)))  # type: ignore[arg-type]
    assert parse_number(format_percent(value)) == pytest.approx(float(str(value)))  # type: ignore[arg-type]
    assert parse_number(format_rupiah(int(value)), whole=True) == int(value)  # type: ignore[call-overload]


@pytest.mark.parametrize("value", [True, "1.2.3", "12,34,5", "1 juta", "#DIV/0!"])
def test_what_is_not_a_number_is_never_guessed(value: object) -> None:
    """Refused with a reason and a cure."""
    with pytest.raises(NotNumber) as error:
        parse_number(value)
    assert error.value.advice


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize(
    "text",
    ["7400000\n6000000", "95\n92", "95 92", "7.400.000 6.000", "7. 400", "7  400", "1.000 000"],
)
def test_two_numbers_in_one_cell_are_never_read_as_one(text: str, whole: bool) -> None:
    """A line break or a blank that groups no thousands."""
    with pytest.raises(NotNumber, match="lebih dari satu angka"):
        parse_number(text, whole=whole)


@pytest.mark.parametrize("text", ["5-", "(5", "5)", "0.123,45"])
def test_half_a_sign_or_group_is_refused(text: str) -> None:
    """A minus behind the number is a minus in some exports and an ornament in others."""
    with pytest.raises(NotNumber):
        parse_number(text)


@given(st.integers(0, 10**13), st.sampled_from(" \u00a0\u2009\u202f"))
def test_a_blank_may_group_thousands(value: int, space: str) -> None:
    """7 400 000, with any of the blanks that are used for it."""
    text = f" Rp {value:,}".replace(",", space)
    assert parse_number(text, whole=True) == value


def test_one_group_behind_a_blank_may_be_two_numbers() -> None:
    """A target of 80 and a realisasi of 100; three groups are one number."""
    with pytest.raises(NotNumber):
        parse_number("80 100")
    assert parse_number("7 400 000,5") == 7_400_000.5


@pytest.mark.parametrize("text", ["7400.000", "7400,000", "7.400,000", "7,400.000", "01.000"])
def test_a_slip_in_the_thousands_of_rupiah_is_refused(text: str) -> None:
    """Three digits behind the last separator are not decimals of a whole number of rupiah."""
    with pytest.raises(NotNumber, match="dapat berarti") as error:
        parse_number(text, whole=True)
    assert error.value.advice


def test_three_decimals_of_a_measure_are_read_only_where_they_can_be_nothing_else() -> None:
    """Groups before another separator settle it; four digits without groups do not."""
    assert parse_number("1.234,567") == parse_number("1,234.567") == 1234.567
    with pytest.raises(NotNumber, match="1234567 atau 1234,567"):
        parse_number("1234.567")


@pytest.mark.parametrize("value", [None, "", " ", "-", "–", "Rp -"])
def test_a_dash_is_nothing_not_zero(value: object) -> None:
    """Exports write a dash where there is no budget."""
    assert parse_number(value, whole=True) is None


def test_brackets_and_minus_are_negative() -> None:
    """Accounting style."""
    assert (
        parse_number("(1.250.000)", whole=True)
        == parse_number("-1.250.000", whole=True)
        == -1_250_000
    )


def test_frames_are_typed_and_know_their_cells(workspace: Workspace) -> None:
    """Index = Excel row; attrs give the column letter."""
    data = intake.load("uji", 2021)
    assert data.anggaran.index.to_list() == [4]
    assert data.anggaran.attrs["sumber"]["kolom"]["pagu"] == "E"
    assert str(data.anggaran["pagu"].dtype) == "Int64"
    assert data.renstra[["tahun", "target"]].to_numpy().tolist() == [[2020, 90], [2021, 92]]
    assert data.profil.nama == "Contoh Jaya"


def test_raw_files_are_never_written(workspace: Workspace) -> None:
    """Hashes before and after."""
    before = fingerprint(workspace.raw)
    intake.load("uji", 2021)
    intake.check(workspace)
    assert fingerprint(workspace.raw) == before


def test_same_input_gives_same_bytes(workspace: Workspace) -> None:
    """Twice from nothing."""
    intake.process(workspace)
    before = fingerprint(workspace.processed)
    intake.process(workspace)
    assert fingerprint(workspace.processed) == before
    assert set(before) > {"manifest.json", "anggaran.json"}


def test_a_fault_leaves_the_former_data_untouched(workspace: Workspace) -> None:
    """load reports every fault."""
    intake.process(workspace)
    before = fingerprint(workspace.processed)
    break_budget(workspace)
    with pytest.raises(intake.DataFault, match=r"dpa\.xlsx › DPA › E4"):
        intake.load("uji", 2021)
    assert fingerprint(workspace.processed) == before


def test_a_changed_workbook_is_read_anew(workspace: Workspace) -> None:
    """What is processed never outlives what is raw."""
    intake.load("uji", 2021)
    write(workspace.root, put(("dpa.xlsx", "DPA"), "E4", 9_000_000))
    assert intake.load("uji", 2021).anggaran["pagu"].to_list() == [9_000_000]


def test_an_unknown_unit_or_year_names_those_that_exist(workspace: Workspace) -> None:
    """Instead of a path that is not there."""
    with pytest.raises(InvalidChoice, match=r"Tahun 2020 tidak ada untuk uji. Yang ada: 2021\."):
        intake.load("uji", 2020)
    with pytest.raises(InvalidChoice, match=r"Unit uja tidak ada di data/raw. Yang ada: uji\."):
        intake.load("uja", 2021)


def _load(root: str) -> int:
    import os

    os.environ[WORKSPACE_VARIABLE] = root
    return len(intake.load("uji", 2021).skm)


def test_two_processes_may_load_at_once(workspace: Workspace) -> None:
    """Each sees the old or the new data, never half."""
    with ProcessPoolExecutor(2) as pool:
        assert list(pool.map(_load, [str(workspace.root)] * 8)) == [2] * 8


def _process(root: str) -> bool:
    return intake.process(Workspace.of("uji", 2021, Path(root))).valid


def test_two_processes_may_put_data_in_place_at_once(workspace: Workspace) -> None:
    """One after the other; neither trips over the other's folder."""
    with ProcessPoolExecutor(2) as pool:
        assert all(pool.map(_process, [str(workspace.root)] * (12 if WHOLE else 6)))
    assert [p.name for p in workspace.processed.parent.iterdir()] == ["2021"]


def test_a_file_changed_since_it_was_recorded_is_named(workspace: Workspace) -> None:
    """Recording the hashes keeps what was written about the origin."""
    intake.record_sources(workspace.raw)
    source = workspace.raw / "SUMBER.toml"
    source.write_text(source.read_text("utf-8").replace("belum diisi", "dari bendahara"), "utf-8")
    assert intake.check(workspace) == []
    write(workspace.root, put(("dpa.xlsx", "DPA"), "E4", 9_000_000))
    assert [f.berkas for f in intake.check(workspace)] == ["dpa.xlsx"]
    intake.record_sources(workspace.raw)
    assert intake.check(workspace) == []
    assert "dari bendahara" in source.read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "content", "location"),
    [
        ("SUMBER.toml", '[berkas."dpa.xlsx"]\nasal = bendahara', " › baris 2: penulisannya"),
        ("SUMBER.toml", 'berkas = "dpa.xlsx"', ": isinya bukan catatan asal"),
        ("peta.geojson", '{"type": "FeatureCollection",\n', " › baris 2: bukan GeoJSON yang utuh"),
        ("peta.geojson", "[]", ": bukan GeoJSON; ganti"),
    ],
)
def test_a_file_spoilt_by_hand_is_a_finding_with_its_line(
    workspace: Workspace, name: str, content: str, location: str
) -> None:
    """And stays as it is, also where origins were to be recorded."""
    (workspace.raw / name).write_text(content, "utf-8")
    wrong = [str(f) for f in intake.check(workspace) if f.is_blocking]
    assert [s.startswith(f"{name}{location}") for s in wrong] == [True]
    told = lkip(workspace.root, "check", "2021", "--record")
    assert told.returncode == 1
    assert name in told.stdout
    assert not told.stderr
    assert (workspace.raw / name).read_text("utf-8") == content


def alter_date(workspace: Workspace, value: object) -> None:
    def alter(sheets: Sheets) -> None:
        row = next(r for r in sheets["kinerja.xlsx", "Profil"] if r[0] == "Tanggal penandatanganan")
        row[1] = value

    write(workspace.root, alter)


def test_a_day_that_does_not_exist_is_a_finding(workspace: Workspace) -> None:
    """It is the date of the document, so it must be one."""
    alter_date(workspace, "31 Februari 2022")
    (wrong,) = [f for f in intake.check(workspace) if f.is_blocking]
    assert wrong.pesan == "Tanggal penandatanganan: tidak ada tanggal 31 Februari 2022"
    assert wrong.sel.startswith("B")


def test_a_date_that_excel_made_of_what_was_typed_is_printed_in_words(workspace: Workspace) -> None:
    """Not as 2022-02-24 00:00:00."""
    alter_date(workspace, datetime(2022, 2, 24))  # noqa: DTZ001 - a cell has no time zone
    assert intake.load("uji", 2021).profil.tanggal == "24 Februari 2022"
    alter_date(workspace, "2022-02-24")
    assert intake.load("uji", 2021).profil.tanggal == "24 Februari 2022"


def test_a_date_that_does_not_name_its_month_is_a_finding(workspace: Workspace) -> None:
    """03/02/2022 is March to one and February to another."""
    alter_date(workspace, "03/02/2022")
    (wrong,) = [f for f in intake.check(workspace) if f.is_blocking]
    assert wrong.pesan == "Tanggal penandatanganan: 03/02/2022 tidak menyebut bulannya"


def test_the_lock_of_an_open_workbook_is_no_workbook(workspace: Workspace) -> None:
    """Excel keeps `~$kinerja.xlsx` beside kinerja.xlsx while it is open."""
    (workspace.raw / "~$kinerja.xlsx").write_bytes(b"Siti")
    intake.record_sources(workspace.raw)
    assert "~$" not in (workspace.raw / "SUMBER.toml").read_text("utf-8")
    assert intake.check(workspace) == []


def test_a_copy_under_another_name_is_said_not_to_be_read(workspace: Workspace) -> None:
    """Figures typed into `dpa (1).xlsx` reach no report; that it has no origin is beside it."""
    intake.record_sources(workspace.raw)
    (workspace.raw / "dpa (1).xlsx").write_bytes((workspace.raw / "dpa.xlsx").read_bytes())
    for _ in "before", "after":  # recording the origins of the others does not silence it
        (found,) = intake.check(workspace)
        assert str(found).startswith("dpa (1).xlsx: tidak dibaca, karena namanya lain; ")
        intake.record_sources(workspace.raw)


NOTED = """# Dijaga bendahara
versi = 2

[berkas."dpa.xlsx"] # anggaran
# ditanyakan 3 Maret
asal = 'dari \\ bendahara'
penanggung_jawab = ["Ibu Sri", "Pak Budi"]
tanggal = 2022-02-24
sha256 = "lama"  # sebelum diperiksa

[berkas.'skm.xlsx']
asal = "kuesioner"
"""


def test_recording_changes_the_hashes_and_nothing_else_of_what_was_written(
    workspace: Workspace,
) -> None:
    """Comments, keys of their own and the entry of a workbook that is away for a moment stay."""
    file = workspace.raw / "SUMBER.toml"
    file.write_text(NOTED, "utf-8")
    (workspace.raw / "skm.xlsx").rename(workspace.root / "skm.xlsx")
    intake.record_sources(workspace.raw)
    text = file.read_text("utf-8")
    dpa_fingerprint = fingerprint(workspace.raw)["dpa.xlsx"]
    assert text.startswith(NOTED.replace('"lama"', f'"{dpa_fingerprint}"').rstrip())
    assert text.count("[berkas.") == 3  # kinerja.xlsx was not there yet
    assert [f.berkas for f in intake.check(workspace) if not f.is_blocking] == ["skm.xlsx"]


@pytest.mark.parametrize(
    "text",
    [
        'berkas = {"dpa.xlsx" = {asal = "bendahara"}}',
        '[berkas."dpa.xlsx"]\nasal = "b"\nsha256 = """lama"""',
    ],
)
def test_an_entry_written_in_another_way_is_refused_not_rewritten(
    workspace: Workspace, text: str
) -> None:
    """Reported as a finding of the file, which stays as it is."""
    (workspace.raw / "SUMBER.toml").write_text(text, "utf-8")
    result = lkip(workspace.root, "check", "2021", "--record")
    assert result.returncode == 1
    assert "SUMBER.toml: 1 kesalahan\n  salah: catatan dpa.xlsx ditulis" in result.stdout
    assert (workspace.raw / "SUMBER.toml").read_text("utf-8") == text


def test_rows_read_are_rows_used_and_dropped(workspace: Workspace) -> None:
    """On every sheet, exactly."""
    data = intake.load("uji", 2021)
    assert (data.baris["dibaca"] == data.baris["dipakai"] + data.baris["dibuang"]).all()
    assert len(data.dibuang) == data.baris["dibuang"].sum()
    json.loads((workspace.processed / "manifest.json").read_text("utf-8"))


def test_earlier_years_come_from_their_own_workbooks(workspace: Workspace) -> None:
    """What this year's workbook says of them stands; what it lacks is added, a year too that has
    no workbook and that only an earlier one tells of."""

    def previous(sheets: Sheets) -> None:
        sheets["kinerja.xlsx", "Profil"][0][1] = 2020
        sheets["kinerja.xlsx", "Realisasi"][3:] = [
            ["IKM", "Indeks Kepuasan Masyarakat", 2019, 88, 89, None],
            ["IKM", "Indeks Kepuasan Masyarakat", 2020, 90, 91, None],
            ["LAMA", "Indikator lama", 2020, 1, 1, None],
        ]
        sheets["kinerja.xlsx", "Indikator"].append(
            ["LAMA", "sasaran", "T", "S", "Indikator lama", "Nilai", "maksimal", None, None, None]
        )
        sheets["kinerja.xlsx", "Renstra"].append(["LAMA", "Indikator lama", 1, 1])

    write(workspace.root, previous)
    workspace.raw.rename(workspace.raw.with_name("2020"))
    write(workspace.root)
    data = intake.load("uji", 2021)
    history = intake.load_history(data)
    rows = history[["kode", "tahun", "realisasi"]].to_numpy().tolist()
    assert rows == [["IKM", 2019, 89.0], ["IKM", 2020, 91.0], ["IKM", 2021, 95.0]]
    assert history.attrs["asal"]["realisasi"][1][0] == "2020/kinerja.xlsx"


def test_without_earlier_workbooks_the_history_is_the_sheet_itself(workspace: Workspace) -> None:
    """With its cells."""
    data = intake.load("uji", 2021)
    assert intake.load_history(data) is data.realisasi


def test_what_was_read_can_be_searched_as_it_was_written(workspace: Workspace) -> None:
    """Signs beyond ASCII stand in data/processed as in the workbook."""
    write(workspace.root, put(("kinerja.xlsx", "Realisasi"), "F4", "Survei — “Mei”"))
    intake.load("uji", 2021)
    assert "Survei — “Mei”" in (workspace.processed / "realisasi.json").read_text("utf-8")


def test_each_column_has_the_type_that_its_contract_says(workspace: Workspace) -> None:
    """rules/lembar.toml: rupiah are whole, a target may have decimals, a tick is yes or no."""
    frames = read(workspace).frames
    assert frames["anggaran"][["program", "pagu"]].dtypes.to_list() == ["object", "Int64"]
    assert frames["iku"]["target"].dtype == "float64"
    assert frames["sarana"]["tersedia"].dtype == "bool"
