"""Marks of a report: the seal by which it is recognised, the anchor of an electronic signature.

The seal is a line of text, and the same as a QR code. It names unit, year, whether the report is
final, and the data it was made from. It is no signature: anyone can copy it. Proof is the SHA-256
of the file in build.json. The signing service puts its picture where it finds the anchor, so the
anchor must stand once in each signature block and nowhere else in the PDF.
"""

import base64
import hashlib
import html
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import nbformat
import segno
from nbformat import NotebookNode

from lkip_helpers.errors import LkipError
from lkip_helpers.intake.apart import read_in_process
from lkip_helpers.intake.container import check_sizes
from lkip_helpers.render.html.page import POLICY, finish_page
from lkip_helpers.report.markup import render

_SEAL = re.compile(r"LKIP1\s+(\S{1,80})\s+(\d{4})\s+(konsep|final)\s+([0-9a-f]{16})")
_TAG = re.compile("<[^<>]+>")
_PARTS = ("word/document.xml", "docprops/core.xml")  # of Word and Excel: body and properties
BLOCK, NAME = '<div class="tanda-tangan">', '<div class="nama">'
_HEADING = re.compile(r"<h\d[^>]*>(.*?)</h\d>", re.DOTALL)
_MOST_NAMED = 10  # places that an error lists
_CONTEXT = 25  # characters shown on either side of a place


class Seal(NamedTuple):
    """The content of the seal. data: one fingerprint of all raw files."""

    unit: str
    tahun: int
    state: str
    data: str

    @property
    def text(self) -> str:
        return f"LKIP1 {self.unit} {self.tahun} {self.state} {self.data}"


def make_seal(parameters: Mapping[str, Any], inputs: Mapping[str, str]) -> Seal:
    """The seal of a report. parameters: unit, tahun, konsep. inputs: SHA-256 by raw file."""
    packed = json.dumps(sorted(inputs.items()), ensure_ascii=False)
    data = hashlib.sha256(packed.encode()).hexdigest()[:16]  # of the fingerprint of the data
    state = "konsep" if parameters["konsep"] else "final"
    return Seal(parameters["unit"], parameters["tahun"], state, data)


def find_seal(text: str) -> Seal | None:
    """The last seal in the text of a report or of a scanned code; None for none."""
    for unit, tahun, state, data in reversed(_SEAL.findall(text)):
        return Seal(unit, int(tahun), state, data)
    return None


def write_seal(document: NotebookNode, seal: Seal, annex: Sequence[str] = ()) -> None:
    """Put the seal at the end of a joined document, with the file names of its annex.

    A document with the seal of a draft is marked as one.
    """
    png = io.BytesIO()
    # Readable with 15 % of it lost; not compressed: the same bytes with any zlib.
    segno.make(seal.text, error="m", micro=False).save(png, "png", scale=6, compresslevel=0)
    picture = base64.b64encode(png.getvalue()).decode()
    document.metadata["lkip"] |= {"segel": seal.text, "konsep": seal.state == "konsep"}
    source = render("segel.html.j2", teks=seal.text, gambar=picture, lampiran=annex)
    document.cells.append(nbformat.v4.new_raw_cell(source))


def read_words(content: bytes) -> str:
    """The text of a report in any of its forms; "" where the file cannot be read.

    Raises nothing: a damaged file is no report, and that is the answer.
    """
    try:
        if content.startswith(b"%PDF"):
            return " ".join(read_in_process(list_pages, content))
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                parts = check_sizes(Path(), package)
                texts = (_TAG.sub("", parts[name].decode()) for name in _PARTS if name in parts)
                return html.unescape(" ".join(texts))
    except (ValueError, RuntimeError, KeyError, OSError, zipfile.BadZipFile, EOFError, LkipError):
        return ""
    return _plain_text(content.decode("utf-8", "replace"))


def list_pages(content: bytes) -> list[str]:
    """The text of a PDF, page by page. Raises RuntimeError."""
    import pypdfium2

    with pypdfium2.PdfDocument(content) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


def build_checker(files: Mapping[str, bytes], seal: Seal) -> str:
    """A page that says, offline in a browser, whether a file is one of these."""
    known = [
        {"nama": name, "sidik": hashlib.sha256(content).hexdigest(), "panjang": len(content)}
        for name, content in files.items()
    ]
    script = json.dumps(known, ensure_ascii=False).replace("<", "\\u003c")
    page = render("verifikasi.html.j2", daftar=script, segel=seal, kebijakan=POLICY)
    return finish_page(f"{page}\n")


def place_anchor(document: NotebookNode, anchor: str) -> int:
    """Put the mark into each signature block, above the name; return how many blocks there are.

    Raises LkipError where there is none, or naming the places where the text has the mark too.
    """
    if places := list(_find_in_text(document, anchor)):
        if more := places[_MOST_NAMED:]:
            places[_MOST_NAMED:] = [f"dan {len(more)} tempat lain"]
        raise LkipError(
            f"Jangkar “{anchor}” sudah ada pada teks laporan: {'; '.join(places)}. Pilih tanda "
            "lain dengan --tte, atau ubah teksnya."
        )
    blocks = [c for c in document.cells if BLOCK in c.source]
    if not blocks:
        raise LkipError("Laporan ini tidak memuat blok tanda tangan; isi nama camat di Profil.")
    mark = render("jangkar.html.j2", jangkar=anchor)
    for cell in blocks:
        cell.source = cell.source.replace(NAME, f"{mark}\n{NAME}")
    return sum(c.source.count(BLOCK) for c in blocks)


def check_anchor(pdf: bytes, anchor: str, blocks: int) -> None:
    """Raise LkipError unless the mark occurs `blocks` times in the finished PDF."""
    pages = {n: text for n, text in enumerate(list_pages(pdf), 1) if anchor in text}
    if sum(text.count(anchor) for text in pages.values()) != blocks:
        places = (
            f"halaman {number}: {quoted}"
            for number, text in pages.items()
            for quoted in _quote(text, anchor)
        )
        raise LkipError(
            f"Jangkar “{anchor}” harus tampil {blocks} kali pada PDF, satu di setiap blok tanda "
            f"tangan, tetapi tampil pada {'; '.join(places) or 'tidak satu pun halaman'}. Pilih "
            "tanda lain dengan --tte."
        )


def _find_in_text(document: NotebookNode, anchor: str) -> Iterator[str]:
    """Each occurrence of the mark: the heading it stands under, and the words around it."""
    from lkip_helpers.render.document import write_html  # imports nbconvert

    heading = "awal laporan"
    for cell in document.cells:
        source = write_html(cell.source) if cell.cell_type == "markdown" else cell.source
        if headings := _HEADING.findall(source):
            heading = " ".join(_plain_text(headings[-1]).split())
        yield from (f"{heading}: {quoted}" for quoted in _quote(_plain_text(source), anchor))


def _plain_text(source: str) -> str:
    return html.unescape(_TAG.sub(" ", source))


def _quote(text: str, anchor: str) -> list[str]:
    """Each occurrence of the mark with the text around it."""
    line = " ".join(text.split())
    starts = (match.start() for match in re.finditer(re.escape(anchor), line))
    return [f"…{line[max(i - _CONTEXT, 0) : i + len(anchor) + _CONTEXT]}…" for i in starts]
