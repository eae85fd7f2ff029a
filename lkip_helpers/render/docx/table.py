"""A table of the report in WordprocessingML: a grid, and rows of cells with their own look."""

import re
from collections.abc import Callable, Iterable, Sequence

from lxml.html import HtmlElement

from lkip_helpers.render import tags
from lkip_helpers.render.docx.runs import quote

STYLES = {"thead": "KepalaTabel", "tfoot": "JumlahTabel"}  # of paragraphs, by part of the table
BANDS = {"0": "PitaTabel", "1": "PitaTabelDalam", "2": "PitaTabelTerdalam"}  # by level
PICTURE = 1400  # twentieths of a point, for a small picture beside its text
_STYLE = re.compile(r'(<w:(?:pStyle|tblStyle) w:val="\w+)"')
_UPRIGHT = (
    '<w:tcMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tcMar>'
    '<w:textDirection w:val="btLr"/><w:vAlign w:val="center"/>'
)
LETTER, HIGHEST = 110, 2600  # twentieths of a point: of a letter, of a turned header at most
WORD, LINE = 85, 220  # twentieths of a point: of a letter of an unbroken word, of a line
_LOOK = '<w:tblLook w:val="0{:02X}0" w:firstRow="{:d}" w:lastRow="{:d}"/>'  # rows with own styles
WriteCell = Callable[[HtmlElement, str, bool], str]


def write_table(node: HtmlElement, width: int, write_cell: WriteCell, whole: bool) -> str:
    """The table, as wide as the text. width: in twentieths of a point.

    No row breaks across pages. The first row that is no band stays with the next, and the last one
    with the sums (the last two, if there are none) with what comes below the table; all rows stay
    together if `whole`. write_cell: the paragraphs of a cell in a style, kept with the next or not.
    """
    rows, columns = [*node.iter("tr")], _measure_columns(node, width)
    body = [tr for tr in rows if tr.getparent().tag != "thead"]
    first = next((i for i, tr in enumerate(body, 1) if not tags.is_band(tr)), 1)
    last = 1 + (len(node.findall("tfoot/tr")) or 1)
    kept = rows if whole else [*body[:first], *body[-last:]]
    title = "".join(map(tags.plain_text, node.iterchildren("caption")))
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in columns)
    styled = node.find("thead") is not None, node.find("tfoot/tr") is not None
    look = _LOOK.format(2 * styled[0] + 4 * styled[1], *styled)
    spans: dict[int, tuple[int, int]] = {}
    content = "".join(_write_row(tr, columns, spans, write_cell, keep=tr in kept) for tr in rows)
    xml = (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="Table"/><w:tblW w:w="{width}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{look}<w:tblCaption w:val="{quote(title)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{content}</w:tbl>"
    )
    return _STYLE.sub(r'\1Rapat"', xml) if tags.is_two_up(node) else xml


def write_side_by_side(node: HtmlElement, width: int, write_cell: WriteCell, style: str) -> str:
    """The parts of a division beside each other, without rules: pictures narrow, others equal."""
    pictures = [c.find(".//img") is not None for c in node]
    text_width = (width - PICTURE * sum(pictures)) // max(len(node) - sum(pictures), 1)
    cells = [write_cell(c, style, True) for c in node]
    return lay_out(cells, [PICTURE if picture else text_width for picture in pictures])


def lay_out(cells: Iterable[str], widths: Sequence[int]) -> str:
    """A table used for layout, in a style of its own without the rules of the default one."""
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in widths)
    content = "".join(f"<w:tc><w:tcPr/>{cell}</w:tc>" for cell in cells)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TataLetak"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{content}</w:tr></w:tbl>"
    )


def _measure_columns(node: HtmlElement, width: int) -> list[int]:
    """Widths as given, else equal; whoever has more than its longest word gives where one breaks.

    In two columns by longest word.
    """
    first = next(node.iter("tr"))
    shares = tags.list_widths(node) or [1.0] * sum(int(c.get("colspan", 1)) for c in first)
    longest = [1.0] * len(shares)
    for tr in node.iter("tr"):
        for i, cell in enumerate(tr if len(tr) == len(shares) else ()):
            words = "" if "tegak" in tags.classes(cell) else cell.text_content()
            places = tags.missing_places(cell)
            beside = 1 + places + (places > 0)  # an indent in place of digits and their comma
            longest[i] = max([longest[i], *(beside + len(word) for word in words.split())])
    if not tags.is_two_up(node):
        longest = [length + 1 for length in longest]
        letters = [share * width / sum(shares) / WORD for share in shares]
        spare = [max(given - own, 0) for given, own in zip(letters, longest, strict=True)]
        room = max(width / WORD - sum(longest), 0) / (sum(spare) or 1)
        longest = [own + room * more for own, more in zip(longest, spare, strict=True)]
    return [round(length * width / sum(longest)) for length in longest]


def _write_row(
    tr: HtmlElement,
    columns: list[int],
    spans: dict[int, tuple[int, int]],
    write_cell: WriteCell,
    *,
    keep: bool,
) -> str:
    """A row. spans: by column, how many rows a cell above still covers, and how many columns."""
    part = tr.getparent().tag
    style = BANDS.get(tr.get("data-tingkat")) or STYLES.get(part, "SelTabel")
    properties = '<w:tblHeader w:val="on"/>' if part == "thead" else ""
    cells, remaining, column, height = [], iter(tr), 0, 0
    while column < len(columns):
        if column in spans:
            rows, span = spans.pop(column)
            cell, merge = tr.makeelement("td"), "<w:vMerge/>"
        else:
            cell = next(remaining, tr.makeelement("td"))
            rows, span = int(cell.get("rowspan", 1)), int(cell.get("colspan", 1))
            merge = '<w:vMerge w:val="restart"/>' if rows > 1 else ""
        if rows > 1:
            spans[column] = rows - 1, span
        grid_span = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        look = ""
        if "tegak" in tags.classes(cell):  # Word does not fit the row to turned text
            length = (1 + len(cell.text_content())) * LETTER
            lines = max(sum(columns[column : column + span]) // LINE, 1)
            look, height = _UPRIGHT, max(height, min(length, HIGHEST), length // lines)
        content = write_cell(cell, style, keep)
        cells.append(f"<w:tc><w:tcPr>{grid_span}{merge}{look}</w:tcPr>{content}</w:tc>")
        column += span
    if height:
        properties = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>{properties}'
    return f"<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{''.join(cells)}</w:tr>"
