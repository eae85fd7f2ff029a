"""JupyterLab as an analyst meets it: first page, exploration, and exports from its menu."""

import os
import re
import shutil
import statistics
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

import lkip_helpers
from lkip_helpers.workspace import WORKSPACE_VARIABLE
from tests.conftest import Report, lkip
from tests.test_language import read_catalogue

MARK = "tanda-masuk-uji"
CHAPTER = "33-realisasi-anggaran"
# The settings of this checkout, not those installed with the environment.
SETTINGS = Path(lkip_helpers.__file__).parent / "jupyter" / "share" / "jupyter" / "lab" / "settings"
CONFIG_VARIABLES = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR",
              "JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR")  # fmt: skip
REPLACE = """(pilihan, ke) => new Promise(selesai => {
  const wadah = pilihan.closest('.jp-Cell-outputArea');
  const gambar = () => wadah.querySelector('.vega-embed svg');
  const lama = gambar(), mulai = performance.now();
  const lihat = new MutationObserver(() => {
    if (!gambar() || gambar() === lama) return;
    lihat.disconnect();
    selesai(performance.now() - mulai);
  });
  lihat.observe(wadah, {childList: true, subtree: true});
  pilihan.selectedIndex = ke;
  pilihan.dispatchEvent(new Event('change', {bubbles: true}));
})"""

# The notebook in front is not the first page, and its kernel is ready: cells that are run earlier
# do not run.
READY = """() => {
  const {context, sessionContext} = window.jupyterapp.shell.currentWidget ?? {};
  const kernel = sessionContext?.isReady && sessionContext.session?.kernel;
  return kernel && !context.path.endsWith('mulai.ipynb')
    && kernel.connectionStatus === 'connected' && kernel.status === 'idle';
}"""
THEME = "(theme) => window.jupyterapp.commands.execute('apputils:change-theme', {theme})"
BACKGROUND = "(benda) => getComputedStyle(benda).backgroundColor"
# What stands behind each caption and each reference of the notebook in front, by label.
NUMBERS = """() => [...document.querySelectorAll(
    '.nomor[data-label], .jp-RenderedMarkdown a[href*="#"]')]
  .filter(n => /^(Tabel|Gambar)$/.test(n.textContent))
  .map(n => [n.dataset.label ?? n.hash.slice(1), getComputedStyle(n, '::after').content])"""
INK = "(text) => getComputedStyle(text).fill"
WHITE = "rgb(255, 255, 255)"
MENUS = ["Berkas", "Sunting", "Tampilan", "Jalankan", "Kernel", "Tab", "Pengaturan", "Bantuan"]
CELL_COUNT = "() => window.jupyterapp.shell.currentWidget.content.widgets.length"
# Whether the page in front is marked unsaved, once its kernel has said what it is.
ALTER = """async () => {
  const {context, sessionContext} = window.jupyterapp.shell.currentWidget;
  await sessionContext.ready;
  await sessionContext.session.kernel.info;
  await new Promise(selesai => setTimeout(selesai, 500));
  return context.model.dirty;
}"""
# Open a notebook, run all of it, say what each code cell put out, and let its kernel go.
RUN = """async (path) => {
  const {commands, serviceManager} = window.jupyterapp;
  const panel = await commands.execute('docmanager:open', {path, factory: 'Notebook'});
  await panel.context.ready;
  await panel.sessionContext.ready;
  await commands.execute('notebook:run-all-cells');
  const kode = panel.content.widgets.map(c => c.model).filter(m => m.type === 'code');
  const hasil = kode.map(m => ({
    ke: m.executionCount, keluaran: m.outputs.toJSON().map(o => [o.output_type, o.evalue]),
  }));
  await panel.sessionContext.shutdown();
  panel.context.model.dirty = false;
  panel.close();
  return hasil;
}"""


