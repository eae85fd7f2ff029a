"""What a cell of a chapter says of values that a test gives it."""

import ast
from typing import Any

import nbformat

import lkip_helpers
from lkip_helpers.report.narasi import Chain
from lkip_helpers.report.tabel import Tabel
from tests.conftest import PROJECT_ROOT


def run_cells(chapter: str, *cell: str, **names: Any) -> dict[str, Any]:
    """The names after these cells; `_` is the value of the last expression."""
    (file,) = (PROJECT_ROOT / "notebooks").glob(f"{chapter}*.ipynb")
    source = {c.id: c.source for c in nbformat.read(file, 4).cells}
    scope = {n: getattr(lkip_helpers, n) for n in dir(lkip_helpers)} | names
    for one in cell:
        *body, last = ast.parse(source[one]).body
        if isinstance(last, ast.Expr):
            last = ast.parse(f"_ = {ast.unparse(last)}").body[0]
        exec(compile(ast.Module([*body, last], []), one, "exec"), scope)  # noqa: S102 our cells
    return scope


def tell(chapter: str, *cell: str, **names: Any) -> str:
    """The text of the last of these cells, with plain spaces."""
    return text(run_cells(chapter, *cell, **names)["_"])


def text(record: Any) -> str:
    """Everything a run of display objects says, as text."""
    if isinstance(record, Chain):
        return "\n".join(text(b) for b in record.items)
    return record.html if isinstance(record, Tabel) else record.markdown.replace("\u00a0", " ")
