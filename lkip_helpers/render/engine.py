"""A papermill engine that runs a notebook in this process.

Nine tenths of a papermill run is the start, imports and stop of a kernel. This engine runs the
cells in an IPython shell of its own inside the calling process, so that several chapters pay for
the imports once. The same notebook gives equal outputs under a kernel (tests compare them).
"""

import ast
import atexit
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.formatters import DisplayFormatter
from IPython.core.history import HistoryManager
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from nbformat import NotebookNode
from papermill.engines import Engine, NotebookExecutionManager
from traitlets import Any as AnyTrait
from traitlets import List, Type

from lkip_helpers.render.parameters import check_parameter, read_parameters
from lkip_helpers.report.payload import Payload
from lkip_helpers.report.shown import Look, draw_plain_figure, show_plain_frame


def _output(kind: str, **content: Any) -> NotebookNode:
    """An output of a cell, as nbformat.v4.new_output makes it, neither checked nor copied."""
    return NotebookNode(output_type=kind, **content)


class _Catcher(DisplayPublisher):
    """Collects what `display()` publishes."""

    output = List(AnyTrait())

    def publish(self, data: Any, metadata: Any = None, *_: Any, **__: Any) -> None:
        self.output.append(_output("display_data", data=data, metadata=metadata or {}))

    def clear_output(self, wait: bool = False) -> None:
        self.output.clear()


class _Result(DisplayHook):
    """Collects the value of a cell's last expression, in order with what was displayed."""

    def write_output_prompt(self) -> None: ...

    def finish_displayhook(self) -> None: ...

    shell: Any

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        if format_dict:
            content = {"data": format_dict, "metadata": md_dict or {}}
            result = _output("execute_result", **content, execution_count=self.prompt_count)
            self.shell.display_pub.output.append(result)


class _Formatter(DisplayFormatter):
    """Objects of the report say all their forms at once; they are not asked for ten others."""

    def format(self, shown: Any, include: Any = None, exclude: Any = None) -> Any:
        own = isinstance(shown, Payload | Look)
        return shown._repr_mimebundle_() if own else super().format(shown, include, exclude)


class Shell(InteractiveShell):
    """An IPython shell without terminal, history or user configuration."""

    display_pub: _Catcher
    display_formatter: Any
    history_manager: Any
    error: NotebookNode | None = None  # what failed in the cell, also while a value showed itself
    display_pub_class = Type(_Catcher)
    displayhook_class = Type(_Result)

    def init_display_formatter(self) -> None:
        self.display_formatter = _Formatter(parent=self)

    def init_history(self) -> None:
        self.history_manager = HistoryManager(shell=self, parent=self, enabled=False)

    def enable_gui(self, gui: Any = None) -> None: ...

    def transform_cell(self, raw_cell: str) -> str:
        """Plain Python as it is; what cannot be parsed may hold commands of IPython."""
        try:
            ast.parse(raw_cell)
        except SyntaxError:
            return str(super().transform_cell(raw_cell))
        return raw_cell if raw_cell.endswith("\n") else f"{raw_cell}\n"

    def _showtraceback(self, kind: type[BaseException], error: Any, trail: list[str]) -> None:
        """Called by IPython with every failure."""
        self.error = _output("error", ename=kind.__name__, evalue=str(error), traceback=[*trail])


@contextmanager
def _shell() -> Iterator[Shell]:
    """A fresh shell that `display()` and `get_ipython()` find, as they find a kernel's."""
    shell = Shell.instance()
    forms = shell.display_formatter.formatters
    forms["text/html"].for_type_by_name("pandas", "DataFrame", show_plain_frame)
    forms["image/png"].for_type_by_name("matplotlib.figure", "Figure", draw_plain_figure)
    try:
        yield shell
    finally:
        # Each would keep the shell or all that it showed, and through it what the notebook made.
        shell.history_manager.outputs.clear()
        atexit.unregister(shell.atexit_operations)
        shell.restore_sys_module_state()
        Shell.clear_instance()


class LkipEngine(Engine):  # type: ignore[misc]
    """`papermill --engine lkip`: runs the cells in process, one fresh shell a notebook."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: NotebookExecutionManager, kernel_name: str, **kwargs: Any
    ) -> None:
        given = nb_man.nb.metadata.papermill.get("parameters", {})
        check_parameter(given, read_parameters(nb_man.nb))
        with _shell() as shell, chdir(kwargs.get("cwd") or "."):
            for index, cell in enumerate(nb_man.nb.cells):
                if cell.cell_type != "code" or not cell.source.strip():
                    continue
                nb_man.cell_start(cell, index)
                if _run(shell, cell):
                    nb_man.cell_exception(cell, index)
                    break
                nb_man.cell_complete(cell, index)


def _run(shell: Shell, cell: NotebookNode) -> bool:
    """Run one cell, put its outputs into it, say whether it failed."""
    shell.display_pub.output, shell.error = [], None
    shell.autoawait = "await" in cell.source or "async" in cell.source
    with capture_output(display=False) as text:
        shell.run_cell(cell.source, store_history=True)
        _publish_figures(shell)
    cell.execution_count = shell.execution_count - 1
    streams = (("stdout", text.stdout), ("stderr", text.stderr))
    printed = (_output("stream", name=name, text=content) for name, content in streams if content)
    cell.outputs = [shell.error] if shell.error else [*printed, *shell.display_pub.output]
    return shell.error is not None


def _publish_figures(shell: Shell) -> None:
    """Show the pyplot figures that a cell leaves open, and close them, as a kernel does."""
    if not (plots := sys.modules.get("matplotlib.pyplot")):
        return
    for number in plots.get_fignums():
        figure = plots.figure(number)
        png = draw_plain_figure(figure)
        shell.display_pub.publish({"image/png": png, "text/plain": str(figure)})
    plots.close("all")
