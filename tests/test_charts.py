"""Charts: what they say, that nothing overlaps or is cut, that same input is same bytes.

Numbers of 2021 come from the published report of Kecamatan Paal Merah (capaian 95/92 and 80/82,
NRR from the nine frequency tables, luas in ha).
"""

import hashlib
import itertools
import math
import os
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.text import Text

from lkip_helpers.charts.area_map import find_main_ring, load_regions, plot_map
from lkip_helpers.charts.bars import Bar, draw_bars
from lkip_helpers.charts.canvas import measure_width, wrap_text
from lkip_helpers.charts.orgchart import build_tree, plot_orgchart
from lkip_helpers.charts.performance import plot_capaian, plot_lembaga, plot_serapan
from lkip_helpers.charts.satisfaction import plot_frequency
from lkip_helpers.charts.treelayout import ChartNode, lay_tree
from lkip_helpers.charts.trends import plot_trend
from lkip_helpers.errors import InvalidArgument
from lkip_helpers.importers.boundaries import Wanted, cut_areas
from lkip_helpers.report import figure_style as style
from lkip_helpers.report.figure_style import WIDTH, apply_style, read_layer, render_svg
from lkip_helpers.report.gambar import Gambar
from tests.conftest import WHOLE, laws

NAN = math.nan
LONG_NAME = (
    "Persentase Peningkatan Koordinasi Penyelenggaraan Ketenteraman dan Ketertiban Umum serta "
    "Penegakan Peraturan Daerah di Wilayah Kecamatan dan Kelurahan"
)


def capaian() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "indikator": ["Indeks Kepuasan Masyarakat", "Tingkat Pemberdayaan Lembaga"],
            "satuan": ["Nilai", "%"],
            "target": [92.0, 82.0],
            "realisasi": [95.0, 80.0],
            "capaian": [95 / 92 * 100, 80 / 82 * 100],
            "predikat": ["Melebihi target", "Tidak mencapai target"],
            "alasan": [None, None],
        }
    )


def odd_capaian() -> pd.DataFrame:
    values = [NAN, 0, 250, 99.996, 100, 34.5, 88, 101, 120, 99.99, 76, 55.555]
    return pd.DataFrame(
        {
            "indikator": [LONG_NAME] + [f"Indikator {i}" for i in range(11)],
            "capaian": values,
            "alasan": ["target nol"] + [None] * 11,
        }
    )


def frequency(percentages: list[list[float]] | None = None, answer: str = "Sangat") -> pd.DataFrame:
    percentages = percentages or [[0, 16, 40, 44], [0, 2, 28, 70], [0, 22, 42, 36]]
    return pd.DataFrame(
        [
            {"kode": f"U{i}", "unsur": f"Unsur {i}", "nilai": score, "jawaban": f"{answer} {score}",
             "persen": share}
            for i, shares in enumerate(percentages, 1)
            for score, share in enumerate(shares, 1)
        ]
    )  # fmt: skip


def serapan(extra: int = 0) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "program": ["Program Pelayanan Publik", LONG_NAME.upper(), "Program tanpa pagu"]
            + [f"Program {i}" for i in range(extra)],
            "pagu": pd.array([181246740, 863924300, None] + [10**9] * extra, dtype="Int64"),
            "serapan": [97.2639, 87.7991, NAN] + [50.0 + i for i in range(extra)],
        }
    )


def trend(indikator: int = 2, tahun: int = 5) -> pd.DataFrame:
    reached = [NAN, 91.0, 95.0, *[NAN] * 20]
    return pd.DataFrame(
        [
            {"indikator": f"{i} {LONG_NAME if i == 1 else 'Indeks'}", "satuan": "Nilai",
             "tahun": 2019 + year, "target": 90.0 + year, "realisasi": reached[year]}
            for i in range(indikator)
            for year in range(tahun)
        ]
    )  # fmt: skip


def near_trend(indikator: int = 10) -> pd.DataFrame:
    """Values that lie close to their target, on it, or within a range."""
    distances = [0, 0.01, -0.02, 0.3, NAN]
    return pd.DataFrame(
        [
            {"indikator": f"Indikator {i}", "satuan": "%", "tahun": 2020 + year,
             "target": 80.0 + year * (i % 3) / 100, "target_atas": 81.0 if i % 2 else NAN,
             "realisasi": 80.0 + distances[year] + (i % 4) / 5}
            for i in range(indikator)
            for year in range(5)
        ]
    )  # fmt: skip


def lembaga() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "tingkat": ["kecamatan", "kelurahan", "rukun warga"],
            "realisasi": [14, 47, 3],
            "target": [22, 75, NAN],
            "persentase": [14 / 22 * 100, 47 / 75 * 100, NAN],
        }
    )


