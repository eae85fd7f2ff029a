"""What leaves this folder: one wheel, and one zip to install it from offline: `make dist`.

The wheel carries a workspace (`starter.zip`: notebooks, example, what it was built from). The zip
holds the wheel, every wheel it needs on a platform, pinned by the lock, and a start script for
Linux and one for Windows: `python -m tests.distribution windows 3.12`, without words for the
platform and Python it runs on. It also asks whether the lock could be installed from wheels alone
on each platform.
"""

import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from lkip_helpers.workspace import EXAMPLE, NOTEBOOKS, STARTER, STARTER_FACTS, read_starter
from tests.conftest import PROJECT_ROOT

DIST = PROJECT_ROOT / "dist"
PLATFORMS = ("windows", "macos", "x86_64-apple-darwin", "linux")
PYTHONS = ("3.11", "3.12", "3.13")
HERE = f"{sys.version_info.major}.{sys.version_info.minor}"
WHEELS_OF = {"windows": ["win_amd64"], "macos": ["macosx_14_0_arm64", "macosx_11_0_arm64"]}
OLDEST_MACOS = "14.0"
LOCK = PROJECT_ROOT / "requirements.lock"
DAY = (1980, 1, 1, 0, 0, 0)  # the same files give the same zip
WHEELS = "roda"

PYTHON = "@PYTHON@"  # in the scripts: the one the wheels are for, as 3.12
START_LINUX = """#!/bin/sh
# Memasang lkip dari folder ini, tanpa jaringan dan tanpa hak admin, lalu membuat folder kerja.
set -eu
asal=$(cd "$(dirname "$0")" && pwd)
tujuan=${1:-"$HOME/lkip"}
python=$(command -v python@PYTHON@ || command -v python3)
if [ "$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')" != @PYTHON@ ]; then
    echo "Zip ini untuk Python @PYTHON@; pasang Python itu, atau minta zip untuk Python Anda." >&2
    exit 1
fi
"$python" -m venv "$tujuan/program"
"$tujuan/program/bin/python" -m pip install --quiet --disable-pip-version-check \\
    --no-index --find-links "$asal/roda" lkip-helpers
"$tujuan/program/bin/lkip" init "$tujuan/kerja" --contoh
echo "Jalankan: cd '$tujuan/kerja' && ../program/bin/lkip --bantuan"
"""
START_WINDOWS = """@echo off
rem Memasang lkip dari folder ini, tanpa jaringan dan tanpa hak admin, lalu membuat folder kerja.
setlocal
set "TUJUAN=%~1"
if "%TUJUAN%"=="" set "TUJUAN=%LOCALAPPDATA%\\lkip"
set "PY=py -@PYTHON@"
where py >nul 2>nul || set "PY=python"
%PY% -c "import sys; sys.exit('%%d.%%d' %% sys.version_info[:2] != '@PYTHON@')" || goto versi
%PY% -m venv "%TUJUAN%\\program" || goto gagal
"%TUJUAN%\\program\\Scripts\\python.exe" -m pip install --quiet --disable-pip-version-check ^
    --no-index --find-links "%~dp0roda" lkip-helpers || goto gagal
"%TUJUAN%\\program\\Scripts\\lkip.exe" init "%TUJUAN%\\kerja" --contoh || goto gagal
echo Jalankan: cd /d "%TUJUAN%\\kerja", lalu ..\\program\\Scripts\\lkip.exe --bantuan
if "%~1"=="" pause
exit /b 0
:versi
echo Zip ini untuk Python @PYTHON@ (64 bit); pasang Python itu, atau minta zip untuk Python Anda.
:gagal
echo Pemasangan gagal. Baca pesan di atas; BACA.md menyebut sebab yang lazim.
if "%~1"=="" pause
exit /b 1
"""


def run(*command: object) -> str:
    """The output of a command; if it fails, so does this one."""
    return subprocess.run(
        [str(c) for c in command], cwd=PROJECT_ROOT, check=True, capture_output=True, text=True
    ).stdout


def write_zip(destination: Path, files: dict[str, bytes]) -> None:
    """Write files by name; scripts for Linux are executable."""
    with ZipFile(destination, "w", ZIP_STORED) as packed:
        for name, data in sorted(files.items()):
            entry = ZipInfo(name, DAY)
            entry.create_system = 3  # Unix, so that permissions are kept
            entry.external_attr = (0o755 if name.endswith(".sh") else 0o644) << 16
            packed.writestr(entry, data)


