"""The way in: a workspace from the package, without make or git, also on Windows."""

import os
import re
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import nbformat
import pytest

from lkip_helpers import workspace as places
from lkip_helpers.commands import main, starter
from lkip_helpers.commands.starter import list_lacking, list_outdated
from lkip_helpers.intake import process
from lkip_helpers.workspace import EXAMPLE, NOTEBOOKS, WORKSPACE_VARIABLE, read_starter
from tests.distribution import PYTHON, START_LINUX, START_WINDOWS, write_zip
from tests.workbook import Sheets, write


@pytest.fixture(autouse=True)
def _no_workspace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(WORKSPACE_VARIABLE, raising=False)


def test_a_workspace_is_made_whole_and_only_what_lacks_is_added(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the office wrote stays as it is; --periksa writes nothing."""
    folder = tmp_path / "kerja"
    assert main(["init", str(folder), "--contoh"]) == 0
    assert (folder / "data/raw/contoh-jaya/2024/kinerja.xlsx").exists()
    assert main(["init", str(folder), "--periksa"]) == 0
    guide = folder / "notebooks" / "README.md"
    links = [t for t in re.findall(r"\]\(([^)#:]+)\)", guide.read_text("utf-8")) if "." in t]
    assert links == [t for t in links if (guide.parent / t).exists()] != []
    (folder / "notebooks/10-pendahuluan.ipynb").unlink()
    (folder / "notebooks/20-perencanaan-kinerja.ipynb").write_text("milik kantor")
    assert main(["init", str(folder), "--periksa"]) == 1
    assert "belum ada: notebooks/10-pendahuluan.ipynb\n" in capsys.readouterr().err
    assert list_lacking(folder) == ["notebooks/10-pendahuluan.ipynb"]
    assert main(["init", str(folder)]) == 0
    assert list_lacking(folder) == []
    assert (folder / "notebooks/20-perencanaan-kinerja.ipynb").read_text() == "milik kantor"


def test_chapters_of_another_version_are_named_and_replaced_with_a_copy_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not those that only have other parameters or outputs; the analyst's own are theirs."""
    assert main(["init", str(tmp_path)]) == 0
    chapters = tmp_path / "notebooks"
    for name, cell in (("40-penutup", -1), ("10-pendahuluan", 1), ("analisis/analisis-baru", -1)):
        nb = nbformat.read(chapters / f"{name}.ipynb", 4)
        nb.cells[cell].source = "prose.dari_versi_lama()"
        nbformat.write(nb, chapters / f"{name}.ipynb")
    assert (
        "parameters" in nbformat.read(chapters / "10-pendahuluan.ipynb", 4).cells[1].metadata.tags
    )
    assert list_outdated(tmp_path) == ["notebooks/40-penutup.ipynb"]
    assert main(["init", str(tmp_path), "--periksa"]) == 0
    assert "Berbeda dari versi program ini: notebooks/40-penutup.ipynb." in capsys.readouterr().out
    monkeypatch.chdir(tmp_path)
    assert main(["doctor"]) == 1
    assert main(["init", str(tmp_path), "--perbarui"]) == 0
    assert list_outdated(tmp_path) == []
    assert "versi_lama" in (tmp_path / "outputs/notebook-lama/40-penutup.ipynb").read_text("utf-8")


def test_what_an_earlier_renewal_kept_stays_and_no_chapter_is_ever_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An upgrade a year: the chapter an office changed before the first is not lost by the next."""
    assert main(["init", str(tmp_path)]) == 0
    chapter, kept = tmp_path / "notebooks/40-penutup.ipynb", tmp_path / "outputs/notebook-lama"
    for year in ("pertama", "kedua"):
        chapter.write_text(f"suntingan tahun {year}", "utf-8")
        assert main(["init", str(tmp_path), "--perbarui"]) == 0
        assert "yang lama: outputs/notebook-lama/40-penutup" in capsys.readouterr().out
    assert [f.read_text("utf-8") for f in sorted(kept.iterdir(), key=lambda f: len(f.name))] == [
        "suntingan tahun pertama",
        "suntingan tahun kedua",
    ]
    chapter.write_text("suntingan", "utf-8")
    monkeypatch.setattr(starter, "write_below", Mock(side_effect=OSError("disk penuh")))
    assert main(["init", str(tmp_path), "--perbarui"]) != 0
    assert chapter.read_text("utf-8") == "suntingan"


def test_a_workspace_is_not_spilt_over_other_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "surat.docx").write_text("x")
    assert main(["init", str(tmp_path)]) == 2
    assert main(["init", str(tmp_path / "surat.docx")]) == 2
    error = capsys.readouterr().err
    assert "berisi berkas lain dan bukan folder kerja" in error
    assert "adalah berkas. Sebutkan nama folder." in error
    assert [f.name for f in tmp_path.iterdir()] == ["surat.docx"]


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
    """It knows the commit it was built from; a package without one says which to install."""
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
    assert main(["new", "2022", "--unit", unit, "--kosong"]) == 2
    assert f"Nama unit “{unit}”" in capsys.readouterr().err
    assert not (tmp_path / "data/raw" / unit).exists()


def test_a_terminal_of_windows_shows_what_it_can(tmp_path: Path) -> None:
    """cp850 knows neither “›” nor curly quotes: they become a question mark, and nothing stops."""
    write(tmp_path)
    environment = {**os.environ, "PYTHONIOENCODING": "cp850", WORKSPACE_VARIABLE: str(tmp_path)}
    command = [sys.executable, "-m", "lkip_helpers", "new", "2022", "--unit", "con"]
    run = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert run.returncode == 2
    assert 'Nama unit "con" dipakai Windows' in run.stderr.decode("cp850")


def test_the_start_script_of_windows_is_plain_text_that_ends_on_failure() -> None:
    """A letter outside ASCII would be read in another code page."""
    assert START_WINDOWS.isascii()
    assert START_WINDOWS.count("|| goto gagal") == 3
    assert START_WINDOWS.count("|| goto versi") == 1
    labels = re.findall(r"^:(\w+)$", START_WINDOWS, re.MULTILINE)
    assert set(re.findall(r"goto (\w+)", START_WINDOWS)) == set(labels)


def test_the_start_script_of_linux_refuses_another_python(tmp_path: Path) -> None:
    """The wheels beside it are for one; nothing is made."""
    script = tmp_path / "pasang.sh"
    script.write_text(START_LINUX.replace(PYTHON, "3.99"))
    run = subprocess.run(
        ["sh", str(script), str(tmp_path / "tujuan")], capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr.startswith("Zip ini untuk Python 3.99;")) == (1, True)
    assert not (tmp_path / "tujuan").exists()


def test_a_data_folder_of_an_older_version_is_read_and_its_odd_sheet_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before Program Lokal there was a sheet for one programme; the folder is left as it is."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))

    def make_older(sheets: Sheets) -> None:
        sheets["kinerja.xlsx", "Program Lama"] = [["Kelurahan", "RT"], ["Suka", 3]]
        del sheets["kinerja.xlsx", "Program Lokal"]

    workspace = write(tmp_path, make_older)
    before = (workspace.raw / "kinerja.xlsx").read_bytes()
    assert main(["check", "2021"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "Program Lama: 1 peringatan peringatan: A1: lembar “Program Lama” tidak dikenal" in text
    assert (workspace.raw / "kinerja.xlsx").read_bytes() == before


# What the workbooks of the first version lacked: 2021 of paal-merah as it was first committed.
LATER_SHEETS = {
    "Pengaturan", "Realisasi Triwulan", "Standar", "Program Lokal", "Penjelasan Temuan", "Rekap",
    "IKM", "Tindak Lanjut", "Dukungan", "Penjelasan",
}  # fmt: skip
LATER = {
    "Profil": {"Nama pihak kedua", "Jabatan pihak kedua", "Pangkat pihak kedua",
               "NIP pihak kedua", "Nama pihak pertama", "Pangkat pihak pertama",
               "NIP pihak pertama", "Jumlah penerima layanan"},
    "Wilayah": {"Kode wilayah"},  # and Jenis, which outside a kota is asked for
    "Geografi": {"Catatan"},
    "Indikator": {"Formulasi", "Penanggung jawab", "Bukti"},
    "PK": {"Target perubahan"},
    "Unsur": {"Yang ditanyakan"},
    "DPA": {"Pagu sebelum perubahan (Rp)", "Kode sub kegiatan", "Unit"},
}  # fmt: skip


def test_workbooks_of_the_first_version_are_read(tmp_path: Path) -> None:
    """Every sheet and column that came later is optional; a sheet that went is named."""

    def make_older(sheets: Sheets) -> None:
        for (file, name), rows in [*sheets.items()]:
            later = LATER.get(name, set())
            remaining = [n for n, head in enumerate(rows[2]) if head not in later]
            if name in LATER_SHEETS:
                del sheets[file, name]
            elif name == "Profil":
                sheets[file, name] = [row for row in rows if row[0] not in later]
            elif later:
                sheets[file, name] = [rows[0], [], *([r[n] for n in remaining] for r in rows[2:])]
        sheets["kinerja.xlsx", "Kampung Kita"] = [["No", "Kelurahan"], [1, "A"]]

    findings = process(write(tmp_path, make_older)).findings
    assert [str(f) for f in findings if f.is_blocking] == []
    (named,) = (f for f in findings if f.lembar == "Kampung Kita")
    assert "ganti namanya menjadi lembar yang dikenal" in str(named)
