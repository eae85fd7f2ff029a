"""The report's HTML as Typst: the few tags its templates and its text are made of.

Every text is a Typst string, so that nothing in it is read as markup. The functions called here
(`lkip-tabel`, `sumber`, `lanjutan`, …) are defined in typst/gaya.typ.
"""

import re
from collections.abc import Callable

from lxml import html
from lxml.html import HtmlElement

from lkip_helpers.render import tags

ITEMS = (["lkip-tabel"], ["lkip-gambar"])  # classes of tables and figures
LOOKS = ("rapat", "lebar", "setengah")
BLOCKS = ("tanda-tangan", "nama", "sumber", "catatan", "absen")
LONG = 70  # rows: such a table is surely longer than a page, and need not be measured
SHORT_LIST, SHORT_TEXT = 6, 700  # entries and letters of a list that no page break may cut
TIGHT = 8.4  # points of a row in a table of two columns
PAGE = 290  # points of a page, turned or not, on the safe side
FAINT, RULED = "fill: samar", "top: 0.6pt + biru"  # of headers and sums; edge of sums
HEADS_ROW = "left: 0pt"  # edge of a cell that heads its row, by which typeset finds it
_NUMBERED = re.compile(r"(Tabel|Gambar|Bagian) \S+")  # a reference, kept in one line
_TIED = re.compile(r"(\d+–\d+|Nomor \d+)")  # kept in one line too
_INLINE = {
    "strong": "strong", "b": "strong", "em": "emph", "i": "emph", "sup": "super", "sub": "sub",
}  # fmt: skip


def write_typst(source: str) -> str:
    """Typst of an HTML fragment; "" of none."""
    if not source.strip():
        return ""
    root = html.fragment_fromstring(source, create_parent="div")
    return '#import "gaya.typ": *\n' + _write_blocks(root)