def wilayah(areas: list[float] | None = None) -> pd.DataFrame:
    areas = areas or [503, 608, 601, 451, 367]
    names = ["Paal Merah", "Talang Bakung", "Eka Jaya", "Payo Selincah", "Lingkar Selatan"]
    names += [f"Kelurahan Tanjung Barat {i}" for i in range(20)]
    return pd.DataFrame({"kelurahan": names[: len(areas)], "luas_ha": np.array(areas, dtype=float)})


def square_area(name: str, west: float, south: float, side: float = 0.1) -> dict:
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    geometry = {"type": "MultiPolygon", "coordinates": [[ring]]}
    properties = {"kecamatan": "Paal Merah", "nama": name}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def area_map(*features: dict) -> dict:
    return {"type": "FeatureCollection", "features": list(features)}


MAP_BOXES = area_map(
    square_area("KELURAHAN EKA JAYA", 103.6, -1.6),
    square_area("paal  merah", 103.7, -1.6),
    square_area("Talang Bakung", 103.7, -1.5, 0.004),
)


def organisation(*extra: tuple[str, str | None]) -> pd.DataFrame:
    rows = [
        ("Camat", None),
        ("Sekretaris Kecamatan", "Camat"),
        ("Sub Bagian Umum dan Kepegawaian", "Sekretaris Kecamatan"),
        ("Sub Bagian Perencanaan dan Keuangan", "Sekretaris Kecamatan"),
        ("Kelompok Jabatan Fungsional", "Camat"),
        ("Seksi Pemerintahan Umum", "Camat"),
        ("Seksi Pemberdayaan Masyarakat", "Camat"),
        ("Seksi Kesejahteraan Sosial", "Camat"),
        ("Seksi Ketenteraman dan Ketertiban Umum", "Camat"),
        ("Seksi Pelayanan Umum", "Camat"),
        *extra,
    ]
    return pd.DataFrame(rows, columns=["jabatan", "atasan"])


LURAH = [(f"Lurah {i}", "Camat") for i in range(6)]
STAFF = [(f"Staf {i}", "Seksi Pemerintahan Umum") for i in range(4)] + [("Juru", "Staf 1")]

GAMBAR: dict[str, Callable[[], Figure]] = {
    "capaian": lambda: plot_capaian(capaian(), 100.4109, title="Satu dari dua indikator tercapai"),
    "capaian dua belas baris": lambda: plot_capaian(odd_capaian(), 93.19, title=LONG_NAME),
    "capaian satu baris": lambda: plot_capaian(capaian().iloc[:1], 103.26),
    "capaian tanpa nilai": lambda: plot_capaian(odd_capaian().iloc[:1], NAN),
    "frekuensi": lambda: plot_frequency(frequency()),
    "frekuensi ekstrem": lambda: plot_frequency(
        frequency([[1, 1, 1, 97], [NAN] * 4, [100 / 3, 100 / 3, 0, 100 / 3]], LONG_NAME)
    ),
    "serapan": lambda: plot_serapan(serapan(), total=97.62, title="Serapan 97,62 %"),
    "serapan banyak": lambda: plot_serapan(serapan(9).assign(serapan=105.3)),
    "tren": lambda: plot_trend(trend(), title="Kepuasan naik"),
    "tren dua belas": lambda: plot_trend(trend(12)),
    "tren dua belas tahun": lambda: plot_trend(trend(1, 12).assign(target=1234.567)),
    "tren dua puluh tahun": lambda: plot_trend(trend(1, 20).assign(target=1234.567)),
    "tren nilai berdekatan": lambda: plot_trend(near_trend(), title="Empat tercapai"),
    "tren dua belas berdekatan": lambda: plot_trend(near_trend(12), title=LONG_NAME),
    "tren satu tahun": lambda: plot_trend(trend(1, 1)),
    "lembaga": lambda: plot_lembaga(lembaga(), title="Lembaga belum mencapai target"),
    "peta": lambda: plot_map(wilayah([503, 608, 601]), MAP_BOXES),
    "peta timpang": lambda: plot_map(wilayah([5000, 2, NAN]), MAP_BOXES),
    "bagan": lambda: plot_orgchart(organisation()),
    "bagan besar": lambda: plot_orgchart(organisation(*LURAH, *STAFF)),
}

KINDS = ("capaian", "frekuensi", "serapan", "tren", "lembaga", "peta", "bagan")  # one of each kind
each_gambar = pytest.mark.parametrize("name", GAMBAR)


def list_texts(figure: Figure) -> list[Text]:
    return [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip()]


