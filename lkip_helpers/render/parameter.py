"""Parameters of a notebook: read from its `parameters` cell, so that a wrong name stops early."""

import ast
import difflib
from collections.abc import Iterable
from typing import Any

from nbformat import NotebookNode


class ParameterSalah(Exception):
    """A parameter that no notebook declares."""


def list_parameter(nb: NotebookNode, tanda: str = "parameters") -> dict[str, Any]:
    """Names and values in the cell tagged `parameters`, or another tag: `injected-parameters`."""
    sel = (c.source for c in nb.cells if tanda in c.metadata.get("tags", []))
    return {
        simpul.targets[0].id: ast.literal_eval(simpul.value)
        for sumber in sel
        for simpul in ast.parse(sumber).body
        if isinstance(simpul, ast.Assign) and isinstance(simpul.targets[0], ast.Name)
    }


def check_parameter(diberikan: Iterable[str], dikenal: Iterable[str]) -> None:
    """Raise ParameterSalah naming every unknown parameter, the nearest and all valid names."""
    sah = sorted(dikenal)
    if asing := [p for p in diberikan if p not in sah]:
        mirip = {p: difflib.get_close_matches(p, sah, 1) for p in asing}
        saran = "".join(f" Maksudnya {m[0]}?" for m in mirip.values() if m)
        raise ParameterSalah(
            f"Parameter tidak dikenal: {', '.join(asing)}.{saran} Yang sah: {', '.join(sah)}."
        )
