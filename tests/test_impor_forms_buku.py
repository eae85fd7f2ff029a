"""`lkip import forms` from the command line to the workbook; no name is anywhere afterwards."""

import zipfile
from pathlib import Path

import pytest

from lkip_helpers.cli import main
from lkip_helpers.intake.buku import Buku
from lkip_helpers.intake.kontrak import Responden
from lkip_helpers.intake.lembar import read_lembar
from lkip_helpers.workspace import PADANAN, VARIABEL_RUANG, Ruang
from tests import formulir
from tests.formulir import CIRI, KODE, RAHASIA, Formulir, karang


@pytest.fixture
def ruang(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ruang:
    monkeypatch.setenv(VARIABEL_RUANG, str(tmp_path / "kantor"))
    return formulir.kantor(tmp_path / "kantor")


def impor(berkas: Path, *pilihan: str) -> int:
    return main(["import", "forms", str(berkas), "2021", "--unit", "uji", *pilihan])


def isi_semua(root: Path) -> bytes:
    """Every byte of every file, those of workbooks unpacked, and every name."""
    isi = b""
    for berkas in filter(Path.is_file, root.rglob("*")):
        isi += str(berkas).encode() + berkas.read_bytes()
        if zipfile.is_zipfile(berkas):
            with zipfile.ZipFile(berkas) as arsip:
                isi += b"".join(arsip.read(n) for n in arsip.namelist())
    return isi


def baca_buku(ruang: Ruang) -> list[dict[str, object]]:
    terbaca = read_lembar(Buku(ruang.raw / Responden.BERKAS), Responden)
    assert not terbaca.temuan
    baris = [Responden.model_validate(r).model_dump() for _, r in terbaca.baris]
    return [dict.fromkeys(CIRI) | b for b in baris]


def test_respondents_stand_in_the_workbook_and_no_name_anywhere(
    tmp_path: Path, ruang: Ruang, capsys: pytest.CaptureFixture[str]
) -> None:
    orang = karang(25, kosong=True)
    berkas = Formulir(orang).waktu().pribadi().ciri().semua_unsur().xlsx(tmp_path, nama="ekspor")
    assert impor(berkas) == 0
    assert baca_buku(ruang) == orang
    keluar = "".join(capsys.readouterr()).encode() + isi_semua(ruang.root)
    assert [r for r in RAHASIA if r.encode() in keluar] == []
    assert b"26\xe2\x80\x9335 tahun" in keluar


ORANG = (
    "Surat domisili an Siti Aminah", "KTP untuk Budi Santoso", "Surat pindah a/n Rahmat",
    "Legalisasi bpk Rahmat", "KK NIK 1571", "KTP RT 05 Rahmat", "Akta kelahiran 150776",
)  # fmt: skip


@pytest.mark.parametrize("kepala", ["Jenis layanan yang diterima", "Pekerjaan"])
def test_a_name_in_free_text_about_the_service_goes_nowhere_however_often_it_is_written(
    kepala: str, tmp_path: Path, ruang: Ruang, capsys: pytest.CaptureFixture[str]
) -> None:
    """The promise of the guide; how many cells were emptied is said."""
    tulisan = [*ORANG * 4, "Siti Aminah", "Rahmat Hidayat"]
    f = Formulir(karang(len(tulisan))).waktu().tambah(kepala, lambda i: tulisan[i]).semua_unsur()
    assert impor(f.xlsx(tmp_path, nama="ekspor")) == 0
    keluar = "".join(capsys.readouterr())
    assert "isian bebas yang mungkin memuat nama orang dan dikosongkan (26 sel)" in keluar
    assert "isinya bukan ciri responden dan dikosongkan" in keluar  # the four with a/n
    assert {b["layanan"] or b["pekerjaan"] for b in baca_buku(ruang)} == {None}
    semua = keluar.encode() + isi_semua(ruang.root)
    assert [n for n in (b"Siti", b"Santoso", b"Rahmat", b"150776") if n in semua] == []


def test_services_of_known_words_or_of_several_respondents_are_kept(
    tmp_path: Path, ruang: Ruang
) -> None:
    """Of the rules, of the sheet Layanan (Surat Keterangan Domisili), or written three times."""
    tulisan = ["KTP-el", "Pengantar untuk nikah", "domisili", *["Kompos"] * 3, "Biogas", "Biogas"]
    f = Formulir(karang(len(tulisan))).waktu().tambah("Keperluan", lambda i: tulisan[i])
    assert impor(f.semua_unsur().xlsx(tmp_path, nama="ekspor")) == 0
    assert [b["layanan"] for b in baca_buku(ruang)] == [*tulisan[:6], None, None]


def test_what_is_doubtful_is_asked_for_once_and_no_name_is_in_the_question(
    tmp_path: Path, ruang: Ruang, capsys: pytest.CaptureFixture[str]
) -> None:
    orang = karang(8)
    f = Formulir(orang).waktu().pribadi().semua_unsur(kode=KODE[1:])
    berkas = f.unsur("U1", "Pertanyaan pertama").xlsx(tmp_path, nama="ekspor")
    lama = (ruang.raw / Responden.BERKAS).read_bytes()
    assert impor(berkas) == 1
    assert (ruang.raw / Responden.BERKAS).read_bytes() == lama
    keluar = "".join(capsys.readouterr())
    assert f"{PADANAN} › forms.kepala › baris 6" in keluar
    assert [r for r in RAHASIA if r.encode() in keluar.encode() + isi_semua(ruang.root)] == []
    padanan = ruang.raw / PADANAN
    padanan.write_text(padanan.read_text("utf-8").replace('pertama" = ""', 'pertama" = "U1"'))
    assert impor(berkas) == 0
    assert [b["jawaban"] for b in baca_buku(ruang)] == [r["jawaban"] for r in orang]


def test_a_second_export_does_not_replace_the_first_unasked(tmp_path: Path, ruang: Ruang) -> None:
    satu, dua = karang(6), karang(7, benih=2)
    assert impor(Formulir(satu).waktu().ciri().semua_unsur().xlsx(tmp_path, nama="a")) == 0
    kedua = Formulir(dua).waktu().ciri().semua_unsur().xlsx(tmp_path, nama="b")
    assert impor(kedua) == 1
    assert baca_buku(ruang) == satu
    assert impor(kedua, "--ganti") == 0
    assert baca_buku(ruang) == dua


def test_other_years_are_left_out_only_when_asked(tmp_path: Path, ruang: Ruang) -> None:
    orang = karang(5)
    f = Formulir(orang).waktu().ciri().semua_unsur()
    f.kolom[0][1][0] = "31/12/2020 23:59:59"
    berkas = f.xlsx(tmp_path, nama="a")
    assert impor(berkas) == 1
    assert impor(berkas, "--hanya-tahun") == 0
    assert [b["jawaban"] for b in baca_buku(ruang)] == [r["jawaban"] for r in orang[1:]]
