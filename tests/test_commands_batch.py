"""Many reports at once, on a real Dask cluster, with a killed worker and a poisonous unit."""

import contextlib
import errno
import json
import os
import re
import shutil
import socket
from collections.abc import Iterator
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

import dask
import nbformat
import openpyxl
import pytest
from distributed import LocalCluster
from distributed.utils import get_mp_context
from lxml import html

from lkip_helpers.commands import batch, cluster, main
from lkip_helpers.commands.batch_pages import list_doubts, note_fault, rank, write_pages
from lkip_helpers.commands.batch_worker import Task, run_task
from lkip_helpers.commands.parser import read_list, take_share
from lkip_helpers.errors import Exit
from lkip_helpers.workspace import TITLES, WORKSPACE_VARIABLE, InvalidChoice, Workspace
from tests.browser import page as open_page
from tests.workbook import list_cut, write

CHAPTER = """\
import os, pathlib, threading
from lkip_helpers import load
load(unit, tahun)
mark = pathlib.Path({mark!r})
if unit == "d" and not mark.exists():
    mark.touch()
    os.kill(os.getpid(), 9)
if unit == "racun":
    threading.Event().wait()
"""


def _write_chapter(root: Path) -> None:
    """One chapter: unit d kills its worker the first time, unit racun never ends."""
    start = nbformat.v4.new_code_cell('tahun = 2021\nunit = "uji"')
    start.metadata["tags"] = ["parameters"]
    code = nbformat.v4.new_code_cell(CHAPTER.format(mark=str(root / "mati")))
    heading = nbformat.v4.new_markdown_cell("# Uji")
    nb = nbformat.v4.new_notebook(cells=[heading, start, code])
    nbformat.write(nb, root / "notebooks" / "10-uji.ipynb")


