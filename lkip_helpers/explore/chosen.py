"""IPython extension of every kernel (etc/ipython): the chosen unit and year, and plain frames.

`lkip lab` names unit and year of notebooks opened there, jupyter-scheduler those of its jobs. The
parameters that chapters come with stay as they are written; they are replaced while a cell runs,
and it says so. Any other unit or year is what somebody typed, and is used.
"""

import builtins
import os
import re
from typing import Any

CHOICE = "LKIP_PILIHAN"  # unit and year of the chapters, and those in their place: a/2021/b/2022
OPENED = "JPY_SESSION_NAME"  # set for the kernel of an open notebook, and for no job
PARAMETER = re.compile(r"""(unit|tahun) = (["']?)([\w.-]+)\2\s*""")
CURE = "; ketik unit atau tahun lain untuk memakainya"
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


def show_replaced(shell: Any, replaced: dict[str, str]) -> None:
    """Say below the cell for which unit or year it runs; read_numbering finds it there too."""
    from lkip_helpers.report.payload import Absent

    words = " dan ".join(f"{name} {value}" for name, value in replaced.items())
    absent = Absent("Data menurut sel ini", f"JupyterLab dibuka untuk {words}{CURE}")
    data, about = absent._repr_mimebundle_()
    about["lkip"]["parameter"] = replaced
    shell.display_pub.publish(data, about)


def load_ipython_extension(shell: Any) -> None:
    """Called by IPython as a kernel starts."""
    choice = os.environ.get(CHOICE, "") if OPENED in os.environ else ""
    parts = choice.split("/")
    names = zip(("unit", "tahun"), parts[:2], parts[2:], strict=False)
    chosen = {(name, old): new for name, old, new in names if old != new}

    def set_parameter(line: str, known: set[str], replaced: dict[str, str]) -> str:
        """Replace a literal by the chosen value; quote a bare word, as jupyter-scheduler writes it.

        A value that refers to a name in `known` stays as it is. replaced: gets the new value.
        """
        if not (match := PARAMETER.fullmatch(line)):
            return line
        name, quote, value = match.groups()
        if new := chosen.get((name, value)):
            replaced[name] = new
            return f'unit = "{new}"\n' if name == "unit" else f"tahun = {new}\n"
        is_bare = name == "unit" and not quote and {*NAME.findall(value)} - known
        return f'unit = "{value}"\n' if is_bare else line

    def transform(lines: list[str]) -> list[str]:
        assigned = {line.split("=")[0].strip() for line in lines}
        known = assigned | {*shell.user_ns, *dir(builtins)}
        replaced: dict[str, str] = {}
        code = [set_parameter(line, known, replaced) for line in lines]
        if replaced:
            show_replaced(shell, replaced)
        return code

    transform.has_side_effects = True  # type: ignore[attr-defined]
    formatter = shell.display_formatter.formatters["text/html"]
    formatter.for_type_by_name("pandas", "DataFrame", align_text)
    shell.input_transformers_cleanup.append(transform)
