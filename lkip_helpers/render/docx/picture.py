"""A picture in the Word file, at the size it is printed."""

import struct
from pathlib import Path

from lxml.html import HtmlElement

from lkip_helpers.render.docx.runs import quote
from lkip_helpers.render.tags import join_blanks

_TWENTIETH, _DOT = 635, 9525  # of a point; in EMU, 1/914 400 inch
_HIGHEST = 5_500_000  # three fifths of a page, so that the one before it is not left empty
_DRAWING = Path(__file__).with_name("gambar.xml").read_text("utf-8").strip()


def draw(node: HtmlElement, png: bytes, number: int, width: int) -> str:
    """The `number`th picture, as wide or high as its element says, else as wide as the text."""
    across, down = struct.unpack(">II", png[16:24])
    given = {side: int(node.get(side, 0)) * _DOT for side in ("width", "height")}
    cx = given["width"] or given["height"] * across // down or width * _TWENTIETH
    cx = min(cx, _HIGHEST * across // down)
    alt = quote(join_blanks(node.get("alt", "")))
    return _DRAWING.format(
        cx=cx, cy=cx * down // across, id=number + 1, alt=alt, name=picture_name(number)
    )


def picture_name(number: int) -> str:
    """Of its relation, and of its file without suffix."""
    return f"gambar{number}"
