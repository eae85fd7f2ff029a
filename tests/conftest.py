"""One real report, rendered once a worker from a copy of the workspace."""

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import Phase, settings

from lkip_helpers.commands import main
from lkip_helpers.render.startup import in_one_process, relax_collector, skip_address_parser
from lkip_helpers.workspace import WORKSPACE_VARIABLE, Workspace
from tests.units import write_small
from tests.workbook import write

# `make test` is the same every time; `make fuzz` runs the laws with fresh randomness, each on as
# many examples as let all of them run in the minutes given. No law fails on a slow machine.
FUZZ_MINUTES = float(os.environ.get("LKIP_FUZZ_MENIT", "0"))
FUZZ_FACTOR = max(1, FUZZ_MINUTES / 4)
WHOLE = bool(os.environ.get("LKIP_LENGKAP"))
STARTED = time.monotonic()


def laws(few: int, **further: Any) -> settings:
    """Settings of a law tried on `few` examples; `make test` tries only a sixth of them."""
    many = round(few * FUZZ_FACTOR) if FUZZ_MINUTES else few if WHOLE else few // 6
    if "LKIP_MUTAN" in os.environ:  # which example fails does not matter
        many = few // 4
        further["phases"] = [Phase.explicit, Phase.generate]
    return settings(max_examples=many, derandomize=not FUZZ_MINUTES, deadline=None, **further)


# Fixtures that drive Chromium, LibreOffice or workers of Dask; what starts a kernel is marked so.
# They take minutes and not every machine has those: `make test` counts them as deselected, and
# LKIP_LENGKAP=1 runs them all.
PROGRAMS = {"browser", "soffice", "workers"}

os.environ.pop("COLUMNS", None)  # the width of the terminal in which the tests are run
skip_address_parser()  # as the command does
relax_collector()  # as `lkip render` does
settings.register_profile("lkip", laws(100))
settings.load_profile("lkip")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark tests of hypothesis as laws; they come before the other long runs.

    Of those the first case of every test comes first, then the second: a limit of time that ends
    them leaves out cases, no test. Tests that drive another program or take long are left to the
    whole run.
    """
    ranks: dict[pytest.Item, int] = {}
    before: Counter[str] = Counter()
    for item in items:
        if hasattr(getattr(item, "obj", None), "hypothesis"):
            item.add_marker("law")
        if PROGRAMS & set(getattr(item, "fixturenames", ())):
            item.add_marker("program")
        if item.get_closest_marker("fuzz"):
            test = item.nodeid.partition("[")[0]
            before[test] += 1
            ranks[item] = before[test]
    items.sort(key=lambda i: (ranks.get(i, 0), i.path.parent.name == "fuzz"))
    if not WHOLE:
        later = [i for i in items if any(m.name in ("long", "program") for m in i.iter_markers())]
        config.hook.pytest_deselected(items=later)
        items[:] = [i for i in items if i not in later]


def pytest_runtest_setup() -> None:
    """`make fuzz` begins no test after its time; those it had no time for count as skipped."""
    if FUZZ_MINUTES and time.monotonic() - STARTED > FUZZ_MINUTES * 60:
        pytest.skip("waktu habis")


PROJECT_ROOT = Path(__file__).parents[1]
MakeOnce = Callable[[str, Callable[[Path], str]], tuple[Path, str]]
PLANNING, CLOSING = "20-perencanaan-kinerja", "40-penutup"  # chapters that refer to no other
OVERVIEW = ("05-ikhtisar-eksekutif", "30-capaian-kinerja", CLOSING)  # that refer to one another


def lkip(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in the workspace `root`, in this process: no second start, no workers.

    What only a process of its own shows is asked of lkip_process.
    """
    out, err = io.StringIO(), io.StringIO()
    with (
        pytest.MonkeyPatch.context() as patch,
        in_one_process(),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        patch.setenv(WORKSPACE_VARIABLE, str(root))
        try:
            code = main(arguments)
        except SystemExit as end:
            code = int(end.code or 0)
    return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())


