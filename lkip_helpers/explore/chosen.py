"""IPython extension of every kernel (etc/ipython): the chosen unit and year, and plain frames.

`lkip lab` names unit and year of notebooks opened there, jupyter-scheduler those of its jobs. The
parameters in the notebook stay as they are written; they are only replaced while it runs.
"""

import builtins
import os
import re
from typing import Any

CHOICE = "LKIP_PILIHAN"  # unit/year
OPENED = "JPY_SESSION_NAME"  # set for the kernel of an open notebook, and for no job
PARAMETER = re.compile(r"""(unit|tahun) = (["']?)([\w.-]+)\2\s*""")
NAME = re.compile(r"(?<![\w.])[^\W\d]\w*")


def align_text(frame: Any) -> str:
    """HTML of a frame as pandas shows it, with text left-aligned as in tables of the report.

    Columns are counted from the last, for there may be any index before them.
    """
    from pandas.api.types import is_numeric_dtype

    texts = [n for n, kind in enumerate(frame.dtypes[::-1], 1) if not is_numeric_dtype(kind)]
    cells = ", ".join(["tbody th", *(f"tr > :nth-last-child({n})" for n in texts)])
    rule = f"<style>@scope {{ table.dataframe :is({cells}) {{ text-align: left; }} }}</style>"
    return f"<div>{rule}{frame._repr_html_()}</div>"


def load_ipython_extension(shell: Any) -> None:
    """Called by IPython as a kernel starts."""
    choice = os.environ.get(CHOICE, "") if OPENED in os.environ else ""
    unit, _, tahun = choice.rpartition("/")

    def set_parameter(line: str, known: set[str]) -> str:
        """Replace a literal by the chosen value; quote a bare word, as jupyter-scheduler writes it.

        A value that refers to a name in `known` stays as it is.
        """
        if not (match := PARAMETER.fullmatch(line)):
            return line
        name, quote, value = match.groups()
        is_bare = name == "unit" and not quote and {*NAME.findall(value)} - known
        if unit and (quote or is_bare or value.isdigit()):
            return f'unit = "{unit}"\n' if name == "unit" else f"tahun = {tahun}\n"
        return f'unit = "{value}"\n' if is_bare else line

    def transform(lines: list[str]) -> list[str]:
        assigned = {line.split("=")[0].strip() for line in lines}
        known = assigned | {*shell.user_ns, *dir(builtins)}
        return [set_parameter(line, known) for line in lines]

    formatter = shell.display_formatter.formatters["text/html"]
    formatter.for_type_by_name("pandas", "DataFrame", align_text)
    shell.input_transformers_cleanup.append(transform)
