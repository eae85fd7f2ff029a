"""One real report, rendered once a worker from a copy of the workspace."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

import pytest
from hypothesis import settings

from lkip_helpers.workspace import WORKSPACE_VARIABLE, Workspace

# `make test` is the same every time; `make fuzz` runs its laws with fresh randomness, many times
# over, until its minutes are used up. A slow machine breaks no law.
FUZZ_MINUTES = float(os.environ.get("LKIP_FUZZ_MENIT", "0"))
FUZZ_FACTOR = 50
STARTED = time.monotonic()


def laws(few: int, **further: Any) -> settings:
    """Settings of a law that `make test` tries on `few` examples."""
    many = few * FUZZ_FACTOR if FUZZ_MINUTES else few
    return settings(max_examples=many, derandomize=not FUZZ_MINUTES, deadline=None, **further)


settings.register_profile("lkip", laws(100))
settings.load_profile("lkip")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of hypothesis is a law."""
    for item in items:
        if hasattr(getattr(item, "obj", None), "hypothesis"):
            item.add_marker("law")


def pytest_runtest_setup() -> None:
    """`make fuzz` begins no test after its time; what it had no time for is counted."""
    if FUZZ_MINUTES and time.monotonic() - STARTED > FUZZ_MINUTES * 60:
        pytest.skip("waktu habis")


PROJECT_ROOT = Path(__file__).parents[1]


def lkip(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as its user does, in the workspace `root`."""
    return subprocess.run(
        [sys.executable, "-m", "lkip_helpers", *arguments],
        env={**os.environ, WORKSPACE_VARIABLE: str(root)},
        capture_output=True,
        text=True,
        check=False,
    )


def copy_workspace(root: Path) -> Workspace:
    """The workspace's raw data and notebooks, copied to `root`."""
    origin = Workspace.of("paal-merah", 2021, PROJECT_ROOT)
    workspace = Workspace.of("paal-merah", 2021, root)
    shutil.copytree(origin.raw, workspace.raw)
    shutil.copytree(origin.notebooks, workspace.notebooks, ignore=shutil.ignore_patterns(".*"))
    return workspace


def without(what: str) -> NoReturn:
    """Leave a test out for what this machine lacks; pytest counts it and says so.

    Where LKIP_LENGKAP is set nothing may be left out, and the test fails.
    """
    if os.environ.get("LKIP_LENGKAP"):
        pytest.fail(f"{what} tidak terpasang, padahal LKIP_LENGKAP memintanya")
    pytest.skip(f"{what} tidak terpasang")


def needed(program: str) -> str:
    """Path of a program that not every machine has."""
    return shutil.which(program) or without(program)


def module(name: str) -> ModuleType:
    """A module of the group `peramban` of pyproject."""
    try:
        return import_module(name)
    except ModuleNotFoundError:
        without("grup peramban")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Headless Chromium; one a worker, since Playwright runs but once in a process."""
    chromium = needed("chromium")
    with module("playwright.sync_api").sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium)
        yield opened
        opened.close()


def soffice(tujuan: str, file: Path, folder: Path) -> Path:
    """The file as LibreOffice converts it, in `folder`; with a profile of its own."""
    command = [needed("soffice"), f"-env:UserInstallation={(folder / 'profil').as_uri()}"]
    command += ["--headless", "--convert-to", tujuan, "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / f"{file.stem}.{tujuan}"


@dataclass(frozen=True)
class Report:
    """A finished report: its workspace, folder, command output and tables by label."""

    workspace: Workspace
    folder: Path
    output: str
    tabel: dict[str, dict[str, Any]]


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    workspace = copy_workspace(tmp_path_factory.mktemp("ruang"))
    result = lkip(workspace.root, "render", "2021")
    assert result.returncode == 0, result.stderr
    content = json.loads((workspace.outputs / "tabel.json").read_text("utf-8"))
    return Report(
        workspace, workspace.outputs, result.stdout, {t["label"]: t for t in content["tabel"]}
    )
