"""One environment in three files: pyproject, lock and conda file agree."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.distribution import list_without_wheels

PROJECT_ROOT = Path(__file__).parents[1]


def _name(requirement: str) -> str:
    return re.split(r"[\s<>=!~;\[]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def _locked() -> dict[str, str]:
    text = (PROJECT_ROOT / "requirements.lock").read_text("utf-8")
    return {_name(line): line for line in re.findall(r"^[a-z][^\n]*", text, re.MULTILINE)}


def test_every_dependency_of_pyproject_is_pinned_in_the_lock() -> None:
    """The build backend too, so that nothing is resolved while installing."""
    project = tomllib.loads((PROJECT_ROOT / "pyproject.toml").read_text("utf-8"))
    requirements = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["uji"],
        *project["build-system"]["requires"],
    ]
    assert {_name(r) for r in requirements} <= set(_locked())


def test_every_locked_package_is_exact_and_hashed() -> None:
    """`pip --require-hashes` refuses anything else."""
    text = (PROJECT_ROOT / "requirements.lock").read_text("utf-8")
    blocks = re.split(r"\n(?=[a-z])", text.strip())
    assert len(blocks) > 100
    for block in blocks:
        assert re.match(r"[\w.-]+==[\w.!+]+", block), block[:60]
        assert "--hash=sha256:" in block, block[:60]


def test_the_lock_names_no_address() -> None:
    """Where packages come from is the user's choice."""
    assert "://" not in (PROJECT_ROOT / "requirements.lock").read_text("utf-8")


def test_the_conda_environment_installs_the_same_lock() -> None:
    """Conda only brings Python and pip; every package comes from the lock, with hashes.

    Conda takes the newest Python there is, so the first is named that the lock was not tried with.
    """
    text = (PROJECT_ROOT / "environment.yml").read_text("utf-8")
    items = re.findall(r"^ +- (.*)$", text, re.MULTILINE)
    project = tomllib.loads((PROJECT_ROOT / "pyproject.toml").read_text("utf-8"))
    newest = max(int(name.rpartition(".")[2]) for name in project["project"]["classifiers"])
    assert items == [
        f"python{project['project']['requires-python']},<3.{newest + 1}",
        "pip",
        "pip:",
        "--require-hashes",
        "-r requirements.lock",
    ]


def test_the_lock_serves_every_python_that_pyproject_allows() -> None:
    """Resolved from Python 3.11 on, for every platform (markers, not one machine)."""
    assert "sys_platform == 'win32'" in (PROJECT_ROOT / "requirements.lock").read_text("utf-8")


@pytest.mark.program
def test_every_locked_package_has_wheels_for_windows_macos_and_linux() -> None:
    """uv resolves the lock for each platform and Python, binaries only; it asks the registry."""
    assert list_without_wheels() == []
