"""A chapter gives the same outputs wherever it runs, and exports by itself."""

import gc
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import warnings
import zipfile
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pikepdf
import pytest
from nbconvert.exporters import get_exporter
from traitlets.config import Config

from lkip_helpers.render.document import (
    ALREADY_CHANGED,
    NOT_RUN,
    WITHOUT_REPORT,
    join_alone,
)
from lkip_helpers.render.engine import Shell
from lkip_helpers.render.execution import run_chapters
from lkip_helpers.render.exporters import read_numbering
from lkip_helpers.render.seal import read_words
from lkip_helpers.render.startup import in_one_process
from lkip_helpers.workspace import WORKSPACE_VARIABLE, InvalidChoice
from tests.conftest import PROJECT_ROOT, Report, copy_workspace
from tests.test_names import is_english

CHAPTERS = sorted((PROJECT_ROOT / "notebooks").glob("[0-8]*.ipynb"))
RECONCILIATION = PROJECT_ROOT / "notebooks" / "90-rekonsiliasi.ipynb"


def run_chapter(chapter: Path, engine: str | None, **parameters: Any) -> Any:
    """Outputs of every code cell."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nb = papermill.execute_notebook(
            chapter,
            None,
            parameters=parameters,
            engine_name=engine,
            cwd=chapter.parent,
            progress_bar=False,
        )
    return [c.outputs for c in nb.cells if c.cell_type == "code"]


@pytest.mark.program
@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda c: c.stem)
def test_a_kernel_and_our_engine_give_equal_outputs(
    report: Report, chapter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Plain papermill (as JupyterLab: a kernel) against `--engine lkip` and `lkip render`.

    The kernel is handed the year as `papermill -r tahun 2021` hands it: as text.
    """
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(report.workspace.root))
    kernel = run_chapter(chapter, None, tahun="2021", unit="paal-merah")
    assert kernel == run_chapter(chapter, "lkip", tahun=2021, unit="paal-merah")
    executed = report.workspace.executed_folder(report.folder) / chapter.name
    nb = nbformat.read(executed, 4)
    assert kernel == [c.outputs for c in nb.cells if c.cell_type == "code"]


@pytest.mark.program
def test_the_reconciliation_runs_in_a_kernel_too(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It reads the tables of the built report, so it is no chapter of it."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(report.workspace.root))
    kernel = run_chapter(RECONCILIATION, None, tahun="2021", unit="paal-merah")
    assert kernel == run_chapter(RECONCILIATION, "lkip", tahun=2021, unit="paal-merah")


@pytest.mark.program
@pytest.mark.parametrize("name", ["eksplorasi", "mulai"])
@pytest.mark.parametrize("exists", [True, False], ids=["with data", "without"])
def test_what_is_for_the_screen_runs_in_a_kernel_without_a_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, exists: bool
) -> None:
    """With the example, and with an empty data/raw; by our engine, too."""
    workspace = copy_workspace(tmp_path)
    if not exists:
        shutil.rmtree(workspace.raw.parent)
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))
    for engine in (None, "lkip"):
        parameters = {"tahun": 2021, "unit": "paal-merah"} if name == "eksplorasi" else {}
        outputs = run_chapter(workspace.notebooks / f"{name}.ipynb", engine, **parameters)
        kinds = [o.output_type for cell in outputs for o in cell]
        assert len(kinds) >= 2
        assert "error" not in kinds


def test_our_engine_refuses_a_parameter_the_notebook_does_not_declare() -> None:
    """papermill itself only warns."""
    with pytest.raises(InvalidChoice, match="Maksudnya tahun"):
        run_chapter(CHAPTERS[0], "lkip", tahn=2021)


