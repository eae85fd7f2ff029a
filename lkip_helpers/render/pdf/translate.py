"""The report's HTML as Typst: the few tags its templates and its text are made of.

Every text is a Typst string, so that nothing in it is read as markup. What is called by name here
(`lkip-tabel`, `sumber`, `lanjutan`, …) is defined in typst/gaya.typ.
"""

import re
from collections.abc import Iterable
from itertools import takewhile
from math import ceil

from lxml import html
from lxml.html import HtmlElement

RIGHT, CENTRE = {"angka", "bilangan", "rupiah", "persen"}, {"ya", "grup"}
BLOCKS = ("tanda-tangan", "nama", "sumber", "catatan", "absen")
PARTED = ("angka-pokok", "segel")  # whose parts stand beside each other
FAINT, RULED = "fill: samar", "stroke: (top: 0.6pt + biru)"  # look of heads and sums
APART = {"lanskap", "setengah"}  # tables without room for a paragraph of their own
LETTERS, LINE, EDGE = 76, 10.5, 5  # of a table's width; points of a line, and of a row besides
THIRD, PAGE = 246, 290  # points: a third of a page; a whole one, turned too, on the safe side
SHORT_LIST = 7  # entries of a list that is not cut
LONG = 70  # rows: a table is longer than a page
_NUMBERED = re.compile(r"(Tabel|Gambar|Bagian) \S+")  # a reference, whose number stays in its line
_TIED = re.compile(r"(\d+–\d+|Nomor \d+)")  # stays in its line too
_INLINE = {
    "strong": "strong",
    "b": "strong",
    "em": "emph",
    "i": "emph",
    "sup": "super",
    "sub": "sub",
}
_BLOCK_TAGS = {
    "p", "div", "section", "table", "ul", "ol", "blockquote", "figure", "pre", "hr",
    "h1", "h2", "h3", "h4", "h5", "h6",
}  # fmt: skip
_BLANK = re.compile(r"[ \t\r\n\f]+")
_WIDTH = re.compile(r"width:\s*([\d.]+%)")


def write_typst(source: str) -> str:
    """Typst of an HTML fragment; "" of none."""
    if not source.strip():
        return ""
    root = html.fragment_fromstring(source, create_parent="div")
    return '#import "gaya.typ": *\n' + _write_blocks(root)


