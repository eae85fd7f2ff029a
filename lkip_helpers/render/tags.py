"""What the HTML of the templates says by tags and classes, to the writers of PDF and Word."""

import re

from lxml.html import HtmlElement

BLOCK_TAGS = {
    "p", "div", "section", "table", "ul", "ol", "blockquote", "figure", "pre", "hr",
    "h1", "h2", "h3", "h4", "h5", "h6",
}  # fmt: skip
PARTED = ("angka-pokok", "segel")  # whose parts stand beside each other
_RIGHT, _CENTRE = {"angka", "bilangan", "rupiah", "persen"}, {"ya", "grup"}
_BLANK = re.compile(r"[ \t\r\n\f]+")
_WIDTH = re.compile(r"width:\s*([\d.]+)%")


def classes(node: HtmlElement) -> list[str]:
    """The classes of an element, in order."""
    return str(node.get("class", "")).split()


def join_blanks(text: str) -> str:
    """A text as HTML shows it; no-break spaces stay."""
    return _BLANK.sub(" ", text)


def plain(node: HtmlElement) -> str:
    """The text of an element in one line."""
    return join_blanks(node.text_content()).strip(" ")


def side(cell: HtmlElement) -> str:
    """Where the text of a cell stands, by the kind of its column."""
    kind = {*classes(cell)[:1]}
    return "center" if kind & _CENTRE else "right" if kind & _RIGHT else "left"


def spare_places(cell: HtmlElement) -> int:
    """How many digits less than others of its column the number of a cell has behind its comma."""
    return sum(int(k.removeprefix("koma")) for k in classes(cell) if k.startswith("koma"))


def list_widths(table: HtmlElement) -> list[float]:
    """The share of each column, in percent; [] where none is given."""
    found = (_WIDTH.search(c.get("style", "")) for c in table.iter("col"))
    return [float(w[1]) for w in found if w]


def is_band(tr: HtmlElement) -> bool:
    """Whether a row heads those below it."""
    return "pita" in classes(tr)


def leads_on(node: HtmlElement) -> bool:
    """Whether a list, a signature or the seal follows, which does not begin a page without it."""
    after = next(node.itersiblings(), node)
    return after.tag in ("ul", "ol") or not {"tanda-tangan", "segel"}.isdisjoint(classes(after))