def test_each_chapter_is_given_the_parameters_it_declares(tmp_path: Path) -> None:
    """`lkip render -p ambang=2` is for the chapter that declares it; each reports when finished."""
    for name, source in (("10-a", "tahun = 1"), ("20-b", "tahun = 1\nambang = 1")):
        declared = nbformat.v4.new_code_cell(source, metadata={"tags": ["parameters"]})
        looking = nbformat.v4.new_code_cell("sorted(set(globals()) & {'tahun', 'ambang'}), tahun")
        nbformat.write(
            nbformat.v4.new_notebook(cells=[declared, looking]), tmp_path / f"{name}.ipynb"
        )
    finished: list[str] = []
    given = {"tahun": 2021, "ambang": 2}
    chapters = run_chapters(sorted(tmp_path.glob("*.ipynb")), given, finished.append)
    received = {name: nb.metadata.lkip["parameter"] for name, nb in chapters.items()}
    assert received == {"10-a": {"tahun": 2021}, "20-b": given}
    assert sorted(finished) == ["10-a", "20-b"]


def test_what_a_notebook_made_does_not_outlive_it(tmp_path: Path) -> None:
    """A worker that makes a hundred reports keeps none in memory; `__main__` is what it was."""
    main = sys.modules["__main__"]
    for name in ("10-a", "20-b", "30-c"):
        cell = nbformat.v4.new_code_cell("class Table: ...\nmade = Table()")
        nbformat.write(nbformat.v4.new_notebook(cells=[cell]), tmp_path / f"{name}.ipynb")
    with in_one_process():
        run_chapters(sorted(tmp_path.glob("*.ipynb")), {}, lambda _: None)
    gc.collect()
    left = [o for o in gc.get_objects() if isinstance(o, Shell)]
    assert len(left) <= 1  # IPython's completer keeps the first `__main__` it meets
    assert sys.modules["__main__"] is main


def write_chapter(folder: Path) -> Path:
    cells = [nbformat.v4.new_code_cell("tahun = 1", metadata={"tags": ["parameters"]})]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "10-a.ipynb")
    return folder / "10-a.ipynb"


def test_chapters_run_where_processes_begin_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows and macOS, which have no fork."""
    spawn = multiprocessing.get_context("spawn")
    monkeypatch.setattr("lkip_helpers.render.execution.worker_context", lambda: spawn)
    chapters = run_chapters([write_chapter(tmp_path)], {"tahun": 2021}, lambda _: None)
    assert chapters["10-a"].metadata["lkip"]["parameter"] == {"tahun": 2021}


def test_chapters_run_where_processes_share_no_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A system without /dev/shm has no such lock: chapters then run in this process."""

    def refuse(*_: object) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(multiprocessing, "Lock", refuse)
    assert list(run_chapters([write_chapter(tmp_path)], {}, lambda _: None)) == ["10-a"]


@pytest.mark.long
def test_workers_end_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    """A worker holds a pipe open; its other end is read to the end once the parent is gone."""
    os.mkfifo(tmp_path / "pipa")
    cells = [nbformat.v4.new_code_cell("tahun = 1", metadata={"tags": ["parameters"]}),
             nbformat.v4.new_code_cell("pipa = open('pipa', 'w')\nprint(1, file=pipa, flush=True)"),
             nbformat.v4.new_code_cell("import signal\nsignal.pause()")]  # fmt: skip
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "10-a.ipynb")
    program = (
        "from pathlib import Path; from lkip_helpers.render.execution import run_chapters;"
        "run_chapters([Path('10-a.ipynb')], {}, print)"
    )
    with (
        subprocess.Popen([sys.executable, "-c", program], cwd=tmp_path) as parent,
        (tmp_path / "pipa").open() as pipe,
    ):
        assert pipe.readline() == "1\n"
        parent.kill()
        assert pipe.read() == ""


def export(report: Report, name: str, chapter: str) -> Any:
    """`jupyter nbconvert --to lkip-…` on an executed chapter, as JupyterLab's menu does it."""
    content, source = get_exporter(name)().from_filename(str(finished_chapter(report, chapter)))
    assert source["output_extension"] == f".{name.removeprefix('lkip-')}"
    return content