def read_words(figure: Figure) -> str:
    """All words of the figure, unwrapped, no-break spaces as spaces."""
    text = " | ".join(t.get_text() for t in list_texts(figure))
    return re.sub(r"[\s\u00a0\u2002]+", " ", text)


def list_boxes(figure: Figure) -> list[tuple[str, float, float, float, float]]:
    """Each text with its box in pixels, as Agg sets it."""
    figure.draw_without_rendering()
    renderer = FigureCanvasAgg(figure).get_renderer()
    boxes = []
    for text in list_texts(figure):
        box = Text.get_window_extent(text, renderer)
        boxes.append((text.get_text(), box.x0, box.y0, box.x1, box.y1))
    return boxes


@cache
def draw_once(name: str) -> tuple[Figure, list[tuple[str, float, float, float, float]]]:
    """A figure that tests only look at, with its text boxes; drawn once for all of them."""
    figure = GAMBAR[name]()
    return figure, list_boxes(figure)


@cache
def render_once(name: str) -> bytes:
    """The SVG of that figure."""
    return render_svg(draw_once(name)[0])


def contrast(front: str, back: str) -> float:
    """WCAG 2.1 contrast ratio of two colours."""

    def luminance(color: str) -> float:
        rgb = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(color)]
        return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]

    light, dark = sorted((luminance(front), luminance(back)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def list_overlaps(boxes: list[tuple[str, float, float, float, float]]) -> list[str]:
    """Texts that share more than half a pixel."""
    return [
        f"{a!r} menimpa {b!r}"
        for (a, ax0, ay0, ax1, ay1), (b, bx0, by0, bx1, by1) in itertools.combinations(boxes, 2)
        if min(min(ax1, bx1) - max(ax0, bx0), min(ay1, by1) - max(ay0, by0)) > 0.5
    ]


@each_gambar
def test_no_text_overlaps_another(name: str) -> None:
    """Whatever the names and numbers."""
    assert list_overlaps(draw_once(name)[1]) == []


@pytest.mark.parametrize(
    "name", [n for n in GAMBAR if re.match("tren( .*dekatan| dua belas)?$", n)]
)
def test_no_text_of_a_trend_overlaps_another_on_a_phone(name: str) -> None:
    """Where more rows of charts share the height, numbers keep clear of the years."""
    with style.narrow():
        assert list_overlaps(list_boxes(GAMBAR[name]())) == []


@pytest.mark.parametrize("name", [name for name in GAMBAR if name.startswith("tren")])
def test_no_number_of_a_trend_hides_a_point(name: str) -> None:
    """Neither a point of either line nor the end of a range: it stands where there is more room."""
    figure, _ = draw_once(name)
    renderer = FigureCanvasAgg(figure).get_renderer()
    for axes in figure.axes:
        lines = (axes.transData.transform(line.get_xydata()) for line in axes.get_lines())
        points = [point for line in lines for point in line if not np.isnan(point).any()]
        for text in axes.texts:
            box = Text.get_window_extent(text, renderer).padded(-1)
            assert not box.count_contains(points), text.get_text()


@each_gambar
def test_no_text_is_cut_off(name: str) -> None:
    """Every text lies within the figure."""
    figure, boxes = draw_once(name)
    width, height = figure.get_size_inches() * figure.dpi
    for text, x0, y0, x1, y1 in boxes:
        assert x0 >= -0.5 and x1 <= width + 0.5, text
        assert y0 >= -0.5 and y1 <= height + 0.5, text


@each_gambar
def test_figure_is_16_cm_wide_and_its_type_legible(name: str) -> None:
    """16 cm, the text width on A4; no type under 7.5 points; height within the page."""
    figure, _ = draw_once(name)
    width, height = figure.get_size_inches()
    assert width == pytest.approx(16 / 2.54)
    assert 0 < height < 24 / 2.54
    assert min(t.get_fontsize() for t in list_texts(figure)) >= 7.5


@pytest.mark.parametrize("name", GAMBAR if WHOLE else KINDS)
def test_drawing_twice_gives_the_same_bytes(name: str) -> None:
    """Two figures from the same data, and one figure rendered twice, are equal byte for byte."""
    assert render_once(name) == render_svg(GAMBAR[name]()) == render_svg(draw_once(name)[0])


@pytest.mark.long
def test_two_processes_give_the_same_bytes() -> None:
    """Neither hash seed nor process id nor time gets into the SVG."""
    code = (
        "import sys, hashlib; sys.path.insert(0, 'tests'); import test_charts as t;"
        "print([hashlib.sha256(t.render_once(name)).hexdigest()"
        " for name in ('tren', 'peta', 'lembaga')])"
    )
    elsewhere = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": "1"},  # in this process it is random
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    here = [hashlib.sha256(render_once(name)).hexdigest() for name in ("tren", "peta", "lembaga")]
    assert elsewhere == f"{here}\n"


def test_svg_asks_nothing_of_the_reader() -> None:
    """No date, DTD, font, script or address: only paths and the names of two XML namespaces."""
    svg = render_once("capaian").decode()
    assert "<text" not in svg and "DOCTYPE" not in svg and "<metadata" not in svg
    assert set(re.findall(r"https?://[^\"' ]+", svg)) == {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }


def test_words_and_values_of_a_chart_lie_over_it() -> None:
    """The layer over the chart has each text at its place and size, and each bar with its value."""
    bars = [Bar("Loket", 80, "80,00 %", note="baik"), Bar("Meja", 20, "20,00 %")]
    layer = read_layer(render_svg(apply_style(draw_bars)(bars, title="Loket & meja")).decode())
    assert ("Loket & meja", 11.0) in [(text, size) for text, _, size in layer["texts"]]
    assert [value for value, _ in layer["marks"]] == ["Loket: 80,00 %, baik", "Meja: 20,00 %"]
    ends = [
        [float(x) for x in re.findall(r"[\d.]+", outline)[0:3:2]] for _, outline in layer["marks"]
    ]
    assert ends[0][1] - ends[0][0] == pytest.approx(4 * (ends[1][1] - ends[1][0]))


@pytest.mark.parametrize("name", GAMBAR)
def test_a_chart_is_drawn_for_a_phone_as_part_of_the_page(name: str) -> None:
    """9 cm wide, its words as words; ids of its own, and no style that the page would refuse."""
    chart_data = pd.DataFrame({"nama": ["a"]})
    gambar = Gambar(f"uji-{len(name)}", "Uji", GAMBAR[name], "Uraian & arti.", "uji", chart_data)
    svg = html.fragment_fromstring(gambar.narrow)
    assert float(svg.get("viewbox").split()[2]) == pytest.approx(9 / 2.54 * 72)
    assert svg.get("aria-label") == "Uraian & arti."
    assert not svg.xpath("//*[@style] | //style")
    assert all(i.startswith(f"{gambar.label}-") for i in svg.xpath("//@id"))
    assert len(svg.xpath("//@id")) == len({*svg.xpath("//@id")})
    words = {w for t in read_layer(render_once(name).decode())["texts"] for w in t[0].split()}
    assert len(words - {*" ".join(svg.xpath("//text/text()")).split()}) <= len(words) // 4


def test_each_point_of_a_line_tells_its_year_and_value() -> None:
    """Two years, one of them without realisasi: three points."""
    frame = pd.DataFrame({"indikator": "A", "tahun": [2020, 2021], "target": [80.0, 82],
                          "realisasi": [81.0, float("nan")]})  # fmt: skip
    marks = read_layer(render_svg(plot_trend(frame)).decode())["marks"]
    assert [v for v, _ in marks] == ["2020: target 80", "2021: target 82", "2020: realisasi 81"]


def test_style_leaves_matplotlib_as_it_was() -> None:
    """A notebook's own charts keep their settings."""
    before = dict(mpl.rcParams)
    render_svg(GAMBAR["capaian"]())
    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize("color", [style.INK, style.MUTED, style.BLUE, style.WARM])
def test_colours_of_text_are_readable_on_paper(color: str) -> None:
    """WCAG 2.1, 1.4.3: at least 4.5 : 1, on white and on pale grounds."""
    assert contrast(color, style.PAPER) >= 4.5
    assert contrast(color, style.BACKGROUND) >= 4.5


def test_numbers_are_readable_inside_their_bars() -> None:
    """Each share written in a stacked bar has 4.5 : 1 against the colour behind it."""
    figure, _ = draw_once("frekuensi")
    axes = figure.axes[0]
    bars = [p for p in axes.patches if p.get_height() > 0.15 and p.get_width() > 0]
    for text in (t for t in list_texts(figure) if re.fullmatch(r"\d+", t.get_text())):
        if text.get_fontweight() != "bold":
            continue
        x, y = text.get_position()[0], figure.get_size_inches()[1] - text.get_position()[1]
        top = figure.get_size_inches()[1] * (1 - axes.get_position().y1)
        behind = [p for p in bars if p.get_x() < x < p.get_x() + p.get_width()
                  and p.get_y() < y - top < p.get_y() + p.get_height()]  # fmt: skip
        assert len(behind) == 1
        assert contrast(to_hex(text.get_color()), to_hex(behind[0].get_facecolor())) >= 4.5


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("capaian", ["103,26 %", "97,56 %", "100,41 %", "Melebihi target", "Tidak mencapai target",
                     "Indeks Kepuasan Masyarakat", "target 82 %, realisasi 80 %", "target = 100 %",
                     "Satu dari dua indikator tercapai"]),
        ("capaian dua belas baris", ["tidak dapat dihitung", "target nol", "0,00 %", "250,00 %",
                                     LONG_NAME]),
        ("capaian tanpa nilai", ["Rata-rata capaian | tidak dapat dihitung"]),
        ("frekuensi", ["16", "40", "44", "70", "Sangat 1", "Sangat 4", "4 (tertinggi)"]),
        ("frekuensi ekstrem", ["tidak dapat dihitung", "33", "97", "terlalu sempit"]),
        ("serapan", ["97,26 %", "87,80 %", "pagu Rp863,9 juta", "tidak dapat dihitung",
                     "tidak dianggarkan", "pagu Rp1,0 miliar", "97,62 %"]),
        ("tren", ["95", "91", "90", "94", "2019", "2023", "realisasi", "target"]),
        ("lembaga", ["63,64 %", "62,67 %", "14 dari 22 lembaga", "tidak dapat dihitung",
                     "3 lembaga, tanpa target"]),
        ("peta", ["503 ha (29,4 %)", "km", "U"]),
        ("peta timpang", ["tidak dapat dihitung", "< 0,1 %", "5.000 ha"]),
        ("bagan", list(organisation()["jabatan"])),
    ],
)  # fmt: skip
def test_chart_says_its_labels(name: str, content: list[str]) -> None:
    """The figure has names, numbers in Indonesian form, and words beside every colour."""
    text = read_words(draw_once(name)[0])
    for label in content:
        assert label in text


