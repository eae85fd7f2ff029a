"""Room for the analyst: own notebooks, charts and sentences, rendered, shared, taken in."""

import json
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest
from matplotlib import pyplot as plt

from lkip_helpers.commands.share import find_notebook
from lkip_helpers.errors import InvalidArgument, LkipError
from lkip_helpers.intake import load
from lkip_helpers.intake.data import SheetNotFound
from lkip_helpers.render.document import join_alone
from lkip_helpers.render.execution import run_chapters
from lkip_helpers.render.pieces import SEPARATE, order_chapters
from lkip_helpers.report.figure_style import BLUE, FONT, WARM, WIDTH
from lkip_helpers.report.gambar import Gambar
from lkip_helpers.report.layouts import total_footer
from lkip_helpers.report.narasi import Narasi
from lkip_helpers.report.shown import show, show_plain_frame
from lkip_helpers.report.tabel import Tabel
from lkip_helpers.workspace import (
    WORKSPACE_VARIABLE,
    InvalidChoice,
    Workspace,
    read_membership,
)
from tests.conftest import PLANNING, PROJECT_ROOT, copy_workspace, lkip, read_tables
from tests.test_notebooks_run import run_chapter

FRAME = pd.DataFrame({"program": ["A", "B"], "pagu": [7.4e9, 2e6], "realisasi": [5e9, 1e6]})
GUIDE = (PROJECT_ROOT / "CONTRIBUTING.md").read_text("utf-8")
STEPS = re.findall(r"notebook of one's own.*?```python\n(.*?)```", GUIDE, re.DOTALL)[0].splitlines()
CELLS = [
    'tahun = 2021\nunit = "paal-merah"',
    "from lkip_helpers import Gambar, Narasi, Tabel, load",
    "\n".join(STEPS[:2]),
    *STEPS[2:],
]
# Fails only as it is shown.
FAILING = 'Gambar("x", "X", lambda: rt.plot.barh(x="entah"), "Batang.", data=rt)'


def write_notebook(file: Path, cells: list[str], **metadata: Any) -> None:
    """A notebook as CONTRIBUTING describes it, whose parameters nobody tagged."""
    body = [nbformat.v4.new_markdown_cell("# Tambahan"), *map(nbformat.v4.new_code_cell, cells)]
    nb = nbformat.v4.new_notebook(cells=body, metadata={"lkip": metadata} if metadata else {})
    nb.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    file.parent.mkdir(exist_ok=True)
    nbformat.write(nb, file)


@pytest.mark.long
def test_a_notebook_is_taken_in_rendered_alone_and_shared(tmp_path: Path) -> None:
    """One line of metadata puts it into the annex; a broken one that is no part stops nothing."""
    workspace = copy_workspace(tmp_path, PLANNING)
    folder = workspace.notebooks / "analisis"
    plain = ["rt.plot.barh(x='kelurahan', y='luas_ha')", "1 + 1"]
    write_notebook(folder / "luas.ipynb", [*CELLS, *plain], laporan="lampiran")
    write_notebook(folder / "gagal.ipynb", [*CELLS, "1 / 0"])
    (folder / "rusak.ipynb").write_text("{")
    result = lkip(tmp_path, "render", "2021", "--bentuk", "html")
    assert result.returncode == 0, result.stderr
    page = (workspace.outputs / "laporan.html").read_text("utf-8")
    assert "Kelurahan terluas berjumlah dua, seluas 1.209 ha." in page
    told = " ".join(result.stdout.split())
    assert "1 gambar dari notebook analisis-luas tidak masuk ke laporan. Tampilkan dengan" in told
    tabel = read_tables(workspace)
    assert re.fullmatch(r"L\.\d+", tabel["terluas"]["nomor"])
    failed = lkip(tmp_path, "render", "2021", "--notebook", "analisis/gagal", "--bentuk", "html")
    assert failed.returncode == 1
    assert "gagal.ipynb tidak dibuat: analisis-gagal, sel ke-" in failed.stderr
    broken = lkip(tmp_path, "share", "analisis/rusak")
    assert "rusak.ipynb bukan notebook yang utuh" in broken.stderr
    shared = lkip(tmp_path, "share", "analisis/luas", "--kode")
    assert shared.returncode == 0, shared.stderr
    page = (workspace.shared / "luas" / "luas.html").read_text("utf-8")
    assert page.count("<summary>Kode</summary>") == len([*CELLS, *plain]) - 1
    again = lkip(tmp_path, "share", "analisis/luas")
    assert "Isinya sama dengan yang dibagikan terakhir." in again.stdout  # but for its code, folded
    assert "Sejak yang dibagikan" not in again.stdout
    write_notebook(folder / "luas.ipynb", [*CELLS[:2], CELLS[2].replace("2,", "3,"), *CELLS[3:]])
    again = lkip(tmp_path, "share", "analisis/luas")
    assert "Sejak yang dibagikan sebelumnya. Yang berubah:" in again.stdout
    assert "<summary>Kode</summary>" not in (workspace.shared / "luas" / "luas.html").read_text()
    write_notebook(folder / "gagal.ipynb", [*CELLS, FAILING], laporan=3)
    stopped = lkip(tmp_path, "render", "2021", "--bentuk", "html")
    assert stopped.returncode == 1
    assert "analisis-gagal, sel ke-9: KeyError: 'entah' – tidak ada kolom" in stopped.stderr


