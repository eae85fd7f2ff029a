"""Two pages of the rendered report as pictures for the README: `make contoh`."""

import sys
from pathlib import Path

import pypdfium2

PAGE = {"halaman-capaian": "Gambar E.1", "halaman-kepuasan": "Gambar 3.1"}


def main(pdf: Path, tujuan: Path) -> None:
    """Write the page that shows each figure (not the one that lists it)."""
    document = pypdfium2.PdfDocument(pdf)
    for name, sign in PAGE.items():
        page = next(h for h in document if _shows(h, sign))
        page.render(scale=1.1).to_pil().save(tujuan / f"{name}.png", optimize=True)


def _shows(page: pypdfium2.PdfPage, sign: str) -> bool:
    lines = page.get_textpage().get_text_bounded().splitlines()
    return any(line.startswith(sign) and ". ." not in line for line in lines)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