def lkip_process(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The same as a user runs it: in a process of its own, chapters in several."""
    return subprocess.run(
        [sys.executable, "-m", "lkip_helpers", *arguments],
        env={**os.environ, WORKSPACE_VARIABLE: str(root)},
        capture_output=True,
        text=True,
        check=False,
    )


def copy_chapters(root: Path, *names: str) -> None:
    """Copy all notebooks or those named: a report of one chapter takes a tenth of the time."""
    folder = root / "notebooks"
    shutil.rmtree(folder, ignore_errors=True)
    if not names:
        ignore = shutil.ignore_patterns(".*")
        shutil.copytree(PROJECT_ROOT / "notebooks", folder, ignore=ignore)
    for name in names:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT_ROOT / "notebooks" / f"{name}.ipynb", folder)


def copy_workspace(root: Path, *chapters: str) -> Workspace:
    """The workspace's raw data and notebooks, or those named, copied to `root`."""
    origin = Workspace.of("paal-merah", 2021, PROJECT_ROOT)
    workspace = Workspace.of("paal-merah", 2021, root)
    shutil.copytree(origin.raw, workspace.raw)
    copy_chapters(root, *chapters)
    return workspace


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Headless Chromium; one for each worker, since Playwright runs only once in a process."""
    chromium = shutil.which("chromium")
    with import_module("playwright.sync_api").sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium)
        yield opened
        opened.close()


@pytest.fixture
def soffice(tmp_path: Path) -> Callable[[str, Path], Path]:
    """Converts a file with LibreOffice, with a profile of its own."""

    def convert(kind: str, file: Path) -> Path:
        command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"]
        command += ["--headless", "--convert-to", kind, "--outdir", str(tmp_path), str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return tmp_path / f"{file.stem}.{kind.partition(':')[0]}"

    return convert


@pytest.fixture
def webhook(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, bytes]]]:
    """Content types and bodies of what is sent to a receiver on this computer."""
    received: list[tuple[str, bytes]] = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.append((self.headers["Content-Type"], body))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """No line on the terminal."""

    server = HTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    monkeypatch.setenv("LKIP_WEBHOOK", f"http://127.0.0.1:{server.server_port}/")
    yield received
    server.shutdown()
    server.server_close()


def fingerprint(folder: Path) -> dict[str, str]:
    """SHA-256 of every file by its path."""
    files = sorted(f for f in folder.rglob("*") if f.is_file())
    return {str(f.relative_to(folder)): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A small unit with its year 2021, which commands and `load` find."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))
    return write(tmp_path)


def read_tables(workspace: Workspace) -> dict[str, dict[str, Any]]:
    """The tables of a finished report, by label."""
    return {t["label"]: t for t in json.loads(workspace.tabel.read_text("utf-8"))["tabel"]}


@dataclass(frozen=True)
class Report:
    """A finished report: its workspace, folder, command output and tables by label."""

    workspace: Workspace
    folder: Path
    output: str
    tabel: dict[str, dict[str, Any]]

    @property
    def printed(self) -> list[dict[str, Any]]:
        """Tables and figures on paper: neither those under sentences nor the annex's (T.1 …)."""
        shown = [t for t in self.tabel.values() if t["jenis"] != "kalimat"]
        return [t for t in shown if not t["nomor"].startswith("T.")]


@pytest.fixture(scope="session")
def make_once(tmp_path_factory: pytest.TempPathFactory) -> MakeOnce:
    """Make a workspace by a function; the first worker that asks does, for all of them.

    The function is given the root of the workspace and returns what it printed. No test may write
    into the workspace: another worker may be looking at it.
    """
    common = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        common = common.parent

    def make(name: str, function: Callable[[Path], str]) -> tuple[Path, str]:
        root, output = common / name, common / f"{name}.txt"
        with FileLock(common / f"{name}.lock"):
            if not output.exists():
                printed = function(root)
                output.write_text(printed, "utf-8")
        return root, output.read_text("utf-8")

    return make


def make_report(root: Path) -> str:
    """`make report`, which begins with the workspace's own year and unit; what it prints."""
    copy_workspace(root)
    shutil.copy2(PROJECT_ROOT / "Makefile", root)
    (root / ".venv").symlink_to(PROJECT_ROOT / ".venv")
    command = ["make", "-s", "-o", ".venv/.siap", "report"]
    result = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    (root / ".venv").unlink()
    return result.stdout


@pytest.fixture(scope="session")
def built(make_once: MakeOnce) -> tuple[Workspace, str]:
    """What `make report` builds and prints."""
    root, output = make_once("laporan", make_report)
    return Workspace.of("paal-merah", 2021, root), output


def make_small_office(root: Path) -> str:
    """Three indicators, no survey, no year before: its report as HTML and PDF."""
    copy_chapters(root)
    write_small(Workspace("kecil", 2021, root))
    result = lkip(root, "render", "2021", "--unit", "kecil", "--bentuk", "html,pdf")
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.fixture(scope="session")
def small_office(make_once: MakeOnce) -> Workspace:
    """The finished report of an office that has little, to be looked at."""
    return Workspace("kecil", 2021, make_once("kecil", make_small_office)[0])


@pytest.fixture(scope="session")
def report(
    built: tuple[Workspace, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Report]:
    """The worker's own copy of the report, to be looked at: no test writes into it."""
    root = tmp_path_factory.mktemp("ruang") / "salinan"
    shutil.copytree(built[0].root, root)
    workspace = Workspace.of("paal-merah", 2021, root)
    tabel = read_tables(workspace)
    before = fingerprint(workspace.outputs)
    yield Report(workspace, workspace.outputs, built[1], tabel)
    assert fingerprint(workspace.outputs) == before
