"""The report's HTML as WordprocessingML: the few tags its templates and its text are made of.

Every text is escaped, so that nothing in it is read as markup. Styles that are named here and in
table.py are defined in gaya.xml.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, repeat, zip_longest

from lxml import html
from lxml.html import HtmlElement

from lkip_helpers.render import tags
from lkip_helpers.render.docx import runs
from lkip_helpers.render.docx.pages import list_whole
from lkip_helpers.render.docx.table import lay_out, write_side_by_side, write_table

STYLES = {
    "sumber": "Sumber", "catatan": "CatatanTabel", "absen": "TidakDisajikan",
    "tanda-tangan": "TandaTangan", "nama": "NamaPenandaTangan", "lambang": "Lambang",
    "nilai-pokok": "NilaiPokok",
}  # fmt: skip # of paragraphs, by class of their division
TEXT = "BodyText"
_TIED = re.compile(r"\b(Tabel|Gambar|Bagian|Nomor) (?=\w*\.?\d)")  # to the number after it
_NUMBER = re.compile(r"(Tabel|Gambar) (\w+\.)(\d+)")
_FOOTER = '<w:footerReference w:type="default" r:id="kaki"/>'
_MARGIN = (
    '<w:pgMar w:top="1300" w:right="1250" w:bottom="1100" w:left="1250" w:header="600" '
    'w:footer="500" w:gutter="0"/>'
)
UPRIGHT = f'{_FOOTER}<w:pgSz w:w="11906" w:h="16838"/>{_MARGIN}'
GAP = 280  # between two columns
HALVED = f'{UPRIGHT}<w:cols w:num="2" w:space="{GAP}"/>'
_CONTINUED = f'{_FOOTER}<w:type w:val="continuous"/>'
TURNED = f'{_FOOTER}<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>{_MARGIN}'
WIDTH, WIDTH_TURNED = 11906 - 2 * 1250, 16838 - 2 * 1250  # of the text: twentieths of a point
WIDTH_HALVED = (WIDTH - GAP) // 2
_SECTION = "<w:sectPr>"
_KEEP = "<w:keepNext/>"
_RULE = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="C9D1D9"/></w:pBdr>'
_PLAIN = repeat("")
_END = "</w:sectPr>"


@dataclass
class Writer:
    """Writes fragments of one document, and collects what its other parts need.

    pictures: PNG by the name used in the HTML. links: relation by address. starts: first number of
    each numbered list.
    """

    pictures: Mapping[str, bytes]
    links: dict[str, str] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)
    _anchors: list[str] = field(default_factory=list)  # for the next paragraph
    _last_id: int = 0  # of bookmarks and pictures
    _width: int = WIDTH  # of the text at this point
    _whole: set[HtmlElement] = field(default_factory=set)  # tables that no page break may cut

    def write(self, source: str) -> list[str]:
        """Paragraphs, tables and ends of sections of an HTML fragment."""
        root = html.fragment_fromstring(source, create_parent="div")
        for node in root.find_class("lanskap"):
            node[:0] = tags.list_lead(node)  # on the turned page too
        self._whole |= list_whole(root, lambda node: self._size(node)[1] / runs.POINT)
        return self._blocks(root)

    def close(self, blocks: Sequence[str]) -> str:
        """The body of a part; its first section counts pages from 1.

        Two columns, and what follows them, begin on the current page.
        """
        body: list[str] = []
        end, halved = f'<w:pgNumType w:fmt="decimal" w:start="1"/>{_END}', False
        for block in blocks:
            if not block.startswith(_SECTION):
                body.append(block)
                continue
            body.append(self.paragraph("", "Sela", _begin(block, here=halved) + end))
            end, halved = _END, HALVED in block
        return "\n".join([*body, _begin(_SECTION + UPRIGHT, here=halved) + end])

    def paragraph(self, content: str, style: str, properties: str = "") -> str:
        """A paragraph, with bookmarks for the anchors before it. properties: further ones."""
        head = f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>'
        for anchor in self._anchors:
            self._last_id += 1
            name, id_ = runs.quote(runs.name_bookmark(anchor)), f'w:id="{self._last_id}"'
            head += f'<w:bookmarkStart {id_} w:name="{name}"/><w:bookmarkEnd {id_}/>'
        self._anchors.clear()
        return f"{head}{content}</w:p>"

    def _blocks(
        self, node: HtmlElement, style: str = TEXT, properties: Iterator[str] = _PLAIN
    ) -> list[str]:
        """The content of an element. properties: of each of its paragraphs."""
        blocks = (self._block(child, style, properties) for child in tags.list_blocks(node))
        return [*chain.from_iterable(blocks)]

    def _block(self, node: HtmlElement, style: str, properties: Iterator[str]) -> list[str]:
        if node.tag == "p":
            kept = _KEEP if tags.keeps_with_next(node) or tags.ends_chapter(node) else ""
            return [self.paragraph(self._line(node), style, kept + next(properties))]
        if "setengah" in tags.classes(node):
            run = tags.list_halves(node)
            return self._write_halves(run, style) if run else []
        self._anchors += node.xpath("@id")
        writers: dict[str, Callable[[HtmlElement, str], list[str]]] = {
            "figure": self._figure, "table": self._table, "ul": self._list, "ol": self._list,
            "pre": self._code, "hr": lambda _, style: [self.paragraph("", style, _RULE)],
            "blockquote": lambda node, _: self._blocks(node, "BlockText"),
            **dict.fromkeys(tags.HEADINGS, self._heading),
        }  # fmt: skip
        return writers.get(node.tag, self._division)(node, style)

    def _heading(self, node: HtmlElement, _: str) -> list[str]:
        """A heading; an unlisted one in a style of its level that the contents do not collect."""
        level = int(node.tag[1])
        unlisted = "TanpaDaftar" if "unlisted" in tags.classes(node) and level <= 3 else ""
        return [self.paragraph(self._line(node), f"Heading{level}{unlisted}")]

    def _code(self, node: HtmlElement, _: str) -> list[str]:
        lines = map(runs.write_run, node.text_content().splitlines())
        return [self.paragraph(runs.BREAK.join(lines), "SourceCode")]

    def _list(self, node: HtmlElement, style: str) -> list[str]:
        number = 1  # of every list with bullets
        if node.tag == "ol":
            self.starts.append(int(node.get("start", 1)))
            number = 1 + len(self.starts)
        level = sum(1 for _ in node.iterancestors("ul", "ol"))
        marked = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        indented = f'<w:ind w:left="{720 * (level + 1)}"/>'
        style = "Compact" if node.find("li/p") is None and style == TEXT else style
        blocks = []
        for li in node.iterchildren("li"):
            blocks += self._blocks(li, style, chain([marked], repeat(indented)))
        return blocks

    def _figure(self, node: HtmlElement, _: str) -> list[str]:
        content = "".join(self._picture(i) for i in node.iter("img"))
        captions = [self.paragraph(self._line(c), "ImageCaption") for c in node.iter("figcaption")]
        return [self.paragraph(content, "CaptionedFigure"), *captions]

    def _table(self, node: HtmlElement, _: str) -> list[str]:
        captions = map(self._line, node.iterchildren("caption"))
        blocks = [self.paragraph(c, "TableCaption") for c in captions]  # takes the anchors
        return [*blocks, write_table(node, self._width, self._cell, node in self._whole)]

    def _cell(self, cell: HtmlElement, style: str, keep: bool) -> str:
        properties = _KEEP * keep
        if places := tags.missing_places(cell):
            properties += f'<w:ind w:right="{50 + 92 * places}"/>'
        properties += f'<w:jc w:val="{tags.alignment(cell)}"/>'
        content = self._blocks(cell, style, repeat(properties))
        return "".join(content) or self.paragraph("", style, properties)

    def _division(self, node: HtmlElement, style: str) -> list[str]:
        names = tags.classes(node)
        style = next((STYLES[n] for n in names if n in STYLES), style)
        if set(tags.SIDE_BY_SIDE) & set(names):
            style = "Sumber" if "segel" in names else "AngkaPokok"
            return [write_side_by_side(node, self._width, self._cell, style)]
        if "lanskap" in names:
            content = self._set(node, style, WIDTH_TURNED)
            return [_SECTION + UPRIGHT, *content, _SECTION + TURNED]
        if "rapat" in names and tags.is_two_up(node.find("table")):
            content = self._set(node, style, WIDTH_HALVED)
            return [_SECTION + UPRIGHT, *content, _SECTION + HALVED]
        content = self._blocks(node, style)
        if tags.keeps_with_next(node):
            content[-1] = content[-1].replace("/>", f"/>{_KEEP}", 1)
        return content

    def _write_halves(self, run: Sequence[HtmlElement], style: str) -> list[str]:
        """Short tables, two beside each other."""
        cells = []
        for node in run:
            self._anchors += node.xpath("@id")
            cells.append("".join(self._set(node, style, WIDTH_HALVED)))
        pairs = zip_longest(cells[::2], cells[1::2], fillvalue=self.paragraph("", style))
        between = self.paragraph("", "Sela")  # Word would join tables that touch
        return [lay_out(pair, (WIDTH_HALVED + GAP, WIDTH_HALVED)) + between for pair in pairs]

    def _set(self, node: HtmlElement, style: str, width: int) -> list[str]:
        """The content of an element, with text of this width."""
        self._width = width
        content = self._blocks(node, style)
        self._width = WIDTH
        return content

    def _line(self, node: HtmlElement) -> str:
        return "".join(
            _text(piece) if isinstance(piece, str) else self._inline(piece, ())
            for piece in tags.list_pieces(node)
        )

    def _inline(self, node: HtmlElement, looks: tuple[str, ...]) -> str:
        if not isinstance(node.tag, str):  # a comment
            return ""
        if node.tag == "br":
            return runs.BREAK
        if node.tag == "img":
            return self._picture(node)
        if match := "nomor" in tags.classes(node) and _NUMBER.fullmatch(node.text_content()):
            return runs.write_number(*match.groups())
        looks = (*looks, {"b": "strong", "i": "em"}.get(node.tag, node.tag))
        content = _text(node.text, looks)
        content += "".join(self._inline(c, looks) + _text(c.tail, looks) for c in node)
        if "nomor-bab" in tags.classes(node):
            return content + runs.write_run("\u2002")
        return self._link(node.get("href"), content) if node.get("href") else content

    def _link(self, target: str, content: str) -> str:
        if target.startswith("#"):
            anchor = runs.quote(runs.name_bookmark(target[1:]))
            return f'<w:hyperlink w:anchor="{anchor}">{content}</w:hyperlink>'
        name = self.links.setdefault(target, f"alamat{len(self.links)}")
        return f'<w:hyperlink r:id="{name}">{content}</w:hyperlink>'

    def _picture(self, node: HtmlElement) -> str:
        self._last_id += 1
        return runs.write_picture(node, self._size(node), self._last_id)

    def _size(self, node: HtmlElement) -> tuple[int, int]:
        return runs.measure_picture(node, self.pictures[node.get("src")], self._width)


def _begin(section: str, *, here: bool) -> str:
    """A section that begins on a new page, or `here`, where the one before it ends."""
    return section.replace(_FOOTER, _CONTINUED) if here or HALVED in section else section


def _text(text: str | None, looks: tuple[str, ...] = ()) -> str:
    return runs.write_run(_TIED.sub("\\1\u00a0", tags.join_blanks(text or "")), looks)
