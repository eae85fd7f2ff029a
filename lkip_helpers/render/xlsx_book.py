"""A workbook for a reader: one typeface, pages that print, values beside formulas."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from math import ceil
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

PAGE, STANDARD = 90, 8.43  # letters that a line above a narrow table may take, and a column has
LINE_HEIGHT, WIDER = 15.0, 1.05  # points; a letter takes more than its share where words break


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
        if value is None:
            sheet.write_blank(row, column, None, self.look(**traits))
        elif isinstance(value, str):
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
        self.fit_height(sheet, row, [text], [sum(width) + more * STANDARD])

    @staticmethod
    def set_widths(sheet: Worksheet, width: Iterable[float]) -> None:
        for column, letters in enumerate(width):
            sheet.set_column(column, column, letters)

    @staticmethod
    def fit_height(
        sheet: Worksheet, row: int, values: Iterable[Any], width: Iterable[float]
    ) -> None:
        """The height that the longest of these values needs in its width."""
        pair = zip(values, width, strict=False)
        lines = [ceil(len(v) * WIDER / w) for v, w in pair if isinstance(v, str)]
        if max(lines, default=1) > 1:
            sheet.set_row(row, max(lines) * LINE_HEIGHT)

    def finish(self) -> bytes:
        """The file; nothing can be written after it."""
        self.close()
        return self._stream.getvalue()
