"""A table of the report as Word keeps it: a grid, and rows that know how they look."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from lkip_helpers.render import tags
from lkip_helpers.render.docx.runs import quote

PICTURE = 1400  # twentieths of a point, for a small picture beside its text
LOW = 330  # points a table may be high to be kept on one page: the page before it stays half full
_STYLE = re.compile(r'(<w:(?:pStyle|tblStyle) w:val="\w+)"')
_LINE = '<w:tcBorders><w:{} w:val="single" w:sz="{}" w:space="0" w:color="{}"/></w:tcBorders>'
_FAINT = '<w:shd w:val="clear" w:color="auto" w:fill="F1F4F7"/>'
_LOW = '<w:vAlign w:val="bottom"/>'
_UPRIGHT = '<w:textDirection w:val="btLr"/><w:vAlign w:val="center"/>'
LETTER, HIGHEST = 110, 2600  # twentieths of a point: of a letter, of a head that stands upright
_GROUP_HEAD = _LINE.format("bottom", 4, "C9D1D9") + _FAINT + _LOW
_HEAD = _LINE.format("bottom", 6, "123F6D") + _FAINT + _LOW
_TOTAL = _LINE.format("top", 6, "123F6D") + _FAINT
_LOOK = (
    '<w:tblLook w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" '
    'w:noVBand="0" w:val="0020"/>'
)
Write = Callable[[HtmlElement, str, str, bool], str]


@dataclass(frozen=True)
class _Row:
    """A row; style: of its paragraphs; look: what all its cells have."""

    tr: HtmlElement
    style: str
    look: str = ""
    head: bool = False


def write_table(node: HtmlElement, width: int, write: Write) -> str:
    """The table over the whole width of the text, in twentieths of a point.

    No row breaks across pages. The first row that is no band stays with the next, the last one with
    the sums, or the last two where there are none, with what comes below the table; a low table
    stays on one page. write: the paragraphs of a cell, given their style, tags.side, and whether
    they stay with the next.
    """
    two_up = tags.is_two_up(node)
    for cell in node.iter("td") if two_up else ():  # no room for commas below one another
        cell.set("class", " ".join(tags.classes(cell)[:1]))
    rows = list(_list_rows(node))
    columns = _measure_columns(node, width)
    body = [r for r in rows if not r.head]
    first = next((n for n, r in enumerate(body, 1) if not tags.is_band(r.tr)), 1)
    last = 1 + (len(node.findall("tfoot/tr")) or 1)
    kept = rows if tags.measure_height(node) < LOW else [*body[:first], *body[-last:]]
    caption = node.find("caption")
    title = "" if caption is None else tags.plain(caption)
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in columns)
    open_: dict[int, tuple[int, int]] = {}
    content = "".join(_write_row(r, len(columns), open_, write, keep=r in kept) for r in rows)
    xml = (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="Table"/><w:tblW w:w="{width}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{_LOOK}<w:tblCaption w:val="{quote(title)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{content}</w:tbl>"
    )
    return _STYLE.sub(r'\1Rapat"', xml) if two_up else xml


def write_parts(node: HtmlElement, width: int, write: Write, style: str) -> str:
    """The parts of a division beside each other, without lines: a picture narrow, others alike."""
    drawn = [c.find(".//img") is not None for c in node]
    part = (width - PICTURE * sum(drawn)) // max(len(node) - sum(drawn), 1)
    cells = [write(c, style, "left", True) for c in node]
    return lay_out(cells, [PICTURE if d else part for d in drawn])


def lay_out(cells: Iterable[str], widths: Sequence[int]) -> str:
    """A table that only lays out: it has a style of its own, not the default one with its lines."""
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    content = "".join(f"<w:tc><w:tcPr/>{cell}</w:tc>" for cell in cells)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TataLetak"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{content}</w:tr></w:tbl>"
    )


def _list_rows(node: HtmlElement) -> Iterator[_Row]:
    heads = node.findall("thead/tr")
    for tr in heads:
        yield _Row(tr, "KepalaTabel", _HEAD if tr is heads[-1] else _GROUP_HEAD, head=True)
    for tr in [*node.findall("tr"), *node.findall("tbody/tr")]:
        yield _Row(tr, "PitaTabel", _FAINT) if tags.is_band(tr) else _Row(tr, "SelTabel")
    for tr in node.findall("tfoot/tr"):
        yield _Row(tr, "JumlahTabel", _TOTAL)


def _measure_columns(node: HtmlElement, width: int) -> list[int]:
    """In the given proportion; alike where none is given; in two columns by the longest word."""
    first = next(node.iter("tr"))
    part = tags.list_widths(node) or [1.0] * sum(int(c.get("colspan", 1)) for c in first)
    if tags.is_two_up(node):
        rows = [[c.text_content() for c in tr] for tr in node.iter("tr") if len(tr) == len(part)]
        words = (" ".join(column).split() for column in zip(*rows, strict=True))
        part = [1 + max(map(len, column), default=0) for column in words]
    return [round(p * width / sum(part)) for p in part]


def _write_row(
    row: _Row, count: int, open_: dict[int, tuple[int, int]], write: Write, *, keep: bool
) -> str:
    """open_: by column, the rows that a cell above still covers, and its columns."""
    told = '<w:tblHeader w:val="on"/>' if row.head else ""
    if upright := row.tr.find_class("tegak"):  # Word does not measure their lines
        high = min(max(len(c.text_content()) for c in upright) * LETTER + LETTER, HIGHEST)
        told = f'<w:trHeight w:val="{high}" w:hRule="atLeast"/>{told}'
    cells, waiting, column = [], iter(row.tr), 0
    while column < count:
        if column in open_:
            rows, span = open_.pop(column)
            cell, merge = row.tr.makeelement("td"), "<w:vMerge/>"
            content = write(cell, row.style, "", keep)
        else:
            cell = next(waiting, row.tr.makeelement("td"))
            rows, span = int(cell.get("rowspan", 1)), int(cell.get("colspan", 1))
            merge = '<w:vMerge w:val="restart"/>' if rows > 1 else ""
            content = write(cell, row.style, tags.side(cell), keep)
        if rows > 1:
            open_[column] = rows - 1, span
        wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        look = row.look.replace(_LOW, "") + _UPRIGHT if cell in upright else row.look
        cells.append(f"<w:tc><w:tcPr>{wide}{merge}{look}</w:tcPr>{content}</w:tc>")
        column += span
    return f"<w:tr><w:trPr><w:cantSplit/>{told}</w:trPr>{''.join(cells)}</w:tr>"
