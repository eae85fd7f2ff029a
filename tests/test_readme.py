"""The README's commands are run, not believed."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests import docs, figures, mutants
from tests.conftest import PROJECT_ROOT, Report
from tests.lawlist import list_laws

README = (PROJECT_ROOT / "README.md").read_text("utf-8")


def test_both_commands_stand_at_the_top() -> None:
    """Within the first 25 lines, with two pages as pictures that exist."""
    top = "\n".join(README.splitlines()[:25])
    assert "make report" in top
    assert "make test" in top
    pictures = re.findall(r"\]\((outputs/contoh/[^)]+)\)", top)
    assert len(pictures) == 2
    assert all((PROJECT_ROOT / p).stat().st_size > 10_000 for p in pictures)


def test_make_report_builds_the_report(report: Report) -> None:
    """The report that all tests look at is made by it, of the year and unit it begins with."""
    assert report.folder == report.workspace.root / "outputs/paal-merah/2021"
    assert (report.folder / "laporan.pdf").read_bytes().startswith(b"%PDF")
    assert "outputs/paal-merah/2021/laporan.pdf" in report.output


@pytest.mark.parametrize(
    "text", ["x; touch dibuat", "$(touch dibuat)", "`touch dibuat`", "'\"; touch dibuat"]
)
def test_what_is_given_to_make_never_runs(tmp_path: Path, text: str) -> None:
    """Year and unit are arguments of lkip, which refuses them, never a command of the shell."""
    (tmp_path / ".venv").symlink_to(PROJECT_ROOT / ".venv")
    shutil.copy2(PROJECT_ROOT / "Makefile", tmp_path)
    run = subprocess.run(
        ["make", "-o", ".venv/.siap", "check", f"UNIT={text}", f"TAHUN={text}"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 2
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
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (PROJECT_ROOT / target).exists(), target


def test_what_is_counted_in_the_readme_is_up_to_date() -> None:
    """Written by `make docs`; run it when this fails."""
    for page in (docs.README, docs.PROMISES, docs.LAWS):
        text = page.read_text("utf-8")
        assert docs.fill(text) == text


def test_a_run_of_the_tests_changes_no_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it counts waits for `make docs`, which keeps the figures of other runs."""
    figures_file, waiting = tmp_path / "jaminan.json", tmp_path / "terakhir.json"
    figures_file.write_bytes(b'{"dihentikan": {"new": 6, "run": 214}}')
    monkeypatch.setattr(figures, "FILE", figures_file)
    monkeypatch.setattr(figures, "LAST_RUN", waiting)
    before = figures_file.read_bytes()
    figures.note("dihentikan", "new", 7)
    figures.note("ruang penuh", "run", 3)
    assert figures_file.read_bytes() == before
    for _ in range(2):  # the second time nothing waits
        figures.take_over_last_run()
        assert figures.read_figures(figures_file) == {
            "dihentikan": {"new": 7, "run": 214}, "ruang penuh": {"run": 3},
        }  # fmt: skip


def test_every_function_of_compute_has_its_law() -> None:
    """Tried on many cases against plain Python, itself or through what calls it."""
    assert [name for name, tests in list_laws().items() if not tests] == []


def test_each_mutant_that_survives_has_its_reason_and_no_reason_outlives_it() -> None:
    """docs/mutan.md, which `python -m tests.mutants` writes, and tests/survivors.toml."""
    listed = re.findall(r"^- `(.+?)`: ", mutants.PAGE.read_text("utf-8"), re.MULTILINE)
    assert listed
    assert {*listed} == tomllib.loads(mutants.REASONS.read_text("utf-8")).keys()