def quote(text: str) -> str:
    """A Typst string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def _plain(node: HtmlElement) -> str:
    return _BLANK.sub(" ", node.text_content()).strip(" ")


def _classes(node: HtmlElement) -> list[str]:
    return str(node.get("class", "")).split()


def _next(node: HtmlElement) -> HtmlElement:
    """What follows in the same element; the element itself where nothing does."""
    return next(node.itersiblings(), node)


def leads_on(node: HtmlElement) -> bool:
    """Whether a list, a signature or the seal follows, which does not begin a page without it."""
    after = _next(node)
    return after.tag in ("ul", "ol") or not {"tanda-tangan", "segel"}.isdisjoint(_classes(after))


def spare_places(cell: HtmlElement) -> int:
    """How many digits less than others of its column the number of a cell has behind its comma."""
    return sum(int(k.removeprefix("koma")) for k in _classes(cell) if k.startswith("koma"))


def _label(node: HtmlElement) -> str:
    return f" #label({quote(node.get('id'))})" if node.get("id") else ""


def _write_blocks(node: HtmlElement) -> str:
    """The content of an element, its loose text as paragraphs."""
    parts, loose = [], [_text(node.text)]
    for child in node:
        if child.tag in _BLOCK_TAGS:
            parts += [_paragraph(loose), _block(child)]
            loose = [_text(child.tail)]
        else:
            loose += [_inline(child), _text(child.tail)]
    return "".join([*parts, _paragraph(loose)])


def _paragraph(parts: Iterable[str]) -> str:
    text = "".join(parts)
    return "" if text in ("", '#" ";') else f"{text}\n\n"


def _text(text: str | None) -> str:
    """A text as it is, what belongs together in a box."""
    parts = _TIED.split(_BLANK.sub(" ", text)) if text else []
    said = (f"#box({quote(p)});" if i % 2 else f"#{quote(p)};" for i, p in enumerate(parts) if p)
    return "".join(said)


def _write_inline(node: HtmlElement) -> str:
    """Text and inline elements, without blanks at either end."""
    parts = [_text(node.text and node.text.lstrip())]
    for child in node:
        last = child.getnext() is None
        tail = child.tail and (child.tail.rstrip() if last else child.tail)
        parts += [_inline(child), _text(tail)]
    return "".join(parts)


def _inline(node: HtmlElement) -> str:
    if not isinstance(node.tag, str):  # a comment
        return ""
    if node.tag == "br":
        return "#linebreak();"
    if node.tag == "img":
        alt = quote(_BLANK.sub(" ", node.get("alt", "")))
        width = "1.7cm" if "qr" in _classes(node) else "100%"
        return f"#image({quote(node.get('src'))}, alt: {alt}, width: {width});"
    if node.tag == "code":
        return f"#raw({quote(node.text_content())});"
    content = "".join([_text(node.text), *(_inline(c) + _text(c.tail) for c in node)])
    if node.tag == "a" and (target := node.get("href", "")):
        place = f"label({quote(target[1:])})" if target.startswith("#") else quote(target)
        link = f"#link({place})[{content}];"
        return f"#box[{link}];" if _NUMBERED.fullmatch(_plain(node)) else link
    name = _INLINE.get(node.tag) or next(
        (k for k in _classes(node) if k in ("nomor", "nomor-bab")), ""
    )
    return f"#{name}[{content}];" if name else content


def _block(node: HtmlElement) -> str:
    if _leads_aside(node):
        return ""  # it stands on the turned page
    if re.fullmatch("h[1-6]", node.tag):
        return _heading(node)
    match node.tag:
        case "p":
            if _leads(node):
                return ""  # it stands with its table or chart
            content = _write_inline(node)
            if leads_on(node):
                content = f"#lekat[{content}]"
        case "blockquote":
            content = f"#quote(block: true)[{_write_blocks(node)}]"
        case "pre":
            content = f"#raw(block: true, {quote(node.text_content())})"
        case "hr":
            content = "#line(length: 100%)"
        case _:
            own = {"ul": _list, "ol": _list, "figure": _figure, "table": _table}
            return own.get(node.tag, _division)(node)
    return _paragraph([content])


def _leads_aside(node: HtmlElement) -> bool:
    """Whether a turned table follows this heading or paragraph, and nothing but paragraphs."""
    after = next((n for n in node.itersiblings() if n.tag != "p"), None)
    return after is not None and "lanskap" in _classes(after) and node in _list_lead(after)


def _list_lead(node: HtmlElement) -> list[HtmlElement]:
    """The heading and paragraphs right before a turned table; none where there is no heading."""
    before = [*takewhile(lambda n: n.tag == "p", node.itersiblings(preceding=True))]
    heading = (before[-1] if before else node).getprevious()
    known = heading is not None and re.fullmatch("h[2-6]", str(heading.tag))
    return [heading, *reversed(before)] if known else []


def _leads(node: HtmlElement | None) -> bool:
    """Whether it is the one paragraph between a heading and a table or chart."""
    before = None if node is None or node.tag != "p" else node.getprevious()
    if node is None or before is None or not re.fullmatch("h[1-6]", str(before.tag)):
        return False
    after = {*_classes(_next(node))}
    return bool(after & {"lkip-tabel", "lkip-gambar"}) and not after & APART


def _lead(node: HtmlElement) -> str:
    """That paragraph, for the table or chart it leads to."""
    before = node.getprevious()
    return f", pengantar: [{_write_inline(before)}]" if _leads(before) else ""


def _heading(node: HtmlElement) -> str:
    listed = "" if "unlisted" not in _classes(node) else ", outlined: false"
    return f"#heading(level: {node.tag[1]}{listed})[{_write_inline(node)}]{_label(node)}\n\n"


def _list(node: HtmlElement) -> str:
    tight = "true" if node.find("li/p") is None else "false"
    entries = ", ".join(f"[{_write_blocks(li)}]" for li in node.iterchildren("li"))
    kind = "list" if node.tag == "ul" else "enum"
    start = f"start: {int(node.get('start'))}, " if node.get("start") else ""
    told = f"#{kind}(tight: {tight}, {start}{entries})"
    short = len(node) <= SHORT_LIST and len(node.text_content()) < LETTERS * 2 * SHORT_LIST
    return f"#block(breakable: false)[{told}]\n\n" if short else f"{told}\n\n"


def _figure(node: HtmlElement) -> str:
    caption = node.find("figcaption")
    told = "" if caption is None else f", caption: [{_write_inline(caption)}]"
    content = "".join(_inline(i) for i in node.iter("img"))
    return f"#figure([{content}]{told}){_label(node)}\n\n"


def _division(node: HtmlElement) -> str:
    classes = _classes(node)
    if "setengah" in classes:
        return _beside(node)
    if "lkip-tabel" in classes and "lanskap" not in classes:
        return _write_table(node)
    if name := next((b for b in PARTED if b in classes), ""):
        return f"#{name}({', '.join(f'[{_write_blocks(one)}]' for one in node)})\n\n"
    content = f"#block[{_write_blocks(node)}]{_label(node)}"
    if "lkip-gambar" in classes:
        return f"#lkip-gambar([{content}]{_lead(node)})\n\n"
    if "lanskap" in classes:
        heading, *text = _list_lead(node) or [None]
        lead = "" if heading is None else _heading(heading)
        lead += "".join(_paragraph([_write_inline(p)]) for p in text)
        return f"#lanskap[{lead}][{content}]\n\n"
    name = next((b for b in BLOCKS if b in classes), "")
    return f"#{name}[{content}]\n\n" if name else f"{content}\n\n"


def _write_table(node: HtmlElement) -> str:
    table = node.find("table")
    notes = "".join(_block(n) for n in table.itersiblings("div", "p"))
    look = ", rapat: true" if "rapat" in _classes(node) else ""
    if len(table.findall("tbody/tr")) > LONG:
        look += ", panjang: true"
    elif _height(node) < THIRD:
        look += ", kecil: true"
    return f"#lkip-tabel([{notes}]{look}{_lead(node)})[#block[{_table(table)}]{_label(node)}]\n\n"


def _beside(node: HtmlElement) -> str:
    """Small tables that follow one another, together with the first of them."""
    before = node.getprevious()
    if before is not None and "setengah" in _classes(before):
        return ""
    run = takewhile(lambda n: "setengah" in _classes(n), [node, *node.itersiblings()])
    return f"#setengah({', '.join(f'[{_write_table(n)}]' for n in run)})\n\n"


def _table(node: HtmlElement) -> str:
    """A table: on further pages its head says which goes on, and bands come again.

    Typst keeps the rows of a footer together: the last row of the body goes with them, or two where
    there is no sum, so that none stands alone on a page.
    """
    head, body, foot = (node.findall(f"{part}/tr") for part in ("thead", "tbody", "tfoot"))
    width = _widths(node)
    count = len(width) or sum(int(c.get("colspan", 1)) for c in (head or body)[0])
    kept = body[max(len(body) - (1 if foot else 2), 1) :]
    kept = kept[1 + max((i for i, tr in enumerate(kept) if _is_band(tr)), default=-1) :]
    body = body[: len(body) - len(kept)]
    caption = node.find("caption")
    number = "" if caption is None else "".join(map(_plain, caption.find_class("nomor")))
    again = f"table.cell(colspan: {count}, align: left, inset: 0pt, stroke: none)"
    parts = ["columns: " + (f"({', '.join(width)},)" if width else str(count))]
    if head:
        further = [] if _height(node) < PAGE else [f"{again}[#lanjutan({quote(number)})]"]
        rows = ",\n".join([*further, *(_row(tr, FAINT) for tr in head)])
        parts += [f"table.header({rows})", "table.hline()"]
    parts += [_band(tr) if _is_band(tr) else _row(tr) for tr in body]
    if kept or foot:
        rows = ",\n".join([*map(_row, kept), *(_row(tr, FAINT, RULED) for tr in foot)])
        parts.append(f"table.footer({rows})")
    told = "" if caption is None else f", caption: [{_write_inline(caption)}]"
    joined = ",\n".join(parts)
    return f"#figure(align(center)[#table({joined})]{told}, kind: table)\n\n"


def _widths(node: HtmlElement) -> list[str]:
    """The share of each column of a table, in percent."""
    found = (_WIDTH.search(c.get("style", "")) for c in node.iter("col"))
    return [w[1] for w in found if w]


def _height(node: HtmlElement) -> float:
    """About how many points a table and its notes take: Typst need not measure a low one."""
    width = [float(w.rstrip("%")) * LETTERS / 100 for w in _widths(node)]
    rows = [list(tr) for tr in node.iter("tr")]
    rows += [[n] for n in node.iter("caption", "div") if n is not node]
    return sum(EDGE + LINE * _count_lines(row, width) for row in rows)


def _count_lines(row: list[HtmlElement], width: list[float]) -> int:
    room = width if len(row) == len(width) else [LETTERS / max(len(row), 1) ** 2] * len(row)
    cells = zip(row, room, strict=True)
    return max((ceil(len(c.text_content()) / max(r, 1)) for c, r in cells), default=1)


def _is_band(tr: HtmlElement) -> bool:
    return "pita" in _classes(tr)


def _band(tr: HtmlElement) -> str:
    """A row that heads those below it: a head of its level, which stays with the first of them."""
    (cell,) = tr
    level = int(tr.get("data-tingkat"))
    look = ", fill: samar" if level == 0 else ""
    indent = "" if level == 0 else "#h(0.8em);"
    content = f"#set text(weight: 600);{indent}{_write_inline(cell)}"
    span = f"colspan: {cell.get('colspan')}, align: left, breakable: false{look}"
    return f"table.header(level: {level + 2}, table.cell({span})[{content}])"


def _row(tr: HtmlElement, *look: str) -> str:
    return ", ".join(_cell(c, *look) for c in tr)


def _cell(cell: HtmlElement, *look: str) -> str:
    """A cell of the body, or of head or footer where it has a look."""
    kind = next(iter(_classes(cell)), "")
    side = "center" if kind in CENTRE else "right" if kind in RIGHT else "left"
    rows, columns = cell.get("rowspan"), cell.get("colspan")
    traits = [f"align: {side}", f"rowspan: {rows}" if rows else "breakable: false"]
    traits += [f"colspan: {columns}"] if columns else []
    bold = "#set text(weight: 600);" if look else ""
    content = _write_inline(cell)
    content += f"#h({places / 2 + 0.28:.2f}em)" if (places := spare_places(cell)) else ""
    upright = f"#tegak[{content}]" if "tegak" in _classes(cell) else content
    return f"table.cell({', '.join([*traits, *look])})[{bold}{upright}]"