def test_colour_of_capaian_follows_the_printed_number() -> None:
    """99,996 is printed 100,00 % and is reached; 99,99 is below the target."""
    frame = pd.DataFrame({"indikator": ["a", "b"], "capaian": [99.996, 99.99]})
    colors = {t.get_text(): to_hex(t.get_color()) for t in list_texts(plot_capaian(frame, 100.0))}
    assert colors["mencapai target"] == style.BLUE.lower()
    assert colors["di bawah target"] == style.WARM.lower()


def test_capaian_names_predicates_and_ranges_as_the_tables_do() -> None:
    """Letters, not the scores behind them; both ends of a range; a percentage with its sign."""
    frame = pd.DataFrame(
        {
            "indikator": ["a", "b", "c"], "capaian": [87.5, 120.0, 100.0],
            "satuan": ["Predikat AKIP", "juta", "Persen"], "target": [80.0, 10.0, 50.0],
            "target_atas": [80.0, 20.0, 50.0], "realisasi": [70.0, 24.0, 50.0],
        }
    )  # fmt: skip
    text = read_words(plot_capaian(frame, 100.0))
    for note in ("target A, realisasi BB", "target 10–20 juta, realisasi 24 juta",
                "target 50 %, realisasi 50 %"):  # fmt: skip
        assert note in text


