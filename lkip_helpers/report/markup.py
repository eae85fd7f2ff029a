"""The HTML templates of this room."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2


@lru_cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("lkip_helpers.report"), autoescape=True, trim_blocks=True,
        lstrip_blocks=True, undefined=jinja2.StrictUndefined, auto_reload=False,
    )  # fmt: skip


def render(name: str, **variables: Any) -> str:
    """The template `name` filled with `variables`; texts are escaped."""
    return _environment().get_template(name).render(**variables)


@lru_cache
def read_style() -> str:
    """CSS of tables and figures, wherever their HTML is shown: first the colours, then rules."""
    return (Path(__file__).parent / "templates" / "benda.css").read_text("utf-8")


def read_screen_style() -> str:
    """The same for JupyterLab, whose own rules for tables would otherwise win."""
    colors, rules = read_style().split("}\n", 1)
    return render("layar.css.j2", warna=colors, aturan=rules)
