"""A picture in the Word file, at the size it is printed."""

import re
import struct
from pathlib import Path

from lxml.html import HtmlElement

from lkip_helpers.render.docx.runs import quote
from lkip_helpers.render.tags import join_blanks

# In EMU, 1/914 400 inch; a bare number is pixels.
_TWENTIETH, _LENGTHS = 635, {"cm": 360_000, "": 9525}
_HIGHEST = 5_500_000  # three fifths of a page, so that the one before it is not left empty
_LENGTH = re.compile(r"([\d.]+)(cm|)")
_DRAWING = Path(__file__).with_name("gambar.xml").read_text("utf-8").strip()


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
