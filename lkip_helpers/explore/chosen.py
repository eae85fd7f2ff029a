"""`lkip lab --unit --tahun`: the notebooks of this JupyterLab speak of that unit and year.

Loaded by each kernel (etc/ipython); without a choice it does nothing. A notebook keeps the
parameters that it was written with, for they are only taken for others while it runs here.
"""

import ast
import os
from typing import Any

CHOICE = "LKIP_PILIHAN"  # unit/year
NAMES = ("unit", "tahun")


class Chosen(ast.NodeTransformer):
    """`unit = "…"` and `tahun = …` with a literal at the top of a cell get the values chosen."""

    def __init__(self, unit: str, tahun: int) -> None:
        self.value: dict[str, str | int] = {"unit": unit, "tahun": tahun}

    def visit_Assign(self, node: ast.Assign) -> ast.Assign:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant()) if name in NAMES:
                node.value = ast.copy_location(ast.Constant(self.value[name]), node.value)
        return node


def load_ipython_extension(shell: Any) -> None:
    """Called by IPython as a kernel starts."""
    unit, _, tahun = os.environ.get(CHOICE, "").rpartition("/")
    if unit and tahun.isdigit():
        shell.ast_transformers.append(Chosen(unit, int(tahun)))
