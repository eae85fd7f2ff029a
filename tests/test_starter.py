"""The way in: a workspace from the package, without make or git, also on Windows."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lkip_helpers import workspace as places
from lkip_helpers.commands import main
from lkip_helpers.commands.starter import list_lacking
from lkip_helpers.workspace import EXAMPLE, NOTEBOOKS, WORKSPACE_VARIABLE, read_starter
from tests.distribution import START_WINDOWS, write_zip
from tests.workbook import write


@pytest.fixture(autouse=True)
def _no_workspace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(WORKSPACE_VARIABLE, raising=False)


def test_a_workspace_is_made_whole_and_only_what_lacks_is_added(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the office wrote stays as it is; --periksa writes nothing."""
    place = tmp_path / "kerja"
    assert main(["init", str(place), "--contoh"]) == 0
    assert (place / "data/raw/contoh-jaya/2024/kinerja.xlsx").exists()
    assert main(["init", str(place), "--periksa"]) == 0
    (place / "notebooks/10-pendahuluan.ipynb").unlink()
    (place / "notebooks/20-perencanaan-kinerja.ipynb").write_text("milik kantor")
    assert main(["init", str(place), "--periksa"]) == 1
    assert "belum ada: notebooks/10-pendahuluan.ipynb\n" in capsys.readouterr().err
    assert list_lacking(place) == ["notebooks/10-pendahuluan.ipynb"]
    assert main(["init", str(place)]) == 0
    assert list_lacking(place) == []
    assert (place / "notebooks/20-perencanaan-kinerja.ipynb").read_text() == "milik kantor"


def test_a_workspace_is_not_spilt_over_other_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "surat.docx").write_text("x")
    assert main(["init", str(tmp_path)]) == 2
    assert main(["init", str(tmp_path / "surat.docx")]) == 2
    said = capsys.readouterr().err
    assert "berisi berkas lain dan bukan folder kerja" in said
    assert "adalah berkas. Sebutkan nama folder." in said
    assert [b.name for b in tmp_path.iterdir()] == ["surat.docx"]


def test_outside_a_workspace_commands_say_how_one_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 2
    assert "lkip init FOLDER" in capsys.readouterr().err
    assert main(["doctor"]) == 1
    assert "lkip init FOLDER" in capsys.readouterr().err


def test_a_wheel_carries_the_same_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And knows what it was built from; a package without it says which one to install."""
    from_folder = read_starter(*NOTEBOOKS, *EXAMPLE)
    packed = tmp_path / "starter.zip"
    write_zip(packed, {**from_folder, "asal.json": b'{"komit": "abc", "tanggal": "2026-01-02"}'})
    monkeypatch.setattr(places, "STARTER", packed)
    assert read_starter(*NOTEBOOKS, *EXAMPLE) == from_folder
    with pytest.raises(SystemExit):
        main(["--versi"])
    assert "dibuat dari komit abc tanggal 2026-01-02; Python 3." in capsys.readouterr().out
    monkeypatch.setattr(places, "STARTER", tmp_path / "tanpa" / "isi" / "starter.zip")
    assert main(["init", str(tmp_path / "kerja")]) == 2
    assert "tanpa isi folder kerja" in capsys.readouterr().err


@pytest.mark.parametrize("unit", ["con", "nul", "aux", "com1", "lpt9", "a\\b", "nama.", "a:b"])
def test_no_unit_has_a_name_that_windows_cannot_store(
    tmp_path: Path, unit: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Source: Naming Files, Paths, and Namespaces of the Windows documentation."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))
    write(tmp_path)
    assert main(["new", "2022", "--unit", unit, "--kosong"]) == 1
    assert f"Nama unit “{unit}”" in capsys.readouterr().err
    assert not (tmp_path / "data/raw" / unit).exists()


def test_a_terminal_of_windows_shows_what_it_can(tmp_path: Path) -> None:
    """cp850 knows neither “›” nor curly quotes: they become a question mark, and nothing stops."""
    write(tmp_path)
    environment = {**os.environ, "PYTHONIOENCODING": "cp850", WORKSPACE_VARIABLE: str(tmp_path)}
    command = [sys.executable, "-m", "lkip_helpers", "new", "2022", "--unit", "con"]
    said = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert said.returncode == 1
    assert 'Nama unit "con" dipakai Windows' in said.stderr.decode("cp850")


def test_the_start_script_of_windows_is_plain_text_that_ends_on_failure() -> None:
    """A letter outside ASCII would be read in another code page."""
    assert START_WINDOWS.isascii()
    assert START_WINDOWS.count("|| goto gagal") == 3


def test_a_data_folder_of_an_older_version_is_read_and_its_odd_sheet_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before Program Lokal there was a sheet for one programme; the folder is left as it is."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))

    def older(sheets: dict[tuple[str, str], list[list[object]]]) -> None:
        sheets["kinerja.xlsx", "Program Lama"] = [["Kelurahan", "RT"], ["Suka", 3]]
        del sheets["kinerja.xlsx", "Program Lokal"]

    workspace = write(tmp_path, older)
    before = (workspace.raw / "kinerja.xlsx").read_bytes()
    assert main(["check", "2021"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Program Lama: 1 peringatan peringatan: A1: lembar “Program Lama” tidak dikenal" in said
    assert (workspace.raw / "kinerja.xlsx").read_bytes() == before
