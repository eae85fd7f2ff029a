"""Parameters of a notebook: read from its `parameters` cell, so that a wrong name stops early."""

import ast
import difflib
import re
from collections.abc import Iterable
from typing import Any

from nbformat import NotebookNode

from lkip_helpers.errors import LkipError


class InvalidParameter(LkipError):
    """A parameter that no notebook declares."""


def list_parameter(nb: NotebookNode, sign: str = "parameters") -> dict[str, Any]:
    """Names and values in the cell tagged `parameters`, or another tag: `injected-parameters`."""
    cells = (c.source for c in nb.cells if sign in c.metadata.get("tags", []))
    return {
        node.targets[0].id: _read_value(source, node.value)
        for source in cells
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }


def tag_parameters(nb: NotebookNode) -> None:
    """Take the first cell that sets unit or year for that of the parameters, where none is."""
    codes = [c for c in nb.cells if c.cell_type == "code"]
    if not any("parameters" in c.metadata.get("tags", ()) for c in codes):
        for cell in [c for c in codes if re.match(r"(unit|tahun)\s*=", c.source)][:1]:
            cell.metadata["tags"] = [*cell.metadata.get("tags", ()), "parameters"]


def _read_value(source: str, value: ast.expr) -> Any:
    """A literal; what jupyter-scheduler wrote without quotes, as it stands."""
    try:
        return ast.literal_eval(value)
    except ValueError:
        return ast.get_source_segment(source, value)


def check_parameter(given: Iterable[str], known: Iterable[str]) -> None:
    """Raise InvalidParameter naming every unknown parameter, the nearest and all valid names."""
    valid = sorted(known)
    if foreign := [p for p in given if p not in valid]:
        similar = {p: difflib.get_close_matches(p, valid, 1) for p in foreign}
        advice = "".join(f" Maksudnya {m[0]}?" for m in similar.values() if m)
        raise InvalidParameter(
            f"Parameter tidak dikenal: {', '.join(foreign)}.{advice} Yang sah: {', '.join(valid)}."
        )
