"""The PDF: the same HTML through Typst, PDF/A-2a and PDF/UA-1."""

import base64
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from itertools import accumulate, pairwise
from pathlib import Path
from typing import IO, Any, Literal, cast

import font_source_sans_pro

from lkip_helpers.errors import LkipError
from lkip_helpers.render.fingerprint import NUMBERING
from lkip_helpers.render.pdf.translate import write_typst

HERE = Path(__file__).parent / "typst"
COMPILER = HERE.with_name("compiler.py")
_PICTURE = re.compile(r"data:image/(svg\+xml|png);base64,([A-Za-z0-9+/=]+)")
_NO_GLYPH = re.compile(r'(?<=: )[^:]*error: the text `"(.*?)"` could not be displayed.*', re.DOTALL)
GLYPH_ADVICE = r"teks memuat “\1”, yang tidak dapat dicetak; ganti di berkas Excel atau babnya"
PDF_STANDARD: Any = ["a-2a", "ua-1"]
_EDGE = b"/BorderStyle[/Solid/Solid/Solid/None]"  # of a cell with HEADS_ROW (translate)
_CELL = re.compile(
    rb"(?P<cell>\d+) 0 obj\n<</Type/StructElem/S/TD/P (?P<row>\d+) 0 R"
    rb"/A\[<</O/Table/Headers\[(?P<heads>.*?)\](?P<rest>.*)"
)
_OFFSET = re.compile(rb"(\d{10})(?= 00000 n)")
_NAMES = b"/IDTree<</Names["  # sorted


def render_pdf(front: str, body: str, metadata: dict[str, Any]) -> bytes:
    """PDF from the HTML of front matter and body; raises LkipError where a standard is not met.

    metadata: that of the joined document (sampul, isi, tabel, gambar).
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "depan.typ").write_bytes(write_typst(place_pictures(front, folder)).encode())
        (folder / "isi.typ").write_bytes(write_typst(place_pictures(body, folder)).encode())
        if cover := dict(metadata.get("sampul") or {}):
            cover["lambang"] = place_pictures(cover.get("lambang", ""), folder)
        for file in HERE.iterdir():
            (folder / file.name).write_bytes(file.read_bytes())
        document = {k: v for k, v in metadata.items() if k not in ("paket", NUMBERING)}
        document |= {"sampul": cover, "depan": bool(front.strip())}
        return _tag_row_headers(compile_pages(folder / "laporan.typ", document)[0])


def compile_pages(
    primary: Path, metadata: dict[str, Any], form: Literal["pdf", "png"] = "pdf", dpi: float = 144
) -> list[bytes]:
    """The PDF, or a picture of each page, of the document whose main file is `primary`.

    metadata: its `keterangan`; dpi: resolution of a picture. Raises LkipError.
    """
    job = {
        "primary": str(primary),
        "fonts": str(Path(font_source_sans_pro.__file__).parent / "files"),
        "inputs": {"keterangan": json.dumps(metadata)},
        "date": document_date(metadata.get("sampul", {})).isoformat(),
        "format": form,
        "ppi": dpi,
        "pdf_standards": PDF_STANDARD if form == "pdf" else [],
    }
    answer = json.loads(_ask(job) or '{"galat": "penyusun halaman berhenti di tengah"}')
    if "galat" in answer:
        raise LkipError(_NO_GLYPH.sub(GLYPH_ADVICE, f"PDF ditolak: {answer['galat']}"))
    return [base64.b64decode(page) for page in answer["halaman"]]


def _ask(job: dict[str, Any]) -> bytes:
    """The answer of a compiler process, which ends with this one; b"" where it died."""
    command = [sys.executable, "-P", str(COMPILER)]
    try:
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603 ours
            requests, answers = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
            requests.write(json.dumps(job).encode() + b"\n")
            requests.flush()
            return answers.read()
    except BrokenPipeError:
        return b""


def document_date(cover: dict[str, Any]) -> datetime:
    """Date of the document: the day it was signed, never the clock (same input, same bytes)."""
    if iso := cover.get("tanggal_iso"):
        return datetime.fromisoformat(iso).replace(tzinfo=UTC)
    return datetime(cover.get("tahun", 1999) + 1, 1, 1, tzinfo=UTC)


def place_pictures(html: str, folder: Path) -> str:
    """The HTML with its embedded pictures moved into files of `folder`."""

    def place(match: re.Match[str]) -> str:
        content = base64.b64decode(match[2])
        name = hashlib.sha1(content, usedforsecurity=False).hexdigest()
        file = folder / f"{name}.{match[1].removesuffix('+xml')}"
        file.write_bytes(content)
        return file.name

    return _PICTURE.sub(place, html)


def _tag_row_headers(pdf: bytes) -> bytes:
    """The PDF with TH for TD where a cell heads its row; the other cells of the row name it.

    Typst writes both as plain cells; translate gives the first a left edge without width. Structure
    elements are uncompressed, so changing them only moves what follows.
    """
    headers = {m["row"]: m["cell"] for m in _CELL.finditer(pdf) if _EDGE in m["rest"]}
    names = b"".join(b"(R%b)%b 0 R" % pair for pair in sorted(headers.items()))

    def retag(match: re.Match[bytes]) -> bytes:
        cell, row, heads, rest = match.groups()
        if row not in headers:
            return match[0]
        kind, id_ = (b"H", b"/ID(R%b)" % row) if headers[row] == cell else (b"D", b"")
        scope, name = (b"/Scope/Row", b"") if id_ else (b"", b"(R%b)" % row)
        element = b"%b 0 obj\n<</Type/StructElem/S/T%b/P %b 0 R%b" % (cell, kind, row, id_)
        return element + b"/A[<</O/Table%b/Headers[%b%b]%b" % (scope, heads, name, rest)

    table_start = int(pdf.rpartition(b"startxref\n")[2].split()[0])
    offsets = [*sorted(map(int, _OFFSET.findall(pdf[table_start:]))), table_start]
    objects = [
        _CELL.sub(retag, pdf[start:end]).replace(_NAMES, _NAMES + names)
        for start, end in pairwise(offsets)
    ]
    moved = dict(zip(offsets, accumulate(map(len, objects), initial=offsets[0]), strict=True))
    table = _OFFSET.sub(lambda m: b"%010d" % moved[int(m[0])], pdf[table_start:])
    table = table.replace(b"startxref\n%d" % table_start, b"startxref\n%d" % moved[table_start])
    return b"".join([pdf[: offsets[0]], *objects, table])
