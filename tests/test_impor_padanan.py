"""padanan.toml: what is doubtful is asked for in a small file, and what the office wrote stays."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkip_helpers.intake.impor.laporan import Ragu
from lkip_helpers.intake.impor.padanan import minta, read_padanan
from lkip_helpers.intake.tahun_baru import create_tahun
from lkip_helpers.workspace import PADANAN, Ruang
from tests.buku import tulis

TANGGAP = Ragu("forms", "kepala", "Petugas cepat tanggap", "D1", ("U3", "U6", "buang"))
AGAK = Ragu("forms", "jawaban", "agak cepat", "D7", ("1", "2", "3", "4"))


def test_what_is_asked_for_stands_in_the_file_with_its_choices(tmp_path: Path) -> None:
    temuan = minta(tmp_path, [TANGGAP, AGAK])
    isi = (tmp_path / PADANAN).read_text("utf-8")
    assert "# D1; pilihan: U3 | U6 | buang\n" in isi
    assert tomllib.loads(isi)["forms"]["kepala"] == {"Petugas cepat tanggap": ""}
    assert [t.sel for t in temuan] == [
        f"baris {1 + isi.splitlines().index(b)}"
        for b in ('"Petugas cepat tanggap" = ""', '"agak cepat" = ""')
    ]
    assert all(t.menghalangi for t in temuan)


def test_an_empty_answer_is_none_and_a_filled_one_is_found_in_any_case(tmp_path: Path) -> None:
    minta(tmp_path, [TANGGAP])
    assert read_padanan(tmp_path).cari("forms", "kepala", TANGGAP.teks, TANGGAP.pilihan) is None
    berkas = tmp_path / PADANAN
    berkas.write_text(berkas.read_text("utf-8").replace('tanggap" = ""', 'tanggap" = "u6"'))
    padanan = read_padanan(tmp_path)
    assert padanan.cari("forms", "kepala", "  petugas CEPAT\ntanggap", TANGGAP.pilihan) == "U6"
    assert padanan.cari("sipd", "kepala", TANGGAP.teks) is None
    assert padanan.temuan == []


def test_a_second_request_keeps_answers_and_remarks(tmp_path: Path) -> None:
    (tmp_path / PADANAN).write_text(
        '[forms.kepala]\n"Petugas cepat tanggap" = "U6" # kata Kasi\n\n'
        '[sipd.kepala]\n"Pagu" = "x"\n',
        "utf-8",
    )
    minta(tmp_path, [TANGGAP, AGAK, Ragu("forms", "kepala", "Antrean", "E1", ("U3", "buang"))])
    isi = (tmp_path / PADANAN).read_text("utf-8")
    assert '"Petugas cepat tanggap" = "U6" # kata Kasi\n' in isi
    assert tomllib.loads(isi) == {
        "forms": {
            "kepala": {"Petugas cepat tanggap": "U6", "Antrean": ""},
            "jawaban": {"agak cepat": ""},
        },
        "sipd": {"kepala": {"Pagu": "x"}},
    }


def test_an_answer_that_is_no_choice_is_said_with_its_line(tmp_path: Path) -> None:
    (tmp_path / PADANAN).write_text('[forms.jawaban]\n\n"agak cepat" = "5"\n', "utf-8")
    padanan = read_padanan(tmp_path)
    assert padanan.cari("forms", "jawaban", "agak cepat", AGAK.pilihan) is None
    assert [t.sel for t in padanan.temuan] == ["baris 3"]
    assert "1 | 2 | 3 | 4" in padanan.temuan[0].saran


def test_a_number_without_quotes_is_an_answer_too(tmp_path: Path) -> None:
    (tmp_path / PADANAN).write_text('[forms.jawaban]\n"agak cepat" = 2\n', "utf-8")
    assert read_padanan(tmp_path).cari("forms", "jawaban", "agak cepat", AGAK.pilihan) == "2"


def test_a_file_that_cannot_be_read_is_said_with_its_line_and_never_overwritten(
    tmp_path: Path,
) -> None:
    rusak = '[forms.kepala]\n"a" = "U1"\n"b" = U2\n'
    (tmp_path / PADANAN).write_text(rusak, "utf-8")
    assert [t.sel for t in read_padanan(tmp_path).temuan] == ["baris 3"]
    assert [t.sel for t in minta(tmp_path, [TANGGAP])] == ["baris 3"]
    assert (tmp_path / PADANAN).read_text("utf-8") == rusak


def test_tables_written_in_another_way_are_kept_and_said(tmp_path: Path) -> None:
    lain = 'forms = { kepala = { "a" = "U1" } }\n'
    (tmp_path / PADANAN).write_text(lain, "utf-8")
    assert [t.tingkat for t in minta(tmp_path, [TANGGAP])] == ["salah"]
    assert (tmp_path / PADANAN).read_text("utf-8") == lain


@given(st.lists(st.text(min_size=1).filter(str.strip), min_size=1, max_size=4, unique=True))
def test_any_text_can_be_asked_for(
    tmp_path_factory: pytest.TempPathFactory, daftar: list[str]
) -> None:
    raw = tmp_path_factory.mktemp("raw")
    ragu = [Ragu("forms", "kepala", t, "A1", ("U1", "buang")) for t in daftar]
    minta(raw, ragu)
    kedua = (raw / PADANAN).read_text("utf-8")
    minta(raw, ragu)
    assert (raw / PADANAN).read_text("utf-8") == kedua
    tomllib.loads(kedua)


def test_answers_go_on_into_the_next_year(tmp_path: Path) -> None:
    """The same form is asked again; what was answered once is not asked twice."""
    lama = tulis(tmp_path)
    minta(lama.raw, [TANGGAP])
    baru = Ruang.of(lama.unit, 2022, tmp_path)
    create_tahun(baru)
    assert (baru.raw / PADANAN).read_bytes() == (lama.raw / PADANAN).read_bytes()
