"""What the HTML of the templates says by tags and classes, to the writers of PDF and Word."""

import re
from copy import copy
from itertools import takewhile
from math import ceil
from typing import Any

from lxml.html import HtmlElement

BLOCK_TAGS = {
    "p", "div", "section", "table", "ul", "ol", "blockquote", "figure", "pre", "hr",
    "h1", "h2", "h3", "h4", "h5", "h6",
}  # fmt: skip
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
PARTED = ("angka-pokok", "segel")  # whose parts stand beside each other
LETTERS, LINE, EDGE = 76, 10.5, 5  # of a table's width; points of a line, and of a row besides
NARROW = 30  # letters of a row of a table that stands in two columns
_RIGHT, _CENTRE = {"angka", "bilangan", "rupiah", "persen"}, {"ya", "grup"}
_BLANK = re.compile(r"[ \t\r\n\f]+")
_WIDTH = re.compile(r"width:\s*([\d.]+)%")


def classes(node: HtmlElement) -> list[str]:
    """The classes of an element, in order."""
    return str(node.get("class", "")).split()


def join_blanks(text: str) -> str:
    """A text as HTML shows it; no-break spaces stay."""
    return _BLANK.sub(" ", text)


def list_pieces(node: HtmlElement) -> list[Any]:
    """Texts and elements of a line, in order, without blanks at either end."""
    pieces = [node.text or "", *(p for child in node for p in (child, child.tail or ""))]
    pieces[0] = pieces[0].lstrip(" \n")
    pieces[-1] = pieces[-1].rstrip(" \n")
    return pieces


def list_blocks(node: HtmlElement) -> list[HtmlElement]:
    """The blocks of an element; what stands between them as paragraphs."""
    found, loose = [], node.makeelement("p")
    loose.text = node.text
    for child in [*node]:
        if child.tag in BLOCK_TAGS:
            found += [loose, child]
            loose = node.makeelement("p")
            loose.text = child.tail
        else:
            loose.append(copy(child))  # with its tail
    return [n for n in [*found, loose] if n.tag != "p" or len(n) or (n.text or "").strip()]


def plain(node: HtmlElement) -> str:
    """The text of an element in one line."""
    return join_blanks(node.text_content()).strip(" ")


def side(cell: HtmlElement) -> str:
    """Where the text of a cell stands, by the kind of its column."""
    kind = {*classes(cell)[:1]}
    return "center" if kind & _CENTRE else "right" if kind & _RIGHT else "left"


def spare_places(cell: HtmlElement) -> int:
    """How many digits less than others of its column a number has behind its comma; 0 if dense."""
    if any("rapat" in classes(n) for n in cell.iterancestors("div")):
        return 0
    return sum(int(k.removeprefix("koma")) for k in classes(cell) if k.startswith("koma"))


def list_widths(table: HtmlElement) -> list[float]:
    """The share of each column, in percent; [] where none is given."""
    found = (_WIDTH.search(c.get("style", "")) for c in table.iter("col"))
    return [float(w[1]) for w in found if w]


def is_band(tr: HtmlElement) -> bool:
    """Whether a row heads those below it."""
    return "pita" in classes(tr)


def leads_on(node: HtmlElement) -> bool:
    """Whether it stays with what follows: a list, a signature, the seal, a table it leads to."""
    after = next(node.itersiblings(), node)
    kept = after.tag in ("ul", "ol") or not {"tanda-tangan", "segel"}.isdisjoint(classes(after))
    return kept or (after.find("table") is not None and node in list_lead(after))


def ends_chapter(node: HtmlElement) -> bool:
    """Whether one paragraph alone is left of a chapter, too little for a page."""
    return [str(n.tag) for n in node.itersiblings()][:2] == ["p", "h1"]


def list_lead(node: HtmlElement) -> list[HtmlElement]:
    """What leads to a table or chart: the one paragraph between it and a heading.

    To a turned table that heading too, and all paragraphs below it.
    """
    before = [*takewhile(lambda n: n.tag == "p", node.itersiblings(preceding=True))]
    heading = (before[-1] if before else node).getprevious()
    own = {*classes(node)}
    if heading is None or heading.tag not in HEADINGS:
        return []
    if "lanskap" in own:
        return [heading, *reversed(before)]
    known = own & {"lkip-tabel", "lkip-gambar"} and "setengah" not in own
    return before if known and len(before) == 1 else []


def is_two_up(node: HtmlElement) -> bool:
    """Whether a long table of numbers has so few letters that half a page is wide enough."""
    texts = [[c.text_content() for c in row] for row in node.findall("tbody/tr")]
    letters = (max(map(len, column)) for column in zip(*texts, strict=False))
    return "rapat" in classes(node.getparent()) and sum(letters) < NARROW


def measure_height(node: HtmlElement, letters: int = LETTERS, joined: int = 2) -> float:
    """About how many points a table and its notes take. joined: how narrow joined cells are."""
    width = [w * letters / 100 for w in list_widths(node)]
    rows = [list(tr) for tr in node.iter("tr")]
    rows += [[n] for n in node.iter("caption", "div") if n is not node]
    return sum(EDGE + LINE * _count_lines(row, width, letters, joined) for row in rows)


def _count_lines(row: list[HtmlElement], width: list[float], letters: int, joined: int) -> int:
    room = width if len(row) == len(width) else [letters / max(len(row), 1) ** joined] * len(row)
    cells = zip(row, room, strict=True)
    return max((ceil(len(c.text_content()) / max(r, 1)) for c, r in cells), default=1)
