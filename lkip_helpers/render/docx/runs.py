"""Small parts of WordprocessingML. Children of properties stand in the order that Word demands."""

import hashlib
import re
import struct
from collections.abc import Collection
from pathlib import Path
from xml.sax.saxutils import escape

from lxml.html import HtmlElement

from lkip_helpers.render.tags import join_blanks

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in any XML
LOOKS = {
    "code": '<w:rStyle w:val="VerbatimChar"/>',
    "a": '<w:rStyle w:val="Hyperlink"/>',
    "strong": "<w:b/><w:bCs/>",
    "em": "<w:i/><w:iCs/>",
    "sup": '<w:vertAlign w:val="superscript"/>',
    "sub": '<w:vertAlign w:val="subscript"/>',
}  # of a run, by the tag that asks for it
BREAK = "<w:r><w:br/></w:r>"
_TWENTIETH, _DOT, POINT = 635, 9525, 12700  # of a point; in EMU, 1/914 400 inch
_HIGHEST = 5_500_000  # three fifths of a page, so that the one before it is not left empty
_DRAWING, _FIELD = (
    Path(__file__).with_name(f"{name}.xml").read_text("utf-8").strip()
    for name in ("gambar", "medan")
)


def quote(text: str) -> str:
    """A text as it stands in XML, in an attribute too."""
    return escape(_ILLEGAL.sub("", text), {'"': "&quot;"})


def run(text: str, looks: Collection[str] = ()) -> str:
    """A piece of text of one look; "" of none."""
    if not text:
        return ""
    traits = "".join(xml for name, xml in LOOKS.items() if name in looks)
    traits = f"<w:rPr>{traits}</w:rPr>" if traits else ""
    return f'<w:r>{traits}<w:t xml:space="preserve">{quote(text)}</w:t></w:r>'


def count(kind: str, chapter: str, number: str) -> str:
    """The number in a caption as a field, so that Word can list tables and figures.

    The switch "r" of the field sets the number that is printed, whatever stands before it.
    """
    return run(f"{kind} {chapter}") + _FIELD.format(kind=kind, number=number)


def bookmark(anchor: str) -> str:
    """The name of an anchor's bookmark: Word allows 40 characters, the first of them a letter."""
    if anchor[:1].isalpha() and len(anchor) <= 40:
        return anchor
    return "X" + hashlib.sha1(anchor.encode(), usedforsecurity=False).hexdigest()[1:]


def measure(node: HtmlElement, png: bytes, width: int) -> tuple[int, int]:
    """EMU across and down of a picture: as its element says, else as wide as the text."""
    across, down = struct.unpack(">II", png[16:24])
    given = {side: int(node.get(side, 0)) * _DOT for side in ("width", "height")}
    cx = given["width"] or given["height"] * across // down or width * _TWENTIETH
    cx = min(cx, _HIGHEST * across // down)
    return cx, cx * down // across


def draw(node: HtmlElement, size: tuple[int, int], number: int) -> str:
    """A picture, the `number`th thing with a name; its relation is called as its file."""
    alt = quote(join_blanks(node.get("alt", "")))
    return _DRAWING.format(cx=size[0], cy=size[1], id=number, alt=alt, name=node.get("src"))
