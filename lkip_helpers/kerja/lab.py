"""`lkip lab`: JupyterLab opened on its first page, already filled with the state of the data."""

import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from lkip_helpers.display.templat import read_gaya_layar
from lkip_helpers.workspace import Ruang


def buka(root: Path, argumen: Sequence[str]) -> int:
    """Fill the first page and start JupyterLab in `root`; argumen: passed on to it."""
    ruang = Ruang("", 0, root)
    halaman = isi_mulai(ruang).relative_to(root).as_posix()
    ruang.gaya_lab.parent.mkdir(parents=True, exist_ok=True)
    ruang.gaya_lab.write_text(read_gaya_layar(), "utf-8")
    if hasattr(signal, "SIGPIPE"):  # a server outlives those who stop listening
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    from jupyterlab.labapp import LabApp

    setelan = [
        f"--ServerApp.root_dir={root}",
        f"--ServerApp.tornado_settings=static_custom_path={ruang.gaya_lab.parent}",
        "--LabApp.custom_css=True",
        f"--LabApp.default_url=/lab/tree/{halaman}",
    ]
    LabApp.launch_instance([*setelan, *argumen])
    return 0


def isi_mulai(ruang: Ruang) -> Path:
    """The first page, run; where that fails the page itself, and the reason on the terminal.

    It is run in a process of its own, so that what it needs does not stay in the server.
    """
    tujuan = ruang.mulai_terisi
    tujuan.parent.mkdir(parents=True, exist_ok=True)
    perintah = ["papermill", "--engine", "lkip", "--no-progress-bar", "--log-level", "ERROR"]
    perintah += ["--cwd", str(ruang.notebooks), str(ruang.mulai), str(tujuan)]
    hasil = subprocess.run(  # noqa: S603 a command of our own
        [sys.executable, "-m", *perintah], check=False, capture_output=True, text=True
    )
    if hasil.returncode:
        print(hasil.stderr, file=sys.stderr)
        return ruang.mulai
    _simpan(tujuan)
    return tujuan


def _simpan(berkas: Path) -> None:
    """Leave what was just run here as JupyterLab would save it.

    It names its kernel in full, or JupyterLab adds that on opening and calls the page unsaved; and
    it is signed, so that it is shown as it is.
    """
    import nbformat
    from ipykernel.ipkernel import IPythonKernel
    from jupyter_client.kernelspec import KernelSpecManager
    from nbformat.sign import NotebookNotary

    isi = nbformat.read(berkas, 4)
    kernel = isi.metadata.kernelspec
    kernel.display_name = KernelSpecManager().get_kernel_spec(kernel.name).display_name
    isi.metadata.language_info = IPythonKernel.language_info
    nbformat.write(isi, berkas)
    NotebookNotary().sign(isi)
