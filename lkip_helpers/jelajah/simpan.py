"""What exploring shows, as files: the page, its table as CSV, its chart as SVG and PNG."""

import html
import re
from collections.abc import Iterator
from typing import Any

from IPython.display import Markdown
from nbconvert.filters.markdown_mistune import markdown2html_mistune

from lkip_helpers.display.gambar import Gambar
from lkip_helpers.display.gaya import render_png
from lkip_helpers.display.narasi import Rangkaian, Teks
from lkip_helpers.display.tabel import Tabel
from lkip_helpers.display.templat import read_gaya
from lkip_helpers.jelajah.papan import Papan
from lkip_helpers.workspace import Ruang

HALAMAN = (
    '<!DOCTYPE html>\n<html lang="id">\n<head>\n<meta charset="utf-8">\n<title>{judul}</title>\n'
    "<style>\n{gaya}body {{ max-width: 50rem; margin: 2rem auto; padding: 0 1rem; "
    "font-family: var(--huruf); color: var(--tinta); }}\n</style>\n</head>\n"
    "<body>\n{isi}\n</body>\n</html>\n"
)


def simpan(nama: str, papan: Papan) -> Markdown:
    """Write what a Papan shows in the folder of saved results of the unit and year chosen there.

    nama: of the files. Says what was written; files of the same name are replaced.
    """
    if not re.fullmatch(r"\w[\w -]*", nama):
        return Markdown("Nama hanya boleh memuat huruf, angka, spasi, dan tanda hubung.")
    tampak = any(not isinstance(b, Teks) for b in _uraikan(papan.hasil))
    if not tampak or (tempat := papan.tempat()) is None:
        return Markdown("Tidak ada tabel atau gambar yang sedang tampil; tidak ada yang disimpan.")
    ruang = Ruang.of(*tempat)
    ruang.simpanan.mkdir(parents=True, exist_ok=True)
    tertulis = []
    for akhiran, isi in build_berkas(nama, papan.hasil):
        (ruang.simpanan / f"{nama}{akhiran}").write_bytes(isi)
        tertulis.append(f"`{nama}{akhiran}`")
    folder = ruang.simpanan.relative_to(ruang.root).as_posix()
    return Markdown(f"Disimpan di `{folder}`: {', '.join(tertulis)}.")


def build_berkas(nama: str, benda: Any) -> Iterator[tuple[str, bytes]]:
    """The files of an object: ending of the name, content."""
    bagian = list(_uraikan(benda))
    isi = "\n".join(b.html if not isinstance(b, Teks) else _paragraf(b) for b in bagian)
    halaman = HALAMAN.format(judul=html.escape(nama), gaya=read_gaya(), isi=isi)
    yield ".html", halaman.encode()
    for b in bagian:
        if isinstance(b, Tabel) and not b.data.empty:
            yield ".csv", b.csv.encode("utf-8-sig")  # Excel reads it as UTF-8 only with the mark
        if isinstance(b, Gambar) and not b.data.empty:
            yield ".svg", b.svg
            yield ".png", render_png(b.draw())


def _uraikan(benda: Any) -> Iterator[Any]:
    if isinstance(benda, Rangkaian):
        for satu in benda.isi:
            yield from _uraikan(satu)
    else:
        yield benda


def _paragraf(teks: Teks) -> str:
    hasil: str = markdown2html_mistune(teks.markdown)
    return hasil