@pytest.mark.parametrize(
    ("content", "member"),
    [("{", None), ("[]", None), ('{"metadata": {}}', None),
     ('{"metadata": {"lkip": {"laporan": 3}}}', 3)],
)  # fmt: skip
def test_only_metadata_takes_a_notebook_in(tmp_path: Path, content: str, member: Any) -> None:
    """A file that is no notebook belongs to no chapter."""
    (tmp_path / "a.ipynb").write_text(content)
    assert read_membership(tmp_path / "a.ipynb") == member


@pytest.mark.parametrize(
    ("member", "number"), [(3, 3), ("3", 3), ("lampiran", 0), (9, 0), (None, SEPARATE)]
)
def test_a_notebook_goes_on_with_the_chapter_it_names(member: Any, number: int) -> None:
    """As a number or its digits; an unknown chapter means the annex, none a document of its own."""
    nb = nbformat.v4.new_notebook(metadata={"lkip": {"laporan": member}})
    (chapter,) = order_chapters([("analisis-a", nb)])
    assert chapter.number == number


PLAIN = {
    "Gambar": "rt.plot.barh(x='nama', y='n')",
    "Diagram": "from lkip_helpers import charts\ncharts.plot_bars(rt, 'nama', 'n')",
    "Angka": "1 + 1",
    "Deret": "rt['n']",
    "Cetak": "print('Jumlah', 3)",
    "Teks": "from IPython.display import Markdown\nMarkdown('**tebal**')",
    "Tidak ada": "import warnings\nwarnings.warn('awas')\nobject()",
}


def test_what_a_cell_shows_in_jupyter_stands_in_the_document_too(tmp_path: Path) -> None:
    """A plain chart, a number, a series, what is printed; no warning and no `<object …>`."""
    cells = [nbformat.v4.new_markdown_cell("# Coba"), nbformat.v4.new_code_cell(
        "import pandas as pd\nrt = pd.DataFrame({'nama': ['A', 'B'], 'n': [1, 2]})")]  # fmt: skip
    for title, code in PLAIN.items():
        cells += [nbformat.v4.new_markdown_cell(f"## {title}"), nbformat.v4.new_code_cell(code)]
    file = tmp_path / "coba.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), file)
    run = run_chapters([file], {}, lambda _: None)["coba"]
    page = "\n".join(c.source for c in join_alone("analisis-coba", run, None).cells)
    assert page.count("data:image/png;base64,") == 2
    assert "<Axes" not in page and "object at" not in page and "awas" not in page
    assert '<pre tabindex="0">2</pre>' in page and '<pre tabindex="0">Jumlah 3</pre>' in page
    assert "0    1\n1    2" in page and "**tebal**" in page
    titles = re.findall(r"<h2[^>]*>A\.\d (.*?)</h2>", page)
    assert titles == [*PLAIN][:-1]  # a section that shows nothing has no heading
    report = "".join(c.source for c in join_alone("10-bab", run, None).cells)
    assert "data:image" not in report and "<pre" not in report  # which holds objects of ours alone


