"""A chapter of the report and its place, told by the name of its notebook."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode

from lkip_helpers.report.markup import render
from lkip_helpers.workspace import ANALYSES

FRONT = -1
SEPARATE = -2  # a document of its own
TECHNICAL = -3  # the technical annex, a document beside the report
OWN = f"{ANALYSES}-"  # begins the names of the analyst's notebooks
CLOSING = 4  # the last numbered chapter; what comes after it is annex


@dataclass(frozen=True)
class Chapter:
    """One executed notebook and its place.

    ordinal: 1–4 the chapter, 0 the annex, FRONT before the chapters, TECHNICAL beside them.
    continuation: of the chapter before it.
    """

    name: str
    ordinal: int
    notebook: NotebookNode
    continuation: bool = False

    @property
    def shift(self) -> int:
        """How many levels the headings of this notebook move down when joined."""
        default = 2 if self.continuation else 1
        return int(self.notebook.metadata.get("lkip", {}).get("tingkat", default)) - 1


def order_chapters(name: Iterable[tuple[str, NotebookNode]]) -> list[Chapter]:
    """Chapters in reading order: the first digit of `NN-name` is the chapter, 5 to 8 annex.

    What starts with 0 is the technical annex, with 9 a document of its own.

    A notebook whose metadata says `lkip.tempat: depan` stands before the chapters. One of the
    analyst's goes on with the chapter, or the annex, that its metadata name under `lkip.laporan`;
    else it is a document of its own.
    """
    result: list[Chapter] = []
    for stem, nb in sorted(name):
        ordinal = int(stem[0]) if stem[0].isdigit() else 1
        ordinal = ordinal if ordinal <= CLOSING else 0
        ordinal = {"9": SEPARATE, "0": TECHNICAL}.get(stem[0], ordinal)
        if stem.startswith(OWN):
            place = nb.metadata.get("lkip", {}).get("laporan")
            chapter = str(place) in map(str, range(1, CLOSING + 1))
            ordinal = SEPARATE if place is None else int(place) if chapter else 0
        if nb.metadata.get("lkip", {}).get("tempat") == "depan":
            ordinal = FRONT
        result.append(Chapter(stem, ordinal, nb, any(b.ordinal == ordinal for b in result)))
    return sorted(result, key=lambda b: b.ordinal or CLOSING + 1)


def show_plain(data: dict[str, Any]) -> Iterator[str]:
    """An output that is none of the report's, as a document of the analyst's own shows it."""
    if "text/html" in data:
        yield f'<div class="isi-data" role="group" tabindex="0">{"".join(data["text/html"])}</div>'
    elif "image/png" in data:
        yield render("gambar_sel.html.j2", isi="".join(data["image/png"].split()))