def test_a_value_below_zero_is_said_to_have_no_bar() -> None:
    """A loss where growth was the target: −2.5 of 1.5 % is −167 %."""
    frame = pd.DataFrame({"indikator": ["a", "b"], "capaian": [-166.7, 200.0]})
    assert "Nilai di bawah nol tidak digambar." in read_words(plot_capaian(frame, 16.7))
    assert "di bawah nol" not in read_words(plot_capaian(frame.tail(1), 200.0))


@pytest.mark.parametrize("name", ["capaian", "serapan"])
def test_values_close_to_one_another_are_dots_on_a_scale_of_their_own(name: str) -> None:
    """Bars of 97 and 103 would look alike; the scale says where it begins."""
    figure, _ = draw_once(name)
    axes = figure.axes[0]
    assert not [p for p in axes.patches if isinstance(p, Rectangle) and p.get_height() < 0.3]
    assert axes.get_xlim()[0] > 0
    assert "Sumbu dimulai dari" in " ".join(t.get_text() for t in figure.findobj(Text))


@pytest.mark.parametrize("name", ["capaian dua belas baris", "lembaga"])
def test_bars_start_at_zero_and_are_as_long_as_their_values(name: str) -> None:
    """A bar's length is its value, from 0; the scale ends beyond the longest."""
    axes = draw_once(name)[0].axes[0]
    bars = [p for p in axes.patches if isinstance(p, Rectangle)]
    assert axes.get_xlim()[0] == 0
    assert all(p.get_x() == 0 and p.get_width() <= axes.get_xlim()[1] for p in bars)
    longest = {"capaian": 95 / 92 * 100, "capaian dua belas baris": 250, "serapan": 97.62,
               "lembaga": 75}[name]  # fmt: skip
    assert max(p.get_width() for p in bars) == pytest.approx(longest)


