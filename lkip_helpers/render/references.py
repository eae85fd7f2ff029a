"""Cross-references of the joined report: the numbers of their targets, in texts and in cells."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

SEPARATOR, WITHOUT_REFERENCE = "; ", "–"  # between references in a cell; where none is left
SECTION = "Bagian "  # begins the number of what is folded: that of the section that tells it
_REFERENCE = re.compile(r"\[(Tabel|Gambar)\]\(#([a-z0-9-]+)\)")
_REFERENCE_CELL = re.compile(r'(<td class="rujukan"[^>]*>)(.*?)(?=</td>)', re.DOTALL)
_ORDINAL = re.compile(r'(<span class="nomor" data-label="([a-z0-9-]+)">(?:Tabel|Gambar))(</span>)')


def write_number(word: str, number: str) -> str:
    """`Tabel 3.4`, or `Bagian 3.1.2`."""
    return number if number.startswith(SECTION) else f"{word} {number}".rstrip()


def mentions(text: str, labels: Collection[str]) -> bool:
    """Whether `text` refers to any of these tables and figures."""
    return any(label in labels for _, label in _REFERENCE.findall(text))


@dataclass(frozen=True)
class Pointer:
    """The tables and figures of a report by label.

    ordinal: number of each that is there. absent: reason of each that is left out. error: takes a
    line for every reference to neither. outside: what to say of one that stands in a part of the
    report which this document does not hold; None where there is no such part.
    """

    ordinal: Mapping[str, str]
    absent: Mapping[str, str]
    error: list[str]
    outside: Callable[[str], str | None] = lambda _: None

    def resolve_text(self, text: str) -> str:
        """A text with its references as links; paragraphs that speak of absent tables dropped."""
        exists = (p for p in text.split("\n\n") if not mentions(p, self.absent))
        return _REFERENCE.sub(self._link_for, "\n\n".join(exists))

    def resolve_item(self, text: str) -> str:
        """A table or figure with its number, and links in the cells made to hold references.

        What stands in its other cells came from a workbook and is left as it is.
        """
        text = _REFERENCE_CELL.sub(
            lambda m: m[1] + _REFERENCE.sub(self._link_for, self._existing(m[2])), text
        )

        def number(m: re.Match[str]) -> str:
            own = self.ordinal.get(m[2], "")
            return "" if own.startswith(SECTION) else f"{m[1]} {own}{m[3]}"

        return _ORDINAL.sub(number, text)

    def resolve_payload(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        """The payload with its number; references in its cells are numbers without links."""
        reference = {x["kunci"] for x in payload.get("kolom", []) if x["jenis"] == "rujukan"}
        rows = [
            {k: self._phrase(v or "") if k in reference else v for k, v in b.items()}
            for b in payload.get("baris", [])
        ]
        return {**payload, "nomor": self.ordinal[payload["label"]], "baris": rows}

    def _phrase(self, text: str) -> str:
        return _REFERENCE.sub(
            lambda m: write_number(m[1], self.ordinal.get(m[2]) or self.outside(m[2]) or ""),
            self._existing(text),
        )

    def _link_for(self, fitting: re.Match[str]) -> str:
        label = fitting[2]
        if label in self.ordinal:
            own = self.ordinal[label]
            section = re.sub(r"\W", "-", own.lower()) if own.startswith(SECTION) else ""
            text = write_number(fitting[1], own)
            return f'<a class="rujukan" href="#{section or label}">{text}</a>'
        if found_outside := self.outside(label):
            return write_number(fitting[1], found_outside)
        if label not in self.absent:
            self.error.append(f"Rujukan ke #{label} tidak punya tujuan; periksa labelnya.")
        return fitting[0]

    def _existing(self, text: str) -> str:
        """The parts of a cell that speak of no absent table."""
        exists = [b for b in text.split(SEPARATOR) if not mentions(b, self.absent)]
        return SEPARATOR.join(exists) or WITHOUT_REFERENCE
