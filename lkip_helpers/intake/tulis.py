"""Put values into cells of a workbook as they are: no text becomes a formula or breaks the file.

And a file in its place, whole or not at all.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment

PENULIS = "LKIP"
LEBAR_CATATAN, TINGGI_BARIS, HURUF_SEBARIS = 330, 20, 44


def bersihkan(teks: str) -> str:
    """Without the control characters a workbook cannot hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", teks)


def tulis(sel: Cell, nilai: Any) -> None:
    """The value, with a whole float as a whole number, and text always as text."""
    if isinstance(nilai, float) and nilai.is_integer():
        nilai = int(nilai)
    if not isinstance(nilai, str):
        sel.value = nilai
        return
    sel.value = bersihkan(nilai)
    sel.data_type = "s"


def catat(sel: Cell, teks: str) -> None:
    """A note on a cell, below the one it already has, and tall enough to be read."""
    lama = f"{sel.comment.text}\n\n" if sel.comment else ""
    catatan = Comment(bersihkan(f"{lama}{teks}"), PENULIS)
    baris = sum(1 + len(b) // HURUF_SEBARIS for b in catatan.text.split("\n"))
    catatan.width, catatan.height = LEBAR_CATATAN, TINGGI_BARIS * (baris + 1)
    sel.comment = catatan


@contextmanager
def berkas_baru(tujuan: Path) -> Iterator[Path]:
    """A file to write, which then takes the place of `tujuan`; after a failure there is none."""
    nomor, nama = tempfile.mkstemp(prefix=f".{tujuan.name}.", dir=tujuan.parent)
    os.close(nomor)
    sementara = Path(nama)
    try:
        yield sementara
        sementara.chmod(0o644)
        sementara.replace(tujuan)
    finally:
        sementara.unlink(missing_ok=True)