def _quote(text: str) -> str:
    """A Typst string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def _label(node: HtmlElement) -> str:
    return f" #label({_quote(node.get('id'))})" if node.get("id") else ""


def _name(node: HtmlElement) -> str:
    """A unique name of a table or chart: its label, or else its place."""
    labels = node.xpath("descendant-or-self::*/@id")
    return _quote(labels[0] if labels else node.getroottree().getpath(node))


def _write_blocks(node: HtmlElement) -> str:
    """The content of an element, its loose text as paragraphs."""
    return "".join(map(_block, tags.list_blocks(node)))


def _text(text: str | None) -> str:
    """A text, with what must not be broken in a box."""
    parts = _TIED.split(tags.join_blanks(text)) if text else []
    quoted = [_quote(part) if part else "" for part in parts]
    quoted[1::2] = [f"box({text})" for text in quoted[1::2]]
    return "".join(f"#{text};" for text in quoted if text)


def _write_inline(node: HtmlElement) -> str:
    pieces = tags.list_pieces(node)
    return "".join(_text(piece) if isinstance(piece, str) else _inline(piece) for piece in pieces)


def _inline(node: HtmlElement) -> str:
    if not isinstance(node.tag, str):  # a comment
        return ""
    if node.tag == "br":
        return "#linebreak();"
    if node.tag == "img":
        alt = _quote(tags.join_blanks(node.get("alt", "")))
        width = "1.7cm" if "qr" in tags.classes(node) else "100%"
        return f"#image({_quote(node.get('src'))}, alt: {alt}, width: {width});"
    if node.tag == "code":
        return f"#raw({_quote(node.text_content())});"
    content = "".join([_text(node.text), *(_inline(c) + _text(c.tail) for c in node)])
    if node.tag == "a" and (target := node.get("href", "")):
        place = f"label({_quote(target[1:])})" if target.startswith("#") else _quote(target)
        link = f"#link({place})[{content}];"
        return f"#box[{link}];" if _NUMBERED.fullmatch(tags.plain_text(node)) else link
    numbers = (c for c in tags.classes(node) if c in ("nomor", "nomor-bab"))
    name = _INLINE.get(node.tag) or next(numbers, "")
    return f"#{name}[{content}];" if name else content


def _block(node: HtmlElement) -> str:
    if _belongs_to_table(node):
        return ""
    writers: dict[str, Callable[[HtmlElement], str]] = {
        "p": _paragraph,
        **dict.fromkeys(("ul", "ol"), _list),
        "figure": _figure,
        "table": _table,
        "blockquote": lambda quoted: f"#quote(block: true)[{_write_blocks(quoted)}]\n\n",
        "pre": _code,
        "hr": lambda _: "#line(length: 100%)\n\n",
        **dict.fromkeys(tags.HEADINGS, _heading),
    }
    return writers.get(node.tag, _division)(node)


def _code(node: HtmlElement) -> str:
    lines = map(_quote, node.text_content().rstrip("\n").split("\n"))
    return f'#raw(block: true, ({", ".join(lines)},).join("\\n"))\n\n'


def _paragraph(node: HtmlElement) -> str:
    content = _write_inline(node)
    if tags.keeps_with_next(node) or tags.ends_chapter(node):
        content = f"#lekat[{content}]"
    return f"{content}\n\n" if content else ""


def _belongs_to_table(node: HtmlElement) -> bool:
    """Whether it is written with the table or chart it introduces; the seal with that before it."""
    if "segel" in tags.classes(node) and _is_upright_table(node.getprevious()):
        return True
    after = next((n for n in node.itersiblings() if n.tag != "p"), None)
    return after is not None and node in tags.list_lead(after)


def _is_upright_table(node: HtmlElement | None) -> bool:
    """Whether it is a table over the full width of an upright page."""
    names = [] if node is None else tags.classes(node)
    return "lkip-tabel" in names and {"lanskap", "setengah"}.isdisjoint(names)


def _lead(node: HtmlElement) -> str:
    """Typst arguments: what introduces a table or chart, or that only a heading does."""
    if (before := node.getprevious()) is not None and before.tag in tags.HEADINGS:
        return ", berjudul: true"
    return "".join(f", pengantar: [{_write_inline(lead)}]" for lead in tags.list_lead(node))


def _heading(node: HtmlElement) -> str:
    listed = "" if "unlisted" not in tags.classes(node) else ", outlined: false"
    after = node.getnext()
    flush = "#place.flush()" if after is not None and tags.classes(after)[:1] in ITEMS else ""
    return f"{flush}#heading(level: {node.tag[1]}{listed})[{_write_inline(node)}]{_label(node)}\n\n"


def _list(node: HtmlElement) -> str:
    tight = "true" if node.find("li/p") is None else "false"
    entries = ", ".join(f"[{_write_blocks(li)}]" for li in node.iterchildren("li"))
    kind = "list" if node.tag == "ul" else "enum"
    start = f"start: {int(node.get('start'))}, " if node.get("start") else ""
    content = f"#{kind}(tight: {tight}, {start}{entries})"
    short = len(node) <= SHORT_LIST and len(node.text_content()) < SHORT_TEXT
    return f"#block(breakable: false)[{content}]\n\n" if short else f"{content}\n\n"


def _figure(node: HtmlElement) -> str:
    content = "".join(_inline(i) for i in node.iter("img"))
    return f"#figure([{content}]{_write_caption(node)}){_label(node)}\n\n"


def _division(node: HtmlElement) -> str:
    names = tags.classes(node)
    if "setengah" in names:
        return _write_halves(node)
    if _is_upright_table(node):
        return _write_table(node)
    if name := next((n for n in tags.SIDE_BY_SIDE if n in names), ""):
        return f"#{name}({', '.join(f'[{_write_blocks(part)}]' for part in node)})\n\n"
    content = f"#block[{_write_blocks(node)}]{_label(node)}"
    if "lkip-gambar" in names:
        return f"#lkip-gambar({_name(node)}, [{content}]{_lead(node)})\n\n"
    if "lanskap" in names:
        lead = "".join(
            f"{_write_inline(n)}\n\n" if n.tag == "p" else _heading(n) for n in tags.list_lead(node)
        )
        return f"#lanskap({_name(node)})[{lead}][{content}]\n\n"
    name = next((n for n in BLOCKS if n in names), "")
    if tags.keeps_with_next(node):
        name, content = "lekat", f"#{name}[{content}]"
    return f"#{name}[{content}]\n\n" if name else f"{content}\n\n"


def _write_table(node: HtmlElement) -> str:
    table = node.find("table")
    notes = "".join(_block(n) for n in table.itersiblings("div", "p"))
    if (after := node.getnext()) is not None and "segel" in tags.classes(after):
        notes += _division(after)
    look = "".join(f", {n}: true" for n in LOOKS if n in tags.classes(node))
    if tags.is_two_up(table):
        look += f", dua: {len(table.findall('.//tr')) * TIGHT / 2 + 48:.0f}pt"
    elif len(table.findall("tbody/tr")) > LONG:
        look += ", panjang: true"
    content = f"#block[{_table(table)}]{_label(node)}"
    return f"#lkip-tabel({_name(node)}, [{notes}]{look}{_lead(node)})[{content}]\n\n"


def _write_halves(node: HtmlElement) -> str:
    """A run of short tables, two beside each other, written with the first of them."""
    if not (run := tags.list_halves(node)):
        return ""
    if len(run) % 2:
        run.pop().classes.discard("setengah")
    tables = ", ".join(f"[{_write_table(n)}]" for n in run)
    return f"#setengah({_quote('dua')} + {_name(node)}, {tables})\n\n" if run else _division(node)


def _write_caption(node: HtmlElement) -> str:
    """The caption of a table or figure as an argument, "" without one."""
    captions = (c for c in node if c.tag in ("caption", "figcaption"))
    return "".join(f", caption: [{_write_inline(c)}]" for c in captions)


def _table(node: HtmlElement) -> str:
    """A table: on further pages its header names it as continued, and bands are repeated.

    Typst keeps the rows of a footer together: the last row of the body goes with them, or two where
    there is no sum, so that none stands alone on a page.
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
        continued = [f"{cell}[#lanjutan({_quote(number)})]"] * (tags.measure_height(node) >= PAGE)
        rows = ",\n".join([*continued, *(_row(tr, FAINT) for tr in head)])
        parts += [f"table.header({rows})", "table.hline()"]
    levels = ((tr, int(tr.get("data-tingkat")) + 2 if tags.is_band(tr) else 0) for tr in body)
    parts += [f"table.header(level: {n}, {_row(tr)})" if n else _row(tr) for tr, n in levels]
    last = [_row(tr) for tr in kept] + [_row(tr, FAINT, RULED) for tr in foot]
    parts += [f"table.footer({', '.join(last)})"] if last else []
    content = ",\n".join(parts)
    return f"#figure(align(center)[#table({content})]{_write_caption(node)}, kind: table)\n\n"


