"""The parameters of a notebook: which it declares, and which of those given it does not know."""

import ast
import difflib
import re
from collections.abc import Iterable
from typing import Any

import nbformat
from nbformat import NotebookNode

from lkip_helpers.workspace import InvalidChoice, Workspace


def read_parameters(nb: NotebookNode, tag: str = "parameters") -> dict[str, Any]:
    """Names and values in the cells with this tag: `parameters` or `injected-parameters`."""
    sources = (c.source for c in nb.cells if tag in c.metadata.get("tags", []))
    return {
        node.targets[0].id: _read_value(source, node.value)
        for source in sources
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }


def tag_parameters(nb: NotebookNode) -> None:
    """Tag the first cell that sets unit or year as `parameters`, where no cell has that tag."""
    cells = [c for c in nb.cells if c.cell_type == "code"]
    if not any("parameters" in c.metadata.get("tags", ()) for c in cells):
        for cell in [c for c in cells if re.match(r"(unit|tahun)\s*=", c.source)][:1]:
            cell.metadata["tags"] = [*cell.metadata.get("tags", ()), "parameters"]


def _read_value(source: str, value: ast.expr) -> Any:
    """A literal; other source text, which jupyter-scheduler writes without quotes, as it stands."""
    try:
        return ast.literal_eval(value)
    except ValueError:
        return ast.get_source_segment(source, value)


def check_chapter_parameters(workspace: Workspace, parameter: dict[str, Any]) -> None:
    """Raise InvalidChoice before anything runs where no chapter knows a parameter."""
    chapters = workspace.list_chapters() if parameter else ()
    known = {name for file in chapters for name in read_parameters(nbformat.read(file, 4))}
    check_parameter(parameter, known)


def check_parameter(given: Iterable[str], known: Iterable[str]) -> None:
    """Raise InvalidChoice with every unknown parameter, the nearest and all valid names."""
    valid = sorted(known)
    if unknown := [p for p in given if p not in valid]:
        close = (difflib.get_close_matches(p, valid, 1) for p in unknown)
        advice = "".join(f" Maksudnya {m[0]}?" for m in close if m)
        raise InvalidChoice(
            f"Parameter tidak dikenal: {', '.join(unknown)}.{advice} Yang sah: {', '.join(valid)}."
        )
