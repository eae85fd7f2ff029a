"""The HTML templates of this room."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2

SCREEN = """\
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
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("lkip_helpers.report"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


def render(name: str, **content: Any) -> str:
    """The template `name` filled with `content`; texts are escaped."""
    return _environment().get_template(name).render(**content)


@lru_cache
def read_style() -> str:
    """How tables and figures look, wherever their HTML is shown: colours first, then rules."""
    return (Path(__file__).parent / "templates" / "benda.css").read_text("utf-8")


def read_screen_style() -> str:
    """The same in JupyterLab, whose own rules for tables would come first."""
    color, rule = read_style().split("}\n", 1)
    return f"{color}}}\n{2 * '.jp-RenderedHTMLCommon'} {{\n{rule}{SCREEN}}}\n"
