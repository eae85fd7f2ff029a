"""The anchor of an electronic signature: a mark by which the signing service finds each block.

The service puts its picture where it finds the mark, so the mark must stand once in each
signature block and nowhere else in the PDF.
"""

import html
import re
from collections.abc import Iterator

from nbformat import NotebookNode

from lkip_helpers.errors import LkipError
from lkip_helpers.render.seal import list_pages
from lkip_helpers.report.markup import render

BLOCK, NAME = '<div class="tanda-tangan">', '<div class="nama">'
_TAG = re.compile(r"<[^>]+>")
_HEADING = re.compile(r"<h\d[^>]*>(.*?)</h\d>", re.DOTALL)
_MOST_NAMED = 10  # places that an error lists
_CONTEXT = 25  # characters shown on either side of a place


class AnchorRefused(LkipError):
    """The mark occurs elsewhere in the report too, or there is no block to put it in."""


def place_anchor(document: NotebookNode, anchor: str) -> int:
    """Put the mark into each signature block, above the name; return how many blocks there are.

    Raises AnchorRefused where there is none, or naming the places where the text has the mark too.
    """
    if places := list(_find_in_text(document, anchor)):
        if more := places[_MOST_NAMED:]:
            places[_MOST_NAMED:] = [f"dan {len(more)} tempat lain"]
        raise AnchorRefused(
            f"Jangkar “{anchor}” sudah ada pada teks laporan: {'; '.join(places)}. Pilih tanda "
            "lain dengan --tte, atau ubah teksnya."
        )
    blocks = [c for c in document.cells if BLOCK in c.source]
    if not blocks:
        raise AnchorRefused("Laporan ini tidak memuat blok tanda tangan; isi nama camat di Profil.")
    mark = render("jangkar.html.j2", jangkar=anchor)
    for cell in blocks:
        cell.source = cell.source.replace(NAME, f"{mark}\n{NAME}")
    return sum(c.source.count(BLOCK) for c in blocks)


def check_anchor(pdf: bytes, anchor: str, blocks: int) -> None:
    """Raise AnchorRefused unless the mark occurs `blocks` times in the finished PDF."""
    pages = {n: text for n, text in enumerate(list_pages(pdf), 1) if anchor in text}
    if sum(text.count(anchor) for text in pages.values()) != blocks:
        places = (
            f"halaman {number}: {quoted}"
            for number, text in pages.items()
            for quoted in _quote(text, anchor)
        )
        raise AnchorRefused(
            f"Jangkar “{anchor}” harus tampil {blocks} kali pada PDF, satu di setiap blok tanda "
            f"tangan, tetapi tampil pada {'; '.join(places) or 'tidak satu pun halaman'}. Pilih "
            "tanda lain dengan --tte."
        )


def _find_in_text(document: NotebookNode, anchor: str) -> Iterator[str]:
    """Each occurrence of the mark: the heading it stands under, and the words around it."""
    from lkip_helpers.render.counting import write_html  # imports nbconvert

    heading = "awal laporan"
    for cell in document.cells:
        source = write_html(cell.source) if cell.cell_type == "markdown" else cell.source
        if headings := _HEADING.findall(source):
            heading = _plain_text(headings[-1])
        yield from (f"{heading}: {quoted}" for quoted in _quote(_plain_text(source), anchor))


def _plain_text(source: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", source)).split())


def _quote(text: str, anchor: str) -> list[str]:
    """Each occurrence of the mark with the text around it."""
    line = " ".join(text.split())
    starts = (match.start() for match in re.finditer(re.escape(anchor), line))
    return [f"…{line[max(i - _CONTEXT, 0) : i + len(anchor) + _CONTEXT]}…" for i in starts]
