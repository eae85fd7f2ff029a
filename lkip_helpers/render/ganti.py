"""A new report takes the place of the old one in one move, and the old one is kept beside it."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lkip_helpers.render.sidik import read_build
from lkip_helpers.workspace import TABEL, hash_berkas

SEJAM = 3600
ISI = (TABEL, "*/*.ipynb")  # what a report says, whatever it looks like


@contextmanager
def folder_baru(tujuan: Path, sebelumnya: Path) -> Iterator[Path]:
    """A folder beside `tujuan` that takes its place when the block ends well, and vanishes if not.

    The former folder becomes `sebelumnya` where it says something else than the new one; where it
    says the same, what was there stays. It is moved aside for an instant; a run killed just then
    is mended by the next. A folder is only ever removed under a name that nobody reads.
    """
    tujuan.parent.mkdir(parents=True, exist_ok=True)
    lama = tujuan.with_name(f".{tujuan.name}.lama")
    if lama.exists():
        _simpan(lama, tujuan, sebelumnya) if tujuan.exists() else lama.rename(tujuan)
    _sapu(tujuan)
    baru = Path(tempfile.mkdtemp(prefix=f".{tujuan.name}.", dir=tujuan.parent))
    baru.chmod(0o755)
    try:
        yield baru
        if tujuan.exists():
            tujuan.rename(lama)
        baru.rename(tujuan)
        if lama.exists():
            _simpan(lama, tujuan, sebelumnya)
    finally:
        shutil.rmtree(baru, ignore_errors=True)


def _simpan(lama: Path, kini: Path, sebelumnya: Path) -> None:
    """Keep the former report, in place of the one before it, unless `kini` says the same."""
    usang = lama.with_suffix(".usang")
    shutil.rmtree(usang, ignore_errors=True)
    if sidik_isi(lama) == sidik_isi(kini):
        lama.rename(usang)
    else:
        if sebelumnya.exists():
            sebelumnya.rename(usang)
        lama.rename(sebelumnya)
    shutil.rmtree(usang, ignore_errors=True)


def sidik_isi(folder: Path) -> dict[str, str]:
    """What a report says: SHA-256 of its numbers and chapters, by file, and `konsep`.

    A draft is another report than the final one of the same numbers, so that a final one is kept.
    """
    berkas = sorted(b for pola in ISI for b in folder.glob(pola))
    sidik = {b.relative_to(folder).as_posix(): hash_berkas(b) for b in berkas}
    return sidik | {"konsep": str(read_build(folder).get("parameter", {}).get("konsep"))}


def _sapu(tujuan: Path) -> None:
    """Remove what killed runs left beside `tujuan`; a run of the last hour may still be alive."""
    for sisa in tujuan.parent.glob(f".{tujuan.name}.*"):
        if time.time() - sisa.stat().st_mtime > SEJAM:
            shutil.rmtree(sisa, ignore_errors=True)
