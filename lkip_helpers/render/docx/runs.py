"""Small parts of WordprocessingML. Children of properties stand in the order that Word requires."""

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
}  # properties of a run, by HTML tag
BREAK = "<w:r><w:br/></w:r>"
_TWENTIETH, _PIXEL, POINT = 635, 9525, 12700  # twentieth of a point, CSS pixel, point: in EMU
_HIGHEST = 5_500_000  # EMU: three fifths of a page, so that the page before is not left empty
_DRAWING, _FIELD = (
    Path(__file__).with_name(f"{name}.xml").read_text("utf-8").strip()
    for name in ("gambar", "medan")
)


def quote(text: str) -> str:
    """A text as it stands in XML, in an attribute too."""
    return escape(_ILLEGAL.sub("", text), {'"': "&quot;"})


def write_run(text: str, looks: Collection[str] = ()) -> str:
    """A run of text, looks: tags whose properties it has; "" without text."""
    if not text:
        return ""
    properties = "".join(xml for tag, xml in LOOKS.items() if tag in looks)
    properties = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{quote(text)}</w:t></w:r>'


def write_number(kind: str, chapter: str, number: str) -> str:
    """The number in a caption as a field, so that Word can list tables and figures.

    The switch "r" of the field sets the printed number, whatever stands before it.
    """
    return write_run(f"{kind} {chapter}") + _FIELD.format(kind=kind, number=number)


def name_bookmark(anchor: str) -> str:
    """The name of an anchor's bookmark: Word allows 40 characters, the first of them a letter."""
    if anchor[:1].isalpha() and len(anchor) <= 40:
        return anchor
    return "X" + hashlib.sha1(anchor.encode(), usedforsecurity=False).hexdigest()[1:]


def measure_picture(node: HtmlElement, png: bytes, text_width: int) -> tuple[int, int]:
    """Width and height in EMU: as the element says, else as wide as the text (in twentieths)."""
    png_width, png_height = struct.unpack(">II", png[16:24])
    given = {side: int(node.get(side, 0)) * _PIXEL for side in ("width", "height")}
    width = given["width"] or given["height"] * png_width // png_height
    width = min(width or text_width * _TWENTIETH, _HIGHEST * png_width // png_height)
    return width, width * png_height // png_width


def write_picture(node: HtmlElement, size: tuple[int, int], number: int) -> str:
    """A picture. number: its id among all named objects; its relation has the name of its file."""
    alt = quote(join_blanks(node.get("alt", "")))
    return _DRAWING.format(cx=size[0], cy=size[1], id=number, alt=alt, name=node.get("src"))
