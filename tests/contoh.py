"""Two pages of the rendered report as pictures for the README: `make contoh`."""

import sys
from pathlib import Path

import pypdfium2

HALAMAN = {"halaman-capaian": "Gambar 3.1", "halaman-kepuasan": "Gambar 3.2"}


def main(pdf: Path, tujuan: Path) -> None:
    """Write the page that shows each figure (not the one that lists it)."""
    dokumen = pypdfium2.PdfDocument(pdf)
    for nama, tanda in HALAMAN.items():
        halaman = [h for h in dokumen if _memuat(h, tanda)][-1]
        halaman.render(scale=1.1).to_pil().save(tujuan / f"{nama}.png", optimize=True)


def _memuat(halaman: pypdfium2.PdfPage, tanda: str) -> bool:
    teks = halaman.get_textpage().get_text_bounded()
    return any(baris.startswith(tanda) for baris in teks.splitlines())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
