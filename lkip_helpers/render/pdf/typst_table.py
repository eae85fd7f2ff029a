"""A table of the report as Typst keeps it; what is called by name stands in typst/gaya.typ."""

from collections.abc import Callable

from lxml.html import HtmlElement

from lkip_helpers.render import tags
from lkip_helpers.render.pdf.row_headers import HEADS_ROW

FAINT, RULED = "fill: samar", "top: 0.6pt + biru"  # look of heads and sums, edge of sums
PAGE = 290  # points: a whole page, turned too, on the safe side
Write = Callable[[HtmlElement], str]


def quote(text: str) -> str:
    """A Typst string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def write_table(node: HtmlElement, write: Write) -> str:
    """A table: on further pages its head says which goes on, and bands come again.

    Typst keeps the rows of a footer together: the last row of the body goes with them, or two where
    there is no sum, so that none stands alone on a page. write: the content of a cell.
    """
    head, body, foot = (node.findall(f"{part}/tr") for part in ("thead", "tbody", "tfoot"))
    width = [f"{w}%" for w in tags.list_widths(node)]
    if tags.is_two_up(node):
        width = ["1fr", *["auto"] * (len(width) - 1)]
    count = len(width) or sum(int(c.get("colspan", 1)) for c in (head or body)[0])
    bands = [i for i, tr in enumerate(body) if tags.is_band(tr)]
    first = max(len(body) - (1 if foot else 2), bands[-1] + 2 if bands else 1)
    while bands and first > 1 and (first == len(body) or first - 1 in bands):
        first -= 1  # one that heads the last row alone goes with it
    body, kept = body[:first], body[first:]
    caption = node.find("caption")
    number = "" if caption is None else "".join(map(tags.plain_text, caption.find_class("nomor")))
    again = f"table.cell(colspan: {count}, align: left, inset: 0pt, stroke: none)"
    parts = ["columns: " + (f"({', '.join(width)},)" if width else str(count))]
    if head:
        further = [f"{again}[#lanjutan({quote(number)})]"] * (tags.measure_height(node) >= PAGE)
        rows = ",\n".join([*further, *(_row(tr, write, FAINT) for tr in head)])
        parts += [f"table.header({rows})", "table.hline()"]
    parts += [
        f"table.header(level: {int(tr.get('data-tingkat')) + 2}, {_row(tr, write)})"
        if tags.is_band(tr)
        else _row(tr, write)
        for tr in body
    ]
    last = [_row(tr, write) for tr in kept] + [_row(tr, write, FAINT, RULED) for tr in foot]
    parts += [f"table.footer({', '.join(last)})"] if last else []
    told = "" if caption is None else f", caption: [{write(caption)}]"
    joined = ",\n".join(parts)
    return f"#figure(align(center)[#table({joined})]{told}, kind: table)\n\n"


def _row(tr: HtmlElement, write: Write, look: str = "", *edges: str) -> str:
    write_cell = _band if tags.is_band(tr) else _cell
    return ", ".join(write_cell(c, write, look, *edges) for c in tr)


def _band(cell: HtmlElement, write: Write, *_: str) -> str:
    """The cell of a row that heads those below it: a head of its level stays with the first."""
    level = int(cell.getparent().get("data-tingkat"))
    look = ", fill: samar" if level == 0 else ""
    indent = "" if level == 0 else "#h(0.8em);"
    content = f"#set text(weight: 600);{indent}{write(cell)}"
    span = f"colspan: {cell.get('colspan')}, align: left, breakable: false{look}"
    return f"table.cell({span})[{content}]"


def _cell(cell: HtmlElement, write: Write, look: str, *edges: str) -> str:
    """A cell of the body, or of head or footer where it has a look."""
    rows, columns = cell.get("rowspan"), cell.get("colspan")
    traits = [f"align: {tags.alignment(cell)}", f"rowspan: {rows}" if rows else "breakable: false"]
    traits += [f"colspan: {columns}"] if columns else []
    edges += (HEADS_ROW,) if cell.get("scope") == "row" else ()
    traits += [f"stroke: ({', '.join(edges)})"] if edges else []
    traits += [look] if look else []
    bold = "#set text(weight: 600);" if look else ""
    content = write(cell)
    content += f"#h({places / 2 + 0.28:.2f}em)" if (places := tags.missing_places(cell)) else ""
    upright = f"#tegak[{content}]" if "tegak" in tags.classes(cell) else content
    return f"table.cell({', '.join(traits)})[{bold}{upright}]"
