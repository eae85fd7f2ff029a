"""A picture in the Word file, at the size it is printed."""

import re
import struct

from lxml.html import HtmlElement

from lkip_helpers.render.docx.runs import quote
from lkip_helpers.render.tags import join_blanks

# In EMU, 1/914 400 inch; a bare number is pixels.
_TWENTIETH, _LENGTHS = 635, {"cm": 360_000, "": 9525}
_HIGHEST = 5_500_000  # three fifths of a page, so that the one before it is not left empty
_LENGTH = re.compile(r"([\d.]+)(cm|)")
_DRAWING = (
    '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
    '<wp:extent cx="{cx}" cy="{cy}"/><wp:docPr id="{id}" name="Gambar {id}" descr="{alt}"/>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic><pic:nvPicPr><pic:cNvPr id="{id}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="{name}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
    "</a:graphic></wp:inline></w:drawing></w:r>"
)


def draw(node: HtmlElement, png: bytes, number: int, width: int) -> str:
    """The `number`th picture, as wide or high as its element says, else as wide as the text."""
    across, down = struct.unpack(">II", png[16:24])
    given = {side: _measure(node.get(side)) for side in ("width", "height")}
    cx = given["width"] or given["height"] * across // down or width * _TWENTIETH
    cx = min(cx, _HIGHEST * across // down)
    alt = quote(join_blanks(node.get("alt", "")))
    return _DRAWING.format(
        cx=cx, cy=cx * down // across, id=number + 1, alt=alt, name=picture_name(number)
    )


def picture_name(number: int) -> str:
    """Of its relation, and of its file without suffix."""
    return f"gambar{number}"


def _measure(length: str | None) -> int:
    fitting = _LENGTH.fullmatch(length or "")
    return round(float(fitting[1]) * _LENGTHS[fitting[2]]) if fitting else 0