@pytest.mark.parametrize("name", ["galeri", "analisis/analisis-baru"])
def test_the_gallery_and_the_starter_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """By a run of all cells, without a word on stderr."""
    workspace = copy_workspace(tmp_path, PLANNING)
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(workspace.root))
    outputs = run_chapter(PROJECT_ROOT / "notebooks" / f"{name}.ipynb", "lkip")
    kinds = [o.output_type for cell in outputs for o in cell]
    assert len(kinds) > 5
    assert not {"error", "stream"} & set(kinds)


def test_a_plain_chart_is_in_the_style_of_the_report() -> None:
    """16 cm, our letters and colours, 7 miliar on the axis; no second picture is left open."""
    gambar = Gambar("g", "G", lambda: FRAME.plot.barh(x="program", y=["pagu", "realisasi"]),
                    "Batang.", "contoh", FRAME)  # fmt: skip
    figure = gambar.draw()
    figure.canvas.draw()
    axes = figure.axes[0]
    assert figure.get_figwidth() == pytest.approx(WIDTH)
    assert axes.patches[0].get_facecolor() == pytest.approx(plt.matplotlib.colors.to_rgba(BLUE))
    assert axes.patches[2].get_facecolor() == pytest.approx(plt.matplotlib.colors.to_rgba(WARM))
    assert {t.get_fontfamily()[0] for t in axes.get_xticklabels()} == {FONT}
    assert "7\u00a0miliar" in [t.get_text() for t in axes.get_xticklabels()]
    assert plt.get_fignums() == []


def test_a_chart_of_an_earlier_cell_is_in_the_style_of_the_report_too() -> None:
    """Jupyter closes it at the end of its cell. It has one width, on a phone too."""
    axes = FRAME.plot.barh(x="program", y="pagu")
    plt.close("all")
    gambar = Gambar("g", "G", axes, "Batang.", "contoh", FRAME)
    assert gambar.draw().get_figwidth() == pytest.approx(WIDTH)
    assert axes.patches[0].get_facecolor() == pytest.approx(plt.matplotlib.colors.to_rgba(BLUE))
    chart = partial(FRAME.plot.barh, x="program", y="pagu")
    drawn = Gambar("g", "G", chart, "Batang.", "contoh", FRAME)
    assert drawn.narrow == ""


