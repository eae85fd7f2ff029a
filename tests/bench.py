"""How long the work takes, whole process from outside: `make bench`. Nothing is asserted here."""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.conftest import lkip, salin_ruang

KALI = 5


def ukur(nama: str, *argumen: str, root: Path) -> None:
    """Median, least and most of KALI runs after one warm-up."""
    detik = []
    for putaran in range(KALI + 1):
        mulai = time.perf_counter()
        hasil = lkip(root, *argumen)
        if hasil.returncode:
            sys.exit(hasil.stderr)
        if putaran:
            detik.append(time.perf_counter() - mulai)
    tengah = statistics.median(detik)
    print(f"{nama:<34}{tengah:7.2f} s   ({min(detik):.2f}–{max(detik):.2f})")


def _salin(keluaran: Path) -> str:
    """A second report to compare with."""
    return str(shutil.copytree(keluaran, keluaran.with_name("salinan")))


def main() -> None:
    """Check, render, questions asked of a report; a chapter under a kernel beside our engine."""
    folder = Path(tempfile.mkdtemp())
    try:
        ruang = salin_ruang(folder)
        ukur("lkip check", "check", root=folder)
        ukur("lkip render", "render", root=folder)
        ukur("lkip trace (satu angka)", "trace", "skm-ringkasan", "ikm", root=folder)
        ukur("lkip diff", "diff", str(ruang.outputs), _salin(ruang.outputs), root=folder)
        bab = ruang.notebooks / "31-kepuasan-masyarakat.ipynb"
        for mesin in ([], ["--engine", "lkip"]):
            mulai = time.perf_counter()
            perintah = ["papermill", *mesin, "--cwd", str(ruang.notebooks), str(bab)]
            subprocess.run(
                [sys.executable, "-m", *perintah, str(folder / "x.ipynb")],
                check=True,
                capture_output=True,
            )
            print(f"{'papermill ' + ' '.join(mesin):<34}{time.perf_counter() - mulai:7.2f} s")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
