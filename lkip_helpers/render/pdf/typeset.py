"""The PDF: the same HTML through Typst, PDF/A-2a and PDF/UA-1."""

import base64
import contextlib
import ctypes
import hashlib
import json
import re
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import font_source_sans_pro
import typst

from lkip_helpers.errors import LkipError
from lkip_helpers.render.pdf.translate import write_typst

HERE = Path(__file__).parent / "typst"
_OWN = Path(font_source_sans_pro.__file__).parent / "files"
FONTS = typst.Fonts(include_system_fonts=False, font_paths=[_OWN])  # looked for once
_PICTURE = re.compile(r"data:image/(svg\+xml|png);base64,([A-Za-z0-9+/=]+)")
PDF_STANDARD: Any = ["a-2a", "ua-1"]
AGES = 11


class PdfRefused(LkipError):
    """Typst found something that PDF/A-2a or PDF/UA-1 does not allow."""


def render_pdf(front: str, content: str, remark: dict[str, Any]) -> bytes:
    """PDF from the HTML of front matter and body; raises PdfRefused where a standard is not met.

    remark: metadata of the joined document (sampul, isi, tabel, gambar).
    """
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "depan.typ").write_text(write_typst(place_pictures(front, folder)), "utf-8")
        (folder / "isi.typ").write_text(write_typst(place_pictures(content, folder)), "utf-8")
        if cover := dict(remark.get("sampul") or {}):
            cover["lambang"] = place_pictures(cover.get("lambang", ""), folder)
        for source in HERE.glob("*.typ"):
            (folder / source.name).write_bytes(source.read_bytes())
        try:
            told = {k: v for k, v in remark.items() if k not in ("paket", "penomoran")}
            return _compile(
                folder / "laporan.typ", told | {"sampul": cover, "depan": bool(front.strip())}
            )
        except typst.TypstError as error:
            raise PdfRefused(f"PDF ditolak: {error.message}") from error


def render_publication(content: dict[str, Any], form: Literal["pdf", "png"]) -> bytes:
    """One page of the survey's result for the wall; content: what publikasi.typ prints."""
    return _compile(HERE / "publikasi.typ", content, form)


def _compile(primary: Path, remark: dict[str, Any], form: Literal["pdf", "png"] = "pdf") -> bytes:
    """Typst's PDF, or picture, of the document whose main file is `primary`.

    Where tables and page numbers depend on one another in a circle, Typst gives up and warns, and
    the contents may name wrong pages: then the tables that went ahead at last are named (gaya.typ),
    until each of them does find its place on a later page.
    """
    inputs, ahead = {"keterangan": json.dumps(remark)}, ""
    while True:
        document: Any = typst.Compiler(
            primary,
            root=primary.parent,
            font_paths=FONTS,
            sys_inputs=inputs,
        )
        result, warnings = document.compile_with_warnings(
            format=form,
            pdf_standards=PDF_STANDARD if form == "pdf" else [],
            timestamp=document_date(remark.get("sampul", {})),
        )
        if not ahead and not any("converge" in w.message for w in warnings):
            return result
        went = document.query("<mendahului>", field="value")
        if went == ahead:
            return result
        inputs["mendahului"] = ahead = went


def forget_compiled() -> None:
    """Give back what Typst keeps of the last documents for the next one like them.

    It keeps what ten compilations did not ask for again: of documents that have little in common
    that is two hundred megabytes each.
    """
    for _ in range(AGES):
        typst.compile(b"", font_paths=FONTS)
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError, OSError):  # another C library than GNU's
            ctypes.CDLL(None).malloc_trim(0)


def document_date(cover: dict[str, Any]) -> datetime:
    """Date of the document: the day it was signed, never the clock (same input, same bytes)."""
    if iso := cover.get("tanggal_iso"):
        return datetime.fromisoformat(iso).replace(tzinfo=UTC)
    return datetime(cover.get("tahun", 1999) + 1, 1, 1, tzinfo=UTC)


def place_pictures(html: str, folder: Path) -> str:
    """The page with the pictures it carries as files of `folder`."""

    def place(m: re.Match[str]) -> str:
        content = base64.b64decode(m[2])
        name = hashlib.sha1(content, usedforsecurity=False).hexdigest()
        file = folder / f"{name}.{m[1].removesuffix('+xml')}"
        file.write_bytes(content)
        return file.name

    return _PICTURE.sub(place, html)
