"""The parts of a chart that can be searched and pointed at on a screen: texts and marks.

The letters of a chart are outlines. Its SVG says in comments which text they draw, and marks that
`name_marks` labelled carry their value: both are laid, invisible, over the picture.
"""

import re
from html import escape, unescape
from typing import Any

_VALUE, _SEPARATOR = "nilai:", "‖"
_TEXT = re.compile(r'<!-- (.+?) -->\s*<g [^>]*transform="([^"]*?) scale\(([\d.]+)')
_MARK = re.compile(rf'<g id="{_VALUE}([^"]*)">(.*?)</g>', re.DOTALL)
_PATH = re.compile(r'<path d="([^"]*)" (?:clip-path="[^"]*" )?style="fill')
_POINT = re.compile(r'<use [^>]*?\bx="([\d.]+)" y="([\d.]+)"')
_BOX = re.compile(r'viewBox="([^"]*)"')


def name_marks(*values: str) -> dict[str, Any]:
    """Keyword arguments for matplotlib that label a bar, or the points of a line, with values."""
    return {"gid": _VALUE + _SEPARATOR.join(" ".join(v.split()) for v in values)}


def read_layer(svg: str) -> dict[str, Any]:
    """From a chart by matplotlib: box, texts (text, transform, size), marks (value, outline)."""
    found = _TEXT.findall(svg)
    texts = [(unescape(text), transform, 100 * float(size)) for text, transform, size in found]
    marks = [
        (unescape(value), outline)
        for values, shapes in _MARK.findall(svg)
        for value, outline in zip(values.split(_SEPARATOR), _outline(shapes), strict=False)
    ]
    box = _BOX.search(svg)
    return {"box": box[1] if box else "", "texts": texts, "marks": marks}


def inline_svg(svg: str, name: str, alt: str) -> str:
    """A chart as part of a page that allows no inline style; its ids get `name` as prefix."""
    body = svg.partition("<svg")[2].partition(">")[2]
    body = re.sub(r"(?s)<defs>\s*<style.*?</defs>", "", body)
    body = re.sub(r'<g id="[^"]*"', "<g", body)
    body = re.sub(r'( id="|href="#|url\(#)', rf"\1{name}-", body)
    body = re.sub(
        r'style="([^"]*)"', lambda m: re.sub(r"([\w-]+): ([^;]+);? ?", r'\1="\2" ', m[1]), body
    )
    box = read_layer(svg)["box"]
    head = f'class="sempit" viewBox="{box}" role="img" aria-label="{escape(alt)}"'
    return f'<svg {head} stroke-linejoin="round">{body}'


def _outline(shapes: str) -> list[str]:
    """The path of a bar; a square around each point. shapes: SVG of one mark."""
    side = 14  # points: of the area that can be pressed or pointed at
    corners = ((float(x) - side / 2, float(y) - side / 2) for x, y in _POINT.findall(shapes))
    squares = [f"M{x:.1f} {y:.1f}h{side}v{side}h-{side}z" for x, y in corners]
    return squares or [" ".join(path.split()) for path in _PATH.findall(shapes)]
