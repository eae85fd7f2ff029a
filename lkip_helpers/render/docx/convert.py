"""The Word file: the report's HTML in styles of ours, with charts as sharp pictures."""

import io
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import markupsafe

from lkip_helpers.render.docx.runs import bookmark
from lkip_helpers.render.docx.writer import UPRIGHT, Writer
from lkip_helpers.render.pdf.typeset import compile_pages, document_date, place_pictures

HERE = Path(__file__).parent
DENSITY = 220  # dots an inch of the charts: what Word itself keeps of a picture
PARTS = {
    "[Content_Types].xml": "jenis.xml",
    "_rels/.rels": "akar.xml",
    "docProps/core.xml": "sifat.xml.j2",
    "word/document.xml": "isi.xml.j2",
    "word/_rels/document.xml.rels": "hubungan.xml.j2",
    "word/styles.xml": "gaya.xml",
    "word/numbering.xml": "nomor.xml.j2",
    "word/settings.xml": "setelan.xml",
    "word/footer1.xml": "kaki.xml.j2",
}  # of the file, by the template each is filled from


def render_docx(front: str, content: str, remark: dict[str, Any]) -> bytes:
    """Word file from the HTML of front matter and body.

    remark: metadata of the joined document. Its date stands in the file's properties instead
    of the clock's, so that the same input gives the same bytes.
    """
    cover = remark.get("sampul") or {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        sources = _inset("lambang", remark), front, content
        texts = [place_pictures(text, folder) for text in sources]
        writer = Writer(_sharpen(folder))
    above, before, body = map(writer.write, texts)
    blocks = [*above, _inset("sampul", remark), *before, _inset("daftar", remark)]
    told: dict[str, Any] = {
        "isi": markupsafe.Markup("\n".join([*blocks, writer.close(body)])),  # noqa: S704 escaped
        "tulis": writer,
        "s": cover,
        "waktu": f"{document_date(cover):%Y-%m-%dT%H:%M:%SZ}",
        "konsep": remark.get("konsep"),
    }
    parts = {part: _fill(name, told).encode() for part, name in PARTS.items()}
    return _pack(parts | {f"word/media/{name}.png": p for name, p in writer.pictures.items()})


def _pack(parts: dict[str, bytes]) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as file:
        for name, content in parts.items():
            file.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return result.getvalue()


def _inset(name: str, remark: dict[str, Any]) -> str:
    """Emblem, cover or lists; "" of a document that has no cover."""
    cover = remark.get("sampul")
    return _fill(f"{name}.xml.j2", remark | {"s": cover}) if cover else ""


def _fill(name: str, content: dict[str, Any]) -> str:
    return _environment().get_template(name).render(content)


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE), autoescape=True, undefined=jinja2.StrictUndefined
    )
    environment.globals["tegak"] = markupsafe.Markup(UPRIGHT)  # noqa: S704 a constant of ours
    environment.filters["markah"] = bookmark
    return environment


def _sharpen(folder: Path) -> dict[str, bytes]:
    """The pictures of a folder by name, charts as PNG, which Word draws alike everywhere."""
    chart = sorted(folder.glob("*.svg"))
    result = {g.name: g.read_bytes() for g in sorted(folder.glob("*.png"))}
    if not chart:
        return result
    page = "#pagebreak()\n".join(f'#image("{g.name}", width: 100%)\n' for g in chart)
    source = folder / "gambar.typ"
    source.write_bytes(f"#set page(width: 16cm, height: auto, margin: 0pt)\n{page}".encode())
    pages = compile_pages(source, {}, "png", DENSITY)
    return result | {g.name: one for g, one in zip(chart, pages, strict=True)}
