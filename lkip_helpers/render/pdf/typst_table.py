"""A table of the report in Typst; the functions it calls are defined in typst/gaya.typ."""

from collections.abc import Callable

from lxml.html import HtmlElement

from lkip_helpers.render import tags
from lkip_helpers.render.pdf.row_headers import HEADS_ROW

FAINT, RULED = "fill: samar", "top: 0.6pt + biru"  # of headers and sums; edge of sums
PAGE = 290  # points of a page, turned or not, on the safe side
Write = Callable[[HtmlElement], str]


def quote(text: str) -> str:
    """A Typst string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def write_caption(node: HtmlElement, write: Write) -> str:
    """The caption of a table or figure as an argument, "" without one. write: its content."""
    captions = (c for c in node if c.tag in ("caption", "figcaption"))
    return "".join(f", caption: [{write(c)}]" for c in captions)


def write_table(node: HtmlElement, write: Write) -> str:
    """A table: on further pages its header names it as continued, and bands are repeated.

    Typst keeps the rows of a footer together: the last row of the body goes with them, or two where
    there is no sum, so that none stands alone on a page. write: the content of a cell.
    """
    head, body, foot = (node.findall(f"{part}/tr") for part in ("thead", "tbody", "tfoot"))
    widths = [f"{w}%" for w in tags.list_widths(node)]
    if tags.is_two_up(node):
        widths = ["1fr", *["auto"] * (len(widths) - 1)]
    count = len(widths) or sum(int(c.get("colspan", 1)) for c in (head or body)[0])
    bands = [i for i, tr in enumerate(body) if tags.is_band(tr)]
    end = max(len(body) - (1 if foot else 2), bands[-1] + 2 if bands else 1)
    while bands and end > 1 and (end == len(body) or end - 1 in bands):
        end -= 1  # a band above the last row alone goes with it
    body, kept = body[:end], body[end:]
    parts = ["columns: " + (f"({', '.join(widths)},)" if widths else str(count))]
    if head:
        number = "".join(map(tags.plain_text, node.xpath("caption//*[@class='nomor']")))
        cell = f"table.cell(colspan: {count}, align: left, inset: 0pt, stroke: none)"
        continued = [f"{cell}[#lanjutan({quote(number)})]"] * (tags.measure_height(node) >= PAGE)
        rows = ",\n".join([*continued, *(_row(tr, write, FAINT) for tr in head)])
        parts += [f"table.header({rows})", "table.hline()"]
    parts += [
        f"table.header(level: {int(tr.get('data-tingkat')) + 2}, {_row(tr, write)})"
        if tags.is_band(tr)
        else _row(tr, write)
        for tr in body
    ]
    last = [_row(tr, write) for tr in kept] + [_row(tr, write, FAINT, RULED) for tr in foot]
    parts += [f"table.footer({', '.join(last)})"] if last else []
    content = ",\n".join(parts)
    return f"#figure(align(center)[#table({content})]{write_caption(node, write)}, kind: table)\n\n"


def _row(tr: HtmlElement, write: Write, look: str = "", *edges: str) -> str:
    write_cell = _band if tags.is_band(tr) else _cell
    return ", ".join(write_cell(c, write, look, *edges) for c in tr)


def _band(cell: HtmlElement, write: Write, *_: str) -> str:
    """The cell of a band, which stays with the first row below it."""
    level = int(cell.getparent().get("data-tingkat"))
    look = ", fill: samar" if level == 0 else ""
    text = f"#pad(left: {0.8 * level}em)[{write(cell)}]" if level else write(cell)
    span = f"colspan: {cell.get('colspan')}, align: left, breakable: false{look}"
    return f"table.cell({span})[#set text(weight: 600);{text}]"


def _cell(cell: HtmlElement, write: Write, look: str, *edges: str) -> str:
    """A cell of the body, or with a look of header or footer."""
    rows, columns = cell.get("rowspan"), cell.get("colspan")
    options = [f"align: {tags.alignment(cell)}", f"rowspan: {rows}" if rows else "breakable: false"]
    options += [f"colspan: {columns}"] if columns else []
    edges += (HEADS_ROW,) if cell.get("scope") == "row" else ()
    options += [f"stroke: ({', '.join(edges)})"] if edges else []
    options += [look] if look else []
    bold = "#set text(weight: 600);" if look else ""
    content = write(cell)
    content += f"#h({places / 2 + 0.28:.2f}em)" if (places := tags.missing_places(cell)) else ""
    content = f"#tegak[{content}]" if "tegak" in tags.classes(cell) else content
    return f"table.cell({', '.join(options)})[{bold}{content}]"
