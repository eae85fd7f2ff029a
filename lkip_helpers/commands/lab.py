"""`lkip lab`: start JupyterLab on its first page, already run with the state of the data."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from lkip_helpers.commands.parser import list_all
from lkip_helpers.explore.chosen import CHOICE
from lkip_helpers.render.fingerprint import NUMBERING, read_build
from lkip_helpers.render.parameters import read_parameters
from lkip_helpers.report.markup import read_screen_style
from lkip_helpers.workspace import WORKSPACE_VARIABLE, Root, Workspace, choose_workspace

# As `python -m papermill`, without a second of imports that are not needed.
RUNNER = """from lkip_helpers.render.startup import skip_address_parser
skip_address_parser()
from papermill.__main__ import papermill
papermill()"""


def run(root: Path, choices: Any) -> int:
    """Run the first page and start JupyterLab in `root`."""
    os.environ[WORKSPACE_VARIABLE] = str(root)  # for notebooks run elsewhere, as a scheduler does
    paths = [str(Path(sys.executable).parent), *filter(None, [os.environ.get("PATH")])]
    os.environ["PATH"] = os.pathsep.join(paths)  # so that its terminal finds `lkip`
    workspace = choose_office(root, choices.unit, choices.tahun)
    page = fill_start(workspace).relative_to(root).as_posix()
    workspace.lab_style.parent.mkdir(parents=True, exist_ok=True)
    style = read_screen_style() + _number_style(workspace)
    workspace.lab_style.write_text(style, "utf-8", newline="\n")
    from jupyterlab.labapp import LabApp

    settings = [
        f"--ServerApp.root_dir={root}",
        f"--ServerApp.tornado_settings=static_custom_path={workspace.lab_style.parent}",
        "--LabApp.custom_css=True",
        f"--LabApp.default_url=/lab/tree/{page}",
    ]
    if os.name == "posix":  # no login shell, which would set PATH anew
        shell = [os.environ.get("SHELL", "sh")]
        settings.append(f"--ServerApp.terminado_settings={ {'shell_command': shell} }")
    LabApp.launch_instance([*settings, *choices.argumen])
    return 0


def choose_office(root: Path, unit: str | None, tahun: int | None) -> Workspace:
    """The unit and year named; else those of the chapters, if they have data; else the latest.

    Others are put into the environment (CHOICE), to take the place of those of the chapters.
    """
    from nbformat import read

    chapters = Root(root).list_chapters()
    parameters = read_parameters(read(chapters[0], 4)) if chapters else {}
    default = Workspace(parameters.get("unit", ""), parameters.get("tahun", 0), root)
    if not unit and not tahun and not default.raw.exists():
        known = ((w.tahun, w.unit) for w in list_all(root))
        tahun, unit = max(known, default=(None, None))
    if not unit and not tahun:
        return default
    chosen = choose_workspace(root, unit, tahun)
    os.environ[CHOICE] = f"{default.unit}/{default.tahun}/{chosen.unit}/{chosen.tahun}"
    return chosen


def _number_style(workspace: Workspace) -> str:
    """A style sheet that adds to captions and references their numbers in the last report.

    So a notebook reads as the report does, and its stored outputs hold no numbers.
    """
    numbers = read_build(workspace.outputs).get(NUMBERING, {}).get("nomor", {})
    return "".join(
        f'a[href$="#{label}"]::after, .nomor[data-label="{label}"]::after '
        f'{{ content: " {number}"; }}\n'
        for label, number in numbers.items()
    )


def fill_start(workspace: Workspace) -> Path:
    """Run the first page; returns the result, or where that fails the page as it is.

    Prints the reason of a failure on stderr. It runs in a process of its own, so that what it
    imports does not stay in the server.
    """
    destination = workspace.filled_start
    destination.parent.mkdir(parents=True, exist_ok=True)
    command = [RUNNER, "--engine", "lkip", "--no-progress-bar", "--log-level", "ERROR"]
    command += ["--cwd", str(workspace.notebooks), str(workspace.start), str(destination)]
    with subprocess.Popen(  # noqa: S603 a command of our own
        [sys.executable, "-c", *command], stderr=subprocess.PIPE, text=True
    ) as filling:
        import_module("jupyterlab.labapp")  # while the page runs
        _, reason = filling.communicate()
    if filling.returncode:
        print(reason, file=sys.stderr)
        return workspace.start
    _save(destination)
    return destination


def _save(file: Path) -> None:
    """Save a notebook that was just run as JupyterLab would.

    It needs the full kernel metadata, which JupyterLab would add on opening and call the page
    unsaved, and a signature, without which its outputs would not be trusted.
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
