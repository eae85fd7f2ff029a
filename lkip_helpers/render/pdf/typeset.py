"""The PDF: the same HTML through pandoc to Typst, PDF/A-2a and PDF/UA-1."""

import base64
import hashlib
import json
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import font_source_sans_pro
import pypandoc
import typst

from lkip_helpers.errors import LkipError

HERE = Path(__file__).parent / "typst"
_PICTURE = re.compile(r"data:image/(svg\+xml|png);base64,([A-Za-z0-9+/=]+)")
PDF_STANDARD: Any = ["a-2a", "ua-1"]
_FOOTER = re.compile(
    r"table\.hline\(\),\s*table\.footer\("
)  # a footer of ours rules its sums itself
# A row that heads those below it: a head of its level, which pandoc cannot write.
_BAND = re.compile(r"table\.cell\(([^\n]*?)pita: (\d)(?:, )?([^\n]*?\)\[[^\n]*\]),$", re.MULTILINE)


class PdfRefused(LkipError):
    """Typst found something that PDF/A-2a or PDF/UA-1 does not allow."""


def render_pdf(front: str, content: str, remark: dict[str, Any]) -> bytes:
    """PDF from the HTML of front matter and body; raises PdfRefused where a standard is not met.

    remark: metadata of the joined document (sampul, isi, tabel, gambar).
    """
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "depan.typ").write_text(_typst(front, folder), "utf-8")
        (folder / "isi.typ").write_text(_typst(content, folder), "utf-8")
        for source in HERE.glob("*.typ"):
            (folder / source.name).write_bytes(source.read_bytes())
        try:
            return _compile(folder / "laporan.typ", remark | {"depan": bool(front.strip())})
        except typst.TypstError as error:
            raise PdfRefused(f"PDF ditolak: {error.message}") from error


def _compile(primary: Path, remark: dict[str, Any]) -> bytes:
    """Typst's PDF of the document whose main file is `primary`."""
    result: bytes = typst.compile(
        primary,
        root=primary.parent,
        font_paths=[Path(font_source_sans_pro.__file__).parent / "files"],
        ignore_system_fonts=True,
        sys_inputs={"keterangan": json.dumps(remark)},
        pdf_standards=PDF_STANDARD,
        timestamp=document_date(remark.get("sampul", {})),
    )
    return result


def document_date(cover: dict[str, Any]) -> datetime:
    """Date of the document: the day it was signed, never the clock (same input, same bytes)."""
    if iso := cover.get("tanggal_iso"):
        return datetime.fromisoformat(iso).replace(tzinfo=UTC)
    return datetime(cover.get("tahun", 1999) + 1, 1, 1, tzinfo=UTC)


def place_pictures(html: str, folder: Path) -> str:
    """The page with the pictures it carries as files of `folder`, which pandoc need not read."""

    def place(m: re.Match[str]) -> str:
        content = base64.b64decode(m[2])
        name = hashlib.sha1(content, usedforsecurity=False).hexdigest()
        file = folder / f"{name}.{m[1].removesuffix('+xml')}"
        file.write_bytes(content)
        return file.name

    return _PICTURE.sub(place, html)


def _typst(html: str, folder: Path) -> str:
    """Typst source of an HTML fragment; its images are written into `folder`."""
    if not html.strip():
        return ""
    body = pypandoc.convert_text(
        place_pictures(html, folder),
        "typst",
        format="html-auto_identifiers",
        extra_args=["--wrap=none", f"--lua-filter={HERE / 'saring.lua'}"],
    )
    body = _BAND.sub(
        r"table.header(level: \2, table.cell(\1\3),", _FOOTER.sub("table.footer(", body)
    )
    return '#import "gaya.typ": *\n' + body