def _row(tr: HtmlElement, look: str = "", *edges: str) -> str:
    write_cell = _band if tags.is_band(tr) else _cell
    return ", ".join(write_cell(c, look, *edges) for c in tr)


def _band(cell: HtmlElement, *_: str) -> str:
    """The cell of a band, which stays with the first row below it."""
    level = int(cell.getparent().get("data-tingkat"))
    look = ", fill: samar" if level == 0 else ""
    text = f"#pad(left: {0.8 * level}em)[{_write_inline(cell)}]" if level else _write_inline(cell)
    span = f"colspan: {cell.get('colspan')}, align: left, breakable: false{look}"
    return f"table.cell({span})[#set text(weight: 600);{text}]"


def _cell(cell: HtmlElement, look: str, *edges: str) -> str:
    """A cell of the body, or with a look of header or footer."""
    rows, columns = cell.get("rowspan"), cell.get("colspan")
    options = [f"align: {tags.alignment(cell)}", f"rowspan: {rows}" if rows else "breakable: false"]
    options += [f"colspan: {columns}"] if columns else []
    edges += (HEADS_ROW,) if cell.get("scope") == "row" else ()
    options += [f"stroke: ({', '.join(edges)})"] if edges else []
    options += [look] if look else []
    bold = "#set text(weight: 600);" if look else ""
    content = _write_inline(cell)
    content += f"#h({places / 2 + 0.28:.2f}em)" if (places := tags.missing_places(cell)) else ""
    content = f"#tegak[{content}]" if "tegak" in tags.classes(cell) else content
    return f"table.cell({', '.join(options)})[{bold}{content}]"
