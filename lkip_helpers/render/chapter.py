"""A chapter of the report and its place, which the name of its notebook gives."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode

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
    def title(self) -> str:
        """Its name as a title, for one that has no heading."""
        return self.name.removeprefix(ANALYST).replace("-", " ").capitalize()

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
