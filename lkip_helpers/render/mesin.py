"""A papermill engine that runs a notebook in this process.

Nine tenths of a papermill run is the start, imports and stop of a kernel. This engine runs the
cells in an IPython shell of its own inside the calling process, so that several chapters pay for
the imports once. The same notebook gives equal outputs under a kernel (tests compare them).
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from nbformat import NotebookNode
from papermill.engines import Engine, NotebookExecutionManager
from traitlets import Any as AnyTrait
from traitlets import List, Type

from lkip_helpers.render.parameter import check_parameter, list_parameter


class _Penangkap(DisplayPublisher):
    """Collects what `display()` publishes."""

    keluaran = List(AnyTrait())

    def publish(self, data: Any, metadata: Any = None, *_: Any, **__: Any) -> None:
        self.keluaran.append(
            nbformat.v4.new_output("display_data", data=data, metadata=metadata or {})
        )

    def clear_output(self, wait: bool = False) -> None:
        self.keluaran.clear()


class _Hasil(DisplayHook):
    """Collects the value of a cell's last expression, in order with what was displayed."""

    def write_output_prompt(self) -> None: ...

    def finish_displayhook(self) -> None: ...

    shell: Any

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        if format_dict:
            self.shell.display_pub.keluaran.append(
                nbformat.v4.new_output(
                    "execute_result",
                    data=format_dict,
                    metadata=md_dict or {},
                )
            )


class Cangkang(InteractiveShell):
    """An IPython shell without terminal, history or user configuration."""

    display_pub: _Penangkap
    history_manager: Any
    display_pub_class = Type(_Penangkap)
    displayhook_class = Type(_Hasil)

    def init_history(self) -> None:
        super().init_history()
        self.history_manager.enabled = False

    def enable_gui(self, gui: Any = None) -> None: ...


@contextmanager
def _cangkang() -> Iterator[Cangkang]:
    """A fresh shell that `display()` and `get_ipython()` find, as they find a kernel's."""
    shell = Cangkang.instance()
    try:
        yield shell
    finally:
        Cangkang.clear_instance()


@contextmanager
def _di_folder(folder: Path | None) -> Iterator[None]:
    asal = Path.cwd()
    os.chdir(folder or asal)
    try:
        yield
    finally:
        os.chdir(asal)


class MesinLkip(Engine):  # type: ignore[misc]
    """`papermill --engine lkip`: runs the cells in process, one fresh shell a notebook."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: NotebookExecutionManager, kernel_name: str, **kwargs: Any
    ) -> None:
        check_parameter(
            nb_man.nb.metadata.papermill.get("parameters", {}), list_parameter(nb_man.nb)
        )
        with _cangkang() as shell, _di_folder(kwargs.get("cwd")):
            for indeks, cell in enumerate(nb_man.nb.cells):
                if cell.cell_type != "code" or not cell.source.strip():
                    continue
                nb_man.cell_start(cell, indeks)
                gagal = _run(shell, cell)
                (nb_man.cell_exception if gagal else nb_man.cell_complete)(cell, indeks)
                if gagal:
                    break


def _run(shell: Cangkang, cell: NotebookNode) -> bool:
    """Run one cell, put its outputs into it, say whether it failed."""
    shell.display_pub.keluaran = []
    with capture_output(display=False) as teks:
        hasil = shell.run_cell(cell.source, store_history=True)
    cell.execution_count = shell.execution_count - 1
    keluaran: Any
    for keluaran in shell.display_pub.keluaran:
        if keluaran.output_type == "execute_result":
            keluaran.execution_count = cell.execution_count
    cell.outputs = [
        *(
            nbformat.v4.new_output("stream", name=nama, text=isi)
            for nama, isi in (("stdout", teks.stdout), ("stderr", teks.stderr))
            if isi
        ),
        *shell.display_pub.keluaran,
    ]
    galat = hasil.error_before_exec or hasil.error_in_exec
    if galat:
        cell.outputs = [_galat(shell, galat)]
    return galat is not None


def _galat(shell: Cangkang, galat: BaseException) -> NotebookNode:
    jejak = shell.InteractiveTB.structured_traceback(type(galat), galat, galat.__traceback__)
    return nbformat.v4.new_output(
        "error", ename=type(galat).__name__, evalue=str(galat), traceback=list(jejak)
    )
