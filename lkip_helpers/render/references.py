"""Cross-references of the joined report: the numbers of their targets, in texts and in cells."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from lkip_helpers.report.columns import REFERENCE

SEPARATOR, WITHOUT_REFERENCE = "; ", "–"  # between references in a cell; where none is left
SECTION = "Bagian "  # begins the number of a folded table or figure: that of its section
_REFERENCE_CELL = re.compile(r'(<td class="rujukan"[^>]*>)(.*?)(?=</td>)', re.DOTALL)
_NUMBER = re.compile(r'(<span class="nomor" data-label="([a-z0-9-]+)">(?:Tabel|Gambar))(</span>)')


def write_number(word: str, number: str) -> str:
    """`Tabel 3.4`, or `Bagian 3.1.2`."""
    return number if number.startswith(SECTION) else f"{word} {number}".rstrip()


def mentions(text: str, labels: Collection[str]) -> bool:
    """Whether `text` refers to any of these tables and figures."""
    return any(label in labels for _, label in REFERENCE.findall(text))


@dataclass
class References:
    """The tables and figures of a report by label, as cross-references name them.

    numbers: of each that is there. left_out: labels of those that are not. errors: takes a line for
    every reference to neither. outside: the words for one in a part of the report that this
    document does not hold; None where it is in no such part.
    """

    numbers: dict[str, str] = field(default_factory=dict)
    left_out: Collection[str] = ()
    errors: list[str] = field(default_factory=list)
    outside: Callable[[str], str | None] = lambda _: None

    def resolve_text(self, text: str) -> str:
        """A text with its references as links."""
        return REFERENCE.sub(self._link, text)

    def resolve_item(self, text: str) -> str:
        """A table or figure with its number, and links in the cells made to hold references.

        The text of its other cells came from a workbook and is left as it is.
        """
        text = _REFERENCE_CELL.sub(
            lambda m: m[1] + REFERENCE.sub(self._link, self._drop_absent(m[2])), text
        )

        def add_number(match: re.Match[str]) -> str:
            number = self.numbers.get(match[2], "")
            return "" if number.startswith(SECTION) else f"{match[1]} {number}{match[3]}"

        return _NUMBER.sub(add_number, text)

    def resolve_payload(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        """The payload with its number; references in its cells are numbers without links."""
        keys = {c["kunci"] for c in payload.get("kolom", []) if c["jenis"] == "rujukan"}
        rows = [
            {k: self._write_numbers(v or "") if k in keys else v for k, v in row.items()}
            for row in payload.get("baris", [])
        ]
        return {**payload, "nomor": self.numbers[payload["label"]], "baris": rows}

    def _write_numbers(self, text: str) -> str:
        return REFERENCE.sub(
            lambda m: write_number(m[1], self.numbers.get(m[2]) or self.outside(m[2]) or ""),
            self._drop_absent(text),
        )

    def _link(self, match: re.Match[str]) -> str:
        kind, label = match.groups()
        if number := self.numbers.get(label):
            section = re.sub(r"\W", "-", number.lower()) if number.startswith(SECTION) else ""
            text = write_number(kind, number)
            return f'<a class="rujukan" href="#{section or label}">{text}</a>'
        if words := self.outside(label):
            return write_number(kind, words)
        if label not in self.left_out:
            self.errors.append(f"Rujukan ke #{label} tidak punya tujuan; periksa labelnya.")
        return match[0]

    def _drop_absent(self, text: str) -> str:
        """The parts of a cell that refer to no absent table."""
        kept = [part for part in text.split(SEPARATOR) if not mentions(part, self.left_out)]
        return SEPARATOR.join(kept) or WITHOUT_REFERENCE
