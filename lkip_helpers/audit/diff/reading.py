"""A joined report as its reader reads it: sentence by sentence, each under its headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import html
from nbformat import NotebookNode

from lkip_helpers.render.counting import write_html

PREFACE = (("", "Kata Pengantar"),)  # its heading is given by the template
PARAGRAPH = {"p", "li", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "td", "th"}
NOTED = '//*[@class="catatan"]'  # under a table; what else is printed there is its payload's
DEEPEST = 3  # headings below this level are sentences, no places
_END = re.compile(
    r"(?<=[.!?])(?<!\b[A-Z]\.)(?<!\b(?:No|Dr|dr|Jl|Ir|Tk)\.)(?<!\bDr[as]\.)\s+(?=[A-Z\d“\"(])"
)
_HEADER = re.compile(r"(Bab [IVXL]+|[A-Z\d]+(?:\.\d+)+)?\s*(.*)")
Part = tuple[tuple[str, str], ...]  # number and title of each heading


@dataclass
class Reading:
    """kalimat: place, text, and text with labels in place of the numbers that joining gives.

    place: the headings above each table, figure and absent one, by label. absent: payloads of those
    that are left out. cover: what the cover says.
    """

    sentence: list[tuple[Part, str, str]] = field(default_factory=list)
    place: dict[str, Part] = field(default_factory=dict)
    absent: dict[str, dict[str, Any]] = field(default_factory=dict)
    cover: dict[str, Any] = field(default_factory=dict)


def read_reading(document: NotebookNode) -> Reading:
    """The sentences of a joined report (`join_document`), and where tables and figures stand."""
    result = Reading(cover=dict(document.metadata.lkip["sampul"]))
    part: Part = ()
    for cell in document.cells:
        place = PREFACE if cell.metadata.get("tempat") == "kata-pengantar" else ()
        payload = cell.metadata.get("paket", {})
        if label := payload.get("label"):
            result.place[label] = part
            if payload["jenis"] == "absen":
                result.absent[label] = dict(payload)
                continue
        for block in _list_blocks(cell.source, NOTED if label else ""):
            text, key = _read(block)
            if (level := _level(block)) and level <= DEEPEST:
                part = (*part[: level - 1], _split(text))
            if level:
                result.sentence.append((place or part, text, _split(key)[1]))
                continue
            pieces = zip(_END.split(text), _END.split(key), strict=True)
            result.sentence += [(place or part, t, k) for t, k in pieces]
    return result


def _list_blocks(source: str, trail: str) -> Iterator[html.HtmlElement]:
    """The innermost blocks of a cell that hold text."""
    if trail:
        yield from html.fragment_fromstring(source, create_parent="div").xpath(trail)
        return
    tree = html.fragment_fromstring(write_html(source), create_parent="div")
    for strip in tree.find_class("angka-pokok"):  # figures that tables and sentences say too
        strip.drop_tree()
    for block in tree.iter(*PARAGRAPH):
        if not any(children.tag in PARAGRAPH for children in block.iterdescendants()):
            yield block


def _level(block: html.HtmlElement) -> int:
    return int(block.tag[1]) if re.fullmatch("h[1-6]", block.tag) else 0


def _split(header: str) -> tuple[str, str]:
    """Number and title of a heading."""
    ordinal, title = _HEADER.fullmatch(header).groups("")  # type: ignore[union-attr] # matches all
    return ordinal, title


def _read(block: html.HtmlElement) -> tuple[str, str]:
    """Text as printed, and with labels for the numbers of references."""
    text = _tighten(block.text_content())
    for reference in block.xpath('.//a[@class="rujukan"]'):
        reference.text = f"{reference.text.split(' ')[0]} {reference.get('href')}"
    return text, _tighten(block.text_content())


def _tighten(text: str) -> str:
    """One line, its no-break spaces kept."""
    return re.sub(r"[^\S\u00a0]+", " ", text).strip()
