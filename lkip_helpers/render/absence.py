"""What the data lack leaves nothing behind: no heading, no lead-in, no line in its place.

A section is left out where its tables, figures and computed sentences are all absent; a paragraph
that speaks of an absent table goes with it. What stands in a section by itself stays.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
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
    """A heading, a paragraph as it was written, or one output; level of a heading.

    place: cell, and paragraph or output in it.
    """

    place: tuple[int, int]
    kind: Kind
    level: int = 0


def find_labels(chapters: Sequence[Chapter], *, absent: bool) -> set[str]:
    """Labels of the tables and figures that have no data, or of those that have."""
    payload = (
        output.get("data", {}).get(MIME, {})
        for chapter in chapters
        for cell in chapter.notebook.cells
        for output in _outputs(cell)
    )
    return {p["label"] for p in payload if p.get("label") and (p["jenis"] == ABSENT) == absent}


def _outputs(cell: NotebookNode) -> list[NotebookNode]:
    return list(cell.outputs) if cell.cell_type == "code" else []


def drop_absent(chapter: Chapter, absent: Collection[str]) -> Chapter:
    """The chapter without its empty sections, and without paragraphs on `absent` labels."""
    pieces = [p for n, c in enumerate(chapter.notebook.cells) for p in _read(n, c, absent)]
    dropped = {p.place for p in pieces if p.kind == "hilang"}
    for i, piece in enumerate(pieces):
        if piece.kind == "judul":
            section = _section(pieces, i)
            kinds = {p.kind for p in section[1:]} - {"judul", "lipat"}
            if "isi" not in kinds and ("absen" in kinds or "tetap" not in kinds):
                dropped |= {p.place for p in section}
    notebook = copy(chapter.notebook)
    cells = (_keep(n, c, dropped) for n, c in enumerate(chapter.notebook.cells))
    notebook["cells"] = list(cells)
    return replace(chapter, notebook=notebook)


def _section(pieces: list[_Piece], start: int) -> list[_Piece]:
    """A heading and all below it, up to the next heading of its level or higher."""
    level = pieces[start].level
    ends = (
        i
        for i, p in enumerate(pieces[start + 1 :], start + 1)
        if p.kind == "judul" and p.level <= level
    )
    return pieces[start : next(ends, len(pieces))]


def _read(number: int, cell: NotebookNode, absent: Collection[str]) -> Iterator[_Piece]:
    if cell.cell_type == "markdown":
        for i, text in enumerate(_PARAGRAPHS.split(cell.source)):
            yield _text((number, i), text, "tetap", absent)
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
            yield _text((number, i), text, "isi", absent)


def _text(place: tuple[int, int], text: str, kind: Kind, absent: Collection[str]) -> _Piece:
    if (heading := _HEADING.match(text)) and "\n" not in text:
        return _Piece(place, "judul", len(heading[1]))
    return _Piece(place, "hilang" if mentions(text, absent) else kind)


def _keep(number: int, cell: NotebookNode, dropped: set[tuple[int, int]]) -> NotebookNode:
    """The cell without what is dropped; what is absent or folded stays: its label is asked for."""
    if not any(n == number for n, _ in dropped):
        return cell
    result = copy(cell)
    if cell.cell_type == "markdown":
        parts = enumerate(_PARAGRAPHS.split(cell.source))
        result["source"] = "\n\n".join(t for i, t in parts if (number, i) not in dropped)
        return result
    result.outputs = [
        o
        for i, o in enumerate(cell.outputs)
        if (number, i) not in dropped or o.data.get(MIME, {}).get("jenis") in (ABSENT, FOLDED)
    ]
    return result
