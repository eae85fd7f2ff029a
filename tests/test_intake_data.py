"""From raw to processed: nothing half, nothing lost, nothing written back."""

import hashlib
import json
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkip_helpers import intake
from lkip_helpers.display.format import format_angka, format_bilangan, format_persen, format_rupiah
from lkip_helpers.intake.angka import BukanAngka, parse_angka
from lkip_helpers.workspace import VARIABEL_RUANG, Ruang
from tests.buku import Lembar, tulis
from tests.conftest import lkip


@pytest.fixture
def ruang(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ruang:
    monkeypatch.setenv(VARIABEL_RUANG, str(tmp_path))
    return tulis(tmp_path)


def sidik(folder: Path) -> dict[str, str]:
    return {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.glob("*") if p.is_file()
    }


def rusak(ruang: Ruang) -> None:
    tulis(ruang.root, lambda isi: isi["dpa.xlsx", "DPA"][3].__setitem__(4, "rusak"))


@given(st.integers(0, 10**13))
def test_what_we_print_we_can_read_again(nilai: int) -> None:
    """Whole numbers in both ways of writing."""
    assert parse_angka(format_bilangan(nilai), bulat=True) == nilai
    assert parse_angka(f"{nilai:,}", bulat=True) == nilai


@given(st.decimals(0, 10**6, places=2))
def test_two_decimals_are_read_as_printed(nilai: object) -> None:
    """1.234,50 and 0,05; never a thousand times too much."""
    assert parse_angka(format_angka(nilai)) == pytest.approx(float(str(nilai)))  # type: ignore[arg-type]
    assert parse_angka(format_persen(nilai)) == pytest.approx(float(str(nilai)))  # type: ignore[arg-type]
    assert parse_angka(format_rupiah(int(nilai)), bulat=True) == int(nilai)  # type: ignore[call-overload]


@pytest.mark.parametrize("isi", [True, "1.2.3", "12,34,5", "1 juta", "#DIV/0!"])
def test_what_is_not_a_number_is_never_guessed(isi: object) -> None:
    """Refused with a reason and a cure."""
    with pytest.raises(BukanAngka) as galat:
        parse_angka(isi)
    assert galat.value.saran


@pytest.mark.parametrize("bulat", [True, False])
@pytest.mark.parametrize(
    "isi",
    ["7400000\n6000000", "95\n92", "95 92", "7.400.000 6.000", "7. 400", "7  400", "1.000 000"],
)
def test_two_numbers_in_one_cell_are_never_read_as_one(isi: str, bulat: bool) -> None:
    """A line break or a blank that groups no thousands."""
    with pytest.raises(BukanAngka, match="lebih dari satu angka"):
        parse_angka(isi, bulat=bulat)


@pytest.mark.parametrize("isi", ["5-", "(5", "5)", "0.123,45"])
def test_half_a_sign_or_group_is_refused(isi: str) -> None:
    """A minus behind the number is a minus in some exports and an ornament in others."""
    with pytest.raises(BukanAngka):
        parse_angka(isi)


@given(st.integers(0, 10**13), st.sampled_from(" \u00a0\u2009\u202f"))
def test_a_blank_may_group_thousands(nilai: int, spasi: str) -> None:
    """7 400 000, with any of the blanks that are used for it."""
    teks = f" Rp {nilai:,}".replace(",", spasi)
    assert parse_angka(teks, bulat=True) == nilai


def test_one_group_behind_a_blank_may_be_two_numbers() -> None:
    """A target of 80 and a realisasi of 100; three groups are one number."""
    with pytest.raises(BukanAngka):
        parse_angka("80 100")
    assert parse_angka("7 400 000,5") == 7_400_000.5


@pytest.mark.parametrize("isi", ["7400.000", "7400,000", "7.400,000", "7,400.000", "01.000"])
def test_a_slip_in_the_thousands_of_rupiah_is_refused(isi: str) -> None:
    """Three digits behind the last separator are not decimals of a whole number of rupiah."""
    with pytest.raises(BukanAngka, match="dapat berarti") as galat:
        parse_angka(isi, bulat=True)
    assert galat.value.saran


def test_three_decimals_of_a_measure_are_read_only_where_they_can_be_nothing_else() -> None:
    """Groups before another separator settle it; four digits without groups do not."""
    assert parse_angka("1.234,567") == parse_angka("1,234.567") == 1234.567
    with pytest.raises(BukanAngka, match="1234567 atau 1234,567"):
        parse_angka("1234.567")


@pytest.mark.parametrize("isi", [None, "", " ", "-", "–", "Rp -"])
def test_a_dash_is_nothing_not_zero(isi: object) -> None:
    """Exports write a dash where there is no budget."""
    assert parse_angka(isi, bulat=True) is None


def test_brackets_and_minus_are_negative() -> None:
    """Accounting style."""
    assert (
        parse_angka("(1.250.000)", bulat=True)
        == parse_angka("-1.250.000", bulat=True)
        == -1_250_000
    )


def test_frames_are_typed_and_know_their_cells(ruang: Ruang) -> None:
    """Index = Excel row; attrs give the column letter."""
    data = intake.load("uji", 2021)
    assert data.anggaran.index.to_list() == [4]
    assert data.anggaran.attrs["sumber"]["kolom"]["pagu"] == "E"
    assert str(data.anggaran["pagu"].dtype) == "Int64"
    assert data.renstra[["tahun", "target"]].to_numpy().tolist() == [[2020, 90], [2021, 92]]
    assert data.profil.nama == "Paal Merah"


def test_raw_files_are_never_written(ruang: Ruang) -> None:
    """Hashes before and after."""
    sebelum = sidik(ruang.raw)
    intake.load("uji", 2021)
    intake.check(ruang)
    assert sidik(ruang.raw) == sebelum


def test_same_input_gives_same_bytes(ruang: Ruang) -> None:
    """Twice from nothing."""
    intake.process(ruang)
    pertama = sidik(ruang.processed)
    intake.process(ruang)
    assert sidik(ruang.processed) == pertama
    assert set(pertama) > {"manifest.json", "anggaran.parquet"}


def test_a_fault_leaves_the_former_data_untouched(ruang: Ruang) -> None:
    """And load says every fault."""
    intake.process(ruang)
    sebelum = sidik(ruang.processed)
    rusak(ruang)
    with pytest.raises(intake.DataBermasalah, match=r"dpa\.xlsx › DPA › E4"):
        intake.load("uji", 2021)
    assert sidik(ruang.processed) == sebelum


def test_a_changed_workbook_is_read_anew(ruang: Ruang) -> None:
    """What is processed never outlives what is raw."""
    intake.load("uji", 2021)
    tulis(ruang.root, lambda isi: isi["dpa.xlsx", "DPA"][3].__setitem__(4, 9_000_000))
    assert intake.load("uji", 2021).anggaran["pagu"].to_list() == [9_000_000]


def test_an_unknown_unit_or_year_names_those_that_exist(ruang: Ruang) -> None:
    """Instead of a path that is not there."""
    with pytest.raises(intake.DataTidakAda, match=r"Unit yang ada: uji.*untuk uji: 2021"):
        intake.load("uji", 2020)


def _muat(root: str) -> int:
    import os

    os.environ[VARIABEL_RUANG] = root
    return len(intake.load("uji", 2021).skm)


def test_two_processes_may_load_at_once(ruang: Ruang) -> None:
    """Each sees the old or the new data, never half."""
    with ProcessPoolExecutor(2) as kolam:
        assert list(kolam.map(_muat, [str(ruang.root)] * 8)) == [2] * 8


def _olah(root: str) -> bool:
    return intake.process(Ruang.of("uji", 2021, Path(root))).sah


def test_two_processes_may_put_data_in_place_at_once(ruang: Ruang) -> None:
    """One after the other; none falls over the other's folder."""
    with ProcessPoolExecutor(2) as kolam:
        assert all(kolam.map(_olah, [str(ruang.root)] * 12))
    assert [p.name for p in ruang.processed.parent.iterdir()] == ["2021"]


def test_a_file_changed_since_it_was_recorded_is_named(ruang: Ruang) -> None:
    """Recording keeps what was written about the origin."""
    intake.record_sumber(ruang.raw)
    sumber = ruang.raw / "SUMBER.toml"
    sumber.write_text(sumber.read_text("utf-8").replace("belum diisi", "dari bendahara"), "utf-8")
    assert intake.check(ruang) == []
    lain = {b: b.read_bytes() for b in ruang.raw.glob("[!d]*.xlsx")}
    tulis(ruang.root, lambda isi: isi["dpa.xlsx", "DPA"][3].__setitem__(4, 9_000_000))
    for berkas, asli in lain.items():  # a workbook saved anew holds the time of saving
        berkas.write_bytes(asli)
    assert [t.berkas for t in intake.check(ruang)] == ["dpa.xlsx"]
    intake.record_sumber(ruang.raw)
    assert intake.check(ruang) == []
    assert "dari bendahara" in sumber.read_text("utf-8")


@pytest.mark.parametrize(
    ("nama", "isi", "letak"),
    [
        ("SUMBER.toml", '[berkas."dpa.xlsx"]\nasal = bendahara', " › baris 2: penulisannya"),
        ("SUMBER.toml", 'berkas = "dpa.xlsx"', ": isinya bukan catatan asal"),
        ("peta.geojson", '{"type": "FeatureCollection",\n', " › baris 2: bukan GeoJSON yang utuh"),
        ("peta.geojson", "[]", ": bukan GeoJSON; ganti"),
    ],
)
def test_a_file_spoilt_by_hand_is_a_finding_with_its_line(
    ruang: Ruang, nama: str, isi: str, letak: str
) -> None:
    """And stays as it is, also where origins were to be recorded."""
    (ruang.raw / nama).write_text(isi, "utf-8")
    salah = [str(t) for t in intake.check(ruang) if t.menghalangi]
    assert [s.startswith(f"{nama}{letak}") for s in salah] == [True]
    assert lkip(ruang.root, "check", "2021", "--record").returncode == 1
    assert (ruang.raw / nama).read_text("utf-8") == isi


def ubah_tanggal(ruang: Ruang, nilai: object) -> None:
    def ubah(isi: dict[tuple[str, str], Lembar]) -> None:
        baris = next(b for b in isi["kinerja.xlsx", "Profil"] if b[0] == "Tanggal penandatanganan")
        baris[1] = nilai

    tulis(ruang.root, ubah)


def test_a_day_that_does_not_exist_is_a_finding(ruang: Ruang) -> None:
    """It is the date of the document, so it must be one."""
    ubah_tanggal(ruang, "31 Februari 2022")
    (salah,) = [t for t in intake.check(ruang) if t.menghalangi]
    assert salah.pesan == "Tanggal penandatanganan: tidak ada tanggal 31 Februari 2022"
    assert salah.sel.startswith("B")


def test_a_date_that_excel_made_of_what_was_typed_is_printed_in_words(ruang: Ruang) -> None:
    """Not as 2022-02-24 00:00:00."""
    ubah_tanggal(ruang, datetime(2022, 2, 24))  # noqa: DTZ001 - a cell has no time zone
    assert intake.load("uji", 2021).profil.tanggal == "24 Februari 2022"


def test_the_lock_of_an_open_workbook_is_no_workbook(ruang: Ruang) -> None:
    """Excel keeps `~$kinerja.xlsx` beside kinerja.xlsx while it is open."""
    (ruang.raw / "~$kinerja.xlsx").write_bytes(b"Siti")
    intake.record_sumber(ruang.raw)
    assert "~$" not in (ruang.raw / "SUMBER.toml").read_text("utf-8")
    assert intake.check(ruang) == []


def test_rows_rebuilt_from_tables_are_marked_in_sumber_and_stay_marked(ruang: Ruang) -> None:
    """False unless SUMBER.toml says so; recording keeps what was said."""
    intake.record_sumber(ruang.raw)
    assert not intake.load("uji", 2021).berkas["rekonstruksi"].any()
    sumber = ruang.raw / "SUMBER.toml"
    sumber.write_text(sumber.read_text("utf-8") + "rekonstruksi = true\n", "utf-8")
    tandai = intake.load("uji", 2021).berkas.set_index("berkas")["rekonstruksi"]
    assert tandai.to_dict() == {"dpa.xlsx": False, "kinerja.xlsx": False, "skm.xlsx": True}
    tertulis = sumber.read_text("utf-8")
    intake.record_sumber(ruang.raw)
    assert sumber.read_text("utf-8") == tertulis


DICATAT = """# Dijaga bendahara
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


def test_recording_changes_the_hashes_and_nothing_else_of_what_was_written(ruang: Ruang) -> None:
    """Comments, keys of their own and the entry of a workbook that is away for a moment stay."""
    berkas = ruang.raw / "SUMBER.toml"
    berkas.write_text(DICATAT, "utf-8")
    (ruang.raw / "skm.xlsx").rename(ruang.root / "skm.xlsx")
    intake.record_sumber(ruang.raw)
    teks = berkas.read_text("utf-8")
    sidik_dpa = sidik(ruang.raw)["dpa.xlsx"]
    assert teks.startswith(DICATAT.replace('"lama"', f'"{sidik_dpa}"').rstrip())
    assert teks.count("[berkas.") == 3  # kinerja.xlsx was not there yet
    assert [t.berkas for t in intake.check(ruang) if not t.menghalangi] == ["skm.xlsx"]


@pytest.mark.parametrize(
    "isi",
    [
        'berkas = {"dpa.xlsx" = {asal = "bendahara"}}',
        '[berkas."dpa.xlsx"]\nasal = "b"\nsha256 = """lama"""',
    ],
)
def test_an_entry_written_in_another_way_is_refused_not_rewritten(ruang: Ruang, isi: str) -> None:
    """Said as a finding of the file, which stays as it is."""
    (ruang.raw / "SUMBER.toml").write_text(isi, "utf-8")
    hasil = lkip(ruang.root, "check", "2021", "--record")
    assert hasil.returncode == 1
    assert "SUMBER.toml: catatan dpa.xlsx ditulis dengan cara lain" in hasil.stdout
    assert (ruang.raw / "SUMBER.toml").read_text("utf-8") == isi


def test_rows_read_are_rows_used_and_dropped(ruang: Ruang) -> None:
    """On every sheet, exactly."""
    data = intake.load("uji", 2021)
    assert (data.baris["dibaca"] == data.baris["dipakai"] + data.baris["dibuang"]).all()
    assert len(data.dibuang) == data.baris["dibuang"].sum()
    json.loads((ruang.processed / "manifest.json").read_text("utf-8"))


def test_earlier_years_come_from_their_own_workbooks(ruang: Ruang) -> None:
    """What this year's workbook says of them stands; what it lacks is added."""

    def lalu(isi: dict[tuple[str, str], Lembar]) -> None:
        isi["kinerja.xlsx", "Profil"][0][1] = 2020
        isi["kinerja.xlsx", "Realisasi"][3:] = [
            ["IKM", "Indeks Kepuasan Masyarakat", 2020, 90, 91, None],
            ["LAMA", "Indikator lama", 2020, 1, 1, None],
        ]
        isi["kinerja.xlsx", "Indikator"].append(
            ["LAMA", "sasaran", "T", "S", "Indikator lama", "Nilai", "maksimal", None, None, None]
        )
        isi["kinerja.xlsx", "Renstra"].append(["LAMA", "Indikator lama", 1, 1])

    tulis(ruang.root, lalu)
    ruang.raw.rename(ruang.raw.with_name("2020"))
    tulis(ruang.root)
    data = intake.load("uji", 2021)
    riwayat = intake.load_riwayat(data)
    baris = riwayat[["kode", "tahun", "realisasi"]].to_numpy().tolist()
    assert baris == [["IKM", 2021, 95.0], ["IKM", 2020, 91.0]]


def test_without_earlier_workbooks_the_history_is_the_sheet_itself(ruang: Ruang) -> None:
    """With its cells."""
    data = intake.load("uji", 2021)
    assert intake.load_riwayat(data) is data.realisasi
