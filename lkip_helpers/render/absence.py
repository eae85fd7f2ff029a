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
_WITHOUT_TEXT: dict[str, Kind] = {ABSENT: "absen", FOLDED: "lipat"}  # by kind of payload
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
    labelled = (payload for payload in payloads if payload.get("label"))
    return {payload["label"] for payload in labelled if (payload["jenis"] == ABSENT) == absent}


def _outputs(cell: NotebookNode) -> list[NotebookNode]:
    return list(cell.outputs) if cell.cell_type == "code" else []


def drop_absent(chapter: Chapter, absent: Collection[str]) -> Chapter:
    """The chapter without its empty sections, and without paragraphs that refer to `absent`."""
    notebook, cells = copy(chapter.notebook), [*enumerate(chapter.notebook.cells)]
    pieces = [piece for number, cell in cells for piece in _split(number, cell, absent)]
    dropped = {piece.place for piece in pieces if piece.kind == "hilang"}
    for i, heading in enumerate(pieces):
        if heading.kind == "judul":
            section = _list_section(heading, pieces[i + 1 :])
            kinds = {piece.kind for piece in section} - {"judul", "lipat"}
            if "isi" not in kinds and ("absen" in kinds or "tetap" not in kinds):
                dropped |= {heading.place, *(piece.place for piece in section)}
    notebook["cells"] = [_prune(number, cell, dropped) for number, cell in cells]
    return replace(chapter, notebook=notebook)


def _list_section(heading: _Piece, rest: list[_Piece]) -> list[_Piece]:
    """All below a heading, up to the next one of its level or higher. rest: what follows it."""
    return [*takewhile(lambda piece: piece.kind != "judul" or piece.level > heading.level, rest)]


def _split(number: int, cell: NotebookNode, absent: Collection[str]) -> Iterator[_Piece]:
    """The pieces of a cell. number: index of the cell."""
    if cell.cell_type == "markdown":
        for i, text in enumerate(_PARAGRAPHS.split(cell.source)):
            yield _classify((number, i), text, "tetap", absent)
        return
    for i, output in enumerate(_outputs(cell)):
        data = output.get("data", {})
        payload = data.get(MIME, {})
        if payload.get("jenis") in _WITHOUT_TEXT:
            yield _Piece((number, i), _WITHOUT_TEXT[payload["jenis"]])
        elif not payload or payload.get("tempat"):
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
    if number not in {place[0] for place in dropped}:
        return cell
    pruned = copy(cell)
    if cell.cell_type == "markdown":
        paragraphs = enumerate(_PARAGRAPHS.split(cell.source))
        kept = (text for i, text in paragraphs if (number, i) not in dropped)
        pruned["source"] = "\n\n".join(kept)
        return pruned
    pruned.outputs = [
        output
        for i, output in enumerate(cell.outputs)
        if (number, i) not in dropped or output.data.get(MIME, {}).get("jenis") in _WITHOUT_TEXT
    ]
    return pruned