def test_serapan_is_sorted_with_the_incomputable_last() -> None:
    """Highest first; a program without pagu comes last."""
    text = read_words(plot_serapan(serapan(3)))
    positions = [text.index(t) for t in ("97,26 %", "87,80 %", "52,00 %", "50,00 %", "tidak dapat")]
    assert positions == sorted(positions)


def test_serapan_writes_names_in_capitals_as_the_tables_do() -> None:
    """A DPA has its programs in capitals; every table prints them as titles."""
    frame = serapan().assign(program=["PROGRAM PELAYANAN PUBLIK", "Program A", "Program B"])
    text = read_words(plot_serapan(frame))
    assert "Program Pelayanan Publik" in text
    assert "PELAYANAN" not in text


def test_tren_writes_the_last_realisasi_where_not_all_numbers_fit() -> None:
    """The year of the report and the end of the Renstra come before the years in between."""
    years = {"tahun": range(2020, 2031), "target": [1234.56 + n for n in range(11)]}
    reached = [NAN] * 4 + [1111.11, 1112.22] + [NAN] * 5
    frame = pd.DataFrame(years | {"indikator": "Indeks", "realisasi": reached})
    text = read_words(plot_trend(pd.concat([frame.assign(indikator=n) for n in "ABCDEFGHI"])))
    assert text.count("1.112,22") == 9
    assert text.count("1.244,56") == 9
    assert "1.111,11" not in text


def test_tren_says_that_its_scales_differ_and_have_no_zero() -> None:
    """A fall of 1.75 may look as steep as a rise of 4; one panel has none to differ from."""
    of_two, of_one = (read_words(plot_trend(trend(n))) for n in (2, 1))
    assert "Skala setiap diagram berbeda dan tidak bermula dari nol" in of_two
    assert "Skalanya tidak bermula dari nol" in of_one
    assert "berbeda" not in of_one
    assert all(a.get_ylim()[0] != 0 for n in (2, 1) for a in plot_trend(trend(n)).axes[1:])


def test_answers_fill_the_whole_bar() -> None:
    """The four shares of each unsur adjoin and end together at the right edge."""
    axes = draw_once("frekuensi")[0].axes[0]
    bars: dict[float, list[Rectangle]] = {}
    for patch in axes.patches:
        if patch.get_height() > 0.15:
            bars.setdefault(patch.get_y(), []).append(patch)
    assert len(bars) == 3
    for shares in bars.values():
        assert shares[-1].get_x() + shares[-1].get_width() == pytest.approx(WIDTH)
        for left, right in itertools.pairwise(shares):
            assert left.get_x() + left.get_width() == pytest.approx(right.get_x())


def test_a_year_without_realisasi_breaks_the_line() -> None:
    """NaN stays NaN on the line: no value is invented between years or after them."""
    axes = draw_once("tren satu tahun")[0].axes
    assert len(axes) == 2
    lines = draw_once("tren")[0].axes[1].lines[1].get_ydata()
    assert np.isnan(lines).tolist() == [True, False, False, True, True]


@pytest.mark.parametrize(("indikator", "tahun"), [(12, 6), (12, 12), (20, 5)])
def test_many_indikator_stay_on_one_page(indikator: int, tahun: int) -> None:
    """A page of A4 has 9.7 inches between its margins, and a caption stands below."""
    assert plot_trend(trend(indikator, tahun), title="Kepuasan naik").get_figheight() < 9.2


def test_equal_target_and_realisasi_are_written_once() -> None:
    """In 2020 both were 91: one number at one point, in each of the two panels."""
    assert [t.get_text() for t in list_texts(draw_once("tren")[0])].count("91") == 2


def test_boundaries_are_found_by_name_in_any_case() -> None:
    """Case, double blanks and a leading "Kelurahan" do not count; the kecamatan's name, which all
    features share, is not taken for the kelurahan of the same name."""
    wanted = Wanted(dict.fromkeys(["Paal Merah", "Talang Bakung", "Eka Jaya"], ""))
    all_features = MAP_BOXES["features"]
    areas = cut_areas(MAP_BOXES, wanted)
    found = {name: [all_features.index(f) for f in features] for name, features in areas.items()}
    assert found == {"Paal Merah": [1], "Talang Bakung": [2], "Eka Jaya": [0]}


