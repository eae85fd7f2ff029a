"""Leave out what has no data without a trace: no heading, no lead-in, no line in its place.

A section is dropped where its tables, figures and computed sentences are all absent; so is a
paragraph that refers to an absent table. A section of text alone stays.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Literal

from nbformat import NotebookNode

from lkip_helpers.render.chapter import Chapter
from lkip_helpers.render.references import mentions
from lkip_helpers.report.payload import ABSENT, FOLDED, MIME

Kind = Literal["judul", "tetap", "isi", "absen", "lipat", "hilang"]
_HEADING = re.compile(r"(#{1,6}) ")
_PARAGRAPHS = re.compile(r"\n{2,}")


@dataclass
class _Piece:
    """A heading, a written paragraph, or one output; level: of a heading.

    place: index of the cell, and of the paragraph or output in it.
    """

    place: tuple[int, int]
    kind: Kind
    level: int = 0


def find_labels(chapters: Sequence[Chapter], *, absent: bool) -> set[str]:
    """Labels of the tables and figures that have no data, or of those that have."""
    payloads = (
        output.get("data", {}).get(MIME, {})
        for chapter in chapters
        for cell in chapter.notebook.cells
        for output in _outputs(cell)
    )
    return {p["label"] for p in payloads if p.get("label") and (p["jenis"] == ABSENT) == absent}


def _outputs(cell: NotebookNode) -> list[NotebookNode]:
    return list(cell.outputs) if cell.cell_type == "code" else []


def drop_absent(chapter: Chapter, absent: Collection[str]) -> Chapter:
    """The chapter without its empty sections, and without paragraphs that refer to `absent`."""
    pieces = [p for n, c in enumerate(chapter.notebook.cells) for p in _split(n, c, absent)]
    dropped = {p.place for p in pieces if p.kind == "hilang"}
    for i, piece in enumerate(pieces):
        if piece.kind == "judul":
            section = _section(pieces, i)
            kinds = {p.kind for p in section[1:]} - {"judul", "lipat"}
            if "isi" not in kinds and ("absen" in kinds or "tetap" not in kinds):
                dropped |= {p.place for p in section}
    notebook = copy(chapter.notebook)
    notebook["cells"] = [_prune(n, c, dropped) for n, c in enumerate(chapter.notebook.cells)]
    return replace(chapter, notebook=notebook)


def _section(pieces: list[_Piece], start: int) -> list[_Piece]:
    """A heading and all below it, up to the next heading of its level or higher."""
    heading, *rest = pieces[start:]
    below = takewhile(lambda p: p.kind != "judul" or p.level > heading.level, rest)
    return [heading, *below]


def _split(number: int, cell: NotebookNode, absent: Collection[str]) -> Iterator[_Piece]:
    """The pieces of a cell. number: index of the cell."""
    if cell.cell_type == "markdown":
        for i, text in enumerate(_PARAGRAPHS.split(cell.source)):
            yield _classify((number, i), text, "tetap", absent)
        return
    for i, output in enumerate(_outputs(cell)):
        data = output.get("data", {})
        if MIME not in data:
            continue
        if data[MIME]["jenis"] == ABSENT:
            yield _Piece((number, i), "absen")
        elif data[MIME]["jenis"] == FOLDED:
            yield _Piece((number, i), "lipat")
        elif data[MIME].get("tempat"):
            continue
        elif "text/markdown" not in data:
            yield _Piece((number, i), "isi")
        elif text := "".join(data["text/markdown"]):
            yield _classify((number, i), text, "isi", absent)


def _classify(place: tuple[int, int], text: str, kind: Kind, absent: Collection[str]) -> _Piece:
    """A text as a heading, as to be dropped, or as of `kind`."""
    if (heading := _HEADING.match(text)) and "\n" not in text:
        return _Piece(place, "judul", len(heading[1]))
    return _Piece(place, "hilang" if mentions(text, absent) else kind)


def _prune(number: int, cell: NotebookNode, dropped: set[tuple[int, int]]) -> NotebookNode:
    """The cell without what is dropped; absent and folded outputs stay, for their labels."""
    if not any(n == number for n, _ in dropped):
        return cell
    pruned = copy(cell)
    if cell.cell_type == "markdown":
        paragraphs = enumerate(_PARAGRAPHS.split(cell.source))
        pruned["source"] = "\n\n".join(t for i, t in paragraphs if (number, i) not in dropped)
        return pruned
    pruned.outputs = [
        o
        for i, o in enumerate(cell.outputs)
        if (number, i) not in dropped or o.data.get(MIME, {}).get("jenis") in (ABSENT, FOLDED)
    ]
    return pruned
