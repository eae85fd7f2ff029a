"""The unit and year that notebooks speak of where `lkip lab` or jupyter-scheduler names them.

Loaded by each kernel (etc/ipython). A notebook keeps the parameters that it was written with, for
they are only taken for others while it runs here.
"""

import builtins
import os
import re
from typing import Any

CHOICE = "LKIP_PILIHAN"  # unit/year
PARAMETER = re.compile(r"""(unit|tahun) = (["']?)([\w.-]+)\2\s*""")
NAME = re.compile(r"(?<![\w.])[^\W\d]\w*")


def load_ipython_extension(shell: Any) -> None:
    """Called by IPython as a kernel starts."""
    unit, _, tahun = os.environ.get(CHOICE, "").rpartition("/")

    def take(line: str) -> str:
        """A literal becomes the value chosen; `unit = paal-merah`, as scheduled, a text.

        What can be computed is left.
        """
        if not (found := PARAMETER.fullmatch(line)):
            return line
        name, quote, value = found.groups()
        bare = not quote and {*NAME.findall(value)} - {*shell.user_ns, *dir(builtins)}
        if unit and (quote or bare or value.isdigit()):
            return f'unit = "{unit}"\n' if name == "unit" else f"tahun = {tahun}\n"
        return f'{name} = "{value}"\n' if bare else line

    shell.input_transformers_cleanup.append(lambda lines: [take(line) for line in lines])