@pytest.fixture
def units(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Six units with data, one whose chapter never ends, one whose workbook is cut short."""
    workspace = write(tmp_path)
    for unit in ("a", "b", "c", "d", "e", "racun", "rusak"):
        shutil.copytree(workspace.raw.parent, workspace.raw.parents[1] / unit)
    cut = workspace.raw.parents[1] / "rusak" / "2021" / "dpa.xlsx"
    cut.write_bytes(cut.read_bytes()[:100])
    _write_chapter(tmp_path)
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))
    return tmp_path


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where workers, and Dask for them, keep what is temporary."""
    return tmp_path_factory.mktemp("sementara")


@pytest.fixture(scope="module")
def workers(scratch: Path) -> Iterator[str]:
    """The address of a cluster of two worker processes that know no folder.

    They are forked from a process with all imports: three of them die here and are replaced.
    """
    settings = {
        "distributed.scheduler.allowed-failures": 0,
        "distributed.worker.multiprocessing-method": "forkserver",
    }
    with dask.config.set(settings):
        get_mp_context().set_forkserver_preload(["distributed", "lkip_helpers.render.preload"])
    own: dict[str, Any] = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": ":0"}
    with dask.config.set(settings), pytest.MonkeyPatch.context() as environment:
        environment.setenv("TMPDIR", str(scratch))
        with LocalCluster(**own, local_directory=str(scratch)) as running:
            yield running.scheduler_address
    forkserver._forkserver._stop()  # type: ignore[attr-defined] # noqa: SLF001 no public method


def _states(root: Path, key: str = "keadaan") -> dict[str, str]:
    summary = json.loads((root / "outputs" / "ringkasan.json").read_text("utf-8"))
    return {entry["unit"]: entry[key] for entry in summary["laporan"]}


def _pages(root: Path) -> dict[str, bytes]:
    return {f.name: f.read_bytes() for f in (root / "outputs").iterdir() if f.is_file()}


def test_a_second_batch_on_a_machine_says_nothing_of_ports(recwarn: Any) -> None:
    """Dask prefers a port of its own, and would tell in English that it is taken."""
    with socket.socket() as taken, contextlib.suppress(OSError):  # by another cluster
        taken.bind(("", 8787))
        taken.listen()
        with cluster.open_cluster(cluster.BatchLimits(workers=1)):
            pass
    assert [w for w in recwarn if "8787" in str(w.message)] == []


def test_a_killed_worker_and_a_poisonous_unit_cost_the_others_nothing(
    units: Path, workers: str, scratch: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Unit d kills its worker half-way, and the workbook of rusak is at fault.

    All others are there, none twice, each with its own name; a second run makes only what failed,
    and the pages over all reports keep their bytes. Of the answers that the killed worker had
    copied nothing stays on the machine.
    """
    command = ["batch", "--bentuk", "html", "--scheduler", workers, "--waktu", "60"]
    assert main([*command, "--daftar", str(_list(units, "a b c d e rusak uji"))]) == Exit.FAULT
    first = capsys.readouterr().out
    done = re.findall(r"^\d/7 \S+ (\w+) 2021 selesai", first, re.MULTILINE)
    assert sorted(done) == ["a", "b", "c", "d", "e", "uji"]
    assert (units / "mati").exists()
    assert list(scratch.rglob("worker-*"))
    assert not list(scratch.rglob("*.xlsx"))
    for unit in done:  # what came back has the name of its unit
        workspace = Workspace(unit, 2021, units)
        assert json.loads(workspace.tabel.read_text("utf-8"))["unit"] == unit
        assert _states(units, "jenis")[unit] == "konsep"  # a reader must not take it for the last
        assert not list(workspace.outputs.parent.glob(".*"))
    before = {f: f.stat().st_mtime_ns for f in (units / "outputs").glob("*/2021/*")}
    pages = _pages(units)
    assert main([*command, "--daftar", str(_list(units, "a b c d e rusak uji"))]) == Exit.FAULT
    assert capsys.readouterr().out.startswith("1 laporan akan disusun; 6 tidak berubah.")
    assert {f: f.stat().st_mtime_ns for f in (units / "outputs").glob("*/2021/*")} == before
    assert _pages(units) == pages
    page = (units / "outputs" / "rusak" / "2021-gagal.html").read_text("utf-8")
    assert "salah: dpa.xlsx: berkas rusak atau bukan buku kerja Excel" in page


def test_a_report_that_never_ends_is_stopped_tried_once_more_and_listed(
    units: Path, workers: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["batch", "--bentuk", "html", "--scheduler", workers, "--waktu", "1"]
    assert main([*command, "--unit", "racun"]) == Exit.RETRY
    assert "1/1" in (output := capsys.readouterr().out)
    assert "lebih lama dari 1 detik" in output
    states = _states(units)  # the page lists all reports, whichever were asked for
    assert (states.pop("racun"), len(states)) == ("gagal", 7)
    assert not (units / "outputs" / "racun" / "2021").exists()


def _list(root: Path, units: str) -> Path:
    file = root / "daftar.txt"
    file.write_text("".join(f"{u} 2021\n" for u in units.split()))
    return file


def test_a_worker_of_another_version_is_named_and_not_used(
    units: Path,
    workers: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(batch, "code_fingerprint", lambda _: "lain")
    assert main(["batch", "--scheduler", workers, "--unit", "a"]) == Exit.RETRY
    assert re.search(r"Pekerja tcp://.* memakai versi lain", capsys.readouterr().err)
    assert not (units / "outputs" / "a").exists()


def test_a_full_disk_stops_the_batch_and_leaves_nothing_half_written(
    units: Path,
    workers: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def refuse(folder: Path, *_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder / "laporan.html"))

    monkeypatch.setattr(batch, "write_below", refuse)
    command = ["batch", "--bentuk", "html", "--scheduler", workers]
    assert main([*command, "--unit", "a"]) == Exit.RETRY
    assert "karena ruang simpan penuh" in capsys.readouterr().err
    assert list((units / "outputs" / "a").iterdir()) == []


def test_a_scheduler_that_does_not_answer_is_reported(
    units: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster, "TIMEOUT", 0.2)
    assert main(["batch", "--scheduler", "tcp://127.0.0.1:9"]) == Exit.RETRY
    assert "Penjadwal tcp://127.0.0.1:9 tidak menjawab" in capsys.readouterr().err


def test_the_files_of_units_that_are_done_are_not_kept(workers: str) -> None:
    """A message of a task holds them; Dask would keep the last thousand messages."""
    with cluster.open_cluster(cluster.BatchLimits(workers)) as client:
        for content in (b"satu", b"dua", b"tiga"):
            client.submit(len, content, pure=False).result()
        assert len(client.scheduler_comm.recent_message_log) <= 1


def test_a_failed_write_of_a_worker_is_an_outcome(
    units: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk of the worker is tried again; a bug of ours is named with its exception."""

    def refuse(error: Exception) -> Any:
        def raised(*_: object) -> None:
            raise error

        return raised

    task = Task("a", 2021, {}, "", 60)
    module = "lkip_helpers.commands.batch_worker.write_below"
    monkeypatch.setattr(module, refuse(OSError(errno.ENOSPC, "penuh")))
    assert run_task(task).code == Exit.RETRY
    monkeypatch.setattr(module, refuse(ZeroDivisionError("nol")))
    outcome = run_task(task)
    assert outcome.code == Exit.BUG
    assert outcome.notes[0] == "galat tak terduga: ZeroDivisionError: nol"


def test_a_report_that_is_not_the_one_asked_for_is_not_put_in_place(units: Path) -> None:
    build = {"parameter": {"unit": "b", "tahun": 2021}, "keluaran": {}}
    report = {"build.json": build, "tabel.json": {"unit": "b", "tahun": 2021}}
    with pytest.raises(batch.MixedReport):
        batch.place_report(
            Workspace("a", 2021, units), {n: json.dumps(c).encode() for n, c in report.items()}
        )
    assert list((units / "outputs" / "a").iterdir()) == []


def test_every_report_is_in_exactly_one_share(units: Path) -> None:
    """10 reports in three shares: 4 + 3 + 3."""
    workspaces = [Workspace(str(n), 2021, units) for n in range(10)]
    shares = [take_share(workspaces, f"{n}/3") for n in (1, 2, 3)]
    assert [len(s) for s in shares] == [4, 3, 3]
    assert {w.unit for s in shares for w in s} == {w.unit for w in workspaces}
    for wrong in ("0/3", "4/3", "3", "a/b"):
        with pytest.raises(InvalidChoice):
            take_share(workspaces, wrong)


def test_every_wrong_line_of_a_list_is_named(units: Path) -> None:
    file = units / "daftar.txt"
    file.write_text("a 2021\n# catatan\nb 2019\nz 2021\n")
    with pytest.raises(InvalidChoice, match=r"baris 3: b 2019; baris 4: z 2021"):
        read_list(units, file)


def test_a_list_is_read_as_offices_keep_it(units: Path) -> None:
    """A column copied from Excel (tab), a CSV (comma, semicolon), Notepad's mark, a line twice."""
    file = units / "daftar.txt"
    file.write_bytes("\ufeffa\t2021\r\nb;2021\r\n c, 2021\r\na 02021\r\n".encode())
    assert [(w.unit, w.tahun) for w in read_list(units, file)] == [(u, 2021) for u in "abc"]


@pytest.mark.parametrize("chosen", [("2019",), ("--unit", "b")])
def test_a_list_is_not_made_where_unit_or_year_exclude_it(
    units: Path, capsys: pytest.CaptureFixture[str], chosen: tuple[str, ...]
) -> None:
    """They choose from the list; nothing outside their choice is made."""
    file = _list(units, "a")
    assert main(["batch", *chosen, "--daftar", str(file)]) == Exit.MISUSE
    assert f"pada {file}. Yang ada: " in capsys.readouterr().err


def test_a_unit_that_cannot_be_read_stops_no_other(
    units: Path,
    workers: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Its folder was moved away, or may not be read."""
    real = Path.iterdir

    def list_folder(folder: Path) -> Iterator[Path]:
        if folder == Workspace("a", 2021, units).raw:
            raise PermissionError(errno.EACCES, "", str(folder))
        return real(folder)

    monkeypatch.setattr(Path, "iterdir", list_folder)
    command = ["batch", "--bentuk", "html", "--scheduler", workers]
    assert main([*command, "--daftar", str(_list(units, "a b"))]) == Exit.FAULT
    output = capsys.readouterr().out
    assert re.search(r"a 2021 gagal .*: Berkas \S+/a/2021 tidak boleh dibaca", output)
    assert re.search(r"b 2021 selesai", output)


def test_a_workbook_that_is_none_is_refused_as_run_refuses_it(
    units: Path, workers: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A link to a folder of the network that is not there: no report without the survey is made."""
    for unit in ("a", "b"):
        workbook = Workspace(unit, 2021, units).raw / "skm.xlsx"
        workbook.unlink()
        workbook.symlink_to(units / "jaringan" / "skm.xlsx") if unit == "a" else workbook.mkdir()
    command = ["batch", "--bentuk", "html", "--scheduler", workers]
    assert main([*command, "--daftar", str(_list(units, "a b"))]) == Exit.FAULT
    said = capsys.readouterr().out
    for unit in ("a", "b"):
        assert main(["run", "--unit", unit]) == Exit.FAULT
        cause = capsys.readouterr().out.split(": ", 1)[1].strip()
        assert cause.startswith("salah: skm.xlsx: ")
        assert re.search(rf"{unit} 2021 gagal .*: {re.escape(cause)}\n", said)


def test_a_report_made_since_is_not_called_failed(units: Path) -> None:
    """Whoever made it: `lkip run` finds it unchanged, and the page of the failure goes."""
    workspace = Workspace("a", 2021, units)
    assert main(["render", "--unit", "a", "--bentuk", "html"]) == 0
    for make_again in (["run"], ["render", "--bentuk", "html"]):
        note_fault(workspace, Exit.FAULT, ["salah: dpa.xlsx"])
        assert workspace.fault.exists()
        assert main([*make_again, "--unit", "a"]) == 0
        assert not list(workspace.outputs.parent.glob("*-gagal.*"))
    note_fault(workspace, Exit.BUSY, ["sedang disusun"])
    assert not workspace.fault.exists()


def test_an_office_that_two_units_report_is_named_with_both() -> None:
    """A folder copied for a trial, or two offices that took the same workbooks."""
    names = [("a", "Kecamatan X"), ("b", "Kecamatan X"), ("c", "Kecamatan Y"), ("d", ""), ("e", "")]
    entries = [{"unit": u, "nama": n, "tahun": 2021} for u, n in names]
    (doubt,) = list_doubts([*entries, {"unit": "b", "nama": "Kecamatan X", "tahun": 2022}])
    assert doubt.startswith("Kecamatan X 2021 dilaporkan 2 unit: a, b.")


def test_the_overview_leads_to_the_reports_and_no_name_or_cause_is_cut(tmp_path: Path) -> None:
    """The links stand before the figures, which a narrow screen hides; names break at the comma.

    Each row of the workbook holds all its texts: LibreOffice leaves a row 15 points high.
    """
    workspace = Workspace("jauh", 2021, tmp_path)
    note_fault(workspace, Exit.FAULT, ["salah: " + "lembar Wilayah tidak ada. " * 9])
    workspace.outputs.mkdir(parents=True)
    parts = ["Kecamatan Gunung Raya,", "Kabupaten Priangan Rekaan"]
    build = {"parameter": {"konsep": True}, "ringkasan": {"nama": " ".join(parts)}}
    (workspace.outputs / "build.json").write_text(json.dumps(build), "utf-8", newline="\n")
    page, _ = write_pages([workspace])
    table = html.fromstring(page.read_text("utf-8")).xpath("//table")[0]
    heads = table.xpath(".//thead//th/text()")
    assert heads.index("Berkas") < heads.index("Capaian (%)")
    assert table.xpath(".//td/span[@class='sebaris']/text()") == parts
    assert list_cut(openpyxl.load_workbook(page.with_name("ringkasan.xlsx"))["Ringkasan"], 1) == []


def _write_built(root: Path, unit: str, tahun: int, **figures: Any) -> Workspace:
    """A report as the overview sees it: what its build.json says."""
    workspace = Workspace(unit, tahun, root)
    build = {"parameter": {"konsep": True}, "ringkasan": figures, "keluaran": dict.fromkeys(TITLES)}
    workspace.outputs.mkdir(parents=True)
    (workspace.outputs / "build.json").write_text(json.dumps(build), "utf-8", newline="\n")
    return workspace


def test_a_desktop_shows_every_column_of_the_overview(browser: Any, tmp_path: Path) -> None:
    """Long names and three years beside each other at 1280 pixels: nobody scrolls for the rank."""
    figures = {"capaian": 126.19, "dasar": "13 dari 14 indikator", "ikm": 84.24, "serapan": 95.6}
    figures["nama"] = "Kecamatan Pulau Kecil, Kabupaten Kepulauan Rekaan"
    years = (2023, 2024, 2025)
    workspaces = [_write_built(tmp_path, "kapanewon-panjang", t, **figures) for t in years]
    with open_page(browser, write_pages(workspaces)[0], 1280) as web_page:
        tables = "[...document.querySelectorAll('.lkip-tabel')]"
        hidden = f"{tables}.map(t => t.scrollWidth - t.clientWidth)"
        assert web_page.evaluate(hidden) == [0, 0]


def test_of_hundreds_of_reports_the_first_are_shown_and_all_are_found(
    browser: Any, tmp_path: Path
) -> None:
    """14,600 rows took half a minute to lay out: 500 of them are, until more are asked for."""
    workspaces = [_write_built(tmp_path, f"u{n:03}", 2025, capaian=float(n)) for n in range(520)]
    with open_page(browser, write_pages(workspaces)[0], 1280) as web_page:
        rows = web_page.locator("#tabel-semua tbody tr:visible")
        said = web_page.locator("#tabel-semua output")
        assert (rows.count(), said.inner_text()) == (500, "520 baris, 500 pertama ditampilkan")
        head = web_page.locator("#tabel-semua thead .urut", has_text="Capaian (%)")
        head.click()
        head.click()
        assert rows.first.inner_text().startswith("u519")
        head.click()
        web_page.locator("#tabel-semua .saring input").fill("u510")
        assert (rows.count(), said.inner_text()) == (1, "1 dari 520 baris")
        web_page.locator("#cari").fill("u519")
        web_page.locator("#hasil-cari a").first.click()
        assert "u519" in web_page.locator(".dituju").inner_text()
        assert (rows.count(), said.inner_text()) == (520, "520 baris")
        web_page.locator("#tabel-banding button", has_text="Tampilkan semua").click()
        assert web_page.locator("#tabel-banding tbody tr:visible").count() == 520


def test_equal_capaian_share_a_rank_within_their_year() -> None:
    """100, 99.996, 90 → 1, 1, 3, as printed; apart: another year; unranked: none, an invented one.

    Nor is one that stands alone in its year the first of anything.
    """
    values = [(2021, 100), (2021, 90), (2021, 99.996), (2022, 50), (2021, None), (2021, 120)]
    values += [(2022, 60), (2023, 70)]
    entries = [{"tahun": t, "capaian": c, "rekaan": "Contoh" * (c == 120)} for t, c in values]
    assert [e["peringkat"] for e in rank(entries)] == [1, 3, 1, 2, None, None, 1, None]
