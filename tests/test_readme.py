"""The README's commands are run, not believed."""

import re
import shutil
import subprocess
from pathlib import Path

from tests.conftest import AKAR

README = (AKAR / "README.md").read_text("utf-8")


def salin_proyek(tujuan: Path) -> None:
    """What a clone would hold, with the environment already made."""
    daftar = subprocess.run(
        ["git", "ls-files"], cwd=AKAR, capture_output=True, text=True, check=True
    )
    for nama in daftar.stdout.splitlines():
        (tujuan / nama).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(AKAR / nama, tujuan / nama)
    (tujuan / ".venv").symlink_to(AKAR / ".venv")


def test_both_commands_stand_at_the_top() -> None:
    """Within the first 25 lines, with two pages as pictures that exist."""
    awal = "\n".join(README.splitlines()[:25])
    assert "make report" in awal
    assert "make test" in awal
    gambar = re.findall(r"\]\((outputs/contoh/[^)]+)\)", awal)
    assert len(gambar) == 2
    assert all((AKAR / g).stat().st_size > 10_000 for g in gambar)


def test_make_report_builds_the_report(tmp_path: Path) -> None:
    """With and without naming year and unit."""
    salin_proyek(tmp_path)
    hasil = subprocess.run(
        ["make", "-o", ".venv/.siap", "report", "TAHUN=2021", "UNIT=paal-merah"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert hasil.returncode == 0, hasil.stderr
    assert (tmp_path / "outputs/paal-merah/2021/laporan.pdf").read_bytes().startswith(b"%PDF")
    rencana = subprocess.run(
        ["make", "-o", ".venv/.siap", "-n", "report"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "lkip render 2021 --unit paal-merah" in rencana.stdout


def test_make_test_runs_this_suite() -> None:
    """And CI calls it."""
    rencana = subprocess.run(
        ["make", "-n", "test"], cwd=AKAR, capture_output=True, text=True, check=True
    )
    assert "pytest" in rencana.stdout
    assert "make test" in (AKAR / ".ci/run").read_text("utf-8")


def test_every_file_the_readme_links_to_exists() -> None:
    """No dead link."""
    for tujuan in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (AKAR / tujuan).exists(), tujuan
