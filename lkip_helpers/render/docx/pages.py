"""Which tables stay on one page, decided by an estimate of how far the pages are filled."""

from collections.abc import Callable
from itertools import takewhile
from math import ceil

from lxml.html import HtmlElement

from lkip_helpers.render import tags

HEIGHT, LANDSCAPE_HEIGHT = 722, 470  # points between the margins of a page
LEAST, TOLERANCE = 310, 45  # points: left on a page that a table leaves; error of the estimate
LETTERS, LINE, GAP = 97, 14.8, 7  # of running text: letters and points of a line, points below
HEADING, CAPTION = 11, 55  # points: added to a heading; of a caption below a picture
ROW = 110  # letters across a table
SCALE, NOTES = 0.955, 12  # of the height that tags.measure_height gives; points of notes


def list_whole(root: HtmlElement, picture: Callable[[HtmlElement], float]) -> set[HtmlElement]:
    """The tables that no page break may cut: each fits on a page, and leaves none nearly empty.

    picture: measures its height in points. A table takes the heading and the paragraph that
    introduce it along; a chapter and a turned table begin a page.
    """
    filled, lead, whole = 0.0, 0.0, set()  # points: of the page; of what introduces the next node
    for node in root:
        table, turned = node.find("table"), "lanskap" in tags.classes(node)
        height, page_height = _measure(node, picture), (LANDSCAPE_HEIGHT if turned else HEIGHT)
        filled, lead = (0.0, 0.0) if turned or node.tag == "h1" else (filled, lead)
        fits_page = lead + height < page_height
        left = max(filled - lead, page_height - lead - height)
        fits = fits_page and (left > LEAST or filled + height < page_height - TOLERANCE)
        if table is not None and fits and not tags.is_two_up(table):
            whole.add(table)
        filled += height
        kept = table in whole or node.find("figure") is not None
        if filled > page_height + NOTES and fits_page and kept:
            filled = lead + height
        filled = 0.0 if turned else filled % HEIGHT
        lead = lead + height if node.tag in tags.HEADINGS or tags.keeps_with_next(node) else 0.0
    return whole


def _measure(node: HtmlElement, picture: Callable[[HtmlElement], float]) -> float:
    """Estimated points of a node; of two tables side by side the first takes all of them."""
    if (table := node.find("table")) is not None:
        siblings = [node, *node.itersiblings(preceding=True)]
        half = sum(1 for _ in takewhile(lambda n: "setengah" in tags.classes(n), siblings))
        narrow = half or tags.is_two_up(table)
        share = half % 2 if half else 0.5 if narrow else 1
        height = tags.measure_height(node, ROW // 2 if narrow else ROW, 1)
        return share * (NOTES * (3 if half else 1) + SCALE * height)
    if node.find("figure") is not None:
        return CAPTION + sum(map(picture, node.iter("img")))
    lines = sum(ceil(len(tags.plain_text(n)) / LETTERS) for n in node.findall(".//li") or [node])
    return lines * LINE + GAP + (HEADING if node.tag in tags.HEADINGS else 0)
