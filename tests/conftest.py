"""One real report, rendered once a worker from a copy of the workspace."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

import pytest
from hypothesis import settings

from lkip_helpers.workspace import VARIABEL_RUANG, Ruang

settings.register_profile("lkip", deadline=None)  # a slow machine breaks no law
settings.load_profile("lkip")

AKAR = Path(__file__).parents[1]


def lkip(root: Path, *argumen: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as its user does, in the workspace `root`."""
    return subprocess.run(
        [sys.executable, "-m", "lkip_helpers", *argumen],
        env={**os.environ, VARIABEL_RUANG: str(root)},
        capture_output=True,
        text=True,
        check=False,
    )


def salin_ruang(root: Path) -> Ruang:
    """The workspace's raw data and notebooks, copied to `root`."""
    asal = Ruang.of("paal-merah", 2021, AKAR)
    ruang = Ruang.of("paal-merah", 2021, root)
    shutil.copytree(asal.raw, ruang.raw)
    shutil.copytree(asal.notebooks, ruang.notebooks, ignore=shutil.ignore_patterns(".*"))
    return ruang


def tanpa(apa: str) -> NoReturn:
    """Leave a test out for what this machine lacks; pytest counts it and says so.

    Where LKIP_LENGKAP is set nothing may be left out, and the test fails.
    """
    if os.environ.get("LKIP_LENGKAP"):
        pytest.fail(f"{apa} tidak terpasang, padahal LKIP_LENGKAP memintanya")
    pytest.skip(f"{apa} tidak terpasang")


def perlu(program: str) -> str:
    """Path of a program that not every machine has."""
    return shutil.which(program) or tanpa(program)


def modul(nama: str) -> ModuleType:
    """A module of the group `peramban` of pyproject."""
    try:
        return import_module(nama)
    except ModuleNotFoundError:
        tanpa("grup peramban")


@pytest.fixture(scope="session")
def peramban() -> Iterator[Any]:
    """Headless Chromium; one a worker, since Playwright runs but once in a process."""
    chromium = perlu("chromium")
    with modul("playwright.sync_api").sync_playwright() as playwright:
        buka = playwright.chromium.launch(executable_path=chromium)
        yield buka
        buka.close()


def soffice(tujuan: str, berkas: Path, folder: Path) -> Path:
    """The file as LibreOffice converts it, in `folder`; with a profile of its own."""
    perintah = [perlu("soffice"), f"-env:UserInstallation={(folder / 'profil').as_uri()}"]
    perintah += ["--headless", "--convert-to", tujuan, "--outdir", str(folder), str(berkas)]
    subprocess.run(perintah, check=True, capture_output=True, timeout=180)
    return folder / f"{berkas.stem}.{tujuan}"


@dataclass(frozen=True)
class Laporan:
    """A finished report: its workspace, folder, command output and tables by label."""

    ruang: Ruang
    folder: Path
    keluaran: str
    tabel: dict[str, dict[str, Any]]


@pytest.fixture(scope="session")
def laporan(tmp_path_factory: pytest.TempPathFactory) -> Laporan:
    ruang = salin_ruang(tmp_path_factory.mktemp("ruang"))
    hasil = lkip(ruang.root, "render", "2021")
    assert hasil.returncode == 0, hasil.stderr
    isi = json.loads((ruang.outputs / "tabel.json").read_text("utf-8"))
    return Laporan(ruang, ruang.outputs, hasil.stdout, {t["label"]: t for t in isi["tabel"]})
