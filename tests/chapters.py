"""The cells of a chapter run with values that a test gives them, and the text they show."""

import ast
from typing import Any

import nbformat

import lkip_helpers
from lkip_helpers.report.narasi import Chain
from lkip_helpers.report.tabel import Tabel
from tests.conftest import PROJECT_ROOT


def run_cells(chapter: str, *cells: str, **names: Any) -> dict[str, Any]:
    """The names that these cells leave; `_` is the value of the last expression."""
    (file,) = (PROJECT_ROOT / "notebooks").glob(f"{chapter}*.ipynb")
    source = {c.id: c.source for c in nbformat.read(file, 4).cells}
    scope = {n: getattr(lkip_helpers, n) for n in dir(lkip_helpers)} | names
    for name in cells:
        *body, last = ast.parse(source[name]).body
        if isinstance(last, ast.Expr):
            last = ast.parse(f"_ = {ast.unparse(last)}").body[0]
        exec(compile(ast.Module([*body, last], []), name, "exec"), scope)  # noqa: S102 our cells
    return scope


def cell_text(chapter: str, *cells: str, **names: Any) -> str:
    """The text of the last of these cells, with plain spaces."""
    return text(run_cells(chapter, *cells, **names)["_"])


def text(shown: Any) -> str:
    """The text of a display object, or of a chain of them."""
    if isinstance(shown, Chain):
        return "\n".join(text(part) for part in shown.items)
    return shown.html if isinstance(shown, Tabel) else shown.markdown.replace("\u00a0", " ")
