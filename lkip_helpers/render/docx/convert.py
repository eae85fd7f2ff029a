"""The Word file: the same HTML through pandoc, with styles of ours and charts as sharp pictures."""

import hashlib
import io
import os
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

import jinja2
import markupsafe
import pypandoc
import typst
from lxml import etree

from lkip_helpers.render.docx.finish import NS, W, finish_docx, process_xml, unsur
from lkip_helpers.render.pdf.typeset import document_date, place_pictures

DRAFT = "KONSEP"
HERE = Path(__file__).parent
DENSITY = 300  # dots an inch of the charts
_VERTICAL = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1300" w:right="1250" w:bottom="1200" '
    'w:left="1250" w:header="600" w:footer="500" w:gutter="0"/>'
)
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FOOTER = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"


def render_docx(front: str, content: str, remark: dict[str, Any]) -> bytes:
    """Word file from the HTML of front matter and body.

    remark: metadata of the joined document. Its date stands in the file's properties instead
    of the clock's, so that the same input gives the same bytes.
    """
    cover = remark.get("sampul") or {}
    moment = int(document_date(cover).timestamp())
    with tempfile.TemporaryDirectory() as temporary, _time(moment):
        folder = Path(temporary)
        (folder / "acuan.docx").write_bytes(build_reference_docx(_footer(remark)))
        pypandoc.convert_text(
            _sharpen(place_pictures(_assemble(front, content, remark, folder), folder), folder),
            "docx",
            format="html-auto_identifiers",
            outputfile=str(folder / "laporan.docx"),
            extra_args=[
                f"--resource-path={folder}",
                f"--reference-doc={folder / 'acuan.docx'}",
                f"--template={_template(folder)}",
                f"--lua-filter={HERE / 'saring.lua'}",
                *_metadata(cover),
            ],
        )
        return finish_docx((folder / "laporan.docx").read_bytes())


def _metadata(cover: dict[str, Any]) -> list[str]:
    content = {"lang": "id-ID"}
    if cover:
        content["title"] = (
            f"Laporan Kinerja Kecamatan {cover['kecamatan']}, {cover['kota']}, "
            f"Tahun {cover['tahun']}"
        )
    return [f"--metadata={k}={v}" for k, v in content.items()]


def _footer(remark: dict[str, Any]) -> str:
    """What stands before the page number at the foot of every page but the cover."""
    s = remark.get("sampul")
    part = [DRAFT] if remark.get("konsep") else []
    part += [f"LKIP {s['tahun']}", f"Kecamatan {s['kecamatan']}"] if s else []
    part += [s["rekaan"]] if s and s.get("rekaan") else []
    return "".join(f"{b} · " for b in part)


def _template(folder: Path) -> Path:
    """Pandoc's own page without title block and contents; the cover and the lists are ours."""
    command = [pypandoc.get_pandoc_path(), "--print-default-template=openxml"]
    origin = subprocess.run(command, capture_output=True, check=True, text=True).stdout  # noqa: S603
    initial, end = origin.index("<w:body>") + len("<w:body>"), origin.index("$sectpr$")
    file = folder / "isi.openxml"
    file.write_text(f"{origin[:initial]}\n$body$\n{origin[end:]}", "utf-8")
    return file


def _assemble(front: str, content: str, remark: dict[str, Any], folder: Path) -> str:
    """Front matter and body with cover and contents lists, in the order of the printed report."""
    part = [front, content]
    if remark.get("sampul"):
        part = [_emblem(remark["sampul"]), _inset("sampul", remark, folder), front]
        part += [_inset("daftar", remark, folder), content]
    return "\n".join(part)


def _emblem(cover: dict[str, Any]) -> str:
    """The emblem above the words of the cover, where there is one."""
    if not cover.get("lambang"):
        return ""
    picture = f'<img src="{cover["lambang"]}" alt="Lambang {escape(cover["kota"])}" height="3.4cm">'
    return f'<div data-custom-style="Lambang"><p>{picture}</p></div>'