@pytest.mark.program
@pytest.mark.parametrize("name", ["lkip-html", "lkip-pdf"])
def test_a_chapter_is_run_and_exported_in_one_go(
    report: Report, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`jupyter nbconvert --execute`, as in the README, gives what the finished chapter gives."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(report.workspace.root))
    config = Config({"ExecutePreprocessor": {"enabled": True}})
    chapter = report.workspace.notebooks / "31-kepuasan-masyarakat.ipynb"
    content, _ = get_exporter(name)(config=config).from_filename(str(chapter))
    finished = export(report, name, chapter.stem)
    words, expected = (
        sorted(read_words(c if isinstance(c, bytes) else c.encode()).split())
        for c in (content, finished)  # notes stand in another order in a file read back
    )
    assert words == expected
    assert "84,83" in words


def finished_chapter(report: Report, chapter: str) -> Path:
    """An executed chapter of the report."""
    return report.workspace.executed_folder(report.folder) / f"{chapter}.ipynb"


def list_numbers(html: str) -> list[str]:
    """Captions and numbered headings, as they are printed."""
    captions = re.findall(r'data-label="([a-z0-9-]+)">((?:Tabel|Gambar) [\dLER.]+)<', html)
    headings = re.findall(r"<h\d (id=.*?)</h", html)
    return [*map(" ".join, captions), *headings]


def test_chapters_by_themselves_are_numbered_as_in_the_report(report: Report) -> None:
    """Together they have every caption and heading of the report, in its order, and no other."""
    whole = list_numbers((report.folder / "laporan.html").read_text("utf-8"))
    chapters = [c for c in CHAPTERS if not c.stem.startswith("00")]  # of the technical annex
    apart = [n for c in chapters for n in list_numbers(export(report, "lkip-html", c.stem))]
    assert sorted(apart) == sorted(whole)
    assert len(whole) > 100


def test_a_reference_to_another_chapter_is_its_number_there(report: Report) -> None:
    """No link, for its target is in another file; one of its own is a link."""
    text = export(report, "lkip-html", "31-kepuasan-masyarakat")
    iku = report.tabel["iku-capaian"]["nomor"]
    assert f"pada Tabel {iku}." in text
    assert "#iku-capaian" not in text
    assert f'href="#skm-nilai">Tabel {report.tabel["skm-nilai"]["nomor"]}</a>' in text
    assert WITHOUT_REPORT not in text
    assert ALREADY_CHANGED not in text
    assert 'class="konsep"' in text  # as the report, which is a draft


def test_a_continuation_is_a_word_file_and_an_accessible_pdf_of_its_own(
    report: Report, tmp_path: Path
) -> None:
    """PDF/UA wants its first heading at level 1; both begin with the number in the report."""
    forms = {f: export(report, f"lkip-{f}", "33-realisasi-anggaran") for f in ("pdf", "docx")}
    for form, data in forms.items():
        (tmp_path / f"bab.{form}").write_bytes(data)
    with pikepdf.open(tmp_path / "bab.pdf") as pdf:
        assert len(pdf.pages) > 3
    with zipfile.ZipFile(tmp_path / "bab.docx") as word:
        text = re.sub(r"<[^>]+>", "", word.read("word/document.xml").decode())
    assert "3.2 Realisasi Anggaran" in text


def test_without_a_report_a_chapter_says_that_its_numbers_are_its_own(
    report: Report, tmp_path: Path
) -> None:
    """Counted from one; a reference to another chapter names no number."""
    chapter = shutil.copy(finished_chapter(report, "31-kepuasan-masyarakat"), tmp_path)
    text, _ = get_exporter("lkip-html")().from_filename(chapter)
    assert WITHOUT_REPORT in text
    assert "Tabel 3.1</span>" in text
    assert "pada Tabel (pada bagian lain laporan)" in text


def test_a_chapter_run_for_the_choice_of_the_lab_is_numbered_as_that_report(
    report: Report,
) -> None:
    """Its parameters name another office and year; what its first cell showed names this one."""
    nb = nbformat.read(finished_chapter(report, "40-penutup"), 4)
    code = [cell for cell in nb.cells if cell.cell_type == "code"]
    written, injected = code[:2]
    written.source = injected.source = 'unit = "lain"\ntahun = 2019'
    assert read_numbering(nb, str(report.folder)) == {}
    parameters = {"unit": report.workspace.unit, "tahun": str(report.workspace.tahun)}
    written.outputs = [
        nbformat.v4.new_output("display_data", metadata={"lkip": {"parameter": parameters}})
    ]
    assert "40-penutup" in read_numbering(nb, str(report.folder))["awal"]


def test_a_notebook_that_was_not_run_says_so_in_what_is_exported(report: Report) -> None:
    """Its tables are missing; a document of one's own says it too."""
    nb = nbformat.read(finished_chapter(report, "40-penutup"), 4)
    assert not any(NOT_RUN in c.source for c in join_alone("40-penutup", nb, None).cells)
    last = [c for c in nb.cells if c.cell_type == "code"][-1]
    failed = nbformat.v4.new_output("error", ename="NameError", evalue="pagu", traceback=[])
    for last.outputs, last.execution_count in (([], None), ([failed], 9)):
        for name in ("40-penutup", "analisis-saya"):
            assert sum(NOT_RUN in c.source for c in join_alone(name, nb, None).cells) == 1, name


def test_a_notebook_that_failed_in_papermill_is_exported_as_far_as_it_went(tmp_path: Path) -> None:
    """The link that papermill puts at its head leads nowhere in a PDF, which refuses it."""
    marked = nbformat.v4.new_markdown_cell(
        '<span style="color:red">An exception at <a href="#papermill-error-cell">[1]</a>.</span>',
        metadata={"tags": ["papermill-error-cell-tag"]},
    )
    heading, cell = nbformat.v4.new_markdown_cell("# Judul"), nbformat.v4.new_code_cell("pagu")
    cell.outputs = [nbformat.v4.new_output("error", ename="E", evalue="pagu", traceback=[])]
    nbformat.write(nbformat.v4.new_notebook(cells=[marked, heading, cell]), tmp_path / "a.ipynb")
    words = read_words(get_exporter("lkip-pdf")().from_filename(str(tmp_path / "a.ipynb"))[0])
    assert "exception" not in words and "gagal dijalankan" in words


def test_a_notebook_of_ones_own_is_exported_as_it_is_shared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the menu too it is no chapter, whatever its name, and a plain number stands in it."""
    file = tmp_path / "analisis" / "serapan.ipynb"
    file.parent.mkdir()
    cell = nbformat.v4.new_code_cell("1 + 1", execution_count=1)
    cell.outputs = [nbformat.v4.new_output("execute_result", {"text/plain": "2"})]
    heading = nbformat.v4.new_markdown_cell("# Serapan\n\n## Jumlah")
    nbformat.write(nbformat.v4.new_notebook(cells=[heading, cell]), file)
    monkeypatch.chdir(file.parent)
    page, _ = get_exporter("lkip-html")().from_filename(file.name)
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", page) == ["A.1 Jumlah"]
    assert '<pre tabindex="0">2</pre>' in page and "Bab I" not in page


ALSO_INDONESIAN = {"data", "interval", "minimal", "nip", "orang", "per", "program", "rata", "sha",
                   "status", "sub", "target", "unit", "yang"}  # fmt: skip


def test_what_chapters_show_on_the_screen_is_headed_in_indonesian(report: Report) -> None:
    """Not by the names that the program gives to columns of its own, such as `case`."""
    chapters = [nbformat.read(finished_chapter(report, c.stem), 4) for c in CHAPTERS]
    cells = (c for nb in chapters for c in nb.cells if c.cell_type == "code")
    shown = [o.get("data", {}).get("text/html", "") for c in cells for o in c.outputs]
    heads = {h for page in shown for h in re.findall(r'<th scope="col"[^>]*>([^<]+)<', page)}
    words = {w for head in heads for w in re.findall(r"[a-z]{3,}", head.lower())}
    assert len(words) > 50
    assert {w for w in words if is_english(w)} <= ALSO_INDONESIAN


def test_a_chapter_that_changed_since_the_report_says_so(report: Report) -> None:
    """Its tables have other numbers there."""
    nb = nbformat.read(finished_chapter(report, "40-penutup"), 4)
    reporting = read_numbering(nb, str(report.folder))
    renumbered = {**reporting, "nomor": {k: f"{n}9" for k, n in reporting["nomor"].items()}}
    chapter = nbformat.read(finished_chapter(report, "10-pendahuluan"), 4)
    cells = join_alone("10-pendahuluan", chapter, renumbered).cells
    assert sum(ALREADY_CHANGED in c.source for c in cells) == 1
