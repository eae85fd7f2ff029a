"""Numbers of the HTML that can be asked where they come from: each opens a note of its own.

Buttons and notes are plain HTML (`popover`), so that they work by mouse, touch and keyboard without
a script.
"""

import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Any

from lkip_helpers.report.markup import render
from lkip_helpers.report.origin import Lineage
from lkip_helpers.report.record import Place, read_records

SHORT = 12  # more numbers than this are told by their count
_LABEL = re.compile(r' id="([^"]+)"')
_END = re.compile(r"</div>\s*\Z")
_CELL = re.compile(r'<td class="([^"]*)" data-asal="([^":]+):([^"]+)"([^>]*)>(.*?)</td>', re.DOTALL)


class Note:
    """The notes of a report. payload: payloads of its tables and figures, numbered."""

    def __init__(self, payload: Sequence[Mapping[str, Any]]) -> None:
        self._records = read_records(payload)
        self._lineage = Lineage(self._records)
        self._id = {
            t: f"asal-{label}-{n}"
            for label, record in self._records.items()
            for n, t in enumerate(record.place, 1)
        }

    def annotate(self, record: str) -> str:
        """A table or figure with its numbers as buttons, and their notes."""
        label = _LABEL.search(record)
        if label is None or label[1] not in self._records:
            return record
        told, notes = self._cell(record, label[1]), self._notes(label[1])
        # What is folded away shows no note either: those of a folded table stand after it.
        return _END.sub(lambda m: notes + m[0], told) if _END.search(told) else told + notes

    def _cell(self, html: str, label: str) -> str:
        def button(m: re.Match[str]) -> str:
            rows, column = unescape(m[2]), unescape(m[3])  # a kelurahan may be called Ma'rang
            place = Place(label, column, int(rows) if rows.isdecimal() else rows)
            opened = f'<button type="button" class="angka-asal" popovertarget="{self._id[place]}">'
            return f'<td class="{m[1]}"{m[4]}>{opened}{m[5]}</button></td>'

        return _CELL.sub(button, html)

    def _notes(self, label: str) -> str:
        content = [self._one(t) for t in self._records[label].place]
        return render("asal.html.j2", isi=content)

    def _one(self, place: Place) -> dict[str, Any]:
        origin = self._lineage.trace(place)
        from_ = [self._lineage.trace(t) for t in origin.from_ if t in self._id]
        return {
            "id": self._id[place],
            "asal": origin,
            "banyak": len(from_) if len(from_) > SHORT else 0,
            "dari": [
                {"id": self._id[a.place], "asal": a, "di": self._at(a.place, place)}
                for a in (from_ if len(from_) <= SHORT else [])
            ],
        }

    def _at(self, place: Place, from_: Place) -> str:
        """`Tabel 3.4`, where an operand stands in another table."""
        if place.label == from_.label:
            return ""
        return self._records[place.label].ordinal
