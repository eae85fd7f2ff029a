"""The command line when something outside it is wrong: workspace, unit, file or disk."""

import errno
import os
from pathlib import Path

import pytest

from lkip_helpers.cli import main
from lkip_helpers.sistem import sebut_galat
from lkip_helpers.workspace import VARIABEL_RUANG, Ruang, RuangTidakDitemukan, find_root
from tests.buku import tulis
from tests.conftest import lkip


@pytest.fixture
def ruang(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ruang:
    monkeypatch.setenv(VARIABEL_RUANG, str(tmp_path))
    return tulis(tmp_path)


def test_a_workspace_named_wrongly_is_said_and_not_made(tmp_path: Path) -> None:
    salah = tmp_path / "tidak-ada"
    hasil = lkip(salah, "new", "2022", "--unit", "abc")
    assert hasil.returncode == 2
    assert hasil.stderr.startswith(f"{salah}, isi variabel lingkungan LKIP_RUANG, tidak memuat")
    assert not salah.exists()


def test_a_workspace_may_be_named_from_home_or_from_here(
    ruang: Ruang, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kernels start in another folder, so that the command hands on the whole path."""
    monkeypatch.setenv("HOME", str(ruang.root.parent))
    monkeypatch.setenv("USERPROFILE", str(ruang.root.parent))
    monkeypatch.setenv(VARIABEL_RUANG, f"~/{ruang.root.name}")
    assert find_root() == ruang.root
    monkeypatch.chdir(ruang.root / "notebooks")
    monkeypatch.setenv(VARIABEL_RUANG, "..")
    assert main(["check", "2020"]) == 2
    assert os.environ[VARIABEL_RUANG] == str(ruang.root)
    monkeypatch.setenv(VARIABEL_RUANG, ".")
    with pytest.raises(RuangTidakDitemukan):
        find_root()


@pytest.mark.parametrize("perintah", [["check"], ["new", "2022"], ["diff"], ["run"]])
def test_of_several_units_one_is_to_be_chosen(
    ruang: Ruang, perintah: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (ruang.raw.parents[1] / "lain" / "2021").mkdir(parents=True)
    assert main(perintah) == 2
    assert capsys.readouterr().err == "Pilih unit dengan --unit NAMA. Yang ada: lain, uji.\n"


def test_without_any_unit_the_first_step_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for nama in ("notebooks", "data"):
        (tmp_path / nama).mkdir()
    monkeypatch.setenv(VARIABEL_RUANG, str(tmp_path))
    assert main(["check"]) == 2
    assert "Belum ada unit di data/raw. Siapkan data tahun pertama" in capsys.readouterr().err


def test_an_export_that_is_a_folder_is_said_to_be_one(
    ruang: Ruang, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", "sipd", str(ruang.raw)]) == 2
    assert "adalah folder. Sebutkan berkas ekspornya" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("nomor", "sebut"),
    [
        (errno.EACCES, "x.xlsx tidak boleh dibaca atau ditulis; tutup bila sedang terbuka di"),
        (errno.EROFS, "x.xlsx tidak boleh dibaca atau ditulis; tutup bila"),
        (errno.EISDIR, "x.xlsx adalah folder, bukan berkas; sebutkan"),
        (errno.ENOSPC, "x.xlsx tidak dapat ditulis karena ruang simpan penuh; kosongkan"),
        (errno.EIO, "x.xlsx tidak dapat dibaca atau ditulis (galat sistem 5); ulangi"),
    ],
)
def test_what_the_disk_refuses_is_said_with_file_and_cure(
    ruang: Ruang,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    nomor: int,
    sebut: str,
) -> None:
    """As where Excel holds the workbook that is to be replaced."""

    def tolak(*_: object, **__: object) -> None:
        raise OSError(nomor, os.strerror(nomor), "x.xlsx")

    monkeypatch.setattr("lkip_helpers.intake.sumber.berkas_baru", tolak)
    assert main(["check", "--record"]) == 1
    assert capsys.readouterr().err.startswith(f"Berkas {sebut}")


def test_of_two_files_the_one_to_be_replaced_is_named() -> None:
    galat = PermissionError(13, "Permission denied", ".tmp", None, "dpa.xlsx")
    assert sebut_galat(galat).startswith("Berkas dpa.xlsx tidak boleh")


def test_what_is_stopped_by_hand_says_so(
    ruang: Ruang, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def henti(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("lkip_helpers.kerja.cek.periksa", henti)
    assert main(["check"]) == 1
    assert capsys.readouterr().err == "Dihentikan.\n"
