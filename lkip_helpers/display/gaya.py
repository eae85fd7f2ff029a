"""The style of every chart, said once: type, sizes, colours, and how a figure becomes bytes.

Colours are told apart by readers with colour-vision deficiency (dark blue against vermilion, after
Okabe and Ito) and never carry a meaning alone: a word or a shape always says it too. Colours used
for text have a contrast of at least 4.5 : 1 on white (WCAG 2.1, 1.4.3).
"""

import io
import re
from collections.abc import Callable
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar

import font_source_sans_pro
from matplotlib import font_manager, rc_context
from matplotlib.figure import Figure

P = ParamSpec("P")
T = TypeVar("T")

LEBAR = 16 / 2.54  # inches: the width of the text on A4

HURUF = "Source Sans Pro"
JUDUL, TEKS, KECIL = 11.0, 8.5, 7.8  # points; nothing is set smaller than KECIL

TINTA = "#1A1A1A"
REDUP = "#595959"
GARIS = "#D4D8DC"
LATAR = "#EEF1F4"
KERTAS = "#FFFFFF"
BIRU = "#1F4E79"
BIRU_SEDANG = "#6A9BC3"
BIRU_MUDA = "#D3E1EE"
HANGAT = "#B84A00"
HANGAT_MUDA = "#EDA46B"
JAWABAN = (HANGAT, HANGAT_MUDA, BIRU_SEDANG, BIRU)  # nilai 1 to 4, diverging

TAK_TERHITUNG = "tidak dapat dihitung"

_BERKAS_HURUF = ("SourceSansPro", "SourceSansProIt", "SourceSansProBold")

_GAYA: Any = {
    "font.family": [HURUF, "DejaVu Sans"],  # the second only for signs that the first lacks
    "font.size": TEKS,
    "text.color": TINTA,
    "text.parse_math": False,  # a "$" in a name is a letter
    "axes.edgecolor": GARIS,
    "axes.labelcolor": REDUP,
    "axes.linewidth": 0.6,
    "axes.axisbelow": True,
    "grid.color": GARIS,
    "grid.linewidth": 0.6,
    "xtick.color": REDUP,
    "ytick.color": REDUP,
    "xtick.labelsize": KECIL,
    "ytick.labelsize": KECIL,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "lines.solid_capstyle": "butt",
    "patch.linewidth": 0,
    "figure.dpi": 100,
    "figure.facecolor": KERTAS,
    "savefig.facecolor": KERTAS,
    "savefig.bbox": "standard",  # "tight" would change the 16 cm
    "svg.fonttype": "path",  # PDF/UA needs no font from the reader's machine
    "svg.hashsalt": "lkip",
    "path.sketch": None,
}

# No date, no program name: the same figure is the same bytes.
_TANPA_META_SVG = {"Date": None, "Creator": None, "Format": None, "Type": None}


@cache
def register_huruf() -> None:
    """Make the typeface of the report known to matplotlib, once a process."""
    for nama in _BERKAS_HURUF:
        font_manager.fontManager.addfont(font_source_sans_pro.font_files_ttf[nama])


def apply_gaya(fungsi: Callable[P, T]) -> Callable[P, T]:
    """Run `fungsi` with the report's chart style, and leave matplotlib's settings as they were."""

    @wraps(fungsi)
    def bergaya(*args: P.args, **kwargs: P.kwargs) -> T:
        register_huruf()
        with rc_context(_GAYA):
            return fungsi(*args, **kwargs)

    return bergaya


@apply_gaya
def render_svg(figure: Figure) -> bytes:
    """The figure as SVG, text as paths; the same bytes each time, in each process."""
    wadah = io.BytesIO()
    figure.savefig(wadah, format="svg", metadata=_TANPA_META_SVG)
    svg = wadah.getvalue().decode("utf-8")
    svg = re.sub(r"<!DOCTYPE[^>]*>\s*", "", svg)  # it names a DTD on another machine
    return svg.encode("utf-8")


@apply_gaya
def render_png(figure: Figure, dpi: int = 200) -> bytes:
    """The figure as PNG of 16 cm at `dpi`; the same bytes each time."""
    wadah = io.BytesIO()
    figure.savefig(wadah, format="png", dpi=dpi, metadata={"Software": None})
    return wadah.getvalue()
