"""Which tables stay on one page, decided by about how far the pages are filled."""

from collections.abc import Callable
from itertools import takewhile
from math import ceil

from lxml.html import HtmlElement

from lkip_helpers.render import tags

DEEP, TURNED = 722, 470  # points between the margins of a page, and of a turned one
LEAST, SPARE = 310, 45  # points: that stay on a page which a table leaves, that measuring may miss
LETTERS, LINE, GAP = 97, 14.8, 7  # of running text: letters and points of a line, points below
HEADING, CAPTION = 11, 55  # points more of a heading, below a picture
ROW = 110  # letters across a table
LOWER, NOTES = 0.955, 12  # of its height in the PDF; points about it


def list_whole(root: HtmlElement, picture: Callable[[HtmlElement], float]) -> set[HtmlElement]:
    """The tables that no page cuts: each fits on one, and the one before is not left nearly empty.

    picture: its height in points. A table takes the heading and the paragraph that lead to it with
    it; a chapter and a turned table begin a page.
    """
    filled, lead, whole = 0.0, 0.0, set()
    for node in root:
        table, turned = node.find("table"), "lanskap" in tags.classes(node)
        high, deep = _measure(node, picture), TURNED if turned else DEEP
        filled, lead = (0.0, 0.0) if turned or node.tag == "h1" else (filled, lead)
        alone, left = lead + high < deep, max(filled - lead, deep - lead - high)
        fits = alone and (left > LEAST or filled + high < deep - SPARE)
        if table is not None and fits and not tags.is_two_up(table):
            whole.add(table)
        filled += high
        if filled > deep + NOTES and alone and (table in whole or node.find("figure") is not None):
            filled = lead + high
        filled = 0.0 if turned else filled % DEEP
        lead = lead + high if node.tag in tags.HEADINGS or tags.keeps_with_next(node) else 0.0
    return whole


def _measure(node: HtmlElement, picture: Callable[[HtmlElement], float]) -> float:
    """About how many points it takes; of two tables beside each other the first all of them."""
    if (table := node.find("table")) is not None:
        run = [node, *node.itersiblings(preceding=True)]
        half = sum(1 for _ in takewhile(lambda n: "setengah" in tags.classes(n), run))
        narrow = half or tags.is_two_up(table)
        share = half % 2 if half else 0.5 if narrow else 1
        high = tags.measure_height(node, ROW // 2 if narrow else ROW, 1)
        return share * (NOTES * (3 if half else 1) + LOWER * high)
    if node.find("figure") is not None:
        return CAPTION + sum(map(picture, node.iter("img")))
    lines = sum(ceil(len(tags.plain_text(n)) / LETTERS) for n in node.findall(".//li") or [node])
    return lines * LINE + GAP + (HEADING if node.tag in tags.HEADINGS else 0)
