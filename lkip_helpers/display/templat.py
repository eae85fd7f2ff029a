"""The HTML templates of this room."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2

LAYAR = """\
.lkip-tabel table { font-size: 13px; }
:is(.lkip-tabel, .lkip-gambar) table { table-layout: auto; }
.lkip-tabel, .lkip-gambar { margin: 12px 0; }
--tinta: var(--jp-content-font-color1); --redup: var(--jp-content-font-color2);
--garis: var(--jp-border-color1); --halus: var(--jp-border-color2);
--samar: var(--jp-layout-color2); --biru: var(--jp-content-link-color);
--kartu: var(--jp-layout-color0);
.lkip-gambar img { min-width: 36rem; box-sizing: border-box; padding: 8px; background: #fff; }
"""  # its own colours, so that its dark view stays legible; a chart has its own, and keeps its size


@lru_cache
def _lingkungan() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("lkip_helpers.display"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


def render(nama: str, **isi: Any) -> str:
    """The template `nama` filled with `isi`; texts are escaped."""
    return _lingkungan().get_template(nama).render(**isi)


def read_gaya() -> str:
    """How tables and figures look, wherever their HTML is shown: colours first, then rules."""
    return _gaya()


def read_gaya_layar() -> str:
    """The same in JupyterLab, whose own rules for tables would come first."""
    warna, aturan = _gaya().split("}\n", 1)
    return f"{warna}}}\n.jp-RenderedHTMLCommon {{\n{aturan}{LAYAR}}}\n"


@lru_cache
def _gaya() -> str:
    return (Path(__file__).parent / "templates" / "benda.css").read_text("utf-8")
