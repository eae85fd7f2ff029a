"""Two pages of the rendered report as pictures for the README: `make contoh`."""

import sys
from pathlib import Path

import pypdfium2

CAPTIONS = {"halaman-capaian": "Gambar E.1", "halaman-kepuasan": "Gambar 3.1"}


def main(pdf: Path, folder: Path) -> None:
    """Write the page that shows each figure (not the one that lists it)."""
    document = pypdfium2.PdfDocument(pdf)
    for name, caption in CAPTIONS.items():
        page = next(p for p in document if _shows(p, caption))
        page.render(scale=1.1).to_pil().save(folder / f"{name}.png", optimize=True)


def _shows(page: pypdfium2.PdfPage, caption: str) -> bool:
    lines = page.get_textpage().get_text_bounded().splitlines()
    return any(line.startswith(caption) and ". ." not in line for line in lines)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