def test_a_slightly_other_spelling_is_taken_if_one_alone_is_near() -> None:
    """BPS writes Payo Silincah, the kecamatan Payo Selincah."""
    boundaries = area_map(
        square_area("Payo Silincah", 103.6, -1.6), square_area("Eka Jaya", 103.7, -1.6)
    )
    areas = cut_areas(boundaries, Wanted(dict.fromkeys(["Payo Selincah", "Eka Jaya"], "")))
    assert areas["Payo Selincah"] == [boundaries["features"][0]]


@pytest.mark.parametrize(
    ("feature", "message"),
    [
        (
            area_map(square_area("Eka Jaya", 0, 0), square_area("Kenali", 1, 0)),
            '"Paal Merah" tidak ditemukan',
        ),
        (area_map(), "tidak memuat poligon"),
        ({"type": "Topology"}, "tidak memuat poligon"),
    ],
)
def test_a_map_without_a_kelurahan_is_refused(feature: dict, message: str) -> None:
    """The message names the kelurahan, or says that there is no polygon."""
    with pytest.raises(InvalidArgument, match=message):
        plot_map(wilayah([503]), feature)


def test_map_is_true_to_scale() -> None:
    """At the equator a tenth of a degree is 11.12 km; a square of that side is drawn square."""
    figure = plot_map(wilayah([503]), area_map(square_area("Paal Merah", 100, -0.05)))
    axes = figure.axes[0]
    width, height = np.ptp(axes.get_xlim()), np.ptp(axes.get_ylim())
    assert [width, height] == pytest.approx([11.12, 11.12], abs=0.01)
    position, (fw, fh) = axes.get_position(), figure.get_size_inches()
    assert position.width * fw / width == pytest.approx(position.height * fh / height)


def test_names_stand_inside_their_boundaries() -> None:
    """Also in a ring shaped like an L, whose centre lies outside it."""
    square = square_area("Paal Merah", 103.6, -1.6)
    ring = [[0, 0], [0.1, 0], [0.1, 0.02], [0.02, 0.02], [0.02, 0.1], [0, 0.1], [0, 0]]
    square["geometry"] = {"type": "Polygon", "coordinates": [ring]}
    figure = plot_map(wilayah([503]), area_map(square))
    patch = next(p for p in figure.axes[0].patches if isinstance(p, PathPatch))
    outline = patch.get_path().transformed(patch.get_transform())
    box = next(box for box in list_boxes(figure) if box[0] == "Paal Merah")
    for x, y in itertools.product(box[1::2], box[2::2]):
        assert outline.contains_point((x, y))


def test_a_hole_in_a_boundary_stays_open() -> None:
    """The area of a compound path with an inner ring does not cover the hole."""
    feature = square_area("Paal Merah", 0, 0)
    hole = [[0.04, 0.04], [0.04, 0.06], [0.06, 0.06], [0.06, 0.04], [0.04, 0.04]]
    feature["geometry"]["coordinates"][0].append(hole)
    (region,) = load_regions({"Paal Merah": [feature]}).values()
    assert len(region) == 2
    assert find_main_ring(region) is region[0]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("Camat", None), ("Seksi", "Lurah")], 'Atasan "Lurah" dari jabatan "Seksi" tidak ada'),
        ([("Camat", None), ("A", "B"), ("B", "A")], "Atasan berputar: A → B → A"),
        ([("A", "A")], "Atasan berputar: A → A"),
        ([("Camat", None), ("Lurah", None)], "ada 2: Camat, Lurah"),
        ([("Camat", None), ("Camat", None)], 'Jabatan "Camat" ditulis lebih dari satu kali'),
    ],
)
def test_rows_that_are_no_tree_are_refused(rows: list, message: str) -> None:
    """Unknown atasan, circles, several heads, duplicates: the message names the jabatan."""
    with pytest.raises(InvalidArgument, match=re.escape(message)):
        plot_orgchart(pd.DataFrame(rows, columns=["jabatan", "atasan"]))


def test_secretary_stands_right_and_fungsional_left_above_the_line_units() -> None:
    """The customary form of a kecamatan's chart."""
    boxes = {
        str(p.get_gid()).removeprefix("kotak "): p for p in draw_once("bagan")[0].axes[0].patches
    }
    head, secretary = boxes["Camat"], boxes["Sekretaris Kecamatan"]
    functional, seksi = boxes["Kelompok Jabatan Fungsional"], boxes["Seksi Pelayanan Umum"]
    assert functional.get_x() < head.get_x() < secretary.get_x()
    assert head.get_y() < secretary.get_y() == functional.get_y() < seksi.get_y()
    assert len({b.get_y() for name, b in boxes.items() if name.startswith("Seksi")}) == 1


