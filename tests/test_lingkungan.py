"""One environment, said three times: pyproject, lock and conda file agree."""

import re
import tomllib
from pathlib import Path

AKAR = Path(__file__).parents[1]


def _nama(syarat: str) -> str:
    return re.split(r"[\s<>=!~;\[]", syarat, maxsplit=1)[0].lower().replace("_", "-")


def _terkunci() -> dict[str, str]:
    teks = (AKAR / "requirements.lock").read_text("utf-8")
    return {_nama(b): b for b in re.findall(r"^[a-z][^\n]*", teks, re.MULTILINE)}


def test_every_dependency_of_pyproject_is_pinned_in_the_lock() -> None:
    """Also the build backend, so that nothing is resolved while installing."""
    proyek = tomllib.loads((AKAR / "pyproject.toml").read_text("utf-8"))
    syarat = [
        *proyek["project"]["dependencies"],
        *proyek["project"]["optional-dependencies"]["uji"],
        *proyek["build-system"]["requires"],
    ]
    assert {_nama(s) for s in syarat} <= set(_terkunci())


def test_every_locked_package_is_exact_and_hashed() -> None:
    """`pip --require-hashes` refuses anything else."""
    teks = (AKAR / "requirements.lock").read_text("utf-8")
    blok = re.split(r"\n(?=[a-z])", teks.strip())
    assert len(blok) > 100
    for b in blok:
        assert re.match(r"[\w.-]+==[\w.!+]+", b), b[:60]
        assert "--hash=sha256:" in b, b[:60]


def test_the_lock_names_no_address() -> None:
    """Where packages come from is the user's choice."""
    assert "://" not in (AKAR / "requirements.lock").read_text("utf-8")


def test_the_conda_environment_installs_the_same_lock() -> None:
    """Conda only brings Python and pip; every package comes from the lock, with hashes."""
    teks = (AKAR / "environment.yml").read_text("utf-8")
    butir = re.findall(r"^ +- (.*)$", teks, re.MULTILINE)
    proyek = tomllib.loads((AKAR / "pyproject.toml").read_text("utf-8"))
    assert butir == [
        f"python{proyek['project']['requires-python']}",
        "pip",
        "pip:",
        "--require-hashes",
        "-r requirements.lock",
    ]


def test_the_lock_serves_every_python_that_pyproject_allows() -> None:
    """Resolved from Python 3.11 on, for every platform (markers, not one machine)."""
    assert "sys_platform == 'win32'" in (AKAR / "requirements.lock").read_text("utf-8")