def _inset(name: str, remark: dict[str, Any], folder: Path) -> str:
    """HTML that stands for OpenXML rendered from a template; the filter puts it in."""
    template = _environment().get_template(f"{name}.xml.j2")
    file = folder / f"{name}.xml"
    file.write_text(template.render(remark, s=remark["sampul"]), "utf-8")
    return f'<div class="sisipan" data-berkas="{file}"></div>'


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE), autoescape=True, undefined=jinja2.StrictUndefined
    )
    environment.globals["tegak"] = markupsafe.Markup(_VERTICAL)  # noqa: S704 a constant of ours
    environment.filters["markah"] = _bookmark
    return environment


def _bookmark(anchor: str) -> str:
    """Pandoc's name of the bookmark of an anchor: Word allows 40 characters."""
    if anchor[:1].isalpha() and len(anchor) <= 40:
        return anchor
    return "X" + hashlib.sha1(anchor.encode(), usedforsecurity=False).hexdigest()[1:]


@lru_cache
def build_reference_docx(footer: str = "") -> bytes:
    """Pandoc's reference document with our styles, an A4 page and a footer in place of its own."""
    command = [pypandoc.get_pandoc_path(), "--print-default-data-file=reference.docx"]
    origin = subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603 pandoc's own
    with zipfile.ZipFile(io.BytesIO(origin)) as old:
        file = {n: old.read(n) for n in old.namelist()}
    alter = {
        "word/styles.xml": _merge_styles,
        "word/document.xml": _a4,
        "word/_rels/document.xml.rels": _declare_footer,
        "[Content_Types].xml": _register_footer,
    }
    file |= {name: process_xml(file[name], manner) for name, manner in alter.items()}
    template = _environment().get_template("kaki.xml.j2")
    file["word/footer1.xml"] = template.render(
        kaki=footer, konsep=footer.startswith(DRAFT)
    ).encode()
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in file.items():
            new.writestr(zipfile.ZipInfo(name), content)
    return result.getvalue()


def _merge_styles(root_node: etree._Element) -> None:
    """Styles of ours replace those of the same id; the others stay."""
    for style in etree.parse(HERE / "gaya.xml").getroot().iterfind(f"{W}style"):
        name = style.get(f"{W}styleId")
        for old in root_node.xpath("*[@w:styleId=$n]", n=name, namespaces=NS):
            root_node.remove(old)
        root_node.append(style)


def _a4(root_node: etree._Element) -> None:
    old = root_node.find(f".//{W}body/{W}sectPr")
    new = unsur(f"<w:sectPr>{_VERTICAL}</w:sectPr>")
    footer = etree.SubElement(new, f"{W}footerReference", {f"{W}type": "default"})
    footer.set(f"{{{_KINDS}}}id", "rIdKaki")
    new.insert(0, footer)
    old.getparent().replace(old, new)


def _declare_footer(root_node: etree._Element) -> None:
    footer = {"Type": f"{_KINDS}/footer", "Id": "rIdKaki", "Target": "footer1.xml"}
    etree.SubElement(root_node, root_node[0].tag, footer)


def _register_footer(root_node: etree._Element) -> None:
    kind = {"PartName": "/word/footer1.xml", "ContentType": _FOOTER}
    etree.SubElement(root_node, root_node[0].tag.replace("Default", "Override"), kind)


def _sharpen(content: str, folder: Path) -> str:
    """Charts as sharp pictures, which Word draws alike everywhere: a page of Typst for each."""
    chart = sorted(folder.glob("*.svg"))
    if not chart:
        return content
    page = "#pagebreak()\n".join(f'#image("{g.name}", width: 100%)\n' for g in chart)
    source = folder / "gambar.typ"
    source.write_text(f"#set page(width: 16cm, height: auto, margin: 0pt)\n{page}")
    png = typst.compile(source, format="png", ppi=DENSITY)
    for g, one in zip(chart, png if isinstance(png, list) else [png], strict=True):
        g.with_suffix(".png").write_bytes(one)
        content = content.replace(g.name, f"{g.stem}.png")
    return content


@contextmanager
def _time(moment: int) -> Iterator[None]:
    """Pandoc takes the time of the file's properties from this variable."""
    old = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(moment)
    try:
        yield
    finally:
        if old is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = old