def build_wheel(destination: Path) -> Path:
    """The wheel, from the committed files and the workspace they carry."""
    with tempfile.TemporaryDirectory() as temporary:
        stage = Path(temporary)
        for name in run(
            "git", "ls-files", "lkip_helpers", "pyproject.toml", "*.md", "LICENSE"
        ).split():
            (stage / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(PROJECT_ROOT / name, stage / name)
        commit, day = run("git", "log", "-1", "--format=%h %cs").split()
        facts = {"komit": commit, "tanggal": day}
        starter = read_starter(*NOTEBOOKS, *EXAMPLE)
        write_zip(
            stage / "lkip_helpers" / STARTER.name,
            {**starter, STARTER_FACTS: json.dumps(facts).encode()},
        )
        run(
            sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
            "--disable-pip-version-check", "--wheel-dir", destination, stage,
        )  # fmt: skip
    return next(destination.glob("lkip_helpers-*.whl"))


def pin_needed(platform: str, python: str) -> str:
    """What a user's installation needs, pinned as in the lock, without the tools of the tests.

    For the first release of that Python, so that the zip serves every later one of it.
    """
    elsewhere = ["--python-platform", platform] if platform in WHEELS_OF else []
    return run(
        sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--quiet", "--no-header",
        "--no-annotate", "--constraint", "requirements.lock", "--generate-hashes",
        "--python-version", f"{python}.0", *elsewhere,
    )  # fmt: skip


def list_without_wheels() -> list[str]:
    """Platforms on which the lock cannot be installed from wheels alone, and why."""
    faults = []
    for name, python in itertools.product(PLATFORMS, PYTHONS):
        with tempfile.TemporaryDirectory() as empty:
            result = subprocess.run(
                [
                    sys.executable, "-m", "uv", "pip", "install", "--dry-run", "--quiet",
                    "--no-deps", "--only-binary", ":all:", "--python-platform", name,
                    "--python-version", python, "--target", empty, "--requirements", str(LOCK),
                ],
                capture_output=True, text=True, check=False,
                env={**os.environ, "MACOSX_DEPLOYMENT_TARGET": OLDEST_MACOS},
            )  # fmt: skip
        if result.returncode:
            faults.append(f"{name}, Python {python}: {result.stderr.strip()}")
    return faults


def build_offline(wheel: Path, pinned: Path, platform: str, python: str) -> Path:
    """The zip for a platform and Python; what it needs is downloaded once."""
    tags = [f"--platform={tag}" for tag in WHEELS_OF.get(platform, ())]
    other = [f"--python-version={python}", *tags] if tags else []
    with tempfile.TemporaryDirectory() as temporary:
        run(
            sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
            "--only-binary", ":all:", "--no-deps", "--require-hashes", "--requirement", pinned,
            "--dest", temporary, *other,
        )  # fmt: skip
        files = [wheel, *Path(temporary).iterdir()]
        run(  # complete, as uv resolves it for that platform
            sys.executable, "-m", "uv", "pip", "install", "--dry-run", "--quiet", "--no-index",
            "--find-links", temporary, "--python-version", python, "--target", temporary,
            *(["--python-platform", platform] if tags else []), wheel,
        )  # fmt: skip
        packed = {f"{WHEELS}/{file.name}": file.read_bytes() for file in files}
    packed |= {
        "pasang.sh": START_LINUX.replace(PYTHON, python).encode(),
        "pasang.bat": START_WINDOWS.replace(PYTHON, python).replace("\n", "\r\n").encode("ascii"),
        "BACA.md": (PROJECT_ROOT / "docs" / "windows.md").read_bytes(),
    }
    zipped = DIST / f"lkip-{platform}-py{python.replace('.', '')}.zip"
    write_zip(zipped, packed)
    return zipped


def main() -> None:
    """Build for the platform (linux, windows, macos) and Python given, or for those in use."""
    asked = [word for word in sys.argv[1:] if word]
    platform, python = [*asked, *(sys.platform, HERE)[len(asked) :]]
    if len(asked) > 2 or (asked and platform not in {*WHEELS_OF, sys.platform}):
        sys.exit(f"Sistem {platform} tidak dikenal: {', '.join(WHEELS_OF)}.")
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir()
    wheel = build_wheel(DIST)
    pinned = DIST / "perlu.txt"
    pinned.write_text(pin_needed(platform, python), "utf-8")
    for fault in list_without_wheels():
        print(f"tanpa roda: {fault}", file=sys.stderr)
    print(wheel, build_offline(wheel, pinned, platform, python), sep="\n")


if __name__ == "__main__":
    main()
