"""`lkip lab`: JupyterLab opened on its first page, already filled with the state of the data."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from lkip_helpers.explore.chosen import CHOICE
from lkip_helpers.render.fingerprint import read_build
from lkip_helpers.render.numbering import KEY as NUMBERS
from lkip_helpers.render.parameters import read_parameters
from lkip_helpers.report.markup import read_screen_style
from lkip_helpers.workspace import WORKSPACE_VARIABLE, Workspace, choose_workspace

# As `python -m papermill`, without what it would import for a second and not use.
RUNNER = """from lkip_helpers.render.startup import skip_address_parser
skip_address_parser()
from papermill.__main__ import papermill
papermill()"""

# Charts as wide as their cell; the arrow of a list of choices is black in both themes.
FURTHER_STYLE = """.jp-RenderedVegaLite svg { max-width: 100%; height: auto; }
[data-jp-theme-light="false"] .widget-dropdown > select {
  appearance: auto; background-image: none; color-scheme: dark;
}
"""


def run(root: Path, choices: Any) -> int:
    """Fill the first page and start JupyterLab in `root`."""
    os.environ[WORKSPACE_VARIABLE] = str(root)  # for notebooks run elsewhere, as a scheduler does
    programs = [str(Path(sys.executable).parent), *filter(None, [os.environ.get("PATH")])]
    os.environ["PATH"] = os.pathsep.join(programs)  # so that its terminal knows `lkip`
    workspace = choose_office(root, choices.unit, choices.tahun)
    page = fill_start(workspace).relative_to(root).as_posix()
    workspace.lab_style.parent.mkdir(parents=True, exist_ok=True)
    style = read_screen_style() + FURTHER_STYLE + _number_style(workspace)
    workspace.lab_style.write_text(style, "utf-8", newline="\n")
    from jupyterlab.labapp import LabApp

    settings = [
        f"--ServerApp.root_dir={root}",
        f"--ServerApp.tornado_settings=static_custom_path={workspace.lab_style.parent}",
        "--LabApp.custom_css=True",
        f"--LabApp.default_url=/lab/tree/{page}",
    ]
    if os.name == "posix":  # one that does not set PATH anew, as a login does
        shell = [os.environ.get("SHELL", "sh")]
        settings.append(f"--ServerApp.terminado_settings={ {'shell_command': shell} }")
    LabApp.launch_instance([*settings, *choices.argumen])
    return 0


def choose_office(root: Path, unit: str | None, tahun: int | None) -> Workspace:
    """Whom the chapters are run for: who is named; else, where theirs has no data, who has.

    Then it is so whatever the parameters of a notebook say.
    """
    from nbformat import read

    own = Workspace("", 0, root)
    if chapters := own.list_chapters():
        given = read_parameters(read(chapters[0], 4))
        own = Workspace(given.get("unit", ""), given.get("tahun", 0), root)
    if not unit and not tahun and not own.raw.exists():
        latest = [(t, u) for u in own.list_units() for t in Workspace(u, 0, root).list_tahun()]
        tahun, unit = max(latest, default=(None, None))
    if not unit and not tahun:
        return own
    chosen = choose_workspace(root, unit, tahun)
    os.environ[CHOICE] = f"{chosen.unit}/{chosen.tahun}"
    return chosen


def _number_style(workspace: Workspace) -> str:
    """Captions and references with the numbers that the last report gave them, as a style sheet.

    So a notebook reads as the report does, and what it stores stays free of them.
    """
    numbers = read_build(workspace.outputs).get(NUMBERS, {}).get("nomor", {})
    return "".join(
        f'a[href$="#{label}"]::after, .nomor[data-label="{label}"]::after '
        f'{{ content: " {number}"; }}\n'
        for label, number in numbers.items()
    )


def fill_start(workspace: Workspace) -> Path:
    """The first page, run; where that fails the page itself, and the reason on the terminal.

    It is run in a process of its own, so that what it needs does not stay in the server.
    """
    destination = workspace.filled_start
    destination.parent.mkdir(parents=True, exist_ok=True)
    command = [RUNNER, "--engine", "lkip", "--no-progress-bar", "--log-level", "ERROR"]
    command += ["--cwd", str(workspace.notebooks), str(workspace.start), str(destination)]
    with subprocess.Popen(  # noqa: S603 a command of our own
        [sys.executable, "-c", *command], stderr=subprocess.PIPE, text=True
    ) as filling:
        import_module("jupyterlab.labapp")  # meanwhile
        _, reason = filling.communicate()
    if filling.returncode:
        print(reason, file=sys.stderr)
        return workspace.start
    _save(destination)
    return destination


def _save(file: Path) -> None:
    """Leave what was just run here as JupyterLab would save it.

    It names its kernel in full, or JupyterLab adds that on opening and calls the page unsaved; and
    it is signed, so that it is shown as it is.
    """
    import nbformat
    from ipykernel.ipkernel import IPythonKernel
    from jupyter_client.kernelspec import KernelSpecManager
    from nbformat.sign import NotebookNotary

    content = nbformat.read(file, 4)
    kernel = content.metadata.kernelspec
    kernel.display_name = KernelSpecManager().get_kernel_spec(kernel.name).display_name
    content.metadata.language_info = IPythonKernel.language_info
    nbformat.write(content, file)
    NotebookNotary().sign(content)
