"""The strip of key figures: a few numbers set large, each with what it says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from lkip_helpers.report.markup import render
from lkip_helpers.report.payload import Payload


class KeyFigure(NamedTuple):
    """A number as printed, what it is, and what to know of it."""

    value: str
    what: str
    note: str = ""


@dataclass(frozen=True)
class KeyFigures(Payload):
    """Key figures side by side."""

    figures: Sequence[KeyFigure]
    kind = "angka-pokok"

    @property
    def html(self) -> str:
        return render("angka_pokok.html.j2", angka=self.figures)

    def payload_content(self) -> dict[str, Any]:
        return {"jenis": self.kind}