def test_what_is_missing_is_named_with_its_cure() -> None:
    """A figure without alt text, a table without source, a sentence on what is not computed."""
    with pytest.raises(InvalidArgument, match=r"alt harus teks isi gambar.*; belum diisi"):
        Gambar("g", "G", lambda: None, source="contoh", data=FRAME)
    with pytest.raises(InvalidArgument, match="sumber belum diisi; tambahkan source="):
        Tabel("t", "T", FRAME)
    with pytest.raises(InvalidArgument, match=r"Series tambahkan .reset_index\(\)"):
        Tabel("t", "T", FRAME["pagu"], source="contoh")
    with pytest.raises(InvalidArgument, match=r"tanpa judul; tambahkan .rename_axis\("):
        Tabel("t", "T", FRAME.describe(), source="contoh")
    with pytest.raises(InvalidArgument, match="kolom bertingkat; tulis judulnya"):
        Tabel("t", "T", FRAME.groupby("program")[["pagu"]].agg(["mean", "std"]), source="contoh")
    with pytest.raises(InvalidArgument, match="data belum diisi; tambahkan data="):
        Gambar("g", "G", lambda: None, "Batang.", "contoh")
    assert repr(Gambar("g", "G", lambda: 1 / 0, "Batang.", "contoh", FRAME)) == "<gambar g>"
    with pytest.raises(InvalidArgument, match=r"menyebut {serapan}.*hitung dahulu"):
        Narasi("Serapan {serapan:persen}.")
    with pytest.raises(InvalidArgument, match=r"{FRAME} perlu bentuk.*yang ada: angka, ringkas"):
        Narasi("Ada {FRAME:banyak}.", FRAME=FRAME)
    with pytest.raises(InvalidArgument, match=r"entah tidak ada.*yang ada: program, pagu, real"):
        show(FRAME, "entah")
    with pytest.raises(SheetNotFound, match=r"'anggran'; yang ada: .*anggaran") as refused:
        load("paal-merah", 2021).anggran  # noqa: B018
    assert refused.value._render_traceback_() == [str(refused.value)]
    twice = pd.concat([FRAME, FRAME[["pagu"]]], axis=1)
    with pytest.raises(InvalidArgument, match="lebih dari satu kolom bernama pagu"):
        Tabel("t", "T", twice, source="x")
    with pytest.raises(InvalidArgument, match="baris Jumlah menyebut pago, yang bukan kolom"):
        Tabel("t", "T", FRAME, ["program", "pagu"], "x", [total_footer(["pago"])])


@pytest.mark.parametrize(
    ("make", "told"),
    [(lambda: Tabel("t", "T", [1, 2], source="x"), "data harus DataFrame"),
     (lambda: show([1, 2]), "data harus DataFrame"),
     (lambda: show(None), "data harus DataFrame"),
     (lambda: Gambar("g", "G", lambda: None, "A", "x", FRAME).html, "harus diagram.*bukan None"),
     (lambda: Gambar("g", "G", FRAME, "A", "x", FRAME).html, "harus diagram.*bukan Data"),
     (lambda: Narasi("Ada {:kata}."), "nilai itu tidak ada")],
)  # fmt: skip
def test_what_cannot_be_shown_is_refused_in_a_sentence(make: Callable[[], Any], told: str) -> None:
    """Each names what to give instead."""
    with pytest.raises(LkipError, match=told):
        make()


def test_what_fails_in_a_function_that_draws_is_shown_with_its_line() -> None:
    """It is named, not what a template makes of it; it may be a fault of the program."""
    with pytest.raises(RuntimeError, match="'plott'; periksa") as raised:
        Gambar("g", "G", lambda: FRAME["pagu"].plott, "A", "x", FRAME).html  # noqa: B018
    assert not isinstance(raised.value, LkipError)  # of which only the message is shown
    assert isinstance(raised.value.__cause__, AttributeError)


def test_a_column_that_groupby_gives_is_shown_by_its_rows() -> None:
    """One row of a frame is still shown as a row."""
    sums = pd.concat([FRAME, FRAME]).groupby("program")["pagu"].sum()
    page = show(sums).html
    assert ">Program<" in page and ">A<" in page and "14.800.000.000" in page
    assert ">Pagu (Rp)<" in show(FRAME.iloc[0]).html
    for counts in (FRAME.groupby("program").size(), FRAME.groupby("program")["program"].count()):
        assert re.findall(r"<th[^>]*>(\w+)<", show(counts).html)[:2] == ["Program", "Angka"]


def test_a_frame_of_any_kind_is_a_table() -> None:
    """Numbers as printed elsewhere, days in words, years of a pivot as heads; no column named."""
    days = pd.to_datetime(["2024-01-02", None])
    numbers = {"biaya": [1200000, 3], 2024: [3.538, 1.0], "tahun_masuk": [2019, 2020]}
    frame = pd.DataFrame({"nama": ["a", "b"], **numbers, "hari": days, "baik": [True, False]})
    tabel = Tabel("t", "T", frame, source="contoh")
    assert [c.title for c in tabel.columns][2:4] == ["2024", "Tahun masuk"]
    (first, second) = [[cell.text for cell in row] for row in tabel.body]
    assert first == ["a", "1.200.000", "3,54", "2019", "2 Januari 2024", "✓"]
    assert second == ["b", "3", "1,00", "2020", "–", "–"]
    assert json.loads(json.dumps(tabel.payload_content()))["baris"][0]["hari"] == "2 Januari 2024"


