"""A workbook to be read and printed: shared formats, pages that fit, texts that are no formulas."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from itertools import zip_longest
from math import ceil
from textwrap import wrap
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

PAGE, STANDARD = 90, 8.43  # letters: of a heading above a narrow table; of a column by default
LINE_HEIGHT, LETTER = 15.0, 5.4  # points: height of a line; width of a letter
FIXED_DATE = datetime(2000, 1, 1, tzinfo=UTC)  # so that the same figures give the same file
ACROSS, DEEP = 740, 487  # points: width and height of a landscape page between its margins
NARROWEST, NARROW, WIDEST = 10, 20, 72  # letters of a column; NARROW: least of one that gives way
MOST = 170  # letters of all columns: printed at four fifths of their size
CAPITALS, EDGE = 0.8, 1.5  # share of the letters that fit, if all are capitals; letters of padding
SMALLEST, NEARLY = 0.65, 0.08  # scale (7 points) used to save pages; error of measuring, in pages


class Book(Workbook):  # type: ignore[misc]
    """A workbook that makes each format once.

    moment: the file's date, in place of the clock. status: heads every page that is printed.
    """

    def __init__(self, moment: datetime = FIXED_DATE, status: str = "") -> None:
        self._stream, self.status = io.BytesIO(), status
        super().__init__(self._stream, {"in_memory": True})
        self.set_properties({"author": "LKIP", "created": moment.replace(tzinfo=None)})
        self.get_format = cache(lambda **look: self.add_format({"valign": "top", **look}))

    def open_sheet(self, name: str) -> Worksheet:
        """A new sheet that prints on landscape A4, fitted to the page width."""
        sheet = self.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_header("&C" + self.status.replace("&", "&&") if self.status else "")
        sheet.set_footer("&L&A&R&P/&N")
        return sheet

    def put(self, sheet: Worksheet, row: int, column: int, value: Any, **properties: Any) -> None:
        """Write a value, rows and columns from 0; a text is never read as a formula."""
        if isinstance(value, str):
            properties = {"text_wrap": True, **properties}
            if value.startswith(("=", "+", "-", "@")):
                properties["quote_prefix"] = True
            sheet.write_string(row, column, value, self.get_format(**properties))
        else:
            properties |= {"num_format": "dd/mm/yyyy"} if isinstance(value, date) else {}
            sheet.write(row, column, value, self.get_format(**properties))

    def put_line(
        self, sheet: Worksheet, row: int, text: str, widths: Sequence[float], **properties: Any
    ) -> None:
        """Write a text across the whole table, or a page if that is wider, as high as it needs."""
        more = max(0, ceil((PAGE - sum(widths)) / STANDARD))
        if last := len(widths) - 1 + more:
            look = self.get_format(text_wrap=True, **properties)
            sheet.merge_range(row, 0, row, last, "", look)
        self.put(sheet, row, 0, text, **properties)
        self.fit_rows(sheet, {row: [text]}, [sum(widths) + more * STANDARD])

    @staticmethod
    def set_widths(sheet: Worksheet, wanted: Sequence[int], most: int = MOST) -> list[int]:
        """Set the letters of each column: as wanted, but the widest are capped to fit `most`."""
        for cap in range(WIDEST, NARROW - 1, -1):
            widths = [min(cap, letters) for letters in wanted]
            if sum(widths) <= most:
                break
        for column, letters in enumerate(widths):
            sheet.set_column(column, column, letters)
        return widths

    def fit_cells(
        self, sheet: Worksheet, rows: Mapping[int, Iterable[Any]], most: int = MOST
    ) -> None:
        """Set columns by their longest value, within `most`, and rows as high as they then need."""
        texts = {
            n: [f"{v or 0:,.4f}" if not isinstance(v, str) else v for v in r]
            for n, r in rows.items()
        }
        columns = zip_longest(*texts.values(), fillvalue="")
        widths = self.set_widths(sheet, [max(NARROWEST, *map(len, c)) + 4 for c in columns], most)
        self.fit_rows(sheet, texts, widths)

    @staticmethod
    def fit_rows(
        sheet: Worksheet, rows: Mapping[int, Iterable[Any]], widths: Sequence[float], above: int = 0
    ) -> None:
        """Make rows as high as their fullest cell, and shrink the print where it saves a page.

        above: lines over the rows.
        """
        heights = {n: max(map(count_lines, row, widths), default=1) for n, row in rows.items()}
        for row, lines in heights.items():
            sheet.set_row(row, lines * LINE_HEIGHT if lines > 1 else None)
        scale = min(1, ACROSS / (sum(widths) * LETTER))
        pages = (above + sum(heights.values())) * LINE_HEIGHT * min(scale, SMALLEST) / DEEP
        sheet.fit_to_pages(1, max(1, ceil(pages - NEARLY)))

    def finish(self) -> bytes:
        """Close the workbook; the file."""
        self.close()
        return self._stream.getvalue()


def count_lines(value: Any, letters: float) -> int:
    """Lines that a value takes in a column of so many letters."""
    if not isinstance(value, str):
        return 1
    room = max(int((letters - EDGE) * (CAPITALS if value.isupper() else 1)), 1)
    lines = (wrap(line, room, break_on_hyphens=False) for line in value.splitlines())
    return max(1, sum(len(line) or 1 for line in lines))
