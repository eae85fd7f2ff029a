"""The mark by which a printed report is known again: a line of text, and the same as a QR code.

It names unit, year, whether the report is final, and the data it was made from. It is no
signature: whoever copies it copies it whole. What holds is the file's own SHA-256 in build.json.
"""

import base64
import hashlib
import html
import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
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
_LETTERS = 16
_TAG = re.compile("<[^<>]+>")


class Seal(NamedTuple):
    """What the mark says. data: print of the raw files, as print_data gives it."""

    unit: str
    tahun: int
    state: str
    data: str

    @property
    def text(self) -> str:
        return f"LKIP1 {self.unit} {self.tahun} {self.state} {self.data}"


def print_data(inputs: Mapping[str, str]) -> str:
    """One print of all raw files, from the SHA-256 of each by name."""
    packed = json.dumps(sorted(inputs.items()), ensure_ascii=False)
    return hashlib.sha256(packed.encode()).hexdigest()[:_LETTERS]


def make_seal(parameter: Mapping[str, Any], inputs: Mapping[str, str]) -> Seal:
    """The mark of a report, by its parameters (unit, tahun, konsep) and raw files."""
    state = "konsep" if parameter["konsep"] else "final"
    return Seal(parameter["unit"], parameter["tahun"], state, print_data(inputs))


def find_seal(text: str) -> Seal | None:
    """The last mark in a text, or in what a phone read; None for none."""
    for unit, tahun, state, data in reversed(_SEAL.findall(text)):
        return Seal(unit, int(tahun), state, data)
    return None


def write_seal(document: NotebookNode, seal: Seal, annex: Sequence[str] = ()) -> None:
    """Put the mark at the end of a joined document, and the way to its technical annex."""
    code = io.BytesIO()
    # Read with 15 % of it lost; not compressed: the same bytes whatever compresses elsewhere.
    segno.make(seal.text, error="m", micro=False).save(code, "png", scale=6, compresslevel=0)
    picture = base64.b64encode(code.getvalue()).decode()
    document.metadata["lkip"]["segel"] = seal.text
    source = render("segel.html.j2", teks=seal.text, gambar=picture, lampiran=annex)
    document.cells.append(nbformat.v4.new_raw_cell(source, id="segel"))


def read_words(content: bytes) -> str:
    """The words of a report in any of its forms; "" where the file cannot be read.

    Raises nothing: a file that somebody spoilt is no report, and that is the answer.
    """
    try:
        if content.startswith(b"%PDF"):
            return " ".join(read_in_process(list_pages, content))
        if content.startswith(b"PK"):
            return _read_package(content)
    except (ValueError, RuntimeError, KeyError, OSError, zipfile.BadZipFile, EOFError, LkipError):
        return ""
    return html.unescape(_TAG.sub(" ", content.decode("utf-8", "replace")))


def list_pages(content: bytes) -> list[str]:
    """The words of a PDF, page by page. Raises RuntimeError."""
    import pypdfium2

    with pypdfium2.PdfDocument(content) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


def _read_package(content: bytes) -> str:
    """Word and Excel: the text of the body, and of the properties."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        check_sizes(Path(), packed)
        names = [n for n in ("word/document.xml", "docProps/core.xml") if n in packed.namelist()]
        return html.unescape(" ".join(_TAG.sub("", packed.read(n).decode()) for n in names))


def build_checker(files: Mapping[str, bytes], seal: Seal) -> str:
    """A page that tells whether a file is one of these, offline, in a browser."""
    known = [
        {"nama": name, "sidik": hashlib.sha256(b).hexdigest(), "panjang": len(b)}
        for name, b in files.items()
    ]
    packed = json.dumps(known, ensure_ascii=False).replace("<", "\\u003c")
    return finish_page(
        render("verifikasi.html.j2", daftar=packed, segel=seal, kebijakan=POLICY) + "\n"
    )
