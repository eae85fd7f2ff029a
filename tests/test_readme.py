"""The README's commands are run, not believed."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests import docs
from tests.conftest import PROJECT_ROOT

README = (PROJECT_ROOT / "README.md").read_text("utf-8")


def copy_project(tujuan: Path) -> None:
    """What a clone would hold, with the environment already made."""
    entries = subprocess.run(
        ["git", "ls-files"], cwd=PROJECT_ROOT, capture_output=True, text=True, check=True
    )
    for name in entries.stdout.splitlines():
        (tujuan / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(PROJECT_ROOT / name, tujuan / name)
    (tujuan / ".venv").symlink_to(PROJECT_ROOT / ".venv")


def test_both_commands_stand_at_the_top() -> None:
    """Within the first 25 lines, with two pages as pictures that exist."""
    initial = "\n".join(README.splitlines()[:25])
    assert "make report" in initial
    assert "make test" in initial
    gambar = re.findall(r"\]\((outputs/contoh/[^)]+)\)", initial)
    assert len(gambar) == 2
    assert all((PROJECT_ROOT / g).stat().st_size > 10_000 for g in gambar)


def test_make_report_builds_the_report(tmp_path: Path) -> None:
    """With and without naming year and unit."""
    copy_project(tmp_path)
    result = subprocess.run(
        ["make", "-o", ".venv/.siap", "report", "TAHUN=2021", "UNIT=paal-merah"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "outputs/paal-merah/2021/laporan.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    "text", ["x; touch dibuat", "$(touch dibuat)", "`touch dibuat`", "'\"; touch dibuat"]
)
def test_what_is_given_to_make_never_runs(tmp_path: Path, text: str) -> None:
    """A year or a unit is an argument of lkip, which refuses it, never a command of the shell."""
    (tmp_path / ".venv").symlink_to(PROJECT_ROOT / ".venv")
    shutil.copy2(PROJECT_ROOT / "Makefile", tmp_path)
    for name in ("UNIT", "TAHUN"):
        result = subprocess.run(
            ["make", "-o", ".venv/.siap", "check", f"{name}={text}"],
            cwd=tmp_path, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert result.returncode == 2
    assert [p.name for p in tmp_path.iterdir() if p.name == "dibuat"] == []


def test_make_test_runs_this_suite() -> None:
    """And CI calls it."""
    plan = subprocess.run(
        ["make", "-n", "test"], cwd=PROJECT_ROOT, capture_output=True, text=True, check=True
    )
    assert "pytest" in plan.stdout
    assert "make test" in (PROJECT_ROOT / ".ci/run").read_text("utf-8")


def test_every_file_the_readme_links_to_exists() -> None:
    """No dead link."""
    for tujuan in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (PROJECT_ROOT / tujuan).exists(), tujuan


def test_what_is_counted_in_the_readme_is_up_to_date() -> None:
    """Written by `make docs`; run it when this fails."""
    assert docs.fill(README) == README
