"""What each kernel loads (etc/ipython): the unit and year chosen, and how plain frames look.

`lkip lab` names unit and year of notebooks opened there, jupyter-scheduler those of its jobs. A
notebook keeps the parameters that it was written with, for they are only taken for others while it
runs.
"""

import builtins
import os
import re
from typing import Any

CHOICE = "LKIP_PILIHAN"  # unit/year
OPENED = "JPY_SESSION_NAME"  # set for the kernel of what stands open, and for no job
PARAMETER = re.compile(r"""(unit|tahun) = (["']?)([\w.-]+)\2\s*""")
NAME = re.compile(r"(?<![\w.])[^\W\d]\w*")


def align_text(frame: Any) -> str:
    """A frame as pandas shows it, with its text to the left as in tables of the report.

    Columns are counted from the last, whatever index stands before them.
    """
    from pandas.api.types import is_numeric_dtype

    last = [n for n, kind in enumerate(frame.dtypes[::-1], 1) if not is_numeric_dtype(kind)]
    cells = ", ".join(["tbody th", *(f"tr > :nth-last-child({n})" for n in last)])
    rule = f"<style>@scope {{ table.dataframe :is({cells}) {{ text-align: left; }} }}</style>"
    return f"<div>{rule}{frame._repr_html_()}</div>"


def load_ipython_extension(shell: Any) -> None:
    """Called by IPython as a kernel starts."""
    choice = os.environ.get(CHOICE, "") if OPENED in os.environ else ""
    unit, _, tahun = choice.rpartition("/")

    def take(line: str, known: set[str]) -> str:
        """A literal becomes the value chosen; `unit = sukamaju`, as scheduled, a text.

        What can be computed is left.
        """
        if not (found := PARAMETER.fullmatch(line)):
            return line
        name, quote, value = found.groups()
        bare = name == "unit" and not quote and {*NAME.findall(value)} - known
        if unit and (quote or bare or value.isdigit()):
            return f'unit = "{unit}"\n' if name == "unit" else f"tahun = {tahun}\n"
        return f'unit = "{value}"\n' if bare else line

    def transform(lines: list[str]) -> list[str]:
        given = {line.split("=")[0].strip() for line in lines}
        return [take(line, given | {*shell.user_ns, *dir(builtins)}) for line in lines]

    page = shell.display_formatter.formatters["text/html"]
    page.for_type_by_name("pandas", "DataFrame", align_text)
    shell.input_transformers_cleanup.append(transform)
