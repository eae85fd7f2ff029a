"""The unit and year that notebooks speak of where `lkip lab` or jupyter-scheduler names them.

Loaded by each kernel (etc/ipython). A notebook keeps the parameters that it was written with, for
they are only taken for others while it runs here.
"""

import ast
import builtins
import os
import re
from typing import Any

CHOICE = "LKIP_PILIHAN"  # unit/year
NAMES = ("unit", "tahun")
BARE = re.compile(r"unit = (\w[\w.-]*)\s*")


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

    def quote(lines: list[str]) -> list[str]:
        """`unit = paal-merah`, as jupyter-scheduler writes it; what can be computed is left."""
        known = {*shell.user_ns, *dir(builtins)}
        return [
            f'unit = "{bare[1]}"\n'
            if (bare := BARE.fullmatch(line)) and {*re.findall(r"[^\W\d]\w*", bare[1])} - known
            else line
            for line in lines
        ]

    shell.input_transformers_cleanup.append(quote)
    unit, _, tahun = os.environ.get(CHOICE, "").rpartition("/")
    if unit and tahun.isdigit():
        shell.ast_transformers.append(Chosen(unit, int(tahun)))
