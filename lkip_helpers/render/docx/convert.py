"""The Word file: the report's HTML in our own styles, with charts as sharp pictures."""

import io
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import markupsafe

from lkip_helpers.render.docx.runs import name_bookmark
from lkip_helpers.render.docx.writer import UPRIGHT, Writer
from lkip_helpers.render.pdf.typeset import compile_pages, document_date, place_pictures

HERE = Path(__file__).parent
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
}  # name in the package: the template it is filled from


def render_docx(front: str, content: str, metadata: dict[str, Any]) -> bytes:
    """Word file from the HTML of front matter and body.

    metadata: of the joined document. Its date stands in the file's properties instead of the
    clock's, so that the same input gives the same bytes.
    """
    cover = metadata.get("sampul") or {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        sources = _write_front_part("lambang", metadata), front, content
        texts = [place_pictures(text, folder) for text in sources]
        writer = Writer(_sharpen(folder))
    emblem, front_blocks, body = map(writer.write, texts)
    cover_page, lists = (_write_front_part(name, metadata) for name in ("sampul", "daftar"))
    blocks = [*emblem, cover_page, *front_blocks, lists, writer.close(body)]
    variables: dict[str, Any] = {
        "isi": markupsafe.Markup("\n".join(blocks)),  # noqa: S704 escaped
        "tulis": writer,
        "s": cover,
        "waktu": f"{document_date(cover):%Y-%m-%dT%H:%M:%SZ}",
        "konsep": metadata.get("konsep"),
    }
    parts = {part: _fill(name, variables).encode() for part, name in PARTS.items()}
    parts |= {f"word/media/{name}.png": png for name, png in writer.pictures.items()}
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as file:
        for name, part in parts.items():
            file.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return package.getvalue()


def _write_front_part(name: str, metadata: dict[str, Any]) -> str:
    """Emblem, cover or lists; "" for a document that has no cover."""
    cover = metadata.get("sampul")
    return _fill(f"{name}.xml.j2", metadata | {"s": cover}) if cover else ""


def _fill(name: str, variables: dict[str, Any]) -> str:
    return _environment().get_template(name).render(variables)


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE), autoescape=True, undefined=jinja2.StrictUndefined
    )
    environment.globals["tegak"] = markupsafe.Markup(UPRIGHT)  # noqa: S704 a constant of ours
    environment.filters["markah"] = name_bookmark
    return environment


def _sharpen(folder: Path) -> dict[str, bytes]:
    """The pictures of a folder by name, charts as PNG, which looks the same in every Word."""
    charts = sorted(folder.glob("*.svg"))
    pictures = {file.name: file.read_bytes() for file in sorted(folder.glob("*.png"))}
    if not charts:
        return pictures
    images = "#pagebreak()\n".join(f'#image("{file.name}", width: 100%)\n' for file in charts)
    source = folder / "gambar.typ"
    source.write_bytes(f"#set page(width: 16cm, height: auto, margin: 0pt)\n{images}".encode())
    pages = compile_pages(source, {}, "png", 220)  # dots per inch, as Word itself keeps
    return pictures | {file.name: page for file, page in zip(charts, pages, strict=True)}
