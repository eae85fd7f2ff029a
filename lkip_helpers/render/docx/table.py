"""A table of the report as Word keeps it: a grid, and rows that know how they look."""

import re
from collections.abc import Callable, Iterable, Sequence

from lxml.html import HtmlElement

from lkip_helpers.render import tags
from lkip_helpers.render.docx.runs import quote

STYLES = {"thead": "KepalaTabel", "tfoot": "JumlahTabel"}  # of paragraphs, by the part of a table
BANDS = {"0": "PitaTabel", "1": "PitaTabelDalam"}  # by level
PICTURE = 1400  # twentieths of a point, for a small picture beside its text
_STYLE = re.compile(r'(<w:(?:pStyle|tblStyle) w:val="\w+)"')
_UPRIGHT = (
    '<w:tcMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tcMar>'
    '<w:textDirection w:val="btLr"/><w:vAlign w:val="center"/>'
)
LETTER, HIGHEST = 110, 2600  # twentieths of a point: of a letter, of a head that stands upright
WORD, LINE = 85, 220  # twentieths of a point: of a letter of a word that is not broken, of a line
_LOOK = '<w:tblLook w:val="0{:02X}0" w:firstRow="{:d}" w:lastRow="{:d}"/>'  # rows the style changes
Write = Callable[[HtmlElement, str, bool], str]


def write_table(node: HtmlElement, width: int, write: Write, whole: bool) -> str:
    """The table over the whole width of the text, in twentieths of a point.

    No row breaks across pages. The first row that is no band stays with the next, the last one with
    the sums, or the last two where there are none, with what comes below the table; all of them
    where it is to stay whole. write: the paragraphs of a cell, given their style and whether they
    stay with the next.
    """
    rows, columns = [*node.iter("tr")], _measure_columns(node, width)
    body = [tr for tr in rows if tr.getparent().tag != "thead"]
    first = next((n for n, tr in enumerate(body, 1) if not tags.is_band(tr)), 1)
    last = 1 + (len(node.findall("tfoot/tr")) or 1)
    kept = rows if whole else [*body[:first], *body[-last:]]
    title = "".join(map(tags.plain_text, node.iterchildren("caption")))
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in columns)
    ends = node.find("thead") is not None, node.find("tfoot/tr") is not None
    look = _LOOK.format(2 * ends[0] + 4 * ends[1], *ends)
    open_: dict[int, tuple[int, int]] = {}
    content = "".join(_write_row(tr, columns, open_, write, keep=tr in kept) for tr in rows)
    xml = (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="Table"/><w:tblW w:w="{width}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{look}<w:tblCaption w:val="{quote(title)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{content}</w:tbl>"
    )
    return _STYLE.sub(r'\1Rapat"', xml) if tags.is_two_up(node) else xml


def write_parts(node: HtmlElement, width: int, write: Write, style: str) -> str:
    """The parts of a division beside each other, without lines: a picture narrow, others alike."""
    drawn = [c.find(".//img") is not None for c in node]
    part = (width - PICTURE * sum(drawn)) // max(len(node) - sum(drawn), 1)
    cells = [write(c, style, True) for c in node]
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


def _measure_columns(node: HtmlElement, width: int) -> list[int]:
    """In the given proportion, else alike, no word broken; in two columns by the longest word."""
    first = next(node.iter("tr"))
    part = tags.list_widths(node) or [1.0] * sum(int(c.get("colspan", 1)) for c in first)
    longest = [1.0] * len(part)
    for tr in node.iter("tr"):
        for n, cell in enumerate(tr if len(tr) == len(part) else ()):
            words = "" if "tegak" in tags.classes(cell) else cell.text_content()
            longest[n] = max([longest[n], *(1 + len(word) for word in words.split())])
    if not tags.is_two_up(node):
        given = [p * width / sum(part) / WORD for p in part]
        longest = [max(p, n + 1) for p, n in zip(given, longest, strict=True)]
    return [round(n * width / sum(longest)) for n in longest]


def _write_row(
    row: HtmlElement,
    columns: list[int],
    open_: dict[int, tuple[int, int]],
    write: Write,
    *,
    keep: bool,
) -> str:
    """open_: by column, the rows that a cell above still covers, and its columns."""
    part = row.getparent().tag
    style = BANDS.get(row.get("data-tingkat")) or STYLES.get(part, "SelTabel")
    told = '<w:tblHeader w:val="on"/>' if part == "thead" else ""
    cells, waiting, column, high = [], iter(row), 0, 0
    while column < len(columns):
        if column in open_:
            rows, span = open_.pop(column)
            cell, merge = row.makeelement("td"), "<w:vMerge/>"
        else:
            cell = next(waiting, row.makeelement("td"))
            rows, span = int(cell.get("rowspan", 1)), int(cell.get("colspan", 1))
            merge = '<w:vMerge w:val="restart"/>' if rows > 1 else ""
        if rows > 1:
            open_[column] = rows - 1, span
        wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        look = ""
        if "tegak" in tags.classes(cell):  # Word does not measure their lines
            long = (1 + len(cell.text_content())) * LETTER
            lines = max(sum(columns[column : column + span]) // LINE, 1)
            look, high = _UPRIGHT, max(high, min(long, HIGHEST), long // lines)
        content = write(cell, style, keep)
        cells.append(f"<w:tc><w:tcPr>{wide}{merge}{look}</w:tcPr>{content}</w:tc>")
        column += span
    told = f'<w:trHeight w:val="{high}" w:hRule="atLeast"/>{told}' if high else told
    return f"<w:tr><w:trPr><w:cantSplit/>{told}</w:trPr>{''.join(cells)}</w:tr>"
