"""Chapters in their order, and what each shows, piece by piece, without what has no data.

A section is dropped where its tables, figures and computed sentences are all absent; so is a
paragraph that refers to an absent table. A section of text alone stays.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any, Literal
from urllib.parse import unquote

from nbformat import NotebookNode

from lkip_helpers.errors import LkipError
from lkip_helpers.render.references import mentions
from lkip_helpers.report.markup import render
from lkip_helpers.report.payload import ABSENT, COVER, FOLDED, MIME
from lkip_helpers.rules.naming import localize
from lkip_helpers.workspace import ANALYSES

FRONT = -1
SEPARATE = -2  # a document of its own
TECHNICAL = -3  # the technical annex, a document beside the report
ANALYST = f"{ANALYSES}-"  # begins the names of the analyst's notebooks
LAST = 4  # the last numbered chapter; what comes after it is annex


@dataclass(frozen=True)
class Chapter:
    """One executed notebook and its place.

    number: 1–4 the chapter, 0 the annex, FRONT before the chapters, TECHNICAL beside them.
    continuation: of the chapter before it.
    """

    name: str
    number: int
    notebook: NotebookNode
    continuation: bool = False

    @property
    def metadata(self) -> dict[str, Any]:
        """What the notebook says of itself."""
        own: dict[str, Any] = self.notebook.metadata.get("lkip", {})
        return own

    @property
    def shift(self) -> int:
        """How many levels the headings of this notebook move down when joined."""
        return int(self.metadata.get("tingkat", 2 if self.continuation else 1)) - 1


def order_chapters(notebooks: Iterable[tuple[str, NotebookNode]]) -> list[Chapter]:
    """Chapters in reading order: the first digit of `NN-name` is the chapter, 5 to 8 the annex.

    0 is the technical annex, 9 a document of its own. notebooks: by stem.

    A notebook whose metadata says `lkip.tempat: depan` stands before the chapters. One of the
    analyst's continues the chapter, or the annex, that its metadata name under `lkip.laporan`;
    else it is a document of its own.
    """
    chapters: list[Chapter] = []
    for stem, nb in sorted(notebooks):
        metadata = nb.metadata.get("lkip", {})
        digit = int(stem[0]) if stem[0].isdigit() else 1
        number = {9: SEPARATE, 0: TECHNICAL}.get(digit, digit if digit <= LAST else 0)
        if stem.startswith(ANALYST):
            place = metadata.get("laporan")
            numbered = str(place) in map(str, range(1, LAST + 1))
            number = SEPARATE if place is None else int(place) if numbered else 0
        if metadata.get("tempat") == "depan":
            number = FRONT
        chapters.append(Chapter(stem, number, nb, any(c.number == number for c in chapters)))
    return sorted(chapters, key=lambda c: c.number or LAST + 1)


_HEADING = re.compile(  # or a block of code, in which "#" begins a comment
    r"^(?:```.*?^```|~~~.*?^~~~|(#{1,6}) +([^\n]+?)\s*$)", re.MULTILINE | re.DOTALL
)
_PICTURE = re.compile(r"(!\[[^\]]*\]\()(?!data:)(?:attachment:)?([^)\s]+)")
_PARAMETERS = {"parameters", "injected-parameters"}  # tags of cells whose code no page shows


@dataclass(frozen=True)
class Piece:
    """A heading (of that level), a text, or an object of a chapter.

    kind: "tetap" of what is written, "isi" of what is computed, "absen" of what has no data and is
    not shown, "lain" of what does not fill the section it stands in. source: title of a heading,
    Markdown of a text, HTML of an object. payload: of an output, {} of what is written.
    """

    kind: Literal["tetap", "isi", "absen", "lain"]
    source: str
    level: int = 0
    html: bool = False
    payload: dict[str, Any] = field(default_factory=dict)


def read_pieces(chapter: Chapter) -> Iterator[Piece]:
    """The pieces of an executed chapter, with its code where its metadata ask for it."""
    plain = chapter.number == SEPARATE and chapter.name.startswith(ANALYST)
    code = (c for c in chapter.notebook.cells if c.cell_type == "code")
    shown = (o.get("metadata", {}).get("lkip", {}) for c in code for o in c.outputs)
    words = {word: own for m in shown for word, own in m.get("sebutan", {}).items()}
    for cell in chapter.notebook.cells:
        tags = {*cell.metadata.get("tags", [])}
        if "hanya-layar" in tags:
            continue
        if cell.cell_type == "markdown":
            yield from _split(Piece("tetap", localize(_embed(cell), words)))
        elif cell.cell_type == "code":
            if chapter.metadata.get("kode") == "lipat" and not tags & _PARAMETERS:
                yield Piece("tetap", render("kode.html.j2", kode=cell.source), html=True)
            for output in cell.outputs:  # what a cell prints is text, a warning or error nothing
                printed = {"text/plain": output["text"]} if output.get("name") == "stdout" else {}
                yield from read_output(output.get("data", printed), plain=plain)


def count_left_out(notebook: NotebookNode) -> int:
    """Pictures of an executed chapter that no report shows, for they are no Gambar."""
    cells = [c for c in notebook.cells if c.cell_type == "code"]
    shown = (c for c in cells if "hanya-layar" not in c.metadata.get("tags", []))
    every = (output.get("data", {}) for cell in shown for output in cell.outputs)
    return sum(MIME not in data and any(m.startswith("image/") for m in data) for data in every)


def _embed(cell: Mapping[str, Any]) -> str:
    """The Markdown of a cell with the pictures pasted into it. Raises LkipError on any other."""

    def embed(found: re.Match[str]) -> str:
        name = unquote(found[2])
        for mime in (pasted := cell.get("attachments", {}).get(name, {})):
            return f"{found[1]}data:{mime};base64,{_join(pasted, mime)}"
        raise LkipError(f"gambar {name} tidak ada di dalam notebook; salin, lalu tempel ke selnya.")

    return _PICTURE.sub(embed, cell["source"])


def read_output(data: Mapping[str, Any], *, plain: bool = False) -> Iterator[Piece]:
    """The pieces of an output. data: by MIME type. plain: also of one that is no object of ours."""
    if MIME not in data:
        yield from _show_plain(data) if plain else ()
        return
    payload = data[MIME]
    placed = bool(payload.get("tempat"))
    if payload["jenis"] == ABSENT:
        yield Piece("absen", "", html=True, payload=payload)
    elif "text/markdown" in data:
        text = Piece("lain" if placed else "isi", _join(data, "text/markdown"), payload=payload)
        yield from [text] if placed else _split(text)
    else:
        beside, source = placed or payload["jenis"] in (FOLDED, COVER), _join(data, "text/html")
        yield Piece("lain" if beside else "isi", source, html=True, payload=payload)


def _show_plain(data: Mapping[str, Any]) -> Iterator[Piece]:
    """An output that is no object of ours, in the richest of its forms that a page can hold.

    What Python says of an object without any form (`<Axes: >`) is left out.
    """
    if "text/html" in data:
        frame = f'<div class="isi-data" role="group" tabindex="0">{_join(data, "text/html")}</div>'
        yield Piece("isi", frame, html=True)
    elif "image/png" in data:
        picture = "".join(_join(data, "image/png").split())
        yield Piece("isi", render("gambar_sel.html.j2", isi=picture), html=True)
    elif "text/markdown" in data:
        yield from _split(Piece("isi", _join(data, "text/markdown")))
    elif (text := _join(data, "text/plain")).strip() and not text.startswith(("<", "[<")):
        yield Piece("isi", f'<pre tabindex="0">{escape(text.strip())}</pre>', html=True)


def _join(data: Mapping[str, Any], mime: str) -> str:
    """A form of an output, which a notebook may keep as a list of lines."""
    return "".join(data.get(mime) or "")


def _split(text: Piece) -> Iterator[Piece]:
    """The headings of a text, and what stands between them."""
    end = 0
    for match in _HEADING.finditer(text.source):
        if match[1]:
            yield replace(text, source=text.source[end : match.start()])
            yield replace(text, source=match[2], level=len(match[1]))
            end = match.end()
    yield replace(text, source=text.source[end:])


def find_absent(pieces: Iterable[Piece], elsewhere: Collection[str] = ()) -> set[str]:
    """Labels of what has no data, here or in the parts of the report that are elsewhere."""
    labelled = [piece for piece in pieces if piece.payload.get("label")]
    absent = {*elsewhere, *(p.payload["label"] for p in labelled if p.kind == "absen")}
    return absent - {p.payload["label"] for p in labelled if p.kind != "absen"}


def drop_absent(pieces: Iterable[Piece], absent: Collection[str]) -> list[Piece]:
    """The pieces without empty sections, and without paragraphs that refer to `absent`."""
    kept = [piece for p in pieces if (piece := _shorten(p, absent)).source or p.kind == "absen"]
    empty = set[int]()
    for i, heading in enumerate(kept):
        if heading.level:
            ends = (n for n, p in enumerate(kept) if n > i and 0 < p.level <= heading.level)
            section = kept[i : next(ends, len(kept))]
            kinds = {piece.kind for piece in section if not piece.level}
            if "isi" not in kinds and ("absen" in kinds or "tetap" not in kinds):
                empty |= {n for n, p in enumerate(section, i) if p.level or p.kind == "tetap"}
    return [piece for i, piece in enumerate(kept) if i not in empty]


def _shorten(piece: Piece, absent: Collection[str]) -> Piece:
    """A text without the paragraphs that refer to what is absent; all else as it is."""
    if piece.html or piece.level:
        return piece
    paragraphs = re.split(r"\n{2,}", piece.source.strip("\n"))
    return replace(piece, source="\n\n".join(p for p in paragraphs if not mentions(p, absent)))
