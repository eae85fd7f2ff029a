"""JupyterLab as an analyst meets it: first page, exploration, and a chapter out of the menu."""

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
from lkip_helpers.workspace import VARIABEL_RUANG
from tests.conftest import Laporan, lkip

TANDA = "tanda-masuk-uji"
BAB = "33-realisasi-anggaran"
# Those of this checkout, not those put in place when the environment was made.
SETELAN = Path(lkip_helpers.__file__).parent / "jupyter" / "share" / "jupyter" / "lab" / "settings"
PENGATURAN = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR",
              "JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR")  # fmt: skip
GANTI = """(pilihan, ke) => new Promise(selesai => {
  const wadah = pilihan.closest('.jp-Cell-outputArea');
  const gambar = () => wadah.querySelector('figure img');
  const lama = gambar().src, mulai = performance.now();
  const lihat = new MutationObserver(() => {
    if (!gambar() || gambar().src === lama) return;
    lihat.disconnect();
    gambar().decode().then(() => selesai(performance.now() - mulai));
  });
  lihat.observe(wadah, {childList: true, subtree: true});
  pilihan.selectedIndex = ke;
  pilihan.dispatchEvent(new Event('change', {bubbles: true}));
})"""

# The notebook in front is another than the first page, and its kernel answers: what is run before
# that is not run.
SIAP = """() => {
  const {context, sessionContext} = window.jupyterapp.shell.currentWidget ?? {};
  const kernel = sessionContext?.isReady && sessionContext.session?.kernel;
  return kernel && !context.path.endsWith('mulai.ipynb')
    && kernel.connectionStatus === 'connected' && kernel.status === 'idle';
}"""
TEMA = "(theme) => window.jupyterapp.commands.execute('apputils:change-theme', {theme})"
LATAR = "(benda) => getComputedStyle(benda).backgroundColor"
PUTIH = "rgb(255, 255, 255)"
BANYAK_SEL = "() => window.jupyterapp.shell.currentWidget.content.widgets.length"
# Whether the page in front is marked unsaved, once its kernel has said what it is.
UBAH = """async () => {
  const {context, sessionContext} = window.jupyterapp.shell.currentWidget;
  await sessionContext.ready;
  await sessionContext.session.kernel.info;
  await new Promise(selesai => setTimeout(selesai, 500));
  return context.model.dirty;
}"""
# Open a notebook, run all of it, say what each code cell put out, and let its kernel go.
JALANKAN = """async (path) => {
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
def ruang(laporan: Laporan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a report of 2021, and a year after it that is not filled in yet."""
    root = tmp_path_factory.mktemp("lab") / "ruang"
    shutil.copytree(laporan.ruang.root, root)
    assert lkip(root, "new", "2022").returncode == 0
    return root


@pytest.fixture(scope="module")
def alamat(peramban: Any, ruang: Path) -> Iterator[str]:
    """`lkip lab` as a user starts it, on a port of its own, with settings of nobody."""
    sendiri = {nama: str(ruang.parent / nama.lower()) for nama in PENGATURAN}
    with subprocess.Popen(
        [sys.executable, "-m", "lkip_helpers", "lab", "--", "--no-browser", "--allow-root",
         "--ServerApp.ip=127.0.0.1", "--ServerApp.port=0", "--expose-app-in-browser",
         f"--LabApp.app_settings_dir={SETELAN}"],
        env={**os.environ, **sendiri, "JUPYTER_TOKEN": TANDA, VARIABEL_RUANG: str(ruang)},
        stderr=subprocess.PIPE, text=True,
    ) as peladen:  # fmt: skip
        assert peladen.stderr
        tanda = (re.search(r"http://127\.0\.0\.1:\d+/", baris) for baris in peladen.stderr)
        yield next(t[0] for t in tanda if t)
        sisa = threading.Thread(target=peladen.stderr.read)
        sisa.start()
        peladen.terminate()
        sisa.join()


