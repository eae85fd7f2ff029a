"""A workbook for a reader: one typeface, pages that print, values beside formulas."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from math import ceil
from textwrap import wrap
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

PAGE, STANDARD = 90, 8.43  # letters that a line above a narrow table may take, and a column has
LINE_HEIGHT, LETTER = 15.0, 5.4  # points of a line, and of a letter across
ACROSS, DEEP = 740, 487  # points of a turned page between its margins
NARROWEST, NARROW, WIDEST = 10, 20, 72  # letters of a column; NARROW: of texts that give way
MOST = 170  # letters of all columns: printed at four fifths
CAPITALS, EDGE = 0.8, 1.5  # of the letters of a line, where all are capitals; letters at its ends
SMALLEST, NEARLY = 0.65, 0.08  # scale, 7 points, that saves pages; of one, what measuring may miss


class Book(Workbook):  # type: ignore[misc]
    """A workbook that makes each look once.

    moment: stands in the file where the clock would. remark: heads every page that is printed.
    """

    def __init__(self, moment: datetime, remark: str = "") -> None:
        self._stream, self.remark = io.BytesIO(), remark
        super().__init__(self._stream, {"in_memory": True})
        self.set_properties({"author": "LKIP", "created": moment.replace(tzinfo=None)})
        self._looks: dict[tuple[tuple[str, Any], ...], Format] = {}

    def look(self, **traits: Any) -> Format:
        key = tuple(sorted(traits.items()))
        if key not in self._looks:
            self._looks[key] = self.add_format({"valign": "top", **traits})
        return self._looks[key]

    def open_sheet(self, name: str) -> Worksheet:
        """A sheet that prints on turned A4 pages as wide as itself."""
        sheet = self.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_header("&C" + self.remark.replace("&", "&&") if self.remark else "")
        sheet.set_footer("&L&A&R&P/&N")
        return sheet

    def put(self, sheet: Worksheet, row: int, column: int, value: Any, **traits: Any) -> None:
        """A value, rows and columns from 0; text is text, nothing from a workbook comes alive."""
        if isinstance(value, str):
            quoted = value.startswith(("=", "+", "-", "@"))
            traits |= {"quote_prefix": True} if quoted else {}
            sheet.write_string(row, column, value, self.look(**{"text_wrap": True, **traits}))
        else:
            traits |= {"num_format": "dd/mm/yyyy"} if isinstance(value, date) else {}
            sheet.write(row, column, value, self.look(**traits))

    def put_line(
        self, sheet: Worksheet, row: int, text: str, width: Sequence[float], **traits: Any
    ) -> None:
        """A text over the table's whole width, or a page's, as high as it needs."""
        more = max(0, ceil((PAGE - sum(width)) / STANDARD))
        last, look = len(width) - 1 + more, self.look(text_wrap=True, **traits)
        if last:
            sheet.merge_range(row, 0, row, last, "", look)
        self.put(sheet, row, 0, text, **traits)
        self.fit(sheet, {row: [text]}, [sum(width) + more * STANDARD])

    @staticmethod
    def set_widths(sheet: Worksheet, wanted: Sequence[int], most: int = MOST) -> list[int]:
        """Letters of each column: what it asks for, but the widest give way to a page."""
        caps = range(WIDEST, NARROW, -1)
        cap = next((c for c in caps if sum(min(c, w) for w in wanted) <= most), NARROW)
        width = [min(cap, w) for w in wanted]
        for column, letters in enumerate(width):
            sheet.set_column(column, column, letters)
        return width

    @staticmethod
    def fit(
        sheet: Worksheet, rows: Mapping[int, Iterable[Any]], width: Sequence[float], above: int = 0
    ) -> None:
        """Rows as high as their fullest cell, drawn in as far as it saves a page.

        above: lines that stand over the rows.
        """
        high = {n: max(map(count_lines, row, width), default=1) for n, row in rows.items()}
        for n, lines in high.items():
            sheet.set_row(n, lines * LINE_HEIGHT if lines > 1 else None)
        scale = min(1, ACROSS / (sum(width) * LETTER))
        pages = (above + sum(high.values())) * LINE_HEIGHT * min(scale, SMALLEST) / DEEP
        sheet.fit_to_pages(1, max(1, ceil(pages - NEARLY)))

    def finish(self) -> bytes:
        """The file; nothing can be written after it."""
        self.close()
        return self._stream.getvalue()


def count_lines(value: Any, letters: float) -> int:
    """Lines of a value in a column as wide as that."""
    if not isinstance(value, str):
        return 1
    room = max(int((letters - EDGE) * (CAPITALS if value.isupper() else 1)), 1)
    lines = (wrap(line, room, break_on_hyphens=False) for line in value.splitlines())
    return max(1, sum(len(line) or 1 for line in lines))
