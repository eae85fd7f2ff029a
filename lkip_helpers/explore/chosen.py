"""IPython extension of every kernel (etc/ipython): chosen unit and year, frames, errors in words.

`lkip lab` names unit and year of notebooks opened there, jupyter-scheduler those of its jobs. The
parameters that chapters come with stay as they are written; they are replaced while a cell runs,
and it says so. Any other unit or year is what somebody typed, and is used.
"""

import builtins
import os
import re
from functools import partial
from importlib import import_module
from typing import Any

CHOICE = "LKIP_PILIHAN"  # unit and year of the chapters, and those in their place: a/2021/b/2022
OPENED = "JPY_SESSION_NAME"  # set for the kernel of an open notebook, and for no job
PARAMETER = re.compile(r"""(unit|tahun) = (["']?)([\w.-]+)\2\s*""")
TOLD = """<p>Sel ini dijalankan untuk {}, yang dipilih ketika JupyterLab dibuka.
Untuk memakai isi selnya, ketik unit atau tahun lain, atau akhiri barisnya dengan #.</p>"""
NAME = re.compile(r"(?<![\w.])[^\W\d]\w*")


def align_text(frame: Any) -> str:
    """HTML of a frame as pandas shows it, with text left-aligned as in tables of the report.

    Columns are counted from the last; what is before them is the index, text too.
    """
    from pandas.api.types import is_numeric_dtype

    texts = [n for n, kind in enumerate(frame.dtypes[::-1], 1) if not is_numeric_dtype(kind)]
    index = "tbody th", f"tr > :not(:nth-last-child(-n + {len(frame.columns)}))"  # pandas cuts wide
    cells = ", ".join([*index, *(f"tr > :nth-last-child({n})" for n in texts)])
    rule = f"<style>@scope {{ table.dataframe :is({cells}) {{ text-align: left; }} }}</style>"
    return f"<div>{rule}{frame._repr_html_()}</div>"


def explain(show_trace: Any, kind: type[BaseException], *rest: Any, **also: Any) -> list[str]:
    """The traceback of an error as `show_trace` has it, and below it what one of its kind means."""
    from lkip_helpers.rules import load_rules

    meanings = (load_rules("galat")["bab"].get(k.__name__) for k in kind.__mro__)
    return [*show_trace(kind, *rest, **also), *[*filter(None, meanings)][:1]]


def load_ipython_extension(shell: Any) -> None:
    """Called by IPython as a kernel starts."""
    choice = os.environ.get(CHOICE, "") if OPENED in os.environ else ""
    names = zip(("unit", "tahun"), choice.split("/")[:2], choice.split("/")[2:], strict=False)
    chosen = {(name, old): new for name, old, new in names if old != new}
    replaced: dict[str, str] = {}  # by the cell that is about to run

    def set_parameter(line: str, known: set[str]) -> str:
        """Replace a literal by the chosen value; quote a bare word, as jupyter-scheduler writes it.

        A value that refers to a name in `known` stays as it is.
        """
        if not (match := PARAMETER.fullmatch(line)):
            return line
        name, quote, value = match.groups()
        if (name, value) in chosen:
            replaced[name] = value = chosen[name, value]
        elif name == "tahun" or quote or not {*NAME.findall(value)} - known:
            return line
        return f'unit = "{value}"\n' if name == "unit" else f"tahun = {value}\n"

    def transform(lines: list[str]) -> list[str]:
        replaced.clear()
        assigned = {line.split("=")[0].strip() for line in lines}
        known = assigned | {*shell.user_ns, *dir(builtins)}
        return [set_parameter(line, known) for line in lines]

    def tell() -> None:
        """Say below the cell what it runs for: read_numbering finds it there, a document not."""
        from lkip_helpers.report.payload import ABSENT, MIME

        words = " dan ".join(f"{name} {value}" for name, value in replaced.items())
        data = {"text/html": TOLD.format(words), MIME: {"jenis": ABSENT}}
        if replaced:
            shell.display_pub.publish(data, {"lkip": {"parameter": {**replaced}}})

    shell.automagic = False  # else `load(…)` without its import is the magic %load
    for trace in (shell.InteractiveTB, shell.SyntaxTB):
        trace.structured_traceback = partial(explain, trace.structured_traceback)
    shell.events.register("pre_execute", tell)  # a cell may be transformed twice
    forms = shell.display_formatter.formatters
    forms["text/html"].for_type_by_name("pandas", "DataFrame", align_text)
    forms["image/png"].for_type_by_name(
        "matplotlib.figure",
        "Figure",
        lambda figure: import_module("lkip_helpers.report.shown").draw_plain_figure(figure),
    )
    shell.input_transformers_cleanup.append(transform)