@pytest.fixture(scope="module")
def lab(peramban: Any, alamat: str) -> Iterator[tuple[Any, list[str]]]:
    """The opened page, and every address asked for on another machine."""
    konteks = peramban.new_context(viewport={"width": 1280, "height": 900})
    hal, luar = konteks.new_page(), []
    sendiri = (alamat, alamat.replace("http", "ws"), "data:", "blob:", "about:")
    konteks.on("request", lambda m: m.url.startswith(sendiri) or luar.append(m.url))
    hal.set_default_timeout(60_000)
    hal.goto(f"{alamat}?token={TANDA}")
    yield hal, luar
    konteks.close()


def buka_notebook(hal: Any, tautan: str) -> Any:
    """Follow a link of the first page; the notebook, once its kernel is ready."""
    hal.get_by_role("tab", name="mulai.ipynb").click()
    hal.get_by_role("link", name=tautan, exact=True).click()
    panel = hal.get_by_role("tabpanel").filter(visible=True)
    panel.get_by_role("heading", name=tautan).first.wait_for()
    hal.wait_for_function(SIAP)
    return hal.get_by_role("main")


def jalankan_semua(hal: Any) -> None:
    hal.get_by_role("menuitem", name="Run", exact=True).click()
    hal.get_by_role("menuitem", name="Run All Cells", exact=True).click()


def sel(hal: Any, kode: str) -> Any:
    """The cell with this code, in sight: what is far away JupyterLab does not draw."""
    satu = hal.locator(".jp-CodeCell:visible").filter(has_text=kode)
    satu.locator("select").first.scroll_into_view_if_needed()
    return satu


def unduh(hal: Any, bentuk: str, folder: Path) -> Path:
    """The open notebook through File › Save and Export Notebook As."""
    hal.get_by_role("menuitem", name="File", exact=True).click()
    hal.get_by_text("Save and Export Notebook As", exact=True).click()
    with hal.expect_download() as unduhan:
        hal.get_by_role("menuitem", name=bentuk, exact=True).click()
    berkas = folder / unduhan.value.suggested_filename
    unduhan.value.save_as(berkas)
    return berkas


def test_the_first_page_says_how_the_data_stands_and_what_comes_next(
    lab: tuple[Any, list[str]],
) -> None:
    """Already filled when it opens; nobody asks for news, nothing is fetched from elsewhere."""
    hal, luar = lab
    hal.get_by_role("heading", name="paal-merah 2021").wait_for()
    assert hal.get_by_text("lkip render 2021 --unit paal-merah --final").is_visible()
    assert hal.get_by_text("lkip check 2022 --unit paal-merah").is_visible()
    hal.get_by_text("Temuan: 7 peringatan").click()
    hal.get_by_role("row", name=re.compile("NIP camat")).wait_for()
    assert hal.get_by_role("link", name="Word").count() == 1
    assert hal.get_by_text("Jupyter news").count() == 0
    assert not hal.evaluate(UBAH)
    assert luar == []


