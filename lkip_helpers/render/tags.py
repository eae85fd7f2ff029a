"""Reading the tags and classes of the templates' HTML, for the writers of PDF and Word."""

import re
from copy import copy
from itertools import takewhile
from math import ceil
from typing import Any

from lxml.html import HtmlElement

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCK_TAGS = {
    "p", "div", "section", "table", "ul", "ol", "blockquote", "figure", "pre", "hr", *HEADINGS,
}  # fmt: skip
SIDE_BY_SIDE = ("angka-pokok", "segel")  # divisions whose parts stand beside each other
LETTERS = 76  # across a table
LINE, EDGE = 10.5, 5  # points of a line, and of a row beside its lines
NARROW = 30  # letters in a row of a table that is set in two columns
_RIGHT, _CENTRE = {"angka", "bilangan", "rupiah", "persen"}, {"ya", "grup"}
_BLANK = re.compile(r"[ \t\r\n\f]+")
_WIDTH = re.compile(r"width:\s*([\d.]+)%")


def classes(node: HtmlElement) -> list[str]:
    """The classes of an element, in order."""
    return str(node.get("class", "")).split()


def join_blanks(text: str) -> str:
    """A text with its white space as HTML shows it; no-break spaces stay."""
    return _BLANK.sub(" ", text)


def list_pieces(node: HtmlElement) -> list[Any]:
    """Texts and elements of a line, in order, without white space at either end."""
    pieces = [node.text or "", *(part for child in node for part in (child, child.tail or ""))]
    pieces[0] = pieces[0].lstrip(" \n")
    pieces[-1] = pieces[-1].rstrip(" \n")
    return pieces


def list_blocks(node: HtmlElement) -> list[HtmlElement]:
    """The blocks of an element; text and inline elements between them become paragraphs."""
    blocks, paragraph = [], node.makeelement("p")
    paragraph.text = node.text
    for child in [*node]:
        if child.tag in BLOCK_TAGS:
            blocks += [paragraph, child]
            paragraph = node.makeelement("p")
            paragraph.text = child.tail
        else:
            paragraph.append(copy(child))  # with its tail
    return [n for n in [*blocks, paragraph] if n.tag != "p" or len(n) or (n.text or "").strip()]


def plain_text(node: HtmlElement) -> str:
    """The text of an element in one line."""
    return join_blanks(node.text_content()).strip(" ")


def alignment(cell: HtmlElement) -> str:
    """Alignment of the text of a cell, by the kind of its column."""
    kind = {*classes(cell)[:1]}
    return "center" if kind & _CENTRE else "right" if kind & _RIGHT else "left"


def missing_places(cell: HtmlElement) -> int:
    """How many decimals fewer a number has than others in its column; 0 in a dense table."""
    if any("rapat" in classes(n) for n in cell.iterancestors("div")):
        return 0
    return sum(int(c.removeprefix("koma")) for c in classes(cell) if c.startswith("koma"))


def list_widths(table: HtmlElement) -> list[float]:
    """The share of each column, in percent; [] where none is given."""
    matches = (_WIDTH.search(column.get("style", "")) for column in table.iter("col"))
    return [float(match[1]) for match in matches if match]


def is_band(tr: HtmlElement) -> bool:
    """Whether a row heads those below it."""
    return "pita" in classes(tr)


def keeps_with_next(node: HtmlElement) -> bool:
    """Whether it stays with what follows: a list, a signature, the seal, a table it introduces."""
    after = next(node.itersiblings(), node)
    kept = after.tag in ("ul", "ol") or not {"tanda-tangan", "segel"}.isdisjoint(classes(after))
    return kept or (after.find("table") is not None and node in list_lead(after))


def ends_chapter(node: HtmlElement) -> bool:
    """Whether only one paragraph of the chapter follows, too little for a page."""
    return [str(n.tag) for n in node.itersiblings()][:2] == ["p", "h1"]


def list_lead(node: HtmlElement) -> list[HtmlElement]:
    """What introduces a table or chart: the only paragraph between it and a heading.

    For a turned table also that heading, and all paragraphs below it.
    """
    before = [*takewhile(lambda n: n.tag == "p", node.itersiblings(preceding=True))]
    heading = (before[-1] if before else node).getprevious()
    names = {*classes(node)}
    if heading is None or heading.tag not in HEADINGS:
        return []
    if "lanskap" in names:
        return [heading, *reversed(before)]
    full_width = names & {"lkip-tabel", "lkip-gambar"} and "setengah" not in names
    return before if full_width and len(before) == 1 else []


def list_halves(node: HtmlElement) -> list[HtmlElement]:
    """The run of short tables, two beside each other, that this one begins; [] within a run."""
    before = node.getprevious()
    if before is not None and "setengah" in classes(before):
        return []
    return [*takewhile(lambda n: "setengah" in classes(n), [node, *node.itersiblings()])]


def is_two_up(node: HtmlElement) -> bool:
    """Whether a long table of numbers has so few letters that half a page is wide enough."""
    texts = [[c.text_content() for c in row] for row in node.findall("tbody/tr")]
    letters = (max(map(len, column)) for column in zip(*texts, strict=False))
    return "rapat" in classes(node.getparent()) and sum(letters) < NARROW


def measure_height(node: HtmlElement, letters: int = LETTERS, power: int = 2) -> float:
    """Estimated points of a table and its notes; power: how narrow its merged cells are taken."""
    widths = [share * letters / 100 for share in list_widths(node)]
    rows = [list(tr) for tr in node.iter("tr")]
    rows += [[n] for n in node.iter("caption", "div") if n is not node]
    return sum(EDGE + LINE * _count_lines(row, widths, letters, power) for row in rows)


def _count_lines(row: list[HtmlElement], widths: list[float], letters: int, power: int) -> int:
    merged = len(row) != len(widths)
    room = [letters / max(len(row), 1) ** power] * len(row) if merged else widths
    cells = zip(row, room, strict=True)
    return max((ceil(len(c.text_content()) / max(width, 1)) for c, width in cells), default=1)