@st.composite
def tree(draw: st.DrawFn) -> pd.DataFrame:
    """A random tree of up to 30 jabatan."""
    total = draw(st.integers(1, 30))
    superiors = [None] + [f"Jabatan {draw(st.integers(0, i - 1))}" for i in range(1, total)]
    return pd.DataFrame({"jabatan": [f"Jabatan {i}" for i in range(total)], "atasan": superiors})


@given(tree())
@laws(60)
def test_boxes_of_any_tree_stay_apart_and_within_the_width(frame: pd.DataFrame) -> None:
    """Each jabatan has one box; no two meet; none leaves the 16 cm."""
    boxes = [p for p in plot_orgchart(frame).axes[0].patches if isinstance(p, Rectangle)]
    assert sorted(str(p.get_gid()) for p in boxes) == sorted("kotak " + frame["jabatan"])
    for p in boxes:
        assert p.get_x() >= 0 and p.get_x() + p.get_width() <= WIDTH + 1e-6
    for a, b in itertools.combinations(boxes, 2):
        shared = (
            min(a.get_x() + a.get_width(), b.get_x() + b.get_width()) - max(a.get_x(), b.get_x()),
            min(a.get_y() + a.get_height(), b.get_y() + b.get_height()) - max(a.get_y(), b.get_y()),
        )
        assert min(shared) < 0.01, (a.get_gid(), b.get_gid())


def tree_of(*superiors: int) -> pd.DataFrame:
    """A tree, given the number of the atasan of each jabatan but the first."""
    return pd.DataFrame(
        {
            "jabatan": [f"Jabatan {i}" for i in range(len(superiors) + 1)],
            "atasan": [None] + [f"Jabatan {i}" for i in superiors],
        }
    )


def test_boxes_stay_wide_enough_for_a_word() -> None:
    """Five units, one with staff of staff, do not fit side by side, so they take two rows."""
    patches = (
        plot_orgchart(tree_of(0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6)).axes[0].patches
    )
    assert min(p.get_width() for p in patches) >= 0.95


@given(tree())
@example(tree_of(0, 0, 1, 1, 1, 1, 3, 3))  # a hanging child with a row of its own below it
@laws(60)
def test_lines_of_any_tree_pass_no_box(frame: pd.DataFrame) -> None:
    """A connector touches boxes at their edges only, and every jabatan but the head has one."""
    axes = plot_orgchart(frame).axes[0]
    segments = [
        (min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
        for line in axes.lines
        for a, b in itertools.pairwise(zip(*line.get_data(), strict=True))
    ]
    for p in axes.patches:
        x0, y0 = p.get_x() + 0.01, p.get_y() + 0.01
        x1, y1 = x0 + p.get_width() - 0.02, y0 + p.get_height() - 0.02
        assert not any(a < x1 and c > x0 and b < y1 and d > y0 for a, b, c, d in segments)
    assert len(axes.lines) >= len(frame) - 1


def test_tree_keeps_the_order_of_the_rows() -> None:
    """Children stand in the order in which the analyst listed them."""
    frame = pd.DataFrame({"jabatan": ["K", "Z", "A"], "atasan": [None, "K", "K"]})
    assert build_tree(frame) == ChartNode("K", (ChartNode("Z"), ChartNode("A")))
    boxes = lay_tree(build_tree(frame), WIDTH).boxes
    assert [b.name for b in sorted(boxes, key=lambda b: (b.y, b.x))] == ["K", "Z", "A"]


@given(st.text("abc MW/", max_size=80), st.floats(0.3, 3))
@laws(60)
def test_wrapped_text_keeps_its_letters_and_its_width(text: str, width: float) -> None:
    """No line is wider than allowed, no letter is lost."""
    wrapped = wrap_text(text, width)
    assert re.sub(r"\s", "", wrapped) == re.sub(r"\s", "", text)
    assert all(measure_width(line) <= width for line in wrapped.split("\n"))


@pytest.mark.parametrize(
    "gambar",
    [
        lambda: plot_capaian(capaian().iloc[:0], NAN),
        lambda: plot_frequency(frequency().iloc[:0]),
        lambda: plot_serapan(serapan().iloc[:0]),
        lambda: plot_trend(trend().iloc[:0]),
        lambda: plot_lembaga(lembaga().iloc[:0]),
        lambda: plot_map(wilayah().iloc[:0], MAP_BOXES),
        lambda: plot_orgchart(organisation().iloc[:0]),
    ],
)
def test_a_chart_of_nothing_is_refused(gambar: Callable[[], Figure]) -> None:
    """An empty frame gives a message, not an empty picture."""
    with pytest.raises(ValueError, match="sedikitnya satu baris"):
        gambar()
