"""What of a chart can be found and pointed at on a screen: its texts, and the values of its marks.

Letters of a chart are outlines. Its SVG says in comments which text they draw, and marks that
`name_marks` named say their value: both go, unseen, over the picture.
"""

import re
from html import escape, unescape
from typing import Any

_VALUE, _NEXT = "nilai:", "‖"
_TEXT = re.compile(r'<!-- (.+?) -->\s*<g [^>]*transform="([^"]*?) scale\(([\d.]+)')
_MARK = re.compile(rf'<g id="{_VALUE}([^"]*)">(.*?)</g>', re.DOTALL)
_PATH = re.compile(r'<path d="([^"]*)" (?:clip-path="[^"]*" )?style="fill')
_POINT = re.compile(r'<use [^>]*?\bx="([\d.]+)" y="([\d.]+)"')
_BOX = re.compile(r'viewBox="([^"]*)"')


def name_marks(*values: str) -> dict[str, Any]:
    """What a bar, or a line of points, is told so that its values can be read on a screen."""
    return {"gid": _VALUE + _NEXT.join(" ".join(v.split()) for v in values)}


def read_layer(svg: str) -> dict[str, Any]:
    """Of a chart by matplotlib: box, texts (words, where, size), marks (value, outline)."""
    texts = [(unescape(t), place, 100 * float(s)) for t, place, s in _TEXT.findall(svg)]
    marks = [
        (unescape(value), outline)
        for values, drawn in _MARK.findall(svg)
        for value, outline in zip(values.split(_NEXT), _outline(drawn), strict=False)
    ]
    box = _BOX.search(svg)
    return {"box": box[1] if box else "", "texts": texts, "marks": marks}


def inline_svg(svg: str, name: str, alt: str) -> str:
    """A chart as part of a page that admits no style of its own, its ids told apart by `name`."""
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


def _outline(drawn: str) -> list[str]:
    """The path of a bar; a square around each point."""
    r, d = 7, 14  # points: of what is pressed or pointed at
    corners = ((float(x) - r, float(y) - r) for x, y in _POINT.findall(drawn))
    points = [f"M{x:.1f} {y:.1f}h{d}v{d}h-{d}z" for x, y in corners]
    return points or [" ".join(p.split()) for p in _PATH.findall(drawn)]