def test_results_follow_what_is_chosen(
    lab: tuple[Any, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    """Programme, kegiatan, answers, a number; and a year that is not filled in yet."""
    hal, luar = lab
    buka_notebook(hal, "Eksplorasi")
    jalankan_semua(hal)
    serapan = sel(hal, "menu.pilih_serapan")
    serapan.get_by_role("rowheader", name=re.compile("^Program Penunjang")).wait_for()
    program = serapan.get_by_label("Program")
    program.press("ArrowDown")  # JupyterLab has a use of its own for this key, and for the next
    serapan.get_by_role("columnheader", name="Kegiatan", exact=True).wait_for()
    sel_ada = hal.evaluate(BANYAK_SEL)
    program.press("b")
    program.press("ArrowUp")
    serapan.get_by_role("columnheader", name="Program", exact=True).wait_for()
    assert program.input_value() == "Semua program"
    assert hal.evaluate(BANYAK_SEL) == sel_ada
    program.select_option(index=1)
    serapan.get_by_role("columnheader", name="Kegiatan", exact=True).wait_for()
    serapan.get_by_label("Kegiatan").select_option(index=1)
    serapan.get_by_role("columnheader", name="Sub kegiatan", exact=True).wait_for()
    andai = sel(hal, "menu.andaikan_capaian")
    andai.get_by_text("rata-rata capaian tetap").wait_for()
    realisasi = andai.get_by_label("Realisasi")
    realisasi.fill("999")
    realisasi.press("Enter")
    andai.get_by_text("capaiannya naik").wait_for()
    tren = sel(hal, "menu.pilih_tren")
    tren.get_by_label("Tahun").select_option("2022")
    tren.get_by_text("Data paal-merah 2022 belum dapat dipakai").wait_for()
    assert tren.get_by_role("table").count() == 0
    tren.get_by_label("Tahun").select_option("2021")
    tren.get_by_role("table").wait_for()
    jawaban = sel(hal, "menu.pilih_jawaban").get_by_label("Unsur")
    lama = [jawaban.evaluate(GANTI, ke) for ke in [*range(1, 10), 0, 5, 0]]
    with capsys.disabled():
        print(f"\nDari pilihan sampai gambar: median {statistics.median(lama):.0f} ms, "
          f"terlama {max(lama):.0f} ms, {len(lama)} kali")  # fmt: skip
    assert luar == []


def test_titles_are_legible_in_the_dark_theme(lab: tuple[Any, list[str]], alamat: str) -> None:
    """Behind the title of a figure is what is behind the notebook, white only behind the chart."""
    hal, _ = lab
    assert hal.request.get(f"{alamat}custom/custom.css").ok  # for chapters, which bring no style
    hal.evaluate(TEMA, "JupyterLab Dark")
    hal.locator("body[data-jp-theme-light=false]").wait_for(state="attached")
    figur = hal.locator("figure:visible").first
    assert figur.evaluate(LATAR) == hal.locator(".jp-Notebook:visible").evaluate(LATAR) != PUTIH
    assert figur.locator("img").evaluate(LATAR) == PUTIH
    hal.evaluate(TEMA, "JupyterLab Light")


def test_a_chapter_leaves_the_menu_numbered_as_in_the_report(
    lab: tuple[Any, list[str]], laporan: Laporan, tmp_path: Path
) -> None:
    """Run in JupyterLab, then LKIP HTML, LKIP PDF and LKIP Word."""
    hal, luar = lab
    buka_notebook(hal, "Realisasi Anggaran")
    jalankan_semua(hal)
    hal.get_by_text("Pagu Program Pemberdayaan").last.wait_for()
    hal.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]:visible").wait_for()
    html = unduh(hal, "LKIP HTML", tmp_path).read_text("utf-8")
    nomor = re.findall(r'data-label="([a-z-]+)">(?:Tabel|Gambar) ([\d.]+)<', html)
    assert [*dict.fromkeys(nomor)] == [
        (label, t["nomor"]) for label, t in laporan.tabel.items() if f'id="{label}"' in html
    ]
    assert ">3.2 Realisasi Anggaran<" in html
    with pikepdf.open(unduh(hal, "LKIP PDF", tmp_path)) as pdf:
        assert len(pdf.pages) > 3
    with zipfile.ZipFile(unduh(hal, "LKIP Word", tmp_path)) as word:
        teks = re.sub(r"<[^>]+>", "", word.read("word/document.xml").decode())
    assert "3.2 Realisasi Anggaran" in teks
    assert luar == []


def test_every_chapter_runs_in_jupyterlab(
    lab: tuple[Any, list[str]], ruang: Path, laporan: Laporan
) -> None:
    """Each code cell once, in order, without an error; as many tables and figures as the report."""
    hal, luar = lab
    bab = sorted(b.name for b in (ruang / "notebooks").glob("[0-8][0-9]-*.ipynb"))
    tampil = 0
    for nama in bab:
        sel_kode = hal.evaluate(JALANKAN, f"notebooks/{nama}")
        awal = sel_kode[0]["ke"]
        assert [s["ke"] for s in sel_kode] == list(range(awal, awal + len(sel_kode))), nama
        keluaran = [k for s in sel_kode for k in s["keluaran"]]
        assert [k for k in keluaran if k[0] in ("error", "stream")] == [], nama
        tampil += len(keluaran)
    assert len(bab) == 11
    assert tampil > len(laporan.tabel)
    assert luar == []