def test_what_names_the_rows_of_a_frame_heads_its_table() -> None:
    """As after groupby or pivot; without it nobody would know whose numbers these are."""
    sums = FRAME.groupby("program")[["pagu", "realisasi"]].sum()
    tabel = Tabel("t", "T", sums, source="contoh")
    assert [c.title for c in tabel.columns] == ["Program", "Pagu (Rp)", "Realisasi (Rp)"]
    assert [row[0].text for row in tabel.body] == [*sums.index]
    assert "7.400.000.000" in tabel.html and ",00" not in tabel.html
    chosen = Tabel("t", "T", sums, ["program: Nama", "pagu"], "contoh")
    assert [c.title for c in chosen.columns] == ["Nama", "Pagu (Rp)"]


def test_a_frame_is_shown_with_units_and_formulas_on_the_screen_alone() -> None:
    """Nothing of it is for the report: no payload."""
    shown = show(FRAME.assign(serapan=[50.0, 60.0]), "program", "pagu", "realisasi", "serapan")
    data, _ = shown._repr_mimebundle_()
    assert set(data) == {"text/html", "text/plain"}
    assert "Pagu (Rp)" in data["text/html"]
    assert "Serapan = realisasi / pagu × 100" in data["text/html"]
    assert "1 baris lagi" in show(FRAME, rows=1).html
    assert "83,43" in show(pd.DataFrame({"bukti": [83.4259, "BB"]})).html


def test_a_plain_frame_stands_in_a_document_as_its_tables_do() -> None:
    """With an index that has a name, numbers as printed; columns in tiers are as of pandas."""
    assert "7.400.000.000" in show_plain_frame(FRAME) and "dataframe" not in show_plain_frame(FRAME)
    assert "dataframe" in show_plain_frame(pd.concat({"x": FRAME}, axis=1))
    page = show_plain_frame(FRAME.set_index("program").rename(columns={"pagu": 2023}))
    assert ">Program<" in page and ">2023<" in page and ">A<" in page


@pytest.mark.parametrize(
    "frame",
    [pd.DataFrame({"rasio": [1.0, float("inf")]}), pd.DataFrame([[1, 2]], columns=["a", "a"]),
     pd.DataFrame(), pd.DataFrame([[1, 2]], columns=[1, "1"]), pd.DataFrame({"a": [1j]})],
)  # fmt: skip
def test_a_frame_that_no_table_of_ours_can_hold_is_shown_as_pandas_has_it(
    frame: pd.DataFrame,
) -> None:
    """One division by zero must not stop the document that an analyst has made."""
    assert "dataframe" in show_plain_frame(frame)


@pytest.mark.parametrize("name", ["mulai", "eksplorasi"])
def test_what_is_for_the_screen_alone_is_not_shared(name: str) -> None:
    """Choices and links lead nowhere on a page; the chapters and the gallery are named."""
    office = Workspace("paal-merah", 2021, PROJECT_ROOT)
    with pytest.raises(InvalidChoice, match=r"hanya untuk layar\. Yang ada: 00-.*galeri"):
        find_notebook(office, name)


def test_data_explains_itself() -> None:
    """Each frame with its sheet, rows, units, source and gaps; its frames are completed."""
    data = load("paal-merah", 2021)
    page = data._repr_html_()
    assert "data.wilayah" in page and "luas_ha (ha)" in page and "kinerja.xlsx › Wilayah" in page
    assert "batas (1 dari 4)" in page
    assert len(repr(data)) < 80
    assert "skm" in dir(data) and type(data.skm.head()) is pd.DataFrame