@pytest.fixture(scope="module")
def workspace(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a report of 2021, and a year after it that is not filled in yet."""
    root = tmp_path_factory.mktemp("lab") / "ruang"
    shutil.copytree(report.workspace.root, root)
    assert lkip(root, "new", "2022").returncode == 0
    return root


@pytest.fixture(scope="module")
def address(browser: Any, workspace: Path) -> Iterator[str]:
    """`lkip lab` as a user starts it, on a port of its own, without anybody's settings."""
    folders = {name: str(workspace.parent / name.lower()) for name in CONFIG_VARIABLES}
    with subprocess.Popen(
        [sys.executable, "-m", "lkip_helpers", "lab", "--", "--no-browser", "--allow-root",
         "--ServerApp.ip=127.0.0.1", "--ServerApp.port=0", "--expose-app-in-browser",
         f"--LabApp.app_settings_dir={SETTINGS}"],
        env={**os.environ, **folders, "JUPYTER_TOKEN": MARK, WORKSPACE_VARIABLE: str(workspace)},
        stderr=subprocess.PIPE, text=True,
    ) as server:  # fmt: skip
        assert server.stderr
        matches = (re.search(r"http://127\.0\.0\.1:\d+/", line) for line in server.stderr)
        yield next(match[0] for match in matches if match)
        drain = threading.Thread(target=server.stderr.read)
        drain.start()
        server.terminate()
        drain.join()


@pytest.fixture(scope="module")
def lab(browser: Any, address: str) -> Iterator[tuple[Any, list[str]]]:
    """The opened page, and every address on another machine that it asked for."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    web_page, outside = context.new_page(), []
    itself = (address, address.replace("http", "ws"), "data:", "blob:", "about:")
    context.on("request", lambda r: r.url.startswith(itself) or outside.append(r.url))
    web_page.set_default_timeout(60_000)
    web_page.goto(f"{address}?token={MARK}")
    yield web_page, outside
    context.close()


def open_notebook(web_page: Any, link: str) -> Any:
    """Follow a link of the first page; the notebook, once its kernel is ready."""
    web_page.get_by_role("tab", name="mulai.ipynb").click()
    web_page.get_by_role("link", name=link, exact=True).click()
    panel = web_page.get_by_role("tabpanel").filter(visible=True)
    panel.get_by_role("heading", name=link).first.wait_for()
    web_page.wait_for_function(READY)
    return web_page.get_by_role("main")


def run_all_cells(web_page: Any) -> None:
    web_page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")


def find_cell(web_page: Any, code: str) -> Any:
    """The cell with this code, scrolled into view: JupyterLab does not draw what is far away."""
    cell = web_page.locator(".jp-CodeCell:visible").filter(has_text=code)
    cell.locator("select").first.scroll_into_view_if_needed()
    return cell


def download(web_page: Any, form: str, folder: Path) -> Path:
    """The open notebook through Berkas › Simpan dan Ekspor Notebook Sebagai."""
    web_page.get_by_role("menuitem", name="Berkas", exact=True).click()
    web_page.get_by_text("Simpan dan Ekspor Notebook Sebagai", exact=True).click()
    with web_page.expect_download() as downloading:
        web_page.get_by_role("menuitem", name=form, exact=True).click()
    file = folder / downloading.value.suggested_filename
    downloading.value.save_as(file)
    return file


def test_the_first_page_says_how_the_data_stands_and_what_comes_next(
    lab: tuple[Any, list[str]],
) -> None:
    """It is filled when it opens; no news is offered, nothing is fetched from elsewhere."""
    web_page, outside = lab
    web_page.get_by_role("heading", name="paal-merah 2021").wait_for()
    assert web_page.get_by_text("lkip render 2021 --unit paal-merah --final").is_visible()
    assert web_page.get_by_text("lkip check 2022 --unit paal-merah").is_visible()
    web_page.get_by_text("Temuan: 7 peringatan").click()
    web_page.get_by_role("row", name=re.compile("NIP camat")).wait_for()
    assert web_page.get_by_role("link", name="Word").count() == 1
    assert web_page.get_by_text("Jupyter news").count() == 0
    assert web_page.locator(".jp-DirListing-header", has_text="Nama").is_visible()
    align = "(sel) => getComputedStyle(sel).textAlign"
    header = web_page.get_by_role("row", name=re.compile("NIP camat")).locator("td, th").first
    assert header.evaluate(align) in ("left", "start")
    assert not web_page.evaluate(ALTER)
    assert outside == []


def test_menus_and_settings_are_indonesian(lab: tuple[Any, list[str]]) -> None:
    """Commands of the palette, menus and forms: none is left in the English of the catalogue."""
    web_page, _ = lab
    web_page.get_by_role("menuitem", name="Bantuan", exact=True).wait_for()
    assert web_page.locator("#jp-MainMenu .lm-MenuBar-item").all_inner_texts() == MENUS
    web_page.keyboard.press("Control+Shift+C")
    palette = web_page.locator(".lm-CommandPalette-itemLabel")
    palette.first.wait_for(state="attached")
    texts = {*palette.all_text_contents()}
    web_page.keyboard.press("Escape")
    assert len(texts) > 150
    web_page.evaluate("() => window.jupyterapp.commands.execute('settingeditor:open')")
    form = web_page.locator(".jp-SettingsForm")
    form.get_by_text("Delete", exact=True).first.wait_for()  # the name of a key, in the last form
    texts |= {line.strip() for text in form.all_inner_texts() for line in text.splitlines()}
    assert len(texts) > 600
    catalogue = {key.rpartition("\x04")[2]: value for key, value in read_catalogue().items()}
    translated = {key for key, (first, *_) in catalogue.items() if first not in key}
    assert texts & translated == {"Delete"}


def test_results_follow_what_is_chosen(
    lab: tuple[Any, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    """Programme, kegiatan, answers, a number; and a year that is not filled in yet."""
    web_page, outside = lab
    open_notebook(web_page, "Eksplorasi")
    run_all_cells(web_page)
    serapan = find_cell(web_page, "menu.choose_serapan")
    serapan.get_by_role("rowheader", name=re.compile("^Program Penunjang")).wait_for()
    program = serapan.get_by_label("Program", exact=True)
    program.press("ArrowDown")  # JupyterLab itself uses this key, and the next one
    serapan.get_by_role("columnheader", name="Kegiatan", exact=True).wait_for()
    existing_cells = web_page.evaluate(CELL_COUNT)
    program.press("b")
    program.press("ArrowUp")
    serapan.get_by_role("columnheader", name="Program", exact=True).wait_for()
    assert program.input_value() == "Semua program"
    assert web_page.evaluate(CELL_COUNT) == existing_cells
    program.select_option(index=1)
    serapan.get_by_role("columnheader", name="Kegiatan", exact=True).wait_for()
    serapan.get_by_label("Kegiatan", exact=True).select_option(index=1)
    serapan.get_by_role("columnheader", name="Sub kegiatan", exact=True).wait_for()
    whatif = find_cell(web_page, "menu.suppose_capaian")
    whatif.get_by_text("rata-rata capaian tetap").wait_for()
    realisasi = whatif.get_by_label("Realisasi")
    realisasi.fill("999")
    realisasi.press("Enter")
    whatif.get_by_text("capaiannya naik").wait_for()
    trend = find_cell(web_page, "menu.choose_trend")
    trend.get_by_label("Tahun", exact=True).select_option("2022")
    trend.get_by_text("Data paal-merah 2022 belum dapat dipakai").wait_for()
    assert trend.get_by_role("table").count() == 0
    trend.get_by_label("Tahun", exact=True).select_option("2021")
    trend.get_by_role("table").wait_for()
    answers = find_cell(web_page, "menu.choose_answers").get_by_label("Unsur", exact=True)
    times = [answers.evaluate(REPLACE, to) for to in [*range(1, 10), 0, 5, 0]]
    with capsys.disabled():
        print(f"\nDari pilihan sampai gambar: median {statistics.median(times):.0f} ms, "
              f"terlama {max(times):.0f} ms, {len(times)} kali")  # fmt: skip
    assert outside == []


def test_titles_are_legible_in_the_dark_theme(lab: tuple[Any, list[str]], address: str) -> None:
    """A chart to explore has the background of the notebook, and its text another colour."""
    web_page, _ = lab
    style = web_page.request.get(f"{address}custom/custom.css")
    assert style.ok  # for chapters, which bring no style of their own
    web_page.evaluate(THEME, "JupyterLab Dark")
    web_page.locator("body[data-jp-theme-light=false]").wait_for(state="attached")
    assert web_page.locator(".jp-Notebook:visible").evaluate(BACKGROUND) != WHITE
    assert web_page.locator(".vega-embed:visible").first.evaluate(BACKGROUND) != WHITE
    text = web_page.locator(".vega-embed:visible .role-title-text text").first
    ink = text.evaluate(INK)
    web_page.evaluate(THEME, "JupyterLab Light")
    web_page.locator("body[data-jp-theme-light=true]").wait_for(state="attached")
    assert text.evaluate(INK) != ink


def test_a_chapter_exported_from_the_menu_is_numbered_as_in_the_report(
    lab: tuple[Any, list[str]], report: Report, tmp_path: Path
) -> None:
    """Run and looked at in JupyterLab, then exported as LKIP HTML, LKIP PDF and LKIP Word."""
    web_page, outside = lab
    open_notebook(web_page, "Realisasi Anggaran")
    run_all_cells(web_page)
    web_page.get_by_text("Pagu Program Pemberdayaan").last.wait_for()
    web_page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]:visible").wait_for()
    on_screen = web_page.evaluate(NUMBERS)
    printed = {(label, f'" {t["nomor"]}"') for label, t in report.tabel.items()}
    shown = {(label, number) for label, number in on_screen if label in report.tabel}
    assert len(shown) > 3
    assert shown <= printed
    html = download(web_page, "LKIP HTML", tmp_path).read_text("utf-8")
    numbers = re.findall(r'data-label="([a-z-]+)">(?:Tabel|Gambar) ([\d.]+)<', html)
    assert [*dict.fromkeys(numbers)] == [
        (label, t["nomor"]) for label, t in report.tabel.items() if f'id="{label}"' in html
    ]
    assert ">3.2 Realisasi Anggaran<" in html
    with pikepdf.open(download(web_page, "LKIP PDF", tmp_path)) as pdf:
        assert len(pdf.pages) > 3
    with zipfile.ZipFile(download(web_page, "LKIP Word", tmp_path)) as word:
        text = re.sub(r"<[^>]+>", "", word.read("word/document.xml").decode())
    assert "3.2 Realisasi Anggaran" in text
    assert outside == []


def test_plain_frames_are_aligned_as_tables_of_the_report(lab: tuple[Any, list[str]]) -> None:
    """Names left, numbers right. Source: the frame of means in the starter notebook."""
    web_page, _ = lab
    open_notebook(web_page, "Analisis Baru")
    run_all_cells(web_page)
    row = web_page.locator("table.dataframe:visible tr").filter(has_text="Persyaratan").first
    row.wait_for()
    align = "(cells) => cells.map(cell => getComputedStyle(cell).textAlign)"
    pivot = web_page.locator("table.dataframe:visible th").filter(has_text="Indeks Kepuasan")
    assert pivot.evaluate_all(align) == ["left"]  # of a frame without any other text
    assert row.locator("td").evaluate_all(align) == ["left", "right", "right", "right"]


def test_every_chapter_runs_in_jupyterlab(
    lab: tuple[Any, list[str]], workspace: Path, report: Report
) -> None:
    """Each code cell once, in order, without an error; as many tables and figures as the report.

    The gallery, exploration and the starter too.
    """
    web_page, outside = lab
    chapters = sorted(f.name for f in (workspace / "notebooks").glob("[0-8][0-9]-*.ipynb"))
    shown = 0
    for name in (*chapters, "galeri.ipynb", "eksplorasi.ipynb", "analisis/analisis-baru.ipynb"):
        code_cells = web_page.evaluate(RUN, f"notebooks/{name}")
        counts = [cell["ke"] for cell in code_cells]
        assert counts == list(range(counts[0], counts[0] + len(counts))), name
        outputs = [output for cell in code_cells for output in cell["keluaran"]]
        assert [output for output in outputs if output[0] in ("error", "stream")] == [], name
        shown += len(outputs)
    assert len(chapters) == 11
    assert shown > len(report.tabel)
    assert outside == []
