"""The report's HTML as Typst: the few tags its templates and its text are made of.

Every text is a Typst string, so that nothing in it is read as markup. What is called by name here
(`lkip-tabel`, `sumber`, `lanjutan`, …) is defined in typst/gaya.typ.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import html
from lxml.html import HtmlElement

RIGHT, CENTRE = {"angka", "bilangan", "rupiah", "persen"}, {"ya", "grup"}
BLOCKS = ("lkip-gambar", "lanskap", "tanda-tangan", "nama", "sumber", "catatan", "absen")
MANY = 7  # a table of more rows is a tall one; for one of fewer, Typst has to measure it
MOST_KEPT = 4  # rows at the end of a table that stay together
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


def write_typst(source: str, prefix: str = "") -> str:
    """Typst of an HTML fragment; "" of none. prefix: makes names of merged cells its own."""
    if not source.strip():
        return ""
    root = html.fragment_fromstring(source, create_parent="div")
    return '#import "gaya.typ": *\n' + _Writer(prefix).write_blocks(root)


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


def _label(node: HtmlElement) -> str:
    return f" #label({quote(node.get('id'))})" if node.get("id") else ""


@dataclass
class _Cell:
    """A cell of a table. part: "thead", "tbody" or "tfoot"; marks: what is said after its text."""

    node: HtmlElement
    part: str
    marks: str = ""

    @property
    def rows(self) -> int:
        return int(self.node.get("rowspan", 1))

    @property
    def columns(self) -> int:
        return int(self.node.get("colspan", 1))

    def list_traits(self) -> Iterator[str]:
        kind = next(iter(_classes(self.node)), "")
        side = "center" if kind in CENTRE else "right" if kind in RIGHT else "left"
        yield f"align: {side}"
        if self.rows > 1:
            yield f"rowspan: {self.rows}"
        else:
            yield "breakable: false"
        if self.columns > 1:
            yield f"colspan: {self.columns}"
        if self.part != "tbody":
            yield "fill: samar"
        if self.part == "tfoot":
            yield "stroke: (top: 0.6pt + biru)"


_Rows = list[list[_Cell]]


@dataclass
class _Writer:
    prefix: str
    tables: int = field(default=0)

    def write_blocks(self, node: HtmlElement) -> str:
        """The content of an element, its loose text as paragraphs."""
        parts, loose = [], [self._text(node.text)]
        for child in node:
            if child.tag in _BLOCK_TAGS:
                parts += [self._paragraph(loose), self._block(child)]
                loose = [self._text(child.tail)]
            else:
                loose += [self._inline(child), self._text(child.tail)]
        return "".join([*parts, self._paragraph(loose)])

    def _paragraph(self, parts: Iterable[str]) -> str:
        text = "".join(parts)
        return "" if text in ("", '#" ";') else f"{text}\n\n"

    def _text(self, text: str | None) -> str:
        return f"#{quote(_BLANK.sub(' ', text))};" if text else ""

    def write_inline(self, node: HtmlElement) -> str:
        """Text and inline elements, without blanks at either end."""
        parts = [self._text(node.text and node.text.lstrip())]
        for child in node:
            last = child.getnext() is None
            tail = child.tail and (child.tail.rstrip() if last else child.tail)
            parts += [self._inline(child), self._text(tail)]
        return "".join(parts)

    def _inline(self, node: HtmlElement) -> str:
        if not isinstance(node.tag, str):  # a comment
            return ""
        if node.tag == "br":
            return "#linebreak();"
        if node.tag == "img":
            alt = quote(_BLANK.sub(" ", node.get("alt", "")))
            return f"#image({quote(node.get('src'))}, alt: {alt}, width: 100%);"
        if node.tag == "code":
            return f"#raw({quote(node.text_content())});"
        content = self._whole(node)
        if node.tag == "a" and (target := node.get("href", "")):
            place = f"label({quote(target[1:])})" if target.startswith("#") else quote(target)
            return f"#link({place})[{content}];"
        name = _INLINE.get(node.tag) or next(
            (k for k in _classes(node) if k in ("nomor", "nomor-bab")), ""
        )
        return f"#{name}[{content}];" if name else content

    def _whole(self, node: HtmlElement) -> str:
        """Text and inline elements with their blanks."""
        parts = [self._text(node.text)]
        for child in node:
            parts += [self._inline(child), self._text(child.tail)]
        return "".join(parts)

    def _block(self, node: HtmlElement) -> str:
        if re.fullmatch("h[1-6]", node.tag):
            return self._heading(node)
        match node.tag:
            case "p":
                content = self.write_inline(node)
                if "tanda-tangan" in _classes(_next(node)):  # never alone on a page
                    content = f"#lekat[{content}]"
            case "blockquote":
                content = f"#quote(block: true)[{self.write_blocks(node)}]"
            case "pre":
                content = f"#raw(block: true, {quote(node.text_content())})"
            case "hr":
                content = "#line(length: 100%)"
            case _:
                own = {"ul": self._list, "ol": self._list, "figure": self._figure}
                own |= {"table": self._table}
                return own.get(node.tag, self._division)(node)
        return self._paragraph([content])

    def _heading(self, node: HtmlElement) -> str:
        listed = "" if "unlisted" not in _classes(node) else ", outlined: false"
        title = self.write_inline(node)
        return f"#heading(level: {node.tag[1]}{listed})[{title}]{_label(node)}\n\n"

    def _list(self, node: HtmlElement) -> str:
        tight = "true" if node.find("li/p") is None else "false"
        entries = ", ".join(f"[{self.write_blocks(li)}]" for li in node.iterchildren("li"))
        kind = "list" if node.tag == "ul" else "enum"
        start = f"start: {int(node.get('start'))}, " if node.get("start") else ""
        return f"#{kind}(tight: {tight}, {start}{entries})\n\n"

    def _figure(self, node: HtmlElement) -> str:
        caption = node.find("figcaption")
        told = "" if caption is None else f", caption: [{self.write_inline(caption)}]"
        content = "".join(self._inline(i) for i in node.iter("img"))
        return f"#figure([{content}]{told}){_label(node)}\n\n"

    def _division(self, node: HtmlElement) -> str:
        classes = _classes(node)
        if "lkip-tabel" in classes and "lanskap" not in classes:
            return self._fitted_table(node)
        content = f"#block[{self.write_blocks(node)}]{_label(node)}"
        name = next((b for b in BLOCKS if b in classes), "")
        return f"#{name}[{content}]\n\n" if name else f"{content}\n\n"

    def _fitted_table(self, node: HtmlElement) -> str:
        """A table with its notes, which stay with its last row."""
        table = node.find("table")
        notes = "".join(self._block(n) for n in table.itersiblings("div", "p"))
        many = "true" if len(table.findall("tbody/tr")) > MANY else "false"
        content = f"#block[{self._table(table)}]{_label(node)}"
        return f"#lkip-tabel({many}, [{notes}])[{content}]\n\n"

    def _table(self, node: HtmlElement) -> str:
        self.tables += 1
        head, body, foot = (
            [
                [_Cell(c, part, "") for c in tr.iterchildren("td", "th")]
                for tr in node.iterfind(f"{part}/tr")
            ]
            for part in ("thead", "tbody", "tfoot")
        )
        width = [_WIDTH.search(c.get("style", "")) for c in node.iterfind("colgroup/col")]
        count = len(width) or sum(c.columns for c in (head or body)[0])
        columns = ", ".join(w[1] for w in width if w)
        self._mark_merged(head, body)
        body, foot = keep_together(body, foot, count)
        parts = [f"columns: {f'({columns},)' if columns else count}"]
        if head:
            parts += [f"table.header({self._rows(head)})", "table.hline()"]
        parts += [self._rows(body)] if body else []
        parts += [f"table.footer({self._rows(foot)})"] if foot else []
        caption = node.find("caption")
        told = "" if caption is None else f", caption: [{self.write_inline(caption)}]"
        joined = ",\n".join(parts)
        return f"#figure(align(center)[#table({joined})]{told}, kind: table)\n\n"

    def _rows(self, rows: _Rows) -> str:
        return ",\n".join(", ".join(map(self._cell, row)) for row in rows)

    def _cell(self, cell: _Cell) -> str:
        bold = "#set text(weight: 600);" if cell.part != "tbody" else ""
        content = self.write_inline(cell.node) + cell.marks
        return f"table.cell({', '.join(cell.list_traits())})[{bold}{content}]"

    def _mark_merged(self, head: _Rows, body: _Rows) -> None:
        """Where a merged cell begins and ends, so that the head of its column names it again."""
        merged = set()
        for cell, row, column in place_cells(body):
            if cell.rows == 1:
                continue
            name = quote(f"{self.prefix}{self.tables}-{column}")
            merged.add(column)
            body[row + cell.rows - 1][-1].marks += f"#akhir-grup({name});"
            cell.marks += f"#awal-grup({name}, {quote(_plain(cell.node))});"
        for cell, _, column in place_cells(head):
            if column in merged and cell.columns == 1:
                cell.marks += f"#lanjutan({quote(f'{self.prefix}{self.tables}-{column}')});"


def place_cells(rows: _Rows) -> Iterator[tuple[_Cell, int, int]]:
    """Each cell with its row and column; what cells above reach into is passed over."""
    busy: dict[int, int] = {}
    for i, row in enumerate(rows):
        column = 0
        for cell in row:
            while busy.get(column, -1) >= i:
                column += 1
            yield cell, i, column
            for k in range(column, column + cell.columns):
                busy[k] = i + cell.rows - 1
            column += cell.columns


def keep_together(body: _Rows, foot: _Rows, columns: int) -> tuple[_Rows, _Rows]:
    """Body and footer, the last row of the body with the footer, or two where there is no sum.

    Typst keeps the rows of a footer together, so that none stands alone on a page. A long merged
    cell cannot be parted, and stays in the body with what follows.
    """
    for n in range(1 if foot else 2, min(MOST_KEPT, len(body) - 1) + 1):
        if sum(c.columns for c in body[-n]) == columns:
            return body[:-n], [*body[-n:], *foot]
    return [*body, *foot], []
