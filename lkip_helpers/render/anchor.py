"""The anchor of an electronic signature: a sign by which the signing service finds each block.

The service writes its picture where it finds the sign, so that the sign stands once in each
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
_SHOWN = 10  # places that are named
_AROUND = 25  # characters shown on either side of a place


class AnchorRefused(LkipError):
    """The sign stands elsewhere in the report too, or there is no block to put it in."""


def place_anchor(document: NotebookNode, anchor: str) -> int:
    """Put the sign into each signature block, above the name; how many blocks there are.

    Raises AnchorRefused, naming places where the text of the report has the sign already.
    """
    if places := list(_find_elsewhere(document, anchor)):
        if more := places[_SHOWN:]:
            places[_SHOWN:] = [f"dan {len(more)} tempat lain"]
        raise AnchorRefused(
            f"Jangkar “{anchor}” sudah ada pada teks laporan: {'; '.join(places)}. Pilih tanda "
            "lain dengan --tte, atau ubah teksnya."
        )
    blocks = [c for c in document.cells if BLOCK in c.source]
    if not blocks:
        raise AnchorRefused("Laporan ini tidak memuat blok tanda tangan; isi nama camat di Profil.")
    sign = render("jangkar.html.j2", jangkar=anchor)
    for cell in blocks:
        cell.source = cell.source.replace(NAME, f"{sign}\n{NAME}")
    return sum(c.source.count(BLOCK) for c in blocks)


def check_anchor(pdf: bytes, anchor: str, blocks: int) -> None:
    """Raise AnchorRefused where the finished PDF has the sign more or less often than blocks."""
    pages = {n: text for n, text in enumerate(list_pages(pdf), 1) if anchor in text}
    if sum(text.count(anchor) for text in pages.values()) != blocks:
        places = (f"halaman {n}: …{c}…" for n, text in pages.items() for c in _cut(text, anchor))
        raise AnchorRefused(
            f"Jangkar “{anchor}” harus tampil {blocks} kali pada PDF, satu di setiap blok tanda "
            f"tangan, tetapi tampil pada {'; '.join(places) or 'tidak satu pun halaman'}. Pilih "
            "tanda lain dengan --tte."
        )


def _find_elsewhere(document: NotebookNode, anchor: str) -> Iterator[str]:
    """Each place in the text, by the heading it stands under."""
    from nbconvert.filters.markdown_mistune import markdown2html_mistune

    heading = "awal laporan"
    for cell in document.cells:
        marked = cell.cell_type == "markdown"
        source = markdown2html_mistune(cell.source) if marked else cell.source
        if found := _HEADING.findall(source):
            heading = _words(found[-1])
        yield from (f"{heading}: …{c}…" for c in _cut(_words(source), anchor))


def _words(source: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", source)).split())


def _cut(text: str, anchor: str) -> list[str]:
    plain = " ".join(text.split())
    found = (m.start() for m in re.finditer(re.escape(anchor), plain))
    return [plain[max(i - _AROUND, 0) : i + len(anchor) + _AROUND] for i in found]
